/* Which rules hold where: triggers first, then patterns, constraints, and the rules that yield to others. */
#include "claim/claim_parts.h"

static bool is_found(ClaimReader *reader, SentenceView *view, const PackMatch *match, TokenRange range)
{
    PatternMatch found;
    return claim_match(reader, view, match, range, range.begin, &found);
}

/* The sentence, those near it in its paragraph, the title and the lead. */
static bool is_about(ClaimReader *reader, const SentenceView *view, const PackMatch *about)
{
    uint32_t count = (uint32_t)reader->sentences->count;
    const Sentence *items = reader->sentences->items;
    uint32_t part = items[view->number].part;
    uint32_t first = view->number > NEARBY_SENTENCES ? view->number - NEARBY_SENTENCES : 0;
    uint32_t last = view->number + NEARBY_SENTENCES < count ? view->number + NEARBY_SENTENCES : count - 1;
    for (uint32_t s = first; s <= last; s++)
        if (items[s].part == part && is_found(reader, &reader->views[s], about, reader->views[s].tokens))
            return true;
    if (reader->lead < count &&
        is_found(reader, &reader->views[reader->lead], about, reader->views[reader->lead].tokens))
        return true;
    for (uint32_t s = 0; s < count && s < NEARBY_SENTENCES; s++)
        if (reader->report->parts[items[s].part].kind == PART_TITLE &&
            is_found(reader, &reader->views[s], about, reader->views[s].tokens))
            return true;
    return false;
}

ClaimTryResult claim_constraint(ClaimReader *reader, const RuleMatch *match, uint32_t *out_line)
{
    const PackRule *rule = pack_rule(reader->pack, match->rule);
    SentenceView *view = &reader->views[match->sentence];
    for (size_t i = 0; i < rule->not_count; i++)
        if (is_found(reader, view, &rule->nots[i], match->clause)) {
            *out_line = rule->nots[i].line;
            return TRY_NOT;
        }
    for (size_t i = 0; i < rule->with_count; i++)
        if (!is_found(reader, view, &rule->withs[i], view->tokens)) {
            *out_line = rule->withs[i].line;
            return TRY_WITH;
        }
    for (size_t i = 0; i < rule->about_count; i++) {
        if (is_about(reader, view, &rule->abouts[i]))
            return TRY_MATCHES;
        *out_line = rule->abouts[i].line;
    }
    return rule->about_count ? TRY_ABOUT : TRY_MATCHES;
}

/* Of several patterns of a rule in a sentence, what came furthest is told. */
static void note_try(ClaimReader *reader, const SentenceView *view, PackTrigger trigger,
                     ClaimTryResult result, uint32_t line, const PatternMatch *found)
{
    TryList *tries = reader->tries;
    if (!tries)
        return;
    const PackRule *rule = pack_rule(reader->pack, trigger.rule);
    ClaimTry made = {.sentence = view->number, .rule = rule, .result = result, .line = line};
    made.match = &rule->matches[trigger.match];
    made.reached = found->reached;
    if (result != TRY_PATTERN)
        made.span = claim_span_of(reader, found->whole);
    ClaimTry *last = tries->count ? &tries->items[tries->count - 1] : NULL;
    bool is_same = last && last->sentence == view->number && last->rule == rule;
    if (!is_same)
        *LIST_ADD(reader->arena, tries) = made;
    else if (last->result == TRY_PATTERN && (result != TRY_PATTERN || made.reached > last->reached))
        *last = made;
    else if (result == TRY_MATCHES)
        *last = made;
}

static void match_rule(ClaimReader *reader, SentenceView *view, PackTrigger trigger, RuleMatches *out)
{
    const PackRule *rule = pack_rule(reader->pack, trigger.rule);
    const PackMatch *match = &rule->matches[trigger.match];
    uint32_t from = view->tokens.begin;
    for (int i = 0; i < MATCH_LIMIT; i++) {
        RuleMatch found = {.rule = trigger.rule, .match = trigger.match, .sentence = view->number};
        if (!claim_match(reader, view, match, view->tokens, from, &found.at)) {
            if (i == 0)
                note_try(reader, view, trigger, TRY_PATTERN, match->line, &found.at);
            return;
        }
        found.clause = rule->whole_sentence ? view->tokens : claim_clause(reader, view, found.at.whole);
        uint32_t line = match->line;
        ClaimTryResult result =
            claim_is_connected(reader, match, &found.at) ? claim_constraint(reader, &found, &line) : TRY_TREE;
        note_try(reader, view, trigger, result, line, &found.at);
        if (result == TRY_MATCHES)
            *LIST_ADD(reader->arena, out) = found;
        from = found.at.whole.end > from ? found.at.whole.end : from + 1;
    }
}

static int compare_triggers(const void *a, const void *b)
{
    const PackTrigger *x = a;
    const PackTrigger *y = b;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return x->match < y->match ? -1 : x->match > y->match;
}

/* The patterns whose trigger words stand in the sentence, each once, in the order of the pack. */
static void match_sentence(ClaimReader *reader, SentenceView *view, RuleMatches *out)
{
    enum { TRIGGER_LIMIT = 4096, SENTENCE_MATCHES = 256 };
    size_t begin = out->count;
    LIST_OF(PackTrigger) triggers = {0};
    for (size_t h = 0; h < view->hit_count && triggers.count < TRIGGER_LIMIT; h++) {
        size_t count = 0;
        const PackTrigger *of_class = pack_class_triggers(reader->pack, view->hits[h].class, &count);
        for (size_t t = 0; t < count; t++)
            *LIST_ADD(reader->arena, &triggers) = of_class[t];
    }
    size_t numbers = 0;
    const PackTrigger *listed = pack_number_triggers(reader->pack, &numbers);
    for (size_t t = 0; view->counts < view[1].counts && t < numbers; t++)
        *LIST_ADD(reader->arena, &triggers) = listed[t];
    if (triggers.count)
        qsort(triggers.items, triggers.count, sizeof *triggers.items, compare_triggers);
    for (size_t t = 0; t < triggers.count && out->count - begin < SENTENCE_MATCHES; t++)
        if (t == 0 || compare_triggers(&triggers.items[t - 1], &triggers.items[t]) != 0)
            match_rule(reader, view, triggers.items[t], out);
}

static bool ranges_overlap(TokenRange a, TokenRange b) { return a.begin < b.end && b.begin < a.end; }

static bool yields_to(const PackRule *rule, uint32_t other)
{
    for (size_t i = 0; i < rule->yield_count; i++)
        if (rule->yields[i] == other)
            return true;
    return false;
}

void claim_open_yields(ClaimReader *reader)
{
    size_t kinds = pack_kind_count(reader->pack);
    TextList lines = pack_setting(reader->pack, TEXT("yield"));
    reader->gives_way = ARENA_ARRAY(reader->arena, bool, kinds *kinds);
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        (void)text_split(&rest, ' ', &word);
        size_t weaker = pack_find_kind(reader->pack, word);
        while (weaker != SIZE_MAX && rest.length && text_split(&rest, ' ', &word)) {
            size_t stronger = pack_find_kind(reader->pack, word);
            if (stronger != SIZE_MAX)
                reader->gives_way[weaker * kinds + stronger] = true;
        }
    }
}

typedef bool Loses(const ClaimReader *reader, const RuleMatches *matches, size_t number, size_t other);

/* The rule, or its kind, yields to one that matched in the same clause. */
static bool gives_way(const ClaimReader *reader, const RuleMatches *matches, size_t number,
                      size_t other_number)
{
    const RuleMatch *match = &matches->items[number];
    const RuleMatch *other = &matches->items[other_number];
    const PackRule *rule = pack_rule(reader->pack, match->rule);
    size_t other_kind = pack_rule(reader->pack, other->rule)->kind;
    return (ranges_overlap(match->clause, other->clause) && yields_to(rule, other->rule)) ||
           (ranges_overlap(match->at.whole, other->at.whole) &&
            reader->gives_way[rule->kind * pack_kind_count(reader->pack) + other_kind]);
}

/* Two matches of a kind on the same words are one: the one that asked for more stays. */
static bool is_weaker(const ClaimReader *reader, const RuleMatches *matches, size_t number,
                      size_t other_number)
{
    const RuleMatch *match = &matches->items[number];
    const RuleMatch *other = &matches->items[other_number];
    if (!ranges_overlap(match->at.whole, other->at.whole) ||
        pack_rule(reader->pack, match->rule)->kind != pack_rule(reader->pack, other->rule)->kind)
        return false;
    if (match->at.weight != other->at.weight)
        return match->at.weight < other->at.weight;
    return number > other_number;
}

static void drop(const ClaimReader *reader, RuleMatches *matches, size_t begin, Loses *loses)
{
    for (size_t i = begin; i < matches->count; i++)
        for (size_t j = begin; j < matches->count && !matches->items[i].is_dropped; j++)
            if (i != j && !matches->items[j].is_dropped && loses(reader, matches, i, j))
                matches->items[i].is_dropped = true;
}

/* Matches of one sentence stand together; those from begin on are its. What yields goes first, so that
 * none is lost to a match of its kind that goes itself. */
static void drop_weaker(const ClaimReader *reader, RuleMatches *matches, size_t begin)
{
    drop(reader, matches, begin, gives_way);
    drop(reader, matches, begin, is_weaker);
}

RuleMatches claim_match_rules(ClaimReader *reader)
{
    RuleMatches matches = {0};
    for (size_t s = 0; s < reader->sentences->count; s++) {
        size_t begin = matches.count;
        if (reader->views[s].is_readable)
            match_sentence(reader, &reader->views[s], &matches);
        drop_weaker(reader, &matches, begin);
    }
    return matches;
}
