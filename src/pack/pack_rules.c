/* Rule files: each line of a rule is a key and its value. */
#include "pack/pack_parts.h"

typedef struct RuleReader {
    Pack *pack;
    const PackFile *file;
    PackRule *rule; /* the one being read, or NULL */
    LIST_OF(PackMatch) matches;
    LIST_OF(PackMatch) nots;
    LIST_OF(PackMatch) withs;
    LIST_OF(PackMatch) abouts;
    LIST_OF(PackExample) examples;
    LIST_OF(Text) yields;
    uint32_t begin; /* its line */
} RuleReader;

typedef Status ReadKey(RuleReader *reader, const PackLine *line, Text value, Error *error);

static TextList list_of(const char *const *words, size_t count, Text *room)
{
    for (size_t i = 0; i < count; i++)
        room[i] = text_from(words[i]);
    return (TextList){room, count};
}

/* The value must be one of the words; out gets its number. */
static Status read_choice(const PackLine *line, Text value, const char *const *words, size_t count,
                          size_t *out, Error *error)
{
    Text room[16];
    for (size_t i = 0; i < count; i++)
        if (text_is(value, words[i])) {
            *out = i;
            return STATUS_OK;
        }
    return pack_unknown(error, line, value, list_of(words, count, room), "value of this key");
}
#define CHOICES(words) (words), sizeof(words) / sizeof *(words)

static Status read_kind_name(const RuleReader *reader, const PackLine *line, Text value, size_t *out,
                             Error *error)
{
    const Pack *pack = reader->pack;
    *out = pack_find_kind(pack, value);
    if (*out != SIZE_MAX)
        return STATUS_OK;
    Text *names = ARENA_ARRAY(pack->arena, Text, pack->kinds.count + 1);
    for (size_t i = 0; i < pack->kinds.count; i++)
        names[i] = pack->kinds.items[i].name;
    return pack_unknown(error, line, value, (TextList){names, pack->kinds.count}, "kind of the file kinds");
}

static Status read_kind(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    if (reader->rule->kind != SIZE_MAX)
        return pack_error(error, line, value, "a rule has one kind");
    return read_kind_name(reader, line, value, &reader->rule->kind, error);
}

static Status read_role(const RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    TextList roles = pack_roles(reader->pack);
    for (size_t i = 0; i < roles.count; i++)
        if (text_equals(roles.items[i], value))
            return STATUS_OK;
    return pack_unknown(error, line, value, roles, "role of roles/");
}

/* Words parted by commas or blanks. */
static TextList read_list(const RuleReader *reader, Text value)
{
    LIST_OF(Text) list = {0};
    size_t begin = 0;
    for (size_t i = 0; i <= value.length; i++) {
        if (i < value.length && value.bytes[i] != ',' && !ascii_is_space(value.bytes[i]))
            continue;
        if (i > begin)
            *LIST_ADD(reader->pack->arena, &list) = text_slice(value, begin, i);
        begin = i + 1;
    }
    return (TextList){list.items, list.count};
}

static Status read_whom(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    PackRule *rule = reader->rule;
    if (text_starts_with(value, TEXT("="))) {
        rule->whom_fixed = true;
        value = text_slice(value, 1, value.length);
    }
    rule->whom = read_list(reader, value);
    if (rule->whom.count == 1 && text_is(rule->whom.items[0], "none")) {
        rule->whom.count = 0;
        rule->whom_fixed = true;
    }
    Status status = STATUS_OK;
    for (size_t i = 0; !status && i < rule->whom.count; i++)
        status = read_role(reader, line, rule->whom.items[i], error);
    return status;
}

static Status read_by(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    PackRule *rule = reader->rule;
    if (text_is(value, "subject"))
        rule->by = PACK_BY_SUBJECT;
    else if (text_is(value, "passive"))
        rule->by = PACK_BY_PASSIVE;
    else if (text_is(value, "none"))
        rule->by = PACK_BY_NONE;
    else {
        rule->by = PACK_BY_ROLE;
        rule->by_role = value;
        return read_role(reader, line, value, error);
    }
    return STATUS_OK;
}

static Status read_to(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"none", "place", "place-after"};
    static const PackPlaces places[] = {PACK_PLACES_WHERE, PACK_PLACES_TO, PACK_PLACES_AFTER};
    size_t choice = 0;
    Status status = read_choice(line, value, CHOICES(words), &choice, error);
    reader->rule->places = places[choice];
    return status;
}

static Status read_where(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"none", "place"};
    size_t choice = 0;
    Status status = read_choice(line, value, CHOICES(words), &choice, error);
    if (choice == 0)
        reader->rule->places = PACK_PLACES_NONE;
    return status;
}

/* own terms: of docs/claim-format.md */
static Status read_count(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"stock",   "arrivals", "departures", "sent",   "entries",
                                        "permits", "planned",  "cumulative", "change", "affected"};
    PackRule *rule = reader->rule;
    rule->count_unit = pack_next_word(&value);
    rule->count_of = pack_next_word(&value);
    if (text_trim(value).length)
        return pack_error(error, line, value, "more than a unit and what the number is of");
    size_t choice = 0;
    return rule->count_of.length ? read_choice(line, rule->count_of, CHOICES(words), &choice, error)
                                 : STATUS_OK;
}

/* Classes of paper are the pack's own: its settings "papers". */
static Status read_papers(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    LIST_OF(Text) valid = {0};
    TextList lines = pack_setting(reader->pack, TEXT("papers"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        while ((word = pack_next_word(&rest)).length)
            *LIST_ADD(reader->pack->arena, &valid) = word;
    }
    reader->rule->papers = read_list(reader, value);
    for (size_t i = 0; i < reader->rule->papers.count; i++) {
        bool is_valid = false;
        for (size_t v = 0; v < valid.count; v++)
            is_valid = is_valid || text_equals(valid.items[v], reader->rule->papers.items[i]);
        if (!is_valid)
            return pack_unknown(error, line, reader->rule->papers.items[i],
                                (TextList){valid.items, valid.count}, "class of the setting papers");
    }
    return STATUS_OK;
}

static Status read_status(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"said", "planned", "possible", "ended", "said-not"};
    size_t choice = 0;
    reader->rule->status = value;
    return read_choice(line, value, CHOICES(words), &choice, error);
}

static Status read_drop(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    PackRule *rule = reader->rule;
    Text status_word = rule->status;
    rule->dropped = read_list(reader, value);
    Status status = STATUS_OK;
    for (size_t i = 0; !status && i < rule->dropped.count; i++)
        status = read_status(reader, line, rule->dropped.items[i], error);
    rule->status = status_word;
    return status;
}

static Status read_negated(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    PackRule *rule = reader->rule;
    if (text_is(value, "said-not"))
        rule->negated = PACK_NEGATED_SAID_NOT;
    else if (text_is(value, "none"))
        rule->negated = PACK_NEGATED_NONE;
    else {
        rule->negated = PACK_NEGATED_KIND;
        return read_kind_name(reader, line, value, &rule->negated_kind, error);
    }
    return STATUS_OK;
}

static Status read_asof(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"report", "before", "after", "general"};
    size_t choice = 0;
    reader->rule->asof = value;
    return read_choice(line, value, CHOICES(words), &choice, error);
}

static Status read_evidence(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    static const char *const words[] = {"clause", "sentence"};
    size_t choice = 0;
    Status status = read_choice(line, value, CHOICES(words), &choice, error);
    reader->rule->whole_sentence = choice == 1;
    return status;
}

static Status read_yields(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    TextList names = read_list(reader, value);
    if (reader->yields.count + names.count > PACK_RULE_YIELDS)
        return pack_error(error, line, value, "a rule yields to at most %d others", PACK_RULE_YIELDS);
    for (size_t i = 0; i < names.count; i++)
        *LIST_ADD(reader->pack->arena, &reader->yields) = names.items[i];
    return STATUS_OK;
}

static Status read_match_key(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    if (reader->matches.count == PACK_RULE_MATCHES)
        return pack_error(error, line, value, "a rule has at most %d patterns", PACK_RULE_MATCHES);
    return pack_read_match(reader->pack, line, value, LIST_ADD(reader->pack->arena, &reader->matches), error);
}

static Status read_not(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    return pack_read_match(reader->pack, line, value, LIST_ADD(reader->pack->arena, &reader->nots), error);
}

static Status read_with(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    return pack_read_match(reader->pack, line, value, LIST_ADD(reader->pack->arena, &reader->withs), error);
}

static Status read_about(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    return pack_read_match(reader->pack, line, value, LIST_ADD(reader->pack->arena, &reader->abouts), error);
}

static Status read_example(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    size_t arrow = text_find(value, TEXT("=>"), 0);
    PackExample *example = LIST_ADD(reader->pack->arena, &reader->examples);
    example->is_positive = line->text.bytes[0] == '+';
    example->line = line->number;
    example->text = text_trim(text_slice(value, 0, arrow == SIZE_MAX ? value.length : arrow));
    if (arrow != SIZE_MAX)
        example->expected = text_trim(text_slice(value, arrow + 2, value.length));
    if (!example->text.length)
        return pack_error(error, line, line->text, "an example is empty");
    return STATUS_OK;
}

static const struct {
    const char *name;
    ReadKey *read;
} keys[] = {
    {"kind", read_kind},       {"match", read_match_key},
    {"not", read_not},         {"with", read_with},
    {"about", read_about},     {"whom", read_whom},
    {"by", read_by},           {"to", read_to},
    {"where", read_where},     {"count", read_count},
    {"papers", read_papers},   {"status", read_status},
    {"negated", read_negated}, {"drop", read_drop},
    {"asof", read_asof},       {"evidence", read_evidence},
    {"yields", read_yields},   {"+", read_example},
    {"-", read_example},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

/* A comment behind a value: " # ". Examples keep theirs, since they are text. */
static Text without_comment(Text value)
{
    size_t hash = text_find(value, TEXT(" # "), 0);
    return text_trim(text_slice(value, 0, hash == SIZE_MAX ? value.length : hash));
}

static Status read_rule_line(RuleReader *reader, const PackLine *line, Text key, Text value, Error *error)
{
    Text room[KEY_COUNT + 1];
    if (key.bytes[0] != '+' && key.bytes[0] != '-')
        value = without_comment(value);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        room[i] = text_from(keys[i].name);
        if (!text_is(key, keys[i].name))
            continue;
        if (!value.length)
            return pack_error(error, line, key, "\"%.*s\" has no value", TEXT_ARGS(key));
        return keys[i].read(reader, line, value, error);
    }
    room[KEY_COUNT] = TEXT("rule");
    return pack_unknown(error, line, key, (TextList){room, KEY_COUNT + 1}, "key of a rule");
}

static bool has_example(const RuleReader *reader, bool is_positive)
{
    for (size_t i = 0; i < reader->examples.count; i++)
        if (reader->examples.items[i].is_positive == is_positive)
            return true;
    return false;
}

/* What a rule must have is there; its lists become the rule's. */
static Status end_rule(RuleReader *reader, Error *error)
{
    PackRule *rule = reader->rule;
    if (!rule)
        return STATUS_OK;
    const char *lack = rule->kind == SIZE_MAX        ? "kind"
                       : !reader->matches.count      ? "match"
                       : !has_example(reader, true)  ? "example that it must match (+)"
                       : !has_example(reader, false) ? "example that it must not match (-)"
                                                     : NULL;
    if (lack)
        return error_at(error, ERR_PACK, reader->file->path, rule->line, "the rule \"%.*s\" has no %s",
                        TEXT_ARGS(rule->name), lack);
    rule->matches = reader->matches.items;
    rule->match_count = reader->matches.count;
    rule->nots = reader->nots.items;
    rule->not_count = reader->nots.count;
    rule->withs = reader->withs.items;
    rule->with_count = reader->withs.count;
    rule->abouts = reader->abouts.items;
    rule->about_count = reader->abouts.count;
    rule->examples = reader->examples.items;
    rule->example_count = reader->examples.count;
    rule->yields = ARENA_ARRAY(reader->pack->arena, uint32_t, reader->yields.count + 1);
    for (size_t i = 0; i < reader->yields.count; i++) {
        /* May be told further down: pack_finish_rules puts the rule's number here. */
        const MapEntry *other = map_put(&reader->pack->rule_numbers, reader->yields.items[i]);
        rule->yields[rule->yield_count++] = (uint32_t)(other - reader->pack->rule_numbers.entries);
    }
    return STATUS_OK;
}

static Status begin_rule(RuleReader *reader, const PackLine *line, Text value, Error *error)
{
    Status status = end_rule(reader, error);
    if (status)
        return status;
    Pack *pack = reader->pack;
    Text name = pack_next_word(&value);
    if (!name.length || without_comment(value).length)
        return pack_error(error, line, line->text, "a rule has a name of one word");
    if (pack->rules.count == PACK_RULES)
        return pack_error(error, line, name, "a pack has at most %d rules", PACK_RULES);
    MapEntry *entry = map_put(&pack->rule_numbers, name);
    if (entry->number)
        return pack_error(error, line, name, "the rule \"%.*s\" is in %.*s already", TEXT_ARGS(name),
                          TEXT_ARGS(pack->rules.items[entry->number - 1].place));
    PackRule *rule = LIST_ADD(pack->arena, &pack->rules);
    entry->number = (int64_t)pack->rules.count;
    *rule = (PackRule){.name = name, .file = reader->file->path, .line = line->number, .kind = SIZE_MAX};
    rule->place =
        arena_print(pack->arena, "%.*s.rules:%u", TEXT_ARGS(pack_file_stem(reader->file)), line->number);
    *reader = (RuleReader){.pack = pack, .file = reader->file, .rule = rule};
    return STATUS_OK;
}

Status pack_read_rules(Pack *pack, const PackFile *file, Error *error)
{
    RuleReader reader = {.pack = pack, .file = file};
    PackLines lines = pack_lines(file);
    PackLine line;
    Status status = STATUS_OK;
    while (!status && pack_next_line(&lines, &line)) {
        Text rest = line.text;
        Text key = pack_next_word(&rest);
        if (text_is(key, "rule"))
            status = begin_rule(&reader, &line, rest, error);
        else if (!reader.rule)
            status = pack_error(error, &line, key, "\"%.*s\" stands before the first rule", TEXT_ARGS(key));
        else
            status = read_rule_line(&reader, &line, key, text_trim(rest), error);
    }
    return status ? status : end_rule(&reader, error);
}

typedef LIST_OF(uint32_t) YieldList;

/* A kind stands for all its rules. */
static bool add_rules_of(Pack *pack, Text kind_name, YieldList *out)
{
    size_t kind = pack_find_kind(pack, kind_name);
    for (size_t r = 0; kind != SIZE_MAX && r < pack->rules.count; r++)
        if (pack->rules.items[r].kind == kind)
            *LIST_ADD(pack->arena, out) = (uint32_t)r;
    return kind != SIZE_MAX;
}

static Status resolve_yields(Pack *pack, PackRule *rule, Error *error)
{
    YieldList yields = {0};
    for (size_t i = 0; i < rule->yield_count; i++) {
        const MapEntry *entry = &pack->rule_numbers.entries[rule->yields[i]];
        if (entry->number)
            *LIST_ADD(pack->arena, &yields) = (uint32_t)entry->number - 1;
        if (entry->number || add_rules_of(pack, entry->key, &yields))
            continue;
        TextList names = {.items = ARENA_ARRAY(pack->arena, Text, pack->rules.count + 1)};
        for (; names.count < pack->rules.count; names.count++)
            names.items[names.count] = pack->rules.items[names.count].name;
        Text nearest = pack_nearest(names, entry->key);
        return error_at(error, ERR_PACK, rule->file, rule->line,
                        "the rule \"%.*s\" yields to \"%.*s\", which is no rule%s%.*s", TEXT_ARGS(rule->name),
                        TEXT_ARGS(entry->key), nearest.length ? "; the nearest is " : "", TEXT_ARGS(nearest));
    }
    rule->yields = yields.items;
    rule->yield_count = yields.count;
    return STATUS_OK;
}

Status pack_finish_rules(Pack *pack, Error *error)
{
    for (size_t r = 0; r < pack->rules.count; r++)
        for (size_t m = 0; m < pack->rules.items[r].match_count; m++)
            pack_count_uses(pack, &pack->rules.items[r].matches[m]);
    for (size_t r = 0; r < pack->rules.count; r++) {
        PackRule *rule = &pack->rules.items[r];
        Status status = resolve_yields(pack, rule, error);
        if (status)
            return status;
        for (size_t m = 0; m < rule->match_count; m++)
            if (!pack_index_match(pack, (uint32_t)r, (uint32_t)m))
                return error_at(error, ERR_PACK, rule->file, rule->matches[m].line,
                                "this pattern could match any sentence: it needs a word, an @class or a "
                                "number that must be there");
    }
    return STATUS_OK;
}
