/* Pictures of many claims: places on a map and kinds over time, from one pass over the base. */
#include "core/list.h"
#include "core/map.h"
#include "query/query_coarse.h"
#include "query/query_days.h"
#include "query/query_place.h"

/* Days that lanes tell apart; what lies before or behind is open. */
static const Day FIRST_DAY = -25567; /* 1900-01-01 */
static const Day LAST_DAY = 47481;   /* 2099-12-31 */

typedef struct PlaceGroup {
    PlaceMark mark;
    LIST_OF(Text) kinds;
    bool is_marked;
} PlaceGroup;

/* How many claims begin and end on a day, by how they hold: summed up from the first day on, they say which
 * hold. */
typedef struct LaneDays {
    Text kind;
    int32_t *changes[LANE_EVERY + 1];
} LaneDays;

typedef struct Viewing {
    Arena *arena;
    const Question *question;
    AskedPlace asked;
    Period days;
    PlaceRows places;    /* that may be drawn */
    PlaceScope *scopes;  /* by position in them */
    PlaceGroup **groups; /* likewise; several names of one place share a group */
    Map by_place, by_kind;
    LIST_OF(PlaceGroup *) marked;
    LIST_OF(LaneDays) lanes;
    bool wants_lanes;
    int64_t claim; /* the one seen last, and what became of it */
    bool is_drawn; /* its kind's lane has it already */
    Judgement judgement;
    ClaimDays claim_days;
} Viewing;

/* ---- places ---- */

/* "Dandong" and "Dandong City" are one place of the gazetteer; one that no map has is its own name. */
static PlaceGroup *group_of(Viewing *viewing, const PlaceRow *place)
{
    Text key = place->geonames != 0 ? arena_print(viewing->arena, "%lld", (long long)place->geonames)
                                    : arena_print(viewing->arena, "%.*s\n%.*s\n%.*s",
                                                  TEXT_ARGS(place->name.length > 0 ? place->name : place->as),
                                                  TEXT_ARGS(place->country), TEXT_ARGS(place->precision));
    MapEntry *entry = map_put(&viewing->by_place, key);
    if (!entry->value) {
        PlaceGroup *group = ARENA_NEW(viewing->arena, PlaceGroup);
        group->mark = (PlaceMark){.place = place, .newest = DAY_NONE};
        entry->value = group;
    }
    return entry->value;
}

static void see_kind(Viewing *viewing, PlaceGroup *group, Text kind)
{
    for (size_t i = 0; i < group->kinds.count; i++)
        if (text_equals(group->kinds.items[i], kind))
            return;
    *LIST_ADD(viewing->arena, &group->kinds) = arena_copy(viewing->arena, kind);
}

/* False for what the days asked have nothing to do with. */
static bool find_how(const Viewing *viewing, const Judgement *judgement, MarkHow *out)
{
    bool has_day = !period_is_none(viewing->days);
    *out = MARK_OLD;
    switch (judgement->list) {
    case LIST_ROWS:
        if (judgement->word == ANSWER_REPORTED)
            *out = MARK_REPORTED;
        else if (judgement->word == ANSWER_VAGUE)
            *out = MARK_VAGUE;
        return true;
    case LIST_UNDATED:
        *out = MARK_VAGUE;
        return !has_day;
    case LIST_OLD:
        return viewing->question->old || !has_day;
    case LIST_LATER:
        break;
    }
    return false;
}

static void mark_place(Viewing *viewing, const Mark *mark, size_t position)
{
    MarkHow how;
    if (mark->claim.is_coarse || !find_how(viewing, &viewing->judgement, &how))
        return;
    PlaceGroup *group = viewing->groups[position];
    if (!group)
        group = viewing->groups[position] = group_of(viewing, &viewing->places.items[position]);
    if (!group->is_marked)
        *LIST_ADD(viewing->arena, &viewing->marked) = group;
    if (!group->is_marked || how < group->mark.how)
        group->mark.how = how;
    group->is_marked = true;
    Day newest = mark->report.published.some.last;
    if (newest != DAY_NONE && newest != DAY_FUTURE && newest > group->mark.newest)
        group->mark.newest = newest;
    see_kind(viewing, group, mark->claim.kind);
}

/* ---- lanes ---- */

static LaneDays *lane_of(Viewing *viewing, Text kind)
{
    MapEntry *entry = map_find(&viewing->by_kind, kind);
    if (!entry) {
        kind = arena_copy(viewing->arena, kind);
        entry = map_put(&viewing->by_kind, kind);
        entry->number = (int64_t)viewing->lanes.count;
        LaneDays *lane = LIST_ADD(viewing->arena, &viewing->lanes);
        lane->kind = kind;
        for (LaneHow how = LANE_AFTER; how <= LANE_EVERY; how++)
            lane->changes[how] = ARENA_ARRAY(viewing->arena, int32_t, (size_t)(LAST_DAY - FIRST_DAY) + 2);
    }
    return &viewing->lanes.items[entry->number];
}

static Day clipped(Day day) { return day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day; }

static void add_days(LaneDays *lane, LaneHow how, Period period)
{
    if (period_is_none(period) || period.last < FIRST_DAY || period.first > LAST_DAY)
        return;
    lane->changes[how][clipped(period.first) - FIRST_DAY]++;
    lane->changes[how][clipped(period.last) - FIRST_DAY + 1]--;
}

static void draw_lane(Viewing *viewing, const ClaimRow *claim)
{
    const ClaimDays *days = &viewing->claim_days;
    if (period_is_none(days->some))
        return;
    LaneDays *lane = lane_of(viewing, claim->kind);
    add_days(lane, LANE_EVERY, days->all);
    add_days(lane, LANE_SOME, days->some);
    bool goes_on = !claim->is_event && !days->has_end &&
                   text_is(claim->status, mention_status_word(CLAIM_SAID)) && days->some.last < LAST_DAY;
    if (goes_on)
        add_days(lane, LANE_AFTER, (Period){days->some.last + 1, days->some.last + QUERY_OLD_DAYS});
}

static Lane runs_of(Arena *arena, const LaneDays *days)
{
    LIST_OF(LaneRun) runs = {0};
    int32_t sums[LANE_EVERY + 1] = {0};
    for (Day day = FIRST_DAY; day <= LAST_DAY; day++) {
        LaneHow how = 0;
        for (LaneHow one = LANE_AFTER; one <= LANE_EVERY; one++) {
            sums[one] += days->changes[one][day - FIRST_DAY];
            if (sums[one] > 0)
                how = one;
        }
        LaneRun *last = runs.count > 0 ? &runs.items[runs.count - 1] : NULL;
        if (last && last->how == how && last->last == day - 1)
            last->last = day;
        else if (how)
            *LIST_ADD(arena, &runs) = (LaneRun){day, day, how};
    }
    if (runs.count > 0 && runs.items[0].first == FIRST_DAY)
        runs.items[0].first = DAY_PAST;
    if (runs.count > 0 && runs.items[runs.count - 1].last == LAST_DAY)
        runs.items[runs.count - 1].last = DAY_FUTURE;
    return (Lane){days->kind, runs.items, runs.count};
}

/* ---- both ---- */

static bool is_asked_scope(const Question *question, PlaceScope scope)
{
    switch (scope) {
    case SCOPE_ALL:
    case SCOPE_WHERE:
    case SCOPE_TO:
        return true;
    case SCOPE_WIDER:
        return question->wide;
    case SCOPE_NEAR:
        return question->near;
    case SCOPE_NONE:
        break;
    }
    return false;
}

static void see(void *context, const Mark *mark)
{
    Viewing *viewing = context;
    if (!query_may_be_told(&mark->claim))
        return;
    if (mark->number != viewing->claim) {
        viewing->claim = mark->number;
        viewing->is_drawn = false;
        viewing->claim_days = query_claim_days(viewing->arena, &mark->claim, &mark->report);
        viewing->judgement = query_judge(&mark->claim, &viewing->claim_days, viewing->days);
    }
    size_t position = query_place_position(&viewing->places, mark->place);
    bool lies_there = position != SIZE_MAX && is_asked_scope(viewing->question, viewing->scopes[position]);
    if (!lies_there && (viewing->asked.is_asked || position != SIZE_MAX))
        return;
    if (!viewing->wants_lanes && position != SIZE_MAX)
        mark_place(viewing, mark, position);
    if (viewing->wants_lanes && !viewing->is_drawn)
        draw_lane(viewing, &mark->claim);
    viewing->is_drawn = true;
}

static PlaceScope scope_of(const Viewing *viewing, const PlaceRow *place)
{
    return viewing->asked.is_asked ? query_place_scope(viewing->arena, &viewing->asked, place) : SCOPE_ALL;
}

static bool keeps_place(void *context, const PlaceRow *place)
{
    const Viewing *viewing = context;
    return is_asked_scope(viewing->question, scope_of(viewing, place));
}

static Status view(Viewing *viewing, Evidence *evidence, const MentionData *places, Error *error)
{
    const Question *question = viewing->question;
    Arena *arena = viewing->arena;
    viewing->by_place = map_in(arena);
    viewing->by_kind = map_in(arena);
    viewing->claim = -1;
    viewing->days = question->from == DAY_NONE ? PERIOD_NONE : (Period){question->from, question->to};
    viewing->asked = query_find_place(arena, places, question->in);
    Status status =
        evidence_keep_places(evidence, arena, NULL, keeps_place, viewing, &viewing->places, error);
    if (status != STATUS_OK)
        return status;
    viewing->scopes = ARENA_ARRAY(arena, PlaceScope, viewing->places.count + 1);
    viewing->groups = ARENA_ARRAY(arena, PlaceGroup *, viewing->places.count + 1);
    for (size_t i = 0; i < viewing->places.count; i++)
        viewing->scopes[i] = scope_of(viewing, &viewing->places.items[i]);
    MarkFilter filter = {.kinds = question->kinds,
                         .whom = question->whom,
                         .by = question->by,
                         .status = question->status,
                         .source_type = question->source_type,
                         .checked = question->checked,
                         .known_by = question->known_by,
                         .recorded_by = question->recorded_by,
                         .least_sure = question->least_sure};
    return evidence_each_mark(evidence, arena, &filter, see, viewing, error);
}

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static Text name_of(const PlaceRow *place) { return place->name.length > 0 ? place->name : place->as; }

static int compare_marks(const void *first, const void *second)
{
    const PlaceRow *a = ((const PlaceMark *)first)->place;
    const PlaceRow *b = ((const PlaceMark *)second)->place;
    int order = text_compare(name_of(a), name_of(b));
    if (order == 0)
        order = text_compare(a->country, b->country);
    if (order == 0)
        order = text_compare(a->admin1, b->admin1);
    return order != 0 ? order : text_compare(a->precision, b->precision);
}

Status query_places(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                    PlaceMarks *out, Error *error)
{
    Viewing viewing = {.arena = arena, .question = question};
    Status status = view(&viewing, evidence, places, error);
    if (status != STATUS_OK)
        return status;
    *out = (PlaceMarks){ARENA_ARRAY(arena, PlaceMark, viewing.marked.count + 1), viewing.marked.count};
    for (size_t i = 0; i < out->count; i++) {
        PlaceGroup *group = viewing.marked.items[i];
        qsort(group->kinds.items, group->kinds.count, sizeof(Text), compare_texts);
        group->mark.kinds = (TextList){group->kinds.items, group->kinds.count};
        out->items[i] = group->mark;
    }
    qsort(out->items, out->count, sizeof *out->items, compare_marks);
    return STATUS_OK;
}

static int compare_lanes(const void *a, const void *b)
{
    return text_compare(((const Lane *)a)->kind, ((const Lane *)b)->kind);
}

Status query_lanes(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                   Lanes *out, Error *error)
{
    Viewing viewing = {.arena = arena, .question = question, .wants_lanes = true};
    Status status = view(&viewing, evidence, places, error);
    if (status != STATUS_OK)
        return status;
    *out = (Lanes){ARENA_ARRAY(arena, Lane, viewing.lanes.count + 1), viewing.lanes.count};
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = runs_of(arena, &viewing.lanes.items[i]);
    qsort(out->items, out->count, sizeof *out->items, compare_lanes);
    return STATUS_OK;
}

const char *query_mark_word(MarkHow how)
{
    static const char *const words[] = {
        [MARK_REPORTED] = "reported", [MARK_VAGUE] = "vague", [MARK_OLD] = "old"};
    return words[how];
}

const char *query_lane_word(LaneHow how)
{
    static const char *const words[] = {[LANE_AFTER] = "after", [LANE_SOME] = "some", [LANE_EVERY] = "every"};
    return words[how];
}
