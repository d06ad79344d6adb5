/* What people decide goes into the base, and the list of it comes out. */
#include "api/api.h"
#include "core/buffer.h"
#include "present/present.h"

enum { DECISION_MEMORY_MEGABYTES = 2048 };

typedef struct Deciding {
    const Hearsay *hearsay;
    HearsayBase *base;
    const HearsayDecision *given;
    const HearsayQuestion *question;
    HearsaySink sink;
    void *sink_context;
    uint64_t found;
} Deciding;

static Status read_day(const char *given, Day *out, Error *error)
{
    *out = DAY_NONE;
    if (!given || day_parse(text_from(given), out))
        return STATUS_OK;
    return error_set(error, ERR_USAGE, "'%s' is no day: write it as 2022-02-10", given);
}

/* Reports and claims are not decided on in one breath. */
static Status find_ids(Arena *arena, const Deciding *deciding, Decision *decision, Error *error)
{
    const HearsayDecision *given = deciding->given;
    decision->ids.items = ARENA_ARRAY(arena, Text, given->id_count);
    for (size_t i = 0; i < given->id_count; i++) {
        bool is_report = false;
        Status status =
            evidence_find_id(deciding->base->evidence, arena, arena_copy(arena, text_from(given->ids[i])),
                             &decision->ids.items[i], &is_report, error);
        if (status != STATUS_OK)
            return status;
        if (i > 0 && is_report != decision->is_of_reports)
            return error_set(error, ERR_USAGE, "'%s' is a %s and '%s' is none: decide on them apart",
                             given->ids[0], decision->is_of_reports ? "report" : "claim", given->ids[i]);
        decision->is_of_reports = is_report;
    }
    decision->ids.count = given->id_count;
    return STATUS_OK;
}

static Status read_verb(const HearsayDecision *given, Decision *out, Error *error)
{
    out->undoes = (int64_t)given->undo;
    out->verb = DECISION_UNDO;
    if (given->undo != 0)
        return STATUS_OK;
    bool is_known = evidence_decision_from(text_from(given->verb), &out->verb);
    if (is_known && out->verb < DECISION_CORRECT)
        return STATUS_OK;
    Text words[DECISION_CORRECT];
    for (int i = 0; i < DECISION_CORRECT; i++)
        words[i] = text_from(evidence_decision_word((DecisionVerb)i));
    Text near = pack_nearest((TextList){words, DECISION_CORRECT}, text_from(given->verb));
    return error_set(error, ERR_USAGE,
                     "'%s' decides nothing: same, not-same, independent, echo, mistaken or right%s%.*s%s",
                     given->verb ? given->verb : "", near.length > 0 ? "; did you mean '" : "",
                     TEXT_ARGS(near), near.length > 0 ? "'?" : "");
}

static Status decide(Arena *arena, void *context, Error *error)
{
    Deciding *deciding = context;
    const HearsayDecision *given = deciding->given;
    Decision decision = {.handle = arena_copy(arena, text_from(given->handle)),
                         .reason = text_trim(arena_copy(arena, text_from(given->reason)))};
    Status status = read_verb(given, &decision, error);
    if (status == STATUS_OK)
        status = read_day(given->day, &decision.day, error);
    if (status == STATUS_OK && given->undo == 0)
        status = find_ids(arena, deciding, &decision, error);
    if (status == STATUS_OK)
        status = evidence_decide(deciding->base->evidence, arena, &decision, error);
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    uint64_t count;
    PresentOptions options = {.format = PRESENT_TABLE};
    present_decisions(&out, &(Decisions){&decision, 1}, &options, &count);
    return api_give(buffer_text(&out), deciding->sink, deciding->sink_context, error);
}

static Status list(Arena *arena, void *context, Error *error)
{
    Deciding *deciding = context;
    const HearsayQuestion *question = deciding->question;
    Decisions decisions;
    Day recorded_by;
    Status status = read_day(question->recorded_by, &recorded_by, error);
    if (status == STATUS_OK)
        status = evidence_find_decisions(deciding->base->evidence, arena, recorded_by, &decisions, error);
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    PresentOptions options = {(PresentFormat)question->format, question->with_protected, question->width};
    present_decisions(&out, &decisions, &options, &deciding->found);
    return api_give(buffer_text(&out), deciding->sink, deciding->sink_context, error);
}

static HearsayStatus open_deciding(Deciding *deciding, DoorFunction function, HearsayError *error)
{
    Error inner = {0};
    Arena *arena = arena_new((size_t)DECISION_MEMORY_MEGABYTES << 20);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, function, deciding, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}

HearsayStatus hearsay_decide(const Hearsay *hearsay, HearsayBase *base, const HearsayDecision *decision,
                             HearsaySink sink, void *context, HearsayError *error)
{
    Deciding deciding = {
        .hearsay = hearsay, .base = base, .given = decision, .sink = sink, .sink_context = context};
    return open_deciding(&deciding, decide, error);
}

HearsayStatus hearsay_decisions(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                                HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    Deciding deciding = {
        .hearsay = hearsay, .base = base, .question = question, .sink = sink, .sink_context = context};
    HearsayStatus status = open_deciding(&deciding, list, error);
    if (out_found)
        *out_found = deciding.found;
    return status;
}
