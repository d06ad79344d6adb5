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

void language_set_lemma(Arena *arena, const Model *model, uint32_t tag, Text form, Token *token)
{
    const ModelGuess *guess = language_model_guess(model, form, tag);
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

void language_clear_tree_features(Token *token) { set(token, FEATURE_VOICE, 0); }

void language_set_tree_features(const Sentences *sentences, const Sentence *sentence)
{
    for (size_t i = sentence->token_begin; i < sentence->token_end; i++) {
        Token *token = &sentences->tokens[i];
        if (token->xpos == XPOS_VBN && is_verb(token) && language_is_passive(sentences, i))
            set(token, FEATURE_VOICE, VOICE_PASS);
    }
}
