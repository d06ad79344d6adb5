/* Word classes: checked lists of words and phrases, found by their first word. */
#include "pack/pack_parts.h"

static bool is_lower(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (ascii_is_upper(text.bytes[i]))
            return false;
    return true;
}

/* The entry with one blank between its words. */
static Status read_entry(Pack *pack, const PackLine *line, Text *out, Error *error)
{
    Text rest = line->text;
    Text word;
    size_t count = 0;
    while ((word = pack_next_word(&rest)).length) {
        if (++count > PACK_PHRASE_WORDS)
            return pack_error(error, line, word, "a phrase has at most %d words", PACK_PHRASE_WORDS);
        if (word.bytes[0] == '#' && word.length == 1)
            return pack_error(error, line, word, "a comment has a line of its own");
    }
    for (size_t i = 0; i + 1 < line->text.length; i++) {
        char c = line->text.bytes[i];
        if (ascii_is_space(c) && (c != ' ' || line->text.bytes[i + 1] == ' '))
            return pack_error(error, line, text_slice(line->text, i, i + 1),
                              "words of a phrase are parted by one blank");
    }
    if (!is_lower(line->text))
        return pack_error(error, line, line->text, "\"%.*s\" has capital letters: entries are lower case",
                          TEXT_ARGS(line->text));
    *out = arena_copy(pack->arena, line->text);
    return STATUS_OK;
}

Status pack_read_words(Pack *pack, const PackFile *file, TextList *out, Error *error)
{
    LIST_OF(Text) words = {0};
    Map seen = map_in(pack->arena);
    PackLines lines = pack_lines(file);
    PackLine line;
    Text previous = TEXT_EMPTY;
    while (pack_next_line(&lines, &line)) {
        Text entry = TEXT_EMPTY;
        Status status = read_entry(pack, &line, &entry, error);
        if (status)
            return status;
        if (words.count == PACK_CLASS_WORDS)
            return pack_error(error, &line, line.text, "a list has at most %d entries: cut it into several",
                              PACK_CLASS_WORDS);
        if (map_find(&seen, entry))
            return pack_error(error, &line, line.text, "\"%.*s\" stands here twice", TEXT_ARGS(entry));
        if (!line.after_break && text_compare(previous, entry) > 0)
            return pack_error(error, &line, line.text, "\"%.*s\" is out of order: it belongs before \"%.*s\"",
                              TEXT_ARGS(entry), TEXT_ARGS(previous));
        map_put(&seen, entry);
        *LIST_ADD(pack->arena, &words) = entry;
        previous = entry;
    }
    *out = (TextList){words.items, words.count};
    return STATUS_OK;
}

static void put_phrase(Pack *pack, uint32_t class, Text *words, size_t count, bool is_form)
{
    PackPhrase *phrase = ARENA_NEW(pack->arena, PackPhrase);
    *phrase = (PackPhrase){.words = words, .word_count = count, .class = class, .is_form = is_form};
    MapEntry *first = map_put(&pack->phrases, words[0]);
    phrase->next = first->value;
    first->value = phrase;
}

/* The words of an entry; with part_hyphens, "self-criticism" is three words, as some tokens are. */
static size_t split_entry(Text entry, bool part_hyphens, Text *out, size_t limit)
{
    size_t count = 0;
    Text word;
    while ((word = pack_next_word(&entry)).length && count < limit) {
        size_t begin = 0;
        for (size_t i = 1; part_hyphens && i + 1 < word.length && count + 2 < limit; i++) {
            if (word.bytes[i] != '-')
                continue;
            out[count++] = text_slice(word, begin, i);
            out[count++] = text_slice(word, i, i + 1);
            begin = i + 1;
        }
        out[count++] = text_slice(word, begin, word.length);
    }
    return count;
}

static void add_phrase(Pack *pack, uint32_t class, Text entry, bool is_form)
{
    Text words[3 * PACK_PHRASE_WORDS];
    for (int part_hyphens = 0; part_hyphens < 2; part_hyphens++) {
        size_t count = split_entry(entry, part_hyphens, words, sizeof words / sizeof *words);
        if (!count || (part_hyphens && text_find_byte(entry, '-', 0) == SIZE_MAX))
            continue;
        Text *kept = ARENA_ARRAY(pack->arena, Text, count);
        memcpy(kept, words, count * sizeof *words);
        put_phrase(pack, class, kept, count, is_form);
    }
}

static uint32_t new_class(Pack *pack, Text key, Text name)
{
    uint32_t number = (uint32_t)pack->classes.count;
    LIST_ADD(pack->arena, &pack->classes)->name = name;
    map_put(&pack->class_numbers, key)->number = number;
    return number;
}

Status pack_add_class(Pack *pack, const PackFile *file, Error *error)
{
    TextList words = {0};
    Status status = pack_read_words(pack, file, &words, error);
    if (status)
        return status;
    Text name = pack_file_stem(file);
    uint32_t number = new_class(pack, name, name);
    pack->classes.items[number].words = words;
    for (size_t i = 0; i < words.count; i++)
        add_phrase(pack, number, words.items[i], false);
    return STATUS_OK;
}

uint32_t pack_word_class(Pack *pack, Text word, bool is_form)
{
    Text key = arena_print(pack->arena, "%s%.*s", is_form ? "\"" : "=", TEXT_ARGS(word));
    const MapEntry *known = map_find(&pack->class_numbers, key);
    if (known)
        return (uint32_t)known->number;
    Text lower = arena_copy_lower(pack->arena, word);
    uint32_t number = new_class(pack, key, lower);
    add_phrase(pack, number, lower, is_form);
    return number;
}

TextList pack_class_names(const Pack *pack)
{
    TextList names = {.items = ARENA_ARRAY(pack->arena, Text, pack->named_class_count + 1)};
    for (; names.count < pack->named_class_count; names.count++)
        names.items[names.count] = pack->classes.items[names.count].name;
    return names;
}

const PackPhrase *pack_phrases(const Pack *pack, Text first_word)
{
    const MapEntry *entry = map_find(&pack->phrases, first_word);
    return entry ? entry->value : NULL;
}

size_t pack_class_count(const Pack *pack) { return pack->classes.count; }

Text pack_class_name(const Pack *pack, size_t number) { return pack->classes.items[number].name; }

const PackTrigger *pack_class_triggers(const Pack *pack, size_t number, size_t *out_count)
{
    *out_count = pack->classes.items[number].triggers.count;
    return pack->classes.items[number].triggers.items;
}

size_t pack_find_class(const Pack *pack, Text name)
{
    const MapEntry *entry = map_find(&pack->class_numbers, name);
    return entry && (size_t)entry->number < pack->named_class_count ? (size_t)entry->number : SIZE_MAX;
}

TextList pack_words(const Pack *pack, Text class_name)
{
    size_t number = pack_find_class(pack, class_name);
    return number == SIZE_MAX ? (TextList){0} : pack->classes.items[number].words;
}

static bool is_named_by(const Pack *pack, Text setting, Text name)
{
    TextList lines = pack_setting(pack, setting);
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        while ((word = pack_next_word(&rest)).length)
            if (text_equals(word, name))
                return true;
    }
    return false;
}

static bool is_named_by_setting(const Pack *pack, Text name)
{
    return is_named_by(pack, TEXT("topic"), name) || is_named_by(pack, TEXT("mood"), name) ||
           text_is(name, PACK_WORK_CLASS);
}

TextList pack_unused_words(const Pack *pack)
{
    TextList names = {.items = ARENA_ARRAY(pack->arena, Text, pack->named_class_count + 1)};
    for (size_t i = 0; i < pack->named_class_count; i++)
        if (!pack->classes.items[i].is_used && !is_named_by_setting(pack, pack->classes.items[i].name))
            names.items[names.count++] = pack->classes.items[i].name;
    return names;
}
