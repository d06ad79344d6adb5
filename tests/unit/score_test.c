/* Codings, matching and figures on hand-made claims. The expected values are what the scorer that the project
 * began with gives for the same claims. */
#include "check.h"

#include "core/buffer.h"
#include "core/digest.h"
#include "present/present.h"
#include "score/score_parts.h"

static Arena *arena;

#define REPORT                                                                                               \
    "Caf\xc3\xa9 owners say guards keep the cooks inside. The cooks may not call home. Two hundred "         \
    "sailors came to Amur in May. A clerk said pay is late. Guards beat a cook."

static Text report_text(void) { return TEXT(REPORT); }

/* One claim as it is read. */
typedef struct Read {
    const char *kind, *words, *status, *by, *whom, *where, *when, *source, *as;
    int64_t people;
    double sure;
} Read;

static QuoteRow *quote_of(const char *words)
{
    QuoteRow *quote = ARENA_NEW(arena, QuoteRow);
    Text text = report_text();
    size_t begin = text_find(text, text_from(words), 0);
    CHECK(begin != SIZE_MAX);
    quote->exact = text_from(words);
    quote->span.begin = (uint32_t)begin;
    quote->span.end = (uint32_t)(begin + strlen(words));
    quote->span.start = quote->span.begin - (begin > 4 ? 1 : 0); /* the accent */
    quote->span.stop = quote->span.end - 1;
    return quote;
}

static RoleRow *role_of(const char *role)
{
    RoleRow *row = ARENA_NEW(arena, RoleRow);
    row->role = text_from(role);
    return row;
}

static ClaimRow row_of(const Read *read)
{
    ClaimRow row = {.kind = text_from(read->kind),
                    .status = text_from(read->status),
                    .evidence = quote_of(read->words),
                    .evidence_count = 1,
                    .by = role_of(read->by),
                    .by_count = read->by != NULL,
                    .whom = role_of(read->whom),
                    .whom_count = read->whom != NULL,
                    .when = {.edtf = text_from(read->when)},
                    .source = {.id = text_from(read->source), .as = text_from(read->as)},
                    .sure = read->sure};
    row.where = ARENA_NEW(arena, PlaceRow);
    row.where->as = text_from(read->where);
    row.where_count = read->where != NULL;
    row.count = (CountRow){read->people > 0, read->people, read->people, TEXT("people"),
                           TEXT_EMPTY,       TEXT_EMPTY,   false,        false};
    return row;
}

static ReportRecord record_of(const char *id, const Read *reads, size_t count)
{
    ReportRecord record = {.report = {.id = text_from(id), .text = report_text()}, .claim_count = count};
    record.claims = ARENA_ARRAY(arena, ClaimRow, count + 1);
    for (size_t i = 0; i < count; i++)
        record.claims[i] = row_of(&reads[i]);
    return record;
}

static Coding *coding_of(const char *bytes)
{
    Coding *coding = NULL;
    Error error = {0};
    Status status = score_read_coding(arena, TEXT("coding"), text_from(bytes), &coding, &error);
    if (status != STATUS_OK)
        printf("%u: %s\n", error.line, error.message);
    CHECK(status == STATUS_OK);
    return coding;
}

static const char coding[] =
    "{\"report\":\"r1\",\"sources\":[{\"id\":\"s1\",\"as\":\"Caf\xc3\xa9 owners\"},"
    "{\"id\":\"s2\",\"as\":\"A clerk\"}],\"claims\":["
    "{\"kind\":\"confinement\",\"status\":\"said\",\"by\":\"overseer\",\"whom\":[\"worker\"],\"where\":[],"
    "\"to\":[],\"when\":null,\"count\":null,\"source\":\"s1\",\"evidence\":[\"guards keep the cooks "
    "inside\"]},"
    "{\"kind\":\"comms-ban\",\"status\":\"said\",\"by\":null,\"whom\":\"worker\",\"where\":[],\"when\":null,"
    "\"count\":null,\"source\":null,\"evidence\":[\"The cooks may not call home\"]},"
    "{\"kind\":\"dispatch\",\"status\":\"said\",\"by\":null,\"whom\":\"worker\",\"where\":[],\"to\":[\"Amur "
    "Province\"],\"when\":\"2019-05\",\"count\":{\"low\":200,\"high\":200},\"source\":null,"
    "\"evidence\":[\"Two hundred sailors came to Amur in May\"]},"
    "{\"kind\":\"wage-withheld\",\"status\":\"possible\",\"by\":null,\"whom\":null,\"where\":[],\"when\":"
    "null,\"count\":null,\"source\":\"s2\",\"evidence\":[\"pay is late\"]}]}\n"
    "\n{\"report\":\"r2\",\"claims\":[]}\n{\"report\":\"never read\",\"claims\":[{\"kind\":\"pay\"}]}\n";

static const Read reads[] = {
    {"confinement", "keep the cooks inside", "said", "overseer", "worker", NULL, NULL, "s7",
     "Caf\xc3\xa9 owners", 0, 0.95},
    {"contact-ban", "The cooks may not call home", "said", NULL, "worker", NULL, NULL, NULL, NULL, 0, 0.35},
    {"dispatch", "Two hundred sailors came to Amur", "said", NULL, "worker", "Amur", "2019-05-01/2019-05-31",
     NULL, NULL, 200, 0.75},
    {"wage-withheld", "A clerk said pay is late", "said", NULL, NULL, NULL, NULL, "s8", "A clerk", 0, 0.75},
    {"violence", "Guards beat a cook", "said", "overseer", "worker", NULL, NULL, NULL, NULL, 0, 1.0},
};

static void test_figures(void)
{
    CHECK_CASE("one report against its coding");
    Coding *made = coding_of(coding);
    ReportRecord record = record_of("r1", reads, sizeof reads / sizeof *reads);
    ReportRecord other = record_of("not coded", reads, 1);
    score_add(made, arena, &record);
    score_add(made, arena, &other);
    score_add(made, arena, &record); /* again: counts once */
    Score score = score_sum(arena, made);
    Buffer out = buffer_in(arena);
    present_score(&out, &score, &(PresentScoreOptions){true, true, 1});
    CHECK_TEXT(buffer_text(&out),
               "reports 1  coded 4  extracted 5  matched 3\n"
               "claim-bearing text  P 0.746 R 0.867 F1 0.802\n"
               "claims by kind      P 0.600 R 0.750 F1 0.667\n"
               "whole claims        P 0.400 R 0.500 F1 0.444   (kind, status, by, whom, where, when, count "
               "with unit, "
               "which source: all right)\n"
               "fields on matched   status 0.667  by 1.000  whom 1.000  where 1.000  when 1.000  count 1.000 "
               " source "
               "1.000\n"
               "status other than said  P 0.000 R 0.000 F1 0.000\n"
               "  where it is coded when 1.000 (n=1)  count 1.000 (n=1)  source 1.000 (n=2)\n"
               "  confinement            coded   1 extracted   1 matched   1  F1 1.00\n"
               "  comms-ban              coded   1 extracted   0 matched   0  F1 0.00\n"
               "  dispatch               coded   1 extracted   1 matched   1  F1 1.00\n"
               "  wage-withheld          coded   1 extracted   1 matched   1  F1 1.00\n"
               "  contact-ban            coded   0 extracted   1 matched   0  F1 0.00\n"
               "  violence               coded   0 extracted   1 matched   0  F1 0.00\n"
               "read as another kind\n"
               "  comms-ban              as contact-ban              1\n"
               "sureness and share right, mean gap 0.360\n"
               "  0.3 to 0.4     1 claims  sure 0.350  right 0.000\n"
               "  0.7 to 0.8     2 claims  sure 0.750  right 1.000\n"
               "  0.9 to 1.0     2 claims  sure 0.975  right 0.500\n"
               "missed r1 comms-ban said | The cooks may not call home\n"
               "extra r1 contact-ban said | The cooks may not call home\n");
}

static void test_nothing(void)
{
    CHECK_CASE("no report came by");
    Score score = score_sum(arena, coding_of(coding));
    Buffer out = buffer_in(arena);
    present_score(&out, &score, &(PresentScoreOptions){true, true, 9});
    CHECK(text_starts_with(buffer_text(&out), TEXT("reports 0  coded 0  extracted 0  matched 0\n")));
}

/* The second coded claim can only have what the first one has taken: the first takes the other. */
static void test_maximal_matching(void)
{
    CHECK_CASE("matching is maximal");
    Coding *made = coding_of("{\"report\":\"r1\",\"claims\":[{\"kind\":\"k\",\"evidence\":[\"say guards keep "
                             "the cooks inside. The "
                             "cooks may\"]},{\"kind\":\"k\",\"evidence\":[\"guards keep the cooks\"]}]}\n");
    const Read two[] = {{"k", "guards keep the cooks inside", "said", 0, 0, 0, 0, 0, 0, 0, 0},
                        {"k", "inside. The cooks may", "said", 0, 0, 0, 0, 0, 0, 0, 0}};
    ReportRecord record = record_of("r1", two, 2);
    score_add(made, arena, &record);
    CHECK_NUMBER(score_sum(arena, made).matched, 2);
}

/* Words that two sources share do not tell them apart; words that differ forbid a pair. */
static void test_voices(void)
{
    CHECK_CASE("which voice");
    Coding *made = coding_of("{\"report\":\"r1\",\"sources\":[{\"id\":\"a\",\"as\":\"a clerk "
                             "there\"}],\"claims\":[{\"kind\":\"k\","
                             "\"status\":\"said\",\"source\":\"a\",\"evidence\":[\"pay is late\"]}]}\n");
    const Read same[] = {{"k", "pay is late", "said", 0, 0, 0, 0, "s1", "one Clerk", 0, 0}};
    const Read another[] = {{"k", "pay is late", "said", 0, 0, 0, 0, "s1", "the owner", 0, 0}};
    ReportRecord record = record_of("r1", same, 1);
    score_add(made, arena, &record);
    CHECK_NUMBER(score_sum(arena, made).fields[SCORE_SOURCE].right, 1);
    record = record_of("r1", another, 1);
    score_add(made, arena, &record);
    CHECK_NUMBER(score_sum(arena, made).fields[SCORE_SOURCE].right, 0);
}

static void test_near_dates(void)
{
    static const struct {
        const char *a, *b;
        bool is_near;
    } cases[] = {
        {"", "", true},
        {"2019-05", "", false},
        {"2019-05", "2019-05", true},
        {"2019-05", "2019-05-01/2019-05-31", true},
        {"2019-05", "2019-05-07/2019-05-25", true},
        {"2019-05", "2019-05-09/2019-05-31", false},
        {"2019-05/..", "2019-05-03/", true},
        {"2019-05/..", "2019-05/2019-12", false},
        {"../2019-06-30", "/2019-06-30", true},
        {"2016~", "2016", true},
        {"201X", "2010/2019", true},
        {"202X-10", "2020-10/2029-10", false}, /* a month of an unknown year covers no days */
        {"202X-10", "202X-10", true},
        {"XXXX-01", "XXXX-01", true},
        {"XXXX-01", "2019-01", false},
        {"XXXX-01/2019-02", "../2019-02", true},
        {"2019-21", "2019-03/2019-05", true},
        {"2019-24", "2019-12/2020-02", true},
        {"2019-34", "2019-04/2019-06", true},
        {"2019-41", "2019-07/2019-12", true},
        {"2019-13", "2019-13-01", false},
        {"2019-XX-XX", "2019", true},
        {"2019-02-XX", "2019-02", true},
        {"2019-02-30", "2019-02-28", false},
        {"[2019-05-01,2019-05-09]", "2019-05-01/2019-05-09", true},
        {"2019-05-01..2019-05-09", "2019-05", false},
        {"2019-05-01..2019-05-28", "2019-05", true},
        {"../..", "2019", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].a);
        CHECK(score_is_near(arena, text_from(cases[i].a), text_from(cases[i].b)) == cases[i].is_near);
        CHECK(score_is_near(arena, text_from(cases[i].b), text_from(cases[i].a)) == cases[i].is_near);
    }
}

static void test_bad_codings(void)
{
    static const struct {
        const char *bytes, *message;
        uint32_t line;
    } cases[] = {
        {"", "holds no coded report", 0},
        {"{\"report\":\"a\",\"claims\":[]}\n{\"report\":\"a\",",
         "the line is no whole JSON object (byte 14 of it)", 2},
        {"{\"report\":\"a\",\"claims\":[]}\n\n{\"report\":\"a\",\"claims\":[]}\n",
         "report \"a\" is coded twice", 3},
        {"{\"id\":\"a\",\"claims\":[]}\n",
         "the line names no \"report\": a coding has one object a report, with its id, its sources and its "
         "claims",
         1},
        {"{\"report\":\"a\"}\n", "the object has no list \"claims\"", 1},
        {"{\"report\":\"a\",\"claims\":[{\"status\":\"said\"}]}\n", "a claim without \"kind\"", 1},
        {"{\"report\":\"a\",\"claims\":[],\"sources\":[{\"as\":\"x\"}]}\n", "a source without \"id\"", 1},
        {"[]\n",
         "the line names no \"report\": a coding has one object a report, with its id, its sources and its "
         "claims",
         1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Coding *made = NULL;
        Error error = {0};
        CHECK_CASE(cases[i].bytes);
        CHECK(score_read_coding(arena, TEXT("coding"), text_from(cases[i].bytes), &made, &error) ==
              ERR_FORMAT);
        CHECK_TEXT(text_from(error.message), cases[i].message);
        CHECK_NUMBER(error.line, cases[i].line);
    }
}

int main(void)
{
    arena = arena_new(0);
    test_figures();
    test_nothing();
    test_maximal_matching();
    test_voices();
    test_near_dates();
    test_bad_codings();
    arena_free(arena);
    return check_end();
}
