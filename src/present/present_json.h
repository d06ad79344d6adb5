/* JSON put into a buffer, member by member: commas and escapes are its business. */
#ifndef PRESENT_PRESENT_JSON_H
#define PRESENT_PRESENT_JSON_H

#include "core/buffer.h"

/* An object or array being written. Nest by opening a child with a key or as an item. */
typedef struct Json {
    Buffer *out;
    bool has_items;
} Json;

Json present_json_object(Buffer *out); /* writes { */
Json present_json_object_at(Json *parent, const char *key);
Json present_json_array_at(Json *parent, const char *key);
Json present_json_object_item(Json *parent);
Json present_json_array_item(Json *parent);
void present_json_close_object(Json *json);
void present_json_close_array(Json *json);

void present_json_text(Json *json, const char *key, Text value);
/* null for an empty text */
void present_json_text_or_null(Json *json, const char *key, Text value);
void present_json_number(Json *json, const char *key, int64_t value);
void present_json_bool(Json *json, const char *key, bool value);
void present_json_null(Json *json, const char *key);
/* At most seven decimals, no trailing zeros. */
void present_json_decimal(Json *json, const char *key, double value);
void present_json_texts(Json *json, const char *key, TextList values);
void present_json_item_text(Json *json, Text value);
void present_json_item_number(Json *json, int64_t value);
void present_json_item_decimal(Json *json, double value);
void present_json_item_null(Json *json);
/* With as many digits as it takes to give the same number again; always with a point or an exponent. */
void present_json_item_real(Json *json, double value);

#endif
