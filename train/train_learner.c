#include "train.h"

static uint64_t random_next(Random *random)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return random->state * 0x2545F4914F6CDD1DULL;
}

uint32_t random_below(Random *random, uint32_t limit)
{
    return (uint32_t)(((random_next(random) >> 32) * limit) >> 32);
}

void random_shuffle(Random *random, uint32_t *numbers, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = random_below(random, (uint32_t)i);
        uint32_t kept = numbers[i - 1];
        numbers[i - 1] = numbers[k];
        numbers[k] = kept;
    }
}

Learner learner_new(Arena *arena, uint32_t bits, uint32_t width)
{
    size_t count = ((size_t)1 << bits) * width;

    return (Learner){.weights = ARENA_ARRAY(arena, int32_t, count),
                     .moments = ARENA_ARRAY(arena, int64_t, count),
                     .bits = bits,
                     .width = width};
}

void learner_score(const Learner *learner, const uint32_t *rows, uint32_t count, int32_t *out)
{
    uint32_t width = learner->width;

    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(learner->weights + (size_t)rows[i] * width);
    memset(out, 0, width * sizeof *out);
    for (uint32_t i = 0; i < count; i++) {
        const int32_t *row = learner->weights + (size_t)rows[i] * width;
        for (uint32_t c = 0; c < width; c++)
            out[c] += row[c];
    }
}

void learner_change(Learner *learner, const uint32_t *rows, uint32_t count, uint32_t class_number, int32_t by)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t at = (size_t)rows[i] * learner->width + class_number;
        learner->weights[at] += by;
        learner->moments[at] += by * learner->step;
    }
}

int64_t *learner_average(Arena *arena, const Learner *learner)
{
    size_t count = ((size_t)1 << learner->bits) * learner->width;
    int64_t *average = ARENA_ARRAY(arena, int64_t, count);
    int64_t steps = learner->step ? learner->step : 1;

    for (size_t i = 0; i < count; i++)
        average[i] = (learner->weights[i] * steps - learner->moments[i]) * AVERAGE_SCALE / steps;
    return average;
}

/* The nearest whole number. */
static int64_t divide(int64_t number, int64_t by)
{
    return number < 0 ? -((-number + by / 2) / by) : (number + by / 2) / by;
}

int16_t *learner_finish(Arena *arena, const int64_t *average, size_t count)
{
    int16_t *out = ARENA_ARRAY(arena, int16_t, count);
    int64_t largest = 1;

    for (size_t i = 0; i < count; i++) {
        int64_t size = average[i] < 0 ? -average[i] : average[i];
        largest = size > largest ? size : largest;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = (int16_t)(average[i] * FINE_MOST / largest);
    return out;
}

uint8_t *learner_pack(Arena *arena, const int16_t *fine, size_t count)
{
    uint8_t *out = ARENA_ARRAY(arena, uint8_t, count);

    for (size_t i = 0; i < count; i++) {
        uint32_t in_block = (uint32_t)(i % ROW_BLOCK);
        out[i - in_block + row_place(in_block)] = (uint8_t)(divide(fine[i] * ROW_MOST, FINE_MOST) + ROW_BIAS);
    }
    return out;
}

int32_t learner_move_weight(int64_t average)
{
    int64_t weight = divide(average, AVERAGE_SCALE / MOVE_SCALE);

    return (int32_t)(weight > MOVE_MOST ? MOVE_MOST : weight < -MOVE_MOST ? -MOVE_MOST : weight);
}
