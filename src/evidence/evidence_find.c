/* Reports, places and unread sentences out of the base. */
#include "evidence/evidence_find.h"
#include "core/digest.h"
#include "core/list.h"

#define REPORT_RANGE " FROM report r WHERE r.id >= $1 AND r.id <= $2"
#define REPORT_ORDER " ORDER BY r.published_some_first NULLS LAST, r.published_some_last, r.id"

static const char FIND_REPORTS[] = "SELECT " EVIDENCE_REPORT_COLUMNS REPORT_RANGE REPORT_ORDER;
static const char FIND_REPORTS_WITH_TEXT[] =
    "SELECT " EVIDENCE_REPORT_COLUMNS ", r.text" REPORT_RANGE REPORT_ORDER;
static const char FIND_NOTES[] = "SELECT key, value FROM report_note WHERE report = $1 ORDER BY position";
static const char FIND_UNREAD[] =
    "SELECT r.id, u.words, u.cue, u.first_byte, u.end_byte, u.start, u.stop, r.is_protected"
    " FROM unread u JOIN report r ON r.number = u.report WHERE r.id >= $1 AND r.id <= $2"
    " ORDER BY r.published_some_first NULLS LAST, r.published_some_last, r.id, u.position";
static const char FIND_NAMED_PLACES[] =
    "SELECT r.id, p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude,"
    " n.first_byte, n.end_byte, n.start, n.stop"
    " FROM report_place n JOIN report r ON r.number = n.report JOIN place p ON p.number = n.place"
    " WHERE r.id >= $1 AND r.id <= $2 ORDER BY r.id, n.position";
static const char HAS_ID[] = "SELECT 1 FROM report WHERE id = $1";

#define LAST_CHARACTER "\xf4\x8f\xbf\xbf" /* nothing in UTF-8 comes after it */

IdRange evidence_id_range(Arena *arena, Text id, bool is_whole)
{
    if (is_whole)
        return (IdRange){id, id};
    return (IdRange){id, arena_print(arena, "%.*s" LAST_CHARACTER, TEXT_ARGS(id))};
}

void evidence_put_range(EvidenceRow *row, const IdRange *range)
{
    evidence_put_words(row, range->first);
    evidence_put_words(row, range->last);
}

/* A whole id, or the beginning of some where no report has it whole. */
static Status report_range(Evidence *evidence, Arena *arena, Text id, IdRange *out, Error *error)
{
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, HAS_ID);
    evidence_put_words(&row, id);
    *out = evidence_id_range(arena, id, evidence_row_run(&row) == 1);
    return row.status;
}

void evidence_take_report(EvidenceRow *row, ReportRow *out)
{
    out->id = evidence_take_text(row);
    out->sha256 = evidence_take_text(row);
    out->text_sha256 = evidence_take_text(row);
    out->name = evidence_take_text(row);
    out->format = evidence_take_text(row);
    out->extractor = evidence_take_text(row);
    out->container_name = evidence_take_text(row);
    out->container_sha256 = evidence_take_text(row);
    out->container_offset = (uint64_t)evidence_take_integer(row);
    out->byte_count = (uint64_t)evidence_take_integer(row);
    out->title = evidence_take_text(row);
    out->outlet = evidence_take_text(row);
    out->url = evidence_take_text(row);
    out->language = evidence_take_text(row);
    out->translated = evidence_take_bool(row);
    out->retold = evidence_take_bool(row);
    out->is_protected = evidence_take_bool(row);
    out->published = evidence_take_date(row);
    out->published_basis = evidence_take_text(row);
    out->recorded = evidence_take_day(row);
    out->sentence_count = evidence_take_integer(row);
    out->claim_count = evidence_take_integer(row);
    out->unread_count = evidence_take_integer(row);
}

TextList evidence_find_notes(EvidenceRow *row, int64_t report)
{
    LIST_OF(Text) list = {0};
    evidence_row_begin(row, FIND_NOTES);
    evidence_put_integer(row, report);
    while (evidence_row_next(row)) {
        *LIST_ADD(row->arena, &list) = evidence_take_text(row);
        *LIST_ADD(row->arena, &list) = evidence_take_text(row);
    }
    return (TextList){list.items, list.count};
}

Status evidence_check_text(Arena *arena, const ReportRow *report, Error *error)
{
    if (text_equals(digest_hex(arena, report->text), report->text_sha256))
        return STATUS_OK;
    return error_at(error, ERR_STORE, report->id, 0,
                    "the base was altered: the text of this report has another digest than was kept");
}

static Status take_reports(EvidenceRow *row, EvidenceRow *notes, bool with_text, ReportRows *out)
{
    LIST_OF(ReportRow) list = {0};
    while (evidence_row_next(row)) {
        int64_t number = evidence_take_integer(row);
        ReportRow *report = LIST_ADD(row->arena, &list);
        report->number = number;
        evidence_take_report(row, report);
        if (with_text) {
            report->text = evidence_take_text(row);
            Status status = evidence_check_text(row->arena, report, row->error);
            if (status != STATUS_OK)
                return status;
        }
        report->notes = evidence_find_notes(notes, number);
        if (notes->status != STATUS_OK)
            return notes->status;
    }
    *out = (ReportRows){list.items, list.count};
    return row->status;
}

Status evidence_find_reports(Evidence *evidence, Arena *arena, Text report_id, bool with_text,
                             ReportRows *out, Error *error)
{
    evidence_settle(evidence);
    *out = (ReportRows){0};
    IdRange range;
    Status status = evidence_begin_reading(evidence, error);
    if (status == STATUS_OK)
        status = report_range(evidence, arena, report_id, &range, error);
    if (status == STATUS_OK) {
        EvidenceRow row = evidence_row(evidence, arena, error);
        EvidenceRow notes = evidence_row(evidence, arena, error);
        evidence_row_begin(&row, with_text ? FIND_REPORTS_WITH_TEXT : FIND_REPORTS);
        evidence_put_range(&row, &range);
        status = take_reports(&row, &notes, with_text, out);
    }
    evidence_settle(evidence);
    return status;
}

Status evidence_find_unread(Evidence *evidence, Arena *arena, Text report_id, UnreadRows *out, Error *error)
{
    evidence_settle(evidence);
    *out = (UnreadRows){0};
    IdRange range;
    Status status = report_range(evidence, arena, report_id, &range, error);
    if (status != STATUS_OK)
        return status;
    LIST_OF(UnreadRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, FIND_UNREAD);
    evidence_put_range(&row, &range);
    while (evidence_row_next(&row)) {
        UnreadRow *unread = LIST_ADD(arena, &list);
        unread->report_id = evidence_take_text(&row);
        unread->words = evidence_take_text(&row);
        unread->trigger = evidence_take_text(&row);
        unread->span = evidence_take_span(&row);
        unread->is_protected = evidence_take_bool(&row);
    }
    *out = (UnreadRows){list.items, list.count};
    return row.status;
}

void evidence_take_place(EvidenceRow *row, PlaceRow *out)
{
    out->as = evidence_take_text(row);
    out->name = evidence_take_text(row);
    out->country = evidence_take_text(row);
    out->admin1 = evidence_take_text(row);
    out->precision = evidence_take_text(row);
    out->geonames = evidence_take_integer(row);
    bool has_latitude;
    bool has_longitude;
    out->latitude = evidence_take_real(row, &has_latitude);
    out->longitude = evidence_take_real(row, &has_longitude);
    out->is_located = has_latitude && has_longitude;
}

Status evidence_find_named_places(Evidence *evidence, Arena *arena, Text report_id, NamedPlaceRow **out,
                                  size_t *out_count, Error *error)
{
    evidence_settle(evidence);
    *out = NULL;
    *out_count = 0;
    IdRange range;
    Status status = report_range(evidence, arena, report_id, &range, error);
    if (status != STATUS_OK)
        return status;
    LIST_OF(NamedPlaceRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, FIND_NAMED_PLACES);
    evidence_put_range(&row, &range);
    while (evidence_row_next(&row)) {
        NamedPlaceRow *named = LIST_ADD(arena, &list);
        named->report_id = evidence_take_text(&row);
        evidence_take_place(&row, &named->place);
        named->span = evidence_take_span(&row);
    }
    *out = list.items;
    *out_count = list.count;
    return row.status;
}
