#include "present/present_part.h"

static void add_escaped(Buffer *out, Text text)
{
    size_t plain = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c != '<' && c != '>' && c != '&')
            continue;
        buffer_add(out, text_slice(text, plain, i));
        plain = i + 1;
        buffer_add_string(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
    }
    buffer_add(out, text_slice(text, plain, text.length));
}

static const char *const type_words[] = {"DATE", "TIME", "DURATION", "SET"}; /* own terms: of TimeML */

void present_times(Buffer *out, const PresentText *read)
{
    size_t at = 0;
    size_t number = 0;
    for (size_t i = 0; i < read->mentions->time_count; i++) {
        const TimeMention *time = &read->mentions->times[i];
        for (size_t k = 0; k < time->timex_count; k++) {
            const Timex *timex = &time->timexes[k];
            if (timex->span.begin < at)
                continue;
            add_escaped(out, text_slice(read->text, at, timex->span.begin));
            buffer_print(out, "<TIMEX3 tid=\"t%zu\" type=\"%s\" value=\"", ++number, type_words[timex->type]);
            add_escaped(out, timex->value);
            buffer_add_byte(out, '"');
            if (timex->mod)
                buffer_print(out, " mod=\"%s\"", timex->mod);
            buffer_add_byte(out, '>');
            add_escaped(out, text_of_span(read->text, timex->span));
            buffer_add_string(out, "</TIMEX3>");
            at = timex->span.end;
        }
    }
    add_escaped(out, text_slice(read->text, at, read->text.length));
}
