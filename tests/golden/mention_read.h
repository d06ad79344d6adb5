/* What the drivers of the mention stages share: an input becomes a report, sentences and mentions. */
#ifndef GOLDEN_MENTION_READ_H
#define GOLDEN_MENTION_READ_H

#include "golden/golden.h"
#include "mention/mention.h"

typedef struct MentionRead {
    const MentionData *data;
    Report report;
    Sentences sentences;
    Mentions mentions;
} MentionRead;

/* A first line "published: EDTF" gives the day of publication; every other line is a paragraph. NULL, with
 * the message in out, where the data could not be loaded. */
const MentionRead *mention_read_input(Arena *arena, Text input, Buffer *out);

#endif
