#include "mention/mention_happened.h"

#include "core/map.h"

struct HappenedWeights {
    Map weights; /* a feature's name: hundredths of a logit */
};

Status mention_load_happened(Arena *arena, Text folder, const HappenedWeights **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "status/happened", &rest, error);
    if (status != STATUS_OK)
        return status;
    HappenedWeights *weights = ARENA_NEW(arena, HappenedWeights);
    weights->weights = map_in(arena);
    Text fields[2];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 2)) {
        int64_t weight = 0;
        if (!text_to_int64(fields[0], &weight) || weight < -10000 || weight > 10000 || !fields[1].length)
            return error_at(error, ERR_PACK, TEXT("status/happened"), line,
                            "a weight of at most 10000 and a feature are wanted");
        map_put(&weights->weights, fields[1])->number = weight;
    }
    *out = weights;
    return STATUS_OK;
}

typedef struct Sum {
    const HappenedWeights *weights;
    Happened happened;
    HappenedReason heaviest[2][HAPPENED_REASONS]; /* against, for: heaviest first */
    size_t counts[2];
} Sum;

static void keep_reason(HappenedReason *reasons, size_t *count, HappenedReason reason)
{
    size_t at = *count;
    while (at > 0 && abs(reasons[at - 1].weight) < abs(reason.weight))
        at--;
    if (at == HAPPENED_REASONS)
        return;
    *count += *count < HAPPENED_REASONS;
    for (size_t i = *count - 1; i > at; i--)
        reasons[i] = reasons[i - 1];
    reasons[at] = reason;
}

static void add_feature(void *context, Text feature)
{
    Sum *sum = context;
    const MapEntry *entry = map_find(&sum->weights->weights, feature);
    if (!entry)
        return;
    HappenedReason reason = {entry->key, (int32_t)entry->number};
    sum->happened.margin += reason.weight;
    keep_reason(sum->heaviest[reason.weight > 0], &sum->counts[reason.weight > 0], reason);
}

Happened mention_happened(const HappenedWeights *weights, const HappenedPredicate *predicate)
{
    Sum sum = {.weights = weights};
    mention_happened_features(predicate, add_feature, &sum);
    size_t side = sum.happened.margin > 0;
    sum.happened.reason_count = sum.counts[side];
    for (size_t i = 0; i < sum.counts[side]; i++)
        sum.happened.reasons[i] = sum.heaviest[side][i];
    return sum.happened;
}
