/* A domain pack's files become one checked rule set that never changes again. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "core/arena.h"
#include "core/error.h"

typedef struct Pack Pack;

/* Reads the folder: pack (name, version, format, licence), kinds, roles/, words/, rules/. Every error names
 * file, line and column. Each rule has a positive and a negative example. */
MUST_USE Status pack_load(Arena *arena, Text folder, Pack **out, Error *error);
Text pack_name(const Pack *pack);
Text pack_version(const Pack *pack);

typedef struct PackKind {
    Text name;     /* "travel-ban" */
    Text group;    /* "movement" */
    Text gloss;    /* what the text asserts */
    bool is_event; /* happened at a time, rather than held for one */
} PackKind;
size_t pack_kind_count(const Pack *pack);
const PackKind *pack_kind(const Pack *pack, size_t number);
/* Number of the kind, or SIZE_MAX. */
size_t pack_find_kind(const Pack *pack, Text name);

/* A word or phrase (lemmas, lower case, blanks between) that names a role. */
typedef struct PackRoleWord {
    Text words;
    Text role;
} PackRoleWord;
size_t pack_role_word_count(const Pack *pack);
const PackRoleWord *pack_role_word(const Pack *pack, size_t number);
/* A word class of words/: for the stages that need one by name (may be absent: count 0). */
TextList pack_words(const Pack *pack, Text class_name);
/* Number and settings: lines "key value" of the pack file (e.g. "home-state North Korea"). */
TextList pack_setting(const Pack *pack, Text key);

#endif
