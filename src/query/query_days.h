/* A claim and the days asked become an answer word: what the claim's report says of these days. */
#ifndef QUERY_QUERY_DAYS_H
#define QUERY_QUERY_DAYS_H

#include "query/query.h"

enum { QUERY_OLD_DAYS = 180 }; /* a measure last reported longer before leaves the answer */

/* The days that answers about a claim rest on: it holds on every day of all and on at least one of some. */
typedef struct ClaimDays {
    Period all, some;
    bool is_dated; /* by words of its own, not by the day on which its source spoke */
    bool is_sharp; /* the bounds of some are meant as told, not as "about" */
    bool has_end;  /* an announced one */
    Period told;   /* when its source spoke: the day given for that, or the day or bracket of publication */
} ClaimDays;

/* Which list of an answer a claim belongs to. */
typedef enum AnswerList { LIST_ROWS, LIST_UNDATED, LIST_OLD, LIST_LATER } AnswerList;

typedef struct Judgement {
    AnswerList list;
    AnswerWord word;
    int32_t days;
    Period held;
} Judgement;

/* A date left open at its end holds no longer than the report could know: until its source spoke. */
ClaimDays query_claim_days(Arena *arena, const ClaimRow *claim, const ReportRow *report);
/* asked is PERIOD_NONE where no day was asked. */
Judgement query_judge(const ClaimRow *claim, const ClaimDays *days, Period asked);
/* From the first of the month of its first day to the last of the month of its last. */
Period query_whole_months(Period period);

#endif
