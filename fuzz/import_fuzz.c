/* Any bytes as a table and its map, parted by a NUL: refused, or claims whose words stand in the table. */
#include "core/digest.h"
#include "core/door.h"
#include "evidence/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Known {
    MentionData *places;
    IntakeData *intake;
    Pack *pack;
} Known;
static Known known;

static Status load(Arena *arena, void *context, Error *error)
{
    const char *folder = getenv("HEARSAY_DATA");
    folder = folder ? folder : ".";
    (void)context;
    Status status = mention_load(arena, arena_print(arena, "%s/data/english", folder),
                                 arena_print(arena, "%s/data/places", folder), &known.places, error);
    if (status == STATUS_OK)
        status = intake_load(arena, arena_print(arena, "%s/data", folder), &known.intake, error);
    if (status == STATUS_OK)
        status =
            pack_load(arena, arena_print(arena, "%s/packs/restricted-labour", folder), &known.pack, error);
    return status;
}

static Status import(Arena *arena, void *context, Error *error)
{
    Text bytes = *(const Text *)context;
    size_t mark = text_find_byte(bytes, '\0', 0);
    Text table = text_slice(bytes, 0, mark == SIZE_MAX ? bytes.length : mark);
    Text map = mark == SIZE_MAX
                   ? TEXT("take\twhere\tplace\ngive\tkind\theadcount\ntake\tnumber\tn\ngive\tunit\tpeople")
                   : text_slice(bytes, mark + 1, bytes.length);
    ImportOptions options = {.pack = known.pack,
                             .places = known.places,
                             .name = TEXT("fuzz.csv"),
                             .sha256 = digest_hex(arena, table),
                             .map_name = TEXT("fuzz.tsv"),
                             .map = map};
    Sheet sheet;
    ReportRecord record;
    Status status = intake_read_sheet(arena, known.intake, options.name, table, &sheet, error);
    if (status == STATUS_OK)
        status = evidence_import(arena, &options, &sheet, &record, error);
    for (size_t i = 0; status == STATUS_OK && i < record.claim_count; i++) {
        const QuoteRow *quote = &record.claims[i].evidence[0];
        Text words = text_slice(record.report.text, quote->span.begin, quote->span.end);
        if (!text_equals(words, quote->exact) || record.claims[i].own.count % 2 != 0)
            abort();
    }
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena *whole;
    Error error = {0};
    if (!whole) {
        whole = arena_new(0);
        if (!whole || door_open(whole, load, NULL, &error) != STATUS_OK)
            abort();
    }
    Arena *arena = arena_new((size_t)64 << 20);
    Text bytes = {(const char *)data, size};
    if (arena && door_open(arena, import, &bytes, &error) == STATUS_OK)
        error_clear(&error);
    arena_free(arena);
    return 0;
}
