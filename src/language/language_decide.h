/* A model's weights and the features of a place become decisions: tags, moves, relations. */
#ifndef LANGUAGE_LANGUAGE_DECIDE_H
#define LANGUAGE_LANGUAGE_DECIDE_H

#include "language/language_model.h"
#include "language/language_parse.h"
#include "language/language_tag.h"

/* All that the model knows of the form. */
void language_model_form(const Model *model, Text form, uint32_t word, WordForm *out);
/* Tags of a sentence; forms are padded as language_tag_features wants them. */
void language_model_tag(const Model *model, const WordForm *forms, size_t count, uint8_t *tags);
/* The word as the parser sees it with this tag. */
ParseWord language_parse_word(const WordForm *form, uint32_t tag);
/* Fills words[0] and three behind words[count]. */
void language_parse_pad(ParseWord *words, int count);
/* Runs the state, begun by parse_start, to its end. */
void language_model_parse(const Model *model, ParseState *state);

#endif
