#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static int confirm(const Arguments *arguments)
{
    if (arguments->flags[FLAG_YES] || arguments->word_count == 0)
        return EXIT_ANSWERED;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return tell_usage("purge removes reports for good: where nobody can be asked, --yes has to say so");
    fprintf(
        stderr,
        "hearsay: %d report%s will be removed for good, with claims, decisions and originals. Remove? [y/N] ",
        arguments->word_count, arguments->word_count == 1 ? "" : "s");
    char answer[16];
    if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
        return EXIT_ANSWERED;
    return tell_usage("nothing was removed");
}

static int read_purge(const Arguments *arguments, HearsayPurge *out)
{
    *out = (HearsayPurge){.ids = (const char *const *)arguments->words,
                          .id_count = (size_t)arguments->word_count,
                          .handle = arguments->flags[FLAG_HANDLE],
                          .reason = arguments->flags[FLAG_REASON],
                          .day = day_of_now(arguments),
                          .without_originals = arguments->flags[FLAG_NO_FILES] != NULL};
    if (out->id_count == 0)
        return EXIT_ANSWERED;
    if (!out->handle)
        return tell_usage(
            "a purge is kept in the log under a name of your choosing, not your own: --handle NAME");
    if (!out->reason)
        return tell_usage(
            "a purge is kept in the log with its reason: --reason consent|risk|mistake|law|other");
    return check_handle(out->handle);
}

/* An original that lies in the folder goes, even where --no-files lets others be gone already. */
static int open_with_files(const Arguments *arguments, HearsayBase **out)
{
    Arguments given = *arguments;
    const char *base = given.flags[FLAG_BASE];
    if (!base || !strstr(base, "://"))
        given.flags[FLAG_NO_FILES] = NULL;
    return open_base(&given, true, out);
}

int purge_run(const Arguments *arguments)
{
    HearsayPurge purge;
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    HearsayError error;
    if (read_purge(arguments, &purge) || check_base(arguments))
        return EXIT_ERROR;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = open_with_files(arguments, &base);
    if (status == EXIT_ANSWERED)
        status = confirm(arguments);
    if (status == EXIT_ANSWERED &&
        hearsay_purge(hearsay, base, &purge, write_stdout, NULL, &error) != HEARSAY_OK)
        status = tell_error(&error);
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return close_stdout(status);
}
