#include "core/map.h"

#include <string.h>

Map map_in(Arena *arena) { return (Map){.arena = arena}; }

/* FNV-1a with a final mix, since the slots are taken from the low bits. */
uint64_t map_hash(Text key)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.length; i++)
        hash = (hash ^ (unsigned char)key.bytes[i]) * 1099511628211u;
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

/* The slot of the key, or the free slot where it belongs. */
static size_t find_slot(const Map *map, Text key, uint64_t hash)
{
    size_t slot = (size_t)hash & (map->slot_count - 1);
    while (map->slots[slot]) {
        const MapEntry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && text_equals(entry->key, key))
            break;
        slot = (slot + 1) & (map->slot_count - 1);
    }
    return slot;
}

MapEntry *map_find(const Map *map, Text key)
{
    if (map->slot_count == 0)
        return NULL;
    size_t slot = find_slot(map, key, map_hash(key));
    return map->slots[slot] ? &map->entries[map->slots[slot] - 1] : NULL;
}

static void grow(Map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : 16;
    MapEntry *entries = ARENA_ARRAY(map->arena, MapEntry, capacity);
    if (map->count > 0)
        memcpy(entries, map->entries, map->count * sizeof *entries);
    uint32_t *slots = ARENA_ARRAY(map->arena, uint32_t, capacity * 2);
    map->entries = entries;
    map->capacity = capacity;
    map->slots = slots;
    map->slot_count = capacity * 2;
    for (size_t i = 0; i < map->count; i++)
        slots[find_slot(map, entries[i].key, entries[i].hash)] = (uint32_t)i + 1;
}

MapEntry *map_put(Map *map, Text key)
{
    if (map->count == map->capacity)
        grow(map);
    uint64_t hash = map_hash(key);
    size_t slot = find_slot(map, key, hash);
    if (!map->slots[slot]) {
        map->entries[map->count] = (MapEntry){.key = key, .hash = hash};
        map->slots[slot] = (uint32_t)++map->count;
    }
    return &map->entries[map->slots[slot] - 1];
}
