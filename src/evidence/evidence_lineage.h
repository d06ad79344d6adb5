/* Reports become which derives from which. The line: texts are read (evidence_telling.c), near copies found
 * (evidence_similar.c), likely parents found and compared (evidence_lineage.c), and chosen
 * (evidence_kinship.c). */
#ifndef EVIDENCE_EVIDENCE_LINEAGE_H
#define EVIDENCE_EVIDENCE_LINEAGE_H

#include "evidence/evidence.h"
#include "evidence/evidence_outlets.h"
#include "evidence/evidence_words.h"

/* ---- what a report tells ---- */

typedef enum FactKind { FACT_NAME, FACT_NUMBER, FACT_WORD, FACT_KINDS } FactKind;

/* What a report's text holds of one kind: numbers of the words in the lexicon of the base, ascending. */
typedef struct Facts {
    uint32_t *items;
    uint32_t count;
    uint64_t weight; /* of all of them */
} Facts;

/* One report as lineage sees it. */
typedef struct Telling {
    Day day;         /* on which it was published at the latest; DAY_NONE: not known */
    uint32_t outlet; /* OUTLET_NONE */
    Facts facts[FACT_KINDS];
    Facts quoted; /* words that stand within quotation marks */
    /* Outlets that the text names, but its own; ascending: by name, and for short by a word of it. */
    uint32_t *credits, *short_credits;
    uint32_t credit_count, short_credit_count;
    uint64_t years;  /* a bit for each year from 1980 to 2043 that the text names */
    uint32_t months; /* a bit for each month that it names, January the first */
} Telling;
enum { YEAR_FIRST = 1980, YEAR_MOST = 2043 };

/* What is read of all reports together: names of outlets, what each repeats, and the words of all texts. */
typedef struct Library Library;
Library *evidence_library_new(Arena *arena, const MentionData *data);
/* First of all texts, in any order: their outlets and paragraphs. */
uint32_t evidence_library_count(Library *library, Text name, Text text);
void evidence_library_settle(Library *library);
/* The text without what its outlet prints under many of its reports. Lives until the next text. */
Text evidence_library_own_text(Library *library, uint32_t outlet, Text text);
/* Then each text again: own_text is the one without. day and outlet of the telling are given. */
void evidence_library_read(Library *library, Text outlet, Text own_text, Telling *telling);

/* At last what facts weigh among count reports. */
typedef struct Weights {
    uint16_t *items[FACT_KINDS]; /* of each fact: log2(count / reports that hold it), in 1/256 */
    uint32_t *spread[FACT_KINDS];
    size_t fact_count;
} Weights;
Weights evidence_library_weigh(Library *library, Telling *tellings, size_t count);

/* ---- two of them ---- */

typedef struct Kinship {
    uint32_t parent;
    int32_t days;              /* between the publications; 0 where one is not known */
    double contained;          /* share of copied runs; 0 where they are not near copies */
    double shares[FACT_KINDS]; /* weight of what both hold, of that of the one which holds less: 0 to 1 */
    double total;              /* of the shares */
    double own_quotes;         /* weight of the words that the child alone quotes, of all its words */
    size_t least_numbers;      /* of the one that has fewer */
    bool is_dated, is_same_outlet, is_credited, is_short_credited;
    bool is_time_named; /* the parent's, by the child */
    DerivedHow how;
} Kinship;
typedef struct KinshipList {
    Kinship *items;
    size_t count, capacity;
} KinshipList;

/* Whether the child's text names the year of the parent's publication, or its month within twelve months. */
bool evidence_names_time(const Telling *child, const Telling *parent);
Kinship evidence_compare_tellings(const Weights *weights, const Telling *child, const Telling *parent);
/* A credited report older than this is taken only where the text names its year or month. */
enum { CREDIT_DAYS = 45, FOLLOW_UP_DAYS = 180, MONTH_NAMED_DAYS = 366, RETELLING_DAYS = 14 };
extern const double evidence_copy_least; /* of the shorter one's runs of words */
/* The parents among all kinships of a report, at most one of each outlet that it credits, a copied one, or
 * one without a credit. Parents are numbered by publication. */
void evidence_choose_parents(Arena *arena, const Telling *child, const Telling *tellings,
                             const KinshipList *all, KinshipList *chosen);

/* ---- the whole ---- */

typedef struct TracedReport {
    Text id, outlet;
    Day day;        /* of publication at the latest, or DAY_NONE */
    int64_t number; /* the caller's */
    bool is_protected;
} TracedReport;
/* Texts are read several times, mostly in the order of the items. */
typedef struct TracedReports {
    const TracedReport *items;
    size_t count;
    /* The text lives until the next call. */
    Status (*read)(void *context, const TracedReport *report, Text *out, Error *error);
    void *context;
} TracedReports;
/* By report, then parent; both count in the items. The same whatever the order of the items. */
MUST_USE Status evidence_trace_texts(Arena *arena, const MentionData *data, const TracedReports *reports,
                                     Lineage *out, Error *error);
Day evidence_traced_day(const Date *published);
/* By report, then parent. */
void evidence_sort_derivations(Derivation *items, size_t count);

#endif
