/* For those who write packs: what became of each rule that a text sets off. */
#include "claim/claim_parts.h"
#include "core/buffer.h"

const char *claim_try_word(ClaimTryResult result)
{
    switch (result) {
    case TRY_MATCHES:
        return "matches";
    case TRY_PATTERN:
        return "pattern";
    case TRY_TREE:
        return "tree";
    case TRY_NOT:
        return "not";
    case TRY_WITH:
        return "with";
    case TRY_ABOUT:
        return "about";
    case TRY_YIELDS:
        return "yields";
    case TRY_STATUS:
        return "status";
    }
    return NULL;
}

/* "kind pay; status said; whom worker": the fields that the claim has. */
static Text fields_of(const ClaimReader *reader, const Claim *claim)
{
    /* own terms: of docs/pack-format.md */
    static const char *const names[] = {"kind", "status", "by",     "whom",  "where", "to",
                                        "when", "asof",   "source", "count", "papers"};
    Buffer out = buffer_in(reader->arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Text name = text_from(names[i]);
        Text value = claim_field_value(reader, claim, name);
        if (value.length > 0)
            buffer_print(&out, "%s%s %.*s", out.length ? "; " : "", names[i], TEXT_ARGS(value));
    }
    return buffer_text(&out);
}

/* What the matching could not know: that another rule won, or that the status is none of the rule's. */
static void settle_try(ClaimReader *reader, const RuleMatches *matches, ClaimTry *item)
{
    ClaimTryResult result = TRY_YIELDS;
    for (size_t i = 0; i < matches->count; i++) {
        const RuleMatch *match = &matches->items[i];
        if (match->sentence != item->sentence || pack_rule(reader->pack, match->rule) != item->rule ||
            match->is_dropped)
            continue;
        Draft draft = {.match = *match};
        result = claim_fill(reader, &draft) ? TRY_MATCHES : TRY_STATUS;
        if (result == TRY_MATCHES) {
            item->fields = fields_of(reader, &draft.claim);
            break;
        }
    }
    item->result = result;
}

ClaimTries claim_try(Arena *arena, const Pack *pack, const MentionData *data, const Report *report,
                     const Sentences *sentences, const Mentions *mentions)
{
    TryList tries = {0};
    ClaimReader reader = {.arena = arena,
                          .pack = pack,
                          .data = data,
                          .report = report,
                          .sentences = sentences,
                          .mentions = mentions,
                          .tries = &tries};
    claim_open(&reader);
    RuleMatches matches = claim_match_rules(&reader);
    for (size_t i = 0; i < tries.count; i++)
        if (tries.items[i].result == TRY_MATCHES)
            settle_try(&reader, &matches, &tries.items[i]);
    return (ClaimTries){tries.items, tries.count};
}
