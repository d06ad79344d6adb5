/* Days, and dates as EDTF (ISO 8601-2, level 1 and sets of level 2) with the days that they surely and
 * possibly cover. */
#ifndef CORE_EDTF_H
#define CORE_EDTF_H

#include "core/arena.h"
#include "core/error.h"

/* Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t Day;
#define DAY_NONE   INT32_MIN       /* not known */
#define DAY_PAST   (INT32_MIN + 1) /* open towards the past */
#define DAY_FUTURE INT32_MAX       /* open towards the future */

/* Inclusive; none where first > last or first is DAY_NONE. */
typedef struct Period {
    Day first;
    Day last;
} Period;
#define PERIOD_NONE ((Period){DAY_NONE, DAY_NONE})

/* A date: it holds on every day of all, and on at least one day of some. An interval 2020-01/2020-03 holds on
 * every day of 2020-01-31..2020-03-01 at least and on none outside 2020-01-01..2020-03-31; a single 2020-03
 * holds on some day of March and, unless it is one day, on no day surely. */
typedef struct Date {
    Text edtf; /* empty: no date */
    Period all;
    Period some;
} Date;

bool day_is_valid(int year, int month, int day);
Day day_from_civil(int year, int month, int day);
void day_to_civil(Day day, int *year, int *month, int *out_day);
int day_of_week(Day day); /* 0 Monday … 6 Sunday */
int day_month_length(int year, int month);
/* "2022-02-10"; false if it is no such day. */
bool day_parse(Text text, Day *out);
/* "2022-02-10", ".." for an open end, empty for DAY_NONE. */
Text day_print(Arena *arena, Day day);
bool period_is_none(Period period);
bool period_has(Period period, Day day);
bool period_overlaps(Period a, Period b);

/* Years 0000-9999 with X for digits not given, months, seasons 21-24, quarters 33-36, halves 40-41, days; ~ ?
 * % on the whole or a component; intervals with open (..) and unknown (empty) ends; sets [..] and {..}. An
 * unknown year (XXXX-01) is a valid date that covers no known day. Anything else is ERR_FORMAT and names the
 * place. */
MUST_USE Status edtf_parse(Arena *arena, Text text, Date *out, Error *error);
/* The shortest EDTF of a period: a year, a month, a day or an interval. */
Text edtf_of_period(Arena *arena, Period period);

#endif
