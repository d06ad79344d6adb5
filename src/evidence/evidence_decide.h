/* What the files of evidence/ that know of decisions share. */
#ifndef EVIDENCE_EVIDENCE_DECIDE_H
#define EVIDENCE_EVIDENCE_DECIDE_H

#include "core/map.h"
#include "evidence/evidence_store.h"

/* Within a transaction that is open already; the row has an arena. */
MUST_USE Status evidence_load_decisions(EvidenceRow *row, Day recorded_by, Decisions *out);
/* Of each claim the newest decision in force that it is right or mistaken. */
typedef struct Standings {
    Decisions decisions;
    Map by_claim; /* number: place in decisions, from 1 */
} Standings;
/* Within a transaction that is open already. */
MUST_USE Status evidence_load_standings(EvidenceRow *row, Day recorded_by, Standings *out);
/* Tells the claim what was decided of it. */
void evidence_stand(Arena *arena, const Standings *standings, ClaimRow *claim);

#endif
