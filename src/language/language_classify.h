/* Hashed features become rows of small weights, and rows the scores of classes: a linear classifier in
 * integers. */
#ifndef LANGUAGE_LANGUAGE_CLASSIFY_H
#define LANGUAGE_LANGUAGE_CLASSIFY_H

#include <stddef.h>
#include <stdint.h>

/* Rows of width weights; a feature's row is the top bits of its hash. No sum of as many rows as a classifier
 * has features leaves int16: whoever makes the weights sees to that. */
typedef struct Weights {
    const int16_t *rows;
    uint32_t bits;  /* 2^bits rows */
    uint32_t width; /* a multiple of 8, or 4 */
} Weights;

/* Features are sums of mixed 32-bit values, turned so that pairs do not commute, times an odd constant. */
static inline uint32_t feature_turn(uint32_t value, int by) { return value << by | value >> (32 - by); }

static inline uint32_t feature_mix(uint32_t value)
{
    value = (value ^ value >> 16) * 0x7FEB352DU;
    value = (value ^ value >> 15) * 0x846CA68BU;
    return value ^ value >> 16;
}

static inline uint32_t feature_1(uint32_t number, uint32_t a)
{
    return (number * 0x85EBCA6BU + a) * 0x9E3779B1U;
}

static inline uint32_t feature_2(uint32_t number, uint32_t a, uint32_t b)
{
    return (number * 0x85EBCA6BU + a + feature_turn(b, 11)) * 0x9E3779B1U;
}

static inline uint32_t feature_3(uint32_t number, uint32_t a, uint32_t b, uint32_t c)
{
    return (number * 0x85EBCA6BU + a + feature_turn(b, 11) + feature_turn(c, 21)) * 0x9E3779B1U;
}

static inline uint32_t feature_4(uint32_t number, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return (number * 0x85EBCA6BU + a + feature_turn(b, 11) + feature_turn(c, 21) + feature_turn(d, 5)) *
           0x9E3779B1U;
}

#endif
