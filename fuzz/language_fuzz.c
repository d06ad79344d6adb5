/* Any bytes, as one region and as several, have sentences that keep the invariants of language.h. */
#include "core/door.h"
#include "language/language.h"

static const Language *language;

static const Language *load(void)
{
    static Arena *arena;
    const char *folder = getenv("HEARSAY_DATA");
    Language *loaded = NULL;
    Error error = {0};

    if (!language) {
        arena = arena_new(0);
        Text english = arena_print(arena, "%s/data/english", folder ? folder : "build/share/hearsay");
        if (language_load(arena, english, &loaded, &error) != STATUS_OK) {
            printf("%s: %s\n", error.name, error.message);
            exit(2);
        }
        language = loaded;
    }
    return language;
}

static void require(int holds)
{
    if (!holds)
        abort();
}

static void check_sentence(const Sentences *s, const Sentence *sentence)
{
    size_t roots = 0;

    require(sentence->token_begin < sentence->token_end && sentence->token_end <= s->token_count);
    for (size_t i = sentence->token_begin; i < sentence->token_end; i++) {
        const Token *token = &s->tokens[i];
        size_t steps = 0;
        require(token->span.begin < token->span.end);
        require(i == 0 || token->span.begin >= s->tokens[i - 1].span.end);
        require(token->lemma.length > 0);
        roots += token->head < 0;
        for (int32_t at = (int32_t)i; at >= 0; at = s->tokens[at].head)
            require((size_t)at >= sentence->token_begin && (size_t)at < sentence->token_end &&
                    steps++ <= sentence->token_end - sentence->token_begin);
        if (i - sentence->token_begin < 50) {
            (void)language_subject(s, i);
            (void)language_patient(s, i);
            (void)language_is_negated(s, i);
            (void)language_phrase(s, i);
        }
    }
    require(roots == 1 && s->tokens[sentence->root].head < 0);
}

static Status read_regions(Arena *arena, void *context, Error *error)
{
    Text text = *(const Text *)context;
    LanguageRegion regions[2] = {{{0, (uint32_t)(text.length / 2)}, 1},
                                 {{(uint32_t)(text.length / 2), (uint32_t)text.length}, 2}};
    Buffer out = buffer_in(arena);

    (void)error;
    for (size_t count = 1; count <= 2; count++) {
        if (count == 1)
            regions[0].span.end = (uint32_t)text.length;
        else
            regions[0].span.end = regions[1].span.begin;
        Sentences sentences = language_read(arena, language, text, regions, count);
        for (size_t i = 0; i < sentences.count; i++)
            check_sentence(&sentences, &sentences.items[i]);
        language_write_conllu(&sentences, text, &out);
    }
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Text text = {(const char *)data, size};
    Arena *arena = arena_new(256 << 20);
    Error error = {0};

    (void)load();
    Status status = door_open(arena, read_regions, &text, &error);
    arena_free(arena);
    return status == ERR_FORMAT;
}
