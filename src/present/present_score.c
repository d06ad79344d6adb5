#include "present/present_part.h"

static void add_share(Buffer *out, const char *label, int64_t right, int64_t coded, int64_t read)
{
    ScoreShare share = score_share(right, coded, read);
    buffer_print(out, "%s  P %.3f R %.3f F1 %.3f", label, share.precision, share.recall, share.f1);
}

static void add_fields(Buffer *out, const Score *score)
{
    buffer_add_string(out, "fields on matched  ");
    for (int f = 0; f < SCORE_FIELD_COUNT; f++)
        buffer_print(out, "%s %s %.3f", f ? " " : "", score_field_word((ScoreField)f),
                     (double)score->fields[f].right / (double)score->matched);
    buffer_add_byte(out, '\n');
    add_share(out, "status other than said", score->status_right, score->status_coded, score->status_read);
    buffer_add_string(out, "\n  where it is coded ");
    bool is_first = true;
    for (int f = 0; f < SCORE_FIELD_COUNT; f++) {
        const ScoreFieldTally *tally = &score->fields[f];
        if (tally->coded == 0)
            continue;
        buffer_print(out, "%s%s %.3f (n=%lld)", is_first ? "" : "  ", score_field_word((ScoreField)f),
                     (double)tally->coded_right / (double)tally->coded, (long long)tally->coded);
        is_first = false;
    }
    buffer_add_byte(out, '\n');
}

static void add_kinds(Buffer *out, const Score *score)
{
    for (size_t i = 0; i < score->kind_count; i++) {
        const ScoreKind *kind = &score->kinds[i];
        buffer_print(out, "  %-22.*s coded %3lld extracted %3lld matched %3lld  F1 %.2f\n",
                     TEXT_ARGS(kind->kind), (long long)kind->coded, (long long)kind->read,
                     (long long)kind->matched, score_share(kind->matched, kind->coded, kind->read).f1);
    }
    if (score->mix_up_count > 0)
        buffer_add_string(out, "read as another kind\n");
    for (size_t i = 0; i < score->mix_up_count; i++)
        buffer_print(out, "  %-22.*s as %-22.*s %3lld\n", TEXT_ARGS(score->mix_ups[i].kind),
                     TEXT_ARGS(score->mix_ups[i].read_as), (long long)score->mix_ups[i].count);
}

static void add_sureness(Buffer *out, const Score *score)
{
    buffer_print(out, "sureness and share right, mean gap %.3f\n", score_gap(score));
    for (int i = 0; i < SCORE_BINS; i++) {
        const ScoreBin *bin = &score->bins[i];
        if (bin->count > 0)
            buffer_print(out, "  %.1f to %.1f  %4lld claims  sure %.3f  right %.3f\n", i / (double)SCORE_BINS,
                         (i + 1) / (double)SCORE_BINS, (long long)bin->count, bin->sure / (double)bin->count,
                         (double)bin->right / (double)bin->count);
    }
}

static void add_misses(Buffer *out, const char *label, const ScoreMisses *misses, size_t most)
{
    for (size_t i = 0; i < misses->count && i < most; i++) {
        const ScoreMiss *miss = &misses->items[i];
        buffer_print(out, "%s %.*s %.*s %.*s | ", label, TEXT_ARGS(miss->report_id), TEXT_ARGS(miss->kind),
                     TEXT_ARGS(miss->status));
        present_clean(out, miss->words, 150);
        buffer_add_byte(out, '\n');
    }
}

void present_score(Buffer *out, const Score *score, const PresentScoreOptions *options)
{
    buffer_print(out, "reports %lld  coded %lld  extracted %lld  matched %lld\n", (long long)score->reports,
                 (long long)score->coded, (long long)score->read, (long long)score->matched);
    add_share(out, "claim-bearing text", score->text_shared, score->text_coded, score->text_read);
    add_share(out, "\nclaims by kind    ", score->matched, score->coded, score->read);
    add_share(out, "\nwhole claims      ", score->whole, score->coded, score->read);
    buffer_add_string(out,
                      "   (kind, status, by, whom, where, when, count with unit, which source: all right)\n");
    if (score->matched > 0)
        add_fields(out, score);
    if (options->by_kind)
        add_kinds(out, score);
    if (options->by_sureness)
        add_sureness(out, score);
    add_misses(out, "missed", &score->missed, options->misses);
    add_misses(out, "extra", &score->extra, options->misses);
    if (score->words_not_found > 0)
        buffer_print(out, "words of the coding that its reports do not hold: %lld\n",
                     (long long)score->words_not_found);
}
