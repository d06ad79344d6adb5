#include <string.h>

#include "core/text.h"
#include "language/language.h"

static const char *const upos_words[] = {
#define X(constant, name) name,
    LANGUAGE_UPOS_LIST(X)
#undef X
};

static const char *const xpos_words[] = {
#define X(constant, name) name,
    LANGUAGE_XPOS_LIST(X)
#undef X
};

static const char *const deprel_words[] = {
#define X(constant, name) name,
    LANGUAGE_DEPREL_LIST(X)
#undef X
};

const char *language_upos_word(Upos upos) { return upos_words[upos]; }
const char *language_xpos_word(Xpos xpos) { return xpos_words[xpos]; }
const char *language_deprel_word(Deprel deprel) { return deprel_words[deprel]; }

static int find_word(const char *const *words, int count, Text word)
{
    for (int i = 0; i < count; i++)
        if (text_is(word, words[i]))
            return i;
    return -1;
}

bool language_upos_from(Text word, Upos *out)
{
    int found = find_word(upos_words, UPOS_COUNT, word);

    if (found >= 0)
        *out = (Upos)found;
    return found >= 0;
}

bool language_xpos_from(Text word, Xpos *out)
{
    int found = find_word(xpos_words, XPOS_COUNT, word);

    if (found >= 0)
        *out = (Xpos)found;
    return found >= 0;
}

bool language_deprel_from(Text word, Deprel *out)
{
    int found = find_word(deprel_words, DEPREL_COUNT, word);

    if (found >= 0)
        *out = (Deprel)found;
    return found >= 0;
}

Deprel language_deprel_base(Deprel deprel)
{
    /* A subtype stands behind its base in the list, which is sorted. */
    const char *colon = strchr(deprel_words[deprel], ':');

    if (!colon)
        return deprel;

    size_t length = (size_t)(colon - deprel_words[deprel]);
    int base = (int)deprel;

    while (base > 0 && (strlen(deprel_words[base]) != length ||
                        strncmp(deprel_words[base], deprel_words[deprel], length) != 0))
        base--;
    return (Deprel)base;
}

uint32_t language_word(Text form)
{
    uint32_t hash = 0x811C9DC5U;

    for (size_t i = 0; i < form.length; i++) {
        unsigned char byte = (unsigned char)ascii_lower(form.bytes[i]);
        /* Typographic quotes count as straight ones: E2 80 98-99 and E2 80 9C-9D. */
        if (byte == 0xE2 && i + 2 < form.length && (unsigned char)form.bytes[i + 1] == 0x80) {
            unsigned char last = (unsigned char)form.bytes[i + 2];
            if ((last & 0xFE) == 0x98 || (last & 0xFE) == 0x9C) {
                byte = last < 0x9C ? '\'' : '"';
                i += 2;
            }
        }
        hash = (hash ^ byte) * 0x01000193U;
    }
    hash ^= hash >> 15;
    return hash * 0x2C1B3C6DU;
}

static const struct {
    unsigned char shift;
    unsigned char bits;
} features[] = {
#define X(constant, name, shift, bits) {(shift), (bits)},
    LANGUAGE_FEATURE_LIST(X)
#undef X
};

unsigned language_feature(const Token *token, Feature feature)
{
    return (unsigned)(token->features >> features[feature].shift) & ((1U << features[feature].bits) - 1);
}
