/* A value of a table: what a cell holds, whatever the table. */
#ifndef CORE_VALUE_H
#define CORE_VALUE_H

#include "core/text.h"

typedef enum ValueKind { VALUE_NULL, VALUE_INTEGER, VALUE_REAL, VALUE_TEXT } ValueKind;

typedef struct Value {
    ValueKind kind;
    int64_t integer;
    double real;
    Text text;
} Value;

#endif
