#include "intake_target.h"

static Status run(Arena *arena, void *context, Error *error)
{
    const Target *target = context;
    IntakeMetadata *metadata;
    Status status =
        intake_read_metadata(arena, target->data, TEXT("fuzz.tsv"), target->bytes, &metadata, error);
    if (status != STATUS_OK)
        return status;
    Report report;
    IntakeOptions options = {.data = target->data, .metadata = metadata};
    status = intake_read(arena, &options, TEXT("a/b.txt"), TEXT("A title\n\nA text."), &report, error);
    if (status == STATUS_OK)
        target_check(&report);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Target target = {.data = target_data(), .bytes = {(const char *)data, size}};
    Error error = {0};
    Arena *arena = arena_new(TARGET_LIMIT);
    Status status = door_open(arena, run, &target, &error);
    (void)status;
    arena_free(arena);
    return 0;
}
