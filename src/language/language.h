/* A report's text becomes Sentences: tokens with tags, lemmas and heads, each a span of that text.
 *
 * Invariants of Sentences:
 * - Tokens stand in text order and do not overlap; every character of a region that is no white space stands
 * in one token.
 * - Every token belongs to one sentence, a sentence's tokens are token_begin … token_end - 1, and no sentence
 * is empty.
 * - "SEOUL, July 7 --" at the head of a region is a sentence of its own.
 * - A sentence is a tree: one root (head -1, DEPREL_ROOT), every other head in the same sentence, no cycle.
 * - Reading never fails: any bytes have sentences. Sentences of more than LANGUAGE_WINDOW tokens are parsed
 * in windows that hang on the first one's root and say so (is_long).
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "core/arena.h"
#include "core/buffer.h"
#include "core/error.h"
#include "language/language_tagset.h"

typedef enum Upos {
#define X(constant, name) UPOS_##constant,
    LANGUAGE_UPOS_LIST(X)
#undef X
        UPOS_COUNT
} Upos;

typedef enum Xpos {
#define X(constant, name) XPOS_##constant,
    LANGUAGE_XPOS_LIST(X)
#undef X
        XPOS_COUNT
} Xpos;

typedef enum Deprel {
#define X(constant, name) DEPREL_##constant,
    LANGUAGE_DEPREL_LIST(X)
#undef X
        DEPREL_COUNT
} Deprel;

/* FEATURE_TENSE …, and its values TENSE_PAST …; value 0 is "not marked". */
typedef enum Feature {
#define X(constant, name, shift, bits) FEATURE_##constant,
    LANGUAGE_FEATURE_LIST(X)
#undef X
        FEATURE_COUNT
} Feature;

enum {
#define X(feature, constant, value, name) feature##_##constant = (value),
    LANGUAGE_VALUE_LIST(X)
#undef X
};

enum { LANGUAGE_WINDOW = 500 };

/* A word as the treebanks count words: "don't" is two tokens, "do" and "n't", "China's" is "China" and "'s".
 */
typedef struct Token {
    Span span;            /* in the text */
    Text lemma;           /* lower case but for names */
    uint64_t features;    /* read with language_feature */
    uint32_t word;        /* language_word of the form: equal for equal words whatever their case */
    int32_t head;         /* token number in Sentences.tokens; -1 for the root */
    int32_t first_child;  /* leftmost child, or -1 */
    int32_t next_sibling; /* the head's next child to the right, or -1 */
    Upos upos;
    Xpos xpos;
    Deprel deprel;
    uint8_t multiword; /* words in the multiword token that begins here ("don't": 2 on "do"), else 0 */
    bool is_glued;     /* a later word of a multiword token */
    bool space_after;  /* white space or the region's end follows */
} Token;

typedef struct Sentence {
    Span span; /* first token's begin to last token's end */
    uint32_t token_begin;
    uint32_t token_end;
    uint32_t root;      /* token number */
    uint32_t part;      /* the region's */
    bool begins_region; /* the first of its region */
    bool is_long;       /* parsed in windows */
} Sentence;

typedef struct Sentences {
    Token *tokens;
    size_t token_count;
    Sentence *items;
    size_t count;
} Sentences;

/* A stretch of the text to be read, such as a paragraph: no sentence crosses its ends. part is handed
 * through. */
typedef struct LanguageRegion {
    Span span;
    uint32_t part;
} LanguageRegion;

/* Word lists, rules and models of one language. Never changes once loaded; any number of threads may share
 * it. */
typedef struct Language Language;

/* folder is DATA/english. Language lives as long as arena (a process arena), which also owns the mapped
 * model. ERR_SYSTEM or ERR_PACK name the file and the remedy. */
MUST_USE Status language_load(Arena *arena, Text folder, Language **out, Error *error);
/* Regions in ascending order, without overlap. The result lives in arena and keeps pointers into language and
 * text. */
Sentences language_read(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                        size_t region_count);
/* Sentences and tokens alone: no tags, lemmas or heads. */
Sentences language_split(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                         size_t region_count);

/* Adds CoNLL-U, with # text, # newpar, SpaceAfter=No and the lines of multiword tokens. */
void language_write_conllu(const Sentences *sentences, Text text, Buffer *out);

/* Names as the treebanks write them: "PROPN", "NNP", "nsubj:pass". */
const char *language_upos_word(Upos upos);
const char *language_xpos_word(Xpos xpos);
const char *language_deprel_word(Deprel deprel);
bool language_upos_from(Text word, Upos *out);
bool language_xpos_from(Text word, Xpos *out);
bool language_deprel_from(Text word, Deprel *out);
/* DEPREL_NSUBJ for DEPREL_NSUBJ_PASS: the relation without its subtype. */
Deprel language_deprel_base(Deprel deprel);
/* language_feature(token, FEATURE_TENSE) == TENSE_PAST */
unsigned language_feature(const Token *token, Feature feature);
/* The number that Token.word holds for this word. */
uint32_t language_word(Text form);

/* First child of the token with this relation (subtypes count), in text order, or -1. */
int32_t language_child(const Sentences *sentences, size_t token, Deprel base);
/* From the first to the last token below this one; for a tree without crossing edges, the phrase itself. */
Span language_phrase(const Sentences *sentences, size_t token);
/* True where token is ancestor, or stands below it. */
bool language_is_below(const Sentences *sentences, size_t token, size_t ancestor);
/* The sentence that holds the token. */
const Sentence *language_sentence_of(const Sentences *sentences, size_t token);

/* Edges that rules need and the tree gives only by a detour, found through conjunction, control and relative
 * clauses: "The ban was lifted and is gone": the subject of "gone" is "ban". All give a token number or -1.
 */
int32_t language_subject(const Sentences *sentences, size_t verb); /* grammatical; passive ones too */
int32_t language_object(const Sentences *sentences, size_t verb);
/* Who does it: the subject of an active verb, "by" with a passive one. */
int32_t language_agent(const Sentences *sentences, size_t verb);
/* Whom it is done to: the object of an active verb, the subject of a passive one. */
int32_t language_patient(const Sentences *sentences, size_t verb);
/* A passive with or without its auxiliary ("was held", "the men held there"). */
bool language_is_passive(const Sentences *sentences, size_t verb);
/* A negation on the verb itself, its auxiliaries or its arguments' determiners ("no worker may leave"). */
bool language_is_negated(const Sentences *sentences, size_t verb);
/* The next conjunct of the token's coordination in text order, or -1: loop from the first one. */
int32_t language_next_conjunct(const Sentences *sentences, size_t token);

#endif
