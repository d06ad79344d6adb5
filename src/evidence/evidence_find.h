/* What both files that read the base share: ranges of ids, and places. */
#ifndef EVIDENCE_EVIDENCE_FIND_H
#define EVIDENCE_EVIDENCE_FIND_H

#include "evidence/evidence_store.h"

/* Ids from first to last in byte order, both included. */
typedef struct IdRange {
    Text first, last;
} IdRange;

/* The id alone, or every id that begins so; an empty one that is not whole gives all. */
IdRange evidence_id_range(Arena *arena, Text id, bool is_whole);
void evidence_put_range(EvidenceRow *row, const IdRange *range);
void evidence_take_place(EvidenceRow *row, PlaceRow *out);

#endif
