/* An export in JSON Lines, line by line. */
#include <jansson.h>

#include <errno.h>

#include "core/utf8.h"
#include "intake/intake.h"

enum {
    READ_BYTES = 1 << 16,
    LINE_MOST = 512 << 20, /* bytes; a longer line is refused */
    VALUES_MOST = 64,
    FORM_VERSION = 1
};

struct IntakeExport {
    Arena *arena;
    IntakeInput input;
    char *bytes; /* read and not yet taken: from begin to end */
    size_t capacity, begin, end;
    uint32_t line;
    bool is_over, has_ended, has_table;
};

static Status refuse(const IntakeExport *export, Error *error, Status status, const char *what)
{
    return error_at(error, status, export->input.name, export->line, "%s", what);
}

/* ---- lines ---- */

static Status read_more(IntakeExport *export, Error *error)
{
    if (export->begin > 0) {
        memmove(export->bytes, export->bytes + export->begin, export->end - export->begin);
        export->end -= export->begin;
        export->begin = 0;
    }
    if (export->end + READ_BYTES > export->capacity) {
        size_t capacity = 2 * (export->capacity + READ_BYTES);
        if (capacity > 4 * (size_t)LINE_MOST)
            return refuse(export, error, ERR_LIMIT, "a line of more than 512 MB");
        char *bytes = arena_alloc(export->arena, capacity);
        if (export->end > 0)
            memcpy(bytes, export->bytes, export->end);
        export->bytes = bytes;
        export->capacity = capacity;
    }
    ptrdiff_t got = export->input.read(export->input.context, export->bytes + export->end, READ_BYTES);
    if (got < 0)
        return error_at(error, ERR_SYSTEM, export->input.name, export->line, "could not read it: %s",
                        strerror(errno));
    export->end += (size_t)got;
    export->is_over = got == 0;
    return STATUS_OK;
}

/* The next line without its end; it lies in the buffer until the next call. out_more is false at the end. */
static Status next_line(IntakeExport *export, Text *out, bool *out_more, Error *error)
{
    size_t searched = 0;
    for (;;) {
        Text rest = text_slice((Text){export->bytes, export->end}, export->begin, export->end);
        size_t end = text_find_byte(rest, '\n', searched);
        bool is_last = end == SIZE_MAX && export->is_over;
        if (end != SIZE_MAX || is_last) {
            *out = text_slice(rest, 0, is_last ? rest.length : end);
            *out_more = !is_last || rest.length > 0;
            export->begin += is_last ? rest.length : end + 1;
            export->line++;
            return STATUS_OK;
        }
        searched = rest.length;
        Status status = read_more(export, error);
        if (status != STATUS_OK)
            return status;
    }
}

static void drop_json(void *json) { json_decref(json); }

static Status parse_line(const IntakeExport *export, Arena *arena, Text line, json_t **out, Error *error)
{
    json_error_t reason;
    *out = json_loadb(line.bytes, line.length, JSON_REJECT_DUPLICATES, &reason);
    if (!*out)
        return error_at(error, ERR_FORMAT, export->input.name, export->line, "this line is no JSON: %s",
                        reason.text);
    arena_defer(arena, drop_json, *out);
    return json_is_object(*out) ? STATUS_OK
                                : refuse(export, error, ERR_FORMAT, "a line of an export is one object");
}

static bool member_is(const json_t *object, const char *key, const char *value)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text && strcmp(text, value) == 0;
}

/* ---- the head ---- */

static Status check_head(const IntakeExport *export, const json_t *head, Error *error)
{
    if (!member_is(head, "type", "head") || !member_is(head, "format", "hearsay-export"))
        return refuse(export, error, ERR_FORMAT, "this is no export of hearsay: its first line would say so");
    if (json_integer_value(json_object_get(head, "version")) != FORM_VERSION)
        return refuse(export, error, ERR_UNSUPPORTED,
                      "an export of another version: use the hearsay that it names");
    if (!member_is(head, "class", "protected"))
        return refuse(export, error, ERR_USAGE,
                      "holds what was published alone: a base is made of an export with --protected");
    if (json_object_size(json_object_get(head, "question")) > 0)
        return refuse(export, error, ERR_USAGE,
                      "holds what one question let through: a base is made of an export without one");
    return STATUS_OK;
}

Status intake_export_open(Arena *arena, IntakeInput input, IntakeExport **out, Error *error)
{
    IntakeExport *export = ARENA_NEW(arena, IntakeExport);
    *export = (IntakeExport){.arena = arena, .input = input};
    *out = export;
    Text line;
    bool has_more = false;
    json_t *head = NULL;
    Status status = next_line(export, &line, &has_more, error);
    if (status != STATUS_OK)
        return status;
    if (!text_starts_with(line, TEXT("{")))
        return refuse(export, error, ERR_FORMAT, "this is no export of hearsay: its first line would say so");
    status = parse_line(export, arena, line, &head, error);
    return status == STATUS_OK ? check_head(export, head, error) : status;
}

/* ---- tables and rows ---- */

static Text string_of(Arena *arena, const json_t *string)
{
    return arena_copy(arena, (Text){json_string_value(string), json_string_length(string)});
}

static Status take_table(IntakeExport *export, Arena *arena, const json_t *object, IntakeExportLine *out,
                         Error *error)
{
    const json_t *name = json_object_get(object, "table");
    const json_t *columns = json_object_get(object, "columns");
    size_t count = json_array_size(columns);
    if (!json_is_string(name) || count == 0 || count > VALUES_MOST)
        return refuse(export, error, ERR_FORMAT, "a table without its name or its columns");
    out->kind = INTAKE_EXPORT_TABLE;
    out->table = string_of(arena, name);
    out->columns = (TextList){ARENA_ARRAY(arena, Text, count), count};
    for (size_t i = 0; i < count; i++) {
        const json_t *column = json_array_get(columns, i);
        if (!json_is_string(column))
            return refuse(export, error, ERR_FORMAT, "a column without a name");
        out->columns.items[i] = string_of(arena, column);
    }
    export->has_table = true;
    return STATUS_OK;
}

static bool take_value(Arena *arena, const json_t *json, Value *out)
{
    if (json_is_string(json))
        *out = (Value){.kind = VALUE_TEXT, .text = string_of(arena, json)};
    else if (json_is_integer(json))
        *out = (Value){.kind = VALUE_INTEGER, .integer = json_integer_value(json)};
    else if (json_is_real(json))
        *out = (Value){.kind = VALUE_REAL, .real = json_real_value(json)};
    else
        *out = (Value){.kind = VALUE_NULL};
    return out->kind != VALUE_NULL || json_is_null(json);
}

static Status take_row(const IntakeExport *export, Arena *arena, const json_t *values, IntakeExportLine *out,
                       Error *error)
{
    size_t count = json_array_size(values);
    if (!export->has_table)
        return refuse(export, error, ERR_FORMAT, "a row before its table");
    if (!json_is_array(values) || count > VALUES_MOST)
        return refuse(export, error, ERR_FORMAT, "a row that is no list of values");
    Value *taken = ARENA_ARRAY(arena, Value, count);
    for (size_t i = 0; i < count; i++)
        if (!take_value(arena, json_array_get(values, i), &taken[i]))
            return refuse(export, error, ERR_FORMAT, "a value that is no text, number or null");
    out->kind = INTAKE_EXPORT_ROW;
    out->values = taken;
    out->value_count = count;
    return STATUS_OK;
}

static Status end_export(IntakeExport *export, IntakeExportLine *out, Error *error)
{
    out->kind = INTAKE_EXPORT_END;
    if (!export->has_ended)
        return refuse(export, error, ERR_FORMAT, "the export ends without its summary: it is not whole");
    if (!export->has_table)
        return refuse(export, error, ERR_FORMAT, "the export holds no tables: no base can be made of it");
    return STATUS_OK;
}

/* Reports and claims are told for people and other programs: they are not even parsed. */
static bool is_ours(Text line)
{
    return text_starts_with(line, TEXT("{\"type\":\"row\"")) ||
           text_starts_with(line, TEXT("{\"type\":\"table\"")) ||
           text_starts_with(line, TEXT("{\"type\":\"summary\""));
}

Status intake_export_next(IntakeExport *export, Arena *line_arena, IntakeExportLine *out, Error *error)
{
    *out = (IntakeExportLine){0};
    for (;;) {
        Text line;
        bool has_more = false;
        json_t *object = NULL;
        Status status = next_line(export, &line, &has_more, error);
        if (status != STATUS_OK)
            return status;
        if (!has_more)
            return end_export(export, out, error);
        if (export->has_ended)
            return refuse(export, error, ERR_FORMAT, "there is more behind the summary");
        if (!is_ours(line))
            continue;
        status = parse_line(export, line_arena, line, &object, error);
        if (status != STATUS_OK)
            return status;
        if (member_is(object, "type", "table"))
            return take_table(export, line_arena, object, out, error);
        if (member_is(object, "type", "row"))
            return take_row(export, line_arena, json_object_get(object, "values"), out, error);
        export->has_ended = member_is(object, "type", "summary");
    }
}
