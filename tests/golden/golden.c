/* Runs the .test files of tests/golden/STAGE, or of tests/cli for the stage "cli"; --bless writes what comes
 * out as expected.
 *
 * A file: comment lines, then cases "=== title", input, "---", expected. In tests/cli the body is a
 * transcript:
 * "$ command" ("> " continues it), its stdout, its stderr behind "! ", and "? code" where it is not 0. */
#include <glob.h>

#include "core/arena.h"
#include "core/door.h"
#include "core/text.h"
#include "golden/golden.h"

typedef void Driver(Arena *arena, Text input, Buffer *out);

static const struct {
    const char *name;
    Driver *driver;
} stages[] = {
#define STAGE(name) {#name, golden_##name},
#include "golden_stages.h"
    {"cli", golden_transcript},
};

typedef struct Case {
    Driver *driver;
    bool is_transcript;
    Text body;
    Text actual; /* the body as it comes out */
} Case;

static int passed, failed;

static Text without_end(Text text)
{
    while (text.length && ascii_is_space(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

static void print_text(const char *what, Text text) { printf("%s:\n%.*s\n", what, TEXT_ARGS(text)); }

bool golden_read_file(Buffer *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    char block[8192];
    size_t length;
    while ((length = fread(block, 1, sizeof block, file)))
        buffer_add(out, (Text){block, length});
    return fclose(file) == 0;
}

/* The input of a case: what stands before the line "---". */
static Text input_of(Text body)
{
    if (text_starts_with(body, TEXT("---\n")))
        return TEXT_EMPTY;
    size_t end = text_find(body, TEXT("\n---\n"), 0);
    return end == SIZE_MAX ? without_end(body) : text_slice(body, 0, end);
}

static Status run_driver(Arena *arena, void *context, Error *error)
{
    (void)error;
    Case *item = context;
    Buffer out = buffer_in(arena);
    if (item->is_transcript) {
        item->driver(arena, item->body, &out);
    } else {
        Text input = input_of(item->body);
        buffer_add(&out, input);
        buffer_add_string(&out, "\n---\n");
        item->driver(arena, input, &out);
    }
    item->actual = without_end(buffer_text(&out));
    return STATUS_OK;
}

static void run_case(const char *path, Text title, Case *item, Buffer *blessed)
{
    Arena *arena = arena_new((size_t)1 << 30);
    Error error = {0};
    if (door_open(arena, run_driver, item, &error) != STATUS_OK)
        item->actual = text_from(error.message);
    if (text_equals(item->actual, without_end(item->body))) {
        passed++;
    } else {
        failed++;
        printf("%s: %.*s\n", path, TEXT_ARGS(title));
        print_text("expected", without_end(item->body));
        print_text("actual", item->actual);
    }
    buffer_print(blessed, "=== %.*s\n", TEXT_ARGS(title));
    buffer_add(blessed, item->actual);
    buffer_add_string(blessed, "\n\n");
    arena_free(arena);
}

static void write_file(const char *path, Text text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text.bytes, 1, text.length, file) != text.length || fclose(file) != 0) {
        printf("%s: could not be written\n", path);
        failed++;
    }
}

/* Where the next "=== " line begins, or the end of the file. */
static size_t next_case(Text text, size_t from)
{
    if (from == 0 && text_starts_with(text, TEXT("=== ")))
        return 0;
    size_t newline = text_find(text, TEXT("\n=== "), from);
    return newline == SIZE_MAX ? text.length : newline + 1;
}

static void run_file(Arena *arena, const char *path, Case *item, bool bless)
{
    Buffer file = buffer_in(arena);
    Buffer blessed = buffer_in(arena);
    if (!golden_read_file(&file, path)) {
        printf("%s: could not be read\n", path);
        failed++;
    }
    Text text = buffer_text(&file);
    size_t begin = next_case(text, 0);
    buffer_add(&blessed, text_slice(text, 0, begin));
    while (begin < text.length) {
        size_t title_end = text_find_byte(text, '\n', begin);
        if (title_end == SIZE_MAX)
            title_end = text.length;
        size_t end = next_case(text, title_end);
        item->body = text_slice(text, title_end, end);
        if (item->body.length)
            item->body = text_slice(item->body, 1, item->body.length);
        run_case(path, text_slice(text, begin + 4, title_end), item, &blessed);
        begin = end;
    }
    Text result = buffer_text(&blessed);
    if (bless && result.length > 1 && !text_equals(result, text))
        write_file(path, text_slice(result, 0, result.length - 1));
}

typedef struct Run {
    const char *stage;
    bool bless;
} Run;

static Status run_stage(Arena *arena, void *context, Error *error)
{
    const Run *run = context;
    Case item = {.is_transcript = strcmp(run->stage, "cli") == 0};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(stages[i].name, run->stage) == 0)
            item.driver = stages[i].driver;
    if (!item.driver)
        return error_set(error, ERR_USAGE, "no driver of the name \"%s\"", run->stage);
    char pattern[256];
    snprintf(pattern, sizeof pattern, item.is_transcript ? "tests/%s/*.test" : "tests/golden/%s/*.test",
             run->stage);
    glob_t files = {0};
    if (glob(pattern, 0, NULL, &files) == 0)
        for (size_t i = 0; i < files.gl_pathc; i++)
            run_file(arena, files.gl_pathv[i], &item, run->bless);
    globfree(&files);
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    Run run = {.stage = argc > 1 ? argv[argc - 1] : "", .bless = argc > 2 && strcmp(argv[1], "--bless") == 0};
    Error error = {0};
    Arena *arena = arena_new(0);
    if (!arena || door_open(arena, run_stage, &run, &error) != STATUS_OK) {
        printf("%s\n", error.message);
        failed++;
    }
    arena_free(arena);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 && !run.bless;
}
