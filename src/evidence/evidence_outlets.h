/* Names of outlets become what finds them in a text: whole names, initials, and what an outlet is called for
 * short. */
#ifndef EVIDENCE_EVIDENCE_OUTLETS_H
#define EVIDENCE_EVIDENCE_OUTLETS_H

#include "core/map.h"
#include "mention/mention.h"

typedef struct Outlets Outlets;
#define OUTLET_NONE UINT32_MAX

/* With those that the data names. */
Outlets *evidence_outlets_new(Arena *arena, const MentionData *data);
/* The number of a report's outlet of that name; a new one where none is known. OUTLET_NONE: no name. */
uint32_t evidence_outlet_add(Outlets *outlets, Text name);
/* What a report's own text does not count as a name: the outlet's. In lower case, until the next call. */
Text evidence_outlet_key(Outlets *outlets, Text name);

enum { SHORT_MOST = 4 /* outlets that one short name may mean */ };
typedef struct OutletMention {
    size_t end;                 /* behind it; 0: none begins here */
    uint32_t items[SHORT_MOST]; /* one, unless it is a short name */
    size_t count;
    bool is_short; /* "the Observer", "(Planalto)": less sure */
} OutletMention;
/* The outlet that is named by the word and those behind it. */
OutletMention evidence_outlet_at(Outlets *outlets, Text text, Text word);

#endif
