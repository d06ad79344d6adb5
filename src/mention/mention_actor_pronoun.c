/* "they", "he": the people spoken of last. */
#include <stdlib.h>

#include "mention/mention_actor.h"
#include "mention/mention_source.h"

enum { SENTENCES_BACK = 3, ACTORS_BACK = 100 };

static int compare_actors(const void *a, const void *b)
{
    const ActorMention *left = a;
    const ActorMention *right = b;
    if (left->at.span.begin != right->at.span.begin)
        return left->at.span.begin < right->at.span.begin ? -1 : 1;
    return left->at.span.end > right->at.span.end ? -1 : left->at.span.end < right->at.span.end;
}

static Text token_text(const ActorFinder *finder, uint32_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

static bool is_plural(const ActorFinder *finder, const ActorMention *actor)
{
    Text word = token_text(finder, actor->head);
    return mention_is_plural_noun(&finder->sentences->tokens[actor->head]) ||
           (mention_speech_word(finder->data->speakers, word) & (SPEECH_PLURAL | SPEECH_TIE)) ==
               SPEECH_PLURAL;
}

/* The plural, or the person, that was named last before the token: in earlier sentences the first, which
 * mostly is the subject. known actors stand before it. */
static const ActorMention *antecedent(const ActorFinder *finder, size_t known, uint32_t sentence, bool plural,
                                      bool affected)
{
    const ActorMention *found = NULL;
    for (size_t i = known; i-- > 0 && i + ACTORS_BACK >= known;) {
        const ActorMention *actor = &finder->actors.items[i];
        if (actor->at.sentence + SENTENCES_BACK < sentence ||
            (found && actor->at.sentence < found->at.sentence))
            break;
        if (is_plural(finder, actor) == plural && pack_is_affected(finder->pack, actor->role) == affected)
            found = actor;
    }
    return found;
}

/* "we" of a trade representative: traders. Empty where the words for the speaker name nobody affected. known
 * actors are in order. */
static Text role_of_speaker(const ActorFinder *finder, size_t known, uint32_t token)
{
    uint32_t source = mention_source_at(finder->mentions, finder->sentences->tokens[token].span.begin);
    if (source == SOURCE_NONE)
        return TEXT_EMPTY;
    Span as = finder->mentions->sources[source].as;
    size_t low = 0;
    size_t high = known;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (finder->actors.items[middle].at.span.begin < as.begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < known && span_contains(as, finder->actors.items[low].at.span); low++)
        if (pack_is_affected(finder->pack, finder->actors.items[low].role))
            return finder->actors.items[low].role;
    return TEXT_EMPTY;
}

static void add_copy(ActorFinder *finder, ActorMention copy, uint32_t sentence, uint32_t token)
{
    copy.at = (MentionAt){finder->sentences->tokens[token].span, sentence, token, token + 1};
    copy.head = token;
    copy.is_pronoun = true;
    *LIST_ADD(finder->arena, &finder->actors) = copy;
}

static void add_pronoun(ActorFinder *finder, size_t known, size_t before, uint32_t sentence, uint32_t token)
{
    uint64_t classes = mention_speech_word(finder->data->speakers, token_text(finder, token));
    bool plural = (classes & (SPEECH_THEY | SPEECH_EVERYBODY)) != 0;
    if (classes & SPEECH_WE) {
        Text role = role_of_speaker(finder, known, token);
        if (role.length > 0)
            add_copy(finder, (ActorMention){.role = role}, sentence, token);
        return;
    }
    if (classes & SPEECH_IT &&
        language_deprel_base(finder->sentences->tokens[token].deprel) == DEPREL_NSUBJ) {
        const ActorMention *body = antecedent(finder, before, sentence, false, false);
        if (body)
            add_copy(finder, *body, sentence, token);
        return;
    }
    if (!plural && !(classes & SPEECH_HE))
        return;
    const ActorMention *actor = antecedent(finder, before, sentence, plural, true);
    if (!actor && plural && !(classes & SPEECH_EVERYBODY))
        actor = antecedent(finder, before, sentence, plural, false);
    if (actor)
        add_copy(finder, *actor, sentence, token);
    else if (classes & SPEECH_EVERYBODY && finder->people_home.length > 0)
        add_copy(finder, (ActorMention){.role = finder->people_home}, sentence, token);
}

void mention_resolve_pronouns(ActorFinder *finder)
{
    size_t known = finder->actors.count;
    size_t before = 0;
    if (known > 1)
        qsort(finder->actors.items, known, sizeof *finder->actors.items, compare_actors);
    for (uint32_t s = 0; s < finder->sentences->count; s++) {
        const Sentence *sentence = &finder->sentences->items[s];
        for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++) {
            while (before < known && finder->actors.items[before].at.token_begin < i)
                before++;
            add_pronoun(finder, known, before, s, i);
        }
    }
    if (finder->actors.count > 1)
        qsort(finder->actors.items, finder->actors.count, sizeof *finder->actors.items, compare_actors);
}
