/* Runs of words of many texts become the pairs of near copies among them, without all pairs being compared.
 */
#ifndef EVIDENCE_EVIDENCE_SIMILAR_H
#define EVIDENCE_EVIDENCE_SIMILAR_H

#include "evidence/evidence_words.h"

typedef struct SimilarPair {
    uint32_t first, second; /* first < second */
    double jaccard;         /* runs that both have, of those that either has */
    double contained;       /* of those that the shorter has */
} SimilarPair;
typedef struct SimilarPairs {
    SimilarPair *items;
    size_t count;
} SimilarPairs;

/* The bands of so many texts: 240 bytes a text. */
typedef struct Bands Bands;
Bands *evidence_bands_new(Arena *arena, size_t count);
/* Runs in any order, each as often as it stands there. Texts may be put in any order, each once. */
void evidence_bands_put(Bands *bands, uint32_t text, Runs runs);

/* Two texts that meet in a band: the later one in the upper 32 bits, the earlier in the lower. */
typedef struct BandPairs {
    uint64_t *items; /* ascending, each once; at most PAIRS_MOST of one later text */
    size_t count;
} BandPairs;
BandPairs evidence_bands_pair(Arena *arena, const Bands *bands);

/* Of settled runs. */
SimilarPair evidence_compare_texts(uint32_t first, uint32_t second, const Runs *a, const Runs *b);
/* All of it: pairs of settled runs of at least this likeness (0.3 and more are found surely enough). */
SimilarPairs evidence_pair_runs(Arena *arena, const Runs *runs, size_t count, double least);

#endif
