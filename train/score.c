/* score DATA GOLD.conllu …: reads each treebank's raw text and counts what agrees with it, as the CoNLL 2018
 * shared task does: words are the same where they cover the same characters that are no white space. Prints
 * F1, and with the treebank's own tokens the share that is right. */
#include <stdio.h>

#include "core/buffer.h"
#include "train.h"

typedef struct GoldWord {
    uint32_t begin, end; /* in characters that are no white space; words of a multiword token share them */
    uint32_t number;     /* in its multiword token */
    TrainWord word;
    int32_t head; /* number of the gold word, -1 for a root */
} GoldWord;

typedef LIST_OF(GoldWord) GoldList;
typedef LIST_OF(Span) SpanList;

typedef struct Gold {
    GoldList words;
    SpanList sentences;
    Buffer text; /* paragraphs, with an empty line between them */
} Gold;

typedef struct Reader {
    Arena *arena;
    Gold *gold;
    uint32_t position;
    size_t sentence_begin;
    int glued; /* words left of the multiword token */
    uint32_t glued_begin;
    uint32_t glued_number;
    bool is_new_part;
} Reader;

static uint32_t black_bytes(Text text)
{
    uint32_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += !ascii_is_space(text.bytes[i]);
    return count;
}

static void end_sentence(Reader *r)
{
    GoldList *words = &r->gold->words;

    if (words->count == r->sentence_begin)
        return;
    for (size_t i = r->sentence_begin; i < words->count; i++)
        words->items[i].head = words->items[i].word.head
                                   ? (int32_t)(r->sentence_begin + (size_t)words->items[i].word.head - 1)
                                   : -1;
    *LIST_ADD(r->arena, &r->gold->sentences) = (Span){words->items[r->sentence_begin].begin, r->position};
    r->sentence_begin = words->count;
}

static void add_text(Reader *r, Text text)
{
    if (r->gold->text.length)
        buffer_add_string(&r->gold->text, r->is_new_part ? "\n\n" : " ");
    buffer_add(&r->gold->text, text_trim(text));
    r->is_new_part = false;
}

static Status add_word(Reader *r, Text line, Error *error)
{
    Text id = line;
    Text form = TEXT_EMPTY;
    Text first = TEXT_EMPTY;
    int64_t from = 0;
    int64_t to = 0;

    (void)text_split(&line, '\t', &id);
    if (text_find_byte(id, '.', 0) != SIZE_MAX)
        return STATUS_OK;
    if (text_find_byte(id, '-', 0) != SIZE_MAX) {
        Text rest = id;
        (void)text_split(&line, '\t', &form);
        if (!text_split(&rest, '-', &first) || !text_to_int64(first, &from) || !text_to_int64(rest, &to))
            return error_set(error, ERR_FORMAT, "'%.*s' is no range of words", TEXT_ARGS(id));
        r->glued = (int)(to - from + 1);
        r->glued_begin = r->position;
        r->glued_number = 0;
        r->position += black_bytes(form);
        return STATUS_OK;
    }

    GoldWord *word = LIST_ADD(r->arena, &r->gold->words);
    Status status = train_read_word(line, &word->word, error);
    word->begin = r->glued ? r->glued_begin : r->position;
    word->number = r->glued ? r->glued_number++ : 0;
    if (r->glued)
        r->glued--;
    else
        r->position += black_bytes(word->word.form);
    word->end = r->position;
    return status;
}

static Status read_gold(Arena *arena, Text path, Gold *gold, Error *error)
{
    Reader reader = {.arena = arena, .gold = gold};
    Text rest = TEXT_EMPTY;
    Text line = TEXT_EMPTY;
    Status status = train_read_file(arena, path, &rest, error);

    gold->text = buffer_in(arena);
    while (status == STATUS_OK && text_split(&rest, '\n', &line)) {
        if (!line.length)
            end_sentence(&reader);
        else if (text_starts_with(line, TEXT("# text = ")))
            add_text(&reader, text_slice(line, 9, line.length));
        else if (text_starts_with(line, TEXT("# newpar")) || text_starts_with(line, TEXT("# newdoc")))
            reader.is_new_part = true;
        else if (line.bytes[0] != '#')
            status = add_word(&reader, line, error);
    }
    end_sentence(&reader);
    return status;
}

/* Where each of our tokens stands, counted as the gold words are. */
static GoldWord *place_tokens(Arena *arena, const Sentences *sentences, Text text, SpanList *spans)
{
    GoldWord *places = ARENA_ARRAY(arena, GoldWord, sentences->token_count + 1);
    uint32_t position = 0;

    for (size_t s = 0; s < sentences->count; s++) {
        uint32_t begin = position;
        for (size_t i = sentences->items[s].token_begin; i < sentences->items[s].token_end; i++) {
            const Token *token = &sentences->tokens[i];
            bool is_glued = token->is_glued && i > 0;
            places[i].begin = is_glued ? places[i - 1].begin : position;
            places[i].number = is_glued ? places[i - 1].number + 1 : 0;
            position += black_bytes(text_of_span(text, token->span));
            places[i].end = position;
            for (size_t k = i; is_glued && k-- > 0 && places[k].begin == places[i].begin;)
                places[k].end = position;
        }
        *LIST_ADD(arena, spans) = (Span){begin, position};
    }
    return places;
}

static int compare(const GoldWord *a, const GoldWord *b)
{
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->number == b->number ? 0 : a->number < b->number ? -1 : 1;
}

static double f1(size_t right, size_t gold, size_t ours)
{
    return gold + ours ? 200.0 * (double)right / (double)(gold + ours) : 0;
}

static size_t count_sentences(const SpanList *a, const SpanList *b)
{
    size_t same = 0;

    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        same += a->items[i].begin == b->items[k].begin && a->items[i].end == b->items[k].end;
        if (a->items[i].end <= b->items[k].end)
            i++;
        else
            k++;
    }
    return same;
}

enum { WORDS, UPOS, XPOS, FEATURES, LEMMAS, UAS, LAS, MEASURES };

static void count_word(const GoldWord *gold, const Token *token, bool head_is_right, size_t right[MEASURES])
{
    Deprel base = language_deprel_base(token->deprel);

    right[WORDS]++;
    right[UPOS] += gold->word.upos == token->upos;
    right[XPOS] += gold->word.xpos == token->xpos;
    right[FEATURES] += gold->word.features == token->features;
    right[LEMMAS] += text_equals_ignoring_case(gold->word.lemma, token->lemma);
    right[UAS] += head_is_right;
    right[LAS] += head_is_right && language_deprel_base(gold->word.deprel) == base;
}

static Status score_file(Arena *arena, const Language *language, Text path, Error *error)
{
    Gold gold = {0};
    Status status = read_gold(arena, path, &gold, error);
    LIST_OF(LanguageRegion) regions = {0};
    SpanList spans = {0};

    if (status != STATUS_OK)
        return status;

    Text text = buffer_text(&gold.text);
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, TEXT("\n\n"), at);
        end = end == SIZE_MAX ? text.length : end;
        *LIST_ADD(arena, &regions) = (LanguageRegion){{(uint32_t)at, (uint32_t)end}, (uint32_t)regions.count};
        at = end + 2;
    }

    Sentences ours = language_read(arena, language, text, regions.items, regions.count);
    const GoldWord *places = place_tokens(arena, &ours, text, &spans);
    int32_t *token_of =
        ARENA_ARRAY(arena, int32_t, gold.words.count + 1); /* our token for a gold word, or -1 */
    size_t right[MEASURES] = {0};
    for (size_t i = 0, k = 0; i < gold.words.count; i++) {
        while (k < ours.token_count && compare(&places[k], &gold.words.items[i]) < 0)
            k++;
        token_of[i] =
            k < ours.token_count && compare(&places[k], &gold.words.items[i]) == 0 ? (int32_t)k : -1;
    }
    for (size_t i = 0; i < gold.words.count; i++) {
        const GoldWord *word = &gold.words.items[i];
        if (token_of[i] < 0)
            continue;
        const Token *token = &ours.tokens[token_of[i]];
        int32_t head = word->head < 0 ? -1 : token_of[word->head];
        count_word(word, token, word->head < 0 ? token->head < 0 : head >= 0 && head == token->head, right);
    }
    (void)printf("%.*s: sentences %.2f", TEXT_ARGS(path),
                 f1(count_sentences(&gold.sentences, &spans), gold.sentences.count, spans.count));
    static const char *const names[MEASURES] = {"words", "UPOS", "XPOS", "features", "lemmas", "UAS", "LAS"};
    for (int m = 0; m < MEASURES; m++)
        (void)printf(" %s %.2f", names[m], f1(right[m], gold.words.count, ours.token_count));
    (void)printf("\n");
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new(0);
    Language *language = NULL;
    Error error = {0};

    if (argc < 3) {
        (void)fputs("usage: score DATA GOLD.conllu ...\n", stderr);
        return 2;
    }

    Status status = language_load(arena, text_from(argv[1]), &language, &error);
    for (int i = 2; i < argc && status == STATUS_OK; i++)
        status = score_file(arena, language, text_from(argv[i]), &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "score: %s: %s\n", error.name, error.message);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 2;
}
