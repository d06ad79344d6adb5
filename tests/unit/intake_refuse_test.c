/* Registers, logs and mail are refused with line and column; texts that look a little like them are read. */
#include "check.h"
#include "core/buffer.h"
#include "core/door.h"
#include "intake/intake.h"

typedef struct Bench {
    IntakeData *data;
    Arena *arena;
} Bench;

static Bench bench;

static Status read_as(const char *name, Text bytes, Error *error)
{
    IntakeOptions options = {.data = bench.data};
    Report report = {0};
    error_clear(error);
    return intake_read(bench.arena, &options, text_from(name), bytes, &report, error);
}

/* ---- tables: every head with every separator, wrapping and quoting ---- */

typedef struct Example {
    const char *head; /* cells between slashes, rows between newlines */
    const char *rows;
    const char *column; /* that the error names; NULL: it is no table of persons */
} Example;

static const Example examples[] = {
    {"Name/Passport No./DOB", "Kim Chol Su/PS1234567/1990-01-02\nRi Yong/PS7654321/1988-11-30",
     "Passport No."},
    {"worker/Birth date/sex", "W1/02.01.1990/m\nW2/30.11.1988/f", "Birth date"},
    {"NO/FULL NAME/PHONE", "1/Kim Chol Su/+8613812345678\n2/Ri Yong/+8613912345678", "FULL NAME"},
    {"ID Number/Team", "3301/a\n3302/b", "ID Number"},
    {"name/sex/entry date", "Kim/m/2020-01-02\nPak/f/2020-01-05", "entry date"},
    {"person/entry/exit", "W01/2020-01-02/2020-02-01\nW01/2020-03-02/2020-04-01", "exit"},
    {"key/date/direction", "9f86d081884c7d659a2f/2020-01-02/in\n9f86d081884c7d659a2f/2020-01-09/out",
     "direction"},
    {"k/day/way", "9f86d081884c7d659a2f/2020-01-02/in\n60303ae22b998861bce3/2020-01-09/out", "k"},
    {"alias/shift/room", "Bear/night/4\nFox/day/5", "room"},
    {"employee/salary/deductions", "K. C. S./3000/2000\nR. Y./3000/1800", "deductions"},
    {"护照号码/姓名/入境", "PS1234567/金/2020-01-02\nPS7654321/李/2020-01-03", "护照号码"},
    {"여권번호/성명/입국", "PS1234567/김/2020-01-02\nPS7654321/리/2020-01-03", "여권번호"},
    {"фамилия/паспорт/пол", "Ким/1234567/м\nЛи/7654321/м", "фамилия"},
    {"Apellidos/Pasaporte/Nacimiento", "Kim/1234567/1990\nRi/7654321/1991", "Apellidos"},
    {"month/port/count", "2020-01/Dandong/120\n2020-02/Dandong/80\n2020-03/Hunchun/70", NULL},
    {"Town/Factories/Workers", "Dandong/12/900\nHunchun/7/650\nTumen/3/210", NULL},
};

/* The cells of an example with the separator between them. */
static void write_cells(Buffer *out, const char *cells, const char *separator, const char *quote,
                        const char *end)
{
    buffer_add_string(out, quote);
    for (const char *c = cells; *c; c++) {
        if (*c != '/' && *c != '\n') {
            buffer_add_byte(out, *c);
            continue;
        }
        buffer_add_string(out, quote);
        buffer_add_string(out, *c == '/' ? separator : end);
        buffer_add_string(out, quote);
    }
    buffer_add_string(out, quote);
    buffer_add_string(out, end);
}

static void check_refused(const char *name, Text bytes, uint32_t line, const char *word)
{
    Error error = {0};
    CHECK_NUMBER(read_as(name, bytes, &error), ERR_UNSUPPORTED);
    CHECK_TEXT(text_from(error.name), name);
    CHECK_NUMBER(error.line, line);
    bool is_named = strstr(error.message, word) != NULL;
    CHECK(is_named);
    if (!is_named)
        printf("  \"%s\" is not in \"%s\"\n", word, error.message);
}

static void check_example(const Example *example, const char *separator, const char *quote, const char *end)
{
    Buffer out = buffer_in(bench.arena);
    bool is_marked = *end == '\r';
    if (is_marked)
        buffer_add_string(&out, "\xEF\xBB\xBF");
    write_cells(&out, example->head, separator, quote, end);
    write_cells(&out, example->rows, separator, quote, end);
    CHECK_CASE(out.bytes);
    const char *word = example->column ? example->column : "which is not read";
    check_refused("roster.txt", buffer_text(&out), 1, word);
    check_refused("roster.csv", buffer_text(&out), 1, word);
}

static void tables_are_refused_however_they_are_written(void)
{
    static const char *const separators[] = {",", ", ", ";", "; ", "\t", "|", " | "};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        for (size_t k = 0; k < sizeof separators / sizeof *separators; k++) {
            check_example(&examples[i], separators[k], "", "\n");
            check_example(&examples[i], separators[k], "", "\r\n");
            check_example(&examples[i], separators[k], "\"", "\n");
        }
}

/* ---- everything else ---- */

static void registers_logs_and_mail_are_refused(void)
{
    static const struct {
        const char *text;
        uint32_t line;
        const char *word;
    } cases[] = {
        {"| Name | Passport |\n|---|---|\n| Kim | PS1234567 |\n| Ri | PS1234568 |", 1, "Passport"},
        {"+------+----------+\n| Name | Passport |\n+------+----------+\n| Kim | PS1234567 |\n", 2,
         "Passport"},
        {"Name        Passport     Born\nKim Chol    PS1234567    1990\nRi Yong     PS7654321    1988\n", 1,
         "Passport"},
        {"Title: Crew\nOutlet: P\n\nname,passport,born\nKim,PS1234567,1990\nRi,PS7654321,1988\n", 4,
         "passport"},
        {"The crew was listed by the "
         "harbour.\n\nname,passport,born\nKim,PS1234567,1990\nRi,PS7654321,1988\n\n"
         "The list was then taken away, and nobody knows why.\nIt came back later.\nSo it was.\n",
         3, "passport"},
        {"Kim Chol Su,PS1234567,1990-01-02\nRi Yong,PS7654321,1988-11-30\nPak Su,PS7654322,1988-11-30\n", 1,
         "column 2"},
        {"W-01;2020-01-02;in\nW-02;2020-01-02;in\nW-01;2020-01-09;out\n", 1, "column 1"},
        {"Name: Kim\nPassport: PS1\nBorn: 1990\n\nName: Ri\nPassport: PS2\nBorn: 1991\n", 2, "Passport"},
        {"[12/03/2020, 10:22] Kim: hello\n[12/03/2020, 10:23] Lee: hi\n[12/03/2020, 10:25] Kim: bye\n", 1,
         "chat"},
        {"10:22 - Kim: hello\n10:23 - Lee: hi\n10:24 - Kim: now?\n10:30 - Lee: no\n", 1, "chat"},
        {"12.03.20, 10:22 - +86 138 1234: where\n12.03.20, 10:23 - Boss: here\n12.03.20, 10:23 - Boss: ok\n",
         1, "chat"},
        {"Kim, [12.03.20 10:22]\nhello\n\nLee, [12.03.20 10:23]\nhi\n\nKim, [12.03.20 10:24]\nbye\n\n"
         "Lee, [12.03.20 10:25]\nbye\n",
         1, "chat"},
        {"Kim (10:22): hello\nLee (10:23): hi\nKim (10:24): bye\n", 1, "chat"},
        {"2020-03-01 10:00 +86 138 1234 5678 out\n2020-03-01 11:00 13812345678 in\n2020-03-01 12:00 "
         "13812345678 in\n",
         1, "calls"},
        {"2020-03-01 10:00 43.1234, 131.9123\n2020-03-01 11:00 43.1235, 131.9124\n2020-03-01 12:00 43.1236, "
         "131.9125\n",
         1, "places"},
        {"From: kim@example.org\nTo: lee@example.org\nSubject: gates\nDate: Thu, 12 Mar 2020 10:22:00 "
         "+0900\n\nLocked.\n",
         1, "mail is not read yet"},
        {"Received: from a by b\nFrom: Kim\n\nLocked.\n", 1, "mail"},
        {"From kim@example.org Thu Mar 12 10:22:00 2020\nSubject: x\n\nLocked.\n", 1, "mail"},
        {"Outlet: P\n\nFrom: kim@example.org\nSubject: gates\n\nLocked.\n", 3, "mail"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].text);
        check_refused("note.txt", text_from(cases[i].text), cases[i].line, cases[i].word);
    }
    CHECK_CASE("records");
    check_refused("a.jsonl", TEXT("{\"name\":\"Kim\",\"phone\":\"1\"}"), 1, "phone");
    check_refused("a.jsonl", TEXT("{\"worker\":\"W1\",\"sex\":\"m\",\"day\":1}"), 1, "sex");
    check_refused("a.jsonl", TEXT("{\"id\":\"a\",\"passport\":\"P1\",\"text\":\"He came.\"}"), 1, "passport");
    check_refused("a.jsonl", TEXT("{\"id\":\"a\",\"text\":\"name,passport\\nKim,P1234567\\nRi,P1234568\"}"),
                  1, "passport");
    CHECK_CASE("a table by its name alone");
    check_refused("phones.csv", TEXT("the first\nthe second\n"), 0, "table");
}

static void texts_are_read(void)
{
    static const char *const texts[] = {
        "The men, the women, and the guards came late.\nThe cook, the driver, and the clerk were there.\n"
        "The town, the port, and the bridge were closed.\n",
        "Passports, phones, and money were taken.\nNames, birth dates, and numbers were written down.\n"
        "Rooms, beds, and doors were searched.\n",
        "- a passport\n- a phone, old\n- a name, a number, a date\n- money\n",
        "Q: What is your name?\nA: I cannot say.\nQ: Who took your passport?\nA: The manager did.\n",
        "[00:01:10] Interviewer: Where did you work?\n[00:01:15] Interviewee: In Dandong.\n"
        "[00:01:20] Interviewer: When?\n[00:01:25] Interviewee: Last year.\n",
        "Roses, lilies, rue\nViolets, daisies, dew\nMeadows, rivers, you\n",
        "His name, his birth, his passport\nwere taken, torn, and burned\nby men, by night, by fire\n",
        "09:00 Opening\n09:30 Panel: labour in the north\n10:30 Coffee\n11:00 Panel: ports\n12:00 Lunch\n",
        "09:00 | Opening | Hall A\n10:00 | Panel | Hall B\n11:00 | Coffee | Foyer\n12:00 | Panel | Hall B\n",
        "19:00 - News: the day\n19:30 - Film: The Bridge\n21:00 - News: the night\n",
        "January 2020: The border closes.\nMarch 2020: The workers stay.\nMay 2021: Some go home.\n",
        "10:22 Update: The gates are open.\n10:40 Update: The gates are closed again.\n11:00 Update: Nobody "
        "left.\n",
        "Outlet: The Harbour Post\nPublished: 2021-05-04\n\nThe ships lay in the port.\n",
        "From Dandong, a trader said that the gates are locked.\nTo leave, one needs a paper.\nSubject to "
        "approval.\n",
        "Contact: The Harbour Post\nPhone: +82 2 123 4567\nAddress: Seoul\n",
        "There were 1,200 men, 300 women, and 20 guards.\nIn May there were 1,100 men, 290 women, and 18 "
        "guards.\n",
        "The factories; the farms; the ships.\nAll are closed; all are dark; all are cold.\nSo it is; so it "
        "was; so be it.\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Error error = {0};
        CHECK_CASE(texts[i]);
        CHECK_NUMBER(read_as("report.txt", text_from(texts[i]), &error), STATUS_OK);
        CHECK_TEXT(text_from(error.message), "");
    }
    Error error = {0};
    CHECK_CASE("pages and records");
    CHECK_NUMBER(read_as("a.html",
                         TEXT("<html><p>His name, his passport, his phone were taken by the manager, "
                              "a worker said, and never came back to him again.</p></html>"),
                         &error),
                 STATUS_OK);
    CHECK_NUMBER(read_as("a.jsonl", TEXT("{\"id\":\"a\",\"desk\":\"north\",\"text\":\"He came.\"}"), &error),
                 STATUS_OK);
    CHECK_NUMBER(read_as("a.jsonl", TEXT("{\"id\":\"a\",\"title\":\"none\"}"), &error), ERR_FORMAT);
}

static Status run(Arena *arena, void *context, Error *error)
{
    (void)context;
    bench.arena = arena;
    Status status = intake_load(arena, TEXT("data"), &bench.data, error);
    if (status != STATUS_OK)
        return status;
    tables_are_refused_however_they_are_written();
    registers_logs_and_mail_are_refused();
    texts_are_read();
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
