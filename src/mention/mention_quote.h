/* Trees and quotation marks become words that may tell of what somebody says or thinks, each with whose words
 * they are and what is told; weights learned from GUM (train/quotes.c) decide which do. */
#ifndef MENTION_MENTION_QUOTE_H
#define MENTION_MENTION_QUOTE_H

#include "core/buffer.h"
#include "mention/mention_source.h"

/* How what is told hangs on the word that tells of it. */
typedef enum QuoteWay {
    TOLD_CLAUSE,    /* a clause below it: "said that …" */
    TOLD_OBJECT,    /* a relative without noun: "know what …" */
    TOLD_NOUN,      /* a clause below a noun: "no doubt that …" */
    TOLD_BESIDE,    /* a clause beside it: "said: …" */
    TOLD_ASIDE,     /* it stands in what it tells: "…, I think, …" */
    TOLD_AS,        /* "as he told the paper, …" */
    TOLD_BEFORE,    /* the sentence ends in a colon, or the quotation follows */
    TOLD_BEHIND,    /* "…?" he asked. */
    TOLD_AFTER,     /* "…, said the driver", as its words stand */
    TOLD_ACCORDING, /* "according to X, …" */
    TOLD_CREDIT     /* "Photo: X", and a name behind a quotation and a dash */
} QuoteWay;

typedef struct QuoteCandidate {
    uint32_t word; /* "says", "think"; for TOLD_ACCORDING "according" */
    uint32_t sentence;
    uint32_t clause;  /* head of what is told, or the word itself where it is in another sentence */
    uint32_t speaker; /* head of the source */
    QuoteWay way;
    bool is_cue; /* the finder of sources takes the word for a cue */
    TokenRange cue;
    TokenRange source;
    TokenRange content;
} QuoteCandidate;
typedef LIST_OF(QuoteCandidate) QuoteCandidates;

/* In order of their words; at most one a word. The finder gets its cues. */
QuoteCandidates mention_quote_candidates(SourceFinder *finder);

/* Whether the token parts something from the name of whose it is: "Photo: X", a quotation, a dash and X, "X,
 * Y. A Title", a headline's "Police: …". The candidate's source or content is empty where there is none after
 * all. */
bool mention_quote_credit(const SourceFinder *finder, const TokenRange *quotes, uint32_t sentence,
                          uint32_t token, QuoteCandidate *out);

/* Where each quotation begins and ends, by its number. */
TokenRange *mention_quote_ranges(const SourceFinder *finder);
/* The noun phrase without what stands in apposition or in a relative clause behind a comma. */
TokenRange mention_quote_source(const SourceFinder *finder, uint32_t head, uint32_t word);
/* What is told: the clause, and the whole of a quotation that begins or ends in it. */
void mention_quote_content(const SourceFinder *finder, const TokenRange *quotes, QuoteCandidate *candidate);

/* What speaks for or against a candidate, as "verb say", a line each. */
Text mention_quote_features(const SourceFinder *finder, const QuoteCandidate *candidate, Buffer *scratch);
/* The sum of the features' weights; told where it is above 0. */
int64_t mention_quote_score(const Map *weights, Text features);
#endif
