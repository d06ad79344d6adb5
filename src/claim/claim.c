/* From sentences and mentions to claims: words, rules, fields, merging. */
#include "claim/claim_parts.h"

const char *claim_asof_word(ClaimAsOf asof)
{
    switch (asof) {
    case ASOF_NONE:
        return NULL;
    case ASOF_REPORT:
        return "report";
    case ASOF_BEFORE:
        return "before";
    case ASOF_AFTER:
        return "after";
    case ASOF_GENERAL:
        return "general";
    }
    return NULL;
}

const char *claim_field_word(ClaimField field)
{
    switch (field) {
    case FIELD_KIND:
        return "kind";
    case FIELD_STATUS:
        return "status";
    case FIELD_BY:
        return "by";
    case FIELD_WHOM:
        return "whom";
    case FIELD_WHERE:
        return "where";
    case FIELD_TO:
        return "to";
    case FIELD_WHEN:
        return "when";
    case FIELD_COUNT:
        return "count";
    case FIELD_SOURCE:
        return "source";
    case FIELD_NAMES:
        return "names";
    case FIELD_WORK:
        return "work";
    case FIELD_PAPERS:
        return "papers";
    }
    return NULL;
}

const char *claim_way_word(FieldWay way)
{
    static const char *const words[] = {
        [WAY_PATTERN] = "pattern",
        [WAY_RULE] = "rule",
        [WAY_FORM] = "form",
        [WAY_ARGUMENT] = "argument",
        [WAY_CLAUSE] = "clause",
        [WAY_ABOVE] = "clause above",
        [WAY_SENTENCE] = "sentence",
        [WAY_PARAGRAPH] = "paragraph",
        [WAY_LEAD] = "lead",
        [WAY_SOURCE] = "place of the source",
        [WAY_SCENE] = "place of the report",
        [WAY_KIND] = "kind",
        [WAY_USUAL] = "usual",
        [WAY_GROUP] = "people of the report",
        [WAY_TWIN] = "twin",
    };
    return words[way];
}

static bool is_read(PartKind kind)
{
    return kind == PART_TITLE || kind == PART_HEADING || kind == PART_BODY || kind == PART_CAPTION;
}

/* Number of the first mention whose sentence is not before this one. */
#define SKIP_TO(items, count, next, number)                                                                  \
    while ((next) < (count) && (items)[(next)].at.sentence < (number))                                       \
    (next)++

static void make_views(ClaimReader *reader)
{
    const Mentions *mentions = reader->mentions;
    size_t count = reader->sentences->count;
    SentenceView at = {0};
    reader->views = ARENA_ARRAY(reader->arena, SentenceView, count + 1);
    reader->lead = UINT32_MAX;
    for (size_t s = 0; s <= count; s++) {
        SKIP_TO(mentions->times, mentions->time_count, at.times, s);
        SKIP_TO(mentions->places, mentions->place_count, at.places, s);
        SKIP_TO(mentions->counts, mentions->count_count, at.counts, s);
        SKIP_TO(mentions->actors, mentions->actor_count, at.actors, s);
        SKIP_TO(mentions->names, mentions->name_count, at.names, s);
        reader->views[s] = at;
        if (s == count)
            break;
        const Sentence *sentence = &reader->sentences->items[s];
        PartKind kind = reader->report->parts[sentence->part].kind;
        reader->views[s].number = (uint32_t)s;
        reader->views[s].tokens = (TokenRange){sentence->token_begin, sentence->token_end};
        if (sentence->token_end - sentence->token_begin > LANGUAGE_WINDOW) /* a table, or nothing at all */
            reader->views[s].tokens.end = sentence->token_begin + LANGUAGE_WINDOW;
        reader->views[s].is_readable = is_read(kind);
        bool is_dateline =
            s + 1 < count && claim_is_dash(reader, &reader->sentences->tokens[sentence->token_end - 1]);
        if (kind == PART_BODY && reader->lead == UINT32_MAX && !is_dateline)
            reader->lead = (uint32_t)s;
    }
}

static const Place *find_place(const ClaimReader *reader, Text setting)
{
    TextList names = pack_setting(reader->pack, setting);
    const Place **places = NULL;
    if (names.count && mention_look_up_place(reader->data, reader->arena, names.items[0], &places))
        return places[0];
    return NULL;
}

void claim_open(ClaimReader *reader)
{
    const Place *home = find_place(reader, TEXT("home-state"));
    reader->home_country = home ? home->country : TEXT_EMPTY;
    reader->home_capital = find_place(reader, TEXT("home-capital"));
    make_views(reader);
    claim_find_words(reader);
    claim_open_moods(reader);
    claim_open_yields(reader);
}

/* Words of the class in the parts that are read. */
static size_t count_class(const ClaimReader *reader, size_t class)
{
    size_t count = 0;
    for (size_t s = 0; class != SIZE_MAX && s < reader->sentences->count; s++)
        for (size_t h = 0; h < reader->views[s].hit_count; h++)
            count += reader->views[s].hits[h].class == class;
    return count;
}

/* A report is about the pack's subject if it holds a word of each line "topic", and such words stand in it
 * often enough: a long report that names the subject in passing is about something else. */
static bool is_on_topic(const ClaimReader *reader)
{
    enum { TOKENS_A_WORD = 150 };
    TextList topics = pack_setting(reader->pack, TEXT("topic"));
    size_t total = 0;
    for (size_t i = 0; i < topics.count; i++) {
        Text rest = topics.items[i];
        Text name;
        size_t before = total;
        while (rest.length && text_split(&rest, ' ', &name))
            total += count_class(reader, pack_find_class(reader->pack, name));
        if (total == before)
            return false;
    }
    return total * TOKENS_A_WORD >= reader->sentences->token_count || !topics.count;
}

static Drafts make_drafts(ClaimReader *reader, const RuleMatches *matches)
{
    enum { CLAIM_LIMIT = 20000 };
    Drafts drafts = {0};
    for (size_t i = 0; i < matches->count && drafts.count < CLAIM_LIMIT; i++) {
        if (matches->items[i].is_dropped)
            continue;
        Draft draft = {.match = matches->items[i]};
        if (claim_fill(reader, &draft))
            *LIST_ADD(reader->arena, &drafts) = draft;
    }
    return drafts;
}

static bool is_trigger(const Pack *pack, uint32_t class)
{
    size_t count = 0;
    pack_class_triggers(pack, class, &count);
    return count > 0 && pack_find_class(pack, pack_class_name(pack, class)) == class;
}

/* Sentences with a trigger and without a claim. */
static void find_unread(ClaimReader *reader, const RuleMatches *matches, Claims *claims)
{
    LIST_OF(Unread) unread = {0};
    size_t next = 0;
    for (size_t s = 0; s < reader->sentences->count; s++) {
        bool is_said = false;
        for (; next < matches->count && matches->items[next].sentence <= s; next++)
            is_said = is_said || matches->items[next].sentence == s;
        const SentenceView *view = &reader->views[s];
        for (size_t h = 0; !is_said && h < view->hit_count; h++) {
            if (!is_trigger(reader->pack, view->hits[h].class))
                continue;
            Span span = claim_span_of(reader, (TokenRange){view->hits[h].token, view->hits[h].end});
            *LIST_ADD(reader->arena, &unread) = (Unread){(uint32_t)s, span};
            break;
        }
    }
    claims->unread = unread.items;
    claims->unread_count = unread.count;
}

Claims claim_extract(Arena *arena, const Pack *pack, const MentionData *data, const Report *report,
                     const Sentences *sentences, const Mentions *mentions)
{
    ClaimReader reader = {.arena = arena,
                          .pack = pack,
                          .data = data,
                          .report = report,
                          .sentences = sentences,
                          .mentions = mentions};
    Claims claims = {0};
    claim_open(&reader);
    if (!is_on_topic(&reader))
        return claims;
    RuleMatches matches = claim_match_rules(&reader);
    Drafts drafts = make_drafts(&reader, &matches);
    claim_settle_by(&reader, &drafts);
    claim_settle_counts(&reader, &drafts);
    find_unread(&reader, &matches, &claims);
    claim_merge(&reader, &drafts);
    claims.items = ARENA_ARRAY(arena, Claim, drafts.count + 1);
    for (; claims.count < drafts.count; claims.count++) {
        Claim *claim = &claims.items[claims.count];
        *claim = drafts.items[claims.count].claim;
        claim->words = drafts.items[claims.count].words.items;
        claim->word_count = drafts.items[claims.count].words.count;
        claim_describe(&reader, &drafts, claims.count, claim->features);
        claim->sure = claim_sureness(pack, claim->kind, claim->features);
    }
    return claims;
}
