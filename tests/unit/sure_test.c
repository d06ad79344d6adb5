/* How sure the reader is: the pack's weights, its measure where it has none, and files that are no weights.
 */
#include "check.h"

#include "claim/claim.h"

static Arena *arena;

static Pack *pack_with(const char *measured, const char *sureness, Error *error)
{
    const char *const names[] = {"pack", "kinds", "measured", "sureness"};
    const char *const bytes[] = {"name p\nversion 1\nformat 1\nlicence CC0-1.0\n",
                                 "ban\tmovement\tstate\tpeople may not go\npay\tpay\tstate\tan amount\n",
                                 measured, sureness};
    PackFile files[4];
    size_t count = sureness ? 4 : 3;
    for (size_t i = 0; i < count; i++)
        files[i] = (PackFile){text_from(names[i]), text_from(names[i]), text_from(bytes[i])};
    Pack *pack = NULL;
    return pack_make(arena, files, count, &pack, error) == STATUS_OK ? pack : NULL;
}

static int64_t thousandths(const char *sureness, size_t kind, int8_t words)
{
    Error error = {0};
    const Pack *pack = pack_with("pay\t3\t4\n", sureness, &error);
    int8_t features[SURE_FEATURES] = {[SURE_BIAS] = 1, [SURE_WORDS] = words};
    CHECK(pack != NULL);
    return pack ? (int64_t)(claim_sureness(pack, kind, features) * 1000 + 0.5) : -1;
}

static void test_sureness(void)
{
    static const struct {
        const char *title, *sureness;
        size_t kind;
        int8_t words;
        int64_t expected;
    } cases[] = {
        {"no weights: the kind as it was measured", NULL, 1, 3, 667},
        {"no weights, never measured", NULL, 0, 3, 500},
        {"no weight says anything", "bias\t0\n", 1, 3, 500},
        {"the bias alone", "bias\t1000\n", 0, 3, 731},
        {"between two steps the line is straight", "bias\t1500\n", 0, 0, 806},
        {"below one half as above it", "bias\t-1500\n", 0, 0, 194},
        {"a feature as often as it says", "bias\t-1000\nwords\t500\n", 0, 4, 731},
        {"a kind has a weight of its own", "bias\t0\npay\t2000\n", 1, 0, 881},
        {"and not another's", "bias\t0\npay\t2000\n", 0, 0, 500},
        {"never certain", "bias\t90000\n", 0, 0, 980},
        {"never impossible", "bias\t-90000\n", 0, 0, 20},
        {"what no feature is called is nothing", "bias\t0\nnonsense\t5000\n", 0, 0, 500},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].title);
        CHECK_NUMBER(thousandths(cases[i].sureness, cases[i].kind, cases[i].words), cases[i].expected);
    }
}

static void test_bad_files(void)
{
    static const char *const cases[] = {"bias\n", "bias\tmuch\n", "bias\t100001\n", "bias 3\n",
                                        "bias\t1\nbias\t1\n"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Error error = {0};
        CHECK_CASE(cases[i]);
        CHECK(pack_with("", cases[i], &error) == NULL);
        CHECK(error.status == ERR_PACK && error.line > 0);
    }
}

int main(void)
{
    arena = arena_new(0);
    test_sureness();
    test_bad_files();
    arena_free(arena);
    return check_end();
}
