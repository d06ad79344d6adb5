#include "api/api.h"
#include "core/buffer.h"
#include "present/present.h"

typedef struct Viewing {
    const Hearsay *hearsay;
    HearsayPackView view;
    Text sentence;
    HearsaySink sink;
    void *sink_context;
    uint64_t found;
} Viewing;

static void list_kinds(Buffer *out, const Pack *pack)
{
    for (size_t i = 0; i < pack_kind_count(pack); i++) {
        const PackKind *kind = pack_kind(pack, i);
        buffer_print(out, "%-22.*s %-10.*s %s  %.*s\n", TEXT_ARGS(kind->name), TEXT_ARGS(kind->group),
                     kind->is_event ? "event" : "state", TEXT_ARGS(kind->gloss));
    }
}

static void list_roles(Buffer *out, const Pack *pack)
{
    TextList roles = pack_roles(pack);
    for (size_t i = 0; i < roles.count; i++)
        buffer_print(out, "%-16.*s %s\n", TEXT_ARGS(roles.items[i]),
                     pack_is_affected(pack, roles.items[i]) ? "people to whom things are done"
                                                            : "may impose");
}

static void add_list(Buffer *out, TextList list)
{
    for (size_t i = 0; i < list.count; i++)
        buffer_print(out, "%s%.*s", i ? " " : "", TEXT_ARGS(list.items[i]));
    if (list.count == 0)
        buffer_add_byte(out, '-');
}

/* Columns parted by tabs. */
static void add_law(Buffer *out, Text kind, const PackLaw *law)
{
    buffer_print(out, "%.*s\t", TEXT_ARGS(kind));
    add_list(out, law->indicators);
    buffer_print(out, "\t%.*s\t", TEXT_ARGS(law->dimension.length ? law->dimension : TEXT("-")));
    add_list(out, law->instruments);
    buffer_add_byte(out, '\t');
    if (law->codes.count)
        add_list(out, law->codes);
    else
        buffer_add_string(out, "none");
    buffer_print(out, "\t%.*s\n", TEXT_ARGS(law->note.length ? law->note : TEXT("-")));
}

static void list_law(Buffer *out, const Pack *pack)
{
    for (size_t i = 0; i < pack_kind_count(pack); i++)
        if (pack_law(pack, i))
            add_law(out, pack_kind(pack, i)->name, pack_law(pack, i));
}

static Status check_examples(Arena *arena, Viewing *viewing, Buffer *out, Error *error)
{
    const Hearsay *hearsay = viewing->hearsay;
    Status status = claim_check_tags(hearsay->pack, error);
    if (status != STATUS_OK)
        return status;
    ClaimCheck check = claim_check_examples(arena, hearsay->pack, hearsay->language, hearsay->mentions);
    for (size_t i = 0; i < check.failure_count; i++) {
        const ClaimFailure *failure = &check.failures[i];
        buffer_print(out, "%.*s:%u: rule %.*s %.*s: %c %.*s\n", TEXT_ARGS(failure->rule->file),
                     failure->example->line, TEXT_ARGS(failure->rule->name), TEXT_ARGS(failure->reason),
                     failure->example->is_positive ? '+' : '-', TEXT_ARGS(failure->example->text));
    }
    for (size_t i = 0; i < check.note_count; i++)
        buffer_print(out, "%.*s:%u: note: rule %.*s %.*s\n", TEXT_ARGS(check.notes[i].rule->file),
                     check.notes[i].line, TEXT_ARGS(check.notes[i].rule->name),
                     TEXT_ARGS(check.notes[i].reason));
    TextList unused = pack_unused_words(hearsay->pack);
    for (size_t i = 0; i < unused.count; i++)
        buffer_print(out, "note: no pattern asks for the words of words/%.*s.txt\n",
                     TEXT_ARGS(unused.items[i]));
    buffer_print(out, "%zu of %zu patterns are set off by an example\n", check.set_off_count,
                 check.pattern_count);
    buffer_print(out, "%zu passed, %zu failed\n", check.passed, check.failure_count);
    viewing->found = check.failure_count;
    return STATUS_OK;
}

/* The sentence as the only paragraph of a report. */
static Report report_of(Arena *arena, Text sentence)
{
    Report report = {
        .id = TEXT("try"), .text = arena_copy(arena, text_trim(sentence)), .language = TEXT("en")};
    report.name = report.id;
    report.sha256 = report.text_sha256 = report.id;
    report.parts = ARENA_NEW(arena, Part);
    report.part_count = 1;
    report.parts[0] = (Part){.kind = PART_BODY, .span = {0, (uint32_t)report.text.length}};
    report.published = (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    return report;
}

static void try_sentence(Arena *arena, Viewing *viewing, Buffer *out)
{
    Reading reading = {.report = report_of(arena, viewing->sentence)};
    api_read_claims(arena, viewing->hearsay, &reading);
    ClaimTries tries = claim_try(arena, viewing->hearsay->pack, viewing->hearsay->mentions, &reading.report,
                                 &reading.sentences, &reading.mentions);
    for (size_t i = 0; i < tries.count; i++)
        viewing->found += tries.items[i].result == TRY_MATCHES;
    present_tries(out, viewing->hearsay->pack, reading.report.text, &tries);
}

static Status view_pack(Arena *arena, void *context, Error *error)
{
    Viewing *viewing = context;
    Buffer out = buffer_in(arena);
    Status status = STATUS_OK;
    switch (viewing->view) {
    case HEARSAY_PACK_CHECK:
        status = check_examples(arena, viewing, &out, error);
        break;
    case HEARSAY_PACK_TRY:
        try_sentence(arena, viewing, &out);
        break;
    case HEARSAY_PACK_KINDS:
        list_kinds(&out, viewing->hearsay->pack);
        break;
    case HEARSAY_PACK_ROLES:
        list_roles(&out, viewing->hearsay->pack);
        break;
    case HEARSAY_PACK_LAW:
        list_law(&out, viewing->hearsay->pack);
        break;
    }
    return status == STATUS_OK ? api_give(buffer_text(&out), viewing->sink, viewing->sink_context, error)
                               : status;
}

HearsayStatus hearsay_pack(const Hearsay *hearsay, HearsayPackView view, const char *sentence,
                           HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    Error inner = {0};
    Arena *arena = arena_new(0);
    if (!arena)
        return api_tell(error_set(&inner, ERR_SYSTEM, "out of memory"), &inner, error);
    Viewing viewing = {hearsay, view, text_from(sentence), sink, context, 0};
    Status status = door_open(arena, view_pack, &viewing, &inner);
    arena_free(arena);
    if (out_found)
        *out_found = viewing.found;
    return api_tell(status, &inner, error);
}
