/* quotes DATA FOLDER NAME …: what may tell of words said or thought in the folder's texts, for
 * train/learn-quotes. A line a candidate: number of the text, first and last code point of the word and of
 * what is told, then what speaks for and against it, all split by tabs. DATA is an installed data/. */
#include <stdio.h>

#include "api/api.h"
#include "core/data_file.h"
#include "core/utf8.h"
#include "mention/mention_quote.h"

typedef struct Files {
    char *const *arguments; /* DATA FOLDER NAME … */
    int count;
    Language *language;
    MentionData *mentions;
} Files;

static void print_candidates(Arena *arena, const Files *files, int number, Text text,
                             const Sentences *sentences)
{
    Report report = {.text = text};
    Mentions none = {0};
    Buffer scratch = buffer_in(arena);
    SourceFinder finder = mention_start_sources(arena, files->mentions, &report, sentences, &none);
    QuoteCandidates candidates = mention_quote_candidates(&finder);
    Utf8Marks marks = utf8_mark(arena, text);
    for (size_t i = 0; i < candidates.count; i++) {
        const QuoteCandidate *candidate = &candidates.items[i];
        Text features = mention_quote_features(&finder, candidate, &scratch);
        Text feature;
        Span word = sentences->tokens[candidate->word].span;
        uint32_t begin = sentences->tokens[candidate->content.begin].span.begin;
        uint32_t end = sentences->tokens[candidate->content.end - 1].span.end;
        if (candidate->way >= TOLD_AFTER)
            continue;
        printf("%d\t%u\t%u\t%u\t%u", number, utf8_count_at(&marks, word.begin),
               utf8_count_at(&marks, word.end), utf8_count_at(&marks, begin), utf8_count_at(&marks, end));
        while (text_split(&features, '\n', &feature))
            if (feature.length > 0)
                printf("\t%.*s", TEXT_ARGS(feature));
        putchar('\n');
    }
}

static Status read_files(Arena *arena, void *context, Error *error)
{
    Files *files = context;
    Text data = text_from(files->arguments[0]);
    Text english = arena_print(arena, "%.*s/english", TEXT_ARGS(data));
    Text places = arena_print(arena, "%.*s/places", TEXT_ARGS(data));
    Status status = language_load(arena, english, &files->language, error);
    if (status == STATUS_OK)
        status = mention_load(arena, english, places, &files->mentions, error);
    for (int i = 2; i < files->count && status == STATUS_OK; i++) {
        Text text;
        LanguageRegion *regions = NULL;
        size_t count = 0;
        status = data_file_read(arena, text_from(files->arguments[1]), files->arguments[i], &text, error);
        if (status == STATUS_OK)
            status = api_cut_paragraphs(arena, text, &regions, &count, error);
        if (status != STATUS_OK)
            break;
        Sentences sentences = language_read(arena, files->language, text, regions, count);
        print_candidates(arena, files, i - 2, text, &sentences);
    }
    return status;
}

int main(int argc, char **argv)
{
    Files files = {argv + 1, argc - 1, NULL, NULL};
    Error error = {0};
    Arena *arena = arena_new(0);
    if (argc < 4 || !arena) {
        (void)fputs("usage: quotes DATA FOLDER NAME ...\n", stderr);
        return 2;
    }
    Status status = door_open(arena, read_files, &files, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "quotes: %s\n", error.message);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 2;
}
