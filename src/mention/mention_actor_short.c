/* A short form means whom a longer one named before: "the officers" after "security officers". */
#include "mention/mention_actor.h"
#include "mention/mention_place.h"

enum { BODY_REACH = 4 /* tokens: "of the Chinese state company" */ };

static Text token_text(const ActorFinder *finder, uint32_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

/* Nothing but an article stands with the noun, and that no "a": it may take up somebody named. */
static bool is_bare(const ActorFinder *finder, const ActorMention *actor)
{
    const Token *tokens = finder->sentences->tokens;
    bool is_definite = false;
    for (int32_t child = tokens[actor->head].first_child; child >= 0; child = tokens[child].next_sibling) {
        Deprel base = language_deprel_base(tokens[child].deprel);
        if (base == DEPREL_AMOD || base == DEPREL_COMPOUND || base == DEPREL_NMOD || base == DEPREL_NUMMOD)
            return false;
        is_definite = is_definite || (base == DEPREL_DET &&
                                      language_feature(&tokens[child], FEATURE_DEFINITE) == DEFINITE_DEF);
    }
    return is_definite;
}

/* The actor behind "of", with an article between; NULL where none stands there. */
static const ActorMention *body_behind(const ActorFinder *finder, size_t number)
{
    const ActorMention *actor = &finder->actors.items[number];
    const Sentence *sentence = &finder->sentences->items[actor->at.sentence];
    uint32_t at = actor->at.token_end;
    if (number + 1 >= finder->actors.count || at >= sentence->token_end ||
        !(mention_place_word(finder->data->places, token_text(finder, at)) & PLACE_WORD_OF))
        return NULL;
    const ActorMention *next = &finder->actors.items[number + 1];
    bool is_next = next->at.sentence == actor->at.sentence && next->at.token_begin <= at + BODY_REACH;
    return is_next && !pack_is_affected(finder->pack, next->role) ? next : NULL;
}

/* Lines "office WORD…" and "office-of ROLE ROLE" of the pack. */
static Text role_in_body(const ActorFinder *finder, Text role)
{
    TextList lines = pack_setting(finder->pack, TEXT("office-of"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        if (text_split(&rest, ' ', &word) && text_equals(word, role))
            return rest;
    }
    return role;
}

void mention_find_offices(ActorFinder *finder)
{
    TextList offices = pack_setting(finder->pack, TEXT("office"));
    for (size_t i = finder->actors.count; i-- > 0;) {
        ActorMention *actor = &finder->actors.items[i];
        const ActorMention *body = body_behind(finder, i);
        if (body && mention_is_listed(offices, finder->sentences->tokens[actor->head].lemma))
            actor->role = role_in_body(finder, body->role);
    }
}

void mention_join_short_forms(ActorFinder *finder)
{
    Map named = map_in(finder->arena); /* last word of a longer form; value: number of the actor + 1 */
    for (size_t i = 0; i < finder->actors.count; i++) {
        ActorMention *actor = &finder->actors.items[i];
        Text noun = finder->sentences->tokens[actor->head].lemma;
        if (actor->at.token_end - actor->at.token_begin > 1) {
            map_put(&named, noun)->number = (int64_t)i + 1;
            continue;
        }
        const MapEntry *entry = is_bare(finder, actor) ? map_find(&named, noun) : NULL;
        if (entry && !pack_is_affected(finder->pack, actor->role))
            actor->role = finder->actors.items[entry->number - 1].role;
    }
}
