/* Sentences yield events: verbs, heads of clauses and nouns that name an event, with how each is put. */
#ifndef MENTION_MENTION_EVENT_H
#define MENTION_MENTION_EVENT_H

#include "mention/mention_data.h"

/* Which nouns may name an event. */
MUST_USE Status mention_load_nouns(Arena *arena, Text folder, const EventNouns **out, Error *error);

#endif
