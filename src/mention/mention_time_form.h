/* Atoms are parsed into the form of a time ("the last Saturday of October"): what the words say, before it is
 * asked which days that is. */
#ifndef MENTION_MENTION_TIME_FORM_H
#define MENTION_MENTION_TIME_FORM_H

#include "core/map.h"
#include "mention/mention_atom.h"

/* One known event, with its occurrences: count of events[0] … in order of their days. */
typedef struct TimeEvent {
    Text name; /* as in the table */
    Day first; /* DAY_NONE for one that comes every year */
    Day last;
    int month; /* of one that comes every year */
    int day;
} TimeEvent;

struct TimeEvents {
    TimeEvent *items;
    size_t count;
    const Lexicon *names; /* class LEXICON_EVENT; the number is that of the first item of the name */
    Map orders;           /* outlet, folded: its DateOrder */
};

/* In which order a date is written in figures. */
typedef enum DateOrder { ORDER_OPEN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } DateOrder;
/* The outlet's; ORDER_OPEN where it is not known. */
DateOrder mention_date_order(Arena *arena, const TimeEvents *events, Text outlet);

MUST_USE Status mention_load_events(Arena *arena, Text folder, const TimeEvents **out, Error *error);

typedef enum TimeUnit {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_NIGHT,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKDAY, /* only in FORM_NTH: "the last Saturday of October" */
    UNIT_NONE
} TimeUnit;

typedef enum TimePart {
    PART_NONE_OF,
    PART_EARLY,
    PART_MIDDLE,
    PART_LATE,
    PART_START_OF,
    PART_END_OF,
    PART_FIRST_HALF,
    PART_SECOND_HALF
} TimePart;

typedef enum FormKind {
    FORM_CALENDAR,  /* year, month, day, season or quarter, as far as given; YEAR_NONE, 0, 0, 0 */
    FORM_DECADE,    /* year is its first; "199X" */
    FORM_CENTURY,   /* year is its first */
    FORM_AMBIGUOUS, /* 04/05/2019: month and day may change places */
    FORM_WEEKDAY,   /* weekday, direction DIRECTION_NONE or as "last", "this", "next" say */
    FORM_DEICTIC,   /* amount days from today */
    FORM_SHIFT,     /* unit, or month or season, and direction: "last week", "next March" */
    FORM_SPAN,      /* amount units up to or from now: "the past two years" */
    FORM_AGO,       /* amount units before (after) now */
    FORM_PART,      /* part of inner */
    FORM_NTH,       /* the amount-th (-1: the last) unit of inner, or width of them */
    FORM_RANGE,     /* inner to second */
    FORM_EITHER,    /* inner or second */
    FORM_OFFSET,    /* amount units from inner, or where that is NULL from the text's last date */
    FORM_ANAPHOR,   /* the unit of the text's last date, direction units on; UNIT_NONE: "then" */
    FORM_MONTH_DAY, /* "the 15th" */
    FORM_EVENT,
    FORM_DURATION,
    FORM_REPEATED,
    FORM_REFERENCE
} FormKind;

enum { YEAR_NONE = INT32_MIN, DIRECTION_NONE = 2, QUARTER_FIRST = 33 };

typedef struct TimeForm TimeForm;
struct TimeForm {
    FormKind kind;
    size_t begin; /* atoms */
    size_t end;
    int year;
    int month;
    int day;
    int season;
    int weekday; /* -1 where none */
    int direction;
    TimeUnit unit;
    TimePart part;
    double amount; /* -1: not said how many */
    double amount_high;
    int width;
    bool is_about;
    bool is_of_context; /* "May 3 of that year": of the last date's, direction years on */
    bool is_both;       /* of FORM_EITHER: "and" */
    DateOrder order;    /* that the figures show: 23/05/2019 */
    Text value;         /* of a reference or a time of the day */
    const TimeEvent *event;
    size_t event_count;
    const TimeForm *inner;
    const TimeForm *second;
};

/* What the parser of forms looks at. */
typedef struct FormParser {
    Arena *arena;
    const TimeEvents *events;
    const Sentences *sentences;
    AtomRange range;
    uint64_t first_words[2]; /* a bit for each class of words with which a time may begin */
    int depth;
} FormParser;

/* The longest form that begins at the atom, or NULL. */
TimeForm *mention_parse_form(FormParser *parser, size_t at);

#endif
