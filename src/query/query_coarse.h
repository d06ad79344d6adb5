/* Claims of kinds that endanger people become rows that no table can be read finer from than town and month.
 */
#ifndef QUERY_QUERY_COARSE_H
#define QUERY_QUERY_COARSE_H

#include "query/query.h"

/* Counts below it are "a few": is_vague with both bounds open. */
enum { QUERY_FEWEST = 5 };

/* False for a claim that no answer tells: a planned or possible one of such a kind. */
bool query_may_be_told(const ClaimRow *claim);
/* A copy without site, coordinates, goal, day, words, names, or small number; the claim itself where its kind
 * is not such a one. */
const ClaimRow *query_lower(Arena *arena, const ClaimRow *claim);

#endif
