/* The files of data/english/status: a line that says nothing is refused by name and line. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "core/arena.h"
#include "mention/mention_event.h"
#include "mention/mention_happened.h"
#include "mention/mention_status.h"

static Status load_words(Arena *arena, Text folder, Error *error)
{
    const StatusWords *words = NULL;
    return mention_load_status(arena, folder, &words, error);
}

static Status load_nouns(Arena *arena, Text folder, Error *error)
{
    const EventNouns *nouns = NULL;
    return mention_load_nouns(arena, folder, &nouns, error);
}

static Status load_weights(Arena *arena, Text folder, Error *error)
{
    const HappenedWeights *weights = NULL;
    return mention_load_happened(arena, folder, &weights, error);
}

typedef Status (*Load)(Arena *arena, Text folder, Error *error);

static const struct {
    const char *file;
    Load load;
    const char *content;
    uint32_t line; /* at fault; 0: none */
} cases[] = {
    {"status/words", load_words, "# a comment\n\nplanned\tnear\t4\twill\tsettled\n", 0},
    {"status/words", load_words, "planned\tnear\t4\twill\nsure\tnear\t4\twill\n", 2},
    {"status/words", load_words, "planned\tabout\t4\twill\n", 1},
    {"status/words", load_words, "planned\tnear\tfour\twill\n", 1},
    {"status/words", load_words, "planned\tnear\t-1\twill\n", 1},
    {"status/words", load_words, "planned\tnear\t99999999999999999999\twill\n", 1},
    {"status/words", load_words, "planned\tnear\t4\n", 1},
    {"status/words", load_words, "break\t-\t0\tand\n", 0},
    {"status/words", load_words, "", 0},
    {"status/nouns", load_nouns, "N\tarrest\nNV\tban\nV\tlook\n", 0},
    {"status/nouns", load_nouns, "N\tarrest\nX\tban\n", 2},
    {"status/nouns", load_nouns, "N\n", 1},
    {"status/happened", load_weights, "-12\ttag=VB\n40\talways\n", 0},
    {"status/happened", load_weights, "4000000\talways\n", 1},
    {"status/happened", load_weights, "much\talways\n", 1},
    {"status/happened", load_weights, "12\n", 1},
};

static void write_file(Text path, const char *content)
{
    FILE *file = fopen(path.bytes, "wb");
    CHECK(file != NULL);
    if (!file)
        return;
    (void)fputs(content, file);
    (void)fclose(file);
}

static void faults_are_named_by_line(Arena *arena, Text folder)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Error error = {0};
        write_file(arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), cases[i].file), cases[i].content);
        CHECK_CASE(cases[i].content);
        Status status = cases[i].load(arena, folder, &error);
        CHECK_NUMBER(status, cases[i].line ? ERR_PACK : STATUS_OK);
        CHECK_NUMBER(error.line, cases[i].line);
        if (cases[i].line)
            CHECK_TEXT(text_from(error.name), cases[i].file);
    }
    CHECK_CASE("");
}

static void a_missing_file_is_a_fault(Arena *arena)
{
    Error error = {0};
    CHECK(load_words(arena, TEXT("/nowhere"), &error) == ERR_SYSTEM);
    CHECK(load_nouns(arena, TEXT("/nowhere"), &error) == ERR_SYSTEM);
    CHECK(load_weights(arena, TEXT("/nowhere"), &error) == ERR_SYSTEM);
}

int main(void)
{
    char folder[] = "/tmp/mention_status_test.XXXXXX";
    Arena *arena = arena_new(0);
    if (!mkdtemp(folder))
        return 2;
    Text status = arena_print(arena, "%s/status", folder);
    CHECK(mkdir(status.bytes, 0700) == 0);
    faults_are_named_by_line(arena, text_from(folder));
    a_missing_file_is_a_fault(arena);
    static const char *const files[] = {"words", "nouns", "happened"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        (void)remove(arena_print(arena, "%s/%s", status.bytes, files[i]).bytes);
    (void)rmdir(status.bytes);
    (void)rmdir(folder);
    arena_free(arena);
    return check_end();
}
