#include "mention/mention_quote.h"

enum { SENTENCES_ON = 20 };

typedef LIST_OF(Quotation) QuotationList;

typedef struct Telling {
    SourceFinder *finder;
    const Mentions *mentions;
    uint32_t *told;      /* by token: 1 + number of the attribution whose cue begins there; 0: none */
    bool *is_cue;        /* by token: an accepted candidate's word */
    bool *names_speaker; /* by token: the finder of sources takes it for a cue */
    uint32_t *voices;    /* by token: of the quotation whose cue begins there, + 1; 0: none */
    QuotationList list;
} Telling;

const char *mention_quotation_word(QuotationType type)
{
    static const char *const words[] = {"direct", "mixed", "indirect", "thought", "credit"};
    return words[type];
}

static Span span_of(const SourceFinder *finder, TokenRange range)
{
    const Token *tokens = finder->sentences->tokens;
    if (range.begin >= range.end)
        return (Span){0, 0};
    return (Span){tokens[range.begin].span.begin, tokens[range.end - 1].span.end};
}

static size_t token_from(const Sentences *sentences, uint32_t byte)
{
    size_t low = 0;
    size_t high = sentences->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sentences->tokens[middle].span.begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void index_cues(Telling *telling)
{
    const Sentences *sentences = telling->finder->sentences;
    const Mentions *mentions = telling->mentions;
    telling->told = ARENA_ARRAY(telling->finder->arena, uint32_t, sentences->token_count + 1);
    telling->voices = ARENA_ARRAY(telling->finder->arena, uint32_t, sentences->token_count + 1);
    telling->is_cue = ARENA_ARRAY(telling->finder->arena, bool, sentences->token_count + 1);
    telling->names_speaker = ARENA_ARRAY(telling->finder->arena, bool, sentences->token_count + 1);
    for (size_t i = mentions->attribution_count; i-- > 0;) {
        Span cue = mentions->attributions[i].cue;
        if (cue.begin < cue.end)
            telling->told[token_from(sentences, cue.begin)] = (uint32_t)i + 1;
    }
}

static QuotationType type_of(const SourceFinder *finder, const QuoteCandidate *candidate)
{
    uint32_t words = 0;
    uint32_t quoted = 0;
    for (uint32_t i = candidate->content.begin; i < candidate->content.end; i++) {
        words++;
        quoted += finder->quotes[i] && finder->quotes[i] != finder->quotes[candidate->word];
    }
    if (quoted * 2 > words)
        return QUOTATION_DIRECT;
    if (candidate->way == TOLD_CREDIT)
        return QUOTATION_CREDIT;
    if (quoted)
        return QUOTATION_MIXED;
    return finder->classes[candidate->word] & SPEECH_THINK ? QUOTATION_THOUGHT : QUOTATION_INDIRECT;
}

static bool has_cue(const Telling *telling, const Sentence *sentence)
{
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        if ((telling->is_cue[i] || telling->names_speaker[i]) && !telling->finder->quotes[i])
            return true;
    return false;
}

/* Most of it stands in quotation marks. */
static bool is_quoted(const SourceFinder *finder, const Sentence *sentence)
{
    uint32_t quoted = 0;
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        quoted += finder->quotes[i] != 0;
    return quoted * 2 > sentence->token_end - sentence->token_begin;
}

/* Behind what is told stands more than marks, and neither another deed of the speaker nor somebody else's
 * words. */
static bool goes_on_in_sentence(const Telling *telling, const QuoteCandidate *candidate,
                                const Sentence *sentence)
{
    const Sentences *sentences = telling->finder->sentences;
    uint32_t begin = candidate->content.end;
    bool has_word = false;
    for (uint32_t i = begin; i < sentence->token_end; i++) {
        if (telling->is_cue[i] || telling->names_speaker[i])
            return false;
        has_word = has_word || sentences->tokens[i].upos != UPOS_PUNCT;
    }
    return has_word && language_child(sentences, candidate->word, DEPREL_CONJ) < (int32_t)begin;
}

/* Sentences of the paragraph without a cue go on with what was told: those in quotation marks all, others up
 * to about its own length. */
static uint32_t end_of_content(const Telling *telling, const QuoteCandidate *candidate, bool is_direct)
{
    TokenRange content = candidate->content;
    const SourceFinder *finder = telling->finder;
    const Sentences *sentences = finder->sentences;
    uint32_t end = content.end;
    uint32_t most = (content.end - content.begin) * 2;
    const Sentence *sentence = language_sentence_of(sentences, end - 1);
    if (candidate->word < content.begin && !is_direct && sentence->token_end - end <= most &&
        goes_on_in_sentence(telling, candidate, sentence))
        end = sentence->token_end;
    sentence++;
    const Sentence *last = sentences->items + sentences->count;
    for (int i = 0; i < SENTENCES_ON && sentence < last && !sentence->begins_region; i++, sentence++) {
        bool is_short = !is_direct && sentence->token_end - content.end <= most;
        if (has_cue(telling, sentence) || !(is_short || (is_direct && is_quoted(finder, sentence))))
            return end;
        end = sentence->token_end;
    }
    return end;
}

/* Who passed it on is no source of the words that it only relays: of the chain, the one that is named here.
 */
static uint32_t voice_of(const Telling *telling, const Attribution *attribution)
{
    const Mentions *mentions = telling->mentions;
    const Source *source = &mentions->sources[attribution->source];
    for (size_t i = 0; i < source->via_count; i++) {
        Span as = mentions->sources[source->via[i]].as;
        if (as.begin <= attribution->speaker.begin && as.end >= attribution->speaker.end)
            return source->via[i];
    }
    return attribution->source;
}

/* The source that these words introduced; the tree may have left out its article. */
static uint32_t voice_named(const Mentions *mentions, Span words)
{
    enum { ARTICLE_MOST = 4 };
    for (size_t i = 0; i < mentions->source_count; i++) {
        Span as = mentions->sources[i].as;
        if (as.begin <= words.begin && as.end >= words.end &&
            (as.begin == words.begin || (as.end == words.end && words.begin <= as.begin + ARTICLE_MOST)))
            return (uint32_t)i;
    }
    return SOURCE_NONE;
}

static void add_candidate(Telling *telling, const QuoteCandidate *candidate)
{
    const SourceFinder *finder = telling->finder;
    uint32_t told = telling->told[candidate->word];
    Quotation *quotation = LIST_ADD(finder->arena, &telling->list);
    TokenRange content = candidate->content;
    quotation->type = type_of(finder, candidate);
    if (candidate->way != TOLD_CREDIT)
        content.end = end_of_content(telling, candidate, quotation->type == QUOTATION_DIRECT);
    quotation->source = span_of(finder, candidate->source);
    quotation->cue = span_of(finder, candidate->cue);
    quotation->content = span_of(finder, content);
    int32_t head = finder->sentences->tokens[candidate->word].head;
    if (told) {
        const Attribution *attribution = &telling->mentions->attributions[told - 1];
        quotation->voice = voice_of(telling, attribution);
        if (attribution->speaker.end == quotation->source.end &&
            attribution->speaker.begin < quotation->source.begin)
            quotation->source = attribution->speaker; /* the tree cut "a spokesman for the ministry" */
    } else if (head >= 0 && telling->voices[head] && finder->classes[candidate->word] & SPEECH_SAY)
        quotation->voice = telling->voices[head] - 1; /* "she said, adding that …" */
    else
        quotation->voice = voice_named(telling->mentions, quotation->source);
    if (quotation->voice != SOURCE_NONE)
        telling->voices[candidate->word] = quotation->voice + 1;
    telling->told[candidate->word] = 0;
}

/* "The paper reported that …, citing a clerk": what the clerk said is what the paper told in the sentence. */
static Span cited(const Telling *telling, const Attribution *attribution, uint32_t token)
{
    const Quotation *last = telling->list.items + telling->list.count - 1;
    const Sentence *sentence = language_sentence_of(telling->finder->sentences, token);
    bool is_cited = telling->finder->classes[token] & SPEECH_CITE && telling->list.count > 0 &&
                    span_contains(sentence->span, last->cue) && last->content.begin < attribution->cue.begin;
    return is_cited ? last->content : attribution->content;
}

/* What the finder of sources read where the tree has no candidate: "learned from X", "…, quoting X". */
static void add_attribution(Telling *telling, uint32_t token)
{
    const Attribution *attribution = &telling->mentions->attributions[telling->told[token] - 1];
    bool is_behind = attribution->speaker.begin > attribution->cue.begin;
    uint64_t classes = telling->finder->classes[token];
    bool is_named = is_behind && classes & (SPEECH_ACCORDING | SPEECH_CITE | SPEECH_LEARN | SPEECH_TELL);
    if (!(attribution->is_quote || is_named) || attribution->speaker.begin >= attribution->speaker.end)
        return;
    Quotation quotation = {attribution->speaker, attribution->cue, cited(telling, attribution, token),
                           attribution->is_quote ? QUOTATION_DIRECT : QUOTATION_INDIRECT,
                           attribution->source};
    *LIST_ADD(telling->finder->arena, &telling->list) = quotation;
}

/* A cue beside a quotation needs no weighing, nor do "according to" and whose picture it is. */
static bool is_told(const SourceFinder *finder, const QuoteCandidate *candidate, Buffer *scratch)
{
    if (candidate->way >= TOLD_AFTER)
        return true;
    if (candidate->is_cue && finder->quotes[candidate->content.begin] && !finder->quotes[candidate->word] &&
        finder->classes[candidate->word] & (SPEECH_SAY | SPEECH_TELL))
        return true;
    Text features = mention_quote_features(finder, candidate, scratch);
    return mention_quote_score(&finder->data->quotes, features) > 0;
}

Quotations mention_find_quotations(Arena *arena, const MentionData *data, const Report *report,
                                   const Sentences *sentences, const Mentions *mentions)
{
    SourceFinder finder = mention_start_sources(arena, data, report, sentences, mentions);
    Telling telling = {.finder = &finder, .mentions = mentions};
    Buffer scratch = buffer_in(arena);
    index_cues(&telling);
    QuoteCandidates candidates = mention_quote_candidates(&finder);
    size_t kept = 0;
    for (size_t i = 0; i < candidates.count; i++) {
        const QuoteCandidate *candidate = &candidates.items[i];
        if (!is_told(&finder, candidate, &scratch)) {
            telling.told[candidate->word] = 0;
            continue;
        }
        telling.is_cue[candidate->word] = true;
        candidates.items[kept++] = *candidate;
    }
    for (size_t i = 0; i < finder.cues.count; i++)
        telling.names_speaker[finder.cues.items[i].words.begin] = true;
    size_t next = 0;
    for (uint32_t t = 0; t < sentences->token_count; t++) {
        if (next < kept && candidates.items[next].word == t)
            add_candidate(&telling, &candidates.items[next++]);
        else if (telling.told[t])
            add_attribution(&telling, t);
    }
    return (Quotations){telling.list.items, telling.list.count};
}
