/* A base made again from an export. */
#include "exports.h"

typedef struct Pulling {
    Text rest;
} Pulling;

static ptrdiff_t pull(void *context, void *bytes, size_t length)
{
    Pulling *pulling = context;
    size_t taken = pulling->rest.length < length ? pulling->rest.length : length;
    taken = taken > 777 ? 777 : taken;
    if (taken > 0)
        memcpy(bytes, pulling->rest.bytes, taken);
    pulling->rest = text_slice(pulling->rest, taken, pulling->rest.length);
    return (ptrdiff_t)taken;
}

static HearsayBase *empty_base(const char *name)
{
    Text location = arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name);
    HearsayBaseOptions options = {.location = location.bytes, .writable = true, .no_files = true};
    HearsayBase *base = NULL;
    HearsayError told;
    unlink(location.bytes);
    CHECK(hearsay_base_open(&options, &base, &told) == HEARSAY_OK);
    return base;
}

static HearsayStatus restore_from(HearsayBase *base, Text export, HearsayError *told)
{
    Pulling pulling = {export};
    HearsayRestoreCounts counts;
    return hearsay_restore(NULL, base, "export", pull, &pulling, &counts, told);
}

static Text replaced(Text text, const char *old, const char *new)
{
    size_t at = text_find(text, text_from(old), 0);
    CHECK(at != SIZE_MAX);
    return arena_print(arena, "%.*s%s%.*s", TEXT_ARGS(text_slice(text, 0, at)), new,
                       TEXT_ARGS(text_slice(text, at + strlen(old), text.length)));
}

static void test_round_trip(void)
{
    CHECK_CASE("a base made of an export gives the same exports, to the byte");
    HearsayError told = {0};
    Evidence *evidence = base_with("there.db", &CANARIES);
    run_sql(evidence, "UPDATE claim SET sure = 0.1234567890123456789, superseded = 18800 WHERE number = 2");
    run_sql(evidence, "UPDATE place SET latitude = 40, longitude = -1e-7");
    Text export = export_as(evidence, EXPORT_JSONL, true);
    HearsayBase *back = empty_base("back.db");
    CHECK(restore_from(back, export, &told) == HEARSAY_OK);
    for (int format = 0; format < FORMATS; format++)
        for (int with_protected = 0; with_protected < 2; with_protected++)
            CHECK(text_equals(export_as(back->evidence, (PresentExportFormat)format, with_protected != 0),
                              export_as(evidence, (PresentExportFormat)format, with_protected != 0)));
    CHECK_CASE("what it holds is added to as to any other base");
    ReportRecord more = {.report = report_with("more", "words", &CANARIES)};
    EvidenceAdded added;
    CHECK(evidence_add(back->evidence, arena, &more, TEXT_EMPTY, &added, &error) == STATUS_OK);
    CHECK_CASE("a base that holds reports takes no export");
    CHECK(restore_from(back, export, &told) == HEARSAY_ERROR_USAGE);
    hearsay_base_close(back);
    CHECK_CASE("what was altered, is cut or is no export leaves an empty base as it was");
    const struct {
        Text export;
        HearsayStatus status;
    } bad[] = {
        {replaced(export, "men inside the yard in Dandong, a source",
                  "men inside the yard in Dandong, a spy"),
         HEARSAY_ERROR_FORMAT},
        {text_slice(export, 0, export.length - 3), HEARSAY_ERROR_FORMAT},
        {text_slice(export, 0, text_find(export, TEXT("{\"type\":\"summary"), 0)), HEARSAY_ERROR_FORMAT},
        {replaced(export, "{\"type\":\"table\",\"table\":\"claim\"",
                  "{\"type\":\"table\",\"table\":\"sqlite_schema\""),
         HEARSAY_ERROR_UNSUPPORTED},
        {replaced(export, "\"columns\":[\"key\",", "\"columns\":[\"key) VALUES (1); --\","),
         HEARSAY_ERROR_UNSUPPORTED},
        {replaced(export, "{\"type\":\"row\",\"values\":[", "{\"type\":\"row\",\"values\":[{},"),
         HEARSAY_ERROR_FORMAT},
        {replaced(export, "{\"type\":\"row\",\"values\":[", "{\"type\":\"row\",\"values\":[0,"),
         HEARSAY_ERROR_FORMAT},
        {replaced(export, "\"class\":\"protected\"", "\"class\":\"public\""), HEARSAY_ERROR_USAGE},
        {replaced(export, "\"question\":{}", "\"question\":{\"in\":\"x\"}"), HEARSAY_ERROR_USAGE},
        {replaced(export, "\"version\":1", "\"version\":2"), HEARSAY_ERROR_UNSUPPORTED},
        {export_as(evidence, EXPORT_CSV, true), HEARSAY_ERROR_FORMAT},
        {TEXT_EMPTY, HEARSAY_ERROR_FORMAT},
    };
    back = empty_base("bad.db");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_NUMBER(restore_from(back, bad[i].export, &told), bad[i].status);
        CHECK(told.message[0] != '\0');
        EvidenceSummary summary;
        CHECK(evidence_summarize(back->evidence, &summary, &error) == STATUS_OK);
        CHECK_NUMBER(summary.report_count + summary.claim_count, 0);
    }
    CHECK(restore_from(back, export, &told) == HEARSAY_OK);
    hearsay_base_close(back);
    evidence_close(evidence);
}

int main(void) { return exports_run(test_round_trip); }
