/* Claims out of the base, each held against the text of its report. */
#include "core/list.h"
#include "evidence/evidence_decide.h"
#include "evidence/evidence_find.h"

#define STANDS(day)                                                                                          \
    " AND ((CAST(" day " AS BIGINT) IS NULL AND c.superseded IS NULL)"                                       \
    "  OR (c.recorded <= " day " AND (c.superseded IS NULL OR c.superseded > " day ")))"

static const char FIND_CLAIMS[] =
    "SELECT " EVIDENCE_CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report"
    " WHERE c.id >= $1 AND c.id <= $2 AND (CAST($3 AS TEXT) IS NULL OR c.status = $3)"
    " AND (CAST($4 AS BIGINT) IS NULL OR r.published_some_last <= $4)" STANDS(
        "$5") " AND ($6 = 0 OR c.number_is_given = 1) AND c.sure >= $7"
              " ORDER BY r.published_some_first NULLS LAST, r.published_some_last, r.id, c.position, "
              "c.version";
/* The same of one report, found by its id. */
static const char FIND_CLAIMS_IN[] =
    "SELECT " EVIDENCE_CLAIM_COLUMNS " FROM report r JOIN claim c ON c.report = r.number"
    " WHERE c.id >= $1 AND c.id <= $2 AND (CAST($3 AS TEXT) IS NULL OR c.status = $3)"
    " AND (CAST($4 AS BIGINT) IS NULL OR r.published_some_last <= $4)" STANDS(
        "$5") " AND ($6 = 0 OR c.number_is_given = 1) AND c.sure >= $7 AND r.id = $8 ORDER BY c.position, "
              "c.version";
static const char FIND_CLAIMS_OF[] =
    "SELECT " EVIDENCE_CLAIM_COLUMNS
    " FROM claim c JOIN report r ON r.number = c.report WHERE c.report = $1" STANDS(
        "$2") " ORDER BY c.position, c.id, c.version";
static const char FIND_READ[] =
    "SELECT " EVIDENCE_CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report"
    " WHERE c.id = $1 AND c.decision IS NULL ORDER BY c.version DESC LIMIT 1";
static const EvidenceManySql FIND_BY_NUMBER = EVIDENCE_MANY_SQL(
    "SELECT " EVIDENCE_CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report WHERE c.number", "");

typedef LIST_OF(ClaimRow) ClaimList;

static void take_count(EvidenceRow *row, CountRow *out)
{
    out->is_given = evidence_take_bool(row);
    out->low = evidence_take_bound(row);
    out->high = evidence_take_bound(row);
    out->unit = evidence_take_text(row);
    out->of = evidence_take_text(row);
    out->as = evidence_take_text(row);
    out->is_approximate = evidence_take_bool(row);
    out->is_vague = evidence_take_bool(row);
}

void evidence_take_claim(EvidenceRow *row, ClaimRow *out)
{
    out->number = evidence_take_integer(row);
    out->report_number = evidence_take_integer(row);
    out->position = evidence_take_integer(row);
    out->id = evidence_take_text(row);
    out->report_id = evidence_take_text(row);
    out->kind = evidence_take_text(row);
    out->is_event = evidence_take_bool(row);
    out->is_coarse = evidence_take_bool(row);
    out->status = evidence_take_text(row);
    out->part = evidence_take_text(row);
    out->when = evidence_take_date(row);
    out->starts = evidence_take_text(row);
    out->has_end = evidence_take_bool(row);
    out->asof = evidence_take_text(row);
    take_count(row, &out->count);
    out->rule = evidence_take_text(row);
    out->sure = evidence_take_real(row, NULL);
    out->checked = evidence_take_text(row);
    out->pack = evidence_take_text(row);
    out->recorded = evidence_take_day(row);
    out->superseded = evidence_take_day(row);
}

static bool has_text(const TextList *list, Text text)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equals(list->items[i], text))
            return true;
    return list->count == 0;
}

static bool fits_whom(const TextList *roles, const ClaimRow *claim)
{
    for (size_t i = 0; i < claim->whom_count; i++)
        if (has_text(roles, claim->whom[i].role))
            return true;
    return roles->count == 0;
}

static void put_filter(EvidenceRow *row, const EvidenceFilter *filter)
{
    enum { WHOLE_ID = 17, SHORTEST_PREFIX = 4 };
    bool is_whole = filter->claim_id.length >= WHOLE_ID ||
                    (filter->claim_id.length > 0 && filter->claim_id.length < SHORTEST_PREFIX);
    IdRange range = evidence_id_range(row->arena, filter->claim_id, is_whole);
    evidence_put_range(row, &range);
    evidence_put_text(row, filter->status);
    evidence_put_day(row, filter->known_by);
    evidence_put_day(row, filter->recorded_by);
    evidence_put_integer(row, filter->counts_only);
    evidence_put_real(row, filter->least_sure);
    if (filter->report_id.length > 0)
        evidence_put_text(row, filter->report_id);
}

static ClaimRow **pointers(Arena *arena, const ClaimList *list)
{
    ClaimRow **claims = ARENA_ARRAY(arena, ClaimRow *, list->count);
    for (size_t i = 0; i < list->count; i++)
        claims[i] = &list->items[i];
    return claims;
}

static Status read_claims(EvidenceRow *row, const EvidenceFilter *filter, ClaimRows *out)
{
    Standings standings;
    Status status = evidence_load_standings(row, filter->recorded_by, &standings);
    if (status != STATUS_OK)
        return status;
    ClaimList list = {0};
    evidence_row_begin(row, filter->report_id.length > 0 ? FIND_CLAIMS_IN : FIND_CLAIMS);
    put_filter(row, filter);
    while (evidence_row_next(row)) {
        ClaimRow claim = {0};
        evidence_take_claim(row, &claim);
        evidence_stand(row->arena, &standings, &claim);
        if (has_text(&filter->kinds, claim.kind) && (filter->with_mistaken || !claim.is_mistaken))
            *LIST_ADD(row->arena, &list) = claim;
    }
    ClaimRow **claims = pointers(row->arena, &list);
    evidence_find_lists(row, claims, list.count, filter->with_ways);
    if (row->status == STATUS_OK)
        row->status = evidence_check_claims(row, claims, list.count, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++)
        if (fits_whom(&filter->whom, &list.items[i]))
            list.items[kept++] = list.items[i];
    *out = (ClaimRows){list.items, kept};
    return row->status;
}

/* Only what lies in the places kept is read at all. */
static Status read_placed(Evidence *evidence, Arena *arena, const EvidenceFilter *filter, ClaimRows *out,
                          Error *error)
{
    PlaceRows places;
    Outlines outlines;
    EvidenceFilter placed = *filter;
    Numbers none = {0};
    Status status =
        evidence_keep_places(evidence, arena, NULL, filter->keeps_place, filter->context, &places, error);
    placed.places = &places;
    if (status == STATUS_OK)
        status = evidence_find_outlines(evidence, arena, &placed, &none, &outlines, error);
    if (status != STATUS_OK)
        return status;
    ClaimList list = {outlines.claims.items, outlines.claims.count, outlines.claims.count};
    status = evidence_complete_claims(evidence, arena, pointers(arena, &list), list.count, filter->with_ways,
                                      error);
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++)
        if (fits_whom(&filter->whom, &list.items[i]))
            list.items[kept++] = list.items[i];
    *out = (ClaimRows){list.items, kept};
    return status;
}

Status evidence_find_claims(Evidence *evidence, Arena *arena, const EvidenceFilter *filter, ClaimRows *out,
                            Error *error)
{
    bool is_placed = filter->keeps_place && filter->claim_id.length == 0 && filter->report_id.length == 0;
    bool had_view = evidence->is_view || evidence->is_batch;
    *out = (ClaimRows){0};
    /* One view, so that a report that another program adds meanwhile is there whole or not at all. */
    Status status = had_view ? STATUS_OK : evidence_begin_view(evidence, arena, error);
    if (status != STATUS_OK)
        return status;
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, arena, error);
    status = is_placed ? read_placed(evidence, arena, filter, out, error) : read_claims(&row, filter, out);
    if (had_view)
        evidence_settle(evidence);
    else
        evidence_end_view(evidence);
    return status;
}

Status evidence_find_claims_of(Evidence *evidence, Arena *arena, const EvidenceClaimsOf *of, ClaimRows *out,
                               Error *error)
{
    ClaimList list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, FIND_CLAIMS_OF);
    evidence_put_integer(&row, of->report);
    evidence_put_day(&row, of->recorded_by);
    while (evidence_row_next(&row)) {
        ClaimRow claim = {0};
        evidence_take_claim(&row, &claim);
        evidence_stand(arena, of->standings, &claim);
        if (of->with_mistaken || !claim.is_mistaken)
            *LIST_ADD(arena, &list) = claim;
    }
    ClaimRow **claims = pointers(arena, &list);
    evidence_find_lists(&row, claims, list.count, true);
    *out = (ClaimRows){list.items, list.count};
    return row.status == STATUS_OK ? evidence_check_claims(&row, claims, list.count, &of->text) : row.status;
}

Status evidence_find_read(Evidence *evidence, Arena *arena, Text id, ClaimRow *out, bool *out_found,
                          Error *error)
{
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, FIND_READ);
    evidence_put_text(&row, id);
    *out = (ClaimRow){0};
    *out_found = evidence_row_next(&row);
    if (!*out_found)
        return row.status;
    evidence_take_claim(&row, out);
    EvidenceRow lists = evidence_row(evidence, arena, error);
    evidence_find_lists(&lists, &out, 1, true);
    evidence_settle(evidence);
    return lists.status;
}

Status evidence_complete_claims(Evidence *evidence, Arena *arena, ClaimRow *const *claims, size_t count,
                                bool with_ways, Error *error)
{
    Map numbers = map_in(arena);
    for (size_t i = 0; i < count; i++)
        map_put(&numbers, (Text){(const char *)&claims[i]->number, sizeof claims[i]->number})->value =
            claims[i];
    EvidenceRow row = evidence_row(evidence, arena, error);
    for (size_t begin = 0; begin < count; begin += EVIDENCE_MANY) {
        int64_t chunk[EVIDENCE_MANY];
        size_t length = count - begin < EVIDENCE_MANY ? count - begin : EVIDENCE_MANY;
        for (size_t i = 0; i < length; i++)
            chunk[i] = claims[begin + i]->number;
        evidence_begin_many(&row, &FIND_BY_NUMBER, chunk, length);
        while (evidence_row_next(&row)) {
            ClaimRow claim = {0};
            evidence_take_claim(&row, &claim);
            MapEntry *entry = map_find(&numbers, (Text){(const char *)&claim.number, sizeof claim.number});
            ClaimRow *outline = entry ? entry->value : &claim;
            claim.checked = outline->checked; /* where a person decided so, that is what is told */
            claim.is_mistaken = outline->is_mistaken;
            claim.where = outline->where;
            claim.where_count = outline->where_count;
            *outline = claim;
        }
    }
    evidence_find_lists(&row, claims, count, with_ways);
    return row.status == STATUS_OK ? evidence_check_claims(&row, claims, count, NULL) : row.status;
}
