/* Hashed features become rows of small weights, and rows the scores of classes: a linear classifier in
 * integers. */
#ifndef LANGUAGE_LANGUAGE_CLASSIFY_H
#define LANGUAGE_LANGUAGE_CLASSIFY_H

#include <stddef.h>
#include <stdint.h>

/* Each classifier has 2^BITS rows; the top bits of a feature's hash are the number of its row. */
enum { TAG_BITS = 18, MOVE_BITS = 21, LABEL_BITS = 17 };

/* A row of tags or relations is a byte for each class, its weight and ROW_BIAS; 257 rows add up in 16 bits.
 * Classes stand in blocks of sixteen, class k of a block beside class k + 8, so that the even and the odd
 * bytes of a block add up to two vectors in the order of classes. */
enum { ROW_MOST = 127, ROW_BIAS = ROW_MOST + 1, ROW_BLOCK = 16 };

/* Where a class stands in its row. */
static inline uint32_t row_place(uint32_t class_number)
{
    uint32_t in_block = class_number % ROW_BLOCK;

    return class_number - in_block + in_block % 8 * 2 + in_block / 8;
}

static inline uint32_t feature_mix(uint32_t value)
{
    value = (value ^ value >> 16) * 0x7FEB352DU;
    value = (value ^ value >> 15) * 0x846CA68BU;
    return value ^ value >> 16;
}

/* A mixed value as it goes into a hash, at each of the four places that a feature has: turned, so that pairs
 * do not commute, and times an odd number, so that a feature's hash is a sum. */
typedef struct FeatureValue {
    uint32_t at[4];
} FeatureValue;

#define FEATURE_FACTOR 0x9E3779B1U

static inline FeatureValue feature_value(uint32_t mixed)
{
    return (FeatureValue){{mixed * FEATURE_FACTOR, (mixed << 11 | mixed >> 21) * FEATURE_FACTOR,
                           (mixed << 21 | mixed >> 11) * FEATURE_FACTOR,
                           (mixed << 5 | mixed >> 27) * FEATURE_FACTOR}};
}

static inline uint32_t feature_1(uint32_t number, FeatureValue a)
{
    return number * (0x85EBCA6BU * FEATURE_FACTOR) + a.at[0];
}

static inline uint32_t feature_2(uint32_t number, FeatureValue a, FeatureValue b)
{
    return feature_1(number, a) + b.at[1];
}

static inline uint32_t feature_3(uint32_t number, FeatureValue a, FeatureValue b, FeatureValue c)
{
    return feature_2(number, a, b) + c.at[2];
}

static inline uint32_t feature_4(uint32_t number, FeatureValue a, FeatureValue b, FeatureValue c,
                                 FeatureValue d)
{
    return feature_3(number, a, b, c) + d.at[3];
}

#endif
