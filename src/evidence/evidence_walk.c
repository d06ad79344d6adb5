/* The base report by report: a chunk of them at a time, in the order of their ids. */
#include "core/list.h"
#include "evidence/evidence_decide.h"
#include "evidence/evidence_find.h"
#include "evidence/evidence_release.h"

enum { CHUNK_REPORTS = 64 }; /* as in FIND_CHUNK */

static const char FIND_CHUNK[] =
    "SELECT " EVIDENCE_REPORT_COLUMNS ", r.text FROM report r WHERE r.id > $1"
    " AND ($2 = 1 OR r.is_protected = 0)"
    " AND (CAST($3 AS BIGINT) IS NULL OR r.published_some_last <= $3)"
    " AND (CAST($4 AS BIGINT) IS NULL OR r.recorded <= $4) ORDER BY r.id LIMIT 64";
static const char FIND_UNREAD[] = "SELECT words, cue, first_byte, end_byte, start, stop"
                                  " FROM unread WHERE report = $1 ORDER BY position";
static const char FIND_PLACES[] =
    "SELECT p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude,"
    " c.first_byte, c.end_byte, c.start, c.stop FROM report_place c JOIN place p ON p.number = c.place"
    " WHERE c.report = $1 ORDER BY c.position";

struct EvidenceWalk {
    Evidence *evidence;
    EvidenceWalkOptions options;
    EvidenceRelease *release; /* NULL: everything may leave */
    EvidenceRow chunk;        /* stands on the report that was given last */
    size_t taken;             /* of the chunk */
    Text last;                /* id of the report that was given last; lies in last_bytes */
    char *last_bytes;
    size_t last_capacity;
    Arena *arena;
    Standings standings;
};

Status evidence_walk_begin(Evidence *evidence, Arena *arena, const EvidenceWalkOptions *options,
                           EvidenceWalk **out, Error *error)
{
    evidence_settle(evidence);
    EvidenceWalk *walk = ARENA_NEW(arena, EvidenceWalk);
    *walk = (EvidenceWalk){.evidence = evidence, .options = *options, .arena = arena, .taken = CHUNK_REPORTS};
    Status status = evidence_begin_reading(evidence, error);
    if (status == STATUS_OK && !options->with_protected)
        status = evidence_release_load(evidence, arena, &walk->release, error);
    if (status == STATUS_OK) {
        EvidenceRow row = evidence_row(evidence, arena, error);
        status = evidence_load_standings(&row, options->recorded_by, &walk->standings);
    }
    *out = walk;
    return status;
}

void evidence_walk_end(EvidenceWalk *walk) { evidence_settle(walk->evidence); }

static void begin_chunk(EvidenceWalk *walk, Error *error)
{
    walk->chunk = evidence_row(walk->evidence, NULL, error);
    walk->taken = 0;
    evidence_row_begin(&walk->chunk, FIND_CHUNK);
    evidence_put_words(&walk->chunk, walk->last);
    evidence_put_integer(&walk->chunk, walk->options.with_protected);
    evidence_put_day(&walk->chunk, walk->options.known_by);
    evidence_put_day(&walk->chunk, walk->options.recorded_by);
}

/* Room is kept for the longest id, so that a long walk does not fill its arena. */
static void keep_last(EvidenceWalk *walk, Text id)
{
    if (id.length > walk->last_capacity) {
        walk->last_capacity = 2 * id.length;
        walk->last_bytes = arena_alloc(walk->arena, walk->last_capacity);
    }
    memcpy(walk->last_bytes, id.bytes, id.length);
    walk->last = (Text){walk->last_bytes, id.length};
}

static Status find_unread(EvidenceRow *row, int64_t report, ReportRecord *out)
{
    LIST_OF(UnreadRow) list = {0};
    evidence_row_begin(row, FIND_UNREAD);
    evidence_put_integer(row, report);
    while (evidence_row_next(row)) {
        UnreadRow *unread = LIST_ADD(row->arena, &list);
        unread->report_id = out->report.id;
        unread->words = evidence_take_text(row);
        unread->trigger = evidence_take_text(row);
        unread->span = evidence_take_span(row);
        unread->is_protected = out->report.is_protected;
    }
    out->unread = list.items;
    out->unread_count = list.count;
    return row->status;
}

static Status find_places(EvidenceRow *row, int64_t report, ReportRecord *out)
{
    LIST_OF(NamedPlaceRow) list = {0};
    evidence_row_begin(row, FIND_PLACES);
    evidence_put_integer(row, report);
    while (evidence_row_next(row)) {
        NamedPlaceRow *named = LIST_ADD(row->arena, &list);
        named->report_id = out->report.id;
        evidence_take_place(row, &named->place);
        named->span = evidence_take_span(row);
    }
    out->places = list.items;
    out->place_count = list.count;
    return row->status;
}

/* What no export gives without protected columns is not even read then. */
static Status find_protected(EvidenceWalk *walk, Arena *arena, int64_t report, ReportRecord *out,
                             Error *error)
{
    EvidenceRow row = evidence_row(walk->evidence, arena, error);
    out->report.notes = evidence_find_notes(&row, report);
    Status status = row.status;
    if (status == STATUS_OK)
        status = find_unread(&row, report, out);
    return status == STATUS_OK ? find_places(&row, report, out) : status;
}

Status evidence_walk_next(EvidenceWalk *walk, Arena *arena, ReportRecord *out, bool *out_more, Error *error)
{
    *out = (ReportRecord){0};
    if (walk->taken == CHUNK_REPORTS)
        begin_chunk(walk, error);
    walk->chunk.arena = arena;
    walk->chunk.error = error;
    *out_more = evidence_row_next(&walk->chunk);
    if (!*out_more)
        return walk->chunk.status;
    walk->taken++;
    int64_t number = evidence_take_integer(&walk->chunk);
    evidence_take_report(&walk->chunk, &out->report);
    out->report.text = evidence_take_text(&walk->chunk);
    walk->chunk.arena = NULL;
    keep_last(walk, out->report.id);
    ClaimRows claims = {0};
    EvidenceClaimsOf of = {.report = number,
                           .text = out->report.text,
                           .recorded_by = walk->options.recorded_by,
                           .standings = &walk->standings,
                           .with_mistaken = walk->options.with_protected};
    Status status = evidence_check_text(arena, &out->report, error);
    if (status == STATUS_OK)
        status = evidence_find_claims_of(walk->evidence, arena, &of, &claims, error);
    out->claims = claims.items;
    out->claim_count = claims.count;
    if (status == STATUS_OK && walk->options.with_protected)
        status = find_protected(walk, arena, number, out, error);
    if (status == STATUS_OK && walk->release)
        *out = evidence_release(walk->release, arena, out);
    return status;
}
