#include "language/language.h"

#include "language/language_decide.h"
#include "language/language_lemma.h"
#include "language/language_split.h"
#include "language/language_words.h"

struct Language {
    WordLists lists;
    Model model;
};

Status language_load(Arena *arena, Text folder, Language **out, Error *error)
{
    Language *language = ARENA_NEW(arena, Language);
    Text path = arena_print(arena, "%.*s/english.model", TEXT_ARGS(folder));
    Status status = language_load_words(arena, folder, &language->lists, error);

    if (status == STATUS_OK)
        status = language_model_open(arena, path, &language->model, error);
    if (status == STATUS_OK)
        *out = language;
    return status;
}

Sentences language_split(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                         size_t region_count)
{
    return language_split_regions(arena, &language->lists, text, regions, region_count);
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

/* Room for the longest sentence of a report. */
typedef struct Reader {
    const Model *model;
    const WordLists *lists;
    WordForm *forms; /* with two of padding at both ends */
    uint8_t *tags;
    Beam *beam;
} Reader;

static Reader reader_new(Arena *arena, const Language *language, const Sentences *sentences)
{
    size_t longest = 0;

    for (size_t i = 0; i < sentences->count; i++) {
        size_t count = sentences->items[i].token_end - sentences->items[i].token_begin;
        longest = count > longest ? count : longest;
    }
    return (Reader){.model = &language->model,
                    .lists = &language->lists,
                    .forms = ARENA_ARRAY(arena, WordForm, longest + 4) + 2,
                    .tags = ARENA_ARRAY(arena, uint8_t, longest + 1),
                    .beam = ARENA_NEW(arena, Beam)};
}

/* Whether the dictionary has the word as an irregular form of a verb alone, and as no base. */
static bool is_irregular_verb(const Model *model, const Token *token)
{
    const ModelClass *found = language_model_class(model, token->word);

    return found && (found->irregular & CLASS_VERB) && !(found->base & CLASS_VERB);
}

static uint8_t tag_with(const Model *model, Upos upos, Xpos xpos, uint8_t otherwise)
{
    for (uint32_t t = 0; t < model->tag_count; t++)
        if (model->tags[t].upos == upos && model->tags[t].xpos == xpos)
            return (uint8_t)t;
    return otherwise;
}

/* What the tagger cannot know of the first of these words, whose tags are given. "froze" is no bare form,
 * whatever its neighbours look like; "forbidden" before an infinitive, or before a preposition with a verb,
 * is no adjective. */
static uint8_t correct_tag(const Model *model, const Token *token, const uint8_t *tags, size_t count)
{
    const ModelTag *tag = &model->tags[tags[0]];
    Xpos next = count > 1 ? (Xpos)model->tags[tags[1]].xpos : XPOS_STOP;
    bool is_before_verb =
        next == XPOS_TO || (next == XPOS_IN && count > 2 && model->tags[tags[2]].xpos == XPOS_VBG);

    if (tag->xpos == XPOS_JJ && is_before_verb && is_irregular_verb(model, token))
        return tag_with(model, UPOS_VERB, XPOS_VBN, tags[0]);
    if ((tag->xpos == XPOS_VB || tag->xpos == XPOS_VBP) && is_irregular_verb(model, token)) {
        const ModelWord *known = language_model_word(model, token->word);
        return known && known->is_frequent /* "are" is known too well */
                   ? tags[0]
                   : tag_with(model, (Upos)tag->upos, XPOS_VBD, tags[0]);
    }
    return tags[0];
}

static void tag_sentence(Arena *arena, const Reader *reader, Token *tokens, size_t count, Text text)
{
    const WordForm pad = language_form_pad();
    const uint32_t unknown = feature_mix(0);

    for (size_t i = 0; i < count; i++)
        language_model_form(reader->model, reader->lists, text_of_span(text, tokens[i].span), tokens[i].word,
                            &reader->forms[i]);
    for (int k = 1; k <= 2; k++) {
        *(reader->forms - k) = pad;
        reader->forms[count + (size_t)k - 1] = pad;
    }
    language_model_tag(reader->model, reader->forms, count, reader->tags);
    for (size_t i = 0; i < count; i++) {
        reader->tags[i] = correct_tag(reader->model, &tokens[i], &reader->tags[i], count - i);
        const ModelTag *tag = &reader->model->tags[reader->tags[i]];
        tokens[i].upos = (Upos)tag->upos;
        tokens[i].xpos = (Xpos)tag->xpos;
        language_set_lemma(arena, reader->model, reader->tags[i], reader->forms[i].tags != unknown,
                           text_of_span(text, tokens[i].span), &tokens[i]);
    }
}

/* Parses count tokens from first on; gives the number of their root. */
static size_t parse_window(const Reader *reader, Token *tokens, size_t first, size_t begin, size_t count)
{
    size_t root = first + begin;

    for (size_t i = 0; i < count; i++)
        reader->beam->words[i + 1] =
            language_parse_word(&reader->forms[begin + i], reader->model->tags, reader->tags[begin + i]);
    language_parse_pad(reader->beam->words, (int)count);

    const ParseState *state = language_model_parse(reader->model, reader->beam, (int)count);
    for (size_t i = 0; i < count; i++) {
        Token *token = &tokens[first + begin + i];
        int head = state->nodes[i + 1].head;
        token->head = head ? (int32_t)(first + begin) + head - 1 : -1;
        token->deprel = head ? (Deprel)state->nodes[i + 1].deprel : DEPREL_ROOT;
        root = head ? root : first + begin + i;
    }
    return root;
}

static void read_sentence(Arena *arena, const Reader *reader, Sentences *sentences, Sentence *sentence,
                          Text text)
{
    size_t first = sentence->token_begin;
    size_t count = sentence->token_end - first;

    tag_sentence(arena, reader, &sentences->tokens[first], count, text);
    sentence->is_long = count > LANGUAGE_WINDOW;
    for (size_t begin = 0; begin < count; begin += LANGUAGE_WINDOW) {
        size_t length = count - begin < LANGUAGE_WINDOW ? count - begin : LANGUAGE_WINDOW;
        size_t root = parse_window(reader, sentences->tokens, first, begin, length);
        if (begin == 0) {
            sentence->root = (uint32_t)root;
        } else {
            sentences->tokens[root].head = (int32_t)sentence->root;
            sentences->tokens[root].deprel = DEPREL_PARATAXIS;
        }
    }
}

Sentences language_read(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                        size_t region_count)
{
    Sentences sentences = language_split(arena, language, text, regions, region_count);
    Reader reader = reader_new(arena, language, &sentences);

    for (size_t i = 0; i < sentences.count; i++) {
        Sentence *sentence = &sentences.items[i];
        read_sentence(arena, &reader, &sentences, sentence, text);
        link_children(&sentences, sentence);
        language_set_tree_features(&sentences, sentence);
    }
    return sentences;
}
