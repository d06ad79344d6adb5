/* Atoms become times: dates, periods, durations and repetitions, resolved against the day of publication or
 * the text's own dates. */
#ifndef MENTION_MENTION_TIME_H
#define MENTION_MENTION_TIME_H

#include "mention/mention_atom.h"

void mention_find_times(Arena *arena, const MentionData *data, const Report *report,
                        const Sentences *sentences, const Atoms *atoms, Mentions *mentions);

#endif
