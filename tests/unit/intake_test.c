/* What the listings of the golden tests do not show: the way back to the source, streams in small pieces,
 * limits, the table of metadata. */
#include "check.h"
#include "core/buffer.h"
#include "core/door.h"
#include "intake/intake.h"

typedef struct Bench {
    IntakeData *data;
    Arena *arena;
} Bench;

static Bench bench;

static Report read_as(const char *name, Text bytes)
{
    IntakeOptions options = {.data = bench.data};
    Report report = {0};
    Error error = {0};
    Status status = intake_read(bench.arena, &options, text_from(name), bytes, &report, &error);
    CHECK_TEXT(text_from(error.message), "");
    CHECK(status == STATUS_OK);
    return report;
}

/* Where the word begins in the source, by the report's points. */
static int64_t source_of(const Report *report, const char *word)
{
    size_t at = text_find(report->text, text_from(word), 0);
    CHECK(at != SIZE_MAX);
    return at == SIZE_MAX ? -1 : (int64_t)intake_source_offset(report, (uint32_t)at);
}

/* ---- the way back ---- */

static void every_ascii_letter_leads_back(const Report *report)
{
    size_t wrong = 0;
    for (uint32_t i = 0; i < report->text.length; i++) {
        char c = report->text.bytes[i];
        if (!ascii_is_alpha(c))
            continue;
        uint64_t source = intake_source_offset(report, i);
        wrong += source >= report->bytes.length || report->bytes.bytes[source] != c;
    }
    CHECK_NUMBER(wrong, 0);
}

static void text_leads_back_to_its_file(void)
{
    CHECK_CASE("a byte order mark and a header block lie before the text");
    Text file = TEXT("\xEF\xBB\xBFTitle: Gates\nPublished: 2021\n\nThe gates are locked.\n");
    Report report = read_as("a.txt", file);
    CHECK_NUMBER(source_of(&report, "gates"), text_find(file, TEXT("gates"), 0));
    every_ascii_letter_leads_back(&report);
    CHECK_CASE("UTF-16 has two bytes a character");
    report = read_as("a.txt", (Text){"\xFF\xFEg\0a\0t\0e\0 \0\x13\x20 \0x\0.\0", 20});
    CHECK_NUMBER(source_of(&report, "gate"), 2);
    CHECK_NUMBER(source_of(&report, "x."), 16);
    CHECK_CASE("windows-1252 has one where UTF-8 has three");
    report = read_as("a.txt", TEXT("He said \x93no\x94 and \x96 went away."));
    CHECK_NUMBER(source_of(&report, "no"), 9);
    every_ascii_letter_leads_back(&report);
}

static void record_leads_back_to_its_line(void)
{
    CHECK_CASE("escapes of JSON");
    Text line = TEXT("{\"a\":[\"text\",{\"text\":\"x\"}], \"text\" : \"He \\u201csaid\\u201d \\ud83d\\ude00 "
                     "so\\nand went\"}");
    Report report = read_as("a.jsonl", line);
    CHECK_TEXT(report.text, "He “said” \xF0\x9F\x98\x80 so\nand went");
    CHECK_NUMBER(source_of(&report, "said"), text_find(line, TEXT("said"), 0));
    CHECK_NUMBER(source_of(&report, "went"), text_find(line, TEXT("went"), 0));
    CHECK_NUMBER(source_of(&report, "“"), text_find(line, TEXT("\\u201c"), 0));
}

static void page_leads_back_to_its_bytes(void)
{
    CHECK_CASE("references, white space and a legacy encoding");
    Text page = TEXT(
        "<html><meta charset=windows-1252><p>The  gate\n &amp; the yard of the mill are \x93locked\x94 now,\n"
        " a driver&rsquo;s <b>brother</b> said to somebody.</p>");
    Report report = read_as("a.html", page);
    CHECK_TEXT(report.text,
               "The gate & the yard of the mill are “locked” now, a driver’s brother said to somebody.");
    CHECK_NUMBER(source_of(&report, "&"), text_find(page, TEXT("&amp;"), 0));
    every_ascii_letter_leads_back(&report);
}

/* ---- streams ---- */

typedef struct Drip {
    Text rest;
    size_t step;
} Drip;

static ptrdiff_t drip(void *context, void *bytes, size_t length)
{
    Drip *source = context;
    size_t taken = source->rest.length < source->step ? source->rest.length : source->step;
    taken = taken < length ? taken : length;
    if (taken)
        memcpy(bytes, source->rest.bytes, taken);
    source->rest = text_slice(source->rest, taken, source->rest.length);
    return (ptrdiff_t)taken;
}

static ptrdiff_t fail(void *context, void *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return -1;
}

static void lines_come_in_any_pieces(void)
{
    static const size_t steps[] = {1, 7, 1000};
    static const char lines[] = "\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"one\"}\r\n\n"
                                "{\"id\":\"too long\",\"text\":\"0123456789 0123456789 0123456789\"}\n"
                                "{\"id\":\"b\",\"text\":\"two\"}";
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        Drip source = {text_from(lines), steps[i]};
        IntakeOptions options = {.data = bench.data, .limit = 40};
        IntakeInput input = {.read = drip, .context = &source, .name = TEXT("a.jsonl")};
        Intake *intake;
        Error error = {0};
        Report report = {0};
        bool more = false;
        CHECK(intake_open(bench.arena, &options, input, &intake, &error) == STATUS_OK);
        CHECK(intake_next(intake, bench.arena, &report, &more, &error) == STATUS_OK && more);
        CHECK_TEXT(report.id, "a");
        CHECK_TEXT(report.name, "a.jsonl:1");
        CHECK_NUMBER(report.container_offset, 3);
        CHECK_NUMBER(report.container_sha256.length, 64);
        CHECK(intake_next(intake, bench.arena, &report, &more, &error) == ERR_LIMIT && more);
        CHECK_NUMBER(error.line, 3);
        CHECK(intake_next(intake, bench.arena, &report, &more, &error) == STATUS_OK && more);
        CHECK_TEXT(report.id, "b");
        CHECK_TEXT(report.bytes, "{\"id\":\"b\",\"text\":\"two\"}");
        CHECK(intake_next(intake, bench.arena, &report, &more, &error) == STATUS_OK && !more);
    }
}

static void a_failing_read_is_an_error_of_the_system(void)
{
    IntakeOptions options = {.data = bench.data};
    IntakeInput input = {.read = fail, .name = TEXT("a.txt")};
    Intake *intake;
    Error error = {0};
    CHECK(intake_open(bench.arena, &options, input, &intake, &error) == ERR_SYSTEM);
    CHECK_TEXT(text_from(error.name), "a.txt");
}

static void a_large_file_is_refused_before_it_is_read(void)
{
    size_t length = 8 << 20;
    char *bytes = arena_alloc(bench.arena, length);
    memset(bytes, 'a', length);
    Drip source = {{bytes, length}, 1 << 16};
    IntakeOptions options = {.data = bench.data, .limit = 2 << 20};
    IntakeInput input = {.read = drip, .context = &source, .name = TEXT("large.txt")};
    Intake *intake;
    Error error = {0};
    Report report;
    bool more = true;
    CHECK(intake_open(bench.arena, &options, input, &intake, &error) == STATUS_OK);
    CHECK(intake_next(intake, bench.arena, &report, &more, &error) == ERR_LIMIT && !more);
    CHECK_TEXT(text_from(error.name), "large.txt");
    CHECK(source.rest.length >= 5 << 20);
}

/* ---- limits ---- */

typedef struct Walk {
    Text bytes;
    const char *name;
} Walk;

static Status read_one(Arena *arena, void *context, Error *error)
{
    const Walk *walk = context;
    IntakeOptions options = {.data = bench.data};
    Report report;
    return intake_read(arena, &options, text_from(walk->name), walk->bytes, &report, error);
}

/* The same report with ever more memory: it ends in ERR_LIMIT or is read. */
static void memory_may_end_anywhere(void)
{
    const Walk walks[] = {
        {TEXT("Title: x\n\nThe gates of the mill are locked.\n\nTranslated by Rhea Colman."), "a.txt"},
        {TEXT("{\"id\":\"a\",\"x\":[1],\"text\":\"The gates of the mill are locked.\"}"), "a.jsonl"},
        {TEXT("<p>The gates &amp; doors of the mill are <b>locked</b>.<p>Two."), "a.html"},
    };
    for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
        Walk walk = walks[i];
        bool was_read = false;
        for (size_t limit = 1; !was_read && limit < (8 << 20); limit += limit / 64 + 512) {
            Error error = {0};
            Arena *arena = arena_new(limit);
            Status status = door_open(arena, read_one, &walk, &error);
            was_read = status == STATUS_OK;
            CHECK(was_read || status == ERR_LIMIT);
            arena_free(arena);
        }
        CHECK(was_read);
    }
}

static void nesting_and_repetition_cost_no_more_than_their_length(void)
{
    static const char *const pieces[] = {"<div>",           "<b><p>",           "</x>", "<a x=", "&", "<!--",
                                         "<table><tr><td>", "<p class='a b c'>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        CHECK_CASE(pieces[i]);
        Buffer page = buffer_in(bench.arena);
        buffer_add_string(&page,
                          "<html><p>The gates of the mill are locked since Monday, a driver said.</p>");
        for (int k = 0; k < 100000; k++)
            buffer_add_string(&page, pieces[i]);
        Report report = read_as("deep.html", buffer_text(&page));
        CHECK(report.part_count >= 1);
    }
}

/* ---- metadata ---- */

static Status read_table(const char *table, IntakeMetadata **out, Error *error)
{
    *error = (Error){0};
    return intake_read_metadata(bench.arena, bench.data, TEXT("m.tsv"), text_from(table), out, error);
}

static void a_row_tells_what_the_file_does_not(void)
{
    IntakeMetadata *metadata;
    Error error;
    CHECK(read_table("file\tid\tpublished\toutlet\thow known\tdesk\r\n"
                     "x/a.txt\tn1\t2019-06/2019-07-09\tBorderline Weekly\ta digest's date\tnorth\r\n"
                     "b.txt\tn2\t2020\t\t\t\n",
                     &metadata, &error) == STATUS_OK);
    IntakeOptions options = {.data = bench.data, .metadata = metadata};
    Report report;
    CHECK(intake_read(bench.arena, &options, TEXT("/home/u/x/a.txt"), TEXT("The gates are locked."), &report,
                      &error) == STATUS_OK);
    CHECK_TEXT(report.id, "n1");
    CHECK_TEXT(report.outlet, "Borderline Weekly");
    CHECK_TEXT(report.published.edtf, "2019-06/2019-07-09");
    CHECK_TEXT(report.published_basis, "a digest's date");
    CHECK_NUMBER(report.class, CLASS_PUBLIC);
    CHECK_NUMBER(report.note_count, 1);
    CHECK(intake_read(bench.arena, &options, TEXT("c/b.txt"), TEXT("Published: 2021-05-01\n\nText."), &report,
                      &error) == STATUS_OK);
    CHECK_TEXT(report.published.edtf, "2021-05-01");
    CHECK_TEXT(report.published_basis, "given");
    CHECK(intake_read(bench.arena, &options, TEXT("a.txt"), TEXT("The gates are locked."), &report, &error) ==
          STATUS_OK);
    CHECK_NUMBER(report.id.length, 13);
    CHECK_NUMBER(report.class, CLASS_PROTECTED);
}

static void tables_that_are_none_are_refused(void)
{
    static const struct {
        const char *table;
        Status status;
        uint32_t line;
        const char *word;
    } cases[] = {
        {"", ERR_FORMAT, 0, "empty"},
        {"name\ttitle\n", ERR_FORMAT, 1, "\"file\" or \"id\""},
        {"file\tfile\n", ERR_FORMAT, 1, "twice"},
        {"file\tpublished\na.txt\tsoon\n", ERR_FORMAT, 2, "soon"},
        {"file\tid\na.txt\tx\nb.txt\tx\n", ERR_FORMAT, 3, "has a row"},
        {"file\tid\na.txt\tx\ty\n", ERR_FORMAT, 2, "more cells"},
        {"file\tid\ttitle\n\t\tx\n", ERR_FORMAT, 2, "neither"},
        {"id\tPassport No.\n", ERR_UNSUPPORTED, 1, "Passport No."},
        {"id\tDate of birth\n", ERR_UNSUPPORTED, 1, "Date of birth"},
        {"id\tcell_phone\ttelephone\n", ERR_UNSUPPORTED, 1, "cell_phone"},
        {"id\tname\tsex\n", ERR_UNSUPPORTED, 1, "sex"},
        {"id\t姓名\n", ERR_UNSUPPORTED, 1, "姓名"},
        {"id\tWorker-ID\tentry date\n", ERR_UNSUPPORTED, 1, "Worker-ID"},
        {"file\tid\n\xe2\x80\x93 \xff\tx\n", ERR_FORMAT, 0, "0xFF"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        IntakeMetadata *metadata;
        Error error;
        CHECK_CASE(cases[i].table);
        CHECK_NUMBER(read_table(cases[i].table, &metadata, &error), cases[i].status);
        CHECK_NUMBER(error.line, cases[i].line);
        CHECK(strstr(error.message, cases[i].word) != NULL);
        CHECK_TEXT(text_from(error.name), "m.tsv");
    }
}

/* ---- data ---- */

static void data_that_is_missing_is_named(void)
{
    IntakeData *data;
    Error error = {0};
    CHECK(intake_load(bench.arena, TEXT("/nowhere"), &data, &error) == ERR_SYSTEM);
    CHECK(strstr(error.name, "/nowhere/english/months") != NULL);
}

static Status run(Arena *arena, void *context, Error *error)
{
    (void)context;
    bench.arena = arena;
    Status status = intake_load(arena, TEXT("data"), &bench.data, error);
    if (status != STATUS_OK)
        return status;
    text_leads_back_to_its_file();
    record_leads_back_to_its_line();
    page_leads_back_to_its_bytes();
    lines_come_in_any_pieces();
    a_failing_read_is_an_error_of_the_system();
    a_large_file_is_refused_before_it_is_read();
    memory_may_end_anywhere();
    nesting_and_repetition_cost_no_more_than_their_length();
    a_row_tells_what_the_file_does_not();
    tables_that_are_none_are_refused();
    data_that_is_missing_is_named();
    return STATUS_OK;
}

int main(void)
{
    Error error = {0};
    Arena *arena = arena_new(0);
    CHECK(door_open(arena, run, NULL, &error) == STATUS_OK);
    CHECK_TEXT(text_from(error.message), "");
    arena_free(arena);
    return check_end();
}
