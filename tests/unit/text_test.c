/* Slices of text, spans and numbers in words. */
#include "check.h"
#include "core/text.h"

static void slices_compare_by_bytes(void)
{
    CHECK(text_equals(TEXT("a"), TEXT("a")));
    CHECK(!text_equals(TEXT("a"), TEXT("ab")));
    CHECK(text_equals(TEXT_EMPTY, TEXT("")));
    CHECK(text_equals(text_from(NULL), TEXT_EMPTY));
    CHECK(text_is(TEXT("Hunchun"), "Hunchun"));
    CHECK(text_compare(TEXT("a"), TEXT("ab")) < 0);
    CHECK(text_compare(TEXT("b"), TEXT("ab")) > 0);
    CHECK(text_compare(TEXT("\xc3"), TEXT("z")) > 0);
    CHECK(text_compare(TEXT("a"), TEXT("a")) == 0);
    CHECK(text_equals_ignoring_case(TEXT("aBc\xc3\x84"), TEXT("AbC\xc3\x84")));
    CHECK(!text_equals_ignoring_case(TEXT("\xc3\x84"), TEXT("\xc3\xa4")));
    CHECK(text_starts_with(TEXT("abc"), TEXT("ab")) && !text_starts_with(TEXT("a"), TEXT("ab")));
    CHECK(text_ends_with(TEXT("abc"), TEXT("bc")) && !text_ends_with(TEXT("c"), TEXT("bc")));
    CHECK(text_starts_with(TEXT("abc"), TEXT_EMPTY) && text_ends_with(TEXT_EMPTY, TEXT_EMPTY));
}

static void finding(void)
{
    static const struct {
        const char *text, *needle;
        size_t from, at;
    } cases[] = {
        {"abcabc", "c", 0, 2},     {"abcabc", "c", 3, 5},        {"abcabc", "cab", 0, 2},
        {"abc", "d", 0, SIZE_MAX}, {"abc", "abcd", 0, SIZE_MAX}, {"aab", "ab", 0, 1},
        {"abc", "a", 9, SIZE_MAX}, {"", "a", 0, SIZE_MAX},       {"abc", "c", 2, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].needle);
        CHECK_NUMBER(text_find(text_from(cases[i].text), text_from(cases[i].needle), cases[i].from),
                     cases[i].at);
        if (strlen(cases[i].needle) == 1)
            CHECK_NUMBER(text_find_byte(text_from(cases[i].text), cases[i].needle[0], cases[i].from),
                         cases[i].at);
    }
    CHECK_CASE("");
}

static void cutting(void)
{
    CHECK_TEXT(text_slice(TEXT("Dandong"), 1, 3), "an");
    CHECK_TEXT(text_of_span(TEXT("Dandong"), (Span){3, 7}), "dong");
    CHECK_TEXT(text_trim(TEXT(" \t a b \r\n")), "a b");
    CHECK_TEXT(text_trim(TEXT(" \n ")), "");
    CHECK_TEXT(text_trim(TEXT_EMPTY), "");
}

static void splitting_gives_every_part(void)
{
    Text rest = TEXT("a,,bc");
    Text part;
    CHECK(text_split(&rest, ',', &part) && text_is(part, "a"));
    CHECK(text_split(&rest, ',', &part) && text_is(part, ""));
    CHECK(text_split(&rest, ',', &part) && text_is(part, "bc"));
    CHECK(!text_split(&rest, ',', &part));
}

static void numbers(void)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-12", true, -12},
        {"+7", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"1 ", false, 0},
        {" 1", false, 0},
        {"1.5", false, 0},
        {"0x10", false, 0},
        {"6,500", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 0;
        CHECK_CASE(cases[i].text);
        CHECK(text_to_int64(text_from(cases[i].text), &value) == cases[i].ok);
        if (cases[i].ok)
            CHECK_NUMBER(value, cases[i].value);
    }
    CHECK_CASE("");
    double value = 0;
    CHECK(text_to_double(TEXT("-1.5"), &value) && value < -1.4 && value > -1.6);
    CHECK(text_to_double(TEXT("40"), &value) && value > 39.9 && value < 40.1);
    CHECK(!text_to_double(TEXT(""), &value));
    CHECK(!text_to_double(TEXT("1.5x"), &value));
    CHECK(!text_to_double(TEXT("nan"), &value) || value == value);
}

static void spans(void)
{
    CHECK(span_is_empty((Span){3, 3}) && !span_is_empty((Span){3, 4}));
    CHECK(span_contains((Span){0, 5}, (Span){0, 5}) && !span_contains((Span){0, 5}, (Span){4, 6}));
    CHECK(span_overlaps((Span){0, 5}, (Span){4, 6}) && !span_overlaps((Span){0, 5}, (Span){5, 6}));
}

static void letters_are_ascii_whatever_the_locale(void)
{
    CHECK(ascii_is_space('\n') && ascii_is_space(' ') && !ascii_is_space('a') && !ascii_is_space('\0'));
    CHECK(ascii_is_digit('7') && !ascii_is_digit('a'));
    CHECK(ascii_is_alpha('z') && !ascii_is_alpha('\xe4') && !ascii_is_alpha('['));
    CHECK(ascii_is_upper('A') && !ascii_is_upper('a'));
    CHECK(ascii_lower('A') == 'a' && ascii_lower('z') == 'z' && ascii_lower('\xc4') == '\xc4');
}

int main(void)
{
    slices_compare_by_bytes();
    finding();
    cutting();
    splitting_gives_every_part();
    numbers();
    spans();
    letters_are_ascii_whatever_the_locale();
    return check_end();
}
