#include "evidence/evidence_log.h"

#include <inttypes.h>
#include <sodium.h>

static const char FIND_STATE[] = "SELECT salt, size FROM log_state WHERE number = 1";
static const char ADD_STATE[] =
    "INSERT INTO log_state (number, origin, salt, size, peaks) VALUES (1, $1, $2, 0, '')";
/* The row is the lock that keeps two writers from one number. */
static const char NEXT_NUMBER[] =
    "UPDATE log_state SET size = size + 1 WHERE number = 1 RETURNING size, peaks";
static const char SET_PEAKS[] = "UPDATE log_state SET peaks = $1 WHERE number = 1";
static const char ADD_ENTRY[] =
    "INSERT INTO journal (number, act, day, digest, follows, handle, reason, leaf)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
static const char FIND_SEAL[] = "SELECT entry FROM seal WHERE subject = $1 AND number = $2";
static const char ADD_SEAL[] =
    "INSERT INTO seal (subject, number, entry, id, original, tables, claims) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7)"
    " ON CONFLICT (subject, number) DO UPDATE SET entry = excluded.entry, id = excluded.id,"
    " original = excluded.original, tables = excluded.tables, claims = excluded.claims";
static const char FIND_ORIGINAL[] =
    "SELECT r.id, s.original FROM report r LEFT JOIN seal s ON s.subject = 'report' AND s.number = r.number"
    " WHERE r.number = $1";
static const char COUNT_LOG[] = "SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM log_state)";
static const char NEXT_DECISION[] = "SELECT number FROM decision WHERE number > $1 ORDER BY number LIMIT 1";
static const char NEXT_REPORT[] =
    "SELECT number, id, sha256, is_protected FROM report WHERE number > $1 ORDER BY number LIMIT 1";

static bool is_line(Text text, size_t most)
{
    return text.length <= most && text_find_byte(text, '\n', 0) == SIZE_MAX &&
           text_find_byte(text, '\0', 0) == SIZE_MAX;
}

/* snprintf's way: what is written behind the room is counted, too. */
static void add_line(char out[LOG_LEAF_SIZE], size_t *length, const char *key, Text value)
{
    if (value.length == 0 || *length >= LOG_LEAF_SIZE)
        return;
    int added = snprintf(out + *length, LOG_LEAF_SIZE - *length, "%s %.*s\n", key, TEXT_ARGS(value));
    *length += added > 0 ? (size_t)added : LOG_LEAF_SIZE;
}

static Text write_number(int64_t value, char out[32])
{
    int length = snprintf(out, 32, "%" PRId64, value);
    return (Text){out, (size_t)length};
}

static Text write_day(Day day, char out[32])
{
    if (day <= DAY_PAST || day == DAY_FUTURE)
        return day == DAY_NONE ? TEXT_EMPTY : write_number(day, out);
    int year, month, day_of_month;
    day_to_civil(day, &year, &month, &day_of_month);
    int length = snprintf(out, 32, "%04d-%02d-%02d", year, month, day_of_month);
    return (Text){out, (size_t)length};
}

Text evidence_log_leaf(const LogEntry *entry, char out[LOG_LEAF_SIZE])
{
    char number[32], day[32];
    size_t length = 0;
    if (!is_line(entry->act, 32) || !is_line(entry->digest, 2 * DIGEST_SIZE) ||
        !is_line(entry->handle, LOG_MOST_HANDLE) || !is_line(entry->reason, LOG_MOST_REASON))
        return TEXT_EMPTY;
    add_line(out, &length, "act", entry->act);
    add_line(out, &length, "day", write_day(entry->day, day));
    add_line(out, &length, "digest", entry->digest);
    add_line(out, &length, "follows",
             entry->follows == 0 ? TEXT_EMPTY : write_number(entry->follows, number));
    add_line(out, &length, "handle", entry->handle);
    add_line(out, &length, "reason", entry->reason);
    return length < LOG_LEAF_SIZE ? (Text){out, length} : TEXT_EMPTY;
}

static void refuse(EvidenceRow *row, Status status, const char *message)
{
    if (row->status == STATUS_OK)
        row->status = error_at(row->error, status, row->evidence->location, 0, "%s", message);
}

static Text hex_of(const unsigned char digest[DIGEST_SIZE], char out[2 * DIGEST_SIZE + 1])
{
    sodium_bin2hex(out, 2 * DIGEST_SIZE + 1, digest, DIGEST_SIZE);
    return (Text){out, 2 * DIGEST_SIZE};
}

/* Takes the next number, and with it the tree as it stood before. */
static int64_t next_number(EvidenceRow *row, Merkle *tree)
{
    int64_t number = 0;
    bool is_whole = false;
    evidence_row_begin(row, NEXT_NUMBER);
    while (evidence_row_next(row)) {
        number = evidence_take_integer(row);
        /* Not copied to the arena: it is read before the next step. */
        Text peaks = row->evidence->functions->text(row->statement, row->next++);
        is_whole = number > 0 && evidence_merkle_read((uint64_t)number - 1, peaks, tree);
    }
    if (!is_whole)
        refuse(row, ERR_STORE,
               "the base was altered: the state of its log is no tree; hearsay verify says what stands");
    return number;
}

int64_t evidence_log_append(EvidenceRow *row, const LogEntry *entry)
{
    char bytes[LOG_LEAF_SIZE], leaf_hex[2 * DIGEST_SIZE + 1], peaks[MERKLE_TEXT_SIZE];
    unsigned char leaf[DIGEST_SIZE];
    Text text = evidence_log_leaf(entry, bytes);
    if (text.length == 0)
        refuse(row, ERR_USAGE, "a handle has at most 128 bytes, a reason 64, and both are of one line");
    Merkle tree = {0};
    int64_t number = next_number(row, &tree);
    if (row->status != STATUS_OK)
        return 0;
    evidence_merkle_leaf(text, leaf);
    evidence_row_begin(row, ADD_ENTRY);
    evidence_put_integer(row, number);
    evidence_put_text(row, entry->act);
    evidence_put_day(row, entry->day);
    evidence_put_text(row, entry->digest);
    if (entry->follows != 0)
        evidence_put_integer(row, entry->follows);
    else
        evidence_put_null(row);
    evidence_put_text(row, entry->handle);
    evidence_put_text(row, entry->reason);
    evidence_put_text(row, hex_of(leaf, leaf_hex));
    evidence_row_run(row);
    evidence_merkle_add(&tree, leaf);
    evidence_row_begin(row, SET_PEAKS);
    evidence_put_words(row, evidence_merkle_write(&tree, peaks));
    evidence_row_run(row);
    return row->status == STATUS_OK ? number : 0;
}

static int64_t find_seal(EvidenceRow *row, Text subject, int64_t number)
{
    evidence_row_begin(row, FIND_SEAL);
    evidence_put_text(row, subject);
    evidence_put_integer(row, number);
    return evidence_row_run(row);
}

void evidence_log_seal(EvidenceRow *row, EvidenceSeal *seal, Text subject, int64_t number, Text id,
                       bool has_original, bool is_new, const LogEntry *given)
{
    unsigned char digest[DIGEST_SIZE];
    char hex[2 * DIGEST_SIZE + 1];
    LogEntry entry = *given;
    row->seal = NULL;
    evidence_seal_end(seal, 0);
    evidence_seal_digest(seal, row->evidence->salt, has_original, digest);
    entry.digest = hex_of(digest, hex);
    entry.follows = is_new ? 0 : find_seal(row, subject, number);
    int64_t added = evidence_log_append(row, &entry);
    if (row->status != STATUS_OK)
        return;
    Text tables = evidence_seal_tables(seal);
    Text claims = evidence_seal_claims(seal);
    evidence_row_begin(row, ADD_SEAL);
    evidence_put_text(row, subject);
    evidence_put_integer(row, number);
    evidence_put_integer(row, added);
    evidence_put_text(row, id);
    evidence_put_integer(row, has_original);
    evidence_put_words(row, tables);
    evidence_put_words(row, claims);
    evidence_row_run(row);
}

/* One row as the store gives it; what stands in a column that is of another type counts as its type's
 * nothing. */
static void take_row(EvidenceRow *row, EvidenceSeal *seal, size_t table)
{
    const EvidenceStoreFunctions *functions = row->evidence->functions;
    const char *types = seal->tables[table].types;
    int column = 0;
    evidence_seal_begin_table(seal, table);
    for (; types[column]; column++)
        if (functions->is_null(row->statement, column))
            evidence_seal_null(seal);
        else if (types[column] == 'i')
            evidence_seal_integer(seal, functions->integer(row->statement, column));
        else if (types[column] == 'r')
            evidence_seal_real(seal, functions->real(row->statement, column));
        else
            evidence_seal_text(seal, functions->text(row->statement, column));
    evidence_seal_end(seal, seal->tables[table].is_claim ? functions->integer(row->statement, column) : 0);
}

void evidence_log_take(EvidenceRow *row, EvidenceSeal *seal, int64_t subject)
{
    evidence_seal_clear(seal);
    for (size_t i = 0; i < seal->table_count && row->status == STATUS_OK; i++) {
        evidence_row_begin(row, seal->tables[i].find);
        evidence_put_integer(row, subject);
        while (evidence_row_next(row))
            take_row(row, seal, i);
    }
}

Status evidence_log_report(Evidence *evidence, Arena *arena, int64_t report, const LogEntry *entry,
                           Error *error)
{
    EvidenceRow row = evidence_row(evidence, arena, error);
    Text id = TEXT_EMPTY;
    bool has_original = false;
    evidence_row_begin(&row, FIND_ORIGINAL);
    evidence_put_integer(&row, report);
    while (evidence_row_next(&row)) {
        id = evidence_take_text(&row);
        has_original = evidence_take_bool(&row);
    }
    EvidenceSeal seal = evidence_seal_in(arena, evidence_report_tables, evidence_report_table_count);
    evidence_log_take(&row, &seal, report);
    evidence_log_seal(&row, &seal, LOG_SUBJECT_REPORT, report, id, has_original, false, entry);
    return row.status;
}

Status evidence_log_lineage(Evidence *evidence, Arena *arena, const LogEntry *entry, Error *error)
{
    EvidenceRow row = evidence_row(evidence, arena, error);
    EvidenceSeal seal = evidence_seal_in(arena, evidence_lineage_tables, evidence_lineage_table_count);
    evidence_log_take(&row, &seal, 0);
    evidence_log_seal(&row, &seal, LOG_SUBJECT_LINEAGE, 0, TEXT_EMPTY, false, false, entry);
    return row.status;
}

/* ---- the beginning ---- */

static bool read_salt(Text hex, unsigned char out[SALT_SIZE])
{
    size_t got = 0;
    const char *end = NULL;
    return hex.length == 2 * SALT_SIZE &&
           sodium_hex2bin(out, SALT_SIZE, hex.bytes, hex.length, NULL, &got, &end) == 0 && got == SALT_SIZE;
}

Status evidence_log_read_state(Evidence *evidence, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence->has_log = false;
    evidence_row_begin(&row, FIND_STATE);
    while (evidence_row_next(&row))
        evidence->has_log = read_salt(evidence_take_text(&row), evidence->salt);
    return row.status;
}

Text evidence_log_origin(const unsigned char salt[SALT_SIZE], char out[LOG_ORIGIN_SIZE])
{
    unsigned char digest[DIGEST_SIZE];
    char hex[2 * DIGEST_SIZE + 1];
    Digest state;
    digest_init(&state);
    digest_update(&state, (Text){(const char *)salt, SALT_SIZE});
    digest_finish(&state, digest);
    hex_of(digest, hex);
    int length = snprintf(out, LOG_ORIGIN_SIZE, "hearsay/%.16s", hex);
    return (Text){out, (size_t)length};
}

static void add_state(EvidenceRow *row)
{
    char origin[LOG_ORIGIN_SIZE], hex[2 * DIGEST_SIZE + 1];
    randombytes_buf(row->evidence->salt, SALT_SIZE);
    evidence_row_begin(row, ADD_STATE);
    evidence_put_text(row, evidence_log_origin(row->evidence->salt, origin));
    evidence_put_text(row, hex_of(row->evidence->salt, hex));
    evidence_row_run(row);
}

/* A report that entered before there was a log: its original is kept if it lies there today. */
static int64_t cover_reports(EvidenceRow *row, Arena *arena, Day day)
{
    Evidence *evidence = row->evidence;
    EvidenceSeal seal = evidence_seal_in(arena, evidence_report_tables, evidence_report_table_count);
    LogEntry entry = {.act = TEXT("cover"), .day = day};
    Buffer id = buffer_in(arena);
    int64_t last = 0, number = 0;
    do {
        bool has_original = false;
        number = 0;
        evidence_row_begin(row, NEXT_REPORT);
        evidence_put_integer(row, last);
        while (evidence_row_next(row)) {
            number = evidence_take_integer(row);
            buffer_clear(&id);
            buffer_add(&id, evidence_take_text(row));
            Text sha256 = evidence_take_text(row);
            has_original = !evidence_take_bool(row) && evidence_blob_stands(evidence->files, sha256);
        }
        if (number > last) {
            evidence_log_take(row, &seal, number);
            evidence_log_seal(row, &seal, LOG_SUBJECT_REPORT, number, buffer_text(&id), has_original, true,
                              &entry);
            last = number;
        }
    } while (number == last && number != 0 && row->status == STATUS_OK);
    return last;
}

static void cover_decisions(EvidenceRow *row, Arena *arena, Day day)
{
    EvidenceSeal seal = evidence_seal_in(arena, evidence_decision_tables, evidence_decision_table_count);
    LogEntry entry = {.act = TEXT("cover"), .day = day};
    int64_t last = 0;
    for (;;) {
        evidence_row_begin(row, NEXT_DECISION);
        evidence_put_integer(row, last);
        int64_t number = evidence_row_run(row);
        if (number <= last || row->status != STATUS_OK)
            return;
        evidence_log_take(row, &seal, number);
        evidence_log_seal(row, &seal, LOG_SUBJECT_DECISION, number, TEXT_EMPTY, false, true, &entry);
        last = number;
    }
}

static void add_log(EvidenceRow *row, Arena *arena, Day day)
{
    evidence_row_begin(row, COUNT_LOG);
    if (evidence_row_run(row) != 0)
        refuse(row, ERR_STORE,
               "the base was altered: its log has lost its state; hearsay verify says what stands");
    add_state(row);
    if (cover_reports(row, arena, day) == 0 || row->status != STATUS_OK)
        return;
    cover_decisions(row, arena, day);
    LogEntry entry = {.act = TEXT("trace"), .day = day};
    if (row->status == STATUS_OK)
        row->status = evidence_log_lineage(row->evidence, arena, &entry, row->error);
}

static Status begin_log(Evidence *evidence, Arena *arena, Day day, Error *error)
{
    Status status = evidence->functions->begin(evidence->store, error);
    /* Read again: another writer may have come first. */
    if (status == STATUS_OK)
        status = evidence_log_read_state(evidence, error);
    if (status == STATUS_OK && !evidence->has_log) {
        EvidenceRow row = evidence_row(evidence, NULL, error);
        add_log(&row, arena, day);
        status = row.status;
        evidence->has_log = status == STATUS_OK;
    }
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, error);
    evidence_settle(evidence);
    return status;
}

Status evidence_log_open(Evidence *evidence, Arena *arena, Day day, Error *error)
{
    if (sodium_init() < 0)
        return error_set(error, ERR_SYSTEM, "the system gives no random bytes");
    Status status = evidence_log_read_state(evidence, error);
    if (status == STATUS_OK && !evidence->has_log && evidence->may_write)
        status = begin_log(evidence, arena, day, error);
    return status;
}
