#include "language/language.h"

#include <fcntl.h>
#include <unistd.h>

#include "check.h"
#include "core/list.h"
#include "language/language_model.h"

static Text data_folder(Arena *arena)
{
    const char *folder = getenv("HEARSAY_DATA");

    return arena_print(arena, "%s/data/english", folder ? folder : "build/share/hearsay");
}

static Sentences read_whole(Arena *arena, const Language *language, Text text)
{
    LanguageRegion region = {{0, (uint32_t)text.length}, 7};

    return language_read(arena, language, text, &region, 1);
}

static Text repeat(Arena *arena, const char *piece, size_t times)
{
    Buffer buffer = buffer_in(arena);

    for (size_t i = 0; i < times; i++)
        buffer_add_string(&buffer, piece);
    return buffer_text(&buffer);
}

/* Every byte that is no white space stands in one token, and each sentence is a tree. */
static bool keeps_invariants(const Sentences *s, Text text)
{
    size_t at = 0;

    for (size_t i = 0; i < s->token_count; i++) {
        for (; at < s->tokens[i].span.begin; at++)
            if ((unsigned char)text.bytes[at] > ' ' && (unsigned char)text.bytes[at] < 0x80)
                return false;
        at = s->tokens[i].span.end;
    }
    for (size_t k = 0; k < s->count; k++) {
        size_t roots = 0;
        for (size_t i = s->items[k].token_begin; i < s->items[k].token_end; i++) {
            size_t steps = 0;
            roots += s->tokens[i].head < 0;
            for (int32_t up = (int32_t)i; up >= 0 && steps <= s->token_count; up = s->tokens[up].head)
                steps++;
            if (steps > s->token_count)
                return false;
        }
        if (roots != 1 || s->items[k].part != 7)
            return false;
    }
    return true;
}

static void test_bad_input(Arena *arena, const Language *language)
{
    static const struct {
        const char *name;
        const char *piece;
        size_t times;
    } cases[] = {{"one word", "Stop", 1},
                 {"ten thousand words", "word ", 10000},
                 {"one word of 100,000 letters", "a", 100000},
                 {"100,000 marks", "(", 100000},
                 {"hyphens", "a-1-", 20000},
                 {"stops", "a.", 20000},
                 {"apostrophes", "'s", 20000},
                 {"all capitals", "THE WORKERS WERE HELD. ", 50},
                 {"another script", "\xEB\xB6\x81\xED\x95\x9C ", 200},
                 {"emoji", "\xF0\x9F\x99\x82", 300},
                 {"control characters", "a\x01\x02 \x1F", 300},
                 {"lines", "x\n", 5000},
                 {"nothing", "", 1},
                 {"white space", " \t\n", 100}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Text text = repeat(arena, cases[i].piece, cases[i].times);
        Sentences sentences = read_whole(arena, language, text);
        CHECK_CASE(cases[i].name);
        CHECK(keeps_invariants(&sentences, text));
    }
    CHECK_CASE("");
}

static void test_long_sentence(Arena *arena, const Language *language)
{
    Sentences sentences = read_whole(arena, language, repeat(arena, "the old man and ", 500));

    CHECK_NUMBER(sentences.count, 1);
    CHECK(sentences.items[0].is_long);
    CHECK_NUMBER(sentences.token_count, 2000);
}

/* Same bytes, same trees; another region before it changes nothing. */
static void test_same_result(Arena *arena, const Language *language)
{
    Text text = TEXT("Guards held them. They were told to stay.");
    LanguageRegion regions[2] = {{{0, 17}, 1}, {{17, (uint32_t)text.length}, 2}};
    Sentences whole = read_whole(arena, language, text);
    Sentences parts = language_read(arena, language, text, regions, 2);

    CHECK_NUMBER(whole.token_count, parts.token_count);
    for (size_t i = 0; i < whole.token_count && i < parts.token_count; i++) {
        CHECK_NUMBER(whole.tokens[i].head, parts.tokens[i].head);
        CHECK_NUMBER(whole.tokens[i].deprel, parts.tokens[i].deprel);
        CHECK_NUMBER(whole.tokens[i].features, parts.tokens[i].features);
    }
}

static void test_names(Arena *arena)
{
    Text path = arena_print(arena, "%.*s/tagset", TEXT_ARGS(data_folder(arena)));
    FILE *file = fopen(path.bytes, "rb");
    char line[128];
    int upos = 0;
    int xpos = 0;
    int deprel = 0;

    CHECK(file != NULL);
    while (file && fgets(line, sizeof line, file)) {
        Text name = text_trim(text_from(line));
        Text kind = TEXT_EMPTY;
        if (line[0] == '#' || !text_split(&name, '\t', &kind))
            continue;
        if (text_is(kind, "upos"))
            CHECK_TEXT(name, language_upos_word((Upos)upos++));
        if (text_is(kind, "xpos"))
            CHECK_TEXT(name, language_xpos_word((Xpos)xpos++));
        if (text_is(kind, "deprel"))
            CHECK_TEXT(name, language_deprel_word((Deprel)deprel++));
    }
    if (file)
        (void)fclose(file);
    CHECK_NUMBER(upos, UPOS_COUNT);
    CHECK_NUMBER(xpos, XPOS_COUNT);
    CHECK_NUMBER(deprel, DEPREL_COUNT);
    CHECK_NUMBER(language_deprel_base(DEPREL_NSUBJ_PASS), DEPREL_NSUBJ);
    CHECK_NUMBER(language_deprel_base(DEPREL_ACL_RELCL), DEPREL_ACL);
    CHECK_NUMBER(language_deprel_base(DEPREL_NMOD), DEPREL_NMOD);
}

/* A copy of the model in memory that may be harmed. */
static char *copy_model(Arena *arena, size_t *out_length)
{
    Text path = arena_print(arena, "%.*s/english.model", TEXT_ARGS(data_folder(arena)));
    FILE *file = fopen(path.bytes, "rb");

    *out_length = 0;
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    *out_length = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_alloc(arena, *out_length);
    if (fread(bytes, 1, *out_length, file) != *out_length)
        *out_length = 0;
    (void)fclose(file);
    return bytes;
}

/* Signs the harmed copy, so that only the checks behind the digests are left. */
static void sign(char *bytes, size_t length)
{
    ModelHeader *header = (ModelHeader *)(void *)bytes;

    header->digest = language_model_digest((Text){bytes + sizeof *header, length - sizeof *header});
    header->about_digest = 0;
    header->about_digest = language_model_digest((Text){bytes, sizeof *header});
}

static void test_bad_models(void)
{
    Arena *arena = arena_new(0);
    size_t length = 0;
    char *bytes = copy_model(arena, &length);
    Error error = {0};
    Model model;

    CHECK(length > sizeof(ModelHeader));
    if (length > sizeof(ModelHeader)) {
        ModelHeader *header = (ModelHeader *)(void *)bytes;
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == STATUS_OK);
        CHECK(language_model_read((Text){bytes, length - 64}, &model, &error) == ERR_PACK);
        CHECK(language_model_read((Text){bytes, 100}, &model, &error) == ERR_PACK);
        const size_t harmed[] = {100,        sizeof *header,  sizeof *header + 8,
                                 length / 2, length / 2 + 63, length - 1};
        for (size_t i = 0; i < sizeof harmed / sizeof *harmed; i++) {
            bytes[harmed[i]] ^= (char)0x80;
            CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
            bytes[harmed[i]] ^= (char)0x80;
        }
        bytes[length / 2] ^= 1;
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
        CHECK(text_find(text_from(error.message), TEXT("digest"), 0) != SIZE_MAX);
        bytes[length / 2] ^= 1;
        header->version++;
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
        header->version--;
        uint64_t count = header->sections[SECTION_TAGGER].count;
        header->sections[SECTION_TAGGER].count = count / 2 + 1;
        sign(bytes, length);
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
        header->sections[SECTION_TAGGER].count = UINT64_MAX;
        sign(bytes, length);
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
        header->sections[SECTION_TAGGER].count = count;
        ((ModelTag *)(void *)(bytes + header->sections[SECTION_TAGS].begin))->upos = 200;
        sign(bytes, length);
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
        bytes[0] = 'X';
        CHECK(language_model_read((Text){bytes, length}, &model, &error) == ERR_PACK);
    }
    arena_free(arena);
}

/* Without its model the language is not loaded, and the error names the file and what to do. */
static void test_missing_folder(Arena *arena)
{
    Language *language = NULL;
    Error error = {0};

    CHECK(language_load(arena, TEXT("/nowhere/english"), &language, &error) == ERR_SYSTEM);
    CHECK(text_starts_with(text_from(error.name), TEXT("/nowhere/english/")));
    error_clear(&error);
    Model model;
    CHECK(language_model_open(arena, TEXT("/nowhere/english.model"), &model, &error) == ERR_SYSTEM);
    CHECK_TEXT(text_from(error.name), "/nowhere/english.model");
    CHECK(text_find(text_from(error.message), TEXT("run make"), 0) != SIZE_MAX);
}

int main(void)
{
    Arena *arena = arena_new(0);
    Language *language = NULL;
    Error error = {0};

    CHECK(language_load(arena, data_folder(arena), &language, &error) == STATUS_OK);
    if (language) {
        test_bad_input(arena, language);
        test_long_sentence(arena, language);
        test_same_result(arena, language);
    }
    test_names(arena);
    test_bad_models();
    test_missing_folder(arena);
    arena_free(arena);
    return check_end();
}
