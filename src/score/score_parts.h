/* What the steps of scoring share: claims of both sides in one shape, and what is kept of a report. */
#ifndef SCORE_SCORE_PARTS_H
#define SCORE_SCORE_PARTS_H

#include "core/list.h"
#include "core/map.h"
#include "score/score.h"

/* A stretch of the report in code points. */
typedef struct Stretch {
    uint32_t begin, end;
} Stretch;

/* Ascending and apart from each other. */
typedef struct Stretches {
    Stretch *items;
    size_t count;
    uint32_t length; /* together */
} Stretches;

/* A claim as it is compared, coded or read. */
typedef struct ScoredClaim {
    Text kind, status, when, source; /* source: id, or empty */
    TextList by, whom;               /* roles */
    TextList where, to;              /* as written */
    bool has_count;
    int64_t low, high;
    Text unit;
    TextList evidence; /* of coded claims: the words */
    Stretches words;
    Text first_words;
    double sure; /* of read claims */
} ScoredClaim;

typedef struct ScoredSource {
    Text id, as;
} ScoredSource;

typedef struct ScoredReport {
    Text id;
    ScoredClaim *claims;
    size_t claim_count;
    ScoredSource *sources;
    size_t source_count;
} ScoredReport;

enum { UNMATCHED = -1 };

/* For each coded claim the number of the read one, or UNMATCHED. */
typedef struct Matching {
    int32_t *of_coded;
    int32_t *of_read;
} Matching;

typedef struct CodedReport {
    ScoredReport coded;
    Score *score; /* NULL until the report came by; kinds in order of appearance */
} CodedReport;

struct Coding {
    Arena *arena;
    CodedReport *reports;
    size_t count;
    Map by_id; /* number: of the report, from 0 */
};

uint32_t score_shared(const Stretches *a, const Stretches *b);
Stretches score_stretches(Arena *arena, Stretch *items, size_t count); /* sorts and joins them in place */

/* score_match.c */
Matching score_match(Arena *arena, const ScoredReport *coded, const ScoredReport *read);
bool score_words_match(const Stretches *a, const Stretches *b);

/* score_voice.c: for each coded source the number of the read one that is the same voice, or UNMATCHED. */
int32_t *score_pair_voices(Arena *arena, const ScoredReport *coded, const ScoredReport *read,
                           const Matching *matching);
/* Number of the source with this id, or UNMATCHED. */
int32_t score_find_source(const ScoredReport *report, Text id);

/* score_field.c: which fields of a matched pair are right. */
void score_compare(Arena *arena, const ScoredClaim *coded, const ScoredClaim *read,
                   bool right[SCORE_FIELD_COUNT]); /* all but SCORE_SOURCE */

/* score_sum.c: the entry, made where it is missing; its words are copied into arena. */
ScoreKind *score_kind_of(Arena *arena, Score *score, Text name);
ScoreMixUp *score_mix_up_of(Arena *arena, Score *score, Text kind, Text read_as);

/* score_when.c: both ends agree within a week, or are open on both sides; or neither is given. */
bool score_is_near(Arena *arena, Text a, Text b);

#endif
