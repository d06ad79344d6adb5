/* What the parts of one question share while it is answered. */
#ifndef QUERY_QUERY_ASKING_H
#define QUERY_QUERY_ASKING_H

#include "core/list.h"
#include "core/map.h"
#include "query/query_days.h"
#include "query/query_decided.h"
#include "query/query_place.h"

typedef LIST_OF(AnswerRow) AnswerRowList;

typedef struct Asking {
    Arena *arena;
    const Question *question;
    Period days; /* PERIOD_NONE: none asked */
    AskedPlace place;
    ReportRows reports;
    Map by_id;         /* id to number in reports */
    bool *names_place; /* of each report: it names the place, or a claim of it lies there */
    bool *speaks;      /* of each report: a claim of it stands */
    Decided decided;
    size_t checked_count;
    size_t mistaken_count;
    AnswerRowList denials; /* in the place, of any kind; row.claim alone is filled */
} Asking;

/* Reads the place, the days and what was decided. */
MUST_USE Status query_open(Arena *arena, Evidence *evidence, const MentionData *places,
                           const Question *question, Asking *out, Error *error);
/* The same, and the reports that the question's two days of knowledge let be seen. */
MUST_USE Status query_begin(Arena *arena, Evidence *evidence, const MentionData *places,
                            const Question *question, Asking *out, Error *error);
/* Fills coverage and, where asked, unread, from what the rows have left in asking; of its reports, those that
 * name the place are looked at. */
MUST_USE Status query_cover(Asking *asking, Evidence *evidence, Answer *out, Error *error);

#endif
