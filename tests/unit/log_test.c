/* The log: nothing in a base is altered, taken out or put in unseen. */
#include "check.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buffer.h"
#include "core/door.h"
#include "core/list.h"
#include "evidence/evidence_log.h"
#include "evidence/evidence_note.h"

static Arena *arena;
static Error error;
static Text folder;

/* ---- a base with a row in every table ---- */

static Text in_folder(const char *name) { return arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name); }

static Evidence *opened(Text location, EvidenceMode mode)
{
    /* Copies of the base whole.db have its originals. */
    bool is_copy = text_ends_with(location, TEXT("/altered.db")) || text_ends_with(location, TEXT("/old.db"));
    EvidenceOptions options = {.location = location,
                               .keep_files = true,
                               .files = is_copy ? in_folder("whole.db.files") : TEXT_EMPTY,
                               .mode = mode,
                               .wait_milliseconds = 2000,
                               .has_day = true,
                               .day = 19000};
    Evidence *evidence = NULL;
    error_clear(&error);
    if (evidence_open(arena, &options, &evidence, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    return evidence;
}

static TextList two_texts(const char *a, const char *b)
{
    Text *list = ARENA_ARRAY(arena, Text, 2);
    list[0] = text_from(a);
    list[1] = text_from(b);
    return (TextList){list, 2};
}

static TextSpan span_at(uint32_t begin, uint32_t end) { return (TextSpan){begin, end, begin, end}; }

static ClaimRow claim_of(Text id, Text text)
{
    static RoleRow roles[] = {{{"home-state", 10}, {"guards", 6}}, {{"trader", 6}, {"traders", 7}}};
    static NameRow names[] = {{{"Sample Works", 12}, {"employer", 8}}, {{"Sample Trade", 12}, {"agency", 6}}};
    static PlaceRow places[] = {
        {.as = {"Xtown", 5}, .precision = {"town", 4}, .geonames = 5, .is_located = true},
        {.as = {"the coast", 9}}};
    static SourceRow via[] = {
        {.id = {"s2", 2}, .as = {"Wire", 4}, .type = {"outlet", 6}, .n_low = 1, .n_high = 1}};
    static FieldRow fields[] = {{{"by", 2}, {0, 3, 0, 3}}, {{"kind", 4}, {4, 9, 4, 9}}};
    static WayRow ways[] = {{{"by", 2}, {"clause", 6}}, {{"where", 5}, {"paragraph", 9}}};
    ClaimRow claim = {.id = id, .kind = TEXT("escort"), .status = TEXT("said"), .part = TEXT("body")};
    claim.by = claim.whom = roles;
    claim.by_count = claim.whom_count = 2;
    claim.names = names;
    claim.name_count = 2;
    claim.work = claim.papers = claim.when_as = two_texts("one", "two");
    claim.where = claim.to = places;
    claim.where_count = claim.to_count = 2;
    claim.count =
        (CountRow){true, 12, COUNT_OPEN, TEXT("people"), TEXT("stock"), TEXT("a dozen"), true, false};
    claim.source = (SourceRow){.id = TEXT("s1"), .as = TEXT("a trader"), .n_low = 1, .n_high = 2};
    claim.source.maybe = two_texts("s3", "s4");
    claim.source.via = via;
    claim.source.via_count = 1;
    claim.evidence = ARENA_ARRAY(arena, QuoteRow, 2);
    claim.evidence[0] = (QuoteRow){span_at(0, 3), text_slice(text, 0, 3), TEXT_EMPTY, TEXT(" ")};
    claim.evidence[1] = (QuoteRow){span_at(4, 9), text_slice(text, 4, 9), TEXT("x"), TEXT_EMPTY};
    claim.evidence_count = 2;
    claim.fields = fields;
    claim.field_count = 2;
    claim.ways = ways;
    static Text own[] = {{"no", 2}, {"7", 1}};
    claim.own = (TextList){own, 2};
    claim.way_count = 2;
    claim.pack = TEXT("sample 1");
    claim.sure = 0.5;
    claim.recorded = 19000;
    claim.superseded = DAY_NONE;
    return claim;
}

static void add_report(Evidence *evidence, const char *id, Day day)
{
    Text text = arena_print(arena, "The guards of %s kept the traders inside.", id);
    ReportRecord record = {.claim_count = 2, .place_count = 2, .unread_count = 2};
    record.report = (ReportRow){.id = text_from(id), .sha256 = digest_hex(arena, text), .text = text};
    record.report.text_sha256 = record.report.sha256;
    record.report.recorded = day;
    record.report.outlet = TEXT("Sample Wire");
    record.report.notes = two_texts("desk", "east");
    record.claims = ARENA_ARRAY(arena, ClaimRow, 2);
    record.claims[0] = claim_of(arena_print(arena, "c%s-1", id), text);
    record.claims[1] = claim_of(arena_print(arena, "c%s-2", id), text);
    record.places = ARENA_ARRAY(arena, NamedPlaceRow, 2);
    record.places[0] = (NamedPlaceRow){text_from(id), record.claims[0].where[0], span_at(4, 9)};
    record.places[1] = (NamedPlaceRow){text_from(id), {.as = TEXT("Ytown")}, span_at(4, 9)};
    record.unread = ARENA_ARRAY(arena, UnreadRow, 2);
    record.unread[0] = (UnreadRow){text_from(id), TEXT("The guards"), TEXT("guards"), span_at(0, 10), false};
    record.unread[1] = record.unread[0];
    EvidenceAdded added = EVIDENCE_SAME;
    error_clear(&error);
    CHECK(evidence_add(evidence, arena, &record, text, &added, &error) == STATUS_OK && added == EVIDENCE_NEW);
    if (error.message[0])
        printf("%s\n", error.message);
}

static int run_sql(Text location, const char *sql)
{
    sqlite3 *database = NULL;
    int result = sqlite3_open(location.bytes, &database);
    if (result == SQLITE_OK)
        result = sqlite3_exec(database, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF",
                              NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_exec(database, sql, NULL, NULL, NULL);
    sqlite3_close(database);
    return result;
}

/* With fields, as corrections have them; the second undoes the first. */
static void add_decisions(Evidence *evidence)
{
    static DecisionField fields[] = {{{"whom", 4}, {"trader", 6}}, {{"work", 4}, {"fishing", 7}}};
    Decision decision = {.verb = DECISION_RIGHT,
                         .handle = TEXT("falcon"),
                         .reason = TEXT("as the words say"),
                         .day = 19003,
                         .ids = two_texts("cr1-1", "cr1-2"),
                         .fields = fields,
                         .field_count = 2};
    error_clear(&error);
    CHECK(evidence_decide(evidence, arena, &decision, NULL, &error) == STATUS_OK);
    Decision undo = {
        .verb = DECISION_UNDO, .handle = TEXT("owl"), .reason = TEXT("read again"), .day = 19003};
    undo.undoes = decision.number;
    CHECK(evidence_decide(evidence, arena, &undo, NULL, &error) == STATUS_OK);
    if (error.message[0])
        printf("%s\n", error.message);
}

/* The lineage is given here as tracing would leave it. */
static Text make_base(const char *name)
{
    Text location = in_folder(name);
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    add_report(evidence, "r1", 19001);
    add_report(evidence, "r2", 19002);
    add_report(evidence, "r3", 19002);
    CHECK(run_sql(location,
                  "INSERT INTO derivation VALUES (2, 0, 1, 'copy', 'words'), (3, 0, 1, 'copy', NULL);"
                  "INSERT INTO lineage_state (number, report_count) VALUES (1, 3)") == SQLITE_OK);
    add_decisions(evidence);
    LogEntry entry = {.act = TEXT("trace"), .day = 19003};
    CHECK(evidence->functions->begin(evidence->store, &error) == STATUS_OK);
    CHECK(evidence_log_lineage(evidence, arena, &entry, &error) == STATUS_OK);
    CHECK(evidence->functions->commit(evidence->store, &error) == STATUS_OK);
    evidence_close(evidence);
    return location;
}

/* ---- verifying ---- */

typedef struct Told {
    Buffer lines; /* "fault table report claim entry text" */
    int64_t count, note_count;
} Told;

static void note_finding(void *context, const EvidenceFinding *finding)
{
    Told *told = context;
    told->count += finding->fault != FAULT_NONE;
    told->note_count += finding->fault == FAULT_NONE;
    buffer_print(&told->lines, "%s %.*s %.*s %.*s %d: %.*s\n", evidence_fault_word(finding->fault),
                 TEXT_ARGS(finding->table), TEXT_ARGS(finding->report_id), TEXT_ARGS(finding->claim_id),
                 (int)finding->entry, TEXT_ARGS(finding->text));
}

static Told verify_with(Text location, Text checkpoint, Text key)
{
    Told told = {.lines = buffer_in(arena)};
    EvidenceVerifyOptions options = {.checkpoint = checkpoint,
                                     .checkpoint_name = TEXT("checkpoint"),
                                     .key = key,
                                     .tell = note_finding,
                                     .context = &told};
    EvidenceVerified verified;
    Evidence *evidence = opened(location, EVIDENCE_READ);
    if (!evidence)
        return told;
    if (evidence_verify(evidence, arena, &options, &verified, &error) != STATUS_OK)
        buffer_print(&told.lines, "error: %s\n", error.message);
    CHECK_NUMBER(verified.finding_count, told.count);
    evidence_close(evidence);
    return told;
}

static Told verify(Text location) { return verify_with(location, TEXT_EMPTY, TEXT_EMPTY); }

static bool has_line(const Told *told, const char *words)
{
    return text_find(buffer_text(&told->lines), text_from(words), 0) != SIZE_MAX;
}

static void check_told(const Told *told, const char *words)
{
    CHECK(has_line(told, words));
    if (!has_line(told, words))
        printf("  wanted [%s] in\n%.*s", words, TEXT_ARGS(buffer_text(&told->lines)));
}

static void copy_file(Text from, Text to)
{
    char bytes[65536];
    int in = open(from.bytes, O_RDONLY | O_CLOEXEC);
    int out = open(to.bytes, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (ptrdiff_t length = read(in, bytes, sizeof bytes); length > 0; length = read(in, bytes, sizeof bytes))
        CHECK(write(out, bytes, (size_t)length) == length);
    close(in);
    close(out);
}

static TextList list_of(Text location, const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    LIST_OF(Text) list = {0};
    CHECK(sqlite3_open(location.bytes, &database) == SQLITE_OK &&
          sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        *LIST_ADD(arena, &list) =
            arena_copy(arena, text_from((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return (TextList){list.items, list.count};
}

static const char TABLES[] =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE"
    " '\\' ORDER BY name";

/* What undoes the journal's triggers and makes them again: whoever alters a base does that, too. */
static Text past_triggers(Text location, Text sql)
{
    Buffer out = buffer_in(arena);
    TextList drops =
        list_of(location, "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'");
    TextList makes = list_of(location, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'");
    for (size_t i = 0; i < drops.count; i++)
        buffer_add(&out, drops.items[i]);
    buffer_add(&out, sql);
    buffer_add_byte(&out, ';');
    for (size_t i = 0; i < makes.count; i++)
        buffer_add(&out, makes.items[i]);
    return buffer_text(&out);
}

/* The key of the table's first row, as a condition. */
static Text first_row(Text location, Text table)
{
    Text columns =
        list_of(location, arena_print(arena,
                                      "SELECT group_concat(name, ', ') FROM pragma_table_info('%.*s')"
                                      " WHERE pk > 0",
                                      TEXT_ARGS(table))
                              .bytes)
            .items[0];
    return arena_print(arena, "(%.*s) = (SELECT %.*s FROM %.*s ORDER BY %.*s LIMIT 1)", TEXT_ARGS(columns),
                       TEXT_ARGS(columns), TEXT_ARGS(table), TEXT_ARGS(columns));
}

static void check_alteration(Text base, Text table, Text sql, const char *what)
{
    Text location = in_folder("altered.db");
    copy_file(base, location);
    CHECK_CASE(arena_print(arena, "%s %.*s: %.*s", what, TEXT_ARGS(table), TEXT_ARGS(sql)).bytes);
    int result = run_sql(location, past_triggers(location, sql).bytes);
    if (result == SQLITE_CONSTRAINT)
        return; /* the schema itself keeps it from being */
    CHECK_NUMBER(result, SQLITE_OK);
    Told told = verify(location);
    CHECK(told.count > 0);
    /* What stands on a row that is gone is named, too; at least one finding names the table itself, but for a
     * number, which those name that stand on it, and a place, which those name that lead to it. */
    bool is_number = text_find(sql, TEXT(" SET number "), 0) != SIZE_MAX;
    bool names_it = has_line(&told, table.bytes) ||
                    (text_is(table, "place") && has_line(&told, "the place that it leads to")) ||
                    (text_is(table, "seal") && has_line(&told, "entry")) ||
                    (text_is(table, "log_state") && has_line(&told, "the log has"));
    CHECK(names_it || is_number);
    if (!names_it && !is_number)
        printf("%.*s", TEXT_ARGS(buffer_text(&told.lines)));
}

static void check_column(Text base, Text table, Text column, Text row)
{
    check_alteration(
        base, table,
        arena_print(arena,
                    "UPDATE %.*s SET %.*s = CASE typeof(%.*s) WHEN 'integer' THEN %.*s + 1000"
                    " WHEN 'real' THEN %.*s + 1 WHEN 'text' THEN %.*s || 'x' ELSE (SELECT CASE type"
                    " WHEN 'TEXT' THEN 'x' ELSE 7 END FROM pragma_table_info('%.*s') WHERE name ="
                    " '%.*s') END WHERE %.*s",
                    TEXT_ARGS(table), TEXT_ARGS(column), TEXT_ARGS(column), TEXT_ARGS(column),
                    TEXT_ARGS(column), TEXT_ARGS(column), TEXT_ARGS(table), TEXT_ARGS(column),
                    TEXT_ARGS(row)),
        "altered in");
}

static void check_table(Text base, Text table)
{
    Text row = first_row(base, table);
    TextList columns = list_of(
        base, arena_print(arena, "SELECT name FROM pragma_table_info('%.*s')", TEXT_ARGS(table)).bytes);
    CHECK_CASE(table.bytes);
    if (text_is(table, "purge_pending")) /* empty but while a purge runs */
        return;
    CHECK(list_of(base, arena_print(arena, "SELECT 1 FROM %.*s", TEXT_ARGS(table)).bytes).count > 0);
    for (size_t i = 0; i < columns.count; i++)
        check_column(base, table, columns.items[i], row);
    check_alteration(base, table,
                     arena_print(arena, "DELETE FROM %.*s WHERE %.*s", TEXT_ARGS(table), TEXT_ARGS(row)),
                     "taken from");
}

static void test_no_row_is_altered_unseen(void)
{
    Text base = make_base("whole.db");
    CHECK_CASE("a base as it was made is clean");
    Told clean = verify(base);
    CHECK_NUMBER(clean.count, 0);
    CHECK_TEXT(buffer_text(&clean.lines), "");
    TextList tables = list_of(base, TABLES);
    CHECK(tables.count > 20);
    for (size_t i = 0; i < tables.count; i++)
        check_table(base, tables.items[i]);
}

/* A row more in each table: the first one with another key. */
static void test_no_row_is_added_unseen(void)
{
    Text base = in_folder("whole.db");
    TextList tables = list_of(base, TABLES);
    for (size_t i = 0; i < tables.count; i++) {
        Text table = tables.items[i];
        Text keyed = arena_print(
            arena,
            "SELECT group_concat(CASE WHEN pk = (SELECT max(pk) FROM pragma_table_info('%.*s')) OR name IN "
            "('id', "
            "'sha256', 'entry', 'follows') THEN CASE type WHEN 'INTEGER' THEN name || ' + 1000' ELSE name || "
            "' || ''x''' "
            "END WHEN name = 'geonames' THEN '77' ELSE name END, ', ') FROM pragma_table_info('%.*s')",
            TEXT_ARGS(table), TEXT_ARGS(table));
        if (text_is(table, "purge_pending")) {
            check_alteration(base, table, TEXT("INSERT INTO purge_pending VALUES (1, 'ab')"), "added to");
            continue;
        }
        Text values = list_of(base, keyed.bytes).items[0];
        check_alteration(base, table,
                         arena_print(arena, "INSERT INTO %.*s SELECT %.*s FROM %.*s WHERE %.*s",
                                     TEXT_ARGS(table), TEXT_ARGS(values), TEXT_ARGS(table),
                                     TEXT_ARGS(first_row(base, table))),
                         "added to");
    }
}

static void check_altered(const char *what, const char *sql, const char *wanted)
{
    Text location = in_folder("altered.db");
    CHECK_CASE(what);
    copy_file(in_folder("whole.db"), location);
    CHECK_NUMBER(run_sql(location, past_triggers(location, text_from(sql)).bytes), SQLITE_OK);
    Told told = verify(location);
    check_told(&told, wanted);
}

static void test_findings_say_which(void)
{
    check_altered(
        "an altered word of a claim names report, claim and table",
        "UPDATE claim_words SET words = 'three' WHERE claim = 3 AND field = 'work' AND position = 0",
        "altered claim_words r2  2: a row of claim_words");
    check_altered(
        "the claim is named by its id",
        "UPDATE claim_words SET words = 'three' WHERE claim = 3 AND field = 'work' AND position = 0",
        "altered claim r2 cr2-1 2: the claim, or a row that belongs to it");
    check_altered("a text that was altered", "UPDATE report SET text = text || '.' WHERE id = 'r3'",
                  "altered report r3  3: a row of report");
    check_altered("a report that was taken out whole",
                  "DELETE FROM claim_role WHERE claim IN (3, 4); DELETE FROM claim WHERE report = 2;"
                  "DELETE FROM report WHERE number = 2",
                  "missing report r2  2: row 2 of report, which entry 2 tells of");
    check_altered("a report and its seal taken out whole", "DELETE FROM seal WHERE id = 'r2'",
                  "missing    2: what entry 2 (read 2022-01-10) tells of");
    check_altered("an entry of the log", "UPDATE journal SET day = day + 1 WHERE number = 2",
                  "altered journal   2: entry 2 of the log");
    check_altered("entries taken out of the middle", "DELETE FROM journal WHERE number = 2",
                  "missing journal   2: entry 2 of the log");
    check_altered("the log's end", "DELETE FROM journal WHERE number >= 3",
                  "cut journal   3: the log has 2 entries and had 6");
    check_altered("a table that is not ours", "CREATE TABLE other (x)",
                  "added other   0: other, part of the schema");
    check_altered("an index that is gone", "DROP INDEX claim_kind",
                  "missing claim   0: claim_kind, part of the schema");
}

/* ---- the log against a checkpoint ---- */

static Text checkpoint_of(Text location, Text key)
{
    Evidence *evidence = opened(location, EVIDENCE_READ);
    Text note = TEXT_EMPTY;
    CHECK(evidence_checkpoint(evidence, arena, key, &note, &error) == STATUS_OK);
    evidence_close(evidence);
    return note;
}

/* Puts the log back to its first size entries, state and all, as one who knows how it is made would. */
static void rewind_log(Text location, int64_t size)
{
    Merkle tree = {0};
    char peaks[MERKLE_TEXT_SIZE];
    TextList hashes = list_of(
        location,
        arena_print(arena, "SELECT leaf FROM journal WHERE number <= %d ORDER BY number", (int)size).bytes);
    for (size_t i = 0; i < hashes.count; i++) {
        Merkle leaf;
        CHECK(evidence_merkle_read(1, hashes.items[i], &leaf));
        evidence_merkle_add(&tree, leaf.peaks[0]);
    }
    Text written = evidence_merkle_write(&tree, peaks);
    Text sql = arena_print(arena,
                           "DELETE FROM seal WHERE entry > %d; DELETE FROM journal WHERE number > %d;"
                           "UPDATE log_state SET size = %d, peaks = '%.*s'",
                           (int)size, (int)size, (int)size, TEXT_ARGS(written));
    CHECK_NUMBER(run_sql(location, past_triggers(location, sql).bytes), SQLITE_OK);
}

static void test_a_log_made_anew_does_not_pass_its_checkpoint(void)
{
    Text location = in_folder("anew.db"), secret, public_half, other;
    CHECK(evidence_note_make_key(arena, TEXT("owl"), &secret, &public_half, &error) == STATUS_OK);
    CHECK(evidence_note_make_key(arena, TEXT("owl"), &other, &other, &error) == STATUS_OK);
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    add_report(evidence, "a1", 19001);
    add_report(evidence, "a2", 19001);
    evidence_close(evidence);
    Text first = checkpoint_of(location, secret);
    evidence = opened(location, EVIDENCE_WRITE);
    add_report(evidence, "a3", 19001);
    evidence_close(evidence);
    Text second = checkpoint_of(location, TEXT_EMPTY);
    CHECK_CASE("a log goes on from each of its checkpoints");
    Told told = verify_with(location, first, public_half);
    CHECK_NUMBER(told.count, 0);
    told = verify_with(location, second, TEXT_EMPTY);
    CHECK_NUMBER(told.count, 0);
    CHECK_CASE("a signature that is asked for must be there, and be right");
    told = verify_with(location, second, public_half);
    check_told(&told, "the checkpoint is not signed with the key");
    told = verify_with(location, first, other);
    check_told(&told, "the checkpoint is not signed with the key");
    CHECK_CASE("a tail that was cut with all that hangs on it passes by itself but not its checkpoint");
    CHECK_NUMBER(run_sql(location, "PRAGMA foreign_keys = ON; DELETE FROM report WHERE 0"), SQLITE_OK);
    rewind_log(location, 2);
    told = verify_with(location, first, public_half);
    CHECK(!has_line(&told, "checkpoint"));
    told = verify_with(location, second, TEXT_EMPTY);
    check_told(&told, "cut    0: the checkpoint knows 3 entries of the log, and it has 2");
    CHECK_CASE("another history after the cut is a fork");
    evidence = opened(location, EVIDENCE_WRITE);
    add_report(evidence, "a4", 19002);
    evidence_close(evidence);
    told = verify_with(location, second, TEXT_EMPTY);
    check_told(&told, "forked    0: the first 3 entries of the log are not those of the checkpoint");
    CHECK_CASE("the checkpoint of another base");
    told = verify_with(in_folder("whole.db"), first, TEXT_EMPTY);
    check_told(&told, "forked    0: the checkpoint is of another log");
}

/* ---- originals, clocks, old bases ---- */

static void test_originals_are_held_against_their_digests(void)
{
    Text location = make_base("originals.db");
    TextList digests = list_of(location, "SELECT sha256 FROM report ORDER BY number");
    Text files = in_folder("originals.db.files");
    Text path = arena_print(arena, "%.*s/%.2s/%.*s", TEXT_ARGS(files), digests.items[0].bytes,
                            TEXT_ARGS(text_slice(digests.items[0], 2, 64)));
    CHECK_CASE("an original that is gone");
    CHECK(unlink(path.bytes) == 0);
    Told told = verify(location);
    check_told(&told, "missing  r1  1: the original, ");
    CHECK_NUMBER(told.count, 1);
    CHECK_CASE("an original that was altered");
    int file = open(path.bytes, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(write(file, "other", 5) == 5);
    close(file);
    told = verify(location);
    check_told(&told, "altered  r1  1: the original, ");
    CHECK_NUMBER(told.count, 1);
    CHECK_CASE("a file that no report has");
    CHECK(rename(path.bytes, arena_print(arena, "%.*s0", (int)path.length - 1, path.bytes).bytes) == 0 ||
          path.bytes[path.length - 1] == '0');
    told = verify(location);
    check_told(&told, "is of no report");
}

/* ---- purging ---- */

static Status purge(Evidence *evidence, const char *id, EvidencePurged *out)
{
    Text text = text_from(id);
    EvidencePurge given = {.ids = {&text, 1}, .handle = TEXT("owl"), .reason = TEXT("risk"), .day = 19004};
    error_clear(&error);
    return evidence_purge(evidence, arena, &given, out, &error);
}

static void test_what_is_purged_is_gone_and_the_log_says_so(void)
{
    Text location = make_base("purged.db");
    EvidencePurged purged = {0};
    bool is_purged = false;
    Day day = DAY_NONE;
    Text digest = list_of(location, "SELECT sha256 FROM report WHERE id = 'r1'").items[0];
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    CHECK_CASE("a report that is not there is refused");
    CHECK(purge(evidence, "r9", &purged) == ERR_USAGE);
    CHECK_CASE("a report goes with its claims and with what was decided of them");
    CHECK(purge(evidence, "r1", &purged) == STATUS_OK);
    CHECK_NUMBER(purged.claim_count, 2);
    CHECK_NUMBER(purged.decision_count, 2);
    CHECK_CASE("until it is scrubbed, verify says that it is to be ended");
    Told told = verify(location);
    check_told(&told, "added purge_pending   0: a purge was interrupted: hearsay purge ends it");
    CHECK_CASE("a program that reads keeps what was purged in the write-ahead log, and that is said");
    sqlite3 *reader = NULL;
    CHECK(sqlite3_open(location.bytes, &reader) == SQLITE_OK);
    CHECK(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM report", NULL, NULL, NULL) == SQLITE_OK);
    CHECK(evidence_scrub(evidence, arena, &purged, &error) == ERR_STORE);
    CHECK(text_find(text_from(error.message), TEXT("another program has the base open"), 0) != SIZE_MAX);
    sqlite3_close(reader);
    CHECK_CASE("and once it is gone the purge is ended");
    CHECK(evidence_scrub(evidence, arena, &purged, &error) == STATUS_OK);
    CHECK_CASE("the log knows the bytes again, and those of other reports are not taken for them");
    CHECK(evidence_find_purged(evidence, digest, &is_purged, &day, &error) == STATUS_OK && is_purged);
    CHECK_NUMBER(day, 19004);
    CHECK(evidence_find_purged(evidence, digest_hex(arena, TEXT("other")), &is_purged, &day, &error) ==
          STATUS_OK);
    CHECK(!is_purged);
    evidence_close(evidence);
    told = verify(location);
    CHECK_NUMBER(told.count, 0);
    CHECK_TEXT(list_of(location, "SELECT group_concat(act, ' ') FROM journal").items[0],
               "read read read decide decide trace purge purge purge trace");
    CHECK_NUMBER(list_of(location, "SELECT id FROM seal WHERE id = 'r1'").count, 0);
    CHECK_CASE("no page of the base is free");
    CHECK_TEXT(list_of(location, "SELECT CAST(freelist_count AS TEXT) FROM pragma_freelist_count").items[0],
               "0");
}

static void test_a_purge_on_a_full_disk_can_be_ended(void)
{
    CHECK_CASE("a purge for which the disk has no room says so, and is ended once there is some");
    Text disk = in_folder("disk");
    mode_t all = 0700;
    if (mkdir(disk.bytes, all) != 0 || mount("tmpfs", disk.bytes, "tmpfs", 0, "size=8m") != 0) {
        printf("skipped: a full disk, which takes the right to mount one\n");
        return;
    }
    Text location = in_folder("disk/full.db");
    EvidencePurged purged = {0};
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    for (int i = 0; i < 40; i++)
        add_report(evidence, arena_print(arena, "f%d", i).bytes, 19001);
    evidence_close(evidence);
    int filler = open(in_folder("disk/filler").bytes, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    char block[4096] = {1};
    size_t length = 0;
    while (write(filler, block, sizeof block) == (ptrdiff_t)sizeof block)
        length += sizeof block;
    CHECK(ftruncate(filler, (off_t)(length - (size_t)200 * 1024)) == 0);
    evidence = opened(location, EVIDENCE_WRITE);
    Status status = purge(evidence, "f7", &purged);
    if (status == STATUS_OK)
        status = evidence_scrub(evidence, arena, &purged, &error);
    CHECK(status == ERR_SYSTEM && strstr(error.message, "no space is left") != NULL);
    evidence_close(evidence);
    CHECK(ftruncate(filler, 0) == 0 && close(filler) == 0);
    evidence = opened(location, EVIDENCE_WRITE);
    status = purge(evidence, "f7", &purged); /* what had been done already is known */
    CHECK(status == STATUS_OK && evidence_scrub(evidence, arena, &purged, &error) == STATUS_OK);
    evidence_close(evidence);
    Told told = verify(location);
    CHECK_NUMBER(told.count, 0);
    CHECK_NUMBER(list_of(location, "SELECT id FROM report").count, 39);
    CHECK(umount(disk.bytes) == 0);
}

static void test_a_clock_that_runs_back_is_said(void)
{
    CHECK_CASE("a clock that runs back is kept and said");
    Text location = in_folder("clock.db");
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    add_report(evidence, "k1", 19002);
    add_report(evidence, "k2", 19001);
    Day last = DAY_NONE;
    CHECK(evidence_last_day(evidence, &last, &error) == STATUS_OK);
    CHECK_NUMBER(last, 19001);
    evidence_close(evidence);
    Told told = verify(location);
    CHECK_NUMBER(told.note_count, 1);
    check_told(&told, "note    2: entry 2 is of 2022-01-09, the one before it of 2022-01-10");
    CHECK_NUMBER(told.count, 0);
}

static void test_a_base_of_before_the_log_is_covered(void)
{
    CHECK_CASE("a base that lost its log as a whole is one of before the log, and is covered from the day it "
               "is opened");
    Text location = in_folder("old.db");
    copy_file(in_folder("whole.db"), location);
    CHECK_NUMBER(run_sql(location, past_triggers(location, TEXT("DELETE FROM seal; DELETE FROM journal;"
                                                                "DELETE FROM log_state"))
                                       .bytes),
                 SQLITE_OK);
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    evidence_close(evidence);
    TextList acts = list_of(location, "SELECT act || ' ' || day FROM journal ORDER BY number");
    CHECK_NUMBER(acts.count, 6);
    CHECK_TEXT(acts.items[0], "cover 19000");
    CHECK_TEXT(acts.items[5], "trace 19000");
    Told told = verify(location);
    CHECK_NUMBER(told.count, 0);
    CHECK_CASE("a log that lost its state is not begun anew");
    copy_file(in_folder("whole.db"), location);
    CHECK_NUMBER(run_sql(location, past_triggers(location, TEXT("DELETE FROM log_state")).bytes), SQLITE_OK);
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE, .wait_milliseconds = 100};
    CHECK(evidence_open(arena, &options, &evidence, &error) == ERR_STORE);
    told = verify(location);
    check_told(&told, "missing log_state   0: the state of the log");
}

static Status run_all(Arena *given, void *context, Error *unused)
{
    (void)given;
    (void)context;
    (void)unused;
    test_no_row_is_altered_unseen();
    test_no_row_is_added_unseen();
    test_findings_say_which();
    test_a_log_made_anew_does_not_pass_its_checkpoint();
    test_what_is_purged_is_gone_and_the_log_says_so();
    test_a_purge_on_a_full_disk_can_be_ended();
    test_a_clock_that_runs_back_is_said();
    test_a_base_of_before_the_log_is_covered();
    test_originals_are_held_against_their_digests();
    return STATUS_OK;
}

int main(void)
{
    char name[] = "/tmp/log_test.XXXXXX";
    arena = arena_new(0);
    if (!arena || !mkdtemp(name))
        return 2;
    folder = text_from(name);
    if (door_open(arena, run_all, NULL, &error) != STATUS_OK)
        printf("%s\n", error.message);
    char remove_command[64];
    snprintf(remove_command, sizeof remove_command, "rm -rf %s", name);
    /* NOLINTNEXTLINE(cert-env33-c) */
    if (system(remove_command) != 0)
        printf("could not remove %s\n", name);
    arena_free(arena);
    return check_end();
}
