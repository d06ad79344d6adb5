/* Days, and the dates of EDTF with the days that they surely and possibly cover. */
#include "check.h"
#include "core/edtf.h"

static Arena *arena;

static void days_count_both_ways(void)
{
    bool same = true;
    for (Day day = day_from_civil(1, 1, 1); day < day_from_civil(2401, 1, 1); day += 17) {
        int year, month, day_of_month;
        day_to_civil(day, &year, &month, &day_of_month);
        same = same && day_is_valid(year, month, day_of_month) &&
               day_from_civil(year, month, day_of_month) == day;
    }
    CHECK(same);
    CHECK_NUMBER(day_from_civil(1970, 1, 1), 0);
    CHECK_NUMBER(day_from_civil(2000, 3, 1) - day_from_civil(2000, 2, 28), 2);
    CHECK_NUMBER(day_from_civil(1900, 3, 1) - day_from_civil(1900, 2, 28), 1);
    CHECK_NUMBER(day_of_week(day_from_civil(2022, 2, 10)), 3);
    CHECK_NUMBER(day_of_week(day_from_civil(1969, 12, 29)), 0);
    CHECK_NUMBER(day_month_length(2024, 2), 29);
    CHECK_NUMBER(day_month_length(2023, 2), 28);
    CHECK(!day_is_valid(2023, 2, 29) && !day_is_valid(2023, 13, 1) && !day_is_valid(2023, 0, 1));
}

static void days_in_words(void)
{
    Day day = 0;
    CHECK(day_parse(TEXT("2022-02-10"), &day));
    CHECK_TEXT(day_print(arena, day), "2022-02-10");
    static const char *const refused[] = {"",           "2022",        "2022-02", "2022-2-10",
                                          "2022-02-30", "2022-02-10 ", "22-02-10"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CHECK_CASE(refused[i]);
        CHECK(!day_parse(text_from(refused[i]), &day));
    }
    CHECK_CASE("");
    CHECK_TEXT(day_print(arena, DAY_FUTURE), "..");
    CHECK_TEXT(day_print(arena, DAY_NONE), "");
}

static Text print_period(Period period)
{
    if (period_is_none(period))
        return TEXT("none");
    Text first = day_print(arena, period.first);
    Text last = day_print(arena, period.last);
    return arena_print(arena, "%.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

static void dates_cover_days_surely_and_possibly(void)
{
    static const struct {
        const char *edtf, *all, *some;
    } cases[] = {
        {"2022-02-10", "2022-02-10 to 2022-02-10", "2022-02-10 to 2022-02-10"},
        {"2022-02", "none", "2022-02-01 to 2022-02-28"},
        {"2022", "none", "2022-01-01 to 2022-12-31"},
        {"2020-01/2020-03", "2020-01-31 to 2020-03-01", "2020-01-01 to 2020-03-31"},
        {"2020-01-05/2020-03-07", "2020-01-05 to 2020-03-07", "2020-01-05 to 2020-03-07"},
        {"2019/2019", "none", "2019-01-01 to 2019-12-31"},
        {"2020-01-05/..", "2020-01-05 to ..", "2020-01-05 to .."},
        {"../2019-07-09", "none", ".. to 2019-07-09"}, /* any time up to */
        {"201X", "none", "2010-01-01 to 2019-12-31"},
        {"2019-XX-09", "none", "2019-01-01 to 2019-12-31"},
        {"2019-21", "none", "2019-03-01 to 2019-05-31"},
        {"2019-33", "none", "2019-01-01 to 2019-03-31"},
        {"2019-41", "none", "2019-07-01 to 2019-12-31"},
        {"2019-06~", "none", "2019-06-01 to 2019-06-30"},
        {"[2022-01-31..2022-02-06]", "none", "2022-01-31 to 2022-02-06"},
        {"[2019-06-01,2019-06-03]", "none", "2019-06-01 to 2019-06-03"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date date = {0};
        Error error = {0};
        CHECK_CASE(cases[i].edtf);
        CHECK(edtf_parse(arena, text_from(cases[i].edtf), &date, &error) == STATUS_OK);
        CHECK_TEXT(date.edtf, cases[i].edtf);
        CHECK_TEXT(print_period(date.all), cases[i].all);
        CHECK_TEXT(print_period(date.some), cases[i].some);
    }
    CHECK_CASE("");
}

static void what_is_no_date_is_refused(void)
{
    static const char *const cases[] = {"",           "last week", "2022-13",
                                        "2022-02-30", "2022-2-1",  "22",
                                        "2022//2023", "2023/2022", "2022-02-10T00:00",
                                        "[2022",      "2022]",     "{2022..}}",
                                        "20222",      "-",         "2022-",
                                        "\xff"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date date = {0};
        Error error = {0};
        Status status = edtf_parse(arena, text_from(cases[i]), &date, &error);
        CHECK_CASE(cases[i]);
        CHECK(status == ERR_FORMAT);
        CHECK(error.message[0] != '\0');
    }
    CHECK_CASE("");
}

static void periods_print_as_the_shortest_date(void)
{
    static const struct {
        int first[3], last[3];
        const char *edtf;
    } cases[] = {
        {{2022, 2, 10}, {2022, 2, 10}, "2022-02-10"},
        {{2022, 2, 1}, {2022, 2, 28}, "2022-02"},
        {{2022, 1, 1}, {2022, 12, 31}, "2022"},
        {{2022, 1, 31}, {2022, 2, 6}, "2022-01-31/2022-02-06"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Period period = {day_from_civil(cases[i].first[0], cases[i].first[1], cases[i].first[2]),
                         day_from_civil(cases[i].last[0], cases[i].last[1], cases[i].last[2])};
        CHECK_TEXT(edtf_of_period(arena, period), cases[i].edtf);
    }
}

static void periods_hold_days(void)
{
    Period week = {100, 106};
    CHECK(period_has(week, 100) && period_has(week, 106) && !period_has(week, 107));
    CHECK(!period_has(PERIOD_NONE, 100) && !period_overlaps(PERIOD_NONE, week));
    CHECK(period_overlaps(week, (Period){106, DAY_FUTURE}) && !period_overlaps(week, (Period){DAY_PAST, 99}));
    CHECK(period_is_none(PERIOD_NONE) && period_is_none((Period){5, 4}) && !period_is_none(week));
}

int main(void)
{
    arena = arena_new(0);
    days_count_both_ways();
    days_in_words();
    dates_cover_days_surely_and_possibly();
    what_is_no_date_is_refused();
    periods_print_as_the_shortest_date();
    periods_hold_days();
    arena_free(arena);
    return check_end();
}
