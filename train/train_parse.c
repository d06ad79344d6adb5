/* The moves learn as a whole: a beam of parses runs beside the right one, and where the best of them is
 * furthest above it, the moves of both are changed from where they part. The right moves are those of an
 * oracle that loses no more arcs of the right tree than must be lost. Relations learn one by one, along the
 * right moves. */
#include "language/language_decide.h"
#include "train.h"

typedef struct Gold {
    const TrainWord *words;                   /* of word i: words[i - 1] */
    int16_t first_child[LANGUAGE_WINDOW + 2]; /* 0: none */
    int16_t next_sibling[LANGUAGE_WINDOW + 2];
    bool on_stack[LANGUAGE_WINDOW + 2];
} Gold;

static void gold_start(Gold *gold, const TrainSentence *sentence)
{
    gold->words = sentence->words;
    for (int i = 0; i <= sentence->count; i++) {
        gold->first_child[i] = gold->next_sibling[i] = 0;
        gold->on_stack[i] = false;
    }
    gold->on_stack[0] = true; /* the root's head: below all words */
    for (int i = sentence->count; i > 0; i--) {
        int head = sentence->words[i - 1].head;
        gold->next_sibling[i] = gold->first_child[head];
        gold->first_child[head] = (int16_t)i;
    }
}

static int gold_head(const Gold *gold, int word) { return gold->words[word - 1].head; }

/* Arcs of the right tree that each move makes impossible; INT32_MAX for a move that cannot be made. */
static void move_costs(const Gold *gold, const ParseState *s, int32_t costs[MOVE_COUNT])
{
    int top = s->depth > 0 ? s->stack[s->depth - 1] : 0;
    int below = s->depth > 1 ? s->stack[s->depth - 2] : 0;
    int32_t top_children = 0;

    for (int child = top ? gold->first_child[top] : 0; child; child = gold->next_sibling[child])
        top_children += child >= s->next;
    for (int m = 0; m < MOVE_COUNT; m++)
        costs[m] = INT32_MAX;
    if (parse_can(s, MOVE_SHIFT)) {
        int head = gold_head(gold, s->next);
        costs[MOVE_SHIFT] = head < s->next && gold->on_stack[head] && head != top;
        for (int child = gold->first_child[s->next]; child; child = gold->next_sibling[child])
            costs[MOVE_SHIFT] += child < s->next && gold->on_stack[child];
    }
    if (parse_can(s, MOVE_LEFT)) {
        int head = gold_head(gold, top);
        costs[MOVE_LEFT] = top_children + (head > s->next || head == below);
    }
    if (parse_can(s, MOVE_RIGHT))
        costs[MOVE_RIGHT] = top_children + (gold_head(gold, top) >= s->next);
}

static void apply(Gold *gold, ParseState *s, Move move, Deprel deprel)
{
    if (move == MOVE_SHIFT)
        gold->on_stack[s->next] = true;
    else
        gold->on_stack[s->stack[s->depth - 1]] = false;
    parse_apply(s, move, deprel);
}

enum { MOST_MOVES = 2 * LANGUAGE_WINDOW };

typedef struct Path {
    ParseState state;
    uint8_t moves[MOST_MOVES];
} Path;

typedef struct ParserLearner {
    Learner moves;
    Learner labels;
    Random random;
    Path paths[2][BEAM_WIDTH];
    Path gold;
    Path replay;
    const ModelTag *tags;
} ParserLearner;

/* What parsing fetches ahead are other rows than learning asks for: no harm in that. */
static void move_features(const ParserLearner *learner, const ParseState *s, uint32_t *out)
{
    parse_move_features(s, (const uint32_t *)learner->moves.weights, out);
}

static void label_features(const ParserLearner *learner, const ParseState *s, Move move, uint32_t *out)
{
    parse_label_features(s, move, (const uint8_t *)learner->labels.weights, out);
}

/* Of the moves that lose least, an arc before a shift. */
static Move right_move(const Gold *gold, const ParseState *s)
{
    static const Move order[MOVE_COUNT] = {MOVE_LEFT, MOVE_RIGHT, MOVE_SHIFT};
    int32_t costs[MOVE_COUNT];
    Move best = MOVE_LEFT;

    move_costs(gold, s, costs);
    for (int i = 1; i < MOVE_COUNT; i++)
        best = costs[order[i]] < costs[best] ? order[i] : best;
    return best;
}

static Deprel learn_label(ParserLearner *learner, const Gold *gold, const ParseState *s, Move move)
{
    uint32_t rows[LABEL_FEATURES];
    int32_t scores[LABEL_WIDTH];
    int child = s->stack[s->depth - 1];
    int head = move == MOVE_LEFT ? s->next : s->stack[s->depth - 2];
    uint32_t best = DEPREL_ROOT + 1;
    uint32_t right = gold->words[child - 1].deprel;
    uint32_t rival = right == best ? best + 1 : best;

    label_features(learner, s, move, rows);
    learner_score(&learner->labels, rows, LABEL_FEATURES, scores);
    learner->labels.step++;
    for (uint32_t c = best + 1; c < DEPREL_COUNT; c++) {
        best = scores[c] > scores[best] ? c : best;
        rival = c != right && scores[c] > scores[rival] ? c : rival;
    }
    if (gold_head(gold, child) == head && scores[right] - scores[rival] <= LABEL_MARGIN) {
        learner_change(&learner->labels, rows, LABEL_FEATURES, right, 1);
        learner_change(&learner->labels, rows, LABEL_FEATURES, rival, -1);
    }
    return (Deprel)best;
}

static Deprel best_label(const ParserLearner *learner, const ParseState *s, Move move)
{
    uint32_t rows[LABEL_FEATURES];
    int32_t scores[LABEL_WIDTH];
    uint32_t best = DEPREL_ROOT + 1;

    if (move == MOVE_SHIFT)
        return DEPREL_DEP;
    label_features(learner, s, move, rows);
    learner_score(&learner->labels, rows, LABEL_FEATURES, scores);
    for (uint32_t c = best + 1; c < DEPREL_COUNT; c++)
        best = scores[c] > scores[best] ? c : best;
    return (Deprel)best;
}

static void fill_words(const TrainSentence *sentence, const ModelTag *tags, ParseWord *words)
{
    for (int i = 0; i < sentence->count; i++)
        words[i + 1] = language_parse_word(&sentence->forms[i], tags, sentence->words[i].guessed);
    language_parse_pad(words, sentence->count);
}

static void score_moves(const ParserLearner *learner, const ParseState *s, int32_t *scores)
{
    uint32_t rows[MOVE_FEATURES];

    move_features(learner, s, rows);
    learner_score(&learner->moves, rows, MOVE_FEATURES, scores);
}

/* Changes the weights of moves[from] to moves[to - 1]. */
static void change_moves(ParserLearner *learner, const ParseWord *words, int count, const uint8_t *moves,
                         int from, int to, int32_t by)
{
    ParseState *s = &learner->replay.state;
    uint32_t rows[MOVE_FEATURES];

    parse_start(s, words, count);
    for (int i = 0; i < to; i++) {
        if (i >= from) {
            move_features(learner, s, rows);
            learner_change(&learner->moves, rows, MOVE_FEATURES, moves[i], by);
        }
        parse_apply(s, (Move)moves[i], best_label(learner, s, (Move)moves[i]));
    }
}

/* The beam's next generation; gives how many parses it has. */
static int step_beam(ParserLearner *learner, const Path *now, int live, Path *next, int done)
{
    struct {
        int64_t score;
        int from;
        Move move;
    } steps[BEAM_WIDTH], step;
    int count = 0;

    for (int i = 0; i < live; i++) {
        int32_t scores[LEARN_WIDTH];
        score_moves(learner, &now[i].state, scores);
        for (int m = 0; m < MOVE_COUNT; m++) {
            if (!parse_can(&now[i].state, (Move)m))
                continue;
            step.score = now[i].state.score + scores[m];
            step.from = i;
            step.move = (Move)m;
            int at = count;
            for (; at > 0 && steps[at - 1].score < step.score; at--)
                if (at < TRAIN_BEAM)
                    steps[at] = steps[at - 1];
            if (at < TRAIN_BEAM)
                steps[at] = step;
            count += count < TRAIN_BEAM;
        }
    }
    for (int i = 0; i < count; i++) {
        const Path *from = &now[steps[i].from];
        parse_copy(&next[i].state, &from->state);
        memcpy(next[i].moves, from->moves, (size_t)done);
        next[i].moves[done] = (uint8_t)steps[i].move;
        parse_apply(&next[i].state, steps[i].move, best_label(learner, &next[i].state, steps[i].move));
        next[i].state.score = steps[i].score;
    }
    return count;
}

static void learn_sentence(ParserLearner *learner, const TrainSentence *sentence)
{
    static Gold gold;
    ParseWord words[LANGUAGE_WINDOW + 5];
    uint8_t worst[MOST_MOVES];
    int64_t violation = -1;
    int worst_length = 0;
    int total = 2 * sentence->count - 1;
    int live = 1;

    fill_words(sentence, learner->tags, words);
    gold_start(&gold, sentence);
    parse_start(&learner->gold.state, words, sentence->count);
    parse_start(&learner->paths[0][0].state, words, sentence->count);
    learner->moves.step++;
    for (int done = 0; done < total; done++) {
        Path *next = learner->paths[(done + 1) % 2];
        int32_t scores[LEARN_WIDTH];
        ParseState *right = &learner->gold.state;
        Move move = right_move(&gold, right);
        live = step_beam(learner, learner->paths[done % 2], live, next, done);
        score_moves(learner, right, scores);
        learner->gold.moves[done] = (uint8_t)move;
        right->score += scores[move];
        Deprel label = move == MOVE_SHIFT ? DEPREL_DEP : learn_label(learner, &gold, right, move);
        apply(&gold, right, move, label);
        int64_t above = next[0].state.score - right->score;
        if (above >= violation && memcmp(next[0].moves, learner->gold.moves, (size_t)done + 1) != 0) {
            violation = above;
            worst_length = done + 1;
            memcpy(worst, next[0].moves, (size_t)worst_length);
        }
    }
    if (violation < 0)
        return;

    int same = 0;
    while (worst[same] == learner->gold.moves[same])
        same++;
    change_moves(learner, words, sentence->count, learner->gold.moves, same, worst_length, 1);
    change_moves(learner, words, sentence->count, worst, same, worst_length, -1);
}

static void count_word(Score *score, const TrainWord *word, int head, Deprel deprel)
{
    Deprel found = head ? deprel : DEPREL_ROOT;

    score->words++;
    score->heads += head == word->head;
    score->labels += head == word->head && language_deprel_base(found) == language_deprel_base(word->deprel);
}

Score train_score_parser(const ParserWeights *weights, const ModelTag *tags, const Treebank *bank)
{
    static Beam beam;
    Model model = {.moves = weights->moves, .labels = weights->labels};
    Score score = {0};

    for (size_t s = 0; s < bank->count; s++) {
        const TrainSentence *sentence = &bank->items[s];
        fill_words(sentence, tags, beam.words);
        const ParseState *state = language_model_parse(&model, &beam, sentence->count);
        for (int i = 1; i <= sentence->count; i++)
            count_word(&score, &sentence->words[i - 1], state->nodes[i].head, (Deprel)state->nodes[i].deprel);
    }
    return score;
}

/* Each row's weights as fields of one number. */
static uint32_t *pack_moves(Arena *arena, const int64_t *average)
{
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, (size_t)1 << MOVE_BITS);

    for (size_t i = 0; i < (size_t)1 << MOVE_BITS; i++)
        for (size_t m = 0; m < MOVE_COUNT; m++)
            rows[i] |= (uint32_t)(learner_move_weight(average[i * LEARN_WIDTH + m]) + MOVE_BIAS)
                       << (m * MOVE_FIELD);
    return rows;
}

ParserWeights train_parser(Arena *arena, const Treebank *bank, const TrainOptions *options)
{
    Arena *scratch = arena_new(0);
    size_t label_count = ((size_t)1 << LABEL_BITS) * LABEL_WIDTH;
    ParserLearner *learner = ARENA_NEW(scratch, ParserLearner);
    uint32_t *order = ARENA_ARRAY(scratch, uint32_t, bank->count);

    learner->tags = options->tags;
    learner->moves = learner_new(scratch, MOVE_BITS, LEARN_WIDTH);
    learner->labels = learner_new(scratch, LABEL_BITS, LABEL_WIDTH);
    learner->random.state = options->seed;
    for (size_t s = 0; s < bank->count; s++)
        order[s] = (uint32_t)s;
    for (int round = 0; round < options->parse_rounds; round++) {
        random_shuffle(&learner->random, order, bank->count);
        for (size_t s = 0; s < bank->count; s++)
            learn_sentence(learner, &bank->items[order[s]]);
        train_say("trees: round %d of %d", round + 1, options->parse_rounds);
    }

    ParserWeights weights = {
        pack_moves(arena, learner_average(scratch, &learner->moves)),
        learner_pack(arena, learner_finish(scratch, learner_average(scratch, &learner->labels), label_count),
                     label_count)};
    arena_free(scratch);
    return weights;
}
