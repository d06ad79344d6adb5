/* For those who write packs: what became of each rule that a text sets off, and whether the examples hold. */
#include "claim/claim_parts.h"
#include "core/buffer.h"

const char *claim_try_word(ClaimTryResult result)
{
    switch (result) {
    case TRY_MATCHES:
        return "matches";
    case TRY_PATTERN:
        return "pattern";
    case TRY_TREE:
        return "tree";
    case TRY_NOT:
        return "not";
    case TRY_WITH:
        return "with";
    case TRY_ABOUT:
        return "about";
    case TRY_YIELDS:
        return "yields";
    case TRY_STATUS:
        return "status";
    }
    return NULL;
}

/* What the matching could not know: that another rule won, or that the status is none of the rule's. */
static void settle_try(ClaimReader *reader, const RuleMatches *matches, ClaimTry *item)
{
    ClaimTryResult result = TRY_YIELDS;
    for (size_t i = 0; i < matches->count; i++) {
        const RuleMatch *match = &matches->items[i];
        if (match->sentence != item->sentence || pack_rule(reader->pack, match->rule) != item->rule ||
            match->is_dropped)
            continue;
        Draft draft = {.match = *match};
        result = claim_fill(reader, &draft) ? TRY_MATCHES : TRY_STATUS;
        if (result == TRY_MATCHES)
            break;
    }
    item->result = result;
}

ClaimTries claim_try(Arena *arena, const Pack *pack, const MentionData *data, const Report *report,
                     const Sentences *sentences, const Mentions *mentions)
{
    TryList tries = {0};
    ClaimReader reader = {.arena = arena,
                          .pack = pack,
                          .data = data,
                          .report = report,
                          .sentences = sentences,
                          .mentions = mentions,
                          .tries = &tries};
    claim_open(&reader);
    RuleMatches matches = claim_match_rules(&reader);
    for (size_t i = 0; i < tries.count; i++)
        if (tries.items[i].result == TRY_MATCHES)
            settle_try(&reader, &matches, &tries.items[i]);
    return (ClaimTries){tries.items, tries.count};
}

static void add_roles(Buffer *out, const ClaimRole *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(roles[i].role));
}

static void add_places(Buffer *out, const PlaceMention **places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(places[i]->as));
}

/* Fields that are lists; false for others. */
static bool add_list(Buffer *out, const Claim *claim, Text field)
{
    if (text_is(field, "by"))
        add_roles(out, claim->by, claim->by_count);
    else if (text_is(field, "whom"))
        add_roles(out, claim->whom, claim->whom_count);
    else if (text_is(field, "where"))
        add_places(out, claim->where, claim->where_count);
    else if (text_is(field, "to"))
        add_places(out, claim->to, claim->to_count);
    else if (text_is(field, "papers"))
        for (size_t i = 0; i < claim->papers.count; i++)
            buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(claim->papers.items[i]));
    else
        return false;
    return true;
}

/* The value of a field as an example writes it. */
static Text field_value(const ClaimReader *reader, const Claim *claim, Text field)
{
    Buffer out = buffer_in(reader->arena);
    Text text = reader->report->text;
    if (add_list(&out, claim, field))
        return buffer_text(&out);
    if (text_is(field, "kind"))
        buffer_add(&out, pack_kind(reader->pack, claim->kind)->name);
    else if (text_is(field, "status"))
        buffer_add_string(&out, mention_status_word(claim->status));
    else if (text_is(field, "when"))
        buffer_add(&out, claim->when.edtf);
    else if (text_is(field, "asof"))
        buffer_add_string(&out, claim->asof ? claim_asof_word(claim->asof) : "");
    else if (text_is(field, "source") && claim->source != SOURCE_NONE)
        buffer_add(&out, text_of_span(text, reader->mentions->sources[claim->source].as));
    else if (text_is(field, "evidence"))
        buffer_add(&out, text_of_span(text, claim->evidence[0]));
    return buffer_text(&out);
}

/* "8 people", "2000.. people", "..300 days". */
static Text count_value(const ClaimReader *reader, const Claim *claim)
{
    Buffer out = buffer_in(reader->arena);
    const CountMention *count = claim->count;
    if (!count)
        return TEXT_EMPTY;
    if (count->low != COUNT_OPEN)
        buffer_print(&out, "%lld", (long long)count->low);
    if (count->low != count->high)
        buffer_add_string(&out, "..");
    if (count->low != count->high && count->high != COUNT_OPEN)
        buffer_print(&out, "%lld", (long long)count->high);
    buffer_print(&out, " %.*s", TEXT_ARGS(count->unit));
    return buffer_text(&out);
}

/* Empty where the claim has what is expected: "field value; field value". */
static Text compare_claim(const ClaimReader *reader, const Claim *claim, Text expected)
{
    Text pair;
    while (expected.length && text_split(&expected, ';', &pair)) {
        pair = text_trim(pair);
        size_t blank = text_find_byte(pair, ' ', 0);
        Text field = text_slice(pair, 0, blank == SIZE_MAX ? pair.length : blank);
        Text value = text_trim(text_slice(pair, field.length, pair.length));
        Text actual =
            text_is(field, "count") ? count_value(reader, claim) : field_value(reader, claim, field);
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

static Text check_positive(ClaimReader *reader, const PackRule *rule, const PackExample *example,
                           const RuleMatches *matches)
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
        if (!reason.length)
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

ClaimCheck claim_check_examples(Arena *arena, const Pack *pack, const Language *language,
                                const MentionData *data)
{
    LIST_OF(ClaimFailure) failures = {0};
    ClaimCheck check = {0};
    for (size_t r = 0; r < pack_rule_count(pack); r++) {
        const PackRule *rule = pack_rule(pack, r);
        for (size_t e = 0; e < rule->example_count; e++) {
            const PackExample *example = &rule->examples[e];
            ClaimReader reader = {.arena = arena, .pack = pack, .data = data};
            Report report;
            Sentences sentences;
            Mentions mentions;
            open_example(&reader, example->text, &report, language, &sentences, &mentions);
            RuleMatches matches = claim_match_rules(&reader);
            Text reason = example->is_positive ? check_positive(&reader, rule, example, &matches)
                                               : check_negative(&reader, rule, &matches);
            if (reason.length)
                *LIST_ADD(arena, &failures) = (ClaimFailure){rule, example, reason};
            else
                check.passed++;
        }
    }
    check.failures = failures.items;
    check.failure_count = failures.count;
    return check;
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
