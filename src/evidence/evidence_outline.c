/* Claims and reports in outline: what it takes to judge which of them an answer is made of. Places are judged
 * once each, and what lies there is found by index. */
#include <stdlib.h>

#include "core/list.h"
#include "evidence/evidence_decide.h"
#include "evidence/evidence_find.h"

static const char FIND_PLACES[] = "SELECT p.number, " EVIDENCE_PLACE_COLUMNS " FROM place p";
static const char FIND_OF_COUNTRY[] =
    "SELECT p.number, " EVIDENCE_PLACE_COLUMNS " FROM place p WHERE p.country = $1";
static const char FIND_UNMAPPED[] =
    "SELECT p.number, " EVIDENCE_PLACE_COLUMNS " FROM place p WHERE p.geonames = 0";
static const char FIND_AROUND[] = "SELECT p.number, " EVIDENCE_PLACE_COLUMNS " FROM place p"
                                  " WHERE p.latitude >= $1 AND p.latitude <= $2"
                                  " AND p.longitude >= $3 AND p.longitude <= $4";
#define OUTLINE                                                                                              \
    "c.number, c.report, c.position, c.id, c.kind, c.is_event, c.is_coarse, c.status, c.happens,"            \
    " c.all_first, c.all_last, c.some_first, c.some_last, c.starts, c.has_end, c.asof, c.number_is_given,"   \
    " c.sure, c.checked, c.recorded, s.type, s.said"
#define STANDS(day)                                                                                          \
    " AND ((CAST(" day " AS BIGINT) IS NULL AND c.superseded IS NULL)"                                       \
    "  OR (c.recorded <= " day " AND (c.superseded IS NULL OR c.superseded > " day ")))"
static const char OUTLINES_AT_FEW[] =
    "SELECT " OUTLINE ", w.place, w.side, w.position FROM claim_place w JOIN claim c ON c.number = w.claim"
    " LEFT JOIN source s ON s.number = c.source WHERE w.place" EVIDENCE_IN_FEW STANDS("$9");
static const char OUTLINES_AT_MANY[] =
    "SELECT " OUTLINE ", w.place, w.side, w.position FROM claim_place w JOIN claim c ON c.number = w.claim"
    " LEFT JOIN source s ON s.number = c.source WHERE w.place" EVIDENCE_IN_MANY STANDS("$65");
static const EvidenceManySql OUTLINES_AT = {OUTLINES_AT_FEW, OUTLINES_AT_MANY};
static const char OUTLINES_OF_KIND[] =
    "SELECT " OUTLINE " FROM claim c LEFT JOIN source s ON s.number = c.source"
    " WHERE c.kind = $1" STANDS("$2");
static const char OUTLINES[] = "SELECT " OUTLINE " FROM claim c LEFT JOIN source s ON s.number = c.source"
                               " WHERE c.sure >= $1" STANDS("$2");
#define REPORT_OUTLINE                                                                                       \
    "SELECT r.number, r.id, r.published, r.published_all_first, r.published_all_last,"                       \
    " r.published_some_first, r.published_some_last, r.recorded, r.retold, r.is_protected, r.claim_count,"   \
    " r.unread_count FROM report r"
static const EvidenceManySql REPORTS = EVIDENCE_MANY_SQL(REPORT_OUTLINE " WHERE r.number", "");
static const char ALL_REPORTS[] = REPORT_OUTLINE;
static const EvidenceManySql NAMING =
    EVIDENCE_MANY_SQL("SELECT DISTINCT report FROM report_place WHERE place", "");
static const EvidenceManySql WHOLE_REPORTS =
    EVIDENCE_MANY_SQL("SELECT " EVIDENCE_REPORT_COLUMNS " FROM report r WHERE r.number", "");
/* ---- places ---- */

typedef struct Keeping {
    Arena *arena;
    EvidenceRow row;
    Map seen; /* numbers */
    LIST_OF(PlaceRow) list;
    bool (*keeps)(void *context, const PlaceRow *place);
    void *context;
} Keeping;

/* The number's bytes, as a key of maps. */
static Text number_key(Arena *arena, int64_t number)
{
    int64_t *kept = ARENA_NEW(arena, int64_t);
    *kept = number;
    return (Text){(const char *)kept, sizeof *kept};
}

/* Of the statement that stands ready. What is not kept is not copied. */
static void keep_places(Keeping *keeping)
{
    Arena *arena = keeping->arena;
    while (evidence_row_next(&keeping->row)) {
        PlaceRow place = {.number = evidence_take_integer(&keeping->row)};
        evidence_take_place(&keeping->row, &place);
        if (map_find(&keeping->seen, (Text){(const char *)&place.number, sizeof place.number}) ||
            !keeping->keeps(keeping->context, &place))
            continue;
        map_put(&keeping->seen, number_key(arena, place.number));
        place.as = arena_copy(arena, place.as);
        place.name = arena_copy(arena, place.name);
        place.country = arena_copy(arena, place.country);
        place.admin1 = arena_copy(arena, place.admin1);
        place.precision = arena_copy(arena, place.precision);
        *LIST_ADD(arena, &keeping->list) = place;
    }
}

static void keep_around(Keeping *keeping, const PlaceReach *reach)
{
    enum { WORLD = 360 };
    static const double NORTH = 1.5;         /* degrees */
    for (int turn = -1; turn <= 1; turn++) { /* across the line of the date, too */
        double middle = reach->longitude + turn * WORLD;
        evidence_row_begin(&keeping->row, FIND_AROUND);
        evidence_put_real(&keeping->row, reach->latitude - NORTH);
        evidence_put_real(&keeping->row, reach->latitude + NORTH);
        evidence_put_real(&keeping->row, middle - reach->east);
        evidence_put_real(&keeping->row, middle + reach->east);
        keep_places(keeping);
    }
}

static int compare_places(const void *a, const void *b)
{
    const PlaceRow *first = a;
    const PlaceRow *second = b;
    return (first->number > second->number) - (first->number < second->number);
}

Status evidence_keep_places(Evidence *evidence, Arena *arena, const PlaceReach *reach,
                            bool (*keeps)(void *context, const PlaceRow *place), void *context,
                            PlaceRows *out, Error *error)
{
    Keeping keeping = {.arena = arena,
                       .row = evidence_row(evidence, NULL, error),
                       .seen = map_in(arena),
                       .keeps = keeps,
                       .context = context};
    evidence_settle(evidence);
    if (!reach || reach->country.length == 0) {
        evidence_row_begin(&keeping.row, FIND_PLACES);
        keep_places(&keeping);
    } else {
        evidence_row_begin(&keeping.row, FIND_OF_COUNTRY);
        evidence_put_text(&keeping.row, reach->country);
        keep_places(&keeping);
        evidence_row_begin(&keeping.row, FIND_UNMAPPED);
        keep_places(&keeping);
        if (reach->is_near)
            keep_around(&keeping, reach);
    }
    if (keeping.list.count > 0)
        qsort(keeping.list.items, keeping.list.count, sizeof *keeping.list.items, compare_places);
    *out = (PlaceRows){keeping.list.items, keeping.list.count};
    return keeping.row.status;
}

Status evidence_find_naming(Evidence *evidence, Arena *arena, const int64_t *places, size_t count,
                            Numbers *out, Error *error)
{
    LIST_OF(int64_t) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_settle(evidence);
    for (size_t begin = 0; begin < count; begin += EVIDENCE_MANY) {
        evidence_begin_many(&row, &NAMING, places + begin,
                            count - begin < EVIDENCE_MANY ? count - begin : EVIDENCE_MANY);
        while (evidence_row_next(&row))
            *LIST_ADD(arena, &list) = evidence_take_integer(&row);
    }
    *out = (Numbers){list.items, list.count};
    return row.status;
}

/* ---- claims ---- */

typedef LIST_OF(ClaimRow) ClaimList;
typedef LIST_OF(int64_t) NumberList;

/* A claim in one of its places. */
typedef struct Placed {
    size_t claim; /* position among the claims */
    int64_t number;
    const PlaceRow *place;
    bool is_to;
    int64_t position;
} Placed;

typedef struct Outlining {
    EvidenceRow row;
    const EvidenceFilter *filter;
    Standings standings;
    ClaimList claims;
    LIST_OF(Placed) placed;
} Outlining;

static bool has_text(const TextList *list, Text text)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equals(list->items[i], text))
            return true;
    return list->count == 0;
}

/* Kinds and status are few: their words are not copied for each claim. */
static Text take_word(EvidenceRow *row, Text last)
{
    Text word = row->evidence->functions->text(row->statement, row->next++);
    return text_equals(word, last) ? last : arena_copy(row->arena, word);
}

static void take_outline(EvidenceRow *row, const ClaimRow *last, ClaimRow *out)
{
    out->number = evidence_take_integer(row);
    out->report_number = evidence_take_integer(row);
    out->position = evidence_take_integer(row);
    out->id = evidence_take_text(row);
    out->kind = take_word(row, last->kind);
    out->is_event = evidence_take_bool(row);
    out->is_coarse = evidence_take_bool(row);
    out->status = take_word(row, last->status);
    out->when = evidence_take_date(row);
    out->starts = evidence_take_text(row);
    out->has_end = evidence_take_bool(row);
    out->asof = take_word(row, last->asof);
    out->count.is_given = evidence_take_bool(row);
    out->sure = evidence_take_real(row, NULL);
    out->checked = evidence_take_text(row);
    out->recorded = evidence_take_day(row);
    out->source.type = take_word(row, last->source.type);
    out->source.said = evidence_take_text(row);
}

static bool fits(Outlining *outlining, ClaimRow *claim)
{
    const EvidenceFilter *filter = outlining->filter;
    if (claim->sure < filter->least_sure || (filter->counts_only && !claim->count.is_given) ||
        !has_text(&filter->kinds, claim->kind) ||
        (filter->status.length > 0 && !text_equals(claim->status, filter->status)))
        return false;
    evidence_stand(outlining->row.arena, &outlining->standings, claim);
    return filter->with_mistaken || !claim->is_mistaken;
}

/* The claims of the statement that stands ready, each with its place where it has columns for that. */
static void take_outlines(Outlining *outlining, const PlaceRow *places, size_t place_count)
{
    static const ClaimRow none;
    EvidenceRow *row = &outlining->row;
    while (evidence_row_next(row)) {
        ClaimList *list = &outlining->claims;
        const ClaimRow *last = list->count > 0 ? &list->items[list->count - 1] : &none;
        ClaimRow claim = {0};
        take_outline(row, last, &claim);
        if (!fits(outlining, &claim))
            continue;
        if (place_count > 0) {
            int64_t number = evidence_take_integer(row);
            size_t at = 0;
            while (at + 1 < place_count && places[at].number != number)
                at++;
            Text side = row->evidence->functions->text(row->statement, row->next++);
            Placed *placed = LIST_ADD(row->arena, &outlining->placed);
            *placed = (Placed){list->count, claim.number, &places[at], text_is(side, "to"),
                               evidence_take_integer(row)};
        }
        *LIST_ADD(row->arena, list) = claim;
    }
}

static int compare_placed(const void *a, const void *b)
{
    const Placed *first = a;
    const Placed *second = b;
    if (first->number != second->number)
        return first->number < second->number ? -1 : 1;
    if (first->is_to != second->is_to)
        return first->is_to ? 1 : -1;
    return (first->position > second->position) - (first->position < second->position);
}

/* A claim that lies in several of the places was read for each: it stays once, with all of them. */
static void join_places(Outlining *outlining)
{
    Arena *arena = outlining->row.arena;
    size_t count = outlining->placed.count;
    if (count == 0)
        return;
    Placed *placed = outlining->placed.items;
    qsort(placed, count, sizeof *placed, compare_placed);
    ClaimList joined = {0};
    PlaceRow *rows = ARENA_ARRAY(arena, PlaceRow, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = *placed[i].place;
    for (size_t i = 0; i < count;) {
        ClaimRow *claim = LIST_ADD(arena, &joined);
        *claim = outlining->claims.items[placed[i].claim];
        size_t begin = i;
        for (; i < count && placed[i].number == claim->number && !placed[i].is_to; i++)
            claim->where_count++;
        claim->where = &rows[begin];
        claim->to = &rows[i];
        for (; i < count && placed[i].number == claim->number; i++)
            claim->to_count++;
    }
    outlining->claims = joined;
}

static void read_at_places(Outlining *outlining)
{
    const EvidenceFilter *filter = outlining->filter;
    const PlaceRows *places = filter->places;
    for (size_t begin = 0; begin < places->count; begin += EVIDENCE_MANY) {
        int64_t numbers[EVIDENCE_MANY];
        size_t count = places->count - begin < EVIDENCE_MANY ? places->count - begin : EVIDENCE_MANY;
        for (size_t i = 0; i < count; i++)
            numbers[i] = places->items[begin + i].number;
        evidence_begin_many(&outlining->row, &OUTLINES_AT, numbers, count);
        evidence_put_day(&outlining->row, filter->recorded_by);
        take_outlines(outlining, places->items + begin, count);
    }
    join_places(outlining);
}

static void read_anywhere(Outlining *outlining)
{
    const EvidenceFilter *filter = outlining->filter;
    for (size_t i = 0; i < filter->kinds.count; i++) {
        evidence_row_begin(&outlining->row, OUTLINES_OF_KIND);
        evidence_put_text(&outlining->row, filter->kinds.items[i]);
        evidence_put_day(&outlining->row, filter->recorded_by);
        take_outlines(outlining, NULL, 0);
    }
    if (filter->kinds.count > 0)
        return;
    evidence_row_begin(&outlining->row, OUTLINES);
    evidence_put_real(&outlining->row, filter->least_sure);
    evidence_put_day(&outlining->row, filter->recorded_by);
    take_outlines(outlining, NULL, 0);
}

/* The classes of the people that claims are of, and of who is said to do it. */
static void find_roles(Outlining *outlining)
{
    ClaimList *claims = &outlining->claims;
    ClaimRow **all = ARENA_ARRAY(outlining->row.arena, ClaimRow *, claims->count);
    for (size_t i = 0; i < claims->count; i++)
        all[i] = &claims->items[i];
    evidence_find_roles(&outlining->row, all, claims->count);
}

/* ---- reports ---- */

static void take_report(EvidenceRow *row, ReportRow *out)
{
    out->number = evidence_take_integer(row);
    out->id = evidence_take_text(row);
    out->published = evidence_take_date(row);
    out->recorded = evidence_take_day(row);
    out->retold = evidence_take_bool(row);
    out->is_protected = evidence_take_bool(row);
    out->claim_count = evidence_take_integer(row);
    out->unread_count = evidence_take_integer(row);
}

/* What the world, and this base, knew by the days asked. */
static bool is_seen(const EvidenceFilter *filter, const ReportRow *report)
{
    bool is_known = report->published.edtf.length > 0 && !period_is_none(report->published.some);
    if (filter->known_by != DAY_NONE && (!is_known || report->published.some.last > filter->known_by))
        return false;
    return filter->recorded_by == DAY_NONE || report->recorded <= filter->recorded_by;
}

/* Without a first day: last. */
static int compare_days(Day a, Day b) { return (a > b) - (a < b); }

static int compare_reports(const void *a, const void *b)
{
    const ReportRow *first = a;
    const ReportRow *second = b;
    Period one = first->published.some;
    Period other = second->published.some;
    if ((one.first == DAY_NONE) != (other.first == DAY_NONE))
        return one.first == DAY_NONE ? 1 : -1;
    int order = compare_days(one.first, other.first);
    if (order == 0)
        order = compare_days(one.last, other.last);
    return order != 0 ? order : text_compare(first->id, second->id);
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t first = *(const int64_t *)a;
    int64_t second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

static void sort_numbers(NumberList *list)
{
    size_t kept = 0;
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_numbers);
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->items[kept - 1] != list->items[i])
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static ReportRows read_reports(Outlining *outlining, const NumberList *numbers, bool is_all)
{
    EvidenceRow *row = &outlining->row;
    LIST_OF(ReportRow) list = {0};
    for (size_t begin = 0; begin < (is_all ? 1 : numbers->count); begin += EVIDENCE_MANY) {
        if (is_all)
            evidence_row_begin(row, ALL_REPORTS);
        else
            evidence_begin_many(row, &REPORTS, numbers->items + begin,
                                numbers->count - begin < EVIDENCE_MANY ? numbers->count - begin
                                                                       : EVIDENCE_MANY);
        while (evidence_row_next(row)) {
            ReportRow report = {0};
            take_report(row, &report);
            if (is_seen(outlining->filter, &report))
                *LIST_ADD(row->arena, &list) = report;
        }
    }
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_reports);
    return (ReportRows){list.items, list.count};
}

/* ---- both ---- */

typedef struct Ordered {
    size_t report; /* position */
    int64_t position;
    const Text *id;
    size_t claim;
} Ordered;

static int compare_ordered(const void *a, const void *b)
{
    const Ordered *first = a;
    const Ordered *second = b;
    if (first->report != second->report)
        return first->report < second->report ? -1 : 1;
    if (first->position != second->position)
        return first->position < second->position ? -1 : 1;
    return text_compare(*first->id, *second->id);
}

/* Claims of reports that are not seen leave; the others come into the order of publication and the text. */
static ClaimRows order_claims(Outlining *outlining, const ReportRows *reports)
{
    Arena *arena = outlining->row.arena;
    Map places = map_in(arena);
    for (size_t i = 0; i < reports->count; i++) {
        const int64_t *number = &reports->items[i].number;
        map_put(&places, (Text){(const char *)number, sizeof *number})->number = (int64_t)i;
    }
    size_t count = 0;
    Ordered *ordered = ARENA_ARRAY(arena, Ordered, outlining->claims.count);
    for (size_t i = 0; i < outlining->claims.count; i++) {
        const ClaimRow *claim = &outlining->claims.items[i];
        const int64_t *number = &claim->report_number;
        const MapEntry *entry = map_find(&places, (Text){(const char *)number, sizeof *number});
        if (entry)
            ordered[count++] = (Ordered){(size_t)entry->number, claim->position, &claim->id, i};
    }
    if (count > 0)
        qsort(ordered, count, sizeof *ordered, compare_ordered);
    ClaimRow *claims = ARENA_ARRAY(arena, ClaimRow, count);
    for (size_t i = 0; i < count; i++) {
        claims[i] = outlining->claims.items[ordered[i].claim];
        claims[i].report_id = reports->items[ordered[i].report].id;
    }
    return (ClaimRows){claims, count};
}

Status evidence_find_outlines(Evidence *evidence, Arena *arena, const EvidenceFilter *filter,
                              const Numbers *more, Outlines *out, Error *error)
{
    evidence_settle(evidence);
    *out = (Outlines){0};
    Outlining outlining = {.row = evidence_row(evidence, arena, error), .filter = filter};
    Status status = evidence_load_standings(&outlining.row, filter->recorded_by, &outlining.standings);
    if (status != STATUS_OK)
        return status;
    if (filter->places)
        read_at_places(&outlining);
    else
        read_anywhere(&outlining);
    if (filter->with_roles)
        find_roles(&outlining);
    NumberList list = {0};
    for (size_t i = 0; more && i < outlining.claims.count; i++)
        *LIST_ADD(arena, &list) = outlining.claims.items[i].report_number;
    for (size_t i = 0; more && i < more->count; i++)
        *LIST_ADD(arena, &list) = more->items[i];
    Numbers reports = {list.items, list.count};
    if (more && filter->with_relatives && outlining.row.status == STATUS_OK)
        outlining.row.status = evidence_find_relatives(evidence, arena, &reports, &reports, error);
    list = (NumberList){reports.items, reports.count, reports.count};
    sort_numbers(&list);
    out->reports = read_reports(&outlining, &list, !more);
    out->claims = order_claims(&outlining, &out->reports);
    return outlining.row.status;
}

/* ---- relatives ---- */

static const EvidenceManySql PARENTS = EVIDENCE_MANY_SQL("SELECT parent FROM derivation WHERE report", "");
static const EvidenceManySql CHILDREN = EVIDENCE_MANY_SQL("SELECT report FROM derivation WHERE parent", "");

Status evidence_find_relatives(Evidence *evidence, Arena *arena, const Numbers *reports, Numbers *out,
                               Error *error)
{
    static const EvidenceManySql *const ways[] = {&PARENTS, &CHILDREN};
    Map seen = map_in(arena);
    NumberList list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_settle(evidence);
    for (size_t i = 0; i < reports->count; i++)
        *LIST_ADD(arena, &list) = reports->items[i];
    sort_numbers(&list);
    for (size_t i = 0; i < list.count; i++)
        map_put(&seen, number_key(arena, list.items[i]));
    for (size_t begin = 0; begin < list.count && row.status == STATUS_OK;) {
        size_t count = list.count - begin < EVIDENCE_MANY ? list.count - begin : EVIDENCE_MANY;
        int64_t numbers[EVIDENCE_MANY];
        memcpy(numbers, list.items + begin, count * sizeof *numbers);
        for (size_t way = 0; way < 2; way++) {
            evidence_begin_many(&row, ways[way], numbers, count);
            while (evidence_row_next(&row)) {
                int64_t found = evidence_take_integer(&row);
                if (map_find(&seen, (Text){(const char *)&found, sizeof found}))
                    continue;
                map_put(&seen, number_key(arena, found));
                *LIST_ADD(arena, &list) = found;
            }
        }
        begin += count;
    }
    *out = (Numbers){list.items, list.count};
    return row.status;
}

/* ---- coverage ---- */

static const char OUTLETS[] =
    "SELECT outlet, language, count(*), sum(retold) FROM report WHERE (CAST($1 AS BIGINT) IS NULL"
    " OR (published_some_first IS NOT NULL AND published_some_last <= $1))"
    " AND (CAST($2 AS BIGINT) IS NULL OR recorded IS NULL OR recorded <= $2) GROUP BY outlet, language";
static const EvidenceManySql UNREAD =
    EVIDENCE_MANY_SQL("SELECT report, words, cue, first_byte, end_byte, start, stop FROM unread WHERE report",
                      " ORDER BY report, position");

Status evidence_find_outlets(Evidence *evidence, Arena *arena, Day known_by, Day recorded_by, OutletRows *out,
                             Error *error)
{
    LIST_OF(OutletRow) list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_settle(evidence);
    evidence_row_begin(&row, OUTLETS);
    evidence_put_day(&row, known_by);
    evidence_put_day(&row, recorded_by);
    while (evidence_row_next(&row)) {
        OutletRow *outlet = LIST_ADD(arena, &list);
        outlet->outlet = evidence_take_text(&row);
        outlet->language = evidence_take_text(&row);
        outlet->report_count = evidence_take_integer(&row);
        outlet->retold_count = evidence_take_integer(&row);
    }
    *out = (OutletRows){list.items, list.count};
    return row.status;
}

typedef LIST_OF(UnreadRow) UnreadList;

/* Of up to EVIDENCE_MANY reports, which come by number and leave in their order. */
static void find_unread(EvidenceRow *row, const ReportRow *reports, size_t count, UnreadList *out)
{
    int64_t numbers[EVIDENCE_MANY];
    UnreadList found = {0};
    NumberList owners = {0};
    for (size_t i = 0; i < count; i++)
        numbers[i] = reports[i].number;
    evidence_begin_many(row, &UNREAD, numbers, count);
    while (evidence_row_next(row)) {
        *LIST_ADD(row->arena, &owners) = evidence_take_integer(row);
        UnreadRow *unread = LIST_ADD(row->arena, &found);
        unread->words = evidence_take_text(row);
        unread->trigger = evidence_take_text(row);
        unread->span = evidence_take_span(row);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < found.count; j++) {
            if (owners.items[j] != reports[i].number)
                continue;
            found.items[j].report_id = reports[i].id;
            found.items[j].is_protected = reports[i].is_protected;
            *LIST_ADD(row->arena, out) = found.items[j];
        }
}

Status evidence_find_unread_in(Evidence *evidence, Arena *arena, const ReportRows *reports, UnreadRows *out,
                               Error *error)
{
    UnreadList list = {0};
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_settle(evidence);
    for (size_t begin = 0; begin < reports->count; begin += EVIDENCE_MANY)
        find_unread(&row, reports->items + begin,
                    reports->count - begin < EVIDENCE_MANY ? reports->count - begin : EVIDENCE_MANY, &list);
    *out = (UnreadRows){list.items, list.count};
    return row.status;
}

/* ---- whole reports ---- */

Status evidence_complete_reports(Evidence *evidence, Arena *arena, ReportRow *const *reports, size_t count,
                                 Error *error)
{
    Map rows = map_in(arena);
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_settle(evidence);
    for (size_t i = 0; i < count; i++) {
        const int64_t *number = &reports[i]->number;
        map_put(&rows, (Text){(const char *)number, sizeof *number})->value = reports[i];
    }
    for (size_t begin = 0; begin < count; begin += EVIDENCE_MANY) {
        int64_t numbers[EVIDENCE_MANY];
        size_t length = count - begin < EVIDENCE_MANY ? count - begin : EVIDENCE_MANY;
        for (size_t i = 0; i < length; i++)
            numbers[i] = reports[begin + i]->number;
        evidence_begin_many(&row, &WHOLE_REPORTS, numbers, length);
        while (evidence_row_next(&row)) {
            int64_t number = evidence_take_integer(&row);
            const MapEntry *entry = map_find(&rows, (Text){(const char *)&number, sizeof number});
            if (entry)
                evidence_take_report(&row, entry->value);
        }
    }
    return row.status;
}
