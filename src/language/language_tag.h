/* Tokens become tags, left to right: for each one, what the classifier sees. */
#ifndef LANGUAGE_LANGUAGE_TAG_H
#define LANGUAGE_LANGUAGE_TAG_H

#include "core/text.h"
#include "language/language_classify.h"

enum {
    TAG_WIDTH = 80, /* classes: pairs of UPOS and XPOS */
    TAG_FEATURES = 40
};

/* What is known of a word's form alone, mixed for hashing. */
typedef struct WordForm {
    uint32_t word;      /* language_word */
    uint32_t tags;      /* which tags the training data gave it, mixed; one value for unknown words */
    uint32_t suffix[4]; /* its last 1, 2, 3 and 4 characters, lower case */
    uint32_t prefix[3]; /* its first 1, 2 and 3 */
    uint32_t classes; /* of words that training saw seldom: what dictionaries say of them and of their bases,
                         mixed */
    uint32_t shape;   /* runs of capitals, small letters, digits and others */
    uint32_t kind;    /* capital, digit or mark at its head; hyphen or digit within: five bits, mixed */
    uint8_t only_tag; /* the tag that it always has, or 255 */
} WordForm;

/* All but tags, classes and only_tag. */
void language_form_of(Text form, uint32_t word, WordForm *out);

/* Numbers of the rows of token i of a sentence of count tokens; tags are those given to the tokens before it.
 * forms has two entries of padding before index 0 and behind the last one (language_form_pad). */
void language_tag_features(const WordForm *forms, size_t i, const uint8_t *tags, uint32_t out[TAG_FEATURES]);

/* What stands beyond the ends of a sentence. */
WordForm language_form_pad(void);

#endif
