/* Quotations: curly and straight, over sentences, and over paragraphs that each open anew. */
#include "mention/mention_source.h"

typedef enum QuoteMark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_STRAIGHT } QuoteMark;

/* White space, or the head of a paragraph, before the token. */
static bool is_spaced_before(const SourceFinder *finder, size_t token)
{
    const Sentences *sentences = finder->sentences;
    return token == 0 || sentences->tokens[token - 1].space_after;
}

/* A straight mark opens what it touches and closes it; between two words or two spaces it tells nothing. */
static QuoteMark mark_of(const SourceFinder *finder, size_t token)
{
    if (mention_token_is(finder, token, "“") || mention_token_is(finder, token, "``"))
        return MARK_OPEN;
    if (mention_token_is(finder, token, "”") || mention_token_is(finder, token, "''"))
        return MARK_CLOSE;
    if (!mention_token_is(finder, token, "\""))
        return MARK_NONE;
    bool has_space_behind = finder->sentences->tokens[token].space_after;
    if (is_spaced_before(finder, token) == has_space_behind)
        return MARK_STRAIGHT;
    return has_space_behind ? MARK_CLOSE : MARK_OPEN;
}

/* 5" right behind the number. */
static bool is_inch(const SourceFinder *finder, size_t token)
{
    if (token == 0 || finder->sentences->tokens[token - 1].space_after)
        return false;
    Text before = mention_token_text(finder, token - 1);
    return before.length > 0 && ascii_is_digit(before.bytes[before.length - 1]);
}

/* The quotation was left open, and the paragraph opens it anew, or closes it before it opens another. */
static bool goes_on(const SourceFinder *finder, uint32_t open, size_t sentence)
{
    const Sentences *sentences = finder->sentences;
    const Sentence *first = &sentences->items[sentence];
    if (!open)
        return false;
    QuoteMark mark = mark_of(finder, first->token_begin);
    if (mark == MARK_OPEN || mark == MARK_STRAIGHT)
        return true;
    const Sentence *last = first;
    while (last + 1 < sentences->items + sentences->count && !last[1].begins_region)
        last++;
    for (size_t i = first->token_begin; i < last->token_end; i++) {
        mark = mark_of(finder, i);
        if (mark != MARK_NONE)
            return mark == MARK_CLOSE;
    }
    return false;
}

void mention_find_quotes(SourceFinder *finder)
{
    const Sentences *sentences = finder->sentences;
    uint32_t open = 0;
    uint32_t count = 0;
    finder->quotes = ARENA_ARRAY(finder->arena, uint32_t, sentences->token_count + 1);
    for (size_t s = 0; s < sentences->count; s++) {
        const Sentence *sentence = &sentences->items[s];
        if (sentence->begins_region && !goes_on(finder, open, s))
            open = 0;
        for (size_t i = sentence->token_begin; i < sentence->token_end; i++) {
            QuoteMark mark = mark_of(finder, i);
            bool begins = sentence->begins_region && i == sentence->token_begin;
            if (open && begins) {
                finder->quotes[i] = open;
            } else if (open && (mark == MARK_CLOSE || mark == MARK_STRAIGHT)) {
                finder->quotes[i] = open;
                open = 0;
            } else if (!open && (mark == MARK_OPEN || (mark == MARK_STRAIGHT && !is_inch(finder, i)))) {
                open = ++count;
                finder->quotes[i] = open;
            } else {
                finder->quotes[i] = open;
            }
        }
    }
}
