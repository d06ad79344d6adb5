#include "mention/mention.h"

/* The best time of each sort: what bounds the end, what bounds the start, and what does neither. */
typedef struct TimeSorts {
    const TimeMention *term; /* a duration that was given */
    const TimeMention *until;
    const TimeMention *since;
    const TimeMention *plain;
} TimeSorts;

static int32_t width(const TimeMention *time)
{
    Period some = time->date.some;
    bool is_open = some.first == DAY_PAST || some.last == DAY_FUTURE || period_is_none(some);
    return is_open ? INT32_MAX : some.last - some.first;
}

static bool is_within(const TimeMention *inner, const TimeMention *outer)
{
    return width(inner) < width(outer) && period_overlaps(inner->date.some, outer->date.some);
}

/* The first one stays, unless a later one says the same more sharply: "this week, on Tuesday". */
static void keep(const TimeMention **slot, const TimeMention *time)
{
    if (!*slot || is_within(time, *slot))
        *slot = time;
}

static TimeSorts sort_times(const TimeMention *const *times, size_t count)
{
    TimeSorts sorts = {NULL, NULL, NULL, NULL};
    for (size_t i = 0; i < count; i++) {
        const TimeMention *time = times[i];
        if (time->kind == TIME_DURATION && time->is_until && !sorts.term)
            sorts.term = time;
        if (time->date.edtf.length && !time->says_when_spoken)
            keep(time->is_until ? &sorts.until : time->is_since ? &sorts.since : &sorts.plain, time);
    }
    return sorts;
}

/* Half of an interval: 0 the start, 1 the end; the whole where it is none. */
static Text end_of(Text edtf, int which)
{
    size_t slash = text_find_byte(edtf, '/', 0);
    if (slash == SIZE_MAX)
        return edtf;
    return which ? text_slice(edtf, slash + 1, edtf.length) : text_slice(edtf, 0, slash);
}

static bool is_single(Text edtf)
{
    return text_find_byte(edtf, '/', 0) == SIZE_MAX && text_find_byte(edtf, ',', 0) == SIZE_MAX;
}

/* The start of an interval from a time that says when something began. */
static Text start_of(Arena *arena, const TimeMention *time, Text *out_starts)
{
    if (time->is_since) {
        *out_starts = time->starts;
        return end_of(time->date.edtf, 0);
    }
    if (is_single(time->date.edtf))
        return time->date.edtf;
    bool is_interval = !period_is_none(time->date.all); /* "from May to June": its own start is the start */
    if (is_interval || time->date.some.last == DAY_FUTURE || period_is_none(time->date.some))
        return end_of(time->date.edtf, 0);
    *out_starts = time->date.edtf;
    return day_print(arena, time->date.some.last);
}

static bool set_interval(Arena *arena, const TimeMention *first, const TimeMention *last, Date *out,
                         Text *out_starts)
{
    Text starts = TEXT_EMPTY;
    Text begin = start_of(arena, first, &starts);
    Text end = end_of(last->date.edtf, 1);
    bool is_known = !period_is_none(first->date.some) && !period_is_none(last->date.some);
    if ((is_known && last->date.some.last < first->date.some.first) || begin.length == 0 || end.length == 0 ||
        text_is(begin, "..") || text_is(end, ".."))
        return false;
    Text edtf = arena_print(arena, "%.*s/%.*s", TEXT_ARGS(begin), TEXT_ARGS(end));
    if (edtf_parse(arena, edtf, out, NULL) != STATUS_OK)
        return false;
    out->edtf = edtf;
    *out_starts = starts;
    return true;
}

/* The last day of a term of "P2Y", "P30D" from a day on; DAY_NONE where it is no such term. */
static Day end_of_term(Day day, Text value)
{
    int64_t amount = 0;
    int year, month, of_month;
    if (value.length < 3 || !text_to_int64(text_slice(value, 1, value.length - 1), &amount) || amount < 1 ||
        amount > 100)
        return DAY_NONE;
    char unit = value.bytes[value.length - 1];
    if (unit == 'D' || unit == 'W')
        return day + (Day)amount * (unit == 'W' ? 7 : 1);
    if (unit != 'M' && unit != 'Y')
        return DAY_NONE;
    day_to_civil(day, &year, &month, &of_month);
    int months = year * 12 + month - 1 + (int)amount * (unit == 'Y' ? 12 : 1);
    int last = day_month_length(months / 12, months % 12 + 1);
    return months / 12 > 9998
               ? DAY_NONE
               : day_from_civil(months / 12, months % 12 + 1, of_month < last ? of_month : last);
}

/* "on Dec. 22 gave them two years to leave" */
static bool set_term(Arena *arena, const TimeMention *day, const TimeMention *term, Date *out)
{
    Period some = day->date.some;
    if (period_is_none(some) || some.first != some.last || some.first == DAY_PAST || some.last == DAY_FUTURE)
        return false;
    Period period = {some.first, end_of_term(some.first, term->value)};
    if (period.last == DAY_NONE)
        return false;
    Text edtf = edtf_of_period(arena, period);
    if (edtf_parse(arena, edtf, out, NULL) != STATUS_OK)
        return false;
    out->edtf = edtf;
    return true;
}

Date mention_combine_times(Arena *arena, const TimeMention *const *times, size_t count, Text *out_starts)
{
    Date date = {TEXT_EMPTY, PERIOD_NONE, PERIOD_NONE};
    TimeSorts sorts = sort_times(times, count);
    *out_starts = TEXT_EMPTY;
    const TimeMention *first = sorts.since ? sorts.since : sorts.plain;
    const TimeMention *last = sorts.until ? sorts.until : sorts.since ? sorts.plain : NULL;
    if (first && last && set_interval(arena, first, last, &date, out_starts))
        return date;
    if (!sorts.until && sorts.plain && sorts.term && set_term(arena, sorts.plain, sorts.term, &date))
        return date;
    const TimeMention *only = sorts.plain ? sorts.plain : sorts.since ? sorts.since : sorts.until;
    if (sorts.since && sorts.plain && sorts.since->at.span.begin < sorts.plain->at.span.begin)
        only = sorts.since;
    if (only) {
        date = only->date;
        *out_starts = only->starts;
    }
    return date;
}
