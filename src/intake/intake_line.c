#include "intake/intake_line.h"

#include "core/utf8.h"

/* Editors and mailers wrap at 60 to 80; a hundred and some is the widest seen. */
enum { WRAP_LEAST = 40, WRAP_MOST = 120, WRAP_BREAKS_LEAST = 3, CONTINUED_LEAST = 20 };

static Span trim_span(Text text, size_t begin, size_t end)
{
    while (begin < end) {
        size_t next = begin;
        if (!utf8_is_space(utf8_next(text, &next)))
            break;
        begin = next;
    }
    while (end > begin) {
        size_t before = end;
        if (!utf8_is_space(utf8_previous(text, &before)))
            break;
        end = before;
    }
    return (Span){(uint32_t)begin, (uint32_t)end};
}

/* The line's end: LF, CR LF, or CR. */
static size_t line_end(Text text, size_t begin)
{
    size_t end = begin;
    while (end < text.length && text.bytes[end] != '\n' && text.bytes[end] != '\r')
        end++;
    return end;
}

static LineList cut_at_line_ends(Arena *arena, Text text)
{
    LineList lines = {0};
    bool is_after_blank = true;
    size_t position = 0;
    while (position < text.length) {
        size_t end = line_end(text, position);
        Span span = trim_span(text, position, end);
        position = end + 1;
        if (end + 1 < text.length && text.bytes[end] == '\r' && text.bytes[end + 1] == '\n')
            position++;
        if (span_is_empty(span)) {
            is_after_blank = true;
            if (lines.count)
                lines.items[lines.count - 1].ends_block = true;
            continue;
        }
        Line *line = LIST_ADD(arena, &lines);
        line->span = span;
        line->begins_block = is_after_blank;
        line->length = (uint32_t)utf8_count(text_of_span(text, span));
        is_after_blank = false;
    }
    if (lines.count)
        lines.items[lines.count - 1].ends_block = true;
    return lines;
}

static uint32_t first_word_length(Text text, const Line *line)
{
    Text rest = text_of_span(text, line->span);
    size_t end = text_find_byte(rest, ' ', 0);
    return (uint32_t)utf8_count(text_slice(rest, 0, end == SIZE_MAX ? rest.length : end));
}

/* True where the next line's first word would have gone past the width. */
static bool is_wrapped_after(Text text, const Line *line, uint32_t width)
{
    return !line->ends_block && line->length + 1 + first_word_length(text, line + 1) > width;
}

/* The width at which the text was wrapped, or 0: no line goes past it, and nearly all line ends within blocks
 * stand where the next word would have. */
static uint32_t find_width(Text text, const LineList *lines)
{
    uint32_t width = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const Line *line = &lines->items[i];
        bool has_space = text_find_byte(text_of_span(text, line->span), ' ', 0) != SIZE_MAX;
        if (has_space && line->length > width)
            width = line->length;
    }
    if (width < WRAP_LEAST || width > WRAP_MOST)
        return 0;
    size_t breaks = 0;
    size_t wrapped = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        breaks += !lines->items[i].ends_block;
        wrapped += is_wrapped_after(text, &lines->items[i], width);
    }
    return wrapped >= WRAP_BREAKS_LEAST && wrapped * 4 >= breaks * 3 ? width : 0;
}

static bool ends_within_sentence(Text text, size_t end)
{
    uint32_t last = utf8_previous(text, &end);
    return utf8_is_letter(last) || utf8_is_digit(last) || last == ',';
}

/* "It is the second time this year" above "that the gates are shut": one sentence. */
static bool goes_on_after(Text text, const Line *line)
{
    if (line->ends_block || line->length < CONTINUED_LEAST)
        return false;
    size_t begin = line[1].span.begin;
    size_t end = line->span.end;
    return utf8_is_lower(utf8_next(text, &begin)) && ends_within_sentence(text, end);
}

LineList intake_cut_lines(Arena *arena, Text text)
{
    LineList lines = cut_at_line_ends(arena, text);
    uint32_t width = find_width(text, &lines);
    /* A little slack: a mailer counts a quotation mark as two. */
    uint32_t slack = width > 8 ? width - 4 : UINT32_MAX;
    size_t kept = 0;
    for (size_t i = 0; i < lines.count;) {
        Line joined = lines.items[i];
        while (is_wrapped_after(text, &lines.items[i], slack) || goes_on_after(text, &lines.items[i])) {
            i++;
            joined.span.end = lines.items[i].span.end;
            joined.length += lines.items[i].length + 1;
            joined.ends_block = lines.items[i].ends_block;
        }
        i++;
        lines.items[kept++] = joined;
    }
    lines.count = kept;
    return lines;
}
