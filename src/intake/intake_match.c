/* A pattern is held against the tokens of a line. */
#include "intake/intake_pattern.h"

#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"

enum { GAP_MOST = 8, NAME_MOST = 5, NAMES_MOST = 24 };

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

bool intake_has_sign(const IntakeData *data, Sign sign, const LineTokens *tokens)
{
    for (size_t i = 0; i < data->parts.count; i++)
        if (data->parts.items[i].sign == sign && intake_pattern_matches(&data->parts.items[i], tokens, NULL))
            return true;
    return false;
}
