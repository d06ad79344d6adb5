#include "mention/mention_count.h"

void mention_find_counts(Arena *arena, const Sentences *sentences, const Atoms *atoms, Mentions *mentions)
{
    (void)arena;
    (void)sentences;
    (void)atoms;
    (void)mentions;
}
