#include "intake/intake_html_choose.h"

#include "intake/intake_element.h"

enum {
    PARAGRAPH_LEAST = 25,    /* bytes of a block that counts as one */
    ARTICLE_LEAST = 200,     /* bytes of paragraphs in an <article> that is believed */
    PROPERTY_LEAST = 60,     /* the same where the page says that it is the article's body */
    LINKS_MOST_PERCENT = 50, /* of a paragraph's bytes */
    ALIKE_LENGTH = 20,
    BYLINES_MOST = 8,
    TITLE_LEAST = 12,
    CLIMB_MOST = 3 /* from a section to what holds its fellows */
};

typedef struct Chooser {
    const HtmlTree *tree;
    size_t *good;      /* by element: bytes of paragraphs within it */
    size_t *direct;    /* by element: bytes of paragraphs that are its own or its children's */
    bool *is_out;      /* by element: furniture, by itself or by what it lies in */
    bool *has_article; /* by element: an article lies in it */
} Chooser;

static size_t block_length(const Block *block) { return block->end - block->begin; }

static bool is_link_list(const Block *block)
{
    return block->link_length * 100 > block_length(block) * LINKS_MOST_PERCENT;
}

static bool is_paragraph(const Block *block)
{
    return block_length(block) >= PARAGRAPH_LEAST && !is_link_list(block);
}

/* Paragraphs proper stand for what they lie in; text directly in a <div> for the <div>. */
static uint32_t credited(const HtmlTree *tree, const Block *block)
{
    const Element *element = &tree->elements[block->element];
    bool is_proper = (element->classes & (ELEMENT_IMPLIED | ELEMENT_HEADING | ELEMENT_CAPTION)) != 0;
    return is_proper ? element->parent : block->element;
}

/* ---- furniture ---- */

/* An element that is called furniture but holds the article ("with-sidebar") or most of the page is none. */
static bool is_furniture(const Chooser *c, size_t element)
{
    return c->tree->elements[element].is_furniture && !c->has_article[element] &&
           c->good[element] * 2 < c->good[0] + 1;
}

static bool is_article(const Element *element)
{
    return element->is_body_property || (element->classes & ELEMENT_ARTICLE);
}

static void mark_furniture(const Chooser *c)
{
    for (size_t i = c->tree->element_count; i-- > 1;)
        if (c->has_article[i] || is_article(&c->tree->elements[i]))
            c->has_article[c->tree->elements[i].parent] = true;
    for (size_t i = 1; i < c->tree->element_count; i++)
        c->is_out[i] = is_furniture(c, i) || c->is_out[c->tree->elements[i].parent];
}

/* ---- weighing ---- */

/* Sums over all blocks; with furniture known, over those outside it. */
static void weigh(const Chooser *c, bool without_furniture)
{
    size_t count = c->tree->element_count;
    memset(c->good, 0, count * sizeof *c->good);
    memset(c->direct, 0, count * sizeof *c->direct);
    for (size_t i = 0; i < c->tree->block_count; i++) {
        const Block *block = &c->tree->blocks[i];
        if (!is_paragraph(block) || (without_furniture && c->is_out[block->inner]))
            continue;
        size_t length = block_length(block) - block->link_length;
        c->good[block->element] += length;
        c->direct[credited(c->tree, block)] += length;
    }
    for (size_t i = count; i-- > 1;)
        c->good[c->tree->elements[i].parent] += c->good[i];
}

static uint32_t parent_of(const HtmlTree *tree, uint32_t element) { return tree->elements[element].parent; }

static bool lies_within(const HtmlTree *tree, uint32_t element, uint32_t container)
{
    while (element > container)
        element = parent_of(tree, element);
    return element == container;
}

/* The element that says that it holds the article, if there is enough in it: the largest, or one within it
 * that has most of it. */
static uint32_t find_article(const Chooser *c)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->tree->element_count; i++) {
        if (c->is_out[i] || !is_article(&c->tree->elements[i]))
            continue;
        if (c->tree->elements[i].is_body_property && c->good[i] >= PROPERTY_LEAST)
            return i;
        if (c->good[i] < ARTICLE_LEAST)
            continue;
        bool is_most_of_best = c->good[i] * 3 >= c->good[best] * 2 && lies_within(c->tree, i, best);
        if (best == 0 || c->good[i] > c->good[best] || is_most_of_best)
            best = i;
    }
    return best;
}

/* The element whose own paragraphs weigh most; half the weight goes up to its parent, for articles that are
 * cut into sections. */
static uint32_t find_densest(Arena *arena, const Chooser *c)
{
    size_t *score = ARENA_ARRAY(arena, size_t, c->tree->element_count);
    for (uint32_t i = 0; i < c->tree->element_count; i++) {
        size_t own = c->direct[i];
        if (c->tree->elements[i].hint == HINT_ARTICLE)
            own += own / 4;
        score[i] += own;
        if (i > 0)
            score[parent_of(c->tree, i)] += own / 2;
    }
    uint32_t best = 0;
    for (uint32_t i = 1; i < c->tree->element_count; i++)
        if (!c->is_out[i] && score[i] > score[best])
            best = i;
    /* Sections side by side: the best of them is not the article. */
    for (int steps = 0; steps < CLIMB_MOST && best > 0; steps++) {
        uint32_t parent = parent_of(c->tree, best);
        if (c->good[parent] > c->good[best] + c->good[best] / 2)
            best = parent;
    }
    return best;
}

/* ---- what is within ---- */

/* What the elements around a block, up to the container, say that it is. */
static bool kind_by_markup(const HtmlTree *tree, const Block *block, uint32_t container, PartKind *out)
{
    bool is_item = false;
    for (uint32_t i = block->inner; i > container; i = parent_of(tree, i)) {
        const Element *element = &tree->elements[i];
        is_item = is_item || (element->classes & ELEMENT_ITEM);
        if ((element->classes & ELEMENT_CAPTION) || element->hint == HINT_CAPTION) {
            *out = PART_CAPTION;
            return true;
        }
        if (element->hint == HINT_BYLINE && block_length(block) < 200) {
            *out = PART_BYLINE;
            return true;
        }
        if (element->classes & (ELEMENT_HEADING | ELEMENT_TITLE)) {
            *out = PART_HEADING;
            return true;
        }
    }
    *out = PART_BODY;
    return is_item;
}

static bool is_heading_of(const HtmlTree *tree, const Block *block, int64_t classes)
{
    for (uint32_t i = block->inner; i > 0; i = parent_of(tree, i)) {
        if (tree->elements[i].classes & classes)
            return true;
        if (i == block->element)
            break;
    }
    return false;
}

/* True where both begin alike, or the block's text stands within the title ("Outlet - what the block says").
 */
static bool is_like_title(const HtmlTree *tree, const Block *block, Text title)
{
    Text words = text_slice(tree->text, block->begin, block->end);
    size_t length = words.length < title.length ? words.length : title.length;
    length = length > ALIKE_LENGTH ? ALIKE_LENGTH : length;
    if (length > 4 && text_equals_ignoring_case(text_slice(words, 0, length), text_slice(title, 0, length)))
        return true;
    return words.length >= TITLE_LEAST && text_find(title, words, 0) != SIZE_MAX;
}

/* The heading of the first order that is the metadata's title, else one within the container, else the only
 * one. */
static const Block *find_title(const HtmlTree *tree, uint32_t container, Text title)
{
    const Block *inside = NULL;
    const Block *any = NULL;
    size_t count = 0;
    for (size_t i = 0; i < tree->block_count; i++) {
        const Block *block = &tree->blocks[i];
        if (!is_heading_of(tree, block, ELEMENT_TITLE))
            continue;
        if (title.length && is_like_title(tree, block, title))
            return block;
        if (!inside && lies_within(tree, block->inner, container))
            inside = block;
        any = block;
        count++;
    }
    for (size_t i = 0; title.length && i < tree->block_count; i++)
        if (is_heading_of(tree, &tree->blocks[i], ELEMENT_HEADING) &&
            is_like_title(tree, &tree->blocks[i], title))
            return &tree->blocks[i];
    if (title.length)
        return NULL;
    return inside ? inside : count == 1 ? any : NULL;
}

static void collect(Arena *arena, const Chooser *c, uint32_t container, Choice *out)
{
    const HtmlTree *tree = c->tree;
    out->items = ARENA_ARRAY(arena, ChosenBlock, tree->block_count);
    out->links = ARENA_ARRAY(arena, const Block *, tree->block_count);
    for (size_t i = 0; i < tree->block_count; i++) {
        const Block *block = &tree->blocks[i];
        if (c->is_out[block->inner] || block == out->title || !lies_within(tree, block->inner, container))
            continue;
        if (out->count == 0 && out->title && block->end <= out->title->begin && !is_paragraph(block))
            continue; /* what stands above the title is the page's frame */
        ChosenBlock chosen = {.block = block};
        chosen.has_kind = kind_by_markup(tree, block, container, &chosen.kind);
        if (is_link_list(block) && !(chosen.has_kind && chosen.kind == PART_BYLINE)) {
            out->links[out->link_count++] = block;
            continue;
        }
        out->items[out->count++] = chosen;
        out->has_body = out->has_body || !chosen.has_kind || chosen.kind == PART_BODY;
        if (is_paragraph(block))
            out->length += block_length(block);
    }
}

/* A title that is no heading in the markup: one of the first blocks. What stands above it is dropped. */
static void take_title_block(const HtmlTree *tree, Text title, Choice *out)
{
    for (size_t i = 0; i < out->count && i < 3; i++) {
        if (!is_like_title(tree, out->items[i].block, title))
            continue;
        out->title = out->items[i].block;
        out->items += i + 1;
        out->count -= i + 1;
        return;
    }
}

/* Blocks of which the markup says that they tell who wrote the report and when, also outside the article. */
static void find_bylines(Arena *arena, const Chooser *c, Choice *out)
{
    out->bylines = ARENA_ARRAY(arena, const Block *, BYLINES_MOST);
    for (size_t i = 0; i < c->tree->block_count && out->byline_count < BYLINES_MOST; i++) {
        const Block *block = &c->tree->blocks[i];
        PartKind kind;
        if (!c->is_out[block->inner] && kind_by_markup(c->tree, block, 0, &kind) && kind == PART_BYLINE)
            out->bylines[out->byline_count++] = block;
    }
}

Choice intake_html_choose(Arena *arena, const HtmlTree *tree, Text title)
{
    Chooser c = {.tree = tree,
                 .good = ARENA_ARRAY(arena, size_t, tree->element_count),
                 .direct = ARENA_ARRAY(arena, size_t, tree->element_count),
                 .is_out = ARENA_ARRAY(arena, bool, tree->element_count),
                 .has_article = ARENA_ARRAY(arena, bool, tree->element_count)};
    weigh(&c, false);
    mark_furniture(&c);
    weigh(&c, true);
    Choice choice = {0};
    find_bylines(arena, &c, &choice);
    uint32_t container = find_article(&c);
    if (container == 0)
        container = find_densest(arena, &c);
    choice.title = find_title(tree, container, title);
    collect(arena, &c, container, &choice);
    if (!choice.title && title.length)
        take_title_block(tree, title, &choice);
    return choice;
}
