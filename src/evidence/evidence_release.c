#include "evidence/evidence_release.h"

/* What stands in a member that does not leave, besides zero. */
typedef enum Blank { BLANK_ZERO, BLANK_DAY, BLANK_BOUND } Blank;

/* A member of a row and the column that it comes from. */
typedef struct Member {
    const char *column;
    size_t offset, size;
    Blank blank;
} Member;

#define MEMBER(column, Row, member, blank)                                                                   \
    {                                                                                                        \
        column, offsetof(Row, member), sizeof(((Row *)NULL)->member), blank                                  \
    }
#define PLAIN(column, Row, member) MEMBER(column, Row, member, BLANK_ZERO)
#define DAY(column, Row, member)   MEMBER(column, Row, member, BLANK_DAY)
#define BOUND(column, Row, member) MEMBER(column, Row, member, BLANK_BOUND)

/* A member of a row that is not listed here stands in no export without --protected. */
static const Member report_members[] = {
    PLAIN("id", ReportRow, id),
    PLAIN("sha256", ReportRow, sha256),
    PLAIN("text_sha256", ReportRow, text_sha256),
    PLAIN("format", ReportRow, format),
    PLAIN("extractor", ReportRow, extractor),
    PLAIN("byte_count", ReportRow, byte_count),
    PLAIN("title", ReportRow, title),
    PLAIN("outlet", ReportRow, outlet),
    PLAIN("url", ReportRow, url),
    PLAIN("language", ReportRow, language),
    PLAIN("translated", ReportRow, translated),
    PLAIN("retold", ReportRow, retold),
    PLAIN("published", ReportRow, published.edtf),
    DAY("published_all_first", ReportRow, published.all.first),
    DAY("published_all_last", ReportRow, published.all.last),
    DAY("published_some_first", ReportRow, published.some.first),
    DAY("published_some_last", ReportRow, published.some.last),
    PLAIN("published_basis", ReportRow, published_basis),
    DAY("recorded", ReportRow, recorded),
    PLAIN("sentence_count", ReportRow, sentence_count),
    PLAIN("claim_count", ReportRow, claim_count),
    PLAIN("unread_count", ReportRow, unread_count),
};
static const Member claim_members[] = {
    PLAIN("id", ClaimRow, id),
    PLAIN("kind", ClaimRow, kind),
    PLAIN("is_event", ClaimRow, is_event),
    PLAIN("is_coarse", ClaimRow, is_coarse),
    PLAIN("status", ClaimRow, status),
    PLAIN("part", ClaimRow, part),
    PLAIN("happens", ClaimRow, when.edtf),
    DAY("all_first", ClaimRow, when.all.first),
    DAY("all_last", ClaimRow, when.all.last),
    DAY("some_first", ClaimRow, when.some.first),
    DAY("some_last", ClaimRow, when.some.last),
    PLAIN("starts", ClaimRow, starts),
    PLAIN("has_end", ClaimRow, has_end),
    PLAIN("asof", ClaimRow, asof),
    PLAIN("number_is_given", ClaimRow, count.is_given),
    BOUND("number_low", ClaimRow, count.low),
    BOUND("number_high", ClaimRow, count.high),
    PLAIN("number_unit", ClaimRow, count.unit),
    PLAIN("number_of", ClaimRow, count.of),
    PLAIN("number_as", ClaimRow, count.as),
    PLAIN("number_is_approximate", ClaimRow, count.is_approximate),
    PLAIN("number_is_vague", ClaimRow, count.is_vague),
    PLAIN("rule", ClaimRow, rule),
    PLAIN("sure", ClaimRow, sure),
    PLAIN("pack", ClaimRow, pack),
    DAY("recorded", ClaimRow, recorded),
    DAY("superseded", ClaimRow, superseded),
};
static const Member role_members[] = {
    PLAIN("role", RoleRow, role),
    PLAIN("as_words", RoleRow, as),
};
static const Member name_members[] = {
    PLAIN("as_words", NameRow, as),
    PLAIN("is_what", NameRow, is),
};
static const Member place_members[] = {
    PLAIN("as_words", PlaceRow, as),        PLAIN("name", PlaceRow, name),
    PLAIN("country", PlaceRow, country),    PLAIN("admin1", PlaceRow, admin1),
    PLAIN("accuracy", PlaceRow, precision), PLAIN("geonames", PlaceRow, geonames),
    PLAIN("latitude", PlaceRow, latitude),  PLAIN("longitude", PlaceRow, longitude),
};
static const Member evidence_members[] = {
    PLAIN("first_byte", QuoteRow, span.begin), PLAIN("end_byte", QuoteRow, span.end),
    PLAIN("start", QuoteRow, span.start),      PLAIN("stop", QuoteRow, span.stop),
    PLAIN("exact", QuoteRow, exact),           PLAIN("prefix", QuoteRow, prefix),
    PLAIN("suffix", QuoteRow, suffix),
};
static const Member field_members[] = {
    PLAIN("field", FieldRow, field),       PLAIN("first_byte", FieldRow, span.begin),
    PLAIN("end_byte", FieldRow, span.end), PLAIN("start", FieldRow, span.start),
    PLAIN("stop", FieldRow, span.stop),
};
static const Member way_members[] = {
    PLAIN("field", WayRow, field),
    PLAIN("way", WayRow, way),
};
static const Member source_members[] = {
    PLAIN("id", SourceRow, id),
    PLAIN("as_words", SourceRow, as),
    PLAIN("type", SourceRow, type),
    PLAIN("where_words", SourceRow, where),
    PLAIN("knows", SourceRow, knows),
    PLAIN("said", SourceRow, said),
    BOUND("voices_low", SourceRow, n_low),
    BOUND("voices_high", SourceRow, n_high),
};
static const Member via_members[] = {
    PLAIN("id", SourceRow, id),
    PLAIN("as_words", SourceRow, as),
    PLAIN("type", SourceRow, type),
    PLAIN("where_words", SourceRow, where),
    PLAIN("knows", SourceRow, knows),
    PLAIN("said", SourceRow, said),
    BOUND("voices_low", SourceRow, n_low),
    BOUND("voices_high", SourceRow, n_high),
};
/* Lists of one text. */
static const Member words_members[] = {{"words", 0, sizeof(Text), BLANK_ZERO}};
static const Member own_members[] = {{"value", 0, sizeof(Text), BLANK_ZERO}};
static const Member maybe_members[] = {{"id", 0, sizeof(Text), BLANK_ZERO}};

typedef enum Kind {
    KIND_REPORT,
    KIND_CLAIM,
    KIND_ROLE,
    KIND_NAME,
    KIND_PLACE,
    KIND_EVIDENCE,
    KIND_FIELD,
    KIND_WAY,
    KIND_SOURCE,
    KIND_VIA,
    KIND_WORDS,
    KIND_OWN,
    KIND_MAYBE,
    KIND_COUNT
} Kind;

#define MEMBERS(table, list)                                                                                 \
    {                                                                                                        \
        table, list, sizeof(list) / sizeof *(list)                                                           \
    }
static const struct {
    const char *table;
    const Member *items;
    size_t count;
} kinds[KIND_COUNT] = {
    [KIND_REPORT] = MEMBERS("report", report_members),
    [KIND_CLAIM] = MEMBERS("claim", claim_members),
    [KIND_ROLE] = MEMBERS("claim_role", role_members),
    [KIND_NAME] = MEMBERS("claim_name", name_members),
    [KIND_PLACE] = MEMBERS("place", place_members),
    [KIND_EVIDENCE] = MEMBERS("claim_evidence", evidence_members),
    [KIND_FIELD] = MEMBERS("claim_field", field_members),
    [KIND_WAY] = MEMBERS("claim_way", way_members),
    [KIND_SOURCE] = MEMBERS("source", source_members),
    [KIND_VIA] = MEMBERS("source_via", via_members),
    [KIND_WORDS] = MEMBERS("claim_words", words_members),
    [KIND_OWN] = MEMBERS("claim_own", own_members),
    [KIND_MAYBE] = MEMBERS("source_maybe", maybe_members),
};

struct EvidenceRelease {
    bool *is_public[KIND_COUNT]; /* of each member */
};

static const char FIND_CLASS[] =
    "SELECT CASE class WHEN 'public' THEN 1 ELSE 2 END FROM column_class WHERE table_name = $1 AND"
    " column_name = $2";

Status evidence_release_load(Evidence *evidence, Arena *arena, EvidenceRelease **out, Error *error)
{
    EvidenceRelease *release = ARENA_NEW(arena, EvidenceRelease);
    EvidenceRow row = evidence_row(evidence, arena, error);
    for (int k = 0; k < KIND_COUNT; k++) {
        release->is_public[k] = ARENA_ARRAY(arena, bool, kinds[k].count);
        for (size_t i = 0; i < kinds[k].count; i++) {
            const Member *member = &kinds[k].items[i];
            evidence_row_begin(&row, FIND_CLASS);
            evidence_put_text(&row, text_from(kinds[k].table));
            evidence_put_text(&row, text_from(member->column));
            int64_t class = evidence_row_run(&row);
            if (row.status != STATUS_OK)
                return row.status;
            if (class == 0)
                return error_at(
                    error, ERR_STORE, evidence->location, 0,
                    "column %s.%s has no class: nothing leaves a base whose column_class does not say "
                    "what may",
                    kinds[k].table, member->column);
            release->is_public[k][i] = class == 1;
        }
    }
    *out = release;
    return STATUS_OK;
}

/* to is zeroed. */
static void copy_row(const EvidenceRelease *release, Kind kind, void *to, const void *from)
{
    static const Day no_day = DAY_NONE;
    static const int64_t no_bound = COUNT_OPEN;
    for (size_t i = 0; i < kinds[kind].count; i++) {
        const Member *member = &kinds[kind].items[i];
        const char *source = (const char *)from + member->offset;
        if (!release->is_public[kind][i]) {
            if (member->blank == BLANK_ZERO)
                continue;
            source = member->blank == BLANK_DAY ? (const char *)&no_day : (const char *)&no_bound;
        }
        memcpy((char *)to + member->offset, source, member->size);
    }
}

static void *copy_rows(const EvidenceRelease *release, Arena *arena, Kind kind, const void *from,
                       size_t count, size_t size)
{
    char *to = arena_alloc_array(arena, count, size);
    for (size_t i = 0; i < count; i++)
        copy_row(release, kind, to + i * size, (const char *)from + i * size);
    return to;
}
#define COPY_ROWS(release, arena, kind, from, count)                                                         \
    copy_rows((release), (arena), (kind), (from), (count), sizeof *(from))

static TextList copy_texts(const EvidenceRelease *release, Arena *arena, Kind kind, TextList from)
{
    TextList to = {0};
    if (release->is_public[kind][0])
        to = (TextList){COPY_ROWS(release, arena, kind, from.items, from.count), from.count};
    return to;
}

static PlaceRow *copy_places(const EvidenceRelease *release, Arena *arena, const PlaceRow *from, size_t count)
{
    PlaceRow *to = COPY_ROWS(release, arena, KIND_PLACE, from, count);
    for (size_t i = 0; i < count; i++)
        to[i].is_located =
            from[i].is_located && to[i].latitude == from[i].latitude && to[i].longitude == from[i].longitude;
    return to;
}

static void hide_private(SourceRow *source)
{
    if (text_is(source->type, "private"))
        source->as = source->where = TEXT_EMPTY;
}

static SourceRow copy_source(const EvidenceRelease *release, Arena *arena, const SourceRow *from)
{
    SourceRow to = {0};
    copy_row(release, KIND_SOURCE, &to, from);
    hide_private(&to);
    to.maybe = copy_texts(release, arena, KIND_MAYBE, from->maybe);
    to.via = COPY_ROWS(release, arena, KIND_VIA, from->via, from->via_count);
    to.via_count = from->via_count;
    for (size_t i = 0; i < to.via_count; i++)
        hide_private(&to.via[i]);
    return to;
}

static ClaimRow copy_claim(const EvidenceRelease *release, Arena *arena, const ClaimRow *from, Text report_id)
{
    ClaimRow to = {.report_id = report_id};
    copy_row(release, KIND_CLAIM, &to, from);
    to.by = COPY_ROWS(release, arena, KIND_ROLE, from->by, from->by_count);
    to.by_count = from->by_count;
    to.whom = COPY_ROWS(release, arena, KIND_ROLE, from->whom, from->whom_count);
    to.whom_count = from->whom_count;
    to.names = COPY_ROWS(release, arena, KIND_NAME, from->names, from->name_count);
    to.name_count = from->name_count;
    to.work = copy_texts(release, arena, KIND_WORDS, from->work);
    to.papers = copy_texts(release, arena, KIND_WORDS, from->papers);
    to.when_as = copy_texts(release, arena, KIND_WORDS, from->when_as);
    to.own = copy_texts(release, arena, KIND_OWN, from->own);
    to.where = copy_places(release, arena, from->where, from->where_count);
    to.where_count = from->where_count;
    to.to = copy_places(release, arena, from->to, from->to_count);
    to.to_count = from->to_count;
    to.source = copy_source(release, arena, &from->source);
    to.evidence = COPY_ROWS(release, arena, KIND_EVIDENCE, from->evidence, from->evidence_count);
    to.evidence_count = from->evidence_count;
    to.fields = COPY_ROWS(release, arena, KIND_FIELD, from->fields, from->field_count);
    to.field_count = from->field_count;
    to.ways = COPY_ROWS(release, arena, KIND_WAY, from->ways, from->way_count);
    to.way_count = from->way_count;
    to.checked = from->checked.length > 0 ? TEXT("checked") : TEXT_EMPTY;
    return to;
}

ReportRecord evidence_release(const EvidenceRelease *release, Arena *arena, const ReportRecord *record)
{
    ReportRecord to = {.claims = ARENA_ARRAY(arena, ClaimRow, record->claim_count),
                       .claim_count = record->claim_count};
    copy_row(release, KIND_REPORT, &to.report, &record->report);
    for (size_t i = 0; i < record->claim_count; i++)
        to.claims[i] = copy_claim(release, arena, &record->claims[i], to.report.id);
    return to;
}
