#include <stdlib.h>

#include "core/buffer.h"
#include "core/list.h"
#include "core/map.h"
#include "evidence/evidence_lineage.h"

enum {
    NAME_WORDS_MOST = 6,
    BOILERPLATE_LEAST = 3, /* reports of one outlet that end, or begin, in the same paragraph */
    WORD_LENGTH_LEAST = 4, /* shorter ones tell nothing, or are names or numbers */
    NUMBER_DIGITS_MOST = 12,
    SMOOTHING = 20 /* reports that a small base is thought to have more, so that shared facts keep weight */
};

typedef LIST_OF(uint32_t) NumberList;

/* How a word stands in one text. */
enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2 };

/* A word or number of the lexicon. */
typedef struct Entry {
    Text word;
    uint32_t spread[FACT_KINDS]; /* reports that hold it so */
    uint32_t text;               /* the last that holds it, from 1 */
    uint32_t seen;               /* there */
} Entry;

/* What is read of all reports together. */
typedef struct Library {
    Arena *arena;
    const MentionData *data;
    Map outlets; /* names in words of lower case, without article: number of the outlet + 1, or 0: a beginning
                  */
    Map paragraphs; /* of an outlet: in how many reports */
    Map lexicon;    /* words in lower case, and numbers; number: in order of appearance */
    LIST_OF(Entry) entries;
    uint32_t outlet_count;
    /* Used again for one text after the other. */
    Buffer own, key, lower;
    NumberList words, numbers, credits;
    RunRoom runs;
} Library;

static void add_word(Buffer *key, Text word)
{
    if (key->length > 0)
        buffer_add_byte(key, ' ');
    for (size_t i = 0; i < word.length; i++)
        buffer_add_byte(key, ascii_lower(word.bytes[i]));
}

static bool is_article(Text word) { return text_equals_ignoring_case(word, TEXT("the")); }

/* "The Estuary Post" is known as "estuary post". */
static void name_key(Text name, Buffer *key)
{
    size_t position = 0;
    Text word;
    buffer_clear(key);
    for (size_t count = 0; evidence_next_word(name, &position, &word);)
        if (count++ > 0 || !is_article(word))
            add_word(key, word);
}

/* Number of the outlet of that name; a new one where none is known. */
static uint32_t add_outlet(Library *library, Text name, uint32_t number)
{
    name_key(name, &library->key);
    Text key = buffer_text(&library->key);
    const MapEntry *known = map_find(&library->outlets, key);
    if (key.length == 0)
        return OUTLET_NONE;
    if (known && known->number > 0)
        return (uint32_t)(known->number - 1);
    Text whole = arena_copy(library->arena, key);
    for (size_t i = 0; i < whole.length; i++)
        if (whole.bytes[i] == ' ')
            map_put(&library->outlets, text_slice(whole, 0, i));
    uint32_t taken = number == OUTLET_NONE ? library->outlet_count : number;
    map_put(&library->outlets, whole)->number = (int64_t)taken + 1;
    if (taken >= library->outlet_count)
        library->outlet_count = taken + 1;
    return taken;
}

static void add_known_outlets(Library *library)
{
    OutletName *names = NULL;
    size_t count = mention_outlet_names(library->data, library->arena, &names);
    for (size_t i = 0; i < count; i++)
        add_outlet(library, names[i].folded, names[i].number);
}

/* The outlet whose name begins with the word, the longest; position moves behind it. */
static uint32_t find_outlet(Library *library, Text text, size_t *position, Text word)
{
    Buffer *key = &library->key;
    uint32_t found = OUTLET_NONE;
    size_t at = *position;
    buffer_clear(key);
    for (size_t count = 0; count < NAME_WORDS_MOST; count++) {
        add_word(key, word);
        const MapEntry *entry = map_find(&library->outlets, buffer_text(key));
        if (!entry)
            break;
        if (entry->number > 0) {
            found = (uint32_t)(entry->number - 1);
            *position = at;
        }
        if (!evidence_next_word(text, &at, &word))
            break;
    }
    return found;
}

/* ---- boilerplate ---- */

/* The paragraph of the outlet, by its digest; NULL where it is not known. */
static MapEntry *find_paragraph(Library *library, const Telling *telling, Text paragraph, bool adds)
{
    uint64_t digest[2] = {map_hash(text_trim(paragraph)), telling->outlet};
    Text key = {(const char *)digest, sizeof digest};
    MapEntry *entry = map_find(&library->paragraphs, key);
    return entry || !adds ? entry : map_put(&library->paragraphs, arena_copy(library->arena, key));
}

static void count_paragraphs(Library *library, const Telling *telling)
{
    Text rest = telling->row->text, paragraph;
    while (telling->outlet != OUTLET_NONE && text_split(&rest, '\n', &paragraph))
        if (text_trim(paragraph).length > 0)
            find_paragraph(library, telling, paragraph, true)->number++;
}

/* The text without what its outlet puts under each of its reports. Lives until the next text. */
static Text own_text(Library *library, const Telling *telling)
{
    Text rest = telling->row->text, paragraph;
    if (telling->outlet == OUTLET_NONE)
        return rest;
    buffer_clear(&library->own);
    while (text_split(&rest, '\n', &paragraph)) {
        if (text_trim(paragraph).length == 0)
            continue;
        const MapEntry *entry = find_paragraph(library, telling, paragraph, false);
        if (entry && entry->number >= BOILERPLATE_LEAST)
            continue;
        buffer_add(&library->own, paragraph);
        buffer_add_byte(&library->own, '\n');
    }
    return buffer_text(&library->own);
}

/* ---- facts ---- */

/* The word in lower case as the lexicon knows it. */
static uint32_t number_word(Library *library, Text word)
{
    buffer_clear(&library->lower);
    add_word(&library->lower, word);
    Text lower = buffer_text(&library->lower);
    MapEntry *entry = map_find(&library->lexicon, lower);
    if (!entry) {
        entry = map_put(&library->lexicon, arena_copy(library->arena, lower));
        entry->number = (int64_t)library->entries.count;
        LIST_ADD(library->arena, &library->entries)->word = entry->key;
    }
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

static int64_t number_of(const Library *library, Text word, bool *is_scale)
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
    if (length == 4 && text_to_int64(number, &value) && value >= YEAR_FIRST && value < YEAR_FIRST + 64)
        telling->years |= UINT64_C(1) << (value - YEAR_FIRST);
    *LIST_ADD(library->arena, &library->numbers) = number_word(library, number);
}

/* "thirty-eight", "four hundred": value is what the words say so far, put out where the number ends. */
static void read_number_word(Library *library, Text word, int64_t *value)
{
    buffer_clear(&library->lower);
    add_word(&library->lower, word);
    bool is_scale = false;
    int64_t number = number_of(library, buffer_text(&library->lower), &is_scale);
    if (is_scale && *value > 0 && number < INT64_C(1000000000) && *value < INT64_C(1000000)) {
        *value *= number;
        return;
    }
    if (*value > 0) {
        buffer_clear(&library->key);
        buffer_print(&library->key, "%lld", (long long)*value);
        *LIST_ADD(library->arena, &library->numbers) = number_word(library, buffer_text(&library->key));
    }
    *value = is_scale ? 0 : number;
}

typedef struct Reading {
    Library *library;
    Telling *telling;
    Text text;
    uint32_t number; /* of the text, from 1 */
    int64_t value;   /* of words of number that go on, or less than 1 */
} Reading;

static void read_word(Reading *reading, Text word)
{
    Library *library = reading->library;
    read_number_word(library, word, &reading->value);
    if (ascii_is_digit(word.bytes[0])) {
        add_digits(library, word, reading->telling);
        return;
    }
    uint32_t number = number_word(library, word);
    Entry *entry = &library->entries.items[number];
    if (entry->text != reading->number) {
        *LIST_ADD(library->arena, &library->words) = number;
        entry->text = reading->number;
        entry->seen = 0;
    }
    if (!is_upper(word))
        entry->seen |= SEEN_LOWER;
    else if (!begins_something(reading->text, (size_t)(word.bytes - reading->text.bytes)))
        entry->seen |= SEEN_CAPITAL;
}

static Facts take_facts(Library *library, FactKind kind, NumberList *list)
{
    settle(list);
    for (size_t i = 0; i < list->count; i++)
        library->entries.items[list->items[i]].spread[kind]++;
    return (Facts){copy_numbers(library->arena, list), list->count, 0};
}

/* A name is written with a capital within a sentence, or never without. */
static void take_words(Reading *reading)
{
    Library *library = reading->library;
    NumberList *picked = &library->numbers; /* taken before */
    name_key(reading->telling->row->outlet, &library->key);
    for (FactKind kind = FACT_NAME; kind < FACT_KINDS; kind++) {
        if (kind == FACT_NUMBER)
            continue;
        picked->count = 0;
        for (size_t i = 0; i < library->words.count; i++) {
            const Entry *entry = &library->entries.items[library->words.items[i]];
            bool is_lower = (entry->seen & SEEN_LOWER) != 0;
            bool is_name = ((entry->seen & SEEN_CAPITAL) != 0 || !is_lower) && entry->word.length > 1 &&
                           text_find(buffer_text(&library->key), entry->word, 0) == SIZE_MAX;
            bool is_word = is_lower && entry->word.length >= WORD_LENGTH_LEAST;
            if (kind == FACT_NAME ? is_name : is_word)
                *LIST_ADD(library->arena, picked) = library->words.items[i];
        }
        reading->telling->facts[kind] = take_facts(library, kind, picked);
    }
}

static void read_telling(Library *library, Telling *telling, uint32_t number)
{
    Reading reading = {library, telling, own_text(library, telling), number, 0};
    library->words.count = library->numbers.count = library->credits.count = 0;
    telling->runs = evidence_cut_runs(library->arena, reading.text, &library->runs);
    size_t position = 0;
    Text word;
    while (evidence_next_word(reading.text, &position, &word)) {
        size_t behind = position;
        uint32_t outlet = is_upper(word) ? find_outlet(library, reading.text, &behind, word) : OUTLET_NONE;
        read_word(&reading, word);
        if (outlet == OUTLET_NONE)
            continue;
        position = behind;
        if (outlet != telling->outlet)
            *LIST_ADD(library->arena, &library->credits) = outlet;
    }
    read_number_word(library, TEXT_EMPTY, &reading.value);
    settle(&library->credits);
    telling->credits = copy_numbers(library->arena, &library->credits);
    telling->credit_count = library->credits.count;
    telling->facts[FACT_NUMBER] = take_facts(library, FACT_NUMBER, &library->numbers);
    take_words(&reading);
}

static Day day_of(const ReportRow *report)
{
    bool is_known = report->published.edtf.length > 0 && !period_is_none(report->published.some);
    return is_known ? report->published.some.last : DAY_NONE;
}

uint64_t evidence_fact_weight(size_t count, size_t spread)
{
    uint64_t ratio = ((uint64_t)(count + SMOOTHING) << 16) / (spread + 1);
    uint64_t log = 0;
    for (; ratio >= UINT64_C(2) << 16; ratio >>= 1)
        log += 256;
    for (uint64_t bit = 128; bit > 0; bit >>= 1) {
        ratio = ratio * ratio >> 16;
        if (ratio >= UINT64_C(2) << 16) {
            ratio >>= 1;
            log += bit;
        }
    }
    return log;
}

static uint64_t weigh(const Tellings *tellings, FactKind kind, uint32_t fact)
{
    return evidence_fact_weight(tellings->count, tellings->spread[kind][fact]);
}

double evidence_fact_share(const Tellings *tellings, const Telling *a, const Telling *b, FactKind kind)
{
    const Facts *first = &a->facts[kind];
    const Facts *second = &b->facts[kind];
    uint64_t shared = 0;
    for (size_t i = 0, j = 0; i < first->count && j < second->count;) {
        uint32_t one = first->items[i];
        uint32_t other = second->items[j];
        if (one == other)
            shared += weigh(tellings, kind, one);
        i += one <= other;
        j += other <= one;
    }
    uint64_t less = first->weight < second->weight ? first->weight : second->weight;
    return less > 0 ? (double)shared / (double)less : 0;
}

static void weigh_facts(Tellings *tellings)
{
    for (size_t i = 0; i < tellings->count; i++)
        for (size_t kind = 0; kind < FACT_KINDS; kind++) {
            Facts *facts = &tellings->items[i].facts[kind];
            for (size_t j = 0; j < facts->count; j++)
                facts->weight += weigh(tellings, (FactKind)kind, facts->items[j]);
        }
}

Tellings evidence_read_tellings(Arena *arena, const MentionData *data, const ReportRow *reports, size_t count)
{
    Library library = {.arena = arena,
                       .data = data,
                       .outlets = map_in(arena),
                       .paragraphs = map_in(arena),
                       .lexicon = map_in(arena),
                       .own = buffer_in(arena),
                       .key = buffer_in(arena),
                       .lower = buffer_in(arena)};
    add_known_outlets(&library);
    Tellings tellings = {.items = ARENA_ARRAY(arena, Telling, count), .count = count};
    for (size_t i = 0; i < count; i++) {
        Telling *telling = &tellings.items[i];
        telling->row = &reports[i];
        telling->day = day_of(&reports[i]);
        telling->outlet = add_outlet(&library, reports[i].outlet, OUTLET_NONE);
        count_paragraphs(&library, telling);
    }
    for (size_t i = 0; i < count; i++)
        read_telling(&library, &tellings.items[i], (uint32_t)i + 1);
    tellings.fact_count = library.entries.count;
    for (size_t kind = 0; kind < FACT_KINDS; kind++) {
        tellings.spread[kind] = ARENA_ARRAY(arena, uint32_t, tellings.fact_count);
        for (size_t i = 0; i < tellings.fact_count; i++)
            tellings.spread[kind][i] = library.entries.items[i].spread[kind];
    }
    weigh_facts(&tellings);
    return tellings;
}
