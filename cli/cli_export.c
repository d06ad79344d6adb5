#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal_number)
{
    (void)signal_number;
    is_interrupted = 1;
}

/* Where an export goes: standard output, or a file that gets its name when it is whole. */
typedef struct Output {
    FILE *file;
    const char *name; /* NULL: standard output */
    char *part;       /* the name until then; NULL: written as it is (a device, a pipe) */
    int reason;       /* errno of what failed; 0: nothing has */
} Output;

static int write_output(void *context, const char *bytes, size_t length)
{
    Output *output = context;
    if (is_interrupted)
        return 1;
    errno = 0;
    if (fwrite(bytes, 1, length, output->file) == length)
        return 0;
    output->reason = errno ? errno : EIO;
    return 1;
}

static int tell_output(const Output *output)
{
    return tell_usage("%s: could not write the export: %s%s", output->name ? output->name : "standard output",
                      strerror(output->reason), output->part ? "; no part of it was left behind" : "");
}

/* A copy of a base with what is protected is for its owner alone. */
static int open_part(Output *output, bool is_protected)
{
    if (asprintf(&output->part, "%s.XXXXXX", output->name) < 0) {
        output->part = NULL;
        return tell_usage("out of memory");
    }
    int file = mkstemp(output->part);
    mode_t mask = umask(0);
    umask(mask);
    if (file >= 0 && fchmod(file, is_protected ? 0600 : 0666 & ~mask) == 0)
        output->file = fdopen(file, "wb");
    if (output->file)
        return EXIT_ANSWERED;
    output->reason = errno;
    if (file >= 0) {
        unlink(output->part);
        close(file);
    }
    int status = tell_output(output);
    free(output->part);
    output->part = NULL;
    return status;
}

static int open_output(Output *output, const char *name, bool is_protected)
{
    *output = (Output){.file = stdout};
    if (!name || strcmp(name, "-") == 0)
        return EXIT_ANSWERED;
    output->file = NULL;
    output->name = name;
    struct stat status;
    bool is_special = stat(name, &status) == 0 && !S_ISREG(status.st_mode);
    if (!is_special)
        return open_part(output, is_protected);
    output->file = fopen(name, "wb");
    output->reason = errno;
    return output->file ? EXIT_ANSWERED : tell_output(output);
}

/* Gives the file its name, or takes it away again. */
static int close_output(Output *output, int status)
{
    errno = 0;
    bool is_flushed = fflush(output->file) == 0 && !ferror(output->file);
    if (output->part && is_flushed)
        is_flushed = fsync(fileno(output->file)) == 0;
    if (!is_flushed && status != EXIT_ERROR) {
        output->reason = errno ? errno : EIO;
        status = EXIT_ERROR;
    }
    if (output->name && fclose(output->file) != 0 && status != EXIT_ERROR) {
        output->reason = errno;
        status = EXIT_ERROR;
    }
    if (output->part && status != EXIT_ERROR && rename(output->part, output->name) != 0) {
        output->reason = errno;
        status = EXIT_ERROR;
    }
    if (output->part && status == EXIT_ERROR)
        unlink(output->part);
    if (output->reason != 0)
        tell_output(output);
    free(output->part);
    return status;
}

static int read_export_format(const Arguments *arguments, HearsayExportFormat *out)
{
    static const char *const names[] = {"jsonl", "csv", "geojson", "annotation", "ftm", "ftm-statements"};
    const char *given = arguments->flags[FLAG_EXPORT_FORMAT];
    *out = HEARSAY_EXPORT_JSONL;
    for (size_t i = 0; given && i < sizeof names / sizeof *names; i++)
        if (strcmp(given, names[i]) == 0) {
            *out = (HearsayExportFormat)i;
            return EXIT_ANSWERED;
        }
    return given ? tell_usage("--format '%s' is none of %s", given, flag_table[FLAG_EXPORT_FORMAT].value)
                 : EXIT_ANSWERED;
}

/* What was not published leaves the base only when a person says so twice. */
static int confirm(const Arguments *arguments)
{
    if (!arguments->flags[FLAG_PROTECTED] || arguments->flags[FLAG_YES])
        return EXIT_ANSWERED;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return tell_usage(
            "--protected writes what was not published, with the words of its sources: where nobody can "
            "be asked, --yes has to say so");
    fputs("hearsay: the export will hold what was not published, with the words of its sources. Write it? "
          "[y/N] ",
          stderr);
    char answer[16];
    if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
        return EXIT_ANSWERED;
    return tell_usage("nothing was written");
}

static int run_export(const Arguments *arguments, const HearsayQuestion *question,
                      const HearsayExportOptions *options, HearsayExportCounts *out)
{
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    Output output;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = open_base(arguments, false, &base);
    if (status == EXIT_ANSWERED)
        status = open_output(&output, arguments->flags[FLAG_OUT], question->with_protected);
    if (status == EXIT_ANSWERED) {
        HearsayError error;
        if (hearsay_export(hearsay, base, question, options, write_output, &output, out, &error) !=
            HEARSAY_OK) {
            status = EXIT_ERROR;
            if (is_interrupted)
                tell_usage("interrupted: the export is not whole");
            else if (output.reason == 0)
                tell_error(&error);
        }
        status = close_output(&output, status);
    }
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return status;
}

int export_run(const Arguments *arguments)
{
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: --out names the file", arguments->words[0]);
    HearsayQuestion question;
    HearsayExportOptions options = {.with_unchecked = arguments->flags[FLAG_UNCHECKED] != NULL};
    if (read_question(arguments, &question) != EXIT_ANSWERED ||
        read_export_format(arguments, &options.format) != EXIT_ANSWERED ||
        confirm(arguments) != EXIT_ANSWERED)
        return EXIT_ERROR;
    struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    HearsayExportCounts counts = {0};
    int status = run_export(arguments, &question, &options, &counts);
    if (status == EXIT_ANSWERED && counts.unchecked > 0)
        fprintf(stderr, "%" PRIu64 " claim%s that no person has checked left out (--unchecked gives them)\n",
                counts.unchecked, counts.unchecked == 1 ? "" : "s");
    return status == EXIT_ANSWERED && counts.rows == 0 && arguments->flags[FLAG_EXIT_STATUS] ? EXIT_NOTHING
                                                                                             : status;
}
