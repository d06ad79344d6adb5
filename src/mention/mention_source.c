#include "mention/mention_source.h"

static void classify_tokens(SourceFinder *finder)
{
    size_t count = finder->sentences->token_count;
    finder->classes = ARENA_ARRAY(finder->arena, uint64_t, count + 1);
    for (size_t i = 0; i < count; i++)
        finder->classes[i] = mention_speech_word(finder->data, mention_token_text(finder, i));
    finder->places = ARENA_ARRAY(finder->arena, uint32_t, count + 1);
    for (size_t i = 0; i < finder->mentions->place_count; i++)
        for (uint32_t t = finder->mentions->places[i].at.token_begin;
             t < finder->mentions->places[i].at.token_end; t++)
            finder->places[t] = (uint32_t)i + 1;
}

bool mention_is_outlet(const Voice *voice)
{
    return voice->outlet >= 0 || (voice->types & VOICE_OUTLET && !(voice->types & VOICE_DOCUMENT));
}

/* The last of the chain of those that the voice was heard through. */
static uint32_t end_of_chain(const Voice *voices, uint32_t voice)
{
    while (voices[voice].via != SOURCE_NONE)
        voice = voices[voice].via;
    return voice;
}

/* "The broadcaster relied on diplomats": what it had reported was theirs. */
static void note_reliance(SourceFinder *finder, const Cue *cue)
{
    enum { CUES_BACK = 20 };
    uint32_t outlet = finder->last_outlet;
    if (cue->kind != CUE_RELY || cue->voice == SOURCE_NONE || outlet == SOURCE_NONE || outlet == cue->voice)
        return;
    size_t least = finder->cues.count > CUES_BACK ? finder->cues.count - CUES_BACK : 0;
    for (size_t i = least; i < finder->cues.count; i++)
        if (finder->cues.items[i].voice == outlet)
            finder->cues.items[i].voice = cue->voice;
    if (finder->voices.items[cue->voice].via == SOURCE_NONE &&
        end_of_chain(finder->voices.items, outlet) != cue->voice)
        finder->voices.items[cue->voice].via = outlet;
}

/* The outlet comes last in the chain, unless it was heard through that chain itself: no chain has a circle.
 */
static void append_relay(Voice *voices, uint32_t person, uint32_t outlet)
{
    uint32_t end = end_of_chain(voices, person);
    if (end != end_of_chain(voices, outlet))
        voices[end].via = outlet;
}

/* An outlet's cue beside a person's in one sentence relays it: "sources told Yomiuri, KBS reports", "Kyodo
 * said, quoting diplomats". */
static void join_relays(SourceFinder *finder, size_t first)
{
    Voice *voices = finder->voices.items;
    uint32_t person = SOURCE_NONE;
    bool is_joined = false;
    for (size_t i = first; i < finder->cues.count; i++) {
        uint32_t voice = finder->cues.items[i].voice;
        if (voice != SOURCE_NONE && !mention_is_outlet(&voices[voice]))
            person = voice;
        else if (voice != SOURCE_NONE)
            is_joined |= finder->cues.items[i].is_after;
        is_joined |= finder->cues.items[i].kind == CUE_CITE && voice == person;
    }
    if (person == SOURCE_NONE || !is_joined)
        return;
    for (size_t i = first; i < finder->cues.count; i++) {
        Cue *cue = &finder->cues.items[i];
        if (cue->voice == SOURCE_NONE || !mention_is_outlet(&voices[cue->voice]))
            continue;
        append_relay(voices, person, cue->voice);
        cue->voice = person;
    }
}

/* The day on which the source spoke, where the sentence tells it. time is the first one not before the
 * sentence. */
static void note_day(SourceFinder *finder, const Cue *cue, size_t time)
{
    if (cue->voice == SOURCE_NONE)
        return;
    Voice *voice = &finder->voices.items[cue->voice];
    for (; time < finder->mentions->time_count && voice->said.edtf.length == 0; time++) {
        const TimeMention *mention = &finder->mentions->times[time];
        if (mention->at.sentence > cue->sentence)
            break;
        if (mention->at.sentence == cue->sentence && mention->says_when_spoken)
            voice->said = mention->date;
    }
}

/* Anonymous voices that come after one heard through another outlet came through it, too. */
static void inherit_relay(SourceFinder *finder)
{
    uint32_t via = SOURCE_NONE;
    for (size_t i = 0; i < finder->voices.count; i++) {
        Voice *voice = &finder->voices.items[i];
        if (voice->via != SOURCE_NONE)
            via = voice->via;
        else if (voice->types & VOICE_ANONYMOUS && !mention_is_outlet(voice))
            voice->via = via;
    }
}

/* The program's own terms: types of a Source. */
static Text type_word(const Voice *voice)
{
    static const char *const words[] = {"anonymous", "private",      "official", "document",
                                        "outlet",    "organisation", "named"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (voice->types & 1u << i)
            return text_from(words[i]);
    return TEXT("anonymous");
}

static Text place_of(const SourceFinder *finder, Span as)
{
    for (size_t i = 0; i < finder->mentions->place_count; i++) {
        const PlaceMention *place = &finder->mentions->places[i];
        if (span_contains(as, place->at.span) && !place->is_adjective && !place->is_people_origin)
            return place->as;
    }
    return TEXT_EMPTY;
}

static Text knows_of(const SourceFinder *finder, Span as)
{
    Text words = text_of_span(finder->report->text, as);
    for (size_t i = 0; i < finder->data->knows_count; i++)
        if (text_find(words, finder->data->knows[i].words, 0) != SIZE_MAX)
            return finder->data->knows[i].knows;
    return TEXT_EMPTY;
}

static bool is_nameless(const Voice *voice)
{
    return voice->types & VOICE_ANONYMOUS && !mention_is_outlet(voice);
}

/* A group may be made of the persons of the report, "one source" may be any of those before. */
static void list_maybe(const SourceFinder *finder, size_t number, Source *out)
{
    const Voice *voice = &finder->voices.items[number];
    if (!is_nameless(voice) || !(voice->is_vague || voice->is_plural))
        return;
    out->maybe = ARENA_ARRAY(finder->arena, uint32_t, finder->voices.count);
    for (size_t i = 0; i < finder->voices.count; i++) {
        const Voice *other = &finder->voices.items[i];
        bool may_be = voice->is_plural ? !other->is_plural : i < number;
        if (i != number && may_be && is_nameless(other))
            out->maybe[out->maybe_count++] = (uint32_t)i;
    }
}

static void list_via(const SourceFinder *finder, size_t number, Source *out)
{
    enum { CHAIN_MOST = 8 };
    out->via = ARENA_ARRAY(finder->arena, uint32_t, CHAIN_MOST);
    uint32_t via = finder->voices.items[number].via;
    while (via != SOURCE_NONE && out->via_count < CHAIN_MOST) {
        out->via[out->via_count++] = via;
        via = finder->voices.items[via].via;
    }
}

static void write_sources(const SourceFinder *finder, Mentions *mentions)
{
    mentions->source_count = finder->voices.count;
    mentions->sources = ARENA_ARRAY(finder->arena, Source, finder->voices.count);
    const Token *tokens = finder->sentences->tokens;
    for (size_t i = 0; i < finder->voices.count; i++) {
        const Voice *voice = &finder->voices.items[i];
        Source *source = &mentions->sources[i];
        source->id = arena_print(finder->arena, "s%zu", i + 1);
        source->as = (Span){tokens[voice->as.begin].span.begin, tokens[voice->as.end - 1].span.end};
        source->type = type_word(voice);
        source->where = place_of(finder, source->as);
        source->knows = knows_of(finder, source->as);
        source->said = voice->said;
        source->n_low = voice->is_plural ? 2 : 1;
        source->n_high = voice->is_plural ? COUNT_OPEN : 1;
        list_maybe(finder, i, source);
        list_via(finder, i, source);
    }
}

SourceFinder mention_start_sources(Arena *arena, const MentionData *data, const Report *report,
                                   const Sentences *sentences, const Mentions *mentions)
{
    SourceFinder finder = {.arena = arena,
                           .data = data->speakers,
                           .report = report,
                           .sentences = sentences,
                           .mentions = mentions,
                           .last_person = SOURCE_NONE,
                           .last_group = SOURCE_NONE,
                           .last_body = SOURCE_NONE,
                           .last_outlet = SOURCE_NONE};
    classify_tokens(&finder);
    mention_find_quotes(&finder);
    return finder;
}

void mention_find_sources(Arena *arena, const MentionData *data, const Report *report,
                          const Sentences *sentences, Mentions *mentions)
{
    SourceFinder finder = mention_start_sources(arena, data, report, sentences, mentions);
    size_t time = 0;
    for (uint32_t s = 0; s < sentences->count; s++) {
        size_t first = finder.cues.count;
        while (time < mentions->time_count && mentions->times[time].at.sentence < s)
            time++;
        mention_find_cues(&finder, s);
        for (size_t i = first; i < finder.cues.count; i++)
            finder.cues.items[i].voice = mention_voice_of(&finder, &finder.cues.items[i]);
        join_relays(&finder, first);
        for (size_t i = first; i < finder.cues.count; i++) {
            Cue cue = finder.cues.items[i];
            note_reliance(&finder, &cue);
        }
        for (size_t i = first; i < finder.cues.count; i++)
            note_day(&finder, &finder.cues.items[i], time);
    }
    inherit_relay(&finder);
    write_sources(&finder, mentions);
    mention_attribute(&finder, mentions);
}

uint32_t mention_source_at(const Mentions *mentions, uint32_t byte)
{
    size_t low = 0;
    size_t high = mentions->attribution_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->attributions[middle].content.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < mentions->attribution_count && mentions->attributions[low].content.begin <= byte)
        return mentions->attributions[low].source;
    return SOURCE_NONE;
}
