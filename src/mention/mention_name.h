/* Names of organisations and sites. */
#ifndef MENTION_MENTION_NAME_H
#define MENTION_MENTION_NAME_H

#include "core/map.h"
#include "mention/mention_data.h"

MUST_USE Status mention_load_names(Arena *arena, Text english_folder, const MentionNames **out, Error *error);
/* Fills mentions->names, and adds sites to mentions->places, which must be there. */
void mention_find_names(Arena *arena, const MentionData *data, const Report *report,
                        const Sentences *sentences, Mentions *mentions);

#endif
