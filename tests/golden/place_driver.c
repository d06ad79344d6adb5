/* Each place of the text: its words, then what it is, and what its sentence makes of it. */
#include "golden/mention_case.h"

static void write_role(Buffer *out, bool is_so, const char *word)
{
    if (is_so)
        buffer_print(out, " %s", word);
}

static void write_place(const PlaceMention *mention, Buffer *out)
{
    buffer_print(out, "%.*s: ", TEXT_ARGS(mention->as));
    if (mention->place)
        buffer_print(out, "%.*s, %.*s %.*s, ", TEXT_ARGS(mention->place->name),
                     TEXT_ARGS(mention->place->country), TEXT_ARGS(mention->place->admin1));
    buffer_add_string(out, mention_precision_word(mention->precision));
    write_role(out, mention->is_adjective, "adjective");
    write_role(out, mention->is_government, "government");
    write_role(out, mention->is_people_origin, "origin");
    write_role(out, mention->is_dateline, "dateline");
    write_role(out, mention->is_goal, "goal");
    write_role(out, mention->is_left, "left");
    write_role(out, mention->is_container, "container");
    buffer_add_byte(out, '\n');
}

void golden_place(Arena *arena, Text input, Buffer *out)
{
    MentionCase c = mention_case_read(arena, input);
    for (size_t i = 0; i < c.mentions.place_count; i++)
        write_place(&c.mentions.places[i], out);
}
