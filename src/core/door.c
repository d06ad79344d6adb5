#include "core/door.h"

#include <setjmp.h>
#include <stdlib.h>

#include "core/arena_door.h"

struct Door {
    jmp_buf place;
    Door *outer;
    Status status;
    size_t used;
    size_t limit;
};

Status door_open(Arena *arena, DoorFunction function, void *context, Error *error)
{
    Door door = {.outer = arena_door(arena)};
    if (setjmp(door.place) == 0) {
        arena_set_door(arena, &door);
        Status status = function(arena, context, error);
        arena_set_door(arena, door.outer);
        return status;
    }
    arena_set_door(arena, door.outer);
    if (door.status == ERR_LIMIT)
        return error_set(error, ERR_LIMIT, "needs more than the %zu bytes of memory that it may have",
                         door.limit);
    return error_set(error, ERR_SYSTEM, "out of memory after %zu bytes", door.used);
}

void door_leave(Door *door, Status status, size_t used, size_t limit)
{
    if (!door)
        abort(); /* an arena was used outside of every door: a programming error */
    door->status = status;
    door->used = used;
    door->limit = limit;
    longjmp(door->place, 1);
}
