#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "evidence/evidence_store.h"

static Status could_not(const char *path, const char *what, int reason, Error *error)
{
    if (reason == ENOSPC || reason == EDQUOT)
        return error_at(
            error, ERR_SYSTEM, text_from(path), 0,
            "no space is left for the original: free some and run the same again, or keep digests "
            "alone with --no-files");
    return error_at(error, ERR_SYSTEM, text_from(path), 0, "could not %s: %s", what, strerror(reason));
}

/* A name is on disk only when its folder is. */
static Status sync_folder(const char *path, Error *error)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return could_not(path, "open the folder of the originals", errno, error);
    int result = fsync(folder);
    int reason = errno;
    close(folder);
    /* Some file systems cannot sync a folder, and say so. */
    return result == 0 || reason == EINVAL
               ? STATUS_OK
               : could_not(path, "write the folder of the originals", reason, error);
}

/* Makes path and the folders above it that are missing. */
static Status make_folder(Arena *arena, const char *path, Error *error)
{
    Text whole = text_from(path);
    for (size_t i = 1; i <= whole.length; i++) {
        if (i < whole.length && whole.bytes[i] != '/')
            continue;
        Text part = arena_copy(arena, text_slice(whole, 0, i));
        if (mkdir(part.bytes, 0777) != 0 && errno != EEXIST)
            return could_not(part.bytes, "make the folder", errno, error);
    }
    return STATUS_OK;
}

static int write_all(int file, Text bytes)
{
    size_t done = 0;
    while (done < bytes.length) {
        ptrdiff_t written = write(file, bytes.bytes + done, bytes.length - done);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            done += (size_t)written;
    }
    return fsync(file) == 0 ? 0 : errno;
}

/* The new file is nobody's until the rename; its bits let nobody write it afterwards. */
static Status write_new(const char *path, Text bytes, Error *error)
{
    unlink(path);
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0444);
    if (file < 0)
        return could_not(path, "make the copy of the original", errno, error);
    int reason = write_all(file, bytes);
    if (close(file) != 0 && reason == 0)
        reason = errno;
    if (reason == 0)
        return STATUS_OK;
    unlink(path);
    return could_not(path, "write the copy of the original", reason, error);
}

static bool stands_already(const char *path, size_t length)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && (uint64_t)status.st_size == length;
}

/* files/ab/cdef…; false where it does not fit. */
static bool path_of(Text files, Text sha256, char out[PATH_MAX])
{
    if (files.length == 0 || sha256.length < 3)
        return false;
    int length = snprintf(out, PATH_MAX, "%.*s/%.2s/%.*s", TEXT_ARGS(files), sha256.bytes,
                          TEXT_ARGS(text_slice(sha256, 2, sha256.length)));
    return length > 0 && length < PATH_MAX;
}

bool evidence_blob_stands(Text files, Text sha256)
{
    char path[PATH_MAX];
    struct stat status;
    return path_of(files, sha256, path) && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

Status evidence_blob_write(Arena *arena, Text files, Text sha256, Text bytes, Error *error)
{
    if (!text_equals(digest_hex(arena, bytes), sha256))
        return error_at(error, ERR_FORMAT, sha256, 0, "the report's bytes have another digest than it says");
    Text folder = arena_print(arena, "%.*s/%.*s", TEXT_ARGS(files), TEXT_ARGS(text_slice(sha256, 0, 2)));
    Text path =
        arena_print(arena, "%.*s/%.*s", TEXT_ARGS(folder), TEXT_ARGS(text_slice(sha256, 2, sha256.length)));
    if (stands_already(path.bytes, bytes.length))
        return STATUS_OK;
    Text fresh_folder = arena_print(arena, "%.*s/new", TEXT_ARGS(files));
    Text fresh =
        arena_print(arena, "%.*s/%ld-%.*s", TEXT_ARGS(fresh_folder), (long)getpid(), TEXT_ARGS(sha256));
    Status status = make_folder(arena, fresh_folder.bytes, error);
    if (status == STATUS_OK)
        status = make_folder(arena, folder.bytes, error);
    if (status == STATUS_OK)
        status = write_new(fresh.bytes, bytes, error);
    if (status != STATUS_OK)
        return status;
    if (rename(fresh.bytes, path.bytes) != 0) {
        int reason = errno;
        unlink(fresh.bytes);
        return could_not(path.bytes, "put the copy of the original in its place", reason, error);
    }
    status = sync_folder(folder.bytes, error);
    return status == STATUS_OK ? sync_folder(arena_copy(arena, files).bytes, error) : status;
}

/* "PID-digest": whether that process is gone. */
static bool is_left_behind(const char *name)
{
    Text rest = text_from(name);
    Text digits;
    int64_t process;
    if (!text_split(&rest, '-', &digits) || !text_to_int64(digits, &process) || process <= 0 ||
        process > INT32_MAX)
        return false;
    return kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

void evidence_blob_sweep(Arena *arena, Text files)
{
    Text path = arena_print(arena, "%.*s/new", TEXT_ARGS(files));
    DIR *folder = opendir(path.bytes);
    if (!folder)
        return;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (is_left_behind(entry->d_name))
            unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
}

static int digest_file(int file, char hex[2 * DIGEST_SIZE + 1])
{
    char bytes[64 * 1024];
    unsigned char sum[DIGEST_SIZE];
    Digest digest;
    digest_init(&digest);
    for (;;) {
        ptrdiff_t length = read(file, bytes, sizeof bytes);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return errno;
        if (length == 0)
            break;
        digest_update(&digest, (Text){bytes, (size_t)length});
    }
    digest_finish(&digest, sum);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", sum[i]);
    return 0;
}

Status evidence_blob_check(Text files, Text sha256, bool *out_there, bool *out_right, Error *error)
{
    char path[PATH_MAX], hex[2 * DIGEST_SIZE + 1];
    *out_there = *out_right = false;
    if (!path_of(files, sha256, path))
        return STATUS_OK;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
        return STATUS_OK;
    if (file < 0)
        return could_not(path, "read the original", errno, error);
    int reason = digest_file(file, hex);
    close(file);
    if (reason != 0)
        return could_not(path, "read the original", reason, error);
    *out_there = true;
    *out_right = text_is(sha256, hex);
    return STATUS_OK;
}

Status evidence_blob_remove(Text files, Text sha256, bool *out_removed, Error *error)
{
    char path[PATH_MAX];
    *out_removed = false;
    if (!path_of(files, sha256, path))
        return STATUS_OK;
    if (unlink(path) != 0)
        return errno == ENOENT || errno == ENOTDIR ? STATUS_OK
                                                   : could_not(path, "remove the original", errno, error);
    *out_removed = true;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    rmdir(path); /* where it was the last one; its folder is synced by the one above then */
    return access(path, F_OK) == 0 ? sync_folder(path, error)
                                   : sync_folder((*strrchr(path, '/') = '\0', path), error);
}

static Status visit_folder(int parent, const char *name, Status (*visit)(void *context, Text sha256),
                           void *context)
{
    int file = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = file < 0 ? NULL : fdopendir(file);
    Status status = STATUS_OK;
    if (!folder) {
        if (file >= 0)
            close(file);
        return status;
    }
    for (struct dirent *entry = readdir(folder); entry && status == STATUS_OK; entry = readdir(folder)) {
        char sha256[2 + NAME_MAX + 1];
        if (entry->d_name[0] == '.')
            continue;
        int length = snprintf(sha256, sizeof sha256, "%.2s%s", name, entry->d_name);
        status = visit(context, (Text){sha256, (size_t)length});
    }
    closedir(folder);
    return status;
}

Status evidence_blob_visit(Text files, Status (*visit)(void *context, Text sha256), void *context,
                           Error *error)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%.*s", TEXT_ARGS(files));
    DIR *folder = length > 0 && length < PATH_MAX ? opendir(path) : NULL;
    Status status = STATUS_OK;
    if (!folder)
        return files.length == 0 || errno == ENOENT
                   ? STATUS_OK
                   : could_not(path, "read the folder of the originals", errno, error);
    for (struct dirent *entry = readdir(folder); entry && status == STATUS_OK; entry = readdir(folder))
        if (strlen(entry->d_name) == 2 && entry->d_name[0] != '.')
            status = visit_folder(dirfd(folder), entry->d_name, visit, context);
    closedir(folder);
    return status;
}
