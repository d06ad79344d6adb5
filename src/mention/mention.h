/* Sentences yield mentions: times, places, counts, actors, named organisations and sites, and who is
 * speaking. */
#ifndef MENTION_MENTION_H
#define MENTION_MENTION_H

#include "core/edtf.h"
#include "core/error.h"
#include "intake/intake.h"
#include "language/language.h"
#include "pack/pack.h"

/* Where a mention stands: token_begin and token_end (half-open) count in Sentences.tokens. */
typedef struct MentionAt {
    Span span;
    uint32_t sentence;
    uint32_t token_begin;
    uint32_t token_end;
} MentionAt;

typedef enum TimeKind { TIME_DATE, TIME_INTERVAL, TIME_DURATION, TIME_REPEATED } TimeKind;

/* One expression of time as TIMEX3 counts them: without the preposition, "January 2020" and "last month"
 * apart. */
typedef enum TimexType { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET } TimexType;
typedef struct Timex {
    Span span;
    TimexType type;
    Text value;      /* e.g. "2022-02-10", "P3D", "PRESENT_REF"; empty where it cannot be told */
    const char *mod; /* "START", "MID", "END", "APPROX", or NULL */
} Timex;

typedef struct TimeMention {
    MentionAt at;
    TimeKind kind;
    Date date;   /* resolved; no edtf for a bare duration or "recently" */
    Text starts; /* EDTF of an interval's start that is vague in itself, else empty */
    Text value;  /* TIMEX3 value of the whole */
    Timex timexes[2];
    size_t timex_count;
    uint32_t lead; /* token of the word that bounds it where others stand between: "until the fair closes on
                      May 3"; else UINT32_MAX */
    bool is_until; /* "until", "by", "before": bounds the end alone; of a duration: the term that was given */
    bool is_lasting; /* "until": it held up to then; "by", "before": it was to happen by then */
    bool is_since;
    bool says_when_spoken; /* "told … on Jan. 23": when the source spoke, not when it held */
} TimeMention;

/* One date from the times that a clause gives: "last week … until Feb. 20" is an interval whose start is
 * vague in itself (out_starts), a day within a week is the day. None of them a date: a Date without edtf. */
Date mention_combine_times(Arena *arena, const TimeMention *const *times, size_t count, Text *out_starts);

typedef enum PlacePrecision {
    PRECISION_NONE, /* on no map: kept as written */
    PRECISION_SITE,
    PRECISION_TOWN,
    PRECISION_COUNTY,
    PRECISION_PROVINCE,
    PRECISION_REGION, /* "the Gulf", "north-east China", "Beijing and the surrounding areas" */
    PRECISION_COUNTRY
} PlacePrecision;

/* An entry of the gazetteer. */
typedef struct Place {
    int64_t geonames; /* 0 where it has none */
    Text name;
    double latitude;
    double longitude;
    Text country; /* ISO 3166 alpha-2 */
    Text admin1;  /* name of the first-level division */
    PlacePrecision precision;
    int64_t population;
} Place;

typedef struct PlaceMention {
    MentionAt at;
    Text as;            /* as the guideline wants it: "Dandong", not "the city of Dandong" */
    const Place *place; /* NULL where it is on no map or stays ambiguous */
    PlacePrecision precision;
    bool is_adjective;     /* "Chinese", "Qatari": a people or a state, not a location by itself */
    bool is_attribute;     /* with is_adjective: a noun before another noun, "U.S. beef" */
    bool is_government;    /* "Pyongyang fears", "Moscow said" */
    bool is_people_origin; /* "workers from North Korea": where they hail from, not where they are */
    bool is_people;        /* "North Koreans": with is_adjective, a noun by itself */
    bool is_dateline;      /* "SEOUL, July 7 --": where it was written */
    bool is_stay;          /* "in", "at", "near" it: where somebody is, not where he goes or comes from */
    bool is_goal;          /* "to", "into" it, "to a hotel in" it, "reached" it */
    bool is_left;          /* "from", "out of" it, "left" it */
    bool is_unknown;       /* in no gazetteer: place, if any, is the area that holds it, without an id */
    bool is_container;     /* says only where the place beside it lies: Liaoning of "Dandong, Liaoning" */
} PlaceMention;

#define COUNT_OPEN INT64_MIN /* no bound on this side */
typedef struct CountMention {
    MentionAt at; /* number and what is counted */
    int64_t low;
    int64_t high;
    bool is_approximate;
    bool is_vague;
    bool is_money;
    Text unit; /* people, days, months, hours, percent, yuan, usd, visas, entries … */
    Text of; /* stock, arrivals, departures, sent, entries, permits, planned, cumulative, change, affected; or
                empty */
    uint32_t noun; /* token of what is counted; UINT32_MAX where none */
} CountMention;

typedef struct ActorMention {
    MentionAt at;
    Text role;     /* one that the pack's roles name */
    uint32_t head; /* token */
    bool is_pronoun;
    bool is_anybody;          /* "people", "somebody": of whatever role */
    bool is_nationality_home; /* the words say that they are people of the sending state */
} ActorMention;

/* An organisation, site or zone by name; never a private person. */
typedef struct NameMention {
    MentionAt at;
    Text is;        /* employer, site, home-company, agency, buyer, body */
    uint32_t first; /* number of the first mention of it in the report: itself, or one before */
} NameMention;

typedef struct Source {
    Text id;    /* "s1" …: means nothing outside its report */
    Span as;    /* the words that introduce it */
    Text type;  /* anonymous, named, private, official, document, outlet, organisation */
    Text where; /* as written, or empty */
    Text knows; /* own, close, office, or empty */
    Date said;
    int64_t n_low, n_high; /* voices: 1,1; 2,COUNT_OPEN for "sources" */
    uint32_t *maybe;       /* numbers of sources that it may be */
    size_t maybe_count;
    uint32_t *via; /* relaying sources, nearest to the first-hand one first */
    size_t via_count;
} Source;

#define SOURCE_NONE UINT32_MAX
/* Who asserts a stretch of text. Stretches do not overlap; what lies in none is the report's own voice. */
typedef struct Attribution {
    Span content;
    Span cue;     /* "told", "according to"; empty where the text only goes on */
    Span speaker; /* the words for the source beside the cue: "he", "the second source" */
    uint32_t source;
    bool is_quote; /* direct speech */
} Attribution;

typedef enum QuotationType {
    QUOTATION_DIRECT,   /* in quotation marks */
    QUOTATION_MIXED,    /* some of it in quotation marks */
    QUOTATION_INDIRECT, /* told in other words */
    QUOTATION_THOUGHT,  /* "thinks", "hopes", "knows": no word spoken */
    QUOTATION_CREDIT    /* "Photo: X" */
} QuotationType;

/* Words that somebody is told to have said or thought, the narrator's "I think" among them. More than
 * Attribution, which holds what claims stand on: quotations may overlap, and few of the thoughts have a
 * source.
 */
typedef struct Quotation {
    Span source; /* the noun phrase, without what stands in apposition */
    Span cue;
    Span content; /* first to last; the cue may stand inside */
    QuotationType type;
    uint32_t voice; /* number of the source, or SOURCE_NONE */
} Quotation;

typedef struct Quotations {
    Quotation *items;
    size_t count;
} Quotations; /* in order of their cues */

typedef struct Mentions {
    TimeMention *times;
    size_t time_count;
    PlaceMention *places;
    size_t place_count;
    CountMention *counts;
    size_t count_count;
    ActorMention *actors;
    size_t actor_count;
    Text group; /* role of those whom the report is mostly about, or empty */
    NameMention *names;
    size_t name_count;
    Source *sources;
    size_t source_count;
    Attribution *attributions;
    size_t attribution_count;
} Mentions; /* each array in order of at.span.begin (attributions: content.begin) */

/* Word lists, calendars and the gazetteer, loaded once, never changed. */
typedef struct MentionData MentionData;
MUST_USE Status mention_load(Arena *arena, Text english_folder, Text places_folder, MentionData **out,
                             Error *error);

/* Without a pack (NULL) no actors are found: their roles are its. */
Mentions mention_find(Arena *arena, const MentionData *data, const Pack *pack, const Report *report,
                      const Sentences *sentences);

/* For those who ask for them: claims do without. mentions must have been found in the same sentences. */
Quotations mention_find_quotations(Arena *arena, const MentionData *data, const Report *report,
                                   const Sentences *sentences, const Mentions *mentions);
const char *mention_quotation_word(QuotationType type); /* direct, mixed, indirect, thought, credit */

/* The source that asserts the byte, or SOURCE_NONE for the report's own voice. */
uint32_t mention_source_at(const Mentions *mentions, uint32_t byte);

typedef enum ClaimStatus {
    CLAIM_SAID,
    CLAIM_PLANNED,
    CLAIM_POSSIBLE,
    CLAIM_ENDED,
    CLAIM_SAID_NOT
} ClaimStatus;
/* How what the predicate token says is put: by tense, modals, negation, aspect and the verbs above it.
 * out_word gets the token's span that decided it (empty where nothing marks it: said). */
ClaimStatus mention_status(const MentionData *data, const Sentences *sentences, Text text, uint32_t sentence,
                           uint32_t predicate, Span *out_word);
/* The same where the words of inout_word say nothing, since a rule asked for them ("will [not] be paid"), and
 * only what is feared, doubted or sure to come then: planned, possible or said, and the words that decide. */
ClaimStatus mention_status_beside(const MentionData *data, const Sentences *sentences, Text text,
                                  uint32_t sentence, uint32_t predicate, Span *inout_word);

/* Whether what a predicate says has happened or holds, as readers judge it, and what speaks most for that: a
 * linear model over the tree, trained on judgements of verbs; of other predicates it knows less. */
enum { HAPPENED_REASONS = 3 };
typedef struct HappenedReason {
    Text feature; /* "group=will/VB": owned by the MentionData */
    int32_t weight;
} HappenedReason;
typedef struct Happened {
    int32_t margin; /* hundredths of a logit: above 0 it happened, the farther from 0 the surer */
    HappenedReason reasons[HAPPENED_REASONS];
    size_t reason_count;
} Happened;
/* A predicate and how it is put. Certain and positive: the text says that it happened, holds or will. */
typedef struct Event {
    Span span;
    uint32_t sentence;
    uint32_t token;
    ClaimStatus status;
    Span word;   /* decided the status; empty where nothing marks it */
    Span copula; /* "is" of "is ready"; empty where it has none */
    Happened happened;
    bool is_certain;
    bool is_positive;
} Event;
typedef struct Events {
    Event *items;
    size_t count;
} Events;
/* In text order: verbs, heads of clauses. */
Events mention_find_events(Arena *arena, const MentionData *data, const Sentences *sentences, Text text);

const char *mention_status_word(ClaimStatus status); /* said, planned, possible, ended, said-not */
const char *mention_precision_word(PlacePrecision precision);

/* Names of news organisations, folded; those with one number are one organisation's. */
typedef struct OutletName {
    Text folded;
    uint32_t number;
} OutletName;
size_t mention_outlet_names(const MentionData *data, Arena *arena, OutletName **out);
/* Whether names of outlets end in the word ("agency", "Observer"), in whatever case it begins. */
bool mention_is_outlet_word(const MentionData *data, Text word);
/* Whether the word may stand for any source ("source", "person") and so tells none from another. */
bool mention_is_generic_voice(const MentionData *data, Text word);
/* Words by which a sentence dates what one before it told. */
typedef enum ReferenceWord {
    REFERENCE_AGAIN,  /* "it has been so since May" */
    REFERENCE_BEGIN,  /* "the collection began on May 3" */
    REFERENCE_HOLD,   /* "it has lasted since May" */
    REFERENCE_COME,   /* "the order came on May 3" */
    REFERENCE_MEASURE /* "order", "ban", "campaign" */
} ReferenceWord;
bool mention_refers(const MentionData *data, Text lemma, ReferenceWord which);
/* The value of a word of number ("eleven", "hundred"), or -1; a word that multiplies sets out_is_scale. */
int64_t mention_number_word(const MentionData *data, Text word, bool *out_is_scale);
/* 1 to 12, or 0. */
int mention_month_word(const MentionData *data, Text word);

/* The gazetteer by itself, for questions. Candidates are ordered by prominence; folded names match. */
size_t mention_look_up_place(const MentionData *data, Arena *arena, Text name, const Place ***out_places);

#endif
