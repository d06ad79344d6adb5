/* A model file, mapped read-only, becomes tables: what training wrote and reading uses.
 *
 * Layout, little-endian: a ModelHeader, then the sections in its order, each at a multiple of 64 bytes. The
 * file's format is that of MODEL_VERSION; a program refuses any other.
 */
#ifndef LANGUAGE_LANGUAGE_MODEL_H
#define LANGUAGE_LANGUAGE_MODEL_H

#include "core/arena.h"
#include "core/error.h"
#include "language/language.h"
#include "language/language_classify.h"

enum {
    MODEL_VERSION = 3,
    MODEL_ABOUT_SIZE = 3072,
    MODEL_NO_TAG = 255,
    MODEL_MOST_TAGS = 80,
    MODEL_ADDED_SIZE = 12
};
#define MODEL_MAGIC "hearsay language"

typedef enum Section {
    SECTION_TAGS,    /* ModelTag */
    SECTION_LEXICON, /* ModelWord, a power of two, by word */
    SECTION_CLASSES, /* ModelClass, a power of two, by word */
    SECTION_RULES,   /* ModelRule */
    SECTION_BUNDLES, /* uint64_t: Token.features */
    SECTION_GUESSES, /* ModelGuess, a power of two, by key */
    SECTION_TAGGER,  /* 2^TAG_BITS rows of TAG_WIDTH bytes */
    SECTION_MOVES,   /* 2^MOVE_BITS rows of a uint32_t */
    SECTION_LABELS,  /* 2^LABEL_BITS rows of LABEL_WIDTH bytes */
    SECTION_COUNT
} Section;

typedef struct ModelHeader {
    char magic[16];
    uint32_t version;
    uint32_t section_count;
    uint64_t length;       /* of the file */
    uint64_t digest;       /* language_model_digest of all behind the header */
    uint64_t about_digest; /* of the header's own rest */
    struct {
        uint64_t begin;
        uint64_t count; /* of items */
    } sections[SECTION_COUNT];
    char about[MODEL_ABOUT_SIZE]; /* what it was made from, seed and scores: lines of text, NUL behind them */
} ModelHeader;

typedef struct ModelTag {
    uint8_t upos;
    uint8_t xpos;
    uint16_t bundle; /* its usual features */
} ModelTag;

/* A word of the training data. word 0: an empty slot. */
typedef struct ModelWord {
    uint32_t word;
    uint16_t tags;    /* a number for the set of its tags; 0 for none worth knowing */
    uint8_t only_tag; /* or MODEL_NO_TAG */
    uint8_t is_frequent;
} ModelWord;

/* What dictionaries say of a word: bits of CLASS_NOUN … */
enum { CLASS_NOUN = 1, CLASS_VERB = 2, CLASS_ADJECTIVE = 4, CLASS_ADVERB = 8 };
typedef struct ModelClass {
    uint32_t word;     /* 0: an empty slot */
    uint8_t base;      /* classes that it is a base form in */
    uint8_t irregular; /* classes that it is an irregular form in */
    uint16_t unused;
} ModelClass;

/* Form to lemma: take cut bytes from the end, add added. */
typedef struct ModelRule {
    uint8_t cut;
    uint8_t added_length;
    char added[MODEL_ADDED_SIZE];
    uint16_t unused;
} ModelRule;

/* What a word, or its end, has with a tag. key 0: an empty slot. */
typedef struct ModelGuess {
    uint32_t key; /* language_guess_key */
    uint16_t rule;
    uint16_t bundle;
} ModelGuess;

typedef struct Model {
    const ModelTag *tags;
    uint32_t tag_count;
    const ModelWord *lexicon;
    uint32_t lexicon_mask;
    const ModelClass *classes;
    uint32_t class_mask;
    const ModelRule *rules;
    uint32_t rule_count;
    const uint64_t *bundles;
    uint32_t bundle_count;
    const ModelGuess *guesses;
    uint32_t guess_mask;
    const uint8_t *tagger; /* aligned to 16 */
    const uint32_t *moves;
    const uint8_t *labels; /* aligned to 16 */
    Text about;
} Model;

/* Maps and checks the file; arena unmaps it. ERR_SYSTEM and ERR_PACK name the file and the remedy. */
MUST_USE Status language_model_open(Arena *arena, Text path, Model *out, Error *error);
/* Finds the tables in bytes that stay where they are, 64-aligned. */
MUST_USE Status language_model_read(Text bytes, Model *out, Error *error);
/* Of any bytes: catches damage, not forgery. */
uint64_t language_model_digest(Text bytes);

/* NULL where the word is unknown. */
const ModelClass *language_model_class(const Model *model, uint32_t word);
const ModelWord *language_model_word(const Model *model, uint32_t word);

enum { GUESS_WORD = 15, GUESS_LONGEST = 5 }; /* kinds: the whole word, or an end of 0 to 5 bytes */
/* Key of the last kind bytes (or the whole) of form in lower case with the tag; never 0. */
uint32_t language_guess_key(Text form, int kind, uint32_t tag);
const ModelGuess *language_model_find_guess(const Model *model, uint32_t key);

#endif
