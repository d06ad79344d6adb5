#include "query/query_agree.h"

#include "query/query_link.h"
#include "query/query_voices.h"

enum {
    COMPARED_MOST = 500, /* claims of its kind that a row is held against, before and behind it */
    PEERS_MOST = 64,
    ACCOUNT_BYTES = 400 /* between a party's denial and the account that it gives instead */
};

typedef LIST_OF(Contrary) ContraryList;

/* ---- other accounts ---- */

static bool is_close(const ClaimRow *a, const ClaimRow *b)
{
    if (a->evidence_count == 0 || b->evidence_count == 0)
        return false;
    const TextSpan *first = &a->evidence[0].span;
    const TextSpan *second = &b->evidence[0].span;
    uint32_t gap = first->begin > second->end   ? first->begin - second->end
                   : second->begin > first->end ? second->begin - first->end
                                                : 0;
    return gap <= ACCOUNT_BYTES;
}

/* A body, a firm, or who speaks for one: witnesses tell, they have no account to set against another. */
static bool is_party(const ClaimRow *claim)
{
    static const char *const types[] = {"official", "organisation", "document", "named"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_is(claim->source.type, types[i]))
            return true;
    return false;
}

/* What the party that denies it says to have happened instead: an event of another kind, told beside it. */
static void add_accounts(Agreeing *agreeing, const Peer *own, const Peer *denial, ContraryList *against)
{
    if (!own->claim->is_event || !query_has_status(denial->claim, CLAIM_SAID_NOT) || !is_party(denial->claim))
        return;
    const PeerList *list = query_of_report(agreeing, denial->report);
    for (size_t i = 0; i < list->count && against->count < PEERS_MOST; i++) {
        const Peer *other = &list->items[i];
        if (query_is_same_voice(denial, other) && other->claim->is_event &&
            query_has_status(other->claim, CLAIM_SAID) &&
            !text_equals(other->claim->kind, own->claim->kind) && is_close(denial->claim, other->claim))
            *LIST_ADD(agreeing->asking->arena, against) =
                (Contrary){other->claim->id, CONTRARY_ACCOUNT, other->claim->kind};
    }
}

/* ---- rows ---- */

static void hold_against(Agreeing *agreeing, const Peer *own, const Peer *other, PeerList *same,
                         ContraryList *against)
{
    Arena *arena = agreeing->asking->arena;
    if (query_is_protected(agreeing, other) && !query_is_protected(agreeing, own))
        return;
    const Decision *decision = query_decided_pair(&agreeing->asking->decided, own->claim->id,
                                                  other->claim->id, DECISION_SAME, DECISION_NOT_SAME);
    if (decision && decision->verb == DECISION_SAME)
        *LIST_ADD(arena, same) = *other;
    if (decision)
        return;
    Contrary contrary;
    LinkKind link = query_link(agreeing, own, other, &contrary);
    if (link == LINK_AGREES)
        *LIST_ADD(arena, same) = *other;
    if (link != LINK_AGAINST || against->count >= PEERS_MOST)
        return;
    *LIST_ADD(arena, against) = contrary;
    if (contrary.how == CONTRARY_DENIED)
        add_accounts(agreeing, own, other, against);
}

/* What a person decided to say the same, though it is of another kind or stands far from it. */
static void add_decided(const Agreeing *agreeing, const PeerList *list, size_t at, PeerList *same)
{
    const Asking *asking = agreeing->asking;
    const Peer *own = &list->items[at];
    size_t count;
    const Decision *const *decisions = query_decisions_of(&asking->decided, own->claim->id, &count);
    for (size_t i = 0; i < count; i++) {
        const Decision *decision = decisions[i];
        for (size_t j = 0; decision->verb == DECISION_SAME && j < decision->ids.count; j++) {
            const MapEntry *entry = map_find(&agreeing->ids, decision->ids.items[j]);
            const PeerList *others = entry ? entry->value : NULL;
            size_t place = entry ? (size_t)entry->number : 0;
            bool was_held = others == list && place + COMPARED_MOST >= at && place < at + COMPARED_MOST;
            if (!others || was_held ||
                query_decided_pair(&asking->decided, own->claim->id, others->items[place].claim->id,
                                   DECISION_SAME, DECISION_NOT_SAME) != decision)
                continue;
            if (!query_is_protected(agreeing, &others->items[place]) || query_is_protected(agreeing, own))
                *LIST_ADD(asking->arena, same) = others->items[place];
        }
    }
}

static void note_decisions(const Agreeing *agreeing, const PeerList *same, AnswerRow *row)
{
    Arena *arena = agreeing->asking->arena;
    const ClaimRow **claims = ARENA_ARRAY(arena, const ClaimRow *, same->count);
    for (size_t i = 0; i < same->count; i++)
        claims[i] = same->items[i].claim;
    query_note_decisions(arena, &agreeing->asking->decided, claims, same->count, row);
}

/* Of two that deny each other neither is the answer: both stand in it. */
static void mark_disputed(AnswerRow *row)
{
    bool is_told = row->word == ANSWER_REPORTED || row->word == ANSWER_VAGUE;
    for (size_t i = 0; i < row->against_count && is_told; i++)
        if (row->against[i].how == CONTRARY_DENIED)
            row->word = ANSWER_DISPUTED;
}

static void agree_row(Agreeing *agreeing, AnswerRow *row)
{
    Arena *arena = agreeing->asking->arena;
    const MapEntry *place = map_find(&agreeing->ids, row->claim->id);
    if (!place)
        return;
    const PeerList *all = place->value;
    size_t at = (size_t)place->number;
    size_t end = at + COMPARED_MOST < all->count ? at + COMPARED_MOST : all->count;
    PeerList same = {0};
    ContraryList against = {0};
    *LIST_ADD(arena, &same) = all->items[at];
    for (size_t i = at > COMPARED_MOST ? at - COMPARED_MOST : 0; i < end; i++)
        if (i != at)
            hold_against(agreeing, &all->items[at], &all->items[i], &same, &against);
    add_decided(agreeing, all, at, &same);
    query_count_voices(agreeing, &same, row);
    note_decisions(agreeing, &same, row);
    LIST_OF(Text) ids = {0};
    for (size_t i = 1; i < same.count && ids.count < PEERS_MOST; i++)
        *LIST_ADD(arena, &ids) = same.items[i].claim->id;
    row->same = (TextList){ids.items, ids.count};
    row->against = against.items;
    row->against_count = against.count;
    mark_disputed(row);
}

Status query_agree(Agreeing *agreeing, AnswerRowList *const *lists, size_t list_count)
{
    for (size_t i = 0; i < list_count; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            agree_row(agreeing, &lists[i]->items[j]);
    return agreeing->status;
}
