/* The only way out of an arena that is full: the one place that names setjmp. */
#ifndef CORE_DOOR_H
#define CORE_DOOR_H

#include "core/arena.h"
#include "core/error.h"

/* What runs behind the door. Its Status is passed on. */
typedef Status (*DoorFunction)(Arena *arena, void *context, Error *error);

/* Calls function(arena, context, error). When the arena is past its limit or the machine out of memory, gives
 * ERR_LIMIT or ERR_SYSTEM; then what the function had allocated is worthless and the arena is to be cleared.
 * Doors nest: the innermost one on the arena is left by. Never open one around foreign frames that must be
 * unwound. */
MUST_USE Status door_open(Arena *arena, DoorFunction function, void *context, Error *error);

#endif
