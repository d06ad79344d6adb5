#include "mention/mention_quote.h"

enum { CREDIT_MOST = 10, INVERTED_REACH = 2 };

typedef struct Search {
    const SourceFinder *finder;
    const Sentence *sentence;
    uint32_t number; /* of the sentence */
    TokenRange *quotes;
    bool *cues; /* by token: a cue begins there */
    QuoteCandidates list;
} Search;

static bool is_mark(const SourceFinder *finder, uint32_t token)
{
    return finder->sentences->tokens[token].upos == UPOS_PUNCT;
}

static bool has_mark(const SourceFinder *finder, uint32_t token, uint64_t class)
{
    int32_t mark = language_child(finder->sentences, token, DEPREL_MARK);
    return mark >= 0 && finder->classes[mark] & class;
}

/* Has a subject or a copula, or is a verb: no mere name. */
static bool is_clause(const SourceFinder *finder, uint32_t token)
{
    const Token *t = &finder->sentences->tokens[token];
    return t->upos == UPOS_VERB || t->upos == UPOS_AUX ||
           language_child(finder->sentences, token, DEPREL_NSUBJ) >= 0 ||
           language_child(finder->sentences, token, DEPREL_COP) >= 0;
}

/* "what happened", "what to do": the relative stands for its noun, too. */
static bool is_free_relative(const SourceFinder *finder, uint32_t token)
{
    const Token *t = &finder->sentences->tokens[token];
    return (t->xpos == XPOS_WP || t->xpos == XPOS_WDT || t->xpos == XPOS_WRB) && t->first_child >= 0;
}

/* How the child is told by its head, if it may be. */
static bool way_of_child(const SourceFinder *finder, uint32_t word, uint32_t child, QuoteWay *out)
{
    const Token *token = &finder->sentences->tokens[child];
    Upos upos = finder->sentences->tokens[word].upos;
    Deprel relation = language_deprel_base(token->deprel);
    if (relation == DEPREL_CCOMP)
        *out = TOLD_CLAUSE;
    else if (relation == DEPREL_OBJ && is_free_relative(finder, child))
        *out = TOLD_OBJECT;
    else if (token->deprel == DEPREL_ACL && upos == UPOS_NOUN && has_mark(finder, child, SPEECH_THAT))
        *out = TOLD_NOUN;
    else if ((relation == DEPREL_PARATAXIS || relation == DEPREL_DEP) && upos == UPOS_VERB && child > word &&
             (is_clause(finder, child) || finder->quotes[child]))
        *out = TOLD_BESIDE;
    else
        return false;
    return true;
}

/* The child that is told: a clause before anything else. */
static bool find_below(Search *search, uint32_t word, QuoteCandidate *candidate)
{
    const Token *tokens = search->finder->sentences->tokens;
    bool is_found = false;
    for (int32_t child = tokens[word].first_child; child >= 0; child = tokens[child].next_sibling) {
        QuoteWay way = TOLD_CLAUSE;
        if (!way_of_child(search->finder, word, (uint32_t)child, &way) || (is_found && way >= candidate->way))
            continue;
        candidate->way = way;
        candidate->clause = (uint32_t)child;
        is_found = true;
    }
    return is_found;
}

/* "…, I think, …"; "as he told the paper, …". */
static bool find_above(const Search *search, uint32_t word, QuoteCandidate *candidate)
{
    const Token *token = &search->finder->sentences->tokens[word];
    Deprel relation = language_deprel_base(token->deprel);
    if (token->head < 0 || token->upos != UPOS_VERB)
        return false;
    candidate->clause = (uint32_t)token->head;
    candidate->way = relation == DEPREL_PARATAXIS || relation == DEPREL_DISCOURSE ? TOLD_ASIDE : TOLD_AS;
    if (candidate->way == TOLD_ASIDE)
        return true;
    int32_t mark = language_child(search->finder->sentences, word, DEPREL_MARK);
    return relation == DEPREL_ADVCL && mark >= 0 &&
           search->finder->sentences->tokens[mark].lemma.length == 2 && (uint32_t)mark < word;
}

/* A candidate outside the quotation has it already. */
static bool is_taken(const Search *search, uint32_t quote)
{
    enum { LOOK_BACK = 8 };
    const QuoteCandidates *list = &search->list;
    for (size_t i = list->count; i > 0 && list->count - i < LOOK_BACK; i--) {
        const QuoteCandidate *before = &list->items[i - 1];
        if (before->is_cue && search->finder->quotes[before->word] != quote &&
            before->content.end >= search->quotes[quote].end)
            return true;
    }
    return false;
}

/* The sentence behind a quotation tells whose it is: "…" She sighed. */
static bool is_behind_quote(const Search *search, uint32_t word)
{
    const SourceFinder *finder = search->finder;
    const Sentence *sentence = search->sentence;
    if (sentence->begins_region || sentence->root != word || word >= sentence->token_begin + CREDIT_MOST)
        return false;
    uint32_t quote = finder->quotes[sentence->token_begin - 1];
    int32_t object = language_child(finder->sentences, word, DEPREL_OBJ);
    bool tells_it = object >= 0 && finder->classes[object] & (SPEECH_IT | SPEECH_DEFINITE | SPEECH_THAT);
    return quote && !tells_it && !is_taken(search, quote);
}

/* The quotation stands in another sentence, or the tree does not join it. */
static bool find_apart(const Search *search, uint32_t word, QuoteCandidate *candidate)
{
    const SourceFinder *finder = search->finder;
    const Sentence *sentence = search->sentence;
    if (finder->sentences->tokens[word].upos != UPOS_VERB || finder->quotes[word])
        return false;
    candidate->clause = word;
    candidate->way = TOLD_BEFORE;
    for (uint32_t i = word + 1; i < sentence->token_end; i++)
        if (finder->quotes[i])
            return !is_mark(finder, word + 1) || i == word + 2 || i == word + 1;
    bool has_next = search->number + 1 < finder->sentences->count && !sentence[1].begins_region;
    if (mention_token_is(finder, sentence->token_end - 1, ":") && (uint32_t)sentence->root == word)
        return search->number + 1 < finder->sentences->count;
    if (has_next && mention_token_is(finder, sentence->token_end - 1, ",") &&
        finder->quotes[sentence->token_end])
        return true;
    candidate->way = TOLD_BEHIND;
    return is_behind_quote(search, word);
}

/* The word's own subject, one behind it ("said the driver"), "by" of a passive. */
static int32_t find_speaker(const SourceFinder *finder, uint32_t word)
{
    const Sentences *sentences = finder->sentences;
    if (language_is_passive(sentences, word))
        return language_agent(sentences, word);
    if (sentences->tokens[word].upos == UPOS_NOUN) { /* "has no doubt that": whoever has it */
        int32_t head = sentences->tokens[word].head;
        bool is_object = head >= 0 && sentences->tokens[word].deprel == DEPREL_OBJ;
        return is_object ? language_subject(sentences, (size_t)head) : language_subject(sentences, word);
    }
    return language_subject(sentences, word);
}

static void look_at_word(Search *search, uint32_t word)
{
    const SourceFinder *finder = search->finder;
    QuoteCandidate candidate = {.word = word, .sentence = search->number, .cue = {word, word + 1}};
    candidate.is_cue = search->cues[word];
    if (is_mark(finder, word) ||
        (!find_below(search, word, &candidate) && !find_above(search, word, &candidate) &&
         !find_apart(search, word, &candidate)))
        return;
    int32_t speaker = find_speaker(finder, word);
    if (speaker < 0 || (uint32_t)speaker == candidate.clause)
        return;
    candidate.speaker = (uint32_t)speaker;
    candidate.source = mention_quote_source(finder, candidate.speaker, word);
    mention_quote_content(finder, search->quotes, &candidate);
    if (candidate.source.begin < candidate.source.end && candidate.content.begin < candidate.content.end)
        *LIST_ADD(finder->arena, &search->list) = candidate;
}

/* At either end of the sentence and parted from it, "according to X" is said of the whole. */
static bool is_of_sentence(const Search *search, TokenRange phrase)
{
    const Sentence *sentence = search->sentence;
    uint32_t end = phrase.end;
    while (end < sentence->token_end && is_mark(search->finder, end))
        end++;
    return phrase.begin == sentence->token_begin || (end == sentence->token_end && phrase.begin > 0 &&
                                                     mention_token_is(search->finder, phrase.begin - 1, ","));
}

/* "according to X": X is the head of both words. */
static void look_at_according(Search *search, uint32_t word)
{
    const SourceFinder *finder = search->finder;
    const Token *tokens = finder->sentences->tokens;
    if (word + 2 >= search->sentence->token_end || !(finder->classes[word + 1] & SPEECH_TO))
        return;
    int32_t speaker = tokens[word].head;
    if (speaker < (int32_t)word + 2)
        speaker = tokens[word + 1].head;
    if (speaker < (int32_t)word + 2)
        return;
    QuoteCandidate candidate = {.word = word,
                                .sentence = search->number,
                                .speaker = (uint32_t)speaker,
                                .clause = tokens[speaker].head < 0 ? (uint32_t)speaker
                                                                   : (uint32_t)tokens[speaker].head,
                                .way = TOLD_ACCORDING,
                                .cue = {word, word + 2}};
    candidate.source = mention_quote_source(finder, (uint32_t)speaker, word + 1);
    if (is_of_sentence(search, (TokenRange){word, candidate.source.end}) &&
        search->sentence->root != candidate.speaker)
        candidate.clause = search->sentence->root;
    mention_quote_content(finder, search->quotes, &candidate);
    if (candidate.source.begin < candidate.source.end && candidate.content.begin < candidate.content.end)
        *LIST_ADD(finder->arena, &search->list) = candidate;
}

static bool *find_cues(SourceFinder *finder)
{
    bool *cues = ARENA_ARRAY(finder->arena, bool, finder->sentences->token_count + 1);
    for (uint32_t s = 0; s < finder->sentences->count; s++)
        mention_find_cues(finder, s);
    for (size_t i = 0; i < finder->cues.count; i++)
        cues[finder->cues.items[i].words.begin] = true;
    return cues;
}

QuoteCandidates mention_quote_candidates(SourceFinder *finder)
{
    Search search = {.finder = finder, .quotes = mention_quote_ranges(finder), .cues = find_cues(finder)};
    for (uint32_t s = 0; s < finder->sentences->count; s++) {
        search.number = s;
        search.sentence = &finder->sentences->items[s];
        for (uint32_t i = search.sentence->token_begin; i < search.sentence->token_end; i++) {
            QuoteCandidate credit;
            if (finder->classes[i] & SPEECH_ACCORDING)
                look_at_according(&search, i);
            else if (!mention_quote_credit(finder, search.quotes, s, i, &credit))
                look_at_word(&search, i);
            else if (credit.source.begin < credit.source.end && credit.content.begin < credit.content.end)
                *LIST_ADD(finder->arena, &search.list) = credit;
        }
    }
    return search.list;
}
