/* A report written as a golden case, read as far as its sentences, for the drivers of the mention stage. */
#ifndef GOLDEN_MENTION_CASE_H
#define GOLDEN_MENTION_CASE_H

#include "golden/golden.h"
#include "mention/mention.h"

typedef struct MentionCase {
    Report report;
    Sentences sentences;
    const Pack *pack;
    const MentionData *data;
    Mentions mentions;
} MentionCase;

/* Lines "Outlet: …" and "Published: …" may stand before the text; blank lines part its paragraphs. Data and
 * pack come from HEARSAY_DATA, loaded once. Aborts with a message where they cannot be read. */
MentionCase mention_case_read(Arena *arena, Text input);

#endif
