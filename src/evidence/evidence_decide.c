/* Decisions into the base and out of it. */
#include "evidence/evidence_decide.h"
#include "core/list.h"
#include "core/utf8.h"
#include "evidence/evidence_find.h"
#include "evidence/evidence_log.h"
#include "evidence/evidence_version.h"

enum { HANDLE_BYTES_MOST = 40, REASON_BYTES_MOST = 1000, IDS_MOST = 1000, FIELDS_MOST = 100 };

static const char FIND_DECISIONS[] = "SELECT number, verb, handle, day, reason, undoes FROM decision"
                                     " WHERE CAST($1 AS INTEGER) IS NULL OR day <= $1 ORDER BY number";
static const char FIND_SUBJECTS[] =
    "SELECT s.decision, s.what, s.id, COALESCE(r.is_protected, q.is_protected, 1) FROM decision_subject s"
    " LEFT JOIN report r ON s.what = 'report' AND r.id = s.id"
    " LEFT JOIN claim c ON s.what = 'claim' AND c.id = s.id AND c.version = 1"
    " LEFT JOIN report q ON q.number = c.report ORDER BY s.decision, s.position";
static const char FIND_FIELDS[] = "SELECT decision, field, value FROM decision_field"
                                  " ORDER BY decision, position";
static const char ADD_DECISION[] = "INSERT INTO decision (verb, handle, day, reason, undoes)"
                                   " VALUES ($1, $2, $3, $4, $5) RETURNING number";
static const char ADD_SUBJECT[] =
    "INSERT INTO decision_subject (decision, position, what, id) VALUES ($1, $2, $3, $4)";
static const char ADD_FIELD[] =
    "INSERT INTO decision_field (decision, position, field, value) VALUES ($1, $2, $3, $4)";
static const char CLAIM_CLASS[] =
    "SELECT r.is_protected + 1 FROM claim c JOIN report r ON r.number = c.report"
    " WHERE c.id = $1";
static const char REPORT_CLASS[] = "SELECT is_protected + 1 FROM report WHERE id = $1";

static const char LAST_DECISION[] = "SELECT COALESCE(max(number), 0) FROM decision";
static const char FIND_UNSURE[] = "SELECT id, kind FROM claim WHERE superseded IS NULL AND checked IS NULL"
                                  " AND decision IS NULL ORDER BY sure, id";
static const char FIND_IDS[] =
    "SELECT 0, id FROM claim WHERE id >= $1 AND id <= $2 AND version = 1"
    " UNION ALL SELECT 1, id FROM report WHERE id >= $1 AND id <= $2 ORDER BY 2 LIMIT 2";

static const char *const verb_words[] = {
    [DECISION_SAME] = "same",       [DECISION_NOT_SAME] = "not-same", [DECISION_INDEPENDENT] = "independent",
    [DECISION_ECHO] = "echo",       [DECISION_MISTAKEN] = "mistaken", [DECISION_RIGHT] = "right",
    [DECISION_CORRECT] = "correct", [DECISION_ADD] = "add",           [DECISION_UNDO] = "undo",
};

const char *evidence_decision_word(DecisionVerb verb) { return verb_words[verb]; }

bool evidence_decision_from(Text word, DecisionVerb *out)
{
    for (size_t i = 0; i < sizeof verb_words / sizeof *verb_words; i++)
        if (text_is(word, verb_words[i])) {
            *out = (DecisionVerb)i;
            return true;
        }
    return false;
}

Text evidence_decision_mark(Arena *arena, const Decision *decision)
{
    Text day = day_print(arena, decision->day);
    return arena_print(arena, "%.*s, %.*s", TEXT_ARGS(decision->handle), TEXT_ARGS(day));
}

/* ---- out of the base ---- */

static void take_decisions(EvidenceRow *row, Day recorded_by, Decisions *out)
{
    LIST_OF(Decision) list = {0};
    evidence_row_begin(row, FIND_DECISIONS);
    evidence_put_day(row, recorded_by);
    while (evidence_row_next(row)) {
        Decision decision = {.number = evidence_take_integer(row)};
        bool is_known = evidence_decision_from(evidence_take_text(row), &decision.verb);
        decision.handle = evidence_take_text(row);
        decision.day = evidence_take_day(row);
        decision.reason = evidence_take_text(row);
        decision.undoes = evidence_take_integer(row);
        if (is_known)
            *LIST_ADD(row->arena, &list) = decision;
    }
    *out = (Decisions){list.items, list.count};
}

/* The rows of a list, owned by decisions in the same order. */
static Decision *find_owner(const Decisions *decisions, size_t *at, int64_t number)
{
    while (*at < decisions->count && decisions->items[*at].number < number)
        ++*at;
    return *at < decisions->count && decisions->items[*at].number == number ? &decisions->items[*at] : NULL;
}

typedef LIST_OF(Text) TextItems;
typedef LIST_OF(DecisionField) FieldItems;

static void take_subjects(EvidenceRow *row, Decisions *decisions)
{
    size_t at = 0;
    TextItems *lists = ARENA_ARRAY(row->arena, TextItems, decisions->count);
    evidence_row_begin(row, FIND_SUBJECTS);
    while (evidence_row_next(row)) {
        Decision *owner = find_owner(decisions, &at, evidence_take_integer(row));
        bool is_report = text_is(evidence_take_text(row), "report");
        Text id = evidence_take_text(row);
        bool is_protected = evidence_take_bool(row);
        if (!owner)
            continue;
        owner->is_of_reports = is_report;
        owner->is_protected |= is_protected;
        *LIST_ADD(row->arena, &lists[at]) = id;
        owner->ids = (TextList){lists[at].items, lists[at].count};
    }
}

static void take_fields(EvidenceRow *row, Decisions *decisions)
{
    size_t at = 0;
    FieldItems *lists = ARENA_ARRAY(row->arena, FieldItems, decisions->count);
    evidence_row_begin(row, FIND_FIELDS);
    while (evidence_row_next(row)) {
        Decision *owner = find_owner(decisions, &at, evidence_take_integer(row));
        DecisionField field = {.field = evidence_take_text(row)};
        field.value = evidence_take_text(row);
        if (!owner)
            continue;
        *LIST_ADD(row->arena, &lists[at]) = field;
        owner->fields = lists[at].items;
        owner->field_count = lists[at].count;
    }
}

static Decision *find_number(const Decisions *decisions, int64_t number)
{
    size_t low = 0;
    size_t high = decisions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (decisions->items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < decisions->count && decisions->items[low].number == number ? &decisions->items[low] : NULL;
}

/* From the newest on: one that is undone undoes nothing. */
void evidence_mark_undone(Decisions *decisions)
{
    for (size_t i = 0; i < decisions->count; i++)
        decisions->items[i].is_undone = false;
    for (size_t i = decisions->count; i-- > 0;) {
        const Decision *decision = &decisions->items[i];
        if (decision->verb != DECISION_UNDO || decision->is_undone)
            continue;
        Decision *undone = find_number(decisions, decision->undoes);
        if (undone && undone < decision)
            undone->is_undone = true;
    }
    for (size_t i = 0; i < decisions->count; i++) {
        Decision *decision = &decisions->items[i];
        const Decision *undone = find_number(decisions, decision->undoes);
        if (decision->verb == DECISION_UNDO)
            decision->is_protected = !undone || undone->is_protected;
    }
}

Status evidence_load_decisions(EvidenceRow *row, Day recorded_by, Decisions *out)
{
    take_decisions(row, recorded_by, out);
    if (out->count > 0) {
        take_subjects(row, out);
        take_fields(row, out);
        evidence_mark_undone(out);
    }
    return row->status;
}

Status evidence_load_standings(EvidenceRow *row, Day recorded_by, Standings *out)
{
    *out = (Standings){.by_claim = map_in(row->arena)};
    Status status = evidence_load_decisions(row, recorded_by, &out->decisions);
    for (size_t i = 0; i < out->decisions.count; i++) {
        const Decision *decision = &out->decisions.items[i];
        bool tells = decision->verb == DECISION_RIGHT || decision->verb == DECISION_MISTAKEN;
        for (size_t j = 0; tells && !decision->is_undone && j < decision->ids.count; j++)
            map_put(&out->by_claim, decision->ids.items[j])->number = (int64_t)i + 1;
    }
    return status;
}

void evidence_stand(Arena *arena, const Standings *standings, ClaimRow *claim)
{
    const MapEntry *entry = standings->by_claim.count > 0 ? map_find(&standings->by_claim, claim->id) : NULL;
    const Decision *decision = entry ? &standings->decisions.items[entry->number - 1] : NULL;
    if (decision && decision->verb == DECISION_RIGHT)
        claim->checked = evidence_decision_mark(arena, decision);
    claim->is_mistaken = decision && decision->verb == DECISION_MISTAKEN;
}

Status evidence_find_decisions(Evidence *evidence, Arena *arena, Day recorded_by, Decisions *out,
                               Error *error)
{
    evidence_settle(evidence);
    *out = (Decisions){0};
    Status status = evidence_begin_reading(evidence, error);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, arena, error);
    status = evidence_load_decisions(&row, recorded_by, out);
    evidence_settle(evidence);
    return status;
}

/* The first id, and how many there are, two at most. A whole id goes before those that it begins. */
static size_t find_ids(EvidenceRow *row, const IdRange *range, Text *out_id, bool *out_is_report)
{
    size_t count = 0;
    evidence_row_begin(row, FIND_IDS);
    evidence_put_range(row, range);
    while (evidence_row_next(row)) {
        bool is_report = evidence_take_bool(row);
        Text id = evidence_take_text(row);
        if (count++ > 0)
            continue;
        *out_id = id;
        *out_is_report = is_report;
    }
    return count;
}

Status evidence_find_id(Evidence *evidence, Arena *arena, Text given, Text *out_id, bool *out_is_report,
                        Error *error)
{
    enum { SHORTEST_PREFIX = 4 };
    evidence_settle(evidence);
    Text id = text_trim(given);
    if (id.length > 0 && id.bytes[0] == '#')
        id = text_slice(id, 1, id.length);
    EvidenceRow row = evidence_row(evidence, arena, error);
    IdRange whole = evidence_id_range(arena, id, true);
    size_t count = find_ids(&row, &whole, out_id, out_is_report);
    if (count == 0 && id.length >= SHORTEST_PREFIX) {
        IdRange range = evidence_id_range(arena, id, false);
        count = find_ids(&row, &range, out_id, out_is_report);
    }
    if (row.status != STATUS_OK || count == 1)
        return row.status;
    if (count > 1)
        return error_set(error, ERR_USAGE, "'%.*s' begins more than one id: give more of it", TEXT_ARGS(id));
    return error_set(error, ERR_USAGE, "no claim or report of this base has the id '%.*s'", TEXT_ARGS(id));
}

Status evidence_find_unsure(Evidence *evidence, Arena *arena, TextList kinds, size_t most, TextList *out_ids,
                            Error *error)
{
    evidence_settle(evidence);
    LIST_OF(Text) list = {0};
    Standings standings;
    EvidenceRow row = evidence_row(evidence, arena, error);
    Status status = evidence_begin_reading(evidence, error);
    if (status == STATUS_OK)
        status = evidence_load_standings(&row, DAY_NONE, &standings);
    row.arena = NULL; /* ids that are passed over are not kept */
    evidence_row_begin(&row, FIND_UNSURE);
    while (status == STATUS_OK && list.count < most && evidence_row_next(&row)) {
        Text id = evidence_take_text(&row);
        Text kind = evidence_take_text(&row);
        bool is_asked = kinds.count == 0;
        for (size_t i = 0; i < kinds.count && !is_asked; i++)
            is_asked = text_equals(kinds.items[i], kind);
        if (is_asked && !map_find(&standings.by_claim, id))
            *LIST_ADD(arena, &list) = arena_copy(arena, id);
    }
    *out_ids = (TextList){list.items, list.count};
    evidence_settle(evidence);
    return status != STATUS_OK ? status : row.status;
}

/* ---- into the base ---- */

static bool is_handle(Text handle)
{
    if (handle.length == 0 || handle.length > HANDLE_BYTES_MOST)
        return false;
    for (size_t i = 0; i < handle.length; i++) {
        char c = handle.bytes[i];
        if (!ascii_is_alpha(c) && !ascii_is_digit(c) && c != '-' && c != '_' && c != '.')
            return false;
    }
    return true;
}

Status evidence_check_handle(Text handle, Error *error)
{
    if (is_handle(handle))
        return STATUS_OK;
    return error_set(error, ERR_USAGE,
                     "the handle '%.*s' is none: 1 to %d letters of a to z, digits, '-', '_' or '.'; a name "
                     "of your choosing, not your own",
                     TEXT_ARGS(text_slice(
                         handle, 0, handle.length < HANDLE_BYTES_MOST ? handle.length : HANDLE_BYTES_MOST)),
                     HANDLE_BYTES_MOST);
}

static bool is_line(Text text)
{
    if (text.length == 0 || text.length > REASON_BYTES_MOST || utf8_find_invalid(text) != SIZE_MAX)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7f)
            return false;
    return true;
}

static Status check_words(const Decision *decision, Error *error)
{
    Status status = evidence_check_handle(decision->handle, error);
    if (status != STATUS_OK)
        return status;
    if (!is_line(decision->reason))
        return error_set(error, ERR_USAGE, "a decision needs a reason: one line of at most %d bytes in UTF-8",
                         REASON_BYTES_MOST);
    if (decision->day == DAY_NONE)
        return error_set(error, ERR_USAGE, "a decision needs the day on which it is made");
    if (decision->ids.count > IDS_MOST || decision->field_count > FIELDS_MOST)
        return error_set(error, ERR_LIMIT, "a decision is of at most %d ids and %d fields", IDS_MOST,
                         FIELDS_MOST);
    return STATUS_OK;
}

static bool needs_two(DecisionVerb verb)
{
    return verb == DECISION_SAME || verb == DECISION_NOT_SAME || verb == DECISION_INDEPENDENT ||
           verb == DECISION_ECHO;
}

static Status check_ids(const Decision *decision, Error *error)
{
    const TextList *ids = &decision->ids;
    DecisionVerb verb = decision->verb;
    if (verb == DECISION_UNDO)
        return STATUS_OK;
    if (ids->count < (needs_two(verb) ? 2 : 1))
        return error_set(error, ERR_USAGE, "%s needs %s", verb_words[verb],
                         needs_two(verb) ? "two ids or more" : "an id");
    if (decision->is_of_reports && verb != DECISION_INDEPENDENT && verb != DECISION_ECHO)
        return error_set(error, ERR_USAGE, "'%.*s' is a report: %s is said of claims",
                         TEXT_ARGS(ids->items[0]), verb_words[verb]);
    for (size_t i = 0; i < ids->count; i++)
        for (size_t j = 0; j < i; j++)
            if (text_equals(ids->items[i], ids->items[j]))
                return error_set(error, ERR_USAGE, "'%.*s' is given twice", TEXT_ARGS(ids->items[i]));
    return STATUS_OK;
}

/* What is said of a published report may leave the base, what is said of a protected one never does. */
static Status check_classes(EvidenceRow *row, const Decision *decision)
{
    int64_t class = 0;
    for (size_t i = 0; i < decision->ids.count; i++) {
        evidence_row_begin(row, decision->is_of_reports ? REPORT_CLASS : CLAIM_CLASS);
        evidence_put_text(row, decision->ids.items[i]);
        int64_t found = evidence_row_run(row);
        if (row->status != STATUS_OK)
            return row->status;
        /* A claim that is added stands there only once this transaction is through. */
        if (found == 0 && decision->verb == DECISION_ADD)
            continue;
        if (found == 0)
            return error_set(row->error, ERR_USAGE, "no %s of this base has the id '%.*s'",
                             decision->is_of_reports ? "report" : "claim", TEXT_ARGS(decision->ids.items[i]));
        if (class != 0 && found != class)
            return error_set(
                row->error, ERR_USAGE,
                "some of these are of protected reports and some of published ones: decide on them "
                "apart");
        class = found;
    }
    return STATUS_OK;
}

static Status check_undo(EvidenceRow *row, const Decision *decision)
{
    Decisions decisions;
    Status status = evidence_load_decisions(row, DAY_NONE, &decisions);
    if (status != STATUS_OK)
        return status;
    const Decision *undone = find_number(&decisions, decision->undoes);
    if (!undone)
        return error_set(row->error, ERR_USAGE,
                         "no decision of this base has the number %lld: hearsay decide --list",
                         (long long)decision->undoes);
    if (undone->is_undone)
        return error_set(row->error, ERR_USAGE, "decision %lld is undone already",
                         (long long)decision->undoes);
    return STATUS_OK;
}

static void add_decision(EvidenceRow *row, Decision *decision)
{
    evidence_row_begin(row, ADD_DECISION);
    evidence_put_text(row, text_from(verb_words[decision->verb]));
    evidence_put_text(row, decision->handle);
    evidence_put_day(row, decision->day);
    evidence_put_words(row, decision->reason);
    if (decision->undoes != 0)
        evidence_put_integer(row, decision->undoes);
    else
        evidence_put_null(row);
    decision->number = evidence_row_run(row);
}

static void add_lists(EvidenceRow *row, const Decision *decision)
{
    for (size_t i = 0; i < decision->ids.count; i++) {
        evidence_row_begin(row, ADD_SUBJECT);
        evidence_put_integer(row, decision->number);
        evidence_put_integer(row, (int64_t)i);
        evidence_put_text(row, decision->is_of_reports ? TEXT("report") : TEXT("claim"));
        evidence_put_text(row, decision->ids.items[i]);
        evidence_row_run(row);
    }
    for (size_t i = 0; i < decision->field_count; i++) {
        evidence_row_begin(row, ADD_FIELD);
        evidence_put_integer(row, decision->number);
        evidence_put_integer(row, (int64_t)i);
        evidence_put_text(row, decision->fields[i].field);
        evidence_put_text(row, decision->fields[i].value);
        evidence_row_run(row);
    }
}

static Status keep_decision(EvidenceRow *row, Decision *decision)
{
    EvidenceSeal seal = evidence_seal_in(row->arena, evidence_decision_tables, evidence_decision_table_count);
    LogEntry entry = {.act = TEXT("decide"), .day = decision->day, .handle = decision->handle};
    row->seal = &seal;
    add_decision(row, decision);
    add_lists(row, decision);
    evidence_log_seal(row, &seal, LOG_SUBJECT_DECISION, decision->number, TEXT_EMPTY, false, true, &entry);
    row->seal = NULL;
    return row->status;
}

/* The changes were made with all decisions that stand, before the transaction began. */
static Status check_seen(EvidenceRow *row, const ClaimChanges *changes)
{
    evidence_row_begin(row, LAST_DECISION);
    if (evidence_row_run(row) == changes->seen || row->status != STATUS_OK)
        return row->status;
    return error_set(row->error, ERR_STORE,
                     "another program kept a decision at the same time: run the same again");
}

typedef LIST_OF(int64_t) NumberList;

static void add_number(Arena *arena, NumberList *list, int64_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return;
    *LIST_ADD(arena, list) = number;
}

/* Each report is sealed anew, once. */
static Status change_claims(EvidenceRow *row, const Decision *decision, const ClaimChanges *changes)
{
    NumberList reports = {0};
    LogEntry entry = {.act = TEXT("change"), .day = decision->day, .handle = decision->handle};
    Status status = STATUS_OK;
    for (size_t i = 0; i < changes->version_count && status == STATUS_OK; i++) {
        int64_t report = 0;
        status = evidence_supersede(row, &changes->versions[i], decision->number, decision->day, &report);
        add_number(row->arena, &reports, report);
    }
    for (size_t i = 0; i < changes->withdrawn.count && status == STATUS_OK; i++) {
        int64_t report = 0;
        status = evidence_withdraw(row, changes->withdrawn.items[i], decision->day, &report);
        add_number(row->arena, &reports, report);
    }
    for (size_t i = 0; i < reports.count && status == STATUS_OK; i++)
        status = evidence_log_report(row->evidence, row->arena, reports.items[i], &entry, row->error);
    return status;
}

Status evidence_decide(Evidence *evidence, Arena *arena, Decision *decision, const ClaimChanges *changes,
                       Error *error)
{
    evidence_settle(evidence);
    Status status = check_words(decision, error);
    if (status == STATUS_OK)
        status = check_ids(decision, error);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, arena, error);
    status = evidence->functions->begin(evidence->store, error);
    evidence_forget_places(evidence);
    /* Within the transaction, so that of two programs that undo it at once the second is refused. */
    if (status == STATUS_OK && decision->verb == DECISION_UNDO)
        status = check_undo(&row, decision);
    if (status == STATUS_OK)
        status = check_classes(&row, decision);
    if (status == STATUS_OK && changes)
        status = check_seen(&row, changes);
    if (status == STATUS_OK)
        status = keep_decision(&row, decision);
    if (status == STATUS_OK && changes)
        status = change_claims(&row, decision, changes);
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, error);
    evidence_settle(evidence);
    return status;
}
