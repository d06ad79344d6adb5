/* The predicate of each sentence stands between < and >: a line each with its status and the words that
 * decide. */
#include "golden/mention_read.h"

static uint32_t token_at(const Sentences *sentences, const Sentence *sentence, size_t byte)
{
    for (uint32_t i = sentence->token_begin; i < sentence->token_end; i++)
        if (sentences->tokens[i].span.begin == byte)
            return i;
    return sentence->token_end;
}

void golden_mention_status(Arena *arena, Text input, Buffer *out)
{
    Buffer plain = buffer_in(arena); /* without the marks, and where they stood */
    uint32_t *marks = ARENA_ARRAY(arena, uint32_t, input.length + 1);
    size_t mark_count = 0;
    for (size_t i = 0; i < input.length; i++) {
        if (input.bytes[i] == '<')
            marks[mark_count++] = (uint32_t)plain.length;
        else if (input.bytes[i] != '>')
            buffer_add_byte(&plain, input.bytes[i]);
    }
    Text text = buffer_text(&plain);
    const MentionRead *read = mention_read_input(arena, text, out);
    for (size_t i = 0; read && i < mark_count; i++)
        for (size_t s = 0; s < read->sentences.count; s++) {
            const Sentence *sentence = &read->sentences.items[s];
            uint32_t token = token_at(&read->sentences, sentence, marks[i]);
            if (token == sentence->token_end)
                continue;
            Span word = {0, 0};
            ClaimStatus status =
                mention_status(read->data, &read->sentences, text, (uint32_t)s, token, &word);
            Text predicate = text_of_span(text, read->sentences.tokens[token].span);
            Text by = text_of_span(text, word);
            buffer_print(out, "%.*s | %s | %.*s\n", TEXT_ARGS(predicate), mention_status_word(status),
                         TEXT_ARGS(by));
        }
}
