/* UTF-8: any bytes can be walked both ways, counted and folded; valid ones come out of the encoder as they
 * went in. */
#include <assert.h>

#include "core/buffer.h"
#include "core/door.h"
#include "core/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Status walk(Arena *arena, void *context, Error *error)
{
    (void)error;
    const Text *text = context;
    Buffer copy = buffer_in(arena);
    size_t count = 0;
    for (size_t at = 0; at < text->length; count++)
        buffer_add_code_point(&copy, utf8_next(*text, &at));
    bool is_valid = utf8_find_invalid(*text) == SIZE_MAX;
    assert(utf8_find_invalid(buffer_text(&copy)) == SIZE_MAX);
    assert(utf8_count(*text) == count || !is_valid);
    assert(!is_valid || text_equals(*text, buffer_text(&copy)));
    size_t back = 0;
    for (size_t at = text->length; at > 0; back++)
        (void)utf8_previous(*text, &at);
    assert(back == count || !is_valid);
    assert(utf8_find_invalid(utf8_fold(arena, *text)) == SIZE_MAX);
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Text text = {(const char *)data, size};
    Error error = {0};
    Arena *arena = arena_new((size_t)1 << 20);
    Status status = door_open(arena, walk, &text, &error);
    (void)status;
    arena_free(arena);
    return 0;
}
