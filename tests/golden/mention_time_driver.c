/* A line a time: its words, EDTF, what it bounds, the start that is vague in itself, and TIMEX3's value. */
#include "golden/mention_read.h"

void golden_mention_time(Arena *arena, Text input, Buffer *out)
{
    static const char *const kinds[] = {"date", "interval", "duration", "repeated"};
    const MentionRead *read = mention_read_input(arena, input, out);
    for (size_t i = 0; read && i < read->mentions.time_count; i++) {
        const TimeMention *time = &read->mentions.times[i];
        Text words = text_of_span(input, time->at.span);
        buffer_print(out, "%.*s | %s %.*s", TEXT_ARGS(words), kinds[time->kind], TEXT_ARGS(time->date.edtf));
        if (time->starts.length)
            buffer_print(out, " starts %.*s", TEXT_ARGS(time->starts));
        buffer_print(out, "%s%s%s", time->is_since ? " since" : "", time->is_until ? " until" : "",
                     time->says_when_spoken ? " spoken" : "");
        if (time->value.length)
            buffer_print(out, " | %.*s", TEXT_ARGS(time->value));
        buffer_add_byte(out, '\n');
    }
}
