#include "query/query_place.h"

#include <math.h>

#include "core/buffer.h"
#include "core/utf8.h"

#define NEAR_KILOMETRES 100.0
#define EARTH_RADIUS    6371.0
#define RADIANS         (3.14159265358979323846 / 180.0)

PlacePrecision query_precision(Text word)
{
    static const PlacePrecision all[] = {PRECISION_SITE,     PRECISION_TOWN,   PRECISION_COUNTY,
                                         PRECISION_PROVINCE, PRECISION_REGION, PRECISION_COUNTRY};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (text_is(word, mention_precision_word(all[i])))
            return all[i];
    return PRECISION_NONE;
}

static bool folds_to(Arena *arena, Text text, Text folded)
{
    return text.length > 0 && text_equals(utf8_fold(arena, text), folded);
}

/* "Liaoning" or "China" behind the comma. */
static bool lies_in(Arena *arena, const MentionData *data, const Place *place, Text outer)
{
    Text folded = utf8_fold(arena, outer);
    if (folds_to(arena, place->admin1, folded) || folds_to(arena, place->country, folded))
        return true;
    const Place **outers = NULL;
    size_t count = mention_look_up_place(data, arena, outer, &outers);
    for (size_t i = 0; i < count; i++)
        if (outers[i]->precision == PRECISION_COUNTRY && text_equals(outers[i]->country, place->country))
            return true;
    return false;
}

static const Place *look_up(Arena *arena, const MentionData *data, Text name)
{
    const Place **found = NULL;
    size_t count = mention_look_up_place(data, arena, name, &found);
    if (count > 0)
        return found[0];
    size_t comma = text_find_byte(name, ',', 0);
    if (comma == SIZE_MAX)
        return NULL;
    Text inner = text_trim(text_slice(name, 0, comma));
    Text outer = text_trim(text_slice(name, comma + 1, name.length));
    count = mention_look_up_place(data, arena, inner, &found);
    for (size_t i = 0; i < count; i++)
        if (lies_in(arena, data, found[i], outer))
            return found[i];
    return NULL;
}

static Text label_of(Arena *arena, const Place *place)
{
    Buffer label = buffer_in(arena);
    buffer_add(&label, place->name);
    if (place->admin1.length > 0 && !text_equals(place->admin1, place->name) &&
        place->precision != PRECISION_COUNTRY)
        buffer_print(&label, ", %.*s", TEXT_ARGS(place->admin1));
    if (place->country.length > 0)
        buffer_print(&label, ", %.*s", TEXT_ARGS(place->country));
    return buffer_text(&label);
}

AskedPlace query_find_place(Arena *arena, const MentionData *data, Text name)
{
    name = text_trim(name);
    AskedPlace asked = {.is_asked = name.length > 0};
    if (!asked.is_asked)
        return asked;
    asked.folded = utf8_fold(arena, name);
    asked.place = data ? look_up(arena, data, name) : NULL;
    if (asked.place)
        asked.folded = utf8_fold(arena, asked.place->name);
    asked.label = asked.place ? label_of(arena, asked.place) : name;
    return asked;
}

static double kilometres(double latitude, double longitude, const PlaceRow *row)
{
    double north = sin((row->latitude - latitude) * RADIANS / 2);
    double east = sin((row->longitude - longitude) * RADIANS / 2);
    double chord = north * north + cos(latitude * RADIANS) * cos(row->latitude * RADIANS) * east * east;
    return 2 * EARTH_RADIUS * asin(sqrt(chord < 1 ? chord : 1));
}

static bool is_local(PlacePrecision precision)
{
    return precision == PRECISION_SITE || precision == PRECISION_TOWN || precision == PRECISION_COUNTY;
}

/* The needle as whole words of the text. */
static bool holds_words(Text text, Text needle)
{
    for (size_t at = text_find(text, needle, 0); at != SIZE_MAX; at = text_find(text, needle, at + 1)) {
        size_t end = at + needle.length;
        bool begins = at == 0 || text.bytes[at - 1] == ' ';
        bool ends = end == text.length || text.bytes[end] == ' ' || text.bytes[end] == '\'';
        if (begins && ends)
            return true;
    }
    return false;
}

/* A place on no map: its words are all there is. "Hunchun Border Economic Zone" lies in Hunchun; of a
 * country's or a province's name as much cannot be said ("South China Sea"). */
static bool matches_words(Arena *arena, const AskedPlace *asked, const PlaceRow *row)
{
    if (asked->folded.length == 0)
        return false;
    Text words = utf8_fold(arena, row->as);
    if (text_equals(words, asked->folded) || folds_to(arena, row->name, asked->folded))
        return true;
    return (!asked->place || is_local(asked->place->precision)) && holds_words(words, asked->folded);
}

static bool is_same_country(const Place *place, const PlaceRow *row)
{
    return place->country.length > 0 && text_equals(place->country, row->country);
}

static bool is_same_division(const Place *place, const PlaceRow *row)
{
    Text division =
        place->admin1.length > 0 || place->precision != PRECISION_PROVINCE ? place->admin1 : place->name;
    return is_same_country(place, row) && division.length > 0 && text_equals(division, row->admin1);
}

static bool is_within(const Place *place, const PlaceRow *row, PlacePrecision precision)
{
    if (place->geonames != 0 && place->geonames == row->geonames)
        return true;
    if (place->precision == PRECISION_COUNTRY)
        return is_same_country(place, row);
    return place->precision == PRECISION_PROVINCE && precision != PRECISION_COUNTRY &&
           precision != PRECISION_REGION && is_same_division(place, row);
}

static bool is_around(const Place *place, const PlaceRow *row, PlacePrecision precision)
{
    if (precision == PRECISION_COUNTRY)
        return place->precision != PRECISION_COUNTRY && is_same_country(place, row);
    if (precision == PRECISION_PROVINCE)
        return is_local(place->precision) && is_same_division(place, row);
    /* A region's reach is on no map: its country is taken for it. */
    return precision == PRECISION_REGION && place->precision != PRECISION_COUNTRY &&
           is_same_country(place, row) && (row->admin1.length == 0 || is_same_division(place, row));
}

static bool is_near(const Place *place, const PlaceRow *row, PlacePrecision precision)
{
    if (!is_local(place->precision) || !is_local(precision) || row->geonames == 0)
        return false;
    return is_same_division(place, row) ||
           (row->is_located && kilometres(place->latitude, place->longitude, row) <= NEAR_KILOMETRES);
}

PlaceScope query_place_scope(Arena *arena, const AskedPlace *asked, const PlaceRow *row)
{
    const Place *place = asked->place;
    PlacePrecision precision = query_precision(row->precision);
    if (!place || row->geonames == 0)
        if (matches_words(arena, asked, row))
            return SCOPE_WHERE;
    if (!place)
        return SCOPE_NONE;
    if (is_within(place, row, precision))
        return SCOPE_WHERE;
    if (is_around(place, row, precision))
        return SCOPE_WIDER;
    return is_near(place, row, precision) ? SCOPE_NEAR : SCOPE_NONE;
}

PlaceScope query_claim_scope(Arena *arena, const AskedPlace *asked, const ClaimRow *claim)
{
    if (!asked->is_asked)
        return SCOPE_ALL;
    PlaceScope best = SCOPE_NONE;
    for (size_t i = 0; i < claim->where_count; i++) {
        PlaceScope scope = query_place_scope(arena, asked, &claim->where[i]);
        best = scope < best ? scope : best; /* in the order of the enum */
    }
    for (size_t i = 0; i < claim->to_count && best != SCOPE_WHERE; i++)
        if (query_place_scope(arena, asked, &claim->to[i]) == SCOPE_WHERE)
            return SCOPE_TO;
    return best;
}

size_t query_place_position(const PlaceRows *places, int64_t number)
{
    size_t low = 0;
    size_t high = places->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (places->items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < places->count && places->items[low].number == number ? low : SIZE_MAX;
}
