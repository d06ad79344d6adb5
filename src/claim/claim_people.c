/* Who does it, and to whom: the actors of the clause, seen from the predicate. */
#include "claim/claim_people.h"

const ActorMention *claim_actor_at(const ClaimReader *reader, const SentenceView *view, int32_t token)
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

bool claim_is_speaker(const ClaimReader *reader, const ActorMention *actor)
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

uint32_t claim_distance(uint32_t token, const MentionAt *at)
{
    if (token < at->token_begin)
        return at->token_begin - token;
    return token >= at->token_end ? token - at->token_end + 1 : 0;
}

TextList claim_kind_words(const ClaimReader *reader, Text key, size_t kind)
{
    TextList lines = pack_setting(reader->pack, key);
    TextList words = {NULL, 0};
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        if (!text_split(&rest, ' ', &word) || !text_equals(word, pack_kind(reader->pack, kind)->name))
            continue;
        words.items = ARENA_ARRAY(reader->arena, Text, rest.length + 1);
        while (text_split(&rest, ' ', &word))
            if (word.length)
                words.items[words.count++] = word;
    }
    return words;
}

bool claim_kind_has(const ClaimReader *reader, Text key, size_t kind)
{
    TextList lines = pack_setting(reader->pack, key);
    for (size_t i = 0; i < lines.count; i++) {
        Text rest = lines.items[i];
        Text word;
        while (rest.length && text_split(&rest, ' ', &word))
            if (text_equals(word, pack_kind(reader->pack, kind)->name))
                return true;
    }
    return false;
}

bool claim_list_has(TextList list, Text item)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equals(list.items[i], item))
            return true;
    return false;
}

static void set_field(Draft *draft, ClaimField field, ClaimRole *items, size_t count)
{
    Claim *claim = &draft->claim;
    if (field == FIELD_BY) {
        claim->by = items;
        claim->by_count = count;
    } else {
        claim->whom = items;
        claim->whom_count = count;
    }
}

void claim_set_actors(ClaimReader *reader, Draft *draft, ClaimField field, const ActorMention *const *actors,
                      size_t count)
{
    ClaimRole *items = ARENA_ARRAY(reader->arena, ClaimRole, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_known = false;
        for (size_t j = 0; j < kept; j++)
            is_known = is_known || text_equals(items[j].role, actors[i]->role);
        if (is_known)
            continue;
        items[kept++] = (ClaimRole){actors[i]->role, actors[i]->at.span};
        claim_add_words(reader, draft, field, actors[i]->at.span);
    }
    set_field(draft, field, items, kept);
}

void claim_set_roles(ClaimReader *reader, Draft *draft, ClaimField field, TextList roles)
{
    ClaimRole *items = ARENA_ARRAY(reader->arena, ClaimRole, roles.count + 1);
    for (size_t i = 0; i < roles.count; i++)
        items[i].role = roles.items[i];
    set_field(draft, field, items, roles.count);
}

void claim_set_role(ClaimReader *reader, Draft *draft, ClaimField field, Text role)
{
    claim_set_roles(reader, draft, field, (TextList){&role, 1});
}

void claim_fill_people(ClaimReader *reader, Draft *draft)
{
    const PackRule *rule = pack_rule(reader->pack, draft->match.rule);
    claim_fill_by(reader, draft, rule);
    claim_fill_whom(reader, draft, rule);
}
