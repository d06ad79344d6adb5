#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/web_parts.h"

int web_buffer_sink(void *context, const char *bytes, size_t length)
{
    WebBuffer *buffer = context;
    if (buffer->is_full || length > WEB_ANSWER_MOST - buffer->length) {
        buffer->is_full = true;
        return 1;
    }
    if (buffer->length + length > buffer->room) {
        size_t room = (buffer->length + length) * 2 + 1024;
        char *larger = realloc(buffer->bytes, room);
        if (!larger) {
            buffer->is_full = true;
            return 1;
        }
        buffer->bytes = larger;
        buffer->room = room;
    }
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return 0;
}

void web_buffer_add(WebBuffer *buffer, const char *text) { web_buffer_sink(buffer, text, strlen(text)); }

void web_buffer_add_string(WebBuffer *buffer, const char *text)
{
    web_buffer_add(buffer, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        char escaped[8];
        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f) {
            web_buffer_sink(buffer, text, 1);
            continue;
        }
        snprintf(escaped, sizeof escaped, "\\u%04x", c);
        web_buffer_add(buffer, escaped);
    }
    web_buffer_add(buffer, "\"");
}

void web_problem(WebAnswer *answer, unsigned status, const char *title, const char *detail)
{
    char number[16];
    snprintf(number, sizeof number, "%u", status);
    answer->status = status;
    answer->type = "application/problem+json";
    answer->body.length = 0;
    answer->body.is_full = false;
    web_buffer_add(&answer->body, "{\"type\":\"about:blank\",\"title\":");
    web_buffer_add_string(&answer->body, title);
    web_buffer_add(&answer->body, ",\"status\":");
    web_buffer_add(&answer->body, number);
    web_buffer_add(&answer->body, ",\"detail\":");
    web_buffer_add_string(&answer->body, detail);
    web_buffer_add(&answer->body, "}\n");
}
