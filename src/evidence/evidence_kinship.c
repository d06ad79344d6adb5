/* Two reports are compared, and of all that a report is akin to its parents are chosen. docs/evidence.md
 * tells the rules and how they were measured. */
#include "core/list.h"
#include "evidence/evidence_lineage.h"

enum {
    RETOLD_NUMBERS_LEAST = 3,
    SURELY_RETOLD_NUMBERS_LEAST = 2,
    TEMPLATE_NUMBERS_LEAST = 2 /* fewer tell nothing about whether it is the same event */
};

const double evidence_copy_least = 0.3;
/* Likeness: shares of names, numbers and words, each 0 to 1; "all" is the three together. */
static const double COPY_WHOLE = 0.6;        /* a copy that needs no look at names and numbers */
static const double COPY_NAMES = 0.4;        /* another one has as many names … */
static const double COPY_NUMBERS = 0.5;      /* … or numbers in common */
static const double COPY_AS_GOOD = 0.75;     /* of the fullest copy: which came first is asked among these */
static const double CREDIT_LEAST = 0.4;      /* all, with a credit */
static const double SOLE_CREDIT_LEAST = 0.3; /* all, where the outlet has printed nothing else that is akin */
static const double OLD_CREDIT_LEAST = 0.55; /* all, to a report whose year or month the text names */
static const double SHORT_CREDIT_LEAST = 0.7; /* all, where a word of the outlet's name is all that it says */
static const double FOLLOW_UP_LEAST = 0.62;   /* names and words, of the same outlet: numbers change … */
static const double FOLLOW_UP_NAMES = 0.32;   /* … and names alone */
static const double LATE_FOLLOW_UP_NAMES = 0.36;  /* where it names the month or year of what it follows */
static const double TEMPLATE_WORDS = 0.5;         /* the same outlet's words for another event … */
static const double TEMPLATE_FACTS = 0.6;         /* … that has fewer of its names or numbers */
static const double TEMPLATE_SOME_WORDS = 0.42;   /* fewer will do … */
static const double TEMPLATE_FEW_NUMBERS = 0.25;  /* … where hardly a number is the same */
static const double RETELLING_LEAST = 0.95;       /* all, less what it quotes itself, without a credit */
static const double RETELLING_NUMBERS = 0.5;      /* … and of numbers alone */
static const double SURE_RETELLING_LEAST = 1.3;   /* all, where there are few numbers … */
static const double SURE_RETELLING_NUMBERS = 0.9; /* … of which most must be shared … */
static const double SURE_RETELLING_NAMES = 0.3;   /* … and some names */

/* ---- comparing ---- */

static double ratio(uint64_t part, uint64_t whole) { return whole > 0 ? (double)part / (double)whole : 0; }

/* The weight of what both hold. */
static uint64_t shared_weight(const uint16_t *weights, const Facts *a, const Facts *b)
{
    uint64_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t one = a->items[i];
        uint32_t other = b->items[j];
        if (one == other)
            shared += weights[one];
        i += one <= other;
        j += other <= one;
    }
    return shared;
}

static bool holds(const uint32_t *items, size_t count, uint32_t outlet)
{
    for (size_t i = 0; i < count; i++)
        if (items[i] == outlet)
            return true;
    return false;
}

static double own_quotes(const Weights *weights, const Telling *child, const Telling *parent)
{
    uint64_t all = 0;
    for (size_t i = 0; i < child->quoted.count; i++)
        all += weights->items[FACT_WORD][child->quoted.items[i]];
    uint64_t shared = shared_weight(weights->items[FACT_WORD], &child->quoted, &parent->facts[FACT_WORD]);
    return ratio(all - shared, child->facts[FACT_WORD].weight);
}

static bool names_year(const Telling *child, int year)
{
    return year >= YEAR_FIRST && year <= YEAR_MOST && (child->years >> (year - YEAR_FIRST) & 1) != 0;
}

bool evidence_names_time(const Telling *child, const Telling *parent)
{
    int year = 0, month = 0, day = 0;
    day_to_civil(parent->day, &year, &month, &day);
    bool is_recent = child->day == DAY_NONE || child->day - parent->day <= MONTH_NAMED_DAYS;
    return names_year(child, year) || (is_recent && (child->months >> (month - 1) & 1) != 0);
}

Kinship evidence_compare_tellings(const Weights *weights, const Telling *child, const Telling *parent)
{
    Kinship kinship = {.is_dated = child->day != DAY_NONE,
                       .days = child->day == DAY_NONE ? 0 : child->day - parent->day};
    if (parent->outlet != OUTLET_NONE) {
        kinship.is_same_outlet = parent->outlet == child->outlet;
        kinship.is_credited = holds(child->credits, child->credit_count, parent->outlet);
        kinship.is_short_credited = holds(child->short_credits, child->short_credit_count, parent->outlet);
    }
    for (size_t kind = 0; kind < FACT_KINDS; kind++) {
        const Facts *a = &child->facts[kind];
        const Facts *b = &parent->facts[kind];
        kinship.shares[kind] =
            ratio(shared_weight(weights->items[kind], a, b), a->weight < b->weight ? a->weight : b->weight);
        kinship.total += kinship.shares[kind];
    }
    kinship.own_quotes = own_quotes(weights, child, parent);
    size_t numbers = child->facts[FACT_NUMBER].count;
    size_t other = parent->facts[FACT_NUMBER].count;
    kinship.least_numbers = numbers < other ? numbers : other;
    kinship.is_time_named = evidence_names_time(child, parent);
    return kinship;
}

/* ---- choosing ---- */

static bool is_better(const Kinship *a, const Kinship *b)
{
    if (a->total > b->total || a->total < b->total)
        return a->total > b->total;
    return a->parent < b->parent;
}

/* An outlet, and agencies above all, tells like events in like words: another event it is where names or
 * numbers are others. */
static bool is_template(const Kinship *one)
{
    bool has_numbers = one->least_numbers >= TEMPLATE_NUMBERS_LEAST;
    double numbers = one->shares[FACT_NUMBER];
    if (!one->is_same_outlet)
        return false;
    if (one->shares[FACT_WORD] >= TEMPLATE_SOME_WORDS && has_numbers && numbers < TEMPLATE_FEW_NUMBERS)
        return true;
    bool is_alike = one->shares[FACT_WORD] >= TEMPLATE_WORDS || one->contained >= evidence_copy_least;
    return is_alike && ((has_numbers && numbers < TEMPLATE_FACTS) || one->shares[FACT_NAME] < TEMPLATE_FACTS);
}

static bool is_copy(const Kinship *one)
{
    if (one->contained < evidence_copy_least || is_template(one))
        return false;
    return one->contained >= COPY_WHOLE || one->shares[FACT_NAME] >= COPY_NAMES ||
           one->shares[FACT_NUMBER] >= COPY_NUMBERS;
}

/* Of several that hold much the same words, the one whose outlet is credited, else the first. */
static const Kinship *choose_copied(const KinshipList *all)
{
    double fullest = 0;
    for (size_t i = 0; i < all->count; i++)
        if (is_copy(&all->items[i]) && all->items[i].contained > fullest)
            fullest = all->items[i].contained;
    const Kinship *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        if (!is_copy(one) || one->contained < fullest * COPY_AS_GOOD)
            continue;
        bool is_first =
            !best || (one->is_credited != best->is_credited ? one->is_credited : one->parent < best->parent);
        best = is_first ? one : best;
    }
    return best;
}

static bool is_of_time(const Kinship *one, bool is_old)
{
    return is_old ? one->days > CREDIT_DAYS && one->is_time_named : one->days <= CREDIT_DAYS;
}

/* The likeliest report of the credited outlet; among old ones of a time that the text names. */
static const Kinship *choose_credited(const Telling *tellings, uint32_t outlet, const KinshipList *all,
                                      bool is_old, double least)
{
    const Kinship *best = NULL;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        if (tellings[one->parent].outlet != outlet || !is_of_time(one, is_old))
            continue;
        count++;
        if (!best || is_better(one, best))
            best = one;
    }
    bool is_sole = count == 1 && !is_old && best->is_credited;
    return best && best->total >= (is_sole ? SOLE_CREDIT_LEAST : least) ? best : NULL;
}

static bool is_follow_up(const Kinship *one)
{
    bool is_late = one->days > FOLLOW_UP_DAYS;
    double names = one->shares[FACT_NAME];
    if (!one->is_same_outlet || is_template(one) || names + one->shares[FACT_WORD] < FOLLOW_UP_LEAST)
        return false;
    if (is_late)
        return one->days <= MONTH_NAMED_DAYS && one->is_time_named && names >= LATE_FOLLOW_UP_NAMES;
    return names >= FOLLOW_UP_NAMES;
}

/* Whoever retells quotes nobody anew: what a report quotes itself speaks for an account of its own. */
static bool is_retelling(const Kinship *one)
{
    double likeness = one->total - one->own_quotes;
    if (one->is_same_outlet || one->days > RETELLING_DAYS || one->shares[FACT_NUMBER] < RETELLING_NUMBERS)
        return false;
    if (one->least_numbers >= RETOLD_NUMBERS_LEAST)
        return likeness >= RETELLING_LEAST;
    return one->least_numbers >= SURELY_RETOLD_NUMBERS_LEAST && likeness >= SURE_RETELLING_LEAST &&
           one->shares[FACT_NUMBER] >= SURE_RETELLING_NUMBERS &&
           one->shares[FACT_NAME] >= SURE_RETELLING_NAMES;
}

/* Where nothing is copied or credited. A report of an unknown day cannot be told to come from the other. */
static const Kinship *choose_unsaid(const KinshipList *all, DerivedHow *out_how)
{
    const Kinship *best = NULL;
    for (size_t i = 0; i < all->count; i++) {
        const Kinship *one = &all->items[i];
        bool follows = is_follow_up(one);
        if (!one->is_dated || (!follows && !is_retelling(one)) || (best && !is_better(one, best)))
            continue;
        best = one;
        *out_how = follows ? DERIVED_FOLLOW_UP : DERIVED_RETELLING;
    }
    return best;
}

static void take(Arena *arena, KinshipList *chosen, const Kinship *one, DerivedHow how)
{
    for (size_t i = 0; one && i < chosen->count; i++)
        if (chosen->items[i].parent == one->parent)
            return;
    if (!one)
        return;
    Kinship *taken = LIST_ADD(arena, chosen);
    *taken = *one;
    taken->how = how;
}

void evidence_choose_parents(Arena *arena, const Telling *child, const Telling *tellings,
                             const KinshipList *all, KinshipList *chosen)
{
    chosen->count = 0;
    take(arena, chosen, choose_copied(all), DERIVED_COPY);
    for (size_t i = 0; i < child->credit_count; i++) {
        uint32_t outlet = child->credits[i];
        take(arena, chosen, choose_credited(tellings, outlet, all, false, CREDIT_LEAST), DERIVED_CREDIT);
        take(arena, chosen, choose_credited(tellings, outlet, all, true, OLD_CREDIT_LEAST), DERIVED_CREDIT);
    }
    for (size_t i = 0; i < child->short_credit_count; i++)
        take(arena, chosen,
             choose_credited(tellings, child->short_credits[i], all, false, SHORT_CREDIT_LEAST),
             DERIVED_CREDIT);
    DerivedHow how = DERIVED_FOLLOW_UP;
    if (chosen->count == 0) {
        const Kinship *unsaid = choose_unsaid(all, &how);
        take(arena, chosen, unsaid, how);
    }
}
