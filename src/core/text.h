/* Slices of UTF-8 text, spans of a report, and the comparisons that every stage needs. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A slice: it owns nothing, need not end in a NUL, and may be empty with bytes NULL. */
typedef struct Text {
    const char *bytes;
    size_t length;
} Text;

/* Half-open byte positions in Report.text. An empty span (begin == end) means "not said". */
typedef struct Span {
    uint32_t begin;
    uint32_t end;
} Span;

/* A list of slices. */
typedef struct TextList {
    Text *items;
    size_t count;
} TextList;

/* A slice of a string literal. */
#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})
#define TEXT_EMPTY    ((Text){NULL, 0})
/* For printf's %.*s. */
#define TEXT_ARGS(text) (int)(text).length, (text).bytes ? (text).bytes : ""

Text text_from(const char *string); /* of a NUL-terminated string; NULL gives the empty slice */
Text text_slice(Text text, size_t begin, size_t end);
Text text_of_span(Text text, Span span);
bool text_equals(Text a, Text b);
bool text_is(Text text, const char *string);
/* Byte order; a prefix comes first. */
int text_compare(Text a, Text b);
/* ASCII letters alike, other bytes as they are. */
bool text_equals_ignoring_case(Text a, Text b);
bool text_starts_with(Text text, Text prefix);
bool text_ends_with(Text text, Text suffix);
/* Position of the first needle at or after from, or SIZE_MAX. */
size_t text_find(Text text, Text needle, size_t from);
size_t text_find_byte(Text text, char byte, size_t from);
/* Without ASCII white space at both ends. */
Text text_trim(Text text);
/* Cuts text at the first separator: gives the part before it, and what is left in rest; false at the end. */
bool text_split(Text *rest, char separator, Text *out_part);
/* A decimal number with an optional sign that fills the slice; false if it is none or does not fit. */
bool text_to_int64(Text text, int64_t *out);
bool text_to_double(Text text, double *out);

bool span_is_empty(Span span);
bool span_contains(Span outer, Span inner);
bool span_overlaps(Span a, Span b);

/* ASCII only, whatever the locale. */
bool ascii_is_space(char c);
bool ascii_is_digit(char c);
bool ascii_is_alpha(char c);
bool ascii_is_upper(char c);
char ascii_lower(char c);

#endif
