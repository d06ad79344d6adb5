/* What a picture is drawn from: places of a map, and kinds over time, as JSON. */
#include "present/present_part.h"

static void add_day(Json *object, const char *key, Day day)
{
    bool is_open = day == DAY_NONE || day == DAY_PAST || day == DAY_FUTURE;
    present_json_text_or_null(object, key, is_open ? TEXT_EMPTY : day_print(object->out->arena, day));
}

static void add_place(Json *list, const PlaceMark *mark)
{
    const PlaceRow *place = mark->place;
    Json object = present_json_object_item(list);
    present_json_text(&object, "name", place->name.length > 0 ? place->name : place->as);
    present_json_text_or_null(&object, "admin1", place->admin1);
    present_json_text_or_null(&object, "country", place->country);
    present_json_text(&object, "precision", place->precision);
    /* A country is an area: its middle is no place. */
    bool has_point =
        place->is_located && !text_is(place->precision, mention_precision_word(PRECISION_COUNTRY));
    if (has_point) {
        present_json_decimal(&object, "lat", place->latitude);
        present_json_decimal(&object, "lon", place->longitude);
    } else {
        present_json_null(&object, "lat");
        present_json_null(&object, "lon");
    }
    present_json_text(&object, "how", text_from(query_mark_word(mark->how)));
    add_day(&object, "newest", mark->newest);
    present_json_texts(&object, "kinds", mark->kinds);
    present_json_close_object(&object);
}

void present_place_marks(Buffer *out, const PlaceMarks *marks)
{
    Json object = present_json_object(out);
    Json list = present_json_array_at(&object, "places");
    for (size_t i = 0; i < marks->count; i++)
        add_place(&list, &marks->items[i]);
    present_json_close_array(&list);
    present_json_close_object(&object);
    buffer_add_byte(out, '\n');
}

static void add_end(Json *item, Day day)
{
    if (day == DAY_PAST || day == DAY_FUTURE)
        present_json_item_null(item);
    else
        present_json_item_text(item, day_print(item->out->arena, day));
}

static void add_run(Json *list, const LaneRun *run)
{
    Json item = present_json_array_item(list);
    add_end(&item, run->first);
    add_end(&item, run->last);
    present_json_item_text(&item, text_from(query_lane_word(run->how)));
    present_json_close_array(&item);
}

void present_lanes(Buffer *out, const Lanes *lanes)
{
    Json object = present_json_object(out);
    Json list = present_json_array_at(&object, "lanes");
    for (size_t i = 0; i < lanes->count; i++) {
        Json lane = present_json_object_item(&list);
        present_json_text(&lane, "kind", lanes->items[i].kind);
        Json runs = present_json_array_at(&lane, "runs");
        for (size_t j = 0; j < lanes->items[i].count; j++)
            add_run(&runs, &lanes->items[i].runs[j]);
        present_json_close_array(&runs);
        present_json_close_object(&lane);
    }
    present_json_close_array(&list);
    present_json_close_object(&object);
    buffer_add_byte(out, '\n');
}

void present_state(Buffer *out, const EvidenceState *state)
{
    Json object = present_json_object(out);
    present_json_number(&object, "reports", state->report_count);
    present_json_number(&object, "claims", state->claim_count);
    present_json_number(&object, "change", state->change);
    add_day(&object, "first", state->first);
    add_day(&object, "last", state->last);
    present_json_bool(&object, "sample", state->is_sample);
    present_json_close_object(&object);
    buffer_add_byte(out, '\n');
}
