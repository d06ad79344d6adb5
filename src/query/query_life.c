#include "query/query_life.h"

#include <stdlib.h>

enum { END_SLACK_DAYS = 3 }; /* two announced ends that lie no further apart are one */

/* What one claim tells: the step, and the days that it vouches for. */
typedef struct Telling {
    const Peer *peer;
    LifeStep step;
    Period days;
    Day start, until; /* it surely held from start to until; DAY_NONE: not told */
    Day end;          /* announced; DAY_NONE: none */
    bool is_echo;
    TextList echoes;
} Telling;

typedef LIST_OF(Telling) TellingList;
typedef LIST_OF(LifeRow) LifeRowList;
typedef LIST_OF(Period) PeriodList;
typedef LIST_OF(Text) TextRoom;

/* A life while it is assembled, in the order in which it was told. */
typedef struct Living {
    const Agreeing *agreeing;
    Arena *arena;
    const TellingList *tellings;
    Day first, last;        /* of the stretch that goes on; DAY_NONE: none does */
    Day announced;          /* first day of a measure that was told ahead */
    Day end;                /* the announced end that was told last */
    const Telling *end_by;  /* who told it */
    const Telling *last_by; /* who vouches for the last day */
    PeriodList held;
    Period lifted;
    LifeRowList steps;
} Living;

static Day earlier(Day a, Day b) { return b == DAY_NONE || (a != DAY_NONE && a < b) ? a : b; }
static Day later(Day a, Day b) { return a == DAY_NONE || (b != DAY_NONE && b > a) ? b : a; }
static bool is_known(Day day) { return day != DAY_NONE && day != DAY_PAST && day != DAY_FUTURE; }

/* ---- one claim ---- */

static void tell_dated(const ClaimDays *days, Telling *out)
{
    bool has_told = !period_is_none(days->told);
    bool is_sure = !period_is_none(days->all);
    Day first = is_sure ? days->all.first : days->some.first;
    out->days = days->some;
    out->end = days->has_end ? days->some.last : DAY_NONE;
    if (has_told && is_known(first) && first > days->told.last) {
        out->step = LIFE_ANNOUNCED;
        out->start = first;
        return;
    }
    if (is_sure) {
        out->start = is_known(days->all.first) ? days->all.first : days->told.first;
        out->until = is_known(days->all.last) ? days->all.last : days->told.first;
        return;
    }
    /* A bracket that is over by the day of telling was met by its last day; one that goes on, by that day. */
    Day by = has_told && days->told.last < days->some.last ? days->told.last : days->some.last;
    out->start = out->until = is_known(by) ? by : DAY_NONE;
}

static bool tell(const Agreeing *agreeing, const Peer *peer, Telling *out)
{
    const ClaimRow *claim = peer->claim;
    const ClaimDays *days = &peer->days;
    *out = (Telling){.peer = peer,
                     .step = LIFE_HELD,
                     .days = PERIOD_NONE,
                     .start = DAY_NONE,
                     .until = DAY_NONE,
                     .end = DAY_NONE,
                     .is_echo = agreeing->is_derived[peer->report] &&
                                agreeing->how[peer->report] != DERIVED_FOLLOW_UP};
    if (query_has_status(claim, CLAIM_POSSIBLE))
        return false;
    if (days->is_dated)
        tell_dated(days, out);
    else if (!period_is_none(days->some))
        out->days = days->some, out->start = out->until = days->some.last;
    if (query_has_status(claim, CLAIM_PLANNED) || text_is(claim->asof, claim_asof_word(ASOF_AFTER)))
        out->step = LIFE_ANNOUNCED;
    if (query_has_status(claim, CLAIM_SAID_NOT))
        out->step = LIFE_DENIED;
    if (query_has_status(claim, CLAIM_ENDED)) {
        out->step = LIFE_LIFTED;
        if (!days->is_dated)
            out->days = (Period){DAY_PAST, period_is_none(days->told) ? DAY_FUTURE : days->told.last};
    }
    return true;
}

static int compare_days(Day a, Day b) { return (a > b) - (a < b); }

static int compare_tellings(const void *first, const void *second)
{
    const Telling *a = first;
    const Telling *b = second;
    bool has_first = !period_is_none(a->peer->days.told);
    bool has_second = !period_is_none(b->peer->days.told);
    if (has_first != has_second)
        return has_first ? -1 : 1;
    int order = compare_days(a->peer->days.told.first, b->peer->days.told.first);
    if (order == 0)
        order = (a->peer->report > b->peer->report) - (a->peer->report < b->peer->report);
    return order != 0 ? order : text_compare(a->peer->claim->id, b->peer->claim->id);
}

/* ---- their order ---- */

static LifeRow *add_step(Living *living, const Telling *telling, LifeStep step, Period days)
{
    LifeRow *row = LIST_ADD(living->arena, &living->steps);
    *row = (LifeRow){.step = step,
                     .days = days,
                     .has_end = telling->end != DAY_NONE,
                     .told = telling->peer->days.told,
                     .claim = telling->peer->claim,
                     .report = &living->agreeing->asking->reports.items[telling->peer->report],
                     .echoes = telling->echoes};
    return row;
}

/* An end that was told later takes the place of the one before. */
static void take_end(Living *living, const Telling *telling, LifeRow *row)
{
    if (!is_known(telling->end))
        return;
    bool is_other = is_known(living->end) && (telling->end > living->end + END_SLACK_DAYS ||
                                              telling->end < living->end - END_SLACK_DAYS);
    if (is_other) {
        row->step = telling->end > living->end ? LIFE_EXTENDED : LIFE_MOVED;
        Text before = day_print(living->arena, living->end);
        row->why = arena_print(living->arena, "%.*s was told before", TEXT_ARGS(before));
        row->is_inferred = !query_is_one_lineage(living->agreeing, living->end_by->peer, telling->peer);
        if (row->is_inferred)
            row->why =
                arena_print(living->arena, "%.*s was told before, by others: it may be another account",
                            TEXT_ARGS(before));
    }
    living->end = telling->end;
    living->end_by = telling;
}

static void take_held(Living *living, const Telling *telling)
{
    LifeRow *row = add_step(living, telling, LIFE_HELD, telling->days);
    if (telling->start != DAY_NONE) {
        living->first = earlier(telling->start, living->first);
        Day until = telling->end != DAY_NONE ? telling->start : telling->until;
        if (later(living->last, until) != living->last || !living->last_by)
            living->last_by = telling;
        living->last = later(living->last, until);
    }
    take_end(living, telling, row);
}

static void take_announced(Living *living, const Telling *telling)
{
    LifeRow *row = add_step(living, telling, LIFE_ANNOUNCED, telling->days);
    if (is_known(telling->start))
        living->announced = earlier(telling->start, living->announced);
    take_end(living, telling, row);
}

/* The stretch runs to its last report or its announced end, whichever is later, but not into the lifting. */
static void close_stretch(Living *living, Period lifted)
{
    if (living->first == DAY_NONE)
        return;
    Period held = {earlier(living->announced, living->first), living->last};
    if (is_known(living->end))
        held.last = later(held.last, living->end);
    if (!period_is_none(lifted)) {
        if (is_known(lifted.last) && held.last >= lifted.last)
            held.last = lifted.last - 1;
        if (is_known(lifted.first))
            held.last = later(held.last, lifted.first - 1);
    }
    if (held.first <= held.last)
        *LIST_ADD(living->arena, &living->held) = held;
    living->first = living->last = living->end = living->announced = DAY_NONE;
}

/* "Until then it was tolerated": what ended, while the same report says that it holds on, was another state.
 */
static bool is_of_another(const TellingList *tellings, const Telling *ended)
{
    for (size_t i = 0; i < tellings->count; i++) {
        const Telling *other = &tellings->items[i];
        if (other->peer->report == ended->peer->report && other->step == LIFE_HELD &&
            other->start != DAY_NONE && other->start <= ended->days.last && other->until > ended->days.last)
            return true;
    }
    return false;
}

static void take_lifted(Living *living, const Telling *telling)
{
    add_step(living, telling, LIFE_LIFTED, telling->days);
    if (is_of_another(living->tellings, telling))
        return;
    close_stretch(living, telling->days);
    living->lifted = telling->days;
}

/* What a report that is told no sooner says of days before the lifting belongs to the stretch that is closed.
 */
static bool is_before_lifting(const Living *living, const Telling *telling)
{
    return !period_is_none(living->lifted) && telling->start != DAY_NONE &&
           telling->start <= living->lifted.last;
}

static void take(Living *living, const Telling *telling)
{
    switch (telling->step) {
    case LIFE_LIFTED:
        take_lifted(living, telling);
        break;
    case LIFE_ANNOUNCED:
        take_announced(living, telling);
        break;
    case LIFE_DENIED:
        add_step(living, telling, LIFE_DENIED, telling->days);
        break;
    case LIFE_HELD:
    case LIFE_EXTENDED:
    case LIFE_MOVED:
    case LIFE_LAST:
    case LIFE_END_PASSED:
        if (is_before_lifting(living, telling))
            add_step(living, telling, LIFE_HELD, telling->days);
        else
            take_held(living, telling);
        break;
    }
}

/* Where the first-hand reports leave the start open, a report that derives from them may give a day. */
static void take_echoed_starts(Living *living, const TellingList *tellings)
{
    for (size_t i = 0; i < tellings->count; i++) {
        const Telling *echo = &tellings->items[i];
        if (echo->is_echo && echo->step == LIFE_HELD && echo->peer->days.is_dated && is_known(echo->start) &&
            living->first != DAY_NONE && echo->start < living->first) {
            living->first = echo->start;
            add_step(living, echo, LIFE_HELD, echo->days);
        }
    }
}

/* ---- the end ---- */

static void add_inferred(Living *living, Day newest)
{
    bool is_open = living->first != DAY_NONE;
    if (!is_open || !living->last_by)
        return;
    if (is_known(living->end) && living->end >= living->last) {
        if (is_known(newest) && newest > living->end) {
            LifeRow *row =
                add_step(living, living->end_by, LIFE_END_PASSED, (Period){living->end, living->end});
            row->is_inferred = true;
            row->why = TEXT("no report says that it was lifted or goes on");
        }
        return;
    }
    LifeRow *row = add_step(living, living->last_by, LIFE_LAST, (Period){living->last, living->last});
    row->is_inferred = true;
    row->why = TEXT("no later report of this base says that it holds or ended");
}

/* ---- the whole ---- */

static void file_echoes(Arena *arena, TellingList *tellings)
{
    for (size_t i = 0; i < tellings->count; i++) {
        Telling *own = &tellings->items[i];
        TextRoom ids = {0};
        for (size_t j = 0; j < tellings->count && !own->is_echo; j++)
            if (tellings->items[j].is_echo && tellings->items[j].step == own->step)
                *LIST_ADD(arena, &ids) = tellings->items[j].peer->claim->id;
        own->echoes = (TextList){ids.items, ids.count};
        if (ids.count > 0)
            return; /* at the first that they may echo */
    }
}

static TextList list_reports(const Agreeing *agreeing, const TellingList *tellings)
{
    Arena *arena = agreeing->asking->arena;
    Map seen = map_in(arena);
    TextRoom ids = {0};
    for (size_t i = 0; i < tellings->count; i++) {
        Text id = agreeing->asking->reports.items[tellings->items[i].peer->report].id;
        MapEntry *entry = map_put(&seen, id);
        if (entry->number++ == 0)
            *LIST_ADD(arena, &ids) = id;
    }
    return (TextList){ids.items, ids.count};
}

static PlacePrecision finest(const ClaimRow *claim)
{
    PlacePrecision best = PRECISION_COUNTRY + 1;
    for (size_t i = 0; i < claim->where_count; i++) {
        PlacePrecision precision = query_precision(claim->where[i].precision);
        if (precision != PRECISION_NONE && precision < best)
            best = precision;
    }
    return best;
}

/* A measure is called by the first step whose place is told most exactly: "in Hunchun", not "in China". */
static void name_life(Life *life)
{
    for (size_t i = 0; i < life->step_count; i++)
        if (i == 0 || finest(life->steps[i].claim) < finest(life->claim)) {
            life->claim = life->steps[i].claim;
            life->report = life->steps[i].report;
        }
}

void query_assemble_life(const Agreeing *agreeing, const PeerList *peers, Day newest, Life *out)
{
    Arena *arena = agreeing->asking->arena;
    TellingList tellings = {0};
    bool has_original = false;
    for (size_t i = 0; i < peers->count; i++) {
        Telling telling;
        if (!tell(agreeing, &peers->items[i], &telling))
            continue;
        has_original = has_original || !telling.is_echo;
        *LIST_ADD(arena, &tellings) = telling;
    }
    for (size_t i = 0; i < tellings.count && !has_original; i++)
        tellings.items[i].is_echo = false;
    if (tellings.count > 0)
        qsort(tellings.items, tellings.count, sizeof *tellings.items, compare_tellings);
    file_echoes(arena, &tellings);
    Living living = {.agreeing = agreeing,
                     .arena = arena,
                     .tellings = &tellings,
                     .first = DAY_NONE,
                     .last = DAY_NONE,
                     .announced = DAY_NONE,
                     .end = DAY_NONE,
                     .lifted = PERIOD_NONE};
    for (size_t i = 0; i < tellings.count; i++)
        if (!tellings.items[i].is_echo)
            take(&living, &tellings.items[i]);
    take_echoed_starts(&living, &tellings);
    add_inferred(&living, newest);
    close_stretch(&living, PERIOD_NONE);
    *out = (Life){.held = living.held.items,
                  .held_count = living.held.count,
                  .lifted = living.lifted,
                  .steps = living.steps.items,
                  .step_count = living.steps.count,
                  .reports = list_reports(agreeing, &tellings)};
    name_life(out);
}
