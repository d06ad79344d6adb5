/* Which report derives from which: by copied words, by the outlets that a text credits, by an outlet's own
 * later reports, and by the same event with the same numbers. A report derives from what was published before
 * it; what comes through another report is left to that one. docs/evidence.md tells the rules and how they
 * were measured. */
#include "evidence/evidence_lineage.h"

#include <stdlib.h>

#include "core/list.h"

enum {
    RARE_MOST = 200,      /* a fact of more reports than this finds no candidates */
    CANDIDATES_MOST = 64, /* that share the most of names and numbers are compared whole */
    CREDIT_DAYS = 45,     /* within which a credited report was published before */
    FOLLOW_UP_DAYS = 180,
    RETELLING_DAYS = 14,
    RETOLD_NUMBERS_LEAST = 3
};

/* Likeness: shares of names, numbers and words, each 0 to 1. */
static const double COPY_LEAST = 0.3;        /* of the shorter's runs of words */
static const double CREDIT_LEAST = 0.4;      /* all three together, with a credit */
static const double OLD_CREDIT_LEAST = 0.6;  /* … to a report of a year that the text names */
static const double FOLLOW_UP_LEAST = 0.8;   /* all three, of the same outlet */
static const double FOLLOW_UP_NAMES = 0.4;   /* … and of names alone */
static const double RETELLING_LEAST = 0.95;  /* all three, without a credit */
static const double RETELLING_NUMBERS = 0.5; /* … and of numbers alone */

typedef struct Kinship {
    uint32_t parent;
    int32_t days;     /* between the publications */
    double contained; /* share of copied runs; 0 where they are not near copies */
    double shares[FACT_KINDS];
    double total;
    bool is_credited;
    bool is_same_outlet;
    DerivedHow how;
} Kinship;

typedef struct Candidate {
    uint32_t report;
    uint64_t score;
} Candidate;

typedef LIST_OF(uint32_t) NumberList;
typedef LIST_OF(Kinship) KinshipList;
typedef LIST_OF(Derivation) DerivationList;

typedef struct Tracing {
    Arena *arena;
    Tellings tellings;
    SimilarPairs pairs;
    uint32_t *order;                 /* reports by publication, the unknown last, then by id */
    uint32_t *place;                 /* of each report in order */
    NumberList *holders[FACT_KINDS]; /* of each fact: the reports so far */
    NumberList *copies;              /* of each report: its pairs */
    NumberList *parents;             /* of each report */
    LIST_OF(Candidate) candidates;   /* of the report at hand */
    KinshipList kinships;
    uint64_t *scores;      /* of each report that was touched: the weight of what it shares */
    uint32_t *touched_by;  /* of each report: the report + 1 that took it for a candidate last */
    uint32_t *copied_from; /* of each report: what it is a copy of, or itself */
    NumberList way;        /* of a walk to ancestors */
    uint32_t *walked_by;   /* of each report: the walk that saw it last */
    uint32_t walk;
    DerivationList derivations;
} Tracing;

static const Telling *telling_of(const Tracing *tracing, uint32_t report)
{
    return &tracing->tellings.items[report];
}

/* ---- order ---- */

static int compare_publication(const void *a, const void *b)
{
    const Telling *first = *(const Telling *const *)a;
    const Telling *second = *(const Telling *const *)b;
    if ((first->day == DAY_NONE) != (second->day == DAY_NONE))
        return first->day == DAY_NONE ? 1 : -1;
    if (first->day != second->day)
        return first->day < second->day ? -1 : 1;
    return text_compare(first->row->id, second->row->id);
}

static void order_reports(Tracing *tracing)
{
    size_t count = tracing->tellings.count;
    const Telling **sorted = ARENA_ARRAY(tracing->arena, const Telling *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &tracing->tellings.items[i];
    if (count > 0)
        qsort(sorted, count, sizeof(const Telling *), compare_publication);
    tracing->order = ARENA_ARRAY(tracing->arena, uint32_t, count);
    tracing->place = ARENA_ARRAY(tracing->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        tracing->order[i] = (uint32_t)(sorted[i] - tracing->tellings.items);
        tracing->place[tracing->order[i]] = (uint32_t)i;
    }
}

static bool credits(const Telling *telling, uint32_t outlet)
{
    for (size_t i = 0; i < telling->credit_count; i++)
        if (telling->credits[i] == outlet)
            return true;
    return false;
}

/* Whether the report may come from the other: it was published later, or on the same day and says so. */
static bool may_derive(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    const Telling *child = telling_of(tracing, report);
    const Telling *other = telling_of(tracing, parent);
    if (other->day == DAY_NONE || report == parent)
        return false;
    if (child->day != other->day)
        return child->day == DAY_NONE || other->day < child->day;
    bool says_so = other->outlet != OUTLET_NONE && credits(child, other->outlet);
    bool is_said = child->outlet != OUTLET_NONE && credits(other, child->outlet);
    return says_so != is_said ? says_so : tracing->place[parent] < tracing->place[report];
}

/* Walks up from the report; each report on the way is looked at once. */
static bool descends(Tracing *tracing, uint32_t report, uint32_t ancestor)
{
    NumberList *way = &tracing->way;
    way->count = 0;
    tracing->walk++;
    *LIST_ADD(tracing->arena, way) = report;
    while (way->count > 0) {
        uint32_t at = way->items[--way->count];
        const NumberList *parents = &tracing->parents[at];
        for (size_t i = 0; i < parents->count; i++) {
            uint32_t parent = parents->items[i];
            if (parent == ancestor)
                return true;
            if (tracing->walked_by[parent] != tracing->walk)
                *LIST_ADD(tracing->arena, way) = parent;
            tracing->walked_by[parent] = tracing->walk;
        }
    }
    return false;
}

/* ---- candidates ---- */

static bool names_year_of(const Telling *telling, const Telling *parent)
{
    int year = 0, month = 0, day = 0;
    day_to_civil(parent->day, &year, &month, &day);
    return year >= YEAR_FIRST && year < YEAR_FIRST + 64 && (telling->years >> (year - YEAR_FIRST) & 1) != 0;
}

static double copied_share(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    const NumberList *copies = &tracing->copies[report];
    for (size_t i = 0; i < copies->count; i++) {
        const SimilarPair *pair = &tracing->pairs.items[copies->items[i]];
        if (pair->first == parent || pair->second == parent)
            return pair->contained;
    }
    return 0;
}

static Kinship compare(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    const Telling *child = telling_of(tracing, report);
    const Telling *other = telling_of(tracing, parent);
    Kinship kinship = {.parent = parent,
                       .days = child->day == DAY_NONE ? 0 : child->day - other->day,
                       .contained = copied_share(tracing, report, parent)};
    kinship.is_same_outlet = other->outlet != OUTLET_NONE && other->outlet == child->outlet;
    kinship.is_credited = other->outlet != OUTLET_NONE && credits(child, other->outlet);
    for (size_t kind = 0; kind < FACT_KINDS; kind++) {
        kinship.shares[kind] = evidence_fact_share(&tracing->tellings, child, other, (FactKind)kind);
        kinship.total += kinship.shares[kind];
    }
    return kinship;
}

/* Whether a link between them could come of what they share, before that is looked at. */
static bool may_link(const Tracing *tracing, uint32_t report, uint32_t other)
{
    if (!may_derive(tracing, report, other))
        return false;
    const Telling *child = telling_of(tracing, report);
    const Telling *parent = telling_of(tracing, other);
    int32_t days = child->day == DAY_NONE ? 0 : child->day - parent->day;
    if (parent->outlet != OUTLET_NONE && credits(child, parent->outlet))
        return days <= CREDIT_DAYS || names_year_of(child, parent);
    return days <= (parent->outlet == child->outlet ? FOLLOW_UP_DAYS : RETELLING_DAYS);
}

static void touch(Tracing *tracing, uint32_t report, uint32_t other, uint64_t weight)
{
    if (tracing->touched_by[other] != report + 1) {
        tracing->touched_by[other] = report + 1;
        tracing->scores[other] = 0;
        if (may_link(tracing, report, other))
            *LIST_ADD(tracing->arena, &tracing->candidates) = (Candidate){other, 0};
    }
    tracing->scores[other] += weight;
}

static int compare_candidates(const void *a, const void *b)
{
    const Candidate *first = a;
    const Candidate *second = b;
    if (first->score != second->score)
        return first->score > second->score ? -1 : 1;
    return (first->report > second->report) - (first->report < second->report);
}

/* Reports that share names or numbers of few reports, or runs of words: those that share the most. */
static void find_candidates(Tracing *tracing, uint32_t report)
{
    tracing->candidates.count = 0;
    const Telling *telling = telling_of(tracing, report);
    const NumberList *copies = &tracing->copies[report];
    for (size_t i = 0; i < copies->count; i++) {
        const SimilarPair *pair = &tracing->pairs.items[copies->items[i]];
        touch(tracing, report, pair->first == report ? pair->second : pair->first, UINT32_MAX);
    }
    for (FactKind kind = FACT_NAME; kind <= FACT_NUMBER; kind++)
        for (size_t i = 0; i < telling->facts[kind].count; i++) {
            uint32_t fact = telling->facts[kind].items[i];
            const NumberList *holders = &tracing->holders[kind][fact];
            uint64_t weight =
                evidence_fact_weight(tracing->tellings.count, tracing->tellings.spread[kind][fact]);
            for (size_t j = 0; j < holders->count; j++)
                touch(tracing, report, holders->items[j], weight);
        }
    for (size_t i = 0; i < tracing->candidates.count; i++)
        tracing->candidates.items[i].score = tracing->scores[tracing->candidates.items[i].report];
    if (tracing->candidates.count > CANDIDATES_MOST) {
        qsort(tracing->candidates.items, tracing->candidates.count, sizeof(Candidate), compare_candidates);
        tracing->candidates.count = CANDIDATES_MOST;
    }
}

/* ---- choice ---- */

static bool is_better(const Tracing *tracing, const Kinship *a, const Kinship *b)
{
    if (a->total > b->total || a->total < b->total)
        return a->total > b->total;
    return tracing->place[a->parent] < tracing->place[b->parent];
}

/* Of several that hold the same words, the one whose outlet is credited, else the first. */
static const Kinship *choose_copied(const Tracing *tracing, const KinshipList *all)
{
    const Kinship *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        if (one->contained < COPY_LEAST)
            continue;
        bool is_first = !best || (one->is_credited != best->is_credited
                                      ? one->is_credited
                                      : tracing->place[one->parent] < tracing->place[best->parent]);
        best = is_first ? one : best;
    }
    return best;
}

/* The likeliest report of the credited outlet; among old ones of a year that the text names. */
static const Kinship *choose_credited(const Tracing *tracing, const Telling *telling, uint32_t outlet,
                                      const KinshipList *all, bool is_old)
{
    const Kinship *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        if (telling_of(tracing, one->parent)->outlet != outlet || (one->days > CREDIT_DAYS) != is_old ||
            one->total < (is_old ? OLD_CREDIT_LEAST : CREDIT_LEAST))
            continue;
        if (is_old && !names_year_of(telling, telling_of(tracing, one->parent)))
            continue;
        if (!best || is_better(tracing, one, best))
            best = one;
    }
    return best;
}

static bool is_follow_up(const Kinship *one)
{
    return one->is_same_outlet && one->days <= FOLLOW_UP_DAYS && one->total >= FOLLOW_UP_LEAST &&
           one->shares[FACT_NAME] >= FOLLOW_UP_NAMES;
}

static bool is_retelling(const Tracing *tracing, const Telling *telling, const Kinship *one)
{
    size_t least = telling->facts[FACT_NUMBER].count;
    size_t other = telling_of(tracing, one->parent)->facts[FACT_NUMBER].count;
    least = other < least ? other : least;
    return !one->is_same_outlet && one->days <= RETELLING_DAYS && least >= RETOLD_NUMBERS_LEAST &&
           one->shares[FACT_NUMBER] >= RETELLING_NUMBERS && one->total >= RETELLING_LEAST;
}

/* Where nothing is copied or credited. */
static const Kinship *choose_unsaid(const Tracing *tracing, const Telling *telling, const KinshipList *all,
                                    DerivedHow *out_how)
{
    const Kinship *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        bool follows = is_follow_up(one);
        if (!follows && !is_retelling(tracing, telling, one))
            continue;
        if (best && !is_better(tracing, one, best))
            continue;
        best = one;
        *out_how = follows ? DERIVED_FOLLOW_UP : DERIVED_RETELLING;
    }
    return best;
}

static void take(const Tracing *tracing, KinshipList *chosen, const Kinship *one, DerivedHow how)
{
    for (size_t i = 0; one && i < chosen->count; i++)
        if (chosen->items[i].parent == one->parent)
            return;
    if (!one)
        return;
    Kinship *taken = LIST_ADD(tracing->arena, chosen);
    *taken = *one;
    taken->how = how;
}

static KinshipList choose(const Tracing *tracing, uint32_t report, const KinshipList *all)
{
    const Telling *telling = telling_of(tracing, report);
    KinshipList chosen = {0};
    take(tracing, &chosen, choose_copied(tracing, all), DERIVED_COPY);
    for (size_t i = 0; i < telling->credit_count; i++) {
        uint32_t outlet = telling->credits[i];
        take(tracing, &chosen, choose_credited(tracing, telling, outlet, all, false), DERIVED_CREDIT);
        take(tracing, &chosen, choose_credited(tracing, telling, outlet, all, true), DERIVED_CREDIT);
    }
    DerivedHow how = DERIVED_FOLLOW_UP;
    const Kinship *unsaid = chosen.count == 0 ? choose_unsaid(tracing, telling, all, &how) : NULL;
    for (size_t i = 0; unsaid && i < all->count; i++) /* not the copy, but what it copied */
        if (how == DERIVED_RETELLING && all->items[i].parent == tracing->copied_from[unsaid->parent])
            unsaid = &all->items[i];
    take(tracing, &chosen, unsaid, how);
    return chosen;
}

/* ---- what was found ---- */

static void add_reason(Arena *arena, TextList *reasons, Text reason)
{
    enum { REASONS_MOST = 6 };
    if (!reasons->items)
        reasons->items = ARENA_ARRAY(arena, Text, REASONS_MOST);
    if (reasons->count < REASONS_MOST)
        reasons->items[reasons->count++] = reason;
}

static int percent(double share) { return (int)(share * 100 + 0.5); }

static TextList tell_reasons(const Tracing *tracing, const Kinship *kinship)
{
    Arena *arena = tracing->arena;
    TextList reasons = {0};
    Text outlet = telling_of(tracing, kinship->parent)->row->outlet;
    if (kinship->contained > 0)
        add_reason(arena, &reasons,
                   arena_print(arena, "%d %% of the runs of five words", percent(kinship->contained)));
    if (kinship->is_credited)
        add_reason(arena, &reasons, arena_print(arena, "credits %.*s", TEXT_ARGS(outlet)));
    if (kinship->is_same_outlet)
        add_reason(arena, &reasons, TEXT("the same outlet"));
    if (kinship->shares[FACT_NUMBER] > 0)
        add_reason(arena, &reasons,
                   arena_print(arena, "%d %% of the numbers", percent(kinship->shares[FACT_NUMBER])));
    add_reason(arena, &reasons,
               arena_print(arena, "%d %% of the names", percent(kinship->shares[FACT_NAME])));
    add_reason(arena, &reasons, arena_print(arena, "%d days later", (int)kinship->days));
    return reasons;
}

/* What comes through another of the chosen is that one's business. */
static bool comes_through_another(Tracing *tracing, const KinshipList *chosen, size_t index)
{
    for (size_t i = 0; i < chosen->count; i++)
        if (i != index && descends(tracing, chosen->items[i].parent, chosen->items[index].parent))
            return true;
    return false;
}

static void trace_report(Tracing *tracing, uint32_t report)
{
    find_candidates(tracing, report);
    tracing->kinships.count = 0;
    for (size_t i = 0; i < tracing->candidates.count; i++)
        *LIST_ADD(tracing->arena, &tracing->kinships) =
            compare(tracing, report, tracing->candidates.items[i].report);
    KinshipList chosen = choose(tracing, report, &tracing->kinships);
    for (size_t i = 0; i < chosen.count; i++) {
        const Kinship *kinship = &chosen.items[i];
        if (comes_through_another(tracing, &chosen, i) || descends(tracing, kinship->parent, report))
            continue;
        *LIST_ADD(tracing->arena, &tracing->parents[report]) = kinship->parent;
        if (kinship->how == DERIVED_COPY)
            tracing->copied_from[report] = tracing->copied_from[kinship->parent];
        *LIST_ADD(tracing->arena, &tracing->derivations) =
            (Derivation){report, kinship->parent, kinship->how, tell_reasons(tracing, kinship)};
    }
}

static void file_copies(Tracing *tracing)
{
    for (size_t i = 0; i < tracing->pairs.count; i++) {
        *LIST_ADD(tracing->arena, &tracing->copies[tracing->pairs.items[i].first]) = (uint32_t)i;
        *LIST_ADD(tracing->arena, &tracing->copies[tracing->pairs.items[i].second]) = (uint32_t)i;
    }
}

static void file_facts(Tracing *tracing, uint32_t report)
{
    const Telling *telling = telling_of(tracing, report);
    for (FactKind kind = FACT_NAME; kind <= FACT_NUMBER; kind++)
        for (size_t i = 0; i < telling->facts[kind].count; i++) {
            uint32_t fact = telling->facts[kind].items[i];
            if (tracing->tellings.spread[kind][fact] <= RARE_MOST)
                *LIST_ADD(tracing->arena, &tracing->holders[kind][fact]) = report;
        }
}

/* Reports of one day are filed before any of them is traced: one may credit another. */
static void trace_all(Tracing *tracing)
{
    size_t count = tracing->tellings.count;
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        Day day = telling_of(tracing, tracing->order[begin])->day;
        for (end = begin; end < count && telling_of(tracing, tracing->order[end])->day == day; end++)
            file_facts(tracing, tracing->order[end]);
        for (size_t i = begin; i < end; i++)
            trace_report(tracing, tracing->order[i]);
    }
}

static int compare_derivations(const void *a, const void *b)
{
    const Derivation *first = a;
    const Derivation *second = b;
    if (first->report != second->report)
        return first->report < second->report ? -1 : 1;
    return (first->parent > second->parent) - (first->parent < second->parent);
}

void evidence_sort_derivations(Derivation *items, size_t count)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare_derivations);
}

const char *evidence_derived_word(DerivedHow how)
{
    static const char *const words[] = {
        [DERIVED_COPY] = "copy",           [DERIVED_CREDIT] = "credit", [DERIVED_FOLLOW_UP] = "follow-up",
        [DERIVED_RETELLING] = "retelling", [DERIVED_ECHO] = "echo",
    };
    return words[how];
}

Lineage evidence_trace(Arena *arena, const MentionData *data, const ReportRow *reports, size_t count)
{
    Tracing tracing = {.arena = arena, .tellings = evidence_read_tellings(arena, data, reports, count)};
    Runs *runs = ARENA_ARRAY(arena, Runs, count);
    for (size_t i = 0; i < count; i++)
        runs[i] = tracing.tellings.items[i].runs;
    tracing.pairs = evidence_pair_runs(arena, runs, count, COPY_LEAST);
    tracing.copies = ARENA_ARRAY(arena, NumberList, count);
    tracing.parents = ARENA_ARRAY(arena, NumberList, count);
    tracing.touched_by = ARENA_ARRAY(arena, uint32_t, count);
    tracing.scores = ARENA_ARRAY(arena, uint64_t, count);
    tracing.walked_by = ARENA_ARRAY(arena, uint32_t, count);
    tracing.copied_from = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        tracing.copied_from[i] = (uint32_t)i;
    for (size_t kind = 0; kind < FACT_KINDS; kind++)
        tracing.holders[kind] = ARENA_ARRAY(arena, NumberList, tracing.tellings.fact_count);
    file_copies(&tracing);
    order_reports(&tracing);
    trace_all(&tracing);
    evidence_sort_derivations(tracing.derivations.items, tracing.derivations.count);
    return (Lineage){tracing.derivations.items, tracing.derivations.count};
}
