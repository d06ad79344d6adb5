/* The unit tests' harness: CHECK counts a condition, CHECK_TEXT compares bytes, CHECK_NUMBER numbers; each
 * names the case of the table that was being read, if CHECK_CASE was told. main ends with `return
 * check_end();`. */
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>

#include "core/text.h"

static int check_passed, check_failed;
static const char *check_case = "";

static inline void check_that(bool ok, const char *file, int line, const char *what)
{
    if (ok) {
        check_passed++;
        return;
    }
    check_failed++;
    printf("%s:%d: %s%s%s\n", file, line, check_case, *check_case ? ": " : "", what);
}

static inline void check_text(Text actual, Text expected, const char *file, int line)
{
    bool same = text_equals(actual, expected);
    check_that(same, file, line, "the text is another");
    if (!same)
        printf("  expected [%.*s]\n  actual   [%.*s]\n", TEXT_ARGS(expected), TEXT_ARGS(actual));
}

static inline void check_number(int64_t actual, int64_t expected, const char *file, int line)
{
    check_that(actual == expected, file, line, "the number is another");
    if (actual != expected)
        printf("  expected %" PRId64 "\n  actual   %" PRId64 "\n", expected, actual);
}

static inline int check_end(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed > 0;
}

#define CHECK_CASE(name)             (check_case = (name))
#define CHECK(condition)             check_that((condition), __FILE__, __LINE__, #condition)
#define CHECK_TEXT(actual, expected) check_text((actual), text_from(expected), __FILE__, __LINE__)
#define CHECK_NUMBER(actual, expected)                                                                       \
    check_number((int64_t)(actual), (int64_t)(expected), __FILE__, __LINE__)

#endif
