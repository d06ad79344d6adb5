/* Leaves become the root of an RFC 6962 Merkle tree, of which only the roots of its whole subtrees are kept.
 */
#ifndef EVIDENCE_EVIDENCE_MERKLE_H
#define EVIDENCE_EVIDENCE_MERKLE_H

#include "core/digest.h"
#include "core/error.h"

enum { MERKLE_PEAKS = 64 };

/* The tree over the first `size` leaves: a peak for each bit that is set in size, the largest subtree first.
 * All zero is the empty tree. */
typedef struct Merkle {
    uint64_t size;
    unsigned char peaks[MERKLE_PEAKS][DIGEST_SIZE];
} Merkle;

/* SHA-256 of 0x00 and the leaf. */
void evidence_merkle_leaf(Text leaf, unsigned char out[DIGEST_SIZE]);
/* Adds a leaf by its hash, in a number of steps that grows with the logarithm of the size. */
void evidence_merkle_add(Merkle *tree, const unsigned char leaf[DIGEST_SIZE]);
/* Of the empty tree: SHA-256 of nothing. */
void evidence_merkle_root(const Merkle *tree, unsigned char out[DIGEST_SIZE]);

/* The peaks as hex digits, 64 each, in order. */
enum { MERKLE_TEXT_SIZE = MERKLE_PEAKS * DIGEST_SIZE * 2 + 1 };
Text evidence_merkle_write(const Merkle *tree, char out[MERKLE_TEXT_SIZE]);
/* false where peaks are not those of a tree of that size. */
bool evidence_merkle_read(uint64_t size, Text peaks, Merkle *out);

#endif
