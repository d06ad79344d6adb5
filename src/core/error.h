/* What a call could not do, told so that the caller knows what to do about it. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

typedef enum Status {
    STATUS_OK,
    ERR_SYSTEM,      /* the machine refused: a file, a disk, memory; may work next time */
    ERR_FORMAT,      /* the bytes are not what they should be */
    ERR_LIMIT,       /* larger than the limit that was set */
    ERR_UNSUPPORTED, /* right, but nothing that this program does */
    ERR_PACK,        /* a pack, model or data file is wrong */
    ERR_STORE,       /* the base refused, is another program's or another version's */
    ERR_USAGE        /* the question makes no sense as put */
} Status;

enum { ERROR_NAME_SIZE = 256, ERROR_MESSAGE_SIZE = 512 };

/* Owned by the caller, filled by the callee; never allocates. */
typedef struct Error {
    Status status;
    char name[ERROR_NAME_SIZE];       /* file, report or rule that it is about; may be empty */
    uint64_t offset;                  /* byte position in it */
    uint32_t line;                    /* line in it, from 1; 0 where there is none */
    char message[ERROR_MESSAGE_SIZE]; /* lower case, no period, one line: the reason and the remedy */
} Error;

#define MUST_USE __attribute__((warn_unused_result))

/* Fills error (which may be NULL) and gives status back. name and line stay as they were. */
Status error_set(Error *error, Status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with the place in a named file; line 0 where there is none. */
Status error_at(Error *error, Status status, Text name, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Names what the error is about, if nobody below has. */
void error_name(Error *error, Text name);
void error_clear(Error *error);
/* "system", "format" … */
const char *status_word(Status status);

#endif
