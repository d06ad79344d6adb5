#include "mention/mention_status.h"

#include "core/map.h"

enum { WORD_MAX = 32, PHRASE_MAX = 6, LOOK_BACK = 40, LOOK_BEHIND = 8, CHAIN_MAX = 5 };

typedef enum MarkerPlace {
    MARKER_NEAR,
    MARKER_OVER,
    MARKER_SUBJECT,
    MARKER_BEHIND,
    MARKER_BREAK
} MarkerPlace;

/* A phrase of data/english/status/words. */
typedef struct Marker {
    ClaimStatus status;
    MarkerPlace place;
    uint32_t reach; /* words between it and the predicate, at most */
    Text words[PHRASE_MAX];
    size_t word_count;
    struct Marker *next; /* same first word, in the order of the file */
} Marker;

struct StatusWords {
    Map markers; /* first word: its first Marker */
};

/* own terms: of docs/claim-format.md, and of data/english/status/words */
static const char *const status_words[] = {"said", "planned", "possible", "ended", "said-not"};
static const char *const place_words[] = {"near", "over", "subject", "behind"};

const char *mention_status_word(ClaimStatus status) { return status_words[status]; }

static bool read_status(Text word, Marker *marker)
{
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++)
        if (text_is(word, status_words[i])) {
            marker->status = (ClaimStatus)i;
            return true;
        }
    marker->place = MARKER_BREAK;
    return text_is(word, "break");
}

static bool read_place(Text word, Marker *marker)
{
    if (marker->place == MARKER_BREAK)
        return true;
    for (size_t i = 0; i < sizeof place_words / sizeof *place_words; i++)
        if (text_is(word, place_words[i])) {
            marker->place = (MarkerPlace)i;
            return true;
        }
    return false;
}

static void add_marker(Arena *arena, StatusWords *words, Marker *marker, Text phrase)
{
    Text rest = arena_copy_lower(arena, phrase);
    Text word;
    while (marker->word_count < PHRASE_MAX && rest.length && text_split(&rest, ' ', &word))
        marker->words[marker->word_count++] = word;
    MapEntry *slot = map_put(&words->markers, marker->words[0]);
    Marker *last = slot->value;
    if (!last) {
        slot->value = marker;
        return;
    }
    while (last->next)
        last = last->next;
    last->next = marker;
}

Status mention_load_status(Arena *arena, Text folder, const StatusWords **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "status/words", &rest, error);
    if (status != STATUS_OK)
        return status;
    StatusWords *words = ARENA_NEW(arena, StatusWords);
    words->markers = map_in(arena);
    Text fields[4];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 4)) {
        Marker *marker = ARENA_NEW(arena, Marker);
        int64_t reach = 0;
        if (!read_status(fields[0], marker) || !read_place(fields[1], marker) ||
            !text_to_int64(fields[2], &reach) || reach < 0 || reach > LOOK_BACK || !fields[3].length)
            return error_at(error, ERR_PACK, TEXT("status/words"), line,
                            "status, where, reach and words are wanted");
        marker->reach = (uint32_t)reach;
        add_marker(arena, words, marker, fields[3]);
    }
    *out = words;
    return STATUS_OK;
}

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
} Reading;

static Text form_at(const Reading *reading, size_t token, char out[WORD_MAX])
{
    return lower_word(text_of_span(reading->text, reading->tokens[token].span), out);
}

static const Marker *markers_at(const Reading *reading, size_t token)
{
    char form[WORD_MAX];
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

/* A noun has the mood of the verb that it is an argument of: "may impose a ban". */
static bool is_argument(const Reading *reading, const Token *word)
{
    Deprel base = language_deprel_base(word->deprel);
    if (word->upos != UPOS_NOUN && word->upos != UPOS_PROPN)
        return false;
    if (base ==
        DEPREL_OBL) /* "will be kept under watch"; "has not heard from the man" says nothing of the man */
        return word->head >= 0 && !language_is_negated(reading->sentences, (size_t)word->head);
    return base == DEPREL_OBJ || base == DEPREL_NMOD || base == DEPREL_COMPOUND ||
           word->deprel == DEPREL_NSUBJ_PASS;
}

/* What the edge above a token hands down to it. */
static Edge edge_above(const Reading *reading, size_t token)
{
    const Token *word = &reading->tokens[token];
    Deprel base = language_deprel_base(word->deprel);
    if (word->deprel == DEPREL_ACL_RELCL)
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

static bool tree_reaches(const Reading *reading, const Chain *chain, const Marker *marker, size_t at)
{
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

/* What wins where several words speak: "will no longer" is ended, "will probably not" is not so. */
static int rank(ClaimStatus status)
{
    static const int ranks[] = {
        [CLAIM_SAID] = 0, [CLAIM_PLANNED] = 1, [CLAIM_POSSIBLE] = 2, [CLAIM_SAID_NOT] = 3, [CLAIM_ENDED] = 4};
    return ranks[status];
}

typedef struct Verdict {
    ClaimStatus status;
    Span word;
} Verdict;

static void take(const Reading *reading, const Marker *marker, size_t token, Verdict *verdict)
{
    if (rank(marker->status) <= rank(verdict->status))
        return;
    verdict->status = marker->status;
    verdict->word =
        (Span){reading->tokens[token].span.begin, reading->tokens[token + marker->word_count - 1].span.end};
}

/* The longest marker that begins at the token. */
static const Marker *longest_at(const Reading *reading, size_t token, bool is_behind)
{
    const Marker *best = NULL;
    for (const Marker *marker = markers_at(reading, token); marker; marker = marker->next)
        if (marker->place != MARKER_BREAK && (marker->place == MARKER_BEHIND) == is_behind &&
            matches(reading, token, marker) && (!best || marker->word_count > best->word_count))
            best = marker;
    return best;
}

/* Longer phrases shield their words: "not only" is no "not". */
static bool is_shielded(const Reading *reading, size_t token)
{
    for (size_t back = 1; back < PHRASE_MAX && token >= reading->begin + back; back++) {
        const Marker *marker = longest_at(reading, token - back, false);
        if (marker && marker->word_count > back)
            return true;
    }
    return false;
}

static void look_before(const Reading *reading, Verdict *verdict)
{
    Chain chain = chain_of(reading);
    for (size_t token = reading->predicate;
         token-- > reading->begin && reading->predicate - token <= LOOK_BACK;) {
        const Marker *marker = longest_at(reading, token, false);
        bool is_whole = marker && token + marker->word_count <= reading->predicate; /* not "may [not]" */
        if (!is_whole || is_shielded(reading, token))
            continue;
        bool is_next = marker->place == MARKER_NEAR && token + marker->word_count == reading->predicate;
        if (is_next || tree_reaches(reading, &chain, marker, token))
            take(reading, marker, token, verdict);
    }
}

static void look_behind(const Reading *reading, Verdict *verdict)
{
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

/* "was" of "was sent", "no" of "no worker": what it belongs to is meant. */
static size_t content_of(const Token *tokens, size_t token)
{
    for (int up = 0; up < 3 && tokens[token].head >= 0; up++) {
        Deprel base = language_deprel_base(tokens[token].deprel);
        if (base != DEPREL_AUX && base != DEPREL_COP && base != DEPREL_DET)
            break;
        token = (size_t)tokens[token].head;
    }
    return token;
}

ClaimStatus mention_status(const MentionData *data, const Sentences *sentences, Text text, uint32_t sentence,
                           uint32_t predicate, Span *out_word)
{
    const Sentence *item = &sentences->items[sentence];
    Reading reading = {data->status,
                       sentences,
                       sentences->tokens,
                       text,
                       item->token_begin,
                       item->token_end,
                       content_of(sentences->tokens, predicate)};
    Verdict verdict = {CLAIM_SAID, {0, 0}};
    look_before(&reading, &verdict);
    look_behind(&reading, &verdict);
    *out_word = verdict.word;
    return verdict.status;
}
