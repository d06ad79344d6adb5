#include "intake/intake_html_meta.h"

#include <jansson.h>

#include "intake/intake_data.h"

enum { LD_DEPTH_MOST = 6, LD_BYTES_MOST = 4 << 20, FIELD_BITS = 8 };

static const char *const field_words[PAGE_FIELD_COUNT] = {
    [PAGE_TITLE] = "title", [PAGE_OUTLET] = "outlet",     [PAGE_PUBLISHED] = "published",
    [PAGE_URL] = "url",     [PAGE_LANGUAGE] = "language", [PAGE_BODY] = "body",
};

bool intake_html_add_meta_key(Arena *arena, IntakeData *data, Text field, Text key)
{
    for (size_t i = 0; i < PAGE_FIELD_COUNT; i++) {
        if (!text_is(field, field_words[i]))
            continue;
        MapEntry *entry = map_put(&data->meta, arena_copy_lower(arena, key));
        entry->number = (int64_t)(data->meta.count * FIELD_BITS + i);
        return key.length > 0;
    }
    return false;
}

/* ---- facts ---- */

static void take_fact(PageFacts *page, Text prefix, Text key, Text value, size_t source)
{
    char lower[64];
    size_t length = prefix.length + key.length;
    value = text_trim(value);
    if (length > sizeof lower || value.length == 0)
        return;
    if (prefix.length)
        memcpy(lower, prefix.bytes, prefix.length);
    for (size_t i = 0; i < key.length; i++)
        lower[prefix.length + i] = ascii_lower(key.bytes[i]);
    const MapEntry *entry = map_find(&page->data->meta, (Text){lower, length});
    if (!entry)
        return;
    PageFact *fact = &page->facts[entry->number % FIELD_BITS];
    int64_t rank = entry->number / FIELD_BITS;
    if (fact->rank == 0 || rank < fact->rank)
        *fact = (PageFact){.value = value, .rank = rank, .source = source};
}

static size_t attribute_source(const HtmlToken *token, const char *name)
{
    for (size_t i = 0; i < token->attribute_count; i++)
        if (text_is(token->attributes[i].name, name))
            return token->attributes[i].source;
    return token->source;
}

void intake_html_see_tag(void *context, const HtmlToken *token, bool is_furniture)
{
    PageFacts *page = context;
    Text content = intake_html_attribute(token, "content");
    size_t source = attribute_source(token, "content");
    if (text_is(token->text, "meta")) {
        static const char *const names[] = {"property", "name", "http-equiv"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            take_fact(page, TEXT_EMPTY, intake_html_attribute(token, names[i]), content, source);
    }
    Text moment = intake_html_attribute(token, "datetime");
    Text property = intake_html_attribute(token, "itemprop");
    if (property.length)
        take_fact(page, TEXT("itemprop:"), property, content.length ? content : moment, source);
    /* The time of a sidebar is that of another article, the time of a footer that of the page. */
    if (text_is(token->text, "time") && !is_furniture)
        take_fact(page, TEXT_EMPTY, token->text, moment, attribute_source(token, "datetime"));
    if (text_is(token->text, "link"))
        take_fact(page, TEXT("link:"), intake_html_attribute(token, "rel"),
                  intake_html_attribute(token, "href"), attribute_source(token, "href"));
    if (text_is(token->text, "html"))
        take_fact(page, TEXT_EMPTY, token->text, intake_html_attribute(token, "lang"), token->source);
}

Text intake_html_plain(Arena *arena, const IntakeData *data, Text text)
{
    Buffer out = buffer_in(arena);
    bool is_space_due = false;
    for (size_t i = 0; i < text.length;) {
        if (ascii_is_space(text.bytes[i])) {
            is_space_due = out.length > 0;
            i++;
            continue;
        }
        if (is_space_due)
            buffer_add_byte(&out, ' ');
        is_space_due = false;
        char character[16];
        size_t length = 0;
        size_t taken =
            text.bytes[i] == '&' ? intake_html_read_reference(data, text, i, false, character, &length) : 0;
        if (taken)
            buffer_add(&out, (Text){character, length});
        else
            buffer_add_byte(&out, text.bytes[i]);
        i += taken ? taken : 1;
    }
    return buffer_text(&out);
}

/* ---- JSON-LD ---- */

static void drop_json(void *root) { json_decref(root); }

/* A string, or the name or @id of an object, or the first of a list. */
static Text string_within(const json_t *value)
{
    for (int depth = 0; value && depth < LD_DEPTH_MOST; depth++) {
        if (json_is_string(value))
            return (Text){json_string_value(value), json_string_length(value)};
        if (json_is_array(value)) {
            value = json_array_get(value, 0);
            continue;
        }
        const json_t *name = json_object_get(value, "name");
        value = name ? name : json_object_get(value, "@id");
    }
    return TEXT_EMPTY;
}

/* Only what has a headline is about the article; lists of other articles come after it and lose. */
static void take_ld_object(PageFacts *page, const json_t *object, size_t source)
{
    static const char *const keys[] = {"headline",         "publisher", "datePublished", "dateCreated",
                                       "mainEntityOfPage", "url",       "inLanguage"};
    bool is_article = json_is_string(json_object_get(object, "headline"));
    if (!is_article && !json_is_string(json_object_get(object, "articleBody")))
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        Text value = string_within(json_object_get(object, keys[i]));
        take_fact(page, TEXT("ld:"), text_from(keys[i]), intake_html_plain(page->arena, page->data, value),
                  source);
    }
    Text body = string_within(json_object_get(object, "articleBody"));
    take_fact(page, TEXT("ld:"), TEXT("articleBody"), body, source);
}

static void walk_ld(PageFacts *page, const json_t *value, size_t source, int depth)
{
    if (depth > LD_DEPTH_MOST)
        return;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++)
            walk_ld(page, json_array_get(value, i), source, depth + 1);
    } else if (json_is_object(value)) {
        take_ld_object(page, value, source);
        walk_ld(page, json_object_get(value, "@graph"), source, depth + 1);
    }
}

void intake_html_see_raw(void *context, Text name, Text type, Text text, size_t source)
{
    PageFacts *page = context;
    if (text_is(name, "title"))
        take_fact(page, TEXT_EMPTY, name, intake_html_plain(page->arena, page->data, text), source);
    if (!text_is(name, "script") || text.length > LD_BYTES_MOST ||
        !text_equals_ignoring_case(text_trim(type), TEXT("application/ld+json")))
        return;
    json_error_t ignored;
    json_t *root = json_loadb(text.bytes, text.length, JSON_DISABLE_EOF_CHECK, &ignored);
    if (!root)
        return; /* a page's mistake is no reason to refuse the page */
    arena_defer(page->arena, drop_json, root);
    walk_ld(page, root, source, 0);
}
