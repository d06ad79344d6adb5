#include "query/query_agree.h"

#include "query/query_coarse.h"

enum {
    COMPARED_MOST = 500, /* claims of its kind that a row is held against, before and behind it */
    UNDATED_DAYS = 180,  /* between the publications of two reports of which one gives no day */
    SLACK_DAYS = 3,      /* between the days that two reports give */
    TOLD_WORD_LENGTH = 4,
    PEERS_MOST = 64
};

/* A claim with what comparing it needs. */
typedef struct Peer {
    const ClaimRow *claim;
    uint32_t report;
    ClaimDays days;
} Peer;

typedef LIST_OF(Peer) PeerList;

typedef struct Agreeing {
    Asking *asking;
    const MentionData *data;
    Lineage lineage;
    uint32_t *component; /* of each report: the first report of its lineage, by position */
    DerivedHow *how;     /* of each report, where is_derived */
    bool *is_derived;
    Map kinds; /* value: PeerList * */
    Map ids;   /* of claims; value: the list that holds it, number: where */
} Agreeing;

/* ---- whether two claims are about the same thing ---- */

static bool places_meet(const PlaceRow *a, const PlaceRow *b)
{
    if (a->geonames != 0 && a->geonames == b->geonames)
        return true;
    if (text_equals_ignoring_case(a->as, b->as) && a->as.length > 0)
        return true;
    if (a->country.length == 0 || !text_equals(a->country, b->country))
        return false;
    PlacePrecision first = query_precision(a->precision);
    PlacePrecision second = query_precision(b->precision);
    if (first == PRECISION_COUNTRY || second == PRECISION_COUNTRY)
        return true;
    return (first == PRECISION_PROVINCE || second == PRECISION_PROVINCE) && text_equals(a->admin1, b->admin1);
}

/* Between reports that nothing links, silence on the place makes nothing the same. */
static bool where_meets(const ClaimRow *a, const ClaimRow *b, bool is_one_lineage)
{
    for (size_t i = 0; i < a->where_count; i++)
        for (size_t j = 0; j < b->where_count; j++)
            if (places_meet(&a->where[i], &b->where[j]))
                return true;
    return is_one_lineage && (a->where_count == 0 || b->where_count == 0);
}

/* A ban on one goal is not the ban on another, nor on all travel. */
static bool to_meets(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->to_count; i++)
        for (size_t j = 0; j < b->to_count; j++)
            if (places_meet(&a->to[i], &b->to[j]))
                return true;
    return a->to_count == 0 && b->to_count == 0;
}

static bool whom_meets(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->whom_count; i++)
        for (size_t j = 0; j < b->whom_count; j++)
            if (text_equals(a->whom[i].role, b->whom[j].role))
                return true;
    return a->whom_count == 0 || b->whom_count == 0;
}

static bool names_meet(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->name_count; i++)
        for (size_t j = 0; j < b->name_count; j++)
            if (text_equals_ignoring_case(a->names[i].as, b->names[j].as))
                return true;
    return a->name_count == 0 || b->name_count == 0;
}

static bool published_near(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    const Date *first = &agreeing->asking->reports.items[a->report].published;
    const Date *second = &agreeing->asking->reports.items[b->report].published;
    if (first->edtf.length == 0 || second->edtf.length == 0 || period_is_none(first->some) ||
        period_is_none(second->some))
        return false;
    int64_t between = (int64_t)first->some.first - second->some.first;
    return between <= UNDATED_DAYS && -between <= UNDATED_DAYS;
}

static bool days_meet(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    if (!a->days.is_dated || !b->days.is_dated || period_is_none(a->days.some) ||
        period_is_none(b->days.some))
        return published_near(agreeing, a, b);
    Period wide = a->days.some;
    if (wide.first > DAY_PAST + SLACK_DAYS)
        wide.first -= SLACK_DAYS;
    if (wide.last < DAY_FUTURE - SLACK_DAYS)
        wide.last += SLACK_DAYS;
    return period_overlaps(wide, b->days.some);
}

static bool is_one_lineage(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    const Decision *decision = query_decided_voice(&agreeing->asking->decided, a->claim, b->claim);
    if (decision)
        return decision->verb == DECISION_ECHO;
    return agreeing->component[a->report] == agreeing->component[b->report];
}

/* Entries are no people, a plan no stock: numbers of different things are about different things. */
static bool counts_compare(const CountRow *a, const CountRow *b)
{
    if (!a->is_given || !b->is_given)
        return true;
    return text_equals(a->unit, b->unit) &&
           (a->of.length == 0 || b->of.length == 0 || text_equals(a->of, b->of));
}

static bool is_same_thing(const Agreeing *agreeing, const Peer *a, const Peer *b)
{
    bool is_one = is_one_lineage(agreeing, a, b);
    return where_meets(a->claim, b->claim, is_one) && to_meets(a->claim, b->claim) &&
           whom_meets(a->claim, b->claim) && (is_one || names_meet(a->claim, b->claim)) &&
           counts_compare(&a->claim->count, &b->claim->count) && days_meet(agreeing, a, b);
}

/* Bounds that meet: "about 6,000" and 6,500 are two numbers. */
static bool counts_meet(const CountRow *a, const CountRow *b)
{
    if (a->low == COUNT_OPEN || b->low == COUNT_OPEN)
        return true;
    bool is_below = a->high != COUNT_OPEN && !a->is_vague && a->high < b->low;
    bool is_above = b->high != COUNT_OPEN && !b->is_vague && b->high < a->low;
    return !is_below && !is_above;
}

static bool has_status(const ClaimRow *claim, ClaimStatus status)
{
    return text_is(claim->status, mention_status_word(status));
}

/* The same place by itself, finer than a country: a "no" somewhere in a country denies nothing elsewhere in
 * it. */
static bool is_same_spot(const ClaimRow *a, const ClaimRow *b)
{
    for (size_t i = 0; i < a->where_count; i++)
        for (size_t j = 0; j < b->where_count; j++) {
            const PlaceRow *first = &a->where[i];
            const PlaceRow *second = &b->where[j];
            bool is_same = (first->geonames != 0 && first->geonames == second->geonames) ||
                           (first->as.length > 0 && text_equals_ignoring_case(first->as, second->as));
            if (is_same && query_precision(first->precision) != PRECISION_COUNTRY)
                return true;
        }
    return false;
}

static bool is_same_voice(const Peer *a, const Peer *b)
{
    return a->report == b->report && text_equals(a->claim->source.id, b->claim->source.id);
}

/* One says that it is so, the other, on another's word, that it is not. */
static bool is_denial(const Peer *a, const Peer *b)
{
    bool is_opposed = (has_status(a->claim, CLAIM_SAID) && has_status(b->claim, CLAIM_SAID_NOT)) ||
                      (has_status(a->claim, CLAIM_SAID_NOT) && has_status(b->claim, CLAIM_SAID));
    return is_opposed && !is_same_voice(a, b) && is_same_spot(a->claim, b->claim);
}

/* ---- voices ---- */

static uint32_t find_component(uint32_t *component, uint32_t report)
{
    while (component[report] != report)
        report = component[report] = component[component[report]];
    return report;
}

static bool is_told_word(const Agreeing *agreeing, Text word)
{
    return word.length >= TOLD_WORD_LENGTH && !mention_is_generic_voice(agreeing->data, word);
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

static bool shares_told_word(const Agreeing *agreeing, Text a, Text b, bool *out_both_tell)
{
    bool tells_first = false;
    bool tells_second = false;
    Text word, other, rest = a;
    while (next_word(&rest, &word)) {
        if (!is_told_word(agreeing, word))
            continue;
        tells_first = true;
        Text second = b;
        while (next_word(&second, &other)) {
            tells_second = tells_second || is_told_word(agreeing, other);
            if (text_equals_ignoring_case(word, other))
                return true;
        }
    }
    *out_both_tell = tells_first && tells_second;
    return false;
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
        return !text_equals_ignoring_case(first->as, second->as);
    bool both_tell = false;
    return !shares_told_word(agreeing, first->as, second->as, &both_tell) && both_tell;
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

/* The sources of the claims, each once: those of one voice first, for "two people" may be those told one by
 * one. */
static PeerList list_voices(const Agreeing *agreeing, const PeerList *same)
{
    PeerList voices = {0};
    for (int plural = 0; plural < 2; plural++)
        for (size_t i = 0; i < same->count; i++) {
            const Peer *peer = &same->items[i];
            const SourceRow *source = &peer->claim->source;
            bool is_copy = is_told_nothing(agreeing, same, i);
            bool is_voice = is_plural(peer) == (plural == 1) && source->id.length > 0 &&
                            source->via_count == 0 && !is_copy && !text_is(source->type, "outlet");
            for (size_t j = 0; j < voices.count && is_voice; j++)
                is_voice = !is_same_voice(peer, &voices.items[j]);
            if (is_voice)
                *LIST_ADD(agreeing->asking->arena, &voices) = *peer;
        }
    return voices;
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

/* For the low end first-hand sources that are told apart, each with as many voices as it is said to be; for
 * the high end all of them, and what later reports of the lineage were told besides. */
static void count_told(const Agreeing *agreeing, const PeerList *voices, int64_t *low, int64_t *high,
                       bool *is_open)
{
    for (size_t i = 0; i < voices->count; i++) {
        const Peer *peer = &voices->items[i];
        const SourceRow *source = &peer->claim->source;
        bool is_apart = is_first_hand(agreeing, peer);
        for (size_t j = 0; j < i && is_apart; j++)
            is_apart =
                !is_first_hand(agreeing, &voices->items[j]) || are_apart(agreeing, peer, &voices->items[j]);
        if (is_apart)
            *low += source->n_low == COUNT_OPEN ? 1 : source->n_low;
        int64_t told = count_told_singly(voices, i);
        *high += told > 0 ? told_besides(source, told) : source->n_high == COUNT_OPEN ? 1 : source->n_high;
        *is_open = *is_open || (told == 0 && source->n_high == COUNT_OPEN);
    }
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

static void count_voices(const Agreeing *agreeing, const PeerList *same, AnswerRow *row)
{
    int64_t low = 0;
    int64_t high = 0;
    bool is_open = false;
    PeerList voices = list_voices(agreeing, same);
    count_told(agreeing, &voices, &low, &high, &is_open);
    int64_t mute = count_mute(agreeing, same);
    /* A voice that nobody describes may be one of those told. */
    row->voices_low = low > 0 ? low : 1;
    row->voices_high = high + mute > row->voices_low ? high + mute : row->voices_low;
    if (is_open)
        row->voices_high = COUNT_OPEN;
}

/* ---- rows ---- */

/* What was not published says nothing of what was, not even that it is there. */
static bool is_protected(const Agreeing *agreeing, const Peer *peer)
{
    return agreeing->asking->reports.items[peer->report].is_protected;
}

typedef LIST_OF(Contrary) ContraryList;

/* Files the other claim where it belongs, if it is about the same thing at all. */
static void hold_against(const Agreeing *agreeing, const Peer *own, const Peer *other, PeerList *same,
                         ContraryList *against)
{
    Arena *arena = agreeing->asking->arena;
    if (is_protected(agreeing, other) && !is_protected(agreeing, own))
        return;
    const Decision *decision = query_decided_pair(&agreeing->asking->decided, own->claim->id,
                                                  other->claim->id, DECISION_SAME, DECISION_NOT_SAME);
    if (decision && decision->verb == DECISION_SAME)
        *LIST_ADD(arena, same) = *other;
    if (decision || !is_same_thing(agreeing, own, other))
        return;
    bool is_denied = is_denial(own, other);
    bool is_counted = own->claim->count.is_given && other->claim->count.is_given;
    if (is_denied || (is_counted && !counts_meet(&own->claim->count, &other->claim->count))) {
        if (against->count < PEERS_MOST)
            *LIST_ADD(arena, against) =
                (Contrary){other->claim->id, is_denied ? CONTRARY_DENIED : CONTRARY_VALUE};
    } else if (text_equals(own->claim->status, other->claim->status)) {
        *LIST_ADD(arena, same) = *other;
    }
}

/* What a person decided to say the same, though it is of another kind or stands far from it. */
static void add_decided(const Agreeing *agreeing, const PeerList *list, size_t at, PeerList *same)
{
    const Asking *asking = agreeing->asking;
    const Peer *own = &list->items[at];
    size_t count;
    const Decision *const *decisions = query_decisions_of(&asking->decided, own->claim->id, &count);
    for (size_t i = 0; i < count; i++) {
        const Decision *decision = decisions[i];
        for (size_t j = 0; decision->verb == DECISION_SAME && j < decision->ids.count; j++) {
            const MapEntry *entry = map_find(&agreeing->ids, decision->ids.items[j]);
            const PeerList *others = entry ? entry->value : NULL;
            size_t place = entry ? (size_t)entry->number : 0;
            bool was_held = others == list && place + COMPARED_MOST >= at && place < at + COMPARED_MOST;
            if (!others || was_held ||
                query_decided_pair(&asking->decided, own->claim->id, others->items[place].claim->id,
                                   DECISION_SAME, DECISION_NOT_SAME) != decision)
                continue;
            if (!is_protected(agreeing, &others->items[place]) || is_protected(agreeing, own))
                *LIST_ADD(asking->arena, same) = others->items[place];
        }
    }
}

static void note_decisions(const Agreeing *agreeing, const PeerList *same, AnswerRow *row)
{
    Arena *arena = agreeing->asking->arena;
    const ClaimRow **claims = ARENA_ARRAY(arena, const ClaimRow *, same->count);
    for (size_t i = 0; i < same->count; i++)
        claims[i] = same->items[i].claim;
    query_note_decisions(arena, &agreeing->asking->decided, claims, same->count, row);
}

static void agree_row(Agreeing *agreeing, AnswerRow *row)
{
    Arena *arena = agreeing->asking->arena;
    const MapEntry *place = map_find(&agreeing->ids, row->claim->id);
    if (!place)
        return;
    const PeerList *all = place->value;
    size_t at = (size_t)place->number;
    size_t end = at + COMPARED_MOST < all->count ? at + COMPARED_MOST : all->count;
    PeerList same = {0};
    ContraryList against = {0};
    *LIST_ADD(arena, &same) = all->items[at];
    for (size_t i = at > COMPARED_MOST ? at - COMPARED_MOST : 0; i < end; i++)
        if (i != at)
            hold_against(agreeing, &all->items[at], &all->items[i], &same, &against);
    add_decided(agreeing, all, at, &same);
    count_voices(agreeing, &same, row);
    note_decisions(agreeing, &same, row);
    LIST_OF(Text) ids = {0};
    for (size_t i = 1; i < same.count && ids.count < PEERS_MOST; i++)
        *LIST_ADD(arena, &ids) = same.items[i].claim->id;
    row->same = (TextList){ids.items, ids.count};
    row->against = against.items;
    row->against_count = against.count;
}

static void file_lineage(Agreeing *agreeing)
{
    Arena *arena = agreeing->asking->arena;
    size_t count = agreeing->asking->reports.count;
    agreeing->component = ARENA_ARRAY(arena, uint32_t, count);
    agreeing->how = ARENA_ARRAY(arena, DerivedHow, count);
    agreeing->is_derived = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++)
        agreeing->component[i] = (uint32_t)i;
    for (size_t i = 0; i < agreeing->lineage.count; i++) {
        const Derivation *one = &agreeing->lineage.items[i];
        agreeing->is_derived[one->report] = true;
        agreeing->how[one->report] = one->how;
        agreeing->component[find_component(agreeing->component, one->report)] =
            find_component(agreeing->component, one->parent);
    }
    for (size_t i = 0; i < count; i++)
        agreeing->component[i] = find_component(agreeing->component, (uint32_t)i);
}

static void file_claims(Agreeing *agreeing, const ClaimRows *claims)
{
    Asking *asking = agreeing->asking;
    for (size_t i = 0; i < claims->count; i++) {
        const ClaimRow *claim = &claims->items[i];
        const MapEntry *report = map_find(&asking->by_id, claim->report_id);
        if (!report || !query_may_be_told(claim))
            continue;
        MapEntry *kind = map_put(&agreeing->kinds, claim->kind);
        if (!kind->value)
            kind->value = ARENA_NEW(asking->arena, PeerList);
        const ReportRow *row = &asking->reports.items[report->number];
        PeerList *list = kind->value;
        MapEntry *place = map_put(&agreeing->ids, claim->id);
        place->value = list;
        place->number = (int64_t)list->count;
        *LIST_ADD(asking->arena, list) =
            (Peer){claim, (uint32_t)report->number, query_claim_days(asking->arena, claim, row)};
    }
}

Status query_agree(Asking *asking, Evidence *evidence, const MentionData *data, const ClaimRows *claims,
                   AnswerRowList *const *lists, size_t list_count, Error *error)
{
    Agreeing agreeing = {
        .asking = asking, .data = data, .kinds = map_in(asking->arena), .ids = map_in(asking->arena)};
    Status status =
        evidence_find_lineage(evidence, asking->arena, data, &asking->reports, &agreeing.lineage, error);
    if (status != STATUS_OK)
        return status;
    query_decide_lineage(asking->arena, &asking->decided, asking->reports.items, asking->reports.count,
                         &agreeing.lineage);
    file_lineage(&agreeing);
    file_claims(&agreeing, claims);
    for (size_t i = 0; i < list_count; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            agree_row(&agreeing, &lists[i]->items[j]);
    return STATUS_OK;
}
