/* The characters of a page become tags and text, by the states of the HTML standard's tokeniser. */
#ifndef INTAKE_INTAKE_HTML_TOKEN_H
#define INTAKE_INTAKE_HTML_TOKEN_H

#include "core/arena.h"
#include "intake/intake.h"

enum { HTML_ATTRIBUTES_MOST = 40, HTML_NAME_MOST = 40 };

typedef enum HtmlTokenKind {
    HTML_TEXT,      /* a stretch of text as it stands in the page */
    HTML_REFERENCE, /* what a character reference stands for */
    HTML_START,
    HTML_END,
    HTML_COMMENT, /* also bogus ones, and processing instructions */
    HTML_DOCTYPE
} HtmlTokenKind;

typedef struct HtmlAttribute {
    Text name;  /* ASCII letters lowered */
    Text value; /* references resolved */
    size_t source;
} HtmlAttribute;

typedef struct HtmlToken {
    HtmlTokenKind kind;
    Text text;     /* of text, reference, comment; the tag's name, lowered */
    size_t source; /* position in the input */
    HtmlAttribute *attributes;
    size_t attribute_count; /* the first of each name, at most HTML_ATTRIBUTES_MOST */
    bool is_self_closing;
} HtmlToken;

/* How text is read until the end tag of raw_name. */
typedef enum HtmlTextMode { HTML_DATA, HTML_RCDATA, HTML_RAWTEXT, HTML_SCRIPT, HTML_PLAINTEXT } HtmlTextMode;

typedef struct HtmlTokeniser {
    Arena *arena;
    const IntakeData *data;
    Text input;
    size_t position;
    HtmlTextMode mode;
    Text raw_name;
    HtmlAttribute attributes[HTML_ATTRIBUTES_MOST];
    char name[HTML_NAME_MOST];
    char reference[16];
} HtmlTokeniser;

HtmlTokeniser intake_html_tokeniser(Arena *arena, const IntakeData *data, Text input);
/* False at the end. What token points to holds until the next call, attribute values as long as the arena.
 * After a start tag of an element of raw text the reader goes on in its mode by itself. */
bool intake_html_next(HtmlTokeniser *tokeniser, HtmlToken *out);
/* The value of an attribute; empty where it is absent. */
Text intake_html_attribute(const HtmlToken *token, const char *name);

/* Resolves the reference whose "&" stands at position: writes it to out, gives the bytes that it takes up in
 * input, or 0 where the "&" is only itself. */
size_t intake_html_read_reference(const IntakeData *data, Text input, size_t position, bool in_attribute,
                                  char out[16], size_t *out_length);

#endif
