/* What people decide goes into the base, and the list of it comes out. */
#include "api/api_amend.h"
#include "core/buffer.h"
#include "core/list.h"
#include "core/utf8.h"
#include "present/present.h"

enum { DECISION_MEMORY_MEGABYTES = 2048 };

typedef struct Deciding {
    const Hearsay *hearsay;
    HearsayBase *base;
    const HearsayDecision *given;
    const HearsayQuestion *question;
    HearsaySink sink;
    void *sink_context;
    size_t most; /* claims to review */
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
    if (is_known && out->verb != DECISION_UNDO)
        return STATUS_OK;
    Text words[DECISION_UNDO];
    for (int i = 0; i < DECISION_UNDO; i++)
        words[i] = text_from(evidence_decision_word((DecisionVerb)i));
    Text near = pack_nearest((TextList){words, DECISION_UNDO}, text_from(given->verb));
    return error_set(error, ERR_USAGE,
                     "'%s' decides nothing: same, not-same, independent, echo, mistaken or right%s%.*s%s",
                     given->verb ? given->verb : "", near.length > 0 ? "; did you mean '" : "",
                     TEXT_ARGS(near), near.length > 0 ? "'?" : "");
}

/* "field=value" */
static Status read_fields(Arena *arena, const HearsayDecision *given, Decision *out, Error *error)
{
    out->fields = ARENA_ARRAY(arena, DecisionField, given->field_count);
    out->field_count = given->field_count;
    for (size_t i = 0; i < given->field_count; i++) {
        Text field = text_trim(arena_copy(arena, text_from(given->fields[i])));
        size_t equals = text_find_byte(field, '=', 0);
        if (equals == SIZE_MAX || equals == 0 || utf8_find_invalid(field) != SIZE_MAX)
            return error_set(error, ERR_USAGE, "'%.60s' tells no field: write field=value, as whom=trader",
                             given->fields[i]);
        out->fields[i] = (DecisionField){text_trim(text_slice(field, 0, equals)),
                                         text_trim(text_slice(field, equals + 1, field.length))};
    }
    return STATUS_OK;
}

static Status check_fields(const Decision *decision, Error *error)
{
    bool tells = decision->verb == DECISION_CORRECT || decision->verb == DECISION_ADD;
    if (tells && decision->ids.count != 1)
        return error_set(error, ERR_USAGE, "%s takes one id", evidence_decision_word(decision->verb));
    if (decision->verb == DECISION_CORRECT && decision->field_count == 0)
        return error_set(error, ERR_USAGE, "correct what? field=value, as whom=trader");
    if (decision->verb == DECISION_ADD && !decision->is_of_reports)
        return error_set(error, ERR_USAGE, "'%.*s' is no report: a claim is added to a report",
                         TEXT_ARGS(decision->ids.items[0]));
    if (!tells && decision->field_count > 0)
        return error_set(error, ERR_USAGE, "%s takes no fields", evidence_decision_word(decision->verb));
    return STATUS_OK;
}

/* Fields that are told, or told no longer, make new versions of claims. */
static Status keep(Arena *arena, const Deciding *deciding, Decision *decision, Error *error)
{
    Evidence *evidence = deciding->base->evidence;
    bool changes_claims = decision->verb == DECISION_CORRECT || decision->verb == DECISION_ADD ||
                          decision->verb == DECISION_UNDO;
    ClaimChanges changes = {0};
    Amend amend;
    Status status = STATUS_OK;
    if (decision->verb == DECISION_ADD)
        status = api_place_missed(arena, deciding->hearsay, evidence, decision->ids.items[0],
                                  arena_copy(arena, text_from(deciding->given->words)), deciding->given->at,
                                  decision, error);
    if (status == STATUS_OK && changes_claims)
        status = api_begin_amend(arena, deciding->hearsay, evidence, decision, &amend, error);
    if (status == STATUS_OK && changes_claims)
        status = api_make_changes(arena, &amend, &changes, error);
    if (status == STATUS_OK)
        status = evidence_decide(evidence, arena, decision, changes_claims ? &changes : NULL, error);
    return status;
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
        status = read_fields(arena, given, &decision, error);
    if (status == STATUS_OK && given->undo == 0)
        status = check_fields(&decision, error);
    if (status == STATUS_OK)
        status = keep(arena, deciding, &decision, error);
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
    PresentOptions options = {(PresentFormat)question->format, question->with_protected, question->width,
                              false};
    present_decisions(&out, &decisions, &options, &deciding->found);
    return api_give(buffer_text(&out), deciding->sink, deciding->sink_context, error);
}

/* ---- what is to be gone through ---- */

static Status find_claim(Arena *arena, Evidence *evidence, Text id, PresentClaim *out, Error *error)
{
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    filter.claim_id = id;
    ClaimRows claims;
    ReportRows reports;
    Status status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    if (status == STATUS_OK && claims.count == 1)
        status = evidence_find_reports(evidence, arena, claims.items[0].report_id, true, &reports, error);
    if (status != STATUS_OK || claims.count != 1)
        return status;
    for (size_t i = 0; i < reports.count; i++)
        if (text_equals(reports.items[i].id, claims.items[0].report_id))
            *out = (PresentClaim){&reports.items[i], &claims.items[0]};
    return STATUS_OK;
}

static Status review(Arena *arena, void *context, Error *error)
{
    Deciding *deciding = context;
    const HearsayQuestion *question = deciding->question;
    Evidence *evidence = deciding->base->evidence;
    TextList kinds = api_read_list(arena, question->kind);
    for (size_t i = 0; i < kinds.count; i++)
        if (pack_find_kind(deciding->hearsay->pack, kinds.items[i]) == SIZE_MAX)
            return error_set(error, ERR_USAGE,
                             "--kind '%.*s' is no kind of this pack: hearsay pack kinds lists them",
                             TEXT_ARGS(kinds.items[i]));
    TextList ids;
    Status status = evidence_find_unsure(evidence, arena, kinds, deciding->most, &ids, error);
    PresentClaim *claims = ARENA_ARRAY(arena, PresentClaim, ids.count);
    for (size_t i = 0; i < ids.count && status == STATUS_OK; i++) {
        status = find_claim(arena, evidence, ids.items[i], &claims[deciding->found], error);
        deciding->found += claims[deciding->found].claim != NULL;
    }
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    PresentOptions options = {(PresentFormat)question->format, question->with_protected, question->width,
                              false};
    present_review(&out, claims, deciding->found, &options);
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

HearsayStatus hearsay_review(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                             size_t count, HearsaySink sink, void *context, uint64_t *out_found,
                             HearsayError *error)
{
    Deciding deciding = {.hearsay = hearsay,
                         .base = base,
                         .question = question,
                         .most = count,
                         .sink = sink,
                         .sink_context = context};
    HearsayStatus status = open_deciding(&deciding, review, error);
    if (out_found)
        *out_found = deciding.found;
    return status;
}
