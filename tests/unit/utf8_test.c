/* UTF-8: what is valid, stepping both ways, counting, folding. */
#include "check.h"
#include "core/utf8.h"

static void the_first_invalid_byte_is_found(void)
{
    static const struct {
        const char *bytes;
        size_t at;
    } cases[] = {
        {"", SIZE_MAX},
        {"abc", SIZE_MAX},
        {"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", SIZE_MAX},
        {"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", SIZE_MAX},
        {"a\x80", 1},
        {"a\xc3", 1},
        {"ab\xc3(", 2},
        {"\xc0\xaf", 0},
        {"\xe0\x80\xaf", 0},
        {"\xf0\x80\x80\xaf", 0},
        {"\xed\xa0\x80", 0},
        {"\xf4\x90\x80\x80", 0},
        {"\xff", 0},
        {"ok \xe2\x82", 3},
        {"ok \xf0\x9f\x98", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_NUMBER(utf8_find_invalid(text_from(cases[i].bytes)), cases[i].at);
    CHECK_NUMBER(utf8_find_invalid((Text){"a\0b", 3}), SIZE_MAX);
}

static void stepping_forwards_and_back_meets_the_same_characters(void)
{
    Text text = TEXT("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z");
    static const uint32_t expected[] = {'a', 0xe4, 0x20ac, 0x1f600, 'z'};
    size_t at = 0;
    for (size_t i = 0; i < 5; i++)
        CHECK_NUMBER(utf8_next(text, &at), expected[i]);
    CHECK_NUMBER(at, text.length);
    for (size_t i = 5; i-- > 0;)
        CHECK_NUMBER(utf8_previous(text, &at), expected[i]);
    CHECK_NUMBER(at, 0);
    CHECK_NUMBER(utf8_count(text), 5);
}

static void any_bytes_can_be_stepped_through(void)
{
    char bytes[4];
    uint32_t state = 7;
    bool moved = true;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1664525U + 1013904223U;
            bytes[i] = (char)(unsigned char)(state >> 24);
        }
        Text text = {bytes, sizeof bytes};
        for (size_t at = 0; at < text.length;) {
            size_t before = at;
            uint32_t c = utf8_next(text, &at);
            moved = moved && at > before && at <= text.length && c <= 0x10ffff;
        }
        for (size_t at = text.length; at > 0;) {
            size_t before = at;
            (void)utf8_previous(text, &at);
            moved = moved && at < before;
        }
    }
    CHECK(moved);
    size_t at = 0;
    CHECK_NUMBER(utf8_next(TEXT("\xc3("), &at), 0xfffd);
    CHECK_NUMBER(at, 1);
}

static void every_character_survives_encoding(void)
{
    bool same = true;
    for (uint32_t c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 77) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        char bytes[4];
        Text text = {bytes, utf8_encode(c, bytes)};
        size_t at = 0;
        same = same && utf8_find_invalid(text) == SIZE_MAX && utf8_next(text, &at) == c && at == text.length;
    }
    CHECK(same);
}

static void properties(void)
{
    CHECK(utf8_is_letter('a') && utf8_is_letter(0xe4) && utf8_is_letter(0x4e39) && !utf8_is_letter('1'));
    CHECK(utf8_is_upper('A') && utf8_is_upper(0xc4) && !utf8_is_upper('a'));
    CHECK(utf8_is_lower('a') && utf8_is_lower(0xe4) && !utf8_is_lower('A') && !utf8_is_lower(0x4e39));
    CHECK(utf8_is_digit('0') && !utf8_is_digit('a'));
    CHECK(utf8_is_space(' ') && utf8_is_space(0xa0) && utf8_is_space(0x3000) && !utf8_is_space('a'));
    CHECK_NUMBER(utf8_to_lower(0xc4), 0xe4);
    CHECK_NUMBER(utf8_to_lower('a'), 'a');
}

static void folding_takes_case_and_accents_away(void)
{
    Arena *arena = arena_new(0);
    CHECK_TEXT(utf8_fold(arena, TEXT("Doha")), "doha");
    CHECK_TEXT(utf8_fold(arena, TEXT("\xc3\x87"
                                     "ank\xc4\xb1r\xc4\xb1")),
               "cank\xc4\xb1r\xc4\xb1");
    CHECK_TEXT(utf8_fold(arena, TEXT("S\xc3\xa3o Jos\xc3\xa9")), "sao jose");
    CHECK_TEXT(utf8_fold(arena, TEXT("Jose\xcc\x81")), "jose");
    CHECK_TEXT(utf8_fold(arena, TEXT_EMPTY), "");
    CHECK(utf8_find_invalid(utf8_fold(arena, TEXT("a\xff\xc3"))) == SIZE_MAX);
    arena_free(arena);
}

static void counters_answer_in_any_order(void)
{
    Utf8Counter counter = {.text = TEXT("a\xc3\xa4\xe2\x82\xac"
                                        "b")};
    CHECK_NUMBER(utf8_count_before(&counter, 0), 0);
    CHECK_NUMBER(utf8_count_before(&counter, 1), 1);
    CHECK_NUMBER(utf8_count_before(&counter, 6), 3);
    CHECK_NUMBER(utf8_count_before(&counter, 7), 4);
    CHECK_NUMBER(utf8_count_before(&counter, 3), 2);
}

int main(void)
{
    the_first_invalid_byte_is_found();
    stepping_forwards_and_back_meets_the_same_characters();
    any_bytes_can_be_stepped_through();
    every_character_survives_encoding();
    properties();
    folding_takes_case_and_accents_away();
    counters_answer_in_any_order();
    return check_end();
}
