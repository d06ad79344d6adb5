/* What the base holds that bears on a question. */
#include "query/query_asking.h"

enum { NEAR_DAYS = 90 };

static bool is_known(const ReportRow *report)
{
    return report->published.edtf.length > 0 && !period_is_none(report->published.some);
}

static Status read_reports(Asking *asking, Evidence *evidence, Error *error)
{
    const Question *question = asking->question;
    ReportRows all;
    Status status = evidence_find_reports(evidence, asking->arena, TEXT_EMPTY, false, &all, error);
    if (status != STATUS_OK)
        return status;
    asking->reports.items = ARENA_ARRAY(asking->arena, ReportRow, all.count);
    asking->by_id = map_in(asking->arena);
    for (size_t i = 0; i < all.count; i++) {
        const ReportRow *report = &all.items[i];
        bool is_late = question->known_by != DAY_NONE &&
                       (!is_known(report) || report->published.some.last > question->known_by);
        if (is_late || (question->recorded_by != DAY_NONE && report->recorded > question->recorded_by))
            continue;
        map_put(&asking->by_id, report->id)->number = (int64_t)asking->reports.count;
        asking->reports.items[asking->reports.count++] = *report;
    }
    asking->names_place = ARENA_ARRAY(asking->arena, bool, asking->reports.count);
    asking->speaks = ARENA_ARRAY(asking->arena, bool, asking->reports.count);
    return STATUS_OK;
}

static Status mark_naming(Asking *asking, Evidence *evidence, Error *error)
{
    NamedPlaceRow *named = NULL;
    size_t count = 0;
    if (asking->place.is_asked) {
        Status status =
            evidence_find_named_places(evidence, asking->arena, TEXT_EMPTY, &named, &count, error);
        if (status != STATUS_OK)
            return status;
    }
    for (size_t i = 0; i < asking->reports.count; i++)
        asking->names_place[i] = !asking->place.is_asked;
    for (size_t i = 0; i < count; i++) {
        const MapEntry *entry = map_find(&asking->by_id, named[i].report_id);
        if (entry && !asking->names_place[entry->number] &&
            query_place_scope(asking->arena, &asking->place, &named[i].place) == SCOPE_WHERE)
            asking->names_place[entry->number] = true;
    }
    return STATUS_OK;
}

static Period asked_days(const Question *question)
{
    if (question->from == DAY_NONE && question->to == DAY_NONE)
        return PERIOD_NONE;
    return (Period){question->from == DAY_NONE ? DAY_PAST : question->from,
                    question->to == DAY_NONE ? DAY_FUTURE : question->to};
}

Status query_open(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                  Asking *out, Error *error)
{
    *out = (Asking){.arena = arena, .question = question, .days = asked_days(question)};
    if (out->days.first != DAY_NONE && out->days.first > out->days.last)
        return error_set(error, ERR_USAGE, "the first day asked comes after the last");
    out->place = query_find_place(arena, places, question->in);
    return query_read_decided(arena, evidence, question->recorded_by, &out->decided, error);
}

Status query_begin(Arena *arena, Evidence *evidence, const MentionData *places, const Question *question,
                   Asking *out, Error *error)
{
    Status status = query_open(arena, evidence, places, question, out, error);
    if (status == STATUS_OK)
        status = read_reports(out, evidence, error);
    return status == STATUS_OK ? mark_naming(out, evidence, error) : status;
}

static int compare_outlets(const void *a, const void *b)
{
    const OutletCount *first = a;
    const OutletCount *second = b;
    if (first->count != second->count)
        return first->count > second->count ? -1 : 1;
    int order = text_compare(first->outlet, second->outlet);
    return order != 0 ? order : text_compare(first->language, second->language);
}

static Status count_outlets(const Asking *asking, Evidence *evidence, Coverage *coverage, Error *error)
{
    OutletRows rows = {0};
    Status status = evidence_find_outlets(evidence, asking->arena, asking->question->known_by,
                                          asking->question->recorded_by, &rows, error);
    coverage->outlets = ARENA_ARRAY(asking->arena, OutletCount, rows.count);
    coverage->outlet_count = rows.count;
    for (size_t i = 0; i < rows.count; i++) {
        const OutletRow *row = &rows.items[i];
        coverage->outlets[i] = (OutletCount){row->outlet, row->language, (size_t)row->report_count};
        coverage->report_count += (size_t)row->report_count;
        coverage->is_sample |= row->retold_count > 0;
    }
    if (rows.count > 0)
        qsort(coverage->outlets, rows.count, sizeof *coverage->outlets, compare_outlets);
    return status;
}

static Day shifted(Day day, int days)
{
    int64_t moved = (int64_t)day + days;
    if (day == DAY_PAST || day == DAY_FUTURE)
        return day;
    return moved <= DAY_PAST ? DAY_PAST : moved >= DAY_FUTURE ? DAY_FUTURE : (Day)moved;
}

static bool is_close(const Asking *asking, const ReportRow *report)
{
    if (period_is_none(asking->days))
        return true;
    Period window = {shifted(asking->days.first, -NEAR_DAYS), shifted(asking->days.last, NEAR_DAYS)};
    return is_known(report) && period_overlaps(report->published.some, window);
}

static bool is_newer(const Date *date, const Date *than)
{
    if (than->edtf.length == 0)
        return true;
    if (date->some.last != than->some.last)
        return date->some.last > than->some.last;
    return date->some.first > than->some.first;
}

static void count_reports(const Asking *asking, Coverage *coverage)
{
    coverage->longest_gap = -1;
    Day previous = DAY_NONE;
    for (size_t i = 0; i < asking->reports.count; i++) { /* in order of publication */
        const ReportRow *report = &asking->reports.items[i];
        if (!asking->names_place[i])
            continue;
        coverage->naming_count++;
        coverage->near_count += is_close(asking, report);
        coverage->silent_count += report->claim_count == 0 && !asking->speaks[i];
        coverage->unread_count += report->unread_count > 0 ? (size_t)report->unread_count : 0;
        coverage->protected_count += report->is_protected;
        if (!is_known(report))
            continue;
        if (is_newer(&report->published, &coverage->newest))
            coverage->newest = report->published;
        if (report->published.some.first == DAY_PAST)
            continue;
        int64_t gap = previous == DAY_NONE ? -1 : (int64_t)report->published.some.first - previous;
        if (gap > coverage->longest_gap)
            coverage->longest_gap = gap > INT32_MAX ? INT32_MAX : (int32_t)gap;
        previous = report->published.some.first;
    }
}

static Status find_unread(const Asking *asking, Evidence *evidence, Answer *out, Error *error)
{
    ReportRows naming = {ARENA_ARRAY(asking->arena, ReportRow, asking->reports.count), 0};
    for (size_t i = 0; i < asking->reports.count; i++)
        if (asking->names_place[i])
            naming.items[naming.count++] = asking->reports.items[i];
    return evidence_find_unread_in(evidence, asking->arena, &naming, &out->unread, error);
}

static bool has_kind(const AnswerRows *rows, Text kind)
{
    for (size_t i = 0; i < rows->count; i++)
        if (text_equals(rows->items[i].claim->kind, kind))
            return true;
    return false;
}

static size_t count_denials(const Asking *asking, const Answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < asking->denials.count; i++) {
        Text kind = asking->denials.items[i].claim->kind;
        count += asking->question->kinds.count > 0 || has_kind(&answer->rows, kind) ||
                 has_kind(&answer->undated, kind);
    }
    return count;
}

Status query_cover(Asking *asking, Evidence *evidence, Answer *out, Error *error)
{
    Status status = count_outlets(asking, evidence, &out->coverage, error);
    count_reports(asking, &out->coverage);
    out->coverage.checked_count = asking->checked_count;
    out->coverage.mistaken_count = asking->mistaken_count;
    out->coverage.denial_count = count_denials(asking, out);
    if (asking->place.is_asked) {
        Text *labels = ARENA_ARRAY(asking->arena, Text, 1);
        labels[0] = asking->place.label;
        out->places = (TextList){labels, 1};
    }
    if (status == STATUS_OK && asking->question->unread)
        status = find_unread(asking, evidence, out, error);
    return status;
}
