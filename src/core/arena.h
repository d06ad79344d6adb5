/* Memory by lifetime: a function that allocates takes the arena of the lifetime, and nothing but an arena is
 * freed.
 *
 * Invariants:
 * - arena_alloc gives zeroed memory aligned for any type and never returns NULL. Past the arena's limit, or
 * out of memory, it leaves by the door that is open on the arena (core/door.h); with no door open it aborts,
 *   which only a programming error can bring about.
 * - Cleanups given to arena_defer run in reverse order when the arena is cleared or released.
 * - Under AddressSanitizer every item has a block of its own, so that an overrun is seen.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

#include "core/text.h"

typedef struct Arena Arena;

/* limit in bytes; 0 is no limit. Returns NULL only when the machine has no memory left. */
Arena *arena_new(size_t limit);
/* Runs the cleanups and gives everything back. Takes NULL. */
void arena_free(Arena *arena);
/* Runs the cleanups and empties the arena for its next use, keeping a first block. */
void arena_clear(Arena *arena);
size_t arena_used(const Arena *arena);

void *arena_alloc(Arena *arena, size_t size) __attribute__((returns_nonnull));
/* count items of size bytes each; a product that overflows is past every limit. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));
/* Has cleanup(resource) called when the arena is cleared or released. */
void arena_defer(Arena *arena, void (*cleanup)(void *resource), void *resource);

#define ARENA_NEW(arena, Type)          ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

/* Copies with a NUL behind them that is not counted. */
Text arena_copy(Arena *arena, Text text);
Text arena_copy_lower(Arena *arena, Text text); /* ASCII letters lowered */
Text arena_print(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
