#include "golden/mention_case.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/list.h"

typedef LIST_OF(Part) PartList;
typedef LIST_OF(LanguageRegion) RegionList;

static void check(Status status, const Error *error)
{
    if (status == STATUS_OK)
        return;
    fprintf(stderr, "%s: %s\n", error->name, error->message);
    abort();
}

static bool take_header(Text *text, const char *key, Text *out)
{
    Text prefix = text_from(key);
    if (!text_starts_with(*text, prefix))
        return false;
    size_t end = text_find_byte(*text, '\n', 0);
    *out = text_trim(text_slice(*text, prefix.length, end));
    *text = end == SIZE_MAX ? TEXT_EMPTY : text_slice(*text, end + 1, text->length);
    return true;
}

static void cut_parts(Arena *arena, Report *report)
{
    PartList parts = {NULL, 0, 0};
    size_t begin = 0;
    while (begin < report->text.length) {
        size_t end = text_find(report->text, TEXT("\n\n"), begin);
        Text part = text_trim(text_slice(report->text, begin, end));
        if (part.length > 0) {
            uint32_t from = (uint32_t)(part.bytes - report->text.bytes);
            *LIST_ADD(arena, &parts) = (Part){PART_BODY, {from, from + (uint32_t)part.length}};
        }
        begin = end == SIZE_MAX ? report->text.length : end + 2;
    }
    report->parts = parts.items;
    report->part_count = parts.count;
}

MentionCase mention_case_read(Arena *arena, Text input)
{
    static Arena *process;
    static Language *language;
    static MentionData *data;
    static Pack *pack;
    Error error = {0};
    if (!process) {
        const char *folder = getenv("HEARSAY_DATA");
        process = arena_new(0);
        Text base = text_from(folder ? folder : "build/share/hearsay");
        Text english = arena_print(process, "%.*s/data/english", TEXT_ARGS(base));
        check(language_load(process, english, &language, &error), &error);
        check(mention_load(process, english, arena_print(process, "%.*s/data/places", TEXT_ARGS(base)), &data,
                           &error),
              &error);
        check(pack_load(process, arena_print(process, "%.*s/packs/restricted-labour", TEXT_ARGS(base)), &pack,
                        &error),
              &error);
    }
    MentionCase result = {.data = data, .pack = pack, .report = {.text = input}};
    Text published;
    (void)take_header(&result.report.text, "Outlet:", &result.report.outlet);
    if (take_header(&result.report.text, "Published:", &published))
        check(edtf_parse(arena, published, &result.report.published, &error), &error);
    cut_parts(arena, &result.report);
    RegionList regions = {NULL, 0, 0};
    for (size_t i = 0; i < result.report.part_count; i++)
        *LIST_ADD(arena, &regions) = (LanguageRegion){result.report.parts[i].span, (uint32_t)i};
    result.sentences = language_read(arena, language, result.report.text, regions.items, regions.count);
    result.mentions = mention_find(arena, data, pack, &result.report, &result.sentences);
    return result;
}
