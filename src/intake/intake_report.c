#include "intake/intake_report.h"

#include "core/buffer.h"
#include "core/digest.h"
#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_date.h"
#include "intake/intake_decode.h"
#include "intake/intake_metadata.h"

enum {
    LANGUAGE_WITHIN = 1 << 16, /* bytes of the text that tell its language */
    WORDS_LEAST = 40,
    COMMON_PERCENT = 6,
    WORD_MOST = 16,
    FIRST_IDEOGRAPH = 0x2E80 /* each character from here on counts as a word */
};

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

/* The address told the month only, and the text's date line the day: "XXXX-05-07" or "2019-05-07" in 2019-05.
 */
static void refine_month(Arena *arena, const IntakeOptions *options, Report *report)
{
    Date said;
    Text words;
    Text month = report->published.edtf;
    Error ignored = {0};
    if (month.length != 7 || !intake_date_of_words(arena, options->data, report, &said, &words) ||
        said.edtf.length != 10)
        return;
    bool is_same_month = text_equals(text_slice(said.edtf, 4, 7), text_slice(month, 4, 7));
    bool is_same_year =
        text_starts_with(said.edtf, TEXT("XXXX")) || text_starts_with(said.edtf, text_slice(month, 0, 4));
    if (!is_same_month || !is_same_year)
        return;
    Text day = arena_print(arena, "%.*s%.*s", TEXT_ARGS(month), 3, said.edtf.bytes + 7);
    if (edtf_parse(arena, day, &report->published, &ignored) == STATUS_OK)
        report->published_basis = arena_print(arena, "address and %.*s", TEXT_ARGS(words));
}

/* In this order: the page's own metadata, the address, the text's words. */
static void infer_date(Arena *arena, const IntakeOptions *options, Draft *draft)
{
    Report *report = &draft->report;
    Error ignored = {0};
    if (report->published.edtf.length)
        return;
    Text given = draft->page_published;
    if (given.length &&
        intake_date_given(arena, options->data, given, &report->published, &ignored) == STATUS_OK) {
        report->published_basis = TEXT("page");
        return;
    }
    if (report->url.length && intake_date_of_url(arena, report->url, &report->published)) {
        report->published_basis = TEXT("address");
        refine_month(arena, options, report);
        return;
    }
    (void)intake_date_of_words(arena, options->data, report, &report->published, &report->published_basis);
}

/* An address, or an outlet with a date that does not rest on the text's own words alone. A retold sample is
 * words of those who made the sample, and published with it. */
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
    bool is_public = report->retold || report->url.length || (report->outlet.length && is_dated);
    return is_public ? CLASS_PUBLIC : CLASS_PROTECTED;
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

/* English is known by its small words: a third of any prose. What has hardly any of them is another language,
 * and is said to be so rather than taken for English that says little. */
static void take_language(const IntakeData *data, Report *report)
{
    size_t words = 0;
    size_t common = 0;
    Text text = text_slice(report->text, 0,
                           report->text.length < LANGUAGE_WITHIN ? report->text.length : LANGUAGE_WITHIN);
    for (size_t position = 0; report->language.length == 0 && position < text.length;) {
        char word[WORD_MOST];
        size_t length = 0;
        size_t foreign = 0;
        while (position < text.length) {
            uint32_t c = utf8_next(text, &position);
            if (!utf8_is_letter(c))
                break;
            foreign += c >= FIRST_IDEOGRAPH;
            word[length < WORD_MOST ? length : WORD_MOST - 1] = c < 0x80 ? ascii_lower((char)c) : '?';
            length++;
        }
        words += foreign ? foreign : length > 0;
        common += length > 0 && length < WORD_MOST && map_find(&data->common_words, (Text){word, length});
    }
    if (words >= WORDS_LEAST && common * 100 < words * COMMON_PERCENT)
        report->language = TEXT("und");
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
    take_language(options->data, report);
    if (report->id.length == 0)
        report->id = arena_print(arena, "r%.12s", report->sha256.bytes);
    report->class = find_class(options, report);
    report->notes = draft->notes.items;
    report->note_count = draft->notes.count;
    *out = *report;
    return STATUS_OK;
}
