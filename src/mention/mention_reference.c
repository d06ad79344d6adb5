#include "mention/mention_reference.h"

/* own terms: the classes of time/reference, in the order of ReferenceWord */
static const char *const classes[] = {"again", "begin", "hold", "come", "measure"};

Status mention_load_reference(Arena *arena, Text folder, const MentionReference **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "time/reference", &rest, error);
    if (status != STATUS_OK)
        return status;
    MentionReference *reference = ARENA_NEW(arena, MentionReference);
    reference->words = map_in(arena);
    uint32_t line = 0;
    Text fields[2];
    while (mention_next_line(&rest, &line, fields, 2)) {
        size_t number = 0;
        while (number < sizeof classes / sizeof *classes && !text_is(fields[0], classes[number]))
            number++;
        if (number == sizeof classes / sizeof *classes)
            return error_at(error, ERR_PACK, TEXT("time/reference"), line, "no class \"%.*s\"",
                            TEXT_ARGS(fields[0]));
        Text word;
        while (text_split(&fields[1], ' ', &word))
            map_put(&reference->words, word)->number |= (int64_t)1 << number;
    }
    *out = reference;
    return STATUS_OK;
}

bool mention_refers(const MentionData *data, Text lemma, ReferenceWord which)
{
    const MapEntry *entry = map_find(&data->reference->words, lemma);
    return entry && (entry->number & (int64_t)1 << which) != 0;
}
