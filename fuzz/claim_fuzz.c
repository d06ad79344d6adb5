/* Claims: whatever the text, each claim's evidence lies in one part of it, in order, and its words are there.
 */
#include <assert.h>

#include "claim/claim.h"
#include "core/door.h"
#include "core/list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read once. Claims cannot be made without words, so that nothing is tested where the data is not found. */
static const Language *language;
static const MentionData *mention_data;
static const Pack *pack;

static Status load(Arena *arena, void *context, Error *error)
{
    const char *folder = getenv("HEARSAY_DATA");
    Language *new_language = NULL;
    MentionData *new_data = NULL;
    Pack *new_pack = NULL;
    (void)context;
    Status status = language_load(arena, arena_print(arena, "%s/data/english", folder ? folder : "."),
                                  &new_language, error);
    if (!status)
        status = mention_load(arena, arena_print(arena, "%s/data/english", folder ? folder : "."),
                              arena_print(arena, "%s/data/places", folder ? folder : "."), &new_data, error);
    if (!status)
        status = pack_load(arena, arena_print(arena, "%s/packs/restricted-labour", folder ? folder : "."),
                           &new_pack, error);
    language = new_language;
    mention_data = new_data;
    pack = status ? NULL : new_pack;
    return status;
}

static void check_claim(const Report *report, const Claim *claim)
{
    assert(claim->evidence_count > 0 && claim->kind < pack_kind_count(pack) && claim->id.length == 17);
    for (size_t i = 0; i < claim->evidence_count; i++) {
        Span span = claim->evidence[i];
        bool in_part = false;
        for (size_t p = 0; p < report->part_count; p++)
            in_part = in_part || span_contains(report->parts[p].span, span);
        assert(span.begin < span.end && in_part);
        assert(i == 0 || claim->evidence[i - 1].end <= span.begin);
    }
    for (size_t i = 0; i < claim->word_count; i++)
        assert(claim->words[i].span.end <= report->text.length);
}

static Status read_text(Arena *arena, void *context, Error *error)
{
    const Text *bytes = context;
    LIST_OF(Part) parts = {0};
    LIST_OF(LanguageRegion) regions = {0};
    Text rest = *bytes;
    Text line;
    (void)error;
    while (rest.length && text_split(&rest, '\n', &line)) {
        uint32_t begin = (uint32_t)(line.bytes - bytes->bytes);
        Span span = {begin, begin + (uint32_t)line.length};
        if (span_is_empty(span))
            continue;
        *LIST_ADD(arena, &regions) = (LanguageRegion){span, (uint32_t)parts.count};
        *LIST_ADD(arena, &parts) = (Part){(PartKind)(parts.count % 5), span};
    }
    Report report = {.text = *bytes, .parts = parts.items, .part_count = parts.count};
    Sentences sentences = language_read(arena, language, report.text, regions.items, regions.count);
    Mentions mentions = mention_find(arena, mention_data, pack, &report, &sentences);
    Claims claims = claim_extract(arena, pack, mention_data, &report, &sentences, &mentions);
    for (size_t i = 0; i < claims.count; i++)
        check_claim(&report, &claims.items[i]);
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *shared;
    Error error = {0};
    if (!shared && (shared = arena_new(0)) && door_open(shared, load, NULL, &error))
        fprintf(stderr, "%s: %s\n", error.name, error.message);
    if (!pack)
        return 0;
    Arena *arena = arena_new((size_t)256 << 20);
    Text bytes = {(const char *)data, size};
    if (arena && door_open(arena, read_text, &bytes, &error))
        assert(error.status == ERR_LIMIT);
    arena_free(arena);
    return 0;
}
