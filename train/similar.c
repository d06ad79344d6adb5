/* similar FILE LEAST: the pairs of near copies among the lines of a file, as lineage finds them: "first
 * second jaccard" for each pair, lines counted from 0. eval/near-duplicates holds them against all pairs. */
#include <stdio.h>
#include <stdlib.h>

#include "core/buffer.h"
#include "core/door.h"
#include "core/list.h"
#include "evidence/evidence_similar.h"

static Text read_file(Arena *arena, const char *path)
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

static Status run(Arena *arena, void *context, Error *error)
{
    char **arguments = context;
    (void)error;
    Text rest = read_file(arena, arguments[1]), line;
    LIST_OF(Runs) runs = {0};
    while (text_split(&rest, '\n', &line)) {
        RunRoom room = {0};
        Runs *one = LIST_ADD(arena, &runs);
        *one = evidence_cut_runs(arena, line, &room);
        evidence_settle_runs(one);
    }
    SimilarPairs pairs = evidence_pair_runs(arena, runs.items, runs.count, strtod(arguments[2], NULL));
    for (size_t i = 0; i < pairs.count; i++)
        (void)printf("%u %u %.6f\n", (unsigned)pairs.items[i].first, (unsigned)pairs.items[i].second,
                     pairs.items[i].jaccard);
    return STATUS_OK;
}

int main(int count, char **arguments)
{
    Error error = {0};
    Arena *arena = arena_new(0);
    if (count != 3 || !arena)
        return 2;
    Status status = door_open(arena, run, arguments, &error);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 2;
}
