/* A page's tags and text become elements with a parent each, and blocks of text within them. */
#ifndef INTAKE_INTAKE_HTML_TREE_H
#define INTAKE_INTAKE_HTML_TREE_H

#include "core/buffer.h"
#include "core/list.h"
#include "intake/intake_decode.h"
#include "intake/intake_html_token.h"

/* Numbered in the order of their start tags, so a parent's number is below its children's. */
typedef struct Element {
    uint32_t parent;
    uint64_t name; /* hash */
    int64_t classes;
    int64_t hint;
    bool is_dropped;       /* its text is none of the page's */
    bool is_furniture;     /* by itself */
    bool is_body_property; /* itemprop="articleBody" */
    bool is_link;
    Text address; /* of a link */
} Element;

/* A run of text between two boundaries of blocks. White space is one space, a line break is a newline. */
typedef struct Block {
    uint32_t element; /* the innermost open block element */
    uint32_t inner;   /* the innermost element of its first character */
    size_t begin;     /* in HtmlTree.text */
    size_t end;
    size_t link_length; /* bytes within links */
} Block;

typedef struct HtmlTree {
    Element *elements; /* 0 is the page itself */
    size_t element_count;
    Block *blocks;
    size_t block_count;
    Text text;
    SourcePoint *points; /* of text, to positions in the decoded page */
    size_t point_count;
} HtmlTree;

/* What the page says of itself in its head and elsewhere, by precedence of data/html/meta. */
typedef struct HtmlSeen {
    void *context;
    /* Each start tag, and whether it lies within navigation, a sidebar, a footer. */
    void (*tag)(void *context, const HtmlToken *token, bool is_furniture);
    /* Text of title and script. */
    void (*raw)(void *context, Text name, Text type, Text text, size_t source);
} HtmlSeen;

/* Open elements are at most HTML_DEPTH_MOST deep; what lies deeper is taken as lying there. */
enum { HTML_DEPTH_MOST = 400 };

HtmlTree intake_html_tree(Arena *arena, const IntakeData *data, Text input, const HtmlSeen *seen);

#endif
