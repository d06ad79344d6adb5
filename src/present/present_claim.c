#include "present/present_json.h"
#include "present/present_part.h"

static void add_period(Json *json, const char *key, Arena *arena, Period period)
{
    if (period_is_none(period)) {
        present_json_null(json, key);
        return;
    }
    Json ends = present_json_array_at(json, key);
    present_json_item_text(&ends, day_print(arena, period.first));
    present_json_item_text(&ends, day_print(arena, period.last));
    present_json_close_array(&ends);
}

void present_add_report_members(Json *json, const ReportRow *report)
{
    present_json_text(json, "id", report->id);
    present_json_text_or_null(json, "outlet", report->outlet);
    present_json_text_or_null(json, "title", report->title);
    present_json_text_or_null(json, "url", report->url);
    if (report->published.edtf.length > 0) {
        Json published = present_json_object_at(json, "published");
        present_json_text(&published, "edtf", report->published.edtf);
        present_json_text(&published, "basis", report->published_basis);
        present_json_close_object(&published);
    } else {
        present_json_null(json, "published");
    }
    present_json_text_or_null(json, "language", report->language);
    present_json_bool(json, "translated", report->translated);
    present_json_text(json, "class", report->is_protected ? TEXT("protected") : TEXT("public"));
    if (report->retold)
        present_json_bool(json, "retold", true);
    present_json_text(json, "sha256", report->sha256);
}

static void add_report(Json *json, const ReportRow *report)
{
    Json object = present_json_object_at(json, "report");
    present_add_report_members(&object, report);
    present_json_close_object(&object);
}

static void add_roles(Json *json, const char *key, const RoleRow *roles, size_t count)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < count; i++) {
        Json role = present_json_object_item(&list);
        present_json_text(&role, "role", roles[i].role);
        present_json_text_or_null(&role, "as", roles[i].as);
        present_json_close_object(&role);
    }
    present_json_close_array(&list);
}

static void add_places(Json *json, const char *key, const PlaceRow *places, size_t count)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < count; i++) {
        Json place = present_json_object_item(&list);
        present_json_text(&place, "as", places[i].as);
        present_json_text_or_null(&place, "name", places[i].name);
        if (places[i].geonames != 0)
            present_json_number(&place, "geonames", places[i].geonames);
        if (places[i].is_located) {
            present_json_decimal(&place, "lat", places[i].latitude);
            present_json_decimal(&place, "lon", places[i].longitude);
        }
        present_json_text_or_null(&place, "country", places[i].country);
        present_json_text_or_null(&place, "admin1", places[i].admin1);
        present_json_text(&place, "precision", places[i].precision);
        present_json_close_object(&place);
    }
    present_json_close_array(&list);
}

static void add_when(Json *json, Arena *arena, const ClaimRow *claim)
{
    if (claim->when.edtf.length == 0) {
        present_json_null(json, "when");
    } else {
        Json when = present_json_object_at(json, "when");
        present_json_text(&when, "edtf", claim->when.edtf);
        if (claim->starts.length > 0)
            present_json_text(&when, "starts", claim->starts);
        add_period(&when, "all", arena, claim->when.all);
        add_period(&when, "some", arena, claim->when.some);
        present_json_texts(&when, "as", claim->when_as);
        present_json_close_object(&when);
    }
    present_json_text_or_null(json, "asof", claim->asof);
}

static void add_bound(Json *json, const char *key, int64_t bound)
{
    if (bound == COUNT_OPEN)
        present_json_null(json, key);
    else
        present_json_number(json, key, bound);
}

static void add_count(Json *json, const CountRow *count, bool is_hidden)
{
    if (!count->is_given || is_hidden) {
        present_json_null(json, "count");
        return;
    }
    Json object = present_json_object_at(json, "count");
    add_bound(&object, "low", count->low);
    add_bound(&object, "high", count->high);
    present_json_text(&object, "unit", count->unit);
    present_json_text_or_null(&object, "of", count->of);
    present_json_bool(&object, "approx", count->is_approximate);
    present_json_bool(&object, "vague", count->is_vague);
    present_json_text(&object, "as", count->as);
    present_json_close_object(&object);
}

static void add_source(Json *json, const SourceRow *source, ClaimMembers members)
{
    if (source->id.length == 0) {
        present_json_null(json, "source");
        return;
    }
    Json object = present_json_object_at(json, "source");
    present_json_text(&object, "id", source->id);
    present_json_text(&object, "as", members == MEMBERS_ALL ? source->as : present_source_as(source));
    present_json_text(&object, "type", source->type);
    present_json_text_or_null(&object, "where", source->where);
    present_json_text_or_null(&object, "knows", source->knows);
    present_json_text_or_null(&object, "said", source->said);
    Json number = present_json_array_at(&object, "n");
    present_json_item_number(&number, source->n_low);
    if (source->n_high == COUNT_OPEN)
        present_json_item_null(&number);
    else
        present_json_item_number(&number, source->n_high);
    present_json_close_array(&number);
    present_json_texts(&object, "maybe", source->maybe);
    Json chain = present_json_array_at(&object, "via");
    for (size_t i = 0; i < source->via_count; i++) {
        Json via = present_json_object_item(&chain);
        present_json_text(&via, "id", source->via[i].id);
        present_json_text(&via, "as",
                          members == MEMBERS_ALL ? source->via[i].as : present_source_as(&source->via[i]));
        present_json_text(&via, "type", source->via[i].type);
        present_json_close_object(&via);
    }
    present_json_close_array(&chain);
    present_json_close_object(&object);
}

static void add_evidence(Json *json, const ClaimRow *claim)
{
    Json list = present_json_array_at(json, "evidence");
    for (size_t i = 0; i < claim->evidence_count; i++) {
        const QuoteRow *quote = &claim->evidence[i];
        Json object = present_json_object_item(&list);
        present_json_number(&object, "start", quote->span.start);
        present_json_number(&object, "end", quote->span.stop);
        present_json_text(&object, "exact", quote->exact);
        present_json_text(&object, "prefix", quote->prefix);
        present_json_text(&object, "suffix", quote->suffix);
        present_json_close_object(&object);
    }
    present_json_close_array(&list);
}

/* Every field with the words that it rests on; empty where it was not said. The rows are grouped by field
 * (own terms: of docs/claim-format.md). */
static void add_fields(Json *json, const ClaimRow *claim)
{
    static const char *const names[] = {"kind", "status", "by",     "whom",  "where", "to",
                                        "when", "count",  "source", "names", "work",  "papers"};
    Json fields = present_json_object_at(json, "fields");
    for (size_t name = 0; name < sizeof names / sizeof *names; name++) {
        Json spans = present_json_array_at(&fields, names[name]);
        for (size_t i = 0; i < claim->field_count; i++) {
            if (!text_is(claim->fields[i].field, names[name]))
                continue;
            Json span = present_json_array_item(&spans);
            present_json_item_number(&span, claim->fields[i].span.start);
            present_json_item_number(&span, claim->fields[i].span.stop);
            present_json_close_array(&span);
        }
        present_json_close_array(&spans);
    }
    present_json_close_object(&fields);
}

void present_add_claim(Json *json, const ReportRow *report, const ClaimRow *claim, ClaimMembers members)
{
    Arena *arena = json->out->arena;
    present_json_text(json, "id", claim->id);
    add_report(json, report);
    present_json_text(json, "kind", claim->kind);
    present_json_text(json, "status", claim->status);
    present_json_text(json, "part", claim->part);
    add_roles(json, "by", claim->by, claim->by_count);
    add_roles(json, "whom", claim->whom, claim->whom_count);
    Json names = present_json_array_at(json, "names");
    for (size_t i = 0; i < claim->name_count; i++) {
        Json name = present_json_object_item(&names);
        present_json_text(&name, "as", claim->names[i].as);
        present_json_text(&name, "is", claim->names[i].is);
        present_json_close_object(&name);
    }
    present_json_close_array(&names);
    present_json_texts(json, "work", claim->work);
    present_json_texts(json, "papers", claim->papers);
    add_places(json, "where", claim->where, claim->where_count);
    add_places(json, "to", claim->to, claim->to_count);
    add_when(json, arena, claim);
    /* A small number of people who fled or protested, and the words, stand in the report's own page alone. */
    bool is_coarse = members == MEMBERS_ANSWER && present_is_coarse(claim);
    add_count(json, &claim->count, is_coarse);
    add_source(json, &claim->source, members);
    if (!is_coarse) {
        add_evidence(json, claim);
        add_fields(json, claim);
    }
    if (claim->own.count > 0) {
        Json own = present_json_object_at(json, "own");
        for (size_t i = 0; i + 1 < claim->own.count; i += 2)
            present_json_text(&own, arena_copy(arena, claim->own.items[i]).bytes, claim->own.items[i + 1]);
        present_json_close_object(&own);
    }
    Json reader = present_json_object_at(json, "reader");
    present_json_text(&reader, "rule", claim->rule);
    if (members == MEMBERS_ALL)
        present_json_decimal(&reader, "sure", claim->sure);
    present_json_text_or_null(&reader, "checked", claim->checked);
    if (claim->is_mistaken)
        present_json_bool(&reader, "mistaken", true);
    if (claim->way_count > 0) {
        Json ways = present_json_object_at(&reader, "ways");
        for (size_t i = 0; i < claim->way_count; i++)
            present_json_text(&ways, arena_copy(arena, claim->ways[i].field).bytes, claim->ways[i].way);
        present_json_close_object(&ways);
    }
    present_json_close_object(&reader);
}

void present_claim_json(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    Json json = present_json_object(out);
    present_add_claim(&json, report, claim, MEMBERS_ALL);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}
