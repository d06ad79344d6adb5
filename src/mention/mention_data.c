#include "mention/mention_data.h"

bool mention_next_line(Text *rest, uint32_t *number, Text *fields, size_t count)
{
    Text line;
    while (text_split(rest, '\n', &line)) {
        ++*number;
        if (text_trim(line).length == 0 || line.bytes[0] == '#')
            continue;
        for (size_t i = 0; i < count; i++) {
            Text field = TEXT_EMPTY;
            if (text_split(&line, '\t', &field))
                fields[i] = text_trim(field);
            else
                fields[i] = TEXT_EMPTY;
        }
        return true;
    }
    return false;
}
