/* Each actor of the text: its words, its role, and whether it is a pronoun or of the people sent;
 * then each name, and the first mention that it is of. */
#include "golden/mention_case.h"

void golden_actor(Arena *arena, Text input, Buffer *out)
{
    MentionCase c = mention_case_read(arena, input);
    for (size_t i = 0; i < c.mentions.actor_count; i++) {
        const ActorMention *actor = &c.mentions.actors[i];
        buffer_print(out, "%.*s: %.*s%s%s\n", TEXT_ARGS(text_of_span(c.report.text, actor->at.span)),
                     TEXT_ARGS(actor->role), actor->is_pronoun ? " pronoun" : "",
                     actor->is_nationality_home ? " home" : "");
    }
    for (size_t i = 0; i < c.mentions.name_count; i++) {
        const NameMention *name = &c.mentions.names[i];
        buffer_print(out, "name %.*s: %.*s", TEXT_ARGS(text_of_span(c.report.text, name->at.span)),
                     TEXT_ARGS(name->is));
        if (name->first != i)
            buffer_print(out, ", of %.*s",
                         TEXT_ARGS(text_of_span(c.report.text, c.mentions.names[name->first].at.span)));
        buffer_print(out, "\n");
    }
}
