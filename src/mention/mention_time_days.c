#include "mention/mention_time_days.h"

Day mention_shift_months(Day day, int months)
{
    int year, month, of_month;
    day_to_civil(day, &year, &month, &of_month);
    int total = year * 12 + month - 1 + months;
    year = total / 12;
    month = total % 12 + 1;
    int last = day_month_length(year, month);
    return day_from_civil(year, month, of_month < last ? of_month : last);
}

int mention_year_of(Day day)
{
    int year, month, of_month;
    day_to_civil(day, &year, &month, &of_month);
    return year;
}

bool mention_is_year(int year) { return year >= 1 && year <= 9998; }

Period mention_months_from(int year, int month, int count)
{
    Day first = day_from_civil(year, month, 1);
    return (Period){first, mention_shift_months(first, count) - 1};
}

Period mention_unit_around(Day day, TimeUnit unit)
{
    int year, month, of_month;
    day_to_civil(day, &year, &month, &of_month);
    Day monday = day - day_of_week(day);
    switch (unit) {
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        return (Period){monday, monday + 6};
    case UNIT_WEEKEND:
        return (Period){monday + 5, monday + 6};
    case UNIT_MONTH:
        return mention_months_from(year, month, 1);
    case UNIT_QUARTER:
        return mention_months_from(year, (month - 1) / 3 * 3 + 1, 3);
    case UNIT_YEAR:
        return mention_months_from(year, 1, 12);
    case UNIT_DECADE:
        return mention_months_from(year / 10 * 10, 1, 120);
    case UNIT_CENTURY:
        return mention_months_from(year / 100 * 100, 1, 1200);
    case UNIT_SECOND:
    case UNIT_MINUTE:
    case UNIT_HOUR:
    case UNIT_DAY:
    case UNIT_NIGHT:
    case UNIT_WEEKDAY:
    case UNIT_NONE:
        break;
    }
    return (Period){day, day};
}

/* Units smaller than a day do not move it. False past the years that dates have. */
bool mention_move_day(Day day, TimeUnit unit, double amount, Day *out)
{
    static const int months[] = {[UNIT_MONTH] = 1,    [UNIT_QUARTER] = 3,    [UNIT_YEAR] = 12,
                                 [UNIT_DECADE] = 120, [UNIT_CENTURY] = 1200, [UNIT_NONE] = 0};
    static const int days[] = {[UNIT_DAY] = 1,  [UNIT_NIGHT] = 1,      [UNIT_WEEKEND] = 7,
                               [UNIT_WEEK] = 7, [UNIT_FORTNIGHT] = 14, [UNIT_NONE] = 0};
    double moved = amount * (months[unit] * 31.0 + days[unit]);
    if (moved > 500000 || moved < -500000 || !mention_is_year(mention_year_of(day) + (int)(moved / 365)))
        return false;
    *out = months[unit] ? mention_shift_months(day, (int)(amount * months[unit]))
                        : day + (Day)(amount * days[unit]);
    return mention_is_year(mention_year_of(*out));
}

Period mention_part_of_months(Period whole, TimePart part, int months)
{
    /* thirds of a year or season, by months: early 3, middle 4, late 3 of 12; start and end one month */
    int edge = months / 4;
    Day first = whole.first;
    Day last = whole.last;
    switch (part) {
    case PART_EARLY:
        last = mention_shift_months(first, edge ? edge : 1) - 1;
        break;
    case PART_MIDDLE:
        first = mention_shift_months(first, months / 3);
        last = mention_shift_months(first, months / 3) - 1;
        break;
    case PART_LATE:
        first = mention_shift_months(last + 1, edge ? -edge : -1);
        break;
    case PART_START_OF:
        last = mention_shift_months(first, months > 12 ? months / 10 : 1) - 1;
        break;
    case PART_END_OF:
        first = mention_shift_months(last + 1, months > 12 ? -months / 10 : -1);
        break;
    case PART_FIRST_HALF:
        last = mention_shift_months(first, months / 2) - 1;
        break;
    case PART_SECOND_HALF:
        first = mention_shift_months(first, months / 2);
        break;
    case PART_NONE_OF:
        break;
    }
    return (Period){first, last};
}

/* Of a month: 1-10, 11-20, 21 to the end; of anything shorter or other: thirds. */
Period mention_part_of_days(Period whole, TimePart part)
{
    int length = whole.last - whole.first + 1;
    int third = length >= 28 && length <= 31 ? 10 : (length + 2) / 3;
    int half = length >= 28 && length <= 31 ? 15 : length / 2;
    switch (part) {
    case PART_EARLY:
    case PART_START_OF:
        return (Period){whole.first, whole.first + third - 1};
    case PART_MIDDLE:
        return length < 3 ? whole : (Period){whole.first + third, whole.first + 2 * third - 1};
    case PART_LATE:
    case PART_END_OF:
        return (Period){length >= 28 ? whole.first + 2 * third : whole.last - third + 1, whole.last};
    case PART_FIRST_HALF:
        return (Period){whole.first, whole.first + half - 1};
    case PART_SECOND_HALF:
        return (Period){whole.first + half, whole.last};
    case PART_NONE_OF:
        break;
    }
    return whole;
}
