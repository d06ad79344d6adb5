/* A decision on fields of claims becomes the versions of claims that it makes. */
#ifndef API_API_AMEND_H
#define API_API_AMEND_H

#include "api/api.h"

/* The fields of a decision, which api/ makes and evidence/ keeps: words and at say where an added claim
 * stands. */
#define AMEND_WORDS "words"
#define AMEND_AT    "at"

typedef struct Amend {
    const Hearsay *hearsay;
    Evidence *evidence;
    Decisions decisions; /* those that stand, and behind them the one that is made */
    Day day;
} Amend;

/* Reads the decisions of the base and puts the new one behind them. */
MUST_USE Status api_begin_amend(Arena *arena, const Hearsay *hearsay, Evidence *evidence,
                                const Decision *decision, Amend *out, Error *error);
/* The fields of a claim that the program missed, and its id in decision->ids. */
MUST_USE Status api_place_missed(Arena *arena, const Hearsay *hearsay, Evidence *evidence, Text report_id,
                                 Text words, uint64_t at, Decision *decision, Error *error);
/* What the new decision changes: versions of the claims that it corrects or adds, or whose correction or
 * addition it undoes. */
MUST_USE Status api_make_changes(Arena *arena, const Amend *amend, ClaimChanges *out, Error *error);
/* The claim as it is to stand: as it was read, or missed, with every correction in force. out_stands is false
 * where its addition was undone. read (may be NULL) is a reading that is not in the base yet. */
MUST_USE Status api_rebuild(Arena *arena, const Amend *amend, Text id, const ClaimRow *read, ClaimRow *out,
                            bool *out_stands, Error *error);

#endif
