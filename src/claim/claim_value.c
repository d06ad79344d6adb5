/* The value of a claim's field as an example of a rule writes it. */
#include "claim/claim_parts.h"
#include "core/buffer.h"

static void add_roles(Buffer *out, const ClaimRole *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(roles[i].role));
}

static void add_places(Buffer *out, const PlaceMention **places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(places[i]->as));
}

/* Fields that are lists; false for others. */
static bool add_list(Buffer *out, const Claim *claim, Text field)
{
    if (text_is(field, "by"))
        add_roles(out, claim->by, claim->by_count);
    else if (text_is(field, "whom"))
        add_roles(out, claim->whom, claim->whom_count);
    else if (text_is(field, "where"))
        add_places(out, claim->where, claim->where_count);
    else if (text_is(field, "to"))
        add_places(out, claim->to, claim->to_count);
    else if (text_is(field, "papers"))
        for (size_t i = 0; i < claim->papers.count; i++)
            buffer_print(out, "%s%.*s", i ? ", " : "", TEXT_ARGS(claim->papers.items[i]));
    else
        return false;
    return true;
}

/* "8 people", "2000.. people", "..300 days". */
static Text count_value(const ClaimReader *reader, const Claim *claim)
{
    Buffer out = buffer_in(reader->arena);
    const CountMention *count = claim->count;
    if (!count)
        return TEXT_EMPTY;
    if (count->low != COUNT_OPEN)
        buffer_print(&out, "%lld", (long long)count->low);
    if (count->low != count->high)
        buffer_add_string(&out, "..");
    if (count->low != count->high && count->high != COUNT_OPEN)
        buffer_print(&out, "%lld", (long long)count->high);
    buffer_print(&out, " %.*s", TEXT_ARGS(count->unit));
    return buffer_text(&out);
}

static Text plain_value(const ClaimReader *reader, const Claim *claim, Text field)
{
    Buffer out = buffer_in(reader->arena);
    Text text = reader->report->text;
    if (add_list(&out, claim, field))
        return buffer_text(&out);
    if (text_is(field, "kind"))
        buffer_add(&out, pack_kind(reader->pack, claim->kind)->name);
    else if (text_is(field, "status"))
        buffer_add_string(&out, mention_status_word(claim->status));
    else if (text_is(field, "when"))
        buffer_add(&out, claim->when.edtf);
    else if (text_is(field, "asof"))
        buffer_add_string(&out, claim->asof ? claim_asof_word(claim->asof) : "");
    else if (text_is(field, "source") && claim->source != SOURCE_NONE)
        buffer_add(&out, text_of_span(text, reader->mentions->sources[claim->source].as));
    else if (text_is(field, "evidence"))
        buffer_add(&out, text_of_span(text, claim->evidence[0]));
    return buffer_text(&out);
}

Text claim_field_value(const ClaimReader *reader, const Claim *claim, Text field)
{
    return text_is(field, "count") ? count_value(reader, claim) : plain_value(reader, claim, field);
}
