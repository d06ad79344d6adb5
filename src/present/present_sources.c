/* Where reports come from: a line of JSON each, a row of CSV each, or in words with what each comes from
 * below. */
#include "present/present_part.h"

enum { DEPTH_MOST = 32, DEPTH_INDENT = 2, TREE_MOST = 200 /* reports that one tree names */ };

static Text how_word(const ReportOrigin *origin)
{
    return text_from(origin->derivation_count > 0 ? evidence_derived_word(origin->derivations[0].how)
                                                  : "original");
}

static Text parent_id(const Origins *origins, const Derivation *derivation)
{
    return origins->items[derivation->parent].report->id;
}

static void add_json(Buffer *out, const Origins *origins, const ReportOrigin *origin)
{
    Json line = present_json_object(out);
    present_json_text(&line, "report", origin->report->id);
    Json parents = present_json_array_at(&line, "derives_from");
    for (size_t i = 0; i < origin->derivation_count; i++)
        present_json_item_text(&parents, parent_id(origins, &origin->derivations[i]));
    present_json_close_array(&parents);
    present_json_text(&line, "how", how_word(origin));
    Json reasons = present_json_array_at(&line, "reasons");
    for (size_t i = 0; i < origin->derivation_count; i++) {
        const Derivation *one = &origin->derivations[i];
        for (size_t j = 0; j < one->reasons.count; j++)
            present_json_item_text(&reasons,
                                   arena_print(out->arena, "%.*s: %.*s", TEXT_ARGS(parent_id(origins, one)),
                                               TEXT_ARGS(one->reasons.items[j])));
    }
    present_json_close_array(&reasons);
    Json voices = present_json_array_at(&line, "voices");
    present_json_item_number(&voices, origin->voices_low);
    if (origin->voices_high == COUNT_OPEN)
        present_json_item_null(&voices);
    else
        present_json_item_number(&voices, origin->voices_high);
    present_json_close_array(&voices);
    present_json_text_or_null(&line, "outlet", origin->report->outlet);
    present_json_text_or_null(&line, "published", origin->report->published.edtf);
    if (origins->claim)
        present_json_text(&line, "claim", origin->claim);
    present_json_close_object(&line);
    buffer_add_byte(out, '\n');
}

static Text number_text(Arena *arena, int64_t number)
{
    return number == COUNT_OPEN ? TEXT_EMPTY : arena_print(arena, "%lld", (long long)number);
}

static void add_csv(Buffer *out, const Origins *origins, const ReportOrigin *origin)
{
    bool is_first = true;
    Buffer parents = buffer_in(out->arena);
    for (size_t i = 0; i < origin->derivation_count; i++) {
        buffer_add_string(&parents, i > 0 ? " " : "");
        buffer_add(&parents, parent_id(origins, &origin->derivations[i]));
    }
    present_csv_cell(out, origin->report->id, &is_first);
    present_csv_cell(out, origin->report->outlet, &is_first);
    present_csv_cell(out, origin->report->published.edtf, &is_first);
    present_csv_cell(out, buffer_text(&parents), &is_first);
    present_csv_cell(out, how_word(origin), &is_first);
    present_csv_cell(out, number_text(out->arena, origin->voices_low), &is_first);
    present_csv_cell(out, number_text(out->arena, origin->voices_high), &is_first);
    present_csv_end(out, &is_first);
}

static void add_report_words(Buffer *out, const ReportOrigin *origin)
{
    const ReportRow *report = origin->report;
    present_clean(out, report->id, 0);
    buffer_add_string(out, "  ");
    present_clean(out, report->outlet.length > 0 ? report->outlet : TEXT("outlet unknown"), 60);
    buffer_add_string(out, ", ");
    buffer_add(out, report->published.edtf.length > 0 ? report->published.edtf : TEXT("date unknown"));
    if (report->title.length > 0) {
        buffer_add_string(out, ": ");
        present_clean(out, report->title, 80);
    }
}

static void add_indent(Buffer *out, size_t depth)
{
    for (size_t i = 0; i < depth * DEPTH_INDENT; i++)
        buffer_add_byte(out, ' ');
}

/* What the report comes from, each with its reasons and its own parents below it. */
static void add_tree(Buffer *out, const Origins *origins, const ReportOrigin *origin, size_t depth,
                     size_t *room)
{
    for (size_t i = 0; i < origin->derivation_count && depth<DEPTH_MOST && * room> 0; i++) {
        --*room;
        const Derivation *one = &origin->derivations[i];
        const ReportOrigin *parent = &origins->items[one->parent];
        add_indent(out, depth);
        buffer_print(out, "from (%s) ", evidence_derived_word(one->how));
        add_report_words(out, parent);
        buffer_add_byte(out, '\n');
        add_indent(out, depth + 1);
        for (size_t j = 0; j < one->reasons.count; j++) {
            buffer_add_string(out, j > 0 ? " · " : "");
            present_clean(out, one->reasons.items[j], 0);
        }
        buffer_add_byte(out, '\n');
        add_tree(out, origins, parent, depth + 1, room);
    }
}

static const char *how_from(const ReportOrigin *origin, uint32_t parent)
{
    for (size_t i = 0; i < origin->derivation_count; i++)
        if (origin->derivations[i].parent == parent)
            return evidence_derived_word(origin->derivations[i].how);
    return "";
}

/* What comes from the report, each with what comes from it in turn. */
static void add_children(Buffer *out, const Origins *origins, uint32_t parent, size_t depth, size_t *room)
{
    const ReportOrigin *origin = &origins->items[parent];
    for (size_t i = 0; i < origin->child_count && depth<DEPTH_MOST && * room> 0; i++) {
        --*room;
        const ReportOrigin *child = &origins->items[origin->children[i]];
        add_indent(out, depth);
        buffer_print(out, "into (%s) ", how_from(child, parent));
        add_report_words(out, child);
        buffer_add_byte(out, '\n');
        add_children(out, origins, origin->children[i], depth + 1, room);
    }
}

static void add_words(Buffer *out, const Origins *origins, uint32_t number)
{
    const ReportOrigin *origin = &origins->items[number];
    add_report_words(out, origin);
    buffer_add_string(out, "\n  ");
    present_voices(out, origin->voices_low, origin->voices_high);
    buffer_add_string(out, origin->derivation_count == 0 ? ", from no other report of this base\n" : "\n");
    size_t room = TREE_MOST;
    add_tree(out, origins, origin, 1, &room);
    if (!origins->is_whole)
        add_children(out, origins, number, 1, &room);
    if (room == 0)
        buffer_add_string(out, "  … and more\n");
}

/* ---- of a claim ---- */

/* Of each report that carries the claim: the nearest that it comes from of those that carry it, too. */
typedef struct Carriers {
    const Origins *origins;
    uint32_t *parents; /* position + 1; 0: none */
    bool *is_direct;
} Carriers;

/* Upwards, the nearest first; each report on the way is looked at once. */
static void find_carrier(Arena *arena, Carriers *carriers, uint32_t number)
{
    const Origins *origins = carriers->origins;
    bool *seen = ARENA_ARRAY(arena, bool, origins->count);
    uint32_t *way = ARENA_ARRAY(arena, uint32_t, origins->count);
    size_t count = 0;
    way[count++] = number;
    for (size_t at = 0; at < count && carriers->parents[number] == 0; at++) {
        const ReportOrigin *origin = &origins->items[way[at]];
        for (size_t i = 0; i < origin->derivation_count; i++) {
            uint32_t parent = origin->derivations[i].parent;
            if (seen[parent])
                continue;
            seen[parent] = true;
            way[count++] = parent;
            if (origins->items[parent].is_asked && carriers->parents[number] == 0) {
                carriers->parents[number] = parent + 1;
                carriers->is_direct[number] = at == 0;
            }
        }
    }
}

static void add_carriers(Buffer *out, const Carriers *carriers, uint32_t parent_behind, size_t depth)
{
    const Origins *origins = carriers->origins;
    for (uint32_t i = 0; i < origins->count && depth < DEPTH_MOST; i++) {
        const ReportOrigin *origin = &origins->items[i];
        if (!origin->is_asked || carriers->parents[i] != parent_behind)
            continue;
        add_indent(out, depth);
        if (parent_behind > 0)
            buffer_print(out, "into (%s) ",
                         carriers->is_direct[i] ? how_from(origin, parent_behind - 1) : "through others");
        add_report_words(out, origin);
        buffer_add_string(out, "  ");
        present_clean(out, origin->claim, 0);
        buffer_add_byte(out, '\n');
        add_carriers(out, carriers, i + 1, depth + 1);
    }
}

static void add_claim_words(Buffer *out, const Origins *origins)
{
    size_t count = 0;
    Carriers carriers = {origins, ARENA_ARRAY(out->arena, uint32_t, origins->count),
                         ARENA_ARRAY(out->arena, bool, origins->count)};
    for (uint32_t i = 0; i < origins->count; i++) {
        if (origins->items[i].is_asked)
            find_carrier(out->arena, &carriers, i);
        count += origins->items[i].is_asked;
    }
    present_clean(out, origins->claim->id, 0);
    buffer_add_string(out, "  ");
    present_clean(out, origins->claim->kind, 0);
    buffer_print(out, ": carried by %zu report%s, ", count, count == 1 ? "" : "s");
    present_voices(out, origins->voices_low, origins->voices_high);
    buffer_add_byte(out, '\n');
    add_carriers(out, &carriers, 0, 1);
}

static void add_csv_head(Buffer *out)
{
    static const char *const columns[] = {"report", "outlet",     "published",  "derives_from",
                                          "how",    "voices_low", "voices_high"};
    bool is_first = true;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        present_csv_cell(out, text_from(columns[i]), &is_first);
    present_csv_end(out, &is_first);
}

void present_sources(Buffer *out, const Origins *origins, const PresentOptions *options, uint64_t *out_found)
{
    *out_found = 0;
    if (options->format == PRESENT_CSV)
        add_csv_head(out);
    for (uint32_t i = 0; i < origins->count; i++) {
        const ReportOrigin *origin = &origins->items[i];
        if (!origin->is_asked)
            continue;
        ++*out_found;
        switch (options->format) {
        case PRESENT_TABLE:
            if (!origins->claim)
                add_words(out, origins, i);
            break;
        case PRESENT_JSONL:
            add_json(out, origins, origin);
            break;
        case PRESENT_CSV:
            add_csv(out, origins, origin);
            break;
        }
    }
    if (options->format != PRESENT_TABLE)
        return;
    if (origins->claim)
        add_claim_words(out, origins);
    if (origins->protected_count > 0)
        buffer_print(out, "%zu protected report%s left out: --protected lets %s in\n",
                     origins->protected_count, origins->protected_count == 1 ? " is" : "s are",
                     origins->protected_count == 1 ? "it" : "them");
}
