/* Sentences are cut once more, into atoms: words, numbers and single signs, whatever the tokens join
 * ("Feb. 4-20", "30-day", "$1,000"); and a lexicon says what a word or phrase means to the finders of times
 * and counts. */
#ifndef MENTION_MENTION_ATOM_H
#define MENTION_MENTION_ATOM_H

#include "mention/mention_data.h"

/* The classes of the lexicon's files, by their names there. What the number of an entry means stands in the
 * head of its file. */
#define LEXICON_LIST(X)                                                                                      \
    X(MONTH, "month")                                                                                        \
    X(WEEKDAY, "weekday")                                                                                    \
    X(SEASON, "season")                                                                                      \
    X(UNIT, "unit")                                                                                          \
    X(SHIFT, "shift")                                                                                        \
    X(DEICTIC, "deictic")                                                                                    \
    X(PART, "part")                                                                                          \
    X(PART_PREFIX, "part-prefix")                                                                            \
    X(DAYPART, "daypart")                                                                                    \
    X(REFERENCE, "reference")                                                                                \
    X(EVERY, "every")                                                                                        \
    X(FREQUENCY, "frequency")                                                                                \
    X(TIMES, "times")                                                                                        \
    X(UNTIL, "until")                                                                                        \
    X(BEFORE, "before")                                                                                      \
    X(SINCE, "since")                                                                                        \
    X(AFTER, "after")                                                                                        \
    X(FROM, "from")                                                                                          \
    X(ONWARD, "onward")                                                                                      \
    X(TO, "to")                                                                                              \
    X(BETWEEN, "between")                                                                                    \
    X(AND, "and")                                                                                            \
    X(OR, "or")                                                                                              \
    X(OF, "of")                                                                                              \
    X(ON, "on")                                                                                              \
    X(IN, "in")                                                                                              \
    X(DURING, "during")                                                                                      \
    X(FOR, "for")                                                                                            \
    X(THE, "the")                                                                                            \
    X(A, "a")                                                                                                \
    X(AGO, "ago")                                                                                            \
    X(LATER, "later")                                                                                        \
    X(EARLIER, "earlier")                                                                                    \
    X(ANAPHOR, "anaphor")                                                                                    \
    X(THEN, "then")                                                                                          \
    X(SPOKE, "spoke")                                                                                        \
    X(BESIDE_SPOKE, "beside-spoke")                                                                          \
    X(FUTURE, "future")                                                                                      \
    X(DOCUMENT, "document")                                                                                  \
    X(WEEKDAYS, "weekdays")                                                                                  \
    X(GIVES, "gives")                                                                                        \
    X(INFINITIVE, "infinitive")                                                                              \
    X(REMAIN, "remain")                                                                                      \
    X(DEADLINE, "deadline")                                                                                  \
    X(CENTURY, "century")                                                                                    \
    X(AGE, "age")                                                                                            \
    X(NUMBER, "number")                                                                                      \
    X(SCALE, "scale")                                                                                        \
    X(VAGUE, "vague")                                                                                        \
    X(VAGUE_SCALE, "vague-scale")                                                                            \
    X(ORDINAL, "ordinal")                                                                                    \
    X(ORDINAL_SUFFIX, "ordinal-suffix")                                                                      \
    X(HALF, "half")                                                                                          \
    X(HENCE, "hence")                                                                                        \
    X(TALE, "tale")                                                                                          \
    X(LASTING, "lasting")                                                                                    \
    X(WITHIN, "within")                                                                                      \
    X(ZONE, "zone")                                                                                          \
    X(ERA, "era")                                                                                            \
    X(CLOCK, "clock")                                                                                        \
    X(EVENT, "event")                                                                                        \
    X(FRACTION, "fraction")                                                                                  \
    X(ABOUT, "about")                                                                                        \
    X(ABOUT_AFTER, "about-after")                                                                            \
    X(AT_LEAST, "at-least")                                                                                  \
    X(AT_LEAST_AFTER, "at-least-after")                                                                      \
    X(AT_MOST, "at-most")                                                                                    \
    X(CURRENCY, "currency")                                                                                  \
    X(COUNT_UNIT, "count-unit")                                                                              \
    X(PEOPLE, "people")                                                                                      \
    X(NUMBERED, "numbered")                                                                                  \
    X(MEASURE, "measure")                                                                                    \
    X(COUNT_STOP, "count-stop")                                                                              \
    X(SHARE, "share")                                                                                        \
    X(OF_ALL, "of-all")                                                                                      \
    X(OTHERS, "others")                                                                                      \
    X(PER, "per")                                                                                            \
    X(OLD, "old")                                                                                            \
    X(GROUP, "group")                                                                                        \
    X(COUNT_SKIP, "count-skip")                                                                              \
    X(COUNT_OF, "count-of")

typedef enum LexiconClass {
#define X(constant, name) LEXICON_##constant,
    LEXICON_LIST(X)
#undef X
        LEXICON_COUNT
} LexiconClass;

typedef struct LexiconEntry {
    LexiconClass class;
    Text *words; /* lower case */
    size_t word_count;
    int64_t number;
    Text name;                 /* the value column where it is no number */
    bool needs_capital;        /* "May", "March": written with a capital in the file */
    struct LexiconEntry *next; /* same first word, never longer than this one */
    uint64_t classes[2]; /* a bit for the class of this entry and of all behind it: most look-ups end here */
} LexiconEntry;
_Static_assert(LEXICON_COUNT <= 128, "a bit for each class");

/* Adds the entries of FOLDER/name: class, tab, value, tab, phrase. ERR_PACK names the line. */
MUST_USE Status mention_add_words(Arena *arena, Lexicon *lexicon, Text folder, const char *name,
                                  Error *error);
Lexicon *mention_new_lexicon(Arena *arena);

typedef enum AtomKind { ATOM_WORD, ATOM_NUMBER, ATOM_SIGN } AtomKind;

typedef struct Atom {
    Span span;
    uint32_t token;
    AtomKind kind;
    bool space_before;
    bool is_capital;
    bool has_comma; /* "1,000" */
    uint8_t digits; /* of a number, before the point */
    char sign;      /* of a sign: its ASCII form; '-' for every dash, '\'' for every apostrophe; 0 else */
    double number;
    const LexiconEntry *entries; /* that begin with this word */
} Atom;

/* The atoms of a report; those of sentence s are items[begins[s]] … items[begins[s + 1] - 1]. */
typedef struct Atoms {
    Text text;
    Atom *items;
    size_t count;
    size_t *begins;
} Atoms;

Atoms mention_cut_atoms(Arena *arena, const Lexicon *lexicon, Text text, const Sentences *sentences);

/* A stretch of atoms that no finder looks beyond: a sentence. */
typedef struct AtomRange {
    Text text;
    const Atom *items;
    size_t begin;
    size_t end;
} AtomRange;
AtomRange mention_atoms_of(const Atoms *atoms, size_t sentence);

/* What mention_lexeme does where a word of the class may begin. */
const LexiconEntry *mention_find_lexeme(const AtomRange *range, size_t at, LexiconClass class);
/* The longest entry of the class that begins at the atom, or NULL. Nearly every one of its many calls asks
 * for a class that no word here has. */
static inline const LexiconEntry *mention_lexeme(const AtomRange *range, size_t at, LexiconClass class)
{
    const LexiconEntry *entry = at >= range->begin && at < range->end ? range->items[at].entries : NULL;
    bool may_be = entry && (entry->classes[class / 64] >> (class % 64) & 1);
    return may_be ? mention_find_lexeme(range, at, class) : NULL;
}
bool mention_is_sign(const AtomRange *range, size_t at, char sign);
Text mention_atom_text(const AtomRange *range, size_t at);
/* From the first atom's begin to the last one's end. */
MentionAt mention_at(const AtomRange *range, size_t sentence, size_t begin, size_t end);
/* The longest entry of another lexicon that begins at the atom, or NULL. */
const LexiconEntry *mention_lexeme_of(const Lexicon *lexicon, const AtomRange *range, size_t at,
                                      LexiconClass class);
void mention_add_phrase(Lexicon *lexicon, LexiconClass class, Text value, Text phrase);
/* The entry of a class for a single word, or NULL: for those who read tokens. */
const LexiconEntry *mention_word_entry(const Lexicon *lexicon, Text word, LexiconClass class);

#endif
