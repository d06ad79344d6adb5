/* Both sides of one claim: what says the same, and what speaks against it. */
#include "present/present_part.h"

enum { ID_LENGTH = 9, COLUMN = 10, WORDS_MOST = 110 };

static void add_row(Buffer *out, const BesideRow *row, const PresentOptions *options)
{
    Buffer line = buffer_in(out->arena);
    buffer_add_string(&line, row->contrary ? "against   " : "agrees    ");
    size_t lead = line.length;
    if (row->contrary)
        present_contrary(&line, row->contrary);
    else
        buffer_print(&line, "#%.*s", TEXT_ARGS(text_slice(row->claim->id, 0, ID_LENGTH)));
    buffer_add_string(&line, ": ");
    if (row->claim->evidence_count > 0) {
        buffer_add_string(&line, "“");
        present_clean(&line, row->claim->evidence[0].exact, WORDS_MOST);
        buffer_add_string(&line, row->report->translated ? "” (as translated) " : "” ");
    }
    buffer_add_string(&line, "— ");
    present_source_words(&line, row->report, row->claim);
    if (row->report->is_protected)
        buffer_add_string(&line, " · PROTECTED");
    Buffer wrapped = buffer_in(out->arena);
    present_wrapped(&wrapped, text_slice(buffer_text(&line), lead, line.length), COLUMN,
                    present_width(options));
    buffer_add(out, text_slice(buffer_text(&line), 0, lead));
    buffer_add(out, text_slice(buffer_text(&wrapped), COLUMN, wrapped.length));
}

static void add_json(Buffer *out, const Beside *beside, const PresentOptions *options)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("beside"));
    present_json_text(&json, "claim", beside->row.claim->id);
    Json voices = present_json_array_at(&json, "voices");
    present_json_item_number(&voices, beside->row.voices_low);
    if (beside->row.voices_high == COUNT_OPEN)
        present_json_item_null(&voices);
    else
        present_json_item_number(&voices, beside->row.voices_high);
    present_json_close_array(&voices);
    Json list = present_json_array_at(&json, "links");
    for (size_t i = 0; i < beside->count; i++) {
        const BesideRow *row = &beside->items[i];
        if (row->report->is_protected && !options->with_protected)
            continue;
        Json link = present_json_object_item(&list);
        present_json_text(&link, "claim", row->claim->id);
        present_json_text(&link, "report", row->report->id);
        present_json_text(&link, "how",
                          row->contrary ? text_from(query_contrary_word(row->contrary->how))
                                        : TEXT("agrees"));
        present_json_text(&link, "why",
                          row->contrary ? row->contrary->why : TEXT("place, people and time meet"));
        present_json_close_object(&link);
    }
    present_json_close_array(&list);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

void present_beside(Buffer *out, const Beside *beside, const PresentOptions *options)
{
    switch (options->format) {
    case PRESENT_JSONL:
        add_json(out, beside, options);
        break;
    case PRESENT_TABLE:
        buffer_add_string(out, "voices    ");
        present_voices(out, beside->row.voices_low, beside->row.voices_high);
        buffer_add_byte(out, '\n');
        for (size_t i = 0; i < beside->count; i++)
            add_row(out, &beside->items[i], options);
        break;
    case PRESENT_CSV:
        break;
    }
}
