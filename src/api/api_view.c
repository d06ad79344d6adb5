/* What pictures of many claims are drawn from. */
#include "api/api.h"

enum { VIEW_MEMORY_MEGABYTES = 1024 };

typedef struct Viewing {
    const Hearsay *hearsay;
    HearsayBase *base;
    HearsayView view;
    const HearsayQuestion *given;
    HearsaySink sink;
    void *sink_context;
} Viewing;

static Status draw(const Viewing *viewing, Buffer *out, Error *error)
{
    Arena *arena = out->arena;
    Evidence *evidence = viewing->base->evidence;
    const MentionData *data = viewing->hearsay->mentions;
    Question question = QUESTION_OPEN;
    PlaceMarks marks;
    Lanes lanes;
    EvidenceState state;
    Status status = api_read_question(arena, viewing->hearsay, viewing->given, &question, error);
    if (status != STATUS_OK)
        return status;
    switch (viewing->view) {
    case HEARSAY_VIEW_PLACES:
        status = query_places(arena, evidence, data, &question, &marks, error);
        if (status == STATUS_OK)
            present_place_marks(out, &marks);
        break;
    case HEARSAY_VIEW_LANES:
        status = query_lanes(arena, evidence, data, &question, &lanes, error);
        if (status == STATUS_OK)
            present_lanes(out, &lanes);
        break;
    case HEARSAY_VIEW_STATE:
        status = evidence_state(evidence, &state, error);
        if (status == STATUS_OK)
            present_state(out, &state);
        break;
    }
    return status;
}

static Status give_view(Arena *arena, void *context, Error *error)
{
    const Viewing *viewing = context;
    Buffer out = buffer_in(arena);
    Status status = draw(viewing, &out, error);
    if (status != STATUS_OK)
        return status;
    return api_give(buffer_text(&out), viewing->sink, viewing->sink_context, error);
}

HearsayStatus hearsay_view(const Hearsay *hearsay, HearsayBase *base, HearsayView view,
                           const HearsayQuestion *question, HearsaySink sink, void *context,
                           HearsayError *error)
{
    Viewing viewing = {hearsay, base, view, question, sink, context};
    Error inner = {0};
    Arena *arena = arena_new((size_t)VIEW_MEMORY_MEGABYTES * 1024 * 1024);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, give_view, &viewing, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}
