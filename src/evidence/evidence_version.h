/* Versions of claims: a claim is never edited, each change is a further row of its id. */
#ifndef EVIDENCE_EVIDENCE_VERSION_H
#define EVIDENCE_EVIDENCE_VERSION_H

#include "evidence/evidence_store.h"

/* Where a version of a claim stands. */
typedef struct EvidenceClaimAt {
    int64_t report; /* its number */
    int64_t position;
    int64_t version;
    int64_t decision; /* that made it; 0: as it was read */
} EvidenceClaimAt;
/* Within a transaction; the row's status tells whether it went in. */
void evidence_add_claim(EvidenceRow *row, const EvidenceClaimAt *at, const ClaimRow *claim);
/* Whether it has an id, a kind and words, and the words stand at their place. */
bool evidence_stands_in(Text text, const ClaimRow *claim);

/* Within a transaction: the version that stands, if any, is superseded on the day, and this one follows it.
 * out_report is the number of its report, which is to be sealed anew. ERR_USAGE where the day lies before the
 * one on which the version entered. */
MUST_USE Status evidence_supersede(EvidenceRow *row, const ClaimRow *claim, int64_t decision, Day day,
                                   int64_t *out_report);
/* The same where none follows it. */
MUST_USE Status evidence_withdraw(EvidenceRow *row, Text id, Day day, int64_t *out_report);

#endif
