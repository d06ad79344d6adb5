/* The fields of a claim that are no people and no places: kind, status, time, count, source, names, papers.
 */
#include "claim/claim_parts.h"

TokenRange claim_sentence_tokens(const ClaimReader *reader, uint32_t sentence)
{
    const Sentence *item = &reader->sentences->items[sentence];
    return (TokenRange){item->token_begin, item->token_end};
}

void claim_add_words(ClaimReader *reader, Draft *draft, ClaimField field, Span span)
{
    *LIST_ADD(reader->arena, &draft->words) = (FieldWords){field, span};
}

static bool list_has(TextList list, Text item)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equals(list.items[i], item))
            return true;
    return false;
}

static bool status_from(Text word, ClaimStatus *out)
{
    for (int i = CLAIM_SAID; i <= CLAIM_SAID_NOT; i++)
        if (text_is(word, mention_status_word((ClaimStatus)i))) {
            *out = (ClaimStatus)i;
            return true;
        }
    return false;
}

/* The pack's kinds of the setting "done" are claims only where they happened. */
static bool is_done_kind(const ClaimReader *reader, size_t kind)
{
    TextList lines = pack_setting(reader->pack, TEXT("done"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        while (rest.length && text_split(&rest, ' ', &word))
            if (text_equals(word, pack_kind(reader->pack, kind)->name))
                return true;
    }
    return false;
}

/* "no builder": the rule asked for people, not for the "no". */
static bool holds_people(const ClaimReader *reader, uint32_t sentence, TokenRange range)
{
    const SentenceView *view = &reader->views[sentence];
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const MentionAt *at = &reader->mentions->actors[i].at;
        if (at->token_begin < range.end && at->token_end > range.begin)
            return true;
    }
    return false;
}

/* The words of the pattern that hold the word that decided, or overlap it: asked for, they say nothing beyond
 * the rule's kind. The "not" of "may not leave", the "cannot" of a class's "cannot afford"; else empty. */
static Span asked_words(const ClaimReader *reader, const RuleMatch *match, Span word, bool is_whole)
{
    for (size_t i = 0; i < match->at.element_count; i++) {
        TokenRange range = match->at.elements[i];
        if (range.begin == range.end)
            continue;
        Span asked = claim_span_of(reader, range);
        if ((is_whole ? span_contains(asked, word) : span_overlaps(asked, word)) &&
            !holds_people(reader, match->sentence, range))
            return asked;
    }
    return (Span){0, 0};
}

/* "may" of "may not leave"; not the "doubt" of "doubt that they will be paid". */
static bool is_auxiliary(const ClaimReader *reader, uint32_t sentence, Span word)
{
    const Sentence *item = &reader->sentences->items[sentence];
    for (uint32_t t = item->token_begin; t < item->token_end; t++)
        if (span_overlaps(reader->sentences->tokens[t].span, word))
            return reader->sentences->tokens[t].upos == UPOS_AUX;
    return false;
}

/* "feared being sent", "can expect penalties": what the pattern's verb says of what stands below it in the
 * pattern. */
static ClaimStatus status_below(ClaimReader *reader, const RuleMatch *match, Span *out_word)
{
    const Sentences *sentences = reader->sentences;
    Span predicate = sentences->tokens[match->at.predicate].span;
    for (uint32_t t = match->at.predicate + 1; t < match->at.whole.end; t++) {
        bool is_event = sentences->tokens[t].upos == UPOS_VERB || sentences->tokens[t].upos == UPOS_NOUN;
        if (!is_event || !language_is_below(sentences, t, match->at.predicate))
            continue;
        Span word = {0, 0};
        ClaimStatus status =
            mention_status(reader->data, sentences, reader->report->text, match->sentence, t, &word);
        bool is_over = status == CLAIM_ENDED && span_is_empty(asked_words(reader, match, word, false));
        if ((status == CLAIM_POSSIBLE || is_over) && span_overlaps(word, predicate)) {
            *out_word = word;
            return status;
        }
    }
    return CLAIM_SAID;
}

/* What the rule asks for is its kind's: "will [not] be paid" is planned, "may not leave" is said. */
static void take_out_rule(ClaimReader *reader, Draft *draft, Span *word)
{
    Claim *claim = &draft->claim;
    const RuleMatch *match = &draft->match;
    bool may_be_rule = claim->status == CLAIM_SAID_NOT ||
                       (claim->status == CLAIM_POSSIBLE && is_auxiliary(reader, match->sentence, *word));
    if (!may_be_rule)
        return;
    Span asked =
        match->at.has_mood ? *word : asked_words(reader, match, *word, claim->status == CLAIM_POSSIBLE);
    if (span_is_empty(asked))
        return;
    *word = asked;
    claim->status = mention_status_beside(reader->data, reader->sentences, reader->report->text,
                                          match->sentence, match->at.predicate, word);
}

static bool fill_status(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    Claim *claim = &draft->claim;
    const RuleMatch *match = &draft->match;
    Span word = {0, 0};
    claim->status = mention_status(reader->data, reader->sentences, reader->report->text, match->sentence,
                                   match->at.predicate, &word);
    if (claim->status == CLAIM_SAID)
        claim->status = status_below(reader, match, &word);
    take_out_rule(reader, draft, &word);
    if (claim->status == CLAIM_SAID_NOT && rule->negated == PACK_NEGATED_NONE)
        return false;
    if (claim->status == CLAIM_SAID_NOT && rule->negated == PACK_NEGATED_KIND) {
        claim->kind = rule->negated_kind;
        claim->status = CLAIM_SAID;
    }
    claim->ways[FIELD_STATUS] = WAY_FORM;
    if (rule->status.length && status_from(rule->status, &claim->status)) {
        claim->ways[FIELD_STATUS] = WAY_RULE;
        word = (Span){0, 0};
    }
    if (!span_is_empty(word))
        claim_add_words(reader, draft, FIELD_STATUS, word);
    if ((claim->status == CLAIM_PLANNED || claim->status == CLAIM_POSSIBLE) &&
        is_done_kind(reader, claim->kind))
        return false;
    return !list_has(rule->dropped, text_from(mention_status_word(claim->status)));
}

static void fill_names(ClaimReader *reader, Draft *draft)
{
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    LIST_OF(ClaimName) names = {0};
    for (uint32_t i = view->names; i < view[1].names; i++) {
        const NameMention *name = &reader->mentions->names[i];
        if (name->at.token_begin < match->clause.begin || name->at.token_end > match->clause.end)
            continue;
        *LIST_ADD(reader->arena, &names) = (ClaimName){name->at.span, name->is};
        claim_add_words(reader, draft, FIELD_NAMES, name->at.span);
        draft->claim.ways[FIELD_NAMES] = WAY_CLAUSE;
    }
    draft->claim.names = names.items;
    draft->claim.name_count = names.count;
}

/* Words of the class "work" in the clause: trades, products, sectors. */
static void fill_work(ClaimReader *reader, Draft *draft)
{
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    size_t class = pack_find_class(reader->pack, TEXT(PACK_WORK_CLASS));
    LIST_OF(Span) work = {0};
    uint32_t from = match->clause.begin;
    for (size_t i = 0; class != SIZE_MAX && i < view->hit_count; i++) {
        const ClassHit *hit = &view->hits[i];
        if (hit->class != class || hit->token < from || hit->end > match->clause.end)
            continue;
        Span span = claim_span_of(reader, (TokenRange){hit->token, hit->end});
        *LIST_ADD(reader->arena, &work) = span;
        claim_add_words(reader, draft, FIELD_WORK, span);
        draft->claim.ways[FIELD_WORK] = WAY_CLAUSE;
        from = hit->end;
    }
    draft->claim.work = work.items;
    draft->claim.work_count = work.count;
}

static void fill_source(ClaimReader *reader, Draft *draft)
{
    uint32_t byte = reader->sentences->tokens[draft->match.at.predicate].span.begin;
    draft->claim.source = mention_source_at(reader->mentions, byte);
    if (draft->claim.source == SOURCE_NONE)
        return;
    Span as = reader->mentions->sources[draft->claim.source].as;
    claim_add_words(reader, draft, FIELD_SOURCE, as);
    bool is_near = span_overlaps(as, reader->sentences->items[draft->match.sentence].span);
    draft->claim.ways[FIELD_SOURCE] = is_near ? WAY_SENTENCE : WAY_PARAGRAPH;
}

/* With the word that forbids, allows or demands what they say. */
static TokenRange words_of(const PatternMatch *at)
{
    TokenRange words = at->whole;
    if (at->has_mood && at->mood_word < words.begin)
        words.begin = at->mood_word;
    if (at->has_mood && at->mood_word >= words.end)
        words.end = at->mood_word + 1;
    return words;
}

bool claim_fill(ClaimReader *reader, Draft *draft)
{
    const RuleMatch *match = &draft->match;
    const PackRule *rule = pack_rule(reader->pack, match->rule);
    const SentenceView *view = &reader->views[match->sentence];
    Claim *claim = &draft->claim;
    claim->kind = rule->kind;
    claim->rule = rule->place;
    claim->part = reader->report->parts[reader->sentences->items[match->sentence].part].kind;
    if (!fill_status(reader, draft, rule))
        return false;
    claim->evidence = ARENA_ARRAY(reader->arena, Span, 1);
    claim->evidence[0] = claim_evidence(reader, view, match->clause, match->at.whole);
    claim->evidence_count = 1;
    claim_add_words(reader, draft, FIELD_KIND, claim_span_of(reader, words_of(&match->at)));
    claim_fill_people(reader, draft);
    claim_fill_when(reader, draft, rule);
    fill_source(reader, draft); /* before the places: they may be the source's */
    claim_fill_places(reader, draft);
    claim_fill_count(reader, draft, rule);
    fill_names(reader, draft);
    fill_work(reader, draft);
    claim->papers = rule->papers;
    claim->ways[FIELD_KIND] = WAY_PATTERN;
    claim->ways[FIELD_PAPERS] = rule->papers.count ? WAY_RULE : WAY_NONE;
    return true;
}
