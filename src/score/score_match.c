/* Which claim that was read is which coded one: a maximum matching by augmenting paths, tried by the most
 * shared characters first. */
#include "score/score_parts.h"

enum {
    TRIED_MOST = 64, /* claims that were read tried for a coded one: bounds the work on a text that repeats */
    SHARED_OF_SHORTER = 30,
    SHARED_OF_LONGER = 15
};

static int compare_stretches(const void *a, const void *b)
{
    const Stretch *x = a;
    const Stretch *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

Stretches score_stretches(Arena *arena, Stretch *items, size_t count)
{
    Stretches out = {ARENA_ARRAY(arena, Stretch, count + 1), 0, 0};
    if (count > 0)
        qsort(items, count, sizeof *items, compare_stretches);
    for (size_t i = 0; i < count; i++) {
        Stretch *last = out.count ? &out.items[out.count - 1] : NULL;
        if (items[i].begin >= items[i].end)
            continue;
        if (last && items[i].begin <= last->end)
            last->end = items[i].end > last->end ? items[i].end : last->end;
        else
            out.items[out.count++] = items[i];
    }
    for (size_t i = 0; i < out.count; i++)
        out.length += out.items[i].end - out.items[i].begin;
    return out;
}

uint32_t score_shared(const Stretches *a, const Stretches *b)
{
    uint32_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const Stretch *x = &a->items[i];
        const Stretch *y = &b->items[j];
        uint32_t begin = x->begin > y->begin ? x->begin : y->begin;
        uint32_t end = x->end < y->end ? x->end : y->end;
        if (begin < end)
            shared += end - begin;
        if (x->end < y->end)
            i++;
        else
            j++;
    }
    return shared;
}

static bool shares_enough(uint64_t shared, const Stretches *a, const Stretches *b)
{
    uint64_t shorter = a->length < b->length ? a->length : b->length;
    uint64_t longer = a->length < b->length ? b->length : a->length;
    return shorter > 0 && shared * 100 >= shorter * SHARED_OF_SHORTER &&
           shared * 100 >= longer * SHARED_OF_LONGER;
}

bool score_words_match(const Stretches *a, const Stretches *b)
{
    return shares_enough(score_shared(a, b), a, b);
}

typedef struct Edge {
    uint32_t shared;
    int32_t read;
} Edge;

typedef struct Edges {
    Edge *items;
    size_t count;
} Edges;

/* The most shared first; of equals the last. */
static int compare_edges(const void *a, const void *b)
{
    const Edge *x = a;
    const Edge *y = b;
    if (x->shared != y->shared)
        return x->shared > y->shared ? -1 : 1;
    return x->read > y->read ? -1 : x->read < y->read;
}

static Edges edges_of(Arena *arena, const ScoredClaim *coded, const ScoredReport *read)
{
    LIST_OF(Edge) list = {0};
    for (size_t i = 0; i < read->claim_count; i++) {
        const ScoredClaim *claim = &read->claims[i];
        if (!text_equals(coded->kind, claim->kind))
            continue;
        uint32_t shared = score_shared(&coded->words, &claim->words);
        if (shares_enough(shared, &coded->words, &claim->words))
            *LIST_ADD(arena, &list) = (Edge){shared, (int32_t)i};
    }
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, compare_edges);
    return (Edges){list.items, list.count < TRIED_MOST ? list.count : TRIED_MOST};
}

/* A coded claim on the way, and how many of its edges were tried. */
typedef struct Step {
    int32_t coded;
    size_t tried;
} Step;

/* Looks for a claim for the coded one; those that have one already may have to take another. */
static void augment(const Edges *edges, Matching *matching, Step *steps, bool *is_seen, int32_t coded)
{
    size_t depth = 1;
    steps[0] = (Step){coded, 0};
    while (depth > 0) {
        Step *step = &steps[depth - 1];
        if (step->tried == edges[step->coded].count) {
            depth--;
            continue;
        }
        int32_t read = edges[step->coded].items[step->tried++].read;
        if (is_seen[read])
            continue;
        is_seen[read] = true;
        if (matching->of_read[read] != UNMATCHED) {
            steps[depth++] = (Step){matching->of_read[read], 0};
            continue;
        }
        for (size_t i = 0; i < depth; i++)
            matching->of_read[edges[steps[i].coded].items[steps[i].tried - 1].read] = steps[i].coded;
        return;
    }
}

Matching score_match(Arena *arena, const ScoredReport *coded, const ScoredReport *read)
{
    Matching matching = {ARENA_ARRAY(arena, int32_t, coded->claim_count + 1),
                         ARENA_ARRAY(arena, int32_t, read->claim_count + 1)};
    Edges *edges = ARENA_ARRAY(arena, Edges, coded->claim_count + 1);
    Step *steps = ARENA_ARRAY(arena, Step, coded->claim_count + 1);
    bool *is_seen = ARENA_ARRAY(arena, bool, read->claim_count + 1);
    for (size_t i = 0; i < read->claim_count; i++)
        matching.of_read[i] = UNMATCHED;
    for (size_t i = 0; i < coded->claim_count; i++)
        edges[i] = edges_of(arena, &coded->claims[i], read);
    for (size_t i = 0; i < coded->claim_count; i++) {
        memset(is_seen, 0, read->claim_count * sizeof *is_seen);
        augment(edges, &matching, steps, is_seen, (int32_t)i);
        matching.of_coded[i] = UNMATCHED;
    }
    for (size_t i = 0; i < read->claim_count; i++)
        if (matching.of_read[i] != UNMATCHED)
            matching.of_coded[matching.of_read[i]] = (int32_t)i;
    return matching;
}
