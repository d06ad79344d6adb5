/* Hand-made reports and claims, and questions to them: which list and word each claim gets.
 *
 *   report ID published=2022-02-10 outlet=RFA recorded=2023-01-01 places=Dandong,Jilin unread=2 words=A_text.
 * retold protected claim ID kind=escort status=said when=EDTF starts=EDTF asof=report where=A,B to=C
 * whom=worker count=6000..6500 unit=people of=stock source=s1 as=A_cook type=anonymous said=EDTF n=2..*
 * recorded=DAY superseded=DAY event coarse end ask|timeline|count in=X on=DAY from=DAY to=DAY known-by=DAY
 * recorded-by=DAY kind=A,B whom=A status=A unread
 *   measures in=X on=DAY … protected
 *
 * An underscore stands for a blank within a value; a claim belongs to the report before it. Every case is
 * answered from two bases that got the reports in opposite orders, and says so if they differ. */
#include <ftw.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/list.h"
#include "golden/golden.h"
#include "query/query.h"

typedef LIST_OF(ReportRecord) RecordList;
typedef LIST_OF(ClaimRow) ClaimList;

typedef struct Case {
    Arena *arena;
    const MentionData *data;
    RecordList records;
    ClaimList *claims; /* of each record */
    Buffer *out;
} Case;

static Text value_of(Arena *arena, Text line, const char *key)
{
    Text rest = line;
    Text word;
    Text start = arena_print(arena, "%s=", key);
    while (text_split(&rest, ' ', &word)) {
        if (!text_starts_with(word, start))
            continue;
        Text value = arena_copy(arena, text_slice(word, start.length, word.length));
        char *bytes = ARENA_ARRAY(arena, char, value.length + 1);
        for (size_t i = 0; i < value.length; i++)
            bytes[i] = value.bytes[i] == '_' ? ' ' : value.bytes[i];
        return (Text){bytes, value.length};
    }
    return TEXT_EMPTY;
}

static bool has_word(Text line, const char *word)
{
    Text rest = line;
    Text part;
    while (text_split(&rest, ' ', &part))
        if (text_is(part, word))
            return true;
    return false;
}

static TextList list_of(Arena *arena, Text line, const char *key)
{
    LIST_OF(Text) list = {0};
    Text rest = value_of(arena, line, key);
    Text part;
    while (rest.length > 0 && text_split(&rest, ',', &part))
        *LIST_ADD(arena, &list) = part;
    return (TextList){list.items, list.count};
}

static Day day_at(Arena *arena, Text line, const char *key)
{
    Day day = DAY_NONE;
    Text value = value_of(arena, line, key);
    return day_parse(value, &day) ? day : DAY_NONE;
}

static Date date_at(const Case *test, Text line, const char *key)
{
    Date date = {.all = PERIOD_NONE, .some = PERIOD_NONE};
    Error error = {0};
    Text value = value_of(test->arena, line, key);
    if (value.length > 0 && edtf_parse(test->arena, value, &date, &error) != STATUS_OK)
        buffer_print(test->out, "%s\n", error.message);
    return date;
}

static void bounds_at(Arena *arena, Text line, const char *key, int64_t *low, int64_t *high)
{
    Text value = value_of(arena, line, key);
    size_t dots = text_find(value, TEXT(".."), 0);
    *low = *high = COUNT_OPEN;
    if (dots == SIZE_MAX) {
        if (text_to_int64(value, low))
            *high = *low;
        return;
    }
    if (!text_to_int64(text_slice(value, 0, dots), low))
        *low = COUNT_OPEN;
    if (!text_to_int64(text_slice(value, dots + 2, value.length), high))
        *high = COUNT_OPEN;
}

/* The gazetteer's first entry of the name; "site" and "nowhere" stand for what it does not hold. */
static PlaceRow place_of(const Case *test, Text name)
{
    const Place **found = NULL;
    PlaceRow row = {.as = name, .precision = text_from(mention_precision_word(PRECISION_NONE))};
    if (mention_look_up_place(test->data, test->arena, name, &found) == 0)
        return row;
    const Place *place = found[0];
    row.name = place->name;
    row.country = place->country;
    row.admin1 = place->admin1;
    row.precision = text_from(mention_precision_word(place->precision));
    row.geonames = place->geonames;
    row.latitude = place->latitude;
    row.longitude = place->longitude;
    row.is_located = true;
    return row;
}

static PlaceRow *places_at(const Case *test, Text line, const char *key, size_t *out_count)
{
    TextList names = list_of(test->arena, line, key);
    PlaceRow *rows = ARENA_ARRAY(test->arena, PlaceRow, names.count);
    for (size_t i = 0; i < names.count; i++)
        rows[i] = place_of(test, names.items[i]);
    *out_count = names.count;
    return rows;
}

static Text or_else(Text text, Text otherwise) { return text.length > 0 ? text : otherwise; }

static void read_claim(Case *test, Text line, Text id)
{
    Arena *arena = test->arena;
    ClaimRow *claim = LIST_ADD(arena, &test->claims[test->records.count - 1]);
    claim->id = id;
    claim->kind = or_else(value_of(arena, line, "kind"), TEXT("escort"));
    claim->status = or_else(value_of(arena, line, "status"), TEXT("said"));
    claim->when = date_at(test, line, "when");
    claim->starts = value_of(arena, line, "starts");
    claim->asof = value_of(arena, line, "asof");
    claim->where = places_at(test, line, "where", &claim->where_count);
    claim->to = places_at(test, line, "to", &claim->to_count);
    TextList whom = list_of(arena, line, "whom");
    claim->whom = ARENA_ARRAY(arena, RoleRow, whom.count);
    claim->whom_count = whom.count;
    for (size_t i = 0; i < whom.count; i++)
        claim->whom[i] = (RoleRow){whom.items[i], TEXT("the words")};
    bounds_at(arena, line, "count", &claim->count.low, &claim->count.high);
    claim->count.is_given = claim->count.low != COUNT_OPEN || claim->count.high != COUNT_OPEN;
    claim->count.unit = value_of(arena, line, "unit");
    claim->count.of = value_of(arena, line, "of");
    claim->source.id = value_of(arena, line, "source");
    claim->source.as = value_of(arena, line, "as");
    claim->source.type = value_of(arena, line, "type");
    claim->source.said = value_of(arena, line, "said");
    bounds_at(arena, line, "n", &claim->source.n_low, &claim->source.n_high);
    claim->recorded = day_at(arena, line, "recorded");
    if (claim->recorded == DAY_NONE)
        claim->recorded = test->records.items[test->records.count - 1].report.recorded;
    claim->superseded = day_at(arena, line, "superseded");
    claim->is_event = has_word(line, "event");
    claim->is_coarse = has_word(line, "coarse");
    claim->has_end = has_word(line, "end");
}

static void read_report(Case *test, Text line, Text id)
{
    Arena *arena = test->arena;
    ReportRecord *record = LIST_ADD(arena, &test->records);
    ReportRow *report = &record->report;
    report->id = id;
    report->outlet = value_of(arena, line, "outlet");
    report->language = TEXT("en");
    report->text = value_of(arena, line, "words");
    report->published = date_at(test, line, "published");
    report->recorded = day_at(arena, line, "recorded");
    if (report->recorded == DAY_NONE)
        report->recorded = day_from_civil(2026, 1, 1);
    report->retold = has_word(line, "retold");
    report->is_protected = has_word(line, "protected");
    PlaceRow *places = places_at(test, line, "places", &record->place_count);
    record->places = ARENA_ARRAY(arena, NamedPlaceRow, record->place_count);
    for (size_t i = 0; i < record->place_count; i++)
        record->places[i].place = places[i];
    int64_t unread = 0;
    if (text_to_int64(value_of(arena, line, "unread"), &unread)) {
        record->unread = ARENA_ARRAY(arena, UnreadRow, (size_t)unread);
        record->unread_count = (size_t)unread;
        for (size_t i = 0; i < record->unread_count; i++)
            record->unread[i].words = arena_print(arena, "sentence %zu of %.*s", i + 1, TEXT_ARGS(id));
    }
}

/* The text is the report's words and the claims' ids, each the words of its claim. */
static void finish_record(const Case *test, size_t number)
{
    Arena *arena = test->arena;
    ReportRecord *record = &test->records.items[number];
    ClaimList *claims = &test->claims[number];
    Buffer text = buffer_in(arena);
    if (record->report.text.length > 0)
        buffer_print(&text, "%.*s\n", TEXT_ARGS(record->report.text));
    buffer_print(&text, "%.*s:", TEXT_ARGS(record->report.id));
    for (size_t i = 0; i < claims->count; i++) {
        ClaimRow *claim = &claims->items[i];
        uint32_t begin = (uint32_t)text.length + 1;
        buffer_print(&text, " %.*s", TEXT_ARGS(claim->id));
        claim->evidence = ARENA_ARRAY(arena, QuoteRow, 1);
        claim->evidence_count = 1;
        claim->evidence[0].exact = claim->id;
        claim->evidence[0].span = (TextSpan){begin, (uint32_t)text.length, begin, (uint32_t)text.length};
    }
    record->report.text = buffer_text(&text);
    record->report.sha256 = record->report.text_sha256 = digest_hex(arena, record->report.text);
    record->claims = claims->items;
    record->claim_count = claims->count;
}

static Evidence *make_base(const Case *test, Text location, bool is_reversed)
{
    EvidenceOptions options = {.location = location, .mode = EVIDENCE_WRITE};
    Evidence *evidence = NULL;
    Error error = {0};
    Status status = evidence_open(test->arena, &options, &evidence, &error);
    for (size_t i = 0; i < test->records.count && status == STATUS_OK; i++) {
        size_t number = is_reversed ? test->records.count - 1 - i : i;
        EvidenceAdded added;
        status =
            evidence_add(evidence, test->arena, &test->records.items[number], TEXT_EMPTY, &added, &error);
    }
    if (status != STATUS_OK)
        buffer_print(test->out, "%s: %s\n", error.name, error.message);
    return status == STATUS_OK ? evidence : NULL;
}

static void write_bounds(Buffer *out, int64_t low, int64_t high)
{
    if (low != COUNT_OPEN)
        buffer_print(out, "%lld", (long long)low);
    buffer_add_string(out, "..");
    if (high != COUNT_OPEN)
        buffer_print(out, "%lld", (long long)high);
}

static void write_coarse(const ClaimRow *claim, Buffer *out)
{
    if (!claim->is_coarse)
        return;
    if (claim->where_count > 0)
        buffer_print(out, " in %.*s, %.*s", TEXT_ARGS(claim->where[0].as),
                     TEXT_ARGS(claim->where[0].country));
    buffer_print(out, " when '%.*s' words %zu", TEXT_ARGS(claim->when.edtf), claim->evidence_count);
}

static void write_count(const CountRow *count, Buffer *out)
{
    if (!count->is_given)
        return;
    buffer_add_string(out, " count ");
    write_bounds(out, count->low, count->high);
    buffer_print(out, " %.*s %.*s", TEXT_ARGS(count->unit), TEXT_ARGS(count->of));
    buffer_add_string(out, count->is_vague ? " vague" : "");
}

static void write_others(const AnswerRow *row, Buffer *out)
{
    for (size_t i = 0; i < row->same.count; i++)
        buffer_print(out, "%s%.*s", i == 0 ? " same " : ",", TEXT_ARGS(row->same.items[i]));
    for (size_t i = 0; i < row->against_count; i++)
        buffer_print(out, "%s%.*s (%s: %.*s)", i == 0 ? " against " : ", ", TEXT_ARGS(row->against[i].claim),
                     query_contrary_word(row->against[i].how), TEXT_ARGS(row->against[i].why));
}

static void write_row(const Case *test, const AnswerRow *row, Buffer *out)
{
    const ClaimRow *claim = row->claim;
    buffer_print(out, "  %s %.*s %.*s", query_word(row->word), TEXT_ARGS(claim->kind), TEXT_ARGS(claim->id));
    if (!text_is(claim->status, "said"))
        buffer_print(out, " (%.*s)", TEXT_ARGS(claim->status));
    if (!period_is_none(row->held))
        buffer_print(out, " %.*s..%.*s", TEXT_ARGS(day_print(test->arena, row->held.first)),
                     TEXT_ARGS(day_print(test->arena, row->held.last)));
    if (row->days > 0)
        buffer_print(out, " %d days", row->days);
    if (*query_scope_word(row->scope))
        buffer_print(out, " [%s]", query_scope_word(row->scope));
    write_coarse(claim, out);
    write_count(&claim->count, out);
    if (row->voices_low != 1 || row->voices_high != 1) {
        buffer_add_string(out, " voices ");
        write_bounds(out, row->voices_low, row->voices_high);
    }
    write_others(row, out);
    buffer_add_string(out, row->report->is_protected ? " protected\n" : "\n");
}

static void write_rows(const Case *test, const char *name, const AnswerRows *rows, Buffer *out)
{
    if (rows->count > 0)
        buffer_print(out, "%s:\n", name);
    for (size_t i = 0; i < rows->count; i++)
        write_row(test, &rows->items[i], out);
}

static void write_coverage(const Case *test, const Coverage *coverage, Buffer *out)
{
    buffer_print(out, "covered: %zu of %zu reports, %zu near, %zu silent, %zu unread, %zu denials",
                 coverage->naming_count, coverage->report_count, coverage->near_count, coverage->silent_count,
                 coverage->unread_count, coverage->denial_count);
    if (coverage->newest.edtf.length > 0)
        buffer_print(out, ", newest %.*s", TEXT_ARGS(coverage->newest.edtf));
    if (coverage->longest_gap >= 0)
        buffer_print(out, ", gap %d", coverage->longest_gap);
    if (coverage->protected_count > 0)
        buffer_print(out, ", %zu protected", coverage->protected_count);
    buffer_add_string(out, coverage->is_sample ? ", sample" : "");
    for (size_t i = 0; i < coverage->outlet_count; i++)
        if (coverage->outlets[i].outlet.length > 0)
            buffer_print(out, "; %.*s %zu", TEXT_ARGS(coverage->outlets[i].outlet),
                         coverage->outlets[i].count);
    buffer_add_byte(out, '\n');
    (void)test;
}

static Question question_of(const Case *test, Text line)
{
    Arena *arena = test->arena;
    Question question = QUESTION_OPEN;
    question.in = value_of(arena, line, "in");
    question.from = question.to = day_at(arena, line, "on");
    if (question.from == DAY_NONE) {
        question.from = day_at(arena, line, "from");
        question.to = day_at(arena, line, "to");
    }
    question.known_by = day_at(arena, line, "known-by");
    question.recorded_by = day_at(arena, line, "recorded-by");
    question.kinds = list_of(arena, line, "kind");
    question.whom = list_of(arena, line, "whom");
    question.status = value_of(arena, line, "status");
    question.unread = has_word(line, "unread");
    question.old = question.wide = question.near = true; /* what is not asked for is not read whole */
    return question;
}

static void write_period(const Case *test, const char *before, Period period, Buffer *out)
{
    if (!period_is_none(period))
        buffer_print(out, "%s%.*s..%.*s", before, TEXT_ARGS(day_print(test->arena, period.first)),
                     TEXT_ARGS(day_print(test->arena, period.last)));
}

static void write_life(const Case *test, const Life *life, Buffer *out)
{
    buffer_print(out, "%.*s", TEXT_ARGS(life->claim->kind));
    for (size_t i = 0; i < life->held_count; i++)
        write_period(test, i == 0 ? " held " : ", ", life->held[i], out);
    write_period(test, " ended ", life->lifted, out);
    buffer_add_string(out, " voices ");
    write_bounds(out, life->voices_low, life->voices_high);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < life->step_count; i++) {
        const LifeRow *row = &life->steps[i];
        buffer_print(out, "  %s%s", query_life_word(row->step), row->is_inferred ? "*" : "");
        write_period(test, " ", row->days, out);
        buffer_print(out, "%s by %.*s", row->has_end ? " end" : "", TEXT_ARGS(row->claim->id));
        write_period(test, " told ", row->told, out);
        for (size_t j = 0; j < row->echoes.count; j++)
            buffer_print(out, "%s%.*s", j == 0 ? " passed on by " : ",", TEXT_ARGS(row->echoes.items[j]));
        if (row->why.length > 0)
            buffer_print(out, " (%.*s)", TEXT_ARGS(row->why));
        buffer_add_byte(out, '\n');
    }
}

static void tell_measures(const Case *test, Evidence *evidence, Text line, Buffer *out)
{
    Question question = question_of(test, line);
    Lives lives;
    Error error = {0};
    if (query_measures(test->arena, evidence, test->data, &question, has_word(line, "protected"), &lives,
                       &error) != STATUS_OK) {
        buffer_print(out, "error: %s\n", error.message);
        return;
    }
    for (size_t i = 0; i < lives.count; i++)
        write_life(test, &lives.items[i], out);
    if (lives.count == 0)
        buffer_add_string(out, "no measure\n");
}

static void ask(const Case *test, Evidence *evidence, Text line, Buffer *out)
{
    Question question = question_of(test, line);
    Answer answer;
    Error error = {0};
    Status status;
    if (has_word(line, "timeline"))
        status = query_timeline(test->arena, evidence, test->data, &question, &answer, &error);
    else if (has_word(line, "count"))
        status = query_count(test->arena, evidence, test->data, &question, &answer, &error);
    else
        status = query_ask(test->arena, evidence, test->data, &question, &answer, &error);
    if (status != STATUS_OK) {
        buffer_print(out, "error: %s\n", error.message);
        return;
    }
    if (answer.places.count > 0)
        buffer_print(out, "place: %.*s\n", TEXT_ARGS(answer.places.items[0]));
    write_rows(test, "rows", &answer.rows, out);
    write_rows(test, "undated", &answer.undated, out);
    write_rows(test, "old", &answer.old, out);
    write_rows(test, "later", &answer.later, out);
    write_rows(test, "wider", &answer.wider, out);
    write_rows(test, "near", &answer.near, out);
    for (size_t i = 0; i < answer.unread.count; i++)
        buffer_print(out, "unread: %.*s\n", TEXT_ARGS(answer.unread.items[i].words));
    write_coverage(test, &answer.coverage, out);
}

static Text answer_all(const Case *test, Evidence *evidence, Text input)
{
    Buffer out = buffer_in(test->arena);
    Text rest = input;
    Text line;
    size_t count = 0;
    while (text_split(&rest, '\n', &line)) {
        bool is_measures = text_starts_with(line, TEXT("measures"));
        if (is_measures || text_starts_with(line, TEXT("ask")) || text_starts_with(line, TEXT("timeline")) ||
            text_starts_with(line, TEXT("count"))) {
            if (count++ > 0)
                buffer_print(&out, "-- %.*s\n", TEXT_ARGS(line));
            if (is_measures)
                tell_measures(test, evidence, line, &out);
            else
                ask(test, evidence, line, &out);
        }
    }
    return buffer_text(&out);
}

static void read_case(Case *test, Text input)
{
    Text rest = input;
    Text line;
    while (text_split(&rest, '\n', &line)) {
        Text words = text_trim(line);
        Text verb;
        Text id;
        if (words.length == 0 || !text_split(&words, ' ', &verb))
            continue;
        if (text_is(verb, "report") && text_split(&words, ' ', &id))
            read_report(test, words, id);
        else if (text_is(verb, "claim") && text_split(&words, ' ', &id))
            read_claim(test, words, id);
    }
    for (size_t i = 0; i < test->records.count; i++)
        finish_record(test, i);
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status;
    (void)flag;
    (void)walk;
    return remove(path);
}

static const MentionData *load_places(Buffer *out)
{
    static MentionData *data;
    if (data)
        return data;
    Error error = {0};
    Arena *arena = arena_new(0); /* kept to the end: one gazetteer for all cases */
    const char *folder = getenv("HEARSAY_DATA");
    Text english = arena_print(arena, "%s/data/english", folder ? folder : ".");
    Text places = arena_print(arena, "%s/data/places", folder ? folder : ".");
    if (mention_load(arena, english, places, &data, &error) != STATUS_OK)
        buffer_print(out, "%s: %s\n", error.name, error.message);
    return data;
}

void golden_query(Arena *arena, Text input, Buffer *out)
{
    enum { MOST_REPORTS = 64 };
    Case test = {.arena = arena, .data = load_places(out), .out = out};
    char folder[] = "/tmp/golden_query.XXXXXX";
    if (!test.data || !mkdtemp(folder))
        return;
    test.claims = ARENA_ARRAY(arena, ClaimList, MOST_REPORTS);
    read_case(&test, input);
    Evidence *forwards = make_base(&test, arena_print(arena, "%s/a.db", folder), false);
    Evidence *backwards = make_base(&test, arena_print(arena, "%s/b.db", folder), true);
    if (forwards && backwards) {
        Text answer = answer_all(&test, forwards, input);
        buffer_add(out, answer);
        if (!text_equals(answer, answer_all(&test, backwards, input)))
            buffer_add_string(out, "THE ORDER OF THE REPORTS MATTERS\n");
        evidence_close(forwards);
        evidence_close(backwards);
    }
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
