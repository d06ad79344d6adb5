/* Each place of the text: its words, then what it is, and what its sentence makes of it. */
#include "golden/mention_case.h"

void golden_place(Arena *arena, Text input, Buffer *out)
{
    MentionCase c = mention_case_read(arena, input);
    for (size_t i = 0; i < c.mentions.place_count; i++) {
        const PlaceMention *mention = &c.mentions.places[i];
        buffer_print(out, "%.*s: ", TEXT_ARGS(mention->as));
        if (mention->place)
            buffer_print(out, "%.*s, %.*s %.*s, ", TEXT_ARGS(mention->place->name),
                         TEXT_ARGS(mention->place->country), TEXT_ARGS(mention->place->admin1));
        buffer_add_string(out, mention_precision_word(mention->precision));
        buffer_add_string(out, mention->is_adjective ? " adjective" : "");
        buffer_add_string(out, mention->is_government ? " government" : "");
        buffer_add_string(out, mention->is_people_origin ? " origin" : "");
        buffer_add_string(out, mention->is_dateline ? " dateline" : "");
        buffer_add_string(out, mention->is_goal ? " goal" : "");
        buffer_add_string(out, mention->is_left ? " left" : "");
        buffer_add_string(out, mention->is_container ? " container" : "");
        buffer_add_byte(out, '\n');
    }
}
