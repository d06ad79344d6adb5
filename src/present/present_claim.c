#include "present/present_json.h"
#include "present/present_part.h"

static void add_period(Json *json, const char *key, Arena *arena, Period period)
{
    if (period_is_none(period)) {
        json_null(json, key);
        return;
    }
    Json ends = json_array_at(json, key);
    json_item_text(&ends, day_print(arena, period.first));
    json_item_text(&ends, day_print(arena, period.last));
    json_close_array(&ends);
}

static void add_report(Json *json, const ReportRow *report)
{
    Json object = json_object_at(json, "report");
    json_text(&object, "id", report->id);
    json_text_or_null(&object, "outlet", report->outlet);
    json_text_or_null(&object, "title", report->title);
    json_text_or_null(&object, "url", report->url);
    if (report->published.edtf.length > 0) {
        Json published = json_object_at(&object, "published");
        json_text(&published, "edtf", report->published.edtf);
        json_text(&published, "basis", report->published_basis);
        json_close_object(&published);
    } else {
        json_null(&object, "published");
    }
    json_text_or_null(&object, "language", report->language);
    json_bool(&object, "translated", report->translated);
    json_text(&object, "class", report->is_protected ? TEXT("protected") : TEXT("public"));
    if (report->retold)
        json_bool(&object, "retold", true);
    json_text(&object, "sha256", report->sha256);
    json_close_object(&object);
}

static void add_roles(Json *json, const char *key, const RoleRow *roles, size_t count)
{
    Json list = json_array_at(json, key);
    for (size_t i = 0; i < count; i++) {
        Json role = json_object_item(&list);
        json_text(&role, "role", roles[i].role);
        json_text_or_null(&role, "as", roles[i].as);
        json_close_object(&role);
    }
    json_close_array(&list);
}

static void add_places(Json *json, const char *key, const PlaceRow *places, size_t count)
{
    Json list = json_array_at(json, key);
    for (size_t i = 0; i < count; i++) {
        Json place = json_object_item(&list);
        json_text(&place, "as", places[i].as);
        json_text_or_null(&place, "name", places[i].name);
        if (places[i].geonames != 0)
            json_number(&place, "geonames", places[i].geonames);
        if (places[i].is_located) {
            json_decimal(&place, "lat", places[i].latitude);
            json_decimal(&place, "lon", places[i].longitude);
        }
        json_text_or_null(&place, "country", places[i].country);
        json_text_or_null(&place, "admin1", places[i].admin1);
        json_text(&place, "precision", places[i].precision);
        json_close_object(&place);
    }
    json_close_array(&list);
}

static void add_when(Json *json, Arena *arena, const ClaimRow *claim)
{
    if (claim->when.edtf.length == 0) {
        json_null(json, "when");
    } else {
        Json when = json_object_at(json, "when");
        json_text(&when, "edtf", claim->when.edtf);
        if (claim->starts.length > 0)
            json_text(&when, "starts", claim->starts);
        add_period(&when, "all", arena, claim->when.all);
        add_period(&when, "some", arena, claim->when.some);
        json_texts(&when, "as", claim->when_as);
        json_close_object(&when);
    }
    json_text_or_null(json, "asof", claim->asof);
}

static void add_bound(Json *json, const char *key, int64_t bound)
{
    if (bound == COUNT_OPEN)
        json_null(json, key);
    else
        json_number(json, key, bound);
}

static void add_count(Json *json, const CountRow *count, bool is_hidden)
{
    if (!count->is_given || is_hidden) {
        json_null(json, "count");
        return;
    }
    Json object = json_object_at(json, "count");
    add_bound(&object, "low", count->low);
    add_bound(&object, "high", count->high);
    json_text(&object, "unit", count->unit);
    json_text_or_null(&object, "of", count->of);
    json_bool(&object, "approx", count->is_approximate);
    json_bool(&object, "vague", count->is_vague);
    json_text(&object, "as", count->as);
    json_close_object(&object);
}

static void add_source(Json *json, const SourceRow *source, ClaimMembers members)
{
    if (source->id.length == 0) {
        json_null(json, "source");
        return;
    }
    Json object = json_object_at(json, "source");
    json_text(&object, "id", source->id);
    json_text(&object, "as", members == MEMBERS_ALL ? source->as : present_source_as(source));
    json_text(&object, "type", source->type);
    json_text_or_null(&object, "where", source->where);
    json_text_or_null(&object, "knows", source->knows);
    json_text_or_null(&object, "said", source->said);
    Json number = json_array_at(&object, "n");
    json_item_number(&number, source->n_low);
    if (source->n_high == COUNT_OPEN)
        json_item_null(&number);
    else
        json_item_number(&number, source->n_high);
    json_close_array(&number);
    json_texts(&object, "maybe", source->maybe);
    Json chain = json_array_at(&object, "via");
    for (size_t i = 0; i < source->via_count; i++) {
        Json via = json_object_item(&chain);
        json_text(&via, "id", source->via[i].id);
        json_text(&via, "as",
                  members == MEMBERS_ALL ? source->via[i].as : present_source_as(&source->via[i]));
        json_text(&via, "type", source->via[i].type);
        json_close_object(&via);
    }
    json_close_array(&chain);
    json_close_object(&object);
}

static void add_evidence(Json *json, const ClaimRow *claim)
{
    Json list = json_array_at(json, "evidence");
    for (size_t i = 0; i < claim->evidence_count; i++) {
        const QuoteRow *quote = &claim->evidence[i];
        Json object = json_object_item(&list);
        json_number(&object, "start", quote->span.start);
        json_number(&object, "end", quote->span.stop);
        json_text(&object, "exact", quote->exact);
        json_text(&object, "prefix", quote->prefix);
        json_text(&object, "suffix", quote->suffix);
        json_close_object(&object);
    }
    json_close_array(&list);
}

/* Every field with the words that it rests on; empty where it was not said. The rows are grouped by field
 * (own terms: of docs/claim-format.md). */
static void add_fields(Json *json, const ClaimRow *claim)
{
    static const char *const names[] = {"kind", "status", "by",     "whom",  "where", "to",
                                        "when", "count",  "source", "names", "work",  "papers"};
    Json fields = json_object_at(json, "fields");
    for (size_t name = 0; name < sizeof names / sizeof *names; name++) {
        Json spans = json_array_at(&fields, names[name]);
        for (size_t i = 0; i < claim->field_count; i++) {
            if (!text_is(claim->fields[i].field, names[name]))
                continue;
            Json span = json_array_item(&spans);
            json_item_number(&span, claim->fields[i].span.start);
            json_item_number(&span, claim->fields[i].span.stop);
            json_close_array(&span);
        }
        json_close_array(&spans);
    }
    json_close_object(&fields);
}

void present_add_claim(Json *json, const ReportRow *report, const ClaimRow *claim, ClaimMembers members)
{
    Arena *arena = json->out->arena;
    json_text(json, "id", claim->id);
    add_report(json, report);
    json_text(json, "kind", claim->kind);
    json_text(json, "status", claim->status);
    json_text(json, "part", claim->part);
    add_roles(json, "by", claim->by, claim->by_count);
    add_roles(json, "whom", claim->whom, claim->whom_count);
    Json names = json_array_at(json, "names");
    for (size_t i = 0; i < claim->name_count; i++) {
        Json name = json_object_item(&names);
        json_text(&name, "as", claim->names[i].as);
        json_text(&name, "is", claim->names[i].is);
        json_close_object(&name);
    }
    json_close_array(&names);
    json_texts(json, "work", claim->work);
    json_texts(json, "papers", claim->papers);
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
    Json reader = json_object_at(json, "reader");
    json_text(&reader, "rule", claim->rule);
    if (members == MEMBERS_ALL)
        json_decimal(&reader, "sure", claim->sure);
    json_text_or_null(&reader, "checked", claim->checked);
    json_close_object(&reader);
}

void present_claim_json(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    Json json = json_object(out);
    present_add_claim(&json, report, claim, MEMBERS_ALL);
    json_close_object(&json);
    buffer_add_byte(out, '\n');
}
