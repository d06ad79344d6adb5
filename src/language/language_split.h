/* Regions of text become tokens, and tokens sentences. */
#ifndef LANGUAGE_LANGUAGE_SPLIT_H
#define LANGUAGE_LANGUAGE_SPLIT_H

#include "language/language.h"
#include "language/language_words.h"

Sentences language_split_regions(Arena *arena, const WordLists *lists, Text text,
                                 const LanguageRegion *regions, size_t region_count);

#endif
