#include "intake/intake_zone.h"

#include "core/utf8.h"
#include "intake/intake_data.h"

enum {
    TITLE_LENGTH_MOST = 220, /* code points */
    BYLINE_WORDS_MOST = 9,   /* of one that ends in a stop */
    BODY_LENGTH_LEAST = 100, /* a line of this length with a stop is a paragraph */
    BODY_WORDS_LEAST = 7,    /* a sentence */
    HEAD_LINES_MOST = 14,    /* what stands before the first paragraph, at most */
    TAIL_LINES_MOST = 30,
    FRAME_LINES_MOST = 8,
    BRACKET_MOST = 40, /* bytes */
    PICTURE_LENGTH_MOST = 250,
    END_PART = 3,        /* of the text: no report is over before a third of it */
    TAIL_WORDS_MOST = 10 /* of a line without a stop */
};

/* ---- what can be seen of a line alone ---- */

static bool is_quote_or_bracket(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == ')' || c == ']' || c == 0xBB;
}

/* Without a short bracket at the end: "They are gone. (Wire)". */
static Text without_bracket(Text line)
{
    if (line.length == 0 || line.bytes[line.length - 1] != ')')
        return line;
    size_t open = line.length;
    while (open > 0 && line.length - open < BRACKET_MOST && line.bytes[open - 1] != '(')
        open--;
    bool is_found = open > 1 && line.bytes[open - 1] == '(';
    return is_found ? text_trim(text_slice(line, 0, open - 1)) : line;
}

/* "over.”", "why?" */
static bool has_final_stop(Text line)
{
    line = without_bracket(line);
    size_t position = line.length;
    while (position > 0) {
        uint32_t c = utf8_previous(line, &position);
        if (!is_quote_or_bracket(c))
            return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
    }
    return false;
}

static bool ends_in_quote(Text line)
{
    size_t position = line.length;
    uint32_t last = position ? utf8_previous(line, &position) : 0;
    return last != ')' && last != ']' && is_quote_or_bracket(last);
}

void intake_look_at(const IntakeData *data, LineTokens *tokens, Text words, Line *line)
{
    line->has_stop = has_final_stop(words);
    intake_tokenise(tokens, words);
    for (size_t i = 0; i < tokens->count; i++)
        line->word_count += tokens->items[i].kind == TOKEN_WORD || tokens->items[i].kind == TOKEN_NUMBER;
    for (size_t i = 0; i < data->parts.count; i++) {
        const Pattern *pattern = &data->parts.items[i];
        if ((line->signs[pattern->sign] & pattern->where) != pattern->where &&
            intake_pattern_matches(pattern, tokens, NULL))
            line->signs[pattern->sign] |= (unsigned char)pattern->where;
    }
}

bool intake_kind_at(const Line *line, unsigned where, PartKind *out)
{
    static const struct {
        Sign sign;
        PartKind kind;
    } order[] = {{SIGN_NOTICE, PART_NOTICE},   {SIGN_END, PART_NOTICE},     {SIGN_FOOTER, PART_FOOTER},
                 {SIGN_CAPTION, PART_CAPTION}, {SIGN_CREDIT, PART_CAPTION}, {SIGN_BYLINE, PART_BYLINE}};
    bool is_speech = line->signs[SIGN_BODY] != 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        unsigned signs = line->signs[order[i].sign];
        /* "By Friday, the women were back." */
        if (order[i].sign == SIGN_BYLINE && line->has_stop && line->word_count > BYLINE_WORDS_MOST)
            continue;
        if ((signs & where) && (!is_speech || signs == WHERE_ANY || order[i].sign == SIGN_BYLINE)) {
            *out = order[i].kind;
            return true;
        }
    }
    return false;
}

static bool is_sentence(const Line *line) { return line->has_stop && line->word_count >= BODY_WORDS_LEAST; }

bool intake_is_paragraph(const Line *line) { return line->has_stop && line->length >= BODY_LENGTH_LEAST; }

Text intake_line_text(const PartReader *reader, size_t index)
{
    return text_of_span(reader->text, reader->lines[index].span);
}

/* ---- the zones: head, body, tail ---- */

static bool is_title(const Line *line)
{
    PartKind kind;
    if (line->has_hint)
        return line->hint == PART_TITLE;
    return line->length <= TITLE_LENGTH_MOST && line->word_count > 1 &&
           !intake_kind_at(line, WHERE_HEAD, &kind) &&
           (!line->has_stop || (line->length < BODY_LENGTH_LEAST && line->word_count < 2 * BODY_WORDS_LEAST));
}

/* What stands above a title: the page's frame, a date. */
static size_t skip_frame(const PartReader *reader)
{
    size_t first = 0;
    PartKind kind;
    while (first + 1 < reader->count && first < FRAME_LINES_MOST && !reader->lines[first].has_stop &&
           !reader->lines[first].has_hint && intake_kind_at(&reader->lines[first], WHERE_HEAD, &kind))
        first++;
    return first;
}

/* A title needs something below it, and does not end in a full stop: "U.S." and a question do. */
static bool line_is_title(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    if (index + 1 >= reader->count)
        return false;
    if (!line->has_hint && text_equals(intake_line_text(reader, index), text_trim(reader->title)))
        return true;
    if (!is_title(line))
        return false;
    if (line->has_hint)
        return true;
    Text words = intake_line_text(reader, index);
    char last = words.bytes[words.length - 1];
    return last != '.' || (words.length > 3 && words.bytes[words.length - 3] == '.');
}

/* The line that is the title, or count where there is none. */
static size_t find_title(const PartReader *reader)
{
    if (reader->count == 0 || line_is_title(reader, 0))
        return 0;
    size_t first = skip_frame(reader);
    return line_is_title(reader, first) ? first : reader->count;
}

static bool is_body_hint(const Line *line) { return line->has_hint && line->hint == PART_BODY; }

/* A standfirst: in its block, further down, stands who wrote the report or what its picture shows. */
static bool is_above_byline(const PartReader *reader, size_t index)
{
    PartKind kind;
    for (size_t i = index; !reader->lines[i].ends_block && i < index + 3; i++)
        if (intake_kind_at(&reader->lines[i + 1], WHERE_HEAD, &kind) &&
            (kind == PART_BYLINE || kind == PART_CAPTION))
            return true;
    return false;
}

bool intake_is_picture_line(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    if (!line->signs[SIGN_PICTURE] || line->length > PICTURE_LENGTH_MOST || line->signs[SIGN_BODY])
        return false;
    if (!line->begins_block || !line->ends_block)
        return true;
    const Line *next = line + 1;
    return index + 1 < reader->count && intake_is_paragraph(next) && !next->signs[SIGN_PICTURE];
}

/* The first line that no sign of the head holds back and that reads like a paragraph. */
static size_t find_body_begin(const PartReader *reader, size_t from)
{
    size_t most = reader->count < HEAD_LINES_MOST ? reader->count : HEAD_LINES_MOST;
    size_t fallback = from;
    for (size_t i = from; i < most; i++) {
        const Line *line = &reader->lines[i];
        PartKind kind;
        if ((line->has_hint && line->hint != PART_BODY) || intake_kind_at(line, WHERE_HEAD, &kind)) {
            if (fallback == i)
                fallback = i + 1;
            continue;
        }
        /* Below a byline in its block stand captions; a paragraph has a block of its own. */
        if (is_above_byline(reader, i) || intake_is_picture_line(reader, i))
            continue;
        bool is_alone = line->begins_block && line->ends_block;
        if (intake_is_paragraph(line) || (is_alone && is_sentence(line) && i > from) || is_body_hint(line))
            return i;
    }
    for (size_t i = fallback; i < most; i++)
        if (is_sentence(&reader->lines[i]))
            return i;
    return fallback;
}

static bool is_tail_line(const PartReader *reader, size_t index)
{
    const Line *line = &reader->lines[index];
    PartKind kind;
    if (intake_kind_at(line, WHERE_TAIL, &kind))
        return true;
    if (is_body_hint(line))
        return false;
    /* No heading stands where nothing follows, and sentences end in a stop. */
    return !line->has_stop && !ends_in_quote(intake_line_text(reader, index)) &&
           line->word_count <= TAIL_WORDS_MOST;
}

/* The first line behind the middle of the text that tells that the report is over ("3 comments"), or count.
 */
static size_t find_end_marker(const PartReader *reader)
{
    for (size_t i = reader->body_begin + 1; i < reader->count; i++)
        if (reader->lines[i].signs[SIGN_END] && reader->lines[i].span.begin >= reader->text.length / END_PART)
            return i;
    return reader->count;
}

static size_t find_body_end(const PartReader *reader)
{
    size_t end = reader->end_marker;
    size_t least = end > TAIL_LINES_MOST ? end - TAIL_LINES_MOST : 0;
    if (least < reader->body_begin + 1)
        least = reader->body_begin + 1;
    while (end > least && is_tail_line(reader, end - 1))
        end--;
    return end;
}

void intake_find_zones(PartReader *reader)
{
    reader->title_line = find_title(reader);
    bool has_title = reader->title_line < reader->count;
    reader->body_begin = find_body_begin(reader, has_title ? reader->title_line + 1 : 0);
    reader->end_marker = find_end_marker(reader);
    reader->body_end = find_body_end(reader);
}
