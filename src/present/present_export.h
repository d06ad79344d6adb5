/* What the files that write exports share. */
#ifndef PRESENT_PRESENT_EXPORT_H
#define PRESENT_PRESENT_EXPORT_H

#include "core/map.h"
#include "present/present_part.h"

enum { PRESENT_EXPORT_VERSION = 1 }; /* of the JSON Lines */
#define PRESENT_UNVERIFIED "What reports say; nothing here is verified."
#define PRESENT_PROTECTED  "PROTECTED: holds what was not published and must not be passed on"
#define PRESENT_SAMPLE     "SAMPLE, retold: not evidence, not the outlet's words"

/* "checked" or "read by program" */
Text present_checked(const ClaimRow *claim);
/* [low,high]; null: not said */
void present_export_voices(Json *json, const AnswerRow *row);
/* "type", "answer", "days_before", "scope", "voices", "checked" and, of a sample, "sample". */
void present_export_answer(Json *json, const PresentExportRow *export_row);
/* The claim with all that every row says, in members that nest no deeper than its places. */
void present_export_flat(Json *json, const PresentExportRow *row);
/* What was asked, and whether the file may be passed on. */
void present_export_head(Json *json, const PresentExport *export);
void present_export_counts(Json *json, const PresentExport *export);
/* One quotation after the other, parted by " … "; of coarse kinds none. */
Text present_export_words(Arena *arena, const ClaimRow *claim);
/* All that every row says in one line: "reported: the embassy → loggers, in Khabarovsk; “…”; who; voices;
 * checked" */
Text present_export_sentence(Arena *arena, const PresentExportRow *export_row);
/* "an anonymous source in Dandong (anonymous), in Radio Free Asia, 2022-02-10" */
Text present_export_who(Arena *arena, const AnswerRow *row);

void present_geojson_begin(Buffer *out, const PresentExport *export);
void present_geojson_row(Buffer *out, const PresentExport *export, const PresentExportRow *row);
void present_geojson_end(Buffer *out, const PresentExport *export);

void present_annotations_begin(Buffer *out, const PresentExport *export);
void present_annotation(Buffer *out, const PresentExport *export, const PresentExportRow *row);
void present_annotations_end(Buffer *out, const PresentExport *export);

/* Entities or, where the format says so, statements of FollowTheMoney. */
void present_ftm_begin(Buffer *out, const PresentExport *export);
void present_ftm_report(Buffer *out, const PresentExport *export, const ReportRow *report);
/* named holds what this report was found to name so far. */
void present_ftm_row(Buffer *out, const PresentExport *export, Map *named, const PresentExportRow *row);

#endif
