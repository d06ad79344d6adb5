/* Several times of one clause make one date. */
#include "check.h"
#include "core/error.h"
#include "mention/mention.h"

typedef struct Given {
    const char *edtf;
    const char *starts;
    char bound; /* 's' since, 'u' until, 'w' when spoken, 'v' a vague period, else 0 */
} Given;

static const struct {
    const char *name;
    Given parts[3];
    const char *edtf;
    const char *starts;
} cases[] = {
    {"none", {{0}}, "", ""},
    {"one", {{"2020-03", 0, 0}}, "2020-03", ""},
    {"a week, until a day",
     {{"2022-01-31/2022-02-06", 0, 'v'}, {"../2022-02-20", 0, 'u'}},
     "2022-02-06/2022-02-20",
     "2022-01-31/2022-02-06"},
    {"since a day, until a day",
     {{"2024-01-08/..", 0, 's'}, {"../2024-01-28", 0, 'u'}},
     "2024-01-08/2024-01-28",
     ""},
    {"since a vague day",
     {{"2020-10-20/..", "2020-10-11/2020-10-20", 's'}},
     "2020-10-20/..",
     "2020-10-11/2020-10-20"},
    {"since a vague day, until a month",
     {{"2020-10-20/..", "2020-10-11/2020-10-20", 's'}, {"../2021-03", 0, 'u'}},
     "2020-10-20/2021-03",
     "2020-10-11/2020-10-20"},
    {"began on a day, done on another",
     {{"2017-10-28/..", 0, 's'}, {"2017-11-02", 0, 0}},
     "2017-10-28/2017-11-02",
     ""},
    {"a day within a week", {{"2021-05-17/2021-05-23", 0, 'v'}, {"2021-05-18", 0, 0}}, "2021-05-18", ""},
    {"two days apart: the first", {{"2021-05-18", 0, 0}, {"2021-06-18", 0, 0}}, "2021-05-18", ""},
    {"when it was said does not count",
     {{"2021-05-18", 0, 'w'}, {"../2021-06-18", 0, 'u'}},
     "../2021-06-18",
     ""},
    {"an end before the start is none", {{"2021-05-18", 0, 0}, {"../2020-06-18", 0, 'u'}}, "2021-05-18", ""},
    {"no year", {{"XXXX-05-18", 0, 0}, {"../XXXX-06-18", 0, 'u'}}, "XXXX-05-18/XXXX-06-18", ""},
};

static void check_one(size_t number)
{
    Arena *arena = arena_new(0);
    TimeMention times[3] = {{.kind = TIME_DATE}};
    const TimeMention *pointers[3];
    size_t count = 0;
    for (; count < 3 && cases[number].parts[count].edtf; count++) {
        const Given *part = &cases[number].parts[count];
        TimeMention *time = &times[count];
        Text edtf = text_from(part->edtf);
        CHECK(edtf_parse(arena, edtf, &time->date, NULL) == STATUS_OK);
        time->date.edtf = edtf;
        time->starts = text_from(part->starts);
        time->is_since = part->bound == 's';
        time->is_until = part->bound == 'u';
        time->says_when_spoken = part->bound == 'w';
        if (part->bound == 'v')
            time->date.all = PERIOD_NONE;
        time->at.span.begin = (uint32_t)count;
        pointers[count] = time;
    }
    Text starts;
    Date date = mention_combine_times(arena, pointers, count, &starts);
    CHECK_CASE(cases[number].name);
    CHECK_TEXT(date.edtf, cases[number].edtf);
    CHECK_TEXT(starts, cases[number].starts);
    arena_free(arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_one(i);
    return check_end();
}
