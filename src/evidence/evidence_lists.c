/* Claims whose own columns were read get their lists and sources, many claims a statement, and are held
 * against the text. */
#include <stdlib.h>

#include "core/list.h"
#include "evidence/evidence_find.h"

static const EvidenceManySql ROLES = EVIDENCE_MANY_SQL(
    "SELECT claim, side, role, as_words FROM claim_role WHERE claim", " ORDER BY claim, side, position");
static const EvidenceManySql NAMES = EVIDENCE_MANY_SQL(
    "SELECT claim, as_words, is_what FROM claim_name WHERE claim", " ORDER BY claim, position");
static const EvidenceManySql WORDS = EVIDENCE_MANY_SQL(
    "SELECT claim, field, words FROM claim_words WHERE claim", " ORDER BY claim, field, position");
static const EvidenceManySql PLACES =
    EVIDENCE_MANY_SQL("SELECT w.claim, w.side, w.place, " EVIDENCE_PLACE_COLUMNS
                      " FROM claim_place w JOIN place p ON p.number = w.place WHERE w.claim",
                      " ORDER BY w.claim, w.side, w.position");
static const EvidenceManySql QUOTES = EVIDENCE_MANY_SQL(
    "SELECT claim, first_byte, end_byte, start, stop, exact, prefix, suffix FROM claim_evidence WHERE claim",
    " ORDER BY claim, position");
static const EvidenceManySql FIELDS =
    EVIDENCE_MANY_SQL("SELECT claim, field, first_byte, end_byte, start, stop FROM claim_field WHERE claim",
                      " ORDER BY claim, position");
static const EvidenceManySql WAYS =
    EVIDENCE_MANY_SQL("SELECT claim, field, way FROM claim_way WHERE claim", " ORDER BY claim, position");
static const EvidenceManySql OWN =
    EVIDENCE_MANY_SQL("SELECT claim, key, value FROM claim_own WHERE claim", " ORDER BY claim, position");
#define SOURCE_COLUMNS(of)                                                                                   \
    of ".id, " of ".as_words, " of ".type, " of ".where_words, " of ".knows, " of ".said, " of               \
       ".voices_low, " of ".voices_high"
static const EvidenceManySql SOURCES =
    EVIDENCE_MANY_SQL("SELECT c.number, " SOURCE_COLUMNS(
                          "s") " FROM claim c JOIN source s ON s.number = c.source WHERE c.number",
                      " ORDER BY c.number");
static const EvidenceManySql MAYBES = EVIDENCE_MANY_SQL(
    "SELECT c.number, m.id FROM claim c JOIN source_maybe m ON m.source = c.source WHERE c.number",
    " ORDER BY c.number, m.position");
static const EvidenceManySql VIAS =
    EVIDENCE_MANY_SQL("SELECT c.number, " SOURCE_COLUMNS(
                          "v") " FROM claim c JOIN source_via v ON v.source = c.source WHERE c.number",
                      " ORDER BY c.number, v.position");
static const EvidenceManySql TEXTS = EVIDENCE_MANY_SQL("SELECT number, text FROM report WHERE number", "");

void evidence_begin_many(EvidenceRow *row, const EvidenceManySql *sql, const int64_t *numbers, size_t count)
{
    size_t room = count <= EVIDENCE_FEW ? EVIDENCE_FEW : EVIDENCE_MANY;
    evidence_row_begin(row, count <= EVIDENCE_FEW ? sql->few : sql->many);
    for (size_t i = 0; i < room; i++)
        if (i < count)
            evidence_put_integer(row, numbers[i]);
        else
            evidence_put_null(row);
}

/* Up to EVIDENCE_MANY claims, by number, each of them once. */
typedef struct Chunk {
    EvidenceRow *row;
    ClaimRow *claims[EVIDENCE_MANY];
    int64_t numbers[EVIDENCE_MANY];
    size_t count;
    size_t at; /* where the rows of the list at hand have come to */
} Chunk;

/* A stretch of a list that belongs to one claim. */
typedef struct Stretch {
    ClaimRow *claim;
    Text what; /* side or field */
    size_t begin, count;
} Stretch;
typedef LIST_OF(Stretch) StretchList;

static void begin_list(Chunk *chunk, const EvidenceManySql *sql)
{
    chunk->at = 0;
    evidence_begin_many(chunk->row, sql, chunk->numbers, chunk->count);
}

/* Rows come in the order of claims. */
static ClaimRow *take_owner(Chunk *chunk)
{
    int64_t number = evidence_take_integer(chunk->row);
    while (chunk->at + 1 < chunk->count && chunk->numbers[chunk->at] < number)
        chunk->at++;
    return chunk->claims[chunk->at];
}

static Text take_what(Chunk *chunk)
{
    /* The program's own terms: sides and fields as the base holds them. */
    static const char *const whats[] = {"by", "whom", "where", "to", "work", "papers", "when"};
    Text word = chunk->row->evidence->functions->text(chunk->row->statement, chunk->row->next++);
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        if (text_is(word, whats[i]))
            return text_from(whats[i]);
    return TEXT_EMPTY;
}

static void stretch(Chunk *chunk, StretchList *list, ClaimRow *claim, Text what, size_t index)
{
    Stretch *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
    if (!last || last->claim != claim || last->what.bytes != what.bytes)
        *LIST_ADD(chunk->row->arena, list) = (Stretch){claim, what, index, 1};
    else
        last->count++;
}

static void find_roles(Chunk *chunk)
{
    LIST_OF(RoleRow) roles = {0};
    StretchList stretches = {0};
    begin_list(chunk, &ROLES);
    while (evidence_row_next(chunk->row)) {
        ClaimRow *claim = take_owner(chunk);
        stretch(chunk, &stretches, claim, take_what(chunk), roles.count);
        RoleRow *role = LIST_ADD(chunk->row->arena, &roles);
        role->role = evidence_take_text(chunk->row);
        role->as = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        const Stretch *one = &stretches.items[i];
        bool is_by = text_is(one->what, "by");
        *(is_by ? &one->claim->by : &one->claim->whom) = &roles.items[one->begin];
        *(is_by ? &one->claim->by_count : &one->claim->whom_count) = one->count;
    }
}

static void find_names(Chunk *chunk)
{
    LIST_OF(NameRow) names = {0};
    StretchList stretches = {0};
    begin_list(chunk, &NAMES);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, names.count);
        NameRow *name = LIST_ADD(chunk->row->arena, &names);
        name->as = evidence_take_text(chunk->row);
        name->is = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        stretches.items[i].claim->names = &names.items[stretches.items[i].begin];
        stretches.items[i].claim->name_count = stretches.items[i].count;
    }
}

static void find_words(Chunk *chunk)
{
    LIST_OF(Text) words = {0};
    StretchList stretches = {0};
    begin_list(chunk, &WORDS);
    while (evidence_row_next(chunk->row)) {
        ClaimRow *claim = take_owner(chunk);
        stretch(chunk, &stretches, claim, take_what(chunk), words.count);
        *LIST_ADD(chunk->row->arena, &words) = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        const Stretch *one = &stretches.items[i];
        TextList list = {&words.items[one->begin], one->count};
        *(text_is(one->what, "work")     ? &one->claim->work
          : text_is(one->what, "papers") ? &one->claim->papers
                                         : &one->claim->when_as) = list;
    }
}

static void find_places(Chunk *chunk)
{
    LIST_OF(PlaceRow) places = {0};
    StretchList stretches = {0};
    begin_list(chunk, &PLACES);
    while (evidence_row_next(chunk->row)) {
        ClaimRow *claim = take_owner(chunk);
        stretch(chunk, &stretches, claim, take_what(chunk), places.count);
        int64_t number = evidence_take_integer(chunk->row);
        PlaceRow *place = LIST_ADD(chunk->row->arena, &places);
        evidence_take_place(chunk->row, place);
        place->number = number;
    }
    for (size_t i = 0; i < chunk->count; i++) /* of an outline, those kept alone */
        chunk->claims[i]->where_count = chunk->claims[i]->to_count = 0;
    for (size_t i = 0; i < stretches.count; i++) {
        const Stretch *one = &stretches.items[i];
        bool is_to = text_is(one->what, "to");
        *(is_to ? &one->claim->to : &one->claim->where) = &places.items[one->begin];
        *(is_to ? &one->claim->to_count : &one->claim->where_count) = one->count;
    }
}

static void find_quotes(Chunk *chunk)
{
    LIST_OF(QuoteRow) quotes = {0};
    StretchList stretches = {0};
    begin_list(chunk, &QUOTES);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, quotes.count);
        QuoteRow *quote = LIST_ADD(chunk->row->arena, &quotes);
        quote->span = evidence_take_span(chunk->row);
        quote->exact = evidence_take_text(chunk->row);
        quote->prefix = evidence_take_text(chunk->row);
        quote->suffix = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        stretches.items[i].claim->evidence = &quotes.items[stretches.items[i].begin];
        stretches.items[i].claim->evidence_count = stretches.items[i].count;
    }
}

static void find_fields(Chunk *chunk)
{
    LIST_OF(FieldRow) fields = {0};
    StretchList stretches = {0};
    begin_list(chunk, &FIELDS);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, fields.count);
        FieldRow *field = LIST_ADD(chunk->row->arena, &fields);
        field->field = evidence_take_text(chunk->row);
        field->span = evidence_take_span(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        stretches.items[i].claim->fields = &fields.items[stretches.items[i].begin];
        stretches.items[i].claim->field_count = stretches.items[i].count;
    }
}

/* Rows of tables alone have any. */
static void find_own(Chunk *chunk)
{
    LIST_OF(Text) texts = {0};
    StretchList stretches = {0};
    bool has_tables = false;
    for (size_t i = 0; i < chunk->count; i++)
        has_tables |= text_starts_with(chunk->claims[i]->rule, TEXT(EVIDENCE_RULE_IMPORT " "));
    if (!has_tables)
        return;
    begin_list(chunk, &OWN);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, texts.count);
        *LIST_ADD(chunk->row->arena, &texts) = evidence_take_text(chunk->row);
        *LIST_ADD(chunk->row->arena, &texts) = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++)
        stretches.items[i].claim->own =
            (TextList){&texts.items[stretches.items[i].begin], stretches.items[i].count * 2};
}

static void find_ways(Chunk *chunk)
{
    LIST_OF(WayRow) ways = {0};
    StretchList stretches = {0};
    begin_list(chunk, &WAYS);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, ways.count);
        WayRow *way = LIST_ADD(chunk->row->arena, &ways);
        way->field = evidence_take_text(chunk->row);
        way->way = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++) {
        stretches.items[i].claim->ways = &ways.items[stretches.items[i].begin];
        stretches.items[i].claim->way_count = stretches.items[i].count;
    }
}

/* ---- sources ---- */

static void take_source(EvidenceRow *row, SourceRow *out)
{
    out->id = evidence_take_text(row);
    out->as = evidence_take_text(row);
    out->type = evidence_take_text(row);
    out->where = evidence_take_text(row);
    out->knows = evidence_take_text(row);
    out->said = evidence_take_text(row);
    out->n_low = evidence_take_bound(row);
    out->n_high = evidence_take_bound(row);
}

static void find_sources(Chunk *chunk)
{
    bool has_sources = false;
    for (size_t i = 0; i < chunk->count; i++) /* the report's own voice */
        chunk->claims[i]->source = (SourceRow){.n_low = 1, .n_high = 1};
    begin_list(chunk, &SOURCES);
    while (evidence_row_next(chunk->row)) {
        take_source(chunk->row, &take_owner(chunk)->source);
        has_sources = true;
    }
    if (!has_sources)
        return;
    LIST_OF(Text) maybes = {0};
    StretchList stretches = {0};
    begin_list(chunk, &MAYBES);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, maybes.count);
        *LIST_ADD(chunk->row->arena, &maybes) = evidence_take_text(chunk->row);
    }
    for (size_t i = 0; i < stretches.count; i++)
        stretches.items[i].claim->source.maybe =
            (TextList){&maybes.items[stretches.items[i].begin], stretches.items[i].count};
    LIST_OF(SourceRow) vias = {0};
    stretches.count = 0;
    begin_list(chunk, &VIAS);
    while (evidence_row_next(chunk->row)) {
        stretch(chunk, &stretches, take_owner(chunk), TEXT_EMPTY, vias.count);
        take_source(chunk->row, LIST_ADD(chunk->row->arena, &vias));
    }
    for (size_t i = 0; i < stretches.count; i++) {
        stretches.items[i].claim->source.via = &vias.items[stretches.items[i].begin];
        stretches.items[i].claim->source.via_count = stretches.items[i].count;
    }
}

static const char SOURCES_OF[] =
    "SELECT s.number, " SOURCE_COLUMNS("s") " FROM source s JOIN report r"
                                            " ON r.number = s.report WHERE r.id = $1 ORDER BY s.number";
static const char MAYBES_OF[] = "SELECT id FROM source_maybe WHERE source = $1 ORDER BY position";
static const char VIAS_OF[] =
    "SELECT " SOURCE_COLUMNS("v") " FROM source_via v WHERE v.source = $1 ORDER BY v.position";

static void find_rest(EvidenceRow *row, int64_t source, SourceRow *out)
{
    LIST_OF(Text) maybe = {0};
    LIST_OF(SourceRow) via = {0};
    evidence_row_begin(row, MAYBES_OF);
    evidence_put_integer(row, source);
    while (evidence_row_next(row))
        *LIST_ADD(row->arena, &maybe) = evidence_take_text(row);
    evidence_row_begin(row, VIAS_OF);
    evidence_put_integer(row, source);
    while (evidence_row_next(row))
        take_source(row, LIST_ADD(row->arena, &via));
    out->maybe = (TextList){maybe.items, maybe.count};
    out->via = via.items;
    out->via_count = via.count;
}

Status evidence_find_sources(Evidence *evidence, Arena *arena, Text report_id, SourceRow **out,
                             size_t *out_count, Error *error)
{
    evidence_settle(evidence);
    LIST_OF(SourceRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    EvidenceRow rest = row;
    evidence_row_begin(&row, SOURCES_OF);
    evidence_put_text(&row, report_id);
    while (evidence_row_next(&row) && rest.status == STATUS_OK) {
        int64_t number = evidence_take_integer(&row);
        SourceRow *source = LIST_ADD(arena, &list);
        take_source(&row, source);
        find_rest(&rest, number, source);
    }
    *out = list.items;
    *out_count = list.count;
    evidence_settle(evidence);
    return row.status != STATUS_OK ? row.status : rest.status;
}

/* ---- chunks ---- */

static int compare_claims(const void *a, const void *b)
{
    const ClaimRow *first = *(const ClaimRow *const *)a;
    const ClaimRow *second = *(const ClaimRow *const *)b;
    return (first->number > second->number) - (first->number < second->number);
}

static ClaimRow **sorted(Arena *arena, ClaimRow *const *claims, size_t count)
{
    ClaimRow **all = ARENA_ARRAY(arena, ClaimRow *, count);
    for (size_t i = 0; i < count; i++)
        all[i] = claims[i];
    if (count > 0)
        qsort(all, count, sizeof *all, compare_claims);
    return all;
}

typedef enum Lists { LISTS_ROLES, LISTS_ALL, LISTS_WITH_WAYS } Lists;

static void find_lists(EvidenceRow *row, ClaimRow *const *claims, size_t count, Lists lists)
{
    ClaimRow **all = sorted(row->arena, claims, count);
    for (size_t begin = 0; begin < count && row->status == STATUS_OK; begin += EVIDENCE_MANY) {
        Chunk chunk = {.row = row, .count = count - begin < EVIDENCE_MANY ? count - begin : EVIDENCE_MANY};
        for (size_t i = 0; i < chunk.count; i++) {
            chunk.claims[i] = all[begin + i];
            chunk.numbers[i] = all[begin + i]->number;
        }
        find_roles(&chunk);
        if (lists == LISTS_ROLES)
            continue;
        find_names(&chunk);
        find_words(&chunk);
        find_places(&chunk);
        find_quotes(&chunk);
        find_fields(&chunk);
        find_own(&chunk);
        if (lists == LISTS_WITH_WAYS)
            find_ways(&chunk);
        find_sources(&chunk);
    }
}

void evidence_find_lists(EvidenceRow *row, ClaimRow *const *claims, size_t count, bool with_ways)
{
    find_lists(row, claims, count, with_ways ? LISTS_WITH_WAYS : LISTS_ALL);
}

void evidence_find_roles(EvidenceRow *row, ClaimRow *const *claims, size_t count)
{
    find_lists(row, claims, count, LISTS_ROLES);
}

/* ---- words ---- */

static bool stands_in(Text text, const ClaimRow *claim)
{
    bool is_right = claim->evidence_count > 0;
    for (size_t i = 0; i < claim->evidence_count && is_right; i++) {
        const QuoteRow *quote = &claim->evidence[i];
        is_right = quote->span.begin < quote->span.end && quote->span.end <= text.length &&
                   text_equals(text_slice(text, quote->span.begin, quote->span.end), quote->exact);
    }
    return is_right;
}

static Status was_altered(const ClaimRow *claim, Error *error)
{
    return error_at(error, ERR_STORE, claim->id, 0,
                    "the base was altered: the words of this claim do not stand in its report");
}

static int compare_reports(const void *a, const void *b)
{
    const ClaimRow *first = *(const ClaimRow *const *)a;
    const ClaimRow *second = *(const ClaimRow *const *)b;
    if (first->report_number != second->report_number)
        return first->report_number < second->report_number ? -1 : 1;
    return compare_claims(a, b);
}

/* Of up to EVIDENCE_MANY reports; gives how many of the claims were looked at. */
static size_t check_chunk(EvidenceRow *row, ClaimRow **claims, size_t count, const ClaimRow **out_altered)
{
    int64_t numbers[EVIDENCE_MANY];
    size_t report_count = 0;
    size_t end = 0;
    size_t right = 0;
    for (; end < count; end++) {
        int64_t report = claims[end]->report_number;
        if (report_count > 0 && numbers[report_count - 1] == report)
            continue;
        if (report_count == EVIDENCE_MANY)
            break;
        numbers[report_count++] = report;
    }
    EvidenceRow texts = *row;
    texts.arena = NULL; /* the text lies in the store's own memory: nothing is copied */
    evidence_begin_many(&texts, &TEXTS, numbers, report_count);
    while (evidence_row_next(&texts)) {
        int64_t report = evidence_take_integer(&texts);
        Text text = evidence_take_text(&texts);
        for (size_t i = 0; i < end; i++) {
            if (claims[i]->report_number != report)
                continue;
            if (!stands_in(text, claims[i]) && !*out_altered)
                *out_altered = claims[i];
            right++;
        }
    }
    row->status = texts.status;
    if (row->status == STATUS_OK && right < end && !*out_altered)
        *out_altered = claims[0];
    return end;
}

Status evidence_check_claims(EvidenceRow *row, ClaimRow *const *claims, size_t count, const Text *text)
{
    for (size_t i = 0; text && i < count; i++)
        if (!stands_in(*text, claims[i]))
            return was_altered(claims[i], row->error);
    if (text || count == 0)
        return STATUS_OK;
    ClaimRow **all = sorted(row->arena, claims, count);
    qsort(all, count, sizeof *all, compare_reports);
    const ClaimRow *altered = NULL;
    for (size_t begin = 0; begin < count && row->status == STATUS_OK && !altered;)
        begin += check_chunk(row, all + begin, count - begin, &altered);
    return altered && row->status == STATUS_OK ? was_altered(altered, row->error) : row->status;
}
