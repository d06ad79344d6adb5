#include "api/api.h"

enum { EXPORT_MEMORY_MEGABYTES = 2048 }; /* for one report and its rows */

/* One report on its way out. */
typedef struct Step {
    const ApiExport *given;
    const QueryEach *each;
    EvidenceWalk *walk;
    PresentExport *export;
    bool has_more;
} Step;

static Status give_report(Arena *arena, void *context, Error *error)
{
    Step *step = context;
    ReportRecord record;
    Status status = evidence_walk_next(step->walk, arena, &record, &step->has_more, error);
    if (status != STATUS_OK || !step->has_more)
        return status;
    PresentExportRow *rows = ARENA_ARRAY(arena, PresentExportRow, record.claim_count);
    size_t count = 0;
    for (size_t i = 0; i < record.claim_count; i++)
        count += query_each(step->each, arena, &record.report, &record.claims[i], &rows[count].row,
                            &rows[count].part);
    Buffer out = buffer_in(arena);
    present_export_report(&out, step->export, &record, rows, count);
    return api_give(buffer_text(&out), step->given->sink, step->given->sink_context, error);
}

static Status give_all(Arena *report_arena, Step *step, Error *error)
{
    Status status = STATUS_OK;
    step->has_more = true;
    while (status == STATUS_OK && step->has_more) {
        status = door_open(report_arena, give_report, step, error);
        arena_clear(report_arena);
    }
    return status;
}

/* Rows on their way out, some hundred kilobytes at a time. */
typedef struct Copying {
    const ApiExport *given;
    const EvidenceTable *table;
    Buffer out;
} Copying;

static Status give_rows(Copying *copying, Error *error)
{
    Status status =
        api_give(buffer_text(&copying->out), copying->given->sink, copying->given->sink_context, error);
    buffer_clear(&copying->out);
    return status;
}

static Status take_row(void *context, const Value *values, size_t count, Error *error)
{
    enum { BYTES_AT_ONCE = 1 << 18 };
    Copying *copying = context;
    present_export_values(&copying->out, values, count);
    return copying->out.length < BYTES_AT_ONCE ? STATUS_OK : give_rows(copying, error);
}

static Status give_table(Arena *arena, void *context, Error *error)
{
    Copying *copying = context;
    copying->out = buffer_in(arena);
    present_export_table(&copying->out, evidence_table_head(copying->table));
    Status status = evidence_copy_table(copying->given->evidence, copying->table, take_row, copying, error);
    return status == STATUS_OK ? give_rows(copying, error) : status;
}

static Status give_tables(Arena *report_arena, const ApiExport *given, Error *error)
{
    EvidenceTable *tables = NULL;
    size_t count = 0;
    Status status = evidence_find_tables(given->evidence, &tables, &count, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        Copying copying = {.given = given, .table = evidence_table_at(tables, i)};
        status = door_open(report_arena, give_table, &copying, error);
        arena_clear(report_arena);
    }
    return status;
}

Status api_write_export(Arena *arena, Arena *report_arena, const ApiExport *given,
                        HearsayExportCounts *out_counts, Error *error)
{
    const Question *question = given->question;
    PresentExport export = {.format = given->format,
                            .with_protected = given->with_protected,
                            .with_unchecked = given->with_unchecked,
                            .version = TEXT(HEARSAY_VERSION),
                            .question = question};
    EvidenceWalkOptions options = {question->known_by, question->recorded_by, given->with_protected};
    QueryEach *each = NULL;
    Step step = {.given = given, .export = &export};
    Status status = query_each_begin(arena, given->places, question, &each, error);
    step.each = each;
    if (status == STATUS_OK)
        status = evidence_walk_begin(given->evidence, arena, &options, &step.walk, error);
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    present_export_begin(&out, &export);
    status = api_give(buffer_text(&out), given->sink, given->sink_context, error);
    if (status == STATUS_OK)
        status = give_all(report_arena, &step, error);
    if (status == STATUS_OK && present_export_has_tables(&export))
        status = give_tables(report_arena, given, error);
    evidence_walk_end(step.walk);
    buffer_clear(&out);
    present_export_end(&out, &export);
    *out_counts = (HearsayExportCounts){export.report_count, export.row_count, export.unchecked_count};
    return status == STATUS_OK ? api_give(buffer_text(&out), given->sink, given->sink_context, error)
                               : status;
}

typedef struct Exporting {
    const Hearsay *hearsay;
    const HearsayQuestion *asked;
    ApiExport given;
    Arena *arena, *report_arena;
    HearsayExportCounts counts;
} Exporting;

static Status export_base(Arena *arena, void *context, Error *error)
{
    Exporting *exporting = context;
    Question *question = ARENA_NEW(arena, Question);
    Status status = api_read_question(arena, exporting->hearsay, exporting->asked, question, error);
    exporting->given.question = question;
    return status == STATUS_OK ? api_write_export(arena, exporting->report_arena, &exporting->given,
                                                  &exporting->counts, error)
                               : status;
}

/* What the base keeps of its tables lies in its own arena: its door stands around the export's. */
static Status export_behind_door(Arena *base_arena, void *context, Error *error)
{
    (void)base_arena;
    Exporting *exporting = context;
    return door_open(exporting->arena, export_base, exporting, error);
}

HearsayStatus hearsay_export(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                             const HearsayExportOptions *options, HearsaySink sink, void *context,
                             HearsayExportCounts *out_counts, HearsayError *error)
{
    Error inner = {0};
    Exporting exporting = {.hearsay = hearsay,
                           .asked = question,
                           .given = {.evidence = base->evidence,
                                     .places = hearsay->mentions,
                                     .format = (PresentExportFormat)options->format,
                                     .with_unchecked = options->with_unchecked,
                                     .with_protected = question->with_protected,
                                     .sink = sink,
                                     .sink_context = context}};
    Arena *arena = arena_new((size_t)EXPORT_MEMORY_MEGABYTES << 20);
    exporting.report_arena = arena_new((size_t)EXPORT_MEMORY_MEGABYTES << 20);
    exporting.arena = arena;
    Status status = arena && exporting.report_arena
                        ? door_open(base->arena, export_behind_door, &exporting, &inner)
                        : error_set(&inner, ERR_SYSTEM, "out of memory");
    arena_free(exporting.report_arena);
    arena_free(arena);
    if (out_counts)
        *out_counts = exporting.counts;
    return api_tell(status, &inner, error);
}
