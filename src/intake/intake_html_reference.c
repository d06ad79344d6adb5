#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_html_token.h"

enum { BARE_NAME_MOST = 6, CODE_MOST = 0x10FFFF, CODE_REPLACEMENT = 0xFFFD };

/* What pages mean by the control codes 0x80 to 0x9F: the characters of windows-1252. */
static const uint16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static int digit_value(char c, bool is_hex)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "&#8217;", "&#x2019", "&#146;" */
static size_t read_number(Text input, size_t position, char *out, size_t *out_length)
{
    size_t at = position + 2;
    bool is_hex = at < input.length && (input.bytes[at] == 'x' || input.bytes[at] == 'X');
    at += is_hex;
    size_t first = at;
    uint32_t code = 0;
    int digit;
    while (at < input.length && (digit = digit_value(input.bytes[at], is_hex)) >= 0) {
        if (code <= CODE_MOST)
            code = code * (is_hex ? 16 : 10) + (uint32_t)digit;
        at++;
    }
    if (at == first)
        return 0;
    if (at < input.length && input.bytes[at] == ';')
        at++;
    if (code == 0 || code > CODE_MOST || (code >= 0xD800 && code < 0xE000))
        code = CODE_REPLACEMENT;
    else if (code >= 0x80 && code < 0xA0)
        code = windows_1252[code - 0x80];
    *out_length = utf8_encode(code, out);
    return at - position;
}

static const Text *find_name(const IntakeData *data, Text name)
{
    const MapEntry *entry = map_find(&data->entities, name);
    return entry ? entry->value : NULL;
}

/* The longest name of the table that stands there: all of it with its semicolon, or the beginning of it as
 * one of the old names that need none. */
static size_t read_name(const IntakeData *data, Text input, size_t position, bool in_attribute, char out[16],
                        size_t *out_length)
{
    size_t begin = position + 1;
    size_t end = begin;
    while (end < input.length && end - begin < data->entity_longest &&
           (ascii_is_alpha(input.bytes[end]) || ascii_is_digit(input.bytes[end])))
        end++;
    const Text *value = NULL;
    if (end < input.length && input.bytes[end] == ';')
        value = find_name(data, text_slice(input, begin, end + 1));
    if (value) {
        end++;
    } else {
        end = end < begin + BARE_NAME_MOST ? end : begin + BARE_NAME_MOST;
        while (end > begin + 1 && !(value = find_name(data, text_slice(input, begin, end))))
            end--;
        if (!value)
            return 0;
        char next = end < input.length ? input.bytes[end] : 0;
        if (in_attribute && (next == '=' || ascii_is_alpha(next) || ascii_is_digit(next)))
            return 0; /* "?a=1&copy=2" is an address */
    }
    if (value->length > 16)
        return 0;
    memcpy(out, value->bytes, value->length);
    *out_length = value->length;
    return end - position;
}

size_t intake_html_read_reference(const IntakeData *data, Text input, size_t position, bool in_attribute,
                                  char out[16], size_t *out_length)
{
    if (position + 1 >= input.length)
        return 0;
    if (input.bytes[position + 1] == '#')
        return read_number(input, position, out, out_length);
    return read_name(data, input, position, in_attribute, out, out_length);
}
