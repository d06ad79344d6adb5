/* Opens what was given, finds out what it is, and gives its reports one by one. */
#include "intake/intake.h"

#include <errno.h>
#include <string.h>

#include "core/buffer.h"
#include "core/digest.h"
#include "intake/intake_data.h"
#include "intake/intake_decode.h"
#include "intake/intake_report.h"

enum { LIMIT_DEFAULT = 64 << 20, BLOCK = 64 << 10, CONTAINER_HASHED_MOST = 1 << 20, SNIFFED = 1024 };

typedef enum Wrapping { WRAPPING_TEXT, WRAPPING_HTML, WRAPPING_LINES } Wrapping;

struct Intake {
    Arena *arena;
    IntakeOptions options;
    IntakeInput input;
    Wrapping wrapping;
    size_t limit;
    char *bytes; /* what was read and not used up: from begin to end */
    size_t begin;
    size_t end;
    size_t capacity;
    uint64_t offset; /* of begin in the input */
    bool is_at_end;
    bool is_over;
    uint32_t line; /* lines given so far */
    Text container_sha256;
};

/* ---- reading ---- */

static Status read_more(Intake *intake, Error *error)
{
    if (intake->begin > 0) {
        memmove(intake->bytes, intake->bytes + intake->begin, intake->end - intake->begin);
        intake->end -= intake->begin;
        intake->begin = 0;
    }
    if (intake->end + BLOCK > intake->capacity) {
        size_t capacity = intake->capacity * 2 + BLOCK;
        char *bytes = arena_alloc(intake->arena, capacity);
        if (intake->end)
            memcpy(bytes, intake->bytes, intake->end);
        intake->bytes = bytes;
        intake->capacity = capacity;
    }
    ptrdiff_t length = intake->input.read(intake->input.context, intake->bytes + intake->end, BLOCK);
    if (length < 0)
        return error_at(error, ERR_SYSTEM, intake->input.name, 0, "could not be read (%s)", strerror(errno));
    intake->end += (size_t)length;
    intake->is_at_end = length == 0;
    return STATUS_OK;
}

static Text unread(const Intake *intake)
{
    return (Text){intake->bytes + intake->begin, intake->end - intake->begin};
}

static Status read_until(Intake *intake, size_t length, Error *error)
{
    Status status = STATUS_OK;
    while (status == STATUS_OK && !intake->is_at_end && intake->end - intake->begin < length)
        status = read_more(intake, error);
    return status;
}

/* ---- what it is ---- */

static bool has_ending(Text name, const char *ending)
{
    Text end = text_from(ending);
    return name.length > end.length &&
           text_equals_ignoring_case(text_slice(name, name.length - end.length, name.length), end);
}

static bool begins_ignoring_case(Text text, const char *word)
{
    Text begin = text_from(word);
    return text.length >= begin.length && text_equals_ignoring_case(text_slice(text, 0, begin.length), begin);
}

/* The bytes decide where they can; the name where they may be either. */
static Wrapping sniff(Text name, Text bytes)
{
    Text encoding;
    Text rest = text_trim(text_slice(bytes, intake_byte_order_mark(bytes, &encoding), bytes.length));
    static const char *const beginnings[] = {"<!doctype", "<html",  "<head",   "<body", "<!--",
                                             "<meta",     "<title", "<?xml",   "<div",  "<p>",
                                             "<p ",       "<h1",    "<article"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins_ignoring_case(rest, beginnings[i]))
            return WRAPPING_HTML;
    if (has_ending(name, ".jsonl") || has_ending(name, ".ndjson") || has_ending(name, ".json"))
        return WRAPPING_LINES;
    if (has_ending(name, ".html") || has_ending(name, ".htm") || has_ending(name, ".xhtml"))
        return WRAPPING_HTML;
    bool is_list = text_starts_with(rest, TEXT("[")) &&
                   text_starts_with(text_trim(text_slice(rest, 1, rest.length)), TEXT("{"));
    if (text_starts_with(rest, TEXT("{\"")) || text_starts_with(rest, TEXT("{ \"")) || is_list)
        return WRAPPING_LINES;
    return WRAPPING_TEXT;
}

static Status find_wrapping(Intake *intake, Error *error)
{
    Text head = text_slice(unread(intake), 0, intake->end < SNIFFED ? intake->end : SNIFFED);
    Text name = intake->input.name;
    Text format = intake->options.format;
    const char *foreign = intake_foreign_format(head);
    if (foreign)
        return error_at(error, ERR_UNSUPPORTED, name, 0,
                        "this is %s, which is not read; give its text, HTML or JSON Lines", foreign);
    if (format.length == 0)
        intake->wrapping = sniff(name, head);
    else if (text_is(format, "text"))
        intake->wrapping = WRAPPING_TEXT;
    else if (text_is(format, "html"))
        intake->wrapping = WRAPPING_HTML;
    else if (text_is(format, "jsonl"))
        intake->wrapping = WRAPPING_LINES;
    else
        return error_at(error, ERR_USAGE, name, 0, "\"%.*s\" is no format; there are text, html and jsonl",
                        TEXT_ARGS(format));
    return STATUS_OK;
}

Status intake_open(Arena *arena, const IntakeOptions *options, IntakeInput input, Intake **out, Error *error)
{
    Intake *intake = ARENA_NEW(arena, Intake);
    intake->arena = arena;
    intake->options = *options;
    intake->input = input;
    intake->limit = options->limit ? options->limit : LIMIT_DEFAULT;
    Status status = read_until(intake, CONTAINER_HASHED_MOST, error);
    if (status != STATUS_OK)
        return status;
    if (intake->end == 0)
        return error_at(error, ERR_FORMAT, input.name, 0, "the file is empty");
    status = find_wrapping(intake, error);
    if (status != STATUS_OK)
        return status;
    if (intake->wrapping == WRAPPING_LINES && intake->is_at_end)
        intake->container_sha256 = digest_hex(arena, unread(intake));
    *out = intake;
    return STATUS_OK;
}

/* ---- giving reports ---- */

static Status read_wrapped(Arena *arena, const Intake *intake, Text bytes, Draft *draft, Error *error)
{
    switch (intake->wrapping) {
    case WRAPPING_TEXT:
        return intake_read_text(arena, &intake->options, bytes, draft, error);
    case WRAPPING_HTML:
        return intake_read_html(arena, &intake->options, bytes, draft, error);
    case WRAPPING_LINES:
        return intake_read_record(arena, &intake->options, bytes, draft, error);
    }
    return STATUS_OK;
}

static Status refuse_size(const Intake *intake, uint32_t line, Error *error)
{
    return error_at(error, ERR_LIMIT, intake->input.name, line,
                    "the report has more than %zu bytes, the limit; --limit sets another", intake->limit);
}

/* A file that is named a table is one, though its first lines may not show it. */
static Status refuse_table_name(const Intake *intake, Error *error)
{
    bool is_table = has_ending(intake->input.name, ".csv") || has_ending(intake->input.name, ".tsv");
    if (intake->wrapping != WRAPPING_TEXT || intake->options.format.length || !is_table)
        return STATUS_OK;
    return error_set(error, ERR_UNSUPPORTED, "this is named a table, which is not read; give reports");
}

/* The whole input is one report. */
static Status next_whole(Intake *intake, Arena *arena, Report *out, Error *error)
{
    intake->is_over = true;
    Status status = read_until(intake, intake->limit + 1, error);
    if (status != STATUS_OK)
        return status;
    if (intake->end > intake->limit)
        return refuse_size(intake, 0, error);
    Draft draft = {0};
    draft.report.name = arena_copy(arena, intake->input.name);
    draft.report.bytes = arena_copy(arena, unread(intake));
    status = read_wrapped(arena, intake, draft.report.bytes, &draft, error);
    if (status == STATUS_OK)
        status = refuse_table_name(intake, error);
    if (status == STATUS_OK)
        status = intake_finish(arena, &intake->options, &draft, out, error);
    if (status != STATUS_OK)
        error_name(error, intake->input.name);
    return status;
}

static void use_up(Intake *intake, size_t length)
{
    intake->begin += length;
    intake->offset += length;
}

/* Skips the rest of a line that is too long. */
static Status skip_line(Intake *intake, Error *error)
{
    for (;;) {
        size_t end = text_find_byte(unread(intake), '\n', 0);
        if (end != SIZE_MAX) {
            use_up(intake, end + 1);
            return STATUS_OK;
        }
        use_up(intake, intake->end - intake->begin);
        if (intake->is_at_end)
            return STATUS_OK;
        Status status = read_more(intake, error);
        if (status != STATUS_OK)
            return status;
    }
}

/* Finds the next line: its bytes without the line end in out, its length with it in out_length. ERR_LIMIT
 * where it is too long. At the end of the input out is empty and out_length 0. */
static Status find_line(Intake *intake, Text *out, size_t *out_length, Error *error)
{
    size_t searched = 0;
    for (;;) {
        Text rest = unread(intake);
        size_t end = text_find_byte(rest, '\n', searched);
        size_t length = end == SIZE_MAX ? rest.length : end;
        if (length > intake->limit)
            return refuse_size(intake, intake->line + 1, error);
        if (end != SIZE_MAX || intake->is_at_end) {
            *out = text_slice(rest, 0, length);
            *out_length = end == SIZE_MAX ? rest.length : end + 1;
            return STATUS_OK;
        }
        searched = rest.length;
        Status status = read_more(intake, error);
        if (status != STATUS_OK)
            return status;
    }
}

static Status read_line(Intake *intake, Arena *arena, Text line, uint64_t offset, Report *out, Error *error)
{
    Draft draft = {0};
    Text name = intake->input.name;
    draft.report.name = arena_print(arena, "%.*s:%u", TEXT_ARGS(name), (unsigned)intake->line);
    draft.report.container_name = arena_copy(arena, name);
    draft.report.container_sha256 = arena_copy(arena, intake->container_sha256);
    draft.report.container_offset = offset;
    draft.report.bytes = arena_copy(arena, line);
    Status status = read_wrapped(arena, intake, draft.report.bytes, &draft, error);
    if (status == STATUS_OK)
        status = intake_finish(arena, &intake->options, &draft, out, error);
    if (status != STATUS_OK && error) {
        error->line = intake->line;
        error_name(error, name);
    }
    return status;
}

/* A line is used up before it is read, so that whatever becomes of it, the next call goes on behind it. */
static Status next_line(Intake *intake, Arena *arena, Report *out, bool *out_more, Error *error)
{
    for (;;) {
        Text line;
        size_t length = 0;
        Status status = find_line(intake, &line, &length, error);
        if (status == ERR_LIMIT) {
            intake->line++;
            Status skipped = skip_line(intake, NULL);
            *out_more = skipped == STATUS_OK;
            return status;
        }
        if (status != STATUS_OK || length == 0) {
            intake->is_over = true;
            *out_more = false;
            return status;
        }
        uint64_t offset = intake->offset;
        intake->line++;
        use_up(intake, length);
        Text encoding;
        if (offset == 0)
            line = text_slice(line, intake_byte_order_mark(line, &encoding) == 3 ? 3 : 0, line.length);
        const char *line_begin = intake->bytes + intake->begin - length;
        line = text_trim(line);
        if (line.length == 0)
            continue;
        offset += (uint64_t)(line.bytes - line_begin);
        *out_more = true;
        return read_line(intake, arena, line, offset, out, error);
    }
}

Status intake_next(Intake *intake, Arena *report_arena, Report *out, bool *out_more, Error *error)
{
    *out_more = false;
    if (intake->is_over)
        return STATUS_OK;
    if (intake->wrapping == WRAPPING_LINES)
        return next_line(intake, report_arena, out, out_more, error);
    Status status = next_whole(intake, report_arena, out, error);
    *out_more = status == STATUS_OK;
    return status;
}

/* ---- from memory ---- */

static ptrdiff_t read_from_memory(void *context, void *bytes, size_t length)
{
    Text *rest = context;
    size_t taken = rest->length < length ? rest->length : length;
    if (taken)
        memcpy(bytes, rest->bytes, taken);
    *rest = text_slice(*rest, taken, rest->length);
    return (ptrdiff_t)taken;
}

Status intake_read(Arena *arena, const IntakeOptions *options, Text name, Text bytes, Report *out,
                   Error *error)
{
    Text rest = bytes;
    Intake *intake = NULL;
    IntakeInput input = {.read = read_from_memory, .context = &rest, .name = name};
    Status status = intake_open(arena, options, input, &intake, error);
    if (status != STATUS_OK)
        return status;
    bool more = false;
    status = intake_next(intake, arena, out, &more, error);
    if (status == STATUS_OK && !more)
        return error_at(error, ERR_FORMAT, name, 0, "there is no report in it");
    return status;
}
