/* When a report was published: dates as people and addresses write them, and the best guess with its reason.
 */
#ifndef INTAKE_INTAKE_DATE_H
#define INTAKE_INTAKE_DATE_H

#include "intake/intake.h"
#include "intake/intake_pattern.h"

/* 0 where it is not said. */
typedef struct WrittenDate {
    int year;
    int month;
    int day;
} WrittenDate;

/* Tokens of a date that begins at index ("Feb. 10, 2022", "10 February", "2022-02-10", "May 2019"); 0: there
 * is none. out may be NULL. */
size_t intake_date_length(const LineTokens *tokens, size_t index, WrittenDate *out);
/* A date that was given: EDTF, a time stamp, or as people write it. ERR_FORMAT tells how it should look. */
MUST_USE Status intake_date_given(Arena *arena, const IntakeData *data, Text value, Date *out, Error *error);
/* "/2022/02/10/", "/20220210", "-02102022.html", "/2019/05/"; false: the address tells none. */
bool intake_date_of_url(Arena *arena, Text url, Date *out);
/* From the report's own words: a date line, "posted on …", the name of a picture's file. */
bool intake_date_of_words(Arena *arena, const IntakeData *data, const Report *report, Date *out,
                          Text *out_basis);

#endif
