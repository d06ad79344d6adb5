/* Whose people they are: the report itself tells which countries send, and which one has them. */
#include "mention/mention_actor.h"
#include "mention/mention_place.h"

enum { MODIFIER_REACH = 6 };

static Text token_text(const ActorFinder *finder, uint32_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

static uint32_t class_of(const ActorFinder *finder, uint32_t token)
{
    return mention_place_word(finder->data->places, token_text(finder, token));
}

static const PlaceMention *place_at(const ActorFinder *finder, uint32_t token)
{
    uint32_t number = finder->place_of[token];
    return number ? &finder->mentions->places[number - 1] : NULL;
}

static bool is_word(const ActorFinder *finder, uint32_t token)
{
    Text word = token_text(finder, token);
    unsigned char c = word.length ? (unsigned char)word.bytes[0] : 0;
    return c >= 0x80 || ascii_is_alpha((char)c) || ascii_is_digit((char)c) || c == '-' || c == '\'';
}

/* Leftwards through the phrase, to its adjective, or the possessor before "'s". */
static const PlaceMention *before(const ActorFinder *finder, const Sentence *sentence, uint32_t begin)
{
    for (uint32_t i = begin; i-- > sentence->token_begin && begin - i <= MODIFIER_REACH;) {
        const PlaceMention *place = place_at(finder, i);
        bool is_next = i + 1 == begin;
        if (place && (place->is_adjective || (is_next && place->precision == PRECISION_COUNTRY) ||
                      finder->sentences->tokens[i + 1].is_glued))
            return place;
        Upos upos = finder->sentences->tokens[i].upos;
        if (!is_word(finder, i) ||
            class_of(finder, i) & (PLACE_WORD_LOCATIVE | PLACE_WORD_AUX | PLACE_WORD_OF) ||
            upos == UPOS_VERB || upos == UPOS_AUX || upos == UPOS_DET || upos == UPOS_CCONJ ||
            upos == UPOS_SCONJ)
            return NULL;
        if (class_of(finder, i) & PLACE_WORD_FUNCTION)
            return NULL;
    }
    return NULL;
}

/* "workers from Nepal", "the government of Cuba". */
static const PlaceMention *behind(const ActorFinder *finder, const Sentence *sentence, uint32_t end)
{
    if (end + 1 >= sentence->token_end)
        return NULL;
    uint32_t classes = class_of(finder, end);
    uint32_t at = end + 1;
    if (class_of(finder, at) & PLACE_WORD_FUNCTION && at + 1 < sentence->token_end)
        at++; /* the article */
    const PlaceMention *place = place_at(finder, at);
    if (!place || place->precision != PRECISION_COUNTRY)
        return NULL;
    return classes & PLACE_WORD_OF || (classes & PLACE_WORD_FROM && place->is_people_origin) ? place : NULL;
}

Text mention_country_of(const ActorFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end)
{
    const Sentence *s = &finder->sentences->items[sentence];
    const PlaceMention *place = NULL;
    for (uint32_t i = begin; i < end && !place; i++) /* "korean worker" within the phrase */
        if (place_at(finder, i) && place_at(finder, i)->is_adjective)
            place = place_at(finder, i);
    if (!place)
        place = before(finder, s, begin);
    if (!place)
        place = behind(finder, s, end);
    return place && place->place ? place->place->country : TEXT_EMPTY;
}

/* A noun for people who work stands behind the adjective: "Nepali construction workers". */
static bool is_before_people(const ActorFinder *finder, const PlaceMention *place)
{
    const Sentence *sentence = &finder->sentences->items[place->at.sentence];
    for (uint32_t i = place->at.token_end; i < sentence->token_end && i < place->at.token_end + 3; i++)
        if (class_of(finder, i) & PLACE_WORD_HAIL)
            return true;
    return false;
}

static void vote(Map *votes, Text country, int64_t weight)
{
    if (country.length > 0)
        map_put(votes, country)->number += weight;
}

static Text most_voted(const Map *votes)
{
    Text best = TEXT_EMPTY;
    int64_t most = 0;
    for (size_t i = 0; i < votes->count; i++)
        if (votes->entries[i].number > most) {
            most = votes->entries[i].number;
            best = votes->entries[i].key;
        }
    return best;
}

/* The country that the pack is mostly about counts for more, where the report names it at all. */
static Text vote_of_pack(const ActorFinder *finder, Map *origins)
{
    enum { PACK_VOTES = 3 };
    TextList homes = pack_setting(finder->pack, TEXT("home-state"));
    const Place **found = NULL;
    if (!homes.count || !mention_look_up_place(finder->data, finder->arena, homes.items[0], &found))
        return TEXT_EMPTY;
    for (size_t i = 0; i < finder->mentions->place_count; i++) {
        const Place *place = finder->mentions->places[i].place;
        if (place && text_equals(place->country, found[0]->country)) {
            vote(origins, place->country, PACK_VOTES);
            return place->country;
        }
    }
    return TEXT_EMPTY;
}

/* The country spoken of most as one that sends, and those that are not far behind; of these, where only is
 * not NULL, those that it holds. */
static void find_homes(ActorFinder *finder, const Map *origins, Text top, const Map *only)
{
    const MapEntry *highest = top.length ? map_find(origins, top) : NULL;
    for (size_t i = 0; highest && i < origins->count; i++) {
        const MapEntry *entry = &origins->entries[i];
        bool is_told = !only || text_equals(entry->key, top) || map_find(only, entry->key);
        if (is_told && !text_equals(entry->key, finder->host) && entry->number * 4 >= highest->number)
            vote(&finder->home, entry->key, entry->number);
    }
}

void mention_find_nations(ActorFinder *finder)
{
    Map origins = map_in(finder->arena);
    Map locations = map_in(finder->arena);
    Map hailing = map_in(finder->arena); /* words say that people come from there to work */
    finder->home = map_in(finder->arena);
    for (size_t i = 0; i < finder->mentions->place_count; i++) {
        const PlaceMention *place = &finder->mentions->places[i];
        if (!place->place)
            continue;
        if (place->is_people_origin || (place->is_adjective && is_before_people(finder, place))) {
            vote(&origins, place->place->country, 3);
            vote(&hailing, place->place->country, 1);
        } else if (place->is_people)
            vote(&origins, place->place->country, 2);
        else if (place->is_adjective)
            vote(&origins, place->place->country, 1);
        else if (!place->is_adjective && !place->is_government && !place->is_container && !place->is_dateline)
            vote(&locations, place->place->country, 1);
    }
    Text pack_home = vote_of_pack(finder, &origins);
    Text top = most_voted(&origins);
    for (size_t i = 0; i < locations.count; i++) /* the host is another country, if one is named */
        if (text_equals(locations.entries[i].key, top))
            locations.entries[i].number = 0;
    finder->host = most_voted(&locations);
    find_homes(finder, &origins, top, text_equals(top, pack_home) ? &hailing : NULL);
}

Nation mention_nation_of(const ActorFinder *finder, Text country)
{
    if (country.length == 0)
        return NATION_UNKNOWN;
    if (map_find(&finder->home, country))
        return NATION_HOME;
    return text_equals(country, finder->host) ? NATION_HOST : NATION_OTHER;
}
