/* Who a cue's speaker is: a voice already heard, a new one, or the report's own. */
#include <string.h>

#include "core/buffer.h"
#include "mention/mention_place_table.h"
#include "mention/mention_source.h"

enum {
    OUTLET_NONE = -1,
    OUTLET_OWN = -2,
    OUTLET_UNLISTED = 1 << 20,
    CONTENT_WORD_LEAST = 4,
    VOICES_MOST = 200
};

static Text without_article(Text name)
{
    return text_starts_with(name, TEXT("the ")) ? text_slice(name, 4, name.length) : name;
}

/* "rfa" of "radio free asia". */
static bool is_initials(Text initials, Text name)
{
    size_t at = 0;
    Text word;
    while (text_split(&name, ' ', &word))
        if (word.length > 0 && (at >= initials.length || initials.bytes[at++] != word.bytes[0]))
            return false;
    return at == initials.length && at > 1;
}

static int64_t listed_outlet(const SourceFinder *finder, Text folded)
{
    const MapEntry *entry = map_find(&finder->data->outlets, folded);
    if (!entry)
        entry = map_find(&finder->data->outlets, without_article(folded));
    return entry ? entry->number : OUTLET_NONE;
}

static bool is_own(const SourceFinder *finder, Text folded)
{
    Text outlet = finder->report->outlet;
    Text own = without_article(
        mention_fold_name(finder->arena, text_slice(outlet, 0, text_find_byte(outlet, '(', 0))));
    Text name = without_article(folded);
    if (own.length == 0 || name.length == 0)
        return false;
    int64_t number = listed_outlet(finder, own);
    return text_equals(own, name) || is_initials(name, own) || is_initials(own, name) ||
           (number >= 0 && number == listed_outlet(finder, name)) ||
           (name.length > CONTENT_WORD_LEAST && text_starts_with(own, name));
}

/* The capitals of the phrase, up to its first preposition: "RFA", "The Estuary Post". */
static Text capitals_of(const SourceFinder *finder, TokenRange range, uint32_t *out_count)
{
    uint32_t begin = range.begin;
    while (begin < range.end && !mention_has_capital(finder, begin))
        begin++;
    uint32_t end = begin;
    *out_count = 0;
    while (end < range.end && (mention_has_capital(finder, end) || mention_token_is(finder, end, "-"))) {
        *out_count += mention_has_capital(finder, end);
        end++;
    }
    if (begin >= end)
        return TEXT_EMPTY;
    const Token *tokens = finder->sentences->tokens;
    return text_slice(finder->report->text, tokens[begin].span.begin, tokens[end - 1].span.end);
}

/* "Estuary Post", "Radio Coast" */
static bool has_outlet_word(const SourceFinder *finder, Text name)
{
    size_t blank = 0;
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] == ' ')
            blank = i + 1;
    const Map *words = &finder->data->outlet_words;
    const MapEntry *first = map_find(words, text_slice(name, 0, text_find_byte(name, ' ', 0)));
    return map_find(words, text_slice(name, blank, name.length)) || (first && first->number == OUTLET_FIRST);
}

static int64_t outlet_of(const SourceFinder *finder, TokenRange range)
{
    uint32_t count = 0;
    Text name = capitals_of(finder, range, &count);
    if (name.length == 0)
        return OUTLET_NONE;
    Text folded = mention_fold_name(finder->arena, name);
    if (is_own(finder, folded))
        return OUTLET_OWN;
    int64_t listed = listed_outlet(finder, folded);
    if (listed >= 0)
        return listed;
    if (count < 2 || !has_outlet_word(finder, name))
        return OUTLET_NONE;
    return OUTLET_UNLISTED + (int64_t)(map_hash(without_article(folded)) & 0xfffff);
}

/* "Japan's NHK": behind the possessor; "RFA's Korean Service": the possessor. */
int64_t mention_outlet_of(const SourceFinder *finder, TokenRange range)
{
    int64_t outlet = outlet_of(finder, range);
    for (uint32_t i = range.begin; outlet == OUTLET_NONE && i < range.end; i++)
        if (finder->sentences->tokens[i].is_glued || mention_token_text(finder, i).bytes[0] == '\'')
            outlet = outlet_of(finder, (TokenRange){i + 1, range.end});
    return outlet;
}

/* The same word, whatever its number. */
static bool same_word(const SourceFinder *finder, size_t a, size_t b)
{
    const Token *tokens = finder->sentences->tokens;
    return text_equals_ignoring_case(mention_token_text(finder, a), mention_token_text(finder, b)) ||
           (tokens[a].lemma.length > 0 && text_equals_ignoring_case(tokens[a].lemma, tokens[b].lemma));
}

/* Not behind a preposition: "managers of Falcon" are not Falcon. What follows a comma is said of the head
 * again. */
static bool has_name_word(const SourceFinder *finder, const Voice *voice, size_t word)
{
    bool is_below = false;
    for (uint32_t i = voice->as.begin; i < voice->as.end; i++) {
        is_below |= i > voice->head && finder->classes[i] & SPEECH_PREPOSITION;
        is_below &= !mention_token_is(finder, i, ",");
        if (!is_below && same_word(finder, i, word))
            return true;
    }
    return false;
}

static bool has_word(const SourceFinder *finder, TokenRange range, size_t word)
{
    for (uint32_t i = range.begin; i < range.end; i++)
        if (same_word(finder, i, word))
            return true;
    return false;
}

/* The phrase without apposition and relatives: to its head, article left out. */
static TokenRange core_of(const SourceFinder *finder, const Cue *cue)
{
    TokenRange core = {cue->speaker.begin, cue->head + 1};
    while (core.begin + 1 < core.end && finder->classes[core.begin] & (SPEECH_DEFINITE | SPEECH_INDEFINITE))
        core.begin++;
    return core;
}

static uint32_t find_voice(const SourceFinder *finder,
                           bool (*accepts)(const SourceFinder *, const Voice *, const Cue *), const Cue *cue)
{
    for (size_t i = finder->voices.count; i-- > 0;)
        if (accepts(finder, &finder->voices.items[i], cue))
            return (uint32_t)i;
    return SOURCE_NONE;
}

/* The government of a place: a country, a capital. */
static bool is_government(const SourceFinder *finder, uint32_t head)
{
    if (!finder->places[head])
        return false;
    const PlaceMention *place = &finder->mentions->places[finder->places[head] - 1];
    return !place->is_adjective && place->precision != PRECISION_REGION;
}

static bool shares_name(const SourceFinder *finder, const Voice *voice, const Cue *cue)
{
    if (is_government(finder, cue->head))
        return voice->types & VOICE_OFFICIAL &&
               text_equals(mention_token_text(finder, voice->head), mention_token_text(finder, cue->head));
    TokenRange core = core_of(finder, cue);
    for (uint32_t i = core.begin; i < core.end; i++)
        if (mention_has_capital(finder, i) && mention_token_text(finder, i).length > 2 &&
            !mention_noun_at(finder, i) && has_name_word(finder, voice, i))
            return true;
    return false;
}

static bool is_plural(const SourceFinder *finder, const Cue *cue, uint32_t types)
{
    uint64_t first = finder->classes[cue->speaker.begin];
    if (first & (SPEECH_PLURAL | SPEECH_THEY))
        return true;
    return types && mention_is_plural_noun(&finder->sentences->tokens[cue->head]);
}

/* The word is the voice's noun, or said of it behind ("a second source, a trader"): neither its possessor nor
 * somebody whom it only names ("a clerk who was told by the owner"). */
static bool is_head_of(const SourceFinder *finder, const Voice *voice, size_t word)
{
    bool is_below = false;
    for (uint32_t i = voice->head; i < voice->as.end; i++) {
        is_below |= i > voice->head && finder->classes[i] & SPEECH_FROM;
        is_below &= !mention_token_is(finder, i, ",");
        if (!is_below && same_word(finder, i, word))
            return true;
    }
    return false;
}

/* A body of somebody else's: "the governor's office" is not "the labour office". */
static bool is_of_other(const SourceFinder *finder, const Voice *voice, const Cue *cue)
{
    if (finder->classes[cue->head] & SPEECH_HUMAN ||
        !(mention_noun_at(finder, cue->head) & (VOICE_OFFICIAL | VOICE_ORGANISATION)))
        return false;
    for (uint32_t i = cue->speaker.begin + 1; i < cue->head; i++)
        if (finder->sentences->tokens[i].is_glued && !has_word(finder, voice->as, i - 1))
            return true;
    return false;
}

/* "the workshop owner" for "a woman who runs an embroidery workshop". */
static bool shares_word(const SourceFinder *finder, const Voice *voice, const Cue *cue)
{
    TokenRange core = core_of(finder, cue);
    if (voice->is_plural && mention_noun_at(finder, cue->head) & VOICE_GENERIC &&
        !same_word(finder, voice->head, cue->head))
        return false;
    bool is_body = mention_noun_at(finder, cue->head) & (VOICE_OFFICIAL | VOICE_ORGANISATION) &&
                   !(finder->classes[cue->head] & SPEECH_HUMAN);
    if (is_of_other(finder, voice, cue) ||
        (is_body && voice->is_person)) /* "the labour office" is not "a labour broker" */
        return false;
    for (uint32_t i = core.begin; i < core.end; i++) {
        Text word = mention_token_text(finder, i);
        if (word.length >= CONTENT_WORD_LEAST && !(finder->classes[i] & SPEECH_ORDINAL) &&
            has_word(finder, voice->as, i) && (i != cue->head || is_head_of(finder, voice, i)))
            return true;
    }
    return false;
}

/* "the officer" for "an immigration officer who …". */
static bool shares_head(const SourceFinder *finder, const Voice *voice, const Cue *cue)
{
    uint32_t types = mention_noun_at(finder, cue->head);
    return voice->is_plural == is_plural(finder, cue, types) && !is_of_other(finder, voice, cue) &&
           is_head_of(finder, voice, cue->head);
}

static bool same_bare_plural(const SourceFinder *finder, const Voice *voice, const Cue *cue)
{
    return voice->is_plural && !(finder->classes[voice->as.begin] & SPEECH_PLURAL) &&
           same_word(finder, voice->head, cue->head);
}

static uint32_t ordinal_of(const SourceFinder *finder, const Cue *cue)
{
    for (uint32_t i = cue->speaker.begin; i <= cue->head; i++) {
        uint64_t classes = finder->classes[i];
        if (classes & (SPEECH_SECOND | SPEECH_THIRD | SPEECH_FOURTH))
            return classes & SPEECH_SECOND ? 2 : classes & SPEECH_THIRD ? 3 : 4;
    }
    return 0;
}

/* The n-th person heard. */
static uint32_t person_number(const SourceFinder *finder, uint32_t number)
{
    for (size_t i = 0; i < finder->voices.count; i++)
        if (finder->voices.items[i].is_person && !finder->voices.items[i].is_plural && --number == 0)
            return (uint32_t)i;
    return SOURCE_NONE;
}

/* "the attache at the embassy, Maria Cruz,": two capitals between commas. */
static bool has_name_beside(const SourceFinder *finder, const Cue *cue)
{
    uint32_t comma = cue->head;
    while (comma < cue->speaker.end && !mention_token_is(finder, comma, ","))
        comma++;
    uint32_t end = comma + 1;
    while (end < cue->speaker.end && mention_has_capital(finder, end) && !finder->places[end])
        end++;
    bool is_whole = end >= cue->speaker.end || mention_token_is(finder, end, ",");
    return is_whole && end >= comma + 3;
}

/* "the Harbour Wire news agency" */
static bool is_press(const SourceFinder *finder, const Cue *cue, uint32_t types)
{
    return cue->head > cue->speaker.begin && types & (VOICE_OFFICIAL | VOICE_ORGANISATION) &&
           finder->classes[cue->head - 1] & SPEECH_PRESS;
}

/* A capital up to the head that is not the sentence's own. */
static bool has_name_in(const SourceFinder *finder, const Cue *cue)
{
    for (uint32_t i = cue->speaker.begin + 1; i <= cue->head; i++)
        if (mention_has_capital(finder, i))
            return true;
    return false;
}

static uint32_t types_of(const SourceFinder *finder, const Cue *cue)
{
    uint32_t types = mention_noun_at(finder, cue->head);
    if (is_press(finder, cue, types))
        return VOICE_OUTLET;
    if (types & (VOICE_ANONYMOUS | VOICE_PRIVATE) && has_name_beside(finder, cue))
        return VOICE_NAMED;
    bool has_name = has_name_in(finder, cue);
    if (types && !(has_name && types & VOICE_OFFICIAL))
        return types;
    for (uint32_t i = cue->speaker.begin; !types && has_name && i < cue->speaker.end; i++)
        if (mention_has_capital(finder, i) && mention_noun_at(finder, i) == VOICE_DOCUMENT)
            return VOICE_DOCUMENT;
    if (finder->classes[cue->head] & SPEECH_THEY)
        return VOICE_PRIVATE;
    if (types & VOICE_OFFICIAL && !(finder->classes[cue->head] & SPEECH_HUMAN)) /* "a UN panel" */
        return types;
    if (!mention_has_capital(finder, cue->head))
        return VOICE_ANONYMOUS;
    if (is_government(finder, cue->head))
        return VOICE_OFFICIAL;
    if (types & (VOICE_OFFICIAL | VOICE_DOCUMENT | VOICE_ORGANISATION))
        return types;
    return cue->head == cue->speaker.begin ? VOICE_PRIVATE : VOICE_NAMED;
}

static uint32_t add_voice(SourceFinder *finder, const Cue *cue, uint32_t types)
{
    if (finder->voices.count >= VOICES_MOST)
        return SOURCE_NONE;
    uint32_t number = (uint32_t)finder->voices.count;
    Voice *voice = LIST_ADD(finder->arena, &finder->voices);
    *voice = (Voice){
        .as = cue->speaker, .head = cue->head, .types = types, .outlet = OUTLET_NONE, .via = SOURCE_NONE};
    voice->is_plural = is_plural(finder, cue, types);
    voice->is_person = (types & (VOICE_ANONYMOUS | VOICE_PRIVATE | VOICE_NAMED)) != 0;
    for (uint32_t i = cue->speaker.begin; i <= cue->head; i++) {
        voice->is_human |= (finder->classes[i] & SPEECH_HUMAN) != 0;
        if (!(finder->classes[i] & SPEECH_DEFINITE)) /* "his wife" */
            voice->sex |= finder->classes[i] & (SPEECH_MALE | SPEECH_FEMALE);
    }
    voice->ordinal = ordinal_of(finder, cue);
    voice->is_definite = (finder->classes[cue->speaker.begin] & SPEECH_DEFINITE) != 0;
    voice->is_vague = (finder->classes[cue->speaker.begin] & SPEECH_ONE) != 0;
    return number;
}

static uint32_t outlet_voice(SourceFinder *finder, TokenRange range, int64_t outlet)
{
    for (size_t i = 0; i < finder->voices.count; i++)
        if (finder->voices.items[i].outlet == outlet)
            return (uint32_t)i;
    Cue cue = {.speaker = range, .head = range.end - 1};
    uint32_t number = add_voice(finder, &cue, VOICE_OUTLET);
    if (number != SOURCE_NONE) {
        finder->voices.items[number].outlet = outlet;
        finder->voices.items[number].is_plural = false;
    }
    return number;
}

/* The person who spoke last, of those whom "he" or "she" may be. */
static uint32_t human_voice(const SourceFinder *finder, uint64_t sex)
{
    uint32_t best = SOURCE_NONE;
    for (uint32_t i = 0; i < finder->voices.count; i++) {
        const Voice *voice = &finder->voices.items[i];
        bool may_be = (voice->is_person || voice->is_human) && !voice->is_plural && !mention_is_outlet(voice);
        if (!may_be || (sex && voice->sex && sex != voice->sex))
            continue;
        uint32_t last = best == SOURCE_NONE ? 0 : finder->voices.items[best].last_sentence;
        if (best == SOURCE_NONE || voice->last_sentence > last ||
            (voice->last_sentence == last && i == finder->last_person))
            best = i;
    }
    return best;
}

/* Behind the comma a name that ends in one: "His colleague, Maria Cruz,": to its end; else the comma. */
static uint32_t name_behind(const SourceFinder *finder, const Sentence *sentence, uint32_t comma)
{
    uint32_t end = comma + 1;
    while (end < sentence->token_end && mention_has_capital(finder, end) && !finder->places[end])
        end++;
    return end > comma + 2 && end < sentence->token_end && mention_token_is(finder, end, ",") ? end : comma;
}

/* The phrase of the subject up to a comma, or with a name between two. */
static TokenRange subject_phrase(const SourceFinder *finder, const Sentence *sentence, uint32_t subject)
{
    const Token *tokens = finder->sentences->tokens;
    Span phrase = language_phrase(finder->sentences, subject);
    TokenRange range = {subject, subject + 1};
    while (range.begin > sentence->token_begin && tokens[range.begin - 1].span.begin >= phrase.begin &&
           tokens[range.begin - 1].upos != UPOS_PUNCT)
        range.begin--;
    while (range.end < sentence->token_end && tokens[range.end].span.end <= phrase.end &&
           !mention_token_is(finder, range.end, ","))
        range.end++;
    if (range.end < sentence->token_end && mention_token_is(finder, range.end, ","))
        range.end = name_behind(finder, sentence, range.end);
    return range;
}

/* No word of the phrase tells the other sex. */
static bool may_be_sex(const SourceFinder *finder, TokenRange phrase, uint64_t sex)
{
    for (uint32_t i = phrase.begin; sex && i < phrase.end; i++)
        if (finder->classes[i] & (SPEECH_MALE | SPEECH_FEMALE) && !(finder->classes[i] & sex) &&
            !(finder->classes[i] & SPEECH_DEFINITE)) /* "his wife" */
            return false;
    return true;
}

/* The subject of the sentence, if it is a person by name or noun. */
static bool subject_of(const SourceFinder *finder, const Cue *cue, uint32_t number, Cue *out)
{
    enum { WORDS_MOST = 16 };
    const Sentence *sentence = &finder->sentences->items[number];
    int32_t subject = language_child(finder->sentences, sentence->root, DEPREL_NSUBJ);
    if (subject < 0 || (uint32_t)subject >= cue->head || finder->quotes[subject] || finder->places[subject])
        return false;
    const Token *token = &finder->sentences->tokens[subject];
    uint32_t types = mention_noun_at(finder, (size_t)subject);
    bool is_name = token->upos == UPOS_PROPN && mention_has_capital(finder, (size_t)subject) && !types;
    bool is_human = finder->classes[subject] & SPEECH_HUMAN || types & (VOICE_PRIVATE | VOICE_ANONYMOUS);
    if (!(is_name || is_human) || token->upos == UPOS_NUM || mention_is_plural_noun(token))
        return false;
    TokenRange range = subject_phrase(finder, sentence, (uint32_t)subject);
    if (range.end - range.begin > WORDS_MOST ||
        !may_be_sex(finder, range, finder->classes[cue->head] & (SPEECH_MALE | SPEECH_FEMALE)))
        return false;
    *out = (Cue){.speaker = range, .head = is_name ? range.end - 1 : (uint32_t)subject};
    out->sentence = number;
    return !is_name || mention_outlet_of(finder, range) == OUTLET_NONE;
}

/* The person whom "he" or "she" goes on with: the subject of its sentence or of the one before, who may not
 * have spoken yet ("A mason of forty built the hall. He said …"), or else whoever spoke last. */
static uint32_t person_before(SourceFinder *finder, const Cue *cue)
{
    uint64_t sex = finder->classes[cue->head] & (SPEECH_MALE | SPEECH_FEMALE);
    uint32_t voice = human_voice(finder, sex);
    bool is_near = voice != SOURCE_NONE && finder->voices.items[voice].last_sentence + 1 >= cue->sentence;
    Cue before;
    if (!subject_of(finder, cue, cue->sentence, &before) &&
        (is_near || cue->sentence == 0 || !subject_of(finder, cue, cue->sentence - 1, &before)))
        return voice;
    uint32_t known = find_voice(finder, shares_name, &before);
    if (known == SOURCE_NONE)
        known = find_voice(finder, shares_head, &before);
    if (known != SOURCE_NONE)
        return known;
    uint32_t types = types_of(finder, &before);
    uint32_t last = finder->last_person; /* "The man, who is 34, …" goes on with the deckhand */
    bool goes_on = finder->classes[before.speaker.begin] & SPEECH_DEFINITE && types & VOICE_GENERIC &&
                   last != SOURCE_NONE && !(finder->voices.items[last].types & VOICE_NAMED) &&
                   !(sex && finder->voices.items[last].sex && sex != finder->voices.items[last].sex);
    return goes_on ? last : add_voice(finder, &before, types);
}

static uint32_t pronoun_voice(SourceFinder *finder, const Cue *cue)
{
    uint64_t classes = finder->classes[cue->head];
    if (classes & SPEECH_HE) {
        uint32_t voice = person_before(finder, cue);
        if (voice != SOURCE_NONE && !finder->voices.items[voice].sex)
            finder->voices.items[voice].sex = classes & (SPEECH_MALE | SPEECH_FEMALE);
        return voice;
    }
    if (classes & SPEECH_IT)
        return finder->last_body != SOURCE_NONE ? finder->last_body : finder->last_outlet;
    if (finder->last_group != SOURCE_NONE || cue->hearer.begin == cue->hearer.end)
        return finder->last_group;
    return add_voice(finder, cue, VOICE_PRIVATE);
}

/* "The official, who asked not to be named, said": with his office and a clause of his own he is introduced
 * here. */
static bool is_introduced(const SourceFinder *finder, const Cue *cue)
{
    if (!(finder->classes[cue->head] & SPEECH_HUMAN))
        return false;
    for (uint32_t i = cue->head + 1; i + 1 < cue->speaker.end; i++)
        if (mention_token_is(finder, i, ",") && finder->classes[i + 1] & SPEECH_RELATIVE)
            return true;
    return false;
}

/* "the woman", who has not spoken yet: the phrase that brought her in, "a weaver of forty", the nearest one.
 */
static bool brought_in(const SourceFinder *finder, const Cue *cue, uint32_t types, Cue *out)
{
    enum { TOKENS_MOST = 400, WORDS_MOST = 24 };
    const Token *tokens = finder->sentences->tokens;
    uint32_t first = cue->head > TOKENS_MOST ? cue->head - TOKENS_MOST : 0;
    if (!(types & (VOICE_PRIVATE | VOICE_ANONYMOUS)))
        return false;
    for (uint32_t sentence = cue->sentence + 1; sentence-- > 0;) {
        const Sentence *item = &finder->sentences->items[sentence];
        if (item->token_end <= first)
            return false;
        uint32_t end = item->token_end < cue->speaker.begin ? item->token_end : cue->speaker.begin;
        for (uint32_t i = end; i-- > item->token_begin;) {
            if (finder->quotes[i] || !same_word(finder, i, cue->head) || mention_is_plural_noun(&tokens[i]))
                continue;
            TokenRange range = subject_phrase(finder, item, i);
            Span phrase = language_phrase(finder->sentences, i);
            while (range.begin > item->token_begin && tokens[range.begin - 1].span.begin >= phrase.begin)
                range.begin--; /* over the hyphens of "a 29-year-old weaver", too */
            if (!(finder->classes[range.begin] & SPEECH_INDEFINITE) || range.end - range.begin > WORDS_MOST)
                continue;
            *out = (Cue){.speaker = range, .head = i};
            out->sentence = sentence;
            return true;
        }
    }
    return false;
}

/* "the second source" */
static uint32_t numbered_voice(const SourceFinder *finder, const Cue *cue)
{
    uint32_t ordinal = ordinal_of(finder, cue);
    for (size_t i = 0; ordinal && i < finder->voices.count; i++)
        if (finder->voices.items[i].ordinal == ordinal)
            return (uint32_t)i;
    return ordinal ? person_number(finder, ordinal) : SOURCE_NONE;
}

static uint32_t definite_voice(SourceFinder *finder, const Cue *cue, uint32_t types)
{
    uint32_t numbered = numbered_voice(finder, cue);
    if (numbered != SOURCE_NONE)
        return numbered;
    uint32_t capitals = 0;
    (void)capitals_of(finder, (TokenRange){cue->speaker.begin, cue->head + 1}, &capitals);
    if (types & VOICE_OUTLET && !capitals && !(types & VOICE_DOCUMENT && finder->last_outlet == SOURCE_NONE))
        return finder->last_outlet;
    bool plural = is_plural(finder, cue, types);
    uint32_t named = find_voice(finder, shares_head, cue);
    if (named != SOURCE_NONE)
        return named;
    if (is_introduced(finder, cue))
        return add_voice(finder, cue, types);
    if (!plural && types & VOICE_GENERIC && types & VOICE_ANONYMOUS && finder->last_person != SOURCE_NONE &&
        !(finder->voices.items[finder->last_person].types & VOICE_NAMED))
        return finder->last_person;
    uint32_t voice = find_voice(finder, shares_word, cue);
    if (voice != SOURCE_NONE)
        return voice;
    if (types & VOICE_GENERIC && finder->last_person != SOURCE_NONE)
        return finder->last_person;
    Cue first;
    bool has_first = !plural && brought_in(finder, cue, types, &first);
    return add_voice(finder, has_first ? &first : cue, types);
}

static void remember(SourceFinder *finder, uint32_t number, uint32_t sentence)
{
    Voice *voice = &finder->voices.items[number];
    voice->last_sentence = sentence;
    if (mention_is_outlet(voice))
        finder->last_outlet = number;
    else if (voice->is_plural)
        finder->last_group = number;
    else if (voice->is_person)
        finder->last_person = number;
    else
        finder->last_body = number;
}

/* "the 31-year-old welder" said it first; a first name alone may be his. */
static bool is_unnamed_hero(const SourceFinder *finder, uint32_t number)
{
    if (number == SOURCE_NONE)
        return false;
    const Voice *voice = &finder->voices.items[number];
    if (!voice->is_definite || voice->is_plural || mention_has_capital(finder, voice->head))
        return false;
    return true;
}

/* The outlet that speaks: by name, "an investigation by VICE", "the Harbour Wire news agency"; a memo that an
 * outlet has seen is not its own. */
static int64_t outlet_of_cue(const SourceFinder *finder, const Cue *cue, uint32_t types)
{
    TokenRange named = cue->speaker;
    if (!mention_has_capital(finder, cue->head) && !(types & VOICE_DOCUMENT) && types != VOICE_OUTLET)
        return OUTLET_NONE;
    for (uint32_t i = cue->head; types & VOICE_DOCUMENT && i < named.end; i++)
        if (finder->classes[i] & SPEECH_SEEN)
            named.end = i;
    return mention_outlet_of(finder, named);
}

static uint32_t choose(SourceFinder *finder, const Cue *cue)
{
    uint64_t first = finder->classes[cue->speaker.begin];
    if (finder->classes[cue->head] & (SPEECH_HE | SPEECH_THEY | SPEECH_IT) && cue->head == cue->speaker.begin)
        return pronoun_voice(finder, cue);
    if (cue->kind == CUE_LEARN && cue->speaker.begin == cue->hearer.begin)
        return add_voice(finder, cue, VOICE_ANONYMOUS);
    uint32_t types = types_of(finder, cue);
    bool opens = cue->head == finder->sentences->items[cue->sentence].token_begin;
    bool is_common =
        !mention_has_capital(finder, cue->head) || (opens && types && mention_noun_at(finder, cue->head));
    int64_t outlet = outlet_of_cue(finder, cue, types);
    if (outlet == OUTLET_OWN)
        return SOURCE_NONE;
    if (outlet >= 0)
        return outlet_voice(finder, cue->speaker, outlet);
    if (!is_common && types & (VOICE_NAMED | VOICE_PRIVATE | VOICE_OFFICIAL)) {
        uint32_t known = find_voice(finder, shares_name, cue);
        if (known == SOURCE_NONE && types == VOICE_PRIVATE && is_unnamed_hero(finder, finder->last_person))
            known = finder->last_person;
        return known != SOURCE_NONE ? known : add_voice(finder, cue, types);
    }
    if (first & SPEECH_DEFINITE)
        return definite_voice(finder, cue, types);
    if (!(first & (SPEECH_INDEFINITE | SPEECH_PLURAL)) && is_plural(finder, cue, types)) {
        uint32_t known = find_voice(finder, same_bare_plural, cue);
        if (known != SOURCE_NONE)
            return known;
    }
    return add_voice(finder, cue, types);
}

/* "told RFA", where RFA is not the outlet that we read: what was said came through it. */
static void relay(SourceFinder *finder, const Cue *cue, uint32_t number)
{
    Voice *voice = &finder->voices.items[number];
    if (voice->via != SOURCE_NONE || mention_is_outlet(voice) || cue->hearer.begin >= cue->hearer.end)
        return;
    int64_t outlet = mention_outlet_of(finder, cue->hearer);
    if (outlet >= 0) {
        uint32_t via = outlet_voice(finder, cue->hearer, outlet);
        finder->voices.items[number].via = via; /* the list may have moved */
    }
}

/* Who asks not to be named, or is later only "the source", tells no story of his own under his name. */
static void hide_name(SourceFinder *finder, const Cue *cue, uint32_t number)
{
    enum { TOKENS_NEAR = 16 };
    Voice *voice = &finder->voices.items[number];
    if (!(voice->types & VOICE_PRIVATE) || mention_has_capital(finder, voice->head))
        return;
    uint32_t types = mention_noun_at(finder, cue->head);
    bool is_hidden = (types & VOICE_GENERIC) && (types & VOICE_ANONYMOUS);
    uint32_t end = finder->sentences->items[cue->sentence].token_end;
    for (uint32_t i = cue->speaker.begin; i < end && i < cue->speaker.end + TOKENS_NEAR; i++)
        is_hidden |= (finder->classes[i] & SPEECH_ANONYMOUS) != 0;
    if (is_hidden)
        voice->types = (voice->types & ~(uint32_t)VOICE_PRIVATE) | VOICE_ANONYMOUS;
}

uint32_t mention_voice_of(SourceFinder *finder, const Cue *cue)
{
    if (cue->speaker.begin >= cue->speaker.end)
        return SOURCE_NONE;
    uint32_t number = choose(finder, cue);
    if (number == SOURCE_NONE)
        return number;
    hide_name(finder, cue, number);
    relay(finder, cue, number);
    remember(finder, number, cue->sentence);
    return number;
}
