/* What the files that read the base share: ranges of ids, reports, places, and the claims of one report. */
#ifndef EVIDENCE_EVIDENCE_FIND_H
#define EVIDENCE_EVIDENCE_FIND_H

#include "evidence/evidence_decide.h"

/* Ids from first to last in byte order, both included. */
typedef struct IdRange {
    Text first, last;
} IdRange;

/* The id alone, or every id that begins so; an empty one that is not whole gives all. */
IdRange evidence_id_range(Arena *arena, Text id, bool is_whole);
void evidence_put_range(EvidenceRow *row, const IdRange *range);
void evidence_take_place(EvidenceRow *row, PlaceRow *out);

/* Of report r, its number first. */
#define EVIDENCE_REPORT_COLUMNS                                                                              \
    "r.number, r.id, r.sha256, r.text_sha256, r.name, r.format, r.extractor, r.container_name,"              \
    " r.container_sha256, r.container_offset, r.byte_count, r.title, r.outlet, r.url, r.language,"           \
    " r.translated, r.retold, r.is_protected, r.published, r.published_all_first, r.published_all_last,"     \
    " r.published_some_first, r.published_some_last, r.published_basis, r.recorded, r.sentence_count,"       \
    " r.claim_count, r.unread_count"
/* The columns behind the number. */
void evidence_take_report(EvidenceRow *row, ReportRow *out);
/* row is a second one beside that of the report. */
TextList evidence_find_notes(EvidenceRow *row, int64_t report);
/* ERR_STORE: the text is not the one that was frozen. */
MUST_USE Status evidence_check_text(Arena *arena, const ReportRow *report, Error *error);

/* One report whose claims are looked for. */
typedef struct EvidenceClaimsOf {
    int64_t report; /* its number */
    Text text;
    Day recorded_by;
    const Standings *standings; /* as of then */
    bool with_mistaken;         /* keeps claims that a person found mistaken */
} EvidenceClaimsOf;
/* Its claims that stand, or stood at the end of the day recorded_by, with their ways, in the order of the
 * text; each is held against the text. */
MUST_USE Status evidence_find_claims_of(Evidence *evidence, Arena *arena, const EvidenceClaimsOf *of,
                                        ClaimRows *out, Error *error);

#endif
