/* The words that say how a clause is put: planned, possible, ended, not so. */
#ifndef MENTION_MENTION_STATUS_H
#define MENTION_MENTION_STATUS_H

#include "mention/mention_data.h"

MUST_USE Status mention_load_status(Arena *arena, Text folder, const StatusWords **out, Error *error);

#endif
