#include "mention/mention_time_find.h"

enum {
    SPOKE_GAP = 6,
    DATELINE_ATOMS = 12,
    TERM_GAP = 6,
    DOCUMENT_GAP = 7,
    ORDER_GAP = 5,
    CLAUSE_ATOMS = 100
};

static bool ends_clause(const Atom *atom)
{
    return atom->kind == ATOM_SIGN &&
           (atom->sign == ',' || atom->sign == ';' || atom->sign == ':' || atom->sign == '"');
}

static bool clause_has(const AtomRange *range, const TimeFound *found, LexiconClass class)
{
    size_t first = found->begin > range->begin + CLAUSE_ATOMS ? found->begin - CLAUSE_ATOMS : range->begin;
    size_t last = range->end > found->end + CLAUSE_ATOMS ? found->end + CLAUSE_ATOMS : range->end;
    for (size_t i = found->begin; i-- > first && !ends_clause(&range->items[i]);)
        if (mention_lexeme(range, i, class))
            return true;
    for (size_t i = found->end; i < last && !ends_clause(&range->items[i]); i++)
        if (mention_lexeme(range, i, class))
            return true;
    return false;
}

/* "the Dec. 22 limit", "the deadline of Dec. 22", "the cut-off falls on Dec. 22". */
bool mention_is_term(const AtomRange *range, const TimeFound *found)
{
    if (!mention_is_date(found->form) || found->form->kind == FORM_OFFSET)
        return false;
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap < TERM_GAP; gap++) {
        if (ends_clause(&range->items[i]))
            break;
        if (mention_lexeme(range, i, LEXICON_DEADLINE))
            return true;
    }
    for (size_t i = found->end; i < range->end && i < found->end + 3; i++)
        if (mention_lexeme(range, i, LEXICON_DEADLINE))
            return true;
    return mention_is_sign(range, found->end, ',') && mention_lexeme(range, found->end + 1, LEXICON_DEADLINE);
}

/* No verb of the clause is past: "they look for ways to manage the exit in December". */
static bool is_present(const AtomRange *range, const Sentences *sentences, const TimeFound *found)
{
    bool has_present = false;
    size_t before = found->begin > range->begin ? found->begin - 1 : found->begin;
    if (mention_lexeme(range, before, LEXICON_OF) && !mention_lexeme(range, before, LEXICON_IN))
        return false; /* "a decree of Dec. 6 lets them in" */
    size_t begin = found->begin;
    size_t end = found->end;
    size_t first = begin > range->begin + CLAUSE_ATOMS ? begin - CLAUSE_ATOMS : range->begin;
    size_t last = range->end > end + CLAUSE_ATOMS ? end + CLAUSE_ATOMS : range->end;
    while (begin > first && !ends_clause(&range->items[begin - 1]))
        begin--;
    while (end < last && !ends_clause(&range->items[end]))
        end++;
    for (size_t i = begin; i < end; i++) {
        Xpos xpos = sentences->tokens[range->items[i].token].xpos;
        if (xpos == XPOS_VBD || xpos == XPOS_VBN)
            return false;
        has_present = has_present || xpos == XPOS_VBZ || xpos == XPOS_VBP;
    }
    return has_present;
}

TimeLean mention_lean_of(const AtomRange *range, const Sentences *sentences, const TimeFound *found,
                         bool is_spoken)
{
    if (is_spoken || found->bound == BOUND_SINCE)
        return LEAN_PAST;
    if (clause_has(range, found, LEXICON_FUTURE))
        return LEAN_FUTURE;
    bool is_now = is_present(range, sentences, found);
    if (found->bound == BOUND_UNTIL && is_now)
        return LEAN_FUTURE;
    return found->bound == BOUND_UNTIL || is_now ? LEAN_NEAREST : LEAN_PAST;
}

/* "a report of 2017", "its 2021 Trafficking in Persons Report": when a document appeared. */
static bool is_of_document(const AtomRange *range, const TimeFound *found)
{
    size_t begin = found->begin;
    bool is_of = begin >= range->begin + 2 && (mention_lexeme(range, begin - 1, LEXICON_OF) ||
                                               mention_lexeme(range, begin - 1, LEXICON_FOR) ||
                                               mention_lexeme(range, begin - 1, LEXICON_FROM));
    if (is_of && mention_lexeme(range, begin - 2, LEXICON_DOCUMENT))
        return true;
    if (found->form->month || found->form->year == YEAR_NONE)
        return false;
    for (size_t i = found->end; i < range->end && i < found->end + DOCUMENT_GAP; i++) {
        const Atom *atom = &range->items[i];
        if (mention_lexeme(range, i, LEXICON_DOCUMENT))
            return true;
        if (!(atom->kind == ATOM_WORD &&
              (atom->is_capital || !atom->space_before || mention_lexeme(range, i, LEXICON_OF))) &&
            !(atom->kind == ATOM_SIGN && atom->sign == '\''))
            return mention_lexeme(range, i, LEXICON_DOCUMENT) != NULL;
    }
    return false;
}

/* "told everyone not to travel": no report of what is so. */
static bool is_order(const AtomRange *range, size_t at)
{
    for (size_t i = at; i < range->end && i < at + ORDER_GAP; i++)
        if (ends_clause(&range->items[i]))
            return false;
        else if (mention_lexeme(range, i, LEXICON_INFINITIVE))
            return true;
    return false;
}

/* "told Daily NK on Jan. 23": nothing but names and small words between the verb and the day. */
bool mention_is_when_spoken(const AtomRange *range, const TimeFound *found)
{
    if (found->bound != BOUND_NONE || !mention_is_date(found->form))
        return false;
    if (is_of_document(range, found))
        return true;
    const LexiconEntry *behind = mention_lexeme(range, found->end, LEXICON_SPOKE);
    if (behind)
        return !is_order(range, found->end + behind->word_count);
    if (mention_lexeme(range, found->end, LEXICON_INFINITIVE)) /* "told them on Monday to leave" */
        return false;
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap <= SPOKE_GAP; gap++) {
        const Atom *atom = &range->items[i];
        if (mention_lexeme(range, i, LEXICON_SPOKE))
            return true;
        bool is_small =
            atom->kind == ATOM_WORD && (atom->is_capital || mention_lexeme(range, i, LEXICON_BESIDE_SPOKE));
        if (!is_small && !(atom->kind == ATOM_SIGN && atom->sign == '\''))
            return false;
    }
    return false;
}

/* "SEOUL, Jan. 5 (Yonhap) --": the day on which it was written, at the head of a paragraph. */
bool mention_is_dateline(const AtomRange *range, const TimeFound *found)
{
    if (found->begin == range->begin || found->begin > range->begin + DATELINE_ATOMS)
        return false;
    if (mention_lexeme(range, found->begin - 1, LEXICON_ON) ||
        mention_lexeme(range, found->begin - 1, LEXICON_IN))
        return false; /* "On May 3, Sarn and Alder - the two towns ..." */
    for (size_t i = range->begin; i < found->begin; i++)
        if (range->items[i].kind == ATOM_WORD && !range->items[i].is_capital)
            return false;
    for (size_t i = found->end; i < range->end && i < found->end + 8; i++)
        if (mention_is_sign(range, i, '-') && range->items[i].space_before)
            return true;
    return false;
}

/* "gave them two years to leave": a term that runs from the day on which it was given. */
bool mention_is_given_term(const AtomRange *range, const TimeFound *found)
{
    for (size_t i = found->begin, gap = 0; i-- > range->begin && gap < TERM_GAP; gap++) {
        if (ends_clause(&range->items[i]))
            return false;
        if (mention_lexeme(range, i, LEXICON_GIVES))
            return true;
    }
    return false;
}
