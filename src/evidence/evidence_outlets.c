#include "evidence/evidence_outlets.h"

#include "core/buffer.h"
#include "core/list.h"
#include "evidence/evidence_words.h"

enum {
    NAME_WORDS_MOST = 6,
    NAME_LENGTH_MOST = 120, /* what is longer is cut */
    INITIALS_LEAST = 3,
    INITIALS_MOST = 6,
    SHORT_LENGTH_LEAST = 4
};

/* The outlets whose name begins or ends in a word. */
typedef struct ShortName {
    uint32_t items[SHORT_MOST];
    size_t count; /* SHORT_MOST + 1: too many to tell anything */
    bool is_last; /* of the first that has it */
} ShortName;

struct Outlets {
    Arena *arena;
    const MentionData *data;
    Map names;    /* in words of lower case, without article: number + 1, or 0: a beginning of one */
    Map initials; /* number + 1 */
    Map shorts;   /* words in lower case: ShortName */
    Map seen;     /* names as they came, of reports: number + 1; 0: no name */
    Buffer key;
    uint32_t count;
};

static void add_word(Buffer *key, Text word)
{
    if (key->length > 0)
        buffer_add_byte(key, ' ');
    for (size_t i = 0; i < word.length; i++)
        buffer_add_byte(key, ascii_lower(word.bytes[i]));
}

static bool is_article(Text word) { return text_equals_ignoring_case(word, TEXT("the")); }

/* "The Estuary Post (Friday edition)" is known as "estuary post": an article, and what stands behind a mark,
 * is no part of the name. */
Text evidence_outlet_key(Outlets *outlets, Text name)
{
    size_t end = 1;
    while (end < name.length && name.bytes[end] != '(' && name.bytes[end] != ',' && name.bytes[end] != ':' &&
           name.bytes[end] != '|' && name.bytes[end] != '/')
        end++;
    end = end < name.length ? end : name.length;
    Text part = text_slice(name, 0, end < NAME_LENGTH_MOST ? end : NAME_LENGTH_MOST);
    size_t position = 0;
    Text word;
    buffer_clear(&outlets->key);
    for (size_t count = 0; evidence_next_word(part, &position, &word);)
        if (count++ > 0 || !is_article(word))
            add_word(&outlets->key, word);
    return buffer_text(&outlets->key);
}

static void add_name(Outlets *outlets, Text key, uint32_t number)
{
    Text whole = arena_copy(outlets->arena, key);
    for (size_t i = 0; i < whole.length; i++)
        if (whole.bytes[i] == ' ')
            map_put(&outlets->names, text_slice(whole, 0, i));
    map_put(&outlets->names, whole)->number = (int64_t)number + 1;
    if (number >= outlets->count)
        outlets->count = number + 1;
}

Outlets *evidence_outlets_new(Arena *arena, const MentionData *data)
{
    Outlets *outlets = ARENA_NEW(arena, Outlets);
    *outlets = (Outlets){.arena = arena,
                         .data = data,
                         .names = map_in(arena),
                         .initials = map_in(arena),
                         .shorts = map_in(arena),
                         .seen = map_in(arena),
                         .key = buffer_in(arena)};
    OutletName *names = NULL;
    size_t count = mention_outlet_names(data, arena, &names);
    for (size_t i = 0; i < count; i++) {
        Text key = evidence_outlet_key(outlets, names[i].folded);
        const MapEntry *known = map_find(&outlets->names, key);
        if (key.length > 0 && (!known || known->number == 0))
            add_name(outlets, key, names[i].number);
    }
    return outlets;
}

static bool is_upper(Text word) { return word.length > 0 && ascii_is_upper(word.bytes[0]); }

/* "Archipelago News Agency" is called ANA. */
static void add_initials(Outlets *outlets, Text name, uint32_t number)
{
    char initials[INITIALS_MOST];
    size_t count = 0;
    size_t position = 0;
    for (Text word; evidence_next_word(name, &position, &word);) {
        if (!is_upper(word) || is_article(word))
            continue;
        if (count == INITIALS_MOST)
            return;
        initials[count++] = word.bytes[0];
    }
    if (count < INITIALS_LEAST)
        return;
    Text key = {initials, count};
    if (!map_find(&outlets->initials, key))
        map_put(&outlets->initials, arena_copy(outlets->arena, key))->number = (int64_t)number + 1;
}

static void add_short(Outlets *outlets, Text word, uint32_t number, bool is_last)
{
    if (word.length < SHORT_LENGTH_LEAST)
        return;
    MapEntry *entry = map_find(&outlets->shorts, word);
    if (!entry)
        entry = map_put(&outlets->shorts, arena_copy(outlets->arena, word));
    if (!entry->value) {
        ShortName *first = ARENA_NEW(outlets->arena, ShortName);
        first->is_last = is_last;
        entry->value = first;
    }
    ShortName *known = entry->value;
    for (size_t i = 0; i < known->count && i < SHORT_MOST; i++)
        if (known->items[i] == number)
            return;
    if (known->count < SHORT_MOST)
        known->items[known->count] = number;
    if (known->count <= SHORT_MOST)
        known->count++;
}

uint32_t evidence_outlet_add(Outlets *outlets, Text name)
{
    const MapEntry *seen = map_find(&outlets->seen, name);
    if (seen)
        return (uint32_t)(seen->number - 1);
    Text key = arena_copy(outlets->arena, evidence_outlet_key(outlets, name));
    const MapEntry *known = map_find(&outlets->names, key);
    uint32_t number = OUTLET_NONE;
    if (known && known->number > 0)
        number = (uint32_t)(known->number - 1);
    else if (key.length > 0)
        add_name(outlets, key, number = outlets->count);
    map_put(&outlets->seen, arena_copy(outlets->arena, name))->number =
        number == OUTLET_NONE ? 0 : (int64_t)number + 1;
    size_t blank = text_find_byte(key, ' ', 0);
    if (number == OUTLET_NONE || blank == SIZE_MAX)
        return number;
    size_t last = key.length;
    while (key.bytes[last - 1] != ' ')
        last--;
    add_initials(outlets, name, number);
    add_short(outlets, text_slice(key, 0, blank), number, false);
    add_short(outlets, text_slice(key, last, key.length), number, true);
    if (last > blank + 1)
        add_short(outlets, text_slice(key, blank + 1, key.length), number, true);
    return number;
}

static OutletMention one_outlet(const MapEntry *entry, size_t end)
{
    return (OutletMention){.end = end, .items = {(uint32_t)(entry->number - 1)}, .count = 1};
}

/* The outlet whose name begins with the word, the longest. */
static OutletMention find_name(Outlets *outlets, Text text, Text word)
{
    OutletMention found = {0};
    size_t at = (size_t)(word.bytes - text.bytes) + word.length;
    buffer_clear(&outlets->key);
    for (size_t count = 0; count < NAME_WORDS_MOST; count++) {
        add_word(&outlets->key, word);
        const MapEntry *entry = map_find(&outlets->names, buffer_text(&outlets->key));
        if (!entry)
            break;
        if (entry->number > 0)
            found = one_outlet(entry, at);
        if (!evidence_next_word(text, &at, &word))
            break;
    }
    return found;
}

static OutletMention find_initials(const Outlets *outlets, Text text, Text word)
{
    if (word.length < INITIALS_LEAST || word.length > INITIALS_MOST)
        return (OutletMention){0};
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_upper(word.bytes[i]))
            return (OutletMention){0};
    const MapEntry *entry = map_find(&outlets->initials, word);
    return entry ? one_outlet(entry, (size_t)(word.bytes - text.bytes) + word.length) : (OutletMention){0};
}

/* The word before the byte, where only blanks stand between. */
static Text word_before(Text text, size_t begin)
{
    while (begin > 0 && text.bytes[begin - 1] == ' ')
        begin--;
    size_t end = begin;
    while (begin > 0 && ascii_is_alpha(text.bytes[begin - 1]))
        begin--;
    return text_slice(text, begin, end);
}

/* The short name that begins with the word, of two words before one; out_end behind it. */
static const ShortName *short_name_at(Outlets *outlets, Text text, Text word, size_t *out_end)
{
    size_t end = (size_t)(word.bytes - text.bytes) + word.length;
    size_t at = end;
    Text next;
    buffer_clear(&outlets->key);
    add_word(&outlets->key, word);
    const MapEntry *entry = map_find(&outlets->shorts, buffer_text(&outlets->key));
    if (evidence_next_word(text, &at, &next) && is_upper(next)) {
        add_word(&outlets->key, next);
        const MapEntry *longer = map_find(&outlets->shorts, buffer_text(&outlets->key));
        end = longer ? at : end;
        entry = longer ? longer : entry;
    }
    *out_end = end;
    return entry ? entry->value : NULL;
}

/* A word or two of the name, where it is set off as a name: "the Observer", "the agency Planalto",
 * "(Planalto)". */
static OutletMention find_short(Outlets *outlets, Text text, Text word)
{
    size_t begin = (size_t)(word.bytes - text.bytes);
    size_t end = 0;
    const ShortName *name = short_name_at(outlets, text, word, &end);
    if (!name || name->count > SHORT_MOST)
        return (OutletMention){0};
    Text before = word_before(text, begin);
    bool is_bracketed =
        begin > 0 && text.bytes[begin - 1] == '(' && end < text.length && text.bytes[end] == ')';
    bool is_called = mention_is_outlet_word(outlets->data, before) || (name->is_last && is_article(before));
    if (!is_bracketed && !is_called)
        return (OutletMention){0};
    OutletMention found = {.end = end, .count = name->count, .is_short = true};
    for (size_t i = 0; i < name->count; i++)
        found.items[i] = name->items[i];
    return found;
}

OutletMention evidence_outlet_at(Outlets *outlets, Text text, Text word)
{
    if (!is_upper(word))
        return (OutletMention){0};
    OutletMention found = find_name(outlets, text, word);
    if (found.count == 0)
        found = find_initials(outlets, text, word);
    return found.count > 0 ? found : find_short(outlets, text, word);
}
