#include "core/digest.h"

#include <assert.h>
#include <sodium.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(Digest),
              "Digest is too small for libsodium's state");

static crypto_hash_sha256_state *state_of(Digest *digest)
{
    return (crypto_hash_sha256_state *)(void *)digest->state;
}

void digest_init(Digest *digest) { crypto_hash_sha256_init(state_of(digest)); }

void digest_update(Digest *digest, Text bytes)
{
    crypto_hash_sha256_update(state_of(digest), (const unsigned char *)bytes.bytes, bytes.length);
}

void digest_finish(Digest *digest, unsigned char out[DIGEST_SIZE])
{
    crypto_hash_sha256_final(state_of(digest), out);
}

Text digest_to_hex(Arena *arena, const unsigned char digest[DIGEST_SIZE])
{
    char *hex = arena_alloc(arena, 2 * DIGEST_SIZE + 1);
    sodium_bin2hex(hex, 2 * DIGEST_SIZE + 1, digest, DIGEST_SIZE);
    return (Text){hex, 2 * DIGEST_SIZE};
}

Text digest_hex(Arena *arena, Text bytes)
{
    Digest digest;
    unsigned char out[DIGEST_SIZE];
    digest_init(&digest);
    digest_update(&digest, bytes);
    digest_finish(&digest, out);
    return digest_to_hex(arena, out);
}
