/* Names that no gazetteer has, where their words say that they are places: "in Malo Selo, Serbia", "at Hollis
 * County", "north of Kwato". Kept as written, with no more of a place than what holds them. */
#include "mention/mention_place.h"

enum { NAME_TOKENS_MOST = 3 };

static bool is_name(const PlaceFinder *finder, uint32_t token)
{
    const Token *word = &finder->sentences->tokens[token];
    return (word->xpos == XPOS_NNP || word->xpos == XPOS_NNPS) && mention_is_capital(finder, token) &&
           !(mention_place_token(finder, token) & (PLACE_WORD_NEVER | PLACE_WORD_TITLE));
}

/* "in …", "north of …". */
static bool is_led(const PlaceFinder *finder, const Sentence *sentence, uint32_t token)
{
    if (token == sentence->token_begin)
        return false;
    uint32_t classes = mention_place_token(finder, token - 1);
    if (classes & PLACE_WORD_OF)
        return token - 1 > sentence->token_begin &&
               mention_place_token(finder, token - 2) & PLACE_WORD_DIRECTION;
    return classes & PLACE_WORD_LOCATIVE && finder->sentences->tokens[token - 1].upos == UPOS_ADP;
}

static bool is_town_word(uint32_t classes) { return classes & (PLACE_WORD_COUNTY | PLACE_WORD_TOWN); }

/* What follows the name or ends it says that it is a place. */
static bool is_told(const PlaceFinder *finder, uint32_t begin, uint32_t end, const PlaceMatch *outer)
{
    bool is_direction = mention_place_token(finder, begin - 1) & PLACE_WORD_OF;
    return outer || is_direction || (end > begin + 1 && is_town_word(mention_place_token(finder, end - 1)));
}

/* The first chosen match that ends behind the token, from *next on. */
static const PlaceMatch *match_behind(const PlaceFinder *finder, size_t *next, uint32_t token)
{
    const PlaceMatches *matches = &finder->matches;
    while (*next < matches->count &&
           (!matches->items[*next].is_chosen || matches->items[*next].whole_end <= token))
        (*next)++;
    return *next < matches->count ? &matches->items[*next] : NULL;
}

static bool is_location(const PlaceMatch *match)
{
    return match->ref.kind != PLACE_ADJECTIVE && match->ref.kind != PLACE_PEOPLE;
}

static void add(const PlaceFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end,
                const PlaceMatch *outer, PlaceMention *out)
{
    const Token *tokens = finder->sentences->tokens;
    Span span = {tokens[begin].span.begin, tokens[end - 1].span.end};
    *out = (PlaceMention){.at = {span, sentence, begin, end},
                          .as = text_of_span(finder->text, span),
                          .precision = PRECISION_NONE,
                          .is_unknown = true,
                          .is_stay = mention_place_token(finder, begin - 1) & PLACE_WORD_STAY};
    if (!outer)
        return;
    Place *place = ARENA_NEW(finder->arena, Place);
    *place = outer->place;
    place->geonames = 0; /* it lies there; it is not that place */
    out->place = place;
    out->precision = place->precision;
}

size_t mention_find_unknown_places(const PlaceFinder *finder, PlaceMention *out, size_t room)
{
    size_t count = 0;
    size_t next = 0;
    const Token *tokens = finder->sentences->tokens;
    for (uint32_t s = 0; s < finder->sentences->count; s++) {
        const Sentence *sentence = &finder->sentences->items[s];
        for (uint32_t i = sentence->token_begin; i < sentence->token_end && count < room; i++) {
            const PlaceMatch *match = match_behind(finder, &next, i);
            uint32_t limit =
                match && match->whole_begin < sentence->token_end ? match->whole_begin : sentence->token_end;
            uint32_t end = i;
            while (end < limit && end < i + NAME_TOKENS_MOST && is_name(finder, end))
                end++;
            if (end == i || !is_led(finder, sentence, i) ||
                (end < sentence->token_end && is_name(finder, end)))
                continue;
            bool has_outer = match && end + 1 == match->whole_begin && tokens[end].xpos == XPOS_COMMA &&
                             is_location(match) && match->place.precision >= PRECISION_PROVINCE;
            const PlaceMatch *outer = has_outer ? match : NULL;
            if (is_told(finder, i, end, outer))
                add(finder, s, i, end, outer, &out[count++]);
            i = end - 1;
        }
    }
    return count;
}
