/* Patterns against the tokens of one sentence. A state (element, token) that failed once is not tried again,
 * so that the work is bounded by their product. */
#include "claim/claim_parts.h"

enum { SKIPPED_ADVERBS = 2, SKIPPED_MODIFIERS = 3, STATE_TOKENS = 4096 };

typedef struct Matcher {
    ClaimReader *reader;
    SentenceView *view;
    const PackSequence *sequence;
    TokenRange range;
    unsigned char *failed; /* a bit a state */
    uint32_t steps;
    PatternMatch *out;
    size_t base; /* of this side's elements in out */
} Matcher;

static const Token *token_at(const Matcher *matcher, uint32_t token)
{
    return &matcher->reader->sentences->tokens[token];
}

/* Ends of what satisfies an element at a token. */
typedef struct Ends {
    uint32_t items[8];
    size_t count;
} Ends;

static void add_end(Ends *ends, uint32_t end)
{
    for (size_t i = 0; i < ends->count; i++)
        if (ends->items[i] == end)
            return;
    if (ends->count < sizeof ends->items / sizeof *ends->items)
        ends->items[ends->count++] = end;
}

static bool is_modifier(const Token *token)
{
    return token->upos == UPOS_DET || token->upos == UPOS_ADJ || token->upos == UPOS_NUM ||
           token->xpos == XPOS_PRP_POSSESSIVE || token->xpos == XPOS_POS;
}

/* The first token of what a mention at token may be led by: "the", "its", "some of" before it. */
static bool reaches(const Matcher *matcher, uint32_t token, const MentionAt *at)
{
    if (at->token_begin < token || at->token_begin > token + SKIPPED_MODIFIERS ||
        at->token_end > matcher->range.end)
        return false;
    for (uint32_t t = token; t < at->token_begin; t++)
        if (!is_modifier(token_at(matcher, t)))
            return false;
    return true;
}

/* own terms: units, of docs/claim-format.md */
/* Number of the first mention from low on that begins at the token or behind it; at is where item 0 keeps its
 * place, stride the size of an item. */
static uint32_t first_from(const MentionAt *at, size_t stride, uint32_t low, uint32_t high, uint32_t token)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const MentionAt *found = (const MentionAt *)(const void *)((const char *)at + middle * stride);
        if (found->token_begin < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
#define FIRST_FROM(items, low, high, token)                                                                  \
    ((low) < (high) ? first_from(&(items)->at, sizeof *(items), (low), (high), (token)) : (high))

static bool is_behind(uint32_t token, const MentionAt *at)
{
    return at->token_begin > token + SKIPPED_MODIFIERS;
}

static bool is_unit_of(const CountMention *count, PackMention mention)
{
    static const char *const time[] = {"days", "months", "hours", "years", "weeks"};
    Text unit = count->unit;
    bool is_money = count->is_money;
    bool is_time = false;
    for (size_t i = 0; i < sizeof time / sizeof *time; i++)
        is_time = is_time || text_is(unit, time[i]);
    bool is_share = text_is(unit, "percent");
    return mention == PACK_MENTION_MONEY     ? is_money
           : mention == PACK_MENTION_DAYS    ? is_time
           : mention == PACK_MENTION_PERCENT ? is_share
                                             : !is_money && !is_time && !is_share;
}

static void find_counts(const Matcher *matcher, const PackTest *test, uint32_t token, Ends *ends)
{
    const Mentions *mentions = matcher->reader->mentions;
    uint32_t end = matcher->view[1].counts;
    for (uint32_t i = FIRST_FROM(mentions->counts, matcher->view->counts, end, token); i < end; i++) {
        const CountMention *count = &mentions->counts[i];
        if (is_behind(token, &count->at))
            break;
        bool fits = test->mention == PACK_MENTION_UNIT ? text_equals(count->unit, test->text)
                                                       : is_unit_of(count, test->mention);
        if (fits && reaches(matcher, token, &count->at))
            add_end(ends, count->at.token_end);
    }
}

static void find_actors(const Matcher *matcher, const PackTest *test, uint32_t token, Ends *ends)
{
    const ClaimReader *reader = matcher->reader;
    uint32_t end = matcher->view[1].actors;
    const ActorMention *actors = reader->mentions->actors;
    for (uint32_t i = FIRST_FROM(actors, matcher->view->actors, end, token); i < end; i++) {
        const ActorMention *actor = &actors[i];
        if (is_behind(token, &actor->at))
            break;
        bool affected = pack_is_affected(reader->pack, actor->role);
        bool fits = test->mention == PACK_MENTION_ROLE   ? text_equals(actor->role, test->text)
                    : test->mention == PACK_MENTION_WHOM ? affected
                    : test->mention == PACK_MENTION_BY   ? !affected
                                                         : true;
        if (fits && reaches(matcher, token, &actor->at))
            add_end(ends, actor->at.token_end);
    }
}

static void find_quote(const Matcher *matcher, uint32_t token, Ends *ends)
{
    const Mentions *mentions = matcher->reader->mentions;
    uint32_t byte = token_at(matcher, token)->span.begin;
    for (size_t i = claim_first_attribution(matcher->reader, byte);
         i < mentions->attribution_count && mentions->attributions[i].content.begin <= byte; i++)
        if (mentions->attributions[i].is_quote && mentions->attributions[i].content.begin <= byte &&
            byte < mentions->attributions[i].content.end)
            add_end(ends, token + 1);
}

/* Ends of the mentions of one sort that begin at the token; items is the sort's array in Mentions. */
#define FIND_PLAIN(items, sort)                                                                              \
    for (uint32_t i = FIRST_FROM((items), view->sort, view[1].sort, token);                                  \
         i < view[1].sort && !is_behind(token, &(items)[i].at); i++)                                         \
        if (reaches(matcher, token, &(items)[i].at))                                                         \
    add_end(ends, (items)[i].at.token_end)

static void find_places(const Matcher *matcher, uint32_t token, Ends *ends)
{
    const SentenceView *view = matcher->view;
    FIND_PLAIN(matcher->reader->mentions->places, places);
}

static void find_times(const Matcher *matcher, uint32_t token, Ends *ends)
{
    const SentenceView *view = matcher->view;
    FIND_PLAIN(matcher->reader->mentions->times, times);
}

static void find_names(const Matcher *matcher, uint32_t token, Ends *ends)
{
    const SentenceView *view = matcher->view;
    FIND_PLAIN(matcher->reader->mentions->names, names);
}

static void find_mentions(const Matcher *matcher, const PackTest *test, uint32_t token, Ends *ends)
{
    switch (test->mention) {
    case PACK_MENTION_PEOPLE:
    case PACK_MENTION_WHOM:
    case PACK_MENTION_BY:
    case PACK_MENTION_ROLE:
        find_actors(matcher, test, token, ends);
        break;
    case PACK_MENTION_PLACE:
        find_places(matcher, token, ends);
        break;
    case PACK_MENTION_TIME:
        find_times(matcher, token, ends);
        break;
    case PACK_MENTION_NAME:
        find_names(matcher, token, ends);
        break;
    case PACK_MENTION_COUNT:
    case PACK_MENTION_MONEY:
    case PACK_MENTION_PERCENT:
    case PACK_MENTION_DAYS:
    case PACK_MENTION_UNIT:
        find_counts(matcher, test, token, ends);
        break;
    case PACK_MENTION_QUOTE:
        find_quote(matcher, token, ends);
        break;
    }
}

/* A phrase has the mood of any of its words: "make calls", "go out". */
static bool has_mood(const Matcher *matcher, const PackElement *element, uint32_t token, uint32_t *out_word)
{
    const SentenceView *view = matcher->view;
    uint32_t end = token + 1;
    for (size_t i = 0; i < element->test_count; i++)
        for (size_t h = claim_first_hit(view, token); h < view->hit_count && view->hits[h].token == token;
             h++)
            if (element->tests[i].kind == PACK_TEST_CLASS && view->hits[h].class == element->tests[i].class &&
                view->hits[h].end > end)
                end = view->hits[h].end;
    for (uint32_t t = token; t < end; t++)
        if (claim_mood(matcher->reader, view, t, out_word) == element->mood)
            return true;
    return false;
}

static Ends find_ends(const Matcher *matcher, const PackElement *element, uint32_t token)
{
    Ends ends = {.count = 0};
    const SentenceView *view = matcher->view;
    if (token >= matcher->range.end)
        return ends;
    uint32_t word = 0;
    if (element->mood != MOOD_NONE && !has_mood(matcher, element, token, &word))
        return ends;
    for (size_t i = 0; i < element->test_count; i++) {
        const PackTest *test = &element->tests[i];
        if (test->kind == PACK_TEST_MENTION) {
            find_mentions(matcher, test, token, &ends);
        } else if (test->kind == PACK_TEST_TAG) {
            if (text_is(test->text, language_upos_word(token_at(matcher, token)->upos)) ||
                text_is(test->text, language_xpos_word(token_at(matcher, token)->xpos)))
                add_end(&ends, token + 1);
        } else {
            for (size_t h = claim_first_hit(view, token); h < view->hit_count && view->hits[h].token == token;
                 h++)
                if (view->hits[h].class == test->class && view->hits[h].end <= matcher->range.end)
                    add_end(&ends, view->hits[h].end);
        }
    }
    return ends;
}

static bool match_from(Matcher *matcher, size_t element, uint32_t token);

static bool match_gap(Matcher *matcher, size_t element, uint32_t token)
{
    const PackElement *gap = &matcher->sequence->elements[element];
    const bool *borders = claim_borders(matcher->reader, matcher->view);
    uint32_t limit = gap->gap == PACK_GAP_ANY ? matcher->range.end : token + gap->gap;
    for (uint32_t t = token; t <= limit && t < matcher->range.end; t++) {
        if (gap->gap != PACK_GAP_ANY && borders[t - matcher->view->tokens.begin] && t > token)
            return false;
        if (match_from(matcher, element + 1, t))
            return true;
        if (gap->gap != PACK_GAP_ANY && t == token && borders[t - matcher->view->tokens.begin])
            return false;
    }
    return false;
}

static bool match_token(Matcher *matcher, size_t element, uint32_t token)
{
    const PackElement *wanted = &matcher->sequence->elements[element];
    Ends ends = find_ends(matcher, wanted, token);
    if (wanted->is_negated)
        return ends.count == 0 && match_from(matcher, element + 1, token);
    for (size_t i = 0; i < ends.count; i++) {
        matcher->out->elements[matcher->base + element] = (TokenRange){token, ends.items[i]};
        if (wanted->mood != MOOD_NONE)
            matcher->out->has_mood = has_mood(matcher, wanted, token, &matcher->out->mood_word);
        if (match_from(matcher, element + 1, ends.items[i]))
            return true;
    }
    return false;
}

static bool is_skipped(const Token *token)
{
    return token->upos == UPOS_ADV || (token->upos == UPOS_PART && token->xpos == XPOS_RB);
}

static bool try_element(Matcher *matcher, size_t element, uint32_t token)
{
    const PackElement *wanted = &matcher->sequence->elements[element];
    if (wanted->kind == PACK_ELEMENT_GAP)
        return match_gap(matcher, element, token);
    if (wanted->kind == PACK_ELEMENT_BEGIN)
        return token == matcher->view->tokens.begin && match_from(matcher, element + 1, token);
    if (match_token(matcher, element, token))
        return true;
    bool is_inner = element > 0 && matcher->sequence->elements[element - 1].kind == PACK_ELEMENT_TOKEN;
    for (uint32_t i = 1; is_inner && !wanted->is_negated && i <= SKIPPED_ADVERBS; i++) {
        if (token + i >= matcher->range.end || !is_skipped(token_at(matcher, token + i - 1)))
            break;
        if (match_token(matcher, element, token + i))
            return true;
    }
    matcher->out->elements[matcher->base + element] = (TokenRange){token, token};
    return wanted->is_optional && match_from(matcher, element + 1, token);
}

/* Recursion is as deep as the pattern is long. */
static bool match_from(Matcher *matcher, size_t element, uint32_t token)
{
    if (matcher->base + element > matcher->out->reached)
        matcher->out->reached = matcher->base + element;
    if (element == matcher->sequence->count) {
        matcher->out->whole.end = token;
        return true;
    }
    size_t state = element * STATE_TOKENS + (token - matcher->view->tokens.begin);
    if (token - matcher->view->tokens.begin >= STATE_TOKENS || ++matcher->steps > STEP_LIMIT ||
        (matcher->failed[state / 8] >> (state % 8) & 1))
        return false;
    if (try_element(matcher, element, token))
        return true;
    matcher->failed[state / 8] |= (unsigned char)(1U << (state % 8));
    return false;
}

static uint32_t weight_of(const PackSequence *sequence, const TokenRange *elements)
{
    uint32_t weight = 0;
    for (size_t i = 0; i < sequence->count; i++)
        if (sequence->elements[i].kind == PACK_ELEMENT_TOKEN && !sequence->elements[i].is_negated)
            weight += elements[i].end - elements[i].begin;
    return weight;
}

static bool match_side(ClaimReader *reader, SentenceView *view, const PackSequence *sequence,
                       TokenRange range, uint32_t from, PatternMatch *out)
{
    unsigned char failed[PACK_ELEMENT_LIMIT * STATE_TOKENS / 8];
    memset(failed, 0, sequence->count * STATE_TOKENS / 8);
    Matcher matcher = {.reader = reader,
                       .view = view,
                       .sequence = sequence,
                       .range = range,
                       .failed = failed,
                       .out = out,
                       .base = out->element_count};
    for (uint32_t token = from; token < range.end; token++) {
        if (!match_from(&matcher, 0, token))
            continue;
        TokenRange *elements = &out->elements[out->element_count];
        for (size_t i = 0; i < sequence->count; i++) /* gaps and what must not stand there have no tokens */
            if (sequence->elements[i].kind != PACK_ELEMENT_TOKEN || sequence->elements[i].is_negated)
                elements[i] = (TokenRange){token, token};
        out->whole.begin = token;
        out->weight += weight_of(sequence, elements);
        out->element_count += sequence->count;
        return true;
    }
    return false;
}

static uint32_t first_verb(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++)
        if (reader->sentences->tokens[t].upos == UPOS_VERB)
            return t;
    return UINT32_MAX;
}

static bool is_found_word(const PackElement *element, TokenRange range)
{
    return element->kind == PACK_ELEMENT_TOKEN && !element->is_negated && range.begin < range.end &&
           element->tests[0].kind != PACK_TEST_MENTION;
}

/* The token marked *, else the first verb among the words that the pattern asks for, else a verb between
 * them, else the first of them. */
static uint32_t predicate_of(const ClaimReader *reader, const PackMatch *match, const PatternMatch *found)
{
    uint32_t first = found->whole.begin;
    uint32_t verb = UINT32_MAX;
    bool has_word = false;
    size_t at = 0;
    for (size_t s = 0; s < match->side_count; s++)
        for (size_t e = 0; e < match->sides[s].count; e++, at++) {
            const PackElement *element = &match->sides[s].elements[e];
            TokenRange range = found->elements[at];
            if (!is_found_word(element, range))
                continue;
            if (element->is_predicate)
                return range.begin;
            if (verb == UINT32_MAX)
                verb = first_verb(reader, range);
            if (!has_word)
                first = range.begin;
            has_word = true;
        }
    if (found->has_mood)
        return found->mood_word;
    if (verb == UINT32_MAX)
        verb = first_verb(reader, found->whole);
    return verb != UINT32_MAX ? verb : first;
}

/* The words of a side that its link is about. */
static TokenRange first_words(const PackSequence *side, size_t base, const PatternMatch *found)
{
    for (size_t i = 0; i < side->count; i++)
        if (found->elements[base + i].begin < found->elements[base + i].end)
            return found->elements[base + i];
    return found->whole;
}

/* A side that is linked to the first one: the first place where it stands so. */
static bool match_linked(ClaimReader *reader, SentenceView *view, const PackSequence *side, uint32_t head,
                         PatternMatch *out)
{
    PatternMatch before = *out;
    uint32_t from = view->tokens.begin;
    for (int tries = 0; tries < 2 * MATCH_LIMIT; tries++) {
        if (!match_side(reader, view, side, view->tokens, from, out))
            return false;
        if (claim_is_linked(reader, side->link, head,
                            claim_head_of(reader, first_words(side, before.element_count, out))))
            return true;
        from = out->whole.begin + 1;
        *out = before;
    }
    return false;
}

/* The other sides, in the clauses of the first one or linked to it. */
static bool match_other_sides(ClaimReader *reader, SentenceView *view, const PackMatch *match,
                              PatternMatch *out)
{
    TokenRange whole = out->whole;
    TokenRange clause = claim_clause(reader, view, whole);
    uint32_t head = claim_head_of(reader, whole);
    for (size_t s = 1; s < match->side_count; s++) {
        const PackSequence *side = &match->sides[s];
        bool found = side->link == PACK_LINK_CLAUSE
                         ? match_side(reader, view, side, clause, clause.begin, out)
                         : match_linked(reader, view, side, head, out);
        if (!found)
            return false;
        whole.begin = out->whole.begin < whole.begin ? out->whole.begin : whole.begin;
        whole.end = out->whole.end > whole.end ? out->whole.end : whole.end;
    }
    out->whole = whole;
    return true;
}

bool claim_match(ClaimReader *reader, SentenceView *view, const PackMatch *match, TokenRange range,
                 uint32_t from, PatternMatch *out)
{
    size_t reached = 0;
    for (int tries = 0; tries < MATCH_LIMIT; tries++) {
        *out = (PatternMatch){.reached = reached};
        if (!match_side(reader, view, &match->sides[0], range, from, out))
            return false;
        uint32_t begin = out->whole.begin;
        if (match->side_count == 1 || match_other_sides(reader, view, match, out)) {
            out->predicate = predicate_of(reader, match, out);
            return true;
        }
        from = begin + 1;
        reached = out->reached;
    }
    return false;
}
