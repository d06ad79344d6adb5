#include "api/api.h"
#include "core/list.h"
#include "present/present.h"

enum { QUESTION_MEMORY_MEGABYTES = 2048 };

typedef Status (*QueryFunction)(Arena *arena, Evidence *evidence, const MentionData *places,
                                const Question *question, Answer *out, Error *error);
typedef void (*PresentFunction)(Buffer *out, const Answer *answer, const Question *question,
                                const PresentOptions *options);

typedef struct Asking {
    const Hearsay *hearsay;
    HearsayBase *base;
    const HearsayQuestion *given;
    QueryFunction query;
    PresentFunction present;
    const char *id;
    HearsaySink sink;
    void *sink_context;
    uint64_t found;
} Asking;

static Status read_day(const char *given, const char *option, Day *out, Error *error)
{
    *out = DAY_NONE;
    if (!given || day_parse(text_from(given), out))
        return STATUS_OK;
    return error_set(error, ERR_USAGE, "--%s '%s' is no day: write it as 2022-02-10", option, given);
}

TextList api_read_list(Arena *arena, const char *given)
{
    LIST_OF(Text) list = {0};
    Text rest = text_from(given), part;
    while (text_split(&rest, ',', &part)) {
        part = text_trim(part);
        if (part.length > 0)
            *LIST_ADD(arena, &list) = arena_copy(arena, part);
    }
    return (TextList){list.items, list.count};
}

static bool has(TextList list, Text text)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equals(list.items[i], text))
            return true;
    return false;
}

/* The program's own terms: types of a Source. */
static bool is_source_type(Text given)
{
    static const char *const types[] = {"anonymous", "named",        "private", "official",
                                        "document",  "organisation", "outlet"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_is(given, types[i]))
            return true;
    return false;
}

/* Names that the pack does not know are mistakes, not questions that nobody can answer. */
static Status check_roles(const Pack *pack, const TextList *roles, const char *option, Error *error)
{
    for (size_t i = 0; i < roles->count; i++)
        if (!has(pack_roles(pack), roles->items[i]))
            return error_set(error, ERR_USAGE,
                             "--%s '%.*s' is no group of this pack: hearsay pack roles lists them", option,
                             TEXT_ARGS(roles->items[i]));
    return STATUS_OK;
}

static Status check_status(Text given, Error *error)
{
    for (ClaimStatus status = CLAIM_SAID; given.length > 0; status++) {
        if (text_is(given, mention_status_word(status)))
            break;
        if (status == CLAIM_SAID_NOT)
            return error_set(error, ERR_USAGE,
                             "--status '%.*s' is none of said, planned, possible, ended, said-not",
                             TEXT_ARGS(given));
    }
    return STATUS_OK;
}

static Status check_names(const Pack *pack, const Question *question, Error *error)
{
    for (size_t i = 0; i < question->kinds.count; i++)
        if (pack_find_kind(pack, question->kinds.items[i]) == SIZE_MAX)
            return error_set(error, ERR_USAGE,
                             "--kind '%.*s' is no kind of this pack: hearsay pack kinds lists them",
                             TEXT_ARGS(question->kinds.items[i]));
    if (question->source_type.length > 0 && !is_source_type(question->source_type))
        return error_set(error, ERR_USAGE,
                         "--source '%.*s' is none of anonymous, named, private, official, document, "
                         "organisation, outlet",
                         TEXT_ARGS(question->source_type));
    if (question->checked.length > 0 && !text_is(question->checked, "yes") &&
        !text_is(question->checked, "no"))
        return error_set(error, ERR_USAGE, "--checked '%.*s' is neither yes nor no",
                         TEXT_ARGS(question->checked));
    Status status = check_roles(pack, &question->whom, "whom", error);
    if (status == STATUS_OK)
        status = check_roles(pack, &question->by, "by", error);
    return status == STATUS_OK ? check_status(question->status, error) : status;
}

static Status read_days(const HearsayQuestion *given, Question *out, Error *error)
{
    Day on;
    Status status = read_day(given->on, "on", &on, error);
    if (status == STATUS_OK)
        status = read_day(given->from, "from", &out->from, error);
    if (status == STATUS_OK)
        status = read_day(given->to, "to", &out->to, error);
    if (status == STATUS_OK)
        status = read_day(given->known_by, "known-by", &out->known_by, error);
    if (status == STATUS_OK)
        status = read_day(given->recorded_by, "recorded-by", &out->recorded_by, error);
    if (status != STATUS_OK)
        return status;
    if (on != DAY_NONE && (out->from != DAY_NONE || out->to != DAY_NONE))
        return error_set(error, ERR_USAGE, "--on is one day: give it, or --from and --to");
    if (on != DAY_NONE)
        out->from = out->to = on;
    if ((out->from == DAY_NONE) != (out->to == DAY_NONE))
        return error_set(error, ERR_USAGE, "a period needs both --from and --to");
    if (out->from > out->to)
        return error_set(error, ERR_USAGE, "--from lies after --to");
    return STATUS_OK;
}

static TextList setting_words(Arena *arena, const Pack *pack, Text setting)
{
    TextList lines = pack_setting(pack, setting);
    LIST_OF(Text) list = {0};
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i], word;
        while (text_split(&rest, ' ', &word))
            *LIST_ADD(arena, &list) = word;
    }
    return (TextList){list.items, list.count};
}

/* What is said of everybody is said of the workers among them, too. */
static void add_including(Arena *arena, const Pack *pack, TextList *whom)
{
    TextList lines = pack_setting(pack, TEXT("includes"));
    LIST_OF(Text) list = {0};
    for (size_t i = 0; i < whom->count; i++)
        *LIST_ADD(arena, &list) = whom->items[i];
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i], group = TEXT_EMPTY, part;
        (void)text_split(&rest, ' ', &group);
        while (!has((TextList){list.items, list.count}, group) && text_split(&rest, ' ', &part))
            if (has(*whom, part))
                *LIST_ADD(arena, &list) = group;
    }
    *whom = (TextList){list.items, list.count};
}

Status api_read_question(Arena *arena, const Hearsay *hearsay, const HearsayQuestion *given, Question *out,
                         Error *error)
{
    out->in = text_trim(arena_copy(arena, text_from(given->in)));
    out->kinds = api_read_list(arena, given->kind);
    out->whom = api_read_list(arena, given->whom);
    out->by = api_read_list(arena, given->by);
    out->unmeasured = setting_words(arena, hearsay->pack, TEXT("unmeasured"));
    out->status = arena_copy(arena, text_from(given->status));
    out->source_type = arena_copy(arena, text_from(given->source_type));
    out->checked = arena_copy(arena, text_from(given->checked));
    out->wide = given->wide || given->all;
    out->near = given->near || given->all;
    out->old = given->old || given->all;
    out->unread = given->unread;
    out->least_sure = given->min_sure;
    out->limit = given->limit;
    out->after = given->after;
    out->all = given->all;
    Status status = read_days(given, out, error);
    if (status == STATUS_OK)
        status = check_names(hearsay->pack, out, error);
    if (status == STATUS_OK)
        add_including(arena, hearsay->pack, &out->whom);
    return status;
}

static PresentOptions present_options(const HearsayQuestion *given)
{
    return (PresentOptions){(PresentFormat)given->format, given->with_protected, given->width, given->svg};
}

static Status answer_question(Arena *arena, void *context, Error *error)
{
    Asking *asking = context;
    Question question = {0};
    Answer answer = {0};
    Status status = api_read_question(arena, asking->hearsay, asking->given, &question, error);
    question.is_brief = asking->query == query_ask && asking->given->format == HEARSAY_TABLE && !question.all;
    if (status == STATUS_OK)
        status = asking->query(arena, asking->base->evidence, asking->hearsay->mentions, &question, &answer,
                               error);
    if (status != STATUS_OK)
        return status;
    asking->found = answer.rows.count;
    Buffer out = buffer_in(arena);
    PresentOptions options = present_options(asking->given);
    asking->present(&out, &answer, &question, &options);
    return api_give(buffer_text(&out), asking->sink, asking->sink_context, error);
}

/* Tables go to a person at this machine: protected claims take part and are marked. */
static Status answer_measures(Arena *arena, void *context, Error *error)
{
    Asking *asking = context;
    Question question = {0};
    Lives lives = {0};
    PresentOptions options = present_options(asking->given);
    bool with_protected = options.with_protected || options.format == PRESENT_TABLE;
    Status status = api_read_question(arena, asking->hearsay, asking->given, &question, error);
    if (status == STATUS_OK)
        status = query_measures(arena, asking->base->evidence, asking->hearsay->mentions, &question,
                                with_protected, &lives, error);
    if (status != STATUS_OK)
        return status;
    asking->found = lives.count;
    Buffer out = buffer_in(arena);
    present_measures(&out, &lives, &question, &options);
    return api_give(buffer_text(&out), asking->sink, asking->sink_context, error);
}

static HearsayStatus open_question(Asking *asking, DoorFunction function, uint64_t *out_found,
                                   HearsayError *error)
{
    Error inner = {0};
    Arena *arena = arena_new((size_t)QUESTION_MEMORY_MEGABYTES * 1024 * 1024);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, function, asking, &inner);
    arena_free(arena);
    if (out_found)
        *out_found = asking->found;
    return api_tell(status, &inner, error);
}

HearsayStatus hearsay_ask(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                          HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    Asking asking = {hearsay, base, question, query_ask, present_ask, NULL, sink, context, 0};
    return open_question(&asking, answer_question, out_found, error);
}

HearsayStatus hearsay_timeline(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                               HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    Asking asking = {hearsay, base, question, query_timeline, present_timeline, NULL, sink, context, 0};
    return open_question(&asking, question->measures ? answer_measures : answer_question, out_found, error);
}

HearsayStatus hearsay_count(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                            HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    Asking asking = {hearsay, base, question, query_count, present_counts, NULL, sink, context, 0};
    return open_question(&asking, answer_question, out_found, error);
}

static Status no_such_id(const char *id, Error *error)
{
    return error_set(error, ERR_USAGE, "no claim or report of this base has the id '%.64s'", id);
}

/* The claims of one report stand in the order of the text. */
static Status show_report(Arena *arena, Asking *asking, const ReportRow *report, Buffer *out, Error *error)
{
    if (report->is_protected && asking->given->public_only)
        return no_such_id(asking->id, error);
    EvidenceFilter filter = {
        .report_id = report->id, .known_by = DAY_NONE, .recorded_by = DAY_NONE, .with_mistaken = true};
    ClaimRows claims = {0};
    Status status = evidence_find_claims(asking->base->evidence, arena, &filter, &claims, error);
    if (status != STATUS_OK)
        return status;
    PresentOptions options = present_options(asking->given);
    present_report(out, report, claims.items, claims.count, &options);
    asking->found = 1;
    return STATUS_OK;
}

/* The paragraph around the words: what blank lines part, where the text has any, else a line of it. */
static Span paragraph_of(Text text, size_t begin, size_t end)
{
    enum { BYTES_MOST = 20000 };
    Text mark = text_find(text, TEXT("\n\n"), 0) == SIZE_MAX ? TEXT("\n") : TEXT("\n\n");
    size_t first = begin > BYTES_MOST ? begin - BYTES_MOST : 0;
    for (size_t next; (next = text_find(text, mark, first)) < begin;)
        first = next + mark.length;
    size_t last = text_find(text, mark, end);
    last = last > text.length ? text.length : last;
    last = last > end + BYTES_MOST ? end + BYTES_MOST : last;
    return (Span){(uint32_t)first, (uint32_t)last};
}

/* The words that the rule asked for, as far as the claim's own words tell them. */
static Span trigger_of(const ReportRow *report, const ClaimRow *claim)
{
    for (size_t i = 0; i < claim->field_count; i++) {
        const TextSpan *span = &claim->fields[i].span;
        if (text_is(claim->fields[i].field, "kind") && span->begin < span->end &&
            span->end <= report->text.length)
            return (Span){span->begin, span->end};
    }
    return (Span){0, 0};
}

/* The paragraph of the words is read anew from the frozen text: its trees, and which pattern it sets off. */
static void add_why(Arena *arena, const Asking *asking, const ReportRow *report, const ClaimRow *claim,
                    Buffer *out)
{
    const Hearsay *hearsay = asking->hearsay;
    PresentWhy why = {.pack = hearsay->pack, .text = report->text, .trigger = trigger_of(report, claim)};
    Part part = {PART_BODY, paragraph_of(report->text, why.trigger.begin, why.trigger.end)};
    Reading reading = {.report = {.id = report->id,
                                  .text = report->text,
                                  .sha256 = report->sha256,
                                  .published = report->published,
                                  .parts = &part,
                                  .part_count = 1}};
    if (!span_is_empty(why.trigger)) {
        api_read_claims(arena, hearsay, &reading);
        ClaimTries tries = claim_try(arena, hearsay->pack, hearsay->mentions, &reading.report,
                                     &reading.sentences, &reading.mentions);
        for (size_t i = 0; i < tries.count; i++)
            if (text_equals(tries.items[i].rule->place, claim->rule) &&
                span_overlaps(tries.items[i].span, why.trigger))
                why.pattern_line = tries.items[i].line;
        why.sentences = &reading.sentences;
    }
    present_why(out, &why, claim);
}

static void drop_protected(Beside *beside)
{
    size_t kept = 0;
    for (size_t i = 0; i < beside->count; i++)
        if (!beside->items[i].report->is_protected)
            beside->items[kept++] = beside->items[i];
    beside->count = kept;
}

static Status show_one(Arena *arena, const Asking *asking, const ReportRow *report, const ClaimRow *claim,
                       Buffer *out, Error *error)
{
    PresentOptions options = present_options(asking->given);
    Beside beside;
    Status status =
        query_beside(arena, asking->base->evidence, asking->hearsay->mentions, claim, &beside, error);
    if (status != STATUS_OK)
        return status;
    present_claim(out, report, claim, &options);
    bool is_held_back = report->is_protected && options.format != PRESENT_TABLE && !options.with_protected;
    if (asking->given->public_only)
        drop_protected(&beside);
    if (!claim->is_mistaken && !is_held_back)
        present_beside(out, &beside, &options);
    if (asking->given->why && options.format == PRESENT_TABLE)
        add_why(arena, asking, report, claim, out);
    return STATUS_OK;
}

static Status show_claim(Arena *arena, Asking *asking, const ClaimRow *claim, Buffer *out, Error *error)
{
    ReportRows reports = {0};
    Status status =
        evidence_find_reports(asking->base->evidence, arena, claim->report_id, true, &reports, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < reports.count && status == STATUS_OK; i++) {
        if (!text_equals(reports.items[i].id, claim->report_id))
            continue;
        if (reports.items[i].is_protected && asking->given->public_only)
            return no_such_id(asking->id, error);
        status = show_one(arena, asking, &reports.items[i], claim, out, error);
    }
    asking->found = 1;
    return status;
}

static Status show_id(Arena *arena, void *context, Error *error)
{
    Asking *asking = context;
    Text id = text_trim(arena_copy(arena, text_from(asking->id)));
    if (id.length > 0 && id.bytes[0] == '#')
        id = text_slice(id, 1, id.length);
    ReportRows reports = {0};
    ClaimRows claims = {0};
    Status status = evidence_find_reports(asking->base->evidence, arena, id, true, &reports, error);
    for (size_t i = 0; i < reports.count; i++) /* a whole id is no prefix of another */
        if (text_equals(reports.items[i].id, id))
            reports = (ReportRows){&reports.items[i], 1};
    EvidenceFilter filter = {.claim_id = id,
                             .known_by = DAY_NONE,
                             .recorded_by = DAY_NONE,
                             .with_ways = asking->given->why,
                             .with_mistaken = true};
    if (status == STATUS_OK && reports.count != 1 && id.length >= 4)
        status = evidence_find_claims(asking->base->evidence, arena, &filter, &claims, error);
    if (status != STATUS_OK)
        return status;
    if (reports.count + claims.count > 1 && reports.count != 1)
        return error_set(error, ERR_USAGE, "'%.*s' begins %zu ids: give more of it", TEXT_ARGS(id),
                         reports.count + claims.count);
    if (reports.count + claims.count == 0)
        return no_such_id(asking->id, error);
    Buffer out = buffer_in(arena);
    status = reports.count == 1 ? show_report(arena, asking, &reports.items[0], &out, error)
                                : show_claim(arena, asking, &claims.items[0], &out, error);
    return status == STATUS_OK ? api_give(buffer_text(&out), asking->sink, asking->sink_context, error)
                               : status;
}

HearsayStatus hearsay_show(const Hearsay *hearsay, HearsayBase *base, const char *id,
                           const HearsayQuestion *question, HearsaySink sink, void *context,
                           uint64_t *out_found, HearsayError *error)
{
    Asking asking = {
        .hearsay = hearsay, .base = base, .given = question, .id = id, .sink = sink, .sink_context = context};
    return open_question(&asking, show_id, out_found, error);
}

/* The claim that alone has the id or begins so; NULL where it is a report's. */
static Status find_claim(Arena *arena, const Asking *asking, Text id, const ClaimRow **out, Error *error)
{
    ClaimRows claims = {0};
    EvidenceFilter filter = {
        .claim_id = id, .known_by = DAY_NONE, .recorded_by = DAY_NONE, .with_mistaken = true};
    *out = NULL;
    if (id.length < 4)
        return STATUS_OK;
    Status status = evidence_find_claims(asking->base->evidence, arena, &filter, &claims, error);
    *out = status == STATUS_OK && claims.count == 1 ? &claims.items[0] : NULL;
    return status;
}

static Status tell_sources(Arena *arena, void *context, Error *error)
{
    Asking *asking = context;
    Evidence *evidence = asking->base->evidence;
    const MentionData *mentions = asking->hearsay->mentions;
    Text id = text_trim(arena_copy(arena, text_from(asking->id)));
    if (id.length > 0 && id.bytes[0] == '#')
        id = text_slice(id, 1, id.length);
    Origins origins = {0};
    const ClaimRow *claim = NULL;
    bool with_protected = asking->given->with_protected;
    Status status = find_claim(arena, asking, id, &claim, error);
    if (status == STATUS_OK)
        status = claim
                     ? query_claim_sources(arena, evidence, mentions, claim, with_protected, &origins, error)
                     : query_sources(arena, evidence, mentions, id, with_protected, &origins, error);
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    PresentOptions options = present_options(asking->given);
    present_sources(&out, &origins, &options, &asking->found);
    if (asking->found == 0 && id.length > 0)
        return no_such_id(asking->id, error);
    return api_give(buffer_text(&out), asking->sink, asking->sink_context, error);
}

HearsayStatus hearsay_sources(const Hearsay *hearsay, HearsayBase *base, const char *id,
                              const HearsayQuestion *question, HearsaySink sink, void *context,
                              uint64_t *out_found, HearsayError *error)
{
    Asking asking = {
        .hearsay = hearsay, .base = base, .given = question, .id = id, .sink = sink, .sink_context = context};
    return open_question(&asking, tell_sources, out_found, error);
}
