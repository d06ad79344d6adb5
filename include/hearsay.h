/* hearsay reads reports and keeps account of who said what: the one public header.
 *
 * Ownership: what a _new or _open function gives is given back to its _free or _close. Strings are UTF-8 and
 * end in a NUL; a pointer in a result lives until the call after it on the same object. Every call may run on
 * any thread, one at a time for each object. The library prints nothing, reads no clock, starts no thread and
 * opens no socket but to the PostgreSQL server of a base that is named so. */
#ifndef HEARSAY_H
#define HEARSAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HEARSAY_VERSION "0.1.0"

#if defined(__GNUC__)
#define HEARSAY_API      __attribute__((visibility("default")))
#define HEARSAY_MUST_USE __attribute__((warn_unused_result))
#else
#define HEARSAY_API
#define HEARSAY_MUST_USE
#endif

typedef enum HearsayStatus {
    HEARSAY_OK,
    HEARSAY_ERROR_SYSTEM,      /* a file, a disk, memory: may work next time */
    HEARSAY_ERROR_FORMAT,      /* the bytes are not what they should be */
    HEARSAY_ERROR_LIMIT,       /* larger than a limit that was set */
    HEARSAY_ERROR_UNSUPPORTED, /* nothing that this version does */
    HEARSAY_ERROR_PACK,        /* a pack, model or data file is wrong */
    HEARSAY_ERROR_STORE,       /* the base refused, or is another program's or version's */
    HEARSAY_ERROR_USAGE        /* the question makes no sense as put */
} HearsayStatus;

typedef struct HearsayError {
    HearsayStatus status;
    char name[256];    /* file, report or rule that it is about; may be empty */
    uint64_t offset;   /* byte position in it */
    uint32_t line;     /* from 1; 0 where there is none */
    char message[512]; /* reason and remedy */
} HearsayError;

/* What knows the language, the places and one pack. Never changes after it was opened: any number of bases
 * and threads may use it. */
typedef struct Hearsay Hearsay;

typedef struct HearsayOptions {
    const char
        *data; /* folder of data/ and packs/; NULL: the environment's HEARSAY_DATA, else as installed */
    const char *pack; /* name in packs/, or a folder; NULL: restricted-labour */
} HearsayOptions;

HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_open(const HearsayOptions *options, Hearsay **out,
                                                        HearsayError *error);
HEARSAY_API void hearsay_close(Hearsay *hearsay);
HEARSAY_API const char *hearsay_version(void);

/* Takes bytes of output; anything but 0 stops the call, which then gives HEARSAY_ERROR_SYSTEM. */
typedef int (*HearsaySink)(void *context, const char *bytes, size_t length);

/* ---- the evidence base ---- */

typedef struct HearsayBase HearsayBase;

typedef struct HearsayBaseOptions {
    const char *location; /* a path, or postgresql://USER@HOST/DATABASE */
    const char *files;    /* folder of the originals; NULL: path + ".files" */
    bool no_files;        /* keep digests alone */
    bool writable;        /* makes the base where it is missing */
    const char *today;    /* YYYY-MM-DD, for what the opening itself enters into the log; NULL: not known */
} HearsayBaseOptions;

HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_base_open(const HearsayBaseOptions *options,
                                                             HearsayBase **out, HearsayError *error);
/* Where it lies, fit to be shown: without a password. Lives as long as the base. */
HEARSAY_API const char *hearsay_base_location(const HearsayBase *base);
HEARSAY_API void hearsay_base_close(HearsayBase *base);

/* The day of the newest entry of the base's log, YYYY-MM-DD; the empty string where there is none. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_base_last_day(HearsayBase *base, char out[16],
                                                                 HearsayError *error);

/* ---- reports in ---- */

typedef enum HearsayClass { HEARSAY_CLASS_AUTO, HEARSAY_CLASS_PUBLIC, HEARSAY_CLASS_PROTECTED } HearsayClass;

typedef struct HearsayReadOptions {
    const char *metadata_name; /* of a table of what the files do not say, or NULL */
    const char *metadata;      /* its bytes */
    size_t metadata_length;
    const char *encoding; /* NULL: detected */
    const char *format;   /* "text", "html", "jsonl"; NULL: by bytes and name */
    HearsayClass class_of_reports;
    uint64_t limit;       /* bytes a report may have; 0: 64 MB */
    bool again;           /* reads what was purged from the base, too */
    bool with_samples;    /* lets retold samples and other reports into one base */
    bool with_protected;  /* lets claims of protected reports into the output */
    double min_sure;      /* 0 to 1: claims that the reader is less sure of are left out */
    const char *recorded; /* day that enters the base, YYYY-MM-DD; NULL only without a base */
} HearsayReadOptions;

/* Pulls bytes: how many, 0 at the end, -1 with errno set. */
typedef ptrdiff_t (*HearsayPull)(void *context, void *bytes, size_t length);

typedef struct HearsayReadCounts {
    uint64_t reports;   /* read now */
    uint64_t known;     /* in the base already, or twice in this run */
    uint64_t purged;    /* were purged from the base, and so are left out */
    uint64_t failed;    /* refused, each told to on_error */
    uint64_t held_back; /* protected, left out of the output */
    uint64_t claims;
    uint64_t voices_low, voices_high;
    uint64_t bytes;
} HearsayReadCounts;

typedef struct HearsayReader HearsayReader;
/* base may be NULL (claims to the sink alone); sink may be NULL (into the base alone). on_error may be NULL.
 */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_reader_new(const Hearsay *hearsay, HearsayBase *base,
                                                              const HearsayReadOptions *options,
                                                              HearsayReader **out, HearsayError *error);
HEARSAY_API void hearsay_reader_free(HearsayReader *reader);
HEARSAY_API void hearsay_reader_set_output(HearsayReader *reader, HearsaySink sink, void *context);
HEARSAY_API void hearsay_reader_set_on_error(HearsayReader *reader,
                                             void (*on_error)(void *context, const HearsayError *error),
                                             void *context);
/* Reads one input (a file, a stream of JSON Lines). Errors of single reports go to on_error and into the
 * counts; what comes back is an error only where nothing further can be read: the machine, the base, the
 * output. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_reader_read(HearsayReader *reader, const char *name,
                                                               HearsayPull pull, void *context,
                                                               HearsayError *error);
/* The last thing that reading into a base does: traces which report derives from which, so that questions
 * need not. Does nothing where no base is written or nothing came in. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_reader_finish(HearsayReader *reader, HearsayError *error);
HEARSAY_API HearsayReadCounts hearsay_reader_counts(const HearsayReader *reader);

/* ---- tables in ---- */

typedef struct HearsayImportOptions {
    const char *name; /* of the table's file, for errors and the base */
    const char *bytes;
    size_t length;
    const char *map_name;
    const char *map; /* docs/import.md */
    size_t map_length;
    HearsayClass class_of_reports;
    const char *recorded; /* YYYY-MM-DD */
} HearsayImportOptions;
/* A table, a row a claim or a count, into the base as one report: whole, or not at all. Of the counts
 * reports, known and claims are set. HEARSAY_ERROR_UNSUPPORTED: a row is a person. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_import(const Hearsay *hearsay, HearsayBase *base,
                                                          const HearsayImportOptions *options,
                                                          HearsayReadCounts *out, HearsayError *error);

/* ---- measuring ---- */

/* Every report that is read from now on is held against its coding: JSON Lines, an object a report
 * (docs/coding.md). */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_reader_set_coding(HearsayReader *reader, const char *name,
                                                                     const char *bytes, size_t length,
                                                                     HearsayError *error);
typedef struct HearsayScoreOptions {
    bool by_kind;     /* each kind, and what was read as another */
    bool by_sureness; /* how often claims of each tenth of sureness are right */
    size_t misses;    /* how many missed and how many extra claims are listed */
} HearsayScoreOptions;
/* What was found, missed and made up so far. HEARSAY_ERROR_USAGE where no report that was read is coded. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_reader_score(HearsayReader *reader,
                                                                const HearsayScoreOptions *options,
                                                                HearsaySink sink, void *context,
                                                                HearsayError *error);

/* ---- answers out ---- */

typedef enum HearsayFormat { HEARSAY_TABLE, HEARSAY_JSONL, HEARSAY_CSV } HearsayFormat;

/* Every member may be NULL or zero: not asked. Days are YYYY-MM-DD; kinds and whom are lists parted by
 * commas. */
typedef struct HearsayQuestion {
    const char *in, *on, *from, *to, *known_by, *recorded_by, *kind, *whom, *status;
    const char *by;          /* roles of who does it: a list */
    const char *source_type; /* anonymous, named, private, official, document, organisation, outlet */
    const char *checked;     /* "yes": by a person; "no": read by program alone */
    bool wide, near, old, unread;
    bool all;         /* list what is undated or first reported later, too, and all of the above */
    bool why;         /* of hearsay_show alone: how a claim was read */
    bool svg;         /* of hearsay_timeline and hearsay_count alone: a picture, whatever the format */
    bool measures;    /* of hearsay_timeline alone: each measure with its steps, from announced to ended */
    bool public_only; /* of hearsay_show alone: what is protected is not there */
    double min_sure;  /* 0 to 1: claims that the reader is less sure of are left out, and coverage says so */
    size_t limit, after; /* of hearsay_ask and hearsay_timeline alone: so many rows behind so many; 0: all */
    HearsayFormat format;
    bool with_protected;
    size_t width; /* columns of a terminal; 0: 100 */
} HearsayQuestion;

/* out_found (may be NULL): rows given, for an exit status. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_ask(const Hearsay *hearsay, HearsayBase *base,
                                                       const HearsayQuestion *question, HearsaySink sink,
                                                       void *context, uint64_t *out_found,
                                                       HearsayError *error);
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_timeline(const Hearsay *hearsay, HearsayBase *base,
                                                            const HearsayQuestion *question, HearsaySink sink,
                                                            void *context, uint64_t *out_found,
                                                            HearsayError *error);
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_count(const Hearsay *hearsay, HearsayBase *base,
                                                         const HearsayQuestion *question, HearsaySink sink,
                                                         void *context, uint64_t *out_found,
                                                         HearsayError *error);
/* One claim or report by its id, or by a beginning of at least four characters that only one has. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_show(const Hearsay *hearsay, HearsayBase *base,
                                                        const char *id, const HearsayQuestion *question,
                                                        HearsaySink sink, void *context, uint64_t *out_found,
                                                        HearsayError *error);
/* Which reports the report (or a claim's report) derives from, with the reasons, and how many first-hand
 * voices stand behind it. id NULL or empty: every report. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_sources(const Hearsay *hearsay, HearsayBase *base,
                                                           const char *id, const HearsayQuestion *question,
                                                           HearsaySink sink, void *context,
                                                           uint64_t *out_found, HearsayError *error);

/* ---- exports: docs/exports.md ---- */

typedef enum HearsayExportFormat {
    HEARSAY_EXPORT_JSONL,         /* reports and claims, a line each */
    HEARSAY_EXPORT_CSV,           /* a claim a row */
    HEARSAY_EXPORT_GEOJSON,       /* a claim a feature */
    HEARSAY_EXPORT_ANNOTATION,    /* W3C Web Annotation: a claim an annotation */
    HEARSAY_EXPORT_FTM,           /* FollowTheMoney: an entity a line */
    HEARSAY_EXPORT_FTM_STATEMENTS /* …, a statement a line */
} HearsayExportFormat;
typedef struct HearsayExportOptions {
    HearsayExportFormat format;
    bool with_unchecked; /* FollowTheMoney: claims that no person checked, too */
} HearsayExportOptions;
typedef struct HearsayExportCounts {
    uint64_t reports, rows;
    uint64_t unchecked; /* claims left out of FollowTheMoney for not being checked */
} HearsayExportCounts;
/* Every claim of the base that the question lets through, in the order of the reports' ids; in memory is one
 * report at a time. Without question->with_protected nothing but what was published and columns of class
 * public. out_counts may be NULL. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_export(const Hearsay *hearsay, HearsayBase *base,
                                                          const HearsayQuestion *question,
                                                          const HearsayExportOptions *options,
                                                          HearsaySink sink, void *context,
                                                          HearsayExportCounts *out_counts,
                                                          HearsayError *error);
/* ---- what people decide ---- */

/* docs/decisions.md tells what each verb does. Strings are read during the call alone. */
typedef struct HearsayDecision {
    const char *verb; /* same, not-same, independent, echo, mistaken, right, correct, add; NULL with undo */
    const char *const *ids; /* of claims or reports, or beginnings of at least four characters: of correct one
                               claim, of add one report */
    size_t id_count;
    const char *const *fields; /* of correct and add: "field=value" */
    size_t field_count;
    const char *words;  /* of add: words of the report that say it */
    uint64_t at;        /* of add: where they begin, in code points, from 1; 0: they stand there once */
    uint64_t undo;      /* number of the decision that is to hold no longer; 0: none */
    const char *handle; /* a name that the person chose; it is kept and told */
    const char *reason; /* one line */
    const char *day;    /* YYYY-MM-DD */
} HearsayDecision;
/* Keeps it in the base, which must be writable, and tells the sink in a line what was kept. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_decide(const Hearsay *hearsay, HearsayBase *base,
                                                          const HearsayDecision *decision, HearsaySink sink,
                                                          void *context, HearsayError *error);
/* Claims that nobody checked, the least sure first: at most count of them. Of question, kind, format,
 * with_protected and width are read. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_review(const Hearsay *hearsay, HearsayBase *base,
                                                          const HearsayQuestion *question, size_t count,
                                                          HearsaySink sink, void *context,
                                                          uint64_t *out_found, HearsayError *error);
/* Every decision, in the order in which they were made; of question, recorded_by, format, with_protected and
 * width are read. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_decisions(const Hearsay *hearsay, HearsayBase *base,
                                                             const HearsayQuestion *question,
                                                             HearsaySink sink, void *context,
                                                             uint64_t *out_found, HearsayError *error);

/* ---- the log ---- */

typedef struct HearsayVerifyOptions {
    const char *checkpoint; /* the bytes of a checkpoint that the log must go on from, or NULL */
    size_t checkpoint_length;
    const char *checkpoint_name; /* for messages */
    const char *key;             /* the line of the public key that must have signed it, or NULL */
    const char *key_name;
    bool skip_originals; /* the copies beside the base are not looked at */
    HearsayFormat format;
    bool with_protected; /* lets ids of protected reports into the output */
} HearsayVerifyOptions;
/* Holds every row and original of the base against its log, and the log against its own end and the
 * checkpoint. out_found (may be NULL): how much was altered, is missing or was added, each told by a line. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_verify(HearsayBase *base,
                                                          const HearsayVerifyOptions *options,
                                                          HearsaySink sink, void *context,
                                                          uint64_t *out_found, HearsayError *error);
/* The log as it stands, as a signed note (C2SP tlog-checkpoint). key: the line of a secret key, or NULL:
 * unsigned. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_checkpoint(HearsayBase *base, const char *key,
                                                              HearsaySink sink, void *context,
                                                              HearsayError *error);
/* Strings are read during the call alone. */
typedef struct HearsayPurge {
    const char *const *ids; /* of reports, or beginnings of at least four characters */
    size_t id_count;        /* 0: what an interrupted purge left to do is done */
    const char *handle;     /* a name that the person chose; the log keeps it */
    const char *reason;     /* consent, risk, mistake, law or other; the log keeps it */
    const char *day;        /* YYYY-MM-DD */
    bool without_originals; /* originals that are not in their folder are gone already */
} HearsayPurge;
/* Removes reports for good from the base, which must be writable: text, claims, what was decided of them,
 * originals, and their bytes in free pages and journals. Tells the sink in a line what was removed. After an
 * error, or a kill, the same call goes on. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_purge(const Hearsay *hearsay, HearsayBase *base,
                                                         const HearsayPurge *purge, HearsaySink sink,
                                                         void *context, HearsayError *error);
/* The two halves of an Ed25519 key, a line each (C2SP signed-note). Keep the secret one out of the base. */
typedef struct HearsayKey {
    char secret[256];
    char public_half[256];
} HearsayKey;
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_key_new(const char *name, HearsayKey *out,
                                                           HearsayError *error);
typedef struct HearsayRestoreCounts {
    uint64_t reports, claims;
} HearsayRestoreCounts;
/* Makes the base, which holds no reports yet, what the base was that an export in JSON Lines with protected
 * was made of. All of it or nothing. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_restore(const Hearsay *hearsay, HearsayBase *base,
                                                           const char *name, HearsayPull pull, void *context,
                                                           HearsayRestoreCounts *out, HearsayError *error);

/* What pictures of many claims are drawn from, as JSON: docs/serve.md has the forms. What is protected takes
 * no part. */
typedef enum HearsayView {
    HEARSAY_VIEW_PLACES, /* the places that claims of the question lie in */
    HEARSAY_VIEW_LANES,  /* kinds over time */
    HEARSAY_VIEW_STATE   /* how much the base holds, and a number that grows with it; asks nothing */
} HearsayView;
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_view(const Hearsay *hearsay, HearsayBase *base,
                                                        HearsayView view, const HearsayQuestion *question,
                                                        HearsaySink sink, void *context, HearsayError *error);
/* What an author of a pack asks. */
typedef enum HearsayPackView {
    HEARSAY_PACK_CHECK, /* every example of every rule; found counts those that fail */
    HEARSAY_PACK_TRY,   /* the rules that a sentence sets off, and what became of each; found counts the
                           matching ones */
    HEARSAY_PACK_KINDS,
    HEARSAY_PACK_ROLES,
    HEARSAY_PACK_LAW /* what each kind touches in law, in codes */
} HearsayPackView;
/* sentence is read by HEARSAY_PACK_TRY alone. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_pack(const Hearsay *hearsay, HearsayPackView view,
                                                        const char *sentence, HearsaySink sink, void *context,
                                                        uint64_t *out_found, HearsayError *error);
/* The sentences of a plain text as CoNLL-U: tokens, tags, lemmas, heads. */
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_parse(const Hearsay *hearsay, const char *text,
                                                         size_t length, HearsaySink sink, void *context,
                                                         HearsayError *error);
/* What stands in a plain text, for the scorers of the field and for people: docs/mentions.md. */
typedef enum HearsayMentionKind {
    HEARSAY_TIMES,  /* the text, with TIMEX3 tags in it */
    HEARSAY_PLACES, /* GeoJSON */
    HEARSAY_QUOTES, /* JSON Lines: who says what */
    HEARSAY_EVENTS  /* JSON Lines: predicates and how they are put */
} HearsayMentionKind;
typedef struct HearsayMentionOptions {
    const char *published; /* date of publication as EDTF, or NULL: unknown */
    const char *outlet;    /* who published it, or NULL */
} HearsayMentionOptions;
HEARSAY_API HEARSAY_MUST_USE HearsayStatus hearsay_mentions(const Hearsay *hearsay, HearsayMentionKind kind,
                                                            const HearsayMentionOptions *options,
                                                            const char *text, size_t length, HearsaySink sink,
                                                            void *context, HearsayError *error);

#ifdef __cplusplus
}
#endif
#endif
