#include "mention/mention_time.h"

#include "core/list.h"
#include "mention/mention_time_days.h"
#include "mention/mention_time_find.h"

enum {
    MONTH_MOST = 31,
    OPEN_BACK = 400,
    HISTORY_LEAST = 5,
    HISTORY_SURE = 4,
    HEAD_ATOMS = 2,
    LEADS_MOST = 4,
    FAR_YEARS = 2
};

typedef LIST_OF(TimeMention) TimeList;
typedef LIST_OF(TimeFound) FoundList;

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
    bool is_history; /* it tells of years long past: its dates follow one another, not the day of publication
                      */
    DateOrder order; /* of dates in figures */
    uint64_t leading_words[2]; /* a bit a class */
    FoundList found;
    TimeList list;
} TimeFinder;

static bool same_period(Period a, Period b) { return a.first == b.first && a.last == b.last; }

/* Against a day of publication that is known only within bounds, a date is as wide as they are. */
static bool resolve_within(const TimeFinder *finder, const TimeForm *form, TimeAnchor anchor, Resolved *out)
{
    if (finder->is_history && finder->context_has_year) {
        Period context = finder->context;
        bool is_year = context.last - context.first > 300 && context.last - context.first < 367;
        anchor.today = is_year ? context.first + 182 : context.first; /* "in 1913 … in August" */
        anchor.tells = false;
        anchor.lean = LEAN_NEAREST;
        return mention_resolve_form(finder->arena, form, &anchor, out);
    }
    anchor.today = finder->today.last;
    if (!mention_resolve_form(finder->arena, form, &anchor, out))
        return false;
    bool is_nearest = anchor.lean == LEAN_NEAREST && form->kind == FORM_CALENDAR; /* of no other year */
    if (anchor.today == DAY_NONE || finder->today.first == finder->today.last || is_nearest)
        return true;
    bool is_open = finder->today.first == DAY_PAST;
    Resolved early = {0};
    anchor.today = is_open ? finder->today.last - OPEN_BACK : finder->today.first;
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
    const AtomRange *range = &finder->parser.range;
    bool is_about = found->form->is_about || (found->form->begin > range->begin &&
                                              mention_lexeme(range, found->form->begin - 1, LEXICON_ABOUT));
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
                         .order = finder->order,
                         .context_is_open = finder->context_is_open,
                         .is_near = finder->context_is_near,
                         .lean = mention_lean_of(&finder->parser.range, finder->sentences, found, is_spoken)};
    bool is_old = finder->today.last == DAY_NONE || finder->context.last < finder->today.last - 365 ||
                  finder->context.first > finder->today.last;
    bool is_close = sentence <= finder->context_sentence + 1 && anchor.lean != LEAN_FUTURE;
    anchor.tells = finder->context_has_year && is_old && (is_close || finder->is_history);
    return anchor;
}

/* In a tale a year far off that is named by the way ("papers that were opened in 2005") is not where it goes
 * on: that stands at the head of a sentence, or is a date of its own. */
static bool is_by_the_way(const TimeFinder *finder, const TimeFound *found, const Resolved *resolved)
{
    const TimeForm *form = found->form;
    if (!finder->is_history || !finder->context_has_year ||
        found->begin <= finder->parser.range.begin + HEAD_ATOMS)
        return false;
    int away = mention_year_of(resolved->period.first) - mention_year_of(finder->context.first);
    bool is_vague = form->kind == FORM_OFFSET || form->kind == FORM_AGO || form->kind == FORM_DECADE ||
                    form->kind == FORM_CENTURY || resolved->period.last - resolved->period.first > MONTH_MOST;
    return is_vague && (away > FAR_YEARS || away < -FAR_YEARS);
}

/* What later sentences may refer to by "that day", or go on from. */
static void keep_context(TimeFinder *finder, size_t sentence, const TimeFound *found,
                         const Resolved *resolved)
{
    bool is_until = found->bound == BOUND_UNTIL || found->bound == BOUND_BEFORE;
    finder->context = resolved->period;
    finder->context_is_open = resolved->is_open;
    bool is_sharp = resolved->period.last - resolved->period.first < MONTH_MOST;
    if (finder->is_history)
        finder->context_has_year = finder->context_has_year || has_own_year(found->form);
    else
        finder->context_has_year = has_own_year(found->form) && !is_until && is_sharp;
    finder->context_is_near = true;
    finder->context_sentence = sentence;
}

static TimeMention new_mention(const TimeFinder *finder, size_t number, const TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    FormKind kind = found->form->kind;
    TimeMention mention = {.at = mention_at(range, number, found->begin, found->end),
                           .lead = found->has_gap ? range->items[found->lead].token : UINT32_MAX,
                           .is_until = found->bound == BOUND_UNTIL || found->bound == BOUND_BEFORE,
                           .is_lasting = found->is_lasting,
                           .is_since = found->bound == BOUND_SINCE || found->bound == BOUND_AFTER,
                           .date = {.edtf = TEXT_EMPTY, .all = PERIOD_NONE, .some = PERIOD_NONE}};
    if (kind == FORM_REPEATED)
        mention.kind = TIME_REPEATED;
    if (kind == FORM_DURATION) {
        mention.kind = TIME_DURATION;
        mention.is_until = mention_is_given_term(range, found);
    }
    return mention;
}

static void add_timex(const TimeFinder *finder, const TimeForm *form, TimeAnchor anchor, TimeMention *mention)
{
    const Atom *items = finder->parser.range.items;
    Resolved resolved = {.period = PERIOD_NONE};
    bool ok = resolve_within(finder, form, anchor, &resolved);
    mention->timexes[mention->timex_count++] =
        (Timex){.span = {items[form->begin].span.begin, items[form->end - 1].span.end},
                .type = mention_form_type(form),
                .value = mention_form_value(finder->arena, form, ok ? &resolved : NULL),
                .mod = mention_form_mod(form)};
}

static void set_timexes(const TimeFinder *finder, const TimeForm *form, TimeAnchor anchor,
                        TimeMention *mention)
{
    bool is_pair = form->inner && form->second && form->inner->end <= form->second->begin;
    if (!is_pair) {
        add_timex(finder, form, anchor, mention);
        return;
    }
    TimeForm first = mention_led_form(form); /* "May and June 1955" */
    add_timex(finder, &first, anchor, mention);
    add_timex(finder, form->second, anchor, mention);
}

static void add_found(TimeFinder *finder, size_t number, TimeFound *found)
{
    const AtomRange *range = &finder->parser.range;
    const TimeForm *form = found->form;
    if (finder->sentences->items[number].begins_region && mention_is_dateline(range, found))
        return;
    bool is_spoken = mention_is_when_spoken(range, found);
    if (found->bound == BOUND_NONE && !is_spoken && mention_is_term(range, found))
        found->bound = BOUND_UNTIL;
    TimeMention mention = new_mention(finder, number, found);
    mention.says_when_spoken = is_spoken;
    Resolved resolved = {.period = PERIOD_NONE};
    TimeAnchor anchor = anchor_of(finder, found, number, is_spoken);
    bool ok = resolve_within(finder, form, anchor, &resolved);
    if (ok)
        set_date(finder, found, &resolved, &mention);
    else if (form->kind == FORM_CALENDAR && form->day && form->year != YEAR_NONE)
        return; /* 31 February is no date */
    mention.value = mention_form_value(finder->arena, form, ok ? &resolved : NULL);
    set_timexes(finder, form, anchor, &mention);
    if (ok && !is_spoken && resolved.period.first != DAY_PAST && !is_by_the_way(finder, found, &resolved))
        keep_context(finder, number, found, &resolved);
    *LIST_ADD(finder->arena, &finder->list) = mention;
}

/* Classes of the words with which a time may begin; a known event begins with a capital. */
static const LexiconClass first_words[] = {
    LEXICON_MONTH, LEXICON_WEEKDAY, LEXICON_SEASON,      LEXICON_UNIT,  LEXICON_SHIFT,  LEXICON_DEICTIC,
    LEXICON_PART,  LEXICON_DAYPART, LEXICON_REFERENCE,   LEXICON_EVERY, LEXICON_TIMES,  LEXICON_FREQUENCY,
    LEXICON_UNTIL, LEXICON_BEFORE,  LEXICON_SINCE,       LEXICON_AFTER, LEXICON_FROM,   LEXICON_BETWEEN,
    LEXICON_THE,   LEXICON_A,       LEXICON_ANAPHOR,     LEXICON_THEN,  LEXICON_NUMBER, LEXICON_WEEKDAYS,
    LEXICON_VAGUE, LEXICON_ORDINAL, LEXICON_PART_PREFIX, LEXICON_ABOUT, LEXICON_SCALE,  LEXICON_VAGUE_SCALE,
    LEXICON_HALF,
};

/* Of these, the ones that mean nothing by themselves: what comes next must be a first word, too. */
static const LexiconClass leading_words[] = {LEXICON_THE,   LEXICON_A,       LEXICON_FROM,
                                             LEXICON_AFTER, LEXICON_BETWEEN, LEXICON_ABOUT};

static void mark_words(const LexiconClass *classes, size_t count, uint64_t marks[2])
{
    for (size_t i = 0; i < count; i++)
        marks[classes[i] / 64] |= (uint64_t)1 << (classes[i] % 64);
}

static bool can_begin(const TimeFinder *finder, size_t at)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t last = at + LEADS_MOST; at < range->end && at < last; at++) {
        const Atom *atom = &range->items[at];
        const LexiconEntry *entry = atom->entries;
        if (atom->kind == ATOM_NUMBER || (atom->kind == ATOM_WORD && atom->is_capital))
            return true;
        uint64_t low = entry ? entry->classes[0] & finder->parser.first_words[0] : 0;
        uint64_t high = entry ? entry->classes[1] & finder->parser.first_words[1] : 0;
        if (!low && !high)
            return false;
        if ((low & ~finder->leading_words[0]) || (high & ~finder->leading_words[1]))
            return true;
    }
    return false;
}

static void find_in_sentence(TimeFinder *finder, size_t number)
{
    const AtomRange *range = &finder->parser.range;
    for (size_t i = range->begin; i < range->end;) {
        TimeFound found = {0};
        if (can_begin(finder, i) && mention_find_time(&finder->parser, i, &found)) {
            found.sentence = number;
            *LIST_ADD(finder->arena, &finder->found) = found;
            i = found.end;
        } else {
            i++;
        }
    }
}

/* Years long past outnumber what is said relative to the day of writing. */
static bool is_history(const TimeFinder *finder)
{
    size_t old = 0;
    size_t fresh = 0;
    if (finder->today.last == DAY_NONE)
        return false;
    int least = mention_year_of(finder->today.last) - 1;
    size_t recent = 0;
    for (size_t i = 0; i < finder->found.count; i++) {
        const TimeForm *form = finder->found.items[i].form;
        bool is_relative = form->kind == FORM_DEICTIC || form->kind == FORM_SHIFT ||
                           form->kind == FORM_WEEKDAY || form->kind == FORM_AGO;
        int year = form->year != YEAR_NONE || !form->inner ? form->year : form->inner->year;
        old += year != YEAR_NONE && year < least;
        fresh += is_relative;
        recent += !is_relative && year >= least;
    }
    return (old >= HISTORY_LEAST && old > 2 * fresh && old >= recent) ||
           (old >= HISTORY_SURE && fresh == 0 && recent == 0);
}

/* "23/05/2019" shows how the text writes 04/05/2019, too, unless it writes both ways; else the outlet tells.
 */
static DateOrder order_of(const TimeFinder *finder)
{
    bool has_day_first = false;
    bool has_month_first = false;
    for (size_t i = 0; i < finder->found.count; i++) {
        DateOrder order = finder->found.items[i].form->order;
        has_day_first = has_day_first || order == ORDER_DAY_FIRST;
        has_month_first = has_month_first || order == ORDER_MONTH_FIRST;
    }
    if (has_day_first && has_month_first)
        return ORDER_OPEN;
    if (has_day_first || has_month_first)
        return has_day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
    return mention_date_order(finder->arena, finder->parser.events, finder->report->outlet);
}

static void resolve_sentence(TimeFinder *finder, size_t number, size_t *next)
{
    if (finder->sentences->items[number].begins_region && !finder->is_history)
        finder->context_has_year = finder->context_is_near = false;
    for (; *next < finder->found.count && finder->found.items[*next].sentence == number; ++*next)
        add_found(finder, number, &finder->found.items[*next]);
}

void mention_find_times(Arena *arena, const MentionData *data, const Report *report,
                        const Sentences *sentences, const Atoms *atoms, Mentions *mentions)
{
    TimeFinder finder = {.arena = arena,
                         .report = report,
                         .sentences = sentences,
                         .parser = {.arena = arena, .events = data->events, .sentences = sentences},
                         .today = PERIOD_NONE,
                         .context = PERIOD_NONE};
    Period published = report->published.some;
    if (report->published.edtf.length && !period_is_none(published) && published.last != DAY_FUTURE)
        finder.today = published;
    else
        finder.today.last = DAY_NONE;
    mark_words(first_words, sizeof first_words / sizeof *first_words, finder.parser.first_words);
    mark_words(leading_words, sizeof leading_words / sizeof *leading_words, finder.leading_words);
    for (size_t i = 0; i < sentences->count; i++) {
        finder.parser.range = mention_atoms_of(atoms, i);
        find_in_sentence(&finder, i);
    }
    finder.is_history = is_history(&finder);
    finder.order = order_of(&finder);
    size_t next = 0;
    for (size_t i = 0; i < sentences->count; i++) {
        finder.parser.range = mention_atoms_of(atoms, i);
        resolve_sentence(&finder, i, &next);
    }
    mentions->times = finder.list.items;
    mentions->time_count = finder.list.count;
}
