/* One report is held against its coding: claims in one shape, matched, compared and counted. */
#include "score/score.h"

#include "core/utf8.h"
#include "score/score_parts.h"

const char *score_field_word(ScoreField field)
{
    switch (field) {
    case SCORE_STATUS:
        return "status";
    case SCORE_BY:
        return "by";
    case SCORE_WHOM:
        return "whom";
    case SCORE_WHERE:
        return "where";
    case SCORE_WHEN:
        return "when";
    case SCORE_COUNT:
        return "count";
    case SCORE_SOURCE:
        return "source";
    case SCORE_FIELD_COUNT:
        break;
    }
    return NULL;
}

/* ---- both sides in one shape ---- */

/* Finds the words of the coded claims in the text. */
static void place_coded(Arena *arena, ScoredReport *report, Text text, Score *out)
{
    Utf8Marks marks = utf8_mark(arena, text);
    for (size_t i = 0; i < report->claim_count; i++) {
        ScoredClaim *claim = &report->claims[i];
        Stretch *items = ARENA_ARRAY(arena, Stretch, claim->evidence.count + 1);
        size_t count = 0;
        claim->first_words = claim->evidence.count ? claim->evidence.items[0] : TEXT_EMPTY;
        for (size_t k = 0; k < claim->evidence.count; k++) {
            Text words = claim->evidence.items[k];
            size_t at = text_find(text, words, 0);
            if (at == SIZE_MAX) {
                out->words_not_found++;
                continue;
            }
            items[count++] = (Stretch){utf8_count_at(&marks, at), utf8_count_at(&marks, at + words.length)};
        }
        claim->words = score_stretches(arena, items, count);
    }
}

static TextList roles_of(Arena *arena, const RoleRow *roles, size_t count)
{
    TextList list = {ARENA_ARRAY(arena, Text, count + 1), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = roles[i].role;
    return list;
}

static TextList places_of(Arena *arena, const PlaceRow *places, size_t count)
{
    TextList list = {ARENA_ARRAY(arena, Text, count + 1), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = places[i].as;
    return list;
}

static ScoredClaim claim_of(Arena *arena, const ClaimRow *row)
{
    ScoredClaim claim = {.kind = row->kind,
                         .status = row->status,
                         .when = row->when.edtf,
                         .source = row->source.id,
                         .by = roles_of(arena, row->by, row->by_count),
                         .whom = roles_of(arena, row->whom, row->whom_count),
                         .where = places_of(arena, row->where, row->where_count),
                         .to = places_of(arena, row->to, row->to_count),
                         .has_count = row->count.is_given,
                         .low = row->count.low,
                         .high = row->count.high,
                         .unit = row->count.unit.length ? row->count.unit : TEXT("people"),
                         .sure = row->sure};
    Stretch *items = ARENA_ARRAY(arena, Stretch, row->evidence_count + 1);
    for (size_t i = 0; i < row->evidence_count; i++)
        items[i] = (Stretch){row->evidence[i].span.start, row->evidence[i].span.stop};
    claim.words = score_stretches(arena, items, row->evidence_count);
    claim.first_words = row->evidence_count ? row->evidence[0].exact : TEXT_EMPTY;
    return claim;
}

static ScoredReport report_of(Arena *arena, const ReportRecord *record)
{
    ScoredReport report = {.id = record->report.id};
    report.claims = ARENA_ARRAY(arena, ScoredClaim, record->claim_count + 1);
    report.claim_count = record->claim_count;
    report.sources = ARENA_ARRAY(arena, ScoredSource, record->claim_count + 1);
    for (size_t i = 0; i < record->claim_count; i++) {
        const SourceRow *source = &record->claims[i].source;
        report.claims[i] = claim_of(arena, &record->claims[i]);
        if (source->id.length > 0 && score_find_source(&report, source->id) == UNMATCHED)
            report.sources[report.source_count++] = (ScoredSource){source->id, source->as};
    }
    return report;
}

/* ---- what one report gives ---- */

static void add_misses(Arena *arena, const ScoredReport *report, const int32_t *matched, ScoreMisses *out)
{
    out->items = ARENA_ARRAY(arena, ScoreMiss, report->claim_count + 1);
    for (size_t i = 0; i < report->claim_count; i++) {
        const ScoredClaim *claim = &report->claims[i];
        if (matched[i] == UNMATCHED)
            out->items[out->count++] =
                (ScoreMiss){arena_copy(arena, report->id), arena_copy(arena, claim->kind),
                            arena_copy(arena, claim->status), arena_copy(arena, claim->first_words)};
    }
}

static void count_text(Arena *scratch, const ScoredReport *coded, const ScoredReport *read, Score *out)
{
    const ScoredReport *sides[2] = {coded, read};
    Stretches all[2];
    for (int s = 0; s < 2; s++) {
        LIST_OF(Stretch) items = {0};
        for (size_t i = 0; i < sides[s]->claim_count; i++)
            for (size_t k = 0; k < sides[s]->claims[i].words.count; k++)
                *LIST_ADD(scratch, &items) = sides[s]->claims[i].words.items[k];
        all[s] = score_stretches(scratch, items.items, items.count);
    }
    out->text_coded = all[0].length;
    out->text_read = all[1].length;
    out->text_shared = score_shared(&all[0], &all[1]);
}

/* Coded claims that nothing of their kind matches, and whose words were read as another kind. */
static void count_mix_ups(Arena *arena, const ScoredReport *coded, const ScoredReport *read,
                          const Matching *matching, Score *out)
{
    for (size_t i = 0; i < coded->claim_count; i++) {
        const ScoredClaim *best = NULL;
        uint32_t most = 0;
        for (size_t j = 0; matching->of_coded[i] == UNMATCHED && j < read->claim_count; j++) {
            uint32_t shared = score_shared(&coded->claims[i].words, &read->claims[j].words);
            if (matching->of_read[j] != UNMATCHED || shared <= most ||
                !score_words_match(&coded->claims[i].words, &read->claims[j].words) ||
                text_equals(coded->claims[i].kind, read->claims[j].kind))
                continue;
            best = &read->claims[j];
            most = shared;
        }
        if (best)
            score_mix_up_of(arena, out, coded->claims[i].kind, best->kind)->count++;
    }
}

static void note_field(ScoreFieldTally *tally, bool is_right, bool is_coded)
{
    tally->right += is_right;
    tally->coded += is_coded;
    tally->coded_right += is_coded && is_right;
}

static bool is_same_voice(const ScoredReport *coded, const ScoredReport *read, const int32_t *voices, Text a,
                          Text b)
{
    int32_t x = score_find_source(coded, a);
    int32_t y = score_find_source(read, b);
    return x == UNMATCHED || y == UNMATCHED ? x == y : voices[x] == y;
}

static void count_pair(const ScoredClaim *coded, const bool right[SCORE_FIELD_COUNT], const ScoredClaim *read,
                       Score *out)
{
    const bool is_coded[SCORE_FIELD_COUNT] = {[SCORE_WHERE] = coded->where.count > 0,
                                              [SCORE_WHEN] = coded->when.length > 0,
                                              [SCORE_COUNT] = coded->has_count,
                                              [SCORE_SOURCE] = coded->source.length > 0};
    bool is_whole = true;
    for (int f = 0; f < SCORE_FIELD_COUNT; f++) {
        note_field(&out->fields[f], right[f], is_coded[f]);
        is_whole = is_whole && right[f];
    }
    bool is_other = !text_is(coded->status, "said");
    out->status_coded += is_other;
    out->status_right += is_other && right[SCORE_STATUS];
    out->status_read += !text_is(read->status, "said");
    out->whole += is_whole;
}

static void count_claims(Arena *arena, const ScoredReport *coded, const ScoredReport *read,
                         const Matching *matching, Score *out)
{
    for (size_t i = 0; i < coded->claim_count; i++) {
        ScoreKind *kind = score_kind_of(arena, out, coded->claims[i].kind);
        kind->coded++;
        kind->matched += matching->of_coded[i] != UNMATCHED;
        out->matched += matching->of_coded[i] != UNMATCHED;
    }
    for (size_t i = 0; i < read->claim_count; i++) {
        double sure = read->claims[i].sure;
        int bin = sure >= 1 ? SCORE_BINS - 1 : sure > 0 ? (int)(sure * SCORE_BINS) : 0;
        score_kind_of(arena, out, read->claims[i].kind)->read++;
        out->bins[bin].count++;
        out->bins[bin].right += matching->of_read[i] != UNMATCHED;
        out->bins[bin].sure += sure;
    }
    out->coded = (int64_t)coded->claim_count;
    out->read = (int64_t)read->claim_count;
}

void score_add(Coding *coding, Arena *scratch, const ReportRecord *record)
{
    const MapEntry *entry = map_find(&coding->by_id, record->report.id);
    if (!entry)
        return;
    Arena *arena = coding->arena;
    CodedReport *report = &coding->reports[entry->number];
    ScoredReport *coded = &report->coded;
    Score *score = ARENA_NEW(arena, Score);
    score->reports = 1;
    place_coded(scratch, coded, record->report.text, score);
    ScoredReport read = report_of(scratch, record);
    Matching matching = score_match(scratch, coded, &read);
    int32_t *voices = score_pair_voices(scratch, coded, &read, &matching);
    count_claims(arena, coded, &read, &matching, score);
    for (size_t i = 0; i < coded->claim_count; i++) {
        bool right[SCORE_FIELD_COUNT];
        if (matching.of_coded[i] == UNMATCHED)
            continue;
        const ScoredClaim *other = &read.claims[matching.of_coded[i]];
        score_compare(scratch, &coded->claims[i], other, right);
        right[SCORE_SOURCE] = is_same_voice(coded, &read, voices, coded->claims[i].source, other->source);
        count_pair(&coded->claims[i], right, other, score);
    }
    count_text(scratch, coded, &read, score);
    count_mix_ups(arena, coded, &read, &matching, score);
    add_misses(arena, coded, matching.of_coded, &score->missed);
    add_misses(arena, &read, matching.of_read, &score->extra);
    report->score = score;
}

bool score_right(Coding *coding, Arena *scratch, const ReportRecord *record, bool *out)
{
    const MapEntry *entry = map_find(&coding->by_id, record->report.id);
    if (!entry)
        return false;
    ScoredReport *coded = &coding->reports[entry->number].coded;
    Score unused = {0};
    place_coded(scratch, coded, record->report.text, &unused);
    ScoredReport read = report_of(scratch, record);
    Matching matching = score_match(scratch, coded, &read);
    for (size_t i = 0; i < record->claim_count; i++)
        out[i] = matching.of_read[i] != UNMATCHED;
    return true;
}
