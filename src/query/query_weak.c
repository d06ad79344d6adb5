/* Stands in until the questions land; weak, so that they win. */
#include "query/query.h"
#define WEAK __attribute__((weak))
WEAK Status query_ask(Arena *a, Evidence *e, const MentionData *p, const Question *q, Answer *o, Error *r){(void)a;(void)e;(void)p;(void)q;(void)o;(void)r;return STATUS_OK;}
WEAK Status query_timeline(Arena *a, Evidence *e, const MentionData *p, const Question *q, Answer *o, Error *r){(void)a;(void)e;(void)p;(void)q;(void)o;(void)r;return STATUS_OK;}
WEAK Status query_count(Arena *a, Evidence *e, const MentionData *p, const Question *q, Answer *o, Error *r){(void)a;(void)e;(void)p;(void)q;(void)o;(void)r;return STATUS_OK;}
WEAK const char *query_word(AnswerWord w){(void)w;return "";}
WEAK const char *query_scope_word(PlaceScope w){(void)w;return "";}
