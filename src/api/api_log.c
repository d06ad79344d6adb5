/* The log of a base: verified, and told in a checkpoint. */
#include "api/api.h"
#include "core/buffer.h"
#include "present/present.h"

enum { LOG_MEMORY_MEGABYTES = 2048 };

typedef struct Verifying {
    HearsayBase *base;
    const HearsayVerifyOptions *given;
    PresentOptions present;
    HearsaySink sink;
    void *sink_context;
    Buffer out;
    bool is_stopped; /* the sink takes no more */
    EvidenceVerified verified;
} Verifying;

static void tell_finding(void *context, const EvidenceFinding *finding)
{
    Verifying *verifying = context;
    Error error;
    if (verifying->is_stopped)
        return;
    buffer_clear(&verifying->out);
    present_finding(&verifying->out, finding, &verifying->present);
    verifying->is_stopped =
        api_give(buffer_text(&verifying->out), verifying->sink, verifying->sink_context, &error) != STATUS_OK;
}

static Status verify(Arena *arena, void *context, Error *error)
{
    Verifying *verifying = context;
    const HearsayVerifyOptions *given = verifying->given;
    EvidenceVerifyOptions options = {.checkpoint = {given->checkpoint, given->checkpoint_length},
                                     .checkpoint_name = text_from(given->checkpoint_name),
                                     .key = text_from(given->key),
                                     .key_name = text_from(given->key_name),
                                     .skip_originals = given->skip_originals,
                                     .tell = tell_finding,
                                     .context = verifying};
    verifying->out = buffer_in(arena);
    present_findings_head(&verifying->out, &verifying->present);
    Status status = api_give(buffer_text(&verifying->out), verifying->sink, verifying->sink_context, error);
    if (status == STATUS_OK)
        status = evidence_verify(verifying->base->evidence, arena, &options, &verifying->verified, error);
    if (status == STATUS_OK && verifying->is_stopped)
        status = error_set(error, ERR_SYSTEM, "could not write the output");
    if (status != STATUS_OK)
        return status;
    buffer_clear(&verifying->out);
    present_verified(&verifying->out, &verifying->verified, &verifying->present);
    return api_give(buffer_text(&verifying->out), verifying->sink, verifying->sink_context, error);
}

/* Opens an arena's door around function. */
static HearsayStatus run(DoorFunction function, void *context, HearsayError *error)
{
    Error inner = {0};
    Arena *arena = arena_new((size_t)LOG_MEMORY_MEGABYTES << 20);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, function, context, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}

HearsayStatus hearsay_verify(HearsayBase *base, const HearsayVerifyOptions *options, HearsaySink sink,
                             void *context, uint64_t *out_found, HearsayError *error)
{
    Verifying verifying = {.base = base, .given = options, .sink = sink, .sink_context = context};
    verifying.present.format = (PresentFormat)options->format;
    verifying.present.with_protected = options->with_protected;
    HearsayStatus status = run(verify, &verifying, error);
    if (out_found)
        *out_found = (uint64_t)verifying.verified.finding_count;
    return status;
}

typedef struct Checkpointing {
    HearsayBase *base;
    Text key;
    HearsaySink sink;
    void *sink_context;
} Checkpointing;

static Status write_checkpoint(Arena *arena, void *context, Error *error)
{
    const Checkpointing *given = context;
    Text note;
    Status status = evidence_checkpoint(given->base->evidence, arena, given->key, &note, error);
    return status == STATUS_OK ? api_give(note, given->sink, given->sink_context, error) : status;
}

HearsayStatus hearsay_checkpoint(HearsayBase *base, const char *key, HearsaySink sink, void *context,
                                 HearsayError *error)
{
    Checkpointing checkpointing = {base, text_from(key), sink, context};
    return run(write_checkpoint, &checkpointing, error);
}

typedef struct Purging {
    const Hearsay *hearsay;
    HearsayBase *base;
    const HearsayPurge *given;
    HearsaySink sink;
    void *sink_context;
} Purging;

static Status check_reason(Text reason, Error *error)
{
    /* own terms: codes of docs/base.md */
    static const char *const codes[] = {"consent", "risk", "mistake", "law", "other"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (text_is(reason, codes[i]))
            return STATUS_OK;
    return error_set(
        error, ERR_USAGE,
        "'%.*s' is no reason of a purge: consent, risk, mistake, law or other; the log keeps no words",
        TEXT_ARGS(reason));
}

/* The whole id of a report. One that is not there may have gone with a purge that was interrupted, which the
 * purge itself sees. */
static Status find_report_id(Arena *arena, const Purging *purging, const char *given, Text *out, Error *error)
{
    bool is_report = false;
    *out = arena_copy(arena, text_from(given));
    Error missing = {0};
    Status status = evidence_find_id(purging->base->evidence, arena, *out, out, &is_report, &missing);
    if (status == STATUS_OK && !is_report)
        return error_set(error, ERR_USAGE, "'%s' is a claim: a report is purged as a whole", given);
    if (status == ERR_USAGE)
        return STATUS_OK;
    if (status != STATUS_OK && error)
        *error = missing;
    return status;
}

static Status read_purge(Arena *arena, const Purging *purging, EvidencePurge *out, Error *error)
{
    const HearsayPurge *given = purging->given;
    *out = (EvidencePurge){.handle = arena_copy(arena, text_from(given->handle)),
                           .reason = arena_copy(arena, text_from(given->reason)),
                           .without_originals = given->without_originals};
    if (!day_parse(text_from(given->day), &out->day))
        return error_set(error, ERR_USAGE, "'%s' is no day: write it as 2022-02-10",
                         given->day ? given->day : "");
    Status status = given->id_count > 0 ? evidence_check_handle(out->handle, error) : STATUS_OK;
    if (status == STATUS_OK && given->id_count > 0)
        status = check_reason(out->reason, error);
    out->ids.items = ARENA_ARRAY(arena, Text, given->id_count);
    for (; out->ids.count < given->id_count && status == STATUS_OK; out->ids.count++)
        status = find_report_id(arena, purging, given->ids[out->ids.count], &out->ids.items[out->ids.count],
                                error);
    return status;
}

/* The lineage is traced anew before the last bytes go, so that what it was traced from goes with them. */
static Status purge(Arena *arena, void *context, Error *error)
{
    const Purging *purging = context;
    Evidence *evidence = purging->base->evidence;
    EvidencePurge given;
    EvidencePurged purged;
    Status status = read_purge(arena, purging, &given, error);
    if (status == STATUS_OK)
        status = evidence_purge(evidence, arena, &given, &purged, error);
    if (status == STATUS_OK && purged.report_count > 0)
        status = evidence_update_lineage(evidence, arena, purging->hearsay->mentions, error);
    if (status == STATUS_OK)
        status = evidence_scrub(evidence, arena, &purged, error);
    if (status != STATUS_OK)
        return status;
    Buffer out = buffer_in(arena);
    present_purged(&out, &purged);
    return api_give(buffer_text(&out), purging->sink, purging->sink_context, error);
}

HearsayStatus hearsay_purge(const Hearsay *hearsay, HearsayBase *base, const HearsayPurge *given,
                            HearsaySink sink, void *context, HearsayError *error)
{
    Purging purging = {hearsay, base, given, sink, context};
    return run(purge, &purging, error);
}

typedef struct KeyMaking {
    const char *name;
    HearsayKey *out;
} KeyMaking;

static Status make_key(Arena *arena, void *context, Error *error)
{
    const KeyMaking *making = context;
    Text secret, public_half;
    Status status = evidence_new_key(arena, text_from(making->name), &secret, &public_half, error);
    if (status != STATUS_OK)
        return status;
    _Static_assert(sizeof making->out->secret >= 12 + 128 + 1 + 8 + 1 + 44 + 1, "the longest key fits");
    memcpy(making->out->secret, secret.bytes, secret.length + 1);
    memcpy(making->out->public_half, public_half.bytes, public_half.length + 1);
    return STATUS_OK;
}

HearsayStatus hearsay_key_new(const char *name, HearsayKey *out, HearsayError *error)
{
    KeyMaking making = {name, out};
    memset(out, 0, sizeof *out);
    return run(make_key, &making, error);
}

HearsayStatus hearsay_base_last_day(HearsayBase *base, char out[16], HearsayError *error)
{
    Error inner = {0};
    Day day = DAY_NONE;
    Status status = evidence_last_day(base->evidence, &day, &inner);
    out[0] = '\0';
    if (status == STATUS_OK && day > DAY_PAST && day < DAY_FUTURE) {
        int year, month, day_of_month;
        day_to_civil(day, &year, &month, &day_of_month);
        snprintf(out, 16, "%04d-%02d-%02d", year, month, day_of_month);
    }
    return api_tell(status, &inner, error);
}
