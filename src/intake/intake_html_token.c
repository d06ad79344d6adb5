#include "intake/intake_html_token.h"

#include "core/buffer.h"
#include "intake/intake_data.h"
#include "intake/intake_element.h"

HtmlTokeniser intake_html_tokeniser(Arena *arena, const IntakeData *data, Text input)
{
    return (HtmlTokeniser){.arena = arena, .data = data, .input = input};
}

Text intake_html_attribute(const HtmlToken *token, const char *name)
{
    for (size_t i = 0; i < token->attribute_count; i++)
        if (text_is(token->attributes[i].name, name))
            return token->attributes[i].value;
    return TEXT_EMPTY;
}

static char byte_at(const HtmlTokeniser *t, size_t position)
{
    return position < t->input.length ? t->input.bytes[position] : 0;
}

static bool is_at_end(const HtmlTokeniser *t) { return t->position >= t->input.length; }

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

static bool starts_here(const HtmlTokeniser *t, size_t position, Text word)
{
    return position <= t->input.length && t->input.length - position >= word.length &&
           text_equals_ignoring_case(text_slice(t->input, position, position + word.length), word);
}

/* ---- text ---- */

static bool give_text(HtmlTokeniser *t, size_t end, HtmlToken *out)
{
    *out =
        (HtmlToken){.kind = HTML_TEXT, .text = text_slice(t->input, t->position, end), .source = t->position};
    t->position = end;
    return true;
}

/* Character reference state: the reference, or the "&" as text. */
static bool give_reference(HtmlTokeniser *t, HtmlToken *out)
{
    size_t length = 0;
    size_t taken = intake_html_read_reference(t->data, t->input, t->position, false, t->reference, &length);
    if (taken == 0)
        return give_text(t, t->position + 1, out);
    *out = (HtmlToken){.kind = HTML_REFERENCE, .text = {t->reference, length}, .source = t->position};
    t->position += taken;
    return true;
}

/* The next byte from begin on that ends a stretch of text. */
static size_t text_end(const HtmlTokeniser *t, size_t begin, bool has_references)
{
    size_t end = begin;
    while (end < t->input.length && t->input.bytes[end] != '<' &&
           (!has_references || t->input.bytes[end] != '&'))
        end++;
    return end;
}

/* ---- comments, and what counts as such ---- */

static bool give_comment(HtmlTokeniser *t, size_t begin, size_t end, size_t behind, HtmlToken *out)
{
    *out = (HtmlToken){.kind = HTML_COMMENT, .text = text_slice(t->input, begin, end), .source = t->position};
    t->position = behind < t->input.length ? behind : t->input.length;
    return true;
}

/* Bogus comment state: up to the next ">". */
static bool give_bogus_comment(HtmlTokeniser *t, size_t begin, HtmlToken *out)
{
    size_t end = text_find_byte(t->input, '>', begin);
    if (end == SIZE_MAX)
        end = t->input.length;
    return give_comment(t, begin, end, end + 1, out);
}

/* Comment states: ends at "-->" or "--!>"; "<!-->" and "<!--->" are empty comments. */
static bool read_comment(HtmlTokeniser *t, HtmlToken *out)
{
    size_t begin = t->position + 4;
    if (byte_at(t, begin) == '>')
        return give_comment(t, begin, begin, begin + 1, out);
    if (byte_at(t, begin) == '-' && byte_at(t, begin + 1) == '>')
        return give_comment(t, begin, begin, begin + 2, out);
    for (size_t end = begin;; end++) {
        end = text_find(t->input, TEXT("--"), end);
        if (end == SIZE_MAX)
            return give_comment(t, begin, t->input.length, t->input.length, out);
        if (byte_at(t, end + 2) == '>')
            return give_comment(t, begin, end, end + 3, out);
        if (byte_at(t, end + 2) == '!' && byte_at(t, end + 3) == '>')
            return give_comment(t, begin, end, end + 4, out);
    }
}

/* Markup declaration open state. */
static bool read_declaration(HtmlTokeniser *t, HtmlToken *out)
{
    if (starts_here(t, t->position + 2, TEXT("--")))
        return read_comment(t, out);
    bool is_doctype = starts_here(t, t->position + 2, TEXT("doctype"));
    give_bogus_comment(t, t->position + 2, out);
    if (is_doctype)
        out->kind = HTML_DOCTYPE;
    return true;
}

/* ---- tags ---- */

static Text lower_name(HtmlTokeniser *t, size_t begin, size_t end)
{
    Text name = text_slice(t->input, begin, end);
    if (name.length > HTML_NAME_MOST)
        name.length = HTML_NAME_MOST; /* no element is called so */
    for (size_t i = 0; i < name.length; i++)
        t->name[i] = ascii_lower(name.bytes[i]);
    return (Text){t->name, name.length};
}

static bool ends_tag_name(char c) { return is_space(c) || c == '/' || c == '>'; }

/* Attribute value states: the value with its references resolved, its end in t->position. */
static Text read_value(HtmlTokeniser *t, size_t begin, size_t end)
{
    Text raw = text_slice(t->input, begin, end);
    if (text_find_byte(raw, '&', 0) == SIZE_MAX)
        return raw;
    Buffer value = buffer_in(t->arena);
    size_t position = 0;
    while (position < raw.length) {
        size_t mark = text_find_byte(raw, '&', position);
        if (mark == SIZE_MAX)
            mark = raw.length;
        buffer_add(&value, text_slice(raw, position, mark));
        position = mark;
        if (mark == raw.length)
            break;
        char character[16];
        size_t length = 0;
        size_t taken = intake_html_read_reference(t->data, raw, mark, true, character, &length);
        buffer_add(&value, taken ? (Text){character, length} : TEXT("&"));
        position += taken ? taken : 1;
    }
    return buffer_text(&value);
}

static void skip_spaces(HtmlTokeniser *t)
{
    while (!is_at_end(t) && is_space(t->input.bytes[t->position]))
        t->position++;
}

/* Before attribute value state and the three that follow. False: the page ends within. */
static bool read_attribute_value(HtmlTokeniser *t, HtmlAttribute *attribute, bool is_kept)
{
    skip_spaces(t);
    if (is_at_end(t))
        return false;
    char mark = t->input.bytes[t->position];
    size_t begin = t->position;
    size_t end = begin;
    if (mark == '"' || mark == '\'') {
        begin++;
        end = text_find_byte(t->input, mark, begin);
        if (end == SIZE_MAX)
            return false;
        t->position = end + 1;
    } else {
        while (end < t->input.length && !is_space(t->input.bytes[end]) && t->input.bytes[end] != '>')
            end++;
        t->position = end;
    }
    if (is_kept) {
        attribute->value = read_value(t, begin, end);
        attribute->source = begin;
    }
    return true;
}

static bool has_attribute(const HtmlTokeniser *t, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equals_ignoring_case(t->attributes[i].name, name))
            return true;
    return false;
}

/* Attribute name state and those behind it. False: the page ends within. */
static bool read_attribute(HtmlTokeniser *t, size_t *count)
{
    size_t begin = t->position++; /* a "=" here is part of the name */
    while (!is_at_end(t) && !ends_tag_name(t->input.bytes[t->position]) && t->input.bytes[t->position] != '=')
        t->position++;
    Text name = text_slice(t->input, begin, t->position);
    HtmlAttribute *attribute = &t->attributes[*count < HTML_ATTRIBUTES_MOST ? *count : 0];
    bool is_kept = *count < HTML_ATTRIBUTES_MOST && !has_attribute(t, *count, name);
    if (is_kept)
        *attribute = (HtmlAttribute){.name = arena_copy_lower(t->arena, name), .source = begin};
    skip_spaces(t);
    if (!is_at_end(t) && t->input.bytes[t->position] == '=') {
        t->position++;
        if (!read_attribute_value(t, attribute, is_kept))
            return false;
    }
    *count += is_kept;
    return !is_at_end(t);
}

/* Which mode the text behind a start tag is read in. */
static void enter_mode(HtmlTokeniser *t, Text name)
{
    const MapEntry *entry = map_find(&t->data->elements, name);
    int64_t classes = entry ? entry->number : 0;
    if (text_is(name, "script"))
        t->mode = HTML_SCRIPT;
    else if (text_is(name, "plaintext"))
        t->mode = HTML_PLAINTEXT;
    else if (classes & ELEMENT_RAW)
        t->mode = HTML_RAWTEXT;
    else if (classes & ELEMENT_RCDATA)
        t->mode = HTML_RCDATA;
    if (t->mode != HTML_DATA)
        t->raw_name = entry ? entry->key : name;
}

/* Tag name state and what follows up to ">". False: the page ends within the tag, which then is none. */
static bool read_tag(HtmlTokeniser *t, size_t name_begin, HtmlTokenKind kind, HtmlToken *out)
{
    size_t source = t->position;
    size_t end = name_begin;
    while (end < t->input.length && !ends_tag_name(t->input.bytes[end]))
        end++;
    *out = (HtmlToken){.kind = kind, .source = source, .text = lower_name(t, name_begin, end)};
    t->position = end;
    for (;;) {
        skip_spaces(t);
        if (is_at_end(t))
            return false;
        char c = t->input.bytes[t->position];
        if (c == '>')
            break;
        if (c == '/') {
            t->position++;
            out->is_self_closing = byte_at(t, t->position) == '>';
            continue;
        }
        if (!read_attribute(t, &out->attribute_count))
            return false;
    }
    t->position++;
    out->attributes = t->attributes;
    if (kind == HTML_START)
        enter_mode(t, out->text);
    return true;
}

/* Tag open state. False where the page is over. */
static bool read_markup(HtmlTokeniser *t, HtmlToken *out)
{
    char next = byte_at(t, t->position + 1);
    if (ascii_is_alpha(next))
        return read_tag(t, t->position + 1, HTML_START, out);
    if (next == '!')
        return read_declaration(t, out);
    if (next == '?')
        return give_bogus_comment(t, t->position + 1, out);
    if (next == '/') {
        char letter = byte_at(t, t->position + 2);
        if (ascii_is_alpha(letter))
            return read_tag(t, t->position + 2, HTML_END, out);
        if (t->position + 2 >= t->input.length)
            return give_text(t, t->input.length, out);
        return give_bogus_comment(t, t->position + 2, out); /* "</>" is an empty one */
    }
    return give_text(t, t->position + 1, out);
}

/* ---- raw text ---- */

/* An end tag of the element that is open: "</title" and then a space, "/" or ">". */
static bool is_raw_end(const HtmlTokeniser *t, size_t position)
{
    return byte_at(t, position + 1) == '/' && starts_here(t, position + 2, t->raw_name) &&
           ends_tag_name(byte_at(t, position + 2 + t->raw_name.length));
}

/* Script data states: within "<!--", a "<script" hides the next "</script>". */
static size_t script_end(const HtmlTokeniser *t, size_t position)
{
    bool is_escaped = false;
    bool is_double = false;
    for (; position < t->input.length; position++) {
        char c = t->input.bytes[position];
        if (c == '-' && starts_here(t, position, TEXT("-->"))) {
            is_escaped = is_double = false;
        } else if (c != '<') {
            continue;
        } else if (!is_escaped && starts_here(t, position, TEXT("<!--"))) {
            is_escaped = true;
            position++; /* "<!-->" ends it: the two dashes count for both */
        } else if (is_raw_end(t, position)) {
            if (!is_double)
                return position;
            is_double = false;
        } else if (is_escaped && !is_double && starts_here(t, position, TEXT("<script")) &&
                   ends_tag_name(byte_at(t, position + 7))) {
            is_double = true;
        }
    }
    return position;
}

static size_t raw_end(const HtmlTokeniser *t, size_t position)
{
    while (position < t->input.length && !(t->input.bytes[position] == '<' && is_raw_end(t, position)))
        position++;
    return position;
}

/* The text of the open raw element up to where a reference or its end stands; false: it is at its end. */
static bool give_raw(HtmlTokeniser *t, HtmlToken *out)
{
    size_t end = t->input.length;
    switch (t->mode) {
    case HTML_DATA:
        return false;
    case HTML_PLAINTEXT:
        break;
    case HTML_SCRIPT:
        end = script_end(t, t->position);
        break;
    case HTML_RAWTEXT:
        end = raw_end(t, t->position);
        break;
    case HTML_RCDATA:
        if (t->input.bytes[t->position] == '&')
            return give_reference(t, out);
        end = text_end(t, t->position, true);
        if (end == t->position && !is_raw_end(t, end))
            end++; /* a "<" that is no end */
        break;
    }
    return end > t->position && give_text(t, end, out);
}

bool intake_html_next(HtmlTokeniser *t, HtmlToken *out)
{
    if (is_at_end(t))
        return false;
    if (t->mode != HTML_DATA) {
        if (give_raw(t, out))
            return true;
        t->mode = HTML_DATA;
        if (is_at_end(t))
            return false;
    }
    char c = t->input.bytes[t->position];
    if (c == '<')
        return read_markup(t, out);
    if (c == '&')
        return give_reference(t, out);
    return give_text(t, text_end(t, t->position, true), out);
}
