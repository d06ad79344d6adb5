/* train OUT FOLDER: makes the model OUT from the *-train.conllu of FOLDER and scores it on the *-dev.conllu.
 */
#include <glob.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/buffer.h"
#include "language/language_decide.h"
#include "train.h"

enum { FOLDS = 5, MOST_FILES = 16 };

typedef struct Banks {
    Treebank train;
    Treebank dev[MOST_FILES];
    Text dev_names[MOST_FILES];
    size_t dev_count;
    Buffer about;
} Banks;

static Text base_name(Text path)
{
    size_t begin = path.length;

    while (begin > 0 && path.bytes[begin - 1] != '/')
        begin--;
    return text_slice(path, begin, path.length);
}

static Status read_folder(Arena *arena, const char *folder, Banks *banks, Error *error)
{
    glob_t found = {0};
    Status status = STATUS_OK;

    if (glob(arena_print(arena, "%s/*-train.conllu", folder).bytes, 0, NULL, &found) != 0)
        return error_at(error, ERR_USAGE, text_from(folder), 0, "there is no file *-train.conllu in it");
    (void)glob(arena_print(arena, "%s/*-dev.conllu", folder).bytes, GLOB_APPEND, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc && status == STATUS_OK; i++) {
        Text path = arena_copy(arena, text_from(found.gl_pathv[i]));
        Text name = base_name(path);
        bool is_dev = text_ends_with(name, TEXT("-dev.conllu"));
        Treebank *bank = is_dev ? &banks->dev[banks->dev_count] : &banks->train;
        size_t before = bank->count;
        if (is_dev && banks->dev_count == MOST_FILES)
            break;
        status = train_read(arena, path, bank, error);
        if (is_dev)
            banks->dev_names[banks->dev_count++] = name;
        buffer_print(&banks->about, "%s %.*s: %zu sentences\n", is_dev ? "scored on" : "read",
                     TEXT_ARGS(name), bank->count - before);
    }
    globfree(&found);
    return status;
}

/* Tags for the parser to learn from: each fifth of the sentences is tagged by what the others teach. */
static void guess_tags(Banks *banks, const Dictionary *dictionary, const WordLists *lists,
                       const TrainOptions *options)
{
    for (size_t fold = 0; fold < FOLDS; fold++) {
        Arena *scratch = arena_new(0);
        Lexicon lexicon = train_find_lexicon(scratch, &banks->train, FOLDS, fold);
        train_set_forms(&banks->train, &lexicon, dictionary, lists);
        const int16_t *fine =
            train_tagger(scratch, &banks->train, options, options->fold_rounds, FOLDS, fold);
        train_tag_fold(&banks->train, fine, options->tag_count, FOLDS, fold);
        arena_free(scratch);
        train_say("tags: fold %zu of %d", fold + 1, FOLDS);
    }
}

void train_say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
}

static double percent(size_t part, size_t whole) { return whole ? 100.0 * (double)part / (double)whole : 0; }

static void print_tag_score(const Treebank *bank, const TagSet *tags, Text name, Buffer *about)
{
    size_t upos = 0;
    size_t xpos = 0;

    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++) {
            const TrainWord *word = &bank->items[s].words[i];
            upos += tags->items[word->guessed].upos == word->upos;
            xpos += tags->items[word->guessed].xpos == word->xpos;
        }
    buffer_print(about, "%.*s: UPOS %.2f XPOS %.2f\n", TEXT_ARGS(name), percent(upos, bank->word_count),
                 percent(xpos, bank->word_count));
}

static void print_lemma_scores(const Banks *banks, const TagSet *tags, const Dictionary *dictionary,
                               const Guesses *guesses)
{
    const Model model = {.tags = tags->items,
                         .tag_count = tags->count,
                         .classes = dictionary->slots,
                         .class_mask = dictionary->mask,
                         .rules = guesses->rules,
                         .rule_count = guesses->rule_count,
                         .bundles = guesses->bundles,
                         .bundle_count = guesses->bundle_count,
                         .guesses = guesses->slots,
                         .guess_mask = guesses->slot_count - 1};

    for (size_t d = 0; d < banks->dev_count; d++)
        (void)printf("%.*s: lemmas %.2f\n", TEXT_ARGS(banks->dev_names[d]),
                     percent(train_count_lemmas(&model, &banks->dev[d]), banks->dev[d].word_count));
}

/* A section at the next multiple of 64. */
static void add_section(Buffer *file, ModelHeader *header, Section section, const void *items, size_t count,
                        size_t size)
{
    while ((sizeof *header + file->length) % 64)
        buffer_add_byte(file, 0);
    header->sections[section].begin = sizeof *header + file->length;
    header->sections[section].count = count;
    buffer_add(file, (Text){items, count * size});
}

/* Digests go in last, the header's own over itself with that field empty. */
static Status write_model(const char *path, ModelHeader *header, const Buffer *body, Error *error)
{
    FILE *file = fopen(path, "wb");
    bool is_written = file != NULL;

    header->length = sizeof *header + body->length;
    header->digest = language_model_digest(buffer_text(body));
    header->about_digest = 0;
    header->about_digest = language_model_digest((Text){(const char *)header, sizeof *header});
    is_written = is_written && fwrite(header, sizeof *header, 1, file) == 1;
    is_written = is_written && fwrite(body->bytes, 1, body->length, file) == body->length;
    if (file && fclose(file) != 0)
        is_written = false;
    return is_written ? STATUS_OK : error_at(error, ERR_SYSTEM, text_from(path), 0, "cannot write the model");
}

static Status train(Arena *arena, char *const *arguments, TrainOptions *options, Error *error)
{
    static ModelHeader header = {
        .magic = MODEL_MAGIC, .version = MODEL_VERSION, .section_count = SECTION_COUNT};
    Banks banks = {.about = buffer_in(arena)};
    Buffer body = buffer_in(arena);
    Dictionary dictionary = {0};
    WordLists lists = {0};
    Status status = read_folder(arena, arguments[2], &banks, error);

    if (status == STATUS_OK)
        status = language_load_words(arena, text_from(arguments[3]), &lists, error);
    if (status == STATUS_OK)
        status = train_read_dictionary(arena, arguments[4], &dictionary, error);

    if (status != STATUS_OK)
        return status;
    buffer_print(&banks.about, "seed %" PRIu64 ", %d rounds of tags, %d of trees, beam %d\n", options->seed,
                 options->tag_rounds, options->parse_rounds, TRAIN_BEAM);

    TagSet tags = train_find_tags(&banks.train);
    options->tags = tags.items;
    options->tag_count = tags.count;
    train_set_tags(&banks.train, &tags);
    guess_tags(&banks, &dictionary, &lists, options);
    print_tag_score(&banks.train, &tags, TEXT("jackknifed"), &banks.about);

    Lexicon lexicon = train_find_lexicon(arena, &banks.train, 0, 0);
    train_set_forms(&banks.train, &lexicon, &dictionary, &lists);
    const uint8_t *tagger =
        learner_pack(arena, train_tagger(arena, &banks.train, options, options->tag_rounds, 0, 0),
                     (size_t)TAG_WIDTH << TAG_BITS);
    ParserWeights parser = train_parser(arena, &banks.train, options);
    for (size_t d = 0; d < banks.dev_count; d++) {
        train_set_forms(&banks.dev[d], &lexicon, &dictionary, &lists);
        train_tag(&banks.dev[d], tagger, tags.count);
        print_tag_score(&banks.dev[d], &tags, banks.dev_names[d], &banks.about);
        Score score = train_score_parser(&parser, tags.items, &banks.dev[d]);
        buffer_print(&banks.about, "%.*s: UAS %.2f LAS %.2f\n", TEXT_ARGS(banks.dev_names[d]),
                     percent(score.heads, score.words), percent(score.labels, score.words));
    }

    Guesses guesses = train_find_guesses(arena, &banks.train, &dictionary, &tags);
    add_section(&body, &header, SECTION_TAGS, tags.items, tags.count, sizeof *tags.items);
    add_section(&body, &header, SECTION_LEXICON, lexicon.slots, (size_t)lexicon.mask + 1,
                sizeof *lexicon.slots);
    add_section(&body, &header, SECTION_CLASSES, dictionary.slots, (size_t)dictionary.mask + 1,
                sizeof *dictionary.slots);
    add_section(&body, &header, SECTION_RULES, guesses.rules, guesses.rule_count, sizeof *guesses.rules);
    add_section(&body, &header, SECTION_BUNDLES, guesses.bundles, guesses.bundle_count,
                sizeof *guesses.bundles);
    add_section(&body, &header, SECTION_GUESSES, guesses.slots, guesses.slot_count, sizeof *guesses.slots);
    add_section(&body, &header, SECTION_TAGGER, tagger, (size_t)TAG_WIDTH << TAG_BITS, sizeof *tagger);
    add_section(&body, &header, SECTION_MOVES, parser.moves, (size_t)1 << MOVE_BITS, sizeof *parser.moves);
    add_section(&body, &header, SECTION_LABELS, parser.labels, (size_t)LABEL_WIDTH << LABEL_BITS,
                sizeof *parser.labels);

    Text about = buffer_text(&banks.about);
    memcpy(header.about, about.bytes, about.length < MODEL_ABOUT_SIZE ? about.length : MODEL_ABOUT_SIZE - 1);
    (void)fwrite(about.bytes, 1, about.length, stdout);
    print_lemma_scores(&banks, &tags, &dictionary, &guesses);
    status = write_model(arguments[1], &header, &body, error);
    options->tags = NULL; /* they end here */
    return status;
}

int main(int argc, char **argv)
{
    TrainOptions options = {.seed = 1, .tag_rounds = 8, .fold_rounds = 5, .parse_rounds = 12};
    Error error = {0};
    Arena *arena = arena_new(0);

    if (argc != 5) {
        (void)fputs("usage: train OUT TREEBANKS ENGLISH DICTIONARY\n", stderr);
        return 2;
    }

    Status status = train(arena, argv, &options, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "train: %s: %s\n", error.name, error.message);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 2;
}
