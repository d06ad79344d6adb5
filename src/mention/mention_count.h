/* Atoms become counts: how many of what, with bounds as said; never years, ages, distances or numbers that
 * are names. */
#ifndef MENTION_MENTION_COUNT_H
#define MENTION_MENTION_COUNT_H

#include "mention/mention_atom.h"

/* Needs the times: a number within a date is no count. */
void mention_find_counts(Arena *arena, const Sentences *sentences, const Atoms *atoms, Mentions *mentions);

#endif
