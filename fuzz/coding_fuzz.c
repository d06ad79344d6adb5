/* Codings: any bytes make a coding that reports can be held against, or an error with its line. */
#include <assert.h>

#include "core/door.h"
#include "score/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static QuoteRow quotes[] = {
    {.span = {0, 10, 0, 10}, .exact = {"The cooks ", 10}},
    {.span = {4, 30, 4, 30}, .exact = {"cooks may not leave the ha", 26}},
};

/* A report that codings of the seeds name. */
static ReportRecord report_of(Arena *arena)
{
    static const char *const kinds[] = {"travel-ban", "pay", "travel-ban", "confinement"};
    ReportRecord record = {.report = {.id = TEXT("a"), .text = TEXT("The cooks may not leave the hall.")}};
    record.claims = ARENA_ARRAY(arena, ClaimRow, 4);
    for (size_t i = 0; i < 4; i++) {
        ClaimRow *row = &record.claims[i];
        row->kind = text_from(kinds[i]);
        row->status = TEXT("said");
        row->when.edtf = i % 2 ? TEXT("2019-05") : TEXT_EMPTY;
        row->source.id = i % 2 ? TEXT("s1") : TEXT_EMPTY;
        row->source.as = TEXT("a cook");
        row->evidence = quotes;
        row->evidence_count = 1 + i % 2;
    }
    record.claim_count = 4;
    return record;
}

static Status hold(Arena *arena, void *context, Error *error)
{
    const Text *bytes = context;
    Coding *coding = NULL;
    Status status = score_read_coding(arena, TEXT("coding"), *bytes, &coding, error);
    assert(status == STATUS_OK || (status == ERR_FORMAT && error->message[0]));
    if (status != STATUS_OK)
        return STATUS_OK;
    ReportRecord record = report_of(arena);
    score_add(coding, arena, &record);
    Score score = score_sum(arena, coding);
    assert(score.matched <= score.coded && score.matched <= score.read && score.whole <= score.matched);
    assert(score.text_shared <= score.text_coded && score.text_shared <= score.text_read);
    assert((int64_t)score.missed.count == score.coded - score.matched);
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new((size_t)256 << 20);
    Text bytes = {(const char *)data, size};
    Error error = {0};
    if (arena && door_open(arena, hold, &bytes, &error) != STATUS_OK)
        assert(error.status == ERR_LIMIT);
    arena_free(arena);
    return 0;
}
