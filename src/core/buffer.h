/* A byte buffer that grows in an arena: how text is put together. */
#ifndef CORE_BUFFER_H
#define CORE_BUFFER_H

#include "core/arena.h"

typedef struct Buffer {
    Arena *arena;
    char *bytes; /* a NUL stands behind them, not counted, once anything was added */
    size_t length;
    size_t capacity;
} Buffer;

Buffer buffer_in(Arena *arena);
void buffer_add(Buffer *buffer, Text text);
void buffer_add_byte(Buffer *buffer, char byte);
void buffer_add_string(Buffer *buffer, const char *string);
void buffer_add_code_point(Buffer *buffer, uint32_t code_point);
void buffer_print(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Empties it and keeps its room. */
void buffer_clear(Buffer *buffer);
Text buffer_text(const Buffer *buffer);

#endif
