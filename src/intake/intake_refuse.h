/* A text that is no report but somebody's register, log or mail is refused, with line and column named. */
#ifndef INTAKE_INTAKE_REFUSE_H
#define INTAKE_INTAKE_REFUSE_H

#include "core/list.h"
#include "intake/intake.h"

/* A line that has letters or digits, without the white space around it. */
typedef struct WrittenLine {
    Text words;
    uint32_t number; /* in the text, from 1 */
    bool begins_block;
} WrittenLine;

typedef LIST_OF(WrittenLine) WrittenLines;

/* What data/english/intake/logs says of a word. */
enum { LOG_WORD_MAIL = 1, LOG_WORD_SURE_MAIL, LOG_WORD_ROLE };

/* STATUS_OK for prose, lists, poems, interviews and programmes. ERR_UNSUPPORTED, with error's line:
 *   a table with a row a person, wherever it stands in the text, named by its column
 *   a text that is for the greater part another table, or a log of chats, calls or places
 *   a text whose first or second block is the header of a mail
 * Looks at the first 200,000 lines, and at 2,000 that may be the head of a table. */
MUST_USE Status intake_refuse(Arena *arena, const IntakeData *data, Text text, Error *error);
/* Its parts. */
MUST_USE Status intake_refuse_tables(Arena *arena, const IntakeData *data, const WrittenLines *lines,
                                     Error *error);
MUST_USE Status intake_refuse_logs(Arena *arena, const IntakeData *data, const WrittenLines *lines,
                                   Error *error);

/* What a cell of a table looks like. */
typedef enum CellKind {
    CELL_EMPTY,
    CELL_WORDS,
    CELL_NAME, /* two or three words with capitals and nothing else */
    CELL_NUMBER,
    CELL_DATE, /* with or without a time of day */
    CELL_TIME,
    CELL_CODE,  /* letters and digits: "W-0017" */
    CELL_PAPER, /* a passport's number */
    CELL_PHONE,
    CELL_HASH,
    CELL_KIND_COUNT
} CellKind;

CellKind intake_cell_kind(Text cell);
/* Bytes of a date, a time of day or both, perhaps in brackets, at the beginning; 0: none. */
size_t intake_stamp_length(Text text, bool *out_has_date, bool *out_has_time);

#endif
