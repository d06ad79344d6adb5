#include "language/language_split.h"

#include "core/list.h"
#include "core/utf8.h"
#include "language/language_token.h"

typedef LIST_OF(Sentence) SentenceList;

/* A line of a region that is broken by width, or a list of lines of its own. */
typedef struct Splitter {
    Tokeniser tokeniser;
    SentenceList sentences;
    const WordLists *lists;
    Text text;
    size_t region_first; /* token where the region begins */
} Splitter;

static Text form(const Splitter *s, size_t token)
{
    return text_of_span(s->text, s->tokeniser.tokens.items[token].span);
}

static uint32_t first_char(Text word)
{
    size_t at = 0;

    return word.length ? utf8_next(word, &at) : 0;
}

static bool is_capital(uint32_t c) { return c < 0x80 ? ascii_is_upper((char)c) : utf8_is_upper(c); }

static bool is_small(uint32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : utf8_is_lower(c); }

/* "." "?" "!" "..." "?!" or an ellipsis. */
static bool is_stop(Text word)
{
    char c = word.length ? word.bytes[0] : ' ';

    return c == '.' ? word.length == 1 || word.bytes[1] == '.'
                    : c == '!' || c == '?' || first_char(word) == 0x2026;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201E) || c == 0xAB || c == 0xBB;
}

/* A mark that stands at the head of an item of a list. */
static bool is_bullet(Text word)
{
    uint32_t c = first_char(word);

    return c == 0x2022 || c == 0xB7 || c == 0x25CF || c == 0x25AA || c == 0x25A0 ||
           (word.length == 1 && c == '*');
}

static bool is_number(Text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_digit(word.bytes[i]))
            return false;
    return word.length > 0;
}

/* What the abbreviation at says of the sentence's end behind it. */
static bool abbreviation_ends(const Splitter *s, size_t token, size_t next)
{
    Text word = form(s, token);
    Text after = form(s, next);
    bool starts = language_word_find(&s->lists->starters, after) > 0;
    int64_t kind = language_word_find(&s->lists->abbreviations, text_slice(word, 0, word.length - 1));

    if (!is_capital(first_char(after)) && !is_quote(first_char(after)))
        return false;
    if (kind == ABBREVIATION_TITLE)
        return false;
    if (is_quote(first_char(after)))
        return kind != ABBREVIATION_NUMBER && next + 1 < s->tokeniser.tokens.count &&
               is_capital(first_char(form(s, next + 1)));
    if (word.length == 2) /* an initial: "J. Smith", but "plan B. The" */
        return starts && after.length > 1;
    return starts;
}

/* An opening mark at token next: what stands behind it begins in capitals, or it is a bracket. */
static bool opener_begins_sentence(const Splitter *s, size_t next, uint32_t c)
{
    const Token *tokens = s->tokeniser.tokens.items;
    size_t inner = next + 1;
    while (inner < s->tokeniser.tokens.count && !tokens[inner - 1].space_after &&
           language_is_opener(first_char(form(s, inner))))
        inner++;
    return inner >= s->tokeniser.tokens.count || !is_small(first_char(form(s, inner))) || c == '(' ||
           c == '[';
}

/* Behind a stop (and its closing marks) at token end - 1: does a sentence begin at token next? */
static bool begins_sentence(const Splitter *s, size_t stop, size_t next)
{
    const Token *tokens = s->tokeniser.tokens.items;
    Text word = form(s, next);
    uint32_t c = first_char(word);
    bool has_space = tokens[next - 1].space_after;
    bool is_plain = form(s, stop).length == 1 && form(s, stop).bytes[0] == '.';

    if (!has_space && !(is_plain && next == stop + 1 && is_capital(c) && word.length > 1))
        return false;
    if (is_small(c))
        return false;
    if (language_is_opener(c) || is_quote(c) || language_is_dash(c) || c == '-')
        return opener_begins_sentence(s, next, c);
    return !language_is_closer(c) && c != ',' && c != ';' && c != ':';
}

static void end_sentence(Splitter *s, size_t begin, size_t end, uint32_t part)
{
    const Token *tokens = s->tokeniser.tokens.items;

    if (begin == end)
        return;
    *LIST_ADD(s->tokeniser.arena, &s->sentences) =
        (Sentence){.span = {tokens[begin].span.begin, tokens[end - 1].span.end},
                   .token_begin = (uint32_t)begin,
                   .token_end = (uint32_t)end,
                   .root = (uint32_t)begin,
                   .part = part,
                   .begins_region = begin == s->region_first};
}

/* "1." and "a)" at the head of an item: their stop ends nothing. */
static bool is_item_number(const Splitter *s, size_t begin, size_t stop)
{
    return stop == begin + 1 && !s->tokeniser.tokens.items[begin].space_after &&
           (is_number(form(s, begin)) || form(s, begin).length == 1);
}

/* Cuts tokens from begin to end, a stretch that sentences do not leave, at stops. */
static void cut_at_stops(Splitter *s, size_t begin, size_t end, uint32_t part)
{
    size_t at = begin;

    while (at < end) {
        Text word = form(s, at);
        bool is_mark = is_stop(word);
        bool is_abbreviation = !is_mark && word.length > 1 && word.bytes[word.length - 1] == '.';
        size_t next = at + 1;
        if ((is_mark && !is_item_number(s, begin, at)) || is_abbreviation) {
            /* Closing marks belong to the sentence that they close: next to it, or parted by a space from it
             * but glued to nothing behind. */
            while (next < end &&
                   (is_stop(form(s, next)) || (language_is_closer(first_char(form(s, next))) &&
                                               !s->tokeniser.tokens.items[next - 1].space_after)))
                next++;
            bool ends = next < end && (is_abbreviation && next == at + 1 ? abbreviation_ends(s, at, next)
                                                                         : begins_sentence(s, at, next));
            if (ends) {
                end_sentence(s, begin, next, part);
                begin = next;
            }
        }
        at = next;
    }
    end_sentence(s, begin, end, part);
}

/* Lines of a region: a line that is much shorter than the others and does not run on ends a sentence. */
typedef struct Line {
    Span span;
    size_t token_begin;
} Line;
typedef LIST_OF(Line) LineList;

/* Tokens of the chunk at, which ends at white space; gives where the next one begins. */
static size_t tokenise_to_space(Splitter *s, size_t at, size_t end)
{
    const char *bytes = s->text.bytes;
    size_t next = at;
    size_t chunk_end = at;
    while (next < end && bytes[next] != '\n') {
        uint32_t c = utf8_next((Text){bytes, end}, &next);
        if (c < 0x80 ? c <= ' ' : utf8_is_space(c))
            break;
        chunk_end = next;
    }
    if (chunk_end > at)
        language_tokenise_chunk(&s->tokeniser, (Span){(uint32_t)at, (uint32_t)chunk_end});
    return next;
}

static LineList tokenise_lines(Splitter *s, Span region)
{
    LineList lines = {0};
    size_t at = region.begin;

    while (at < region.end) {
        Line *line = LIST_ADD(s->tokeniser.arena, &lines);
        line->token_begin = s->tokeniser.tokens.count;
        line->span.begin = (uint32_t)at;
        while (at < region.end && s->text.bytes[at] != '\n')
            at = tokenise_to_space(s, at, region.end);
        line->span.end = (uint32_t)at;
        at += at < region.end;
    }
    return lines;
}

/* A line break ends a sentence where a new item begins, or where the next line's first word would still have
 * fitted on this one and begins with a capital. */
static bool line_ends_sentence(const Splitter *s, const Line *line, const Line *next, size_t width,
                               size_t token_end)
{
    if (next->token_begin >= token_end || line->token_begin == next->token_begin)
        return true;
    Text first = form(s, next->token_begin);
    uint32_t c = first_char(first);
    size_t length = line->span.end - line->span.begin;
    size_t second = next->token_begin + 1;
    bool is_item = is_bullet(first) ||
                   (second < token_end && (is_number(first) || first.length == 1) &&
                    is_stop(form(s, second)) && !s->tokeniser.tokens.items[next->token_begin].space_after);

    if (is_item ||
        ((c == '-' || language_is_dash(c)) && s->tokeniser.tokens.items[next->token_begin].space_after &&
         is_stop(form(s, next->token_begin - 1))))
        return true;
    return !is_small(c) && length + 1 + first.length + 2 < width;
}

/* The token behind "SEOUL, July 7 (Reuters) --" at the head of a region, else begin: it is no part of the
 * sentence. */
static size_t dateline_end(const Splitter *s, size_t begin, size_t end)
{
    enum { DATELINE_TOKENS = 14 };
    const Token *tokens = s->tokeniser.tokens.items;
    Text place = begin < end ? form(s, begin) : TEXT_EMPTY;

    for (size_t i = 0; i < place.length; i++)
        if (is_small((unsigned char)place.bytes[i]))
            return begin;
    if (place.length < 2 || !is_capital(first_char(place)))
        return begin;
    for (size_t i = begin + 1; i < end && i < begin + DATELINE_TOKENS; i++) {
        Text word = form(s, i);
        bool is_dash = text_is(word, "-") || text_is(word, "--") || language_is_dash(first_char(word));
        if (is_dash && tokens[i].space_after && tokens[i - 1].space_after)
            return i + 1 < end ? i + 1 : begin;
        if (is_dash || is_stop(word) || is_small(first_char(word)))
            return begin;
    }
    return begin;
}

static void split_region(Splitter *s, const LanguageRegion *region)
{
    s->region_first = s->tokeniser.tokens.count;
    s->tokeniser.is_in_single_quotes = false;

    LineList lines = tokenise_lines(s, region->span);
    size_t end = s->tokeniser.tokens.count;
    size_t begin = dateline_end(s, s->region_first, end);
    size_t width = 0;

    end_sentence(s, s->region_first, begin, region->part);

    for (size_t i = 0; i < lines.count; i++) {
        size_t length = lines.items[i].span.end - lines.items[i].span.begin;
        width = length > width ? length : width;
    }
    for (size_t i = 0; i + 1 < lines.count; i++) {
        if (line_ends_sentence(s, &lines.items[i], &lines.items[i + 1], width, end)) {
            cut_at_stops(s, begin, lines.items[i + 1].token_begin, region->part);
            begin = lines.items[i + 1].token_begin;
        }
    }
    cut_at_stops(s, begin, end, region->part);
}

Sentences language_split_regions(Arena *arena, const WordLists *lists, Text text,
                                 const LanguageRegion *regions, size_t region_count)
{
    Splitter splitter = {
        .tokeniser = {.arena = arena, .lists = lists, .text = text}, .lists = lists, .text = text};

    for (size_t i = 0; i < region_count; i++)
        split_region(&splitter, &regions[i]);
    return (Sentences){.tokens = splitter.tokeniser.tokens.items,
                       .token_count = splitter.tokeniser.tokens.count,
                       .items = splitter.sentences.items,
                       .count = splitter.sentences.count};
}
