/* Who does it, and to whom: the actors of the clause, seen from the predicate. */
#include "claim/claim_parts.h"

static bool at_overlaps(const MentionAt *at, TokenRange range)
{
    return at->token_begin < range.end && range.begin < at->token_end;
}

static const ActorMention *actor_at(const ClaimReader *reader, const SentenceView *view, int32_t token)
{
    for (uint32_t i = view->actors; token >= 0 && i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if ((uint32_t)token >= actor->at.token_begin && (uint32_t)token < actor->at.token_end)
            return actor;
    }
    return NULL;
}

/* Another actor stands before it in the words: "the manager of a company that employs …". */
static bool follows_actor(const ClaimReader *reader, Span as, const ActorMention *actor)
{
    const SentenceView *view = &reader->views[actor->at.sentence];
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *other = &reader->mentions->actors[i];
        if (other->at.span.begin < actor->at.span.begin && span_contains(as, other->at.span))
            return true;
    }
    return false;
}

/* An actor that only introduces the speaker says nothing of who is concerned. */
static bool is_speaker(const ClaimReader *reader, const ActorMention *actor)
{
    for (size_t i = 0; i < reader->mentions->source_count; i++)
        if (span_contains(reader->mentions->sources[i].as, actor->at.span) &&
            !follows_actor(reader, reader->mentions->sources[i].as, actor))
            return true;
    for (size_t i = 0; i < reader->mentions->attribution_count; i++)
        if (span_overlaps(reader->mentions->attributions[i].cue, actor->at.span))
            return true;
    return false;
}

static uint32_t distance(uint32_t token, const MentionAt *at)
{
    if (token < at->token_begin)
        return at->token_begin - token;
    return token >= at->token_end ? token - at->token_end + 1 : 0;
}

/* The nearest to the predicate within the range, of those affected or of the others. */
static const ActorMention *nearest_actor(const ClaimReader *reader, const RuleMatch *match, TokenRange range,
                                         bool affected, const ActorMention *but)
{
    const SentenceView *view = &reader->views[match->sentence];
    const ActorMention *best = NULL;
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if (actor == but || pack_is_affected(reader->pack, actor->role) != affected ||
            !at_overlaps(&actor->at, range) || is_speaker(reader, actor))
            continue;
        if (!best || distance(match->at.predicate, &actor->at) < distance(match->at.predicate, &best->at))
            best = actor;
    }
    return best;
}

static void set_roles(ClaimReader *reader, Draft *draft, ClaimField field, TextList roles, Span as)
{
    ClaimRole *items = ARENA_ARRAY(reader->arena, ClaimRole, roles.count + 1);
    for (size_t i = 0; i < roles.count; i++)
        items[i] = (ClaimRole){roles.items[i], as};
    Claim *claim = &draft->claim;
    if (field == FIELD_BY) {
        claim->by = items;
        claim->by_count = roles.count;
    } else {
        claim->whom = items;
        claim->whom_count = roles.count;
    }
    if (!span_is_empty(as))
        claim_add_words(reader, draft, field, as);
}

static void set_role(ClaimReader *reader, Draft *draft, ClaimField field, Text role, Span as)
{
    set_roles(reader, draft, field, (TextList){&role, 1}, as);
}

static bool is_imposer(const ClaimReader *reader, const ActorMention *actor)
{
    return actor && !pack_is_affected(reader->pack, actor->role) && !is_speaker(reader, actor);
}

static bool has_tree(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++)
        if (language_deprel_base(reader->sentences->tokens[t].deprel) == DEPREL_NSUBJ)
            return true;
    return false;
}

/* Up the tree: "is weighing a plan to post", "told everyone not to travel". */
static const ActorMention *agent_above(const ClaimReader *reader, const SentenceView *view,
                                       uint32_t predicate)
{
    enum { STEPS = 4 };
    const Token *tokens = reader->sentences->tokens;
    int32_t token = (int32_t)predicate;
    for (int i = 0; i < STEPS && token >= 0; i++) {
        const ActorMention *agent = actor_at(reader, view, language_agent(reader->sentences, (size_t)token));
        if (is_imposer(reader, agent))
            return agent;
        Deprel relation = language_deprel_base(tokens[token].deprel);
        if (relation != DEPREL_XCOMP && relation != DEPREL_CCOMP && relation != DEPREL_ACL &&
            relation != DEPREL_OBJ && relation != DEPREL_ADVCL && relation != DEPREL_CONJ)
            break;
        token = tokens[token].head;
    }
    return NULL;
}

/* Lines "imposer KIND ROLE…" of the pack: who mostly does such a thing. */
static TextList usual_roles(const ClaimReader *reader, size_t kind)
{
    TextList lines = pack_setting(reader->pack, TEXT("imposer"));
    TextList roles = {NULL, 0};
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        if (!text_split(&rest, ' ', &word) || !text_equals(word, pack_kind(reader->pack, kind)->name))
            continue;
        roles.items = ARENA_ARRAY(reader->arena, Text, rest.length + 1);
        while (text_split(&rest, ' ', &word))
            if (word.length)
                roles.items[roles.count++] = word;
    }
    return roles;
}

static bool has_role(TextList roles, Text role)
{
    for (size_t i = 0; i < roles.count; i++)
        if (text_equals(roles.items[i], role))
            return true;
    return false;
}

/* The nearest one of these roles that the sentence names. */
static const ActorMention *nearest_of(const ClaimReader *reader, uint32_t sentence, uint32_t token,
                                      TextList roles)
{
    const SentenceView *view = &reader->views[sentence];
    const ActorMention *best = NULL;
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if (has_role(roles, actor->role) && !is_speaker(reader, actor) &&
            (!best || distance(token, &actor->at) < distance(token, &best->at)))
            best = actor;
    }
    return best;
}

/* Who does what the predicate says; NULL where the clause does not name it. */
static const ActorMention *find_imposer(const ClaimReader *reader, Draft *draft, PackBy by)
{
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    uint32_t predicate = match->at.predicate;
    bool is_passive = language_is_passive(reader->sentences, predicate);
    if (by == PACK_BY_PASSIVE && !is_passive)
        return NULL;
    FieldWay *way = &draft->claim.ways[FIELD_BY];
    *way = WAY_ARGUMENT;
    const ActorMention *agent = actor_at(reader, view, language_agent(reader->sentences, predicate));
    if (is_imposer(reader, agent) || (by == PACK_BY_SUBJECT && agent))
        return agent;
    if (by != PACK_BY_SUBJECT && !is_passive) {
        *way = WAY_ABOVE;
        agent = agent_above(reader, view, predicate);
        if (agent)
            return agent;
    }
    *way = WAY_KIND;
    const ActorMention *usual =
        nearest_of(reader, match->sentence, predicate, usual_roles(reader, draft->claim.kind));
    if (usual || is_passive || has_tree(reader, view->tokens))
        return usual;
    *way = WAY_CLAUSE;
    TokenRange before = {match->clause.begin, predicate};
    return nearest_actor(reader, match, before, false, NULL);
}

static void fill_by(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    if (rule->by == PACK_BY_NONE)
        return;
    const ActorMention *imposer = find_imposer(reader, draft, rule->by);
    if (imposer)
        set_role(reader, draft, FIELD_BY, imposer->role, imposer->at.span);
    else
        draft->claim.ways[FIELD_BY] = WAY_NONE;
    if (!imposer && rule->by == PACK_BY_ROLE) {
        draft->claim.ways[FIELD_BY] = WAY_RULE;
        set_role(reader, draft, FIELD_BY, rule->by_role, (Span){0, 0});
    }
}

static void fill_whom(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    FieldWay *way = &draft->claim.ways[FIELD_WHOM];
    if (rule->whom_fixed) {
        *way = WAY_RULE;
        set_roles(reader, draft, FIELD_WHOM, rule->whom, (Span){0, 0});
        return;
    }
    const RuleMatch *match = &draft->match;
    const SentenceView *view = &reader->views[match->sentence];
    *way = WAY_ARGUMENT;
    const ActorMention *found =
        actor_at(reader, view, language_patient(reader->sentences, match->at.predicate));
    if (!found || !pack_is_affected(reader->pack, found->role)) {
        *way = WAY_PATTERN;
        found = nearest_actor(reader, match, match->at.whole, true, NULL);
    }
    if (!found) {
        *way = WAY_CLAUSE;
        found = nearest_actor(reader, match, match->clause, true, NULL);
    }
    if (!found && !rule->whom.count) {
        *way = WAY_SENTENCE;
        found = nearest_actor(reader, match, view->tokens, true, NULL);
    }
    if (found) {
        set_role(reader, draft, FIELD_WHOM, found->role, found->at.span);
        return;
    }
    *way = rule->whom.count ? WAY_RULE : WAY_NONE;
    set_roles(reader, draft, FIELD_WHOM, rule->whom, (Span){0, 0});
}

void claim_fill_people(ClaimReader *reader, Draft *draft)
{
    const PackRule *rule = pack_rule(reader->pack, draft->match.rule);
    fill_by(reader, draft, rule);
    fill_whom(reader, draft, rule);
}
