/* Reports, the organisations and sites that they name, and claims as entities of FollowTheMoney, or as its
 * statements. Never a person: sources are told in words, and no entity stands for one. */
#include "core/digest.h"
#include "core/list.h"
#include "present/present_export.h"

typedef struct Property {
    const char *name;
    Text value;
} Property;

typedef LIST_OF(Property) PropertyList;

/* An entity while it is put together. Values of one property come one after the other. */
typedef struct Entity {
    Arena *arena;
    Text id, origin;
    const char *schema;
    PropertyList properties;
} Entity;

static void add(Entity *entity, const char *name, Text value)
{
    Buffer clean = buffer_in(entity->arena);
    present_clean(&clean, value, 0);
    value = text_trim(buffer_text(&clean));
    if (value.length == 0)
        return;
    for (size_t i = 0; i < entity->properties.count; i++)
        if (strcmp(entity->properties.items[i].name, name) == 0 &&
            text_equals(entity->properties.items[i].value, value))
            return;
    *LIST_ADD(entity->arena, &entity->properties) = (Property){name, value};
}

static void write_entity(Buffer *out, const Entity *entity)
{
    Json json = present_json_object(out);
    present_json_text(&json, "id", entity->id);
    present_json_text(&json, "schema", text_from(entity->schema));
    Json properties = present_json_object_at(&json, "properties");
    for (size_t i = 0; i < entity->properties.count;) {
        const char *name = entity->properties.items[i].name;
        Json values = present_json_array_at(&properties, name);
        for (; i < entity->properties.count && strcmp(entity->properties.items[i].name, name) == 0; i++)
            present_json_item_text(&values, entity->properties.items[i].value);
        present_json_close_array(&values);
    }
    present_json_close_object(&properties);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

static void write_statements(Buffer *out, const Entity *entity)
{
    for (size_t i = 0; i < entity->properties.count; i++) {
        Json json = present_json_object(out);
        present_json_text(&json, "canonical_id", entity->id);
        present_json_text(&json, "entity_id", entity->id);
        present_json_text(&json, "prop", text_from(entity->properties.items[i].name));
        present_json_text(&json, "schema", text_from(entity->schema));
        present_json_text(&json, "value", entity->properties.items[i].value);
        present_json_text(&json, "dataset", TEXT("hearsay"));
        present_json_null(&json, "lang");
        present_json_null(&json, "original_value");
        present_json_null(&json, "first_seen");
        present_json_null(&json, "last_seen");
        present_json_bool(&json, "external", false);
        present_json_text(&json, "origin", entity->origin);
        present_json_null(&json, "id"); /* made by the reader, of what stands here */
        present_json_close_object(&json);
        buffer_add_byte(out, '\n');
    }
}

static void give(Buffer *out, const PresentExport *export, const Entity *entity)
{
    if (export->format == EXPORT_FTM)
        write_entity(out, entity);
    else
        write_statements(out, entity);
}

static Text hashed_id(Arena *arena, char letter, Text key)
{
    return arena_print(arena, "hearsay-%c%.16s", letter, digest_hex(arena, key).bytes);
}

static Text report_entity_id(Arena *arena, const ReportRow *report)
{
    return hashed_id(arena, 'r', report->sha256);
}

/* A year, a month or a day: what the format can say. Anything vaguer is told in words alone. */
static bool is_plain_date(Text edtf)
{
    static const char shape[] = "0000-00-00";
    bool is_plain = edtf.length == 4 || edtf.length == 7 || edtf.length == 10;
    for (size_t i = 0; i < edtf.length && is_plain; i++)
        is_plain = shape[i] == '0' ? ascii_is_digit(edtf.bytes[i]) : edtf.bytes[i] == '-';
    return is_plain;
}

static void add_date(Entity *entity, const char *name, Text edtf)
{
    if (is_plain_date(edtf))
        add(entity, name, edtf);
}

static void add_address(Entity *entity, const ReportRow *report)
{
    if (text_starts_with(report->url, TEXT("https://")) || text_starts_with(report->url, TEXT("http://")))
        add(entity, "sourceUrl", report->url);
}

static Text report_title(Arena *arena, const ReportRow *report)
{
    if (report->title.length > 0)
        return report->title;
    return arena_print(
        arena, "Report of %.*s, %.*s",
        TEXT_ARGS(report->outlet.length > 0 ? report->outlet : TEXT("an outlet not named")),
        TEXT_ARGS(report->published.edtf.length > 0 ? report->published.edtf : TEXT("undated")));
}

static void add_published(Entity *entity, const ReportRow *report)
{
    if (report->published.edtf.length > 0)
        add(entity, "notes",
            arena_print(entity->arena, "published: %.*s (%.*s)", TEXT_ARGS(report->published.edtf),
                        TEXT_ARGS(report->published_basis)));
    else
        add(entity, "notes", TEXT("published: unknown"));
    if (report->is_protected)
        add(entity, "notes", TEXT(PRESENT_PROTECTED));
    if (report->retold)
        add(entity, "notes", TEXT(PRESENT_SAMPLE));
}

void present_ftm_begin(Buffer *out, const PresentExport *export)
{
    Arena *arena = out->arena;
    Entity head = {.arena = arena, .id = TEXT("hearsay-head"), .origin = TEXT("hearsay"), .schema = "Note"};
    add(&head, "name", export->with_protected ? TEXT(PRESENT_PROTECTED) : TEXT(PRESENT_UNVERIFIED));
    add(&head, "description", TEXT(PRESENT_UNVERIFIED));
    add(&head, "notes", arena_print(arena, "hearsay %.*s", TEXT_ARGS(export->version)));
    give(out, export, &head);
}

void present_ftm_report(Buffer *out, const PresentExport *export, const ReportRow *report)
{
    Arena *arena = out->arena;
    Entity article = {.arena = arena,
                      .id = report_entity_id(arena, report),
                      .origin = arena_print(arena, "hearsay:%.*s", TEXT_ARGS(report->id)),
                      .schema = "Article"};
    add(&article, "title", report_title(arena, report));
    add(&article, "publisher", report->outlet);
    add_date(&article, "publishedAt", report->published.edtf);
    add_address(&article, report);
    add_published(&article, report);
    add(&article, "notes", arena_print(arena, "SHA-256 %.*s", TEXT_ARGS(report->sha256)));
    if (report->translated)
        add(&article, "notes", TEXT("the words are a translator's"));
    give(out, export, &article);
}

/* A site is where something lies, everything else that the pack names is an organisation; what sort of one is
 * left to people (own terms: of docs/claim-format.md). */
static const char *schema_of(Text is)
{
    if (text_is(is, "site"))
        return "Address";
    return text_is(is, "employer") || text_is(is, "home-company") || text_is(is, "agency") ||
                   text_is(is, "buyer")
               ? "Company"
               : "Organization";
}

/* One for each report that names it: whether two reports mean the same one is for people to say. */
static void give_name(Buffer *out, const PresentExport *export, Map *named, const PresentExportRow *row,
                      const NameRow *name)
{
    Arena *arena = out->arena;
    const ReportRow *report = row->row.report;
    Text key = arena_print(arena, "%.*s\n%.*s\n%.*s", TEXT_ARGS(report->sha256), TEXT_ARGS(name->is),
                           TEXT_ARGS(name->as));
    if (map_put(named, key)->number++ > 0)
        return;
    Entity entity = {.arena = arena,
                     .id = hashed_id(arena, 'o', key),
                     .origin = arena_print(arena, "hearsay:%.*s", TEXT_ARGS(row->row.claim->id)),
                     .schema = schema_of(name->is)};
    add(&entity, "name", name->as);
    if (text_is(name->is, "site"))
        add(&entity, "full", name->as);
    add(&entity, "publisher", report->outlet);
    add_address(&entity, report);
    add(&entity, "notes",
        arena_print(arena, "named in a report as %.*s; nothing is said of it by that", TEXT_ARGS(name->is)));
    add_published(&entity, report);
    add(&entity, "proof", report_entity_id(arena, report));
    give(out, export, &entity);
}

static void add_places(Entity *entity, const ClaimRow *claim)
{
    for (size_t i = 0; i < claim->where_count; i++) {
        const PlaceRow *place = &claim->where[i];
        add(entity, "location", place->as.length > 0 ? place->as : place->name);
    }
    for (size_t i = 0; i < claim->where_count; i++)
        if (claim->where[i].country.length == 2)
            add(entity, "country", arena_copy_lower(entity->arena, claim->where[i].country));
}

static void add_days(Entity *entity, const ClaimRow *claim)
{
    Text when = claim->when.edtf;
    size_t slash = text_find_byte(when, '/', 0);
    if (slash == SIZE_MAX) {
        add_date(entity, "date", when);
        return;
    }
    if (claim->starts.length == 0)
        add_date(entity, "startDate", text_slice(when, 0, slash));
    add_date(entity, "endDate", text_slice(when, slash + 1, when.length));
}

static void add_answer(Entity *entity, const PresentExportRow *row)
{
    Arena *arena = entity->arena;
    const AnswerRow *answer = &row->row;
    add(entity, "notes", arena_print(arena, "answer: %s", query_word(answer->word)));
    add(entity, "notes", arena_print(arena, "status: %.*s", TEXT_ARGS(answer->claim->status)));
    add(entity, "notes", arena_print(arena, "source: %.*s", TEXT_ARGS(present_export_who(arena, answer))));
    Buffer voices = buffer_in(arena);
    present_voices(&voices, answer->voices_low == COUNT_OPEN ? 1 : answer->voices_low, answer->voices_high);
    add(entity, "notes", arena_print(arena, "voices: %.*s", TEXT_ARGS(buffer_text(&voices))));
    add(entity, "notes", present_checked(answer->claim));
    if (answer->claim->when.edtf.length > 0)
        add(entity, "notes", arena_print(arena, "when: %.*s", TEXT_ARGS(answer->claim->when.edtf)));
    add_published(entity, answer->report);
}

/* What was reported, in words. It is tied to its article alone, to no organisation: that an organisation has
 * done it is a finding, and no report makes it one. */
static void give_claim(Buffer *out, const PresentExport *export, const PresentExportRow *row)
{
    Arena *arena = out->arena;
    const ClaimRow *claim = row->row.claim;
    const ReportRow *report = row->row.report;
    Entity event = {.arena = arena,
                    .id = arena_print(arena, "hearsay-%.*s", TEXT_ARGS(claim->id)),
                    .origin = arena_print(arena, "hearsay:%.*s", TEXT_ARGS(claim->id)),
                    .schema = "Event"};
    Buffer name = buffer_in(arena);
    buffer_print(&name, "Reported: %.*s: ", TEXT_ARGS(claim->kind));
    present_claim_words(&name, claim);
    add(&event, "name", buffer_text(&name));
    add(&event, "summary", present_export_sentence(arena, row));
    add(&event, "description", present_export_words(arena, claim));
    add_days(&event, claim);
    add_places(&event, claim);
    add(&event, "keywords", claim->kind);
    add_answer(&event, row);
    add(&event, "recordId", claim->id);
    add(&event, "publisher", report->outlet);
    add_address(&event, report);
    add(&event, "proof", report_entity_id(arena, report));
    give(out, export, &event);
}

void present_ftm_row(Buffer *out, const PresentExport *export, Map *named, const PresentExportRow *row)
{
    const ClaimRow *claim = row->row.claim;
    for (size_t i = 0; i < claim->name_count; i++)
        if (claim->names[i].as.length > 0)
            give_name(out, export, named, row, &claim->names[i]);
    give_claim(out, export, row);
}
