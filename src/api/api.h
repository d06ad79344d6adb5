/* What the files of api/ share: the objects behind the handles of hearsay.h. */
#ifndef API_API_H
#define API_API_H

#include "core/door.h"
#include "evidence/evidence.h"
#include "hearsay.h"
#include "present/present.h"

struct Hearsay {
    Arena *arena; /* the process's */
    Language *language;
    MentionData *mentions;
    IntakeData *intake;
    Pack *pack;
};

struct HearsayBase {
    Arena *arena;
    Evidence *evidence;
};

/* One report from bytes in memory to claims, in arena: what read, pack check and the tests share. */
typedef struct Reading {
    Report report;
    Sentences sentences;
    Mentions mentions;
    Claims claims;
} Reading;
/* reading->report is given; the rest is made. */
void api_read_claims(Arena *arena, const Hearsay *hearsay, Reading *reading);

/* The paragraphs of a plain text, parted by blank lines. ERR_FORMAT where it is no UTF-8. */
MUST_USE Status api_cut_paragraphs(Arena *arena, Text text, LanguageRegion **out, size_t *out_count,
                                   Error *error);

/* What stands between commas, without blanks; given may be NULL. */
TextList api_read_list(Arena *arena, const char *given);
/* Checks days and names as well: ERR_USAGE says which is none. */
MUST_USE Status api_read_question(Arena *arena, const Hearsay *hearsay, const HearsayQuestion *given,
                                  Question *out, Error *error);

typedef struct ApiExport {
    Evidence *evidence;
    const MentionData *places; /* or NULL */
    const Question *question;
    PresentExportFormat format;
    bool with_protected, with_unchecked;
    HearsaySink sink;
    void *sink_context;
} ApiExport;
/* The base report by report: report_arena is cleared behind each. */
MUST_USE Status api_write_export(Arena *arena, Arena *report_arena, const ApiExport *given,
                                 HearsayExportCounts *out, Error *error);

/* ERR_USAGE where the base holds claims of a kind that another pack has, too. */
MUST_USE Status api_keep_packs_apart(Arena *arena, const Hearsay *hearsay, Evidence *evidence, Error *error);
/* Copies what the caller of the library is told. */
HearsayStatus api_tell(Status status, const Error *error, HearsayError *out);
/* Gives the whole buffer to the sink. */
MUST_USE Status api_give(Text bytes, HearsaySink sink, void *context, Error *error);

#endif
