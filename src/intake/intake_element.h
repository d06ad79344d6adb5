/* What the names of HTML's elements and the words of their classes mean to the reader, as data/html says. */
#ifndef INTAKE_INTAKE_ELEMENT_H
#define INTAKE_INTAKE_ELEMENT_H

#include "core/text.h"

/* Bits; an element may be several. */
enum {
    ELEMENT_VOID = 1,
    ELEMENT_RAW = 2,
    ELEMENT_RCDATA = 4,
    ELEMENT_DROP = 8,
    ELEMENT_BLOCK = 16,
    ELEMENT_HEADING = 32,
    ELEMENT_TITLE = 64,
    ELEMENT_CAPTION = 128,
    ELEMENT_CELL = 256,
    ELEMENT_BREAK = 512,
    ELEMENT_ARTICLE = 1024,
    ELEMENT_FURNITURE = 2048,
    ELEMENT_IMPLIED = 4096,
    ELEMENT_ITEM = 8192
};

enum { HINT_FURNITURE = 1, HINT_ARTICLE, HINT_CAPTION, HINT_BYLINE, HINT_HIDDEN };

/* 0: no such class. */
int64_t intake_element_class(Text word);
int64_t intake_element_hint(Text word);

#endif
