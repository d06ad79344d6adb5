#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

const FlagInfo flag_table[FLAG_COUNT] = {
    [FLAG_BASE] = {"base", "FILE",
                   "the evidence base (default hearsay.db), or postgresql://USER@HOST/DATABASE"},
    [FLAG_PACK] = {"pack", "NAME", "the domain pack: a name or a folder (default restricted-labour)"},
    [FLAG_FORMAT] = {"format", "table|jsonl|csv", "how answers are written (default table)"},
    [FLAG_IN] = {"in", "PLACE", "a place and what lies within it: Dandong, \"Dandong, Liaoning\", China"},
    [FLAG_ON] = {"on", "DATE", "one day, as 2022-02-10"},
    [FLAG_FROM] = {"from", "DATE", "first day of a period"},
    [FLAG_TO] = {"to", "DATE", "last day of a period"},
    [FLAG_KNOWN_BY] = {"known-by", "DATE", "only what was published by then"},
    [FLAG_RECORDED_BY] = {"recorded-by", "DATE", "only what this base held then"},
    [FLAG_KIND] = {"kind", "KIND,…", "only these kinds of claims"},
    [FLAG_WHOM] = {"whom", "GROUP,…", "only claims on these groups of people: worker, trader, family …"},
    [FLAG_STATUS] = {"status", "STATUS", "only said, planned, possible, ended or said-not"},
    [FLAG_BY] = {"by", "GROUP,…", "only what such people impose or do: hearsay pack roles lists them"},
    [FLAG_SOURCE] = {"source", "TYPE",
                     "only on the word of such a source: anonymous, named, private, official, document, "
                     "organisation or outlet"},
    [FLAG_CHECKED] = {"checked", "yes|no",
                      "only claims that a person checked (yes), or the program alone read (no)"},
    [FLAG_WIDE] = {"wide", NULL, "list the claims on what contains the place, a province or a country"},
    [FLAG_NEAR] = {"near", NULL, "list the claims on places near it"},
    [FLAG_OLD] = {"old", NULL, "list what was last reported more than 180 days before"},
    [FLAG_UNREAD] = {"unread", NULL, "list sentences with a trigger word that gave no claim"},
    [FLAG_ALL] = {"all", NULL, "list all of these, and what is undated or first reported later"},
    [FLAG_EXIT_STATUS] = {"exit-status", NULL, "exit 1 where nothing matched"},
    [FLAG_JSONL] = {"jsonl", NULL, "write claims to standard output, a line each; needs no base"},
    [FLAG_PROTECTED] = {"protected", NULL, "let words of protected reports into the output"},
    [FLAG_CLASS] = {"class", "public|protected", "take every report for published, or for not published"},
    [FLAG_ENCODING] = {"encoding", "NAME", "encoding of the files (default: detected)"},
    [FLAG_AS] = {"as", "text|html|jsonl", "format of the files (default: by their bytes and names)"},
    [FLAG_METADATA] = {"metadata", "FILE.tsv",
                       "a table of what the files do not say: file, id, title, outlet, "
                       "published, url"},
    [FLAG_LIMIT] = {"limit", "MEGABYTES", "largest report that is read (default 64)"},
    [FLAG_FILES] = {"files", "DIR", "where the originals are kept (default BASE.files; PostgreSQL has none)"},
    [FLAG_NO_FILES] = {"no-files", NULL, "keep no originals, only their digests"},
    [FLAG_WITH_SAMPLES] = {"with-samples", NULL, "let retold samples and other reports into one base"},
    [FLAG_NOW] = {"now", "DATE", "the day that enters the base as recorded (default: today, UTC)"},
    [FLAG_PUBLISHED] = {"published", "DATE", "the day of publication: what \"last month\" is counted from"},
    [FLAG_OUTLET] = {"outlet", "NAME", "who published it"},
    [FLAG_WHY] = {"why", NULL,
                  "how a claim was read: its rule, how each field was filled, the tree of its sentence"},
    [FLAG_MEASURES] = {"measures", NULL,
                       "each measure with its steps: announced, in force, extended, moved, ended"},
    [FLAG_MIN_SURE] = {"min-sure", "0..1",
                       "leave out claims that the reader is less sure to have read rightly"},
    [FLAG_BY_KIND] = {"by-kind", NULL, "each kind of claim, and what was read as another"},
    [FLAG_BY_SURENESS] = {"by-sureness", NULL, "how often claims of each tenth of sureness are right"},
    [FLAG_MISSES] = {"misses", "N", "list N claims that were missed and N that are not coded"},
    [FLAG_EXPORT_FORMAT] = {"format", "jsonl|csv|geojson|annotation|ftm|ftm-statements",
                            "the form of the export (default jsonl)"},
    [FLAG_OUT] = {"out", "FILE",
                  "where it is written: the file has its name when it is whole (default: standard "
                  "output)"},
    [FLAG_YES] = {"yes", NULL, "do not ask"},
    [FLAG_HANDLE] = {"handle", "NAME", "a name of your choosing, never your own"},
    [FLAG_REASON] = {"reason", "TEXT", "why, in one line"},
    [FLAG_UNDO] = {"undo", "N", "let decision N hold no longer"},
    [FLAG_MAP] = {"map", "MAP.tsv", "what the columns of the table are (docs/import.md)"},
    [FLAG_AT] = {"at", "N", "the character of the report at which the words begin, from 1"},
    [FLAG_COUNT_OF] = {"count", "N", "how many claims (default 10)"},
    [FLAG_LIST] = {"list", NULL, "list every decision with its number"},
    [FLAG_UNCHECKED] = {"unchecked", NULL, "ftm: claims that no person has checked, too"},
    [FLAG_CHECKPOINT] = {"checkpoint", "FILE", "a checkpoint that the log must go on from"},
    [FLAG_KEY] = {"key", "FILE",
                  "the key that signs a checkpoint, or the public one that it is checked with"},
    [FLAG_AGAIN] = {"again", NULL, "read what was purged from the base, too"},
    [FLAG_NEW_KEY] = {"new-key", "FILE",
                      "make a key: the secret half into FILE, the public one to standard output"},
    [FLAG_SVG] = {"svg", NULL, "as a picture, in SVG"},
    [FLAG_PORT] = {"port", "N", "where the page is served (default 8471; 0: any free one)"},
    [FLAG_ADDRESS] = {"address", "IP", "another address than 127.0.0.1; needs --token"},
    [FLAG_TOKEN] = {"token", "FILE",
                    "whoever asks must know the first line of FILE, of 32 characters or more"},
    [FLAG_QUIET] = {"quiet", NULL, "no progress and no summary"},
    [FLAG_HELP] = {"help", NULL, "this text"},
};

static void fill_options(const Command *command, struct option options[FLAG_COUNT + 2])
{
    size_t count = 0;
    for (size_t i = 0; command->flags[i]; i++) {
        int flag = command->flags[i] - 1;
        options[count++] = (struct option){
            flag_table[flag].name, flag_table[flag].value ? required_argument : no_argument, NULL, flag};
    }
    options[count++] = (struct option){"help", no_argument, NULL, FLAG_HELP};
    options[count] = (struct option){0};
}

/* A list of strings that is ended by NULL. */
typedef struct Words {
    char **items;
    size_t count;
    size_t capacity;
} Words;

static int add_word(Words *words, char *word)
{
    if (words->count + 1 >= words->capacity) {
        size_t capacity = words->capacity ? words->capacity * 2 : 32;
        char **items = realloc(words->items, capacity * sizeof *items);
        if (!items)
            return tell_usage("out of memory");
        words->items = items;
        words->capacity = capacity;
    }
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
    return EXIT_ANSWERED;
}

/* Each line of the file is an argument. */
static int add_lines(Words *words, Words *files, const char *path)
{
    enum { MOST_BYTES = 1 << 20 };
    size_t length = 0;
    char *bytes = read_whole(path, MOST_BYTES, &length);
    if (!bytes)
        return EXIT_ERROR;
    int status = add_word(files, bytes);
    for (char *line = bytes; status == EXIT_ANSWERED && line < bytes + length;) {
        char *end = memchr(line, '\n', (size_t)(bytes + length - line));
        char *next = end ? end + 1 : bytes + length;
        if (end)
            *end = '\0';
        size_t line_length = strlen(line);
        if (line_length > 0 && line[line_length - 1] == '\r')
            line[--line_length] = '\0';
        if (line_length > 0)
            status = add_word(words, line);
        line = next;
    }
    return status;
}

static int spread_files(int argc, char **argv, Arguments *out, int *out_count)
{
    Words words = {0}, files = {0};
    int status = EXIT_ANSWERED;
    for (int i = 0; i < argc && status == EXIT_ANSWERED; i++) {
        bool is_file = i > 0 && argv[i][0] == '@' && argv[i][1] != '\0';
        status = is_file ? add_lines(&words, &files, argv[i] + 1) : add_word(&words, argv[i]);
    }
    out->items = words.items;
    out->files = files.items;
    *out_count = (int)words.count;
    return status;
}

int flags_read(const Command *command, int argc, char **argv, Arguments *out)
{
    *out = (Arguments){0};
    int count = 0;
    if (spread_files(argc, argv, out, &count) != EXIT_ANSWERED || !out->items)
        return EXIT_ERROR;
    struct option options[FLAG_COUNT + 2];
    fill_options(command, options);
    optind = 1;
    opterr = 0;
    for (;;) {
        int flag = getopt_long(count, out->items, "h", options, NULL);
        if (flag == -1)
            break;
        if (flag == '?')
            return tell_usage("%s %s: no such option, or its value is missing: hearsay %s --help lists them",
                              command->name, out->items[optind - 1], command->name);
        out->flags[flag == 'h' ? FLAG_HELP : flag] = optarg ? optarg : "";
    }
    out->words = out->items + optind;
    out->word_count = count - optind;
    return EXIT_ANSWERED;
}

void flags_free(Arguments *arguments)
{
    for (size_t i = 0; arguments->files && arguments->files[i]; i++)
        free(arguments->files[i]);
    free(arguments->files);
    free(arguments->items);
    *arguments = (Arguments){0};
}
