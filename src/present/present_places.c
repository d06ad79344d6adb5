#include "present/present_part.h"

static void add_geometry(Json *feature, const Place *place)
{
    if (!place) {
        present_json_null(feature, "geometry");
        return;
    }
    Json geometry = present_json_object_at(feature, "geometry");
    present_json_text(&geometry, "type", TEXT("Point"));
    Json coordinates = present_json_array_at(&geometry, "coordinates");
    present_json_item_decimal(&coordinates, place->longitude);
    present_json_item_decimal(&coordinates, place->latitude);
    present_json_close_array(&coordinates);
    present_json_close_object(&geometry);
}

static void add_properties(Json *feature, const Utf8Marks *marks, const PlaceMention *mention)
{
    const Place *place = mention->place;
    Json properties = present_json_object_at(feature, "properties");
    present_json_number(&properties, "start", utf8_count_at(marks, mention->at.span.begin));
    present_json_number(&properties, "end", utf8_count_at(marks, mention->at.span.end));
    present_json_text(&properties, "as", mention->as);
    if (place && place->geonames != 0)
        present_json_number(&properties, "geonames", place->geonames);
    else
        present_json_null(&properties, "geonames");
    present_json_text(&properties, "precision", text_from(mention_precision_word(mention->precision)));
    present_json_text_or_null(&properties, "name", place ? place->name : TEXT_EMPTY);
    present_json_text_or_null(&properties, "country", place ? place->country : TEXT_EMPTY);
    present_json_text_or_null(&properties, "admin1", place ? place->admin1 : TEXT_EMPTY);
    present_json_bool(&properties, "adjective", mention->is_adjective && !mention->is_attribute);
    present_json_bool(&properties, "government", mention->is_government);
    present_json_close_object(&properties);
}

void present_places(Buffer *out, const PresentText *read)
{
    Utf8Marks marks = utf8_mark(out->arena, read->text);
    Json collection = present_json_object(out);
    present_json_text(&collection, "type", TEXT("FeatureCollection"));
    Json features = present_json_array_at(&collection, "features");
    for (size_t i = 0; i < read->mentions->place_count; i++) {
        const PlaceMention *mention = &read->mentions->places[i];
        buffer_add_string(out, i > 0 ? "" : "\n");
        Json feature = present_json_object_item(&features);
        present_json_text(&feature, "type", TEXT("Feature"));
        add_geometry(&feature, mention->place);
        add_properties(&feature, &marks, mention);
        present_json_close_object(&feature);
        buffer_add_byte(out, '\n');
    }
    present_json_close_array(&features);
    present_json_close_object(&collection);
    buffer_add_byte(out, '\n');
}
