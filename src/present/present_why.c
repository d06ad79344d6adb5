#include "present/present_part.h"

enum { VALUE_COLUMN = 10, FORM_COLUMN = 28, TAG_COLUMN = 34, TREE_MOST = 200, WORDS_MOST = 120 };

/* own terms: of docs/claim-format.md */
static const struct {
    const char *way, *words;
} ways[] = {
    {"pattern", "words that the rule's pattern asks for"},
    {"rule", "the rule says it, whatever the words"},
    {"form", "tense, modals and negation of the predicate"},
    {"argument", "what depends on the predicate itself"},
    {"clause", "words of the same clause"},
    {"clause above", "the clause that the predicate depends on"},
    {"sentence", "words elsewhere in the sentence"},
    {"paragraph", "a sentence before it"},
    {"lead", "the report's first sentences, or its dateline"},
    {"place of the source", "where its source is"},
    {"place of the report", "the place that the report is about"},
    {"kind", "who mostly does such a thing, named in the sentence"},
    {"twin", "another sentence of the report that says the same"},
};

static void add_label(Buffer *out, Text label)
{
    size_t begin = out->length;
    buffer_add(out, label);
    present_pad(out, begin, VALUE_COLUMN);
}

static void add_rule(Buffer *out, const PresentWhy *why, const ClaimRow *claim)
{
    Text pack = arena_print(out->arena, "%.*s %.*s", TEXT_ARGS(pack_name(why->pack)),
                            TEXT_ARGS(pack_version(why->pack)));
    const PackRule *rule = text_equals(pack, claim->pack) ? pack_find_rule(why->pack, claim->rule) : NULL;
    add_label(out, TEXT("rule"));
    if (!rule) {
        buffer_print(out, "%.*s of %.*s, which is not the pack that is loaded: %.*s\n",
                     TEXT_ARGS(claim->rule), TEXT_ARGS(claim->pack), TEXT_ARGS(pack));
        return;
    }
    buffer_print(out, "%.*s, %.*s of %.*s\n", TEXT_ARGS(rule->name), TEXT_ARGS(rule->place), TEXT_ARGS(pack));
    for (size_t i = 0; i < rule->match_count; i++) {
        if (rule->matches[i].line != why->pattern_line)
            continue;
        add_label(out, TEXT("pattern"));
        buffer_print(out, "%.*s   line %u\n", TEXT_ARGS(rule->matches[i].text), rule->matches[i].line);
    }
}

static void add_ways(Buffer *out, const ClaimRow *claim)
{
    for (size_t i = 0; i < claim->way_count; i++) {
        const WayRow *way = &claim->ways[i];
        const char *words = "a way that this version does not know";
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
            if (text_is(way->way, ways[w].way))
                words = ways[w].words;
        add_label(out, way->field);
        buffer_print(out, "%.*s: %s\n", TEXT_ARGS(way->way), words);
    }
    if (claim->way_count == 0)
        buffer_add_string(out, "how its fields were filled was not recorded when it was read\n");
}

/* A word a line: the word, its tag, and what it is to which other. */
static void add_token(Buffer *out, const PresentWhy *why, const Token *token)
{
    size_t begin = out->length;
    buffer_add_string(out, span_overlaps(token->span, why->trigger) ? "        * " : "          ");
    present_clean(out, text_of_span(why->text, token->span), WORDS_MOST);
    present_pad(out, begin, FORM_COLUMN);
    buffer_add_string(out, language_xpos_word(token->xpos));
    present_pad(out, begin, TAG_COLUMN);
    buffer_add_string(out, language_deprel_word(token->deprel));
    if (token->head >= 0) {
        buffer_add_string(out, " of ");
        present_clean(out, text_of_span(why->text, why->sentences->tokens[token->head].span), WORDS_MOST);
    }
    buffer_add_byte(out, '\n');
}

static void add_tree(Buffer *out, const PresentWhy *why)
{
    for (size_t s = 0; s < why->sentences->count; s++) {
        const Sentence *sentence = &why->sentences->items[s];
        if (!span_overlaps(sentence->span, why->trigger))
            continue;
        buffer_add_string(out, "tree      the words that the rule asked for are marked *\n");
        for (uint32_t t = sentence->token_begin; t < sentence->token_end; t++) {
            if (t - sentence->token_begin == TREE_MOST) {
                buffer_add_string(out, "          …\n");
                return;
            }
            add_token(out, why, &why->sentences->tokens[t]);
        }
        return;
    }
}

void present_why(Buffer *out, const PresentWhy *why, const ClaimRow *claim)
{
    buffer_add_string(out, "\nHow it was read\n");
    add_rule(out, why, claim);
    add_ways(out, claim);
    if (!present_is_coarse(claim) && why->sentences)
        add_tree(out, why);
}
