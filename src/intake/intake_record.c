/* One line of JSON Lines becomes a draft: {id, outlet, title, published, url, language, retold, text}. */
#include <jansson.h>

#include "core/buffer.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_decode.h"
#include "intake/intake_metadata.h"
#include "intake/intake_refuse.h"
#include "intake/intake_report.h"

/* ---- the way back from the text into the line ---- */

/* Behind the string whose quotation mark stands at begin. The line is valid JSON. */
static size_t string_end(Text line, size_t begin)
{
    size_t position = begin + 1;
    while (position < line.length && line.bytes[position] != '"')
        position += line.bytes[position] == '\\' ? 2 : 1;
    return position + 1;
}

static size_t skip_space(Text line, size_t position)
{
    while (position < line.length && ascii_is_space(line.bytes[position]))
        position++;
    return position;
}

/* Where the value of the key "text" of the outer object begins, or SIZE_MAX. A key that is written with
 * escapes is not found. */
static size_t find_text_value(Text line)
{
    size_t depth = 0;
    for (size_t i = 0; i < line.length; i++) {
        char c = line.bytes[i];
        if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        } else if (c == '"') {
            size_t end = string_end(line, i);
            bool is_key = depth == 1 && end <= line.length && text_is(text_slice(line, i, end), "\"text\"");
            i = end - 1;
            if (!is_key)
                continue;
            size_t next = skip_space(line, end);
            if (next >= line.length || line.bytes[next] != ':')
                continue; /* a value of this wording */
            next = skip_space(line, next + 1);
            return next < line.length && line.bytes[next] == '"' ? next : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

static uint32_t hex4(Text line, size_t at)
{
    uint32_t value = 0;
    for (size_t i = at; i < at + 4 && i < line.length; i++) {
        char c = ascii_lower(line.bytes[i]);
        value = value * 16 + (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return value;
}

/* Writes what the escape at position stands for; gives the position behind it. */
static size_t decode_escape(Text line, size_t position, Buffer *out)
{
    static const char letters[] = "bfnrt";
    static const char values[] = "\b\f\n\r\t";
    char c = position + 1 < line.length ? line.bytes[position + 1] : 0;
    if (c != 'u') {
        const char *letter = c ? strchr(letters, c) : NULL;
        buffer_add_byte(out, letter ? values[letter - letters] : c);
        return position + 2;
    }
    uint32_t code = hex4(line, position + 2);
    position += 6;
    if (code >= 0xD800 && code < 0xDC00) {
        code = 0x10000 + ((code - 0xD800) << 10) + (hex4(line, position + 2) - 0xDC00);
        position += 6;
    }
    buffer_add_code_point(out, code);
    return position;
}

/* The text with its points, read from the line itself; the value that the JSON library gave is the judge. */
static void take_text(Arena *arena, Text line, Text value, Report *out)
{
    Buffer buffer = buffer_in(arena);
    PointList points = {0};
    size_t position = find_text_value(line);
    if (position != SIZE_MAX) {
        position++;
        while (position < line.length && line.bytes[position] != '"') {
            size_t end = position;
            while (end < line.length && line.bytes[end] != '"' && line.bytes[end] != '\\')
                end++;
            intake_add_point(arena, &points, buffer.length, position);
            buffer_add(&buffer, text_slice(line, position, end));
            position = end;
            if (end < line.length && line.bytes[end] == '\\') {
                intake_add_point(arena, &points, buffer.length, position);
                position = decode_escape(line, end, &buffer);
            }
        }
    }
    out->text = buffer_text(&buffer);
    if (!text_equals(out->text, value)) {
        out->text = value;
        points = (PointList){0};
    }
    out->points = points.items;
    out->point_count = points.count;
}

/* ---- the other values ---- */

static void drop_json(void *root) { json_decref(root); }

/* As it is written in JSON, but strings without their marks. */
static Text value_text(Arena *arena, const json_t *value)
{
    if (json_is_string(value))
        return (Text){json_string_value(value), json_string_length(value)};
    if (json_is_true(value))
        return TEXT("true");
    size_t flags = JSON_ENCODE_ANY | JSON_COMPACT;
    size_t length = json_dumpb(value, NULL, 0, flags);
    char *bytes = arena_alloc(arena, length + 1);
    (void)json_dumpb(value, bytes, length, flags);
    return (Text){bytes, length};
}

static Status refuse_person(Text key, Error *error)
{
    return error_set(error, ERR_UNSUPPORTED,
                     "key \"%.*s\" makes this a table with a row a person; such tables are refused",
                     TEXT_ARGS(key));
}

static Status take_member(Arena *arena, const IntakeOptions *options, Text key, const json_t *value,
                          Draft *out, Error *error)
{
    bool is_sure;
    if (json_is_null(value))
        return STATUS_OK;
    if (intake_is_person_column(arena, options->data, key, &is_sure) && is_sure)
        return refuse_person(key, error);
    Text text = value_text(arena, value);
    if (text_is(key, "id")) {
        out->report.id = text;
        return STATUS_OK;
    }
    bool is_known = (json_is_string(value) || json_is_boolean(value)) && intake_take_field(out, key, text);
    /* What a report is about and where it comes from by somebody's coding must decide nothing. */
    bool is_coding = text_is(key, "about") || text_is(key, "family") || text_is(key, "text");
    if (!is_known && !is_coding && !is_sure)
        intake_add_note(arena, out, key, text);
    return STATUS_OK;
}

static Status take_members(Arena *arena, const IntakeOptions *options, json_t *root, Draft *out, Error *error)
{
    const char *name;
    json_t *value;
    json_object_foreach(root, name, value)
    {
        Status status = take_member(arena, options, text_from(name), value, out, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* The library's reason without the words near it: they may be nobody's business. */
static Status refuse_line(const json_error_t *problem, Error *error)
{
    Text reason = text_from(problem->text);
    size_t near = text_find(reason, TEXT(" near "), 0);
    reason = text_slice(reason, 0, near == SIZE_MAX ? reason.length : near);
    return error_set(error, ERR_FORMAT, "the line is no whole JSON object: %.*s at byte %d of it",
                     TEXT_ARGS(reason), problem->position > 0 ? problem->position : 0);
}

/* An object without a text is no report; it may be a person's row. */
static Status refuse_object(Arena *arena, const IntakeData *data, json_t *root, Error *error)
{
    const char *name;
    json_t *value;
    size_t found = 0;
    json_object_foreach(root, name, value)
    {
        bool is_sure;
        if (!intake_is_person_heading(arena, data, text_from(name), &is_sure))
            continue;
        found++;
        if (is_sure || found > 1)
            return refuse_person(text_from(name), error);
    }
    return error_set(error, ERR_FORMAT, "the object has no string \"text\"");
}

Status intake_read_record(Arena *arena, const IntakeOptions *options, Text line, Draft *out, Error *error)
{
    json_error_t problem;
    json_t *root = json_loadb(line.bytes, line.length, JSON_REJECT_DUPLICATES, &problem);
    if (!root)
        return refuse_line(&problem, error);
    arena_defer(arena, drop_json, root);
    if (!json_is_object(root))
        return error_set(error, ERR_FORMAT, "the line is no JSON object; each report is one {…} on a line");
    const json_t *text = json_object_get(root, "text");
    if (!json_is_string(text))
        return refuse_object(arena, options->data, root, error);
    Status status = take_members(arena, options, root, out, error);
    if (status != STATUS_OK)
        return status;
    Report *report = &out->report;
    report->format = TEXT("jsonl");
    report->extractor = TEXT("jsonl/1");
    take_text(arena, line, value_text(arena, text), report);
    if (text_trim(report->text).length == 0)
        return error_set(error, ERR_FORMAT, "\"text\" is empty");
    return intake_refuse(arena, options->data, report->text, error);
}
