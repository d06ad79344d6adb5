#include "present/present_part.h"

/* A verb, or what a copula or a subject makes the head of a clause. */
static bool is_predicate(const Sentences *sentences, size_t token)
{
    return sentences->tokens[token].upos == UPOS_VERB ||
           language_child(sentences, token, DEPREL_NSUBJ) >= 0 ||
           language_child(sentences, token, DEPREL_COP) >= 0;
}

void present_events(Buffer *out, const PresentText *read)
{
    Utf8Marks marks = utf8_mark(out->arena, read->text);
    const Sentences *sentences = read->sentences;
    for (uint32_t i = 0; i < sentences->count; i++) {
        const Sentence *sentence = &sentences->items[i];
        for (uint32_t token = sentence->token_begin; token < sentence->token_end; token++) {
            if (!is_predicate(sentences, token))
                continue;
            Span word = {0, 0};
            ClaimStatus status = mention_status(read->data, sentences, read->text, i, token, &word);
            Json line = present_json_object(out);
            present_json_span(&line, "predicate", &marks, sentences->tokens[token].span);
            present_json_text(&line, "status", text_from(mention_status_word(status)));
            present_json_span(&line, "word", &marks, word);
            present_json_close_object(&line);
            buffer_add_byte(out, '\n');
        }
    }
}
