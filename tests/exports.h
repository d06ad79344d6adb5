/* Bases with something to hide, and their exports: what the tests of exports and imports share. */
#ifndef EXPORTS_H
#define EXPORTS_H

#include "check.h"

#include <unistd.h>

#include "api/api.h"
#include "core/buffer.h"
#include "core/digest.h"
#include "core/utf8.h"
#include "evidence/evidence_store.h"

static Arena *arena;
static Error error;
static Text folder; /* of the test */

enum { FORMATS = EXPORT_FTM_STATEMENTS + 1 };

/* What the two halves of a pair of bases differ in: everything here is protected. */
typedef struct Hidden {
    const char *name, *container, *note_key, *note, *handle, *person, *unpublished;
    Day recorded;
    uint64_t offset;
} Hidden;

static const Hidden CANARIES = {.name = "Zq7Xname Vögel01.txt",
                                .container = "Zq7Xcontainer Vögel02.zip",
                                .note_key = "Zq7Xkey Vögel03",
                                .note = "Zq7Xnote Vögel04",
                                .handle = "Zq7Xhandle Vögel05",
                                .person = "Zq7Xperson Vögel06",
                                .unpublished = "Zq7Xunpublished Vögel07",
                                .recorded = 18791,
                                .offset = 770077};

static const char PUBLIC_TEXT[] =
    "Managers keep the men inside the yard in Dandong, a source said. Zq7Xtext Vögel08 was left unread. "
    "=Three men fled from the yard on 4 May.";
static const char PUBLIC_WORDS[] = "Managers keep the men inside the yard in Dandong";
static const char COARSE_WORDS[] = "=Three men fled from the yard on 4 May";

static inline TextSpan span_in(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    uint32_t begin = (uint32_t)(at - text), end = begin + (uint32_t)strlen(words);
    uint32_t start = (uint32_t)utf8_count((Text){text, begin});
    return (TextSpan){begin, end, start, start + (uint32_t)utf8_count(text_from(words))};
}

static inline QuoteRow *quote_of(const char *text, const char *words)
{
    QuoteRow *quote = ARENA_NEW(arena, QuoteRow);
    *quote = (QuoteRow){.span = span_in(text, words), .exact = text_from(words)};
    return quote;
}

static inline PlaceRow *dandong(void)
{
    PlaceRow *place = ARENA_NEW(arena, PlaceRow);
    *place = (PlaceRow){.as = TEXT("Dandong"),
                        .name = TEXT("Dandong"),
                        .country = TEXT("CN"),
                        .admin1 = TEXT("Liaoning"),
                        .precision = TEXT("town"),
                        .geonames = 2037886,
                        .latitude = 40.12917,
                        .longitude = 124.39472,
                        .is_located = true};
    return place;
}

static inline ClaimRow plain_claim(const char *id, const char *kind, const char *text, const char *words)
{
    return (ClaimRow){.id = text_from(id),
                      .kind = text_from(kind),
                      .status = TEXT("said"),
                      .part = TEXT("body"),
                      .asof = TEXT("report"),
                      .count = {.low = COUNT_OPEN, .high = COUNT_OPEN},
                      .source = {.n_low = 1, .n_high = 1},
                      .evidence = quote_of(text, words),
                      .evidence_count = 1,
                      .rule = TEXT("yard.rules:3"),
                      .sure = 0.75,
                      .pack = TEXT("restricted-labour 1"),
                      .recorded = 18000,
                      .superseded = DAY_NONE};
}

static inline ReportRow report_with(const char *id, const char *text, const Hidden *hidden)
{
    ReportRow report = {.id = text_from(id),
                        .sha256 = digest_hex(arena, text_from(id)),
                        .text = text_from(text),
                        .text_sha256 = digest_hex(arena, text_from(text)),
                        .name = text_from(hidden->name),
                        .container_name = text_from(hidden->container),
                        .container_sha256 = digest_hex(arena, text_from(hidden->container)),
                        .container_offset = hidden->offset,
                        .format = TEXT("text"),
                        .extractor = TEXT("text/1"),
                        .byte_count = 200,
                        .recorded = hidden->recorded};
    Text *notes = ARENA_ARRAY(arena, Text, 2);
    notes[0] = text_from(hidden->note_key);
    notes[1] = text_from(hidden->note);
    report.notes = (TextList){notes, 2};
    return report;
}

/* A published report with a claim, and one that tells of an escape. */
static inline void add_public(Evidence *evidence, const Hidden *hidden)
{
    ClaimRow claims[2] = {plain_claim("c00000000000000a1", "confinement", PUBLIC_TEXT, PUBLIC_WORDS),
                          plain_claim("c00000000000000a2", "escape", PUBLIC_TEXT, COARSE_WORDS)};
    claims[0].checked = text_from(hidden->handle);
    claims[0].source = (SourceRow){
        .id = TEXT("s1"), .as = text_from(hidden->person), .type = TEXT("private"), .n_low = 1, .n_high = 1};
    claims[0].where = dandong();
    claims[0].where_count = 1;
    NameRow name = {TEXT("Harbour Timber"), TEXT("employer")};
    claims[0].names = &name;
    claims[0].name_count = 1;
    claims[1].is_coarse = claims[1].is_event = true;
    claims[1].where = dandong();
    claims[1].where_count = 1;
    claims[1].count =
        (CountRow){.is_given = true, .low = 3, .high = 3, .unit = TEXT("people"), .as = TEXT("=Three men")};
    CHECK(edtf_parse(arena, TEXT("2021-05-04"), &claims[1].when, &error) == STATUS_OK);
    for (size_t i = 0; i < 2; i++)
        claims[i].recorded = hidden->recorded;
    UnreadRow unread = {.words = TEXT("Zq7Xtext Vögel08 was left unread"), .trigger = TEXT("Zq7Xtext")};
    NamedPlaceRow place = {.place = *dandong()};
    ReportRecord record = {.report = report_with("r-public", PUBLIC_TEXT, hidden),
                           .claims = claims,
                           .claim_count = 2,
                           .unread = &unread,
                           .unread_count = 1,
                           .places = &place,
                           .place_count = 1};
    record.report.outlet = TEXT("@The Harbour Post");
    record.report.title = TEXT("Kept inside");
    record.report.url = TEXT("https://example.org/a?b=\"c\"");
    CHECK(edtf_parse(arena, TEXT("2021-05-06"), &record.report.published, &error) == STATUS_OK);
    record.report.published_basis = TEXT("address");
    EvidenceAdded added;
    CHECK(evidence_add(evidence, arena, &record, TEXT_EMPTY, &added, &error) == STATUS_OK);
}

/* A report that was not published: all of it is protected. */
static inline void add_unpublished(Evidence *evidence, const Hidden *hidden)
{
    ClaimRow claim =
        plain_claim("c00000000000000b1", "confinement", hidden->unpublished, hidden->unpublished);
    claim.source = (SourceRow){.id = TEXT("s1"),
                               .as = text_from(hidden->unpublished),
                               .type = TEXT("anonymous"),
                               .n_low = 1,
                               .n_high = 1};
    claim.where = dandong();
    claim.where_count = 1;
    ReportRecord record = {
        .report = report_with("r-kept", hidden->unpublished, hidden), .claims = &claim, .claim_count = 1};
    record.report.is_protected = true;
    record.report.outlet = record.report.title = record.report.url = text_from(hidden->unpublished);
    EvidenceAdded added;
    CHECK(evidence_add(evidence, arena, &record, TEXT_EMPTY, &added, &error) == STATUS_OK);
}

static inline Evidence *base_with(const char *name, const Hidden *hidden)
{
    EvidenceOptions options = {.location = arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name),
                               .mode = EVIDENCE_WRITE};
    Evidence *evidence = NULL;
    unlink(options.location.bytes);
    if (evidence_open(arena, &options, &evidence, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    add_public(evidence, hidden);
    add_unpublished(evidence, hidden);
    return evidence;
}

static inline int take(void *context, const char *bytes, size_t length)
{
    buffer_add(context, (Text){bytes, length});
    return 0;
}

static inline Status export_into(Evidence *evidence, PresentExportFormat format, bool with_protected,
                                 const Question *question, Buffer *out)
{
    ApiExport given = {.evidence = evidence,
                       .question = question,
                       .format = format,
                       .with_protected = with_protected,
                       .with_unchecked = true,
                       .sink = take,
                       .sink_context = out};
    HearsayExportCounts counts;
    Arena *report_arena = arena_new(0);
    error_clear(&error);
    Status status = api_write_export(arena, report_arena, &given, &counts, &error);
    arena_free(report_arena);
    return status;
}

static inline Text export_as(Evidence *evidence, PresentExportFormat format, bool with_protected)
{
    Buffer out = buffer_in(arena);
    Question question = QUESTION_OPEN;
    CHECK(export_into(evidence, format, with_protected, &question, &out) == STATUS_OK);
    return buffer_text(&out);
}

static inline bool holds(Text text, Text words) { return text_find(text, words, 0) != SIZE_MAX; }

static inline void run_sql(Evidence *evidence, const char *sql)
{
    EvidenceRow row = evidence_row(evidence, NULL, &error);
    evidence_row_begin(&row, sql);
    evidence_row_run(&row);
    CHECK(row.status == STATUS_OK);
}

/* Runs the tests in a folder of their own. */
static inline int exports_run(void (*tests)(void))
{
    char name[] = "/tmp/exports_test.XXXXXX";
    arena = arena_new(0);
    if (!arena || !mkdtemp(name))
        return 1;
    folder = text_from(name);
    tests();
    arena_free(arena);
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", name);
    return system(command) == 0 ? check_end() : 1;
}

#endif
