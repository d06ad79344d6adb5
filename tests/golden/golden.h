/* What a golden test is made of: a driver turns the input of a case into the bytes that the expectation is
 * held against. */
#ifndef GOLDEN_GOLDEN_H
#define GOLDEN_GOLDEN_H

#include "core/buffer.h"

/* Every tests/golden/STAGE_driver.c defines golden_STAGE; the Makefile lists them in golden_stages.h. */
#define STAGE(name) void golden_##name(Arena *arena, Text input, Buffer *out);
#include "golden_stages.h"
#undef STAGE

/* Runs the commands of tests/cli and writes the transcript that a case of it consists of. */
void golden_transcript(Arena *arena, Text body, Buffer *out);
/* Appends the bytes of a file; false if it cannot be read. */
bool golden_read_file(Buffer *out, const char *path);

#endif
