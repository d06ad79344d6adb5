/* The schema as the build embeds it: src/evidence/schema/NNN_name.sql in order, version NNN. */
#ifndef EVIDENCE_EVIDENCE_SCHEMA_H
#define EVIDENCE_EVIDENCE_SCHEMA_H

#include <stddef.h>

struct EvidenceMigration {
    int version; /* that a base has once it ran; ascending from 1 */
    const char *name;
    const char *sql; /* statements; run in one transaction */
};

extern const struct EvidenceMigration evidence_migrations[];
extern const size_t evidence_migration_count;

#endif
