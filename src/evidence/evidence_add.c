/* A record into the base. Nothing is allocated once the transaction is open. */
#include "core/digest.h"
#include "core/map.h"
#include "evidence/evidence_log.h"
#include "evidence/evidence_version.h"

static const char FIND_DIGEST[] = "SELECT number FROM report WHERE sha256 = $1";
static const char FIND_ID[] = "SELECT number FROM report WHERE id = $1";
static const char FIND_CLAIM[] = "SELECT number FROM claim WHERE id = $1";
static const char ADD_REPORT[] =
    "INSERT INTO report (id, sha256, text_sha256, name, format, extractor, container_name, container_sha256,"
    " container_offset, byte_count, title, outlet, url, language, translated, retold, is_protected, "
    "published,"
    " published_all_first, published_all_last, published_some_first, published_some_last, published_basis,"
    " recorded, sentence_count, claim_count, unread_count, text)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"
    " $22, $23, $24, $25, $26, $27, $28) RETURNING number";
static const char ADD_NOTE[] =
    "INSERT INTO report_note (report, position, key, value) VALUES ($1, $2, $3, $4)";
static const char ADD_REPORT_PLACE[] =
    "INSERT INTO report_place (report, position, place, first_byte, end_byte, start, stop)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char ADD_UNREAD[] =
    "INSERT INTO unread (report, position, words, cue, first_byte, end_byte, start, stop)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
static const char FIND_SOURCE[] = "SELECT number FROM source WHERE report = $1 AND id = $2";
static const char ADD_SOURCE[] =
    "INSERT INTO source (report, id, as_words, type, where_words, knows, said, voices_low, voices_high)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING number";
static const char ADD_MAYBE[] = "INSERT INTO source_maybe (source, position, id) VALUES ($1, $2, $3)";
static const char ADD_VIA[] =
    "INSERT INTO source_via (source, position, id, as_words, type, where_words, knows, said, voices_low,"
    " voices_high) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const char ADD_CLAIM[] =
    "INSERT INTO claim (id, version, report, position, kind, is_event, is_coarse, status, part,"
    " happens, all_first, all_last, some_first, some_last, starts, has_end, asof, number_is_given, "
    "number_low,"
    " number_high, number_unit, number_of, number_as, number_is_approximate, number_is_vague, source, rule,"
    " sure, checked, pack, recorded, superseded, decision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,"
    " $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33) RETURNING number";
static const char ADD_ROLE[] =
    "INSERT INTO claim_role (claim, side, position, role, as_words) VALUES ($1, $2, $3, $4, $5)";
static const char ADD_NAME[] =
    "INSERT INTO claim_name (claim, position, as_words, is_what) VALUES ($1, $2, $3, $4)";
static const char ADD_WORDS[] =
    "INSERT INTO claim_words (claim, field, position, words) VALUES ($1, $2, $3, $4)";
static const char ADD_PLACE[] =
    "INSERT INTO claim_place (claim, side, position, place) VALUES ($1, $2, $3, $4)";
static const char ADD_EVIDENCE[] =
    "INSERT INTO claim_evidence (claim, position, first_byte, end_byte, start, stop, exact, prefix, suffix)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char ADD_FIELD[] =
    "INSERT INTO claim_field (claim, position, field, first_byte, end_byte, start, stop)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char ADD_WAY[] = "INSERT INTO claim_way (claim, position, field, way) VALUES ($1, $2, $3, $4)";
static const char ADD_OWN[] = "INSERT INTO claim_own (claim, position, key, value) VALUES ($1, $2, $3, $4)";
static const char ADD_KIND[] = "INSERT INTO pack_kind (kind, pack) VALUES ($1, $2) ON CONFLICT DO NOTHING";

static void put_item(EvidenceRow *row, int64_t owner, size_t position)
{
    evidence_put_integer(row, owner);
    evidence_put_integer(row, (int64_t)position);
}

static int64_t add_report(EvidenceRow *row, const ReportRecord *record)
{
    const ReportRow *report = &record->report;
    evidence_row_begin(row, ADD_REPORT);
    evidence_put_text(row, report->id);
    evidence_put_text(row, report->sha256);
    evidence_put_text(row, report->text_sha256);
    evidence_put_text(row, report->name);
    evidence_put_text(row, report->format);
    evidence_put_text(row, report->extractor);
    evidence_put_text(row, report->container_name);
    evidence_put_text(row, report->container_sha256);
    evidence_put_integer(row, (int64_t)report->container_offset);
    evidence_put_integer(row, (int64_t)report->byte_count);
    evidence_put_text(row, report->title);
    evidence_put_text(row, report->outlet);
    evidence_put_text(row, report->url);
    evidence_put_text(row, report->language);
    evidence_put_integer(row, report->translated);
    evidence_put_integer(row, report->retold);
    evidence_put_integer(row, report->is_protected);
    evidence_put_date(row, &report->published);
    evidence_put_text(row, report->published_basis);
    evidence_put_day(row, report->recorded);
    evidence_put_integer(row, report->sentence_count);
    evidence_put_integer(row, (int64_t)record->claim_count);
    evidence_put_integer(row, (int64_t)record->unread_count);
    evidence_put_words(row, report->text);
    return evidence_row_run(row);
}

static void add_notes(EvidenceRow *row, int64_t report, const TextList *notes)
{
    for (size_t i = 0; i + 1 < notes->count; i += 2) {
        evidence_row_begin(row, ADD_NOTE);
        put_item(row, report, i / 2);
        evidence_put_text(row, notes->items[i]);
        evidence_put_text(row, notes->items[i + 1]);
        evidence_row_run(row);
    }
}

static void add_report_lists(EvidenceRow *row, int64_t report, const ReportRecord *record)
{
    add_notes(row, report, &record->report.notes);
    for (size_t i = 0; i < record->place_count; i++) {
        int64_t place = evidence_add_place(row, &record->places[i].place);
        evidence_row_begin(row, ADD_REPORT_PLACE);
        put_item(row, report, i);
        evidence_put_integer(row, place);
        evidence_put_span(row, &record->places[i].span);
        if (row->seal)
            evidence_seal_place(row->seal, &record->places[i].place);
        evidence_row_run(row);
    }
    for (size_t i = 0; i < record->unread_count; i++) {
        evidence_row_begin(row, ADD_UNREAD);
        put_item(row, report, i);
        evidence_put_text(row, record->unread[i].words);
        evidence_put_text(row, record->unread[i].trigger);
        evidence_put_span(row, &record->unread[i].span);
        evidence_row_run(row);
    }
}

static void put_source(EvidenceRow *row, const SourceRow *source)
{
    evidence_put_text(row, source->id);
    evidence_put_text(row, source->as);
    evidence_put_text(row, source->type);
    evidence_put_text(row, source->where);
    evidence_put_text(row, source->knows);
    evidence_put_text(row, source->said);
    evidence_put_bound(row, source->n_low);
    evidence_put_bound(row, source->n_high);
}

/* Number of the source, written with the first claim that rests on it; 0 for the report's own voice. */
static int64_t add_source(EvidenceRow *row, int64_t report, const SourceRow *source)
{
    if (source->id.length == 0)
        return 0;
    evidence_row_begin(row, FIND_SOURCE);
    evidence_put_integer(row, report);
    evidence_put_text(row, source->id);
    int64_t number = evidence_row_run(row);
    if (number != 0)
        return number;
    evidence_row_begin(row, ADD_SOURCE);
    evidence_put_integer(row, report);
    put_source(row, source);
    number = evidence_row_run(row);
    for (size_t i = 0; i < source->maybe.count; i++) {
        evidence_row_begin(row, ADD_MAYBE);
        put_item(row, number, i);
        evidence_put_text(row, source->maybe.items[i]);
        evidence_row_run(row);
    }
    for (size_t i = 0; i < source->via_count; i++) {
        evidence_row_begin(row, ADD_VIA);
        put_item(row, number, i);
        put_source(row, &source->via[i]);
        evidence_row_run(row);
    }
    return number;
}

static void put_count(EvidenceRow *row, const CountRow *count)
{
    evidence_put_integer(row, count->is_given);
    evidence_put_bound(row, count->is_given ? count->low : COUNT_OPEN);
    evidence_put_bound(row, count->is_given ? count->high : COUNT_OPEN);
    evidence_put_text(row, count->unit);
    evidence_put_text(row, count->of);
    evidence_put_text(row, count->as);
    evidence_put_integer(row, count->is_approximate);
    evidence_put_integer(row, count->is_vague);
}

static void add_roles(EvidenceRow *row, int64_t claim, Text side, const RoleRow *roles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        evidence_row_begin(row, ADD_ROLE);
        evidence_put_integer(row, claim);
        evidence_put_text(row, side);
        evidence_put_integer(row, (int64_t)i);
        evidence_put_text(row, roles[i].role);
        evidence_put_text(row, roles[i].as);
        evidence_row_run(row);
    }
}

static void add_places(EvidenceRow *row, int64_t claim, Text side, const PlaceRow *places, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t place = evidence_add_place(row, &places[i]);
        evidence_row_begin(row, ADD_PLACE);
        evidence_put_integer(row, claim);
        evidence_put_text(row, side);
        evidence_put_integer(row, (int64_t)i);
        evidence_put_integer(row, place);
        if (row->seal)
            evidence_seal_place(row->seal, &places[i]);
        evidence_row_run(row);
    }
}

static void add_words(EvidenceRow *row, int64_t claim, Text field, const TextList *words)
{
    for (size_t i = 0; i < words->count; i++) {
        evidence_row_begin(row, ADD_WORDS);
        evidence_put_integer(row, claim);
        evidence_put_text(row, field);
        evidence_put_integer(row, (int64_t)i);
        evidence_put_text(row, words->items[i]);
        evidence_row_run(row);
    }
}

static void add_spans(EvidenceRow *row, int64_t claim, const ClaimRow *from)
{
    for (size_t i = 0; i < from->evidence_count; i++) {
        evidence_row_begin(row, ADD_EVIDENCE);
        put_item(row, claim, i);
        evidence_put_span(row, &from->evidence[i].span);
        evidence_put_words(row, from->evidence[i].exact);
        evidence_put_text(row, from->evidence[i].prefix);
        evidence_put_text(row, from->evidence[i].suffix);
        evidence_row_run(row);
    }
    for (size_t i = 0; i < from->field_count; i++) {
        evidence_row_begin(row, ADD_FIELD);
        put_item(row, claim, i);
        evidence_put_text(row, from->fields[i].field);
        evidence_put_span(row, &from->fields[i].span);
        evidence_row_run(row);
    }
    for (size_t i = 0; i < from->way_count; i++) {
        evidence_row_begin(row, ADD_WAY);
        put_item(row, claim, i);
        evidence_put_text(row, from->ways[i].field);
        evidence_put_text(row, from->ways[i].way);
        evidence_row_run(row);
    }
}

static void put_number(EvidenceRow *row, int64_t number)
{
    if (number != 0)
        evidence_put_integer(row, number);
    else
        evidence_put_null(row);
}

static int64_t add_claim_itself(EvidenceRow *row, const EvidenceClaimAt *at, int64_t source,
                                const ClaimRow *claim)
{
    evidence_row_begin(row, ADD_CLAIM);
    evidence_put_text(row, claim->id);
    evidence_put_integer(row, at->version);
    evidence_put_integer(row, at->report);
    evidence_put_integer(row, at->position);
    evidence_put_text(row, claim->kind);
    evidence_put_integer(row, claim->is_event);
    evidence_put_integer(row, claim->is_coarse);
    evidence_put_text(row, claim->status);
    evidence_put_text(row, claim->part);
    evidence_put_date(row, &claim->when);
    evidence_put_text(row, claim->starts);
    evidence_put_integer(row, claim->has_end);
    evidence_put_text(row, claim->asof);
    put_count(row, &claim->count);
    put_number(row, source);
    evidence_put_text(row, claim->rule);
    evidence_put_real(row, claim->sure);
    evidence_put_text(row, claim->checked);
    evidence_put_text(row, claim->pack);
    evidence_put_day(row, claim->recorded);
    evidence_put_day(row, claim->superseded);
    put_number(row, at->decision);
    return evidence_row_run(row);
}

/* The pack's name, without its version. */
static void add_kind(EvidenceRow *row, const ClaimRow *claim)
{
    size_t end = claim->pack.length;
    while (end > 0 && claim->pack.bytes[end - 1] != ' ')
        end--;
    if (end < 2)
        return;
    evidence_row_begin(row, ADD_KIND);
    evidence_put_text(row, claim->kind);
    evidence_put_text(row, text_slice(claim->pack, 0, end - 1));
    evidence_row_run(row);
}

void evidence_add_claim(EvidenceRow *row, const EvidenceClaimAt *at, const ClaimRow *claim)
{
    add_kind(row, claim);
    int64_t source = add_source(row, at->report, &claim->source);
    int64_t number = add_claim_itself(row, at, source, claim);
    add_roles(row, number, TEXT("by"), claim->by, claim->by_count);
    add_roles(row, number, TEXT("whom"), claim->whom, claim->whom_count);
    for (size_t i = 0; i < claim->name_count; i++) {
        evidence_row_begin(row, ADD_NAME);
        put_item(row, number, i);
        evidence_put_text(row, claim->names[i].as);
        evidence_put_text(row, claim->names[i].is);
        evidence_row_run(row);
    }
    /* In the order of the table's key, as the seal takes them out again. */
    add_words(row, number, TEXT("papers"), &claim->papers);
    add_words(row, number, TEXT("when"), &claim->when_as);
    add_words(row, number, TEXT("work"), &claim->work);
    add_places(row, number, TEXT("to"), claim->to, claim->to_count);
    add_places(row, number, TEXT("where"), claim->where, claim->where_count);
    add_spans(row, number, claim);
    for (size_t i = 0; i + 1 < claim->own.count; i += 2) {
        evidence_row_begin(row, ADD_OWN);
        put_item(row, number, i / 2);
        evidence_put_words(row, claim->own.items[i]);
        evidence_put_words(row, claim->own.items[i + 1]);
        evidence_row_run(row);
    }
}

static int64_t find_number(EvidenceRow *row, const char *sql, Text key)
{
    evidence_row_begin(row, sql);
    evidence_put_text(row, key);
    return evidence_row_run(row);
}

/* All that may refuse the record by itself, before anything of it is written. */
static Status check_ids(EvidenceRow *row, const ReportRecord *record, bool *out_known)
{
    const ReportRow *report = &record->report;
    *out_known = find_number(row, FIND_DIGEST, report->sha256) != 0;
    if (*out_known || row->status != STATUS_OK)
        return row->status;
    if (find_number(row, FIND_ID, report->id) != 0)
        return error_at(row->error, ERR_FORMAT, report->id, 0,
                        "another report in the base has this id: give one of the two an id of its own");
    for (size_t i = 0; i < record->claim_count && row->status == STATUS_OK; i++)
        if (find_number(row, FIND_CLAIM, record->claims[i].id) != 0)
            return error_at(row->error, ERR_FORMAT, record->claims[i].id, 0, "another claim has this id");
    return row->status;
}

static int64_t write_record(EvidenceRow *row, const ReportRecord *record)
{
    int64_t number = add_report(row, record);
    add_report_lists(row, number, record);
    for (size_t i = 0; i < record->claim_count; i++) {
        EvidenceClaimAt at = {.report = number, .position = (int64_t)i, .version = 1};
        evidence_add_claim(row, &at, &record->claims[i]);
    }
    return number;
}

/* Lets the seal take the record without a base, so that it has the room when the rows go in. */
static void make_room(Evidence *evidence, EvidenceSeal *seal, const ReportRecord *record)
{
    EvidenceRow row = evidence_row(evidence, NULL, NULL);
    row.status = ERR_STORE; /* nothing is asked of the store */
    row.seal = seal;
    write_record(&row, record);
    evidence_seal_end(seal, 0);
    evidence_seal_tables(seal);
    evidence_seal_claims(seal);
    evidence_seal_clear(seal);
}

static Status add_in_transaction(Evidence *evidence, EvidenceSeal *seal, const ReportRecord *record,
                                 bool has_original, EvidenceAdded *out, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    const ReportRow *report = &record->report;
    bool is_known = false;
    *out = EVIDENCE_SAME;
    Status status = check_ids(&row, record, &is_known);
    if (status != STATUS_OK || is_known)
        return status;
    row.seal = seal;
    int64_t number = write_record(&row, record);
    LogEntry entry = {.act = TEXT("read"), .day = report->recorded};
    evidence_log_seal(&row, seal, LOG_SUBJECT_REPORT, number, report->id, has_original, true, &entry);
    *out = EVIDENCE_NEW;
    return row.status;
}

bool evidence_stands_in(Text text, const ClaimRow *claim)
{
    bool is_right = claim->id.length > 0 && claim->kind.length > 0 && claim->evidence_count > 0;
    for (size_t i = 0; i < claim->evidence_count && is_right; i++) {
        const QuoteRow *quote = &claim->evidence[i];
        is_right = quote->span.begin < quote->span.end && quote->span.end <= text.length &&
                   text_equals(text_slice(text, quote->span.begin, quote->span.end), quote->exact);
    }
    return is_right;
}

static Status check_record(Arena *arena, const ReportRecord *record, Error *error)
{
    const ReportRow *report = &record->report;
    if (report->id.length == 0 || report->sha256.length != 64)
        return error_at(error, ERR_FORMAT, report->name, 0,
                        "a report without an id or a digest of its bytes");
    if (!text_equals(digest_hex(arena, report->text), report->text_sha256))
        return error_at(error, ERR_FORMAT, report->id, 0, "the text has another digest than it says");
    Map ids = map_in(arena);
    for (size_t i = 0; i < record->claim_count; i++) {
        const ClaimRow *claim = &record->claims[i];
        if (map_put(&ids, claim->id)->number++ > 0)
            return error_at(error, ERR_FORMAT, claim->id, 0, "another claim has this id");
        if (!evidence_stands_in(report->text, claim))
            return error_at(error, ERR_FORMAT, report->id, 0,
                            "claim %.*s is refused: its words do not stand "
                            "in the text",
                            TEXT_ARGS(claim->id));
    }
    return STATUS_OK;
}

Status evidence_add(Evidence *evidence, Arena *arena, const ReportRecord *record, Text bytes,
                    EvidenceAdded *out, Error *error)
{
    Status status = check_record(arena, record, error);
    bool is_there = false;
    if (status == STATUS_OK)
        status = evidence_may_add(evidence, error);
    if (status == STATUS_OK)
        status = evidence_has(evidence, record->report.sha256, &is_there, error);
    *out = EVIDENCE_SAME;
    if (status != STATUS_OK || is_there)
        return status;
    bool has_original = !record->report.is_protected && evidence->files.length > 0 && bytes.bytes;
    if (has_original)
        status = evidence_blob_write(arena, evidence->files, record->report.sha256, bytes, error);
    EvidenceSeal seal = evidence_seal_in(arena, evidence_report_tables, evidence_report_table_count);
    if (status == STATUS_OK)
        make_room(evidence, &seal, record);
    bool is_batch = evidence->is_batch;
    if (status == STATUS_OK && !is_batch)
        status = evidence_begin_batch(evidence, error);
    if (status != STATUS_OK)
        return status;
    status = add_in_transaction(evidence, &seal, record, has_original, out, error);
    bool is_refused = status == ERR_FORMAT; /* nothing of it was written */
    if (!is_batch && status == STATUS_OK)
        status = evidence_end_batch(evidence, error);
    if (status != STATUS_OK && !(is_batch && is_refused)) {
        evidence->is_batch = false;
        evidence->functions->settle(evidence->store);
    }
    return status;
}
