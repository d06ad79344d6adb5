/* Loading a pack: its head, kinds, roles, words and rules, in this order. */
#include "pack/pack_parts.h"

/* own terms: of docs/pack-format.md */
static const char *const head_keys[] = {"name",         "version",        "format",
                                        "licence",      "source",         "about",
                                        "title",        "author",         "language",
                                        "home-state",   "home-adjective", "home-people",
                                        "home-capital", "host-state",     "affected",
                                        "topic",        "papers",         "coarse",
                                        "done",         "by-nation",      "by-nation-people",
                                        "no-scene",     "imposer",        "count",
                                        "counted",      "single",         "moves",
                                        "arrives",      "unimposed",      "doer",
                                        "group",        "anybody",        "aside",
                                        "concerned",    "contacts",       "office",
                                        "office-of",    "ambiguous",      "mood",
                                        "yield",        "includes",       "unmeasured"};
enum { HEAD_KEYS = sizeof head_keys / sizeof *head_keys, HEAD_VALUES = 100 };

TextList pack_setting(const Pack *pack, Text key)
{
    const MapEntry *entry = map_find(&pack->settings, key);
    const TextList *values = entry ? entry->value : NULL;
    return values ? *values : (TextList){0};
}

/* Values are few, so that the list is made anew for each. */
static void add_setting(Pack *pack, Text key, Text value)
{
    MapEntry *entry = map_put(&pack->settings, key);
    const TextList *before = entry->value;
    TextList *values = ARENA_NEW(pack->arena, TextList);
    size_t count = before ? before->count : 0;
    values->items = ARENA_ARRAY(pack->arena, Text, count + 1);
    if (count)
        memcpy(values->items, before->items, count * sizeof *values->items);
    values->items[count] = value;
    values->count = count + 1;
    entry->value = values;
}

static Status read_head_line(Pack *pack, const PackLine *line, Error *error)
{
    Text valid[HEAD_KEYS];
    Text value = line->text;
    Text key = pack_next_word(&value);
    value = text_trim(value);
    bool known = false;
    for (size_t i = 0; i < HEAD_KEYS; i++) {
        valid[i] = text_from(head_keys[i]);
        known = known || text_equals(key, valid[i]);
    }
    if (!known)
        return pack_unknown(error, line, key, (TextList){valid, HEAD_KEYS}, "key of a pack");
    if (!value.length)
        return pack_error(error, line, key, "\"%.*s\" has no value", TEXT_ARGS(key));
    if (text_is(key, "format")) {
        int64_t format = 0;
        if (!text_to_int64(value, &format) || format != PACK_FORMAT)
            return pack_error(error, line, value,
                              "the pack has format %.*s; this program reads format %d: write it as "
                              "docs/pack-format.md says, or use the hearsay that it is for",
                              TEXT_ARGS(value), PACK_FORMAT);
    }
    if (pack_setting(pack, key).count >= HEAD_VALUES)
        return pack_error(error, line, key, "\"%.*s\" stands here more than %d times", TEXT_ARGS(key),
                          HEAD_VALUES);
    add_setting(pack, key, value);
    return STATUS_OK;
}

static const PackFile *find_file(const PackFile *files, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(files[i].name, name))
            return &files[i];
    return NULL;
}

static Status read_head(Pack *pack, const PackFile *file, Error *error)
{
    static const char *const required[] = {"name", "version", "format", "licence"};
    if (!file)
        return error_at(error, ERR_PACK, TEXT("pack"), 0, "the pack has no file of this name");
    PackLines lines = pack_lines(file);
    PackLine line;
    Status status = STATUS_OK;
    while (!status && pack_next_line(&lines, &line))
        status = read_head_line(pack, &line, error);
    for (size_t i = 0; !status && i < sizeof required / sizeof *required; i++)
        if (pack_setting(pack, text_from(required[i])).count != 1)
            status =
                error_at(error, ERR_PACK, file->path, 0, "the key \"%s\" must stand here once", required[i]);
    return status;
}

static Status read_kind_line(Pack *pack, const PackLine *line, Error *error)
{
    Text rest = line->text;
    Text columns[4] = {TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY};
    for (size_t i = 0; i < 4; i++)
        if (!text_split(&rest, '\t', &columns[i]) || !columns[i].length)
            return pack_error(error, line, rest,
                              "a kind has four columns parted by tabs: name, group, state or "
                              "event, what the text asserts");
    if (rest.length)
        return pack_error(error, line, rest, "a kind has four columns");
    bool is_event = text_is(columns[2], "event");
    if (!is_event && !text_is(columns[2], "state"))
        return pack_error(error, line, columns[2], "\"%.*s\" is neither state nor event",
                          TEXT_ARGS(columns[2]));
    MapEntry *entry = map_put(&pack->kind_numbers, columns[0]);
    if (entry->number)
        return pack_error(error, line, columns[0], "the kind \"%.*s\" stands here twice",
                          TEXT_ARGS(columns[0]));
    *LIST_ADD(pack->arena, &pack->kinds) = (PackKind){.name = columns[0],
                                                      .group = columns[1],
                                                      .gloss = columns[3],
                                                      .is_event = is_event,
                                                      .line = line->number};
    entry->number = (int64_t)pack->kinds.count;
    return STATUS_OK;
}

static Status read_kinds(Pack *pack, const PackFile *file, Error *error)
{
    if (!file)
        return error_at(error, ERR_PACK, TEXT("kinds"), 0, "the pack has no file of this name");
    PackLines lines = pack_lines(file);
    PackLine line;
    Status status = STATUS_OK;
    while (!status && pack_next_line(&lines, &line))
        status = read_kind_line(pack, &line, error);
    if (!status && !pack->kinds.count)
        status = error_at(error, ERR_PACK, file->path, 0, "the file names no kind");
    return status;
}

static Status read_measured_line(Pack *pack, const PackLine *line, Error *error)
{
    Text rest = line->text;
    Text columns[3] = {TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY};
    int64_t numbers[3] = {0, 0, 0};
    for (size_t i = 0; i < 3; i++)
        if (!text_split(&rest, '\t', &columns[i]) ||
            (i > 0 && (!text_to_int64(columns[i], &numbers[i]) || numbers[i] < 0 || numbers[i] > 1000000)))
            return pack_error(error, line, line->text,
                              "a measure has three columns parted by tabs: kind, claims right, claims made");
    size_t kind = pack_find_kind(pack, columns[0]);
    if (kind == SIZE_MAX)
        return pack_error(error, line, columns[0], "\"%.*s\" is no kind of the file kinds",
                          TEXT_ARGS(columns[0]));
    if (numbers[1] > numbers[2])
        return pack_error(error, line, columns[1], "more claims are right than were made");
    pack->kinds.items[kind].right = (uint32_t)numbers[1];
    pack->kinds.items[kind].made = (uint32_t)numbers[2];
    return STATUS_OK;
}

typedef Status (*ReadLine)(Pack *pack, const PackLine *line, Error *error);

/* A file that may be absent. */
static Status read_lines(Pack *pack, const PackFile *file, ReadLine read_line, Error *error)
{
    Status status = STATUS_OK;
    if (!file)
        return status;
    PackLines lines = pack_lines(file);
    PackLine line;
    while (!status && pack_next_line(&lines, &line))
        status = read_line(pack, &line, error);
    return status;
}

static Status read_role(Pack *pack, const PackFile *file, Error *error)
{
    Text role = pack_file_stem(file);
    TextList words = {0};
    *LIST_ADD(pack->arena, &pack->roles) = role;
    Status status = pack_read_words(pack, file, &words, error);
    for (size_t w = 0; !status && w < words.count; w++)
        *LIST_ADD(pack->arena, &pack->role_words) = (PackRoleWord){words.items[w], role};
    return status;
}

/* That they are roles is checked with the other settings. */
static void read_affected(Pack *pack)
{
    LIST_OF(Text) roles = {0};
    TextList lines = pack_setting(pack, TEXT("affected"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text role;
        while ((role = pack_next_word(&rest)).length)
            *LIST_ADD(pack->arena, &roles) = role;
    }
    pack->affected = (TextList){roles.items, roles.count};
}

static Status read_weight_line(Pack *pack, const PackLine *line, Error *error)
{
    enum { WEIGHT_MOST = 100000 };
    Text rest = line->text;
    Text name = TEXT_EMPTY;
    int64_t weight = 0;
    if (!text_split(&rest, '\t', &name) || !text_to_int64(rest, &weight) || weight < -WEIGHT_MOST ||
        weight > WEIGHT_MOST)
        return pack_error(error, line, line->text,
                          "a weight has two columns parted by a tab: a feature or kind, and thousandths of a "
                          "logit from -100000 to 100000");
    if (map_find(&pack->weights, name))
        return pack_error(error, line, name, "\"%.*s\" stands here twice", TEXT_ARGS(name));
    map_put(&pack->weights, name)->number = weight;
    return STATUS_OK;
}

bool pack_weight(const Pack *pack, Text name, int64_t *out)
{
    const MapEntry *entry = map_find(&pack->weights, name);
    *out = entry ? entry->number : 0;
    return entry != NULL;
}

typedef Status ReadFile(Pack *pack, const PackFile *file, Error *error);

static Status read_each(Pack *pack, const PackFile *files, size_t count, Text folder, ReadFile *read,
                        Error *error)
{
    Status status = STATUS_OK;
    for (size_t i = 0; !status && i < count; i++)
        if (text_starts_with(files[i].name, folder))
            status = read(pack, &files[i], error);
    return status;
}

static Status check_file(Pack *pack, const PackFile *file, Error *error)
{
    (void)pack;
    return pack_check_file(file, error);
}

Status pack_make(Arena *arena, const PackFile *files, size_t count, Pack **out, Error *error)
{
    Pack *pack = ARENA_NEW(arena, Pack);
    *pack = (Pack){.arena = arena,
                   .settings = map_in(arena),
                   .kind_numbers = map_in(arena),
                   .class_numbers = map_in(arena),
                   .phrases = map_in(arena),
                   .rule_numbers = map_in(arena),
                   .weights = map_in(arena)};
    Status status = read_each(pack, files, count, TEXT(""), check_file, error);
    if (!status)
        status = read_head(pack, find_file(files, count, "pack"), error);
    if (!status)
        status = read_kinds(pack, find_file(files, count, "kinds"), error);
    if (!status)
        status = read_lines(pack, find_file(files, count, "measured"), read_measured_line, error);
    if (!status)
        status = read_lines(pack, find_file(files, count, "sureness"), read_weight_line, error);
    if (!status)
        status = pack_read_law(pack, find_file(files, count, "law/acts.tsv"),
                               find_file(files, count, "law/kinds.tsv"), error);
    if (!status)
        status = read_each(pack, files, count, TEXT("roles/"), read_role, error);
    read_affected(pack);
    if (!status)
        status = read_each(pack, files, count, TEXT("words/"), pack_add_class, error);
    pack->named_class_count = pack->classes.count;
    if (!status)
        status = pack_check_settings(pack, find_file(files, count, "pack"), error);
    if (!status)
        status = read_each(pack, files, count, TEXT("rules/"), pack_read_rules, error);
    if (!status)
        status = pack_finish_rules(pack, error);
    if (!status)
        status = pack_check_yields(pack, error);
    if (!status)
        *out = pack;
    return status;
}

Status pack_load(Arena *arena, Text folder, Pack **out, Error *error)
{
    static const char *const folders[][2] = {
        {"law", ".tsv"}, {"roles", ".txt"}, {"words", ".txt"}, {"rules", ".rules"}};
    PackFileList files = {0};
    Status status = pack_read_file(arena, folder, TEXT("pack"), LIST_ADD(arena, &files), error);
    if (!status)
        status = pack_read_file(arena, folder, TEXT("kinds"), LIST_ADD(arena, &files), error);
    if (!status && pack_has_file(arena, folder, "measured"))
        status = pack_read_file(arena, folder, TEXT("measured"), LIST_ADD(arena, &files), error);
    if (!status && pack_has_file(arena, folder, "sureness"))
        status = pack_read_file(arena, folder, TEXT("sureness"), LIST_ADD(arena, &files), error);
    for (size_t i = 0; !status && i < sizeof folders / sizeof *folders; i++)
        status = pack_read_folder(arena, folder, text_from(folders[i][0]), text_from(folders[i][1]), &files,
                                  error);
    return status ? status : pack_make(arena, files.items, files.count, out, error);
}

static Text only_setting(const Pack *pack, Text key)
{
    TextList values = pack_setting(pack, key);
    return values.count ? values.items[0] : TEXT_EMPTY;
}

Text pack_name(const Pack *pack) { return only_setting(pack, TEXT("name")); }

Text pack_version(const Pack *pack) { return only_setting(pack, TEXT("version")); }

size_t pack_kind_count(const Pack *pack) { return pack->kinds.count; }

const PackKind *pack_kind(const Pack *pack, size_t number) { return &pack->kinds.items[number]; }

size_t pack_find_kind(const Pack *pack, Text name)
{
    const MapEntry *entry = map_find(&pack->kind_numbers, name);
    return entry ? (size_t)entry->number - 1 : SIZE_MAX;
}

size_t pack_role_word_count(const Pack *pack) { return pack->role_words.count; }

const PackRoleWord *pack_role_word(const Pack *pack, size_t number)
{
    return &pack->role_words.items[number];
}

TextList pack_roles(const Pack *pack) { return (TextList){pack->roles.items, pack->roles.count}; }

size_t pack_rule_count(const Pack *pack) { return pack->rules.count; }

const PackRule *pack_rule(const Pack *pack, size_t number) { return &pack->rules.items[number]; }

const PackRule *pack_find_rule(const Pack *pack, Text place)
{
    for (size_t i = 0; i < pack->rules.count; i++)
        if (text_equals(pack->rules.items[i].place, place))
            return &pack->rules.items[i];
    return NULL;
}

bool pack_is_affected(const Pack *pack, Text role)
{
    for (size_t i = 0; i < pack->affected.count; i++)
        if (text_equals(pack->affected.items[i], role))
            return true;
    return false;
}
