/* Rows from hand-made values: offsets, context, what is dropped, and what a row says of its kind. */
#include "check.h"

#include "core/buffer.h"
#include "core/digest.h"
#include "evidence/evidence.h"

static Arena *arena;
static const Pack *pack;

/* 2-, 3- and 4-byte characters before and behind the words. */
#define BEFORE "Caf\xc3\xa9 \xe2\x80\x9cYanbian\xe2\x80\x9d \xf0\x9f\x9a\xa2 reports, and goes on at length: "
#define WORDS  "guards \xe2\x80\x9cwatched\xe2\x80\x9d them"
#define BEHIND " in \xe5\xbb\xb6\xe8\xbe\xb9, daily."

static Report report_of(const char *text)
{
    Report report = {.id = TEXT("r1"),
                     .name = {"caf\xe9.txt", 8}, /* Latin-1: a file name may be any bytes */
                     .text = text_from(text),
                     .bytes = text_from(text),
                     .class = CLASS_PROTECTED};
    report.sha256 = report.text_sha256 = digest_hex(arena, report.text);
    return report;
}

static Span span_of(const Report *report, const char *words)
{
    size_t begin = text_find(report->text, text_from(words), 0);
    CHECK(begin != SIZE_MAX);
    return (Span){(uint32_t)begin, (uint32_t)(begin + strlen(words))};
}

static Claim claim_of(const char *kind, Span *evidence, size_t evidence_count)
{
    return (Claim){.id = TEXT("c0123456789abcdef"),
                   .kind = pack_find_kind(pack, text_from(kind)),
                   .source = SOURCE_NONE,
                   .evidence = evidence,
                   .evidence_count = evidence_count};
}

static ReportRecord record_with(const Report *report, const Mentions *mentions, const Claims *claims)
{
    Sentence sentence = {.span = {0, (uint32_t)report->text.length}};
    Sentences sentences = {.items = &sentence, .count = 1};
    return evidence_record(arena, pack, report, &sentences, mentions, claims, 19000);
}

static void test_offsets_and_context(void)
{
    CHECK_CASE("offsets count bytes and code points, and the context 32 characters");
    Report report = report_of(BEFORE WORDS BEHIND);
    Span evidence = span_of(&report, WORDS);
    Claim claim = claim_of("surveillance", &evidence, 1);
    Mentions mentions = {0};
    ReportRecord record = record_with(&report, &mentions, &(Claims){.items = &claim, .count = 1});
    CHECK_NUMBER(record.claim_count, 1);
    const QuoteRow *quote = &record.claims[0].evidence[0];
    CHECK_TEXT(quote->exact, WORDS);
    CHECK_NUMBER(quote->span.begin, strlen(BEFORE));
    CHECK_NUMBER(quote->span.start, strlen(BEFORE) - 8); /* bytes that continue a character */
    CHECK_NUMBER(quote->span.stop - quote->span.start, strlen(WORDS) - 4);
    CHECK_TEXT(quote->prefix, "reports, and goes on at length: ");
    CHECK_TEXT(quote->suffix, BEHIND);
    CHECK_NUMBER(record.report.claim_count, 1);
    CHECK(record.report.is_protected);
    CHECK_TEXT(record.report.name, "caf\xef\xbf\xbd.txt");
    CHECK_TEXT(record.claims[0].report_id, "r1");
    CHECK_NUMBER(record.claims[0].recorded, 19000);
    CHECK_NUMBER(record.claims[0].superseded, DAY_NONE);
    CHECK_NUMBER(record.claims[0].source.n_low, 1);
    CHECK_NUMBER(record.claims[0].count.low, COUNT_OPEN);
}

static void test_long_texts_count_alike(void)
{
    CHECK_CASE("code points far into a long text");
    enum { REPEATS = 3000 };
    Buffer text = buffer_in(arena);
    for (size_t i = 0; i < REPEATS; i++)
        buffer_add_code_point(&text, 0x5ef6);
    buffer_add_string(&text, "here");
    Report report = report_of(text.bytes);
    Span evidence = span_of(&report, "here");
    Claim claim = claim_of("surveillance", &evidence, 1);
    Mentions mentions = {0};
    ReportRecord record = record_with(&report, &mentions, &(Claims){.items = &claim, .count = 1});
    CHECK_NUMBER(record.claims[0].evidence[0].span.start, REPEATS);
    CHECK_NUMBER(record.claims[0].evidence[0].span.stop, REPEATS + 4);
}

static void test_claims_without_words_are_left_out(void)
{
    CHECK_CASE(
        "a claim without words, or with words outside the text, is left out; of two alike each has its id");
    Report report = report_of("Guards watched the workers.");
    Span inside = {0, 6};
    Span outside = {20, 400};
    Span empty = {4, 4};
    Claim items[] = {claim_of("surveillance", &inside, 1), claim_of("surveillance", &outside, 1),
                     claim_of("surveillance", &empty, 1),  claim_of("surveillance", NULL, 0),
                     claim_of("escape", &inside, 1),       claim_of("escape", &inside, 1)};
    Mentions mentions = {0};
    ReportRecord record = record_with(&report, &mentions, &(Claims){.items = items, .count = 6});
    CHECK_NUMBER(record.claim_count, 3);
    CHECK_TEXT(record.claims[0].id, "c0123456789abcdef");
    CHECK(record.claims[1].id.length == 17 && record.claims[2].id.length == 17);
    CHECK(!text_equals(record.claims[0].id, record.claims[1].id));
    CHECK(!text_equals(record.claims[1].id, record.claims[2].id));
    CHECK_CASE("the pack says what happens, and what is told coarsely");
    CHECK(!record.claims[0].is_event && !record.claims[0].is_coarse);
    CHECK(record.claims[1].is_event && record.claims[1].is_coarse);
}

static bool has_end(const char *edtf, bool is_until)
{
    Error error;
    Report report = report_of("Guards watched the workers.");
    Span evidence = {0, 6};
    TimeMention time = {.is_until = is_until, .at.span = {7, 14}};
    const TimeMention *times[] = {&time};
    Claim claim = claim_of("surveillance", &evidence, 1);
    claim.times = times;
    claim.time_count = 1;
    CHECK(edtf_parse(arena, text_from(edtf), &claim.when, &error) == STATUS_OK);
    Mentions mentions = {0};
    return record_with(&report, &mentions, &(Claims){.items = &claim, .count = 1}).claims[0].has_end;
}

static void test_ends(void)
{
    CHECK_CASE("an end is told by 'until' and by an interval that holds throughout");
    CHECK(has_end("../2019-12-22", true));
    CHECK(has_end("2019-05/2019-08", false));
    CHECK(!has_end("2019-05/..", false));
    CHECK(!has_end("2019-05", false));
}

static void test_places_and_unread(void)
{
    CHECK_CASE("each place once, where it is named first; no peoples and no governments");
    Report report = report_of("Dandong, Chinese, Moscow said, Dandong, Sinuiju. Guards.");
    Place dandong = {
        .geonames = 7, .name = TEXT("Dandong"), .country = TEXT("CN"), .precision = PRECISION_TOWN};
    PlaceMention places[] = {
        {.at.span = {0, 7}, .as = TEXT("Dandong"), .place = &dandong, .precision = PRECISION_TOWN},
        {.at.span = {9, 16}, .as = TEXT("Chinese"), .is_adjective = true},
        {.at.span = {18, 24}, .as = TEXT("Moscow"), .is_government = true},
        {.at.span = {31, 38}, .as = TEXT("Dandong"), .place = &dandong, .precision = PRECISION_TOWN},
        {.at.span = {40, 47}, .as = TEXT("Sinuiju")},
    };
    Mentions mentions = {.places = places, .place_count = 5};
    Unread unread[] = {{.sentence = 0, .trigger = {49, 55}}, {.sentence = 9, .trigger = {0, 1}}};
    Claims claims = {.unread = unread, .unread_count = 2};
    ReportRecord record = record_with(&report, &mentions, &claims);
    CHECK_NUMBER(record.place_count, 2);
    CHECK_TEXT(record.places[0].place.name, "Dandong");
    CHECK_NUMBER(record.places[0].span.begin, 0);
    CHECK(record.places[0].place.is_located && !record.places[1].place.is_located);
    CHECK_NUMBER(record.unread_count, 1);
    CHECK_NUMBER(record.report.unread_count, 1);
    CHECK_TEXT(record.unread[0].trigger, "Guards");
}

static void test_sources(void)
{
    CHECK_CASE("a source comes with those that it may be and those that relay it");
    Report report = report_of("A source told Yomiuri, as KBS says.");
    uint32_t relays[] = {1, 2, 99};
    uint32_t maybe[] = {1};
    Source sources[] = {
        {.id = TEXT("s1"), .as = {0, 8}, .type = TEXT("anonymous"), .n_low = 2, .n_high = COUNT_OPEN},
        {.id = TEXT("s2"), .as = {14, 21}, .type = TEXT("outlet"), .n_low = 1, .n_high = 1},
        {.id = TEXT("s3"), .as = {26, 29}, .type = TEXT("outlet"), .n_low = 1, .n_high = 1}};
    sources[0].via = relays;
    sources[0].via_count = 3;
    sources[0].maybe = maybe;
    sources[0].maybe_count = 1;
    Mentions mentions = {.sources = sources, .source_count = 3};
    Span evidence = {2, 8};
    Claim claim = claim_of("surveillance", &evidence, 1);
    claim.source = 0;
    ReportRecord record = record_with(&report, &mentions, &(Claims){.items = &claim, .count = 1});
    const SourceRow *source = &record.claims[0].source;
    CHECK_TEXT(source->as, "A source");
    CHECK_NUMBER(source->n_high, COUNT_OPEN);
    CHECK_NUMBER(source->via_count, 2);
    CHECK_TEXT(source->via[1].as, "KBS");
    CHECK_NUMBER(source->maybe.count, 1);
    CHECK_TEXT(source->maybe.items[0], "s2");
}

int main(void)
{
    arena = arena_new(0);
    const char *folder = getenv("HEARSAY_DATA");
    Error error = {0};
    Pack *loaded = NULL;
    if (!arena || pack_load(arena, arena_print(arena, "%s/packs/restricted-labour", folder ? folder : "."),
                            &loaded, &error) != STATUS_OK) {
        printf("%s: %s\n", error.name, error.message);
        return 1;
    }
    pack = loaded;
    test_offsets_and_context();
    test_long_texts_count_alike();
    test_claims_without_words_are_left_out();
    test_ends();
    test_places_and_unread();
    test_sources();
    int result = check_end();
    arena_free(arena);
    return result;
}
