/* A token with its tag, and the tree with its verbs, become lemma and features. */
#ifndef LANGUAGE_LANGUAGE_LEMMA_H
#define LANGUAGE_LANGUAGE_LEMMA_H

#include "language/language_model.h"

/* ASCII letters in lower case: how forms and lemmas are compared. */
static inline char language_lemma_byte(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Sets lemma and those features that word and tag decide. Of a word that training did not know, the lemma is
 * one that the dictionary has, if any of its ends leads to one. */
void language_set_lemma(Arena *arena, const Model *model, uint32_t tag, bool is_known, Text form,
                        Token *token);
/* Takes off what only the tree decides: voice, mood, person and number of verbs. */
void language_clear_tree_features(Token *token);
/* Puts it on, for a sentence whose heads and children are set. */
void language_set_tree_features(const Sentences *sentences, const Sentence *sentence);

#endif
