#include "core/edtf.h"

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int day_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool day_is_valid(int year, int month, int day)
{
    return year >= 0 && year <= 9999 && day >= 1 && day <= day_month_length(year, month);
}

/* Days of whole years before the year, counted from 0000-01-01. */
static int days_before_year(int year)
{
    int y = year - 1;
    return year <= 0 ? 0 : 366 + y * 365 + y / 4 - y / 100 + y / 400;
}

enum { EPOCH = 719528 }; /* days from 0000-01-01 to 1970-01-01 */

Day day_from_civil(int year, int month, int day)
{
    int days = days_before_year(year) - EPOCH;
    for (int m = 1; m < month; m++)
        days += day_month_length(year, m);
    return days + day - 1;
}

void day_to_civil(Day day, int *year, int *month, int *out_day)
{
    int64_t since = (int64_t)day + EPOCH;
    if (since < 0 || since >= 3652425) { /* outside the years 0 to 9999 */
        *year = since < 0 ? 0 : 9999;
        *month = since < 0 ? 1 : 12;
        *out_day = since < 0 ? 1 : 31;
        return;
    }
    int y = (int)(since / 366);
    while (days_before_year(y + 1) <= since)
        y++;
    int left = (int)since - days_before_year(y), m = 1;
    while (left >= day_month_length(y, m))
        left -= day_month_length(y, m++);
    *year = y;
    *month = m;
    *out_day = left + 1;
}

int day_of_week(Day day)
{
    int64_t week = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(week < 0 ? week + 7 : week);
}

bool day_parse(Text text, Day *out)
{
    int64_t year, month, day;
    if (text.length != 10 || text.bytes[4] != '-' || text.bytes[7] != '-' || !ascii_is_digit(text.bytes[0]) ||
        !ascii_is_digit(text.bytes[5]) || !ascii_is_digit(text.bytes[8]) ||
        !text_to_int64(text_slice(text, 0, 4), &year) || !text_to_int64(text_slice(text, 5, 7), &month) ||
        !text_to_int64(text_slice(text, 8, 10), &day) || !day_is_valid((int)year, (int)month, (int)day))
        return false;
    *out = day_from_civil((int)year, (int)month, (int)day);
    return true;
}

Text day_print(Arena *arena, Day day)
{
    if (day == DAY_NONE)
        return TEXT_EMPTY;
    if (day == DAY_PAST || day == DAY_FUTURE)
        return TEXT("..");
    int year, month, number;
    day_to_civil(day, &year, &month, &number);
    return arena_print(arena, "%04d-%02d-%02d", year, month, number);
}

bool period_is_none(Period period)
{
    return period.first == DAY_NONE || period.last == DAY_NONE || period.first > period.last;
}

bool period_has(Period period, Day day)
{
    return !period_is_none(period) && period.first <= day && day <= period.last;
}

bool period_overlaps(Period a, Period b)
{
    return !period_is_none(a) && !period_is_none(b) && a.first <= b.last && b.first <= a.last;
}

/* Two digits or XX of a month or day; *out is 0 for XX. */
static bool read_two(Text text, int *out)
{
    if (text.length != 2)
        return false;
    if (text_is(text, "XX")) {
        *out = 0;
        return true;
    }
    if (!ascii_is_digit(text.bytes[0]) || !ascii_is_digit(text.bytes[1]))
        return false;
    *out = (text.bytes[0] - '0') * 10 + (text.bytes[1] - '0');
    return true;
}

/* First and last year that "20XX" stands for; false for what is no year. All four unknown gives 0 and 9999.
 */
static bool read_year(Text text, int *first, int *last)
{
    if (text.length != 4)
        return false;
    *first = *last = 0;
    bool seen_unknown = false;
    for (size_t i = 0; i < 4; i++) {
        char c = text.bytes[i];
        bool is_unknown = c == 'X';
        if (!is_unknown && (!ascii_is_digit(c) || seen_unknown))
            return false;
        seen_unknown |= is_unknown;
        *first = *first * 10 + (is_unknown ? 0 : c - '0');
        *last = *last * 10 + (is_unknown ? 9 : c - '0');
    }
    return true;
}

/* Months that a month, season (21-24, northern), quarter (33-36), quadrimester (37-39) or half (40-41)
 * covers. */
static bool month_range(int code, int *first, int *last)
{
    if (code >= 1 && code <= 12) {
        *first = *last = code;
    } else if (code >= 21 && code <= 24) {
        *first = 3 * (code - 20);
        *last = *first + 2; /* winter ends in the year after */
    } else if (code >= 33 && code <= 36) {
        *first = 3 * (code - 33) + 1;
        *last = *first + 2;
    } else if (code >= 37 && code <= 39) {
        *first = 4 * (code - 37) + 1;
        *last = *first + 3;
    } else if (code == 40 || code == 41) {
        *first = code == 40 ? 1 : 7;
        *last = *first + 5;
    } else {
        return false;
    }
    return true;
}

static Day last_of_month(int year, int month)
{
    if (month > 12) {
        month -= 12;
        year++;
    }
    return day_from_civil(year, month, day_month_length(year, month));
}

/* "-MM" and "-MM-DD" behind the year; what is not there stays 0. */
static bool read_month_and_day(Text text, int *month, int *day)
{
    if (text.length > 0 &&
        (text.length < 3 || text.bytes[0] != '-' || !read_two(text_slice(text, 1, 3), month)))
        return false;
    if (text.length > 3 &&
        (text.length != 6 || text.bytes[3] != '-' || !read_two(text_slice(text, 4, 6), day)))
        return false;
    return true;
}

/* One date without interval or set, qualifiers taken off. */
static bool read_plain(Text text, Period *out)
{
    int first_year, last_year, month = 0, day = 0;
    if (!read_year(text_slice(text, 0, 4), &first_year, &last_year) ||
        !read_month_and_day(text_slice(text, 4, text.length), &month, &day))
        return false;
    int first_month = 1, last_month = 12;
    if (month != 0 && !month_range(month, &first_month, &last_month))
        return false;
    if (day != 0 && month > 12)
        return false;
    bool is_known = first_year == last_year;
    /* The 29th of February of an unknown year is a date. */
    if (day != 0 && month != 0 && !day_is_valid(is_known ? first_year : 2000, month, day))
        return false;
    if (!is_known && (month != 0 || (first_year == 0 && last_year == 9999))) {
        *out = PERIOD_NONE; /* XXXX-01: a date, on no known day */
        return true;
    }
    if (day != 0 && month != 0) {
        out->first = out->last = day_from_civil(first_year, month, day);
        return true;
    }
    out->first = day_from_civil(first_year, first_month, 1);
    out->last = last_of_month(last_year, last_month);
    return true;
}

/* Copies text without its ~ ? % into out; false where it is longer than any date. */
static bool strip_qualifiers(Text text, char out[16], Text *out_plain)
{
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '~' || c == '?' || c == '%')
            continue;
        if (length == 16)
            return false;
        out[length++] = c;
    }
    *out_plain = (Text){out, length};
    return true;
}

static bool read_one(Text text, Period *out)
{
    char bytes[16];
    Text plain;
    return strip_qualifiers(text, bytes, &plain) && plain.length > 0 && read_plain(plain, out);
}

static bool is_qualified(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == '~' || text.bytes[i] == '?' || text.bytes[i] == '%')
            return true;
    return false;
}

/* "about 2016-06-30" is surely no day at all. */
static Period surely(Text text, Period bounds)
{
    bool is_one_day = !period_is_none(bounds) && bounds.first == bounds.last && !is_qualified(text);
    return is_one_day ? bounds : PERIOD_NONE;
}

/* An end of an interval: "" unknown, ".." open. */
static bool read_end(Text text, bool is_start, Period *out)
{
    if (text.length > 0 && !text_is(text, ".."))
        return read_one(text, out);
    Day open = is_start ? DAY_PAST : DAY_FUTURE;
    *out = (Period){open, open};
    return true;
}

static bool read_interval(Text text, size_t slash, Date *out)
{
    Text first = text_slice(text, 0, slash), last = text_slice(text, slash + 1, text.length);
    Period start, end;
    if (!read_end(first, true, &start) || !read_end(last, false, &end))
        return false;
    out->all = out->some = PERIOD_NONE;
    if (start.first == DAY_NONE || end.first == DAY_NONE)
        return true; /* a year is not known */
    if (start.first > end.last)
        return false;
    out->some = (Period){start.first, end.last};
    /* An unknown end bounds nothing; an open start is "any time up to"; an open end goes on. */
    if (first.length > 0 && last.length > 0 && start.first != DAY_PAST && start.last <= end.first)
        out->all = (Period){start.last, end.first};
    return true;
}

/* [a,b] one of, {a,b} all of, each with a..b ranges: only their hull is known to cover them. */
static bool read_set(Text text, Date *out)
{
    Text rest = text_slice(text, 1, text.length - 1), part;
    if (rest.length == 0 || text.bytes[text.length - 1] != (text.bytes[0] == '[' ? ']' : '}'))
        return false;
    out->all = out->some = PERIOD_NONE;
    while (text_split(&rest, ',', &part)) {
        part = text_trim(part);
        size_t dots = text_find(part, TEXT(".."), 0);
        Text first = dots == SIZE_MAX ? part : text_slice(part, 0, dots);
        Text last = dots == SIZE_MAX ? part : text_slice(part, dots + 2, part.length);
        Period start, end;
        if (part.length == 0 || !read_end(first, true, &start) || !read_end(last, false, &end))
            return false;
        if (start.first == DAY_NONE || end.first == DAY_NONE)
            continue;
        if (out->some.first == DAY_NONE || start.first < out->some.first)
            out->some.first = start.first;
        if (out->some.last == DAY_NONE || end.last > out->some.last)
            out->some.last = end.last;
    }
    return true;
}

static bool read_date(Text text, Date *out)
{
    if (text.length == 0)
        return false;
    if (text.bytes[0] == '[' || text.bytes[0] == '{')
        return read_set(text, out);
    size_t slash = text_find_byte(text, '/', 0);
    if (slash != SIZE_MAX)
        return read_interval(text, slash, out);
    if (!read_one(text, &out->some))
        return false;
    out->all = surely(text, out->some);
    return true;
}

Status edtf_parse(Arena *arena, Text text, Date *out, Error *error)
{
    Date date = {.all = PERIOD_NONE, .some = PERIOD_NONE};
    if (!read_date(text, &date))
        return error_set(error, ERR_FORMAT,
                         "'%.*s' is no date in EDTF: write 2022-02-10, 2022-02, 2022 or first/last",
                         (int)(text.length < 60 ? text.length : 60), text.bytes ? text.bytes : "");
    date.edtf = arena_copy(arena, text);
    *out = date;
    return STATUS_OK;
}

/* Year, month or day that the period is exactly, else empty. */
static Text print_whole(Arena *arena, Period period)
{
    int year, month, day, last_year, last_month, last_day;
    day_to_civil(period.first, &year, &month, &day);
    day_to_civil(period.last, &last_year, &last_month, &last_day);
    if (period.first == period.last)
        return arena_print(arena, "%04d-%02d-%02d", year, month, day);
    if (day != 1 || last_day != day_month_length(last_year, last_month) || year != last_year)
        return TEXT_EMPTY;
    if (month == last_month)
        return arena_print(arena, "%04d-%02d", year, month);
    return month == 1 && last_month == 12 ? arena_print(arena, "%04d", year) : TEXT_EMPTY;
}

Text edtf_of_period(Arena *arena, Period period)
{
    if (period_is_none(period))
        return TEXT_EMPTY;
    bool is_closed = period.first != DAY_PAST && period.last != DAY_FUTURE;
    Text whole = is_closed ? print_whole(arena, period) : TEXT_EMPTY;
    if (whole.length > 0)
        return whole;
    Text first = day_print(arena, period.first), last = day_print(arena, period.last);
    return arena_print(arena, "%.*s/%.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}
