/* Claims of different reports become what is said of one thing: by how many voices, and what speaks against
 * it. */
#ifndef QUERY_QUERY_AGREE_H
#define QUERY_QUERY_AGREE_H

#include "query/query_asking.h"

/* Fills each row's voices, same and against from all claims that the question's place and kinds let through.
 */
MUST_USE Status query_agree(Asking *asking, Evidence *evidence, const MentionData *data,
                            const ClaimRows *claims, AnswerRowList *const *lists, size_t list_count,
                            Error *error);

#endif
