/* Times are found in a sentence, with the preposition that bounds them; and the words around one say which
 * way it lies and what it is the time of. */
#ifndef MENTION_MENTION_TIME_FIND_H
#define MENTION_MENTION_TIME_FIND_H

#include "mention/mention_time_resolve.h"

/* How a time bounds what it is said of. */
typedef enum TimeBound { BOUND_NONE, BOUND_SINCE, BOUND_UNTIL, BOUND_BEFORE, BOUND_AFTER } TimeBound;

/* A time as found in a sentence, before it is resolved. */
typedef struct TimeFound {
    const TimeForm *form;
    TimeBound bound;
    size_t begin; /* atoms, with the preposition that bounds it */
    size_t end;
    size_t lead; /* with a gap: the preposition's atom */
    size_t sentence;
    bool is_lasting; /* "until", not "by" */
    bool has_gap;    /* words stand between the preposition and the time */
} TimeFound;

/* mention_time_find.c: the time that begins at the atom. */
bool mention_find_time(FormParser *parser, size_t at, TimeFound *out);
/* False for durations, repetitions and "now". */
bool mention_is_date(const TimeForm *form);

/* mention_time_words.c */
/* "the Dec. 22 limit": its date bounds an end. */
bool mention_is_term(const AtomRange *range, const TimeFound *found);
/* "told Daily NK on Jan. 23", "a report of 2017": when somebody spoke or a document appeared. */
bool mention_is_when_spoken(const AtomRange *range, const TimeFound *found);
/* "SEOUL, Jan. 5 (Yonhap) --" at the head of a paragraph. */
bool mention_is_dateline(const AtomRange *range, const TimeFound *found);
/* "gave them two years to leave": a term that runs from the day on which it was given. */
bool mention_is_given_term(const AtomRange *range, const TimeFound *found);
TimeLean mention_lean_of(const AtomRange *range, const Sentences *sentences, const TimeFound *found,
                         bool is_spoken);

#endif
