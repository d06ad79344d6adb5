#include "mention/mention_time_find.h"

enum { CLAUSE_GAP = 9 };

static const LexiconEntry *lexeme(const FormParser *parser, size_t at, LexiconClass class)
{
    return mention_lexeme(&parser->range, at, class);
}

static size_t skip(const FormParser *parser, size_t at, LexiconClass class)
{
    const LexiconEntry *entry = lexeme(parser, at, class);
    return entry ? at + entry->word_count : at;
}

bool mention_is_date(const TimeForm *form)
{
    return form && form->kind != FORM_DURATION && form->kind != FORM_REPEATED && form->kind != FORM_REFERENCE;
}

static TimeForm *parse_date(FormParser *parser, size_t at)
{
    TimeForm *form = mention_parse_form(parser, at);
    if (mention_is_date(form))
        return form;
    const LexiconEntry *the = lexeme(parser, at, LEXICON_THE); /* "the Dec. 22 limit" */
    form = the ? mention_parse_form(parser, at + the->word_count) : NULL;
    bool is_calendar =
        form && (form->kind == FORM_CALENDAR || form->kind == FORM_RANGE || form->kind == FORM_EITHER);
    return is_calendar ? form : NULL;
}

static TimeForm *join(FormParser *parser, FormKind kind, const TimeForm *first, const TimeForm *second)
{
    TimeForm *form = ARENA_NEW(parser->arena, TimeForm);
    *form = (TimeForm){.kind = kind,
                       .begin = first->begin,
                       .end = second->end,
                       .year = YEAR_NONE,
                       .weekday = -1,
                       .direction = DIRECTION_NONE,
                       .unit = UNIT_NONE,
                       .inner = first,
                       .second = second};
    return form;
}

/* "from X to Y", "from X until Y", "from X on". */
static bool find_from(FormParser *parser, size_t at, TimeFound *out)
{
    const LexiconEntry *from = lexeme(parser, at, LEXICON_FROM);
    TimeForm *first = from ? parse_date(parser, at + from->word_count) : NULL;
    if (!first)
        return false;
    if (first->kind == FORM_RANGE) { /* "from March 6 to 8" */
        *out = (TimeFound){.form = first, .bound = BOUND_NONE, .begin = at, .end = first->end};
        return true;
    }
    const AtomRange *range = &parser->range;
    const LexiconEntry *to = lexeme(parser, first->end, LEXICON_TO);
    bool has_dash = mention_is_sign(range, first->end, '-');
    TimeForm *second = to         ? parse_date(parser, first->end + to->word_count)
                       : has_dash ? parse_date(parser, first->end + 1)
                                  : NULL;
    if (second) {
        const TimeForm *form = join(parser, FORM_RANGE, first, second);
        *out = (TimeFound){.form = form, .bound = BOUND_NONE, .begin = at, .end = form->end};
        return true;
    }
    *out = (TimeFound){
        .form = first, .bound = BOUND_SINCE, .begin = at, .end = skip(parser, first->end, LEXICON_ONWARD)};
    return true;
}

static bool find_between(FormParser *parser, size_t at, TimeFound *out)
{
    const LexiconEntry *between = lexeme(parser, at, LEXICON_BETWEEN);
    TimeForm *first = between ? parse_date(parser, at + between->word_count) : NULL;
    if (!first)
        return false;
    if (first->kind == FORM_EITHER) { /* "between May 3 and 7" */
        first->kind = FORM_RANGE;
        *out = (TimeFound){.form = first, .bound = BOUND_NONE, .begin = at, .end = first->end};
        return true;
    }
    const LexiconEntry *and = lexeme(parser, first->end, LEXICON_AND);
    TimeForm *second = and? parse_date(parser, first->end + and->word_count) : NULL;
    if (!second)
        return false;
    *out = (TimeFound){.form = join(parser, FORM_RANGE, first, second),
                       .bound = BOUND_NONE,
                       .begin = at,
                       .end = second->end};
    return true;
}

/* "until the talks end on May 3", "since the death of a cook on May 3": words stand between. */
static TimeForm *parse_behind_clause(FormParser *parser, size_t at)
{
    const AtomRange *range = &parser->range;
    for (size_t i = at; i < range->end && i < at + CLAUSE_GAP; i++) {
        if (range->items[i].kind == ATOM_SIGN && range->items[i].sign != '\'' && range->items[i].sign != '-')
            return NULL;
        bool is_led = lexeme(parser, i, LEXICON_ON) || lexeme(parser, i, LEXICON_IN);
        TimeForm *form = i > at ? parse_date(parser, is_led ? i + 1 : i) : NULL;
        bool is_relative =
            form && (form->kind == FORM_OFFSET || form->kind == FORM_SHIFT || form->kind == FORM_DEICTIC);
        if (form && (is_led || is_relative))
            return form;
    }
    return NULL;
}

static TimeForm *then_form(FormParser *parser, size_t at)
{
    const LexiconEntry *then = lexeme(parser, at, LEXICON_THEN);
    if (!then)
        return NULL;
    TimeForm *form = ARENA_NEW(parser->arena, TimeForm);
    *form = (TimeForm){.kind = FORM_ANAPHOR,
                       .begin = at,
                       .end = at + then->word_count,
                       .year = YEAR_NONE,
                       .weekday = -1,
                       .unit = UNIT_NONE};
    return form;
}

/* "since April", "until then", "by the end of June", "before 2019", "after the Sept. 3 test". */
static bool find_bounded(FormParser *parser, size_t at, TimeFound *out)
{
    static const struct {
        LexiconClass class;
        TimeBound bound;
    } bounds[] = {{LEXICON_UNTIL, BOUND_UNTIL},
                  {LEXICON_SINCE, BOUND_SINCE},
                  {LEXICON_BEFORE, BOUND_BEFORE},
                  {LEXICON_AFTER, BOUND_AFTER}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        const LexiconEntry *word = lexeme(parser, at, bounds[i].class);
        if (!word)
            continue;
        TimeForm *form = parse_date(parser, at + word->word_count);
        TimeForm *then = then_form(parser, at + word->word_count);
        if (then && (!form || then->end >= form->end))
            form = then;
        bool has_gap = !form && word->number == 2;
        if (has_gap)
            form = parse_behind_clause(parser, at + word->word_count);
        if (form) {
            *out = (TimeFound){.form = form,
                               .bound = bounds[i].bound,
                               .begin = has_gap ? form->begin : at,
                               .end = form->end,
                               .lead = at,
                               .is_lasting = bounds[i].bound == BOUND_UNTIL && word->number == 2,
                               .has_gap = has_gap};
            return true;
        }
    }
    return false;
}

/* Words that make no time by themselves: a known event counts only behind a preposition of time. */
static bool is_led_event(const FormParser *parser, size_t at)
{
    size_t before = at > parser->range.begin ? at - 1 : at;
    const LexiconEntry *during = lexeme(parser, before, LEXICON_DURING);
    const LexiconEntry *on = lexeme(parser, before, LEXICON_ON);
    return before < at && (during || on || lexeme(parser, before, LEXICON_IN));
}

/* "June" and "August"; not "2017" and "June". */
static bool are_alike(const TimeForm *first, const TimeForm *second, bool is_range)
{
    bool same_kind = second->kind == first->kind || (is_range && second->kind == FORM_SHIFT);
    bool is_finer = second->kind == FORM_CALENDAR && second->month && !first->month && !first->season;
    return same_kind && !is_finer;
}

/* "June to August", "2017-2019", "May or June", "Tuesday and Wednesday". */
static const TimeForm *parse_joined(FormParser *parser, TimeForm *first)
{
    const AtomRange *range = &parser->range;
    bool is_calendar = first->kind == FORM_CALENDAR || first->kind == FORM_WEEKDAY ||
                       first->kind == FORM_DECADE || first->kind == FORM_PART;
    if (!is_calendar)
        return first;
    const LexiconEntry *to = lexeme(parser, first->end, LEXICON_TO);
    const LexiconEntry *joint = to ? NULL : lexeme(parser, first->end, LEXICON_OR);
    bool has_dash = mention_is_sign(range, first->end, '-');
    const LexiconEntry *word = to ? to : joint;
    if (!word && !has_dash)
        return first;
    const TimeForm *second = parse_date(parser, first->end + (word ? word->word_count : 1));
    if (!second || !are_alike(first, second, to != NULL) ||
        (joint && first->month && first->year != YEAR_NONE))
        return first;
    TimeForm *form = join(parser, joint ? FORM_EITHER : FORM_RANGE, first, second);
    form->is_both = joint && joint->number == 2;
    return form;
}

/* "six months remain before they must leave": the end lies so far ahead. */
static bool find_remaining(const FormParser *parser, size_t at, TimeForm *form, TimeFound *out)
{
    const LexiconEntry *remain = form && form->kind == FORM_DURATION && form->unit >= UNIT_DAY
                                     ? lexeme(parser, form->end, LEXICON_REMAIN)
                                     : NULL;
    size_t next = remain ? form->end + remain->word_count : at;
    if (!remain || !(lexeme(parser, next, LEXICON_BEFORE) || lexeme(parser, next, LEXICON_UNTIL)))
        return false;
    form->kind = FORM_AGO;
    form->direction = 1;
    *out = (TimeFound){.form = form, .bound = BOUND_UNTIL, .begin = at, .end = form->end};
    return true;
}

/* "was soon defeated", "soon after the fall": an order of what happened, no time that lies ahead or now. */
static bool is_order_in_tale(const FormParser *parser, const TimeForm *form)
{
    const LexiconEntry *word = lexeme(parser, form->begin, LEXICON_TALE);
    if (!word || word->word_count != form->end - form->begin)
        return false;
    if (lexeme(parser, form->end, LEXICON_AFTER) || lexeme(parser, form->end, LEXICON_BEFORE) ||
        lexeme(parser, form->end, LEXICON_LATER))
        return true;
    const Token *tokens = parser->sentences->tokens;
    int32_t verb = tokens[parser->range.items[form->begin].token].head;
    for (int up = 0; up < 3 && verb >= 0 && tokens[verb].upos != UPOS_VERB; up++)
        verb = tokens[verb].head;
    if (verb < 0)
        return false;
    bool is_past = tokens[verb].xpos == XPOS_VBD;
    for (int32_t child = tokens[verb].first_child; child >= 0; child = tokens[child].next_sibling)
        if (language_deprel_base(tokens[child].deprel) == DEPREL_AUX)
            is_past = tokens[child].xpos == XPOS_VBD;
    return is_past;
}

static bool find_plain(FormParser *parser, size_t at, TimeForm *form, TimeFound *out)
{
    bool is_bare_event = form->kind == FORM_EVENT && form->year == YEAR_NONE && !is_led_event(parser, at);
    if (is_bare_event || (form->kind == FORM_REFERENCE && is_order_in_tale(parser, form)))
        return false;
    const TimeForm *joined = parse_joined(parser, form);
    *out = (TimeFound){.form = joined, .bound = BOUND_NONE, .begin = at, .end = joined->end};
    return true;
}

/* "at that time": the text's last date; not "this time they came". */
static bool find_that_time(FormParser *parser, size_t at, TimeFound *out)
{
    TimeForm *form = then_form(parser, at);
    if (!form || form->end - form->begin < 2 || at == parser->range.begin ||
        !(lexeme(parser, at - 1, LEXICON_IN) || lexeme(parser, at - 1, LEXICON_DURING) ||
          lexeme(parser, at - 1, LEXICON_ABOUT)))
        return false;
    *out = (TimeFound){.form = form, .bound = BOUND_NONE, .begin = at, .end = form->end};
    return true;
}

static bool find_unbounded(FormParser *parser, size_t at, TimeFound *out)
{
    TimeForm *form = mention_parse_form(parser, at);
    if (!form)
        return find_that_time(parser, at, out);
    return find_remaining(parser, at, form, out) || find_plain(parser, at, form, out);
}

bool mention_find_time(FormParser *parser, size_t at, TimeFound *out)
{
    return find_from(parser, at, out) || find_between(parser, at, out) || find_bounded(parser, at, out) ||
           find_unbounded(parser, at, out);
}
