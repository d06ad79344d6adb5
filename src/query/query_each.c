/* Claims by themselves, for output that is too large to be held. */
#include "query/query_coarse.h"
#include "query/query_days.h"
#include "query/query_fit.h"
#include "query/query_place.h"

struct QueryEach {
    const Question *question;
    Period days;
    AskedPlace place;
};

Status query_each_begin(Arena *arena, const MentionData *places, const Question *question, QueryEach **out,
                        Error *error)
{
    QueryEach *each = ARENA_NEW(arena, QueryEach);
    bool has_days = question->from != DAY_NONE || question->to != DAY_NONE;
    each->question = question;
    each->days = has_days ? (Period){question->from == DAY_NONE ? DAY_PAST : question->from,
                                     question->to == DAY_NONE ? DAY_FUTURE : question->to}
                          : PERIOD_NONE;
    *out = each;
    if (has_days && each->days.first > each->days.last)
        return error_set(error, ERR_USAGE, "the first day asked comes after the last");
    each->place = query_find_place(arena, places, question->in);
    return STATUS_OK;
}

bool query_is_open(const Question *question)
{
    return question->in.length == 0 && question->from == DAY_NONE && question->to == DAY_NONE &&
           question->known_by == DAY_NONE && question->recorded_by == DAY_NONE &&
           question->kinds.count == 0 && question->whom.count == 0 && question->by.count == 0 &&
           question->status.length == 0 && question->source_type.length == 0 &&
           question->checked.length == 0 && question->least_sure <= 0;
}

/* The list of an answer that the claim belongs to, by the word that ask gives it; NULL where it was not asked
 * for. */
static const char *part_of(const Question *question, PlaceScope scope, AnswerList list)
{
    if (scope == SCOPE_WIDER)
        return list == LIST_ROWS && question->wide ? "wider" : NULL;
    if (scope == SCOPE_NEAR)
        return list == LIST_ROWS && question->near ? "near" : NULL;
    switch (list) {
    case LIST_ROWS:
        return "claim";
    case LIST_UNDATED:
        return "undated";
    case LIST_OLD:
        return question->old ? "old" : NULL;
    case LIST_LATER:
        return "later";
    }
    return NULL;
}

bool query_each(const QueryEach *each, Arena *arena, const ReportRow *report, const ClaimRow *claim,
                AnswerRow *out, const char **out_part)
{
    if (claim->is_mistaken || !query_may_be_told(claim) || !query_fits(each->question, claim))
        return false;
    const ClaimRow *told = query_lower(arena, claim);
    PlaceScope scope = query_claim_scope(arena, &each->place, told);
    if (scope == SCOPE_NONE)
        return false;
    ClaimDays days = query_claim_days(arena, claim, report);
    Judgement judgement = query_judge(claim, &days, each->days);
    *out_part = part_of(each->question, scope, judgement.list);
    bool is_own = claim->source.id.length == 0;
    *out = (AnswerRow){.claim = told,
                       .report = report,
                       .word = judgement.word,
                       .days = judgement.days,
                       .held = judgement.held,
                       .scope = scope,
                       .voices_low = is_own ? 1 : claim->source.n_low,
                       .voices_high = is_own ? 1 : claim->source.n_high};
    return *out_part != NULL;
}
