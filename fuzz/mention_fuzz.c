/* Mentions: whatever the text, every mention lies in its sentence and in order, and its date can be read
 * again. */
#include <assert.h>

#include "core/door.h"
#include "core/list.h"
#include "mention/mention.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read once; without the data nothing can be tested. */
static const Language *language;
static const MentionData *mention_data;
static const Pack *pack;

static Status load(Arena *arena, void *context, Error *error)
{
    const char *folder = getenv("HEARSAY_DATA");
    Language *new_language = NULL;
    MentionData *new_data = NULL;
    (void)context;
    Text english = arena_print(arena, "%s/data/english", folder ? folder : ".");
    Text places = arena_print(arena, "%s/data/places", folder ? folder : ".");
    Status status = language_load(arena, english, &new_language, error);
    if (!status)
        status = mention_load(arena, english, places, &new_data, error);
    Pack *new_pack = NULL;
    if (!status)
        status = pack_load(arena, arena_print(arena, "%s/packs/restricted-labour", folder ? folder : "."),
                           &new_pack, error);
    pack = new_pack;
    language = new_language;
    mention_data = status ? NULL : new_data;
    return status;
}

static void check_at(const Sentences *sentences, const MentionAt *at, uint32_t *last)
{
    assert(at->sentence < sentences->count && at->span.begin < at->span.end &&
           at->token_begin < at->token_end);
    const Sentence *sentence = &sentences->items[at->sentence];
    assert(span_contains(sentence->span, at->span));
    assert(at->token_begin >= sentence->token_begin && at->token_end <= sentence->token_end);
    assert(at->span.begin >= *last);
    *last = at->span.begin;
}

static void check_date(Arena *arena, const Date *date)
{
    Date again;
    assert(date->edtf.length == 0 || edtf_parse(arena, date->edtf, &again, NULL) == STATUS_OK);
}

static void check_mentions(Arena *arena, const Sentences *sentences, const Mentions *mentions)
{
    uint32_t last = 0;
    const TimeMention *two[2];
    for (size_t i = 0; i < mentions->time_count; i++) {
        const TimeMention *time = &mentions->times[i];
        check_at(sentences, &time->at, &last);
        check_date(arena, &time->date);
        two[0] = time;
        two[1] = &mentions->times[i ? i - 1 : 0];
        Text starts;
        Date date = mention_combine_times(arena, two, 2, &starts);
        check_date(arena, &date);
    }
    last = 0;
    for (size_t i = 0; i < mentions->count_count; i++) {
        const CountMention *count = &mentions->counts[i];
        check_at(sentences, &count->at, &last);
        assert(count->unit.length > 0);
        assert(count->low == COUNT_OPEN || count->high == COUNT_OPEN || count->low <= count->high);
    }
}

static void check_places(const Sentences *sentences, const Mentions *mentions)
{
    uint32_t last = 0;
    for (size_t i = 0; i < mentions->place_count; i++) {
        check_at(sentences, &mentions->places[i].at, &last);
        assert(mentions->places[i].as.length > 0);
    }
    last = 0;
    for (size_t i = 0; i < mentions->name_count; i++)
        check_at(sentences, &mentions->names[i].at, &last);
    last = 0;
    for (size_t i = 0; i < mentions->actor_count; i++) {
        check_at(sentences, &mentions->actors[i].at, &last);
        assert(mentions->actors[i].role.length > 0);
    }
}

/* Stretches stand in order without overlap; a source is relayed by others, never by itself. */
static void check_sources(const Mentions *mentions, Text text)
{
    uint32_t last = 0;
    for (size_t i = 0; i < mentions->attribution_count; i++) {
        const Attribution *attribution = &mentions->attributions[i];
        assert(attribution->source < mentions->source_count);
        assert(attribution->content.begin >= last && attribution->content.begin < attribution->content.end);
        last = attribution->content.end;
        assert(last <= text.length);
        assert(mention_source_at(mentions, attribution->content.begin) == attribution->source);
    }
    for (size_t i = 0; i < mentions->source_count; i++) {
        const Source *source = &mentions->sources[i];
        assert(source->as.begin < source->as.end && source->as.end <= text.length);
        for (size_t v = 0; v < source->via_count; v++)
            assert(source->via[v] < mentions->source_count && source->via[v] != i);
    }
}

/* In order of their cues; all within the text. */
static void check_quotations(Arena *arena, const Report *report, const Sentences *sentences,
                             const Mentions *mentions)
{
    Quotations found = mention_find_quotations(arena, mention_data, report, sentences, mentions);
    uint32_t last = 0;
    for (size_t i = 0; i < found.count; i++) {
        const Quotation *quotation = &found.items[i];
        assert(quotation->content.begin < quotation->content.end);
        assert(quotation->content.end <= report->text.length);
        assert(quotation->source.begin <= quotation->source.end);
        assert(quotation->cue.begin >= last && quotation->cue.begin < quotation->cue.end);
        assert(quotation->voice == SOURCE_NONE || quotation->voice < mentions->source_count);
        last = quotation->cue.begin;
    }
}

static void check_status(const Sentences *sentences, Text text)
{
    for (size_t i = 0; i < sentences->count; i++)
        for (uint32_t token = sentences->items[i].token_begin; token < sentences->items[i].token_end;
             token++) {
            Span word = {0, 0};
            ClaimStatus status = mention_status(mention_data, sentences, text, (uint32_t)i, token, &word);
            assert((status == CLAIM_SAID) == span_is_empty(word) && word.end <= text.length);
        }
}

/* Each event is a token of its sentence, in order, and its margin stays in the reach of its weights. */
static void check_events(Arena *arena, const Sentences *sentences, Text text)
{
    Events events = mention_find_events(arena, mention_data, sentences, text);
    for (size_t i = 0; i < events.count; i++) {
        const Event *event = &events.items[i];
        assert(event->token >= sentences->items[event->sentence].token_begin &&
               event->token < sentences->items[event->sentence].token_end);
        assert(i == 0 || events.items[i - 1].token < event->token);
        assert(event->word.end <= text.length && event->happened.reason_count <= HAPPENED_REASONS);
    }
}

static Status read_text(Arena *arena, void *context, Error *error)
{
    static const char *const days[] = {"2021-05-20", "2019-06/2019-07-09", "../2019-07-09", "2016~", ""};
    Text text = *(const Text *)context;
    LIST_OF(LanguageRegion) regions = {0};
    LIST_OF(Part) parts = {0};
    Text rest = text;
    Text line;
    (void)error;
    while (rest.length && text_split(&rest, '\n', &line)) {
        uint32_t begin = (uint32_t)(line.bytes - text.bytes);
        if (text_trim(line).length == 0)
            continue;
        LIST_ADD(arena, &regions)->span = (Span){begin, begin + (uint32_t)line.length};
        LIST_ADD(arena, &parts)->span = (Span){begin, begin + (uint32_t)line.length};
    }
    Report report = {.text = text, .parts = parts.items, .part_count = parts.count};
    Text published = text_from(days[text.length % (sizeof days / sizeof *days)]);
    if (published.length && edtf_parse(arena, published, &report.published, NULL) == STATUS_OK)
        report.published.edtf = published;
    Sentences sentences = language_read(arena, language, text, regions.items, regions.count);
    Mentions mentions = mention_find(arena, mention_data, pack, &report, &sentences);
    check_mentions(arena, &sentences, &mentions);
    check_places(&sentences, &mentions);
    check_sources(&mentions, text);
    check_quotations(arena, &report, &sentences, &mentions);
    check_status(&sentences, text);
    check_events(arena, &sentences, text);
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *forever;
    Error error = {0};
    if (!forever) {
        forever = arena_new(0);
        if (!forever || door_open(forever, load, NULL, &error) != STATUS_OK)
            fprintf(stderr, "%s: %s\n", error.name, error.message);
    }
    if (!mention_data || size > 20000)
        return 0;
    Arena *arena = arena_new((size_t)256 << 20);
    Text text = {(const char *)data, size};
    if (arena && door_open(arena, read_text, &text, &error) == STATUS_OK)
        arena_clear(arena);
    arena_free(arena);
    return 0;
}
