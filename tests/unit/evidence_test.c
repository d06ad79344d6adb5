/* The base: what goes in comes out, once, and nothing else is let in. Runs on either store (bases.h). */
#include "bases.h"
#include "check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/door.h"
#include "evidence/evidence.h"

static Arena *arena;
static Error error;
static Text folder;

static Text in_folder(const char *name) { return bases_location(arena, folder, name); }

static EvidenceOptions options_for(Text location, EvidenceMode mode)
{
    return (EvidenceOptions){
        .location = location, .keep_files = !bases_server(), .mode = mode, .wait_milliseconds = 2000};
}

static Evidence *opened(Text location, EvidenceMode mode)
{
    EvidenceOptions options = options_for(location, mode);
    Evidence *evidence = NULL;
    error_clear(&error);
    if (evidence_open(arena, &options, &evidence, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    return evidence;
}

static Text first_sentence = {"The consulate told traders in Dandong to stay.", 46};

static TextSpan span_at(uint32_t begin, uint32_t end) { return (TextSpan){begin, end, begin, end}; }

static Text *texts(const char *a, const char *b)
{
    Text *list = ARENA_ARRAY(arena, Text, 2);
    list[0] = text_from(a);
    list[1] = text_from(b);
    return list;
}

static Date date_of(const char *edtf)
{
    Date date = {0};
    if (edtf && edtf_parse(arena, text_from(edtf), &date, &error) != STATUS_OK)
        printf("%s\n", error.message);
    return date;
}

/* Every field is filled, so that one that is dropped on the way shows. */
static ClaimRow *full_claim(const char *id)
{
    ClaimRow *claim = ARENA_NEW(arena, ClaimRow);
    claim->id = text_from(id);
    claim->kind = TEXT("travel-ban");
    claim->status = TEXT("said");
    claim->part = TEXT("body");
    claim->by = ARENA_ARRAY(arena, RoleRow, 2);
    claim->by[0] = (RoleRow){TEXT("home-mission"), TEXT("The consulate")};
    claim->by[1] = (RoleRow){TEXT("home-state"), TEXT_EMPTY};
    claim->by_count = 2;
    claim->whom = ARENA_ARRAY(arena, RoleRow, 1);
    claim->whom[0] = (RoleRow){TEXT("trader"), TEXT("traders")};
    claim->whom_count = 1;
    claim->names = ARENA_ARRAY(arena, NameRow, 1);
    claim->names[0] = (NameRow){TEXT("Bohai Pearl"), TEXT("employer")};
    claim->name_count = 1;
    claim->work = (TextList){texts("seafood", "down jackets"), 2};
    claim->papers = (TextList){texts("visitor", ""), 1};
    claim->where = ARENA_ARRAY(arena, PlaceRow, 1);
    claim->where[0] = (PlaceRow){.as = TEXT("Dandong"),
                                 .name = TEXT("Dandong"),
                                 .country = TEXT("CN"),
                                 .admin1 = TEXT("Liaoning"),
                                 .precision = TEXT("town"),
                                 .geonames = 2037886,
                                 .latitude = 40.129,
                                 .longitude = 124.394,
                                 .is_located = true};
    claim->where_count = 1;
    claim->to = ARENA_ARRAY(arena, PlaceRow, 1);
    claim->to[0] = (PlaceRow){.as = TEXT("the old quarter")};
    claim->to_count = 1;
    claim->when = date_of("2022-01-31/2022-02-20");
    claim->starts = TEXT("2022-01-31/2022-02-06");
    claim->asof = TEXT_EMPTY;
    claim->when_as = (TextList){texts("last week", "until Feb. 20"), 2};
    claim->count = (CountRow){true, 6500, COUNT_OPEN, TEXT("people"), TEXT("stock"), TEXT("more than 6,500"),
                              true, true};
    claim->source = (SourceRow){.id = TEXT("s1"),
                                .as = TEXT("a trade worker"),
                                .type = TEXT("anonymous"),
                                .where = TEXT("Dandong"),
                                .knows = TEXT("own"),
                                .said = TEXT("2022-02-09"),
                                .n_low = 2,
                                .n_high = COUNT_OPEN};
    claim->source.maybe = (TextList){texts("s2", "s3"), 2};
    claim->source.via = ARENA_ARRAY(arena, SourceRow, 1);
    claim->source.via[0] =
        (SourceRow){.id = TEXT("s4"), .as = TEXT("Yomiuri"), .type = TEXT("outlet"), .n_low = 1, .n_high = 1};
    claim->source.via_count = 1;
    claim->evidence = ARENA_ARRAY(arena, QuoteRow, 1);
    claim->evidence[0] =
        (QuoteRow){span_at(4, 13), text_slice(first_sentence, 4, 13), TEXT("The "), TEXT(" told")};
    claim->evidence_count = 1;
    claim->fields = ARENA_ARRAY(arena, FieldRow, 1);
    claim->fields[0] = (FieldRow){TEXT("by"), span_at(0, 13)};
    claim->field_count = 1;
    claim->rule = TEXT("travel.rules:41");
    claim->sure = 0.86;
    claim->pack = TEXT("restricted-labour 0.1");
    claim->recorded = 19000;
    claim->superseded = DAY_NONE;
    claim->is_event = true;
    claim->is_coarse = true;
    claim->has_end = true;
    return claim;
}

static ReportRecord record_of(const char *id, Text text, ClaimRow *claims, size_t claim_count)
{
    ReportRecord record = {.claims = claims, .claim_count = claim_count};
    ReportRow *report = &record.report;
    report->id = text_from(id);
    report->sha256 = digest_hex(arena, text);
    report->text_sha256 = report->sha256;
    report->name = TEXT("reports/one.txt");
    report->format = TEXT("text");
    report->extractor = TEXT("text/1");
    report->container_name = TEXT("all.jsonl");
    report->container_sha256 = report->sha256;
    report->container_offset = 77;
    report->byte_count = text.length;
    report->title = TEXT("A title");
    report->outlet = TEXT("RFA");
    report->url = TEXT("https://example.org/1");
    report->language = TEXT("en");
    report->translated = true;
    report->published = date_of("2022-02-10");
    report->published_basis = TEXT("address");
    report->recorded = 19000;
    report->text = text;
    report->notes = (TextList){texts("desk", "east"), 2};
    report->sentence_count = 1;
    for (size_t i = 0; i < claim_count; i++)
        claims[i].report_id = report->id;
    record.places = ARENA_ARRAY(arena, NamedPlaceRow, 1);
    record.places[0] =
        (NamedPlaceRow){report->id, {.as = TEXT("Dandong"), .precision = TEXT("town")}, span_at(31, 38)};
    record.place_count = 1;
    record.unread = ARENA_ARRAY(arena, UnreadRow, 1);
    record.unread[0] = (UnreadRow){report->id, first_sentence, TEXT("told"), span_at(0, 46), false};
    record.unread_count = 1;
    return record;
}

static Status add(Evidence *evidence, const ReportRecord *record, EvidenceAdded *out)
{
    error_clear(&error);
    return evidence_add(evidence, arena, record, record->report.text, out, &error);
}

static void add_full(Evidence *evidence)
{
    ReportRecord record = record_of("r1", first_sentence, full_claim("c00000000000000a1"), 1);
    EvidenceAdded added = EVIDENCE_SAME;
    CHECK(add(evidence, &record, &added) == STATUS_OK);
    CHECK(added == EVIDENCE_NEW);
}

static ClaimRows claims_in(Evidence *evidence, EvidenceFilter filter)
{
    ClaimRows rows = {0};
    error_clear(&error);
    if (evidence_find_claims(evidence, arena, &filter, &rows, &error) != STATUS_OK)
        printf("%s: %s\n", error.name, error.message);
    return rows;
}

static void check_place(const PlaceRow *place, const PlaceRow *expected)
{
    CHECK(text_equals(place->as, expected->as));
    CHECK(text_equals(place->name, expected->name));
    CHECK(text_equals(place->country, expected->country));
    CHECK(text_equals(place->admin1, expected->admin1));
    CHECK(text_equals(place->precision, expected->precision));
    CHECK_NUMBER(place->geonames, expected->geonames);
    CHECK(place->latitude == expected->latitude && place->longitude == expected->longitude);
    CHECK(place->is_located == expected->is_located);
}

static void check_source(const SourceRow *source, const SourceRow *expected)
{
    CHECK(text_equals(source->id, expected->id));
    CHECK(text_equals(source->as, expected->as));
    CHECK(text_equals(source->type, expected->type));
    CHECK(text_equals(source->where, expected->where));
    CHECK(text_equals(source->knows, expected->knows));
    CHECK(text_equals(source->said, expected->said));
    CHECK_NUMBER(source->n_low, expected->n_low);
    CHECK_NUMBER(source->n_high, expected->n_high);
    CHECK_NUMBER(source->maybe.count, expected->maybe.count);
    CHECK_NUMBER(source->via_count, expected->via_count);
}

static void test_a_claim_comes_out_as_it_went_in(void)
{
    CHECK_CASE("a claim comes out as it went in");
    Text location = in_folder("whole.db");
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    add_full(evidence);
    evidence_close(evidence);
    evidence = opened(location, EVIDENCE_READ);
    ClaimRows rows = claims_in(evidence, EVIDENCE_FILTER_ALL);
    CHECK_NUMBER(rows.count, 1);
    if (rows.count != 1)
        return;
    const ClaimRow *claim = &rows.items[0];
    const ClaimRow *expected = full_claim("c00000000000000a1");
    CHECK_TEXT(claim->id, "c00000000000000a1");
    CHECK_TEXT(claim->report_id, "r1");
    CHECK_TEXT(claim->kind, "travel-ban");
    CHECK_TEXT(claim->status, "said");
    CHECK_TEXT(claim->part, "body");
    CHECK_NUMBER(claim->by_count, 2);
    CHECK_TEXT(claim->by[0].as, "The consulate");
    CHECK_TEXT(claim->by[1].role, "home-state");
    CHECK_NUMBER(claim->by[1].as.length, 0);
    CHECK_TEXT(claim->whom[0].role, "trader");
    CHECK_TEXT(claim->names[0].as, "Bohai Pearl");
    CHECK_TEXT(claim->names[0].is, "employer");
    CHECK_TEXT(claim->work.items[1], "down jackets");
    CHECK_TEXT(claim->papers.items[0], "visitor");
    check_place(&claim->where[0], &expected->where[0]);
    check_place(&claim->to[0], &expected->to[0]);
    CHECK_TEXT(claim->when.edtf, "2022-01-31/2022-02-20");
    CHECK_NUMBER(claim->when.all.first, expected->when.all.first);
    CHECK_NUMBER(claim->when.all.last, expected->when.all.last);
    CHECK_NUMBER(claim->when.some.first, expected->when.some.first);
    CHECK_NUMBER(claim->when.some.last, expected->when.some.last);
    CHECK_TEXT(claim->starts, "2022-01-31/2022-02-06");
    CHECK_NUMBER(claim->asof.length, 0);
    CHECK_TEXT(claim->when_as.items[1], "until Feb. 20");
    CHECK(claim->count.is_given && claim->count.is_approximate && claim->count.is_vague);
    CHECK_NUMBER(claim->count.low, 6500);
    CHECK_NUMBER(claim->count.high, COUNT_OPEN);
    CHECK_TEXT(claim->count.unit, "people");
    CHECK_TEXT(claim->count.of, "stock");
    CHECK_TEXT(claim->count.as, "more than 6,500");
    check_source(&claim->source, &expected->source);
    CHECK_TEXT(claim->source.maybe.items[1], "s3");
    check_source(&claim->source.via[0], &expected->source.via[0]);
    CHECK_TEXT(claim->evidence[0].exact, "consulate");
    CHECK_TEXT(claim->evidence[0].prefix, "The ");
    CHECK_TEXT(claim->evidence[0].suffix, " told");
    CHECK_NUMBER(claim->evidence[0].span.stop, 13);
    CHECK_TEXT(claim->fields[0].field, "by");
    CHECK_NUMBER(claim->fields[0].span.end, 13);
    CHECK_TEXT(claim->rule, "travel.rules:41");
    CHECK(claim->sure == 0.86);
    CHECK_NUMBER(claim->checked.length, 0);
    CHECK_TEXT(claim->pack, "restricted-labour 0.1");
    CHECK_NUMBER(claim->recorded, 19000);
    CHECK_NUMBER(claim->superseded, DAY_NONE);
    CHECK(claim->is_event && claim->is_coarse && claim->has_end);
}

static void test_a_report_comes_out_as_it_went_in(void)
{
    CHECK_CASE("a report comes out as it went in");
    Evidence *evidence = opened(in_folder("whole.db"), EVIDENCE_READ);
    ReportRows rows;
    CHECK(evidence_find_reports(evidence, arena, TEXT("r"), true, &rows, &error) == STATUS_OK);
    CHECK_NUMBER(rows.count, 1);
    const ReportRow *report = &rows.items[0];
    CHECK_TEXT(report->id, "r1");
    CHECK(text_equals(report->sha256, digest_hex(arena, first_sentence)));
    CHECK(text_equals(report->text_sha256, report->sha256));
    CHECK_TEXT(report->name, "reports/one.txt");
    CHECK_TEXT(report->format, "text");
    CHECK_TEXT(report->extractor, "text/1");
    CHECK_TEXT(report->container_name, "all.jsonl");
    CHECK(text_equals(report->container_sha256, report->sha256));
    CHECK_NUMBER(report->container_offset, 77);
    CHECK_NUMBER(report->byte_count, 46);
    CHECK_TEXT(report->title, "A title");
    CHECK_TEXT(report->outlet, "RFA");
    CHECK_TEXT(report->url, "https://example.org/1");
    CHECK_TEXT(report->language, "en");
    CHECK(report->translated && !report->retold && !report->is_protected);
    CHECK_TEXT(report->published.edtf, "2022-02-10");
    CHECK_NUMBER(report->published.all.first, day_from_civil(2022, 2, 10));
    CHECK_TEXT(report->published_basis, "address");
    CHECK_NUMBER(report->recorded, 19000);
    CHECK(text_equals(report->text, first_sentence));
    CHECK_NUMBER(report->notes.count, 2);
    CHECK_TEXT(report->notes.items[1], "east");
    CHECK_NUMBER(report->claim_count, 1);
    CHECK_NUMBER(report->sentence_count, 1);
    UnreadRows unread;
    CHECK(evidence_find_unread(evidence, arena, TEXT_EMPTY, &unread, &error) == STATUS_OK);
    CHECK_NUMBER(unread.count, 1);
    CHECK_TEXT(unread.items[0].trigger, "told");
    NamedPlaceRow *places;
    size_t count;
    CHECK(evidence_find_named_places(evidence, arena, TEXT("r1"), &places, &count, &error) == STATUS_OK);
    CHECK_NUMBER(count, 1);
    CHECK_TEXT(places[0].place.as, "Dandong");
    CHECK_NUMBER(places[0].span.begin, 31);
}

static void test_the_same_bytes_are_one_report(void)
{
    CHECK_CASE("the same bytes are one report");
    Evidence *evidence = opened(in_folder("whole.db"), EVIDENCE_WRITE);
    bool has = false;
    CHECK(evidence_has(evidence, digest_hex(arena, first_sentence), &has, &error) == STATUS_OK && has);
    ReportRecord record = record_of("another id", first_sentence, NULL, 0);
    EvidenceAdded added = EVIDENCE_NEW;
    CHECK(add(evidence, &record, &added) == STATUS_OK);
    CHECK(added == EVIDENCE_SAME);
    ReportRows rows;
    CHECK(evidence_find_reports(evidence, arena, TEXT_EMPTY, false, &rows, &error) == STATUS_OK);
    CHECK_NUMBER(rows.count, 1);
    record = record_of("r1", TEXT("other bytes"), NULL, 0);
    CHECK(add(evidence, &record, &added) == ERR_FORMAT);
    CHECK(strstr(error.message, "another report in the base has this id") != NULL);
}

static void test_a_claim_without_its_words_is_refused(void)
{
    CHECK_CASE("a claim whose words do not stand in the text is refused");
    Evidence *evidence = opened(in_folder("refuse.db"), EVIDENCE_WRITE);
    ClaimRow *claim = full_claim("c00000000000000a2");
    claim->evidence[0].exact = TEXT("embassies");
    ReportRecord record = record_of("r2", first_sentence, claim, 1);
    EvidenceAdded added;
    CHECK(add(evidence, &record, &added) == ERR_FORMAT);
    claim->evidence[0].exact = text_slice(first_sentence, 4, 13);
    claim->evidence[0].span.end = 5000;
    CHECK(add(evidence, &record, &added) == ERR_FORMAT);
    EvidenceSummary summary;
    CHECK(evidence_summarize(evidence, &summary, &error) == STATUS_OK);
    CHECK_NUMBER(summary.report_count, 0);
    record = record_of("r2", first_sentence, NULL, 0);
    record.report.text_sha256 = digest_hex(arena, TEXT("x"));
    CHECK(add(evidence, &record, &added) == ERR_FORMAT);
}

static void test_originals(void)
{
    CHECK_CASE("the original of a public report is kept, read-only; a protected one's is not");
    Text location = in_folder("files.db");
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    ReportRecord record = record_of("r1", first_sentence, NULL, 0);
    EvidenceAdded added;
    CHECK(add(evidence, &record, &added) == STATUS_OK);
    Text digest = record.report.sha256;
    Text path = arena_print(arena, "%.*s.files/%.*s/%.*s", TEXT_ARGS(location),
                            TEXT_ARGS(text_slice(digest, 0, 2)), TEXT_ARGS(text_slice(digest, 2, 64)));
    struct stat status = {0};
    CHECK(stat(path.bytes, &status) == 0);
    CHECK_NUMBER(status.st_size, 46);
    CHECK((status.st_mode & 0222) == 0);
    record = record_of("r2", TEXT("of an informant"), NULL, 0);
    record.report.is_protected = true;
    CHECK(add(evidence, &record, &added) == STATUS_OK);
    digest = record.report.sha256;
    path = arena_print(arena, "%.*s.files/%.*s/%.*s", TEXT_ARGS(location),
                       TEXT_ARGS(text_slice(digest, 0, 2)), TEXT_ARGS(text_slice(digest, 2, 64)));
    CHECK(stat(path.bytes, &status) != 0);
    CHECK(stat(location.bytes, &status) == 0 && (status.st_mode & 077) == 0);
    CHECK_CASE("bytes of another digest than the report says are refused");
    record = record_of("r3", TEXT("third"), NULL, 0);
    CHECK(evidence_add(evidence, arena, &record, TEXT("other"), &added, &error) == ERR_FORMAT);
}

static void add_small(Evidence *evidence, const char *id, const char *published, const char *kind,
                      const char *claim_id, Day recorded)
{
    Text text = arena_print(arena, "%s: guards watched the workers.", id);
    ClaimRow *claim = full_claim(claim_id);
    uint32_t begin = (uint32_t)text_find(text, TEXT("guards"), 0);
    claim->evidence[0] = (QuoteRow){span_at(begin, begin + 6), TEXT("guards"), TEXT_EMPTY, TEXT_EMPTY};
    claim->kind = text_from(kind);
    claim->recorded = recorded;
    claim->count.is_given = recorded % 2 == 0;
    ReportRecord record = record_of(id, text, claim, 1);
    record.report.published = date_of(published);
    record.report.recorded = recorded;
    EvidenceAdded added;
    CHECK(add(evidence, &record, &added) == STATUS_OK);
}

static void test_filters_and_order(void)
{
    CHECK_CASE("claims come in order of publication, and by what is asked");
    Evidence *evidence = opened(in_folder("order.db"), EVIDENCE_WRITE);
    add_small(evidence, "r-unknown", NULL, "escort", "cffff000000000001", 100);
    add_small(evidence, "r-late", "2022-03", "surveillance", "cffff000000000002", 101);
    add_small(evidence, "r-early", "2019-07-09", "surveillance", "ceeee000000000003", 102);
    ClaimRows rows = claims_in(evidence, EVIDENCE_FILTER_ALL);
    CHECK_NUMBER(rows.count, 3);
    CHECK_TEXT(rows.items[0].report_id, "r-early");
    CHECK_TEXT(rows.items[1].report_id, "r-late");
    CHECK_TEXT(rows.items[2].report_id, "r-unknown");
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    filter.kinds = (TextList){texts("escort", ""), 1};
    CHECK_NUMBER(claims_in(evidence, filter).count, 1);
    filter = EVIDENCE_FILTER_ALL;
    filter.claim_id = TEXT("cffff");
    CHECK_NUMBER(claims_in(evidence, filter).count, 2);
    filter.claim_id = TEXT("cff");
    CHECK_NUMBER(claims_in(evidence, filter).count, 0);
    filter.claim_id = TEXT("ceeee000000000003");
    CHECK_NUMBER(claims_in(evidence, filter).count, 1);
    filter = EVIDENCE_FILTER_ALL;
    filter.whom = (TextList){texts("worker", "trader"), 2};
    CHECK_NUMBER(claims_in(evidence, filter).count, 3);
    filter.whom.count = 1;
    CHECK_NUMBER(claims_in(evidence, filter).count, 0);
    filter = EVIDENCE_FILTER_ALL;
    filter.status = TEXT("ended");
    CHECK_NUMBER(claims_in(evidence, filter).count, 0);
    filter = EVIDENCE_FILTER_ALL;
    filter.report_id = TEXT("r-late");
    CHECK_NUMBER(claims_in(evidence, filter).count, 1);
    filter = EVIDENCE_FILTER_ALL;
    filter.counts_only = true;
    CHECK_NUMBER(claims_in(evidence, filter).count, 2);
    CHECK_CASE("what was known by a day was published by then, the whole of its bracket");
    filter = EVIDENCE_FILTER_ALL;
    filter.known_by = day_from_civil(2022, 3, 30);
    CHECK_NUMBER(claims_in(evidence, filter).count, 1);
    filter.known_by = day_from_civil(2022, 3, 31);
    CHECK_NUMBER(claims_in(evidence, filter).count, 2);
    CHECK_CASE("what the base said on a day was recorded by then");
    filter = EVIDENCE_FILTER_ALL;
    filter.recorded_by = 100;
    CHECK_NUMBER(claims_in(evidence, filter).count, 1);
    evidence_close(evidence);
}

static Text read_file(Text path)
{
    FILE *file = fopen(path.bytes, "rb");
    char *bytes = ARENA_ARRAY(arena, char, 1 << 20);
    size_t length = file ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file)
        fclose(file);
    return (Text){bytes, length};
}

static void test_looking_leaves_no_trace(void)
{
    CHECK_CASE("looking leaves no file behind and changes none");
    Text location = in_folder("order.db");
    Text before = read_file(location);
    Evidence *evidence = opened(location, EVIDENCE_READ);
    CHECK(claims_in(evidence, EVIDENCE_FILTER_ALL).count > 0);
    ReportRecord record = record_of("r-new", TEXT("new"), NULL, 0);
    EvidenceAdded added;
    CHECK(add(evidence, &record, &added) == ERR_SYSTEM);
    evidence_close(evidence);
    CHECK(text_equals(read_file(location), before));
    CHECK(access(in_folder("order.db-wal").bytes, F_OK) != 0);
    CHECK(access(in_folder("order.db-shm").bytes, F_OK) != 0);
}

static void write_file(Text path, Text bytes)
{
    FILE *file = fopen(path.bytes, "wb");
    CHECK(file && fwrite(bytes.bytes, 1, bytes.length, file) == bytes.length);
    if (file)
        fclose(file);
}

static void check_refused(Text location, EvidenceMode mode, Status status, const char *message)
{
    EvidenceOptions options = options_for(location, mode);
    Evidence *evidence = NULL;
    error_clear(&error);
    CHECK(evidence_open(arena, &options, &evidence, &error) == status);
    bool is_said = strstr(error.message, message) != NULL;
    CHECK(is_said);
    if (!is_said)
        printf("  %s\n", error.message);
}

static void put_header(Text bytes, size_t at, uint32_t value)
{
    char *header = ARENA_ARRAY(arena, char, bytes.length);
    memcpy(header, bytes.bytes, bytes.length);
    for (size_t i = 0; i < 4; i++)
        header[at + i] = (char)(value >> (24 - 8 * i));
    write_file(in_folder("changed.db"), (Text){header, bytes.length});
}

static void test_what_is_no_base_is_refused(void)
{
    enum { USER_VERSION = 60, APPLICATION_ID = 68 };
    CHECK_CASE("what is no base of ours is refused and left alone");
    check_refused(in_folder("none.db"), EVIDENCE_READ, ERR_STORE, "there is no such base");
    check_refused(in_folder("no/folder.db"), EVIDENCE_WRITE, ERR_SYSTEM, "could not make the base");
    check_refused(folder, EVIDENCE_WRITE, ERR_STORE, "is no file");
    Text note = in_folder("note.txt");
    write_file(note, TEXT("hello"));
    check_refused(note, EVIDENCE_WRITE, ERR_STORE, "is no hearsay base");
    CHECK_TEXT(read_file(note), "hello");
    write_file(note, TEXT(""));
    check_refused(note, EVIDENCE_READ, ERR_STORE, "empty");
    Evidence *evidence = opened(in_folder("good.db"), EVIDENCE_WRITE);
    add_full(evidence);
    evidence_close(evidence);
    Text good = read_file(in_folder("good.db"));
    Text changed = in_folder("changed.db");
    put_header(good, APPLICATION_ID, 42);
    check_refused(changed, EVIDENCE_WRITE, ERR_STORE, "of another program");
    put_header(good, USER_VERSION, 9999);
    check_refused(changed, EVIDENCE_READ, ERR_STORE, "of version 9999");
    write_file(changed, text_slice(good, 0, 300));
    check_refused(changed, EVIDENCE_WRITE, ERR_STORE, "damaged");
    write_file(changed, text_slice(good, 0, good.length / 2));
    EvidenceOptions options = options_for(changed, EVIDENCE_READ);
    ClaimRows rows;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    Status status = evidence_open(arena, &options, &evidence, &error);
    if (status == STATUS_OK)
        status = evidence_find_claims(evidence, arena, &filter, &rows, &error);
    CHECK(status == ERR_STORE);
}

static void test_an_altered_base_is_told(void)
{
    CHECK_CASE("words altered in the file are told, not answered");
    Text good = read_file(in_folder("good.db"));
    char *bytes = ARENA_ARRAY(arena, char, good.length);
    memcpy(bytes, good.bytes, good.length);
    Text copy = {bytes, good.length};
    size_t at = text_find(copy, TEXT("told traders"), 0);
    CHECK(at != SIZE_MAX);
    bytes[at - 10] = 'k'; /* of "consulate " */
    write_file(in_folder("changed.db"), copy);
    Evidence *evidence = opened(in_folder("changed.db"), EVIDENCE_READ);
    ReportRows reports;
    CHECK(evidence_find_reports(evidence, arena, TEXT_EMPTY, true, &reports, &error) == ERR_STORE);
    ClaimRows rows;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    CHECK(evidence_find_claims(evidence, arena, &filter, &rows, &error) == ERR_STORE);
    CHECK(strstr(error.message, "altered") != NULL);
}

static void test_two_writers(void)
{
    CHECK_CASE("two writers at once both write");
    Text location = in_folder("two.db");
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        Evidence *evidence = opened(location, EVIDENCE_WRITE);
        for (int i = 0; evidence && i < 20; i++) {
            ReportRecord record =
                record_of(arena_print(arena, "child%d", i).bytes, arena_print(arena, "child %d", i), NULL, 0);
            EvidenceAdded added;
            if (add(evidence, &record, &added) != STATUS_OK)
                _exit(1);
        }
        _exit(evidence ? 0 : 1);
    }
    Evidence *evidence = opened(location, EVIDENCE_WRITE);
    EvidenceAdded added;
    for (int i = 0; evidence && i < 20; i++) {
        ReportRecord record =
            record_of(arena_print(arena, "parent%d", i).bytes, arena_print(arena, "parent %d", i), NULL, 0);
        CHECK(add(evidence, &record, &added) == STATUS_OK);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    EvidenceSummary summary = {0};
    CHECK(evidence_summarize(evidence, &summary, &error) == STATUS_OK);
    CHECK_NUMBER(summary.report_count, 40);
}

/* Adds until the arena that the claims come into is too small, and then asks again. */
static Status ask_in_a_small_arena(Arena *small, void *context, Error *failure)
{
    ClaimRows rows;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    return evidence_find_claims(context, small, &filter, &rows, failure);
}

static void test_a_full_arena_leaves_the_base_usable(void)
{
    CHECK_CASE("a full arena leaves the base usable");
    Evidence *evidence = opened(in_folder("order.db"), EVIDENCE_WRITE);
    bool is_enough = false;
    for (size_t limit = 16; !is_enough && limit < 100000; limit += limit / 8 + 16) {
        Arena *small = arena_new(limit);
        Status status = door_open(small, ask_in_a_small_arena, evidence, &error);
        is_enough = status == STATUS_OK;
        CHECK(is_enough || status == ERR_LIMIT);
        arena_free(small);
    }
    CHECK(is_enough);
    add_small(evidence, "r-more", "2020", "escort", "c1234000000000009", 103);
    CHECK_NUMBER(claims_in(evidence, EVIDENCE_FILTER_ALL).count, 4);
}

static void remove_folder(const char *name)
{
    pid_t child = fork();
    if (child == 0)
        execlp("rm", "rm", "-rf", name, (char *)NULL);
    else if (child > 0)
        waitpid(child, NULL, 0);
}

int main(void)
{
    char name[] = "/tmp/evidence_test.XXXXXX";
    arena = arena_new(0);
    if (!arena || !mkdtemp(name))
        return 1;
    folder = text_from(name);
    test_a_claim_comes_out_as_it_went_in();
    test_a_report_comes_out_as_it_went_in();
    test_the_same_bytes_are_one_report();
    test_a_claim_without_its_words_is_refused();
    test_filters_and_order();
    if (!bases_server()) {
        test_originals();
        test_looking_leaves_no_trace();
        test_what_is_no_base_is_refused();
        test_an_altered_base_is_told();
    }
    test_two_writers();
    test_a_full_arena_leaves_the_base_usable();
    int result = check_end();
    remove_folder(name);
    arena_free(arena);
    return result;
}
