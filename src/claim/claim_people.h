/* What the finders of who does it and to whom it is done share: the actors that a claim may take. */
#ifndef CLAIM_CLAIM_PEOPLE_H
#define CLAIM_CLAIM_PEOPLE_H

#include "claim/claim_parts.h"

/* The actor whose words hold the token, or NULL; token may be -1. */
const ActorMention *claim_actor_at(const ClaimReader *reader, const SentenceView *view, int32_t token);
/* The actor only introduces the speaker, and so says nothing of who is concerned. */
bool claim_is_speaker(const ClaimReader *reader, const ActorMention *actor);
/* Tokens between them; 0 where the mention holds the token. */
uint32_t claim_distance(uint32_t token, const MentionAt *at);
/* Lines "key KIND WORD…" of the pack: the words for the kind. */
TextList claim_kind_words(const ClaimReader *reader, Text key, size_t kind);
/* Lines "key KIND…" of the pack hold the kind. */
bool claim_kind_has(const ClaimReader *reader, Text key, size_t kind);
bool claim_list_has(TextList list, Text item);
/* The roles of the actors, each once, become the field. */
void claim_set_actors(ClaimReader *reader, Draft *draft, ClaimField field, const ActorMention *const *actors,
                      size_t count);
/* The roles become the field though no words name them. */
void claim_set_roles(ClaimReader *reader, Draft *draft, ClaimField field, TextList roles);
void claim_set_role(ClaimReader *reader, Draft *draft, ClaimField field, Text role);

/* claim_by.c, claim_whom.c */
void claim_fill_by(ClaimReader *reader, Draft *draft, const PackRule *rule);
void claim_fill_whom(ClaimReader *reader, Draft *draft, const PackRule *rule);

#endif
