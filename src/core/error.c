#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0))) static void write_message(Error *error, Status status,
                                                                const char *format, va_list arguments)
{
    error->status = status;
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    if (length < 0)
        error->message[0] = '\0';
    /* One line: what is quoted from an input may hold anything. */
    for (char *c = error->message; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
}

Status error_set(Error *error, Status status, const char *format, ...)
{
    if (!error)
        return status;
    va_list arguments;
    va_start(arguments, format);
    write_message(error, status, format, arguments);
    va_end(arguments);
    return status;
}

Status error_at(Error *error, Status status, Text name, uint32_t line, const char *format, ...)
{
    if (!error)
        return status;
    va_list arguments;
    va_start(arguments, format);
    write_message(error, status, format, arguments);
    va_end(arguments);
    error->name[0] = '\0';
    error->line = line;
    error_name(error, name);
    return status;
}

void error_name(Error *error, Text name)
{
    if (!error || error->name[0] != '\0')
        return;
    size_t length = name.length < sizeof error->name ? name.length : sizeof error->name - 1;
    if (length > 0)
        memcpy(error->name, name.bytes, length);
    error->name[length] = '\0';
    for (char *c = error->name; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
}

void error_clear(Error *error)
{
    if (error)
        *error = (Error){.status = STATUS_OK};
}

const char *status_word(Status status)
{
    switch (status) {
    case STATUS_OK:
        return "ok";
    case ERR_SYSTEM:
        return "system";
    case ERR_FORMAT:
        return "format";
    case ERR_LIMIT:
        return "limit";
    case ERR_UNSUPPORTED:
        return "unsupported";
    case ERR_PACK:
        return "pack";
    case ERR_STORE:
        return "store";
    case ERR_USAGE:
        return "usage";
    }
    return "unknown";
}
