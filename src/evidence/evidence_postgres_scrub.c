/* What PostgreSQL has left of rows that were deleted: dead rows in its tables and indexes, and samples of
 * them in its statistics. */
#include "evidence/evidence_postgres.h"

/* Of the base's tables, not of their indexes and long values, which go with them. */
static const char FIND_TABLES[] =
    "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = "
    "c.relnamespace WHERE n.nspname = 'hearsay' AND c.relkind = 'r' ORDER BY 1";

static Status run(EvidenceStore *store, const char *sql, PGresult **out, Error *error)
{
    PGresult *result = PQexec(store->connection, sql);
    ExecStatusType kind = PQresultStatus(result);
    Status status = kind == PGRES_COMMAND_OK || kind == PGRES_TUPLES_OK
                        ? STATUS_OK
                        : evidence_postgres_error(store, result, error);
    if (status == STATUS_OK && out)
        *out = result;
    else
        PQclear(result);
    return status;
}

static Status rebuild(EvidenceStore *store, const PGresult *tables, Error *error)
{
    Status status = STATUS_OK;
    for (int i = 0; i < PQntuples(tables) && status == STATUS_OK; i++) {
        char sql[160];
        snprintf(sql, sizeof sql, "VACUUM (FULL, ANALYZE) hearsay.%.100s", PQgetvalue(tables, i, 0));
        status = run(store, sql, NULL, error);
    }
    return status;
}

/* VACUUM is no part of a transaction, and a pipeline is one. */
Status evidence_postgres_scrub(EvidenceStore *store, Error *error)
{
    PGresult *tables = NULL;
    evidence_postgres_settle(store);
    if (PQexitPipelineMode(store->connection) != 1)
        return evidence_postgres_error(store, NULL, error);
    Status status = run(store, FIND_TABLES, &tables, error);
    if (status == STATUS_OK)
        status = rebuild(store, tables, error);
    PQclear(tables);
    if (PQenterPipelineMode(store->connection) != 1 && status == STATUS_OK)
        status = evidence_postgres_error(store, NULL, error);
    return status;
}
