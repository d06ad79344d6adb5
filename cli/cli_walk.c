#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"

enum { DEEPEST = 100 };

typedef struct Walk {
    const char *const *skip;
    int (*visit)(void *context, const char *file);
    void *context;
    bool has_errors;
} Walk;

/* Whether both names lead to one file. */
static bool is_same_file(const struct stat *file, const char *other)
{
    struct stat status;
    return stat(other, &status) == 0 && status.st_dev == file->st_dev && status.st_ino == file->st_ino;
}

static bool is_skipped(const Walk *walk, const struct stat *file)
{
    for (const char *const *skip = walk->skip; skip && *skip; skip++)
        if (is_same_file(file, *skip))
            return true;
    return false;
}

static int is_shown(const struct dirent *entry) { return entry->d_name[0] != '.'; }

/* Byte order, whatever the locale. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int walk_path(Walk *walk, const char *path, int depth);

static int walk_folder(Walk *walk, const char *path, int depth)
{
    struct dirent **entries = NULL;
    int count = depth < DEEPEST ? scandir(path, &entries, is_shown, compare_names) : -1;
    if (count < 0) {
        tell_usage("%s: could not read the folder: %s", path, depth < DEEPEST ? strerror(errno) : "too deep");
        walk->has_errors = true;
        return 0;
    }
    size_t length = strlen(path);
    bool has_slash = length > 0 && path[length - 1] == '/';
    int result = 0;
    for (int i = 0; i < count; i++) {
        char *child = NULL;
        if (result == 0 && asprintf(&child, "%s%s%s", path, has_slash ? "" : "/", entries[i]->d_name) >= 0) {
            struct stat status;
            /* A link to a folder might lead in a circle: links to files alone are followed. */
            bool is_link = lstat(child, &status) == 0 && S_ISLNK(status.st_mode);
            if (!is_link || (stat(child, &status) == 0 && S_ISREG(status.st_mode)))
                result = walk_path(walk, child, depth + 1);
            free(child);
        }
        free(entries[i]);
    }
    free(entries);
    return result;
}

static int walk_path(Walk *walk, const char *path, int depth)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        tell_usage("%s: could not open it: %s", path, strerror(errno));
        walk->has_errors = true;
        return 0;
    }
    if (depth > 0 && is_skipped(walk, &status))
        return 0;
    if (S_ISDIR(status.st_mode))
        return walk_folder(walk, path, depth);
    if (S_ISREG(status.st_mode) || depth == 0)
        return walk->visit(walk->context, path);
    return 0;
}

int walk_files(const char *path, const char *const *skip, int (*visit)(void *context, const char *file),
               void *context)
{
    Walk walk = {skip, visit, context, false};
    int result = walk_path(&walk, path, 0);
    return result == 0 && walk.has_errors ? EXIT_ERROR : result;
}
