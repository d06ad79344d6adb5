/* The lineage kept in the base, and traced anew where reports came in since. */
#include "core/buffer.h"
#include "core/list.h"
#include "core/map.h"
#include "evidence/evidence_find.h"
#include "evidence/evidence_lineage.h"
#include "evidence/evidence_log.h"

static const char IS_FRESH[] = "SELECT count(*) FROM lineage_state"
                               " WHERE report_count = (SELECT count(*) FROM report)";
static const char COUNT_REPORTS[] = "SELECT count(*) FROM report";
static const char FIND_TRACED[] =
    "SELECT number, id, outlet, is_protected, published, published_all_first, published_all_last,"
    " published_some_first, published_some_last FROM report ORDER BY number";
static const char FIND_TEXT[] = "SELECT text FROM report WHERE number = $1";
static const char FIND_DESCRIPTIONS[] =
    "SELECT as_words FROM source WHERE report = $1 AND type = 'anonymous' ORDER BY number";
static const char FIND_DERIVATIONS[] =
    "SELECT r.id, p.id, d.how, d.reasons FROM derivation d JOIN report r ON r.number = d.report"
    " JOIN report p ON p.number = d.parent ORDER BY r.id, d.position";
static const EvidenceManySql FIND_DERIVATIONS_OF =
    EVIDENCE_MANY_SQL("SELECT d.report, d.parent, d.how, d.reasons FROM derivation d WHERE d.report",
                      " ORDER BY d.report, d.position");
static const char FORGET_DERIVATIONS[] = "DELETE FROM derivation";
static const char FORGET_STATE[] = "DELETE FROM lineage_state";
static const char ADD_DERIVATION[] =
    "INSERT INTO derivation (report, position, parent, how, reasons) VALUES ($1, $2, $3, $4, $5)";
static const char ADD_STATE[] = "INSERT INTO lineage_state (number, report_count) VALUES (1, $1)";

Status evidence_lineage_is_fresh(Evidence *evidence, bool *out, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, IS_FRESH);
    *out = evidence_row_run(&row) == 1;
    return row.status;
}

static Text join_reasons(Arena *arena, TextList reasons)
{
    Buffer joined = buffer_in(arena);
    for (size_t i = 0; i < reasons.count; i++) {
        buffer_add_string(&joined, i > 0 ? "\n" : "");
        buffer_add(&joined, reasons.items[i]);
    }
    return buffer_text(&joined);
}

static TextList split_reasons(Arena *arena, Text joined)
{
    LIST_OF(Text) list = {0};
    Text reason;
    while (text_split(&joined, '\n', &reason))
        *LIST_ADD(arena, &list) = reason;
    return (TextList){list.items, list.count};
}

static bool how_from(Text word, DerivedHow *out)
{
    for (DerivedHow how = DERIVED_COPY; how <= DERIVED_RETELLING; how++)
        if (text_is(word, evidence_derived_word(how))) {
            *out = how;
            return true;
        }
    return false;
}

static int64_t run(EvidenceRow *row, const char *sql)
{
    evidence_row_begin(row, sql);
    return evidence_row_run(row);
}

/* ---- what is traced ---- */

/* Reports stand in the order in which they are stored: their texts are read from one end to the other. */
static Status find_traced(Evidence *evidence, Arena *arena, TracedReports *out, Error *error)
{
    Map outlets = map_in(arena);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    Status status = evidence_begin_reading(evidence, error);
    if (status != STATUS_OK)
        return status;
    size_t most = (size_t)run(&row, COUNT_REPORTS);
    TracedReport *items = ARENA_ARRAY(arena, TracedReport, most);
    size_t count = 0;
    evidence_row_begin(&row, FIND_TRACED);
    while (count < most && evidence_row_next(&row)) {
        TracedReport *report = &items[count++];
        report->number = evidence_take_integer(&row);
        report->id = arena_copy(arena, evidence_take_text(&row));
        Text outlet = evidence_take_text(&row);
        const MapEntry *known = map_find(&outlets, outlet);
        report->outlet = known ? known->key : map_put(&outlets, arena_copy(arena, outlet))->key;
        report->is_protected = evidence_take_bool(&row);
        Date published = evidence_take_date(&row);
        report->day = evidence_traced_day(&published);
    }
    *out = (TracedReports){.items = items, .count = count};
    evidence_settle(evidence);
    return row.status;
}

enum { DESCRIPTION_LEAST = 4 };

/* What texts are read with. */
typedef struct TextReader {
    Evidence *evidence;
    Buffer text;
} TextReader;

static bool is_in_word(Text text, size_t position)
{
    return position < text.length &&
           ((unsigned char)text.bytes[position] >= 0x80 || ascii_is_alpha(text.bytes[position]));
}

/* Blanks stand where the words stood. */
static void strike(Buffer *buffer, Text words)
{
    Text text = buffer_text(buffer);
    for (size_t at = text_find(text, words, 0); at != SIZE_MAX;
         at = text_find(text, words, at + words.length)) {
        bool is_part = (at > 0 && is_in_word(text, at - 1)) || is_in_word(text, at + words.length);
        for (size_t i = at; !is_part && i < at + words.length; i++)
            buffer->bytes[i] = ' ';
    }
}

/* Without the words that describe anonymous sources: reports are never likened by them. */
static Status read_text(void *context, const TracedReport *report, Text *out, Error *error)
{
    TextReader *reader = context;
    EvidenceRow row = evidence_row(reader->evidence, NULL, error);
    evidence_row_begin(&row, FIND_TEXT);
    evidence_put_integer(&row, report->number);
    buffer_clear(&reader->text);
    while (evidence_row_next(&row))
        buffer_add(&reader->text, evidence_take_text(&row));
    evidence_row_begin(&row, FIND_DESCRIPTIONS);
    evidence_put_integer(&row, report->number);
    while (evidence_row_next(&row)) {
        Text words = evidence_take_text(&row);
        if (words.length >= DESCRIPTION_LEAST)
            strike(&reader->text, words);
    }
    *out = buffer_text(&reader->text);
    return row.status;
}

static Status trace_base(Evidence *evidence, Arena *arena, const MentionData *data,
                         TracedReports *out_reports, Lineage *out, Error *error)
{
    Status status = find_traced(evidence, arena, out_reports, error);
    out_reports->read = read_text;
    TextReader *reader = ARENA_NEW(arena, TextReader);
    *reader = (TextReader){evidence, buffer_in(arena)};
    out_reports->context = reader;
    if (status == STATUS_OK)
        status = evidence_trace_texts(arena, data, out_reports, out, error);
    evidence->functions->settle(evidence->store);
    return status;
}

/* ---- what is kept ---- */

/* What is to be written, put together before the transaction: nothing is allocated within it. */
typedef struct Kept {
    int64_t report, parent, position;
    Text reasons;
    const char *how;
} Kept;

static Kept *make_kept(Arena *arena, const TracedReports *reports, const Lineage *lineage)
{
    Kept *kept = ARENA_ARRAY(arena, Kept, lineage->count);
    for (size_t i = 0; i < lineage->count; i++) {
        const Derivation *one = &lineage->items[i];
        bool goes_on = i > 0 && lineage->items[i - 1].report == one->report;
        kept[i] = (Kept){reports->items[one->report].number, reports->items[one->parent].number,
                         goes_on ? kept[i - 1].position + 1 : 0, join_reasons(arena, one->reasons),
                         evidence_derived_word(one->how)};
    }
    return kept;
}

static Status keep_lineage(Evidence *evidence, const Kept *kept, size_t count, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    run(&row, FORGET_DERIVATIONS);
    run(&row, FORGET_STATE);
    for (size_t i = 0; i < count && row.status == STATUS_OK; i++) {
        evidence_row_begin(&row, ADD_DERIVATION);
        evidence_put_integer(&row, kept[i].report);
        evidence_put_integer(&row, kept[i].position);
        evidence_put_integer(&row, kept[i].parent);
        evidence_put_text(&row, text_from(kept[i].how));
        evidence_put_text(&row, kept[i].reasons);
        evidence_row_run(&row);
    }
    return row.status;
}

static Status keep_state(Evidence *evidence, size_t traced, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    /* Reports of another writer that came in meanwhile are not in it: then the state stays unfit. */
    bool is_whole = run(&row, COUNT_REPORTS) == (int64_t)traced;
    if (is_whole) {
        evidence_row_begin(&row, ADD_STATE);
        evidence_put_integer(&row, (int64_t)traced);
        evidence_row_run(&row);
    }
    return row.status;
}

Status evidence_update_lineage(Evidence *evidence, Arena *arena, const MentionData *data, Error *error)
{
    evidence_settle(evidence);
    bool fresh = false;
    TracedReports reports = {0};
    Lineage lineage = {0};
    Status status = evidence_lineage_is_fresh(evidence, &fresh, error);
    if (status == STATUS_OK && !fresh)
        status = trace_base(evidence, arena, data, &reports, &lineage, error);
    if (status != STATUS_OK || fresh)
        return status;
    const Kept *kept = make_kept(arena, &reports, &lineage);
    status = evidence->functions->begin(evidence->store, error);
    if (status == STATUS_OK)
        status = keep_lineage(evidence, kept, lineage.count, error);
    if (status == STATUS_OK)
        status = keep_state(evidence, reports.count, error);
    LogEntry entry = {.act = TEXT("trace"), .day = evidence->day};
    if (status == STATUS_OK)
        status = evidence_log_lineage(evidence, arena, &entry, error);
    if (status == STATUS_OK)
        status = evidence->functions->commit(evidence->store, error);
    evidence_settle(evidence);
    return status;
}

/* ---- what is asked ---- */

typedef LIST_OF(Derivation) DerivationList;

static void take_derivation(EvidenceRow *row, const MapEntry *report, const MapEntry *parent,
                            DerivationList *list)
{
    DerivedHow how = DERIVED_COPY;
    bool is_known = how_from(evidence_take_text(row), &how);
    Text reasons = evidence_take_text(row);
    if (report && parent && is_known)
        *LIST_ADD(row->arena, list) = (Derivation){(uint32_t)report->number, (uint32_t)parent->number, how,
                                                   split_reasons(row->arena, reasons)};
}

/* Of all reports of the base. */
static void take_all(EvidenceRow *row, const ReportRows *reports, DerivationList *list)
{
    Map places = map_in(row->arena);
    for (size_t i = 0; i < reports->count; i++)
        map_put(&places, reports->items[i].id)->number = (int64_t)i;
    evidence_row_begin(row, FIND_DERIVATIONS);
    while (evidence_row_next(row)) {
        const MapEntry *report = map_find(&places, evidence_take_text(row));
        const MapEntry *parent = map_find(&places, evidence_take_text(row));
        take_derivation(row, report, parent, list);
    }
}

/* Of some reports, by their numbers. */
static void take_some(EvidenceRow *row, const ReportRows *reports, DerivationList *list)
{
    Map places = map_in(row->arena);
    for (size_t i = 0; i < reports->count; i++) {
        const int64_t *number = &reports->items[i].number;
        map_put(&places, (Text){(const char *)number, sizeof *number})->number = (int64_t)i;
    }
    for (size_t begin = 0; begin < reports->count; begin += EVIDENCE_MANY) {
        int64_t numbers[EVIDENCE_MANY];
        size_t count = reports->count - begin < EVIDENCE_MANY ? reports->count - begin : EVIDENCE_MANY;
        for (size_t i = 0; i < count; i++)
            numbers[i] = reports->items[begin + i].number;
        evidence_begin_many(row, &FIND_DERIVATIONS_OF, numbers, count);
        while (evidence_row_next(row)) {
            int64_t report = evidence_take_integer(row);
            int64_t parent = evidence_take_integer(row);
            take_derivation(row, map_find(&places, (Text){(const char *)&report, sizeof report}),
                            map_find(&places, (Text){(const char *)&parent, sizeof parent}), list);
        }
    }
}

static Status take_lineage(Evidence *evidence, Arena *arena, const ReportRows *reports, Lineage *out,
                           Error *error)
{
    enum { SOME_MOST = 4096 };
    bool are_numbered = reports->count <= SOME_MOST;
    for (size_t i = 0; i < reports->count && are_numbered; i++)
        are_numbered = reports->items[i].number != 0;
    DerivationList list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    if (are_numbered)
        take_some(&row, reports, &list);
    else
        take_all(&row, reports, &list);
    evidence_sort_derivations(list.items, list.count);
    *out = (Lineage){list.items, list.count};
    return row.status;
}

/* The links among these reports of all that the base holds. */
static Status trace_anew(Evidence *evidence, Arena *arena, const MentionData *data, const ReportRows *reports,
                         Lineage *out, Error *error)
{
    TracedReports traced = {0};
    Lineage whole = {0};
    Status status = trace_base(evidence, arena, data, &traced, &whole, error);
    Map positions = map_in(arena);
    for (size_t i = 0; i < reports->count; i++)
        map_put(&positions, reports->items[i].id)->number = (int64_t)i;
    LIST_OF(Derivation) list = {0};
    for (size_t i = 0; i < whole.count; i++) {
        Derivation one = whole.items[i];
        const MapEntry *report = map_find(&positions, traced.items[one.report].id);
        const MapEntry *parent = map_find(&positions, traced.items[one.parent].id);
        if (!report || !parent)
            continue;
        one.report = (uint32_t)report->number;
        one.parent = (uint32_t)parent->number;
        *LIST_ADD(arena, &list) = one;
    }
    evidence_sort_derivations(list.items, list.count);
    *out = (Lineage){list.items, list.count};
    return status;
}

Status evidence_find_lineage(Evidence *evidence, Arena *arena, const MentionData *data,
                             const ReportRows *reports, Lineage *out, Error *error)
{
    evidence_settle(evidence);
    *out = (Lineage){0};
    bool fresh = false;
    Status status = evidence_lineage_is_fresh(evidence, &fresh, error);
    if (status == STATUS_OK)
        status = fresh ? take_lineage(evidence, arena, reports, out, error)
                       : trace_anew(evidence, arena, data, reports, out, error);
    evidence_settle(evidence);
    return status;
}
