/* Where it holds and where to: the clause's own places, else those of the sentence, else what the text before
 * hands on. */
#include "claim/claim_parts.h"

enum { DEPTH_MOST = 60 };

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
    if (kept.count > 0 || list->way == WAY_SENTENCE)
        *list = kept;
}

/* Going up from the one token, a clause with a subject of its own is left that does not hold the other: "the
 * term ended, yet many stayed in X". */
static bool leaves_clause(const Sentences *sentences, int32_t token, size_t other)
{
    for (int steps = 0; token >= 0 && steps < DEPTH_MOST; steps++) {
        Deprel base = language_deprel_base(sentences->tokens[token].deprel);
        bool is_clause = base == DEPREL_CONJ || base == DEPREL_PARATAXIS || base == DEPREL_ADVCL;
        if (is_clause && language_child(sentences, (size_t)token, DEPREL_NSUBJ) >= 0 &&
            !language_is_below(sentences, other, (size_t)token))
            return true;
        token = sentences->tokens[token].head;
    }
    return false;
}

/* Places of another clause leave. */
static void drop_other_clauses(const ClaimReader *reader, PlaceList *list, uint32_t predicate)
{
    const Sentences *sentences = reader->sentences;
    PlaceList kept = {.way = list->way};
    for (size_t i = 0; i < list->count; i++)
        if (!leaves_clause(sentences, (int32_t)list->items[i]->at.token_end - 1, predicate) &&
            !leaves_clause(sentences, (int32_t)predicate, list->items[i]->at.token_end - 1))
            kept.items[kept.count++] = list->items[i];
    *list = kept;
}

/* Places of the sending state stand back where the clause names others: "money for dams at X is taken from
 * those who work in Y". */
static void drop_home(const ClaimReader *reader, PlaceList *list)
{
    PlaceList kept = {.way = list->way};
    for (size_t i = 0; i < list->count; i++)
        if (!claim_is_of_home(reader, list->items[i]))
            kept.items[kept.count++] = list->items[i];
    if (kept.count > 0)
        *list = kept;
}

/* The pack's setting names the kind. */
static bool is_listed(const ClaimReader *reader, Text setting, size_t kind)
{
    TextList kinds = pack_setting(reader->pack, setting);
    Text name = pack_kind(reader->pack, kind)->name;
    for (size_t i = 0; i < kinds.count; i++) {
        Text rest = kinds.items[i];
        Text word;
        while (text_split(&rest, ' ', &word))
            if (text_equals(word, name))
                return true;
    }
    return false;
}

/* Laws, borders and the like hold where their own sentence says, if it does. */
static bool has_scene(const ClaimReader *reader, size_t kind)
{
    return !is_listed(reader, TEXT("no-scene"), kind);
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
 * to Y"), else behind the predicate. The words that a mood was asked of begin with the action itself. */
static PlaceList take_goal(const RuleMatch *match, PlaceList *list)
{
    PlaceList goal = {.way = list->way};
    size_t at = first_behind(list, match->at.has_mood ? match->at.whole.begin + 1 : match->at.whole.end);
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
        if (claim_is_location(reader, &reader->mentions->places[i]) &&
            claim_is_home(reader, &reader->mentions->places[i]))
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
            span_overlaps(place->at.span, draft->claim.by[0].as) && !claim_is_home(reader, place))
            claim_add_place(&list, place);
    }
    return list;
}

/* A movement's places: the goal behind the words; without one, the places of the sentence are goals where the
 * people live elsewhere ("to meet somebody in X they must travel with a minder", says one who lives in Y). */
static void fill_movement(ClaimReader *reader, Draft *draft, PlaceList own)
{
    const RuleMatch *match = &draft->match;
    PlaceList goal = take_goal(match, &own);
    if (!own.count && !goal.count)
        own = claim_places_of_sentence(reader, match->sentence);
    drop_asides(reader, &own, match->at.predicate);
    own = claim_nearest_places(reader, &own, match->at.whole);
    draft->is_where_carried = own.count == 0;
    PlaceList home = claim_handed_place(reader, draft);
    bool lives_elsewhere = home.count && own.count && !claim_is_same_place(home.items[0], own.items[0]);
    if (!goal.count && lives_elsewhere && claim_source_place(reader, &draft->claim).count) {
        goal = own;
        own = home;
    } else if (!own.count && has_scene(reader, draft->claim.kind)) {
        own = home;
    }
    for (size_t i = 0; goal.count && i < own.count; i++) /* the goal is not the place as well */
        if (claim_is_same_place(own.items[i], goal.items[0]))
            own.items[i--] = own.items[--own.count];
    set_places(reader, draft, FIELD_TO, &goal);
    set_places(reader, draft, FIELD_WHERE, &own);
}

/* Takes the goals out of the list; of kinds that tell of arrivals every place that nobody leaves is one. */
static PlaceList take_goals(PlaceList *list, bool arrives)
{
    PlaceList goals = {.way = list->way};
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->is_goal || (arrives && !list->items[i]->is_left))
            goals.items[goals.count++] = list->items[i];
        else
            list->items[count++] = list->items[i];
    list->count = count;
    return goals;
}

/* The own places of a kind by which people come, go or are sent: from here, to there. */
static void fill_move(ClaimReader *reader, Draft *draft, PlaceList own)
{
    const RuleMatch *match = &draft->match;
    bool arrives = is_listed(reader, TEXT("arrives"), draft->claim.kind);
    PlaceList goal = take_goals(&own, false);
    if (arrives && !goal.count)
        goal = take_goals(&own, true);
    goal = claim_nearest_places(reader, &goal, match->at.whole);
    own = claim_nearest_places(reader, &own, match->at.whole);
    draft->is_where_carried = own.count == 0 && goal.count == 0;
    if (is_listed(reader, TEXT("coarse"), draft->claim.kind))
        goal.count = 0; /* how people fled is not told */
    if (!own.count && !goal.count && !is_at_home(reader, match->sentence)) {
        own = claim_handed_place(reader, draft);
        if (arrives) {
            goal = own;
            own.count = 0;
        }
    }
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
        claim_find_locations(reader);
        claim_find_scene(reader);
    }
    PlaceList own = claim_places_in(reader, match->sentence, match->clause);
    if (wanted == PACK_PLACES_AFTER) {
        fill_movement(reader, draft, own);
        return;
    }
    if (!own.count)
        own = claim_places_of_sentence(reader, match->sentence);
    drop_asides(reader, &own, match->at.predicate);
    if (is_listed(reader, TEXT("moves"), draft->claim.kind)) {
        fill_move(reader, draft, own);
        return;
    }
    if (own.way == WAY_SENTENCE || !has_scene(reader, draft->claim.kind))
        drop_other_clauses(reader, &own, match->at.predicate);
    drop_home(reader, &own);
    own = claim_nearest_places(reader, &own, match->at.whole);
    draft->is_where_carried = own.count == 0;
    if (!own.count)
        own = acting_state(reader, draft);
    bool is_told = is_at_home(reader, match->sentence) || (own.count && own.way != WAY_ARGUMENT);
    if (!is_told && has_scene(reader, draft->claim.kind)) {
        PlaceList handed = claim_handed_place(reader, draft);
        if (!own.count || (handed.count && claim_place_holds(own.items[0], handed.items[0])))
            own = handed;
    }
    set_places(reader, draft, wanted == PACK_PLACES_TO ? FIELD_TO : FIELD_WHERE, &own);
}
