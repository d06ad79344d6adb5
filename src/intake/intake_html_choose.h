/* Of a page's blocks those that are the report, and what each of them is. */
#ifndef INTAKE_INTAKE_HTML_CHOOSE_H
#define INTAKE_INTAKE_HTML_CHOOSE_H

#include "intake/intake_html_tree.h"

typedef struct ChosenBlock {
    const Block *block;
    bool has_kind; /* the markup says what it is */
    PartKind kind;
} ChosenBlock;

typedef struct Choice {
    ChosenBlock *items;
    size_t count;
    size_t length;       /* bytes of its paragraphs */
    bool has_body;       /* there is more than headings and captions */
    const Block **links; /* what was left out because it is but links */
    size_t link_count;
    const Block **bylines; /* of the whole page, the first few */
    size_t byline_count;
    const Block *title; /* the heading of the first order that belongs to it, or NULL; not among items */
} Choice;

/* title is what the page's metadata says, or empty. */
Choice intake_html_choose(Arena *arena, const HtmlTree *tree, Text title);

#endif
