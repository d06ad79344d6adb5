/* What leaves a base by its exports, and above all what does not. */
#include "exports.h"

#include <jansson.h>

/* ---- the forms in which a string may hide ---- */

typedef Text (*Form)(Text text);

static Text as_it_is(Text text) { return text; }

static Text lower(Text text) { return arena_copy_lower(arena, text); }

static Text folded(Text text) { return utf8_fold(arena, text); }

static Text reversed(Text text)
{
    char *bytes = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = text.bytes[text.length - 1 - i];
    return (Text){bytes, text.length};
}

static Text utf16(Text text, int high)
{
    Buffer out = buffer_in(arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        buffer_add_byte(&out, (char)(high ? c >> 8 : c & 0xff));
        buffer_add_byte(&out, (char)(high ? c & 0xff : c >> 8));
    }
    return buffer_text(&out);
}
static Text utf16_low(Text text) { return utf16(text, 0); }
static Text utf16_high(Text text) { return utf16(text, 1); }

static Text printed(Text text, const char *format)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < text.length; i++)
        /* NOLINTNEXTLINE(clang-diagnostic-format-nonliteral) */
        buffer_print(&out,
                     strcmp(format, "%02x") == 0   ? "%02x"
                     : strcmp(format, "%02X") == 0 ? "%02X"
                                                   : "%%%02X",
                     (unsigned char)text.bytes[i]);
    return buffer_text(&out);
}
static Text hex(Text text) { return printed(text, "%02x"); }
static Text upper_hex(Text text) { return printed(text, "%02X"); }
static Text percent(Text text) { return printed(text, "%%%02X"); }

static Text entities(Text text)
{
    Buffer out = buffer_in(arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        if (c < 0x80)
            buffer_add_byte(&out, (char)c);
        else
            buffer_print(&out, "&#%u;", c);
    }
    return buffer_text(&out);
}

static Text escapes(Text text)
{
    Buffer out = buffer_in(arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        if (c < 0x80)
            buffer_add_byte(&out, (char)c);
        else
            buffer_print(&out, "\\u%04x", c);
    }
    return buffer_text(&out);
}

/* Of the middle of the text, behind as many bytes as the phase says: what base64 of any longer text around it
 * holds. */
static Text base64(Text text, size_t phase)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Buffer out = buffer_in(arena);
    for (size_t i = phase; i + 3 <= text.length; i += 3) {
        const unsigned char *b = (const unsigned char *)text.bytes + i;
        uint32_t bits = (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
        for (int shift = 18; shift >= 0; shift -= 6)
            buffer_add_byte(&out, digits[bits >> shift & 63]);
    }
    return buffer_text(&out);
}
static Text base64_0(Text text) { return base64(text, 0); }
static Text base64_1(Text text) { return base64(text, 1); }
static Text base64_2(Text text) { return base64(text, 2); }

static const struct {
    const char *name;
    Form form;
} forms[] = {{"raw", as_it_is},
             {"lower case", lower},
             {"without accents", folded},
             {"reversed", reversed},
             {"UTF-16, low", utf16_low},
             {"UTF-16, high", utf16_high},
             {"hex", hex},
             {"upper hex", upper_hex},
             {"percent", percent},
             {"entities", entities},
             {"escapes", escapes},
             {"base64", base64_0},
             {"base64, later", base64_1},
             {"base64, last", base64_2}};

/* The whole and each of its words. */
static size_t count_hits(Text text, Text canary)
{
    size_t hits = 0;
    Text rest = canary, word = canary;
    do {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
            hits += word.length > 6 && holds(text, forms[i].form(word));
    } while (text_split(&rest, ' ', &word));
    return hits;
}

static void test_no_canary_leaves(void)
{
    CHECK_CASE("no protected string leaves in any form (P2, P33, P35)");
    Evidence *evidence = base_with("canaries.db", &CANARIES);
    const char *const canaries[] = {CANARIES.name,        CANARIES.container, CANARIES.note_key,
                                    CANARIES.note,        CANARIES.handle,    CANARIES.person,
                                    CANARIES.unpublished, "Zq7Xtext Vögel08"};
    for (int format = 0; format < FORMATS; format++) {
        Text out = export_as(evidence, (PresentExportFormat)format, false);
        for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++)
            CHECK_NUMBER(count_hits(out, text_from(canaries[i])), 0);
        CHECK(!holds(out, TEXT("Zq7X")) && !holds(out, TEXT("770077")) && !holds(out, TEXT("r-kept")));
        CHECK(!holds(out, digest_hex(arena, text_from(CANARIES.container))));
        CHECK(!holds(out, TEXT("PROTECTED")));
        CHECK(holds(out, TEXT("checked")) && holds(out, text_from(PUBLIC_WORDS)));
    }
    CHECK_CASE("the search finds what is there");
    CHECK_NUMBER(count_hits(text_from("Zq7Xname V\\u00f6gel01.txt"), text_from(CANARIES.name)) > 0, 1);
    CHECK_CASE("--protected is written into the head, and lets the unpublished report out");
    for (int format = 0; format < FORMATS; format++) {
        Text out = export_as(evidence, (PresentExportFormat)format, true);
        size_t at = text_find(out, TEXT("PROTECTED"), 0);
        CHECK(at != SIZE_MAX && at < text_find(out, TEXT("Harbour Post"), 0));
        CHECK(holds(out, text_from(CANARIES.unpublished)));
    }
    evidence_close(evidence);
}

static const char *random_word(uint32_t *seed)
{
    char word[24];
    size_t length = 3 + *seed % 15;
    for (size_t i = 0; i < length; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        word[i] = (char)('a' + *seed / 65536U % 26U);
    }
    return arena_copy(arena, (Text){word, length}).bytes;
}

static Hidden random_hidden(uint32_t *seed)
{
    Hidden hidden = {random_word(seed),
                     random_word(seed),
                     random_word(seed),
                     random_word(seed),
                     random_word(seed),
                     random_word(seed),
                     random_word(seed),
                     0,
                     0};
    hidden.recorded = (Day)(18000 + *seed / 65536U % 3000U);
    hidden.offset = *seed % 100000U;
    return hidden;
}

static void test_non_interference(void)
{
    CHECK_CASE("what is protected changes no byte of what leaves (P1)");
    Text expected[FORMATS] = {{0}};
    uint32_t seed = 7;
    for (int round = 0; round < 40; round++) {
        Hidden hidden = random_hidden(&seed);
        Evidence *evidence = base_with("pair.db", &hidden);
        for (int format = 0; format < FORMATS; format++) {
            Text out = export_as(evidence, (PresentExportFormat)format, false);
            if (round == 0)
                expected[format] = out;
            CHECK(text_equals(out, expected[format]));
        }
        evidence_close(evidence);
    }
    CHECK_CASE("nor does a protected report that is not there");
    EvidenceOptions options = {.location = arena_print(arena, "%.*s/alone.db", TEXT_ARGS(folder)),
                               .mode = EVIDENCE_WRITE};
    Evidence *evidence = NULL;
    CHECK(evidence_open(arena, &options, &evidence, &error) == STATUS_OK);
    Hidden hidden = random_hidden(&seed);
    add_public(evidence, &hidden);
    for (int format = 0; format < FORMATS; format++)
        CHECK(text_equals(export_as(evidence, (PresentExportFormat)format, false), expected[format]));
    evidence_close(evidence);
}

static void test_classes(void)
{
    Hidden hidden = CANARIES;
    Evidence *evidence = base_with("classes.db", &hidden);
    CHECK_CASE("a column that the base calls protected does not leave (P3)");
    run_sql(
        evidence,
        "UPDATE column_class SET class = 'protected' WHERE table_name = 'report' AND column_name = 'outlet'");
    run_sql(evidence, "UPDATE column_class SET class = 'protected' WHERE table_name = 'claim_evidence' AND "
                      "column_name = 'exact'");
    run_sql(evidence, "UPDATE column_class SET class = 'secret' WHERE table_name = 'place' AND "
                      "column_name = 'latitude'");
    for (int format = 0; format < FORMATS; format++) {
        Text out = export_as(evidence, (PresentExportFormat)format, false);
        CHECK(!holds(out, TEXT("Harbour Post")) && !holds(out, text_from(PUBLIC_WORDS)));
        CHECK(!holds(out, TEXT("40.1")) && !holds(out, TEXT("124.3")));
    }
    CHECK_CASE("a column that exports do not know is not made public by its class");
    run_sql(
        evidence,
        "UPDATE column_class SET class = 'public' WHERE table_name = 'report_note' OR column_name = 'name'"
        " OR (table_name = 'report' AND column_name IN ('text', 'container_name'))");
    CHECK(!holds(export_as(evidence, EXPORT_JSONL, false), TEXT("Zq7X")));
    CHECK_CASE("a column without a class lets nothing leave");
    run_sql(evidence, "DELETE FROM column_class WHERE table_name = 'claim' AND column_name = 'kind'");
    Question question = QUESTION_OPEN;
    for (int format = 0; format < FORMATS; format++) {
        Buffer out = buffer_in(arena);
        CHECK(export_into(evidence, (PresentExportFormat)format, false, &question, &out) == ERR_STORE);
        CHECK(strstr(error.message, "claim.kind has no class") != NULL);
        CHECK_NUMBER(out.length, 0);
    }
    evidence_close(evidence);
}

static void test_coarse(void)
{
    CHECK_CASE("escapes stay coarse in every format, with --protected too (P34)");
    Evidence *evidence = base_with("coarse.db", &CANARIES);
    for (int format = 0; format < FORMATS; format++)
        for (int with_protected = 0; with_protected < 2; with_protected++) {
            Text out = export_as(evidence, (PresentExportFormat)format, with_protected != 0);
            Text rest = out, line;
            while (text_split(&rest, '\n', &line)) {
                /* The base's own rows, with protected alone, are no answer: a base is made of them. */
                if (!holds(line, TEXT("escape")) || text_starts_with(line, TEXT("{\"type\":\"row\"")))
                    continue;
                CHECK(!holds(line, TEXT("Three men")) && !holds(line, TEXT("2021-05-04")));
                CHECK(!holds(line, TEXT("40.1")) && !holds(line, TEXT("Polygon")));
                if (format != EXPORT_FTM_STATEMENTS) /* which parts them */
                    CHECK(holds(line, TEXT("2021-05")) && holds(line, TEXT("Dandong")));
            }
        }
    evidence_close(evidence);
}

/* ---- the forms themselves ---- */

static json_t *parsed(Text text)
{
    json_error_t reason;
    json_t *value = json_loadb(text.bytes, text.length, JSON_REJECT_DUPLICATES, &reason);
    if (!value)
        printf("%s at %d\n", reason.text, reason.position);
    CHECK(value != NULL);
    return value;
}

static const char *member(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* What every row says, in every format of JSON. */
static void check_row(const json_t *row)
{
    CHECK(*member(row, "answer") && *member(row, "checked"));
    CHECK(strcmp(member(row, "checked"), "checked") == 0 ||
          strcmp(member(row, "checked"), "read by program") == 0);
    const json_t *voices = json_object_get(row, "voices");
    CHECK_NUMBER(json_array_size(voices), 2);
    CHECK(json_integer_value(json_array_get(voices, 0)) >= 1);
}

static void test_json_lines(void)
{
    CHECK_CASE("JSON Lines: a head, reports with their claims, a summary that counts them");
    Evidence *evidence = base_with("lines.db", &CANARIES);
    Text rest = export_as(evidence, EXPORT_JSONL, false), line;
    size_t claims = 0, reports = 0, number = 0;
    while (text_split(&rest, '\n', &line)) {
        if (line.length == 0)
            continue;
        json_t *value = parsed(line);
        const char *type = member(value, "type");
        if (number++ == 0)
            CHECK(strcmp(type, "head") == 0 && strcmp(member(value, "class"), "public") == 0);
        reports += strcmp(type, "report") == 0;
        if (strcmp(type, "claim") == 0) {
            claims++;
            check_row(value);
            CHECK(*member(json_object_get(json_object_get(value, "claim"), "report"), "outlet"));
        }
        if (strcmp(type, "summary") == 0) {
            CHECK_NUMBER(json_integer_value(json_object_get(value, "rows")), claims);
            CHECK_NUMBER(json_integer_value(json_object_get(value, "reports")), reports);
            CHECK_NUMBER(rest.length, 0);
        }
        json_decref(value);
    }
    CHECK_NUMBER(reports, 1);
    CHECK_NUMBER(claims, 2);
    evidence_close(evidence);
}

/* Twice the area of the ring, positive against the clock. */
static double check_ring(const json_t *ring)
{
    size_t count = json_array_size(ring);
    double area = 0;
    CHECK(count >= 4);
    CHECK(json_equal(json_array_get(ring, 0), json_array_get(ring, count - 1)));
    for (size_t i = 0; i + 1 < count; i++) {
        const json_t *a = json_array_get(ring, i), *b = json_array_get(ring, i + 1);
        double x = json_number_value(json_array_get(a, 0)), y = json_number_value(json_array_get(a, 1));
        CHECK(json_array_size(a) == 2 && x >= -180 && x <= 180 && y >= -90 && y <= 90);
        area += x * json_number_value(json_array_get(b, 1)) - json_number_value(json_array_get(b, 0)) * y;
    }
    return area;
}

static void check_feature(const json_t *feature)
{
    CHECK(strcmp(member(feature, "type"), "Feature") == 0 && *member(feature, "id"));
    const json_t *properties = json_object_get(feature, "properties");
    CHECK(json_is_object(properties));
    check_row(properties);
    CHECK(*member(properties, "outlet") && *member(properties, "published_basis") &&
          *member(properties, "source"));
    const json_t *geometry = json_object_get(feature, "geometry");
    CHECK(geometry != NULL);
    if (json_is_null(geometry))
        return;
    CHECK(strcmp(member(geometry, "type"), "Polygon") == 0);
    CHECK(check_ring(json_array_get(json_object_get(geometry, "coordinates"), 0)) > 0);
}

static void test_geojson(void)
{
    CHECK_CASE("GeoJSON: a feature a claim, drawn as the cell of its town, an escape not at all");
    Evidence *evidence = base_with("map.db", &CANARIES);
    json_t *collection = parsed(export_as(evidence, EXPORT_GEOJSON, false));
    CHECK(strcmp(member(collection, "type"), "FeatureCollection") == 0 &&
          !json_object_get(collection, "crs"));
    const json_t *features = json_object_get(collection, "features");
    CHECK_NUMBER(json_array_size(features), 2);
    for (size_t i = 0; i < json_array_size(features); i++)
        check_feature(json_array_get(features, i));
    CHECK(json_is_object(json_object_get(json_array_get(features, 0), "geometry")));
    CHECK(json_is_null(json_object_get(json_array_get(features, 1), "geometry")));
    json_decref(collection);
    evidence_close(evidence);
}

static void check_annotation(const json_t *annotation)
{
    CHECK(strcmp(member(annotation, "type"), "Annotation") == 0 && *member(annotation, "id"));
    CHECK(json_array_size(json_object_get(annotation, "body")) == 2);
    check_row(json_object_get(annotation, "hearsay"));
    const json_t *targets = json_object_get(annotation, "target");
    CHECK(json_array_size(targets) > 0);
    for (size_t i = 0; i < json_array_size(targets); i++) {
        const json_t *target = json_array_get(targets, i);
        if (json_is_string(target))
            continue; /* a whole report */
        CHECK(strcmp(member(target, "source"), "https://example.org/a?b=\"c\"") == 0);
        const json_t *selectors = json_object_get(target, "selector");
        const json_t *position = json_array_get(selectors, 0), *quote = json_array_get(selectors, 1);
        CHECK(strcmp(member(position, "type"), "TextPositionSelector") == 0);
        CHECK(strcmp(member(quote, "type"), "TextQuoteSelector") == 0);
        CHECK_NUMBER(json_integer_value(json_object_get(position, "end")) -
                         json_integer_value(json_object_get(position, "start")),
                     utf8_count(text_from(member(quote, "exact"))));
    }
}

static void test_annotations(void)
{
    CHECK_CASE("annotations: the words by their place and by themselves, an escape on its whole report");
    Evidence *evidence = base_with("notes.db", &CANARIES);
    json_t *page = parsed(export_as(evidence, EXPORT_ANNOTATION, false));
    CHECK(strcmp(member(page, "type"), "AnnotationPage") == 0 && json_object_get(page, "@context"));
    const json_t *items = json_object_get(page, "items");
    CHECK_NUMBER(json_array_size(items), 2);
    CHECK_NUMBER(json_integer_value(json_object_get(json_object_get(page, "partOf"), "total")), 2);
    for (size_t i = 0; i < json_array_size(items); i++)
        check_annotation(json_array_get(items, i));
    CHECK(json_is_string(json_array_get(json_object_get(json_array_get(items, 1), "target"), 0)));
    json_decref(page);
    evidence_close(evidence);
}

static void test_entities(void)
{
    CHECK_CASE("FollowTheMoney: documents, organisations, sites and what was reported; never a person, no "
               "edge to one");
    static const char *const schemas[] = {"Note", "Article", "Organization", "Company", "Address", "Event"};
    Evidence *evidence = base_with("entities.db", &CANARIES);
    Text rest = export_as(evidence, EXPORT_FTM, false), line;
    size_t entities = 0;
    while (text_split(&rest, '\n', &line)) {
        if (line.length == 0)
            continue;
        json_t *entity = parsed(line);
        bool is_known = false;
        for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
            is_known = is_known || strcmp(member(entity, "schema"), schemas[i]) == 0;
        CHECK(is_known && *member(entity, "id"));
        const json_t *properties = json_object_get(entity, "properties");
        CHECK(json_object_size(properties) > 0 && !json_object_get(properties, "involved") &&
              !json_object_get(properties, "organizer") && !json_object_get(properties, "topics"));
        entities++;
        json_decref(entity);
    }
    CHECK_NUMBER(entities, 5); /* head, article, employer, two events */
    evidence_close(evidence);
}

/* A cell of RFC 4180; false at the end of the line. */
static bool next_cell(Text text, size_t *at, Buffer *out)
{
    buffer_clear(out);
    bool is_quoted = *at < text.length && text.bytes[*at] == '"';
    *at += is_quoted;
    for (; *at < text.length; ++*at) {
        char c = text.bytes[*at];
        if (is_quoted && c == '"') {
            if (*at + 1 < text.length && text.bytes[*at + 1] == '"')
                ++*at;
            else {
                is_quoted = false;
                continue;
            }
        } else if (!is_quoted && (c == ',' || c == '\r')) {
            break;
        }
        buffer_add_byte(out, c);
    }
    CHECK(*at < text.length);
    bool has_more = text.bytes[*at] == ',';
    *at += has_more ? 1 : 2;
    return has_more;
}

static void test_csv(void)
{
    CHECK_CASE("CSV: as many cells in every row, and none that a spreadsheet takes for a formula");
    Evidence *evidence = base_with("cells.db", &CANARIES);
    Text csv = export_as(evidence, EXPORT_CSV, false);
    size_t first = 0, rows = 0, cells = 0;
    Buffer cell = buffer_in(arena);
    for (size_t at = 0; at < csv.length;) {
        cells++;
        bool has_more = next_cell(csv, &at, &cell);
        CHECK(cell.length == 0 || !strchr("=+-@\t\r", cell.bytes[0]));
        if (has_more)
            continue;
        CHECK(rows++ == 0 ? (first = cells) > 30 : cells == first);
        cells = 0;
    }
    CHECK_NUMBER(rows, 5);
    CHECK(holds(csv, TEXT("\"'@The Harbour Post\"")));
    evidence_close(evidence);
}

/* ---- failures ---- */

static int refuse_at;

static int refuse(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return refuse_at-- <= 0;
}

static void test_a_full_disk(void)
{
    CHECK_CASE("an output that takes no more stops the export with an error");
    Evidence *evidence = base_with("full.db", &CANARIES);
    Question question = QUESTION_OPEN;
    for (int format = 0; format < FORMATS; format++)
        for (int at = 0; at < 2; at++) {
            ApiExport given = {.evidence = evidence,
                               .question = &question,
                               .format = (PresentExportFormat)format,
                               .sink = refuse};
            Arena *report_arena = arena_new(0);
            HearsayExportCounts counts;
            refuse_at = at;
            CHECK(api_write_export(arena, report_arena, &given, &counts, &error) == ERR_SYSTEM);
            arena_free(report_arena);
        }
    CHECK_CASE("and leaves the base fit for the next one");
    CHECK(export_as(evidence, EXPORT_CSV, false).length > 0);
    evidence_close(evidence);
}

static void test_altered(void)
{
    CHECK_CASE("a base that was altered gives an error that names the claim");
    Evidence *evidence = base_with("altered.db", &CANARIES);
    run_sql(evidence, "UPDATE claim_evidence SET exact = 'Nobody keeps the men' WHERE claim = 1");
    Buffer out = buffer_in(arena);
    Question question = QUESTION_OPEN;
    CHECK(export_into(evidence, EXPORT_JSONL, false, &question, &out) == ERR_STORE);
    CHECK(strcmp(error.name, "c00000000000000a1") == 0);
    evidence_close(evidence);
}

static void run_all(void)
{
    test_no_canary_leaves();
    test_non_interference();
    test_classes();
    test_coarse();
    test_json_lines();
    test_geojson();
    test_annotations();
    test_entities();
    test_csv();
    test_a_full_disk();
    test_altered();
}

int main(void) { return exports_run(run_all); }
