/* Whether two dates say about the same. */
#include "score/score_parts.h"

enum { DAYS_APART = 7, YEAR = 4, MONTH = 7, DAY = 10 };

/* What an open end counts as. */
static Day earliest(void) { return day_from_civil(1900, 1, 1); }
static Day latest(void) { return day_from_civil(2100, 1, 1); }

static bool is_digits(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!ascii_is_digit(text.bytes[i]))
            return false;
    return text.length > 0;
}

static bool is_unknown(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != 'X' && text.bytes[i] != 'u')
            return false;
    return text.length > 0;
}

/* The part of a date that is known, from the left: "2019-XX-XX" says 2019. Empty where it is none: a year
 * must be known, but for its last digit. */
static Text known_part(Text text)
{
    Text year = text_slice(text, 0, YEAR);
    if (text.length == YEAR && is_digits(text_slice(text, 0, YEAR - 1)) && text.bytes[YEAR - 1] == 'X')
        return text;
    if ((text.length != YEAR && text.length != MONTH && text.length != DAY) || !is_digits(year))
        return TEXT_EMPTY;
    if (text.length == YEAR)
        return text;
    Text month = text_slice(text, YEAR + 1, MONTH);
    Text day = text.length == DAY ? text_slice(text, MONTH + 1, DAY) : TEXT("01");
    bool is_date = text.bytes[YEAR] == '-' && (text.length == MONTH || text.bytes[MONTH] == '-') &&
                   (is_digits(month) || is_unknown(month)) && (is_digits(day) || is_unknown(day));
    if (!is_date)
        return TEXT_EMPTY;
    if (!is_digits(month))
        return year;
    return is_digits(day) ? text : text_slice(text, 0, MONTH);
}

static Period bounds_of_one(Arena *arena, Text text)
{
    Text known = known_part(text);
    Date date;
    if (known.length == 0 || edtf_parse(arena, known, &date, NULL) != STATUS_OK)
        return PERIOD_NONE;
    return date.some;
}

/* Behind the next "," or ".." of a set. */
static bool split_set(Text *rest, Text *out_part)
{
    if (rest->length == 0)
        return false;
    size_t comma = text_find_byte(*rest, ',', 0);
    size_t dots = text_find(*rest, TEXT(".."), 0);
    size_t end = comma < dots ? comma : dots;
    size_t next = end == SIZE_MAX ? rest->length : end + (comma < dots ? 1 : 2);
    *out_part = text_slice(*rest, 0, end == SIZE_MAX ? rest->length : end);
    *rest = text_slice(*rest, next, rest->length);
    return true;
}

static Period bounds_of_set(Arena *arena, Text text)
{
    Period all = PERIOD_NONE;
    Text part;
    while (split_set(&text, &part)) {
        if (part.length == 0)
            continue;
        Period one = bounds_of_one(arena, part);
        if (period_is_none(one))
            return PERIOD_NONE;
        all = (Period){all.first == DAY_NONE ? one.first : all.first, one.last};
    }
    return all;
}

static bool is_set(Text text)
{
    size_t dots = text_find(text, TEXT(".."), 0);
    return text_find_byte(text, ',', 0) != SIZE_MAX ||
           (dots != SIZE_MAX && dots > 0 && dots + 2 < text.length && ascii_is_digit(text.bytes[dots - 1]) &&
            ascii_is_digit(text.bytes[dots + 2]));
}

static bool is_bracket(char c) { return c == '[' || c == ']' || c == '{' || c == '}'; }

/* First and last day, or none. */
static Period bounds(Arena *arena, Text text)
{
    char *bytes = arena_alloc(arena, text.length + 1);
    Text plain = {bytes, 0};
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] != '~' && text.bytes[i] != '?' && text.bytes[i] != '%')
            bytes[plain.length++] = text.bytes[i];
    while (plain.length > 0 && is_bracket(plain.bytes[0]))
        plain = text_slice(plain, 1, plain.length);
    while (plain.length > 0 && is_bracket(plain.bytes[plain.length - 1]))
        plain.length--;
    return is_set(plain) ? bounds_of_set(arena, plain) : bounds_of_one(arena, plain);
}

static bool is_none(Period period) { return period.first == DAY_NONE; }

static Period interval(Arena *arena, Text text)
{
    size_t slash = text_find_byte(text, '/', 0);
    if (slash == SIZE_MAX)
        return bounds(arena, text);
    Period first = bounds(arena, text_slice(text, 0, slash));
    Period last = bounds(arena, text_slice(text, slash + 1, text.length));
    if (is_none(first) && is_none(last))
        return PERIOD_NONE;
    return (Period){is_none(first) ? earliest() : first.first, is_none(last) ? latest() : last.last};
}

static bool is_close(Day a, Day b)
{
    int64_t apart = (int64_t)a - b;
    return apart <= DAYS_APART && apart >= -DAYS_APART;
}

bool score_is_near(Arena *arena, Text a, Text b)
{
    if (text_equals(a, b))
        return true;
    if (a.length == 0 || b.length == 0)
        return false;
    Period x = interval(arena, a);
    Period y = interval(arena, b);
    return !is_none(x) && !is_none(y) && is_close(x.first, y.first) && is_close(x.last, y.last);
}
