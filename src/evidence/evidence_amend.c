/* What a person tells of a claim, field by field, becomes its fields: docs/decisions.md has the form of each
 * value. Words that a value gives must stand in the report. */
#include "core/list.h"
#include "core/utf8.h"
#include "evidence/evidence.h"

enum { COUNT_MOST = 1000 * 1000 * 1000, ITEMS_MOST = 50 };

typedef struct Amending {
    Arena *arena;
    const AmendContext *context;
    ClaimRow *claim;
    Text field; /* that is being told */
    LIST_OF(FieldRow) spans;
    LIST_OF(WayRow) ways;
    Error *error;
} Amending;

/* Values that are the same in every pack. */
/* own terms: of docs/claim-format.md */
static const char *const asof_words[] = {"report", "before", "after", "general"};
static const char *const name_words[] = {"employer", "site", "home-company", "agency", "buyer", "body"};
static const char *const source_words[] = {"anonymous", "named",  "private",     "official",
                                           "document",  "outlet", "organisation"};
static const char *const of_words[] = {"stock",   "arrivals", "departures", "sent",   "entries",
                                       "permits", "planned",  "cumulative", "change", "affected"};
#define LIST_OF_WORDS(amending, words) words_list((amending), (words), sizeof(words) / sizeof *(words))

static TextList words_list(const Amending *amending, const char *const *words, size_t count)
{
    Text *items = ARENA_ARRAY(amending->arena, Text, count);
    for (size_t i = 0; i < count; i++)
        items[i] = text_from(words[i]);
    return (TextList){items, count};
}

/* ---- values ---- */

static Status refuse(const Amending *amending, Text value, Text near, const char *what)
{
    return error_set(amending->error, ERR_USAGE, "%.*s: '%.*s' is %s%s%.*s%s", TEXT_ARGS(amending->field),
                     TEXT_ARGS(text_slice(value, 0, value.length < 80 ? value.length : 80)), what,
                     near.length > 0 ? "; did you mean '" : "", TEXT_ARGS(near), near.length > 0 ? "'?" : "");
}

static Status choose(const Amending *amending, TextList valid, Text value, const char *what)
{
    for (size_t i = 0; i < valid.count; i++)
        if (text_equals(valid.items[i], value))
            return STATUS_OK;
    return refuse(amending, value, pack_nearest(valid, value), what);
}

/* The items of a value, parted by semicolons; an empty one is left out. */
static Status split_items(const Amending *amending, Text value, TextList *out)
{
    LIST_OF(Text) list = {0};
    Text part;
    while (text_split(&value, ';', &part)) {
        part = text_trim(part);
        if (part.length > 0)
            *LIST_ADD(amending->arena, &list) = part;
    }
    *out = (TextList){list.items, list.count};
    if (list.count > ITEMS_MOST)
        return error_set(amending->error, ERR_LIMIT, "%.*s: more than %d items", TEXT_ARGS(amending->field),
                         ITEMS_MOST);
    return STATUS_OK;
}

/* "worker: the seamstresses" */
static void split_words(Text item, Text *out_class, Text *out_words)
{
    size_t colon = text_find_byte(item, ':', 0);
    bool has_words = colon != SIZE_MAX;
    *out_class = text_trim(text_slice(item, 0, has_words ? colon : item.length));
    *out_words = has_words ? text_trim(text_slice(item, colon + 1, item.length)) : TEXT_EMPTY;
}

static TextSpan span_of(Text text, size_t begin, size_t end)
{
    uint32_t start = (uint32_t)utf8_count(text_slice(text, 0, begin));
    uint32_t stop = start + (uint32_t)utf8_count(text_slice(text, begin, end));
    return (TextSpan){(uint32_t)begin, (uint32_t)end, start, stop};
}

/* The words where they stand nearest to what the claim rests on. */
static Status rest_on(Amending *amending, Text words)
{
    Text text = amending->context->report->text;
    size_t own = amending->claim->evidence_count > 0 ? amending->claim->evidence[0].span.begin : 0;
    size_t nearest = SIZE_MAX;
    size_t best = SIZE_MAX;
    for (size_t at = text_find(text, words, 0); at != SIZE_MAX; at = text_find(text, words, at + 1)) {
        size_t distance = at > own ? at - own : own - at;
        if (distance < nearest) {
            nearest = distance;
            best = at;
        }
    }
    if (best == SIZE_MAX)
        return refuse(amending, words, TEXT_EMPTY, "no words of the report");
    *LIST_ADD(amending->arena, &amending->spans) =
        (FieldRow){amending->field, span_of(text, best, best + words.length)};
    return STATUS_OK;
}

/* ---- fields ---- */

static bool is_listed(const TextList *lines, Text text)
{
    for (size_t i = 0; i < lines->count; i++) {
        Text rest = lines->items[i], word;
        while (text_split(&rest, ' ', &word))
            if (text_equals(word, text))
                return true;
    }
    return false;
}

static Status take_kind(Amending *amending, Text value)
{
    const Pack *pack = amending->context->pack;
    size_t number = pack_find_kind(pack, value);
    if (number == SIZE_MAX) {
        TextList kinds = {ARENA_ARRAY(amending->arena, Text, pack_kind_count(pack)), pack_kind_count(pack)};
        for (size_t i = 0; i < kinds.count; i++)
            kinds.items[i] = pack_kind(pack, i)->name;
        return refuse(amending, value, pack_nearest(kinds, value),
                      "no kind of this pack (hearsay pack kinds)");
    }
    TextList coarse = pack_setting(pack, TEXT("coarse"));
    amending->claim->kind = pack_kind(pack, number)->name;
    amending->claim->is_event = pack_kind(pack, number)->is_event;
    amending->claim->is_coarse = is_listed(&coarse, amending->claim->kind);
    return STATUS_OK;
}

static Status take_status(Amending *amending, Text value)
{
    Text words[CLAIM_SAID_NOT + 1];
    for (ClaimStatus status = CLAIM_SAID; status <= CLAIM_SAID_NOT; status++)
        words[status] = text_from(mention_status_word(status));
    amending->claim->status = value;
    return choose(amending, (TextList){words, CLAIM_SAID_NOT + 1}, value,
                  "none of said, planned, possible, ended, said-not");
}

static Status take_roles(Amending *amending, Text value, RoleRow **out, size_t *out_count)
{
    TextList items;
    Status status = split_items(amending, value, &items);
    *out = ARENA_ARRAY(amending->arena, RoleRow, items.count);
    *out_count = items.count;
    for (size_t i = 0; i < items.count && status == STATUS_OK; i++) {
        RoleRow *role = &(*out)[i];
        split_words(items.items[i], &role->role, &role->as);
        status = choose(amending, pack_roles(amending->context->pack), role->role,
                        "no group of this pack (hearsay pack roles)");
        if (status == STATUS_OK && role->as.length > 0)
            status = rest_on(amending, role->as);
    }
    return status;
}

/* "~NAME" is kept as a name that is on no map. */
static Status find_place(const Amending *amending, Text name, PlaceRow *out)
{
    *out = (PlaceRow){.as = name, .precision = text_from(mention_precision_word(PRECISION_NONE))};
    if (name.bytes[0] == '~') {
        out->as = text_trim(text_slice(name, 1, name.length));
        return out->as.length > 0 ? STATUS_OK : refuse(amending, name, TEXT_EMPTY, "no name");
    }
    const Place **found = NULL;
    if (mention_look_up_place(amending->context->places, amending->arena, name, &found) == 0)
        return refuse(
            amending, name, TEXT_EMPTY,
            "on no map: write \"Town, Province\" or \"Town, Country\", or ~NAME to keep the name alone");
    *out = (PlaceRow){.as = name,
                      .name = found[0]->name,
                      .country = found[0]->country,
                      .admin1 = found[0]->admin1,
                      .precision = text_from(mention_precision_word(found[0]->precision)),
                      .geonames = found[0]->geonames,
                      .latitude = found[0]->latitude,
                      .longitude = found[0]->longitude,
                      .is_located = true};
    return STATUS_OK;
}

static Status take_places(Amending *amending, Text value, PlaceRow **out, size_t *out_count)
{
    TextList items;
    Status status = split_items(amending, value, &items);
    *out = ARENA_ARRAY(amending->arena, PlaceRow, items.count);
    *out_count = items.count;
    for (size_t i = 0; i < items.count && status == STATUS_OK; i++)
        status = find_place(amending, items.items[i], &(*out)[i]);
    return status;
}

static Status take_date(const Amending *amending, Text value, Date *out)
{
    *out = (Date){.all = PERIOD_NONE, .some = PERIOD_NONE};
    if (value.length == 0)
        return STATUS_OK;
    Error inner = {0};
    if (edtf_parse(amending->arena, value, out, &inner) == STATUS_OK)
        return STATUS_OK;
    return error_set(amending->error, ERR_USAGE, "%.*s: %s", TEXT_ARGS(amending->field), inner.message);
}

static Status take_when(Amending *amending, Text value)
{
    ClaimRow *claim = amending->claim;
    Status status = take_date(amending, value, &claim->when);
    size_t slash = text_find_byte(value, '/', 0);
    Text end = slash == SIZE_MAX ? TEXT_EMPTY : text_slice(value, slash + 1, value.length);
    claim->has_end = end.length > 0 && !text_is(end, "..");
    claim->starts = TEXT_EMPTY;
    claim->when_as = (TextList){0};
    claim->asof = value.length > 0 ? TEXT_EMPTY : text_from(claim_asof_word(ASOF_REPORT));
    return status;
}

static Status take_starts(Amending *amending, Text value)
{
    Date ignored;
    amending->claim->starts = value;
    return take_date(amending, value, &ignored);
}

static Status take_asof(Amending *amending, Text value)
{
    ClaimRow *claim = amending->claim;
    Status status = take_when(amending, TEXT_EMPTY);
    claim->asof = value;
    return status == STATUS_OK ? choose(amending, LIST_OF_WORDS(amending, asof_words), value,
                                        "none of report, before, after, general")
                               : status;
}

/* ---- counts ---- */

/* "6,000"; empty: no bound. */
static bool read_bound(Text text, int64_t *out)
{
    int64_t number = 0;
    *out = COUNT_OPEN;
    if (text.length == 0)
        return true;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == ',' && i > 0)
            continue;
        if (!ascii_is_digit(text.bytes[i]) || number > COUNT_MOST)
            return false;
        number = number * 10 + (text.bytes[i] - '0');
    }
    *out = number;
    return true;
}

static bool read_bounds(Text text, CountRow *out)
{
    out->is_approximate = text.length > 0 && text.bytes[0] == '~';
    text = text_slice(text, out->is_approximate, text.length);
    size_t dots = text_find(text, TEXT(".."), 0);
    Text low = dots == SIZE_MAX ? text : text_slice(text, 0, dots);
    Text high = dots == SIZE_MAX ? text : text_slice(text, dots + 2, text.length);
    if (!read_bound(low, &out->low) || !read_bound(high, &out->high))
        return false;
    bool is_open = out->low == COUNT_OPEN || out->high == COUNT_OPEN;
    return is_open ? out->low != out->high : out->low <= out->high;
}

static Text next_word(Text *rest)
{
    Text word = TEXT_EMPTY;
    while (word.length == 0 && text_split(rest, ' ', &word)) {
    }
    return word;
}

static bool is_unit(Text unit)
{
    for (size_t i = 0; i < unit.length; i++)
        if (!(unit.bytes[i] >= 'a' && unit.bytes[i] <= 'z') && unit.bytes[i] != '-')
            return false;
    return unit.length > 0;
}

/* "~6000 people stock", "2000..3000 people", "..800 people": at most. */
static Status take_count(Amending *amending, Text value)
{
    CountRow *count = &amending->claim->count;
    *count = (CountRow){.low = COUNT_OPEN, .high = COUNT_OPEN};
    if (value.length == 0)
        return STATUS_OK;
    Text rest = value;
    Text bounds = next_word(&rest);
    count->is_given = true;
    count->unit = next_word(&rest);
    count->of = next_word(&rest);
    if (!read_bounds(bounds, count) || !is_unit(count->unit) || next_word(&rest).length > 0)
        return refuse(
            amending, value, TEXT_EMPTY,
            "no number of anything: write \"6000 people\", \"~6000 people stock\", \"2000..3000 people\", "
            "\"2000.. people\" or \"..800 people\"");
    return count->of.length == 0
               ? STATUS_OK
               : choose(amending, LIST_OF_WORDS(amending, of_words), count->of,
                        "none of stock, arrivals, departures, sent, entries, permits, planned, cumulative, "
                        "change, affected");
}

/* ---- sources ---- */

static const SourceRow *find_source(const Amending *amending, Text id, Text type, Text words)
{
    const AmendContext *context = amending->context;
    for (size_t i = 0; i < context->source_count; i++) {
        const SourceRow *source = &context->sources[i];
        bool is_same = id.length > 0 ? text_equals(source->id, id)
                                     : text_equals(source->as, words) && text_equals(source->type, type);
        if (is_same)
            return source;
    }
    return NULL;
}

static Text new_source_id(const Amending *amending)
{
    for (size_t number = amending->context->source_count + 1;; number++) {
        Text id = arena_print(amending->arena, "s%zu", number);
        if (!find_source(amending, id, TEXT_EMPTY, TEXT_EMPTY))
            return id;
    }
}

/* A source of the report by its id, "anonymous: a trade worker", or empty: the report's own voice. */
static Status take_source(Amending *amending, Text value)
{
    ClaimRow *claim = amending->claim;
    Text type, words;
    split_words(value, &type, &words);
    const SourceRow *known = words.length > 0 ? find_source(amending, TEXT_EMPTY, type, words)
                                              : find_source(amending, value, TEXT_EMPTY, TEXT_EMPTY);
    claim->source = (SourceRow){.n_low = 1, .n_high = 1};
    if (known)
        claim->source = *known;
    if (known || value.length == 0)
        return STATUS_OK;
    if (words.length == 0)
        return refuse(amending, value, TEXT_EMPTY,
                      "no source of this report: give the id of one, as \"s1\", or \"TYPE: words\"");
    Status status = choose(amending, LIST_OF_WORDS(amending, source_words), type,
                           "none of anonymous, named, private, official, document, outlet, organisation");
    claim->source =
        (SourceRow){.id = new_source_id(amending), .as = words, .type = type, .n_low = 1, .n_high = 1};
    return status == STATUS_OK ? rest_on(amending, words) : status;
}

/* ---- names, work, papers ---- */

static Status take_names(Amending *amending, Text value)
{
    ClaimRow *claim = amending->claim;
    TextList items;
    Status status = split_items(amending, value, &items);
    claim->names = ARENA_ARRAY(amending->arena, NameRow, items.count);
    claim->name_count = items.count;
    for (size_t i = 0; i < items.count && status == STATUS_OK; i++) {
        NameRow *name = &claim->names[i];
        split_words(items.items[i], &name->is, &name->as);
        status =
            choose(amending, LIST_OF_WORDS(amending, name_words), name->is,
                   "none of employer, site, home-company, agency, buyer, body (\"employer: Bohai Pearl\"); a "
                   "person is none");
        if (status == STATUS_OK && name->as.length == 0)
            status = refuse(amending, items.items[i], TEXT_EMPTY, "a name without its words");
        if (status == STATUS_OK)
            status = rest_on(amending, name->as);
    }
    return status;
}

static Status take_work(Amending *amending, Text value)
{
    Status status = split_items(amending, value, &amending->claim->work);
    for (size_t i = 0; i < amending->claim->work.count && status == STATUS_OK; i++)
        status = rest_on(amending, amending->claim->work.items[i]);
    return status;
}

static Status take_papers(Amending *amending, Text value)
{
    TextList lines = pack_setting(amending->context->pack, TEXT("papers"));
    LIST_OF(Text) valid = {0};
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i], word;
        while (text_split(&rest, ' ', &word))
            *LIST_ADD(amending->arena, &valid) = word;
    }
    Status status = split_items(amending, value, &amending->claim->papers);
    for (size_t i = 0; i < amending->claim->papers.count && status == STATUS_OK; i++)
        status = choose(amending, (TextList){valid.items, valid.count}, amending->claim->papers.items[i],
                        "no class of paper of this pack");
    return status;
}

static Status take_by(Amending *amending, Text value)
{
    return take_roles(amending, value, &amending->claim->by, &amending->claim->by_count);
}

static Status take_whom(Amending *amending, Text value)
{
    return take_roles(amending, value, &amending->claim->whom, &amending->claim->whom_count);
}

static Status take_where(Amending *amending, Text value)
{
    return take_places(amending, value, &amending->claim->where, &amending->claim->where_count);
}

static Status take_to(Amending *amending, Text value)
{
    return take_places(amending, value, &amending->claim->to, &amending->claim->to_count);
}

/* ---- all of them ---- */

typedef struct AmendField {
    const char *name;
    Status (*take)(Amending *amending, Text value);
    const char *rests; /* the field of docs/claim-format.md whose words it tells anew */
} AmendField;

/* own terms: of docs/claim-format.md */
static const AmendField amend_fields[] = {
    {"kind", take_kind, "kind"},    {"status", take_status, "status"}, {"by", take_by, "by"},
    {"whom", take_whom, "whom"},    {"where", take_where, "where"},    {"to", take_to, "to"},
    {"when", take_when, "when"},    {"starts", take_starts, "when"},   {"asof", take_asof, "when"},
    {"count", take_count, "count"}, {"source", take_source, "source"}, {"names", take_names, "names"},
    {"work", take_work, "work"},    {"papers", take_papers, "papers"},
};
enum { AMEND_FIELDS = sizeof amend_fields / sizeof *amend_fields };

static Status find_field(const Amending *amending, Text name, const AmendField **out)
{
    Text names[AMEND_FIELDS];
    for (size_t i = 0; i < AMEND_FIELDS; i++) {
        names[i] = text_from(amend_fields[i].name);
        *out = &amend_fields[i];
        if (text_equals(names[i], name))
            return STATUS_OK;
    }
    Text near = pack_nearest((TextList){names, AMEND_FIELDS}, name);
    return error_set(
        amending->error, ERR_USAGE,
        "'%.*s' is no field of a claim: kind, status, by, whom, where, to, when, starts, asof, count, "
        "source, names, work, papers%s%.*s%s",
        TEXT_ARGS(text_slice(name, 0, name.length < 40 ? name.length : 40)),
        near.length > 0 ? "; did you mean '" : "", TEXT_ARGS(near), near.length > 0 ? "'?" : "");
}

/* The words that the field rested on rest on it no longer, and a person filled it. */
static void forget_words(Amending *amending, Text field)
{
    size_t kept = 0;
    for (size_t i = 0; i < amending->spans.count; i++)
        if (!text_equals(amending->spans.items[i].field, field))
            amending->spans.items[kept++] = amending->spans.items[i];
    amending->spans.count = kept;
    kept = 0;
    for (size_t i = 0; i < amending->ways.count; i++)
        if (!text_equals(amending->ways.items[i].field, field))
            amending->ways.items[kept++] = amending->ways.items[i];
    amending->ways.count = kept;
    *LIST_ADD(amending->arena, &amending->ways) = (WayRow){field, TEXT(EVIDENCE_WAY_PERSON)};
}

static Status amend_one(Amending *amending, const DecisionField *field)
{
    const AmendField *amend = NULL;
    Status status = find_field(amending, field->field, &amend);
    if (status != STATUS_OK)
        return status;
    amending->field = text_from(amend->rests);
    forget_words(amending, amending->field);
    return amend->take(amending, text_trim(field->value));
}

Status evidence_amend(Arena *arena, const AmendContext *context, const DecisionField *fields, size_t count,
                      ClaimRow *claim, Error *error)
{
    Amending amending = {.arena = arena, .context = context, .claim = claim, .error = error};
    Status status = STATUS_OK;
    for (size_t i = 0; i < claim->field_count; i++)
        *LIST_ADD(arena, &amending.spans) = claim->fields[i];
    for (size_t i = 0; i < claim->way_count; i++)
        *LIST_ADD(arena, &amending.ways) = claim->ways[i];
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        for (size_t j = 0; j < i; j++)
            if (text_equals(fields[i].field, fields[j].field))
                return error_set(error, ERR_USAGE, "'%.*s' is told twice", TEXT_ARGS(fields[i].field));
        status = amend_one(&amending, &fields[i]);
    }
    if (status == STATUS_OK && claim->starts.length > 0 && claim->when.edtf.length == 0)
        status =
            error_set(error, ERR_USAGE, "starts: tells how vague the start of when is, and there is no when");
    claim->fields = amending.spans.items;
    claim->field_count = amending.spans.count;
    claim->ways = amending.ways.items;
    claim->way_count = amending.ways.count;
    return status;
}
