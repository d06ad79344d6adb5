/* Whether the fields of a claim that was read are those of the coded one. */
#include "core/buffer.h"
#include "core/utf8.h"
#include "score/score_parts.h"

/* The same words, whatever their order and how often each stands there. */
static bool is_same_set(TextList a, TextList b)
{
    const TextList lists[2] = {a, b};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < lists[side].count; i++) {
            bool is_found = false;
            for (size_t j = 0; j < lists[1 - side].count && !is_found; j++)
                is_found = text_equals(lists[side].items[i], lists[1 - side].items[j]);
            if (!is_found)
                return false;
        }
    return true;
}

static Text without(Arena *arena, Text text, Text word)
{
    Buffer out = buffer_in(arena);
    size_t at = 0;
    for (size_t found; (found = text_find(text, word, at)) != SIZE_MAX; at = found + word.length)
        buffer_add(&out, text_slice(text, at, found));
    buffer_add(&out, text_slice(text, at, text.length));
    return buffer_text(&out);
}

/* Letters from a to z in lower case: "Amur Oblast" and "amur-oblast" are one. */
static Text plain_place(Arena *arena, Text place)
{
    Buffer lower = buffer_in(arena);
    for (size_t i = 0; i < place.length;)
        buffer_add_code_point(&lower, utf8_to_lower(utf8_next(place, &i)));
    Text text = without(arena, without(arena, buffer_text(&lower), TEXT("province")), TEXT("city"));
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] >= 'a' && text.bytes[i] <= 'z')
            buffer_add_byte(&out, text.bytes[i]);
    return buffer_text(&out);
}

static TextList plain_places(Arena *arena, const ScoredClaim *claim)
{
    TextList out = {ARENA_ARRAY(arena, Text, claim->where.count + claim->to.count + 1), 0};
    for (size_t i = 0; i < claim->where.count; i++)
        out.items[out.count++] = plain_place(arena, claim->where.items[i]);
    for (size_t i = 0; i < claim->to.count; i++)
        out.items[out.count++] = plain_place(arena, claim->to.items[i]);
    return out;
}

static bool is_same_count(const ScoredClaim *a, const ScoredClaim *b)
{
    if (!a->has_count || !b->has_count)
        return a->has_count == b->has_count;
    return a->low == b->low && a->high == b->high && text_equals(a->unit, b->unit);
}

void score_compare(Arena *arena, const ScoredClaim *coded, const ScoredClaim *read,
                   bool right[SCORE_FIELD_COUNT])
{
    right[SCORE_STATUS] = text_equals(coded->status, read->status);
    right[SCORE_BY] = is_same_set(coded->by, read->by);
    right[SCORE_WHOM] = is_same_set(coded->whom, read->whom);
    right[SCORE_WHERE] = is_same_set(plain_places(arena, coded), plain_places(arena, read));
    right[SCORE_WHEN] = score_is_near(arena, coded->when, read->when);
    right[SCORE_COUNT] = is_same_count(coded, read);
}
