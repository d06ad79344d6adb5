/* What verifying found: a line a finding, and at the end what was held against what. */
#include <inttypes.h>

#include "present/present_part.h"

enum { FAULT_COLUMN = 9 };

static bool is_hidden(const EvidenceFinding *finding, const PresentOptions *options)
{
    return finding->is_protected && !options->with_protected;
}

static void finding_words(Buffer *out, const EvidenceFinding *finding, bool hides_ids)
{
    size_t line_begin = out->length;
    buffer_add_string(out, evidence_fault_word(finding->fault));
    present_pad(out, line_begin, FAULT_COLUMN);
    if (hides_ids && finding->report_id.length > 0)
        buffer_add_string(out, "a protected report: ");
    else if (finding->claim_id.length > 0) {
        buffer_add_string(out, "claim ");
        present_clean(out, finding->claim_id, 0);
        buffer_add_string(out, " of report ");
        present_clean(out, finding->report_id, 0);
        buffer_add_string(out, ": ");
    } else if (finding->report_id.length > 0) {
        buffer_add_string(out, "report ");
        present_clean(out, finding->report_id, 0);
        buffer_add_string(out, ": ");
    } else if (finding->table.length > 0) {
        present_clean(out, finding->table, 0);
        buffer_add_string(out, ": ");
    }
    present_clean(out, finding->text, 0);
    if (finding->report_id.length > 0 && finding->entry != 0)
        buffer_print(out, " (entry %" PRId64 " of the log)", finding->entry);
    buffer_add_byte(out, '\n');
}

static void finding_json(Buffer *out, const EvidenceFinding *finding, bool hides_ids)
{
    Json line = present_json_object(out);
    present_json_text(&line, "type", finding->fault == FAULT_NONE ? TEXT("note") : TEXT("finding"));
    present_json_text(&line, "fault", text_from(evidence_fault_word(finding->fault)));
    present_json_text_or_null(&line, "report", hides_ids ? TEXT_EMPTY : finding->report_id);
    present_json_text_or_null(&line, "claim", hides_ids ? TEXT_EMPTY : finding->claim_id);
    present_json_text_or_null(&line, "table", finding->table);
    if (finding->entry != 0)
        present_json_number(&line, "entry", finding->entry);
    else
        present_json_null(&line, "entry");
    present_json_text(&line, "text", finding->text);
    present_json_close_object(&line);
    buffer_add_byte(out, '\n');
}

void present_finding(Buffer *out, const EvidenceFinding *finding, const PresentOptions *options)
{
    bool is_first = true, hides_ids = is_hidden(finding, options);
    switch (options->format) {
    case PRESENT_TABLE:
        finding_words(out, finding, hides_ids);
        break;
    case PRESENT_JSONL:
        finding_json(out, finding, hides_ids);
        break;
    case PRESENT_CSV:
        present_csv_cell(out, text_from(evidence_fault_word(finding->fault)), &is_first);
        present_csv_cell(out, hides_ids ? TEXT_EMPTY : finding->report_id, &is_first);
        present_csv_cell(out, hides_ids ? TEXT_EMPTY : finding->claim_id, &is_first);
        present_csv_cell(out, finding->table, &is_first);
        present_csv_cell(out,
                         finding->entry ? arena_print(out->arena, "%" PRId64, finding->entry) : TEXT_EMPTY,
                         &is_first);
        present_csv_cell(out, finding->text, &is_first);
        present_csv_end(out, &is_first);
        break;
    }
}

void present_findings_head(Buffer *out, const PresentOptions *options)
{
    if (options->format == PRESENT_CSV)
        buffer_add_string(out, "fault,report,claim,table,entry,text\r\n");
}

static void count_words(Buffer *out, int64_t count, const char *one, const char *many, const char *behind)
{
    buffer_print(out, "%" PRId64 " %s%s", count, count == 1 ? one : many, behind);
}

/* own terms: what was counted */
static void verified_words(Buffer *out, const EvidenceVerified *verified)
{
    count_words(out, verified->report_count, "report", "reports", ", ");
    count_words(out, verified->claim_count, "claim", "claims", ", ");
    count_words(out, verified->original_count, "original", "originals", ", ");
    count_words(out, verified->entry_count, "entry", "entries", " of the log: ");
    if (verified->finding_count == 0)
        buffer_add_string(out, "nothing altered, missing or added\n");
    else
        count_words(out, verified->finding_count, "finding", "findings", "\n");
    if (verified->checkpoint_size < 0)
        buffer_add_string(out,
                          "Held against itself alone: who can write the base could have made its log anew; "
                          "--checkpoint FILE holds it\nagainst a checkpoint that was kept elsewhere "
                          "(hearsay checkpoint).\n");
    else if (verified->finding_count == 0)
        buffer_print(out, "The log goes on from the checkpoint of %" PRId64 " %s, %s.\n",
                     verified->checkpoint_size, verified->checkpoint_size == 1 ? "entry" : "entries",
                     verified->is_signed ? "which the key signed"
                                         : "whose signature was not asked for (--key)");
}

static void verified_json(Buffer *out, const EvidenceVerified *verified)
{
    static const char DIGITS[] = "0123456789abcdef";
    char root[2 * sizeof verified->root];
    for (size_t i = 0; i < sizeof verified->root; i++) {
        root[2 * i] = DIGITS[verified->root[i] >> 4];
        root[2 * i + 1] = DIGITS[verified->root[i] & 15];
    }
    Json line = present_json_object(out);
    present_json_text(&line, "type", TEXT("summary"));
    present_json_number(&line, "report_count", verified->report_count);
    present_json_number(&line, "claim_count", verified->claim_count);
    present_json_number(&line, "original_count", verified->original_count);
    present_json_number(&line, "entry_count", verified->entry_count);
    present_json_number(&line, "finding_count", verified->finding_count);
    present_json_text(&line, "root", (Text){root, sizeof root});
    if (verified->checkpoint_size < 0)
        present_json_null(&line, "checkpoint_size");
    else
        present_json_number(&line, "checkpoint_size", verified->checkpoint_size);
    present_json_bool(&line, "signed", verified->is_signed);
    present_json_close_object(&line);
    buffer_add_byte(out, '\n');
}

void present_verified(Buffer *out, const EvidenceVerified *verified, const PresentOptions *options)
{
    if (options->format == PRESENT_TABLE)
        verified_words(out, verified);
    else if (options->format == PRESENT_JSONL)
        verified_json(out, verified);
}

/* own terms: what was removed */
void present_purged(Buffer *out, const EvidencePurged *purged)
{
    if (purged->report_count == 0) {
        buffer_add_string(out, purged->is_resumed ? "the purge that was interrupted is done\n"
                                                  : "nothing is left to do: no purge was interrupted\n");
        return;
    }
    count_words(out, purged->report_count, "report", "reports", ", ");
    count_words(out, purged->claim_count, "claim", "claims", ", ");
    count_words(out, purged->original_count, "original", "originals", ", ");
    count_words(out, purged->decision_count, "decision", "decisions", " removed for good; ");
    buffer_add_string(out, "the log keeps that, when and by whom\n");
}
