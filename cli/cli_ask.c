#include <stdlib.h>

#include "cli/cli.h"

typedef HearsayStatus (*AskFunction)(const Hearsay *hearsay, HearsayBase *base,
                                     const HearsayQuestion *question, HearsaySink sink, void *context,
                                     uint64_t *out_found, HearsayError *error);

int read_question(const Arguments *arguments, HearsayQuestion *out)
{
    const char *const *flags = arguments->flags;
    *out = (HearsayQuestion){.in = flags[FLAG_IN],
                             .on = flags[FLAG_ON],
                             .from = flags[FLAG_FROM],
                             .to = flags[FLAG_TO],
                             .known_by = flags[FLAG_KNOWN_BY],
                             .recorded_by = flags[FLAG_RECORDED_BY],
                             .kind = flags[FLAG_KIND],
                             .whom = flags[FLAG_WHOM],
                             .status = flags[FLAG_STATUS],
                             .by = flags[FLAG_BY],
                             .source_type = flags[FLAG_SOURCE],
                             .checked = flags[FLAG_CHECKED],
                             .wide = flags[FLAG_WIDE] != NULL,
                             .near = flags[FLAG_NEAR] != NULL,
                             .old = flags[FLAG_OLD] != NULL,
                             .unread = flags[FLAG_UNREAD] != NULL,
                             .all = flags[FLAG_ALL] != NULL,
                             .why = flags[FLAG_WHY] != NULL,
                             .svg = flags[FLAG_SVG] != NULL,
                             .measures = flags[FLAG_MEASURES] != NULL,
                             .with_protected = flags[FLAG_PROTECTED] != NULL,
                             .width = terminal_width()};
    return read_min_sure(arguments, &out->min_sure) ? EXIT_ERROR : read_format(arguments, &out->format);
}

static int open_both(const Arguments *arguments, Hearsay **out_hearsay, HearsayBase **out_base)
{
    int status = open_hearsay(arguments, out_hearsay);
    return status == EXIT_ANSWERED ? open_base(arguments, false, out_base) : status;
}

static int run_question(const Arguments *arguments, AskFunction ask)
{
    HearsayQuestion question;
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: places and days are named by --in and --on",
                          arguments->words[0]);
    if (read_question(arguments, &question) != EXIT_ANSWERED)
        return EXIT_ERROR;
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    int status = open_both(arguments, &hearsay, &base);
    uint64_t found = 0;
    HearsayError error;
    if (status == EXIT_ANSWERED &&
        ask(hearsay, base, &question, write_stdout, NULL, &found, &error) != HEARSAY_OK)
        status = tell_error(&error);
    if (status == EXIT_ANSWERED && found == 0 && arguments->flags[FLAG_EXIT_STATUS])
        status = EXIT_NOTHING;
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return close_stdout(status);
}

int ask_run(const Arguments *arguments) { return run_question(arguments, hearsay_ask); }

int timeline_run(const Arguments *arguments) { return run_question(arguments, hearsay_timeline); }

int count_run(const Arguments *arguments) { return run_question(arguments, hearsay_count); }

typedef HearsayStatus (*TellFunction)(const Hearsay *hearsay, HearsayBase *base, const char *id,
                                      const HearsayQuestion *question, HearsaySink sink, void *context,
                                      uint64_t *out_found, HearsayError *error);

/* One id after the other; without any, tell is asked once with NULL. */
static int run_ids(const Arguments *arguments, TellFunction tell)
{
    HearsayQuestion question;
    if (read_question(arguments, &question) != EXIT_ANSWERED)
        return EXIT_ERROR;
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    int status = open_both(arguments, &hearsay, &base);
    for (int i = 0; status == EXIT_ANSWERED && (i == 0 || i < arguments->word_count); i++) {
        HearsayError error;
        const char *id = arguments->word_count > 0 ? arguments->words[i] : NULL;
        if (i > 0 && question.format == HEARSAY_TABLE)
            putchar('\n');
        if (tell(hearsay, base, id, &question, write_stdout, NULL, NULL, &error) != HEARSAY_OK)
            status = tell_error(&error);
    }
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return close_stdout(status);
}

int show_run(const Arguments *arguments)
{
    if (arguments->word_count == 0)
        return tell_usage("show what? hearsay show ID, the id of a claim or a report");
    return run_ids(arguments, hearsay_show);
}

int sources_run(const Arguments *arguments) { return run_ids(arguments, hearsay_sources); }
