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

static inline __attribute__((always_inline)) void sum_rows(const Weights *weights, const uint32_t *hashes,
                                                           uint32_t count, int16_t *out, const size_t lanes)
{
    Lane sums[TAG_WIDTH / 8];

    for (uint32_t i = 0; i < count; i++) {
        const char *row = (const char *)row_of(weights, hashes[i]);
        for (size_t line = 0; line < lanes * 16; line += 64)
            __builtin_prefetch(row + line);
    }
    for (size_t k = 0; k < lanes; k++)
        sums[k] = (Lane){0};
    for (uint32_t i = 0; i < count; i++) {
        const LaneAt *row = (const LaneAt *)(const void *)row_of(weights, hashes[i]);
        for (size_t k = 0; k < lanes; k++)
            sums[k] += row[k];
    }
    memcpy(out, sums, lanes * sizeof *sums);
}

static uint32_t best_of(const int16_t *scores, uint32_t first, uint32_t count)
{
    uint32_t best = first;

    for (uint32_t c = first + 1; c < count; c++)
        best = scores[c] > scores[best] ? c : best;
    return best;
}

void language_model_form(const Model *model, Text form, uint32_t word, WordForm *out)
{
    const ModelWord *known = language_model_word(model, word);

    language_form_of(form, word, out);
    out->tags = feature_mix(known ? known->tags : 0U);
    out->only_tag = known ? known->only_tag : MODEL_NO_TAG;
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
        sum_rows(&model->tagger, hashes, TAG_FEATURES, scores, TAG_WIDTH / 8);
        tags[i] = (uint8_t)best_of(scores, 0, model->tag_count);
    }
}

ParseWord language_parse_word(const WordForm *form, uint32_t tag)
{
    return (ParseWord){form->word, feature_mix(tag + 1000U), form->suffix[2], form->kind};
}

void language_parse_pad(ParseWord *words, int count)
{
    const ParseWord before = {0x165667B1U, 0x2C1B3C6DU, 0x297A2D39U, 0x68E31DA4U};
    const ParseWord behind = {0xB5297A4DU, 0x1B56C4E9U, 0x7FEB352DU, 0x846CA68BU};

    words[0] = before;
    for (int i = 1; i <= 3; i++)
        words[count + i] = behind;
}

static Move best_move(const Model *model, const ParseState *state)
{
    uint32_t hashes[MOVE_FEATURES];
    WideLane sums = {0};

    parse_move_features(state, hashes);
    for (uint32_t i = 0; i < MOVE_FEATURES; i++)
        __builtin_prefetch(row_of(&model->moves, hashes[i]));
    for (uint32_t i = 0; i < MOVE_FEATURES; i++) {
        HalfLane row = *(const HalfLane *)(const void *)row_of(&model->moves, hashes[i]);
        sums += __builtin_convertvector(row, WideLane);
    }

    Move best = MOVE_SHIFT; /* it can: only then is anybody asked */
    if (parse_can_left(state) && sums[MOVE_LEFT] > sums[best])
        best = MOVE_LEFT;
    if (parse_can_right(state) && sums[MOVE_RIGHT] > sums[best])
        best = MOVE_RIGHT;
    return best;
}

static Deprel best_label(const Model *model, const ParseState *state, Move move)
{
    uint32_t hashes[LABEL_FEATURES];
    int16_t scores[LABEL_WIDTH];

    parse_label_features(state, move, hashes);
    sum_rows(&model->labels, hashes, LABEL_FEATURES, scores, LABEL_WIDTH / 8);
    return (Deprel)best_of(scores, DEPREL_ROOT + 1, DEPREL_COUNT); /* no arc makes a root */
}

void language_model_parse(const Model *model, ParseState *state)
{
    while (!parse_is_done(state)) {
        Move move = MOVE_SHIFT;
        if (!parse_can_shift(state))
            move = MOVE_RIGHT;
        else if (state->depth > 0)
            move = best_move(model, state);
        parse_apply(state, move, move == MOVE_SHIFT ? DEPREL_DEP : best_label(model, state, move));
    }
}
