/* Who speaks: each source, then each stretch of the text that is put into a mouth. */
#include "golden/mention_case.h"

static void write_source(const MentionCase *c, const Source *source, Buffer *out)
{
    buffer_print(out, "%.*s %.*s: %.*s", TEXT_ARGS(source->id), TEXT_ARGS(source->type),
                 TEXT_ARGS(text_of_span(c->report.text, source->as)));
    if (source->where.length > 0)
        buffer_print(out, " | where %.*s", TEXT_ARGS(source->where));
    if (source->knows.length > 0)
        buffer_print(out, " | knows %.*s", TEXT_ARGS(source->knows));
    if (source->said.edtf.length > 0)
        buffer_print(out, " | said %.*s", TEXT_ARGS(source->said.edtf));
    if (source->n_high == COUNT_OPEN)
        buffer_print(out, " | n %d", (int)source->n_low);
    for (size_t i = 0; i < source->via_count; i++)
        buffer_print(out, " | via %.*s", TEXT_ARGS(c->mentions.sources[source->via[i]].id));
    for (size_t i = 0; i < source->maybe_count; i++)
        buffer_print(out, " | maybe %.*s", TEXT_ARGS(c->mentions.sources[source->maybe[i]].id));
    buffer_add_byte(out, '\n');
}

void golden_source(Arena *arena, Text input, Buffer *out)
{
    MentionCase c = mention_case_read(arena, input);
    for (size_t i = 0; i < c.mentions.source_count; i++)
        write_source(&c, &c.mentions.sources[i], out);
    for (size_t i = 0; i < c.mentions.attribution_count; i++) {
        const Attribution *attribution = &c.mentions.attributions[i];
        Text words = text_of_span(c.report.text, attribution->content);
        buffer_print(out, "- s%u%s: %.*s\n", attribution->source + 1, attribution->is_quote ? " quote" : "",
                     TEXT_ARGS(words));
    }
}
