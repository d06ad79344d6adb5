/* Where a claim holds whose own sentence names no place: what the text before hands on. */
#include "claim/claim_parts.h"

enum {
    FAR = 2, /* paragraphs behind the last place, from which on the text has gone on to other things */
    LEAD_SENTENCES = 2, /* behind the dateline */
    PLACES_MOST = 200   /* looked at in a report */
};

/* "Europe", "the Middle East": of no one country. */
static bool is_continent(const PlaceMention *place)
{
    return place->precision == PRECISION_REGION && place->place && !place->place->country.length;
}

/* The relative clause that the verb heads is set apart: ", who were hired in X". */
static bool is_set_apart(const Sentences *sentences, int32_t verb)
{
    enum { WORDS_MOST = 8 };
    for (int32_t token = verb; token > 0 && token > verb - WORDS_MOST; token--)
        if (sentences->tokens[token].xpos == XPOS_WP || sentences->tokens[token].xpos == XPOS_WDT)
            return sentences->tokens[token - 1].xpos == XPOS_COMMA;
    return false;
}

static bool is_said_aside(const Sentences *sentences, const PlaceMention *place)
{
    enum { STEPS = 12 };
    int32_t token = (int32_t)place->at.token_end - 1;
    for (int i = 0; i < STEPS && token >= 0; i++, token = sentences->tokens[token].head)
        if (sentences->tokens[token].deprel == DEPREL_ACL_RELCL && is_set_apart(sentences, token))
            return true;
    return false;
}

/* Where somebody was to go and what is said aside is not where the next sentence happens; "other cities" and
 * "the first in Europe" hold for their own sentence alone. */
static void drop_passing(const ClaimReader *reader, PlaceList *list)
{
    size_t count = 0;
    bool is_last_left = false;
    for (size_t i = 0; i < list->count; i++) {
        const PlaceMention *place = list->items[i];
        bool has_name = place->place || place->precision == PRECISION_SITE;
        bool is_listed =
            !is_last_left && count > 0 && claim_are_joined(reader, list->items[count - 1], place);
        is_last_left = !has_name || (place->is_goal && !place->is_stay) ||
                       (is_continent(place) && !is_listed) || is_said_aside(reader->sentences, place);
        if (!is_last_left)
            list->items[count++] = place;
    }
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
        PlaceList found = claim_places_in(reader, s, tokens);
        drop_passing(reader, &found);
        list = claim_nearest_places(reader, &found, (TokenRange){tokens.end, tokens.end});
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
            claim_add_place(&list, &reader->mentions->places[i]);
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
PlaceList claim_source_place(const ClaimReader *reader, const Claim *claim)
{
    PlaceList list = {.way = WAY_SOURCE};
    if (claim->source == SOURCE_NONE)
        return list;
    Span as = reader->mentions->sources[claim->source].as;
    if (!is_affected_source(reader, as))
        return list;
    for (size_t i = claim_place_after(reader->mentions, as.begin);
         i < reader->mentions->place_count && !list.count; i++) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (place->at.span.begin >= as.end)
            break;
        if (span_contains(as, place->at.span) && !place->is_adjective && !place->is_people_origin &&
            !claim_is_of_home(reader, place))
            claim_add_place(&list, place);
    }
    return list;
}

static bool may_be_scene(const ClaimReader *reader, const PlaceMention *place)
{
    bool is_abroad = place->place && !claim_is_of_home(reader, place);
    return claim_is_location(reader, place) && (is_abroad || place->precision == PRECISION_SITE);
}

/* The place that the report is about: a report says first where it happens; where its first sentences do not,
 * it was written there. */
void claim_find_scene(ClaimReader *reader)
{
    const Mentions *mentions = reader->mentions;
    size_t count = mentions->place_count < PLACES_MOST ? mentions->place_count : PLACES_MOST;
    const PlaceMention *dateline = NULL;
    for (size_t i = 0; i < count && !reader->scene; i++) {
        const PlaceMention *place = &mentions->places[i];
        if (dateline && place->at.sentence > dateline->at.sentence + LEAD_SENTENCES)
            break;
        if (place->is_dateline && !place->is_container && !dateline)
            dateline = place;
        else if (may_be_scene(reader, place))
            reader->scene = place;
    }
    if (!reader->scene)
        reader->scene = dateline;
}

static PlaceList scene_places(const ClaimReader *reader)
{
    PlaceList list = {.way = WAY_SCENE};
    if (reader->scene)
        claim_add_place(&list, reader->scene);
    return list;
}

static PlaceList people_place(const ClaimReader *reader, const Draft *draft)
{
    PlaceList list = claim_source_place(reader, &draft->claim);
    PlaceList carried = carried_places(reader, draft->match.sentence);
    if (!list.count || (carried.count && claim_place_holds(list.items[0], carried.items[0])))
        list = carried;
    if (!list.count)
        list = scene_places(reader);
    if (!list.count)
        list = dateline(reader);
    return list;
}

/* A pronoun, or a noun that the text has told of: "they", "the men", "their dormitory". */
static bool points_back(const ClaimReader *reader, int32_t token)
{
    if (token < 0)
        return false;
    const Token *tokens = reader->sentences->tokens;
    if (tokens[token].upos == UPOS_PRON || tokens[token].upos == UPOS_DET)
        return true;
    for (int32_t child = tokens[token].first_child; child >= 0; child = tokens[child].next_sibling)
        if (tokens[child].xpos == XPOS_PRP_POSSESSIVE || tokens[child].xpos == XPOS_PDT ||
            (tokens[child].upos == UPOS_DET &&
             (language_feature(&tokens[child], FEATURE_DEFINITE) == DEFINITE_DEF ||
              language_feature(&tokens[child], FEATURE_PRON_TYPE) == PRON_TYPE_DEM)))
            return true;
    return false;
}

static bool has_possessive(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++)
        if (reader->sentences->tokens[t].xpos == XPOS_PRP_POSSESSIVE)
            return true;
    return false;
}

/* "the camp", "the plant": one that the text has told of. */
static bool names_site_again(const ClaimReader *reader, const Draft *draft)
{
    const SentenceView *view = &reader->views[draft->match.sentence];
    size_t class = pack_find_class(reader->pack, TEXT("site"));
    for (size_t i = 0; class != SIZE_MAX && i < view->hit_count; i++)
        if (view->hits[i].class == class && view->hits[i].token >= draft->match.clause.begin &&
            view->hits[i].end <= draft->match.clause.end &&
            points_back(reader, (int32_t)view->hits[i].end - 1))
            return true;
    return false;
}

/* The words go on from the text before: who does it or suffers it has been told of. */
static bool is_tied(const ClaimReader *reader, const Draft *draft)
{
    uint32_t predicate = draft->match.at.predicate;
    return points_back(reader, language_subject(reader->sentences, predicate)) ||
           points_back(reader, language_patient(reader->sentences, predicate)) ||
           has_possessive(reader, draft->match.clause) || names_site_again(reader, draft);
}

/* Documents, organisations and other outlets speak of such labour at large. */
static bool speaks_at_large(const ClaimReader *reader, const Claim *claim)
{
    if (claim->source == SOURCE_NONE)
        return false;
    Text type = reader->mentions->sources[claim->source].type;
    return text_is(type, "document") || text_is(type, "organisation") || text_is(type, "outlet");
}

static bool is_private(const ClaimReader *reader, const Claim *claim)
{
    return claim->source != SOURCE_NONE && text_is(reader->mentions->sources[claim->source].type, "private");
}

/* Paragraphs between the sentence and the last location before it. */
static uint32_t paragraphs_since(const ClaimReader *reader, uint32_t sentence)
{
    const Sentence *items = reader->sentences->items;
    uint32_t count = reader->views[sentence].places;
    for (uint32_t i = count; i-- > 0 && count - i < PLACES_MOST;) {
        const PlaceMention *place = &reader->mentions->places[i];
        if (claim_is_location(reader, place) && !claim_is_home(reader, place))
            return items[sentence].part - items[place->at.sentence].part;
    }
    return count > PLACES_MOST ? FAR : 0;
}

/* The headline, or the line that says where the report was written, names the place. */
static bool is_announced(const ClaimReader *reader, const PlaceMention *place)
{
    const Mentions *mentions = reader->mentions;
    for (size_t i = 0; i < mentions->place_count && i < PLACES_MOST; i++) {
        const PlaceMention *other = &mentions->places[i];
        uint32_t part = reader->sentences->items[other->at.sentence].part;
        if ((other->is_dateline || reader->report->parts[part].kind == PART_TITLE) &&
            claim_is_same_place(place, other))
            return true;
    }
    return false;
}

PlaceList claim_handed_place(const ClaimReader *reader, const Draft *draft)
{
    PlaceList none = {.count = 0};
    PlaceList list = people_place(reader, draft);
    if (list.way != WAY_PARAGRAPH && speaks_at_large(reader, &draft->claim))
        return none;
    if (list.way == WAY_PARAGRAPH || list.way == WAY_SOURCE || is_private(reader, &draft->claim))
        return list;
    if (!list.count || is_announced(reader, list.items[0]))
        return list;
    return paragraphs_since(reader, draft->match.sentence) >= FAR && !is_tied(reader, draft) ? none : list;
}
