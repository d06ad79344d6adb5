/* Words of a pattern that a gap parts must belong together in the tree, not merely stand near each other. */
#include "claim/claim_parts.h"

enum {
    FARTHEST = 2, /* edges: a verb and the head of its object's modifier */
    NEXT = 1      /* tokens: so near that the tree is not asked, which may be wrong itself */
};

/* The token of the range that hangs on one outside it. */
uint32_t claim_head_of(const ClaimReader *reader, TokenRange range)
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
            !are_near(reader, claim_head_of(reader, last), claim_head_of(reader, found[i])))
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

/* Up from a word to the noun or verb that it is the matter of: "part of the wages", "wages and passports". */
static int32_t carrier_of(const Token *tokens, int32_t token)
{
    Deprel base = language_deprel_base(tokens[token].deprel);
    bool is_carried = base == DEPREL_CONJ || base == DEPREL_NMOD || base == DEPREL_COMPOUND ||
                      base == DEPREL_APPOS || base == DEPREL_NUMMOD || base == DEPREL_AMOD ||
                      base == DEPREL_FLAT || base == DEPREL_DET;
    return is_carried ? tokens[token].head : -1;
}

/* The other is a complement of a noun: "seizure of passports", "phone ban", "the workers' return". */
static bool is_of_noun(const Token *tokens, uint32_t token, int32_t other)
{
    Deprel base = language_deprel_base(tokens[other].deprel);
    return tokens[other].head == (int32_t)token && tokens[token].upos != UPOS_VERB &&
           (base == DEPREL_NMOD || base == DEPREL_COMPOUND || base == DEPREL_AMOD);
}

static bool is_object(const ClaimReader *reader, uint32_t token, uint32_t other)
{
    const Sentences *sentences = reader->sentences;
    int32_t patient = language_patient(sentences, token);
    int32_t object = language_object(sentences, token);
    int32_t at = (int32_t)other;
    for (int up = 0; at >= 0 && up <= FARTHEST; up++, at = carrier_of(sentences->tokens, at))
        if (at == patient || at == object || is_of_noun(sentences->tokens, token, at))
            return true;
    return false;
}

/* "they are at liberty to call": the infinitive's subject is that of the noun it hangs on. */
static int32_t subject_of(const Sentences *sentences, uint32_t token)
{
    int32_t subject = language_subject(sentences, token);
    const Token *word = &sentences->tokens[token];
    if (subject < 0 && word->head >= 0 && word->xpos == XPOS_VB)
        subject = language_child(sentences, (size_t)word->head, DEPREL_NSUBJ);
    return subject;
}

static bool is_subject(const ClaimReader *reader, uint32_t token, uint32_t other)
{
    const Sentences *sentences = reader->sentences;
    int32_t subject = subject_of(sentences, token);
    int32_t agent = language_agent(sentences, token);
    int32_t at = (int32_t)other;
    for (int up = 0; at >= 0 && up <= FARTHEST; up++, at = carrier_of(sentences->tokens, at))
        if (at == agent || (at == subject && !language_is_passive(sentences, token)))
            return true;
    return false;
}

bool claim_is_linked(const ClaimReader *reader, PackLink link, uint32_t token, uint32_t other)
{
    if (token == other)
        return false;
    switch (link) {
    case PACK_LINK_CLAUSE:
        return true;
    case PACK_LINK_OBJECT:
        return is_object(reader, token, other);
    case PACK_LINK_SUBJECT:
        return is_subject(reader, token, other);
    case PACK_LINK_NEAR:
        return are_near(reader, token, other);
    }
    return false;
}
