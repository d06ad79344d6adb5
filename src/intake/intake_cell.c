/* A cell of a table is a date, a number, a name, a key: told by its characters alone. */
#include <string.h>

#include "core/utf8.h"
#include "intake/intake_refuse.h"

enum { HASH_LEAST = 16, PHONE_LEAST = 9, PHONE_MOST = 15, CODE_MOST = 24 };

/* ---- dates and times of day ---- */

static size_t digits_at(Text text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && ascii_is_digit(text.bytes[at + count]))
        count++;
    return count;
}

/* "20200312": eight digits that begin as a year of our time does, with a month behind it. */
static bool is_compact_date(const char *digits)
{
    return (digits[0] == '1' || digits[0] == '2') && (digits[1] == '9' || digits[1] == '0') &&
           digits[4] <= '1';
}

/* "2020-03-12", "12/3/2020", "12.03.20", "20200312" */
static size_t date_length(Text text, size_t at)
{
    size_t first = digits_at(text, at);
    if (first == 8 && is_compact_date(text.bytes + at))
        return 8;
    size_t mark = at + first;
    if (first == 0 || first > 4 || mark >= text.length || !strchr("-/.", text.bytes[mark]))
        return 0;
    size_t second = digits_at(text, mark + 1);
    size_t next = mark + 1 + second;
    if (second == 0 || second > 2 || next >= text.length || text.bytes[next] != text.bytes[mark])
        return 0;
    size_t third = digits_at(text, next + 1);
    bool is_whole = (first == 4 && third <= 2) || (first <= 2 && (third == 4 || third == 2));
    return third && is_whole ? next + 1 + third - at : 0;
}

/* "10:22", "10:22:05", "9:05 pm" */
static size_t time_length(Text text, size_t at)
{
    size_t hours = digits_at(text, at);
    size_t end = at + hours;
    if (hours == 0 || hours > 2 || end >= text.length || text.bytes[end] != ':' ||
        digits_at(text, end + 1) != 2)
        return 0;
    end += 3;
    if (end < text.length && text.bytes[end] == ':' && digits_at(text, end + 1) == 2)
        end += 3;
    size_t half = end < text.length && text.bytes[end] == ' ' ? end + 1 : end;
    if (half + 1 < text.length && strchr("apAP", text.bytes[half]) && strchr("mM", text.bytes[half + 1]))
        end = half + 2;
    return end - at;
}

static size_t skip_any(Text text, size_t at, const char *marks)
{
    while (at < text.length && text.bytes[at] && strchr(marks, text.bytes[at]))
        at++;
    return at;
}

size_t intake_stamp_length(Text text, bool *out_has_date, bool *out_has_time)
{
    *out_has_date = false;
    *out_has_time = false;
    size_t at = skip_any(text, 0, "[(");
    size_t end = 0;
    for (int i = 0; i < 2; i++) {
        size_t date = *out_has_date ? 0 : date_length(text, at);
        size_t time = *out_has_time || date ? 0 : time_length(text, at);
        if (date + time == 0)
            break;
        *out_has_date = *out_has_date || date;
        *out_has_time = *out_has_time || time;
        end = at + date + time;
        at = skip_any(text, end, " ,T");
    }
    if (end == 0 ||
        (end < text.length && (ascii_is_digit(text.bytes[end]) || ascii_is_alpha(text.bytes[end])) &&
         text.bytes[end] != 'Z'))
        return 0;
    return skip_any(text, end, "Z])");
}

/* ---- everything else ---- */

typedef struct Letters {
    size_t digits;
    size_t letters;
    size_t hexadecimal; /* letters a to f */
    size_t upper;
    size_t spaces;
    size_t joints; /* hyphens, brackets, dots … */
    size_t foreign;
} Letters;

static Letters count_letters(Text cell)
{
    Letters found = {0};
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];
        if (ascii_is_digit(c)) {
            found.digits++;
        } else if (ascii_is_alpha(c)) {
            found.letters++;
            found.hexadecimal += ascii_lower(c) <= 'f';
            found.upper += ascii_is_upper(c);
        } else if (c == ' ') {
            found.spaces++;
        } else if ((unsigned char)c >= 0x80) {
            found.foreign++;
        } else {
            found.joints++;
        }
    }
    return found;
}

static bool is_paper(Text cell, const Letters *found)
{
    return found->letters >= 1 && found->letters <= 2 && found->upper == found->letters &&
           found->digits >= 6 && found->digits <= 9 && found->letters + found->digits == cell.length &&
           ascii_is_alpha(cell.bytes[0]);
}

static bool is_phone(Text cell, const Letters *found)
{
    if (found->letters || found->foreign || found->digits < PHONE_LEAST || found->digits > PHONE_MOST)
        return false;
    for (size_t i = 0; i < cell.length; i++)
        if (!ascii_is_digit(cell.bytes[i]) && !strchr("+-() ", cell.bytes[i]))
            return false;
    return true;
}

static bool is_hash(Text cell, const Letters *found)
{
    if (found->spaces || found->foreign || cell.length < HASH_LEAST || found->digits == 0 ||
        found->letters < 2)
        return false;
    bool is_hexadecimal = found->hexadecimal == found->letters && found->joints <= 4;
    bool is_base64 = cell.length >= 20 && found->upper && found->upper < found->letters && found->joints <= 3;
    return is_hexadecimal || is_base64;
}

/* "Kim Chol Su", "LEE Min-ho" */
static bool is_name(Text cell, const Letters *found)
{
    if (found->digits || found->spaces == 0 || found->spaces > 2 || cell.length > 40)
        return false;
    bool is_first = true;
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];
        if (is_first && ascii_is_alpha(c) && !ascii_is_upper(c))
            return false;
        if (!ascii_is_alpha(c) && c != ' ' && c != '-' && c != '\'' && (unsigned char)c < 0x80)
            return false;
        is_first = c == ' ';
    }
    return found->letters > 0;
}

CellKind intake_cell_kind(Text cell)
{
    cell = text_trim(cell);
    if (cell.length == 0)
        return CELL_EMPTY;
    bool has_date;
    bool has_time;
    if (intake_stamp_length(cell, &has_date, &has_time) == cell.length)
        return has_date ? CELL_DATE : CELL_TIME;
    Letters found = count_letters(cell);
    if (is_paper(cell, &found))
        return CELL_PAPER;
    if (is_phone(cell, &found))
        return CELL_PHONE;
    if (is_hash(cell, &found))
        return CELL_HASH;
    if (found.digits && found.letters == 0 && found.foreign <= 3 && found.spaces <= 2)
        return CELL_NUMBER;
    if (found.digits && found.letters && found.spaces == 0 && found.foreign == 0 && cell.length <= CODE_MOST)
        return CELL_CODE;
    return is_name(cell, &found) ? CELL_NAME : CELL_WORDS;
}
