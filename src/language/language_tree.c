/* What rules ask of a tree. Every walk goes along heads or child lists and is bounded by the sentence. */
#include "language/language.h"

int32_t language_child(const Sentences *sentences, size_t token, Deprel base)
{
    for (int32_t child = sentences->tokens[token].first_child; child >= 0;
         child = sentences->tokens[child].next_sibling)
        if (language_deprel_base(sentences->tokens[child].deprel) == base)
            return child;
    return -1;
}

static int32_t child_with(const Sentences *sentences, size_t token, Deprel deprel)
{
    for (int32_t child = sentences->tokens[token].first_child; child >= 0;
         child = sentences->tokens[child].next_sibling)
        if (sentences->tokens[child].deprel == deprel)
            return child;
    return -1;
}

const Sentence *language_sentence_of(const Sentences *sentences, size_t token)
{
    size_t low = 0;
    size_t high = sentences->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sentences->items[middle].token_begin <= token)
            low = middle;
        else
            high = middle;
    }
    return &sentences->items[low];
}

bool language_is_below(const Sentences *sentences, size_t token, size_t ancestor)
{
    int32_t at = (int32_t)token;

    while (at >= 0 && (size_t)at != ancestor)
        at = sentences->tokens[at].head;
    return at >= 0;
}

Span language_phrase(const Sentences *sentences, size_t token)
{
    const Token *tokens = sentences->tokens;
    size_t first = token;
    size_t last = token;

    for (int32_t child = tokens[first].first_child; child >= 0 && (size_t)child < first;
         child = tokens[first].first_child)
        first = (size_t)child;
    for (int32_t child = tokens[last].first_child; child >= 0;) {
        int32_t next = tokens[child].next_sibling;
        if (next < 0 && (size_t)child > last) {
            last = (size_t)child;
            next = tokens[last].first_child;
        }
        child = next;
    }
    return (Span){tokens[first].span.begin, tokens[last].span.end};
}

static int32_t own_subject(const Sentences *sentences, size_t verb)
{
    int32_t subject = language_child(sentences, verb, DEPREL_NSUBJ);

    return subject >= 0 ? subject : language_child(sentences, verb, DEPREL_CSUBJ);
}

bool language_is_passive(const Sentences *sentences, size_t verb)
{
    const Token *token = &sentences->tokens[verb];

    if (child_with(sentences, verb, DEPREL_AUX_PASS) >= 0 ||
        child_with(sentences, verb, DEPREL_NSUBJ_PASS) >= 0)
        return true;
    if (token->xpos != XPOS_VBN || language_child(sentences, verb, DEPREL_AUX) >= 0 ||
        language_child(sentences, verb, DEPREL_NSUBJ) >= 0 ||
        language_child(sentences, verb, DEPREL_OBJ) >= 0)
        return false;
    /* "was arrested and sent": the auxiliary stands with the first conjunct. */
    if (token->deprel == DEPREL_CONJ && token->head >= 0 && own_subject(sentences, verb) < 0)
        return language_is_passive(sentences, (size_t)token->head);
    return token->deprel == DEPREL_ACL || token->deprel == DEPREL_ADVCL || token->deprel == DEPREL_AMOD ||
           token->deprel == DEPREL_XCOMP || token->deprel == DEPREL_ROOT;
}

/* "who" and "that" of a relative clause stand for the noun that the clause hangs on. */
static int32_t resolve_relative(const Sentences *sentences, size_t verb, int32_t found)
{
    const Token *token = &sentences->tokens[verb];

    if (found >= 0 && language_feature(&sentences->tokens[found], FEATURE_PRON_TYPE) == PRON_TYPE_REL &&
        token->deprel == DEPREL_ACL_RELCL && token->head >= 0)
        return token->head;
    return found;
}

/* The verb or noun whose subject is that of the clause at, which has none of its own; -1 where nobody knows.
 * done says that it is the subject itself. */
static int32_t subject_from(const Sentences *sentences, size_t at, bool *done)
{
    const Token *token = &sentences->tokens[at];
    Deprel base = language_deprel_base(token->deprel);
    bool is_participle = token->xpos == XPOS_VBG || token->xpos == XPOS_VBN;

    *done = false;
    if (base == DEPREL_CONJ) /* shared with the conjunct before */
        return token->head;
    if (base == DEPREL_ADVCL) /* "fearing arrest, he left" */
        return is_participle || token->xpos == XPOS_VB ? token->head : -1;
    if (base ==
        DEPREL_XCOMP) { /* "forced workers to stay": the object stays; "began to leave": the subject */
        int32_t object = language_child(sentences, (size_t)token->head, DEPREL_OBJ);
        *done = object >= 0 && object < (int32_t)at;
        return *done ? object : token->head;
    }
    if (base == DEPREL_ACL || base == DEPREL_AMOD) { /* "workers living there" */
        *done = true;
        return is_participle ? token->head : -1;
    }
    return -1;
}

int32_t language_subject(const Sentences *sentences, size_t verb)
{
    size_t at = verb;

    for (;;) {
        int32_t found = resolve_relative(sentences, at, own_subject(sentences, at));
        bool done = false;
        if (found >= 0 || sentences->tokens[at].head < 0)
            return found;
        found = subject_from(sentences, at, &done);
        if (done || found < 0)
            return found;
        at = (size_t)found;
    }
}

int32_t language_object(const Sentences *sentences, size_t verb)
{
    const Token *tokens = sentences->tokens;
    int32_t found = resolve_relative(sentences, verb, language_child(sentences, verb, DEPREL_OBJ));

    if (found >= 0)
        return found;
    /* "the passports they keep": no object of its own, and a subject that is not the noun itself. */
    if (tokens[verb].deprel == DEPREL_ACL_RELCL && tokens[verb].head >= 0 &&
        !language_is_passive(sentences, verb)) {
        int32_t subject = own_subject(sentences, verb);
        if (subject >= 0 && language_feature(&tokens[subject], FEATURE_PRON_TYPE) != PRON_TYPE_REL)
            return tokens[verb].head;
    }
    /* "arrested and deported them" */
    for (int32_t next = language_next_conjunct(sentences, verb); next >= 0;
         next = language_next_conjunct(sentences, (size_t)next)) {
        int32_t shared = language_child(sentences, (size_t)next, DEPREL_OBJ);
        if (shared >= 0 && own_subject(sentences, (size_t)next) < 0)
            return shared;
    }
    return -1;
}

int32_t language_agent(const Sentences *sentences, size_t verb)
{
    return language_is_passive(sentences, verb) ? child_with(sentences, verb, DEPREL_OBL_AGENT)
                                                : language_subject(sentences, verb);
}

int32_t language_patient(const Sentences *sentences, size_t verb)
{
    return language_is_passive(sentences, verb) ? language_subject(sentences, verb)
                                                : language_object(sentences, verb);
}

static bool has_negative_child(const Sentences *sentences, size_t token)
{
    for (int32_t child = sentences->tokens[token].first_child; child >= 0;
         child = sentences->tokens[child].next_sibling) {
        const Token *c = &sentences->tokens[child];
        if ((c->deprel == DEPREL_ADVMOD || c->deprel == DEPREL_DET || c->deprel == DEPREL_CC_PRECONJ) &&
            (language_feature(c, FEATURE_POLARITY) == POLARITY_NEG ||
             language_feature(c, FEATURE_PRON_TYPE) == PRON_TYPE_NEG))
            return true;
    }
    return false;
}

bool language_is_negated(const Sentences *sentences, size_t verb)
{
    if (has_negative_child(sentences, verb))
        return true;
    for (int32_t child = sentences->tokens[verb].first_child; child >= 0;
         child = sentences->tokens[child].next_sibling) {
        const Token *c = &sentences->tokens[child];
        Deprel base = language_deprel_base(c->deprel);
        if (base == DEPREL_AUX && has_negative_child(sentences, (size_t)child))
            return true;
        if ((base == DEPREL_NSUBJ || base == DEPREL_OBJ) &&
            (has_negative_child(sentences, (size_t)child) ||
             language_feature(c, FEATURE_PRON_TYPE) == PRON_TYPE_NEG))
            return true;
    }
    return false;
}

int32_t language_next_conjunct(const Sentences *sentences, size_t token)
{
    const Token *tokens = sentences->tokens;
    int32_t after = (int32_t)token;
    int32_t child = 0;

    if (tokens[token].deprel == DEPREL_CONJ && tokens[token].head >= 0)
        child = tokens[token].next_sibling;
    else
        child = tokens[token].first_child;
    while (child >= 0 && (tokens[child].deprel != DEPREL_CONJ || child <= after))
        child = tokens[child].next_sibling;
    return child;
}
