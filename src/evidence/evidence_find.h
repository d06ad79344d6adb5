/* What the files that read the base share: ranges of ids, many rows by their numbers, reports, places,
 * claims. */
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
/* Of place p, as evidence_take_place takes them. */
#define EVIDENCE_PLACE_COLUMNS                                                                               \
    "p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude"

/* A statement over the rows of some numbers, for a few and for many of them. The numbers come first in it;
 * they are filled up with null, and what else it takes begins at EVIDENCE_FEW + 1 and EVIDENCE_MANY + 1. */
enum { EVIDENCE_FEW = 8, EVIDENCE_MANY = 64 };
typedef struct EvidenceManySql {
    const char *few, *many;
} EvidenceManySql;
#define EVIDENCE_IN_FEW " IN ($1, $2, $3, $4, $5, $6, $7, $8)"
#define EVIDENCE_IN_MANY                                                                                     \
    " IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,"   \
    " $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41,"   \
    " $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61,"   \
    " $62, $63, $64)"
#define EVIDENCE_MANY_SQL(head, tail)                                                                        \
    {                                                                                                        \
        head EVIDENCE_IN_FEW tail, head EVIDENCE_IN_MANY tail                                                \
    }
/* Begins it with up to EVIDENCE_MANY numbers. */
void evidence_begin_many(EvidenceRow *row, const EvidenceManySql *sql, const int64_t *numbers, size_t count);

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

/* Of claim c in report r. */
#define EVIDENCE_CLAIM_COLUMNS                                                                               \
    "c.number, c.report, c.position, c.id, r.id, c.kind, c.is_event, c.is_coarse, c.status, c.part,"         \
    " c.happens, c.all_first, c.all_last, c.some_first, c.some_last, c.starts, c.has_end, c.asof,"           \
    " c.number_is_given, c.number_low, c.number_high, c.number_unit, c.number_of, c.number_as,"              \
    " c.number_is_approximate, c.number_is_vague, c.rule, c.sure, c.checked, c.pack, c.recorded, "           \
    "c.superseded"
void evidence_take_claim(EvidenceRow *row, ClaimRow *out);
/* Reads the lists and the sources of claims whose own columns were taken, in any order; row has their arena.
 */
void evidence_find_lists(EvidenceRow *row, ClaimRow *const *claims, size_t count, bool with_ways);
/* by and whom alone. */
void evidence_find_roles(EvidenceRow *row, ClaimRow *const *claims, size_t count);
/* ERR_STORE where the words of one do not stand in the text of its report: one text for all, or NULL to read
 * each report's. */
MUST_USE Status evidence_check_claims(EvidenceRow *row, ClaimRow *const *claims, size_t count,
                                      const Text *text);

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
