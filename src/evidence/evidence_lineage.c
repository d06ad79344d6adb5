/* Which report derives from which. A report derives from what was published before it; what comes through
 * another report is left to that one. Within, reports are numbered by their place in the order of
 * publication, so that nothing depends on the order in which they were read. */
#include "evidence/evidence_lineage.h"

#include <stdlib.h>

#include "core/list.h"
#include "evidence/evidence_similar.h"

enum {
    BEFORE_MOST = 200, /* reports before it that hold the same name or number, the newest, may be parents */
    BEHIND_MOST = 50,  /* … and so many behind it of the same day */
    CANDIDATES_MOST = 64, /* that share the most of names and numbers are compared whole */
    WALK_MOST = 512,      /* ancestors that are looked at to see whether a report is among them */
    CACHED_TEXTS = 256,
    CACHED_RUNS_MOST = 4096
};

typedef struct Candidate {
    uint32_t report;
    uint64_t score;
} Candidate;

typedef LIST_OF(Derivation) DerivationList;

/* Numbers in one array, those of each thing from begins[thing] to begins[thing + 1]. */
typedef struct Index {
    size_t *begins;
    uint32_t *items;
} Index;

/* Runs of a text, kept for the next pair that it is in. */
typedef struct CachedRuns {
    uint32_t place_behind; /* the place + 1; 0: none */
    RunRoom room;
    Runs runs;
} CachedRuns;

typedef struct Tracing {
    Arena *arena;
    const TracedReports *reports;
    uint32_t *order;  /* of each place: the report's item */
    uint32_t *places; /* of each item: its place */
    Library *library;
    Telling *tellings;  /* by place, as all that follows */
    size_t dated_count; /* the others come last */
    Weights weights;
    CachedRuns *cache;
    CachedRuns large; /* a text that is too long to be kept */
    RunRoom room;
    SimilarPair *pairs; /* near copies */
    size_t pair_count;
    Index copies;              /* of each report: the pairs that it is in */
    Index holders[FACT_KINDS]; /* of each name and number: the reports, ascending; undated ones are no parents
                                */
    Candidate *candidates;     /* of the report at hand */
    size_t candidate_count, candidate_room;
    KinshipList kinships, chosen, published;
    uint64_t *scores;      /* of each report that was touched: the weight of what it shares */
    uint32_t *touched_by;  /* the report + 1 that took it for a candidate last */
    uint32_t *copied_from; /* what it is a copy of, or itself */
    size_t *parents_begin; /* of each report, in derivations */
    uint32_t *parent_counts;
    uint32_t *way;       /* of a walk to ancestors */
    uint32_t *walked_by; /* the walk that saw it last */
    uint32_t walk;
    DerivationList derivations;
    Status status;
    Error *error;
} Tracing;

static size_t count_of(const Tracing *tracing) { return tracing->reports->count; }

static const TracedReport *report_at(const Tracing *tracing, uint32_t place)
{
    return &tracing->reports->items[tracing->order[place]];
}

/* ---- order and texts ---- */

static int compare_publication(const void *a, const void *b)
{
    const TracedReport *first = *(const TracedReport *const *)a;
    const TracedReport *second = *(const TracedReport *const *)b;
    if ((first->day == DAY_NONE) != (second->day == DAY_NONE))
        return first->day == DAY_NONE ? 1 : -1;
    if (first->day != second->day)
        return first->day < second->day ? -1 : 1;
    return text_compare(first->id, second->id);
}

static void order_reports(Tracing *tracing)
{
    size_t count = count_of(tracing);
    const TracedReport **sorted = ARENA_ARRAY(tracing->arena, const TracedReport *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &tracing->reports->items[i];
    if (count > 0)
        qsort(sorted, count, sizeof(const TracedReport *), compare_publication);
    tracing->order = ARENA_ARRAY(tracing->arena, uint32_t, count);
    tracing->places = ARENA_ARRAY(tracing->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        tracing->order[i] = (uint32_t)(sorted[i] - tracing->reports->items);
        tracing->places[tracing->order[i]] = (uint32_t)i;
    }
}

static Text read_text(Tracing *tracing, const TracedReport *report)
{
    Text text = TEXT_EMPTY;
    if (tracing->status == STATUS_OK)
        tracing->status = tracing->reports->read(tracing->reports->context, report, &text, tracing->error);
    return tracing->status == STATUS_OK ? text : TEXT_EMPTY;
}

/* Twice through all texts, in the order in which they are stored. */
static Bands *read_tellings(Tracing *tracing)
{
    const TracedReports *reports = tracing->reports;
    tracing->tellings = ARENA_ARRAY(tracing->arena, Telling, reports->count);
    for (size_t i = 0; i < reports->count; i++) {
        Telling *telling = &tracing->tellings[tracing->places[i]];
        telling->day = reports->items[i].day;
        tracing->dated_count += telling->day != DAY_NONE;
        telling->outlet = evidence_library_count(tracing->library, reports->items[i].outlet,
                                                 read_text(tracing, &reports->items[i]));
    }
    evidence_library_settle(tracing->library);
    Bands *bands = evidence_bands_new(tracing->arena, reports->count);
    for (size_t i = 0; i < reports->count; i++) {
        uint32_t place = tracing->places[i];
        Telling *telling = &tracing->tellings[place];
        Text text = evidence_library_own_text(tracing->library, telling->outlet,
                                              read_text(tracing, &reports->items[i]));
        evidence_bands_put(bands, place, evidence_cut_runs(tracing->arena, text, &tracing->room));
        evidence_library_read(tracing->library, reports->items[i].outlet, text, telling);
    }
    tracing->weights = evidence_library_weigh(tracing->library, tracing->tellings, reports->count);
    return bands;
}

/* ---- near copies ---- */

static const Runs *runs_of(Tracing *tracing, uint32_t place)
{
    CachedRuns *cached = &tracing->cache[place * UINT32_C(2654435761) >> 24];
    if (cached->place_behind == place + 1)
        return &cached->runs;
    Text text = evidence_library_own_text(tracing->library, tracing->tellings[place].outlet,
                                          read_text(tracing, report_at(tracing, place)));
    if (text.length > (size_t)CACHED_RUNS_MOST * 2) /* a run may begin with every second byte */
        cached = &tracing->large;
    cached->place_behind = place + 1;
    cached->runs = evidence_cut_runs(tracing->arena, text, &cached->room);
    evidence_settle_runs(&cached->runs);
    return &cached->runs;
}

/* Of two long texts one is kept aside while the other is cut. */
static SimilarPair compare_places(Tracing *tracing, uint32_t first, uint32_t second, RunRoom *aside)
{
    const Runs *a = runs_of(tracing, first);
    Runs kept = *a;
    aside->count = 0;
    for (size_t i = 0; i < a->count; i++)
        *LIST_ADD(tracing->arena, aside) = a->items[i];
    kept.items = aside->items;
    return evidence_compare_texts(first, second, &kept, runs_of(tracing, second));
}

static void file_copy(Index *copies, const SimilarPair *pairs, size_t count, size_t report_count,
                      Arena *arena)
{
    copies->begins = ARENA_ARRAY(arena, size_t, report_count + 2);
    copies->items = ARENA_ARRAY(arena, uint32_t, count * 2);
    for (size_t i = 0; i < count; i++) {
        copies->begins[pairs[i].first + 2]++;
        copies->begins[pairs[i].second + 2]++;
    }
    for (size_t i = 2; i < report_count + 2; i++)
        copies->begins[i] += copies->begins[i - 1];
    for (size_t i = 0; i < count; i++) {
        copies->items[copies->begins[pairs[i].first + 1]++] = (uint32_t)i;
        copies->items[copies->begins[pairs[i].second + 1]++] = (uint32_t)i;
    }
}

static void find_copies(Tracing *tracing, const Bands *bands)
{
    BandPairs guesses = evidence_bands_pair(tracing->arena, bands);
    RunRoom aside = {0};
    tracing->cache = ARENA_ARRAY(tracing->arena, CachedRuns, CACHED_TEXTS);
    tracing->pairs = ARENA_ARRAY(tracing->arena, SimilarPair, guesses.count);
    for (size_t i = 0; i < guesses.count; i++) {
        SimilarPair pair =
            compare_places(tracing, (uint32_t)guesses.items[i], (uint32_t)(guesses.items[i] >> 32), &aside);
        if (pair.contained >= evidence_copy_least)
            tracing->pairs[tracing->pair_count++] = pair;
    }
    file_copy(&tracing->copies, tracing->pairs, tracing->pair_count, count_of(tracing), tracing->arena);
}

/* ---- who may come from whom ---- */

static bool credits(const Telling *telling, uint32_t outlet)
{
    for (size_t i = 0; i < telling->credit_count; i++)
        if (telling->credits[i] == outlet)
            return true;
    return false;
}

static bool credits_for_short(const Telling *telling, uint32_t outlet)
{
    for (size_t i = 0; i < telling->short_credit_count; i++)
        if (telling->short_credits[i] == outlet)
            return true;
    return false;
}

/* Whether the report may come from the other: it was published later, or on the same day and says so. */
static bool may_derive(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    const Telling *child = &tracing->tellings[report];
    const Telling *other = &tracing->tellings[parent];
    if (other->day == DAY_NONE || report == parent)
        return false;
    if (child->day != other->day)
        return child->day == DAY_NONE || other->day < child->day;
    bool says_so = other->outlet != OUTLET_NONE && credits(child, other->outlet);
    bool is_said = child->outlet != OUTLET_NONE && credits(other, child->outlet);
    return says_so != is_said ? says_so : parent < report;
}

/* Whether a link other than a copy could come of what they share, by their days and outlets. */
static bool may_link(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    const Telling *child = &tracing->tellings[report];
    const Telling *other = &tracing->tellings[parent];
    int32_t days = child->day == DAY_NONE ? 0 : child->day - other->day;
    if (days <= RETELLING_DAYS || other->outlet == OUTLET_NONE)
        return days <= RETELLING_DAYS;
    if (other->outlet == child->outlet)
        return days <= MONTH_NAMED_DAYS;
    if (!credits(child, other->outlet))
        return days <= CREDIT_DAYS && credits_for_short(child, other->outlet);
    return days <= CREDIT_DAYS || evidence_names_time(child, other);
}

/* Walks up from the report; each report on the way is looked at once. Where the way is too long, if_long. */
static bool descends(Tracing *tracing, uint32_t report, uint32_t ancestor, bool if_long)
{
    size_t count = 0;
    size_t seen = 0;
    tracing->walk++;
    tracing->way[count++] = report;
    while (count > 0) {
        uint32_t at = tracing->way[--count];
        for (size_t i = 0; i < tracing->parent_counts[at]; i++) {
            uint32_t parent = tracing->derivations.items[tracing->parents_begin[at] + i].parent;
            if (parent == ancestor)
                return true;
            if (tracing->walked_by[parent] == tracing->walk)
                continue;
            if (seen++ == WALK_MOST)
                return if_long;
            tracing->walked_by[parent] = tracing->walk;
            tracing->way[count++] = parent;
        }
    }
    return false;
}

/* ---- candidates ---- */

static double copied_share(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    for (size_t i = tracing->copies.begins[report]; i < tracing->copies.begins[report + 1]; i++) {
        const SimilarPair *pair = &tracing->pairs[tracing->copies.items[i]];
        if (pair->first == parent || pair->second == parent)
            return pair->contained;
    }
    return 0;
}

static void touch(Tracing *tracing, uint32_t report, uint32_t other, uint64_t weight, bool is_copy)
{
    if (tracing->touched_by[other] != report + 1) {
        tracing->touched_by[other] = report + 1;
        tracing->scores[other] = 0;
        if (may_derive(tracing, report, other) && (is_copy || may_link(tracing, report, other))) {
            if (tracing->candidate_count == tracing->candidate_room)
                tracing->candidates = list_grow(tracing->arena, tracing->candidates, tracing->candidate_count,
                                                &tracing->candidate_room, sizeof *tracing->candidates);
            tracing->candidates[tracing->candidate_count++] = (Candidate){other, 0};
        }
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

/* The newest dated holders of the fact before the report, and the next ones of its day. */
static void touch_holders(Tracing *tracing, uint32_t report, FactKind kind, uint32_t fact)
{
    size_t place = report < tracing->dated_count ? report : tracing->dated_count;
    const Index *holders = &tracing->holders[kind];
    size_t begin = holders->begins[fact];
    size_t end = holders->begins[fact + 1];
    size_t low = begin;
    for (size_t high = end; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (holders->items[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    Day day = tracing->tellings[report].day;
    uint64_t weight = tracing->weights.items[kind][fact];
    for (size_t i = low; i > begin && low - i < BEFORE_MOST; i--)
        touch(tracing, report, holders->items[i - 1], weight, false);
    for (size_t i = low; i < end && i - low < BEHIND_MOST && tracing->tellings[holders->items[i]].day == day;
         i++)
        touch(tracing, report, holders->items[i], weight, false);
}

/* Reports that share names or numbers, or runs of words: those that share the most. */
static void find_candidates(Tracing *tracing, uint32_t report)
{
    tracing->candidate_count = 0;
    const Telling *telling = &tracing->tellings[report];
    for (size_t i = tracing->copies.begins[report]; i < tracing->copies.begins[report + 1]; i++) {
        const SimilarPair *pair = &tracing->pairs[tracing->copies.items[i]];
        touch(tracing, report, pair->first == report ? pair->second : pair->first, UINT32_MAX, true);
    }
    for (FactKind kind = FACT_NAME; kind <= FACT_NUMBER; kind++)
        for (size_t i = 0; i < telling->facts[kind].count; i++)
            touch_holders(tracing, report, kind, telling->facts[kind].items[i]);
    for (size_t i = 0; i < tracing->candidate_count; i++)
        tracing->candidates[i].score = tracing->scores[tracing->candidates[i].report];
    if (tracing->candidate_count > CANDIDATES_MOST) {
        qsort(tracing->candidates, tracing->candidate_count, sizeof(Candidate), compare_candidates);
        tracing->candidate_count = CANDIDATES_MOST;
    }
}

static void file_facts(Tracing *tracing, FactKind kind)
{
    Index *holders = &tracing->holders[kind];
    size_t fact_count = tracing->weights.fact_count;
    holders->begins = ARENA_ARRAY(tracing->arena, size_t, fact_count + 2);
    for (size_t fact = 0; fact < fact_count; fact++)
        holders->begins[fact + 2] = holders->begins[fact + 1] + tracing->weights.spread[kind][fact];
    holders->items = ARENA_ARRAY(tracing->arena, uint32_t, holders->begins[fact_count + 1]);
    for (uint32_t place = 0; place < count_of(tracing); place++) {
        const Facts *facts = &tracing->tellings[place].facts[kind];
        for (size_t i = 0; i < facts->count; i++)
            holders->items[holders->begins[facts->items[i] + 1]++] = place;
    }
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
    Text outlet = report_at(tracing, kinship->parent)->outlet;
    if (kinship->contained > 0)
        add_reason(arena, &reasons,
                   arena_print(arena, "%d %% of the runs of five words", percent(kinship->contained)));
    if (kinship->is_credited || kinship->is_short_credited)
        add_reason(arena, &reasons, arena_print(arena, "credits %.*s", TEXT_ARGS(outlet)));
    if (kinship->is_same_outlet)
        add_reason(arena, &reasons, TEXT("the same outlet"));
    if (kinship->shares[FACT_NUMBER] > 0)
        add_reason(arena, &reasons,
                   arena_print(arena, "%d %% of the numbers", percent(kinship->shares[FACT_NUMBER])));
    add_reason(arena, &reasons,
               arena_print(arena, "%d %% of the names", percent(kinship->shares[FACT_NAME])));
    if (kinship->is_dated && kinship->days == 0)
        add_reason(arena, &reasons, TEXT("on the same day"));
    else if (kinship->is_dated)
        add_reason(arena, &reasons,
                   arena_print(arena, "%d day%s later", (int)kinship->days, kinship->days == 1 ? "" : "s"));
    return reasons;
}

/* Whether a reader of published reports does not know of it. */
static bool is_hidden(const Tracing *tracing, uint32_t report, uint32_t parent)
{
    return report_at(tracing, parent)->is_protected && !report_at(tracing, report)->is_protected;
}

/* What comes through another of the chosen is that one's business, unless that one is hidden. */
static bool comes_through_another(Tracing *tracing, uint32_t report, size_t index)
{
    const KinshipList *chosen = &tracing->chosen;
    uint32_t parent = chosen->items[index].parent;
    for (size_t i = 0; i < chosen->count; i++) {
        uint32_t other = chosen->items[i].parent;
        if (i != index && (!is_hidden(tracing, report, other) || is_hidden(tracing, report, parent)) &&
            descends(tracing, other, parent, false))
            return true;
    }
    return false;
}

/* What is retold after a copy is retold after what was copied, where that may be. */
static void go_behind_copies(Tracing *tracing, KinshipList *chosen)
{
    for (size_t i = 0; i < chosen->count; i++) {
        Kinship *one = &chosen->items[i];
        uint32_t original = tracing->copied_from[one->parent];
        for (size_t j = 0; one->how == DERIVED_RETELLING && j < tracing->kinships.count; j++)
            if (tracing->kinships.items[j].parent == original) {
                *one = tracing->kinships.items[j];
                one->how = DERIVED_RETELLING;
            }
    }
}

static void choose(Tracing *tracing, uint32_t report, KinshipList *chosen)
{
    evidence_choose_parents(tracing->arena, &tracing->tellings[report], tracing->tellings, &tracing->kinships,
                            chosen);
    go_behind_copies(tracing, chosen);
}

/* Where a published report comes from a protected one, it is asked besides what it comes from among the
 * published: their lineage is whole without the protected ones. */
static void choose_published(Tracing *tracing, uint32_t report)
{
    bool has_hidden = false;
    for (size_t i = 0; i < tracing->chosen.count; i++)
        has_hidden = has_hidden || is_hidden(tracing, report, tracing->chosen.items[i].parent);
    if (!has_hidden)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < tracing->kinships.count; i++)
        if (!is_hidden(tracing, report, tracing->kinships.items[i].parent))
            tracing->kinships.items[kept++] = tracing->kinships.items[i];
    tracing->kinships.count = kept;
    choose(tracing, report, &tracing->published);
    for (size_t i = 0; i < tracing->published.count; i++) {
        bool is_new = true;
        for (size_t j = 0; j < tracing->chosen.count; j++)
            is_new = is_new && tracing->chosen.items[j].parent != tracing->published.items[i].parent;
        if (is_new)
            *LIST_ADD(tracing->arena, &tracing->chosen) = tracing->published.items[i];
    }
}

static void compare_candidates_whole(Tracing *tracing, uint32_t report)
{
    tracing->kinships.count = 0;
    for (size_t i = 0; i < tracing->candidate_count; i++) {
        uint32_t parent = tracing->candidates[i].report;
        Kinship *kinship = LIST_ADD(tracing->arena, &tracing->kinships);
        *kinship = evidence_compare_tellings(&tracing->weights, &tracing->tellings[report],
                                             &tracing->tellings[parent]);
        kinship->parent = parent;
        kinship->contained = copied_share(tracing, report, parent);
    }
}

static void trace_report(Tracing *tracing, uint32_t report)
{
    find_candidates(tracing, report);
    compare_candidates_whole(tracing, report);
    choose(tracing, report, &tracing->chosen);
    choose_published(tracing, report);
    size_t begin = tracing->derivations.count;
    for (size_t i = 0; i < tracing->chosen.count; i++) {
        const Kinship *kinship = &tracing->chosen.items[i];
        if (comes_through_another(tracing, report, i) || descends(tracing, kinship->parent, report, true))
            continue;
        if (kinship->how == DERIVED_COPY && !is_hidden(tracing, report, kinship->parent))
            tracing->copied_from[report] = tracing->copied_from[kinship->parent];
        *LIST_ADD(tracing->arena, &tracing->derivations) =
            (Derivation){report, kinship->parent, kinship->how, tell_reasons(tracing, kinship)};
    }
    tracing->parents_begin[report] = begin;
    tracing->parent_counts[report] = (uint32_t)(tracing->derivations.count - begin);
}

static void trace_all(Tracing *tracing)
{
    size_t count = count_of(tracing);
    tracing->parents_begin = ARENA_ARRAY(tracing->arena, size_t, count);
    tracing->parent_counts = ARENA_ARRAY(tracing->arena, uint32_t, count);
    tracing->touched_by = ARENA_ARRAY(tracing->arena, uint32_t, count);
    tracing->scores = ARENA_ARRAY(tracing->arena, uint64_t, count);
    tracing->walked_by = ARENA_ARRAY(tracing->arena, uint32_t, count);
    tracing->way = ARENA_ARRAY(tracing->arena, uint32_t, WALK_MOST + 2);
    tracing->copied_from = ARENA_ARRAY(tracing->arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        tracing->copied_from[i] = (uint32_t)i;
    for (FactKind kind = FACT_NAME; kind <= FACT_NUMBER; kind++)
        file_facts(tracing, kind);
    for (uint32_t report = 0; report < count; report++)
        trace_report(tracing, report);
    for (size_t i = 0; i < tracing->derivations.count; i++) {
        Derivation *one = &tracing->derivations.items[i];
        one->report = tracing->order[one->report];
        one->parent = tracing->order[one->parent];
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

Status evidence_trace_texts(Arena *arena, const MentionData *data, const TracedReports *reports, Lineage *out,
                            Error *error)
{
    Tracing tracing = {
        .arena = arena, .reports = reports, .library = evidence_library_new(arena, data), .error = error};
    order_reports(&tracing);
    const Bands *bands = read_tellings(&tracing);
    if (tracing.status == STATUS_OK)
        find_copies(&tracing, bands);
    if (tracing.status == STATUS_OK)
        trace_all(&tracing);
    evidence_sort_derivations(tracing.derivations.items, tracing.derivations.count);
    *out = (Lineage){tracing.derivations.items, tracing.derivations.count};
    return tracing.status;
}

static Status read_row(void *context, const TracedReport *report, Text *out, Error *error)
{
    (void)error;
    const ReportRow *rows = context;
    *out = rows[report->number].text;
    return STATUS_OK;
}

Lineage evidence_trace(Arena *arena, const MentionData *data, const ReportRow *reports, size_t count)
{
    TracedReport *items = ARENA_ARRAY(arena, TracedReport, count);
    for (size_t i = 0; i < count; i++)
        items[i] =
            (TracedReport){reports[i].id, reports[i].outlet, evidence_traced_day(&reports[i].published),
                           (int64_t)i, reports[i].is_protected};
    ReportRow *rows = ARENA_ARRAY(arena, ReportRow, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = reports[i];
    TracedReports traced = {items, count, read_row, rows};
    Lineage lineage = {0};
    Error error = {0};
    return evidence_trace_texts(arena, data, &traced, &lineage, &error) == STATUS_OK ? lineage : (Lineage){0};
}
