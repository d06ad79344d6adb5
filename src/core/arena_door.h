/* What core/arena.c and core/door.c know of each other: how a full arena leaves. */
#ifndef CORE_ARENA_DOOR_H
#define CORE_ARENA_DOOR_H

#include "core/arena.h"
#include "core/error.h"

typedef struct Door Door;

/* The innermost open door of the arena, or NULL. */
Door *arena_door(const Arena *arena);
void arena_set_door(Arena *arena, Door *door);
/* Leaves by the door; never returns. With no door it aborts. */
_Noreturn void door_leave(Door *door, Status status, size_t used, size_t limit);

#endif
