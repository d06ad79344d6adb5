/* Any lines as what a person tells of a claim: each is refused, or gives fields that can be told again. */
#include "core/digest.h"
#include "core/door.h"
#include "evidence/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const MentionData *places;
static const Pack *pack;

static Status load(Arena *arena, void *context, Error *error)
{
    const char *folder = getenv("HEARSAY_DATA");
    MentionData *data = NULL;
    Pack *loaded = NULL;
    (void)context;
    Status status = mention_load(arena, arena_print(arena, "%s/data/english", folder ? folder : "."),
                                 arena_print(arena, "%s/data/places", folder ? folder : "."), &data, error);
    if (status == STATUS_OK)
        status = pack_load(arena, arena_print(arena, "%s/packs/restricted-labour", folder ? folder : "."),
                           &loaded, error);
    places = data;
    pack = loaded;
    return status;
}

static Status amend(Arena *arena, void *context, Error *error)
{
    enum { FIELDS = 40 };
    Text rest = arena_copy(arena, *(const Text *)context), line;
    ReportRow report = {.text = TEXT("The consulate told the workers of Bohai Pearl to stay in Dandong.")};
    SourceRow source = {.id = TEXT("s1"), .as = TEXT("The consulate"), .type = TEXT("official")};
    AmendContext amended = {pack, places, &report, &source, 1};
    DecisionField *fields = ARENA_ARRAY(arena, DecisionField, FIELDS);
    QuoteRow quote = {.span = {4, 13, 4, 13}, .exact = TEXT("consulate")};
    ClaimRow claim = {.id = TEXT("c1"), .kind = TEXT("escort"), .evidence = &quote, .evidence_count = 1};
    size_t count = 0;
    while (count < FIELDS && text_split(&rest, '\n', &line)) {
        size_t equals = text_find_byte(line, '=', 0);
        equals = equals == SIZE_MAX ? line.length : equals;
        fields[count].field = text_slice(line, 0, equals);
        fields[count++].value = text_slice(line, equals < line.length ? equals + 1 : equals, line.length);
    }
    Status status = evidence_amend(arena, &amended, fields, count, &claim, error);
    for (size_t i = 0; i < claim.field_count && status == STATUS_OK; i++)
        if (claim.fields[i].span.end > report.text.length)
            abort();
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
    Arena *arena = arena_new((size_t)16 << 20);
    Text bytes = {(const char *)data, size};
    if (arena && door_open(arena, amend, &bytes, &error) == STATUS_OK)
        error_clear(&error);
    arena_free(arena);
    return 0;
}
