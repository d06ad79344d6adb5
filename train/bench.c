/* bench DATA FILE [STEP]: words per CPU-second of each step on one core, best of five, memory and loading.
 * With STEP (split, read, mention) it runs up to that step once, for callgrind; ready is mention's start: all
 * is loaded, the trees are there. The file is plain text; an empty line parts paragraphs. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "core/buffer.h"
#include "core/list.h"
#include "language/language.h"
#include "mention/mention.h"

enum { RUNS = 5 };

typedef LIST_OF(LanguageRegion) RegionList;

typedef Sentences (*Step)(Arena *arena, const Language *language, Text text, const LanguageRegion *regions,
                          size_t count);

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static Text read_text(Arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    Buffer buffer = buffer_in(arena);
    char block[4096];
    size_t length = 0;

    while (file && (length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&buffer, (Text){block, length});
    if (file)
        (void)fclose(file);
    return buffer_text(&buffer);
}

static RegionList find_regions(Arena *arena, Text text)
{
    RegionList regions = {0};

    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, TEXT("\n\n"), at);
        end = end == SIZE_MAX ? text.length : end;
        *LIST_ADD(arena, &regions) = (LanguageRegion){{(uint32_t)at, (uint32_t)end}, (uint32_t)regions.count};
        at = end + 2;
    }
    return regions;
}

/* Seconds of the best of five runs. */
static double time_step(Step step, const Language *language, Text text, const RegionList *regions,
                        size_t *out_words)
{
    double best = 1e9;

    for (int run = 0; run < RUNS; run++) {
        Arena *arena = arena_new(0);
        double begin = cpu_seconds();
        *out_words = step(arena, language, text, regions->items, regions->count).token_count;
        double seconds = cpu_seconds() - begin;
        best = seconds < best ? seconds : best;
        arena_free(arena);
    }
    return best;
}

/* What the finders of mentions need besides the trees. */
typedef struct Finders {
    MentionData *data;
    Pack *pack;
    Report report;
} Finders;

static bool load_finders(Arena *arena, const char *english, Text text, const RegionList *regions,
                         Finders *out)
{
    Error error = {0};
    Text folder = text_from(english);
    Status status =
        mention_load(arena, folder, arena_print(arena, "%s/../places", english), &out->data, &error);
    if (status == STATUS_OK)
        status = pack_load(arena, arena_print(arena, "%s/../../packs/restricted-labour", english), &out->pack,
                           &error);
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "bench: %s: %s\n", error.name, error.message);
        return false;
    }
    out->report = (Report){
        .text = text, .language = TEXT("en"), .published = {.all = PERIOD_NONE, .some = PERIOD_NONE}};
    out->report.parts = ARENA_ARRAY(arena, Part, regions->count);
    out->report.part_count = regions->count;
    for (size_t i = 0; i < regions->count; i++)
        out->report.parts[i] = (Part){PART_BODY, regions->items[i].span};
    return true;
}

/* All mentions, and how every verb is put. */
static size_t find_mentions(Arena *arena, const Finders *finders, const Sentences *sentences)
{
    Mentions mentions = mention_find(arena, finders->data, finders->pack, &finders->report, sentences);
    size_t found =
        mentions.time_count + mentions.place_count + mentions.count_count + mentions.attribution_count;
    for (uint32_t i = 0; i < sentences->count; i++)
        for (uint32_t token = sentences->items[i].token_begin; token < sentences->items[i].token_end;
             token++) {
            Span word;
            if (sentences->tokens[token].upos == UPOS_VERB)
                found += mention_status(finders->data, sentences, finders->report.text, i, token, &word) !=
                         CLAIM_SAID;
        }
    return found;
}

/* Seconds of the best of five runs over the same trees. */
static double time_mentions(const Finders *finders, const Language *language, Text text,
                            const RegionList *regions)
{
    double best = 1e9;

    for (int run = 0; run < RUNS; run++) {
        Arena *arena = arena_new(0);
        Sentences sentences = language_read(arena, language, text, regions->items, regions->count);
        double begin = cpu_seconds();
        (void)find_mentions(arena, finders, &sentences);
        double seconds = cpu_seconds() - begin;
        best = seconds < best ? seconds : best;
        arena_free(arena);
    }
    return best;
}

static int run_once(const char *name, const char *english, Arena *arena, const Language *language, Text text,
                    const RegionList *regions)
{
    Text step_name = text_from(name);
    Finders finders = {0};
    size_t found = 0;

    if (text_is(step_name, "split")) {
        found = language_split(arena, language, text, regions->items, regions->count).token_count;
    } else if (!text_is(step_name, "none")) {
        bool has_finders = !text_is(step_name, "read");
        if (has_finders && !load_finders(arena, english, text, regions, &finders))
            return 2;
        Sentences sentences = language_read(arena, language, text, regions->items, regions->count);
        found = sentences.token_count;
        if (text_is(step_name, "mention"))
            found = find_mentions(arena, &finders, &sentences);
    }
    (void)printf("%zu\n", found);
    return 0;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new(0);
    Language *language = NULL;
    Error error = {0};
    size_t words = 0;

    if (argc < 3) {
        (void)fputs("usage: bench DATA FILE [none|split|read|ready|mention]\n", stderr);
        return 2;
    }

    double load = 1e9;
    for (int run = 0; run < (argc > 3 ? 1 : RUNS); run++) {
        double begin = cpu_seconds();
        if (language_load(arena, text_from(argv[1]), &language, &error) != STATUS_OK) {
            (void)fprintf(stderr, "bench: %s: %s\n", error.name, error.message);
            return 2;
        }
        double seconds = cpu_seconds() - begin;
        load = seconds < load ? seconds : load;
    }

    Text text = read_text(arena, argv[2]);
    RegionList regions = find_regions(arena, text);
    if (argc > 3)
        return run_once(argv[3], argv[1], arena, language, text, &regions);

    double split = time_step(language_split, language, text, &regions, &words);
    double all = time_step(language_read, language, text, &regions, &words);
    Finders finders = {0};
    if (!load_finders(arena, argv[1], text, &regions, &finders))
        return 2;
    double mention = time_mentions(&finders, language, text, &regions);
    struct rusage usage = {0};
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("words,%zu\nload_ms,%.2f\nsplit_words_per_second,%.0f\ntag_and_parse_words_per_second,%.0f\n"
                 "text_to_trees_words_per_second,%.0f\nmention_words_per_second,%.0f\nmost_memory_kb,%ld\n",
                 words, load * 1e3, (double)words / split, (double)words / (all - split), (double)words / all,
                 (double)words / mention, usage.ru_maxrss);
    arena_free(arena);
    return 0;
}
