/* What a pack in text cannot show: lists and folders of any size, and a folder that is none. */
#include "check.h"

#include "core/buffer.h"
#include "pack/pack.h"

static const char head[] = "name big\nversion 1\nformat 1\nlicence Apache-2.0\n";
static const char kinds[] = "ban\tmovement\tstate\tpeople may not go\n";

static PackFile file_of(const char *name, Text bytes)
{
    return (PackFile){.path = text_from(name), .name = text_from(name), .bytes = bytes};
}

static Text numbered_lines(Arena *arena, unsigned count)
{
    Buffer lines = buffer_in(arena);
    for (unsigned i = 0; i < count; i++)
        buffer_print(&lines, "word%07u\n", i);
    return buffer_text(&lines);
}

static void make_with_words(Arena *arena, unsigned count, Error *error, Pack **out)
{
    PackFile files[] = {file_of("pack", text_from(head)), file_of("kinds", text_from(kinds)),
                        file_of("words/many.txt", numbered_lines(arena, count))};
    error_clear(error);
    *out = NULL;
    if (pack_make(arena, files, sizeof files / sizeof *files, out, error) != STATUS_OK)
        *out = NULL;
}

static void test_long_lists(Arena *arena)
{
    Error error = {0};
    Pack *pack = NULL;
    CHECK_CASE("a list at the limit");
    make_with_words(arena, 50000, &error, &pack);
    CHECK(pack != NULL);
    CHECK_NUMBER(pack ? pack_words(pack, TEXT("many")).count : 0, 50000);
    CHECK(pack && pack_phrases(pack, TEXT("word0049999")) != NULL);
    CHECK(pack && pack_phrases(pack, TEXT("word0050000")) == NULL);
    CHECK_CASE("a list of a million words");
    make_with_words(arena, 1000000, &error, &pack);
    CHECK(pack == NULL);
    CHECK_NUMBER(error.line, 50001);
    CHECK_TEXT(text_from(error.name), "words/many.txt");
}

static void test_folders(Arena *arena)
{
    Error error = {0};
    Pack *pack = NULL;
    CHECK_CASE("a folder that is not there");
    Status status = pack_load(arena, TEXT("tests/no-such-pack"), &pack, &error);
    CHECK_NUMBER(status, ERR_PACK);
    CHECK_TEXT(text_from(error.name), "tests/no-such-pack/pack");
    CHECK_CASE("a folder that is a file");
    status = pack_load(arena, TEXT("Makefile"), &pack, &error);
    CHECK(status != STATUS_OK && error.message[0]);
}

static void test_nearest(void)
{
    Text valid[] = {TEXT("match"), TEXT("negated"), TEXT("whom")};
    TextList list = {valid, sizeof valid / sizeof *valid};
    CHECK_CASE("the nearest word");
    CHECK_TEXT(pack_nearest(list, TEXT("mach")), "match");
    CHECK_TEXT(pack_nearest(list, TEXT("who")), "whom");
    CHECK_TEXT(pack_nearest(list, TEXT("quux")), "");
    CHECK_TEXT(pack_nearest(list, TEXT("")), "");
}

int main(void)
{
    Arena *arena = arena_new((size_t)1 << 30);
    if (!arena)
        return 2;
    test_long_lists(arena);
    test_folders(arena);
    test_nearest();
    arena_free(arena);
    return check_end();
}
