/* A model's weights and the features of a place become decisions: tags, moves, relations. */
#ifndef LANGUAGE_LANGUAGE_DECIDE_H
#define LANGUAGE_LANGUAGE_DECIDE_H

#include "language/language_model.h"
#include "language/language_parse.h"
#include "language/language_tag.h"
#include "language/language_words.h"

/* All that model and lists know of the form. */
void language_model_form(const Model *model, const WordLists *lists, Text form, uint32_t word, WordForm *out);
/* Tags of a sentence; forms are padded as language_tag_features wants them. */
void language_model_tag(const Model *model, const WordForm *forms, size_t count, uint8_t *tags);
/* The word as the parser sees it with this tag. */
ParseWord language_parse_word(const WordForm *form, const ModelTag *tags, uint32_t tag);
/* Fills words[0], three behind words[count], and how far all reach. */
void language_parse_pad(ParseWord *words, int count);
/* A parse that falls BEAM_SPREAD below the best one is given up; a change in training is 4 a feature. */
enum { BEAM_WIDTH = 8, BEAM_SPREAD = 750 };

/* Parses that are tried side by side. Large: made once a report. */
typedef struct Beam {
    ParseWord words[LANGUAGE_WINDOW + 5];
    ParseState states[2 * BEAM_WIDTH];
} Beam;
/* Parses beam->words[1 … count]; the result stands in the beam until the next call. */
const ParseState *language_model_parse(const Model *model, Beam *beam, int count);

#endif
