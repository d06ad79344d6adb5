#include "query/query_decided.h"

#include "core/list.h"

typedef LIST_OF(const Decision *) DecisionList;

enum { NOTED_MOST = 32 /* decisions that one row names */ };

Status query_read_decided(Arena *arena, Evidence *evidence, Day recorded_by, Decided *out, Error *error)
{
    *out = (Decided){.by_id = map_in(arena)};
    Status status = evidence_find_decisions(evidence, arena, recorded_by, &out->decisions, error);
    for (size_t i = 0; i < out->decisions.count; i++) {
        const Decision *decision = &out->decisions.items[i];
        for (size_t j = 0; !decision->is_undone && j < decision->ids.count; j++) {
            MapEntry *entry = map_put(&out->by_id, decision->ids.items[j]);
            if (!entry->value)
                entry->value = ARENA_NEW(arena, DecisionList);
            DecisionList *list = entry->value;
            *LIST_ADD(arena, list) = decision;
        }
    }
    return status;
}

static const DecisionList *find_list(const Decided *decided, Text id)
{
    const MapEntry *entry = decided->by_id.count > 0 ? map_find(&decided->by_id, id) : NULL;
    return entry ? entry->value : NULL;
}

const Decision *const *query_decisions_of(const Decided *decided, Text id, size_t *out_count)
{
    const DecisionList *list = find_list(decided, id);
    *out_count = list ? list->count : 0;
    return list ? list->items : NULL;
}

static bool names(const Decision *decision, Text id)
{
    for (size_t i = 0; i < decision->ids.count; i++)
        if (text_equals(decision->ids.items[i], id))
            return true;
    return false;
}

const Decision *query_decided_pair(const Decided *decided, Text first, Text second, DecisionVerb verb,
                                   DecisionVerb contrary)
{
    const DecisionList *list = find_list(decided, first);
    for (size_t i = list ? list->count : 0; i-- > 0;) {
        const Decision *decision = list->items[i];
        if ((decision->verb == verb || decision->verb == contrary) && names(decision, second))
            return decision;
    }
    return NULL;
}

const Decision *query_decided_voice(const Decided *decided, const ClaimRow *first, const ClaimRow *second)
{
    const Decision *decision =
        query_decided_pair(decided, first->id, second->id, DECISION_INDEPENDENT, DECISION_ECHO);
    if (decision || text_equals(first->report_id, second->report_id))
        return decision;
    return query_decided_pair(decided, first->report_id, second->report_id, DECISION_INDEPENDENT,
                              DECISION_ECHO);
}

bool query_is_decided_apart(const Decided *decided, const ClaimRow *claim)
{
    const DecisionList *list = find_list(decided, claim->id);
    for (size_t i = list ? list->count : 0; i-- > 0;)
        if (list->items[i]->verb == DECISION_INDEPENDENT || list->items[i]->verb == DECISION_ECHO)
            return list->items[i]->verb == DECISION_INDEPENDENT;
    return false;
}

/* ---- lineage ---- */

typedef LIST_OF(Derivation) DerivationList;

typedef struct Linking {
    Arena *arena;
    const Decided *decided;
    const ReportRow *reports;
    size_t count;
    DerivationList links;
} Linking;

static bool is_cut(const Linking *linking, const Derivation *link)
{
    const Decision *decision =
        query_decided_pair(linking->decided, linking->reports[link->report].id,
                           linking->reports[link->parent].id, DECISION_INDEPENDENT, DECISION_ECHO);
    return decision && decision->verb == DECISION_INDEPENDENT;
}

/* Whether the report comes from the other through links that stand by now. */
static bool comes_from(const Linking *linking, uint32_t report, uint32_t other)
{
    bool *seen = ARENA_ARRAY(linking->arena, bool, linking->count);
    bool has_more = true;
    seen[report] = true;
    while (has_more && !seen[other]) {
        has_more = false;
        for (size_t i = 0; i < linking->links.count; i++) {
            const Derivation *link = &linking->links.items[i];
            bool is_new = seen[link->report] && !seen[link->parent];
            seen[link->parent] |= is_new;
            has_more |= is_new;
        }
    }
    return seen[other];
}

static void add_link(Linking *linking, uint32_t report, uint32_t parent, const Decision *decision)
{
    Text *reason = ARENA_NEW(linking->arena, Text);
    Text day = day_print(linking->arena, decision->day);
    *reason = arena_print(linking->arena, "by decision of %.*s on %.*s: %.*s", TEXT_ARGS(decision->handle),
                          TEXT_ARGS(day), TEXT_ARGS(decision->reason));
    for (size_t i = 0; i < linking->links.count; i++) {
        Derivation *link = &linking->links.items[i];
        if (link->report == report && link->parent == parent) {
            link->how = DERIVED_ECHO;
            link->reasons = (TextList){reason, 1};
            return;
        }
    }
    if (!comes_from(linking, parent, report))
        *LIST_ADD(linking->arena, &linking->links) =
            (Derivation){report, parent, DERIVED_ECHO, (TextList){reason, 1}};
}

/* The positions of the reports that it names, ascending; reports that are left out are none. */
static size_t find_positions(const Map *positions, const Decision *decision, uint32_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < decision->ids.count; i++) {
        const MapEntry *entry = map_find(positions, decision->ids.items[i]);
        size_t at = count;
        if (!entry)
            continue;
        for (; at > 0 && out[at - 1] > (uint32_t)entry->number; at--)
            out[at] = out[at - 1];
        out[at] = (uint32_t)entry->number;
        count++;
    }
    return count;
}

static void link_echoes(Linking *linking, const Map *positions, const Decision *decision)
{
    uint32_t *found = ARENA_ARRAY(linking->arena, uint32_t, decision->ids.count);
    size_t count = find_positions(positions, decision, found);
    for (size_t i = 1; i < count; i++) {
        const Decision *newest =
            query_decided_pair(linking->decided, linking->reports[found[i]].id, linking->reports[found[0]].id,
                               DECISION_INDEPENDENT, DECISION_ECHO);
        if (newest == decision)
            add_link(linking, found[i], found[0], decision);
    }
}

static int compare_links(const void *first, const void *second)
{
    const Derivation *a = first;
    const Derivation *b = second;
    if (a->report != b->report)
        return a->report < b->report ? -1 : 1;
    return (a->parent > b->parent) - (a->parent < b->parent);
}

void query_decide_lineage(Arena *arena, const Decided *decided, const ReportRow *reports, size_t count,
                          Lineage *lineage)
{
    Linking linking = {.arena = arena, .decided = decided, .reports = reports, .count = count};
    bool is_touched = false;
    for (size_t i = 0; i < decided->decisions.count; i++)
        is_touched |= decided->decisions.items[i].is_of_reports && !decided->decisions.items[i].is_undone;
    if (!is_touched)
        return;
    Map positions = map_in(arena);
    for (size_t i = 0; i < count; i++)
        map_put(&positions, reports[i].id)->number = (int64_t)i;
    for (size_t i = 0; i < lineage->count; i++)
        if (!is_cut(&linking, &lineage->items[i]))
            *LIST_ADD(arena, &linking.links) = lineage->items[i];
    for (size_t i = 0; i < decided->decisions.count; i++) {
        const Decision *decision = &decided->decisions.items[i];
        if (decision->is_of_reports && !decision->is_undone && decision->verb == DECISION_ECHO)
            link_echoes(&linking, &positions, decision);
    }
    if (linking.links.count > 0)
        qsort(linking.links.items, linking.links.count, sizeof *linking.links.items, compare_links);
    *lineage = (Lineage){linking.links.items, linking.links.count};
}

/* ---- what took part in a row ---- */

/* It takes part where two of those that it names stand; the others where the claim itself is named. */
static bool needs_peers(DecisionVerb verb)
{
    return verb == DECISION_SAME || verb == DECISION_INDEPENDENT || verb == DECISION_ECHO;
}

/* How many of what it names stand among the claims, or their reports. */
static size_t count_named(const Decision *decision, const ClaimRow *const *claims, size_t count)
{
    size_t named = 0;
    for (size_t i = 0; i < decision->ids.count; i++) {
        bool is_here = false;
        for (size_t j = 0; j < count && !is_here; j++)
            is_here = text_equals(decision->ids.items[i],
                                  decision->is_of_reports ? claims[j]->report_id : claims[j]->id);
        named += is_here;
    }
    return named;
}

static void note(Arena *arena, const Decision *decision, AnswerRow *row)
{
    if (!row->decisions)
        row->decisions = ARENA_ARRAY(arena, const Decision *, NOTED_MOST);
    size_t at = row->decision_count;
    for (size_t i = 0; i < at; i++)
        if (row->decisions[i] == decision)
            return;
    if (at == NOTED_MOST)
        return;
    for (; at > 0 && row->decisions[at - 1]->number > decision->number; at--)
        row->decisions[at] = row->decisions[at - 1];
    row->decisions[at] = decision;
    row->decision_count++;
}

void query_note_decisions(Arena *arena, const Decided *decided, const ClaimRow *const *claims, size_t count,
                          AnswerRow *row)
{
    for (size_t i = 0; i < count && decided->by_id.count > 0; i++)
        for (int of_report = 0; of_report < 2; of_report++) {
            const DecisionList *list = find_list(decided, of_report ? claims[i]->report_id : claims[i]->id);
            for (size_t j = 0; list && j < list->count; j++) {
                const Decision *decision = list->items[j];
                if (needs_peers(decision->verb) ? count_named(decision, claims, count) > 1 : i == 0)
                    note(arena, decision, row);
            }
        }
}
