#include "language/language_decide.h"
#include "train.h"

enum { FEWEST = 10 }; /* a pair of tags that is rarer is none */

TagSet train_find_tags(Treebank *bank)
{
    static uint32_t counts[UPOS_COUNT][XPOS_COUNT];
    TagSet tags = {0};

    memset(counts, 0, sizeof counts);
    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++)
            counts[bank->items[s].words[i].upos][bank->items[s].words[i].xpos]++;
    for (int u = 0; u < UPOS_COUNT; u++)
        for (int x = 0; x < XPOS_COUNT; x++)
            if (counts[u][x] >= FEWEST && tags.count < MODEL_MOST_TAGS)
                tags.items[tags.count++] = (ModelTag){(uint8_t)u, (uint8_t)x, 0};
    return tags;
}

void train_set_tags(Treebank *bank, const TagSet *tags)
{
    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++) {
            TrainWord *word = &bank->items[s].words[i];
            word->tag = MODEL_NO_TAG;
            for (uint32_t t = 0; t < tags->count; t++)
                if (tags->items[t].upos == word->upos && tags->items[t].xpos == word->xpos)
                    word->tag = (uint8_t)t;
        }
}

typedef struct WordCount {
    uint32_t total;
    uint32_t tags[MODEL_MOST_TAGS];
} WordCount;

/* A tag is a word's if one in SHARE_KNOWN has it, and its only one if OFTEN seen and all but one in ALWAYS
 * have it. */
enum { SHARE_KNOWN = 30, OFTEN = 40, ALWAYS = 250, FREQUENT = 8 };

/* A number for the set of tags that a word has, and the tag that it always has. */
static ModelWord summarise(uint32_t word, const WordCount *count)
{
    uint32_t hash = 0x811C9DC5U;
    ModelWord out = {.word = word, .only_tag = MODEL_NO_TAG};

    for (uint32_t t = 0; t < MODEL_MOST_TAGS; t++) {
        if (count->tags[t] * SHARE_KNOWN > count->total)
            hash = feature_mix(hash ^ (t + 1));
        if (count->total >= OFTEN && (count->total - count->tags[t]) * ALWAYS <= count->total)
            out.only_tag = (uint8_t)t;
    }
    out.tags = (uint16_t)(hash | 1);
    out.is_frequent = count->total >= FREQUENT;
    return out;
}

Lexicon train_find_lexicon(Arena *arena, const Treebank *bank, size_t folds, size_t fold)
{
    enum { SLOTS = 1 << 17, FEWEST_SEEN = 2 };
    Arena *scratch = arena_new(0);
    uint32_t *keys = ARENA_ARRAY(scratch, uint32_t, SLOTS);
    WordCount *counts = ARENA_ARRAY(scratch, WordCount, SLOTS);
    uint32_t known = 0;

    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count && (!folds || s % folds != fold); i++) {
            const TrainWord *word = &bank->items[s].words[i];
            uint32_t key = language_word(word->form);
            uint32_t at = key & (SLOTS - 1);
            while (keys[at] && keys[at] != key)
                at = (at + 1) & (SLOTS - 1);
            keys[at] = key;
            if (word->tag == MODEL_NO_TAG)
                continue;
            known += ++counts[at].total == FEWEST_SEEN;
            counts[at].tags[word->tag]++;
        }

    Lexicon lexicon = {.mask = 1};
    while (lexicon.mask < known * 2)
        lexicon.mask = lexicon.mask * 2 + 1;
    lexicon.slots = ARENA_ARRAY(arena, ModelWord, (size_t)lexicon.mask + 1);
    for (uint32_t k = 0; k < SLOTS; k++) {
        if (counts[k].total < FEWEST_SEEN)
            continue;
        uint32_t at = keys[k] & lexicon.mask;
        while (lexicon.slots[at].word)
            at = (at + 1) & lexicon.mask;
        lexicon.slots[at] = summarise(keys[k], &counts[k]);
    }
    arena_free(scratch);
    return lexicon;
}

void train_set_forms(Treebank *bank, const Lexicon *lexicon, const Dictionary *dictionary,
                     const WordLists *lists)
{
    const Model model = {.lexicon = lexicon->slots,
                         .lexicon_mask = lexicon->mask,
                         .classes = dictionary->slots,
                         .class_mask = dictionary->mask};

    for (size_t s = 0; s < bank->count; s++) {
        TrainSentence *sentence = &bank->items[s];
        for (int i = -2; i < sentence->count + 2; i++) {
            if (i < 0 || i >= sentence->count)
                sentence->forms[i] = language_form_pad();
            else
                language_model_form(&model, lists, sentence->words[i].form,
                                    language_word(sentence->words[i].form), &sentence->forms[i]);
        }
    }
}

static uint32_t best_class(const int32_t *scores, uint32_t count)
{
    uint32_t best = 0;

    for (uint32_t c = 1; c < count; c++)
        if (scores[c] > scores[best])
            best = c;
    return best;
}

static void learn_sentence(Learner *learner, const TrainSentence *sentence, uint32_t tag_count)
{
    uint8_t tags[LANGUAGE_WINDOW];
    int32_t scores[TAG_WIDTH];
    uint32_t rows[TAG_FEATURES];

    for (int i = 0; i < sentence->count; i++) {
        const TrainWord *word = &sentence->words[i];
        tags[i] = sentence->forms[i].only_tag;
        if (tags[i] != MODEL_NO_TAG)
            continue;
        language_tag_features(sentence->forms, (size_t)i, tags, rows);
        learner_score(learner, rows, TAG_FEATURES, scores);
        tags[i] = (uint8_t)best_class(scores, tag_count);
        learner->step++;
        if (word->tag == MODEL_NO_TAG)
            continue;
        /* A margin: the right tag is to win clearly. */
        uint32_t rival = tags[i];
        if (rival == word->tag) {
            scores[word->tag] = INT32_MIN;
            rival = best_class(scores, tag_count);
            learner_score(learner, rows, TAG_FEATURES, scores);
            if (scores[word->tag] - scores[rival] > TAG_MARGIN)
                continue;
        }
        learner_change(learner, rows, TAG_FEATURES, word->tag, 1);
        learner_change(learner, rows, TAG_FEATURES, rival, -1);
    }
}

int16_t *train_tagger(Arena *arena, const Treebank *bank, const TrainOptions *options, int rounds,
                      size_t folds, size_t fold)
{
    size_t weight_count = ((size_t)1 << TAG_BITS) * TAG_WIDTH;
    Arena *scratch = arena_new(0);
    Learner learner = learner_new(scratch, TAG_BITS, TAG_WIDTH);
    Random random = {options->seed};
    uint32_t *order = ARENA_ARRAY(scratch, uint32_t, bank->count);

    for (size_t s = 0; s < bank->count; s++)
        order[s] = (uint32_t)s;
    for (int round = 0; round < rounds; round++) {
        random_shuffle(&random, order, bank->count);
        for (size_t s = 0; s < bank->count; s++)
            if (!folds || order[s] % folds != fold)
                learn_sentence(&learner, &bank->items[order[s]], options->tag_count);
    }

    int16_t *weights = learner_finish(arena, learner_average(scratch, &learner), weight_count);

    arena_free(scratch);
    return weights;
}

static uint8_t best_tag(const int16_t *fine, const uint32_t *rows, uint32_t tag_count)
{
    int32_t scores[TAG_WIDTH] = {0};

    for (uint32_t i = 0; i < TAG_FEATURES; i++)
        for (uint32_t c = 0; c < TAG_WIDTH; c++)
            scores[c] += fine[(size_t)rows[i] * TAG_WIDTH + c];
    return (uint8_t)best_class(scores, tag_count);
}

void train_tag_fold(const Treebank *bank, const int16_t *fine, uint32_t tag_count, size_t folds, size_t fold)
{
    uint8_t tags[LANGUAGE_WINDOW];
    uint32_t rows[TAG_FEATURES];

    for (size_t s = fold; s < bank->count; s += folds) {
        const TrainSentence *sentence = &bank->items[s];
        for (int i = 0; i < sentence->count; i++) {
            tags[i] = sentence->forms[i].only_tag;
            if (tags[i] == MODEL_NO_TAG) {
                language_tag_features(sentence->forms, (size_t)i, tags, rows);
                tags[i] = best_tag(fine, rows, tag_count);
            }
            sentence->words[i].guessed = tags[i];
        }
    }
}

void train_tag(const Treebank *bank, const uint8_t *weights, uint32_t tag_count)
{
    const Model model = {.tagger = weights, .tag_count = tag_count};
    uint8_t tags[LANGUAGE_WINDOW];

    for (size_t s = 0; s < bank->count; s++) {
        const TrainSentence *sentence = &bank->items[s];
        language_model_tag(&model, sentence->forms, (size_t)sentence->count, tags);
        for (int i = 0; i < sentence->count; i++)
            sentence->words[i].guessed = tags[i];
    }
}
