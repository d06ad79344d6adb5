/* Claims that say the same become how many independent first-hand voices say it, as a range. */
#ifndef QUERY_QUERY_VOICES_H
#define QUERY_QUERY_VOICES_H

#include "query/query_same.h"

/* Fills the row's voices. The low end takes voices that the texts do not tell apart for one. */
void query_count_voices(Agreeing *agreeing, const PeerList *same, AnswerRow *row);

#endif
