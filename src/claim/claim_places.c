/* Where it holds and where to: the clause's own places, else those of the sentence and of the paragraph so
 * far. */
#include "claim/claim_parts.h"

enum { PLACE_LIMIT = 8, DEPTH_MOST = 60 };

typedef struct PlaceList {
    const PlaceMention *items[PLACE_LIMIT];
    size_t count;
    FieldWay way; /* how they were found */
} PlaceList;

/* Number of the first place that ends behind the byte. */
static size_t place_after(const Mentions *mentions, uint32_t byte)
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
    for (size_t i = place_after(mentions, span.begin);
         i < mentions->place_count && mentions->places[i].at.span.end <= span.end; i++)
        reader->locations[i] = false;
}

/* A state that acts, a people's name, and where a source or a worker comes from are no place of the claim. */
static void find_locations(ClaimReader *reader)
{
    const Mentions *mentions = reader->mentions;
    reader->locations = ARENA_ARRAY(reader->arena, bool, mentions->place_count + 1);
    for (size_t i = 0; i < mentions->place_count; i++) {
        const PlaceMention *place = &mentions->places[i];
        reader->locations[i] = !(place->is_adjective || place->is_government || place->is_people_origin ||
                                 place->is_dateline || place->is_container);
    }
    for (size_t i = 0; i < mentions->source_count; i++)
        strike_out(reader, mentions->sources[i].as);
    for (size_t i = 0; i < mentions->attribution_count; i++)
        strike_out(reader, mentions->attributions[i].cue);
}

static bool is_location(const ClaimReader *reader, const PlaceMention *place)
{
    return reader->locations[place - reader->mentions->places];
}

/* The sending state, as a whole or by its capital, is where they come from. */
static bool is_home(const ClaimReader *reader, const PlaceMention *place)
{
    if (!reader->home_country.length || !place->place ||
        !text_equals(place->place->country, reader->home_country))
        return false;
    return place->precision == PRECISION_COUNTRY ||
           (reader->home_capital && place->place->geonames == reader->home_capital->geonames);
}

static bool is_of_home(const ClaimReader *reader, const PlaceMention *place)
{
    return reader->home_country.length && place->place &&
           text_equals(place->place->country, reader->home_country);
}

static bool is_same(const PlaceMention *a, const PlaceMention *b)
{
    return text_equals(a->as, b->as) ||
           (a->place && b->place && a->place->geonames == b->place->geonames && a->place->geonames != 0);
}

/* The province of a town that is named too, or its country. */
static bool holds(const PlaceMention *outer, const PlaceMention *inner)
{
    if (!outer->place || !inner->place || outer->precision <= inner->precision ||
        !text_equals(outer->place->country, inner->place->country))
        return false;
    return outer->precision == PRECISION_COUNTRY ||
           (outer->precision == PRECISION_PROVINCE && outer->place->admin1.length &&
            text_equals(outer->place->admin1, inner->place->admin1));
}

static void add_place(PlaceList *list, const PlaceMention *place)
{
    for (size_t i = 0; i < list->count; i++) {
        if (is_same(list->items[i], place) || holds(place, list->items[i]))
            return;
        if (holds(list->items[i], place)) {
            list->items[i] = place;
            return;
        }
    }
    if (list->count < PLACE_LIMIT)
        list->items[list->count++] = place;
}

static PlaceList places_in(const ClaimReader *reader, uint32_t sentence, TokenRange range)
{
    PlaceList list = {.way = WAY_CLAUSE};
    const SentenceView *view = &reader->views[sentence];
    for (uint32_t i = view->places; i < view[1].places; i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (place->at.token_begin >= range.begin && place->at.token_end <= range.end &&
            is_location(reader, place) && !is_home(reader, place))
            add_place(&list, place);
    }
    return list;
}

static PlaceList places_of_sentence(const ClaimReader *reader, uint32_t sentence)
{
    PlaceList list = places_in(reader, sentence, reader->views[sentence].tokens);
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
    size_t i = place_after(reader->mentions, span.begin + 1);
    return i > 0 && reader->mentions->places[i - 1].is_container &&
           span_contains(reader->mentions->places[i - 1].at.span, span);
}

/* In a relative clause that says more of something else than of what the predicate says: "the consulate in X,
 * which lies in the same province as Y, requires". */
static bool is_aside(const ClaimReader *reader, const PlaceMention *place, uint32_t predicate)
{
    const Token *tokens = reader->sentences->tokens;
    int32_t token = (int32_t)place->at.token_end - 1;
    for (int steps = 0; token >= 0 && steps < DEPTH_MOST; steps++) {
        if (tokens[token].deprel == DEPREL_ACL_RELCL &&
            !language_is_below(reader->sentences, predicate, (size_t)token))
            return true;
        token = tokens[token].head;
    }
    return false;
}

/* Those aside leave, unless nothing would be left. */
static void drop_asides(const ClaimReader *reader, PlaceList *list, uint32_t predicate)
{
    PlaceList kept = {.way = list->way};
    for (size_t i = 0; i < list->count; i++)
        if (!is_aside(reader, list->items[i], predicate))
            kept.items[kept.count++] = list->items[i];
    if (kept.count > 0)
        *list = kept;
}

/* "in Amur, Sakhalin and Khabarovsk": between them stand only commas and conjunctions. */
static bool are_joined(const ClaimReader *reader, const PlaceMention *a, const PlaceMention *b)
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
static PlaceList nearest_places(const ClaimReader *reader, const PlaceList *list, TokenRange range)
{
    PlaceList near = {.way = list->way};
    size_t best = 0;
    for (size_t i = 1; i < list->count; i++)
        if (distance(list->items[i], range) < distance(list->items[best], range))
            best = i;
    size_t first = best;
    size_t last = best;
    while (first > 0 && are_joined(reader, list->items[first - 1], list->items[first]))
        first--;
    while (last + 1 < list->count && are_joined(reader, list->items[last], list->items[last + 1]))
        last++;
    for (size_t i = first; list->count && i <= last; i++)
        near.items[near.count++] = list->items[i];
    return near;
}

/* "other cities" hold for their own sentence alone. */
static void drop_nameless(PlaceList *list)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->place || list->items[i]->precision == PRECISION_SITE)
            list->items[count++] = list->items[i];
    list->count = count;
}

/* The places of the sentences before it in its paragraph, the nearest that has any. */
static PlaceList carried_places(const ClaimReader *reader, uint32_t sentence)
{
    PlaceList list = {.count = 0};
    uint32_t first = sentence > NEARBY_SENTENCES ? sentence - NEARBY_SENTENCES : 0;
    const Sentence *items = reader->sentences->items;
    for (uint32_t s = sentence; s-- > first && !list.count && items[s].part == items[sentence].part;) {
        TokenRange tokens = reader->views[s].tokens;
        PlaceList found = places_in(reader, s, tokens);
        drop_nameless(&found);
        list = nearest_places(reader, &found, (TokenRange){tokens.end, tokens.end});
    }
    list.way = WAY_PARAGRAPH;
    return list;
}

/* Where the report was written. */
static PlaceList dateline(const ClaimReader *reader)
{
    PlaceList list = {.way = WAY_LEAD};
    for (size_t i = 0; i < reader->mentions->place_count && !list.count; i++)
        if (reader->mentions->places[i].is_dateline && !reader->mentions->places[i].is_container)
            add_place(&list, &reader->mentions->places[i]);
    return list;
}

/* Laws, borders and the like hold where their own sentence says, if it does. */
static bool has_scene(const ClaimReader *reader, size_t kind)
{
    TextList kinds = pack_setting(reader->pack, TEXT("no-scene"));
    Text name = pack_kind(reader->pack, kind)->name;
    for (size_t i = 0; i < kinds.count; i++) {
        Text rest = kinds.items[i];
        Text word;
        while (text_split(&rest, ' ', &word))
            if (text_equals(word, name))
                return false;
    }
    return true;
}

static void set_places(ClaimReader *reader, Draft *draft, ClaimField field, const PlaceList *list)
{
    const PlaceMention **items = ARENA_ARRAY(reader->arena, const PlaceMention *, list->count + 1);
    draft->claim.ways[field] = list->count ? list->way : WAY_NONE;
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
        claim_add_words(reader, draft, field, list->items[i]->at.span);
    }
    if (field == FIELD_TO) {
        draft->claim.to = items;
        draft->claim.to_count = list->count;
    } else {
        draft->claim.where = items;
        draft->claim.where_count = list->count;
    }
}

/* Number of the first place at or behind the token, or the count. */
static size_t first_behind(const PlaceList *list, uint32_t token)
{
    size_t i = 0;
    while (i < list->count && list->items[i]->at.token_begin < token)
        i++;
    return i;
}

/* Takes the goal out of the list: the first place behind the matched words ("forbade the men in X to travel
 * to Y"), else behind the predicate. */
static PlaceList take_goal(const RuleMatch *match, PlaceList *list)
{
    PlaceList goal = {.way = list->way};
    size_t at = first_behind(list, match->at.whole.end);
    if (at == list->count)
        at = first_behind(list, match->at.predicate + 1);
    if (at == list->count)
        return goal;
    goal.items[goal.count++] = list->items[at];
    for (size_t j = at + 1; j < list->count; j++)
        list->items[j - 1] = list->items[j];
    list->count--;
    return goal;
}

/* The sentence tells of the sending state itself. */
static bool is_at_home(const ClaimReader *reader, uint32_t sentence)
{
    const SentenceView *view = &reader->views[sentence];
    for (uint32_t i = view->places; i < view[1].places; i++)
        if (is_location(reader, &reader->mentions->places[i]) &&
            is_home(reader, &reader->mentions->places[i]))
            return true;
    return false;
}

/* The state that does it, where its government is called by its name: "China no longer renews". */
static PlaceList acting_state(const ClaimReader *reader, const Draft *draft)
{
    PlaceList list = {.way = WAY_ARGUMENT};
    const SentenceView *view = &reader->views[draft->match.sentence];
    for (uint32_t i = view->places; draft->claim.by_count && i < view[1].places; i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (place->is_government && !place->is_adjective && place->precision == PRECISION_COUNTRY &&
            span_overlaps(place->at.span, draft->claim.by[0].as) && !is_home(reader, place))
            add_place(&list, place);
    }
    return list;
}

/* One of those to whom it is done: "a trade representative in Dandong", "a man who works in Liaoning". */
static bool is_affected_source(const ClaimReader *reader, Span as)
{
    const Mentions *mentions = reader->mentions;
    size_t low = 0;
    size_t high = mentions->actor_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->actors[middle].at.span.begin < as.begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < mentions->actor_count && mentions->actors[low].at.span.end <= as.end; low++)
        if (pack_is_affected(reader->pack, mentions->actors[low].role))
            return true;
    return false;
}

/* Where the source of the claim is, or lives. */
static PlaceList source_place(const ClaimReader *reader, const Claim *claim)
{
    PlaceList list = {.way = WAY_SOURCE};
    if (claim->source == SOURCE_NONE)
        return list;
    Span as = reader->mentions->sources[claim->source].as;
    if (!is_affected_source(reader, as))
        return list;
    for (size_t i = place_after(reader->mentions, as.begin); i < reader->mentions->place_count && !list.count;
         i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (place->at.span.begin >= as.end)
            break;
        if (span_contains(as, place->at.span) && !place->is_adjective && !place->is_people_origin &&
            !is_of_home(reader, place))
            add_place(&list, place);
    }
    return list;
}

/* The place that the report is about: named most often outside its sources, early mentions first among
 * equals. */
static void find_scene(ClaimReader *reader)
{
    enum { MENTIONS_MOST = 200, LEAD_SENTENCES = 3 };
    size_t most = 0;
    size_t count =
        reader->mentions->place_count < MENTIONS_MOST ? reader->mentions->place_count : MENTIONS_MOST;
    for (size_t i = 0; i < count; i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        bool is_abroad = place->place && place->place->country.length && !is_of_home(reader, place);
        if (!is_location(reader, place) || !(is_abroad || place->precision == PRECISION_SITE))
            continue;
        size_t votes = place->at.sentence < LEAD_SENTENCES ? 4 : 0;
        for (size_t j = i; j < count; j++)
            if (is_location(reader, &reader->mentions->places[j]) &&
                is_same(place, &reader->mentions->places[j]))
                votes += reader->mentions->places[j].is_stay ? 2 : 1;
        if (votes > most) {
            most = votes;
            reader->scene = place;
        }
    }
}

static PlaceList scene_places(const ClaimReader *reader)
{
    PlaceList list = {.way = WAY_SCENE};
    if (reader->scene)
        add_place(&list, reader->scene);
    return list;
}

/* The people's place where the sentence names a goal alone: that of the claim before, of the source, of the
 * report. */
static PlaceList home_of_people(ClaimReader *reader, const Draft *draft)
{
    PlaceList list = source_place(reader, &draft->claim);
    if (!list.count)
        list = carried_places(reader, draft->match.sentence);
    if (!list.count)
        list = scene_places(reader);
    if (!list.count)
        list = dateline(reader);
    return list;
}

/* A movement's places: the goal behind the words; without one, the places of the sentence are goals where the
 * people live elsewhere ("to meet somebody in X they must travel with a minder", says one who lives in Y). */
static void fill_movement(ClaimReader *reader, Draft *draft, PlaceList own)
{
    const RuleMatch *match = &draft->match;
    PlaceList goal = take_goal(match, &own);
    if (!own.count && !goal.count)
        own = places_of_sentence(reader, match->sentence);
    drop_asides(reader, &own, match->at.predicate);
    own = nearest_places(reader, &own, match->at.whole);
    draft->is_where_carried = own.count == 0;
    PlaceList home = home_of_people(reader, draft);
    bool lives_elsewhere = home.count && own.count && !is_same(home.items[0], own.items[0]);
    if (!goal.count && lives_elsewhere && source_place(reader, &draft->claim).count) {
        goal = own;
        own = home;
    } else if (!own.count && has_scene(reader, draft->claim.kind)) {
        own = home;
    }
    for (size_t i = 0; goal.count && i < own.count; i++) /* the goal is not the place as well */
        if (is_same(own.items[i], goal.items[0]))
            own.items[i--] = own.items[--own.count];
    set_places(reader, draft, FIELD_TO, &goal);
    set_places(reader, draft, FIELD_WHERE, &own);
}

void claim_fill_places(ClaimReader *reader, Draft *draft)
{
    const RuleMatch *match = &draft->match;
    PackPlaces wanted = pack_rule(reader->pack, match->rule)->places;
    if (wanted == PACK_PLACES_NONE)
        return;
    if (!reader->locations) {
        find_locations(reader);
        find_scene(reader);
    }
    PlaceList own = places_in(reader, match->sentence, match->clause);
    if (wanted == PACK_PLACES_AFTER) {
        fill_movement(reader, draft, own);
        return;
    }
    if (!own.count)
        own = places_of_sentence(reader, match->sentence);
    drop_asides(reader, &own, match->at.predicate);
    own = nearest_places(reader, &own, match->at.whole);
    draft->is_where_carried = own.count == 0;
    if (!own.count)
        own = acting_state(reader, draft);
    bool is_told = own.count > 0 || is_at_home(reader, match->sentence);
    if (!is_told && has_scene(reader, draft->claim.kind)) {
        own = carried_places(reader, match->sentence);
        if (!own.count)
            own = source_place(reader, &draft->claim);
        if (!own.count)
            own = scene_places(reader);
        if (!own.count)
            own = dateline(reader);
    }
    set_places(reader, draft, wanted == PACK_PLACES_TO ? FIELD_TO : FIELD_WHERE, &own);
}
