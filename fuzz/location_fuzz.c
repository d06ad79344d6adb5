/* Addresses of bases: whatever stands in one, its password is told by no name and no message. */
#include <assert.h>

#include "core/door.h"
#include "evidence/evidence_postgres.h"

#define PASSWORD "Zq7Zq7Zq7"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_told(Text told)
{
    assert(text_find(told, TEXT(PASSWORD), 0) == SIZE_MAX);
    for (size_t i = 0; i < told.length; i++)
        assert((unsigned char)told.bytes[i] >= ' ');
}

static Status locate(Arena *arena, void *context, Error *error)
{
    Text *address = context;
    PostgresPlace place = {0};
    Status status = evidence_postgres_locate(arena, *address, &place, error);
    if (status == STATUS_OK)
        check_told(place.name);
    check_told(text_from(error->message));
    check_told(text_from(error->name));
    return STATUS_OK;
}

static Status read_addresses(Arena *arena, void *context, Error *error)
{
    const Text *given = context;
    /* What spells the password itself elsewhere tells it. */
    if (text_find_byte(*given, 'Z', 0) != SIZE_MAX || text_find(*given, TEXT("%5"), 0) != SIZE_MAX)
        return STATUS_OK;
    Text address = arena_print(arena, "postgresql://%.*s", TEXT_ARGS(*given));
    Status status = locate(arena, &address, error);
    (void)status;
    address = arena_print(arena, "postgresql://ann:" PASSWORD "%.*s", TEXT_ARGS(*given));
    return locate(arena, &address, error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Text text = {(const char *)data, size};
    Error error = {0};
    Arena *arena = arena_new((size_t)1 << 20);
    Status status = door_open(arena, read_addresses, &text, &error);
    (void)status;
    arena_free(arena);
    return 0;
}
