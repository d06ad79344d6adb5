/* Texts of reports become what tells where a report comes from: runs of words, names, numbers, and the
 * outlets that it credits. */
#ifndef EVIDENCE_EVIDENCE_LINEAGE_H
#define EVIDENCE_EVIDENCE_LINEAGE_H

#include "evidence/evidence.h"
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
/* Pairs of at least this likeness (0.3 and more are found surely enough), in order. */
SimilarPairs evidence_pair_runs(Arena *arena, const Runs *runs, size_t count, double least);

typedef enum FactKind { FACT_NAME, FACT_NUMBER, FACT_WORD, FACT_KINDS } FactKind;

/* What a report's text holds of one kind: numbers of the words in the lexicon of the base, ascending. */
typedef struct Facts {
    uint32_t *items;
    size_t count;
    uint64_t weight; /* of all of them */
} Facts;

/* One report as lineage sees it. */
typedef struct Telling {
    const ReportRow *row;
    Day day;         /* on which it was published at the latest; DAY_NONE: not known */
    uint32_t outlet; /* number of the outlet; OUTLET_NONE */
    Runs runs;
    Facts facts[FACT_KINDS];
    uint32_t *credits; /* outlets that the text names, but its own; ascending */
    size_t credit_count;
    uint64_t years; /* a bit for each year from 1980 to 2043 that the text names */
} Telling;
#define OUTLET_NONE UINT32_MAX
enum { YEAR_FIRST = 1980 };

typedef struct Tellings {
    Telling *items; /* in the order of the reports */
    size_t count;
    uint32_t *spread[FACT_KINDS]; /* for each fact, in how many reports it stands */
    size_t fact_count;
} Tellings;
Tellings evidence_read_tellings(Arena *arena, const MentionData *data, const ReportRow *reports,
                                size_t count);

/* What a fact that stands in this many of count reports tells: log2(count / spread), in 1/256. */
uint64_t evidence_fact_weight(size_t count, size_t spread);
/* The weight of what both hold, of the weight of the one that holds less: 0 to 1. */
double evidence_fact_share(const Tellings *tellings, const Telling *a, const Telling *b, FactKind kind);

/* By report, then parent. */
void evidence_sort_derivations(Derivation *items, size_t count);

#endif
