/* What the files of evidence/ that know of decisions share. */
#ifndef EVIDENCE_EVIDENCE_DECIDE_H
#define EVIDENCE_EVIDENCE_DECIDE_H

#include "core/map.h"
#include "evidence/evidence_store.h"

/* Within a transaction that is open already; the row has an arena. */
MUST_USE Status evidence_load_decisions(EvidenceRow *row, Day recorded_by, Decisions *out);
/* Of each claim the newest decision in force that it is right or mistaken. */
Map evidence_standings(Arena *arena, const Decisions *decisions);
const Decision *evidence_standing_of(const Map *standings, const Decisions *decisions, Text claim);

#endif
