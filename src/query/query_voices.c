#include "query/query_voices.h"

#include <stdlib.h>

enum {
    TOLD_WORD_LENGTH = 4,
    STARTS_MOST = 12, /* of so few voices every one is tried as the first that is told apart */
    VOICES_MOST = 64  /* that are held against one another */
};

/* A name of a place or a people ("Korean", "Dandong") tells nobody from those around him. */
static bool is_told_word(const Agreeing *agreeing, Text word, bool is_first)
{
    bool is_name = !is_first && ascii_is_upper(word.bytes[0]);
    return word.length >= TOLD_WORD_LENGTH && !is_name && !mention_is_generic_voice(agreeing->data, word);
}

/* "trader", "traders" */
static bool is_same_word(Text a, Text b)
{
    Text longer = a.length > b.length ? a : b;
    Text shorter = a.length > b.length ? b : a;
    if (longer.length == shorter.length + 1 && ascii_lower(longer.bytes[shorter.length]) == 's')
        longer = text_slice(longer, 0, shorter.length);
    return text_equals_ignoring_case(longer, shorter);
}

/* Words of letters, one after the other. */
static bool next_word(Text *rest, Text *out)
{
    while (rest->length > 0 && !ascii_is_alpha(rest->bytes[0]) && (unsigned char)rest->bytes[0] < 0x80)
        *rest = text_slice(*rest, 1, rest->length);
    size_t end = 0;
    while (end < rest->length &&
           (ascii_is_alpha(rest->bytes[end]) || (unsigned char)rest->bytes[end] >= 0x80))
        end++;
    *out = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end, rest->length);
    return end > 0;
}

static bool has_word(Text text, Text word)
{
    Text other, rest = text;
    while (next_word(&rest, &other))
        if (is_same_word(word, other))
            return true;
    return false;
}

static bool tells(const Agreeing *agreeing, Text text)
{
    Text word, rest = text;
    for (bool is_first = true; next_word(&rest, &word); is_first = false)
        if (is_told_word(agreeing, word, is_first))
            return true;
    return false;
}

/* Both tell something of the source, and nothing of it in common. */
static bool tell_apart(const Agreeing *agreeing, Text a, Text b)
{
    Text word, rest = a;
    for (bool is_first = true; next_word(&rest, &word); is_first = false)
        if (is_told_word(agreeing, word, is_first) && has_word(b, word))
            return false;
    return tells(agreeing, a) && tells(agreeing, b);
}

/* "the ministry" may be "the labour ministry": all that the one tells stands in the other. */
static bool is_part_of(const Agreeing *agreeing, Text part, Text whole)
{
    Text word, rest = part;
    while (next_word(&rest, &word))
        if (word.length >= TOLD_WORD_LENGTH && !mention_is_generic_voice(agreeing->data, word) &&
            !has_word(whole, word))
            return false;
    return true;
}

static bool is_anonymous(const SourceRow *source)
{
    return text_is(source->type, "anonymous") || text_is(source->type, "private");
}

static bool is_plural(const Peer *peer) { return peer->claim->source.n_low > 1; }

/* Descriptions are compared to tell voices apart alone; where they do not, two may be one. */
static bool are_apart(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    const SourceRow *first = &a->claim->source;
    const SourceRow *second = &b->claim->source;
    const Decision *decision = query_decided_voice(&agreeing->asking->decided, a->claim, b->claim);
    if (decision)
        return decision->verb == DECISION_INDEPENDENT;
    if (is_anonymous(first) != is_anonymous(second))
        return true;
    bool may_be_both = is_anonymous(first) && is_plural(a) != is_plural(b);
    if (a->report == b->report)
        return first->maybe.count == 0 && second->maybe.count == 0 && !may_be_both;
    if (!is_anonymous(first))
        return !is_part_of(agreeing, first->as, second->as) && !is_part_of(agreeing, second->as, first->as);
    return tell_apart(agreeing, first->as, second->as);
}

static bool is_first_hand(const Agreeing *agreeing, const Peer *peer)
{
    const SourceRow *source = &peer->claim->source;
    bool is_relay = agreeing->is_derived[peer->report] && agreeing->how[peer->report] != DERIVED_FOLLOW_UP &&
                    !query_is_decided_apart(&agreeing->asking->decided, peer->claim);
    return source->id.length > 0 && source->via_count == 0 && !is_relay && !text_is(source->type, "outlet");
}

/* A copy was told nothing of its own, nor was what a person decided to echo a claim that was published
 * before. */
static bool is_told_nothing(const Agreeing *agreeing, const PeerList *same, size_t index)
{
    const Peer *peer = &same->items[index];
    const Decided *decided = &agreeing->asking->decided;
    for (size_t i = 0; i < same->count && decided->by_id.count > 0; i++) {
        const Peer *other = &same->items[i];
        bool is_earlier = other->report < peer->report || (other->report == peer->report && i < index);
        const Decision *decision =
            i != index && is_earlier ? query_decided_voice(decided, other->claim, peer->claim) : NULL;
        if (decision && decision->verb == DECISION_ECHO)
            return true;
    }
    bool is_copy = agreeing->how[peer->report] == DERIVED_COPY || agreeing->how[peer->report] == DERIVED_ECHO;
    return agreeing->is_derived[peer->report] && is_copy && !query_is_decided_apart(decided, peer->claim);
}

static int compare_text_order(const Peer *a, const Peer *b)
{
    int order = text_compare(a->claim->source.as, b->claim->source.as);
    if (order == 0)
        order = (a->report > b->report) - (a->report < b->report);
    return order != 0 ? order : text_compare(a->claim->source.id, b->claim->source.id);
}

/* Single ones first, for "two people" may be those told one by one; then by their words, so that who of two
 * reports gave which description changes nothing. */
static int compare_voices(const void *first, const void *second)
{
    const Peer *a = first;
    const Peer *b = second;
    if (is_plural(a) != is_plural(b))
        return is_plural(a) ? 1 : -1;
    return compare_text_order(a, b);
}

/* The sources of the claims, each once, but those of copies. */
static PeerList list_voices(const Agreeing *agreeing, const PeerList *same)
{
    PeerList voices = {0};
    for (size_t i = 0; i < same->count; i++) {
        const Peer *peer = &same->items[i];
        const SourceRow *source = &peer->claim->source;
        bool is_voice = source->id.length > 0 && source->via_count == 0 &&
                        !is_told_nothing(agreeing, same, i) && !text_is(source->type, "outlet");
        for (size_t j = 0; j < voices.count && is_voice; j++)
            is_voice = !query_is_same_voice(peer, &voices.items[j]);
        if (is_voice)
            *LIST_ADD(agreeing->asking->arena, &voices) = *peer;
    }
    if (voices.count > 0)
        qsort(voices.items, voices.count, sizeof *voices.items, compare_voices);
    return voices;
}

/* Whether the report introduces anonymous sources one by one: its "sources say" sums these up, and each thing
 * said in their name is said by one of them at least. */
static bool tells_singles(Agreeing *agreeing, uint32_t report)
{
    const PeerList *claims = query_of_report(agreeing, report);
    for (size_t i = 0; i < claims->count; i++) {
        const SourceRow *source = &claims->items[i].claim->source;
        if (source->id.length > 0 && is_anonymous(source) && source->n_high == 1)
            return true;
    }
    return false;
}

/* Of a plural anonymous source: how many of its report are told one by one. */
static int64_t count_told_singly(const PeerList *voices, size_t index)
{
    const Peer *plural = &voices->items[index];
    int64_t told = 0;
    for (size_t i = 0; i < index && is_plural(plural) && is_anonymous(&plural->claim->source); i++)
        told += voices->items[i].report == plural->report && is_anonymous(&voices->items[i].claim->source);
    return told;
}

/* "Sources", and then one after the other: those that are told are among them. */
static int64_t told_besides(const SourceRow *source, int64_t told)
{
    return source->n_low > told ? source->n_low - told : 0;
}

/* How many voices one source adds to those before it that it may be. */
static int64_t count_apart(Agreeing *agreeing, const PeerList *voices, const bool *is_counted, size_t index)
{
    const Peer *peer = &voices->items[index];
    const SourceRow *source = &peer->claim->source;
    int64_t own = source->n_low == COUNT_OPEN ? 1 : source->n_low;
    if (is_plural(peer) && is_anonymous(source) && tells_singles(agreeing, peer->report))
        own = 1;
    int64_t alike = 0;
    for (size_t i = 0; i < voices->count; i++)
        alike += is_counted[i] && !are_apart(agreeing, peer, &voices->items[i]);
    return own > alike ? own - alike : 0;
}

/* Voices that are told apart one from another, begun with one of them. */
static int64_t count_low_from(Agreeing *agreeing, const PeerList *voices, size_t start, bool *is_counted)
{
    int64_t low = 0;
    for (size_t i = 0; i < voices->count; i++)
        is_counted[i] = false;
    for (size_t step = 0; step <= voices->count; step++) {
        size_t i = step == 0 ? start : step - 1;
        if ((step > 0 && i == start) || !is_first_hand(agreeing, &voices->items[i]))
            continue;
        int64_t apart = count_apart(agreeing, voices, is_counted, i);
        is_counted[i] = apart > 0;
        low += apart;
    }
    return low;
}

/* The most that are told apart, each with as many as it is said to be: there are no fewer people than that.
 */
static int64_t count_low(Agreeing *agreeing, const PeerList *all)
{
    PeerList first = {.items = all->items, .count = all->count < VOICES_MOST ? all->count : VOICES_MOST};
    const PeerList *voices = &first;
    int64_t low = 0;
    bool *is_counted = ARENA_ARRAY(agreeing->asking->arena, bool, voices->count);
    size_t starts = voices->count <= STARTS_MOST ? voices->count : 1;
    for (size_t start = 0; start < starts; start++) {
        int64_t from = count_low_from(agreeing, voices, start, is_counted);
        low = from > low ? from : low;
    }
    return low;
}

/* All of them, and what later reports of the lineage were told besides; COUNT_OPEN: nobody says how many. */
static int64_t count_high(const PeerList *voices)
{
    int64_t high = 0;
    bool is_open = false;
    for (size_t i = 0; i < voices->count; i++) {
        const SourceRow *source = &voices->items[i].claim->source;
        int64_t told = count_told_singly(voices, i);
        high += told > 0 ? told_besides(source, told) : source->n_high == COUNT_OPEN ? 1 : source->n_high;
        is_open = is_open || (told == 0 && source->n_high == COUNT_OPEN);
    }
    return is_open ? COUNT_OPEN : high;
}

/* A lineage none of whose sources was found has a voice all the same: the outlet's own, or one that it passes
 * on. */
static int64_t count_mute(const Agreeing *agreeing, const PeerList *same)
{
    int64_t mute = 0;
    for (size_t i = 0; i < same->count; i++) {
        uint32_t component = agreeing->component[same->items[i].report];
        bool is_counted = false;
        for (size_t j = 0; j < same->count && !is_counted; j++)
            is_counted = agreeing->component[same->items[j].report] == component &&
                         (j < i || is_first_hand(agreeing, &same->items[j]));
        mute += !is_counted;
    }
    return mute;
}

void query_count_voices(Agreeing *agreeing, const PeerList *same, AnswerRow *row)
{
    PeerList voices = list_voices(agreeing, same);
    int64_t low = count_low(agreeing, &voices);
    int64_t high = count_high(&voices);
    /* A voice that nobody describes may be one of those told. */
    row->voices_low = low > 0 ? low : 1;
    row->voices_high = high;
    if (high == COUNT_OPEN)
        return;
    high += count_mute(agreeing, same);
    row->voices_high = high > row->voices_low ? high : row->voices_low;
}
