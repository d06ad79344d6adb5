/* The stretches of a candidate: whose words, and what is told. */
#include "mention/mention_quote.h"

static uint32_t token_at(const Sentences *sentences, const Sentence *sentence, uint32_t byte)
{
    uint32_t low = sentence->token_begin;
    uint32_t high = sentence->token_end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sentences->tokens[middle].span.begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static TokenRange tokens_of(const SourceFinder *finder, uint32_t head)
{
    const Sentence *sentence = language_sentence_of(finder->sentences, head);
    Span span = language_phrase(finder->sentences, head);
    return (TokenRange){token_at(finder->sentences, sentence, span.begin),
                        token_at(finder->sentences, sentence, span.end)};
}

static bool is_mark(const SourceFinder *finder, uint32_t token)
{
    return finder->sentences->tokens[token].upos == UPOS_PUNCT;
}

/* Marks at both ends are nobody's; a bracket is closed. */
static TokenRange trim(const SourceFinder *finder, TokenRange range)
{
    while (range.begin < range.end && is_mark(finder, range.begin))
        range.begin++;
    while (range.begin < range.end && is_mark(finder, range.end - 1))
        range.end--;
    return range;
}

/* Relations in which more is told about the speaker: ", the mayor of X,", ", who …", "(KCNA)", "Speaking in
 * court, X". */
static bool may_be_aside(Deprel relation)
{
    return relation == DEPREL_APPOS || relation == DEPREL_ACL || relation == DEPREL_PARATAXIS ||
           relation == DEPREL_NMOD || relation == DEPREL_ADVCL || relation == DEPREL_DEP ||
           relation == DEPREL_NUMMOD || relation == DEPREL_AMOD || relation == DEPREL_LIST ||
           relation == DEPREL_OBL;
}

static bool is_cut(const SourceFinder *finder, uint32_t token)
{
    return is_mark(finder, token) && !mention_token_is(finder, token, "-") && !finder->quotes[token];
}

/* Cuts off what hangs on the head, or on a word beside it, behind a comma or before one. */
static void cut_aside(const SourceFinder *finder, uint32_t head, uint32_t child, TokenRange *range)
{
    if (!may_be_aside(language_deprel_base(finder->sentences->tokens[child].deprel)))
        return;
    TokenRange aside = tokens_of(finder, child);
    if (child > head && aside.begin > head && aside.begin < range->end &&
        (is_cut(finder, aside.begin) || is_cut(finder, aside.begin - 1)))
        range->end = aside.begin;
    if (child < head && aside.end <= head && aside.end > range->begin &&
        (is_cut(finder, aside.end - 1) || is_cut(finder, aside.end)))
        range->begin = aside.end;
}

TokenRange mention_quote_source(const SourceFinder *finder, uint32_t head, uint32_t word)
{
    const Token *tokens = finder->sentences->tokens;
    TokenRange range = tokens_of(finder, head);
    if (range.begin <= word && word < range.end) { /* "according to X", a subject that holds its verb */
        if (head > word)
            range.begin = word + 1;
        else
            range.end = word;
    }
    for (int32_t child = tokens[head].first_child; child >= 0; child = tokens[child].next_sibling) {
        cut_aside(finder, head, (uint32_t)child, &range);
        if (language_deprel_base(tokens[child].deprel) != DEPREL_CONJ)
            continue;
        for (int32_t inner = tokens[child].first_child; inner >= 0; inner = tokens[inner].next_sibling)
            if (inner > child)
                cut_aside(finder, head, (uint32_t)inner, &range);
    }
    while (range.begin < head && (finder->classes[range.begin] & (SPEECH_AND | SPEECH_NEGATION) ||
                                  tokens[range.begin].deprel == DEPREL_CASE))
        range.begin++;
    return trim(finder, range);
}

TokenRange *mention_quote_ranges(const SourceFinder *finder)
{
    size_t count = finder->sentences->token_count;
    TokenRange *ranges = ARENA_ARRAY(finder->arena, TokenRange, count + 2);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t quote = finder->quotes[i];
        if (!quote)
            continue;
        if (ranges[quote].end == 0)
            ranges[quote].begin = i;
        ranges[quote].end = i + 1;
    }
    return ranges;
}

/* The quotation that begins behind the word, in its sentence or right behind it. */
static TokenRange quote_after(const SourceFinder *finder, const TokenRange *quotes, uint32_t word,
                              const Sentence *sentence)
{
    for (uint32_t i = word + 1; i < sentence->token_end; i++)
        if (finder->quotes[i])
            return quotes[finder->quotes[i]];
    if (sentence->token_end < finder->sentences->token_count && finder->quotes[sentence->token_end])
        return quotes[finder->quotes[sentence->token_end]];
    return (TokenRange){sentence[1].token_begin, sentence[1].token_end};
}

/* A quotation that the word stands outside of is told whole. */
static void widen(const SourceFinder *finder, const TokenRange *quotes, const QuoteCandidate *candidate,
                  TokenRange *range)
{
    uint32_t ends[] = {range->begin, range->end - 1};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        uint32_t quote = finder->quotes[ends[i]];
        if (!quote || quote == finder->quotes[candidate->word])
            continue;
        if (quotes[quote].begin < range->begin)
            range->begin = quotes[quote].begin;
        if (quotes[quote].end > range->end)
            range->end = quotes[quote].end;
    }
}

/* "…," he said, "…": what stands on the other side of the word. */
static void add_other_side(const SourceFinder *finder, const TokenRange *quotes,
                           const QuoteCandidate *candidate, TokenRange *range)
{
    const Sentence *sentence = &finder->sentences->items[candidate->sentence];
    if (!finder->quotes[range->begin] || finder->quotes[candidate->word])
        return;
    for (uint32_t i = candidate->word + 1; i < sentence->token_end; i++)
        if (finder->quotes[i] && i >= range->end) {
            range->end = quotes[finder->quotes[i]].end;
            return;
        }
}

/* All but the word's own phrase: before it or behind it, whichever is there; around it, the whole. */
static TokenRange around(const SourceFinder *finder, uint32_t clause, TokenRange inner)
{
    TokenRange all = tokens_of(finder, clause);
    TokenRange left =
        trim(finder, (TokenRange){all.begin, inner.begin < all.begin ? all.begin : inner.begin});
    TokenRange right = trim(finder, (TokenRange){inner.end > all.end ? all.end : inner.end, all.end});
    if (left.begin >= left.end)
        return right;
    if (right.begin >= right.end)
        return left;
    return (TokenRange){left.begin, right.end};
}

/* "…, the paper reports" behind a clause frames it and is no part of it. */
static void cut_frame(const SourceFinder *finder, uint32_t clause, TokenRange *range)
{
    for (int32_t child = finder->sentences->tokens[clause].first_child; child >= 0;
         child = finder->sentences->tokens[child].next_sibling) {
        const Token *token = &finder->sentences->tokens[child];
        if ((uint32_t)child < clause || language_deprel_base(token->deprel) != DEPREL_PARATAXIS ||
            !(finder->classes[child] & (SPEECH_SAY | SPEECH_TELL)))
            continue;
        TokenRange frame = tokens_of(finder, (uint32_t)child);
        if (frame.end >= range->end && frame.begin > clause)
            range->end = frame.begin;
    }
}

/* What is told neither begins nor ends with a comma or a colon. */
static TokenRange trim_marks(const SourceFinder *finder, TokenRange range)
{
    while (range.begin < range.end && is_mark(finder, range.begin) && !finder->quotes[range.begin])
        range.begin++;
    while (range.begin < range.end &&
           (mention_token_is(finder, range.end - 1, ",") || mention_token_is(finder, range.end - 1, ":")))
        range.end--;
    return range;
}

void mention_quote_content(const SourceFinder *finder, const TokenRange *quotes, QuoteCandidate *candidate)
{
    const Sentence *sentence = &finder->sentences->items[candidate->sentence];
    TokenRange range = {0, 0};
    switch (candidate->way) {
    case TOLD_CLAUSE:
    case TOLD_OBJECT:
    case TOLD_NOUN:
    case TOLD_BESIDE:
        range = tokens_of(finder, candidate->clause);
        if (candidate->clause > candidate->word && range.begin <= candidate->word)
            range.begin = candidate->word + 1;
        cut_frame(finder, candidate->clause, &range);
        break;
    case TOLD_ASIDE:
    case TOLD_AS:
        range = around(finder, candidate->clause, tokens_of(finder, candidate->word));
        break;
    case TOLD_ACCORDING:
        range = tokens_of(finder, candidate->speaker);
        if (range.begin > candidate->word)
            range.begin = candidate->word; /* "according to it, …", whatever the tree says */
        range = around(finder, candidate->clause, range);
        break;
    case TOLD_BEFORE:
        range = quote_after(finder, quotes, candidate->word, sentence);
        break;
    case TOLD_BEHIND:
        range = quotes[finder->quotes[sentence->token_begin - 1]];
        break;
    case TOLD_AFTER:
    case TOLD_CREDIT:
        return;
    }
    if (candidate->source.begin > range.begin && candidate->source.end == range.end)
        range.end = candidate->source.begin; /* "…," one of them said */
    range = trim_marks(finder, range);
    if (range.begin >= range.end)
        return;
    widen(finder, quotes, candidate, &range);
    add_other_side(finder, quotes, candidate, &range);
    candidate->content = trim_marks(finder, range);
}
