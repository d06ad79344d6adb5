/* The program: a table of commands over the library. Reads arguments, calls hearsay_*, prints, exits 0, 1
 * or 2. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

#include "hearsay.h"

enum { EXIT_ANSWERED = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

/* Every flag of every command; FLAG_TABLE in cli_flags.c says the rest. */
typedef enum Flag {
    FLAG_BASE,
    FLAG_PACK,
    FLAG_FORMAT,
    FLAG_IN,
    FLAG_ON,
    FLAG_FROM,
    FLAG_TO,
    FLAG_KNOWN_BY,
    FLAG_RECORDED_BY,
    FLAG_KIND,
    FLAG_WHOM,
    FLAG_STATUS,
    FLAG_BY,
    FLAG_SOURCE,
    FLAG_CHECKED,
    FLAG_WIDE,
    FLAG_NEAR,
    FLAG_OLD,
    FLAG_UNREAD,
    FLAG_ALL,
    FLAG_EXIT_STATUS,
    FLAG_JSONL,
    FLAG_PROTECTED,
    FLAG_CLASS,
    FLAG_ENCODING,
    FLAG_AS,
    FLAG_METADATA,
    FLAG_LIMIT,
    FLAG_FILES,
    FLAG_NO_FILES,
    FLAG_WITH_SAMPLES,
    FLAG_NOW,
    FLAG_PUBLISHED,
    FLAG_OUTLET,
    FLAG_WHY,
    FLAG_MEASURES,
    FLAG_MIN_SURE,
    FLAG_BY_KIND,
    FLAG_BY_SURENESS,
    FLAG_MISSES,
    FLAG_EXPORT_FORMAT,
    FLAG_OUT,
    FLAG_YES,
    FLAG_HANDLE,
    FLAG_REASON,
    FLAG_UNDO,
    FLAG_LIST,
    FLAG_UNCHECKED,
    FLAG_CHECKPOINT,
    FLAG_KEY,
    FLAG_NEW_KEY,
    FLAG_AT,
    FLAG_MAP,
    FLAG_COUNT_OF,
    FLAG_SVG,
    FLAG_PORT,
    FLAG_ADDRESS,
    FLAG_TOKEN,
    FLAG_AGAIN,
    FLAG_QUIET,
    FLAG_HELP,
    FLAG_COUNT
} Flag;

typedef struct FlagInfo {
    const char *name;
    const char *value; /* what it takes, or NULL */
    const char *help;
} FlagInfo;
extern const FlagInfo flag_table[FLAG_COUNT];

/* What was given: the value of each flag ("" where it takes none and was given), NULL where it was not. */
typedef struct Arguments {
    const char *flags[FLAG_COUNT];
    char **words; /* the rest */
    int word_count;
    char **items; /* all of them; owned */
    char **files; /* the bytes of @FILE arguments, ended by NULL; owned */
} Arguments;

typedef struct Command {
    const char *name;
    const char *words; /* "PATH…" */
    const char *summary;
    const char *text; /* paragraphs of --help and the manual */
    const char *example;
    unsigned char flags[FLAG_COUNT]; /* Flag + 1, ended by 0 */
    int (*run)(const Arguments *arguments);
} Command;
extern const Command command_table[];
extern const size_t command_count;
const Command *command_find(const char *name); /* NULL if there is none */

/* Fills arguments from argv behind the command's name; EXIT_ERROR after it said what is wrong. An argument
 * @FILE stands for the lines of FILE, @- for those of standard input. */
int flags_read(const Command *command, int argc, char **argv, Arguments *out);
void flags_free(Arguments *arguments);

void help_command(FILE *out, const Command *command);
void help_all(FILE *out);
int help_run(const Arguments *arguments);
int completion_run(const Arguments *arguments);

int read_run(const Arguments *arguments);
int ask_run(const Arguments *arguments);
int timeline_run(const Arguments *arguments);
int count_run(const Arguments *arguments);
int show_run(const Arguments *arguments);
int sources_run(const Arguments *arguments);
int export_run(const Arguments *arguments);
int import_run(const Arguments *arguments);
int table_run(const Arguments *arguments); /* import with --map */
int decide_run(const Arguments *arguments);
int correct_run(const Arguments *arguments);
int add_run(const Arguments *arguments);
int review_run(const Arguments *arguments);
int parse_run(const Arguments *arguments);
int times_run(const Arguments *arguments);
int places_run(const Arguments *arguments);
int quotes_run(const Arguments *arguments);
int events_run(const Arguments *arguments);
int pack_run(const Arguments *arguments);
int score_run(const Arguments *arguments);
int verify_run(const Arguments *arguments);
int checkpoint_run(const Arguments *arguments);
int serve_run(const Arguments *arguments);
int purge_run(const Arguments *arguments);

/* "hearsay: name:line: message" on stderr; gives EXIT_ERROR. */
int tell_error(const HearsayError *error);
int tell_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Opens the library with --pack and the data that lie beside the program. */
int open_hearsay(const Arguments *arguments, Hearsay **out);
int open_base(const Arguments *arguments, bool writable, HearsayBase **out);
/* What the options of a question say. */
int read_question(const Arguments *arguments, HearsayQuestion *out);
/* EXIT_ERROR after it said so: the handle is the person's name on this machine. */
int check_handle(const char *handle);
/* EXIT_ERROR after it said so: there is no base, and none is to be made. */
int check_base(const Arguments *arguments);
/* The day that --now gives, else today: the only place that reads the clock. Lives until the program ends. */
const char *day_of_now(const Arguments *arguments);
/* The format that --format names, HEARSAY_TABLE by default; EXIT_ERROR for no format. */
int read_format(const Arguments *arguments, HearsayFormat *out);
/* What --class says; EXIT_ERROR for no class. */
int read_class(const Arguments *arguments, HearsayClass *out);
/* What --min-sure gives, 0 without it; EXIT_ERROR for no number from 0 to 1. */
int read_min_sure(const Arguments *arguments, double *out);
/* A sink that writes to stdout. */
int write_stdout(void *context, const char *bytes, size_t length);
/* Flushes stdout: EXIT_ERROR if it failed, but a broken pipe is quiet success. */
int close_stdout(int status);
/* The day of the clock, UTC, as YYYY-MM-DD; empty where it cannot be told. */
void write_today(char out[16]);
/* A HearsayPull from a file descriptor, which context points to. */
ptrdiff_t pull_file(void *context, void *bytes, size_t length);
size_t terminal_width(void);
/* A whole file (or "-") in memory that the caller frees; NULL after it said why not. */
char *read_whole(const char *path, size_t limit, size_t *out_length);

/* Calls visit for every regular file at or under path, in order of their names. Hidden files, and what skip
 * names (a NULL-ended list of paths), are left out. Stops at the first result that is not 0 and gives it. */
int walk_files(const char *path, const char *const *skip, int (*visit)(void *context, const char *file),
               void *context);

#endif
