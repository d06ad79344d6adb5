/* A table becomes a report and each of its rows a claim, as a map says (docs/import.md). */
#include "core/digest.h"
#include "core/list.h"
#include "core/map.h"
#include "core/utf8.h"
#include "evidence/evidence.h"

enum { CELLS_OF_LINE = 4, CONTEXT = 32 };

/* Where a field of a claim comes from. */
typedef struct Taken {
    Text field;
    size_t column; /* SIZE_MAX: value */
    Text value;
    uint32_t line; /* of the map */
} Taken;

/* A cell that begins so stands for value. */
typedef struct Turned {
    Text field, beginning, value;
} Turned;

typedef struct Importing {
    Arena *arena;
    const ImportOptions *options;
    const Sheet *sheet;
    LIST_OF(Taken) taken;
    LIST_OF(Turned) turned;
    bool *is_known;   /* columns that hold places, or who says so */
    bool *is_dropped; /* columns that are not kept: taken whole, or told to be dropped */
    ReportRow report;
    Utf8Marks marks;
    Map sources; /* "type\nwords": number of the source */
    LIST_OF(SourceRow) source_rows;
    Map places; /* seen */
    LIST_OF(NamedPlaceRow) named;
    Error *error;
} Importing;

/* own terms: what a map may say a column is, and what the table is, of docs/import.md */
static const char *const field_words[] = {"id",   "kind", "status",      "by",     "whom", "where",
                                          "to",   "when", "asof",        "low",    "high", "number",
                                          "unit", "of",   "source-type", "source", "work", "papers"};
/* own terms: likewise */
static const char *const table_words[] = {"title", "outlet", "url", "published", "language", "id"};

static Status refuse_line(const Importing *importing, uint32_t line, Text given, const char *const *words,
                          size_t count, const char *what)
{
    Text *items = ARENA_ARRAY(importing->arena, Text, count);
    for (size_t i = 0; i < count; i++)
        items[i] = text_from(words[i]);
    Text near = pack_nearest((TextList){items, count}, given);
    return error_at(importing->error, ERR_FORMAT, importing->options->map_name, line, "'%.*s' is %s%s%.*s%s",
                    TEXT_ARGS(text_slice(given, 0, given.length < 60 ? given.length : 60)), what,
                    near.length > 0 ? "; did you mean '" : "", TEXT_ARGS(near), near.length > 0 ? "'?" : "");
}

static bool is_word(Text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(word, words[i]))
            return true;
    return false;
}

#define WORD_COUNT(words) (sizeof(words) / sizeof *(words))

/* ---- the map ---- */

static Status find_column(const Importing *importing, Text name, uint32_t line, size_t *out)
{
    const Sheet *sheet = importing->sheet;
    for (size_t i = 0; i < sheet->column_count; i++)
        if (text_equals(sheet->columns[i], name)) {
            *out = i;
            return STATUS_OK;
        }
    Text near = pack_nearest((TextList){sheet->columns, sheet->column_count}, name);
    return error_at(importing->error, ERR_FORMAT, importing->options->map_name, line,
                    "the table has no column \"%.*s\"%s%.*s%s", TEXT_ARGS(name),
                    near.length > 0 ? "; did you mean \"" : "", TEXT_ARGS(near),
                    near.length > 0 ? "\"?" : "");
}

static Status take_field(Importing *importing, Text field, uint32_t line, Taken **out)
{
    if (!is_word(field, field_words, WORD_COUNT(field_words)))
        return refuse_line(importing, line, field, field_words, WORD_COUNT(field_words),
                           "no field that a map gives");
    for (size_t i = 0; i < importing->taken.count; i++)
        if (text_equals(importing->taken.items[i].field, field))
            return error_at(importing->error, ERR_FORMAT, importing->options->map_name, line,
                            "%.*s is given by line %u already", TEXT_ARGS(field),
                            importing->taken.items[i].line);
    *out = LIST_ADD(importing->arena, &importing->taken);
    **out = (Taken){.field = field, .column = SIZE_MAX, .line = line};
    return STATUS_OK;
}

static Status read_take(Importing *importing, const Text *cells, uint32_t line)
{
    Taken *taken = NULL;
    Status status = take_field(importing, cells[1], line, &taken);
    if (status == STATUS_OK)
        status = find_column(importing, cells[2], line, &taken->column);
    if (status != STATUS_OK)
        return status;
    bool is_known = text_is(cells[1], "where") || text_is(cells[1], "to") || text_is(cells[1], "source");
    importing->is_known[taken->column] |= is_known;
    importing->is_dropped[taken->column] |= !text_is(cells[1], "id");
    return STATUS_OK;
}

static Status read_table_line(Importing *importing, const Text *cells, uint32_t line)
{
    ReportRow *report = &importing->report;
    if (!is_word(cells[1], table_words, WORD_COUNT(table_words)))
        return refuse_line(importing, line, cells[1], table_words, WORD_COUNT(table_words),
                           "nothing that a map tells of the table");
    if (text_is(cells[1], "title"))
        report->title = cells[2];
    else if (text_is(cells[1], "outlet"))
        report->outlet = cells[2];
    else if (text_is(cells[1], "url"))
        report->url = cells[2];
    else if (text_is(cells[1], "language"))
        report->language = cells[2];
    else if (text_is(cells[1], "id"))
        report->id = cells[2];
    else {
        Error inner = {0};
        report->published_basis = TEXT("given");
        if (edtf_parse(importing->arena, cells[2], &report->published, &inner) != STATUS_OK)
            return error_at(importing->error, ERR_FORMAT, importing->options->map_name, line, "published: %s",
                            inner.message);
    }
    return STATUS_OK;
}

static Status read_map_line(Importing *importing, const Text *cells, size_t count, uint32_t line)
{
    /* own terms: of docs/import.md */
    static const char *const verbs[] = {"table", "take", "give", "turn", "drop"};
    Text verb = cells[0];
    size_t needed = text_is(verb, "drop") ? 2 : text_is(verb, "turn") ? 4 : 3;
    if (!is_word(verb, verbs, WORD_COUNT(verbs)))
        return refuse_line(importing, line, verb, verbs, WORD_COUNT(verbs),
                           "none of table, take, give, turn, drop");
    if (count != needed)
        return error_at(importing->error, ERR_FORMAT, importing->options->map_name, line,
                        "%.*s takes %zu cells, parted by tabs, and the line has %zu", TEXT_ARGS(verb), needed,
                        count);
    if (text_is(verb, "table"))
        return read_table_line(importing, cells, line);
    if (text_is(verb, "take"))
        return read_take(importing, cells, line);
    if (text_is(verb, "give")) {
        Taken *taken = NULL;
        Status status = take_field(importing, cells[1], line, &taken);
        if (status == STATUS_OK)
            taken->value = cells[2];
        return status;
    }
    if (text_is(verb, "turn")) {
        *LIST_ADD(importing->arena, &importing->turned) = (Turned){cells[1], cells[2], cells[3]};
        return is_word(cells[1], field_words, WORD_COUNT(field_words))
                   ? STATUS_OK
                   : refuse_line(importing, line, cells[1], field_words, WORD_COUNT(field_words),
                                 "no field that a map gives");
    }
    size_t column = 0;
    Status status = find_column(importing, cells[1], line, &column);
    if (status == STATUS_OK)
        importing->is_dropped[column] = true;
    return status;
}

static Status read_map(Importing *importing)
{
    Text rest = importing->options->map, text;
    if (utf8_find_invalid(rest) != SIZE_MAX)
        return error_at(importing->error, ERR_FORMAT, importing->options->map_name, 0, "the map is no UTF-8");
    for (uint32_t line = 1; text_split(&rest, '\n', &text); line++) {
        Text cells[CELLS_OF_LINE] = {{0}}, cell, left = text_trim(text);
        size_t count = 0;
        if (left.length == 0 || left.bytes[0] == '#')
            continue;
        for (; text_split(&left, '\t', &cell); count++)
            if (count < CELLS_OF_LINE)
                cells[count] = text_trim(cell);
        Status status = read_map_line(importing, cells, count, line);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static const Taken *find_taken(const Importing *importing, const char *field)
{
    for (size_t i = 0; i < importing->taken.count; i++)
        if (text_is(importing->taken.items[i].field, field))
            return &importing->taken.items[i];
    return NULL;
}

static Status check_map(const Importing *importing)
{
    const char *missing = !find_taken(importing, "kind") ? "kind" : NULL;
    bool has_number =
        find_taken(importing, "number") || find_taken(importing, "low") || find_taken(importing, "high");
    if (!missing && has_number && !find_taken(importing, "unit"))
        missing = "unit";
    if (missing)
        return error_at(
            importing->error, ERR_FORMAT, importing->options->map_name, 0,
            "nothing gives %s: a line \"take\", tab, \"%s\", tab and a column, or \"give\" and a value",
            missing, missing);
    if (!has_number && !find_taken(importing, "where"))
        return error_at(importing->error, ERR_FORMAT, importing->options->map_name, 0,
                        "a row is a claim of a place or a count: nothing gives where, number, low or high");
    return STATUS_OK;
}

/* ---- cells ---- */

/* The longest beginning that fits; where none does and there are some for the field, out_is_turned is false.
 */
static Text turn(const Importing *importing, Text field, Text cell, bool *out_has_turns, bool *out_is_turned)
{
    Text best = cell;
    size_t length = 0;
    *out_has_turns = *out_is_turned = false;
    for (size_t i = 0; i < importing->turned.count; i++) {
        const Turned *turned = &importing->turned.items[i];
        if (!text_equals(turned->field, field))
            continue;
        *out_has_turns = true;
        if (!text_starts_with(cell, turned->beginning) ||
            (*out_is_turned && turned->beginning.length < length))
            continue;
        *out_is_turned = true;
        best = turned->value;
        length = turned->beginning.length;
    }
    return best;
}

/* Values of the fields that are chosen from few must each be told; others stay as they are. */
static bool is_chosen(Text field)
{
    return text_is(field, "kind") || text_is(field, "status") || text_is(field, "unit") ||
           text_is(field, "of") || text_is(field, "source-type");
}

static Status refuse_cell(const Importing *importing, const SheetRow *row, size_t column, const char *why)
{
    Text cell = column == SIZE_MAX ? TEXT_EMPTY : row->cells[column];
    Text heading = column == SIZE_MAX ? TEXT("(given by the map)") : importing->sheet->columns[column];
    return error_at(importing->error, ERR_FORMAT, importing->options->name, row->line,
                    "column \"%.*s\": '%.*s': %s", TEXT_ARGS(heading),
                    TEXT_ARGS(text_slice(cell, 0, cell.length < 60 ? cell.length : 60)), why);
}

static Status value_of(const Importing *importing, const SheetRow *row, const Taken *taken, Text *out)
{
    *out = TEXT_EMPTY;
    if (!taken)
        return STATUS_OK;
    *out = taken->value;
    if (taken->column == SIZE_MAX)
        return STATUS_OK;
    bool has_turns;
    bool is_turned;
    *out = turn(importing, taken->field, row->cells[taken->column], &has_turns, &is_turned);
    if (has_turns && !is_turned && is_chosen(taken->field))
        return refuse_cell(
            importing, row, taken->column,
            arena_print(importing->arena,
                        "no line of the map turns it: \"turn\", tab, \"%.*s\", tab, the cell's "
                        "beginning, tab, the value",
                        TEXT_ARGS(taken->field))
                .bytes);
    return STATUS_OK;
}

static bool is_digits(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!ascii_is_digit(text.bytes[i]))
            return false;
    return text.length > 0;
}

/* "2017-H1", "2020-Q2": halves and quarters as EDTF numbers them. */
static Text date_part(Arena *arena, Text text)
{
    if (text.length != 7 || text.bytes[4] != '-' || !is_digits(text_slice(text, 6, 7)))
        return text;
    int number = text.bytes[6] - '0';
    bool is_half = (text.bytes[5] == 'H' || text.bytes[5] == 'h') && number >= 1 && number <= 2;
    bool is_quarter = (text.bytes[5] == 'Q' || text.bytes[5] == 'q') && number >= 1 && number <= 4;
    if (!is_half && !is_quarter)
        return text;
    return arena_print(arena, "%.*s-%d", 4, text.bytes, (is_half ? 39 : 32) + number);
}

/* "2011-01..09" ends in 2011-09; "2011..2013" in 2013. */
static Text date_end(Arena *arena, Text first, Text last)
{
    size_t lacking = first.length > last.length ? first.length - last.length : 0;
    bool is_short = is_digits(last) && last.length == 2 && lacking > 0 && first.bytes[lacking - 1] == '-';
    return is_short ? arena_print(arena, "%.*s%.*s", (int)lacking, first.bytes, TEXT_ARGS(last)) : last;
}

/* What tables write as dates becomes EDTF: bounds with "..", "/" or, of years, "-"; words behind it ("2019
 * mid", "2011 avg") make it approximate. */
static Text date_of(Arena *arena, Text cell)
{
    size_t blank = text_find_byte(cell, ' ', 0);
    bool is_about = blank != SIZE_MAX;
    Text date = text_trim(text_slice(cell, 0, is_about ? blank : cell.length));
    size_t dots = text_find(date, TEXT(".."), 0);
    size_t mark = dots != SIZE_MAX ? dots : text_find_byte(date, '/', 0);
    size_t width = dots != SIZE_MAX ? 2 : 1;
    bool is_years = date.length == 9 && date.bytes[4] == '-' && is_digits(text_slice(date, 5, 9));
    if (mark == SIZE_MAX && is_years)
        mark = 4;
    const char *about = is_about ? "~" : "";
    if (mark == SIZE_MAX || mark == 0 || mark + width >= date.length)
        return arena_print(arena, "%.*s%s", TEXT_ARGS(date_part(arena, date)), date.length > 0 ? about : "");
    Text first = text_slice(date, 0, mark);
    Text last = date_end(arena, first, text_slice(date, mark + width, date.length));
    return arena_print(arena, "%.*s%s/%.*s%s", TEXT_ARGS(date_part(arena, first)), about,
                       TEXT_ARGS(date_part(arena, last)), about);
}

/* "Sarawak (Malaysia)" is Sarawak, Malaysia. */
static Text place_of(Arena *arena, Text cell)
{
    size_t open = text_find(cell, TEXT(" ("), 0);
    if (open == SIZE_MAX || cell.bytes[cell.length - 1] != ')' || open == 0)
        return cell;
    return arena_print(arena, "%.*s, %.*s", (int)open, cell.bytes, (int)(cell.length - open - 3),
                       cell.bytes + open + 2);
}

/* ---- a row ---- */

typedef LIST_OF(DecisionField) FieldList;

/* "low..high unit of", in the form of docs/decisions.md. */
static Status add_count(const Importing *importing, const SheetRow *row, FieldList *fields)
{
    static const char *const names[] = {"number", "low", "high", "unit", "of"};
    Text values[WORD_COUNT(names)];
    for (size_t i = 0; i < WORD_COUNT(names); i++) {
        Status status = value_of(importing, row, find_taken(importing, names[i]), &values[i]);
        if (status != STATUS_OK)
            return status;
    }
    Text low = values[0].length > 0 ? values[0] : values[1];
    Text high = values[0].length > 0 ? values[0] : values[2];
    if (low.length + high.length == 0)
        return STATUS_OK;
    *LIST_ADD(importing->arena, fields) = (DecisionField){
        TEXT("count"), arena_print(importing->arena, "%.*s..%.*s %.*s %.*s", TEXT_ARGS(low), TEXT_ARGS(high),
                                   TEXT_ARGS(values[3]), TEXT_ARGS(values[4]))};
    return STATUS_OK;
}

/* own terms: fields, of docs/import.md */
static Status add_fields(const Importing *importing, const SheetRow *row, FieldList *fields)
{
    static const char *const names[] = {"kind", "status", "by",   "whom", "where",
                                        "to",   "when",   "asof", "work", "papers"};
    for (size_t i = 0; i < WORD_COUNT(names); i++) {
        const Taken *taken = find_taken(importing, names[i]);
        Text value;
        Status status = value_of(importing, row, taken, &value);
        if (status != STATUS_OK)
            return status;
        if (value.length == 0)
            continue;
        if (text_is(taken->field, "when") && taken->column != SIZE_MAX)
            value = date_of(importing->arena, value);
        bool is_place = text_is(taken->field, "where") || text_is(taken->field, "to");
        if (is_place && taken->column != SIZE_MAX)
            value = place_of(importing->arena, value);
        *LIST_ADD(importing->arena, fields) = (DecisionField){taken->field, value};
    }
    return add_count(importing, row, fields);
}

static Status add_source(Importing *importing, const SheetRow *row, ClaimRow *claim)
{
    Text words, type;
    Status status = value_of(importing, row, find_taken(importing, "source"), &words);
    if (status == STATUS_OK)
        status = value_of(importing, row, find_taken(importing, "source-type"), &type);
    claim->source = (SourceRow){.n_low = 1, .n_high = 1};
    if (status != STATUS_OK || words.length == 0)
        return status;
    type = type.length > 0 ? type : TEXT("organisation");
    Text key = arena_print(importing->arena, "%.*s\n%.*s", TEXT_ARGS(type), TEXT_ARGS(words));
    MapEntry *entry = map_put(&importing->sources, key);
    if (entry->number == 0) {
        SourceRow *source = LIST_ADD(importing->arena, &importing->source_rows);
        *source = (SourceRow){.id = arena_print(importing->arena, "s%zu", importing->source_rows.count),
                              .as = words,
                              .type = type,
                              .n_low = 1,
                              .n_high = 1};
        entry->number = (int64_t)importing->source_rows.count;
    }
    claim->source = importing->source_rows.items[entry->number - 1];
    return STATUS_OK;
}

static void add_own(const Importing *importing, const SheetRow *row, ClaimRow *claim)
{
    const Taken *id = find_taken(importing, "id");
    claim->own.items = ARENA_ARRAY(importing->arena, Text, importing->sheet->column_count * 2);
    for (size_t i = 0; i < importing->sheet->column_count; i++) {
        bool is_id = id && id->column == i;
        if (row->cells[i].length == 0 || (importing->is_dropped[i] && !is_id))
            continue;
        claim->own.items[claim->own.count++] = importing->sheet->columns[i];
        claim->own.items[claim->own.count++] = row->cells[i];
    }
}

static void name_places(Importing *importing, const ClaimRow *claim, const TextSpan *span)
{
    for (size_t i = 0; i < claim->where_count; i++) {
        const PlaceRow *place = &claim->where[i];
        Text key =
            arena_print(importing->arena, "%lld %.*s", (long long)place->geonames, TEXT_ARGS(place->as));
        if (map_put(&importing->places, key)->number++ == 0)
            *LIST_ADD(importing->arena, &importing->named) =
                (NamedPlaceRow){importing->report.id, *place, *span};
    }
}

static TextSpan row_span(const Importing *importing, const SheetRow *row)
{
    return (TextSpan){row->span.begin, row->span.end, utf8_count_at(&importing->marks, row->span.begin),
                      utf8_count_at(&importing->marks, row->span.end)};
}

static QuoteRow quote_of(const Importing *importing, const TextSpan *span)
{
    Text text = importing->report.text;
    size_t before = span->begin;
    size_t behind = span->end;
    for (int i = 0; i < CONTEXT && before > 0; i++)
        utf8_previous(text, &before);
    for (int i = 0; i < CONTEXT && behind < text.length; i++)
        utf8_next(text, &behind);
    return (QuoteRow){*span, text_slice(text, span->begin, span->end), text_slice(text, before, span->begin),
                      text_slice(text, span->end, behind)};
}

/* Which column gave the field that the message begins with. */
static Text column_of(const Importing *importing, const Error *error)
{
    static const char *const numbers[] = {"number", "low", "high"};
    Text message = text_from(error->message);
    size_t colon = text_find_byte(message, ':', 0);
    Text field = text_slice(message, 0, colon == SIZE_MAX ? 0 : colon);
    const Taken *taken = find_taken(importing, arena_copy(importing->arena, field).bytes);
    for (size_t i = 0; i < WORD_COUNT(numbers) && !taken && text_is(field, "count"); i++)
        taken = find_taken(importing, numbers[i]);
    if (!taken || taken->column == SIZE_MAX)
        return TEXT_EMPTY;
    return arena_print(importing->arena, "column \"%.*s\", ",
                       TEXT_ARGS(importing->sheet->columns[taken->column]));
}

/* A place is kept as the table writes it. */
static void keep_written(const Importing *importing, const SheetRow *row, const char *field, PlaceRow *places,
                         size_t count)
{
    const Taken *taken = find_taken(importing, field);
    if (count == 1 && taken && taken->column != SIZE_MAX)
        places[0].as = row->cells[taken->column];
}

/* Fields are told of the row alone, and then stand in the table. */
static Status amend_row(const Importing *importing, const SheetRow *row, const FieldList *fields,
                        ClaimRow *claim)
{
    QuoteRow own = {0};
    QuoteRow *quote = claim->evidence;
    ReportRow line = importing->report;
    line.text = text_of_span(importing->report.text, row->span);
    AmendContext context = {importing->options->pack, importing->options->places, &line, NULL, 0};
    Error inner = {0};
    claim->evidence = &own;
    Status status = evidence_amend(importing->arena, &context, fields->items, fields->count, claim, &inner);
    claim->evidence = quote;
    if (status != STATUS_OK)
        return error_at(importing->error, ERR_FORMAT, importing->options->name, row->line,
                        "%.*s%s: mend the cell, or turn it by a line of the map",
                        TEXT_ARGS(column_of(importing, &inner)), inner.message);
    for (size_t i = 0; i < claim->field_count; i++) {
        TextSpan *span = &claim->fields[i].span;
        *span = (TextSpan){span->begin + quote->span.begin, span->end + quote->span.begin,
                           span->start + quote->span.start, span->stop + quote->span.start};
    }
    claim->way_count = 0;
    keep_written(importing, row, "where", claim->where, claim->where_count);
    keep_written(importing, row, "to", claim->to, claim->to_count);
    return STATUS_OK;
}

static Status import_row(Importing *importing, const SheetRow *row, ClaimRow *out)
{
    Arena *arena = importing->arena;
    FieldList fields = {0};
    QuoteRow *quote = ARENA_NEW(arena, QuoteRow);
    TextSpan span = row_span(importing, row);
    *quote = quote_of(importing, &span);
    const Pack *pack = importing->options->pack;
    *out = (ClaimRow){
        .report_id = importing->report.id,
        .status = text_from(mention_status_word(CLAIM_SAID)),
        .part = text_from(intake_part_word(PART_BODY)),
        .when = {.all = PERIOD_NONE, .some = PERIOD_NONE},
        .asof = text_from(claim_asof_word(ASOF_REPORT)),
        .count = {.low = COUNT_OPEN, .high = COUNT_OPEN},
        .evidence = quote,
        .evidence_count = 1,
        .rule = arena_print(arena, EVIDENCE_RULE_IMPORT " %.*s", TEXT_ARGS(importing->options->map_name)),
        .sure = 1,
        .pack = arena_print(arena, "%.*s %.*s", TEXT_ARGS(pack_name(pack)), TEXT_ARGS(pack_version(pack))),
        .recorded = importing->options->recorded,
        .superseded = DAY_NONE,
    };
    Status status = add_fields(importing, row, &fields);
    if (status == STATUS_OK)
        status = amend_row(importing, row, &fields, out);
    if (status == STATUS_OK)
        status = add_source(importing, row, out);
    if (status == STATUS_OK && out->kind.length == 0)
        status = refuse_cell(importing, row, find_taken(importing, "kind")->column, "the row has no kind");
    if (status == STATUS_OK && !out->count.is_given && out->where_count == 0)
        status = error_at(importing->error, ERR_FORMAT, importing->options->name, row->line,
                          "the row gives neither a number nor a place");
    if (status != STATUS_OK)
        return status;
    add_own(importing, row, out);
    name_places(importing, out, &span);
    Text digest =
        digest_hex(arena, arena_print(arena, "%.*s\n%.*s\n%u-%u\n", TEXT_ARGS(importing->report.sha256),
                                      TEXT_ARGS(out->kind), span.begin, span.end));
    out->id = arena_print(arena, "c%.16s", digest.bytes);
    return STATUS_OK;
}

/* ---- the table ---- */

/* Each row told of one person, and of nothing more: that is a register, whatever its columns are called. */
static bool counts_persons(const ReportRecord *record)
{
    size_t single = 0;
    for (size_t i = 0; i < record->claim_count; i++) {
        const CountRow *count = &record->claims[i].count;
        single += count->is_given && count->low == 1 && count->high == 1 && text_is(count->unit, "people");
    }
    return record->claim_count >= 3 && single * 2 > record->claim_count;
}

static void fill_report(Importing *importing)
{
    const ImportOptions *options = importing->options;
    ReportRow *report = &importing->report;
    report->sha256 = options->sha256;
    report->name = options->name;
    report->format = TEXT("table");
    report->extractor = TEXT("table/1");
    report->byte_count = options->byte_count;
    report->text = importing->sheet->text;
    report->text_sha256 = digest_hex(importing->arena, report->text);
    report->recorded = options->recorded;
    report->sentence_count = (int64_t)importing->sheet->row_count;
    if (report->id.length == 0)
        report->id = arena_print(importing->arena, "r%.12s", options->sha256.bytes);
    bool is_published =
        report->url.length > 0 || (report->outlet.length > 0 && report->published.edtf.length > 0);
    report->is_protected = options->is_protected || (!options->is_public && !is_published);
}

Status evidence_import(Arena *arena, const ImportOptions *options, const Sheet *sheet, ReportRecord *out,
                       Error *error)
{
    Importing importing = {.arena = arena,
                           .options = options,
                           .sheet = sheet,
                           .is_known = ARENA_ARRAY(arena, bool, sheet->column_count),
                           .is_dropped = ARENA_ARRAY(arena, bool, sheet->column_count),
                           .marks = utf8_mark(arena, sheet->text),
                           .sources = map_in(arena),
                           .places = map_in(arena),
                           .error = error};
    *out = (ReportRecord){0};
    Status status = read_map(&importing);
    if (status == STATUS_OK)
        status = intake_refuse_sheet(sheet, importing.is_known, options->name, error);
    if (status == STATUS_OK)
        status = check_map(&importing);
    if (status != STATUS_OK)
        return status;
    fill_report(&importing);
    out->claims = ARENA_ARRAY(arena, ClaimRow, sheet->row_count);
    for (size_t i = 0; i < sheet->row_count && status == STATUS_OK; i++)
        status = import_row(&importing, &sheet->rows[i], &out->claims[out->claim_count++]);
    if (status == STATUS_OK && counts_persons(out))
        return error_at(
            error, ERR_UNSUPPORTED, options->name, 0,
            "most rows count one person: this is a table with a row a person; such tables are refused");
    out->report = importing.report;
    out->report.claim_count = (int64_t)out->claim_count;
    out->places = importing.named.items;
    out->place_count = importing.named.count;
    return status;
}
