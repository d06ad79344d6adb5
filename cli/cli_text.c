#include <stdlib.h>

#include "cli/cli.h"

typedef HearsayStatus (*TextFunction)(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                                      size_t length, HearsayError *error);

/* Commands that take one plain text and write what stands in it. */
static int run_text(const Arguments *arguments, const char *name, TextFunction function)
{
    enum { MOST_BYTES = 64 << 20 };
    if (arguments->word_count != 1)
        return tell_usage("%s takes one file, or - for standard input", name);
    size_t length = 0;
    char *text = read_whole(arguments->words[0], MOST_BYTES, &length);
    if (!text)
        return EXIT_ERROR;
    Hearsay *hearsay = NULL;
    HearsayError error;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED && function(hearsay, arguments, text, length, &error) != HEARSAY_OK)
        status = tell_error(&error);
    hearsay_close(hearsay);
    free(text);
    return close_stdout(status);
}

static HearsayStatus find(HearsayMentionKind kind, const Hearsay *hearsay, const Arguments *arguments,
                          const char *text, size_t length, HearsayError *error)
{
    HearsayMentionOptions options = {.published = arguments->flags[FLAG_PUBLISHED],
                                     .outlet = arguments->flags[FLAG_OUTLET]};
    return hearsay_mentions(hearsay, kind, &options, text, length, write_stdout, NULL, error);
}

static HearsayStatus parse(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                           size_t length, HearsayError *error)
{
    (void)arguments;
    return hearsay_parse(hearsay, text, length, write_stdout, NULL, error);
}

static HearsayStatus find_times(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                                size_t length, HearsayError *error)
{
    return find(HEARSAY_TIMES, hearsay, arguments, text, length, error);
}

static HearsayStatus find_places(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                                 size_t length, HearsayError *error)
{
    return find(HEARSAY_PLACES, hearsay, arguments, text, length, error);
}

static HearsayStatus find_quotes(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                                 size_t length, HearsayError *error)
{
    return find(HEARSAY_QUOTES, hearsay, arguments, text, length, error);
}

static HearsayStatus find_events(const Hearsay *hearsay, const Arguments *arguments, const char *text,
                                 size_t length, HearsayError *error)
{
    return find(HEARSAY_EVENTS, hearsay, arguments, text, length, error);
}

int parse_run(const Arguments *arguments) { return run_text(arguments, "parse", parse); }

int times_run(const Arguments *arguments) { return run_text(arguments, "times", find_times); }

int places_run(const Arguments *arguments) { return run_text(arguments, "places", find_places); }

int quotes_run(const Arguments *arguments) { return run_text(arguments, "quotes", find_quotes); }

int events_run(const Arguments *arguments) { return run_text(arguments, "events", find_events); }
