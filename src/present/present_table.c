#include "core/utf8.h"
#include "present/present_part.h"

enum { LEAD_COLUMN = 22, CLAIM_COLUMN = 40, ID_LENGTH = 9 };

void present_wrapped(Buffer *out, Text text, size_t indent, size_t width)
{
    size_t column = 0;
    Text rest = text, word;
    while (text_split(&rest, ' ', &word)) {
        size_t length = utf8_count(word);
        if (length == 0)
            continue;
        if (column > 0 && column + 1 + length > width) {
            buffer_add_byte(out, '\n');
            column = 0;
        }
        if (column == 0) {
            for (; column < indent; column++)
                buffer_add_byte(out, ' ');
        } else {
            buffer_add_byte(out, ' ');
            column++;
        }
        buffer_add(out, word);
        column += length;
    }
    buffer_add_byte(out, '\n');
}

size_t present_width(const PresentOptions *options)
{
    size_t width = options->width == 0 ? 100 : options->width;
    return width < 60 ? 60 : width > 200 ? 200 : width;
}

static void add_quote(Buffer *line, const AnswerRow *row)
{
    const ClaimRow *claim = row->claim;
    if (present_is_coarse(claim)) {
        buffer_print(line, "(words: hearsay show %.*s)", TEXT_ARGS(row->report->id));
        return;
    }
    for (size_t i = 0; i < claim->evidence_count && i < 2; i++) {
        if (i > 0)
            buffer_add_string(line, " … ");
        buffer_add_string(line, "“");
        present_clean(line, claim->evidence[i].exact, claim->evidence_count > 1 ? 110 : 200);
        buffer_add_string(line, "”");
    }
    if (row->report->translated)
        buffer_add_string(line, " (as translated)");
}

/* What stands first in a row: the answer's word, the days, or the number. */
typedef enum View { VIEW_ANSWER, VIEW_UNDATED, VIEW_DAYS, VIEW_NUMBER } View;

static void add_lead(Buffer *line, View view, const AnswerRow *row)
{
    switch (view) {
    case VIEW_ANSWER:
        buffer_add_string(line, query_word(row->word));
        break;
    case VIEW_UNDATED:
        buffer_add_string(line, "undated");
        break;
    case VIEW_DAYS:
        if (row->claim->when.edtf.length > 0)
            buffer_add(line, row->claim->when.edtf);
        else if (text_is(row->claim->asof, "report") && row->report->published.edtf.length > 0)
            buffer_add(line, row->report->published.edtf);
        else
            buffer_add_string(line, "undated");
        break;
    case VIEW_NUMBER:
        if (present_is_coarse(row->claim))
            buffer_add_string(line, "see the report");
        else
            present_count_words(line, &row->claim->count);
        break;
    }
}

static void add_when(Buffer *line, View view, const AnswerRow *row)
{
    if (view == VIEW_ANSWER && row->word == ANSWER_LAST_REPORTED)
        buffer_print(line, "%d day%s before · ", row->days, row->days == 1 ? "" : "s");
    present_when_words(line, row->report, row->claim);
}

/* First line: lead, kind, and the claim in words, wrapped under itself. */
static void add_first_line(Buffer *out, View view, const AnswerRow *row, const PresentOptions *options)
{
    Buffer line = buffer_in(out->arena), wrapped = buffer_in(out->arena);
    add_lead(&line, view, row);
    size_t begin = out->length;
    buffer_add(out, buffer_text(&line));
    if (utf8_count(buffer_text(&line)) >= LEAD_COLUMN) {
        buffer_add_byte(out, '\n');
        begin = out->length;
    }
    present_pad(out, begin, LEAD_COLUMN);
    buffer_add(out, row->claim->kind);
    present_pad(out, begin, CLAIM_COLUMN);
    buffer_clear(&line);
    present_claim_words(&line, row->claim);
    if (row->scope == SCOPE_TO)
        buffer_add_string(&line, " [the place asked is where they go, or may not go]");
    buffer_print(&line, " #%.*s", TEXT_ARGS(text_slice(row->claim->id, 0, ID_LENGTH)));
    present_wrapped(&wrapped, buffer_text(&line), CLAIM_COLUMN, present_width(options));
    buffer_add(out, text_slice(buffer_text(&wrapped), CLAIM_COLUMN,
                               wrapped.length)); /* its first indent stands already */
}

void present_contrary(Buffer *out, const Contrary *contrary)
{
    static const char *const ways[] = {
        [CONTRARY_DENIED] = " by", [CONTRARY_ACCOUNT] = " in",    [CONTRARY_VALUE] = " in",
        [CONTRARY_TIME] = " in",   [CONTRARY_SUPERSEDED] = " by", [CONTRARY_SUPERSEDES] = "",
        [CONTRARY_SCOPE] = " in"};
    buffer_print(out, "%s%s #%.*s", query_contrary_word(contrary->how), ways[contrary->how],
                 TEXT_ARGS(text_slice(contrary->claim, 0, ID_LENGTH)));
    if (contrary->how != CONTRARY_DENIED && contrary->why.length > 0)
        buffer_print(out, " (%.*s)", TEXT_ARGS(contrary->why));
}

/* What else says the same, and what speaks against it, by the ids that show takes. */
static void add_others(Buffer *line, const AnswerRow *row)
{
    enum { OTHERS_MOST = 4 };
    for (size_t i = 0; i < row->same.count && i < OTHERS_MOST; i++)
        buffer_print(line, "%s#%.*s", i == 0 ? " · also " : ", ",
                     TEXT_ARGS(text_slice(row->same.items[i], 0, ID_LENGTH)));
    if (row->same.count > OTHERS_MOST)
        buffer_print(line, " and %zu more", row->same.count - OTHERS_MOST);
    for (size_t i = 0; i < row->against_count && i < OTHERS_MOST; i++) {
        buffer_add_string(line, i == 0 ? " · against: " : ", ");
        present_contrary(line, &row->against[i]);
    }
    if (row->against_count > OTHERS_MOST)
        buffer_print(line, " and %zu more", row->against_count - OTHERS_MOST);
}

static void add_row(Buffer *out, View view, const AnswerRow *row, const PresentOptions *options)
{
    Buffer line = buffer_in(out->arena);
    add_first_line(out, view, row, options);
    add_when(&line, view, row);
    present_wrapped(out, buffer_text(&line), LEAD_COLUMN, present_width(options));
    buffer_clear(&line);
    add_quote(&line, row);
    present_wrapped(out, buffer_text(&line), LEAD_COLUMN, present_width(options));
    buffer_clear(&line);
    buffer_add_string(&line, "— ");
    present_source_words(&line, row->report, row->claim);
    buffer_add_string(&line, " · ");
    present_voices(&line, row->voices_low, row->voices_high);
    add_others(&line, row);
    if (row->claim->checked.length > 0)
        buffer_add_string(&line, " · checked");
    if (row->report->is_protected)
        buffer_add_string(&line, " · PROTECTED");
    present_wrapped(out, buffer_text(&line), LEAD_COLUMN, present_width(options));
    for (size_t i = 0; i < row->decision_count; i++) {
        buffer_clear(&line);
        present_decision_words(&line, row->decisions[i]);
        present_wrapped(out, buffer_text(&line), LEAD_COLUMN, present_width(options));
    }
}

static void add_rows(Buffer *out, View view, const char *heading, const AnswerRows *rows,
                     const PresentOptions *options)
{
    if (rows->count == 0)
        return;
    if (heading)
        buffer_print(out, "\n%s\n", heading);
    for (size_t i = 0; i < rows->count; i++)
        add_row(out, view, &rows->items[i], options);
}

/* How many claims of which kinds stand in a list that is not shown. */
static void add_summary(Buffer *out, const char *what, const AnswerRows *rows, const char *option)
{
    enum { KINDS_SHOWN = 6 };
    Text shown[KINDS_SHOWN];
    size_t shown_count = 0;
    if (rows->count == 0)
        return;
    buffer_print(out, "%s: %zu claim%s (", what, rows->count, rows->count == 1 ? "" : "s");
    for (size_t i = 0; i < rows->count; i++) {
        Text kind = rows->items[i].claim->kind;
        size_t known = 0;
        while (known < shown_count && !text_equals(shown[known], kind))
            known++;
        if (known < shown_count)
            continue;
        if (shown_count == KINDS_SHOWN) {
            buffer_add_string(out, ", …");
            break;
        }
        buffer_print(out, "%s%.*s", shown_count > 0 ? ", " : "", TEXT_ARGS(kind));
        shown[shown_count++] = kind;
    }
    buffer_print(out, "): %s\n", option);
}

static void add_head(Buffer *out, const Answer *answer)
{
    if (answer->coverage.is_sample)
        buffer_add_string(out, "SAMPLE, retold: not evidence, not the outlet's words\n");
    buffer_add_string(out, "What reports say; nothing here is verified.\n");
    if (answer->places.count > 1) {
        buffer_add_string(out, "The place may be: ");
        for (size_t i = 0; i < answer->places.count; i++) {
            buffer_add_string(out, i > 0 ? " · " : "");
            buffer_add(out, answer->places.items[i]);
        }
        buffer_add_byte(out, '\n');
    }
}

static void add_unread(Buffer *out, const Answer *answer, const PresentOptions *options)
{
    buffer_print(out, "\nSentences that were not understood: %zu\n", answer->unread.count);
    for (size_t i = 0; i < answer->unread.count; i++) {
        const UnreadRow *unread = &answer->unread.items[i];
        Buffer line = buffer_in(out->arena);
        buffer_print(&line, "%.*s:", TEXT_ARGS(unread->report_id));
        buffer_add_string(&line, " “");
        present_clean(&line, unread->words, 240);
        buffer_add_string(&line, "”");
        present_wrapped(out, buffer_text(&line), 2, present_width(options));
    }
}

static void add_tail(Buffer *out, View view, const Answer *answer, const Question *question,
                     const PresentOptions *options)
{
    if (question->old)
        add_rows(out, view, "Last reported more than 180 days before", &answer->old, options);
    else
        add_summary(out, "Old, last reported more than 180 days before", &answer->old, "--old");
    if (question->wide)
        add_rows(out, view, "On what contains the place: a province, a country", &answer->wider, options);
    else
        add_summary(out, "On what contains the place", &answer->wider, "--wide");
    if (question->near)
        add_rows(out, view, "On places near it", &answer->near, options);
    else
        add_summary(out, "On places near it", &answer->near, "--near");
    if (question->unread)
        add_unread(out, answer, options);
    Buffer words = buffer_in(out->arena);
    present_coverage_words(&words, answer, question);
    buffer_add_byte(out, '\n');
    present_wrapped(out, buffer_text(&words), 0, present_width(options));
}

/* Tables go to a person at this machine: protected rows are shown and marked. */
static void add_table(Buffer *out, View view, const Answer *answer, const Question *question,
                      const PresentOptions *options, const char *none)
{
    add_head(out, answer);
    if (answer->rows.count == 0)
        buffer_print(out, "%s\n", none);
    add_rows(out, view, NULL, &answer->rows, options);
    if (view != VIEW_ANSWER || question->all) {
        add_rows(out, view == VIEW_ANSWER ? VIEW_DAYS : view, "First reported later", &answer->later,
                 options);
        add_rows(out, view == VIEW_ANSWER ? VIEW_UNDATED : view, "Without a date", &answer->undated, options);
    } else {
        add_summary(out, "First reported later", &answer->later, "--all");
        add_summary(out, "Without a date", &answer->undated, "--all");
    }
    add_tail(out, view, answer, question, options);
}

static void add_answer(Buffer *out, View view, const Answer *answer, const Question *question,
                       const PresentOptions *options, const char *none)
{
    switch (options->format) {
    case PRESENT_TABLE:
        add_table(out, view, answer, question, options, none);
        break;
    case PRESENT_JSONL:
        present_rows_json(out, answer, question, options);
        break;
    case PRESENT_CSV:
        present_rows_csv(out, answer, question, options);
        break;
    }
}

void present_ask(Buffer *out, const Answer *answer, const Question *question, const PresentOptions *options)
{
    add_answer(out, VIEW_ANSWER, answer, question, options, "no report");
}

void present_timeline(Buffer *out, const Answer *answer, const Question *question,
                      const PresentOptions *options)
{
    if (options->is_picture)
        present_timeline_svg(out, answer, question, options);
    else
        add_answer(out, VIEW_DAYS, answer, question, options, "no dated report");
}

void present_counts(Buffer *out, const Answer *answer, const Question *question,
                    const PresentOptions *options)
{
    if (options->is_picture)
        present_counts_svg(out, answer, question, options);
    else
        add_answer(out, VIEW_NUMBER, answer, question, options, "no report of a number");
}
