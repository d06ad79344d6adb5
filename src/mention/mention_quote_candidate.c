#include "mention/mention_quote.h"

enum { CREDIT_MOST = 10, INVERTED_REACH = 2 };

typedef struct Search {
    const SourceFinder *finder;
    const Sentence *sentence;
    uint32_t number; /* of the sentence */
    TokenRange *quotes;
    uint32_t *cues; /* by token: 1 + number of the cue that begins there; 0: none */
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

/* "said wages had been cut": the tree takes the subject for the object of "said" and the verb for a relative
 * clause, which would have a subject or a relative of its own. */
static bool is_hidden_clause(const SourceFinder *finder, uint32_t token)
{
    const Sentences *sentences = finder->sentences;
    int32_t verb = language_child(sentences, token, DEPREL_ACL);
    if (verb <= (int32_t)token || sentences->tokens[token].upos == UPOS_VERB ||
        language_child(sentences, (size_t)verb, DEPREL_NSUBJ) >= 0)
        return false;
    bool is_finite = sentences->tokens[verb].xpos == XPOS_VBD || sentences->tokens[verb].xpos == XPOS_VBZ ||
                     sentences->tokens[verb].xpos == XPOS_VBP;
    for (uint32_t i = token + 1; i <= (uint32_t)verb; i++) {
        const Token *inner = &sentences->tokens[i];
        if (inner->xpos == XPOS_WP || inner->xpos == XPOS_WDT || inner->xpos == XPOS_WRB ||
            finder->classes[i] & (SPEECH_THAT | SPEECH_RELATIVE))
            return false;
        is_finite |= inner->upos == UPOS_AUX;
    }
    return is_finite;
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
    else if (relation == DEPREL_OBJ && child > word && finder->classes[word] & SPEECH_SAY &&
             is_hidden_clause(finder, child))
        *out = TOLD_CLAUSE;
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

/* Nothing that it tells, names or does stands behind it: "called it off", "continued to sing". */
static bool tells_nothing_behind(const SourceFinder *finder, const Cue *cue, uint32_t word)
{
    const Token *tokens = finder->sentences->tokens;
    for (int32_t child = tokens[word].first_child; child >= 0; child = tokens[child].next_sibling) {
        Deprel relation = language_deprel_base(tokens[child].deprel);
        bool is_hearer = (uint32_t)child >= cue->hearer.begin && (uint32_t)child < cue->hearer.end;
        bool is_told = relation == DEPREL_OBJ || relation == DEPREL_CCOMP || relation == DEPREL_XCOMP;
        if ((uint32_t)child > word && is_told && (uint32_t)child != cue->head && !is_hearer &&
            !(finder->classes[child] & SPEECH_TIME))
            return false;
    }
    return true;
}

static bool has_verb(const SourceFinder *finder, TokenRange range)
{
    for (uint32_t i = range.begin; i < range.end; i++) {
        Upos upos = finder->sentences->tokens[i].upos;
        if (upos == UPOS_VERB || upos == UPOS_AUX)
            return true;
    }
    return false;
}

/* "…, said the driver": what the tree does not join, the words do, behind what is told. */
static bool find_before_cue(const Search *search, const Cue *cue, QuoteCandidate *candidate)
{
    uint32_t begin = search->sentence->token_begin;
    uint32_t end = cue->speaker.begin < cue->words.begin ? cue->speaker.begin : cue->words.begin;
    while (end > begin && is_mark(search->finder, end - 1))
        end--;
    Upos upos = search->finder->sentences->tokens[candidate->speaker].upos;
    if (cue->kind != CUE_SAY || !cue->is_after ||
        (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_PRON) ||
        !(search->finder->classes[candidate->word] & (SPEECH_SAY | SPEECH_TELL)) ||
        !tells_nothing_behind(search->finder, cue, candidate->word) ||
        !has_verb(search->finder, (TokenRange){begin, end}))
        return false;
    candidate->way = TOLD_AFTER;
    candidate->clause = candidate->word;
    candidate->content = (TokenRange){begin, end};
    return true;
}

static bool has_comma(const Search *search, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (mention_token_is(search->finder, i, ","))
            return true;
    return false;
}

/* "that they were guarded, the paper reports": who passes it on stands behind it. */
static void cut_relay(const Search *search, QuoteCandidate *candidate)
{
    const SourceFinder *finder = search->finder;
    for (uint32_t i = candidate->word + 1; i < candidate->content.end && i < search->sentence->token_end;
         i++) {
        const Cue *cue = search->cues[i] ? &finder->cues.items[search->cues[i] - 1] : NULL;
        if (!cue || !cue->is_after || cue->kind != CUE_SAY)
            continue;
        uint32_t end = cue->speaker.begin < i ? cue->speaker.begin : i;
        while (end > candidate->content.begin && is_mark(finder, end - 1) && !finder->quotes[end - 1])
            end--;
        if (end > candidate->word && end > candidate->content.begin)
            candidate->content.end = end;
        return;
    }
}

/* What is told hangs on the word, or stands before it; who tells it is the word's subject, or whom the cue
 * names. */
static bool find_told(Search *search, uint32_t word, QuoteCandidate *candidate)
{
    const SourceFinder *finder = search->finder;
    uint32_t number = search->cues[word];
    const Cue *cue = number ? &finder->cues.items[number - 1] : NULL;
    bool is_joined = find_below(search, word, candidate) || find_above(search, word, candidate) ||
                     find_apart(search, word, candidate);
    int32_t speaker = is_joined ? find_speaker(finder, word) : -1;
    bool has_speaker = speaker >= 0 && (uint32_t)speaker != candidate->clause;
    if (!has_speaker && (!cue || cue->speaker.begin >= cue->speaker.end))
        return false;
    if (has_speaker && cue && cue->head < word && cue->head > (uint32_t)speaker &&
        has_comma(search, (uint32_t)speaker, cue->head))
        has_speaker = false; /* "The men, the embassy said, …": the nearer one */
    candidate->speaker = has_speaker ? (uint32_t)speaker : cue->head;
    candidate->source = mention_quote_source(finder, candidate->speaker, word);
    if (is_joined && (has_speaker || candidate->way == TOLD_CLAUSE || speaker >= 0))
        mention_quote_content(finder, search->quotes, candidate);
    else
        return find_before_cue(search, cue, candidate);
    if (candidate->content.begin > word)
        cut_relay(search, candidate);
    return true;
}

static void look_at_word(Search *search, uint32_t word)
{
    QuoteCandidate candidate = {.word = word, .sentence = search->number, .cue = {word, word + 1}};
    candidate.is_cue = search->cues[word] != 0;
    if (!is_mark(search->finder, word) && find_told(search, word, &candidate) &&
        candidate.source.begin < candidate.source.end && candidate.content.begin < candidate.content.end)
        *LIST_ADD(search->finder->arena, &search->list) = candidate;
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
    if (tokens[word + 2].upos == UPOS_PRON && is_mark(finder, word + 3))
        speaker = (int32_t)word + 2; /* "according to it, the guards …" */
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

static uint32_t *find_cues(SourceFinder *finder)
{
    uint32_t *cues = ARENA_ARRAY(finder->arena, uint32_t, finder->sentences->token_count + 1);
    for (uint32_t s = 0; s < finder->sentences->count; s++)
        mention_find_cues(finder, s);
    for (size_t i = 0; i < finder->cues.count; i++)
        cues[finder->cues.items[i].words.begin] = (uint32_t)i + 1;
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
