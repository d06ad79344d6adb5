#include "mention/mention_place.h"

#include <stdlib.h>

#include "core/utf8.h"

enum { PLACE_WORDS_MOST = 7, WORD_SIZE = 32, GENERICS_MOST = 500, UNKNOWN_MOST = 500 };

/* The program's own terms: the classes of the file. */
static const char *const class_names[] = {
    "direction",   "province", "county",  "town",    "locative", "from",          "of",   "to",
    "origin-verb", "never",    "title",   "still",   "function", "location-noun", "hail", "small",
    "aux",         "address",  "generic", "quarter", "edge",     "based",         "the",  "other",
    "with",        "in",       "their",   "stay",    "goal",     "left",          "out"};

static Status load_words(Arena *arena, Text folder, MentionPlaces *places, Error *error)
{
    static const char name[] = "names/place-words.tsv";
    Text rest;
    Status status = data_file_read(arena, folder, name, &rest, error);
    if (status != STATUS_OK)
        return status;
    places->words = map_in(arena);
    uint32_t line = 0;
    Text fields[2];
    while (mention_next_line(&rest, &line, fields, 2)) {
        size_t class = 0;
        size_t count = sizeof class_names / sizeof *class_names;
        while (class < count && !text_is(fields[0], class_names[class]))
            class ++;
        if (class == count)
            return error_at(error, ERR_PACK, TEXT(name), line, "no class \"%.*s\"", TEXT_ARGS(fields[0]));
        Text word;
        while (text_split(&fields[1], ' ', &word))
            map_put(&places->words, word)->number |= (int64_t)1 << class;
    }
    return STATUS_OK;
}

const char *mention_precision_word(PlacePrecision precision)
{
    switch (precision) {
    case PRECISION_NONE:
        return "none";
    case PRECISION_SITE:
        return "site";
    case PRECISION_TOWN:
        return "town";
    case PRECISION_COUNTY:
        return "county";
    case PRECISION_PROVINCE:
        return "province";
    case PRECISION_REGION:
        return "region";
    case PRECISION_COUNTRY:
        return "country";
    }
    return "none";
}

Status mention_load_places(Arena *arena, Text english_folder, Text places_folder, const MentionPlaces **out,
                           Error *error)
{
    MentionPlaces *places = ARENA_NEW(arena, MentionPlaces);
    Status status = mention_open_place_table(arena, places_folder, &places->table, error);
    if (status == STATUS_OK)
        status = load_words(arena, english_folder, places, error);
    *out = places;
    return status;
}

uint32_t mention_place_word(const MentionPlaces *places, Text word)
{
    char lower[WORD_SIZE];
    if (word.length > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    const MapEntry *entry = map_find(&places->words, (Text){lower, word.length});
    return entry ? (uint32_t)entry->number : 0;
}

static Text token_text(const PlaceFinder *finder, size_t token)
{
    return text_of_span(finder->text, finder->sentences->tokens[token].span);
}

uint32_t mention_place_token(const PlaceFinder *finder, size_t token)
{
    return token < finder->sentences->token_count
               ? mention_place_word(finder->places, token_text(finder, token))
               : 0;
}

bool mention_is_capital(const PlaceFinder *finder, size_t token)
{
    Text word = token_text(finder, token);
    size_t at = 0;
    return word.length > 0 && utf8_is_upper(utf8_next(word, &at));
}

bool mention_is_beside(const PlaceFinder *finder, size_t token, size_t next)
{
    const Token *tokens = finder->sentences->tokens;
    return token + 1 == next && next < finder->sentences->token_count &&
           tokens[token].span.end <= tokens[next].span.begin &&
           text_trim(text_slice(finder->text, tokens[token].span.end, tokens[next].span.begin)).length == 0;
}

static bool has_letter(const PlaceFinder *finder, size_t token)
{
    Text word = token_text(finder, token);
    size_t at = 0;
    while (at < word.length)
        if (utf8_is_letter(utf8_next(word, &at)))
            return true;
    return false;
}

/* Most of its longer words begin with capitals, and no stop ends it: a headline. */
static bool is_title_case(const PlaceFinder *finder, const Sentence *sentence)
{
    size_t capitals = 0;
    size_t words = 0;
    for (size_t i = sentence->token_begin + 1; i < sentence->token_end; i++) {
        Text word = token_text(finder, i);
        if (word.length < 4 || !(ascii_is_alpha(word.bytes[0]) || (unsigned char)word.bytes[0] >= 0x80))
            continue;
        words++;
        capitals += mention_is_capital(finder, i);
    }
    return words >= 3 && capitals * 10 >= words * 7 && has_letter(finder, sentence->token_end - 1);
}

static bool is_joined(const PlaceFinder *finder, size_t token)
{
    Text word = token_text(finder, token);
    return finder->sentences->tokens[token].is_glued || (word.length > 0 && word.bytes[0] == '\'') ||
           (word.length > 0 && !finder->sentences->tokens[token - 1].space_after);
}

/* The longest name that begins at the token; end is untouched where there is none. */
static Text longest_name(const PlaceFinder *finder, const Sentence *sentence, uint32_t begin, uint32_t *end)
{
    Text refs = TEXT_EMPTY;
    const Token *tokens = finder->sentences->tokens;
    for (uint32_t i = begin; i < sentence->token_end && i < begin + PLACE_WORDS_MOST; i++) {
        Text slice = text_slice(finder->text, tokens[begin].span.begin, tokens[i].span.end);
        bool is_longer = false;
        Text found =
            mention_find_name(&finder->places->table, mention_fold_name(finder->arena, slice), &is_longer);
        if (found.length > 0 && has_letter(finder, i)) {
            refs = found;
            *end = i + 1;
        }
        if (!is_longer && !(i + 1 < sentence->token_end && is_joined(finder, i + 1)))
            break;
    }
    return refs;
}

/* Direction before and designator behind belong to the place as written: "southern Anhui", "Amur Province".
 */
static void widen(const PlaceFinder *finder, const Sentence *sentence, PlaceMatch *match)
{
    match->whole_begin = match->begin;
    match->whole_end = match->end;
    uint32_t begin = match->begin;
    while (begin > sentence->token_begin &&
           (mention_is_beside(finder, begin - 1, begin) || is_joined(finder, begin)) &&
           (mention_place_token(finder, begin - 1) & PLACE_WORD_DIRECTION ||
            (begin != match->begin && text_is(token_text(finder, begin - 1), "-"))))
        begin--;
    if (begin != match->begin && !text_is(token_text(finder, begin), "-")) {
        match->whole_begin = begin;
        match->is_directed = true;
    }
    if (match->end < sentence->token_end && mention_is_beside(finder, match->end - 1, match->end)) {
        uint32_t classes = mention_place_token(finder, match->end);
        if (classes & PLACE_WORD_SMALL || mention_is_capital(finder, match->end))
            match->wanted = classes & PLACE_WORD_DESIGNATOR;
        if (match->wanted)
            match->whole_end = match->end + 1;
    }
    if (!match->wanted && begin >= sentence->token_begin + 2 &&
        mention_place_token(finder, begin - 1) & PLACE_WORD_OF)
        match->wanted = mention_place_token(finder, begin - 2) & PLACE_WORD_DESIGNATOR;
}

/* A capital that is no place, no function word and no date: it makes a longer name. */
static bool is_name_word(const PlaceFinder *finder, const Sentence *sentence, size_t token)
{
    uint32_t classes = mention_place_token(finder, token);
    if (!mention_is_capital(finder, token) || classes & (PLACE_WORD_DESIGNATOR | PLACE_WORD_DIRECTION))
        return false;
    if (classes & PLACE_WORD_NEVER)
        return false;
    return !(token == sentence->token_begin && classes & PLACE_WORD_FUNCTION);
}

/* A name so well known that a capital beside it is none of its words. */
static bool is_firm(const PlaceFinder *finder, Text refs)
{
    PlaceRef ref;
    if (!mention_next_ref(&refs, &ref) || ref.kind == PLACE_OTHER)
        return false;
    if (ref.kind != PLACE_NAME)
        return true;
    Place place = mention_read_place(&finder->places->table, ref.offset, NULL);
    return place.precision == PRECISION_COUNTRY || (!ref.is_word && place.population >= 100000);
}

static bool is_taken(const PlaceFinder *finder, size_t number, size_t token)
{
    size_t first = number > 0 ? number - 1 : 0;
    for (size_t i = first; i < finder->matches.count && i <= number + 1; i++)
        if (finder->matches.items[i].is_firm && token >= finder->matches.items[i].begin &&
            token < finder->matches.items[i].end)
            return true;
    return false;
}

/* What stands before the name: "Bank of China", "in Moscow", "appealed to Moscow". */
static void look_left(const PlaceFinder *finder, const Sentence *sentence, size_t number)
{
    PlaceMatch *match = &finder->matches.items[number];
    uint32_t before = match->whole_begin - 1;
    uint32_t classes = mention_place_token(finder, before);
    bool has_more = before > sentence->token_begin;
    if (classes & PLACE_WORD_OF && before > sentence->token_begin + 1 && !match->wanted &&
        is_name_word(finder, sentence, before - 1) && !is_taken(finder, number, before - 1))
        match->is_part = true;
    else if (mention_is_beside(finder, before, before + 1) && is_name_word(finder, sentence, before) &&
             !is_taken(finder, number, before))
        match->is_part = true;
    match->is_located = (classes & (PLACE_WORD_LOCATIVE | PLACE_WORD_OF)) != 0;
    if (classes & PLACE_WORD_TO && has_more && mention_place_token(finder, before - 1) & PLACE_WORD_ADDRESS)
        match->is_located = false; /* "appealed to Moscow" */
    if (classes & PLACE_WORD_THE && has_more)
        match->is_located = (mention_place_token(finder, before - 1) & PLACE_WORD_LOCATIVE) != 0;
}

/* "the Tokyo Shimbun", "Kim Jong Un", "Bank of China". */
static void look_beside(const PlaceFinder *finder, const Sentence *sentence, size_t number)
{
    PlaceMatch *match = &finder->matches.items[number];
    uint32_t right = match->whole_end;
    match->is_first = match->begin == sentence->token_begin;
    match->is_dateline = mention_heads_report(finder, match);
    if (match->whole_begin > sentence->token_begin)
        look_left(finder, sentence, number);
    if (right < sentence->token_end && mention_is_beside(finder, right - 1, right) &&
        is_name_word(finder, sentence, right) && !is_taken(finder, number, right) &&
        !(mention_place_token(finder, right) & PLACE_WORD_TITLE))
        match->is_part = true;
    if (right + 1 < sentence->token_end && text_is(token_text(finder, right), "-") &&
        is_joined(finder, right) && mention_is_capital(finder, right + 1) &&
        !is_taken(finder, number, right + 1))
        match->is_part = true; /* "Tynda-Les" */
}

/* "UN" is no town, though "US" is a country. */
static bool is_acronym(const PlaceFinder *finder, size_t token, Text refs)
{
    Text word = token_text(finder, token);
    PlaceRef ref;
    for (size_t i = 0; i < word.length; i++)
        if (word.length > 4 || (!ascii_is_upper(word.bytes[i]) && word.bytes[i] != '.'))
            return false;
    return mention_next_ref(&refs, &ref) &&
           mention_read_place(&finder->places->table, ref.offset, NULL).precision < PRECISION_PROVINCE;
}

/* A word in a script without capitals. */
static bool is_caseless(const PlaceFinder *finder, size_t token)
{
    Text word = token_text(finder, token);
    size_t at = 0;
    uint32_t first = word.length > 0 ? utf8_next(word, &at) : 0;
    return first >= 0x80 && utf8_is_letter(first) && !utf8_is_lower(first) && !utf8_is_upper(first);
}

static void match_sentence(PlaceFinder *finder, uint32_t number)
{
    const Sentence *sentence = &finder->sentences->items[number];
    size_t first = finder->matches.count;
    bool title = is_title_case(finder, sentence);
    for (uint32_t i = sentence->token_begin; i < sentence->token_end;) {
        uint32_t end = i + 1;
        Text refs = TEXT_EMPTY;
        if (mention_is_capital(finder, i) || is_caseless(finder, i))
            refs = longest_name(finder, sentence, i, &end);
        bool is_never = end == i + 1 && mention_place_token(finder, i) & PLACE_WORD_NEVER &&
                        token_text(finder, i).length > 2;
        if (refs.length > 0 && !is_never && !(end == i + 1 && !title && is_acronym(finder, i, refs)))
            *LIST_ADD(finder->arena, &finder->matches) = (PlaceMatch){
                .sentence = number, .begin = i, .end = end, .refs = refs, .is_title_case = title};
        i = end;
    }
    for (size_t i = first; i < finder->matches.count; i++)
        finder->matches.items[i].is_firm = is_firm(finder, finder->matches.items[i].refs);
    for (size_t i = first; i < finder->matches.count; i++)
        widen(finder, sentence, &finder->matches.items[i]);
    for (size_t i = first; i < finder->matches.count; i++)
        look_beside(finder, sentence, i);
}

static PlacePrecision precision_of(const PlaceMatch *match)
{
    if (match->is_directed)
        return PRECISION_REGION;
    if (match->wanted & PLACE_WORD_PROVINCE && match->place.precision == PRECISION_TOWN)
        return PRECISION_PROVINCE;
    if (match->wanted & PLACE_WORD_COUNTY && match->place.precision == PRECISION_TOWN)
        return PRECISION_COUNTY;
    return match->place.precision;
}

static void add_mention(const PlaceFinder *finder, const PlaceMatch *match, PlaceMention *out)
{
    const Token *tokens = finder->sentences->tokens;
    /* "the North"; "Primorye region" is Primorye, but "Kursk region" is no town. */
    uint32_t begin =
        match->ref.needs.length > 0 && match->whole_begin > 0 ? match->whole_begin - 1 : match->whole_begin;
    bool is_told_twice = match->whole_end > match->end && match->wanted & PLACE_WORD_PROVINCE &&
                         match->place.precision == PRECISION_PROVINCE &&
                         !mention_is_capital(finder, match->end);
    uint32_t end = is_told_twice ? match->end : match->whole_end;
    Span span = {tokens[begin].span.begin, tokens[end - 1].span.end};
    Place *place = ARENA_NEW(finder->arena, Place);
    *place = match->place;
    *out = (PlaceMention){
        .at = {span, match->sentence, begin, end},
        .as = text_of_span(finder->text, span),
        .place = place,
        .precision = precision_of(match),
    };
    mention_place_roles(finder, match, out);
}

static int compare_places(const void *a, const void *b)
{
    const PlaceMention *left = a;
    const PlaceMention *right = b;
    if (left->at.span.begin != right->at.span.begin)
        return left->at.span.begin < right->at.span.begin ? -1 : 1;
    return left->at.span.end < right->at.span.end ? -1 : left->at.span.end > right->at.span.end;
}

/* "men from Nepal, India and Bangladesh": what holds of the first holds of those joined to it. */
static void mark_lists(const PlaceFinder *finder, PlaceMention *places, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const PlaceMention *first = &places[i - 1];
        if (!first->is_people_origin || places[i].is_adjective || places[i].at.sentence != first->at.sentence)
            continue;
        bool is_joined = true;
        for (uint32_t t = first->at.token_end; t < places[i].at.token_begin; t++) {
            const Token *token = &finder->sentences->tokens[t];
            is_joined &= token->upos == UPOS_PUNCT || token->upos == UPOS_CCONJ || token->upos == UPOS_DET;
        }
        places[i].is_people_origin |= is_joined;
    }
}

/* "Malo Selo, Serbia": no gazetteer has the one; the other says where it lies. */
static void mark_outer(PlaceMention *places, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const PlaceMention *inner = &places[i - 1];
        if (inner->is_unknown && inner->place && places[i].at.token_begin == inner->at.token_end + 1)
            places[i].is_container = true;
    }
}

void mention_find_places(Arena *arena, const MentionData *data, const Report *report,
                         const Sentences *sentences, Mentions *mentions)
{
    PlaceFinder finder = {.arena = arena,
                          .places = data->places,
                          .text = report->text,
                          .sentences = sentences,
                          .support = map_in(arena)};
    for (uint32_t i = 0; i < sentences->count; i++)
        match_sentence(&finder, i);
    mention_resolve_places(&finder);
    size_t count = 0;
    size_t room = finder.matches.count + GENERICS_MOST + UNKNOWN_MOST;
    mentions->places = ARENA_ARRAY(arena, PlaceMention, room);
    for (size_t i = 0; i < finder.matches.count; i++)
        if (finder.matches.items[i].is_chosen)
            add_mention(&finder, &finder.matches.items[i], &mentions->places[count++]);
    mark_lists(&finder, mentions->places, count);
    count += mention_find_generic_places(&finder, mentions->places + count, GENERICS_MOST);
    count += mention_find_unknown_places(&finder, mentions->places + count, UNKNOWN_MOST);
    qsort(mentions->places, count, sizeof *mentions->places, compare_places);
    mentions->place_count = count;
    mark_outer(mentions->places, count);
}
