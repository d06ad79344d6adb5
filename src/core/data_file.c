#include "core/data_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/buffer.h"

static void close_file(void *file) { (void)fclose(file); }

Status data_file_read(Arena *arena, Text folder, const char *name, Text *out, Error *error)
{
    Text path = arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name);
    FILE *file = fopen(path.bytes, "rb");
    if (!file)
        return error_at(error, ERR_SYSTEM, path, 0, "could not be opened (%s); is the data folder complete?",
                        strerror(errno));
    arena_defer(arena, close_file, file); /* the buffer may leave by the door */
    Buffer buffer = buffer_in(arena);
    char block[8192];
    size_t length;
    while ((length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&buffer, (Text){block, length});
    if (ferror(file))
        return error_at(error, ERR_SYSTEM, path, 0, "could not be read (%s)", strerror(errno));
    *out = buffer_text(&buffer);
    return STATUS_OK;
}
