/* The word lists of data/english become maps: what is an abbreviation, a contraction, a bound prefix. */
#ifndef LANGUAGE_LANGUAGE_WORDS_H
#define LANGUAGE_LANGUAGE_WORDS_H

#include "core/arena.h"
#include "core/error.h"
#include "core/map.h"

/* Kinds of abbreviations: what their stop says about the sentence's end. */
enum { ABBREVIATION_NONE, ABBREVIATION_TITLE, ABBREVIATION_NUMBER, ABBREVIATION_ANY };

/* An ending of regular forms, and what stands in its place in the base. */
typedef struct Affix {
    Text ending;
    Text instead;
    uint32_t group;  /* endings of one group mean the same */
    bool is_doubled; /* the base's last letter is doubled before it */
} Affix;

typedef struct WordLists {
    Map abbreviations; /* number: its kind */
    Map whole; /* a contraction; number: lengths of its parts in bytes, 4 bits each, the first one lowest */
    Map keep;  /* never parted */
    Map prefixes;
    Map units;
    Map starters;
    Affix *affixes;
    size_t affix_count;
    TextList suffixes; /* "'s", "n't": parted from any word before them */
} WordLists;

enum { WORD_KEY_SIZE = 48 };

MUST_USE Status language_load_words(Arena *arena, Text folder, WordLists *out, Error *error);

/* The word in lower case (ASCII) with straight apostrophes, written to key: how the maps spell their entries.
 * Empty where it is longer than WORD_KEY_SIZE. */
Text language_word_key(Text word, char key[WORD_KEY_SIZE]);
/* The number of the map's entry for the word, or -1. */
int64_t language_word_find(const Map *map, Text word);

#endif
