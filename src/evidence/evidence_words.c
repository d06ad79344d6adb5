#include "evidence/evidence_words.h"

#include <stdlib.h>

#include "core/list.h"

static bool is_plain(unsigned char byte) { return ascii_is_alpha((char)byte) || ascii_is_digit((char)byte); }

/* Bytes of the character at position that belongs to a word; 0 where none does. Letters beyond ASCII are
 * taken for letters, but for the general punctuation U+2000 to U+206F and the quotes and spaces of Latin-1.
 */
static size_t letter_length(Text text, size_t position)
{
    unsigned char byte = (unsigned char)text.bytes[position];
    if (byte < 0x80)
        return is_plain(byte) ? 1 : 0;
    if (byte < 0xC0)
        return 0; /* within a character */
    size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    if (position + length > text.length)
        return 0;
    unsigned char next = (unsigned char)text.bytes[position + 1];
    bool is_punctuation = (byte == 0xE2 && (next == 0x80 || next == 0x81)) || (byte == 0xC2 && next < 0xC0) ||
                          (byte == 0xE3 && next == 0x80);
    return is_punctuation ? 0 : length;
}

/* Bytes of an apostrophe, or 0. */
static size_t apostrophe_length(Text text, size_t position)
{
    if (text.bytes[position] == '\'')
        return 1;
    Text rest = text_slice(text, position, text.length);
    return text_starts_with(rest, TEXT("\xE2\x80\x99")) ? 3 : 0;
}

static bool is_joint(Text text, size_t position)
{
    if (position == 0 || position + 1 >= text.length)
        return false;
    char joint = text.bytes[position];
    char before = text.bytes[position - 1];
    char after = text.bytes[position + 1];
    if (joint == '-')
        return letter_length(text, position + 1) > 0;
    return (joint == ',' || joint == '.') && ascii_is_digit(before) && ascii_is_digit(after);
}

bool evidence_next_word(Text text, size_t *position, Text *out)
{
    size_t at = *position;
    while (at < text.length && letter_length(text, at) == 0)
        at++;
    size_t begin = at;
    while (at < text.length) {
        size_t length = letter_length(text, at);
        if (length == 0 && is_joint(text, at))
            length = 1;
        if (length == 0)
            break;
        at += length;
    }
    *out = text_slice(text, begin, at);
    size_t apostrophe = at < text.length ? apostrophe_length(text, at) : 0;
    if (apostrophe > 0)
        for (at += apostrophe; at < text.length && letter_length(text, at) > 0;)
            at += letter_length(text, at);
    *position = at;
    return out->length > 0;
}

uint32_t evidence_word_hash(Text word)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char)ascii_lower(word.bytes[i])) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ hash >> 32);
}

/* Letters and digits alone: "anti-trafficking" and "1,200" are two words each, as editors part and join them.
 */
static bool next_piece(Text text, size_t *position, Text *out)
{
    size_t begin = *position;
    while (begin < text.length && letter_length(text, begin) == 0)
        begin++;
    size_t end = begin;
    for (size_t length; end < text.length && (length = letter_length(text, end)) > 0;)
        end += length;
    *out = text_slice(text, begin, end);
    *position = end;
    return end > begin;
}

static int compare_runs(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

Runs evidence_cut_runs(Arena *arena, Text text, RunRoom *room)
{
    room->count = 0;
    uint32_t window[RUN_WORDS] = {0};
    size_t position = 0;
    size_t count = 0;
    Text word;
    while (next_piece(text, &position, &word)) {
        window[count++ % RUN_WORDS] = evidence_word_hash(word);
        if (count < RUN_WORDS)
            continue;
        uint64_t run = 0;
        for (size_t i = 0; i < RUN_WORDS; i++)
            run = (run + window[(count + i) % RUN_WORDS]) * UINT64_C(0x9E3779B97F4A7C15);
        *LIST_ADD(arena, room) = (uint32_t)(run >> 32);
    }
    return (Runs){room->items, room->count};
}

void evidence_settle_runs(Runs *runs)
{
    if (runs->count == 0)
        return;
    qsort(runs->items, runs->count, sizeof *runs->items, compare_runs);
    size_t kept = 1;
    for (size_t i = 1; i < runs->count; i++)
        if (runs->items[kept - 1] != runs->items[i])
            runs->items[kept++] = runs->items[i];
    runs->count = kept;
}

size_t evidence_count_shared_runs(const Runs *a, const Runs *b)
{
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        shared += a->items[i] == b->items[j];
        uint32_t first = a->items[i];
        uint32_t second = b->items[j];
        i += first <= second;
        j += second <= first;
    }
    return shared;
}
