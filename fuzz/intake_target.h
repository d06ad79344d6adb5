/* What the fuzz targets of intake have in common: bytes are read as one format, and what comes out must hold
 * together. */
#ifndef FUZZ_INTAKE_TARGET_H
#define FUZZ_INTAKE_TARGET_H

#include <stdint.h>

#include "core/door.h"
#include "core/utf8.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TARGET_LIMIT = 256 << 20 };

typedef struct Target {
    IntakeData *data;
    Text format;
    Text bytes;
    Text rest;
} Target;

static inline void must(bool holds)
{
    if (!holds)
        abort();
}

static inline Status target_load(Arena *arena, void *context, Error *error)
{
    return intake_load(arena, TEXT("data"), context, error);
}

static inline IntakeData *target_data(void)
{
    static IntakeData *data;
    static Arena *process; /* kept: the leak checker must find it */
    if (!data) {
        Error error = {0};
        process = arena_new(0);
        must(door_open(process, target_load, &data, &error) == STATUS_OK);
    }
    return data;
}

static inline void target_check(const Report *report)
{
    uint32_t end = 0;
    must(utf8_find_invalid(report->text) == SIZE_MAX);
    for (size_t i = 0; i < report->part_count; i++) {
        Span span = report->parts[i].span;
        must(span.begin >= end && span.begin < span.end && span.end <= report->text.length);
        must(intake_source_offset(report, span.begin) <= report->bytes.length);
        must(intake_part_word(report->parts[i].kind) != NULL);
        end = span.end;
    }
    for (size_t i = 1; i < report->point_count; i++)
        must(report->points[i].text > report->points[i - 1].text);
}

static inline ptrdiff_t target_pull(void *context, void *bytes, size_t length)
{
    Target *target = context;
    size_t taken = target->rest.length < length ? target->rest.length : length;
    taken = taken > 1000 ? 1000 : taken;
    if (taken)
        memcpy(bytes, target->rest.bytes, taken);
    target->rest = text_slice(target->rest, taken, target->rest.length);
    return (ptrdiff_t)taken;
}

static inline Status target_run(Arena *arena, void *context, Error *error)
{
    Target *target = context;
    IntakeOptions options = {.data = target->data, .format = target->format, .limit = 1 << 20};
    IntakeInput input = {.read = target_pull, .context = target, .name = TEXT("fuzz")};
    Intake *intake;
    target->rest = target->bytes;
    Status status = intake_open(arena, &options, input, &intake, error);
    bool more = status == STATUS_OK;
    while (more) {
        Report report;
        if (intake_next(intake, arena, &report, &more, error) == STATUS_OK && more)
            target_check(&report);
    }
    return status;
}

static inline int target_read(const uint8_t *data, size_t size, const char *format)
{
    Target target = {.data = target_data(), .format = text_from(format), .bytes = {(const char *)data, size}};
    Error error = {0};
    Arena *arena = arena_new(TARGET_LIMIT);
    Status status = door_open(arena, target_run, &target, &error);
    must(status == STATUS_OK || error.message[0]);
    arena_free(arena);
    return 0;
}

#endif
