/* A table of what files do not say. */
#ifndef INTAKE_INTAKE_METADATA_H
#define INTAKE_INTAKE_METADATA_H

#include "core/map.h"
#include "intake/intake_report.h"

typedef struct MetadataRow {
    Text file;
    Text id;
    Text title;
    Text outlet;
    Text url;
    Text language;
    Text basis; /* why the date is thought to be so */
    Date published;
    ReportNote *notes;
    size_t note_count;
} MetadataRow;

struct IntakeMetadata {
    Map by_file; /* path as written; value: MetadataRow * */
    Map by_id;
};

/* The row of a report by its file (whole path, the end of it, or the name alone) or given id; NULL: none. */
const MetadataRow *intake_find_metadata(const IntakeMetadata *metadata, Text name, Text id);
/* True where a heading makes a table one with a row a person: surely, or with a second such. */
bool intake_is_person_column(Arena *arena, const IntakeData *data, Text heading, bool *out_sure);
/* The same of a table that was given as a report, where more headings speak of persons. */
bool intake_is_person_heading(Arena *arena, const IntakeData *data, Text heading, bool *out_sure);

#endif
