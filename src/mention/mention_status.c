#include "mention/mention_status_words.h"

enum { WORD_MAX = 32, LOOK_BEHIND = 8, CHAIN_MAX = 5 };

/* In lower case, with a plain apostrophe; empty where it is too long to be a word of the list. */
static Text lower_word(Text form, char out[WORD_MAX])
{
    size_t length = 0;
    for (size_t i = 0; i < form.length; i++) {
        if (length == WORD_MAX)
            return TEXT_EMPTY;
        if (i + 2 < form.length && memcmp(form.bytes + i, "\xe2\x80\x99", 3) == 0) {
            out[length++] = '\'';
            i += 2;
        } else {
            out[length++] = ascii_lower(form.bytes[i]);
        }
    }
    return (Text){out, length};
}

/* What is looked at: a predicate and the sentence around it. */
typedef struct Reading {
    const StatusWords *words;
    const Sentences *sentences;
    const Token *tokens;
    Text text;
    size_t begin;
    size_t end;
    size_t predicate;
    Span ignored; /* its words say nothing */
} Reading;

static Text form_at(const Reading *reading, size_t token, char out[WORD_MAX])
{
    return lower_word(text_of_span(reading->text, reading->tokens[token].span), out);
}

static const Marker *markers_at(const Reading *reading, size_t token)
{
    char form[WORD_MAX];
    if (reading->tokens[token].upos == UPOS_PROPN) /* the month of May */
        return NULL;
    Text word = form_at(reading, token, form);
    const MapEntry *slot = word.length ? map_find(&reading->words->markers, word) : NULL;
    return slot ? slot->value : NULL;
}

static bool matches(const Reading *reading, size_t token, const Marker *marker)
{
    if (token + marker->word_count > reading->end)
        return false;
    for (size_t i = 1; i < marker->word_count; i++) {
        char form[WORD_MAX];
        if (!text_equals(form_at(reading, token + i, form), marker->words[i]))
            return false;
    }
    return true;
}

static Span span_of(const Reading *reading, const Marker *marker, size_t token)
{
    return (Span){reading->tokens[token].span.begin,
                  reading->tokens[token + marker->word_count - 1].span.end};
}

static bool is_break(const Reading *reading, size_t token)
{
    for (const Marker *marker = markers_at(reading, token); marker; marker = marker->next)
        if (marker->place == MARKER_BREAK)
            return true;
    return false;
}

static bool is_stop(const Reading *reading, size_t token)
{
    Text form = text_of_span(reading->text, reading->tokens[token].span);
    char first = form.length ? form.bytes[0] : ',';
    return first == ',' || first == ';' || first == ':' || first == '"' || first == '(' || first == ')' ||
           text_is(form, "\xe2\x80\x9c") || text_is(form, "\xe2\x80\x9d") || text_is(form, "\xe2\x80\x94");
}

/* The predicate and the words above it whose mood is its own: "are expected to be [sent]", "plan to [send]".
 */
typedef struct Chain {
    size_t tokens[CHAIN_MAX];
    size_t count;
    size_t full_count; /* so many share their auxiliaries and negations; the rest only say or fear it */
} Chain;

static bool has_child(const Reading *reading, size_t token, Deprel base)
{
    for (int32_t child = reading->tokens[token].first_child; child >= 0;
         child = reading->tokens[child].next_sibling)
        if (language_deprel_base(reading->tokens[child].deprel) == base)
            return true;
    return false;
}

/* "to post 25,000": what it is done for shares the mood of what is done. */
static bool is_infinitive(const Reading *reading, size_t token)
{
    int32_t mark = language_child(reading->sentences, token, DEPREL_MARK);
    return mark >= 0 && reading->tokens[mark].xpos == XPOS_TO;
}

typedef enum Edge { EDGE_NONE, EDGE_FULL, EDGE_OVER } Edge;

/* "will be seized and sent", but not "no longer grants them and asked them". */
static bool shares_mood(const Reading *reading, size_t token)
{
    const Token *word = &reading->tokens[token];
    return word->head >= 0 && reading->tokens[word->head].xpos == word->xpos &&
           !has_child(reading, token, DEPREL_NSUBJ) && !has_child(reading, token, DEPREL_AUX);
}

/* "stopped work over unpaid wages": what something is done for does not share its mood. */
static bool is_cause(const Reading *reading, const Token *word)
{
    for (int32_t child = word->first_child; child >= 0; child = reading->tokens[child].next_sibling) {
        if (language_deprel_base(reading->tokens[child].deprel) != DEPREL_CASE)
            continue;
        for (const Marker *marker = markers_at(reading, (size_t)child); marker; marker = marker->next)
            if (marker->place == MARKER_CAUSE && matches(reading, (size_t)child, marker))
                return true;
    }
    return false;
}

/* A noun has the mood of the verb that it is an argument of: "may impose a ban". */
static bool is_argument(const Reading *reading, const Token *word)
{
    Deprel base = language_deprel_base(word->deprel);
    if (word->upos != UPOS_NOUN && word->upos != UPOS_PROPN)
        return false;
    if (base ==
        DEPREL_OBL) /* "will be kept under watch"; "has not heard from the man" says nothing of the man */
        return word->head >= 0 && !language_is_negated(reading->sentences, (size_t)word->head) &&
               !is_cause(reading, word);
    return base == DEPREL_OBJ || base == DEPREL_NMOD || base == DEPREL_COMPOUND ||
           word->deprel == DEPREL_NSUBJ_PASS;
}

/* The word of this kind that marks a clause, such as "if"; or -1. */
static int32_t mark_of(const Reading *reading, size_t clause, MarkerPlace place)
{
    for (int32_t child = reading->tokens[clause].first_child; child >= 0;
         child = reading->tokens[child].next_sibling) {
        if (language_deprel_base(reading->tokens[child].deprel) != DEPREL_MARK)
            continue;
        for (const Marker *marker = markers_at(reading, (size_t)child); marker; marker = marker->next)
            if (marker->place == place && matches(reading, (size_t)child, marker))
                return child;
    }
    return -1;
}

static bool has_tense(const Reading *reading, size_t token)
{
    Xpos xpos = reading->tokens[token].xpos;
    if (xpos == XPOS_VBD || xpos == XPOS_VBZ || xpos == XPOS_VBP)
        return true;
    int32_t aux = language_child(reading->sentences, token, DEPREL_AUX);
    return aux >= 0 && reading->tokens[aux].xpos != XPOS_VBG && reading->tokens[aux].xpos != XPOS_VB;
}

/* "men [whose papers ran out]": a clause with a tense of its own that no "that" ties to its noun. */
static bool stands_apart(const Reading *reading, size_t token)
{
    const Token *word = &reading->tokens[token];
    if (language_deprel_base(word->deprel) != DEPREL_ACL || mark_of(reading, token, MARKER_CONTENT) >= 0)
        return false;
    return word->deprel == DEPREL_ACL_RELCL || has_tense(reading, token);
}

/* What the edge above a token hands down to it. */
static Edge edge_above(const Reading *reading, size_t token)
{
    const Token *word = &reading->tokens[token];
    Deprel base = language_deprel_base(word->deprel);
    if (stands_apart(reading, token))
        return EDGE_NONE;
    if (base == DEPREL_CCOMP || base == DEPREL_CSUBJ)
        return EDGE_OVER;
    bool is_full = base == DEPREL_XCOMP || base == DEPREL_ACL ||
                   (base == DEPREL_ADVCL && is_infinitive(reading, token)) ||
                   (base == DEPREL_CONJ && shares_mood(reading, token)) || is_argument(reading, word);
    return is_full ? EDGE_FULL : EDGE_NONE;
}

static Chain chain_of(const Reading *reading)
{
    Chain chain = {.tokens = {reading->predicate}, .count = 1, .full_count = 1};
    while (chain.count < CHAIN_MAX) {
        size_t token = chain.tokens[chain.count - 1];
        Edge edge = edge_above(reading, token);
        int32_t head = reading->tokens[token].head;
        if (edge == EDGE_NONE || head < 0)
            break;
        if (edge == EDGE_FULL && chain.full_count == chain.count)
            chain.full_count++;
        chain.tokens[chain.count++] = (size_t)head;
    }
    return chain;
}

static bool is_in(const size_t *tokens, size_t count, int32_t token)
{
    for (size_t i = 0; i < count; i++)
        if (token >= 0 && tokens[i] == (size_t)token)
            return true;
    return false;
}

/* A word whose place in the tree says how its head is put: "will", "not", "probably", "if", "nobody". */
static bool puts_head(const Token *token)
{
    Deprel base = language_deprel_base(token->deprel);
    return base == DEPREL_AUX || base == DEPREL_ADVMOD || base == DEPREL_MARK || base == DEPREL_DET ||
           base == DEPREL_CC || base == DEPREL_NSUBJ || base == DEPREL_CASE || base == DEPREL_COP ||
           base == DEPREL_EXPL || base == DEPREL_OBL || base == DEPREL_AMOD;
}

/* "no worker": the determiner of an argument. */
static bool is_of_argument(const Reading *reading, const Chain *chain, const Token *token)
{
    if (token->head < 0 ||
        !(language_deprel_base(token->deprel) == DEPREL_DET || token->deprel == DEPREL_ADVMOD))
        return false;
    const Token *argument = &reading->tokens[token->head];
    Deprel base = language_deprel_base(argument->deprel);
    return (base == DEPREL_NSUBJ || base == DEPREL_OBJ || base == DEPREL_EXPL) &&
           is_in(chain->tokens, chain->full_count, argument->head);
}

/* "Until May they slept there": the head of an adjunct before a predicate in the past. */
static bool is_fronted(const Reading *reading, const Chain *chain, size_t token)
{
    const Token *word = &reading->tokens[token];
    Deprel base = language_deprel_base(word->deprel);
    if ((base != DEPREL_CASE && base != DEPREL_MARK) || word->head < 0)
        return false;
    const Token *adjunct = &reading->tokens[word->head];
    Deprel above = language_deprel_base(adjunct->deprel);
    if ((above != DEPREL_OBL && above != DEPREL_ADVCL) ||
        !is_in(chain->tokens, chain->full_count, adjunct->head))
        return false;
    for (int32_t child = reading->tokens[adjunct->head].first_child; child >= 0;
         child = reading->tokens[child].next_sibling)
        if (reading->tokens[child].xpos == XPOS_VBD)
            return true;
    return reading->tokens[adjunct->head].xpos == XPOS_VBD;
}

static bool tree_reaches(const Reading *reading, const Chain *chain, const Marker *marker, size_t at)
{
    if (marker->place == MARKER_FRONT)
        return is_fronted(reading, chain, at);
    for (size_t i = at; i < at + marker->word_count; i++) {
        const Token *token = &reading->tokens[i];
        size_t count = marker->place == MARKER_OVER ? chain->count : chain->full_count;
        bool is_above = is_in(chain->tokens + 1, count - 1, (int32_t)i);
        bool is_below = puts_head(token) && is_in(chain->tokens, count, token->head);
        if (is_above || is_below || (marker->place != MARKER_OVER && is_of_argument(reading, chain, token)))
            return true;
    }
    return false;
}

static bool is_content_mark(const Reading *reading, size_t token)
{
    for (const Marker *marker = markers_at(reading, token); marker; marker = marker->next)
        if (marker->place == MARKER_CONTENT)
            return true;
    return false;
}

/* "The firm denied on Friday that …": a clause begins so close behind the verb of saying, and goes on to the
 * predicate without another verb, that it is the verb's, whatever the tree makes of it. */
static bool heads_clause(const Reading *reading, const Marker *marker, size_t at)
{
    enum { BETWEEN_MOST = 3 };
    size_t behind = at + marker->word_count;
    if (marker->place != MARKER_OVER || reading->tokens[at].upos != UPOS_VERB)
        return false;
    size_t mark = behind;
    while (mark < reading->predicate && mark <= behind + BETWEEN_MOST && !is_content_mark(reading, mark))
        mark++;
    if (mark >= reading->predicate || !is_content_mark(reading, mark))
        return false;
    for (size_t i = behind; i < reading->predicate; i++)
        if (is_stop(reading, i) || is_break(reading, i) || reading->tokens[i].upos == UPOS_VERB)
            return false;
    return true;
}

/* "did not stop working", "nobody denies that": what ends or denies is denied itself. */
static bool is_undone(const Reading *reading, const Marker *marker, size_t token)
{
    return (marker->status == CLAIM_ENDED || marker->status == CLAIM_SAID_NOT) &&
           reading->tokens[token].upos == UPOS_VERB && language_is_negated(reading->sentences, token);
}

/* What wins where several words speak: "will no longer" is ended, "will probably not" is not so. */
static int rank(ClaimStatus status)
{
    static const int ranks[] = {
        [CLAIM_SAID] = 0, [CLAIM_PLANNED] = 1, [CLAIM_POSSIBLE] = 2, [CLAIM_SAID_NOT] = 3, [CLAIM_ENDED] = 4};
    return ranks[status];
}

static void take(const Reading *reading, const Marker *marker, size_t token, StatusReading *verdict)
{
    if (rank(marker->status) <= rank(verdict->status))
        return;
    verdict->status = marker->status;
    verdict->is_settled = marker->is_settled;
    verdict->is_over = marker->place == MARKER_OVER;
    verdict->word = span_of(reading, marker, token);
}

/* The longest marker that begins at the token. */
static const Marker *longest_at(const Reading *reading, size_t token, bool is_behind)
{
    const Marker *best = NULL;
    for (const Marker *marker = markers_at(reading, token); marker; marker = marker->next)
        if (marker->place != MARKER_BREAK && (marker->place == MARKER_BEHIND) == is_behind &&
            matches(reading, token, marker) && (!best || marker->word_count > best->word_count) &&
            !span_overlaps(span_of(reading, marker, token), reading->ignored))
            best = marker;
    return best;
}

/* Longer phrases shield their words: "not only" is no "not". */
static bool is_shielded(const Reading *reading, size_t token)
{
    for (size_t back = 1; back < STATUS_PHRASE_MAX && token >= reading->begin + back; back++) {
        const Marker *marker = longest_at(reading, token - back, false);
        if (marker && marker->word_count > back)
            return true;
    }
    return false;
}

/* The "not" of such a verb, or its "nobody". */
static bool undoes(const Reading *reading, size_t token)
{
    for (int up = 0; up < 2 && reading->tokens[token].head >= 0; up++) {
        size_t head = (size_t)reading->tokens[token].head;
        const Marker *marker = head < reading->predicate ? longest_at(reading, head, false) : NULL;
        if (marker && is_undone(reading, marker, head) && !is_shielded(reading, head))
            return true;
        token = head;
    }
    return false;
}

/* "Shipyard to dismiss 40", "Embassy to recall cooks": the infinitive that heads a headline, or hangs on all
 * that it has for a head. */
static bool announces(const Reading *reading, size_t token)
{
    const Token *word = &reading->tokens[token];
    Deprel base = language_deprel_base(word->deprel);
    if (!is_infinitive(reading, token))
        return false;
    if (base == DEPREL_ROOT)
        return has_child(reading, token, DEPREL_NSUBJ);
    bool hangs = (base == DEPREL_ACL || base == DEPREL_XCOMP) && word->head >= 0;
    return hangs && reading->tokens[word->head].deprel == DEPREL_ROOT &&
           reading->tokens[word->head].upos != UPOS_VERB &&
           !has_child(reading, (size_t)word->head, DEPREL_COP) &&
           !has_child(reading, (size_t)word->head, DEPREL_DET) &&
           reading->tokens[reading->end - 1].upos != UPOS_PUNCT;
}

static void look_at_headline(const Reading *reading, const Chain *chain, StatusReading *verdict)
{
    for (size_t i = 0; i < chain->full_count && verdict->status == CLAIM_SAID; i++) {
        if (!announces(reading, chain->tokens[i]))
            continue;
        int32_t mark = language_child(reading->sentences, chain->tokens[i], DEPREL_MARK);
        *verdict =
            (StatusReading){.status = CLAIM_PLANNED, .word = reading->tokens[mark].span, .is_settled = true};
    }
}

/* "They will be sent home if they do". */
static int32_t condition_under(const Reading *reading, size_t token)
{
    for (int32_t child = reading->tokens[token].first_child; child >= 0;
         child = reading->tokens[child].next_sibling) {
        int32_t found = language_deprel_base(reading->tokens[child].deprel) == DEPREL_ADVCL
                            ? mark_of(reading, (size_t)child, MARKER_CONDITION)
                            : -1;
        if (found >= 0)
            return found;
    }
    return -1;
}

/* What holds on a condition: what is to come then, and the condition itself. What is so in general stays
 * said: "they are sent home if they complain". */
static void look_at_condition(const Reading *reading, const Chain *chain, StatusReading *verdict)
{
    if (verdict->status != CLAIM_SAID && verdict->status != CLAIM_PLANNED)
        return;
    for (size_t i = 0; i < chain->full_count; i++) {
        int32_t own = mark_of(reading, chain->tokens[i], MARKER_CONDITION);
        int32_t under = verdict->status == CLAIM_PLANNED ? condition_under(reading, chain->tokens[i]) : -1;
        if (own < 0 && under < 0)
            continue;
        int32_t found = own >= 0 ? own : under;
        *verdict = (StatusReading){
            .status = CLAIM_POSSIBLE, .word = reading->tokens[found].span, .is_supposed = own >= 0};
        return;
    }
}

/* What a question asks is not said. */
static void look_at_question(const Reading *reading, const Chain *chain, StatusReading *verdict)
{
    size_t top = chain->tokens[chain->full_count - 1];
    Deprel base = language_deprel_base(reading->tokens[top].deprel);
    if ((verdict->status != CLAIM_SAID && verdict->status != CLAIM_PLANNED) ||
        (base != DEPREL_ROOT && base != DEPREL_CONJ && base != DEPREL_CCOMP))
        return;
    for (size_t back = 1; back <= 2 && reading->begin + back <= reading->end; back++) {
        Span last = reading->tokens[reading->end - back].span;
        if (text_of_span(reading->text, last).bytes[0] != '?')
            continue;
        *verdict = (StatusReading){.status = CLAIM_POSSIBLE, .word = last};
        return;
    }
}

static void look_before(const Reading *reading, const Chain *chain, StatusReading *verdict)
{
    for (size_t token = reading->predicate;
         token-- > reading->begin && reading->predicate - token <= STATUS_LOOK_BACK;) {
        const Marker *marker = longest_at(reading, token, false);
        bool is_whole = marker && marker->place < MARKER_CONDITION &&
                        token + marker->word_count <= reading->predicate; /* not "may [not]" */
        if (!is_whole || is_shielded(reading, token) || is_undone(reading, marker, token) ||
            (marker->status == CLAIM_SAID_NOT && undoes(reading, token)))
            continue;
        bool is_next = marker->place == MARKER_NEAR && token + marker->word_count == reading->predicate;
        if (is_next || tree_reaches(reading, chain, marker, token) || heads_clause(reading, marker, token))
            take(reading, marker, token, verdict);
    }
}

/* "The rule that maids hand over their papers was abolished": the verb that a noun of the chain is subject
 * of.
 */
static int32_t verb_behind(const Reading *reading, const Chain *chain)
{
    for (size_t i = chain->full_count; i-- > 0;) {
        const Token *token = &reading->tokens[chain->tokens[i]];
        if (language_deprel_base(token->deprel) == DEPREL_NSUBJ && token->head >= 0)
            return (size_t)token->head > reading->predicate ? token->head : -1;
    }
    return -1;
}

static void look_behind(const Reading *reading, const Chain *chain, StatusReading *verdict)
{
    int32_t verb = verb_behind(reading, chain);
    for (size_t back = 0; verb >= 0 && back < STATUS_PHRASE_MAX; back++) {
        if ((size_t)verb < reading->predicate + 1 + back)
            break;
        const Marker *marker = longest_at(reading, (size_t)verb - back, true);
        if (marker && marker->word_count > back)
            take(reading, marker, (size_t)verb - back, verdict);
    }
    for (size_t token = reading->predicate + 1;
         token < reading->end && token - reading->predicate <= LOOK_BEHIND && !is_stop(reading, token);
         token++) {
        const Marker *marker = longest_at(reading, token, true);
        if (marker && token - reading->predicate - 1 <= marker->reach)
            take(reading, marker, token, verdict);
        if (is_break(reading, token))
            return;
    }
}

/* "was" of "was sent", "no" of "no worker", "on" of "on student visas": what it belongs to is meant. */
static size_t content_of(const Token *tokens, size_t token)
{
    for (int up = 0; up < 3 && tokens[token].head >= 0; up++) {
        Deprel base = language_deprel_base(tokens[token].deprel);
        if (base != DEPREL_AUX && base != DEPREL_COP && base != DEPREL_DET && base != DEPREL_CASE &&
            base != DEPREL_NUMMOD && base != DEPREL_COMPOUND && base != DEPREL_AMOD)
            break;
        token = (size_t)tokens[token].head;
    }
    return token;
}

static StatusReading read_status(Reading *reading)
{
    StatusReading verdict = {.status = CLAIM_SAID};
    Chain chain = chain_of(reading);
    look_before(reading, &chain, &verdict);
    look_behind(reading, &chain, &verdict);
    look_at_headline(reading, &chain, &verdict);
    look_at_condition(reading, &chain, &verdict);
    look_at_question(reading, &chain, &verdict);
    return verdict;
}

static Reading reading_of(const MentionData *data, const Sentences *sentences, Text text, uint32_t sentence,
                          uint32_t predicate)
{
    const Sentence *item = &sentences->items[sentence];
    return (Reading){.words = data->status,
                     .sentences = sentences,
                     .tokens = sentences->tokens,
                     .text = text,
                     .begin = item->token_begin,
                     .end = item->token_end,
                     .predicate = content_of(sentences->tokens, predicate)};
}

StatusReading mention_read_status(const MentionData *data, const Sentences *sentences, Text text,
                                  uint32_t sentence, uint32_t predicate)
{
    Reading reading = reading_of(data, sentences, text, sentence, predicate);
    return read_status(&reading);
}

ClaimStatus mention_status(const MentionData *data, const Sentences *sentences, Text text, uint32_t sentence,
                           uint32_t predicate, Span *out_word)
{
    StatusReading verdict = mention_read_status(data, sentences, text, sentence, predicate);
    *out_word = verdict.is_supposed ? (Span){0, 0} : verdict.word;
    return verdict.is_supposed ? CLAIM_SAID : verdict.status;
}

ClaimStatus mention_status_beside(const MentionData *data, const Sentences *sentences, Text text,
                                  uint32_t sentence, uint32_t predicate, Span *inout_word)
{
    Reading reading = reading_of(data, sentences, text, sentence, predicate);
    reading.ignored = *inout_word;
    StatusReading verdict = read_status(&reading);
    bool is_fear = verdict.status == CLAIM_POSSIBLE && verdict.is_over;
    bool is_coming = verdict.status == CLAIM_PLANNED && verdict.is_settled;
    bool is_denied = verdict.status == CLAIM_SAID_NOT && verdict.is_over;
    bool is_told = is_fear || is_coming || is_denied;
    *inout_word = is_told ? verdict.word : (Span){0, 0};
    return is_told ? verdict.status : CLAIM_SAID;
}
