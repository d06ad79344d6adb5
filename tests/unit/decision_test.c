/* Decisions: what is kept, what holds, and what they make of a lineage. */
#include "check.h"

#include "core/digest.h"
#include "core/door.h"
#include "query/query_decided.h"

static Arena *arena;
static Error error;

static Evidence *base_with_reports(Text location)
{
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE};
    Evidence *evidence = NULL;
    CHECK(evidence_open(arena, &options, &evidence, &error) == STATUS_OK);
    static const char *const ids[] = {"one", "two", "three", "kept-back"};
    for (size_t i = 0; i < 4; i++) {
        ReportRecord record = {.report = {.id = text_from(ids[i])}};
        record.report.text = arena_print(arena, "Words of %s.", ids[i]);
        record.report.sha256 = record.report.text_sha256 = digest_hex(arena, record.report.text);
        record.report.is_protected = i == 3;
        EvidenceAdded added;
        CHECK(evidence_add(evidence, arena, &record, TEXT_EMPTY, &added, &error) == STATUS_OK);
    }
    return evidence;
}

static TextList ids_of(const char *first, const char *second)
{
    Text *items = ARENA_ARRAY(arena, Text, 2);
    items[0] = text_from(first);
    items[1] = text_from(second);
    return (TextList){items, second ? 2 : 1};
}

static Status decide(Evidence *evidence, DecisionVerb verb, TextList ids, int64_t undoes, Day day)
{
    Decision decision = {.verb = verb,
                         .handle = TEXT("ana"),
                         .reason = TEXT("so it is"),
                         .day = day,
                         .undoes = undoes,
                         .is_of_reports = true,
                         .ids = ids};
    return evidence_decide(evidence, arena, &decision, NULL, &error);
}

static Decisions decisions_of(Evidence *evidence, Day recorded_by)
{
    Decisions decisions = {0};
    CHECK(evidence_find_decisions(evidence, arena, recorded_by, &decisions, &error) == STATUS_OK);
    return decisions;
}

static void test_undoing(Evidence *evidence)
{
    CHECK_CASE("what is undone holds no longer, and holds again once that is undone");
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "two"), 0, 100) == STATUS_OK);
    CHECK(decide(evidence, DECISION_UNDO, (TextList){0}, 1, 101) == STATUS_OK);
    CHECK(decisions_of(evidence, DAY_NONE).items[0].is_undone);
    CHECK(decide(evidence, DECISION_UNDO, (TextList){0}, 1, 101) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_UNDO, (TextList){0}, 2, 102) == STATUS_OK);
    Decisions all = decisions_of(evidence, DAY_NONE);
    CHECK_NUMBER(all.count, 3);
    CHECK(!all.items[0].is_undone && all.items[1].is_undone && !all.items[2].is_undone);
    CHECK_CASE("what the base said on a day");
    CHECK_NUMBER(decisions_of(evidence, 99).count, 0);
    CHECK_NUMBER(decisions_of(evidence, 100).count, 1);
    CHECK(!decisions_of(evidence, 100).items[0].is_undone);
    CHECK(decisions_of(evidence, 101).items[0].is_undone);
}

static void test_refusals(Evidence *evidence)
{
    CHECK_CASE("what is no decision is not kept");
    size_t count = decisions_of(evidence, DAY_NONE).count;
    CHECK(decide(evidence, DECISION_MISTAKEN, ids_of("one", NULL), 0, 100) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", NULL), 0, 100) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "one"), 0, 100) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "nowhere"), 0, 100) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "kept-back"), 0, 100) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "two"), 0, DAY_NONE) == ERR_USAGE);
    CHECK(decide(evidence, DECISION_UNDO, (TextList){0}, 77, 100) == ERR_USAGE);
    CHECK_NUMBER(decisions_of(evidence, DAY_NONE).count, count);
}

static void test_lineage(Evidence *evidence)
{
    Decided decided;
    ReportRow reports[] = {{.id = TEXT("one")}, {.id = TEXT("two")}, {.id = TEXT("three")}};
    CHECK_CASE("an echo comes from the first published, a later decision goes before");
    CHECK(query_read_decided(arena, evidence, DAY_NONE, &decided, &error) == STATUS_OK);
    Lineage lineage = {0};
    query_decide_lineage(arena, &decided, reports, 3, &lineage);
    CHECK_NUMBER(lineage.count, 1);
    CHECK(lineage.count == 1 && lineage.items[0].report == 1 && lineage.items[0].parent == 0 &&
          lineage.items[0].how == DERIVED_ECHO);
    CHECK(decide(evidence, DECISION_INDEPENDENT, ids_of("two", "one"), 0, 103) == STATUS_OK);
    CHECK(query_read_decided(arena, evidence, DAY_NONE, &decided, &error) == STATUS_OK);
    Derivation traced[] = {{1, 0, DERIVED_CREDIT, {0}}, {2, 1, DERIVED_COPY, {0}}};
    lineage = (Lineage){traced, 2};
    query_decide_lineage(arena, &decided, reports, 3, &lineage);
    CHECK_NUMBER(lineage.count, 1);
    CHECK(lineage.count == 1 && lineage.items[0].report == 2);

    CHECK_CASE("a decision makes no cycle of links");
    CHECK(decide(evidence, DECISION_ECHO, ids_of("one", "three"), 0, 104) == STATUS_OK);
    CHECK(query_read_decided(arena, evidence, DAY_NONE, &decided, &error) == STATUS_OK);
    Derivation round[] = {{0, 1, DERIVED_CREDIT, {0}}, {1, 2, DERIVED_COPY, {0}}};
    round[0].report = 0;
    round[0].parent = 2;
    lineage = (Lineage){round, 2};
    query_decide_lineage(arena, &decided, reports, 3, &lineage);
    for (size_t i = 0; i < lineage.count; i++)
        CHECK(!(lineage.items[i].report == 2 && lineage.items[i].parent == 0));

    CHECK_CASE("a report that is left out takes part in nothing");
    lineage = (Lineage){0};
    query_decide_lineage(arena, &decided, &reports[2], 1, &lineage);
    CHECK_NUMBER(lineage.count, 0);
}

static void test_words(void)
{
    CHECK_CASE("every verb is known by its word");
    for (DecisionVerb verb = DECISION_SAME; verb <= DECISION_UNDO; verb++) {
        DecisionVerb found;
        CHECK(evidence_decision_from(text_from(evidence_decision_word(verb)), &found) && found == verb);
    }
    DecisionVerb none;
    CHECK(!evidence_decision_from(TEXT("trust"), &none));
}

static Status run(Arena *inner, void *context, Error *inner_error)
{
    (void)inner_error;
    (void)context;
    arena = inner;
    char path[] = "/tmp/hearsay_decision_XXXXXX";
    CHECK(mkdtemp(path) != NULL);
    Evidence *evidence = base_with_reports(arena_print(arena, "%s/base.db", path));
    test_undoing(evidence);
    test_refusals(evidence);
    test_lineage(evidence);
    test_words();
    evidence_close(evidence);
    /* NOLINTNEXTLINE(cert-env33-c) */
    CHECK(system(arena_print(arena, "rm -r %s", path).bytes) == 0);
    return STATUS_OK;
}

int main(void)
{
    Arena *whole = arena_new(0);
    CHECK(door_open(whole, run, NULL, &error) == STATUS_OK);
    arena_free(whole);
    return check_end();
}
