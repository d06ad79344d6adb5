/* The reports that some come from, and those that come from them, out of the lineage that the base keeps. */
#include <stdlib.h>

#include "core/list.h"
#include "evidence/evidence_lineage.h"
#include "evidence/evidence_store.h"

static const char FIND_LINKS[] = "SELECT report, parent FROM derivation ORDER BY report, parent";
static const char FIND_NUMBER[] = "SELECT number FROM report WHERE id = $1";
static const char FIND_ID[] = "SELECT id FROM report WHERE number = $1";

typedef struct Link {
    int64_t from, to;
} Link;
typedef LIST_OF(Link) LinkList;
typedef LIST_OF(int64_t) NumberList;

typedef struct Family {
    Arena *arena;
    LinkList up, down; /* by from: to parents, and to children */
    NumberList found;  /* in the order in which they were found */
    NumberList sorted; /* the same, ascending */
    size_t most;
} Family;

static int compare_links(const void *a, const void *b)
{
    const Link *first = a;
    const Link *second = b;
    if (first->from != second->from)
        return first->from < second->from ? -1 : 1;
    return (first->to > second->to) - (first->to < second->to);
}

static Status read_links(Evidence *evidence, Family *family, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    evidence_row_begin(&row, FIND_LINKS);
    while (evidence_row_next(&row)) {
        Link *link = LIST_ADD(family->arena, &family->up);
        link->from = evidence_take_integer(&row);
        link->to = evidence_take_integer(&row);
        *LIST_ADD(family->arena, &family->down) = (Link){link->to, link->from};
    }
    if (family->down.count > 0)
        qsort(family->down.items, family->down.count, sizeof(Link), compare_links);
    return row.status;
}

/* Adds the number unless it is there, or there are enough. */
static void add(Family *family, int64_t number)
{
    size_t low = 0;
    for (size_t high = family->sorted.count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (family->sorted.items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_known = low < family->sorted.count && family->sorted.items[low] == number;
    if (is_known || family->found.count >= family->most)
        return;
    *LIST_ADD(family->arena, &family->found) = number;
    (void)LIST_ADD(family->arena, &family->sorted);
    for (size_t i = family->sorted.count - 1; i > low; i--)
        family->sorted.items[i] = family->sorted.items[i - 1];
    family->sorted.items[low] = number;
}

static void follow(Family *family, const LinkList *links, int64_t number)
{
    size_t low = 0;
    for (size_t high = links->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (links->items[middle].from < number)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < links->count && links->items[low].from == number; low++)
        add(family, links->items[low].to);
}

static Status find_numbers(Evidence *evidence, Family *family, const TextList *ids, Error *error)
{
    EvidenceRow row = evidence_row(evidence, NULL, error);
    for (size_t i = 0; i < ids->count; i++) {
        evidence_row_begin(&row, FIND_NUMBER);
        evidence_put_words(&row, ids->items[i]);
        int64_t number = evidence_row_run(&row);
        if (number > 0)
            add(family, number);
    }
    return row.status;
}

/* All ancestors of those asked about, then all that comes from these. */
static void find_kin(Family *family)
{
    size_t asked = family->found.count;
    for (size_t i = 0; i < family->found.count; i++)
        follow(family, &family->up, family->found.items[i]);
    size_t ancestors = family->found.count;
    for (size_t i = 0; i < asked; i++)
        follow(family, &family->down, family->found.items[i]);
    for (size_t i = ancestors; i < family->found.count; i++)
        follow(family, &family->down, family->found.items[i]);
}

static Status find_ids(Evidence *evidence, const Family *family, TextList *out, Error *error)
{
    *out = (TextList){ARENA_ARRAY(family->arena, Text, family->found.count), 0};
    EvidenceRow row = evidence_row(evidence, family->arena, error);
    for (size_t i = 0; i < family->found.count && row.status == STATUS_OK; i++) {
        evidence_row_begin(&row, FIND_ID);
        evidence_put_integer(&row, family->found.items[i]);
        while (evidence_row_next(&row))
            out->items[out->count++] = evidence_take_text(&row);
    }
    return row.status;
}

Status evidence_find_family(Evidence *evidence, Arena *arena, const TextList *ids, size_t most, TextList *out,
                            bool *out_is_kept, Error *error)
{
    Family family = {.arena = arena, .most = most};
    *out = (TextList){0};
    evidence_settle(evidence);
    Status status = evidence_begin_reading(evidence, error);
    if (status == STATUS_OK)
        status = evidence_lineage_is_fresh(evidence, out_is_kept, error);
    if (status == STATUS_OK && *out_is_kept)
        status = find_numbers(evidence, &family, ids, error);
    if (status == STATUS_OK && *out_is_kept)
        status = read_links(evidence, &family, error);
    find_kin(&family);
    if (status == STATUS_OK && *out_is_kept)
        status = find_ids(evidence, &family, out, error);
    evidence_settle(evidence);
    return status;
}
