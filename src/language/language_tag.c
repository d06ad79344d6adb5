#include "language/language_tag.h"

#include "core/utf8.h"

static uint32_t hash_more(uint32_t hash, unsigned char byte) { return (hash ^ byte) * 0x01000193U; }

static unsigned char lower_at(Text form, size_t i) { return (unsigned char)ascii_lower(form.bytes[i]); }

static void hash_ends(Text form, WordForm *out)
{
    uint32_t hash = 0x9747B28CU;

    /* Bytes, not characters: the ends that tell are ASCII. */
    for (size_t n = 0; n < 4; n++) {
        if (n < form.length)
            hash = hash_more(hash, lower_at(form, form.length - 1 - n));
        out->suffix[n] = feature_mix(hash);
    }
    hash = 0x3C6EF372U;
    for (size_t n = 0; n < 3; n++) {
        if (n < form.length)
            hash = hash_more(hash, lower_at(form, n));
        out->prefix[n] = feature_mix(hash);
    }
}

enum {
    KIND_CAPITAL = 1,
    KIND_ALL_CAPITALS = 2,
    KIND_DIGIT = 4,
    KIND_MARK = 8,
    KIND_HYPHEN = 16,
    KIND_STOP = 32
};

static unsigned char shape_of(uint32_t c)
{
    if (c < 0x80)
        return ascii_is_upper((char)c)   ? 'X'
               : ascii_is_alpha((char)c) ? 'x'
               : ascii_is_digit((char)c) ? 'd'
                                         : (unsigned char)c;
    return utf8_is_upper(c) ? 'X' : utf8_is_letter(c) ? 'x' : 'o';
}

/* What a character of the shape says of its word. */
static unsigned kind_of(unsigned char shape, bool is_first)
{
    unsigned kind = shape == 'd' ? KIND_DIGIT : shape == '-' ? KIND_HYPHEN : shape == '.' ? KIND_STOP : 0U;
    if (is_first && shape != 'd' && shape != 'x')
        kind |= shape == 'X' ? KIND_CAPITAL : KIND_MARK;
    return kind;
}

void language_form_of(Text form, uint32_t word, WordForm *out)
{
    uint32_t shape = 0x1B873593U;
    unsigned kind = form.length ? KIND_ALL_CAPITALS : 0;
    unsigned char last = 0;
    size_t same = 0;

    enum { MOST_SHAPED = 24 };
    for (size_t at = 0, n = 0; at < form.length && n < MOST_SHAPED; n++) {
        unsigned char now = shape_of(utf8_next(form, &at));
        if (now != 'X')
            kind &= ~(unsigned)KIND_ALL_CAPITALS;
        kind |= kind_of(now, n == 0);
        same = now == last ? same + 1 : 0;
        if (same < 2)
            shape = hash_more(shape, now);
        last = now;
    }
    out->word = word;
    out->shape = feature_mix(shape);
    out->kind = feature_mix(kind + 77);
    hash_ends(form, out);
}

WordForm language_form_pad(void)
{
    WordForm pad = {.word = 0x5BD1E995U,
                    .tags = 0xCC9E2D51U,
                    .classes = 0x52DCE729U,
                    .shape = 0x38495AB5U,
                    .kind = 0x6C62272EU,
                    .only_tag = 255};

    for (size_t n = 0; n < 4; n++)
        pad.suffix[n] = 0x27D4EB2FU;
    return pad;
}

void language_tag_features(const WordForm *forms, size_t i, const uint8_t *tags, uint32_t out[TAG_FEATURES])
{
    const WordForm *w = &forms[i];
    const WordForm *l = w - 1;
    const WordForm *r = w + 1;
    uint32_t t1 = feature_mix(i > 0 ? tags[i - 1] + 1U : 200U);
    uint32_t t2 = feature_mix(i > 1 ? tags[i - 2] + 1U : 200U);
    uint32_t n = 0;

#define V(a)        feature_value(a)
#define F1(a)       (out[n] = feature_1(n, V(a)) >> (32 - TAG_BITS), n++)
#define F2(a, b)    (out[n] = feature_2(n, V(a), V(b)) >> (32 - TAG_BITS), n++)
#define F3(a, b, c) (out[n] = feature_3(n, V(a), V(b), V(c)) >> (32 - TAG_BITS), n++)
    F1(w->word);
    F2(w->word, w->kind);
    F2(w->suffix[0], w->kind);
    F2(w->suffix[1], w->tags);
    F1(w->suffix[2]);
    F1(w->suffix[3]);
    F2(w->prefix[0], w->suffix[1]);
    F1(w->prefix[1]);
    F1(w->prefix[2]);
    F1(w->shape);
    F2(w->kind, t1);
    F1(w->tags);
    F2(w->tags, t1);
    F3(w->tags, t1, t2);
    F2(w->word, t1);
    F3(w->word, t1, t2);
    F1(t1);
    F2(t1, t2);
    F1(l->word);
    F2(l->word, w->tags);
    F2(l->word, w->word);
    F1((w - 2)->word);
    F1(r->word);
    F2(r->word, w->tags);
    F2(r->word, w->word);
    F1((w + 2)->word);
    F2(r->suffix[2], w->tags);
    F2(w->tags, r->tags);
    F3(t1, w->tags, r->tags);
    F3(w->tags, r->tags, (w + 2)->tags);
    F2(r->kind, w->kind);
    F2(l->suffix[2], w->suffix[2]);
    F3(w->suffix[2], t1, r->tags);
    F3(l->kind, w->kind, w->tags);
    F1(w->classes);
    F2(w->classes, w->kind);
    F2(w->classes, t1);
    F3(w->classes, t1, r->tags);
    F2(w->classes, w->suffix[1]);
    F3(w->tags, r->classes, t1);
#undef V
#undef F1
#undef F2
#undef F3
}
