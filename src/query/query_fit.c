#include "query/query_fit.h"

static bool is_among(const TextList *list, Text text)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equals(list->items[i], text))
            return true;
    return false;
}

static bool has_role(const TextList *asked, const RoleRow *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_among(asked, roles[i].role))
            return true;
    return asked->count == 0;
}

bool query_fits(const Question *question, const ClaimRow *claim)
{
    if (question->status.length > 0 && !text_equals(question->status, claim->status))
        return false;
    if (question->kinds.count > 0 && !is_among(&question->kinds, claim->kind))
        return false;
    if (question->source_type.length > 0 && !text_equals(question->source_type, claim->source.type))
        return false;
    if (question->checked.length > 0 && text_is(question->checked, "yes") != (claim->checked.length > 0))
        return false;
    return claim->sure >= question->least_sure && has_role(&question->whom, claim->whom, claim->whom_count) &&
           has_role(&question->by, claim->by, claim->by_count);
}
