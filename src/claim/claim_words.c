/* Which words and phrases of the pack begin at which token. */
#include "claim/claim_parts.h"

enum { WORD_BYTES = 64 };

/* In lower case in room, or empty where it does not fit. */
static Text lower_into(Text word, char room[WORD_BYTES])
{
    if (word.length > WORD_BYTES)
        return TEXT_EMPTY;
    for (size_t i = 0; i < word.length; i++)
        room[i] = ascii_lower(word.bytes[i]);
    return (Text){room, word.length};
}

static bool word_is(const ClaimReader *reader, const Token *token, Text word, bool is_form)
{
    return (!is_form && text_equals_ignoring_case(token->lemma, word)) ||
           text_equals_ignoring_case(text_of_span(reader->report->text, token->span), word);
}

/* The token behind the phrase, or 0 where it does not stand here. Its first word does. */
static uint32_t phrase_end(const ClaimReader *reader, const PackPhrase *phrase, uint32_t token, uint32_t end)
{
    if (phrase->word_count > end - token)
        return 0;
    for (uint32_t i = 0; i < phrase->word_count; i++)
        if (!word_is(reader, &reader->sentences->tokens[token + i], phrase->words[i], phrase->is_form))
            return 0;
    return token + (uint32_t)phrase->word_count;
}

typedef LIST_OF(ClassHit) ClassHits;

/* Longest first, each end of a class once. */
static void add_hit(ClaimReader *reader, ClassHits *hits, size_t first, ClassHit hit)
{
    for (size_t i = first; i < hits->count; i++)
        if (hits->items[i].class == hit.class && hits->items[i].end == hit.end)
            return;
    (void)LIST_ADD(reader->arena, hits);
    size_t at = hits->count - 1;
    for (; at > first && hits->items[at - 1].end < hit.end; at--)
        hits->items[at] = hits->items[at - 1];
    hits->items[at] = hit;
}

static void find_at(ClaimReader *reader, ClassHits *hits, uint32_t token, uint32_t end)
{
    char room[WORD_BYTES];
    const Token *word = &reader->sentences->tokens[token];
    Text forms[2] = {word->lemma, text_of_span(reader->report->text, word->span)};
    size_t first = hits->count;
    size_t kinds = text_equals_ignoring_case(forms[0], forms[1]) ? 1 : 2;
    for (size_t i = 0; i < kinds; i++) {
        Text key = lower_into(forms[i], room);
        const PackPhrase *phrase = key.length ? pack_phrases(reader->pack, key) : NULL;
        for (; phrase; phrase = phrase->next) {
            uint32_t behind = phrase_end(reader, phrase, token, end);
            if (behind)
                add_hit(reader, hits, first, (ClassHit){token, behind, phrase->class});
        }
    }
}

void claim_find_words(ClaimReader *reader)
{
    for (size_t s = 0; s < reader->sentences->count; s++) {
        SentenceView *view = &reader->views[s];
        ClassHits hits = {0};
        for (uint32_t t = view->tokens.begin; view->is_readable && t < view->tokens.end; t++)
            find_at(reader, &hits, t, view->tokens.end);
        view->hits = hits.items;
        view->hit_count = hits.count;
    }
}

size_t claim_first_hit(const SentenceView *view, uint32_t token)
{
    size_t low = 0;
    size_t high = view->hit_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->hits[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool claim_has_class(const SentenceView *view, TokenRange range, uint32_t class)
{
    for (size_t i = 0; i < view->hit_count; i++)
        if (view->hits[i].class == class && view->hits[i].token >= range.begin &&
            view->hits[i].end <= range.end)
            return true;
    return false;
}
