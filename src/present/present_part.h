/* What the files of present/ share: a claim's members as JSON, in words, and the cells of CSV. */
#ifndef PRESENT_PRESENT_PART_H
#define PRESENT_PRESENT_PART_H

#include "core/utf8.h"
#include "present/present.h"
#include "present/present_json.h"

typedef enum ClaimMembers {
    MEMBERS_ALL,   /* as it was read: the filter's form */
    MEMBERS_ANSWER /* in an answer: without the reader's sureness, private persons without their words */
} ClaimMembers;
/* The members of a claim's "report". */
void present_add_report_members(Json *json, const ReportRow *report);
void present_add_claim(Json *json, const ReportRow *report, const ClaimRow *claim, ClaimMembers members);

/* "the consulate → trade workers, in Dandong, not to Beijing" */
void present_claim_words(Buffer *out, const ClaimRow *claim);
/* "from a day in 2022-01-31..2022-02-06, until 2022-02-20", "as of the report" */
void present_when_words(Buffer *out, const ReportRow *report, const ClaimRow *claim);
/* "about 6,000 people (stock)" */
void present_count_words(Buffer *out, const CountRow *count);
/* "a source in Dandong (anonymous), in Radio Free Asia, 2022-02-10 · 1 voice" */
void present_source_words(Buffer *out, const ReportRow *report, const ClaimRow *claim);
void present_voices(Buffer *out, int64_t low, int64_t high);
/* "denied by #c1a2b3c4d", "other value in #c1a2b3c4d (6000 people)" */
void present_contrary(Buffer *out, const Contrary *contrary);
/* How a source of type private is shown. */
Text present_source_as(const SourceRow *source);
/* Escapes and protests are shown no finer than town and month, and few as "a few". */
bool present_is_coarse(const ClaimRow *claim);

/* Text without control characters, cut behind a word at about most code points with "…"; 0: whole. */
void present_clean(Buffer *out, Text text, size_t most);
/* Pads with blanks to column (counted in code points from line_begin, a length of out). */
void present_pad(Buffer *out, size_t line_begin, size_t column);

/* "same by decision of ana on 2026-11-22: both name the list (decision 3)" */
void present_decision_words(Buffer *out, const Decision *decision);
/* The row's decisions as the member "decisions"; nothing where there are none. */
void present_row_decisions(Json *json, const AnswerRow *row);
/* Blank-parted text set in lines of the width, each begun with the indent. */
void present_wrapped(Buffer *out, Text text, size_t indent, size_t width);
size_t present_width(const PresentOptions *options);

void present_coverage_words(Buffer *out, const Answer *answer, const Question *question);
void present_coverage_json(Buffer *out, const Answer *answer, const Question *question);

/* [start,end] in code points; null for an empty span. */
void present_json_span(Json *json, const char *key, const Utf8Marks *marks, Span span);

void present_csv_cell(Buffer *out, Text text, bool *is_first);
void present_csv_end(Buffer *out, bool *is_first);

/* The columns of an answer's rows; one row; and a row that is no claim, whose words stand under the last
 * column. */
void present_csv_heads(Buffer *out);
void present_csv_row(Buffer *out, const char *part, const AnswerRow *row);
void present_csv_note(Buffer *out, const char *row, Text report, Text words);

/* Calls add for every row that the answer shows, with the list that it stands in: claim, undated, later … */
typedef void (*PresentRow)(Buffer *out, const char *part, const AnswerRow *row);
void present_each_row(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options, PresentRow add);

/* The claims of one report, with no answer to a question; or the row of one. */
void present_claim_csv(Buffer *out, const ReportRow *report, const ClaimRow *claim);
void present_claims_csv(Buffer *out, const ReportRow *report, const ClaimRow *claims, size_t claim_count);

/* The rows of an answer in JSON Lines and CSV, closed by the coverage. */
void present_rows_json(Buffer *out, const Answer *answer, const Question *question,
                       const PresentOptions *options);
void present_rows_csv(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options);

#endif
