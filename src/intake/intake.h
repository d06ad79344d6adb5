/* Bytes in any wrapping become reports: clean UTF-8 text cut into parts, what is known of its origin, and the
 * way back from any byte of the text to the byte of the source.
 *
 * The frozen text is never normalised: no NFC, no change of spaces. Later stages see nothing but Report.text.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "core/arena.h"
#include "core/edtf.h"
#include "core/error.h"
#include "core/value.h"

/* What a stretch of the text is. Only title, heading, body and caption are read for claims. */
typedef enum PartKind {
    PART_TITLE,
    PART_HEADING, /* a sub-heading within the body */
    PART_BODY,    /* a paragraph */
    PART_CAPTION,
    PART_BYLINE,
    PART_FOOTER, /* translators, contacts, "Read in Korean" */
    PART_NOTICE  /* moderation, cookies, subscription: furniture of the page */
} PartKind;

typedef struct Part {
    PartKind kind;
    Span span; /* without the white space around it */
} Part;

typedef enum ReportClass { CLASS_PUBLIC, CLASS_PROTECTED } ReportClass;

/* From text byte on, the text is source byte for source byte, until the next point. Source bytes are those of
 * Report.bytes; for a record of a container, add container_offset. */
typedef struct SourcePoint {
    uint32_t text;
    uint64_t source;
} SourcePoint;

typedef struct ReportNote {
    Text key;
    Text value;
} ReportNote;

typedef struct Report {
    Text id;     /* as given, else "r" and 12 hex digits of the digest */
    Text name;   /* file (and record) that it came from; class protected */
    Text sha256; /* of the report's own bytes, hex */
    Text text_sha256;
    Text bytes;     /* the report's own bytes, for the blob store */
    Text format;    /* "text", "html", "jsonl" */
    Text extractor; /* name and version of what made the text, e.g. "html/1" */
    /* Where it lay, if not a file of its own. */
    Text container_name;
    Text container_sha256; /* empty where the container is a stream that was not read to its end */
    uint64_t container_offset;

    Text text; /* UTF-8 */
    Part *parts;
    size_t part_count;
    SourcePoint *points;
    size_t point_count;

    Text title; /* may stand outside the text */
    Text outlet;
    Text url;
    Text language;   /* "en"; "und" where it is not said and the words are not English; empty where unknown */
    bool translated; /* the words are a translator's */
    bool retold;     /* a sample: not evidence, not the outlet's words */
    Date published;
    /* "given", "page", "address", "address and text: …", "text: …", or as the metadata has it ("a digest's
     * date"); empty where unknown. */
    Text published_basis;
    ReportClass class;
    ReportNote *notes; /* columns, headers and keys that are not ours; "original": address of the original */
    size_t note_count;
} Report;

/* Pulls bytes: gives how many were written to bytes, 0 at the end, -1 on an error with errno set. */
typedef ptrdiff_t (*IntakeRead)(void *context, void *bytes, size_t length);

typedef struct IntakeInput {
    IntakeRead read;
    void *context;
    Text name; /* path, or "-" */
} IntakeInput;

typedef enum ClassOption { CLASS_OPTION_AUTO, CLASS_OPTION_PUBLIC, CLASS_OPTION_PROTECTED } ClassOption;

/* What the files do not say, by file name or id. Opaque. */
typedef struct IntakeMetadata IntakeMetadata;
/* Outlets, furniture phrases, caption words …: data/english/intake/. Opaque, immutable. */
typedef struct IntakeData IntakeData;

typedef struct IntakeOptions {
    const IntakeData *data;
    const IntakeMetadata *metadata; /* may be NULL */
    Text encoding;                  /* empty: detected */
    Text format;                    /* "text", "html", "jsonl"; empty: by the bytes and the name */
    ClassOption class;
    size_t limit; /* bytes a report may have; 0: 64 MB */
} IntakeOptions;

/* data_folder holds english/ and html/. The result lives in arena and never changes. ERR_SYSTEM, ERR_PACK
 * name the file and line. */
MUST_USE Status intake_load(Arena *arena, Text data_folder, IntakeData **out, Error *error);
/* Tab-separated, first line names the columns: file, id, title, outlet, published, url; others are kept as
 * notes. A table with a row a person is refused. */
MUST_USE Status intake_read_metadata(Arena *arena, const IntakeData *data, Text name, Text bytes,
                                     IntakeMetadata **out, Error *error);

/* An input that gives one report (text, HTML) or many (JSON Lines). */
typedef struct Intake Intake;
MUST_USE Status intake_open(Arena *arena, const IntakeOptions *options, IntakeInput input, Intake **out,
                            Error *error);
/* Makes the next report in report_arena. out_more is false at the end, and then out is untouched. After an
 * error with out_more true (a bad record, a report over the limit) the next call goes on behind it; with
 * out_more false the input is over. The error names file and place. */
MUST_USE Status intake_next(Intake *intake, Arena *report_arena, Report *out, bool *out_more, Error *error);
/* One report from bytes in memory: for tests, fuzzing and re-reading a blob. */
MUST_USE Status intake_read(Arena *arena, const IntakeOptions *options, Text name, Text bytes, Report *out,
                            Error *error);

/* ---- exports: the base in lines, as `hearsay export --protected` writes it ---- */

typedef struct IntakeExport IntakeExport;
typedef enum IntakeExportKind {
    INTAKE_EXPORT_TABLE, /* the rows behind it are of this table */
    INTAKE_EXPORT_ROW,
    INTAKE_EXPORT_END
} IntakeExportKind;
typedef struct IntakeExportLine {
    IntakeExportKind kind;
    Text table;
    TextList columns;
    const Value *values;
    size_t value_count;
} IntakeExportLine;

/* Reads the head. ERR_FORMAT: it is no export; ERR_UNSUPPORTED: of a later form; ERR_USAGE: one of what was
 * published alone, or of a question, from which no base can be made. */
MUST_USE Status intake_export_open(Arena *arena, IntakeInput input, IntakeExport **out, Error *error);
/* The next table or row; lines that are told for people and other programs are passed over. line_arena may be
 * cleared behind each. ERR_FORMAT names the line; a file that ends without its summary is refused, too. */
MUST_USE Status intake_export_next(IntakeExport *export, Arena *line_arena, IntakeExportLine *out,
                                   Error *error);
/* ---- tables of claims or counts, which are no reports by themselves ---- */

/* A row of a table: where it stands in the text, without its line end, and its cells without their quotes. */
typedef struct SheetRow {
    Span span;
    uint32_t line; /* from 1 */
    Text *cells;   /* as many as there are columns */
} SheetRow;
typedef struct Sheet {
    Text text;     /* UTF-8 */
    Text *columns; /* the headings, each another */
    size_t column_count;
    SheetRow *rows;
    size_t row_count;
} Sheet;
enum { SHEET_COLUMNS_MOST = 100, SHEET_ROWS_MOST = 200000 };
/* Comma-, semicolon- or tab-separated text (RFC 4180) whose first line names the columns. ERR_FORMAT,
 * ERR_LIMIT and ERR_UNSUPPORTED, which refuses a table with a row a person by its headings, name file, line
 * and column. */
MUST_USE Status intake_read_sheet(Arena *arena, const IntakeData *data, Text name, Text bytes, Sheet *out,
                                  Error *error);
/* Refuses it where the cells of a column are persons': numbers of papers or telephones, hashes, keys that
 * come back with other dates, names beside dates. is_known[i]: column i was told to hold a place or who says
 * so. */
MUST_USE Status intake_refuse_sheet(const Sheet *sheet, const bool *is_known, Text name, Error *error);

/* The source byte that a byte of the text came from. */
uint64_t intake_source_offset(const Report *report, uint32_t text_offset);
const char *intake_part_word(PartKind kind); /* "title", "body" … */

#endif
