#include "api/api.h"
#include "present/present.h"

typedef struct Finding {
    const Hearsay *hearsay;
    HearsayMentionKind kind;
    const HearsayMentionOptions *options;
    Text text;
    HearsaySink sink;
    void *sink_context;
} Finding;

static Status make_report(Arena *arena, const Finding *finding, const LanguageRegion *regions, size_t count,
                          Report *out, Error *error)
{
    *out = (Report){.text = finding->text,
                    .language = TEXT("en"),
                    .published = {.all = PERIOD_NONE, .some = PERIOD_NONE},
                    .parts = ARENA_ARRAY(arena, Part, count),
                    .part_count = count};
    for (size_t i = 0; i < count; i++)
        out->parts[i] = (Part){PART_BODY, regions[i].span};
    const HearsayMentionOptions *options = finding->options;
    if (options && options->outlet)
        out->outlet = text_from(options->outlet);
    if (!options || !options->published)
        return STATUS_OK;
    Error inner = {0};
    if (edtf_parse(arena, text_from(options->published), &out->published, &inner) == STATUS_OK)
        return STATUS_OK;
    return error_set(error, ERR_USAGE, "'%s' is no date of publication: write it as 2022-02-10",
                     options->published);
}

static Status find_mentions(Arena *arena, void *context, Error *error)
{
    const Finding *finding = context;
    const Hearsay *hearsay = finding->hearsay;
    LanguageRegion *regions = NULL;
    size_t count = 0;
    Status status = api_cut_paragraphs(arena, finding->text, &regions, &count, error);
    Report report;
    if (status == STATUS_OK)
        status = make_report(arena, finding, regions, count, &report, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        regions[i].part = (uint32_t)i;
    Sentences sentences = language_read(arena, hearsay->language, report.text, regions, count);
    Mentions mentions = mention_find(arena, hearsay->mentions, hearsay->pack, &report, &sentences);
    PresentText read = {report.text, &sentences, &mentions, hearsay->mentions, &report};
    Buffer out = buffer_in(arena);
    switch (finding->kind) {
    case HEARSAY_TIMES:
        present_times(&out, &read);
        break;
    case HEARSAY_PLACES:
        present_places(&out, &read);
        break;
    case HEARSAY_QUOTES:
        present_quotes(&out, &read);
        break;
    case HEARSAY_EVENTS:
        present_events(&out, &read);
        break;
    }
    return api_give(buffer_text(&out), finding->sink, finding->sink_context, error);
}

HearsayStatus hearsay_mentions(const Hearsay *hearsay, HearsayMentionKind kind,
                               const HearsayMentionOptions *options, const char *text, size_t length,
                               HearsaySink sink, void *context, HearsayError *error)
{
    Error inner = {0};
    if (length > UINT32_MAX / 2)
        return api_tell(error_set(&inner, ERR_LIMIT, "a text of more than 2 GB"), &inner, error);
    Arena *arena = arena_new(0);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Finding finding = {hearsay, kind, options, {text, length}, sink, context};
    Status status = door_open(arena, find_mentions, &finding, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}
