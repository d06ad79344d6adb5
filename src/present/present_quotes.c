#include "present/present_part.h"

void present_json_span(Json *json, const char *key, const Utf8Marks *marks, Span span)
{
    if (span_is_empty(span)) {
        present_json_null(json, key);
        return;
    }
    Json ends = present_json_array_at(json, key);
    present_json_item_number(&ends, utf8_count_at(marks, span.begin));
    present_json_item_number(&ends, utf8_count_at(marks, span.end));
    present_json_close_array(&ends);
}

static void add_source(Json *line, const PresentText *read, const Source *source)
{
    present_json_text(line, "id", source->id);
    present_json_text(line, "as", text_of_span(read->text, source->as));
    present_json_text_or_null(line, "type", source->type);
    Json via = present_json_array_at(line, "via");
    for (size_t i = 0; i < source->via_count; i++)
        present_json_item_text(&via, read->mentions->sources[source->via[i]].id);
    present_json_close_array(&via);
}

void present_quotes(Buffer *out, const PresentText *read)
{
    Utf8Marks marks = utf8_mark(out->arena, read->text);
    for (size_t i = 0; i < read->mentions->attribution_count; i++) {
        const Attribution *attribution = &read->mentions->attributions[i];
        if (attribution->source == SOURCE_NONE)
            continue;
        Json line = present_json_object(out);
        present_json_span(&line, "source", &marks, attribution->speaker);
        present_json_span(&line, "cue", &marks, attribution->cue);
        present_json_span(&line, "content", &marks, attribution->content);
        present_json_bool(&line, "direct", attribution->is_quote);
        add_source(&line, read, &read->mentions->sources[attribution->source]);
        present_json_close_object(&line);
        buffer_add_byte(out, '\n');
    }
}
