#include "evidence/evidence_log.h"

static const char HAS_REPORT[] = "SELECT 1 FROM report WHERE sha256 = $1";
static const char SUMMARY[] = "SELECT count(*), sum(retold), sum(is_protected) FROM report";
static const char CLAIM_SUMMARY[] = "SELECT count(*), count(checked) FROM claim WHERE superseded IS NULL";

static void close_evidence(void *resource) { evidence_close(resource); }

Status evidence_open(Arena *arena, const EvidenceOptions *options, Evidence **out, Error *error)
{
    bool is_address = text_starts_with(options->location, TEXT("postgresql://")) ||
                      text_starts_with(options->location, TEXT("postgres://"));
    bool keeps_files = options->keep_files && options->mode == EVIDENCE_WRITE;
    Evidence *evidence = ARENA_NEW(arena, Evidence);
    evidence->arena = arena;
    evidence->functions = is_address ? &evidence_postgres : &evidence_sqlite;
    bool has_files = !is_address || options->files.length > 0;
    evidence->lacks_files = keeps_files && !has_files;
    if (options->keep_files && has_files)
        evidence->files = options->files.length > 0
                              ? arena_copy(arena, options->files)
                              : arena_print(arena, "%.*s.files", TEXT_ARGS(options->location));
    if (options->mode == EVIDENCE_WRITE)
        evidence->met_places = ARENA_ARRAY(arena, EvidenceMetPlace, EVIDENCE_MET_PLACES);
    evidence->may_write = options->mode == EVIDENCE_WRITE;
    evidence->day = options->has_day ? options->day : DAY_NONE;
    Status status = evidence->functions->open(arena, options, &evidence->store, error);
    if (status != STATUS_OK)
        return status;
    evidence->location = arena_copy(arena, evidence->functions->location(evidence->store));
    status = evidence_log_open(evidence, arena, evidence->day, error);
    if (status != STATUS_OK)
        return status;
    if (evidence->files.length > 0 && evidence->may_write)
        evidence_blob_sweep(arena, evidence->files);
    arena_defer(arena, close_evidence, evidence);
    *out = evidence;
    return STATUS_OK;
}

Status evidence_may_add(const Evidence *evidence, Error *error)
{
    if (!evidence->lacks_files)
        return STATUS_OK;
    return error_at(error, ERR_USAGE, evidence->location, 0,
                    "a base in PostgreSQL keeps the originals in a folder of yours: name it with --files, or "
                    "keep digests alone with --no-files");
}

Text evidence_location(const Evidence *evidence) { return evidence->location; }

void evidence_close(Evidence *evidence)
{
    if (evidence->store)
        evidence->functions->close(evidence->store);
    evidence->store = NULL;
}

void evidence_settle(Evidence *evidence)
{
    if (evidence->is_batch || evidence->is_view)
        evidence->functions->rest(evidence->store);
    else
        evidence->functions->settle(evidence->store);
}

Status evidence_begin_reading(Evidence *evidence, Error *error)
{
    if (evidence->is_batch || evidence->is_view)
        return STATUS_OK;
    return evidence->functions->begin_reading(evidence->store, error);
}

void evidence_end_view(Evidence *evidence)
{
    if (!evidence->is_view)
        return;
    evidence->is_view = false;
    if (evidence->store)
        evidence->functions->settle(evidence->store);
}

static void end_view(void *resource) { evidence_end_view(resource); }

Status evidence_begin_view(Evidence *evidence, Arena *arena, Error *error)
{
    evidence->is_view = false;
    evidence->functions->settle(evidence->store);
    arena_defer(arena, end_view, evidence);
    Status status = evidence->functions->begin_reading(evidence->store, error);
    evidence->is_view = status == STATUS_OK;
    return status;
}

Status evidence_begin_batch(Evidence *evidence, Error *error)
{
    evidence->is_batch = evidence->is_view = false;
    evidence->functions->settle(evidence->store);
    evidence_forget_places(evidence);
    Status status = evidence->functions->begin(evidence->store, error);
    evidence->is_batch = status == STATUS_OK;
    return status;
}

Status evidence_end_batch(Evidence *evidence, Error *error)
{
    if (!evidence->is_batch)
        return STATUS_OK;
    evidence->is_batch = false;
    evidence->functions->rest(evidence->store);
    Status status = evidence->functions->commit(evidence->store, error);
    if (status != STATUS_OK)
        evidence->functions->settle(evidence->store);
    return status;
}

Status evidence_has(Evidence *evidence, Text sha256, bool *out, Error *error)
{
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, HAS_REPORT);
    evidence_put_text(&row, sha256);
    *out = evidence_row_run(&row) == 1;
    return row.status;
}

Status evidence_summarize(Evidence *evidence, EvidenceSummary *out, Error *error)
{
    evidence_settle(evidence);
    *out = (EvidenceSummary){0};
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, SUMMARY);
    if (evidence_row_next(&row)) {
        out->report_count = evidence_take_integer(&row);
        out->retold_count = evidence_take_integer(&row);
        out->protected_count = evidence_take_integer(&row);
    }
    evidence_row_begin(&row, CLAIM_SUMMARY);
    if (evidence_row_next(&row)) {
        out->claim_count = evidence_take_integer(&row);
        out->checked_count = evidence_take_integer(&row);
    }
    evidence_settle(evidence);
    return row.status;
}

Status evidence_find_kind(Evidence *evidence, Arena *arena, Text kind, Text *out_pack, Error *error)
{
    evidence_settle(evidence);
    *out_pack = TEXT_EMPTY;
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, "SELECT pack FROM pack_kind WHERE kind = $1");
    evidence_put_text(&row, kind);
    if (evidence_row_next(&row))
        *out_pack = evidence_take_text(&row);
    evidence_settle(evidence);
    return row.status;
}
