#include "present/present_part.h"

/* A report whose language nobody names is read as if it were English. */
static void add_languages(Buffer *out, const Coverage *coverage)
{
    bool is_english = true;
    for (size_t i = 0; i < coverage->outlet_count; i++) {
        Text language = coverage->outlets[i].language;
        is_english &= language.length == 0 || text_starts_with(language, TEXT("en"));
    }
    buffer_add_string(out, is_english ? ", English only" : ", in languages of which English alone is read");
}

static void add_naming(Buffer *out, const Coverage *coverage, const Question *question)
{
    buffer_print(out, "%zu of %zu report%s name%s ", coverage->naming_count, coverage->report_count,
                 coverage->report_count == 1 ? "" : "s", coverage->naming_count == 1 ? "s" : "");
    present_clean(out, question->in, 60);
    if (question->from != DAY_NONE)
        buffer_print(out, ", %zu within 90 days", coverage->near_count);
}

/* What people held against the words, and what they found mistaken. */
static void add_decided(Buffer *out, const Coverage *coverage)
{
    if (coverage->checked_count > 0)
        buffer_print(out, "; %zu claim%s checked by a person", coverage->checked_count,
                     coverage->checked_count == 1 ? "" : "s");
    if (coverage->mistaken_count > 0)
        buffer_print(out, "; %zu claim%s left out that a person found mistaken", coverage->mistaken_count,
                     coverage->mistaken_count == 1 ? "" : "s");
}

void present_coverage_words(Buffer *out, const Answer *answer, const Question *question)
{
    const Coverage *coverage = &answer->coverage;
    buffer_add_string(out, "Covered: ");
    if (question->in.length > 0)
        add_naming(out, coverage, question);
    else
        buffer_print(out, "%zu report%s", coverage->report_count, coverage->report_count == 1 ? "" : "s");
    if (coverage->newest.edtf.length > 0)
        buffer_print(out, ", newest %.*s", TEXT_ARGS(coverage->newest.edtf));
    if (coverage->longest_gap >= 0)
        buffer_print(out, ", longest gap %d day%s", coverage->longest_gap,
                     coverage->longest_gap == 1 ? "" : "s");
    add_languages(out, coverage);
    if (coverage->denial_count == 0)
        buffer_print(out, "; no denial in %s %zu", coverage->naming_count == 1 ? "this" : "these",
                     coverage->naming_count);
    else
        buffer_print(out, "; %zu claim%s that something is not so", coverage->denial_count,
                     coverage->denial_count == 1 ? "" : "s");
    buffer_print(out, "; %zu without a claim; %zu sentence%s with trigger words not understood (--unread)",
                 coverage->silent_count, coverage->unread_count, coverage->unread_count == 1 ? "" : "s");
    add_decided(out, coverage);
    if (coverage->protected_count > 0)
        buffer_print(out, "; %zu protected", coverage->protected_count);
    if (question->least_sure > 0)
        buffer_print(out, "; claims that the reader is less sure of than %g left out", question->least_sure);
    if (coverage->is_sample)
        buffer_add_string(out, "; SAMPLE, retold: not evidence, not the outlet's words");
}

void present_coverage_json(Buffer *out, const Answer *answer, const Question *question)
{
    const Coverage *coverage = &answer->coverage;
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("coverage"));
    present_json_text(&json, "verified", TEXT("nothing here is verified"));
    if (coverage->is_sample)
        present_json_text(&json, "sample", TEXT("SAMPLE, retold: not evidence, not the outlet's words"));
    if (question->least_sure > 0)
        present_json_decimal(&json, "min_sure", question->least_sure);
    present_json_text_or_null(&json, "in", question->in);
    present_json_texts(&json, "taken_for", answer->places);
    present_json_number(&json, "reports", (int64_t)coverage->report_count);
    present_json_number(&json, "naming", (int64_t)coverage->naming_count);
    present_json_number(&json, "within_90_days", (int64_t)coverage->near_count);
    present_json_number(&json, "without_claim", (int64_t)coverage->silent_count);
    present_json_number(&json, "unread", (int64_t)coverage->unread_count);
    present_json_number(&json, "denials", (int64_t)coverage->denial_count);
    if (coverage->checked_count > 0)
        present_json_number(&json, "checked", (int64_t)coverage->checked_count);
    if (coverage->mistaken_count > 0)
        present_json_number(&json, "mistaken", (int64_t)coverage->mistaken_count);
    present_json_number(&json, "protected", (int64_t)coverage->protected_count);
    present_json_text_or_null(&json, "newest", coverage->newest.edtf);
    if (coverage->longest_gap >= 0)
        present_json_number(&json, "longest_gap_days", coverage->longest_gap);
    else
        present_json_null(&json, "longest_gap_days");
    Json outlets = present_json_array_at(&json, "outlets");
    for (size_t i = 0; i < coverage->outlet_count; i++) {
        Json outlet = present_json_object_item(&outlets);
        present_json_text_or_null(&outlet, "outlet", coverage->outlets[i].outlet);
        present_json_text_or_null(&outlet, "language", coverage->outlets[i].language);
        present_json_number(&outlet, "reports", (int64_t)coverage->outlets[i].count);
        present_json_close_object(&outlet);
    }
    present_json_close_array(&outlets);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

static void add_unread(Buffer *out, const UnreadRow *unread)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("unread"));
    present_json_text(&json, "report", unread->report_id);
    present_json_number(&json, "start", unread->span.start);
    present_json_number(&json, "end", unread->span.stop);
    present_json_text(&json, "words", unread->words);
    present_json_text_or_null(&json, "trigger", unread->trigger);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

static void add_row(Buffer *out, const char *part, const AnswerRow *row)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", text_from(part));
    present_json_text(&json, "answer", text_from(query_word(row->word)));
    if (row->word == ANSWER_LAST_REPORTED || row->word == ANSWER_END_PASSED)
        present_json_number(&json, "days_before", row->days);
    present_json_text(&json, "scope", text_from(query_scope_word(row->scope)));
    Json voices = present_json_array_at(&json, "voices");
    present_json_item_number(&voices, row->voices_low);
    if (row->voices_high == COUNT_OPEN)
        present_json_item_null(&voices);
    else
        present_json_item_number(&voices, row->voices_high);
    present_json_close_array(&voices);
    present_json_texts(&json, "same", row->same);
    Json against = present_json_array_at(&json, "against");
    for (size_t i = 0; i < row->against_count; i++) {
        Json contrary = present_json_object_item(&against);
        present_json_text(&contrary, "claim", row->against[i].claim);
        present_json_text(&contrary, "how", text_from(query_contrary_word(row->against[i].how)));
        present_json_text(&contrary, "why", row->against[i].why);
        present_json_close_object(&contrary);
    }
    present_json_close_array(&against);
    present_row_decisions(&json, row);
    present_json_text(&json, "read", row->claim->checked.length > 0 ? TEXT("checked") : TEXT("by program"));
    if (row->report->retold)
        present_json_text(&json, "sample", TEXT("SAMPLE, retold: not evidence, not the outlet's words"));
    Json claim = present_json_object_at(&json, "claim");
    present_add_claim(&claim, row->report, row->claim, MEMBERS_ANSWER);
    present_json_close_object(&claim);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

static void add_rows(Buffer *out, const char *part, const AnswerRows *rows, const PresentOptions *options,
                     PresentRow add)
{
    for (size_t i = 0; i < rows->count; i++)
        if (options->with_protected || !rows->items[i].report->is_protected)
            add(out, part, &rows->items[i]);
}

void present_each_row(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options, PresentRow add)
{
    add_rows(out, "claim", &answer->rows, options, add);
    add_rows(out, "undated", &answer->undated, options, add);
    add_rows(out, "later", &answer->later, options, add);
    if (question->old)
        add_rows(out, "old", &answer->old, options, add);
    if (question->wide)
        add_rows(out, "wider", &answer->wider, options, add);
    if (question->near)
        add_rows(out, "near", &answer->near, options, add);
}

void present_rows_json(Buffer *out, const Answer *answer, const Question *question,
                       const PresentOptions *options)
{
    present_each_row(out, answer, question, options, add_row);
    for (size_t i = 0; question->unread && i < answer->unread.count; i++)
        if (options->with_protected || !answer->unread.items[i].is_protected)
            add_unread(out, &answer->unread.items[i]);
    present_coverage_json(out, answer, question);
}
