/* What every reader of a wrapping gives, and what makes a whole Report of it. */
#ifndef INTAKE_INTAKE_REPORT_H
#define INTAKE_INTAKE_REPORT_H

#include "core/list.h"
#include "intake/intake.h"
#include "intake/intake_part.h"

typedef LIST_OF(ReportNote) NoteList;

/* A report in the making. */
typedef struct Draft {
    Report report;
    NoteList notes;
    PartHintList hints;
    Text given_published; /* as written in a header, a record */
    Text page_published;  /* as written in the page's own metadata */
} Draft;

/* Readers fill text, points, and what the wrapping says. They live in arena and keep pointers into bytes. */
MUST_USE Status intake_read_text(Arena *arena, const IntakeOptions *options, Text bytes, Draft *out,
                                 Error *error);
MUST_USE Status intake_read_html(Arena *arena, const IntakeOptions *options, Text bytes, Draft *out,
                                 Error *error);
MUST_USE Status intake_read_record(Arena *arena, const IntakeOptions *options, Text line, Draft *out,
                                   Error *error);

/* Adds digests, id, metadata, parts, date and class. */
MUST_USE Status intake_finish(Arena *arena, const IntakeOptions *options, Draft *draft, Report *out,
                              Error *error);

/* A known field of a header block or record: title, outlet, published, url, language, retold. False: it is no
 * such field. Values are taken as they are. */
bool intake_take_field(Draft *draft, Text key, Text value);
void intake_add_note(Arena *arena, Draft *draft, Text key, Text value);

#endif
