#include "core/list.h"
#include "core/utf8.h"
#include "mention/mention_time_form.h"

/* "01-15": a day of every year. */
static bool read_month_day(Text text, TimeEvent *event)
{
    int64_t month = 0;
    int64_t day = 0;
    if (text.length != 5 || text.bytes[2] != '-' || !text_to_int64(text_slice(text, 0, 2), &month) ||
        !text_to_int64(text_slice(text, 3, 5), &day) || !day_is_valid(2000, (int)month, (int)day))
        return false;
    event->first = event->last = DAY_NONE;
    event->month = (int)month;
    event->day = (int)day;
    return true;
}

static Status load_orders(Arena *arena, Text folder, Map *out, Error *error)
{
    Text rest, name;
    Status status = data_file_read(arena, folder, "time/orders.tsv", &rest, error);
    if (status != STATUS_OK)
        return status;
    *out = map_in(arena);
    Text fields[2];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 2)) {
        bool is_day = text_is(fields[0], "day");
        if ((!is_day && !text_is(fields[0], "month")) || !fields[1].length)
            return error_at(error, ERR_PACK, TEXT("time/orders.tsv"), line,
                            "\"day\" or \"month\" and names are wanted");
        while (fields[1].length && text_split(&fields[1], '|', &name))
            map_put(out, utf8_fold(arena, name))->number = is_day ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
    }
    return STATUS_OK;
}

DateOrder mention_date_order(Arena *arena, const TimeEvents *events, Text outlet)
{
    const MapEntry *entry = outlet.length ? map_find(&events->orders, utf8_fold(arena, outlet)) : NULL;
    return entry ? (DateOrder)entry->number : ORDER_OPEN;
}

Status mention_load_events(Arena *arena, Text folder, const TimeEvents **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "time/events.tsv", &rest, error);
    if (status != STATUS_OK)
        return status;
    LIST_OF(TimeEvent) list = {0};
    Lexicon *names = mention_new_lexicon(arena);
    Text fields[4];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 4)) {
        TimeEvent event = {.name = fields[0]};
        bool is_once = day_parse(fields[1], &event.first) && day_parse(fields[2], &event.last);
        if ((!is_once && !read_month_day(fields[1], &event)) || event.first > event.last || !fields[3].length)
            return error_at(error, ERR_PACK, TEXT("time/events.tsv"), line,
                            "name, first day, last day and source are wanted");
        if (list.count == 0 || !text_equals(list.items[list.count - 1].name, event.name))
            mention_add_phrase(names, LEXICON_EVENT, arena_print(arena, "%zu", list.count), event.name);
        *LIST_ADD(arena, &list) = event;
    }
    TimeEvents *events = ARENA_NEW(arena, TimeEvents);
    *events = (TimeEvents){.items = list.items, .count = list.count, .names = names};
    *out = events;
    return load_orders(arena, folder, &events->orders, error);
}
