#include "mention/mention_count.h"

#include "core/list.h"
#include "mention/mention_number.h"

enum {
    NOUN_GAP = 7,
    OF_GAP = 14,
    WEAK_OF = 7,
    CLOCK_MAX = 24,
    VALUE_MAX = 1000000000,
    SUM_LEAST = 100,
    SHARE_MAX = 20,
    GROUP_MAX = 1000
};

typedef LIST_OF(CountMention) CountList;

/* A count while it is read. begin and end are atoms; noun is the one that says what is counted, or end. */
typedef struct CountRead {
    double low; /* -1: open */
    double high;
    double factor; /* of a duration: days in its unit */
    size_t begin;
    size_t number_end;
    size_t end;
    size_t noun;
    bool has_noun;
    bool is_approximate;
    bool is_vague;
    bool is_plain; /* a bare number of digits */
    bool is_word_one;
    bool is_at_least;
    bool is_at_most;
    bool is_money;
    bool is_weak_bound; /* "over", which before a time may be "because of" or "during" */
    Text unit;
} CountRead;

typedef struct CountFinder {
    Arena *arena;
    const Sentences *sentences;
    const Mentions *mentions; /* the times */
    size_t next_time;
    AtomRange range;
    size_t sentence;
    CountList list;
    CountRead last; /* whose unit a bare number may share */
    size_t last_sentence;
} CountFinder;

static const LexiconEntry *lexeme(const CountFinder *finder, size_t at, LexiconClass class)
{
    return mention_lexeme(&finder->range, at, class);
}

static bool is_sign(const CountFinder *finder, size_t at, char sign)
{
    return mention_is_sign(&finder->range, at, sign);
}

static bool is_word(const CountFinder *finder, size_t at)
{
    return at < finder->range.end && finder->range.items[at].kind == ATOM_WORD;
}

static bool is_glued(const CountFinder *finder, size_t at)
{
    return at > finder->range.begin && at < finder->range.end && !finder->range.items[at].space_before;
}

/* "more than", "up to some": bounds before the number. */
static size_t read_bounds(const CountFinder *finder, size_t at, CountRead *count)
{
    for (;;) {
        const LexiconEntry *about = lexeme(finder, at, LEXICON_ABOUT);
        const LexiconEntry *least = lexeme(finder, at, LEXICON_AT_LEAST);
        const LexiconEntry *most = lexeme(finder, at, LEXICON_AT_MOST);
        const LexiconEntry *word = least ? least : most ? most : about;
        if (least && most && most->word_count > least->word_count)
            word = most;
        if (!word)
            return at;
        count->is_at_least = count->is_at_least || word == least;
        count->is_weak_bound = word == least && word->number == 2;
        count->is_at_most = count->is_at_most || word == most;
        count->is_approximate = count->is_approximate || word == about;
        at += word->word_count;
    }
}

static void read_bounds_behind(const CountFinder *finder, CountRead *count)
{
    const LexiconEntry *least = lexeme(finder, count->end, LEXICON_AT_LEAST_AFTER);
    const LexiconEntry *about = lexeme(finder, count->end, LEXICON_ABOUT_AFTER);
    const LexiconEntry *word = least ? least : about;
    if (!word)
        return;
    count->is_at_least = count->is_at_least || least;
    count->is_approximate = count->is_approximate || !least;
    count->end += word->word_count;
    if (count->end < finder->range.end && is_sign(finder, count->end, '-'))
        count->end++; /* "60-odd-" */
}

/* The second number of "60 to 70", "300-400", "two or three"; "between" takes "and". */
static void read_second(const CountFinder *finder, bool is_between, CountRead *count)
{
    size_t at = count->end;
    size_t next = at;
    const LexiconEntry *to = lexeme(finder, at, LEXICON_TO);
    const LexiconEntry * or = lexeme(finder, at, LEXICON_OR);
    const LexiconEntry *and = lexeme(finder, at, LEXICON_AND);
    if (is_between && and)
        next = at + and->word_count;
    else if (to)
        next = at + to->word_count;
    else if (or && or->number == 1)
        next = at + or->word_count;
    else if (is_sign(finder, at, '-'))
        next = at + 1;
    CountRead bounds = {0};
    const LexiconEntry *currency = lexeme(finder, next, LEXICON_CURRENCY);
    NumberRead number;
    if (currency)
        next += currency->word_count;
    next = next > at ? read_bounds(finder, next, &bounds) : at;
    if (next == at || !mention_read_number(&finder->range, next, &number) || number.is_vague)
        return;
    const LexiconEntry *scale = lexeme(finder, number.end - 1, LEXICON_SCALE);
    if (scale && scale->number >= 1000 && count->low < 1000 && number.value >= 1000)
        count->low *= (double)scale->number; /* "60 to 70 thousand" */
    if (number.value <= count->low)
        return;
    count->high = number.value;
    count->end = number.end;
    count->is_plain = false;
    count->is_word_one = false;
    count->is_at_least = false;
}

/* "three in five", "one out of ten". */
static bool read_share(const CountFinder *finder, CountRead *count)
{
    const LexiconEntry *in = lexeme(finder, count->end, LEXICON_SHARE);
    NumberRead of;
    if (!in || count->low > 20 || !mention_read_number(&finder->range, count->end + in->word_count, &of) ||
        of.value <= count->low || (of.value > SHARE_MAX && of.value < 100) || of.value > 100 ||
        lexeme(finder, of.end, LEXICON_UNIT))
        return false;
    count->low = count->high = 100 * count->low / of.value;
    count->end = of.end;
    count->unit = TEXT("percent");
    return true;
}

/* "half of", "as much as a third of". */
static bool read_fraction(const CountFinder *finder, size_t at, CountRead *count)
{
    const LexiconEntry *fraction = lexeme(finder, at, LEXICON_FRACTION);
    if (!fraction)
        return false;
    size_t end = at + fraction->word_count;
    bool is_of = lexeme(finder, end, LEXICON_OF_ALL) != NULL;
    if (!is_of || lexeme(finder, end + 1, LEXICON_UNIT))
        return false;
    *count = (CountRead){.low = (double)fraction->number,
                         .high = (double)fraction->number,
                         .begin = count->begin,
                         .number_end = end,
                         .end = end,
                         .is_approximate = count->is_approximate,
                         .is_at_least = count->is_at_least,
                         .is_at_most = count->is_at_most,
                         .unit = TEXT("percent")};
    return true;
}

/* "Tamang, 28, poured concrete": an age. */
static bool is_age(const CountFinder *finder, const CountRead *count)
{
    size_t before = count->begin;
    while (before > finder->range.begin && lexeme(finder, before - 1, LEXICON_REFERENCE))
        before--; /* "Fields, now 22, to life in prison" */
    bool is_framed = before > finder->range.begin && is_sign(finder, before - 1, ',') &&
                     (is_sign(finder, count->end, ',') || is_sign(finder, count->end, '.'));
    return is_framed && count->is_plain && count->low >= 10 && count->low <= 99;
}

/* "G20", "11:30", "COVID-19", "11/2021", "6th" */
static bool is_part_of_word(const CountFinder *finder, size_t at)
{
    const Atom *number = &finder->range.items[at];
    bool is_cut =
        number->kind == ATOM_NUMBER && is_glued(finder, at + 1) &&
        (is_sign(finder, at + 1, '/') || (is_word(finder, at + 1) && !lexeme(finder, at + 1, LEXICON_SCALE)));
    if (is_cut || !is_glued(finder, at))
        return is_cut;
    const Atom *before = &finder->range.items[at - 1];
    bool is_stem = before->kind != ATOM_SIGN || before->sign == ':' || before->sign == '#' ||
                   before->sign == '/' || before->sign == '.';
    return is_stem || (before->sign == '-' && is_glued(finder, at - 1) && is_word(finder, at - 2));
}

/* "0930", "555 0199": figures with a naught before them count nothing. */
static bool begins_with_naught(const CountFinder *finder, size_t at)
{
    if (at >= finder->range.end || finder->range.items[at].kind != ATOM_NUMBER)
        return false;
    return finder->range.items[at].digits > 1 && mention_atom_text(&finder->range, at).bytes[0] == '0';
}

/* "Flight JS 151", "-5": a code of letters between, or a sign, not a dash. */
static bool is_coded(const CountFinder *finder, size_t at)
{
    if (at < finder->range.begin + 1 || finder->range.items[at].kind != ATOM_NUMBER)
        return false;
    const Atom *before = &finder->range.items[at - 1];
    bool is_negative = before->sign == '-' && before->space_before && is_glued(finder, at);
    bool is_code =
        before->kind == ATOM_WORD && before->is_capital && before->span.end - before->span.begin <= 3;
    return is_negative ||
           (is_code && at >= finder->range.begin + 2 && lexeme(finder, at - 2, LEXICON_NUMBERED));
}

/* A number that is a name, an age or a time of the day: "Resolution 2397", "aged 29", "ten past five". */
static bool is_name(const CountFinder *finder, size_t at)
{
    if (is_part_of_word(finder, at) || begins_with_naught(finder, at) || begins_with_naught(finder, at + 1) ||
        is_coded(finder, at))
        return true;
    if (at == finder->range.begin)
        return false;
    size_t before = at - 1;
    if (is_sign(finder, before, '.') && before > finder->range.begin)
        before--; /* "No. 5" */
    const Atom *number = &finder->range.items[at];
    bool may_be_day = number->kind == ATOM_NUMBER && !number->has_comma && number->number <= 31;
    return lexeme(finder, before, LEXICON_NUMBERED) || lexeme(finder, before, LEXICON_AGE) ||
           lexeme(finder, before, LEXICON_CLOCK) || (may_be_day && lexeme(finder, before, LEXICON_MONTH));
}

static bool is_measure(const CountFinder *finder, size_t at)
{
    size_t next = is_sign(finder, at, '-') ? at + 1 : at;
    bool has_odd_sign = at < finder->range.end && finder->range.items[at].kind == ATOM_SIGN &&
                        !finder->range.items[at].sign && is_glued(finder, at); /* degrees and the like */
    if (has_odd_sign || (next > at && lexeme(finder, next, LEXICON_ORDINAL)) || is_sign(finder, at, ':') ||
        lexeme(finder, next, LEXICON_MEASURE) || lexeme(finder, next, LEXICON_CLOCK))
        return true;
    const LexiconEntry *unit = lexeme(finder, next, LEXICON_UNIT); /* "29-year-old", "30 years old" */
    size_t old = unit ? next + unit->word_count : next;
    return unit && lexeme(finder, is_sign(finder, old, '-') ? old + 1 : old, LEXICON_OLD);
}

/* Days, months and hours are counted as such; weeks as days, years as months. */
/* own terms: units, of docs/claim-format.md */
static bool read_duration(const CountFinder *finder, CountRead *count)
{
    static const struct {
        int64_t unit;
        double factor;
        const char *name;
    } units[] = {{1, 1, "minutes"}, {2, 1, "hours"},  {3, 1, "days"},   {4, 1, "days"},    {6, 7, "days"},
                 {7, 14, "days"},   {8, 1, "months"}, {9, 3, "months"}, {10, 12, "months"}};
    size_t at = is_sign(finder, count->end, '-') ? count->end + 1 : count->end;
    const LexiconEntry *word = lexeme(finder, at, LEXICON_UNIT);
    for (size_t i = 0; word && i < sizeof units / sizeof *units; i++)
        if (units[i].unit == word->number) {
            count->low *= units[i].factor;
            count->high *= units[i].factor;
            count->unit = text_from(units[i].name);
            if (count->is_weak_bound && !lexeme(finder, count->begin ? count->begin - 1 : 0, LEXICON_FOR))
                count->is_at_least = false;
            count->factor = units[i].factor;
            count->noun = at;
            count->has_noun = true;
            count->end = at + word->word_count;
            return true;
        }
    return false;
}

/* "a night or two", "a month or so". */
static bool read_article_duration(const CountFinder *finder, size_t at, CountRead *count)
{
    const LexiconEntry *article = lexeme(finder, at, LEXICON_A);
    const LexiconEntry *unit = article ? lexeme(finder, at + article->word_count, LEXICON_UNIT) : NULL;
    size_t next = unit ? at + article->word_count + unit->word_count : at;
    const LexiconEntry * or = unit ? lexeme(finder, next, LEXICON_OR) : NULL;
    NumberRead number;
    if (! or || or->number != 1 || !mention_read_number(&finder->range, next + or->word_count, &number) ||
        number.value > 20)
        return false;
    count->low = 1;
    count->high = number.value;
    count->end = at + article->word_count;
    if (!read_duration(finder, count))
        return false;
    count->end = count->number_end = number.end;
    return true;
}

/* "won, or $36", "riyals ($275)": where the words give dollars besides, they are the count. */
static void read_dollars_besides(const CountFinder *finder, CountRead *count)
{
    size_t at = is_sign(finder, count->end, ',') ? count->end + 1 : count->end;
    const LexiconEntry * or = lexeme(finder, at, LEXICON_OR);
    bool is_bracket = is_sign(finder, at, '(');
    if (!is_bracket && !(or && or->number == 1))
        return;
    CountRead other = {0};
    at = read_bounds(finder, at + 1, &other);
    const LexiconEntry *sign = lexeme(finder, at, LEXICON_CURRENCY);
    NumberRead number;
    if (!mention_read_number(&finder->range, sign ? at + sign->word_count : at, &number))
        return;
    const LexiconEntry *word = sign ? sign : lexeme(finder, number.end, LEXICON_CURRENCY);
    if (!word || !text_is(word->name, "usd") || number.value > VALUE_MAX)
        return;
    count->unit = word->name;
    count->low = count->high = number.value;
    count->end = number.end + (sign ? 0 : word->word_count);
    if (is_bracket && is_sign(finder, count->end, ')'))
        count->end++;
}

static bool read_money(const CountFinder *finder, const LexiconEntry *sign, CountRead *count)
{
    const LexiconEntry *word = sign ? sign : lexeme(finder, count->end, LEXICON_CURRENCY);
    if (!word)
        return false;
    if (!sign) {
        count->noun = count->end;
        count->has_noun = true;
        count->end += word->word_count;
    }
    count->unit = word->name;
    count->is_money = true;
    if (lexeme(finder, count->end, LEXICON_CURRENCY))
        count->end++; /* "$500 dollars" */
    read_dollars_besides(finder, count);
    return true;
}

static bool begins_time(const CountFinder *finder, uint32_t byte)
{
    const Mentions *mentions = finder->mentions;
    for (size_t i = finder->next_time; i < mentions->time_count; i++) {
        Span span = mentions->times[i].at.span;
        if (span.begin >= byte)
            return span.begin == byte && mentions->times[i].kind != TIME_REPEATED;
    }
    return false;
}

/* "mummified birds": a participle before what it says something of. */
static bool is_modifier(const CountFinder *finder, size_t at)
{
    const Token *tokens = finder->sentences->tokens;
    uint32_t token = finder->range.items[at].token;
    if (at + 1 >= finder->range.end || (tokens[token].xpos != XPOS_VBN && tokens[token].xpos != XPOS_VBG))
        return false;
    Upos next = tokens[finder->range.items[at + 1].token].upos;
    bool is_below = tokens[token].deprel == DEPREL_AMOD || tokens[token].deprel == DEPREL_COMPOUND;
    return is_below && (next == UPOS_NOUN || next == UPOS_PROPN || next == UPOS_ADJ);
}

/* A token that ends the search for what is counted: tags tell where there are any. */
static bool ends_noun(const CountFinder *finder, size_t at)
{
    const Atom *atom = &finder->range.items[at];
    if (atom->kind != ATOM_WORD)
        return !(is_sign(finder, at, '-') || is_sign(finder, at, '\'')) || atom->space_before;
    const Token *token = &finder->sentences->tokens[atom->token];
    bool is_verb_here = token->upos == UPOS_VERB && !is_modifier(finder, at);
    return begins_time(finder, atom->span.begin) || lexeme(finder, at, LEXICON_COUNT_STOP) || is_verb_here ||
           token->upos == UPOS_AUX || token->upos == UPOS_ADP;
}

/* What is counted: the last noun of people or of a unit before the phrase ends, else its last word. */
static void read_noun(const CountFinder *finder, CountRead *count)
{
    const LexiconEntry *best = NULL;
    size_t at = is_sign(finder, count->end, '-') ? count->end + 1 : count->end;
    size_t last = SIZE_MAX;
    size_t last_end = at;
    for (size_t gap = 0; at < finder->range.end && gap < NOUN_GAP && !ends_noun(finder, at); gap++) {
        const LexiconEntry *people = lexeme(finder, at, LEXICON_PEOPLE);
        const LexiconEntry *unit = lexeme(finder, at, LEXICON_COUNT_UNIT);
        const LexiconEntry *word = people ? people : unit;
        bool is_adverb = lexeme(finder, at, LEXICON_COUNT_SKIP) ||
                         finder->sentences->tokens[finder->range.items[at].token].upos == UPOS_ADV;
        size_t next = at + (word ? word->word_count : 1);
        bool names = is_word(finder, at) && !is_adverb && !best && !count->has_noun;
        if (word || names) {
            best = word ? word : best;
            last = at;
            last_end = next;
        }
        at = next;
    }
    if (last == SIZE_MAX)
        return;
    count->noun = last;
    count->has_noun = true;
    count->end = last_end;
    if (best)
        count->unit = best->class == LEXICON_PEOPLE ? TEXT("people") : best->name;
    else if (count->unit.length == 0)
        count->unit = arena_copy_lower(finder->arena, mention_atom_text(&finder->range, last));
}

/* "dozens of batches of 20": so many times so many people. */
static void read_group(const CountFinder *finder, CountRead *count)
{
    const LexiconEntry *of = lexeme(finder, count->end, LEXICON_OF_ALL);
    NumberRead number;
    if (!of || !lexeme(finder, count->noun, LEXICON_GROUP) ||
        !mention_read_number(&finder->range, count->end + of->word_count, &number) ||
        number.value > GROUP_MAX)
        return;
    count->low *= number.value;
    count->high *= number.value;
    count->is_vague = count->is_vague || number.is_vague;
    count->end = number.end;
    count->has_noun = false;
    count->unit = TEXT_EMPTY;
    read_noun(finder, count);
    if (!count->has_noun)
        count->unit = TEXT("people");
}

/* "Malaysians": a people that no list holds. */
static void guess_people(const CountFinder *finder, CountRead *count)
{
    const Atom *noun = &finder->range.items[count->noun];
    bool ends_phrase = count->end >= finder->range.end || ends_noun(finder, count->end);
    if (count->has_noun && noun->is_capital && ends_phrase && text_ends_with(count->unit, TEXT("s")))
        count->unit = TEXT("people");
}

/* "at nine in the evening", "from eight until five" */
static bool is_led_by_time(const CountFinder *finder, size_t at)
{
    static const LexiconClass leads[] = {LEXICON_ON,    LEXICON_IN,     LEXICON_UNTIL, LEXICON_AFTER,
                                         LEXICON_SINCE, LEXICON_BEFORE, LEXICON_FROM};
    for (size_t i = 0; i < sizeof leads / sizeof *leads && at > finder->range.begin; i++)
        if (lexeme(finder, at - 1, leads[i]))
            return true;
    return false;
}

/* A number without a noun ("another 806", "38 from Kenya", "nineteen are women") is one of people, unless it
 * is small and stands where an hour does, or is a figure of something else. */
static bool stands_for_people(const CountFinder *finder, const CountRead *count)
{
    bool is_bare = !count->is_at_least && !count->is_at_most && !count->is_approximate;
    if (count->is_word_one || (is_bare && count->low <= CLOCK_MAX && is_led_by_time(finder, count->begin)))
        return false;
    bool is_figure = count->is_plain && count->low < 10 && is_bare;
    double whole = (double)(int64_t)count->low;
    bool is_whole = count->low >= whole && count->low <= whole;
    bool is_rate = lexeme(finder, count->end, LEXICON_PER) != NULL;
    return is_whole && !is_figure && !is_rate && !is_sign(finder, count->end, ':');
}

static bool is_verb(const CountFinder *finder, size_t at)
{
    Upos upos = finder->sentences->tokens[finder->range.items[at].token].upos;
    return upos == UPOS_VERB || upos == UPOS_AUX;
}

/* "asked for 1,500", "four months and not five": the unit of the last sum or duration goes on; else people.
 */
static void take_last_unit(const CountFinder *finder, CountRead *count)
{
    bool is_led = count->begin > finder->range.begin && lexeme(finder, count->begin - 1, LEXICON_THE);
    bool is_asked = count->begin > finder->range.begin && lexeme(finder, count->begin - 1, LEXICON_FOR);
    bool is_split = lexeme(finder, count->end, LEXICON_OF_ALL) != NULL;
    bool acts = is_word(finder, count->end) && is_verb(finder, count->end);
    bool is_fresh = finder->last.unit.length && !is_led && !is_split && !acts;
    count->unit = TEXT("people");
    if (is_fresh && finder->last.is_money && count->low >= SUM_LEAST &&
        finder->sentence <= finder->last_sentence + (is_asked ? 1 : 0)) {
        count->is_money = true;
        count->unit = finder->last.unit;
    } else if (is_fresh && finder->last.factor > 0 && count->low < SUM_LEAST &&
               finder->sentence == finder->last_sentence) {
        count->unit = finder->last.unit;
        count->low *= finder->last.factor;
        count->high *= finder->last.factor;
    }
}

static bool read_counted(const CountFinder *finder, const LexiconEntry *sign, CountRead *count)
{
    if (read_money(finder, sign, count) || count->unit.length)
        return true;
    const LexiconEntry *unit = lexeme(finder, count->end, LEXICON_COUNT_UNIT);
    if (unit) {
        count->noun = count->end;
        count->has_noun = true;
        count->unit = unit->name;
        count->end += unit->word_count;
        read_noun(finder, count); /* "30 visa holders" */
        return true;
    }
    if (is_measure(finder, count->end))
        return false;
    read_bounds_behind(finder, count);
    if (read_duration(finder, count))
        return true;
    size_t of = count->end;
    if (count->is_vague && lexeme(finder, of, LEXICON_OF_ALL))
        count->end = of + 1; /* "dozens of batches" */
    read_noun(finder, count);
    if (!count->has_noun) {
        count->end = of;
        take_last_unit(finder, count);
        return stands_for_people(finder, count) && !is_age(finder, count);
    }
    read_group(finder, count);
    guess_people(finder, count);
    bool is_people = text_is(count->unit, "people");
    return is_people || !count->is_word_one;
}

/* "a man and 12 women": the one before counts. */
static void add_person_before(const CountFinder *finder, CountRead *count)
{
    size_t at = count->begin;
    if (at >= finder->range.begin + 2 && lexeme(finder, at - 1, LEXICON_AND) && is_word(finder, at - 2) &&
        count->has_noun && lexeme(finder, count->noun, LEXICON_OTHERS)) {
        count->low += 1; /* "he and five others" */
        count->high += 1;
        count->begin = at - 2;
        return;
    }
    if (at < finder->range.begin + 3 || !lexeme(finder, at - 1, LEXICON_AND) ||
        !text_is(count->unit, "people") || !lexeme(finder, at - 2, LEXICON_PEOPLE) ||
        !lexeme(finder, at - 3, LEXICON_A) || !count->has_noun)
        return;
    count->low += 1;
    count->high += 1;
    count->begin = at - 3;
}

static void set_bounds(CountRead *count)
{
    if (count->is_vague || (count->is_at_least && !count->is_at_most))
        count->high = -1;
    else if (count->is_at_most && !count->is_at_least && count->low >= count->high)
        count->low = -1;
    bool is_range = count->high > count->low;
    if (count->is_vague || count->low < 0 || count->high < 0 || is_range)
        count->is_approximate = false;
}

/* A count that begins at the atom; false, with where to go on in end, if there is none. */
static bool read_count(const CountFinder *finder, size_t at, CountRead *count)
{
    *count = (CountRead){.begin = at, .end = at + 1};
    const LexiconEntry *between = lexeme(finder, at, LEXICON_BETWEEN);
    size_t next = read_bounds(finder, between ? at + between->word_count : at, count);
    if (read_fraction(finder, next, count) || read_article_duration(finder, next, count))
        return true;
    const LexiconEntry *sign = lexeme(finder, next, LEXICON_CURRENCY);
    NumberRead number;
    size_t begin = sign ? next + sign->word_count : next;
    if (begin >= finder->range.end || (!sign && is_name(finder, begin)))
        return false;
    if (!mention_read_number(&finder->range, begin, &number) || number.value > 1e15)
        return false;
    count->low = count->high = number.value;
    count->end = number.end;
    count->is_vague = number.is_vague;
    count->is_plain = number.is_plain;
    count->is_word_one = number.value < 1.5 && finder->range.items[begin].kind == ATOM_WORD;
    if (!number.is_vague && !read_share(finder, count))
        read_second(finder, between != NULL, count);
    count->number_end = count->end;
    if (count->is_vague && count->high > number.value)
        count->is_vague = false;
    if (!read_counted(finder, sign, count))
        return false;
    read_bounds_behind(finder, count);
    return true;
}

/* What a number of people (or papers) is a number of, by the nearest word that tells. */
static Text guess_of(const CountFinder *finder, const CountRead *count)
{
    const LexiconEntry *best = NULL;
    size_t best_distance = SIZE_MAX;
    size_t first = finder->range.begin;
    if (count->begin > first + OF_GAP)
        first = count->begin - OF_GAP;
    for (size_t at = first; at < finder->range.end && at < count->number_end + OF_GAP; at++) {
        const LexiconEntry *word = lexeme(finder, at, LEXICON_COUNT_OF);
        if (!word)
            continue;
        bool is_before = at < count->begin;
        size_t distance = is_before                 ? count->begin - at
                          : at >= count->number_end ? at - count->number_end
                                                    : 0;
        distance += (is_before ? 2 : 0) + (size_t)(text_is(word->name, "stock") ? WEAK_OF : 0);
        if (distance < OF_GAP && distance < best_distance) {
            best = word;
            best_distance = distance;
        }
    }
    return best ? best->name : TEXT_EMPTY;
}

static void add_count(CountFinder *finder, CountRead *count)
{
    add_person_before(finder, count);
    set_bounds(count);
    CountMention mention = {.at = mention_at(&finder->range, finder->sentence, count->begin, count->end),
                            .low = count->low < 0 ? COUNT_OPEN : (int64_t)(count->low + 0.5),
                            .high = count->high < 0 ? COUNT_OPEN : (int64_t)(count->high + 0.5),
                            .is_approximate = count->is_approximate,
                            .is_vague = count->is_vague,
                            .is_money = count->is_money,
                            .unit = count->unit,
                            .noun = count->has_noun ? finder->range.items[count->noun].token : UINT32_MAX};
    finder->last = *count;
    finder->last_sentence = finder->sentence;
    static const char *const flows[] = {"people", "visas", "entries", "permits"};
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        if (text_is(count->unit, flows[i]))
            mention.of = guess_of(finder, count);
    *LIST_ADD(finder->arena, &finder->list) = mention;
}

/* Atoms of a date hold no count; those of a duration may. */
static size_t skip_dates(CountFinder *finder, size_t at)
{
    const Mentions *mentions = finder->mentions;
    const Atom *atom = &finder->range.items[at];
    while (finder->next_time < mentions->time_count &&
           mentions->times[finder->next_time].at.span.end <= atom->span.begin)
        finder->next_time++;
    if (finder->next_time == mentions->time_count)
        return at;
    const TimeMention *time = &mentions->times[finder->next_time];
    bool is_date = time->kind != TIME_DURATION && (time->date.edtf.length > 0 || time->kind == TIME_REPEATED);
    while (is_date && at < finder->range.end && finder->range.items[at].span.begin >= time->at.span.begin &&
           finder->range.items[at].span.begin < time->at.span.end)
        at++;
    return at;
}

static bool can_begin(const Atom *atom) { return atom->kind == ATOM_NUMBER || atom->entries != NULL; }

static void find_in_sentence(CountFinder *finder)
{
    for (size_t at = finder->range.begin; at < finder->range.end;) {
        size_t next = skip_dates(finder, at);
        if (next > at) {
            at = next;
            continue;
        }
        CountRead count;
        if (can_begin(&finder->range.items[at]) && read_count(finder, at, &count)) {
            add_count(finder, &count);
            at = count.end > at ? count.end : at + 1;
        } else {
            at++;
        }
    }
}

void mention_find_counts(Arena *arena, const Sentences *sentences, const Atoms *atoms, Mentions *mentions)
{
    CountFinder finder = {.arena = arena, .sentences = sentences, .mentions = mentions};
    for (size_t i = 0; i < sentences->count; i++) {
        finder.range = mention_atoms_of(atoms, i);
        finder.sentence = i;
        find_in_sentence(&finder);
    }
    mentions->counts = finder.list.items;
    mentions->count_count = finder.list.count;
}
