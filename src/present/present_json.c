#include "present/present_json.h"

#include <stdio.h>
#include <string.h>

static void add_string(Buffer *out, Text text)
{
    buffer_add_byte(out, '"');
    size_t plain = 0;
    for (size_t at = 0; at < text.length; at++) {
        unsigned char c = (unsigned char)text.bytes[at];
        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f)
            continue;
        buffer_add(out, text_slice(text, plain, at));
        plain = at + 1;
        if (c == '"' || c == '\\') {
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, (char)c);
        } else if (c == '\n') {
            buffer_add_string(out, "\\n");
        } else if (c == '\t') {
            buffer_add_string(out, "\\t");
        } else {
            buffer_print(out, "\\u%04x", c);
        }
    }
    buffer_add(out, text_slice(text, plain, text.length));
    buffer_add_byte(out, '"');
}

static void add_comma(Json *json)
{
    if (json->has_items)
        buffer_add_byte(json->out, ',');
    json->has_items = true;
}

static void add_key(Json *json, const char *key)
{
    add_comma(json);
    buffer_print(json->out, "\"%s\":", key);
}

static Json open_with(Buffer *out, char brace)
{
    buffer_add_byte(out, brace);
    return (Json){out, false};
}

Json present_json_object(Buffer *out) { return open_with(out, '{'); }

Json present_json_object_at(Json *parent, const char *key)
{
    add_key(parent, key);
    return open_with(parent->out, '{');
}

Json present_json_array_at(Json *parent, const char *key)
{
    add_key(parent, key);
    return open_with(parent->out, '[');
}

Json present_json_object_item(Json *parent)
{
    add_comma(parent);
    return open_with(parent->out, '{');
}

Json present_json_array_item(Json *parent)
{
    add_comma(parent);
    return open_with(parent->out, '[');
}

void present_json_close_object(Json *json) { buffer_add_byte(json->out, '}'); }

void present_json_close_array(Json *json) { buffer_add_byte(json->out, ']'); }

void present_json_text(Json *json, const char *key, Text value)
{
    add_key(json, key);
    add_string(json->out, value);
}

void present_json_text_or_null(Json *json, const char *key, Text value)
{
    if (value.length == 0)
        present_json_null(json, key);
    else
        present_json_text(json, key, value);
}

void present_json_number(Json *json, const char *key, int64_t value)
{
    add_key(json, key);
    buffer_print(json->out, "%lld", (long long)value);
}

void present_json_bool(Json *json, const char *key, bool value)
{
    add_key(json, key);
    buffer_add_string(json->out, value ? "true" : "false");
}

void present_json_null(Json *json, const char *key)
{
    add_key(json, key);
    buffer_add_string(json->out, "null");
}

static void add_decimal(Json *json, double value)
{
    char digits[64];
    int length = snprintf(digits, sizeof digits, "%.7f", value);
    while (length > 2 && digits[length - 1] == '0' && digits[length - 2] != '.')
        length--;
    buffer_add(json->out, (Text){digits, length > 0 ? (size_t)length : 0});
}

void present_json_decimal(Json *json, const char *key, double value)
{
    add_key(json, key);
    add_decimal(json, value);
}

void present_json_item_decimal(Json *json, double value)
{
    add_comma(json);
    add_decimal(json, value);
}

void present_json_item_real(Json *json, double value)
{
    char digits[64];
    int length = 0;
    double again = 0;
    for (int precision = 15; precision <= 17 && (length == 0 || again != value); precision++) {
        length = snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (!text_to_double((Text){digits, (size_t)length}, &again))
            break;
    }
    add_comma(json);
    buffer_add(json->out, (Text){digits, (size_t)length});
    if (!strpbrk(digits, ".en"))
        buffer_add_string(json->out, ".0");
}

void present_json_texts(Json *json, const char *key, TextList values)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < values.count; i++)
        present_json_item_text(&list, values.items[i]);
    present_json_close_array(&list);
}

void present_json_item_text(Json *json, Text value)
{
    add_comma(json);
    add_string(json->out, value);
}

void present_json_item_number(Json *json, int64_t value)
{
    add_comma(json);
    buffer_print(json->out, "%lld", (long long)value);
}

void present_json_item_null(Json *json)
{
    add_comma(json);
    buffer_add_string(json->out, "null");
}
