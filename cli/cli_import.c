#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static int restore(const Arguments *arguments, const char *name, int file)
{
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    HearsayError error;
    HearsayRestoreCounts counts = {0};
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = open_base(arguments, true, &base);
    if (status == EXIT_ANSWERED &&
        hearsay_restore(hearsay, base, name, pull_file, &file, &counts, &error) != HEARSAY_OK)
        status = tell_error(&error);
    if (status == EXIT_ANSWERED && !arguments->flags[FLAG_QUIET])
        printf("%" PRIu64 " report%s, %" PRIu64 " claim%s  →  %s\n", counts.reports,
               counts.reports == 1 ? "" : "s", counts.claims, counts.claims == 1 ? "" : "s",
               hearsay_base_location(base));
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return status;
}

int import_run(const Arguments *arguments)
{
    if (arguments->flags[FLAG_MAP])
        return table_run(arguments);
    if (arguments->word_count != 1)
        return tell_usage(
            "import what? hearsay import EXPORT, or - for standard input; or TABLE --map MAP.tsv");
    const char *name = arguments->words[0];
    int file = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return tell_usage("%s: could not open it: %s", name, strerror(errno));
    int status = restore(arguments, name, file);
    if (file != STDIN_FILENO)
        close(file);
    return close_stdout(status);
}
