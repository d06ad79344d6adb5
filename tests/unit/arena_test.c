/* Arenas: zeroed and aligned memory, cleanups in reverse, and the door at every limit. */
#include "check.h"
#include "core/arena.h"
#include "core/buffer.h"
#include "core/door.h"
#include "core/list.h"
#include "core/map.h"

static void memory_is_zeroed_and_aligned(void)
{
    Arena *arena = arena_new(0);
    bool all_zero = true;
    bool all_aligned = true;
    for (size_t size = 0; size < 300; size++) {
        unsigned char *bytes = arena_alloc(arena, size);
        all_aligned = all_aligned && (uintptr_t)bytes % _Alignof(max_align_t) == 0;
        for (size_t i = 0; i < size; i++)
            all_zero = all_zero && bytes[i] == 0;
        memset(bytes, 0xff, size);
    }
    CHECK(all_zero);
    CHECK(all_aligned);
    size_t used = arena_used(arena);
    CHECK(used >= 299 * 300 / 2);
    arena_clear(arena);
    CHECK(arena_used(arena) < used);
    unsigned char *again = arena_alloc(arena, 4096);
    bool zero = true;
    for (size_t i = 0; i < 4096; i++)
        zero = zero && again[i] == 0;
    CHECK(zero);
    arena_free(arena);
    arena_free(NULL);
}

static char order[8];

static void note(void *resource)
{
    const char *letter = resource;
    size_t length = strlen(order);
    if (length + 1 < sizeof order)
        order[length] = *letter;
}

static void cleanups_run_in_reverse_once(void)
{
    char letters[] = "abc";
    Arena *arena = arena_new(0);
    for (size_t i = 0; i < 3; i++)
        arena_defer(arena, note, &letters[i]);
    arena_clear(arena);
    CHECK_TEXT(text_from(order), "cba");
    arena_defer(arena, note, &letters[0]);
    arena_free(arena);
    CHECK_TEXT(text_from(order), "cbaa");
}

static void copies_end_in_a_nul(void)
{
    Arena *arena = arena_new(0);
    CHECK_TEXT(arena_copy(arena, TEXT("Dandong")), "Dandong");
    CHECK(arena_copy(arena, TEXT("Dandong")).bytes[7] == '\0');
    CHECK(arena_copy(arena, TEXT_EMPTY).length == 0);
    CHECK_TEXT(arena_copy_lower(arena, TEXT("ABC \xc3\x84")), "abc \xc3\x84");
    CHECK_TEXT(arena_print(arena, "%s-%d", "c", 12), "c-12");
    CHECK(arena_print(arena, "%5000d", 1).length == 5000);
    arena_free(arena);
}

typedef struct Walk {
    int opened;
    int closed;
} Walk;

static void close_one(void *resource)
{
    Walk *walk = resource;
    walk->closed++;
}

/* Some of everything that allocates. */
static Status work(Arena *arena, void *context, Error *error)
{
    (void)error;
    Walk *walk = context;
    LIST_OF(int) numbers = {0};
    Map map = map_in(arena);
    Buffer buffer = buffer_in(arena);
    for (int i = 0; i < 40; i++) {
        arena_defer(arena, close_one, walk);
        walk->opened++;
        *LIST_ADD(arena, &numbers) = i;
        map_put(&map, arena_print(arena, "key %d", i))->number = i;
        buffer_print(&buffer, "%d,", i);
    }
    for (int i = 0; i < 40; i++) {
        Text key = arena_print(arena, "key %d", i);
        if (numbers.items[i] != i || !map_find(&map, key) || map_find(&map, key)->number != i)
            return error_set(error, ERR_FORMAT, "the containers lost %d", i);
    }
    return STATUS_OK;
}

/* At every limit the same work ends in its answer or in ERR_LIMIT, and every cleanup runs. */
static void every_limit_ends_in_an_answer_or_in_the_error(void)
{
    int refused = 0;
    int answered = 0;
    for (size_t limit = 1; limit < 60000; limit += 97) {
        Walk walk = {0};
        Error error = {0};
        Arena *arena = arena_new(limit);
        Status status = door_open(arena, work, &walk, &error);
        arena_free(arena);
        CHECK(status == STATUS_OK || (status == ERR_LIMIT && error.status == ERR_LIMIT && error.message[0]));
        CHECK(walk.opened == walk.closed);
        refused += status == ERR_LIMIT;
        answered += status == STATUS_OK;
    }
    CHECK(refused > 0);
    CHECK(answered > 0);
}

static Status ask_for_the_impossible(Arena *arena, void *context, Error *error)
{
    (void)error;
    size_t *count = context;
    arena_alloc_array(arena, *count, sizeof(uint64_t));
    return STATUS_OK;
}

static void a_product_that_overflows_is_past_every_limit(void)
{
    size_t counts[] = {SIZE_MAX, SIZE_MAX / sizeof(uint64_t) + 2, SIZE_MAX / 2};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Arena *arena = arena_new(1 << 20);
        CHECK(door_open(arena, ask_for_the_impossible, &counts[i], NULL) == ERR_LIMIT);
        arena_free(arena);
    }
}

static Status open_another(Arena *arena, void *context, Error *error)
{
    int *steps = context;
    size_t too_much = 1 << 21;
    *steps += door_open(arena, ask_for_the_impossible, &too_much, error) == ERR_LIMIT;
    *steps += 10;
    return STATUS_OK;
}

static void the_innermost_door_is_left_by(void)
{
    int steps = 0;
    Arena *arena = arena_new(1 << 20);
    CHECK(door_open(arena, open_another, &steps, NULL) == STATUS_OK);
    CHECK_NUMBER(steps, 11);
    arena_free(arena);
}

int main(void)
{
    memory_is_zeroed_and_aligned();
    cleanups_run_in_reverse_once();
    copies_end_in_a_nul();
    every_limit_ends_in_an_answer_or_in_the_error();
    a_product_that_overflows_is_past_every_limit();
    the_innermost_door_is_left_by();
    return check_end();
}
