/* What only a whole pack can show: settings that name what is not there, and rules that yield to each other.
 */
#include "pack/pack_parts.h"

typedef enum SettingWords { SETTING_KINDS, SETTING_ROLES, SETTING_LISTS, SETTING_MOODS } SettingWords;

/* own terms: of docs/pack-format.md, in the order of MoodWord */
static const char *const mood_sorts[MOOD_WORDS] = {"forbids", "allows", "requires", "tells", "avoids",
                                                   "may",     "must",   "lifts",    "stops", "from"};

/* own terms: of docs/pack-format.md */
static const struct {
    const char *key;
    SettingWords first; /* of the first word */
    SettingWords rest;  /* of those behind it */
    bool takes_any;     /* those behind it are no names of the pack */
} settings[] = {
    {"affected", SETTING_ROLES, SETTING_ROLES, false},
    {"by-nation", SETTING_ROLES, SETTING_ROLES, false},
    {"by-nation-people", SETTING_ROLES, SETTING_ROLES, false},
    {"coarse", SETTING_KINDS, SETTING_KINDS, false},
    {"count", SETTING_KINDS, SETTING_KINDS, true},
    {"counted", SETTING_KINDS, SETTING_KINDS, false},
    {"done", SETTING_KINDS, SETTING_KINDS, false},
    {"imposer", SETTING_KINDS, SETTING_ROLES, false},
    {"no-scene", SETTING_KINDS, SETTING_KINDS, false},
    {"single", SETTING_KINDS, SETTING_KINDS, false},
    {"topic", SETTING_LISTS, SETTING_LISTS, false},
    {"mood", SETTING_MOODS, SETTING_LISTS, false},
    {"yield", SETTING_KINDS, SETTING_KINDS, false},
    {"arrives", SETTING_KINDS, SETTING_KINDS, false},
    {"aside", SETTING_ROLES, SETTING_KINDS, false},
    {"concerned", SETTING_KINDS, SETTING_ROLES, false},
    {"contacts", SETTING_KINDS, SETTING_KINDS, false},
    {"doer", SETTING_KINDS, SETTING_ROLES, false},
    {"group", SETTING_ROLES, SETTING_ROLES, false},
    {"includes", SETTING_ROLES, SETTING_ROLES, false},
    {"moves", SETTING_KINDS, SETTING_KINDS, false},
    {"unimposed", SETTING_KINDS, SETTING_KINDS, false},
    {"unmeasured", SETTING_KINDS, SETTING_KINDS, false},
};

static TextList kind_names(const Pack *pack)
{
    TextList names = {.items = ARENA_ARRAY(pack->arena, Text, pack->kinds.count + 1)};
    for (; names.count < pack->kinds.count; names.count++)
        names.items[names.count] = pack->kinds.items[names.count].name;
    return names;
}

static bool has_word(TextList list, Text word)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equals(list.items[i], word))
            return true;
    return false;
}

static TextList mood_names(const Pack *pack)
{
    TextList names = {.items = ARENA_ARRAY(pack->arena, Text, MOOD_WORDS)};
    for (; names.count < MOOD_WORDS; names.count++)
        names.items[names.count] = text_from(mood_sorts[names.count]);
    return names;
}

size_t pack_mood_class(const Pack *pack, MoodWord sort)
{
    TextList lines = pack_setting(pack, TEXT("mood"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        if (text_is(pack_next_word(&rest), mood_sorts[sort]))
            return pack_find_class(pack, text_trim(rest));
    }
    return SIZE_MAX;
}

static Status check_word(const Pack *pack, const PackLine *line, Text word, SettingWords sort, Error *error)
{
    switch (sort) {
    case SETTING_KINDS:
        return pack_find_kind(pack, word) != SIZE_MAX
                   ? STATUS_OK
                   : pack_unknown(error, line, word, kind_names(pack), "kind of the file kinds");
    case SETTING_ROLES:
        return has_word(pack_roles(pack), word)
                   ? STATUS_OK
                   : pack_unknown(error, line, word, pack_roles(pack), "role of roles/");
    case SETTING_MOODS:
        return has_word(mood_names(pack), word)
                   ? STATUS_OK
                   : pack_unknown(error, line, word, mood_names(pack), "mood of words");
    case SETTING_LISTS:
        return pack_find_class(pack, word) != SIZE_MAX
                   ? STATUS_OK
                   : pack_unknown(error, line, word, pack_class_names(pack), "list of words/");
    }
    return STATUS_OK;
}

Status pack_check_settings(const Pack *pack, const PackFile *file, Error *error)
{
    PackLines lines = pack_lines(file);
    PackLine line;
    while (pack_next_line(&lines, &line)) {
        Text rest = line.text;
        Text key = pack_next_word(&rest);
        for (size_t s = 0; s < sizeof settings / sizeof *settings; s++) {
            if (!text_is(key, settings[s].key))
                continue;
            Text word = pack_next_word(&rest);
            for (bool is_first = true; word.length; is_first = false, word = pack_next_word(&rest)) {
                if (!is_first && settings[s].takes_any)
                    break;
                Status status =
                    check_word(pack, &line, word, is_first ? settings[s].first : settings[s].rest, error);
                if (status)
                    return status;
            }
        }
    }
    return STATUS_OK;
}

static bool does_yield(const PackRule *rule, uint32_t other)
{
    for (size_t i = 0; i < rule->yield_count; i++)
        if (rule->yields[i] == other)
            return true;
    return false;
}

/* Of two rules that yield to each other, neither would say anything where both match. */
Status pack_check_yields(const Pack *pack, Error *error)
{
    for (uint32_t r = 0; r < pack->rules.count; r++) {
        const PackRule *rule = &pack->rules.items[r];
        for (size_t i = 0; i < rule->yield_count; i++) {
            const PackRule *other = &pack->rules.items[rule->yields[i]];
            if (other == rule)
                return error_at(error, ERR_PACK, rule->file, rule->line, "the rule \"%.*s\" yields to itself",
                                TEXT_ARGS(rule->name));
            if (does_yield(other, r))
                return error_at(error, ERR_PACK, rule->file, rule->line,
                                "the rules \"%.*s\" and \"%.*s\" (%.*s) yield to each other: take one of the "
                                "two \"yields\" out",
                                TEXT_ARGS(rule->name), TEXT_ARGS(other->name), TEXT_ARGS(other->place));
        }
    }
    return STATUS_OK;
}
