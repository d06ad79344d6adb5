/* How sure the reader is that the words say what a claim says: a linear model over what the rule, the
 * sentence and the fields tell, with the weights of the pack; whole numbers throughout, so that every machine
 * gives the same. */
#include "claim/claim_parts.h"

/* own terms: of docs/pack-format.md */
static const char *const feature_words[SURE_FEATURES] = {
    [SURE_BIAS] = "bias",
    [SURE_WORDS] = "words",
    [SURE_GAPS] = "gaps",
    [SURE_PATTERNS] = "patterns",
    [SURE_CONSTRAINTS] = "constraints",
    [SURE_VERB] = "verb",
    [SURE_DEPTH] = "depth",
    [SURE_LONG] = "long",
    [SURE_RIVALS] = "rivals",
    [SURE_REPEATS] = "repeats",
    [SURE_TITLE] = "title",
    [SURE_CAPTION] = "caption",
    [SURE_TWIN] = "twin",
    [SURE_NOT_SAID] = "not-said",
    [SURE_WHOM_NEAR] = "whom-near",
    [SURE_WHOM_FAR] = "whom-far",
    [SURE_BY] = "by",
    [SURE_WHERE_NEAR] = "where-near",
    [SURE_WHERE_FAR] = "where-far",
    [SURE_TO] = "to",
    [SURE_WHEN] = "when",
    [SURE_COUNT] = "count",
    [SURE_SOURCE] = "source",
    [SURE_NAMES] = "names",
};

const char *claim_sure_word(SureFeature feature) { return feature_words[feature]; }

static int8_t at_most(size_t value, size_t most) { return (int8_t)(value < most ? value : most); }

/* Steps from the token to the sentence's root. */
static size_t depth_of(const Sentences *sentences, uint32_t token, size_t most)
{
    size_t depth = 0;
    for (int32_t at = sentences->tokens[token].head; at >= 0 && depth < most; depth++)
        at = sentences->tokens[at].head;
    return depth;
}

static bool is_near_way(FieldWay way)
{
    return way == WAY_ARGUMENT || way == WAY_PATTERN || way == WAY_CLAUSE;
}

/* Other claims read from the same words, and others of the rule: drafts stand in the order of the text. */
static void count_others(const Drafts *drafts, size_t number, int8_t out[SURE_FEATURES])
{
    enum { LOOKED_AT = 24, MOST = 4 };
    const Draft *draft = &drafts->items[number];
    size_t first = number > LOOKED_AT ? number - LOOKED_AT : 0;
    size_t rivals = 0;
    size_t repeats = 0;
    for (size_t i = first; i < drafts->count && i <= number + LOOKED_AT; i++) {
        const Draft *other = &drafts->items[i];
        if (i == number)
            continue;
        rivals += other->match.clause.begin < draft->match.clause.end &&
                  draft->match.clause.begin < other->match.clause.end;
        repeats += other->claim.kind == draft->claim.kind;
    }
    out[SURE_RIVALS] = at_most(rivals, MOST);
    out[SURE_REPEATS] = at_most(repeats, MOST);
}

static void describe_match(const ClaimReader *reader, const RuleMatch *match, int8_t out[SURE_FEATURES])
{
    enum { WORDS = 8, GAPS = 12, PATTERNS = 30, DEPTH = 6, LONG = 40 };
    const PackRule *rule = pack_rule(reader->pack, match->rule);
    uint32_t length = match->at.whole.end - match->at.whole.begin;
    uint32_t weight = match->at.weight < length ? match->at.weight : length;
    TokenRange tokens = reader->views[match->sentence].tokens;
    out[SURE_WORDS] = at_most(match->at.weight, WORDS);
    out[SURE_GAPS] = at_most(length - weight, GAPS);
    out[SURE_PATTERNS] = at_most(rule->match_count, PATTERNS);
    out[SURE_CONSTRAINTS] = at_most(rule->about_count + rule->with_count + rule->not_count, 1);
    out[SURE_VERB] = reader->sentences->tokens[match->at.predicate].upos == UPOS_VERB;
    out[SURE_DEPTH] = at_most(depth_of(reader->sentences, match->at.predicate, DEPTH), DEPTH);
    out[SURE_LONG] = tokens.end - tokens.begin > LONG;
}

void claim_describe(const ClaimReader *reader, const Drafts *drafts, size_t number, int8_t out[SURE_FEATURES])
{
    const Draft *draft = &drafts->items[number];
    const Claim *claim = &draft->claim;
    const FieldWay *ways = claim->ways;
    describe_match(reader, &draft->match, out);
    count_others(drafts, number, out);
    out[SURE_BIAS] = 1;
    out[SURE_TITLE] = claim->part == PART_TITLE || claim->part == PART_HEADING;
    out[SURE_CAPTION] = claim->part == PART_CAPTION;
    out[SURE_TWIN] = claim->evidence_count > 1;
    out[SURE_NOT_SAID] = claim->status != CLAIM_SAID;
    out[SURE_WHOM_NEAR] = is_near_way(ways[FIELD_WHOM]);
    out[SURE_WHOM_FAR] = ways[FIELD_WHOM] != WAY_NONE && !out[SURE_WHOM_NEAR];
    out[SURE_BY] = is_near_way(ways[FIELD_BY]) || ways[FIELD_BY] == WAY_ABOVE;
    out[SURE_WHERE_NEAR] = is_near_way(ways[FIELD_WHERE]);
    out[SURE_WHERE_FAR] = ways[FIELD_WHERE] != WAY_NONE && !out[SURE_WHERE_NEAR];
    out[SURE_TO] = claim->to_count > 0;
    out[SURE_WHEN] = claim->when.edtf.length > 0;
    out[SURE_COUNT] = claim->count != NULL;
    out[SURE_SOURCE] = claim->source != SOURCE_NONE;
    out[SURE_NAMES] = claim->name_count > 0;
}

/* 1000 / (1 + e^-x) at whole x from 0 to 8; what lies between is drawn straight. */
static const int64_t logistic[] = {500, 731, 881, 953, 982, 993, 998, 999, 1000};

/* score in thousandths of a logit; out of 1000. */
static int64_t share_of(int64_t score)
{
    enum { UNIT = 1000, LAST = sizeof logistic / sizeof *logistic - 1 };
    int64_t size = score < 0 ? -score : score;
    int64_t step = size / UNIT;
    int64_t share = step >= LAST
                        ? logistic[LAST]
                        : logistic[step] + (logistic[step + 1] - logistic[step]) * (size % UNIT) / UNIT;
    return score < 0 ? UNIT - share : share;
}

/* How often a claim of the kind was right when the pack was measured, drawn towards one half by two claims
 * that nobody made, so that few cases promise little. */
static double measured_share(const PackKind *kind) { return (kind->right + 1.0) / (kind->made + 2.0); }

double claim_sureness(const Pack *pack, size_t kind, const int8_t features[SURE_FEATURES])
{
    enum { LEAST = 20, MOST = 980 };
    int64_t weight = 0;
    int64_t score = pack_weight(pack, pack_kind(pack, kind)->name, &weight) ? weight : 0;
    for (int f = 0; f < SURE_FEATURES; f++) {
        if (!pack_weight(pack, text_from(feature_words[f]), &weight) && f == SURE_BIAS)
            return measured_share(pack_kind(pack, kind)); /* the pack has no weights */
        score += weight * features[f];
    }
    int64_t share = share_of(score);
    return (double)(share < LEAST ? LEAST : share > MOST ? MOST : share) / 1000;
}
