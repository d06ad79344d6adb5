#include "mention/mention_time_resolve.h"

#include "mention/mention_time_days.h"

enum { SOMEDAY_YEAR = 2000, DEPTH_MAX = 8, EVENT_DAYS = 400, SOON_DAYS = 31, LONG_AGO_DAYS = 200 };

/* The days of a year's season: winter ends in the year after. */
static Period season_period(int year, int season)
{
    return season >= QUARTER_FIRST ? mention_months_from(year, 3 * (season - QUARTER_FIRST) + 1, 3)
                                   : mention_months_from(year, 3 * (season - 21) + 3, 3);
}

/* The date of the form in a year; false if there is no such day. */
static bool calendar_period(const TimeForm *form, int year, Period *out)
{
    if (!mention_is_year(year))
        return false;
    if (form->season)
        *out = season_period(year, form->season);
    else if (!form->month)
        *out = mention_months_from(year, 1, 12);
    else if (!form->day)
        *out = mention_months_from(year, form->month, 1);
    else if (day_is_valid(year, form->month, form->day))
        *out = (Period){day_from_civil(year, form->month, form->day),
                        day_from_civil(year, form->month, form->day)};
    else
        return false;
    return true;
}

/* How far the day lies outside the period. */
static int distance(Period period, Day day)
{
    return day < period.first ? period.first - day : day > period.last ? day - period.last : 0;
}

/* The last occurrence up to today, the next one from it on, or the nearest. */
static bool choose_year(const TimeForm *form, const TimeAnchor *anchor, Period *out)
{
    Period past = PERIOD_NONE;
    Period future = PERIOD_NONE;
    int today = mention_year_of(anchor->today);
    for (int year = today - 8; year <= today + 8; year++) { /* 29 February */
        Period period;
        if (!calendar_period(form, year, &period))
            continue;
        if (period.first <= anchor->today + (form->day ? 1 : 0))
            past = period;
        if (period.last >= anchor->today && period_is_none(future))
            future = period;
    }
    if (period_is_none(past) || period_is_none(future))
        return false;
    int since = distance(past, anchor->today);
    int ahead = distance(future, anchor->today);
    bool is_future = anchor->lean == LEAN_FUTURE || (anchor->lean == LEAN_NEAREST && ahead < since) ||
                     (anchor->lean == LEAN_PAST && ahead <= SOON_DAYS && since > LONG_AGO_DAYS && form->day);
    *out = is_future ? future : past;
    return true;
}

/* In a tale the next one from the last date on. */
static bool next_in_tale(const TimeForm *form, const TimeAnchor *anchor, Period *out)
{
    if (!anchor->tells || period_is_none(anchor->context))
        return false;
    for (int year = mention_year_of(anchor->context.first);
         year <= mention_year_of(anchor->context.first) + 8; year++)
        if (calendar_period(form, year, out) && out->last >= anchor->context.first)
            return anchor->today == DAY_NONE || out->first <= anchor->today ||
                   anchor->context.first >
                       anchor->today; /* the text's own years speak against the day given */
    return false;
}

static bool resolve_calendar(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    bool has_today = anchor->today != DAY_NONE;
    bool ok = false;
    if (form->year != YEAR_NONE)
        ok = calendar_period(form, form->year, &out->period);
    else if (form->is_of_context && !period_is_none(anchor->context) && !anchor->context_is_open)
        ok = calendar_period(form, mention_year_of(anchor->context.first) + form->direction, &out->period);
    else if (form->direction != DIRECTION_NONE && !form->is_of_context)
        ok = has_today &&
             calendar_period(form, mention_year_of(anchor->today) + form->direction, &out->period);
    else if (next_in_tale(form, anchor, &out->period))
        ok = true;
    else if (has_today)
        ok = choose_year(form, anchor, &out->period);
    if (!ok && form->year == YEAR_NONE && !has_today) {
        out->is_open = true;
        ok = calendar_period(form, SOMEDAY_YEAR, &out->period);
    }
    if (ok && form->season && !out->is_open)
        out->edtf = arena_print(arena, "%04d-%02d", mention_year_of(out->period.first), form->season);
    return ok;
}

static bool resolve_weekday(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Resolved week = {0};
    if (form->inner) {
        if (!mention_resolve_form(arena, form->inner, anchor, &week))
            return false;
        out->period.first = out->period.last = week.period.first + form->weekday;
        return true;
    }
    if (anchor->today == DAY_NONE)
        return false;
    Day today = anchor->today;
    int back = (day_of_week(today) - form->weekday + 7) % 7;
    int ahead = (7 - back) % 7;
    Day day = today - back;
    if (form->direction == -1)
        day = back ? today - back : today - 7;
    else if (form->direction == 0)
        day = today - day_of_week(today) + form->weekday;
    else if (form->direction == 1)
        day = ahead ? today + ahead : today + 7;
    else if (anchor->lean == LEAN_FUTURE || (anchor->lean == LEAN_NEAREST && ahead < back))
        day = today + ahead;
    out->period = (Period){day, day};
    return true;
}

/* "last December", "next March", "this summer". */
static bool resolve_named_shift(const TimeForm *form, Day today, Period *out)
{
    int year = mention_year_of(today);
    if (form->direction == 0)
        return calendar_period(form, year, out);
    for (int i = 0; i < 3; i++) {
        int candidate = form->direction < 0 ? year + 1 - i : year - 1 + i;
        if (calendar_period(form, candidate, out) &&
            (form->direction < 0 ? out->last < today : out->first > today))
            return true;
    }
    return false;
}

static bool resolve_shift(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    if (anchor->today == DAY_NONE)
        return false;
    if (form->month || form->season) {
        TimeForm plain = *form;
        plain.year = YEAR_NONE;
        bool ok = resolve_named_shift(&plain, anchor->today, &out->period);
        if (ok && form->season)
            out->edtf = arena_print(arena, "%04d-%02d", mention_year_of(out->period.first), form->season);
        return ok;
    }
    Day day = anchor->today;
    Period now = mention_unit_around(day, form->unit);
    int steps = form->direction;
    if (form->unit == UNIT_WEEKEND && steps < 0 && day > now.last)
        steps = 0;
    if (!mention_move_day(now.first, form->unit, steps, &day))
        return false;
    out->period = mention_unit_around(day, form->unit);
    return true;
}

static bool resolve_span(const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Day other;
    if (anchor->today == DAY_NONE || form->amount <= 0 ||
        !mention_move_day(anchor->today, form->unit, form->direction * form->amount, &other))
        return false;
    out->is_interval = true;
    out->period = form->direction < 0 ? (Period){other, anchor->today} : (Period){anchor->today, other};
    return true;
}

/* A day so many units from another, as wide as the unit: "three months ago" is a month. */
static bool offset_from(Day from, const TimeForm *form, Period *out)
{
    Day day;
    if (from == DAY_NONE || form->amount <= 0 ||
        !mention_move_day(from, form->unit, form->direction * form->amount, &day))
        return false;
    bool is_whole = form->amount >= (int)form->amount && form->amount <= (int)form->amount;
    TimeUnit width = is_whole ? form->unit : (TimeUnit)(form->unit - 2);
    if (width == UNIT_WEEK && form->amount < 2)
        *out = (Period){day, day};
    else if (width == UNIT_WEEK || width == UNIT_FORTNIGHT)
        *out = (Period){day - 3, day + 3};
    else if (width == UNIT_YEAR && form->amount < 2)
        *out = mention_unit_around(day, UNIT_MONTH);
    else
        *out = mention_unit_around(day, width);
    return true;
}

static bool resolve_part(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Resolved whole = {0};
    if (!mention_resolve_form(arena, form->inner, anchor, &whole) || whole.period.first == DAY_PAST)
        return false;
    Period period = whole.period;
    int days = period.last - period.first + 1;
    out->is_open = whole.is_open;
    if (form->inner->kind == FORM_EVENT) {
        Day edge = form->part == PART_START_OF ? period.first : period.last;
        out->period = (Period){edge, edge};
    } else if (days > 80 && form->inner->kind != FORM_RANGE) {
        int months = (int)((days + 15) / 30.44);
        out->period = mention_part_of_months(period, form->part, months);
    } else {
        out->period = mention_part_of_days(period, form->part);
    }
    return true;
}

static bool resolve_nth_weekday(const TimeForm *form, Period whole, Period *out)
{
    Day first = whole.first + (form->weekday - day_of_week(whole.first) + 7) % 7;
    Day last = whole.last - (day_of_week(whole.last) - form->weekday + 7) % 7;
    Day day = form->amount < 0 ? last : first + 7 * ((int)form->amount - 1);
    *out = (Period){day, day};
    return day >= whole.first && day <= whole.last;
}

/* "the first week of May" is its first seven days; "the last two months of 2022". */
static bool resolve_nth(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Resolved whole = {0};
    if (!mention_resolve_form(arena, form->inner, anchor, &whole) || form->amount > 400)
        return false;
    out->is_open = whole.is_open;
    if (form->unit == UNIT_WEEKDAY)
        return resolve_nth_weekday(form, whole.period, &out->period);
    int width = form->width > 0 ? form->width : 1;
    Day begin = whole.period.first;
    Day end = whole.period.last + 1; /* half-open */
    bool ok = form->amount < 0 ? mention_move_day(end, form->unit, -width, &begin)
                               : mention_move_day(begin, form->unit, form->amount - 1, &begin);
    if (ok && form->amount > 0)
        ok = mention_move_day(begin, form->unit, width, &end);
    out->period = (Period){begin, end - 1};
    return ok && begin >= whole.period.first && end - 1 <= whole.period.last;
}

/* The unit that a day or month was given in; where there is none the edge day. */
static Text edge_edtf(Arena *arena, const Resolved *end, Day edge)
{
    Text edtf = end->edtf.length ? end->edtf : edtf_of_period(arena, end->period);
    bool is_one = text_find_byte(edtf, '/', 0) == SIZE_MAX && text_find_byte(edtf, ',', 0) == SIZE_MAX;
    return is_one ? edtf : day_print(arena, edge);
}

/* "from January 2020 to March" is 2020-01/2020-03: the days at both ends stay unsaid. */
static Text range_edtf(Arena *arena, const TimeForm *form, const Resolved *first, const Resolved *second)
{
    Text one = edge_edtf(arena, first, first->period.first);
    Text other = edge_edtf(arena, second, second->period.last);
    if (text_equals(one, other))
        return one;
    bool touch = first->period.last + 1 == second->period.first;
    if (form->kind == FORM_RANGE || (form->is_both && touch))
        return arena_print(arena, "%.*s/%.*s", TEXT_ARGS(one), TEXT_ARGS(other));
    return arena_print(arena, "%s%.*s,%.*s%s", form->is_both ? "{" : "[", TEXT_ARGS(one), TEXT_ARGS(other),
                       form->is_both ? "}" : "]");
}

TimeForm mention_led_form(const TimeForm *form)
{
    TimeForm led = *form->inner;
    bool takes_year = led.kind == FORM_CALENDAR && led.year == YEAR_NONE && led.month &&
                      form->second->kind == FORM_CALENDAR && form->second->year != YEAR_NONE;
    if (takes_year)
        led.year = form->second->year - (led.month > form->second->month && form->second->month > 0);
    return led;
}

/* The other end of a range is looked for from the first one on: "from November to January". */
static bool resolve_range(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Resolved first = {0};
    Resolved second = {0};
    TimeForm led = mention_led_form(form);
    TimeAnchor behind = *anchor;
    if (!mention_resolve_form(arena, &led, anchor, &first))
        return false;
    bool is_later = form->second->kind == FORM_CALENDAR || form->second->kind == FORM_WEEKDAY;
    if (is_later && anchor->today != DAY_NONE && !first.is_open) {
        behind.today = first.period.first;
        behind.lean = LEAN_FUTURE;
        behind.tells = false;
    }
    if (!mention_resolve_form(arena, form->second, &behind, &second) || first.is_open != second.is_open)
        return false;
    if (second.is_open && second.period.last < first.period.first)
        second.period.last = mention_shift_months(second.period.last, 12);
    out->is_open = first.is_open;
    out->is_interval = form->kind == FORM_RANGE;
    out->period = (Period){first.period.first, second.period.last};
    bool ok = out->period.first <= out->period.last;
    if (ok && !out->is_open)
        out->edtf = range_edtf(arena, form, &first, &second);
    return ok;
}

static bool resolve_anaphor(const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    if (period_is_none(anchor->context) || (form->unit != UNIT_NONE && !anchor->is_near))
        return false;
    out->is_open = anchor->context_is_open;
    if (form->unit == UNIT_NONE) {
        out->period = anchor->context;
        return true;
    }
    Day day;
    if (form->unit < UNIT_WEEK && anchor->context.first != anchor->context.last)
        return false;
    if (!mention_move_day(mention_unit_around(anchor->context.first, form->unit).first, form->unit,
                          form->direction, &day))
        return false;
    out->period = mention_unit_around(day, form->unit);
    return true;
}

static bool resolve_month_day(const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    bool has_context = anchor->is_near && !period_is_none(anchor->context) && !anchor->context_is_open;
    Day near = has_context ? anchor->context.first : anchor->today;
    if (near == DAY_NONE)
        return false;
    int year, month, of_month;
    day_to_civil(near, &year, &month, &of_month);
    Day today = anchor->today;
    for (int i = 0; i < 3; i++) {
        bool ahead = !has_context && anchor->lean == LEAN_FUTURE;
        Day first = mention_shift_months(day_from_civil(year, month, 1), ahead ? i : -i);
        int first_year, first_month;
        day_to_civil(first, &first_year, &first_month, &of_month);
        if (day_month_length(first_year, first_month) < form->day)
            continue;
        Day day = first + form->day - 1;
        if (has_context || (anchor->lean == LEAN_FUTURE ? day >= today : day <= today)) {
            out->period = (Period){day, day};
            return true;
        }
    }
    return false;
}

static bool resolve_event(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    if (form->event->first == DAY_NONE) {
        TimeForm date = *form;
        date.kind = FORM_CALENDAR;
        date.month = form->event->month;
        date.day = form->event->day;
        return resolve_calendar(arena, &date, anchor, out);
    }
    const TimeEvent *best = NULL;
    for (size_t i = 0; i < form->event_count && anchor->today != DAY_NONE; i++) {
        const TimeEvent *event = &form->event[i];
        int away = distance((Period){event->first, event->last}, anchor->today);
        if (away <= EVENT_DAYS &&
            (!best || away < distance((Period){best->first, best->last}, anchor->today)))
            best = event;
    }
    if (form->event_count == 1)
        best = form->event;
    if (!best)
        return false;
    out->period = (Period){best->first, best->last};
    return true;
}

static bool resolve_decade(Arena *arena, const TimeForm *form, Resolved *out)
{
    bool is_decade = form->kind == FORM_DECADE;
    if (!mention_is_year(form->year) || !mention_is_year(form->year + 100))
        return false;
    out->period = mention_months_from(form->year, 1, is_decade ? 120 : 1200);
    out->edtf = is_decade ? arena_print(arena, "%03dX", form->year / 10)
                          : arena_print(arena, "%02dXX", form->year / 100);
    return true;
}

/* 04/05/2019: one day or the other. */
static bool resolve_ambiguous(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Day one = day_from_civil(form->year, form->month, form->day);
    Day other = day_from_civil(form->year, form->day, form->month);
    if (!mention_is_year(form->year))
        return false;
    if (anchor->order != ORDER_OPEN) { /* the form has the day first */
        Day day = anchor->order == ORDER_DAY_FIRST ? one : other;
        out->period = (Period){day, day};
        return true;
    }
    out->period = one < other ? (Period){one, other} : (Period){other, one};
    Text first = day_print(arena, out->period.first);
    Text last = day_print(arena, out->period.last);
    out->edtf = arena_print(arena, "[%.*s,%.*s]", TEXT_ARGS(first), TEXT_ARGS(last));
    return true;
}

static bool resolve_offset(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    Resolved from = {.period = anchor->context, .is_open = anchor->context_is_open};
    if (form->inner && !mention_resolve_form(arena, form->inner, anchor, &from))
        return false;
    out->is_open = from.is_open;
    return !period_is_none(from.period) && offset_from(from.period.first, form, &out->period);
}

static bool resolve_deictic(const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    if (anchor->today == DAY_NONE)
        return false;
    out->period.first = out->period.last = anchor->today + (Day)form->amount;
    return true;
}

bool mention_resolve_form(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out)
{
    *out = (Resolved){.period = PERIOD_NONE};
    switch (form->kind) {
    case FORM_CALENDAR:
        return resolve_calendar(arena, form, anchor, out);
    case FORM_DECADE:
    case FORM_CENTURY:
        return resolve_decade(arena, form, out);
    case FORM_AMBIGUOUS:
        return resolve_ambiguous(arena, form, anchor, out);
    case FORM_WEEKDAY:
        return resolve_weekday(arena, form, anchor, out);
    case FORM_DEICTIC:
        return resolve_deictic(form, anchor, out);
    case FORM_SHIFT:
        return resolve_shift(arena, form, anchor, out);
    case FORM_SPAN:
        return resolve_span(form, anchor, out);
    case FORM_AGO:
        return offset_from(anchor->today, form, &out->period);
    case FORM_PART:
        return resolve_part(arena, form, anchor, out);
    case FORM_NTH:
        return resolve_nth(arena, form, anchor, out);
    case FORM_RANGE:
    case FORM_EITHER:
        return resolve_range(arena, form, anchor, out);
    case FORM_OFFSET:
        return resolve_offset(arena, form, anchor, out);
    case FORM_ANAPHOR:
        return resolve_anaphor(form, anchor, out);
    case FORM_MONTH_DAY:
        return resolve_month_day(form, anchor, out);
    case FORM_EVENT:
        return resolve_event(arena, form, anchor, out);
    case FORM_DURATION:
    case FORM_REPEATED:
    case FORM_REFERENCE:
        break;
    }
    return false;
}
