/* A page becomes a draft: its article's text with the title first, and what it says of itself. */
#include "core/buffer.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"
#include "intake/intake_decode.h"
#include "intake/intake_html_choose.h"
#include "intake/intake_html_meta.h"
#include "intake/intake_report.h"

enum { CHARSET_WITHIN = 4096, BODY_LEAST = 160, LINKS_LOOKED_AT = 200 };

/* ---- encoding ---- */

/* "text/html; charset=euc-kr" */
static Text charset_within(Text content)
{
    static const char word[] = "charset";
    Text lower = content;
    for (size_t i = 0; i + sizeof word <= lower.length; i++) {
        if (!text_equals_ignoring_case(text_slice(lower, i, i + sizeof word - 1), text_from(word)))
            continue;
        Text rest = text_trim(text_slice(lower, i + sizeof word - 1, lower.length));
        if (rest.length == 0 || rest.bytes[0] != '=')
            continue;
        rest = text_trim(text_slice(rest, 1, rest.length));
        size_t end = 0;
        while (end < rest.length && !strchr("\"'; ,", rest.bytes[end]))
            end++;
        return text_slice(rest, 0, end);
    }
    return TEXT_EMPTY;
}

/* What a <meta> among the first bytes says; only known names count, and UTF-16 there means UTF-8. */
static Text find_charset(Arena *arena, const IntakeData *data, Text bytes)
{
    HtmlTokeniser tokeniser = intake_html_tokeniser(
        arena, data, text_slice(bytes, 0, bytes.length < CHARSET_WITHIN ? bytes.length : CHARSET_WITHIN));
    HtmlToken token;
    while (intake_html_next(&tokeniser, &token)) {
        if (token.kind != HTML_START || !text_is(token.text, "meta"))
            continue;
        Text charset = intake_html_attribute(&token, "charset");
        if (charset.length == 0)
            charset = charset_within(intake_html_attribute(&token, "content"));
        const MapEntry *entry = map_find(&data->encodings, arena_copy_lower(arena, text_trim(charset)));
        if (entry) {
            Text name = *(const Text *)entry->value;
            return text_starts_with(name, TEXT("UTF-16")) ? TEXT("UTF-8") : name;
        }
    }
    return TEXT_EMPTY;
}

/* ---- putting the text together ---- */

typedef struct Composer {
    Arena *arena;
    const HtmlTree *tree;
    const Decoded *decoded;
    Buffer text;
    PointList points;
    Draft *draft;
} Composer;

static size_t first_point_behind(const SourcePoint *points, size_t count, size_t text)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points[middle].text <= text)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Text that lies in the decoded page from position page on for length bytes: where it came from in the
 * source. */
static void add_run_points(Composer *c, size_t text, size_t page, size_t length)
{
    const Decoded *decoded = c->decoded;
    intake_add_point(c->arena, &c->points, text,
                     intake_point_source(decoded->points, decoded->point_count, (uint32_t)page));
    size_t next = first_point_behind(decoded->points, decoded->point_count, page);
    for (; next < decoded->point_count && decoded->points[next].text < page + length; next++)
        intake_add_point(c->arena, &c->points, text + (decoded->points[next].text - page),
                         decoded->points[next].source);
}

/* Appends bytes begin to end of the tree's text with their points. */
static void add_tree_text(Composer *c, size_t begin, size_t end)
{
    const HtmlTree *tree = c->tree;
    size_t base = c->text.length;
    buffer_add(&c->text, text_slice(tree->text, begin, end));
    size_t next = first_point_behind(tree->points, tree->point_count, begin);
    size_t at = begin;
    while (at < end) {
        size_t until =
            next < tree->point_count && tree->points[next].text < end ? tree->points[next].text : end;
        add_run_points(c, base + (at - begin),
                       intake_point_source(tree->points, tree->point_count, (uint32_t)at), until - at);
        at = until;
        next++;
    }
}

static void begin_part(Composer *c)
{
    if (c->text.length)
        buffer_add_string(&c->text, "\n\n");
}

static void add_hint(Composer *c, size_t begin, PartKind kind)
{
    *LIST_ADD(c->arena, &c->draft->hints) =
        (PartHint){.kind = kind, .span = {(uint32_t)begin, (uint32_t)c->text.length}};
}

/* Text that is not the page's running text: of an attribute, a script; all of it points to where that begins.
 */
static void add_foreign_text(Composer *c, Text text, size_t page)
{
    add_run_points(c, c->text.length, page, 1);
    buffer_add(&c->text, text);
}

static void add_block(Composer *c, const ChosenBlock *chosen)
{
    begin_part(c);
    size_t begin = c->text.length;
    add_tree_text(c, chosen->block->begin, chosen->block->end);
    if (chosen->has_kind)
        add_hint(c, begin, chosen->kind);
}

/* ---- the page as a whole ---- */

/* "Dormitories closed | Borderline Weekly": a title ends before the outlet's name. */
static Text without_outlet(Text title, Text outlet)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " :: ", " » "};
    size_t cut = title.length;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Text mark = text_from(marks[i]);
        for (size_t at = text_find(title, mark, 0); at != SIZE_MAX; at = text_find(title, mark, at + 1)) {
            Text rest = text_trim(text_slice(title, at + mark.length, title.length));
            bool is_outlet = outlet.length && text_equals_ignoring_case(rest, outlet);
            if (at > 0 && at < cut && (is_outlet || (outlet.length == 0 && i == 0)))
                cut = at;
        }
    }
    return text_trim(text_slice(title, 0, cut));
}

static void add_title(Composer *c, const Choice *choice, const PageFact *title)
{
    if (choice->title)
        add_tree_text(c, choice->title->begin, choice->title->end);
    else if (title->value.length)
        add_foreign_text(c, title->value, title->source);
    else
        return;
    add_hint(c, 0, PART_TITLE);
    c->draft->report.title = arena_copy(c->arena, buffer_text(&c->text));
}

/* The blocks of the article; where the page hides it in a script, its JSON-LD has it. */
static void add_body(Composer *c, const Choice *choice, const PageFact *body)
{
    if (choice->length < BODY_LEAST && body->value.length > choice->length) {
        begin_part(c);
        add_foreign_text(c, body->value, body->source);
        return;
    }
    for (size_t i = 0; choice->has_body && i < choice->count; i++)
        add_block(c, &choice->items[i]);
}

static bool is_address(Text url)
{
    return text_starts_with(url, TEXT("http://")) || text_starts_with(url, TEXT("https://"));
}

static void take_facts(const PageFacts *page, Draft *draft)
{
    Report *report = &draft->report;
    const PageFact *facts = page->facts;
    report->outlet = facts[PAGE_OUTLET].value;
    if (is_address(facts[PAGE_URL].value))
        report->url = facts[PAGE_URL].value;
    Text language = facts[PAGE_LANGUAGE].value;
    if (language.length >= 2 && (language.length == 2 || !ascii_is_alpha(language.bytes[2])))
        report->language = arena_copy_lower(page->arena, text_slice(language, 0, 2));
    draft->page_published = facts[PAGE_PUBLISHED].value;
}

static Text block_text(const HtmlTree *tree, const Block *block)
{
    return text_slice(tree->text, block->begin, block->end);
}

/* Where the link that a block consists of leads to; empty where it is none. */
static Text link_address(const HtmlTree *tree, const Block *block)
{
    for (uint32_t i = block->inner; i > 0; i = tree->elements[i].parent)
        if (tree->elements[i].is_link)
            return tree->elements[i].address;
    return TEXT_EMPTY;
}

/* A link to the original tells of a translation, though links are no part of the text; its address is noted.
 */
static bool take_original(Arena *arena, const IntakeData *data, const HtmlTree *tree, const Choice *choice,
                          Draft *out)
{
    LineTokens tokens = intake_tokens_in(arena, data);
    for (size_t i = 0; i < choice->link_count && i < LINKS_LOOKED_AT; i++) {
        intake_tokenise(&tokens, block_text(tree, choice->links[i]));
        if (!intake_has_sign(data, SIGN_TRANSLATED, &tokens))
            continue;
        Text address = link_address(tree, choice->links[i]);
        if (is_address(address))
            intake_add_note(arena, out, TEXT("original"), address);
        return true;
    }
    return false;
}

/* Where the metadata has no date, what the markup calls a byline may. */
static void take_byline_date(Arena *arena, const IntakeData *data, const HtmlTree *tree, const Choice *choice,
                             Draft *out)
{
    Date ignored;
    for (size_t i = 0; out->page_published.length == 0 && i < choice->byline_count; i++) {
        Text text = block_text(tree, choice->bylines[i]);
        if (intake_date_given(arena, data, text, &ignored, NULL) == STATUS_OK)
            out->page_published = text;
    }
}

Status intake_read_html(Arena *arena, const IntakeOptions *options, Text bytes, Draft *out, Error *error)
{
    const IntakeData *data = options->data;
    Text encoding = options->encoding.length ? options->encoding : find_charset(arena, data, bytes);
    Decoded decoded;
    Status status = intake_decode(arena, data, bytes, encoding, DECODE_REPLACE, &decoded, error);
    if (status != STATUS_OK)
        return status;
    PageFacts page = {.arena = arena, .data = data};
    HtmlSeen seen = {.context = &page, .tag = intake_html_see_tag, .raw = intake_html_see_raw};
    HtmlTree tree = intake_html_tree(arena, data, decoded.text, &seen);
    PageFact *title = &page.facts[PAGE_TITLE];
    title->value = without_outlet(title->value, page.facts[PAGE_OUTLET].value);
    Choice choice = intake_html_choose(arena, &tree, title->value);
    Composer composer = {.arena = arena, .tree = &tree, .decoded = &decoded, .draft = out};
    composer.text = buffer_in(arena);
    out->report.format = TEXT("html");
    out->report.extractor = TEXT("html/1");
    take_facts(&page, out);
    take_byline_date(arena, data, &tree, &choice, out);
    out->report.translated = take_original(arena, data, &tree, &choice, out);
    add_title(&composer, &choice, title);
    size_t title_length = composer.text.length;
    add_body(&composer, &choice, &page.facts[PAGE_BODY]);
    if (composer.text.length == title_length)
        return error_set(error, ERR_FORMAT, "no article was found in the page");
    out->report.text = buffer_text(&composer.text);
    out->report.points = composer.points.items;
    out->report.point_count = composer.points.count;
    if (decoded.replaced_count)
        intake_add_note(arena, out, TEXT("replaced bytes"),
                        arena_print(arena, "%zu", decoded.replaced_count));
    return STATUS_OK;
}
