/* What the steps of claim making share: the view of a sentence, matches of rules, and drafts of claims. */
#ifndef CLAIM_CLAIM_PARTS_H
#define CLAIM_CLAIM_PARTS_H

#include "claim/claim.h"
#include "core/list.h"
#include "core/map.h"

enum {
    STEP_LIMIT = 20000,  /* of one pattern in one sentence */
    MATCH_LIMIT = 8,     /* of one rule in one sentence */
    NEARBY_SENTENCES = 8 /* of the paragraph, on each side */
};

/* Half-open tokens, numbers in Sentences.tokens. */
typedef struct TokenRange {
    uint32_t begin;
    uint32_t end;
} TokenRange;

/* A word or phrase of a class that begins at a token. */
typedef struct ClassHit {
    uint32_t token;
    uint32_t end;
    uint32_t class;
} ClassHit;

/* A sentence as rules see it. */
typedef struct SentenceView {
    uint32_t number;
    TokenRange tokens;
    ClassHit *hits; /* by token, longest first */
    size_t hit_count;
    bool is_readable;  /* in a title, heading, body or caption */
    bool *borders;     /* per token of the sentence: no gap crosses in front of it; made when asked for */
    uint32_t *clauses; /* per token of the sentence: number of its clause; made when asked for */
    /* Number of the first mention in it; the next view's is the end. */
    uint32_t times;
    uint32_t places;
    uint32_t counts;
    uint32_t actors;
    uint32_t names;
} SentenceView;

typedef LIST_OF(ClaimTry) TryList;

typedef struct ClaimReader {
    Arena *arena;
    const Pack *pack;
    const MentionData *data;
    const Report *report;
    const Sentences *sentences;
    const Mentions *mentions;
    SentenceView *views; /* one a sentence, and one behind the last */
    uint32_t lead;       /* number of the body's first sentence, or UINT32_MAX */
    Text home_country;   /* of the pack's home-state; empty where it has none */
    const Place *home_capital;
    bool *locations;           /* by place: it may be where something happens; made when asked for */
    const PlaceMention *scene; /* the place that the report is about, or NULL */
    size_t searched;           /* bytes looked through for words that occur twice: bounded */
    bool *gives_way;           /* kind by kind: the first to the second in one clause; the settings "yield" */
    size_t mood_classes[MOOD_WORDS]; /* of words/, by MoodWord; or SIZE_MAX */
    TryList *tries;                  /* where what became of each rule is wanted, else NULL */
} ClaimReader;

enum { PLACE_LIMIT = 8 };
typedef struct PlaceList {
    const PlaceMention *items[PLACE_LIMIT];
    size_t count;
    FieldWay way; /* how they were found */
} PlaceList;

/* Where the tokens of a pattern stand. */
typedef struct PatternMatch {
    TokenRange whole;
    uint32_t predicate; /* token at which status is read */
    bool has_mood;      /* the pattern asked for a mood: what gives it is no status */
    uint32_t mood_word; /* token that gives it */
    uint32_t weight;    /* words and mentions that had to be there: more is more specific */
    TokenRange elements[PACK_ELEMENT_LIMIT];
    size_t element_count;
    size_t reached; /* of a pattern that was not found: its elements from the left that were */
} PatternMatch;

typedef struct RuleMatch {
    uint32_t rule;
    uint32_t match;
    uint32_t sentence;
    PatternMatch at;
    TokenRange clause;
    bool is_dropped;
} RuleMatch;
typedef LIST_OF(RuleMatch) RuleMatches;

typedef LIST_OF(FieldWords) FieldWordsList;

/* A claim in the making. */
typedef struct Draft {
    Claim claim;
    RuleMatch match;
    FieldWordsList words;
    uint32_t count_score;  /* how surely the count is the claim's */
    bool is_where_carried; /* from another sentence */
    bool is_dropped;
} Draft;
typedef LIST_OF(Draft) Drafts;

/* claim.c: the views and their words; what is common to reading and trying. */
void claim_open(ClaimReader *reader);

/* claim_words.c: the hits of every sentence. */
void claim_find_words(ClaimReader *reader);
size_t claim_first_hit(const SentenceView *view,
                       uint32_t token); /* number of the first hit from the token on */
bool claim_has_class(const SentenceView *view, TokenRange range, uint32_t class);

/* claim_clause.c */
bool claim_is_dash(const ClaimReader *reader, const Token *token);
const bool *claim_borders(ClaimReader *reader, SentenceView *view);
size_t claim_first_attribution(const ClaimReader *reader, uint32_t byte);
/* The clauses that the tokens reach into. */
TokenRange claim_clause(ClaimReader *reader, SentenceView *view, TokenRange tokens);
/* The words of the clause without what joins or attributes it; they occur once in the text where that can be.
 */
Span claim_evidence(ClaimReader *reader, const SentenceView *view, TokenRange clause, TokenRange match);

/* claim_match.c */
/* The first match whose tokens all lie in range and begin at or after from. */
bool claim_match(ClaimReader *reader, SentenceView *view, const PackMatch *match, TokenRange range,
                 uint32_t from, PatternMatch *out);

/* claim_mood.c */
void claim_open_moods(ClaimReader *reader);
/* Whether the words about the action at the token forbid, allow or demand it; out_word is the one that does.
 */
Mood claim_mood(const ClaimReader *reader, const SentenceView *view, uint32_t token, uint32_t *out_word);

/* claim_tree.c */
/* Whether other is what the link says to the word at the token. */
bool claim_is_linked(const ClaimReader *reader, PackLink link, uint32_t token, uint32_t other);
uint32_t claim_head_of(const ClaimReader *reader, TokenRange range);
bool claim_is_connected(const ClaimReader *reader, const PackMatch *match, const PatternMatch *found);

/* claim_rules.c */
void claim_open_yields(ClaimReader *reader);
/* Every rule that matches, those that yield to another left out. */
RuleMatches claim_match_rules(ClaimReader *reader);
/* Whether the constraints of the match's rule hold; out_line is the line of the one that does not. */
ClaimTryResult claim_constraint(ClaimReader *reader, const RuleMatch *match, uint32_t *out_line);

/* claim_fields.c, claim_people.c, claim_places.c: false where the rule gives no claim after all. */
bool claim_fill(ClaimReader *reader, Draft *draft);
void claim_fill_people(ClaimReader *reader, Draft *draft);
/* claim_by.c: afterwards nouns take up who did what an earlier claim told. */
void claim_settle_by(ClaimReader *reader, Drafts *drafts);
void claim_fill_places(ClaimReader *reader, Draft *draft);
void claim_add_words(ClaimReader *reader, Draft *draft, ClaimField field, Span span);
TokenRange claim_sentence_tokens(const ClaimReader *reader, uint32_t sentence);
Span claim_span_of(const ClaimReader *reader, TokenRange tokens);

/* claim_place_list.c: a state that acts, a people's name, and where a source or a worker comes from are no
 * locations. */
void claim_find_locations(ClaimReader *reader);
bool claim_is_location(const ClaimReader *reader, const PlaceMention *place);
/* Number of the first place that does not begin before the byte. */
size_t claim_place_after(const Mentions *mentions, uint32_t byte);
/* The sending state as a whole or its capital; any place of it. */
bool claim_is_home(const ClaimReader *reader, const PlaceMention *place);
bool claim_is_of_home(const ClaimReader *reader, const PlaceMention *place);
bool claim_is_same_place(const PlaceMention *a, const PlaceMention *b);
/* The province of a town that is named too, or its country. */
bool claim_place_holds(const PlaceMention *outer, const PlaceMention *inner);
/* Keeps the more precise of two that hold each other. */
void claim_add_place(PlaceList *list, const PlaceMention *place);
/* The locations within the range, or of the sentence. */
PlaceList claim_places_in(const ClaimReader *reader, uint32_t sentence, TokenRange range);
PlaceList claim_places_of_sentence(const ClaimReader *reader, uint32_t sentence);
/* The place nearest to the range, and those that are joined to it. */
/* "in Amur, Sakhalin and Khabarovsk": between them stand only commas and conjunctions. */
bool claim_are_joined(const ClaimReader *reader, const PlaceMention *a, const PlaceMention *b);
PlaceList claim_nearest_places(const ClaimReader *reader, const PlaceList *list, TokenRange range);

/* claim_scene.c: where a claim holds whose own sentence names no place. */
void claim_find_scene(ClaimReader *reader);
/* Where the source is, or lives, if it is one of those concerned. */
PlaceList claim_source_place(const ClaimReader *reader, const Claim *claim);
/* Where the people of the claim are, as the text before tells that its words go on from; else empty. */
PlaceList claim_handed_place(const ClaimReader *reader, const Draft *draft);

/* claim_time.c: when it holds, or how it is tied to the report. */
/* The time of a sentence close behind that says since when what the claim tells holds, and the date from it;
 * or NULL. */
const TimeMention *claim_time_after(const ClaimReader *reader, const Draft *draft, Date *out);
void claim_fill_when(ClaimReader *reader, Draft *draft, const PackRule *rule);

/* claim_count.c: the claim's number; afterwards each number is left to the one claim with the best right to
 * it. */
void claim_fill_count(ClaimReader *reader, Draft *draft, const PackRule *rule);
void claim_settle_counts(ClaimReader *reader, Drafts *drafts);

/* claim_sure.c: what tells how sure the numbered draft is. */
void claim_describe(const ClaimReader *reader, const Drafts *drafts, size_t number,
                    int8_t out[SURE_FEATURES]);

/* claim_value.c: as an example writes it; empty where the claim has none. */
Text claim_field_value(const ClaimReader *reader, const Claim *claim, Text field);

/* claim_merge.c: one proposition, one claim; ids. */
void claim_merge(ClaimReader *reader, Drafts *drafts);

#endif
