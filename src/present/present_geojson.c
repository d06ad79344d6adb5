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
    Json properties = present_json_object_at(&feature, "properties");
    present_export_flat(&properties, row);
    present_json_close_object(&properties);
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
