#include <inttypes.h>

#include "api/api.h"
#include "core/list.h"
#include "core/map.h"
#include "present/present.h"

enum {
    DEFAULT_LIMIT = 64 * 1024 * 1024,
    MEMORY_PER_BYTE = 40, /* tokens, mentions and rows of a byte of text, at the worst */
    MEMORY_AT_LEAST = 96 * 1024 * 1024,
    LINEAGE_MEMORY_MEGABYTES = 4096
};

struct HearsayReader {
    Arena *arena;
    Arena *report_arena; /* cleared behind each report */
    const Hearsay *hearsay;
    HearsayBase *base;
    IntakeOptions intake;
    bool with_samples;
    bool with_protected;
    bool again;
    double min_sure;
    bool holds_samples; /* the base, and what was read into it */
    bool holds_others;
    Day recorded;
    HearsaySink sink;
    void *sink_context;
    void (*on_error)(void *context, const HearsayError *error);
    void *error_context;
    Map seen;   /* digests of this run, where no base remembers them */
    Map voices; /* named sources, documents and bodies, by type and words */
    uint64_t most_anonymous;
    HearsayReadCounts counts;
    Coding *coding; /* that reports are held against, or NULL */
};

typedef struct Setting {
    const HearsayReadOptions *options;
    HearsayReader *reader;
} Setting;

/* Kinds of one name from two packs would be mixed up in every answer. */
Status api_keep_packs_apart(Arena *arena, const Hearsay *hearsay, Evidence *evidence, Error *error)
{
    const Pack *pack = hearsay->pack;
    for (size_t i = 0; i < pack_kind_count(pack); i++) {
        const PackKind *kind = pack_kind(pack, i);
        Text owner;
        Status status = evidence_find_kind(evidence, arena, kind->name, &owner, error);
        if (status != STATUS_OK)
            return status;
        if (owner.length > 0 && !text_equals(owner, pack_name(pack)))
            return error_at(
                error, ERR_USAGE, arena_print(arena, "%.*s/kinds", TEXT_ARGS(pack_name(pack))), kind->line,
                "the base holds claims of a kind \"%.*s\" of the pack %.*s: name another --base, or "
                "rename the kind in one of the two packs",
                TEXT_ARGS(kind->name), TEXT_ARGS(owner));
    }
    return STATUS_OK;
}

/* The base keeps samples and reports apart: what does it hold? */
static Status look_into_base(HearsayReader *reader, Error *error)
{
    EvidenceSummary summary;
    Status status = evidence_summarize(reader->base->evidence, &summary, error);
    reader->holds_samples |= summary.retold_count > 0;
    reader->holds_others |= summary.report_count > summary.retold_count;
    return status;
}

static Status set_reader(Arena *arena, void *context, Error *error)
{
    Setting *setting = context;
    HearsayReader *reader = setting->reader;
    const HearsayReadOptions *options = setting->options;
    reader->seen = map_in(arena);
    reader->voices = map_in(arena);
    reader->intake.data = reader->hearsay->intake;
    reader->intake.encoding = arena_copy(arena, text_from(options->encoding));
    reader->intake.format = arena_copy(arena, text_from(options->format));
    reader->intake.class = (ClassOption)options->class_of_reports;
    reader->intake.limit = options->limit ? (size_t)options->limit : DEFAULT_LIMIT;
    reader->with_samples = options->with_samples;
    reader->with_protected = options->with_protected;
    reader->again = options->again;
    reader->min_sure = options->min_sure;
    reader->recorded = DAY_NONE;
    if (options->recorded && !day_parse(text_from(options->recorded), &reader->recorded))
        return error_set(error, ERR_USAGE, "'%s' is no day: write it as 2022-02-10", options->recorded);
    if (reader->base && reader->recorded == DAY_NONE)
        return error_set(error, ERR_USAGE, "the day on which reports enter the base was not given");
    Status status = STATUS_OK;
    if (options->metadata) {
        IntakeMetadata *metadata = NULL;
        Text name = arena_copy(arena, text_from(options->metadata_name));
        Text bytes = arena_copy(arena, (Text){options->metadata, options->metadata_length});
        status = intake_read_metadata(arena, reader->intake.data, name, bytes, &metadata, error);
        reader->intake.metadata = metadata;
    }
    if (status == STATUS_OK && reader->base)
        status = look_into_base(reader, error);
    if (status == STATUS_OK && reader->base)
        status = api_keep_packs_apart(arena, reader->hearsay, reader->base->evidence, error);
    return status;
}

static Status make_reader(Arena *arena, void *context, Error *error)
{
    Setting *setting = context;
    (void)error;
    setting->reader = ARENA_NEW(arena, HearsayReader);
    return STATUS_OK;
}

/* Opens the report arena's door around set_reader, which looks into the base with it. */
static Status set_behind_door(Arena *report_arena, void *context, Error *error)
{
    (void)report_arena;
    Setting *setting = context;
    return door_open(setting->reader->arena, set_reader, setting, error);
}

HearsayStatus hearsay_reader_new(const Hearsay *hearsay, HearsayBase *base, const HearsayReadOptions *options,
                                 HearsayReader **out, HearsayError *error)
{
    Error inner = {0};
    uint64_t limit = options->limit ? options->limit : DEFAULT_LIMIT;
    Arena *arena = arena_new(0);
    Arena *report_arena = arena_new((size_t)limit * MEMORY_PER_BYTE + MEMORY_AT_LEAST);
    Setting setting = {.options = options};
    if (!arena || !report_arena || door_open(arena, make_reader, &setting, &inner) != STATUS_OK) {
        arena_free(arena);
        arena_free(report_arena);
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    }
    HearsayReader *reader = setting.reader;
    reader->arena = arena;
    reader->report_arena = report_arena;
    reader->hearsay = hearsay;
    reader->base = base;
    Status status = door_open(report_arena, set_behind_door, &setting, &inner);
    arena_clear(report_arena);
    if (status == STATUS_OK && base)
        status = evidence_may_add(base->evidence, &inner);
    if (status == STATUS_OK)
        *out = reader;
    else
        hearsay_reader_free(reader);
    return api_tell(status, &inner, error);
}

void hearsay_reader_free(HearsayReader *reader)
{
    if (!reader)
        return;
    arena_free(reader->report_arena);
    arena_free(reader->arena); /* reader lies in it */
}

void hearsay_reader_set_output(HearsayReader *reader, HearsaySink sink, void *context)
{
    reader->sink = sink;
    reader->sink_context = context;
}

void hearsay_reader_set_on_error(HearsayReader *reader,
                                 void (*on_error)(void *context, const HearsayError *error), void *context)
{
    reader->on_error = on_error;
    reader->error_context = context;
}

static Status finish(Arena *arena, void *context, Error *error)
{
    const HearsayReader *reader = context;
    return evidence_update_lineage(reader->base->evidence, arena, reader->hearsay->mentions, error);
}

HearsayStatus hearsay_reader_finish(HearsayReader *reader, HearsayError *error)
{
    Error inner = {0};
    if (!reader->base)
        return HEARSAY_OK;
    Arena *arena = arena_new((size_t)LINEAGE_MEMORY_MEGABYTES << 20);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Status status = door_open(arena, finish, reader, &inner);
    arena_free(arena);
    return api_tell(status, &inner, error);
}

HearsayReadCounts hearsay_reader_counts(const HearsayReader *reader)
{
    HearsayReadCounts counts = reader->counts;
    counts.voices_low = reader->most_anonymous + reader->voices.count;
    if (counts.voices_high < counts.voices_low)
        counts.voices_high = counts.voices_low;
    return counts;
}

/* One input being read. */
typedef struct Run {
    HearsayReader *reader;
    IntakeInput input;
    Intake *intake;
    bool has_more;
    bool is_broken; /* the base or the output failed: reading on is no use */
    uint64_t last_offset;
} Run;

void api_read_claims(Arena *arena, const Hearsay *hearsay, Reading *reading)
{
    const Report *report = &reading->report;
    LanguageRegion *regions = ARENA_ARRAY(arena, LanguageRegion, report->part_count);
    size_t count = 0;
    for (size_t i = 0; i < report->part_count; i++) {
        PartKind kind = report->parts[i].kind;
        bool is_read =
            kind == PART_TITLE || kind == PART_HEADING || kind == PART_BODY || kind == PART_CAPTION;
        if (is_read && !span_is_empty(report->parts[i].span))
            regions[count++] = (LanguageRegion){report->parts[i].span, (uint32_t)i};
    }
    reading->sentences = language_read(arena, hearsay->language, report->text, regions, count);
    reading->mentions = mention_find(arena, hearsay->mentions, hearsay->pack, report, &reading->sentences);
    reading->claims = claim_extract(arena, hearsay->pack, hearsay->mentions, report, &reading->sentences,
                                    &reading->mentions);
}

/* Anonymous voices that no text tells apart may be one: over reports only the most that one report tells
 * apart count for sure. Named ones are counted once each. */
static void count_voices(HearsayReader *reader, Arena *arena, const ReportRecord *record)
{
    uint64_t anonymous = 0;
    Map seen = map_in(arena);
    for (size_t i = 0; i < record->claim_count; i++) {
        const SourceRow *source = &record->claims[i].source;
        if (source->id.length == 0 || map_find(&seen, source->id))
            continue;
        map_put(&seen, source->id);
        reader->counts.voices_high += (uint64_t)source->n_low;
        if (text_is(source->type, "anonymous") || text_is(source->type, "private")) {
            anonymous += source->maybe.count == 0 ? (uint64_t)source->n_low : 0;
        } else {
            Text key =
                arena_print(reader->arena, "%.*s %.*s", TEXT_ARGS(source->type), TEXT_ARGS(source->as));
            map_put(&reader->voices, key);
        }
    }
    if (anonymous > reader->most_anonymous)
        reader->most_anonymous = anonymous;
}

static Status write_claims(Run *run, Arena *arena, const ReportRecord *record, Error *error)
{
    HearsayReader *reader = run->reader;
    if (record->report.is_protected && !reader->with_protected) {
        reader->counts.held_back++;
        return STATUS_OK;
    }
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < record->claim_count; i++)
        present_claim_json(&out, &record->report, &record->claims[i]);
    Status status = api_give(buffer_text(&out), reader->sink, reader->sink_context, error);
    run->is_broken |= status != STATUS_OK;
    return status;
}

static Status keep_apart(HearsayReader *reader, const Report *report, Error *error)
{
    if (!reader->base || reader->with_samples)
        return STATUS_OK;
    if (report->retold ? reader->holds_others : reader->holds_samples)
        return error_at(error, ERR_USAGE, report->name, 0,
                        report->retold
                            ? "a retold sample does not go into a base of other reports: name another "
                              "--base, or give --with-samples"
                            : "the base holds retold samples: name another --base, or give --with-samples");
    return STATUS_OK;
}

/* Whether these bytes were read already, by the base or in this run, or were purged from it; counted so. */
static Status is_known(Run *run, const Report *report, bool *out, Error *error)
{
    HearsayReader *reader = run->reader;
    bool is_purged = false;
    Day day;
    *out = map_find(&reader->seen, report->sha256) != NULL;
    Status status = STATUS_OK;
    if (!*out && reader->base)
        status = evidence_has(reader->base->evidence, report->sha256, out, error);
    if (status == STATUS_OK && !*out && reader->base && !reader->again)
        status = evidence_find_purged(reader->base->evidence, report->sha256, &is_purged, &day, error);
    run->is_broken |= status != STATUS_OK;
    reader->counts.known += *out;
    reader->counts.purged += is_purged;
    *out |= is_purged;
    return status;
}

static Status store(Run *run, Arena *arena, const ReportRecord *record, Text bytes, Error *error)
{
    HearsayReader *reader = run->reader;
    EvidenceAdded added = EVIDENCE_NEW;
    Status status = evidence_add(reader->base->evidence, arena, record, bytes, &added, error);
    if (status != STATUS_OK) {
        run->is_broken = status != ERR_FORMAT; /* a report that the base refuses by itself, or the base */
        return status;
    }
    if (added == EVIDENCE_SAME) {
        reader->counts.known++;
        return STATUS_OK;
    }
    reader->holds_samples |= record->report.retold;
    reader->holds_others |= !record->report.retold;
    reader->counts.reports++;
    reader->counts.claims += record->claim_count;
    count_voices(reader, arena, record);
    return STATUS_OK;
}

static void drop_unsure(const HearsayReader *reader, ReportRecord *record)
{
    size_t kept = 0;
    for (size_t i = 0; i < record->claim_count; i++)
        if (record->claims[i].sure >= reader->min_sure)
            record->claims[kept++] = record->claims[i];
    record->claim_count = kept;
    record->report.claim_count = (int64_t)kept;
}

static Status read_one(Arena *arena, void *context, Error *error)
{
    Run *run = context;
    HearsayReader *reader = run->reader;
    Reading reading = {0};
    Status status = intake_next(run->intake, arena, &reading.report, &run->has_more, error);
    if (status != STATUS_OK || !run->has_more)
        return status;
    const Report *report = &reading.report;
    reader->counts.bytes += report->bytes.length;
    bool known = false;
    status = is_known(run, report, &known, error);
    if (status == STATUS_OK && !known)
        status = keep_apart(reader, report, error);
    if (status != STATUS_OK || known)
        return status;
    api_read_claims(arena, reader->hearsay, &reading);
    ReportRecord record = evidence_record(arena, reader->hearsay->pack, report, &reading.sentences,
                                          &reading.mentions, &reading.claims, reader->recorded);
    drop_unsure(reader, &record);
    map_put(&reader->seen, arena_copy(reader->arena, report->sha256));
    if (reader->coding)
        score_add(reader->coding, arena, &record);
    if (reader->base) {
        status = store(run, arena, &record, report->bytes, error);
    } else {
        reader->counts.reports++;
        if (!record.report.is_protected || reader->with_protected) {
            reader->counts.claims += record.claim_count;
            count_voices(reader, arena, &record);
        }
    }
    if (status == STATUS_OK && reader->sink)
        status = write_claims(run, arena, &record, error);
    return status;
}

static void tell_error(Run *run, Status status, Error *error)
{
    HearsayReader *reader = run->reader;
    reader->counts.failed++;
    error_name(error, run->input.name);
    if (!reader->on_error)
        return;
    HearsayError told;
    api_tell(status, error, &told);
    reader->on_error(reader->error_context, &told);
}

static Status read_input(Arena *arena, void *context, Error *error)
{
    Run *run = context;
    Status status = intake_open(arena, &run->reader->intake, run->input, &run->intake, error);
    if (status != STATUS_OK) {
        tell_error(run, status, error);
        return STATUS_OK;
    }
    run->has_more = true;
    while (run->has_more) {
        error_clear(error);
        status = door_open(run->reader->report_arena, read_one, run, error);
        arena_clear(run->reader->report_arena);
        if (run->is_broken)
            return status;
        if (status != STATUS_OK)
            tell_error(run, status, error);
    }
    return STATUS_OK;
}

/* The reader's own arena grows with what it remembers: its door stands around all of them. */
static Status read_behind_door(Arena *arena, void *context, Error *error)
{
    (void)arena;
    Run *run = context;
    Arena *input_arena = arena_new((size_t)run->reader->intake.limit * 4 + MEMORY_AT_LEAST);
    if (!input_arena)
        return error_set(error, ERR_SYSTEM, "out of memory");
    Status status = door_open(input_arena, read_input, run, error);
    arena_free(input_arena);
    return status;
}

HearsayStatus hearsay_reader_read(HearsayReader *reader, const char *name, HearsayPull pull, void *context,
                                  HearsayError *error)
{
    Error inner = {0};
    Run run = {.reader = reader, .input = {.read = pull, .context = context, .name = text_from(name)}};
    Status status = door_open(reader->arena, read_behind_door, &run, &inner);
    if (status != STATUS_OK)
        error_name(&inner, run.input.name);
    return api_tell(status, &inner, error);
}

/* ---- measuring ---- */

typedef struct Scoring {
    HearsayReader *reader;
    Text name;
    Text bytes;
    const HearsayScoreOptions *options;
    HearsaySink sink;
    void *sink_context;
} Scoring;

static Status read_coding(Arena *arena, void *context, Error *error)
{
    Scoring *scoring = context;
    Text bytes = arena_copy(arena, scoring->bytes);
    return score_read_coding(arena, arena_copy(arena, scoring->name), bytes, &scoring->reader->coding, error);
}

HearsayStatus hearsay_reader_set_coding(HearsayReader *reader, const char *name, const char *bytes,
                                        size_t length, HearsayError *error)
{
    Error inner = {0};
    Scoring scoring = {.reader = reader, .name = text_from(name), .bytes = {bytes, length}};
    return api_tell(door_open(reader->arena, read_coding, &scoring, &inner), &inner, error);
}

static Status write_score(Arena *arena, void *context, Error *error)
{
    Scoring *scoring = context;
    Score score = score_sum(arena, scoring->reader->coding);
    if (score.reports == 0)
        return error_set(error, ERR_USAGE,
                         "the coding names none of the reports that were read: give them their ids by "
                         "--metadata, or in their JSON Lines");
    PresentScoreOptions options = {scoring->options->by_kind, scoring->options->by_sureness,
                                   scoring->options->misses};
    Buffer out = buffer_in(arena);
    present_score(&out, &score, &options);
    return api_give(buffer_text(&out), scoring->sink, scoring->sink_context, error);
}

HearsayStatus hearsay_reader_score(HearsayReader *reader, const HearsayScoreOptions *options,
                                   HearsaySink sink, void *context, HearsayError *error)
{
    Error inner = {0};
    Scoring scoring = {.reader = reader, .options = options, .sink = sink, .sink_context = context};
    Status status = STATUS_OK;
    if (reader->coding)
        status = door_open(reader->report_arena, write_score, &scoring, &inner);
    else
        status = error_set(&inner, ERR_USAGE, "the reader was given no coding");
    arena_clear(reader->report_arena);
    return api_tell(status, &inner, error);
}
