/* What PostgreSQL itself can tell of a base: that its columns are those that the base says it has, and that
 * the log's trigger stands. That a row stands on another is kept by the server. */
#include "evidence/evidence_postgres.h"

static const char ADDED[] =
    "SELECT CAST(t.table_name AS TEXT), CAST(t.column_name AS TEXT) FROM information_schema.columns t"
    " WHERE t.table_schema = 'hearsay' AND t.table_name <> 'base' AND NOT EXISTS (SELECT 1 FROM column_class "
    "c"
    " WHERE c.table_name = t.table_name AND c.column_name = t.column_name) ORDER BY 1, 2";
static const char MISSING[] =
    "SELECT c.table_name, c.column_name FROM column_class c WHERE NOT EXISTS (SELECT 1 FROM"
    " information_schema.columns t WHERE t.table_schema = 'hearsay' AND c.table_name = t.table_name"
    " AND c.column_name = t.column_name) ORDER BY 1, 2";
static const char TRIGGERS[] = "SELECT w.name FROM (VALUES ('journal_keeps')) AS w (name) WHERE NOT EXISTS "
                               "(SELECT 1 FROM pg_trigger t JOIN"
                               " pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = "
                               "c.relnamespace WHERE n.nspname = 'hearsay'"
                               " AND CAST(t.tgname AS TEXT) = w.name AND t.tgenabled <> 'D')";

Status evidence_postgres_check(EvidenceStore *store, Arena *arena,
                               void (*tell)(void *context, EvidenceFault fault, Text table, Text text),
                               void *context, Error *error)
{
    static const struct {
        const char *sql;
        EvidenceFault fault;
        const char *text;
    } questions[] = {{ADDED, FAULT_ADDED, "column"}, {MISSING, FAULT_MISSING, "column"}};
    Evidence evidence = {.functions = &evidence_postgres, .store = store, .location = store->location};
    EvidenceRow row = evidence_row(&evidence, arena, error);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        evidence_row_begin(&row, questions[i].sql);
        while (evidence_row_next(&row)) {
            Text table = evidence_take_text(&row);
            Text column = evidence_take_text(&row);
            tell(context, questions[i].fault, table,
                 arena_print(arena, "%s %.*s, part of the schema", questions[i].text, TEXT_ARGS(column)));
        }
    }
    evidence_row_begin(&row, TRIGGERS);
    while (evidence_row_next(&row)) {
        Text name = evidence_take_text(&row);
        tell(context, FAULT_MISSING, TEXT("journal"),
             arena_print(arena, "trigger %.*s, part of the schema", TEXT_ARGS(name)));
    }
    return row.status;
}
