/* Which report derives from which: each way of passing a report on, and what only looks like it. */
#include "check.h"

#include <stdlib.h>

#include "core/buffer.h"
#include "core/door.h"
#include "core/list.h"
#include "evidence/evidence_lineage.h"
#include "evidence/evidence_similar.h"

enum { REPORTS_MOST = 6 };

#define STORY                                                                                                \
    "Twenty-six weavers from Sumy lived behind the fence of the Orlen mill at Varnsdorf until 14 March, a "  \
    "bookkeeper of the mill said. Their passports lay in a safe that Orlen kept in Liberec. Each of them "   \
    "owed 3,400 crowns for the journey, and 1,150 were taken off every month. \"We were counted at the "     \
    "gate each night,\" one of the weavers said. The bookkeeper named a recruiter in Kosice.\n"

static const struct {
    const char *title;
    struct {
        const char *id, *outlet, *published, *text;
    } reports[REPORTS_MOST];
    const char *links; /* "child<parent how", parted by blanks, in the order of the reports */
} cases[] = {
    {"a copy with a few words changed",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Neisse Echo", "2021-03-21", "A mill and its fence.\n" STORY "The town hall gave no answer.\n"}},
     "b<a:copy"},
    {"the day decides which of two is the copy, not the order in which they were read",
     {{"b", "Neisse Echo", "2021-03-21", STORY}, {"a", "Elbe Post", "2021-03-20", STORY}},
     "b<a:copy"},
    {"of two with the same words the credited one",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Neisse Echo", "2021-03-21", STORY},
      {"c", "Oder Wire", "2021-03-22", STORY "First printed by the Neisse Echo.\n"}},
     "b<a:copy c<b:copy"},
    {"told in other words, with a credit",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "Weavers of Sumy were shut in at a mill in Varnsdorf, the Elbe Post reports. Orlen had 26 of them "
       "sleep "
       "on the grounds and held their papers in Liberec; monthly 1,150 crowns went for a debt of 3,400.\n"}},
     "b<a:credit"},
    {"what comes through another report is that one's",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "Weavers of Sumy were shut in at a mill in Varnsdorf, the Elbe Post reports. Orlen had 26 of them "
       "sleep "
       "on the grounds and held their papers in Liberec; monthly 1,150 crowns went for a debt of 3,400.\n"},
      {"c", "Danube Sheet", "2021-03-25",
       "In Varnsdorf a mill of Orlen locked up 26 women and men of Sumy, says Oder Wire, which cites the "
       "Elbe "
       "Post. Of their pay 1,150 crowns a month were kept back.\n"}},
     "b<a:credit c<b:credit"},
    {"a credit does not lead to another story of the outlet",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "Herring boats at Rostock wait for ice, the Elbe Post says. Some 90 skippers asked the harbour master "
       "for a tug on Monday.\n"}},
     ""},
    {"nor to one that is years old",
     {{"a", "Elbe Post", "2019-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "Weavers of Sumy were shut in at a mill in Varnsdorf, the Elbe Post reports. Orlen had 26 of them "
       "sleep "
       "on the grounds and held their papers in Liberec; monthly 1,150 crowns went for a debt of 3,400.\n"}},
     ""},
    {"unless the text names the year",
     {{"a", "Elbe Post", "2019-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "In 2019 weavers of Sumy were shut in at a mill in Varnsdorf, as the Elbe Post told. Orlen had 26 of "
       "them "
       "sleep on the grounds and held their papers in Liberec; monthly 1,150 crowns went for 3,400.\n"}},
     "b<a:credit"},
    {"the same outlet tells on",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Elbe Post", "2021-04-17",
       "The weavers of Sumy have their passports again. Orlen opened the safe in Liberec on Tuesday, says "
       "the "
       "bookkeeper of the mill at Varnsdorf who told of the fence in March. The recruiter in Kosice has "
       "closed, "
       "and 3,400 crowns were struck from the books.\n"}},
     "b<a:follow-up"},
    {"a lookalike: the same outlet, the same pattern, another town and other people",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Elbe Post", "2021-05-02",
       "Welders from Davao slept behind the wire of a yard at Szczecin, a foreman said. Their passports lay "
       "in a "
       "drawer of the agency Balt Crew in Gdynia. Each owed 3,400 zloty for the journey.\n"}},
     ""},
    {"a lookalike: the same town and number in another year",
     {{"a", "Elbe Post", "2017-03-20",
       "Twenty-six pickers from Nitra lived behind the fence of a farm at Varnsdorf, a driver said.\n"},
      {"b", "Elbe Post", "2021-03-20", STORY}},
     ""},
    {"retold soon after, with the same numbers and without a credit",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Oder Wire", "2021-03-23",
       "At Varnsdorf 26 weavers of Sumy slept in the yard of a mill until 14 March. Orlen held their "
       "passports in "
       "Liberec, it is said; 1,150 crowns went each month for a debt of 3,400 to a recruiter in Kosice.\n"}},
     "b<a:retelling"},
    {"an own witness to the same event is no retelling",
     {{"a", "Elbe Post", "2021-03-20", STORY},
      {"b", "Oder Wire", "2021-03-26",
       "I slept in that mill for a year, says Oksana, 31, who is home in Konotop. The yard at Varnsdorf had "
       "a "
       "fence and a dog. We were about 40, and the debt was 2,900 crowns. A priest drove her to the "
       "train.\n"}},
     ""},
    {"what an outlet prints under all it prints is no copied text",
     {{"a", "Oder Wire", "2021-03-01",
       "Ice holds the ferries at Kiel.\nOder Wire is made by its readers, who may "
       "write, call or visit the house on the quay on any day but Sunday.\n"},
      {"b", "Oder Wire", "2021-03-02",
       "A choir of Lublin sings in Bremen.\nOder Wire is made by its readers, who "
       "may write, call or visit the house on the quay on any day but Sunday.\n"},
      {"c", "Oder Wire", "2021-03-03",
       "The bakers of Graz bake less.\nOder Wire is made by its readers, who may "
       "write, call or visit the house on the quay on any day but Sunday.\n"}},
     ""},
    {"a report without a date derives, and nothing derives from it",
     {{"a", "Elbe Post", "", STORY}, {"b", "Oder Wire", "2021-03-23", STORY}},
     "a<b:copy"},
    {"two of one day that credit each other: the first of them in the order of ids is the parent",
     {{"a", "Elbe Post", "2021-03-20", STORY "The Oder Wire had it, too.\n"},
      {"b", "Oder Wire", "2021-03-20", STORY "The Elbe Post had it, too.\n"}},
     "b<a:copy"},
    {"a report published before the one that it credits does not derive from it",
     {{"a", "Elbe Post", "2021-03-20", STORY "So the Oder Wire.\n"}, {"b", "Oder Wire", "2021-03-21", STORY}},
     "b<a:copy"},
    {"empty texts, and no outlets", {{"a", "", "2021-03-20", ""}, {"b", "", "2021-03-20", ""}}, ""},
};

static Text folder_of(Arena *arena, const char *name)
{
    const char *base = getenv("HEARSAY_DATA");
    return arena_print(arena, "%s/data/%s", base ? base : "build/share/hearsay", name);
}

static Text trace(Arena *arena, const MentionData *data, size_t index, Error *error)
{
    ReportRow reports[REPORTS_MOST] = {0};
    size_t count = 0;
    for (; count < REPORTS_MOST && cases[index].reports[count].id; count++) {
        ReportRow *report = &reports[count];
        report->id = text_from(cases[index].reports[count].id);
        report->outlet = text_from(cases[index].reports[count].outlet);
        report->text = text_from(cases[index].reports[count].text);
        Text published = text_from(cases[index].reports[count].published);
        if (published.length > 0)
            CHECK(edtf_parse(arena, published, &report->published, error) == STATUS_OK);
    }
    Lineage lineage = evidence_trace(arena, data, reports, count);
    Buffer links = buffer_in(arena);
    for (size_t i = 0; i < lineage.count; i++) {
        const Derivation *one = &lineage.items[i];
        buffer_print(&links, "%s%.*s<%.*s:%s", i > 0 ? " " : "", TEXT_ARGS(reports[one->report].id),
                     TEXT_ARGS(reports[one->parent].id), evidence_derived_word(one->how));
    }
    return buffer_text(&links);
}

/* Texts of words drawn from a fixed stream; each second one is its neighbour with every step-th word changed.
 */
static Text draw_text(Arena *arena, uint64_t seed, size_t step)
{
    Buffer text = buffer_in(arena);
    uint64_t state = seed;
    for (size_t i = 0; i < 200; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        bool is_changed = step > 0 && i % step == step - 1;
        buffer_print(&text, "%s%u ", is_changed ? "z" : "w", (unsigned)(state >> 52));
    }
    return buffer_text(&text);
}

static void test_pairs_are_found(Arena *arena)
{
    CHECK_CASE("pairs that share half of their runs are found through the bands, and no others");
    enum { PAIRS = 120 };
    Runs runs[PAIRS * 2];
    for (size_t i = 0; i < PAIRS * 2; i++) {
        RunRoom room = {0};
        runs[i] = evidence_cut_runs(arena, draw_text(arena, i / 2 + 1, i % 2 * (16 + i / 2 % 40)), &room);
        evidence_settle_runs(&runs[i]);
    }
    SimilarPairs pairs = evidence_pair_runs(arena, runs, PAIRS * 2, 0.5);
    size_t wanted = 0;
    for (size_t i = 0; i < PAIRS * 2; i++)
        for (size_t j = i + 1; j < PAIRS * 2; j++) {
            size_t shared = evidence_count_shared_runs(&runs[i], &runs[j]);
            wanted += shared * 2 >= runs[i].count + runs[j].count - shared;
        }
    CHECK(wanted >= PAIRS / 2 && wanted <= PAIRS);
    CHECK_NUMBER(pairs.count, wanted);
    for (size_t i = 0; i < pairs.count; i++)
        CHECK(pairs.items[i].first / 2 == pairs.items[i].second / 2 && pairs.items[i].contained >= 0.5);
}

/* ---- orders and crowds ---- */

static ReportRow row_of(Arena *arena, size_t number, const char *outlet, const char *day, Text text)
{
    ReportRow row = {.id = arena_print(arena, "r%06zu", number), .outlet = text_from(outlet), .text = text};
    Error error = {0};
    CHECK(day[0] == 0 || edtf_parse(arena, text_from(day), &row.published, &error) == STATUS_OK);
    return row;
}

static Text tell_links(Arena *arena, const ReportRow *reports, const Lineage *lineage)
{
    LIST_OF(Text) list = {0};
    Buffer all = buffer_in(arena);
    for (size_t i = 0; i < lineage->count; i++)
        *LIST_ADD(arena, &list) = arena_print(
            arena, "%.*s<%.*s:%s ", TEXT_ARGS(reports[lineage->items[i].report].id),
            TEXT_ARGS(reports[lineage->items[i].parent].id), evidence_derived_word(lineage->items[i].how));
    for (size_t done = 0; done < list.count; done++) { /* the least first */
        size_t least = done;
        for (size_t i = done; i < list.count; i++)
            least = text_compare(list.items[i], list.items[least]) < 0 ? i : least;
        buffer_add(&all, list.items[least]);
        list.items[least] = list.items[done];
    }
    return buffer_text(&all);
}

static size_t load_case(Arena *arena, size_t index, ReportRow *reports)
{
    size_t count = 0;
    for (; count < REPORTS_MOST && cases[index].reports[count].id; count++) {
        reports[count] =
            row_of(arena, count, cases[index].reports[count].outlet, cases[index].reports[count].published,
                   text_from(cases[index].reports[count].text));
        reports[count].id = text_from(cases[index].reports[count].id);
    }
    return count;
}

/* All reports of all cases in one base, in many orders. */
static void test_orders(Arena *arena, const MentionData *data)
{
    CHECK_CASE("the order in which reports are given decides nothing");
    enum { CASES = sizeof cases / sizeof *cases, ORDERS = 20 };
    ReportRow reports[CASES * REPORTS_MOST] = {0};
    size_t count = 0;
    for (size_t i = 0; i < CASES; i++) {
        size_t begin = count;
        count += load_case(arena, i, reports + count);
        for (size_t j = begin; j < count; j++)
            reports[j].id = arena_print(arena, "%zu%.*s", i, TEXT_ARGS(reports[j].id));
    }
    Lineage lineage = evidence_trace(arena, data, reports, count);
    Text wanted = tell_links(arena, reports, &lineage);
    CHECK(lineage.count > CASES / 2);
    uint64_t state = 1;
    for (size_t order = 0; order < ORDERS; order++) {
        for (size_t i = count - 1; i > 0; i--) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t other = (size_t)(state >> 33) % (i + 1);
            ReportRow row = reports[i];
            reports[i] = reports[other];
            reports[other] = row;
        }
        lineage = evidence_trace(arena, data, reports, count);
        Text links = tell_links(arena, reports, &lineage);
        CHECK(text_equals(links, wanted));
    }
}

static void test_crowds(Arena *arena, const MentionData *data)
{
    enum { CROWD = 2000 };
    ReportRow *reports = ARENA_ARRAY(arena, ReportRow, CROWD);
    Text text = draw_text(arena, 5, 0);
    CHECK_CASE("of a text that is printed two thousand times each copy leads to the first");
    for (size_t i = 0; i < CROWD; i++)
        reports[i] = row_of(arena, i, "", "2021-03-20", text);
    Lineage lineage = evidence_trace(arena, data, reports, CROWD);
    CHECK_NUMBER(lineage.count, CROWD - 1);
    for (size_t i = 0; i < lineage.count; i++)
        CHECK_NUMBER(lineage.items[i].parent, 0);
    CHECK_CASE("a paragraph that all share costs no more than so many pairs each");
    Bands *bands = evidence_bands_new(arena, CROWD);
    RunRoom room = {0};
    for (size_t i = 0; i < CROWD; i++) {
        Text own = arena_print(arena, "%.*s%.*s", TEXT_ARGS(text), TEXT_ARGS(draw_text(arena, i + 9, 0)));
        evidence_bands_put(bands, (uint32_t)i, evidence_cut_runs(arena, own, &room));
    }
    BandPairs pairs = evidence_bands_pair(arena, bands);
    CHECK(pairs.count >= CROWD && pairs.count <= (size_t)CROWD * 48);
    CHECK_CASE("a ring of reports that all credit the next on one day has no cycle");
    enum { RING = 300 };
    for (size_t i = 0; i < RING; i++) {
        Text ring = arena_print(arena, "Orlen at Varnsdorf let 26 of Sumy go for 1,150, says Kite%zu Echo.\n",
                                (i + 1) % RING);
        const char *outlet = arena_print(arena, "Kite%zu Echo", i).bytes;
        reports[i] = row_of(arena, i, outlet, "2021-03-20", ring);
    }
    lineage = evidence_trace(arena, data, reports, RING);
    uint32_t parents[RING];
    for (size_t i = 0; i < RING; i++)
        parents[i] = RING;
    for (size_t i = 0; i < lineage.count; i++)
        parents[lineage.items[i].report] = lineage.items[i].parent;
    for (size_t i = 0; i < RING; i++) {
        size_t steps = 0;
        for (uint32_t at = (uint32_t)i; at < RING && steps <= RING; at = parents[at])
            steps++;
        CHECK(steps <= RING);
    }
}

static void test_large(Arena *arena, const MentionData *data)
{
    CHECK_CASE("a report of ten megabytes, and its copy");
    enum { PARTS = 8500 };
    Buffer text = buffer_in(arena);
    for (size_t i = 0; i < PARTS; i++)
        buffer_add(&text, draw_text(arena, i + 1, 0));
    CHECK(text.length > 8000000);
    Text name = text_slice(buffer_text(&text), 0, 100000);
    ReportRow reports[2] = {row_of(arena, 1, "Elbe Post", "2021-03-20", buffer_text(&text)),
                            row_of(arena, 2, "Oder Wire", "2021-03-21", buffer_text(&text))};
    reports[1].outlet = name; /* no more than a line of it is taken */
    Lineage lineage = evidence_trace(arena, data, reports, 2);
    CHECK(lineage.count == 1 && lineage.items[0].how == DERIVED_COPY);
}

static void test_words(void)
{
    CHECK_CASE("words");
    static const char *const words[] = {"The", "women", "pay", "1,200.50", "thirty-eight", "Łódź", "6"};
    Text text = TEXT("“The women’s pay: 1,200.50 … thirty-eight – Łódź's 6”");
    size_t position = 0;
    size_t count = 0;
    for (Text word; evidence_next_word(text, &position, &word); count++)
        CHECK_TEXT(word, count < 7 ? words[count] : "");
    CHECK_NUMBER(count, 7);
}

static Status run(Arena *arena, void *context, Error *error)
{
    (void)context;
    MentionData *data = NULL;
    Status status =
        mention_load(arena, folder_of(arena, "english"), folder_of(arena, "places"), &data, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE(cases[i].title);
        CHECK_TEXT(trace(arena, data, i, error), cases[i].links);
    }
    test_pairs_are_found(arena);
    test_orders(arena, data);
    test_crowds(arena, data);
    test_large(arena, data);
    test_words();
    return STATUS_OK;
}

int main(void)
{
    Error error = {0};
    Arena *arena = arena_new(0);
    CHECK(arena && door_open(arena, run, NULL, &error) == STATUS_OK);
    arena_free(arena);
    return check_end();
}
