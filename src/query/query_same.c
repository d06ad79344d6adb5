#include "query/query_same.h"

#include "query/query_coarse.h"

enum {
    UNDATED_DAYS = 180, /* between the publications of two reports of which one gives no day */
    SLACK_DAYS = 3,     /* between the days that two reports give */
    STOCK_DAYS = 92,    /* between two numbers of people who are there, who come and go slowly */
    LONG_DAYS = 31      /* what is counted over a longer time is not held against the time beside it */
};

/* ---- places ---- */

bool query_is_same_place(const PlaceRow *a, const PlaceRow *b)
{
    if (a->geonames != 0 && b->geonames != 0)
        return a->geonames == b->geonames;
    return a->as.length > 0 && text_equals_ignoring_case(a->as, b->as);
}

/* One within the other, as far as the map tells. */
static bool places_meet(const PlaceRow *a, const PlaceRow *b)
{
    if (query_is_same_place(a, b))
        return true;
    if (a->country.length == 0 || !text_equals(a->country, b->country))
        return false;
    PlacePrecision first = query_precision(a->precision);
    PlacePrecision second = query_precision(b->precision);
    if (first == PRECISION_COUNTRY || second == PRECISION_COUNTRY)
        return true;
    return (first == PRECISION_PROVINCE || second == PRECISION_PROVINCE) && text_equals(a->admin1, b->admin1);
}

static bool lists_meet(const PlaceRow *a, size_t a_count, const PlaceRow *b, size_t b_count)
{
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (places_meet(&a[i], &b[j]))
                return true;
    return false;
}

/* Some words of the claim itself name its place; else it was carried over from another sentence. */
static bool names_own_place(const ClaimRow *claim)
{
    bool has_words = false;
    for (size_t i = 0; i < claim->field_count; i++) {
        const FieldRow *field = &claim->fields[i];
        if (!text_is(field->field, "where"))
            continue;
        has_words = true;
        for (size_t j = 0; j < claim->evidence_count; j++)
            if (field->span.begin >= claim->evidence[j].span.begin &&
                field->span.end <= claim->evidence[j].span.end)
                return true;
    }
    return !has_words;
}

/* No place, a site or a foreign spelling that is on no map, or a place carried over from another sentence. */
static bool is_place_open(const ClaimRow *claim)
{
    if (!names_own_place(claim))
        return true;
    for (size_t i = 0; i < claim->where_count; i++)
        if (claim->where[i].geonames != 0)
            return false;
    return true;
}

/* Between reports that nothing links, silence on the place makes nothing the same; between two of a lineage
 * neither does a name that the map does not know, or that another sentence lends. */
static bool where_meets(const Peer *a, const Peer *b, bool is_linked)
{
    const ClaimRow *first = a->claim;
    const ClaimRow *second = b->claim;
    if (lists_meet(first->where, first->where_count, second->where, second->where_count))
        return true;
    if (!is_linked)
        return false;
    return first->where_count == 0 || second->where_count == 0 ||
           (a->report != b->report && (is_place_open(first) || is_place_open(second)));
}

/* A ban on one goal is not the ban on another, nor on all travel. */
static bool to_meets(const ClaimRow *a, const ClaimRow *b)
{
    return lists_meet(a->to, a->to_count, b->to, b->to_count) || (a->to_count == 0 && b->to_count == 0);
}

/* What stands as the place in one report stands as the goal in another. */
static bool any_place_meets(const ClaimRow *a, const ClaimRow *b)
{
    return lists_meet(a->where, a->where_count, b->where, b->where_count) ||
           lists_meet(a->where, a->where_count, b->to, b->to_count) ||
           lists_meet(a->to, a->to_count, b->where, b->where_count) ||
           lists_meet(a->to, a->to_count, b->to, b->to_count);
}

bool query_is_same_spot(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->where_count; i++)
        for (size_t j = 0; j < b->where_count; j++)
            if (query_is_same_place(&a->where[i], &b->where[j]) &&
                query_precision(a->where[i].precision) != PRECISION_COUNTRY)
                return true;
    return false;
}

/* ---- people, names, numbers ---- */

static bool whom_meets(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->whom_count; i++)
        for (size_t j = 0; j < b->whom_count; j++)
            if (text_equals(a->whom[i].role, b->whom[j].role))
                return true;
    return a->whom_count == 0 || b->whom_count == 0;
}

static bool names_meet(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->name_count; i++)
        for (size_t j = 0; j < b->name_count; j++)
            if (text_equals_ignoring_case(a->names[i].as, b->names[j].as))
                return true;
    return a->name_count == 0 || b->name_count == 0;
}

/* A length of time in days, from the shortest to the longest that it may be; 0 for what is none. */
static bool unit_days(Text unit, int64_t *out_least, int64_t *out_most)
{
    static const struct {
        const char *unit;
        int64_t least, most;
    } units[] = {{"days", 1, 1}, {"weeks", 7, 7}, {"months", 28, 31}, {"years", 365, 366}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!text_is(unit, units[i].unit))
            continue;
        *out_least = units[i].least;
        *out_most = units[i].most;
        return true;
    }
    return false;
}

static bool are_lengths(const CountRow *a, const CountRow *b)
{
    int64_t least;
    int64_t most;
    return unit_days(a->unit, &least, &most) && unit_days(b->unit, &least, &most);
}

/* Entries are no people, a plan no stock: numbers of different things are about different things. */
static bool counts_compare(const CountRow *a, const CountRow *b)
{
    if (!a->is_given || !b->is_given)
        return true;
    if (are_lengths(a, b))
        return true;
    return text_equals(a->unit, b->unit) &&
           (a->of.length == 0 || b->of.length == 0 || text_equals(a->of, b->of));
}

static CountRow in_days(const CountRow *count)
{
    int64_t least;
    int64_t most;
    CountRow days = *count;
    if (!unit_days(count->unit, &least, &most) || count->low > INT32_MAX || count->high > INT32_MAX)
        return days;
    if (days.low != COUNT_OPEN)
        days.low *= least;
    if (days.high != COUNT_OPEN)
        days.high *= most;
    return days;
}

bool query_counts_meet(const CountRow *a, const CountRow *b)
{
    CountRow first = *a;
    CountRow second = *b;
    if (!text_equals(a->unit, b->unit) && are_lengths(a, b)) {
        first = in_days(a);
        second = in_days(b);
    }
    bool is_below =
        first.high != COUNT_OPEN && second.low != COUNT_OPEN && !first.is_vague && first.high < second.low;
    bool is_above =
        second.high != COUNT_OPEN && first.low != COUNT_OPEN && !second.is_vague && second.high < first.low;
    return !is_below && !is_above;
}

bool query_has_status(const ClaimRow *claim, ClaimStatus status)
{
    return text_is(claim->status, mention_status_word(status));
}

/* ---- time ---- */

static bool is_within_days(Period a, Period b, int days)
{
    if (period_is_none(a) || period_is_none(b))
        return false;
    return (int64_t)a.first - b.last <= days && (int64_t)b.first - a.last <= days;
}

static bool is_long(const Peer *peer)
{
    return (int64_t)peer->days.some.last - peer->days.some.first > LONG_DAYS;
}

static int slack_of(const Peer *a, const Peer *b)
{
    const CountRow *first = &a->claim->count;
    const CountRow *second = &b->claim->count;
    if (!first->is_given || !second->is_given)
        return SLACK_DAYS;
    if (text_is(first->of, "stock") && text_is(second->of, "stock"))
        return STOCK_DAYS;
    return is_long(a) || is_long(b) ? 0 : SLACK_DAYS;
}

bool query_days_meet(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    if (a->days.is_dated && b->days.is_dated)
        return is_within_days(a->days.some, b->days.some, slack_of(a, b));
    const ReportRow *first = &agreeing->asking->reports.items[a->report];
    const ReportRow *second = &agreeing->asking->reports.items[b->report];
    if (first->published.edtf.length == 0 || second->published.edtf.length == 0 ||
        period_is_none(first->published.some) || period_is_none(second->published.some))
        return false;
    int64_t between = (int64_t)first->published.some.first - second->published.some.first;
    return between <= UNDATED_DAYS && -between <= UNDATED_DAYS;
}

/* A measure goes on: between two reports of it lies no more than half a year. */
static bool lives_meet(const Peer *a, const Peer *b)
{
    Period first = a->days.is_dated ? a->days.some : a->days.told;
    Period second = b->days.is_dated ? b->days.some : b->days.told;
    return is_within_days(first, second, UNDATED_DAYS) ||
           (is_within_days(a->days.told, b->days.told, UNDATED_DAYS) &&
            (!a->days.is_dated || !b->days.is_dated));
}

/* ---- both ---- */

bool query_is_one_lineage(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    const Decision *decision = query_decided_voice(&agreeing->asking->decided, a->claim, b->claim);
    if (decision)
        return decision->verb == DECISION_ECHO;
    /* A table gathers what others said: its rows come each from its own source. */
    if (a->report == b->report && text_starts_with(a->claim->rule, TEXT(EVIDENCE_RULE_IMPORT " ")))
        return query_is_same_voice(a, b);
    return agreeing->component[a->report] == agreeing->component[b->report];
}

bool query_is_followed(const Agreeing *agreeing, const Peer *earlier, const Peer *later)
{
    if (earlier->report == later->report || !query_is_one_lineage(agreeing, earlier, later))
        return false;
    bool goes_on = agreeing->is_derived[later->report] && agreeing->how[later->report] == DERIVED_FOLLOW_UP;
    return goes_on && !period_is_none(earlier->days.told) && !period_is_none(later->days.told) &&
           earlier->days.told.last < later->days.told.first;
}

bool query_is_same_voice(const Peer *a, const Peer *b)
{
    return a->report == b->report && text_equals(a->claim->source.id, b->claim->source.id);
}

bool query_is_protected(const Agreeing *agreeing, const Peer *peer)
{
    return agreeing->asking->reports.items[peer->report].is_protected;
}

bool query_is_same_subject(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    bool is_one = query_is_one_lineage(agreeing, a, b);
    return where_meets(a, b, is_one) && to_meets(a->claim, b->claim) && whom_meets(a->claim, b->claim) &&
           (is_one || names_meet(a->claim, b->claim)) && counts_compare(&a->claim->count, &b->claim->count);
}

bool query_is_same_measure(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    if (!whom_meets(a->claim, b->claim) || !lives_meet(a, b))
        return false;
    if (query_is_one_lineage(agreeing, a, b))
        return any_place_meets(a->claim, b->claim) ||
               (a->report != b->report && (is_place_open(a->claim) || is_place_open(b->claim)));
    bool is_same_country = !query_is_same_spot(a->claim, b->claim) && a->claim->where_count == 1 &&
                           b->claim->where_count == 1 &&
                           query_is_same_place(&a->claim->where[0], &b->claim->where[0]);
    return (is_same_country || query_is_same_spot(a->claim, b->claim)) && to_meets(a->claim, b->claim) &&
           names_meet(a->claim, b->claim);
}

/* ---- gathering ---- */

static uint32_t find_component(uint32_t *component, uint32_t report)
{
    while (component[report] != report)
        report = component[report] = component[component[report]];
    return report;
}

static void file_lineage(Agreeing *agreeing)
{
    Arena *arena = agreeing->asking->arena;
    size_t count = agreeing->asking->reports.count;
    agreeing->component = ARENA_ARRAY(arena, uint32_t, count);
    agreeing->how = ARENA_ARRAY(arena, DerivedHow, count);
    agreeing->is_derived = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++)
        agreeing->component[i] = (uint32_t)i;
    for (size_t i = 0; i < agreeing->lineage.count; i++) {
        const Derivation *one = &agreeing->lineage.items[i];
        agreeing->is_derived[one->report] = true;
        agreeing->how[one->report] = one->how;
        agreeing->component[find_component(agreeing->component, one->report)] =
            find_component(agreeing->component, one->parent);
    }
    for (size_t i = 0; i < count; i++)
        agreeing->component[i] = find_component(agreeing->component, (uint32_t)i);
}

void query_gather_claims(Agreeing *agreeing, const ClaimRows *claims)
{
    Asking *asking = agreeing->asking;
    for (size_t i = 0; i < claims->count; i++) {
        const ClaimRow *claim = &claims->items[i];
        const MapEntry *report = map_find(&asking->by_id, claim->report_id);
        if (!report || !query_may_be_told(claim))
            continue;
        MapEntry *kind = map_put(&agreeing->kinds, claim->kind);
        if (!kind->value)
            kind->value = ARENA_NEW(asking->arena, PeerList);
        const ReportRow *row = &asking->reports.items[report->number];
        PeerList *list = kind->value;
        MapEntry *place = map_put(&agreeing->ids, claim->id);
        place->value = list;
        place->number = (int64_t)list->count;
        *LIST_ADD(asking->arena, list) =
            (Peer){claim, (uint32_t)report->number, query_claim_days(asking->arena, claim, row)};
    }
}

const PeerList *query_of_report(Agreeing *agreeing, uint32_t report)
{
    Asking *asking = agreeing->asking;
    const ReportRow *row = &asking->reports.items[report];
    MapEntry *entry = map_put(&agreeing->of_report, row->id);
    if (entry->value)
        return entry->value;
    PeerList *list = ARENA_NEW(asking->arena, PeerList);
    entry->value = list;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    filter.report_id = row->id;
    filter.recorded_by = asking->question->recorded_by;
    ClaimRows claims = {0};
    if (agreeing->status == STATUS_OK)
        agreeing->status =
            evidence_find_claims(agreeing->evidence, asking->arena, &filter, &claims, agreeing->error);
    for (size_t i = 0; i < claims.count; i++)
        if (text_equals(claims.items[i].report_id, row->id) && query_may_be_told(&claims.items[i]))
            *LIST_ADD(asking->arena, list) =
                (Peer){&claims.items[i], report, query_claim_days(asking->arena, &claims.items[i], row)};
    return list;
}

Status query_gather_lineage(Asking *asking, Evidence *evidence, const MentionData *data, Agreeing *out,
                            Error *error)
{
    *out = (Agreeing){.asking = asking,
                      .evidence = evidence,
                      .data = data,
                      .kinds = map_in(asking->arena),
                      .ids = map_in(asking->arena),
                      .of_report = map_in(asking->arena),
                      .error = error};
    Status status =
        evidence_find_lineage(evidence, asking->arena, data, &asking->reports, &out->lineage, error);
    if (status != STATUS_OK)
        return status;
    query_decide_lineage(asking->arena, &asking->decided, asking->reports.items, asking->reports.count,
                         &out->lineage);
    file_lineage(out);
    return STATUS_OK;
}

Status query_gather(Asking *asking, Evidence *evidence, const MentionData *data, const ClaimRows *claims,
                    Agreeing *out, Error *error)
{
    Status status = query_gather_lineage(asking, evidence, data, out, error);
    if (status == STATUS_OK)
        query_gather_claims(out, claims);
    return status;
}
