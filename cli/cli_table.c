#include <inttypes.h>
#include <stdlib.h>

#include "cli/cli.h"

enum { TABLE_BYTES_MOST = 64 << 20, MAP_BYTES_MOST = 1 << 20 };

static int import_into(const Arguments *arguments, const HearsayImportOptions *options)
{
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    HearsayReadCounts counts = {0};
    HearsayError error;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = open_base(arguments, true, &base);
    if (status == EXIT_ANSWERED && hearsay_import(hearsay, base, options, &counts, &error) != HEARSAY_OK)
        status = tell_error(&error);
    hearsay_base_close(base);
    hearsay_close(hearsay);
    if (status == EXIT_ANSWERED && counts.known > 0)
        printf("%s is known already\n", options->name);
    else if (status == EXIT_ANSWERED)
        printf("%" PRIu64 " row%s of %s, a claim each\n", counts.claims, counts.claims == 1 ? "" : "s",
               options->name);
    return status;
}

int table_run(const Arguments *arguments)
{
    char today[16];
    const char *map = arguments->flags[FLAG_MAP];
    if (arguments->word_count != 1)
        return tell_usage("import what? hearsay import TABLE --map MAP.tsv");
    write_today(today);
    HearsayImportOptions options = {.name = arguments->words[0],
                                    .map_name = map,
                                    .recorded =
                                        arguments->flags[FLAG_NOW] ? arguments->flags[FLAG_NOW] : today};
    if (read_class(arguments, &options.class_of_reports) != EXIT_ANSWERED)
        return EXIT_ERROR;
    char *rules = read_whole(map, MAP_BYTES_MOST, &options.map_length);
    char *table = rules ? read_whole(options.name, TABLE_BYTES_MOST, &options.length) : NULL;
    options.map = rules;
    options.bytes = table;
    int status = table ? import_into(arguments, &options) : EXIT_ERROR;
    free(table);
    free(rules);
    return close_stdout(status);
}
