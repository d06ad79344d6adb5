/* Lineage of a base, and voices counted through it: of each report those of its own claims, and of its
 * ancestors. */
#include "core/list.h"
#include "core/map.h"
#include "query/query_decided.h"

typedef struct Voices {
    int64_t low, high;               /* told to the report itself, or its own */
    int64_t passed_low, passed_high; /* passed on from another outlet */
    bool is_open;                    /* "sources": nobody says how many */
} Voices;

typedef struct Tally {
    Arena *arena;
    const Lineage *lineage;
    const size_t *begins; /* of each report's derivations; one more than reports */
    Voices *voices;
    uint32_t *seen_by; /* of each report: the count + 1 that saw it last */
} Tally;

/* Each source of a report counts once, however many claims rest on it; a relaying outlet is no voice. */
static void count_source(Arena *arena, Map *seen, const ClaimRow *claim, Voices *voices)
{
    const SourceRow *source = &claim->source;
    if (source->id.length == 0 || text_is(source->type, "outlet"))
        return;
    MapEntry *entry =
        map_put(seen, arena_print(arena, "%.*s %.*s", TEXT_ARGS(claim->report_id), TEXT_ARGS(source->id)));
    if (entry->number++ > 0)
        return;
    int64_t low = source->maybe.count > 0 ? 0 : source->n_low == COUNT_OPEN ? 1 : source->n_low;
    int64_t high = source->n_high == COUNT_OPEN ? 1 : source->n_high;
    voices->is_open = voices->is_open || source->n_high == COUNT_OPEN;
    *(source->via_count > 0 ? &voices->passed_low : &voices->low) += low;
    *(source->via_count > 0 ? &voices->passed_high : &voices->high) += high;
}

static Status count_own(Arena *arena, Evidence *evidence, const ReportRow *reports, size_t count,
                        Voices *voices, Error *error)
{
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    ClaimRows claims = {0};
    Status status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    Map numbers = map_in(arena);
    for (size_t i = 0; i < count; i++)
        map_put(&numbers, reports[i].id)->number = (int64_t)i;
    Map seen = map_in(arena);
    for (size_t i = 0; i < claims.count; i++) {
        const MapEntry *entry = map_find(&numbers, claims.items[i].report_id);
        if (entry)
            count_source(arena, &seen, &claims.items[i], &voices[entry->number]);
    }
    return status;
}

static bool is_copy(const Tally *tally, uint32_t report)
{
    for (size_t i = tally->begins[report]; i < tally->begins[report + 1]; i++)
        if (tally->lineage->items[i].how == DERIVED_COPY || tally->lineage->items[i].how == DERIVED_ECHO)
            return true;
    return false;
}

/* What one report of the lineage adds. The original's sources count in full; what a later report was told
 * besides may be the same people, so it raises the high end alone; a copy was told nothing. */
static void add_voices(const Tally *tally, uint32_t report, int64_t *low, int64_t *high, bool *is_open)
{
    const Voices *voices = &tally->voices[report];
    bool is_original = tally->begins[report] == tally->begins[report + 1];
    if (is_original) {
        int64_t own = voices->low + voices->passed_low;
        int64_t most = voices->high + voices->passed_high;
        *low += own > 0 ? own : 1; /* at the least the outlet itself */
        *high += most > 0 ? most : 1;
        *is_open = *is_open || voices->is_open;
    } else if (!is_copy(tally, report)) {
        *high += voices->high;
        *is_open = *is_open || (voices->is_open && voices->high > 0);
    }
}

static void count_lineage(Tally *tally, uint32_t report, ReportOrigin *out)
{
    LIST_OF(uint32_t) way = {0};
    bool is_open = false;
    *LIST_ADD(tally->arena, &way) = report;
    tally->seen_by[report] = report + 1;
    while (way.count > 0) {
        uint32_t at = way.items[--way.count];
        add_voices(tally, at, &out->voices_low, &out->voices_high, &is_open);
        for (size_t i = tally->begins[at]; i < tally->begins[at + 1]; i++) {
            uint32_t parent = tally->lineage->items[i].parent;
            if (tally->seen_by[parent] != report + 1)
                *LIST_ADD(tally->arena, &way) = parent;
            tally->seen_by[parent] = report + 1;
        }
    }
    if (is_open)
        out->voices_high = COUNT_OPEN;
}

static size_t leave_out_protected(ReportRows *reports)
{
    size_t kept = 0;
    for (size_t i = 0; i < reports->count; i++)
        if (!reports->items[i].is_protected)
            reports->items[kept++] = reports->items[i];
    size_t left = reports->count - kept;
    reports->count = kept;
    return left;
}

Status query_sources(Arena *arena, Evidence *evidence, const MentionData *data, bool with_protected,
                     Origins *out, Error *error)
{
    *out = (Origins){0};
    ReportRows reports = {0};
    Status status = evidence_find_reports(evidence, arena, TEXT_EMPTY, false, &reports, error);
    if (status != STATUS_OK)
        return status;
    out->protected_count = with_protected ? 0 : leave_out_protected(&reports);
    size_t count = reports.count;
    Lineage *lineage = ARENA_NEW(arena, Lineage);
    status = evidence_find_lineage(evidence, arena, data, &reports, lineage, error);
    if (status != STATUS_OK)
        return status;
    Decided decided;
    status = query_read_decided(arena, evidence, DAY_NONE, &decided, error);
    if (status != STATUS_OK)
        return status;
    query_decide_lineage(arena, &decided, reports.items, count, lineage);
    size_t *begins = ARENA_ARRAY(arena, size_t, count + 1);
    for (size_t i = 0; i < lineage->count; i++)
        begins[lineage->items[i].report + 1]++;
    for (size_t i = 0; i < count; i++)
        begins[i + 1] += begins[i];
    Tally tally = {arena, lineage, begins, ARENA_ARRAY(arena, Voices, count),
                   ARENA_ARRAY(arena, uint32_t, count)};
    status = count_own(arena, evidence, reports.items, count, tally.voices, error);
    if (status != STATUS_OK)
        return status;
    out->items = ARENA_ARRAY(arena, ReportOrigin, count);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        ReportOrigin *origin = &out->items[i];
        origin->report = &reports.items[i];
        origin->derivations = &lineage->items[begins[i]];
        origin->derivation_count = begins[i + 1] - begins[i];
        count_lineage(&tally, (uint32_t)i, origin);
    }
    return STATUS_OK;
}
