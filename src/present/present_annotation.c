/* Claims as W3C Web Annotations (JSON-LD): a claim an annotation, its words selected in its report. */
#include "present/present_export.h"

/* Of a report without an address, and of claims: names of their own, percent-encoded where an IRI demands it.
 */
static Text name_of(Arena *arena, const char *what, Text id)
{
    static const char hex[] = "0123456789ABCDEF";
    Buffer name = buffer_in(arena);
    buffer_print(&name, "urn:hearsay:%s:", what);
    for (size_t i = 0; i < id.length; i++) {
        unsigned char c = (unsigned char)id.bytes[i];
        if (ascii_is_alpha(id.bytes[i]) || ascii_is_digit(id.bytes[i]) || (c && strchr("-._~", c))) {
            buffer_add_byte(&name, (char)c);
        } else {
            buffer_add_byte(&name, '%');
            buffer_add_byte(&name, hex[c >> 4]);
            buffer_add_byte(&name, hex[c & 15]);
        }
    }
    return buffer_text(&name);
}

static Text address_of(Arena *arena, const ReportRow *report)
{
    return report->url.length > 0 ? report->url : name_of(arena, "report", report->id);
}

/* The same stretch told twice: by its place in the frozen text, and by its words. */
static void add_selectors(Json *target, const QuoteRow *quote)
{
    Json selectors = present_json_array_at(target, "selector");
    Json position = present_json_object_item(&selectors);
    present_json_text(&position, "type", TEXT("TextPositionSelector"));
    present_json_number(&position, "start", quote->span.start);
    present_json_number(&position, "end", quote->span.stop);
    present_json_close_object(&position);
    Json words = present_json_object_item(&selectors);
    present_json_text(&words, "type", TEXT("TextQuoteSelector"));
    present_json_text(&words, "exact", quote->exact);
    present_json_text(&words, "prefix", quote->prefix);
    present_json_text(&words, "suffix", quote->suffix);
    present_json_close_object(&words);
    present_json_close_array(&selectors);
}

/* Claims of coarse kinds come without their words: their target is the whole report. */
static void add_targets(Json *annotation, const PresentExportRow *row)
{
    const ClaimRow *claim = row->row.claim;
    Text address = address_of(annotation->out->arena, row->row.report);
    Json targets = present_json_array_at(annotation, "target");
    bool has_words = claim->evidence_count > 0 && !present_is_coarse(claim);
    if (!has_words)
        present_json_item_text(&targets, address);
    for (size_t i = 0; i < claim->evidence_count && has_words; i++) {
        Json target = present_json_object_item(&targets);
        present_json_text(&target, "type", TEXT("SpecificResource"));
        present_json_text(&target, "source", address);
        add_selectors(&target, &claim->evidence[i]);
        present_json_close_object(&target);
    }
    present_json_close_array(&targets);
}

static void add_body(Json *bodies, const char *purpose, Text value)
{
    Json body = present_json_object_item(bodies);
    present_json_text(&body, "type", TEXT("TextualBody"));
    present_json_text(&body, "purpose", text_from(purpose));
    present_json_text(&body, "format", TEXT("text/plain"));
    present_json_text(&body, "value", value);
    present_json_close_object(&body);
}

static void add_bodies(Json *annotation, const PresentExportRow *row)
{
    Arena *arena = annotation->out->arena;
    Json bodies = present_json_array_at(annotation, "body");
    add_body(&bodies, "tagging", row->row.claim->kind);
    add_body(&bodies, "describing", present_export_sentence(arena, row));
    present_json_close_array(&bodies);
}

void present_annotations_begin(Buffer *out, const PresentExport *export)
{
    Json json = present_json_object(out);
    Json context = present_json_array_at(&json, "@context");
    present_json_item_text(&context, TEXT("http://www.w3.org/ns/anno.jsonld"));
    Json own = present_json_object_item(&context);
    Json row = present_json_object_at(&own, "hearsay");
    present_json_text(&row, "@id", TEXT("urn:hearsay:row"));
    present_json_text(&row, "@type", TEXT("@json"));
    present_json_close_object(&row);
    present_json_close_object(&own);
    present_json_close_array(&context);
    present_json_text(&json, "id", TEXT("urn:hearsay:export"));
    present_json_text(&json, "type", TEXT("AnnotationPage"));
    Json head = present_json_object_at(&json, "hearsay");
    present_export_head(&head, export);
    present_json_close_object(&head);
    buffer_add_string(out, ",\"items\":[");
}

void present_annotation(Buffer *out, const PresentExport *export, const PresentExportRow *row)
{
    buffer_add_string(out, export->row_count > 0 ? ",\n" : "\n");
    Json json = present_json_object(out);
    present_json_text(&json, "id", name_of(out->arena, "claim", row->row.claim->id));
    present_json_text(&json, "type", TEXT("Annotation"));
    present_json_text(&json, "motivation", TEXT("classifying"));
    add_bodies(&json, row);
    add_targets(&json, row);
    Json flat = present_json_object_at(&json, "hearsay");
    present_export_flat(&flat, row);
    present_json_text(&flat, "text_sha256", row->row.report->text_sha256);
    present_json_close_object(&flat);
    present_json_close_object(&json);
}

void present_annotations_end(Buffer *out, const PresentExport *export)
{
    buffer_add_string(out, "\n],");
    Json json = {out, false};
    Json part = present_json_object_at(&json, "partOf");
    present_json_text(&part, "id", TEXT("urn:hearsay:export:all"));
    present_json_text(&part, "type", TEXT("AnnotationCollection"));
    present_json_text(&part, "label", TEXT(PRESENT_UNVERIFIED));
    present_json_number(&part, "total", (int64_t) export->row_count);
    present_json_close_object(&part);
    present_json_number(&json, "startIndex", 0);
    present_json_close_object(&json);
    buffer_add_byte(out, '\n');
}
