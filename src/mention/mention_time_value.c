#include "mention/mention_time_resolve.h"

enum { MONTH_MOST = 31 };

/* The year of a date that has none is XXXX; an interval over New Year has it twice. */
static Text without_year(Arena *arena, Text edtf)
{
    if (edtf.length < 4)
        return edtf;
    Text rest = text_slice(edtf, 4, edtf.length);
    return arena_print(arena, "XXXX%.*s", TEXT_ARGS(rest));
}

Text mention_open_edtf(Arena *arena, Period period)
{
    Text rest = edtf_of_period(arena, period);
    Text part;
    if (!text_split(&rest, '/', &part))
        return rest;
    Text first = without_year(arena, part);
    if (rest.length == 0)
        return first;
    Text last = without_year(arena, rest);
    return arena_print(arena, "%.*s/%.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

/* ISO 8601: the week of the year that its Thursday lies in. */
static Text week_value(Arena *arena, Day monday, const char *suffix)
{
    int year, month, day;
    day_to_civil(monday + 3, &year, &month, &day);
    int week = (monday + 3 - day_from_civil(year, 1, 1)) / 7 + 1;
    return arena_print(arena, "%04d-W%02d%s", year, week, suffix);
}

static Text duration_value(Arena *arena, TimeUnit unit, double amount)
{
    static const char *const letters[] = {"T%sS", "T%sM", "T%sH", "%sD",  "%sN",  "%sWE", "%sW", "%sW",
                                          "%sM",  "%sQ",  "%sY",  "%sDE", "%sCE", "%sD",  "%s"};
    char number[32] = "X";
    double factor = unit == UNIT_FORTNIGHT ? 2 : 1;
    if (amount >= 0)
        snprintf(number, sizeof number, "%g", amount * factor);
    Text pattern = text_from(letters[unit]);
    size_t at = text_find(pattern, TEXT("%s"), 0);
    Text head = text_slice(pattern, 0, at);
    Text tail = text_slice(pattern, at + 2, pattern.length);
    return arena_print(arena, "P%.*s%s%.*s", TEXT_ARGS(head), number, TEXT_ARGS(tail));
}

static Text season_value(Arena *arena, const Resolved *resolved)
{
    static const char *const names[] = {"SP", "SU", "FA", "WI"};
    static const char *const quarters[] = {"Q1", "Q2", "Q3", "Q4"};
    bool is_quarter = resolved->edtf.bytes[5] == '3';
    int number = resolved->edtf.bytes[6] - (is_quarter ? '3' : '1');
    const char *const *word = is_quarter ? quarters : names;
    return arena_print(arena, "%.4s-%s", resolved->edtf.bytes, word[number >= 0 && number < 4 ? number : 0]);
}

/* A part of a month or year has the value of the whole: a modifier says which part. Halves of years have
 * their own. */
static Text part_value(Arena *arena, const TimeForm *form, const Resolved *resolved)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    const TimeForm *whole = form->inner;
    Period period = resolved->period;
    bool is_year = (whole->kind == FORM_SHIFT && whole->unit == UNIT_YEAR) ||
                   (whole->kind == FORM_CALENDAR && !whole->month && !whole->season);
    Text day = day_print(arena, period.first);
    if (whole->season >= 21 && whole->season <= 24)
        return arena_print(arena, "%.4s-%s", day.bytes, seasons[whole->season - 21]);
    bool is_half = form->part == PART_FIRST_HALF || form->part == PART_SECOND_HALF;
    if (is_half && is_year)
        return arena_print(arena, "%.4s-H%d", day.bytes, form->part == PART_FIRST_HALF ? 1 : 2);
    if (whole->kind == FORM_DECADE || whole->kind == FORM_CENTURY)
        return text_slice(day, 0, whole->kind == FORM_DECADE ? 3 : 2);
    return text_slice(day, 0, is_year || period.last - period.first > MONTH_MOST ? 4 : 7);
}

static Text quarter_value(Arena *arena, Period period)
{
    int year, month, day;
    day_to_civil(period.first, &year, &month, &day);
    return arena_print(arena, "%04d-Q%d", year, (month + 2) / 3);
}

/* "199", "18": a decade or century of the count of years; empty for what is neither. */
static Text long_value(Arena *arena, Period period)
{
    int first, last, month, day;
    day_to_civil(period.first, &first, &month, &day);
    bool is_begin = month == 1 && day == 1;
    day_to_civil(period.last, &last, &month, &day);
    if (!is_begin || month != 12 || day != 31 || first % 10 || (last - first != 9 && last - first != 99))
        return TEXT_EMPTY;
    if (last - first == 99)
        return first % 100 ? TEXT_EMPTY : arena_print(arena, "%02d", first / 100);
    return arena_print(arena, "%03d", first / 10);
}

/* What is given as a week, a quarter, a season has a value of its own; empty for all else. */
static Text named_value(Arena *arena, const TimeForm *form, const Resolved *resolved)
{
    Period period = resolved->period;
    bool is_unit = form->kind == FORM_SHIFT || form->kind == FORM_ANAPHOR || form->kind == FORM_NTH;
    if (form->season && resolved->edtf.length == 7)
        return season_value(arena, resolved);
    if (is_unit && form->unit == UNIT_WEEK &&
        period.last - period.first == 6) /* the one that most of it lies in */
        return week_value(arena, period.first + 3 - day_of_week(period.first + 3), "");
    if (is_unit && form->unit == UNIT_QUARTER && form->width < 2)
        return quarter_value(arena, period);
    if (form->kind == FORM_SHIFT && form->unit == UNIT_WEEKEND)
        return week_value(arena, period.first - 5, "-WE");
    return TEXT_EMPTY;
}

static Text unit_value(Arena *arena, const TimeForm *form, const Resolved *resolved)
{
    Period period = resolved->period;
    Text named = named_value(arena, form, resolved);
    if (form->kind == FORM_DECADE || form->kind == FORM_CENTURY)
        return text_slice(resolved->edtf, 0, form->kind == FORM_DECADE ? 3 : 2);
    if (named.length)
        return named;
    if (form->kind == FORM_PART && form->inner->kind != FORM_EVENT && !resolved->is_open)
        return part_value(arena, form, resolved);
    if (form->kind == FORM_AMBIGUOUS &&
        period.first < period.last) /* the day or the month, nobody knows which */
        return arena_print(arena, "%.4s-XX-XX", day_print(arena, period.first).bytes);
    if (resolved->edtf.length)
        return resolved->edtf;
    Text wide = resolved->is_open ? TEXT_EMPTY : long_value(arena, period);
    if (wide.length)
        return wide;
    return resolved->is_open ? mention_open_edtf(arena, period) : edtf_of_period(arena, period);
}

static Text date_value(Arena *arena, const TimeForm *form, const Resolved *resolved)
{
    if (resolved->period.first == DAY_PAST || resolved->period.last == DAY_FUTURE)
        return TEXT_EMPTY;
    Text value = unit_value(arena, form, resolved);
    return form->value.length ? arena_print(arena, "%.*sT%.*s", TEXT_ARGS(value), TEXT_ARGS(form->value))
                              : value;
}

Text mention_form_value(Arena *arena, const TimeForm *form, const Resolved *resolved)
{
    if (form->kind == FORM_REFERENCE)
        return form->value;
    if (form->kind == FORM_DURATION || form->kind == FORM_SPAN)
        return duration_value(arena, form->unit, form->amount);
    if (form->kind == FORM_REPEATED && form->weekday >= 0)
        return arena_print(arena, "XXXX-WXX-%d", form->weekday + 1);
    if (form->kind == FORM_REPEATED)
        return duration_value(arena, form->unit, form->amount);
    return resolved ? date_value(arena, form, resolved) : TEXT_EMPTY;
}

TimexType mention_form_type(const TimeForm *form)
{
    if (form->kind == FORM_REPEATED)
        return TIMEX_SET;
    if (form->kind == FORM_DURATION || form->kind == FORM_SPAN)
        return TIMEX_DURATION;
    return form->kind != FORM_REFERENCE && form->value.length ? TIMEX_TIME : TIMEX_DATE;
}

const char *mention_form_mod(const TimeForm *form)
{
    if (form->kind != FORM_PART)
        return form->is_about ? "APPROX" : NULL;
    switch (form->part) {
    case PART_EARLY:
    case PART_START_OF:
        return "START";
    case PART_MIDDLE:
        return "MID";
    case PART_LATE:
    case PART_END_OF:
        return "END";
    case PART_NONE_OF:
    case PART_FIRST_HALF:
    case PART_SECOND_HALF:
        break;
    }
    return NULL;
}
