#include "core/utf8.h"
#include "mention/mention_place_table.h"
#include "mention/mention_source.h"

enum { SPEECH_WORD_SIZE = 32 };

/* The program's own terms: the classes of speech/words.tsv. */
static const char *const speech_classes[] = {
    "say",       "tell",     "weak",       "learn",      "show",        "find",      "cite",    "be",
    "have",      "modal",    "adverb",     "indefinite", "plural",      "definite",  "he",      "they",
    "it",        "i",        "clause",     "relative",   "preposition", "from",      "ordinal", "tie",
    "anonymous", "negation", "time",       "hearer",     "that",        "according", "and",     "opine",
    "speak",     "rely",     "participle", "count",      "wherever",    "quoted",    "we",      "everybody",
    "to",        "of",       "on",         "one",        "second",      "third",     "fourth",  "think",
    "credit",    "dash",     "male",       "female",     "human",       "call",      "put",     "as",
    "press",     "seen",     "utter"};

/* The program's own terms: the types of speech/nouns.tsv. */
static const char *const noun_types[] = {"anonymous", "private",      "official", "document",
                                         "outlet",    "organisation", "named",    "generic"};

static int64_t bit_of(const char *const *names, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(name, names[i]))
            return (int64_t)1 << i;
    return 0;
}

/* Lines of a class, a tab, and words between separators. */
static Status load_classes(Arena *arena, Text folder, const char *name, char separator,
                           const char *const *names, size_t count, Map *out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, name, &rest, error);
    if (status != STATUS_OK)
        return status;
    *out = map_in(arena);
    uint32_t line = 0;
    Text fields[2];
    while (mention_next_line(&rest, &line, fields, 2)) {
        int64_t bit = bit_of(names, count, fields[0]);
        if (!bit)
            return error_at(error, ERR_PACK, text_from(name), line, "no class \"%.*s\"",
                            TEXT_ARGS(fields[0]));
        Text word;
        while (text_split(&fields[1], separator, &word))
            map_put(out, text_trim(word))->number |= bit;
    }
    return STATUS_OK;
}

static Status load_outlets(Arena *arena, Text folder, MentionSpeakers *speakers, Error *error)
{
    enum { NAMES_MOST = 8 };
    Text rest;
    Status status = data_file_read(arena, folder, "speech/outlets.tsv", &rest, error);
    speakers->outlets = map_in(arena);
    uint32_t line = 0;
    Text fields[NAMES_MOST];
    for (int64_t number = 0; status == STATUS_OK && mention_next_line(&rest, &line, fields, NAMES_MOST);
         number++)
        for (size_t i = 0; i < NAMES_MOST && fields[i].length > 0; i++)
            map_put(&speakers->outlets, mention_fold_name(arena, fields[i]))->number = number;
    if (status == STATUS_OK)
        status = data_file_read(arena, folder, "speech/outlet-words.tsv", &rest, error);
    speakers->outlet_words = map_in(arena);
    line = 0;
    while (status == STATUS_OK && mention_next_line(&rest, &line, fields, 2))
        map_put(&speakers->outlet_words, fields[0])->number =
            fields[1].length > 0 ? OUTLET_FIRST : OUTLET_LAST;
    return status;
}

static Status load_manner(Arena *arena, Text folder, MentionSpeakers *speakers, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "speech/manner", &rest, error);
    speakers->manner = map_in(arena);
    uint32_t line = 0;
    Text fields[1];
    while (status == STATUS_OK && mention_next_line(&rest, &line, fields, 1))
        map_put(&speakers->manner, fields[0])->number = 1;
    return status;
}

static Status load_knows(Arena *arena, Text folder, MentionSpeakers *speakers, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "speech/knows.tsv", &rest, error);
    LIST_OF(KnowsPhrase) list = {NULL, 0, 0};
    uint32_t line = 0;
    Text fields[2];
    while (status == STATUS_OK && mention_next_line(&rest, &line, fields, 2))
        *LIST_ADD(arena, &list) = (KnowsPhrase){fields[0], fields[1]};
    speakers->knows = list.items;
    speakers->knows_count = list.count;
    return status;
}

/* Weights that train/quotes.c made: a feature, a tab, a number. */
static Status load_quotes(Arena *arena, Text folder, MentionSpeakers *speakers, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "speech/quotes.tsv", &rest, error);
    speakers->quotes = map_in(arena);
    uint32_t line = 0;
    Text fields[2];
    while (status == STATUS_OK && mention_next_line(&rest, &line, fields, 2)) {
        int64_t weight = 0;
        if (!text_to_int64(fields[1], &weight) || weight > INT32_MAX || weight < INT32_MIN)
            return error_at(error, ERR_PACK, TEXT("speech/quotes.tsv"), line, "no weight \"%.*s\"",
                            TEXT_ARGS(fields[1]));
        map_put(&speakers->quotes, fields[0])->number = weight;
    }
    return status;
}

Status mention_load_speakers(Arena *arena, Text english_folder, const MentionSpeakers **out, Error *error)
{
    MentionSpeakers *speakers = ARENA_NEW(arena, MentionSpeakers);
    Status status = load_classes(arena, english_folder, "speech/words.tsv", ' ', speech_classes,
                                 sizeof speech_classes / sizeof *speech_classes, &speakers->words, error);
    if (status == STATUS_OK)
        status = load_classes(arena, english_folder, "speech/nouns.tsv", ',', noun_types,
                              sizeof noun_types / sizeof *noun_types, &speakers->nouns, error);
    if (status == STATUS_OK)
        status = load_outlets(arena, english_folder, speakers, error);
    if (status == STATUS_OK)
        status = load_manner(arena, english_folder, speakers, error);
    if (status == STATUS_OK)
        status = load_knows(arena, english_folder, speakers, error);
    if (status == STATUS_OK)
        status = load_quotes(arena, english_folder, speakers, error);
    *out = speakers;
    return status;
}

/* The word's entry in small letters, or 0. */
static int64_t find_lower(const Map *map, Text word)
{
    char lower[SPEECH_WORD_SIZE];
    if (word.length > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    const MapEntry *entry = map_find(map, (Text){lower, word.length});
    return entry ? entry->number : 0;
}

uint64_t mention_speech_word(const MentionSpeakers *data, Text word)
{
    return (uint64_t)find_lower(&data->words, word);
}

uint32_t mention_speech_noun(const MentionSpeakers *data, Text noun)
{
    return (uint32_t)find_lower(&data->nouns, noun);
}

uint32_t mention_noun_at(const SourceFinder *finder, size_t token)
{
    uint32_t types = mention_speech_noun(finder->data, mention_token_text(finder, token));
    return types ? types : mention_speech_noun(finder->data, finder->sentences->tokens[token].lemma);
}

bool mention_is_plural_noun(const Token *token)
{
    return token->xpos == XPOS_NNS || token->xpos == XPOS_NNPS ||
           language_feature(token, FEATURE_NUMBER) == NUMBER_PLUR;
}

Text mention_token_text(const SourceFinder *finder, size_t token)
{
    return text_of_span(finder->report->text, finder->sentences->tokens[token].span);
}

bool mention_token_is(const SourceFinder *finder, size_t token, const char *word)
{
    return token < finder->sentences->token_count && text_is(mention_token_text(finder, token), word);
}

bool mention_has_capital(const SourceFinder *finder, size_t token)
{
    if (token >= finder->sentences->token_count)
        return false;
    Text word = mention_token_text(finder, token);
    size_t at = 0;
    return word.length > 0 && utf8_is_upper(utf8_next(word, &at));
}

size_t mention_outlet_names(const MentionData *data, Arena *arena, OutletName **out)
{
    const Map *outlets = &data->speakers->outlets;
    *out = ARENA_ARRAY(arena, OutletName, outlets->count);
    for (size_t i = 0; i < outlets->count; i++)
        (*out)[i] = (OutletName){outlets->entries[i].key, (uint32_t)outlets->entries[i].number};
    return outlets->count;
}

bool mention_is_outlet_word(const MentionData *data, Text word)
{
    char capital[SPEECH_WORD_SIZE];
    if (word.length == 0 || word.length > sizeof capital)
        return false;
    for (size_t i = 0; i < word.length; i++)
        capital[i] = word.bytes[i];
    if (capital[0] >= 'a' && capital[0] <= 'z')
        capital[0] = (char)(capital[0] - 'a' + 'A');
    return map_find(&data->speakers->outlet_words, (Text){capital, word.length}) != NULL;
}

bool mention_is_generic_voice(const MentionData *data, Text word)
{
    char lower[SPEECH_WORD_SIZE];
    if (word.length == 0 || word.length > sizeof lower)
        return false;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    Text key = {lower, word.length};
    const MapEntry *entry = map_find(&data->speakers->nouns, key);
    if (!entry && lower[word.length - 1] == 's')
        entry = map_find(&data->speakers->nouns, text_slice(key, 0, word.length - 1));
    return (entry && (entry->number & VOICE_GENERIC) != 0) || map_find(&data->speakers->manner, key);
}
