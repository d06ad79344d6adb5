/* The files of data/english and data/html that intake reads become tables in memory. */
#ifndef INTAKE_INTAKE_DATA_H
#define INTAKE_INTAKE_DATA_H

#include "core/data_file.h"
#include "core/list.h"
#include "core/map.h"
#include "intake/intake.h"
#include "intake/intake_pattern.h"

typedef struct Outlet {
    Text name;
    bool translates; /* its English service prints translations */
} Outlet;

struct IntakeData {
    Map words;       /* those of the patterns, lower case, to their number from 1 */
    Map months;      /* "jan" to 1 */
    Map languages;   /* "korean"; value: Text *, "ko" */
    Map outlets;     /* each of their names; value: Outlet * */
    Map hosts;       /* "rfa.org"; value: Outlet * */
    Map person_sure; /* headings that make a table one of persons */
    Map person_with; /* two of which do */
    Map person_row; /* two of which, or one and one of person_with, do in a table that is given as a report */
    Map log_words;  /* "received"; number: LOG_WORD_… */
    Map common_words; /* "the" */
    Map entities;     /* "amp;"; value: Text *, its UTF-8 */
    Map encodings;    /* "latin1"; value: Text *, "WINDOWS-1252" */
    Map elements;     /* "p"; number: ElementClass */
    Map meta;         /* "og:title" to its field and rank (intake_html_meta.c) */
    Map furniture;    /* "sidebar"; number: 1 furniture, 2 article; words of class and id */
    PatternList parts;
    size_t entity_longest;
};

/* Cuts off the next line that is neither empty nor comment; false at the end. number counts all lines. */
bool intake_next_entry(Text *rest, uint32_t *number, Text *out);
/* Cuts off the next word behind white space; empty at the end. */
Text intake_next_word(Text *rest);
/* The outlet of an address by its host, or NULL. */
const Outlet *intake_find_outlet_by_url(const IntakeData *data, Text url);
const Outlet *intake_find_outlet(const IntakeData *data, Text name);

#endif
