/* A pack in one text, its files behind lines "%% NAME": what was understood of its rules, or the error. */
#include "core/list.h"
#include "golden/golden.h"
#include "pack/pack.h"

typedef LIST_OF(PackFile) FileList;

static FileList cut_files(Arena *arena, Text input)
{
    FileList files = {0};
    Text whole = arena_print(arena, "%.*s\n", TEXT_ARGS(input));
    size_t position = 0;
    while (position < whole.length) {
        size_t line_end = text_find_byte(whole, '\n', position);
        size_t next = text_find(whole, TEXT("\n%% "), line_end);
        PackFile *file = LIST_ADD(arena, &files);
        file->name = text_trim(text_slice(whole, position + 3, line_end));
        file->path = file->name;
        size_t end = next == SIZE_MAX ? whole.length : next + 1;
        file->bytes = text_slice(whole, line_end + 1, end);
        position = end;
    }
    return files;
}

static void write_tests(const Pack *pack, const PackElement *element, Buffer *out)
{
    static const char *const sorts[] = {"people",  "whom", "by",   "place", "time", "count", "money",
                                        "percent", "days", "name", "quote", "role", "unit"};
    for (size_t i = 0; i < element->test_count; i++) {
        const PackTest *test = &element->tests[i];
        buffer_add_string(out, i ? "|" : "");
        if (test->kind == PACK_TEST_CLASS)
            buffer_print(out, "[%.*s]", TEXT_ARGS(pack_class_name(pack, test->class)));
        else if (test->kind == PACK_TEST_TAG)
            buffer_print(out, "/%.*s", TEXT_ARGS(test->text));
        else
            buffer_print(out, "#%s%s%.*s", sorts[test->mention], test->text.length ? ":" : "",
                         TEXT_ARGS(test->text));
    }
}

static void write_match(const Pack *pack, const char *key, const PackMatch *match, Buffer *out)
{
    buffer_print(out, "  %s", key);
    for (size_t s = 0; s < match->side_count; s++) {
        buffer_add_string(out, s ? " &" : "");
        for (size_t e = 0; e < match->sides[s].count; e++) {
            const PackElement *element = &match->sides[s].elements[e];
            buffer_add_string(out, element->is_negated ? " !" : " ");
            if (element->kind == PACK_ELEMENT_GAP)
                buffer_print(out, "gap:%u", element->gap);
            else if (element->kind == PACK_ELEMENT_BEGIN)
                buffer_add_byte(out, '^');
            else
                write_tests(pack, element, out);
            buffer_add_string(out, element->is_optional ? "?" : "");
            buffer_add_string(out, element->is_predicate ? "*" : "");
        }
    }
    buffer_add_byte(out, '\n');
}

static void write_rule(const Pack *pack, const PackRule *rule, Buffer *out)
{
    buffer_print(out, "%.*s %.*s: %.*s\n", TEXT_ARGS(rule->place), TEXT_ARGS(rule->name),
                 TEXT_ARGS(pack_kind(pack, rule->kind)->name));
    for (size_t i = 0; i < rule->match_count; i++)
        write_match(pack, "match", &rule->matches[i], out);
    for (size_t i = 0; i < rule->not_count; i++)
        write_match(pack, "not", &rule->nots[i], out);
    for (size_t i = 0; i < rule->with_count; i++)
        write_match(pack, "with", &rule->withs[i], out);
    for (size_t i = 0; i < rule->about_count; i++)
        write_match(pack, "about", &rule->abouts[i], out);
    for (size_t i = 0; i < rule->yield_count; i++)
        buffer_print(out, "  yields %.*s\n", TEXT_ARGS(pack_rule(pack, rule->yields[i])->name));
    for (size_t i = 0; i < rule->example_count; i++)
        buffer_print(out, "  %c %.*s [%.*s]\n", rule->examples[i].is_positive ? '+' : '-',
                     TEXT_ARGS(rule->examples[i].text), TEXT_ARGS(rule->examples[i].expected));
}

void golden_pack(Arena *arena, Text input, Buffer *out)
{
    FileList files = cut_files(arena, input);
    Pack *pack = NULL;
    Error error = {0};
    if (pack_make(arena, files.items, files.count, &pack, &error)) {
        buffer_print(out, "%s: %s:%u: %s\n", status_word(error.status), error.name, error.line,
                     error.message);
        return;
    }
    for (size_t i = 0; i < pack_rule_count(pack); i++)
        write_rule(pack, pack_rule(pack, i), out);
    for (size_t i = 0; i < pack_class_count(pack); i++) {
        size_t count = 0;
        const PackTrigger *triggers = pack_class_triggers(pack, i, &count);
        for (size_t t = 0; t < count; t++)
            buffer_print(out, "[%.*s] sets off %.*s, pattern %u\n", TEXT_ARGS(pack_class_name(pack, i)),
                         TEXT_ARGS(pack_rule(pack, triggers[t].rule)->name), triggers[t].match + 1);
    }
}
