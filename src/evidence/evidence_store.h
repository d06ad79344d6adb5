/* What a database must be able to do for evidence/: transactions, statements with numbered parameters, rows.
 *
 * SQL is written once, in the dialect that SQLite and PostgreSQL share: parameters $1, $2 … in the order of
 * their first appearance, RETURNING, ON CONFLICT, NULLS LAST, CAST($1 AS TEXT) or CAST($1 AS BIGINT) where a
 * parameter may be null or stands in a list of columns; what is true compared (flag = 1), every column that
 * is neither counted nor summed in GROUP BY; no rowid, OR IGNORE, GLOB, LIKE, IFNULL, instr or max of two. A
 * SELECT of many rows begins with that word and runs within begin_reading: PostgreSQL gives it in batches
 * then. A refusal of a statement that gives no rows may be told by a later one of its transaction, or its
 * commit. A statement is known by the address of its SQL, prepared once, and kept. Nothing here allocates
 * from an arena after open, so nothing leaves by a door within a database call. */
#ifndef EVIDENCE_EVIDENCE_STORE_H
#define EVIDENCE_EVIDENCE_STORE_H

#include "evidence/evidence_seal.h"

typedef struct EvidenceStore EvidenceStore;         /* a connection */
typedef struct EvidenceStatement EvidenceStatement; /* belongs to its connection */

typedef struct EvidenceStoreFunctions {
    /* Brings an older base up to date where it may write. */
    Status (*open)(Arena *arena, const EvidenceOptions *options, EvidenceStore **out, Error *error);
    void (*close)(EvidenceStore *store);
    /* Where the base lies, as a message may tell it: without a password. */
    Text (*location)(const EvidenceStore *store);
    /* Ends whatever a call that left by a door has left behind: open rows, an open transaction. */
    void (*settle)(EvidenceStore *store);
    /* Ends open rows alone: the transaction stays. */
    void (*rest)(EvidenceStore *store);
    /* A transaction that may write; waits for another writer as long as the options say. */
    Status (*begin)(EvidenceStore *store, Error *error);
    /* One view of the base for several statements that read. */
    Status (*begin_reading)(EvidenceStore *store, Error *error);
    Status (*commit)(EvidenceStore *store, Error *error);
    /* Leaves nothing of what was deleted in free pages, indexes and journals. Outside of a transaction. */
    Status (*scrub)(EvidenceStore *store, Error *error);
    /* What the store itself can tell of the base: whether it can be read, whether every row stands on another
     * that is there, and whether tables, indexes and triggers are those of this version. table may be empty.
     */
    Status (*check)(EvidenceStore *store, Arena *arena,
                    void (*tell)(void *context, EvidenceFault fault, Text table, Text text), void *context,
                    Error *error);
    /* Gives the statement ready for its parameters, all null. */
    Status (*prepare)(EvidenceStore *store, const char *sql, EvidenceStatement **out, Error *error);
    /* parameter from 1. A refusal is told by the next step. Text must live until the statement is done. */
    void (*bind_integer)(EvidenceStatement *statement, int parameter, int64_t value);
    void (*bind_real)(EvidenceStatement *statement, int parameter, double value);
    void (*bind_text)(EvidenceStatement *statement, int parameter, Text value);
    /* The next row; out_row is false at the end, and then the statement is done. */
    Status (*step)(EvidenceStatement *statement, bool *out_row, Error *error);
    /* column from 0. A value of another type gives 0 or the empty text. Text lives until the next step. */
    bool (*is_null)(EvidenceStatement *statement, int column);
    ValueKind (*kind)(EvidenceStatement *statement, int column);
    int64_t (*integer)(EvidenceStatement *statement, int column);
    double (*real)(EvidenceStatement *statement, int column);
    Text (*text)(EvidenceStatement *statement, int column);
    /* After rows came in with numbers of their own: $1 a table, $2 the number of its next row. NULL where
     * that goes by itself. */
    const char *continue_numbers;
} EvidenceStoreFunctions;

extern const EvidenceStoreFunctions evidence_sqlite;
extern const EvidenceStoreFunctions evidence_postgres;

enum { EVIDENCE_MET_PLACES = 2048, EVIDENCE_PLACE_KEY = 144 };

/* A place that the transaction has met, and its number. */
typedef struct EvidenceMetPlace {
    int64_t number;
    size_t length; /* of key; 0: none */
    char key[EVIDENCE_PLACE_KEY];
} EvidenceMetPlace;

struct Evidence {
    const EvidenceStoreFunctions *functions;
    EvidenceStore *store;         /* NULL once closed */
    Text location;                /* as a message may tell it */
    Text files;                   /* folder of the blobs; empty: digests alone are kept */
    EvidenceMetPlace *met_places; /* EVIDENCE_MET_PLACES of them, where it may write */
    bool lacks_files;             /* the originals are to be kept, and nobody said where */
    bool is_batch;                /* a transaction stands open for several reports */
    bool is_view;                 /* … or for several readings of one question */
    bool may_write;
    Day day;      /* that the program says it is; DAY_NONE: it does not */
    bool has_log; /* and then what its digests are salted with */
    unsigned char salt[SALT_SIZE];
    Arena *arena;          /* lives as long as it is open */
    EvidenceTable *tables; /* once they were asked for */
    size_t table_count;
};

/* What every call begins and ends with: settles the store, but where a batch or a view stands open lets its
 * transaction be. */
void evidence_settle(Evidence *evidence);
/* As the store's begin_reading, where no batch or view stands open. */
Status evidence_begin_reading(Evidence *evidence, Error *error);

/* One statement on its way: parameters are put, or columns taken, in order. After a failure nothing more is
 * done and the status stays, so that a whole record is written with one check at the end. */
typedef struct EvidenceRow {
    Evidence *evidence;
    Arena *arena; /* that taken texts are copied to; NULL: they live in the store until the next row */
    EvidenceStatement *statement;
    int next;
    Status status;
    Error *error;
    EvidenceSeal *seal; /* that takes what is put into its tables; NULL: none */
} EvidenceRow;

EvidenceRow evidence_row(Evidence *evidence, Arena *arena, Error *error);
void evidence_row_begin(EvidenceRow *row, const char *sql);
void evidence_put_integer(EvidenceRow *row, int64_t value);
void evidence_put_null(EvidenceRow *row);
void evidence_put_real(EvidenceRow *row, double value);
void evidence_put_text(EvidenceRow *row, Text value);     /* empty: null */
void evidence_put_words(EvidenceRow *row, Text value);    /* empty stays the empty text */
void evidence_put_bound(EvidenceRow *row, int64_t value); /* COUNT_OPEN: null */
void evidence_put_day(EvidenceRow *row, Day value);       /* DAY_NONE: null */
void evidence_put_date(EvidenceRow *row, const Date *date);
void evidence_put_span(EvidenceRow *row, const TextSpan *span);
/* Runs a statement to its end; the first row's first column, or 0. */
int64_t evidence_row_run(EvidenceRow *row);
/* The next row's columns; false at the end or after a failure. */
bool evidence_row_next(EvidenceRow *row);
int64_t evidence_take_integer(EvidenceRow *row);
bool evidence_take_bool(EvidenceRow *row);
double evidence_take_real(EvidenceRow *row, bool *out_given);
Text evidence_take_text(EvidenceRow *row);
int64_t evidence_take_bound(EvidenceRow *row);
Day evidence_take_day(EvidenceRow *row);
Date evidence_take_date(EvidenceRow *row);
TextSpan evidence_take_span(EvidenceRow *row);

/* The number of the place, which enters the base where it is new to it. */
int64_t evidence_add_place(EvidenceRow *row, const PlaceRow *place);
/* Before each transaction and after one that failed: what was met may be gone. */
void evidence_forget_places(Evidence *evidence);

/* The classes of all columns as this version's schema gives them, whatever store the base is in: table,
 * column, class, table, column, class …, in the order of EVIDENCE_LIST_CLASSES. */
#define EVIDENCE_LIST_CLASSES                                                                                \
    "SELECT table_name, column_name, class FROM column_class ORDER BY table_name, column_name"
MUST_USE Status evidence_model_classes(Arena *arena, TextList *out, Error *error);

/* Writes the bytes under files/ab/cdef…, their SHA-256, unless they stand there already: to a file of their
 * own, synced, then renamed, read-only. */
MUST_USE Status evidence_blob_write(Arena *arena, Text files, Text sha256, Text bytes, Error *error);
/* Whether a file of that name lies there; files may be empty. */
bool evidence_blob_stands(Text files, Text sha256);
/* Whether it is there, and whether its bytes have that digest. ERR_SYSTEM where it cannot be read. */
MUST_USE Status evidence_blob_check(Text files, Text sha256, bool *out_there, bool *out_right, Error *error);
/* Removes it, and its name from the disk. One that is not there is no error. */
MUST_USE Status evidence_blob_remove(Text files, Text sha256, bool *out_removed, Error *error);
/* Calls visit with the digest that the name of each file says, until it fails. A folder that is missing is
 * empty. */
MUST_USE Status evidence_blob_visit(Text files, Status (*visit)(void *context, Text sha256), void *context,
                                    Error *error);
/* Removes what a killed writer has left in files/new. */
void evidence_blob_sweep(Arena *arena, Text files);

#endif
