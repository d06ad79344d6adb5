/* Decisions of people that are in force become what they change: which claims say the same, which reports and
 * claims come from one voice. */
#ifndef QUERY_QUERY_DECIDED_H
#define QUERY_QUERY_DECIDED_H

#include "core/map.h"
#include "query/query.h"

typedef struct Decided {
    Decisions decisions;
    Map by_id; /* claim or report; value: the decisions in force that name it, the oldest first */
} Decided;

MUST_USE Status query_read_decided(Arena *arena, Evidence *evidence, Day recorded_by, Decided *out,
                                   Error *error);

/* Those in force that name the claim or report, the oldest first. */
const Decision *const *query_decisions_of(const Decided *decided, Text id, size_t *out_count);
/* The newest decision that names both and is of one of the two verbs, which speak against each other; NULL:
 * none.
 */
const Decision *query_decided_pair(const Decided *decided, Text first, Text second, DecisionVerb verb,
                                   DecisionVerb contrary);
/* The same of two claims: themselves, or else their reports. */
const Decision *query_decided_voice(const Decided *decided, const ClaimRow *first, const ClaimRow *second);
/* Whether a person told the claim apart from others, so that what its report is said to come from tells
 * nothing of it. */
bool query_is_decided_apart(const Decided *decided, const ClaimRow *claim);

/* Takes links out that a decision cuts, and adds those that one makes (DERIVED_ECHO), to the earliest of the
 * reports. reports are in order of publication. */
void query_decide_lineage(Arena *arena, const Decided *decided, const ReportRow *reports, size_t count,
                          Lineage *lineage);

/* Notes in the row the decisions that took part in it. claims: that of the row, then those that say the same.
 */
void query_note_decisions(Arena *arena, const Decided *decided, const ClaimRow *const *claims, size_t count,
                          AnswerRow *row);

#endif
