/* What pictures of a whole base need of its claims, one row after the other: nothing is kept, so that a
 * million claims take no more memory than one. */
#include "evidence/evidence_decide.h"
#include "evidence/evidence_find.h"

static const char FIND_MARKS[] =
    "SELECT c.number, c.id, c.kind, c.status, c.is_event, c.is_coarse, c.happens, c.all_first, c.all_last,"
    " c.some_first, c.some_last, c.starts, c.has_end, c.asof, c.checked, s.said, r.published, "
    "r.published_all_first,"
    " r.published_all_last, r.published_some_first, r.published_some_last, r.recorded, p.place, p.side"
    " FROM claim c JOIN report r ON r.number = c.report LEFT JOIN source s ON s.number = c.source"
    " LEFT JOIN claim_place p ON p.claim = c.number"
    " WHERE r.is_protected = 0"
    " AND (CAST($1 AS TEXT) IS NULL OR $1 LIKE '%,' || c.kind || ',%')"
    " AND (CAST($2 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM claim_role w WHERE w.claim = c.number"
    "  AND w.side = 'whom' AND $2 LIKE '%,' || w.role || ',%'))"
    " AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM claim_role b WHERE b.claim = c.number"
    "  AND b.side = 'by' AND $3 LIKE '%,' || b.role || ',%'))"
    " AND (CAST($4 AS TEXT) IS NULL OR c.status = $4)"
    " AND (CAST($5 AS TEXT) IS NULL OR s.type = $5)"
    " AND (CAST($6 AS INTEGER) IS NULL OR r.published_some_last <= $6)"
    " AND ((CAST($7 AS BIGINT) IS NULL AND c.superseded IS NULL)"
    "  OR (c.recorded <= $7 AND (c.superseded IS NULL OR c.superseded > $7)))"
    " AND c.sure >= $8 ORDER BY c.number";
static const char FIND_STATE[] =
    "SELECT count(*), coalesce(sum(claim_count), 0), min(published_some_first), max(published_some_last),"
    " coalesce(max(retold), 0), (SELECT coalesce(max(number), 0) FROM journal) FROM report"
    " WHERE is_protected = 0";

/* ",worker,trader,": what LIKE looks a name up in; null for an empty list. */
static Text joined(Arena *arena, TextList names)
{
    Text all = TEXT_EMPTY;
    for (size_t i = 0; i < names.count; i++)
        all = arena_print(arena, "%.*s%.*s,", TEXT_ARGS(all.length > 0 ? all : TEXT(",")),
                          TEXT_ARGS(names.items[i]));
    return all;
}

static void take_mark(EvidenceRow *row, Mark *out)
{
    *out = (Mark){.number = evidence_take_integer(row)};
    out->claim.id = evidence_take_text(row);
    out->claim.kind = evidence_take_text(row);
    out->claim.status = evidence_take_text(row);
    out->claim.is_event = evidence_take_bool(row);
    out->claim.is_coarse = evidence_take_bool(row);
    out->claim.when = evidence_take_date(row);
    out->claim.starts = evidence_take_text(row);
    out->claim.has_end = evidence_take_bool(row);
    out->claim.asof = evidence_take_text(row);
    out->claim.checked = evidence_take_text(row);
    out->claim.source.said = evidence_take_text(row);
    out->report.published = evidence_take_date(row);
    out->report.recorded = evidence_take_day(row);
    out->place = evidence_take_integer(row);
    out->is_to = text_is(evidence_take_text(row), "to");
}

/* What a person found mistaken is drawn nowhere. */
static bool stands(const Mark *mark, Text checked)
{
    bool is_checked = mark->claim.checked.length > 0;
    return !mark->claim.is_mistaken && (checked.length == 0 || text_is(checked, "yes") == is_checked);
}

Status evidence_each_mark(Evidence *evidence, Arena *arena, const MarkFilter *filter,
                          void (*see)(void *context, const Mark *mark), void *context, Error *error)
{
    evidence_settle(evidence);
    Status status = evidence_begin_reading(evidence, error);
    EvidenceRow standing = evidence_row(evidence, arena, error);
    Standings standings;
    if (status == STATUS_OK)
        status = evidence_load_standings(&standing, filter->recorded_by, &standings);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, FIND_MARKS);
    evidence_put_text(&row, joined(arena, filter->kinds));
    evidence_put_text(&row, joined(arena, filter->whom));
    evidence_put_text(&row, joined(arena, filter->by));
    evidence_put_text(&row, filter->status);
    evidence_put_text(&row, filter->source_type);
    evidence_put_day(&row, filter->known_by);
    evidence_put_day(&row, filter->recorded_by);
    evidence_put_real(&row, filter->least_sure);
    while (evidence_row_next(&row)) {
        Mark mark;
        take_mark(&row, &mark);
        evidence_stand(arena, &standings, &mark.claim);
        if (stands(&mark, filter->checked))
            see(context, &mark);
    }
    evidence_settle(evidence);
    return row.status;
}

Status evidence_state(Evidence *evidence, EvidenceState *out, Error *error)
{
    evidence_settle(evidence);
    *out = (EvidenceState){.first = DAY_NONE, .last = DAY_NONE};
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, FIND_STATE);
    if (evidence_row_next(&row)) {
        out->report_count = evidence_take_integer(&row);
        out->claim_count = evidence_take_integer(&row);
        out->first = evidence_take_day(&row);
        out->last = evidence_take_day(&row);
        out->is_sample = evidence_take_bool(&row);
        out->change = evidence_take_integer(&row);
    }
    evidence_settle(evidence);
    return row.status;
}
