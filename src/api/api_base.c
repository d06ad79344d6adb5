#include "api/api.h"

typedef struct Opening {
    const HearsayBaseOptions *options;
    HearsayBase *base;
} Opening;

static Status open_base(Arena *arena, void *context, Error *error)
{
    Opening *opening = context;
    const HearsayBaseOptions *given = opening->options;
    opening->base = ARENA_NEW(arena, HearsayBase);
    opening->base->arena = arena;
    EvidenceOptions options = {.location = arena_copy(arena, text_from(given->location)),
                               .files = arena_copy(arena, text_from(given->files)),
                               .keep_files = !given->no_files,
                               .mode = given->writable ? EVIDENCE_WRITE : EVIDENCE_READ};
    options.has_day = given->today != NULL;
    if (given->today && !day_parse(text_from(given->today), &options.day))
        return error_set(error, ERR_USAGE, "'%s' is no day: write it as 2022-02-10", given->today);
    return evidence_open(arena, &options, &opening->base->evidence, error);
}

HearsayStatus hearsay_base_open(const HearsayBaseOptions *options, HearsayBase **out, HearsayError *error)
{
    Error inner = {0};
    if (!options || !options->location || !*options->location)
        return api_tell(error_set(&inner, ERR_USAGE, "no base was named"), &inner, error);
    Arena *arena = arena_new(0);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Opening opening = {.options = options};
    Status status = door_open(arena, open_base, &opening, &inner);
    if (status == STATUS_OK)
        *out = opening.base;
    else
        arena_free(arena);
    return api_tell(status, &inner, error);
}

const char *hearsay_base_location(const HearsayBase *base) { return evidence_location(base->evidence).bytes; }

void hearsay_base_close(HearsayBase *base)
{
    if (base)
        arena_free(base->arena); /* the evidence is closed by it, and base lies in it */
}
