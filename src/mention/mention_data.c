#include "mention/mention_data.h"

#include <errno.h>

#include "core/buffer.h"

static void close_file(void *file) { fclose(file); }

Status mention_read_file(Arena *arena, Text folder, const char *name, Text *out, Error *error)
{
    Text path = arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name);
    FILE *file = fopen(path.bytes, "rb");
    if (!file)
        return error_at(error, ERR_SYSTEM, path, 0, "could not open it: %s", strerror(errno));
    arena_defer(arena, close_file, file); /* the buffer may leave by the door */
    Buffer buffer = buffer_in(arena);
    char block[8192];
    size_t length = 0;
    while ((length = fread(block, 1, sizeof block, file)))
        buffer_add(&buffer, (Text){block, length});
    if (ferror(file))
        return error_at(error, ERR_SYSTEM, path, 0, "could not read it: %s", strerror(errno));
    *out = buffer_text(&buffer);
    return STATUS_OK;
}

bool mention_next_line(Text *rest, uint32_t *number, Text *fields, size_t count)
{
    Text line;
    while (text_split(rest, '\n', &line)) {
        ++*number;
        if (text_trim(line).length == 0 || line.bytes[0] == '#')
            continue;
        for (size_t i = 0; i < count; i++) {
            Text field = TEXT_EMPTY;
            if (text_split(&line, '\t', &field))
                fields[i] = text_trim(field);
            else
                fields[i] = TEXT_EMPTY;
        }
        return true;
    }
    return false;
}
