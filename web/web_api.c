/* The paths behind /api/v1/: each is a question of the library, under the names that the command line has. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/web_parts.h"

typedef enum WebFormat { FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_GEOJSON } WebFormat;

typedef struct Call {
    const Hearsay *hearsay;
    WebBases *bases;
    HearsayQuestion question;
    const char *id; /* of a claim or report, in the path; NULL: none */
    uint64_t limit, after;
    WebFormat format;
    char problem[256]; /* of the parameters; empty: none */
    WebAnswer *answer;
} Call;

/* ---- parameters ---- */

static bool read_number(const char *value, uint64_t most, uint64_t *out)
{
    char *end = NULL;
    if (*value < '0' || *value > '9')
        return false;
    *out = strtoull(value, &end, 10);
    return *end == '\0' && *out <= most;
}

static bool read_flag(const char *value, bool *out)
{
    *out = !value || !*value || strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
    return *out || strcmp(value, "0") == 0 || strcmp(value, "false") == 0;
}

static bool read_format(const char *value, WebFormat *out)
{
    static const char *const names[] = {
        [FORMAT_JSON] = "json", [FORMAT_JSONL] = "jsonl", [FORMAT_CSV] = "csv", [FORMAT_GEOJSON] = "geojson"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0) {
            *out = (WebFormat)i;
            return true;
        }
    return false;
}

static bool read_sureness(const char *value, double *out)
{
    char *end = NULL;
    *out = strtod(value, &end);
    return end != value && *end == '\0' && *out >= 0 && *out <= 1;
}

static bool read_text(Call *call, const char *name, const char *value)
{
    HearsayQuestion *question = &call->question;
    const struct {
        const char *name;
        const char **out;
    } texts[] = {{"in", &question->in},
                 {"on", &question->on},
                 {"from", &question->from},
                 {"to", &question->to},
                 {"known-by", &question->known_by},
                 {"recorded-by", &question->recorded_by},
                 {"kind", &question->kind},
                 {"whom", &question->whom},
                 {"status", &question->status},
                 {"by", &question->by},
                 {"source", &question->source_type},
                 {"checked", &question->checked}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].out = *value ? value : NULL;
            return true;
        }
    return false;
}

/* Whether the parameter is one, and out_good whether its value is. */
static bool read_other(Call *call, const char *name, const char *value, bool *out_good)
{
    HearsayQuestion *question = &call->question;
    const struct {
        const char *name;
        bool *out;
    } flags[] = {{"wide", &question->wide},
                 {"near", &question->near},
                 {"old", &question->old},
                 {"unread", &question->unread},
                 {"all", &question->all}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(name, flags[i].name) == 0) {
            *out_good = read_flag(value, flags[i].out);
            return true;
        }
    if (strcmp(name, "limit") == 0)
        *out_good = read_number(value, WEB_ROWS_MOST, &call->limit) && call->limit > 0;
    else if (strcmp(name, "after") == 0)
        *out_good = read_number(value, INT32_MAX, &call->after);
    else if (strcmp(name, "format") == 0)
        *out_good = read_format(value, &call->format);
    else if (strcmp(name, "min-sure") == 0)
        *out_good = read_sureness(value, &question->min_sure);
    else
        return false;
    return true;
}

static enum MHD_Result read_parameter(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value)
{
    Call *call = context;
    (void)kind;
    bool is_good = true;
    if (!read_text(call, name, value ? value : "") && !read_other(call, name, value ? value : "", &is_good))
        snprintf(call->problem, sizeof call->problem,
                 "'%.60s' is no parameter: /api/v1/openapi.json lists them", name);
    else if (!is_good)
        snprintf(call->problem, sizeof call->problem,
                 "%.60s cannot be '%.60s': /api/v1/openapi.json says what it can be", name,
                 value ? value : "");
    return call->problem[0] ? MHD_NO : MHD_YES;
}

/* ---- answers ---- */

static void tell_error(WebAnswer *answer, const HearsayError *error)
{
    switch (error->status) {
    case HEARSAY_ERROR_USAGE:
        web_problem(answer, MHD_HTTP_BAD_REQUEST, "The question makes no sense as put", error->message);
        return;
    case HEARSAY_ERROR_LIMIT:
        web_problem(answer, MHD_HTTP_CONTENT_TOO_LARGE, "The answer is too large", error->message);
        return;
    case HEARSAY_ERROR_SYSTEM:
    case HEARSAY_ERROR_STORE:
        web_problem(answer, MHD_HTTP_SERVICE_UNAVAILABLE, "The base cannot be asked", error->message);
        return;
    case HEARSAY_OK:
    case HEARSAY_ERROR_FORMAT:
    case HEARSAY_ERROR_UNSUPPORTED:
    case HEARSAY_ERROR_PACK:
        break;
    }
    web_problem(answer, MHD_HTTP_INTERNAL_SERVER_ERROR, "It went wrong here", error->message);
}

typedef HearsayStatus (*AskFunction)(const Hearsay *hearsay, HearsayBase *base,
                                     const HearsayQuestion *question, HearsaySink sink, void *context,
                                     uint64_t *out_found, HearsayError *error);
typedef HearsayStatus (*TellFunction)(const Hearsay *hearsay, HearsayBase *base, const char *id,
                                      const HearsayQuestion *question, HearsaySink sink, void *context,
                                      uint64_t *out_found, HearsayError *error);

/* Asks a base that nobody else asks: ask where it is given, else tell. False after the problem was told. */
static bool question_base(Call *call, AskFunction ask, TellFunction tell, WebBuffer *out, uint64_t *out_found)
{
    HearsayError error = {0};
    HearsayQuestion question = call->question;
    question.format = call->format == FORMAT_CSV ? HEARSAY_CSV : HEARSAY_JSONL;
    question.public_only = true;
    HearsayBase *base = web_bases_take(call->bases, &error);
    if (!base) {
        tell_error(call->answer, &error);
        return false;
    }
    HearsayStatus status =
        ask ? ask(call->hearsay, base, &question, web_buffer_sink, out, out_found, &error)
            : tell(call->hearsay, base, call->id, &question, web_buffer_sink, out, out_found, &error);
    web_bases_give(call->bases, base, status != HEARSAY_ERROR_STORE && status != HEARSAY_ERROR_SYSTEM);
    if (status == HEARSAY_OK)
        return true;
    if (out->is_full)
        web_problem(call->answer, MHD_HTTP_CONTENT_TOO_LARGE, "The answer is too large",
                    "narrow the question down, or ask for fewer rows with limit");
    else
        tell_error(call->answer, &error);
    return false;
}

static bool is_coverage(const char *line, size_t length)
{
    static const char head[] = "{\"type\":\"coverage\"";
    return length >= sizeof head - 1 && memcmp(line, head, sizeof head - 1) == 0;
}

/* Lines of JSON become one object: {"rows":[…],"next":…,"coverage":{…}}. */
static void wrap_lines(Call *call, const WebBuffer *lines)
{
    WebBuffer *out = &call->answer->body;
    uint64_t row = call->question.limit > 0 ? call->after : 0; /* what was cut off before */
    const char *coverage = NULL;
    size_t coverage_length = 0;
    bool has_more = false;
    web_buffer_add(out, "{\"rows\":[");
    for (size_t at = 0; at < lines->length;) {
        const char *line = lines->bytes + at;
        const char *end = memchr(line, '\n', lines->length - at);
        size_t length = end ? (size_t)(end - line) : lines->length - at;
        at += length + 1;
        if (is_coverage(line, length)) {
            coverage = line;
            coverage_length = length;
        } else if (row++ >= call->after && !has_more) {
            has_more = row > call->after + call->limit;
            if (!has_more && row > call->after + 1)
                web_buffer_add(out, ",\n");
            if (!has_more)
                web_buffer_sink(out, line, length);
        }
    }
    char next[32] = "null";
    if (has_more)
        snprintf(next, sizeof next, "%" PRIu64, call->after + call->limit);
    web_buffer_add(out, "],\n\"next\":");
    web_buffer_add(out, next);
    web_buffer_add(out, ",\n\"coverage\":");
    if (coverage)
        web_buffer_sink(out, coverage, coverage_length);
    else
        web_buffer_add(out, "null");
    web_buffer_add(out, "}\n");
}

/* The places of an answer's claims, as the export writes them. */
static HearsayStatus export_places(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                                   HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    HearsayExportOptions options = {.format = HEARSAY_EXPORT_GEOJSON};
    HearsayExportCounts counts = {0};
    HearsayStatus status = hearsay_export(hearsay, base, question, &options, sink, context, &counts, error);
    *out_found = counts.rows;
    return status;
}

static void answer_rows(Call *call, AskFunction ask, TellFunction tell)
{
    WebBuffer lines = {0};
    WebBuffer *body = &call->answer->body;
    uint64_t found = 0;
    switch (call->format) {
    case FORMAT_JSON:
        if (ask == hearsay_ask ||
            ask == hearsay_timeline) { /* the library cuts the page out: one row more tells */
            call->question.limit = (size_t)call->limit + 1; /* whether another one follows */
            call->question.after = (size_t)call->after;
        }
        if (question_base(call, ask, tell, &lines, &found))
            wrap_lines(call, &lines);
        break;
    case FORMAT_JSONL:
        call->answer->type = "application/jsonl; charset=utf-8";
        question_base(call, ask, tell, body, &found);
        break;
    case FORMAT_CSV:
        call->answer->type = "text/csv; charset=utf-8";
        question_base(call, ask, tell, body, &found);
        break;
    case FORMAT_GEOJSON:
        call->answer->type = "application/geo+json";
        if (ask)
            question_base(call, export_places, NULL, body, &found);
        else
            web_problem(call->answer, MHD_HTTP_BAD_REQUEST, "No such format here",
                        "sources and single items have no geojson");
        break;
    }
    free(lines.bytes);
}

static void answer_in_force(Call *call)
{
    if (!call->question.on && !call->question.from)
        web_problem(call->answer, MHD_HTTP_BAD_REQUEST, "In force when?",
                    "give on=YYYY-MM-DD, or from and to");
    else
        answer_rows(call, hearsay_ask, NULL);
}

static HearsayStatus view_places(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                                 HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    *out_found = 0; /* what is drawn is not counted */
    return hearsay_view(hearsay, base, HEARSAY_VIEW_PLACES, question, sink, context, error);
}

static HearsayStatus view_lanes(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                                HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    *out_found = 0; /* what is drawn is not counted */
    return hearsay_view(hearsay, base, HEARSAY_VIEW_LANES, question, sink, context, error);
}

static HearsayStatus view_state(const Hearsay *hearsay, HearsayBase *base, const HearsayQuestion *question,
                                HearsaySink sink, void *context, uint64_t *out_found, HearsayError *error)
{
    *out_found = 0; /* what is drawn is not counted */
    return hearsay_view(hearsay, base, HEARSAY_VIEW_STATE, question, sink, context, error);
}

/* One object of JSON, as the library gives it. */
static void answer_view(Call *call, AskFunction view)
{
    uint64_t found = 0;
    question_base(call, view, NULL, &call->answer->body, &found);
}

static void answer_places(Call *call) { answer_view(call, view_places); }

static void answer_lanes(Call *call) { answer_view(call, view_lanes); }

static void answer_state(Call *call) { answer_view(call, view_state); }

static void answer_claims(Call *call) { answer_rows(call, hearsay_ask, NULL); }

static void answer_timeline(Call *call) { answer_rows(call, hearsay_timeline, NULL); }

static void answer_counts(Call *call) { answer_rows(call, hearsay_count, NULL); }

static void answer_sources(Call *call) { answer_rows(call, NULL, hearsay_sources); }

/* One claim or report: its line, and those of the report's claims. */
static void answer_item(Call *call)
{
    call->limit = INT32_MAX;
    answer_rows(call, NULL, hearsay_show);
}

/* The first word of each line is a name, the rest says what it is. */
static void wrap_names(WebBuffer *out, const WebBuffer *lines)
{
    bool is_first = true;
    web_buffer_add(out, "[");
    for (size_t at = 0; at < lines->length;) {
        const char *line = lines->bytes + at;
        const char *end = memchr(line, '\n', lines->length - at);
        size_t length = end ? (size_t)(end - line) : lines->length - at;
        size_t word = 0;
        at += length + 1;
        while (word < length && line[word] != ' ')
            word++;
        if (word == 0)
            continue;
        web_buffer_add(out, is_first ? "\"" : ",\"");
        web_buffer_sink(out, line, word);
        web_buffer_add(out, "\"");
        is_first = false;
    }
    web_buffer_add(out, "]");
}

static bool add_names(Call *call, HearsayPackView view)
{
    HearsayError error = {0};
    WebBuffer lines = {0};
    bool is_good =
        hearsay_pack(call->hearsay, view, NULL, web_buffer_sink, &lines, NULL, &error) == HEARSAY_OK;
    if (is_good)
        wrap_names(&call->answer->body, &lines);
    else
        tell_error(call->answer, &error);
    free(lines.bytes);
    return is_good;
}

/* What the pack knows: names for the filters of a page. */
static void answer_pack(Call *call)
{
    web_buffer_add(&call->answer->body, "{\"kinds\":");
    if (!add_names(call, HEARSAY_PACK_KINDS))
        return;
    web_buffer_add(&call->answer->body, ",\"roles\":");
    if (!add_names(call, HEARSAY_PACK_ROLES))
        return;
    web_buffer_add(&call->answer->body, ",\"version\":");
    web_buffer_add_string(&call->answer->body, hearsay_version());
    web_buffer_add(&call->answer->body, "}\n");
}

static const struct {
    const char *path; /* ending in "/": an id follows */
    void (*run)(Call *call);
} routes[] = {{"in-force", answer_in_force}, {"claims", answer_claims},   {"claims/", answer_item},
              {"timeline", answer_timeline}, {"counts", answer_counts},   {"reports", answer_sources},
              {"reports/", answer_item},     {"sources", answer_sources}, {"sources/", answer_sources},
              {"places", answer_places},     {"lanes", answer_lanes},     {"state", answer_state},
              {"pack", answer_pack}};

/* The route of the path; the id in it, if any, is what stands behind the route's last stroke. */
static size_t find_route(const char *path, const char **out_id)
{
    *out_id = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        size_t length = strlen(routes[i].path);
        bool takes_id = routes[i].path[length - 1] == '/';
        if (!takes_id && strcmp(path, routes[i].path) == 0)
            return i;
        if (takes_id && strncmp(path, routes[i].path, length) == 0 && path[length] &&
            !strchr(path + length, '/')) {
            *out_id = path + length;
            return i;
        }
    }
    return SIZE_MAX;
}

void web_api(const Hearsay *hearsay, WebBases *bases, struct MHD_Connection *connection, const char *path,
             WebAnswer *answer)
{
    Call call = {.hearsay = hearsay, .bases = bases, .limit = WEB_ROWS, .answer = answer};
    size_t route = find_route(path, &call.id);
    if (route == SIZE_MAX) {
        web_problem(answer, MHD_HTTP_NOT_FOUND, "No such path", "/api/v1/openapi.json lists them");
        return;
    }
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, read_parameter, &call);
    if (call.problem[0])
        web_problem(answer, MHD_HTTP_BAD_REQUEST, "A parameter is wrong", call.problem);
    else
        routes[route].run(&call);
}
