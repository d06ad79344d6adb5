/* What came of each report, summed in the order of the coding; shares and gaps. */
#include "score/score_parts.h"

ScoreShare score_share(int64_t right, int64_t coded, int64_t read)
{
    ScoreShare share = {0, 0, 0};
    if (read > 0)
        share.precision = (double)right / (double)read;
    if (coded > 0)
        share.recall = (double)right / (double)coded;
    if (share.precision + share.recall > 0)
        share.f1 = 2 * share.precision * share.recall / (share.precision + share.recall);
    return share;
}

double score_gap(const Score *score)
{
    double gap = 0;
    int64_t all = 0;
    for (int i = 0; i < SCORE_BINS; i++) {
        double apart = score->bins[i].sure - (double)score->bins[i].right;
        gap += apart < 0 ? -apart : apart;
        all += score->bins[i].count;
    }
    return all > 0 ? gap / (double)all : 0;
}

ScoreKind *score_kind_of(Arena *arena, Score *score, Text name)
{
    typedef LIST_OF(ScoreKind) Kinds;
    for (size_t i = 0; i < score->kind_count; i++)
        if (text_equals(score->kinds[i].kind, name))
            return &score->kinds[i];
    Kinds kinds = {score->kinds, score->kind_count, score->kind_count};
    *LIST_ADD(arena, &kinds) = (ScoreKind){.kind = arena_copy(arena, name)};
    score->kinds = kinds.items;
    score->kind_count = kinds.count;
    return &score->kinds[kinds.count - 1];
}

ScoreMixUp *score_mix_up_of(Arena *arena, Score *score, Text kind, Text read_as)
{
    typedef LIST_OF(ScoreMixUp) MixUps;
    for (size_t i = 0; i < score->mix_up_count; i++)
        if (text_equals(score->mix_ups[i].kind, kind) && text_equals(score->mix_ups[i].read_as, read_as))
            return &score->mix_ups[i];
    MixUps list = {score->mix_ups, score->mix_up_count, score->mix_up_count};
    *LIST_ADD(arena, &list) = (ScoreMixUp){arena_copy(arena, kind), arena_copy(arena, read_as), 0};
    score->mix_ups = list.items;
    score->mix_up_count = list.count;
    return &score->mix_ups[list.count - 1];
}

static void add_score(Score *sum, const Score *one)
{
    sum->reports += one->reports;
    sum->coded += one->coded;
    sum->read += one->read;
    sum->matched += one->matched;
    sum->whole += one->whole;
    sum->text_coded += one->text_coded;
    sum->text_read += one->text_read;
    sum->text_shared += one->text_shared;
    sum->status_coded += one->status_coded;
    sum->status_read += one->status_read;
    sum->status_right += one->status_right;
    sum->words_not_found += one->words_not_found;
    for (int f = 0; f < SCORE_FIELD_COUNT; f++) {
        sum->fields[f].right += one->fields[f].right;
        sum->fields[f].coded += one->fields[f].coded;
        sum->fields[f].coded_right += one->fields[f].coded_right;
    }
    for (int i = 0; i < SCORE_BINS; i++) {
        sum->bins[i].count += one->bins[i].count;
        sum->bins[i].right += one->bins[i].right;
        sum->bins[i].sure += one->bins[i].sure;
    }
}

static void add_lists(Arena *arena, Score *sum, const Score *one)
{
    for (size_t i = 0; i < one->kind_count; i++) {
        ScoreKind *kind = score_kind_of(arena, sum, one->kinds[i].kind);
        kind->coded += one->kinds[i].coded;
        kind->read += one->kinds[i].read;
        kind->matched += one->kinds[i].matched;
    }
    for (size_t i = 0; i < one->mix_up_count; i++)
        score_mix_up_of(arena, sum, one->mix_ups[i].kind, one->mix_ups[i].read_as)->count +=
            one->mix_ups[i].count;
    for (size_t i = 0; i < one->missed.count; i++)
        sum->missed.items[sum->missed.count++] = one->missed.items[i];
    for (size_t i = 0; i < one->extra.count; i++)
        sum->extra.items[sum->extra.count++] = one->extra.items[i];
}

/* The most coded first; equals as they appeared, which the name of the kind need not tell. */
static void sort_kinds(Score *score)
{
    for (size_t i = 1; i < score->kind_count; i++) {
        ScoreKind kind = score->kinds[i];
        size_t at = i;
        for (; at > 0 && score->kinds[at - 1].coded < kind.coded; at--)
            score->kinds[at] = score->kinds[at - 1];
        score->kinds[at] = kind;
    }
}

static int compare_mix_ups(const void *a, const void *b)
{
    const ScoreMixUp *x = a;
    const ScoreMixUp *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    int order = text_compare(x->kind, y->kind);
    return order ? order : text_compare(x->read_as, y->read_as);
}

Score score_sum(Arena *arena, const Coding *coding)
{
    Score sum = {0};
    size_t missed = 0, extra = 0;
    for (size_t i = 0; i < coding->count; i++) {
        const Score *one = coding->reports[i].score;
        missed += one ? one->missed.count : 0;
        extra += one ? one->extra.count : 0;
    }
    sum.missed.items = ARENA_ARRAY(arena, ScoreMiss, missed + 1);
    sum.extra.items = ARENA_ARRAY(arena, ScoreMiss, extra + 1);
    for (size_t i = 0; i < coding->count; i++) {
        if (!coding->reports[i].score)
            continue;
        add_score(&sum, coding->reports[i].score);
        add_lists(arena, &sum, coding->reports[i].score);
    }
    sort_kinds(&sum);
    if (sum.mix_up_count > 1)
        qsort(sum.mix_ups, sum.mix_up_count, sizeof *sum.mix_ups, compare_mix_ups);
    return sum;
}
