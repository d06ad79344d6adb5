#include "evidence/evidence_version.h"

static const char FIND_STANDING[] = "SELECT report, recorded FROM claim WHERE id = $1 AND superseded IS NULL";
static const char SUPERSEDE[] = "UPDATE claim SET superseded = $1 WHERE id = $2 AND superseded IS NULL";
static const char NEXT_VERSION[] = "SELECT COALESCE(max(version), 0) + 1 FROM claim WHERE id = $1";
static const char FIND_POSITION[] = "SELECT COALESCE((SELECT position FROM claim WHERE id = $1"
                                    " ORDER BY version DESC LIMIT 1),"
                                    " (SELECT max(position) + 1 FROM claim WHERE report = $2), 0)";
static const char FIND_REPORT[] = "SELECT number, text FROM report WHERE id = $1";

static int64_t find_number(EvidenceRow *row, const char *sql, Text id)
{
    evidence_row_begin(row, sql);
    evidence_put_text(row, id);
    return evidence_row_run(row);
}

Status evidence_withdraw(EvidenceRow *row, Text id, Day day, int64_t *out_report)
{
    Day recorded = DAY_NONE;
    evidence_row_begin(row, FIND_STANDING);
    evidence_put_text(row, id);
    while (evidence_row_next(row)) {
        *out_report = evidence_take_integer(row);
        recorded = evidence_take_day(row);
    }
    if (row->status == STATUS_OK && recorded != DAY_NONE && day < recorded) {
        int year, month, number;
        day_to_civil(recorded, &year, &month, &number);
        return error_at(
            row->error, ERR_USAGE, id, 0,
            "the claim entered on %04d-%02d-%02d: what changes it cannot be of a day before (--now)", year,
            month, number);
    }
    evidence_row_begin(row, SUPERSEDE);
    evidence_put_day(row, day);
    evidence_put_text(row, id);
    evidence_row_run(row);
    return row->status;
}

/* The number of the report, once the claim's words were found in its text. */
static Status find_report(EvidenceRow *row, const ClaimRow *claim, int64_t *out)
{
    const Evidence *evidence = row->evidence;
    bool is_right = false;
    *out = 0;
    evidence_row_begin(row, FIND_REPORT);
    evidence_put_text(row, claim->report_id);
    while (evidence_row_next(row)) {
        *out = evidence_take_integer(row);
        is_right = evidence_stands_in(evidence->functions->text(row->statement, 1), claim);
    }
    if (row->status == STATUS_OK && !is_right)
        return error_at(row->error, ERR_FORMAT, claim->id, 0,
                        "the claim is refused: its words do not stand in its report");
    return row->status;
}

Status evidence_supersede(EvidenceRow *row, const ClaimRow *claim, int64_t decision, Day day,
                          int64_t *out_report)
{
    EvidenceClaimAt at = {.decision = decision};
    Status status = find_report(row, claim, &at.report);
    *out_report = at.report;
    if (status == STATUS_OK)
        status = evidence_withdraw(row, claim->id, day, out_report);
    if (status != STATUS_OK)
        return status;
    at.version = find_number(row, NEXT_VERSION, claim->id);
    evidence_row_begin(row, FIND_POSITION);
    evidence_put_text(row, claim->id);
    evidence_put_integer(row, at.report);
    at.position = evidence_row_run(row);
    evidence_add_claim(row, &at, claim);
    return row->status;
}
