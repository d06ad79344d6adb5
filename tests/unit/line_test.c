/* The whole line from bytes to JSON: the same every time, an answer or ERR_LIMIT at every limit, and time
 * that grows with the text and not with its square, whatever the text. */
#include "api/api.h"
#include "check.h"
#include "present/present.h"

static Hearsay *hearsay;

static const char report_bytes[] =
    "Title: Workers kept inside\nOutlet: Example Wire\nPublished: 2021-03-05\n\n"
    "About 300 North Korean workers at a garment factory in Dandong are not allowed to leave the dormitory, "
    "a source in the city told Example Wire on March 3. \"The managers took their passports in January,\" "
    "she "
    "said, asking not to be named.\n\n"
    "A trader in Hunchun said that 120 others had received no wages since February and that the consulate "
    "forbade trips to Beijing until April 1.\n";

static Status read_to_json(Arena *arena, void *context, Error *error)
{
    Text *json = context;
    IntakeOptions options = {.data = hearsay->intake};
    Reading reading = {0};
    Status status =
        intake_read(arena, &options, TEXT("a.txt"), text_from(report_bytes), &reading.report, error);
    if (status != STATUS_OK)
        return status;
    api_read_claims(arena, hearsay, &reading);
    ReportRecord record = evidence_record(arena, hearsay->pack, &reading.report, &reading.sentences,
                                          &reading.mentions, &reading.claims, 0);
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < record.claim_count; i++)
        present_claim_json(&out, &record.report, &record.claims[i]);
    *json = buffer_text(&out);
    return STATUS_OK;
}

static void the_same_bytes_give_the_same_bytes(void)
{
    Arena *arenas[2] = {arena_new(0), arena_new(0)};
    Text json[2] = {TEXT_EMPTY, TEXT_EMPTY};
    for (size_t i = 0; i < 2; i++) {
        Error error = {0};
        CHECK(door_open(arenas[i], read_to_json, &json[i], &error) == STATUS_OK);
    }
    CHECK(json[0].length > 0);
    CHECK(text_equals(json[0], json[1]));
    arena_free(arenas[0]);
    arena_free(arenas[1]);
}

static void every_limit_ends_in_an_answer_or_in_the_error(void)
{
    size_t limit = 256;
    bool was_answered = false;
    for (int runs = 0; !was_answered && runs < 400; runs++) {
        Arena *arena = arena_new(limit);
        Error error = {0};
        Text json = TEXT_EMPTY;
        Status status = door_open(arena, read_to_json, &json, &error);
        CHECK(status == STATUS_OK || status == ERR_LIMIT);
        was_answered = status == STATUS_OK;
        arena_free(arena);
        limit += limit / 20;
    }
    CHECK(was_answered);
}

typedef struct Hostile {
    const char *name;
    const char *unit; /* repeated */
    Text text;
} Hostile;

static Status read_hostile(Arena *arena, void *context, Error *error)
{
    const Hostile *hostile = context;
    IntakeOptions options = {.data = hearsay->intake};
    Reading reading = {0};
    Status status = intake_read(arena, &options, TEXT("h.txt"), hostile->text, &reading.report, error);
    if (status == STATUS_OK)
        api_read_claims(arena, hearsay, &reading);
    return status;
}

/* CPU seconds for a text of length bytes. */
static double time_of(Hostile *hostile, size_t length)
{
    Arena *arena = arena_new((size_t)4 << 30);
    Buffer buffer = buffer_in(arena);
    while (buffer.length < length)
        buffer_add_string(&buffer, hostile->unit);
    hostile->text = buffer_text(&buffer);
    Error error = {0};
    clock_t start = clock();
    Status status = door_open(arena, read_hostile, hostile, &error);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    CHECK(status == STATUS_OK || status == ERR_LIMIT || status == ERR_FORMAT);
    arena_free(arena);
    return seconds;
}

/* What sets off every rule of the pack: its examples one behind the other, as sentences or as one. */
static const char *every_example(Arena *arena, bool as_one)
{
    Buffer buffer = buffer_in(arena);
    for (size_t r = 0; r < pack_rule_count(hearsay->pack); r++) {
        const PackRule *rule = pack_rule(hearsay->pack, r);
        for (size_t e = 0; e < rule->example_count; e++) {
            Text text = rule->examples[e].text;
            bool has_stop = text.length > 0 && text.bytes[text.length - 1] == '.';
            buffer_add(&buffer, text_slice(text, 0, text.length - (as_one && has_stop)));
            buffer_add_string(&buffer, as_one ? " and " : " ");
        }
    }
    return buffer_text(&buffer).bytes;
}

/* Four times the text may take ten times as long; the square would take sixteen. */
static void time_grows_with_the_text(void)
{
    Arena *arena = arena_new(0);
    Hostile cases[] = {
        {.name = "words without an end", .unit = "workers in Dandong and "},
        {.name = "one line without a space", .unit = "workers"},
        {.name = "brackets", .unit = "("},
        {.name = "quotation marks", .unit = "\"he said \""},
        {.name = "open quotation marks", .unit = "\xe2\x80\x9c he said "},
        {.name = "numbers", .unit = "6,500 "},
        {.name = "one number", .unit = "1,234"},
        {.name = "dates", .unit = "on March 3, 2021 and from May to June "},
        {.name = "stops", .unit = ". "},
        {.name = "abbreviations", .unit = "U.S. Mr. "},
        {.name = "lines", .unit = "\n"},
        {.name = "paragraphs", .unit = "A source said so.\n\n"},
        {.name = "sources", .unit = "A source in Dandong told a trader that a source said that "},
        {.name = "commas", .unit = "Dandong, Hunchun, "},
        {.name = "hyphens", .unit = "-"},
        {.name = "trigger words",
         .unit = "workers are not allowed to leave, they are locked in the dormitory. "},
        {.name = "every example of the pack", .unit = every_example(arena, false)},
        {.name = "every example in one sentence", .unit = every_example(arena, true)},
        {.name = "combining marks", .unit = "e\xcc\x81\xcc\x81\xcc\x81"},
        {.name = "header lines", .unit = "Title: x\n"},
    };
    enum { LENGTH = 16000 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].name);
        double once = time_of(&cases[i], LENGTH);
        double four_times = time_of(&cases[i], (size_t)4 * LENGTH);
        CHECK(four_times < 10 * once + 0.25);
        if (four_times >= 10 * once + 0.25)
            printf("  %.3f s for %d bytes, %.3f s for four times as many\n", once, LENGTH, four_times);
    }
    CHECK_CASE("");
    arena_free(arena);
}

int main(void)
{
    HearsayError error = {0};
    HearsayOptions options = {0};
    CHECK(hearsay_open(&options, &hearsay, &error) == HEARSAY_OK);
    if (!hearsay) {
        printf("%s:%u: %s\n", error.name, error.line, error.message);
        return check_end();
    }
    the_same_bytes_give_the_same_bytes();
    every_limit_ends_in_an_answer_or_in_the_error();
    time_grows_with_the_text();
    hearsay_close(hearsay);
    return check_end();
}
