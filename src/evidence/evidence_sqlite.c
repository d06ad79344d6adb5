#include "evidence/evidence_sqlite.h"

#include <errno.h>

/* The machine's reasons; what is left of them is in errno as SQLite kept it. */
static Status machine_error(const EvidenceStore *store, int result, Error *error)
{
    int reason = sqlite3_system_errno(store->database);
    if (result == SQLITE_FULL || reason == ENOSPC || reason == EDQUOT)
        return error_at(error, ERR_SYSTEM, store->location, 0,
                        "no space is left for the base: free some and run the same again; nothing is half "
                        "written, and what was read before stays");
    if (result == SQLITE_NOMEM)
        return error_at(error, ERR_SYSTEM, store->location, 0, "out of memory in the base");
    if (reason != 0)
        return error_at(error, ERR_SYSTEM, store->location, 0, "could not use the base: %s",
                        strerror(reason));
    return error_at(error, ERR_SYSTEM, store->location, 0,
                    "could not use the base (%s): see that the file and its folder may be used",
                    sqlite3_errmsg(store->database));
}

Status evidence_sqlite_error(const EvidenceStore *store, int result, Error *error)
{
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_at(error, ERR_STORE, store->location, 0,
                        "another program has been writing to the base for more than %d seconds: run the same "
                        "again when it is done",
                        store->wait_milliseconds / 1000);
    case SQLITE_NOTADB:
        return error_at(error, ERR_STORE, store->location, 0,
                        "is no hearsay base: name another file with --base");
    case SQLITE_CORRUPT:
        return error_at(error, ERR_STORE, store->location, 0,
                        "the base is damaged: use a copy of it, or read the reports into a new one");
    case SQLITE_READONLY:
        return error_at(error, ERR_SYSTEM, store->location, 0,
                        "the base cannot be written: see that the file, its folder and the disk may be "
                        "written");
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_PERM:
        return machine_error(store, result & 0xff, error);
    case SQLITE_TOOBIG:
        return error_at(error, ERR_LIMIT, store->location, 0, "a text is larger than the base can hold");
    default:
        /* Messages of SQLite name columns, never what stands in them. */
        return error_at(error, ERR_STORE, store->location, 0, "the base refuses: %s",
                        sqlite3_errmsg(store->database));
    }
}

void evidence_sqlite_close(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_finalize(store->statements[i].prepared);
    store->statement_count = 0;
    sqlite3_close(store->database);
    store->database = NULL;
}

static Text location(const EvidenceStore *store) { return store->location; }

static void rest(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_reset(store->statements[i].prepared);
}

static void settle(EvidenceStore *store)
{
    rest(store);
    if (!sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

static Status run(EvidenceStore *store, const char *sql, Error *error)
{
    int result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? STATUS_OK : evidence_sqlite_error(store, result, error);
}

static Status begin(EvidenceStore *store, Error *error) { return run(store, "BEGIN IMMEDIATE", error); }

static Status begin_reading(EvidenceStore *store, Error *error) { return run(store, "BEGIN", error); }

static Status commit(EvidenceStore *store, Error *error) { return run(store, "COMMIT", error); }

static Status prepare(EvidenceStore *store, const char *sql, EvidenceStatement **out, Error *error)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        EvidenceStatement *statement = &store->statements[i];
        if (statement->sql != sql)
            continue;
        sqlite3_reset(statement->prepared);
        sqlite3_clear_bindings(statement->prepared);
        statement->bind_result = SQLITE_OK;
        *out = statement;
        return STATUS_OK;
    }
    if (store->statement_count == SQLITE_STATEMENTS)
        return error_at(error, ERR_LIMIT, store->location, 0, "more statements than the store keeps");
    sqlite3_stmt *prepared = NULL;
    int result = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
    if (result != SQLITE_OK)
        return evidence_sqlite_error(store, result, error);
    EvidenceStatement *statement = &store->statements[store->statement_count++];
    *statement = (EvidenceStatement){.store = store, .sql = sql, .prepared = prepared};
    *out = statement;
    return STATUS_OK;
}

static void keep_result(EvidenceStatement *statement, int result)
{
    if (statement->bind_result == SQLITE_OK)
        statement->bind_result = result;
}

static void bind_integer(EvidenceStatement *statement, int parameter, int64_t value)
{
    keep_result(statement, sqlite3_bind_int64(statement->prepared, parameter, value));
}

static void bind_real(EvidenceStatement *statement, int parameter, double value)
{
    keep_result(statement, sqlite3_bind_double(statement->prepared, parameter, value));
}

static void bind_text(EvidenceStatement *statement, int parameter, Text value)
{
    const char *bytes = value.bytes ? value.bytes : "";
    keep_result(statement, sqlite3_bind_text64(statement->prepared, parameter, bytes, value.length,
                                               SQLITE_STATIC, SQLITE_UTF8));
}

static Status step(EvidenceStatement *statement, bool *out_row, Error *error)
{
    *out_row = false;
    if (statement->bind_result != SQLITE_OK)
        return evidence_sqlite_error(statement->store, statement->bind_result, error);
    int result = sqlite3_step(statement->prepared);
    if (result == SQLITE_ROW) {
        *out_row = true;
        return STATUS_OK;
    }
    Status status =
        result == SQLITE_DONE ? STATUS_OK : evidence_sqlite_error(statement->store, result, error);
    sqlite3_reset(statement->prepared);
    return status;
}

static bool is_null(EvidenceStatement *statement, int column)
{
    return sqlite3_column_type(statement->prepared, column) == SQLITE_NULL;
}

static ValueKind kind(EvidenceStatement *statement, int column)
{
    switch (sqlite3_column_type(statement->prepared, column)) {
    case SQLITE_INTEGER:
        return VALUE_INTEGER;
    case SQLITE_FLOAT:
        return VALUE_REAL;
    case SQLITE_TEXT:
        return VALUE_TEXT;
    default:
        return VALUE_NULL;
    }
}

static int64_t integer(EvidenceStatement *statement, int column)
{
    if (sqlite3_column_type(statement->prepared, column) != SQLITE_INTEGER)
        return 0;
    return sqlite3_column_int64(statement->prepared, column);
}

static double real(EvidenceStatement *statement, int column)
{
    int type = sqlite3_column_type(statement->prepared, column);
    return type == SQLITE_FLOAT || type == SQLITE_INTEGER ? sqlite3_column_double(statement->prepared, column)
                                                          : 0;
}

static Text text(EvidenceStatement *statement, int column)
{
    if (sqlite3_column_type(statement->prepared, column) != SQLITE_TEXT)
        return TEXT_EMPTY;
    const void *bytes = sqlite3_column_text(statement->prepared, column);
    int length = sqlite3_column_bytes(statement->prepared, column);
    return bytes && length > 0 ? (Text){bytes, (size_t)length} : TEXT_EMPTY;
}

const EvidenceStoreFunctions evidence_sqlite = {
    .open = evidence_sqlite_open,
    .close = evidence_sqlite_close,
    .location = location,
    .settle = settle,
    .rest = rest,
    .begin = begin,
    .begin_reading = begin_reading,
    .commit = commit,
    .scrub = evidence_sqlite_scrub,
    .check = evidence_sqlite_check,
    .prepare = prepare,
    .bind_integer = bind_integer,
    .bind_real = bind_real,
    .bind_text = bind_text,
    .step = step,
    .is_null = is_null,
    .kind = kind,
    .integer = integer,
    .real = real,
    .text = text,
};
