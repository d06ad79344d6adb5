/* Rows become JSON Lines, CSV or plain text. */
#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "core/buffer.h"
#include "query/query.h"
#include "score/score.h"

typedef enum PresentFormat { PRESENT_TABLE, PRESENT_JSONL, PRESENT_CSV } PresentFormat;

typedef struct PresentOptions {
    PresentFormat format;
    bool with_protected; /* words and sources of protected reports too */
    size_t width;        /* columns of a terminal; 0: 100 */
    bool is_picture;     /* of timeline and counts alone: SVG, whatever the format */
} PresentOptions;

/* A plain text and what was found in it. */
typedef struct PresentText {
    Text text;
    const Sentences *sentences;
    const Mentions *mentions;
    const MentionData *data;
    const Report *report;
} PresentText;
/* In the forms of docs/mentions.md. Offsets are code points of the text. */
void present_times(Buffer *out, const PresentText *read);  /* the text, with TIMEX3 tags in it */
void present_places(Buffer *out, const PresentText *read); /* GeoJSON */
void present_quotes(Buffer *out, const PresentText *read); /* JSON Lines, a quotation each */
void present_events(Buffer *out, const PresentText *read); /* JSON Lines, a predicate each */

/* One claim as one JSON line, in the form of docs/claim-format.md. */
void present_claim_json(Buffer *out, const ReportRow *report, const ClaimRow *claim);
void present_ask(Buffer *out, const Answer *answer, const Question *question, const PresentOptions *options);
void present_timeline(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options);
void present_counts(Buffer *out, const Answer *answer, const Question *question,
                    const PresentOptions *options);
/* Measures with their steps, each with its claim; what no report says by itself is marked as inferred. */
void present_measures(Buffer *out, const Lives *lives, const Question *question,
                      const PresentOptions *options);
/* Everything of one claim: each field with the words that it rests on, and the rule that made it. */
void present_claim(Buffer *out, const ReportRow *report, const ClaimRow *claim,
                   const PresentOptions *options);
/* Behind present_claim: how many voices say so, what says the same, and what speaks against it. */
void present_beside(Buffer *out, const Beside *beside, const PresentOptions *options);
/* What a claim was read with: the pack, and the sentences of the paragraph that holds its words. */
typedef struct PresentWhy {
    const Pack *pack;
    const Sentences *sentences; /* or NULL */
    Text text;                  /* of the report */
    Span trigger;               /* the words that the rule asked for */
    uint32_t pattern_line;      /* in the rule's file: the pattern that found them; 0: not known */
} PresentWhy;
/* Behind present_claim: the rule, how each field was filled, and the tree of the sentence. */
void present_why(Buffer *out, const PresentWhy *why, const ClaimRow *claim);

/* ---- exports: a base written report by report (docs/exports.md) ---- */

typedef enum PresentExportFormat {
    EXPORT_JSONL,         /* a report or a claim a line */
    EXPORT_CSV,           /* a claim a row */
    EXPORT_GEOJSON,       /* a claim a feature */
    EXPORT_ANNOTATION,    /* W3C Web Annotation: a claim an annotation on its report's address */
    EXPORT_FTM,           /* FollowTheMoney, an entity a line */
    EXPORT_FTM_STATEMENTS /* …, a statement a line */
} PresentExportFormat;

typedef struct PresentExport {
    PresentExportFormat format;
    bool with_protected; /* written into the head */
    bool with_unchecked; /* FollowTheMoney: claims that no person checked */
    Text version;        /* of the program */
    const Question *question;
    uint64_t report_count, row_count; /* written so far */
    uint64_t unchecked_count;         /* left out for not being checked */
} PresentExport;

/* A claim as the question's answer lists it, and in which list. */
typedef struct PresentExportRow {
    AnswerRow row;
    const char *part;
} PresentExportRow;

void present_export_begin(Buffer *out, const PresentExport *export);
/* A report and those of its claims that were asked for, in the order of the text. */
void present_export_report(Buffer *out, PresentExport *export, const ReportRecord *record,
                           const PresentExportRow *rows, size_t count);
/* The base's own rows, from which it can be made again: JSON Lines with protected alone. */
bool present_export_has_tables(const PresentExport *export);
void present_export_table(Buffer *out, const EvidenceTableHead *head);
void present_export_values(Buffer *out, const Value *values, size_t count);
void present_export_end(Buffer *out, const PresentExport *export);

/* For authors of packs: the rules that a text sets off, those that match first, then those that nearly do. */
void present_tries(Buffer *out, const Pack *pack, Text text, const ClaimTries *tries);

typedef struct PresentScoreOptions {
    bool by_kind;     /* each kind, and what was read as another */
    bool by_sureness; /* how often claims of each tenth of sureness are right */
    size_t misses;    /* how many missed and how many extra claims are listed */
} PresentScoreOptions;
void present_score(Buffer *out, const Score *score, const PresentScoreOptions *options);

/* Where the reports asked about come from, a line each, or in a table with what each comes from, and what
 * comes from it, below it; of a claim the reports that carry the same, each below the one that it comes from.
 */
void present_sources(Buffer *out, const Origins *origins, const PresentOptions *options, uint64_t *out_found);
typedef struct PresentClaim {
    const ReportRow *report; /* with its text */
    const ClaimRow *claim;
} PresentClaim;
/* Claims to be gone through by a person: each with its words and its fields. */
void present_review(Buffer *out, const PresentClaim *claims, size_t count, const PresentOptions *options);
/* What people decided, in the order in which they did. out_found: how many are told. */
void present_decisions(Buffer *out, const Decisions *decisions, const PresentOptions *options,
                       uint64_t *out_found);
/* What verifying found, one by one, and what was verified. */
void present_findings_head(Buffer *out, const PresentOptions *options);
void present_finding(Buffer *out, const EvidenceFinding *finding, const PresentOptions *options);
void present_purged(Buffer *out, const EvidencePurged *purged); /* in a line */
void present_verified(Buffer *out, const EvidenceVerified *verified, const PresentOptions *options);
/* The same rows as pictures: SVG files of their own. */
void present_timeline_svg(Buffer *out, const Answer *answer, const Question *question,
                          const PresentOptions *options);
void present_counts_svg(Buffer *out, const Answer *answer, const Question *question,
                        const PresentOptions *options);
/* One JSON object each: {"places":[…]}, {"lanes":[…]}, and how much the base holds. */
void present_place_marks(Buffer *out, const PlaceMarks *marks);
void present_lanes(Buffer *out, const Lanes *lanes);
void present_state(Buffer *out, const EvidenceState *state);
/* A report with its claims in the order of the text. */
void present_report(Buffer *out, const ReportRow *report, const ClaimRow *claims, size_t claim_count,
                    const PresentOptions *options);

#endif
