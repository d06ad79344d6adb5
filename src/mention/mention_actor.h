/* How the finder of actors is cut: role words over tokens, nations, and what pronouns stand for. */
#ifndef MENTION_MENTION_ACTOR_H
#define MENTION_MENTION_ACTOR_H

#include "core/list.h"
#include "core/map.h"
#include "mention/mention_data.h"

/* A role by whose people they are: lines "by-nation HOME HOST OTHER" of the pack. */
typedef struct NationRoles {
    Text home;
    Text host;
    Text other;
} NationRoles;

/* The phrases of the pack's roles that begin with one word. */
typedef struct RolePhrase {
    Text words;
    Text role;
    struct RolePhrase *next;
} RolePhrase;

typedef enum Nation { NATION_UNKNOWN, NATION_HOME, NATION_HOST, NATION_OTHER } Nation;

typedef LIST_OF(ActorMention) Actors;

typedef struct ActorFinder {
    Arena *arena;
    const MentionData *data;
    const Pack *pack;
    const Report *report;
    const Sentences *sentences;
    const Mentions *mentions;
    Map phrases; /* first word; value: RolePhrase */
    NationRoles *nations;
    size_t nation_count;
    Text people_home; /* roles of "North Koreans" alone: line "people HOME HOST OTHER" */
    Text people_host;
    Text people_other;
    Map home;           /* country codes that the workers hail from; number: votes */
    Text host;          /* country code where they work, or empty */
    uint32_t *place_of; /* by token: number of the place there + 1, or 0 */
    Actors actors;
} ActorFinder;

/* Fills mentions->actors; places must be there. */
void mention_find_actors(Arena *arena, const MentionData *data, const Pack *pack, const Report *report,
                         const Sentences *sentences, Mentions *mentions);

/* Which countries send the people of the report, and which one has them. */
void mention_find_nations(ActorFinder *finder);
Nation mention_nation_of(const ActorFinder *finder, Text country);
/* Country of the people or body whose name ends before token end: "Chinese border police". Empty: not said.
 */
Text mention_country_of(const ActorFinder *finder, uint32_t sentence, uint32_t begin, uint32_t end);
/* The longest role phrase that begins at the token, and its role; 0 where none does. */
size_t mention_role_at(const ActorFinder *finder, const Sentence *sentence, uint32_t token, Text *out_role);
/* The word, in whatever case, is one of those that the lines hold. */
bool mention_is_listed(TextList lines, Text word);
/* "officers of the security service" are of its role: lines "office" and "office-of" of the pack. */
void mention_find_offices(ActorFinder *finder);
/* Gives a noun by itself the role of the longer form that ends in it and stands before it. */
void mention_join_short_forms(ActorFinder *finder);
/* The role of those whom the report is mostly about, of the setting "group" of the pack: empty without one.
 * Actors that are anybody get it. */
Text mention_find_group(ActorFinder *finder);
/* Adds what the pronouns stand for, and puts the actors in order. */
void mention_resolve_pronouns(ActorFinder *finder);

#endif
