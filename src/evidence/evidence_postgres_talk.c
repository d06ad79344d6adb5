/* What is said to the server, what it answers, and what goes wrong between the two. */
#include "evidence/evidence_postgres.h"

enum { FORMAT_BINARY = 1 };

/* ---- errors ---- */

static Status gone(const EvidenceStore *store, Error *error)
{
    return error_at(
        error, ERR_SYSTEM, store->location, 0,
        "the server of the base went away: nothing is half written; run the same again when it is "
        "back");
}

/* Names the column or the constraint, never what stands in it. */
static Status refused(const EvidenceStore *store, const PGresult *result, const char *state, Error *error)
{
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (constraint || column)
        return error_at(error, ERR_STORE, store->location, 0, "the base refuses: %s is not kept",
                        constraint ? constraint : column);
    bool may_quote = strncmp(state, "22", 2) == 0 || !message;
    return error_at(error, ERR_STORE, store->location, 0, "the base refuses: %s",
                    may_quote ? "a value does not fit its column" : message);
}

typedef struct StateMessage {
    const char *state; /* SQLSTATE, or its first two signs for the class */
    Status status;
    const char *message;
} StateMessage;

static const StateMessage STATES[] = {
    {"53100", ERR_SYSTEM,
     "no space is left for the base: free some and run the same again; nothing is half written, and what was "
     "read before stays"},
    {"53300", ERR_SYSTEM, "the server has no connection left: run the same again later"},
    {"53", ERR_SYSTEM, "the server is short of memory or space: run the same again when it is not"},
    {"54", ERR_LIMIT, "a text is larger than the base can hold"},
    {"57014", ERR_SYSTEM, "the server cancelled the statement: see its statement_timeout"},
    {"57P", ERR_SYSTEM,
     "the server of the base went away: nothing is half written; run the same again when it is back"},
    {"58", ERR_SYSTEM, "the server could not use its disk: see its log"},
    {"42501", ERR_SYSTEM, "this user may not do that here: ask who keeps the server for the right"},
    {"25006", ERR_SYSTEM,
     "the base cannot be written: the server, or this user, may only read; name another user or server"},
    {"25P0", ERR_SYSTEM, "the server ended the transaction: run the same again"},
    {"40", ERR_SYSTEM, "another program was in the way: run the same again"},
    {"22021", ERR_FORMAT, "a text is no UTF-8 or holds a zero byte"},
    {"22P05", ERR_FORMAT, "a text is no UTF-8 or holds a zero byte"},
    {"3F000", ERR_STORE, "the base lacks its schema: it was altered by another program"},
    {"42P01", ERR_STORE, "the base lacks a table: it was altered by another program"},
    {"42703", ERR_STORE, "the base lacks a column: it was altered by another program"},
    {"XX001", ERR_STORE, "the base is damaged: use a copy of it, or read the reports into a new one"},
    {"XX002", ERR_STORE, "the base is damaged: use a copy of it, or read the reports into a new one"},
};

Status evidence_postgres_error(const EvidenceStore *store, const PGresult *result, Error *error)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (!state)
        return PQstatus(store->connection) == CONNECTION_BAD
                   ? gone(store, error)
                   : error_at(error, ERR_SYSTEM, store->location, 0, "out of memory in the base");
    if (strcmp(state, "55P03") == 0)
        return error_at(error, ERR_STORE, store->location, 0,
                        "another program has been writing to the base for more than %d seconds: run the same "
                        "again when it is done",
                        store->wait_milliseconds / 1000);
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strncmp(state, STATES[i].state, strlen(STATES[i].state)) == 0)
            return error_at(error, STATES[i].status, store->location, 0, "%s", STATES[i].message);
    return refused(store, result, state, error);
}

/* ---- the queue ---- */

void evidence_postgres_queue(EvidenceStore *store, int did_send)
{
    if (did_send)
        store->queued++;
    else
        store->is_unsent = true;
}

void evidence_postgres_queue_sql(EvidenceStore *store, const char *sql)
{
    evidence_postgres_queue(
        store, PQsendQueryParams(store->connection, sql, 0, NULL, NULL, NULL, NULL, FORMAT_BINARY));
}

static bool is_good(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* The next command's result, without the NULL that ends it. */
static PGresult *next_result(PGconn *connection)
{
    PGresult *result = PQgetResult(connection);
    PGresult *more = result ? PQgetResult(connection) : NULL;
    while (more) {
        PQclear(more);
        more = PQstatus(connection) == CONNECTION_BAD ? NULL : PQgetResult(connection);
    }
    return result;
}

/* Within a transaction that failed, everything fails: what is told is what it failed with. */
static Status keep_failure(EvidenceStore *store, Status status, Error *error)
{
    if (status == STATUS_OK || !error)
        return status;
    if (store->failure.status != STATUS_OK)
        *error = store->failure;
    else if (store->transaction != POSTGRES_NONE)
        store->failure = *error;
    return error->status;
}

Status evidence_postgres_collect(EvidenceStore *store, PGresult **out, Error *error)
{
    PGconn *connection = store->connection;
    PGresult *last = NULL;
    Status status = STATUS_OK;
    bool is_unsent = store->is_unsent;
    store->is_unsent = false;
    if (!connection || PQstatus(connection) == CONNECTION_BAD || !PQpipelineSync(connection)) {
        store->queued = 0;
        return gone(store, error);
    }
    for (; store->queued > 0; store->queued--) {
        PQclear(last);
        last = next_result(connection);
        if (status == STATUS_OK && !is_good(last))
            status = evidence_postgres_error(store, last, error);
        if (!last)
            break;
    }
    store->queued = 0;
    if (PQstatus(connection) != CONNECTION_BAD)
        PQclear(PQgetResult(connection)); /* the end of the pipeline */
    if (status == STATUS_OK && (is_unsent || PQstatus(connection) == CONNECTION_BAD))
        status = evidence_postgres_error(store, NULL, error);
    if (status == STATUS_OK && out) {
        *out = last;
        return STATUS_OK;
    }
    PQclear(last);
    return keep_failure(store, status, error);
}

/* ---- transactions ---- */

static void forget_rows(EvidenceStatement *statement)
{
    PQclear(statement->result);
    statement->result = NULL;
    statement->has_cursor = false;
    statement->rows = ROWS_DONE;
}

void evidence_postgres_end_rows(EvidenceStatement *statement)
{
    char sql[32];
    snprintf(sql, sizeof sql, "CLOSE c%s", statement->name);
    if (statement->has_cursor)
        evidence_postgres_queue_sql(statement->store, sql);
    forget_rows(statement);
}

void evidence_postgres_rest(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        evidence_postgres_end_rows(&store->statements[i]);
}

void evidence_postgres_settle(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        forget_rows(&store->statements[i]);
    if (!store->connection || (store->transaction == POSTGRES_NONE && store->queued == 0))
        return;
    Error ignored = {0};
    Status status = STATUS_OK;
    if (store->queued > 0)
        status = evidence_postgres_collect(store, NULL, &ignored);
    /* Whatever was refused before it: the rollback is a command of its own. */
    if (store->transaction != POSTGRES_NONE && PQstatus(store->connection) != CONNECTION_BAD) {
        evidence_postgres_queue_sql(store, "ROLLBACK");
        status = evidence_postgres_collect(store, NULL, &ignored);
    }
    (void)status;
    store->transaction = POSTGRES_NONE;
    error_clear(&store->failure);
}

void evidence_postgres_queue_begin(EvidenceStore *store)
{
    char wait[64];
    char lock[64];
    snprintf(wait, sizeof wait, "SET LOCAL lock_timeout = %d", store->wait_milliseconds);
    snprintf(lock, sizeof lock, "SELECT pg_advisory_xact_lock(%d)", EVIDENCE_APPLICATION_ID);
    store->transaction = POSTGRES_WRITING;
    evidence_postgres_queue_sql(store, "BEGIN ISOLATION LEVEL READ COMMITTED");
    evidence_postgres_queue_sql(store, wait);
    evidence_postgres_queue_sql(store, lock);
}

Status evidence_postgres_begin(EvidenceStore *store, Error *error)
{
    evidence_postgres_queue_begin(store);
    return evidence_postgres_collect(store, NULL, error);
}

Status evidence_postgres_begin_reading(EvidenceStore *store, Error *error)
{
    if (PQstatus(store->connection) == CONNECTION_BAD)
        return gone(store, error);
    store->transaction = POSTGRES_READING; /* goes with the first statement */
    evidence_postgres_queue_sql(store, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return STATUS_OK;
}

Status evidence_postgres_commit(EvidenceStore *store, Error *error)
{
    PGresult *result = NULL;
    evidence_postgres_queue_sql(store, "COMMIT");
    Status status = evidence_postgres_collect(store, &result, error);
    if (status != STATUS_OK)
        return status;
    /* COMMIT of a transaction that failed before says so in its tag alone. */
    bool is_kept = strcmp(PQcmdStatus(result), "COMMIT") == 0;
    PQclear(result);
    store->transaction = POSTGRES_NONE;
    return is_kept ? STATUS_OK
                   : error_at(error, ERR_STORE, store->location, 0, "the base refuses: nothing was written");
}
