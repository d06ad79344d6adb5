/* Any bytes as a base: opened, asked and written to, they give an answer or an error. */
#include <fcntl.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/door.h"
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const MentionData *places;

static Status load(Arena *arena, void *context, Error *error)
{
    const char *folder = getenv("HEARSAY_DATA");
    MentionData *data = NULL;
    (void)context;
    Status status = mention_load(arena, arena_print(arena, "%s/data/english", folder ? folder : "."),
                                 arena_print(arena, "%s/data/places", folder ? folder : "."), &data, error);
    places = data;
    return status;
}

static Status ask(Arena *arena, Evidence *evidence, Error *error)
{
    Question question = QUESTION_OPEN;
    Answer answer;
    question.in = TEXT("Dandong");
    question.from = question.to = day_from_civil(2022, 2, 10);
    question.unread = true;
    Status status = query_ask(arena, evidence, places, &question, &answer, error);
    if (status == STATUS_OK)
        status = query_count(arena, evidence, places, &question, &answer, error);
    if (status == STATUS_OK)
        status = query_timeline(arena, evidence, places, &question, &answer, error);
    return status;
}

static Status read_all(Arena *arena, Evidence *evidence, Error *error)
{
    ReportRows reports;
    ClaimRows claims;
    EvidenceSummary summary;
    EvidenceFilter filter = EVIDENCE_FILTER_ALL;
    Status status = evidence_find_reports(evidence, arena, TEXT_EMPTY, true, &reports, error);
    if (status == STATUS_OK)
        status = evidence_find_claims(evidence, arena, &filter, &claims, error);
    if (status == STATUS_OK)
        status = evidence_summarize(evidence, &summary, error);
    return status;
}

static Status add_one(Arena *arena, Evidence *evidence, Error *error)
{
    ReportRecord record = {.report = {.id = TEXT("added"), .text = TEXT("words")}};
    record.report.sha256 = record.report.text_sha256 = digest_hex(arena, record.report.text);
    EvidenceAdded added;
    return evidence_add(evidence, arena, &record, TEXT_EMPTY, &added, error);
}

static Status use(Arena *arena, void *path, Error *error)
{
    static const EvidenceMode modes[] = {EVIDENCE_READ, EVIDENCE_WRITE};
    Status status = STATUS_OK;
    for (size_t i = 0; i < 2; i++) {
        EvidenceOptions options = {.location = text_from(path), .mode = modes[i], .wait_milliseconds = 1};
        Evidence *evidence = NULL;
        status = evidence_open(arena, &options, &evidence, error);
        if (status != STATUS_OK)
            continue;
        status = read_all(arena, evidence, error);
        /* Whatever one call found wrong, the next one must bear. */
        Status other = ask(arena, evidence, error);
        if (other == STATUS_OK && modes[i] == EVIDENCE_WRITE)
            other = add_one(arena, evidence, error);
        status = status == STATUS_OK ? other : status;
        evidence_close(evidence);
    }
    return status;
}

static void remove_base(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *loaded;
    Error loading = {0};
    if (!loaded && (!(loaded = arena_new(0)) || door_open(loaded, load, NULL, &loading) != STATUS_OK))
        abort(); /* without the data nothing is tried */
    char path[64];
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, sizeof path, "%s/evidence_fuzz.%ld", folder, (long)getpid());
    int file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return 0;
    bool is_written = write(file, data, size) == (ptrdiff_t)size;
    close(file);
    Error error = {0};
    Arena *arena = arena_new(64U << 20);
    if (is_written && arena && door_open(arena, use, path, &error) != STATUS_OK && error.message[0] == '\0')
        abort(); /* an error says what it is */
    arena_free(arena);
    remove_base(path);
    return 0;
}
