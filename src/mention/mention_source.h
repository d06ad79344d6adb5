/* How the finder of sources is cut: word lists, quotations, cues that name a speaker, and the voices that
 * speak. */
#ifndef MENTION_MENTION_SOURCE_H
#define MENTION_MENTION_SOURCE_H

#include "core/list.h"
#include "core/map.h"
#include "mention/mention_data.h"

/* Classes of speech/words.tsv, a bit each, in the order of their names in mention_source_words.c. */
enum {
    SPEECH_SAY = 1 << 0,
    SPEECH_TELL = 1 << 1,
    SPEECH_WEAK = 1 << 2,
    SPEECH_LEARN = 1 << 3,
    SPEECH_SHOW = 1 << 4,
    SPEECH_FIND = 1 << 5,
    SPEECH_CITE = 1 << 6,
    SPEECH_BE = 1 << 7,
    SPEECH_HAVE = 1 << 8,
    SPEECH_MODAL = 1 << 9,
    SPEECH_ADVERB = 1 << 10,
    SPEECH_INDEFINITE = 1 << 11,
    SPEECH_PLURAL = 1 << 12,
    SPEECH_DEFINITE = 1 << 13,
    SPEECH_HE = 1 << 14,
    SPEECH_THEY = 1 << 15,
    SPEECH_IT = 1 << 16,
    SPEECH_I = 1 << 17,
    SPEECH_CLAUSE = 1 << 18,
    SPEECH_RELATIVE = 1 << 19,
    SPEECH_PREPOSITION = 1 << 20,
    SPEECH_FROM = 1 << 21,
    SPEECH_ORDINAL = 1 << 22,
    SPEECH_TIE = 1 << 23,
    SPEECH_ANONYMOUS = 1 << 24,
    SPEECH_NEGATION = 1 << 25,
    SPEECH_TIME = 1 << 26,
    SPEECH_HEARER = 1 << 27,
    SPEECH_THAT = 1 << 28,
    SPEECH_ACCORDING = 1 << 29,
    SPEECH_AND = 1 << 30
};
#define SPEECH_OPINE      ((uint64_t)1 << 31)
#define SPEECH_SPEAK      ((uint64_t)1 << 32)
#define SPEECH_RELY       ((uint64_t)1 << 33)
#define SPEECH_PARTICIPLE ((uint64_t)1 << 34)
#define SPEECH_COUNT      ((uint64_t)1 << 35)
#define SPEECH_WHEREVER   ((uint64_t)1 << 36)
#define SPEECH_QUOTED     ((uint64_t)1 << 37)
#define SPEECH_WE         ((uint64_t)1 << 38)
#define SPEECH_EVERYBODY  ((uint64_t)1 << 39)
#define SPEECH_TO         ((uint64_t)1 << 40)
#define SPEECH_OF         ((uint64_t)1 << 41)
#define SPEECH_ON         ((uint64_t)1 << 42)
#define SPEECH_ONE        ((uint64_t)1 << 43)
#define SPEECH_SECOND     ((uint64_t)1 << 44)
#define SPEECH_THIRD      ((uint64_t)1 << 45)
#define SPEECH_FOURTH     ((uint64_t)1 << 46)
#define SPEECH_THINK      ((uint64_t)1 << 47)
#define SPEECH_CREDIT     ((uint64_t)1 << 48)
#define SPEECH_DASH       ((uint64_t)1 << 49)
#define SPEECH_MALE       ((uint64_t)1 << 50)
#define SPEECH_FEMALE     ((uint64_t)1 << 51)
#define SPEECH_HUMAN      ((uint64_t)1 << 52)
#define SPEECH_CALL       ((uint64_t)1 << 53)
#define SPEECH_PUT        ((uint64_t)1 << 54)
#define SPEECH_AS         ((uint64_t)1 << 55)
#define SPEECH_PRESS      ((uint64_t)1 << 56)
#define SPEECH_SEEN       ((uint64_t)1 << 57)
#define SPEECH_UTTER      ((uint64_t)1 << 58)

/* Types of speech/nouns.tsv, a bit each; the first six are the types of a Source but "named". */
enum {
    VOICE_ANONYMOUS = 1 << 0,
    VOICE_PRIVATE = 1 << 1,
    VOICE_OFFICIAL = 1 << 2,
    VOICE_DOCUMENT = 1 << 3,
    VOICE_OUTLET = 1 << 4,
    VOICE_ORGANISATION = 1 << 5,
    VOICE_NAMED = 1 << 6,
    VOICE_GENERIC = 1 << 7
};

/* Where in a news organisation's name the word tells that it is one: at the end, or at either. */
enum { OUTLET_LAST = 1, OUTLET_FIRST };

typedef struct KnowsPhrase {
    Text knows; /* own, close, office */
    Text words;
} KnowsPhrase;

struct MentionSpeakers {
    Map words;        /* number: SPEECH_… */
    Map nouns;        /* number: VOICE_… */
    Map outlets;      /* folded name; number: of the organisation */
    Map outlet_words; /* last word of an organisation's name; number: OUTLET_… */
    Map manner;       /* words of an introduction that tell nobody apart */
    Map quotes;       /* feature of a QuoteCandidate; number: its weight */
    KnowsPhrase *knows;
    size_t knows_count;
};

/* Tokens begin … end - 1; empty where begin == end. */
typedef struct TokenRange {
    uint32_t begin;
    uint32_t end;
} TokenRange;

typedef enum CueKind {
    CUE_SAY,       /* "X said", "said X" */
    CUE_LEARN,     /* the outlet "learned from X" */
    CUE_ACCORDING, /* "according to X" */
    CUE_CITE,      /* "…, quoting X" */
    CUE_RELY       /* "the broadcaster relied on X" */
} CueKind;

/* Words that name a speaker. */
typedef struct Cue {
    CueKind kind;
    uint32_t sentence;
    TokenRange words;   /* "told", "according to" */
    TokenRange speaker; /* noun phrase, with what stands in apposition */
    uint32_t head;      /* its noun */
    TokenRange hearer;  /* outlet or audience that was told; may be empty */
    bool is_after;      /* stands behind what is said */
    uint32_t voice;     /* SOURCE_NONE: the report's own, or nobody */
} Cue;
typedef LIST_OF(Cue) Cues;

/* A speaker, as Source is made from it. */
typedef struct Voice {
    TokenRange as;
    uint32_t head;
    uint32_t types; /* VOICE_… bits, most likely type lowest */
    bool is_plural;
    bool is_person;   /* speaks for nobody but itself */
    bool is_human;    /* "he", "she", whatever it speaks for */
    uint64_t sex;     /* SPEECH_MALE, SPEECH_FEMALE, or 0 where the words do not tell */
    bool is_definite; /* introduced as "the …" */
    bool is_vague;    /* "one source": may be one already known */
    uint32_t ordinal; /* 2 for "a second source"; 0 */
    int64_t outlet;   /* number in MentionSpeakers.outlets, or -1 */
    uint32_t via;     /* voice, or SOURCE_NONE */
    Date said;
    uint32_t last_sentence; /* where it spoke last */
} Voice;
typedef LIST_OF(Voice) Voices;

typedef struct SourceFinder {
    Arena *arena;
    const MentionSpeakers *data;
    const Report *report;
    const Sentences *sentences;
    const Mentions *mentions; /* times and places */
    uint32_t *quotes;         /* by token: number of the quotation it stands in, from 1; 0: none */
    uint32_t *places;         /* by token: number of the place there + 1; 0: none */
    uint64_t *classes;        /* by token: SPEECH_… */
    Cues cues;                /* in text order */
    Voices voices;
    uint32_t last_person; /* voice that spoke last, of the sort; SOURCE_NONE */
    uint32_t last_group;
    uint32_t last_body;
    uint32_t last_outlet;
} SourceFinder;

MUST_USE Status mention_load_speakers(Arena *arena, Text english_folder, const MentionSpeakers **out,
                                      Error *error);
/* Classes, places and quotations of the tokens; no cues yet. */
SourceFinder mention_start_sources(Arena *arena, const MentionData *data, const Report *report,
                                   const Sentences *sentences, const Mentions *mentions);
/* Fills mentions->sources and attributions; times and places must be there. */
void mention_find_sources(Arena *arena, const MentionData *data, const Report *report,
                          const Sentences *sentences, Mentions *mentions);

uint64_t mention_speech_word(const MentionSpeakers *data, Text word);
/* VOICE_… bits of the noun as it stands in the list, or of the token: as written, else its lemma. */
uint32_t mention_speech_noun(const MentionSpeakers *data, Text noun);
uint32_t mention_noun_at(const SourceFinder *finder, size_t token);
bool mention_is_plural_noun(const Token *token);
Text mention_token_text(const SourceFinder *finder, size_t token);
bool mention_token_is(const SourceFinder *finder, size_t token, const char *word);
/* The first letter is a capital. */
bool mention_has_capital(const SourceFinder *finder, size_t token);

/* Numbers the quotations; those that go on over paragraphs keep their number. */
void mention_find_quotes(SourceFinder *finder);
/* Adds the cues of the sentence. */
void mention_find_cues(SourceFinder *finder, uint32_t sentence);
/* The voice of the cue: one already known, a new one, or SOURCE_NONE for the report's own. */
uint32_t mention_voice_of(SourceFinder *finder, const Cue *cue);
bool mention_is_outlet(const Voice *voice);
/* The news organisation that the tokens name: its number; -1 for none; -2 for the report's own. */
int64_t mention_outlet_of(const SourceFinder *finder, TokenRange range);
/* From cues and quotations to stretches of text. */
void mention_attribute(SourceFinder *finder, Mentions *mentions);

#endif
