#include "query/query.h"

#include "query/query_agree.h"
#include "query/query_asking.h"
#include "query/query_coarse.h"
#include "query/query_fit.h"
#include "query/query_outline.h"

/* The lists of an answer while they grow. */
typedef struct Lists {
    AnswerRowList rows, undated, old, later, wider, near;
} Lists;

typedef enum Verb { VERB_ASK, VERB_TIMELINE, VERB_COUNT } Verb;

static bool fits(const Question *question, const ClaimRow *claim, Verb verb)
{
    return query_fits(question, claim) && (verb != VERB_COUNT || claim->count.is_given);
}

/* A timeline tells what falls into the period and carries nothing forward. */
static bool is_told(Verb verb, const Judgement *judgement)
{
    if (verb != VERB_TIMELINE || judgement->list == LIST_UNDATED)
        return true;
    return judgement->list == LIST_ROWS && judgement->word != ANSWER_LAST_REPORTED &&
           judgement->word != ANSWER_END_PASSED && judgement->days == 0;
}

static AnswerRowList *list_for(Lists *lists, PlaceScope scope, AnswerList list)
{
    bool is_elsewhere = scope == SCOPE_WIDER || scope == SCOPE_NEAR;
    if (is_elsewhere && list != LIST_ROWS)
        return NULL; /* of places around, what bears on the days alone */
    if (is_elsewhere)
        return scope == SCOPE_WIDER ? &lists->wider : &lists->near;
    switch (list) {
    case LIST_ROWS:
        return &lists->rows;
    case LIST_UNDATED:
        return &lists->undated;
    case LIST_OLD:
        return &lists->old;
    case LIST_LATER:
        return &lists->later;
    }
    return NULL;
}

static void answer_claim(Asking *asking, const Outline *outline, Verb verb, Lists *lists)
{
    Arena *arena = asking->arena;
    const ClaimRow *claim = outline->claim;
    const ReportRow *report = &asking->reports.items[outline->report];
    PlaceScope scope = outline->scope;
    bool is_there = scope == SCOPE_WHERE || scope == SCOPE_TO || scope == SCOPE_ALL;
    bool fits_question = scope != SCOPE_NONE && fits(asking->question, claim, verb);
    /* What a person found mistaken stands in no answer, and says nothing for or against another; how many
     * they are is told. */
    if (claim->is_mistaken) {
        asking->mistaken_count += is_there && fits_question;
        return;
    }
    if (is_there) {
        asking->names_place[outline->report] = true;
        if (text_is(claim->status, mention_status_word(CLAIM_SAID_NOT)))
            LIST_ADD(arena, &asking->denials)->claim = claim;
    }
    if (!fits_question)
        return;
    asking->checked_count += claim->checked.length > 0;
    Judgement judgement = query_judge(claim, &outline->days, asking->days);
    if (verb != VERB_ASK)
        judgement.held = outline->days.some; /* side by side, by the days that each may cover */
    AnswerRowList *list = list_for(lists, scope, judgement.list);
    if (list && is_told(verb, &judgement))
        *LIST_ADD(arena, list) = (AnswerRow){.claim = claim,
                                             .report = report,
                                             .word = judgement.word,
                                             .days = judgement.days,
                                             .held = judgement.held,
                                             .scope = scope};
}

static int compare_numbers(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare_publication(const AnswerRow *a, const AnswerRow *b)
{
    const Date *first = &a->report->published;
    const Date *second = &b->report->published;
    bool knows_first = first->edtf.length > 0 && !period_is_none(first->some);
    bool knows_second = second->edtf.length > 0 && !period_is_none(second->some);
    if (knows_first != knows_second)
        return knows_first ? -1 : 1; /* unknown last */
    int order = knows_first ? compare_numbers(first->some.first, second->some.first) : 0;
    return order != 0 ? order : text_compare(a->report->id, b->report->id);
}

/* Ids are unique, so that every order is whole. */
static int compare_claims(const AnswerRow *a, const AnswerRow *b)
{
    int order = text_compare(a->claim->kind, b->claim->kind);
    if (order == 0)
        order = compare_publication(a, b);
    return order != 0 ? order : text_compare(a->claim->id, b->claim->id);
}

static int compare_by_word(const void *first, const void *second)
{
    const AnswerRow *a = first;
    const AnswerRow *b = second;
    int order = compare_numbers(a->word, b->word);
    return order != 0 ? order : compare_claims(a, b);
}

/* A deadline without a beginning stands where it ends. */
static Day first_day(const AnswerRow *row)
{
    return row->held.first == DAY_PAST ? row->held.last : row->held.first;
}

static int compare_by_day(const void *first, const void *second)
{
    const AnswerRow *a = first;
    const AnswerRow *b = second;
    int order = compare_numbers(first_day(a), first_day(b));
    if (order == 0)
        order = compare_numbers(a->held.last, b->held.last);
    return order != 0 ? order : compare_claims(a, b);
}

static Text first_place(const AnswerRow *row)
{
    if (row->claim->where_count == 0)
        return TEXT_EMPTY;
    const PlaceRow *place = &row->claim->where[0];
    return place->name.length > 0 ? place->name : place->as;
}

static int compare_by_count(const void *first, const void *second)
{
    const AnswerRow *a = first;
    const AnswerRow *b = second;
    int order = text_compare(first_place(a), first_place(b));
    if (order == 0)
        order = text_compare(a->claim->count.unit, b->claim->count.unit);
    if (order == 0)
        order = text_compare(a->claim->count.of, b->claim->count.of);
    return order != 0 ? order : compare_by_day(first, second);
}

typedef int (*Compare)(const void *first, const void *second);

static AnswerRows sorted(const AnswerRowList *list, Compare compare)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare);
    return (AnswerRows){list->items, list->count};
}

/* The lists that are told claim by claim; of the others it is told how many claims of which kinds they hold.
 * A list of numbers is in the order of what its claims say, so that all of them are read. */
static size_t list_told(const Question *question, Verb verb, Lists *lists, AnswerRowList **out)
{
    AnswerRowList *const all[] = {&lists->rows,  &lists->undated, &lists->old,
                                  &lists->later, &lists->wider,   &lists->near};
    const bool is_told[] = {true,           !question->is_brief, question->old, !question->is_brief,
                            question->wide, question->near};
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (is_told[i] || verb == VERB_COUNT)
            out[count++] = all[i];
    return count;
}

/* Rows are told as coarse as their kind asks for. */
static void lower_rows(Asking *asking, const AnswerRowList *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].claim = query_lower(asking->arena, list->items[i].claim);
}

/* Of the lists together, one behind the other, the rows of the window stay; they alone are read whole. */
static void cut_window(const Question *question, AnswerRowList *const *told, size_t count, Compare order)
{
    size_t skip = question->after;
    size_t room = question->limit;
    for (size_t i = 0; i < count; i++) {
        AnswerRowList *list = told[i];
        size_t first = skip < list->count ? skip : list->count;
        size_t kept = list->count - first < room ? list->count - first : room;
        if (list->count > 0)
            qsort(list->items, list->count, sizeof *list->items, order);
        skip -= first;
        room -= kept;
        list->items += first;
        list->count = kept;
    }
}

static Status fill_rows(Asking *asking, Evidence *evidence, const MentionData *places,
                        const OutlineRows *outlines, Verb verb, Lists *lists, Error *error)
{
    AnswerRowList *told[6];
    size_t told_count = list_told(asking->question, verb, lists, told);
    if (asking->question->limit > 0 && verb != VERB_COUNT)
        cut_window(asking->question, told, told_count, verb == VERB_ASK ? compare_by_word : compare_by_day);
    ClaimRows claims = {0};
    Agreeing agreeing;
    Status status = query_gather_lineage(asking, evidence, places, &agreeing, error);
    if (status == STATUS_OK)
        status = query_complete(&agreeing, outlines, told, told_count, &claims, error);
    if (status != STATUS_OK)
        return status;
    lower_rows(asking, &lists->rows);
    lower_rows(asking, &lists->undated);
    lower_rows(asking, &lists->old);
    lower_rows(asking, &lists->later);
    lower_rows(asking, &lists->wider);
    lower_rows(asking, &lists->near);
    query_gather_claims(&agreeing, &claims);
    return query_agree(&agreeing, told, told_count);
}

static Status answer(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                     Verb verb, Answer *out, Error *error)
{
    static const Compare orders[] = {
        [VERB_ASK] = compare_by_word, [VERB_TIMELINE] = compare_by_day, [VERB_COUNT] = compare_by_count};
    Asking asking;
    OutlineRows outlines;
    *out = (Answer){0};
    Status status = evidence_begin_view(evidence, arena, error);
    if (status == STATUS_OK)
        status = query_outline(arena, evidence, places, question, &asking, &outlines, error);
    if (status != STATUS_OK)
        return status;
    Lists lists = {0};
    for (size_t i = 0; i < outlines.count; i++)
        answer_claim(&asking, &outlines.items[i], verb, &lists);
    status = fill_rows(&asking, evidence, places, &outlines, verb, &lists, error);
    if (status != STATUS_OK)
        return status;
    Compare order = orders[verb];
    out->rows = sorted(&lists.rows, order);
    out->undated = sorted(&lists.undated, verb == VERB_COUNT ? order : compare_by_word);
    out->old = sorted(&lists.old, order);
    out->later = sorted(&lists.later, order);
    out->wider = sorted(&lists.wider, order);
    out->near = sorted(&lists.near, order);
    status = query_cover(&asking, evidence, out, error);
    evidence_end_view(evidence);
    return status;
}

Status query_ask(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                 Answer *out, Error *error)
{
    return answer(arena, evidence, places, question, VERB_ASK, out, error);
}

Status query_timeline(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                      Answer *out, Error *error)
{
    return answer(arena, evidence, places, question, VERB_TIMELINE, out, error);
}

Status query_count(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                   Answer *out, Error *error)
{
    return answer(arena, evidence, places, question, VERB_COUNT, out, error);
}

const char *query_word(AnswerWord word)
{
    switch (word) {
    case ANSWER_REPORTED:
        return "reported";
    case ANSWER_VAGUE:
        return "vague";
    case ANSWER_LAST_REPORTED:
        return "last reported";
    case ANSWER_END_PASSED:
        return "announced end passed";
    case ANSWER_REPORTED_ENDED:
        return "reported ended";
    case ANSWER_DISPUTED:
        return "disputed";
    case ANSWER_NO_REPORT:
        return "no report";
    }
    return "";
}

const char *query_contrary_word(ContraryHow how)
{
    switch (how) {
    case CONTRARY_DENIED:
        return "denied";
    case CONTRARY_ACCOUNT:
        return "other account";
    case CONTRARY_VALUE:
        return "other value";
    case CONTRARY_TIME:
        return "other time";
    case CONTRARY_SUPERSEDED:
        return "superseded";
    case CONTRARY_SUPERSEDES:
        return "supersedes";
    case CONTRARY_SCOPE:
        return "other scope";
    }
    return "";
}

const char *query_scope_word(PlaceScope scope)
{
    switch (scope) {
    case SCOPE_ALL:
    case SCOPE_NONE:
        return "";
    case SCOPE_WHERE:
        return "where";
    case SCOPE_TO:
        return "to";
    case SCOPE_WIDER:
        return "wider";
    case SCOPE_NEAR:
        return "near";
    }
    return "";
}
