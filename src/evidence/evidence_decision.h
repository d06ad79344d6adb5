/* What people decided of claims and reports, under handles of their own choosing: rows that are only added
 * to. */
#ifndef EVIDENCE_EVIDENCE_DECISION_H
#define EVIDENCE_EVIDENCE_DECISION_H

#include "core/edtf.h"
#include "core/error.h"

typedef struct Evidence Evidence;

typedef enum DecisionVerb {
    DECISION_SAME,        /* these claims say the same */
    DECISION_NOT_SAME,    /* each two of them are about different things */
    DECISION_INDEPENDENT, /* each two of these reports, or claims, come from different voices */
    DECISION_ECHO,        /* they go back to one voice: the one published first */
    DECISION_MISTAKEN,    /* the words do not say what was read: the claim leaves every answer */
    DECISION_RIGHT,       /* a person held the claim against its words */
    DECISION_CORRECT,     /* fields of a claim, told anew */
    DECISION_ADD,         /* a claim that the program missed */
    DECISION_UNDO
} DecisionVerb;
const char *evidence_decision_word(DecisionVerb verb); /* same, not-same … */
bool evidence_decision_from(Text word, DecisionVerb *out);

typedef struct DecisionField {
    Text field, value;
} DecisionField;

typedef struct Decision {
    int64_t number; /* in its base */
    DecisionVerb verb;
    Text handle, reason;
    Day day;
    int64_t undoes;     /* DECISION_UNDO: the number of the one that holds no longer; else 0 */
    bool is_undone;     /* by a later one that is not undone itself */
    bool is_of_reports; /* ids are those of reports */
    bool is_protected;  /* it is of protected reports, or of what the base holds no longer */
    TextList ids;
    DecisionField *fields; /* DECISION_CORRECT, DECISION_ADD: in the order given */
    size_t field_count;
} Decision;

typedef struct Decisions {
    Decision *items; /* by number */
    size_t count;
} Decisions;

/* Sets is_undone of each, and the class of those that undo. Decisions are in order of number. */
void evidence_mark_undone(Decisions *decisions);
/* ERR_USAGE where it is none. */
MUST_USE Status evidence_check_handle(Text handle, Error *error);
/* "ana, 2022-02-10" */
Text evidence_decision_mark(Arena *arena, const Decision *decision);

#endif
