/* Whether a claim is one of those that a question is about, apart from place and day. */
#ifndef QUERY_QUERY_FIT_H
#define QUERY_QUERY_FIT_H

#include "query/query.h"

bool query_fits(const Question *question, const ClaimRow *claim);

#endif
