/* Claims become rows that stand by themselves, go into the evidence base, and come out again.
 *
 * A row holds copies of everything: it outlives the report that it was made from, and present/ writes it the
 * same way whether it was read a moment ago or a year ago. Offsets in rows are bytes of the frozen text; code
 * points are made at the edge (the row carries both, start and end in code points). */
#ifndef EVIDENCE_EVIDENCE_H
#define EVIDENCE_EVIDENCE_H

#include "claim/claim.h"
#include "core/value.h"
#include "evidence/evidence_decision.h"

typedef struct ReportRow {
    Text id, sha256, text_sha256, name, format, extractor, container_name, container_sha256;
    uint64_t container_offset, byte_count;
    Text title, outlet, url, language;
    bool translated, retold, is_protected;
    Date published;
    Text published_basis;
    Day recorded;
    Text text;      /* frozen; loaded only where asked for */
    TextList notes; /* key, value, key, value … */
    int64_t claim_count, unread_count, sentence_count;
    int64_t number; /* in the base; 0: not out of one */
} ReportRow;

/* A stretch of the frozen text: bytes, and the same in code points. */
typedef struct TextSpan {
    uint32_t begin, end;  /* bytes */
    uint32_t start, stop; /* code points */
} TextSpan;

typedef struct QuoteRow {
    TextSpan span;
    Text exact, prefix, suffix; /* 32 characters before and behind */
} QuoteRow;

typedef struct RoleRow {
    Text role, as;
} RoleRow;

typedef struct NameRow {
    Text as, is;
} NameRow;

typedef struct PlaceRow {
    Text as, name, country, admin1, precision;
    int64_t geonames; /* 0: none */
    double latitude, longitude;
    bool is_located; /* latitude and longitude are given */
    int64_t number;  /* in the base; 0: not out of one */
} PlaceRow;

typedef struct CountRow {
    bool is_given;
    int64_t low, high; /* COUNT_OPEN where there is no bound */
    Text unit, of, as;
    bool is_approximate, is_vague;
} CountRow;

typedef struct SourceRow {
    Text id, as, type, where, knows, said; /* id empty: the report's own voice */
    int64_t n_low, n_high;
    TextList maybe;        /* ids */
    struct SourceRow *via; /* nearest to the first-hand one first; their own via is empty */
    size_t via_count;
} SourceRow;

typedef struct FieldRow {
    Text field;
    TextSpan span;
} FieldRow;

/* How a field was filled: a word of claim_way_word. */
typedef struct WayRow {
    Text field, way;
} WayRow;

typedef struct ClaimRow {
    Text id, report_id, kind, status, part;
    RoleRow *by, *whom;
    size_t by_count, whom_count;
    NameRow *names;
    size_t name_count;
    TextList work, papers;
    PlaceRow *where, *to;
    size_t where_count, to_count;
    Date when;
    Text starts, asof; /* asof: report, before, after, general, or empty */
    TextList when_as;
    CountRow count;
    SourceRow source;
    QuoteRow *evidence;
    size_t evidence_count;
    FieldRow *fields;
    size_t field_count;
    WayRow *ways; /* of fields that were filled, where they were asked for; none of before version 2 */
    size_t way_count;
    bool is_event;  /* happened at a time, rather than held for one */
    bool is_coarse; /* a kind of the pack's setting "coarse" (escape, protest): no answer tells it finer than
                       a town and a month, nor a small number */
    Text rule;
    double sure;
    Text checked; /* "ana, 2022-02-10": who held it against its words, or told fields of it anew, and when;
                     empty: read by program */
    bool is_mistaken; /* a person decided that the words do not say this */
    Text pack;        /* name and version */
    Day recorded;
    Day superseded; /* DAY_NONE: stands */
    TextList own;   /* of a row of a table: its own id and columns that are no fields: key, value, … */
    bool has_end;   /* when tells an end ("until", "by"), so that its passing is an announced one's */
    int64_t number, report_number; /* in the base; 0: not out of one */
    int64_t position;              /* among the claims of its report */
} ClaimRow;

/* A sentence that holds a trigger word or names a place, and yielded no claim. */
typedef struct UnreadRow {
    Text report_id, words, trigger;
    TextSpan span;
    bool is_protected; /* of a report that was not published */
} UnreadRow;

/* A place that the report names, whether a claim rests on it or not: what coverage counts. */
typedef struct NamedPlaceRow {
    Text report_id;
    PlaceRow place;
    TextSpan span;
} NamedPlaceRow;

/* Everything of one report, as it enters the base. */
typedef struct ReportRecord {
    ReportRow report;
    ClaimRow *claims;
    size_t claim_count;
    UnreadRow *unread;
    size_t unread_count;
    NamedPlaceRow *places;
    size_t place_count;
} ReportRecord;

/* Copies nothing that already lives in arena's lifetime or longer. Claims whose words do not stand in the
 * text are left out. The pack's setting "coarse" names the kinds that are told no finer than town and month.
 */
ReportRecord evidence_record(Arena *arena, const Pack *pack, const Report *report, const Sentences *sentences,
                             const Mentions *mentions, const Claims *claims, Day recorded);

/* ---- lineage ---- */

/* How a report comes from another. */
typedef enum DerivedHow {
    DERIVED_COPY,      /* its words, whole or edited */
    DERIVED_CREDIT,    /* it names the outlet as the one that reported it */
    DERIVED_FOLLOW_UP, /* the same outlet tells on */
    DERIVED_RETELLING, /* the same numbers and names soon after, without a credit */
    DERIVED_ECHO       /* a person decided so */
} DerivedHow;

typedef struct Derivation {
    uint32_t report, parent; /* positions among the reports that were traced */
    DerivedHow how;
    TextList reasons;
} Derivation;

/* In order of report, then parent. Links lead to earlier publications alone and form no cycle. */
typedef struct Lineage {
    Derivation *items;
    size_t count;
} Lineage;

/* Reports come with their text. A report whose day of publication is not known derives from others but is
 * nobody's parent. Compares texts, outlets, numbers and dates, never a source's description: voices are
 * counted, not recognised. */
Lineage evidence_trace(Arena *arena, const MentionData *data, const ReportRow *reports, size_t count);
const char *evidence_derived_word(DerivedHow how); /* copy, credit, follow-up, retelling, echo */

/* ---- what a person tells of a claim ---- */

/* What telling fields is held against. */
typedef struct AmendContext {
    const Pack *pack;
    const MentionData *places;
    const ReportRow *report;  /* with its text */
    const SourceRow *sources; /* of the report */
    size_t source_count;
} AmendContext;

/* How a field that a person told was filled, among the words of claim_way_word. */
#define EVIDENCE_WAY_PERSON "person"

/* Changes the claim by the fields, in docs/decisions.md's form. ERR_USAGE names the field, what is wrong with
 * its value, and the nearest valid one; the claim is worthless then. */
MUST_USE Status evidence_amend(Arena *arena, const AmendContext *context, const DecisionField *fields,
                               size_t count, ClaimRow *claim, Error *error);

/* ---- tables ---- */

/* A claim of a table has a rule that begins so. */
#define EVIDENCE_RULE_IMPORT "import"

/* What a table is made into claims with. */
typedef struct ImportOptions {
    const Pack *pack;
    const MentionData *places;
    Text name;   /* of the table's file */
    Text sha256; /* of its bytes */
    size_t byte_count;
    Text map_name; /* of the map's file */
    Text map;      /* its bytes: docs/import.md */
    Day recorded;
    bool is_public,
        is_protected; /* told so; neither: public if it has an address, or an outlet with a date */
} ImportOptions;

/* A table and a map become one report whose text is the table, and a claim a row. Every error names file,
 * line and column, and the remedy; nothing is left out in silence. */
MUST_USE Status evidence_import(Arena *arena, const ImportOptions *options, const Sheet *sheet,
                                ReportRecord *out, Error *error);

/* ---- the base ---- */

typedef enum EvidenceMode {
    EVIDENCE_READ,
    EVIDENCE_WRITE
} EvidenceMode; /* WRITE makes the base where it is missing */

typedef struct EvidenceOptions {
    Text location; /* a path, or postgresql://… */
    Text files;    /* folder of the blobs; empty: location + ".files", which an address does not give */
    bool keep_files;
    EvidenceMode mode;
    int wait_milliseconds; /* for another writer; 0: 60,000 */
    bool has_day;
    Day day; /* today, where it is known: what the opening itself enters into the log is of it */
} EvidenceOptions;

/* Refuses a base of another program or a newer version by name; migrates an older one when it may write.
 * Closed by the arena. ERR_STORE: it is no base, or damaged, or busy; ERR_SYSTEM: the machine refused. */
MUST_USE Status evidence_open(Arena *arena, const EvidenceOptions *options, Evidence **out, Error *error);
/* As a message may tell it: without a password. NUL-terminated. */
Text evidence_location(const Evidence *evidence);
void evidence_close(Evidence *evidence); /* may be called before the arena's end; then never again */

/* ERR_USAGE: originals are to be kept, and no folder was named that an address could give. */
MUST_USE Status evidence_may_add(const Evidence *evidence, Error *error);

typedef enum EvidenceAdded {
    EVIDENCE_NEW,
    EVIDENCE_SAME
} EvidenceAdded; /* SAME: these bytes are in the base already */
/* Whether a report with these bytes stands in the base already, so that it need not be read again. */
MUST_USE Status evidence_has(Evidence *evidence, Text sha256, bool *out, Error *error);
/* One transaction a report; the blob (bytes; public reports alone) is written first, by rename. A record
 * whose words do not stand in its text, or whose id another report has, is refused (ERR_FORMAT). After any
 * error the base is as it was. */
MUST_USE Status evidence_add(Evidence *evidence, Arena *arena, const ReportRecord *record, Text bytes,
                             EvidenceAdded *out, Error *error);

/* Reports that are added from here to the end of the batch enter the base at its end, each whole or not at
 * all, and are not on disk before. A refused one (ERR_FORMAT) leaves the others; after any other error the
 * whole batch is gone. Other writers wait meanwhile: end it before waiting for anything. */
MUST_USE Status evidence_begin_batch(Evidence *evidence, Error *error);
MUST_USE Status evidence_end_batch(Evidence *evidence, Error *error);
/* One view of the base for all that is read until the arena is released: a report that another program adds
 * meanwhile is in none of it. Not within a batch. */
MUST_USE Status evidence_begin_view(Evidence *evidence, Arena *arena, Error *error);
void evidence_end_view(Evidence *evidence);

/* The pack whose kind this is in the base; empty where it holds no claim of the kind. */
MUST_USE Status evidence_find_kind(Evidence *evidence, Arena *arena, Text kind, Text *out_pack, Error *error);

typedef struct EvidenceSummary {
    int64_t report_count, retold_count, protected_count, claim_count, checked_count;
} EvidenceSummary;
MUST_USE Status evidence_summarize(Evidence *evidence, EvidenceSummary *out, Error *error);

typedef struct PlaceRows {
    PlaceRow *items;
    size_t count;
} PlaceRows;
typedef struct Numbers {
    int64_t *items;
    size_t count;
} Numbers;

/* What claims to fetch: every field that is given must fit. Places are compared by gazetteer entry, country
 * and division by query/, which knows what lies within what. */
typedef struct EvidenceFilter {
    Text claim_id; /* whole, or a prefix of at least 4 characters */
    Text report_id;
    TextList kinds;
    TextList whom; /* roles */
    Text status;
    Day known_by;    /* published by then at the latest; DAY_NONE: not asked */
    Day recorded_by; /* as the base stood then; DAY_NONE: as it stands */
    bool counts_only;
    bool with_ways;     /* loads ways, too */
    bool with_mistaken; /* keeps claims that a person found mistaken: without, they are in no answer */
    double least_sure;
    /* Keeps a claim if it keeps one of its places; NULL: every claim. Called once for a place, however many
     * claims lie there; the place lives until the call returns. */
    bool (*keeps_place)(void *context, const PlaceRow *place);
    void *context;
    const PlaceRows *places; /* of evidence_find_outlines: the places kept; NULL: every claim */
    bool with_relatives; /* of evidence_find_outlines: reports that derive from each other come together */
    bool with_roles;     /* of evidence_find_outlines: by and whom are read, too */
} EvidenceFilter;
#define EVIDENCE_FILTER_ALL ((EvidenceFilter){.known_by = DAY_NONE, .recorded_by = DAY_NONE})

/* A claim as pictures of many need it, with one of its places; a claim of several places comes as often, one
 * behind the other. Texts live until the next one. */
typedef struct Mark {
    int64_t number;   /* tells claims apart within one reading, and nothing else */
    ClaimRow claim;   /* id, kind, status and times alone, and the day on which its source spoke */
    ReportRow report; /* times alone */
    int64_t place;    /* number of PlaceRows; 0: none */
    bool is_to;       /* it is where they go, or may not go */
} Mark;
/* What is drawn: claims of public reports that no person found mistaken. Lists are empty where nothing is
 * asked. */
typedef struct MarkFilter {
    TextList kinds, whom, by;
    Text status, source_type;
    Text checked;              /* "yes", "no", or empty */
    Day known_by, recorded_by; /* DAY_NONE: as it stands */
    double least_sure;
} MarkFilter;
MUST_USE Status evidence_each_mark(Evidence *evidence, Arena *arena, const MarkFilter *filter,
                                   void (*see)(void *context, const Mark *mark), void *context, Error *error);

/* How much the base holds, and whether it is still the same. */
typedef struct EvidenceState {
    int64_t report_count, claim_count; /* of public reports */
    int64_t change;                    /* grows with everything that enters */
    Day first, last;                   /* of publication; DAY_NONE where none is known */
    bool is_sample;
} EvidenceState;
MUST_USE Status evidence_state(Evidence *evidence, EvidenceState *out, Error *error);

typedef struct ClaimRows {
    ClaimRow *items;
    size_t count;
} ClaimRows;
typedef struct ReportRows {
    ReportRow *items;
    size_t count;
} ReportRows;
typedef struct UnreadRows {
    UnreadRow *items;
    size_t count;
} UnreadRows;

/* In order of publication (unknown last), report id, first evidence, kind. Every claim's words are held
 * against the text again: ERR_STORE names the claim of a base that was altered. */
MUST_USE Status evidence_find_claims(Evidence *evidence, Arena *arena, const EvidenceFilter *filter,
                                     ClaimRows *out, Error *error);

/* ---- claims of a base that is too large to be read whole ---- */

/* Where places that may be kept lie. */
typedef struct PlaceReach {
    Text country; /* every place of it; empty: every place of the base */
    bool is_near; /* those within a degree and a half north or south, and as far as east or west says, too */
    double latitude, longitude, east;
} PlaceReach;
/* The places of the base that are kept, by number; each is shown once. Those on no map are always shown.
 * reach may be NULL: every place. */
MUST_USE Status evidence_keep_places(Evidence *evidence, Arena *arena, const PlaceReach *reach,
                                     bool (*keeps)(void *context, const PlaceRow *place), void *context,
                                     PlaceRows *out, Error *error);
/* The reports that name one of the places, by number. */
MUST_USE Status evidence_find_naming(Evidence *evidence, Arena *arena, const int64_t *places, size_t count,
                                     Numbers *out, Error *error);

/* What it takes to judge which claims an answer is made of. Of claims the ids, kind, status, days, sureness
 * and what was decided are filled, of their places those that are kept, whom where it is asked for, and of
 * their source the day on which it spoke; of reports id, publication, recorded, retold, is_protected and
 * counts. */
typedef struct Outlines {
    ClaimRows claims;   /* in the order of evidence_find_claims */
    ReportRows reports; /* of these claims and those named besides, in the order of evidence_find_reports */
} Outlines;
/* As the filter says, but for ids, ways and keeps_place. more: numbers of reports that come besides; NULL:
 * every report does. */
MUST_USE Status evidence_find_outlines(Evidence *evidence, Arena *arena, const EvidenceFilter *filter,
                                       const Numbers *more, Outlines *out, Error *error);
/* The reports themselves, and all that they derive from or that derives from them, however many links away.
 */
MUST_USE Status evidence_find_relatives(Evidence *evidence, Arena *arena, const Numbers *reports,
                                        Numbers *out, Error *error);
/* Reads the rest of claims in outline, and holds them against the text; each must be there once. */
MUST_USE Status evidence_complete_claims(Evidence *evidence, Arena *arena, ClaimRow *const *claims,
                                         size_t count, bool with_ways, Error *error);
/* Reads the rest of reports in outline, but text and notes. */
MUST_USE Status evidence_complete_reports(Evidence *evidence, Arena *arena, ReportRow *const *reports,
                                          size_t count, Error *error);

/* The reports that the two days of knowledge let be seen, by outlet and language. */
typedef struct OutletRow {
    Text outlet, language;
    int64_t report_count, retold_count;
} OutletRow;
typedef struct OutletRows {
    OutletRow *items;
    size_t count;
} OutletRows;
MUST_USE Status evidence_find_outlets(Evidence *evidence, Arena *arena, Day known_by, Day recorded_by,
                                      OutletRows *out, Error *error);
/* What was not understood in these reports: in their order, then that of the text. */
MUST_USE Status evidence_find_unread_in(Evidence *evidence, Arena *arena, const ReportRows *reports,
                                        UnreadRows *out, Error *error);

/* with_text loads the frozen text too. report_id may be empty (all), whole, or a prefix. */
MUST_USE Status evidence_find_reports(Evidence *evidence, Arena *arena, Text report_id, bool with_text,
                                      ReportRows *out, Error *error);
MUST_USE Status evidence_find_unread(Evidence *evidence, Arena *arena, Text report_id, UnreadRows *out,
                                     Error *error);
/* What a decision makes of claims: new versions, and ids that stand no longer. */
typedef struct ClaimChanges {
    const ClaimRow *versions;
    size_t version_count;
    TextList withdrawn;
    int64_t seen; /* number of the newest decision that they were made with; 0: none */
} ClaimChanges;
/* Keeps the decision in one transaction, with what it changes (or NULL), and sets its number. ids must be
 * whole and stand in the base: those of published reports or of protected ones, never of both. ERR_USAGE
 * names what is wrong. */
MUST_USE Status evidence_decide(Evidence *evidence, Arena *arena, Decision *decision,
                                const ClaimChanges *changes, Error *error);
/* The one claim or report whose id begins so: whole, or at least four characters of it, perhaps behind a '#'.
 * ERR_USAGE where there is none, or more than one. */
MUST_USE Status evidence_find_id(Evidence *evidence, Arena *arena, Text given, Text *out_id,
                                 bool *out_is_report, Error *error);
/* As the base stood on that day; DAY_NONE: as it stands. */
MUST_USE Status evidence_find_decisions(Evidence *evidence, Arena *arena, Day recorded_by, Decisions *out,
                                        Error *error);
/* The newest version of the claim that no decision made: as it was read, with its ways. */
MUST_USE Status evidence_find_read(Evidence *evidence, Arena *arena, Text id, ClaimRow *out, bool *out_found,
                                   Error *error);
/* Every source of the report, in the order in which they entered. */
MUST_USE Status evidence_find_sources(Evidence *evidence, Arena *arena, Text report_id, SourceRow **out,
                                      size_t *out_count, Error *error);
/* Claims that nobody checked or decided on, the least sure first: at most so many of these kinds (none: all).
 */
MUST_USE Status evidence_find_unsure(Evidence *evidence, Arena *arena, TextList kinds, size_t most,
                                     TextList *out_ids, Error *error);
/* The lineage of these reports (their text is not needed), positions counting in them: as it is kept, or
 * traced anew where the base holds other reports by now. */
MUST_USE Status evidence_find_lineage(Evidence *evidence, Arena *arena, const MentionData *data,
                                      const ReportRows *reports, Lineage *out, Error *error);
/* These reports, the ancestors of each, and all that comes from them, at most so many, as the base keeps its
 * lineage; out_is_kept is false, and nothing found, where it must be traced anew. */
MUST_USE Status evidence_find_family(Evidence *evidence, Arena *arena, const TextList *ids, size_t most,
                                     TextList *out, bool *out_is_kept, Error *error);
/* Whether the lineage that the base keeps is that of the reports which it holds. */
MUST_USE Status evidence_lineage_is_fresh(Evidence *evidence, bool *out, Error *error);
/* Traces and keeps it, unless it is kept already: the last thing that a writer does. Reads every text twice,
 * and needs room for some two kilobytes a report. */
MUST_USE Status evidence_update_lineage(Evidence *evidence, Arena *arena, const MentionData *data,
                                        Error *error);
/* ---- the log ---- */

/* What is wrong with the thing that a finding names. */
typedef enum EvidenceFault {
    FAULT_ALTERED, /* it is not what it was when it entered */
    FAULT_MISSING, /* it entered, and is gone */
    FAULT_ADDED,   /* it stands there and never entered */
    FAULT_CUT,     /* the log's end is gone */
    FAULT_FORKED,  /* the log is not the one of the checkpoint */
    FAULT_DAMAGED, /* the store cannot read it */
    FAULT_NONE     /* nothing wrong: to be known */
} EvidenceFault;
const char *evidence_fault_word(EvidenceFault fault);

/* Texts live until the call returns; those that do not matter are empty, and entry 0. */
typedef struct EvidenceFinding {
    EvidenceFault fault;
    Text report_id, claim_id, table;
    int64_t entry;
    bool is_protected; /* of a protected report: its ids are for its keeper alone */
    Text text;         /* says what, where and since when, without the ids */
} EvidenceFinding;

typedef struct EvidenceVerifyOptions {
    Text checkpoint, checkpoint_name; /* the bytes of a note that the log must go on from; empty: none */
    Text key, key_name;               /* the line of a public key that must have signed it; empty: none */
    bool skip_originals;
    void (*tell)(void *context, const EvidenceFinding *finding);
    void *context;
} EvidenceVerifyOptions;

typedef struct EvidenceVerified {
    int64_t report_count, claim_count, original_count, entry_count;
    int64_t finding_count; /* without those of FAULT_NONE */
    unsigned char root[32];
    bool is_signed; /* by the key that was given */
    bool has_log;
    int64_t checkpoint_size; /* -1: none was given */
} EvidenceVerified;

/* Holds every row and original against the log, and the log against its own end and the checkpoint. What does
 * not fit is told as a finding and is no error. */
MUST_USE Status evidence_verify(Evidence *evidence, Arena *arena, const EvidenceVerifyOptions *options,
                                EvidenceVerified *out, Error *error);

/* What is to leave the base for good. */
typedef struct EvidencePurge {
    TextList ids;        /* of reports, whole; may be empty: what was interrupted is ended */
    Text handle, reason; /* of who does it; the reason is a code */
    Day day;
    bool without_originals; /* originals that are not where they were kept are gone already */
} EvidencePurge;

typedef struct EvidencePurged {
    int64_t report_count, claim_count, decision_count, original_count;
    bool is_resumed; /* an earlier purge that was interrupted has been ended, too */
} EvidencePurged;

/* Takes the rows out in one transaction, with what was decided of them, and enters that into the log. An id
 * that no report has is refused (ERR_USAGE), unless an earlier purge was interrupted. evidence_scrub is to
 * follow. */
MUST_USE Status evidence_purge(Evidence *evidence, Arena *arena, const EvidencePurge *given,
                               EvidencePurged *out, Error *error);
/* Removes the originals of what was purged and every byte that the store has left of it. Does nothing where
 * no purge is waiting for it; may be called again after it failed or was killed. */
MUST_USE Status evidence_scrub(Evidence *evidence, Arena *arena, EvidencePurged *out, Error *error);
/* Whether a report of these bytes was purged, and when. */
MUST_USE Status evidence_find_purged(Evidence *evidence, Text sha256, bool *out, Day *out_day, Error *error);

/* The log as it stands, as a note (C2SP tlog-checkpoint), signed where key, a secret key's line, is given. */
MUST_USE Status evidence_checkpoint(Evidence *evidence, Arena *arena, Text key, Text *out, Error *error);
/* Two lines: a new secret key of that name, and its public half. */
MUST_USE Status evidence_new_key(Arena *arena, Text name, Text *out_secret, Text *out_public, Error *error);
/* The day of the log's newest entry; DAY_NONE where there is none. */
MUST_USE Status evidence_last_day(Evidence *evidence, Day *out, Error *error);

/* Places that reports name, in order of the report's id and the text. */
MUST_USE Status evidence_find_named_places(Evidence *evidence, Arena *arena, Text report_id,
                                           NamedPlaceRow **out, size_t *out_count, Error *error);

/* ---- the base, report by report ---- */

/* A reading of the base that needs room for one report at a time. */
typedef struct EvidenceWalk EvidenceWalk;

typedef struct EvidenceWalkOptions {
    Day known_by, recorded_by; /* as in EvidenceFilter */
    bool with_protected;       /* protected reports too, and protected columns of all */
} EvidenceWalkOptions;

/* Sees the base as it stands now until the walk is ended; no other call on evidence is made meanwhile.
 * ERR_STORE where a column that would be given has no class. */
MUST_USE Status evidence_walk_begin(Evidence *evidence, Arena *arena, const EvidenceWalkOptions *options,
                                    EvidenceWalk **out, Error *error);
/* The next report in the order of ids with its claims in the order of the text; out_more is false behind the
 * last one. Without with_protected no member is filled but from a column of class public: what a row holds
 * may leave. With it text, notes, places and unread sentences are there, too. */
MUST_USE Status evidence_walk_next(EvidenceWalk *walk, Arena *arena, ReportRecord *out, bool *out_more,
                                   Error *error);
void evidence_walk_end(EvidenceWalk *walk);

/* ---- copies: the base table by table, and a base made of them ---- */

typedef struct EvidenceTable EvidenceTable;
typedef struct EvidenceTableHead {
    Text name;
    TextList columns; /* by name */
} EvidenceTableHead;
/* What a copy consists of, each table behind those that it refers to; what is made anew from them is left
 * out. Lives as long as the base is open. Within a walk. */
MUST_USE Status evidence_find_tables(Evidence *evidence, EvidenceTable **out, size_t *out_count,
                                     Error *error);
EvidenceTable *evidence_table_at(EvidenceTable *tables, size_t index);
const EvidenceTableHead *evidence_table_head(const EvidenceTable *table);
typedef Status (*EvidenceTakeRow)(void *context, const Value *values, size_t count, Error *error);
/* Every row, in an order of its own; texts live until take returns. Stops at take's first failure. Within a
 * walk. */
MUST_USE Status evidence_copy_table(Evidence *evidence, const EvidenceTable *table, EvidenceTakeRow take,
                                    void *context, Error *error);

typedef struct EvidenceCounts {
    uint64_t reports, claims;
} EvidenceCounts;
/* A base without reports is filled in one transaction, from begin to end: table, its rows, table … After any
 * failure stop leaves it as it was. ERR_UNSUPPORTED: a table of another version; ERR_STORE at the end names
 * the report or claim whose words do not stand in its text. arena is cleared over and over. */
MUST_USE Status evidence_restore_begin(Evidence *evidence, Error *error);
MUST_USE Status evidence_restore_table(Evidence *evidence, const EvidenceTableHead *head, EvidenceTable **out,
                                       Error *error);
MUST_USE Status evidence_restore_row(Evidence *evidence, const EvidenceTable *table, const Value *values,
                                     size_t count, Error *error);
MUST_USE Status evidence_restore_end(Evidence *evidence, Arena *arena, EvidenceCounts *out, Error *error);
void evidence_restore_stop(Evidence *evidence);

#endif
