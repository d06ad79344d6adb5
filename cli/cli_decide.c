#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/cli.h"

/* The handle is kept and told: it is not to be the name that the machine knows the person by. */
int check_handle(const char *handle)
{
    static const char *const variables[] = {"USER", "LOGNAME"};
    char login[256];
    bool is_login = getlogin_r(login, sizeof login) == 0 && strcasecmp(handle, login) == 0;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *name = getenv(variables[i]);
        is_login |= name && strcasecmp(handle, name) == 0;
    }
    if (is_login)
        return tell_usage("--handle '%s' is your name on this machine, and it would be kept and told: choose "
                          "another",
                          handle);
    return EXIT_ANSWERED;
}

static int read_number(const char *option, const char *given, uint64_t *out)
{
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(given, &end, 10);
    if (errno != 0 || end == given || *end != '\0' || number == 0 || number > INT64_MAX || given[0] == '-')
        return tell_usage("--%s '%s' is no number from 1 on", option, given);
    *out = number;
    return EXIT_ANSWERED;
}

static int list_decisions(const Arguments *arguments, const HearsayDecision *decision, Hearsay *hearsay,
                          HearsayBase *base)
{
    (void)decision;
    HearsayQuestion question = {.recorded_by = arguments->flags[FLAG_RECORDED_BY],
                                .with_protected = arguments->flags[FLAG_PROTECTED] != NULL,
                                .width = terminal_width()};
    HearsayError error;
    if (read_format(arguments, &question.format) != EXIT_ANSWERED)
        return EXIT_ERROR;
    if (hearsay_decisions(hearsay, base, &question, write_stdout, NULL, NULL, &error) != HEARSAY_OK)
        return tell_error(&error);
    return EXIT_ANSWERED;
}

static int decide(const Arguments *arguments, const HearsayDecision *decision, Hearsay *hearsay,
                  HearsayBase *base)
{
    (void)arguments;
    HearsayError error;
    if (hearsay_decide(hearsay, base, decision, write_stdout, NULL, &error) != HEARSAY_OK)
        return tell_error(&error);
    return EXIT_ANSWERED;
}

/* What every decision needs. */
static int read_decision(const Arguments *arguments, char today[16], HearsayDecision *out)
{
    out->handle = arguments->flags[FLAG_HANDLE];
    out->reason = arguments->flags[FLAG_REASON];
    if (!out->handle)
        return tell_usage("a decision is kept under a name of your choosing, not your own: --handle NAME");
    if (!out->reason)
        return tell_usage("a decision is kept with its reason: --reason \"…\"");
    write_today(today);
    out->day = arguments->flags[FLAG_NOW] ? arguments->flags[FLAG_NOW] : today;
    return check_handle(out->handle);
}

static int read_verb(const Arguments *arguments, HearsayDecision *out)
{
    const char *undo = arguments->flags[FLAG_UNDO];
    if (undo && arguments->word_count > 0)
        return tell_usage("--undo N takes no ids: it names the decision itself");
    if (undo)
        return read_number("undo", undo, &out->undo);
    if (arguments->word_count == 0)
        return tell_usage("decide what? hearsay decide same|not-same|independent|echo|mistaken|right ID…");
    out->verb = arguments->words[0];
    out->ids = (const char *const *)(arguments->words + 1);
    out->id_count = (size_t)arguments->word_count - 1;
    return EXIT_ANSWERED;
}

/* A base that is not there is no base to decide in: nothing is made. */
int check_base(const Arguments *arguments)
{
    const char *base = arguments->flags[FLAG_BASE] ? arguments->flags[FLAG_BASE] : "hearsay.db";
    bool is_file = strstr(base, "://") == NULL;
    if (is_file && access(base, F_OK) != 0)
        return tell_usage("%s: %s: there is no such base: read reports into it first", base, strerror(errno));
    return EXIT_ANSWERED;
}

typedef int (*RunFunction)(const Arguments *arguments, const HearsayDecision *decision, Hearsay *hearsay,
                           HearsayBase *base);

static int run(const Arguments *arguments, const HearsayDecision *decision, bool writes, RunFunction function)
{
    Hearsay *hearsay = NULL;
    HearsayBase *base = NULL;
    int status = writes ? check_base(arguments) : EXIT_ANSWERED;
    if (status == EXIT_ANSWERED)
        status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED)
        status = open_base(arguments, writes, &base);
    if (status == EXIT_ANSWERED)
        status = function(arguments, decision, hearsay, base);
    hearsay_base_close(base);
    hearsay_close(hearsay);
    return close_stdout(status);
}

int decide_run(const Arguments *arguments)
{
    char today[16];
    HearsayDecision decision = {0};
    if (arguments->flags[FLAG_LIST] && arguments->word_count > 0)
        return tell_usage("--list lists every decision: it takes no ids");
    if (arguments->flags[FLAG_LIST])
        return run(arguments, NULL, false, list_decisions);
    if (read_verb(arguments, &decision) || read_decision(arguments, today, &decision))
        return EXIT_ERROR;
    return run(arguments, &decision, true, decide);
}

int correct_run(const Arguments *arguments)
{
    char today[16];
    HearsayDecision decision = {.verb = "correct", .id_count = 1};
    if (arguments->word_count < 2)
        return tell_usage("correct what? hearsay correct ID FIELD=VALUE…, as whom=trader");
    decision.ids = (const char *const *)arguments->words;
    decision.fields = (const char *const *)(arguments->words + 1);
    decision.field_count = (size_t)arguments->word_count - 1;
    if (read_decision(arguments, today, &decision))
        return EXIT_ERROR;
    return run(arguments, &decision, true, decide);
}

int add_run(const Arguments *arguments)
{
    char today[16];
    HearsayDecision decision = {.verb = "add", .id_count = 1};
    if (arguments->word_count < 3)
        return tell_usage("add what? hearsay add REPORT \"WORDS\" kind=KIND FIELD=VALUE…");
    decision.ids = (const char *const *)arguments->words;
    decision.words = arguments->words[1];
    decision.fields = (const char *const *)(arguments->words + 2);
    decision.field_count = (size_t)arguments->word_count - 2;
    const char *at = arguments->flags[FLAG_AT];
    if ((at && read_number("at", at, &decision.at)) || read_decision(arguments, today, &decision))
        return EXIT_ERROR;
    return run(arguments, &decision, true, decide);
}

static int review(const Arguments *arguments, const HearsayDecision *decision, Hearsay *hearsay,
                  HearsayBase *base)
{
    enum { COUNT = 10, COUNT_MOST = 1000 };
    (void)decision;
    HearsayQuestion question = {.kind = arguments->flags[FLAG_KIND],
                                .with_protected = arguments->flags[FLAG_PROTECTED] != NULL,
                                .width = terminal_width()};
    uint64_t count = COUNT;
    const char *given = arguments->flags[FLAG_COUNT_OF];
    if (read_format(arguments, &question.format) || (given && read_number("count", given, &count)))
        return EXIT_ERROR;
    if (count > COUNT_MOST)
        return tell_usage("--count '%s' is more than %d", given, COUNT_MOST);
    uint64_t found = 0;
    HearsayError error;
    if (hearsay_review(hearsay, base, &question, (size_t)count, write_stdout, NULL, &found, &error) !=
        HEARSAY_OK)
        return tell_error(&error);
    return found == 0 && arguments->flags[FLAG_EXIT_STATUS] ? EXIT_NOTHING : EXIT_ANSWERED;
}

int review_run(const Arguments *arguments)
{
    if (arguments->word_count > 0)
        return tell_usage("'%s' is no option: kinds are named by --kind", arguments->words[0]);
    return run(arguments, NULL, false, review);
}
