/* The form of a time, and the day on which it was written, become days. */
#ifndef MENTION_MENTION_TIME_RESOLVE_H
#define MENTION_MENTION_TIME_RESOLVE_H

#include "mention/mention_time_form.h"

/* Which way a date without a year lies: as the tense of its clause says. */
typedef enum TimeLean {
    LEAN_PAST,    /* the last one, or the next one where that is at hand and the last one long ago */
    LEAN_NEAREST, /* of a term ("the Dec. 22 deadline") */
    LEAN_FUTURE
} TimeLean;

typedef struct TimeAnchor {
    Day today;            /* DAY_NONE where nothing says when the text was written */
    Period context;       /* the last date of the paragraph, or none */
    bool context_is_open; /* its year is not known */
    bool is_near;         /* the context stands in the same paragraph */
    bool tells;           /* the text tells in order of time: a month without year follows the context */
    TimeLean lean;
    DateOrder order; /* of dates in figures */
} TimeAnchor;

typedef struct Resolved {
    Period period;
    Text edtf;        /* where the period alone would not say it: a decade, a season, a set */
    bool is_open;     /* the year is not known: that of period is no matter */
    bool is_interval; /* from … to …: it holds on every day */
} Resolved;

/* False where the form is no date (a duration) or cannot be resolved. */
bool mention_resolve_form(Arena *arena, const TimeForm *form, const TimeAnchor *anchor, Resolved *out);
/* The first of a pair, with the year that the second one gives both: "from May to June 1955". */
TimeForm mention_led_form(const TimeForm *form);
/* A period without a year as EDTF: "XXXX-06-14". */
Text mention_open_edtf(Arena *arena, Period period);
/* TIMEX3's type, mod (or NULL) and value. */
TimexType mention_form_type(const TimeForm *form);
const char *mention_form_mod(const TimeForm *form);
Text mention_form_value(Arena *arena, const TimeForm *form, const Resolved *resolved);

#endif
