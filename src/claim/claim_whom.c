/* To whom it is done: the patient of the predicate, the nearest of those affected, the report's people. */
#include "claim/claim_people.h"

enum { ACTORS_MOST = 4 };

static bool at_overlaps(const MentionAt *at, TokenRange range)
{
    return at->token_begin < range.end && range.begin < at->token_end;
}

/* Lines "aside ROLE KIND…" of the pack: people who stand beside those concerned, but for these kinds. */
static bool is_aside(const ClaimReader *reader, Text role, size_t kind)
{
    TextList lines = pack_setting(reader->pack, TEXT("aside"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        if (!text_split(&rest, ' ', &word) || !text_equals(word, role))
            continue;
        while (rest.length && text_split(&rest, ' ', &word))
            if (text_equals(word, pack_kind(reader->pack, kind)->name))
                return false;
        return true;
    }
    return false;
}

/* The rule only means whomever the report is about. */
static bool is_group_default(const ClaimReader *reader, Text role)
{
    TextList lines = pack_setting(reader->pack, TEXT("group"));
    Text rest = lines.count ? lines.items[0] : TEXT_EMPTY;
    Text first = TEXT_EMPTY;
    return reader->mentions->group.length && text_split(&rest, ' ', &first) && text_equals(first, role);
}

static bool is_claims_imposer(const Draft *draft, const ActorMention *actor)
{
    for (size_t i = 0; i < draft->claim.by_count; i++)
        if (span_overlaps(draft->claim.by[i].as, actor->at.span))
            return true;
    return false;
}

/* Somebody to whom such a thing is done: of a role of the kind's line "concerned", or else affected. */
static bool may_be_concerned(const ClaimReader *reader, const Draft *draft, TextList concerned, Text role)
{
    if (concerned.count)
        return claim_list_has(concerned, role);
    return pack_is_affected(reader->pack, role) && !is_aside(reader, role, draft->claim.kind);
}

/* The nearest to the predicate of those concerned within the range. */
static const ActorMention *nearest_concerned(const ClaimReader *reader, const Draft *draft, TokenRange range)
{
    TextList concerned = claim_kind_words(reader, TEXT("concerned"), draft->claim.kind);
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    const ActorMention *best = NULL;
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if (!may_be_concerned(reader, draft, concerned, actor->role) || !at_overlaps(&actor->at, range) ||
            claim_is_speaker(reader, actor) || is_claims_imposer(draft, actor))
            continue;
        if (!best ||
            claim_distance(match->at.predicate, &actor->at) < claim_distance(match->at.predicate, &best->at))
            best = actor;
    }
    return best;
}

/* The role is one of the sending country's: the first of a line "by-nation". */
static bool is_of_home(const ClaimReader *reader, Text role)
{
    TextList lines = pack_setting(reader->pack, TEXT("by-nation"));
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text home;
        if (text_split(&rest, ' ', &home) && text_equals(home, role))
            return true;
    }
    return false;
}

/* Whom the predicate is done to, and those joined to them: "companies and workers". */
static size_t find_patients(const ClaimReader *reader, const Draft *draft, const ActorMention **out)
{
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    int32_t token = language_patient(reader->sentences, match->at.predicate);
    size_t count = 0;
    if (claim_kind_has(reader, TEXT("contacts"), draft->claim.kind))
        return 0; /* whom they may not meet */
    bool is_single = claim_kind_has(reader, TEXT("single"), draft->claim.kind);
    bool is_affected = false;
    for (; token >= 0 && count < ACTORS_MOST;
         token = language_next_conjunct(reader->sentences, (size_t)token)) {
        const ActorMention *actor = claim_actor_at(reader, view, token);
        if (!actor || claim_is_speaker(reader, actor) || is_claims_imposer(draft, actor) ||
            is_aside(reader, actor->role, draft->claim.kind))
            continue;
        is_affected = is_affected || pack_is_affected(reader->pack, actor->role) ||
                      (is_single && is_of_home(reader, actor->role));
        out[count++] = actor;
    }
    return is_affected ? count : 0;
}

void claim_fill_whom(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    FieldWay *way = &draft->claim.ways[FIELD_WHOM];
    if (rule->whom_fixed) {
        *way = WAY_RULE;
        claim_set_roles(reader, draft, FIELD_WHOM, rule->whom);
        return;
    }
    const RuleMatch *match = &draft->match;
    const ActorMention *found[ACTORS_MOST];
    size_t count = find_patients(reader, draft, found);
    *way = WAY_ARGUMENT;
    if (!count) {
        const TokenRange ranges[] = {match->at.whole, match->clause, reader->views[match->sentence].tokens};
        const FieldWay ways[] = {WAY_PATTERN, WAY_CLAUSE, WAY_SENTENCE};
        size_t most = rule->whom.count ? 2 : 3; /* where the rule has a default, the clause must name them */
        for (size_t i = 0; i < most && !count; i++) {
            *way = ways[i];
            found[0] = nearest_concerned(reader, draft, ranges[i]);
            count = found[0] != NULL;
        }
    }
    if (count) {
        claim_set_actors(reader, draft, FIELD_WHOM, found, count);
        return;
    }
    *way = rule->whom.count ? WAY_RULE : WAY_NONE;
    claim_set_roles(reader, draft, FIELD_WHOM, rule->whom);
    if (rule->whom.count == 1 && is_group_default(reader, rule->whom.items[0])) {
        *way = WAY_GROUP;
        claim_set_role(reader, draft, FIELD_WHOM, reader->mentions->group);
    }
}
