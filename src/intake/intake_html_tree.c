#include "intake/intake_html_tree.h"

#include "intake/intake_data.h"
#include "intake/intake_element.h"

enum { NAME_SLOTS = 256 };

typedef LIST_OF(Element) ElementList;
typedef LIST_OF(Block) BlockList;

typedef struct Builder {
    Arena *arena;
    const IntakeData *data;
    const HtmlSeen *seen;
    ElementList elements;
    BlockList blocks;
    Buffer text;
    PointList points;
    uint32_t stack[HTML_DEPTH_MOST]; /* numbers of open elements */
    size_t depth;
    size_t overflow;                 /* open elements that are too deep to be kept */
    uint32_t open_names[NAME_SLOTS]; /* how many open elements have a name of this hash: most stray end tags
                                        end here */
    uint32_t link_count;             /* open links */
    uint32_t furniture_count;        /* open elements of furniture */
    uint32_t pre_count;
    /* The block in the making. */
    bool is_block_open;
    bool is_space_due;
    size_t space_source;
    unsigned breaks; /* line breaks since the last character */
    Block block;
    /* Text of a title or script. */
    Buffer raw;
    size_t raw_source;
    Text raw_type;
} Builder;

static Element *top(const Builder *b) { return &b->elements.items[b->stack[b->depth - 1]]; }

/* ---- blocks ---- */

static void end_block(Builder *b)
{
    if (b->is_block_open) {
        b->block.end = b->text.length;
        *LIST_ADD(b->arena, &b->blocks) = b->block;
    }
    b->is_block_open = false;
    b->is_space_due = false;
    b->breaks = 0;
}

static uint32_t innermost_block(const Builder *b)
{
    for (size_t i = b->depth; i-- > 1;)
        if (b->elements.items[b->stack[i]].classes & ELEMENT_BLOCK)
            return b->stack[i];
    return 0;
}

static void begin_block(Builder *b)
{
    b->block =
        (Block){.element = innermost_block(b), .inner = b->stack[b->depth - 1], .begin = b->text.length};
    b->is_block_open = true;
}

/* The white space and line breaks that came before, now that a character follows. */
static void settle_space(Builder *b)
{
    if (b->breaks >= 2)
        end_block(b);
    if (!b->is_block_open) {
        begin_block(b);
    } else if (b->breaks || b->is_space_due) {
        intake_add_point(b->arena, &b->points, b->text.length, b->space_source);
        buffer_add_byte(&b->text, b->breaks ? '\n' : ' ');
    }
    b->breaks = 0;
    b->is_space_due = false;
}

static void add_characters(Builder *b, Text characters, size_t source)
{
    settle_space(b);
    intake_add_point(b->arena, &b->points, b->text.length, source);
    buffer_add(&b->text, characters);
    if (b->link_count)
        b->block.link_length += characters.length;
}

static void add_break(Builder *b, size_t source)
{
    if (b->is_block_open && b->breaks == 0 && !b->is_space_due)
        b->space_source = source;
    b->breaks++;
}

static bool is_page_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

static void add_space(Builder *b, size_t source)
{
    if (!b->is_space_due && b->breaks == 0)
        b->space_source = source;
    b->is_space_due = true;
}

static void add_text(Builder *b, Text text, size_t source)
{
    if (top(b)->is_dropped)
        return;
    size_t position = 0;
    while (position < text.length) {
        size_t end = position;
        while (end < text.length && !is_page_space(text.bytes[end]))
            end++;
        if (end > position)
            add_characters(b, text_slice(text, position, end), source + position);
        for (; end < text.length && is_page_space(text.bytes[end]); end++) {
            if (b->pre_count && text.bytes[end] == '\n')
                add_break(b, source + end);
            else
                add_space(b, source + end);
        }
        position = end;
    }
}

/* ---- what an element is ---- */

/* Words of a class or id: "post-content", "relatedPosts", "entry_meta" are looked up whole, without their
 * signs, and word by word. */
static int64_t look_up_hint(const IntakeData *data, Text word)
{
    char letters[40];
    size_t length = 0;
    for (size_t i = 0; i < word.length && length < sizeof letters; i++)
        if (ascii_is_alpha(word.bytes[i]))
            letters[length++] = ascii_lower(word.bytes[i]);
    const MapEntry *entry = map_find(&data->furniture, (Text){letters, length});
    return entry ? entry->number : 0;
}

/* Furniture goes before all, an article last: "article-footer" is no article. */
static int64_t better_hint(int64_t a, int64_t b)
{
    if (a == HINT_HIDDEN || b == HINT_HIDDEN)
        return HINT_HIDDEN;
    if (a == HINT_FURNITURE || b == HINT_FURNITURE)
        return HINT_FURNITURE;
    return a == 0 || (a == HINT_ARTICLE && b) ? b : a;
}

static int64_t hint_of_words(const IntakeData *data, Text value)
{
    int64_t hint = 0;
    value = text_slice(value, 0, value.length < 300 ? value.length : 300);
    size_t begin = 0;
    for (size_t i = 0; i <= value.length; i++) {
        if (i < value.length && !ascii_is_space(value.bytes[i]))
            continue;
        Text word = text_slice(value, begin, i);
        begin = i + 1;
        hint = better_hint(hint, look_up_hint(data, word));
        size_t part = 0;
        for (size_t k = 0; k <= word.length; k++) {
            if (k < word.length && ascii_is_alpha(word.bytes[k]))
                continue;
            hint = better_hint(hint, look_up_hint(data, text_slice(word, part, k)));
            part = k + 1;
        }
    }
    return hint;
}

static bool is_hidden(const HtmlToken *token)
{
    for (size_t i = 0; i < token->attribute_count; i++)
        if (text_is(token->attributes[i].name, "hidden"))
            return true;
    Text style = intake_html_attribute(token, "style");
    return text_find(style, TEXT("display:none"), 0) != SIZE_MAX ||
           text_find(style, TEXT("display: none"), 0) != SIZE_MAX;
}

static bool has_word(Text words, const char *word)
{
    Text part;
    while ((part = intake_next_word(&words)).length)
        if (text_is(part, word))
            return true;
    return false;
}

static bool is_page_frame(const HtmlToken *token)
{
    return text_is(token->text, "html") || text_is(token->text, "body") || text_is(token->text, "main");
}

static void describe(const Builder *b, const HtmlToken *token, Element *out)
{
    const MapEntry *entry = map_find(&b->data->elements, token->text);
    out->name = map_hash(token->text);
    out->classes = entry ? entry->number : 0;
    out->is_link = text_is(token->text, "a");
    out->is_dropped = (out->classes & ELEMENT_DROP) != 0;
    out->is_furniture = (out->classes & ELEMENT_FURNITURE) != 0;
    if (token->attribute_count == 0)
        return;
    out->is_dropped = out->is_dropped || is_hidden(token);
    if (is_page_frame(token))
        return;
    out->hint = better_hint(hint_of_words(b->data, intake_html_attribute(token, "class")),
                            hint_of_words(b->data, intake_html_attribute(token, "id")));
    if (out->is_link)
        out->address = intake_html_attribute(token, "href");
    Text role = intake_html_attribute(token, "role");
    out->is_furniture = out->is_furniture || out->hint == HINT_FURNITURE || text_is(role, "navigation") ||
                        text_is(role, "complementary") || text_is(role, "contentinfo") ||
                        text_is(role, "search") || text_is(role, "dialog");
    out->is_dropped = out->is_dropped || out->hint == HINT_HIDDEN;
    out->is_body_property = has_word(intake_html_attribute(token, "itemprop"), "articleBody");
}

/* ---- the stack of open elements ---- */

static void push(Builder *b, const Element *element)
{
    if (b->depth == HTML_DEPTH_MOST) {
        b->overflow++;
        return;
    }
    uint32_t parent = b->stack[b->depth - 1];
    bool is_dropped = b->elements.items[parent].is_dropped;
    Element *pushed = LIST_ADD(b->arena, &b->elements);
    *pushed = *element;
    pushed->parent = parent;
    pushed->is_dropped = pushed->is_dropped || is_dropped;
    b->open_names[element->name % NAME_SLOTS]++;
    b->link_count += pushed->is_link;
    b->furniture_count += pushed->is_furniture;
    b->stack[b->depth++] = (uint32_t)(b->elements.count - 1);
}

static void pop(Builder *b)
{
    const Element *element = top(b);
    b->open_names[element->name % NAME_SLOTS]--;
    b->link_count -= element->is_link;
    b->furniture_count -= element->is_furniture;
    if (element->classes & ELEMENT_BLOCK)
        end_block(b);
    b->depth--;
}

/* Closes all down to the open element of that name; stops at a block where the name is of an inline element.
 */
static bool pop_to(Builder *b, uint64_t name, bool is_block)
{
    if (b->open_names[name % NAME_SLOTS] == 0)
        return false;
    for (size_t i = b->depth; i-- > 1;) {
        const Element *element = &b->elements.items[b->stack[i]];
        if (element->name == name) {
            while (b->depth > i)
                pop(b);
            return true;
        }
        if (!is_block && (element->classes & ELEMENT_BLOCK))
            return false;
    }
    return false;
}

/* A <p>, <li> or <td> that is still open when the next begins is over: "<p>one<p>two". */
static void close_implied(Builder *b, const Element *next)
{
    static const char paragraph[] = "p";
    uint64_t p = map_hash((Text){paragraph, 1});
    if (!(next->classes & ELEMENT_BLOCK))
        return;
    for (size_t i = b->depth; i-- > 1;) {
        const Element *element = &b->elements.items[b->stack[i]];
        bool is_same = element->name == next->name && (next->classes & ELEMENT_IMPLIED);
        if (element->name == p || is_same) {
            while (b->depth > i)
                pop(b);
            return;
        }
        if (element->classes & ELEMENT_BLOCK)
            return;
    }
}

/* ---- tokens ---- */

static void start_element(Builder *b, const HtmlToken *token, HtmlTextMode mode)
{
    Element element = {0};
    describe(b, token, &element);
    close_implied(b, &element);
    if (b->seen)
        b->seen->tag(b->seen->context, token, b->furniture_count > 0 || element.is_furniture);
    if (element.classes & ELEMENT_BLOCK)
        end_block(b);
    if ((element.classes & ELEMENT_BREAK) && !top(b)->is_dropped)
        add_break(b, token->source);
    if (element.classes & ELEMENT_VOID)
        return;
    if (mode != HTML_DATA) {
        buffer_clear(&b->raw);
        b->raw_source = token->source;
        b->raw_type = intake_html_attribute(token, "type");
        element.is_dropped = true;
    }
    b->pre_count += text_is(token->text, "pre");
    push(b, &element);
}

static void end_element(Builder *b, const HtmlToken *token)
{
    const MapEntry *entry = map_find(&b->data->elements, token->text);
    int64_t classes = entry ? entry->number : 0;
    if (text_is(token->text, "pre") && b->pre_count)
        b->pre_count--;
    if (b->overflow > 0) {
        b->overflow--;
        if (classes & ELEMENT_BLOCK)
            end_block(b);
        return;
    }
    if (classes & ELEMENT_VOID) {
        if (classes & ELEMENT_BREAK)
            add_break(b, token->source);
        return;
    }
    if (!pop_to(b, map_hash(token->text), (classes & ELEMENT_BLOCK) != 0) && (classes & ELEMENT_BLOCK))
        end_block(b);
}

static void take_raw(Builder *b, const HtmlToken *token)
{
    if (token->kind == HTML_TEXT && b->raw.length == 0)
        b->raw_source = token->source;
    buffer_add(&b->raw, token->text);
}

static void give_raw(Builder *b, Text name)
{
    if (b->seen)
        b->seen->raw(b->seen->context, name, b->raw_type, buffer_text(&b->raw), b->raw_source);
    buffer_clear(&b->raw);
}

static void take_token(Builder *b, const HtmlTokeniser *tokeniser, const HtmlToken *token)
{
    switch (token->kind) {
    case HTML_TEXT:
    case HTML_REFERENCE:
        if (tokeniser->mode != HTML_DATA)
            take_raw(b, token);
        else
            add_text(b, token->text, token->source);
        break;
    case HTML_START:
        start_element(b, token, tokeniser->mode);
        break;
    case HTML_END:
        if (b->raw.length)
            give_raw(b, token->text);
        end_element(b, token);
        break;
    case HTML_COMMENT:
    case HTML_DOCTYPE:
        break;
    }
}

HtmlTree intake_html_tree(Arena *arena, const IntakeData *data, Text input, const HtmlSeen *seen)
{
    Builder *b = ARENA_NEW(arena, Builder);
    b->arena = arena;
    b->data = data;
    b->seen = seen;
    b->text = buffer_in(arena);
    b->raw = buffer_in(arena);
    *LIST_ADD(arena, &b->elements) = (Element){0};
    b->depth = 1; /* the page itself, never popped */
    HtmlTokeniser tokeniser = intake_html_tokeniser(arena, data, input);
    HtmlToken token;
    while (intake_html_next(&tokeniser, &token))
        take_token(b, &tokeniser, &token);
    end_block(b);
    return (HtmlTree){.elements = b->elements.items,
                      .element_count = b->elements.count,
                      .blocks = b->blocks.items,
                      .block_count = b->blocks.count,
                      .text = buffer_text(&b->text),
                      .points = b->points.items,
                      .point_count = b->points.count};
}
