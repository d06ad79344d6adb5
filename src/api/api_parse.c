#include "api/api.h"
#include "core/list.h"
#include "core/utf8.h"

typedef struct Parsing {
    const Hearsay *hearsay;
    Text text;
    HearsaySink sink;
    void *sink_context;
} Parsing;

/* A line of white space alone parts paragraphs. */
static bool is_blank_line(Text line) { return text_trim(line).length == 0; }

Status api_cut_paragraphs(Arena *arena, Text text, LanguageRegion **out, size_t *out_count, Error *error)
{
    size_t invalid = utf8_find_invalid(text);
    if (invalid != SIZE_MAX)
        return error_set(error, ERR_FORMAT, "byte %zu is no UTF-8: convert the text first", invalid);
    LIST_OF(LanguageRegion) regions = {0};
    Text rest = text, line;
    bool is_inside = false;
    while (text_split(&rest, '\n', &line)) {
        uint32_t begin = (uint32_t)(line.bytes - text.bytes);
        if (is_blank_line(line)) {
            is_inside = false;
            continue;
        }
        if (!is_inside) {
            uint32_t part = (uint32_t)regions.count;
            *LIST_ADD(arena, &regions) = (LanguageRegion){.span = {begin, begin}, .part = part};
        }
        is_inside = true;
        regions.items[regions.count - 1].span.end = begin + (uint32_t)line.length;
    }
    *out = regions.items;
    *out_count = regions.count;
    return STATUS_OK;
}

static Status parse_text(Arena *arena, void *context, Error *error)
{
    Parsing *parsing = context;
    LanguageRegion *regions = NULL;
    size_t count = 0;
    Status status = api_cut_paragraphs(arena, parsing->text, &regions, &count, error);
    if (status != STATUS_OK)
        return status;
    Sentences sentences = language_read(arena, parsing->hearsay->language, parsing->text, regions, count);
    Buffer out = buffer_in(arena);
    language_write_conllu(&sentences, parsing->text, &out);
    return api_give(buffer_text(&out), parsing->sink, parsing->sink_context, error);
}

HearsayStatus hearsay_parse(const Hearsay *hearsay, const char *text, size_t length, HearsaySink sink,
                            void *context, HearsayError *error)
{
    Error inner = {0};
    if (length > UINT32_MAX / 2)
        return api_tell(error_set(&inner, ERR_LIMIT, "a text of more than 2 GB"), &inner, error);
    Arena *arena = arena_new(0);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Parsing parsing = {hearsay, {text, length}, sink, context};
    Status status = door_open(arena, parse_text, &parsing, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}
