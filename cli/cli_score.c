#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { CODING_MOST = 256 << 20, TABLE_MOST = 64 << 20 };

typedef struct ScoreRun {
    HearsayReader *reader;
    bool has_errors;
} ScoreRun;

static void note_error(void *context, const HearsayError *error)
{
    ScoreRun *run = context;
    run->has_errors = true;
    tell_error(error);
}

static int read_file(void *context, const char *path)
{
    ScoreRun *run = context;
    int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return tell_usage("%s: could not open it: %s", path, strerror(errno));
    HearsayError error;
    HearsayStatus status = hearsay_reader_read(run->reader, path, pull_file, &file, &error);
    if (file != STDIN_FILENO)
        close(file);
    return status == HEARSAY_OK ? EXIT_ANSWERED : tell_error(&error);
}

static int read_paths(ScoreRun *run, const Arguments *arguments)
{
    const char *skip[] = {arguments->words[0], arguments->flags[FLAG_METADATA], NULL};
    int status = EXIT_ANSWERED;
    for (int i = 1; i < arguments->word_count && status == EXIT_ANSWERED; i++) {
        const char *path = arguments->words[i];
        status = strcmp(path, "-") == 0 ? read_file(run, path) : walk_files(path, skip, read_file, run);
    }
    return status;
}

static int read_misses(const Arguments *arguments, size_t *out)
{
    const char *given = arguments->flags[FLAG_MISSES];
    *out = 0;
    if (!given)
        return EXIT_ANSWERED;
    char *end = NULL;
    errno = 0;
    *out = strtoul(given, &end, 10);
    if (errno != 0 || *given == '-' || *given == '\0' || *end != '\0')
        return tell_usage("--misses '%s' is no number", given);
    return EXIT_ANSWERED;
}

static int write_score(const ScoreRun *run, const Arguments *arguments, size_t misses)
{
    HearsayError error;
    HearsayScoreOptions options = {.by_kind = arguments->flags[FLAG_BY_KIND] != NULL,
                                   .by_sureness = arguments->flags[FLAG_BY_SURENESS] != NULL,
                                   .misses = misses};
    if (hearsay_reader_score(run->reader, &options, write_stdout, NULL, &error) != HEARSAY_OK)
        return tell_error(&error);
    return EXIT_ANSWERED;
}

static int score_reports(const Arguments *arguments, const Hearsay *hearsay,
                         const HearsayReadOptions *options, const char *coding, size_t coding_length)
{
    ScoreRun run = {0};
    HearsayError error;
    size_t misses = 0;
    if (read_misses(arguments, &misses))
        return EXIT_ERROR;
    if (hearsay_reader_new(hearsay, NULL, options, &run.reader, &error) != HEARSAY_OK)
        return tell_error(&error);
    hearsay_reader_set_on_error(run.reader, note_error, &run);
    int status = EXIT_ANSWERED;
    if (hearsay_reader_set_coding(run.reader, arguments->words[0], coding, coding_length, &error) !=
        HEARSAY_OK)
        status = tell_error(&error);
    if (status == EXIT_ANSWERED)
        status = read_paths(&run, arguments);
    if (status == EXIT_ANSWERED)
        status = write_score(&run, arguments, misses);
    hearsay_reader_free(run.reader);
    return run.has_errors ? EXIT_ERROR : status;
}

int score_run(const Arguments *arguments)
{
    if (arguments->word_count < 2)
        return tell_usage("score what? hearsay score CODING PATH…: a coding, and the reports that it codes");
    HearsayReadOptions options = {.encoding = arguments->flags[FLAG_ENCODING],
                                  .format = arguments->flags[FLAG_AS]};
    if (read_min_sure(arguments, &options.min_sure))
        return EXIT_ERROR;
    size_t coding_length = 0;
    char *table = NULL;
    char *coding = read_whole(arguments->words[0], CODING_MOST, &coding_length);
    int status = coding ? EXIT_ANSWERED : EXIT_ERROR;
    if (status == EXIT_ANSWERED && arguments->flags[FLAG_METADATA]) {
        table = read_whole(arguments->flags[FLAG_METADATA], TABLE_MOST, &options.metadata_length);
        status = table ? EXIT_ANSWERED : EXIT_ERROR;
    }
    options.metadata = table;
    options.metadata_name = arguments->flags[FLAG_METADATA];
    Hearsay *hearsay = NULL;
    if (status == EXIT_ANSWERED)
        status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = score_reports(arguments, hearsay, &options, coding, coding_length);
    hearsay_close(hearsay);
    free(table);
    free(coding);
    return close_stdout(status);
}
