/* The gazetteer answers questions by old and new names, in other scripts, and with what a place lies in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "core/door.h"
#include "mention/mention.h"
#include "mention/mention_place_table.h"

static const struct {
    const char *question;
    const char *name;
    const char *country;
    const char *admin1;
    PlacePrecision precision;
} cases[] = {
    {"Dandong", "Dandong", "CN", "Liaoning", PRECISION_TOWN},
    {"dandong, liaoning", "Dandong", "CN", "Liaoning", PRECISION_TOWN},
    {"  Dandong City , China", "Dandong", "CN", "Liaoning", PRECISION_TOWN},
    {"단둥", "Dandong", "CN", "Liaoning", PRECISION_TOWN},
    {"丹东", "Dandong", "CN", "Liaoning", PRECISION_TOWN},
    {"Sin\u016diju", "Sinuiju", "KP", "North Pyongan", PRECISION_TOWN},
    {"Shinuiju", "Sinuiju", "KP", "North Pyongan", PRECISION_TOWN},
    {"Rason", "Rason", "KP", "Rason", PRECISION_PROVINCE},
    {"Donggang, Liaoning", "Donggang", "CN", "Liaoning", PRECISION_TOWN},
    {"Nanping, Jilin", "Nanping", "CN", "Jilin", PRECISION_TOWN},
    {"Quanhe", "Quanhe", "CN", "Jilin", PRECISION_TOWN},
    {"Jilin", "Jilin", "CN", "Jilin", PRECISION_PROVINCE},
    {"Primorsky Krai", "Primorye", "RU", "Primorye", PRECISION_PROVINCE},
    {"beijing", "Beijing", "CN", "Beijing", PRECISION_TOWN},
    {"DPRK", "North Korea", "KP", "", PRECISION_COUNTRY},
    {"the Gulf", "", "", "", PRECISION_NONE},
    {"Gulf", "Gulf", "", "", PRECISION_REGION},
    {"Chinese", "", "", "", PRECISION_NONE},
    {"Paris, Qatar", "", "", "", PRECISION_NONE},
    {"Nowhere-upon-Nothing", "", "", "", PRECISION_NONE},
    {",", "", "", "", PRECISION_NONE},
    {"", "", "", "", PRECISION_NONE},
};

static Text folder_of(Arena *arena, const char *name)
{
    const char *base = getenv("HEARSAY_DATA");
    return arena_print(arena, "%s/data/%s", base ? base : "build/share/hearsay", name);
}

static void questions_are_answered(Arena *arena, const MentionData *data)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Place **places = NULL;
        size_t count = mention_look_up_place(data, arena, text_from(cases[i].question), &places);
        CHECK_CASE(cases[i].question);
        CHECK((count > 0) == (cases[i].name[0] != 0));
        if (count == 0)
            continue;
        CHECK_TEXT(places[0]->name, cases[i].name);
        CHECK_TEXT(places[0]->country, cases[i].country);
        CHECK_TEXT(places[0]->admin1, cases[i].admin1);
        CHECK_NUMBER(places[0]->precision, cases[i].precision);
    }
    CHECK_CASE("");
}

/* tools/make-places folds as the library does, sorts by bytes, and points at lines that are there. */
static void names_are_folded_and_sorted(Arena *arena)
{
    PlaceTable table;
    Error error = {0};
    CHECK(mention_open_place_table(arena, folder_of(arena, "places"), &table, &error) == STATUS_OK);
    Text rest = table.names;
    Text line;
    Text before = TEXT_EMPTY;
    size_t unsorted = 0;
    size_t unfolded = 0;
    size_t astray = 0;
    while (text_split(&rest, '\n', &line) && line.length > 0) {
        Text name = TEXT_EMPTY;
        if (!text_split(&line, '\t', &name))
            continue;
        unsorted += before.length > 0 && text_compare(before, name) >= 0;
        unfolded += !text_equals(mention_fold_name(arena, name), name);
        PlaceRef ref;
        while (mention_next_ref(&line, &ref))
            astray += mention_read_place(&table, ref.offset, NULL).precision == PRECISION_NONE ||
                      (ref.offset > 0 && table.places.bytes[ref.offset - 1] != '\n');
        before = name;
    }
    CHECK_NUMBER((int64_t)unsorted, 0);
    CHECK_NUMBER((int64_t)unfolded, 0);
    CHECK_NUMBER((int64_t)astray, 0);
}

static void a_missing_gazetteer_is_told(Arena *arena)
{
    PlaceTable table;
    Error error = {0};
    CHECK(mention_open_place_table(arena, TEXT("/nowhere"), &table, &error) == ERR_SYSTEM);
    CHECK(error.message[0] != 0);
}

static void write_file(Arena *arena, const char *folder, const char *name, Text text)
{
    FILE *file = fopen(arena_print(arena, "%s/%s", folder, name).bytes, "wb");
    CHECK(file != NULL);
    if (!file)
        return;
    CHECK(fwrite(text.bytes, 1, text.length, file) == text.length);
    CHECK(fclose(file) == 0);
}

/* Cut within a line, at the end of a line, to one byte and to nothing: each is told with the file's name. */
static void a_gazetteer_cut_short_is_told(Arena *arena)
{
    static const char whole[] = "1\tDandong\t40.1\t124.4\tCN\tLiaoning\ttown\t800000\t\n# end\n";
    static const char names[] = "dandong\tn0\n# end\n";
    static const size_t lengths[] = {0, 1, 20, sizeof whole - 8, sizeof whole - 2};
    char folder[] = "/tmp/gazetteer_test.XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    write_file(arena, folder, "names.tsv", TEXT(names));
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        PlaceTable table;
        Error error = {0};
        write_file(arena, folder, "places.tsv", (Text){whole, lengths[i]});
        CHECK(mention_open_place_table(arena, text_from(folder), &table, &error) == ERR_PACK);
        CHECK(strstr(error.name, "places.tsv") != NULL);
        CHECK(strstr(error.message, "build it anew") != NULL);
    }
    PlaceTable table;
    Error error = {0};
    write_file(arena, folder, "places.tsv", TEXT(whole));
    CHECK(mention_open_place_table(arena, text_from(folder), &table, &error) == STATUS_OK);
    CHECK_TEXT(mention_read_place(&table, 0, NULL).name, "Dandong");
    CHECK_TEXT(mention_find_name(&table, TEXT("dandong"), NULL), "n0");
    CHECK(unlink(arena_print(arena, "%s/places.tsv", folder).bytes) == 0);
    CHECK(unlink(arena_print(arena, "%s/names.tsv", folder).bytes) == 0);
    CHECK(rmdir(folder) == 0);
}

static Status run(Arena *arena, void *context, Error *error)
{
    MentionData *data = NULL;
    (void)context;
    Status status =
        mention_load(arena, folder_of(arena, "english"), folder_of(arena, "places"), &data, error);
    if (status != STATUS_OK)
        return status;
    questions_are_answered(arena, data);
    names_are_folded_and_sorted(arena);
    a_missing_gazetteer_is_told(arena);
    a_gazetteer_cut_short_is_told(arena);
    return STATUS_OK;
}

int main(void)
{
    Arena *arena = arena_new(0);
    Error error = {0};
    CHECK(arena && door_open(arena, run, NULL, &error) == STATUS_OK);
    if (error.message[0])
        printf("%s: %s\n", error.name, error.message);
    arena_free(arena);
    return check_end();
}
