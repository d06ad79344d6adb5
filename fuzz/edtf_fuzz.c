/* Dates: whatever is read covers days in order, and reads again as the same. */
#include <assert.h>

#include "core/door.h"
#include "core/edtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Status read_twice(Arena *arena, void *context, Error *error)
{
    const Text *text = context;
    Date date = {0};
    Day day = 0;
    if (day_parse(*text, &day))
        assert(text_equals(day_print(arena, day), *text));
    if (edtf_parse(arena, *text, &date, error) != STATUS_OK)
        return STATUS_OK;
    Date again = {0};
    Status status = edtf_parse(arena, date.edtf, &again, error);
    assert(status == STATUS_OK);
    assert(again.some.first == date.some.first && again.some.last == date.some.last);
    assert(period_is_none(date.all) || !period_is_none(date.some));
    if (!period_is_none(date.some)) {
        status = edtf_parse(arena, edtf_of_period(arena, date.some), &again, error);
        assert(status == STATUS_OK);
    }
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Text text = {(const char *)data, size};
    Error error = {0};
    Arena *arena = arena_new((size_t)1 << 20);
    Status status = door_open(arena, read_twice, &text, &error);
    (void)status;
    arena_free(arena);
    return 0;
}
