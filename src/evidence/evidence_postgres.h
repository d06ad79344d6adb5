/* The PostgreSQL store's connection, shared by its files: where the base lies, opening, and statements.
 *
 * libpq holds one conversation with the server. It is kept in pipeline mode: commands are queued, and collect
 * sends what was queued and takes its results, so that a report's rows cross the network in few round trips.
 */
#ifndef EVIDENCE_EVIDENCE_POSTGRES_H
#define EVIDENCE_EVIDENCE_POSTGRES_H

#include <libpq-fe.h>

#include "core/buffer.h"
#include "evidence/evidence_schema.h"
#include "evidence/evidence_store.h"

enum {
    POSTGRES_STATEMENTS = 128,
    POSTGRES_PARAMETERS = 128, /* of one statement */
    POSTGRES_QUEUE = 200, /* commands that wait for their results; their answers fit any socket's buffer */
    POSTGRES_DIGITS = 24
};

/* What of a statement's rows is here, and where the others come from. */
typedef enum PostgresRows {
    ROWS_NOT_YET, /* parameters are put */
    ROWS_WHOLE,   /* all are in result */
    ROWS_BATCH,   /* a cursor gives more */
    ROWS_DONE
} PostgresRows;

struct EvidenceStatement {
    EvidenceStore *store;
    const char *sql;
    char name[16];
    int parameter_count;
    bool gives_rows;
    bool has_cursor; /* is open on the server */
    bool is_refused; /* a parameter does not fit */
    bool is_small;   /* its rows fitted a batch when it was asked last */
    PostgresRows rows;
    PGresult *result;
    int row;
    Oid types[POSTGRES_PARAMETERS];
    const char *values[POSTGRES_PARAMETERS]; /* NULL: null */
    int lengths[POSTGRES_PARAMETERS];
    int formats[POSTGRES_PARAMETERS];
    char digits[POSTGRES_PARAMETERS][POSTGRES_DIGITS];
};

typedef enum PostgresTransaction { POSTGRES_NONE, POSTGRES_READING, POSTGRES_WRITING } PostgresTransaction;

struct EvidenceStore {
    PGconn *connection; /* NULL once closed */
    Text location;      /* for messages: without a password */
    int wait_milliseconds;
    bool may_write;
    PostgresTransaction transaction;
    Error failure; /* that the open transaction failed with; its status is STATUS_OK before */
    int queued;
    bool is_unsent; /* a command could not even be queued */
    int name_count;
    EvidenceStatement statements[POSTGRES_STATEMENTS];
    size_t statement_count;
};

/* Where a base lies: what a message may tell of it (no password, no further settings), and whether the words
 * of reports cross a network to get there. ERR_USAGE: it is no such address; the message quotes nothing. */
typedef struct PostgresPlace {
    Text name;
    bool is_remote;
    bool names_encryption; /* sslmode is given */
} PostgresPlace;
MUST_USE Status evidence_postgres_locate(Arena *arena, Text location, PostgresPlace *out, Error *error);

/* Turns a result, or the connection's own state where it is NULL, into an error that names the base and the
 * remedy. */
Status evidence_postgres_error(const EvidenceStore *store, const PGresult *result, Error *error);
/* One command more for collect, which also tells of one that libpq refused to send (did_send 0). */
void evidence_postgres_queue(EvidenceStore *store, int did_send);
/* A command without parameters into the queue. */
void evidence_postgres_queue_sql(EvidenceStore *store, const char *sql);
/* Waits for all that is queued. out (may be NULL): the last command's result, for the caller to clear; NULL
 * after an error, which is the first one's. */
MUST_USE Status evidence_postgres_collect(EvidenceStore *store, PGresult **out, Error *error);
/* Queues the beginning of a transaction in which nobody else writes. */
void evidence_postgres_queue_begin(EvidenceStore *store);
Status evidence_postgres_begin(EvidenceStore *store, Error *error);
Status evidence_postgres_begin_reading(EvidenceStore *store, Error *error);
Status evidence_postgres_commit(EvidenceStore *store, Error *error);
void evidence_postgres_settle(EvidenceStore *store);
void evidence_postgres_rest(EvidenceStore *store);
/* The statement's own; its cursor is closed with the next commands. */
void evidence_postgres_end_rows(EvidenceStatement *statement);

Status evidence_postgres_open(Arena *arena, const EvidenceOptions *options, EvidenceStore **out,
                              Error *error);
void evidence_postgres_close(EvidenceStore *store);
/* Runs what the base lacks of the migrations, all in one transaction. */
MUST_USE Status evidence_postgres_migrate(EvidenceStore *store, const struct EvidenceMigration *migrations,
                                          size_t count, Error *error);
/* Rebuilds the tables without what was deleted, and their statistics. The server's own log keeps it until it
 * is written over (docs/base.md). */
Status evidence_postgres_scrub(EvidenceStore *store, Error *error);
Status evidence_postgres_check(EvidenceStore *store, Arena *arena,
                               void (*tell)(void *context, EvidenceFault fault, Text table, Text text),
                               void *context, Error *error);

#endif
