#include "api/api.h"

enum { RESTORE_MEMORY_MEGABYTES = 4096 };

typedef struct Restoring {
    const Hearsay *hearsay;
    Evidence *evidence;
    IntakeInput input;
    Arena *arena, *line_arena;
    IntakeExport *export;
    EvidenceTable *table;
    bool has_more;
    EvidenceCounts counts;
} Restoring;

/* What the base says of a row is told of its line. */
static Status told(const Restoring *restoring, Status status, Error *error)
{
    if (status != STATUS_OK)
        error_name(error, restoring->input.name);
    return status;
}

static Status restore_line(Arena *arena, void *context, Error *error)
{
    Restoring *restoring = context;
    IntakeExportLine line;
    Status status = intake_export_next(restoring->export, arena, &line, error);
    if (status != STATUS_OK)
        return status;
    EvidenceTableHead head = {line.table, line.columns};
    switch (line.kind) {
    case INTAKE_EXPORT_TABLE:
        return told(restoring, evidence_restore_table(restoring->evidence, &head, &restoring->table, error),
                    error);
    case INTAKE_EXPORT_ROW:
        return told(
            restoring,
            evidence_restore_row(restoring->evidence, restoring->table, line.values, line.value_count, error),
            error);
    case INTAKE_EXPORT_END:
        restoring->has_more = false;
        return STATUS_OK;
    }
    return STATUS_OK;
}

static Status check_restored(Arena *arena, void *context, Error *error)
{
    Restoring *restoring = context;
    return evidence_restore_end(restoring->evidence, arena, &restoring->counts, error);
}

/* The door of line_arena is opened anew for each line, and its memory is given back. */
static Status restore_lines(Restoring *restoring, Error *error)
{
    Status status = STATUS_OK;
    restoring->has_more = true;
    while (status == STATUS_OK && restoring->has_more) {
        status = door_open(restoring->line_arena, restore_line, restoring, error);
        arena_clear(restoring->line_arena);
    }
    if (status == STATUS_OK)
        status = door_open(restoring->line_arena, check_restored, restoring, error);
    arena_clear(restoring->line_arena);
    return status;
}

static Status restore(Arena *arena, void *context, Error *error)
{
    Restoring *restoring = context;
    Status status = intake_export_open(arena, restoring->input, &restoring->export, error);
    if (status == STATUS_OK)
        status = evidence_restore_begin(restoring->evidence, error);
    if (status == STATUS_OK)
        status = restore_lines(restoring, error);
    if (status == STATUS_OK && restoring->hearsay)
        status = evidence_update_lineage(restoring->evidence, arena, restoring->hearsay->mentions, error);
    return status;
}

static Status restore_behind_door(Arena *base_arena, void *context, Error *error)
{
    (void)base_arena;
    Restoring *restoring = context;
    Status status = door_open(restoring->arena, restore, restoring, error);
    if (status != STATUS_OK)
        evidence_restore_stop(restoring->evidence);
    return status;
}

HearsayStatus hearsay_restore(const Hearsay *hearsay, HearsayBase *base, const char *name, HearsayPull pull,
                              void *context, HearsayRestoreCounts *out, HearsayError *error)
{
    Error inner = {0};
    Restoring restoring = {.hearsay = hearsay,
                           .evidence = base->evidence,
                           .input = {.read = pull, .context = context, .name = text_from(name)},
                           .arena = arena_new((size_t)RESTORE_MEMORY_MEGABYTES << 20),
                           .line_arena = arena_new((size_t)RESTORE_MEMORY_MEGABYTES << 20)};
    Status status = restoring.arena && restoring.line_arena
                        ? door_open(base->arena, restore_behind_door, &restoring, &inner)
                        : error_set(&inner, ERR_SYSTEM, "out of memory");
    arena_free(restoring.line_arena);
    arena_free(restoring.arena);
    *out = (HearsayRestoreCounts){restoring.counts.reports, restoring.counts.claims};
    return api_tell(status, &inner, error);
}
