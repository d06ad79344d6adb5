#include "golden/mention_read.h"

#include "core/list.h"

/* Loaded once for all cases. */
static const Language *language;
static const MentionData *data;

static Status load(Error *error)
{
    static Arena *arena;
    const char *folder = getenv("HEARSAY_DATA");
    if (data)
        return STATUS_OK;
    arena = arena_new(0);
    Text english = arena_print(arena, "%s/data/english", folder ? folder : ".");
    Text places = arena_print(arena, "%s/data/places", folder ? folder : ".");
    Language *loaded_language;
    MentionData *loaded_data;
    Status status = language_load(arena, english, &loaded_language, error);
    if (status == STATUS_OK)
        status = mention_load(arena, english, places, &loaded_data, error);
    if (status == STATUS_OK) {
        language = loaded_language;
        data = loaded_data;
    }
    return status;
}

const MentionRead *mention_read_input(Arena *arena, Text input, Buffer *out)
{
    static const char published[] = "published:";
    Error error = {0};
    MentionRead *read = ARENA_NEW(arena, MentionRead);
    LIST_OF(LanguageRegion) regions = {0};
    Text rest = input;
    Text line;
    if (load(&error) != STATUS_OK) {
        buffer_print(out, "%s: %s\n", error.name, error.message);
        return NULL;
    }
    while (rest.length && text_split(&rest, '\n', &line)) {
        uint32_t begin = (uint32_t)(line.bytes - input.bytes);
        if (begin == 0 && text_starts_with(line, text_from(published))) {
            Text date = text_trim(text_slice(line, sizeof published - 1, line.length));
            if (edtf_parse(arena, date, &read->report.published, &error) != STATUS_OK)
                buffer_print(out, "%s\n", error.message);
        } else if (text_trim(line).length) {
            LIST_ADD(arena, &regions)->span = (Span){begin, begin + (uint32_t)line.length};
        }
    }
    read->report.text = input;
    read->data = data;
    read->sentences = language_read(arena, language, input, regions.items, regions.count);
    read->mentions = mention_find(arena, data, NULL, &read->report, &read->sentences);
    return read;
}
