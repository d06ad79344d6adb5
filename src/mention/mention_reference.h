/* data/english/time/reference: words by which a sentence dates what one before it told. */
#ifndef MENTION_MENTION_REFERENCE_H
#define MENTION_MENTION_REFERENCE_H

#include "core/map.h"
#include "mention/mention_data.h"

struct MentionReference {
    Map words; /* lemma: bits by ReferenceWord */
};

MUST_USE Status mention_load_reference(Arena *arena, Text english_folder, const MentionReference **out,
                                       Error *error);

#endif
