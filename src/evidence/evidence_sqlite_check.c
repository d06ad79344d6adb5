/* What SQLite itself can tell of a base: damaged pages and indexes, rows that stand on nothing, and a schema
 * that is not ours. */
#include "core/list.h"
#include "evidence/evidence_sqlite.h"

typedef struct Check {
    EvidenceStore *store;
    Arena *arena;
    void (*tell)(void *context, EvidenceFault fault, Text table, Text text);
    void *context;
} Check;

enum { MOST_PROBLEMS = 100 };

static Text column_text(sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_text(statement, column);
    int length = sqlite3_column_bytes(statement, column);
    return bytes && length > 0 ? (Text){bytes, (size_t)length} : TEXT_EMPTY;
}

/* Calls visit for every row of sql. */
static int each_row(const Check *check, const char *sql,
                    void (*visit)(const Check *check, sqlite3_stmt *statement))
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(check->store->database, sql, -1, &statement, NULL);
    if (result == SQLITE_OK)
        while ((result = sqlite3_step(statement)) == SQLITE_ROW)
            visit(check, statement);
    sqlite3_finalize(statement);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

static void visit_problem(const Check *check, sqlite3_stmt *statement)
{
    Text problem = column_text(statement, 0);
    if (!text_is(problem, "ok"))
        check->tell(check->context, FAULT_DAMAGED, TEXT_EMPTY, problem);
}

static void visit_orphan(const Check *check, sqlite3_stmt *statement)
{
    char text[256];
    long long number = sqlite3_column_int64(statement, 1); /* 0: the table has no numbers */
    Text parent = column_text(statement, 2);
    int length =
        number != 0
            ? snprintf(text, sizeof text, "row %lld stands on no row of %.*s", number, TEXT_ARGS(parent))
            : snprintf(text, sizeof text, "a row stands on no row of %.*s", TEXT_ARGS(parent));
    check->tell(check->context, FAULT_ADDED, column_text(statement, 0), (Text){text, (size_t)length});
}

/* ---- the schema, held against one that is made anew in memory ---- */

static const char LIST_SCHEMA[] = "SELECT name, type, tbl_name, sql FROM sqlite_schema"
                                  " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name, type";
static int make_model(sqlite3 **out)
{
    int result = sqlite3_open_v2(":memory:", out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
    for (size_t i = 0; i < evidence_migration_count && result == SQLITE_OK; i++)
        result = sqlite3_exec(*out, evidence_migrations[i].sql, NULL, NULL, NULL);
    return result;
}

static bool is_same(sqlite3_stmt *ours, sqlite3_stmt *theirs)
{
    return text_equals(column_text(ours, 1), column_text(theirs, 1)) &&
           text_equals(column_text(ours, 2), column_text(theirs, 2)) &&
           text_equals(column_text(ours, 3), column_text(theirs, 3));
}

static void tell_part(const Check *check, EvidenceFault fault, sqlite3_stmt *part)
{
    char text[256];
    Text name = column_text(part, 0);
    int length = snprintf(text, sizeof text, "%.*s, part of the schema (%.20s)",
                          (int)(name.length < 120 ? name.length : 120), name.bytes ? name.bytes : "",
                          column_text(part, 1).bytes);
    check->tell(check->context, fault, column_text(part, 2), (Text){text, (size_t)length});
}

/* Both lists are in the order of their first column: what only one of them has is missing or added. */
static int compare(const Check *check, sqlite3 *model)
{
    sqlite3_stmt *ours = NULL, *theirs = NULL;
    int result = sqlite3_prepare_v2(model, LIST_SCHEMA, -1, &ours, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(check->store->database, LIST_SCHEMA, -1, &theirs, NULL);
    int left = result == SQLITE_OK ? sqlite3_step(ours) : result;
    int right = result == SQLITE_OK ? sqlite3_step(theirs) : result;
    while (left == SQLITE_ROW || right == SQLITE_ROW) {
        int order = left != SQLITE_ROW    ? 1
                    : right != SQLITE_ROW ? -1
                                          : text_compare(column_text(ours, 0), column_text(theirs, 0));
        if (order < 0)
            tell_part(check, FAULT_MISSING, ours);
        else if (order > 0)
            tell_part(check, FAULT_ADDED, theirs);
        else if (!is_same(ours, theirs))
            tell_part(check, FAULT_ALTERED, theirs);
        if (order <= 0)
            left = sqlite3_step(ours);
        if (order >= 0)
            right = sqlite3_step(theirs);
        if ((left != SQLITE_ROW && left != SQLITE_DONE) || (right != SQLITE_ROW && right != SQLITE_DONE))
            break;
    }
    if (result == SQLITE_OK && right != SQLITE_DONE)
        result = right;
    sqlite3_finalize(ours);
    sqlite3_finalize(theirs);
    return result;
}

Status evidence_sqlite_check(EvidenceStore *store, Arena *arena,
                             void (*tell)(void *context, EvidenceFault fault, Text table, Text text),
                             void *context, Error *error)
{
    Check check = {store, arena, tell, context};
    sqlite3 *model = NULL;
    _Static_assert(MOST_PROBLEMS == 100, "the pragma says so, too");
    int result = each_row(&check, "PRAGMA integrity_check(100)", visit_problem);
    if (result == SQLITE_OK)
        result = each_row(&check, "PRAGMA foreign_key_check", visit_orphan);
    if (result == SQLITE_OK)
        result = make_model(&model);
    if (result == SQLITE_OK)
        result = compare(&check, model);
    sqlite3_close(model);
    return result == SQLITE_OK ? STATUS_OK : evidence_sqlite_error(store, result, error);
}

Status evidence_model_classes(Arena *arena, TextList *out, Error *error)
{
    LIST_OF(Text) list = {0};
    sqlite3 *model = NULL;
    sqlite3_stmt *statement = NULL;
    int result = make_model(&model);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(model, EVIDENCE_LIST_CLASSES, -1, &statement, NULL);
    if (result == SQLITE_OK)
        while ((result = sqlite3_step(statement)) == SQLITE_ROW)
            for (int i = 0; i < 3; i++)
                *LIST_ADD(arena, &list) = arena_copy(arena, column_text(statement, i));
    sqlite3_finalize(statement);
    sqlite3_close(model);
    *out = (TextList){list.items, list.count};
    return result == SQLITE_DONE ? STATUS_OK : error_set(error, ERR_SYSTEM, "out of memory");
}
