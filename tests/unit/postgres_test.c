/* The store in PostgreSQL: addresses that tell no password, and, where tests/postgres runs a server, its
 * versions, its waiting, its batches, and the same tables, columns, types and classes as in SQLite. */
#include "bases.h"
#include "check.h"

#include "core/buffer.h"
#include "evidence/evidence_postgres.h"

static Arena *arena;
static Error error;

/* ---- addresses: no server is asked ---- */

static void test_addresses(void)
{
    static const struct {
        const char *address, *name;
        bool is_remote;
    } cases[] = {
        {"postgresql://", "postgresql:///", false},
        {"postgresql://ann@host.example/base", "postgresql://ann@host.example/base", true},
        {"postgresql://ann:sesame@host.example:5433/base", "postgresql://ann@host.example:5433/base", true},
        {"postgresql://ann:ses?ame@host.example/base", "postgresql://ann@host.example/base", true},
        {"postgres://ann:ses%40me%2F@localhost/b", "postgresql://ann@localhost/b", false},
        {"postgresql:///base?host=/run/socket&password=sesame", "postgresql://%2Frun%2Fsocket/base", false},
        {"postgresql://[::1]/b", "postgresql://[::1]/b", false},
        {"postgresql://127.0.0.1,host.example/b?sslmode=verify-full", "postgresql://127.0.0.1,host.example/b",
         true},
        {"postgresql://localhost/b?hostaddr=192.0.2.7", "postgresql://localhost/b", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].address);
        PostgresPlace place = {0};
        CHECK(evidence_postgres_locate(arena, text_from(cases[i].address), &place, &error) == STATUS_OK);
        CHECK_TEXT(place.name, cases[i].name);
        CHECK(place.is_remote == cases[i].is_remote);
        CHECK(place.names_encryption == (strstr(cases[i].address, "sslmode") != NULL));
    }
}

static void test_addresses_that_are_none(void)
{
    static const char *const cases[] = {
        "postgresql://ann:ses@me@host/base", /* the password's own @ */
        "postgresql://ann:se/same@host/base",
        "postgresql://ann:sesame", /* no host: the password stands for the port */
        "postgresql://ann:sesame@host/base?nosuch=1",
        "postgresql://ann:sesame%@host/base",
        "postgresql://ann:sesame%00@host/base",
        "postgresql://ann:ses ame@host/base",
        "postgresql://ann:sesame@[::1/base",
        "postgresql://ann:sesame@host:port/base",
        "postgresql://ann:sesame@host/base?=",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i]);
        EvidenceOptions options = {.location = text_from(cases[i]), .mode = EVIDENCE_READ};
        Evidence *evidence = NULL;
        error_clear(&error);
        CHECK(evidence_open(arena, &options, &evidence, &error) == ERR_USAGE);
        CHECK(!strstr(error.message, "ses") && !strstr(error.name, "ses"));
    }
}

/* ---- on a server ---- */

static Evidence *opened(const char *name, EvidenceMode mode)
{
    EvidenceOptions options = {
        .location = bases_location(arena, TEXT_EMPTY, name), .mode = mode, .wait_milliseconds = 3000};
    Evidence *evidence = NULL;
    error_clear(&error);
    if (evidence_open(arena, &options, &evidence, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    return evidence;
}

/* Rows of a query whose columns are all text, parted by |. */
static Text rows_of(Evidence *evidence, const char *sql, int columns)
{
    Buffer out = buffer_in(arena);
    EvidenceRow row = evidence_row(evidence, NULL, &error);
    evidence_row_begin(&row, sql);
    while (evidence_row_next(&row))
        for (int i = 0; i < columns; i++) {
            buffer_add(&out, evidence_take_text(&row));
            buffer_add_byte(&out, i + 1 < columns ? '|' : '\n');
        }
    if (row.status != STATUS_OK)
        buffer_print(&out, "refused: %s", error.message);
    evidence->functions->settle(evidence->store);
    return buffer_text(&out);
}

static void check_same(Evidence *sqlite, const char *of_sqlite, Evidence *postgres, const char *of_postgres,
                       int columns)
{
    Text one = rows_of(sqlite, of_sqlite, columns);
    Text other = rows_of(postgres, of_postgres, columns);
    CHECK(one.length > 0);
    CHECK(text_equals(one, other));
    if (!text_equals(one, other))
        printf("SQLite:\n%.*sPostgreSQL:\n%.*s", TEXT_ARGS(one), TEXT_ARGS(other));
}

/* What each store alone has: tables of indexes, and where PostgreSQL keeps what stands in SQLite's header. */
#define OURS                                                                                                 \
    "m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"                   \
    " AND EXISTS (SELECT 1 FROM column_class x WHERE x.table_name = m.name)"
#define THEIRS                                                                                               \
    " FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid"                                             \
    " WHERE t.relnamespace = 'hearsay'::regnamespace AND t.relkind = 'r' AND t.relname <> 'base'"            \
    " AND a.attnum > 0 AND NOT a.attisdropped"

static void test_both_stores_have_the_same_columns(Evidence *sqlite, Evidence *postgres)
{
    CHECK_CASE("the same tables and columns, of the same types");
    check_same(
        sqlite,
        "SELECT m.name || '.' || p.name, CASE p.type WHEN 'INTEGER' THEN 'bigint' WHEN 'REAL' THEN"
        " 'double precision' ELSE 'text' END || CASE WHEN p.\"notnull\" OR p.pk THEN ' not null' ELSE '' END"
        " FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE " OURS " ORDER BY m.name, p.cid",
        postgres,
        "SELECT t.relname || '.' || a.attname, format_type(a.atttypid, NULL) ||"
        " CASE WHEN a.attnotnull THEN ' not null' ELSE '' END" THEIRS
        " ORDER BY t.relname COLLATE \"C\", a.attnum",
        2);
    CHECK_CASE("the same keys");
    check_same(
        sqlite,
        "SELECT m.name || '.' || p.name, 'key' FROM sqlite_schema m JOIN pragma_table_info(m.name) p"
        " WHERE p.pk > 0 AND " OURS " ORDER BY m.name, p.pk",
        postgres,
        "SELECT t.relname || '.' || a.attname, 'key' FROM pg_class t JOIN pg_constraint k"
        " ON k.conrelid = t.oid AND k.contype = 'p' JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u (n, at)"
        " ON true JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.n"
        " WHERE t.relnamespace = 'hearsay'::regnamespace ORDER BY t.relname COLLATE \"C\", u.at",
        2);
    CHECK_CASE("the same references");
    check_same(sqlite,
               "SELECT m.name || '.' || f.\"from\", f.\"table\" FROM sqlite_schema m"
               " JOIN pragma_foreign_key_list(m.name) f WHERE " OURS " ORDER BY 1, 2",
               postgres,
               "SELECT (t.relname || '.' || a.attname) COLLATE \"C\", r.relname::text COLLATE \"C\" FROM "
               "pg_constraint k"
               " JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid"
               " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]"
               " WHERE k.contype = 'f' AND t.relnamespace = 'hearsay'::regnamespace ORDER BY 1, 2",
               2);
    CHECK_CASE("the same classes, a row for each column");
    check_same(sqlite, "SELECT table_name, column_name, class FROM column_class ORDER BY 1, 2", postgres,
               "SELECT table_name, column_name, class FROM column_class ORDER BY 1, 2", 3);
    CHECK_TEXT(rows_of(postgres,
                       "SELECT t.relname || '.' || a.attname" THEIRS
                       " AND NOT EXISTS (SELECT 1 FROM column_class x WHERE x.table_name = t.relname"
                       " AND x.column_name = a.attname)",
                       1),
               "");
    CHECK_CASE("texts stand in the order of their bytes");
    CHECK_TEXT(rows_of(postgres,
                       "SELECT t.relname || '.' || a.attname" THEIRS
                       " AND a.atttypid = 'text'::regtype AND a.attcollation <> '\"C\"'::regcollation",
                       1),
               "");
    CHECK_CASE("no index leads from a source to those of other reports");
    CHECK_TEXT(rows_of(postgres,
                       "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
                       " AND a.attnum = i.indkey[0] WHERE i.indrelid = 'source'::regclass"
                       " AND a.attname NOT IN ('report', 'number')",
                       1),
               "");
}

static void test_every_earlier_version(Evidence *newest)
{
    static const char columns[] =
        "SELECT t.relname || '.' || a.attname, format_type(a.atttypid, NULL)" THEIRS " ORDER BY 1";
    Text expected = rows_of(newest, columns, 2);
    for (size_t count = 1; count < evidence_migration_count; count++) {
        const char *name = arena_print(arena, "version%zu", count).bytes;
        CHECK_CASE(name);
        Text location = bases_location(arena, TEXT_EMPTY, name);
        EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE};
        bases_run(arena, location.bytes, "SELECT 1");
        PGconn *connection = PQconnectdb(location.bytes);
        EvidenceStore *store = ARENA_NEW(arena, EvidenceStore);
        *store = (EvidenceStore){.connection = connection, .location = location, .wait_milliseconds = 1000};
        PQclear(PQexec(connection, "SET search_path = hearsay"));
        CHECK(evidence_postgres_migrate(store, evidence_postgres_migrations, count, &error) == STATUS_OK);
        evidence_postgres_close(store);
        Evidence *evidence = NULL;
        options.mode = EVIDENCE_READ;
        CHECK(evidence_open(arena, &options, &evidence, &error) == ERR_STORE);
        CHECK(strstr(error.message, "by reading a report into it") != NULL);
        options.mode = EVIDENCE_WRITE;
        CHECK(evidence_open(arena, &options, &evidence, &error) == STATUS_OK);
        CHECK(text_equals(rows_of(evidence, columns, 2), expected));
        evidence_close(evidence);
    }
}

static void test_the_originals_need_a_folder(void)
{
    CHECK_CASE("the originals need a folder, once a report is added");
    EvidenceOptions options = {
        .location = bases_location(arena, TEXT_EMPTY, "columns"), .mode = EVIDENCE_WRITE, .keep_files = true};
    Evidence *evidence = NULL;
    CHECK(evidence_open(arena, &options, &evidence, &error) == STATUS_OK);
    CHECK(evidence_may_add(evidence, &error) == ERR_USAGE);
    CHECK(strstr(error.message, "--files") != NULL);
    evidence_close(evidence);
}

static void test_a_failed_step_leaves_the_base(Evidence *evidence)
{
    static const struct EvidenceMigration next[] = {
        {1000, "more", "CREATE TABLE more (number BIGINT PRIMARY KEY); INSERT INTO more VALUES (7)"}};
    static const struct EvidenceMigration bad[] = {
        {1001, "half", "INSERT INTO more VALUES (9); INSERT INTO nowhere VALUES (1)"}};
    CHECK_CASE("a migration runs once, and one that fails leaves the base as it was");
    CHECK(evidence_postgres_migrate(evidence->store, next, 1, &error) == STATUS_OK);
    CHECK(evidence_postgres_migrate(evidence->store, next, 1, &error) == STATUS_OK);
    CHECK(evidence_postgres_migrate(evidence->store, bad, 1, &error) == ERR_STORE);
    CHECK_TEXT(rows_of(evidence, "SELECT count(*)::text FROM more", 1), "1\n");
    CHECK_TEXT(rows_of(evidence, "SELECT version::text FROM base", 1), "1000\n");
}

/* More rows than a batch, an inner question for each, and numbers of every kind. */
static void test_rows_come_in_batches(Evidence *evidence)
{
    enum { ROWS = 1234 };
    static const char OUTER[] = "SELECT n, n * 0.5::double precision, sum(n) OVER (), n % 2 = 0, (-n)::int,"
                                " n::text AS digits, NULL, (-n)::smallint"
                                " FROM generate_series(1, CAST($1 AS BIGINT)) n ORDER BY n";
    static const char INNER[] = "SELECT CAST($1 AS BIGINT) + 1";
    CHECK_CASE("rows come in batches, whole and in order");
    CHECK(evidence->functions->begin_reading(evidence->store, &error) == STATUS_OK);
    EvidenceRow row = evidence_row(evidence, arena, &error);
    EvidenceRow inner = row;
    evidence_row_begin(&row, OUTER);
    evidence_put_integer(&row, ROWS);
    int64_t count = 0;
    int64_t wrong = 0;
    while (evidence_row_next(&row)) {
        count++;
        evidence_row_begin(&inner, INNER);
        evidence_put_integer(&inner, count);
        wrong += evidence_row_run(&inner) != count + 1;
        bool is_given = false;
        wrong += evidence_take_integer(&row) != count;
        wrong += evidence_take_real(&row, &is_given) != (double)count / 2 || !is_given;
        wrong += evidence_take_integer(&row) != (int64_t)ROWS * (ROWS + 1) / 2;
        wrong += evidence_take_bool(&row) != (count % 2 == 0);
        wrong += evidence_take_integer(&row) != -count;
        wrong += !text_is(evidence_take_text(&row), arena_print(arena, "%d", (int)count).bytes);
        wrong += evidence_take_bound(&row) != COUNT_OPEN;
        wrong += evidence_take_integer(&row) != -count;
    }
    CHECK(row.status == STATUS_OK && inner.status == STATUS_OK);
    CHECK_NUMBER(count, ROWS);
    CHECK_NUMBER(wrong, 0);
    evidence->functions->settle(evidence->store);
    CHECK_CASE("a question broken off leaves the connection usable");
    CHECK(evidence->functions->begin_reading(evidence->store, &error) == STATUS_OK);
    row = evidence_row(evidence, arena, &error);
    evidence_row_begin(&row, OUTER);
    evidence_put_integer(&row, ROWS);
    CHECK(evidence_row_next(&row));
    evidence_row_begin(&row, OUTER);
    evidence_put_integer(&row, 3);
    count = 0;
    while (evidence_row_next(&row))
        count++;
    CHECK_NUMBER(count, 3);
    evidence->functions->settle(evidence->store);
    CHECK_TEXT(rows_of(evidence, "SELECT 'still here'", 1), "still here\n");
}

static void test_numbers_come_out_as_they_went_in(Evidence *evidence)
{
    static const int64_t numbers[] = {0, -1, 1, INT32_MIN, INT32_MAX, INT64_MIN, INT64_MAX};
    static const double reals[] = {0, -0.5, 0.1, 1e300, -1e-300, 124.394, 3};
    CHECK_CASE("numbers come out as they went in");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        EvidenceRow row = evidence_row(evidence, arena, &error);
        evidence_row_begin(&row, "SELECT CAST($1 AS BIGINT), CAST($2 AS DOUBLE PRECISION), CAST($3 AS TEXT)");
        evidence_put_integer(&row, numbers[i]);
        evidence_put_real(&row, reals[i]);
        evidence_put_words(&row, TEXT(""));
        CHECK(evidence_row_next(&row));
        CHECK_NUMBER(evidence_take_integer(&row), numbers[i]);
        CHECK(evidence_take_real(&row, NULL) == reals[i]);
        CHECK(!evidence->functions->is_null(row.statement, 2));
        CHECK_NUMBER(evidence_take_text(&row).length, 0);
        CHECK(!evidence_row_next(&row) && row.status == STATUS_OK);
    }
    static const struct {
        const char *sql;
        int64_t expected;
    } sums[] = {{"SELECT sum(n) FROM (VALUES (40000::bigint), (60000)) v (n)", 100000},
                {"SELECT -sum(n) FROM (VALUES (12345678::bigint), (1)) v (n)", -12345679},
                {"SELECT sum(n) FROM (VALUES (0::bigint)) v (n)", 0}};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        EvidenceRow row = evidence_row(evidence, arena, &error);
        evidence_row_begin(&row, sums[i].sql);
        CHECK_NUMBER(evidence_row_run(&row), sums[i].expected);
    }
    EvidenceRow row = evidence_row(evidence, arena, &error);
    evidence_row_begin(&row, "SELECT 12345.0625::numeric");
    CHECK(evidence_row_next(&row) && evidence_take_real(&row, NULL) == 12345.0625);
    evidence->functions->settle(evidence->store);
}

static void test_what_does_not_fit_is_refused(Evidence *evidence)
{
    static const char INSERT[] = "INSERT INTO pack_kind (kind, pack) VALUES ($1, $2)";
    CHECK_CASE("a text that is no UTF-8, or holds a zero byte, is refused");
    Text bad[] = {{"a\0b", 3}, {"a\xff", 2}};
    for (size_t i = 0; i < 2; i++) {
        EvidenceRow row = evidence_row(evidence, arena, &error);
        evidence_row_begin(&row, INSERT);
        evidence_put_text(&row, bad[i]);
        evidence_put_text(&row, TEXT("pack"));
        evidence_row_run(&row);
        CHECK(row.status == ERR_FORMAT);
    }
    CHECK_CASE("what was refused within a transaction is told at its end, and nothing is kept");
    CHECK(evidence->functions->begin(evidence->store, &error) == STATUS_OK);
    EvidenceRow row = evidence_row(evidence, arena, &error);
    for (int i = 0; i < 500; i++) {
        evidence_row_begin(&row, INSERT);
        evidence_put_text(&row, arena_print(arena, "kind%d", i % 499));
        evidence_put_text(&row, TEXT("pack"));
        evidence_row_run(&row);
    }
    Status status = row.status;
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, &error);
    CHECK(status == ERR_STORE);
    CHECK(strstr(error.message, "pack_kind_pkey") != NULL);
    evidence->functions->settle(evidence->store);
    CHECK_TEXT(rows_of(evidence, "SELECT count(*)::text FROM pack_kind", 1), "0\n");
    CHECK_CASE("a value of another type, and a parameter too many");
    row = evidence_row(evidence, arena, &error);
    evidence_row_begin(&row, "SELECT CAST($1 AS INTEGER)");
    evidence_put_integer(&row, INT64_MAX);
    evidence_row_run(&row);
    CHECK(row.status == ERR_STORE);
    row = evidence_row(evidence, arena, &error);
    evidence_row_begin(&row, "SELECT 1");
    evidence_put_integer(&row, 7);
    evidence_row_run(&row);
    CHECK(row.status == ERR_STORE);
}

int main(void)
{
    arena = arena_new(0);
    if (!arena)
        return 1;
    test_addresses();
    test_addresses_that_are_none();
    if (bases_server()) {
        char file[] = "/tmp/postgres_test.XXXXXX";
        EvidenceOptions options = {.location = text_from(mkdtemp(file) ? file : "."), .mode = EVIDENCE_WRITE};
        options.location = arena_print(arena, "%.*s/sqlite.db", TEXT_ARGS(options.location));
        Evidence *sqlite = NULL;
        CHECK(evidence_open(arena, &options, &sqlite, &error) == STATUS_OK);
        Evidence *postgres = opened("columns", EVIDENCE_WRITE);
        if (sqlite && postgres) {
            test_both_stores_have_the_same_columns(sqlite, postgres);
            test_every_earlier_version(postgres);
            test_the_originals_need_a_folder();
            test_rows_come_in_batches(postgres);
            test_numbers_come_out_as_they_went_in(postgres);
            test_what_does_not_fit_is_refused(postgres);
            test_a_failed_step_leaves_the_base(postgres);
        }
        CHECK(sqlite && postgres);
        if (sqlite)
            evidence_close(sqlite);
        unlink(options.location.bytes);
        rmdir(file);
    }
    arena_free(arena);
    return check_end();
}
