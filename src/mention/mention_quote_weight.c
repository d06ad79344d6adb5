/* What speaks for and against a word that may tell of what somebody says. */
#include "mention/mention_quote.h"

enum { SHORT_WORDS = 3 };

/* The program's own terms: QuoteWay, as it stands in quotes.tsv. */
static const char *const ways[] = {"clause", "object", "noun",  "beside",    "aside", "as",
                                   "before", "behind", "after", "according", "credit"};

/* Which of the word lists has the word: lets a verb that was never seen learn from its likes. */
static const char *class_of(uint64_t classes)
{
    if (classes & SPEECH_THINK)
        return "think";
    if (classes & SPEECH_WEAK)
        return "weak";
    if (classes & SPEECH_TELL)
        return "tell";
    if (classes & SPEECH_SAY)
        return "say";
    if (classes & SPEECH_UTTER)
        return "utter";
    return classes & (SPEECH_SHOW | SPEECH_FIND | SPEECH_LEARN | SPEECH_OPINE) ? "show" : "none";
}

static const char *speaker_of(const SourceFinder *finder, uint32_t head)
{
    const Token *token = &finder->sentences->tokens[head];
    uint64_t classes = finder->classes[head];
    if (classes & SPEECH_HE)
        return "he";
    if (classes & SPEECH_THEY)
        return "they";
    if (classes & SPEECH_IT)
        return "it";
    if (token->upos == UPOS_PRON)
        return language_feature(token, FEATURE_PERSON) == PERSON_FIRST    ? "i"
               : language_feature(token, FEATURE_PERSON) == PERSON_SECOND ? "you"
                                                                          : "pronoun";
    if (token->upos == UPOS_PROPN)
        return "name";
    return mention_noun_at(finder, head) ? "voice" : "noun";
}

/* What opens the clause. */
static const char *opening_of(const SourceFinder *finder, const QuoteCandidate *candidate)
{
    uint32_t begin = candidate->content.begin;
    const Token *clause = &finder->sentences->tokens[candidate->clause];
    int32_t mark = language_child(finder->sentences, candidate->clause, DEPREL_MARK);
    if (finder->quotes[begin] && finder->quotes[begin] != finder->quotes[candidate->word])
        return "quote";
    if (mark >= 0 && finder->classes[mark] & SPEECH_THAT)
        return "that";
    if (mark >= 0)
        return finder->classes[mark] & SPEECH_TO ? "to" : "mark";
    Xpos xpos = finder->sentences->tokens[begin].xpos;
    if (xpos == XPOS_WP || xpos == XPOS_WRB || xpos == XPOS_WDT || xpos == XPOS_WP_POSSESSIVE)
        return "question";
    if (clause->xpos == XPOS_VB || clause->xpos == XPOS_VBG || clause->xpos == XPOS_VBN)
        return language_child(finder->sentences, candidate->clause, DEPREL_AUX) >= 0 ? "finite" : "bare";
    return "finite";
}

Text mention_quote_features(const SourceFinder *finder, const QuoteCandidate *candidate, Buffer *scratch)
{
    const Sentences *sentences = finder->sentences;
    const Token *word = &sentences->tokens[candidate->word];
    const char *way = ways[candidate->way];
    const char *class = class_of(finder->classes[candidate->word]);
    const char *speaker = speaker_of(finder, candidate->speaker);
    const char *opening = opening_of(finder, candidate);
    buffer_clear(scratch);
    buffer_print(scratch, "any\nway %s\n", way);
    buffer_print(scratch, "word %.*s\nword %.*s %s\n", TEXT_ARGS(word->lemma), TEXT_ARGS(word->lemma), way);
    buffer_print(scratch, "word %.*s %s\n", TEXT_ARGS(word->lemma), opening);
    buffer_print(scratch, "class %s\nclass %s %s\nclass %s %s\n", class, class, way, class, opening);
    buffer_print(scratch, "speaker %s\nspeaker %s %s\n", speaker, speaker, class);
    buffer_print(scratch, "opening %s %s\n", opening, way);
    buffer_print(scratch, "form %s %s\n", language_xpos_word(word->xpos), way);
    buffer_print(scratch, "relation %s\n", language_deprel_word(word->deprel));
    buffer_print(scratch, "source %s\n", language_xpos_word(sentences->tokens[candidate->source.begin].xpos));
    bool is_noun = candidate->way == TOLD_CLAUSE && sentences->tokens[candidate->clause].deprel == DEPREL_OBJ;
    if (language_child(sentences, candidate->clause, DEPREL_NSUBJ) < 0 && !is_noun)
        buffer_print(scratch, "bare\nbare %s\n", way);
    if (language_is_negated(sentences, candidate->word))
        buffer_print(scratch, "negated\nnegated %s\n", class);
    if (language_is_passive(sentences, candidate->word))
        buffer_print(scratch, "passive\n");
    if (candidate->content.end - candidate->content.begin <= SHORT_WORDS)
        buffer_print(scratch, "short\nshort %s\n", class);
    if (candidate->is_cue)
        buffer_print(scratch, "cue\ncue %s\n", way);
    if (finder->quotes[candidate->word])
        buffer_print(scratch, "quoted\n");
    if (candidate->source.begin > candidate->word)
        buffer_print(scratch, "inverted\n");
    return buffer_text(scratch);
}

int64_t mention_quote_score(const Map *weights, Text features)
{
    int64_t sum = 0;
    Text feature;
    while (text_split(&features, '\n', &feature)) {
        const MapEntry *entry = map_find(weights, feature);
        sum += entry ? entry->number : 0;
    }
    return sum;
}
