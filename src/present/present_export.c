/* A base as JSON Lines or CSV, and what every export says of a claim. */
#include "present/present_export.h"

Text present_checked(const ClaimRow *claim)
{
    return claim->checked.length > 0 ? TEXT("checked") : TEXT("read by program");
}

void present_export_voices(Json *json, const AnswerRow *row)
{
    Json voices = present_json_array_at(json, "voices");
    present_json_item_number(&voices, row->voices_low == COUNT_OPEN ? 1 : row->voices_low);
    if (row->voices_high == COUNT_OPEN)
        present_json_item_null(&voices);
    else
        present_json_item_number(&voices, row->voices_high);
    present_json_close_array(&voices);
}

void present_export_answer(Json *json, const PresentExportRow *export_row)
{
    const AnswerRow *row = &export_row->row;
    present_json_text(json, "type", text_from(export_row->part));
    present_json_text(json, "answer", text_from(query_word(row->word)));
    if (row->word == ANSWER_LAST_REPORTED || row->word == ANSWER_END_PASSED)
        present_json_number(json, "days_before", row->days);
    present_json_text(json, "scope", text_from(query_scope_word(row->scope)));
    present_export_voices(json, row);
    present_json_text(json, "checked", present_checked(row->claim));
    if (row->report->retold)
        present_json_text(json, "sample", TEXT(PRESENT_SAMPLE));
}

static void add_day(Json *json, const char *key, Day day)
{
    if (day != DAY_NONE)
        present_json_text(json, key, day_print(json->out->arena, day));
}

static void add_question(Json *json, const Question *question)
{
    Json object = present_json_object_at(json, "question");
    if (question->in.length > 0)
        present_json_text(&object, "in", question->in);
    add_day(&object, "from", question->from);
    add_day(&object, "to", question->to);
    add_day(&object, "known_by", question->known_by);
    add_day(&object, "recorded_by", question->recorded_by);
    if (question->kinds.count > 0)
        present_json_texts(&object, "kind", question->kinds);
    if (question->whom.count > 0)
        present_json_texts(&object, "whom", question->whom);
    if (question->status.length > 0)
        present_json_text(&object, "status", question->status);
    if (question->least_sure > 0)
        present_json_decimal(&object, "min_sure", question->least_sure);
    present_json_close_object(&object);
}

void present_export_head(Json *json, const PresentExport *export)
{
    present_json_text(json, "verified", TEXT("nothing here is verified"));
    present_json_text(json, "class", export->with_protected ? TEXT("protected") : TEXT("public"));
    if (export->with_protected)
        present_json_text(json, "protected", TEXT(PRESENT_PROTECTED));
    present_json_text(json, "hearsay", export->version);
    add_question(json, export->question);
}

void present_export_counts(Json *json, const PresentExport *export)
{
    present_json_number(json, "reports", (int64_t) export->report_count);
    present_json_number(json, "rows", (int64_t) export->row_count);
}

Text present_export_words(Arena *arena, const ClaimRow *claim)
{
    Buffer words = buffer_in(arena);
    for (size_t i = 0; i < claim->evidence_count && !present_is_coarse(claim); i++) {
        buffer_add_string(&words, i > 0 ? " … " : "");
        buffer_add(&words, claim->evidence[i].exact);
    }
    return buffer_text(&words);
}

Text present_export_who(Arena *arena, const AnswerRow *row)
{
    Buffer words = buffer_in(arena);
    present_source_words(&words, row->report, row->claim);
    return buffer_text(&words);
}

Text present_export_sentence(Arena *arena, const PresentExportRow *export_row)
{
    const AnswerRow *row = &export_row->row;
    Text words = present_export_words(arena, row->claim);
    Buffer line = buffer_in(arena);
    buffer_print(&line, "%s: ", query_word(row->word));
    present_claim_words(&line, row->claim);
    buffer_add_string(&line, "; ");
    present_when_words(&line, row->report, row->claim);
    if (words.length > 0)
        buffer_print(&line, "; “%.*s”%s", TEXT_ARGS(words),
                     row->report->translated ? " (as translated)" : "");
    buffer_print(&line, "; %.*s; ", TEXT_ARGS(present_export_who(arena, row)));
    present_voices(&line, row->voices_low == COUNT_OPEN ? 1 : row->voices_low, row->voices_high);
    buffer_print(&line, "; %.*s", TEXT_ARGS(present_checked(row->claim)));
    if (row->report->retold)
        buffer_add_string(&line, "; " PRESENT_SAMPLE);
    return buffer_text(&line);
}

/* ---- JSON Lines ---- */

static void add_line_end(Buffer *out, Json *json)
{
    present_json_close_object(json);
    buffer_add_byte(out, '\n');
}

static void begin_jsonl(Buffer *out, const PresentExport *export)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("head"));
    present_json_text(&json, "format", TEXT("hearsay-export"));
    present_json_number(&json, "version", PRESENT_EXPORT_VERSION);
    present_export_head(&json, export);
    add_line_end(out, &json);
}

static void add_report_line(Buffer *out, const ReportRow *report)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("report"));
    present_add_report_members(&json, report);
    present_json_text(&json, "text_sha256", report->text_sha256);
    present_json_text_or_null(&json, "format", report->format);
    present_json_text_or_null(&json, "extractor", report->extractor);
    present_json_number(&json, "bytes", (int64_t)report->byte_count);
    present_json_number(&json, "sentences", report->sentence_count);
    present_json_number(&json, "claims", report->claim_count);
    present_json_number(&json, "unread", report->unread_count);
    add_line_end(out, &json);
}

static void add_claim_line(Buffer *out, const PresentExportRow *row)
{
    Json json = present_json_object(out);
    present_export_answer(&json, row);
    Json claim = present_json_object_at(&json, "claim");
    present_add_claim(&claim, row->row.report, row->row.claim, MEMBERS_ANSWER);
    present_json_close_object(&claim);
    add_line_end(out, &json);
}

bool present_export_has_tables(const PresentExport *export)
{
    return export->format == EXPORT_JSONL && export->with_protected && query_is_open(export->question);
}

void present_export_table(Buffer *out, const EvidenceTableHead *head)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("table"));
    present_json_text(&json, "table", head->name);
    present_json_texts(&json, "columns", head->columns);
    add_line_end(out, &json);
}

void present_export_values(Buffer *out, const Value *values, size_t count)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("row"));
    Json list = present_json_array_at(&json, "values");
    for (size_t i = 0; i < count; i++)
        switch (values[i].kind) {
        case VALUE_NULL:
            present_json_item_null(&list);
            break;
        case VALUE_INTEGER:
            present_json_item_number(&list, values[i].integer);
            break;
        case VALUE_REAL:
            present_json_item_real(&list, values[i].real);
            break;
        case VALUE_TEXT:
            present_json_item_text(&list, values[i].text);
            break;
        }
    present_json_close_array(&list);
    add_line_end(out, &json);
}

static void end_jsonl(Buffer *out, const PresentExport *export)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("summary"));
    present_export_counts(&json, export);
    add_line_end(out, &json);
}

/* ---- CSV ---- */

static void begin_csv(Buffer *out, const PresentExport *export)
{
    present_csv_heads(out);
    present_csv_note(out, "head", TEXT_EMPTY,
                     export->with_protected ? TEXT(PRESENT_PROTECTED ". " PRESENT_UNVERIFIED)
                                            : TEXT(PRESENT_UNVERIFIED));
}

static void end_csv(Buffer *out, const PresentExport *export)
{
    present_csv_note(out, "summary", TEXT_EMPTY,
                     arena_print(out->arena, "%llu reports, %llu rows",
                                 (unsigned long long)export->report_count,
                                 (unsigned long long)export->row_count));
}

/* ---- any ---- */

void present_export_begin(Buffer *out, const PresentExport *export)
{
    switch (export->format) {
    case EXPORT_JSONL:
        begin_jsonl(out, export);
        break;
    case EXPORT_CSV:
        begin_csv(out, export);
        break;
    case EXPORT_GEOJSON:
        present_geojson_begin(out, export);
        break;
    case EXPORT_ANNOTATION:
        present_annotations_begin(out, export);
        break;
    case EXPORT_FTM:
    case EXPORT_FTM_STATEMENTS:
        present_ftm_begin(out, export);
        break;
    }
}

static void add_report(Buffer *out, const PresentExport *export, const ReportRow *report)
{
    switch (export->format) {
    case EXPORT_JSONL:
        add_report_line(out, report);
        break;
    case EXPORT_FTM:
    case EXPORT_FTM_STATEMENTS:
        present_ftm_report(out, export, report);
        break;
    case EXPORT_CSV:
    case EXPORT_GEOJSON:
    case EXPORT_ANNOTATION:
        break; /* each row tells of its report */
    }
}

static void add_row(Buffer *out, const PresentExport *export, Map *named, const PresentExportRow *row)
{
    switch (export->format) {
    case EXPORT_JSONL:
        add_claim_line(out, row);
        break;
    case EXPORT_CSV:
        present_csv_row(out, row->part, &row->row);
        break;
    case EXPORT_GEOJSON:
        present_geojson_row(out, export, row);
        break;
    case EXPORT_ANNOTATION:
        present_annotation(out, export, row);
        break;
    case EXPORT_FTM:
    case EXPORT_FTM_STATEMENTS:
        present_ftm_row(out, export, named, row);
        break;
    }
}

static bool is_wanted(const PresentExport *export, const PresentExportRow *row)
{
    bool is_ftm = export->format == EXPORT_FTM || export->format == EXPORT_FTM_STATEMENTS;
    return !is_ftm || export->with_unchecked || row->row.claim->checked.length > 0;
}

void present_export_report(Buffer *out, PresentExport *export, const ReportRecord *record,
                           const PresentExportRow *rows, size_t count)
{
    /* A question that no claim of the report answers leaves it out. */
    if (count == 0 && !query_is_open(export->question))
        return;
    export->report_count++;
    add_report(out, export, &record->report);
    Map named = map_in(out->arena);
    for (size_t i = 0; i < count; i++) {
        if (!is_wanted(export, &rows[i])) {
            export->unchecked_count++;
            continue;
        }
        add_row(out, export, &named, &rows[i]);
        export->row_count++;
    }
}

void present_export_end(Buffer *out, const PresentExport *export)
{
    switch (export->format) {
    case EXPORT_JSONL:
        end_jsonl(out, export);
        break;
    case EXPORT_CSV:
        end_csv(out, export);
        break;
    case EXPORT_GEOJSON:
        present_geojson_end(out, export);
        break;
    case EXPORT_ANNOTATION:
        present_annotations_end(out, export);
        break;
    case EXPORT_FTM:
    case EXPORT_FTM_STATEMENTS:
        break; /* its readers know no other line than an entity's */
    }
}
