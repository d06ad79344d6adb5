/* The lines of a text are looked at, and fall into head, body and tail. */
#ifndef INTAKE_INTAKE_ZONE_H
#define INTAKE_INTAKE_ZONE_H

#include "intake/intake_line.h"

typedef struct PartReader {
    const IntakeData *data;
    Text text;
    Text title; /* as given; may be empty */
    Line *lines;
    size_t count;
    size_t title_line; /* count where there is none */
    size_t body_begin; /* the first line of the body */
    size_t body_end;   /* behind its last */
    size_t end_marker; /* behind it all is furniture; count where there is none */
} PartReader;

/* Fills in what the line's own words tell. tokens is used and overwritten. */
void intake_look_at(const IntakeData *data, LineTokens *tokens, Text words, Line *line);
/* Finds the title, the first and last line of the body, and where the report is over. */
void intake_find_zones(PartReader *reader);
Text intake_line_text(const PartReader *reader, size_t index);
/* The kind that the line's words tell at that place (WHERE_…); false: they tell none. */
bool intake_kind_at(const Line *line, unsigned where, PartKind *out);
bool intake_is_paragraph(const Line *line);
/* "Women at the gate. (Wire)": a caption where it shares its block, or a paragraph of another kind follows.
 */
bool intake_is_picture_line(const PartReader *reader, size_t index);

#endif
