/* Lists that grow in an arena: a struct with items, count and capacity, grown by doubling. */
#ifndef CORE_LIST_H
#define CORE_LIST_H

#include "core/arena.h"

/* typedef LIST_OF(Claim) ClaimList; */
#define LIST_OF(Type)                                                                                        \
    struct {                                                                                                 \
        Type *items;                                                                                         \
        size_t count;                                                                                        \
        size_t capacity;                                                                                     \
    }

/* A pointer to a new zeroed item at the end. It stays valid until the next call on the list. */
#define LIST_ADD(arena, list)                                                                                \
    ((list)->count == (list)->capacity                                                                       \
         ? (void)((list)->items = list_grow((arena), (list)->items, (list)->count, &(list)->capacity,        \
                                            sizeof *(list)->items))                                          \
         : (void)0,                                                                                          \
     &(list)->items[(list)->count++])

void *list_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
    __attribute__((returns_nonnull));

#endif
