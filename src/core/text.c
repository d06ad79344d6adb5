#include "core/text.h"

#include <string.h>

Text text_from(const char *string) { return string ? (Text){string, strlen(string)} : TEXT_EMPTY; }

Text text_slice(Text text, size_t begin, size_t end)
{
    if (end > text.length)
        end = text.length;
    if (begin >= end)
        return TEXT_EMPTY;
    return (Text){text.bytes + begin, end - begin};
}

Text text_of_span(Text text, Span span) { return text_slice(text, span.begin, span.end); }

bool text_equals(Text a, Text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool text_is(Text text, const char *string) { return text_equals(text, text_from(string)); }

int text_compare(Text a, Text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;
    if (order != 0)
        return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

bool text_equals_ignoring_case(Text a, Text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (ascii_lower(a.bytes[i]) != ascii_lower(b.bytes[i]))
            return false;
    return true;
}

bool text_starts_with(Text text, Text prefix)
{
    return text.length >= prefix.length && text_equals(text_slice(text, 0, prefix.length), prefix);
}

bool text_ends_with(Text text, Text suffix)
{
    return text.length >= suffix.length &&
           text_equals(text_slice(text, text.length - suffix.length, text.length), suffix);
}

size_t text_find(Text text, Text needle, size_t from)
{
    if (needle.length == 0)
        return from <= text.length ? from : SIZE_MAX;
    if (from > text.length || text.length - from < needle.length)
        return SIZE_MAX;
    const char *found = memmem(text.bytes + from, text.length - from, needle.bytes, needle.length);
    return found ? (size_t)(found - text.bytes) : SIZE_MAX;
}

size_t text_find_byte(Text text, char byte, size_t from)
{
    if (from >= text.length)
        return SIZE_MAX;
    const char *found = memchr(text.bytes + from, byte, text.length - from);
    return found ? (size_t)(found - text.bytes) : SIZE_MAX;
}

Text text_trim(Text text)
{
    size_t begin = 0, end = text.length;
    while (begin < end && ascii_is_space(text.bytes[begin]))
        begin++;
    while (end > begin && ascii_is_space(text.bytes[end - 1]))
        end--;
    return text_slice(text, begin, end);
}

/* rest.bytes NULL marks the end, so that "a," gives "a" and then an empty part. */
bool text_split(Text *rest, char separator, Text *out_part)
{
    if (!rest->bytes)
        return false;
    size_t at = text_find_byte(*rest, separator, 0);
    if (at == SIZE_MAX) {
        *out_part = *rest;
        *rest = TEXT_EMPTY;
        return true;
    }
    *out_part = (Text){rest->bytes, at};
    *rest = (Text){rest->bytes + at + 1, rest->length - at - 1};
    return true;
}

bool text_to_int64(Text text, int64_t *out)
{
    size_t at = 0;
    bool is_negative = text.length > 0 && text.bytes[0] == '-';
    if (is_negative || (text.length > 0 && text.bytes[0] == '+'))
        at++;
    if (at == text.length)
        return false;
    uint64_t value = 0;
    const uint64_t most = is_negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
    for (; at < text.length; at++) {
        if (!ascii_is_digit(text.bytes[at]))
            return false;
        uint64_t digit = (uint64_t)(text.bytes[at] - '0');
        if (value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = is_negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

/* Written out, since strtod asks the locale for its decimal point. */
bool text_to_double(Text text, double *out)
{
    size_t at = 0, digits = 0;
    bool is_negative = text.length > 0 && text.bytes[0] == '-';
    if (is_negative)
        at++;
    double value = 0, divisor = 1;
    bool is_fraction = false;
    for (; at < text.length; at++) {
        char c = text.bytes[at];
        if (c == '.' && !is_fraction) {
            is_fraction = true;
            continue;
        }
        if (!ascii_is_digit(c) || ++digits > 17)
            return false;
        value = value * 10 + (c - '0');
        if (is_fraction)
            divisor *= 10;
    }
    if (digits == 0)
        return false;
    *out = (is_negative ? -value : value) / divisor;
    return true;
}

bool span_is_empty(Span span) { return span.begin >= span.end; }

bool span_contains(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

bool span_overlaps(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool ascii_is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool ascii_is_digit(char c) { return c >= '0' && c <= '9'; }

bool ascii_is_alpha(char c)
{
    char lower = ascii_lower(c);
    return lower >= 'a' && lower <= 'z';
}

bool ascii_is_upper(char c) { return c >= 'A' && c <= 'Z'; }

char ascii_lower(char c) { return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c; }
