#include <string.h>

#include "present/present_part.h"

enum { VALUE_COLUMN = 10 };

static void add_field(Buffer *out, const char *name, Text value, const ReportRow *report,
                      const ClaimRow *claim)
{
    size_t begin = out->length;
    buffer_add_string(out, name);
    present_pad(out, begin, VALUE_COLUMN);
    if (value.length > 0)
        present_clean(out, value, 0);
    else
        buffer_add_string(out, "–");
    bool is_first = true;
    /* A private person's words of introduction stand in the report alone. */
    bool is_hidden =
        present_is_coarse(claim) || (strcmp(name, "source") == 0 && text_is(claim->source.type, "private"));
    for (size_t i = 0; i < claim->field_count && !is_hidden; i++) {
        const FieldRow *field = &claim->fields[i];
        if (!text_is(field->field, name) || report->text.length < field->span.end)
            continue;
        buffer_add_string(out, is_first ? "   from " : ", ");
        is_first = false;
        buffer_add_string(out, "“");
        present_clean(out, text_slice(report->text, field->span.begin, field->span.end), 80);
        buffer_print(out, "” at %u", field->span.start);
    }
    buffer_add_byte(out, '\n');
}

static Text roles_text(Arena *arena, const RoleRow *roles, size_t count)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&out, i > 0 ? ", " : "");
        buffer_add(&out, roles[i].role);
        if (roles[i].as.length > 0)
            buffer_print(&out, " (“%.*s”)", TEXT_ARGS(roles[i].as));
    }
    return buffer_text(&out);
}

static void add_place(Buffer *out, const PlaceRow *place)
{
    buffer_add(out, place->as);
    buffer_print(out, " (%.*s", TEXT_ARGS(place->precision));
    if (place->name.length > 0)
        buffer_print(out, ": %.*s", TEXT_ARGS(place->name));
    if (place->admin1.length > 0)
        buffer_print(out, ", %.*s", TEXT_ARGS(place->admin1));
    if (place->country.length > 0)
        buffer_print(out, ", %.*s", TEXT_ARGS(place->country));
    if (place->geonames != 0)
        buffer_print(out, "; GeoNames %lld", (long long)place->geonames);
    buffer_add_byte(out, ')');
}

static Text places_text(Arena *arena, const PlaceRow *places, size_t count)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&out, i > 0 ? "; " : "");
        add_place(&out, &places[i]);
    }
    return buffer_text(&out);
}

static Text list_text(Arena *arena, TextList list)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < list.count; i++) {
        buffer_add_string(&out, i > 0 ? "; " : "");
        buffer_add(&out, list.items[i]);
    }
    return buffer_text(&out);
}

static Text names_text(Arena *arena, const ClaimRow *claim)
{
    Buffer out = buffer_in(arena);
    for (size_t i = 0; i < claim->name_count; i++)
        buffer_print(&out, "%s%.*s (%.*s)", i > 0 ? "; " : "", TEXT_ARGS(claim->names[i].as),
                     TEXT_ARGS(claim->names[i].is));
    return buffer_text(&out);
}

static Text when_text(Arena *arena, const ReportRow *report, const ClaimRow *claim)
{
    Buffer out = buffer_in(arena);
    present_when_words(&out, report, claim);
    if (claim->when.edtf.length > 0) {
        buffer_print(&out, "; EDTF %.*s", TEXT_ARGS(claim->when.edtf));
        if (!period_is_none(claim->when.all)) {
            Text first = day_print(arena, claim->when.all.first),
                 last = day_print(arena, claim->when.all.last);
            buffer_print(&out, "; every day %.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
        }
        if (!period_is_none(claim->when.some)) {
            Text first = day_print(arena, claim->when.some.first),
                 last = day_print(arena, claim->when.some.last);
            buffer_print(&out, "; some day %.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
        }
    }
    return buffer_text(&out);
}

static Text count_text(Arena *arena, const ClaimRow *claim)
{
    Buffer out = buffer_in(arena);
    if (claim->count.is_given && !present_is_coarse(claim))
        present_count_words(&out, &claim->count);
    return buffer_text(&out);
}

static void add_evidence(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    if (present_is_coarse(claim)) {
        buffer_print(out, "words     in the report's own page: hearsay show %.*s\n", TEXT_ARGS(report->id));
        return;
    }
    for (size_t i = 0; i < claim->evidence_count; i++) {
        buffer_add_string(out, i == 0 ? "words     “" : "          “");
        present_clean(out, claim->evidence[i].exact, 0);
        buffer_print(out, "” at %u–%u%s\n", claim->evidence[i].span.start, claim->evidence[i].span.stop,
                     report->translated ? ", as translated" : "");
    }
}

static void add_report_lines(Buffer *out, const ReportRow *report)
{
    if (report->retold)
        buffer_add_string(out, "SAMPLE, retold: not evidence, not the outlet's words\n");
    buffer_print(out, "report    %.*s", TEXT_ARGS(report->id));
    if (report->is_protected)
        buffer_add_string(out, " · PROTECTED: no export holds it");
    buffer_add_string(out, "\nfrom      ");
    if (report->outlet.length > 0)
        present_clean(out, report->outlet, 0);
    else
        buffer_add_string(out, "an outlet not named");
    buffer_print(out, ", %.*s",
                 TEXT_ARGS(report->published.edtf.length > 0 ? report->published.edtf : TEXT("undated")));
    if (report->published_basis.length > 0)
        buffer_print(out, " (%.*s)", TEXT_ARGS(report->published_basis));
    if (report->url.length > 0) {
        buffer_add_string(out, "\naddress   ");
        present_clean(out, report->url, 0);
    }
    buffer_print(out, "\nSHA-256   %.*s\n", TEXT_ARGS(report->sha256));
}

static void add_claim_lines(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    Arena *arena = out->arena;
    buffer_print(out, "claim     %.*s\n", TEXT_ARGS(claim->id));
    add_field(out, "kind", claim->kind, report, claim);
    add_field(out, "status", claim->status, report, claim);
    add_field(out, "by", roles_text(arena, claim->by, claim->by_count), report, claim);
    add_field(out, "whom", roles_text(arena, claim->whom, claim->whom_count), report, claim);
    add_field(out, "where", places_text(arena, claim->where, claim->where_count), report, claim);
    add_field(out, "to", places_text(arena, claim->to, claim->to_count), report, claim);
    add_field(out, "when", when_text(arena, report, claim), report, claim);
    add_field(out, "count", count_text(arena, claim), report, claim);
    add_field(out, "names", names_text(arena, claim), report, claim);
    add_field(out, "work", list_text(arena, claim->work), report, claim);
    add_field(out, "papers", list_text(arena, claim->papers), report, claim);
    Buffer source = buffer_in(arena);
    present_source_words(&source, report, claim);
    add_field(out, "source", buffer_text(&source), report, claim);
    add_evidence(out, report, claim);
    for (size_t i = 0; i + 1 < claim->own.count; i += 2) {
        buffer_add_string(out, i == 0 ? "own       " : "          ");
        present_clean(out, claim->own.items[i], 60);
        buffer_add_string(out, ": ");
        present_clean(out, claim->own.items[i + 1], 0);
        buffer_add_byte(out, '\n');
    }
    buffer_print(out, "part      %.*s\nread by   %.*s, ", TEXT_ARGS(claim->part), TEXT_ARGS(claim->rule));
    if (claim->checked.length > 0)
        buffer_print(out, "checked by %.*s\n", TEXT_ARGS(claim->checked));
    else
        buffer_add_string(out, "not checked by a person\n");
    if (claim->is_mistaken)
        buffer_add_string(out, "decided   mistaken: it stands in no answer (hearsay decide --list)\n");
}

void present_claim(Buffer *out, const ReportRow *report, const ClaimRow *claim, const PresentOptions *options)
{
    if (options->format == PRESENT_JSONL) {
        Json json = present_json_object(out);
        present_add_claim(&json, report, claim, MEMBERS_ANSWER);
        present_json_close_object(&json);
        buffer_add_byte(out, '\n');
        return;
    }
    if (options->format == PRESENT_CSV) {
        present_claims_csv(out, report, claim, 1);
        return;
    }
    buffer_add_string(out, "What a report says; nothing here is verified.\n");
    add_report_lines(out, report);
    add_claim_lines(out, report, claim);
}

static void add_review(Buffer *out, const PresentClaim *one)
{
    const ReportRow *report = one->report;
    buffer_print(out, "report    %.*s, ", TEXT_ARGS(report->id));
    present_clean(out, report->outlet.length > 0 ? report->outlet : TEXT("an outlet not named"), 60);
    buffer_print(out, ", %.*s%s%s\n",
                 TEXT_ARGS(report->published.edtf.length > 0 ? report->published.edtf : TEXT("undated")),
                 report->is_protected ? " · PROTECTED" : "",
                 report->retold ? " · SAMPLE, retold: not evidence, not the outlet's words" : "");
    add_claim_lines(out, report, one->claim);
    buffer_add_byte(out, '\n');
}

void present_review(Buffer *out, const PresentClaim *claims, size_t count, const PresentOptions *options)
{
    if (options->format == PRESENT_TABLE)
        buffer_add_string(out, count > 0 ? "Claims that nobody checked, the least sure first.\n\n"
                                         : "every claim that was asked for is checked or decided on\n");
    if (options->format == PRESENT_CSV)
        present_csv_heads(out);
    for (size_t i = 0; i < count; i++) {
        bool may_leave = options->with_protected || !claims[i].report->is_protected;
        if (options->format == PRESENT_TABLE)
            add_review(out, &claims[i]);
        else if (options->format == PRESENT_JSONL && may_leave)
            present_claim(out, claims[i].report, claims[i].claim, options);
        else if (may_leave)
            present_claim_csv(out, claims[i].report, claims[i].claim);
    }
    if (options->format == PRESENT_TABLE && count > 0)
        buffer_add_string(out, "hearsay decide right ID… · hearsay decide mistaken ID… · hearsay correct ID "
                               "FIELD=VALUE…\n");
}

static void add_report_json(Buffer *out, const ReportRow *report)
{
    Json json = present_json_object(out);
    present_json_text(&json, "type", TEXT("report"));
    present_json_text(&json, "id", report->id);
    present_json_text_or_null(&json, "title", report->title);
    present_json_text_or_null(&json, "outlet", report->outlet);
    present_json_text_or_null(&json, "url", report->url);
    present_json_text_or_null(&json, "published", report->published.edtf);
    present_json_text_or_null(&json, "published_basis", report->published_basis);
    present_json_bool(&json, "translated", report->translated);
    present_json_bool(&json, "retold", report->retold);
    present_json_text(&json, "class", report->is_protected ? TEXT("protected") : TEXT("public"));
    present_json_text(&json, "sha256", report->sha256);
    present_json_text(&json, "text_sha256", report->text_sha256);
    present_json_text(&json, "extractor", report->extractor);
    present_json_text(&json, "text", report->text);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}

/* The text as it was frozen, its lines kept, nothing in it that a terminal obeys. */
static void add_text(Buffer *out, Text text)
{
    Text rest = text, line;
    while (text_split(&rest, '\n', &line)) {
        present_clean(out, line, 0);
        buffer_add_byte(out, '\n');
    }
}

void present_report(Buffer *out, const ReportRow *report, const ClaimRow *claims, size_t claim_count,
                    const PresentOptions *options)
{
    if (options->format == PRESENT_JSONL) {
        add_report_json(out, report);
        for (size_t i = 0; i < claim_count; i++)
            present_claim(out, report, &claims[i], options);
        return;
    }
    if (options->format == PRESENT_CSV) {
        present_claims_csv(out, report, claims, claim_count);
        return;
    }
    buffer_add_string(out, "What a report says; nothing here is verified.\n");
    add_report_lines(out, report);
    if (report->title.length > 0) {
        buffer_add_string(out, "title     ");
        present_clean(out, report->title, 0);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\n');
    add_text(out, report->text);
    buffer_print(out, "\n%zu claim%s in the order of the text\n", claim_count, claim_count == 1 ? "" : "s");
    for (size_t i = 0; i < claim_count; i++) {
        Buffer words = buffer_in(out->arena);
        present_claim_words(&words, &claims[i]);
        buffer_print(out, "#%.*s  %.*s  %.*s%s\n", TEXT_ARGS(text_slice(claims[i].id, 0, 9)),
                     TEXT_ARGS(claims[i].kind), TEXT_ARGS(buffer_text(&words)),
                     claims[i].is_mistaken ? " [decided mistaken]" : "");
        for (size_t k = 0; k < claims[i].evidence_count; k++) {
            buffer_add_string(out, "            “");
            present_clean(out, claims[i].evidence[k].exact, 160);
            buffer_add_string(out, "”\n");
        }
    }
}
