/* Stands in until sources and status land; weak, so that they win. */
#include "mention/mention.h"
#define WEAK __attribute__((weak))
WEAK uint32_t mention_source_at(const Mentions *m, uint32_t b)
{
    (void)m;
    (void)b;
    return SOURCE_NONE;
}
WEAK ClaimStatus mention_status(const MentionData *d, const Sentences *s, Text t, uint32_t a, uint32_t p,
                                Span *o)
{
    (void)d;
    (void)s;
    (void)t;
    (void)a;
    (void)p;
    *o = (Span){0, 0};
    return CLAIM_SAID;
}
WEAK const char *mention_status_word(ClaimStatus s)
{
    static const char *const w[] = {"said", "planned", "possible", "ended", "said-not"};
    return w[s];
}
