/* The gazetteer's two files, read where they lie: a folded name becomes the places that bear it. */
#ifndef MENTION_MENTION_PLACE_TABLE_H
#define MENTION_MENTION_PLACE_TABLE_H

#include "mention/mention.h"

/* Both files are mapped, and found in by halves; nothing is parsed ahead. tools/make-places tells the format.
 */
typedef struct PlaceTable {
    Text places; /* places.tsv */
    Text names;  /* names.tsv */
} PlaceTable;

typedef enum PlaceNameKind {
    PLACE_NAME,      /* "Dandong" */
    PLACE_OTHER,     /* another name, "Antung" */
    PLACE_ADJECTIVE, /* "Chinese" */
    PLACE_PEOPLE,    /* "North Koreans" */
    PLACE_SEAT       /* "the Kremlin" */
} PlaceNameKind;

/* A bearer of a name. */
typedef struct PlaceRef {
    PlaceNameKind kind;
    bool is_word;  /* the name is an English word, too */
    size_t offset; /* in PlaceTable.places */
    Text needs;    /* country that the report must name, or empty */
} PlaceRef;

MUST_USE Status mention_open_place_table(Arena *arena, Text folder, PlaceTable *out, Error *error);
/* How names are compared: lower case, no accents, apostrophes and stops; hyphens and white space as a blank.
 */
Text mention_fold_name(Arena *arena, Text name);
/* The bearers of the folded name, most prominent first, to be read with mention_next_ref; empty where nobody
 * bears it. out_longer (may be NULL): names begin with this one and a blank. */
Text mention_find_name(const PlaceTable *table, Text folded, bool *out_longer);
bool mention_next_ref(Text *refs, PlaceRef *out);
/* The place at offset; its texts lie in the table. out_capital may be NULL. */
Place mention_read_place(const PlaceTable *table, size_t offset, bool *out_capital);

#endif
