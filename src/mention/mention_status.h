/* The words that say how a clause is put: planned, possible, ended, not so. */
#ifndef MENTION_MENTION_STATUS_H
#define MENTION_MENTION_STATUS_H

#include "mention/mention_data.h"

MUST_USE Status mention_load_status(Arena *arena, Text folder, const StatusWords **out, Error *error);

typedef struct StatusReading {
    ClaimStatus status;
    Span word;        /* that decided; empty where nothing marks it */
    bool is_settled;  /* planned, and put as sure to come */
    bool is_supposed; /* possible, as it stands in a condition: of a rule that holds, mention_status says said
                       */
    bool is_over;     /* by a verb or noun of fearing, doubting or denying above it */
} StatusReading;
StatusReading mention_read_status(const MentionData *data, const Sentences *sentences, Text text,
                                  uint32_t sentence, uint32_t predicate);

#endif
