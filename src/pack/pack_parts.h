/* What the readers of a pack share: the pack itself, a file's lines, and errors with their place. */
#ifndef PACK_PACK_PARTS_H
#define PACK_PACK_PARTS_H

#include "core/list.h"
#include "core/map.h"
#include "pack/pack.h"

enum {
    PACK_FORMAT = 1,
    PACK_FILE_BYTES = 4 << 20,
    PACK_FOLDER_FILES = 256,
    PACK_CLASS_WORDS = 50000,
    PACK_PHRASE_WORDS = 12,
    PACK_RULES = 20000,
    PACK_RULE_MATCHES = 64,
    PACK_RULE_YIELDS = 256
};

typedef LIST_OF(PackFile) PackFileList;

typedef struct PackLine {
    const PackFile *file;
    uint32_t number;
    bool after_break; /* an empty line or a comment stood before it */
    Text whole;
    Text text; /* without blanks at both ends */
} PackLine;

typedef struct PackLines {
    const PackFile *file;
    Text rest;
    uint32_t number;
} PackLines;

typedef struct PackClass {
    Text name;
    TextList words;
    LIST_OF(PackTrigger) triggers;
    uint32_t uses; /* elements of patterns that ask for it */
    bool is_used;  /* by a pattern or a constraint */
} PackClass;

struct Pack {
    Arena *arena;
    Map settings; /* key to TextList */
    LIST_OF(PackKind) kinds;
    Map kind_numbers;
    LIST_OF(PackRoleWord) role_words;
    LIST_OF(Text) roles;
    LIST_OF(PackClass) classes;
    size_t named_class_count;
    Map class_numbers; /* of words/, and "=word", "\"form" for the words in rules */
    Map phrases;       /* first word to PackPhrase */
    LIST_OF(PackTrigger) number_triggers;
    LIST_OF(PackRule) rules;
    Map rule_numbers;
    TextList affected;
    Map weights;   /* of the file sureness */
    PackLaw *laws; /* of each kind */
};

MUST_USE Status pack_read_file(Arena *arena, Text folder, Text name, PackFile *out, Error *error);
bool pack_has_file(Arena *arena, Text folder, const char *name);
/* The files of folder/sub that end in suffix, by name; a folder that is absent has none. */
MUST_USE Status pack_read_folder(Arena *arena, Text folder, Text sub, Text suffix, PackFileList *out,
                                 Error *error);
/* A file must be valid UTF-8 without NUL and end in a newline. */
MUST_USE Status pack_check_file(const PackFile *file, Error *error);
/* law/acts.tsv and law/kinds.tsv: both, or neither (NULL). */
MUST_USE Status pack_read_law(Pack *pack, const PackFile *acts_file, const PackFile *kinds_file,
                              Error *error);
/* Settings that name kinds, roles or lists name such as are there. */
MUST_USE Status pack_check_settings(const Pack *pack, const PackFile *file, Error *error);
MUST_USE Status pack_check_yields(const Pack *pack, Error *error);
/* The name without its folder and its ending. */
Text pack_file_stem(const PackFile *file);
PackLines pack_lines(const PackFile *file);
/* The next line that is neither empty nor a comment. */
bool pack_next_line(PackLines *lines, PackLine *out);
/* ERR_PACK at the word, which is a slice of the line. */
Status pack_error(Error *error, const PackLine *line, Text word, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same for a word that is none of the valid ones; what says what was asked for. */
Status pack_unknown(Error *error, const PackLine *line, Text word, TextList valid, const char *what);
/* The next blank-parted word of rest, empty at the end. */
Text pack_next_word(Text *rest);

MUST_USE Status pack_add_class(Pack *pack, const PackFile *file, Error *error);
/* The class of a single word in a rule, made where it is new. */
uint32_t pack_word_class(Pack *pack, Text word, bool is_form);
MUST_USE Status pack_read_words(Pack *pack, const PackFile *file, TextList *out, Error *error);
TextList pack_class_names(const Pack *pack);

MUST_USE Status pack_read_rules(Pack *pack, const PackFile *file, Error *error);
/* yields, examples and triggers: what needs all rules to be read. */
MUST_USE Status pack_finish_rules(Pack *pack, Error *error);
MUST_USE Status pack_read_match(Pack *pack, const PackLine *line, Text pattern, PackMatch *out, Error *error);
void pack_count_uses(Pack *pack, const PackMatch *match);
/* Lists the match under the classes that set it off; false where it has no word that must be there. */
bool pack_index_match(Pack *pack, uint32_t rule, uint32_t match);

#endif
