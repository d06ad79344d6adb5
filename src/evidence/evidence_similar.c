/* MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). A
 * pair that meets in a band is only a guess: it is compared by all its runs of words. */
#include "evidence/evidence_similar.h"

#include <stdlib.h>

#include "core/list.h"

enum {
    BAND_COUNT = 60,
    BAND_ROWS = 3,   /* two texts that share half of their runs meet in some band in 9,997 cases of 10,000 */
    HEAD_MOST = 4,   /* of a crowded bucket, each text is paired with the first ones */
    NEAR_MOST = 12,  /* … and with those just before it */
    PAIRS_MOST = 48, /* so many pairs of one text with earlier ones are compared */
    DIGIT_BITS = 11,
    DIGITS = 3, /* that make up a key of 32 bits */
    SET_LEAST = 1024
};

struct Bands {
    size_t count;
    bool *is_put;                             /* of each text: it has runs */
    uint32_t *keys[BAND_COUNT];               /* of each text */
    uint64_t factors[BAND_COUNT * BAND_ROWS]; /* of the hash functions */
    uint64_t terms[BAND_COUNT * BAND_ROWS];
};

typedef struct BandKey {
    uint32_t key, text;
} BandKey;

/* Pairs, each once, by open addressing; 0 is an empty slot, and no pair: its texts differ. */
typedef struct PairSet {
    uint64_t *slots;
    size_t slot_count, count;
} PairSet;

/* A stream of numbers from a fixed seed (splitmix64). */
static uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

Bands *evidence_bands_new(Arena *arena, size_t count)
{
    Bands *bands = ARENA_NEW(arena, Bands);
    uint64_t state = 0;
    bands->count = count;
    bands->is_put = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < BAND_COUNT; i++)
        bands->keys[i] = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < (size_t)BAND_COUNT * BAND_ROWS; i++) {
        bands->factors[i] = next_number(&state) | 1;
        bands->terms[i] = next_number(&state);
    }
    return bands;
}

static uint32_t least_hash(Runs runs, uint64_t factor, uint64_t term)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < runs.count; i++) {
        uint32_t hash = (uint32_t)((runs.items[i] * factor + term) >> 32);
        least = hash < least ? hash : least;
    }
    return least;
}

void evidence_bands_put(Bands *bands, uint32_t text, Runs runs)
{
    if (runs.count == 0)
        return;
    bands->is_put[text] = true;
    for (size_t band = 0; band < BAND_COUNT; band++) {
        uint64_t key = 0;
        for (size_t i = band * BAND_ROWS; i < (band + 1) * BAND_ROWS; i++)
            key = (key ^ least_hash(runs, bands->factors[i], bands->terms[i])) * UINT64_C(0xC2B2AE3D27D4EB4F);
        bands->keys[band][text] = (uint32_t)(key >> 32);
    }
}

/* By key; texts of one key stay in their order. */
static void sort_keys(BandKey *keys, BandKey *room, size_t count)
{
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        size_t begins[1 << DIGIT_BITS] = {0};
        unsigned shift = digit * DIGIT_BITS;
        for (size_t i = 0; i < count; i++)
            begins[keys[i].key >> shift & ((1U << DIGIT_BITS) - 1)]++;
        for (size_t i = 0, begin = 0; i < (size_t)1 << DIGIT_BITS; i++) {
            size_t here = begins[i];
            begins[i] = begin;
            begin += here;
        }
        for (size_t i = 0; i < count; i++)
            room[begins[keys[i].key >> shift & ((1U << DIGIT_BITS) - 1)]++] = keys[i];
        BandKey *swapped = keys;
        keys = room;
        room = swapped;
    }
    for (size_t i = 0; i < count; i++) /* an odd number of rounds ends in the other one */
        room[i] = keys[i];
}

static size_t slot_of(const PairSet *set, uint64_t pair)
{
    size_t slot = (size_t)(pair * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (set->slot_count - 1);
    while (set->slots[slot] != 0 && set->slots[slot] != pair)
        slot = (slot + 1) & (set->slot_count - 1);
    return slot;
}

static void grow_set(Arena *arena, PairSet *set)
{
    PairSet old = *set;
    set->slot_count = old.slot_count == 0 ? SET_LEAST : old.slot_count * 2;
    set->slots = ARENA_ARRAY(arena, uint64_t, set->slot_count);
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i] != 0)
            set->slots[slot_of(set, old.slots[i])] = old.slots[i];
}

static void add_pair(Arena *arena, PairSet *set, uint8_t *pair_counts, uint32_t earlier, uint32_t later)
{
    uint64_t pair = (uint64_t)later << 32 | earlier;
    if (pair_counts[later] >= PAIRS_MOST)
        return;
    if (set->count * 2 >= set->slot_count)
        grow_set(arena, set);
    size_t slot = slot_of(set, pair);
    if (set->slots[slot] == pair)
        return;
    set->slots[slot] = pair;
    set->count++;
    pair_counts[later]++;
}

static void pair_bucket(Arena *arena, PairSet *set, uint8_t *pair_counts, const BandKey *bucket, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        size_t head = i < HEAD_MOST ? i : HEAD_MOST;
        for (size_t j = 0; j < head; j++)
            add_pair(arena, set, pair_counts, bucket[j].text, bucket[i].text);
        for (size_t j = i > head + NEAR_MOST ? i - NEAR_MOST : head; j < i; j++)
            add_pair(arena, set, pair_counts, bucket[j].text, bucket[i].text);
    }
}

static int compare_pairs(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a;
    uint64_t second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

BandPairs evidence_bands_pair(Arena *arena, const Bands *bands)
{
    PairSet set = {0};
    BandKey *keys = ARENA_ARRAY(arena, BandKey, bands->count + 1);
    BandKey *room = ARENA_ARRAY(arena, BandKey, bands->count + 1);
    uint8_t *pair_counts = ARENA_ARRAY(arena, uint8_t, bands->count);
    for (size_t band = 0; band < BAND_COUNT; band++) {
        size_t filled = 0;
        for (size_t text = 0; text < bands->count; text++)
            if (bands->is_put[text])
                keys[filled++] = (BandKey){bands->keys[band][text], (uint32_t)text};
        sort_keys(keys, room, filled);
        for (size_t begin = 0, end = 0; begin < filled; begin = end) {
            while (end < filled && keys[end].key == keys[begin].key)
                end++;
            pair_bucket(arena, &set, pair_counts, keys + begin, end - begin);
        }
    }
    BandPairs pairs = {ARENA_ARRAY(arena, uint64_t, set.count), 0};
    for (size_t i = 0; i < set.slot_count; i++)
        if (set.slots[i] != 0)
            pairs.items[pairs.count++] = set.slots[i];
    if (pairs.count > 0)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    return pairs;
}

static double share(size_t part, size_t whole) { return whole > 0 ? (double)part / (double)whole : 0; }

SimilarPair evidence_compare_texts(uint32_t first, uint32_t second, const Runs *a, const Runs *b)
{
    size_t shared = evidence_count_shared_runs(a, b);
    size_t shorter = a->count < b->count ? a->count : b->count;
    return (SimilarPair){first, second, share(shared, a->count + b->count - shared), share(shared, shorter)};
}

SimilarPairs evidence_pair_runs(Arena *arena, const Runs *runs, size_t count, double least)
{
    Bands *bands = evidence_bands_new(arena, count);
    for (size_t i = 0; i < count; i++)
        evidence_bands_put(bands, (uint32_t)i, runs[i]);
    BandPairs pairs = evidence_bands_pair(arena, bands);
    LIST_OF(SimilarPair) list = {0};
    for (size_t i = 0; i < pairs.count; i++) {
        uint32_t first = (uint32_t)pairs.items[i];
        uint32_t second = (uint32_t)(pairs.items[i] >> 32);
        SimilarPair pair = evidence_compare_texts(first, second, &runs[first], &runs[second]);
        if (pair.jaccard >= least)
            *LIST_ADD(arena, &list) = pair;
    }
    return (SimilarPairs){list.items, list.count};
}
