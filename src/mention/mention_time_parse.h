/* What the two halves of the parser of time forms share: the calendar's dates, and what is said relative to
 * something. */
#ifndef MENTION_MENTION_TIME_PARSE_H
#define MENTION_MENTION_TIME_PARSE_H

#include "mention/mention_time_form.h"

TimeForm *mention_new_form(FormParser *parser, FormKind kind, size_t begin, size_t end);
/* 1 to 12 and the atom behind the month, or 0. */
int mention_month_at(const FormParser *parser, size_t at, size_t *end);
/* 1 to 31 and the atom behind the day, or 0; needs_ordinal: "15" is none, "15th" is. */
int mention_day_at(const FormParser *parser, size_t at, bool needs_ordinal, size_t *end);
TimeForm *mention_parse_calendar(FormParser *parser, size_t at);

/* mention_time_hour.c */
TimeForm *mention_parse_clock(FormParser *parser, size_t at);
TimeForm *mention_parse_daypart(FormParser *parser, size_t at);
TimeForm *mention_parse_era(FormParser *parser, size_t at);
void mention_add_daypart(FormParser *parser, TimeForm *form);

#endif
