/* A question becomes rows, every row with its sources, and every answer with what the base covers. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "evidence/evidence.h"

/* What reports say of the day or period asked about; statements about reports, never about the world. */
typedef enum AnswerWord {
    ANSWER_REPORTED,      /* the day asked (a day of the period) lies within the days on which it surely held;
                             or the whole bracket of its date lies within a longer period asked */
    ANSWER_VAGUE,         /* it is said to hold on at least one day of a bracket that the day lies in */
    ANSWER_DISPUTED,      /* reported or vague, and denied: both sides stand in the answer */
    ANSWER_LAST_REPORTED, /* a measure without a stated end, last reported days before */
    ANSWER_END_PASSED,    /* an end was announced and lies before; nobody reports the lifting */
    ANSWER_REPORTED_ENDED, /* the claim itself says that it holds no longer (status ended) */
    ANSWER_NO_REPORT
} AnswerWord;

/* How the claim's place lies to the place asked. */
typedef enum PlaceScope {
    SCOPE_ALL,   /* no place was asked */
    SCOPE_WHERE, /* it holds there, or within it */
    SCOPE_TO,    /* it is where they may not go, or are sent */
    SCOPE_WIDER, /* it is said of what contains the place: a province or country */
    SCOPE_NEAR,  /* a neighbour */
    SCOPE_NONE
} PlaceScope;

typedef struct Question {
    Text in;      /* a place, as a person writes it; empty: anywhere */
    Day from, to; /* the days asked: from == to for --on; DAY_NONE both: no day */
    Day known_by, recorded_by;
    TextList kinds, whom, by; /* by: roles of who does it */
    TextList unmeasured; /* kinds that no life is told of unless they are asked for; query_measures alone */
    Text status;
    Text source_type; /* anonymous, named, private, official, document, organisation, outlet */
    Text checked;     /* "yes": by a person; "no": read by program alone */
    bool wide;        /* claims on what contains the place, one by one rather than counted */
    bool near;
    bool old; /* last reported more than 180 days before */
    bool unread;
    bool all;            /* in a table: list the undated and the later ones, too */
    bool is_brief;       /* undated and later ones are only counted */
    size_t limit, after; /* of ask and timeline alone: so many rows behind so many, over the lists in their
                            order; limit 0: all. Coverage speaks of all */
    double
        least_sure; /* claims that the reader is less sure of are left out, and coverage says so; 0: none */
} Question;
/* Day 0 is a day: a question begins from this. */
#define QUESTION_OPEN                                                                                        \
    ((Question){.from = DAY_NONE, .to = DAY_NONE, .known_by = DAY_NONE, .recorded_by = DAY_NONE})

/* How another claim about the same thing speaks against one. */
typedef enum ContraryHow {
    CONTRARY_DENIED,     /* one says that it is so, the other that it is not */
    CONTRARY_ACCOUNT,    /* a party that denies it tells the same event otherwise */
    CONTRARY_VALUE,      /* another number of the same things */
    CONTRARY_TIME,       /* another day, or another announced end */
    CONTRARY_SUPERSEDED, /* the other is the later word of the same lineage: lifted, moved, corrected */
    CONTRARY_SUPERSEDES, /* the other is the earlier word of the same lineage */
    CONTRARY_SCOPE       /* said of another part: one town against the country */
} ContraryHow;
typedef struct Contrary {
    Text claim; /* its id */
    ContraryHow how;
    Text why; /* what the other says: "6000 people", "until 2019-06-30" */
} Contrary;
const char *query_contrary_word(ContraryHow how); /* denied, other account, other value … */

/* Of lists that the question does not ask for (old, wider, near; undated and later where is_brief) a claim
 * and its report are there in outline (evidence.h), without voices, same and against: how many of which
 * kinds. */
typedef struct AnswerRow {
    const ClaimRow *claim;
    const ReportRow *report;
    AnswerWord word;
    int32_t days; /* ANSWER_LAST_REPORTED, ANSWER_END_PASSED: how many before the (first) day asked; else 0 */
    Period held;  /* the days that the answer rests on, for ANSWER_NO_REPORT "first reported on" held.first */
    PlaceScope scope;
    /* Independent voices of all claims of the base that say the same, by lineage; COUNT_OPEN as high: not
     * said. The low end takes voices that the texts do not tell apart for one. */
    int64_t voices_low, voices_high;
    TextList same; /* ids of the other claims that say the same, in the order of publication */
    Contrary *against;
    size_t against_count;
    const Decision **decisions; /* of people, that took part in it, by number */
    size_t decision_count;
} AnswerRow;

typedef struct AnswerRows {
    AnswerRow *items;
    size_t count;
} AnswerRows;

typedef struct OutletCount {
    Text outlet, language;
    size_t count;
} OutletCount;

/* What the base holds that bears on the question: "no report" is about the base. */
typedef struct Coverage {
    size_t report_count;
    OutletCount *outlets; /* by count, then name */
    size_t outlet_count;
    size_t naming_count;   /* reports that name the place (all, where none was asked) */
    size_t near_count;     /* of them within 90 days of the days asked */
    size_t silent_count;   /* of them without a claim */
    size_t unread_count;   /* their sentences with a trigger word that were not understood */
    size_t denial_count;   /* claims of status said-not among the rows' kinds and place */
    Date newest;           /* publication of the newest that names it */
    int32_t longest_gap;   /* days between publications of consecutive ones; -1 where unknown */
    size_t checked_count;  /* claims in the place that a person held against their words */
    size_t mistaken_count; /* claims that would stand in the answer, and that a person found mistaken */
    bool is_sample;        /* retold reports are among them */
    size_t protected_count;
} Coverage;

typedef struct Answer {
    AnswerRows rows;    /* in order: word, kind, publication, id */
    AnswerRows undated; /* before, after, general, or no time */
    AnswerRows old;     /* what passed more than 180 days before, and events of any day before */
    AnswerRows later;   /* first reported after the days asked */
    AnswerRows wider;   /* on what contains the place, where it bears on the days asked */
    AnswerRows near;    /* likewise of its division and within 100 km */
    UnreadRows unread;
    Coverage coverage;
    TextList places; /* what the place asked was taken for: "Dandong, Liaoning, CN" */
} Answer;

/* ---- the life of a measure ---- */

typedef enum LifeStep {
    LIFE_ANNOUNCED, /* said to come, or to be planned */
    LIFE_HELD,      /* reported to hold */
    LIFE_EXTENDED,  /* a later report gives a later end */
    LIFE_MOVED,     /* a later report gives an earlier end */
    LIFE_DENIED,    /* said not to hold */
    LIFE_LIFTED,    /* said to hold no longer */
    LIFE_LAST,      /* no later report says that it holds: inferred from the base */
    LIFE_END_PASSED /* the announced end lies before the day asked or the last report, and nobody reports the
                       lifting: inferred */
} LifeStep;

typedef struct LifeRow {
    LifeStep step;
    Period days;  /* that the step is about; open ends as said; PERIOD_NONE: not said */
    bool has_end; /* days.last is an announced end */
    Period told;  /* when its source spoke; PERIOD_NONE: not known */
    const ClaimRow *claim;
    const ReportRow *report;
    TextList echoes;  /* ids of claims of reports that derive from others and say the same */
    bool is_inferred; /* no report says this by itself: why tells what it rests on */
    Text why;         /* empty where the claim says it */
} LifeRow;

/* Ids and places are those of its first claim. */
typedef struct Life {
    const ClaimRow *claim;   /* of its first step */
    const ReportRow *report; /* of that claim */
    Period *held;            /* the stretches on whose every day the reports together say that it held */
    size_t held_count;
    Period lifted;  /* the days in which its last reported end lies; PERIOD_NONE: none reported */
    LifeRow *steps; /* in the order in which they were told, inferred ones last */
    size_t step_count;
    TextList reports; /* ids of the reports of its claims, echoes too */
    int64_t voices_low, voices_high;
} Life;

typedef struct Lives {
    Life *items; /* by their first day, then kind and id */
    size_t count;
    Answer answer; /* without rows: coverage and places */
} Lives;

/* Where one report comes from, and how many first-hand voices stand behind it. */
typedef struct ReportOrigin {
    const ReportRow *report;
    const Derivation *derivations; /* its own, one a parent */
    size_t derivation_count;
    const uint32_t *children; /* that come from it, by position */
    size_t child_count;
    int64_t voices_low, voices_high; /* COUNT_OPEN as high: not said */
    bool is_asked;                   /* the others are there for its tree */
    Text claim; /* of query_claim_sources: that carries the claim asked about; else empty */
} ReportOrigin;

typedef struct Origins {
    ReportOrigin *items; /* in the order of publication (unknown last), then id; derivations count in it */
    size_t count;
    bool is_whole;          /* every report was asked for */
    size_t protected_count; /* reports that were left out of the whole */
    /* Of query_claim_sources: of all that say the same. */
    const ClaimRow *claim; /* NULL: reports were asked about */
    int64_t voices_low, voices_high;
} Origins;

/* The lineage of the base's reports; of protected ones only where asked, else they are left out. id is that
 * of a report or the beginning of several, which are told with their trees; empty: all. */
MUST_USE Status query_sources(Arena *arena, Evidence *evidence, const MentionData *data, Text id,
                              bool with_protected, Origins *out, Error *error);
/* The reports that carry the same as a claim, itself among them. */
MUST_USE Status query_claim_sources(Arena *arena, Evidence *evidence, const MentionData *data,
                                    const ClaimRow *claim, bool with_protected, Origins *out, Error *error);

/* places resolves names (NULL: none); a name that no map has matches by its words alone.
 *
 * Rows of coarse kinds (ClaimRow.is_coarse) are told no finer than town and month: site, coordinates, goal,
 * day, names, words and evidence are taken out of the row's claim, planned and possible ones are left out,
 * and a count under 5 has both bounds open and is_vague: "a few". Their words stand in the report alone. */
MUST_USE Status query_ask(Arena *arena, Evidence *evidence, const MentionData *places,
                          const Question *question, Answer *out, Error *error);
/* Measures and events over time by their first day, nothing carried forward; what a report says of the day on
 * which its source spoke stands on that day, the undated ones in undated. */
MUST_USE Status query_timeline(Arena *arena, Evidence *evidence, const MentionData *places,
                               const Question *question, Answer *out, Error *error);
/* Claims with a number, by place, unit, what is counted and day; never summed. */
MUST_USE Status query_count(Arena *arena, Evidence *evidence, const MentionData *places,
                            const Question *question, Answer *out, Error *error);
/* Claims one at a time, for output that is too large to be held. */
typedef struct QueryEach QueryEach;
/* The question must outlive it. */
MUST_USE Status query_each_begin(Arena *arena, const MentionData *places, const Question *question,
                                 QueryEach **out, Error *error);
/* The claim as query_ask would list it, and the list: claim, undated, later, old, wider, near; false where it
 * would not. By itself: its voices are those of its own report, and whether other claims speak against it is
 * not looked up. What the base knew when is left to evidence_walk_begin. */
bool query_each(const QueryEach *each, Arena *arena, const ReportRow *report, const ClaimRow *claim,
                AnswerRow *out, const char **out_part);
/* Nothing is asked: every claim is meant. */
bool query_is_open(const Question *question);
/* A claim with those about the same thing: what says the same, and what speaks against it. */
typedef struct BesideRow {
    const ClaimRow *claim;
    const ReportRow *report;
    const Contrary *contrary; /* NULL: it says the same */
} BesideRow;
typedef struct Beside {
    AnswerRow row; /* of the claim: voices, same, against */
    BesideRow *items;
    size_t count;
} Beside;
MUST_USE Status query_beside(Arena *arena, Evidence *evidence, const MentionData *places,
                             const ClaimRow *claim, Beside *out, Error *error);
/* Measures are claims of the kinds that hold for a time; of places, those of the place asked. Claims of
 * protected reports take part only where asked. */
MUST_USE Status query_measures(Arena *arena, Evidence *evidence, const MentionData *places,
                               const Question *question, bool with_protected, Lives *out, Error *error);
const char *query_life_word(LifeStep step); /* announced, reported in force, extended … */

/* ---- pictures of many claims: what may be said of a place or a kind, never how much ---- */

/* The strongest that claims say of the days asked. */
typedef enum MarkHow { MARK_REPORTED, MARK_VAGUE, MARK_OLD } MarkHow;
const char *query_mark_word(MarkHow how); /* reported, vague, old */

typedef struct PlaceMark {
    const PlaceRow *place;
    MarkHow how;
    Day newest;     /* publication of the newest report that tells of it; DAY_NONE: unknown */
    TextList kinds; /* in byte order */
} PlaceMark;
typedef struct PlaceMarks {
    PlaceMark *items; /* by name, country, division */
    size_t count;
} PlaceMarks;
/* A place for each that public claims of the question lie in. Kinds that endanger people (ClaimRow.is_coarse)
 * mark nothing. */
MUST_USE Status query_places(Arena *arena, Evidence *evidence, const MentionData *places,
                             const Question *question, PlaceMarks *out, Error *error);

/* every: some claim holds on each of these days; some: on some day of a bracket; after: a measure without a
 * stated end was last reported up to 180 days before, and going on is an inference. */
typedef enum LaneHow { LANE_AFTER = 1, LANE_SOME, LANE_EVERY } LaneHow;
const char *query_lane_word(LaneHow how);
typedef struct LaneRun {
    Day first, last; /* inclusive; DAY_PAST, DAY_FUTURE */
    LaneHow how;
} LaneRun;
typedef struct Lane {
    Text kind;
    LaneRun *runs; /* in order, apart */
    size_t count;
} Lane;
typedef struct Lanes {
    Lane *items; /* by kind */
    size_t count;
} Lanes;
MUST_USE Status query_lanes(Arena *arena, Evidence *evidence, const MentionData *places,
                            const Question *question, Lanes *out, Error *error);

const char *query_word(AnswerWord word); /* "reported", "announced end passed" … */
const char *query_scope_word(PlaceScope scope);

#endif
