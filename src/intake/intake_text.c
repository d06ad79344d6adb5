#include <string.h>

#include "intake/intake_decode.h"
#include "intake/intake_refuse.h"
#include "intake/intake_report.h"

/* A plain text may begin with a block of headers, ended by a blank line:
 *
 *     Title: Dormitories closed
 *     Outlet: Borderline Weekly
 *     Published: 2023-03-22
 *
 * It is one where its first line is of a known key; then other keys become notes. */

/* "Key: value"; keys are of letters, digits, spaces and hyphens. */
static bool split_header(Text line, Text *out_key, Text *out_value)
{
    size_t colon = text_find_byte(line, ':', 0);
    if (colon == SIZE_MAX || colon == 0 || colon > 40)
        return false;
    for (size_t i = 0; i < colon; i++) {
        char c = line.bytes[i];
        if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != ' ' && c != '-' && c != '_')
            return false;
    }
    *out_key = text_trim(text_slice(line, 0, colon));
    *out_value = text_trim(text_slice(line, colon + 1, line.length));
    return out_key->length > 0;
}

static size_t skip_blank_lines(Text text, size_t position)
{
    while (position < text.length && strchr(" \t\r\n", text.bytes[position]))
        position++;
    return position;
}

/* Where the text begins behind the block; 0: there is no block. */
static size_t read_header(Arena *arena, Text text, Draft *draft)
{
    size_t position = 0;
    bool is_first = true;
    while (position < text.length) {
        size_t end = text_find_byte(text, '\n', position);
        if (end == SIZE_MAX)
            end = text.length;
        Text line = text_trim(text_slice(text, position, end));
        Text key;
        Text value;
        if (line.length == 0)
            break;
        if (!split_header(line, &key, &value))
            break;
        bool is_known = intake_take_field(draft, key, value);
        if (!is_known && is_first)
            return 0;
        if (!is_known)
            intake_add_note(arena, draft, key, value);
        is_first = false;
        position = end < text.length ? end + 1 : end;
    }
    return is_first ? 0 : skip_blank_lines(text, position);
}

/* The points of what is left of a text when its first bytes are cut off. */
static void cut_points(Arena *arena, const Decoded *decoded, size_t begin, Report *out)
{
    PointList points = {0};
    intake_add_point(arena, &points, 0,
                     intake_point_source(decoded->points, decoded->point_count, (uint32_t)begin));
    for (size_t i = 0; i < decoded->point_count; i++)
        if (decoded->points[i].text > begin)
            intake_add_point(arena, &points, decoded->points[i].text - begin, decoded->points[i].source);
    out->points = points.items;
    out->point_count = points.count;
}

Status intake_read_text(Arena *arena, const IntakeOptions *options, Text bytes, Draft *out, Error *error)
{
    Decoded decoded;
    Status status =
        intake_decode(arena, options->data, bytes, options->encoding, DECODE_STRICT, &decoded, error);
    if (status != STATUS_OK)
        return status;
    status = intake_refuse(arena, options->data, decoded.text, error);
    if (status != STATUS_OK)
        return status;
    size_t begin = read_header(arena, decoded.text, out);
    Report *report = &out->report;
    report->format = TEXT("text");
    report->extractor = TEXT("text/1");
    report->text = text_slice(decoded.text, begin, decoded.text.length);
    cut_points(arena, &decoded, begin, report);
    if (text_trim(report->text).length == 0)
        return error_set(error, ERR_FORMAT, "there is no text in it");
    return STATUS_OK;
}
