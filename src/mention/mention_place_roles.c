/* What a place stands for in its sentence: a location, a people, a government, where somebody hails from. */
#include "mention/mention_place.h"

static bool has_tags(const Token *token) { return token->upos != UPOS_X; }

static Text word_at(const PlaceFinder *finder, size_t token)
{
    return text_of_span(finder->text, finder->sentences->tokens[token].span);
}

bool mention_heads_report(const PlaceFinder *finder, const PlaceMatch *match)
{
    enum { DATELINE_TOKENS = 14 };
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    if (!sentence->begins_region || match->begin > sentence->token_begin + 3)
        return false;
    Text first = word_at(finder, sentence->token_begin);
    if (first.length < 2 || !ascii_is_upper(first.bytes[0]) ||
        !(ascii_is_upper(first.bytes[1]) || (unsigned char)first.bytes[1] >= 0x80))
        return false;
    for (uint32_t i = match->end; i < sentence->token_end && i < sentence->token_begin + DATELINE_TOKENS;
         i++) {
        Text word = word_at(finder, i);
        if ((text_is(word, "-") || text_is(word, "--") || text_is(word, "–") || text_is(word, "—")) &&
            finder->sentences->tokens[i].space_after)
            return true;
    }
    return false;
}

/* The token before the place, past its article; UINT32_MAX at the sentence's begin. */
static uint32_t token_before(const PlaceFinder *finder, const PlaceMatch *match)
{
    uint32_t first = finder->sentences->items[match->sentence].token_begin;
    uint32_t at = match->whole_begin;
    if (at > first && mention_place_token(finder, at - 1) & PLACE_WORD_THE)
        at--;
    return at > first ? at - 1 : UINT32_MAX;
}

/* "workers from …", "the others come from …"; a country behind "from" says of any noun what it is. */
static bool is_origin(const PlaceFinder *finder, const PlaceMatch *match, uint32_t before)
{
    const Token *tokens = finder->sentences->tokens;
    uint32_t first = finder->sentences->items[match->sentence].token_begin;
    if (before == UINT32_MAX || before == first || !(mention_place_token(finder, before) & PLACE_WORD_FROM))
        return false;
    return (mention_place_token(finder, before - 1) & (PLACE_WORD_HAIL | PLACE_WORD_ORIGIN_VERB)) != 0 ||
           tokens[before - 1].upos == UPOS_NUM || /* "and 38 from Kenya" */
           (match->place.precision == PRECISION_COUNTRY && tokens[before - 1].upos == UPOS_NOUN);
}

static bool is_possessive(const PlaceFinder *finder, uint32_t token)
{
    Text word = word_at(finder, token);
    return text_is(word, "'s") || text_is(word, "’s") || text_is(word, "'") || text_is(word, "’");
}

/* A verb follows, past adverbs and auxiliaries: it is the place that does something. */
static bool is_subject(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    const Token *tokens = finder->sentences->tokens;
    uint32_t at = match->whole_end;
    while (at < sentence->token_end && has_tags(&tokens[at]) && tokens[at].upos == UPOS_ADV)
        at++;
    if (at >= sentence->token_end)
        return false;
    if (tokens[match->end - 1].deprel == DEPREL_NSUBJ)
        return true;
    if (at + 1 < sentence->token_end && tokens[at].upos == UPOS_ADJ &&
        tokens[at + 1].xpos == XPOS_PRP_POSSESSIVE)
        return true; /* "shut its frontier", whatever the tagger thinks of "shut" */
    if (has_tags(&tokens[at]))
        return (tokens[at].upos == UPOS_VERB && tokens[at].xpos != XPOS_VBG) || tokens[at].upos == UPOS_AUX;
    uint32_t classes = mention_place_token(finder, at);
    return classes & PLACE_WORD_AUX || (!(classes & PLACE_WORD_FUNCTION) && !mention_is_capital(finder, at) &&
                                        ascii_is_alpha(word_at(finder, at).bytes[0]));
}

/* A capital without a preposition, and not beside other places: "asked Beijing for help". */
static bool is_alone(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    const Token *tokens = finder->sentences->tokens;
    if (match->is_title_case || match->whole_begin == sentence->token_begin)
        return false;
    const Token *before = &tokens[match->whole_begin - 1];
    if (match->whole_end < sentence->token_end &&
        (tokens[match->whole_end].xpos == XPOS_COMMA || tokens[match->whole_end].upos == UPOS_CCONJ))
        return false; /* the first of a list */
    bool is_listed = before->upos == UPOS_CCONJ || before->upos == UPOS_PUNCT || before->upos == UPOS_ADP ||
                     tokens[match->begin].deprel == DEPREL_CONJ ||
                     tokens[match->begin].deprel == DEPREL_APPOS ||
                     tokens[match->begin].deprel == DEPREL_COMPOUND;
    return has_tags(before) && !is_listed;
}

static bool is_government(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    if (match->ref.kind == PLACE_SEAT)
        return true;
    bool is_state =
        match->is_capital || match->place.precision == PRECISION_COUNTRY || match->ref.needs.length > 0;
    uint32_t at = match->whole_end;
    if (at + 1 < sentence->token_end && mention_place_token(finder, at + 1) & PLACE_WORD_BASED)
        return false; /* "a Doha-based agent" */
    if (match->is_capital && at < sentence->token_end && is_possessive(finder, at))
        return !(mention_place_token(finder, at + 1) & PLACE_WORD_LOCATION_NOUN);
    if (match->is_located || !is_state || (at < sentence->token_end && is_possessive(finder, at)))
        return false;
    return is_subject(finder, match) || (match->is_capital && is_alone(finder, match));
}

/* "a China source", "US officials", "Japan's NHK": a country before a noun or another name. */
static bool is_attribute(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    uint32_t at = match->whole_end;
    if (match->place.precision != PRECISION_COUNTRY || at >= sentence->token_end)
        return false;
    if (at + 2 < sentence->token_end && finder->sentences->tokens[at].upos == UPOS_PUNCT &&
        !finder->sentences->tokens[at].space_after && !finder->sentences->tokens[match->end - 1].space_after)
        return !(mention_place_token(finder, at + 1) & PLACE_WORD_BASED); /* "U.S.-funded" */
    if (at + 1 < sentence->token_end && is_possessive(finder, at))
        return mention_is_capital(finder, at + 1);
    if (!mention_is_beside(finder, at - 1, at))
        return false;
    const Token *next = &finder->sentences->tokens[at];
    return has_tags(next) && (next->upos == UPOS_NOUN || next->upos == UPOS_ADJ);
}

/* "North Koreans", "the Chinese say": no noun follows the adjective. */
static bool is_people(const PlaceFinder *finder, const PlaceMatch *match)
{
    const Sentence *sentence = &finder->sentences->items[match->sentence];
    uint32_t at = match->whole_end;
    if (match->ref.kind == PLACE_PEOPLE)
        return true;
    if (at >= sentence->token_end || !mention_is_beside(finder, at - 1, at))
        return true;
    const Token *next = &finder->sentences->tokens[at];
    if (!has_tags(next))
        return !ascii_is_alpha(word_at(finder, at).bytes[0]);
    return next->upos != UPOS_NOUN && next->upos != UPOS_PROPN && next->upos != UPOS_ADJ &&
           next->upos != UPOS_NUM && next->upos != UPOS_VERB && next->upos != UPOS_CCONJ &&
           next->xpos != XPOS_HYPH;
}

/* The classes of what leads the phrase that the token heads: its preposition, or else the verb that it is the
 * object of. */
static uint32_t leading_classes(const PlaceFinder *finder, int32_t token)
{
    const Sentences *sentences = finder->sentences;
    int32_t preposition = language_child(sentences, (size_t)token, DEPREL_CASE);
    if (preposition < 0)
        return language_deprel_base(sentences->tokens[token].deprel) == DEPREL_OBJ
                   ? mention_place_token(finder, (size_t)sentences->tokens[token].head)
                   : 0;
    uint32_t classes = mention_place_token(finder, (size_t)preposition);
    if (classes & PLACE_WORD_OF && preposition > 0 &&
        mention_place_token(finder, (size_t)preposition - 1) & PLACE_WORD_OUT)
        return PLACE_WORD_LEFT;
    bool leads_nowhere =
        preposition > 0 && mention_place_token(finder, (size_t)preposition - 1) & PLACE_WORD_STILL;
    return leads_nowhere ? 0 : classes;
}

/* "to X", "to a hotel in X": the way leads there; "from X", "from a mill in X": away. */
static void look_for_way(const PlaceFinder *finder, const PlaceMatch *match, PlaceMention *out)
{
    enum { STEPS = 3 };
    const Token *tokens = finder->sentences->tokens;
    int32_t token = (int32_t)match->end - 1;
    while (tokens[token].head >= (int32_t)match->whole_begin &&
           tokens[token].head < (int32_t)match->whole_end)
        token = tokens[token].head;
    for (int i = 0; i < STEPS && token >= 0; i++) {
        uint32_t classes = leading_classes(finder, token);
        out->is_goal = classes & PLACE_WORD_GOAL;
        out->is_left = classes & PLACE_WORD_LEFT;
        Deprel relation = language_deprel_base(tokens[token].deprel);
        bool is_within = relation != DEPREL_NMOD || classes & (PLACE_WORD_STAY | PLACE_WORD_OF);
        if (out->is_goal || out->is_left || !is_within ||
            !(relation == DEPREL_NMOD || relation == DEPREL_CONJ || relation == DEPREL_APPOS ||
              relation == DEPREL_COMPOUND || relation == DEPREL_FLAT))
            return;
        token = tokens[token].head;
    }
}

void mention_place_roles(const PlaceFinder *finder, const PlaceMatch *match, PlaceMention *out)
{
    uint32_t before = token_before(finder, match);
    out->is_container = match->is_container;
    out->is_dateline = match->is_dateline;
    if (match->ref.kind == PLACE_ADJECTIVE || match->ref.kind == PLACE_PEOPLE) {
        out->is_adjective = true;
        out->is_people = is_people(finder, match);
        return;
    }
    out->is_attribute = is_attribute(finder, match);
    out->is_adjective = out->is_attribute;
    out->is_people_origin = is_origin(finder, match, before);
    out->is_stay = before != UINT32_MAX && mention_place_token(finder, before) & PLACE_WORD_STAY;
    look_for_way(finder, match, out);
    out->is_government = !out->is_adjective && !out->is_dateline && is_government(finder, match);
}
