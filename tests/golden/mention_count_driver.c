/* A line a count: its words, bounds, unit, what it is a number of. */
#include "golden/mention_read.h"

static void print_bound(Buffer *out, int64_t bound)
{
    if (bound == COUNT_OPEN)
        buffer_add_string(out, "..");
    else
        buffer_print(out, "%lld", (long long)bound);
}

void golden_mention_count(Arena *arena, Text input, Buffer *out)
{
    const MentionRead *read = mention_read_input(arena, input, out);
    for (size_t i = 0; read && i < read->mentions.count_count; i++) {
        const CountMention *count = &read->mentions.counts[i];
        Text words = text_of_span(input, count->at.span);
        buffer_print(out, "%.*s | ", TEXT_ARGS(words));
        print_bound(out, count->low);
        buffer_add_byte(out, ' ');
        print_bound(out, count->high);
        buffer_print(out, " %.*s%s%s", TEXT_ARGS(count->unit), count->is_approximate ? " approx" : "",
                     count->is_vague ? " vague" : "");
        if (count->of.length)
            buffer_print(out, " of %.*s", TEXT_ARGS(count->of));
        buffer_add_byte(out, '\n');
    }
}
