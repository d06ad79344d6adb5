/* The schema as the build embeds it: src/evidence/schema/NNN_name.sql in order, version NNN. */
#ifndef EVIDENCE_EVIDENCE_SCHEMA_H
#define EVIDENCE_EVIDENCE_SCHEMA_H

#include <stddef.h>

enum {
    EVIDENCE_APPLICATION_ID = 0x68737961 /* "hsya": in every base; in an SQLite file's header, for file(1) */
};

struct EvidenceMigration {
    int version; /* that a base has once it ran; ascending from 1 */
    const char *name;
    const char *sql; /* statements; run in one transaction */
};

extern const struct EvidenceMigration evidence_migrations[];          /* for SQLite */
extern const struct EvidenceMigration evidence_postgres_migrations[]; /* the same steps */
extern const size_t evidence_migration_count;                         /* of each */

#endif
