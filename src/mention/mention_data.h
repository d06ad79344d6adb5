/* What mention_load reads once and every finder shares, and how its files are read. */
#ifndef MENTION_MENTION_DATA_H
#define MENTION_MENTION_DATA_H

#include "core/data_file.h"
#include "mention/mention.h"

typedef struct Lexicon Lexicon;                 /* mention_atom.h */
typedef struct StatusWords StatusWords;         /* mention_status.h */
typedef struct HappenedWeights HappenedWeights; /* mention_happened.h */
typedef struct EventNouns EventNouns;           /* mention_event.h */
typedef struct TimeEvents TimeEvents;           /* mention_time_form.h */
typedef struct MentionPlaces MentionPlaces;     /* mention_place.h */
typedef struct MentionSpeakers MentionSpeakers; /* mention_source.h: actors, names and sources */

typedef struct MentionNames MentionNames;         /* mention_name.h */
typedef struct MentionReference MentionReference; /* mention_reference.h */

struct MentionData {
    const Lexicon *lexicon; /* time and numbers */
    const StatusWords *status;
    const HappenedWeights *happened;
    const EventNouns *nouns;
    const TimeEvents *events;
    const MentionPlaces *places;
    const MentionSpeakers *speakers;
    const MentionNames *names;
    const MentionReference *reference;
};

/* The next line that is neither empty nor a comment ('#'), cut at its tabs into at most count fields; those
 * that it does not have are empty. number counts lines from 1; start it at 0. False at the end. */
bool mention_next_line(Text *rest, uint32_t *number, Text *fields, size_t count);

#endif
