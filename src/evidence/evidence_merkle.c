#include "evidence/evidence_merkle.h"

#include <sodium.h>
#include <string.h>

static Text bytes_of(const unsigned char *bytes, size_t length)
{
    return (Text){(const char *)bytes, length};
}

void evidence_merkle_leaf(Text leaf, unsigned char out[DIGEST_SIZE])
{
    Digest digest;
    digest_init(&digest);
    digest_update(&digest, TEXT("\0"));
    digest_update(&digest, leaf);
    digest_finish(&digest, out);
}

/* out may be one of the two. */
static void hash_pair(const unsigned char *left, const unsigned char *right, unsigned char *out)
{
    Digest digest;
    digest_init(&digest);
    digest_update(&digest, TEXT("\1"));
    digest_update(&digest, bytes_of(left, DIGEST_SIZE));
    digest_update(&digest, bytes_of(right, DIGEST_SIZE));
    digest_finish(&digest, out);
}

static size_t peak_count(uint64_t size)
{
    size_t count = 0;
    for (; size > 0; size &= size - 1)
        count++;
    return count;
}

/* Each bit that carries joins two subtrees of one size, as in adding 1 to a binary number. */
void evidence_merkle_add(Merkle *tree, const unsigned char leaf[DIGEST_SIZE])
{
    size_t count = peak_count(tree->size);
    unsigned char hash[DIGEST_SIZE];
    memcpy(hash, leaf, DIGEST_SIZE);
    for (uint64_t bits = tree->size; bits & 1; bits >>= 1)
        hash_pair(tree->peaks[--count], hash, hash);
    memcpy(tree->peaks[count], hash, DIGEST_SIZE);
    tree->size++;
}

void evidence_merkle_root(const Merkle *tree, unsigned char out[DIGEST_SIZE])
{
    size_t count = peak_count(tree->size);
    if (count == 0) {
        Digest digest;
        digest_init(&digest);
        digest_finish(&digest, out);
        return;
    }
    memcpy(out, tree->peaks[count - 1], DIGEST_SIZE);
    for (size_t i = count - 1; i > 0; i--)
        hash_pair(tree->peaks[i - 1], out, out);
}

Text evidence_merkle_write(const Merkle *tree, char out[MERKLE_TEXT_SIZE])
{
    size_t length = peak_count(tree->size) * DIGEST_SIZE;
    sodium_bin2hex(out, MERKLE_TEXT_SIZE, &tree->peaks[0][0], length);
    return (Text){out, length * 2};
}

bool evidence_merkle_read(uint64_t size, Text peaks, Merkle *out)
{
    size_t length = peak_count(size) * DIGEST_SIZE;
    size_t got = 0;
    const char *end = NULL;
    *out = (Merkle){.size = size};
    if (peaks.length != length * 2)
        return false;
    return length == 0 || (sodium_hex2bin(&out->peaks[0][0], sizeof out->peaks, peaks.bytes, peaks.length,
                                          NULL, &got, &end) == 0 &&
                           got == length);
}
