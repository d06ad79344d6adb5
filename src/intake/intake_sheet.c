/* A table whose rows are claims or counts: cut into cells, and refused where a row is a person. */
#include "core/buffer.h"
#include "core/map.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_decode.h"
#include "intake/intake_metadata.h"
#include "intake/intake_refuse.h"

enum { CELL_BYTES_MOST = 1 << 20 };

typedef struct Cutter {
    Arena *arena;
    Text name;
    Text text;
    size_t at;
    uint32_t line;
    char separator;
    Error *error;
} Cutter;

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

static void skip_line_end(Cutter *cutter)
{
    Text text = cutter->text;
    if (cutter->at < text.length && text.bytes[cutter->at] == '\r')
        cutter->at++;
    if (cutter->at < text.length && text.bytes[cutter->at] == '\n')
        cutter->at++;
    cutter->line++;
}

/* Behind a quote that opens; "" within stands for one, and lines may end in it. */
static Status cut_quoted(Cutter *cutter, Text *out)
{
    Text text = cutter->text;
    uint32_t line = cutter->line;
    size_t begin = cutter->at;
    bool has_doubled = false;
    size_t close = text_find_byte(text, '"', begin);
    while (close != SIZE_MAX && close + 1 < text.length && text.bytes[close + 1] == '"') {
        has_doubled = true;
        close = text_find_byte(text, '"', close + 2);
    }
    if (close == SIZE_MAX)
        return error_at(cutter->error, ERR_FORMAT, cutter->name, line,
                        "a quotation mark opens a cell here and none closes it");
    *out = text_slice(text, begin, close);
    for (size_t i = begin; i < close; i++)
        cutter->line += text.bytes[i] == '\n';
    cutter->at = close + 1;
    if (!has_doubled)
        return STATUS_OK;
    Buffer cell = buffer_in(cutter->arena);
    for (size_t i = begin; i < close; i += text.bytes[i] == '"' ? 2 : 1)
        buffer_add_byte(&cell, text.bytes[i]);
    *out = buffer_text(&cell);
    return STATUS_OK;
}

static Status cut_cell(Cutter *cutter, Text *out)
{
    Text text = cutter->text;
    if (cutter->at < text.length && text.bytes[cutter->at] == '"' && cutter->separator != '\t') {
        cutter->at++;
        Status status = cut_quoted(cutter, out);
        bool ends = cutter->at >= text.length || is_line_end(text.bytes[cutter->at]) ||
                    text.bytes[cutter->at] == cutter->separator;
        if (status == STATUS_OK && !ends)
            return error_at(cutter->error, ERR_FORMAT, cutter->name, cutter->line,
                            "something stands behind the quotation mark that closes a cell: double the marks "
                            "within it");
        *out = text_trim(*out);
        return status;
    }
    size_t begin = cutter->at;
    while (cutter->at < text.length && text.bytes[cutter->at] != cutter->separator &&
           !is_line_end(text.bytes[cutter->at]))
        cutter->at++;
    *out = text_trim(text_slice(text, begin, cutter->at));
    return STATUS_OK;
}

/* The cells of a line; out_count goes on beyond most, and what is beyond is not kept. */
static Status cut_line(Cutter *cutter, Text *cells, size_t most, size_t *out_count, Span *out_span)
{
    Status status = STATUS_OK;
    size_t begin = cutter->at;
    *out_count = 0;
    for (bool has_more = true; has_more && status == STATUS_OK;) {
        Text cell = TEXT_EMPTY;
        status = cut_cell(cutter, &cell);
        if (status == STATUS_OK && cell.length > CELL_BYTES_MOST)
            status =
                error_at(cutter->error, ERR_LIMIT, cutter->name, cutter->line, "a cell has more than 1 MB");
        if (*out_count < most)
            cells[*out_count] = cell;
        ++*out_count;
        has_more = cutter->at < cutter->text.length && cutter->text.bytes[cutter->at] == cutter->separator;
        cutter->at += has_more;
    }
    *out_span = (Span){(uint32_t)begin, (uint32_t)cutter->at};
    return status;
}

/* What stands in the first line most often. */
static char find_separator(Text text)
{
    static const char all[] = {'\t', ',', ';'};
    size_t counts[sizeof all] = {0};
    bool is_quoted = false;
    for (size_t i = 0; i < text.length && (is_quoted || !is_line_end(text.bytes[i])); i++) {
        is_quoted ^= text.bytes[i] == '"';
        for (size_t k = 0; k < sizeof all; k++)
            counts[k] += !is_quoted && text.bytes[i] == all[k];
    }
    if (counts[0] > 0)
        return '\t';
    return counts[2] > counts[1] ? ';' : ',';
}

static Status read_columns(Cutter *cutter, const IntakeData *data, Sheet *out)
{
    Span span;
    Text name = cutter->name;
    out->columns = ARENA_ARRAY(cutter->arena, Text, SHEET_COLUMNS_MOST);
    Status status = cut_line(cutter, out->columns, SHEET_COLUMNS_MOST, &out->column_count, &span);
    if (status != STATUS_OK)
        return status;
    if (out->column_count > SHEET_COLUMNS_MOST)
        return error_at(cutter->error, ERR_LIMIT, name, 1, "there are more than %d columns",
                        SHEET_COLUMNS_MOST);
    size_t with = SIZE_MAX;
    for (size_t i = 0; i < out->column_count; i++) {
        Text heading = out->columns[i];
        bool is_sure = false;
        bool is_person = intake_is_person_heading(cutter->arena, data, heading, &is_sure);
        if (is_sure || (is_person && with != SIZE_MAX))
            return error_at(cutter->error, ERR_UNSUPPORTED, name, 1,
                            "column \"%.*s\" makes this a table with a row a person; such tables are refused",
                            TEXT_ARGS(heading));
        if (is_person)
            with = i;
        if (heading.length == 0)
            return error_at(cutter->error, ERR_FORMAT, name, 1, "column %zu has no name in the first line",
                            i + 1);
        for (size_t k = 0; k < i; k++)
            if (text_equals(out->columns[k], heading))
                return error_at(cutter->error, ERR_FORMAT, name, 1, "column \"%.*s\" stands there twice",
                                TEXT_ARGS(heading));
    }
    skip_line_end(cutter);
    return STATUS_OK;
}

static Status read_rows(Cutter *cutter, Sheet *out)
{
    LIST_OF(SheetRow) list = {0};
    Text cells[SHEET_COLUMNS_MOST];
    while (cutter->at < cutter->text.length) {
        SheetRow row = {.line = cutter->line};
        size_t count = 0;
        Status status = cut_line(cutter, cells, out->column_count, &count, &row.span);
        if (status != STATUS_OK)
            return status;
        bool is_empty = count == 1 && cells[0].length == 0;
        if (!is_empty && count != out->column_count)
            return error_at(
                cutter->error, ERR_FORMAT, cutter->name, row.line,
                "the line has %zu cells and the first line %zu: put a cell that holds the separator "
                "between quotation marks",
                count, out->column_count);
        skip_line_end(cutter);
        if (is_empty)
            continue;
        if (list.count == SHEET_ROWS_MOST)
            return error_at(cutter->error, ERR_LIMIT, cutter->name, row.line,
                            "there are more than %d rows: cut the table into several", SHEET_ROWS_MOST);
        row.cells = ARENA_ARRAY(cutter->arena, Text, count);
        for (size_t i = 0; i < count; i++)
            row.cells[i] = cells[i];
        *LIST_ADD(cutter->arena, &list) = row;
    }
    out->rows = list.items;
    out->row_count = list.count;
    return STATUS_OK;
}

Status intake_read_sheet(Arena *arena, const IntakeData *data, Text name, Text bytes, Sheet *out,
                         Error *error)
{
    Decoded decoded = {0};
    *out = (Sheet){0};
    const char *foreign = intake_foreign_format(bytes);
    if (foreign)
        return error_at(error, ERR_UNSUPPORTED, name, 0, "is %s: save the table as CSV", foreign);
    Status status = intake_decode(arena, data, bytes, TEXT_EMPTY, DECODE_STRICT, &decoded, error);
    if (status != STATUS_OK) {
        error_name(error, name);
        return status;
    }
    if (decoded.text.length >= UINT32_MAX)
        return error_at(error, ERR_LIMIT, name, 0, "the table has more than 4 GB");
    Cutter cutter = {.arena = arena,
                     .name = name,
                     .text = decoded.text,
                     .line = 1,
                     .separator = find_separator(decoded.text),
                     .error = error};
    out->text = decoded.text;
    status = read_columns(&cutter, data, out);
    return status == STATUS_OK ? read_rows(&cutter, out) : status;
}

/* ---- rows of persons ---- */

static size_t count_kind(const Sheet *sheet, size_t column, CellKind kind, size_t *out_filled)
{
    size_t found = 0;
    *out_filled = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        CellKind cell = intake_cell_kind(sheet->rows[i].cells[column]);
        *out_filled += cell != CELL_EMPTY;
        found += cell == kind;
    }
    return found;
}

/* Most cells that are filled. */
static bool is_column_of(const Sheet *sheet, size_t column, CellKind kind)
{
    size_t filled;
    size_t found = count_kind(sheet, column, kind, &filled);
    return filled > 0 && found * 5 >= filled * 3;
}

static bool has_dates(const Sheet *sheet)
{
    for (size_t i = 0; i < sheet->column_count; i++)
        if (is_column_of(sheet, i, CELL_DATE))
            return true;
    return false;
}

/* A row's own number stands there once; a person's key comes back. */
static bool comes_back(const Sheet *sheet, size_t column)
{
    for (size_t i = 1; i < sheet->row_count && i < 2000; i++)
        for (size_t k = 0; k < i; k++) {
            Text cell = sheet->rows[i].cells[column];
            if (cell.length > 0 && text_equals(cell, sheet->rows[k].cells[column]))
                return true;
        }
    return false;
}

Status intake_refuse_sheet(const Sheet *sheet, const bool *is_known, Text name, Error *error)
{
    bool is_dated = has_dates(sheet);
    for (size_t i = 0; i < sheet->column_count; i++) {
        bool is_person = is_column_of(sheet, i, CELL_PAPER) || is_column_of(sheet, i, CELL_PHONE) ||
                         is_column_of(sheet, i, CELL_HASH);
        is_person |= is_dated && !is_known[i] && is_column_of(sheet, i, CELL_NAME);
        is_person |= is_dated && is_column_of(sheet, i, CELL_CODE) && comes_back(sheet, i);
        if (is_person)
            return error_at(error, ERR_UNSUPPORTED, name, 1,
                            "column \"%.*s\" makes this a table with a row a person; such tables are refused",
                            TEXT_ARGS(sheet->columns[i]));
    }
    return STATUS_OK;
}
