/* For those who write packs: whether the examples hold, and which rules and patterns add nothing. */
#include "claim/claim_parts.h"
#include "core/buffer.h"

/* Empty where the claim has what is expected: "field value; field value". */
static Text compare_claim(const ClaimReader *reader, const Claim *claim, Text expected)
{
    Text pair;
    while (expected.length && text_split(&expected, ';', &pair)) {
        pair = text_trim(pair);
        size_t blank = text_find_byte(pair, ' ', 0);
        Text field = text_slice(pair, 0, blank == SIZE_MAX ? pair.length : blank);
        Text value = text_trim(text_slice(pair, field.length, pair.length));
        Text actual = claim_field_value(reader, claim, field);
        if (text_is(value, "none"))
            value = TEXT_EMPTY;
        if (!text_equals(actual, value))
            return arena_print(reader->arena, "%.*s is \"%.*s\", not \"%.*s\"", TEXT_ARGS(field),
                               TEXT_ARGS(actual), TEXT_ARGS(value));
    }
    return TEXT_EMPTY;
}

/* An example as a report of one paragraph. */
static void open_example(ClaimReader *reader, Text text, Report *report, const Language *language,
                         Sentences *sentences, Mentions *mentions)
{
    Part *part = ARENA_NEW(reader->arena, Part);
    *part = (Part){PART_BODY, {0, (uint32_t)text.length}};
    *report = (Report){.id = TEXT("example"), .text = text, .parts = part, .part_count = 1};
    LanguageRegion region = {part->span, 0};
    *sentences = language_read(reader->arena, language, text, &region, 1);
    *mentions = mention_find(reader->arena, reader->data, reader->pack, report, sentences);
    reader->report = report;
    reader->sentences = sentences;
    reader->mentions = mentions;
    claim_open(reader);
}

/* out_by is the rule that made the claim, or NULL. */
static Text check_positive(ClaimReader *reader, const PackRule *rule, const PackExample *example,
                           const RuleMatches *matches, const PackRule **out_by)
{
    Text reason = TEXT("gives no claim");
    for (size_t i = 0; i < matches->count; i++) {
        Draft draft = {.match = matches->items[i]};
        if (draft.match.is_dropped || !claim_fill(reader, &draft))
            continue;
        const PackRule *made = pack_rule(reader->pack, draft.match.rule);
        if (made->kind != rule->kind && draft.claim.kind != rule->kind)
            continue;
        reason = compare_claim(reader, &draft.claim, example->expected);
        if (reason.length)
            continue;
        *out_by = made;
        return reason;
    }
    return reason;
}

static Text check_negative(ClaimReader *reader, const PackRule *rule, const RuleMatches *matches)
{
    for (size_t i = 0; i < matches->count; i++) {
        Draft draft = {.match = matches->items[i]};
        if (draft.match.is_dropped || pack_rule(reader->pack, draft.match.rule) != rule ||
            !claim_fill(reader, &draft))
            continue;
        return arena_print(
            reader->arena, "gives a claim: \"%.*s\"",
            TEXT_ARGS(text_of_span(reader->report->text, claim_span_of(reader, draft.match.at.whole))));
    }
    return TEXT_EMPTY;
}

typedef LIST_OF(ClaimFailure) Failures;
typedef LIST_OF(ClaimNote) Notes;

/* The examples of a pack on the way through it. */
typedef struct Checking {
    Arena *arena;
    const Pack *pack;
    const Language *language;
    const MentionData *data;
    Failures failures;
    Notes notes;
    bool **is_set_off; /* by rule and pattern */
    ClaimCheck check;
} Checking;

static void note_set_off(Checking *checking, const RuleMatches *matches)
{
    for (size_t i = 0; i < matches->count; i++)
        checking->is_set_off[matches->items[i].rule][matches->items[i].match] = true;
}

/* out_by is the rule that made the claim of a positive example, or NULL. */
static void check_example(Checking *checking, const PackRule *rule, const PackExample *example,
                          const PackRule **out_by)
{
    ClaimReader reader = {.arena = checking->arena, .pack = checking->pack, .data = checking->data};
    Report report;
    Sentences sentences;
    Mentions mentions;
    open_example(&reader, example->text, &report, checking->language, &sentences, &mentions);
    RuleMatches matches = claim_match_rules(&reader);
    Text reason = example->is_positive ? check_positive(&reader, rule, example, &matches, out_by)
                                       : check_negative(&reader, rule, &matches);
    if (example->is_positive)
        note_set_off(checking, &matches);
    if (reason.length)
        *LIST_ADD(checking->arena, &checking->failures) = (ClaimFailure){rule, example, reason};
    else
        checking->check.passed++;
}

/* A rule that makes the claim of none of its own examples adds nothing that they show. */
static void check_rule(Checking *checking, const PackRule *rule)
{
    const PackRule *other = NULL;
    bool is_read = false;
    for (size_t e = 0; e < rule->example_count; e++) {
        const PackRule *by = NULL;
        check_example(checking, rule, &rule->examples[e], &by);
        is_read = is_read || by == rule;
        other = by && !other ? by : other;
    }
    if (is_read || !other)
        return;
    Text reason = arena_print(checking->arena, "is shadowed: its examples are read by %.*s, %.*s",
                              TEXT_ARGS(other->name), TEXT_ARGS(other->place));
    *LIST_ADD(checking->arena, &checking->notes) = (ClaimNote){rule, rule->line, reason};
}

/* Patterns that a rule of the kind has already. */
static void find_repeats(Checking *checking)
{
    Map seen = map_in(checking->arena);
    for (size_t r = 0; r < pack_rule_count(checking->pack); r++) {
        const PackRule *rule = pack_rule(checking->pack, r);
        for (size_t m = 0; m < rule->match_count; m++) {
            Text key = arena_print(checking->arena, "%zu %.*s", rule->kind, TEXT_ARGS(rule->matches[m].text));
            MapEntry *entry = map_put(&seen, key); /* number: of the first rule, from 1 */
            checking->check.pattern_count++;
            checking->check.set_off_count += checking->is_set_off[r][m];
            if (entry->number == 0) {
                entry->number = (int64_t)r + 1;
                continue;
            }
            const PackRule *first = pack_rule(checking->pack, (size_t)entry->number - 1);
            Text reason = arena_print(checking->arena, "repeats a pattern of %.*s, %.*s",
                                      TEXT_ARGS(first->name), TEXT_ARGS(first->place));
            *LIST_ADD(checking->arena, &checking->notes) = (ClaimNote){rule, rule->matches[m].line, reason};
        }
    }
}

ClaimCheck claim_check_examples(Arena *arena, const Pack *pack, const Language *language,
                                const MentionData *data)
{
    Checking checking = {.arena = arena, .pack = pack, .language = language, .data = data};
    size_t count = pack_rule_count(pack);
    checking.is_set_off = ARENA_ARRAY(arena, bool *, count + 1);
    for (size_t r = 0; r < count; r++)
        checking.is_set_off[r] = ARENA_ARRAY(arena, bool, pack_rule(pack, r)->match_count + 1);
    for (size_t r = 0; r < count; r++)
        check_rule(&checking, pack_rule(pack, r));
    find_repeats(&checking);
    checking.check.failures = checking.failures.items;
    checking.check.failure_count = checking.failures.count;
    checking.check.notes = checking.notes.items;
    checking.check.note_count = checking.notes.count;
    return checking.check;
}

static Status check_match_tags(const PackRule *rule, const PackMatch *match, Error *error)
{
    for (size_t s = 0; s < match->side_count; s++)
        for (size_t e = 0; e < match->sides[s].count; e++) {
            const PackElement *element = &match->sides[s].elements[e];
            for (size_t t = 0; t < element->test_count; t++) {
                Upos upos;
                Xpos xpos;
                const PackTest *test = &element->tests[t];
                if (test->kind == PACK_TEST_TAG && !language_upos_from(test->text, &upos) &&
                    !language_xpos_from(test->text, &xpos))
                    return error_at(error, ERR_PACK, rule->file, match->line,
                                    "\"/%.*s\" is no tag of data/english/tagset", TEXT_ARGS(test->text));
            }
        }
    return STATUS_OK;
}

Status claim_check_tags(const Pack *pack, Error *error)
{
    for (size_t r = 0; r < pack_rule_count(pack); r++) {
        const PackRule *rule = pack_rule(pack, r);
        const struct {
            const PackMatch *items;
            size_t count;
        } lists[] = {{rule->matches, rule->match_count},
                     {rule->nots, rule->not_count},
                     {rule->withs, rule->with_count},
                     {rule->abouts, rule->about_count}};
        for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
            for (size_t m = 0; m < lists[l].count; m++) {
                Status status = check_match_tags(rule, &lists[l].items[m], error);
                if (status)
                    return status;
            }
    }
    return STATUS_OK;
}
