/* Treebanks become the model that src/language reads. All in integers, so that the same treebanks give the
 * same bytes on any machine. */
#ifndef TRAIN_TRAIN_H
#define TRAIN_TRAIN_H

#include "core/arena.h"
#include "core/error.h"
#include "core/list.h"
#include "core/map.h"
#include "language/language.h"
#include "language/language_classify.h"
#include "language/language_decide.h"
#include "language/language_model.h"
#include "language/language_parse.h"
#include "language/language_tag.h"

typedef struct TrainWord {
    Text form;
    Text lemma;
    uint64_t features;
    Upos upos;
    Xpos xpos;
    Deprel deprel;
    int16_t head;    /* 1 to count; 0 for the root */
    uint8_t tag;     /* the gold pair, or MODEL_NO_TAG where it was too rare */
    uint8_t guessed; /* the pair that a tagger gave which had not seen the sentence */
} TrainWord;

typedef struct TrainSentence {
    TrainWord *words;
    int count;
    WordForm *forms; /* of words, with padding of two before and behind */
} TrainSentence;

typedef struct Treebank {
    TrainSentence *items;
    size_t count;
    size_t word_count;
} Treebank;

/* xorshift, so that every machine draws the same numbers. */
typedef struct Random {
    uint64_t state;
} Random;
uint32_t random_below(Random *random, uint32_t limit);
void random_shuffle(Random *random, uint32_t *numbers, size_t count);

/* Integer weights and what averaging them takes. */
typedef struct Learner {
    int32_t *weights;
    int64_t *moments; /* each change times the step at which it was made */
    int64_t step;
    uint32_t bits;
    uint32_t width;
} Learner;
Learner learner_new(Arena *arena, uint32_t bits, uint32_t width);
/* rows: their numbers. */
void learner_score(const Learner *learner, const uint32_t *rows, uint32_t count, int32_t *out);
void learner_change(Learner *learner, const uint32_t *rows, uint32_t count, uint32_t class_number,
                    int32_t by);
/* The average weights, times AVERAGE_SCALE. */
int64_t *learner_average(Arena *arena, const Learner *learner);
/* Scaled so that the largest weight is FINE_MOST. */
int16_t *learner_finish(Arena *arena, const int64_t *average, size_t count);
/* Rows of bytes, as language_classify.h has them, the largest weight ROW_MOST. */
uint8_t *learner_pack(Arena *arena, const int16_t *fine, size_t count);
/* At MOVE_SCALE to a change, so that sums of one model compare with those of another, and at most MOVE_MOST.
 */
int32_t learner_move_weight(int64_t average);

/* A word's line of CoNLL-U behind its number. */
MUST_USE Status train_read_word(Text line, TrainWord *out, Error *error);
MUST_USE Status train_read_file(Arena *arena, Text path, Text *out, Error *error);
/* Adds the sentences of a CoNLL-U file. */
MUST_USE Status train_read(Arena *arena, Text path, Treebank *bank, Error *error);

typedef struct TagSet {
    ModelTag items[MODEL_MOST_TAGS];
    uint32_t count;
} TagSet;
/* Pairs of UPOS and XPOS that occur often enough, and each word's tag. */
TagSet train_find_tags(Treebank *bank);
void train_set_tags(Treebank *bank, const TagSet *tags);

/* Which tags words have; skips sentences whose number is fold modulo folds (folds 0: none). */
typedef struct Lexicon {
    ModelWord *slots;
    uint32_t mask;
} Lexicon;
Lexicon train_find_lexicon(Arena *arena, const Treebank *bank, size_t folds, size_t fold);
/* What the dictionary says: folder/lexicon and folder/irregular. */
typedef struct Dictionary {
    ModelClass *slots;
    uint32_t mask;
    Text irregular; /* lines of form, class, lemma */
} Dictionary;
MUST_USE Status train_read_dictionary(Arena *arena, const char *folder, Dictionary *out, Error *error);

/* Fills forms of all sentences. */
void train_set_forms(Treebank *bank, const Lexicon *lexicon, const Dictionary *dictionary,
                     const WordLists *lists);

typedef struct TrainOptions {
    uint64_t seed;
    const ModelTag *tags;
    uint32_t tag_count;
    int tag_rounds;
    int fold_rounds;
    int parse_rounds;
} TrainOptions;

/* A tagger's averaged weights, fine, from the sentences outside the fold. */
int16_t *train_tagger(Arena *arena, const Treebank *bank, const TrainOptions *options, int rounds,
                      size_t folds, size_t fold);
/* Tags the sentences of the fold into guessed. */
void train_tag_fold(const Treebank *bank, const int16_t *fine, uint32_t tag_count, size_t folds, size_t fold);
/* Tags all, as reading does. */
void train_tag(const Treebank *bank, const uint8_t *weights, uint32_t tag_count);

typedef struct ParserWeights {
    uint32_t *moves;
    uint8_t *labels;
} ParserWeights;
/* From the guessed tags. */
ParserWeights train_parser(Arena *arena, const Treebank *bank, const TrainOptions *options);

typedef struct Score {
    size_t words;
    size_t heads;
    size_t labels; /* heads that are right with their relation, subtypes apart */
} Score;
Score train_score_parser(const ParserWeights *weights, const ModelTag *tags, const Treebank *bank);

/* A line on stderr: how far it is. */
void train_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Lemma rules, feature bundles and what words and ends have. */
typedef struct Guesses {
    ModelRule *rules;
    uint32_t rule_count;
    uint64_t *bundles;
    uint32_t bundle_count;
    ModelGuess *slots;
    uint32_t slot_count;
} Guesses;
Guesses train_find_guesses(Arena *arena, const Treebank *bank, const Dictionary *dictionary, TagSet *tags);
/* How many lemmas of the guessed tags are right, whatever their case; model has tags, classes and all of
 * guesses. */
size_t train_count_lemmas(const Model *model, const Treebank *bank);

enum { MOST_RULES = 4096, MOST_BUNDLES = 2048, FEWEST_ENDS = 4 };
enum { AVERAGE_SCALE = 4096, MOVE_SCALE = 4, FINE_MOST = 819 };
enum { LEARN_WIDTH = 4 }; /* of a row of moves while they are learned */
/* By how much the right class is to win: an update of all features changes the lead by twice their number. */
enum { TAG_MARGIN = 100, LABEL_MARGIN = 100 };
enum { TRAIN_BEAM = BEAM_WIDTH };

#endif
