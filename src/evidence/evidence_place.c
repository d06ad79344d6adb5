/* Places of a record become numbers of places that stand in the base once. */
#include "core/map.h"
#include "evidence/evidence_store.h"

/* What is not said is compared as the empty text, and as coordinates out of the world. */
static const char FIND_PLACE[] =
    "SELECT number FROM place WHERE coalesce(as_words, '') = $1 AND coalesce(name, '') = $2 AND geonames = $3"
    " AND coalesce(country, '') = $4 AND coalesce(admin1, '') = $5 AND coalesce(accuracy, '') = $6"
    " AND coalesce(latitude, 999) = $7 AND coalesce(longitude, 999) = $8";
static const char ADD_PLACE[] =
    "INSERT INTO place (as_words, name, country, admin1, accuracy, geonames, latitude, longitude)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING number";

enum { NOWHERE = 999 };

static int64_t find_place(EvidenceRow *row, const PlaceRow *place)
{
    evidence_row_begin(row, FIND_PLACE);
    evidence_put_words(row, place->as);
    evidence_put_words(row, place->name);
    evidence_put_integer(row, place->geonames);
    evidence_put_words(row, place->country);
    evidence_put_words(row, place->admin1);
    evidence_put_words(row, place->precision);
    evidence_put_real(row, place->is_located ? place->latitude : NOWHERE);
    evidence_put_real(row, place->is_located ? place->longitude : NOWHERE);
    return evidence_row_run(row);
}

static int64_t add_place(EvidenceRow *row, const PlaceRow *place)
{
    evidence_row_begin(row, ADD_PLACE);
    evidence_put_text(row, place->as);
    evidence_put_text(row, place->name);
    evidence_put_text(row, place->country);
    evidence_put_text(row, place->admin1);
    evidence_put_text(row, place->precision);
    evidence_put_integer(row, place->geonames);
    if (place->is_located) {
        evidence_put_real(row, place->latitude);
        evidence_put_real(row, place->longitude);
    } else {
        evidence_put_null(row);
        evidence_put_null(row);
    }
    return evidence_row_run(row);
}

/* ---- the places that this transaction has met ---- */

/* Byte by byte what tells the place from others; 0 where that is longer than the cache holds. */
static size_t write_key(const PlaceRow *place, char *key)
{
    const Text parts[] = {place->as, place->name, place->country, place->admin1, place->precision};
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (length + parts[i].length + 1 > EVIDENCE_PLACE_KEY)
            return 0;
        if (parts[i].length > 0)
            memcpy(key + length, parts[i].bytes, parts[i].length);
        length += parts[i].length;
        key[length++] = '\0';
    }
    const double located[] = {place->is_located ? place->latitude : NOWHERE,
                              place->is_located ? place->longitude : NOWHERE};
    if (length + sizeof place->geonames + sizeof located > EVIDENCE_PLACE_KEY)
        return 0;
    memcpy(key + length, &place->geonames, sizeof place->geonames);
    memcpy(key + length + sizeof place->geonames, located, sizeof located);
    return length + sizeof place->geonames + sizeof located;
}

int64_t evidence_add_place(EvidenceRow *row, const PlaceRow *place)
{
    char key[EVIDENCE_PLACE_KEY];
    size_t length = write_key(place, key);
    EvidenceMetPlace *met = NULL;
    if (length > 0 && row->evidence->met_places)
        met = &row->evidence->met_places[map_hash((Text){key, length}) % EVIDENCE_MET_PLACES];
    if (met && met->length == length && memcmp(met->key, key, length) == 0)
        return met->number;
    int64_t number = find_place(row, place);
    if (number == 0)
        number = add_place(row, place);
    if (met && row->status == STATUS_OK) {
        met->number = number;
        met->length = length;
        memcpy(met->key, key, length);
    }
    return number;
}

void evidence_forget_places(Evidence *evidence)
{
    for (size_t i = 0; evidence->met_places && i < EVIDENCE_MET_PLACES; i++)
        evidence->met_places[i].length = 0;
}
