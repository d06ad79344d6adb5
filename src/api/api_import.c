/* A table and its map go into the base as one report. */
#include "api/api.h"
#include "core/digest.h"

enum { IMPORT_MEMORY_MEGABYTES = 4096 };

typedef struct Import {
    const Hearsay *hearsay;
    HearsayBase *base;
    const HearsayImportOptions *given;
    HearsayReadCounts counts;
} Import;

static Status check_base(Arena *arena, const Import *import, Error *error)
{
    EvidenceSummary summary;
    Status status = evidence_summarize(import->base->evidence, &summary, error);
    if (status == STATUS_OK && summary.retold_count > 0)
        return error_set(error, ERR_USAGE, "the base holds retold samples: name another --base");
    return status == STATUS_OK ? api_keep_packs_apart(arena, import->hearsay, import->base->evidence, error)
                               : status;
}

static Status import_table(Arena *arena, void *context, Error *error)
{
    Import *import = context;
    const HearsayImportOptions *given = import->given;
    Text bytes = {given->bytes, given->length};
    ImportOptions options = {.pack = import->hearsay->pack,
                             .places = import->hearsay->mentions,
                             .name = text_from(given->name),
                             .sha256 = digest_hex(arena, bytes),
                             .byte_count = given->length,
                             .map_name = text_from(given->map_name),
                             .map = {given->map, given->map_length},
                             .is_public = given->class_of_reports == HEARSAY_CLASS_PUBLIC,
                             .is_protected = given->class_of_reports == HEARSAY_CLASS_PROTECTED};
    Sheet sheet;
    ReportRecord record;
    EvidenceAdded added = EVIDENCE_SAME;
    if (!given->recorded || !day_parse(text_from(given->recorded), &options.recorded))
        return error_set(error, ERR_USAGE, "'%s' is no day: write it as 2022-02-10",
                         given->recorded ? given->recorded : "");
    Status status = check_base(arena, import, error);
    if (status == STATUS_OK)
        status = intake_read_sheet(arena, import->hearsay->intake, options.name, bytes, &sheet, error);
    if (status == STATUS_OK)
        status = evidence_import(arena, &options, &sheet, &record, error);
    if (status == STATUS_OK)
        status = evidence_add(import->base->evidence, arena, &record, bytes, &added, error);
    if (status == STATUS_OK)
        status = evidence_update_lineage(import->base->evidence, arena, import->hearsay->mentions, error);
    if (status != STATUS_OK)
        return status;
    import->counts.known = added == EVIDENCE_SAME;
    import->counts.reports = added == EVIDENCE_NEW;
    import->counts.claims = added == EVIDENCE_NEW ? record.claim_count : 0;
    import->counts.bytes = given->length;
    return STATUS_OK;
}

HearsayStatus hearsay_import(const Hearsay *hearsay, HearsayBase *base, const HearsayImportOptions *options,
                             HearsayReadCounts *out, HearsayError *error)
{
    Error inner = {0};
    Import import = {.hearsay = hearsay, .base = base, .given = options};
    Arena *arena = arena_new((size_t)IMPORT_MEMORY_MEGABYTES << 20);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, import_table, &import, &inner);
    arena_free(arena);
    if (out)
        *out = import.counts;
    return api_tell(status, &inner, error);
}
