/* What one claim tells of a measure becomes a step of its life, and the steps of all its claims the stretches
 * in which it was reported to hold. */
#ifndef QUERY_QUERY_LIFE_H
#define QUERY_QUERY_LIFE_H

#include "query/query_same.h"

/* peers: the claims of one measure, said to be possible ones left out. Fills everything but voices. newest is
 * the last day of publication in the base, or DAY_NONE. */
void query_assemble_life(const Agreeing *agreeing, const PeerList *peers, Day newest, Life *out);

#endif
