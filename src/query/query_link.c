#include "query/query_link.h"

enum {
    END_SLACK_DAYS = 3, /* two announced ends that lie no further apart are one */
    MOVED_DAYS = 60     /* an event that a retelling dates otherwise lies no further off */
};

static bool is_opposed(const ClaimRow *a, const ClaimRow *b)
{
    return (query_has_status(a, CLAIM_SAID) && query_has_status(b, CLAIM_SAID_NOT)) ||
           (query_has_status(a, CLAIM_SAID_NOT) && query_has_status(b, CLAIM_SAID));
}

static bool are_both_counted(const ClaimRow *a, const ClaimRow *b)
{
    return a->count.is_given && b->count.is_given;
}

static LinkKind against(const Peer *other, ContraryHow how, Text why, Contrary *out)
{
    *out = (Contrary){other->claim->id, how, why};
    return LINK_AGAINST;
}

/* What follows in the same lineage, later, takes the place of what was said before; else it is another word
 * on the same thing. */
static LinkKind against_in_time(const Agreeing *agreeing, const Peer *own, const Peer *other,
                                ContraryHow otherwise, Text why, Contrary *out)
{
    if (query_is_followed(agreeing, own, other))
        return against(other, CONTRARY_SUPERSEDED, why, out);
    if (query_is_followed(agreeing, other, own))
        return against(other, CONTRARY_SUPERSEDES, why, out);
    return against(other, otherwise, why, out);
}

static Text first_place(const ClaimRow *claim)
{
    return claim->where_count > 0 ? claim->where[0].as : TEXT("a place not named");
}

static Text number_words(Arena *arena, const CountRow *count)
{
    if (count->low != COUNT_OPEN && count->low == count->high)
        return arena_print(arena, "%lld %.*s", (long long)count->low, TEXT_ARGS(count->unit));
    if (count->high == COUNT_OPEN)
        return arena_print(arena, "at least %lld %.*s", (long long)count->low, TEXT_ARGS(count->unit));
    if (count->low == COUNT_OPEN)
        return arena_print(arena, "at most %lld %.*s", (long long)count->high, TEXT_ARGS(count->unit));
    return arena_print(arena, "%lld to %lld %.*s", (long long)count->low, (long long)count->high,
                       TEXT_ARGS(count->unit));
}

/* ---- each way to differ ---- */

static LinkKind link_opposed(const Agreeing *agreeing, const Peer *own, const Peer *other, Contrary *out)
{
    if (query_is_same_voice(own, other))
        return LINK_NONE;
    /* A report that answers another need not name its place again. */
    bool is_answer = own->report != other->report && query_is_one_lineage(agreeing, own, other);
    if (is_answer || query_is_same_spot(own->claim, other->claim)) {
        bool is_denial = query_has_status(other->claim, CLAIM_SAID_NOT);
        return against(other, CONTRARY_DENIED, is_denial ? TEXT("said not to be so") : TEXT("said to be so"),
                       out);
    }
    /* One town against the country: neither denies the other. */
    if (own->claim->where_count == 0 || other->claim->where_count == 0 ||
        query_is_same_place(&own->claim->where[0], &other->claim->where[0]))
        return LINK_NONE;
    Arena *arena = agreeing->asking->arena;
    Text why = arena_print(arena, "%.*s, not %.*s", TEXT_ARGS(first_place(other->claim)),
                           TEXT_ARGS(first_place(own->claim)));
    return against(other, CONTRARY_SCOPE, why, out);
}

static LinkKind link_ended(const Agreeing *agreeing, const Peer *own, const Peer *other, Contrary *out)
{
    if (query_is_followed(agreeing, own, other) && query_has_status(other->claim, CLAIM_ENDED))
        return against(other, CONTRARY_SUPERSEDED, TEXT("later said to hold no longer"), out);
    if (query_is_followed(agreeing, other, own) && query_has_status(own->claim, CLAIM_ENDED))
        return against(other, CONTRARY_SUPERSEDES, TEXT("later said to hold no longer"), out);
    return LINK_NONE;
}

static LinkKind link_counted(const Agreeing *agreeing, const Peer *own, const Peer *other, Contrary *out)
{
    const CountRow *first = &own->claim->count;
    const CountRow *second = &other->claim->count;
    bool is_same_place = query_is_one_lineage(agreeing, own, other) ||
                         query_is_same_spot(own->claim, other->claim) ||
                         (own->claim->where_count > 0 && other->claim->where_count > 0 &&
                          query_is_same_place(&own->claim->where[0], &other->claim->where[0]));
    bool is_same_number = first->low == second->low && first->high == second->high;
    if (!is_same_place && !is_same_number) {
        Arena *arena = agreeing->asking->arena;
        Text why = arena_print(arena, "%.*s in %.*s", TEXT_ARGS(number_words(arena, second)),
                               TEXT_ARGS(first_place(other->claim)));
        return against(other, CONTRARY_SCOPE, why, out);
    }
    if (query_counts_meet(first, second))
        return LINK_AGREES;
    return against_in_time(agreeing, own, other, CONTRARY_VALUE,
                           number_words(agreeing->asking->arena, second), out);
}

/* A deadline, or the last day for which a measure was announced. */
static bool have_other_ends(const Peer *own, const Peer *other)
{
    if (!own->days.has_end || !other->days.has_end)
        return false;
    int64_t apart = (int64_t)own->days.some.last - other->days.some.last;
    return apart > END_SLACK_DAYS || -apart > END_SLACK_DAYS;
}

/* An event of one lineage that a copy or a retelling dates otherwise; a follow-up may tell another one. */
static bool have_other_days(const Agreeing *agreeing, const Peer *own, const Peer *other)
{
    if (!own->claim->is_event || !own->days.is_dated || !other->days.is_dated ||
        own->report == other->report || !query_is_one_lineage(agreeing, own, other))
        return false;
    if (query_is_followed(agreeing, own, other) || query_is_followed(agreeing, other, own))
        return false;
    int64_t apart = (int64_t)own->days.some.first - other->days.some.first;
    return apart <= MOVED_DAYS && -apart <= MOVED_DAYS;
}

static Text day_words(Arena *arena, const Peer *peer, const char *before)
{
    return arena_print(arena, "%s%.*s", before, TEXT_ARGS(day_print(arena, peer->days.some.last)));
}

LinkKind query_link(const Agreeing *agreeing, const Peer *own, const Peer *other, Contrary *out)
{
    Arena *arena = agreeing->asking->arena;
    if (!query_is_same_subject(agreeing, own, other))
        return LINK_NONE;
    bool is_same_status = text_equals(own->claim->status, other->claim->status);
    if (!query_days_meet(agreeing, own, other)) {
        if (!is_same_status)
            return link_ended(agreeing, own, other, out);
        if (have_other_days(agreeing, own, other))
            return against(other, CONTRARY_TIME, day_words(arena, other, ""), out);
        if (have_other_ends(own, other) && query_is_one_lineage(agreeing, own, other))
            return against_in_time(agreeing, own, other, CONTRARY_TIME, day_words(arena, other, "until "),
                                   out);
        return LINK_NONE;
    }
    if (is_opposed(own->claim, other->claim))
        return link_opposed(agreeing, own, other, out);
    if (!is_same_status)
        return link_ended(agreeing, own, other, out);
    if (are_both_counted(own->claim, other->claim)) {
        LinkKind link = link_counted(agreeing, own, other, out);
        if (link != LINK_AGREES)
            return link;
    }
    if (have_other_ends(own, other))
        return against_in_time(agreeing, own, other, CONTRARY_TIME, day_words(arena, other, "until "), out);
    return LINK_AGREES;
}
