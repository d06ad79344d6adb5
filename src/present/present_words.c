#include "core/utf8.h"
#include "present/present_part.h"

/* Below it, a number of people who fled or protested is told as "a few". */
enum { FEW = 5 };

/* Blanks for control characters, line ends and the marks that turn the writing direction (U+202A-202E,
 * 2066-2069): what a report holds must not paint the terminal. */
static bool is_unsafe(uint32_t c)
{
    return c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void present_clean(Buffer *out, Text text, size_t most)
{
    size_t count = 0;
    bool was_blank = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_next(text, &at);
        bool is_blank = is_unsafe(c) || c == ' ';
        if (is_blank && was_blank)
            continue;
        was_blank = is_blank;
        if (most > 0 && (count >= most + 12 || (count >= most && is_blank))) {
            buffer_add_string(out, "…");
            return;
        }
        if (is_blank)
            buffer_add_byte(out, ' ');
        else
            buffer_add_code_point(out, c);
        count++;
    }
}

void present_pad(Buffer *out, size_t line_begin, size_t column)
{
    size_t at = utf8_count((Text){out->bytes + line_begin, out->length - line_begin});
    do
        buffer_add_byte(out, ' ');
    while (++at < column);
}

bool present_is_coarse(const ClaimRow *claim) { return claim->is_coarse; }

Text present_source_as(const SourceRow *source)
{
    return text_is(source->type, "private") ? TEXT("a private person, in the report's words") : source->as;
}

/* The words that name them, else the class. */
static void add_roles(Buffer *out, const RoleRow *roles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_string(out, ", ");
        present_clean(out, roles[i].as.length > 0 ? roles[i].as : roles[i].role, 48);
    }
}

static void add_places(Buffer *out, const char *lead, const PlaceRow *places, size_t count)
{
    if (count == 0)
        return;
    buffer_add_string(out, lead);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_string(out, ", ");
        present_clean(out, places[i].as, 48);
    }
}

void present_claim_words(Buffer *out, const ClaimRow *claim)
{
    if (!text_is(claim->status, "said")) {
        buffer_add(out, claim->status);
        buffer_add_string(out, ": ");
    }
    if (claim->by_count > 0) {
        add_roles(out, claim->by, claim->by_count);
        buffer_add_string(out, claim->whom_count > 0 ? " → " : "");
    }
    add_roles(out, claim->whom, claim->whom_count);
    if (claim->by_count + claim->whom_count == 0)
        buffer_add_string(out, "people not named");
    if (claim->count.is_given) {
        buffer_add_string(out, ", ");
        if (present_is_coarse(claim) && claim->count.low < FEW && claim->count.high < FEW)
            buffer_add_string(out, "a few");
        else
            present_count_words(out, &claim->count);
    }
    add_places(out, ", in ", claim->where, claim->where_count);
    add_places(out, ", to: ", claim->to, claim->to_count);
    if (claim->papers.count > 0)
        buffer_add_string(out, ", papers: ");
    for (size_t i = 0; i < claim->papers.count; i++) {
        if (i > 0)
            buffer_add_string(out, ", ");
        buffer_add(out, claim->papers.items[i]);
    }
}

static void add_grouped(Buffer *out, int64_t number)
{
    if (number >= 1000) {
        add_grouped(out, number / 1000);
        buffer_print(out, ",%03d", (int)(number % 1000));
    } else {
        buffer_print(out, "%d", (int)number);
    }
}

void present_count_words(Buffer *out, const CountRow *count)
{
    if (count->is_approximate)
        buffer_add_string(out, "about ");
    if (count->low == COUNT_OPEN && count->high == COUNT_OPEN) {
        buffer_add_string(out, "a number of ");
    } else if (count->low == COUNT_OPEN) {
        buffer_add_string(out, "at most ");
        add_grouped(out, count->high);
    } else {
        if (count->high == COUNT_OPEN)
            buffer_add_string(out, "at least ");
        add_grouped(out, count->low);
        if (count->high != COUNT_OPEN && count->high != count->low) {
            buffer_add_string(out, " to ");
            add_grouped(out, count->high);
        }
    }
    buffer_add_byte(out, ' ');
    bool is_one = count->low == 1 && count->high == 1 && text_is(count->unit, "people");
    buffer_add(out, is_one ? TEXT("person") : count->unit);
    if (count->of.length > 0)
        buffer_print(out, " (%.*s)", TEXT_ARGS(count->of));
    if (count->is_vague)
        buffer_print(out, ", as said: “%.*s”", TEXT_ARGS(count->as));
}

static void add_published(Buffer *out, const ReportRow *report)
{
    if (report->published.edtf.length == 0) {
        buffer_add_string(out, "undated");
        return;
    }
    buffer_add(out, report->published.edtf);
    if (report->published_basis.length > 0 && !text_is(report->published_basis, "given")) {
        buffer_add_string(out, " (date from ");
        present_clean(out, report->published_basis, 40);
        buffer_add_byte(out, ')');
    }
}

static void add_interval(Buffer *out, const ClaimRow *claim)
{
    Arena *arena = out->arena;
    Date when = claim->when;
    if (claim->starts.length > 0) {
        Text last = day_print(arena, when.some.last);
        buffer_print(out, "from a day in %.*s", TEXT_ARGS(claim->starts));
        if (when.some.last != DAY_FUTURE && when.some.last != DAY_NONE)
            buffer_print(out, ", until %.*s", TEXT_ARGS(last));
        return;
    }
    size_t slash = text_find_byte(when.edtf, '/', 0);
    if (slash == SIZE_MAX) {
        buffer_print(out, "%.*s", TEXT_ARGS(when.edtf));
        return;
    }
    Text first = text_slice(when.edtf, 0, slash), last = text_slice(when.edtf, slash + 1, when.edtf.length);
    if (first.length == 0 || text_is(first, ".."))
        buffer_print(out, "until %.*s", TEXT_ARGS(last));
    else if (last.length == 0 || text_is(last, ".."))
        buffer_print(out, "since %.*s, no end said", TEXT_ARGS(first));
    else
        buffer_print(out, "from %.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

void present_when_words(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    if (claim->when.edtf.length > 0) {
        add_interval(out, claim);
        return;
    }
    if (text_is(claim->asof, "report") && claim->source.said.length > 0) {
        buffer_print(out, "as of when its source spoke, %.*s", TEXT_ARGS(claim->source.said));
    } else if (text_is(claim->asof, "report")) {
        buffer_add_string(out, "as of the report");
        if (report->published.edtf.length > 0)
            buffer_print(out, ", %.*s", TEXT_ARGS(report->published.edtf));
    } else if (text_is(claim->asof, "before")) {
        buffer_add_string(out, "before the report, no date said");
    } else if (text_is(claim->asof, "after")) {
        buffer_add_string(out, "still to come, no date said");
    } else if (text_is(claim->asof, "general")) {
        buffer_add_string(out, "in general, no date said");
    } else {
        buffer_add_string(out, "no date said");
    }
}

void present_voices(Buffer *out, int64_t low, int64_t high)
{
    if (high == COUNT_OPEN)
        buffer_print(out, "%lld or more voices", (long long)low);
    else if (low == high)
        buffer_print(out, "%lld voice%s", (long long)low, low == 1 ? "" : "s");
    else
        buffer_print(out, "%lld to %lld voices", (long long)low, (long long)high);
}

void present_source_words(Buffer *out, const ReportRow *report, const ClaimRow *claim)
{
    const SourceRow *source = &claim->source;
    if (source->id.length == 0) {
        buffer_add_string(out, "the report itself");
    } else {
        Text as = present_source_as(source); /* empty where a row was coarsened */
        present_clean(out, as.length > 0 ? as : TEXT("a source"), 72);
        if (!text_is(source->type, "private"))
            buffer_print(out, " (%.*s)", TEXT_ARGS(source->type));
    }
    for (size_t i = 0; i < source->via_count; i++) {
        buffer_add_string(out, ", through ");
        present_clean(out, present_source_as(&source->via[i]), 48);
    }
    buffer_add_string(out, ", in ");
    if (report->outlet.length > 0)
        present_clean(out, report->outlet, 48);
    else
        buffer_add_string(out, "an outlet not named");
    buffer_add_string(out, ", ");
    add_published(out, report);
}
