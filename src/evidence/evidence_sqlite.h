/* The SQLite store's connection, shared by its two files: opening, and statements. */
#ifndef EVIDENCE_EVIDENCE_SQLITE_H
#define EVIDENCE_EVIDENCE_SQLITE_H

#include <sqlite3.h>

#include "evidence/evidence_schema.h"
#include "evidence/evidence_store.h"

enum { SQLITE_STATEMENTS = 128 };

struct EvidenceStatement {
    EvidenceStore *store;
    const char *sql;
    sqlite3_stmt *prepared;
    int bind_result; /* the first refusal since prepare */
};

struct EvidenceStore {
    sqlite3 *database;
    Text location;    /* as the user wrote it, for messages */
    const char *path; /* as SQLite gets it */
    int wait_milliseconds;
    bool may_write;
    EvidenceStatement statements[SQLITE_STATEMENTS];
    size_t statement_count;
};

/* Turns a result code into an error that names the base and the remedy. */
Status evidence_sqlite_error(const EvidenceStore *store, int result, Error *error);
Status evidence_sqlite_open(Arena *arena, const EvidenceOptions *options, EvidenceStore **out, Error *error);
void evidence_sqlite_close(EvidenceStore *store);
/* Runs what the base lacks of the migrations, all in one transaction. */
MUST_USE Status evidence_sqlite_migrate(EvidenceStore *store, const struct EvidenceMigration *migrations,
                                        size_t count, Error *error);
/* Rebuilds the file without what was deleted, and empties the write-ahead log. */
Status evidence_sqlite_scrub(EvidenceStore *store, Error *error);
Status evidence_sqlite_check(EvidenceStore *store, Arena *arena,
                             void (*tell)(void *context, EvidenceFault fault, Text table, Text text),
                             void *context, Error *error);

#endif
