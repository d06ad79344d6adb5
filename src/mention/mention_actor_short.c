/* A short form means whom a longer one named before: "the officers" after "security officers". */
#include "mention/mention_actor.h"

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
