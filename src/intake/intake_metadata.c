#include "intake/intake_metadata.h"

#include "core/buffer.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"
#include "intake/intake_decode.h"

enum { COLUMNS_MOST = 200, HEADING_WORDS_MOST = 12, CHARACTERS_MOST = 8 };

typedef enum Column {
    COLUMN_NOTE,
    COLUMN_FILE,
    COLUMN_ID,
    COLUMN_TITLE,
    COLUMN_OUTLET,
    COLUMN_PUBLISHED,
    COLUMN_URL,
    COLUMN_LANGUAGE,
    COLUMN_BASIS
} Column;

typedef struct Table {
    Arena *arena;
    const IntakeData *data;
    Text name;
    Text headings[COLUMNS_MOST];
    Column columns[COLUMNS_MOST];
    size_t column_count;
    IntakeMetadata *metadata;
} Table;

/* ---- rows of persons ---- */

/* Lower case, with one space for whatever is no letter or digit: "Passport-No." is "passport no". */
static Text normal_heading(Arena *arena, Text heading)
{
    Buffer out = buffer_in(arena);
    bool is_space_due = false;
    for (size_t position = 0; position < heading.length;) {
        uint32_t c = utf8_next(heading, &position);
        if (!utf8_is_letter(c) && !utf8_is_digit(c)) {
            is_space_due = out.length > 0;
            continue;
        }
        if (is_space_due)
            buffer_add_byte(&out, ' ');
        is_space_due = false;
        buffer_add_code_point(&out, utf8_to_lower(c));
    }
    return buffer_text(&out);
}

/* Chinese, Japanese and Korean have no spaces between words: any run of characters. */
static bool has_sure_characters(const IntakeData *data, Text heading)
{
    for (size_t begin = 0; begin < heading.length;) {
        size_t end = begin;
        for (int i = 0; i < CHARACTERS_MOST && end < heading.length; i++) {
            uint32_t c = utf8_next(heading, &end);
            if (c < 0x2E80)
                break;
            if (map_find(&data->person_sure, text_slice(heading, begin, end)))
                return true;
        }
        (void)utf8_next(heading, &begin);
    }
    return false;
}

/* A run of whole words of the heading that the list has. */
static bool has_sure_words(const IntakeData *data, Text heading)
{
    for (size_t begin = 0; begin < heading.length; begin++) {
        if (begin > 0 && heading.bytes[begin - 1] != ' ')
            continue;
        size_t end = begin;
        for (int words = 0; words < HEADING_WORDS_MOST && end < heading.length; words++) {
            end = text_find_byte(heading, ' ', end + 1);
            if (end == SIZE_MAX)
                end = heading.length;
            if (map_find(&data->person_sure, text_slice(heading, begin, end)))
                return true;
        }
    }
    return false;
}

bool intake_is_person_column(Arena *arena, const IntakeData *data, Text heading, bool *out_sure)
{
    Text normal = normal_heading(arena, text_slice(heading, 0, heading.length < 200 ? heading.length : 200));
    *out_sure = has_sure_words(data, normal) || has_sure_characters(data, normal);
    return *out_sure || map_find(&data->person_with, normal) != NULL;
}

bool intake_is_person_heading(Arena *arena, const IntakeData *data, Text heading, bool *out_sure)
{
    if (intake_is_person_column(arena, data, heading, out_sure))
        return true;
    Text normal = normal_heading(arena, text_slice(heading, 0, heading.length < 200 ? heading.length : 200));
    return map_find(&data->person_row, normal) != NULL;
}

static Status refuse_persons(const Table *table, Error *error)
{
    size_t with = SIZE_MAX;
    for (size_t i = 0; i < table->column_count; i++) {
        bool sure;
        if (!intake_is_person_column(table->arena, table->data, table->headings[i], &sure))
            continue;
        if (sure || with != SIZE_MAX)
            return error_at(error, ERR_UNSUPPORTED, table->name, 1,
                            "column \"%.*s\" makes this a table with a row a person; such tables are refused",
                            TEXT_ARGS(table->headings[i]));
        with = i;
    }
    return STATUS_OK;
}

/* ---- the first line ---- */

static Column find_column(Text heading)
{
    static const struct {
        const char *word;
        Column column;
    } known[] = {{"file", COLUMN_FILE},         {"id", COLUMN_ID},       {"title", COLUMN_TITLE},
                 {"outlet", COLUMN_OUTLET},     {"url", COLUMN_URL},     {"published", COLUMN_PUBLISHED},
                 {"language", COLUMN_LANGUAGE}, {"basis", COLUMN_BASIS}, {"how known", COLUMN_BASIS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equals_ignoring_case(heading, text_from(known[i].word)))
            return known[i].column;
    return COLUMN_NOTE;
}

static Text without_return(Text line)
{
    return line.length && line.bytes[line.length - 1] == '\r' ? text_slice(line, 0, line.length - 1) : line;
}

static Status read_headings(Table *table, Text line, Error *error)
{
    Text rest = without_return(line);
    Text heading;
    bool has_key = false;
    while (rest.length && text_split(&rest, '\t', &heading)) {
        if (table->column_count == COLUMNS_MOST)
            return error_at(error, ERR_LIMIT, table->name, 1, "there are more than %d columns", COLUMNS_MOST);
        heading = text_trim(heading);
        Column column = find_column(heading);
        for (size_t i = 0; i < table->column_count; i++)
            if (text_equals_ignoring_case(table->headings[i], heading))
                return error_at(error, ERR_FORMAT, table->name, 1, "column \"%.*s\" stands there twice",
                                TEXT_ARGS(heading));
        has_key = has_key || column == COLUMN_FILE || column == COLUMN_ID;
        table->headings[table->column_count] = heading;
        table->columns[table->column_count++] = column;
    }
    Status status = refuse_persons(table, error);
    if (status == STATUS_OK && !has_key)
        return error_at(
            error, ERR_FORMAT, table->name, 1,
            "no column is named \"file\" or \"id\"; the first line names the columns, between tabs");
    return status;
}

/* ---- rows ---- */

static Status take_cell(Table *table, size_t column, Text cell, uint32_t line, MetadataRow *row, Error *error)
{
    Text *const places[] = {
        [COLUMN_NOTE] = NULL,         [COLUMN_FILE] = &row->file,         [COLUMN_ID] = &row->id,
        [COLUMN_TITLE] = &row->title, [COLUMN_OUTLET] = &row->outlet,     [COLUMN_PUBLISHED] = NULL,
        [COLUMN_URL] = &row->url,     [COLUMN_LANGUAGE] = &row->language, [COLUMN_BASIS] = &row->basis};
    Column what = table->columns[column];
    if (cell.length == 0)
        return STATUS_OK;
    if (what == COLUMN_PUBLISHED) {
        Status status = intake_date_given(table->arena, table->data, cell, &row->published, error);
        if (status != STATUS_OK && error) {
            error->line = line;
            error_name(error, table->name);
        }
        return status;
    }
    if (what != COLUMN_NOTE) {
        *places[what] = cell;
        return STATUS_OK;
    }
    row->notes[row->note_count++] = (ReportNote){.key = table->headings[column], .value = cell};
    return STATUS_OK;
}

static Status enter_row(Table *table, Map *map, Text key, MetadataRow *row, uint32_t line, Error *error)
{
    if (key.length == 0)
        return STATUS_OK;
    MapEntry *entry = map_put(map, key);
    if (entry->value)
        return error_at(error, ERR_FORMAT, table->name, line, "\"%.*s\" has a row already", TEXT_ARGS(key));
    entry->value = row;
    return STATUS_OK;
}

static Status read_row(Table *table, Text text, uint32_t line, Error *error)
{
    MetadataRow *row = ARENA_NEW(table->arena, MetadataRow);
    row->notes = ARENA_ARRAY(table->arena, ReportNote, table->column_count);
    Text rest = without_return(text);
    Text cell;
    size_t column = 0;
    Status status = STATUS_OK;
    while (status == STATUS_OK && rest.length && text_split(&rest, '\t', &cell)) {
        if (column == table->column_count)
            return error_at(error, ERR_FORMAT, table->name, line, "there are more cells than the %zu columns",
                            table->column_count);
        status = take_cell(table, column++, text_trim(cell), line, row, error);
    }
    if (status == STATUS_OK && row->file.length == 0 && row->id.length == 0)
        status = error_at(error, ERR_FORMAT, table->name, line, "the row names neither a file nor an id");
    if (status == STATUS_OK)
        status = enter_row(table, &table->metadata->by_file, row->file, row, line, error);
    if (status == STATUS_OK)
        status = enter_row(table, &table->metadata->by_id, row->id, row, line, error);
    return status;
}

Status intake_read_metadata(Arena *arena, const IntakeData *data, Text name, Text bytes, IntakeMetadata **out,
                            Error *error)
{
    Decoded decoded;
    Status status = intake_decode(arena, data, bytes, TEXT_EMPTY, DECODE_STRICT, &decoded, error);
    if (status != STATUS_OK) {
        error_name(error, name);
        return status;
    }
    Table *table = ARENA_NEW(arena, Table);
    *table = (Table){.arena = arena, .data = data, .name = name};
    table->metadata = ARENA_NEW(arena, IntakeMetadata);
    table->metadata->by_file = map_in(arena);
    table->metadata->by_id = map_in(arena);
    Text rest = decoded.text;
    Text line;
    uint32_t number = 0;
    while (status == STATUS_OK && rest.length && text_split(&rest, '\n', &line)) {
        number++;
        if (number == 1)
            status = read_headings(table, line, error);
        else if (text_trim(line).length)
            status = read_row(table, line, number, error);
    }
    if (status == STATUS_OK && number == 0)
        return error_at(error, ERR_FORMAT, name, 0, "the table is empty; its first line names the columns");
    if (status == STATUS_OK)
        *out = table->metadata;
    return status;
}

/* ---- asking ---- */

const MetadataRow *intake_find_metadata(const IntakeMetadata *metadata, Text name, Text id)
{
    const MapEntry *entry = id.length ? map_find(&metadata->by_id, id) : NULL;
    /* "a/b/c.txt", then "b/c.txt", then "c.txt". */
    Text rest = name;
    while (!entry && rest.length) {
        entry = map_find(&metadata->by_file, rest);
        size_t slash = text_find_byte(rest, '/', 0);
        if (slash == SIZE_MAX)
            break;
        rest = text_slice(rest, slash + 1, rest.length);
    }
    return entry ? entry->value : NULL;
}
