#include "query/query_days.h"

enum { SAID_DAYS = 7 }; /* "who spoke to us in January" introduces a source and dates nothing that it says */

/* The day on which the source spoke, or the day or bracket of publication, which the day of recording bounds.
 */
static Period spoken(Arena *arena, const ClaimRow *claim, const ReportRow *report)
{
    Date said;
    if (claim->source.said.length > 0 && edtf_parse(arena, claim->source.said, &said, NULL) == STATUS_OK &&
        !period_is_none(said.some) && said.some.first != DAY_PAST && said.some.last != DAY_FUTURE &&
        said.some.last - said.some.first <= SAID_DAYS)
        return said.some;
    Period published = report->published.some;
    if (report->published.edtf.length == 0 || period_is_none(published))
        return PERIOD_NONE;
    if (report->recorded != DAY_NONE && published.last > report->recorded)
        published.last = report->recorded;
    return published.first <= published.last ? published : report->published.some;
}

static Day later_day(Day a, Day b) { return a > b ? a : b; }

/* "2019-05/..": on every day from its start to the first on which its source can have spoken, on some day
 * until the last. A start that lay ahead is kept as announced. */
static void close_open_end(ClaimDays *days, Period told, Day recorded)
{
    if (period_is_none(told))
        told = (Period){DAY_PAST, recorded == DAY_NONE ? DAY_PAST : recorded};
    Day start = period_is_none(days->all) ? days->some.first : days->all.first;
    days->some.last = later_day(start, told.last);
    if (!period_is_none(days->all))
        days->all.last = later_day(days->all.first, told.first);
    days->has_end = false;
}

/* A start that is vague in itself: it may have held from the first of its days, and surely from the last. */
static void widen_start(Arena *arena, const ClaimRow *claim, ClaimDays *days)
{
    Date starts;
    if (claim->starts.length == 0 || edtf_parse(arena, claim->starts, &starts, NULL) != STATUS_OK ||
        period_is_none(starts.some))
        return;
    if (starts.some.first < days->some.first)
        days->some.first = starts.some.first;
    if (!period_is_none(days->all))
        days->all.first = later_day(days->all.first, starts.some.last);
}

static bool is_sharp(Text edtf)
{
    for (size_t i = 0; i < edtf.length; i++)
        if (edtf.bytes[i] == '~' || edtf.bytes[i] == '?' || edtf.bytes[i] == '%')
            return false;
    return true;
}

static Day month_end(Day day, bool is_last)
{
    if (day == DAY_PAST || day == DAY_FUTURE)
        return day;
    int year;
    int month;
    int number;
    day_to_civil(day, &year, &month, &number);
    return day_from_civil(year, month, is_last ? day_month_length(year, month) : 1);
}

Period query_whole_months(Period period)
{
    if (period_is_none(period))
        return period;
    return (Period){month_end(period.first, false), month_end(period.last, true)};
}

ClaimDays query_claim_days(Arena *arena, const ClaimRow *claim, const ReportRow *report)
{
    ClaimDays days = {.all = PERIOD_NONE, .some = PERIOD_NONE, .told = spoken(arena, claim, report)};
    if (claim->when.edtf.length > 0) {
        days.all = claim->when.all;
        days.some = claim->when.some;
        days.is_dated = !period_is_none(days.some);
        days.is_sharp = is_sharp(claim->when.edtf);
        days.has_end = claim->has_end;
        if (days.is_dated)
            widen_start(arena, claim, &days);
        Period told = days.told;
        if (days.is_dated && days.some.last == DAY_FUTURE)
            close_open_end(&days, told, report->recorded);
        /* An end that lay behind the source when it spoke is told, not announced. */
        if (!period_is_none(told) && days.some.last < told.first)
            days.has_end = false;
    } else if (text_is(claim->asof, claim_asof_word(ASOF_REPORT))) {
        days.some = days.told;
        if (days.some.last == DAY_FUTURE)
            days.some = PERIOD_NONE;
    }
    if (claim->is_coarse) {
        days.all = PERIOD_NONE;
        days.some = query_whole_months(days.some);
    }
    return days;
}

static int32_t days_between(Day from, Day to)
{
    int64_t days = (int64_t)to - from;
    return days > INT32_MAX ? INT32_MAX : (int32_t)(days < 0 ? 0 : days);
}

/* A bracket that the period swallows whole was met by it, wherever in the bracket the day lay. */
static bool is_swallowed(const ClaimDays *days, Period asked)
{
    return days->is_dated && days->is_sharp && asked.first <= days->some.first &&
           days->some.last <= asked.last;
}

/* What lies wholly before the days asked. What happened is past, whenever that was; what held may hold on. */
static Judgement judge_passed(const ClaimRow *claim, const ClaimDays *days, Period asked)
{
    Judgement result = {.list = LIST_ROWS,
                        .word = days->has_end && !claim->is_event ? ANSWER_END_PASSED : ANSWER_LAST_REPORTED,
                        .days = days_between(days->some.last, asked.first),
                        .held = days->some};
    if (claim->is_event || result.days > QUERY_OLD_DAYS)
        result.list = LIST_OLD;
    return result;
}

/* "No longer": from the day on which it ended the report says that it does not hold. */
static Judgement judge_ended(const ClaimDays *days, Period asked)
{
    Judgement result = {.list = LIST_ROWS, .word = ANSWER_REPORTED_ENDED, .held = days->some};
    if (!period_is_none(asked) && asked.first > days->some.last)
        result.days = days_between(days->some.last, asked.first);
    if (result.days > QUERY_OLD_DAYS)
        result.list = LIST_OLD;
    return result;
}

Judgement query_judge(const ClaimRow *claim, const ClaimDays *days, Period asked)
{
    if (period_is_none(days->some))
        return (Judgement){LIST_UNDATED, ANSWER_NO_REPORT, 0, PERIOD_NONE};
    bool has_day = !period_is_none(asked);
    if (has_day && days->some.first > asked.last)
        return (Judgement){LIST_LATER, ANSWER_NO_REPORT, 0, days->some};
    if (text_is(claim->status, mention_status_word(CLAIM_ENDED)))
        return judge_ended(days, asked);
    bool is_sure = !period_is_none(days->all);
    if (is_sure && (!has_day || period_overlaps(days->all, asked)))
        return (Judgement){LIST_ROWS, ANSWER_REPORTED, 0, days->all};
    if (has_day && is_swallowed(days, asked))
        return (Judgement){LIST_ROWS, ANSWER_REPORTED, 0, days->some};
    if (!has_day || period_overlaps(days->some, asked))
        return (Judgement){LIST_ROWS, ANSWER_VAGUE, 0, days->some};
    return judge_passed(claim, days, asked);
}
