#include "api/api_amend.h"

#include "core/digest.h"
#include "core/list.h"
#include "core/utf8.h"

enum { CONTEXT_CHARACTERS = 32, PLACES_NAMED = 5 };

Status api_begin_amend(Arena *arena, const Hearsay *hearsay, Evidence *evidence, const Decision *decision,
                       Amend *out, Error *error)
{
    *out = (Amend){.hearsay = hearsay, .evidence = evidence, .day = decision->day};
    Decisions stored;
    Status status = evidence_find_decisions(evidence, arena, DAY_NONE, &stored, error);
    if (status != STATUS_OK)
        return status;
    Decision *items = ARENA_ARRAY(arena, Decision, stored.count + 1);
    for (size_t i = 0; i < stored.count; i++)
        items[i] = stored.items[i];
    items[stored.count] = *decision;
    items[stored.count].number = stored.count > 0 ? items[stored.count - 1].number + 1 : 1;
    out->decisions = (Decisions){items, stored.count + 1};
    evidence_mark_undone(&out->decisions);
    return STATUS_OK;
}

static bool names(const Decision *decision, Text id)
{
    for (size_t i = 0; i < decision->ids.count && !decision->is_of_reports; i++)
        if (text_equals(decision->ids.items[i], id))
            return true;
    return false;
}

/* ---- a claim that was missed ---- */

static Text field_of(const Decision *decision, const char *name)
{
    for (size_t i = 0; i < decision->field_count; i++)
        if (text_is(decision->fields[i].field, name))
            return decision->fields[i].value;
    return TEXT_EMPTY;
}

static Status find_report(Arena *arena, Evidence *evidence, Text id, ReportRow *out, Error *error)
{
    ReportRows reports;
    Status status = evidence_find_reports(evidence, arena, id, true, &reports, error);
    for (size_t i = 0; i < reports.count && status == STATUS_OK; i++)
        if (text_equals(reports.items[i].id, id)) {
            *out = reports.items[i];
            return STATUS_OK;
        }
    if (status == STATUS_OK)
        status = error_set(error, ERR_USAGE, "no report of this base has the id '%.*s'", TEXT_ARGS(id));
    return status;
}

/* Where the words stand, in code points; where they stand more than once, the places are named. */
static Status find_words(Text text, Text words, uint64_t at, uint64_t *out, Error *error)
{
    uint64_t places[PLACES_NAMED] = {0};
    size_t count = 0;
    uint64_t point = 0;
    size_t counted = 0;
    for (size_t byte = text_find(text, words, 0); words.length > 0 && byte != SIZE_MAX;
         byte = text_find(text, words, byte + 1)) {
        point += utf8_count(text_slice(text, counted, byte));
        counted = byte;
        if (at == point + 1) {
            *out = point;
            return STATUS_OK;
        }
        if (count < PLACES_NAMED)
            places[count] = point + 1;
        count++;
    }
    *out = places[0] - 1;
    if (count == 0)
        return error_set(error, ERR_USAGE,
                         "these are no words of the report: give them as hearsay show tells them");
    if (at == 0 && count == 1)
        return STATUS_OK;
    char list[PLACES_NAMED * 24] = "";
    size_t length = 0;
    for (size_t i = 0; i < count && i < PLACES_NAMED; i++)
        length += (size_t)snprintf(list + length, sizeof list - length, "%s%llu", i > 0 ? ", " : "",
                                   (unsigned long long)places[i]);
    return error_set(error, ERR_USAGE, "the words begin at character %s%s: give one of them by --at", list,
                     count > PLACES_NAMED ? " …" : "");
}

static uint32_t byte_of(Text text, uint64_t point)
{
    size_t at = 0;
    while (point-- > 0 && at < text.length)
        utf8_next(text, &at);
    return (uint32_t)at;
}

static QuoteRow quote_at(Text text, uint64_t point, Text words)
{
    uint32_t begin = byte_of(text, point);
    uint32_t end = begin + (uint32_t)words.length;
    size_t before = begin;
    size_t behind = end;
    for (int i = 0; i < CONTEXT_CHARACTERS && before > 0; i++)
        utf8_previous(text, &before);
    for (int i = 0; i < CONTEXT_CHARACTERS && behind < text.length; i++)
        utf8_next(text, &behind);
    return (QuoteRow){
        .span = {begin, end, (uint32_t)point, (uint32_t)point + (uint32_t)utf8_count(words)},
        .exact = text_slice(text, begin, end),
        .prefix = text_slice(text, before, begin),
        .suffix = text_slice(text, end, behind),
    };
}

/* As of a claim that was read: over the report's digest, the kind and the words' place. */
static Text id_of(Arena *arena, const ReportRow *report, Text kind, const TextSpan *span)
{
    Text all = arena_print(arena, "%.*s\n%.*s\n%u-%u\n", TEXT_ARGS(report->sha256), TEXT_ARGS(kind),
                           span->begin, span->end);
    return arena_print(arena, "c%.16s", digest_hex(arena, all).bytes);
}

static Status check_id_is_free(Arena *arena, Evidence *evidence, Text id, Error *error)
{
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    filter.claim_id = id;
    filter.with_mistaken = true;
    ClaimRows claims;
    Status status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    if (status == STATUS_OK && claims.count > 0)
        return error_set(error, ERR_USAGE, "the base has a claim of this kind on these words: correct %.*s",
                         TEXT_ARGS(id));
    return status;
}

Status api_place_missed(Arena *arena, const Hearsay *hearsay, Evidence *evidence, Text report_id, Text words,
                        uint64_t at, Decision *decision, Error *error)
{
    ReportRow report;
    uint64_t point = 0;
    Text kind = field_of(decision, "kind");
    if (pack_find_kind(hearsay->pack, kind) == SIZE_MAX && kind.length == 0)
        return error_set(error, ERR_USAGE, "a claim has a kind: kind=…, one of hearsay pack kinds");
    Status status = find_report(arena, evidence, report_id, &report, error);
    if (status == STATUS_OK)
        status = find_words(report.text, words, at, &point, error);
    if (status != STATUS_OK)
        return status;
    DecisionField *fields = ARENA_ARRAY(arena, DecisionField, decision->field_count + 3);
    fields[0] = (DecisionField){TEXT("report"), report.id};
    fields[1] = (DecisionField){TEXT(AMEND_WORDS), words};
    fields[2] = (DecisionField){TEXT(AMEND_AT), arena_print(arena, "%llu", (unsigned long long)point + 1)};
    for (size_t i = 0; i < decision->field_count; i++)
        fields[i + 3] = decision->fields[i];
    decision->fields = fields;
    decision->field_count += 3;
    TextSpan span = quote_at(report.text, point, words).span;
    Text *id = ARENA_NEW(arena, Text);
    *id = id_of(arena, &report, kind, &span);
    decision->ids = (TextList){id, 1};
    decision->is_of_reports = false;
    return check_id_is_free(arena, evidence, *id, error);
}

static Text pack_mark(Arena *arena, const Pack *pack)
{
    return arena_print(arena, "%.*s %.*s", TEXT_ARGS(pack_name(pack)), TEXT_ARGS(pack_version(pack)));
}

static bool stands_in_title(const ReportRow *report, Text words)
{
    return report->title.length > 0 && text_find(report->title, words, 0) != SIZE_MAX;
}

/* The claim as the decision that added it tells it, but its fields. */
static Status make_missed(Arena *arena, const Amend *amend, const Decision *added, const ReportRow *report,
                          ClaimRow *out, Error *error)
{
    Text words = field_of(added, AMEND_WORDS);
    int64_t at = 0;
    uint64_t point = 0;
    if (!text_to_int64(field_of(added, AMEND_AT), &at) || at < 1)
        at = 1;
    Status status = find_words(report->text, words, (uint64_t)at, &point, error);
    if (status != STATUS_OK)
        return status;
    QuoteRow *quote = ARENA_NEW(arena, QuoteRow);
    *quote = quote_at(report->text, point, words);
    *out = (ClaimRow){
        .id = added->ids.items[0],
        .report_id = report->id,
        .status = text_from(mention_status_word(CLAIM_SAID)),
        .part = text_from(intake_part_word(stands_in_title(report, words) ? PART_TITLE : PART_BODY)),
        .when = {.all = PERIOD_NONE, .some = PERIOD_NONE},
        .asof = text_from(claim_asof_word(ASOF_REPORT)),
        .count = {.low = COUNT_OPEN, .high = COUNT_OPEN},
        .source = {.n_low = 1, .n_high = 1},
        .evidence = quote,
        .evidence_count = 1,
        .rule = TEXT(EVIDENCE_WAY_PERSON),
        .sure = 1,
        .pack = pack_mark(arena, amend->hearsay->pack),
    };
    return STATUS_OK;
}

/* ---- all decisions on a claim, in order ---- */

/* Of a decision that adds, without what says where the claim stands. */
static Status apply(Arena *arena, const AmendContext *context, const Decision *decision, ClaimRow *claim,
                    Error *error)
{
    size_t first = decision->verb == DECISION_ADD ? 3 : 0;
    if (decision->field_count < first)
        return error_set(error, ERR_STORE, "the base was altered: decision %lld lacks its fields",
                         (long long)decision->number);
    return evidence_amend(arena, context, decision->fields + first, decision->field_count - first, claim,
                          error);
}

static Status check_pack(const Amend *amend, const ClaimRow *claim, Error *error)
{
    Text name = pack_name(amend->hearsay->pack);
    if (text_starts_with(claim->pack, name) && claim->pack.length > name.length &&
        claim->pack.bytes[name.length] == ' ')
        return STATUS_OK;
    return error_set(error, ERR_USAGE, "claim %.*s is of the pack %.*s: name it by --pack",
                     TEXT_ARGS(claim->id), TEXT_ARGS(claim->pack));
}

static const Decision *find_added(const Amend *amend, Text id)
{
    const Decision *found = NULL;
    for (size_t i = 0; i < amend->decisions.count; i++) {
        const Decision *decision = &amend->decisions.items[i];
        if (decision->verb == DECISION_ADD && names(decision, id) && (!found || !decision->is_undone))
            found = decision;
    }
    return found;
}

Status api_rebuild(Arena *arena, const Amend *amend, Text id, const ClaimRow *read, ClaimRow *out,
                   bool *out_stands, Error *error)
{
    const Decision *added = NULL;
    bool is_read = read != NULL;
    Status status = STATUS_OK;
    if (read)
        *out = *read;
    else
        status = evidence_find_read(amend->evidence, arena, id, out, &is_read, error);
    if (status == STATUS_OK && !is_read)
        added = find_added(amend, id);
    *out_stands = is_read || (added && !added->is_undone);
    if (status != STATUS_OK || !*out_stands)
        return status;
    ReportRow report;
    AmendContext context = {amend->hearsay->pack, amend->hearsay->mentions, &report, NULL, 0};
    Text report_id = added ? field_of(added, "report") : out->report_id;
    SourceRow *sources = NULL;
    status = find_report(arena, amend->evidence, report_id, &report, error);
    if (status == STATUS_OK)
        status =
            evidence_find_sources(amend->evidence, arena, report_id, &sources, &context.source_count, error);
    context.sources = sources;
    if (status == STATUS_OK && added)
        status = make_missed(arena, amend, added, &report, out, error);
    if (status == STATUS_OK)
        status = check_pack(amend, out, error);
    out->checked = TEXT_EMPTY;
    out->recorded = amend->day;
    out->superseded = DAY_NONE;
    for (size_t i = 0; i < amend->decisions.count && status == STATUS_OK; i++) {
        const Decision *decision = &amend->decisions.items[i];
        bool tells = decision->verb == DECISION_CORRECT || decision == added;
        if (!tells || decision->is_undone || !names(decision, id))
            continue;
        status = apply(arena, &context, decision, out, error);
        out->checked = evidence_decision_mark(arena, decision);
    }
    return status;
}

typedef LIST_OF(ClaimRow) ClaimList;
typedef LIST_OF(Text) IdList;

static bool is_listed(const IdList *list, Text id)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equals(list->items[i], id))
            return true;
    return false;
}

/* Which decisions held before the new one. */
static bool *find_before(Arena *arena, const Amend *amend)
{
    size_t count = amend->decisions.count - 1;
    Decision *items = ARENA_ARRAY(arena, Decision, count);
    bool *before = ARENA_ARRAY(arena, bool, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = amend->decisions.items[i];
    Decisions stored = {items, count};
    evidence_mark_undone(&stored);
    for (size_t i = 0; i < count; i++)
        before[i] = !items[i].is_undone;
    return before; /* the new one did not */
}

/* What the changes are gathered in. */
typedef struct Changing {
    ClaimList versions;
    IdList withdrawn;
    IdList done;
} Changing;

static Status change_claim(Arena *arena, const Amend *amend, Text id, Changing *changing, Error *error)
{
    ClaimRow claim = {0};
    bool stands = false;
    if (is_listed(&changing->done, id))
        return STATUS_OK;
    *LIST_ADD(arena, &changing->done) = id;
    Status status = api_rebuild(arena, amend, id, NULL, &claim, &stands, error);
    if (status == STATUS_OK && stands)
        *LIST_ADD(arena, &changing->versions) = claim;
    else if (status == STATUS_OK)
        *LIST_ADD(arena, &changing->withdrawn) = id;
    return status;
}

Status api_make_changes(Arena *arena, const Amend *amend, ClaimChanges *out, Error *error)
{
    const bool *before = find_before(arena, amend);
    Changing changing = {0};
    size_t stored = amend->decisions.count - 1;
    Status status = STATUS_OK;
    for (size_t i = 0; i < amend->decisions.count; i++) {
        const Decision *decision = &amend->decisions.items[i];
        bool tells = decision->verb == DECISION_CORRECT || decision->verb == DECISION_ADD;
        if (!tells || before[i] != decision->is_undone)
            continue; /* it holds as it did */
        for (size_t j = 0; j < decision->ids.count && status == STATUS_OK; j++)
            status = change_claim(arena, amend, decision->ids.items[j], &changing, error);
    }
    *out = (ClaimChanges){.versions = changing.versions.items,
                          .version_count = changing.versions.count,
                          .withdrawn = {changing.withdrawn.items, changing.withdrawn.count},
                          .seen = stored > 0 ? amend->decisions.items[stored - 1].number : 0};
    return status;
}
