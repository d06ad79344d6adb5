#include "present/present_part.h"

enum { LOGIT = 100 }; /* a margin's unit */

/* The features that speak most for the answer, with their weights. */
static void add_reasons(Json *line, const Happened *happened)
{
    Json reasons = present_json_array_at(line, "because");
    for (size_t i = 0; i < happened->reason_count; i++) {
        Json reason = present_json_array_item(&reasons);
        present_json_item_text(&reason, happened->reasons[i].feature);
        present_json_item_decimal(&reason, (double)happened->reasons[i].weight / LOGIT);
        present_json_close_array(&reason);
    }
    present_json_close_array(&reasons);
}

static void add_event(Buffer *out, const Utf8Marks *marks, const Event *event)
{
    Json line = present_json_object(out);
    present_json_span(&line, "predicate", marks, event->span);
    present_json_span(&line, "copula", marks, event->copula);
    present_json_text(&line, "status", text_from(mention_status_word(event->status)));
    present_json_span(&line, "word", marks, event->word);
    present_json_text(&line, "certainty", event->is_certain ? TEXT("certain") : TEXT("uncertain"));
    present_json_text(&line, "polarity", event->is_positive ? TEXT("positive") : TEXT("negative"));
    present_json_bool(&line, "happened", event->happened.margin > 0);
    present_json_decimal(&line, "margin", (double)event->happened.margin / LOGIT);
    add_reasons(&line, &event->happened);
    present_json_close_object(&line);
    buffer_add_byte(out, '\n');
}

void present_events(Buffer *out, const PresentText *read)
{
    Utf8Marks marks = utf8_mark(out->arena, read->text);
    Events events = mention_find_events(out->arena, read->data, read->sentences, read->text);
    for (size_t i = 0; i < events.count; i++)
        add_event(out, &marks, &events.items[i]);
}
