/* Tags become heads and relations: the arc-hybrid transition system, and what its two classifiers see.
 *
 * A state is a stack of words and the words not yet read. SHIFT puts the next word on the stack; LEFT hangs
 * the top on the next word, RIGHT on the one below it, and takes it off. When no word is left, the stack is
 * folded with RIGHT, and its last word is the root. Every sentence of n words takes 2n - 1 moves.
 */
#ifndef LANGUAGE_LANGUAGE_PARSE_H
#define LANGUAGE_LANGUAGE_PARSE_H

#include <stdbool.h>

#include "language/language.h"
#include "language/language_classify.h"

typedef enum Move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_COUNT } Move;

enum { MOVE_FEATURES = 128, LABEL_WIDTH = 64, LABEL_FEATURES = 40 };

/* A row of moves is one number with a field for each move: its weight and MOVE_BIAS, so that no field is
 * negative, and two rows add up without leaving theirs. */
enum { MOVE_FIELD = 11, MOVE_MOST = 511, MOVE_BIAS = MOVE_MOST + 1 };

/* A word as the parser sees it. */
typedef struct ParseWord {
    FeatureValue word;
    FeatureValue tag;    /* the pair of UPOS and XPOS */
    FeatureValue suffix; /* three letters */
    FeatureValue kind;
    uint32_t reach; /* the next content word at or behind it: a noun, name, pronoun, number or verb */
} ParseWord;

/* What is known of a word's place in the tree so far. */
typedef struct ParseNode {
    int16_t head;
    int16_t left[2];  /* outermost and second child to the left; 0: none */
    int16_t right[2]; /* to the right */
    uint8_t left_count;
    uint8_t right_count;
    uint8_t deprel;
    uint64_t left_labels; /* sets of the relations of its children, a bit each */
    uint64_t right_labels;
} ParseNode;

/* Positions are 1 to count; 0 is "none" (and the head of the root). */
typedef struct ParseState {
    const ParseWord *words; /* words[0] and words[count + 1 … count + 3] are padding */
    int count;
    int next; /* count + 1 when all are read */
    int depth;
    int64_t score; /* of the moves so far */
    int16_t stack[LANGUAGE_WINDOW + 2];
    ParseNode nodes[LANGUAGE_WINDOW + 5]; /* up to next; what is behind it is not set */
} ParseState;

void parse_start(ParseState *s, const ParseWord *words, int count);
void parse_copy(ParseState *to, const ParseState *from);
static inline bool parse_is_done(const ParseState *s) { return s->next > s->count && s->depth <= 1; }
static inline bool parse_can(const ParseState *s, Move move)
{
    return move == MOVE_RIGHT ? s->depth > 1 : s->next <= s->count && (move == MOVE_SHIFT || s->depth > 0);
}
/* LEFT and RIGHT with the relation of the arc. */
void parse_apply(ParseState *s, Move move, Deprel deprel);

/* True where the features of both are the same, of every move and of the arc that it makes. */
bool parse_looks_alike(const ParseState *a, const ParseState *b);
/* Numbers of rows; those rows of weights are fetched ahead. */
void parse_move_features(const ParseState *state, const uint32_t *weights, uint32_t out[MOVE_FEATURES]);
/* For the arc that the move is about to make. */
void parse_label_features(const ParseState *s, Move move, const uint8_t *weights,
                          uint32_t out[LABEL_FEATURES]);

#endif
