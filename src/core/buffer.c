#include "core/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

Buffer buffer_in(Arena *arena) { return (Buffer){.arena = arena}; }

/* Makes room for more bytes and the NUL behind them. */
static void reserve(Buffer *buffer, size_t more)
{
    if (buffer->capacity - buffer->length > more)
        return;
    size_t capacity = buffer->capacity < 128 ? 256 : buffer->capacity * 2;
    if (capacity - buffer->length <= more)
        capacity = buffer->length + more + 1;
    char *bytes = arena_alloc(buffer->arena, capacity);
    if (buffer->length > 0)
        memcpy(bytes, buffer->bytes, buffer->length);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
}

void buffer_add(Buffer *buffer, Text text)
{
    reserve(buffer, text.length);
    if (text.length > 0)
        memcpy(buffer->bytes + buffer->length, text.bytes, text.length);
    buffer->length += text.length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_add_byte(Buffer *buffer, char byte) { buffer_add(buffer, (Text){&byte, 1}); }

void buffer_add_string(Buffer *buffer, const char *string) { buffer_add(buffer, text_from(string)); }

void buffer_add_code_point(Buffer *buffer, uint32_t code_point)
{
    char bytes[4];
    size_t length = utf8_encode(code_point, bytes);
    buffer_add(buffer, (Text){bytes, length});
}

void buffer_print(Buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0)
        return;
    reserve(buffer, (size_t)length);
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

void buffer_clear(Buffer *buffer)
{
    buffer->length = 0;
    if (buffer->bytes)
        buffer->bytes[0] = '\0';
}

Text buffer_text(const Buffer *buffer) { return (Text){buffer->bytes, buffer->length}; }
