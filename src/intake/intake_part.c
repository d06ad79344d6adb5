#include "intake/intake_part.h"

#include "core/utf8.h"
#include "intake/intake_zone.h"

enum { HEADING_LENGTH_MOST = 90, HEADING_WORDS_MOST = 14, BELOW_BYLINE_WORDS_MOST = 4 };

/* "Women at work" above "Women at work. Image: Wire": the alternative text of the picture. */
static bool repeats_in_next(const PartReader *reader, size_t index)
{
    if (index + 1 >= reader->count || reader->lines[index].ends_block)
        return false;
    Text line = intake_line_text(reader, index);
    return line.length >= 12 && text_starts_with(intake_line_text(reader, index + 1), line);
}

static bool has_caption_below(const PartReader *reader, size_t index)
{
    PartKind kind;
    return index + 1 < reader->count && !reader->lines[index].ends_block &&
           intake_kind_at(&reader->lines[index + 1], WHERE_HEAD, &kind) && kind == PART_CAPTION;
}

/* The title again, with more behind it: pictures are often described so. */
static bool repeats_title(const PartReader *reader, size_t index)
{
    if (index <= reader->title_line)
        return false;
    Text title = intake_line_text(reader, reader->title_line);
    return title.length >= 12 && text_starts_with(intake_line_text(reader, index), title);
}

/* What the lines around it tell of a line of the head whose own words tell nothing. */
static PartKind head_kind_by_neighbours(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    if (intake_is_picture_line(reader, index) || repeats_title(reader, index) ||
        repeats_in_next(reader, index) || has_caption_below(reader, index))
        return PART_CAPTION;
    PartKind above = index > 0 ? reader->lines[index - 1].kind : PART_TITLE;
    if (line->begins_block) {
        /* "By Somebody", and below it the name of the station. */
        bool is_short = !line->has_stop && line->word_count <= BELOW_BYLINE_WORDS_MOST;
        if (above == PART_BYLINE && is_short)
            return PART_BYLINE;
    } else if (above == PART_CAPTION || (above == PART_BYLINE && !line->has_stop)) {
        return PART_CAPTION;
    }
    return line->has_stop ? PART_BODY : PART_HEADING;
}

static PartKind head_kind(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    PartKind kind;
    if (line->has_hint && line->hint != PART_BODY)
        return line->hint;
    if (intake_kind_at(line, WHERE_HEAD, &kind))
        return kind;
    if (line->has_hint)
        return line->hint;
    return line->signs[SIGN_NAME] ? PART_BYLINE : head_kind_by_neighbours(reader, index);
}

static PartKind tail_kind(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    PartKind kind;
    if (line->has_hint && line->hint != PART_BODY)
        return line->hint;
    if (intake_kind_at(line, WHERE_TAIL, &kind))
        return kind == PART_BYLINE ? PART_FOOTER : kind;
    return index > reader->end_marker ? PART_NOTICE : PART_FOOTER;
}

static bool is_opening(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0x201C || c == 0x2018 || c == '(' || c == '[' || c == 0xAB ||
           c == 0xA1 || c == 0xBF;
}

static bool is_heading(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    Text words = intake_line_text(reader, index);
    char last = words.bytes[words.length - 1];
    if (!line->begins_block || !line->ends_block || index + 1 >= reader->body_end)
        return false;
    if (line->length > HEADING_LENGTH_MOST || line->word_count > HEADING_WORDS_MOST || line->word_count == 0)
        return false;
    bool is_question = last == '?';
    if ((line->has_stop && !is_question) || last == ',' || last == ':' || last == ';')
        return false;
    size_t position = 0;
    uint32_t first = utf8_next(words, &position);
    return !utf8_is_lower(first) && (utf8_is_letter(first) || utf8_is_digit(first) || is_opening(first));
}

static PartKind body_kind(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    PartKind kind;
    if (line->has_hint && line->hint != PART_BODY)
        return line->hint;
    /* What holds only for the edges holds here also where a picture's words come in a block of their own. */
    if (intake_kind_at(line, WHERE_MIDDLE, &kind))
        return kind == PART_BYLINE ? PART_BODY : kind;
    if (line->has_hint)
        return line->hint;
    bool is_below_caption = !line->begins_block && reader->lines[index - 1].kind == PART_CAPTION;
    if (is_below_caption && !intake_is_paragraph(line) && intake_kind_at(line, WHERE_HEAD, &kind) &&
        kind == PART_CAPTION)
        return PART_CAPTION;
    if (repeats_in_next(reader, index))
        return PART_CAPTION;
    if (!line->ends_block && index + 1 < reader->count && !line->has_stop &&
        intake_kind_at(&reader->lines[index + 1], WHERE_MIDDLE, &kind) && kind == PART_CAPTION)
        return PART_CAPTION;
    return is_heading(reader, index) ? PART_HEADING : PART_BODY;
}

static void name_lines(PartReader *reader)
{
    intake_find_zones(reader);
    for (size_t i = 0; i < reader->count; i++) {
        Line *line = &reader->lines[i];
        if (i == reader->title_line)
            line->kind = PART_TITLE;
        else if (i < reader->body_begin)
            line->kind = head_kind(reader, i);
        else
            line->kind = i < reader->body_end ? body_kind(reader, i) : tail_kind(reader, i);
    }
}

/* What holds at the edges only says nothing within the body. */
static bool tells_of_translation(const Line *line)
{
    unsigned signs = line->signs[SIGN_TRANSLATED];
    return line->kind == PART_BODY ? signs == WHERE_ANY : signs != 0;
}

static void take_hints(PartReader *reader, const PartHint *hints, size_t hint_count)
{
    size_t next = 0;
    for (size_t i = 0; i < reader->count; i++) {
        Line *line = &reader->lines[i];
        while (next < hint_count && hints[next].span.end <= line->span.begin)
            next++;
        if (next < hint_count && hints[next].span.begin < line->span.end) {
            line->has_hint = true;
            line->hint = hints[next].kind;
        }
    }
}

void intake_find_parts(Arena *arena, const IntakeData *data, const PartHint *hints, size_t hint_count,
                       Report *out)
{
    LineList lines = intake_cut_lines(arena, out->text);
    PartReader reader = {
        .data = data, .text = out->text, .title = out->title, .lines = lines.items, .count = lines.count};
    take_hints(&reader, hints, hint_count);
    LineTokens tokens = intake_tokens_in(arena, data);
    for (size_t i = 0; i < reader.count; i++)
        intake_look_at(data, &tokens, intake_line_text(&reader, i), &reader.lines[i]);
    name_lines(&reader);
    out->parts = ARENA_ARRAY(arena, Part, reader.count);
    out->part_count = reader.count;
    for (size_t i = 0; i < reader.count; i++) {
        out->parts[i] = (Part){.kind = reader.lines[i].kind, .span = reader.lines[i].span};
        out->translated = out->translated || tells_of_translation(&reader.lines[i]);
    }
    if (out->title.length == 0 && reader.title_line < reader.count)
        out->title = intake_line_text(&reader, reader.title_line);
}
