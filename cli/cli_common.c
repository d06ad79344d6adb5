#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

int tell_error(const HearsayError *error)
{
    fputs("hearsay: ", stderr);
    if (error->name[0])
        fprintf(stderr, "%s:", error->name);
    if (error->name[0] && error->line > 0)
        fprintf(stderr, "%u:", error->line);
    fprintf(stderr, "%s%s\n", error->name[0] ? " " : "", error->message);
    return EXIT_ERROR;
}

int tell_usage(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("hearsay: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return EXIT_ERROR;
}

/* DIR/../share/hearsay of the program's own folder DIR, where it was installed or built; NULL if it is not
 * there. */
static char *data_beside_program(void)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    char *folder = NULL;
    if (asprintf(&folder, "%s/../share/hearsay", program) < 0)
        return NULL;
    if (access(folder, R_OK) != 0) {
        free(folder);
        return NULL;
    }
    return folder;
}

int open_hearsay(const Arguments *arguments, Hearsay **out)
{
    HearsayOptions options = {.pack = arguments->flags[FLAG_PACK]};
    HearsayError error;
    const char *given = getenv("HEARSAY_DATA");
    char *folder = given && *given ? NULL : data_beside_program();
    options.data = folder;
    HearsayStatus status = hearsay_open(&options, out, &error);
    free(folder);
    return status == HEARSAY_OK ? EXIT_ANSWERED : tell_error(&error);
}

const char *day_of_now(const Arguments *arguments)
{
    static char today[16];
    if (arguments->flags[FLAG_NOW])
        return arguments->flags[FLAG_NOW];
    write_today(today);
    return today;
}

int open_base(const Arguments *arguments, bool writable, HearsayBase **out)
{
    HearsayError error;
    HearsayBaseOptions options = {.location = arguments->flags[FLAG_BASE],
                                  .files = arguments->flags[FLAG_FILES],
                                  .no_files = arguments->flags[FLAG_NO_FILES] != NULL,
                                  .writable = writable,
                                  .today = writable ? day_of_now(arguments) : NULL};
    if (!options.location)
        options.location = "hearsay.db";
    return hearsay_base_open(&options, out, &error) == HEARSAY_OK ? EXIT_ANSWERED : tell_error(&error);
}

int read_format(const Arguments *arguments, HearsayFormat *out)
{
    const char *given = arguments->flags[FLAG_FORMAT];
    if (!given || strcmp(given, "table") == 0)
        *out = HEARSAY_TABLE;
    else if (strcmp(given, "jsonl") == 0)
        *out = HEARSAY_JSONL;
    else if (strcmp(given, "csv") == 0)
        *out = HEARSAY_CSV;
    else
        return tell_usage("--format '%s' is none of table, jsonl, csv", given);
    return EXIT_ANSWERED;
}

int read_min_sure(const Arguments *arguments, double *out)
{
    const char *given = arguments->flags[FLAG_MIN_SURE];
    *out = 0;
    if (!given)
        return EXIT_ANSWERED;
    char *end = NULL;
    *out = strtod(given, &end);
    if (end == given || *end != '\0' || !(*out >= 0 && *out <= 1))
        return tell_usage("--min-sure '%s' is no number from 0 to 1", given);
    return EXIT_ANSWERED;
}

int read_class(const Arguments *arguments, HearsayClass *out)
{
    const char *given = arguments->flags[FLAG_CLASS];
    *out = HEARSAY_CLASS_AUTO;
    if (!given)
        return EXIT_ANSWERED;
    if (strcmp(given, "public") == 0)
        *out = HEARSAY_CLASS_PUBLIC;
    else if (strcmp(given, "protected") == 0)
        *out = HEARSAY_CLASS_PROTECTED;
    else
        return tell_usage("--class '%s' is none of public, protected", given);
    return EXIT_ANSWERED;
}

int write_stdout(void *context, const char *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length ? 0 : 1;
}

int close_stdout(int status)
{
    if (status == EXIT_ERROR && ferror(stdout))
        return status; /* told already */
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (errno == EPIPE)
        return status;
    return tell_usage("could not write the output: %s", strerror(errno));
}

ptrdiff_t pull_file(void *context, void *bytes, size_t length)
{
    const int *file = context;
    ssize_t got;
    do
        got = read(*file, bytes, length);
    while (got < 0 && errno == EINTR);
    return got;
}

size_t terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 100;
}

/* The clock is read here and nowhere else: the day alone enters the base. */
void write_today(char out[16])
{
    time_t now = time(NULL);
    struct tm parts;
    out[0] = '\0';
    if (gmtime_r(&now, &parts))
        strftime(out, 16, "%Y-%m-%d", &parts);
}

char *read_whole(const char *path, size_t limit, size_t *out_length)
{
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (!file) {
        tell_usage("%s: could not open it: %s", path, strerror(errno));
        return NULL;
    }
    size_t capacity = 64 * 1024, length = 0;
    char *bytes = malloc(capacity + 1);
    while (bytes) {
        length += fread(bytes + length, 1, capacity - length, file);
        if (length < capacity)
            break;
        capacity *= 2;
        char *larger = capacity <= 2 * limit + 128 * 1024 ? realloc(bytes, capacity + 1) : NULL;
        if (!larger)
            free(bytes);
        bytes = larger;
    }
    bool is_read = bytes && !ferror(file) && length <= limit;
    if (!is_read)
        tell_usage("%s: could not read it: %s", path,
                   ferror(file) ? strerror(errno) : "it is larger than its limit");
    if (!is_stdin)
        fclose(file);
    if (!is_read) {
        free(bytes);
        return NULL;
    }
    bytes[length] = '\0';
    *out_length = length;
    return bytes;
}
