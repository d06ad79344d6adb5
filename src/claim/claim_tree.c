/* Words of a pattern that a gap parts must belong together in the tree, not merely stand near each other. */
#include "claim/claim_parts.h"

enum {
    FARTHEST = 2, /* edges: a verb and the head of its object's modifier */
    NEXT = 1      /* tokens: so near that the tree is not asked, which may be wrong itself */
};

/* The token of the range that hangs on one outside it. */
static uint32_t head_of(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++) {
        int32_t head = reader->sentences->tokens[t].head;
        if (head < 0 || (uint32_t)head < range.begin || (uint32_t)head >= range.end)
            return t;
    }
    return range.begin;
}

/* Whether FARTHEST edges or fewer lie between them. */
static bool are_near(const ClaimReader *reader, uint32_t a, uint32_t b)
{
    const Token *tokens = reader->sentences->tokens;
    int32_t x = (int32_t)a;
    for (int up = 0; x >= 0 && up <= FARTHEST; up++, x = tokens[x].head) {
        int32_t y = (int32_t)b;
        for (int down = 0; y >= 0 && up + down <= FARTHEST; down++, y = tokens[y].head)
            if (x == y)
                return true;
    }
    return false;
}

static bool is_side_connected(const ClaimReader *reader, const PackSequence *side, const TokenRange *found)
{
    TokenRange last = {0, 0};
    bool is_free = false; /* behind "...", which joins what the tree does not */
    for (size_t i = 0; i < side->count; i++) {
        is_free =
            is_free || (side->elements[i].kind == PACK_ELEMENT_GAP && side->elements[i].gap == PACK_GAP_ANY);
        if (found[i].begin >= found[i].end)
            continue;
        if (last.begin < last.end && !is_free && last.end + NEXT < found[i].begin &&
            !are_near(reader, head_of(reader, last), head_of(reader, found[i])))
            return false;
        last = found[i];
        is_free = false;
    }
    return true;
}

bool claim_is_connected(const ClaimReader *reader, const PackMatch *match, const PatternMatch *found)
{
    const TokenRange *elements = found->elements;
    for (size_t s = 0; s < match->side_count; s++) {
        if (!is_side_connected(reader, &match->sides[s], elements))
            return false;
        elements += match->sides[s].count;
    }
    return true;
}
