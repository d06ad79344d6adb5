/* kill -9 at random points of read, decide, purge and migration: what was counted is there, the next run
 * brings the base to what it would have been, and the log fits. HEARSAY_TORTURE is how often each is killed
 * (2), HEARSAY_TORTURE_SEED the seed; ./check torture [N] gives both. */
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/buffer.h"
#include "evidence/evidence_sqlite.h"

static Arena *arena;
static Text folder;
static uint64_t seed;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* A shell's output and errors; out_status may be NULL. */
static Text capture(Text command, int *out_status)
{
    Buffer out = buffer_in(arena);
    char bytes[4096];
    /* NOLINTNEXTLINE(cert-env33-c) */
    FILE *pipe = popen(
        arena_print(arena, "cd %.*s && { %.*s; } 2>&1", TEXT_ARGS(folder), TEXT_ARGS(command)).bytes, "r");
    size_t length;
    while (pipe && (length = fread(bytes, 1, sizeof bytes, pipe)) > 0)
        buffer_add(&out, (Text){bytes, length});
    int status = pipe ? pclose(pipe) : -1;
    if (out_status)
        *out_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return buffer_text(&out);
}

static bool runs(const char *command)
{
    int status = 0;
    Text out = capture(text_from(command), &status);
    if (status != 0)
        printf("%s: exit %d\n%.*s", command, status, TEXT_ARGS(out));
    return status == 0;
}

static uint64_t now_microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Runs the words of command, stdout into the file out, and kills it after so many microseconds; false: it had
 * ended. */
static bool run_killed(const char *command, uint64_t after)
{
    pid_t child = fork();
    if (child == 0) {
        int out =
            open(arena_print(arena, "%.*s/out", TEXT_ARGS(folder)).bytes, O_CREAT | O_TRUNC | O_WRONLY, 0600);
        if (out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0 || chdir(folder.bytes) != 0)
            _exit(3);
        execl("/bin/sh", "sh", "-c", arena_print(arena, "exec %s", command).bytes, (char *)NULL);
        _exit(3);
    }
    usleep((useconds_t)after);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

/* What the base answers, whatever the salt of its log. */
static const char STATE[] =
    "hearsay export --base base.db --protected --yes |"
    " awk '/^.\"type\":\"table\"/ { skip = /\"table\":\"(journal|log_state|seal)\"/ } !skip';"
    " hearsay sources --base base.db --format jsonl"
    " --protected; hearsay decide --list --base base.db --format jsonl --protected";

static Text state(void) { return capture(text_from(STATE), NULL); }

/* Nothing half is in the base right after the kill: at most an original that no report has yet, or a purge to
 * be ended.
 */
static void check_after_kill(void)
{
    int status = 0;
    if (capture(TEXT("test -s base.db"), &status).length > 0 || status != 0)
        return; /* not even begun */
    Text told = capture(TEXT("hearsay verify --no-files --base base.db"), &status);
    bool is_begun = status != 2 || text_find(told, TEXT("is a base of version"), 0) == SIZE_MAX;
    bool is_pending = text_find(told, TEXT("a purge was interrupted"), 0) != SIZE_MAX;
    bool is_fresh = text_find(told, TEXT("holds nothing yet"), 0) != SIZE_MAX ||
                    text_find(told, TEXT("the log was not begun"), 0) != SIZE_MAX;
    CHECK(status == 0 || is_pending || is_fresh || !is_begun);
    if (status != 0 && !is_pending && !is_fresh && is_begun)
        printf("%.*s", TEXT_ARGS(told));
}

static void check_end_state(Text right)
{
    CHECK(runs("hearsay verify --base base.db"));
    Text now = state();
    CHECK(text_equals(now, right));
    if (!text_equals(now, right))
        printf("another base: %.*s\nrather than: %.*s\n", TEXT_ARGS(now), TEXT_ARGS(right));
}

typedef struct Operation {
    const char *name;
    const char *start;   /* a shell's command that brings base.db to where it begins; %d: the round */
    const char *command; /* what is killed */
    void (*check)(void); /* what is there after the kill; may be NULL */
    bool is_repeatable;  /* run again, it must succeed even where it had been done */
    const char *absent;  /* words that no file of the base holds at the end, or NULL */
} Operation;

static int64_t count_of(Text json, const char *key)
{
    size_t at = text_find(json, text_from(key), 0);
    int64_t count = -1;
    if (at == SIZE_MAX)
        return -1;
    Text rest = text_slice(json, at + strlen(key), json.length), digits;
    bool is_number = text_split(&rest, ',', &digits) && text_to_int64(digits, &count);
    return is_number ? count : -1;
}

/* A report that was there after the kill is known to the next run: nothing that was kept is read twice or
 * lost. */
static void check_reports(void)
{
    Text before = capture(TEXT("hearsay verify --no-files --base base.db --format jsonl"), NULL);
    int64_t there = count_of(before, "\"report_count\":");
    Text told = capture(TEXT("hearsay read --now 2021-05-01 --base base.db in"), NULL);
    if (there <= 0)
        return;
    Text known = arena_print(arena, "; %d known already", (int)there);
    CHECK(text_find(told, known, 0) != SIZE_MAX);
    if (text_find(told, known, 0) == SIZE_MAX)
        printf("there were %d: %.*s", (int)there, TEXT_ARGS(told));
}

/* A decision that was told to be kept is there. */
static void check_decision(void)
{
    Text out = capture(TEXT("cat out"), NULL);
    Text list = capture(TEXT("hearsay decide --list --base base.db --format jsonl --protected"), NULL);
    bool is_there = text_find(list, TEXT("falcon"), 0) != SIZE_MAX;
    bool is_told = text_find(out, TEXT("falcon"), 0) != SIZE_MAX;
    CHECK(is_there || !is_told);
    if (!is_there)
        CHECK(runs("hearsay decide right --base base.db --handle falcon --reason why --now 2021-06-01 $(cat "
                   "claim)"));
}

static const Operation operations[] = {
    {"read", "rm -rf base.db*", "hearsay read --quiet --now 2021-05-01 --base base.db in", check_reports,
     true, NULL},
    {"decide", "rm -rf base.db* && cp -r whole.db base.db && cp -r whole.db.files base.db.files",
     "hearsay decide right --base base.db --handle falcon --reason why --now 2021-06-01 $(cat claim)",
     check_decision, false, NULL},
    {"purge", "rm -rf base.db* && cp -r whole.db base.db && cp -r whole.db.files base.db.files",
     "hearsay purge --base base.db --handle falcon --reason risk --yes --now 2021-06-01 $(cat doomed)", NULL,
     false, "Zebulon"},
    {"migrate", "rm -rf base.db* && cp old$((%d %% $(cat versions) + 1)).db base.db",
     "hearsay purge --base base.db --now 2021-06-01", NULL, true, NULL},
};

static void begin_round(const Operation *operation, int round)
{
    Buffer start = buffer_in(arena);
    Text format = text_from(operation->start);
    size_t mark = text_find(format, TEXT("%d %%"), 0);
    if (mark == SIZE_MAX)
        buffer_add(&start, format);
    else
        buffer_print(&start, "%.*s%d %%%.*s", (int)mark, format.bytes, round, (int)(format.length - mark - 5),
                     format.bytes + mark + 5);
    CHECK(runs(start.bytes));
}

/* No byte of the words, in any of the forms in which a file could hold them. */
static void check_absent(const char *words)
{
    Buffer wide = buffer_in(arena);
    for (const char *c = words; *c; c++)
        buffer_print(&wide, "%c\\x00", *c);
    Text found =
        capture(arena_print(arena, "LC_ALL=C grep -rlai %s base.db*; LC_ALL=C grep -rlaP '(?i)%.*s' base.db*",
                            words, TEXT_ARGS(buffer_text(&wide))),
                NULL);
    CHECK_TEXT(found, "");
}

/* The end of an undisturbed run, and how long it takes; for migrations of each round's version. */
static Text run_undisturbed(const Operation *operation, int round, uint64_t *out_took)
{
    begin_round(operation, round);
    uint64_t begin = now_microseconds();
    CHECK(runs(operation->command));
    *out_took = now_microseconds() - begin;
    if (operation->absent)
        check_absent(operation->absent);
    return state();
}

static void torture(const Operation *operation, int rounds)
{
    uint64_t took = 0;
    int killed = 0;
    CHECK_CASE(operation->name);
    Text right = run_undisturbed(operation, 0, &took);
    for (int round = 0; round < rounds; round++) {
        size_t failed = (size_t)check_failed;
        uint64_t after = next_random() % (took + took / 8 + 1);
        if (round > 0 && strstr(operation->start, "%d"))
            right = run_undisturbed(operation, round, &took);
        begin_round(operation, round);
        killed += run_killed(operation->command, after);
        check_after_kill();
        if (operation->check)
            operation->check();
        int status = 0;
        Text told = TEXT_EMPTY;
        if (operation->check == NULL || operation->is_repeatable)
            told = capture(text_from(operation->command), &status);
        CHECK(status == 0 || !operation->is_repeatable);
        check_end_state(right);
        if (operation->absent)
            check_absent(operation->absent);
        if ((size_t)check_failed != failed)
            printf("%s, round %d, killed after %d us: %.*s\n", operation->name, round, (int)after,
                   TEXT_ARGS(told));
    }
    printf("%s: killed %d times in %d runs of %d ms\n", operation->name, killed, rounds, (int)(took / 1000));
}

/* ---- what it begins with ---- */

static void write_file(const char *name, Text bytes)
{
    int file = open(arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name).bytes,
                    O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(write(file, bytes.bytes, bytes.length) == (ptrdiff_t)bytes.length);
    close(file);
}

static Text file_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = ARENA_ARRAY(arena, char, 1 << 16);
    size_t length = file ? fread(bytes, 1, (1 << 16) - 1, file) : 0;
    CHECK(file != NULL);
    if (file)
        fclose(file);
    return (Text){bytes, length};
}

/* Bases as the older versions left them: rows of version 1, then every step up to that version. */
static void make_old_bases(void)
{
    Text rows = file_bytes("tests/store/version-1.sql");
    size_t newest = evidence_migration_count;
    for (size_t version = 1; version < newest; version++) {
        sqlite3 *database = NULL;
        Text path = arena_print(arena, "%.*s/old%zu.db", TEXT_ARGS(folder), version);
        int result = sqlite3_open(path.bytes, &database);
        for (size_t i = 0; i < version && result == SQLITE_OK; i++) {
            result = sqlite3_exec(database, evidence_migrations[i].sql, NULL, NULL, NULL);
            if (i == 0 && result == SQLITE_OK)
                result = sqlite3_exec(database, rows.bytes, NULL, NULL, NULL);
        }
        Text header = arena_print(arena, "PRAGMA application_id = %d; PRAGMA user_version = %zu",
                                  EVIDENCE_APPLICATION_ID, version);
        if (result == SQLITE_OK)
            result = sqlite3_exec(database, header.bytes, NULL, NULL, NULL);
        CHECK_NUMBER(result, SQLITE_OK);
        sqlite3_close(database);
    }
    write_file("versions", arena_print(arena, "%zu\n", newest - 1));
}

static void make_reports(void)
{
    CHECK(runs("mkdir in"));
    for (int i = 0; i < 12; i++)
        write_file(
            arena_print(arena, "in/%d.txt", i).bytes,
            arena_print(
                arena,
                "Title: Crew %d\nOutlet: Sample Wire %d\nURL: https://example.org/%d\n"
                "Published: 2021-03-%02d\n\nNorth Korean workers at a garment factory in Dandong are not"
                " allowed to leave the dormitory, a source in the city said on March %d. About %d workers"
                " live there%s.\n",
                i, i % 3, i, i + 1, i + 1, 100 + i, i % 6 == 5 ? ", Zebulon Quill noted" : ""));
    CHECK(runs("hearsay read --quiet --now 2021-05-01 --base whole.db in"));
    CHECK(runs(
        "hearsay timeline --base whole.db --format csv | grep -o 'c[0-9a-f]\\{16\\}' | head -1 > claim"));
    CHECK(runs("hearsay export --base whole.db | grep Quill | grep -o '\"id\":\"r[0-9a-f]*\"' | cut -d'\"' "
               "-f4 | sort -u > "
               "doomed; test $(wc -l < doomed) = 2"));
}

static int number_from(const char *variable, int otherwise)
{
    const char *given = getenv(variable);
    int64_t number = 0;
    return given && text_to_int64(text_from(given), &number) && number > 0 && number < INT32_MAX ? (int)number
                                                                                                 : otherwise;
}

int main(void)
{
    char name[] = "/tmp/kill_test.XXXXXX";
    arena = arena_new(0);
    if (!arena || !mkdtemp(name))
        return 2;
    folder = text_from(name);
    seed = (uint64_t)number_from("HEARSAY_TORTURE_SEED", (int)(now_microseconds() % 1000000) + 1);
    int rounds = number_from("HEARSAY_TORTURE", 2);
    printf("HEARSAY_TORTURE=%d HEARSAY_TORTURE_SEED=%d\n", rounds, (int)seed);
    make_reports();
    make_old_bases();
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        torture(&operations[i], rounds);
    if (check_failed == 0)
        CHECK(runs("rm -rf $PWD"));
    else
        printf("see %s\n", name);
    arena_free(arena);
    return check_end();
}
