/* Places without a name of their own, kept as written: "in three Chinese cities", "on the Chinese side", "in
 * the northeast", "near the frontier with China". */
#include "mention/mention_place.h"

enum { MODIFIERS_MOST = 5 };

static Text word_at(const PlaceFinder *finder, uint32_t token)
{
    return text_of_span(finder->text, finder->sentences->tokens[token].span);
}

static bool is_the(const PlaceFinder *finder, uint32_t token)
{
    return mention_place_token(finder, token) & PLACE_WORD_THE;
}

/* The chosen match that covers the token, among those of the sentence from first on. */
static const PlaceMatch *match_at(const PlaceFinder *finder, size_t first, uint32_t token)
{
    for (size_t i = first; i < finder->matches.count && finder->matches.items[i].begin <= token; i++)
        if (finder->matches.items[i].is_chosen && token < finder->matches.items[i].end)
            return &finder->matches.items[i];
    return NULL;
}

static bool is_adjective(const PlaceMatch *match)
{
    return match && (match->ref.kind == PLACE_ADJECTIVE || match->ref.kind == PLACE_PEOPLE);
}

/* Where the phrase of the noun begins; telling is set where its modifiers say which places are meant. */
static uint32_t phrase_begin(const PlaceFinder *finder, const Sentence *sentence, size_t first, uint32_t noun,
                             bool *telling)
{
    uint32_t begin = noun;
    while (begin > sentence->token_begin && noun - begin < MODIFIERS_MOST) {
        const PlaceMatch *match = match_at(finder, first, begin - 1);
        Upos upos = finder->sentences->tokens[begin - 1].upos;
        uint32_t classes = mention_place_token(finder, begin - 1);
        if (match && !is_adjective(match))
            return noun;
        *telling |= match || classes & PLACE_WORD_OTHER;
        if (!match && !(classes & PLACE_WORD_EDGE) && upos != UPOS_ADJ && upos != UPOS_NUM)
            break;
        begin = match ? match->begin : begin - 1;
    }
    return begin;
}

/* "the frontier with China": the end of the phrase behind its noun. */
static uint32_t phrase_end(const PlaceFinder *finder, const Sentence *sentence, size_t first, uint32_t noun,
                           bool *telling)
{
    if (!(mention_place_token(finder, noun) & PLACE_WORD_EDGE) || noun + 2 >= sentence->token_end ||
        !(mention_place_token(finder, noun + 1) & PLACE_WORD_WITH))
        return noun + 1;
    const PlaceMatch *match = match_at(finder, first, noun + 2);
    if (!match || is_adjective(match))
        return noun + 1;
    *telling = true;
    return match->end;
}

/* "the Chinese border city of Dandong", "the city, Dandong": it has a name. */
static bool is_named(const PlaceFinder *finder, const Sentence *sentence, size_t first, uint32_t end)
{
    return end < sentence->token_end &&
           (mention_place_token(finder, end) & PLACE_WORD_OF || match_at(finder, first, end) ||
            (end + 1 < sentence->token_end && text_is(word_at(finder, end), ",") &&
             match_at(finder, first, end + 1)));
}

static bool look_at_noun(const PlaceFinder *finder, const Sentence *sentence, size_t first, uint32_t noun,
                         TokenSpan *out)
{
    uint32_t classes = mention_place_token(finder, noun);
    bool telling = false;
    *out = (TokenSpan){noun, noun + 1};
    if (match_at(finder, first, noun) || mention_is_capital(finder, noun))
        return false;
    bool is_modifier =
        noun + 1 < sentence->token_end && finder->sentences->tokens[noun + 1].upos == UPOS_NOUN;
    if (classes & PLACE_WORD_GENERIC && !is_modifier) {
        out->begin = phrase_begin(finder, sentence, first, noun, &telling);
        out->end = phrase_end(finder, sentence, first, noun, &telling);
    } else if (classes & PLACE_WORD_QUARTER) {
        telling = noun > sentence->token_begin && is_the(finder, noun - 1) &&
                  !(noun + 1 < sentence->token_end && match_at(finder, first, noun + 1));
    }
    if (!telling || is_named(finder, sentence, first, out->end))
        return false;
    uint32_t before = out->begin;
    if (before > sentence->token_begin && finder->sentences->tokens[before - 1].upos == UPOS_DET)
        before--;
    return before > sentence->token_begin && (finder->sentences->tokens[before - 1].upos == UPOS_ADP ||
                                              mention_place_token(finder, before - 1) & PLACE_WORD_LOCATIVE);
}

size_t mention_find_generic_places(const PlaceFinder *finder, PlaceMention *out, size_t room)
{
    size_t count = 0;
    size_t first = 0;
    const Token *tokens = finder->sentences->tokens;
    for (uint32_t s = 0; s < finder->sentences->count; s++) {
        const Sentence *sentence = &finder->sentences->items[s];
        while (first < finder->matches.count && finder->matches.items[first].sentence < s)
            first++;
        size_t near = first;
        for (uint32_t i = sentence->token_begin; i < sentence->token_end && count < room; i++) {
            while (near < finder->matches.count && finder->matches.items[near].end + MODIFIERS_MOST < i)
                near++;
            TokenSpan span;
            if (!look_at_noun(finder, sentence, near, i, &span))
                continue;
            Span words = {tokens[span.begin].span.begin, tokens[span.end - 1].span.end};
            out[count++] = (PlaceMention){.at = {words, s, span.begin, span.end},
                                          .as = text_of_span(finder->text, words),
                                          .precision = PRECISION_REGION};
        }
    }
    return count;
}
