/* Near copies among many texts: MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of
 * Massive Datasets, chapter 3), each pair then compared by its runs of words. */
#include <stdlib.h>

#include "core/list.h"
#include "evidence/evidence_lineage.h"

enum {
    BAND_COUNT = 60,
    BAND_ROWS = 3,   /* two texts that share half of their runs meet in some band in 9,997 cases of 10,000 */
    BUCKET_MOST = 24 /* neighbours that each text of a crowded bucket is compared with */
};

typedef struct BandKey {
    uint64_t key;
    uint32_t text;
} BandKey;

typedef LIST_OF(uint64_t) PairList;

static int compare_keys(const void *a, const void *b)
{
    const BandKey *first = a;
    const BandKey *second = b;
    if (first->key != second->key)
        return first->key < second->key ? -1 : 1;
    return (first->text > second->text) - (first->text < second->text);
}

static int compare_pairs(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a;
    uint64_t second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

/* A stream of odd numbers from a fixed seed: the multipliers of the hash functions (splitmix64). */
static uint64_t next_multiplier(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (z ^ z >> 31) | 1;
}

static uint64_t least_hash(const Runs *runs, uint64_t multiplier)
{
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < runs->count; i++) {
        uint64_t hash = (runs->items[i] + UINT64_C(0x632BE59B)) * multiplier;
        hash ^= hash >> 32;
        least = hash < least ? hash : least;
    }
    return least;
}

static size_t fill_band(const Runs *runs, size_t count, uint64_t *state, BandKey *out)
{
    uint64_t multipliers[BAND_ROWS];
    for (size_t i = 0; i < BAND_ROWS; i++)
        multipliers[i] = next_multiplier(state);
    size_t filled = 0;
    for (size_t text = 0; text < count; text++) {
        if (runs[text].count == 0)
            continue;
        uint64_t key = 0;
        for (size_t i = 0; i < BAND_ROWS; i++)
            key = (key ^ least_hash(&runs[text], multipliers[i])) * UINT64_C(0xC2B2AE3D27D4EB4F);
        out[filled++] = (BandKey){key, (uint32_t)text};
    }
    return filled;
}

static void pair_neighbours(Arena *arena, const BandKey *keys, size_t count, PairList *pairs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count && j <= i + BUCKET_MOST && keys[j].key == keys[i].key; j++)
            *LIST_ADD(arena, pairs) = (uint64_t)keys[i].text << 32 | keys[j].text;
}

static double share(size_t part, size_t whole) { return whole > 0 ? (double)part / (double)whole : 0; }

static SimilarPair compare_pair(const Runs *runs, uint64_t pair)
{
    uint32_t first = (uint32_t)(pair >> 32);
    uint32_t second = (uint32_t)pair;
    const Runs *a = &runs[first];
    const Runs *b = &runs[second];
    size_t shared = evidence_count_shared_runs(a, b);
    size_t shorter = a->count < b->count ? a->count : b->count;
    return (SimilarPair){first, second, share(shared, a->count + b->count - shared), share(shared, shorter)};
}

/* In order, each once. */
static void settle_pairs(PairList *pairs)
{
    if (pairs->count == 0)
        return;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
    size_t kept = 1;
    for (size_t i = 1; i < pairs->count; i++)
        if (pairs->items[i] != pairs->items[kept - 1])
            pairs->items[kept++] = pairs->items[i];
    pairs->count = kept;
}

SimilarPairs evidence_pair_runs(Arena *arena, const Runs *runs, size_t count, double least)
{
    PairList pairs = {0};
    BandKey *keys = ARENA_ARRAY(arena, BandKey, count + 1);
    uint64_t state = 0;
    for (size_t band = 0; band < BAND_COUNT; band++) {
        size_t filled = fill_band(runs, count, &state, keys);
        qsort(keys, filled, sizeof *keys, compare_keys);
        pair_neighbours(arena, keys, filled, &pairs);
        settle_pairs(&pairs); /* the same pair meets in many bands */
    }
    LIST_OF(SimilarPair) list = {0};
    for (size_t i = 0; i < pairs.count; i++) {
        SimilarPair pair = compare_pair(runs, pairs.items[i]);
        if (pair.jaccard >= least)
            *LIST_ADD(arena, &list) = pair;
    }
    return (SimilarPairs){list.items, list.count};
}
