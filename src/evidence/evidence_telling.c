#include <stdlib.h>

#include "core/buffer.h"
#include "core/list.h"
#include "evidence/evidence_lineage.h"

enum {
    BOILERPLATE_LEAST = 3, /* reports of one outlet that hold the same paragraph */
    WORD_LENGTH_LEAST = 4, /* shorter ones tell nothing, or are names or numbers */
    QUOTED_WORDS_LEAST = 4,
    NUMBER_DIGITS_MOST = 12,
    SMOOTHING = 20 /* reports that a small base is thought to have more, so that shared facts keep weight */
};

typedef LIST_OF(uint32_t) NumberList;
typedef LIST_OF(uint64_t) DigestList;

/* How a word stands in one text. */
enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2, SEEN_QUOTED = 4 };

/* A word or number of the lexicon. */
typedef struct Entry {
    Text word;
    uint32_t spread[FACT_KINDS]; /* reports that hold it so */
    uint32_t text;               /* the last that holds it, from 1 */
    uint8_t seen;                /* there */
    uint8_t month;               /* 1 to 12 that it names with a capital, or 0 */
    bool is_scale;
    int64_t value; /* as a word of number, or -1 */
} Entry;

struct Library {
    Arena *arena;
    const MentionData *data;
    Outlets *outlets;
    DigestList
        paragraphs; /* of an outlet: of each report once; settled: those that are repeated, ascending */
    Map lexicon;    /* words in lower case, and numbers; number: in order of appearance */
    LIST_OF(Entry) entries;
    uint32_t text_count;
    /* Used again for one text after the other. */
    Buffer own, key, lower, digits;
    NumberList words, numbers, credits, short_credits;
};

Library *evidence_library_new(Arena *arena, const MentionData *data)
{
    Library *library = ARENA_NEW(arena, Library);
    *library = (Library){.arena = arena,
                         .data = data,
                         .outlets = evidence_outlets_new(arena, data),
                         .lexicon = map_in(arena),
                         .own = buffer_in(arena),
                         .key = buffer_in(arena),
                         .lower = buffer_in(arena),
                         .digits = buffer_in(arena)};
    return library;
}

/* ---- boilerplate ---- */

static int compare_digests(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a;
    uint64_t second = *(const uint64_t *)b;
    return (first > second) - (first < second);
}

static void sort_digests(uint64_t *items, size_t count)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare_digests);
}

static uint64_t paragraph_digest(uint32_t outlet, Text paragraph)
{
    return (map_hash(paragraph) + outlet) * UINT64_C(0x9E3779B97F4A7C15);
}

uint32_t evidence_library_count(Library *library, Text name, Text text)
{
    uint32_t outlet = evidence_outlet_add(library->outlets, name);
    size_t begin = library->paragraphs.count;
    Text rest = text, paragraph;
    while (outlet != OUTLET_NONE && text_split(&rest, '\n', &paragraph)) {
        paragraph = text_trim(paragraph);
        if (paragraph.length > 0)
            *LIST_ADD(library->arena, &library->paragraphs) = paragraph_digest(outlet, paragraph);
    }
    size_t kept = begin;
    sort_digests(library->paragraphs.items + begin, library->paragraphs.count - begin);
    for (size_t i = begin; i < library->paragraphs.count; i++)
        if (kept == begin || library->paragraphs.items[kept - 1] != library->paragraphs.items[i])
            library->paragraphs.items[kept++] = library->paragraphs.items[i];
    library->paragraphs.count = kept;
    return outlet;
}

void evidence_library_settle(Library *library)
{
    uint64_t *items = library->paragraphs.items;
    size_t count = library->paragraphs.count;
    size_t kept = 0;
    sort_digests(items, count);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && items[end] == items[begin])
            end++;
        if (end - begin >= BOILERPLATE_LEAST)
            items[kept++] = items[begin];
    }
    library->paragraphs.count = kept;
}

static bool is_boilerplate(const Library *library, uint32_t outlet, Text paragraph)
{
    uint64_t digest = paragraph_digest(outlet, paragraph);
    return library->paragraphs.count > 0 &&
           bsearch(&digest, library->paragraphs.items, library->paragraphs.count, sizeof digest,
                   compare_digests) != NULL;
}

Text evidence_library_own_text(Library *library, uint32_t outlet, Text text)
{
    if (outlet == OUTLET_NONE || library->paragraphs.count == 0)
        return text;
    buffer_clear(&library->own);
    Text rest = text, paragraph;
    while (text_split(&rest, '\n', &paragraph)) {
        paragraph = text_trim(paragraph);
        if (paragraph.length == 0 || is_boilerplate(library, outlet, paragraph))
            continue;
        buffer_add(&library->own, paragraph);
        buffer_add_byte(&library->own, '\n');
    }
    /* Where nothing is left, the outlet has printed the report itself several times. */
    return library->own.length > 0 ? buffer_text(&library->own) : text;
}

/* ---- words and numbers ---- */

static void add_lower(Buffer *out, Text word)
{
    buffer_clear(out);
    for (size_t i = 0; i < word.length; i++)
        buffer_add_byte(out, ascii_lower(word.bytes[i]));
}

/* "thirty-eight" is a word of number, too. */
static int64_t value_of(const Library *library, Text word, bool *is_scale)
{
    *is_scale = false;
    size_t hyphen = text_find_byte(word, '-', 0);
    if (hyphen == SIZE_MAX)
        return mention_number_word(library->data, word, is_scale);
    bool is_other_scale = false;
    int64_t tens = mention_number_word(library->data, text_slice(word, 0, hyphen), &is_other_scale);
    int64_t ones =
        mention_number_word(library->data, text_slice(word, hyphen + 1, word.length), &is_other_scale);
    return tens >= 20 && tens < 100 && ones > 0 && ones < 10 ? tens + ones : -1;
}

static uint8_t month_of(Library *library, Text lower)
{
    enum { MONTH_LENGTH_MOST = 9 };
    if (lower.length > MONTH_LENGTH_MOST)
        return 0;
    buffer_clear(&library->key);
    buffer_add(&library->key, lower);
    if (lower.bytes[0] >= 'a' && lower.bytes[0] <= 'z')
        library->key.bytes[0] = (char)(lower.bytes[0] - 'a' + 'A');
    return (uint8_t)mention_month_word(library->data, buffer_text(&library->key));
}

/* The word in lower case as the lexicon knows it. */
static uint32_t number_word(Library *library, Text word)
{
    add_lower(&library->lower, word);
    Text lower = buffer_text(&library->lower);
    MapEntry *known = map_find(&library->lexicon, lower);
    if (known)
        return (uint32_t)known->number;
    MapEntry *entry = map_put(&library->lexicon, arena_copy(library->arena, lower));
    entry->number = (int64_t)library->entries.count;
    Entry *added = LIST_ADD(library->arena, &library->entries);
    added->word = entry->key;
    added->value = value_of(library, lower, &added->is_scale);
    added->month = month_of(library, lower);
    return (uint32_t)entry->number;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

/* Ascending, each once. */
static void settle(NumberList *list)
{
    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, compare_numbers);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (list->items[i] != list->items[kept - 1])
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static uint32_t *copy_numbers(Arena *arena, const NumberList *list)
{
    if (list->count == 0)
        return NULL;
    uint32_t *copy = ARENA_ARRAY(arena, uint32_t, list->count);
    for (size_t i = 0; i < list->count; i++)
        copy[i] = list->items[i];
    return copy;
}

/* Whether a sentence, a quotation or a line begins before the byte. */
static bool begins_something(Text text, size_t begin)
{
    while (begin > 0 && (text.bytes[begin - 1] == ' ' || text.bytes[begin - 1] == '\t'))
        begin--;
    if (begin == 0)
        return true;
    char before = text.bytes[begin - 1];
    return !ascii_is_alpha(before) && !ascii_is_digit(before) && before != ',' && before != ';';
}

static bool is_upper(Text word) { return ascii_is_upper(word.bytes[0]); }

static void add_digits(Library *library, Text word, Telling *telling)
{
    char digits[NUMBER_DIGITS_MOST + 1];
    size_t length = 0;
    for (size_t i = 0; i < word.length && length < NUMBER_DIGITS_MOST; i++)
        if (ascii_is_digit(word.bytes[i]) || word.bytes[i] == '.')
            digits[length++] = word.bytes[i];
        else if (word.bytes[i] != ',')
            break; /* "30-day": 30 */
    Text number = {digits, length};
    int64_t value = 0;
    if (length == 4 && text_to_int64(number, &value) && value >= YEAR_FIRST && value <= YEAR_MOST)
        telling->years |= UINT64_C(1) << (value - YEAR_FIRST);
    *LIST_ADD(library->arena, &library->numbers) = number_word(library, number);
}

/* "thirty-eight", "four hundred": value is what the words say so far, put out where the number ends. */
static void read_value(Library *library, int64_t next, bool is_scale, int64_t *value)
{
    if (is_scale && *value > 0 && next < INT64_C(1000000000) && *value < INT64_C(1000000)) {
        *value *= next;
        return;
    }
    if (*value > 0) {
        buffer_clear(&library->digits);
        buffer_print(&library->digits, "%lld", (long long)*value);
        *LIST_ADD(library->arena, &library->numbers) = number_word(library, buffer_text(&library->digits));
    }
    *value = is_scale ? 0 : next;
}

/* ---- quotations ---- */

typedef enum QuoteMark { QUOTE_NONE, QUOTE_OPENS, QUOTE_CLOSES, QUOTE_EITHER } QuoteMark;

/* The mark at the byte. A single one that closes is an apostrophe where a letter follows. */
static QuoteMark quote_mark(Text text, size_t at)
{
    Text rest = text_slice(text, at, text.length);
    if (text.bytes[at] == '"')
        return QUOTE_EITHER;
    if (text.bytes[at] != '\xE2' || rest.length < 3)
        return QUOTE_NONE;
    if (text_starts_with(rest, TEXT("\xE2\x80\x9C")) || text_starts_with(rest, TEXT("\xE2\x80\x98")))
        return QUOTE_OPENS;
    if (text_starts_with(rest, TEXT("\xE2\x80\x9D")))
        return QUOTE_CLOSES;
    bool is_apostrophe = rest.length > 3 && ascii_is_alpha(rest.bytes[3]);
    return text_starts_with(rest, TEXT("\xE2\x80\x99")) && !is_apostrophe ? QUOTE_CLOSES : QUOTE_NONE;
}

/* The quotation that begins with a mark at or after the byte, without its marks; it ends with its line. */
static Span next_quotation(Text text, size_t at)
{
    size_t begin = 0;
    for (; at < text.length; at++) {
        QuoteMark mark = quote_mark(text, at);
        bool is_line = text.bytes[at] == '\n';
        if (begin > 0 && (is_line || mark == QUOTE_CLOSES || mark == QUOTE_EITHER))
            return (Span){(uint32_t)begin, (uint32_t)at};
        if (begin == 0 && (mark == QUOTE_OPENS || mark == QUOTE_EITHER))
            begin = at + 1;
    }
    return begin > 0 ? (Span){(uint32_t)begin, (uint32_t)at} : (Span){0, 0};
}

/* ---- one text ---- */

typedef struct Reading {
    Library *library;
    Telling *telling;
    Text text;
    int64_t value;  /* of words of number that go on, or less than 1 */
    Span quotation; /* the one at hand or the next; empty: there is no more */
} Reading;

static bool is_long(Text quotation)
{
    size_t count = 0;
    size_t position = 0;
    for (Text word; count < QUOTED_WORDS_LEAST && evidence_next_word(quotation, &position, &word);)
        count++;
    return count == QUOTED_WORDS_LEAST;
}

/* Whether the word stands in a quotation of several words. */
static bool is_quoted(Reading *reading, size_t begin)
{
    Span *quotation = &reading->quotation;
    while (!span_is_empty(*quotation) &&
           (quotation->end <= begin || !is_long(text_of_span(reading->text, *quotation))))
        *quotation = next_quotation(reading->text, quotation->end + 1);
    return !span_is_empty(*quotation) && quotation->begin <= begin;
}

static void read_word(Reading *reading, Text word)
{
    Library *library = reading->library;
    size_t begin = (size_t)(word.bytes - reading->text.bytes);
    if (ascii_is_digit(word.bytes[0])) {
        read_value(library, -1, false, &reading->value);
        add_digits(library, word, reading->telling);
        return;
    }
    uint32_t number = number_word(library, word);
    read_value(library, library->entries.items[number].value, library->entries.items[number].is_scale,
               &reading->value);
    Entry *entry = &library->entries.items[number];
    if (is_upper(word) && entry->month > 0)
        reading->telling->months |= 1U << (entry->month - 1);
    if (entry->text != library->text_count) {
        *LIST_ADD(library->arena, &library->words) = number;
        entry->text = library->text_count;
        entry->seen = 0;
    }
    if (!is_upper(word))
        entry->seen = (uint8_t)(entry->seen | SEEN_LOWER);
    else if (!begins_something(reading->text, begin))
        entry->seen = (uint8_t)(entry->seen | SEEN_CAPITAL);
    if (is_quoted(reading, begin))
        entry->seen = (uint8_t)(entry->seen | SEEN_QUOTED);
}

static Facts take_facts(Library *library, FactKind kind, NumberList *list)
{
    settle(list);
    for (size_t i = 0; i < list->count; i++)
        library->entries.items[list->items[i]].spread[kind]++;
    return (Facts){copy_numbers(library->arena, list), (uint32_t)list->count, 0};
}

/* A name is written with a capital within a sentence, or never without. */
static bool is_of_kind(const Entry *entry, FactKind kind, Text outlet_key)
{
    bool is_lower = (entry->seen & SEEN_LOWER) != 0;
    if (kind == FACT_WORD)
        return is_lower && entry->word.length >= WORD_LENGTH_LEAST;
    return ((entry->seen & SEEN_CAPITAL) != 0 || !is_lower) && entry->word.length > 1 &&
           text_find(outlet_key, entry->word, 0) == SIZE_MAX;
}

static void take_words(Reading *reading, Text outlet)
{
    Library *library = reading->library;
    NumberList *picked = &library->numbers; /* taken before */
    Text key = evidence_outlet_key(library->outlets, outlet);
    for (FactKind kind = FACT_NAME; kind < FACT_KINDS; kind++) {
        if (kind == FACT_NUMBER)
            continue;
        picked->count = 0;
        for (size_t i = 0; i < library->words.count; i++)
            if (is_of_kind(&library->entries.items[library->words.items[i]], kind, key))
                *LIST_ADD(library->arena, picked) = library->words.items[i];
        reading->telling->facts[kind] = take_facts(library, kind, picked);
    }
    const Facts *words = &reading->telling->facts[FACT_WORD];
    picked->count = 0;
    for (size_t i = 0; i < words->count; i++)
        if (library->entries.items[words->items[i]].seen & SEEN_QUOTED)
            *LIST_ADD(library->arena, picked) = words->items[i];
    reading->telling->quoted = (Facts){copy_numbers(library->arena, picked), (uint32_t)picked->count, 0};
}

static void add_credits(Library *library, const OutletMention *mention, uint32_t own)
{
    for (size_t i = 0; i < mention->count; i++)
        if (mention->items[i] == own)
            return; /* "the Observer" of an Observer is itself */
    NumberList *credits = mention->is_short ? &library->short_credits : &library->credits;
    for (size_t i = 0; i < mention->count; i++)
        *LIST_ADD(library->arena, credits) = mention->items[i];
}

void evidence_library_read(Library *library, Text outlet, Text own_text, Telling *telling)
{
    Reading reading = {library, telling, own_text, 0, next_quotation(own_text, 0)};
    library->text_count++;
    library->words.count = library->numbers.count = library->credits.count = library->short_credits.count = 0;
    size_t position = 0;
    Text word;
    while (evidence_next_word(own_text, &position, &word)) {
        OutletMention mention = evidence_outlet_at(library->outlets, own_text, word);
        read_word(&reading, word);
        if (mention.count == 0)
            continue;
        position = mention.end > position ? mention.end : position;
        add_credits(library, &mention, telling->outlet);
    }
    read_value(library, -1, false, &reading.value);
    settle(&library->credits);
    settle(&library->short_credits);
    telling->credits = copy_numbers(library->arena, &library->credits);
    telling->credit_count = (uint32_t)library->credits.count;
    telling->short_credits = copy_numbers(library->arena, &library->short_credits);
    telling->short_credit_count = (uint32_t)library->short_credits.count;
    telling->facts[FACT_NUMBER] = take_facts(library, FACT_NUMBER, &library->numbers);
    take_words(&reading, outlet);
}

/* ---- weights ---- */

/* log2((count + SMOOTHING) / (spread + 1)), in 1/256, by whole numbers: the same on every machine. */
static uint16_t weight_of(size_t count, size_t spread)
{
    uint64_t ratio = ((uint64_t)(count + SMOOTHING) << 16) / (spread + 1);
    uint32_t log = 0;
    for (; ratio >= UINT64_C(2) << 16; ratio >>= 1)
        log += 256;
    for (uint32_t bit = 128; bit > 0; bit >>= 1) {
        ratio = ratio * ratio >> 16;
        if (ratio >= UINT64_C(2) << 16) {
            ratio >>= 1;
            log += bit;
        }
    }
    return (uint16_t)log;
}

Weights evidence_library_weigh(Library *library, Telling *tellings, size_t count)
{
    Weights weights = {.fact_count = library->entries.count};
    for (size_t kind = 0; kind < FACT_KINDS; kind++) {
        weights.items[kind] = ARENA_ARRAY(library->arena, uint16_t, weights.fact_count);
        weights.spread[kind] = ARENA_ARRAY(library->arena, uint32_t, weights.fact_count);
        for (size_t i = 0; i < weights.fact_count; i++) {
            weights.spread[kind][i] = library->entries.items[i].spread[kind];
            weights.items[kind][i] = weight_of(count, weights.spread[kind][i]);
        }
    }
    for (size_t i = 0; i < count; i++)
        for (size_t kind = 0; kind < FACT_KINDS; kind++) {
            Facts *facts = &tellings[i].facts[kind];
            for (size_t j = 0; j < facts->count; j++)
                facts->weight += weights.items[kind][facts->items[j]];
        }
    return weights;
}

Day evidence_traced_day(const Date *published)
{
    bool is_known = published->edtf.length > 0 && !period_is_none(published->some);
    return is_known ? published->some.last : DAY_NONE;
}
