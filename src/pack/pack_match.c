/* The patterns of rules: "@forbid .. @travel" becomes a sequence of elements. */
#include "pack/pack_parts.h"

enum { GAP_DEFAULT = 6, GAP_LIMIT = 40, ALTERNATIVE_LIMIT = 32 };

static const struct {
    const char *name;
    PackMention mention;
} mentions[] = {
    {"people", PACK_MENTION_PEOPLE}, {"whom", PACK_MENTION_WHOM},       {"by", PACK_MENTION_BY},
    {"place", PACK_MENTION_PLACE},   {"time", PACK_MENTION_TIME},       {"count", PACK_MENTION_COUNT},
    {"money", PACK_MENTION_MONEY},   {"percent", PACK_MENTION_PERCENT}, {"days", PACK_MENTION_DAYS},
    {"name", PACK_MENTION_NAME},     {"quote", PACK_MENTION_QUOTE},
};
enum { MENTION_NAMES = sizeof mentions / sizeof *mentions };

static Status unknown_mention(const PackLine *line, Text name, Error *error)
{
    Text valid[MENTION_NAMES + 2];
    size_t count = 0;
    for (; count < MENTION_NAMES; count++)
        valid[count] = text_from(mentions[count].name);
    valid[count++] = TEXT("role:");
    valid[count++] = TEXT("unit:");
    return pack_unknown(error, line, name, (TextList){valid, count}, "sort of mention");
}

static Status read_mention(Pack *pack, const PackLine *line, Text name, PackTest *out, Error *error)
{
    out->kind = PACK_TEST_MENTION;
    for (size_t i = 0; i < MENTION_NAMES; i++)
        if (text_is(name, mentions[i].name)) {
            out->mention = mentions[i].mention;
            return STATUS_OK;
        }
    bool is_role = text_starts_with(name, TEXT("role:"));
    if (!is_role && !text_starts_with(name, TEXT("unit:")))
        return unknown_mention(line, name, error);
    out->mention = is_role ? PACK_MENTION_ROLE : PACK_MENTION_UNIT;
    out->text = text_slice(name, 5, name.length);
    if (!is_role)
        return STATUS_OK;
    TextList roles = pack_roles(pack);
    for (size_t i = 0; i < roles.count; i++)
        if (text_equals(roles.items[i], out->text))
            return STATUS_OK;
    return pack_unknown(error, line, out->text, roles, "role of roles/");
}

static bool is_plain_word(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c < 0x80 && !ascii_is_alpha((char)c) && !ascii_is_digit((char)c) && c != '-' && c != '\'' &&
            c != '$' && c != '%' && c != '.' && c != ',')
            return false;
        if (ascii_is_upper((char)c))
            return false;
    }
    return text.length > 0;
}

static Status read_class(Pack *pack, const PackLine *line, Text name, PackTest *out, Error *error)
{
    size_t number = pack_find_class(pack, name);
    if (number == SIZE_MAX)
        return pack_unknown(error, line, name, pack_class_names(pack), "list of words/");
    out->class = (uint32_t)number;
    pack->classes.items[number].is_used = true;
    return STATUS_OK;
}

static Status read_test(Pack *pack, const PackLine *line, Text text, PackTest *out, Error *error)
{
    *out = (PackTest){.kind = PACK_TEST_CLASS};
    if (!text.length)
        return pack_error(error, line, text, "an alternative is empty");
    Text rest = text_slice(text, 1, text.length);
    if (text.bytes[0] == '@')
        return read_class(pack, line, rest, out, error);
    if (text.bytes[0] == '#')
        return read_mention(pack, line, rest, out, error);
    if (text.bytes[0] == '/' && rest.length) {
        out->kind = PACK_TEST_TAG;
        out->text = arena_copy(pack->arena, rest);
        return STATUS_OK;
    }
    bool is_form = text.length > 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"';
    if (!is_form && !is_plain_word(text))
        return pack_error(error, line, text,
                          "\"%.*s\" is no word in lower case, @class, #mention, /TAG or \"form\"",
                          TEXT_ARGS(text));
    out->class = pack_word_class(pack, is_form ? text_slice(text, 1, text.length - 1) : text, is_form);
    return STATUS_OK;
}

static Status read_gap(const PackLine *line, Text word, PackElement *out, Error *error)
{
    out->kind = PACK_ELEMENT_GAP;
    out->gap = GAP_DEFAULT;
    if (word.length == 2)
        return STATUS_OK;
    int64_t limit = 0;
    if (text_is(word, "...")) {
        out->gap = PACK_GAP_ANY;
    } else if (text_to_int64(text_slice(word, 2, word.length), &limit) && limit >= 0 && limit <= GAP_LIMIT) {
        out->gap = (uint16_t)limit;
    } else {
        return pack_error(error, line, word, "\"%.*s\" is no gap: write .., ..N with N up to %d, or ...",
                          TEXT_ARGS(word), GAP_LIMIT);
    }
    return STATUS_OK;
}

static Status read_alternatives(Pack *pack, const PackLine *line, Text word, PackElement *out, Error *error)
{
    PackTest tests[ALTERNATIVE_LIMIT];
    Text rest = word;
    while (out->test_count == 0 || rest.bytes < word.bytes + word.length) {
        size_t bar = text_find_byte(rest, '|', 0);
        Text part = text_slice(rest, 0, bar == SIZE_MAX ? rest.length : bar);
        if (out->test_count == ALTERNATIVE_LIMIT)
            return pack_error(error, line, part, "more than %d alternatives: make a list of words/",
                              ALTERNATIVE_LIMIT);
        Status status = read_test(pack, line, part, &tests[out->test_count++], error);
        if (status || bar == SIZE_MAX) {
            if (status)
                return status;
            break;
        }
        rest = text_slice(rest, bar + 1, rest.length);
        if (!rest.length)
            return pack_error(error, line, word, "an alternative is empty");
    }
    out->tests = ARENA_ARRAY(pack->arena, PackTest, out->test_count);
    memcpy(out->tests, tests, out->test_count * sizeof *tests);
    return STATUS_OK;
}

/* "x[banned]": takes the mood off the word. */
static Status read_mood(const PackLine *line, Text *word, PackElement *out, Error *error)
{
    static const char *const names[] = {"banned", "allowed", "must"};
    static const Mood moods[] = {MOOD_BANNED, MOOD_ALLOWED, MOOD_MUST};
    enum { MOODS = sizeof moods / sizeof *moods };
    size_t open = text_find_byte(*word, '[', 0);
    if (open == SIZE_MAX || word->bytes[word->length - 1] != ']')
        return STATUS_OK;
    Text name = text_slice(*word, open + 1, word->length - 1);
    Text valid[MOODS];
    for (size_t i = 0; i < MOODS; i++) {
        valid[i] = text_from(names[i]);
        if (text_equals(name, valid[i]))
            out->mood = moods[i];
    }
    if (out->mood == MOOD_NONE)
        return pack_unknown(error, line, name, (TextList){valid, MOODS}, "mood");
    *word = text_slice(*word, 0, open);
    return STATUS_OK;
}

static Status read_element(Pack *pack, const PackLine *line, Text word, PackElement *out, Error *error)
{
    *out = (PackElement){.kind = PACK_ELEMENT_TOKEN};
    if (text_starts_with(word, TEXT("..")))
        return read_gap(line, word, out, error);
    if (text_is(word, "^")) {
        out->kind = PACK_ELEMENT_BEGIN;
        return STATUS_OK;
    }
    if (word.bytes[0] == '!') {
        out->is_negated = true;
        word = text_slice(word, 1, word.length);
    }
    while (word.length > 1) {
        char last = word.bytes[word.length - 1];
        if (last != '?' && last != '*')
            break;
        if (last == '?')
            out->is_optional = true;
        else
            out->is_predicate = true;
        word = text_slice(word, 0, word.length - 1);
    }
    Status status = read_mood(line, &word, out, error);
    if (status)
        return status;
    if (out->is_negated && (out->is_optional || out->is_predicate))
        return pack_error(error, line, word, "what must not stand there can be neither ? nor *");
    return read_alternatives(pack, line, word, out, error);
}

/* "&", ">object" …: the word begins another side. */
static Status read_link(const PackLine *line, Text word, bool *out_begins, PackLink *out, Error *error)
{
    static const char *const names[] = {"&", ">object", ">subject", ">near"};
    static const PackLink links[] = {PACK_LINK_CLAUSE, PACK_LINK_OBJECT, PACK_LINK_SUBJECT, PACK_LINK_NEAR};
    enum { LINKS = sizeof links / sizeof *links };
    Text valid[LINKS];
    *out_begins = false;
    for (size_t i = 0; i < LINKS; i++) {
        valid[i] = text_from(names[i]);
        if (text_equals(word, valid[i])) {
            *out = links[i];
            *out_begins = true;
        }
    }
    if (!*out_begins && word.bytes[0] == '>')
        return pack_unknown(error, line, word, (TextList){valid, LINKS}, "link");
    return STATUS_OK;
}

/* Words up to the next link, which is out_next's. */
static Status read_side(Pack *pack, const PackLine *line, Text *rest, PackSequence *out, bool *out_more,
                        PackLink *out_next, Error *error)
{
    PackElement elements[PACK_ELEMENT_LIMIT];
    size_t count = 0;
    Text word;
    *out_more = false;
    while ((word = pack_next_word(rest)).length) {
        Status linked = read_link(line, word, out_more, out_next, error);
        if (linked)
            return linked;
        if (*out_more)
            break;
        if (count == PACK_ELEMENT_LIMIT)
            return pack_error(error, line, word, "more than %d elements", PACK_ELEMENT_LIMIT);
        Status status = read_element(pack, line, word, &elements[count++], error);
        if (status)
            return status;
    }
    if (!count)
        return pack_error(error, line, line->text, "a pattern is empty");
    if (elements[0].kind == PACK_ELEMENT_GAP || elements[count - 1].kind == PACK_ELEMENT_GAP)
        return pack_error(error, line, line->text, "a pattern neither begins nor ends with a gap");
    out->elements = ARENA_ARRAY(pack->arena, PackElement, count);
    memcpy(out->elements, elements, count * sizeof *elements);
    out->count = count;
    return STATUS_OK;
}

Status pack_read_match(Pack *pack, const PackLine *line, Text pattern, PackMatch *out, Error *error)
{
    enum { SIDE_LIMIT = 4 };
    size_t elements = 0;
    PackSequence sides[SIDE_LIMIT];
    bool more = true;
    PackLink link = PACK_LINK_CLAUSE;
    *out = (PackMatch){.line = line->number, .text = pattern};
    while (more) {
        if (out->side_count == SIDE_LIMIT)
            return pack_error(error, line, pattern, "more than %d sides", SIDE_LIMIT);
        PackSequence *side = &sides[out->side_count++];
        side->link = link;
        Status status = read_side(pack, line, &pattern, side, &more, &link, error);
        if (status)
            return status;
        elements += sides[out->side_count - 1].count;
        if (elements > PACK_ELEMENT_LIMIT)
            return pack_error(error, line, line->text, "more than %d elements", PACK_ELEMENT_LIMIT);
    }
    out->sides = ARENA_ARRAY(pack->arena, PackSequence, out->side_count);
    memcpy(out->sides, sides, out->side_count * sizeof *sides);
    return STATUS_OK;
}

Text pack_element_text(const PackMatch *match, size_t number)
{
    Text rest = match->text;
    Text word;
    while ((word = pack_next_word(&rest)).length)
        if (!text_is(word, "&") && number-- == 0)
            return word;
    return TEXT_EMPTY;
}

typedef enum TriggerSort { TRIGGER_NONE, TRIGGER_NUMBER, TRIGGER_WORD, TRIGGER_CLASS } TriggerSort;

static TriggerSort sort_of_test(const Pack *pack, const PackTest *test)
{
    if (test->kind == PACK_TEST_CLASS)
        return test->class < pack->named_class_count ? TRIGGER_CLASS : TRIGGER_WORD;
    if (test->kind == PACK_TEST_TAG)
        return TRIGGER_NONE;
    switch (test->mention) {
    case PACK_MENTION_COUNT:
    case PACK_MENTION_MONEY:
    case PACK_MENTION_PERCENT:
    case PACK_MENTION_DAYS:
    case PACK_MENTION_UNIT:
        return TRIGGER_NUMBER;
    case PACK_MENTION_PEOPLE:
    case PACK_MENTION_WHOM:
    case PACK_MENTION_BY:
    case PACK_MENTION_PLACE:
    case PACK_MENTION_TIME:
    case PACK_MENTION_NAME:
    case PACK_MENTION_QUOTE:
    case PACK_MENTION_ROLE:
        return TRIGGER_NONE;
    }
    return TRIGGER_NONE;
}

/* The most common of its alternatives decides. */
static TriggerSort sort_of_element(const Pack *pack, const PackElement *element)
{
    if (element->kind != PACK_ELEMENT_TOKEN || element->is_negated || element->is_optional)
        return TRIGGER_NONE;
    TriggerSort sort = TRIGGER_CLASS;
    for (size_t i = 0; i < element->test_count; i++) {
        TriggerSort of_test = sort_of_test(pack, &element->tests[i]);
        sort = of_test < sort ? of_test : sort;
    }
    return sort;
}

/* How many patterns ask for the words; of several tests, all of them. */
static uint32_t uses_of(const Pack *pack, const PackElement *element)
{
    uint32_t uses = 0;
    for (size_t i = 0; i < element->test_count; i++)
        if (element->tests[i].kind == PACK_TEST_CLASS)
            uses += pack->classes.items[element->tests[i].class].uses;
    return uses;
}

void pack_count_uses(Pack *pack, const PackMatch *match)
{
    for (size_t s = 0; s < match->side_count; s++)
        for (size_t e = 0; e < match->sides[s].count; e++) {
            const PackElement *element = &match->sides[s].elements[e];
            for (size_t i = 0; i < element->test_count; i++)
                if (element->tests[i].kind == PACK_TEST_CLASS)
                    pack->classes.items[element->tests[i].class].uses++;
        }
}

/* A list of words/ is asked for before a bare word, and a number last; of lists the one that the fewest
 * patterns use, since what many use is common. */
static const PackElement *trigger_of(const Pack *pack, const PackMatch *match)
{
    const PackElement *found = NULL;
    TriggerSort best = TRIGGER_NONE;
    for (size_t s = 0; s < match->side_count; s++)
        for (size_t e = 0; e < match->sides[s].count; e++) {
            const PackElement *element = &match->sides[s].elements[e];
            TriggerSort sort = sort_of_element(pack, element);
            if (sort > best || (found && sort == best && uses_of(pack, element) < uses_of(pack, found))) {
                best = sort;
                found = element;
            }
        }
    return found;
}

bool pack_index_match(Pack *pack, uint32_t rule, uint32_t match)
{
    const PackElement *trigger = trigger_of(pack, &pack->rules.items[rule].matches[match]);
    bool has_number = false;
    for (size_t i = 0; trigger && i < trigger->test_count; i++) {
        PackTrigger set_off = {rule, match};
        if (trigger->tests[i].kind == PACK_TEST_CLASS)
            *LIST_ADD(pack->arena, &pack->classes.items[trigger->tests[i].class].triggers) = set_off;
        else if (!has_number)
            *LIST_ADD(pack->arena, &pack->number_triggers) = set_off;
        has_number = has_number || trigger->tests[i].kind != PACK_TEST_CLASS;
    }
    return trigger != NULL;
}

const PackTrigger *pack_number_triggers(const Pack *pack, size_t *out_count)
{
    *out_count = pack->number_triggers.count;
    return pack->number_triggers.items;
}
