/* What answers show, and above all what they do not. */
#include "core/door.h"
#include "present/present.h"

#include "../check.h"

static QuoteRow quote = {.span = {0, 20, 0, 20}, .exact = {"=Guards beat the men", 20}};
static RoleRow guards = {.role = {"employer", 8}, .as = {"Guards", 6}};
static RoleRow men = {.role = {"worker", 6}, .as = {"the men", 7}};

static ReportRow make_report(void)
{
    ReportRow report = {
        .id = TEXT("r0123456789ab"), .outlet = TEXT("The Harbour Post"), .language = TEXT("en")};
    report.published.edtf = TEXT("2021-05-04");
    report.published_basis = TEXT("given");
    report.text = TEXT("=Guards beat the men");
    return report;
}

static ClaimRow make_claim(void)
{
    ClaimRow claim = {.id = TEXT("c0123456789abcdef"),
                      .kind = TEXT("violence"),
                      .status = TEXT("said"),
                      .part = TEXT("body"),
                      .by = &guards,
                      .by_count = 1,
                      .whom = &men,
                      .whom_count = 1,
                      .evidence = &quote,
                      .evidence_count = 1,
                      .asof = TEXT("report"),
                      .rule = TEXT("x.rules:1"),
                      .sure = 0.5};
    return claim;
}

static Answer make_answer(AnswerRow *row, ReportRow *report, ClaimRow *claim)
{
    *row = (AnswerRow){.claim = claim,
                       .report = report,
                       .word = ANSWER_REPORTED,
                       .scope = SCOPE_ALL,
                       .voices_low = 1,
                       .voices_high = 1};
    Answer answer = {.rows = {row, 1}};
    answer.coverage.report_count = answer.coverage.naming_count = 1;
    answer.coverage.longest_gap = -1;
    return answer;
}

static Text ask_as(Arena *arena, const Answer *answer, PresentFormat format, bool with_protected)
{
    Buffer out = buffer_in(arena);
    Question question = {.from = DAY_NONE, .to = DAY_NONE, .known_by = DAY_NONE, .recorded_by = DAY_NONE};
    PresentOptions options = {.format = format, .with_protected = with_protected};
    present_ask(&out, answer, &question, &options);
    return buffer_text(&out);
}

static bool holds(Text text, const char *words) { return text_find(text, text_from(words), 0) != SIZE_MAX; }

static void hides_formulas(Arena *arena)
{
    AnswerRow row;
    ReportRow report = make_report();
    ClaimRow claim = make_claim();
    Answer answer = make_answer(&row, &report, &claim);
    Text csv = ask_as(arena, &answer, PRESENT_CSV, false);
    CHECK_CASE("a cell that a spreadsheet would take for a formula");
    CHECK(holds(csv, ",\"'=Guards beat the men\","));
    CHECK_CASE("every answer says what it is");
    CHECK(holds(ask_as(arena, &answer, PRESENT_TABLE, false), "nothing here is verified"));
    CHECK(holds(ask_as(arena, &answer, PRESENT_TABLE, false), "Covered: 1 report"));
    CHECK(holds(csv, "Covered: 1 report"));
    CHECK(holds(ask_as(arena, &answer, PRESENT_JSONL, false), "\"type\":\"coverage\""));
    CHECK_CASE("sureness stands in no answer");
    CHECK(!holds(ask_as(arena, &answer, PRESENT_JSONL, false), "\"sure\""));
}

static void hides_private_persons(Arena *arena)
{
    AnswerRow row;
    ReportRow report = make_report();
    ClaimRow claim = make_claim();
    claim.source = (SourceRow){
        .id = TEXT("s1"), .as = TEXT("Ayesha Noor"), .type = TEXT("private"), .n_low = 1, .n_high = 1};
    Answer answer = make_answer(&row, &report, &claim);
    CHECK_CASE("the name of a private person stands in no answer");
    for (PresentFormat format = PRESENT_TABLE; format <= PRESENT_CSV; format++)
        CHECK(!holds(ask_as(arena, &answer, format, true), "Ayesha"));
}

static void hides_escapes(Arena *arena)
{
    AnswerRow row;
    ReportRow report = make_report();
    ClaimRow claim = make_claim();
    claim.is_coarse = true;
    claim.count =
        (CountRow){.is_given = true, .low = 3, .high = 3, .unit = TEXT("people"), .as = TEXT("three men")};
    Answer answer = make_answer(&row, &report, &claim);
    CHECK_CASE("escapes and protests: no words, no small number");
    for (PresentFormat format = PRESENT_TABLE; format <= PRESENT_CSV; format++) {
        CHECK(!holds(ask_as(arena, &answer, format, true), "beat the men"));
        CHECK(!holds(ask_as(arena, &answer, format, true), "three men"));
    }
    CHECK(holds(ask_as(arena, &answer, PRESENT_TABLE, true), "a few"));
}

static void hides_protected(Arena *arena)
{
    AnswerRow row;
    ReportRow report = make_report();
    ClaimRow claim = make_claim();
    report.is_protected = true;
    Answer answer = make_answer(&row, &report, &claim);
    CHECK_CASE("protected words reach no export unasked, and the screen marks them");
    CHECK(!holds(ask_as(arena, &answer, PRESENT_JSONL, false), "beat the men"));
    CHECK(!holds(ask_as(arena, &answer, PRESENT_CSV, false), "beat the men"));
    CHECK(holds(ask_as(arena, &answer, PRESENT_JSONL, true), "beat the men"));
    CHECK(holds(ask_as(arena, &answer, PRESENT_TABLE, false), "PROTECTED"));
    CHECK_CASE("a sample says so in every format");
    report.is_protected = false;
    report.retold = true;
    answer.coverage.is_sample = true;
    for (PresentFormat format = PRESENT_TABLE; format <= PRESENT_CSV; format++)
        CHECK(holds(ask_as(arena, &answer, format, false), "SAMPLE, retold"));
}

static void escapes_bytes(Arena *arena)
{
    ReportRow report = make_report();
    ClaimRow claim = make_claim();
    quote.exact = TEXT("a \"b\"\\\n\x1b[31m");
    Buffer out = buffer_in(arena);
    present_claim_json(&out, &report, &claim);
    CHECK_CASE("JSON escapes");
    CHECK(holds(buffer_text(&out), "a \\\"b\\\"\\\\\\n\\u001b[31m"));
    AnswerRow row;
    Answer answer = make_answer(&row, &report, &claim);
    CHECK_CASE("nothing that a terminal obeys");
    CHECK(!holds(ask_as(arena, &answer, PRESENT_TABLE, false), "\x1b"));
}

static Status run(Arena *arena, void *context, Error *error)
{
    (void)context;
    (void)error;
    hides_formulas(arena);
    hides_private_persons(arena);
    hides_escapes(arena);
    hides_protected(arena);
    escapes_bytes(arena);
    return STATUS_OK;
}

int main(void)
{
    Arena *arena = arena_new(0);
    Error error = {0};
    CHECK(arena && door_open(arena, run, NULL, &error) == STATUS_OK);
    arena_free(arena);
    return check_end();
}
