/* Which coded source and which source that was read are the same voice: paired one to one by the matched
 * claims that they share, where their descriptions allow it. */
#include "core/buffer.h"
#include "core/utf8.h"
#include "score/score_parts.h"

enum { SHORTEST_WORD = 4 };

int32_t score_find_source(const ScoredReport *report, Text id)
{
    for (size_t i = 0; id.length > 0 && i < report->source_count; i++)
        if (text_equals(report->sources[i].id, id))
            return (int32_t)i;
    return UNMATCHED;
}

static bool is_word_part(uint32_t c) { return utf8_is_letter(c) || utf8_is_digit(c) || c == '_'; }

static void take_word(Arena *arena, Buffer *word, Map *out)
{
    if (utf8_count(buffer_text(word)) >= SHORTEST_WORD)
        map_put(out, arena_copy(arena, buffer_text(word)));
    buffer_clear(word);
}

/* The words of a description in lower case, each once; short ones are left out. */
static Map words_of(Arena *arena, Text description)
{
    Map words = map_in(arena);
    Buffer word = buffer_in(arena);
    for (size_t i = 0; i < description.length;) {
        uint32_t c = utf8_next(description, &i);
        if (is_word_part(c))
            buffer_add_code_point(&word, utf8_to_lower(c));
        else
            take_word(arena, &word, &words);
    }
    take_word(arena, &word, &words);
    return words;
}

/* Words that two sources of the coding share tell nothing. */
static bool tells(const Map *seen, Text word)
{
    const MapEntry *entry = map_find(seen, word);
    return !entry || entry->number < 2;
}

static size_t count_telling(const Map *seen, const Map *words)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += tells(seen, words->entries[i].key);
    return count;
}

static bool may_be_one(const Map *seen, const Map *a, const Map *b)
{
    if (count_telling(seen, a) == 0 || count_telling(seen, b) == 0)
        return true;
    for (size_t i = 0; i < a->count; i++)
        if (tells(seen, a->entries[i].key) && map_find(b, a->entries[i].key))
            return true;
    return false;
}

typedef struct Pair {
    Text coded_id, read_id;
    int32_t coded, read;
    uint32_t count; /* claims that they share */
} Pair;
typedef LIST_OF(Pair) Pairs;

static int compare_pairs(const void *a, const void *b)
{
    const Pair *x = a;
    const Pair *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    int order = text_compare(x->coded_id, y->coded_id);
    return order ? order : text_compare(x->read_id, y->read_id);
}

static Pairs find_pairs(Arena *arena, const ScoredReport *coded, const ScoredReport *read,
                        const Matching *matching)
{
    Pairs pairs = {0};
    for (size_t i = 0; i < coded->claim_count; i++) {
        if (matching->of_coded[i] == UNMATCHED)
            continue;
        int32_t a = score_find_source(coded, coded->claims[i].source);
        int32_t b = score_find_source(read, read->claims[matching->of_coded[i]].source);
        if (a == UNMATCHED || b == UNMATCHED)
            continue;
        size_t at = 0;
        while (at < pairs.count && (pairs.items[at].coded != a || pairs.items[at].read != b))
            at++;
        if (at == pairs.count)
            *LIST_ADD(arena, &pairs) = (Pair){coded->sources[a].id, read->sources[b].id, a, b, 0};
        pairs.items[at].count++;
    }
    if (pairs.count > 1)
        qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    return pairs;
}

int32_t *score_pair_voices(Arena *arena, const ScoredReport *coded, const ScoredReport *read,
                           const Matching *matching)
{
    Map *coded_words = ARENA_ARRAY(arena, Map, coded->source_count + 1);
    int32_t *paired = ARENA_ARRAY(arena, int32_t, coded->source_count + 1);
    bool *is_taken = ARENA_ARRAY(arena, bool, read->source_count + 1);
    Map seen = map_in(arena);
    for (size_t i = 0; i < coded->source_count; i++) {
        paired[i] = UNMATCHED;
        coded_words[i] = words_of(arena, coded->sources[i].as);
        for (size_t w = 0; w < coded_words[i].count; w++)
            map_put(&seen, coded_words[i].entries[w].key)->number++;
    }
    Pairs pairs = find_pairs(arena, coded, read, matching);
    for (size_t i = 0; i < pairs.count; i++) {
        const Pair *pair = &pairs.items[i];
        if (paired[pair->coded] != UNMATCHED || is_taken[pair->read])
            continue;
        Map words = words_of(arena, read->sources[pair->read].as);
        if (!may_be_one(&seen, &coded_words[pair->coded], &words))
            continue;
        paired[pair->coded] = pair->read;
        is_taken[pair->read] = true;
    }
    return paired;
}
