/* The claims that may bear on a question are judged in outline; those that are told, and those that they are
 * held against, are read whole. */
#ifndef QUERY_QUERY_OUTLINE_H
#define QUERY_QUERY_OUTLINE_H

#include "query/query_asking.h"
#include "query/query_same.h"

/* A claim in outline, while it is not known yet whether it will be told. */
typedef struct Outline {
    ClaimRow *claim;
    uint32_t report; /* position in the asking's reports */
    PlaceScope scope;
    ClaimDays days;
} Outline;
typedef struct OutlineRows {
    Outline *items; /* in the order of publication */
    size_t count;
} OutlineRows;

/* Fills asking, but for its denials, with the reports that these claims are of, that name the place, or that
 * derive from such, and gives the claims of the question's place and kinds; what no answer tells is left out,
 * what a person found mistaken is not. */
MUST_USE Status query_outline(Arena *arena, Evidence *evidence, const MentionData *places,
                              const Question *question, Asking *asking, OutlineRows *out, Error *error);
/* Reads whole the claims of the rows told, whose claims are still those of the outlines, with their reports,
 * and gives them with all that may be said to be the same or to speak against them, in order. */
MUST_USE Status query_complete(Agreeing *agreeing, const OutlineRows *outlines, AnswerRowList *const *told,
                               size_t told_count, ClaimRows *out, Error *error);

#endif
