/* Whom the report is mostly about, and whom words such as "people" and "anybody" mean in it. */
#include "mention/mention_actor.h"
#include "mention/mention_source.h"

enum { NAMED_LEAST = 2 /* a group that is spoken of once is a detail */ };

static Text token_text(const ActorFinder *finder, uint32_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

bool mention_is_listed(TextList list, Text word)
{
    for (size_t i = 0; i < list.count; i++) {
        Text rest = list.items[i];
        Text item;
        while (rest.length && text_split(&rest, ' ', &item))
            if (text_equals_ignoring_case(item, word))
                return true;
    }
    return false;
}

/* One word that says no more than that they are people, or a people by its name. */
static bool is_anybody(const ActorFinder *finder, const ActorMention *actor, TextList words)
{
    if (finder->place_of[actor->head])
        return true;
    return actor->at.token_end - actor->at.token_begin == 1 &&
           (mention_is_listed(words, token_text(finder, actor->head)) ||
            mention_is_listed(words, finder->sentences->tokens[actor->head].lemma));
}

static bool is_speaker(const ActorFinder *finder, const ActorMention *actor)
{
    for (size_t i = 0; i < finder->mentions->source_count; i++)
        if (span_contains(finder->mentions->sources[i].as, actor->at.span))
            return true;
    return false;
}

Text mention_find_group(ActorFinder *finder)
{
    TextList lines = pack_setting(finder->pack, TEXT("group"));
    TextList words = pack_setting(finder->pack, TEXT("anybody"));
    Text rest = lines.count ? lines.items[0] : TEXT_EMPTY;
    Text first = TEXT_EMPTY;
    if (!rest.length || !text_split(&rest, ' ', &first))
        return TEXT_EMPTY;
    Map named = map_in(finder->arena);
    for (size_t i = 0; i < finder->actors.count; i++) {
        ActorMention *actor = &finder->actors.items[i];
        actor->is_anybody = is_anybody(finder, actor, words);
        if (!actor->is_anybody && !is_speaker(finder, actor))
            map_put(&named, actor->role)->number++;
    }
    const MapEntry *entry = map_find(&named, first);
    int64_t most = entry && entry->number >= NAMED_LEAST ? entry->number : NAMED_LEAST - 1;
    Text group = first;
    Text role;
    while (rest.length && text_split(&rest, ' ', &role)) {
        entry = map_find(&named, role);
        if (entry && entry->number > most) {
            most = entry->number;
            group = role;
        }
    }
    for (size_t i = 0; i < finder->actors.count; i++)
        if (finder->actors.items[i].is_anybody && text_equals(finder->actors.items[i].role, first))
            finder->actors.items[i].role = group;
    return group;
}
