/* From the outside in: marks before the word, marks behind it, then the word itself at its inner marks, then
 * the contractions of each piece. "(don't)," is ( do n't ) , and "Hong-Kong-based" is parted at its hyphens.
 */
#include "language/language_token.h"

#include "core/utf8.h"

enum {
    C_LEFT_SINGLE = 0x2018,
    C_RIGHT_SINGLE = 0x2019,
    C_LOW_SINGLE = 0x201A,
    C_LEFT_DOUBLE = 0x201C,
    C_RIGHT_DOUBLE = 0x201D,
    C_LOW_DOUBLE = 0x201E,
    C_LEFT_ANGLE = 0xAB,
    C_RIGHT_ANGLE = 0xBB,
    C_EN_DASH = 0x2013,
    C_EM_DASH = 0x2014,
    C_BAR = 0x2015,
    C_ELLIPSIS = 0x2026
};

bool language_is_opener(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == '"' || c == '\'' || c == '`' || c == C_LEFT_SINGLE ||
           c == C_LOW_SINGLE || c == C_LEFT_DOUBLE || c == C_LOW_DOUBLE || c == C_LEFT_ANGLE;
}

bool language_is_closer(uint32_t c)
{
    return c == ')' || c == ']' || c == '}' || c == '"' || c == '\'' || c == C_RIGHT_SINGLE ||
           c == C_RIGHT_DOUBLE || c == C_RIGHT_ANGLE;
}

bool language_is_dash(uint32_t c) { return c == C_EN_DASH || c == C_EM_DASH || c == C_BAR; }

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == C_RIGHT_SINGLE; }

static bool is_word(uint32_t c)
{
    return c < 0x80
               ? ascii_is_alpha((char)c) || ascii_is_digit((char)c)
               : !language_is_opener(c) && !language_is_closer(c) && !language_is_dash(c) &&
                     c != C_ELLIPSIS && (utf8_is_letter(c) || utf8_is_digit(c) || (c >= 0x300 && c < 0x2000));
}

static bool is_letter(uint32_t c) { return c < 0x80 ? ascii_is_alpha((char)c) : utf8_is_letter(c); }
static bool is_digit(uint32_t c) { return c < 0x80 && ascii_is_digit((char)c); }

/* The character at, before or behind a position of the chunk; 0 beyond its ends. */
static uint32_t char_at(const Tokeniser *t, size_t position, size_t end)
{
    return position < end ? utf8_next((Text){t->text.bytes, end}, &position) : 0;
}

static uint32_t char_before(const Tokeniser *t, size_t begin, size_t position)
{
    return position > begin ? utf8_previous((Text){t->text.bytes, position}, &position) : 0;
}

static Text slice(const Tokeniser *t, size_t begin, size_t end) { return text_slice(t->text, begin, end); }

static Token *add_token(Tokeniser *t, size_t begin, size_t end)
{
    Token *token = LIST_ADD(t->arena, &t->tokens);

    token->span = (Span){(uint32_t)begin, (uint32_t)end};
    token->word = language_word(slice(t, begin, end));
    token->head = -1;
    return token;
}

/* The bytes of suffix, straight or typographic, at the end of text[begin, end); 0 if they are not there. */
static size_t suffix_length(const Tokeniser *t, size_t begin, size_t end, Text suffix)
{
    size_t at = end;

    for (size_t i = suffix.length; i > 0; i--) {
        if (at == begin)
            return 0;
        uint32_t c = utf8_previous(slice(t, 0, at), &at);
        uint32_t want = (unsigned char)suffix.bytes[i - 1];
        if (want == '\'' ? !is_apostrophe(c)
                         : c >= 0x80 || (uint32_t)(unsigned char)ascii_lower((char)c) != want)
            return 0;
    }
    return end - at;
}

static void add_parts(Tokeniser *t, size_t begin, int64_t lengths)
{
    size_t first = t->tokens.count;

    for (; lengths; lengths >>= 4) {
        size_t end = begin + (size_t)(lengths & 15);
        Token *part = add_token(t, begin, end);
        part->is_glued = t->tokens.count > first + 1;
        begin = end;
    }
    t->tokens.items[first].multiword = (uint8_t)(t->tokens.count - first);
}

/* A word without inner marks but apostrophes: contractions are parted, "wouldn't've" twice. */
static void add_word(Tokeniser *t, size_t begin, size_t end)
{
    enum { MOST_PARTS = 3 };
    size_t cuts[MOST_PARTS];
    size_t cut_count = 0;
    size_t first = t->tokens.count;
    Text word = slice(t, begin, end);
    int64_t lengths = word.length <= 10 ? language_word_find(&t->lists->whole, word) : -1;

    if (lengths > 0) {
        add_parts(t, begin, lengths);
        return;
    }
    bool may_part = word.length >= 3 && language_word_find(&t->lists->keep, word) < 0;
    while (may_part && cut_count < MOST_PARTS) {
        size_t length = 0;
        for (size_t i = 0; i < t->lists->suffixes.count && !length; i++)
            length = suffix_length(t, begin, end, t->lists->suffixes.items[i]);
        if (!length || length >= end - begin)
            break;
        end -= length;
        cuts[cut_count++] = end;
    }
    add_token(t, begin, end);
    if (!cut_count)
        return;
    t->tokens.items[first].multiword = (uint8_t)(cut_count + 1);
    for (size_t i = cut_count; i-- > 0;)
        add_token(t, cuts[i], i ? cuts[i - 1] : begin + word.length)->is_glued = true;
}

/* "7pm" and "30bn" are parted before the unit, "20th" and "1990s" are not. */
static size_t unit_cut(const Tokeniser *t, size_t begin, size_t end)
{
    size_t cut = end;

    while (cut > begin && ascii_is_alpha(t->text.bytes[cut - 1]))
        cut--;
    if (cut == begin || cut == end || !ascii_is_digit(t->text.bytes[cut - 1]))
        return end;
    return language_word_find(&t->lists->units, slice(t, cut, end)) >= 0 ? cut : end;
}

static void add_piece(Tokeniser *t, size_t begin, size_t end)
{
    if (begin == end)
        return;
    size_t cut = ascii_is_digit(t->text.bytes[begin]) ? unit_cut(t, begin, end) : end;

    if (cut == end) {
        add_word(t, begin, end);
    } else {
        add_token(t, begin, cut);
        add_token(t, cut, end);
    }
}

/* Marks of which a run is one token. */
static bool is_run_mark(char c) { return c != '\0' && strchr(".-*=_~<>#+", c) != NULL; }

/* End of a run of marks that is one token: "...", "--", "?!", "***". */
static size_t run_end(const Tokeniser *t, size_t begin, size_t end)
{
    char first = t->text.bytes[begin];
    size_t at = begin + 1;

    if (first == '!' || first == '?')
        while (at < end && (t->text.bytes[at] == '!' || t->text.bytes[at] == '?'))
            at++;
    else if (first == '`' || first == '\'')
        at += at < end && t->text.bytes[at] == first;
    else if (is_run_mark(first))
        while (at < end && t->text.bytes[at] == first)
            at++;
    else if ((unsigned char)first >= 0x80) {
        at = begin;
        (void)utf8_next(slice(t, 0, end), &at);
    }
    return at;
}

/* A hyphen that binds: behind a bound prefix, or in a number like 555-0199-22 or 2019-07-09. */
static bool hyphen_binds(const Tokeniser *t, size_t piece, size_t at, size_t end)
{
    uint32_t next = char_at(t, at + 1, end);

    if (at == piece || !next)
        return at > piece && !next && at - piece <= 3;
    if (language_word_find(&t->lists->prefixes, slice(t, piece, at)) >= 0)
        return is_word(next);
    if (!is_digit(next) || !ascii_is_digit(t->text.bytes[at - 1]))
        return false;
    size_t i = at + 1;
    bool has_hyphen_before = false;
    for (size_t k = at - piece > 16 ? at - 16 : piece; k < at; k++)
        has_hyphen_before = has_hyphen_before || t->text.bytes[k] == '-';
    while (i < end && ascii_is_digit(t->text.bytes[i]))
        i++;
    return has_hyphen_before ||
           (i + 1 < end && t->text.bytes[i] == '-' && ascii_is_digit(t->text.bytes[i + 1]));
}

/* "6,500", "23:20", "1/2" */
static bool is_number_mark(uint32_t c) { return c == ',' || c == ':' || c == '/'; }

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/* "home.She": two small letters before the stop, a capital and a small letter behind it. */
static bool ends_sentence_unspaced(const Tokeniser *t, size_t piece, size_t at, size_t end)
{
    const char *bytes = t->text.bytes;

    return at >= piece + 3 && at + 3 < end && is_small(bytes[at - 1]) && is_small(bytes[at - 2]) &&
           ascii_is_upper(bytes[at + 1]) && is_small(bytes[at + 2]);
}

/* "e.g.", "U.S.", "J.": letters parted by stops, or one capital. The stop at end - 1 is part of it. */
static bool is_dotted(const Tokeniser *t, size_t begin, size_t end)
{
    size_t letters = 0;
    size_t stops = 0;

    for (size_t i = begin; i < end; i++) {
        char c = t->text.bytes[i];
        if (c == '.') {
            stops++;
            if (!letters || letters > 2)
                return false;
            letters = 0;
        } else if (ascii_is_alpha(c)) {
            letters++;
        } else if ((unsigned char)c < 0x80 || stops) {
            return false;
        } else {
            letters++;
        }
    }
    return stops >= 2 || (stops == 1 && end - begin == 2 && ascii_is_upper(t->text.bytes[begin]));
}

/* Whether the stop at is the last of its word: at the end, or in "U.S.-made". */
static bool stop_stays(const Tokeniser *t, size_t piece, size_t at, size_t behind, size_t end)
{
    uint32_t after = char_at(t, behind, end);

    return after ? after != '.' && is_dotted(t, piece, behind) : char_before(t, piece, at) != 0;
}

/* Whether the mark at belongs to the word that began at piece. */
static bool mark_binds(const Tokeniser *t, size_t piece, size_t at, size_t end)
{
    uint32_t c = char_at(t, at, end);
    size_t behind = at;
    (void)utf8_next(slice(t, 0, end), &behind);
    uint32_t before = char_before(t, piece, at);
    uint32_t after = char_at(t, behind, end);
    bool between_words = before && after && is_word(before) && is_word(after);

    if (is_apostrophe(c))
        return between_words;
    if (c == '-')
        return hyphen_binds(t, piece, at, end);
    if (c == '.')
        return (between_words && !ends_sentence_unspaced(t, piece, at, end)) ||
               stop_stays(t, piece, at, behind, end);
    if (c == '_' || c == '@' || c == '&')
        return before && after && (is_word(after) || after == '_');
    if (is_number_mark(c))
        return is_digit(before) && is_digit(after);
    if (c == '+')
        return is_letter(before) && !after;
    return false;
}

/* The word between the outer marks. */
static void add_core(Tokeniser *t, size_t begin, size_t end)
{
    size_t piece = begin;
    size_t at = begin;

    while (at < end) {
        size_t next = at;
        uint32_t c = utf8_next(slice(t, 0, end), &next);
        if (is_word(c) || (at > piece && mark_binds(t, piece, at, end)) || (c == '.' && at == piece) ||
            (at == piece && (c == '#' || c == '@') && at == begin)) {
            at = next;
            continue;
        }
        if (c == '$' && at > piece) { /* US$ and HK$ */
            add_token(t, piece, next);
            piece = at = next;
            continue;
        }
        add_piece(t, piece, at);
        next = run_end(t, at, end);
        add_token(t, at, next);
        piece = at = next;
    }
    add_piece(t, piece, end);
}

static bool stop_belongs(const Tokeniser *t, size_t begin, size_t end)
{
    size_t word = end - 1;

    if (end - begin < 2)
        return false;
    while (word > begin && (ascii_is_alpha(t->text.bytes[word - 1]) || t->text.bytes[word - 1] == '.' ||
                            (unsigned char)t->text.bytes[word - 1] >= 0x80))
        word--;
    if (word == end - 1) { /* "1." at the head of a list item; elsewhere the stop ends a sentence */
        return false;
    }
    return is_dotted(t, word, end) ||
           language_word_find(&t->lists->abbreviations, slice(t, word, end - 1)) >= 0;
}

/* A web or mail address, or a file name: never parted. */
static bool is_address(const Tokeniser *t, size_t begin, size_t end)
{
    Text chunk = slice(t, begin, end);
    size_t at = text_find_byte(chunk, '@', 0);

    if (chunk.length < 5)
        return false;
    if (text_find(chunk, TEXT("://"), 0) != SIZE_MAX)
        return true;
    if (chunk.length > 5 && text_equals_ignoring_case(text_slice(chunk, 0, 4), TEXT("www.")))
        return true;
    return at != SIZE_MAX && at > 0 && text_find_byte(chunk, '.', at) != SIZE_MAX &&
           ascii_is_alpha(chunk.bytes[chunk.length - 1]) && text_find_byte(chunk, '@', at + 1) == SIZE_MAX;
}

static bool is_kept(const Tokeniser *t, size_t begin, size_t end)
{
    return end - begin <= 8 && language_word_find(&t->lists->keep, slice(t, begin, end)) >= 0;
}

/* Marks before the word are tokens of their own; gives the word's begin. */
static size_t add_leading(Tokeniser *t, size_t begin, size_t end)
{
    while (begin < end && !is_kept(t, begin, end)) {
        size_t next = begin;
        uint32_t c = utf8_next(slice(t, 0, end), &next);
        uint32_t after = char_at(t, next, end);
        if (is_word(c) || ((c == '.' || is_apostrophe(c)) && is_digit(after)) ||
            ((c == '@' || c == '#') && after && is_word(after)))
            break;
        if (c == '\'' || c == C_LEFT_SINGLE)
            t->is_in_single_quotes = true;
        next = run_end(t, begin, end);
        add_token(t, begin, next);
        begin = next;
    }
    return begin;
}

/* The ' of "workers'" rather than a closing quote. */
static bool is_possessive(Tokeniser *t, size_t begin, size_t at)
{
    char last = at > begin ? t->text.bytes[at - 1] : ' ';
    bool may_be = last == 's' || last == 'S' || last == 'z' || last == 'x';

    if (t->is_in_single_quotes || !may_be) {
        t->is_in_single_quotes = false;
        return false;
    }
    return true;
}

/* Begin of the marks behind the word: its end. is_possessive says that the first one is a possessive's
 * apostrophe. */
static size_t find_trailing(Tokeniser *t, size_t begin, size_t end, bool *out_is_possessive)
{
    *out_is_possessive = false;
    while (end > begin && !is_kept(t, begin, end)) {
        size_t at = end;
        uint32_t c = utf8_previous(slice(t, 0, end), &at);
        if (is_word(c) || (c == '+' && is_letter(char_before(t, begin, at))))
            break;
        if (c == '.' && char_before(t, begin, at) != '.' && stop_belongs(t, begin, end))
            break;
        if (c == '-' && at > begin && hyphen_binds(t, begin, at, end))
            break;
        if (is_apostrophe(c) && is_possessive(t, begin, at)) {
            *out_is_possessive = true;
            return at;
        }
        end = at;
    }
    return end;
}

static void add_marks(Tokeniser *t, size_t begin, size_t end)
{
    while (begin < end) {
        size_t next = run_end(t, begin, end);
        add_token(t, begin, next);
        begin = next;
    }
}

void language_tokenise_chunk(Tokeniser *tokeniser, Span chunk)
{
    size_t end = chunk.end;
    size_t begin =
        is_kept(tokeniser, chunk.begin, end) ? chunk.begin : add_leading(tokeniser, chunk.begin, end);

    if (begin < end) {
        bool possessive = false;
        size_t word_end = find_trailing(tokeniser, begin, end, &possessive);
        size_t first = tokeniser->tokens.count;
        if (is_kept(tokeniser, begin, word_end) || is_address(tokeniser, begin, word_end))
            add_token(tokeniser, begin, word_end);
        else
            add_core(tokeniser, begin, word_end);
        if (possessive && tokeniser->tokens.count > first) {
            bool may_glue = !tokeniser->tokens.items[tokeniser->tokens.count - 1].is_glued;
            size_t mark_end = word_end;
            (void)utf8_next(slice(tokeniser, 0, end), &mark_end);
            if (may_glue)
                tokeniser->tokens.items[tokeniser->tokens.count - 1].multiword = 2;
            add_token(tokeniser, word_end, mark_end)->is_glued = may_glue;
            word_end = mark_end;
        }
        add_marks(tokeniser, word_end, end);
    }
    if (tokeniser->tokens.count)
        tokeniser->tokens.items[tokeniser->tokens.count - 1].space_after = true;
}
