#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buffer.h"
#include "evidence/evidence_sqlite.h"

enum { DEFAULT_WAIT = 60000, HEADER_SIZE = 512, POLL_MILLISECONDS = 20 };

static int integer_of(sqlite3 *database, const char *sql, int *out)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    if (result == SQLITE_OK) {
        result = sqlite3_step(statement);
        if (result == SQLITE_ROW)
            *out = sqlite3_column_int(statement, 0);
        if (result == SQLITE_ROW || result == SQLITE_DONE)
            result = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return result;
}

/* Looks before SQLite does, which takes any file of fewer bytes than its header for an empty base. */
static Status check_file(const EvidenceStore *store, bool *out_exists, Error *error)
{
    struct stat status;
    *out_exists = false;
    if (stat(store->path, &status) != 0) {
        if (errno == ENOENT && store->may_write)
            return STATUS_OK;
        if (errno == ENOENT)
            return error_at(error, ERR_STORE, store->location, 0,
                            "there is no such base: read reports into it first, or name another with --base");
        return error_at(error, ERR_SYSTEM, store->location, 0, "could not open the base: %s",
                        strerror(errno));
    }
    *out_exists = true;
    if (!S_ISREG(status.st_mode))
        return error_at(error, ERR_STORE, store->location, 0, "is no file: name another base with --base");
    if (store->may_write && access(store->path, W_OK) != 0)
        return evidence_sqlite_error(store, SQLITE_READONLY, error);
    if (status.st_size == 0 && store->may_write)
        return STATUS_OK;
    if (status.st_size == 0)
        return error_at(error, ERR_STORE, store->location, 0,
                        "the file is empty: read reports into it first");
    if (access(store->path, R_OK) != 0)
        return error_at(error, ERR_SYSTEM, store->location, 0, "could not open the base: %s",
                        strerror(errno));
    return STATUS_OK;
}

/* Read through SQLite's own handle: whoever opens and closes the file beside it gives up the locks of every
 * connection of the process, and another program then takes the log away from under them. */
static int check_magic(const EvidenceStore *store)
{
    char magic[16] = {0};
    struct stat status;
    sqlite3_file *file = NULL;
    if (stat(store->path, &status) != 0 || status.st_size == 0)
        return SQLITE_OK; /* to be made */
    int result = sqlite3_file_control(store->database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result != SQLITE_OK || !file || !file->pMethods)
        return result == SQLITE_OK ? SQLITE_CANTOPEN : result;
    result = file->pMethods->xRead(file, magic, sizeof magic, 0);
    if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ)
        return result;
    if (memcmp(magic, "SQLite format 3", sizeof magic) != 0)
        return SQLITE_NOTADB;
    return status.st_size < HEADER_SIZE ? SQLITE_CORRUPT : SQLITE_OK;
}

/* The base may hold the words of protected reports: nobody but its owner reads it. */
static Status make_file(const EvidenceStore *store, Error *error)
{
    int file = open(store->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST)
        return error_at(error, ERR_SYSTEM, store->location, 0, "could not make the base: %s",
                        strerror(errno));
    if (file >= 0)
        close(file);
    return STATUS_OK;
}

/* docs/base.md gives the reason of each. */
static int set_up(EvidenceStore *store)
{
    sqlite3 *database = store->database;
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, store->wait_milliseconds);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_WORKER_THREADS, 0);
    return sqlite3_exec(database,
                        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;"
                        "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
                        "PRAGMA cache_size = -65536",
                        NULL, NULL, NULL);
}

/* Opened for writing even to be read, where the machine lets it: the last to close a base takes its log and
 * its index away, and a connection that may only read would leave them behind. */
static int open_database(EvidenceStore *store, const char *path, int flags)
{
    int result = sqlite3_open_v2(path, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (result == SQLITE_OK)
        result = check_magic(store);
    if (result == SQLITE_OK)
        result = set_up(store);
    if (result == SQLITE_OK && !store->may_write)
        result = sqlite3_exec(store->database, "PRAGMA query_only = ON", NULL, NULL, NULL);
    return result;
}

/* What the header says: whose base, which version, and whether it holds anything. */
typedef struct Identity {
    int application, version, table_count;
} Identity;

static int read_identity(sqlite3 *database, Identity *out)
{
    int result = integer_of(database, "PRAGMA application_id", &out->application);
    if (result == SQLITE_OK)
        result = integer_of(database, "PRAGMA user_version", &out->version);
    if (result == SQLITE_OK)
        result = integer_of(database, "SELECT count(*) FROM sqlite_schema", &out->table_count);
    return result;
}

/* A base on a medium that cannot be written has no room for SQLite's shared index; if no other program has
 * left a log beside it, the file alone is the whole base. */
static bool may_open_immutable(Arena *arena, const EvidenceStore *store)
{
    struct stat status;
    Text log = arena_print(arena, "%s-wal", store->path);
    return !store->may_write && (stat(log.bytes, &status) != 0 || status.st_size == 0);
}

static int open_immutable(Arena *arena, EvidenceStore *store)
{
    Buffer address = buffer_in(arena);
    buffer_add_string(&address, "file:");
    for (const char *c = store->path; *c; c++) {
        bool is_plain = ascii_is_alpha(*c) || ascii_is_digit(*c) || *c == '/' || *c == '.' || *c == '_';
        if (is_plain)
            buffer_add_byte(&address, *c);
        else
            buffer_print(&address, "%%%02X", (unsigned char)*c);
    }
    buffer_add_string(&address, "?immutable=1");
    evidence_sqlite_close(store);
    return open_database(store, address.bytes, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

/* Another program may hold the lock that the switch needs, and SQLite does not always wait for this one: the
 * waiting is done here, once. */
static Status use_log(const EvidenceStore *store, Error *error)
{
    int result = SQLITE_BUSY;
    sqlite3_busy_timeout(store->database, 0);
    for (int waited = 0; result == SQLITE_BUSY && waited <= store->wait_milliseconds;
         waited += POLL_MILLISECONDS) {
        result = sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xff;
        if (result == SQLITE_BUSY)
            sqlite3_sleep(POLL_MILLISECONDS);
    }
    sqlite3_busy_timeout(store->database, store->wait_milliseconds);
    return result == SQLITE_OK ? STATUS_OK : evidence_sqlite_error(store, result, error);
}

static Status run_migrations(EvidenceStore *store, const struct EvidenceMigration *migrations, size_t count,
                             int version, Error *error)
{
    int result = SQLITE_OK;
    for (size_t i = 0; i < count && result == SQLITE_OK; i++)
        if (migrations[i].version > version)
            result = sqlite3_exec(store->database, migrations[i].sql, NULL, NULL, NULL);
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", EVIDENCE_APPLICATION_ID,
             migrations[count - 1].version);
    if (result == SQLITE_OK)
        result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL);
    return result == SQLITE_OK ? STATUS_OK : evidence_sqlite_error(store, result, error);
}

Status evidence_sqlite_migrate(EvidenceStore *store, const struct EvidenceMigration *migrations, size_t count,
                               Error *error)
{
    int version = 0;
    int result = sqlite3_exec(store->database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (result != SQLITE_OK)
        return evidence_sqlite_error(store, result, error);
    /* Read again: another program may have come first. */
    result = integer_of(store->database, "PRAGMA user_version", &version);
    Status status = result == SQLITE_OK ? run_migrations(store, migrations, count, version, error)
                                        : evidence_sqlite_error(store, result, error);
    if (status != STATUS_OK)
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static Status check_identity(const EvidenceStore *store, const Identity *identity, Error *error)
{
    int newest = evidence_migrations[evidence_migration_count - 1].version;
    bool is_fresh = identity->application == 0 && identity->version == 0 && identity->table_count == 0;
    if (is_fresh && store->may_write)
        return STATUS_OK;
    if (is_fresh)
        return error_at(error, ERR_STORE, store->location, 0,
                        "the base holds nothing yet: read reports into it first");
    if (identity->application != EVIDENCE_APPLICATION_ID)
        return error_at(error, ERR_STORE, store->location, 0,
                        "is a database of another program: name another file with --base");
    if (identity->version > newest)
        return error_at(
            error, ERR_STORE, store->location, 0,
            "is a base of version %d, and this program knows versions up to %d: use a newer hearsay",
            identity->version, newest);
    if (identity->version < newest && !store->may_write)
        return error_at(error, ERR_STORE, store->location, 0,
                        "is a base of version %d: bring it to version %d by reading a report into it",
                        identity->version, newest);
    return STATUS_OK;
}

static Status make_ready(EvidenceStore *store, const Identity *identity, Error *error)
{
    if (!store->may_write)
        return STATUS_OK;
    if (sqlite3_db_readonly(store->database, "main") == 1)
        return evidence_sqlite_error(store, SQLITE_READONLY, error);
    Status status = use_log(store, error);
    if (status != STATUS_OK || identity->version == evidence_migrations[evidence_migration_count - 1].version)
        return status;
    return evidence_sqlite_migrate(store, evidence_migrations, evidence_migration_count, error);
}

static void close_store(void *resource) { evidence_sqlite_close(resource); }

/* A name such as ":memory:" is a file's like any other. */
static Text path_of(Arena *arena, Text location)
{
    bool is_special = location.length > 0 && location.bytes[0] == ':';
    return is_special ? arena_print(arena, "./%.*s", TEXT_ARGS(location)) : arena_copy(arena, location);
}

Status evidence_sqlite_open(Arena *arena, const EvidenceOptions *options, EvidenceStore **out, Error *error)
{
    EvidenceStore *store = ARENA_NEW(arena, EvidenceStore);
    arena_defer(arena, close_store, store);
    store->location = arena_copy(arena, options->location);
    store->path = path_of(arena, options->location).bytes;
    store->may_write = options->mode == EVIDENCE_WRITE;
    store->wait_milliseconds = options->wait_milliseconds > 0 ? options->wait_milliseconds : DEFAULT_WAIT;
    if (store->location.length == 0 || text_find_byte(store->location, '\0', 0) != SIZE_MAX)
        return error_set(error, ERR_USAGE, "a base needs a name");
    bool exists;
    Status status = check_file(store, &exists, error);
    if (status == STATUS_OK && !exists)
        status = make_file(store, error);
    if (status != STATUS_OK)
        return status;
    Identity identity = {0};
    int result = open_database(store, store->path, SQLITE_OPEN_READWRITE);
    if (result == SQLITE_OK)
        result = read_identity(store->database, &identity);
    bool cannot_share = (result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY;
    if (cannot_share && may_open_immutable(arena, store)) {
        result = open_immutable(arena, store);
        if (result == SQLITE_OK)
            result = read_identity(store->database, &identity);
    }
    if (result != SQLITE_OK)
        return evidence_sqlite_error(store, result, error);
    status = check_identity(store, &identity, error);
    if (status == STATUS_OK)
        status = make_ready(store, &identity, error);
    if (status == STATUS_OK)
        *out = store;
    return status;
}
