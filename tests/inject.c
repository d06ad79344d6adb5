/* Preloaded before the C library: the call number INJECT_AT of the kind INJECT (read, write, sync, open)
 * fails, once. Writes INJECT_LOG when it did, so that the torture knows where the calls end. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/types.h>
#include <unistd.h>

static int should_fail(const char *kind, int error)
{
    static long calls;
    static int is_busy;
    const char *wanted = getenv("INJECT");
    const char *at = getenv("INJECT_AT");
    if (is_busy || !wanted || !at || strcmp(wanted, kind) != 0 || ++calls != strtol(at, NULL, 10))
        return 0;
    is_busy = 1;
    const char *log = getenv("INJECT_LOG");
    FILE *file = log ? fopen(log, "w") : NULL;
    if (file)
        fclose(file);
    is_busy = 0;
    errno = error;
    return 1;
}

/* A function pointer from dlsym, by way of the integer that POSIX lets it be. */
#define NEXT(type, name) ((type)(uintptr_t)dlsym(RTLD_NEXT, name))

#define EXPORT __attribute__((visibility("default")))

/* The C library's own names for these parameters are reserved.
 * NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
EXPORT ssize_t read(int fd, void *bytes, size_t length)
{
    typedef ssize_t Call(int, void *, size_t);
    return should_fail("read", EIO) ? -1 : NEXT(Call *, "read")(fd, bytes, length);
}

EXPORT ssize_t pread64(int fd, void *bytes, size_t length, off64_t at)
{
    typedef ssize_t Call(int, void *, size_t, off64_t);
    return should_fail("read", EIO) ? -1 : NEXT(Call *, "pread64")(fd, bytes, length, at);
}

EXPORT ssize_t write(int fd, const void *bytes, size_t length)
{
    typedef ssize_t Call(int, const void *, size_t);
    return should_fail("write", ENOSPC) ? -1 : NEXT(Call *, "write")(fd, bytes, length);
}

EXPORT ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at)
{
    typedef ssize_t Call(int, const void *, size_t, off64_t);
    return should_fail("write", ENOSPC) ? -1 : NEXT(Call *, "pwrite64")(fd, bytes, length, at);
}

EXPORT int fsync(int fd)
{
    typedef int Call(int);
    return should_fail("sync", EIO) ? -1 : NEXT(Call *, "fsync")(fd);
}

EXPORT int fdatasync(int fd)
{
    typedef int Call(int);
    return should_fail("sync", EIO) ? -1 : NEXT(Call *, "fdatasync")(fd);
}

EXPORT int open64(const char *path, int flags, ...)
{
    typedef int Call(const char *, int, ...);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return should_fail("open", EMFILE) ? -1 : NEXT(Call *, "open64")(path, flags, mode);
}

EXPORT int open(const char *path, int flags, ...)
{
    typedef int Call(const char *, int, ...);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return should_fail("open", EMFILE) ? -1 : NEXT(Call *, "open")(path, flags, mode);
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
