/* Rows from values: everything that a base or a line of output holds of one report. */
#include "core/buffer.h"
#include "core/digest.h"
#include "core/list.h"
#include "core/map.h"
#include "core/utf8.h"
#include "evidence/evidence.h"

enum { CONTEXT = 32 };

/* What the rows of one report are made with. */
typedef struct Making {
    Arena *arena;
    const Pack *pack;
    const Report *report;
    const Sentences *sentences;
    const Mentions *mentions;
    const Claims *claims;
    Utf8Marks points;
    Text pack_name;
    TextList coarse; /* kinds */
    Day recorded;
} Making;

static bool is_inside(Text text, Span span) { return span.begin < span.end && span.end <= text.length; }

static TextSpan text_span(const Making *making, Span span)
{
    uint32_t length = (uint32_t)making->report->text.length;
    uint32_t begin = span.begin < length ? span.begin : length;
    uint32_t end = span.end < length ? span.end : length;
    return (TextSpan){begin, end, utf8_count_at(&making->points, begin), utf8_count_at(&making->points, end)};
}

static Text words_of(const Making *making, Span span)
{
    return is_inside(making->report->text, span) ? text_of_span(making->report->text, span) : TEXT_EMPTY;
}

/* File names and headers may be any bytes; a row is UTF-8. */
static Text clean(Arena *arena, Text text)
{
    if (utf8_find_invalid(text) == SIZE_MAX)
        return text;
    Buffer buffer = buffer_in(arena);
    for (size_t i = 0; i < text.length;)
        buffer_add_code_point(&buffer, utf8_next(text, &i));
    return buffer_text(&buffer);
}

static ReportRow report_row(const Making *making)
{
    Arena *arena = making->arena;
    const Report *report = making->report;
    Text *notes = ARENA_ARRAY(arena, Text, report->note_count * 2);
    for (size_t i = 0; i < report->note_count; i++) {
        notes[2 * i] = clean(arena, report->notes[i].key);
        notes[2 * i + 1] = clean(arena, report->notes[i].value);
    }
    return (ReportRow){
        .id = clean(arena, report->id),
        .sha256 = report->sha256,
        .text_sha256 = report->text_sha256,
        .name = clean(arena, report->name),
        .format = report->format,
        .extractor = report->extractor,
        .container_name = clean(arena, report->container_name),
        .container_sha256 = report->container_sha256,
        .container_offset = report->container_offset,
        .byte_count = report->bytes.length,
        .title = clean(arena, report->title),
        .outlet = clean(arena, report->outlet),
        .url = clean(arena, report->url),
        .language = clean(arena, report->language),
        .translated = report->translated,
        .retold = report->retold,
        .is_protected = report->class == CLASS_PROTECTED,
        .published = report->published,
        .published_basis = clean(arena, report->published_basis),
        .recorded = making->recorded,
        .text = report->text,
        .notes = {notes, report->note_count * 2},
        .sentence_count = (int64_t)making->sentences->count,
    };
}

static PlaceRow place_row(const PlaceMention *mention)
{
    PlaceRow row = {.as = mention->as, .precision = text_from(mention_precision_word(mention->precision))};
    const Place *place = mention->place;
    if (!place)
        return row;
    row.name = place->name;
    row.country = place->country;
    row.admin1 = place->admin1;
    row.geonames = place->geonames;
    row.latitude = place->latitude;
    row.longitude = place->longitude;
    row.is_located = true;
    return row;
}

static PlaceRow *place_rows(Arena *arena, const PlaceMention **mentions, size_t count)
{
    PlaceRow *rows = ARENA_ARRAY(arena, PlaceRow, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = place_row(mentions[i]);
    return rows;
}

static RoleRow *role_rows(const Making *making, const ClaimRole *roles, size_t count)
{
    RoleRow *rows = ARENA_ARRAY(making->arena, RoleRow, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = (RoleRow){.role = roles[i].role, .as = words_of(making, roles[i].as)};
    return rows;
}

static TextList words_of_spans(const Making *making, const Span *spans, size_t count)
{
    Text *words = ARENA_ARRAY(making->arena, Text, count);
    for (size_t i = 0; i < count; i++)
        words[i] = words_of(making, spans[i]);
    return (TextList){words, count};
}

static QuoteRow quote_row(const Making *making, Span span)
{
    Text text = making->report->text;
    size_t before = span.begin;
    for (int i = 0; i < CONTEXT && before > 0; i++)
        utf8_previous(text, &before);
    size_t behind = span.end;
    for (int i = 0; i < CONTEXT && behind < text.length; i++)
        utf8_next(text, &behind);
    return (QuoteRow){
        .span = text_span(making, span),
        .exact = text_of_span(text, span),
        .prefix = text_slice(text, before, span.begin),
        .suffix = text_slice(text, span.end, behind),
    };
}

static CountRow count_row(const Making *making, const Claim *claim)
{
    const CountMention *count = claim->count;
    if (!count)
        return (CountRow){.low = COUNT_OPEN, .high = COUNT_OPEN};
    return (CountRow){
        .is_given = true,
        .low = count->low,
        .high = count->high,
        .unit = count->unit,
        .of = claim->count_of.length > 0 ? claim->count_of : count->of,
        .as = words_of(making, count->at.span),
        .is_approximate = count->is_approximate,
        .is_vague = count->is_vague,
    };
}

/* Without its via and maybe. */
static SourceRow plain_source_row(const Making *making, const Source *source)
{
    return (SourceRow){
        .id = source->id,
        .as = words_of(making, source->as),
        .type = source->type,
        .where = source->where,
        .knows = source->knows,
        .said = source->said.edtf,
        .n_low = source->n_low,
        .n_high = source->n_high,
    };
}

static SourceRow source_row(const Making *making, uint32_t number)
{
    const Mentions *mentions = making->mentions;
    if (number >= mentions->source_count)
        return (SourceRow){.n_low = 1, .n_high = 1};
    const Source *source = &mentions->sources[number];
    SourceRow row = plain_source_row(making, source);
    row.maybe.items = ARENA_ARRAY(making->arena, Text, source->maybe_count);
    for (size_t i = 0; i < source->maybe_count; i++)
        if (source->maybe[i] < mentions->source_count)
            row.maybe.items[row.maybe.count++] = mentions->sources[source->maybe[i]].id;
    row.via = ARENA_ARRAY(making->arena, SourceRow, source->via_count);
    for (size_t i = 0; i < source->via_count; i++)
        if (source->via[i] < mentions->source_count)
            row.via[row.via_count++] = plain_source_row(making, &mentions->sources[source->via[i]]);
    return row;
}

/* An end was told: by "until", or by an interval that holds on every day ("from May to July"). A bracket
 * within which something fell ("last week") holds on no day surely, and its last day is no announced end. */
static bool tells_end(const Claim *claim)
{
    for (size_t i = 0; i < claim->time_count; i++)
        if (claim->times[i]->is_until)
            return true;
    return !period_is_none(claim->when.all) && claim->when.all.last != DAY_FUTURE &&
           text_find_byte(claim->when.edtf, '/', 0) != SIZE_MAX;
}

static bool is_listed(const TextList *list, Text text)
{
    for (size_t i = 0; i < list->count; i++) {
        Text rest = list->items[i];
        Text word;
        while (text_split(&rest, ' ', &word))
            if (text_equals(word, text))
                return true;
    }
    return false;
}

static void fill_lists(const Making *making, const Claim *claim, ClaimRow *row)
{
    Arena *arena = making->arena;
    row->by = role_rows(making, claim->by, claim->by_count);
    row->by_count = claim->by_count;
    row->whom = role_rows(making, claim->whom, claim->whom_count);
    row->whom_count = claim->whom_count;
    row->names = ARENA_ARRAY(arena, NameRow, claim->name_count);
    row->name_count = claim->name_count;
    for (size_t i = 0; i < claim->name_count; i++)
        row->names[i] = (NameRow){words_of(making, claim->names[i].as), claim->names[i].is};
    row->work = words_of_spans(making, claim->work, claim->work_count);
    row->papers = claim->papers;
    row->where = place_rows(arena, claim->where, claim->where_count);
    row->where_count = claim->where_count;
    row->to = place_rows(arena, claim->to, claim->to_count);
    row->to_count = claim->to_count;
    row->when_as.items = ARENA_ARRAY(arena, Text, claim->time_count);
    row->when_as.count = claim->time_count;
    for (size_t i = 0; i < claim->time_count; i++)
        row->when_as.items[i] = words_of(making, claim->times[i]->at.span);
    row->evidence = ARENA_ARRAY(arena, QuoteRow, claim->evidence_count);
    row->evidence_count = claim->evidence_count;
    for (size_t i = 0; i < claim->evidence_count; i++)
        row->evidence[i] = quote_row(making, claim->evidence[i]);
    row->fields = ARENA_ARRAY(arena, FieldRow, claim->word_count);
    row->field_count = claim->word_count;
    for (size_t i = 0; i < claim->word_count; i++)
        row->fields[i] = (FieldRow){text_from(claim_field_word(claim->words[i].field)),
                                    text_span(making, claim->words[i].span)};
    row->ways = ARENA_ARRAY(arena, WayRow, FIELD_COUNT_ALL);
    for (int f = 0; f < FIELD_COUNT_ALL; f++)
        if (claim->ways[f] != WAY_NONE)
            row->ways[row->way_count++] = (WayRow){text_from(claim_field_word((ClaimField)f)),
                                                   text_from(claim_way_word(claim->ways[f]))};
}

static ClaimRow claim_row(const Making *making, const Claim *claim)
{
    const PackKind *kind = pack_kind(making->pack, claim->kind);
    ClaimRow row = {
        .id = claim->id,
        .report_id = making->report->id,
        .kind = kind->name,
        .status = text_from(mention_status_word(claim->status)),
        .part = text_from(intake_part_word(claim->part)),
        .when = claim->when,
        .starts = claim->starts,
        .asof = text_from(claim_asof_word(claim->asof)),
        .count = count_row(making, claim),
        .source = source_row(making, claim->source),
        .rule = claim->rule,
        .sure = claim->sure,
        .pack = making->pack_name,
        .recorded = making->recorded,
        .superseded = DAY_NONE,
        .is_event = kind->is_event,
        .is_coarse = is_listed(&making->coarse, kind->name),
        .has_end = tells_end(claim),
    };
    fill_lists(making, claim, &row);
    return row;
}

static bool has_words(Text text, const Claim *claim)
{
    for (size_t i = 0; i < claim->evidence_count; i++)
        if (!is_inside(text, claim->evidence[i]))
            return false;
    return claim->evidence_count > 0;
}

/* Two claims of one kind on the very same words share their digest; the second one and on are told apart by
 * their number among them, which is the same on every machine. */
static Text own_id(Arena *arena, Map *seen, Text id)
{
    MapEntry *entry = map_put(seen, id);
    int64_t number = entry->number++;
    if (number == 0)
        return id;
    Text digest = digest_hex(arena, arena_print(arena, "%.*s/%lld", TEXT_ARGS(id), (long long)number));
    Text other = arena_print(arena, "c%.*s", TEXT_ARGS(text_slice(digest, 0, 16)));
    map_put(seen, other)->number++;
    return other;
}

static void fill_claims(const Making *making, ReportRecord *record)
{
    const Claims *claims = making->claims;
    Map seen = map_in(making->arena);
    record->claims = ARENA_ARRAY(making->arena, ClaimRow, claims->count);
    for (size_t i = 0; i < claims->count; i++) {
        if (!has_words(making->report->text, &claims->items[i]))
            continue;
        ClaimRow *row = &record->claims[record->claim_count++];
        *row = claim_row(making, &claims->items[i]);
        row->id = own_id(making->arena, &seen, row->id);
        row->report_id = record->report.id;
    }
}

static void fill_unread(const Making *making, ReportRecord *record)
{
    const Claims *claims = making->claims;
    record->unread = ARENA_ARRAY(making->arena, UnreadRow, claims->unread_count);
    for (size_t i = 0; i < claims->unread_count; i++) {
        const Unread *unread = &claims->unread[i];
        if (unread->sentence >= making->sentences->count)
            continue;
        Span span = making->sentences->items[unread->sentence].span;
        record->unread[record->unread_count++] = (UnreadRow){
            .report_id = record->report.id,
            .words = words_of(making, span),
            .trigger = words_of(making, unread->trigger),
            .span = text_span(making, span),
        };
    }
}

/* Each place once, where it is named first. A people ("Chinese") or a government ("Moscow said") is no place.
 */
static void fill_places(const Making *making, ReportRecord *record)
{
    const Mentions *mentions = making->mentions;
    Map seen = map_in(making->arena);
    record->places = ARENA_ARRAY(making->arena, NamedPlaceRow, mentions->place_count);
    for (size_t i = 0; i < mentions->place_count; i++) {
        const PlaceMention *mention = &mentions->places[i];
        if (mention->is_adjective || mention->is_government)
            continue;
        Text key =
            arena_print(making->arena, "%lld %.*s",
                        (long long)(mention->place ? mention->place->geonames : 0), TEXT_ARGS(mention->as));
        if (map_put(&seen, key)->number++ > 0)
            continue;
        record->places[record->place_count++] = (NamedPlaceRow){
            .report_id = record->report.id,
            .place = place_row(mention),
            .span = text_span(making, mention->at.span),
        };
    }
}

ReportRecord evidence_record(Arena *arena, const Pack *pack, const Report *report, const Sentences *sentences,
                             const Mentions *mentions, const Claims *claims, Day recorded)
{
    Making making = {
        .arena = arena,
        .pack = pack,
        .report = report,
        .sentences = sentences,
        .mentions = mentions,
        .claims = claims,
        .points = utf8_mark(arena, report->text),
        .pack_name =
            arena_print(arena, "%.*s %.*s", TEXT_ARGS(pack_name(pack)), TEXT_ARGS(pack_version(pack))),
        .coarse = pack_setting(pack, TEXT("coarse")),
        .recorded = recorded,
    };
    ReportRecord record = {.report = report_row(&making)};
    fill_claims(&making, &record);
    fill_unread(&making, &record);
    fill_places(&making, &record);
    record.report.claim_count = (int64_t)record.claim_count;
    record.report.unread_count = (int64_t)record.unread_count;
    return record;
}
