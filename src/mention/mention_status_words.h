/* data/english/status/words: the phrases that say how a clause is put. */
#ifndef MENTION_MENTION_STATUS_WORDS_H
#define MENTION_MENTION_STATUS_WORDS_H

#include "core/map.h"
#include "mention/mention_status.h"

enum { STATUS_PHRASE_MAX = 6, STATUS_LOOK_BACK = 40 };

typedef enum MarkerPlace {
    MARKER_NEAR,
    MARKER_OVER,
    MARKER_SUBJECT,
    MARKER_BEHIND,
    MARKER_FRONT,
    MARKER_CONDITION,
    MARKER_CONTENT,
    MARKER_CAUSE,
    MARKER_BREAK
} MarkerPlace;

/* A phrase of data/english/status/words. */
typedef struct Marker {
    ClaimStatus status;
    MarkerPlace place;
    uint32_t reach;  /* words between it and the predicate, at most */
    bool is_settled; /* planned, and put as sure to come: "will" */
    Text words[STATUS_PHRASE_MAX];
    size_t word_count;
    struct Marker *next; /* same first word, in the order of the file */
} Marker;

struct StatusWords {
    Map markers; /* first word: its first Marker */
};

#endif
