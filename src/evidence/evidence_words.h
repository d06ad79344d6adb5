/* A text is cut into words and runs of words, the same for every comparison of texts. */
#ifndef EVIDENCE_EVIDENCE_WORDS_H
#define EVIDENCE_EVIDENCE_WORDS_H

#include "core/arena.h"

/* The next word at or after *position: letters and digits, with hyphens within it and commas and points
 * within a number, without what an apostrophe joins to it. *position moves behind it. False at the end. */
bool evidence_next_word(Text text, size_t *position, Text *out);
/* Of the word in lower case (ASCII). */
uint32_t evidence_word_hash(Text word);

enum { RUN_WORDS = 5 };
/* The text's runs of five words (letters and digits without any mark within), each as a number. */
typedef struct Runs {
    uint32_t *items;
    size_t count;
} Runs;
/* Room that is used again for one text after the other. */
typedef struct RunRoom {
    uint32_t *items;
    size_t count;
    size_t capacity;
} RunRoom;
/* In the order of the text. The runs lie in the room. */
Runs evidence_cut_runs(Arena *arena, Text text, RunRoom *room);
/* Ascending, each once: what evidence_count_shared_runs compares. */
void evidence_settle_runs(Runs *runs);
/* How many of them two texts share. */
size_t evidence_count_shared_runs(const Runs *a, const Runs *b);

#endif
