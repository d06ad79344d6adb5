/* Two claims about the same thing become a typed link: they agree, or one speaks against the other and how.
 */
#ifndef QUERY_QUERY_LINK_H
#define QUERY_QUERY_LINK_H

#include "query/query_same.h"

typedef enum LinkKind { LINK_NONE, LINK_AGREES, LINK_AGAINST } LinkKind;

/* How other, a claim of the same kind, stands to own. Fills out, with the reason, for LINK_AGAINST alone.
 * Nothing is weighed: of two that contradict each other each stands against the other. */
LinkKind query_link(const Agreeing *agreeing, const Peer *own, const Peer *other, Contrary *out);

#endif
