/* The timeline and the numbers of an answer as pictures that need no browser: SVG files of their own.
 *
 * Solid is what holds on every day, hatched what holds on some day of a bracket, fading what was left open
 * behind the last report, where going on is an inference; in outline what is said not to be so. Nothing is
 * summed. */
#include <math.h>

#include "present/present_part.h"

enum {
    WIDTH = 1160,
    LABEL = 340,  /* the words at the left */
    VOICES = 120, /* at the right */
    NUMBER = 225, /* before them, the words of a number */
    HEAD = 64,    /* above the first row */
    ROW = 24,     /* of one claim */
    FADE_DAYS = 180,
    LABEL_MOST = 38, /* code points */
    TICKS_MOST = 9,
    YEAR_DAYS = 366,
    DECADES_MOST = 18 /* of a number */
};

static const char STYLE[] = "<defs><pattern id=\"h\" width=\"6\" height=\"6\" "
                            "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                            "<rect width=\"2.5\" height=\"6\" fill=\"#234f82\"/></pattern><linearGradient "
                            "id=\"f\"><stop offset=\"0\" "
                            "stop-color=\"#234f82\" stop-opacity=\"0.5\"/><stop offset=\"1\" "
                            "stop-color=\"#234f82\" stop-opacity=\"0\"/>"
                            "</linearGradient></defs>\n";

/* Text without control characters, and without what is markup. */
static void add_text(Buffer *out, Text text, size_t most)
{
    Buffer clean = buffer_in(out->arena);
    present_clean(&clean, text, most);
    for (size_t i = 0; i < clean.length; i++) {
        switch (clean.bytes[i]) {
        case '&':
            buffer_add_string(out, "&amp;");
            break;
        case '<':
            buffer_add_string(out, "&lt;");
            break;
        case '>':
            buffer_add_string(out, "&gt;");
            break;
        default:
            buffer_add_byte(out, clean.bytes[i]);
        }
    }
}

static void add_line(Buffer *out, int x, int y, Text text, size_t most, const char *look)
{
    buffer_print(out, "<text x=\"%d\" y=\"%d\"%s>", x, y, look);
    add_text(out, text, most);
    buffer_add_string(out, "</text>\n");
}

/* ---- which rows ---- */

typedef struct Rows {
    const AnswerRow **items;
    size_t count;
    size_t held_back; /* of protected reports */
} Rows;

static bool is_drawn(const AnswerRow *row, bool is_numbers)
{
    return is_numbers ? row->claim->count.is_given : !period_is_none(row->held);
}

static Rows rows_of(Arena *arena, const Answer *answer, const Question *question,
                    const PresentOptions *options, bool is_numbers)
{
    static const AnswerRows none;
    const AnswerRows *const lists[] = {&answer->rows, is_numbers ? &answer->undated : &none,
                                       question->wide ? &answer->wider : &none,
                                       question->near ? &answer->near : &none};
    size_t room = 1;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        room += lists[l]->count;
    Rows rows = {ARENA_ARRAY(arena, const AnswerRow *, room), 0, 0};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            const AnswerRow *row = &lists[l]->items[i];
            if (!is_drawn(row, is_numbers))
                continue;
            if (row->report->is_protected && !options->with_protected)
                rows.held_back++;
            else
                rows.items[rows.count++] = row;
        }
    return rows;
}

/* ---- the frame ---- */

static void begin_picture(Buffer *out, const Rows *rows, const char *title)
{
    int height = HEAD + (int)rows->count * ROW + 3 * ROW;
    buffer_print(out,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                 "font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>%s</title>\n",
                 WIDTH, height, WIDTH, height, title);
    buffer_add_string(out, STYLE);
    buffer_print(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, height);
    add_line(out, 8, 20, TEXT("What reports say; nothing here is verified."), 0, " font-weight=\"bold\"");
}

static void end_picture(Buffer *out, const Rows *rows, const Answer *answer)
{
    const Coverage *coverage = &answer->coverage;
    int y = HEAD + (int)rows->count * ROW + ROW;
    if (rows->count == 0)
        add_line(out, 8, HEAD, TEXT("no report"), 0, "");
    Text said = arena_print(
        out->arena, "%zu of %zu reports of this base; %zu denials%s. No report says something of the base.",
        coverage->naming_count, coverage->report_count, coverage->denial_count,
        coverage->is_sample ? "; SAMPLE reports, retold: not evidence" : "");
    add_line(out, 8, y, said, 0, " fill=\"#555\"");
    if (rows->held_back > 0)
        add_line(out, 8, y + ROW,
                 arena_print(out->arena, "%zu of protected reports are left out.", rows->held_back), 0,
                 " fill=\"#555\"");
    buffer_add_string(out, "</svg>\n");
}

/* The words of the claim, who says so, and what opens on pointing at it. */
static void begin_row(Buffer *out, const AnswerRow *row, int y)
{
    Arena *arena = out->arena;
    const ClaimRow *claim = row->claim;
    Buffer words = buffer_in(arena);
    Buffer voices = buffer_in(arena);
    buffer_add_string(out, "<g><title>");
    for (size_t i = 0; i < claim->evidence_count; i++) {
        buffer_add_string(out, i > 0 ? " … " : "“");
        add_text(out, claim->evidence[i].exact, 0);
    }
    if (claim->evidence_count > 0)
        buffer_add_string(out, "” ");
    present_source_words(&words, row->report, claim);
    add_text(out, buffer_text(&words), 0);
    buffer_print(out, " #%.*s</title>\n", TEXT_ARGS(claim->id));
    buffer_clear(&words);
    buffer_print(&words, "%.*s: ", TEXT_ARGS(claim->kind));
    present_claim_words(&words, claim);
    add_line(out, 8, y + 16, buffer_text(&words), LABEL_MOST, "");
    present_voices(&voices, row->voices_low, row->voices_high);
    add_line(out, WIDTH - VOICES + 6, y + 16, buffer_text(&voices), 0, " fill=\"#555\"");
}

static void add_bar(Buffer *out, const AnswerRow *row, double from, double to, int y, const char *fill)
{
    bool is_denied = text_is(row->claim->status, mention_status_word(CLAIM_SAID_NOT));
    double width = to - from < 3 ? 3 : to - from;
    buffer_print(out, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" %s/>\n", from, y + 6, width,
                 ROW - 12, is_denied ? "fill=\"none\" stroke=\"#234f82\" stroke-dasharray=\"3 2\"" : fill);
}

#define SOLID   "fill=\"#234f82\""
#define HATCHED "fill=\"url(#h)\" stroke=\"#234f82\""
#define FADING  "fill=\"url(#f)\""

/* ---- days ---- */

typedef struct Axis {
    Day first, last;
} Axis;

static bool is_day(Day day) { return day != DAY_NONE && day != DAY_PAST && day != DAY_FUTURE; }

static void widen(Axis *axis, Day day)
{
    if (!is_day(day))
        return;
    axis->first = day < axis->first ? day : axis->first;
    axis->last = day > axis->last ? day : axis->last;
}

static double place_of(const Axis *axis, Day day)
{
    double width = WIDTH - LABEL - VOICES;
    if (day <= axis->first)
        return LABEL;
    if (day >= axis->last)
        return LABEL + width;
    return LABEL + width * ((double)day - axis->first) / ((double)axis->last - axis->first);
}

static void add_ticks(Buffer *out, const Axis *axis, int bottom)
{
    int first, last, month, day;
    day_to_civil(axis->first, &first, &month, &day);
    day_to_civil(axis->last, &last, &month, &day);
    int step = 1;
    while ((last - first) / step > TICKS_MOST)
        step = step == 1 ? 2 : step == 2 ? 5 : step * 2;
    for (int year = first + (step - first % step) % step; year <= last; year += step) {
        Day begin = day_from_civil(year, 1, 1);
        if (begin < axis->first)
            continue;
        double x = place_of(axis, begin);
        buffer_print(out, "<path d=\"M%.1f %d V%d\" stroke=\"#ccc\"/>\n", x, HEAD - 14, bottom);
        add_line(out, (int)x + 3, HEAD - 4, arena_print(out->arena, "%d", year), 0, " fill=\"#555\"");
    }
}

static void add_days(Buffer *out, const Axis *axis, const AnswerRow *row, int y)
{
    const Date *when = &row->claim->when;
    Day last = row->held.last;
    add_bar(out, row, place_of(axis, row->held.first), place_of(axis, is_day(last) ? last + 1 : last), y,
            HATCHED);
    if (when->edtf.length > 0 && !period_is_none(when->all) && when->all.first <= last) {
        Day end = when->all.last < last ? when->all.last : last;
        add_bar(out, row, place_of(axis, when->all.first), place_of(axis, is_day(end) ? end + 1 : end), y,
                SOLID);
    }
    if (when->edtf.length > 0 && when->some.last == DAY_FUTURE && is_day(last) && !row->claim->is_event)
        add_bar(out, row, place_of(axis, last), place_of(axis, last + FADE_DAYS), y, FADING);
}

void present_timeline_svg(Buffer *out, const Answer *answer, const Question *question,
                          const PresentOptions *options)
{
    Rows rows = rows_of(out->arena, answer, question, options, false);
    Axis axis = {INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < rows.count; i++) {
        widen(&axis, rows.items[i]->held.first);
        widen(&axis, rows.items[i]->held.last);
    }
    if (axis.first > axis.last)
        axis = (Axis){0, YEAR_DAYS};
    axis.first -= YEAR_DAYS / 12;
    axis.last += YEAR_DAYS / 2;
    begin_picture(out, &rows, "Timeline");
    if (rows.count > 0)
        add_ticks(out, &axis, HEAD + (int)rows.count * ROW);
    for (size_t i = 0; i < rows.count; i++) {
        int y = HEAD + (int)i * ROW;
        begin_row(out, rows.items[i], y);
        add_days(out, &axis, rows.items[i], y);
        buffer_add_string(out, "</g>\n");
    }
    end_picture(out, &rows, answer);
}

/* ---- numbers ---- */

/* Powers of ten stand equally far apart, so that 8 and 6,000 show side by side. */
static double number_place(int64_t number, double decades)
{
    double width = (double)WIDTH - LABEL - VOICES - NUMBER;
    double log = number > 1 ? log10((double)number) : 0;
    return LABEL + width * (log / decades);
}

static double decades_of(const Rows *rows)
{
    double most = 1;
    for (size_t i = 0; i < rows->count; i++) {
        const CountRow *count = &rows->items[i]->claim->count;
        int64_t high = count->high != COUNT_OPEN ? count->high : count->low;
        if (high > 1 && log10((double)high) > most)
            most = log10((double)high);
    }
    return ceil(most) < DECADES_MOST ? ceil(most) : DECADES_MOST;
}

/* "1,000" */
static Text power_of_ten(Arena *arena, int power)
{
    Buffer out = buffer_in(arena);
    buffer_add_byte(&out, '1');
    for (int left = power; left > 0; left--)
        buffer_add_string(&out, left % 3 == 0 ? ",0" : "0");
    return buffer_text(&out);
}

static void add_number(Buffer *out, const AnswerRow *row, double decades, int y)
{
    const CountRow *count = &row->claim->count;
    bool has_low = count->low != COUNT_OPEN;
    bool has_high = count->high != COUNT_OPEN;
    double right = WIDTH - VOICES - NUMBER;
    double from = has_low ? number_place(count->low, decades) : LABEL;
    double to = has_high ? number_place(count->high, decades) : right;
    add_bar(out, row, from, to, y, has_low && has_high ? SOLID : HATCHED);
    if (!has_high)
        buffer_print(out, "<path d=\"M%.1f %d l8 6 l-8 6 z\" fill=\"#234f82\"/>\n", right, y + 6);
    Buffer words = buffer_in(out->arena);
    present_count_words(&words, count);
    add_line(out, WIDTH - VOICES - NUMBER + 12, y + 16, buffer_text(&words), 26, "");
}

void present_counts_svg(Buffer *out, const Answer *answer, const Question *question,
                        const PresentOptions *options)
{
    Rows rows = rows_of(out->arena, answer, question, options, true);
    double decades = decades_of(&rows);
    begin_picture(out, &rows, "Reported numbers, never summed");
    for (int i = 0; rows.count > 0 && i <= (int)decades; i++) {
        double x = LABEL + ((double)WIDTH - LABEL - VOICES - NUMBER) * (i / decades);
        buffer_print(out, "<path d=\"M%.1f %d V%d\" stroke=\"#ccc\"/>\n", x, HEAD - 14,
                     HEAD + (int)rows.count * ROW);
        add_line(out, (int)x + 3, HEAD - 4, power_of_ten(out->arena, i), 0, " fill=\"#555\"");
    }
    for (size_t i = 0; i < rows.count; i++) {
        int y = HEAD + (int)i * ROW;
        begin_row(out, rows.items[i], y);
        add_number(out, rows.items[i], decades, y);
        buffer_add_string(out, "</g>\n");
    }
    end_picture(out, &rows, answer);
}
