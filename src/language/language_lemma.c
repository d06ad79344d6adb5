#include "language/language_lemma.h"

#include <string.h>

static const unsigned char shifts[] = {
#define X(constant, name, shift, bits) (shift),
    LANGUAGE_FEATURE_LIST(X)
#undef X
};

static void set(Token *token, Feature feature, unsigned value)
{
    uint64_t old = language_feature(token, feature);

    token->features ^= (old ^ value) << shifts[feature];
}

/* Form without cut bytes at its end and with the rule's instead; NULL bytes where the rule does not fit. */
static Text apply_rule(Arena *arena, const ModelRule *rule, Text form, bool lower)
{
    bool is_same = !rule->cut && !rule->added_length;

    if (rule->cut > form.length)
        return TEXT_EMPTY;
    if (is_same) {
        size_t i = 0;
        while (lower && i < form.length && !ascii_is_upper(form.bytes[i]))
            i++;
        if (!lower || i == form.length)
            return form;
    }

    size_t kept = form.length - rule->cut;
    char *bytes = arena_alloc(arena, kept + rule->added_length + 1);

    for (size_t i = 0; i < kept; i++)
        bytes[i] = lower ? language_lemma_byte(form.bytes[i]) : form.bytes[i];
    memcpy(bytes + kept, rule->added, rule->added_length);
    return (Text){bytes, kept + rule->added_length};
}

static uint8_t class_of(Upos upos)
{
    return upos == UPOS_NOUN                       ? CLASS_NOUN
           : upos == UPOS_VERB || upos == UPOS_AUX ? CLASS_VERB
           : upos == UPOS_ADJ                      ? CLASS_ADJECTIVE
           : upos == UPOS_ADV                      ? CLASS_ADVERB
                                                   : 0;
}

static bool is_in_dictionary(const Model *model, Text lemma, Upos upos)
{
    const ModelClass *found = lemma.length ? language_model_class(model, language_word(lemma)) : NULL;

    return found && (found->base & class_of(upos));
}

/* The guess of the longest end that the model has; for unknown words, of the longest one that gives a lemma
 * which the dictionary has. */
static const ModelGuess *find_guess(Arena *arena, const Model *model, uint32_t tag, bool is_known, Text form,
                                    const Token *token)
{
    const ModelGuess *longest = language_model_find_guess(model, language_guess_key(form, GUESS_WORD, tag));

    if (longest)
        return longest;
    for (int kind = GUESS_LONGEST; kind >= 0; kind--) {
        const ModelGuess *found = form.length > (size_t)kind
                                      ? language_model_find_guess(model, language_guess_key(form, kind, tag))
                                      : NULL;
        if (found &&
            (is_known || !class_of(token->upos) ||
             is_in_dictionary(model, apply_rule(arena, &model->rules[found->rule], form, true), token->upos)))
            return found;
        longest = longest ? longest : found;
    }
    return longest;
}

void language_set_lemma(Arena *arena, const Model *model, uint32_t tag, bool is_known, Text form,
                        Token *token)
{
    const ModelGuess *guess = find_guess(arena, model, tag, is_known, form, token);
    bool is_name = token->upos == UPOS_PROPN || token->xpos == XPOS_NNP;
    bool keeps_case = is_name || (token->xpos == XPOS_PRP && form.length == 1);

    token->lemma = TEXT_EMPTY;
    token->features = model->bundles[guess ? guess->bundle : model->tags[tag].bundle];
    if (guess)
        token->lemma = apply_rule(arena, &model->rules[guess->rule], form, !keeps_case);
    if (!token->lemma.length)
        token->lemma = keeps_case ? form : arena_copy_lower(arena, form);
}

static bool is_verb(const Token *token) { return token->upos == UPOS_VERB || token->upos == UPOS_AUX; }

void language_clear_tree_features(Token *token)
{
    bool is_finite = token->xpos == XPOS_VBP || token->xpos == XPOS_VBD;

    if (!is_verb(token))
        return;
    set(token, FEATURE_VOICE, 0);
    if (is_finite) {
        set(token, FEATURE_PERSON, 0);
        set(token, FEATURE_NUMBER, 0);
    }
    if (token->xpos == XPOS_VB) {
        set(token, FEATURE_MOOD, 0);
        set(token, FEATURE_PERSON, 0);
        set(token, FEATURE_NUMBER, 0);
        set(token, FEATURE_VERB_FORM, VERB_FORM_INF);
    }
}

/* The clause's verb or predicate that an auxiliary or copula stands with. */
static size_t clause_of(const Sentences *sentences, size_t verb)
{
    Deprel base = language_deprel_base(sentences->tokens[verb].deprel);

    return base == DEPREL_AUX || base == DEPREL_COP ? (size_t)sentences->tokens[verb].head : verb;
}

/* A finite verb has person and number of its subject. */
static void agree(const Sentences *sentences, size_t verb)
{
    Token *token = &sentences->tokens[verb];
    int32_t subject = language_subject(sentences, clause_of(sentences, verb));
    unsigned person = PERSON_THIRD;
    unsigned number = token->xpos == XPOS_VBP ? NUMBER_PLUR : NUMBER_SING;

    if (subject >= 0) {
        const Token *s = &sentences->tokens[subject];
        person = language_feature(s, FEATURE_PERSON) ? language_feature(s, FEATURE_PERSON) : PERSON_THIRD;
        number = language_feature(s, FEATURE_NUMBER) == NUMBER_SING ? NUMBER_SING : NUMBER_PLUR;
        if (language_child(sentences, (size_t)subject, DEPREL_CONJ) >= 0)
            number = NUMBER_PLUR;
    }
    set(token, FEATURE_PERSON, person);
    set(token, FEATURE_NUMBER, number);
}

/* A bare form that nobody governs and that has no subject: an order. */
static bool is_order(const Sentences *sentences, size_t verb)
{
    const Token *token = &sentences->tokens[verb];
    Deprel base = language_deprel_base(token->deprel);

    return (base == DEPREL_ROOT || base == DEPREL_PARATAXIS) &&
           language_child(sentences, verb, DEPREL_AUX) < 0 &&
           language_child(sentences, verb, DEPREL_MARK) < 0 &&
           language_child(sentences, verb, DEPREL_NSUBJ) < 0;
}

void language_set_tree_features(const Sentences *sentences, const Sentence *sentence)
{
    for (size_t i = sentence->token_begin; i < sentence->token_end; i++) {
        Token *token = &sentences->tokens[i];
        if (!is_verb(token))
            continue;
        if (token->xpos == XPOS_VBP || token->xpos == XPOS_VBD)
            agree(sentences, i);
        if (token->xpos == XPOS_VBN && language_is_passive(sentences, i))
            set(token, FEATURE_VOICE, VOICE_PASS);
        if (token->xpos == XPOS_VB && is_order(sentences, i)) {
            set(token, FEATURE_MOOD, MOOD_IMP);
            set(token, FEATURE_PERSON, PERSON_SECOND);
            set(token, FEATURE_VERB_FORM, VERB_FORM_FIN);
        }
    }
}
