#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena_door.h"
#include "core/list.h"

/* A pooled arena hides overruns from AddressSanitizer: there every item gets a block of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POOLED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POOLED 0
#endif
#endif
#ifndef ARENA_POOLED
#define ARENA_POOLED 1
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

/* Blocks form a chain, newest first; items are cut from the newest one. */
typedef struct Block {
    struct Block *older;
    size_t capacity;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
} Block;

typedef struct Deferred {
    struct Deferred *earlier;
    void (*cleanup)(void *resource);
    void *resource;
} Deferred;

struct Arena {
    Block *blocks;
    Deferred *deferred; /* newest first; the cells lie in the arena itself */
    Door *door;
    size_t limit; /* SIZE_MAX: none */
    size_t used;
    size_t next_capacity;
};

Door *arena_door(const Arena *arena) { return arena->door; }

void arena_set_door(Arena *arena, Door *door) { arena->door = door; }

Arena *arena_new(size_t limit)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        return NULL;
    arena->limit = limit == 0 ? SIZE_MAX : limit;
    arena->next_capacity = FIRST_BLOCK;
    return arena;
}

static void run_deferred(Arena *arena)
{
    while (arena->deferred) {
        Deferred *cell = arena->deferred;
        arena->deferred = cell->earlier; /* first, so that a cleanup that fails is not run twice */
        cell->cleanup(cell->resource);
    }
}

void arena_clear(Arena *arena)
{
    run_deferred(arena);
    Block *kept = NULL;
    while (arena->blocks) {
        Block *block = arena->blocks;
        arena->blocks = block->older;
        if (ARENA_POOLED && block->capacity == FIRST_BLOCK && !kept)
            kept = block;
        else
            free(block);
    }
    if (kept) {
        memset(kept->bytes, 0, kept->used);
        kept->used = 0;
        kept->older = NULL;
        arena->blocks = kept;
    }
    arena->used = 0;
    arena->next_capacity = FIRST_BLOCK;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    arena_clear(arena);
    free(arena->blocks);
    free(arena);
}

size_t arena_used(const Arena *arena) { return arena->used; }

static Block *add_block(Arena *arena, size_t size)
{
    size_t capacity = ARENA_POOLED && size < arena->next_capacity ? arena->next_capacity : size;
    Block *block = calloc(1, sizeof *block + capacity);
    if (!block)
        door_leave(arena->door, ERR_SYSTEM, arena->used, arena->limit);
    block->capacity = capacity;
    block->older = arena->blocks;
    arena->blocks = block;
    if (arena->next_capacity < LARGEST_BLOCK)
        arena->next_capacity *= 2;
    return block;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size == 0)
        size = 1;
    if (size > arena->limit || arena->used > arena->limit - size || size > SIZE_MAX / 2)
        door_leave(arena->door, ERR_LIMIT, arena->used, arena->limit);
    arena->used += size;
#if ARENA_POOLED
    const size_t step = alignof(max_align_t);
    size = (size + step - 1) / step * step;
#endif
    Block *block = arena->blocks;
    if (!ARENA_POOLED || !block || block->capacity - block->used < size)
        block = add_block(arena, size);
    void *item = block->bytes + block->used;
    block->used += size;
    return item;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        door_leave(arena->door, ERR_LIMIT, arena->used, arena->limit);
    return arena_alloc(arena, count * size);
}

void arena_defer(Arena *arena, void (*cleanup)(void *resource), void *resource)
{
    Deferred *cell = ARENA_NEW(arena, Deferred);
    *cell = (Deferred){arena->deferred, cleanup, resource};
    arena->deferred = cell;
}

Text arena_copy(Arena *arena, Text text)
{
    char *bytes = arena_alloc(arena, text.length + 1);
    if (text.length > 0)
        memcpy(bytes, text.bytes, text.length);
    return (Text){bytes, text.length};
}

Text arena_copy_lower(Arena *arena, Text text)
{
    char *bytes = arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = ascii_lower(text.bytes[i]);
    return (Text){bytes, text.length};
}

Text arena_print(Arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length > 0 ? (size_t)length : 0;
    char *bytes = NULL;
    if (arena->limit - arena->used > size) /* else the va_list would stay open over the jump */
        bytes = arena_alloc(arena, size + 1);
    if (bytes)
        vsnprintf(bytes, size + 1, format, again);
    va_end(again);
    if (!bytes)
        door_leave(arena->door, ERR_LIMIT, arena->used, arena->limit);
    return (Text){bytes, size};
}

void *list_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    size_t larger = *capacity < 8 ? 8 : *capacity * 2;
    void *grown = arena_alloc_array(arena, larger, item_size);
    if (count > 0)
        memcpy(grown, items, count * item_size);
    *capacity = larger;
    return grown;
}
