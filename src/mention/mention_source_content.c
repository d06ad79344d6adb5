/* From cues and quotations to stretches of text, each with the voice that asserts it. */
#include "mention/mention_source.h"

typedef LIST_OF(Attribution) Attributions;

typedef struct Content {
    SourceFinder *finder;
    Attributions list;
    uint32_t *quote_voices; /* by number of the quotation; SOURCE_NONE */
    uint32_t *first_cue;    /* by sentence: its cues are first_cue[s] … first_cue[s + 1] - 1 */
} Content;

static Span span_of(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    const Token *tokens = finder->sentences->tokens;
    return (Span){tokens[begin].span.begin, tokens[end - 1].span.end};
}

/* Most of the words stand in quotation marks. */
static bool is_quoted(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    uint32_t quoted = 0;
    for (uint32_t i = begin; i < end; i++)
        quoted += finder->quotes[i] != 0;
    return quoted * 2 > end - begin;
}

/* Nothing but marks and little words. */
static bool is_bare(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    uint32_t words = 0;
    for (uint32_t i = begin; i < end; i++)
        words += finder->sentences->tokens[i].upos != UPOS_PUNCT;
    return words == 0;
}

/* The end of the speaker's words without what stands in apposition. */
static uint32_t core_end(const SourceFinder *finder, const Cue *cue)
{
    for (uint32_t i = cue->head; i < cue->speaker.end; i++)
        if (i > cue->speaker.begin && mention_token_is(finder, i, ","))
            return i;
    return cue->speaker.end;
}

static void add(Content *content, uint32_t begin, uint32_t end, uint32_t voice, const Cue *cue)
{
    const SourceFinder *finder = content->finder;
    while (begin < end && (mention_token_is(finder, begin, ",") || mention_token_is(finder, begin, ":") ||
                           finder->classes[begin] & SPEECH_THAT))
        begin++;
    while (begin < end && mention_token_is(finder, end - 1, ","))
        end--;
    if (begin >= end || voice == SOURCE_NONE)
        return;
    Attribution *attribution = LIST_ADD(content->finder->arena, &content->list);
    attribution->content = span_of(content->finder, begin, end);
    if (cue)
        attribution->cue = span_of(content->finder, cue->words.begin, cue->words.end);
    if (cue && cue->speaker.begin < cue->speaker.end)
        attribution->speaker = span_of(content->finder, cue->speaker.begin, core_end(finder, cue));
    attribution->source = voice;
    attribution->is_quote = is_quoted(content->finder, begin, end);
}

/* A verb before the speaker: another clause, of the report's own. */
static bool has_clause_before(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        const Token *token = &finder->sentences->tokens[i];
        if (finder->classes[i] & (SPEECH_BE | SPEECH_HAVE | SPEECH_MODAL) ||
            (token->upos == UPOS_VERB && token->xpos != XPOS_VBG && token->xpos != XPOS_VBN))
            return true;
    }
    return false;
}

static uint32_t cue_begin(const Cue *cue)
{
    uint32_t begin = cue->speaker.begin < cue->words.begin ? cue->speaker.begin : cue->words.begin;
    return cue->hearer.begin < begin ? cue->hearer.begin : begin;
}

static uint32_t cue_end(const Cue *cue)
{
    uint32_t end = cue->speaker.end > cue->words.end ? cue->speaker.end : cue->words.end;
    return cue->hearer.end > end ? cue->hearer.end : end;
}

/* What describes the speaker is the report's own word: "the manager of a company that employs 200". */
static void add_around(Content *content, uint32_t begin, uint32_t end, const Cue *cue)
{
    uint32_t from = cue_begin(cue);
    uint32_t to = cue_end(cue);
    if (from < begin || to > end) {
        add(content, begin, end, cue->voice, cue);
        return;
    }
    if (!is_bare(content->finder, begin, from))
        add(content, begin, from, cue->voice, cue);
    if (!is_bare(content->finder, to, end))
        add(content, to, end, cue->voice, cue);
}

/* Each cue has the text up to the next one's: a cue behind its content reaches back, one before it forward.
 */
static void divide(Content *content, const Sentence *sentence, const Cue *cues, size_t count)
{
    uint32_t from = sentence->token_begin;
    for (size_t i = 0; i < count; i++) {
        const Cue *cue = &cues[i];
        uint32_t to = sentence->token_end;
        uint32_t begin = from;
        if (!cue->is_after && has_clause_before(content->finder, from, cue_begin(cue)))
            begin = cue_begin(cue);
        if (i + 1 < count && cues[i + 1].is_after)
            to = cue->is_after ? cue_end(cue) : cue_begin(&cues[i + 1]);
        else if (i + 1 < count)
            to = cue_begin(&cues[i + 1]);
        add_around(content, begin, to, cue);
        from = to > from ? to : from;
    }
}

/* The voice of the paragraph's nearest cue, those before first. */
static uint32_t voice_nearby(const Content *content, uint32_t sentence)
{
    enum { SENTENCES_NEAR = 40 };
    const Sentence *items = content->finder->sentences->items;
    const Cue *cues = content->finder->cues.items;
    for (uint32_t s = sentence; s > 0 && !items[s].begins_region && sentence - s < SENTENCES_NEAR; s--)
        for (uint32_t i = content->first_cue[s]; i-- > content->first_cue[s - 1];)
            if (cues[i].voice != SOURCE_NONE)
                return cues[i].voice;
    uint32_t count = (uint32_t)content->finder->sentences->count;
    for (uint32_t s = sentence + 1; s < count && !items[s].begins_region && s - sentence < SENTENCES_NEAR;
         s++)
        for (uint32_t i = content->first_cue[s]; i < content->first_cue[s + 1]; i++)
            if (cues[i].voice != SOURCE_NONE)
                return cues[i].voice;
    return SOURCE_NONE;
}

/* Nobody has spoken yet: whoever is the first to be named is the one who was quoted. */
static uint32_t voice_behind(const Content *content, uint32_t sentence)
{
    enum { SENTENCES_ON = 6 };
    const SourceFinder *finder = content->finder;
    for (uint32_t s = sentence + 1; s < finder->sentences->count && s - sentence < SENTENCES_ON; s++)
        for (uint32_t i = content->first_cue[s]; i < content->first_cue[s + 1]; i++)
            if (finder->cues.items[i].voice != SOURCE_NONE)
                return finder->cues.items[i].voice;
    return SOURCE_NONE;
}

static uint32_t first_quote(const SourceFinder *finder, const Sentence *sentence)
{
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        if (finder->quotes[i])
            return finder->quotes[i];
    return 0;
}

/* "are said to", "is believed to": nobody's word but the report's. */
static bool is_hearsay(const SourceFinder *finder, const Sentence *sentence)
{
    for (uint32_t i = sentence->token_begin; i + 2 < sentence->token_end; i++)
        if (finder->classes[i] & SPEECH_BE && finder->classes[i + 1] & (SPEECH_SAY | SPEECH_LEARN) &&
            finder->classes[i + 2] & SPEECH_TO)
            return true;
    return false;
}

/* A sentence without cue: a quotation that goes on, or words that plainly go on. */
static uint32_t carried_voice(const Content *content, uint32_t number, uint32_t before, uint32_t speaking)
{
    const SourceFinder *finder = content->finder;
    const Sentence *sentence = &finder->sentences->items[number];
    uint32_t quote = first_quote(finder, sentence);
    if (quote && is_quoted(finder, sentence->token_begin, sentence->token_end)) {
        uint32_t voice = content->quote_voices[quote];
        if (voice == SOURCE_NONE)
            voice = voice_nearby(content, number);
        if (voice == SOURCE_NONE)
            voice = speaking;
        return voice != SOURCE_NONE ? voice : voice_behind(content, number);
    }
    if (is_hearsay(finder, sentence))
        return SOURCE_NONE;
    return sentence->begins_region ? SOURCE_NONE : before;
}

static void index_cues(Content *content)
{
    SourceFinder *finder = content->finder;
    size_t count = finder->sentences->count;
    content->first_cue = ARENA_ARRAY(finder->arena, uint32_t, count + 2);
    uint32_t at = 0;
    for (uint32_t s = 0; s <= count; s++) {
        content->first_cue[s] = at;
        while (at < finder->cues.count && finder->cues.items[at].sentence == s)
            at++;
    }
    content->quote_voices = ARENA_ARRAY(finder->arena, uint32_t, finder->sentences->token_count + 2);
    for (size_t i = 0; i < finder->sentences->token_count + 2; i++)
        content->quote_voices[i] = SOURCE_NONE;
}

static void note_quotes(Content *content, const Sentence *sentence, uint32_t voice)
{
    const SourceFinder *finder = content->finder;
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        if (finder->quotes[i] && content->quote_voices[finder->quotes[i]] == SOURCE_NONE)
            content->quote_voices[finder->quotes[i]] = voice;
}

void mention_attribute(SourceFinder *finder, Mentions *mentions)
{
    Content content = {.finder = finder};
    index_cues(&content);
    for (uint32_t s = 0; s < finder->sentences->count; s++)
        if (content.first_cue[s] < content.first_cue[s + 1])
            note_quotes(&content, &finder->sentences->items[s],
                        finder->cues.items[content.first_cue[s + 1] - 1].voice);
    uint32_t before = SOURCE_NONE;
    uint32_t speaking = SOURCE_NONE;
    for (uint32_t s = 0; s < finder->sentences->count; s++) {
        const Sentence *sentence = &finder->sentences->items[s];
        uint32_t first = content.first_cue[s];
        uint32_t count = content.first_cue[s + 1] - first;
        if (count > 0) {
            divide(&content, sentence, &finder->cues.items[first], count);
            before = finder->cues.items[first + count - 1].voice;
            speaking = before != SOURCE_NONE ? before : speaking;
        } else {
            before = carried_voice(&content, s, sentence->begins_region ? SOURCE_NONE : before, speaking);
            add(&content, sentence->token_begin, sentence->token_end, before, NULL);
        }
    }
    mentions->attributions = content.list.items;
    mentions->attribution_count = content.list.count;
}
