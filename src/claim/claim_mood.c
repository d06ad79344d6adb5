/* Whether the words about an action forbid, allow or demand it, however they are put: "may not call", "barred
 * from calling", "a ban on calls", "no calls are allowed", "told not to call", "cannot make a call". The
 * words that do so are the pack's (settings "mood"); how they reach the action is grammar. */
#include "claim/claim_parts.h"

enum { CLIMB_LIMIT = 6 };

void claim_open_moods(ClaimReader *reader)
{
    for (int i = 0; i < MOOD_WORDS; i++)
        reader->mood_classes[i] = pack_mood_class(reader->pack, (MoodWord)i);
}

typedef struct MoodReader {
    const ClaimReader *reader;
    const SentenceView *view;
    const Token *tokens;
} MoodReader;

/* A word or phrase of the sort covers the token. */
static bool is_word(const MoodReader *mood, int32_t token, MoodWord sort)
{
    enum { LONGEST = 4 };
    const SentenceView *view = mood->view;
    for (size_t h = claim_first_hit(view, token < LONGEST ? 0 : (uint32_t)token - LONGEST);
         h < view->hit_count && view->hits[h].token <= (uint32_t)token; h++)
        if (view->hits[h].class == mood->reader->mood_classes[sort] && view->hits[h].end > (uint32_t)token)
            return true;
    return false;
}

static bool has_child_word(const MoodReader *mood, int32_t token, Deprel base, MoodWord sort)
{
    for (int32_t c = mood->tokens[token].first_child; c >= 0; c = mood->tokens[c].next_sibling)
        if (language_deprel_base(mood->tokens[c].deprel) == base && is_word(mood, c, sort))
            return true;
    return false;
}

/* "nobody may", "none of them may", "no worker", "not". */
static bool is_negated(const MoodReader *mood, int32_t token)
{
    return language_is_negated(mood->reader->sentences, (size_t)token);
}

/* What the token's own auxiliaries say. */
static Mood own_mood(const MoodReader *mood, int32_t token)
{
    bool negated = is_negated(mood, token);
    if (has_child_word(mood, token, DEPREL_AUX, MOOD_WORD_MUST))
        return negated ? MOOD_BANNED : MOOD_MUST;
    if (has_child_word(mood, token, DEPREL_AUX, MOOD_WORD_MAY))
        return negated ? MOOD_BANNED : MOOD_ALLOWED;
    return MOOD_NONE;
}

/* "the ban on calls was lifted", "is no longer forbidden" */
static bool is_lifted(const MoodReader *mood, int32_t word)
{
    int32_t head = mood->tokens[word].head;
    return is_negated(mood, word) || (head >= 0 && is_word(mood, head, MOOD_WORD_LIFTS));
}

static bool is_subject(Deprel deprel)
{
    return deprel == DEPREL_NSUBJ || deprel == DEPREL_NSUBJ_PASS || deprel == DEPREL_CSUBJ ||
           deprel == DEPREL_CSUBJ_PASS;
}

/* An active verb says nothing of its subject: "the visit forbids". */
static bool is_concerned(const MoodReader *mood, int32_t token, int32_t head)
{
    Deprel deprel = mood->tokens[token].deprel;
    if (is_subject(deprel))
        return mood->tokens[head].upos != UPOS_VERB ||
               language_is_passive(mood->reader->sentences, (size_t)head);
    Deprel base = language_deprel_base(deprel);
    return base == DEPREL_XCOMP || base == DEPREL_CCOMP || base == DEPREL_ADVCL || base == DEPREL_ACL ||
           base == DEPREL_OBL || base == DEPREL_NMOD || base == DEPREL_OBJ || base == DEPREL_COMPOUND ||
           base == DEPREL_AMOD;
}

static bool is_told(const MoodReader *mood, int32_t token, int32_t head)
{
    Deprel base = language_deprel_base(mood->tokens[token].deprel);
    return (base == DEPREL_XCOMP || base == DEPREL_CCOMP || base == DEPREL_ADVCL) && token > head;
}

/* "kept from going", "warned against going" */
static bool is_kept_from(const MoodReader *mood, int32_t token, int32_t head)
{
    bool is_from = has_child_word(mood, token, DEPREL_MARK, MOOD_WORD_FROM) ||
                   has_child_word(mood, token, DEPREL_CASE, MOOD_WORD_FROM);
    return is_from && (is_word(mood, head, MOOD_WORD_STOPS) || is_word(mood, head, MOOD_WORD_TELLS));
}

static Mood mood_of_allowing(const MoodReader *mood, int32_t token, int32_t head)
{
    int32_t above = mood->tokens[head].head;
    bool refused = is_negated(mood, head) || (above >= 0 && is_word(mood, above, MOOD_WORD_FORBIDS));
    return refused || is_negated(mood, token) ? MOOD_BANNED : MOOD_ALLOWED;
}

/* What the word above the token makes of it. */
static Mood mood_from(const MoodReader *mood, int32_t token, int32_t head)
{
    if (!is_concerned(mood, token, head))
        return MOOD_NONE;
    if (is_kept_from(mood, token, head))
        return is_negated(mood, head) ? MOOD_ALLOWED : MOOD_BANNED;
    if (is_word(mood, head, MOOD_WORD_FORBIDS))
        return is_lifted(mood, head) ? MOOD_ALLOWED : MOOD_BANNED;
    if (is_word(mood, head, MOOD_WORD_AVOIDS))
        return is_negated(mood, head) ? MOOD_NONE : MOOD_BANNED;
    if (is_word(mood, head, MOOD_WORD_ALLOWS))
        return mood_of_allowing(mood, token, head);
    if (is_word(mood, head, MOOD_WORD_REQUIRES))
        return is_negated(mood, head) ? MOOD_NONE : MOOD_MUST;
    if (is_word(mood, head, MOOD_WORD_TELLS) && is_told(mood, token, head))
        return is_negated(mood, token) ? MOOD_BANNED : MOOD_MUST;
    return MOOD_NONE;
}

/* A word whose mood is that of the word above it: "have contact", "make use of phones", "go out or call". */
static bool shares_mood(const MoodReader *mood, int32_t token)
{
    Deprel base = language_deprel_base(mood->tokens[token].deprel);
    if (base == DEPREL_CONJ)
        return language_child(mood->reader->sentences, (size_t)token, DEPREL_NSUBJ) < 0;
    return base == DEPREL_OBJ || base == DEPREL_XCOMP || base == DEPREL_NMOD || base == DEPREL_COMPOUND ||
           base == DEPREL_OBL || mood->tokens[token].deprel == DEPREL_NSUBJ_PASS;
}

Mood claim_mood(const ClaimReader *reader, const SentenceView *view, uint32_t token, uint32_t *out_word)
{
    MoodReader mood = {reader, view, reader->sentences->tokens};
    int32_t at = (int32_t)token;
    for (int i = 0; i < CLIMB_LIMIT; i++) {
        Mood found = own_mood(&mood, at);
        int32_t head = mood.tokens[at].head;
        *out_word = (uint32_t)at;
        if (found == MOOD_NONE && head >= 0) {
            found = mood_from(&mood, at, head);
            *out_word = (uint32_t)head;
        }
        if (found != MOOD_NONE || head < 0 || !shares_mood(&mood, at))
            return found;
        at = head;
    }
    return MOOD_NONE;
}
