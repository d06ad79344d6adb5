#include "query/query_coarse.h"

#include "query/query_days.h"
#include "query/query_place.h"

bool query_may_be_told(const ClaimRow *claim)
{
    return !claim->is_coarse || !(text_is(claim->status, mention_status_word(CLAIM_PLANNED)) ||
                                  text_is(claim->status, mention_status_word(CLAIM_POSSIBLE)));
}

/* A town or wider keeps its name; of anything finer or unknown the division and the country are left. */
static PlaceRow lower_place(const PlaceRow *place)
{
    PlacePrecision precision = query_precision(place->precision);
    PlaceRow lowered = *place;
    lowered.is_located = false;
    lowered.latitude = lowered.longitude = 0;
    lowered.as = place->name;
    if (precision == PRECISION_SITE || precision == PRECISION_NONE) {
        lowered.as = lowered.name = lowered.precision = TEXT_EMPTY;
        lowered.geonames = 0;
    }
    return lowered;
}

static PlaceRow *lower_places(Arena *arena, const PlaceRow *places, size_t count)
{
    PlaceRow *lowered = ARENA_ARRAY(arena, PlaceRow, count);
    for (size_t i = 0; i < count; i++)
        lowered[i] = lower_place(&places[i]);
    return lowered;
}

/* The classes alone. */
static RoleRow *lower_roles(Arena *arena, const RoleRow *roles, size_t count)
{
    RoleRow *lowered = ARENA_ARRAY(arena, RoleRow, count);
    for (size_t i = 0; i < count; i++)
        lowered[i].role = roles[i].role;
    return lowered;
}

static Text print_month(Arena *arena, Day day)
{
    if (day == DAY_PAST || day == DAY_FUTURE)
        return TEXT("..");
    return text_slice(day_print(arena, day), 0, 7);
}

static Date lower_date(Arena *arena, const Date *date)
{
    Date lowered = {.all = PERIOD_NONE, .some = query_whole_months(date->some)};
    if (date->edtf.length == 0 || period_is_none(lowered.some))
        return (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    Text first = print_month(arena, lowered.some.first);
    Text last = print_month(arena, lowered.some.last);
    lowered.edtf =
        text_equals(first, last) ? first : arena_print(arena, "%.*s/%.*s", TEXT_ARGS(first), TEXT_ARGS(last));
    return lowered;
}

static void lower_count(CountRow *count)
{
    count->as = TEXT_EMPTY;
    bool is_few = count->high != COUNT_OPEN && count->high < QUERY_FEWEST;
    if (is_few)
        count->high = COUNT_OPEN;
    if (count->low != COUNT_OPEN && count->low < QUERY_FEWEST)
        count->low = COUNT_OPEN;
    if (is_few || (count->low == COUNT_OPEN && count->high == COUNT_OPEN))
        count->is_vague = true;
}

const ClaimRow *query_lower(Arena *arena, const ClaimRow *claim)
{
    if (!claim->is_coarse)
        return claim;
    ClaimRow *lowered = ARENA_NEW(arena, ClaimRow);
    *lowered = *claim;
    lowered->where = lower_places(arena, claim->where, claim->where_count);
    lowered->own = (TextList){0};
    lowered->to_count = lowered->name_count = 0;
    lowered->evidence_count = lowered->field_count = 0;
    lowered->when = lower_date(arena, &claim->when);
    lowered->starts = TEXT_EMPTY;
    lowered->when_as = (TextList){0};
    lowered->has_end = false;
    if (claim->count.is_given)
        lower_count(&lowered->count);
    lowered->source.as = lowered->source.where = lowered->source.said = TEXT_EMPTY;
    lowered->by = lower_roles(arena, claim->by, claim->by_count);
    lowered->whom = lower_roles(arena, claim->whom, claim->whom_count);
    return lowered;
}
