#include "core/buffer.h"
#include "language/language.h"

static const struct {
    const char *text;
    Feature feature;
    unsigned value;
} values[] = {
#define X(feature, constant, value, name) {name, FEATURE_##feature, (value)},
    LANGUAGE_VALUE_LIST(X)
#undef X
};

static const char *const feature_words[] = {
#define X(constant, name, shift, bits) name,
    LANGUAGE_FEATURE_LIST(X)
#undef X
};

static void add_features(const Token *token, Buffer *out)
{
    bool any = false;

    for (size_t i = 0; token->features && i < sizeof values / sizeof *values; i++) {
        if (language_feature(token, values[i].feature) != values[i].value)
            continue;
        if (any)
            buffer_add_byte(out, '|');
        buffer_add_string(out, feature_words[values[i].feature]);
        buffer_add_byte(out, '=');
        buffer_add_string(out, values[i].text);
        any = true;
    }
    if (!any)
        buffer_add_byte(out, '_');
}

/* A form or a sentence without what would break a line of CoNLL-U. */
static void add_clean(Text text, Buffer *out)
{
    bool after_space = false;

    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        bool is_space = c <= ' ';
        if (!is_space)
            buffer_add_byte(out, text.bytes[i]);
        else if (!after_space)
            buffer_add_byte(out, ' ');
        after_space = is_space;
    }
}

static void add_number(Buffer *out, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    buffer_add(out, (Text){digits + at, sizeof digits - at});
}

static void add_multiword(const Sentences *sentences, const Sentence *sentence, size_t token, Text text,
                          Buffer *out)
{
    const Token *first = &sentences->tokens[token];
    size_t last = token + first->multiword - 1U;

    add_number(out, token - sentence->token_begin + 1);
    buffer_add_byte(out, '-');
    add_number(out, last - sentence->token_begin + 1);
    buffer_add_byte(out, '\t');
    add_clean(text_slice(text, first->span.begin, sentences->tokens[last].span.end), out);
    buffer_add_string(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    buffer_add_string(out, sentences->tokens[last].space_after ? "_\n" : "SpaceAfter=No\n");
}

static void add_token(const Sentence *sentence, const Token *token, size_t number, Text text, Buffer *out)
{
    bool in_multiword = token->multiword || token->is_glued;

    add_number(out, number - sentence->token_begin + 1);
    buffer_add_byte(out, '\t');
    add_clean(text_of_span(text, token->span), out);
    buffer_add_byte(out, '\t');
    add_clean(token->lemma.length ? token->lemma : TEXT("_"), out);
    buffer_add_byte(out, '\t');
    buffer_add_string(out, language_upos_word(token->upos));
    buffer_add_byte(out, '\t');
    buffer_add_string(out, language_xpos_word(token->xpos));
    buffer_add_byte(out, '\t');
    add_features(token, out);
    buffer_add_byte(out, '\t');
    add_number(out, token->head < 0 ? 0 : (size_t)token->head - sentence->token_begin + 1);
    buffer_add_byte(out, '\t');
    buffer_add_string(out, language_deprel_word(token->deprel));
    buffer_add_string(out, token->space_after || in_multiword ? "\t_\t_\n" : "\t_\tSpaceAfter=No\n");
}

void language_write_conllu(const Sentences *sentences, Text text, Buffer *out)
{
    for (size_t i = 0; i < sentences->count; i++) {
        const Sentence *sentence = &sentences->items[i];
        if (sentence->begins_region)
            buffer_add_string(out, "# newpar\n");
        buffer_add_string(out, "# sent_id = ");
        add_number(out, i + 1);
        buffer_add_string(out, "\n# text = ");
        add_clean(text_of_span(text, sentence->span), out);
        buffer_add_byte(out, '\n');
        for (size_t token = sentence->token_begin; token < sentence->token_end; token++) {
            if (sentences->tokens[token].multiword)
                add_multiword(sentences, sentence, token, text, out);
            add_token(sentence, &sentences->tokens[token], token, text, out);
        }
        buffer_add_byte(out, '\n');
    }
}
