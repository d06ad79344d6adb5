/* A hash map from text to a number or a pointer, in an arena. Iterate it in insertion order only. */
#ifndef CORE_MAP_H
#define CORE_MAP_H

#include "core/arena.h"

typedef struct MapEntry {
    Text key;
    uint64_t hash;
    void *value;
    int64_t number;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries; /* in insertion order */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* entry number + 1, or 0 */
    size_t slot_count;
} Map;

Map map_in(Arena *arena);
/* NULL where the key is absent. */
MapEntry *map_find(const Map *map, Text key);
/* The key's entry, made with value NULL and number 0 where it is absent. The key is not copied. */
MapEntry *map_put(Map *map, Text key);
uint64_t map_hash(Text key);

#endif
