/* Statements, their parameters, rows and columns. */
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

/* ---- statements ---- */

static Text location(const EvidenceStore *store) { return store->location; }

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

static Status prepare(EvidenceStore *store, const char *sql, EvidenceStatement **out, Error *error)
{
    EvidenceStatement *statement = find_statement(store, sql);
    if (!statement) {
        Status status = make_statement(store, sql, &statement, error);
        if (status != STATUS_OK)
            return status;
    }
    evidence_postgres_end_rows(statement);
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
 * asks for come whole, and so does what was small before: that needs no planning anew. */
static bool queue_cursor(EvidenceStatement *statement)
{
    char sql[COMMAND_SIZE];
    EvidenceStore *store = statement->store;
    bool may_be_large = store->transaction == POSTGRES_READING && !statement->is_small &&
                        !is_inner(statement) && strncmp(statement->sql, "SELECT ", 7) == 0;
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
    if (statement->gives_rows) {
        statement->has_cursor = queue_cursor(statement);
        if (!statement->has_cursor)
            queue_statement(statement);
        Status status = collect_rows(statement, statement->has_cursor ? ROWS_BATCH : ROWS_WHOLE, error);
        statement->is_small = PQntuples(statement->result) < BATCH_ROWS;
        return status;
    }
    queue_statement(statement);
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
        evidence_postgres_end_rows(statement);
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

static ValueKind kind(EvidenceStatement *statement, int column)
{
    if (is_null(statement, column))
        return VALUE_NULL;
    Oid type = PQftype(statement->result, column);
    bool is_number = type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2 || type == TYPE_BOOL;
    return is_number ? VALUE_INTEGER : type == TYPE_FLOAT8 ? VALUE_REAL : VALUE_TEXT;
}

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
    .rest = evidence_postgres_rest,
    .begin = evidence_postgres_begin,
    .begin_reading = evidence_postgres_begin_reading,
    .commit = evidence_postgres_commit,
    .scrub = evidence_postgres_scrub,
    .check = evidence_postgres_check,
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
    .continue_numbers =
        "SELECT setval(pg_get_serial_sequence(CAST($1 AS TEXT), 'number'), CAST($2 AS BIGINT), false)",
};
