/* Lemmas and features of words with a tag: whole words where their ends would say otherwise, and the ends. */
#include "language/language_lemma.h"
#include "train.h"

/* How often each pair of rule and bundle was seen under a key. */
typedef struct Tally {
    uint32_t key;
    uint32_t pair_count;
    struct TallyPair {
        uint32_t rule;
        uint32_t bundle;
        uint32_t count;
    } * pairs;
} Tally;

typedef struct TallyTable {
    Arena *arena;
    Tally *slots;
    uint32_t mask;
    uint32_t count;
} TallyTable;

static Tally *find_tally(const TallyTable *table, uint32_t key)
{
    uint32_t at = key & table->mask;

    while (table->slots[at].key && table->slots[at].key != key)
        at = (at + 1) & table->mask;
    return &table->slots[at];
}

static void tally(TallyTable *table, uint32_t key, uint32_t rule, uint32_t bundle)
{
    Tally *found = find_tally(table, key);

    found->key = key;
    for (uint32_t i = 0; i < found->pair_count; i++)
        if (found->pairs[i].rule == rule && found->pairs[i].bundle == bundle) {
            found->pairs[i].count++;
            return;
        }
    if (!(found->pair_count & (found->pair_count - 1))) {
        struct TallyPair *more =
            ARENA_ARRAY(table->arena, struct TallyPair, found->pair_count ? found->pair_count * 2UL : 1);
        if (found->pair_count)
            memcpy(more, found->pairs, found->pair_count * sizeof *more);
        found->pairs = more;
    }
    found->pairs[found->pair_count++] = (struct TallyPair){rule, bundle, 1};
}

/* The most frequent rule and, apart from it, the most frequent bundle. */
static ModelGuess majority(const Tally *t)
{
    ModelGuess guess = {.key = t->key};
    uint32_t most_rule = 0;
    uint32_t most_bundle = 0;

    for (uint32_t i = 0; i < t->pair_count; i++) {
        uint32_t rules = 0;
        uint32_t bundles = 0;
        for (uint32_t k = 0; k < t->pair_count; k++) {
            rules += t->pairs[k].rule == t->pairs[i].rule ? t->pairs[k].count : 0;
            bundles += t->pairs[k].bundle == t->pairs[i].bundle ? t->pairs[k].count : 0;
        }
        if (rules > most_rule) {
            most_rule = rules;
            guess.rule = (uint16_t)t->pairs[i].rule;
        }
        if (bundles > most_bundle) {
            most_bundle = bundles;
            guess.bundle = (uint16_t)t->pairs[i].bundle;
        }
    }
    return guess;
}

static uint32_t tally_total(const Tally *t)
{
    uint32_t total = 0;

    for (uint32_t i = 0; i < t->pair_count; i++)
        total += t->pairs[i].count;
    return total;
}

/* A rule's number; UINT32_MAX where form and lemma are too unlike. */
static uint32_t find_rule(Guesses *guesses, Text form, Text lemma)
{
    ModelRule rule = {0};
    size_t same = 0;

    while (same < form.length && same < lemma.length &&
           language_lemma_byte(form.bytes[same]) == language_lemma_byte(lemma.bytes[same]))
        same++;
    if (form.length - same > 250 || lemma.length - same > MODEL_ADDED_SIZE)
        return UINT32_MAX;
    rule.cut = (uint8_t)(form.length - same);
    rule.added_length = (uint8_t)(lemma.length - same);
    memcpy(rule.added, lemma.bytes + same, lemma.length - same);
    for (uint32_t i = 0; i < guesses->rule_count; i++)
        if (memcmp(&guesses->rules[i], &rule, sizeof rule) == 0)
            return i;
    if (guesses->rule_count == MOST_RULES)
        return UINT32_MAX;
    guesses->rules[guesses->rule_count] = rule;
    return guesses->rule_count++;
}

static uint32_t find_bundle(Guesses *guesses, uint64_t features)
{
    for (uint32_t i = 0; i < guesses->bundle_count; i++)
        if (guesses->bundles[i] == features)
            return i;
    if (guesses->bundle_count == MOST_BUNDLES)
        return 0;
    guesses->bundles[guesses->bundle_count] = features;
    return guesses->bundle_count++;
}

/* A slip of the treebanks: an irregular form of a verb with a lemma that is no verb in the dictionary
 * ("flead" of "fled"). */
static bool is_slip(const Dictionary *dictionary, const TrainWord *word)
{
    const Model model = {.classes = dictionary->slots, .class_mask = dictionary->mask};
    const ModelClass *form = language_model_class(&model, language_word(word->form));
    const ModelClass *lemma = language_model_class(&model, language_word(word->lemma));

    return word->upos == UPOS_VERB && form && form->irregular & CLASS_VERB &&
           !(lemma && lemma->base & CLASS_VERB);
}

static void tally_word(Guesses *guesses, TallyTable *table, const Dictionary *dictionary,
                       const TrainWord *word)
{
    /* What only the tree can tell is set after parsing. */
    Token bare = {.features = word->features};
    language_clear_tree_features(&bare);

    uint32_t bundle = find_bundle(guesses, bare.features);
    uint32_t rule = find_rule(guesses, word->form, word->lemma);

    if (rule == UINT32_MAX || word->tag == MODEL_NO_TAG || language_feature(&bare, FEATURE_TYPO) ||
        is_slip(dictionary, word))
        return;
    tally(table, language_guess_key(word->form, GUESS_WORD, word->tag), rule, bundle);
    for (int kind = 0; kind <= GUESS_LONGEST; kind++)
        if (word->form.length > (size_t)kind)
            tally(table, language_guess_key(word->form, kind, word->tag), rule, bundle);
}

static void keep(Guesses *guesses, ModelGuess guess)
{
    uint32_t mask = guesses->slot_count - 1;
    uint32_t at = guess.key & mask;

    while (guesses->slots[at].key && guesses->slots[at].key != guess.key)
        at = (at + 1) & mask;
    guesses->slots[at] = guess;
}

/* Whether what the model would say without this entry is the same. */
static bool is_spare(const Guesses *guesses, const TrainWord *word, int kind, ModelGuess guess)
{
    const Model model = {.guesses = guesses->slots, .guess_mask = guesses->slot_count - 1};

    for (int shorter = kind == GUESS_WORD ? GUESS_LONGEST : kind - 1; shorter >= 0; shorter--) {
        const ModelGuess *found =
            word->form.length > (size_t)shorter
                ? language_model_find_guess(&model, language_guess_key(word->form, shorter, word->tag))
                : NULL;
        if (found)
            return found->rule == guess.rule && found->bundle == guess.bundle;
    }
    return false;
}

/* Ends from the shortest to the longest, then whole words; an end must have been seen often enough to be
 * trusted. */
static void keep_kind(Guesses *guesses, const TallyTable *table, const Treebank *bank, int kind)
{
    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++) {
            const TrainWord *word = &bank->items[s].words[i];
            if (word->tag == MODEL_NO_TAG || (kind != GUESS_WORD && word->form.length <= (size_t)kind))
                continue;
            const Tally *t = find_tally(table, language_guess_key(word->form, kind, word->tag));
            if (!t->key || (kind > 0 && kind != GUESS_WORD && tally_total(t) < FEWEST_ENDS))
                continue;
            ModelGuess guess = majority(t);
            if (!is_spare(guesses, word, kind, guess))
                keep(guesses, guess);
        }
}

/* Whether a form of the class can have the tag; present participles are told by how they end. */
static bool fits(const ModelTag *tag, Text class_letter, Text form)
{
    bool is_participle = text_ends_with(form, TEXT("ing"));

    if (text_equals(class_letter, TEXT("V")))
        return tag->upos == UPOS_VERB &&
               (is_participle ? tag->xpos == XPOS_VBG : tag->xpos == XPOS_VBD || tag->xpos == XPOS_VBN);
    if (text_equals(class_letter, TEXT("N")))
        return tag->upos == UPOS_NOUN && tag->xpos == XPOS_NNS;
    return tag->upos == UPOS_ADJ && (tag->xpos == XPOS_JJR || tag->xpos == XPOS_JJS);
}

/* Irregular forms that the treebanks do not have. */
static void keep_irregular(Guesses *guesses, const Dictionary *dictionary, const TagSet *tags)
{
    const Model model = {.guesses = guesses->slots, .guess_mask = guesses->slot_count - 1};
    Text rest = dictionary->irregular;
    Text line = TEXT_EMPTY;

    while (text_split(&rest, '\n', &line)) {
        Text form = TEXT_EMPTY;
        Text class_letter = TEXT_EMPTY;
        if (!line.length || line.bytes[0] == '#' || !text_split(&line, '\t', &form) ||
            !text_split(&line, '\t', &class_letter))
            continue;
        uint32_t rule = find_rule(guesses, form, line);
        for (uint32_t t = 0; t < tags->count && rule != UINT32_MAX; t++) {
            uint32_t key = language_guess_key(form, GUESS_WORD, t);
            if (fits(&tags->items[t], class_letter, form) && !language_model_find_guess(&model, key))
                keep(guesses, (ModelGuess){key, (uint16_t)rule, tags->items[t].bundle});
        }
    }
}

Guesses train_find_guesses(Arena *arena, const Treebank *bank, const Dictionary *dictionary, TagSet *tags)
{
    enum { TALLIES = 1 << 20, SLOTS = 1 << 17 };
    Arena *scratch = arena_new(0);
    TallyTable table = {.arena = scratch, .slots = ARENA_ARRAY(scratch, Tally, TALLIES), .mask = TALLIES - 1};
    Guesses guesses = {.rules = ARENA_ARRAY(arena, ModelRule, MOST_RULES),
                       .bundles = ARENA_ARRAY(arena, uint64_t, MOST_BUNDLES),
                       .bundle_count = 1,
                       .rule_count = 1, /* 0: the form itself */
                       .slots = ARENA_ARRAY(arena, ModelGuess, SLOTS),
                       .slot_count = SLOTS};

    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++)
            tally_word(&guesses, &table, dictionary, &bank->items[s].words[i]);
    for (int kind = 0; kind <= GUESS_LONGEST; kind++)
        keep_kind(&guesses, &table, bank, kind);
    keep_kind(&guesses, &table, bank, GUESS_WORD);
    for (uint32_t t = 0; t < tags->count; t++) {
        const Tally *found = find_tally(&table, language_guess_key(TEXT("x"), 0, t));
        tags->items[t].bundle = found->key ? majority(found).bundle : 0;
    }
    keep_irregular(&guesses, dictionary, tags);
    arena_free(scratch);
    return guesses;
}

size_t train_count_lemmas(const Model *model, const Treebank *bank)
{
    Arena *scratch = arena_new(0);
    size_t right = 0;

    for (size_t s = 0; s < bank->count; s++)
        for (int i = 0; i < bank->items[s].count; i++) {
            const TrainWord *word = &bank->items[s].words[i];
            const ModelTag *tag = &model->tags[word->guessed];
            Token token = {.upos = (Upos)tag->upos, .xpos = (Xpos)tag->xpos};
            language_set_lemma(scratch, model, word->guessed, bank->items[s].forms[i].tags != feature_mix(0),
                               word->form, &token);
            right += text_equals_ignoring_case(token.lemma, word->lemma);
        }
    arena_free(scratch);
    return right;
}
