/* A report leaves the base for good: its rows, what was decided of it, its original, and the bytes of all of
 * them in the store's free pages and journals. The log keeps that it was. */
#include <inttypes.h>
#include <sodium.h>

#include "core/list.h"
#include "evidence/evidence_log.h"

static const char FIND_REPORT[] =
    "SELECT r.number, r.sha256, s.entry, s.original, (SELECT count(*) FROM claim c WHERE c.report = r.number)"
    " FROM report r LEFT JOIN seal s ON s.subject = 'report' AND s.number = r.number WHERE r.id = $1";
static const char FIND_DECISIONS[] =
    "SELECT DISTINCT d.number, s.entry, j.digest FROM decision_subject x JOIN decision d ON d.number = "
    "x.decision"
    " LEFT JOIN seal s ON s.subject = 'decision' AND s.number = d.number LEFT JOIN journal j ON j.number = "
    "s.entry"
    " WHERE x.id = $1 OR x.id IN (SELECT c.id FROM claim c WHERE c.report = $2) ORDER BY d.number";
/* What undoes a decision goes with it. */
static const char FIND_UNDOING[] = "SELECT d.number, s.entry, j.digest FROM decision d"
                                   " LEFT JOIN seal s ON s.subject = 'decision' AND s.number = d.number LEFT "
                                   "JOIN journal j ON j.number = s.entry"
                                   " WHERE d.undoes = $1";
static const char FIND_TOMBSTONE[] =
    "SELECT day FROM journal WHERE act = 'purge' AND digest = $1 ORDER BY number";
static const char ADD_PENDING[] = "INSERT INTO purge_pending (sha256) VALUES ($1)";
static const char FIND_PENDING[] = "SELECT number, sha256 FROM purge_pending ORDER BY number";
static const char COUNT_PENDING[] = "SELECT count(*) FROM purge_pending";
static const char FORGET_PENDING[] = "DELETE FROM purge_pending";

#define OF_CLAIMS  " WHERE claim IN (SELECT number FROM claim WHERE report = $1)"
#define OF_SOURCES " WHERE source IN (SELECT number FROM source WHERE report = $1)"
/* In an order in which nothing loses what it stands on; $1 is the report. */
static const char *const report_rows[] = {
    "DELETE FROM claim_role" OF_CLAIMS,
    "DELETE FROM claim_name" OF_CLAIMS,
    "DELETE FROM claim_words" OF_CLAIMS,
    "DELETE FROM claim_place" OF_CLAIMS,
    "DELETE FROM claim_evidence" OF_CLAIMS,
    "DELETE FROM claim_field" OF_CLAIMS,
    "DELETE FROM claim_way" OF_CLAIMS,
    "DELETE FROM claim_own" OF_CLAIMS,
    "DELETE FROM claim WHERE report = $1",
    "DELETE FROM source_maybe" OF_SOURCES,
    "DELETE FROM source_via" OF_SOURCES,
    "DELETE FROM source WHERE report = $1",
    "DELETE FROM report_note WHERE report = $1",
    "DELETE FROM report_place WHERE report = $1",
    "DELETE FROM unread WHERE report = $1",
    "DELETE FROM derivation WHERE report = $1 OR parent = $1",
    "DELETE FROM seal WHERE subject = 'report' AND number = $1",
    "DELETE FROM report WHERE number = $1",
};
static const char *const decision_rows[] = {
    "DELETE FROM decision_subject WHERE decision = $1",
    "DELETE FROM decision_field WHERE decision = $1",
    "DELETE FROM seal WHERE subject = 'decision' AND number = $1",
    "DELETE FROM decision WHERE number = $1",
};
/* What nothing leads to any more. */
static const char *const shared_rows[] = {
    ("DELETE FROM place WHERE NOT EXISTS (SELECT 1 FROM claim_place c WHERE c.place = place.number)"
     " AND NOT EXISTS (SELECT 1 FROM report_place r WHERE r.place = place.number)"),
    "DELETE FROM pack_kind WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.kind = pack_kind.kind)",
    "DELETE FROM lineage_state",
};

enum { ROWS_OF_REPORT = sizeof report_rows / sizeof *report_rows };

/* Keyed with the salt, so that the log tells nobody who has not the base what was purged. */
static Text tombstone_of(const Evidence *evidence, Text what, Text digest, char out[2 * DIGEST_SIZE + 1])
{
    unsigned char hash[DIGEST_SIZE];
    crypto_generichash_state state;
    crypto_generichash_init(&state, evidence->salt, SALT_SIZE, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)what.bytes, what.length);
    if (digest.length > 0)
        crypto_generichash_update(&state, (const unsigned char *)digest.bytes, digest.length);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(out, 2 * DIGEST_SIZE + 1, hash, sizeof hash);
    return (Text){out, 2 * DIGEST_SIZE};
}

#define TOMBSTONE_OF_REPORT   TEXT("hearsay purged report\n")
#define TOMBSTONE_OF_DECISION TEXT("hearsay purged decision\n")

Status evidence_find_purged(Evidence *evidence, Text sha256, bool *out, Day *out_day, Error *error)
{
    char hex[2 * DIGEST_SIZE + 1];
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    *out = false;
    *out_day = DAY_NONE;
    evidence_row_begin(&row, FIND_TOMBSTONE);
    evidence_put_text(&row, tombstone_of(evidence, TOMBSTONE_OF_REPORT, sha256, hex));
    while (evidence_row_next(&row)) {
        *out = true;
        *out_day = evidence_take_day(&row);
    }
    return row.status;
}

/* ---- what is to go ---- */

typedef struct Doomed {
    int64_t number, entry, claim_count;
    Text digest; /* of a report its bytes', of a decision its entry's */
    bool has_original;
} Doomed;
typedef LIST_OF(Doomed) DoomedList;

typedef struct Purge {
    Evidence *evidence;
    const EvidencePurge *given;
    EvidenceRow row;
    DoomedList reports, decisions;
    EvidencePurged *out;
    bool has_pending; /* of a purge that was interrupted */
} Purge;

static bool is_listed(const DoomedList *list, int64_t number)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].number == number)
            return true;
    return false;
}

static void take_decisions(Purge *purge)
{
    EvidenceRow *row = &purge->row;
    while (evidence_row_next(row)) {
        Doomed decision = {.number = evidence_take_integer(row), .entry = evidence_take_integer(row)};
        decision.digest = evidence_take_text(row);
        if (!is_listed(&purge->decisions, decision.number))
            *LIST_ADD(row->arena, &purge->decisions) = decision;
    }
}

static Status find_report(Purge *purge, Text id)
{
    EvidenceRow *row = &purge->row;
    Doomed report = {0};
    evidence_row_begin(row, FIND_REPORT);
    evidence_put_text(row, id);
    while (evidence_row_next(row)) {
        report.number = evidence_take_integer(row);
        report.digest = evidence_take_text(row);
        report.entry = evidence_take_integer(row);
        report.has_original = evidence_take_bool(row);
        report.claim_count = evidence_take_integer(row);
    }
    if (row->status != STATUS_OK || (report.number == 0 && purge->has_pending))
        return row->status; /* it went before the purge was interrupted */
    if (report.number == 0)
        return error_set(row->error, ERR_USAGE, "no report of this base has the id '%.*s'", TEXT_ARGS(id));
    bool is_lost = report.has_original && !evidence_blob_stands(purge->evidence->files, report.digest);
    if (is_lost && !purge->given->without_originals)
        return error_set(
            row->error, ERR_USAGE,
            "the original of '%.*s' is not in the folder of the originals: name the folder with --files, "
            "or say with --no-files that it is gone",
            TEXT_ARGS(id));
    if (!is_listed(&purge->reports, report.number))
        *LIST_ADD(row->arena, &purge->reports) = report;
    evidence_row_begin(row, FIND_DECISIONS);
    evidence_put_text(row, id);
    evidence_put_integer(row, report.number);
    take_decisions(purge);
    for (size_t i = 0; i < purge->decisions.count; i++) {
        evidence_row_begin(row, FIND_UNDOING);
        evidence_put_integer(row, purge->decisions.items[i].number);
        take_decisions(purge);
    }
    return row->status;
}

/* ---- its going ---- */

static void run_all(EvidenceRow *row, const char *const *statements, size_t count, int64_t number)
{
    for (size_t i = 0; i < count; i++) {
        evidence_row_begin(row, statements[i]);
        if (number != 0)
            evidence_put_integer(row, number);
        evidence_row_run(row);
    }
}

static void enter(Purge *purge, const Doomed *doomed, Text what)
{
    char hex[2 * DIGEST_SIZE + 1];
    LogEntry entry = {.act = TEXT("purge"),
                      .day = purge->given->day,
                      .digest = tombstone_of(purge->evidence, what, doomed->digest, hex),
                      .follows = doomed->entry,
                      .handle = purge->given->handle,
                      .reason = purge->given->reason};
    evidence_log_append(&purge->row, &entry);
}

/* Decisions go after the claims that they made, and the one that undoes before the one that is undone. */
static void remove_rows(Purge *purge)
{
    EvidenceRow *row = &purge->row;
    for (size_t i = 0; i < purge->reports.count; i++) {
        const Doomed *report = &purge->reports.items[i];
        run_all(row, report_rows, ROWS_OF_REPORT, report->number);
        enter(purge, report, TOMBSTONE_OF_REPORT);
        evidence_row_begin(row, ADD_PENDING);
        evidence_put_text(row, report->has_original ? report->digest : TEXT_EMPTY);
        evidence_row_run(row);
        purge->out->report_count++;
        purge->out->claim_count += report->claim_count;
    }
    int64_t below = INT64_MAX;
    for (size_t left = purge->decisions.count; left > 0; left--) {
        const Doomed *newest = NULL;
        for (size_t i = 0; i < purge->decisions.count; i++) {
            const Doomed *one = &purge->decisions.items[i];
            if (one->number < below && (!newest || one->number > newest->number))
                newest = one;
        }
        if (!newest)
            break;
        below = newest->number;
        run_all(row, decision_rows, sizeof decision_rows / sizeof *decision_rows, newest->number);
        enter(purge, newest, TOMBSTONE_OF_DECISION);
        purge->out->decision_count++;
    }
    run_all(row, shared_rows, sizeof shared_rows / sizeof *shared_rows, 0);
}

static Status purge_in_transaction(Purge *purge)
{
    EvidenceRow *row = &purge->row;
    evidence_row_begin(row, COUNT_PENDING);
    purge->has_pending = evidence_row_run(row) > 0;
    Status status = row->status;
    for (size_t i = 0; i < purge->given->ids.count && status == STATUS_OK; i++)
        status = find_report(purge, purge->given->ids.items[i]);
    if (status != STATUS_OK || purge->reports.count == 0)
        return status;
    remove_rows(purge);
    if (row->status != STATUS_OK)
        return row->status;
    LogEntry entry = {.act = TEXT("trace"), .day = purge->given->day};
    return evidence_log_lineage(purge->evidence, row->arena, &entry, row->error);
}

Status evidence_purge(Evidence *evidence, Arena *arena, const EvidencePurge *given, EvidencePurged *out,
                      Error *error)
{
    evidence_settle(evidence);
    *out = (EvidencePurged){0};
    Purge purge = {
        .evidence = evidence, .given = given, .row = evidence_row(evidence, arena, error), .out = out};
    if (!evidence->has_log)
        return error_at(error, ERR_STORE, evidence->location, 0,
                        "the base has no log: hearsay verify says what stands");
    Status status = evidence->functions->begin(evidence->store, error);
    if (status == STATUS_OK)
        status = purge_in_transaction(&purge);
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, error);
    evidence_settle(evidence);
    return status;
}

/* ---- what is left of it ---- */

Status evidence_scrub(Evidence *evidence, Arena *arena, EvidencePurged *out, Error *error)
{
    LIST_OF(Text) originals = {0};
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, arena, error);
    int64_t count = 0;
    evidence_row_begin(&row, FIND_PENDING);
    for (; evidence_row_next(&row); count++) {
        row.next = 1;
        Text sha256 = evidence_take_text(&row);
        if (sha256.length > 0)
            *LIST_ADD(arena, &originals) = sha256;
    }
    out->is_resumed = count > out->report_count;
    if (row.status != STATUS_OK || count == 0)
        return row.status;
    for (size_t i = 0; i < originals.count; i++) {
        bool is_removed = false, is_again = false;
        /* Read again since, or a row that somebody put there: the original is of a report that stands. */
        Status known = evidence_has(evidence, originals.items[i], &is_again, error);
        if (known != STATUS_OK)
            return known;
        if (is_again)
            continue;
        Status status = evidence_blob_remove(evidence->files, originals.items[i], &is_removed, error);
        if (status != STATUS_OK)
            return status;
        out->original_count += is_removed;
    }
    Status status = evidence->functions->scrub(evidence->store, error);
    if (status == STATUS_OK)
        status = evidence->functions->begin(evidence->store, error);
    if (status != STATUS_OK)
        return status;
    evidence_row_begin(&row, FORGET_PENDING);
    evidence_row_run(&row);
    status = row.status;
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, error);
    evidence_settle(evidence);
    return status;
}
