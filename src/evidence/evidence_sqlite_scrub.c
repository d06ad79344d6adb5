/* What SQLite has left of rows that were deleted: overwritten in free pages as they go (secure_delete), and
 * here in what lies between the rows of a page, and in the write-ahead log. */
#include "evidence/evidence_sqlite.h"

/* The pages that VACUUM builds lie in memory up to this; above it in a file that has no name. */
enum { MOST_MEMORY_MEGABYTES = 512 };

static int integer_of(sqlite3 *database, const char *sql, sqlite3_int64 *out)
{
    sqlite3_stmt *statement = NULL;
    *out = 0;
    int result = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result == SQLITE_ROW || result == SQLITE_DONE ? SQLITE_OK : result;
}

/* Whether another program that reads keeps older pages in the log. */
static int empty_log(EvidenceStore *store)
{
    sqlite3_int64 is_busy = 0;
    int result = integer_of(store->database, "PRAGMA wal_checkpoint(TRUNCATE)", &is_busy);
    return result == SQLITE_OK && is_busy ? SQLITE_BUSY : result;
}

static int rebuild(EvidenceStore *store)
{
    sqlite3 *database = store->database;
    sqlite3_int64 page_count = 0, page_size = 0;
    int result = integer_of(database, "PRAGMA page_count", &page_count);
    if (result == SQLITE_OK)
        result = integer_of(database, "PRAGMA page_size", &page_size);
    bool is_large = page_count * page_size >> 20 > MOST_MEMORY_MEGABYTES;
    if (result == SQLITE_OK && is_large)
        result = sqlite3_exec(database, "PRAGMA temp_store = FILE", NULL, NULL, NULL);
    /* The copy that it builds counts as attached. */
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 1);
    if (result == SQLITE_OK)
        result = sqlite3_exec(database, "VACUUM", NULL, NULL, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    if (result == SQLITE_OK && is_large)
        result = sqlite3_exec(database, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    return result;
}

Status evidence_sqlite_scrub(EvidenceStore *store, Error *error)
{
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_reset(store->statements[i].prepared);
    int result = empty_log(store);
    if (result == SQLITE_OK)
        result = rebuild(store);
    if (result == SQLITE_OK)
        result = empty_log(store);
    if ((result & 0xff) == SQLITE_BUSY)
        return error_at(
            error, ERR_STORE, store->location, 0,
            "another program has the base open, and its log cannot be emptied: hearsay purge once more when "
            "it is done, for bytes of what was purged may lie in %.*s-wal",
            TEXT_ARGS(store->location));
    return result == SQLITE_OK ? STATUS_OK : evidence_sqlite_error(store, result, error);
}
