/* Claims as GeoJSON (RFC 7946): a feature each, drawn no finer than what was said. */
#include <math.h>

#include "present/present_export.h"

/* A town or site is drawn as the cell of a tenth of a degree that it lies in: the gazetteer's points are no
 * sharper, and a point would be read as a place where something was seen. Of anything wider no outline is at
 * hand: no geometry, and the codes of country and division for whoever has one. */
enum { CELLS_PER_DEGREE = 10, EAST_MOST = 180 * CELLS_PER_DEGREE, NORTH_MOST = 90 * CELLS_PER_DEGREE };

typedef struct Cell {
    int east, north; /* of its corner in the south-west, in cells */
} Cell;

static int cell_of(double degrees, int most)
{
    int cell = (int)floor(degrees * CELLS_PER_DEGREE);
    return cell < -most ? -most : cell > most - 1 ? most - 1 : cell;
}

static bool find_cell(const PlaceRow *place, Cell *out)
{
    bool is_drawn = place->is_located && isfinite(place->latitude) && isfinite(place->longitude) &&
                    fabs(place->latitude) <= 90 && fabs(place->longitude) <= 180 &&
                    (text_is(place->precision, mention_precision_word(PRECISION_TOWN)) ||
                     text_is(place->precision, mention_precision_word(PRECISION_SITE)));
    if (is_drawn)
        *out = (Cell){cell_of(place->longitude, EAST_MOST), cell_of(place->latitude, NORTH_MOST)};
    return is_drawn;
}

static void add_corner(Json *ring, int east, int north)
{
    Json position = present_json_array_item(ring);
    present_json_item_decimal(&position, (double)east / CELLS_PER_DEGREE);
    present_json_item_decimal(&position, (double)north / CELLS_PER_DEGREE);
    present_json_close_array(&position);
}

/* One ring against the clock, closed. */
static void add_rings(Json *polygon, Cell cell)
{
    Json ring = present_json_array_item(polygon);
    add_corner(&ring, cell.east, cell.north);
    add_corner(&ring, cell.east + 1, cell.north);
    add_corner(&ring, cell.east + 1, cell.north + 1);
    add_corner(&ring, cell.east, cell.north + 1);
    add_corner(&ring, cell.east, cell.north);
    present_json_close_array(&ring);
}

/* Two places in one cell are drawn once: the polygons of a MultiPolygon share no area. */
static size_t find_cells(const ClaimRow *claim, Cell *cells)
{
    size_t count = 0;
    for (size_t i = 0; i < claim->where_count && !present_is_coarse(claim); i++) {
        Cell cell;
        bool is_new = find_cell(&claim->where[i], &cell);
        for (size_t j = 0; j < count && is_new; j++)
            is_new = cells[j].east != cell.east || cells[j].north != cell.north;
        if (is_new)
            cells[count++] = cell;
    }
    return count;
}

static void add_geometry(Json *feature, const ClaimRow *claim)
{
    Cell *cells = ARENA_ARRAY(feature->out->arena, Cell, claim->where_count);
    size_t count = find_cells(claim, cells);
    if (count == 0) {
        present_json_null(feature, "geometry");
        return;
    }
    Json geometry = present_json_object_at(feature, "geometry");
    present_json_text(&geometry, "type", count == 1 ? TEXT("Polygon") : TEXT("MultiPolygon"));
    Json coordinates = present_json_array_at(&geometry, "coordinates");
    for (size_t i = 0; i < count; i++) {
        if (count == 1) {
            add_rings(&coordinates, cells[i]);
            continue;
        }
        Json polygon = present_json_array_item(&coordinates);
        add_rings(&polygon, cells[i]);
        present_json_close_array(&polygon);
    }
    present_json_close_array(&coordinates);
    present_json_close_object(&geometry);
}

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

static void add_properties(Json *feature, const PresentExportRow *row)
{
    Arena *arena = feature->out->arena;
    const ClaimRow *claim = row->row.claim;
    const ReportRow *report = row->row.report;
    Json properties = present_json_object_at(feature, "properties");
    present_export_answer(&properties, row);
    present_json_text(&properties, "kind", claim->kind);
    present_json_text(&properties, "status", claim->status);
    add_roles(&properties, "by", claim->by, claim->by_count);
    add_roles(&properties, "whom", claim->whom, claim->whom_count);
    add_places(&properties, "where", claim->where, claim->where_count);
    add_places(&properties, "to", claim->to, claim->to_count);
    present_json_text_or_null(&properties, "when", claim->when.edtf);
    present_json_text_or_null(&properties, "asof", claim->asof);
    add_number(&properties, claim);
    present_json_text(&properties, "source", present_export_who(arena, &row->row));
    present_json_text_or_null(&properties, "source_type", claim->source.type);
    present_json_text_or_null(&properties, "outlet", report->outlet);
    present_json_text_or_null(&properties, "published", report->published.edtf);
    present_json_text_or_null(&properties, "published_basis", report->published_basis);
    present_json_bool(&properties, "translated", report->translated);
    present_json_text_or_null(&properties, "words", present_export_words(arena, claim));
    present_json_text_or_null(&properties, "url", report->url);
    present_json_text(&properties, "class", report->is_protected ? TEXT("protected") : TEXT("public"));
    present_json_text(&properties, "report", report->id);
    present_json_close_object(&properties);
}

void present_geojson_begin(Buffer *out, const PresentExport *export)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("FeatureCollection"));
    present_export_head(&json, export);
    buffer_add_string(out, ",\"features\":[");
}

void present_geojson_row(Buffer *out, const PresentExport *export, const PresentExportRow *row)
{
    buffer_add_string(out, export->row_count > 0 ? ",\n" : "\n");
    Json feature = present_json_object(out);
    present_json_text(&feature, "type", TEXT("Feature"));
    present_json_text(&feature, "id", row->row.claim->id);
    add_geometry(&feature, row->row.claim);
    add_properties(&feature, row);
    present_json_close_object(&feature);
}

void present_geojson_end(Buffer *out, const PresentExport *export)
{
    buffer_add_string(out, "\n]");
    Json json = {out, true};
    present_export_counts(&json, export);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}
