/* What enters, is decided and is purged becomes entries of a log that is only added to: the leaves of a
 * Merkle tree, whose running state stands in the base. An entry holds digests, handles and days, no words. */
#ifndef EVIDENCE_EVIDENCE_LOG_H
#define EVIDENCE_EVIDENCE_LOG_H

#include "evidence/evidence_merkle.h"
#include "evidence/evidence_store.h"

enum { LOG_MOST_HANDLE = 128, LOG_MOST_REASON = 64, LOG_LEAF_SIZE = 512 };

typedef struct LogEntry {
    Text act; /* cover, read, decide, trace, purge */
    Day day;
    Text digest;     /* 64 hex digits */
    int64_t follows; /* the entry before on the same thing; 0: none */
    Text handle;     /* of the person, or empty */
    Text reason;     /* a code, or empty */
} LogEntry;

/* The bytes of an entry's leaf: a line "key value" for each member that is given. The empty text where a
 * member is too long or has a line's end in it. */
Text evidence_log_leaf(const LogEntry *entry, char out[LOG_LEAF_SIZE]);

enum { LOG_ORIGIN_SIZE = 32 };
/* "hearsay/" and 16 hex digits of the salt's SHA-256: the log's name says nothing of what it is about. */
Text evidence_log_origin(const unsigned char salt[SALT_SIZE], char out[LOG_ORIGIN_SIZE]);

/* Called when a base was opened: reads what the log's digests are salted with. Where the base has no log and
 * may be written, one is begun, and an entry covers every report that stands in it. */
MUST_USE Status evidence_log_open(Evidence *evidence, Arena *arena, Day day, Error *error);

/* Reads again what the log's digests are salted with: has_log is false where the base has no log, or its
 * state is not one. */
MUST_USE Status evidence_log_read_state(Evidence *evidence, Error *error);

/* Within a transaction: adds an entry and gives its number, 0 after a failure. */
int64_t evidence_log_append(EvidenceRow *row, const LogEntry *entry);
/* Within a transaction: enters what the rows in seal came to, and keeps it with the subject. given has act,
 * day, handle and reason; the rest is filled in. is_new: the subject has no seal yet. */
void evidence_log_seal(EvidenceRow *row, EvidenceSeal *seal, Text subject, int64_t number, Text id,
                       bool has_original, bool is_new, const LogEntry *given);
/* Fills the seal, which is cleared, with the rows of a subject as they stand. */
void evidence_log_take(EvidenceRow *row, EvidenceSeal *seal, int64_t subject);
/* Within a transaction, after the rows of a report were changed (a correction, a decision, a new version):
 * enters its state. The report keeps its original or the lack of one. */
MUST_USE Status evidence_log_report(Evidence *evidence, Arena *arena, int64_t report, const LogEntry *entry,
                                    Error *error);
/* The same for what the base traced of all its reports. */
MUST_USE Status evidence_log_lineage(Evidence *evidence, Arena *arena, const LogEntry *entry, Error *error);

#define LOG_SUBJECT_REPORT   TEXT("report")
#define LOG_SUBJECT_DECISION TEXT("decision")
#define LOG_SUBJECT_LINEAGE  TEXT("lineage")

#endif
