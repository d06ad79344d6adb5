/* Times within a day, "12:30 UTC on Monday", "the night of May 3", and years before the count of years began.
 */
#include "mention/mention_time_parse.h"

enum { DEPTH_MAX = 5, HOUR_WORD_NONE = 0, HOUR_WORD_AFTERNOON = 2, ERA_MOST = 9999 };

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

static const Atom *atom_at(const FormParser *parser, size_t at)
{
    return at < parser->range.end ? &parser->range.items[at] : NULL;
}

static bool is_day_form(const TimeForm *form)
{
    return form->kind == FORM_WEEKDAY || form->kind == FORM_DEICTIC ||
           (form->kind == FORM_EVENT && form->event->first == DAY_NONE) ||
           (form->kind == FORM_ANAPHOR && form->unit == UNIT_DAY) ||
           (form->kind == FORM_CALENDAR && form->day);
}

/* The day that begins at the atom, with no part of the day of its own; NULL where there is none. */
static TimeForm *parse_day(FormParser *parser, size_t at)
{
    if (parser->depth >= DEPTH_MAX)
        return NULL;
    parser->depth++;
    TimeForm *form = mention_parse_form(parser, at);
    parser->depth--;
    return form && is_day_form(form) && !form->value.length ? form : NULL;
}

/* A whole number without comma or point of so many digits; -1 else. */
static int digits_at(const FormParser *parser, size_t at, unsigned least, unsigned most)
{
    const Atom *atom = atom_at(parser, at);
    bool is_plain = atom && atom->kind == ATOM_NUMBER && !atom->has_comma && atom->digits >= least &&
                    atom->digits <= most && atom->span.end - atom->span.begin == atom->digits;
    return is_plain ? (int)atom->number : -1;
}

typedef struct ClockTime {
    int hour;
    int minute; /* -1: not said */
    size_t end;
    Text zone;
} ClockTime;

/* Stands in the middle of a longer number: "2019-12-19T17:00:00". */
static bool is_inside(const FormParser *parser, size_t at)
{
    if (at == parser->range.begin || parser->range.items[at].space_before)
        return false;
    const Atom *before = &parser->range.items[at - 1];
    return before->kind == ATOM_WORD || before->sign == ':' || before->sign == '.';
}

/* "5:34", without white space; false where minutes are none. */
static bool read_minutes(const FormParser *parser, ClockTime *clock)
{
    const Atom *colon = atom_at(parser, clock->end);
    const Atom *minute = atom_at(parser, clock->end + 1);
    if (!is_sign(parser, clock->end, ':') || colon->space_before || !minute || minute->space_before)
        return true;
    clock->minute = digits_at(parser, clock->end + 1, 2, 2);
    clock->end += 2;
    return clock->minute >= 0 && clock->minute < 60 && !is_sign(parser, clock->end, ':');
}

/* The last point of "a.m." is the abbreviation's, unless the sentence ends there. */
static size_t skip_last_point(const FormParser *parser, size_t at)
{
    const Atom *letter = &parser->range.items[at - 1];
    const Atom *point = atom_at(parser, at);
    bool is_short = letter->span.end - letter->span.begin == 1;
    return is_short && is_sign(parser, at, '.') && !point->space_before && at + 1 < parser->range.end ? at + 1
                                                                                                      : at;
}

/* "12:30", "5:34 a.m.", "9 p.m.", "16:00 UTC"; a bare number is none. */
static bool read_clock(const FormParser *parser, size_t at, ClockTime *out)
{
    *out = (ClockTime){.hour = digits_at(parser, at, 1, 2), .minute = -1, .end = at + 1};
    if (out->hour < 0 || out->hour > 24 || is_inside(parser, at) || !read_minutes(parser, out))
        return false;
    const LexiconEntry *word = lexeme(parser, out->end, LEXICON_CLOCK);
    bool has_word = word && word->number > HOUR_WORD_NONE;
    if (has_word) {
        bool is_afternoon = word->number == HOUR_WORD_AFTERNOON;
        if (out->hour == 12)
            out->hour = 0;
        out->hour += out->hour < 12 && is_afternoon ? 12 : 0;
        out->end = skip_last_point(parser, out->end + word->word_count);
    }
    const LexiconEntry *zone = lexeme(parser, out->end, LEXICON_ZONE);
    if (zone) {
        out->zone = zone->name;
        out->end += zone->word_count;
    }
    return out->minute >= 0 || has_word || zone;
}

static Text clock_value(Arena *arena, const ClockTime *clock)
{
    int minute = clock->minute < 0 ? 0 : clock->minute;
    return arena_print(arena, "%02d:%02d%.*s", clock->hour, minute, TEXT_ARGS(clock->zone));
}

/* "16:00 UTC today"; "5:34 a.m." of "5:34 a.m. on March 19", which is a time by itself; without a day it is
 * that of the last date. */
TimeForm *mention_parse_clock(FormParser *parser, size_t at)
{
    ClockTime clock;
    if (!read_clock(parser, at, &clock))
        return NULL;
    size_t on = skip(parser, clock.end, LEXICON_ON);
    TimeForm *form = parse_day(parser, is_sign(parser, clock.end, ',') ? clock.end + 1 : on);
    if (form) {
        form->begin = at;
        form->end = on > clock.end ? clock.end : form->end;
    } else {
        form = mention_new_form(parser, FORM_ANAPHOR, at, clock.end);
        form->unit = UNIT_DAY;
        form->direction = 0;
    }
    form->value = clock_value(parser->arena, &clock);
    return form;
}

/* "the night of April 18", "early in the morning of the 19th" */
TimeForm *mention_parse_daypart(FormParser *parser, size_t at)
{
    size_t next = skip(parser, at, LEXICON_PART);
    next = skip(parser, next, LEXICON_THE);
    next = skip(parser, next, LEXICON_PART);
    const LexiconEntry *daypart = lexeme(parser, next, LEXICON_DAYPART);
    if (!daypart)
        return NULL;
    next += daypart->word_count;
    const LexiconEntry *hours = lexeme(parser, next, LEXICON_UNIT);
    next += hours && hours->number == UNIT_HOUR ? hours->word_count : 0;
    size_t day = skip(parser, next, LEXICON_OF);
    TimeForm *form = day > next ? parse_day(parser, day) : NULL;
    if (!form)
        return NULL;
    form->begin = at;
    form->value = daypart->name;
    return form;
}

/* "Monday morning", "on Jan. 23 at noon": the part of the day belongs to the mention and changes no day. */
void mention_add_daypart(FormParser *parser, TimeForm *form)
{
    if (!is_day_form(form) || form->value.length)
        return;
    const LexiconEntry *daypart = lexeme(parser, form->end, LEXICON_DAYPART);
    ClockTime clock;
    size_t next = skip(parser, form->end, LEXICON_IN);
    if (daypart) {
        form->end += daypart->word_count;
        form->value = daypart->name;
    } else if (next > form->end && read_clock(parser, next, &clock)) {
        form->end = clock.end;
        form->value = clock_value(parser->arena, &clock);
    }
}

/* "264 BC": no year that a date may have, so its value alone is told. */
TimeForm *mention_parse_era(FormParser *parser, size_t at)
{
    int year = digits_at(parser, at, 1, 4);
    const LexiconEntry *era = year > 0 ? lexeme(parser, at + 1, LEXICON_ERA) : NULL;
    if (!era) { /* "264 to 241 BC" */
        size_t next = is_sign(parser, at + 1, '-') ? at + 2 : skip(parser, at + 1, LEXICON_TO);
        bool is_pair = year > 0 && next > at + 1 && digits_at(parser, next, 1, 4) > 0;
        if (!is_pair || !lexeme(parser, next + 1, LEXICON_ERA))
            return NULL;
    }
    TimeForm *form = mention_new_form(parser, FORM_REFERENCE, at, at + 1 + (era ? era->word_count : 0));
    form->value = arena_print(parser->arena, "BC%04d", year > ERA_MOST ? ERA_MOST : year);
    return form;
}
