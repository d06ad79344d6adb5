/* When a state began that its own sentence does not date: a sentence behind it says since when. */
#include "claim/claim_parts.h"

enum {
    SENTENCES_MOST = 3, /* behind the claim's own */
    STEM_LEAST = 4      /* letters that "collected" and "the collection" share at least */
};

/* The noun is made from the verb, or the verb from the noun, as far as their beginnings tell. */
static bool shares_stem(Text a, Text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    size_t alike = 0;
    while (alike < shorter && ascii_lower(a.bytes[alike]) == ascii_lower(b.bytes[alike]))
        alike++;
    return (alike == a.length && alike == b.length) || (alike >= STEM_LEAST && alike + 1 >= shorter);
}

/* "They have collected the phones … The collection": a word that the claim was read from, or any measure. */
static bool is_same_event(const ClaimReader *reader, const Draft *draft, Text noun)
{
    const PatternMatch *at = &draft->match.at;
    if (mention_refers(reader->data, noun, REFERENCE_MEASURE))
        return true;
    for (size_t i = 0; i < at->element_count; i++)
        for (uint32_t t = at->elements[i].begin; t < at->elements[i].end; t++)
            if (shares_stem(reader->sentences->tokens[t].lemma, noun))
                return true;
    return false;
}

static bool has_definite(const Sentences *sentences, size_t noun)
{
    int32_t determiner = language_child(sentences, noun, DEPREL_DET);
    return determiner >= 0 &&
           language_feature(&sentences->tokens[determiner], FEATURE_DEFINITE) != DEFINITE_IND;
}

/* How a subject of the sentence goes on with what the claim tells. */
typedef struct Going {
    bool goes_on;
    bool begins; /* its verb tells a beginning: a plain day is the first */
    bool is_pronoun;
} Going;

static Going going_of(const ClaimReader *reader, const Draft *draft, uint32_t subject)
{
    const Token *word = &reader->sentences->tokens[subject];
    Going going = {.is_pronoun = word->upos == UPOS_PRON};
    Text verb = reader->sentences->tokens[word->head].lemma;
    bool is_measure = mention_refers(reader->data, word->lemma, REFERENCE_MEASURE);
    going.begins = mention_refers(reader->data, verb, REFERENCE_BEGIN) ||
                   (is_measure && mention_refers(reader->data, verb, REFERENCE_COME));
    Upos head = reader->sentences->tokens[word->head].upos; /* not "it has been cold", "it has rained" */
    bool is_told = head == UPOS_VERB ? going.begins || mention_refers(reader->data, verb, REFERENCE_HOLD)
                                     : head != UPOS_ADJ;
    if (going.is_pronoun)
        going.goes_on = is_told && mention_refers(reader->data, word->lemma, REFERENCE_AGAIN);
    else
        going.goes_on = going.begins && word->upos == UPOS_NOUN && has_definite(reader->sentences, subject) &&
                        is_same_event(reader, draft, word->lemma);
    return going;
}

/* Whether a subject of the sentence is what the claim tells: by a pronoun within its paragraph. */
static Going goes_on(const ClaimReader *reader, const Draft *draft, uint32_t sentence)
{
    const Sentence *items = reader->sentences->items;
    bool is_near = items[sentence].part == items[draft->match.sentence].part;
    for (uint32_t t = items[sentence].token_begin; t < items[sentence].token_end; t++) {
        const Token *word = &reader->sentences->tokens[t];
        if (language_deprel_base(word->deprel) != DEPREL_NSUBJ || word->head < 0)
            continue;
        Going going = going_of(reader, draft, t);
        if (going.goes_on && (!going.is_pronoun || is_near))
            return going;
    }
    return (Going){0};
}

/* The first day of the time, and no end: "2017-10-28/..". */
static bool since(const ClaimReader *reader, const TimeMention *time, Date *out)
{
    Period some = time->date.some;
    if (period_is_none(some) || some.first == DAY_PAST || some.last == DAY_FUTURE)
        return false;
    size_t slash = text_find_byte(time->date.edtf, '/', 0);
    Text start = slash == SIZE_MAX ? time->date.edtf : text_slice(time->date.edtf, 0, slash);
    Text edtf = arena_print(reader->arena, "%.*s/..", TEXT_ARGS(start));
    return edtf_parse(reader->arena, edtf, out, NULL) == STATUS_OK;
}

const TimeMention *claim_time_after(const ClaimReader *reader, const Draft *draft, Date *out)
{
    uint32_t own = draft->match.sentence;
    for (uint32_t ahead = 1; ahead <= SENTENCES_MOST && own + ahead < reader->sentences->count; ahead++) {
        uint32_t sentence = own + ahead;
        Going going = goes_on(reader, draft, sentence);
        if (!going.goes_on)
            continue;
        const SentenceView *view = &reader->views[sentence];
        for (uint32_t i = view->times; i < view[1].times; i++) {
            const TimeMention *time = &reader->mentions->times[i];
            if (!time->date.edtf.length || time->says_when_spoken || time->is_until)
                continue;
            if (time->is_since && !period_is_none(time->date.some)) {
                *out = time->date;
                return time;
            }
            if (going.begins && since(reader, time, out))
                return time;
        }
    }
    return NULL;
}
