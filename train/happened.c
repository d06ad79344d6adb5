/* happened DATA JUDGEMENTS.json FOLDER TREEBANK.conllu: readers' judgements of whether the predicates of a
 * treebank's sentences happened become the weights of src/mention/mention_happened.c, printed as
 * data/english/status/happened. The sentences are read from their raw text by the model in DATA, so that the
 * weights know its errors. Logistic regression with an L2 prior, a weight at a time (Newton's step) over all
 * judgements, always in the same order. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/buffer.h"
#include "core/data_file.h"
#include "core/list.h"
#include "core/map.h"
#include "mention/mention_happened.h"
#include "mention/mention_status.h"

enum { ROUNDS = 60, RARE = 5, FAINT = 4, SCALE = 100 };
static const double prior = 3.3;

typedef LIST_OF(LanguageRegion) RegionList;
typedef LIST_OF(uint32_t) NumberList;

/* A predicate and the share of its readers who say that it happened. */
typedef struct Example {
    uint32_t black; /* bytes before it that are no white space */
    double share;
    double margin;
} Example;
typedef LIST_OF(Example) ExampleList;

/* A feature and the examples that have it. */
typedef struct Column {
    NumberList examples;
    double weight;
} Column;

typedef struct Trainer {
    Arena *arena;
    MentionData data; /* its status words alone */
    json_t *judgements;
    Buffer text;
    RegionList regions;
    ExampleList examples;
    Map columns;
    uint32_t black;      /* at the next word */
    uint32_t glued_left; /* words of the multiword token that is being read */
    uint32_t glued_end;
    json_t *sentence; /* its judgements, or NULL */
} Trainer;

static uint32_t black_bytes(Text text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += !ascii_is_space(text.bytes[i]);
    return count;
}

static void add_example(Trainer *trainer, const json_t *predicate)
{
    const char *reader = NULL;
    json_t *value = NULL;
    double sum = 0;
    double count = 0;
    json_object_foreach(json_object_get(predicate, "value"), reader, value)
    {
        sum += json_number_value(value);
        count++;
    }
    if (count > 0)
        *LIST_ADD(trainer->arena, &trainer->examples) =
            (Example){.black = trainer->black, .share = sum / count};
}

static void add_text(Trainer *trainer, Text text)
{
    uint32_t begin = (uint32_t)trainer->text.length;
    buffer_add(&trainer->text, text);
    *LIST_ADD(trainer->arena, &trainer->regions) =
        (LanguageRegion){{begin, (uint32_t)trainer->text.length}, (uint32_t)trainer->regions.count};
    buffer_add_string(&trainer->text, "\n\n");
}

/* "3-4  don't": the words of it stand in its bytes one after another. */
static void begin_glued(Trainer *trainer, Text id, Text form)
{
    Text first = TEXT_EMPTY;
    int64_t from = 0;
    int64_t to = 0;
    if (text_split(&id, '-', &first) && text_to_int64(first, &from) && text_to_int64(id, &to) && to > from) {
        trainer->glued_left = (uint32_t)(to - from + 1);
        trainer->glued_end = trainer->black + black_bytes(form);
    }
}

static void add_word(Trainer *trainer, Text line)
{
    Text id = TEXT_EMPTY;
    Text form = TEXT_EMPTY;
    (void)text_split(&line, '\t', &id);
    (void)text_split(&line, '\t', &form);
    if (text_find_byte(id, '.', 0) != SIZE_MAX)
        return;
    if (text_find_byte(id, '-', 0) != SIZE_MAX) {
        begin_glued(trainer, id, form);
        return;
    }
    const json_t *predicate = json_object_getn(trainer->sentence, id.bytes, id.length);
    if (predicate)
        add_example(trainer, predicate);
    trainer->black += black_bytes(form);
    if (trainer->glued_left && --trainer->glued_left == 0)
        trainer->black = trainer->glued_end;
}

static void read_treebank(Trainer *trainer, Text rest)
{
    Text line = TEXT_EMPTY;
    while (text_split(&rest, '\n', &line)) {
        if (text_starts_with(line, TEXT("# sent_id = ")))
            trainer->sentence = json_object_getn(trainer->judgements, line.bytes + 12, line.length - 12);
        else if (trainer->sentence && text_starts_with(line, TEXT("# text = ")))
            add_text(trainer, text_slice(line, 9, line.length));
        else if (trainer->sentence && line.length && line.bytes[0] != '#')
            add_word(trainer, line);
    }
}

typedef struct Marking {
    Trainer *trainer;
    uint32_t example;
} Marking;

static void mark_feature(void *context, Text feature)
{
    const Marking *marking = context;
    Arena *arena = marking->trainer->arena;
    MapEntry *entry = map_find(&marking->trainer->columns, feature);
    if (!entry) {
        entry = map_put(&marking->trainer->columns, arena_copy(arena, feature));
        entry->value = ARENA_NEW(arena, Column);
    }
    NumberList *examples = &((Column *)entry->value)->examples;
    if (!examples->count || examples->items[examples->count - 1] != marking->example)
        *LIST_ADD(arena, examples) = marking->example;
}

static void read_example(Trainer *trainer, const Sentences *sentences, Text text, uint32_t sentence,
                         uint32_t token, uint32_t example)
{
    Marking marking = {trainer, example};
    HappenedPredicate predicate = {sentences, text, sentence, token, CLAIM_SAID, {0, 0}};
    predicate.status = mention_status(&trainer->data, sentences, text, sentence, token, &predicate.word);
    mention_happened_features(&predicate, mark_feature, &marking);
}

/* Examples and tokens stand in the same order; a predicate that no token begins with is passed over. */
static void find_features(Trainer *trainer, const Sentences *sentences, Text text)
{
    uint32_t black = 0;
    uint32_t next = 0;
    for (uint32_t s = 0; s < sentences->count; s++)
        for (uint32_t i = sentences->items[s].token_begin; i < sentences->items[s].token_end; i++) {
            while (next < trainer->examples.count && trainer->examples.items[next].black < black)
                next++;
            if (next < trainer->examples.count && trainer->examples.items[next].black == black)
                read_example(trainer, sentences, text, s, i, next);
            black += black_bytes(text_of_span(text, sentences->tokens[i].span));
        }
}

/* Newton's step on one weight: the slope and curve of the loss of the examples that have it, and the prior's.
 */
static void improve(Trainer *trainer, Column *column)
{
    Example *examples = trainer->examples.items;
    double slope = prior * column->weight;
    double curve = prior;
    for (size_t i = 0; i < column->examples.count; i++) {
        const Example *example = &examples[column->examples.items[i]];
        double chance = 1 / (1 + exp(-example->margin));
        slope += chance - example->share;
        curve += chance * (1 - chance);
    }
    double step = -slope / curve;
    step = step > 1 ? 1 : step < -1 ? -1 : step;
    column->weight += step;
    for (size_t i = 0; i < column->examples.count; i++)
        examples[column->examples.items[i]].margin += step;
}

static void train(Trainer *trainer)
{
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < trainer->columns.count; i++) {
            Column *column = trainer->columns.entries[i].value;
            if (column->examples.count >= RARE)
                improve(trainer, column);
        }
}

static int compare_features(const void *a, const void *b)
{
    return text_compare(((const MapEntry *)a)->key, ((const MapEntry *)b)->key);
}

static void print_weights(Trainer *trainer)
{
    (void)printf("# Whether a predicate happened: hundredths of a logit, and the feature that has that "
                 "weight. Made by\n"
                 "# train/happened.c from %zu judgements of Universal Decompositional Semantics (factuality, "
                 "train part)\n"
                 "# on Universal Dependencies English-EWT, CC BY-SA 4.0, and offered under the same: see "
                 "../LICENSE.\n",
                 trainer->examples.count);
    qsort(trainer->columns.entries, trainer->columns.count, sizeof(MapEntry), compare_features);
    for (size_t i = 0; i < trainer->columns.count; i++) {
        const MapEntry *entry = &trainer->columns.entries[i];
        long weight = lround(((const Column *)entry->value)->weight * SCALE);
        if (labs(weight) >= FAINT)
            (void)printf("%ld\t%.*s\n", weight, TEXT_ARGS(entry->key));
    }
}

static Status read_all(Trainer *trainer, char **arguments, Error *error)
{
    json_error_t where = {0};
    json_t *file = json_load_file(arguments[2], 0, &where);
    trainer->judgements = json_object_get(file, "data");
    if (!trainer->judgements)
        return error_set(error, ERR_FORMAT, "no judgements: %s", where.text);

    Text treebank = TEXT_EMPTY;
    Status status = data_file_read(trainer->arena, text_from(arguments[3]), arguments[4], &treebank, error);
    if (status == STATUS_OK)
        read_treebank(trainer, treebank);
    json_decref(file);
    return status;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new(0);
    Language *language = NULL;
    Error error = {0};
    if (argc != 5) {
        (void)fputs("usage: happened DATA JUDGEMENTS.json FOLDER TREEBANK.conllu\n", stderr);
        return 2;
    }

    Trainer trainer = {.arena = arena, .text = buffer_in(arena), .columns = map_in(arena)};
    Status status = language_load(arena, text_from(argv[1]), &language, &error);
    if (status == STATUS_OK)
        status = mention_load_status(arena, text_from(argv[1]), &trainer.data.status, &error);
    if (status == STATUS_OK)
        status = read_all(&trainer, argv, &error);
    if (status == STATUS_OK) {
        Text text = buffer_text(&trainer.text);
        Sentences sentences =
            language_read(arena, language, text, trainer.regions.items, trainer.regions.count);
        find_features(&trainer, &sentences, text);
        train(&trainer);
        print_weights(&trainer);
    } else {
        (void)fprintf(stderr, "happened: %s: %s\n", error.name, error.message);
    }
    arena_free(arena);
    return status == STATUS_OK ? 0 : 2;
}
