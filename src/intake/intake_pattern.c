#include "intake/intake_pattern.h"

#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"

/* A line is looked at in its first and last tokens only, so that a line of megabytes costs no more. */
enum { TOKENS_AT_BEGIN = 120, TOKENS_MOST = 180, BYTES_AT_EDGE = 1200 };

enum { GAP_MOST = 8, NAME_MOST = 5, NAMES_MOST = 24 };

/* ---- reading patterns ---- */

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

/* ---- words of a line ---- */

static bool is_word_character(uint32_t c) { return utf8_is_letter(c) || utf8_is_digit(c); }

/* An apostrophe or hyphen between letters belongs to the word. */
static bool is_joint(uint32_t c) { return c == '\'' || c == 0x2019 || c == '-' || c == 0x2010; }

static size_t word_end(Text line, size_t begin)
{
    size_t end = begin;
    while (end < line.length) {
        size_t next = end;
        uint32_t c = utf8_next(line, &next);
        if (is_joint(c) && end > begin && next < line.length) {
            size_t behind = next;
            if (!is_word_character(utf8_next(line, &behind)))
                break;
        } else if (!is_word_character(c)) {
            break;
        }
        end = next;
    }
    return end;
}

/* The end of what stands without white space from begin on, at most some 300 bytes. */
static size_t run_end(Text line, size_t begin)
{
    size_t end = begin;
    while (end < line.length && end < begin + 300 && !ascii_is_space(line.bytes[end]))
        end++;
    return end;
}

static bool is_picture_name(Text run)
{
    static const char *const extensions[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff"};
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        Text extension = text_from(extensions[i]);
        if (run.length > extension.length + 2 &&
            text_equals_ignoring_case(text_slice(run, run.length - extension.length, run.length), extension))
            return true;
    }
    return false;
}

/* name@host, name(at)host: an address that the press hides from robots is one as well. */
static bool is_mail(Text run)
{
    size_t sign = text_find_byte(run, '@', 0);
    size_t behind = sign + 1;
    if (sign == SIZE_MAX) {
        sign = text_find(run, TEXT("(at)"), 0);
        behind = sign + 4;
    }
    if (sign == SIZE_MAX || sign == 0)
        return false;
    size_t dot = text_find_byte(run, '.', behind);
    return dot != SIZE_MAX && dot > behind && dot + 1 < run.length;
}

/* https://…, www.…, or host.tld with a known kind of ending and letters only: "meridian.example". */
static bool is_url(Text run)
{
    if (text_starts_with(run, TEXT("http://")) || text_starts_with(run, TEXT("https://")) ||
        text_starts_with(run, TEXT("www.")))
        return true;
    size_t slash = text_find_byte(run, '/', 0);
    Text host = text_slice(run, 0, slash == SIZE_MAX ? run.length : slash);
    size_t dots = 0;
    size_t label = 0;
    for (size_t i = 0; i < host.length; i++) {
        char c = host.bytes[i];
        if (c == '.') {
            if (label < 3)
                return false;
            dots++;
            label = 0;
        } else if (ascii_is_alpha(c) || ascii_is_digit(c) || c == '-') {
            if (ascii_is_upper(c))
                return false;
            label++;
        } else {
            return false;
        }
    }
    return dots > 0 && label >= 2;
}

static Text without_final_signs(Text run)
{
    while (run.length && strchr(".,;:!?)]\"'", run.bytes[run.length - 1]))
        run.length--;
    return run;
}

/* Reads addresses and file names as one token; 0 where there is none. */
static size_t special_end(Text line, size_t begin, TokenKind *out_kind)
{
    size_t end = run_end(line, begin);
    Text run = without_final_signs(text_slice(line, begin, end));
    if (run.length < 5 || !text_find_byte(run, '.', 0) || text_find_byte(run, '.', 0) == SIZE_MAX)
        return 0;
    if (is_mail(run))
        *out_kind = TOKEN_MAIL;
    else if (is_picture_name(run))
        *out_kind = TOKEN_PICTURE;
    else if (is_url(run))
        *out_kind = TOKEN_URL;
    else
        return 0;
    return begin + run.length;
}

static void next_token(const IntakeData *data, Text line, size_t *position, LineToken *out)
{
    size_t begin = *position;
    size_t end = begin;
    uint32_t first = utf8_next(line, &end);
    TokenKind special;
    size_t special_at = ascii_is_alpha((char)line.bytes[begin]) || ascii_is_digit(line.bytes[begin])
                            ? special_end(line, begin, &special)
                            : 0;
    if (special_at) {
        out->kind = special;
        end = special_at;
    } else if (is_word_character(first)) {
        out->kind = utf8_is_digit(first) ? TOKEN_NUMBER : TOKEN_WORD;
        end = word_end(line, begin);
    } else {
        out->kind = TOKEN_SIGN;
        while (first == '-' && end < line.length && line.bytes[end] == '-')
            end++; /* "--" is one sign */
    }
    out->is_capital = utf8_is_upper(first);
    out->span = (Span){(uint32_t)begin, (uint32_t)end};
    char lower[48];
    if (end - begin < sizeof lower) {
        for (size_t i = begin; i < end; i++)
            lower[i - begin] = ascii_lower(line.bytes[i]);
        const MapEntry *entry = map_find(&data->words, (Text){lower, end - begin});
        out->word = entry ? (uint32_t)entry->number : 0;
    }
    *position = end;
}

static size_t skip_space(Text line, size_t position)
{
    while (position < line.length) {
        size_t next = position;
        if (!utf8_is_space(utf8_next(line, &next)))
            break;
        position = next;
    }
    return position;
}

/* A place near position that is no middle of a character. */
static size_t character_begin(Text line, size_t position)
{
    while (position > 0 && position < line.length && ((unsigned char)line.bytes[position] & 0xC0) == 0x80)
        position--;
    return position;
}

LineTokens intake_tokens_in(Arena *arena, const IntakeData *data)
{
    size_t present_count = data->words.count / 64 + 1;
    return (LineTokens){.data = data,
                        .items = ARENA_ARRAY(arena, LineToken, TOKENS_MOST + 1),
                        .present = ARENA_ARRAY(arena, uint64_t, present_count),
                        .present_count = present_count};
}

/* Where to go on behind the first words of a long line, or position itself. */
static size_t resume_at(Text line, size_t position)
{
    size_t resume = line.length > BYTES_AT_EDGE / 2 ? line.length - BYTES_AT_EDGE / 2 : 0;
    return resume > position ? skip_space(line, character_begin(line, resume)) : position;
}

void intake_tokenise(LineTokens *tokens, Text line)
{
    tokens->line = line;
    tokens->count = 0;
    tokens->is_cut = false;
    memset(tokens->present, 0, tokens->present_count * sizeof *tokens->present);
    size_t position = skip_space(line, 0);
    bool is_before_cut = true;
    while (position < line.length && tokens->count < TOKENS_MOST) {
        if (is_before_cut && (tokens->count == TOKENS_AT_BEGIN || position > BYTES_AT_EDGE)) {
            is_before_cut = false;
            size_t resume = resume_at(line, position);
            tokens->is_cut = resume > position;
            position = resume;
            continue;
        }
        LineToken *token = &tokens->items[tokens->count++];
        *token = (LineToken){0};
        next_token(tokens->data, line, &position, token);
        tokens->present[token->word / 64] |= (uint64_t)1 << (token->word % 64);
        position = skip_space(line, position);
    }
    if (position < line.length)
        tokens->is_cut = true;
}

Text intake_token_text(const LineTokens *tokens, size_t index)
{
    return text_of_span(tokens->line, tokens->items[index].span);
}

/* ---- matching ---- */

typedef struct Match {
    const Pattern *pattern;
    const LineTokens *tokens;
    Span date;
    unsigned steps; /* left; bounds what a pattern of many gaps can cost */
} Match;

static bool is_sign(const LineTokens *tokens, size_t index, char sign)
{
    const LineToken *token = &tokens->items[index];
    return token->kind == TOKEN_SIGN && token->span.end == token->span.begin + 1 &&
           tokens->line.bytes[token->span.begin] == sign;
}

/* Tokens of a name from index on: words with capitals, a full stop behind initials. */
static size_t name_length(const LineTokens *tokens, size_t index)
{
    size_t count = 0;
    size_t words = 0;
    while (index + count < tokens->count && words < NAME_MOST) {
        const LineToken *token = &tokens->items[index + count];
        if (token->kind != TOKEN_WORD || !token->is_capital)
            break;
        words++;
        count++;
        if (token->span.end - token->span.begin <= 2 && index + count < tokens->count &&
            is_sign(tokens, index + count, '.'))
            count++;
    }
    return count;
}

static bool is_between_names(const LineTokens *tokens, size_t index)
{
    Text text = intake_token_text(tokens, index);
    return text_is(text, ",") || text_is(text, "and") || text_is(text, "&") || text_is(text, ";");
}

static size_t names_length(const LineTokens *tokens, size_t index)
{
    size_t count = name_length(tokens, index);
    while (count && count < NAMES_MOST) {
        size_t between = count;
        while (index + between < tokens->count && between < count + 2 &&
               is_between_names(tokens, index + between))
            between++;
        size_t next =
            between > count && index + between < tokens->count ? name_length(tokens, index + between) : 0;
        if (next == 0)
            break;
        count = between + next;
    }
    return count;
}

static size_t outlet_length(const LineTokens *tokens, size_t index)
{
    for (size_t count = 7; count > 0; count--) {
        if (index + count > tokens->count)
            continue;
        Span span = {tokens->items[index].span.begin, tokens->items[index + count - 1].span.end};
        if (map_find(&tokens->data->outlets, text_of_span(tokens->line, span)))
            return count;
    }
    return 0;
}

static bool is_language(const LineTokens *tokens, size_t index)
{
    char lower[16];
    Text text = intake_token_text(tokens, index);
    if (text_ends_with(text, TEXT("-language")))
        text.length -= sizeof "-language" - 1; /* "a Chinese-language paper" */
    if (text.length >= sizeof lower || !tokens->items[index].is_capital)
        return false;
    for (size_t i = 0; i < text.length; i++)
        lower[i] = ascii_lower(text.bytes[i]);
    return map_find(&tokens->data->languages, (Text){lower, text.length}) != NULL;
}

/* The most tokens that the item takes from index on; 0: it does not match. */
static size_t item_length(const PatternItem *item, const LineTokens *tokens, size_t index)
{
    if (index >= tokens->count)
        return 0;
    const LineToken *token = &tokens->items[index];
    switch (item->kind) {
    case ITEM_WORDS:
        for (size_t i = 0; token->word && i < item->word_count; i++)
            if (item->words[i] == token->word)
                return 1;
        return 0;
    case ITEM_ANY_WORD:
        return token->kind == TOKEN_WORD;
    case ITEM_NAME:
        return name_length(tokens, index);
    case ITEM_NAMES:
        return names_length(tokens, index);
    case ITEM_OUTLET:
        return token->is_capital || token->kind == TOKEN_NUMBER ? outlet_length(tokens, index) : 0;
    case ITEM_LANGUAGE:
        return is_language(tokens, index);
    case ITEM_DATE:
        return intake_date_length(tokens, index, NULL);
    case ITEM_NUMBER:
        return token->kind == TOKEN_NUMBER;
    case ITEM_MAIL:
        return token->kind == TOKEN_MAIL;
    case ITEM_URL:
        return token->kind == TOKEN_URL;
    case ITEM_PICTURE:
        return token->kind == TOKEN_PICTURE;
    case ITEM_GAP:
        return tokens->count - index < GAP_MOST ? tokens->count - index : GAP_MOST;
    case ITEM_BEGIN:
    case ITEM_END:
        return 0;
    }
    return 0;
}

/* A gap before the line's end reaches over all that is left, also over what was cut out of a long line. */
static bool rest_is_gap_and_end(const Pattern *pattern, size_t item)
{
    return item + 2 == pattern->item_count && pattern->items[item].kind == ITEM_GAP &&
           pattern->items[item + 1].kind == ITEM_END;
}

/* Recursion goes as deep as the pattern has items. */
static bool match_from(Match *match, size_t item_index, size_t index)
{
    const Pattern *pattern = match->pattern;
    if (item_index == pattern->item_count)
        return true;
    if (match->steps == 0)
        return false;
    match->steps--;
    const PatternItem *item = &pattern->items[item_index];
    if (item->kind == ITEM_BEGIN)
        return index == 0 && match_from(match, item_index + 1, index);
    if (item->kind == ITEM_END)
        return index == match->tokens->count && match_from(match, item_index + 1, index);
    if (rest_is_gap_and_end(pattern, item_index))
        return !match->tokens->is_cut && match->tokens->count - index <= 3 * GAP_MOST;
    size_t most = item_length(item, match->tokens, index);
    size_t least = item->kind == ITEM_GAP || item->is_optional ? 0 : 1;
    for (size_t take = most; take >= least && take <= most; take--) {
        if (take > 0 && take < most && item->kind == ITEM_DATE)
            continue; /* half a date is none */
        if (match_from(match, item_index + 1, index + take)) {
            if (item->kind == ITEM_DATE && take > 0)
                match->date = (Span){match->tokens->items[index].span.begin,
                                     match->tokens->items[index + take - 1].span.end};
            return true;
        }
        if (take == 0)
            break;
    }
    return false;
}

/* False where the pattern cannot match, found out without trying: nearly always. */
static bool has_needed_word(const Pattern *pattern, const LineTokens *tokens)
{
    const PatternItem *needed = pattern->needed;
    if (!needed)
        return true;
    for (size_t i = 0; i < needed->word_count; i++)
        if (tokens->present[needed->words[i] / 64] >> (needed->words[i] % 64) & 1)
            return true;
    return false;
}

bool intake_pattern_matches(const Pattern *pattern, const LineTokens *tokens, Span *out_date)
{
    if (!has_needed_word(pattern, tokens))
        return false;
    Match match = {.pattern = pattern, .tokens = tokens};
    const PatternItem *first = &pattern->items[0];
    size_t last = first->kind == ITEM_BEGIN ? 1 : tokens->count;
    for (size_t index = 0; index < last; index++) {
        if (first->kind == ITEM_WORDS && !first->is_optional && item_length(first, tokens, index) == 0)
            continue;
        match.steps = 4000;
        if (match_from(&match, 0, index)) {
            if (out_date)
                *out_date = match.date;
            return true;
        }
    }
    return false;
}
