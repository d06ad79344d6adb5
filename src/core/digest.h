/* SHA-256, through libsodium. */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include "core/arena.h"

enum { DIGEST_SIZE = 32 };

/* Opaque, 8-aligned, large enough for libsodium's state. */
typedef struct Digest {
    uint64_t state[16];
} Digest;

void digest_init(Digest *digest);
void digest_update(Digest *digest, Text bytes);
void digest_finish(Digest *digest, unsigned char out[DIGEST_SIZE]);
/* 64 lower-case hex digits of the SHA-256 of bytes. */
Text digest_hex(Arena *arena, Text bytes);
Text digest_to_hex(Arena *arena, const unsigned char digest[DIGEST_SIZE]);

#endif
