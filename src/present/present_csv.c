#include "present/present_part.h"

/* A spreadsheet takes a cell that begins so for a formula. */
static bool begins_formula(Text text)
{
    return text.length > 0 && (text.bytes[0] == '=' || text.bytes[0] == '+' || text.bytes[0] == '-' ||
                               text.bytes[0] == '@' || text.bytes[0] == '\t' || text.bytes[0] == '\r');
}

void present_csv_cell(Buffer *out, Text text, bool *is_first)
{
    if (!*is_first)
        buffer_add_byte(out, ',');
    *is_first = false;
    bool is_formula = begins_formula(text), needs_quotes = is_formula;
    for (size_t i = 0; i < text.length && !needs_quotes; i++)
        needs_quotes =
            text.bytes[i] == ',' || text.bytes[i] == '"' || text.bytes[i] == '\n' || text.bytes[i] == '\r';
    if (!needs_quotes) {
        buffer_add(out, text);
        return;
    }
    buffer_add_byte(out, '"');
    if (is_formula)
        buffer_add_byte(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, text.bytes[i]);
    }
    buffer_add_byte(out, '"');
}

void present_csv_end(Buffer *out, bool *is_first)
{
    buffer_add_string(out, "\r\n"); /* RFC 4180 */
    *is_first = true;
}

static void add_number_cell(Buffer *out, int64_t number, bool *is_first)
{
    present_csv_cell(out,
                     number == COUNT_OPEN ? TEXT_EMPTY : arena_print(out->arena, "%lld", (long long)number),
                     is_first);
}

static Text join_roles(Arena *arena, const RoleRow *roles, size_t count)
{
    Buffer cell = buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_string(&cell, "; ");
        buffer_add(&cell, roles[i].role);
    }
    return buffer_text(&cell);
}

static Text join_places(Arena *arena, const PlaceRow *places, size_t count)
{
    Buffer cell = buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_string(&cell, "; ");
        buffer_add(&cell, places[i].as);
    }
    return buffer_text(&cell);
}

static Text join_words(Arena *arena, const ClaimRow *claim)
{
    Buffer cell = buffer_in(arena);
    if (present_is_coarse(claim))
        return TEXT("in the report's own page: hearsay show");
    for (size_t i = 0; i < claim->evidence_count; i++) {
        if (i > 0)
            buffer_add_string(&cell, " … ");
        buffer_add(&cell, claim->evidence[i].exact);
    }
    return buffer_text(&cell);
}

/* own terms: the columns, of docs/claim-format.md */
static const char *const columns[] = {"row",         "answer",     "days",
                                      "scope",       "kind",       "status",
                                      "by",          "whom",       "where",
                                      "to",          "when",       "all_from",
                                      "all_to",      "some_from",  "some_to",
                                      "asof",        "low",        "high",
                                      "unit",        "of",         "source",
                                      "source_type", "voices_low", "voices_high",
                                      "outlet",      "published",  "published_basis",
                                      "translated",  "words",      "url",
                                      "checked",     "claim",      "report",
                                      "note"};

static void add_period_cells(Buffer *out, Period period, bool *is_first)
{
    bool is_none = period_is_none(period);
    present_csv_cell(out, is_none ? TEXT_EMPTY : day_print(out->arena, period.first), is_first);
    present_csv_cell(out, is_none ? TEXT_EMPTY : day_print(out->arena, period.last), is_first);
}

static void add_claim_cells(Buffer *out, const AnswerRow *row, bool *first)
{
    Arena *arena = out->arena;
    const ClaimRow *claim = row->claim;
    present_csv_cell(out, claim->kind, first);
    present_csv_cell(out, claim->status, first);
    present_csv_cell(out, join_roles(arena, claim->by, claim->by_count), first);
    present_csv_cell(out, join_roles(arena, claim->whom, claim->whom_count), first);
    present_csv_cell(out, join_places(arena, claim->where, claim->where_count), first);
    present_csv_cell(out, join_places(arena, claim->to, claim->to_count), first);
    present_csv_cell(out, claim->when.edtf, first);
    add_period_cells(out, claim->when.edtf.length > 0 ? claim->when.all : PERIOD_NONE, first);
    add_period_cells(out, claim->when.edtf.length > 0 ? claim->when.some : PERIOD_NONE, first);
    present_csv_cell(out, claim->asof, first);
    CountRow hidden = {0};
    const CountRow *count = present_is_coarse(claim) ? &hidden : &claim->count;
    add_number_cell(out, count->is_given ? count->low : COUNT_OPEN, first);
    add_number_cell(out, count->is_given ? count->high : COUNT_OPEN, first);
    present_csv_cell(out, count->is_given ? count->unit : TEXT_EMPTY, first);
    present_csv_cell(out, count->is_given ? count->of : TEXT_EMPTY, first);
    present_csv_cell(
        out, claim->source.id.length > 0 ? present_source_as(&claim->source) : TEXT("the report itself"),
        first);
    present_csv_cell(out, claim->source.type, first);
}

/* What is to be known of the row besides: that it is a sample, what a table's row says more, and the
 * decisions that took part in it. */
static Text note_of(Arena *arena, const AnswerRow *row)
{
    Buffer note = buffer_in(arena);
    if (row->report->retold)
        buffer_add_string(&note, "SAMPLE, retold: not evidence, not the outlet's words");
    for (size_t i = 0; i + 1 < row->claim->own.count; i += 2)
        buffer_print(&note, "%s%.*s: %.*s", note.length > 0 ? "; " : "", TEXT_ARGS(row->claim->own.items[i]),
                     TEXT_ARGS(row->claim->own.items[i + 1]));
    for (size_t i = 0; i < row->decision_count; i++) {
        buffer_add_string(&note, note.length > 0 ? "; " : "");
        present_decision_words(&note, row->decisions[i]);
    }
    return buffer_text(&note);
}

void present_csv_row(Buffer *out, const char *part, const AnswerRow *row)
{
    bool first = true;
    const ClaimRow *claim = row->claim;
    const ReportRow *report = row->report;
    present_csv_cell(out, text_from(part), &first);
    bool is_answer = part[0] != '\0';
    present_csv_cell(out, is_answer ? text_from(query_word(row->word)) : TEXT_EMPTY, &first);
    add_number_cell(out, is_answer ? row->days : COUNT_OPEN, &first);
    present_csv_cell(out, is_answer ? text_from(query_scope_word(row->scope)) : TEXT_EMPTY, &first);
    add_claim_cells(out, row, &first);
    add_number_cell(out, row->voices_low, &first);
    add_number_cell(out, row->voices_high, &first);
    present_csv_cell(out, report->outlet, &first);
    present_csv_cell(out, report->published.edtf, &first);
    present_csv_cell(out, report->published_basis, &first);
    present_csv_cell(out, report->translated ? TEXT("as translated") : TEXT_EMPTY, &first);
    present_csv_cell(out, join_words(out->arena, claim), &first);
    present_csv_cell(out, report->url, &first);
    present_csv_cell(out, claim->checked.length > 0 ? TEXT("checked") : TEXT("read by program"), &first);
    present_csv_cell(out, claim->id, &first);
    present_csv_cell(out, report->id, &first);
    present_csv_cell(out, note_of(out->arena, row), &first);
    present_csv_end(out, &first);
}

void present_csv_heads(Buffer *out)
{
    bool first = true;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        present_csv_cell(out, text_from(columns[i]), &first);
    present_csv_end(out, &first);
}

void present_claim_csv(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    const SourceRow *source = &claim->source;
    AnswerRow row = {.claim = claim, .report = report};
    row.voices_low = source->id.length > 0 ? source->n_low : 1;
    row.voices_high = source->id.length > 0 ? source->n_high : 1;
    present_csv_row(out, "", &row);
}

void present_claims_csv(Buffer *out, const ReportRow *report, const ClaimRow *claims, size_t claim_count)
{
    present_csv_heads(out);
    for (size_t i = 0; i < claim_count; i++)
        present_claim_csv(out, report, &claims[i]);
}

void present_csv_note(Buffer *out, const char *row, Text report, Text words)
{
    bool first = true;
    const size_t column_count = sizeof columns / sizeof *columns;
    present_csv_cell(out, text_from(row), &first);
    for (size_t i = 1; i + 2 < column_count; i++)
        present_csv_cell(out, TEXT_EMPTY, &first);
    present_csv_cell(out, report, &first);
    present_csv_cell(out, words, &first);
    present_csv_end(out, &first);
}

void present_rows_csv(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options)
{
    present_csv_heads(out);
    present_each_row(out, answer, question, options, present_csv_row);
    for (size_t i = 0; question->unread && i < answer->unread.count; i++)
        if (options->with_protected || !answer->unread.items[i].is_protected)
            present_csv_note(out, "unread", answer->unread.items[i].report_id, answer->unread.items[i].words);
    Buffer words = buffer_in(out->arena);
    present_coverage_words(&words, answer, question);
    present_csv_note(out, "coverage", TEXT_EMPTY, buffer_text(&words));
}
