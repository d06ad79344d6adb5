#include "intake/intake_pattern.h"

#include "intake/intake_data.h"

static const struct {
    const char *word;
    ItemKind kind;
} item_words[] = {
    {"...", ITEM_GAP},
    {"^", ITEM_BEGIN},
    {"$", ITEM_END},
    {"{name}", ITEM_NAME},
    {"{names}", ITEM_NAMES},
    {"{outlet}", ITEM_OUTLET},
    {"{date}", ITEM_DATE},
    {"{language}", ITEM_LANGUAGE},
    {"{number}", ITEM_NUMBER},
    {"{word}", ITEM_ANY_WORD},
    {"{mail}", ITEM_MAIL},
    {"{url}", ITEM_URL},
    {"{picture}", ITEM_PICTURE},
};

static const char *const sign_words[SIGN_COUNT] = {
    [SIGN_BYLINE] = "byline",
    [SIGN_CAPTION] = "caption",
    [SIGN_CREDIT] = "credit",
    [SIGN_FOOTER] = "footer",
    [SIGN_NOTICE] = "notice",
    [SIGN_BODY] = "body",
    [SIGN_TRANSLATED] = "translated",
    [SIGN_DATE] = "date",
    [SIGN_NAME] = "name",
    [SIGN_END] = "end",
    [SIGN_PICTURE] = "picture",
};

static const struct {
    const char *word;
    unsigned where;
} where_words[] = {
    {"any", WHERE_ANY}, {"head", WHERE_HEAD}, {"tail", WHERE_TAIL}, {"edge", WHERE_HEAD | WHERE_TAIL}};

static uint32_t word_number(Arena *arena, IntakeData *data, Text word)
{
    Text key = arena_copy_lower(arena, word);
    MapEntry *entry = map_put(&data->words, key);
    if (entry->number == 0)
        entry->number = (int64_t)data->words.count;
    return (uint32_t)entry->number;
}

/* "a|b"; an empty alternative is the bar itself. */
static void read_words(Arena *arena, IntakeData *data, Text text, PatternItem *out)
{
    size_t count = 1;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == '|';
    out->words = ARENA_ARRAY(arena, uint32_t, count);
    size_t begin = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.bytes[i] != '|')
            continue;
        Text word = text_slice(text, begin, i);
        out->words[out->word_count++] = word_number(arena, data, word.length ? word : TEXT("|"));
        begin = i + 1;
    }
}

static bool read_item(Arena *arena, IntakeData *data, Text word, PatternItem *out)
{
    *out = (PatternItem){0};
    if (word.length > 2 && word.bytes[0] == '[' && word.bytes[word.length - 1] == ']') {
        out->is_optional = true;
        word = text_slice(word, 1, word.length - 1);
    }
    for (size_t i = 0; i < sizeof item_words / sizeof *item_words; i++)
        if (text_is(word, item_words[i].word)) {
            out->kind = item_words[i].kind;
            return true;
        }
    if (word.bytes[0] == '{')
        return false;
    out->kind = ITEM_WORDS;
    read_words(arena, data, word, out);
    return true;
}

/* How often one of the words may be met: short ones and signs are everywhere. */
static size_t commonness(const IntakeData *data, const PatternItem *item)
{
    size_t sum = item->word_count;
    for (size_t i = 0; i < item->word_count; i++)
        sum += data->words.entries[item->words[i] - 1].key.length < 4 ? 50 : 0;
    return sum;
}

static Status add_items(Arena *arena, IntakeData *data, Pattern pattern, Text text, Error *error)
{
    LIST_OF(PatternItem) items = {0};
    Text rest = text;
    Text word;
    while ((word = intake_next_word(&rest)).length)
        if (!read_item(arena, data, word, LIST_ADD(arena, &items)))
            return error_set(error, ERR_PACK, "\"%.*s\" is nothing that a pattern can hold", TEXT_ARGS(word));
    if (items.count == 0)
        return error_set(error, ERR_PACK, "the pattern is empty");
    pattern.items = items.items;
    pattern.item_count = items.count;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < items.count; i++) {
        const PatternItem *item = &items.items[i];
        if (item->kind == ITEM_WORDS && !item->is_optional && commonness(data, item) < best) {
            best = commonness(data, item);
            pattern.needed = item;
        }
    }
    *LIST_ADD(arena, &data->parts) = pattern;
    return STATUS_OK;
}

/* The next "[two words]" at or after from: a group, which read_item cannot read. */
static bool find_group(Text text, size_t from, size_t *out_begin, size_t *out_end)
{
    for (size_t i = from; i < text.length; i++) {
        if (text.bytes[i] != '[' || (i > 0 && text.bytes[i - 1] != ' '))
            continue;
        size_t end = i + 1;
        while (end < text.length && text.bytes[end] != ' ')
            end++;
        if (end == i + 1 || text.bytes[end - 1] == ']')
            continue; /* the bare sign, or one optional item */
        size_t close = text_find(text, TEXT("]"), end);
        if (close == SIZE_MAX)
            return false;
        *out_begin = i;
        *out_end = close + 1;
        return true;
    }
    return false;
}

/* A group that may be missing makes two patterns. Each has fewer groups, so this ends. */
static Status add_pattern(Arena *arena, IntakeData *data, Pattern pattern, Text text, unsigned depth,
                          Error *error)
{
    size_t begin;
    size_t end;
    if (depth > 4 || !find_group(text, 0, &begin, &end))
        return add_items(arena, data, pattern, text, error);
    Text before = text_slice(text, 0, begin);
    Text inside = text_slice(text, begin + 1, end - 1);
    Text behind = text_slice(text, end, text.length);
    Text with = arena_print(arena, "%.*s%.*s%.*s", TEXT_ARGS(before), TEXT_ARGS(inside), TEXT_ARGS(behind));
    Text without = arena_print(arena, "%.*s%.*s", TEXT_ARGS(before), TEXT_ARGS(behind));
    Status status = add_pattern(arena, data, pattern, with, depth + 1, error);
    return status != STATUS_OK ? status : add_pattern(arena, data, pattern, without, depth + 1, error);
}

Status intake_add_pattern(Arena *arena, IntakeData *data, Text entry, Error *error)
{
    Text rest = entry;
    Text kind = intake_next_word(&rest);
    Text where = intake_next_word(&rest);
    Pattern pattern = {.sign = SIGN_COUNT};
    for (size_t i = 0; i < SIGN_COUNT; i++)
        if (text_is(kind, sign_words[i]))
            pattern.sign = (Sign)i;
    for (size_t i = 0; i < sizeof where_words / sizeof *where_words; i++)
        if (text_is(where, where_words[i].word))
            pattern.where = where_words[i].where;
    if (pattern.sign == SIGN_COUNT || pattern.where == 0)
        return error_set(error, ERR_PACK, "\"%.*s %.*s\" is no kind and place of a part", TEXT_ARGS(kind),
                         TEXT_ARGS(where));
    return add_pattern(arena, data, pattern, text_trim(rest), 0, error);
}
