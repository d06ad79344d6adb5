/* One claim becomes a row with the claims that are about the same thing. */
#include "query/query_agree.h"
#include "query/query_coarse.h"

typedef LIST_OF(BesideRow) BesideList;

static void add_beside(const Agreeing *agreeing, Text id, const Contrary *contrary, BesideList *list)
{
    Arena *arena = agreeing->asking->arena;
    const MapEntry *entry = map_find(&agreeing->ids, id);
    const PeerList *peers = entry ? entry->value : NULL;
    if (!peers)
        return;
    const Peer *peer = &peers->items[entry->number];
    *LIST_ADD(arena, list) = (BesideRow){query_lower(arena, peer->claim),
                                         &agreeing->asking->reports.items[peer->report], contrary};
}

Status query_beside(Arena *arena, Evidence *evidence, const MentionData *places, const ClaimRow *claim,
                    Beside *out, Error *error)
{
    *out = (Beside){.row = {.claim = claim, .word = ANSWER_NO_REPORT, .held = PERIOD_NONE}};
    Question question = QUESTION_OPEN;
    Asking asking;
    Status status = query_begin(arena, evidence, places, &question, &asking, error);
    if (status != STATUS_OK)
        return status;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    Text kinds[1] = {claim->kind};
    filter.kinds = (TextList){kinds, 1};
    ClaimRows claims;
    Agreeing agreeing;
    status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    if (status == STATUS_OK)
        status = query_gather(&asking, evidence, places, &claims, &agreeing, error);
    if (status != STATUS_OK)
        return status;
    AnswerRowList rows = {0};
    *LIST_ADD(arena, &rows) = out->row;
    AnswerRowList *const lists[1] = {&rows};
    status = query_agree(&agreeing, lists, 1);
    out->row = rows.items[0];
    BesideList list = {0};
    for (size_t i = 0; i < out->row.same.count; i++)
        add_beside(&agreeing, out->row.same.items[i], NULL, &list);
    for (size_t i = 0; i < out->row.against_count; i++)
        add_beside(&agreeing, out->row.against[i].claim, &out->row.against[i], &list);
    out->items = list.items;
    out->count = list.count;
    return status;
}
