/* A text becomes lines as they were written: cut at blank lines and line ends, joined where an editor wrapped
 * them by width. */
#ifndef INTAKE_INTAKE_LINE_H
#define INTAKE_INTAKE_LINE_H

#include "core/list.h"
#include "intake/intake_pattern.h"

typedef struct Line {
    Span span;         /* without the white space around it */
    bool begins_block; /* a blank line or the text's begin stands before it */
    bool ends_block;
    uint32_t length; /* code points */
    /* What intake_part finds out about it. */
    size_t word_count;
    bool has_stop; /* ends like a sentence */
    bool has_hint;
    PartKind hint;
    PartKind kind;
    unsigned char signs[SIGN_COUNT]; /* bits WHERE_… */
} Line;

typedef LIST_OF(Line) LineList;

LineList intake_cut_lines(Arena *arena, Text text);

#endif
