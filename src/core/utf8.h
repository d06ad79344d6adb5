/* UTF-8: checking, stepping, counting, and the few properties of characters that reading needs. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include "core/arena.h"

/* Position of the first byte that is no valid UTF-8 (surrogates and overlong forms are none), or SIZE_MAX. */
size_t utf8_find_invalid(Text text);
/* Decodes the character at position, moves position behind it; an invalid byte gives U+FFFD and moves by one.
 * position must lie before the end. */
uint32_t utf8_next(Text text, size_t *position);
/* The character that ends at position (> 0), and its first byte in position. */
uint32_t utf8_previous(Text text, size_t *position);
/* Bytes written to out (at most 4). */
size_t utf8_encode(uint32_t code_point, char out[4]);
size_t utf8_count(Text text); /* code points */

bool utf8_is_letter(uint32_t code_point);
bool utf8_is_upper(uint32_t code_point);
bool utf8_is_lower(uint32_t code_point);
bool utf8_is_digit(uint32_t code_point);
bool utf8_is_space(uint32_t code_point); /* with no-break and ideographic spaces */
uint32_t utf8_to_lower(uint32_t code_point);
/* Lower case, without accents and compatibility forms, for comparing names. Never for text that is kept. */
Text utf8_fold(Arena *arena, Text text);

/* Code point offsets of ascending byte positions in one pass. */
typedef struct Utf8Counter {
    Text text;
    size_t byte;
    size_t count;
} Utf8Counter;
/* Code points before byte; starts anew where byte lies before the last one asked. */
size_t utf8_count_before(Utf8Counter *counter, size_t byte);

/* Code point offsets of byte positions in any order, each in a step of bounded length. */
typedef struct Utf8Marks {
    Text text;
    uint32_t *marks;
} Utf8Marks;
Utf8Marks utf8_mark(Arena *arena, Text text);
uint32_t utf8_count_at(const Utf8Marks *marks, size_t byte); /* byte lies in the text or at its end */

#endif
