/* What a page says of itself: title, outlet, date, address, language. */
#ifndef INTAKE_INTAKE_HTML_META_H
#define INTAKE_INTAKE_HTML_META_H

#include "intake/intake_html_tree.h"

typedef enum PageField {
    PAGE_TITLE,
    PAGE_OUTLET,
    PAGE_PUBLISHED,
    PAGE_URL,
    PAGE_LANGUAGE,
    PAGE_BODY,
    PAGE_FIELD_COUNT
} PageField;

typedef struct PageFact {
    Text value;
    int64_t rank;  /* place in data/html/meta, from 1; 0: not said */
    size_t source; /* in the decoded page */
} PageFact;

typedef struct PageFacts {
    Arena *arena;
    const IntakeData *data;
    PageFact facts[PAGE_FIELD_COUNT];
} PageFacts;

/* Reads a line of data/html/meta. False: it is none. */
bool intake_html_add_meta_key(Arena *arena, IntakeData *data, Text field, Text key);
/* Functions of HtmlSeen; the context is a PageFacts *. */
void intake_html_see_tag(void *context, const HtmlToken *token, bool is_furniture);
void intake_html_see_raw(void *context, Text name, Text type, Text text, size_t source);
/* The text with its character references resolved, white space as one space. */
Text intake_html_plain(Arena *arena, const IntakeData *data, Text text);

#endif
