#include "evidence/evidence_note.h"

#include <sodium.h>

#include "core/buffer.h"
#include "core/list.h"
#include "core/utf8.h"

enum { ALGORITHM_ED25519 = 1, SIGNATURE_SIZE = 64, ID_SIZE = 4 };

static const char SECRET_MARK[] = "PRIVATE+KEY+";
static const char DASH[] = "\xe2\x80\x94 "; /* em dash and a space: what a signature's line begins with */

static Text base64_of(Arena *arena, const unsigned char *bytes, size_t length)
{
    size_t room = sodium_base64_ENCODED_LEN(length, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(arena, room);
    sodium_bin2base64(text, room, bytes, length, sodium_base64_VARIANT_ORIGINAL);
    return text_from(text);
}

static bool base64_read(Text text, unsigned char *out, size_t room, size_t *out_length)
{
    const char *end = NULL;
    return text.length > 0 &&
           sodium_base642bin(out, room, text.bytes, text.length, NULL, out_length, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           end == text.bytes + text.length;
}

static void id_of(Text name, const unsigned char public_half[NOTE_KEY_SIZE], unsigned char out[ID_SIZE])
{
    unsigned char hash[DIGEST_SIZE];
    Digest digest;
    digest_init(&digest);
    digest_update(&digest, name);
    digest_update(&digest, TEXT("\n\1"));
    digest_update(&digest, (Text){(const char *)public_half, NOTE_KEY_SIZE});
    digest_finish(&digest, hash);
    memcpy(out, hash, ID_SIZE);
}

static bool is_name(Text name)
{
    bool is_fit = name.length > 0 && name.length <= 128 && utf8_find_invalid(name) == SIZE_MAX;
    for (size_t at = 0; is_fit && at < name.length;) {
        uint32_t code_point = utf8_next(name, &at);
        is_fit = code_point > 0x20 && code_point != 0x7f && code_point != '+' && !utf8_is_space(code_point);
    }
    return is_fit;
}

/* ---- keys ---- */

static bool read_id(Text hex, unsigned char out[ID_SIZE])
{
    size_t got = 0;
    const char *end = NULL;
    return hex.length == 2 * ID_SIZE &&
           sodium_hex2bin(out, ID_SIZE, hex.bytes, hex.length, NULL, &got, &end) == 0 && got == ID_SIZE;
}

static void public_half(const NoteKey *key, unsigned char out[NOTE_KEY_SIZE])
{
    unsigned char pair[crypto_sign_SECRETKEYBYTES];
    if (key->is_secret) {
        crypto_sign_seed_keypair(out, pair, key->bytes);
        sodium_memzero(pair, sizeof pair);
    } else {
        memcpy(out, key->bytes, NOTE_KEY_SIZE);
    }
}

Status evidence_note_read_key(Text line, NoteKey *out, Error *error)
{
    *out = (NoteKey){0};
    Text rest = text_trim(line);
    Text mark = text_from(SECRET_MARK);
    out->is_secret = text_starts_with(rest, mark);
    if (out->is_secret)
        rest = text_slice(rest, mark.length, rest.length);
    Text id, body;
    unsigned char bytes[1 + NOTE_KEY_SIZE];
    size_t length = 0;
    bool is_right = text_split(&rest, '+', &out->name) && text_split(&rest, '+', &id) && is_name(out->name) &&
                    read_id(id, out->id);
    /* Base64 has a plus of its own: the body is all that is left. */
    body = rest;
    is_right = is_right && base64_read(body, bytes, sizeof bytes, &length) && length == sizeof bytes &&
               bytes[0] == ALGORITHM_ED25519;
    if (is_right) {
        unsigned char half[NOTE_KEY_SIZE], id_again[ID_SIZE];
        memcpy(out->bytes, bytes + 1, NOTE_KEY_SIZE);
        public_half(out, half);
        id_of(out->name, half, id_again);
        is_right = memcmp(id_again, out->id, ID_SIZE) == 0;
    }
    sodium_memzero(bytes, sizeof bytes);
    if (is_right)
        return STATUS_OK;
    return error_set(error, ERR_FORMAT, "is no key of a signed note: one line NAME+ID+BASE64, Ed25519");
}

Status evidence_note_make_key(Arena *arena, Text name, Text *out_secret, Text *out_public, Error *error)
{
    if (!is_name(name))
        return error_set(error, ERR_USAGE,
                         "'%.*s' is no name for a key: at most 128 bytes, without spaces and plus",
                         TEXT_ARGS(name));
    if (sodium_init() < 0)
        return error_set(error, ERR_SYSTEM, "the system gives no random bytes");
    unsigned char seed[1 + NOTE_KEY_SIZE] = {ALGORITHM_ED25519},
                           half[1 + NOTE_KEY_SIZE] = {ALGORITHM_ED25519};
    unsigned char pair[crypto_sign_SECRETKEYBYTES], id[ID_SIZE];
    randombytes_buf(seed + 1, NOTE_KEY_SIZE);
    crypto_sign_seed_keypair(half + 1, pair, seed + 1);
    sodium_memzero(pair, sizeof pair);
    id_of(name, half + 1, id);
    char hex[2 * ID_SIZE + 1];
    sodium_bin2hex(hex, sizeof hex, id, ID_SIZE);
    *out_secret = arena_print(arena, "%s%.*s+%s+%s", SECRET_MARK, TEXT_ARGS(name), hex,
                              base64_of(arena, seed, sizeof seed).bytes);
    *out_public =
        arena_print(arena, "%.*s+%s+%s", TEXT_ARGS(name), hex, base64_of(arena, half, sizeof half).bytes);
    sodium_memzero(seed, sizeof seed);
    return STATUS_OK;
}

/* ---- notes ---- */

static Status refuse(Error *error, uint32_t line, const char *what)
{
    Status status = error_set(error, ERR_FORMAT, "is no checkpoint: %s", what);
    if (error)
        error->line = line;
    return status;
}

static bool has_control(Text bytes)
{
    for (size_t i = 0; i < bytes.length; i++)
        if ((unsigned char)bytes.bytes[i] < 0x20 && bytes.bytes[i] != '\n')
            return true;
    return false;
}

static bool read_size(Text digits, uint64_t *out)
{
    int64_t value = 0;
    bool is_plain = digits.length > 0 && (digits.bytes[0] != '0' || digits.length == 1);
    for (size_t i = 0; i < digits.length && is_plain; i++)
        is_plain = ascii_is_digit(digits.bytes[i]);
    if (!is_plain || !text_to_int64(digits, &value))
        return false;
    *out = (uint64_t)value;
    return true;
}

/* "— NAME BASE64", where the base64 is of the id and the signature. */
static bool read_signature(Text line, NoteSignature *out)
{
    Text dash = text_from(DASH);
    if (!text_starts_with(line, dash))
        return false;
    Text rest = text_slice(line, dash.length, line.length);
    unsigned char bytes[1024];
    size_t length = 0;
    if (!text_split(&rest, ' ', &out->name) || !is_name(out->name) ||
        !base64_read(rest, bytes, sizeof bytes, &length) || length <= ID_SIZE)
        return false;
    memcpy(out->id, bytes, ID_SIZE);
    out->is_known = length == ID_SIZE + SIGNATURE_SIZE;
    if (out->is_known)
        memcpy(out->bytes, bytes + ID_SIZE, SIGNATURE_SIZE);
    return true;
}

static Status read_signatures(Arena *arena, Text lines, uint32_t line_number, Note *out, Error *error)
{
    LIST_OF(NoteSignature) list = {0};
    Text line;
    for (; lines.length > 0 && text_split(&lines, '\n', &line); line_number++) {
        if (list.count == NOTE_MOST_SIGNATURES)
            return refuse(error, line_number, "it has more than 100 signatures");
        NoteSignature *signature = LIST_ADD(arena, &list);
        if (!read_signature(line, signature))
            return refuse(error, line_number, "no signature \"\xe2\x80\x94 NAME BASE64\" stands here");
    }
    out->signatures = list.items;
    out->signature_count = list.count;
    return STATUS_OK;
}

Status evidence_note_read(Arena *arena, Text bytes, Note *out, Error *error)
{
    *out = (Note){0};
    if (bytes.length > NOTE_MOST_BYTES)
        return refuse(error, 0, "it is larger than 64 kB");
    if (bytes.length == 0 || bytes.bytes[bytes.length - 1] != '\n')
        return refuse(error, 0, "its last line has no end");
    if (utf8_find_invalid(bytes) != SIZE_MAX || has_control(bytes))
        return refuse(error, 0, "it is no plain text in UTF-8");
    /* The text ends at the last empty line, for lines of its own may be empty; without one nobody signed. */
    size_t cut = SIZE_MAX;
    for (size_t at = text_find(bytes, TEXT("\n\n"), 0); at != SIZE_MAX;
         at = text_find(bytes, TEXT("\n\n"), at + 1))
        cut = at;
    out->text = cut == SIZE_MAX ? bytes : text_slice(bytes, 0, cut + 1);
    Text rest = out->text, size, root;
    size_t length = 0;
    if (!text_split(&rest, '\n', &out->origin) || out->origin.length == 0)
        return refuse(error, 1, "no origin stands here");
    if (!text_split(&rest, '\n', &size) || !read_size(size, &out->size))
        return refuse(error, 2, "no size of a log stands here");
    if (!text_split(&rest, '\n', &root) || !base64_read(root, out->root, DIGEST_SIZE, &length) ||
        length != DIGEST_SIZE)
        return refuse(error, 3, "no root of a tree in base64 stands here");
    if (cut == SIZE_MAX)
        return STATUS_OK;
    uint32_t line_number = 2;
    for (size_t i = 0; i < out->text.length; i++)
        line_number += out->text.bytes[i] == '\n';
    return read_signatures(arena, text_slice(bytes, cut + 2, bytes.length), line_number, out, error);
}

Status evidence_note_write(Arena *arena, Text origin, uint64_t size, const unsigned char root[DIGEST_SIZE],
                           const NoteKey *key, Text *out, Error *error)
{
    Buffer note = buffer_in(arena);
    buffer_add(&note, origin);
    buffer_print(&note, "\n%llu\n", (unsigned long long)size);
    buffer_add(&note, base64_of(arena, root, DIGEST_SIZE));
    buffer_add_byte(&note, '\n');
    if (key && !key->is_secret)
        return error_set(error, ERR_USAGE, "a public key signs nothing: give the file of the secret one");
    if (key) {
        unsigned char signature[ID_SIZE + SIGNATURE_SIZE], half[NOTE_KEY_SIZE],
            pair[crypto_sign_SECRETKEYBYTES];
        memcpy(signature, key->id, ID_SIZE);
        crypto_sign_seed_keypair(half, pair, key->bytes);
        crypto_sign_detached(signature + ID_SIZE, NULL, (const unsigned char *)note.bytes, note.length, pair);
        sodium_memzero(pair, sizeof pair);
        buffer_print(&note, "\n%s%.*s ", DASH, TEXT_ARGS(key->name));
        buffer_add(&note, base64_of(arena, signature, sizeof signature));
        buffer_add_byte(&note, '\n');
    }
    *out = buffer_text(&note);
    return STATUS_OK;
}

bool evidence_note_is_signed(const Note *note, const NoteKey *key, bool *out_wrong)
{
    unsigned char half[NOTE_KEY_SIZE];
    bool is_signed = false;
    public_half(key, half);
    *out_wrong = false;
    for (size_t i = 0; i < note->signature_count; i++) {
        const NoteSignature *signature = &note->signatures[i];
        if (!text_equals(signature->name, key->name) || memcmp(signature->id, key->id, ID_SIZE) != 0)
            continue;
        bool is_right = signature->is_known &&
                        crypto_sign_verify_detached(signature->bytes, (const unsigned char *)note->text.bytes,
                                                    note->text.length, half) == 0;
        is_signed |= is_right;
        *out_wrong |= !is_right;
    }
    return is_signed;
}
