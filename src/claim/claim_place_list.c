/* Which mentions of places may be where something happens, and how such places are listed. */
#include "claim/claim_parts.h"

/* Number of the first place that ends behind the byte. */
size_t claim_place_after(const Mentions *mentions, uint32_t byte)
{
    size_t low = 0;
    size_t high = mentions->place_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->places[middle].at.span.begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void strike_out(ClaimReader *reader, Span span)
{
    const Mentions *mentions = reader->mentions;
    for (size_t i = claim_place_after(mentions, span.begin);
         i < mentions->place_count && mentions->places[i].at.span.end <= span.end; i++)
        reader->locations[i] = false;
}

/* The first verb above the token, or -1. */
static int32_t verb_over(const Sentences *sentences, int32_t token)
{
    enum { STEPS = 6 };
    for (int i = 0; i < STEPS && token >= 0; i++, token = sentences->tokens[token].head)
        if (sentences->tokens[token].upos == UPOS_VERB)
            return token;
    return -1;
}

/* Where it was said: "she told reporters in X". */
static bool is_of_telling(const ClaimReader *reader, const PlaceMention *place)
{
    enum { NEAR = 3 };
    const Mentions *mentions = reader->mentions;
    int32_t verb = verb_over(reader->sentences, (int32_t)place->at.token_end - 1);
    if (verb < 0 || (uint32_t)verb >= place->at.token_begin)
        return false;
    Span span = reader->sentences->tokens[verb].span;
    size_t first = claim_first_attribution(reader, span.begin);
    for (size_t i = first; i < mentions->attribution_count && i < first + NEAR; i++)
        if (span_contains(mentions->attributions[i].cue, span))
            return true;
    return false;
}

/* A state that acts, a people's name, and where a source or a worker comes from are no place of the claim. */
void claim_find_locations(ClaimReader *reader)
{
    const Mentions *mentions = reader->mentions;
    reader->locations = ARENA_ARRAY(reader->arena, bool, mentions->place_count + 1);
    for (size_t i = 0; i < mentions->place_count; i++) {
        const PlaceMention *place = &mentions->places[i];
        reader->locations[i] = !(place->is_adjective || place->is_government || place->is_people_origin ||
                                 place->is_dateline || place->is_container || is_of_telling(reader, place));
    }
    for (size_t i = 0; i < mentions->source_count; i++)
        strike_out(reader, mentions->sources[i].as);
    for (size_t i = 0; i < mentions->attribution_count; i++)
        strike_out(reader, mentions->attributions[i].cue);
}

bool claim_is_location(const ClaimReader *reader, const PlaceMention *place)
{
    return reader->locations[place - reader->mentions->places];
}

/* The sending state, as a whole ("the North") or by its capital, is where they come from. */
bool claim_is_home(const ClaimReader *reader, const PlaceMention *place)
{
    if (!reader->home_country.length || !place->place ||
        !text_equals(place->place->country, reader->home_country))
        return false;
    return place->precision == PRECISION_COUNTRY || place->precision == PRECISION_REGION ||
           (reader->home_capital && place->place->geonames == reader->home_capital->geonames);
}

bool claim_is_of_home(const ClaimReader *reader, const PlaceMention *place)
{
    return reader->home_country.length && place->place &&
           text_equals(place->place->country, reader->home_country);
}

bool claim_is_same_place(const PlaceMention *a, const PlaceMention *b)
{
    return text_equals(a->as, b->as) ||
           (a->place && b->place && a->place->geonames == b->place->geonames && a->place->geonames != 0);
}

/* The province of a town that is named too, or its country. */
bool claim_place_holds(const PlaceMention *outer, const PlaceMention *inner)
{
    if (!outer->place || !inner->place || outer->precision <= inner->precision ||
        !text_equals(outer->place->country, inner->place->country))
        return false;
    return outer->precision == PRECISION_COUNTRY ||
           (outer->precision == PRECISION_PROVINCE && outer->place->admin1.length &&
            text_equals(outer->place->admin1, inner->place->admin1));
}

void claim_add_place(PlaceList *list, const PlaceMention *place)
{
    for (size_t i = 0; i < list->count; i++) {
        if (claim_is_same_place(list->items[i], place) || claim_place_holds(place, list->items[i]))
            return;
        if (claim_place_holds(list->items[i], place)) {
            list->items[i] = place;
            return;
        }
    }
    if (list->count < PLACE_LIMIT)
        list->items[list->count++] = place;
}

PlaceList claim_places_in(const ClaimReader *reader, uint32_t sentence, TokenRange range)
{
    PlaceList list = {.way = WAY_CLAUSE};
    const SentenceView *view = &reader->views[sentence];
    for (uint32_t i = view->places; i < view[1].places; i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (place->at.token_begin >= range.begin && place->at.token_end <= range.end &&
            claim_is_location(reader, place) && !claim_is_home(reader, place))
            claim_add_place(&list, place);
    }
    return list;
}

PlaceList claim_places_of_sentence(const ClaimReader *reader, uint32_t sentence)
{
    PlaceList list = claim_places_in(reader, sentence, reader->views[sentence].tokens);
    list.way = WAY_SENTENCE;
    return list;
}

static uint32_t distance(const PlaceMention *place, TokenRange range)
{
    if (place->at.token_begin >= range.end)
        return place->at.token_begin - range.end + 1;
    return place->at.token_end <= range.begin ? range.begin - place->at.token_end + 1 : 0;
}

/* A place that says only where another one lies stands at the token. */
static bool is_in_container(const ClaimReader *reader, uint32_t token)
{
    if (token >= reader->sentences->token_count)
        return false;
    Span span = reader->sentences->tokens[token].span;
    size_t i = claim_place_after(reader->mentions, span.begin + 1);
    return i > 0 && reader->mentions->places[i - 1].is_container &&
           span_contains(reader->mentions->places[i - 1].at.span, span);
}

/* "in Amur, Sakhalin and Khabarovsk": between them stand only commas and conjunctions. */
bool claim_are_joined(const ClaimReader *reader, const PlaceMention *a, const PlaceMention *b)
{
    if (a->at.token_begin > b->at.token_begin) {
        const PlaceMention *swap = a;
        a = b;
        b = swap;
    }
    for (uint32_t t = a->at.token_end; t < b->at.token_begin; t++) {
        const Token *token = &reader->sentences->tokens[t];
        if (is_in_container(reader, t) || (token->upos == UPOS_ADP && is_in_container(reader, t + 1)))
            continue; /* "Shenyang in Liaoning Province, or Yanji" */
        if (token->xpos != XPOS_COMMA && token->upos != UPOS_CCONJ && token->upos != UPOS_DET)
            return false;
    }
    return true;
}

/* The place nearest to the range, and those that are joined to it. */
PlaceList claim_nearest_places(const ClaimReader *reader, const PlaceList *list, TokenRange range)
{
    PlaceList near = {.way = list->way};
    size_t best = 0;
    for (size_t i = 1; i < list->count; i++)
        if (distance(list->items[i], range) < distance(list->items[best], range))
            best = i;
    size_t first = best;
    size_t last = best;
    while (first > 0 && claim_are_joined(reader, list->items[first - 1], list->items[first]))
        first--;
    while (last + 1 < list->count && claim_are_joined(reader, list->items[last], list->items[last + 1]))
        last++;
    for (size_t i = first; list->count && i <= last; i++)
        near.items[near.count++] = list->items[i];
    return near;
}
