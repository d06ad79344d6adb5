/* Which number of the sentence is the claim's: one number is one claim's count. */
#include "claim/claim_parts.h"

enum {
    SCORE_IN_PATTERN = 40,
    SCORE_ARGUMENT = 30,
    SCORE_WHOM = 25,
    SCORE_BELOW = 20,
    SCORE_LEAST = 20,
    FAR = 10,
    NEAR = 8,
    UP_MOST = 3,
    CLEARLY = 15
};

/* The pack's lines "count KIND UNIT…": what a kind counts, the likeliest first; kinds that stand earlier take
 * a number before later ones. */
typedef struct KindUnits {
    Text units; /* empty: the kind counts nothing unless its rule says so */
    size_t rank;
} KindUnits;

static KindUnits units_of(const ClaimReader *reader, size_t kind)
{
    TextList lines = pack_setting(reader->pack, TEXT("count"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text name;
        if (text_split(&rest, ' ', &name) && text_equals(name, pack_kind(reader->pack, kind)->name))
            return (KindUnits){rest, i};
    }
    return (KindUnits){TEXT_EMPTY, lines.count};
}

/* Money is any currency. */
static bool is_unit(const CountMention *count, Text wanted)
{
    return text_equals(count->unit, wanted) || (text_is(wanted, "money") && count->is_money);
}

/* How far down the list the count's unit stands, or SIZE_MAX. */
static size_t unit_place(const CountMention *count, Text units)
{
    Text unit;
    for (size_t place = 0; units.length && text_split(&units, ' ', &unit); place++)
        if (is_unit(count, unit))
            return place;
    return SIZE_MAX;
}

static bool is_inside(const CountMention *count, int32_t token)
{
    return token >= 0 && (uint32_t)token >= count->at.token_begin && (uint32_t)token < count->at.token_end;
}

/* The number counts an argument of the predicate, or stands below it in the tree. */
static uint32_t tree_score(const ClaimReader *reader, const CountMention *count, uint32_t predicate)
{
    const Sentences *sentences = reader->sentences;
    if (is_inside(count, language_subject(sentences, predicate)) ||
        is_inside(count, language_object(sentences, predicate)) ||
        is_inside(count, language_patient(sentences, predicate)))
        return SCORE_ARGUMENT;
    int32_t token = (int32_t)(count->noun == UINT32_MAX ? count->at.token_end - 1 : count->noun);
    for (int up = 0; up < UP_MOST && token >= 0; up++) {
        if ((uint32_t)token == predicate)
            return SCORE_BELOW;
        token = sentences->tokens[token].head;
    }
    return 0;
}

static bool is_whom(const Claim *claim, Span span)
{
    for (size_t i = 0; i < claim->whom_count; i++)
        if (!span_is_empty(claim->whom[i].as) && span_overlaps(claim->whom[i].as, span))
            return true;
    return false;
}

/* A preposition and a definite article, and nothing else, stand between the two. */
static bool follows_as_whole(const Sentences *sentences, const CountMention *part, const CountMention *whole)
{
    uint32_t at = part->at.token_end;
    return at + 2 == whole->at.token_begin && sentences->tokens[at].upos == UPOS_ADP &&
           language_feature(&sentences->tokens[at + 1], FEATURE_DEFINITE) == DEFINITE_DEF;
}

/* "Seventy of the 180": the whole that another number is a part of. */
static bool is_whole_of_part(const ClaimReader *reader, const Draft *draft, const CountMention *count)
{
    const SentenceView *view = &reader->views[draft->match.sentence];
    for (uint32_t i = view->counts; i < view[1].counts; i++) {
        const CountMention *part = &reader->mentions->counts[i];
        if (text_equals(part->unit, count->unit) && follows_as_whole(reader->sentences, part, count))
            return true;
    }
    return false;
}

/* 0 where the number is not the claim's. */
static uint32_t score_of(const ClaimReader *reader, const Draft *draft, const PackRule *rule,
                         const CountMention *count)
{
    const RuleMatch *match = &draft->match;
    bool in_clause =
        count->at.token_begin >= match->clause.begin && count->at.token_begin < match->clause.end;
    bool in_pattern =
        count->at.token_end > match->at.whole.begin && count->at.token_begin < match->at.whole.end;
    KindUnits units = units_of(reader, draft->claim.kind);
    size_t place = unit_place(count, units.units);
    bool by_rule = rule->count_unit.length && is_unit(count, rule->count_unit);
    if (!(in_clause || in_pattern) || (place == SIZE_MAX && !by_rule) ||
        is_whole_of_part(reader, draft, count))
        return 0;
    uint32_t predicate = match->at.predicate;
    uint32_t at = count->at.token_begin;
    uint32_t far = at > predicate ? at - predicate : predicate - at;
    uint32_t ties = (in_pattern ? SCORE_IN_PATTERN : 0) + tree_score(reader, count, predicate) +
                    (is_whom(&draft->claim, count->at.span) ? SCORE_WHOM : 0);
    bool is_people = text_is(count->unit, "people");
    if (far <= NEAR && ties < SCORE_BELOW)
        ties = SCORE_BELOW;
    if (is_people && !by_rule && ties < SCORE_LEAST)
        return 0;
    return ties + (by_rule ? SCORE_IN_PATTERN : 0) + 2 * FAR - (far < FAR ? far : FAR) -
           (uint32_t)(place < FAR ? place : 0);
}

static FieldWay way_of(const ClaimReader *reader, const RuleMatch *match, const CountMention *count)
{
    if (count->at.token_end > match->at.whole.begin && count->at.token_begin < match->at.whole.end)
        return WAY_PATTERN;
    return tree_score(reader, count, match->at.predicate) ? WAY_ARGUMENT : WAY_CLAUSE;
}

static bool is_listed(const ClaimReader *reader, Text key, size_t kind)
{
    TextList lines = pack_setting(reader->pack, key);
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text name;
        while (rest.length && text_split(&rest, ' ', &name))
            if (text_equals(name, pack_kind(reader->pack, kind)->name))
                return true;
    }
    return false;
}

/* "a cook was beaten": the one to whom it was done, where the words bring in a single person. */
static void count_single(ClaimReader *reader, Draft *draft)
{
    const Sentences *sentences = reader->sentences;
    int32_t patient = language_patient(sentences, draft->match.at.predicate);
    if (patient < 0)
        patient = language_subject(sentences, draft->match.at.predicate);
    if (patient < 0 || !is_listed(reader, TEXT("single"), draft->claim.kind))
        return;
    const Token *person = &sentences->tokens[patient];
    int32_t determiner = language_child(sentences, (size_t)patient, DEPREL_DET);
    bool is_new =
        determiner >= 0 && language_feature(&sentences->tokens[determiner], FEATURE_DEFINITE) == DEFINITE_IND;
    if (!is_new || person->upos != UPOS_NOUN || language_feature(person, FEATURE_NUMBER) != NUMBER_SING ||
        !is_whom(&draft->claim, person->span))
        return;
    CountMention *one = ARENA_NEW(reader->arena, CountMention);
    uint32_t token = (uint32_t)patient;
    *one = (CountMention){.at = {person->span, draft->match.sentence, token, token + 1},
                          .low = 1,
                          .high = 1,
                          .unit = TEXT("people"),
                          .noun = token};
    draft->claim.count = one;
    draft->claim.ways[FIELD_COUNT] = WAY_ARGUMENT;
}

void claim_fill_count(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    const SentenceView *view = &reader->views[draft->match.sentence];
    for (uint32_t i = view->counts; i < view[1].counts; i++) {
        const CountMention *count = &reader->mentions->counts[i];
        uint32_t score = score_of(reader, draft, rule, count);
        if (score > draft->count_score) {
            draft->count_score = score;
            draft->claim.count = count;
            draft->claim.ways[FIELD_COUNT] = way_of(reader, &draft->match, count);
            draft->claim.count_of = rule->count_of.length ? rule->count_of : count->of;
        }
    }
    if (!draft->claim.count)
        count_single(reader, draft);
}

/* True where the first draft has the better right to the number. */
static bool goes_first(const ClaimReader *reader, const Draft *a, const Draft *b)
{
    size_t rank_a = units_of(reader, a->claim.kind).rank;
    size_t rank_b = units_of(reader, b->claim.kind).rank;
    uint32_t score_a = a->count_score;
    uint32_t score_b = b->count_score;
    Text counted = TEXT("counted"); /* their patterns hold the number, whatever it counts */
    bool by_kind = !text_is(a->claim.count->unit, "people") || is_listed(reader, counted, a->claim.kind) ||
                   is_listed(reader, counted, b->claim.kind);
    bool is_clear = !by_kind && (score_a > score_b + CLEARLY || score_b > score_a + CLEARLY);
    if (rank_a == rank_b || is_clear)
        return score_a >= score_b;
    return rank_a < rank_b;
}

static void drop_count(Draft *draft)
{
    draft->claim.count = NULL;
    draft->claim.ways[FIELD_COUNT] = WAY_NONE;
    draft->claim.count_of = TEXT_EMPTY;
    draft->count_score = 0;
}

void claim_settle_counts(ClaimReader *reader, Drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        Draft *draft = &drafts->items[i];
        for (size_t j = i;
             j-- > 0 && draft->claim.count && drafts->items[j].match.sentence == draft->match.sentence;) {
            Draft *other = &drafts->items[j];
            if (other->claim.count != draft->claim.count || other->claim.kind == draft->claim.kind)
                continue;
            drop_count(goes_first(reader, other, draft) ? draft : other);
        }
    }
    for (size_t i = 0; i < drafts->count; i++) {
        Draft *draft = &drafts->items[i];
        if (draft->claim.count)
            claim_add_words(reader, draft, FIELD_COUNT, draft->claim.count->at.span);
        draft->is_dropped = draft->is_dropped ||
                            (!draft->claim.count && is_listed(reader, TEXT("counted"), draft->claim.kind));
    }
}
