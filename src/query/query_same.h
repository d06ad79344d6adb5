/* Claims of a question become peers, and two peers become a judgement: whether they are about the same thing.
 */
#ifndef QUERY_QUERY_SAME_H
#define QUERY_QUERY_SAME_H

#include "query/query_asking.h"

/* A claim with what comparing it needs. */
typedef struct Peer {
    const ClaimRow *claim;
    uint32_t report; /* position in the asking's reports */
    ClaimDays days;
} Peer;

typedef LIST_OF(Peer) PeerList;

/* The claims of a question, with the lineage of their reports. */
typedef struct Agreeing {
    Asking *asking;
    Evidence *evidence;
    const MentionData *data;
    Lineage lineage;
    uint32_t *component; /* of each report: the first report of its lineage, by position */
    DerivedHow *how;     /* of each report, where is_derived */
    bool *is_derived;
    Map kinds;     /* value: PeerList *, in the order of publication */
    Map ids;       /* of claims; value: the list that holds it, number: where */
    Map of_report; /* value: PeerList *, of reports that were looked into */
    Status status; /* of looking into reports */
    Error *error;
} Agreeing;

/* The lineage of the asking's reports, and no claims yet. */
MUST_USE Status query_gather_lineage(Asking *asking, Evidence *evidence, const MentionData *data,
                                     Agreeing *out, Error *error);
/* Claims that no answer tells (query_may_be_told) are left out. */
void query_gather_claims(Agreeing *agreeing, const ClaimRows *claims);
/* Both. */
MUST_USE Status query_gather(Asking *asking, Evidence *evidence, const MentionData *data,
                             const ClaimRows *claims, Agreeing *out, Error *error);

/* All claims of one report, whatever the question asks for. What fails leaves status and an empty list. */
const PeerList *query_of_report(Agreeing *agreeing, uint32_t report);

bool query_is_one_lineage(const Agreeing *agreeing, const Peer *a, const Peer *b);
/* The later one is told by the same outlet that goes on telling: it may correct the earlier one. */
bool query_is_followed(const Agreeing *agreeing, const Peer *earlier, const Peer *later);
bool query_is_same_voice(const Peer *a, const Peer *b);
/* What was not published says nothing of what was, not even that it is there. */
bool query_is_protected(const Agreeing *agreeing, const Peer *peer);

/* The same place, people, goal, organisations and sort of number, whenever that was; of one kind. */
bool query_is_same_subject(const Agreeing *agreeing, const Peer *a, const Peer *b);
/* The same with more room, for the claims of one measure: what one report takes for the place, another may
 * take for the goal. */
bool query_is_same_measure(const Agreeing *agreeing, const Peer *a, const Peer *b);
/* Their days can be the same, with three days of slack; where a day is missing, their publication within 180
 * days. */
bool query_days_meet(const Agreeing *agreeing, const Peer *a, const Peer *b);
/* The same place by itself, finer than a country: a "no" somewhere in a country denies nothing elsewhere in
 * it. */
bool query_is_same_spot(const ClaimRow *a, const ClaimRow *b);
bool query_is_same_place(const PlaceRow *a, const PlaceRow *b);
/* Bounds that meet: "about 6,000" and 6,500 are two numbers. */
bool query_counts_meet(const CountRow *a, const CountRow *b);
bool query_has_status(const ClaimRow *claim, ClaimStatus status);

#endif
