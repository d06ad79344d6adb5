#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "web/web.h"

static int read_port(const Arguments *arguments, uint16_t *out)
{
    enum { PORT = 8471 };
    const char *given = arguments->flags[FLAG_PORT];
    *out = PORT;
    if (!given)
        return EXIT_ANSWERED;
    char *end = NULL;
    unsigned long number = strtoul(given, &end, 10);
    if (*given < '0' || *given > '9' || *end != '\0' || number > UINT16_MAX)
        return tell_usage("--port '%s' is no port: a number up to 65535, 0 for any free one", given);
    *out = (uint16_t)number;
    return EXIT_ANSWERED;
}

/* The file's first line, in memory that the caller frees; NULL where none is given. */
static int read_token(const Arguments *arguments, char **out)
{
    enum { BYTES_MOST = 4096 };
    size_t length = 0;
    *out = NULL;
    if (!arguments->flags[FLAG_TOKEN])
        return EXIT_ANSWERED;
    *out = read_whole(arguments->flags[FLAG_TOKEN], BYTES_MOST, &length);
    if (!*out)
        return EXIT_ERROR;
    (*out)[strcspn(*out, "\r\n")] = '\0';
    return EXIT_ANSWERED;
}

static void wait_for_end(void)
{
    sigset_t ends;
    int number = 0;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigwait(&ends, &number);
}

/* Before threads start: none of them is to take the signals that end the server. */
static void hold_signals(void)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
}

int serve_run(const Arguments *arguments)
{
    WebOptions options = {.address = arguments->flags[FLAG_ADDRESS],
                          .base = {.location = arguments->flags[FLAG_BASE]}};
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: hearsay serve --help lists them", arguments->words[0]);
    if (!options.base.location)
        options.base.location = "hearsay.db";
    char *token = NULL;
    Hearsay *hearsay = NULL;
    int status = read_port(arguments, &options.port);
    if (status == EXIT_ANSWERED)
        status = read_token(arguments, &token);
    if (status == EXIT_ANSWERED)
        status = open_hearsay(arguments, &hearsay);
    options.token = token;
    options.hearsay = hearsay;
    Web *web = NULL;
    HearsayError error;
    hold_signals();
    if (status == EXIT_ANSWERED && web_open(&options, &web, &error) != HEARSAY_OK)
        status = tell_error(&error);
    if (web) {
        printf("%s%s%s\n", web_address(web), token ? "#token=" : "", token ? token : "");
        fflush(stdout);
        wait_for_end();
    }
    web_close(web);
    hearsay_close(hearsay);
    free(token);
    return close_stdout(status);
}
