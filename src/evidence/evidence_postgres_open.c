#include "evidence/evidence_postgres.h"

enum { DEFAULT_WAIT = 60000, OLDEST_SERVER = 150000 };

/* docs/base.md gives the reason of each. */
static const char SET_UP[] = "SET search_path = hearsay, pg_temp; SET jit = off; SET cursor_tuple_fraction = "
                             "1; SET max_parallel_workers_per_gather = 0;"
                             " SET client_min_messages = error; SET standard_conforming_strings = on;"
                             " SELECT set_config('synchronous_commit', 'on', false)"
                             " WHERE current_setting('synchronous_commit') = 'off'";
static const char READ_ONLY[] = "SET default_transaction_read_only = on";
/* Read from the tables themselves: what another program has just made is not yet in the server's cache. */
static const char FIND_SCHEMA[] =
    "SELECT count(*), count(*) FILTER (WHERE c.relname = 'base' AND c.relkind = 'r')"
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'hearsay'";
static const char FIND_VERSION[] = "SELECT application_id, version FROM hearsay.base";
static const char MAY_WRITE[] = "SELECT has_table_privilege('hearsay.claim', 'INSERT')"
                                " AND current_setting('transaction_read_only') = 'off'";
static const char HAS_SCHEMA[] = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'hearsay'";
static const char MAKE_BASE[] = "CREATE TABLE IF NOT EXISTS base"
                                " (application_id BIGINT NOT NULL, version BIGINT NOT NULL)";

/* ---- commands one by one, before the pipeline and for the schema's steps ---- */

/* out (may be NULL): the last result, for the caller to clear. */
static Status run(EvidenceStore *store, const char *sql, PGresult **out, Error *error)
{
    PGresult *result = PQexec(store->connection, sql);
    ExecStatusType said = PQresultStatus(result);
    if (said != PGRES_COMMAND_OK && said != PGRES_TUPLES_OK) {
        Status status = evidence_postgres_error(store, result, error);
        PQclear(result);
        return status;
    }
    if (out)
        *out = result;
    else
        PQclear(result);
    return STATUS_OK;
}

/* The first row's number; 0 where there is none. */
static int64_t number_at(const PGresult *result, int column)
{
    int64_t value = 0;
    if (PQntuples(result) == 0 || !text_to_int64(text_from(PQgetvalue(result, 0, column)), &value))
        return 0;
    return value;
}

/* ---- the connection ---- */

/* The reason alone, of the first host that was tried; never what the address holds besides. */
static Status could_not_connect(const EvidenceStore *store, Error *error)
{
    const PGconn *connection = store->connection;
    const char *password = PQpass(connection);
    Text reason = text_from(PQerrorMessage(connection));
    Text line = TEXT_EMPTY;
    while (line.length == 0 && text_split(&reason, '\n', &line))
        line = text_trim(line);
    bool may_quote = !password || !*password || text_find(line, text_from(password), 0) == SIZE_MAX;
    if (PQconnectionNeedsPassword(connection))
        return error_at(error, ERR_SYSTEM, store->location, 0,
                        "the server wants a password: keep it in ~/.pgpass, or give it in PGPASSWORD");
    return error_at(error, ERR_SYSTEM, store->location, 0, "could not connect to the base: %.*s",
                    may_quote ? (int)line.length : 14, may_quote ? line.bytes : "see the server");
}

/* What crosses a network is encrypted, unless the user says otherwise. */
static bool wants_encryption(const PostgresPlace *place)
{
    if (!place->is_remote || place->names_encryption)
        return false;
    PQconninfoOption *defaults = PQconndefaults();
    bool is_chosen = false; /* by PGSSLMODE or a service file */
    for (const PQconninfoOption *one = defaults; one && one->keyword; one++)
        if (strcmp(one->keyword, "sslmode") == 0)
            is_chosen = one->val && strcmp(one->val, "prefer") != 0;
    PQconninfoFree(defaults);
    return !is_chosen;
}

static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

static Status connect_to(EvidenceStore *store, const char *address, const PostgresPlace *place, Error *error)
{
    bool is_encrypted = wants_encryption(place);
    /* What stands before the address holds where the address says nothing; what stands behind it, always. */
    const char *const keywords[] = {"connect_timeout",
                                    "tcp_user_timeout",
                                    "fallback_application_name",
                                    is_encrypted ? "sslmode" : "connect_timeout",
                                    "dbname",
                                    "client_encoding",
                                    NULL};
    const char *const values[] = {"10",    "60000", "hearsay", is_encrypted ? "require" : "10",
                                  address, "UTF8",  NULL};
    store->connection = PQconnectdbParams(keywords, values, 1);
    if (!store->connection)
        return error_at(error, ERR_SYSTEM, store->location, 0, "out of memory in the base");
    PQsetNoticeProcessor(store->connection, ignore_notice, NULL);
    if (PQstatus(store->connection) != CONNECTION_OK)
        return could_not_connect(store, error);
    int version = PQserverVersion(store->connection);
    if (version < OLDEST_SERVER)
        return error_at(error, ERR_UNSUPPORTED, store->location, 0,
                        "the server is PostgreSQL %d: the base needs version %d or newer", version / 10000,
                        OLDEST_SERVER / 10000);
    const char *encoding = PQparameterStatus(store->connection, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return error_at(error, ERR_STORE, store->location, 0,
                        "the database keeps texts as %s: make one with ENCODING 'UTF8'",
                        encoding ? encoding : "something else");
    Status status = run(store, SET_UP, NULL, error);
    if (status == STATUS_OK && !store->may_write)
        status = run(store, READ_ONLY, NULL, error);
    return status;
}

void evidence_postgres_close(EvidenceStore *store)
{
    for (size_t i = 0; i < store->statement_count; i++) {
        PQclear(store->statements[i].result);
        store->statements[i].result = NULL;
    }
    store->statement_count = 0;
    PQfinish(store->connection);
    store->connection = NULL;
}

/* ---- the schema's version ---- */

static Status run_migrations(EvidenceStore *store, const struct EvidenceMigration *migrations, size_t count,
                             Error *error)
{
    PGresult *result = NULL;
    Status status = run(store, FIND_VERSION, &result, error);
    if (status != STATUS_OK)
        return status;
    int64_t version = number_at(result, 1);
    bool is_new = PQntuples(result) == 0;
    PQclear(result);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (migrations[i].version > version)
            status = run(store, migrations[i].sql, NULL, error);
    char sql[96];
    int newest = migrations[count - 1].version;
    if (is_new)
        snprintf(sql, sizeof sql, "INSERT INTO base VALUES (%d, %d)", EVIDENCE_APPLICATION_ID, newest);
    else
        snprintf(sql, sizeof sql, "UPDATE base SET version = %d WHERE version < %d", newest, newest);
    if (status == STATUS_OK)
        status = run(store, sql, NULL, error);
    return status;
}

/* Only where it is missing: who may not make schemas may use one that was made for them. */
static Status make_schema(EvidenceStore *store, Error *error)
{
    PGresult *result = NULL;
    Status status = run(store, HAS_SCHEMA, &result, error);
    if (status != STATUS_OK)
        return status;
    bool has_schema = PQntuples(result) > 0;
    PQclear(result);
    if (!has_schema && run(store, "CREATE SCHEMA hearsay", NULL, error) != STATUS_OK)
        return PQstatus(store->connection) == CONNECTION_BAD
                   ? evidence_postgres_error(store, NULL, error)
                   : error_at(error, ERR_SYSTEM, store->location, 0,
                              "the schema hearsay cannot be made by this user: have it made by who keeps the "
                              "server (CREATE SCHEMA hearsay AUTHORIZATION user)");
    return run(store, MAKE_BASE, NULL, error);
}

Status evidence_postgres_migrate(EvidenceStore *store, const struct EvidenceMigration *migrations,
                                 size_t count, Error *error)
{
    evidence_postgres_settle(store);
    bool was_pipeline = PQpipelineStatus(store->connection) != PQ_PIPELINE_OFF;
    if (!was_pipeline && PQenterPipelineMode(store->connection) != 1)
        return evidence_postgres_error(store, NULL, error);
    evidence_postgres_queue_begin(store);
    Status status = evidence_postgres_collect(store, NULL, error);
    /* A step holds many statements, and a pipeline takes them one by one. */
    if (status == STATUS_OK && PQexitPipelineMode(store->connection) != 1)
        status = evidence_postgres_error(store, NULL, error);
    if (status == STATUS_OK)
        status = make_schema(store, error);
    if (status == STATUS_OK)
        status = run_migrations(store, migrations, count, error);
    if (status == STATUS_OK)
        status = run(store, "COMMIT", NULL, error);
    if (status == STATUS_OK)
        store->transaction = POSTGRES_NONE;
    if (PQenterPipelineMode(store->connection) != 1 && status == STATUS_OK)
        status = evidence_postgres_error(store, NULL, error);
    evidence_postgres_settle(store);
    return status;
}

/* Whose the schema is, which version, and whether it holds anything. */
typedef struct Identity {
    bool is_fresh;
    int64_t application;
    int64_t version;
} Identity;

static Status read_identity(EvidenceStore *store, Identity *out, Error *error)
{
    PGresult *result = NULL;
    *out = (Identity){0};
    Status status = run(store, FIND_SCHEMA, &result, error);
    if (status != STATUS_OK)
        return status;
    out->is_fresh = number_at(result, 0) == 0;
    bool has_base = number_at(result, 1) == 1;
    PQclear(result);
    if (!has_base)
        return STATUS_OK;
    result = PQexec(store->connection, FIND_VERSION);
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    bool is_foreign = state && strcmp(state, "42703") == 0; /* it has no such columns */
    if (PQresultStatus(result) == PGRES_TUPLES_OK) {
        out->application = number_at(result, 0);
        out->version = number_at(result, 1);
    } else if (!is_foreign) {
        status = evidence_postgres_error(store, result, error);
    }
    PQclear(result);
    return status;
}

static Status check_identity(const EvidenceStore *store, const Identity *identity, Error *error)
{
    int newest = evidence_postgres_migrations[evidence_migration_count - 1].version;
    if (identity->is_fresh && store->may_write)
        return STATUS_OK;
    if (identity->is_fresh)
        return error_at(error, ERR_STORE, store->location, 0,
                        "the database holds no base yet: read reports into it first");
    if (identity->application != EVIDENCE_APPLICATION_ID)
        return error_at(
            error, ERR_STORE, store->location, 0,
            "the schema hearsay of this database is another program's: name another database with "
            "--base");
    if (identity->version > newest)
        return error_at(
            error, ERR_STORE, store->location, 0,
            "is a base of version %d, and this program knows versions up to %d: use a newer hearsay",
            (int)identity->version, newest);
    if (identity->version < newest && !store->may_write)
        return error_at(error, ERR_STORE, store->location, 0,
                        "is a base of version %d: bring it to version %d by reading a report into it",
                        (int)identity->version, newest);
    return STATUS_OK;
}

static Status make_ready(EvidenceStore *store, const Identity *identity, Error *error)
{
    if (!store->may_write)
        return STATUS_OK;
    if (identity->version < evidence_postgres_migrations[evidence_migration_count - 1].version)
        return evidence_postgres_migrate(store, evidence_postgres_migrations, evidence_migration_count,
                                         error);
    PGresult *result = NULL;
    Status status = run(store, MAY_WRITE, &result, error);
    if (status != STATUS_OK)
        return status;
    bool may_write = PQntuples(result) == 1 && strcmp(PQgetvalue(result, 0, 0), "t") == 0;
    PQclear(result);
    return may_write ? STATUS_OK
                     : error_at(error, ERR_SYSTEM, store->location, 0,
                                "the base cannot be written: this user, or this server, may only read");
}

static void close_store(void *resource) { evidence_postgres_close(resource); }

Status evidence_postgres_open(Arena *arena, const EvidenceOptions *options, EvidenceStore **out, Error *error)
{
    EvidenceStore *store = ARENA_NEW(arena, EvidenceStore);
    PostgresPlace place = {0};
    Status status = evidence_postgres_locate(arena, options->location, &place, error);
    if (status != STATUS_OK)
        return status;
    const char *address = arena_copy(arena, options->location).bytes;
    arena_defer(arena, close_store, store);
    store->location = place.name;
    store->may_write = options->mode == EVIDENCE_WRITE;
    store->wait_milliseconds = options->wait_milliseconds > 0 ? options->wait_milliseconds : DEFAULT_WAIT;
    status = connect_to(store, address, &place, error);
    Identity identity;
    if (status == STATUS_OK)
        status = read_identity(store, &identity, error);
    if (status == STATUS_OK)
        status = check_identity(store, &identity, error);
    bool lacks_files = options->keep_files && options->files.length == 0;
    /* No base is made for reports that will be refused. */
    if (status == STATUS_OK && store->may_write && identity.is_fresh && lacks_files)
        status = error_at(error, ERR_USAGE, store->location, 0,
                          "the database holds no base yet: read reports into it, and name a folder for their "
                          "originals with --files, or keep digests alone with --no-files");
    if (status == STATUS_OK)
        status = make_ready(store, &identity, error);
    if (status == STATUS_OK && PQpipelineStatus(store->connection) == PQ_PIPELINE_OFF &&
        PQenterPipelineMode(store->connection) != 1)
        status = evidence_postgres_error(store, NULL, error);
    if (status == STATUS_OK)
        *out = store;
    return status;
}
