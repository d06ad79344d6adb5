#include "core/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "core/buffer.h"

/* Length of the valid character at position, or 0. RFC 3629: no overlong forms, no surrogates, none past
 * U+10FFFF. */
static size_t valid_length(const unsigned char *b, size_t left)
{
    if (b[0] < 0x80)
        return 1;
    if (b[0] < 0xc2 || b[0] > 0xf4)
        return 0;
    size_t length = b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
    if (left < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((b[i] & 0xc0) != 0x80)
            return 0;
    if ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f) || (b[0] == 0xf0 && b[1] < 0x90) ||
        (b[0] == 0xf4 && b[1] > 0x8f))
        return 0;
    return length;
}

size_t utf8_find_invalid(Text text)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    for (size_t at = 0; at < text.length;) {
        size_t length = valid_length(bytes + at, text.length - at);
        if (length == 0)
            return at;
        at += length;
    }
    return SIZE_MAX;
}

uint32_t utf8_next(Text text, size_t *position)
{
    const unsigned char *b = (const unsigned char *)text.bytes + *position;
    size_t length = valid_length(b, text.length - *position);
    *position += length ? length : 1;
    switch (length) {
    case 1:
        return b[0];
    case 2:
        return (uint32_t)(b[0] & 0x1f) << 6 | (b[1] & 0x3f);
    case 3:
        return (uint32_t)(b[0] & 0x0f) << 12 | (uint32_t)(b[1] & 0x3f) << 6 | (b[2] & 0x3f);
    case 4:
        return (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3f) << 12 | (uint32_t)(b[2] & 0x3f) << 6 |
               (b[3] & 0x3f);
    default:
        return 0xfffd;
    }
}

uint32_t utf8_previous(Text text, size_t *position)
{
    size_t begin = *position - 1;
    size_t least = *position >= 4 ? *position - 4 : 0;
    while (begin > least && ((unsigned char)text.bytes[begin] & 0xc0) == 0x80)
        begin--;
    size_t end = begin;
    uint32_t code_point = utf8_next(text_slice(text, 0, *position), &end);
    if (end != *position) { /* stray continuation bytes */
        *position -= 1;
        return 0xfffd;
    }
    *position = begin;
    return code_point;
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xc0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3f));
        return 2;
    }
    if (code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff))
        code_point = 0xfffd;
    if (code_point < 0x10000) {
        out[0] = (char)(0xe0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code_point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code_point & 0x3f));
    return 4;
}

size_t utf8_count(Text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xc0) != 0x80;
    return count;
}

bool utf8_is_letter(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_alpha((char)c);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_upper((char)c);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_digit(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_digit((char)c);
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_space(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_space((char)c);
    return c == 0x85 || c == 0xfeff || utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS ||
           c == 0x2028 || c == 0x2029;
}

uint32_t utf8_to_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return (unsigned char)ascii_lower((char)code_point);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

Text utf8_fold(Arena *arena, Text text)
{
    Buffer buffer = buffer_in(arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        if (c < 0x80) {
            buffer_add_byte(&buffer, ascii_lower((char)c));
            continue;
        }
        utf8proc_int32_t parts[32];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)c, parts, 32,
            UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
            &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
            buffer_add_code_point(&buffer, (uint32_t)parts[i]);
    }
    return buffer_text(&buffer);
}

/* Counts at marks MARK_DISTANCE bytes apart, then a short count. */
enum { MARK_DISTANCE = 1024 };

static uint32_t count_characters(Text text, size_t begin, size_t end)
{
    uint32_t count = 0;
    for (size_t i = begin; i < end; i++)
        count += ((unsigned char)text.bytes[i] & 0xc0) != 0x80;
    return count;
}

Utf8Marks utf8_mark(Arena *arena, Text text)
{
    size_t mark_count = text.length / MARK_DISTANCE + 1;
    Utf8Marks marks = {.text = text, .marks = ARENA_ARRAY(arena, uint32_t, mark_count)};
    for (size_t i = 1; i < mark_count; i++)
        marks.marks[i] =
            marks.marks[i - 1] + count_characters(text, (i - 1) * MARK_DISTANCE, i * MARK_DISTANCE);
    return marks;
}

uint32_t utf8_count_at(const Utf8Marks *marks, size_t byte)
{
    size_t mark = byte / MARK_DISTANCE;
    return marks->marks[mark] + count_characters(marks->text, mark * MARK_DISTANCE, byte);
}

size_t utf8_count_before(Utf8Counter *counter, size_t byte)
{
    if (byte < counter->byte) {
        counter->byte = 0;
        counter->count = 0;
    }
    counter->count += utf8_count(text_slice(counter->text, counter->byte, byte));
    counter->byte = byte;
    return counter->count;
}
