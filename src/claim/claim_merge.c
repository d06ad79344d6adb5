/* One proposition is one claim: what title, lead and body say alike is put together. */
#include "claim/claim_parts.h"
#include "core/digest.h"

enum { MERGE_DISTANCE = 400 /* drafts looked back at */, MERGE_NUMBERS = 32 };

static bool same_roles(const ClaimRole *a, size_t a_count, const ClaimRole *b, size_t b_count)
{
    if (!a_count || !b_count)
        return true;
    return a_count == b_count && text_equals(a[0].role, b[0].role);
}

/* How surely the words tell the field's people: 3 by the tree or the rule's pattern, 2 named near it, 1 not
 * named. */
static int sureness_of(const Claim *claim, ClaimField field)
{
    FieldWay way = claim->ways[field];
    if (way == WAY_NONE)
        return 0;
    if (way == WAY_RULE || way == WAY_GROUP || way == WAY_USUAL)
        return 1;
    return way == WAY_ARGUMENT || way == WAY_ABOVE || way == WAY_TWIN ? 3 : 2;
}

/* The same people, or one of the two only guesses who does it. */
static bool same_people(const Claim *a, const Claim *b)
{
    bool is_by_open = sureness_of(a, FIELD_BY) < 3 || sureness_of(b, FIELD_BY) < 3;
    return (is_by_open || same_roles(a->by, a->by_count, b->by, b->by_count)) &&
           same_roles(a->whom, a->whom_count, b->whom, b->whom_count);
}

static bool same_places(const PlaceMention **a, size_t a_count, const PlaceMention **b, size_t b_count)
{
    if (!a_count || !b_count)
        return true;
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (text_equals(a[i]->as, b[j]->as) ||
                (a[i]->place && b[j]->place && a[i]->place->geonames == b[j]->place->geonames))
                return true;
    return false;
}

static bool same_counts(const CountMention *a, const CountMention *b)
{
    return !a || !b || (a->low == b->low && a->high == b->high && text_equals(a->unit, b->unit));
}

static bool same_dates(const Date *a, const Date *b)
{
    return !a->edtf.length || !b->edtf.length || text_equals(a->edtf, b->edtf);
}

/* Both give a number, or both a place and a time: silence alone does not make two sentences one claim. */
static bool shares_detail(const Claim *a, const Claim *b)
{
    bool has_count = a->count && b->count;
    bool has_date = a->when.edtf.length && b->when.edtf.length;
    bool has_place = (a->where_count && b->where_count) || (a->to_count && b->to_count);
    return has_count || (has_date && has_place);
}

/* A title says what the body says; a lead does where they share a detail. */
static bool sums_up(const ClaimReader *reader, const Draft *draft, const Draft *other)
{
    if (draft->match.sentence == other->match.sentence)
        return false;
    if (draft->claim.part == PART_TITLE || draft->claim.part == PART_HEADING)
        return true;
    return draft->match.sentence == reader->lead && shares_detail(&draft->claim, &other->claim);
}

static bool tells(const Token *token)
{
    return token->upos == UPOS_VERB || token->upos == UPOS_NOUN || token->upos == UPOS_ADJ;
}

static bool has_lemma(const ClaimReader *reader, const PatternMatch *at, Text lemma)
{
    for (size_t i = 0; i < at->element_count; i++)
        for (uint32_t t = at->elements[i].begin; t < at->elements[i].end; t++)
            if (text_equals_ignoring_case(reader->sentences->tokens[t].lemma, lemma))
                return true;
    return false;
}

/* Both were read from the same verb, noun or adjective. */
static bool shares_word(const ClaimReader *reader, const Draft *a, const Draft *b)
{
    const Token *tokens = reader->sentences->tokens;
    for (size_t i = 0; i < a->match.at.element_count; i++)
        for (uint32_t t = a->match.at.elements[i].begin; t < a->match.at.elements[i].end; t++)
            if (tells(&tokens[t]) && has_lemma(reader, &b->match.at, tokens[t].lemma))
                return true;
    return false;
}

/* a stands before b. Alike in all that both say: by title or lead, or in one paragraph from one source. */
static bool is_same(const ClaimReader *reader, const Draft *a, const Draft *b)
{
    const Claim *x = &a->claim;
    const Claim *y = &b->claim;
    if (x->kind != y->kind || x->status != y->status)
        return false;
    if (!same_people(x, y) || !same_places(x->where, x->where_count, y->where, y->where_count) ||
        !same_places(x->to, x->to_count, y->to, y->to_count) || !same_counts(x->count, y->count) ||
        !same_dates(&x->when, &y->when))
        return false;
    if (y->part == PART_CAPTION)
        return true;
    if (sums_up(reader, a, b))
        return true;
    const Sentence *sentences = reader->sentences->items;
    bool is_one_goal = (x->to_count == 0) == (y->to_count == 0); /* a ban on all travel is none on one town */
    if (x->source == y->source && is_one_goal && shares_word(reader, a, b)) /* told again, however far on */
        return true;
    return sentences[a->match.sentence].part == sentences[b->match.sentence].part &&
           b->match.sentence - a->match.sentence <= NEARBY_SENTENCES && x->source == y->source;
}

static int compare_spans(const void *a, const void *b)
{
    const Span *x = a;
    const Span *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static void join_spans(ClaimReader *reader, Claim *into, const Claim *from)
{
    size_t count = into->evidence_count + from->evidence_count;
    Span *spans = ARENA_ARRAY(reader->arena, Span, count);
    memcpy(spans, into->evidence, into->evidence_count * sizeof *spans);
    memcpy(spans + into->evidence_count, from->evidence, from->evidence_count * sizeof *spans);
    qsort(spans, count, sizeof *spans, compare_spans);
    into->evidence_count = 0;
    for (size_t i = 0; i < count; i++) {
        Span *last = into->evidence_count ? &spans[into->evidence_count - 1] : NULL;
        if (last && spans[i].begin < last->end) {
            last->end = spans[i].end > last->end ? spans[i].end : last->end;
            continue;
        }
        spans[into->evidence_count++] = spans[i];
    }
    into->evidence = spans;
}

/* "…, sources say" in a title sums up those whom the body quotes. */
static void join_source(const ClaimReader *reader, Claim *a, const Claim *b)
{
    if (b->source == SOURCE_NONE)
        return;
    bool is_title = a->part == PART_TITLE || a->part == PART_HEADING;
    if (a->source != SOURCE_NONE && !(is_title && reader->mentions->sources[a->source].n_low > 1))
        return;
    a->source = b->source;
    a->ways[FIELD_SOURCE] = WAY_TWIN;
}

/* What the later one says more exactly is kept: a source, a time, a count, people and places. */
static void join(ClaimReader *reader, Draft *into, const Draft *from)
{
    Claim *a = &into->claim;
    const Claim *b = &from->claim;
    if (b->part == PART_CAPTION && a->part != PART_CAPTION)
        return;
    join_spans(reader, a, b);
    join_source(reader, a, b);
    if (sureness_of(b, FIELD_BY) > sureness_of(a, FIELD_BY)) {
        a->by = b->by;
        a->by_count = b->by_count;
        a->ways[FIELD_BY] = WAY_TWIN;
    }
    if (sureness_of(b, FIELD_WHOM) > sureness_of(a, FIELD_WHOM)) {
        a->whom = b->whom;
        a->whom_count = b->whom_count;
        a->ways[FIELD_WHOM] = WAY_TWIN;
    }
    if (!a->where_count) {
        a->where = b->where;
        a->where_count = b->where_count;
        a->ways[FIELD_WHERE] = b->where_count ? WAY_TWIN : WAY_NONE;
    }
    if (!a->to_count) {
        a->to = b->to;
        a->to_count = b->to_count;
        a->ways[FIELD_TO] = b->to_count ? WAY_TWIN : WAY_NONE;
    }
    if (!a->count) {
        a->count = b->count;
        a->ways[FIELD_COUNT] = b->count ? WAY_TWIN : WAY_NONE;
        a->count_of = b->count_of;
    }
    if (!a->when.edtf.length && b->when.edtf.length) {
        a->when = b->when;
        a->starts = b->starts;
        a->times = b->times;
        a->time_count = b->time_count;
        a->asof = ASOF_NONE;
        a->ways[FIELD_WHEN] = WAY_TWIN;
    }
    for (size_t i = 0; i < from->words.count; i++)
        *LIST_ADD(reader->arena, &into->words) = from->words.items[i];
}

static bool is_twin_state(const ClaimReader *reader, const Draft *draft, const Draft *other)
{
    const Claim *a = &draft->claim;
    const Claim *b = &other->claim;
    const TokenRange *x = &draft->match.at.whole;
    const TokenRange *y = &other->match.at.whole;
    return a->kind != b->kind && a->status == b->status && b->ways[FIELD_WHEN] == WAY_TWIN &&
           b->when.edtf.length && draft->match.sentence == other->match.sentence && x->begin < y->end &&
           y->begin < x->end && !pack_kind(reader->pack, a->kind)->is_event &&
           !pack_kind(reader->pack, b->kind)->is_event;
}

static int compare_drafts(const void *a, const void *b)
{
    const Claim *x = &((const Draft *)a)->claim;
    const Claim *y = &((const Draft *)b)->claim;
    int order = compare_spans(&x->evidence[0], &y->evidence[0]);
    if (order)
        return order;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return text_compare(x->rule, y->rule);
}

static void set_id(ClaimReader *reader, Claim *claim, unsigned repeat)
{
    Digest digest;
    unsigned char bytes[DIGEST_SIZE];
    Text head = arena_print(reader->arena, "%.*s\n%.*s\n", TEXT_ARGS(reader->report->sha256),
                            TEXT_ARGS(pack_kind(reader->pack, claim->kind)->name));
    digest_init(&digest);
    digest_update(&digest, head);
    for (size_t i = 0; i < claim->evidence_count; i++)
        digest_update(
            &digest, arena_print(reader->arena, "%u-%u\n", claim->evidence[i].begin, claim->evidence[i].end));
    if (repeat)
        digest_update(&digest, arena_print(reader->arena, "%u\n", repeat));
    digest_finish(&digest, bytes);
    Text hex = digest_to_hex(reader->arena, bytes);
    claim->id = arena_print(reader->arena, "c%.16s", hex.bytes);
}

/* Claims of one kind on the same words (two counts in a clause) are told apart by their order. */
static void set_ids(ClaimReader *reader, Drafts *drafts)
{
    Map seen = map_in(reader->arena);
    for (size_t i = 0; i < drafts->count; i++) {
        set_id(reader, &drafts->items[i].claim, 0);
        MapEntry *entry = map_put(&seen, drafts->items[i].claim.id);
        if (entry->number++)
            set_id(reader, &drafts->items[i].claim, (unsigned)entry->number);
    }
}

/* A pattern that asks for a number, rather than taking one that stands near. */
static bool asks_for_number(const ClaimReader *reader, const Draft *draft)
{
    const PackRule *rule = pack_rule(reader->pack, draft->match.rule);
    const PackMatch *match = &rule->matches[draft->match.match];
    for (size_t s = 0; s < match->side_count; s++)
        for (size_t e = 0; e < match->sides[s].count; e++) {
            const PackElement *element = &match->sides[s].elements[e];
            if (element->kind == PACK_ELEMENT_TOKEN && !element->is_negated && element->test_count &&
                element->tests[0].kind == PACK_TEST_MENTION &&
                (element->tests[0].mention == PACK_MENTION_COUNT ||
                 element->tests[0].mention == PACK_MENTION_UNIT))
                return true;
        }
    return false;
}

/* One number in the text is one claim's: an event's before a state's. A state that was read from the number
 * alone is then no claim. */
static void share_numbers(const ClaimReader *reader, Drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        Draft *draft = &drafts->items[i];
        if (!draft->claim.count || pack_kind(reader->pack, draft->claim.kind)->is_event)
            continue;
        size_t first = i > MERGE_NUMBERS ? i - MERGE_NUMBERS : 0;
        for (size_t j = first; j < drafts->count && j <= i + MERGE_NUMBERS; j++) {
            const Claim *other = &drafts->items[j].claim;
            if (j == i || other->count != draft->claim.count ||
                !pack_kind(reader->pack, other->kind)->is_event)
                continue;
            draft->is_dropped = asks_for_number(reader, draft);
            draft->claim.count = NULL;
            draft->claim.ways[FIELD_COUNT] = WAY_NONE;
            break;
        }
    }
}

/* Two states that were read from the same words began together: the one that another sentence dates lends its
 * time. */
static void share_times(ClaimReader *reader, Drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        Draft *draft = &drafts->items[i];
        size_t first = i > MERGE_NUMBERS ? i - MERGE_NUMBERS : 0;
        for (size_t j = first; j < drafts->count && j <= i + MERGE_NUMBERS; j++) {
            const Draft *other = &drafts->items[j];
            if (draft->claim.when.edtf.length || !is_twin_state(reader, draft, other))
                continue;
            draft->claim.when = other->claim.when;
            draft->claim.starts = other->claim.starts;
            draft->claim.times = other->claim.times;
            draft->claim.time_count = other->claim.time_count;
            draft->claim.asof = ASOF_NONE;
            draft->claim.ways[FIELD_WHEN] = WAY_TWIN;
        }
    }
}

void claim_merge(ClaimReader *reader, Drafts *drafts)
{
    share_numbers(reader, drafts);
    for (size_t b = 0; b < drafts->count; b++) {
        size_t first = b > MERGE_DISTANCE ? b - MERGE_DISTANCE : 0;
        for (size_t a = first; a < b && !drafts->items[b].is_dropped; a++) {
            if (drafts->items[a].is_dropped || !is_same(reader, &drafts->items[a], &drafts->items[b]))
                continue;
            join(reader, &drafts->items[a], &drafts->items[b]);
            drafts->items[b].is_dropped = true;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < drafts->count; i++)
        if (!drafts->items[i].is_dropped)
            drafts->items[kept++] = drafts->items[i];
    drafts->count = kept;
    share_times(reader, drafts);
    if (kept)
        qsort(drafts->items, kept, sizeof *drafts->items, compare_drafts);
    set_ids(reader, drafts);
}
