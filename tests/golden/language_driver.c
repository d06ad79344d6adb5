/* The first line says what is shown: "tokens" (a sentence a line, "do+n't" for the words of one token),
 * "trees" (a word a line: number, form, lemma, tags, features, head, relation) or "edges" (what rules ask of
 * each verb). The rest is the text, an empty line parts paragraphs. */
#include "core/list.h"
#include "golden/golden.h"
#include "language/language.h"

static const Language *language;

static bool load(Buffer *out)
{
    const char *folder = getenv("HEARSAY_DATA");
    Error error = {0};
    Language *loaded = NULL;

    if (language)
        return true;

    Arena *arena = arena_new(0);
    Text english = arena_print(arena, "%s/data/english", folder ? folder : ".");
    if (language_load(arena, english, &loaded, &error) != STATUS_OK) {
        buffer_print(out, "%s: %s\n", error.name, error.message);
        return false;
    }
    language = loaded;
    return true;
}

static void show_tokens(const Sentences *sentences, Text text, Buffer *out)
{
    for (size_t s = 0; s < sentences->count; s++) {
        const Sentence *sentence = &sentences->items[s];
        if (sentence->begins_region && s > 0)
            buffer_add_byte(out, '\n');
        for (size_t i = sentence->token_begin; i < sentence->token_end; i++) {
            if (i > sentence->token_begin)
                buffer_add_byte(out, sentences->tokens[i].is_glued ? '+' : ' ');
            buffer_add(out, text_of_span(text, sentences->tokens[i].span));
        }
        buffer_add_byte(out, '\n');
    }
}

static void show_trees(Arena *arena, const Sentences *sentences, Text text, Buffer *out)
{
    Buffer all = buffer_in(arena);
    Text line = TEXT_EMPTY;

    language_write_conllu(sentences, text, &all);
    for (Text rest = buffer_text(&all); text_split(&rest, '\n', &line);) {
        Text column = TEXT_EMPTY;
        for (int i = 0; i < 8 && line.length && line.bytes[0] != '#' && text_split(&line, '\t', &column);
             i++) {
            if (i)
                buffer_add_byte(out, ' ');
            buffer_add(out, column);
        }
        if (column.length)
            buffer_add_byte(out, '\n');
    }
}

static void show_edge(const Sentences *sentences, Text text, const char *name, int32_t token, Buffer *out)
{
    if (token >= 0)
        buffer_print(out, " %s=%.*s", name, TEXT_ARGS(text_of_span(text, sentences->tokens[token].span)));
}

static void show_edges(const Sentences *sentences, Text text, Buffer *out)
{
    for (size_t i = 0; i < sentences->token_count; i++) {
        if (sentences->tokens[i].upos != UPOS_VERB)
            continue;
        buffer_add(out, text_of_span(text, sentences->tokens[i].span));
        show_edge(sentences, text, "subject", language_subject(sentences, i), out);
        show_edge(sentences, text, "object", language_object(sentences, i), out);
        show_edge(sentences, text, "agent", language_agent(sentences, i), out);
        show_edge(sentences, text, "patient", language_patient(sentences, i), out);
        show_edge(sentences, text, "then", language_next_conjunct(sentences, i), out);
        buffer_add_string(out, language_is_passive(sentences, i) ? " passive" : "");
        buffer_add_string(out, language_is_negated(sentences, i) ? " negated\n" : "\n");
    }
}

void golden_language(Arena *arena, Text input, Buffer *out)
{
    LIST_OF(LanguageRegion) regions = {0};
    Text mode = TEXT_EMPTY;

    if (!load(out) || !text_split(&input, '\n', &mode))
        return;
    for (size_t at = 0; at < input.length;) {
        size_t end = text_find(input, TEXT("\n\n"), at);
        end = end == SIZE_MAX ? input.length : end;
        *LIST_ADD(arena, &regions) = (LanguageRegion){{(uint32_t)at, (uint32_t)end}, (uint32_t)regions.count};
        at = end + 2;
    }

    Sentences sentences = language_read(arena, language, input, regions.items, regions.count);
    if (text_equals(mode, TEXT("tokens")))
        show_tokens(&sentences, input, out);
    else if (text_equals(mode, TEXT("edges")))
        show_edges(&sentences, input, out);
    else
        show_trees(arena, &sentences, input, out);
}
