/* Quotations: curly and straight, over sentences, and over paragraphs that each open anew. */
#include "mention/mention_source.h"

typedef enum QuoteMark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_STRAIGHT } QuoteMark;

static QuoteMark mark_of(const SourceFinder *finder, size_t token)
{
    if (mention_token_is(finder, token, "“") || mention_token_is(finder, token, "``"))
        return MARK_OPEN;
    if (mention_token_is(finder, token, "”") || mention_token_is(finder, token, "''"))
        return MARK_CLOSE;
    return mention_token_is(finder, token, "\"") ? MARK_STRAIGHT : MARK_NONE;
}

/* 5" right behind the number. */
static bool is_inch(const SourceFinder *finder, size_t token)
{
    if (token == 0 || finder->sentences->tokens[token - 1].space_after)
        return false;
    Text before = mention_token_text(finder, token - 1);
    return before.length > 0 && ascii_is_digit(before.bytes[before.length - 1]);
}

/* The quotation was left open, and the paragraph opens it anew. */
static bool goes_on(const SourceFinder *finder, uint32_t open, size_t token)
{
    QuoteMark mark = mark_of(finder, token);
    return open && (mark == MARK_OPEN || mark == MARK_STRAIGHT);
}

void mention_find_quotes(SourceFinder *finder)
{
    const Sentences *sentences = finder->sentences;
    uint32_t open = 0;
    uint32_t count = 0;
    finder->quotes = ARENA_ARRAY(finder->arena, uint32_t, sentences->token_count + 1);
    for (size_t s = 0; s < sentences->count; s++) {
        const Sentence *sentence = &sentences->items[s];
        if (sentence->begins_region && !goes_on(finder, open, sentence->token_begin))
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
