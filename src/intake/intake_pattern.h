/* A line of text becomes words and signs, and patterns of the data files are held against them. */
#ifndef INTAKE_INTAKE_PATTERN_H
#define INTAKE_INTAKE_PATTERN_H

#include "core/list.h"
#include "core/map.h"
#include "intake/intake.h"

/* What a line can be told to be. */
typedef enum Sign {
    SIGN_BYLINE,
    SIGN_CAPTION,
    SIGN_CREDIT,
    SIGN_FOOTER,
    SIGN_NOTICE,
    SIGN_BODY,
    SIGN_TRANSLATED,
    SIGN_DATE,
    SIGN_NAME,
    SIGN_END,
    SIGN_PICTURE,
    SIGN_COUNT
} Sign;

/* Where it has to stand for that; bits. */
enum { WHERE_HEAD = 1, WHERE_TAIL = 2, WHERE_MIDDLE = 4, WHERE_ANY = 7 };

typedef enum ItemKind {
    ITEM_WORDS, /* one of some words */
    ITEM_ANY_WORD,
    ITEM_GAP,
    ITEM_BEGIN,
    ITEM_END,
    ITEM_NAME,
    ITEM_NAMES,
    ITEM_OUTLET,
    ITEM_LANGUAGE,
    ITEM_DATE,
    ITEM_NUMBER,
    ITEM_MAIL,
    ITEM_URL,
    ITEM_PICTURE
} ItemKind;

typedef struct PatternItem {
    ItemKind kind;
    bool is_optional;
    uint32_t *words; /* of ITEM_WORDS: numbers in IntakeData.words */
    size_t word_count;
} PatternItem;

typedef struct Pattern {
    Sign sign;
    unsigned where;
    PatternItem *items;
    size_t item_count;
    const PatternItem *needed; /* one of its words must stand in the line; NULL: it needs none */
} Pattern;

typedef LIST_OF(Pattern) PatternList;

typedef enum TokenKind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_SIGN,
    TOKEN_MAIL,
    TOKEN_URL,
    TOKEN_PICTURE
} TokenKind;

typedef struct LineToken {
    TokenKind kind;
    bool is_capital;
    uint32_t word; /* number in IntakeData.words, 0 for others */
    Span span;     /* in the text of the line */
} LineToken;

typedef struct LineTokens {
    const IntakeData *data;
    Text line;
    LineToken *items;
    size_t count;
    bool is_cut;       /* the line is longer, its middle was left out */
    uint64_t *present; /* bits: numbers of the words that stand in it */
    size_t present_count;
} LineTokens;

/* Reads an entry "KIND WHERE PATTERN"; words are entered into data. ERR_PACK says what is wrong with it. */
MUST_USE Status intake_add_pattern(Arena *arena, IntakeData *data, Text entry, Error *error);
LineTokens intake_tokens_in(Arena *arena, const IntakeData *data);
/* Fills tokens with those of line. Long lines give their first and last words only. */
void intake_tokenise(LineTokens *tokens, Text line);
/* True where the pattern matches somewhere in the line; the span of its {date} goes to out_date. */
bool intake_pattern_matches(const Pattern *pattern, const LineTokens *tokens, Span *out_date);
/* True where any pattern of the sign matches. */
bool intake_has_sign(const IntakeData *data, Sign sign, const LineTokens *tokens);
Text intake_token_text(const LineTokens *tokens, size_t index);

#endif
