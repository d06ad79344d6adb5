/* Bytes in some encoding become UTF-8, with the way back to each source byte. */
#ifndef INTAKE_INTAKE_DECODE_H
#define INTAKE_INTAKE_DECODE_H

#include "core/buffer.h"
#include "core/list.h"
#include "intake/intake.h"

typedef LIST_OF(SourcePoint) PointList;

/* Text that is being put together, and where its bytes came from. */
typedef struct Decoded {
    Text text;
    SourcePoint *points;
    size_t point_count;
    size_t replaced_count; /* bytes that were no text and became U+FFFD */
    Text encoding;
} Decoded;

/* Notes that from text byte on source bytes run along; needless points are left out. */
void intake_add_point(Arena *arena, PointList *points, size_t text, uint64_t source);
uint64_t intake_point_source(const SourcePoint *points, size_t count, uint32_t text_offset);

/* How a reader of foreign bytes takes what is no text. */
typedef enum DecodeMode {
    DECODE_STRICT, /* an error names the place */
    DECODE_REPLACE /* U+FFFD stands for it, as browsers do */
} DecodeMode;

/* encoding: empty to look for a byte order mark, then UTF-8, then windows-1252 where nothing speaks against
 * it. ERR_FORMAT names the byte and the remedy; ERR_USAGE: no such encoding. */
MUST_USE Status intake_decode(Arena *arena, const IntakeData *data, Text bytes, Text encoding,
                              DecodeMode mode, Decoded *out, Error *error);
/* What the first bytes say that the file is ("a PDF document"), where that is nothing that can be read; else
 * NULL. */
const char *intake_foreign_format(Text bytes);
/* Bytes of a byte order mark, its encoding in out_encoding; 0: there is none. */
size_t intake_byte_order_mark(Text bytes, Text *out_encoding);

#endif
