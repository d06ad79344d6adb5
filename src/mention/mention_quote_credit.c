/* Whose it is without a verb: pictures, pull quotes, entries of a list of works, headlines with a colon. */
#include "mention/mention_quote.h"

enum { NAME_MOST = 10, SENTENCES_MOST = 8, WORK_MOST = 24, HEADLINE_SOURCE_MOST = 4 };

typedef struct Spot {
    const SourceFinder *finder;
    const Sentence *sentence;
    uint32_t token;
} Spot;

static bool is_mark(const Spot *spot, uint32_t token)
{
    return spot->finder->sentences->tokens[token].upos == UPOS_PUNCT;
}

static bool is_text(const Spot *spot, uint32_t token, const char *text)
{
    return token < spot->sentence->token_end && mention_token_is(spot->finder, token, text);
}

/* The name that begins at the token and ends with the sentence, or before a mark. */
static TokenRange name_at(const Spot *spot, uint32_t begin)
{
    const SourceFinder *finder = spot->finder;
    uint32_t end = begin;
    while (end < spot->sentence->token_end && end < begin + NAME_MOST &&
           (!is_mark(spot, end) || is_text(spot, end, "-") || is_text(spot, end, "/")))
        end++;
    if (end == begin || end == begin + NAME_MOST || !mention_has_capital(finder, begin))
        return (TokenRange){begin, begin};
    Upos last = finder->sentences->tokens[end - 1].upos;
    bool is_name = mention_has_capital(finder, end - 1) || last == UPOS_PROPN || last == UPOS_X;
    return (TokenRange){begin, is_name ? end : begin};
}

/* First token of the paragraph, at most some sentences back. */
static uint32_t region_begin(const Sentence *sentence)
{
    for (int i = 0; i < SENTENCES_MOST && !sentence->begins_region; i++)
        sentence--;
    return sentence->token_begin;
}

static uint32_t region_end(const SourceFinder *finder, const Sentence *sentence)
{
    const Sentence *end = finder->sentences->items + finder->sentences->count;
    for (int i = 0; i < SENTENCES_MOST && sentence + 1 < end && !sentence[1].begins_region; i++)
        sentence++;
    return sentence->token_end;
}

static void set_source(QuoteCandidate *out, TokenRange source)
{
    out->source = source;
    out->speaker = source.begin;
}

/* "A street in the rain. Photo: X." */
static bool look_at_picture(const Spot *spot, QuoteCandidate *out)
{
    uint32_t token = spot->token;
    if (!(spot->finder->classes[token] & SPEECH_CREDIT) ||
        !(is_text(spot, token + 1, ":") || is_text(spot, token + 1, ";")))
        return false;
    if (token + 2 < spot->sentence->token_end)
        set_source(out, name_at(spot, token + 2));
    out->content = (TokenRange){region_begin(spot->sentence), token};
    return true;
}

/* "…" — X. A paragraph without marks may be one great quotation: it ends in a dash and a name. */
static bool look_at_dash(const Spot *spot, const TokenRange *quotes, QuoteCandidate *out)
{
    const SourceFinder *finder = spot->finder;
    uint32_t dash = spot->token;
    if (!(finder->classes[dash] & SPEECH_DASH))
        return false;
    if (dash == 0 || dash + 1 >= spot->sentence->token_end || finder->quotes[dash])
        return true;
    TokenRange name = name_at(spot, dash + 1);
    bool ends = name.end == region_end(finder, spot->sentence);
    bool ends_sentence = name.end + 2 >= spot->sentence->token_end;
    bool is_after_quote = finder->quotes[dash - 1] != 0;
    bool opens_region = dash == spot->sentence->token_begin && spot->sentence->begins_region;
    bool is_after_stop = !opens_region && is_mark(spot, dash - 1) && !is_text(spot, dash - 1, ",");
    if (is_after_quote && (ends_sentence || is_text(spot, name.end, ",")))
        out->content = quotes[finder->quotes[dash - 1]];
    else if (is_after_stop && ends)
        out->content = (TokenRange){region_begin(spot->sentence), dash};
    else
        return true;
    set_source(out, name);
    return true;
}

/* No clause, but a title: nothing in it is a verb of the indicative. */
static bool has_verb(const SourceFinder *finder, TokenRange range)
{
    for (uint32_t i = range.begin; i < range.end; i++) {
        Xpos xpos = finder->sentences->tokens[i].xpos;
        if (xpos == XPOS_VBD || xpos == XPOS_VBZ || xpos == XPOS_VBP || xpos == XPOS_MD)
            return true;
    }
    return false;
}

/* A paragraph that is an entry of a list: "Moreau, Jeanne. The Long Quay" */
static bool look_at_work(const Spot *spot, QuoteCandidate *out)
{
    const SourceFinder *finder = spot->finder;
    uint32_t begin = spot->sentence->token_begin;
    if (spot->token != begin || !spot->sentence->begins_region || !is_text(spot, begin + 1, ",") ||
        finder->sentences->tokens[begin].upos != UPOS_PROPN)
        return false;
    uint32_t end = region_end(finder, spot->sentence);
    uint32_t stop = begin + 2;
    while (stop < end && stop < begin + NAME_MOST && !mention_token_is(finder, stop, ".") &&
           (mention_has_capital(finder, stop) || finder->classes[stop] & SPEECH_AND ||
            mention_token_is(finder, stop, ",")))
        stop++;
    if (stop == begin + 2 || stop + 1 >= end || end > begin + WORK_MOST ||
        !mention_token_is(finder, stop, ".") || !mention_has_capital(finder, stop + 1) ||
        has_verb(finder, (TokenRange){begin, end}))
        return false;
    set_source(out, (TokenRange){begin, stop});
    out->cue = (TokenRange){stop, stop + 1};
    out->content = (TokenRange){stop + 1, end};
    return true;
}

/* A headline or a line that begins "Police: …". */
static bool look_at_headline(const Spot *spot, QuoteCandidate *out)
{
    const SourceFinder *finder = spot->finder;
    uint32_t begin = spot->sentence->token_begin;
    uint32_t colon = begin;
    if (spot->token != begin || !spot->sentence->begins_region)
        return false;
    while (colon < spot->sentence->token_end && colon <= begin + HEADLINE_SOURCE_MOST &&
           !mention_token_is(finder, colon, ":"))
        colon++;
    if (colon == begin || !is_text(spot, colon, ":") || colon + 2 >= spot->sentence->token_end ||
        !mention_noun_at(finder, colon - 1) || finder->classes[colon - 1] & SPEECH_CREDIT ||
        has_verb(finder, (TokenRange){begin, colon}))
        return false;
    set_source(out, (TokenRange){begin, colon});
    out->speaker = colon - 1;
    out->cue = (TokenRange){colon, colon + 1};
    out->content = (TokenRange){colon + 1, spot->sentence->token_end};
    out->way = TOLD_ACCORDING;
    return true;
}

bool mention_quote_credit(const SourceFinder *finder, const TokenRange *quotes, uint32_t sentence,
                          uint32_t token, QuoteCandidate *out)
{
    Spot spot = {finder, &finder->sentences->items[sentence], token};
    *out = (QuoteCandidate){
        .word = token, .sentence = sentence, .clause = token, .way = TOLD_CREDIT, .cue = {token, token + 1}};
    return look_at_picture(&spot, out) || look_at_dash(&spot, quotes, out) || look_at_work(&spot, out) ||
           look_at_headline(&spot, out);
}
