#include "intake/intake_report.h"

#include "core/buffer.h"
#include "core/digest.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"
#include "intake/intake_decode.h"
#include "intake/intake_metadata.h"

static const char *const part_words[] = {
    [PART_TITLE] = "title",     [PART_HEADING] = "heading", [PART_BODY] = "body",
    [PART_CAPTION] = "caption", [PART_BYLINE] = "byline",   [PART_FOOTER] = "footer",
    [PART_NOTICE] = "notice",
};

const char *intake_part_word(PartKind kind) { return part_words[kind]; }

uint64_t intake_source_offset(const Report *report, uint32_t text_offset)
{
    return intake_point_source(report->points, report->point_count, text_offset);
}

bool intake_take_field(Draft *draft, Text key, Text value)
{
    Report *report = &draft->report;
    if (text_equals_ignoring_case(key, TEXT("title")))
        report->title = value;
    else if (text_equals_ignoring_case(key, TEXT("outlet")))
        report->outlet = value;
    else if (text_equals_ignoring_case(key, TEXT("published")))
        draft->given_published = value;
    else if (text_equals_ignoring_case(key, TEXT("url")))
        report->url = value;
    else if (text_equals_ignoring_case(key, TEXT("language")))
        report->language = value;
    else if (text_equals_ignoring_case(key, TEXT("retold")))
        report->retold =
            text_equals_ignoring_case(value, TEXT("yes")) || text_equals_ignoring_case(value, TEXT("true"));
    else
        return false;
    return true;
}

void intake_add_note(Arena *arena, Draft *draft, Text key, Text value)
{
    *LIST_ADD(arena, &draft->notes) = (ReportNote){.key = key, .value = value};
}

/* What the file says itself goes before the table. */
static void take_metadata(Arena *arena, const IntakeOptions *options, Draft *draft)
{
    Report *report = &draft->report;
    Text file = report->container_name.length ? TEXT_EMPTY : report->name;
    const MetadataRow *row =
        options->metadata ? intake_find_metadata(options->metadata, file, report->id) : NULL;
    if (!row)
        return;
    const struct {
        Text *to;
        Text from;
    } fields[] = {{&report->id, row->id},
                  {&report->title, row->title},
                  {&report->outlet, row->outlet},
                  {&report->url, row->url},
                  {&report->language, row->language}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].to->length == 0)
            *fields[i].to = fields[i].from;
    if (report->published.edtf.length == 0 && row->published.edtf.length) {
        report->published = row->published;
        report->published_basis = row->basis.length ? row->basis : TEXT("given");
    }
    for (size_t i = 0; i < row->note_count; i++)
        intake_add_note(arena, draft, row->notes[i].key, row->notes[i].value);
}

/* In this order: the page's own metadata, the address, the text's words. */
static void infer_date(Arena *arena, const IntakeOptions *options, Draft *draft)
{
    Report *report = &draft->report;
    Error ignored = {0};
    if (report->published.edtf.length)
        return;
    if (draft->page_published.length && intake_date_given(arena, options->data, draft->page_published,
                                                          &report->published, &ignored) == STATUS_OK)
        report->published_basis = TEXT("page");
    else if (report->url.length && intake_date_of_url(arena, report->url, &report->published))
        report->published_basis = TEXT("address");
    else
        (void)intake_date_of_words(arena, options->data, report, &report->published,
                                   &report->published_basis);
}

/* An address, or an outlet with a date that does not rest on the text's own words alone. */
static ReportClass find_class(const IntakeOptions *options, const Report *report)
{
    switch (options->class) {
    case CLASS_OPTION_PUBLIC:
        return CLASS_PUBLIC;
    case CLASS_OPTION_PROTECTED:
        return CLASS_PROTECTED;
    case CLASS_OPTION_AUTO:
        break;
    }
    bool is_dated =
        report->published.edtf.length && !text_starts_with(report->published_basis, TEXT("text:"));
    return report->url.length || (report->outlet.length && is_dated) ? CLASS_PUBLIC : CLASS_PROTECTED;
}

static void take_outlet(const IntakeData *data, Report *report)
{
    const Outlet *outlet = report->url.length ? intake_find_outlet_by_url(data, report->url) : NULL;
    if (report->outlet.length == 0 && outlet)
        report->outlet = outlet->name;
    /* The name decides: a reprint has the address of another. */
    const Outlet *named = intake_find_outlet(data, report->outlet);
    if (named)
        outlet = named;
    if (outlet && outlet->translates && !report->retold)
        report->translated = true;
}

Status intake_finish(Arena *arena, const IntakeOptions *options, Draft *draft, Report *out, Error *error)
{
    Report *report = &draft->report;
    report->sha256 = digest_hex(arena, report->bytes);
    report->text_sha256 = digest_hex(arena, report->text);
    if (report->text.length > UINT32_MAX - 1)
        return error_set(error, ERR_LIMIT, "the text has more than 4 GB");
    if (draft->given_published.length) {
        Status status =
            intake_date_given(arena, options->data, draft->given_published, &report->published, error);
        if (status != STATUS_OK)
            return status;
        report->published_basis = TEXT("given");
    }
    take_metadata(arena, options, draft);
    intake_find_parts(arena, options->data, draft->hints.items, draft->hints.count, report);
    infer_date(arena, options, draft);
    take_outlet(options->data, report);
    if (report->id.length == 0)
        report->id = arena_print(arena, "r%.12s", report->sha256.bytes);
    report->class = find_class(options, report);
    report->notes = draft->notes.items;
    report->note_count = draft->notes.count;
    *out = *report;
    return STATUS_OK;
}
