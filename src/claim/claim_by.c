/* Who does or imposes it: the agent of the predicate, of what governs it, or one of those who mostly do such
 * a thing and whom the words name. */
#include "claim/claim_people.h"

enum { STEPS_UP = 4, ACTORS_MOST = 4, SENTENCES_BACK = 2 };

static bool is_imposer(const ClaimReader *reader, const ActorMention *actor)
{
    return actor && !pack_is_affected(reader->pack, actor->role) && !claim_is_speaker(reader, actor);
}

static bool has_tree(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t t = range.begin; t < range.end; t++)
        if (language_deprel_base(reader->sentences->tokens[t].deprel) == DEPREL_NSUBJ)
            return true;
    return false;
}

/* "Pyongyang's contracts insist", "by an order of the governor": whose the agent is. */
static const ActorMention *owner_of(const ClaimReader *reader, const SentenceView *view, int32_t token)
{
    if (token < 0)
        return NULL;
    const Token *tokens = reader->sentences->tokens;
    for (int32_t child = tokens[token].first_child; child >= 0; child = tokens[child].next_sibling) {
        Deprel relation = tokens[child].deprel;
        if (relation != DEPREL_NMOD_POSS && relation != DEPREL_COMPOUND &&
            (relation != DEPREL_NMOD || tokens[token].deprel != DEPREL_OBL_AGENT))
            continue;
        const ActorMention *actor = claim_actor_at(reader, view, child);
        if (is_imposer(reader, actor))
            return actor;
    }
    return NULL;
}

static const ActorMention *agent_of(const ClaimReader *reader, const SentenceView *view, uint32_t verb)
{
    int32_t token = language_agent(reader->sentences, verb);
    const ActorMention *agent = claim_actor_at(reader, view, token);
    return is_imposer(reader, agent) ? agent : owner_of(reader, view, token);
}

/* Up the tree: "is weighing a plan to post", "told everyone not to travel". */
static const ActorMention *agent_above(const ClaimReader *reader, const SentenceView *view,
                                       uint32_t predicate)
{
    const Token *tokens = reader->sentences->tokens;
    int32_t token = (int32_t)predicate;
    for (int i = 0; i < STEPS_UP && token >= 0; i++) {
        const ActorMention *agent = agent_of(reader, view, (uint32_t)token);
        if (agent)
            return agent;
        Deprel relation = language_deprel_base(tokens[token].deprel);
        if (relation != DEPREL_XCOMP && relation != DEPREL_CCOMP && relation != DEPREL_ACL &&
            relation != DEPREL_OBJ && relation != DEPREL_ADVCL && relation != DEPREL_CONJ)
            break;
        if (relation == DEPREL_CONJ && language_child(reader->sentences, (size_t)token, DEPREL_NSUBJ) >= 0)
            break; /* a clause of its own */
        token = tokens[token].head;
    }
    return NULL;
}

/* It is the subject of a verb, behind "by", or possesses what is spoken of. */
static bool acts(const ClaimReader *reader, const ActorMention *actor)
{
    Deprel relation = reader->sentences->tokens[actor->head].deprel;
    return language_deprel_base(relation) == DEPREL_NSUBJ || relation == DEPREL_OBL_AGENT ||
           relation == DEPREL_NMOD_POSS;
}

/* Somebody concerned stands in the clause beside its subject: "they took our phones". */
static bool has_other_concerned(const ClaimReader *reader, const RuleMatch *match, uint32_t subject)
{
    const SentenceView *view = &reader->views[match->sentence];
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if (actor->at.token_begin > subject && actor->at.token_end <= match->clause.end &&
            pack_is_affected(reader->pack, actor->role))
            return true;
    }
    return false;
}

/* The subject undergoes it: "the overseers were recalled", "overseers may not go out". */
static bool undergoes(const ClaimReader *reader, const RuleMatch *match, const ActorMention *actor)
{
    if (reader->sentences->tokens[actor->head].deprel == DEPREL_NSUBJ_PASS)
        return true;
    return language_agent(reader->sentences, match->at.predicate) == (int32_t)actor->head &&
           pack_is_affected(reader->pack, actor->role) && !has_other_concerned(reader, match, actor->head);
}

static size_t place_in(TextList roles, Text role)
{
    size_t i = 0;
    while (i < roles.count && !text_equals(roles.items[i], role))
        i++;
    return i;
}

/* The likelier role, of one role the nearer to the token. */
static bool is_better(TextList roles, uint32_t token, const ActorMention *a, const ActorMention *b)
{
    size_t first = place_in(roles, a->role);
    size_t second = place_in(roles, b->role);
    return first != second ? first < second : claim_distance(token, &a->at) < claim_distance(token, &b->at);
}

/* The likeliest one of these roles in the clause, or that acts elsewhere in the sentence. */
static const ActorMention *likeliest_of(const ClaimReader *reader, const RuleMatch *match, TextList roles)
{
    const SentenceView *view = &reader->views[match->sentence];
    uint32_t predicate = match->at.predicate;
    const ActorMention *best = NULL;
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        bool is_inside =
            actor->at.token_begin < match->clause.end && actor->at.token_end > match->clause.begin;
        if (!(is_inside || acts(reader, actor)) || !claim_list_has(roles, actor->role) ||
            undergoes(reader, match, actor) || claim_is_speaker(reader, actor))
            continue;
        if (!best || is_better(roles, predicate, actor, best))
            best = actor;
    }
    return best;
}

/* The nearest one before the predicate, where the words have no tree. */
static const ActorMention *nearest_before(const ClaimReader *reader, const RuleMatch *match)
{
    const SentenceView *view = &reader->views[match->sentence];
    const ActorMention *best = NULL;
    for (uint32_t i = view->actors; i < view[1].actors; i++) {
        const ActorMention *actor = &reader->mentions->actors[i];
        if (actor->at.token_end > match->clause.begin && actor->at.token_begin < match->at.predicate &&
            is_imposer(reader, actor))
            best = actor;
    }
    return best;
}

static bool is_pronoun(const Token *token)
{
    return (token->upos == UPOS_PRON || token->upos == UPOS_DET) &&
           language_feature(token, FEATURE_PERSON) != PERSON_FIRST &&
           language_feature(token, FEATURE_PERSON) != PERSON_SECOND;
}

/* How many sentences back the doer is told: of "they took our phones", "none was paid". */
static uint32_t sentences_meant(const ClaimReader *reader, const RuleMatch *match)
{
    const Sentences *sentences = reader->sentences;
    uint32_t predicate = match->at.predicate;
    int32_t subject = language_subject(sentences, predicate);
    if (subject < 0 || !is_pronoun(&sentences->tokens[subject]))
        return 0;
    if (language_is_passive(sentences, predicate))
        return 1;
    bool is_doer =
        language_object(sentences, predicate) >= 0 && has_other_concerned(reader, match, (uint32_t)subject);
    return is_doer ? SENTENCES_BACK : 0;
}

/* Whoever acted in the sentences before and mostly does such a thing, where a pronoun goes on from them. */
static const ActorMention *behind_pronoun(const ClaimReader *reader, const RuleMatch *match, TextList usual)
{
    uint32_t most = sentences_meant(reader, match);
    for (uint32_t back = 1; back <= most && back <= match->sentence; back++) {
        const SentenceView *view = &reader->views[match->sentence - back];
        for (uint32_t i = view->actors; i < view[1].actors; i++) {
            const ActorMention *actor = &reader->mentions->actors[i];
            if (claim_list_has(usual, actor->role) && !claim_is_speaker(reader, actor) && acts(reader, actor))
                return actor;
        }
    }
    return NULL;
}

/* Who does what the predicate says; NULL where nothing names it. */
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
    if (by == PACK_BY_SUBJECT)
        return claim_actor_at(reader, view, language_agent(reader->sentences, predicate));
    const ActorMention *agent = agent_of(reader, view, predicate);
    if (agent)
        return agent;
    *way = WAY_ABOVE;
    agent = agent_above(reader, view, predicate);
    if (agent)
        return agent;
    TextList usual = claim_kind_words(reader, TEXT("imposer"), draft->claim.kind);
    *way = WAY_PARAGRAPH;
    if (!is_passive)
        agent = behind_pronoun(reader, match, usual);
    if (agent)
        return agent;
    *way = WAY_KIND;
    agent = likeliest_of(reader, match, usual);
    if (agent)
        return agent;
    *way = WAY_PARAGRAPH;
    if (is_passive)
        agent = behind_pronoun(reader, match, usual);
    if (agent || is_passive || has_tree(reader, view->tokens))
        return agent;
    *way = WAY_CLAUSE;
    return nearest_before(reader, match);
}

/* The agent and those joined to it: "managers and police". */
static void set_with_conjuncts(ClaimReader *reader, Draft *draft, const ActorMention *actor)
{
    const ActorMention *all[ACTORS_MOST] = {actor};
    size_t count = 1;
    const SentenceView *view = &reader->views[actor->at.sentence];
    int32_t next = language_next_conjunct(reader->sentences, actor->head);
    for (; next >= 0 && count < ACTORS_MOST; next = language_next_conjunct(reader->sentences, (size_t)next)) {
        const ActorMention *other = claim_actor_at(reader, view, next);
        if (is_imposer(reader, other))
            all[count++] = other;
    }
    claim_set_actors(reader, draft, FIELD_BY, all, count);
}

void claim_fill_by(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    size_t kind = draft->claim.kind;
    if (rule->by == PACK_BY_NONE || claim_kind_has(reader, TEXT("unimposed"), kind))
        return;
    const ActorMention *imposer = find_imposer(reader, draft, rule->by);
    TextList doers = claim_kind_words(reader, TEXT("doer"), kind);
    FieldWay *way = &draft->claim.ways[FIELD_BY];
    if (imposer) {
        set_with_conjuncts(reader, draft, imposer);
    } else if (rule->by == PACK_BY_ROLE) {
        *way = WAY_RULE;
        claim_set_role(reader, draft, FIELD_BY, rule->by_role);
    } else {
        *way = doers.count ? WAY_USUAL : WAY_NONE;
        claim_set_roles(reader, draft, FIELD_BY, doers);
    }
}

/* "The recall is the largest in years": a noun takes up what an earlier sentence told with its doer. */
void claim_settle_by(ClaimReader *reader, Drafts *drafts)
{
    enum { DRAFTS_BACK = 64 };
    for (size_t i = 0; i < drafts->count; i++) {
        Draft *draft = &drafts->items[i];
        if (draft->claim.by_count || reader->sentences->tokens[draft->match.at.predicate].upos != UPOS_NOUN ||
            claim_kind_has(reader, TEXT("unimposed"), draft->claim.kind))
            continue;
        for (size_t j = i; j-- > 0 && j + DRAFTS_BACK >= i;) {
            const Draft *before = &drafts->items[j];
            if (reader->sentences->items[before->match.sentence].part !=
                reader->sentences->items[draft->match.sentence].part)
                break;
            if (before->claim.kind != draft->claim.kind || !before->claim.by_count ||
                before->claim.ways[FIELD_BY] == WAY_USUAL)
                continue;
            draft->claim.by = before->claim.by;
            draft->claim.by_count = before->claim.by_count;
            draft->claim.ways[FIELD_BY] = WAY_PARAGRAPH;
            for (size_t w = 0; w < draft->claim.by_count; w++)
                claim_add_words(reader, draft, FIELD_BY, draft->claim.by[w].as);
            break;
        }
    }
}
