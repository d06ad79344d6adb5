#include "intake/intake_data.h"

#include "core/buffer.h"
#include "core/utf8.h"
#include "intake/intake_element.h"
#include "intake/intake_html_meta.h"
#include "intake/intake_refuse.h"

bool intake_next_entry(Text *rest, uint32_t *number, Text *out)
{
    Text line = TEXT_EMPTY;
    while (rest->length && text_split(rest, '\n', &line)) {
        ++*number;
        line = text_trim(line);
        if (line.length == 0 || text_starts_with(line, TEXT("# ")) || text_is(line, "#"))
            continue;
        *out = line;
        return true;
    }
    return false;
}

Text intake_next_word(Text *rest)
{
    size_t begin = 0;
    while (begin < rest->length && ascii_is_space(rest->bytes[begin]))
        begin++;
    size_t end = begin;
    while (end < rest->length && !ascii_is_space(rest->bytes[end]))
        end++;
    Text word = text_slice(*rest, begin, end);
    *rest = text_slice(*rest, end, rest->length);
    return word;
}

/* ---- one reader a file; each gets an entry ---- */

typedef Status (*EntryReader)(Arena *arena, IntakeData *data, Text entry, Error *error);

static Status read_month(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    int64_t number;
    if (!text_to_int64(intake_next_word(&entry), &number) || number < 1 || number > 12)
        return error_set(error, ERR_PACK, "a month begins with its number, 1 to 12");
    Text word;
    while ((word = intake_next_word(&entry)).length)
        map_put(&data->months, word)->number = number;
    return STATUS_OK;
}

static void *kept_text(Arena *arena, Text text)
{
    Text *kept = ARENA_NEW(arena, Text);
    *kept = text;
    return kept;
}

static Status read_language(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text code = intake_next_word(&entry);
    Text name = text_trim(entry);
    if (name.length == 0)
        return error_set(error, ERR_PACK, "a language is a code and a name");
    map_put(&data->languages, name)->value = kept_text(arena, code);
    return STATUS_OK;
}

static Status read_outlet(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text names;
    Text hosts;
    Text from;
    if (!text_split(&entry, '\t', &names) || !text_split(&entry, '\t', &hosts) ||
        !text_split(&entry, '\t', &from) || names.length == 0 || from.length == 0)
        return error_set(error, ERR_PACK, "an outlet is names, hosts and languages between tabs");
    Outlet *outlet = ARENA_NEW(arena, Outlet);
    outlet->translates = !text_is(from, "-");
    Text word;
    while (names.length && text_split(&names, '|', &word)) {
        if (outlet->name.length == 0)
            outlet->name = word;
        map_put(&data->outlets, word)->value = outlet;
    }
    while ((word = intake_next_word(&hosts)).length)
        map_put(&data->hosts, word)->value = outlet;
    return STATUS_OK;
}

static Status read_person_column(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    Text kind = intake_next_word(&entry);
    Text words = text_trim(entry);
    Map *map = text_is(kind, "sure")   ? &data->person_sure
               : text_is(kind, "with") ? &data->person_with
               : text_is(kind, "row")  ? &data->person_row
                                       : NULL;
    if (words.length == 0 || !map)
        return error_set(error, ERR_PACK, "a heading stands behind \"sure\", \"with\" or \"row\"");
    map_put(map, words)->number = 1;
    return STATUS_OK;
}

static Status read_log_word(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    Text kind = intake_next_word(&entry);
    Text word = text_trim(entry);
    int number = text_is(kind, "sure")   ? LOG_WORD_SURE_MAIL
                 : text_is(kind, "mail") ? LOG_WORD_MAIL
                 : text_is(kind, "role") ? LOG_WORD_ROLE
                                         : 0;
    if (word.length == 0 || number == 0)
        return error_set(error, ERR_PACK, "a word stands behind \"sure\", \"mail\" or \"role\"");
    map_put(&data->log_words, word)->number = number;
    return STATUS_OK;
}

static Status read_common_words(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    (void)error;
    Text word;
    while ((word = intake_next_word(&entry)).length)
        map_put(&data->common_words, word)->number = 1;
    return STATUS_OK;
}

static Status read_entity(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text name = intake_next_word(&entry);
    Buffer out = buffer_in(arena);
    Text word;
    while ((word = intake_next_word(&entry)).length) {
        uint32_t code = 0;
        for (size_t i = 0; i < word.length; i++) {
            const char *digits = "0123456789ABCDEF";
            const char *digit = strchr(digits, word.bytes[i]);
            if (!digit || word.length > 6)
                return error_set(error, ERR_PACK, "\"%.*s\" is no code point", TEXT_ARGS(word));
            code = code * 16 + (uint32_t)(digit - digits);
        }
        buffer_add_code_point(&out, code);
    }
    if (out.length == 0)
        return error_set(error, ERR_PACK, "a character reference is a name and code points");
    if (name.length > data->entity_longest)
        data->entity_longest = name.length;
    map_put(&data->entities, name)->value = kept_text(arena, buffer_text(&out));
    return STATUS_OK;
}

static Status read_encoding(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text decoder = intake_next_word(&entry);
    Text label;
    if (decoder.length == 0)
        return error_set(error, ERR_PACK, "an encoding is its decoder's name and labels");
    while ((label = intake_next_word(&entry)).length)
        map_put(&data->encodings, label)->value = kept_text(arena, decoder);
    return STATUS_OK;
}

static Status read_element(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    Text class = intake_next_word(&entry);
    int64_t bit = intake_element_class(class);
    if (bit == 0)
        return error_set(error, ERR_PACK, "\"%.*s\" is no class of elements", TEXT_ARGS(class));
    Text name;
    while ((name = intake_next_word(&entry)).length)
        map_put(&data->elements, name)->number |= bit;
    return STATUS_OK;
}

static Status read_furniture(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    (void)arena;
    int64_t hint = intake_element_hint(intake_next_word(&entry));
    Text word = text_trim(entry);
    if (hint == 0 || word.length == 0)
        return error_set(error, ERR_PACK,
                         "an entry is furniture, article, caption, byline or hidden, and a word");
    map_put(&data->furniture, word)->number = hint;
    return STATUS_OK;
}

static Status read_meta(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text field = intake_next_word(&entry);
    if (!intake_html_add_meta_key(arena, data, field, text_trim(entry)))
        return error_set(error, ERR_PACK,
                         "an entry is title, outlet, published, url, language or body, and a key");
    return STATUS_OK;
}

static const struct {
    const char *name;
    EntryReader reader;
} files[] = {
    {"english/months", read_month},
    {"english/outlets", read_outlet},
    {"english/intake/languages", read_language},
    {"english/intake/parts", intake_add_pattern},
    {"english/intake/person-columns", read_person_column},
    {"english/intake/logs", read_log_word},
    {"english/intake/common-words", read_common_words},
    {"html/entities", read_entity},
    {"html/encodings", read_encoding},
    {"html/elements", read_element},
    {"html/furniture", read_furniture},
    {"html/meta", read_meta},
};

static Status read_entries(Arena *arena, IntakeData *data, Text folder, size_t file, Error *error)
{
    Text rest = TEXT_EMPTY;
    Status status = data_file_read(arena, folder, files[file].name, &rest, error);
    uint32_t line = 0;
    Text entry = TEXT_EMPTY;
    while (status == STATUS_OK && intake_next_entry(&rest, &line, &entry)) {
        status = files[file].reader(arena, data, entry, error);
        if (status != STATUS_OK && error) {
            error->line = line;
            error_name(error, text_from(files[file].name));
        }
    }
    return status;
}

Status intake_load(Arena *arena, Text data_folder, IntakeData **out, Error *error)
{
    IntakeData *data = ARENA_NEW(arena, IntakeData);
    Map *const maps[] = {&data->words,     &data->months,       &data->languages,   &data->outlets,
                         &data->hosts,     &data->person_sure,  &data->person_with, &data->person_row,
                         &data->log_words, &data->common_words, &data->entities,    &data->encodings,
                         &data->meta,      &data->elements,     &data->furniture};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        *maps[i] = map_in(arena);
    Status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof files / sizeof *files; i++)
        status = read_entries(arena, data, data_folder, i, error);
    if (status == STATUS_OK)
        *out = data;
    return status;
}

/* ---- looking things up ---- */

static Text host_of(Text url)
{
    size_t scheme = text_find(url, TEXT("://"), 0);
    Text rest = scheme == SIZE_MAX ? url : text_slice(url, scheme + 3, url.length);
    size_t end = 0;
    while (end < rest.length && !strchr("/?#:", rest.bytes[end]))
        end++;
    return text_slice(rest, 0, end);
}

const Outlet *intake_find_outlet_by_url(const IntakeData *data, Text url)
{
    Text host = host_of(url);
    char lower[256];
    if (host.length == 0 || host.length > sizeof lower)
        return NULL;
    for (size_t i = 0; i < host.length; i++)
        lower[i] = ascii_lower(host.bytes[i]);
    Text rest = {lower, host.length};
    while (rest.length) {
        const MapEntry *entry = map_find(&data->hosts, rest);
        if (entry)
            return entry->value;
        size_t dot = text_find_byte(rest, '.', 0);
        if (dot == SIZE_MAX)
            break;
        rest = text_slice(rest, dot + 1, rest.length);
    }
    return NULL;
}

const Outlet *intake_find_outlet(const IntakeData *data, Text name)
{
    const MapEntry *entry = map_find(&data->outlets, name);
    return entry ? entry->value : NULL;
}
