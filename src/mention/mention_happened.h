/* A predicate's place in the tree becomes features, and their weights whether it happened. */
#ifndef MENTION_MENTION_HAPPENED_H
#define MENTION_MENTION_HAPPENED_H

#include "mention/mention_data.h"

MUST_USE Status mention_load_happened(Arena *arena, Text folder, const HappenedWeights **out, Error *error);

/* A predicate and what its words make of it. */
typedef struct HappenedPredicate {
    const Sentences *sentences;
    Text text;
    uint32_t sentence;
    uint32_t token;
    ClaimStatus status;
    Span word; /* that decided the status */
} HappenedPredicate;

/* A feature is a name such as "group=will/VB"; the text holds only for the call. */
typedef void MentionFeature(void *context, Text feature);
/* Calls take for each feature of the predicate: what the weights are trained on and looked up by. */
void mention_happened_features(const HappenedPredicate *predicate, MentionFeature *take, void *context);

Happened mention_happened(const HappenedWeights *weights, const HappenedPredicate *predicate);

#endif
