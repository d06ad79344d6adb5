/* What the two halves of verifying share: the log against itself, and the base against the log. */
#ifndef EVIDENCE_EVIDENCE_VERIFY_H
#define EVIDENCE_EVIDENCE_VERIFY_H

#include "evidence/evidence_log.h"
#include "evidence/evidence_note.h"

typedef struct Verify {
    Evidence *evidence;
    Arena *arena;
    const EvidenceVerifyOptions *options;
    EvidenceVerified *out;
    Error *error;
} Verify;

/* Tells a finding whose ids and table stand in it; the text is printed from format. */
void evidence_tell(Verify *verify, EvidenceFinding finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Every entry against its leaf, the tree against its state and the checkpoint, what the entries tell of
 * against what stands in the base. */
MUST_USE Status evidence_verify_log(Verify *verify);

#endif
