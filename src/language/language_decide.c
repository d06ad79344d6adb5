/* Sums go eight numbers of 16 bits at a time: written as vectors of the compiler, they are SSE2 on any x86-64
 * and give the same numbers everywhere. */
#include "language/language_decide.h"

#include <string.h>

typedef uint16_t Lane __attribute__((vector_size(16), may_alias));

/* The even and the odd bytes of a block. */
#define ADD_BLOCK(even, odd, block) ((even) += (block)&0xFF, (odd) += (block) >> 8)

/* Written out block by block, so that the sums stay in registers. */
static void sum_labels(const uint8_t *weights, const uint32_t *rows, uint16_t out[LABEL_WIDTH])
{
    Lane a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, g = {0}, h = {0};

    for (uint32_t i = 0; i < LABEL_FEATURES; i++) {
        const Lane *row = (const Lane *)(const void *)(weights + (size_t)rows[i] * LABEL_WIDTH);
        ADD_BLOCK(a, b, row[0]);
        ADD_BLOCK(c, d, row[1]);
        ADD_BLOCK(e, f, row[2]);
        ADD_BLOCK(g, h, row[3]);
    }
    const Lane sums[LABEL_WIDTH / 8] = {a, b, c, d, e, f, g, h};
    memcpy(out, sums, sizeof sums);
}

static void sum_tags(const uint8_t *weights, const uint32_t *rows, uint16_t out[TAG_WIDTH])
{
    Lane a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, g = {0}, h = {0}, k = {0}, l = {0};

    for (uint32_t i = 0; i < TAG_FEATURES; i++) {
        __builtin_prefetch(&weights[(size_t)rows[i] * TAG_WIDTH]);
        __builtin_prefetch(&weights[(size_t)rows[i] * TAG_WIDTH + TAG_WIDTH - 1]);
    }
    for (uint32_t i = 0; i < TAG_FEATURES; i++) {
        const Lane *row = (const Lane *)(const void *)(weights + (size_t)rows[i] * TAG_WIDTH);
        ADD_BLOCK(a, b, row[0]);
        ADD_BLOCK(c, d, row[1]);
        ADD_BLOCK(e, f, row[2]);
        ADD_BLOCK(g, h, row[3]);
        ADD_BLOCK(k, l, row[4]);
    }
    const Lane sums[TAG_WIDTH / 8] = {a, b, c, d, e, f, g, h, k, l};
    memcpy(out, sums, sizeof sums);
}

/* Score and class as one number, so that the better of two takes no jump; of equal scores the lower class
 * wins. */
static uint32_t best_of(const uint16_t *scores, uint32_t first, uint32_t count)
{
    uint32_t best = 0;

    for (uint32_t c = first; c < count; c++) {
        uint32_t now = (uint32_t)scores[c] << 8 | (0xFF - c);
        best = now > best ? now : best;
    }
    return 0xFF - (best & 0xFF);
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
    uint32_t rows[TAG_FEATURES];
    uint16_t scores[TAG_WIDTH];

    for (size_t i = 0; i < count; i++) {
        tags[i] = forms[i].only_tag;
        if (tags[i] != MODEL_NO_TAG)
            continue;
        language_tag_features(forms, i, tags, rows);
        sum_tags(model->tagger, rows, scores);
        tags[i] = (uint8_t)best_of(scores, 0, model->tag_count);
    }
}

ParseWord language_parse_word(const WordForm *form, const ModelTag *tags, uint32_t tag)
{
    Upos upos = (Upos)tags[tag].upos;
    bool is_content =
        upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_PRON || upos == UPOS_VERB || upos == UPOS_NUM;

    return (ParseWord){feature_value(form->word), feature_value(feature_mix(tag + 1000U)),
                       feature_value(form->suffix[2]), feature_value(form->kind), is_content};
}

void language_parse_pad(ParseWord *words, int count)
{
    const ParseWord before = {feature_value(0x165667B1U), feature_value(0x2C1B3C6DU),
                              feature_value(0x297A2D39U), feature_value(0x68E31DA4U), 0};
    const ParseWord behind = {feature_value(0xB5297A4DU), feature_value(0x1B56C4E9U),
                              feature_value(0x7FEB352DU), feature_value(0x846CA68BU), 0};

    words[0] = before;
    for (int i = 1; i <= 3; i++)
        words[count + i] = behind;

    uint32_t reach = (uint32_t)count + 1;
    for (int i = count + 3; i > 0; i--) {
        reach = i <= count && words[i].reach ? (uint32_t)i : reach;
        words[i].reach = reach;
    }
}

/* Two rows are added field by field, then the field in the middle apart from those at its sides. */
/* The field in the middle is added up apart from those at its sides: so there is room for all three sums. */
static void sum_moves(const uint32_t *weights, const uint32_t *rows, int32_t scores[MOVE_COUNT])
{
    const uint64_t middle = (uint64_t)((1U << MOVE_FIELD) - 1) << MOVE_FIELD;
    const int32_t bias = MOVE_FEATURES * MOVE_BIAS;
    uint64_t sum = 0;
    uint64_t outer = 0;

    for (uint32_t i = 0; i < MOVE_FEATURES; i += 2) {
        uint64_t two = (uint64_t)weights[rows[i]] + weights[rows[i + 1]];
        sum += two;
        outer += two & ~middle;
    }
    scores[MOVE_SHIFT] = (int32_t)(outer & ((1U << 2 * MOVE_FIELD) - 1)) - bias;
    scores[MOVE_LEFT] = (int32_t)((sum - outer) >> MOVE_FIELD) - bias;
    scores[MOVE_RIGHT] = (int32_t)(outer >> 2 * MOVE_FIELD) - bias;
}

static Deprel best_label(const uint8_t *weights, const ParseState *state, Move move)
{
    uint32_t rows[LABEL_FEATURES];
    uint16_t scores[LABEL_WIDTH];

    parse_label_features(state, move, weights, rows);
    sum_labels(weights, rows, scores);
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
 * often look alike again soon: what is asked about one of them need not be asked again. The rows of all are
 * under way before the first are added up. */
static int find_steps(const Model *model, ParseState *const *live, int live_count, Step *steps)
{
    uint32_t rows[BEAM_WIDTH][MOVE_FEATURES];
    int32_t scores[BEAM_WIDTH][MOVE_COUNT];
    int likes[BEAM_WIDTH];
    int count = 0;

    for (int i = 0; i < live_count; i++) {
        likes[i] = 0;
        while (likes[i] < i && !parse_looks_alike(live[likes[i]], live[i]))
            likes[i]++;
        if (likes[i] == i)
            parse_move_features(live[i], model->moves, rows[i]);
    }
    steps[0] = (Step){0};
    for (int i = 0; i < live_count; i++) {
        if (likes[i] == i)
            sum_moves(model->moves, rows[i], scores[i]);
        for (int m = 0; m < MOVE_COUNT; m++)
            if (parse_can(live[i], (Move)m))
                count = insert_step(steps, count,
                                    (Step){live[i]->score + scores[likes[i]][m], live[i], likes[i], (Move)m});
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
                                                  : best_label(model->labels, steps[i].from, steps[i].move);
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
