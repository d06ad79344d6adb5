#include "language/language_parse.h"

#include <string.h>

void parse_start(ParseState *s, const ParseWord *words, int count)
{
    s->words = words;
    s->count = count;
    s->next = 1;
    s->depth = 0;
    s->score = 0;
    s->nodes[0] = s->nodes[1] = (ParseNode){0};
}

void parse_copy(ParseState *to, const ParseState *from)
{
    to->words = from->words;
    to->count = from->count;
    to->next = from->next;
    to->depth = from->depth;
    to->score = from->score;
    memcpy(to->stack, from->stack, (size_t)from->depth * sizeof *from->stack);
    memcpy(to->nodes, from->nodes, ((size_t)from->next + 1) * sizeof *from->nodes);
}

static uint8_t one_more(uint8_t count) { return (uint8_t)(count + (count < 6)); }

void parse_apply(ParseState *s, Move move, Deprel deprel)
{
    if (move == MOVE_SHIFT) {
        s->stack[s->depth++] = (int16_t)s->next++;
        s->nodes[s->next] = (ParseNode){0};
        return;
    }

    int child = s->stack[--s->depth];
    int head = move == MOVE_LEFT ? s->next : s->stack[s->depth - 1];
    ParseNode *node = &s->nodes[head];

    s->nodes[child].head = (int16_t)head;
    s->nodes[child].deprel = (uint8_t)deprel;
    if (move == MOVE_LEFT) {
        node->left[1] = node->left[0];
        node->left[0] = (int16_t)child;
        node->left_count = one_more(node->left_count);
        node->left_labels |= 1ULL << deprel;
    } else {
        node->right[1] = node->right[0];
        node->right[0] = (int16_t)child;
        node->right_count = one_more(node->right_count);
        node->right_labels |= 1ULL << deprel;
    }
}

static int from_top(const ParseState *s, int depth)
{
    return s->depth > depth ? s->stack[s->depth - 1 - depth] : 0;
}

static bool nodes_look_alike(const ParseState *a, const ParseState *b, int word)
{
    const ParseNode *x = &a->nodes[word];
    const ParseNode *y = &b->nodes[word];

    if (x->left_labels != y->left_labels || x->right_labels != y->right_labels ||
        x->left_count != y->left_count || x->right_count != y->right_count)
        return false;
    for (int i = 0; i < 2; i++)
        if (x->left[i] != y->left[i] || x->right[i] != y->right[i] ||
            a->nodes[x->left[i]].deprel != b->nodes[y->left[i]].deprel ||
            a->nodes[x->right[i]].deprel != b->nodes[y->right[i]].deprel)
            return false;
    return true;
}

bool parse_looks_alike(const ParseState *a, const ParseState *b)
{
    int top = from_top(a, 0);
    int below = from_top(a, 1);

    return a->next == b->next && top == from_top(b, 0) && below == from_top(b, 1) &&
           from_top(a, 2) == from_top(b, 2) && nodes_look_alike(a, b, top) && nodes_look_alike(a, b, below) &&
           nodes_look_alike(a, b, a->next);
}

/* What the features are made of, named after where it stands: s0 top of the stack, s1 below it, b0 the next
 * word; l and r their outermost children. */
typedef struct View {
    const ParseWord *s0, *s1, *s2, *b0, *b1, *b2, *b3, *n0; /* n0: the next content word */
    const ParseWord *s0l, *s0r, *s1l, *s1r, *b0l, *s0l2, *s0r2, *s1r2, *b0l2;
    FeatureValue s0l_label, s0r_label, s1l_label, s1r_label, b0l_label, s0l2_label, s0r2_label, s1r2_label,
        b0l2_label;
    FeatureValue s0_left, s0_right, s1_left, s1_right, b0_left;      /* how many children */
    FeatureValue s0_lefts, s0_rights, s1_lefts, s1_rights, b0_lefts; /* which relations they have */
    FeatureValue near, far;                                          /* distance s0 to b0, s1 to s0 */
} View;

static inline FeatureValue mixed(uint32_t value) { return feature_value(feature_mix(value)); }

static inline FeatureValue label_value(const ParseState *s, int word)
{
    return mixed(word ? s->nodes[word].deprel + 300U : 299U);
}

static inline FeatureValue set_value(uint64_t set) { return mixed((uint32_t)(set ^ set >> 32) + 0x3779U); }

static inline FeatureValue distance(int from, int to)
{
    int d = to - from;

    return mixed((uint32_t)(d <= 5 ? d : d <= 10 ? 6 : d <= 20 ? 7 : 8) + 400U);
}

static View view_of(const ParseState *s)
{
    const ParseWord *w = s->words;
    int s0 = from_top(s, 0);
    int s1 = from_top(s, 1);
    int s2 = from_top(s, 2);
    int b0 = s->next;

    return (View){
        .s0 = &w[s0],
        .s1 = &w[s1],
        .s2 = &w[s2],
        .b0 = &w[b0],
        .b1 = &w[b0 < s->count ? b0 + 1 : s->count + 1],
        .b2 = &w[b0 + 1 < s->count ? b0 + 2 : s->count + 1],
        .b3 = &w[b0 + 2 < s->count ? b0 + 3 : s->count + 1],
        .n0 = &w[w[b0].reach],
        .s0l = &w[s->nodes[s0].left[0]],
        .s0r = &w[s->nodes[s0].right[0]],
        .s1l = &w[s->nodes[s1].left[0]],
        .s1r = &w[s->nodes[s1].right[0]],
        .b0l = &w[s->nodes[b0].left[0]],
        .s0l2 = &w[s->nodes[s0].left[1]],
        .s0r2 = &w[s->nodes[s0].right[1]],
        .s1r2 = &w[s->nodes[s1].right[1]],
        .b0l2 = &w[s->nodes[b0].left[1]],
        .s0l_label = label_value(s, s->nodes[s0].left[0]),
        .s0r_label = label_value(s, s->nodes[s0].right[0]),
        .s1l_label = label_value(s, s->nodes[s1].left[0]),
        .s1r_label = label_value(s, s->nodes[s1].right[0]),
        .b0l_label = label_value(s, s->nodes[b0].left[0]),
        .s0l2_label = label_value(s, s->nodes[s0].left[1]),
        .s0r2_label = label_value(s, s->nodes[s0].right[1]),
        .s1r2_label = label_value(s, s->nodes[s1].right[1]),
        .b0l2_label = label_value(s, s->nodes[b0].left[1]),
        .s0_left = mixed(s->nodes[s0].left_count + 500U),
        .s0_right = mixed(s->nodes[s0].right_count + 510U),
        .s1_left = mixed(s->nodes[s1].left_count + 520U),
        .s1_right = mixed(s->nodes[s1].right_count + 530U),
        .b0_left = mixed(s->nodes[b0].left_count + 540U),
        .s0_lefts = set_value(s->nodes[s0].left_labels),
        .s0_rights = set_value(s->nodes[s0].right_labels),
        .s1_lefts = set_value(s->nodes[s1].left_labels),
        .s1_rights = set_value(s->nodes[s1].right_labels),
        .b0_lefts = set_value(s->nodes[b0].left_labels),
        .near = distance(s0, b0),
        .far = distance(s1, s0),
    };
}

#define ADD(hash)      (out[n] = (hash) >> (32 - MOVE_BITS), __builtin_prefetch(&weights[out[n]]), n++)
#define F1(a)          ADD(feature_1(n, (a)))
#define F2(a, b)       ADD(feature_2(n, (a), (b)))
#define F3(a, b, c)    ADD(feature_3(n, (a), (b), (c)))
#define F4(a, b, c, d) ADD(feature_4(n, (a), (b), (c), (d)))

/* Single words, and pairs of the three that the moves are about. */
static uint32_t word_features(const View *v, const uint32_t *weights, uint32_t *out)
{
    uint32_t n = 0;

    F1(v->s0->word);
    F1(v->s0->tag);
    F2(v->s0->word, v->s0->tag);
    F2(v->s0->suffix, v->s0->tag);
    F1(v->s1->word);
    F1(v->s1->tag);
    F2(v->s1->word, v->s1->tag);
    F2(v->s1->suffix, v->s1->tag);
    F1(v->s2->tag);
    F2(v->s2->word, v->s2->tag);
    F1(v->b0->word);
    F1(v->b0->tag);
    F2(v->b0->word, v->b0->tag);
    F2(v->b0->suffix, v->b0->tag);
    F1(v->b1->word);
    F1(v->b1->tag);
    F2(v->b1->word, v->b1->tag);
    F1(v->b2->tag);
    F2(v->b2->word, v->b2->tag);
    F4(v->s0->word, v->s0->tag, v->b0->word, v->b0->tag);
    F3(v->s0->word, v->s0->tag, v->b0->word);
    F3(v->s0->word, v->b0->word, v->b0->tag);
    F3(v->s0->word, v->s0->tag, v->b0->tag);
    F3(v->s0->tag, v->b0->word, v->b0->tag);
    F2(v->s0->word, v->b0->word);
    F2(v->s0->tag, v->b0->tag);
    F4(v->s1->word, v->s1->tag, v->s0->word, v->s0->tag);
    F3(v->s1->word, v->s1->tag, v->s0->tag);
    F3(v->s1->tag, v->s0->word, v->s0->tag);
    F2(v->s1->word, v->s0->word);
    F2(v->s1->tag, v->s0->tag);
    F2(v->s1->tag, v->b0->tag);
    F3(v->s1->word, v->s1->tag, v->b0->tag);
    F3(v->s1->tag, v->b0->word, v->b0->tag);
    F2(v->s1->word, v->b0->word);
    F2(v->b0->tag, v->b1->tag);
    F2(v->b0->word, v->b1->tag);
    F2(v->b0->tag, v->b1->word);
    F2(v->s0->word, v->b1->tag);
    F2(v->s0->suffix, v->b0->suffix);
    F2(v->s1->suffix, v->s0->suffix);
    return n;
}

/* Three and four words. */
static uint32_t tag_features(const View *v, const uint32_t *weights, uint32_t n, uint32_t *out)
{
    F3(v->b0->tag, v->b1->tag, v->b2->tag);
    F3(v->s0->tag, v->b0->tag, v->b1->tag);
    F3(v->s1->tag, v->s0->tag, v->b0->tag);
    F3(v->s2->tag, v->s1->tag, v->s0->tag);
    F4(v->s1->tag, v->s0->tag, v->b0->tag, v->b1->tag);
    F4(v->s2->tag, v->s1->tag, v->s0->tag, v->b0->tag);
    F4(v->s0->tag, v->b0->tag, v->b1->tag, v->b2->tag);
    F3(v->s0->word, v->b0->tag, v->b1->tag);
    F3(v->s0->tag, v->b0->word, v->b1->tag);
    F3(v->s1->word, v->s0->tag, v->b0->tag);
    F3(v->s1->tag, v->s0->word, v->b0->tag);
    F3(v->s1->tag, v->s0->tag, v->b0->word);
    F3(v->s1->word, v->s0->word, v->b0->tag);
    F3(v->s1->word, v->s0->tag, v->b0->word);
    F3(v->s0->tag, v->s0l->tag, v->b0->tag);
    F3(v->s0->tag, v->s0r->tag, v->b0->tag);
    F3(v->s0->tag, v->b0->tag, v->b0l->tag);
    F3(v->s1->tag, v->s0->tag, v->s0l->tag);
    F3(v->s1->tag, v->s0->tag, v->s0r->tag);
    F3(v->s1->tag, v->s1r->tag, v->s0->tag);
    F3(v->s1->tag, v->s1l->tag, v->s0->tag);
    F3(v->s1->tag, v->s1r->tag, v->b0->tag);
    F3(v->s0->word, v->s0r->tag, v->b0->tag);
    F3(v->s1->word, v->s1r->word, v->s0->tag);
    F3(v->s0->tag, v->s0r->word, v->b0->word);
    F3(v->s0->tag, v->b0->tag, v->near);
    F3(v->s1->tag, v->s0->tag, v->far);
    F3(v->s0->tag, v->s0l->tag, v->s0l2->tag);
    F3(v->s0->tag, v->s0r->tag, v->s0r2->tag);
    F3(v->s1->tag, v->s1r->tag, v->s1r2->tag);
    F3(v->b0->tag, v->b0l->tag, v->b0l2->tag);
    return n;
}

/* Children, their number and relations, and distances. */
static uint32_t child_features(const View *v, const uint32_t *weights, uint32_t n, uint32_t *out)
{
    F2(v->s0l->word, v->s0l_label);
    F2(v->s0l->tag, v->s0l_label);
    F2(v->s0r->word, v->s0r_label);
    F2(v->s0r->tag, v->s0r_label);
    F2(v->s1l->tag, v->s1l_label);
    F2(v->s1r->word, v->s1r_label);
    F2(v->s1r->tag, v->s1r_label);
    F2(v->b0l->word, v->b0l_label);
    F2(v->b0l->tag, v->b0l_label);
    F3(v->s0->tag, v->s0l_label, v->s0l2_label);
    F3(v->s0->tag, v->s0r_label, v->s0r2_label);
    F3(v->b0->tag, v->b0l_label, v->b0l2_label);
    F3(v->s1->tag, v->s1r_label, v->s1r2_label);
    F2(v->s0->word, v->near);
    F2(v->s0->tag, v->near);
    F2(v->b0->word, v->near);
    F2(v->b0->tag, v->near);
    F2(v->s1->word, v->far);
    F2(v->s0->word, v->far);
    F2(v->s1->tag, v->far);
    F2(v->s0->word, v->s0_right);
    F2(v->s0->tag, v->s0_right);
    F2(v->s0->tag, v->s0_left);
    F2(v->b0->word, v->b0_left);
    F2(v->b0->tag, v->b0_left);
    F2(v->s1->tag, v->s1_right);
    F2(v->s1->tag, v->s1_left);
    F2(v->s0->word, v->s0_rights);
    F2(v->s0->tag, v->s0_rights);
    F2(v->s0->word, v->s0_lefts);
    F2(v->s0->tag, v->s0_lefts);
    F2(v->b0->word, v->b0_lefts);
    F2(v->b0->tag, v->b0_lefts);
    F2(v->s1->tag, v->s1_rights);
    F2(v->s1->word, v->s1_rights);
    F3(v->s0->tag, v->s0_lefts, v->b0->tag);
    F3(v->s0->tag, v->b0->tag, v->b0_lefts);
    F3(v->s1->tag, v->s0->tag, v->s1_rights);
    F3(v->s0->kind, v->b0->kind, v->b0->tag);
    F3(v->s1->kind, v->s0->kind, v->s0->tag);
    F3(v->s1->word, v->s0l->word, v->s0->tag);
    F2(v->s1->word, v->s0l->word);
    F3(v->s1->tag, v->s0l->word, v->s0->tag);
    F3(v->s1->word, v->s0->tag, v->b0->word);
    F3(v->s1->word, v->b0->word, v->n0->tag);
    F3(v->s0->word, v->b0->word, v->n0->tag);
    F3(v->s0->tag, v->b0->word, v->n0->tag);
    F3(v->s0->word, v->b0->tag, v->n0->tag);
    F3(v->s0->tag, v->b0->tag, v->n0->word);
    F2(v->s0->word, v->n0->word);
    F2(v->s1->word, v->n0->word);
    F4(v->s1->tag, v->s0->tag, v->b0->tag, v->n0->tag);
    F4(v->b0->tag, v->b1->tag, v->b2->tag, v->b3->tag);
    F4(v->s0->tag, v->s0l->word, v->b0->word, v->s1->tag);
    F3(v->s1->word, v->s1r->tag, v->s0l->word);
    F3(v->s2->tag, v->s0l->word, v->s0->tag);
    return n;
}

void parse_move_features(const ParseState *state, const uint32_t *weights, uint32_t out[MOVE_FEATURES])
{
    View v = view_of(state);

    uint32_t n = word_features(&v, weights, out);
    n = tag_features(&v, weights, n, out);
    (void)child_features(&v, weights, n, out);
}

#undef ADD
#define ADD(hash)                                                                                            \
    (out[n] = (hash) >> (32 - LABEL_BITS), __builtin_prefetch(&weights[(size_t)out[n] * LABEL_WIDTH]), n++)

void parse_label_features(const ParseState *s, Move move, const uint8_t *weights,
                          uint32_t out[LABEL_FEATURES])
{
    const ParseWord *w = s->words;
    int child = s->stack[s->depth - 1];
    int head = move == MOVE_LEFT ? s->next : s->stack[s->depth - 2];
    const ParseWord *c = &w[child];
    const ParseWord *h = &w[head];
    FeatureValue way = mixed((uint32_t)move + 600U);
    FeatureValue far = move == MOVE_LEFT ? distance(child, head) : distance(head, child);
    FeatureValue first = label_value(s, s->nodes[child].left[0]);
    FeatureValue last = label_value(s, s->nodes[child].right[0]);
    FeatureValue lefts = set_value(s->nodes[child].left_labels);
    FeatureValue rights = set_value(s->nodes[child].right_labels);
    FeatureValue head_lefts = set_value(s->nodes[head].left_labels);
    FeatureValue head_rights = set_value(s->nodes[head].right_labels);
    const ParseWord *cl = &w[s->nodes[child].left[0]];
    const ParseWord *cr = &w[s->nodes[child].right[0]];
    const ParseWord *near = move == MOVE_LEFT ? &w[s->nodes[head].left[0]] : &w[s->nodes[head].right[0]];
    uint32_t n = 0;

    F2(way, c->word);
    F2(way, c->tag);
    F3(way, c->word, c->tag);
    F3(way, c->suffix, c->tag);
    F2(way, h->word);
    F2(way, h->tag);
    F3(way, h->word, h->tag);
    F3(way, h->suffix, h->tag);
    F3(way, c->tag, h->tag);
    F3(way, c->word, h->tag);
    F3(way, c->tag, h->word);
    F3(way, c->word, h->word);
    F4(way, c->tag, h->tag, far);
    F3(way, c->tag, far);
    F3(way, h->word, far);
    F4(way, c->tag, first, h->tag);
    F4(way, c->tag, last, h->tag);
    F3(way, cl->word, h->word);
    F4(way, cl->word, c->tag, h->tag);
    F4(way, cl->word, cl->tag, first);
    F3(way, cl->word, c->word);
    F4(way, cr->word, c->tag, h->tag);
    F3(way, lefts, c->tag);
    F4(way, lefts, c->tag, h->tag);
    F3(way, rights, c->tag);
    F4(way, rights, c->tag, h->tag);
    F3(way, head_lefts, h->tag);
    F4(way, head_lefts, h->tag, c->tag);
    F3(way, head_rights, h->tag);
    F4(way, head_rights, h->tag, c->tag);
    F3(way, head_lefts, h->word);
    F3(way, head_rights, h->word);
    F4(way, near->tag, c->tag, h->tag);
    F3(way, (c - 1)->tag, c->tag);
    F3(way, (c + 1)->tag, c->tag);
    F4(way, (c - 1)->word, c->tag, h->tag);
    F4(way, (c + 1)->word, c->tag, h->tag);
    F4(way, (h - 1)->tag, h->tag, c->tag);
    F4(way, (h + 1)->tag, h->tag, c->tag);
    F4(way, c->kind, h->kind, c->tag);
}
