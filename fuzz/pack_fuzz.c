/* Packs: any bytes as the files of a pack make a pack or an error that says why. */
#include <assert.h>

#include "core/door.h"
#include "core/list.h"
#include "pack/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Status read_pack(Arena *arena, void *context, Error *error)
{
    const Text *bytes = context;
    LIST_OF(PackFile) files = {0};
    size_t position = 0;
    while (position < bytes->length) {
        size_t line_end = text_find_byte(*bytes, '\n', position);
        if (line_end == SIZE_MAX)
            break;
        size_t next = text_find(*bytes, TEXT("\n%% "), line_end);
        size_t end = next == SIZE_MAX ? bytes->length : next + 1;
        PackFile *file = LIST_ADD(arena, &files);
        file->name = text_trim(text_slice(*bytes, position < line_end ? position + 3 : position, line_end));
        file->path = file->name;
        file->bytes = text_slice(*bytes, line_end + 1, end);
        position = end;
    }
    Pack *pack = NULL;
    Status status = pack_make(arena, files.items, files.count, &pack, error);
    assert(status != STATUS_OK || pack_name(pack).length);
    assert(status == STATUS_OK || error->message[0]);
    for (size_t i = 0; !status && i < pack_rule_count(pack); i++)
        assert(pack_rule(pack, i)->match_count && pack_rule(pack, i)->kind < pack_kind_count(pack));
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new((size_t)64 << 20);
    Text bytes = {(const char *)data, size};
    Error error = {0};
    if (arena && door_open(arena, read_pack, &bytes, &error) != STATUS_OK)
        assert(error.status == ERR_LIMIT);
    arena_free(arena);
    return 0;
}
