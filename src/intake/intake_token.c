/* A line becomes words and signs. */
#include "intake/intake_pattern.h"

#include "core/utf8.h"
#include "intake/intake_data.h"

/* A line is looked at in its first and last tokens only, so that a line of megabytes costs no more. */
enum { TOKENS_AT_BEGIN = 120, TOKENS_MOST = 180, BYTES_AT_EDGE = 1200 };

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
