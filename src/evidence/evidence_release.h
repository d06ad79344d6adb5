/* Rows of the base become rows that may leave it: an allow-list, member by member, of the columns whose class
 * is public. */
#ifndef EVIDENCE_EVIDENCE_RELEASE_H
#define EVIDENCE_EVIDENCE_RELEASE_H

#include "evidence/evidence_store.h"

typedef struct EvidenceRelease EvidenceRelease;

/* Reads the classes. ERR_STORE names a column that has none. */
MUST_USE Status evidence_release_load(Evidence *evidence, Arena *arena, EvidenceRelease **out, Error *error);
/* A copy with nothing in it but members that are listed in evidence_release.c and whose column is public; the
 * rest is as if it had never been recorded. The words of a source that is a private person are no public
 * ones. That a person checked a claim is told, by "checked"; who did is not. */
ReportRecord evidence_release(const EvidenceRelease *release, Arena *arena, const ReportRecord *record);

#endif
