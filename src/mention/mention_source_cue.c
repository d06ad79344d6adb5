/* Cues: "X said", "said X", "according to X", "learned from X", "…, quoting X". */
#include "mention/mention_source.h"

enum { SPEAKER_MOST = 30, APPOSITION_MOST = 28, HEARER_MOST = 6, LEARN_REACH = 14 };

static uint64_t classes_at(const SourceFinder *finder, size_t token)
{
    return token < finder->sentences->token_count ? finder->classes[token] : 0;
}

static bool is_mark(const SourceFinder *finder, size_t token)
{
    Text word = mention_token_text(finder, token);
    unsigned char c = word.length ? (unsigned char)word.bytes[0] : ' ';
    if (word.length > 1 && text_ends_with(word, TEXT("-")))
        return false; /* "U.S.-" */
    return (c < 0x80 && !ascii_is_alpha((char)c) && !ascii_is_digit((char)c) && c != '\'' && c != '$' &&
            c != '&') ||
           text_is(word, "“") || text_is(word, "”") || text_is(word, "–") || text_is(word, "—");
}

static bool is_comma(const SourceFinder *finder, size_t token)
{
    return mention_token_is(finder, token, ",");
}

/* The tagger says so, or has not looked. */
static bool may_be_verb(const SourceFinder *finder, size_t token)
{
    Upos upos = finder->sentences->tokens[token].upos;
    return upos == UPOS_VERB || upos == UPOS_AUX || upos == UPOS_X;
}

static bool is_sure_verb(const SourceFinder *finder, size_t token)
{
    const Token *t = &finder->sentences->tokens[token];
    if (t->upos == UPOS_X)
        return (finder->classes[token] & (SPEECH_BE | SPEECH_HAVE | SPEECH_MODAL)) != 0;
    return t->upos == UPOS_AUX || (t->upos == UPOS_VERB && t->xpos != XPOS_VBG && t->xpos != XPOS_VBN);
}

static bool ends_with_hyphen(const SourceFinder *finder, size_t token)
{
    return text_ends_with(mention_token_text(finder, token), TEXT("-"));
}

/* A preposition, relative, mark or verb: the noun's own words end before it. */
static bool ends_noun(const SourceFinder *finder, uint32_t token)
{
    const Token *t = &finder->sentences->tokens[token];
    if (t->upos == UPOS_VERB)
        return t->deprel != DEPREL_AMOD || t->head < (int32_t)token; /* "a leaked memo" */
    return (finder->classes[token] &
            (SPEECH_PREPOSITION | SPEECH_RELATIVE | SPEECH_CLAUSE | SPEECH_PARTICIPLE)) != 0 ||
           (is_mark(finder, token) && !mention_token_is(finder, token, "-"));
}

/* The noun of the phrase: the last word before its first preposition, relative or mark. */
static uint32_t head_of(const SourceFinder *finder, TokenRange phrase)
{
    uint32_t head = phrase.begin;
    for (uint32_t i = phrase.begin + 1; i < phrase.end; i++) {
        const Token *token = &finder->sentences->tokens[i];
        bool is_joined = ends_with_hyphen(finder, i - 1) && !token[-1].space_after;
        if (mention_token_is(finder, i, ".") && !token->space_after)
            continue; /* "U.S.-funded" */
        if (!is_joined && ends_noun(finder, i))
            break;
        if (token->is_glued || finder->classes[i] & SPEECH_WHEREVER)
            continue; /* "'s", "there" */
        if (is_joined && mention_has_capital(finder, head) && !mention_has_capital(finder, i))
            continue; /* "Jang-ho" */
        if (!is_mark(finder, i) && !ends_with_hyphen(finder, i))
            head = i;
    }
    return head;
}

/* From a preposed adverbial ("In Dandong a second person") to the phrase itself; past "also", "Meanwhile". */
static uint32_t skip_opening(const SourceFinder *finder, TokenRange stretch)
{
    uint32_t begin = stretch.begin;
    while (begin + 1 < stretch.end && finder->classes[begin] & (SPEECH_ADVERB | SPEECH_AND | SPEECH_NEGATION))
        begin++;
    if (!(finder->classes[begin] & SPEECH_PREPOSITION))
        return begin;
    for (uint32_t i = begin + 2; i < stretch.end; i++) {
        bool is_article =
            (finder->classes[i] & (SPEECH_INDEFINITE | SPEECH_DEFINITE | SPEECH_HE | SPEECH_THEY)) != 0;
        if (is_article &&
            !(finder->classes[i - 1] & (SPEECH_PREPOSITION | SPEECH_INDEFINITE | SPEECH_DEFINITE)))
            return i;
    }
    return begin;
}

/* Where the clause of the speaker begins: behind the last mark or word that opens a clause. */
static uint32_t clause_begin(const SourceFinder *finder, uint32_t floor, uint32_t end)
{
    uint32_t begin = end;
    uint32_t least = end > floor + SPEAKER_MOST ? end - SPEAKER_MOST : floor;
    while (begin > least) {
        uint64_t classes = classes_at(finder, begin - 1);
        if (finder->quotes[begin - 1] ||
            (is_mark(finder, begin - 1) && !mention_token_is(finder, begin - 1, "-") &&
             !mention_token_is(finder, begin - 1, ".")))
            break;
        bool is_noun_after =
            classes & SPEECH_PREPOSITION; /* "before", "since" open clauses only without a noun */
        if (classes & SPEECH_CLAUSE && !is_noun_after && !(classes & SPEECH_AND) && begin != end)
            break;
        begin--;
    }
    return begin;
}

/* An article, a relative, an age, a name, a noun for a speaker: more about him, and no clause. */
static bool opens_apposition(const SourceFinder *finder, uint32_t token)
{
    Text word = mention_token_text(finder, token);
    return finder->classes[token] &
               (SPEECH_INDEFINITE | SPEECH_DEFINITE | SPEECH_RELATIVE | SPEECH_PARTICIPLE) ||
           ascii_is_digit(word.bytes[0]) || mention_has_capital(finder, token) ||
           mention_noun_at(finder, token);
}

/* "X, who would not be named, said": from the comma before the verb back to X. */
static bool find_apposition(const SourceFinder *finder, uint32_t floor, uint32_t end, uint32_t *out_comma)
{
    if (end <= floor + 2 || !is_comma(finder, end - 1))
        return false;
    for (uint32_t i = end - 1; i-- > floor + 1 && end - i < APPOSITION_MOST;) {
        if (finder->quotes[i])
            return false;
        if (is_comma(finder, i)) {
            *out_comma = i;
            return opens_apposition(finder, i + 1);
        }
    }
    return false;
}

/* Past a coordination that is none of the subject: "men left and officials said". */
static uint32_t drop_clauses(const SourceFinder *finder, TokenRange stretch)
{
    uint32_t begin = stretch.begin;
    bool has_relative = false;
    bool has_verb = false;
    for (uint32_t i = stretch.begin; i < stretch.end; i++) {
        uint64_t classes = finder->classes[i];
        has_relative |= (classes & (SPEECH_RELATIVE | SPEECH_PARTICIPLE)) != 0;
        has_verb |= !has_relative && is_sure_verb(finder, i);
        if (classes & (SPEECH_AND | SPEECH_CLAUSE) && has_verb && i + 1 < stretch.end) {
            begin = i + 1;
            has_verb = has_relative = false;
        }
    }
    return begin;
}

/* The phrase that ends before the token: the subject of a verb there. */
static TokenRange speaker_left(const SourceFinder *finder, uint32_t floor, uint32_t end)
{
    uint32_t inner = end;
    while (inner > floor && classes_at(finder, inner - 1) & (SPEECH_ADVERB | SPEECH_HAVE | SPEECH_MODAL) &&
           !is_comma(finder, inner - 1))
        inner--;
    uint32_t last = inner;
    uint32_t comma = 0;
    if (find_apposition(finder, floor, inner, &comma)) {
        inner = comma;
        last--; /* without the closing comma */
    }
    TokenRange stretch = {clause_begin(finder, floor, inner), inner};
    if (stretch.begin < stretch.end)
        stretch.begin = drop_clauses(finder, stretch);
    if (stretch.begin < stretch.end)
        stretch.begin = skip_opening(finder, stretch);
    if (stretch.begin >= stretch.end)
        return (TokenRange){end, end};
    return (TokenRange){stretch.begin, last};
}

static bool ends_phrase(const SourceFinder *finder, uint32_t at, uint32_t begin, bool in_relative)
{
    uint64_t classes = finder->classes[at];
    const Token *token = &finder->sentences->tokens[at];
    if (finder->quotes[at] || mention_token_is(finder, at, ":") || mention_token_is(finder, at, ";") ||
        mention_token_is(finder, at, "(") || mention_token_is(finder, at, "—") ||
        mention_token_is(finder, at, "–"))
        return true;
    if (classes & SPEECH_PREPOSITION && at + 1 < finder->sentences->token_count && at > begin &&
        (finder->classes[at + 1] & SPEECH_TIME ||
         ascii_is_digit(mention_token_text(finder, at + 1).bytes[0])))
        return true; /* "on Monday" */
    if (in_relative)
        return false;
    if (classes & (SPEECH_BE | SPEECH_HAVE | SPEECH_MODAL | SPEECH_THAT))
        return true;
    if (classes & SPEECH_CLAUSE && !(classes & (SPEECH_PREPOSITION | SPEECH_AND)))
        return true;
    return at > begin && classes & SPEECH_TIME && !(classes & SPEECH_PREPOSITION) &&
           token->upos != UPOS_PROPN;
}

/* Up to the next comma, a clause of its own: "according to two managers, inspectors visit the mill". */
static bool is_statement(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (finder->classes[i] & (SPEECH_RELATIVE | SPEECH_PARTICIPLE))
            return false;
        if (is_sure_verb(finder, i))
            return true;
    }
    return false;
}

/* ", 26, an Ethiopian whose …": more about the speaker behind his name. */
static uint32_t apposition_right(const SourceFinder *finder, uint32_t at, uint32_t end)
{
    uint32_t last = at;
    while (at + 1 < end && is_comma(finder, at)) {
        uint64_t classes = finder->classes[at + 1];
        bool is_age = ascii_is_digit(mention_token_text(finder, at + 1).bytes[0]);
        if (!is_age &&
            (!(classes & (SPEECH_INDEFINITE | SPEECH_DEFINITE | SPEECH_RELATIVE)) || classes & SPEECH_THAT) &&
            !mention_noun_at(finder, at + 1))
            break;
        uint32_t i = at + 1;
        while (i < end && !is_comma(finder, i) && !finder->quotes[i] && !mention_token_is(finder, i, ".") &&
               i < at + APPOSITION_MOST)
            i++;
        if (is_statement(finder, at + 1, i))
            break;
        last = at = i;
    }
    return last;
}

/* The phrase that begins at the token. */
static TokenRange speaker_right(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    bool in_relative = false;
    while (at < end && at < begin + SPEAKER_MOST && !is_comma(finder, at) &&
           !ends_phrase(finder, at, begin, in_relative)) {
        in_relative |= (finder->classes[at] & (SPEECH_RELATIVE | SPEECH_PARTICIPLE)) != 0;
        if (at + 1 == end && mention_token_is(finder, at, "."))
            break;
        at++;
    }
    if (at > begin && at < end && is_comma(finder, at))
        at = apposition_right(finder, at, end);
    return (TokenRange){begin, at};
}

/* A body or a government: to tell it something is an act, not a word to the public. */
static bool is_authority(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    if (mention_outlet_of(finder, (TokenRange){begin, end}) != -1)
        return false;
    for (uint32_t i = begin; i < end; i++) {
        if (finder->classes[i] & SPEECH_HEARER)
            return false;
        if (mention_noun_at(finder, i) & VOICE_OFFICIAL)
            return true;
    }
    if (begin < end && finder->places[begin])
        return true;
    return false;
}

/* "RFA's Korean Service", "reporters": whom one tells when one speaks to the public. Empty for "them". */
static TokenRange find_hearer(const SourceFinder *finder, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    while (at < end && at < begin + HEARER_MOST && !is_comma(finder, at) &&
           (mention_has_capital(finder, at) ||
            finder->classes[at] & (SPEECH_HEARER | SPEECH_DEFINITE | SPEECH_INDEFINITE) ||
            finder->sentences->tokens[at].is_glued || finder->classes[at] & SPEECH_OF) &&
           (!(finder->classes[at] & (SPEECH_TIME | SPEECH_THAT)) ||
            classes_at(finder, at + 1) & SPEECH_HEARER)) /* "this reporter" */
        at++;
    bool is_public = false;
    for (uint32_t i = begin; i < at; i++)
        is_public |= mention_has_capital(finder, i) || finder->classes[i] & SPEECH_HEARER;
    bool is_order = at < end && finder->classes[at] & SPEECH_TO; /* "told the ambassador to leave" */
    return is_public && !is_order && !is_authority(finder, begin, at) ? (TokenRange){begin, at}
                                                                      : (TokenRange){begin, begin};
}

static bool is_passive_before(const SourceFinder *finder, uint32_t floor, uint32_t verb)
{
    uint32_t at = verb;
    while (at > floor && classes_at(finder, at - 1) & (SPEECH_ADVERB | SPEECH_NEGATION))
        at--;
    return at > floor && classes_at(finder, at - 1) & SPEECH_BE;
}

static Cue *add_cue(SourceFinder *finder, CueKind kind, uint32_t sentence, TokenRange words,
                    TokenRange speaker)
{
    Cue *cue = LIST_ADD(finder->arena, &finder->cues);
    *cue =
        (Cue){.kind = kind, .sentence = sentence, .words = words, .speaker = speaker, .voice = SOURCE_NONE};
    cue->hearer = (TokenRange){words.end, words.end};
    cue->head = speaker.begin < speaker.end ? head_of(finder, speaker) : UINT32_MAX;
    return cue;
}

/* An outlet by name or as "the station". */
static bool is_outlet_phrase(const SourceFinder *finder, TokenRange phrase)
{
    if (mention_outlet_of(finder, phrase) != -1)
        return true;
    return mention_noun_at(finder, head_of(finder, phrase)) & VOICE_OUTLET &&
           finder->classes[phrase.begin] & SPEECH_DEFINITE;
}

/* A word that can speak: a noun for a person, body, outlet or document, a name, a pronoun. */
static bool can_speak(const SourceFinder *finder, TokenRange speaker)
{
    if (speaker.begin >= speaker.end)
        return false;
    uint32_t head = head_of(finder, speaker);
    uint64_t classes = finder->classes[head];
    if (classes & (SPEECH_HE | SPEECH_THEY | SPEECH_IT))
        return head == speaker.begin;
    if (classes & (SPEECH_I | SPEECH_THAT | SPEECH_CLAUSE | SPEECH_RELATIVE))
        return false;
    const Token *token = &finder->sentences->tokens[head];
    bool is_subject = token->upos == UPOS_NOUN && (language_deprel_base(token->deprel) == DEPREL_NSUBJ ||
                                                   finder->classes[speaker.begin] & SPEECH_INDEFINITE);
    return is_subject || mention_noun_at(finder, head) || mention_has_capital(finder, head) ||
           classes & (SPEECH_ORDINAL | SPEECH_INDEFINITE);
}

static bool has_quote_near(const SourceFinder *finder, uint32_t verb, const Sentence *sentence)
{
    uint32_t from = verb > sentence->token_begin + 3 ? verb - 3 : sentence->token_begin;
    for (uint32_t i = from; i < sentence->token_end && i < verb + 8; i++)
        if (finder->quotes[i])
            return true;
    return false;
}

static bool has_that(const SourceFinder *finder, uint32_t verb, const Sentence *sentence)
{
    for (uint32_t i = verb + 1; i < sentence->token_end && i < verb + 8; i++)
        if (finder->classes[i] & SPEECH_THAT)
            return true;
    return false;
}

/* "Kyodo, citing a diplomat, said the ferry was late": the tree has a subject before the verb and a clause
 * behind. */
static bool has_subject_before(const SourceFinder *finder, uint32_t verb)
{
    int32_t subject = language_child(finder->sentences, verb, DEPREL_NSUBJ);
    return subject >= 0 && (uint32_t)subject < verb &&
           language_child(finder->sentences, verb, DEPREL_CCOMP) > (int32_t)verb;
}

/* A comma or closing quotation before: "…," said X. */
static bool is_inverted(const SourceFinder *finder, uint32_t verb, const Sentence *sentence)
{
    if (verb + 1 >= sentence->token_end || is_mark(finder, verb + 1))
        return false;
    bool is_behind = verb == sentence->token_begin || is_comma(finder, verb - 1) || finder->quotes[verb - 1];
    uint64_t next = finder->classes[verb + 1];
    return is_behind && !has_subject_before(finder, verb) &&
           !(next & (SPEECH_THAT | SPEECH_PREPOSITION | SPEECH_TIME | SPEECH_CLAUSE | SPEECH_HE |
                     SPEECH_THEY | SPEECH_IT | SPEECH_I)) &&
           can_speak(finder, speaker_right(finder, verb + 1, sentence->token_end));
}

/* Behind a comma or a quotation mark: what stands there follows what is said. */
static bool is_cut_off(const SourceFinder *finder, uint32_t token)
{
    return is_comma(finder, token - 1) || finder->quotes[token - 1];
}

/* The subject that the tree gives the verb, with what belongs to it up to a comma; empty where it gives none.
 */
static TokenRange speaker_by_tree(const SourceFinder *finder, uint32_t verb, const Sentence *sentence)
{
    TokenRange none = {verb, verb};
    int32_t subject = language_subject(finder->sentences, verb);
    if (subject < (int32_t)sentence->token_begin || subject >= (int32_t)sentence->token_end ||
        finder->quotes[subject])
        return none;
    uint32_t head = (uint32_t)subject;
    Span phrase = language_phrase(finder->sentences, head);
    uint32_t begin = head;
    while (begin > sentence->token_begin && finder->sentences->tokens[begin - 1].span.begin >= phrase.begin &&
           !is_comma(finder, begin - 1) && !finder->quotes[begin - 1] && begin - 1 != verb)
        begin--;
    uint32_t end = head + 1;
    while (end < sentence->token_end && finder->sentences->tokens[end].span.end <= phrase.end &&
           !is_comma(finder, end) && !finder->quotes[end] && end != verb && end < head + SPEAKER_MOST)
        end++;
    TokenRange range = {begin, end};
    return can_speak(finder, range) && head_of(finder, range) == head ? range : none;
}

/* No verb of its own stands in the phrase, and no conjunction at its end: "X tweeted and said". */
static bool is_whole(const SourceFinder *finder, TokenRange phrase, uint32_t verb)
{
    if (phrase.begin >= phrase.end || finder->sentences->tokens[phrase.end - 1].upos == UPOS_CCONJ)
        return false;
    bool has_relative = false;
    for (uint32_t i = phrase.begin; i < phrase.end && i < verb; i++) {
        has_relative |= (finder->classes[i] & (SPEECH_RELATIVE | SPEECH_PARTICIPLE | SPEECH_THAT)) != 0 ||
                        is_comma(finder, i);
        if (!has_relative && is_sure_verb(finder, i) && i > phrase.begin)
            return false;
    }
    return true;
}

/* The subject that stands before the verb: by its words, else by the tree. */
static TokenRange speaker_before(const SourceFinder *finder, uint32_t verb, const Sentence *sentence,
                                 bool inverted)
{
    TokenRange left = speaker_left(finder, sentence->token_begin, verb);
    if (inverted || is_whole(finder, left, verb))
        return left;
    TokenRange tree = speaker_by_tree(finder, verb, sentence);
    return tree.end <= verb ? tree : (TokenRange){verb, verb};
}

/* A passive, an infinitive or a participle states nothing by a subject of its own. */
static bool is_finite(const SourceFinder *finder, uint32_t verb, const Sentence *sentence)
{
    return !is_passive_before(finder, sentence->token_begin, verb) &&
           !(verb > sentence->token_begin && finder->classes[verb - 1] & SPEECH_TO) &&
           finder->sentences->tokens[verb].xpos != XPOS_VBG;
}

static void look_at_say(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    const Sentence *sentence = &finder->sentences->items[number];
    uint32_t floor = sentence->token_begin;
    uint64_t classes = finder->classes[verb];
    bool is_quoted = has_quote_near(finder, verb, sentence);
    if (!is_finite(finder, verb, sentence) || (classes & SPEECH_QUOTED && !is_quoted))
        return;
    bool inverted = is_inverted(finder, verb, sentence);
    TokenRange left = speaker_before(finder, verb, sentence, inverted);
    bool has_left = can_speak(finder, left);
    bool is_inner = has_left && left.begin > floor && is_comma(finder, left.begin - 1);
    if (classes & SPEECH_WEAK && !is_quoted && !is_inner && !inverted && !has_that(finder, verb, sentence))
        return;
    TokenRange words = {verb, verb + 1};
    if (inverted && !(classes & SPEECH_TELL) &&
        (!has_left || (left.begin > floor && is_cut_off(finder, verb)))) {
        TokenRange right = speaker_right(finder, verb + 1, sentence->token_end);
        add_cue(finder, CUE_SAY, number, words, right)->is_after = verb > floor;
        return;
    }
    TokenRange hearer = find_hearer(finder, verb + 1, sentence->token_end);
    if (!has_left || (classes & SPEECH_TELL && hearer.begin == hearer.end))
        return;
    Cue *cue = add_cue(finder, CUE_SAY, number, words, left);
    cue->hearer = hearer;
    cue->is_after = left.begin > floor && is_cut_off(finder, left.begin);
}

/* "called the food rotten", but not "called the police". */
static bool names_it(const SourceFinder *finder, uint32_t verb)
{
    int32_t object = language_object(finder->sentences, verb);
    return !(finder->classes[verb] & SPEECH_CALL) || object < 0 ||
           !mention_noun_at(finder, (uint32_t)object) ||
           language_child(finder->sentences, verb, DEPREL_XCOMP) >= 0;
}

/* "put the number at 4,100" */
static bool puts_number(const SourceFinder *finder, uint32_t verb)
{
    enum { REACH = 10 };
    const Sentence *sentence = language_sentence_of(finder->sentences, verb);
    for (uint32_t i = verb + 1; i + 1 < sentence->token_end && i < verb + REACH; i++)
        if (mention_token_is(finder, i, "at"))
            for (uint32_t k = i + 1; k < sentence->token_end && k < i + HEARER_MOST; k++)
                if (finder->sentences->tokens[k].upos == UPOS_NUM)
                    return true;
    return false;
}

static bool speaks_of(const SourceFinder *finder, uint32_t verb)
{
    for (uint32_t i = verb + 1; i < verb + 5; i++)
        if (classes_at(finder, i) & SPEECH_OF)
            return true;
    return false;
}

/* What the verb asks of its speaker: documents say, outlets find, officials count, anybody named blames or
 * speaks of. */
static bool fits_verb(const SourceFinder *finder, uint32_t verb, TokenRange speaker)
{
    uint32_t head = head_of(finder, speaker);
    uint32_t types = mention_noun_at(finder, head);
    uint64_t classes = finder->classes[verb];
    bool is_pronoun = (finder->classes[head] & (SPEECH_HE | SPEECH_THEY | SPEECH_IT)) != 0;
    bool is_named = mention_has_capital(finder, head);
    if (classes & SPEECH_SHOW && types & VOICE_DOCUMENT && !is_pronoun)
        return true;
    if (classes & SPEECH_FIND && (mention_outlet_of(finder, speaker) != -1 ||
                                  (types & (VOICE_OFFICIAL | VOICE_ORGANISATION) && !is_named)))
        return true;
    if (classes & SPEECH_PUT && types & (VOICE_OFFICIAL | VOICE_ORGANISATION) && puts_number(finder, verb))
        return true;
    if (classes & SPEECH_SPEAK && speaks_of(finder, verb))
        return can_speak(finder, speaker);
    uint64_t first = finder->classes[speaker.begin];
    bool is_call_for = finder->sentences->tokens[verb + 1].upos == UPOS_ADP; /* "called for", "called on" */
    return classes & SPEECH_OPINE && !is_call_for && names_it(finder, verb) && can_speak(finder, speaker) &&
           (is_named || first & SPEECH_INDEFINITE || finder->classes[head] & SPEECH_HE ||
            types & (VOICE_OFFICIAL | VOICE_ORGANISATION));
}

/* "figures suggest that", "the panel found", "an inspector blamed". */
static void look_at_show(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    const Sentence *sentence = &finder->sentences->items[number];
    TokenRange left = speaker_left(finder, sentence->token_begin, verb);
    if (verb > sentence->token_begin && finder->quotes[verb - 1] && verb + 1 < sentence->token_end) {
        TokenRange right = speaker_right(finder, verb + 1, sentence->token_end); /* "…," reads a note */
        if (right.begin < right.end && mention_noun_at(finder, head_of(finder, right)) & VOICE_DOCUMENT)
            add_cue(finder, CUE_SAY, number, (TokenRange){verb, verb + 1}, right)->is_after = true;
        return;
    }
    if (left.begin >= left.end || is_passive_before(finder, sentence->token_begin, verb) ||
        (verb > sentence->token_begin && finder->classes[verb - 1] & SPEECH_TO) ||
        !fits_verb(finder, verb, left))
        return;
    Cue *cue = add_cue(finder, CUE_SAY, number, (TokenRange){verb, verb + 1}, left);
    cue->is_after = left.begin > sentence->token_begin && is_comma(finder, left.begin - 1);
}

/* "The paper relied on diplomats", "based its story on a driver". */
static void look_at_rely(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    enum { REACH = 5 };
    const Sentence *sentence = &finder->sentences->items[number];
    TokenRange left = speaker_left(finder, sentence->token_begin, verb);
    if (left.begin >= left.end || !is_outlet_phrase(finder, left))
        return;
    for (uint32_t i = verb + 1; i + 1 < sentence->token_end && i < verb + REACH; i++) {
        if (!(finder->classes[i] & SPEECH_ON))
            continue;
        TokenRange speaker = speaker_right(finder, i + 1, sentence->token_end);
        if (can_speak(finder, speaker))
            add_cue(finder, CUE_RELY, number, (TokenRange){verb, verb + 1}, speaker);
        return;
    }
}

/* "by official count", "by the manager's own account". */
static void look_at_count(SourceFinder *finder, uint32_t number, uint32_t noun)
{
    enum { REACH = 7 };
    const Sentence *sentence = &finder->sentences->items[number];
    uint32_t begin = noun;
    while (begin > sentence->token_begin && noun - begin < REACH && !(finder->classes[begin] & SPEECH_FROM))
        begin--;
    if (!(finder->classes[begin] & SPEECH_FROM) || begin + 1 >= noun)
        return;
    TokenRange speaker = {begin + 1, noun + 1};
    for (uint32_t i = begin + 1; i < noun; i++)
        if (finder->sentences->tokens[i].is_glued)
            speaker.end = i; /* the possessor */
    Cue *cue = add_cue(finder, CUE_ACCORDING, number, (TokenRange){begin, noun + 1}, speaker);
    cue->is_after = begin > sentence->token_begin;
}

/* "Daily NK learned in March through X", "RFA was told by X". */
static void look_at_learn(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    const Sentence *sentence = &finder->sentences->items[number];
    TokenRange left = speaker_left(finder, sentence->token_begin, verb);
    bool is_told =
        (finder->classes[verb] & SPEECH_TELL) && is_passive_before(finder, sentence->token_begin, verb);
    if (is_told) {
        uint32_t be = verb;
        while (be > sentence->token_begin && finder->classes[be - 1] & (SPEECH_BE | SPEECH_ADVERB))
            be--;
        left = speaker_left(finder, sentence->token_begin, be);
    }
    if (left.begin >= left.end || !is_outlet_phrase(finder, left))
        return;
    TokenRange speaker = {left.begin, verb + 1}; /* "RFA was told": by nobody named */
    for (uint32_t i = verb + 1; i + 1 < sentence->token_end && i < verb + LEARN_REACH; i++) {
        if (!(finder->classes[i] & SPEECH_FROM) || finder->quotes[i])
            continue;
        speaker = speaker_right(finder, i + 1, sentence->token_end);
        if (can_speak(finder, speaker))
            break;
        speaker = (TokenRange){left.begin, verb + 1};
    }
    if (speaker.begin == left.begin && !is_told)
        return;
    Cue *cue = add_cue(finder, CUE_LEARN, number, (TokenRange){verb, verb + 1}, speaker);
    cue->hearer = left;
    cue->is_after = left.begin > sentence->token_begin && is_comma(finder, left.begin - 1);
}

/* "The paper quoted X as saying" */
static void quoted_by(SourceFinder *finder, uint32_t number, uint32_t verb, uint32_t as)
{
    TokenRange speaker = {verb + 1, as};
    TokenRange left = speaker_by_tree(finder, verb, &finder->sentences->items[number]);
    if (left.begin >= left.end || mention_outlet_of(finder, left) == -1 || !can_speak(finder, speaker))
        return;
    Cue *cue = add_cue(finder, CUE_SAY, number, (TokenRange){as, as + 2}, speaker);
    cue->hearer = left;
}

/* "X was quoted (by the paper) as saying": the paper passed it on. */
static void look_at_quoted(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    const Sentence *sentence = &finder->sentences->items[number];
    uint32_t as = verb + 1;
    while (as < sentence->token_end && as < verb + LEARN_REACH && !(finder->classes[as] & SPEECH_AS))
        as++;
    if (as + 1 >= sentence->token_end || !(finder->classes[as] & SPEECH_AS) ||
        !(finder->classes[as + 1] & (SPEECH_SAY | SPEECH_TELL)))
        return;
    if (!is_passive_before(finder, sentence->token_begin, verb)) {
        quoted_by(finder, number, verb, as);
        return;
    }
    uint32_t be = verb;
    while (be > sentence->token_begin && finder->classes[be - 1] & (SPEECH_BE | SPEECH_ADVERB))
        be--;
    TokenRange left = speaker_left(finder, sentence->token_begin, be);
    if (!can_speak(finder, left))
        return;
    Cue *cue = add_cue(finder, CUE_SAY, number, (TokenRange){verb, as + 2}, left);
    cue->is_after = left.begin > sentence->token_begin && is_cut_off(finder, left.begin);
    if (as > verb + 2 && finder->classes[verb + 1] & SPEECH_FROM)
        cue->hearer = (TokenRange){verb + 2, as};
}

static void look_at_according(SourceFinder *finder, uint32_t number, uint32_t word)
{
    const Sentence *sentence = &finder->sentences->items[number];
    if (!(classes_at(finder, word + 1) & SPEECH_TO))
        return;
    TokenRange speaker = speaker_right(finder, word + 2, sentence->token_end);
    if (speaker.begin >= speaker.end)
        return;
    Cue *cue = add_cue(finder, CUE_ACCORDING, number, (TokenRange){word, word + 2}, speaker);
    cue->is_after = word > sentence->token_begin;
}

/* "The firm, citing a report, has promised": what it does is not the report's word. "Kyodo, citing a
 * diplomat, said". */
static bool is_by_the_way(const SourceFinder *finder, const Sentence *sentence, uint32_t comma)
{
    enum { REACH = 5 };
    if (comma >= sentence->token_end || !is_comma(finder, comma))
        return false;
    bool has_verb = false;
    for (uint32_t i = comma + 1; i < sentence->token_end && i < comma + REACH; i++) {
        if (finder->classes[i] & (SPEECH_SAY | SPEECH_TELL | SPEECH_THAT))
            return false;
        has_verb |= is_sure_verb(finder, i) && i < comma + 3;
    }
    return has_verb;
}

static void look_at_cite(SourceFinder *finder, uint32_t number, uint32_t verb)
{
    const Sentence *sentence = &finder->sentences->items[number];
    if (verb == sentence->token_begin || !is_comma(finder, verb - 1) || verb + 1 >= sentence->token_end)
        return;
    TokenRange speaker = speaker_right(finder, verb + 1, sentence->token_end);
    if (can_speak(finder, speaker) && !is_by_the_way(finder, sentence, speaker.end))
        add_cue(finder, CUE_CITE, number, (TokenRange){verb, verb + 1}, speaker)->is_after = true;
}

/* "…, aid agencies report." where the tagger takes the verb for a noun. */
static bool ends_sentence(const SourceFinder *finder, const Sentence *sentence, uint32_t token)
{
    enum { NAME_MOST = 6 };
    if (!(finder->classes[token] & SPEECH_SAY) || token + 2 != sentence->token_end ||
        token < sentence->token_begin + 4)
        return false;
    if (is_comma(finder, token - 2) || is_comma(finder, token - 3))
        return true;
    for (uint32_t i = token - 1; i > sentence->token_begin && token - i < NAME_MOST; i--) {
        if (is_comma(finder, i)) /* "the Harbour Times reports" */
            return finder->classes[i + 1] & SPEECH_DEFINITE || mention_has_capital(finder, i + 1);
        if (!mention_has_capital(finder, i) && !(finder->classes[i] & SPEECH_DEFINITE))
            return false;
    }
    return false;
}

/* The cues that a verb at the token makes; one of a kind at most. */
static void look_at_verb(SourceFinder *finder, uint32_t sentence, uint32_t i)
{
    uint64_t classes = finder->classes[i];
    size_t count = finder->cues.count;
    if (classes & SPEECH_RELY)
        look_at_rely(finder, sentence, i);
    if (classes & SPEECH_CITE)
        look_at_cite(finder, sentence, i);
    if (count == finder->cues.count && classes & SPEECH_CITE)
        look_at_quoted(finder, sentence, i);
    if (count == finder->cues.count && classes & (SPEECH_LEARN | SPEECH_TELL))
        look_at_learn(finder, sentence, i);
    if (count == finder->cues.count && classes & (SPEECH_SAY | SPEECH_TELL))
        look_at_say(finder, sentence, i);
    if (count == finder->cues.count &&
        classes & (SPEECH_SHOW | SPEECH_FIND | SPEECH_OPINE | SPEECH_SPEAK | SPEECH_PUT))
        look_at_show(finder, sentence, i);
}

void mention_find_cues(SourceFinder *finder, uint32_t sentence)
{
    const Sentence *s = &finder->sentences->items[sentence];
    for (uint32_t i = s->token_begin; i < s->token_end; i++) {
        uint64_t classes = finder->classes[i];
        if (finder->quotes[i])
            continue;
        size_t count = finder->cues.count;
        if (classes & SPEECH_ACCORDING)
            look_at_according(finder, sentence, i);
        if (classes & SPEECH_COUNT)
            look_at_count(finder, sentence, i);
        if (count != finder->cues.count && finder->cues.items[count].speaker.end > i)
            i = finder->cues.items[count].speaker.end - 1;
        if (count != finder->cues.count || !(may_be_verb(finder, i) || ends_sentence(finder, s, i)))
            continue;
        look_at_verb(finder, sentence, i);
        if (count != finder->cues.count && finder->cues.items[count].speaker.end > i)
            i = finder->cues.items[count].speaker.end - 1;
    }
}
