/* Numbers in digits and words: "2,000", "twenty-five", "3.3 million", "two dozen", "tens of thousands". */
#ifndef MENTION_MENTION_NUMBER_H
#define MENTION_MENTION_NUMBER_H

#include "mention/mention_atom.h"

typedef struct NumberRead {
    size_t end; /* atom behind it */
    double value;
    bool is_vague; /* "several thousand": value is the least that is meant */
    bool is_plain; /* one atom of digits, without comma or point: may be a year, a day, a name */
} NumberRead;

/* False where no number begins at the atom. */
bool mention_read_number(const AtomRange *range, size_t at, NumberRead *out);

#endif
