/* A checkpoint of the log becomes a signed note and comes out of one: C2SP tlog-checkpoint, signed-note,
 * Ed25519.
 *
 * The text is three lines: origin, size in decimal, root in base64. Behind it an empty line and a line a
 * signature; a checkpoint that nobody signed is its text alone. */
#ifndef EVIDENCE_EVIDENCE_NOTE_H
#define EVIDENCE_EVIDENCE_NOTE_H

#include "core/arena.h"
#include "core/digest.h"
#include "core/error.h"

enum { NOTE_KEY_SIZE = 32, NOTE_MOST_BYTES = 64 * 1024, NOTE_MOST_SIGNATURES = 100 };

/* Either half of a key. The name is the signer's choice; it holds no space and no plus. */
typedef struct NoteKey {
    Text name;
    unsigned char id[4];                /* from name and public half */
    unsigned char bytes[NOTE_KEY_SIZE]; /* the public half, or the seed of the secret one */
    bool is_secret;
} NoteKey;

typedef struct NoteSignature {
    Text name;
    unsigned char id[4];
    unsigned char bytes[64];
    bool is_known; /* of the kind and length of Ed25519; others are passed over */
} NoteSignature;

typedef struct Note {
    Text text; /* what is signed: whole lines */
    Text origin;
    uint64_t size;
    unsigned char root[DIGEST_SIZE];
    NoteSignature *signatures;
    size_t signature_count;
} Note;

/* Everything in out lies in bytes or arena. ERR_FORMAT names the line. */
MUST_USE Status evidence_note_read(Arena *arena, Text bytes, Note *out, Error *error);
/* The text of a checkpoint, with a signature if key is given. */
MUST_USE Status evidence_note_write(Arena *arena, Text origin, uint64_t size,
                                    const unsigned char root[DIGEST_SIZE], const NoteKey *key, Text *out,
                                    Error *error);
/* A key's line: "name+id+base64", the secret one behind "PRIVATE+KEY+". */
MUST_USE Status evidence_note_read_key(Text line, NoteKey *out, Error *error);
/* Two lines without their ends, of a new key: the secret one first. */
MUST_USE Status evidence_note_make_key(Arena *arena, Text name, Text *out_secret, Text *out_public,
                                       Error *error);
/* Whether a signature of key stands under the note; out_wrong: one that claims to be, and is not. */
bool evidence_note_is_signed(const Note *note, const NoteKey *key, bool *out_wrong);

#endif
