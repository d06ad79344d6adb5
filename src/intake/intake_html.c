#include "intake/intake_report.h"

Status intake_read_html(Arena *arena, const IntakeOptions *options, Text bytes, Draft *out, Error *error)
{
    (void)arena;
    (void)options;
    (void)bytes;
    (void)out;
    return error_set(error, ERR_UNSUPPORTED, "pages are not read yet");
}
