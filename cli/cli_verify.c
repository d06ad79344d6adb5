#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { MOST_NOTE = 64 * 1024, MOST_KEY = 4096 };

/* Overwrites what was read of a key before it is given back. */
static void forget(char *key)
{
    if (key)
        explicit_bzero(key, strlen(key));
    free(key);
}

/* The first line of a key's file, which the caller forgets; NULL after it said why not. */
static char *read_key(const char *path)
{
    size_t length = 0;
    char *key = read_whole(path, MOST_KEY, &length);
    char *end = key ? strchr(key, '\n') : NULL;
    if (end)
        *end = '\0';
    return key;
}

static int run_verify(const Arguments *arguments, HearsayVerifyOptions *options)
{
    HearsayBase *base = NULL;
    HearsayError error;
    uint64_t found = 0;
    int status = open_base(arguments, false, &base);
    if (status == EXIT_ANSWERED &&
        hearsay_verify(base, options, write_stdout, NULL, &found, &error) != HEARSAY_OK)
        status = tell_error(&error);
    hearsay_base_close(base);
    return status == EXIT_ANSWERED && found > 0 ? EXIT_NOTHING : status;
}

int verify_run(const Arguments *arguments)
{
    HearsayVerifyOptions options = {.skip_originals = arguments->flags[FLAG_NO_FILES] != NULL,
                                    .with_protected = arguments->flags[FLAG_PROTECTED] != NULL};
    const char *path = arguments->flags[FLAG_CHECKPOINT];
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: the base is named by --base", arguments->words[0]);
    if (arguments->flags[FLAG_KEY] && !path)
        return tell_usage("--key is what a checkpoint was signed with: name it by --checkpoint");
    if (read_format(arguments, &options.format) != EXIT_ANSWERED)
        return EXIT_ERROR;
    char *note = NULL, *key = NULL;
    int status = EXIT_ANSWERED;
    if (path && !(note = read_whole(path, MOST_NOTE, &options.checkpoint_length)))
        status = EXIT_ERROR;
    if (status == EXIT_ANSWERED && path && options.checkpoint_length == 0)
        status = tell_usage("%s: the file is empty: it is no checkpoint", path);
    if (status == EXIT_ANSWERED && arguments->flags[FLAG_KEY] &&
        !(key = read_key(arguments->flags[FLAG_KEY])))
        status = EXIT_ERROR;
    options.checkpoint = note;
    options.checkpoint_name = path;
    options.key = key;
    options.key_name = arguments->flags[FLAG_KEY];
    if (status == EXIT_ANSWERED)
        status = run_verify(arguments, &options);
    free(note);
    forget(key);
    return close_stdout(status);
}

/* A new file that its owner alone may read: an older one is never written over. */
static int write_secret(const char *path, const char *secret)
{
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return tell_usage("%s: could not make the file of the key: %s", path, strerror(errno));
    size_t length = strlen(secret);
    bool is_written =
        write(file, secret, length) == (ssize_t)length && write(file, "\n", 1) == 1 && fsync(file) == 0;
    int reason = errno;
    is_written = close(file) == 0 && is_written;
    if (is_written)
        return EXIT_ANSWERED;
    unlink(path);
    return tell_usage("%s: could not write the file of the key: %s", path, strerror(reason));
}

static int make_key(const Arguments *arguments)
{
    const char *name = arguments->flags[FLAG_HANDLE];
    HearsayKey key;
    HearsayError error;
    if (!name)
        return tell_usage("a key has a name, which stands in every checkpoint: choose one with --handle");
    if (hearsay_key_new(name, &key, &error) != HEARSAY_OK)
        return tell_error(&error);
    int status = write_secret(arguments->flags[FLAG_NEW_KEY], key.secret);
    explicit_bzero(key.secret, sizeof key.secret);
    if (status == EXIT_ANSWERED)
        puts(key.public_half);
    return close_stdout(status);
}

int checkpoint_run(const Arguments *arguments)
{
    HearsayBase *base = NULL;
    HearsayError error;
    char *key = NULL;
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: the base is named by --base", arguments->words[0]);
    if (arguments->flags[FLAG_NEW_KEY])
        return make_key(arguments);
    if (arguments->flags[FLAG_KEY] && !(key = read_key(arguments->flags[FLAG_KEY])))
        return EXIT_ERROR;
    int status = open_base(arguments, false, &base);
    if (status == EXIT_ANSWERED && hearsay_checkpoint(base, key, write_stdout, NULL, &error) != HEARSAY_OK)
        status = tell_error(&error);
    if (status == EXIT_ANSWERED && !key)
        fputs("hearsay: the checkpoint is unsigned: who keeps it must know by other means that it is yours\n",
              stderr);
    hearsay_base_close(base);
    forget(key);
    return close_stdout(status);
}
