/* Decisions of people: in words beside a row, and as a list of their own. */
#include "present/present_part.h"

void present_decision_words(Buffer *out, const Decision *decision)
{
    Text day = day_print(out->arena, decision->day);
    buffer_print(out, "%s by decision of %.*s on %.*s: ", evidence_decision_word(decision->verb),
                 TEXT_ARGS(decision->handle), TEXT_ARGS(day));
    present_clean(out, decision->reason, 0);
    buffer_print(out, " (decision %lld)", (long long)decision->number);
}

static void add_members(Json *json, const Decision *decision)
{
    Arena *arena = json->out->arena;
    present_json_number(json, "number", decision->number);
    present_json_text(json, "verb", text_from(evidence_decision_word(decision->verb)));
    if (decision->undoes != 0)
        present_json_number(json, "undoes", decision->undoes);
    if (decision->ids.count > 0)
        present_json_texts(json, decision->is_of_reports ? "reports" : "claims", decision->ids);
    if (decision->field_count > 0) {
        Json fields = present_json_array_at(json, "fields");
        for (size_t i = 0; i < decision->field_count; i++)
            present_json_item_text(&fields,
                                   arena_print(arena, "%.*s=%.*s", TEXT_ARGS(decision->fields[i].field),
                                               TEXT_ARGS(decision->fields[i].value)));
        present_json_close_array(&fields);
    }
    present_json_text(json, "by", decision->handle);
    present_json_text(json, "on", day_print(arena, decision->day));
    present_json_text(json, "reason", decision->reason);
}

void present_row_decisions(Json *json, const AnswerRow *row)
{
    if (row->decision_count == 0)
        return;
    Json list = present_json_array_at(json, "decisions");
    for (size_t i = 0; i < row->decision_count; i++) {
        Json object = present_json_object_item(&list);
        add_members(&object, row->decisions[i]);
        present_json_close_object(&object);
    }
    present_json_close_array(&list);
}

static void add_json(Buffer *out, const Decision *decision)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("decision"));
    add_members(&json, decision);
    present_json_bool(&json, "in_force", !decision->is_undone);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

static Text join_ids(Arena *arena, const Decision *decision)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < decision->ids.count; i++)
        buffer_print(&out, "%s%.*s", i > 0 ? " " : "", TEXT_ARGS(decision->ids.items[i]));
    return buffer_text(&out);
}

static Text join_fields(Arena *arena, const Decision *decision)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < decision->field_count; i++) {
        buffer_print(&out, "%s%.*s=", i > 0 ? "; " : "", TEXT_ARGS(decision->fields[i].field));
        present_clean(&out, decision->fields[i].value, 0);
    }
    return buffer_text(&out);
}

static void add_csv(Buffer *out, const Decision *decision)
{
    Arena *arena = out->arena;
    bool is_first = true;
    bool is_undo = decision->undoes != 0;
    present_csv_cell(out, arena_print(arena, "%lld", (long long)decision->number), &is_first);
    present_csv_cell(out, text_from(evidence_decision_word(decision->verb)), &is_first);
    present_csv_cell(out, join_ids(arena, decision), &is_first);
    present_csv_cell(out, join_fields(arena, decision), &is_first);
    present_csv_cell(out, is_undo ? arena_print(arena, "%lld", (long long)decision->undoes) : TEXT_EMPTY,
                     &is_first);
    present_csv_cell(out, decision->handle, &is_first);
    present_csv_cell(out, day_print(arena, decision->day), &is_first);
    present_csv_cell(out, decision->reason, &is_first);
    present_csv_cell(out, decision->is_undone ? TEXT("undone") : TEXT("in force"), &is_first);
    present_csv_end(out, &is_first);
}

static void add_words(Buffer *out, const Decision *decision)
{
    Arena *arena = out->arena;
    Text day = day_print(arena, decision->day);
    buffer_print(out, "%lld  %s", (long long)decision->number, evidence_decision_word(decision->verb));
    if (decision->undoes != 0)
        buffer_print(out, " decision %lld", (long long)decision->undoes);
    if (decision->ids.count > 0)
        buffer_print(out, " %.*s", TEXT_ARGS(join_ids(arena, decision)));
    if (decision->field_count > 0)
        buffer_print(out, " %.*s", TEXT_ARGS(join_fields(arena, decision)));
    buffer_print(out, "%s%s\n   by %.*s on %.*s: ", decision->is_undone ? "  UNDONE" : "",
                 decision->is_protected ? "  PROTECTED" : "", TEXT_ARGS(decision->handle), TEXT_ARGS(day));
    present_clean(out, decision->reason, 0);
    buffer_add_byte(out, '\n');
}

/* own terms: the columns, of docs/decisions.md */
static void add_head(Buffer *out)
{
    static const char *const columns[] = {"decision", "verb", "ids",    "fields", "undoes",
                                          "handle",   "day",  "reason", "state"};
    bool is_first = true;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        present_csv_cell(out, text_from(columns[i]), &is_first);
    present_csv_end(out, &is_first);
}

/* A table goes to a person at this machine; what leaves it holds no word on protected reports. */
void present_decisions(Buffer *out, const Decisions *decisions, const PresentOptions *options,
                       uint64_t *out_found)
{
    *out_found = 0;
    if (options->format == PRESENT_CSV)
        add_head(out);
    for (size_t i = 0; i < decisions->count; i++) {
        const Decision *decision = &decisions->items[i];
        if (decision->is_protected && !options->with_protected && options->format != PRESENT_TABLE)
            continue;
        ++*out_found;
        switch (options->format) {
        case PRESENT_TABLE:
            add_words(out, decision);
            break;
        case PRESENT_JSONL:
            add_json(out, decision);
            break;
        case PRESENT_CSV:
            add_csv(out, decision);
            break;
        }
    }
    if (options->format == PRESENT_TABLE && decisions->count == 0)
        buffer_add_string(out, "no decisions\n");
}
