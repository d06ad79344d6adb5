/* Sums go eight int16 at a time: written as vectors of the compiler, they are SSE2 on any x86-64 and give the
 * same numbers everywhere. */
#include "language/language_decide.h"

#include <string.h>

typedef int16_t Lane __attribute__((vector_size(16)));
typedef int16_t LaneAt __attribute__((vector_size(16), aligned(2), may_alias));
typedef int16_t HalfLane __attribute__((vector_size(8), aligned(2), may_alias));
typedef int32_t WideLane __attribute__((vector_size(16)));

static inline const int16_t *row_of(const Weights *weights, uint32_t hash)
{
    return weights->rows + (size_t)(hash >> (32 - weights->bits)) * weights->width;
}

static void prefetch_rows(const Weights *weights, const uint32_t *hashes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *row = (const char *)row_of(weights, hashes[i]);
        __builtin_prefetch(row);
        __builtin_prefetch(row + 64);
    }
}

static inline const LaneAt *lanes_of(const Weights *weights, uint32_t hash)
{
    return (const LaneAt *)(const void *)row_of(weights, hash);
}

/* Written out lane by lane, so that the sums stay in registers. */
static void sum_labels(const Weights *weights, const uint32_t *hashes, int16_t out[LABEL_WIDTH])
{
    Lane a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, g = {0};

    prefetch_rows(weights, hashes, LABEL_FEATURES);
    for (uint32_t i = 0; i < LABEL_FEATURES; i++) {
        const LaneAt *row = lanes_of(weights, hashes[i]);
        a += row[0];
        b += row[1];
        c += row[2];
        d += row[3];
        e += row[4];
        f += row[5];
        g += row[6]; /* the eighth lane is padding */
    }
    const Lane sums[LABEL_WIDTH / 8] = {a, b, c, d, e, f, g};
    memcpy(out, sums, sizeof sums);
}

static void sum_tags(const Weights *weights, const uint32_t *hashes, int16_t out[TAG_WIDTH])
{
    Lane a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, g = {0}, h = {0}, k = {0}, l = {0};

    prefetch_rows(weights, hashes, TAG_FEATURES);
    for (uint32_t i = 0; i < TAG_FEATURES; i++) {
        const LaneAt *row = lanes_of(weights, hashes[i]);
        a += row[0];
        b += row[1];
        c += row[2];
        d += row[3];
        e += row[4];
        f += row[5];
        g += row[6];
        h += row[7];
        k += row[8];
        l += row[9];
    }
    const Lane sums[TAG_WIDTH / 8] = {a, b, c, d, e, f, g, h, k, l};
    memcpy(out, sums, sizeof sums);
}

static uint32_t best_of(const int16_t *scores, uint32_t first, uint32_t count)
{
    uint32_t best = first;

    for (uint32_t c = first + 1; c < count; c++)
        best = scores[c] > scores[best] ? c : best;
    return best;
}

/* The classes of the base that the form has if the affix is one of its own; 0 where there is none. */
static uint32_t base_classes(const Model *model, const Affix *affix, Text form)
{
    enum { LONGEST = 40, SHORTEST = 2 };
    char bytes[LONGEST];
    size_t length = form.length - affix->ending.length;

    if (form.length > LONGEST - 4 || form.length < affix->ending.length + SHORTEST ||
        affix->instead.length > 4)
        return 0;
    for (size_t i = 0; i < affix->ending.length; i++)
        if (ascii_lower(form.bytes[length + i]) != affix->ending.bytes[i])
            return 0;
    if (affix->is_doubled && (length < 3 || form.bytes[length - 1] != form.bytes[length - 2]))
        return 0;
    length -= affix->is_doubled;
    memcpy(bytes, form.bytes, length);
    if (affix->instead.length)
        memcpy(bytes + length, affix->instead.bytes, affix->instead.length);

    const ModelClass *found =
        language_model_class(model, language_word((Text){bytes, length + affix->instead.length}));
    return found ? found->base : 0;
}

/* The classes of the word itself, of its irregular form, and of the bases that each group of affixes leads
 * to. */
static uint32_t classes_of(const Model *model, const WordLists *lists, Text form, uint32_t word)
{
    const ModelClass *own = language_model_class(model, word);
    uint32_t classes = own ? own->base | (uint32_t)own->irregular << 4 : 0;

    for (size_t i = 0; i < lists->affix_count; i++) {
        uint32_t base = base_classes(model, &lists->affixes[i], form);
        classes |= base << (4 + 4 * (lists->affixes[i].group % 7));
    }
    return classes;
}

void language_model_form(const Model *model, const WordLists *lists, Text form, uint32_t word, WordForm *out)
{
    const ModelWord *known = language_model_word(model, word);

    language_form_of(form, word, out);
    out->tags = feature_mix(known ? known->tags : 0U);
    out->only_tag = known ? known->only_tag : MODEL_NO_TAG;
    out->classes =
        feature_mix(known && known->is_frequent ? 0U : classes_of(model, lists, form, word) + 1000U);
}

void language_model_tag(const Model *model, const WordForm *forms, size_t count, uint8_t *tags)
{
    uint32_t hashes[TAG_FEATURES];
    int16_t scores[TAG_WIDTH];

    for (size_t i = 0; i < count; i++) {
        tags[i] = forms[i].only_tag;
        if (tags[i] != MODEL_NO_TAG)
            continue;
        language_tag_features(forms, i, tags, hashes);
        sum_tags(&model->tagger, hashes, scores);
        tags[i] = (uint8_t)best_of(scores, 0, model->tag_count);
    }
}

ParseWord language_parse_word(const WordForm *form, const ModelTag *tags, uint32_t tag)
{
    Upos upos = (Upos)tags[tag].upos;
    bool is_content =
        upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_PRON || upos == UPOS_VERB || upos == UPOS_NUM;

    return (ParseWord){form->word, feature_mix(tag + 1000U), form->suffix[2], form->kind, is_content};
}

void language_parse_pad(ParseWord *words, int count)
{
    const ParseWord before = {0x165667B1U, 0x2C1B3C6DU, 0x297A2D39U, 0x68E31DA4U, 0};
    const ParseWord behind = {0xB5297A4DU, 0x1B56C4E9U, 0x7FEB352DU, 0x846CA68BU, 0};

    words[0] = before;
    for (int i = 1; i <= 3; i++)
        words[count + i] = behind;

    uint32_t reach = (uint32_t)count + 1;
    for (int i = count + 3; i > 0; i--) {
        reach = i <= count && words[i].reach ? (uint32_t)i : reach;
        words[i].reach = reach;
    }
}

static inline HalfLane move_row(const int16_t *rows, uint32_t number)
{
    return *(const HalfLane *)(const void *)(rows + (size_t)number * MOVE_WIDTH);
}

/* Weights of moves have 13 bits and a sign at most (train_learner.c sees to it): four rows add up in int16.
 */
static void score_moves(const Weights *weights, const ParseState *state, int32_t scores[MOVE_WIDTH])
{
    uint32_t hashes[MOVE_FEATURES];
    const int16_t *rows = weights->rows;
    const uint32_t shift = 32 - weights->bits;
    WideLane sums = {0};

    parse_move_features(state, hashes);
    for (uint32_t i = 0; i < MOVE_FEATURES; i += 4) {
        for (uint32_t k = i; k < i + 4; k++)
            hashes[k] >>= shift;
        __builtin_prefetch(rows + (size_t)hashes[i] * MOVE_WIDTH);
        __builtin_prefetch(rows + (size_t)hashes[i + 1] * MOVE_WIDTH);
        __builtin_prefetch(rows + (size_t)hashes[i + 2] * MOVE_WIDTH);
        __builtin_prefetch(rows + (size_t)hashes[i + 3] * MOVE_WIDTH);
    }
    for (uint32_t i = 0; i < MOVE_FEATURES; i += 4) {
        const HalfLane four = move_row(rows, hashes[i]) + move_row(rows, hashes[i + 1]) +
                              move_row(rows, hashes[i + 2]) + move_row(rows, hashes[i + 3]);
        sums += __builtin_convertvector(four, WideLane);
    }
    memcpy(scores, &sums, sizeof sums);
}

static Deprel best_label(const Weights *weights, const ParseState *state, Move move)
{
    uint32_t hashes[LABEL_FEATURES];
    int16_t scores[LABEL_WIDTH];

    parse_label_features(state, move, hashes);
    sum_labels(weights, hashes, scores);
    return (Deprel)best_of(scores, DEPREL_ROOT + 1, DEPREL_COUNT); /* no arc makes a root */
}

/* A move of one of the parses in the beam. */
typedef struct Step {
    int64_t score;
    ParseState *from;
    int like; /* the first parse in the beam that looks like from */
    Move move;
} Step;

/* Puts the step where it belongs among the best ones, the highest score first; of equal ones the earlier
 * stays. */
static int insert_step(Step *steps, int count, Step step)
{
    int at = count < BEAM_WIDTH ? count : BEAM_WIDTH;

    while (at > 0 && steps[at - 1].score < step.score) {
        if (at < BEAM_WIDTH)
            steps[at] = steps[at - 1];
        at--;
    }
    if (at < BEAM_WIDTH)
        steps[at] = step;
    return count < BEAM_WIDTH ? count + 1 : BEAM_WIDTH;
}

/* The best moves of all parses in live that come within BEAM_SPREAD of the best one. Parses that part early
 * often look alike again soon: what is asked about one of them need not be asked again. */
static int find_steps(const Model *model, ParseState *const *live, int live_count, Step *steps)
{
    int32_t scores[BEAM_WIDTH][MOVE_WIDTH];
    int count = 0;

    steps[0] = (Step){0};
    for (int i = 0; i < live_count; i++) {
        int like = 0;
        while (like < i && !parse_looks_alike(live[like], live[i]))
            like++;
        if (like == i)
            score_moves(&model->moves, live[i], scores[i]);
        for (int m = 0; m < MOVE_COUNT; m++)
            if (parse_can(live[i], (Move)m))
                count = insert_step(steps, count,
                                    (Step){live[i]->score + scores[like][m], live[i], like, (Move)m});
    }
    while (steps[count - 1].score < steps[0].score - BEAM_SPREAD)
        count--;
    return count;
}

static void find_labels(const Model *model, const Step *steps, int count, Deprel *labels)
{
    for (int i = 0; i < count; i++) {
        int same = 0;
        while (same < i && (steps[same].like != steps[i].like || steps[same].move != steps[i].move))
            same++;
        labels[i] = same < i                      ? labels[same]
                    : steps[i].move == MOVE_SHIFT ? DEPREL_DEP
                                                  : best_label(&model->labels, steps[i].from, steps[i].move);
    }
}

const ParseState *language_model_parse(const Model *model, Beam *beam, int count)
{
    ParseState *live[BEAM_WIDTH] = {&beam->states[0]};
    ParseState *spare[2 * BEAM_WIDTH];
    int live_count = 1;
    int spare_count = 0;

    for (int i = 1; i < 2 * BEAM_WIDTH; i++)
        spare[spare_count++] = &beam->states[i];
    parse_start(live[0], beam->words, count);
    /* Every parse of count words has as many moves, so that all end together. */
    while (!parse_is_done(live[0])) {
        Step steps[BEAM_WIDTH];
        ParseState *next[BEAM_WIDTH];
        Deprel labels[BEAM_WIDTH];
        int next_count = find_steps(model, live, live_count, steps);
        find_labels(model, steps, next_count, labels);
        /* The last step from a parse changes it in its place; those before work on copies. */
        for (int i = 0; i < next_count; i++) {
            bool is_last = true;
            for (int k = i + 1; k < next_count; k++)
                is_last = is_last && steps[k].from != steps[i].from;
            next[i] = is_last ? steps[i].from : spare[--spare_count];
            if (!is_last)
                parse_copy(next[i], steps[i].from);
        }
        for (int i = 0; i < live_count; i++) {
            bool goes_on = false;
            for (int k = 0; k < next_count; k++)
                goes_on = goes_on || next[k] == live[i];
            if (!goes_on)
                spare[spare_count++] = live[i];
        }
        for (int i = 0; i < next_count; i++) {
            next[i]->score = steps[i].score;
            parse_apply(next[i], steps[i].move, labels[i]);
        }
        live_count = next_count;
        memcpy(live, next, (size_t)next_count * sizeof *next);
    }
    return live[0];
}
