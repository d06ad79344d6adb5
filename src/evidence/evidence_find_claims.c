/* Claims out of the base, each held against the text of its report. */
#include "core/list.h"
#include "evidence/evidence_decide.h"
#include "evidence/evidence_find.h"

#define CLAIM_COLUMNS                                                                                        \
    "c.number, c.report, c.source, c.id, r.id, c.kind, c.is_event, c.is_coarse, c.status, c.part,"           \
    " c.happens, c.all_first, c.all_last, c.some_first, c.some_last, c.starts, c.has_end, c.asof,"           \
    " c.number_is_given, c.number_low, c.number_high, c.number_unit, c.number_of, c.number_as,"              \
    " c.number_is_approximate, c.number_is_vague, c.rule, c.sure, c.checked, c.pack, c.recorded, "           \
    "c.superseded"

static const char FIND_CLAIMS[] =
    "SELECT " CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report"
    " WHERE c.id >= $1 AND c.id <= $2 AND (CAST($3 AS TEXT) IS NULL OR r.id = $3)"
    " AND (CAST($4 AS TEXT) IS NULL OR c.status = $4)"
    " AND (CAST($5 AS BIGINT) IS NULL OR r.published_some_last <= $5)"
    " AND ((CAST($6 AS BIGINT) IS NULL AND c.superseded IS NULL)"
    "  OR (c.recorded <= $6 AND (c.superseded IS NULL OR c.superseded > $6)))"
    " AND ($7 = 0 OR c.number_is_given = 1) AND c.sure >= $8"
    " ORDER BY r.published_some_first NULLS LAST, r.published_some_last, r.id, c.position, c.id, c.version";
static const char FIND_CLAIMS_OF[] =
    "SELECT " CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report WHERE c.report = $1"
    " AND ((CAST($2 AS BIGINT) IS NULL AND c.superseded IS NULL)"
    "  OR (c.recorded <= $2 AND (c.superseded IS NULL OR c.superseded > $2)))"
    " ORDER BY c.position, c.id, c.version";
static const char FIND_READ[] = "SELECT " CLAIM_COLUMNS " FROM claim c JOIN report r ON r.number = c.report"
                                " WHERE c.id = $1 AND c.decision IS NULL ORDER BY c.version DESC LIMIT 1";
static const char FIND_SOURCES[] = "SELECT s.number FROM source s JOIN report r ON r.number = s.report"
                                   " WHERE r.id = $1 ORDER BY s.number";
static const char FIND_TEXT[] = "SELECT text FROM report WHERE number = $1";
static const char FIND_ROLES[] =
    "SELECT role, as_words FROM claim_role WHERE claim = $1 AND side = $2 ORDER BY position";
static const char FIND_NAMES[] =
    "SELECT as_words, is_what FROM claim_name WHERE claim = $1 ORDER BY position";
static const char FIND_WORDS[] =
    "SELECT words FROM claim_words WHERE claim = $1 AND field = $2 ORDER BY position";
static const char FIND_PLACES[] =
    "SELECT p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude"
    " FROM claim_place c JOIN place p ON p.number = c.place WHERE c.claim = $1 AND c.side = $2"
    " ORDER BY c.position";
static const char FIND_ALL_PLACES[] =
    "SELECT p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude"
    " FROM claim_place c JOIN place p ON p.number = c.place WHERE c.claim = $1";
static const char FIND_EVIDENCE[] = "SELECT first_byte, end_byte, start, stop, exact, prefix, suffix"
                                    " FROM claim_evidence WHERE claim = $1 ORDER BY position";
static const char FIND_FIELDS[] =
    "SELECT field, first_byte, end_byte, start, stop FROM claim_field WHERE claim = $1 ORDER BY position";
static const char FIND_WAYS[] = "SELECT field, way FROM claim_way WHERE claim = $1 ORDER BY position";
static const char FIND_SOURCE[] =
    "SELECT id, as_words, type, where_words, knows, said, voices_low, voices_high"
    " FROM source WHERE number = $1";
static const char FIND_MAYBE[] = "SELECT id FROM source_maybe WHERE source = $1 ORDER BY position";
static const char FIND_VIA[] = "SELECT id, as_words, type, where_words, knows, said, voices_low, voices_high"
                               " FROM source_via WHERE source = $1 ORDER BY position";

enum { KIND_COLUMN = 5 }; /* in FIND_CLAIMS */

/* The rows of one claim's lists, read one list after the other while the row of the claim itself waits. */
typedef struct ClaimReading {
    EvidenceRow row;
    EvidenceRow text; /* stands on the text of report, which lives until it moves */
    int64_t report;   /* number of the report that text stands on */
    Text report_text;
    Standings standings;
} ClaimReading;

static void begin_list(EvidenceRow *row, const char *sql, int64_t owner)
{
    evidence_row_begin(row, sql);
    evidence_put_integer(row, owner);
}

static void begin_side(EvidenceRow *row, const char *sql, int64_t owner, Text side)
{
    begin_list(row, sql, owner);
    evidence_put_text(row, side);
}

static RoleRow *find_roles(EvidenceRow *row, int64_t claim, Text side, size_t *out_count)
{
    LIST_OF(RoleRow) list = {0};
    begin_side(row, FIND_ROLES, claim, side);
    while (evidence_row_next(row)) {
        RoleRow *role = LIST_ADD(row->arena, &list);
        role->role = evidence_take_text(row);
        role->as = evidence_take_text(row);
    }
    *out_count = list.count;
    return list.items;
}

static PlaceRow *find_places(EvidenceRow *row, int64_t claim, Text side, size_t *out_count)
{
    LIST_OF(PlaceRow) list = {0};
    begin_side(row, FIND_PLACES, claim, side);
    while (evidence_row_next(row))
        evidence_take_place(row, LIST_ADD(row->arena, &list));
    *out_count = list.count;
    return list.items;
}

static TextList find_words(EvidenceRow *row, int64_t claim, Text field)
{
    LIST_OF(Text) list = {0};
    begin_side(row, FIND_WORDS, claim, field);
    while (evidence_row_next(row))
        *LIST_ADD(row->arena, &list) = evidence_take_text(row);
    return (TextList){list.items, list.count};
}

static void find_names(EvidenceRow *row, int64_t claim, ClaimRow *out)
{
    LIST_OF(NameRow) list = {0};
    begin_list(row, FIND_NAMES, claim);
    while (evidence_row_next(row)) {
        NameRow *name = LIST_ADD(row->arena, &list);
        name->as = evidence_take_text(row);
        name->is = evidence_take_text(row);
    }
    out->names = list.items;
    out->name_count = list.count;
}

static void find_evidence(EvidenceRow *row, int64_t claim, ClaimRow *out)
{
    LIST_OF(QuoteRow) list = {0};
    begin_list(row, FIND_EVIDENCE, claim);
    while (evidence_row_next(row)) {
        QuoteRow *quote = LIST_ADD(row->arena, &list);
        quote->span = evidence_take_span(row);
        quote->exact = evidence_take_text(row);
        quote->prefix = evidence_take_text(row);
        quote->suffix = evidence_take_text(row);
    }
    out->evidence = list.items;
    out->evidence_count = list.count;
}

static void find_fields(EvidenceRow *row, int64_t claim, ClaimRow *out)
{
    LIST_OF(FieldRow) list = {0};
    begin_list(row, FIND_FIELDS, claim);
    while (evidence_row_next(row)) {
        FieldRow *field = LIST_ADD(row->arena, &list);
        field->field = evidence_take_text(row);
        field->span = evidence_take_span(row);
    }
    out->fields = list.items;
    out->field_count = list.count;
}

static void find_ways(EvidenceRow *row, int64_t claim, ClaimRow *out)
{
    LIST_OF(WayRow) list = {0};
    begin_list(row, FIND_WAYS, claim);
    while (evidence_row_next(row)) {
        WayRow *way = LIST_ADD(row->arena, &list);
        way->field = evidence_take_text(row);
        way->way = evidence_take_text(row);
    }
    out->ways = list.items;
    out->way_count = list.count;
}

static void take_source(EvidenceRow *row, SourceRow *out)
{
    out->id = evidence_take_text(row);
    out->as = evidence_take_text(row);
    out->type = evidence_take_text(row);
    out->where = evidence_take_text(row);
    out->knows = evidence_take_text(row);
    out->said = evidence_take_text(row);
    out->n_low = evidence_take_bound(row);
    out->n_high = evidence_take_bound(row);
}

static void find_source(EvidenceRow *row, int64_t source, SourceRow *out)
{
    if (source == 0) { /* the report's own voice */
        out->n_low = out->n_high = 1;
        return;
    }
    begin_list(row, FIND_SOURCE, source);
    if (evidence_row_next(row))
        take_source(row, out);
    LIST_OF(Text) maybe = {0};
    begin_list(row, FIND_MAYBE, source);
    while (evidence_row_next(row))
        *LIST_ADD(row->arena, &maybe) = evidence_take_text(row);
    out->maybe = (TextList){maybe.items, maybe.count};
    LIST_OF(SourceRow) via = {0};
    begin_list(row, FIND_VIA, source);
    while (evidence_row_next(row))
        take_source(row, LIST_ADD(row->arena, &via));
    out->via = via.items;
    out->via_count = via.count;
}

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

/* The columns behind number, report and source. */
static void take_claim(EvidenceRow *row, ClaimRow *out)
{
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

static void find_lists(EvidenceRow *row, int64_t claim, ClaimRow *out)
{
    out->by = find_roles(row, claim, TEXT("by"), &out->by_count);
    out->whom = find_roles(row, claim, TEXT("whom"), &out->whom_count);
    find_names(row, claim, out);
    out->work = find_words(row, claim, TEXT("work"));
    out->papers = find_words(row, claim, TEXT("papers"));
    out->when_as = find_words(row, claim, TEXT("when"));
    out->where = find_places(row, claim, TEXT("where"), &out->where_count);
    out->to = find_places(row, claim, TEXT("to"), &out->to_count);
    find_evidence(row, claim, out);
    find_fields(row, claim, out);
}

/* The text lies in the database's own memory while its statement stands on the row: nothing is copied. */
static void stand_on_text(ClaimReading *reading, int64_t report)
{
    if (reading->report == report)
        return;
    reading->report = report;
    reading->report_text = TEXT_EMPTY;
    begin_list(&reading->text, FIND_TEXT, report);
    if (evidence_row_next(&reading->text)) {
        EvidenceRow *row = &reading->text;
        reading->report_text = row->evidence->functions->text(row->statement, 0);
    }
}

static Status check_words(const ClaimReading *reading, const ClaimRow *claim, Error *error)
{
    bool is_right = claim->evidence_count > 0;
    for (size_t i = 0; i < claim->evidence_count && is_right; i++) {
        const QuoteRow *quote = &claim->evidence[i];
        is_right =
            quote->span.begin < quote->span.end && quote->span.end <= reading->report_text.length &&
            text_equals(text_slice(reading->report_text, quote->span.begin, quote->span.end), quote->exact);
    }
    if (is_right)
        return STATUS_OK;
    return error_at(error, ERR_STORE, claim->id, 0,
                    "the base was altered: the words of this claim do not stand in its report");
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

/* Without copying anything: most claims of a base lie elsewhere. */
static bool fits_place(ClaimReading *reading, const EvidenceFilter *filter, int64_t claim)
{
    bool is_kept = !filter->keeps_place;
    if (is_kept)
        return true;
    EvidenceRow row = reading->row;
    row.arena = NULL;
    begin_list(&row, FIND_ALL_PLACES, claim);
    while (!is_kept && evidence_row_next(&row)) {
        PlaceRow place = {0};
        evidence_take_place(&row, &place);
        is_kept = filter->keeps_place(filter->context, &place);
    }
    reading->row.status = row.status;
    return is_kept;
}

static void put_filter(EvidenceRow *row, const EvidenceFilter *filter)
{
    enum { WHOLE_ID = 17, SHORTEST_PREFIX = 4 };
    bool is_whole = filter->claim_id.length >= WHOLE_ID ||
                    (filter->claim_id.length > 0 && filter->claim_id.length < SHORTEST_PREFIX);
    IdRange range = evidence_id_range(row->arena, filter->claim_id, is_whole);
    evidence_put_range(row, &range);
    evidence_put_text(row, filter->report_id);
    evidence_put_text(row, filter->status);
    evidence_put_day(row, filter->known_by);
    evidence_put_day(row, filter->recorded_by);
    evidence_put_integer(row, filter->counts_only);
    evidence_put_real(row, filter->least_sure);
}

static Status take_claims(EvidenceRow *row, ClaimReading *reading, const EvidenceFilter *filter,
                          ClaimRows *out)
{
    LIST_OF(ClaimRow) list = {0};
    while (evidence_row_next(row)) {
        int64_t number = evidence_take_integer(row);
        int64_t report = evidence_take_integer(row);
        int64_t source = evidence_take_integer(row);
        ClaimRow claim = {0};
        if (!has_text(&filter->kinds, row->evidence->functions->text(row->statement, KIND_COLUMN)) ||
            !fits_place(reading, filter, number))
            continue;
        take_claim(row, &claim);
        claim.whom = find_roles(&reading->row, number, TEXT("whom"), &claim.whom_count);
        evidence_stand(row->arena, &reading->standings, &claim);
        if (!fits_whom(&filter->whom, &claim) || (claim.is_mistaken && !filter->with_mistaken))
            continue;
        find_lists(&reading->row, number, &claim);
        if (filter->with_ways)
            find_ways(&reading->row, number, &claim);
        find_source(&reading->row, source, &claim.source);
        stand_on_text(reading, report);
        Status status = reading->row.status != STATUS_OK ? reading->row.status : reading->text.status;
        if (status == STATUS_OK)
            status = check_words(reading, &claim, row->error);
        if (status != STATUS_OK)
            return status;
        *LIST_ADD(row->arena, &list) = claim;
    }
    *out = (ClaimRows){list.items, list.count};
    return row->status;
}

Status evidence_find_claims(Evidence *evidence, Arena *arena, const EvidenceFilter *filter, ClaimRows *out,
                            Error *error)
{
    evidence_settle(evidence);
    *out = (ClaimRows){0};
    /* One view, so that a report that another program adds meanwhile is there whole or not at all. */
    Status status = evidence_begin_reading(evidence, error);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, arena, error);
    ClaimReading reading = {.row = row, .text = row};
    status = evidence_load_standings(&row, filter->recorded_by, &reading.standings);
    if (status == STATUS_OK) {
        evidence_row_begin(&row, FIND_CLAIMS);
        put_filter(&row, filter);
        status = take_claims(&row, &reading, filter, out);
    }
    evidence_settle(evidence);
    return status;
}

Status evidence_find_claims_of(Evidence *evidence, Arena *arena, const EvidenceClaimsOf *of, ClaimRows *out,
                               Error *error)
{
    LIST_OF(ClaimRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    ClaimReading reading = {.row = row, .report = of->report, .report_text = of->text};
    evidence_row_begin(&row, FIND_CLAIMS_OF);
    evidence_put_integer(&row, of->report);
    evidence_put_day(&row, of->recorded_by);
    while (evidence_row_next(&row)) {
        int64_t number = evidence_take_integer(&row);
        evidence_take_integer(&row); /* the report's */
        int64_t source = evidence_take_integer(&row);
        ClaimRow claim = {0};
        take_claim(&row, &claim);
        evidence_stand(arena, of->standings, &claim);
        if (claim.is_mistaken && !of->with_mistaken)
            continue;
        find_lists(&reading.row, number, &claim);
        find_ways(&reading.row, number, &claim);
        find_source(&reading.row, source, &claim.source);
        Status status = reading.row.status;
        if (status == STATUS_OK)
            status = check_words(&reading, &claim, error);
        if (status != STATUS_OK)
            return status;
        *LIST_ADD(arena, &list) = claim;
    }
    *out = (ClaimRows){list.items, list.count};
    return row.status;
}

Status evidence_find_read(Evidence *evidence, Arena *arena, Text id, ClaimRow *out, bool *out_found,
                          Error *error)
{
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, arena, error);
    ClaimReading reading = {.row = row, .text = row};
    evidence_row_begin(&row, FIND_READ);
    evidence_put_text(&row, id);
    *out = (ClaimRow){0};
    *out_found = evidence_row_next(&row);
    if (!*out_found)
        return row.status;
    int64_t number = evidence_take_integer(&row);
    evidence_take_integer(&row); /* the report's */
    int64_t source = evidence_take_integer(&row);
    take_claim(&row, out);
    find_lists(&reading.row, number, out);
    find_ways(&reading.row, number, out);
    find_source(&reading.row, source, &out->source);
    evidence_settle(evidence);
    return reading.row.status;
}

Status evidence_find_sources(Evidence *evidence, Arena *arena, Text report_id, SourceRow **out,
                             size_t *out_count, Error *error)
{
    evidence_settle(evidence);
    LIST_OF(SourceRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    EvidenceRow one = row;
    evidence_row_begin(&row, FIND_SOURCES);
    evidence_put_text(&row, report_id);
    while (evidence_row_next(&row) && one.status == STATUS_OK)
        find_source(&one, evidence_take_integer(&row), LIST_ADD(arena, &list));
    *out = list.items;
    *out_count = list.count;
    evidence_settle(evidence);
    return row.status != STATUS_OK ? row.status : one.status;
}
