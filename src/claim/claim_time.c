/* When the claim holds or happened: the times that belong to its predicate, or how its words tie it to the
 * report. */
#include "claim/claim_parts.h"

enum {
    TIME_LIMIT = 6,
    UP_LIMIT = 6,
    FRAME_TOKENS = 4,
    LEAD_SENTENCES = 2,
    TALE_SENTENCES = 2,
    TALE_TIMES = 16,
    SHARP_DAYS = 62
};

/* How a time belongs to a predicate. */
typedef enum Tie { TIE_NONE, TIE_FRAME, TIE_CLAUSE, TIE_BELOW, TIE_ABOVE, TIE_OWN } Tie;

typedef struct TiedTime {
    const TimeMention *time;
    Tie tie;
    uint32_t far;
} TiedTime;

/* The first word above the time's own that says something happened or held. What bounds it tells better than
 * the day where it belongs: "until the fair closes on May 3". */
static int32_t verb_over(const Sentences *sentences, const TimeMention *time)
{
    const MentionAt *at = &time->at;
    int32_t token =
        time->lead != UINT32_MAX ? sentences->tokens[time->lead].head : (int32_t)at->token_end - 1;
    for (int up = 0; up < UP_LIMIT && token >= 0; up++) {
        const Token *word = &sentences->tokens[token];
        bool is_outside = (uint32_t)token < at->token_begin || (uint32_t)token >= at->token_end;
        if (is_outside && (word->upos == UPOS_VERB || word->head < 0))
            return token;
        token = word->head;
    }
    return token;
}

/* Edges over which a time of the upper word is one of the lower word, too. */
static bool hands_down(Deprel base)
{
    return base == DEPREL_XCOMP || base == DEPREL_OBJ || base == DEPREL_NSUBJ || base == DEPREL_OBL ||
           base == DEPREL_NMOD || base == DEPREL_COMPOUND || base == DEPREL_CONJ || base == DEPREL_ACL ||
           base == DEPREL_AMOD || base == DEPREL_CASE || base == DEPREL_MARK || base == DEPREL_AUX ||
           base == DEPREL_COP || base == DEPREL_DET || base == DEPREL_ADVMOD;
}

static bool reaches_up(const Sentences *sentences, int32_t from, int32_t to)
{
    for (int up = 0; up < UP_LIMIT && from >= 0; up++) {
        if (from == to)
            return true;
        const Token *word = &sentences->tokens[from];
        if (word->deprel == DEPREL_ACL_RELCL || !hands_down(language_deprel_base(word->deprel)))
            return false;
        from = word->head;
    }
    return false;
}

static bool has_subject(const Sentences *sentences, int32_t token)
{
    return language_child(sentences, (size_t)token, DEPREL_NSUBJ) >= 0;
}

/* "slipped away and landed last Thursday": what is joined to the predicate and has the same subject. */
static bool is_joined(const Sentences *sentences, int32_t verb, int32_t predicate)
{
    for (int up = 0; up < UP_LIMIT && verb >= 0; up++) {
        if (verb == predicate)
            return true;
        if (language_deprel_base(sentences->tokens[verb].deprel) != DEPREL_CONJ ||
            has_subject(sentences, verb))
            return false;
        verb = sentences->tokens[verb].head;
    }
    return false;
}

/* "they went home, and the rest should follow by May": a sentence of its own, joined to the predicate's. */
static bool is_other_sentence(const Sentences *sentences, int32_t verb, int32_t predicate)
{
    for (int up = 0; up < UP_LIMIT && verb >= 0 && verb != predicate; up++) {
        Deprel base = language_deprel_base(sentences->tokens[verb].deprel);
        if ((base == DEPREL_CONJ || base == DEPREL_PARATAXIS) && has_subject(sentences, verb))
            return true;
        verb = sentences->tokens[verb].head;
    }
    return false;
}

/* "the women who [work] there came down on March 6": the predicate stands in a clause about something else.
 */
static bool is_aside(const Sentences *sentences, int32_t predicate, int32_t verb)
{
    bool is_apart = false;
    for (int up = 0; up < UP_LIMIT && predicate >= 0 && predicate != verb; up++) {
        Deprel deprel = sentences->tokens[predicate].deprel;
        is_apart = is_apart || deprel == DEPREL_ACL_RELCL;
        predicate = sentences->tokens[predicate].head;
    }
    return is_apart && predicate == verb;
}

/* "in May, when they were moved", "the year in which it closed": the predicate's clause hangs on the time, or
 * stands right behind it with a word that asks when. */
static bool tells_of_time(const Sentences *sentences, int32_t predicate, const TimeMention *time,
                          int32_t verb)
{
    const Token *tokens = sentences->tokens;
    for (int up = 0; up < UP_LIMIT && predicate >= 0; up++) {
        const Token *word = &tokens[predicate];
        Deprel base = language_deprel_base(word->deprel);
        bool is_clause = base == DEPREL_ACL || base == DEPREL_ADVCL || base == DEPREL_PARATAXIS;
        bool hangs_on_time =
            word->head >= (int32_t)time->at.token_begin && word->head < (int32_t)time->at.token_end;
        if (is_clause && hangs_on_time)
            return true;
        for (int32_t child = word->first_child; is_clause && word->head == verb && child >= 0;
             child = tokens[child].next_sibling)
            if (tokens[child].xpos == XPOS_WRB && child >= (int32_t)time->at.token_end &&
                child <= (int32_t)time->at.token_end + 1)
                return true;
        if (base == DEPREL_CCOMP)
            return false;
        predicate = word->head;
    }
    return false;
}

static Tie tie_of(const ClaimReader *reader, const RuleMatch *match, const TimeMention *time)
{
    const Sentences *sentences = reader->sentences;
    int32_t predicate = (int32_t)match->at.predicate;
    int32_t verb = verb_over(sentences, time);
    bool in_clause = time->at.token_begin >= match->clause.begin && time->at.token_begin < match->clause.end;
    if (verb >= 0 && (time->is_until || time->lead != UINT32_MAX) &&
        language_child(sentences, (size_t)verb, DEPREL_MARK) >= 0)
        verb = sentences->tokens[verb].head; /* "may not leave until the fair closes on Jan. 28" */
    if (verb == predicate || tells_of_time(sentences, predicate, time, verb))
        return TIE_OWN;
    if (verb >= 0 && reaches_up(sentences, predicate, verb))
        return TIE_ABOVE;
    if (verb >= 0 && is_joined(sentences, verb, predicate))
        return TIE_BELOW;
    if (verb >= 0 && (is_other_sentence(sentences, verb, predicate) || is_aside(sentences, predicate, verb)))
        return TIE_NONE;
    if (verb >= 0 && in_clause && language_is_below(sentences, (size_t)verb, (size_t)predicate))
        return TIE_BELOW;
    if (in_clause)
        return TIE_CLAUSE;
    uint32_t begin = sentences->items[match->sentence].token_begin;
    return time->at.token_begin < begin + FRAME_TOKENS ? TIE_FRAME : TIE_NONE;
}

static int compare_ties(const void *a, const void *b)
{
    const TiedTime *one = a;
    const TiedTime *other = b;
    if (one->tie != other->tie)
        return one->tie < other->tie ? 1 : -1;
    if (one->far != other->far)
        return one->far < other->far ? -1 : 1;
    return one->time->at.token_begin < other->time->at.token_begin ? -1 : 1;
}

/* Of the times that say when it began or happened those with the closest tie, and of those that say when it
 * ends, too: "barred it after the test and on Dec. 22 gave them two years". */
static size_t keep_closest(TiedTime *tied, size_t count)
{
    Tie best[2] = {TIE_NONE, TIE_NONE};
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) { /* in order of ties */
        Tie *tie = &best[tied[i].time->is_until];
        if (*tie == TIE_NONE)
            *tie = tied[i].tie;
        if (tied[i].tie == *tie)
            tied[kept++] = tied[i];
    }
    return kept;
}

/* The dated times of the sentence that belong to the match, the closest first. */
static size_t find_times(const ClaimReader *reader, const RuleMatch *match, TiedTime out[TIME_LIMIT])
{
    const SentenceView *view = &reader->views[match->sentence];
    size_t count = 0;
    for (uint32_t i = view->times; i < view[1].times && count < TIME_LIMIT; i++) {
        const TimeMention *time = &reader->mentions->times[i];
        bool is_term = time->kind == TIME_DURATION && time->is_until;
        if (time->says_when_spoken || (!time->date.edtf.length && !is_term))
            continue;
        uint32_t at = time->at.token_begin;
        uint32_t predicate = match->at.predicate;
        TiedTime tied = {time, tie_of(reader, match, time), at > predicate ? at - predicate : predicate - at};
        if (tied.tie != TIE_NONE)
            out[count++] = tied;
    }
    if (count > 1)
        qsort(out, count, sizeof *out, compare_ties);
    return keep_closest(out, count);
}

static const FieldWay tie_ways[] = {
    [TIE_FRAME] = WAY_SENTENCE, [TIE_CLAUSE] = WAY_CLAUSE, [TIE_BELOW] = WAY_CLAUSE,
    [TIE_ABOVE] = WAY_ABOVE,    [TIE_OWN] = WAY_ARGUMENT,
};

static bool set_times(ClaimReader *reader, Draft *draft)
{
    Claim *claim = &draft->claim;
    TiedTime tied[TIME_LIMIT];
    size_t count = find_times(reader, &draft->match, tied);
    const TimeMention **times = ARENA_ARRAY(reader->arena, const TimeMention *, count + 1);
    for (size_t i = 0; i < count; i++)
        times[i] = tied[i].time;
    Text starts = TEXT_EMPTY;
    Date date = mention_combine_times(reader->arena, times, count, &starts);
    if (!count || !date.edtf.length)
        return false;
    claim->when = date;
    claim->starts = starts;
    claim->times = times;
    claim->time_count = count;
    claim->ways[FIELD_WHEN] = tie_ways[tied[0].tie];
    for (size_t i = 0; i < count; i++)
        claim_add_words(reader, draft, FIELD_WHEN, times[i]->at.span);
    return true;
}

static bool is_finite(Xpos xpos)
{
    return xpos == XPOS_VBD || xpos == XPOS_VBZ || xpos == XPOS_VBP || xpos == XPOS_MD;
}

/* The verb form that carries the tense of the word: its first finite auxiliary, or itself; -1 where there is
 * none. */
static int32_t finite_of(const Sentences *sentences, int32_t word)
{
    const Token *tokens = sentences->tokens;
    for (int32_t child = tokens[word].first_child; child >= 0; child = tokens[child].next_sibling) {
        Deprel base = language_deprel_base(tokens[child].deprel);
        if ((base == DEPREL_AUX || base == DEPREL_COP) && is_finite(tokens[child].xpos))
            return child;
    }
    return is_finite(tokens[word].xpos) ? word : -1;
}

/* The tense that the predicate stands in: that of the nearest finite verb from it upwards. */
static Xpos tense_of(const Sentences *sentences, uint32_t predicate)
{
    int32_t word = (int32_t)predicate;
    for (int up = 0; up < UP_LIMIT && word >= 0; up++) {
        int32_t finite = finite_of(sentences, word);
        if (finite >= 0)
            return sentences->tokens[finite].xpos;
        word = sentences->tokens[word].head;
    }
    return XPOS_VBP;
}

/* "now", "soon" in the clause of the predicate. */
static ClaimAsOf asof_of_words(const ClaimReader *reader, const RuleMatch *match)
{
    const SentenceView *view = &reader->views[match->sentence];
    for (uint32_t i = view->times; i < view[1].times; i++) {
        const TimeMention *time = &reader->mentions->times[i];
        if (time->at.token_begin < match->clause.begin || time->at.token_begin >= match->clause.end)
            continue;
        if (text_is(time->value, "PRESENT_REF"))
            return ASOF_REPORT;
        if (text_is(time->value, "FUTURE_REF"))
            return ASOF_AFTER;
    }
    return ASOF_NONE;
}

static ClaimAsOf asof_of_tense(const ClaimReader *reader, const Draft *draft)
{
    Xpos tense = tense_of(reader->sentences, draft->match.at.predicate);
    if (tense == XPOS_VBD)
        return ASOF_BEFORE;
    ClaimAsOf words = asof_of_words(reader, &draft->match);
    if (words != ASOF_NONE)
        return words;
    return tense == XPOS_MD && draft->claim.status == CLAIM_POSSIBLE ? ASOF_AFTER : ASOF_REPORT;
}

static ClaimAsOf asof_from(Text word)
{
    for (int i = ASOF_REPORT; i <= ASOF_GENERAL; i++)
        if (text_is(word, claim_asof_word((ClaimAsOf)i)))
            return (ClaimAsOf)i;
    return ASOF_NONE;
}

/* "is sending", "will send": no headline of what happened. */
static bool has_auxiliary(const ClaimReader *reader, TokenRange range)
{
    for (uint32_t token = range.begin; token < range.end; token++)
        if (reader->sentences->tokens[token].upos == UPOS_AUX)
            return true;
    return false;
}

static void take_time(ClaimReader *reader, Draft *draft, const TimeMention *time, FieldWay way)
{
    Claim *claim = &draft->claim;
    claim->when = time->date;
    claim->starts = time->starts;
    claim->times = ARENA_ARRAY(reader->arena, const TimeMention *, 1);
    claim->times[0] = time;
    claim->time_count = 1;
    claim->ways[FIELD_WHEN] = way;
    claim_add_words(reader, draft, FIELD_WHEN, time->at.span);
}

/* A headline tells what the first sentences date: what happened, or how something ended. */
static bool date_headline(ClaimReader *reader, Draft *draft)
{
    Claim *claim = &draft->claim;
    bool is_event = pack_kind(reader->pack, claim->kind)->is_event && claim->status == CLAIM_SAID;
    bool is_end = !pack_kind(reader->pack, claim->kind)->is_event && claim->status == CLAIM_ENDED;
    if (claim->part != PART_TITLE || (!is_event && !is_end) || reader->lead == UINT32_MAX ||
        has_auxiliary(reader, draft->match.clause))
        return false;
    const SentenceView *lead = &reader->views[reader->lead];
    size_t sentences = reader->sentences->count - reader->lead;
    uint32_t end = lead[sentences < LEAD_SENTENCES ? sentences : LEAD_SENTENCES].times;
    for (uint32_t i = lead->times; i < end; i++) {
        const TimeMention *time = &reader->mentions->times[i];
        if (!time->date.edtf.length || time->says_when_spoken || time->is_until || time->is_since)
            continue;
        take_time(reader, draft, time, WAY_LEAD);
        return true;
    }
    return false;
}

/* "Until last month only the sick were taken back": what lasted to a day before the report is over. */
static void end_what_lasted(ClaimReader *reader, Draft *draft)
{
    Claim *claim = &draft->claim;
    Day published = reader->report->published.edtf.length ? reader->report->published.some.first : DAY_NONE;
    Day end = claim->when.some.last;
    bool is_over = published > DAY_PAST && claim->when.some.first == DAY_PAST && end < published;
    if (claim->status == CLAIM_SAID && claim->times[0]->is_lasting && is_over &&
        asof_of_tense(reader, draft) == ASOF_BEFORE) {
        claim->status = CLAIM_ENDED;
        claim_add_words(reader, draft, FIELD_STATUS, claim->times[0]->at.span);
    }
}

/* The sentence's main clause, what is joined to it, or what it reports: "..., sources told the Post". */
static bool is_main_clause(const Sentences *sentences, int32_t verb, int32_t root)
{
    for (int up = 0; up < UP_LIMIT && verb >= 0; up++) {
        if (verb == root)
            return true;
        Deprel base = language_deprel_base(sentences->tokens[verb].deprel);
        if (base != DEPREL_CCOMP && base != DEPREL_PARATAXIS && base != DEPREL_CONJ)
            return false;
        verb = sentences->tokens[verb].head;
    }
    return false;
}

/* A sharp date of the sentence's own clause, the last one; or, where since is wanted, what has lasted from a
 * day on. */
static const TimeMention *date_of_sentence(const ClaimReader *reader, uint32_t sentence, bool takes_since)
{
    int32_t root = (int32_t)reader->sentences->items[sentence].root;
    const SentenceView *view = &reader->views[sentence];
    const TimeMention *best = NULL;
    bool is_crowded = view[1].times - view->times > TALE_TIMES;
    for (uint32_t i = is_crowded ? view[1].times - TALE_TIMES : view->times; i < view[1].times; i++) {
        const TimeMention *time = &reader->mentions->times[i];
        Period some = time->date.some;
        if (!time->date.edtf.length || time->says_when_spoken || time->is_until || period_is_none(some) ||
            some.first == DAY_PAST)
            continue;
        bool is_sharp = some.last != DAY_FUTURE && some.last - some.first <= SHARP_DAYS;
        if (time->is_since ? !takes_since : !is_sharp)
            continue;
        int32_t verb = verb_over(reader->sentences, time);
        if (is_main_clause(reader->sentences, verb, root))
            best = time;
    }
    return best;
}

/* A tale goes on: "On May 3 the gate was locked. The men slept in the yard." What is told in the past behind
 * a dated sentence of its paragraph has that date; a state also what the sentence right before it says has
 * lasted. */
static bool date_tale(ClaimReader *reader, Draft *draft)
{
    Claim *claim = &draft->claim;
    uint32_t sentence = draft->match.sentence;
    const Sentence *items = reader->sentences->items;
    if (claim->part == PART_TITLE || claim->status != CLAIM_SAID ||
        tense_of(reader->sentences, draft->match.at.predicate) != XPOS_VBD)
        return false;
    bool is_state = !pack_kind(reader->pack, claim->kind)->is_event;
    for (uint32_t back = 1; back <= TALE_SENTENCES && back <= sentence; back++) {
        if (items[sentence - back].part != items[sentence].part)
            return false;
        const TimeMention *time = date_of_sentence(reader, sentence - back, is_state && back == 1);
        if (!time)
            continue;
        take_time(reader, draft, time, WAY_PARAGRAPH);
        return true;
    }
    return false;
}

/* "They collect the phones. It has been so since May." */
static bool date_state_after(ClaimReader *reader, Draft *draft)
{
    Date date;
    if (draft->claim.status != CLAIM_SAID || pack_kind(reader->pack, draft->claim.kind)->is_event)
        return false;
    const TimeMention *time = claim_time_after(reader, draft, &date);
    if (!time)
        return false;
    take_time(reader, draft, time, WAY_PARAGRAPH);
    draft->claim.when = date;
    return true;
}

void claim_fill_when(ClaimReader *reader, Draft *draft, const PackRule *rule)
{
    if (set_times(reader, draft)) {
        end_what_lasted(reader, draft);
        return;
    }
    if (date_headline(reader, draft))
        return;
    if (date_tale(reader, draft) || date_state_after(reader, draft))
        return;
    draft->claim.ways[FIELD_WHEN] = rule->asof.length ? WAY_RULE : WAY_FORM;
    if (rule->asof.length)
        draft->claim.asof = asof_from(rule->asof);
    else if (draft->claim.status == CLAIM_PLANNED)
        draft->claim.asof = ASOF_AFTER;
    else
        draft->claim.asof = asof_of_tense(reader, draft);
}
