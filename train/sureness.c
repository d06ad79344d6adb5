/* The weights of a pack's file sureness from coded reports: a logistic regression with a ridge, by Newton's
 * steps. sureness DATA PACK CODING METADATA REPORT… writes the file to standard output, and to standard error
 * how well sureness and share right agree on reports that had no part in the weights (five folds).
 */
#include <math.h>
#include <stdio.h>

#include "api/api.h"
#include "core/data_file.h"
#include "score/score_parts.h"

enum { FOLDS = 5, KINDS_MOST = 200, WEIGHTS_MOST = SURE_FEATURES + KINDS_MOST, STEPS = 25 };

/* Larger: closer to no weight at all. A kind has few claims, and must earn its weight. */
static const double ridge = 120, ridge_of_kinds = 120;

typedef struct Sample {
    int8_t features[SURE_FEATURES];
    size_t kind;
    size_t report;
    bool is_unread; /* its report's misses were never read while rules were written */
    bool is_right;
} Sample;

typedef struct Training {
    Hearsay *hearsay;
    Coding *coding;
    IntakeOptions intake;
    LIST_OF(Sample) samples;
    size_t report_count;
    int argument_count;
    char **arguments;
} Training;

typedef struct Weights {
    double items[WEIGHTS_MOST];
} Weights;

/* ---- samples ---- */

/* The reports of even numbers (docs/accuracy.md). */
static bool is_unread(Text id)
{
    char last = id.length > 0 ? id.bytes[id.length - 1] : '1';
    return ascii_is_digit(last) && (last - '0') % 2 == 0;
}

static Status take_report(Arena *arena, Training *training, const char *path, Error *error)
{
    Text bytes;
    Text whole = text_from(path);
    size_t slash = SIZE_MAX;
    for (size_t at = 0; (at = text_find_byte(whole, '/', at)) != SIZE_MAX; at++)
        slash = at;
    Text folder = slash == SIZE_MAX ? TEXT(".") : text_slice(whole, 0, slash);
    const char *name = slash == SIZE_MAX ? path : path + slash + 1;
    Status status = data_file_read(arena, folder, name, &bytes, error);
    Reading reading = {0};
    if (status == STATUS_OK)
        status = intake_read(arena, &training->intake, whole, bytes, &reading.report, error);
    if (status != STATUS_OK)
        return status;
    api_read_claims(arena, training->hearsay, &reading);
    ReportRecord record = evidence_record(arena, training->hearsay->pack, &reading.report, &reading.sentences,
                                          &reading.mentions, &reading.claims, 0);
    bool *is_right = ARENA_ARRAY(arena, bool, record.claim_count + 1);
    if (!score_right(training->coding, arena, &record, is_right) ||
        record.claim_count != reading.claims.count)
        return STATUS_OK;
    for (size_t i = 0; i < record.claim_count; i++) {
        Sample *sample = LIST_ADD(arena, &training->samples);
        memcpy(sample->features, reading.claims.items[i].features, sizeof sample->features);
        sample->kind = reading.claims.items[i].kind;
        sample->report = training->report_count;
        sample->is_unread = is_unread(record.report.id);
        sample->is_right = is_right[i];
    }
    training->report_count++;
    return STATUS_OK;
}

/* ---- the regression ---- */

static double logistic(double x) { return 1 / (1 + exp(-x)); }

static double score_of(const Weights *weights, const Sample *sample)
{
    double score = weights->items[SURE_FEATURES + sample->kind];
    for (int f = 0; f < SURE_FEATURES; f++)
        score += weights->items[f] * sample->features[f];
    return score;
}

static double value_of(const Sample *sample, size_t column)
{
    return column < SURE_FEATURES ? sample->features[column] : sample->kind == column - SURE_FEATURES;
}

/* Spread of each column, so that the ridge asks the same of all. */
static void find_spreads(const Training *training, size_t columns, double *out)
{
    for (size_t c = 0; c < columns; c++) {
        double sum = 0, squares = 0, count = (double)training->samples.count;
        for (size_t i = 0; i < training->samples.count; i++) {
            double value = value_of(&training->samples.items[i], c);
            sum += value;
            squares += value * value;
        }
        double variance = squares / count - sum / count * (sum / count);
        out[c] = c >= SURE_FEATURES || variance < 1e-9 ? 1 : variance;
    }
}

static double penalty_of(size_t column, const double *spreads)
{
    if (column == SURE_BIAS)
        return 1e-6;
    return column < SURE_FEATURES ? ridge * spreads[column] + 1e-6 : ridge_of_kinds;
}

/* Solves matrix · x = vector in place; the matrix is symmetric and positive. */
static void solve(double *matrix, double *vector, size_t size)
{
    for (size_t p = 0; p < size; p++)
        for (size_t row = p + 1; row < size; row++) {
            double factor = matrix[row * size + p] / matrix[p * size + p];
            for (size_t c = p; c < size; c++)
                matrix[row * size + c] -= factor * matrix[p * size + c];
            vector[row] -= factor * vector[p];
        }
    for (size_t p = size; p-- > 0;) {
        for (size_t c = p + 1; c < size; c++)
            vector[p] -= matrix[p * size + c] * vector[c];
        vector[p] /= matrix[p * size + p];
    }
}

/* One Newton step on the samples of all folds but one. */
static void step(Arena *arena, const Training *training, size_t left_out, size_t columns,
                 const double *spreads, Weights *weights)
{
    double *matrix = ARENA_ARRAY(arena, double, columns *columns);
    double *gradient = ARENA_ARRAY(arena, double, columns);
    for (size_t c = 0; c < columns; c++) {
        gradient[c] = -penalty_of(c, spreads) * weights->items[c];
        matrix[c * columns + c] = penalty_of(c, spreads);
    }
    for (size_t i = 0; i < training->samples.count; i++) {
        const Sample *sample = &training->samples.items[i];
        if (sample->report % FOLDS == left_out)
            continue;
        double share = logistic(score_of(weights, sample));
        for (size_t a = 0; a < columns; a++) {
            double value = value_of(sample, a);
            if (value == 0)
                continue;
            gradient[a] += value * ((double)sample->is_right - share);
            for (size_t b = 0; b < columns; b++)
                matrix[a * columns + b] += share * (1 - share) * value * value_of(sample, b);
        }
    }
    solve(matrix, gradient, columns);
    for (size_t c = 0; c < columns; c++)
        weights->items[c] += gradient[c];
}

static Weights fit(Arena *arena, const Training *training, size_t left_out, size_t columns)
{
    Weights weights = {{0}};
    double *spreads = ARENA_ARRAY(arena, double, columns);
    find_spreads(training, columns, spreads);
    for (int i = 0; i < STEPS; i++)
        step(arena, training, left_out, columns, spreads, &weights);
    return weights;
}

/* ---- what comes out ---- */

static void print_bins(const char *title, const Score *score)
{
    int64_t count = 0;
    for (int i = 0; i < SCORE_BINS; i++)
        count += score->bins[i].count;
    fprintf(stderr, "%s: %lld claims, mean gap %.3f\n", title, (long long)count, score_gap(score));
    for (int i = 0; i < SCORE_BINS; i++)
        if (score->bins[i].count > 0)
            fprintf(stderr, "  %.1f to %.1f  %4lld claims  sure %.3f  right %.3f\n", i / (double)SCORE_BINS,
                    (i + 1) / (double)SCORE_BINS, (long long)score->bins[i].count,
                    score->bins[i].sure / (double)score->bins[i].count,
                    (double)score->bins[i].right / (double)score->bins[i].count);
}

static void print_folds(Arena *arena, const Training *training, size_t columns)
{
    Score halves[2] = {{0}, {0}}; /* all, unread */
    for (size_t fold = 0; fold < FOLDS; fold++) {
        Weights weights = fit(arena, training, fold, columns);
        for (size_t i = 0; i < training->samples.count; i++) {
            const Sample *sample = &training->samples.items[i];
            double sure = logistic(score_of(&weights, sample));
            for (int half = 0; half < 2 && sample->report % FOLDS == fold; half++) {
                ScoreBin *bin = &halves[half].bins[sure >= 1 ? SCORE_BINS - 1 : (int)(sure * SCORE_BINS)];
                if (half == 1 && !sample->is_unread)
                    continue;
                bin->count++;
                bin->sure += sure;
                bin->right += sample->is_right;
            }
        }
    }
    print_bins("all reports, five folds", &halves[0]);
    print_bins("reports whose misses were never read, five folds", &halves[1]);
}

static void print_weights(const Training *training, const Weights *weights)
{
    const Pack *pack = training->hearsay->pack;
    printf("# How sure the reader is of a claim: what each feature of it and each kind adds, in thousandths "
           "of a\n"
           "# logit. Made by train/sureness from corpus/coding.jsonl (docs/claims.md).\n");
    for (int f = 0; f < SURE_FEATURES; f++)
        printf("%s\t%ld\n", claim_sure_word((SureFeature)f), lround(weights->items[f] * 1000));
    for (size_t k = 0; k < pack_kind_count(pack); k++)
        if (lround(weights->items[SURE_FEATURES + k] * 1000) != 0)
            printf("%.*s\t%ld\n", TEXT_ARGS(pack_kind(pack, k)->name),
                   lround(weights->items[SURE_FEATURES + k] * 1000));
}

static Status train(Arena *arena, void *context, Error *error)
{
    Training *training = context;
    char **words = training->arguments;
    Text coding, table;
    IntakeMetadata *metadata = NULL;
    Status status = data_file_read(arena, TEXT("."), words[3], &coding, error);
    if (status == STATUS_OK)
        status = score_read_coding(arena, text_from(words[3]), coding, &training->coding, error);
    if (status == STATUS_OK)
        status = data_file_read(arena, TEXT("."), words[4], &table, error);
    if (status == STATUS_OK)
        status = intake_read_metadata(arena, training->hearsay->intake, text_from(words[4]), table, &metadata,
                                      error);
    training->intake.data = training->hearsay->intake;
    training->intake.metadata = metadata;
    for (int i = 5; status == STATUS_OK && i < training->argument_count; i++)
        status = take_report(arena, training, words[i], error);
    size_t columns = SURE_FEATURES + pack_kind_count(training->hearsay->pack);
    if (status != STATUS_OK || columns > WEIGHTS_MOST || training->samples.count == 0)
        return status;
    print_folds(arena, training, columns);
    Weights weights = fit(arena, training, FOLDS, columns);
    print_weights(training, &weights);
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    HearsayError opening;
    Error error = {0};
    Training training = {.argument_count = argc, .arguments = argv};
    if (argc < 6) {
        fputs("sureness DATA PACK CODING METADATA REPORT…\n", stderr);
        return 2;
    }
    HearsayOptions options = {.data = argv[1], .pack = argv[2]};
    if (hearsay_open(&options, &training.hearsay, &opening) != HEARSAY_OK) {
        fprintf(stderr, "%s:%u: %s\n", opening.name, opening.line, opening.message);
        return 2;
    }
    Arena *arena = arena_new(0);
    Status status = arena ? door_open(arena, train, &training, &error) : ERR_SYSTEM;
    if (status != STATUS_OK)
        fprintf(stderr, "%s:%u: %s\n", error.name, error.line, error.message);
    arena_free(arena);
    hearsay_close(training.hearsay);
    return status == STATUS_OK ? 0 : 2;
}
