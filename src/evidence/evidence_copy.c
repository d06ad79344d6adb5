/* The base table by table: what a copy of it is made of, and a base made of such a copy. */
#include "core/buffer.h"
#include "core/list.h"
#include "core/map.h"
#include "evidence/evidence_log.h"

enum { COLUMNS_MOST = 64 };

/* own terms: tables in an order in which each stands behind those that it refers to, and what their rows are
 * told apart by. A table that is not named here comes behind them, its rows in the order of all their
 * columns. */
static const struct {
    const char *name, *order;
} known_tables[] = {
    {"report", "number"},
    {"report_note", "report, position"},
    {"place", "number"},
    {"report_place", "report, position"},
    {"unread", "report, position"},
    {"source", "number"},
    {"source_maybe", "source, position"},
    {"source_via", "source, position"},
    {"decision", "number"},
    {"decision_subject", "decision, position"},
    {"decision_field", "decision, position"},
    {"claim", "number"},
    {"claim_role", "claim, side, position"},
    {"claim_name", "claim, position"},
    {"claim_words", "claim, field, position"},
    {"claim_place", "claim, side, position"},
    {"claim_evidence", "claim, position"},
    {"claim_field", "claim, position"},
    {"claim_way", "claim, position"},
    {"claim_own", "claim, position"},
    {"pack_kind", "kind"},
    {"derivation", "report, position"},
    {"lineage_state", "number"},
    {"journal", "number"},
    {"seal", "subject, number"},
    {"log_state", "number"},
};
enum { KNOWN_TABLES = sizeof known_tables / sizeof *known_tables };

/* The schema's own. */
#define CLASSES "column_class"

static const char FIND_COLUMNS[] = "SELECT table_name, column_name FROM column_class WHERE class <> 'secret'"
                                   " ORDER BY table_name, column_name";
static const char COUNT_ROWS[] = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM decision)"
                                 " + (SELECT count(*) FROM journal)";
/* The log that every new base begins with. */
static const char FORGET_LOG[] = "DELETE FROM log_state";

struct EvidenceTable {
    EvidenceTableHead head;
    const char *select, *insert, *last; /* live as long as the base is open, as its store asks of SQL */
    bool has_number;
    bool is_filled; /* by the copy that is being taken in */
};

static size_t rank_of(Text name)
{
    for (size_t i = 0; i < KNOWN_TABLES; i++)
        if (text_is(name, known_tables[i].name))
            return i;
    return KNOWN_TABLES;
}

static int compare_tables(const void *first, const void *second)
{
    const EvidenceTable *a = first;
    const EvidenceTable *b = second;
    size_t rank = rank_of(a->head.name), other = rank_of(b->head.name);
    return rank != other ? (rank < other ? -1 : 1) : text_compare(a->head.name, b->head.name);
}

static void add_columns(Buffer *sql, TextList columns)
{
    for (size_t i = 0; i < columns.count; i++)
        buffer_print(sql, "%s%.*s", i > 0 ? ", " : "", TEXT_ARGS(columns.items[i]));
}

/* Names of tables and columns come from the base's own list of them; those of a foreign one must still be
 * names. */
static bool is_name(Text text)
{
    bool is_right = text.length > 0 && text.length < 64 && !ascii_is_digit(text.bytes[0]);
    for (size_t i = 0; i < text.length && is_right; i++)
        is_right = (text.bytes[i] >= 'a' && text.bytes[i] <= 'z') || ascii_is_digit(text.bytes[i]) ||
                   text.bytes[i] == '_';
    return is_right;
}

static void make_sql(Arena *arena, EvidenceTable *table)
{
    TextList columns = table->head.columns;
    size_t rank = rank_of(table->head.name);
    Buffer select = buffer_in(arena);
    buffer_add_string(&select, "SELECT ");
    add_columns(&select, columns);
    buffer_print(&select, " FROM %.*s ORDER BY ", TEXT_ARGS(table->head.name));
    if (rank < KNOWN_TABLES)
        buffer_add_string(&select, known_tables[rank].order);
    else
        add_columns(&select, columns);
    Buffer insert = buffer_in(arena);
    buffer_print(&insert, "INSERT INTO %.*s (", TEXT_ARGS(table->head.name));
    add_columns(&insert, columns);
    buffer_add_string(&insert, ") VALUES (");
    for (size_t i = 0; i < columns.count; i++)
        buffer_print(&insert, "%s$%zu", i > 0 ? ", " : "", i + 1);
    buffer_add_string(&insert, ")");
    table->select = select.bytes;
    table->insert = insert.bytes;
    table->last = arena_print(arena, "SELECT max(number) FROM %.*s", TEXT_ARGS(table->head.name)).bytes;
    for (size_t i = 0; i < columns.count; i++)
        table->has_number |= text_is(columns.items[i], "number");
}

typedef LIST_OF(EvidenceTable) TableList;

static Status take_columns(EvidenceRow *row, Arena *arena, TableList *tables)
{
    EvidenceTable *table = NULL;
    Text *columns = NULL;
    while (evidence_row_next(row)) {
        Text name = evidence_take_text(row);
        Text column = evidence_take_text(row);
        if (text_is(name, CLASSES))
            continue;
        if (!is_name(name) || !is_name(column))
            return error_at(row->error, ERR_STORE, row->evidence->location, 0,
                            "column_class names what is no column: the base was altered");
        if (!table || !text_equals(table->head.name, name)) {
            table = LIST_ADD(arena, tables);
            table->head.name = name;
            columns = ARENA_ARRAY(arena, Text, COLUMNS_MOST);
            table->head.columns.items = columns;
        }
        if (table->head.columns.count == COLUMNS_MOST)
            return error_at(row->error, ERR_STORE, row->evidence->location, 0,
                            "a table of more than %d columns", COLUMNS_MOST);
        columns[table->head.columns.count++] = column;
    }
    return row->status;
}

Status evidence_find_tables(Evidence *evidence, EvidenceTable **out, size_t *out_count, Error *error)
{
    if (!evidence->tables) {
        Arena *arena = evidence->arena;
        TableList tables = {0};
        EvidenceRow row = evidence_row(evidence, arena, error);
        evidence_row_begin(&row, FIND_COLUMNS);
        Status status = take_columns(&row, arena, &tables);
        if (status != STATUS_OK)
            return status;
        if (tables.count > 0)
            qsort(tables.items, tables.count, sizeof *tables.items, compare_tables);
        for (size_t i = 0; i < tables.count; i++)
            make_sql(arena, &tables.items[i]);
        evidence->tables = tables.items;
        evidence->table_count = tables.count;
    }
    *out = evidence->tables;
    *out_count = evidence->table_count;
    return STATUS_OK;
}

EvidenceTable *evidence_table_at(EvidenceTable *tables, size_t index) { return &tables[index]; }

const EvidenceTableHead *evidence_table_head(const EvidenceTable *table) { return &table->head; }

/* ---- out ---- */

static Value take_value(EvidenceRow *row)
{
    const EvidenceStoreFunctions *functions = row->evidence->functions;
    int column = row->next++;
    Value value = {.kind = functions->kind(row->statement, column)};
    switch (value.kind) {
    case VALUE_NULL:
        break;
    case VALUE_INTEGER:
        value.integer = functions->integer(row->statement, column);
        break;
    case VALUE_REAL:
        value.real = functions->real(row->statement, column);
        break;
    case VALUE_TEXT:
        value.text = functions->text(row->statement, column);
        break;
    }
    return value;
}

Status evidence_copy_table(Evidence *evidence, const EvidenceTable *table, EvidenceTakeRow take,
                           void *context, Error *error)
{
    Value values[COLUMNS_MOST];
    size_t count = table->head.columns.count;
    Status status = STATUS_OK;
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, table->select);
    while (status == STATUS_OK && evidence_row_next(&row)) {
        for (size_t i = 0; i < count; i++)
            values[i] = take_value(&row);
        status = take(context, values, count, error);
    }
    return status != STATUS_OK ? status : row.status;
}

/* ---- in ---- */

Status evidence_restore_begin(Evidence *evidence, Error *error)
{
    EvidenceTable *tables = NULL;
    size_t count = 0;
    Status status = evidence_begin_batch(evidence, error);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, COUNT_ROWS);
    bool is_empty = evidence_row_run(&row) == 0;
    evidence_row_begin(&row, FORGET_LOG);
    if (is_empty)
        evidence_row_run(&row);
    status = row.status;
    if (status == STATUS_OK && !is_empty)
        status =
            error_at(error, ERR_USAGE, evidence->location, 0,
                     "holds reports already: an export is imported into a new base; name another --base");
    if (status == STATUS_OK)
        status = evidence_find_tables(evidence, &tables, &count, error);
    for (size_t i = 0; i < count; i++)
        tables[i].is_filled = false;
    return status;
}

static bool same_columns(TextList a, TextList b)
{
    bool is_same = a.count == b.count;
    for (size_t i = 0; i < a.count && is_same; i++)
        is_same = text_equals(a.items[i], b.items[i]);
    return is_same;
}

/* Tables come in their own order, so that no row refers to one that is not there yet. */
Status evidence_restore_table(Evidence *evidence, const EvidenceTableHead *head, EvidenceTable **out,
                              Error *error)
{
    EvidenceTable *found = NULL;
    for (size_t i = 0; i < evidence->table_count && !found; i++)
        if (text_equals(evidence->tables[i].head.name, head->name))
            found = &evidence->tables[i];
    *out = found;
    if (!found || !same_columns(found->head.columns, head->columns))
        return error_set(
            error, ERR_UNSUPPORTED,
            "table %.*s has other columns in this version's bases: use the hearsay that the file's head "
            "names",
            TEXT_ARGS(text_slice(head->name, 0, head->name.length < 64 ? head->name.length : 64)));
    if (found->is_filled)
        return error_set(error, ERR_FORMAT, "table %.*s comes twice", TEXT_ARGS(found->head.name));
    found->is_filled = true;
    return STATUS_OK;
}

Status evidence_restore_row(Evidence *evidence, const EvidenceTable *table, const Value *values, size_t count,
                            Error *error)
{
    if (count != table->head.columns.count)
        return error_set(error, ERR_FORMAT, "a row of %.*s with %zu values instead of %zu",
                         TEXT_ARGS(table->head.name), count, table->head.columns.count);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, table->insert);
    for (size_t i = 0; i < count; i++)
        switch (values[i].kind) {
        case VALUE_NULL:
            evidence_put_null(&row);
            break;
        case VALUE_INTEGER:
            evidence_put_integer(&row, values[i].integer);
            break;
        case VALUE_REAL:
            evidence_put_real(&row, values[i].real);
            break;
        case VALUE_TEXT:
            evidence_put_words(&row, values[i].text);
            break;
        }
    evidence_row_run(&row);
    return row.status;
}

/* Every text is held against its digest, and the words of every claim against the text. */
static Status check_all(Evidence *evidence, Arena *arena, EvidenceCounts *out, Error *error)
{
    EvidenceWalk *walk = NULL;
    EvidenceWalkOptions options = {.known_by = DAY_NONE, .recorded_by = DAY_NONE, .with_protected = true};
    bool has_more = true;
    Status status = evidence_walk_begin(evidence, evidence->arena, &options, &walk, error);
    while (status == STATUS_OK && has_more) {
        ReportRecord record;
        status = evidence_walk_next(walk, arena, &record, &has_more, error);
        out->reports += has_more;
        out->claims += record.claim_count;
        arena_clear(arena);
    }
    if (status == ERR_STORE && error->name[0] != '\0')
        return error_set(
            error, ERR_FORMAT,
            "the export was altered: what is said of this report or claim does not stand in its text");
    return status;
}

static Status continue_numbers(Evidence *evidence, const EvidenceTable *table, Error *error)
{
    if (!table->has_number || !evidence->functions->continue_numbers)
        return STATUS_OK;
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, table->last);
    int64_t last = evidence_row_run(&row);
    evidence_row_begin(&row, evidence->functions->continue_numbers);
    evidence_put_text(&row, table->head.name);
    evidence_put_integer(&row, last + 1);
    evidence_row_run(&row);
    return row.status;
}

Status evidence_restore_end(Evidence *evidence, Arena *arena, EvidenceCounts *out, Error *error)
{
    *out = (EvidenceCounts){0};
    Status status = check_all(evidence, arena, out, error);
    for (size_t i = 0; i < evidence->table_count && status == STATUS_OK; i++)
        status = continue_numbers(evidence, &evidence->tables[i], error);
    /* The log goes on as that of the base that was copied. */
    if (status == STATUS_OK)
        status = evidence_log_read_state(evidence, error);
    if (status == STATUS_OK && !evidence->has_log)
        status = error_set(error, ERR_FORMAT, "the export was altered: it holds no log");
    return status == STATUS_OK ? evidence_end_batch(evidence, error) : status;
}

void evidence_restore_stop(Evidence *evidence)
{
    Error error;
    evidence->is_batch = false;
    evidence_settle(evidence);
    /* Its own log stands again. */
    if (evidence_log_read_state(evidence, &error) != STATUS_OK)
        evidence->has_log = false;
}
