/* Lines that are cut by the same sign into as many cells are a table. */
#include <string.h>

#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_metadata.h"
#include "intake/intake_refuse.h"

enum {
    CELLS_MOST = 64,
    HEAD_BYTES_MOST = 3000,
    HEADING_BYTES_MOST = 64,
    HEADING_SPACES_MOST = 4,
    ROWS_NEAR = 4,     /* lines behind a head among which rows must stand */
    ROWS_TYPED = 20,   /* rows whose cells are looked at */
    HEADS_MOST = 2000, /* whose columns are looked up */
    HEADS_TRIED = 6,   /* lines at which a table without a head may begin */
    WIDE = ' '         /* the separator of columns that two or more spaces keep apart */
};

typedef struct Row {
    Text cells[CELLS_MOST];
    size_t count;       /* of all cells, kept or not */
    size_t tight_count; /* separators with no space behind them */
} Row;

typedef struct Finder {
    Arena *arena;
    const IntakeData *data;
    const WrittenLines *lines;
    Error *error;
    Row head;
    Row row;
    size_t kinds[CELLS_MOST][CELL_KIND_COUNT];
    size_t typed_count;
    size_t head_count;
} Finder;

/* ---- cutting a line ---- */

/* Behind the separator at or after begin that ends the cell; the cell's end in out_end. */
static size_t cell_end(Text line, size_t begin, char separator, size_t *out_end)
{
    size_t at = begin;
    while (at < line.length && line.bytes[at] == ' ')
        at++;
    if (at < line.length && line.bytes[at] == '"') {
        size_t close = text_find_byte(line, '"', at + 1);
        while (close != SIZE_MAX && close + 1 < line.length && line.bytes[close + 1] == '"')
            close = text_find_byte(line, '"', close + 2);
        at = close == SIZE_MAX ? at : close;
    }
    for (; at < line.length; at++) {
        if (line.bytes[at] != separator)
            continue;
        size_t next = at + 1;
        while (separator == WIDE && next < line.length && line.bytes[next] == WIDE)
            next++;
        if (separator == WIDE && next < at + 2)
            continue;
        *out_end = at;
        return next;
    }
    *out_end = line.length;
    return line.length + 1;
}

static Text without_quotes(Text cell)
{
    cell = text_trim(cell);
    bool is_quoted = cell.length >= 2 && (cell.bytes[0] == '"' || cell.bytes[0] == '\'') &&
                     cell.bytes[cell.length - 1] == cell.bytes[0];
    return is_quoted ? text_trim(text_slice(cell, 1, cell.length - 1)) : cell;
}

static void cut_row(Text line, char separator, Row *out)
{
    if (separator == '|') {
        size_t begin = line.length && line.bytes[0] == '|';
        size_t end =
            line.length > begin + 1 && line.bytes[line.length - 1] == '|' ? line.length - 1 : line.length;
        line = text_slice(line, begin, end);
    }
    out->count = 0;
    out->tight_count = 0;
    for (size_t begin = 0; begin <= line.length;) {
        size_t end;
        size_t next = cell_end(line, begin, separator, &end);
        if (out->count < CELLS_MOST)
            out->cells[out->count] = without_quotes(text_slice(line, begin, end));
        out->count++;
        out->tight_count += next < line.length && line.bytes[next] != ' ';
        begin = next;
    }
}

/* ---- what a row is ---- */

static bool is_heading(Text cell)
{
    if (cell.length > HEADING_BYTES_MOST || strchr("!?", cell.bytes[cell.length - 1]))
        return false;
    size_t spaces = 0;
    for (size_t i = 0; i < cell.length; i++)
        spaces += cell.bytes[i] == ' ';
    /* "Passport No." */
    bool ends_in_stop = cell.bytes[cell.length - 1] == '.';
    if (spaces > (ends_in_stop ? 2 : HEADING_SPACES_MOST))
        return false;
    CellKind kind = intake_cell_kind(cell);
    return kind == CELL_WORDS || kind == CELL_NAME || (kind == CELL_CODE && !ascii_is_digit(cell.bytes[0]));
}

static bool is_head(const Row *row)
{
    size_t headings = 0;
    if (row->count < 2)
        return false;
    for (size_t i = 0; i < row->count && i < CELLS_MOST; i++) {
        if (row->cells[i].length == 0)
            continue;
        if (!is_heading(row->cells[i]))
            return false;
        headings++;
    }
    return headings * 3 >= (row->count < CELLS_MOST ? row->count : CELLS_MOST) * 2;
}

/* A comma or semicolon in a sentence has a space behind it; columns by spaces may be a poem's. */
static bool is_strong(const Row *row, char separator)
{
    if (separator == '\t' || separator == '|')
        return true;
    return separator != WIDE && row->tight_count * 2 >= row->count;
}

/* White space at the ends is cut off, and empty cells with it. */
static bool is_row_of(const Row *row, size_t count, char separator)
{
    size_t lost = separator == '\t' && count >= 4 ? 2 : 0;
    return row->count <= count && row->count + lost >= count;
}

static bool ends_sentence(Text line)
{
    return line.length && strchr(".!?", line.bytes[line.length - 1]) != NULL;
}

/* Counts the rows among lines begin to end, and what their cells look like. */
static size_t count_rows(Finder *finder, size_t begin, size_t end, size_t count, char separator)
{
    size_t rows = 0;
    finder->typed_count = 0;
    memset(finder->kinds, 0, sizeof finder->kinds);
    for (size_t i = begin; i < end; i++) {
        Text line = finder->lines->items[i].words;
        cut_row(line, separator, &finder->row);
        if (!is_row_of(&finder->row, count, separator))
            continue;
        if (!is_strong(&finder->row, separator) && ends_sentence(line))
            continue;
        rows++;
        if (finder->typed_count >= ROWS_TYPED)
            continue;
        finder->typed_count++;
        for (size_t k = 0; k < finder->row.count && k < CELLS_MOST; k++)
            finder->kinds[k][intake_cell_kind(finder->row.cells[k])]++;
    }
    return rows;
}

/* Most cells of the column are of that kind. */
static bool is_column_of(const Finder *finder, size_t column, CellKind kind)
{
    size_t filled = finder->typed_count - finder->kinds[column][CELL_EMPTY];
    return filled > 0 && finder->kinds[column][kind] * 5 >= filled * 3 && filled * 2 >= finder->typed_count;
}

static size_t find_column_of(const Finder *finder, CellKind kind, size_t count)
{
    for (size_t i = 0; i < count && i < CELLS_MOST; i++)
        if (is_column_of(finder, i, kind))
            return i;
    return SIZE_MAX;
}

static bool has_typed_column(const Finder *finder, size_t count)
{
    /* Not by times of day: those of a programme. */
    for (int kind = CELL_NUMBER; kind < CELL_KIND_COUNT; kind++)
        if (kind != CELL_TIME && find_column_of(finder, (CellKind)kind, count) != SIZE_MAX)
            return true;
    return false;
}

/* ---- rows of persons ---- */

/* The column that tells, by its heading; SIZE_MAX: none. needed: how many that are not sure make one. */
static size_t person_heading(const Finder *finder, size_t needed)
{
    size_t found = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < finder->head.count && i < CELLS_MOST; i++) {
        bool is_sure;
        if (!intake_is_person_heading(finder->arena, finder->data, finder->head.cells[i], &is_sure))
            continue;
        if (is_sure)
            return i;
        found++;
        last = i;
    }
    return found >= needed ? last : SIZE_MAX;
}

/* The column that tells, by its cells. A key or a name that stands beside dates is a person's. */
static size_t person_column(const Finder *finder, size_t count)
{
    static const CellKind sure[] = {CELL_PAPER, CELL_PHONE, CELL_HASH};
    static const CellKind dated[] = {CELL_NAME, CELL_CODE};
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++) {
        size_t column = find_column_of(finder, sure[i], count);
        if (column != SIZE_MAX)
            return column;
    }
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        size_t column = find_column_of(finder, dated[i], count);
        if (column != SIZE_MAX && find_column_of(finder, CELL_DATE, count) != SIZE_MAX)
            return column;
    }
    return SIZE_MAX;
}

static Status refuse_column(const Finder *finder, size_t line, Text heading, size_t column)
{
    Error *error = finder->error;
    if (error)
        error->line = finder->lines->items[line].number;
    if (heading.length == 0)
        return error_set(error, ERR_UNSUPPORTED,
                         "column %zu makes this a table with a row a person; such tables are refused",
                         column + 1);
    return error_set(error, ERR_UNSUPPORTED,
                     "column \"%.*s\" makes this a table with a row a person; such tables are refused",
                     TEXT_ARGS(heading));
}

static Status refuse_other(const Finder *finder, size_t line, const Row *row, bool has_head)
{
    Error *error = finder->error;
    if (error)
        error->line = finder->lines->items[line].number;
    if (!has_head)
        return error_set(error, ERR_UNSUPPORTED, "this is a table of %zu columns, which is not read",
                         row->count);
    return error_set(error, ERR_UNSUPPORTED,
                     "this is a table of %zu columns, from \"%.*s\" on, which is not read", row->count,
                     TEXT_ARGS(row->cells[0]));
}

/* ---- tables in the text ---- */

/* The same where the rows go on to the end of the text: the whole is a table, of persons or not. */
static Status refuse_whole(Finder *finder, size_t line, char separator, bool is_sure)
{
    const Row *head = &finder->head;
    size_t line_count = finder->lines->count;
    size_t rows = count_rows(finder, line + 1, line_count, head->count, separator);
    if (rows < (is_sure ? 1 : 2) || (rows + 1) * 10 < line_count * 6)
        return STATUS_OK;
    bool is_typed = has_typed_column(finder, head->count);
    size_t column = is_sure || is_typed ? person_heading(finder, 2) : SIZE_MAX;
    if (column == SIZE_MAX && is_typed)
        column = person_column(finder, head->count);
    if (column != SIZE_MAX)
        return refuse_column(finder, line, head->cells[column], column);
    if (head->count >= 3 && rows >= 2 && (is_sure || is_typed))
        return refuse_other(finder, line, head, true);
    return STATUS_OK;
}

/* The table whose head is that line, if it is one. is_whole_tried: whether a table that is no register of
 * persons was looked for already, which is done once a separator. */
static Status refuse_head(Finder *finder, size_t line, char separator, bool *is_whole_tried)
{
    size_t line_count = finder->lines->count;
    const Row *head = &finder->head;
    size_t near = line_count - line - 1 < ROWS_NEAR ? line_count - line - 1 : ROWS_NEAR;
    bool is_sure = is_strong(head, separator);
    size_t rows = count_rows(finder, line + 1, line + 1 + near, head->count, separator);
    if (rows < (is_sure ? 1 : 2) || rows * 2 < near || finder->head_count++ >= HEADS_MOST)
        return STATUS_OK;
    bool is_typed = has_typed_column(finder, head->count);
    bool has_names = find_column_of(finder, CELL_NAME, head->count) != SIZE_MAX;
    size_t column = is_sure || is_typed || has_names ? person_heading(finder, 3) : SIZE_MAX;
    if (column != SIZE_MAX)
        return refuse_column(finder, line, head->cells[column], column);
    if (*is_whole_tried)
        return STATUS_OK;
    *is_whole_tried = true;
    return refuse_whole(finder, line, separator, is_sure);
}

/* A text that is rows from the beginning, and no head over them. */
static Status refuse_rows(Finder *finder, size_t line, char separator)
{
    size_t line_count = finder->lines->count;
    cut_row(finder->lines->items[line].words, separator, &finder->head);
    size_t count = finder->head.count;
    if (count < 3)
        return STATUS_OK;
    bool is_sure = is_strong(&finder->head, separator);
    size_t rows = count_rows(finder, line, line_count, count, separator);
    if (rows < 3 || rows * 10 < line_count * 8 || !has_typed_column(finder, count))
        return STATUS_OK;
    size_t column = person_column(finder, count);
    if (column != SIZE_MAX)
        return refuse_column(finder, line, TEXT_EMPTY, column);
    return is_sure ? refuse_other(finder, line, &finder->head, false) : STATUS_OK;
}

Status intake_refuse_tables(Arena *arena, const IntakeData *data, const WrittenLines *lines, Error *error)
{
    static const char separators[] = {'\t', '|', ';', ',', WIDE};
    bool is_whole_tried[sizeof separators] = {false};
    Finder *finder = ARENA_NEW(arena, Finder);
    *finder = (Finder){.arena = arena, .data = data, .lines = lines, .error = error};
    Status status = STATUS_OK;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        Text line = lines->items[i].words;
        for (size_t k = 0; status == STATUS_OK && k < sizeof separators; k++) {
            if (line.length > HEAD_BYTES_MOST || text_find_byte(line, separators[k], 0) == SIZE_MAX)
                continue;
            cut_row(line, separators[k], &finder->head);
            if (is_head(&finder->head))
                status = refuse_head(finder, i, separators[k], &is_whole_tried[k]);
            if (status == STATUS_OK && i < HEADS_TRIED)
                status = refuse_rows(finder, i, separators[k]);
        }
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
