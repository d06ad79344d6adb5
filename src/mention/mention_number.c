#include "mention/mention_number.h"

static bool read_digits(const AtomRange *range, size_t at, NumberRead *out)
{
    const Atom *atom = &range->items[at];
    if (atom->kind != ATOM_NUMBER || atom->digits > 15)
        return false;
    Text text = mention_atom_text(range, at);
    *out = (NumberRead){.end = at + 1,
                        .value = atom->number,
                        .is_plain = !atom->has_comma && text_find_byte(text, '.', 0) == SIZE_MAX};
    return true;
}

/* "twenty-five", "seventy one": tens and a digit. */
static size_t read_ones(const AtomRange *range, size_t at, int64_t *value)
{
    const LexiconEntry *word = mention_lexeme(range, at, LEXICON_NUMBER);
    if (!word)
        return at;
    *value = word->number;
    at += word->word_count;
    if (word->number < 20)
        return at;
    size_t next = mention_is_sign(range, at, '-') ? at + 1 : at;
    const LexiconEntry *one = mention_lexeme(range, next, LEXICON_NUMBER);
    if (!one || one->number < 1 || one->number > 9)
        return at;
    *value += one->number;
    return next + one->word_count;
}

/* "three hundred", "3.3 million", "two hundred and fifty thousand". */
static void read_scales(const AtomRange *range, NumberRead *number)
{
    double total = 0;
    double part = number->value;
    for (;;) {
        const LexiconEntry *scale = mention_lexeme(range, number->end, LEXICON_SCALE);
        if (scale) {
            part *= (double)scale->number;
            number->end += scale->word_count;
            number->is_plain = false;
            if (scale->number >= 1000) {
                total += part;
                part = 0;
            }
        }
        size_t next = number->end;
        bool joins = scale && mention_lexeme(range, next, LEXICON_AND);
        int64_t ones = 0;
        size_t end = read_ones(range, joins ? next + 1 : next, &ones);
        bool goes_on = scale && end > next + joins && ((double)ones < (double)scale->number);
        if (!goes_on || (joins && !(scale->number == 100 || mention_lexeme(range, end, LEXICON_SCALE))))
            break;
        part += (double)ones;
        number->end = end;
    }
    number->value = total + part;
}

/* "several thousand", "a few hundred", "a dozen", "a hundred". */
static bool read_led_scale(const AtomRange *range, size_t at, NumberRead *out)
{
    const LexiconEntry *vague = mention_lexeme(range, at, LEXICON_VAGUE);
    const LexiconEntry *article = mention_lexeme(range, at, LEXICON_A);
    const LexiconEntry *lead = vague ? vague : article;
    const LexiconEntry *scale = lead ? mention_lexeme(range, at + lead->word_count, LEXICON_SCALE) : NULL;
    if (!scale)
        return false;
    *out = (NumberRead){.end = at + lead->word_count + scale->word_count,
                        .value = (double)scale->number * (vague ? (double)vague->number : 1),
                        .is_vague = vague != NULL};
    return true;
}

bool mention_read_number(const AtomRange *range, size_t at, NumberRead *out)
{
    if (at >= range->end)
        return false;
    const LexiconEntry *vague = mention_lexeme(range, at, LEXICON_VAGUE_SCALE);
    if (vague) {
        *out = (NumberRead){at + vague->word_count, (double)vague->number, true, false};
        return true;
    }
    int64_t ones = 0;
    size_t end = read_ones(range, at, &ones);
    if (end > at)
        *out = (NumberRead){.end = end, .value = (double)ones};
    else if (!read_digits(range, at, out))
        return read_led_scale(range, at, out);
    read_scales(range, out);
    return true;
}

int64_t mention_number_word(const MentionData *data, Text word, bool *out_is_scale)
{
    const LexiconEntry *number = mention_word_entry(data->lexicon, word, LEXICON_NUMBER);
    const LexiconEntry *scale = number ? NULL : mention_word_entry(data->lexicon, word, LEXICON_SCALE);
    *out_is_scale = scale != NULL;
    return number ? number->number : scale ? scale->number : -1;
}

int mention_month_word(const MentionData *data, Text word)
{
    const LexiconEntry *month = mention_word_entry(data->lexicon, word, LEXICON_MONTH);
    return month ? (int)month->number : 0;
}
