#include "query/query_outline.h"

#include <math.h>
#include <stdlib.h>

#include "query/query_coarse.h"

enum {
    BEARING_DAYS = 180, /* between the publications of what may be about the same thing */
    BEARING_SLACK = 7   /* between the days that two claims give */
};

/* ---- what lies there ---- */

typedef struct KeptScope {
    int64_t number;
    PlaceScope scope;
} KeptScope;

typedef struct Judging {
    Asking *asking;
    LIST_OF(KeptScope) scopes; /* of the places kept; by number once all are */
} Judging;

/* Lowering a coarse claim's place takes from it and never brings it nearer: what is dropped here stays
 * dropped. */
static bool keeps_place(void *context, const PlaceRow *place)
{
    Judging *judging = context;
    Asking *asking = judging->asking;
    PlaceScope scope = query_place_scope(asking->arena, &asking->place, place);
    if (scope == SCOPE_NONE)
        return false;
    *LIST_ADD(asking->arena, &judging->scopes) = (KeptScope){place->number, scope};
    return true;
}

/* Where whatever has a scope to a place of the map must lie: in its country, on no map, or near it. */
static PlaceReach reach_of(const AskedPlace *asked)
{
    static const double DEGREE = 3.14159265358979323846 / 180;
    if (!asked->place)
        return (PlaceReach){0};
    double narrow = cos(asked->place->latitude * DEGREE);
    return (PlaceReach){.country = asked->place->country,
                        .is_near = true,
                        .latitude = asked->place->latitude,
                        .longitude = asked->place->longitude,
                        .east = narrow > 0.02 ? 1.5 / narrow : 180};
}

static PlaceScope scope_of_place(const PlaceRows *places, const Judging *judging, int64_t number)
{
    size_t at = query_place_position(places, number);
    return at == SIZE_MAX ? SCOPE_NONE : judging->scopes.items[at].scope;
}

/* As query_claim_scope, without looking at each place again. */
static PlaceScope scope_of(const PlaceRows *places, const Judging *judging, const ClaimRow *claim)
{
    const Asking *asking = judging->asking;
    if (!asking->place.is_asked)
        return SCOPE_ALL;
    if (claim->is_coarse)
        return query_claim_scope(asking->arena, &asking->place, query_lower(asking->arena, claim));
    PlaceScope best = SCOPE_NONE;
    for (size_t i = 0; i < claim->where_count; i++) {
        PlaceScope scope = scope_of_place(places, judging, claim->where[i].number);
        best = scope < best ? scope : best; /* in the order of the enum */
    }
    for (size_t i = 0; i < claim->to_count && best != SCOPE_WHERE; i++)
        if (scope_of_place(places, judging, claim->to[i].number) == SCOPE_WHERE)
            return SCOPE_TO;
    return best;
}

static int compare_scopes(const void *a, const void *b)
{
    const KeptScope *first = a;
    const KeptScope *second = b;
    return (first->number > second->number) - (first->number < second->number);
}

/* The reports that name the place itself. */
static Status find_naming(const Judging *judging, Evidence *evidence, const PlaceRows *places, Numbers *out,
                          Error *error)
{
    Arena *arena = judging->asking->arena;
    int64_t *numbers = ARENA_ARRAY(arena, int64_t, places->count);
    size_t count = 0;
    for (size_t i = 0; i < places->count; i++)
        if (judging->scopes.items[i].scope == SCOPE_WHERE)
            numbers[count++] = places->items[i].number;
    return evidence_find_naming(evidence, arena, numbers, count, out, error);
}

static Text number_key(const int64_t *number) { return (Text){(const char *)number, sizeof *number}; }

static void file_reports(Asking *asking, const ReportRows *reports, const Numbers *naming)
{
    Map by_number = map_in(asking->arena);
    asking->reports = *reports;
    asking->by_id = map_in(asking->arena);
    asking->names_place = ARENA_ARRAY(asking->arena, bool, reports->count);
    asking->speaks = ARENA_ARRAY(asking->arena, bool, reports->count);
    for (size_t i = 0; i < reports->count; i++) {
        map_put(&asking->by_id, reports->items[i].id)->number = (int64_t)i;
        map_put(&by_number, number_key(&reports->items[i].number))->number = (int64_t)i;
        asking->names_place[i] = !asking->place.is_asked;
    }
    for (size_t i = 0; i < naming->count; i++) {
        const MapEntry *entry = map_find(&by_number, number_key(&naming->items[i]));
        if (entry)
            asking->names_place[entry->number] = true;
    }
}

static OutlineRows file_claims(const Judging *judging, const ClaimRows *claims, const PlaceRows *places)
{
    Asking *asking = judging->asking;
    OutlineRows rows = {ARENA_ARRAY(asking->arena, Outline, claims->count), 0};
    for (size_t i = 0; i < claims->count; i++) {
        ClaimRow *claim = &claims->items[i];
        const MapEntry *entry = map_find(&asking->by_id, claim->report_id);
        if (entry)
            asking->speaks[entry->number] |= !claim->is_mistaken;
        if (!entry || !query_may_be_told(claim))
            continue;
        uint32_t report = (uint32_t)entry->number;
        rows.items[rows.count++] =
            (Outline){claim, report, scope_of(places, judging, claim),
                      query_claim_days(asking->arena, claim, &asking->reports.items[report])};
    }
    return rows;
}

Status query_outline(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                     Asking *asking, OutlineRows *out, Error *error)
{
    Judging judging = {.asking = asking};
    PlaceRows kept = {0};
    Numbers naming = {0};
    Outlines outlines = {0};
    bool is_kept = false;
    *out = (OutlineRows){0};
    Status status = query_open(arena, evidence, places, question, asking, error);
    PlaceReach reach = reach_of(&asking->place);
    if (status == STATUS_OK && asking->place.is_asked)
        status = evidence_keep_places(evidence, arena, &reach, keeps_place, &judging, &kept, error);
    if (judging.scopes.count > 0)
        qsort(judging.scopes.items, judging.scopes.count, sizeof *judging.scopes.items, compare_scopes);
    if (status == STATUS_OK)
        status = find_naming(&judging, evidence, &kept, &naming, error);
    /* Where lineage must be traced anew, any report may come in. */
    if (status == STATUS_OK)
        status = evidence_lineage_is_fresh(evidence, &is_kept, error);
    if (status != STATUS_OK)
        return status;
    EvidenceFilter filter = {.kinds = question->kinds,
                             .least_sure = question->least_sure,
                             .known_by = question->known_by,
                             .recorded_by = question->recorded_by,
                             .places = asking->place.is_asked ? &kept : NULL,
                             .with_relatives = true,
                             .with_roles = question->whom.count > 0 || question->by.count > 0,
                             .with_mistaken = true};
    bool is_some = is_kept && asking->place.is_asked;
    status = evidence_find_outlines(evidence, arena, &filter, is_some ? &naming : NULL, &outlines, error);
    if (status != STATUS_OK)
        return status;
    file_reports(asking, &outlines.reports, &naming);
    *out = file_claims(&judging, &outlines.claims, &kept);
    return STATUS_OK;
}

/* ---- what is read whole ---- */

/* The days of what is told of one kind: what lies near none of them cannot bear on it. */
typedef struct Reach {
    Period published, dated;
} Reach;

static void widen(Period *reach, Period by)
{
    if (period_is_none(by))
        return;
    bool is_first = period_is_none(*reach);
    reach->first = is_first || by.first < reach->first ? by.first : reach->first;
    reach->last = is_first || by.last > reach->last ? by.last : reach->last;
}

static bool is_near(Period reach, Period days, int slack)
{
    if (period_is_none(reach) || period_is_none(days))
        return false;
    return (int64_t)days.first - reach.last <= slack && (int64_t)reach.first - days.last <= slack;
}

typedef struct Completing {
    const Agreeing *agreeing;
    const OutlineRows *outlines;
    Map reaches;           /* of kinds; value: Reach * */
    bool *is_told_lineage; /* of each component: a report of it is told */
    bool *is_whole;        /* of each outline: it is read whole */
    bool *is_whole_report; /* of each report */
} Completing;

static Period published(const Asking *asking, uint32_t report)
{
    const Date *date = &asking->reports.items[report].published;
    return date->edtf.length > 0 ? date->some : PERIOD_NONE;
}

static void tell(Completing *completing, size_t index)
{
    const Agreeing *agreeing = completing->agreeing;
    const Outline *outline = &completing->outlines->items[index];
    completing->is_whole[index] = true;
    completing->is_told_lineage[agreeing->component[outline->report]] = true;
    MapEntry *entry = map_put(&completing->reaches, outline->claim->kind);
    if (!entry->value) {
        Reach *made = ARENA_NEW(agreeing->asking->arena, Reach);
        *made = (Reach){PERIOD_NONE, PERIOD_NONE};
        entry->value = made;
    }
    Reach *reach = entry->value;
    widen(&reach->published, published(agreeing->asking, outline->report));
    if (outline->days.is_dated)
        widen(&reach->dated, outline->days.some);
}

/* Of what is told: its kind near its days or its publication, its lineage, or what a person has joined. */
static bool may_bear(const Completing *completing, const Outline *outline)
{
    const Asking *asking = completing->agreeing->asking;
    const MapEntry *entry = map_find(&completing->reaches, outline->claim->kind);
    size_t decision_count = 0;
    if (asking->decided.by_id.count > 0)
        (void)query_decisions_of(&asking->decided, outline->claim->id, &decision_count);
    if (decision_count > 0)
        return true;
    if (!entry)
        return false;
    const Reach *reach = entry->value;
    return is_near(reach->published, published(asking, outline->report), BEARING_DAYS) ||
           (outline->days.is_dated && is_near(reach->dated, outline->days.some, BEARING_SLACK)) ||
           completing->is_told_lineage[completing->agreeing->component[outline->report]];
}

/* Claims lie in the order of the outlines, so that the claim of a row is found by halving. */
static size_t outline_of(const OutlineRows *outlines, const AnswerRow *row)
{
    size_t low = 0;
    size_t high = outlines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (outlines->items[middle].claim < row->claim)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Status read_whole(Completing *completing, ClaimRows *out, Error *error)
{
    const Agreeing *agreeing = completing->agreeing;
    Asking *asking = agreeing->asking;
    Arena *arena = asking->arena;
    const OutlineRows *outlines = completing->outlines;
    ClaimRow **claims = ARENA_ARRAY(arena, ClaimRow *, outlines->count);
    ReportRow **reports = ARENA_ARRAY(arena, ReportRow *, asking->reports.count);
    size_t claim_count = 0;
    size_t report_count = 0;
    for (size_t i = 0; i < outlines->count; i++) {
        if (!completing->is_whole[i])
            continue;
        uint32_t report = outlines->items[i].report;
        claims[claim_count++] = outlines->items[i].claim;
        if (!completing->is_whole_report[report])
            reports[report_count++] = &asking->reports.items[report];
        completing->is_whole_report[report] = true;
    }
    Status status = evidence_complete_claims(agreeing->evidence, arena, claims, claim_count, false, error);
    if (status == STATUS_OK)
        status = evidence_complete_reports(agreeing->evidence, arena, reports, report_count, error);
    out->items = ARENA_ARRAY(arena, ClaimRow, claim_count);
    out->count = claim_count;
    for (size_t i = 0; i < claim_count; i++)
        out->items[i] = *claims[i];
    return status;
}

Status query_complete(Agreeing *agreeing, const OutlineRows *outlines, AnswerRowList *const *told,
                      size_t told_count, ClaimRows *out, Error *error)
{
    const Asking *asking = agreeing->asking;
    Arena *arena = asking->arena;
    Completing completing = {.agreeing = agreeing,
                             .outlines = outlines,
                             .reaches = map_in(arena),
                             .is_told_lineage = ARENA_ARRAY(arena, bool, asking->reports.count),
                             .is_whole = ARENA_ARRAY(arena, bool, outlines->count),
                             .is_whole_report = ARENA_ARRAY(arena, bool, asking->reports.count)};
    for (size_t i = 0; i < told_count; i++)
        for (size_t j = 0; j < told[i]->count; j++)
            tell(&completing, outline_of(outlines, &told[i]->items[j]));
    for (size_t i = 0; i < outlines->count; i++)
        if (!completing.is_whole[i] && !outlines->items[i].claim->is_mistaken)
            completing.is_whole[i] = may_bear(&completing, &outlines->items[i]);
    return read_whole(&completing, out, error);
}
