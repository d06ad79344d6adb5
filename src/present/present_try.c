#include "present/present_part.h"

enum { RESULT_COLUMN = 9, NEAR_MOST = 8, PATTERN_MOST = 150 };

typedef struct NearTries {
    const ClaimTry *items[NEAR_MOST];
    size_t count;
} NearTries;

/* Why it gives no claim, for people who write rules. */
static const char *reason_of(ClaimTryResult result)
{
    switch (result) {
    case TRY_MATCHES:
    case TRY_PATTERN:
        return "";
    case TRY_TREE:
        return "the words stand as it wants them, but do not belong together in the sentence's tree";
    case TRY_NOT:
        return "what \"not\" names stands in the clause";
    case TRY_WITH:
        return "what \"with\" names does not stand in the sentence";
    case TRY_ABOUT:
        return "what \"about\" names does not stand near it";
    case TRY_YIELDS:
        return "another rule says more of these words, or this one yields to it";
    case TRY_STATUS:
        return "the rule gives no claim of this status (drop, negated), or the kind none (done)";
    }
    return "";
}

static size_t element_count(const PackMatch *match)
{
    size_t count = 0;
    for (size_t s = 0; s < match->side_count; s++)
        count += match->sides[s].count;
    return count;
}

static void add_head(Buffer *out, const char *word, const Pack *pack, const ClaimTry *try)
{
    size_t begin = out->length;
    buffer_add_string(out, word);
    present_pad(out, begin, RESULT_COLUMN);
    buffer_print(out, "%.*s by %.*s, %.*s\n", TEXT_ARGS(pack_kind(pack, try->rule->kind)->name),
                 TEXT_ARGS(try->rule->name), TEXT_ARGS(try->rule->place));
}

static void add_line(Buffer *out, Text pattern, uint32_t line)
{
    buffer_print(out, "         line %u: ", line);
    present_clean(out, pattern, PATTERN_MOST);
    buffer_add_byte(out, '\n');
}

static void add_words(Buffer *out, Text text, Span span)
{
    buffer_add_string(out, "         “");
    present_clean(out, text_of_span(text, span), 0);
    buffer_add_string(out, "”\n");
}

static void add_match(Buffer *out, const Pack *pack, Text text, const ClaimTry *try)
{
    add_head(out, "matches", pack, try);
    add_line(out, try->match->text, try->match->line);
    add_words(out, text, try->span);
    buffer_print(out, "         => %.*s\n", TEXT_ARGS(try->fields));
}

/* The constraint as it is written. */
static Text constraint_text(const ClaimTry *try)
{
    const PackRule *rule = try->rule;
    const struct {
        const PackMatch *items;
        size_t count;
    } lists[] = {
        {rule->nots, rule->not_count}, {rule->withs, rule->with_count}, {rule->abouts, rule->about_count}};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l].count; i++)
            if (lists[l].items[i].line == try->line)
                return lists[l].items[i].text;
    return TEXT_EMPTY;
}

static void add_near(Buffer *out, const Pack *pack, Text text, const ClaimTry *try)
{
    add_head(out, "nearly", pack, try);
    add_line(out, try->match->text, try->match->line);
    if (try->result == TRY_PATTERN) {
        Text element = pack_element_text(try->match, try->reached);
        buffer_add_string(out, "         what stands before it is there, this is not: ");
        present_clean(out, element, PATTERN_MOST);
        buffer_add_byte(out, '\n');
        return;
    }
    add_words(out, text, try->span);
    buffer_print(out, "         %s\n", reason_of(try->result));
    Text constraint = constraint_text(try);
    if (constraint.length > 0)
        add_line(out, constraint, try->line);
}

/* Patterns of which the most was found first; of equals, in the order of the pack. */
static bool is_nearer(const ClaimTry *a, const ClaimTry *b)
{
    bool is_found_a = a->result != TRY_PATTERN;
    bool is_found_b = b->result != TRY_PATTERN;
    if (is_found_a != is_found_b)
        return is_found_a;
    return a->reached * element_count(b->match) > b->reached * element_count(a->match);
}

/* Keeps the nearest ones. */
static void add_sorted(NearTries *near, const ClaimTry *try)
{
    size_t at = near->count;
    for (; at > 0 && is_nearer(try, near->items[at - 1]); at--)
        if (at < NEAR_MOST)
            near->items[at] = near->items[at - 1];
    if (at < NEAR_MOST)
        near->items[at] = try;
    if (near->count < NEAR_MOST)
        near->count++;
}

void present_tries(Buffer *out, const Pack *pack, Text text, const ClaimTries *tries)
{
    NearTries near = {.count = 0};
    size_t match_count = 0;
    for (size_t i = 0; i < tries->count; i++) {
        const ClaimTry *try = &tries->items[i];
        if (try->result == TRY_MATCHES) {
            add_match(out, pack, text, try);
            match_count++;
        } else if (try->result != TRY_PATTERN || try->reached > 0) {
            add_sorted(&near, try);
        }
    }
    for (size_t i = 0; i < near.count; i++)
        add_near(out, pack, text, near.items[i]);
    size_t far = tries->count - match_count - near.count;
    if (far > 0)
        buffer_print(out, "%zu more rule%s ha%s a word in it that sets %s off, and not the rest\n", far,
                     far == 1 ? "" : "s", far == 1 ? "s" : "ve", far == 1 ? "it" : "them");
    if (tries->count == 0)
        buffer_add_string(out, "no trigger word of the pack stands in it\n");
}
