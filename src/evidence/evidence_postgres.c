#include "evidence/evidence_postgres.h"

/* Types of columns and parameters, by PostgreSQL's numbers, which never change. */
enum {
    TYPE_BOOL = 16,
    TYPE_CHAR = 18,
    TYPE_NAME = 19,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
    TYPE_OID = 26,
    TYPE_FLOAT8 = 701,
    TYPE_UNKNOWN = 705,
    TYPE_VARCHAR = 1043,
    TYPE_NUMERIC = 1700
};
enum { BATCH_ROWS = 200, FORMAT_TEXT = 0, FORMAT_BINARY = 1, COMMAND_SIZE = 16384 };

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

static Text location(const EvidenceStore *store) { return store->location; }

static void forget_rows(EvidenceStatement *statement)
{
    PQclear(statement->result);
    statement->result = NULL;
    statement->has_cursor = false;
    statement->rows = ROWS_DONE;
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

static Status begin(EvidenceStore *store, Error *error)
{
    evidence_postgres_queue_begin(store);
    return evidence_postgres_collect(store, NULL, error);
}

static Status begin_reading(EvidenceStore *store, Error *error)
{
    if (PQstatus(store->connection) == CONNECTION_BAD)
        return gone(store, error);
    store->transaction = POSTGRES_READING; /* goes with the first statement */
    evidence_postgres_queue_sql(store, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return STATUS_OK;
}

static Status commit(EvidenceStore *store, Error *error)
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

/* ---- statements ---- */

static EvidenceStatement *find_statement(EvidenceStore *store, const char *sql)
{
    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].sql == sql)
            return &store->statements[i];
    return NULL;
}

static Status make_statement(EvidenceStore *store, const char *sql, EvidenceStatement **out, Error *error)
{
    if (store->statement_count == POSTGRES_STATEMENTS)
        return error_at(error, ERR_LIMIT, store->location, 0, "more statements than the store keeps");
    EvidenceStatement *statement = &store->statements[store->statement_count];
    /* A name is never used again, for one whose making failed may stand on the server all the same. */
    snprintf(statement->name, sizeof statement->name, "s%d", store->name_count++);
    PGresult *described = NULL;
    evidence_postgres_queue(store, PQsendPrepare(store->connection, statement->name, sql, 0, NULL));
    evidence_postgres_queue(store, PQsendDescribePrepared(store->connection, statement->name));
    Status status = evidence_postgres_collect(store, &described, error);
    if (status != STATUS_OK)
        return status;
    int count = PQnparams(described);
    statement->store = store;
    statement->sql = sql;
    statement->parameter_count = count < POSTGRES_PARAMETERS ? count : POSTGRES_PARAMETERS;
    statement->gives_rows = PQnfields(described) > 0;
    for (int i = 0; i < statement->parameter_count; i++)
        statement->types[i] = PQparamtype(described, i);
    PQclear(described);
    if (count > POSTGRES_PARAMETERS)
        return error_at(error, ERR_LIMIT, store->location, 0, "more parameters than a statement takes");
    store->statement_count++;
    *out = statement;
    return STATUS_OK;
}

static void close_cursor(EvidenceStatement *statement)
{
    char sql[32];
    snprintf(sql, sizeof sql, "CLOSE c%s", statement->name);
    if (statement->has_cursor)
        evidence_postgres_queue_sql(statement->store, sql);
    statement->has_cursor = false;
}

static void rest(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        close_cursor(&store->statements[i]);
        forget_rows(&store->statements[i]);
    }
}

static Status prepare(EvidenceStore *store, const char *sql, EvidenceStatement **out, Error *error)
{
    EvidenceStatement *statement = find_statement(store, sql);
    if (!statement) {
        Status status = make_statement(store, sql, &statement, error);
        if (status != STATUS_OK)
            return status;
    }
    close_cursor(statement);
    forget_rows(statement);
    statement->rows = ROWS_NOT_YET;
    statement->is_refused = false;
    for (int i = 0; i < statement->parameter_count; i++)
        statement->values[i] = NULL;
    *out = statement;
    return STATUS_OK;
}

/* ---- parameters ---- */

static void put_bytes(EvidenceStatement *statement, int parameter, const char *bytes, int length, int format)
{
    statement->values[parameter] = bytes;
    statement->lengths[parameter] = length;
    statement->formats[parameter] = format;
}

/* A number as the server takes it: its first byte is the highest. */
static void put_number(EvidenceStatement *statement, int parameter, uint64_t value, int length)
{
    char *bytes = statement->digits[parameter];
    for (int i = length - 1; i >= 0; i--, value >>= 8)
        bytes[i] = (char)(value & 0xff);
    put_bytes(statement, parameter, bytes, length, FORMAT_BINARY);
}

static void put_real(EvidenceStatement *statement, int parameter, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_number(statement, parameter, bits, 8);
}

/* 0-based; -1, and a refusal, where the statement has no such parameter. */
static int place_of(EvidenceStatement *statement, int parameter)
{
    bool is_there = parameter >= 1 && parameter <= statement->parameter_count;
    statement->is_refused = statement->is_refused || !is_there;
    return is_there ? parameter - 1 : -1;
}

static void bind_integer(EvidenceStatement *statement, int parameter, int64_t value)
{
    int at = place_of(statement, parameter);
    if (at < 0)
        return;
    Oid type = statement->types[at];
    bool fits = (type != TYPE_INT4 || (value >= INT32_MIN && value <= INT32_MAX)) &&
                (type != TYPE_INT2 || (value >= INT16_MIN && value <= INT16_MAX));
    statement->is_refused = statement->is_refused || !fits;
    if (type == TYPE_INT8) {
        put_number(statement, at, (uint64_t)value, 8);
    } else if (type == TYPE_INT4) {
        put_number(statement, at, (uint64_t)value, 4);
    } else if (type == TYPE_INT2) {
        put_number(statement, at, (uint64_t)value, 2);
    } else if (type == TYPE_FLOAT8) {
        put_real(statement, at, (double)value);
    } else {
        int length = snprintf(statement->digits[at], POSTGRES_DIGITS, "%lld", (long long)value);
        put_bytes(statement, at, statement->digits[at], length, FORMAT_TEXT);
    }
}

static void bind_real(EvidenceStatement *statement, int parameter, double value)
{
    int at = place_of(statement, parameter);
    if (at < 0)
        return;
    if (statement->types[at] == TYPE_FLOAT8)
        put_real(statement, at, value);
    else if (value >= -9007199254740992.0 && value <= 9007199254740992.0 && value == (double)(int64_t)value)
        bind_integer(statement, parameter, (int64_t)value);
    else
        statement->is_refused = true;
}

static void bind_text(EvidenceStatement *statement, int parameter, Text value)
{
    int at = place_of(statement, parameter);
    if (at < 0)
        return;
    statement->is_refused = statement->is_refused || value.length > INT32_MAX;
    put_bytes(statement, at, value.bytes ? value.bytes : "", (int)value.length, FORMAT_BINARY);
}

/* ---- rows ---- */

static void queue_statement(EvidenceStatement *statement)
{
    PGconn *connection = statement->store->connection;
    evidence_postgres_queue(statement->store,
                            PQsendQueryPrepared(connection, statement->name, statement->parameter_count,
                                                statement->values, statement->lengths, statement->formats,
                                                FORMAT_BINARY));
}

/* Whether another statement's rows are still on their way, so that this one is asked for each of them. */
static bool is_inner(const EvidenceStatement *statement)
{
    const EvidenceStore *store = statement->store;
    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].rows == ROWS_BATCH || store->statements[i].rows == ROWS_WHOLE)
            return true;
    return false;
}

static void queue_fetch(EvidenceStatement *statement)
{
    char sql[64];
    snprintf(sql, sizeof sql, "FETCH FORWARD %d FROM c%s", BATCH_ROWS, statement->name);
    evidence_postgres_queue_sql(statement->store, sql);
}

/* A question's own rows, of which there may be a million, are fetched in batches; the few that each of them
 * asks for come whole. */
static bool queue_cursor(EvidenceStatement *statement)
{
    char sql[COMMAND_SIZE];
    EvidenceStore *store = statement->store;
    bool may_be_large = store->transaction == POSTGRES_READING && !is_inner(statement) &&
                        strncmp(statement->sql, "SELECT ", 7) == 0;
    int length =
        snprintf(sql, sizeof sql, "DECLARE c%s NO SCROLL CURSOR FOR %s", statement->name, statement->sql);
    if (!may_be_large || length < 0 || length >= (int)sizeof sql)
        return false;
    evidence_postgres_queue(store, PQsendQueryParams(store->connection, sql, statement->parameter_count,
                                                     statement->types, statement->values, statement->lengths,
                                                     statement->formats, FORMAT_BINARY));
    queue_fetch(statement);
    return true;
}

static Status collect_rows(EvidenceStatement *statement, PostgresRows rows, Error *error)
{
    PQclear(statement->result);
    statement->result = NULL;
    statement->row = -1;
    Status status = evidence_postgres_collect(statement->store, &statement->result, error);
    statement->rows = status == STATUS_OK ? rows : ROWS_DONE;
    return status;
}

static Status start(EvidenceStatement *statement, Error *error)
{
    EvidenceStore *store = statement->store;
    if (statement->is_refused)
        return error_at(error, ERR_STORE, store->location, 0,
                        "the base refuses: a value does not fit its column");
    if (statement->gives_rows && queue_cursor(statement)) {
        statement->has_cursor = true;
        return collect_rows(statement, ROWS_BATCH, error);
    }
    queue_statement(statement);
    if (statement->gives_rows)
        return collect_rows(statement, ROWS_WHOLE, error);
    /* Nothing comes back but a refusal, which the next one or the commit will tell. */
    statement->rows = ROWS_DONE;
    bool may_wait = store->transaction == POSTGRES_WRITING && store->queued < POSTGRES_QUEUE &&
                    PQstatus(store->connection) == CONNECTION_OK;
    return may_wait ? STATUS_OK : evidence_postgres_collect(store, NULL, error);
}

static Status step(EvidenceStatement *statement, bool *out_row, Error *error)
{
    Status status = STATUS_OK;
    *out_row = false;
    if (statement->rows == ROWS_NOT_YET)
        status = start(statement, error);
    if (status != STATUS_OK || statement->rows == ROWS_DONE)
        return status;
    statement->row++;
    int count = PQntuples(statement->result);
    if (statement->row >= count && count == BATCH_ROWS && statement->rows == ROWS_BATCH) {
        queue_fetch(statement);
        status = collect_rows(statement, ROWS_BATCH, error);
        if (status != STATUS_OK)
            return status;
        statement->row = 0;
        count = PQntuples(statement->result);
    }
    *out_row = statement->row < count;
    if (!*out_row) {
        close_cursor(statement);
        forget_rows(statement);
    }
    return STATUS_OK;
}

/* ---- columns ---- */

static bool is_null(EvidenceStatement *statement, int column)
{
    return !statement->result || PQgetisnull(statement->result, statement->row, column);
}

/* The column's bytes as a number, the first the highest. */
static uint64_t number_of(const EvidenceStatement *statement, int column)
{
    const char *bytes = PQgetvalue(statement->result, statement->row, column);
    int length = PQgetlength(statement->result, statement->row, column);
    uint64_t value = 0;
    for (int i = 0; i < length && i < 8; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

/* What count and sum give: digits of base 10,000. */
static double numeric_of(const EvidenceStatement *statement, int column)
{
    enum { HEAD = 8, NEGATIVE = 0x4000 };
    const unsigned char *bytes = (const unsigned char *)PQgetvalue(statement->result, statement->row, column);
    int length = PQgetlength(statement->result, statement->row, column);
    if (length < HEAD)
        return 0;
    int weight = (int16_t)(bytes[2] << 8 | bytes[3]);
    bool is_negative = (bytes[4] << 8 | bytes[5]) == NEGATIVE;
    double value = 0;
    for (int i = HEAD; i + 1 < length; i += 2, weight--)
        value = value * 10000 + (bytes[i] << 8 | bytes[i + 1]);
    for (; weight >= 0; weight--)
        value *= 10000;
    for (; weight < -1; weight++)
        value /= 10000;
    return is_negative ? -value : value;
}

static int64_t whole(double value) { return value > -9.2e18 && value < 9.2e18 ? (int64_t)value : 0; }

static int64_t integer(EvidenceStatement *statement, int column)
{
    if (is_null(statement, column))
        return 0;
    switch (PQftype(statement->result, column)) {
    case TYPE_INT8:
        return (int64_t)number_of(statement, column);
    case TYPE_INT4:
        return (int32_t)(uint32_t)number_of(statement, column);
    case TYPE_INT2:
        return (int16_t)(uint16_t)number_of(statement, column);
    case TYPE_BOOL:
    case TYPE_OID:
        return (int64_t)number_of(statement, column);
    case TYPE_NUMERIC:
        return whole(numeric_of(statement, column));
    default:
        return 0;
    }
}

static double real(EvidenceStatement *statement, int column)
{
    if (is_null(statement, column))
        return 0;
    Oid type = PQftype(statement->result, column);
    if (type == TYPE_NUMERIC)
        return numeric_of(statement, column);
    if (type != TYPE_FLOAT8)
        return (double)integer(statement, column);
    uint64_t bits = number_of(statement, column);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static Text text(EvidenceStatement *statement, int column)
{
    if (is_null(statement, column))
        return TEXT_EMPTY;
    switch (PQftype(statement->result, column)) {
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_NAME:
    case TYPE_CHAR:
    case TYPE_UNKNOWN:
        break;
    default:
        return TEXT_EMPTY;
    }
    int length = PQgetlength(statement->result, statement->row, column);
    const char *bytes = PQgetvalue(statement->result, statement->row, column);
    return length > 0 ? (Text){bytes, (size_t)length} : TEXT_EMPTY;
}

const EvidenceStoreFunctions evidence_postgres = {
    .open = evidence_postgres_open,
    .close = evidence_postgres_close,
    .location = location,
    .settle = evidence_postgres_settle,
    .rest = rest,
    .begin = begin,
    .begin_reading = begin_reading,
    .commit = commit,
    .check = evidence_postgres_check,
    .prepare = prepare,
    .bind_integer = bind_integer,
    .bind_real = bind_real,
    .bind_text = bind_text,
    .step = step,
    .is_null = is_null,
    .integer = integer,
    .real = real,
    .text = text,
};
