/* Coded reports meet what was read from the same reports, and become figures: what was found, missed and made
 * up, which fields are right, and how far the reader's sureness can be trusted.
 *
 * The measure: a claim that was read matches a coded one of its kind when their words share at least 30% of
 * the characters of the shorter and 15% of the longer of the two; matching is one to one and maximal. Fields
 * are compared on matched claims. */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "evidence/evidence.h"

typedef enum ScoreField {
    SCORE_STATUS,
    SCORE_BY,
    SCORE_WHOM,
    SCORE_WHERE,
    SCORE_WHEN,
    SCORE_COUNT,
    SCORE_SOURCE,
    SCORE_FIELD_COUNT
} ScoreField;

enum { SCORE_BINS = 10 };

/* Of a field: on how many matched claims it is right; on how many it is coded, and right there. */
typedef struct ScoreFieldTally {
    int64_t right, coded, coded_right;
} ScoreFieldTally;

typedef struct ScoreKind {
    Text kind;
    int64_t coded, read, matched;
} ScoreKind;

/* Claims of one kind whose words were read as another. */
typedef struct ScoreMixUp {
    Text kind, read_as;
    int64_t count;
} ScoreMixUp;

/* Claims whose sureness lies in one tenth of 0 to 1. */
typedef struct ScoreBin {
    int64_t count, right; /* right: matched */
    double sure;          /* sum */
} ScoreBin;

/* A coded claim that was not read, or one that was read and is not coded. */
typedef struct ScoreMiss {
    Text report_id, kind, status, words;
} ScoreMiss;

typedef struct ScoreMisses {
    ScoreMiss *items;
    size_t count;
} ScoreMisses;

typedef struct Score {
    int64_t reports, coded, read, matched, whole; /* whole: all fields right */
    int64_t text_coded, text_read, text_shared;   /* characters that bear claims */
    ScoreFieldTally fields[SCORE_FIELD_COUNT];
    int64_t status_coded, status_read, status_right; /* other than "said", of matched claims */
    ScoreKind *kinds;                                /* the most coded first */
    size_t kind_count;
    ScoreMixUp *mix_ups; /* the most frequent first */
    size_t mix_up_count;
    ScoreBin bins[SCORE_BINS];
    ScoreMisses missed, extra; /* in order of the coding */
    int64_t words_not_found;   /* evidence of the coding that its report does not hold */
} Score;

/* What coders found in each of many reports, and what was read from those that came by. */
typedef struct Coding Coding;

/* JSON Lines, one object a report. ERR_FORMAT names the line and what is wrong with it. bytes live as long as
 * arena. */
MUST_USE Status score_read_coding(Arena *arena, Text name, Text bytes, Coding **out, Error *error);
/* Holds one report against its coding, if it has one; what is kept goes into the coding's arena, scratch may
 * be cleared. A report that comes twice counts as it came last. */
void score_add(Coding *coding, Arena *scratch, const ReportRecord *record);
/* Which of the record's claims match a coded one; false where the report is not coded. Nothing is kept. */
bool score_right(Coding *coding, Arena *scratch, const ReportRecord *record, bool *out);
/* The sum over all reports that came by, in arena. */
Score score_sum(Arena *arena, const Coding *coding);

/* Precision, recall and their harmonic mean; 0 where there is nothing. */
typedef struct ScoreShare {
    double precision, recall, f1;
} ScoreShare;
ScoreShare score_share(int64_t right, int64_t coded, int64_t read);
/* Mean of the distances between sureness and share right, each bin weighed by its claims. */
double score_gap(const Score *score);
const char *score_field_word(ScoreField field);

#endif
