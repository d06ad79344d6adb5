#include "mention/mention_time.h"

#include "core/buffer.h"
#include "core/list.h"
#include "mention/mention_time_resolve.h"

typedef LIST_OF(TimeMention) TimeList;

/* How a time bounds what it is said of. */
typedef enum TimeBound { BOUND_NONE, BOUND_SINCE, BOUND_UNTIL, BOUND_BEFORE, BOUND_AFTER } TimeBound;

/* A time as found in a sentence, before it is resolved. */
typedef struct TimeFound {
    const TimeForm *form;
    TimeBound bound;
    size_t begin; /* atoms, with the preposition that bounds it */
    size_t end;
    bool has_gap; /* words stand between the preposition and the time */
} TimeFound;

/* What is carried from sentence to sentence. */
typedef struct TimeFinder {
    Arena *arena;
    const Report *report;
    const Sentences *sentences;
    FormParser parser;
    Period today; /* first and last day on which the text may have been published */
    Period context;
    bool context_is_open;
    bool context_has_year; /* its own words gave the year */
    bool context_is_near;  /* it stands in the same paragraph */
    size_t context_sentence;
    TimeList list;
} TimeFinder;

enum { CLAUSE_GAP = 9, SPOKE_GAP = 6, DATELINE_ATOMS = 12, TERM_GAP = 6, DOCUMENT_GAP = 7, ORDER_GAP = 5 };

static const LexiconEntry *lexeme(const TimeFinder *finder, size_t at, LexiconClass class)
{
    return mention_lexeme(&finder->parser.range, at, class);
}

static size_t skip(const TimeFinder *finder, size_t at, LexiconClass class)
{
    const LexiconEntry *entry = lexeme(finder, at, class);
    return entry ? at + entry->word_count : at;
}

static bool is_date(const TimeForm *form)
{
    return form && form->kind != FORM_DURATION && form->kind != FORM_REPEATED && form->kind != FORM_REFERENCE;
}

static TimeForm *parse_date(TimeFinder *finder, size_t at)
{
    TimeForm *form = mention_parse_form(&finder->parser, at);
    if (is_date(form))
        return form;
    const LexiconEntry *the = lexeme(finder, at, LEXICON_THE); /* "the Dec. 22 limit" */
    form = the ? mention_parse_form(&finder->parser, at + the->word_count) : NULL;
    bool is_calendar =
        form && (form->kind == FORM_CALENDAR || form->kind == FORM_RANGE || form->kind == FORM_EITHER);
    return is_calendar ? form : NULL;
}

static TimeForm *join(TimeFinder *finder, FormKind kind, const TimeForm *first, const TimeForm *second)
{
    TimeForm *form = ARENA_NEW(finder->arena, TimeForm);
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
static bool find_from(TimeFinder *finder, size_t at, TimeFound *out)
{
    const LexiconEntry *from = lexeme(finder, at, LEXICON_FROM);
    TimeForm *first = from ? parse_date(finder, at + from->word_count) : NULL;
    if (!first)
        return false;
    if (first->kind == FORM_RANGE) { /* "from March 6 to 8" */
        *out = (TimeFound){first, BOUND_NONE, at, first->end, false};
        return true;
    }
    const AtomRange *range = &finder->parser.range;
    const LexiconEntry *to = lexeme(finder, first->end, LEXICON_TO);
    bool has_dash = mention_is_sign(range, first->end, '-');
    TimeForm *second = to         ? parse_date(finder, first->end + to->word_count)
                       : has_dash ? parse_date(finder, first->end + 1)
                                  : NULL;
    if (second) {
        const TimeForm *form = join(finder, FORM_RANGE, first, second);
        *out = (TimeFound){form, BOUND_NONE, at, form->end, false};
        return true;
    }
    *out = (TimeFound){first, BOUND_SINCE, at, skip(finder, first->end, LEXICON_ONWARD), false};
    return true;
}

static bool find_between(TimeFinder *finder, size_t at, TimeFound *out)
{
    const LexiconEntry *between = lexeme(finder, at, LEXICON_BETWEEN);
    TimeForm *first = between ? parse_date(finder, at + between->word_count) : NULL;
    if (!first)
        return false;
    if (first->kind == FORM_EITHER) { /* "between May 3 and 7" */
        first->kind = FORM_RANGE;
        *out = (TimeFound){first, BOUND_NONE, at, first->end, false};
        return true;
    }
    const LexiconEntry *and = lexeme(finder, first->end, LEXICON_AND);
    TimeForm *second = and? parse_date(finder, first->end + and->word_count) : NULL;
    if (!second)
        return false;
    *out = (TimeFound){join(finder, FORM_RANGE, first, second), BOUND_NONE, at, second->end, false};
    return true;
}

/* "until the talks end on May 3", "since the death of a cook on May 3": words stand between. */
static TimeForm *parse_behind_clause(TimeFinder *finder, size_t at)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t i = at; i < range->end && i < at + CLAUSE_GAP; i++) {
        if (range->items[i].kind == ATOM_SIGN && range->items[i].sign != '\'' && range->items[i].sign != '-')
            return NULL;
        bool is_led = lexeme(finder, i, LEXICON_ON) || lexeme(finder, i, LEXICON_IN);
        TimeForm *form = i > at ? parse_date(finder, is_led ? i + 1 : i) : NULL;
        bool is_relative =
            form && (form->kind == FORM_OFFSET || form->kind == FORM_SHIFT || form->kind == FORM_DEICTIC);
        if (form && (is_led || is_relative))
            return form;
    }
    return NULL;
}

static TimeForm *then_form(TimeFinder *finder, size_t at)
{
    const LexiconEntry *then = lexeme(finder, at, LEXICON_THEN);
    if (!then)
        return NULL;
    TimeForm *form = ARENA_NEW(finder->arena, TimeForm);
    *form = (TimeForm){.kind = FORM_ANAPHOR,
                       .begin = at,
                       .end = at + then->word_count,
                       .year = YEAR_NONE,
                       .weekday = -1,
                       .unit = UNIT_NONE};
    return form;
}

/* "since April", "until then", "by the end of June", "before 2019", "after the Sept. 3 test". */
static bool find_bounded(TimeFinder *finder, size_t at, TimeFound *out)
{
    static const struct {
        LexiconClass class;
        TimeBound bound;
    } bounds[] = {{LEXICON_UNTIL, BOUND_UNTIL},
                  {LEXICON_SINCE, BOUND_SINCE},
                  {LEXICON_BEFORE, BOUND_BEFORE},
                  {LEXICON_AFTER, BOUND_AFTER}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        const LexiconEntry *word = lexeme(finder, at, bounds[i].class);
        if (!word)
            continue;
        TimeForm *form = parse_date(finder, at + word->word_count);
        TimeForm *then = then_form(finder, at + word->word_count);
        if (then && (!form || then->end >= form->end))
            form = then;
        bool has_gap = !form && word->number == 2;
        if (has_gap)
            form = parse_behind_clause(finder, at + word->word_count);
        if (form) {
            *out = (TimeFound){form, bounds[i].bound, has_gap ? form->begin : at, form->end, has_gap};
            return true;
        }
    }
    return false;
}

/* Words that make no time by themselves: a known event counts only behind a preposition of time. */
static bool is_led_event(const TimeFinder *finder, size_t at)
{
    size_t before = at > finder->parser.range.begin ? at - 1 : at;
    const LexiconEntry *during = lexeme(finder, before, LEXICON_DURING);
    const LexiconEntry *on = lexeme(finder, before, LEXICON_ON);
    return before < at && (during || on);
}

/* "June to August", "2017-2019", "May or June", "Tuesday and Wednesday". */
static const TimeForm *parse_joined(TimeFinder *finder, TimeForm *first)
{
    const AtomRange *range = &finder->parser.range;
    bool is_calendar = first->kind == FORM_CALENDAR || first->kind == FORM_WEEKDAY ||
                       first->kind == FORM_DECADE || first->kind == FORM_PART;
    if (!is_calendar)
        return first;
    const LexiconEntry *to = lexeme(finder, first->end, LEXICON_TO);
    const LexiconEntry * or = lexeme(finder, first->end, LEXICON_OR);
    size_t next = to ? first->end + to->word_count : or ? first->end + or->word_count
                                                 : mention_is_sign(range, first->end, '-') ? first->end + 1
                                                                                           : first->end;
    TimeForm *second = next > first->end ? parse_date(finder, next) : NULL;
    bool fits = second && (second->kind == first->kind || (to && second->kind == FORM_SHIFT)) &&
                (second->kind != FORM_CALENDAR || first->month || first->season || !second->month);
    if (!fits || (or &&!to && first->kind == FORM_CALENDAR && first->year != YEAR_NONE && first->month))
        return first;
    TimeForm *form = join(finder, or &&!to ? FORM_EITHER : FORM_RANGE, first, second);
    form->is_both = or && or->number == 2;
    return form;
}

static bool find_plain(TimeFinder *finder, size_t at, TimeFound *out)
{
    TimeForm *form = mention_parse_form(&finder->parser, at);
    if (!form || (form->kind == FORM_EVENT && !is_led_event(finder, at)))
        return false;
    const TimeForm *joined = parse_joined(finder, form);
    *out = (TimeFound){joined, BOUND_NONE, at, joined->end, false};
    return true;
}

static bool find_at(TimeFinder *finder, size_t at, TimeFound *out)
{
    return find_from(finder, at, out) || find_between(finder, at, out) || find_bounded(finder, at, out) ||
           find_plain(finder, at, out);
}

static bool ends_clause(const Atom *atom)
{
    return atom->kind == ATOM_SIGN &&
           (atom->sign == ',' || atom->sign == ';' || atom->sign == ':' || atom->sign == '"');
}

static bool clause_has(const TimeFinder *finder, const TimeFound *found, LexiconClass class)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t i = found->begin; i-- > range->begin && !ends_clause(&range->items[i]);)
        if (lexeme(finder, i, class))
            return true;
    for (size_t i = found->end; i < range->end && !ends_clause(&range->items[i]); i++)
        if (lexeme(finder, i, class))
            return true;
    return false;
}

/* "the Dec. 22 limit", "the deadline of Dec. 22", "the cut-off falls on Dec. 22". */
static bool is_term(const TimeFinder *finder, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap < TERM_GAP; gap++) {
        if (ends_clause(&range->items[i]))
            break;
        if (lexeme(finder, i, LEXICON_DEADLINE))
            return true;
    }
    for (size_t i = found->end; i < range->end && i < found->end + 3; i++)
        if (lexeme(finder, i, LEXICON_DEADLINE))
            return true;
    return mention_is_sign(range, found->end, ',') && lexeme(finder, found->end + 1, LEXICON_DEADLINE);
}

static TimeLean lean_of(const TimeFinder *finder, const TimeFound *found, bool is_spoken)
{
    if (is_spoken || found->bound == BOUND_SINCE)
        return LEAN_PAST;
    if (clause_has(finder, found, LEXICON_FUTURE))
        return LEAN_FUTURE;
    return found->bound == BOUND_UNTIL ? LEAN_NEAREST : LEAN_PAST;
}

/* "a report of 2017", "its 2021 Trafficking in Persons Report": when a document appeared. */
static bool is_of_document(const TimeFinder *finder, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    size_t begin = found->begin;
    bool is_of = begin >= range->begin + 2 &&
                 (lexeme(finder, begin - 1, LEXICON_OF) || lexeme(finder, begin - 1, LEXICON_FOR) ||
                  lexeme(finder, begin - 1, LEXICON_FROM));
    if (is_of && lexeme(finder, begin - 2, LEXICON_DOCUMENT))
        return true;
    if (found->form->month || found->form->year == YEAR_NONE)
        return false;
    for (size_t i = found->end; i < range->end && i < found->end + DOCUMENT_GAP; i++) {
        const Atom *atom = &range->items[i];
        if (lexeme(finder, i, LEXICON_DOCUMENT))
            return true;
        if (!(atom->kind == ATOM_WORD && (atom->is_capital || lexeme(finder, i, LEXICON_OF))) &&
            !(atom->kind == ATOM_SIGN && atom->sign == '\''))
            return lexeme(finder, i, LEXICON_DOCUMENT) != NULL;
    }
    return false;
}

/* "told everyone not to travel": no report of what is so. */
static bool is_order(const TimeFinder *finder, size_t at)
{
    for (size_t i = at; i < finder->parser.range.end && i < at + ORDER_GAP; i++)
        if (ends_clause(&finder->parser.range.items[i]))
            return false;
        else if (lexeme(finder, i, LEXICON_INFINITIVE))
            return true;
    return false;
}

/* "told Daily NK on Jan. 23": nothing but names and small words between the verb and the day. */
static bool is_when_spoken(const TimeFinder *finder, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    if (found->bound != BOUND_NONE || !is_date(found->form))
        return false;
    if (is_of_document(finder, found))
        return true;
    const LexiconEntry *behind = lexeme(finder, found->end, LEXICON_SPOKE);
    if (behind)
        return !is_order(finder, found->end + behind->word_count);
    if (lexeme(finder, found->end, LEXICON_INFINITIVE)) /* "told them on Monday to leave" */
        return false;
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap <= SPOKE_GAP; gap++) {
        const Atom *atom = &range->items[i];
        if (lexeme(finder, i, LEXICON_SPOKE))
            return true;
        bool is_small =
            atom->kind == ATOM_WORD && (atom->is_capital || lexeme(finder, i, LEXICON_BESIDE_SPOKE));
        if (!is_small && !(atom->kind == ATOM_SIGN && atom->sign == '\''))
            return false;
    }
    return false;
}

/* "SEOUL, Jan. 5 (Yonhap) --": the day on which it was written, at the head of a paragraph. */
static bool is_dateline(const TimeFinder *finder, const Sentence *sentence, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    if (!sentence->begins_region || found->begin == range->begin ||
        found->begin > range->begin + DATELINE_ATOMS)
        return false;
    for (size_t i = range->begin; i < found->begin; i++)
        if (range->items[i].kind == ATOM_WORD && !range->items[i].is_capital)
            return false;
    for (size_t i = found->end; i < range->end && i < found->end + 8; i++)
        if (mention_is_sign(range, i, '-') && range->items[i].space_before)
            return true;
    return false;
}

static bool same_period(Period a, Period b) { return a.first == b.first && a.last == b.last; }

/* Against a day of publication that is known only within bounds, a date is as wide as they are. */
static bool resolve_within(const TimeFinder *finder, const TimeForm *form, TimeAnchor anchor, Resolved *out)
{
    anchor.today = finder->today.last;
    if (!mention_resolve_form(finder->arena, form, &anchor, out))
        return false;
    if (anchor.today == DAY_NONE || finder->today.first == finder->today.last)
        return true;
    bool is_open = finder->today.first == DAY_PAST;
    Resolved early = {0};
    anchor.today = is_open ? finder->today.last - 400 : finder->today.first;
    if (!mention_resolve_form(finder->arena, form, &anchor, &early) || same_period(early.period, out->period))
        return true;
    out->edtf = TEXT_EMPTY;
    out->is_interval = false;
    if (is_open)
        out->period.first = DAY_PAST;
    else if (early.period.first < out->period.first)
        out->period.first = early.period.first;
    return true;
}

static Text edtf_of(const TimeFinder *finder, const Resolved *resolved, Period period)
{
    return resolved->is_open ? mention_open_edtf(finder->arena, period)
                             : edtf_of_period(finder->arena, period);
}

static Text last_day(const TimeFinder *finder, const Resolved *resolved)
{
    return edtf_of(finder, resolved, (Period){resolved->period.last, resolved->period.last});
}

static bool is_one(Text edtf)
{
    return text_find_byte(edtf, '/', 0) == SIZE_MAX && text_find_byte(edtf, ',', 0) == SIZE_MAX;
}

static Text bounded_edtf(const TimeFinder *finder, const TimeFound *found, const Resolved *resolved,
                         Text whole, Text *starts)
{
    Text edge = is_one(whole) ? whole : last_day(finder, resolved);
    bool is_sharp = found->form->kind == FORM_CALENDAR && !found->has_gap && !resolved->is_open;
    switch (found->bound) {
    case BOUND_SINCE:
        if (!is_one(whole))
            *starts = whole;
        return arena_print(finder->arena, "%.*s/..", TEXT_ARGS(edge));
    case BOUND_AFTER:
        return arena_print(finder->arena, "%.*s/..", TEXT_ARGS(edge));
    case BOUND_BEFORE:
        if (is_sharp && is_one(whole) && resolved->period.first < resolved->period.last &&
            resolved->period.first != DAY_PAST) {
            Day day = resolved->period.first - 1;
            edge = edtf_of(finder, resolved, (Period){day, day});
        }
        return arena_print(finder->arena, "../%.*s", TEXT_ARGS(edge));
    case BOUND_UNTIL:
        return arena_print(finder->arena, "../%.*s", TEXT_ARGS(edge));
    case BOUND_NONE:
        break;
    }
    return whole;
}

static void set_date(const TimeFinder *finder, const TimeFound *found, const Resolved *resolved,
                     TimeMention *mention)
{
    Text whole = resolved->edtf.length ? resolved->edtf : edtf_of(finder, resolved, resolved->period);
    if (found->bound == BOUND_SINCE && found->form->kind == FORM_PART && found->form->part == PART_START_OF)
        whole = edtf_of(finder, resolved, (Period){resolved->period.first, resolved->period.first});
    size_t begin = finder->parser.range.begin;
    bool is_about = found->form->is_about ||
                    (found->form->begin > begin && lexeme(finder, found->form->begin - 1, LEXICON_ABOUT));
    if (is_about && is_one(whole))
        whole = arena_print(finder->arena, "%.*s~", TEXT_ARGS(whole));
    Text edtf = bounded_edtf(finder, found, resolved, whole, &mention->starts);
    if (edtf_parse(finder->arena, edtf, &mention->date, NULL) != STATUS_OK) {
        mention->date = (Date){.edtf = TEXT_EMPTY, .all = PERIOD_NONE, .some = PERIOD_NONE};
        return;
    }
    mention->date.edtf = edtf;
    bool is_wide = !is_one(whole);
    mention->kind = found->bound != BOUND_NONE || is_wide ? TIME_INTERVAL : TIME_DATE;
    if (found->bound == BOUND_NONE && is_wide && !resolved->is_interval)
        mention->date.all = PERIOD_NONE; /* on some day of "late June" */
}

static bool has_own_year(const TimeForm *form)
{
    return form->year != YEAR_NONE || (form->inner && has_own_year(form->inner)) ||
           (form->second && has_own_year(form->second));
}

static TimeAnchor anchor_of(const TimeFinder *finder, const TimeFound *found, size_t sentence, bool is_spoken)
{
    TimeAnchor anchor = {.context = finder->context,
                         .context_is_open = finder->context_is_open,
                         .is_near = finder->context_is_near,
                         .lean = lean_of(finder, found, is_spoken)};
    bool is_old = finder->today.last == DAY_NONE || finder->context.last < finder->today.last - 365;
    anchor.tells = finder->context_has_year && sentence <= finder->context_sentence + 1 &&
                   anchor.lean != LEAN_FUTURE && is_old;
    return anchor;
}

/* "gave them two years to leave": a term that runs from the day on which it was given. */
static bool is_given_term(const TimeFinder *finder, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap < TERM_GAP; gap++) {
        if (ends_clause(&range->items[i]))
            return false;
        if (lexeme(finder, i, LEXICON_GIVES))
            return true;
    }
    return false;
}

static void add_found(TimeFinder *finder, size_t number, TimeFound *found)
{
    const Sentence *sentence = &finder->sentences->items[number];
    if (is_dateline(finder, sentence, found))
        return;
    bool is_spoken = is_when_spoken(finder, found);
    if (found->bound == BOUND_NONE && !is_spoken && is_date(found->form) &&
        found->form->kind != FORM_OFFSET && is_term(finder, found))
        found->bound = BOUND_UNTIL;
    TimeMention mention = {.at = mention_at(&finder->parser.range, number, found->begin, found->end),
                           .says_when_spoken = is_spoken,
                           .is_until = found->bound == BOUND_UNTIL || found->bound == BOUND_BEFORE,
                           .is_since = found->bound == BOUND_SINCE || found->bound == BOUND_AFTER,
                           .date = {.edtf = TEXT_EMPTY, .all = PERIOD_NONE, .some = PERIOD_NONE}};
    Resolved resolved = {.period = PERIOD_NONE};
    bool ok = resolve_within(finder, found->form, anchor_of(finder, found, number, is_spoken), &resolved);
    if (ok)
        set_date(finder, found, &resolved, &mention);
    else if (found->form->kind == FORM_CALENDAR && found->form->day && found->form->year != YEAR_NONE)
        return; /* 31 February is no date */
    if (found->form->kind == FORM_DURATION || found->form->kind == FORM_REPEATED)
        mention.kind = found->form->kind == FORM_DURATION ? TIME_DURATION : TIME_REPEATED;
    if (found->form->kind == FORM_DURATION)
        mention.is_until = is_given_term(finder, found);
    mention.value = mention_form_value(finder->arena, found->form, ok ? &resolved : NULL);
    if (ok && !is_spoken && resolved.period.first != DAY_PAST) {
        finder->context = resolved.period;
        finder->context_is_open = resolved.is_open;
        finder->context_has_year = has_own_year(found->form) && !mention.is_until &&
                                   resolved.period.last - resolved.period.first < 31;
        finder->context_is_near = true;
        finder->context_sentence = number;
    }
    *LIST_ADD(finder->arena, &finder->list) = mention;
}

static bool can_begin(const Atom *atom) { return atom->kind == ATOM_NUMBER || atom->entries != NULL; }

static void find_in_sentence(TimeFinder *finder, size_t number)
{
    const AtomRange *range = &finder->parser.range;
    if (finder->sentences->items[number].begins_region)
        finder->context_has_year = finder->context_is_near = false;
    for (size_t i = range->begin; i < range->end;) {
        TimeFound found = {0};
        if (can_begin(&range->items[i]) && find_at(finder, i, &found)) {
            add_found(finder, number, &found);
            i = found.end;
        } else {
            i++;
        }
    }
}

void mention_find_times(Arena *arena, const MentionData *data, const Report *report,
                        const Sentences *sentences, const Atoms *atoms, Mentions *mentions)
{
    TimeFinder finder = {.arena = arena,
                         .report = report,
                         .sentences = sentences,
                         .parser = {.arena = arena, .events = data->events},
                         .today = PERIOD_NONE,
                         .context = PERIOD_NONE};
    Period published = report->published.some;
    if (report->published.edtf.length && !period_is_none(published) && published.last != DAY_FUTURE)
        finder.today = published;
    else
        finder.today.last = DAY_NONE;
    for (size_t i = 0; i < sentences->count; i++) {
        finder.parser.range = mention_atoms_of(atoms, i);
        find_in_sentence(&finder, i);
    }
    mentions->times = finder.list.items;
    mentions->time_count = finder.list.count;
}
