/* Rows of an answer become what is said of one thing: by how many voices, and what speaks against it. */
#ifndef QUERY_QUERY_AGREE_H
#define QUERY_QUERY_AGREE_H

#include "query/query_same.h"

/* Fills each row's voices, same and against, and its word where it is disputed, from all claims that were
 * gathered. */
MUST_USE Status query_agree(Agreeing *agreeing, AnswerRowList *const *lists, size_t list_count);

#endif
