/* An ambiguous name takes the place that the rest of the report speaks for. */
#include <math.h>

#include "mention/mention_place.h"

enum { CANDIDATES_MOST = 12 };

static const double LEAST_TOWN = 500;     /* where the source counts nobody */
static const double TOWN_ALONE = 100000;  /* inhabitants that carry a name without support */
static const double TOWN_LOCATED = 15000; /* behind a preposition of place */
static const double DIVISION_ALONE = 2000000;
static const double TITLE_ALONE = 300000; /* in a headline, where capitals tell nothing */

static int64_t support_of(const PlaceFinder *finder, Text country)
{
    const MapEntry *entry = country.length ? map_find(&finder->support, country) : NULL;
    return entry ? entry->number : 0;
}

static bool is_wide(const Place *place)
{
    return place->precision == PRECISION_COUNTRY || place->precision == PRECISION_REGION;
}

/* What names a country beyond doubt: itself, its people, its capital. */
static bool is_telling(const PlaceRef *ref, const Place *place, bool is_capital)
{
    if (ref->kind == PLACE_OTHER || ref->needs.length > 0)
        return false;
    return ref->kind == PLACE_ADJECTIVE || ref->kind == PLACE_PEOPLE || ref->kind == PLACE_SEAT ||
           is_capital || place->precision == PRECISION_COUNTRY ||
           (place->precision == PRECISION_PROVINCE && place->population >= 3000000) ||
           (place->precision == PRECISION_TOWN && place->population >= 500000);
}

static void count_support(PlaceFinder *finder)
{
    for (size_t i = 0; i < finder->matches.count; i++) {
        PlaceMatch *match = &finder->matches.items[i];
        Text refs = match->refs;
        PlaceRef ref;
        if (!mention_next_ref(&refs, &ref) || (match->is_part && ref.kind != PLACE_ADJECTIVE) ||
            (ref.is_word && match->is_title_case && ref.kind == PLACE_NAME))
            continue;
        bool is_capital = false;
        Place place = mention_read_place(&finder->places->table, ref.offset, &is_capital);
        if (place.country.length > 0 && is_telling(&ref, &place, is_capital))
            map_put(&finder->support, place.country)->number++;
    }
}

/* "Nanping, a town under Helong": a comma, an article and a word for a town, then a preposition. */
static bool is_described(const PlaceFinder *finder, const PlaceMatch *inner, const PlaceMatch *outer)
{
    enum { DESCRIPTION_MOST = 6 };
    uint32_t begin = inner->whole_end;
    uint32_t end = outer->whole_begin;
    if (end < begin + 4 || end > begin + DESCRIPTION_MOST ||
        !text_is(text_of_span(finder->text, finder->sentences->tokens[begin].span), ","))
        return false;
    return mention_place_token(finder, end - 1) & (PLACE_WORD_LOCATIVE | PLACE_WORD_OF) &&
           mention_place_token(finder, end - 2) & PLACE_WORD_DESIGNATOR;
}

/* The place named next, behind a comma or "in": "Dandong, Liaoning", "Dandong City in Liaoning Province". */
static const PlaceMatch *container_of(const PlaceFinder *finder, size_t number)
{
    const PlaceMatch *match = &finder->matches.items[number];
    if (number + 1 >= finder->matches.count)
        return NULL;
    const PlaceMatch *next = &finder->matches.items[number + 1];
    if (next->sentence == match->sentence && is_described(finder, match, next))
        return next;
    if (next->sentence != match->sentence || next->whole_begin > match->whole_end + 1 ||
        next->whole_begin < match->whole_end + 1)
        return NULL;
    const Token *between = &finder->sentences->tokens[match->whole_end];
    Text word = text_of_span(finder->text, between->span);
    return text_is(word, ",") || mention_place_word(finder->places, word) & PLACE_WORD_LOCATIVE ? next : NULL;
}

static bool contains(const PlaceFinder *finder, const PlaceMatch *outer, const Place *inner)
{
    Text refs = outer->refs;
    PlaceRef ref;
    for (int i = 0; i < CANDIDATES_MOST && mention_next_ref(&refs, &ref); i++) {
        if (ref.kind == PLACE_ADJECTIVE || ref.kind == PLACE_PEOPLE)
            continue;
        Place place = mention_read_place(&finder->places->table, ref.offset, NULL);
        if (!text_equals(place.country, inner->country))
            continue;
        if (place.precision == PRECISION_COUNTRY ||
            (place.precision == PRECISION_PROVINCE && text_equals(place.admin1, inner->admin1)))
            return inner->precision != PRECISION_COUNTRY;
    }
    return false;
}

/* Kilometres, near enough for telling neighbours from namesakes. */
static double distance(const Place *a, const Place *b)
{
    static const double kilometres_a_degree = 111.2;
    static const double radian = 0.017453292519943295;
    double north = a->latitude - b->latitude;
    double east = fabs(a->longitude - b->longitude);
    east = fmin(east, 360 - east) * cos(a->latitude * radian);
    return kilometres_a_degree * sqrt(north * north + east * east);
}

/* Another town or division of the report, by now chosen and well known, lies nearby. */
static bool has_neighbour(const PlaceFinder *finder, size_t number, const Place *place)
{
    enum { NEIGHBOURS_MOST = 400 };
    static const double near = 150;
    for (size_t i = 0; i < finder->matches.count && i < NEIGHBOURS_MOST; i++) {
        const PlaceMatch *other = &finder->matches.items[i];
        if (i == number || !other->is_sure || text_equals(other->place.name, place->name))
            continue;
        if (distance(&other->place, place) < near)
            return true;
    }
    return false;
}

static double designated(const PlaceMatch *match, const Place *place)
{
    if (!match->wanted)
        return 0;
    if (match->wanted & PLACE_WORD_PROVINCE)
        return place->precision == PRECISION_PROVINCE ? 4 : -2;
    if (match->wanted & PLACE_WORD_COUNTY)
        return place->precision == PRECISION_COUNTY ? 4 : place->precision == PRECISION_TOWN ? 3 : -2;
    return place->precision == PRECISION_TOWN ? 4 : -2;
}

static double score(const PlaceFinder *finder, size_t number, const PlaceMatch *container,
                    const PlaceRef *ref, const Place *place, bool is_capital)
{
    const PlaceMatch *match = &finder->matches.items[number];
    double sum = log10(fmax((double)place->population, LEAST_TOWN)) + designated(match, place);
    sum += place->precision == PRECISION_COUNTRY    ? 4
           : place->precision == PRECISION_REGION   ? 2
           : place->precision == PRECISION_PROVINCE ? 1
                                                    : 0;
    sum += is_capital ? 3 : 0;
    sum -= ref->kind == PLACE_OTHER ? 3 : 0;
    int64_t support = support_of(finder, place->country);
    sum += place->precision <= PRECISION_COUNTY && has_neighbour(finder, number, place) ? 5 : 0;
    sum += support ? 3 + fmin(1, 0.1 * (double)support) : 0;
    return sum + (container && contains(finder, container, place) ? 6 : 0);
}

/* A town or division, by its size and by what stands around it. */
static bool is_known(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Place *place = &match->place;
    bool is_supported = support_of(finder, place->country) > 0;
    double people = (double)place->population;
    if (match->is_dateline)
        return true;
    if (match->ref.is_word && !match->wanted &&
        !(match->is_located && is_supported && people >= TOWN_LOCATED))
        return false;
    if (match->ref.kind == PLACE_OTHER)
        return is_supported && (match->is_located || people >= TOWN_ALONE) && !match->is_title_case;
    if (match->is_title_case)
        return people >= TITLE_ALONE || is_supported;
    if (is_supported || match->wanted)
        return true;
    if (place->precision == PRECISION_PROVINCE)
        return people >= DIVISION_ALONE || match->is_located;
    return people >= (match->is_located ? TOWN_LOCATED : TOWN_ALONE);
}

static bool is_credible(const PlaceFinder *finder, const PlaceMatch *match, const PlaceMatch *container)
{
    if (match->ref.kind == PLACE_ADJECTIVE || match->ref.kind == PLACE_PEOPLE)
        return true;
    if (match->ref.needs.length > 0 && support_of(finder, match->ref.needs) == 0)
        return false;
    if (match->is_part && !match->is_title_case)
        return false;
    return is_wide(&match->place) || (container && contains(finder, container, &match->place)) ||
           is_known(finder, match);
}

/* "the North" stands for a country only behind its article, and with no noun behind it. */
static bool is_bare(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    if (match->begin == sentence->token_begin)
        return false;
    return mention_place_token(finder, match->begin - 1) & PLACE_WORD_THE;
}

static void choose(PlaceFinder *finder, size_t number)
{
    PlaceMatch *match = &finder->matches.items[number];
    const PlaceMatch *container = container_of(finder, number);
    Text refs = match->refs;
    PlaceRef ref;
    double best = -1000;
    for (int i = 0; i < CANDIDATES_MOST && mention_next_ref(&refs, &ref); i++) {
        bool is_capital = false;
        Place place = mention_read_place(&finder->places->table, ref.offset, &is_capital);
        if (ref.needs.length > 0 && (support_of(finder, ref.needs) == 0 || !is_bare(finder, match)))
            continue;
        double sum = score(finder, number, container, &ref, &place, is_capital);
        if (sum > best) {
            best = sum;
            match->ref = ref;
            match->place = place;
            match->is_capital = is_capital;
        }
    }
    match->is_chosen = best > -1000 && is_credible(finder, match, container);
    if (is_wide(&match->place) && match->whole_end > match->end) { /* "U.S. State …" */
        match->whole_end = match->end;
        match->wanted = 0;
    }
}

/* "Irbid, north of Amman", "a town 40 km south of Doha". */
static bool is_bearing(const PlaceFinder *finder, const PlaceMatch *match, const PlaceMatch *next)
{
    enum { BEARING_MOST = 6 };
    uint32_t end = next->whole_begin;
    return next->sentence == match->sentence && end >= match->whole_end + 3 &&
           end <= match->whole_end + BEARING_MOST &&
           finder->sentences->tokens[match->whole_end].xpos == XPOS_COMMA &&
           mention_place_token(finder, end - 1) & PLACE_WORD_OF &&
           mention_place_token(finder, end - 2) & PLACE_WORD_DIRECTION;
}

/* "Dandong, Liaoning Province, China", "Russia's Primorye region": the outer ones say only where the inner
 * lies. */
static void mark_container(PlaceFinder *finder, size_t number)
{
    PlaceMatch *match = &finder->matches.items[number];
    PlaceMatch *next = &finder->matches.items[number + 1];
    if (!match->is_chosen || !next->is_chosen || next->sentence != match->sentence)
        return;
    if (container_of(finder, number) &&
        (contains(finder, next, &match->place) || is_described(finder, match, next)))
        next->is_container = true;
    if (is_bearing(finder, match, next))
        next->is_container = true;
    if (next->whole_begin == match->whole_end + 1 && contains(finder, match, &next->place) &&
        finder->sentences->tokens[match->whole_end].xpos != XPOS_CC && !container_of(finder, number))
        match->is_container =
            text_is(text_of_span(finder->text, finder->sentences->tokens[match->whole_end].span), "'s") ||
            text_is(text_of_span(finder->text, finder->sentences->tokens[match->whole_end].span), "’s");
}

/* "Doha, Kuwait and Muscat": the second is no container of the first. */
static bool is_listed(const PlaceFinder *finder, size_t number)
{
    const PlaceMatch *match = &finder->matches.items[number];
    if (match->whole_end >= finder->sentences->items[match->sentence].token_end)
        return false;
    const Token *behind = &finder->sentences->tokens[match->whole_end];
    if (behind->upos == UPOS_CCONJ)
        return true;
    const PlaceMatch *third = behind->xpos == XPOS_COMMA ? container_of(finder, number) : NULL;
    return third && !contains(finder, third, &match->place);
}

/* "Malakoff, Texas", of which the gazetteer has only one elsewhere: it is not that one. */
static void refuse_namesake(PlaceFinder *finder, size_t number)
{
    PlaceMatch *match = &finder->matches.items[number];
    const PlaceMatch *outer = container_of(finder, number);
    if (!match->is_chosen || !outer || !outer->is_chosen || outer->place.country.length == 0 ||
        outer->ref.kind == PLACE_ADJECTIVE || outer->ref.kind == PLACE_PEOPLE ||
        match->place.precision > PRECISION_COUNTY || outer->place.precision < PRECISION_PROVINCE ||
        finder->sentences->tokens[match->whole_end].xpos != XPOS_COMMA || is_listed(finder, number + 1))
        return;
    match->is_chosen = contains(finder, outer, &match->place);
}

/* Chosen in the first round, and alone with its name or far above its namesakes. */
static bool is_sure(const PlaceFinder *finder, const PlaceMatch *match)
{
    static const double far_above = 10;
    Text refs = match->refs;
    PlaceRef ref;
    if (!match->is_chosen || match->place.precision > PRECISION_COUNTY ||
        match->place.precision == PRECISION_NONE)
        return false;
    for (int i = 0; i < CANDIDATES_MOST && mention_next_ref(&refs, &ref); i++)
        if (ref.offset != match->ref.offset && ref.kind == PLACE_NAME &&
            (double)mention_read_place(&finder->places->table, ref.offset, NULL).population * far_above >
                (double)match->place.population)
            return false;
    return true;
}

void mention_resolve_places(PlaceFinder *finder)
{
    count_support(finder);
    for (size_t i = 0; i < finder->matches.count; i++)
        choose(finder, i);
    for (size_t i = 0; i < finder->matches.count; i++)
        finder->matches.items[i].is_sure = is_sure(finder, &finder->matches.items[i]);
    for (size_t i = 0; i < finder->matches.count; i++)
        choose(finder, i);
    for (size_t i = 0; i + 1 < finder->matches.count; i++)
        refuse_namesake(finder, i);
    for (size_t i = 0; i + 1 < finder->matches.count; i++)
        mark_container(finder, i);
}
