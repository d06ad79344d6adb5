/* A place as a person writes it becomes an entry of the gazetteer, and claims' places lie to it somehow. */
#ifndef QUERY_QUERY_PLACE_H
#define QUERY_QUERY_PLACE_H

#include "query/query.h"

typedef struct AskedPlace {
    bool is_asked;
    const Place *place; /* NULL: on no map, and matched by its words alone */
    Text folded;        /* the words */
    Text label;         /* what it was taken for: "Dandong, Liaoning, CN" */
} AskedPlace;

/* "Dandong", or with what it lies in: "Dandong, Liaoning". data may be NULL. */
AskedPlace query_find_place(Arena *arena, const MentionData *data, Text name);
/* How a place lies to the one asked: SCOPE_WHERE within it, SCOPE_WIDER around it, SCOPE_NEAR, SCOPE_NONE. */
PlaceScope query_place_scope(Arena *arena, const AskedPlace *asked, const PlaceRow *row);
/* The nearest of the claim's places: within, to, wider, near. */
PlaceScope query_claim_scope(Arena *arena, const AskedPlace *asked, const ClaimRow *claim);
PlacePrecision query_precision(Text word);
/* Position of the place with the number among places by number; SIZE_MAX: it is not there. */
size_t query_place_position(const PlaceRows *places, int64_t number);

#endif
