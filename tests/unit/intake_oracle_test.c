/* Our tokeniser against an independent HTML parser (gumbo): pages put together at random from pieces must
 * give the same characters and the same attribute values. No tables, frames or foreign content: they move
 * text. */
#include <gumbo.h>

#include "check.h"
#include "core/buffer.h"
#include "core/door.h"
#include "intake/intake_data.h"
#include "intake/intake_html_token.h"

enum { PAGES = 3000, PIECES_MOST = 14 };

static const char *const pieces[] = {
    "word ",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<span title=a>",
    "</span>",
    "<br>",
    "<br/>",
    "&amp;",
    "&lt",
    "&notin;",
    "&notit;",
    "&not",
    "&copy2",
    "&#8217;",
    "&#x92;",
    "&#146",
    "&#0;",
    "&#xD800;",
    "&#99999999;",
    "&;",
    "&#;",
    "&#x;",
    "&unknown;",
    "&Aacute",
    "&AacuteX;",
    "a & b",
    "<!-- x -->",
    "<!---->",
    "<!-->",
    "<!--->",
    "<!-- a --!>b",
    "<!-- a -- b -->",
    "<!x>",
    "<?php ?>",
    "</>",
    "</ x>",
    "< b",
    "<3",
    "<script>",
    "</script>",
    "<script><!--",
    "-->",
    "<!--<script>",
    "<style>",
    "</style>",
    "<style>a<b</style>",
    "<textarea>",
    "</textarea>",
    "</textarea >",
    "<textarea>&lt;<b></textarea>",
    "</TEXTAREA/>",
    "<SPAN TITLE='x&amp;y'>",
    "<span title=\"&copy=1&copy;\">",
    "<span title=a&b;>",
    "<span title>",
    "<span title = \"q\" title=second>",
    "<span / title=x/>",
    "<span =title=y>",
    "<span a\"b title='z'>",
    "<span title=\"<p>\">",
    "<span title='\"'>",
    "<span title=x>y",
    "<span/title=x>",
    "\xC3\xA9",
    "\xE2\x80\x94",
    "\n",
    "\t",
    "]]>",
    "--",
    "<![CDATA[x]]>",
    "</p x=y>",
    "<p/>",
    "<h1>t</h1>",
    "<em>",
    "</em>",
};

static uint32_t state = 7;

static uint32_t next_random(void)
{
    state = state * 1664525U + 1013904223U;
    return state >> 8;
}

static void add_visible(Buffer *out, Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!ascii_is_space(text.bytes[i]) && text.bytes[i] != '\f')
            buffer_add_byte(out, text.bytes[i]);
}

static void add_value(Buffer *out, Text value)
{
    buffer_add_string(out, " [");
    add_visible(out, value);
    buffer_add_string(out, "] ");
}

static bool is_text(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
           node->type == GUMBO_NODE_CDATA;
}

/* The pages are small, so recursion is as well. */
static void write_node(Buffer *text, Buffer *values, const GumboNode *node)
{
    if (is_text(node)) {
        add_visible(text, text_from(node->v.text.text));
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT)
        return;
    if (node->type == GUMBO_NODE_ELEMENT) {
        const GumboAttribute *title = gumbo_get_attribute(&node->v.element.attributes, "title");
        if (title)
            add_value(values, text_from(title->value));
    }
    const GumboVector *children =
        node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : &node->v.document.children;
    for (unsigned i = 0; i < children->length; i++)
        write_node(text, values, children->data[i]);
}

static void write_tokens(Arena *arena, const IntakeData *data, Text page, Buffer *text, Buffer *values)
{
    HtmlTokeniser tokeniser = intake_html_tokeniser(arena, data, page);
    HtmlToken token;
    while (intake_html_next(&tokeniser, &token)) {
        if (token.kind == HTML_TEXT || token.kind == HTML_REFERENCE)
            add_visible(text, token.text);
        for (size_t i = 0; token.kind == HTML_START && i < token.attribute_count; i++)
            if (text_is(token.attributes[i].name, "title"))
                add_value(values, token.attributes[i].value);
    }
}

static void compare_page(Arena *arena, const IntakeData *data, Text page)
{
    Buffer text = buffer_in(arena);
    Buffer values = buffer_in(arena);
    Buffer oracle_text = buffer_in(arena);
    Buffer oracle_values = buffer_in(arena);
    write_tokens(arena, data, page, &text, &values);
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, page.bytes, page.length);
    write_node(&oracle_text, &oracle_values, output->document);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    CHECK_CASE(arena_copy(arena, page).bytes);
    check_text(buffer_text(&text), buffer_text(&oracle_text), __FILE__, __LINE__);
    check_text(buffer_text(&values), buffer_text(&oracle_values), __FILE__, __LINE__);
}

static Status compare_all(Arena *arena, void *context, Error *error)
{
    (void)context;
    IntakeData *data;
    Status status = intake_load(arena, TEXT("data"), &data, error);
    for (int i = 0; status == STATUS_OK && i < PAGES; i++) {
        Buffer page = buffer_in(arena);
        buffer_add_string(&page, "<!doctype html><body>");
        size_t count = 1 + next_random() % PIECES_MOST;
        for (size_t k = 0; k < count; k++)
            buffer_add_string(&page, pieces[next_random() % (sizeof pieces / sizeof *pieces)]);
        compare_page(arena, data, buffer_text(&page));
    }
    return status;
}

int main(void)
{
    Error error = {0};
    Arena *arena = arena_new(0);
    CHECK(door_open(arena, compare_all, NULL, &error) == STATUS_OK);
    arena_free(arena);
    return check_end();
}
