#include "language/language_words.h"

#include <string.h>

#include "core/data_file.h"

enum { MOST_SUFFIXES = 32, MOST_AFFIXES = 64 };

Text language_word_key(Text word, char key[WORD_KEY_SIZE])
{
    size_t length = 0;

    for (size_t i = 0; i < word.length; i++) {
        if (length == WORD_KEY_SIZE)
            return TEXT_EMPTY;
        /* U+2018 and U+2019 are E2 80 98 and E2 80 99. */
        if (i + 2 < word.length && (unsigned char)word.bytes[i] == 0xE2 &&
            (unsigned char)word.bytes[i + 1] == 0x80 && ((unsigned char)word.bytes[i + 2] & 0xFE) == 0x98) {
            key[length++] = '\'';
            i += 2;
        } else {
            key[length++] = ascii_lower(word.bytes[i]);
        }
    }
    return (Text){key, length};
}

int64_t language_word_find(const Map *map, Text word)
{
    char bytes[WORD_KEY_SIZE];
    Text key = language_word_key(word, bytes);
    const MapEntry *entry = key.length ? map_find(map, key) : NULL;

    return entry ? entry->number : -1;
}

/* One line of a list, cut at tabs. */
typedef struct Entry {
    Text kind;
    Text word;
    Text more;
    uint32_t line;
} Entry;

typedef Status (*EntryFunction)(WordLists *lists, Map *map, const Entry *entry, Error *error);

static Status add_word(WordLists *lists, Map *map, const Entry *entry, Error *error)
{
    (void)lists;
    (void)error;
    map_put(map, entry->kind)->number = 1;
    return STATUS_OK;
}

static Status add_abbreviation(WordLists *lists, Map *map, const Entry *entry, Error *error)
{
    (void)lists;
    if (!entry->word.length)
        return error_set(error, ERR_PACK, "an abbreviation has a kind and a word with a tab between them");

    MapEntry *added = map_put(map, entry->word);

    if (text_equals(entry->kind, TEXT("title")))
        added->number = ABBREVIATION_TITLE;
    else if (text_equals(entry->kind, TEXT("number")))
        added->number = ABBREVIATION_NUMBER;
    else if (text_equals(entry->kind, TEXT("any")))
        added->number = ABBREVIATION_ANY;
    else
        return error_set(error, ERR_PACK, "'%.*s' is no kind of abbreviation: title, number or any",
                         TEXT_ARGS(entry->kind));
    return STATUS_OK;
}

/* "3 2" for a word of five bytes. */
static Status add_whole(WordLists *lists, const Entry *entry, Error *error)
{
    Text rest = entry->more;
    Text part = TEXT_EMPTY;
    int64_t packed = 0;
    int64_t sum = 0;

    for (int shift = 0; text_split(&rest, ' ', &part) && shift < 32; shift += 4) {
        int64_t length = 0;
        if (!text_to_int64(part, &length) || length < 1 || length > 15)
            return error_set(error, ERR_PACK, "'%.*s' is no length of a part, 1 to 15", TEXT_ARGS(part));
        packed |= length << shift;
        sum += length;
    }
    if (sum != (int64_t)entry->word.length)
        return error_set(error, ERR_PACK, "the parts of '%.*s' do not make up the word",
                         TEXT_ARGS(entry->word));
    map_put(&lists->whole, entry->word)->number = packed;
    return STATUS_OK;
}

static Status add_suffix(WordLists *lists, const Entry *entry, Error *error)
{
    if (lists->suffixes.count == MOST_SUFFIXES)
        return error_set(error, ERR_PACK, "more than %d suffixes", MOST_SUFFIXES);
    lists->suffixes.items[lists->suffixes.count++] = entry->word;
    return STATUS_OK;
}

static Status add_contraction(WordLists *lists, Map *map, const Entry *entry, Error *error)
{
    (void)map;
    if (!entry->word.length)
        return error_set(error, ERR_PACK, "a contraction has a kind and a word with a tab between them");
    if (text_equals(entry->kind, TEXT("whole")))
        return add_whole(lists, entry, error);
    if (text_equals(entry->kind, TEXT("keep")))
        map_put(&lists->keep, entry->word)->number = 1;
    else if (text_equals(entry->kind, TEXT("suffix")))
        return add_suffix(lists, entry, error);
    else
        return error_set(error, ERR_PACK, "'%.*s' is no kind of contraction: suffix, whole or keep",
                         TEXT_ARGS(entry->kind));
    return STATUS_OK;
}

static Status add_affix(WordLists *lists, Map *map, const Entry *entry, Error *error)
{
    if (!entry->word.length)
        return error_set(error, ERR_PACK, "an affix has a group and an ending with a tab between them");
    if (lists->affix_count == MOST_AFFIXES)
        return error_set(error, ERR_PACK, "more than %d affixes", MOST_AFFIXES);

    MapEntry *group = map_put(map, entry->kind);
    if (!group->number)
        group->number = (int64_t)map->count;

    bool is_doubled = text_equals(entry->more, TEXT("="));
    lists->affixes[lists->affix_count++] = (Affix){.ending = entry->word,
                                                   .instead = is_doubled ? TEXT_EMPTY : entry->more,
                                                   .group = (uint32_t)group->number,
                                                   .is_doubled = is_doubled};
    return STATUS_OK;
}

static Status load_list(Arena *arena, Text folder, const char *name, EntryFunction add, WordLists *lists,
                        Map *map, Error *error)
{
    Text rest = TEXT_EMPTY;
    Status status = data_file_read(arena, folder, name, &rest, error);
    Text line = TEXT_EMPTY;
    uint32_t number = 0;

    while (status == STATUS_OK && text_split(&rest, '\n', &line)) {
        Entry entry = {.line = ++number};
        if (!line.length || line.bytes[0] == '#')
            continue;
        (void)text_split(&line, '\t', &entry.kind);
        (void)text_split(&line, '\t', &entry.word);
        (void)text_split(&line, '\t', &entry.more);
        status = add(lists, map, &entry, error);
        if (status != STATUS_OK && error) {
            error->line = number;
            error_name(error, arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name));
        }
    }
    return status;
}

Status language_load_words(Arena *arena, Text folder, WordLists *out, Error *error)
{
    Map groups = map_in(arena);
    struct {
        const char *name;
        EntryFunction add;
        Map *map;
    } lists[] = {{"abbreviations", add_abbreviation, &out->abbreviations},
                 {"contractions", add_contraction, NULL},
                 {"prefixes", add_word, &out->prefixes},
                 {"units", add_word, &out->units},
                 {"affixes", add_affix, &groups},
                 {"starters", add_word, &out->starters}};
    Status status = STATUS_OK;

    *out = (WordLists){.abbreviations = map_in(arena),
                       .whole = map_in(arena),
                       .keep = map_in(arena),
                       .prefixes = map_in(arena),
                       .units = map_in(arena),
                       .starters = map_in(arena)};
    out->suffixes.items = ARENA_ARRAY(arena, Text, MOST_SUFFIXES);
    out->affixes = ARENA_ARRAY(arena, Affix, MOST_AFFIXES);
    for (size_t i = 0; i < sizeof lists / sizeof *lists && status == STATUS_OK; i++)
        status = load_list(arena, folder, lists[i].name, lists[i].add, out, lists[i].map, error);
    return status;
}
