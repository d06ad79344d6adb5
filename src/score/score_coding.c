/* JSON Lines of coded reports, as the guideline of the coders lays them out. */
#include <jansson.h>

#include "score/score_parts.h"

enum { CLAIMS_MOST = 2000, SOURCES_MOST = 500, LIST_MOST = 200, KINDS_MOST = 1000 };

typedef struct CodingLine {
    Arena *arena;
    Map *kinds; /* of all lines so far */
    Text name;
    uint32_t number;
    Error *error;
} CodingLine;

static Status refuse(const CodingLine *line, const char *reason)
{
    return error_at(line->error, ERR_FORMAT, line->name, line->number, "%s", reason);
}

static void drop_json(void *root) { json_decref(root); }

static Text string_of(const CodingLine *line, const json_t *value)
{
    if (!json_is_string(value))
        return TEXT_EMPTY;
    return arena_copy(line->arena, (Text){json_string_value(value), json_string_length(value)});
}

static Text member(const CodingLine *line, const json_t *object, const char *key)
{
    return string_of(line, json_object_get(object, key));
}

/* A string, a list of strings or of objects that hold one under key, or null. */
static Status list_member(const CodingLine *line, const json_t *value, const char *key, TextList *out)
{
    size_t count = json_is_array(value) ? json_array_size(value) : value && !json_is_null(value);
    *out = (TextList){NULL, 0};
    if (count > LIST_MOST)
        return refuse(line, "a list of more than 200 entries");
    out->items = ARENA_ARRAY(line->arena, Text, count + 1);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_is_array(value) ? json_array_get(value, i) : value;
        Text text = json_is_object(item) ? member(line, item, key) : string_of(line, item);
        if (text.length > 0)
            out->items[out->count++] = text;
    }
    return STATUS_OK;
}

/* No whole number stands for no bound; a fraction is no number that was read. */
static int64_t bound_of(const json_t *value)
{
    return json_is_integer(value) ? json_integer_value(value) : json_is_real(value) ? INT64_MAX : COUNT_OPEN;
}

static void take_count(const CodingLine *line, const json_t *value, ScoredClaim *out)
{
    out->has_count = json_is_object(value) && json_object_size(value) > 0;
    out->low = bound_of(json_object_get(value, "low"));
    out->high = bound_of(json_object_get(value, "high"));
    out->unit = member(line, value, "unit");
    if (out->unit.length == 0)
        out->unit = TEXT("people");
}

static Status take_claim(const CodingLine *line, const json_t *value, ScoredClaim *out)
{
    out->kind = member(line, value, "kind");
    if (out->kind.length == 0)
        return refuse(line, "a claim without \"kind\"");
    map_put(line->kinds, out->kind);
    if (line->kinds->count > KINDS_MOST)
        return refuse(line, "more than 1,000 kinds of claims");
    out->status = member(line, value, "status");
    out->when = member(line, value, "when");
    out->source = member(line, value, "source");
    take_count(line, json_object_get(value, "count"), out);
    Status status = list_member(line, json_object_get(value, "by"), "role", &out->by);
    if (status == STATUS_OK)
        status = list_member(line, json_object_get(value, "whom"), "role", &out->whom);
    if (status == STATUS_OK)
        status = list_member(line, json_object_get(value, "where"), "as", &out->where);
    if (status == STATUS_OK)
        status = list_member(line, json_object_get(value, "to"), "as", &out->to);
    if (status == STATUS_OK)
        status = list_member(line, json_object_get(value, "evidence"), "exact", &out->evidence);
    return status;
}

static Status take_claims(const CodingLine *line, const json_t *list, ScoredReport *out)
{
    if (!json_is_array(list))
        return refuse(line, "the object has no list \"claims\"");
    if (json_array_size(list) > CLAIMS_MOST)
        return refuse(line, "a report of more than 2,000 claims");
    out->claims = ARENA_ARRAY(line->arena, ScoredClaim, json_array_size(list) + 1);
    for (; out->claim_count < json_array_size(list); out->claim_count++) {
        Status status =
            take_claim(line, json_array_get(list, out->claim_count), &out->claims[out->claim_count]);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static Status take_sources(const CodingLine *line, const json_t *list, ScoredReport *out)
{
    size_t count = json_array_size(list);
    if (count > SOURCES_MOST)
        return refuse(line, "a report of more than 500 sources");
    out->sources = ARENA_ARRAY(line->arena, ScoredSource, count + 1);
    for (size_t i = 0; i < count; i++) {
        const json_t *source = json_array_get(list, i);
        out->sources[out->source_count] =
            (ScoredSource){member(line, source, "id"), member(line, source, "as")};
        if (out->sources[out->source_count].id.length == 0)
            return refuse(line, "a source without \"id\"");
        out->source_count++;
    }
    return STATUS_OK;
}

static Status take_line(const CodingLine *line, Text bytes, ScoredReport *out)
{
    json_error_t problem;
    json_t *root = json_loadb(bytes.bytes, bytes.length, 0, &problem);
    if (!root)
        return error_at(line->error, ERR_FORMAT, line->name, line->number,
                        "the line is no whole JSON object (byte %d of it)",
                        problem.position > 0 ? problem.position : 0);
    arena_defer(line->arena, drop_json, root);
    out->id = member(line, root, "report");
    if (out->id.length == 0)
        return refuse(line, "the line names no \"report\": a coding has one object a report, with its id, "
                            "its sources and its claims");
    Status status = take_sources(line, json_object_get(root, "sources"), out);
    return status == STATUS_OK ? take_claims(line, json_object_get(root, "claims"), out) : status;
}

Status score_read_coding(Arena *arena, Text name, Text bytes, Coding **out, Error *error)
{
    Coding *coding = ARENA_NEW(arena, Coding);
    LIST_OF(CodedReport) reports = {0};
    Text rest = bytes, text;
    Map kinds = map_in(arena);
    coding->arena = arena;
    coding->by_id = map_in(arena);
    for (CodingLine line = {arena, &kinds, name, 1, error}; text_split(&rest, '\n', &text); line.number++) {
        if (text_trim(text).length == 0)
            continue;
        CodedReport *report = LIST_ADD(arena, &reports);
        Status status = take_line(&line, text, &report->coded);
        if (status != STATUS_OK)
            return status;
        if (map_find(&coding->by_id, report->coded.id))
            return error_at(error, ERR_FORMAT, name, line.number, "report \"%.*s\" is coded twice",
                            TEXT_ARGS(report->coded.id));
        map_put(&coding->by_id, report->coded.id)->number = (int64_t)reports.count - 1;
    }
    if (reports.count == 0)
        return error_at(error, ERR_FORMAT, name, 0, "holds no coded report");
    coding->reports = reports.items;
    coding->count = reports.count;
    *out = coding;
    return STATUS_OK;
}
