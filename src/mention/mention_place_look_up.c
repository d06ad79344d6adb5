/* The gazetteer by itself, for questions: "Dandong", "dandong, liaoning", "단둥". */
#include "mention/mention_place.h"

typedef struct Found {
    const Place *place;
} Found;
typedef LIST_OF(Found) FoundList;

static bool is_name_kind(PlaceNameKind kind)
{
    return kind == PLACE_NAME || kind == PLACE_OTHER || kind == PLACE_SEAT;
}

/* A part of the question that names what the place lies in. */
static bool is_within(const PlaceTable *table, Arena *arena, const Place *place, Text outer)
{
    Text refs = mention_find_name(table, mention_fold_name(arena, outer), NULL);
    PlaceRef ref;
    while (mention_next_ref(&refs, &ref)) {
        Place candidate = mention_read_place(table, ref.offset, NULL);
        if (text_equals(candidate.country, place->country) &&
            (candidate.precision == PRECISION_COUNTRY ||
             (candidate.precision == PRECISION_PROVINCE && text_equals(candidate.admin1, place->admin1))))
            return true;
    }
    return false;
}

/* Without a designator at its end ("Dandong City"), or as it is. */
static Text without_designator(const MentionPlaces *places, Text name)
{
    size_t blank = SIZE_MAX;
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] == ' ')
            blank = i;
    if (blank == SIZE_MAX ||
        !(mention_place_word(places, text_slice(name, blank + 1, name.length)) & PLACE_WORD_DESIGNATOR))
        return name;
    return text_slice(name, 0, blank);
}

static void add_bearers(const MentionPlaces *places, Arena *arena, Text name, Text outer, FoundList *list)
{
    Text refs = mention_find_name(&places->table, mention_fold_name(arena, name), NULL);
    PlaceRef ref;
    while (mention_next_ref(&refs, &ref)) {
        if (!is_name_kind(ref.kind))
            continue;
        Place *place = ARENA_NEW(arena, Place);
        *place = mention_read_place(&places->table, ref.offset, NULL);
        if (outer.length == 0 || is_within(&places->table, arena, place, outer))
            LIST_ADD(arena, list)->place = place;
    }
}

size_t mention_look_up_place(const MentionData *data, Arena *arena, Text name, const Place ***out_places)
{
    FoundList list = {NULL, 0, 0};
    Text rest = text_trim(name);
    Text first;
    *out_places = NULL;
    if (!text_split(&rest, ',', &first))
        return 0;
    first = text_trim(first);
    Text outer = TEXT_EMPTY;
    (void)text_split(&rest, ',', &outer);
    outer = without_designator(data->places, text_trim(outer));
    add_bearers(data->places, arena, first, outer, &list);
    Text shorter = without_designator(data->places, first);
    if (list.count == 0 && shorter.length < first.length)
        add_bearers(data->places, arena, shorter, outer, &list);
    *out_places = ARENA_ARRAY(arena, const Place *, list.count);
    for (size_t i = 0; i < list.count; i++)
        (*out_places)[i] = list.items[i].place;
    return list.count;
}
