/* One row of an export as members of one object: GeoJSON's properties, an annotation's row. */
#include "present/present_export.h"

static void add_roles(Json *json, const char *key, const RoleRow *roles, size_t count)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < count; i++)
        present_json_item_text(&list, roles[i].as.length > 0 ? roles[i].as : roles[i].role);
    present_json_close_array(&list);
}

static void add_places(Json *json, const char *key, const PlaceRow *places, size_t count)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < count; i++) {
        Json place = present_json_object_item(&list);
        present_json_text_or_null(&place, "as", places[i].as);
        present_json_text_or_null(&place, "name", places[i].name);
        if (places[i].geonames != 0)
            present_json_number(&place, "geonames", places[i].geonames);
        present_json_text_or_null(&place, "country", places[i].country);
        present_json_text_or_null(&place, "admin1", places[i].admin1);
        present_json_text_or_null(&place, "precision", places[i].precision);
        present_json_close_object(&place);
    }
    present_json_close_array(&list);
}

static void add_number(Json *json, const ClaimRow *claim)
{
    if (!claim->count.is_given || present_is_coarse(claim)) {
        present_json_null(json, "count");
        return;
    }
    Buffer words = buffer_in(json->out->arena);
    present_count_words(&words, &claim->count);
    present_json_text(json, "count", buffer_text(&words));
}

void present_export_flat(Json *json, const PresentExportRow *row)
{
    Arena *arena = json->out->arena;
    const ClaimRow *claim = row->row.claim;
    const ReportRow *report = row->row.report;
    present_export_answer(json, row);
    present_json_text(json, "kind", claim->kind);
    present_json_text(json, "status", claim->status);
    add_roles(json, "by", claim->by, claim->by_count);
    add_roles(json, "whom", claim->whom, claim->whom_count);
    add_places(json, "where", claim->where, claim->where_count);
    add_places(json, "to", claim->to, claim->to_count);
    present_json_text_or_null(json, "when", claim->when.edtf);
    present_json_text_or_null(json, "asof", claim->asof);
    add_number(json, claim);
    present_json_text(json, "source", present_export_who(arena, &row->row));
    present_json_text_or_null(json, "source_type", claim->source.type);
    present_json_text_or_null(json, "outlet", report->outlet);
    present_json_text_or_null(json, "published", report->published.edtf);
    present_json_text_or_null(json, "published_basis", report->published_basis);
    present_json_bool(json, "translated", report->translated);
    present_json_text_or_null(json, "words", present_export_words(arena, claim));
    present_json_text_or_null(json, "url", report->url);
    present_json_text(json, "class", report->is_protected ? TEXT("protected") : TEXT("public"));
    present_json_text(json, "report", report->id);
}
