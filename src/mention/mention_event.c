#include "mention/mention_event.h"

#include "core/list.h"
#include "core/map.h"
#include "mention/mention_happened.h"
#include "mention/mention_status.h"

enum { NOUN_MAX = 32 };

typedef LIST_OF(Event) EventList;

struct EventNouns {
    Map nouns; /* lemma: EVENT_NOUN, EVENT_VERB or both */
};

enum { EVENT_NOUN = 1, EVENT_VERB = 2 };

Status mention_load_nouns(Arena *arena, Text folder, const EventNouns **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "status/nouns", &rest, error);
    if (status != STATUS_OK)
        return status;
    EventNouns *nouns = ARENA_NEW(arena, EventNouns);
    nouns->nouns = map_in(arena);
    Text fields[2];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 2)) {
        int64_t class = (text_find_byte(fields[0], 'N', 0) != SIZE_MAX ? EVENT_NOUN : 0) |
                        (text_find_byte(fields[0], 'V', 0) != SIZE_MAX ? EVENT_VERB : 0);
        if (!class || !fields[1].length)
            return error_at(error, ERR_PACK, TEXT("status/nouns"), line, "N, V or NV and a noun are wanted");
        map_put(&nouns->nouns, fields[1])->number = class;
    }
    *out = nouns;
    return STATUS_OK;
}

/* Without determiner, adjective or preposition, it may be a verb that was taken for a noun. */
static bool is_bare(const Sentences *sentences, size_t token)
{
    if (language_deprel_base(sentences->tokens[token].deprel) == DEPREL_COMPOUND)
        return false;
    for (int32_t child = sentences->tokens[token].first_child; child >= 0;
         child = sentences->tokens[child].next_sibling) {
        Deprel base = language_deprel_base(sentences->tokens[child].deprel);
        if (base == DEPREL_DET || base == DEPREL_AMOD || base == DEPREL_CASE || base == DEPREL_NMOD ||
            base == DEPREL_NUMMOD || base == DEPREL_COMPOUND)
            return false;
    }
    return true;
}

/* "their arrest", and a bare noun that is a verb as well. */
static bool is_event_noun(const EventNouns *nouns, const Sentences *sentences, size_t number)
{
    char lower[NOUN_MAX];
    const Token *token = &sentences->tokens[number];
    if ((token->upos != UPOS_NOUN && token->upos != UPOS_PROPN) || token->lemma.length > NOUN_MAX)
        return false;
    for (size_t i = 0; i < token->lemma.length; i++)
        lower[i] = ascii_lower(token->lemma.bytes[i]);
    const MapEntry *entry = map_find(&nouns->nouns, (Text){lower, token->lemma.length});
    if (!entry)
        return false;
    return ((entry->number & EVENT_NOUN) && token->upos == UPOS_NOUN) ||
           ((entry->number & EVENT_VERB) && is_bare(sentences, number));
}

/* A verb, or what a copula or a subject makes the head of a clause. */
static bool is_predicate(const MentionData *data, const Sentences *sentences, size_t token)
{
    const Token *word = &sentences->tokens[token];
    Deprel base = language_deprel_base(word->deprel);
    if (base == DEPREL_AUX || base == DEPREL_COP)
        return false;
    return word->upos == UPOS_VERB || word->upos == UPOS_AUX ||
           language_child(sentences, token, DEPREL_NSUBJ) >= 0 ||
           language_child(sentences, token, DEPREL_COP) >= 0 || is_event_noun(data->nouns, sentences, token);
}

static Event read_event(const MentionData *data, const Sentences *sentences, Text text, uint32_t sentence,
                        uint32_t token)
{
    StatusReading read = mention_read_status(data, sentences, text, sentence, token);
    HappenedPredicate predicate = {sentences, text, sentence, token, read.status, read.word};
    Event event = {.span = sentences->tokens[token].span,
                   .sentence = sentence,
                   .token = token,
                   .status = read.status,
                   .word = read.word,
                   .happened = mention_happened(data->happened, &predicate)};
    int32_t copula = language_child(sentences, token, DEPREL_COP);
    if (copula >= 0)
        event.copula = sentences->tokens[copula].span;
    event.is_positive = read.status != CLAIM_SAID_NOT && read.status != CLAIM_ENDED;
    event.is_certain = read.is_settled || (read.status != CLAIM_PLANNED && read.status != CLAIM_POSSIBLE &&
                                           event.happened.margin > 0);
    return event;
}

Events mention_find_events(Arena *arena, const MentionData *data, const Sentences *sentences, Text text)
{
    EventList events = {0};
    for (uint32_t i = 0; i < sentences->count; i++) {
        const Sentence *sentence = &sentences->items[i];
        for (uint32_t token = sentence->token_begin; token < sentence->token_end; token++)
            if (is_predicate(data, sentences, token))
                *LIST_ADD(arena, &events) = read_event(data, sentences, text, i, token);
    }
    return (Events){events.items, events.count};
}
