#include "mention/mention_actor.h"

#include "core/buffer.h"
#include "mention/mention_place.h"
#include "mention/mention_source.h"

enum { PHRASE_WORDS_MOST = 6, WORD_MOST = 40 };

static Text token_text(const ActorFinder *finder, uint32_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

static void load_phrases(ActorFinder *finder)
{
    finder->phrases = map_in(finder->arena);
    for (size_t i = 0; i < pack_role_word_count(finder->pack); i++) {
        const PackRoleWord *word = pack_role_word(finder->pack, i);
        Text rest = word->words;
        Text first;
        if (!text_split(&rest, ' ', &first))
            continue;
        MapEntry *entry = map_put(&finder->phrases, first);
        RolePhrase *phrase = ARENA_NEW(finder->arena, RolePhrase);
        *phrase = (RolePhrase){rest, word->role, entry->value};
        entry->value = phrase;
    }
}

static Text take_word(Text *rest)
{
    Text word = TEXT_EMPTY;
    while (rest->length > 0 && word.length == 0)
        if (!text_split(rest, ' ', &word))
            break;
    return word;
}

static void load_nations(ActorFinder *finder)
{
    TextList lines = pack_setting(finder->pack, TEXT("by-nation"));
    finder->nations = ARENA_ARRAY(finder->arena, NationRoles, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        NationRoles *roles = &finder->nations[finder->nation_count++];
        roles->home = take_word(&rest);
        roles->host = take_word(&rest);
        roles->other = take_word(&rest);
    }
    TextList people = pack_setting(finder->pack, TEXT("by-nation-people"));
    if (people.count > 0) {
        Text rest = people.items[0];
        finder->people_home = take_word(&rest);
        finder->people_host = take_word(&rest);
        finder->people_other = take_word(&rest);
    }
}

static bool token_is(const ActorFinder *finder, uint32_t token, Text word)
{
    return text_equals_ignoring_case(finder->sentences->tokens[token].lemma, word) ||
           text_equals_ignoring_case(token_text(finder, token), word);
}

/* Entries of the map for the word, in small letters. */
static const RolePhrase *phrases_of(const ActorFinder *finder, Text form)
{
    char word[WORD_MOST];
    if (form.length == 0 || form.length > sizeof word)
        return NULL;
    for (size_t i = 0; i < form.length; i++)
        word[i] = ascii_lower(form.bytes[i]);
    const MapEntry *entry = map_find(&finder->phrases, (Text){word, form.length});
    return entry ? entry->value : NULL;
}

/* How many tokens the phrase takes from the one after its first word on; SIZE_MAX where it does not fit. */
static size_t fits(const ActorFinder *finder, const Sentence *sentence, uint32_t token, Text rest)
{
    size_t count = 1;
    Text word;
    while (text_split(&rest, ' ', &word)) {
        uint32_t at = token + (uint32_t)count;
        if (at >= sentence->token_end || !token_is(finder, at, word))
            return SIZE_MAX;
        count++;
    }
    return count;
}

size_t mention_role_at(const ActorFinder *finder, const Sentence *sentence, uint32_t token, Text *out_role)
{
    size_t longest = 0;
    const Text forms[] = {token_text(finder, token), finder->sentences->tokens[token].lemma};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        for (const RolePhrase *phrase = phrases_of(finder, forms[i]); phrase; phrase = phrase->next) {
            size_t count = fits(finder, sentence, token, phrase->words);
            if (count != SIZE_MAX && count > longest) {
                longest = count;
                *out_role = phrase->role;
            }
        }
    return longest;
}

static bool is_beside(const ActorFinder *finder, uint32_t token)
{
    const Token *tokens = finder->sentences->tokens;
    return token + 1 < finder->sentences->token_count &&
           text_trim(text_slice(finder->report->text, tokens[token].span.end, tokens[token + 1].span.begin))
                   .length == 0 &&
           ascii_is_alpha(token_text(finder, token + 1).bytes[0]);
}

/* "factory" of "factory dormitory": the noun behind is what is spoken of. */
static bool is_modifier(const ActorFinder *finder, const Sentence *sentence, uint32_t last)
{
    const Token *token = &finder->sentences->tokens[last];
    if (last + 1 >= sentence->token_end || !is_beside(finder, last))
        return token->deprel == DEPREL_COMPOUND;
    const Token *next = token + 1;
    if (next->upos == UPOS_X)
        return false;
    if (token->upos == UPOS_PROPN && ascii_is_upper(token_text(finder, last).bytes[0]))
        return false; /* "the UN cut-off" is the UN's */
    return (next->upos == UPOS_NOUN || next->upos == UPOS_PROPN) && !finder->place_of[last + 1];
}

static bool may_be_noun(const Token *token)
{
    return token->upos == UPOS_NOUN || token->upos == UPOS_PROPN || token->upos == UPOS_X ||
           token->upos == UPOS_ADJ || token->upos == UPOS_PRON || token->upos == UPOS_NUM;
}

/* "3,000 baht a head", "to hand over": words of the pack's line "ambiguous" are people where somebody's,
 * where "the" or a noun stands with them, or where they do something. */
static bool is_thing(const ActorFinder *finder, uint32_t begin, uint32_t end)
{
    const Token *tokens = finder->sentences->tokens;
    const Token *token = &tokens[begin];
    if (end - begin != 1 || !mention_is_listed(pack_setting(finder->pack, TEXT("ambiguous")), token->lemma))
        return false;
    if (language_deprel_base(token->deprel) == DEPREL_NSUBJ)
        return false;
    for (int32_t child = token->first_child; child >= 0; child = tokens[child].next_sibling) {
        Deprel base = language_deprel_base(tokens[child].deprel);
        if (base == DEPREL_COMPOUND || base == DEPREL_NMOD || base == DEPREL_AMOD)
            return false;
        if (base == DEPREL_DET && language_feature(&tokens[child], FEATURE_DEFINITE) == DEFINITE_DEF)
            return false;
    }
    return true;
}

static ActorMention *add_actor(ActorFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end,
                               Text role)
{
    const Token *tokens = finder->sentences->tokens;
    ActorMention *actor = LIST_ADD(finder->arena, &finder->actors);
    actor->at = (MentionAt){{tokens[begin].span.begin, tokens[end - 1].span.end}, sentence, begin, end};
    actor->head = end - 1;
    actor->role = role;
    return actor;
}

/* The role of the noun among those of its nation: "Chinese officials" are the host's, "Cuban officials"
 * home's. */
static Text role_by_nation(const ActorFinder *finder, Text role, Nation nation)
{
    if (nation == NATION_UNKNOWN)
        return role;
    for (size_t i = 0; i < finder->nation_count; i++) {
        const NationRoles *roles = &finder->nations[i];
        if (text_equals(role, roles->home) || text_equals(role, roles->host) ||
            text_equals(role, roles->other))
            return nation == NATION_HOME ? roles->home : nation == NATION_HOST ? roles->host : roles->other;
    }
    return role;
}

/* "North Korean" before its noun, "SEOUL" where somebody wrote: a place, not those who act. */
static bool is_place_alone(const ActorFinder *finder, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (!finder->place_of[i])
            return false;
        const PlaceMention *place = &finder->mentions->places[finder->place_of[i] - 1];
        if (place->is_people || place->is_government)
            return false;
    }
    return true;
}

/* "everyone" is whoever the report speaks of. */
static bool is_everybody(const ActorFinder *finder, uint32_t token)
{
    return mention_speech_word(finder->data->speakers, token_text(finder, token)) & SPEECH_EVERYBODY;
}

/* "their government": of those whom the report is about. */
static Nation nation_by_pronoun(const ActorFinder *finder, const Sentence *sentence, uint32_t begin)
{
    if (begin == sentence->token_begin ||
        !(mention_place_word(finder->data->places, token_text(finder, begin - 1)) & PLACE_WORD_THEIR))
        return NATION_UNKNOWN;
    return NATION_HOME;
}

/* "Pyongyang has told its companies": of the government that the sentence begins with. */
static Nation nation_of_owner(const ActorFinder *finder, const Sentence *sentence, uint32_t begin)
{
    const Token *before = &finder->sentences->tokens[begin] - (begin > sentence->token_begin);
    if (before->deprel != DEPREL_NMOD_POSS || before->upos != UPOS_PRON ||
        language_feature(before, FEATURE_PERSON) != PERSON_THIRD)
        return NATION_UNKNOWN;
    for (uint32_t i = begin; i-- > sentence->token_begin;) {
        uint32_t place = finder->place_of[i];
        if (!place || !finder->mentions->places[place - 1].place)
            continue;
        const PlaceMention *owner = &finder->mentions->places[place - 1];
        return owner->is_government ? mention_nation_of(finder, owner->place->country) : NATION_UNKNOWN;
    }
    return NATION_UNKNOWN;
}

static bool is_state_role(const ActorFinder *finder, Text role)
{
    for (size_t i = 0; i < finder->nation_count; i++)
        if (text_equals(finder->nations[i].home, finder->nations[0].home) &&
            (text_equals(role, finder->nations[i].host) || text_equals(role, finder->nations[i].home)))
            return true;
    return false;
}

/* "the government of Kim Jong Un", "ministries in Pyongyang". */
static Nation nation_behind(const ActorFinder *finder, const Sentence *sentence, uint32_t end)
{
    if (end + 1 >= sentence->token_end)
        return NATION_UNKNOWN;
    Text role = TEXT_EMPTY;
    uint32_t classes = mention_place_word(finder->data->places, token_text(finder, end));
    uint32_t place = finder->place_of[end + 1];
    if (classes & PLACE_WORD_IN && place && finder->mentions->places[place - 1].place)
        return mention_nation_of(finder, finder->mentions->places[place - 1].place->country);
    if (classes & PLACE_WORD_OF && mention_role_at(finder, sentence, end + 1, &role) > 0 &&
        finder->nation_count > 0 && text_equals(role, finder->nations[0].home))
        return NATION_HOME;
    return NATION_UNKNOWN;
}

static void match_roles(ActorFinder *finder, uint32_t number)
{
    const Sentence *sentence = &finder->sentences->items[number];
    for (uint32_t i = sentence->token_begin; i < sentence->token_end;) {
        Text role = TEXT_EMPTY;
        size_t count = mention_role_at(finder, sentence, i, &role);
        uint32_t end = i + (uint32_t)count;
        Text other = TEXT_EMPTY;
        if (count && i + 1 < sentence->token_end &&
            mention_role_at(finder, sentence, i + 1, &other) > count) {
            i++; /* "the state" of "the state security service" */
            continue;
        }
        if (count == 0 || is_everybody(finder, i) || !may_be_noun(&finder->sentences->tokens[end - 1]) ||
            is_modifier(finder, sentence, end - 1) || is_place_alone(finder, i, end) ||
            is_thing(finder, i, end)) {
            i++;
            continue;
        }
        Text country = mention_country_of(finder, number, i, end);
        Nation nation = mention_nation_of(finder, country);
        if (nation == NATION_UNKNOWN && is_state_role(finder, role))
            nation = nation_by_pronoun(finder, sentence, i);
        if (nation == NATION_UNKNOWN && is_state_role(finder, role))
            nation = nation_behind(finder, sentence, end);
        if (nation == NATION_UNKNOWN)
            nation = nation_of_owner(finder, sentence, i);
        ActorMention *actor = add_actor(finder, number, i, end, role_by_nation(finder, role, nation));
        actor->is_nationality_home = nation == NATION_HOME;
        i = end;
    }
}

/* One of the first count actors, which are in order and do not overlap, stands there. */
static bool is_covered(const ActorFinder *finder, size_t count, Span span)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (finder->actors.items[middle].at.span.end <= span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && span_overlaps(finder->actors.items[low].at.span, span);
}

/* "Pyongyang", "the Kremlin": governments; "North Koreans": a people. */
static void match_places(ActorFinder *finder, size_t known)
{
    for (size_t i = 0; i < finder->mentions->place_count; i++) {
        const PlaceMention *place = &finder->mentions->places[i];
        if (!place->place || is_covered(finder, known, place->at.span))
            continue;
        Nation nation = mention_nation_of(finder, place->place->country);
        Text role = TEXT_EMPTY;
        if (place->is_government && finder->nation_count > 0)
            role = role_by_nation(finder, finder->nations[0].home, nation);
        else if (place->is_people)
            role = nation == NATION_HOME   ? finder->people_home
                   : nation == NATION_HOST ? finder->people_host
                                           : finder->people_other;
        if (role.length == 0)
            continue;
        ActorMention *actor =
            add_actor(finder, place->at.sentence, place->at.token_begin, place->at.token_end, role);
        actor->is_nationality_home = nation == NATION_HOME;
    }
}

/* "Bohai Pearl Foods" is an employer, where the pack has a role of that name. */
static void match_names(ActorFinder *finder, size_t known)
{
    TextList roles = pack_roles(finder->pack);
    for (size_t i = 0; i < finder->mentions->name_count; i++) {
        const NameMention *name = &finder->mentions->names[i];
        const MentionAt *at = &name->at;
        for (size_t r = 0; r < roles.count; r++) {
            if (!text_equals(roles.items[r], name->is) || is_covered(finder, known, at->span))
                continue;
            Text country = mention_country_of(finder, at->sentence, at->token_begin, at->token_end);
            Text role = role_by_nation(finder, name->is, mention_nation_of(finder, country));
            add_actor(finder, at->sentence, at->token_begin, at->token_end, role);
        }
    }
}

static void mark_places(ActorFinder *finder)
{
    finder->place_of = ARENA_ARRAY(finder->arena, uint32_t, finder->sentences->token_count + 1);
    for (size_t i = 0; i < finder->mentions->place_count; i++) {
        const MentionAt *at = &finder->mentions->places[i].at;
        for (uint32_t t = at->token_begin; t < at->token_end; t++)
            finder->place_of[t] = (uint32_t)i + 1;
    }
}

void mention_find_actors(Arena *arena, const MentionData *data, const Pack *pack, const Report *report,
                         const Sentences *sentences, Mentions *mentions)
{
    ActorFinder finder = {.arena = arena,
                          .data = data,
                          .pack = pack,
                          .report = report,
                          .sentences = sentences,
                          .mentions = mentions};
    load_phrases(&finder);
    load_nations(&finder);
    mark_places(&finder);
    mention_find_nations(&finder);
    for (uint32_t s = 0; s < sentences->count; s++)
        match_roles(&finder, s);
    mention_find_offices(&finder);
    mention_join_short_forms(&finder);
    size_t known = finder.actors.count;
    match_places(&finder, known);
    match_names(&finder, known);
    mentions->group = mention_find_group(&finder);
    mention_resolve_pronouns(&finder);
    mentions->actors = finder.actors.items;
    mentions->actor_count = finder.actors.count;
}
