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

/* null where the text does not count the words among its sources: the narrator's "I think". */
static void add_voice(Json *line, const PresentText *read, uint32_t number)
{
    if (number == SOURCE_NONE) {
        present_json_null(line, "id");
        present_json_null(line, "as");
        present_json_null(line, "type");
        present_json_null(line, "via");
        return;
    }
    const Source *source = &read->mentions->sources[number];
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
    Quotations found =
        mention_find_quotations(out->arena, read->data, read->report, read->sentences, read->mentions);
    for (size_t i = 0; i < found.count; i++) {
        const Quotation *quotation = &found.items[i];
        Json line = present_json_object(out);
        present_json_span(&line, "source", &marks, quotation->source);
        present_json_span(&line, "cue", &marks, quotation->cue);
        present_json_span(&line, "content", &marks, quotation->content);
        present_json_text(&line, "form", text_from(mention_quotation_word(quotation->type)));
        add_voice(&line, read, quotation->voice);
        present_json_close_object(&line);
        buffer_add_byte(out, '\n');
    }
}
