#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static int read_view(const char *word, HearsayPackView *out)
{
    static const char *const words[] = {"check", "try", "kinds", "roles", "law"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            *out = (HearsayPackView)i;
            return EXIT_ANSWERED;
        }
    }
    return tell_usage("pack '%s' is none of check, try, kinds, roles, law", word);
}

/* The words of a sentence need no quotes. */
static char *join_words(const Arguments *arguments)
{
    size_t length = 1;
    for (int i = 1; i < arguments->word_count; i++)
        length += strlen(arguments->words[i]) + 1;
    char *sentence = calloc(1, length);
    for (int i = 1; sentence && i < arguments->word_count; i++) {
        size_t used = strlen(sentence);
        snprintf(sentence + used, length - used, "%s%s", i > 1 ? " " : "", arguments->words[i]);
    }
    return sentence;
}

int pack_run(const Arguments *arguments)
{
    HearsayPackView view = HEARSAY_PACK_CHECK;
    if (arguments->word_count == 0)
        return tell_usage("pack what? hearsay pack check, try, kinds, roles or law");
    if (read_view(arguments->words[0], &view) != EXIT_ANSWERED)
        return EXIT_ERROR;
    if (view == HEARSAY_PACK_TRY && arguments->word_count < 2)
        return tell_usage("try which sentence? hearsay pack try \"SENTENCE\"");
    char *sentence = join_words(arguments);
    if (!sentence)
        return tell_usage("out of memory");
    Hearsay *hearsay = NULL;
    HearsayError error;
    uint64_t found = 0;
    int status = open_hearsay(arguments, &hearsay);
    if (status == EXIT_ANSWERED &&
        hearsay_pack(hearsay, view, sentence, write_stdout, NULL, &found, &error) != HEARSAY_OK)
        status = tell_error(&error);
    if (status == EXIT_ANSWERED && view == HEARSAY_PACK_CHECK && found > 0)
        status = EXIT_ERROR;
    hearsay_close(hearsay);
    free(sentence);
    return close_stdout(status);
}
