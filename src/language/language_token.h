/* A stretch of text without white space becomes tokens. */
#ifndef LANGUAGE_LANGUAGE_TOKEN_H
#define LANGUAGE_LANGUAGE_TOKEN_H

#include "core/arena.h"
#include "core/list.h"
#include "language/language.h"
#include "language/language_words.h"

typedef LIST_OF(Token) TokenList;

typedef struct Tokeniser {
    Arena *arena;
    const WordLists *lists;
    Text text;
    TokenList tokens;
    bool is_in_single_quotes; /* an opening ‘ or ' stands before: the next ' closes it rather than shows
                                 possession */
} Tokeniser;

/* Adds the tokens of text[chunk]; the last one gets space_after. */
void language_tokenise_chunk(Tokeniser *tokeniser, Span chunk);

bool language_is_opener(uint32_t c); /* brackets and quotes that open, straight quotes too */
bool language_is_closer(uint32_t c); /* those that close, straight quotes too */
bool language_is_dash(uint32_t c);   /* en dash, em dash, bar */

#endif
