#include "evidence/evidence_store.h"

EvidenceRow evidence_row(Evidence *evidence, Arena *arena, Error *error)
{
    return (EvidenceRow){.evidence = evidence, .arena = arena, .status = STATUS_OK, .error = error};
}

void evidence_row_begin(EvidenceRow *row, const char *sql)
{
    row->next = 1;
    if (row->seal)
        evidence_seal_begin(row->seal, sql);
    if (row->status != STATUS_OK)
        return;
    Evidence *evidence = row->evidence;
    row->status = evidence->functions->prepare(evidence->store, sql, &row->statement, row->error);
}

void evidence_put_null(EvidenceRow *row)
{
    if (row->seal)
        evidence_seal_null(row->seal);
    row->next++;
}

void evidence_put_integer(EvidenceRow *row, int64_t value)
{
    if (row->seal)
        evidence_seal_integer(row->seal, value);
    if (row->status == STATUS_OK)
        row->evidence->functions->bind_integer(row->statement, row->next, value);
    row->next++;
}

void evidence_put_real(EvidenceRow *row, double value)
{
    if (row->seal)
        evidence_seal_real(row->seal, value);
    if (row->status == STATUS_OK)
        row->evidence->functions->bind_real(row->statement, row->next, value);
    row->next++;
}

void evidence_put_words(EvidenceRow *row, Text value)
{
    if (row->seal)
        evidence_seal_text(row->seal, value);
    if (row->status == STATUS_OK)
        row->evidence->functions->bind_text(row->statement, row->next, value);
    row->next++;
}

void evidence_put_text(EvidenceRow *row, Text value)
{
    if (value.length == 0)
        evidence_put_null(row);
    else
        evidence_put_words(row, value);
}

void evidence_put_bound(EvidenceRow *row, int64_t value)
{
    if (value == COUNT_OPEN)
        evidence_put_null(row);
    else
        evidence_put_integer(row, value);
}

void evidence_put_day(EvidenceRow *row, Day value)
{
    if (value == DAY_NONE)
        evidence_put_null(row);
    else
        evidence_put_integer(row, value);
}

void evidence_put_date(EvidenceRow *row, const Date *date)
{
    bool is_given = date->edtf.length > 0;
    evidence_put_text(row, date->edtf);
    evidence_put_day(row, is_given ? date->all.first : DAY_NONE);
    evidence_put_day(row, is_given ? date->all.last : DAY_NONE);
    evidence_put_day(row, is_given ? date->some.first : DAY_NONE);
    evidence_put_day(row, is_given ? date->some.last : DAY_NONE);
}

void evidence_put_span(EvidenceRow *row, const TextSpan *span)
{
    evidence_put_integer(row, span->begin);
    evidence_put_integer(row, span->end);
    evidence_put_integer(row, span->start);
    evidence_put_integer(row, span->stop);
}

bool evidence_row_next(EvidenceRow *row)
{
    bool has_row = false;
    row->next = 0;
    if (row->status == STATUS_OK)
        row->status = row->evidence->functions->step(row->statement, &has_row, row->error);
    return row->status == STATUS_OK && has_row;
}

int64_t evidence_row_run(EvidenceRow *row)
{
    int64_t value = 0;
    bool is_first = true;
    while (evidence_row_next(row)) {
        if (is_first)
            value = evidence_take_integer(row);
        is_first = false;
    }
    return value;
}

int64_t evidence_take_integer(EvidenceRow *row)
{
    return row->evidence->functions->integer(row->statement, row->next++);
}

bool evidence_take_bool(EvidenceRow *row) { return evidence_take_integer(row) != 0; }

double evidence_take_real(EvidenceRow *row, bool *out_given)
{
    if (out_given)
        *out_given = !row->evidence->functions->is_null(row->statement, row->next);
    return row->evidence->functions->real(row->statement, row->next++);
}

Text evidence_take_text(EvidenceRow *row)
{
    Text text = row->evidence->functions->text(row->statement, row->next++);
    return text.length == 0 || !row->arena ? text : arena_copy(row->arena, text);
}

int64_t evidence_take_bound(EvidenceRow *row)
{
    bool is_null = row->evidence->functions->is_null(row->statement, row->next);
    int64_t value = evidence_take_integer(row);
    return is_null ? COUNT_OPEN : value;
}

Day evidence_take_day(EvidenceRow *row)
{
    bool is_null = row->evidence->functions->is_null(row->statement, row->next);
    int64_t value = evidence_take_integer(row);
    /* A foreign hand may have put anything there. */
    return is_null || value < INT32_MIN || value > INT32_MAX ? DAY_NONE : (Day)value;
}

Date evidence_take_date(EvidenceRow *row)
{
    Date date = {.edtf = evidence_take_text(row)};
    date.all.first = evidence_take_day(row);
    date.all.last = evidence_take_day(row);
    date.some.first = evidence_take_day(row);
    date.some.last = evidence_take_day(row);
    return date;
}

static uint32_t take_offset(EvidenceRow *row)
{
    int64_t value = evidence_take_integer(row);
    return value < 0 || value > UINT32_MAX ? 0 : (uint32_t)value;
}

TextSpan evidence_take_span(EvidenceRow *row)
{
    TextSpan span;
    span.begin = take_offset(row);
    span.end = take_offset(row);
    span.start = take_offset(row);
    span.stop = take_offset(row);
    return span;
}
