/* What each kind touches in law, through a table of acts: codes alone. */
#include "pack/pack_parts.h"

enum { ACT_COLUMNS = 6, KIND_COLUMNS = 4, CODE_DIGITS = 14, INDICATORS = 11 };

typedef struct LawAct {
    Text columns[ACT_COLUMNS]; /* name, indicators, dimension, instruments, codes, note */
} LawAct;

static bool is_none(Text text) { return text_is(text, "-") || text_is(text, "none"); }

/* All columns of a line are filled; "-" is none. */
static Status split_columns(const PackLine *line, Text *columns, size_t count, Error *error)
{
    Text rest = line->text;
    for (size_t i = 0; i < count; i++)
        if (!text_split(&rest, '\t', &columns[i]) || !columns[i].length)
            return pack_error(error, line, rest, "a line has %zu columns parted by tabs", count);
    if (rest.length)
        return pack_error(error, line, rest, "a line has %zu columns parted by tabs", count);
    return STATUS_OK;
}

/* "I3" to "I11", with * where it is at the core. */
static bool is_indicator(Text word)
{
    int64_t number = 0;
    if (text_ends_with(word, TEXT("*")))
        word.length--;
    return word.length > 1 && word.bytes[0] == 'I' &&
           text_to_int64(text_slice(word, 1, word.length), &number) && number >= 1 && number <= INDICATORS;
}

/* 14 digits, with ~ in front where it is the nearest. */
static bool is_code(Text word)
{
    if (text_starts_with(word, TEXT("~")))
        word = text_slice(word, 1, word.length);
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_digit(word.bytes[i]))
            return false;
    return word.length == CODE_DIGITS;
}

static Status check_words(const PackLine *line, Text column, bool (*is_right)(Text word), const char *what,
                          Error *error)
{
    Text word;
    Text rest = is_none(column) ? TEXT_EMPTY : column;
    while ((word = pack_next_word(&rest)).length)
        if (!is_right(word))
            return pack_error(error, line, word, "\"%.*s\" is no %s", TEXT_ARGS(word), what);
    return STATUS_OK;
}

static Status read_act(Pack *pack, const PackLine *line, Map *acts, Error *error)
{
    LawAct *act = ARENA_NEW(pack->arena, LawAct);
    Status status = split_columns(line, act->columns, ACT_COLUMNS, error);
    if (!status)
        status = check_words(line, act->columns[1], is_indicator, "ILO indicator, I1 to I11", error);
    if (!status)
        status = check_words(line, act->columns[4], is_code, "HURIDOCS code of 14 digits", error);
    if (status)
        return status;
    if (text_is(act->columns[4], "none") && is_none(act->columns[5]))
        return pack_error(error, line, act->columns[5], "an act without a code needs the reason");
    if (map_find(acts, act->columns[0]))
        return pack_error(error, line, act->columns[0], "the act \"%.*s\" stands here twice",
                          TEXT_ARGS(act->columns[0]));
    map_put(acts, act->columns[0])->value = act;
    return STATUS_OK;
}

static void add_words(Pack *pack, TextList *list, Text column)
{
    LIST_OF(Text) items = {list->items, list->count, list->count};
    Text word;
    Text rest = is_none(column) ? TEXT_EMPTY : column;
    while ((word = pack_next_word(&rest)).length) {
        bool is_known = false;
        for (size_t i = 0; i < items.count; i++)
            is_known = is_known || text_equals(items.items[i], word);
        if (!is_known)
            *LIST_ADD(pack->arena, &items) = word;
    }
    *list = (TextList){items.items, items.count};
}

static void add_act(Pack *pack, PackLaw *law, const LawAct *act, bool with_codes)
{
    add_words(pack, &law->indicators, act->columns[1]);
    if (!is_none(act->columns[2]))
        law->dimension = act->columns[2];
    add_words(pack, &law->instruments, act->columns[3]);
    if (with_codes)
        add_words(pack, &law->codes, act->columns[4]);
    bool is_about_code = !is_none(act->columns[4]) || !law->codes.count;
    if (!law->note.length && is_about_code && !is_none(act->columns[5]))
        law->note = act->columns[5];
}

static Status unknown_act(Pack *pack, const PackLine *line, Text word, const Map *acts, Error *error)
{
    TextList names = {.items = ARENA_ARRAY(pack->arena, Text, acts->count + 1)};
    for (; names.count < acts->count; names.count++)
        names.items[names.count] = acts->entries[names.count].key;
    return pack_unknown(error, line, word, names, "act of law/acts.tsv");
}

static Status read_kind(Pack *pack, const PackLine *line, const Map *acts, Error *error)
{
    Text columns[KIND_COLUMNS];
    Status status = split_columns(line, columns, KIND_COLUMNS, error);
    if (status)
        return status;
    size_t kind = pack_find_kind(pack, columns[0]);
    if (kind == SIZE_MAX)
        return pack_error(error, line, columns[0], "\"%.*s\" is no kind of the file kinds",
                          TEXT_ARGS(columns[0]));
    if (pack->laws[kind].is_given)
        return pack_error(error, line, columns[0], "the kind \"%.*s\" stands here twice",
                          TEXT_ARGS(columns[0]));
    PackLaw law = {.is_given = true, .note = is_none(columns[3]) ? TEXT_EMPTY : columns[3]};
    Text word;
    Text rest = is_none(columns[1]) ? TEXT_EMPTY : columns[1];
    while ((word = pack_next_word(&rest)).length) {
        const MapEntry *entry = map_find(acts, word);
        if (!entry)
            return unknown_act(pack, line, word, acts, error);
        add_act(pack, &law, entry->value, text_is(columns[2], "="));
    }
    if (!text_is(columns[2], "=") && !text_is(columns[2], "none"))
        return pack_error(error, line, columns[2], "\"%.*s\" is neither = nor none", TEXT_ARGS(columns[2]));
    if (!law.codes.count && !law.note.length)
        return pack_error(error, line, columns[3], "a kind without a code needs the reason");
    pack->laws[kind] = law;
    return STATUS_OK;
}

Status pack_read_law(Pack *pack, const PackFile *acts_file, const PackFile *kinds_file, Error *error)
{
    Map acts = map_in(pack->arena);
    PackLine line;
    Status status = STATUS_OK;
    pack->laws = ARENA_ARRAY(pack->arena, PackLaw, pack->kinds.count + 1);
    if (!acts_file || !kinds_file) {
        const PackFile *only = acts_file ? acts_file : kinds_file;
        return only ? error_at(error, ERR_PACK, only->path, 0,
                               "law/ needs both acts.tsv and kinds.tsv: the other one is missing")
                    : STATUS_OK;
    }
    PackLines lines = pack_lines(acts_file);
    while (!status && pack_next_line(&lines, &line))
        status = read_act(pack, &line, &acts, error);
    lines = pack_lines(kinds_file);
    while (!status && pack_next_line(&lines, &line))
        status = read_kind(pack, &line, &acts, error);
    for (size_t k = 0; !status && k < pack->kinds.count; k++)
        if (!pack->laws[k].is_given)
            status = error_at(error, ERR_PACK, kinds_file->path, 0,
                              "the kind \"%.*s\" has no line: write none and the reason where it has no code",
                              TEXT_ARGS(pack->kinds.items[k].name));
    return status;
}

const PackLaw *pack_law(const Pack *pack, size_t kind)
{
    return pack->laws[kind].is_given ? &pack->laws[kind] : NULL;
}
