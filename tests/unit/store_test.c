/* The store beneath the base: its schema and the class of every column, its versions, and what a killed
 * writer leaves. What both stores share runs on either (bases.h). */
#include "bases.h"
#include "check.h"

#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buffer.h"
#include "core/digest.h"
#include "evidence/evidence_sqlite.h"

static Arena *arena;
static Error error;
static Text folder;

static Text in_folder(const char *name) { return bases_location(arena, folder, name); }

static Evidence *opened(Text location, EvidenceMode mode)
{
    EvidenceOptions options = {
        .location = location, .mode = mode, .keep_files = !bases_server(), .wait_milliseconds = 5000};
    Evidence *evidence = NULL;
    error_clear(&error);
    if (evidence_open(arena, &options, &evidence, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    return evidence;
}

/* Rows of a query, columns parted by |. */
static Status rows_of(Evidence *evidence, const char *sql, int columns, Buffer *out)
{
    EvidenceRow row = evidence_row(evidence, arena, &error);
    evidence_row_begin(&row, sql);
    while (evidence_row_next(&row))
        for (int i = 0; i < columns; i++) {
            bool is_given;
            double number = evidence_take_real(&row, &is_given);
            row.next--;
            Text text = evidence_take_text(&row);
            if (text.length > 0)
                buffer_add(out, text);
            else if (is_given)
                buffer_print(out, "%.10g", number);
            else
                buffer_add_string(out, "NULL");
            buffer_add_byte(out, i + 1 < columns ? '|' : '\n');
        }
    return row.status;
}

static void test_every_column_has_a_class(void)
{
    CHECK_CASE("every column has a class, and no class is for a column that is gone");
    Evidence *evidence = opened(in_folder("classes.db"), EVIDENCE_WRITE);
    Buffer without = buffer_in(arena);
    CHECK(rows_of(evidence,
                  "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p"
                  " WHERE m.type = 'table' EXCEPT SELECT table_name, column_name FROM column_class",
                  2, &without) == STATUS_OK);
    CHECK_TEXT(buffer_text(&without), "");
    CHECK(rows_of(evidence,
                  "SELECT table_name, column_name FROM column_class EXCEPT SELECT m.name, p.name"
                  " FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
                  2, &without) == STATUS_OK);
    CHECK_TEXT(buffer_text(&without), "");
    CHECK_CASE("every table is strict");
    CHECK(rows_of(evidence,
                  "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                  " AND strict = 0 AND name NOT LIKE 'sqlite_%'",
                  1, &without) == STATUS_OK);
    CHECK_TEXT(buffer_text(&without), "");
    CHECK_CASE("no index leads from a source to those of other reports");
    CHECK(rows_of(evidence,
                  "SELECT i.name FROM pragma_index_list('source') l JOIN pragma_index_info(l.name) i"
                  " WHERE i.seqno = 0 AND i.name <> 'report'",
                  1, &without) == STATUS_OK);
    CHECK_TEXT(buffer_text(&without), "");
}

static void test_the_settings_of_a_connection(void)
{
    static const struct {
        const char *sql, *expected;
    } cases[] = {
        {"SELECT journal_mode FROM pragma_journal_mode", "wal\n"},
        {"SELECT foreign_keys FROM pragma_foreign_keys", "1\n"},
        {"SELECT secure_delete FROM pragma_secure_delete", "1\n"},
        {"SELECT synchronous FROM pragma_synchronous", "2\n"},
        {"SELECT application_id FROM pragma_application_id", "1752398177\n"},
        {"SELECT user_version FROM pragma_user_version", NULL},
    };
    Evidence *evidence = opened(in_folder("classes.db"), EVIDENCE_WRITE);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].sql);
        Buffer value = buffer_in(arena);
        CHECK(rows_of(evidence, cases[i].sql, 1, &value) == STATUS_OK);
        Text newest = arena_print(arena, "%d\n", evidence_migrations[evidence_migration_count - 1].version);
        CHECK_TEXT(buffer_text(&value), cases[i].expected ? cases[i].expected : newest.bytes);
    }
}

static void test_migrations(void)
{
    static const struct EvidenceMigration next[] = {
        {1, "first", "CREATE TABLE never (x) STRICT"},
        {1000, "more", "CREATE TABLE more (number INTEGER PRIMARY KEY) STRICT; INSERT INTO more VALUES (7)"},
        {1001, "yet more", "INSERT INTO more VALUES (8)"},
    };
    static const struct EvidenceMigration bad[] = {
        {1002, "half", "INSERT INTO more VALUES (9); INSERT INTO nowhere VALUES (1)"}};
    CHECK_CASE("a migration runs what the base lacks, once and in order");
    Evidence *evidence = opened(in_folder("migrate.db"), EVIDENCE_WRITE);
    CHECK(evidence_sqlite_migrate(evidence->store, next, 3, &error) == STATUS_OK);
    CHECK(evidence_sqlite_migrate(evidence->store, next, 3, &error) == STATUS_OK);
    Buffer rows = buffer_in(arena);
    CHECK(rows_of(evidence, "SELECT number FROM more", 1, &rows) == STATUS_OK);
    CHECK_TEXT(buffer_text(&rows), "7\n8\n");
    CHECK_CASE("a migration that fails leaves the base as it was");
    evidence->functions->settle(evidence->store);
    CHECK(evidence_sqlite_migrate(evidence->store, bad, 1, &error) == ERR_STORE);
    buffer_clear(&rows);
    CHECK(rows_of(evidence, "SELECT count(*) FROM more", 1, &rows) == STATUS_OK);
    CHECK(rows_of(evidence, "SELECT user_version FROM pragma_user_version", 1, &rows) == STATUS_OK);
    CHECK_TEXT(buffer_text(&rows), "2\n1001\n");
    CHECK_CASE("migrations are numbered from 1 upwards");
    for (size_t i = 0; i < evidence_migration_count; i++)
        CHECK_NUMBER(evidence_migrations[i].version, i + 1);
}

/* ---- tests/store ---- */

static Text file_bytes(const char *path)
{
    Buffer buffer = buffer_in(arena);
    FILE *file = fopen(path, "rb");
    char block[4096];
    size_t length = 0;
    CHECK(file != NULL);
    while (file && (length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&buffer, (Text){block, length});
    if (file)
        fclose(file);
    return buffer_text(&buffer);
}

static bool next_case(Text *rest, Text *out)
{
    while (rest->length > 0) {
        size_t end = text_find(*rest, TEXT("\n\n"), 0);
        *out = text_slice(*rest, 0, end == SIZE_MAX ? rest->length : end);
        *rest = text_slice(*rest, end == SIZE_MAX ? rest->length : end + 2, rest->length);
        Text line = *out;
        while (text_starts_with(*out, TEXT("#")) && text_split(out, '\n', &line))
            ;
        if (text_trim(*out).length > 0)
            return true;
    }
    return false;
}

static int count_columns(Text expected)
{
    int columns = 1;
    for (size_t i = 0; i < expected.length && expected.bytes[i] != '\n'; i++)
        columns += expected.bytes[i] == '|';
    return columns;
}

static void run_case(Evidence *evidence, Text body)
{
    Text head;
    text_split(&body, '\n', &head);
    size_t mark = text_find(body, TEXT("\n----"), 0);
    Text sql = arena_copy(arena, text_slice(body, 0, mark == SIZE_MAX ? body.length : mark));
    Text expected = mark == SIZE_MAX ? TEXT_EMPTY : text_trim(text_slice(body, mark + 5, body.length));
    CHECK_CASE(sql.bytes);
    Buffer rows = buffer_in(arena);
    Status status = rows_of(evidence, sql.bytes, count_columns(expected), &rows);
    evidence->functions->settle(evidence->store);
    CHECK(text_is(head, "statement error") ? status != STATUS_OK : status == STATUS_OK);
    if (text_is(head, "query"))
        CHECK_TEXT(text_trim(buffer_text(&rows)), arena_copy(arena, expected).bytes);
}

static void test_the_files_of_tests_store(void)
{
    glob_t files = {0};
    CHECK(glob("tests/store/*.test", 0, NULL, &files) == 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        Evidence *evidence = opened(in_folder(arena_print(arena, "store%zu.db", i).bytes), EVIDENCE_WRITE);
        Text rest = file_bytes(files.gl_pathv[i]);
        Text body;
        while (next_case(&rest, &body))
            run_case(evidence, body);
    }
    globfree(&files);
}

static void run_steps(sqlite3 *database, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        CHECK(sqlite3_exec(database, evidence_migrations[i].sql, NULL, NULL, NULL) == SQLITE_OK);
}

/* A base as the version made it; the rows are of before version 5, and go through what came later. */
static void make_version(Text location, size_t version)
{
    enum { ROWS_OF = 4 };
    Text rows = file_bytes("tests/store/version-1.sql");
    sqlite3 *database = NULL;
    CHECK(sqlite3_open(location.bytes, &database) == SQLITE_OK);
    run_steps(database, 0, version < ROWS_OF ? version : ROWS_OF);
    if (version >= 2)
        sqlite3_exec(database, "INSERT INTO claim_way VALUES (1, 0, 'where', 'clause')", NULL, NULL, NULL);
    CHECK(sqlite3_exec(database, arena_copy(arena, rows).bytes, NULL, NULL, NULL) == SQLITE_OK);
    run_steps(database, ROWS_OF, version);
    Text header = arena_print(arena, "PRAGMA application_id = %d; PRAGMA user_version = %zu",
                              EVIDENCE_APPLICATION_ID, version);
    CHECK(sqlite3_exec(database, header.bytes, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(database) == SQLITE_OK);
}

static void test_bases_of_every_version(void)
{
    static const struct {
        const char *sql;
        int columns;
        const char *expected;
    } cases[] = {
        {"SELECT c.id, w.side, w.position, p.as_words, p.country, p.geonames, p.latitude, p.longitude"
         " FROM claim_place w JOIN claim c ON c.number = w.claim JOIN place p ON p.number = w.place"
         " ORDER BY 1, 2, 3",
         8,
         "c1|where|0|Sumy|UA|692194|50.9|34.8\nc1|where|1|the mill|NULL|0|NULL|NULL\n"
         "c2|to|0|Sumy|UA|692194|50.9|34.9\n"},
        {"SELECT r.id, n.position, p.name, p.accuracy, p.geonames, n.first_byte, n.stop FROM report_place n"
         " JOIN report r ON r.number = n.report JOIN place p ON p.number = n.place ORDER BY 1, 2",
         7,
         "r1|0|Sumy|town|692194|0|4\nr1|1|Sumy|town|692194|6|10\nr1|2|NULL|unknown|0|12|20\n"
         "r2|0|Sumy|county|0|0|3\n"},
        {"SELECT count(*) FROM place", 1, "4\n"},
        {"SELECT id, version, decision FROM claim ORDER BY 1", 3, "c1|1|NULL\nc2|1|NULL\n"},
        {"SELECT count(*) FROM decision", 1, "0\n"},
        {"SELECT claim, side, position, role, as_words FROM claim_role ORDER BY 1, 2, 3", 5,
         "1|by|0|employer|NULL\n1|whom|0|worker|weavers\n"},
        {"SELECT claim, position, as_words, is_what FROM claim_name", 4, "1|0|Orlen|employer\n"},
        {"SELECT claim, field, position, words FROM claim_words ORDER BY 1, 2", 4,
         "2|when|0|NULL\n2|work|0|wool\n"},
        {"SELECT claim, position, first_byte, end_byte, start, stop, exact, prefix, suffix"
         " FROM claim_evidence ORDER BY 1",
         9, "1|0|0|4|0|4|Sumy|NULL|, Sumy\n2|0|12|20|12|20|the mill|x|NULL\n"},
        {"SELECT claim, position, field, first_byte, end_byte, start, stop FROM claim_field", 7,
         "1|0|where|0|4|0|4\n"},
        {"PRAGMA foreign_key_check", 4, ""},
        {"PRAGMA integrity_check", 1, "ok\n"},
    };
    for (size_t version = 1; version < evidence_migration_count; version++) {
        Text location = arena_print(arena, "%.*s/version%zu.db", TEXT_ARGS(folder), version);
        make_version(location, version);
        Evidence *evidence = opened(location, EVIDENCE_WRITE);
        CHECK(evidence != NULL);
        for (size_t i = 0; evidence && i < sizeof cases / sizeof *cases; i++) {
            CHECK_CASE(arena_print(arena, "from version %zu: %s", version, cases[i].sql).bytes);
            Buffer rows = buffer_in(arena);
            CHECK(rows_of(evidence, cases[i].sql, cases[i].columns, &rows) == STATUS_OK);
            CHECK_TEXT(buffer_text(&rows), cases[i].expected);
        }
        if (evidence)
            evidence_close(evidence);
    }
}

static void test_the_question_of_the_docs(void)
{
    opened(in_folder("classes.db"), EVIDENCE_WRITE);
    CHECK_CASE("the SQL in docs/base.md runs");
    Text page = file_bytes("docs/base.md");
    size_t begin = text_find(page, TEXT("\n    SELECT"), 0);
    size_t end = text_find(page, TEXT(";\n"), begin == SIZE_MAX ? 0 : begin);
    CHECK(begin != SIZE_MAX && end != SIZE_MAX);
    Evidence *evidence = opened(in_folder("classes.db"), EVIDENCE_READ);
    Buffer rows = buffer_in(arena);
    Text sql = arena_copy(arena, text_slice(page, begin == SIZE_MAX ? 0 : begin, end == SIZE_MAX ? 0 : end));
    CHECK(rows_of(evidence, sql.bytes, 1, &rows) == STATUS_OK);
}

/* ---- kill -9 ---- */

static ReportRecord record_number(Arena *scratch, int number)
{
    enum { CLAIMS = 20 };
    ReportRecord record = {0};
    ReportRow *report = &record.report;
    report->id = arena_print(scratch, "r%04d", number);
    report->text = arena_print(scratch, "report %d: guards watch the workers", number);
    report->sha256 = report->text_sha256 = digest_hex(scratch, report->text);
    report->recorded = 19000;
    record.claims = ARENA_ARRAY(scratch, ClaimRow, CLAIMS);
    record.claim_count = CLAIMS;
    QuoteRow *quote = ARENA_NEW(scratch, QuoteRow);
    quote->span = (TextSpan){0, 6, 0, 6};
    quote->exact = TEXT("report");
    for (int i = 0; i < CLAIMS; i++)
        record.claims[i] = (ClaimRow){.id = arena_print(scratch, "c%08d%08d", number, i),
                                      .kind = TEXT("surveillance"),
                                      .status = TEXT("said"),
                                      .evidence = quote,
                                      .evidence_count = 1,
                                      .superseded = DAY_NONE};
    return record;
}

/* Writes the number of each report that is in the base to the pipe, until it is killed. */
static void write_until_killed(Text location, int pipe_end)
{
    Arena *scratch = arena_new(0);
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    for (int i = 0; evidence && scratch && i < 10000; i++) {
        ReportRecord record = record_number(scratch, i);
        EvidenceAdded added;
        if (evidence_add(evidence, scratch, &record, record.report.text, &added, &error) != STATUS_OK ||
            write(pipe_end, &i, sizeof i) != sizeof i)
            break;
        arena_clear(scratch);
    }
    _exit(1);
}

/* The last number that the child told, after it was killed within the time; of its first word, where a server
 * takes long to be reached. */
static int kill_a_writer(Text location, useconds_t after, bool waits)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -2;
    pid_t child = fork();
    if (child == 0)
        write_until_killed(location, ends[1]);
    close(ends[1]);
    int last = -1;
    int number = 0;
    if (waits && read(ends[0], &number, sizeof number) == sizeof number)
        last = number;
    usleep(after);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (read(ends[0], &number, sizeof number) == sizeof number)
        last = number;
    close(ends[0]);
    return last;
}

static void test_a_killed_writer_loses_nothing(void)
{
    enum { ROUNDS = 20 };
    CHECK_CASE("kill -9 loses nothing that was committed, and leaves nothing half");
    Text location = in_folder("killed.db");
    int last = -1;
    /* On a busy machine a writer may not come far: more rounds then, each longer. */
    for (int round = 0; round < ROUNDS || (last < 1 && round < 10 * ROUNDS); round++) {
        int told = kill_a_writer(location, (useconds_t)(1000 + round * 1700), bases_server() && round > 4);
        last = told > last ? told : last; /* what is there already is told at once */
    }
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    Buffer rows = buffer_in(arena);
    if (!bases_server()) {
        CHECK(rows_of(evidence, "SELECT integrity_check FROM pragma_integrity_check", 1, &rows) == STATUS_OK);
        CHECK_TEXT(buffer_text(&rows), "ok\n");
    }
    EvidenceSummary summary;
    CHECK(evidence_summarize(evidence, &summary, &error) == STATUS_OK);
    CHECK(last > 0 && summary.report_count >= last + 1 && summary.report_count <= last + 2);
    CHECK_NUMBER(summary.claim_count, summary.report_count * 20);
    if (bases_server())
        return;
    CHECK_CASE("what a killed writer left of originals is swept up");
    Text left = in_folder("killed.db.files/new/*");
    glob_t files = {0};
    CHECK(glob(left.bytes, 0, NULL, &files) == GLOB_NOMATCH);
    globfree(&files);
}

/* Adds reports until one is refused: how many got in. */
static int add_until_refused(Evidence *evidence, Status *out)
{
    Arena *scratch = arena_new(0);
    int count = 0;
    *out = STATUS_OK;
    while (evidence && scratch && count < 10000) {
        ReportRecord record = record_number(scratch, count);
        EvidenceAdded added;
        *out = evidence_add(evidence, scratch, &record, record.report.text, &added, &error);
        if (*out != STATUS_OK)
            break;
        count++;
        arena_clear(scratch);
    }
    arena_free(scratch);
    return count;
}

static void test_a_full_disk(void)
{
    CHECK_CASE("a full disk is told, and leaves what was read before");
    Text disk = in_folder("disk");
    mode_t all = 0700;
    if (mkdir(disk.bytes, all) != 0 || mount("tmpfs", disk.bytes, "tmpfs", 0, "size=600k") != 0) {
        printf("skipped: a full disk, which takes the right to mount one\n");
        return;
    }
    Text location = in_folder("disk/full.db");
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    Status status;
    int count = add_until_refused(evidence, &status);
    CHECK(status == ERR_SYSTEM && count > 0);
    CHECK(strstr(error.message, "no space is left") != NULL);
    evidence_close(evidence);
    evidence = opened(location, EVIDENCE_READ);
    EvidenceSummary summary = {0};
    CHECK(evidence_summarize(evidence, &summary, &error) == STATUS_OK);
    CHECK_NUMBER(summary.report_count, count);
    CHECK_NUMBER(summary.claim_count, count * 20);
    evidence_close(evidence);
    CHECK(umount(disk.bytes) == 0);
}

static void test_a_writer_waits_and_then_says_so(void)
{
    CHECK_CASE("a writer waits for another one, and then says so; a reader waits for nobody");
    Text location = in_folder("busy.db");
    Evidence *first = opened(location, EVIDENCE_WRITE);
    CHECK(first->functions->begin(first->store, &error) == STATUS_OK);
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE, .wait_milliseconds = 100};
    Evidence *second = NULL;
    CHECK(evidence_open(arena, &options, &second, &error) == STATUS_OK);
    ReportRecord record = record_number(arena, 1);
    EvidenceAdded added;
    CHECK(evidence_add(second, arena, &record, record.report.text, &added, &error) == ERR_STORE);
    CHECK(strstr(error.message, "another program has been writing") != NULL);
    EvidenceSummary summary;
    CHECK(evidence_summarize(opened(location, EVIDENCE_READ), &summary, &error) == STATUS_OK);
    first->functions->settle(first->store);
    CHECK(evidence_add(second, arena, &record, record.report.text, &added, &error) == STATUS_OK);
}

static void remove_folder(const char *name)
{
    pid_t child = fork();
    if (child == 0)
        execlp("rm", "rm", "-rf", name, (char *)NULL);
    else if (child > 0)
        waitpid(child, NULL, 0);
}

int main(void)
{
    char name[] = "/tmp/store_test.XXXXXX";
    arena = arena_new(0);
    if (!arena || !mkdtemp(name))
        return 1;
    folder = text_from(name);
    if (!bases_server()) {
        test_every_column_has_a_class();
        test_the_settings_of_a_connection();
        test_migrations();
        test_bases_of_every_version();
    }
    test_the_files_of_tests_store();
    test_the_question_of_the_docs();
    test_a_killed_writer_loses_nothing();
    test_a_writer_waits_and_then_says_so();
    if (!bases_server())
        test_a_full_disk();
    int result = check_end();
    arena_free(arena);
    remove_folder(name);
    return result;
}
