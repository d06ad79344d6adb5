/* Rules meet mentions and make claims, each with its words, speaker, status, fields and the rule that made
 * it. */
#ifndef CLAIM_CLAIM_H
#define CLAIM_CLAIM_H

#include "mention/mention.h"

typedef enum ClaimField {
    FIELD_KIND,
    FIELD_STATUS,
    FIELD_BY,
    FIELD_WHOM,
    FIELD_WHERE,
    FIELD_TO,
    FIELD_WHEN,
    FIELD_COUNT,
    FIELD_SOURCE,
    FIELD_NAMES,
    FIELD_WORK,
    FIELD_PAPERS
} ClaimField;
enum { FIELD_COUNT_ALL = FIELD_PAPERS + 1 };

/* How a field was filled: on what its value rests. */
typedef enum FieldWay {
    WAY_NONE,      /* not filled */
    WAY_PATTERN,   /* words that the rule's pattern asks for */
    WAY_RULE,      /* the rule says it, whatever the words */
    WAY_FORM,      /* tense, modals and negation of the predicate */
    WAY_ARGUMENT,  /* what depends on the predicate itself */
    WAY_CLAUSE,    /* words of the same clause */
    WAY_ABOVE,     /* the clause that the predicate depends on */
    WAY_SENTENCE,  /* words elsewhere in the sentence */
    WAY_PARAGRAPH, /* a sentence before it */
    WAY_LEAD,      /* the report's first sentences, or its dateline */
    WAY_SOURCE,    /* where its source is */
    WAY_SCENE,     /* the place that the report is about */
    WAY_KIND,      /* who mostly does such a thing, named in the sentence */
    WAY_USUAL,     /* who it mostly is, though none is named */
    WAY_GROUP,     /* whom the report is mostly about */
    WAY_TWIN       /* another sentence of the report that says the same */
} FieldWay;

/* Words that a field rests on. */
typedef struct FieldWords {
    ClaimField field;
    Span span;
} FieldWords;

typedef struct ClaimRole {
    Text role;
    Span as; /* empty where it was inferred from the kind or the context */
} ClaimRole;

typedef struct ClaimName {
    Span as;
    Text is;
} ClaimName;

/* How an undated claim is tied to the report. */
typedef enum ClaimAsOf { ASOF_NONE, ASOF_REPORT, ASOF_BEFORE, ASOF_AFTER, ASOF_GENERAL } ClaimAsOf;

/* What the sureness of a claim is told from, each a small whole number. */
typedef enum SureFeature {
    SURE_BIAS,        /* 1 */
    SURE_WORDS,       /* words and mentions that the pattern asked for, at most 8 */
    SURE_GAPS,        /* words between them, at most 12 */
    SURE_PATTERNS,    /* of the rule, at most 30: a rule of many patterns is a list of sayings */
    SURE_CONSTRAINTS, /* the rule asks for more than its pattern */
    SURE_VERB,        /* the predicate is a verb */
    SURE_DEPTH,       /* of the predicate in the sentence's tree, at most 6 */
    SURE_LONG,        /* the sentence has more than 40 words */
    SURE_RIVALS,      /* other claims in the same clause, at most 4 */
    SURE_REPEATS,     /* other claims of the kind near it, at most 4 */
    SURE_TITLE,
    SURE_CAPTION,
    SURE_TWIN, /* told more than once */
    SURE_NOT_SAID,
    SURE_WHOM_NEAR, /* in the clause */
    SURE_WHOM_FAR,  /* from elsewhere, or by the rule alone */
    SURE_BY,
    SURE_WHERE_NEAR,
    SURE_WHERE_FAR,
    SURE_TO,
    SURE_WHEN,
    SURE_COUNT,
    SURE_SOURCE,
    SURE_NAMES,
    SURE_FEATURES
} SureFeature;
const char *claim_sure_word(SureFeature feature); /* "words", as the file sureness of a pack names it */

typedef struct Claim {
    Text id;     /* "c" and 16 hex digits: report digest, kind, evidence spans */
    size_t kind; /* number in the pack */
    ClaimStatus status;
    PartKind part;
    ClaimRole *by;
    size_t by_count;
    ClaimRole *whom;
    size_t whom_count;
    ClaimName *names;
    size_t name_count;
    Span *work;
    size_t work_count;
    TextList papers;
    const PlaceMention **where;
    size_t where_count;
    const PlaceMention **to;
    size_t to_count;
    Date when;                 /* edtf empty where the text gives none */
    Text starts;               /* EDTF, where the start is vague in itself */
    const TimeMention **times; /* that when was made from */
    size_t time_count;
    ClaimAsOf asof;            /* ASOF_NONE where when is given */
    const CountMention *count; /* or NULL */
    Text count_of;
    uint32_t source; /* in Mentions.sources, or SOURCE_NONE */
    Span *evidence;  /* ascending, each within one part */
    size_t evidence_count;
    FieldWords *words;
    size_t word_count;
    FieldWay ways[FIELD_COUNT_ALL]; /* set by whoever fills the field; when's also tells how asof was found */
    Text rule;                      /* "travel.rules:41" */
    double sure;                    /* 0 to 1: that the words say this */
    int8_t features[SURE_FEATURES]; /* that it was told from */
} Claim;

/* A sentence with a trigger word of the pack that gave no claim. */
typedef struct Unread {
    uint32_t sentence;
    Span trigger;
} Unread;

typedef struct Claims {
    Claim *items; /* in order of their first evidence, then kind */
    size_t count;
    Unread *unread;
    size_t unread_count;
} Claims;

Claims claim_extract(Arena *arena, const Pack *pack, const MentionData *data, const Report *report,
                     const Sentences *sentences, const Mentions *mentions);
/* 0 to 1, by the weights of the pack; how often the kind was right where the pack has none. */
double claim_sureness(const Pack *pack, size_t kind, const int8_t features[SURE_FEATURES]);

/* Why a rule gives no claim for a sentence that holds one of its trigger words. */
typedef enum ClaimTryResult {
    TRY_MATCHES,
    TRY_PATTERN, /* the words are there, not as the pattern wants them */
    TRY_TREE,    /* they stand as it wants them, but do not belong together */
    TRY_NOT,     /* what "not" names stands in the clause */
    TRY_WITH,    /* what "with" names does not stand in the sentence */
    TRY_ABOUT,   /* nor what "about" names near it */
    TRY_YIELDS,  /* another rule of the kind, or one that it yields to, says more */
    TRY_STATUS   /* the rule gives no claim of this status */
} ClaimTryResult;

typedef struct ClaimTry {
    uint32_t sentence;
    const PackRule *rule;
    const PackMatch *match; /* of the rule: the pattern that came furthest */
    ClaimTryResult result;
    uint32_t line;  /* in the rule's file: the pattern that came furthest, or the constraint that failed */
    size_t reached; /* of TRY_PATTERN: how many elements of it were found */
    Span span;      /* of the words matched; empty where the pattern was not found */
    Text fields;    /* of TRY_MATCHES: what the claim has, as an example writes it behind "=>" */
} ClaimTry;

typedef struct ClaimTries {
    ClaimTry *items; /* by sentence, then in the order of the pack */
    size_t count;
} ClaimTries;

/* The rules that a text sets off, and what became of each. */
ClaimTries claim_try(Arena *arena, const Pack *pack, const MentionData *data, const Report *report,
                     const Sentences *sentences, const Mentions *mentions);
const char *claim_try_word(ClaimTryResult result); /* "matches", "pattern", "not" … */

typedef struct ClaimFailure {
    const PackRule *rule;
    const PackExample *example;
    Text reason; /* "gives no claim", "whom is trader, not worker" */
} ClaimFailure;

/* What is no error, and that an author wants to know. */
typedef struct ClaimNote {
    const PackRule *rule;
    uint32_t line; /* in the rule's file */
    Text reason;   /* "is shadowed: …" */
} ClaimNote;

typedef struct ClaimCheck {
    size_t passed;
    ClaimNote *notes; /* rules none of whose examples they read themselves, patterns that stand there twice */
    size_t note_count;
    size_t pattern_count; /* of all rules */
    size_t set_off_count; /* patterns that an example sets off */
    ClaimFailure *failures;
    size_t failure_count;
} ClaimCheck;

/* Reads the examples of every rule: each + must give a claim of the rule's kind with the fields behind "=>",
 * each - none of the rule. */
ClaimCheck claim_check_examples(Arena *arena, const Pack *pack, const Language *language,
                                const MentionData *data);
/* Tags of patterns that are no tag of data/english/tagset: ERR_PACK names the first. */
MUST_USE Status claim_check_tags(const Pack *pack, Error *error);

const char *claim_asof_word(ClaimAsOf asof); /* "report" …, NULL for none */
const char *claim_field_word(ClaimField field);
const char *claim_way_word(FieldWay way); /* "pattern", "clause" …, NULL for none */

#endif
