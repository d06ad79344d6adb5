#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "core/buffer.h"

HearsayStatus api_tell(Status status, const Error *error, HearsayError *out)
{
    if (out) {
        memset(out, 0, sizeof *out);
        if (status != STATUS_OK) {
            _Static_assert(sizeof out->name == sizeof error->name, "names are of one size");
            _Static_assert(sizeof out->message == sizeof error->message, "messages are of one size");
            memcpy(out->name, error->name, sizeof out->name);
            memcpy(out->message, error->message, sizeof out->message);
            out->offset = error->offset;
            out->line = error->line;
        }
        out->status = (HearsayStatus)status;
    }
    return (HearsayStatus)status;
}

Status api_give(Text bytes, HearsaySink sink, void *context, Error *error)
{
    if (bytes.length > 0 && sink && sink(context, bytes.bytes, bytes.length) != 0)
        return error_set(error, ERR_SYSTEM, "could not write the output");
    return STATUS_OK;
}

const char *hearsay_version(void) { return HEARSAY_VERSION; }

typedef struct Opening {
    Hearsay *hearsay;
    Text data;
    Text pack;
} Opening;

/* A name is a folder of DATA/packs; anything with a slash is a folder itself. */
static Text pack_folder(Arena *arena, const Opening *opening)
{
    if (text_find_byte(opening->pack, '/', 0) != SIZE_MAX)
        return opening->pack;
    return arena_print(arena, "%.*s/packs/%.*s", TEXT_ARGS(opening->data), TEXT_ARGS(opening->pack));
}

static Status load_all(Arena *arena, void *context, Error *error)
{
    Opening *opening = context;
    Hearsay *hearsay = ARENA_NEW(arena, Hearsay);
    hearsay->arena = arena;
    opening->hearsay = hearsay;
    Text data = arena_print(arena, "%.*s/data", TEXT_ARGS(opening->data));
    Text english = arena_print(arena, "%.*s/english", TEXT_ARGS(data));
    Text places = arena_print(arena, "%.*s/places", TEXT_ARGS(data));
    Status status = pack_load(arena, pack_folder(arena, opening), &hearsay->pack, error);
    if (status == STATUS_OK)
        status = intake_load(arena, data, &hearsay->intake, error);
    if (status == STATUS_OK)
        status = language_load(arena, english, &hearsay->language, error);
    if (status == STATUS_OK)
        status = mention_load(arena, english, places, &hearsay->mentions, error);
    return status;
}

static Text data_folder(const HearsayOptions *options)
{
    if (options && options->data)
        return text_from(options->data);
    const char *folder = getenv("HEARSAY_DATA");
    return text_from(folder && *folder ? folder : HEARSAY_DATA_DIR);
}

HearsayStatus hearsay_open(const HearsayOptions *options, Hearsay **out, HearsayError *error)
{
    Error inner = {0};
    Arena *arena = arena_new(0);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Opening opening = {.data = data_folder(options)};
    opening.pack = options && options->pack ? text_from(options->pack) : TEXT("restricted-labour");
    Status status = door_open(arena, load_all, &opening, &inner);
    if (status == STATUS_OK)
        *out = opening.hearsay;
    else
        arena_free(arena);
    return api_tell(status, &inner, error);
}

void hearsay_close(Hearsay *hearsay)
{
    if (hearsay)
        arena_free(hearsay->arena); /* hearsay lies in it */
}
