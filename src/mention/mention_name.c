#include "mention/mention_name.h"

#include <string.h>

#include "core/list.h"
#include "core/utf8.h"
#include "mention/mention_place.h"

enum { NAME_TOKENS_MOST = 9, FILLERS_MOST = 4, SITES_MOST = 64, NAMES_MOST = 64 };

typedef enum NameClass {
    NAME_EMPLOYER,
    NAME_SITE,
    NAME_AGENCY,
    NAME_BUYER,
    NAME_BODY,
    NAME_FILLER,
    NAME_OPENER,
    NAME_JOINT,
    NAME_COUNT
} NameClass;

struct MentionNames {
    Map end; /* value: class + 1 */
    Map begin;
    Map small;
    Map before;
};

/* The program's own terms: classes and positions of names/designators.tsv. */
static const char *const name_classes[NAME_COUNT] = {"employer", "site",   "agency", "buyer",
                                                     "body",     "filler", "opener", "joint"};

typedef LIST_OF(NameMention) Names;
typedef LIST_OF(PlaceMention) Places;

typedef struct NameFinder {
    Arena *arena;
    const MentionNames *data;
    const MentionPlaces *places;
    Text text;
    const Sentences *sentences;
    Names names;
    Map firsts; /* words of a name; number: of its first mention + 1 */
    Places sites;
} NameFinder;

static Map *map_at(MentionNames *names, Text position)
{
    if (text_is(position, "end"))
        return &names->end;
    if (text_is(position, "begin"))
        return &names->begin;
    if (text_is(position, "small"))
        return &names->small;
    return text_is(position, "before") ? &names->before : NULL;
}

Status mention_load_names(Arena *arena, Text english_folder, const MentionNames **out, Error *error)
{
    static const char name[] = "names/designators.tsv";
    MentionNames *names = ARENA_NEW(arena, MentionNames);
    names->end = names->begin = names->small = names->before = map_in(arena);
    Text rest;
    Status status = data_file_read(arena, english_folder, name, &rest, error);
    uint32_t line = 0;
    Text fields[3];
    while (status == STATUS_OK && mention_next_line(&rest, &line, fields, 3)) {
        int64_t class = 0;
        while (class < NAME_COUNT && !text_is(fields[0], name_classes[class]))
            class ++;
        Map *map = map_at(names, fields[1]);
        if (class == NAME_COUNT || !map)
            return error_at(error, ERR_PACK, TEXT(name), line, "no class \"%.*s\" or position \"%.*s\"",
                            TEXT_ARGS(fields[0]), TEXT_ARGS(fields[1]));
        Text word;
        while (text_split(&fields[2], ' ', &word))
            map_put(map, word)->number = class + 1;
    }
    *out = names;
    return status;
}

static Text token_text(const NameFinder *finder, uint32_t token)
{
    return text_of_span(finder->text, finder->sentences->tokens[token].span);
}

/* The class + 1 of the word at this position, or 0. */
static int64_t class_of(const Map *map, Text word)
{
    const MapEntry *entry = map_find(map, word);
    return entry ? entry->number : 0;
}

static Text without_stop(Text word)
{
    return word.length > 1 && word.bytes[word.length - 1] == '.' ? text_slice(word, 0, word.length - 1)
                                                                 : word;
}

static int64_t class_in_small(const NameFinder *finder, const Map *map, uint32_t token)
{
    char lower[32];
    Text word = token_text(finder, token);
    if (word.length > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    return class_of(map, (Text){lower, word.length});
}

static bool is_capital(const NameFinder *finder, uint32_t token)
{
    Text word = token_text(finder, token);
    size_t at = 0;
    return word.length > 0 && utf8_is_upper(utf8_next(word, &at));
}

/* The comma or stop of "Foods Co., Ltd.". */
static bool is_between_forms(const NameFinder *finder, const Sentence *sentence, uint32_t token)
{
    Text word = token_text(finder, token);
    if (!text_is(word, ".") && !text_is(word, ","))
        return false;
    uint32_t next = token + 1;
    if (next < sentence->token_end && text_is(token_text(finder, next), ","))
        next++;
    return next < sentence->token_end &&
           class_of(&finder->data->end, without_stop(token_text(finder, next))) &&
           class_of(&finder->data->end, without_stop(token_text(finder, token - 1)));
}

/* Joins capitals of one name: "Ministry of Labour", "Al-Khor". */
static bool is_joint(const NameFinder *finder, const Sentence *sentence, uint32_t token)
{
    Text word = token_text(finder, token);
    uint32_t before = token - 1;
    if (text_is(token_text(finder, before), ".") && before > sentence->token_begin)
        before--;
    if (ascii_is_alpha(word.bytes[0]) &&
        class_of(&finder->data->end, without_stop(token_text(finder, before))) == NAME_EMPLOYER + 1)
        return false; /* "Foods Ltd. of Busan" */
    return token + 1 < sentence->token_end && is_capital(finder, token + 1) &&
           (text_is(word, "-") || class_of(&finder->data->small, word) == NAME_JOINT + 1);
}

static uint32_t end_of_name(const NameFinder *finder, const Sentence *sentence, uint32_t begin)
{
    uint32_t end = begin + 1;
    while (end < sentence->token_end && end < begin + NAME_TOKENS_MOST &&
           (is_capital(finder, end) || is_joint(finder, sentence, end) ||
            is_between_forms(finder, sentence, end)))
        end++;
    while (end > begin + 1 && !is_capital(finder, end - 1))
        end--;
    return end;
}

/* "Rajin free economic zone": the class of the noun behind, and where it ends. */
static int64_t class_behind(const NameFinder *finder, const Sentence *sentence, uint32_t *end)
{
    uint32_t at = *end;
    while (at < sentence->token_end && at < *end + FILLERS_MOST &&
           class_of(&finder->data->small, token_text(finder, at)) == NAME_FILLER + 1)
        at++;
    if (at >= sentence->token_end)
        return 0;
    int64_t class = class_of(&finder->data->small, token_text(finder, at));
    if (class > NAME_BODY + 1)
        return 0;
    if (class)
        *end = at + 1;
    return class;
}

static int64_t classify(const NameFinder *finder, const Sentence *sentence, uint32_t begin, uint32_t *end)
{
    int64_t class = 0;
    for (uint32_t i = *end; i-- > begin && !class;) /* "X Co", "X Restaurant"; the last word that tells */
        if (i > begin)
            class = class_of(&finder->data->end, without_stop(token_text(finder, i)));
    if (!class && *end > begin + 1)
        class = class_of(&finder->data->begin, token_text(finder, begin));
    if (!class || class == NAME_OPENER + 1)
        class = class_behind(finder, sentence, end);
    if (!class && begin > sentence->token_begin)
        class = class_of(&finder->data->before, token_text(finder, begin - 1));
    return class;
}

static MentionAt at_of(const NameFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end)
{
    const Token *tokens = finder->sentences->tokens;
    return (MentionAt){{tokens[begin].span.begin, tokens[end - 1].span.end}, sentence, begin, end};
}

static void add_site(NameFinder *finder, MentionAt at, Text as)
{
    *LIST_ADD(finder->arena, &finder->sites) =
        (PlaceMention){.at = at, .as = as, .precision = PRECISION_SITE};
}

/* "the Park" for "Blue Orchid Park". */
static void match_short_site(NameFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end)
{
    Text word = token_text(finder, begin);
    for (size_t i = finder->sites.count;
         end == begin + 1 && i-- > 0 && i + SITES_MOST > finder->sites.count;) {
        Text as = finder->sites.items[i].as;
        if (as.length > word.length + 1 && text_ends_with(as, word) &&
            as.bytes[as.length - word.length - 1] == ' ') {
            add_site(finder, at_of(finder, sentence, begin, end), as);
            return;
        }
    }
}

/* "Falcon Shield" after "Falcon Shield Services": the words that a name of the report begins with. One word
 * by itself may be a person's. */
static bool match_short_name(NameFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end)
{
    if (end < begin + 2)
        return false;
    MentionAt at = at_of(finder, sentence, begin, end);
    Text words = text_of_span(finder->text, at.span);
    for (size_t i = finder->names.count; i-- > 0 && i + NAMES_MOST > finder->names.count;) {
        const NameMention *name = &finder->names.items[i];
        Text whole = text_of_span(finder->text, name->at.span);
        if (whole.length <= words.length || !text_starts_with(whole, words) ||
            whole.bytes[words.length] != ' ')
            continue;
        NameMention found = {.at = at, .is = name->is, .first = name->first};
        *LIST_ADD(finder->arena, &finder->names) = found;
        return true;
    }
    return false;
}

/* Number of the first mention of the same words. */
static uint32_t first_of(NameFinder *finder, Text words)
{
    MapEntry *entry = map_put(&finder->firsts, words);
    if (!entry->number)
        entry->number = (int64_t)finder->names.count + 1;
    return (uint32_t)(entry->number - 1);
}

static void find_in_sentence(NameFinder *finder, uint32_t number)
{
    const Sentence *sentence = &finder->sentences->items[number];
    for (uint32_t i = sentence->token_begin; i < sentence->token_end;) {
        bool is_opener = class_in_small(finder, &finder->data->begin, i) == NAME_OPENER + 1;
        if (!is_capital(finder, i) || is_opener) {
            i++;
            continue;
        }
        uint32_t begin = i;
        uint32_t end = end_of_name(finder, sentence, begin);
        i = end;
        int64_t class = classify(finder, sentence, begin, &end);
        if (!class || class > NAME_BODY + 1) {
            if (!match_short_name(finder, number, begin, end))
                match_short_site(finder, number, begin, end);
            continue;
        }
        i = end;
        MentionAt at = at_of(finder, number, begin, end);
        uint32_t first = first_of(finder, text_of_span(finder->text, at.span));
        *LIST_ADD(finder->arena, &finder->names) =
            (NameMention){.at = at, .is = text_from(name_classes[class - 1]), .first = first};
        if (class == NAME_SITE + 1)
            add_site(finder, at, text_of_span(finder->text, at.span));
    }
}

static bool overlaps_any(const PlaceMention *places, size_t count, Span span)
{
    for (size_t i = 0; i < count; i++)
        if (span_overlaps(places[i].at.span, span) && !places[i].is_adjective)
            return true;
    return false;
}

/* Both lists are in order of the text; what the gazetteer knows stands. */
static void merge_sites(NameFinder *finder, Mentions *mentions)
{
    size_t room = mentions->place_count + finder->sites.count;
    PlaceMention *merged = ARENA_ARRAY(finder->arena, PlaceMention, room);
    size_t count = 0;
    size_t known = 0;
    for (size_t i = 0; i < finder->sites.count; i++) {
        const PlaceMention *site = &finder->sites.items[i];
        while (known < mentions->place_count && mentions->places[known].at.span.begin <= site->at.span.begin)
            merged[count++] = mentions->places[known++];
        size_t from = count > 2 ? count - 2 : 0;
        size_t ahead = mentions->place_count - known < 3 ? mentions->place_count - known : 3;
        if (!overlaps_any(merged + from, count - from, site->at.span) &&
            !overlaps_any(mentions->places + known, ahead, site->at.span))
            merged[count++] = *site;
    }
    while (known < mentions->place_count)
        merged[count++] = mentions->places[known++];
    mentions->places = merged;
    mentions->place_count = count;
}

void mention_find_names(Arena *arena, const MentionData *data, const Report *report,
                        const Sentences *sentences, Mentions *mentions)
{
    NameFinder finder = {.arena = arena,
                         .data = data->names,
                         .places = data->places,
                         .text = report->text,
                         .sentences = sentences,
                         .firsts = map_in(arena)};
    for (uint32_t s = 0; s < sentences->count; s++)
        find_in_sentence(&finder, s);
    mentions->names = finder.names.items;
    mentions->name_count = finder.names.count;
    if (finder.sites.count > 0)
        merge_sites(&finder, mentions);
}
