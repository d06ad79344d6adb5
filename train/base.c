/* base load DATA LOCATION CLAIMS [SEED]: a base of made-up reports, 7 claims and 330 words each, the same for
 * the same seed; how many claims a second enter, without and with the indexes of words and space. base ask
 * DATA LOCATION [ROUNDS]: how long a hundred ordinary questions take, median and 95th percentile, once all of
 * them were asked before.
 *
 * Countries, their divisions and towns are named as often as a Zipf law says (the first of a hundred
 * countries about a fifth of all), over twelve years; what claims give and leave out is as often as in real
 * reports. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/buffer.h"
#include "core/digest.h"
#include "core/list.h"
#include "core/map.h"
#include "evidence/evidence_store.h"
#include "query/query.h"

enum {
    CLAIMS_PER_REPORT = 7,
    WORDS_PER_REPORT = 330,
    WORDS_PER_SENTENCE = 24,
    SENTENCES_MOST = 16,
    COUNTRIES = 100,
    TOWNS_LEAST = 10, /* of a country that takes part */
    VOCABULARY = 30000,
    FIRST_DAY = 16071, /* 2014-01-01 */
    DAYS = 12 * 365,
    BATCH = 200,
    OUTLETS = 400,
    DERIVED_PERCENT = 20,
    QUESTIONS = 100,
    ARENA_MEGABYTES = 4096
};

typedef struct Country {
    Place whole;
    Place *towns;
    size_t town_count;
    Place *divisions;
    size_t division_count;
} Country;

typedef LIST_OF(Place) PlaceList;

typedef struct World {
    Arena *arena;
    Country *countries; /* those with the most towns first */
    size_t count;
    Text *words;
    const Pack *pack;
    TextList roles;
} World;

/* ---- chance ---- */

typedef struct Dice {
    uint64_t state;
} Dice;

static uint64_t throw(Dice * dice)
{
    uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(Dice *dice, size_t count) { return count == 0 ? 0 : throw(dice) % count; }

static bool chance(Dice *dice, size_t percent) { return below(dice, 100) < percent; }

/* The k-th of count about as often as 1/k. */
static size_t zipf(Dice *dice, size_t count)
{
    double u = (double)(throw(dice) >> 11) / 9007199254740992.0;
    size_t rank = (size_t)exp(u * log((double)count + 1));
    return rank > count ? count - 1 : rank - 1;
}

/* ---- the world ---- */

static Text read_file(Arena *arena, Text path)
{
    Buffer buffer = buffer_in(arena);
    char block[65536];
    size_t length = 0;
    FILE *file = fopen(path.bytes, "rb");
    while (file && (length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&buffer, (Text){block, length});
    if (file)
        (void)fclose(file);
    return buffer_text(&buffer);
}

static bool read_place(Text line, Place *out)
{
    Text part[7];
    int64_t geonames = 0;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (!text_split(&line, '\t', &part[i]))
            return false;
    if (!text_to_int64(part[0], &geonames) || !text_to_double(part[2], &out->latitude) ||
        !text_to_double(part[3], &out->longitude))
        return false;
    out->geonames = geonames;
    out->name = part[1];
    out->country = part[4];
    out->admin1 = part[5];
    out->precision = text_is(part[6], "town")       ? PRECISION_TOWN
                     : text_is(part[6], "province") ? PRECISION_PROVINCE
                     : text_is(part[6], "country")  ? PRECISION_COUNTRY
                                                    : PRECISION_NONE;
    return true;
}

static int by_towns(const void *a, const void *b)
{
    const Country *first = a;
    const Country *second = b;
    if (first->town_count != second->town_count)
        return first->town_count > second->town_count ? -1 : 1;
    return text_compare(first->whole.country, second->whole.country);
}

/* Only a country with divisions and enough towns is asked about. */
static void fill_country(Country *country, const PlaceList *towns, const PlaceList *divisions)
{
    bool is_whole = country->whole.name.length > 0 && divisions->count > 0 && towns->count >= TOWNS_LEAST;
    country->towns = towns->items;
    country->town_count = is_whole ? towns->count : 0;
    country->divisions = divisions->items;
    country->division_count = divisions->count;
}

static void make_countries(World *world, Text places)
{
    Map numbers = map_in(world->arena);
    LIST_OF(Country) list = {0};
    PlaceList *towns = ARENA_ARRAY(world->arena, PlaceList, 300);
    PlaceList *divisions = ARENA_ARRAY(world->arena, PlaceList, 300);
    Place place = {0};
    Text line;
    while (text_split(&places, '\n', &line)) {
        if (!read_place(line, &place) || place.country.length == 0)
            continue;
        MapEntry *entry = map_put(&numbers, place.country);
        if (entry->number == 0 && list.count < 300) {
            LIST_ADD(world->arena, &list)->whole = (Place){.country = place.country};
            entry->number = (int64_t)list.count;
        }
        size_t at = (size_t)entry->number - 1;
        if (place.precision == PRECISION_TOWN)
            *LIST_ADD(world->arena, &towns[at]) = place;
        else if (place.precision == PRECISION_PROVINCE)
            *LIST_ADD(world->arena, &divisions[at]) = place;
        else if (place.precision == PRECISION_COUNTRY)
            list.items[at].whole = place;
    }
    for (size_t i = 0; i < list.count; i++)
        fill_country(&list.items[i], &towns[i], &divisions[i]);
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, by_towns);
    world->countries = list.items;
    world->count = list.count < COUNTRIES ? list.count : COUNTRIES;
}

static void make_words(World *world)
{
    static const char *const syllables[] = {"ba", "ker", "lo", "min", "sta", "ro", "vel", "tu",  "pan", "dri",
                                            "se", "gol", "fi", "nar", "cho", "wu", "les", "hai", "jor", "qi"};
    enum { COUNT = sizeof syllables / sizeof *syllables };
    world->words = ARENA_ARRAY(world->arena, Text, VOCABULARY);
    for (size_t i = 0; i < VOCABULARY; i++) {
        Buffer word = buffer_in(world->arena);
        for (size_t rest = i + COUNT; rest > 0; rest /= COUNT)
            buffer_add_string(&word, syllables[rest % COUNT]);
        world->words[i] = buffer_text(&word);
    }
}

static Status make_world(Arena *arena, Text data, World *out, Error *error)
{
    *out = (World){.arena = arena};
    make_countries(out, read_file(arena, arena_print(arena, "%.*s/data/places/places.tsv", TEXT_ARGS(data))));
    make_words(out);
    Pack *pack = NULL;
    Status status =
        pack_load(arena, arena_print(arena, "%.*s/packs/restricted-labour", TEXT_ARGS(data)), &pack, error);
    if (status != STATUS_OK)
        return status;
    out->pack = pack;
    out->roles = pack_roles(pack);
    return out->count > 0 ? STATUS_OK : error_set(error, ERR_SYSTEM, "no places in the data folder");
}

/* ---- one report ---- */

typedef struct Making {
    Arena *arena; /* of the report */
    const World *world;
    Dice dice;
    size_t number;
    const Country *country;
    Day published;
    Text text;
    Span sentences[SENTENCES_MOST];
    size_t sentence_count;
} Making;

static PlaceRow row_of(const Place *place)
{
    return (PlaceRow){.as = place->name,
                      .name = place->name,
                      .country = place->country,
                      .admin1 = place->admin1,
                      .precision = text_from(mention_precision_word(place->precision)),
                      .geonames = place->geonames,
                      .latitude = place->latitude,
                      .longitude = place->longitude,
                      .is_located = true};
}

/* Now and then words that are on no map: "the mill", or a site's own name. */
static PlaceRow pick_place(Making *making)
{
    const Country *country = making->country;
    Dice *dice = &making->dice;
    size_t kind = below(dice, 100);
    if (kind < 60)
        return row_of(&country->towns[zipf(dice, country->town_count)]);
    if (kind < 75)
        return row_of(&country->divisions[zipf(dice, country->division_count)]);
    if (kind < 92)
        return row_of(&country->whole);
    PlaceRow row = {.precision = text_from(mention_precision_word(PRECISION_NONE))};
    row.as =
        arena_print(making->arena, "the %.*s works of %.*s", TEXT_ARGS(making->world->words[below(dice, 40)]),
                    TEXT_ARGS(making->world->words[400 + zipf(dice, 300)]));
    return row;
}

static void write_text(Making *making)
{
    Buffer text = buffer_in(making->arena);
    Dice *dice = &making->dice;
    making->sentence_count = 0;
    buffer_print(&text, "Report %zu of ", making->number);
    size_t begin = 0;
    for (size_t i = 4; i < WORDS_PER_REPORT; i++) {
        buffer_add(&text, making->world->words[zipf(dice, VOCABULARY)]);
        if (i % WORDS_PER_SENTENCE == 0 && making->sentence_count < SENTENCES_MOST) {
            buffer_add_byte(&text, '.');
            making->sentences[making->sentence_count++] = (Span){(uint32_t)begin, (uint32_t)text.length};
            begin = text.length + 1;
        }
        buffer_add_byte(&text, ' ');
    }
    making->text = buffer_text(&text);
}

static TextSpan span_at(size_t begin, size_t end)
{
    return (TextSpan){(uint32_t)begin, (uint32_t)end, (uint32_t)begin, (uint32_t)end};
}

typedef enum Sharpness { SHARP_DAY, SHARP_MONTH, SHARP_SINCE, SHARP_YEAR } Sharpness;

static Date date_of(Arena *arena, Day published, Sharpness sharpness)
{
    Date date = {0};
    Error error = {0};
    Text day = day_print(arena, published);
    Text edtf = text_slice(day, 0, sharpness == SHARP_YEAR ? 4 : sharpness == SHARP_MONTH ? 7 : 10);
    if (sharpness == SHARP_SINCE)
        edtf = arena_print(arena, "%.*s/..", TEXT_ARGS(edtf));
    if (edtf_parse(arena, edtf, &date, &error) != STATUS_OK)
        date = (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    return date;
}

/* A quarter has a day of its own, as many hold when the report speaks, the others at no time told. */
static void give_time(Making *making, ClaimRow *claim)
{
    Dice *dice = &making->dice;
    size_t kind = below(dice, 100);
    claim->when = (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    if (kind < 25) {
        Day day = making->published - (Day)below(dice, 400);
        claim->when = date_of(making->arena, day, (Sharpness)zipf(dice, 4));
        claim->has_end = chance(dice, 10);
    } else {
        claim->asof = kind < 72 ? TEXT("report") : kind < 94 ? TEXT("before") : TEXT("after");
    }
}

static void give_spans(Making *making, ClaimRow *claim, Span sentence)
{
    static const char *const fields[] = {"kind", "by", "whom", "where", "status"};
    static const char *const ways[] = {"clause", "clause", "sentence", "paragraph", "clause"};
    enum { COUNT = sizeof fields / sizeof *fields };
    Arena *arena = making->arena;
    claim->evidence = ARENA_ARRAY(arena, QuoteRow, 1);
    claim->evidence_count = 1;
    size_t before = sentence.begin > 32 ? sentence.begin - 32 : 0;
    claim->evidence[0] = (QuoteRow){span_at(sentence.begin, sentence.end),
                                    text_slice(making->text, sentence.begin, sentence.end),
                                    text_slice(making->text, before, sentence.begin),
                                    text_slice(making->text, sentence.end, sentence.end + 32)};
    claim->fields = ARENA_ARRAY(arena, FieldRow, COUNT);
    claim->ways = ARENA_ARRAY(arena, WayRow, COUNT);
    claim->field_count = claim->way_count = COUNT;
    for (size_t i = 0; i < COUNT; i++) {
        size_t begin = sentence.begin + 8 * i;
        claim->fields[i] = (FieldRow){text_from(fields[i]), span_at(begin, begin + 6)};
        claim->ways[i] = (WayRow){text_from(fields[i]), text_from(ways[i])};
    }
}

static void give_count(Making *making, ClaimRow *claim)
{
    Dice *dice = &making->dice;
    if (!chance(dice, 12))
        return;
    int64_t low = (int64_t)(10 * (1 + zipf(dice, 2000)));
    claim->count = (CountRow){.is_given = true, .low = low, .high = low, .unit = TEXT("people")};
    claim->count.of = chance(dice, 50) ? TEXT("stock") : TEXT("flow");
    claim->count.as = arena_print(making->arena, "%lld people", (long long)low);
}

static void make_claim(Making *making, size_t index, ClaimRow *claim)
{
    Dice *dice = &making->dice;
    Arena *arena = making->arena;
    const PackKind *kind = pack_kind(making->world->pack, zipf(dice, pack_kind_count(making->world->pack)));
    TextList roles = making->world->roles;
    claim->id = arena_print(arena, "c%016llx", (unsigned long long) throw(dice));
    claim->kind = kind->name;
    claim->is_event = kind->is_event;
    size_t status = below(dice, 100);
    claim->status = status < 85   ? TEXT("said")
                    : status < 90 ? TEXT("planned")
                    : status < 93 ? TEXT("possible")
                    : status < 96 ? TEXT("ended")
                                  : TEXT("said-not");
    claim->part = TEXT("body");
    claim->whom_count = claim->by_count = 1;
    claim->whom = ARENA_ARRAY(arena, RoleRow, 1);
    claim->by = ARENA_ARRAY(arena, RoleRow, 1);
    claim->whom[0] = (RoleRow){roles.items[zipf(dice, roles.count)], TEXT("the workers")};
    claim->by[0] = (RoleRow){roles.items[zipf(dice, roles.count)], TEXT("the firm")};
    claim->where = ARENA_ARRAY(arena, PlaceRow, 2);
    for (claim->where_count = 0; claim->where_count < (chance(dice, 10) ? 2 : 1); claim->where_count++)
        claim->where[claim->where_count] = pick_place(making);
    if (chance(dice, 10)) {
        claim->to = ARENA_ARRAY(arena, PlaceRow, 1);
        claim->to[claim->to_count++] = pick_place(making);
    }
    give_time(making, claim);
    give_count(making, claim);
    if (chance(dice, 25)) {
        Text id = arena_print(arena, "s%zu", 1 + below(dice, 3));
        claim->source = (SourceRow){.id = id, .as = id, .type = TEXT("anonymous"), .n_low = 1, .n_high = 1};
    }
    give_spans(making, claim, making->sentences[index % making->sentence_count]);
    claim->rule = arena_print(arena, "games.rules:%zu", 1 + below(dice, 300));
    claim->sure = (double)(20 + below(dice, 80)) / 100;
    claim->pack = TEXT("restricted-labour 0.1");
    claim->recorded = FIRST_DAY + DAYS + 30;
    claim->superseded = DAY_NONE;
}

static ReportRecord make_report(Making *making)
{
    Arena *arena = making->arena;
    Dice *dice = &making->dice;
    const World *world = making->world;
    ReportRecord record = {0};
    ReportRow *report = &record.report;
    making->country = &world->countries[zipf(dice, world->count)];
    making->published = FIRST_DAY + (Day)below(dice, DAYS);
    write_text(making);
    report->text = making->text;
    report->sha256 = report->text_sha256 = digest_hex(arena, making->text);
    report->id = arena_print(arena, "r%.*s", TEXT_ARGS(text_slice(report->sha256, 0, 12)));
    report->format = TEXT("text");
    report->extractor = TEXT("text/1");
    report->byte_count = making->text.length;
    report->title = text_slice(making->text, 0, 60);
    report->outlet = arena_print(arena, "Outlet %zu", zipf(dice, OUTLETS));
    report->url = arena_print(arena, "https://example.org/%zu", making->number);
    report->language = TEXT("en");
    report->published = chance(dice, 97) ? date_of(arena, making->published, SHARP_DAY)
                                         : (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    report->published_basis = TEXT("metadata");
    report->recorded = FIRST_DAY + DAYS + 30;
    report->sentence_count = (int64_t)making->sentence_count;
    record.claim_count = CLAIMS_PER_REPORT;
    record.claims = ARENA_ARRAY(arena, ClaimRow, CLAIMS_PER_REPORT);
    for (size_t i = 0; i < CLAIMS_PER_REPORT; i++) {
        make_claim(making, i, &record.claims[i]);
        record.claims[i].report_id = report->id;
    }
    record.place_count = 5;
    record.places = ARENA_ARRAY(arena, NamedPlaceRow, record.place_count);
    for (size_t i = 0; i < record.place_count; i++)
        record.places[i] = (NamedPlaceRow){report->id, i < 4 ? record.claims[i].where[0] : pick_place(making),
                                           span_at(10 * i, 10 * i + 8)};
    record.unread_count = 1;
    record.unread = ARENA_ARRAY(arena, UnreadRow, 1);
    record.unread[0] =
        (UnreadRow){report->id, text_slice(making->text, 0, 80), TEXT("told"), span_at(0, 80), false};
    return record;
}

/* ---- loading ---- */

static double seconds(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* As many derive from an earlier one as in the sets that lineage is measured on. */
static Status add_lineage(Evidence *evidence, Dice *dice, size_t reports, Error *error)
{
    static const char ADD[] = "INSERT INTO derivation (report, position, parent, how, reasons)"
                              " VALUES ($1, 0, $2, 'credit', 'made up')";
    static const char STATE[] = "INSERT INTO lineage_state (number, report_count) VALUES (1, $1)";
    Status status = evidence->functions->begin(evidence->store, error);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    for (size_t i = 2; i <= reports && status == STATUS_OK && row.status == STATUS_OK; i++) {
        if (!chance(dice, DERIVED_PERCENT))
            continue;
        evidence_row_begin(&row, ADD);
        evidence_put_integer(&row, (int64_t)i);
        evidence_put_integer(&row, (int64_t)(1 + below(dice, i - 1)));
        evidence_row_run(&row);
    }
    evidence_row_begin(&row, STATE);
    evidence_put_integer(&row, (int64_t)reports);
    evidence_row_run(&row);
    if (row.status != STATUS_OK)
        return row.status;
    return evidence->functions->commit(evidence->store, error);
}

static Status load_reports(const World *world, Evidence *evidence, size_t reports, uint64_t seed,
                           Error *error)
{
    Arena *arena = arena_new(0);
    Making making = {.arena = arena, .world = world, .dice = {seed}};
    Status status = arena ? STATUS_OK : error_set(error, ERR_SYSTEM, "out of memory");
    double making_seconds = 0;
    double start = seconds(CLOCK_MONOTONIC);
    for (size_t i = 0; i < reports && status == STATUS_OK; i++) {
        EvidenceAdded added = EVIDENCE_NEW;
        double before = seconds(CLOCK_MONOTONIC);
        making.number = i + 1;
        ReportRecord record = make_report(&making);
        making_seconds += seconds(CLOCK_MONOTONIC) - before;
        if (i % BATCH == 0)
            status = evidence_begin_batch(evidence, error);
        if (status == STATUS_OK)
            status = evidence_add(evidence, arena, &record, TEXT_EMPTY, &added, error);
        if (status == STATUS_OK && (i % BATCH == BATCH - 1 || i + 1 == reports))
            status = evidence_end_batch(evidence, error);
        arena_clear(arena);
    }
    double taken = seconds(CLOCK_MONOTONIC) - start - making_seconds;
    double claims = (double)reports * CLAIMS_PER_REPORT;
    printf("reports,%zu\nmaking_seconds,%.2f\nload_seconds,%.2f\nload_claims_per_second,%.0f\n", reports,
           making_seconds, taken, claims / taken);
    arena_free(arena);
    return status;
}

static Status load(Arena *arena, Text data, Text location, size_t claims, uint64_t seed, Error *error)
{
    World world;
    Evidence *evidence = NULL;
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE};
    size_t reports = (claims + CLAIMS_PER_REPORT - 1) / CLAIMS_PER_REPORT;
    Status status = make_world(arena, data, &world, error);
    if (status == STATUS_OK)
        status = evidence_open(arena, &options, &evidence, error);
    if (status == STATUS_OK)
        status = load_reports(&world, evidence, reports, seed, error);
    Dice dice = {seed + 1};
    if (status == STATUS_OK)
        status = add_lineage(evidence, &dice, reports, error);
    if (evidence)
        evidence_close(evidence);
    return status;
}

/* ---- asking ---- */

typedef enum Group { GROUP_TOWN, GROUP_DIVISION, GROUP_COUNTRY, GROUP_KNOWN_BY, GROUPS } Group;

typedef struct Asked {
    Question question;
    Group group;
    double wall, cpu; /* milliseconds */
    size_t rows;
} Asked;

/* Towns as often as they are named, divisions likewise, countries each as often as the others; half of all by
 * kind, a quarter by whom. */
static void make_questions(const World *world, Dice *dice, Asked *out)
{
    static const Group groups[] = {GROUP_TOWN,    GROUP_TOWN,     GROUP_TOWN, GROUP_TOWN,    GROUP_DIVISION,
                                   GROUP_COUNTRY, GROUP_KNOWN_BY, GROUP_TOWN, GROUP_COUNTRY, GROUP_DIVISION};
    for (size_t i = 0; i < QUESTIONS; i++) {
        Asked *asked = &out[i];
        const Country *country = &world->countries[zipf(dice, world->count)];
        asked->question = QUESTION_OPEN;
        asked->question.is_brief = true; /* as a table is asked for */

        asked->group = groups[i % (sizeof groups / sizeof *groups)];
        asked->question.from = asked->question.to = FIRST_DAY + (Day)below(dice, DAYS);
        asked->question.in = country->towns[zipf(dice, country->town_count)].name;
        if (asked->group == GROUP_DIVISION)
            asked->question.in = country->divisions[zipf(dice, country->division_count)].name;
        if (asked->group == GROUP_COUNTRY)
            asked->question.in = world->countries[below(dice, world->count)].whole.name;
        if (asked->group == GROUP_KNOWN_BY)
            asked->question.known_by = asked->question.to + 90;
        if (i % 2 == 1) {
            Text *kinds = ARENA_ARRAY(world->arena, Text, 1);
            kinds[0] = pack_kind(world->pack, zipf(dice, pack_kind_count(world->pack)))->name;
            asked->question.kinds = (TextList){kinds, 1};
        } else if (i % 4 == 2) {
            asked->question.whom = (TextList){&world->roles.items[zipf(dice, world->roles.count)], 1};
        }
    }
}

static Status ask_one(Evidence *evidence, const MentionData *data, Asked *asked, Error *error)
{
    Answer answer = {0};
    Arena *arena = arena_new((size_t)ARENA_MEGABYTES << 20);
    if (!arena)
        return error_set(error, ERR_SYSTEM, "out of memory");
    double wall = seconds(CLOCK_MONOTONIC);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    Status status = query_ask(arena, evidence, data, &asked->question, &answer, error);
    asked->wall = 1e3 * (seconds(CLOCK_MONOTONIC) - wall);
    asked->cpu = 1e3 * (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    asked->rows = answer.rows.count;
    arena_free(arena);
    return status;
}

static int by_number(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;
    return (first > second) - (first < second);
}

static void tell(const char *name, const Asked *asked, bool (*takes)(const Asked *asked, int group),
                 int group)
{
    double wall[QUESTIONS];
    double cpu[QUESTIONS];
    size_t count = 0;
    for (size_t i = 0; i < QUESTIONS; i++) {
        if (!takes(&asked[i], group))
            continue;
        wall[count] = asked[i].wall;
        cpu[count++] = asked[i].cpu;
    }
    if (count == 0)
        return;
    qsort(wall, count, sizeof *wall, by_number);
    qsort(cpu, count, sizeof *cpu, by_number);
    size_t high = (count * 95 + 99) / 100 - 1;
    printf("%s,%zu,median,%.1f,p95,%.1f,most,%.1f,cpu median,%.1f,p95,%.1f\n", name, count, wall[count / 2],
           wall[high], wall[count - 1], cpu[count / 2], cpu[high]);
}

static bool is_any(const Asked *asked, int group) { return asked && group == GROUPS; }
static bool is_of(const Asked *asked, int group) { return (int)asked->group == group; }

static const char *const group_names[] = {"town", "division", "country", "known-by"};

static void tell_all(Asked *asked)
{
    for (size_t i = 0; i < QUESTIONS; i++)
        printf("question,%s,%.*s,%.*s,%zu rows,%.1f,cpu,%.1f\n", group_names[asked[i].group],
               TEXT_ARGS(asked[i].question.in),
               TEXT_ARGS(asked[i].question.kinds.count > 0 ? asked[i].question.kinds.items[0] : TEXT("any")),
               asked[i].rows, asked[i].wall, asked[i].cpu);
    for (int group = 0; group < GROUPS; group++)
        tell(group_names[group], asked, is_of, group);
    tell("all", asked, is_any, GROUPS);
}

static Status ask(Arena *arena, Text data, Text location, size_t rounds, Error *error)
{
    World world;
    Evidence *evidence = NULL;
    MentionData *mentions = NULL;
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_READ};
    Status status = make_world(arena, data, &world, error);
    if (status == STATUS_OK)
        status = mention_load(arena, arena_print(arena, "%.*s/data/english", TEXT_ARGS(data)),
                              arena_print(arena, "%.*s/data/places", TEXT_ARGS(data)), &mentions, error);
    if (status == STATUS_OK)
        status = evidence_open(arena, &options, &evidence, error);
    if (status != STATUS_OK)
        return status;
    Asked *asked = ARENA_ARRAY(arena, Asked, QUESTIONS);
    Dice dice = {7};
    make_questions(&world, &dice, asked);
    for (size_t round = 0; round <= rounds && status == STATUS_OK; round++)
        for (size_t i = 0; i < QUESTIONS && status == STATUS_OK; i++)
            status = ask_one(evidence, mentions, &asked[i], error);
    tell_all(asked);
    evidence_close(evidence);
    return status;
}

static int64_t number_of(int count, char **arguments, int at, int64_t otherwise)
{
    int64_t number = otherwise;
    return at < count && text_to_int64(text_from(arguments[at]), &number) ? number : otherwise;
}

int main(int count, char **arguments)
{
    Error error = {0};
    Arena *arena = arena_new(0);
    if (!arena || count < 4) {
        (void)fprintf(stderr, "base load DATA LOCATION CLAIMS [SEED] | base ask DATA LOCATION [ROUNDS]\n");
        return 2;
    }
    Text data = text_from(arguments[2]);
    Text location = text_from(arguments[3]);
    Status status = STATUS_OK;
    if (text_is(text_from(arguments[1]), "load"))
        status = load(arena, data, location, (size_t)number_of(count, arguments, 4, 1000000),
                      (uint64_t)number_of(count, arguments, 5, 1), &error);
    else
        status = ask(arena, data, location, (size_t)number_of(count, arguments, 4, 1), &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "%s: %s\n", error.name, error.message);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 1;
}
