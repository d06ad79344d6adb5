/* Arithmetic of days: months on and back, the unit around a day, the parts of a period. */
#ifndef MENTION_MENTION_TIME_DAYS_H
#define MENTION_MENTION_TIME_DAYS_H

#include "mention/mention_time_form.h"

/* The same day so many months on, or the month's last. */
Day mention_shift_months(Day day, int months);
int mention_year_of(Day day);
/* Years that dates may have. */
bool mention_is_year(int year);
Period mention_months_from(int year, int month, int count);
/* The week (from Monday), month, year … that holds the day; of smaller units the day. */
Period mention_unit_around(Day day, TimeUnit unit);
/* Units smaller than a day do not move it. False past the years that dates have. */
bool mention_move_day(Day day, TimeUnit unit, double amount, Day *out);
/* Thirds and halves of a period of so many months, and of one of days. */
Period mention_part_of_months(Period whole, TimePart part, int months);
Period mention_part_of_days(Period whole, TimePart part);

#endif
