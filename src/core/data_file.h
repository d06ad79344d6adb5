/* A file of the installed data folder as text: how every stage loads what it knows. */
#ifndef CORE_DATA_FILE_H
#define CORE_DATA_FILE_H

#include "core/arena.h"
#include "core/error.h"

/* The whole of folder/name, in arena. ERR_SYSTEM names the path. */
MUST_USE Status data_file_read(Arena *arena, Text folder, const char *name, Text *out, Error *error);

#endif
