/* Reports read by the pack tests/golden/claim/pack. "published:", "title:", "caption:" begin lines; every
 * other line is a paragraph; "try" as the first line tells what became of the rules, "check" runs the
 * examples of the pack. */
#include "claim/claim.h"
#include "core/list.h"
#include "golden/golden.h"

static const Language *language;
static const MentionData *data;
static const Pack *pack;

static Status load(Error *error)
{
    static Arena *arena;
    const char *folder = getenv("HEARSAY_DATA");
    if (pack)
        return STATUS_OK;
    arena = arena_new(0);
    Text english = arena_print(arena, "%s/data/english", folder ? folder : ".");
    Text places = arena_print(arena, "%s/data/places", folder ? folder : ".");
    Language *loaded_language = NULL;
    MentionData *loaded_data = NULL;
    Pack *loaded_pack = NULL;
    Status status = language_load(arena, english, &loaded_language, error);
    if (!status)
        status = mention_load(arena, english, places, &loaded_data, error);
    if (!status)
        status = pack_load(arena, TEXT("tests/golden/claim/pack"), &loaded_pack, error);
    language = loaded_language;
    data = loaded_data;
    pack = loaded_pack;
    return status;
}

typedef struct Reading {
    Report report;
    Sentences sentences;
    Mentions mentions;
} Reading;

static bool take_key(Text *line, const char *key)
{
    if (!text_starts_with(*line, text_from(key)))
        return false;
    *line = text_trim(text_slice(*line, strlen(key), line->length));
    return true;
}

static void read_report(Arena *arena, Text input, Reading *out)
{
    LIST_OF(Part) parts = {0};
    LIST_OF(LanguageRegion) regions = {0};
    Text rest = input;
    Text line;
    Error error = {0};
    *out = (Reading){.report = {.text = input, .sha256 = TEXT("0")}};
    while (rest.length && text_split(&rest, '\n', &line)) {
        PartKind kind = PART_BODY;
        if (take_key(&line, "published:")) {
            if (edtf_parse(arena, line, &out->report.published, &error))
                out->report.published = (Date){.edtf = TEXT_EMPTY};
            continue;
        }
        kind = take_key(&line, "title:")     ? PART_TITLE
               : take_key(&line, "caption:") ? PART_CAPTION
                                             : PART_BODY;
        uint32_t begin = (uint32_t)(line.bytes - input.bytes);
        Span span = {begin, begin + (uint32_t)line.length};
        if (!line.length || text_is(line, "try"))
            continue;
        *LIST_ADD(arena, &regions) = (LanguageRegion){span, (uint32_t)parts.count};
        *LIST_ADD(arena, &parts) = (Part){kind, span};
    }
    out->report.parts = parts.items;
    out->report.part_count = parts.count;
    out->sentences = language_read(arena, language, input, regions.items, regions.count);
    out->mentions = mention_find(arena, data, pack, &out->report, &out->sentences);
}

static void write_roles(Buffer *out, const char *field, const ClaimRole *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, " %s %.*s", field, TEXT_ARGS(roles[i].role));
}

static void write_places(Buffer *out, const char *field, const PlaceMention **places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, " %s %.*s", field, TEXT_ARGS(places[i]->as));
}

static void write_claim(const Reading *reading, const Claim *claim, Buffer *out)
{
    Text text = reading->report.text;
    buffer_print(out, "%.*s %s", TEXT_ARGS(pack_kind(pack, claim->kind)->name),
                 mention_status_word(claim->status));
    write_roles(out, "by", claim->by, claim->by_count);
    write_roles(out, "whom", claim->whom, claim->whom_count);
    write_places(out, "where", claim->where, claim->where_count);
    write_places(out, "to", claim->to, claim->to_count);
    if (claim->when.edtf.length)
        buffer_print(out, " when %.*s", TEXT_ARGS(claim->when.edtf));
    if (claim->asof)
        buffer_print(out, " asof %s", claim_asof_word(claim->asof));
    if (claim->count)
        buffer_print(out, " count %.*s %.*s", TEXT_ARGS(text_of_span(text, claim->count->at.span)),
                     TEXT_ARGS(claim->count_of));
    for (size_t i = 0; i < claim->work_count; i++)
        buffer_print(out, " work %.*s", TEXT_ARGS(text_of_span(text, claim->work[i])));
    if (claim->source != SOURCE_NONE)
        buffer_print(out, " source %.*s",
                     TEXT_ARGS(text_of_span(text, reading->mentions.sources[claim->source].as)));
    buffer_print(out, " by rule %.*s%s\n", TEXT_ARGS(claim->rule),
                 claim->part == PART_CAPTION ? " (caption)" : "");
    for (size_t i = 0; i < claim->evidence_count; i++)
        buffer_print(out, "  \"%.*s\"\n", TEXT_ARGS(text_of_span(text, claim->evidence[i])));
}

static void write_tries(Arena *arena, const Reading *reading, Buffer *out)
{
    ClaimTries tries =
        claim_try(arena, pack, data, &reading->report, &reading->sentences, &reading->mentions);
    for (size_t i = 0; i < tries.count; i++)
        buffer_print(out, "%.*s: %s, line %u, %zu reached [%.*s]\n", TEXT_ARGS(tries.items[i].rule->name),
                     claim_try_word(tries.items[i].result), tries.items[i].line, tries.items[i].reached,
                     TEXT_ARGS(text_of_span(reading->report.text, tries.items[i].span)));
}

static void write_check(Arena *arena, Buffer *out)
{
    ClaimCheck check = claim_check_examples(arena, pack, language, data);
    for (size_t i = 0; i < check.failure_count; i++)
        buffer_print(out, "%.*s:%u: %.*s: %.*s\n", TEXT_ARGS(check.failures[i].rule->name),
                     check.failures[i].example->line, TEXT_ARGS(check.failures[i].example->text),
                     TEXT_ARGS(check.failures[i].reason));
    buffer_print(out, "%zu hold\n", check.passed);
}

void golden_claim(Arena *arena, Text input, Buffer *out)
{
    Error error = {0};
    if (load(&error) != STATUS_OK) {
        buffer_print(out, "%s:%u: %s\n", error.name, error.line, error.message);
        return;
    }
    if (text_is(input, "check")) {
        write_check(arena, out);
        return;
    }
    Reading reading;
    read_report(arena, input, &reading);
    if (text_starts_with(input, TEXT("try\n"))) {
        write_tries(arena, &reading, out);
        return;
    }
    Claims claims = claim_extract(arena, pack, data, &reading.report, &reading.sentences, &reading.mentions);
    for (size_t i = 0; i < claims.count; i++)
        write_claim(&reading, &claims.items[i], out);
    for (size_t i = 0; i < claims.unread_count; i++)
        buffer_print(out, "unread: %.*s\n",
                     TEXT_ARGS(text_of_span(reading.report.text,
                                            reading.sentences.items[claims.unread[i].sentence].span)));
}
