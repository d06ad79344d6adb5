/* Lives of measures as a table, JSON Lines and CSV, a step at a time. */
#include "core/utf8.h"
#include "present/present_part.h"

enum { STEP_COLUMN = 24, ID_LENGTH = 9, WORDS_MOST = 110 };

/* "2022-01-31 to 2022-02-20", "until 2022-02-20" */
static void add_days(Buffer *out, Period days, bool has_end)
{
    Arena *arena = out->arena;
    if (period_is_none(days)) {
        buffer_add_string(out, "no day said");
        return;
    }
    Text first = day_print(arena, days.first);
    Text last = day_print(arena, days.last);
    if (days.first == days.last)
        buffer_add(out, first);
    else if (days.first == DAY_PAST)
        buffer_print(out, "%s %.*s", has_end ? "until" : "by", TEXT_ARGS(last));
    else if (days.last == DAY_FUTURE)
        buffer_print(out, "from %.*s", TEXT_ARGS(first));
    else
        buffer_print(out, "%.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

static void add_head(Buffer *out, const Life *life, const PresentOptions *options)
{
    Buffer line = buffer_in(out->arena);
    size_t begin = out->length;
    buffer_add(out, life->claim->kind);
    present_pad(out, begin, STEP_COLUMN);
    ClaimRow bare = *life->claim; /* what the measure is, without the number of one claim */
    bare.status = TEXT("said");
    bare.count = (CountRow){0};
    present_claim_words(&line, &bare);
    Buffer wrapped = buffer_in(out->arena);
    present_wrapped(&wrapped, buffer_text(&line), STEP_COLUMN, present_width(options));
    buffer_add(out, text_slice(buffer_text(&wrapped), STEP_COLUMN, wrapped.length));
    begin = out->length;
    buffer_add_string(out, "reported to hold");
    present_pad(out, begin, STEP_COLUMN);
    if (life->held_count == 0)
        buffer_add_string(out, "on no day that a report vouches for");
    for (size_t i = 0; i < life->held_count; i++) {
        buffer_add_string(out, i > 0 ? "; " : "");
        add_days(out, life->held[i], false);
    }
    buffer_add_string(out, " · ");
    present_voices(out, life->voices_low, life->voices_high);
    buffer_add_byte(out, '\n');
}

static void add_words(Buffer *line, const LifeRow *row)
{
    if (row->is_inferred)
        buffer_print(line, "inferred: %.*s", TEXT_ARGS(row->why));
    if (row->step == LIFE_LAST || row->step == LIFE_END_PASSED)
        return;
    buffer_add_string(line, row->is_inferred ? " · " : "");
    if (row->claim->evidence_count > 0) {
        buffer_add_string(line, "“");
        present_clean(line, row->claim->evidence[0].exact, WORDS_MOST);
        buffer_add_string(line, row->report->translated ? "” (as translated) " : "” ");
    }
    buffer_add_string(line, "— ");
    present_source_words(line, row->report, row->claim);
    if (row->why.length > 0 && !row->is_inferred)
        buffer_print(line, " · %.*s", TEXT_ARGS(row->why));
    if (row->echoes.count > 0)
        buffer_print(line, " · passed on by %zu more", row->echoes.count);
    if (row->claim->checked.length > 0)
        buffer_add_string(line, " · checked");
    if (row->report->is_protected)
        buffer_add_string(line, " · PROTECTED");
}

static void add_step(Buffer *out, const LifeRow *row, const PresentOptions *options)
{
    Buffer line = buffer_in(out->arena);
    size_t begin = out->length;
    buffer_print(out, "  %s", query_life_word(row->step));
    if (row->is_inferred)
        buffer_add_string(out, "*");
    present_pad(out, begin, STEP_COLUMN);
    add_days(out, row->days, row->has_end);
    buffer_print(out, " #%.*s\n", TEXT_ARGS(text_slice(row->claim->id, 0, ID_LENGTH)));
    add_words(&line, row);
    present_wrapped(out, buffer_text(&line), STEP_COLUMN, present_width(options));
}

static void add_table(Buffer *out, const Lives *lives, const Question *question,
                      const PresentOptions *options)
{
    if (lives->answer.coverage.is_sample)
        buffer_add_string(out, "SAMPLE, retold: not evidence, not the outlet's words\n");
    buffer_add_string(out, "What reports say; nothing here is verified. * no report says so by itself.\n");
    if (lives->count == 0)
        buffer_add_string(out, "no report of a measure\n");
    for (size_t i = 0; i < lives->count; i++) {
        buffer_add_byte(out, '\n');
        add_head(out, &lives->items[i], options);
        for (size_t j = 0; j < lives->items[i].step_count; j++)
            add_step(out, &lives->items[i].steps[j], options);
    }
    buffer_add_byte(out, '\n');
    Buffer words = buffer_in(out->arena);
    present_coverage_words(&words, &lives->answer, question);
    present_wrapped(out, buffer_text(&words), 0, present_width(options));
}

/* ---- JSON Lines ---- */

static void add_pair(Json *json, const char *key, Period days)
{
    Arena *arena = json->out->arena;
    if (period_is_none(days)) {
        present_json_null(json, key);
        return;
    }
    Json pair = present_json_array_at(json, key);
    present_json_item_text(&pair, day_print(arena, days.first));
    present_json_item_text(&pair, day_print(arena, days.last));
    present_json_close_array(&pair);
}

static void add_place_names(Json *json, const char *key, const PlaceRow *places, size_t count)
{
    Json list = present_json_array_at(json, key);
    for (size_t i = 0; i < count; i++)
        present_json_item_text(&list, places[i].as);
    present_json_close_array(&list);
}

static void add_step_json(Json *list, const LifeRow *row)
{
    Json step = present_json_object_item(list);
    present_json_text(&step, "step", text_from(query_life_word(row->step)));
    present_json_bool(&step, "inferred", row->is_inferred);
    present_json_text_or_null(&step, "why", row->why);
    add_pair(&step, "days", row->days);
    present_json_bool(&step, "end_announced", row->has_end);
    add_pair(&step, "told", row->told);
    present_json_text(&step, "claim", row->claim->id);
    present_json_text(&step, "report", row->report->id);
    present_json_text_or_null(&step, "outlet", row->report->outlet);
    present_json_text_or_null(&step, "published", row->report->published.edtf);
    present_json_text_or_null(&step, "basis", row->report->published_basis);
    present_json_text_or_null(&step, "source",
                              row->claim->source.id.length > 0 ? present_source_as(&row->claim->source)
                                                               : TEXT_EMPTY);
    present_json_text_or_null(&step, "words",
                              row->claim->evidence_count > 0 ? row->claim->evidence[0].exact : TEXT_EMPTY);
    present_json_text(&step, "read", row->claim->checked.length > 0 ? TEXT("checked") : TEXT("by program"));
    if (row->report->retold)
        present_json_text(&step, "sample", TEXT("SAMPLE, retold: not evidence, not the outlet's words"));
    present_json_texts(&step, "echoes", row->echoes);
    present_json_close_object(&step);
}

static void add_life_json(Buffer *out, const Life *life)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("measure"));
    present_json_text(&json, "kind", life->claim->kind);
    Json whom = present_json_array_at(&json, "whom");
    for (size_t i = 0; i < life->claim->whom_count; i++)
        present_json_item_text(&whom, life->claim->whom[i].role);
    present_json_close_array(&whom);
    add_place_names(&json, "where", life->claim->where, life->claim->where_count);
    add_place_names(&json, "to", life->claim->to, life->claim->to_count);
    Json held = present_json_array_at(&json, "reported_to_hold");
    for (size_t i = 0; i < life->held_count; i++) {
        Json pair = present_json_array_item(&held);
        present_json_item_text(&pair, day_print(out->arena, life->held[i].first));
        present_json_item_text(&pair, day_print(out->arena, life->held[i].last));
        present_json_close_array(&pair);
    }
    present_json_close_array(&held);
    add_pair(&json, "reported_ended", life->lifted);
    Json voices = present_json_array_at(&json, "voices");
    present_json_item_number(&voices, life->voices_low);
    if (life->voices_high == COUNT_OPEN)
        present_json_item_null(&voices);
    else
        present_json_item_number(&voices, life->voices_high);
    present_json_close_array(&voices);
    present_json_texts(&json, "reports", life->reports);
    Json steps = present_json_array_at(&json, "steps");
    for (size_t i = 0; i < life->step_count; i++)
        add_step_json(&steps, &life->steps[i]);
    present_json_close_array(&steps);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

/* ---- CSV ---- */

static void add_days_cells(Buffer *out, Period days, bool *is_first)
{
    bool is_none = period_is_none(days);
    present_csv_cell(out, is_none ? TEXT_EMPTY : day_print(out->arena, days.first), is_first);
    present_csv_cell(out, is_none ? TEXT_EMPTY : day_print(out->arena, days.last), is_first);
}

static void add_number_cell(Buffer *out, int64_t number, bool *is_first)
{
    Text cell = number == COUNT_OPEN ? TEXT_EMPTY : arena_print(out->arena, "%lld", (long long)number);
    present_csv_cell(out, cell, is_first);
}

static void add_step_cells(Buffer *out, size_t number, const Life *life, const LifeRow *row)
{
    bool first = true;
    const ClaimRow *claim = row->claim;
    const PlaceRow *place = life->claim->where_count > 0 ? &life->claim->where[0] : NULL;
    const PlaceRow *goal = life->claim->to_count > 0 ? &life->claim->to[0] : NULL;
    add_number_cell(out, (int64_t)number, &first);
    present_csv_cell(out, life->claim->kind, &first);
    present_csv_cell(out, place ? place->as : TEXT_EMPTY, &first);
    present_csv_cell(out, goal ? goal->as : TEXT_EMPTY, &first);
    present_csv_cell(out, text_from(query_life_word(row->step)), &first);
    present_csv_cell(out, row->is_inferred ? TEXT("inferred") : TEXT("reported"), &first);
    present_csv_cell(out, row->why, &first);
    add_days_cells(out, row->days, &first);
    add_days_cells(out, row->told, &first);
    add_number_cell(out, life->voices_low, &first);
    add_number_cell(out, life->voices_high, &first);
    present_csv_cell(
        out, claim->source.id.length > 0 ? present_source_as(&claim->source) : TEXT("the report itself"),
        &first);
    present_csv_cell(out, row->report->outlet, &first);
    present_csv_cell(out, row->report->published.edtf, &first);
    present_csv_cell(out, row->report->published_basis, &first);
    present_csv_cell(out, claim->evidence_count > 0 ? claim->evidence[0].exact : TEXT_EMPTY, &first);
    present_csv_cell(out, claim->checked.length > 0 ? TEXT("checked") : TEXT("read by program"), &first);
    present_csv_cell(out, claim->id, &first);
    present_csv_cell(out, row->report->id, &first);
    present_csv_cell(
        out, row->report->retold ? TEXT("SAMPLE, retold: not evidence, not the outlet's words") : TEXT_EMPTY,
        &first);
    present_csv_end(out, &first);
}

static void add_csv(Buffer *out, const Lives *lives, const Question *question)
{
    /* own terms: of docs/evidence.md */
    static const char *const columns[] = {
        "measure", "kind",      "where",           "to",      "step",       "basis",       "why",
        "from",    "until",     "told_from",       "told_to", "voices_low", "voices_high", "source",
        "outlet",  "published", "published_basis", "words",   "read",       "claim",       "report",
        "note"};
    const size_t column_count = sizeof columns / sizeof *columns;
    bool first = true;
    for (size_t i = 0; i < column_count; i++)
        present_csv_cell(out, text_from(columns[i]), &first);
    present_csv_end(out, &first);
    for (size_t i = 0; i < lives->count; i++)
        for (size_t j = 0; j < lives->items[i].step_count; j++)
            add_step_cells(out, i + 1, &lives->items[i], &lives->items[i].steps[j]);
    Buffer words = buffer_in(out->arena);
    present_coverage_words(&words, &lives->answer, question);
    present_csv_cell(out, TEXT("coverage"), &first);
    for (size_t i = 2; i < column_count; i++)
        present_csv_cell(out, TEXT_EMPTY, &first);
    present_csv_cell(out, buffer_text(&words), &first);
    present_csv_end(out, &first);
}

void present_measures(Buffer *out, const Lives *lives, const Question *question,
                      const PresentOptions *options)
{
    switch (options->format) {
    case PRESENT_TABLE:
        add_table(out, lives, question, options);
        break;
    case PRESENT_JSONL:
        for (size_t i = 0; i < lives->count; i++)
            add_life_json(out, &lives->items[i]);
        present_coverage_json(out, &lives->answer, question);
        break;
    case PRESENT_CSV:
        add_csv(out, lives, question);
        break;
    }
}
