#include "language/language.h"

#include "core/utf8.h"
#include "language/language_split.h"
#include "language/language_words.h"

struct Language {
    WordLists lists;
};

Status language_load(Arena *arena, Text folder, Language **out, Error *error)
{
    Language *language = ARENA_NEW(arena, Language);
    Status status = language_load_words(arena, folder, &language->lists, error);

    if (status == STATUS_OK)
        *out = language;
    return status;
}

Sentences language_split(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                         size_t region_count)
{
    return language_split_regions(arena, &language->lists, text, regions, region_count);
}

/* By shape alone. */
static void guess_tag(Token *token, Text form, bool is_first)
{
    size_t at = 0;
    uint32_t c = utf8_next(form, &at);

    if (utf8_is_digit(c)) {
        token->upos = UPOS_NUM;
        token->xpos = XPOS_CD;
    } else if (!utf8_is_letter(c)) {
        token->upos = UPOS_PUNCT;
        token->xpos = form.bytes[0] == ',' ? XPOS_COMMA : XPOS_STOP;
    } else if (utf8_is_upper(c) && !is_first) {
        token->upos = UPOS_PROPN;
        token->xpos = XPOS_NNP;
    } else {
        token->upos = UPOS_X;
        token->xpos = XPOS_NN;
    }
}

static void link_children(Sentences *sentences, const Sentence *sentence)
{
    Token *tokens = sentences->tokens;

    for (size_t i = sentence->token_begin; i < sentence->token_end; i++)
        tokens[i].first_child = tokens[i].next_sibling = -1;
    for (size_t i = sentence->token_end; i-- > sentence->token_begin;) {
        if (tokens[i].head >= 0) {
            tokens[i].next_sibling = tokens[tokens[i].head].first_child;
            tokens[tokens[i].head].first_child = (int32_t)i;
        }
    }
}

Sentences language_read(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                        size_t region_count)
{
    Sentences sentences = language_split(arena, language, text, regions, region_count);

    for (size_t i = 0; i < sentences.count; i++) {
        const Sentence *sentence = &sentences.items[i];
        for (size_t at = sentence->token_begin; at < sentence->token_end; at++) {
            Token *token = &sentences.tokens[at];
            Text form = text_of_span(text, token->span);
            guess_tag(token, form, at == sentence->token_begin);
            token->lemma = token->upos == UPOS_PROPN ? form : arena_copy_lower(arena, form);
            token->head = at == sentence->root ? -1 : (int32_t)sentence->root;
            token->deprel = at == sentence->root ? DEPREL_ROOT : DEPREL_DEP;
        }
        link_children(&sentences, sentence);
    }
    return sentences;
}
