#include "mention/mention_number.h"
#include "mention/mention_time_parse.h"

enum { DEPTH_MAX = 5 };

static const LexiconEntry *lexeme(const FormParser *parser, size_t at, LexiconClass class)
{
    return mention_lexeme(&parser->range, at, class);
}

static bool is_sign(const FormParser *parser, size_t at, char sign)
{
    return mention_is_sign(&parser->range, at, sign);
}

static size_t skip(const FormParser *parser, size_t at, LexiconClass class)
{
    const LexiconEntry *entry = lexeme(parser, at, class);
    return entry ? at + entry->word_count : at;
}

/* "last week", "this month", "next March", "the following day" is an anaphor, "past two years" a span. */
static TimeForm *parse_shift(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    const LexiconEntry *shift = lexeme(parser, begin, LEXICON_SHIFT);
    if (!shift)
        shift = lexeme(parser, begin = at, LEXICON_SHIFT);
    if (!shift)
        return NULL;
    size_t next = begin + shift->word_count;
    TimeForm *form = mention_new_form(parser, FORM_SHIFT, at, next);
    form->direction = (int)shift->number;
    const LexiconEntry *unit = lexeme(parser, next, LEXICON_UNIT);
    const LexiconEntry *season = lexeme(parser, next, LEXICON_SEASON);
    const LexiconEntry *daypart = lexeme(parser, next, LEXICON_DAYPART);
    size_t end = next;
    int month = mention_month_at(parser, next, &end);
    if (unit) {
        form->unit = (TimeUnit)unit->number;
        form->end = next + unit->word_count;
    } else if (month) {
        form->month = month;
        form->end = end;
    } else if (season) {
        form->season = (int)season->number;
        form->end = next + season->word_count;
    } else if (daypart) { /* "this morning" */
        form->kind = FORM_DEICTIC;
        form->amount = form->direction;
        form->value = daypart->name;
        form->end = next + daypart->word_count;
    } else {
        return NULL;
    }
    return form->unit < UNIT_DAY ? NULL : form;
}

static bool read_amount(const FormParser *parser, size_t at, NumberRead *out)
{
    if (!mention_read_number(&parser->range, at, out))
        return false;
    return out->value < 100000;
}

/* "last three months", "the past year", "the next two weeks". */
static TimeForm *parse_span(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    const LexiconEntry *shift = lexeme(parser, begin, LEXICON_SHIFT);
    bool is_led = begin > at || (at > parser->range.begin && (lexeme(parser, at - 1, LEXICON_DURING) ||
                                                              lexeme(parser, at - 1, LEXICON_FOR)));
    if (!shift || shift->number == 0 || !is_led) /* "terms last three years" */
        return NULL;
    NumberRead number = {0};
    size_t next = begin + shift->word_count;
    const LexiconEntry *vague = lexeme(parser, next, LEXICON_VAGUE);
    if (!read_amount(parser, next, &number)) {
        number.value = -1;
        number.end = vague ? next + vague->word_count : next;
    }
    const LexiconEntry *unit = lexeme(parser, number.end, LEXICON_UNIT);
    if (!unit || unit->number < UNIT_DAY || number.end == next)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_SPAN, at, number.end + unit->word_count);
    form->unit = (TimeUnit)unit->number;
    form->amount = number.value;
    form->direction = (int)shift->number;
    return form;
}

/* How many units: "three", "three or four", "a", "several", "30-". amount -1: not said. */
typedef struct Amount {
    double low;
    double high;
    size_t end;
    TimeUnit unit;
    bool is_about;
} Amount;

static bool read_unit(const FormParser *parser, Amount *amount)
{
    size_t at = is_sign(parser, amount->end, '-') ? amount->end + 1 : amount->end;
    const LexiconEntry *unit = lexeme(parser, at, LEXICON_UNIT);
    if (!unit)
        return false;
    amount->unit = (TimeUnit)unit->number;
    amount->end = at + unit->word_count;
    return true;
}

/* "three or four days", "two to three weeks", "a month or two", "two and a half years". */
static void read_second_amount(const FormParser *parser, Amount *amount)
{
    size_t next = is_sign(parser, amount->end, '-') ? amount->end + 1 : skip(parser, amount->end, LEXICON_TO);
    if (next == amount->end)
        next = skip(parser, amount->end, LEXICON_OR);
    if (next == amount->end)
        return;
    const LexiconEntry *half = lexeme(parser, next, LEXICON_HALF);
    NumberRead number;
    if (half) {
        amount->low = amount->high = amount->low + 0.5;
        amount->end = next + half->word_count;
    } else if (read_amount(parser, next, &number) && number.value > amount->low) {
        amount->high = number.value;
        amount->end = number.end;
    }
}

static bool read_units(const FormParser *parser, size_t at, Amount *out)
{
    *out = (Amount){.unit = UNIT_NONE};
    size_t begin = skip(parser, at, LEXICON_ABOUT);
    const LexiconEntry *vague = lexeme(parser, begin, LEXICON_VAGUE);
    const LexiconEntry *article = lexeme(parser, begin, LEXICON_A);
    NumberRead number;
    out->is_about = begin > at;
    if (read_amount(parser, begin, &number)) {
        out->low = out->high = number.is_vague ? -1 : number.value;
        out->end = number.end;
        read_second_amount(parser, out);
    } else if (vague) {
        out->low = out->high = -1;
        out->end = begin + vague->word_count;
    } else if (article) {
        out->low = out->high = 1;
        out->end = begin + article->word_count;
    } else {
        return false;
    }
    const LexiconEntry *lasting =
        article && is_sign(parser, out->end + 1, '-') ? lexeme(parser, out->end + 2, LEXICON_LASTING) : NULL;
    if (lasting || !read_unit(parser, out) || (out->unit == UNIT_SECOND && article && out->low < 2))
        return false; /* "a second source" */
    size_t old = is_sign(parser, out->end, '-') ? out->end + 1 : out->end;
    if (lexeme(parser, old, LEXICON_OLD))
        return false; /* an age */
    if (out->low == 1 && out->high == 1)
        read_second_amount(parser, out); /* "a night or two", "a year and a half" */
    return true;
}

static TimeForm *form_of_amount(FormParser *parser, FormKind kind, size_t begin, const Amount *amount)
{
    TimeForm *form = mention_new_form(parser, kind, begin, amount->end);
    form->unit = amount->unit;
    form->amount = amount->low;
    form->amount_high = amount->high;
    form->is_about = amount->is_about;
    return form;
}

static TimeForm *parse_inner(FormParser *parser, size_t at)
{
    if (parser->depth >= DEPTH_MAX)
        return NULL;
    parser->depth++;
    TimeForm *form = mention_parse_form(parser, at);
    parser->depth--;
    bool is_day =
        form && form->kind != FORM_DURATION && form->kind != FORM_REPEATED && form->kind != FORM_REFERENCE;
    return is_day ? form : NULL;
}

/* "weeks later": nobody knows how many. */
static TimeForm *parse_bare_offset(FormParser *parser, size_t at, const Amount *amount)
{
    static const LexiconClass words[] = {LEXICON_LATER, LEXICON_EARLIER, LEXICON_AGO};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const LexiconEntry *word = lexeme(parser, amount->end, words[i]);
        if (!word)
            continue;
        TimeForm *form = form_of_amount(parser, FORM_OFFSET, at, amount);
        form->direction = words[i] == LEXICON_LATER ? 1 : -1;
        form->end += word->word_count;
        return form;
    }
    return NULL;
}

/* "a month-long stay" is a month, "for weeks" some weeks. */
static TimeForm *parse_bare_unit(FormParser *parser, size_t at)
{
    const LexiconEntry *unit = lexeme(parser, at, LEXICON_UNIT);
    if (!unit || unit->number < UNIT_DAY || unit->number == UNIT_QUARTER)
        return NULL;
    bool is_plural = parser->sentences->tokens[parser->range.items[at].token].xpos == XPOS_NNS;
    Amount amount = {.low = -1, .high = -1, .unit = (TimeUnit)unit->number, .end = at + unit->word_count};
    const LexiconEntry *lasting =
        is_sign(parser, amount.end, '-') ? lexeme(parser, amount.end + 1, LEXICON_LASTING) : NULL;
    if (lasting) {
        amount.low = amount.high = is_plural ? -1 : 1;
        amount.end += 1 + lasting->word_count;
        return form_of_amount(parser, FORM_DURATION, at, &amount);
    }
    TimeForm *offset = is_plural ? parse_bare_offset(parser, at, &amount) : NULL;
    bool is_led = at > parser->range.begin &&
                  (lexeme(parser, at - 1, LEXICON_FOR) || lexeme(parser, at - 1, LEXICON_WITHIN));
    return offset || !is_plural || !is_led ? offset : form_of_amount(parser, FORM_DURATION, at, &amount);
}

/* "three days ago", "a day after the Dec. 22 limit", "two weeks earlier", "a year later", "three days". */
static TimeForm *parse_amount(FormParser *parser, size_t at)
{
    Amount amount;
    if (!read_units(parser, at, &amount))
        return NULL;
    const LexiconEntry *ago = lexeme(parser, amount.end, LEXICON_AGO);
    const LexiconEntry *later = lexeme(parser, amount.end, LEXICON_LATER);
    const LexiconEntry *earlier = lexeme(parser, amount.end, LEXICON_EARLIER);
    const LexiconEntry *hence = lexeme(parser, amount.end, LEXICON_HENCE);
    if (ago || hence) {
        TimeForm *form = form_of_amount(parser, FORM_AGO, at, &amount);
        form->end += ago ? ago->word_count : hence->word_count;
        form->direction = ago ? -1 : 1;
        return form;
    }
    if ((later || earlier) && amount.unit >= UNIT_DAY) {
        TimeForm *form = form_of_amount(parser, FORM_OFFSET, at, &amount);
        form->direction = later ? 1 : -1;
        form->end += later ? later->word_count : earlier->word_count;
        form->inner = parse_inner(parser, skip(parser, form->end, LEXICON_THE));
        if (form->inner)
            form->end = form->inner->end;
        bool takes_object = later ? later->number == 2 : earlier->number == 2;
        if (form->inner || !takes_object)
            return form;
    }
    if (amount.unit == UNIT_QUARTER)
        return NULL; /* "three quarters of them" */
    return form_of_amount(parser, FORM_DURATION, at, &amount);
}

/* "early June", "mid-October", "the end of last year", "late in the summer of 2016". */
static TimeForm *parse_part(FormParser *parser, size_t at)
{
    const LexiconEntry *part = lexeme(parser, at, LEXICON_PART);
    size_t begin = at;
    if (!part) {
        begin = skip(parser, at, LEXICON_THE);
        part = lexeme(parser, begin, LEXICON_PART);
    }
    if (!part)
        return NULL;
    size_t next = begin + part->word_count;
    if (is_sign(parser, next, '-'))
        next++;
    TimeForm *inner = parse_inner(parser, next);
    const LexiconEntry *the = lexeme(parser, next, LEXICON_THE);
    const LexiconEntry *unit = the ? lexeme(parser, next + the->word_count, LEXICON_UNIT) : NULL;
    if (!inner && unit && unit->number >= UNIT_WEEK) { /* "the end of the year": this one */
        inner = mention_new_form(parser, FORM_SHIFT, next, next + the->word_count + unit->word_count);
        inner->unit = (TimeUnit)unit->number;
        inner->direction = 0;
    }
    if (inner && inner->value.length) { /* "early the next morning" */
        inner->begin = at;
        return inner;
    }
    if (!inner || (inner->kind == FORM_CALENDAR && inner->day))
        return NULL;
    if (inner->kind == FORM_EVENT && part->number < PART_LATE)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_PART, at, inner->end);
    form->part = (TimePart)part->number;
    form->inner = inner;
    return form;
}

/* "the last Saturday of October", "the first quarter of 2019", "the last two months of 2022". */
static TimeForm *parse_nth(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    const LexiconEntry *ordinal = lexeme(parser, begin, LEXICON_ORDINAL);
    if (!ordinal)
        return NULL;
    size_t next = begin + ordinal->word_count;
    NumberRead number = {.end = next, .value = 1};
    if (mention_read_number(&parser->range, next, &number) && number.value > 100)
        return NULL;
    const LexiconEntry *unit = lexeme(parser, number.end, LEXICON_UNIT);
    const LexiconEntry *weekday = lexeme(parser, number.end, LEXICON_WEEKDAY);
    const LexiconEntry *word = unit ? unit : weekday;
    if (!word || (unit && unit->number < UNIT_DAY))
        return NULL;
    size_t of = number.end + word->word_count;
    size_t inner_begin = skip(parser, of, LEXICON_OF);
    if (inner_begin == of)
        return NULL;
    TimeForm *inner = parse_inner(parser, inner_begin);
    if (!inner)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_NTH, at, inner->end);
    form->amount = (double)ordinal->number;
    form->width = (int)number.value;
    form->unit = unit ? (TimeUnit)unit->number : UNIT_WEEKDAY;
    form->weekday = weekday ? (int)weekday->number : -1;
    form->inner = inner;
    return form;
}

/* "that day", "the following month", "since then". */
static TimeForm *parse_anaphor(FormParser *parser, size_t at)
{
    const LexiconEntry *anaphor = lexeme(parser, at, LEXICON_ANAPHOR);
    const LexiconEntry *unit = anaphor ? lexeme(parser, at + anaphor->word_count, LEXICON_UNIT) : NULL;
    const LexiconEntry *daypart = anaphor ? lexeme(parser, at + anaphor->word_count, LEXICON_DAYPART) : NULL;
    if (daypart) { /* "the next morning", "that night" */
        TimeForm *form =
            mention_new_form(parser, FORM_ANAPHOR, at, at + anaphor->word_count + daypart->word_count);
        form->unit = UNIT_DAY;
        form->direction = (int)anaphor->number;
        form->value = daypart->name;
        return form;
    }
    if (!unit || unit->number < UNIT_DAY)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_ANAPHOR, at, at + anaphor->word_count + unit->word_count);
    form->unit = (TimeUnit)unit->number;
    form->direction = (int)anaphor->number;
    return form;
}

/* "the 15th", with nothing behind it that it could be the 15th of. */
static TimeForm *parse_month_day(FormParser *parser, size_t at)
{
    const LexiconEntry *the = lexeme(parser, at, LEXICON_THE);
    size_t end = at;
    if (!the ||
        parser->range.items[at + the->word_count < parser->range.end ? at + the->word_count : at].kind !=
            ATOM_NUMBER)
        return NULL;
    int day = mention_day_at(parser, at + the->word_count, true, &end);
    size_t of = skip(parser, end, LEXICON_OF);
    TimeForm *month = day && of > end ? parse_shift(parser, of) : NULL;
    if (month && (month->unit == UNIT_MONTH || month->month)) { /* "the 6th of this month" */
        TimeForm *form = mention_new_form(parser, FORM_NTH, at, month->end);
        form->amount = day;
        form->width = 1;
        form->unit = UNIT_DAY;
        form->inner = month;
        return form;
    }
    bool goes_on = end < parser->range.end && parser->range.items[end].kind == ATOM_WORD &&
                   !lexeme(parser, end, LEXICON_COUNT_STOP);
    if (!day || goes_on || is_sign(parser, end, '-'))
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_MONTH_DAY, at, end);
    form->day = day;
    return form;
}

static int year_behind(const FormParser *parser, size_t at)
{
    const Atom *atom = at < parser->range.end ? &parser->range.items[at] : NULL;
    bool is_year = atom && atom->kind == ATOM_NUMBER && atom->digits == 4 && !atom->has_comma &&
                   atom->span.end - atom->span.begin == 4 && atom->number > 1400 && atom->number < 2200;
    return is_year ? (int)atom->number : YEAR_NONE;
}

static TimeForm *parse_event(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    if (begin >= parser->range.end || !parser->range.items[begin].is_capital)
        return NULL;
    const LexiconEntry *name = mention_lexeme_of(parser->events->names, &parser->range, begin, LEXICON_EVENT);
    if (!name)
        return NULL;
    bool is_yearly = parser->events->items[name->number].first == DAY_NONE; /* "the Christmas sales" */
    TimeForm *form = mention_new_form(parser, FORM_EVENT, is_yearly ? begin : at, begin + name->word_count);
    form->event = &parser->events->items[name->number];
    while (form->event + form->event_count < parser->events->items + parser->events->count &&
           text_equals(form->event[form->event_count].name, form->event->name))
        form->event_count++;
    if (form->event->first == DAY_NONE) { /* "Christmas 1963" */
        form->year = year_behind(parser, form->end);
        form->end += form->year != YEAR_NONE;
    }
    return form;
}

static TimeForm *new_repeated(FormParser *parser, size_t begin, size_t end, TimeUnit unit, int weekday)
{
    TimeForm *form = mention_new_form(parser, FORM_REPEATED, begin, end);
    form->unit = unit;
    form->weekday = weekday;
    form->amount = 1;
    return form;
}

/* "daily", "on Fridays"; not "Borderline Weekly", nor "the daily Estuary Post". */
static TimeForm *parse_frequency(FormParser *parser, size_t at)
{
    const LexiconEntry *days = lexeme(parser, at, LEXICON_WEEKDAYS);
    if (days)
        return new_repeated(parser, at, at + days->word_count, UNIT_WEEKDAY, (int)days->number);
    const LexiconEntry *frequency = lexeme(parser, at, LEXICON_FREQUENCY);
    if (!frequency) /* at may be the range's end */
        return NULL;
    bool is_name = parser->range.items[at].is_capital && at > parser->range.begin;
    bool is_paper = at + 1 < parser->range.end && parser->range.items[at + 1].is_capital;
    if (is_name || is_paper)
        return NULL;
    return new_repeated(parser, at, at + frequency->word_count, (TimeUnit)frequency->number, -1);
}

/* "every Saturday", "every other week", "each morning", "every three days". */
static TimeForm *parse_every(FormParser *parser, size_t at)
{
    const LexiconEntry *every = lexeme(parser, at, LEXICON_EVERY);
    if (!every)
        return NULL;
    NumberRead number = {.end = at + every->word_count, .value = every->number == 2 ? 2 : 1};
    mention_read_number(&parser->range, number.end, &number);
    const LexiconEntry *unit = lexeme(parser, number.end, LEXICON_UNIT);
    const LexiconEntry *weekday = lexeme(parser, number.end, LEXICON_WEEKDAY);
    const LexiconEntry *daypart = lexeme(parser, number.end, LEXICON_DAYPART);
    const LexiconEntry *what = weekday ? weekday : unit ? unit : daypart;
    if (!what)
        return NULL;
    TimeUnit unit_of = weekday ? UNIT_WEEKDAY : unit ? (TimeUnit)unit->number : UNIT_DAY;
    TimeForm *form =
        new_repeated(parser, at, number.end + what->word_count, unit_of, weekday ? (int)weekday->number : -1);
    form->amount = number.value;
    return form;
}

/* "twice a month" */
static TimeForm *parse_times(FormParser *parser, size_t at)
{
    const LexiconEntry *times = lexeme(parser, at, LEXICON_TIMES);
    size_t next = times ? skip(parser, at + times->word_count, LEXICON_A) : at;
    const LexiconEntry *unit = lexeme(parser, next, LEXICON_UNIT);
    if (!times || !unit || next == at + times->word_count)
        return NULL;
    return new_repeated(parser, at, next + unit->word_count, (TimeUnit)unit->number, -1);
}

/* "in the past decade", "in the past few weeks": no past by itself. */
static bool is_measured(const FormParser *parser, size_t at)
{
    const LexiconEntry *vague = lexeme(parser, at, LEXICON_VAGUE);
    NumberRead number = {.end = vague ? at + vague->word_count : at};
    mention_read_number(&parser->range, at, &number);
    return lexeme(parser, number.end, LEXICON_UNIT) != NULL;
}

static TimeForm *parse_word(FormParser *parser, size_t at)
{
    const LexiconEntry *day = lexeme(parser, at, LEXICON_DEICTIC);
    const LexiconEntry *reference = lexeme(parser, at, LEXICON_REFERENCE);
    if (reference && day && reference->word_count <= day->word_count)
        reference = NULL;
    if (reference && is_measured(parser, at + reference->word_count))
        reference = NULL;
    if (reference) {
        TimeForm *form = mention_new_form(parser, FORM_REFERENCE, at, at + reference->word_count);
        form->value = reference->name;
        return form;
    }
    if (!day)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_DEICTIC, at, at + day->word_count);
    form->amount = (double)day->number;
    return form;
}

/* Neither a number nor a word with which a time begins: but for known events no form does. */
static bool is_other_word(const FormParser *parser, size_t at)
{
    const Atom *atom = at < parser->range.end ? &parser->range.items[at] : NULL;
    const LexiconEntry *entry = atom ? atom->entries : NULL;
    bool is_first = entry && ((entry->classes[0] & parser->first_words[0]) ||
                              (entry->classes[1] & parser->first_words[1]));
    return atom && atom->kind != ATOM_NUMBER && !is_first;
}

/* "that same day", "the end of": phrases of which "the" is a part. */
static bool begins_phrase(const FormParser *parser, size_t at)
{
    return lexeme(parser, at, LEXICON_ANAPHOR) || lexeme(parser, at, LEXICON_PART) ||
           lexeme(parser, at, LEXICON_REFERENCE) || lexeme(parser, at, LEXICON_DEICTIC) ||
           lexeme(parser, at, LEXICON_SHIFT);
}

TimeForm *mention_parse_form(FormParser *parser, size_t at)
{
    static TimeForm *(*const parsers[])(FormParser *, size_t) = {parse_part,
                                                                 parse_nth,
                                                                 parse_span,
                                                                 parse_anaphor,
                                                                 mention_parse_calendar,
                                                                 parse_shift,
                                                                 parse_amount,
                                                                 parse_bare_unit,
                                                                 parse_event,
                                                                 parse_month_day,
                                                                 parse_frequency,
                                                                 parse_every,
                                                                 parse_times,
                                                                 parse_word,
                                                                 mention_parse_clock,
                                                                 mention_parse_daypart,
                                                                 mention_parse_era};
    size_t first = skip(parser, at, LEXICON_THE);
    if (is_other_word(parser, first) && (first == at || !begins_phrase(parser, at)))
        return parse_event(parser, at);
    TimeForm *best = NULL;
    for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
        TimeForm *form = parsers[i](parser, at);
        if (form && (!best || form->end > best->end))
            best = form;
    }
    if (best)
        mention_add_daypart(parser, best);
    return best;
}
