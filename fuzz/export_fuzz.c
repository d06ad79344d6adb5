/* Any bytes as an export: a base is made of them, or an error says why not and the base stays empty. */
#include <stdio.h>
#include <unistd.h>

#include "core/door.h"
#include "evidence/evidence.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Arena *process;
static Evidence *evidence; /* made anew whenever an export filled it */
static char path[64];

typedef struct Pulling {
    Text rest;
} Pulling;

static ptrdiff_t pull(void *context, void *bytes, size_t length)
{
    Pulling *pulling = context;
    size_t taken = pulling->rest.length < length ? pulling->rest.length : length;
    taken = taken > 1000 ? 1000 : taken;
    if (taken > 0)
        memcpy(bytes, pulling->rest.bytes, taken);
    pulling->rest = text_slice(pulling->rest, taken, pulling->rest.length);
    return (ptrdiff_t)taken;
}

static Status open_base(Arena *arena, void *context, Error *error)
{
    (void)context;
    EvidenceOptions options = {.location = text_from(path), .mode = EVIDENCE_WRITE};
    return evidence_open(arena, &options, &evidence, error);
}

static Status restore(Arena *arena, void *context, Error *error)
{
    IntakeInput input = {.read = pull, .context = context, .name = TEXT("fuzz")};
    IntakeExport *export = NULL;
    EvidenceTable *table = NULL;
    IntakeExportLine line = {.kind = INTAKE_EXPORT_ROW};
    Status status = intake_export_open(arena, input, &export, error);
    if (status == STATUS_OK)
        status = evidence_restore_begin(evidence, error);
    while (status == STATUS_OK && line.kind != INTAKE_EXPORT_END) {
        status = intake_export_next(export, arena, &line, error);
        EvidenceTableHead head = {line.table, line.columns};
        if (status == STATUS_OK && line.kind == INTAKE_EXPORT_TABLE)
            status = evidence_restore_table(evidence, &head, &table, error);
        else if (status == STATUS_OK && line.kind == INTAKE_EXPORT_ROW)
            status = evidence_restore_row(evidence, table, line.values, line.value_count, error);
    }
    return status;
}

static Status end(Arena *arena, void *context, Error *error)
{
    EvidenceCounts *counts = context;
    return evidence_restore_end(evidence, arena, counts, error);
}

static void remove_base(void)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static void start_anew(void)
{
    Error error = {0};
    arena_free(process);
    remove_base();
    process = arena_new(0);
    if (!process || door_open(process, open_base, NULL, &error) != STATUS_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!process) {
        const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        snprintf(path, sizeof path, "%s/export_fuzz.%ld", folder, (long)getpid());
        atexit(remove_base);
        start_anew();
    }
    Error error = {0};
    EvidenceCounts counts = {0};
    Pulling pulling = {{(const char *)data, size}};
    Arena *arena = arena_new(64U << 20), *checking = arena_new(64U << 20);
    Status status = ERR_SYSTEM;
    if (arena && checking) {
        status = door_open(arena, restore, &pulling, &error);
        if (status == STATUS_OK)
            status = door_open(checking, end, &counts, &error);
        if (status != STATUS_OK && error.message[0] == '\0')
            abort(); /* an error says what it is */
        evidence_restore_stop(evidence);
    }
    arena_free(checking);
    arena_free(arena);
    EvidenceSummary summary = {0};
    if (status == STATUS_OK)
        start_anew();
    else if (evidence_summarize(evidence, &summary, &error) != STATUS_OK || summary.report_count > 0)
        abort(); /* a refused export left something */
    return 0;
}
