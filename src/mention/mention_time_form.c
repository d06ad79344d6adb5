#include "mention/mention_time_parse.h"

#include "mention/mention_number.h"

TimeForm *mention_new_form(FormParser *parser, FormKind kind, size_t begin, size_t end)
{
    TimeForm *form = ARENA_NEW(parser->arena, TimeForm);
    form->kind = kind;
    form->begin = begin;
    form->end = end;
    form->year = YEAR_NONE;
    form->weekday = -1;
    form->unit = UNIT_NONE;
    form->direction = DIRECTION_NONE;
    return form;
}

static const LexiconEntry *lexeme(const FormParser *parser, size_t at, LexiconClass class)
{
    return mention_lexeme(&parser->range, at, class);
}

static bool is_sign(const FormParser *parser, size_t at, char sign)
{
    return mention_is_sign(&parser->range, at, sign);
}

static const Atom *atom_at(const FormParser *parser, size_t at)
{
    return at < parser->range.end ? &parser->range.items[at] : NULL;
}

/* A number of one atom without comma or point, of so many digits, from low to high; -1 else. */
static int plain_number(const FormParser *parser, size_t at, unsigned digits_least, unsigned digits_most,
                        int low, int high)
{
    const Atom *atom = atom_at(parser, at);
    if (!atom || atom->kind != ATOM_NUMBER || atom->has_comma || atom->digits < digits_least ||
        atom->digits > digits_most || atom->span.end - atom->span.begin != atom->digits)
        return -1;
    int value = (int)atom->number;
    return value >= low && value <= high ? value : -1;
}

static size_t skip(const FormParser *parser, size_t at, LexiconClass class)
{
    const LexiconEntry *entry = lexeme(parser, at, class);
    return entry ? at + entry->word_count : at;
}

/* "Feb.", but not the stop of the sentence. */
static size_t skip_point(const FormParser *parser, size_t at)
{
    const Atom *atom = atom_at(parser, at);
    bool is_point = at > parser->range.begin && is_sign(parser, at, '.') && !atom->space_before;
    return is_point && atom->token == parser->range.items[at - 1].token ? at + 1 : at;
}

int mention_month_at(const FormParser *parser, size_t at, size_t *end)
{
    const LexiconEntry *entry = lexeme(parser, at, LEXICON_MONTH);
    if (!entry)
        return 0;
    *end = skip_point(parser, at + entry->word_count);
    return (int)entry->number;
}

static int year_at(const FormParser *parser, size_t at) { return plain_number(parser, at, 4, 4, 1000, 2199); }

/* "15", "15th", "fifteenth". needs_ordinal: a bare number is not enough. 0 where it is no day. */
int mention_day_at(const FormParser *parser, size_t at, bool needs_ordinal, size_t *end)
{
    const LexiconEntry *word = lexeme(parser, at, LEXICON_ORDINAL);
    if (word && word->number > 0) {
        *end = at + word->word_count;
        return (int)word->number;
    }
    int day = plain_number(parser, at, 1, 2, 1, 31);
    if (day < 0)
        return 0;
    const Atom *next = atom_at(parser, at + 1);
    if (next && next->kind == ATOM_WORD && !next->space_before) {
        *end = at + 2;
        return lexeme(parser, at + 1, LEXICON_ORDINAL_SUFFIX) ? day : 0;
    }
    *end = at + 1;
    return needs_ordinal ? 0 : day;
}

/* A word behind a bare year that makes it a number of things: "2000 workers". */
static bool is_counted_year(const FormParser *parser, size_t at)
{
    static const LexiconClass classes[] = {LEXICON_PEOPLE,     LEXICON_UNIT,    LEXICON_CURRENCY,
                                           LEXICON_COUNT_UNIT, LEXICON_MEASURE, LEXICON_SCALE};
    if (is_sign(parser, at + 1, '%'))
        return true;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (lexeme(parser, at + 1, classes[i]))
            return true;
    return false;
}

/* A year behind a month or day: "2016", ", 2016", "of 2016", "last year". */
static void read_year_behind(const FormParser *parser, TimeForm *form)
{
    size_t at = form->end;
    size_t next = is_sign(parser, at, ',') ? at + 1 : skip(parser, at, LEXICON_OF);
    int year = year_at(parser, next);
    if (year > 0 && !is_counted_year(parser, next)) {
        form->year = year;
        form->end = next + 1;
        return;
    }
    const LexiconEntry *anaphor = next > at ? lexeme(parser, next, LEXICON_ANAPHOR) : NULL;
    const LexiconEntry *shift = anaphor ? anaphor : lexeme(parser, next, LEXICON_SHIFT);
    const LexiconEntry *unit = shift ? lexeme(parser, next + shift->word_count, LEXICON_UNIT) : NULL;
    if (!unit || unit->number != UNIT_YEAR)
        return;
    form->is_of_context = anaphor != NULL;
    form->direction = (int)shift->number;
    form->end = next + shift->word_count + unit->word_count;
}

static TimeForm *new_range(FormParser *parser, const TimeForm *first, const TimeForm *second, size_t end)
{
    TimeForm *form = mention_new_form(parser, FORM_RANGE, first->begin, end);
    form->inner = first;
    form->second = second;
    return form;
}

/* The second day of "Feb. 4-20", "June 3 to 5", "May 7 and 8"; day 0 where there is none. */
typedef struct SecondDay {
    int day;
    size_t begin;
    size_t end;
    size_t first_end; /* atom behind the first day */
    FormKind kind;
    bool is_both;
} SecondDay;

static SecondDay second_day(const FormParser *parser, size_t at, int first)
{
    SecondDay second = {.kind = FORM_RANGE, .first_end = at};
    const LexiconEntry * or = lexeme(parser, at, LEXICON_OR);
    size_t next = is_sign(parser, at, '-') ? at + 1 : skip(parser, at, LEXICON_TO);
    if (next == at && or) {
        second.kind = FORM_EITHER;
        second.is_both = or->number == 2;
        next = at + or->word_count;
    }
    if (next == at)
        return second;
    second.begin = next;
    int day = mention_day_at(parser, next, false, &second.end);
    const Atom *behind = day ? atom_at(parser, second.end) : NULL;
    bool is_counted = second.kind == FORM_EITHER && behind && behind->kind == ATOM_WORD &&
                      !lexeme(parser, second.end, LEXICON_COUNT_STOP) &&
                      !lexeme(parser, second.end, LEXICON_MONTH);
    second.day = is_counted || day <= first ? 0 : day;
    return second;
}

static TimeForm *with_second_day(FormParser *parser, TimeForm *first, SecondDay day, size_t end)
{
    TimeForm *second = mention_new_form(parser, FORM_CALENDAR, day.begin, end);
    second->month = first->month;
    second->day = day.day;
    read_year_behind(parser, second);
    first->year = second->year;
    first->direction = second->direction;
    TimeForm *form = new_range(parser, first, second, second->end);
    first->end = day.first_end;
    form->kind = day.kind;
    form->is_both = day.is_both;
    return form;
}

/* "Jun Aldery", "April Smith": a month before a name has a preposition of time or a part before it. */
static bool is_person(const FormParser *parser, size_t at, size_t end)
{
    static const LexiconClass leads[] = {LEXICON_IN,     LEXICON_ON,    LEXICON_SINCE, LEXICON_UNTIL,
                                         LEXICON_BEFORE, LEXICON_AFTER, LEXICON_SHIFT, LEXICON_PART,
                                         LEXICON_FROM,   LEXICON_TO,    LEXICON_OF,    LEXICON_DURING};
    const Atom *next = atom_at(parser, end);
    bool has_number = (next && next->kind == ATOM_NUMBER) ||
                      (at > parser->range.begin && parser->range.items[at - 1].kind != ATOM_WORD);
    bool before_name = next && next->kind == ATOM_WORD && next->is_capital && !next->entries;
    if (has_number || !before_name)
        return false;
    bool is_led = false;
    for (size_t i = 0; i < sizeof leads / sizeof *leads && at > parser->range.begin; i++)
        is_led = is_led || lexeme(parser, at - 1, leads[i]);
    const LexiconEntry *by = at > parser->range.begin ? lexeme(parser, at - 1, LEXICON_UNTIL) : NULL;
    return !is_led || (by && by->number == 1); /* "by April Smith" */
}

/* "February 4", "Feb. 4-20, 2022", "March 2019", "May 15th". */
static TimeForm *parse_month(FormParser *parser, size_t at)
{
    size_t end = at;
    int month = mention_month_at(parser, at, &end);
    if (!month)
        return NULL;
    if (is_person(parser, at, end))
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, end);
    form->month = month;
    size_t day_begin = lexeme(parser, end, LEXICON_THE) ? skip(parser, end, LEXICON_THE) : end;
    size_t day_end = end;
    int day = mention_day_at(parser, day_begin, day_begin > end, &day_end);
    if (day && !is_sign(parser, day_end, '%')) {
        form->day = day;
        form->end = day_end;
        SecondDay second = second_day(parser, day_end, day);
        if (second.day)
            return with_second_day(parser, form, second, second.end);
    } else if (is_sign(parser, end, '\'') && plain_number(parser, end + 1, 2, 2, 0, 99) >= 0) {
        form->year = 2000 + plain_number(parser, end + 1, 2, 2, 0, 99); /* "May '16" */
        form->end = end + 2;
        return form;
    }
    read_year_behind(parser, form);
    return form;
}

/* "4 February 2022", "the 15th of May", "4-20 February". */
static TimeForm *parse_day_month(FormParser *parser, size_t at)
{
    size_t end = at;
    size_t begin = skip(parser, at, LEXICON_THE);
    int day = mention_day_at(parser, begin, false, &end);
    if (!day)
        return NULL;
    SecondDay second = second_day(parser, end, day);
    size_t month_begin = skip(parser, second.day ? second.end : end, LEXICON_OF);
    size_t month_end = month_begin;
    int month = mention_month_at(parser, month_begin, &month_end);
    if (!month)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, month_end);
    form->month = month;
    form->day = day;
    if (second.day)
        return with_second_day(parser, form, second, month_end);
    read_year_behind(parser, form);
    return form;
}

/* "2022-02-10" */
static TimeForm *parse_year_first(FormParser *parser, size_t at)
{
    int month = plain_number(parser, at + 2, 2, 2, 1, 12);
    int day = plain_number(parser, at + 4, 2, 2, 1, 31);
    if (month < 0 || day < 0)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, at + 5);
    form->year = year_at(parser, at);
    form->month = month;
    form->day = day;
    return form;
}

/* "10/02/2022", "10.02.2022": the day first, unless the figures say otherwise. */
static TimeForm *parse_year_last(FormParser *parser, size_t at)
{
    int first = plain_number(parser, at, 1, 2, 1, 31);
    int second = plain_number(parser, at + 2, 1, 2, 1, 31);
    int year = year_at(parser, at + 4);
    if (first < 0 || second < 0 || year < 0 || (first > 12 && second > 12))
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, at + 5);
    form->year = year;
    form->day = second > 12 ? second : first;
    form->month = second > 12 ? first : second;
    form->order = second > 12 ? ORDER_MONTH_FIRST : first > 12 ? ORDER_DAY_FIRST : ORDER_OPEN;
    if (form->order == ORDER_OPEN && first != second)
        form->kind = FORM_AMBIGUOUS;
    return form;
}

static TimeForm *parse_digits(FormParser *parser, size_t at)
{
    char sign = is_sign(parser, at + 1, '-') ? '-' : is_sign(parser, at + 1, '/') ? '/' : '.';
    if (!is_sign(parser, at + 1, sign) || !is_sign(parser, at + 3, sign))
        return NULL;
    return year_at(parser, at) > 0 ? parse_year_first(parser, at) : parse_year_last(parser, at);
}

/* "the 1990s", "1990s and 2000s", "the 19th century". */
static TimeForm *parse_decade(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    const Atom *suffix = atom_at(parser, begin + 1);
    int year = year_at(parser, begin);
    int short_year = begin > at ? plain_number(parser, begin, 2, 2, 20, 99) : -1; /* "the 70s" */
    if (short_year > 0)
        year = 1900 + short_year;
    if (year > 0 && year % 10 == 0 && suffix && suffix->kind == ATOM_WORD && !suffix->space_before &&
        suffix->span.end - suffix->span.begin == 1) {
        TimeForm *form = mention_new_form(parser, FORM_DECADE, at, begin + 2);
        form->year = year;
        return form;
    }
    size_t end = begin;
    int ordinal = mention_day_at(parser, begin, true, &end);
    if (is_sign(parser, end, '-'))
        end++;
    const LexiconEntry *century = ordinal ? lexeme(parser, end, LEXICON_CENTURY) : NULL;
    if (!century || ordinal > 22)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CENTURY, at, end + century->word_count);
    form->year = (ordinal - 1) * 100;
    return form;
}

/* A word before a bare number that makes it a name or an amount: "Resolution 2017", "$2016". */
static bool is_named_number(const FormParser *parser, size_t at)
{
    if (at == parser->range.begin)
        return false;
    size_t before = at - 1;
    if (is_sign(parser, before, '.') && before > parser->range.begin) /* "No. 2016" */
        before--;
    return lexeme(parser, before, LEXICON_NUMBERED) || lexeme(parser, before, LEXICON_CURRENCY) ||
           is_sign(parser, at - 1, '#') || is_sign(parser, at - 1, '/');
}

/* A noun or adjective behind a number: it may count. */
static bool year_counts(const FormParser *parser, size_t at)
{
    Upos upos = parser->sentences->tokens[parser->range.items[at].token].upos;
    return upos == UPOS_NOUN || upos == UPOS_ADJ;
}

/* One of the words before it that lead to a year, so that even an early one is no number of things. */
static bool is_led_year(const FormParser *parser, size_t at)
{
    static const LexiconClass leads[] = {LEXICON_IN,     LEXICON_SINCE, LEXICON_DURING, LEXICON_UNTIL,
                                         LEXICON_BEFORE, LEXICON_AFTER, LEXICON_FROM,   LEXICON_BETWEEN,
                                         LEXICON_SEASON, LEXICON_OF,    LEXICON_FOR};
    if (at <= parser->range.begin)
        return false;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (lexeme(parser, at - 1, leads[i]))
            return true;
    return false;
}

/* "1775-1780" */
static bool is_year_pair(const FormParser *parser, size_t at)
{
    int year = year_at(parser, at);
    int second = is_sign(parser, at + 1, '-') ? year_at(parser, at + 2) : -1;
    return year > 0 && second > year && second <= year + 60 && !is_sign(parser, at + 3, '-');
}

/* The second year of "2017-19", "2017/2018", or 0. */
static int second_year(const FormParser *parser, size_t at, int year)
{
    bool is_joined = is_sign(parser, at + 1, '-') || is_sign(parser, at + 1, '/');
    int second = is_joined ? plain_number(parser, at + 2, 2, 4, 0, 2199) : -1;
    if (second >= 0 && second < 100)
        second += year / 100 * 100;
    return second > year && second <= year + 60 ? second : 0;
}

/* A bare number of four figures is a year. */
static bool is_year(const FormParser *parser, size_t at, int year)
{
    const Atom *behind = atom_at(parser, at + 1);
    bool is_alone = !behind || behind->kind == ATOM_SIGN || !year_counts(parser, at + 1);
    bool is_led = (is_led_year(parser, at) && is_alone) || is_year_pair(parser, at);
    bool is_glued = behind && behind->kind == ATOM_WORD && !behind->space_before;
    bool is_no_date = is_sign(parser, at + 1, '-') && is_sign(parser, at + 3, '-'); /* "2020-13-45" */
    return year >= (is_led ? 1400 : 1800) && !is_named_number(parser, at) && !is_glued && !is_no_date &&
           (is_led || !is_counted_year(parser, at));
}

static TimeForm *parse_year(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    int year = year_at(parser, begin);
    if (!is_year(parser, begin, year))
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, begin, begin + 1);
    form->year = year;
    int second = second_year(parser, begin, year);
    if (!second)
        return form;
    TimeForm *last = mention_new_form(parser, FORM_CALENDAR, begin + 2, begin + 3);
    last->year = second;
    return new_range(parser, form, last, begin + 3);
}

/* "spring" is a season where it is a noun by itself: not in "a fall in prices", "the winter fair". */
static bool is_season_noun(const FormParser *parser, size_t at)
{
    const Token *token = &parser->sentences->tokens[parser->range.items[at].token];
    const Atom *next = atom_at(parser, at + 1);
    bool is_glued = next && !next->space_before && next->kind != ATOM_SIGN;
    if (lexeme(parser, at + 1, LEXICON_OF) && !lexeme(parser, at + 1, LEXICON_IN))
        return false; /* "until the fall of the town" */
    return (token->upos == UPOS_NOUN || token->upos == UPOS_PROPN) && !is_glued &&
           language_deprel_base(token->deprel) != DEPREL_COMPOUND;
}

/* "the third quarter", "third-quarter": of the year, 33 to 36 as EDTF numbers them; 0 where there is none. */
static int quarter_at(const FormParser *parser, size_t at, size_t *end)
{
    const LexiconEntry *ordinal = lexeme(parser, at, LEXICON_ORDINAL);
    if (!ordinal || ordinal->number < 1 || ordinal->number > 4)
        return 0;
    size_t next = at + ordinal->word_count;
    next += is_sign(parser, next, '-');
    const LexiconEntry *unit = lexeme(parser, next, LEXICON_UNIT);
    if (!unit || unit->number != UNIT_QUARTER)
        return 0;
    *end = next + unit->word_count;
    return QUARTER_FIRST + (int)ordinal->number - 1;
}

static TimeForm *parse_quarter(FormParser *parser, size_t at)
{
    size_t end = at;
    int quarter = quarter_at(parser, skip(parser, at, LEXICON_THE), &end);
    if (!quarter)
        return NULL;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, end);
    form->season = quarter;
    read_year_behind(parser, form);
    return form;
}

/* "summer 2019", "the winter of 2017", "last spring" is FORM_SHIFT. */
static TimeForm *parse_season(FormParser *parser, size_t at)
{
    size_t begin = skip(parser, at, LEXICON_THE);
    const LexiconEntry *season = lexeme(parser, begin, LEXICON_SEASON);
    if (!season)
        return NULL;
    size_t end = begin + season->word_count;
    TimeForm *form = mention_new_form(parser, FORM_CALENDAR, at, end);
    form->season = (int)season->number;
    read_year_behind(parser, form);
    bool is_led = at > parser->range.begin &&
                  (lexeme(parser, at - 1, LEXICON_IN) || lexeme(parser, at - 1, LEXICON_SINCE) ||
                   lexeme(parser, at - 1, LEXICON_UNTIL) || lexeme(parser, at - 1, LEXICON_DURING) ||
                   lexeme(parser, at - 1, LEXICON_BEFORE) || lexeme(parser, at - 1, LEXICON_AFTER) ||
                   lexeme(parser, at - 1, LEXICON_OF) || lexeme(parser, at - 1, LEXICON_TO));
    if (form->year != YEAR_NONE || form->direction != DIRECTION_NONE)
        return form;
    return is_led && is_season_noun(parser, begin) ? form : NULL;
}

/* "Thursday", "Thursday, Jan. 23", "Monday morning", "Wednesday of last week". */
static TimeForm *parse_weekday(FormParser *parser, size_t at)
{
    const LexiconEntry *shift = lexeme(parser, at, LEXICON_SHIFT);
    size_t begin = shift ? at + shift->word_count : at;
    const LexiconEntry *day = lexeme(parser, begin, LEXICON_WEEKDAY);
    if (!day)
        return NULL;
    size_t end = skip_point(parser, begin + day->word_count);
    size_t next = is_sign(parser, end, ',') ? end + 1 : end;
    TimeForm *date = parse_month(parser, next);
    if (!date)
        date = parse_day_month(parser, next);
    if (date && date->kind == FORM_CALENDAR && date->day) {
        date->begin = at;
        return date;
    }
    TimeForm *form = mention_new_form(parser, FORM_WEEKDAY, at, end);
    form->weekday = (int)day->number;
    form->direction = shift ? (int)shift->number : DIRECTION_NONE;
    size_t of = skip(parser, end, LEXICON_OF);
    const LexiconEntry *outer = lexeme(parser, of, LEXICON_SHIFT);
    const LexiconEntry *unit =
        outer ? lexeme(parser, of + outer->word_count, LEXICON_UNIT) : lexeme(parser, end, LEXICON_UNIT);
    if (outer && of == end)
        unit = NULL;
    if (unit && outer && unit->number == UNIT_WEEK) {
        TimeForm *week = mention_new_form(parser, FORM_SHIFT, of, of + outer->word_count + unit->word_count);
        week->unit = UNIT_WEEK;
        week->direction = (int)outer->number;
        form->inner = week;
        form->end = week->end;
    }
    return form;
}

/* A date of the calendar, or NULL. */
TimeForm *mention_parse_calendar(FormParser *parser, size_t at)
{
    static TimeForm *(*const parsers[])(FormParser *,
                                        size_t) = {parse_digits, parse_weekday, parse_month,  parse_day_month,
                                                   parse_decade, parse_quarter, parse_season, parse_year};
    for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
        TimeForm *form = parsers[i](parser, at);
        if (form)
            return form;
    }
    return NULL;
}
