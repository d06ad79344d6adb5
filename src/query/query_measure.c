/* The claims about one measure become its life: announced, in force, extended, moved, lifted, last reported.
 */
#include <stdlib.h>

#include "query/query_coarse.h"
#include "query/query_fit.h"
#include "query/query_life.h"
#include "query/query_voices.h"

enum {
    COMPARED_MOST = 200, /* claims of its kind before it that a claim is joined with */
    LINEAGE_MOST = 200   /* reports of the lineages of the claims found that are read besides */
};

typedef LIST_OF(Life) LifeList;

/* The claims of one kind while they are put into groups. */
typedef struct Grouping {
    Agreeing *agreeing;
    PeerList peers;
    bool *is_asked;  /* of each: it fits the question by itself */
    uint32_t *group; /* of each: the first of its group, by position */
} Grouping;

/* It lies in the place asked, and may touch the days asked: its life is told whole. */
static bool is_asked(Asking *asking, const Peer *peer)
{
    PlaceScope scope = query_claim_scope(asking->arena, &asking->place, peer->claim);
    bool is_there = scope == SCOPE_ALL || scope == SCOPE_WHERE || scope == SCOPE_TO;
    if (is_there)
        asking->names_place[peer->report] = true;
    return is_there && query_fits(asking->question, peer->claim);
}

static uint32_t find_group(Grouping *grouping, uint32_t index)
{
    while (grouping->group[index] != index)
        index = grouping->group[index] = grouping->group[grouping->group[index]];
    return index;
}

static void join_peers(Grouping *grouping)
{
    Arena *arena = grouping->agreeing->asking->arena;
    grouping->group = ARENA_ARRAY(arena, uint32_t, grouping->peers.count);
    for (uint32_t i = 0; i < grouping->peers.count; i++) {
        grouping->group[i] = i;
        for (uint32_t j = i > COMPARED_MOST ? i - COMPARED_MOST : 0; j < i; j++) {
            uint32_t first = find_group(grouping, j);
            uint32_t second = find_group(grouping, i);
            if (first != second && query_is_same_measure(grouping->agreeing, &grouping->peers.items[i],
                                                         &grouping->peers.items[j]))
                grouping->group[first > second ? first : second] = first < second ? first : second;
        }
    }
}

static void add_voices(Agreeing *agreeing, const PeerList *peers, Life *life)
{
    PeerList said = {0};
    for (size_t i = 0; i < peers->count; i++)
        if (query_has_status(peers->items[i].claim, CLAIM_SAID))
            *LIST_ADD(agreeing->asking->arena, &said) = peers->items[i];
    AnswerRow row = {.voices_low = 1, .voices_high = 1};
    query_count_voices(agreeing, said.count > 0 ? &said : peers, &row);
    life->voices_low = row.voices_low;
    life->voices_high = row.voices_high;
}

static bool touches(const Life *life, Period asked)
{
    if (period_is_none(asked))
        return true;
    for (size_t i = 0; i < life->step_count; i++) {
        const LifeRow *row = &life->steps[i];
        Period days = period_is_none(row->days) ? row->told : row->days;
        if (days.first == DAY_PAST &&
            !period_is_none(row->told)) /* "until May": as far back as it was told */
            days.first = row->told.first < days.last ? row->told.first : days.last;
        if (!period_is_none(days) && period_overlaps(days, asked))
            return true;
    }
    for (size_t i = 0; i < life->held_count; i++)
        if (period_overlaps(life->held[i], asked))
            return true;
    return false;
}

static void add_lives(Grouping *grouping, Day newest, LifeList *lives)
{
    Asking *asking = grouping->agreeing->asking;
    join_peers(grouping);
    PeerList *groups = ARENA_ARRAY(asking->arena, PeerList, grouping->peers.count);
    bool *is_told = ARENA_ARRAY(asking->arena, bool, grouping->peers.count);
    for (uint32_t i = 0; i < grouping->peers.count; i++) {
        uint32_t first = find_group(grouping, i);
        *LIST_ADD(asking->arena, &groups[first]) = grouping->peers.items[i];
        is_told[first] |= grouping->is_asked[i];
    }
    for (size_t i = 0; i < grouping->peers.count; i++) {
        Life life;
        if (!is_told[i])
            continue;
        query_assemble_life(grouping->agreeing, &groups[i], newest, &life);
        if (life.step_count == 0 || !touches(&life, asking->days))
            continue;
        add_voices(grouping->agreeing, &groups[i], &life);
        *LIST_ADD(asking->arena, lives) = life;
    }
}

static Day first_day(const Life *life)
{
    if (life->held_count > 0)
        return life->held[0].first;
    const LifeRow *row = &life->steps[0];
    Period days = period_is_none(row->days) ? row->told : row->days;
    return period_is_none(days) ? DAY_FUTURE : days.first == DAY_PAST ? days.last : days.first;
}

static int compare_lives(const void *first, const void *second)
{
    const Life *a = first;
    const Life *b = second;
    Day first_of_a = first_day(a);
    Day first_of_b = first_day(b);
    int order = (first_of_a > first_of_b) - (first_of_a < first_of_b);
    if (order == 0)
        order = text_compare(a->claim->kind, b->claim->kind);
    return order != 0 ? order : text_compare(a->claim->id, b->claim->id);
}

static Day newest_day(const ReportRows *reports)
{
    Day newest = DAY_NONE;
    for (size_t i = 0; i < reports->count; i++) {
        Period published = reports->items[i].published.some;
        bool is_known = reports->items[i].published.edtf.length > 0 && !period_is_none(published);
        if (is_known && published.last != DAY_FUTURE && published.last > newest)
            newest = published.last;
    }
    return newest;
}

/* What the place's own claims leave out: those of the same lineages that name another place, or none. */
static void add_lineages(Grouping *grouping, Text kind, const bool *is_wanted, bool with_protected)
{
    Agreeing *agreeing = grouping->agreeing;
    const ReportRows *reports = &agreeing->asking->reports;
    size_t read = 0;
    for (uint32_t i = 0; i < reports->count && read < LINEAGE_MOST; i++) {
        if (!is_wanted[agreeing->component[i]] || (reports->items[i].is_protected && !with_protected))
            continue;
        read++;
        const PeerList *list = query_of_report(agreeing, i);
        for (size_t j = 0; j < list->count; j++)
            if (text_equals(list->items[j].claim->kind, kind) &&
                !map_find(&agreeing->ids, list->items[j].claim->id))
                *LIST_ADD(agreeing->asking->arena, &grouping->peers) = list->items[j];
    }
}

/* Kinds that tell how things are, and nothing that is imposed, are measures only where they are asked for. */
static bool is_measure(const Question *question, const ClaimRow *claim)
{
    for (size_t i = 0; question->kinds.count == 0 && i < question->unmeasured.count; i++)
        if (text_equals(question->unmeasured.items[i], claim->kind))
            return false;
    return !claim->is_event;
}

static void group_kind(Agreeing *agreeing, const MapEntry *kind, bool with_protected, LifeList *lives)
{
    Asking *asking = agreeing->asking;
    const PeerList *all = kind->value;
    if (all->count == 0 || !is_measure(asking->question, all->items[0].claim))
        return;
    Grouping grouping = {.agreeing = agreeing};
    bool *is_wanted = ARENA_ARRAY(asking->arena, bool, asking->reports.count);
    for (size_t i = 0; i < all->count; i++)
        if (with_protected || !query_is_protected(agreeing, &all->items[i])) {
            *LIST_ADD(asking->arena, &grouping.peers) = all->items[i];
            is_wanted[agreeing->component[all->items[i].report]] = true;
        }
    size_t own = grouping.peers.count;
    if (asking->place.is_asked)
        add_lineages(&grouping, all->items[0].claim->kind, is_wanted, with_protected);
    grouping.is_asked = ARENA_ARRAY(asking->arena, bool, grouping.peers.count);
    for (size_t i = 0; i < own; i++)
        grouping.is_asked[i] = is_asked(asking, &grouping.peers.items[i]);
    add_lives(&grouping, newest_day(&asking->reports), lives);
}

static size_t count_denials(const Lives *lives)
{
    size_t count = 0;
    for (size_t i = 0; i < lives->count; i++)
        for (size_t j = 0; j < lives->items[i].step_count; j++)
            count += lives->items[i].steps[j].step == LIFE_DENIED;
    return count;
}

static bool keeps_place(void *context, const PlaceRow *place)
{
    Asking *asking = context;
    return query_place_scope(asking->arena, &asking->place, place) != SCOPE_NONE;
}

Status query_measures(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                      bool with_protected, Lives *out, Error *error)
{
    *out = (Lives){0};
    Asking asking;
    Status status = query_begin(arena, evidence, places, question, &asking, error);
    if (status != STATUS_OK)
        return status;
    EvidenceFilter filter = {.kinds = question->kinds,
                             .least_sure = question->least_sure,
                             .known_by = question->known_by,
                             .recorded_by = question->recorded_by,
                             .keeps_place = asking.place.is_asked ? keeps_place : NULL,
                             .context = &asking};
    ClaimRows claims;
    status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    Agreeing agreeing;
    if (status == STATUS_OK)
        status = query_gather(&asking, evidence, places, &claims, &agreeing, error);
    if (status != STATUS_OK)
        return status;
    LifeList lives = {0};
    for (size_t i = 0; i < agreeing.kinds.count; i++)
        group_kind(&agreeing, &agreeing.kinds.entries[i], with_protected, &lives);
    if (lives.count > 0)
        qsort(lives.items, lives.count, sizeof *lives.items, compare_lives);
    out->items = lives.items;
    out->count = lives.count;
    if (agreeing.status != STATUS_OK)
        return agreeing.status;
    status = query_cover(&asking, evidence, &out->answer, error);
    out->answer.coverage.denial_count = count_denials(out);
    return status;
}

const char *query_life_word(LifeStep step)
{
    switch (step) {
    case LIFE_ANNOUNCED:
        return "announced";
    case LIFE_HELD:
        return "reported in force";
    case LIFE_EXTENDED:
        return "extended";
    case LIFE_MOVED:
        return "moved";
    case LIFE_DENIED:
        return "denied";
    case LIFE_LIFTED:
        return "reported ended";
    case LIFE_LAST:
        return "last reported";
    case LIFE_END_PASSED:
        return "announced end passed";
    }
    return "";
}
