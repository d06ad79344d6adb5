/* Runs the commands of a tests/cli case by sh, in a folder of their own, and writes down what they say. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "golden/golden.h"

enum { SECONDS_A_COMMAND = 120 };

/* A folder with work/ (where the commands run), out and err. */
typedef struct Place {
    char path[64];
    char work[80];
    char out[80];
    char err[80];
} Place;

static void redirect(const char *path, int flags, int to)
{
    int file = open(path, flags, 0600);
    if (file < 0 || dup2(file, to) < 0)
        _exit(126);
    close(file);
}

/* The exit code; 128 and the signal where one ended it. */
static int run_command(const Place *place, const char *command)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        redirect("/dev/null", O_RDONLY, STDIN_FILENO);
        redirect(place->out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        redirect(place->err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        if (chdir(place->work) != 0)
            _exit(126);
        alarm(SECONDS_A_COMMAND);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return 126;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void add_lines(Arena *arena, Buffer *out, const char *path, const char *prefix)
{
    Buffer file = buffer_in(arena);
    golden_read_file(&file, path);
    Text rest = buffer_text(&file);
    Text line;
    while (rest.length && text_split(&rest, '\n', &line))
        buffer_print(out, "%s%.*s\n", prefix, TEXT_ARGS(line));
}

static void run_and_write(Arena *arena, const Place *place, Text command, Buffer *out)
{
    Text shell = arena_copy(arena, command);
    int code = run_command(place, shell.bytes);
    add_lines(arena, out, place->out, "");
    add_lines(arena, out, place->err, "! ");
    if (code != 0)
        buffer_print(out, "? %d\n", code);
}

static bool make_place(Place *place)
{
    snprintf(place->path, sizeof place->path, "/tmp/hearsay-test-XXXXXX");
    if (!mkdtemp(place->path))
        return false;
    snprintf(place->work, sizeof place->work, "%s/work", place->path);
    snprintf(place->out, sizeof place->out, "%s/out", place->path);
    snprintf(place->err, sizeof place->err, "%s/err", place->path);
    char top[4096];
    return mkdir(place->work, 0700) == 0 && getcwd(top, sizeof top) && setenv("TOP", top, 1) == 0 &&
           setenv("HOME", place->work, 1) == 0;
}

void golden_transcript(Arena *arena, Text body, Buffer *out)
{
    Place place = {{0}, {0}, {0}, {0}};
    if (!make_place(&place)) {
        buffer_add_string(out, "no temporary folder\n");
        return;
    }
    Buffer command = buffer_in(arena);
    Text rest = body;
    Text line;
    while (rest.length && text_split(&rest, '\n', &line)) {
        if (!text_starts_with(line, TEXT("$ ")))
            continue;
        buffer_clear(&command);
        buffer_add(&command, text_slice(line, 2, line.length));
        buffer_print(out, "%.*s\n", TEXT_ARGS(line));
        while (text_starts_with(rest, TEXT("> ")) && text_split(&rest, '\n', &line)) {
            buffer_add_byte(&command, '\n');
            buffer_add(&command, text_slice(line, 2, line.length));
            buffer_print(out, "%.*s\n", TEXT_ARGS(line));
        }
        run_and_write(arena, &place, buffer_text(&command), out);
    }
    char remove_it[192];
    snprintf(remove_it, sizeof remove_it, "cd /; chmod -R u+rwx %s; rm -rf %s", place.path, place.path);
    if (run_command(&place, remove_it) != 0)
        buffer_add_string(out, "the temporary folder could not be removed\n");
}
