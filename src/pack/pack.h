/* A domain pack's files become one checked rule set that never changes again.
 *
 * The format is told in docs/pack-format.md. Rules are plain values here: claim/ reads sentences by them.
 */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "core/arena.h"
#include "core/error.h"

typedef struct Pack Pack;

/* Reads the folder: pack (name, version, format, licence), kinds, roles/, words/, rules/. Every error names
 * file, line and column. Each rule has a positive and a negative example. */
MUST_USE Status pack_load(Arena *arena, Text folder, Pack **out, Error *error);
typedef struct PackFile {
    Text path; /* for errors */
    Text name; /* "pack", "kinds", "measured", "roles/worker.txt", "words/lifted.txt", "rules/travel.rules" */
    Text bytes;
} PackFile;
/* The same from files in memory; pack keeps pointers into them. */
MUST_USE Status pack_make(Arena *arena, const PackFile *files, size_t count, Pack **out, Error *error);
Text pack_name(const Pack *pack);
Text pack_version(const Pack *pack);

typedef struct PackKind {
    Text name;      /* "travel-ban" */
    Text group;     /* "movement" */
    Text gloss;     /* what the text asserts */
    bool is_event;  /* happened at a time, rather than held for one */
    uint32_t right; /* of the claims made when the pack was measured (file measured); 0 and 0: never */
    uint32_t made;
    uint32_t line; /* in the file kinds */
} PackKind;
size_t pack_kind_count(const Pack *pack);
const PackKind *pack_kind(const Pack *pack, size_t number);
/* Number of the kind, or SIZE_MAX. */
size_t pack_find_kind(const Pack *pack, Text name);

/* What a kind touches in law, and proves nothing of: codes alone. */
typedef struct PackLaw {
    bool is_given;
    TextList indicators;  /* of the ILO: "I3*", * where the kind is at its core, "I4" */
    Text dimension;       /* "V" involuntary work, "C" coercion, "VC"; or empty */
    TextList instruments; /* "C29", "UN-2397-8" */
    TextList codes;       /* HURIDOCS types of acts: 14 digits, "~" in front of the nearest where none fits */
    Text note;            /* why there is no code, or when it holds; or empty */
} PackLaw;
/* NULL where the pack has no folder law/. */
const PackLaw *pack_law(const Pack *pack, size_t kind);

/* A word or phrase (lemmas, lower case, blanks between) that names a role. */
typedef struct PackRoleWord {
    Text words;
    Text role;
} PackRoleWord;
size_t pack_role_word_count(const Pack *pack);
const PackRoleWord *pack_role_word(const Pack *pack, size_t number);
/* The roles, each a file of roles/, in order of their names. */
TextList pack_roles(const Pack *pack);
/* The weight that the file sureness gives to a feature or a kind, in thousandths of a logit; false where it
 * names none. */
bool pack_weight(const Pack *pack, Text name, int64_t *out);
/* A word class of words/: for the stages that need one by name (may be absent: count 0). */
TextList pack_words(const Pack *pack, Text class_name);
/* Number and settings: lines "key value" of the pack file (e.g. "home-state North Korea"). */
TextList pack_setting(const Pack *pack, Text key);

/* What an element asks of a token. */
typedef enum PackTestKind {
    PACK_TEST_CLASS,   /* a word or phrase of class */
    PACK_TEST_MENTION, /* a mention of that sort; text is the role or unit, where one is asked */
    PACK_TEST_TAG      /* text is a UPOS or Penn tag */
} PackTestKind;

typedef enum PackMention {
    PACK_MENTION_PEOPLE, /* any actor */
    PACK_MENTION_WHOM,   /* one of the roles of the setting "affected" */
    PACK_MENTION_BY,     /* any other */
    PACK_MENTION_PLACE,
    PACK_MENTION_TIME,
    PACK_MENTION_COUNT, /* of people, or of a unit that is no money, share or time */
    PACK_MENTION_MONEY,
    PACK_MENTION_PERCENT,
    PACK_MENTION_DAYS, /* a number of hours, days, weeks, months or years */
    PACK_MENTION_NAME,
    PACK_MENTION_QUOTE, /* within direct speech */
    PACK_MENTION_ROLE,
    PACK_MENTION_UNIT
} PackMention;

typedef struct PackTest {
    PackTestKind kind;
    PackMention mention;
    uint32_t class;
    Text text;
} PackTest;

typedef enum PackElementKind { PACK_ELEMENT_TOKEN, PACK_ELEMENT_GAP, PACK_ELEMENT_BEGIN } PackElementKind;

/* The list of words/ that the field work is read by: trades, products, sectors. */
#define PACK_WORK_CLASS "work"

enum { PACK_GAP_ANY = UINT16_MAX, PACK_ELEMENT_LIMIT = 24 };

/* What the words about an action say of it. */
typedef enum Mood { MOOD_NONE, MOOD_BANNED, MOOD_ALLOWED, MOOD_MUST } Mood;

typedef struct PackElement {
    PackElementKind kind;
    PackTest *tests; /* alternatives */
    size_t test_count;
    bool is_optional;
    bool is_negated;   /* the next token is none of these; takes no token */
    bool is_predicate; /* marked with *: status is read here */
    Mood mood;         /* MOOD_NONE: any */
    uint16_t gap;      /* most tokens of a gap; PACK_GAP_ANY crosses clauses */
} PackElement;

/* What a side of a pattern is to the first one. */
typedef enum PackLink {
    PACK_LINK_CLAUSE,  /* & : in its clause */
    PACK_LINK_OBJECT,  /* >object: what it is done to, whatever the voice; of a noun: "of", "on" it */
    PACK_LINK_SUBJECT, /* >subject: who does or is it, through control and relative clauses */
    PACK_LINK_NEAR     /* >near: within a few edges of the tree, on either side */
} PackLink;

typedef struct PackSequence {
    PackElement *elements;
    size_t count;
    PackLink link; /* of the first side: none */
} PackSequence;

/* Sides that all stand in one clause, in any order; mostly there is one. */
typedef struct PackMatch {
    PackSequence *sides;
    size_t side_count;
    uint32_t line;
    Text text; /* as it is written */
} PackMatch;

typedef struct PackExample {
    bool is_positive;
    Text text;
    Text expected; /* behind "=>": fields that the claim must have; may be empty */
    uint32_t line;
} PackExample;

typedef enum PackBy { PACK_BY_NAMED, PACK_BY_SUBJECT, PACK_BY_PASSIVE, PACK_BY_NONE, PACK_BY_ROLE } PackBy;
typedef enum PackPlaces { PACK_PLACES_WHERE, PACK_PLACES_TO, PACK_PLACES_AFTER, PACK_PLACES_NONE } PackPlaces;
typedef enum PackNegated { PACK_NEGATED_SAID_NOT, PACK_NEGATED_NONE, PACK_NEGATED_KIND } PackNegated;

typedef struct PackRule {
    Text name;
    Text place; /* "travel.rules:41" */
    Text file;  /* path, for errors */
    uint32_t line;
    size_t kind;
    PackMatch *matches;
    size_t match_count;
    PackMatch *nots; /* none of them in the clause */
    size_t not_count;
    PackMatch *withs; /* each somewhere in the sentence */
    size_t with_count;
    PackMatch *abouts; /* one of them in the sentence, its paragraph, the title or the lead */
    size_t about_count;
    TextList whom;   /* default roles */
    bool whom_fixed; /* whom is these roles, whoever is named ("whom! employer") */
    PackBy by;
    Text by_role;
    PackPlaces places;
    Text count_unit; /* empty: no count is taken */
    Text count_of;
    TextList papers;
    Text status;      /* empty: as tense, modals and negation say */
    TextList dropped; /* a claim of one of these statuses is none */
    PackNegated negated;
    size_t negated_kind;
    Text asof;
    bool whole_sentence; /* evidence */
    uint32_t *yields;    /* numbers of rules: in a clause where one of them matched, this one does not */
    size_t yield_count;
    PackExample *examples;
    size_t example_count;
} PackRule;
size_t pack_rule_count(const Pack *pack);
const PackRule *pack_rule(const Pack *pack, size_t number);
/* The rule that begins at the place ("travel.rules:41"), or NULL. */
const PackRule *pack_find_rule(const Pack *pack, Text place);

/* A match of a rule that a word or phrase of the class may set off. */
typedef struct PackTrigger {
    uint32_t rule;
    uint32_t match;
} PackTrigger;

/* A word or phrase of a class; next is the following one with the same first word. */
typedef struct PackPhrase {
    Text *words;
    size_t word_count;
    uint32_t class;
    bool is_form; /* the written form, ignoring case, not the lemma */
    const struct PackPhrase *next;
} PackPhrase;
/* The phrases that begin with the word (lower case), or NULL. */
const PackPhrase *pack_phrases(const Pack *pack, Text first_word);

/* Classes: the files of words/, and behind them a class for each word that stands in a rule. */
size_t pack_class_count(const Pack *pack);
/* Lists of words/ that no pattern and no setting names. */
TextList pack_unused_words(const Pack *pack);
Text pack_class_name(const Pack *pack, size_t number);
const PackTrigger *pack_class_triggers(const Pack *pack, size_t number, size_t *out_count);
/* Matches that any number mention may set off. */
const PackTrigger *pack_number_triggers(const Pack *pack, size_t *out_count);
/* What words do to an action that hangs on them: settings "mood SORT LIST". */
typedef enum MoodWord {
    MOOD_WORD_FORBIDS,
    MOOD_WORD_ALLOWS,
    MOOD_WORD_REQUIRES,
    MOOD_WORD_TELLS,
    MOOD_WORD_AVOIDS,
    MOOD_WORD_MAY,
    MOOD_WORD_MUST,
    MOOD_WORD_LIFTS,
    MOOD_WORD_STOPS, /* with a word of FROM before the action */
    MOOD_WORD_FROM,
    MOOD_WORDS
} MoodWord;
/* Number of the list, or SIZE_MAX where the pack names none. */
size_t pack_mood_class(const Pack *pack, MoodWord sort);
/* SIZE_MAX where words/ has none of the name. */
size_t pack_find_class(const Pack *pack, Text name);
/* True for a role of the setting "affected": people to whom things are done. */
bool pack_is_affected(const Pack *pack, Text role);

/* The element of the pattern as it is written, by its number over all sides; empty behind the last. */
Text pack_element_text(const PackMatch *match, size_t number);
/* The valid word nearest to the one given, or empty where none is near. */
Text pack_nearest(TextList valid, Text word);

#endif
