/* A text becomes parts: paragraphs, titles, headings, captions, and what is no report at all. */
#ifndef INTAKE_INTAKE_PART_H
#define INTAKE_INTAKE_PART_H

#include "core/list.h"
#include "intake/intake.h"

/* What the wrapping already said of a stretch: an <h2>, a <figcaption>. */
typedef struct PartHint {
    PartKind kind;
    Span span;
} PartHint;

typedef LIST_OF(PartHint) PartHintList;

/* Fills parts, and title where it is empty and the text begins with one. Hints ascend and do not overlap. */
void intake_find_parts(Arena *arena, const IntakeData *data, const PartHint *hints, size_t hint_count,
                       Report *out);

#endif
