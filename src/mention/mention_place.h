/* How the finder of places is cut: words, matches of names, and what they are resolved to. */
#ifndef MENTION_MENTION_PLACE_H
#define MENTION_MENTION_PLACE_H

#include "core/list.h"
#include "core/map.h"
#include "mention/mention_data.h"
#include "mention/mention_place_table.h"

/* Classes of names/place-words.tsv, a bit each, in the order of their names in mention_place.c. */
enum {
    PLACE_WORD_DIRECTION = 1 << 0,
    PLACE_WORD_PROVINCE = 1 << 1,
    PLACE_WORD_COUNTY = 1 << 2,
    PLACE_WORD_TOWN = 1 << 3,
    PLACE_WORD_LOCATIVE = 1 << 4,
    PLACE_WORD_FROM = 1 << 5,
    PLACE_WORD_OF = 1 << 6,
    PLACE_WORD_TO = 1 << 7,
    PLACE_WORD_ORIGIN_VERB = 1 << 8,
    PLACE_WORD_NEVER = 1 << 9,
    PLACE_WORD_TITLE = 1 << 10,
    PLACE_WORD_STILL = 1 << 11,
    PLACE_WORD_FUNCTION = 1 << 12,
    PLACE_WORD_LOCATION_NOUN = 1 << 13,
    PLACE_WORD_HAIL = 1 << 14,
    PLACE_WORD_SMALL = 1 << 15,
    PLACE_WORD_AUX = 1 << 16,
    PLACE_WORD_ADDRESS = 1 << 17,
    PLACE_WORD_GENERIC = 1 << 18,
    PLACE_WORD_QUARTER = 1 << 19,
    PLACE_WORD_EDGE = 1 << 20,
    PLACE_WORD_BASED = 1 << 21,
    PLACE_WORD_THE = 1 << 22,
    PLACE_WORD_OTHER = 1 << 23,
    PLACE_WORD_WITH = 1 << 24,
    PLACE_WORD_IN = 1 << 25,
    PLACE_WORD_THEIR = 1 << 26,
    PLACE_WORD_STAY = 1 << 27,
    PLACE_WORD_GOAL = 1 << 28,
    PLACE_WORD_LEFT = 1 << 29,
    PLACE_WORD_OUT = 1 << 30,
    PLACE_WORD_DESIGNATOR = PLACE_WORD_PROVINCE | PLACE_WORD_COUNTY | PLACE_WORD_TOWN
};

struct MentionPlaces {
    PlaceTable table;
    Map words; /* number: classes */
};

/* A name of the gazetteer found in the text. */
typedef struct PlaceMatch {
    uint32_t sentence;
    uint32_t begin; /* tokens of the name itself */
    uint32_t end;
    uint32_t whole_begin; /* with direction and designator */
    uint32_t whole_end;
    Text refs;
    uint32_t wanted;    /* PLACE_WORD_PROVINCE … of a designator, or 0 */
    bool is_title_case; /* the whole sentence is in capitals */
    bool is_part;       /* capitals beside it make it part of a longer name */
    bool is_directed;   /* "southern …" */
    bool is_located;    /* a preposition of place before it */
    bool is_dateline;   /* "SEOUL, July 7 --" at the head of a region */
    bool is_first;      /* first word of its sentence */
    bool is_chosen;
    PlaceRef ref;
    Place place;
    bool is_capital;
    bool is_firm; /* well known */
    bool is_sure; /* no namesake comes near */
    bool is_container;
} PlaceMatch;
typedef LIST_OF(PlaceMatch) PlaceMatches;

/* Tokens begin … end - 1. */
typedef struct TokenSpan {
    uint32_t begin;
    uint32_t end;
} TokenSpan;

typedef struct PlaceFinder {
    Arena *arena;
    const MentionPlaces *places;
    Text text;
    const Sentences *sentences;
    PlaceMatches matches;
    Map support; /* country code; number: how often the report names it */
} PlaceFinder;

MUST_USE Status mention_load_places(Arena *arena, Text english_folder, Text places_folder,
                                    const MentionPlaces **out, Error *error);
/* Fills mentions->places. */
void mention_find_places(Arena *arena, const MentionData *data, const Report *report,
                         const Sentences *sentences, Mentions *mentions);

/* Classes of the word, whatever its case. */
uint32_t mention_place_word(const MentionPlaces *places, Text word);
uint32_t mention_place_token(const PlaceFinder *finder, size_t token);
bool mention_is_capital(const PlaceFinder *finder, size_t token);
/* The tokens follow each other with nothing but white space between. */
bool mention_is_beside(const PlaceFinder *finder, size_t token, size_t next);

bool mention_heads_report(const PlaceFinder *finder, const PlaceMatch *match);
/* Chooses the place of each match, by what else the report names. */
void mention_resolve_places(PlaceFinder *finder);
/* Places without a name, in order of the text, at most room; gives their number. */
size_t mention_find_generic_places(const PlaceFinder *finder, PlaceMention *out, size_t room);
/* Names that no gazetteer has; the same. */
size_t mention_find_unknown_places(const PlaceFinder *finder, PlaceMention *out, size_t room);
/* Fills what the words around say of a chosen match. */
void mention_place_roles(const PlaceFinder *finder, const PlaceMatch *match, PlaceMention *out);

#endif
