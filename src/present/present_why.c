#include "present/present_part.h"

enum { VALUE_COLUMN = 10, FORM_COLUMN = 28, TAG_COLUMN = 34, TREE_MOST = 200, WORDS_MOST = 120 };

/* A switch, so that the compiler names a way that is missing here. */
static const char *explanation(FieldWay way)
{
    switch (way) {
    case WAY_NONE:
        return "not filled";
    case WAY_PATTERN:
        return "words that the rule's pattern asks for";
    case WAY_RULE:
        return "the rule says it, whatever the words";
    case WAY_FORM:
        return "tense, modals and negation of the predicate";
    case WAY_ARGUMENT:
        return "what depends on the predicate itself";
    case WAY_CLAUSE:
        return "words of the same clause";
    case WAY_ABOVE:
        return "the clause that the predicate depends on";
    case WAY_SENTENCE:
        return "words elsewhere in the sentence";
    case WAY_PARAGRAPH:
        return "a sentence before it";
    case WAY_LEAD:
        return "the report's first sentences, or its dateline";
    case WAY_SOURCE:
        return "where its source is";
    case WAY_SCENE:
        return "the place that the report is about";
    case WAY_KIND:
        return "who mostly does such a thing, named in the sentence";
    case WAY_USUAL:
        return "who it mostly is, though none is named";
    case WAY_GROUP:
        return "whom the report is mostly about";
    case WAY_TWIN:
        return "another sentence of the report that says the same";
    }
    return "";
}

static const char *words_of_way(Text way)
{
    for (int i = WAY_NONE + 1; i <= WAY_TWIN; i++)
        if (text_is(way, claim_way_word((FieldWay)i)))
            return explanation((FieldWay)i);
    if (text_is(way, EVIDENCE_WAY_PERSON))
        return "told by a person: hearsay decide --list";
    return "a way that this version does not know"; /* of a base that a newer one wrote */
}

static void add_label(Buffer *out, Text label)
{
    size_t begin = out->length;
    buffer_add(out, label);
    present_pad(out, begin, VALUE_COLUMN);
}

static void add_pattern(Buffer *out, const PresentWhy *why, const PackRule *rule)
{
    bool is_found = false;
    for (size_t i = 0; i < rule->match_count; i++) {
        if (rule->matches[i].line != why->pattern_line)
            continue;
        add_label(out, TEXT("pattern"));
        buffer_print(out, "%.*s   line %u\n", TEXT_ARGS(rule->matches[i].text), rule->matches[i].line);
        is_found = true;
    }
    if (!is_found)
        buffer_print(out, "pattern   one of its %zu, which needs more of the report than this paragraph\n",
                     rule->match_count);
}

static void add_rule(Buffer *out, const PresentWhy *why, const ClaimRow *claim)
{
    Text pack = arena_print(out->arena, "%.*s %.*s", TEXT_ARGS(pack_name(why->pack)),
                            TEXT_ARGS(pack_version(why->pack)));
    bool is_same_pack = text_equals(pack, claim->pack);
    const PackRule *rule = is_same_pack ? pack_find_rule(why->pack, claim->rule) : NULL;
    add_label(out, TEXT("rule"));
    if (rule) {
        buffer_print(out, "%.*s, %.*s of %.*s\n", TEXT_ARGS(rule->name), TEXT_ARGS(rule->place),
                     TEXT_ARGS(pack));
        add_pattern(out, why, rule);
    } else if (is_same_pack) {
        buffer_print(out, "%.*s of %.*s, where no rule begins now: the pack was changed since\n",
                     TEXT_ARGS(claim->rule), TEXT_ARGS(pack));
    } else {
        buffer_print(out, "%.*s of %.*s; loaded is %.*s\n", TEXT_ARGS(claim->rule), TEXT_ARGS(claim->pack),
                     TEXT_ARGS(pack));
    }
}

static void add_ways(Buffer *out, const ClaimRow *claim)
{
    for (size_t i = 0; i < claim->way_count; i++) {
        const WayRow *way = &claim->ways[i];
        add_label(out, way->field);
        buffer_print(out, "%.*s: %s\n", TEXT_ARGS(way->way), words_of_way(way->way));
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
