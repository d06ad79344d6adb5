#include "intake/intake_date.h"

#include "core/utf8.h"
#include "intake/intake_data.h"

enum { YEAR_FIRST = 1950, YEAR_LAST = 2099, HEAD_PARTS = 10, TAIL_PARTS = 6 };

/* ---- dates as people write them ---- */

static int small_number(Text text)
{
    int value = 0;
    if (text.length == 0 || text.length > 4)
        return -1;
    for (size_t i = 0; i < text.length; i++) {
        if (!ascii_is_digit(text.bytes[i]))
            return -1;
        value = value * 10 + (text.bytes[i] - '0');
    }
    return value;
}

static bool is_year(int number) { return number >= YEAR_FIRST && number <= YEAR_LAST; }

static Text token_at(const LineTokens *tokens, size_t index)
{
    return index < tokens->count ? intake_token_text(tokens, index) : TEXT_EMPTY;
}

static int month_at(const LineTokens *tokens, size_t index)
{
    Text text = token_at(tokens, index);
    char lower[16];
    if (text.length < 3 || text.length > sizeof lower || !tokens->items[index].is_capital)
        return 0;
    for (size_t i = 0; i < text.length; i++)
        lower[i] = ascii_lower(text.bytes[i]);
    const MapEntry *entry = map_find(&tokens->data->months, (Text){lower, text.length});
    return entry ? (int)entry->number : 0;
}

/* "7", "07", "7th"; 0: it is no day. */
static int day_at(const LineTokens *tokens, size_t index)
{
    Text text = token_at(tokens, index);
    size_t digits = 0;
    while (digits < text.length && ascii_is_digit(text.bytes[digits]))
        digits++;
    if (digits == 0 || digits > 2)
        return 0;
    Text ending = text_slice(text, digits, text.length);
    if (ending.length != 0 && (ending.length != 2 || !ascii_is_alpha(ending.bytes[0])))
        return 0;
    int day = small_number(text_slice(text, 0, digits));
    return day <= 31 ? day : 0;
}

static int year_at(const LineTokens *tokens, size_t index)
{
    Text text = token_at(tokens, index);
    int year = text.length == 4 ? small_number(text) : -1;
    return is_year(year) ? year : 0;
}

static size_t skip_text(const LineTokens *tokens, size_t index, const char *sign)
{
    return text_is(token_at(tokens, index), sign) ? index + 1 : index;
}

/* "2022-02-10", also with a time behind it. */
static bool read_numeric(Text text, WrittenDate *out)
{
    if (text.length < 10 || (text.length > 10 && text.bytes[10] != 'T' && text.bytes[10] != ' '))
        return false;
    char mark = text.bytes[4];
    if ((mark != '-' && mark != '.' && mark != '/') || text.bytes[7] != mark)
        return false;
    out->year = small_number(text_slice(text, 0, 4));
    out->month = small_number(text_slice(text, 5, 7));
    out->day = small_number(text_slice(text, 8, 10));
    return is_year(out->year) && day_is_valid(out->year, out->month, out->day);
}

/* "2022.02.10", "2022/2/10" are several tokens. */
static size_t numeric_length(const LineTokens *tokens, size_t index, WrittenDate *out)
{
    if (read_numeric(token_at(tokens, index), out))
        return 1;
    Text mark = token_at(tokens, index + 1);
    if (index + 5 > tokens->count || (!text_is(mark, ".") && !text_is(mark, "/")) ||
        !text_equals(mark, token_at(tokens, index + 3)))
        return 0;
    out->year = year_at(tokens, index);
    out->month = small_number(token_at(tokens, index + 2));
    out->day = small_number(token_at(tokens, index + 4));
    return out->year && day_is_valid(out->year, out->month, out->day) ? 5 : 0;
}

/* "Feb. 10, 2022", "February 2022", "July 7". */
static size_t month_first(const LineTokens *tokens, size_t index, WrittenDate *out)
{
    out->month = month_at(tokens, index);
    if (!out->month)
        return 0;
    size_t next = skip_text(tokens, index + 1, ".");
    out->day = day_at(tokens, next);
    if (!out->day) {
        next = skip_text(tokens, next, ",");
        out->year = year_at(tokens, next);
        return out->year ? next + 1 - index : 0;
    }
    next++;
    size_t behind = skip_text(tokens, next, ",");
    out->year = year_at(tokens, behind);
    return (out->year ? behind + 1 : next) - index;
}

/* "10 February 2022", "10th of Feb., 2022". */
static size_t day_first(const LineTokens *tokens, size_t index, WrittenDate *out)
{
    out->day = day_at(tokens, index);
    if (!out->day)
        return 0;
    size_t next = skip_text(tokens, index + 1, "of");
    out->month = month_at(tokens, next);
    if (!out->month)
        return 0;
    next++;
    size_t behind = skip_text(tokens, skip_text(tokens, next, "."), ",");
    out->year = year_at(tokens, behind);
    return (out->year ? behind + 1 : next) - index;
}

static bool is_possible(const WrittenDate *date)
{
    int year = date->year ? date->year : 2000; /* a leap year: February 29 may be */
    return date->month >= 1 && date->month <= 12 &&
           (date->day == 0 || day_is_valid(year, date->month, date->day));
}

size_t intake_date_length(const LineTokens *tokens, size_t index, WrittenDate *out)
{
    static size_t (*const readers[])(const LineTokens *, size_t, WrittenDate *) = {numeric_length,
                                                                                   month_first, day_first};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        WrittenDate date = {0};
        size_t length = readers[i](tokens, index, &date);
        if (length && is_possible(&date)) {
            if (out)
                *out = date;
            return length;
        }
    }
    return 0;
}

/* ---- as EDTF ---- */

/* mark is "" or "~". */
static bool make_date(Arena *arena, WrittenDate date, const char *mark, Date *out)
{
    Text year = date.year ? arena_print(arena, "%04d", date.year) : TEXT("XXXX");
    Text edtf = date.day ? arena_print(arena, "%.*s-%02d-%02d%s", TEXT_ARGS(year), date.month, date.day, mark)
                : date.month ? arena_print(arena, "%.*s-%02d%s", TEXT_ARGS(year), date.month, mark)
                             : arena_print(arena, "%.*s%s", TEXT_ARGS(year), mark);
    Error ignored;
    return edtf_parse(arena, edtf, out, &ignored) == STATUS_OK;
}

/* The first date in the words that has a year. */
static bool find_dated_words(Arena *arena, const IntakeData *data, Text value, WrittenDate *out)
{
    LineTokens tokens = intake_tokens_in(arena, data);
    intake_tokenise(&tokens, value);
    for (size_t i = 0; i < tokens.count; i++)
        if (intake_date_length(&tokens, i, out) && out->year)
            return true;
    return false;
}

Status intake_date_given(Arena *arena, const IntakeData *data, Text value, Date *out, Error *error)
{
    value = text_trim(value);
    Error ignored;
    if (value.length && edtf_parse(arena, value, out, &ignored) == STATUS_OK)
        return STATUS_OK;
    WrittenDate date = {0};
    if ((read_numeric(value, &date) || find_dated_words(arena, data, value, &date)) &&
        make_date(arena, date, "", out))
        return STATUS_OK;
    return error_set(error, ERR_FORMAT,
                     "\"%.*s\" is no date; write it like 2022-02-10, 2022-02, 2019-06/2019-07-09 (EDTF)",
                     (int)(value.length < 60 ? value.length : 60), value.bytes ? value.bytes : "");
}

/* ---- in addresses ---- */

static size_t digits_at(Text text, size_t begin)
{
    size_t end = begin;
    while (end < text.length && ascii_is_digit(text.bytes[end]))
        end++;
    return end - begin;
}

static int number_in(Text text, size_t begin, size_t length)
{
    return small_number(text_slice(text, begin, begin + length));
}

static bool is_address_year(int year) { return year >= 1990 && year <= YEAR_LAST; }

/* "2022/02/10/", "2022-2-10", "2003/7/", from a year of four digits at begin on; mark is '/', '-' or '_'. */
static bool read_separated(Text url, size_t begin, WrittenDate *out)
{
    size_t at = begin + 4;
    *out = (WrittenDate){.year = number_in(url, begin, 4)};
    char mark = at < url.length ? url.bytes[at] : 0;
    if (!is_address_year(out->year) || (mark != '/' && mark != '-' && mark != '_'))
        return false;
    size_t month_digits = digits_at(url, at + 1);
    if (month_digits < 1 || month_digits > 2)
        return false;
    out->month = number_in(url, at + 1, month_digits);
    at += 1 + month_digits;
    size_t day_digits = at < url.length && url.bytes[at] == mark ? digits_at(url, at + 1) : 0;
    if (day_digits == 1 || day_digits == 2) {
        out->day = number_in(url, at + 1, day_digits);
        if (day_is_valid(out->year, out->month, out->day))
            return true;
        out->day = 0;
    }
    /* Without a day only folders tell: "/2019-05" may be a number of anything. */
    return mark == '/' && out->month >= 1 && out->month <= 12;
}

/* "20220210", or with a time behind it; the American "02102022" as well where it is no such date. */
static bool read_packed(Text url, size_t begin, size_t length, WrittenDate *out)
{
    bool has_time = length >= 12 && number_in(url, begin + 8, 2) < 24 && number_in(url, begin + 10, 2) < 60;
    if (length != 8 && !has_time)
        return false;
    *out =
        (WrittenDate){number_in(url, begin, 4), number_in(url, begin + 4, 2), number_in(url, begin + 6, 2)};
    if (is_address_year(out->year) && day_is_valid(out->year, out->month, out->day))
        return true;
    *out =
        (WrittenDate){number_in(url, begin + 4, 4), number_in(url, begin, 2), number_in(url, begin + 2, 2)};
    return is_address_year(out->year) && day_is_valid(out->year, out->month, out->day);
}

/* The best date among the runs of digits: a day before a month. */
static bool scan_digits(Text text, WrittenDate *out)
{
    bool found = false;
    for (size_t i = 0; i < text.length; i++) {
        size_t length = digits_at(text, i);
        if (length == 0)
            continue;
        WrittenDate date = {0};
        bool is_here =
            length == 4 ? read_separated(text, i, &date) : length >= 8 && read_packed(text, i, length, &date);
        if (is_here && (!found || (date.day && !out->day))) {
            *out = date;
            found = true;
        }
        i += length;
    }
    return found;
}

bool intake_date_of_url(Arena *arena, Text url, Date *out)
{
    WrittenDate date;
    return scan_digits(url, &date) && make_date(arena, date, "", out);
}

/* ---- in the report's own words ---- */

static bool is_near_edge(const Report *report, size_t part)
{
    return part < HEAD_PARTS || part + TAIL_PARTS >= report->part_count;
}

/* A date that a pattern of the kind "date" finds in the part; the more of it is said the better. */
static bool find_said(const IntakeData *data, LineTokens *tokens, unsigned where, WrittenDate *out)
{
    bool found = false;
    for (size_t i = 0; i < data->parts.count; i++) {
        const Pattern *pattern = &data->parts.items[i];
        Span span;
        if (pattern->sign != SIGN_DATE || !(pattern->where & where) ||
            !intake_pattern_matches(pattern, tokens, &span) || span_is_empty(span))
            continue;
        for (size_t t = 0; t < tokens->count; t++) {
            WrittenDate date;
            if (tokens->items[t].span.begin == span.begin && intake_date_length(tokens, t, &date) &&
                (!found || (date.year && !out->year))) {
                *out = date;
                found = true;
            }
        }
    }
    return found;
}

static bool find_in_picture(const LineTokens *tokens, WrittenDate *out, Text *out_name)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].kind != TOKEN_PICTURE)
            continue;
        *out_name = intake_token_text(tokens, i);
        if (scan_digits(*out_name, out))
            return true;
    }
    return false;
}

/* The first bytes, not cut within a character. */
static Text short_words(Text text)
{
    size_t length = text.length < 60 ? text.length : 60;
    while (length > 0 && length < text.length && ((unsigned char)text.bytes[length] & 0xC0) == 0x80)
        length--;
    return text_slice(text, 0, length);
}

bool intake_date_of_words(Arena *arena, const IntakeData *data, const Report *report, Date *out,
                          Text *out_basis)
{
    LineTokens tokens = intake_tokens_in(arena, data);
    WrittenDate best = {0};
    Text words = TEXT_EMPTY;
    const char *mark = "";
    for (size_t i = 0; i < report->part_count; i++) {
        if (!is_near_edge(report, i))
            continue;
        Text part = text_of_span(report->text, report->parts[i].span);
        intake_tokenise(&tokens, part);
        WrittenDate date = {0};
        Text name = TEXT_EMPTY;
        bool is_picture = false;
        bool found = find_said(data, &tokens, i < HEAD_PARTS ? WHERE_HEAD : WHERE_TAIL, &date);
        if (!found)
            found = is_picture = find_in_picture(&tokens, &date, &name);
        /* The words' own date wins over a picture's, one with a year over one without. */
        bool is_better = words.length == 0 || (date.year && !best.year) || (*mark == '~' && !is_picture);
        if (!found || !is_better || (best.year && !date.year))
            continue;
        best = date;
        mark = is_picture ? "~" : "";
        words = is_picture ? name : short_words(part);
    }
    if (words.length == 0 || !make_date(arena, best, mark, out))
        return false;
    *out_basis = arena_print(arena, "text: %.*s", TEXT_ARGS(words));
    return true;
}
