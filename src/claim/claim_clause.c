/* Sentences are cut into clauses: each has a finite verb of its own. What a rule matched in is its evidence.
 */
#include "claim/claim_parts.h"

enum { SHORTEST_CLAUSE = 3, SEARCH_LIMIT = 32 << 20 };

/* "-", "--" or a longer dash, whatever its tag. */
bool claim_is_dash(const ClaimReader *reader, const Token *token)
{
    Text form = text_of_span(reader->report->text, token->span);
    return token->upos == UPOS_PUNCT && token->xpos != XPOS_OPEN_QUOTE && token->xpos != XPOS_CLOSE_QUOTE &&
           (form.bytes[0] == '-' || (unsigned char)form.bytes[0] >= 0x80);
}

/* A dash parts where blanks stand on both sides of it; token has one before it in the sentence. */
static bool is_mark(const ClaimReader *reader, const Token *token)
{
    return token->xpos == XPOS_COLON || token->xpos == XPOS_OPEN_QUOTE || token->xpos == XPOS_CLOSE_QUOTE ||
           (token->space_after && (token - 1)->space_after && claim_is_dash(reader, token));
}

/* Number of the last attribution that begins at or before the byte, else 0. */
size_t claim_first_attribution(const ClaimReader *reader, uint32_t byte)
{
    size_t low = 0;
    size_t high = reader->mentions->attribution_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reader->mentions->attributions[middle].content.begin <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static bool is_relative(const Token *token)
{
    return token->xpos == XPOS_WDT || token->xpos == XPOS_WP || token->xpos == XPOS_WP_POSSESSIVE ||
           token->xpos == XPOS_WRB;
}

static void mark_token(const ClaimReader *reader, SentenceView *view, uint32_t byte)
{
    for (uint32_t t = view->tokens.begin; t < view->tokens.end; t++)
        if (reader->sentences->tokens[t].span.begin == byte)
            view->borders[t - view->tokens.begin] = true;
}

/* What "a cook told the paper" parts is not one stretch. */
static void mark_speakers(const ClaimReader *reader, SentenceView *view)
{
    uint32_t begin = reader->sentences->tokens[view->tokens.begin].span.begin;
    uint32_t end = reader->sentences->tokens[view->tokens.end - 1].span.end;
    for (size_t i = claim_first_attribution(reader, begin); i < reader->mentions->attribution_count; i++) {
        const Attribution *said = &reader->mentions->attributions[i];
        if (said->content.begin >= end)
            break;
        if (said->cue.begin >= begin && said->cue.end <= end && !span_is_empty(said->cue))
            mark_token(reader, view, said->cue.begin);
    }
}

const bool *claim_borders(ClaimReader *reader, SentenceView *view)
{
    if (view->borders)
        return view->borders;
    uint32_t count = view->tokens.end - view->tokens.begin;
    const Token *tokens = &reader->sentences->tokens[view->tokens.begin];
    view->borders = ARENA_ARRAY(reader->arena, bool, count + 1);
    for (uint32_t i = 0; i < count; i++)
        view->borders[i] = (i > 0 && is_mark(reader, &tokens[i])) ||
                           (tokens[i].xpos == XPOS_COMMA && i + 1 < count && is_relative(&tokens[i + 1]));
    mark_speakers(reader, view);
    return view->borders;
}

static bool is_finite(const Token *token)
{
    return token->xpos == XPOS_VBD || token->xpos == XPOS_VBZ || token->xpos == XPOS_VBP ||
           token->xpos == XPOS_MD;
}

/* What may begin a clause: a mark; a comma; "and", "but" in front of a verb or of a subject with one. */
static bool may_begin(const ClaimReader *reader, const Token *tokens, uint32_t i, uint32_t count)
{
    if (i == 0 || i + 1 >= count)
        return false;
    if (is_mark(reader, &tokens[i]) || tokens[i].xpos == XPOS_COMMA)
        return true;
    return tokens[i].upos == UPOS_CCONJ && tokens[i - 1].xpos != XPOS_COMMA;
}

/* Numbers the stretches between the places where a clause may begin, then joins those without a finite verb
 * to the stretch before (the first one to the stretch behind). */
static void number_clauses(ClaimReader *reader, SentenceView *view)
{
    uint32_t count = view->tokens.end - view->tokens.begin;
    const Token *tokens = &reader->sentences->tokens[view->tokens.begin];
    view->clauses = ARENA_ARRAY(reader->arena, uint32_t, count + 1);
    uint32_t clause = 0;
    bool has_verb = false; /* the clause so far has one */
    for (uint32_t begin = 0; begin < count;) {
        uint32_t end = begin + 1;
        bool own_verb = is_finite(&tokens[begin]);
        for (; end < count && !may_begin(reader, tokens, end, count); end++)
            own_verb = own_verb || is_finite(&tokens[end]);
        if (own_verb && has_verb)
            clause++;
        has_verb = has_verb || own_verb;
        for (uint32_t i = begin; i < end; i++)
            view->clauses[i] = clause;
        begin = end;
    }
}

TokenRange claim_clause(ClaimReader *reader, SentenceView *view, TokenRange tokens)
{
    if (!view->clauses)
        number_clauses(reader, view);
    uint32_t begin = tokens.begin - view->tokens.begin;
    uint32_t end = (tokens.end > tokens.begin ? tokens.end - 1 : tokens.begin) - view->tokens.begin;
    uint32_t count = view->tokens.end - view->tokens.begin;
    uint32_t first = view->clauses[begin];
    uint32_t last = view->clauses[end];
    while (begin > 0 && view->clauses[begin - 1] == first)
        begin--;
    while (end + 1 < count && view->clauses[end + 1] == last)
        end++;
    return (TokenRange){view->tokens.begin + begin, view->tokens.begin + end + 1};
}

/* Takes the words off the range where they stand before or behind what is kept. */
static TokenRange without_span(const ClaimReader *reader, TokenRange range, TokenRange kept, Span words)
{
    const Token *tokens = reader->sentences->tokens;
    if (span_is_empty(words))
        return range;
    for (uint32_t t = kept.end; t < range.end; t++)
        if (span_overlaps(tokens[t].span, words))
            range.end = t;
    for (uint32_t t = kept.begin; t > range.begin; t--)
        if (span_overlaps(tokens[t - 1].span, words))
            range.begin = t;
    return range;
}

/* Without the words that introduce the speaker. */
static TokenRange without_cue(const ClaimReader *reader, TokenRange range, TokenRange kept)
{
    const Token *tokens = reader->sentences->tokens;
    uint32_t at = tokens[kept.begin].span.begin;
    for (size_t i = claim_first_attribution(reader, at); i < reader->mentions->attribution_count; i++) {
        const Attribution *said = &reader->mentions->attributions[i];
        if (said->content.begin > at)
            break;
        if (at >= said->content.end)
            continue;
        while (range.begin < kept.begin && tokens[range.begin].span.begin < said->content.begin)
            range.begin++;
        while (range.end > kept.end && tokens[range.end - 1].span.end > said->content.end)
            range.end--;
        range = without_span(reader, range, kept, said->cue);
        if (said->source != SOURCE_NONE)
            range = without_span(reader, range, kept, reader->mentions->sources[said->source].as);
        break;
    }
    return range;
}

static bool is_trimmed_front(const Token *token)
{
    return token->upos == UPOS_PUNCT || token->upos == UPOS_CCONJ;
}

static TokenRange trim(const ClaimReader *reader, TokenRange range, TokenRange kept)
{
    const Token *tokens = reader->sentences->tokens;
    while (range.begin < kept.begin && is_trimmed_front(&tokens[range.begin]))
        range.begin++;
    while (range.end > kept.end && tokens[range.end - 1].upos == UPOS_PUNCT)
        range.end--;
    return range;
}

/* Past the limit everything counts as once: a report that repeats itself so often gets the shortest words. */
static bool occurs_once(ClaimReader *reader, Span span)
{
    Text text = reader->report->text;
    if (reader->searched > SEARCH_LIMIT)
        return true;
    reader->searched += text.length;
    Text words = text_of_span(text, span);
    size_t first = text_find(text, words, 0);
    return first == span.begin && text_find(text, words, first + 1) == SIZE_MAX;
}

Span claim_evidence(ClaimReader *reader, const SentenceView *view, TokenRange clause, TokenRange match)
{
    TokenRange sentence = view->tokens;
    if (clause.end - clause.begin < SHORTEST_CLAUSE)
        clause = sentence;
    TokenRange range = trim(reader, without_cue(reader, clause, match), match);
    Span span = claim_span_of(reader, range);
    if (occurs_once(reader, span))
        return span;
    /* Word by word longer: to the left, then to the right, then into the sentences of the paragraph. */
    while (range.begin > sentence.begin && !occurs_once(reader, claim_span_of(reader, range)))
        range.begin--;
    while (range.end < sentence.end && !occurs_once(reader, claim_span_of(reader, range)))
        range.end++;
    span = claim_span_of(reader, range);
    uint32_t number = view->number;
    const Sentence *items = reader->sentences->items;
    while (number > 0 && items[number - 1].part == items[view->number].part && !occurs_once(reader, span))
        span.begin = items[--number].span.begin;
    number = view->number;
    while (number + 1 < reader->sentences->count && items[number + 1].part == items[view->number].part &&
           !occurs_once(reader, span))
        span.end = items[++number].span.end;
    return span;
}

Span claim_span_of(const ClaimReader *reader, TokenRange tokens)
{
    const Token *items = reader->sentences->tokens;
    if (tokens.end <= tokens.begin)
        return (Span){0, 0};
    return (Span){items[tokens.begin].span.begin, items[tokens.end - 1].span.end};
}
