/* Lineage of a base, and voices counted through it: of each report those of its own claims, and of its
 * ancestors. */
#include <stdlib.h>

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

/* Of few reports each is asked for by itself. */
static Status count_own(Arena *arena, Evidence *evidence, const ReportRow *reports, size_t count, bool is_all,
                        Voices *voices, Error *error)
{
    Map numbers = map_in(arena);
    for (size_t i = 0; i < count; i++)
        map_put(&numbers, reports[i].id)->number = (int64_t)i;
    Map seen = map_in(arena);
    Status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < (is_all ? 1 : count); i++) {
        EvidenceFilter filter = EVIDENCE_FILTER_ALL;
        ClaimRows claims = {0};
        filter.report_id = is_all ? TEXT_EMPTY : reports[i].id;
        status = evidence_find_claims(evidence, arena, &filter, &claims, error);
        for (size_t j = 0; j < claims.count; j++) {
            const MapEntry *entry = map_find(&numbers, claims.items[j].report_id);
            if (entry)
                count_source(arena, &seen, &claims.items[j], &voices[entry->number]);
        }
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

/* ---- which reports ---- */

enum { FAMILY_MOST = 2000 };

static int compare_publication(const void *first, const void *second)
{
    const ReportRow *a = first;
    const ReportRow *b = second;
    Day day_a = a->published.some.first;
    Day day_b = b->published.some.first;
    if (day_a != day_b)
        return day_a == DAY_NONE ? 1 : day_b == DAY_NONE || day_a < day_b ? -1 : 1;
    if (a->published.some.last != b->published.some.last)
        return a->published.some.last < b->published.some.last ? -1 : 1;
    return text_compare(a->id, b->id);
}

/* Reports that people decided on may be linked to any. */
static TextList add_decided(Arena *arena, const Decided *decided, const TextList *ids)
{
    LIST_OF(Text) list = {0};
    for (size_t i = 0; i < ids->count; i++)
        *LIST_ADD(arena, &list) = ids->items[i];
    for (size_t i = 0; i < decided->decisions.count; i++) {
        const Decision *decision = &decided->decisions.items[i];
        for (size_t j = 0; decision->is_of_reports && !decision->is_undone && j < decision->ids.count; j++)
            *LIST_ADD(arena, &list) = decision->ids.items[j];
    }
    return (TextList){list.items, list.count};
}

/* Those asked about with their ancestors and all that comes from them; every report where the base does not
 * keep its lineage, and where ids is NULL. */
static Status find_reports(Arena *arena, Evidence *evidence, const Decided *decided, const TextList *ids,
                           bool *out_is_all, ReportRows *out, Error *error)
{
    bool is_kept = false;
    TextList family = {0};
    Status status = STATUS_OK;
    if (ids) {
        TextList seeds = add_decided(arena, decided, ids);
        status = evidence_find_family(evidence, arena, &seeds, FAMILY_MOST, &family, &is_kept, error);
    }
    *out_is_all = !is_kept;
    if (status != STATUS_OK || !is_kept)
        return status == STATUS_OK ? evidence_find_reports(evidence, arena, TEXT_EMPTY, false, out, error)
                                   : status;
    *out = (ReportRows){ARENA_ARRAY(arena, ReportRow, family.count), 0};
    for (size_t i = 0; status == STATUS_OK && i < family.count; i++) {
        ReportRows one = {0};
        status = evidence_find_reports(evidence, arena, family.items[i], false, &one, error);
        if (one.count == 1)
            out->items[out->count++] = one.items[0];
    }
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_publication);
    return status;
}

/* ---- their origins ---- */

static void file_children(Arena *arena, const Lineage *lineage, Origins *origins)
{
    for (size_t i = 0; i < lineage->count; i++)
        origins->items[lineage->items[i].parent].child_count++;
    uint32_t **ends = ARENA_ARRAY(arena, uint32_t *, origins->count);
    for (size_t i = 0; i < origins->count; i++) {
        ends[i] = ARENA_ARRAY(arena, uint32_t, origins->items[i].child_count);
        origins->items[i].children = ends[i];
    }
    for (size_t i = 0; i < lineage->count; i++)
        *ends[lineage->items[i].parent]++ = lineage->items[i].report;
}

static void fill_origins(Tally *tally, const ReportRows *reports, Origins *out)
{
    out->items = ARENA_ARRAY(tally->arena, ReportOrigin, reports->count);
    out->count = reports->count;
    for (size_t i = 0; i < reports->count; i++) {
        ReportOrigin *origin = &out->items[i];
        origin->report = &reports->items[i];
        origin->derivations = &tally->lineage->items[tally->begins[i]];
        origin->derivation_count = tally->begins[i + 1] - tally->begins[i];
        origin->is_asked = true;
        count_lineage(tally, (uint32_t)i, origin);
    }
    file_children(tally->arena, tally->lineage, out);
}

/* ids: NULL means every report. */
static Status find_origins(Arena *arena, Evidence *evidence, const MentionData *data, const TextList *ids,
                           bool with_protected, Origins *out, Error *error)
{
    *out = (Origins){0};
    Decided decided;
    ReportRows *reports = ARENA_NEW(arena, ReportRows);
    bool is_all = false;
    Status status = query_read_decided(arena, evidence, DAY_NONE, &decided, error);
    if (status == STATUS_OK)
        status = find_reports(arena, evidence, &decided, ids, &is_all, reports, error);
    if (status != STATUS_OK)
        return status;
    size_t protected_count = with_protected ? 0 : leave_out_protected(reports);
    out->is_whole = !ids;
    out->protected_count = ids ? 0 : protected_count; /* that a tree has one in it is not told */
    size_t count = reports->count;
    Lineage *lineage = ARENA_NEW(arena, Lineage);
    status = evidence_find_lineage(evidence, arena, data, reports, lineage, error);
    if (status != STATUS_OK)
        return status;
    query_decide_lineage(arena, &decided, reports->items, count, lineage);
    size_t *begins = ARENA_ARRAY(arena, size_t, count + 1);
    for (size_t i = 0; i < lineage->count; i++)
        begins[lineage->items[i].report + 1]++;
    for (size_t i = 0; i < count; i++)
        begins[i + 1] += begins[i];
    Tally tally = {arena, lineage, begins, ARENA_ARRAY(arena, Voices, count),
                   ARENA_ARRAY(arena, uint32_t, count)};
    status = count_own(arena, evidence, reports->items, count, is_all, tally.voices, error);
    if (status == STATUS_OK)
        fill_origins(&tally, reports, out);
    return status;
}

Status query_sources(Arena *arena, Evidence *evidence, const MentionData *data, Text id, bool with_protected,
                     Origins *out, Error *error)
{
    if (id.length == 0)
        return find_origins(arena, evidence, data, NULL, with_protected, out, error);
    ReportRows asked = {0};
    Status status = evidence_find_reports(evidence, arena, id, false, &asked, error);
    TextList ids = {ARENA_ARRAY(arena, Text, asked.count), asked.count};
    Map is_asked = map_in(arena);
    for (size_t i = 0; i < asked.count; i++)
        map_put(&is_asked, ids.items[i] = asked.items[i].id);
    if (status == STATUS_OK)
        status = find_origins(arena, evidence, data, &ids, with_protected, out, error);
    for (size_t i = 0; i < out->count; i++)
        out->items[i].is_asked = map_find(&is_asked, out->items[i].report->id) != NULL;
    return status;
}

/* ---- of a claim ---- */

static const AnswerRow *find_row(const AnswerRows *rows, Text claim)
{
    for (size_t i = 0; i < rows->count; i++)
        if (text_equals(rows->items[i].claim->id, claim))
            return &rows->items[i];
    return NULL;
}

/* The claim as a question about its kind lists it; NULL where none does. */
static Status ask_for(Arena *arena, Evidence *evidence, const MentionData *data, const ClaimRow *claim,
                      const AnswerRow **out, Error *error)
{
    Question *question = ARENA_NEW(arena, Question);
    *question = QUESTION_OPEN;
    question->kinds = (TextList){ARENA_NEW(arena, Text), 1};
    question->kinds.items[0] = claim->kind;
    question->old = true;
    Answer *answer = ARENA_NEW(arena, Answer);
    Status status = query_ask(arena, evidence, data, question, answer, error);
    const AnswerRows *lists[] = {&answer->rows, &answer->undated, &answer->old, &answer->later};
    *out = NULL;
    for (size_t i = 0; status == STATUS_OK && !*out && i < sizeof lists / sizeof *lists; i++)
        *out = find_row(lists[i], claim->id);
    return status;
}

/* The claim's report, and those of the claims that say the same: value is the claim's id. */
static Status find_carriers(Arena *arena, Evidence *evidence, const ClaimRow *claim, const AnswerRow *row,
                            Map *out, Error *error)
{
    Text *own = ARENA_NEW(arena, Text);
    Status status = STATUS_OK;
    *own = claim->id;
    map_put(out, claim->report_id)->value = own;
    for (size_t i = 0; status == STATUS_OK && row && i < row->same.count; i++) {
        EvidenceFilter filter = EVIDENCE_FILTER_ALL;
        ClaimRows claims = {0};
        filter.claim_id = row->same.items[i];
        status = evidence_find_claims(evidence, arena, &filter, &claims, error);
        if (claims.count > 0 && !map_find(out, claims.items[0].report_id))
            map_put(out, claims.items[0].report_id)->value = &row->same.items[i];
    }
    return status;
}

Status query_claim_sources(Arena *arena, Evidence *evidence, const MentionData *data, const ClaimRow *claim,
                           bool with_protected, Origins *out, Error *error)
{
    const AnswerRow *row = NULL;
    Map carriers = map_in(arena);
    Status status = ask_for(arena, evidence, data, claim, &row, error);
    if (status == STATUS_OK)
        status = find_carriers(arena, evidence, claim, row, &carriers, error);
    TextList ids = {ARENA_ARRAY(arena, Text, carriers.count), carriers.count};
    for (size_t i = 0; i < carriers.count; i++)
        ids.items[i] = carriers.entries[i].key;
    if (status == STATUS_OK)
        status = find_origins(arena, evidence, data, &ids, with_protected, out, error);
    for (size_t i = 0; i < out->count; i++) {
        const MapEntry *entry = map_find(&carriers, out->items[i].report->id);
        out->items[i].is_asked = entry != NULL;
        out->items[i].claim = entry ? *(const Text *)entry->value : TEXT_EMPTY;
        if (text_equals(out->items[i].report->id, claim->report_id)) {
            out->claim = claim;
            out->voices_low = row ? row->voices_low : out->items[i].voices_low;
            out->voices_high = row ? row->voices_high : out->items[i].voices_high;
        }
    }
    return status;
}
