/* The rows of one report become one digest, the same whether they are taken on their way into the base or out
 * of it, and notes of what each table and claim came to, by which an altered row is named. */
#ifndef EVIDENCE_EVIDENCE_SEAL_H
#define EVIDENCE_EVIDENCE_SEAL_H

#include "core/buffer.h"
#include "core/digest.h"
#include "core/list.h"
#include "evidence/evidence.h"

enum { SEAL_TABLES = 24, SALT_SIZE = 32 };

/* A table whose rows are sealed with what they belong to. */
typedef struct SealTable {
    const char *name;
    /* A letter a column, in the order in which they are written: i an integer, r a real, t a text. */
    const char *types;
    /* The rows of one subject, $1, in the order in which they were written. */
    const char *find;
    bool is_claim; /* a claim; claim_*: what belongs to one */
    bool is_of_claim;
} SealTable;

extern const SealTable evidence_report_tables[];
extern const size_t evidence_report_table_count;
extern const SealTable evidence_decision_tables[];
extern const size_t evidence_decision_table_count;
extern const SealTable evidence_lineage_tables[];
extern const size_t evidence_lineage_table_count;

/* What one claim's rows came to. The id lies in EvidenceSeal.ids. */
typedef struct SealedClaim {
    int64_t number; /* 0 on the way in: rows belong to the last claim */
    size_t id_begin, id_length;
    int64_t version;
    uint64_t sum;
} SealedClaim;

typedef struct EvidenceSeal {
    const SealTable *tables;
    size_t table_count;
    Buffer rows[SEAL_TABLES];
    uint64_t counts[SEAL_TABLES], sums[SEAL_TABLES];
    LIST_OF(SealedClaim) claims;
    Buffer ids, out_tables, out_claims;
    Arena *arena;
    size_t table;     /* that a row is being written of; SEAL_TABLES: none */
    size_t row_begin; /* of that row in rows[table] */
    size_t column;
    size_t
        null_count; /* at the row's end so far: they are left out, so that a later column changes nothing */
    int64_t owner;  /* the row's first integer */
    int64_t version;
    size_t id_begin;
} EvidenceSeal;

/* Empty and ready for rows; memory grows to that of the largest subject and is used again after _clear. */
EvidenceSeal evidence_seal_in(Arena *arena, const SealTable *tables, size_t count);
void evidence_seal_clear(EvidenceSeal *seal);
/* A row of the table that sql ("INSERT INTO table (…") writes begins; a statement of another kind is passed
 * over. */
void evidence_seal_begin(EvidenceSeal *seal, const char *sql);
void evidence_seal_begin_table(EvidenceSeal *seal, size_t table);
void evidence_seal_null(EvidenceSeal *seal);
void evidence_seal_integer(EvidenceSeal *seal, int64_t value);
void evidence_seal_real(EvidenceSeal *seal, double value);
void evidence_seal_text(EvidenceSeal *seal, Text value);
/* What the place says that the row leads to: its last columns. */
void evidence_seal_place(EvidenceSeal *seal, const PlaceRow *place);
/* Ends the row. number: of the claim, where the table is claim and it is known. */
void evidence_seal_end(EvidenceSeal *seal, int64_t number);

/* BLAKE2b-256 over all rows and whether an original is kept, keyed with the base's salt. */
void evidence_seal_digest(const EvidenceSeal *seal, const unsigned char salt[SALT_SIZE], bool has_original,
                          unsigned char out[DIGEST_SIZE]);
/* A line a table: name, rows, sum; and a line a claim: id, version, sum. They live until _clear. */
Text evidence_seal_tables(EvidenceSeal *seal);
Text evidence_seal_claims(EvidenceSeal *seal);

#endif
