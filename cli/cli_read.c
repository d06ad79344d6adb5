#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile sig_atomic_t is_interrupted;

static void note_interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

typedef struct ReadRun {
    HearsayReader *reader;
    bool has_errors;
    bool shows_progress;
    struct timespec shown; /* when progress was last shown */
    bool is_over;          /* the base, the output or the machine failed: reading on is no use */
    uint64_t cut_count;    /* reports that the interrupt cut: no failures */
} ReadRun;

/* A second line would scroll: progress is one line that each next one writes over. */
static void show_progress(ReadRun *run, const char *file)
{
    struct timespec now;
    if (!run->shows_progress || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return;
    if (now.tv_sec == run->shown.tv_sec && now.tv_nsec - run->shown.tv_nsec < 100000000)
        return;
    run->shown = now;
    HearsayReadCounts counts = hearsay_reader_counts(run->reader);
    fprintf(stderr, "\r\033[K%" PRIu64 " reports, %" PRIu64 " claims  %.60s", counts.reports, counts.claims,
            file);
    fflush(stderr);
}

static void end_progress(const ReadRun *run)
{
    if (run->shows_progress)
        fputs("\r\033[K", stderr);
}

static void note_error(void *context, const HearsayError *error)
{
    ReadRun *run = context;
    if (is_interrupted) {
        run->cut_count++;
        return;
    }
    run->has_errors = true;
    end_progress(run);
    tell_error(error);
}

/* Pulls from a file descriptor; an interrupt ends the input at the next report. */
static ptrdiff_t pull_bytes(void *context, void *bytes, size_t length)
{
    const int *file = context;
    if (is_interrupted) {
        errno = EINTR;
        return -1;
    }
    ssize_t got;
    do
        got = read(*file, bytes, length);
    while (got < 0 && errno == EINTR && !is_interrupted);
    return got;
}

static int read_file(void *context, const char *path)
{
    ReadRun *run = context;
    if (is_interrupted || run->is_over)
        return EXIT_ERROR;
    show_progress(run, path);
    int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        run->has_errors = true;
        end_progress(run);
        tell_usage("%s: could not open it: %s", path, strerror(errno));
        return 0;
    }
    HearsayError error;
    HearsayStatus status = hearsay_reader_read(run->reader, path, pull_bytes, &file, &error);
    if (file != STDIN_FILENO)
        close(file);
    if (status == HEARSAY_OK)
        return 0;
    end_progress(run);
    run->is_over = true;
    if (!(errno == EPIPE && ferror(stdout)))
        tell_error(&error);
    return EXIT_ERROR;
}

static int read_limit(const Arguments *arguments, uint64_t *out)
{
    const char *given = arguments->flags[FLAG_LIMIT];
    *out = 0;
    if (!given)
        return EXIT_ANSWERED;
    char *end = NULL;
    errno = 0;
    unsigned long megabytes = strtoul(given, &end, 10);
    if (errno != 0 || *end != '\0' || megabytes == 0 || megabytes > 1024)
        return tell_usage("--limit '%s' is no number of megabytes from 1 to 1024", given);
    *out = (uint64_t)megabytes << 20;
    return EXIT_ANSWERED;
}

static void print_summary(const ReadRun *run, const Arguments *arguments, const HearsayBase *base)
{
    HearsayReadCounts counts = hearsay_reader_counts(run->reader);
    counts.failed -= run->cut_count;
    if (!base)
        printf("{\"type\":\"summary\",\"report_count\":%" PRIu64 ",\"claim_count\":%" PRIu64
               ",\"known_count\":%" PRIu64 ",\"failed_count\":%" PRIu64 ",\"held_back_count\":%" PRIu64 "}\n",
               counts.reports, counts.claims, counts.known, counts.failed, counts.held_back);
    if (arguments->flags[FLAG_QUIET])
        return;
    FILE *out = base ? stdout : stderr;
    fprintf(out, "%" PRIu64 " report%s, %" PRIu64 " claim%s, ", counts.reports,
            counts.reports == 1 ? "" : "s", counts.claims, counts.claims == 1 ? "" : "s");
    if (counts.voices_low == counts.voices_high)
        fprintf(out, "%" PRIu64 " voice%s", counts.voices_low, counts.voices_low == 1 ? "" : "s");
    else
        fprintf(out, "%" PRIu64 " to %" PRIu64 " voices", counts.voices_low, counts.voices_high);
    fputs(", 0 claims checked by a person", out);
    if (counts.known > 0)
        fprintf(out, "; %" PRIu64 " known already", counts.known);
    if (counts.purged > 0)
        fprintf(out, "; %" PRIu64 " purged before and left out (--again reads them)", counts.purged);
    if (counts.failed > 0)
        fprintf(out, "; %" PRIu64 " could not be read", counts.failed);
    if (counts.held_back > 0)
        fprintf(out, "; %" PRIu64 " protected, left out of the output (--protected lets them in)",
                counts.held_back);
    if (is_interrupted)
        fputs("; interrupted: the same command goes on", out);
    if (base)
        fprintf(out, "  →  %s", hearsay_base_location(base));
    fputc('\n', out);
}

static int read_paths(ReadRun *run, const Arguments *arguments)
{
    const char *base = arguments->flags[FLAG_BASE] ? arguments->flags[FLAG_BASE] : "hearsay.db";
    char *base_files = NULL, *base_log = NULL, *base_memory = NULL;
    if (asprintf(&base_files, "%s.files", base) < 0 || asprintf(&base_log, "%s-wal", base) < 0 ||
        asprintf(&base_memory, "%s-shm", base) < 0)
        return tell_usage("out of memory");
    const char *files = arguments->flags[FLAG_FILES] ? arguments->flags[FLAG_FILES] : base_files;
    const char *skip[] = {base, base_log, base_memory, files, arguments->flags[FLAG_METADATA], NULL};
    int status = EXIT_ANSWERED;
    for (int i = 0; i < arguments->word_count && !is_interrupted; i++) {
        const char *path = arguments->words[i];
        int result = strcmp(path, "-") == 0 ? read_file(run, path) : walk_files(path, skip, read_file, run);
        if (result != 0)
            status = result;
    }
    free(base_files);
    free(base_log);
    free(base_memory);
    return status;
}

/* A day before that of the log's last entry is kept as it is given, and said. */
static int tell_day(HearsayBase *base, const char *day)
{
    char last[16];
    HearsayError error;
    if (hearsay_base_last_day(base, last, &error) != HEARSAY_OK)
        return tell_error(&error);
    if (last[0] && strcmp(day, last) < 0)
        fprintf(stderr, "hearsay: %s lies before %s, the day of the log's last entry: it is kept as given\n",
                day, last);
    return EXIT_ANSWERED;
}

static int run_reader(const Arguments *arguments, Hearsay *hearsay, HearsayBase *base,
                      HearsayReadOptions *options)
{
    HearsayError error;
    ReadRun run = {.shows_progress = !arguments->flags[FLAG_QUIET] && isatty(STDERR_FILENO)};
    if (hearsay_reader_new(hearsay, base, options, &run.reader, &error) != HEARSAY_OK)
        return tell_error(&error);
    hearsay_reader_set_on_error(run.reader, note_error, &run);
    if (arguments->flags[FLAG_JSONL])
        hearsay_reader_set_output(run.reader, write_stdout, NULL);
    struct sigaction action = {.sa_handler = note_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    int status = read_paths(&run, arguments);
    end_progress(&run);
    if (base && !is_interrupted && hearsay_reader_finish(run.reader, &error) != HEARSAY_OK)
        status = tell_error(&error);
    print_summary(&run, arguments, base);
    hearsay_reader_free(run.reader);
    return status != EXIT_ANSWERED || run.has_errors || is_interrupted ? EXIT_ERROR : EXIT_ANSWERED;
}

int read_run(const Arguments *arguments)
{
    HearsayReadOptions options = {.encoding = arguments->flags[FLAG_ENCODING],
                                  .format = arguments->flags[FLAG_AS],
                                  .again = arguments->flags[FLAG_AGAIN] != NULL,
                                  .with_samples = arguments->flags[FLAG_WITH_SAMPLES] != NULL,
                                  .with_protected = arguments->flags[FLAG_PROTECTED] != NULL,
                                  .recorded = day_of_now(arguments)};
    if (arguments->word_count == 0)
        return tell_usage("read what? hearsay read PATH…, or - for standard input");
    if (read_class(arguments, &options.class_of_reports) || read_limit(arguments, &options.limit) ||
        read_min_sure(arguments, &options.min_sure))
        return EXIT_ERROR;
    char *table = NULL;
    if (arguments->flags[FLAG_METADATA]) {
        table = read_whole(arguments->flags[FLAG_METADATA], (size_t)64 << 20, &options.metadata_length);
        if (!table)
            return EXIT_ERROR;
        options.metadata = table;
        options.metadata_name = arguments->flags[FLAG_METADATA];
    }
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED && !arguments->flags[FLAG_JSONL])
        status = open_base(arguments, true, &base);
    if (status == EXIT_ANSWERED && base)
        status = tell_day(base, options.recorded);
    if (status == EXIT_ANSWERED)
        status = run_reader(arguments, hearsay, base, &options);
    hearsay_base_close(base);
    hearsay_close(hearsay);
    free(table);
    return close_stdout(status);
}
