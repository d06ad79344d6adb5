/* The log's tree is that of RFC 6962, and checkpoints are signed notes. */
#include "check.h"

#include "core/buffer.h"
#include "core/door.h"
#include "evidence/evidence_merkle.h"
#include "evidence/evidence_note.h"

static Arena *arena;
static Error error;

static Text hex(const unsigned char digest[DIGEST_SIZE]) { return digest_to_hex(arena, digest); }

/* ---- the tree ---- */

/* Roots made from the definition in RFC 6962, 2.1, over the first leaves of this list, which certificate logs
 * test themselves with. */
static const char *const leaves[] = {
    "", "\0", "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43", "PQRSTUVW", "`abcdefghijklmno"};
static const size_t leaf_lengths[] = {0, 1, 1, 2, 2, 4, 8, 16};
static const char *const roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

static void test_the_tree_is_that_of_rfc_6962(void)
{
    CHECK_CASE("the roots are those of RFC 6962");
    Merkle tree = {0};
    unsigned char digest[DIGEST_SIZE];
    for (size_t size = 0; size <= 8; size++) {
        evidence_merkle_root(&tree, digest);
        CHECK_TEXT(hex(digest), roots[size]);
        char written[MERKLE_TEXT_SIZE], rewritten[MERKLE_TEXT_SIZE];
        Merkle again;
        CHECK(evidence_merkle_read(tree.size, evidence_merkle_write(&tree, written), &again));
        CHECK(text_equals(evidence_merkle_write(&again, rewritten), text_from(written)));
        if (size == 8)
            break;
        evidence_merkle_leaf((Text){leaves[size], leaf_lengths[size]}, digest);
        evidence_merkle_add(&tree, digest);
    }
    CHECK_CASE("peaks of another size are none");
    Merkle tree_read;
    CHECK(!evidence_merkle_read(3, text_from(roots[1]), &tree_read));
    CHECK(!evidence_merkle_read(0, text_from(roots[1]), &tree_read));
    CHECK(!evidence_merkle_read(1, TEXT("zz40b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d0"),
                                &tree_read));
}

/* The tree as it is defined, over 0-based leaves [begin, end), each the decimal of its number. */
static void define(size_t begin, size_t end, unsigned char out[DIGEST_SIZE])
{
    if (end - begin == 1) {
        evidence_merkle_leaf(arena_print(arena, "%zu", begin), out);
        return;
    }
    size_t half = 1;
    while (half * 2 < end - begin)
        half *= 2;
    unsigned char pair[1 + 2 * DIGEST_SIZE] = {1};
    define(begin, begin + half, pair + 1);
    define(begin + half, end, pair + 1 + DIGEST_SIZE);
    Digest digest;
    digest_init(&digest);
    digest_update(&digest, (Text){(const char *)pair, sizeof pair});
    digest_finish(&digest, out);
}

static void test_the_tree_grows_as_it_is_defined(void)
{
    CHECK_CASE("at every size up to 200 the root is that of the definition");
    Merkle tree = {0};
    unsigned char grown[DIGEST_SIZE], defined[DIGEST_SIZE];
    for (size_t size = 1; size <= 200; size++) {
        evidence_merkle_leaf(arena_print(arena, "%zu", size - 1), grown);
        evidence_merkle_add(&tree, grown);
        evidence_merkle_root(&tree, grown);
        define(0, size, defined);
        CHECK(memcmp(grown, defined, DIGEST_SIZE) == 0);
    }
}

/* ---- checkpoints ---- */

static Status read_note(Text bytes, Note *out)
{
    error_clear(&error);
    return evidence_note_read(arena, bytes, out, &error);
}

static void test_a_checkpoint_comes_out_as_it_went_in(void)
{
    CHECK_CASE("a checkpoint comes out as it went in");
    Text secret, public_half, other_secret, other_public, bytes;
    NoteKey key, half, other;
    CHECK(evidence_note_make_key(arena, TEXT("falcon"), &secret, &public_half, &error) == STATUS_OK);
    CHECK(evidence_note_make_key(arena, TEXT("falcon"), &other_secret, &other_public, &error) == STATUS_OK);
    CHECK(!text_equals(public_half, other_public));
    CHECK(evidence_note_read_key(secret, &key, &error) == STATUS_OK && key.is_secret);
    CHECK(evidence_note_read_key(public_half, &half, &error) == STATUS_OK && !half.is_secret);
    CHECK(evidence_note_read_key(other_public, &other, &error) == STATUS_OK);
    unsigned char root[DIGEST_SIZE] = {1, 2, 3};
    CHECK(evidence_note_write(arena, TEXT("hearsay/0011223344556677"), 47, root, &key, &bytes, &error) ==
          STATUS_OK);
    Note note;
    bool is_wrong = true;
    CHECK(read_note(bytes, &note) == STATUS_OK);
    CHECK_TEXT(note.origin, "hearsay/0011223344556677");
    CHECK_NUMBER(note.size, 47);
    CHECK(memcmp(note.root, root, sizeof root) == 0);
    CHECK(evidence_note_is_signed(&note, &half, &is_wrong) && !is_wrong);
    CHECK(evidence_note_is_signed(&note, &key, &is_wrong) && !is_wrong);
    CHECK_CASE("another key of the same name has not signed it");
    CHECK(!evidence_note_is_signed(&note, &other, &is_wrong) && !is_wrong);
    CHECK_CASE("each byte of the text that is altered breaks the signature");
    for (size_t i = 0; i < note.text.length; i++) {
        char *copy = ARENA_ARRAY(arena, char, bytes.length);
        memcpy(copy, bytes.bytes, bytes.length);
        copy[i] = copy[i] == '1' ? '2' : '1';
        Note altered;
        bool is_read = read_note((Text){copy, bytes.length}, &altered) == STATUS_OK;
        CHECK(!is_read || !evidence_note_is_signed(&altered, &half, &is_wrong));
    }
    CHECK_CASE("a public key signs nothing");
    CHECK(evidence_note_write(arena, TEXT("o"), 1, root, &half, &bytes, &error) == ERR_USAGE);
    CHECK_CASE("without a key it is the text alone, and is read");
    CHECK(evidence_note_write(arena, TEXT("o"), 0, root, NULL, &bytes, &error) == STATUS_OK);
    CHECK(read_note(bytes, &note) == STATUS_OK && note.signature_count == 0 && note.size == 0);
}

static void test_what_is_no_checkpoint_is_refused(void)
{
    static const char ROOT[] = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    static const char *const bad[] = {
        "",
        "origin\n1\n",
        "origin\n01\n%\n",
        "origin\n-1\n%\n",
        "origin\n99999999999999999999\n%\n",
        "\n1\n%\n",
        "origin\n1\nAQID\n",
        "origin\n1\n%",
        "origin\r\n1\n%\n",
        "origin\n1\n%\n\nno dash\n",
        "origin\n1\n%\n\n\xe2\x80\x94 name\n",
        "origin\n1\n%\n\n\xe2\x80\x94 na+me AQIDBAUG\n",
        "origin\n1\n%\n\n\xe2\x80\x94 name AQI!\n",
        "orig\xffin\n1\n%\n",
    };
    CHECK_CASE("what is no checkpoint is refused with a reason");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Buffer bytes = buffer_in(arena);
        for (const char *c = bad[i]; *c; c++)
            if (*c == '%')
                buffer_add_string(&bytes, ROOT);
            else
                buffer_add_byte(&bytes, *c);
        Note note;
        CHECK(read_note(buffer_text(&bytes), &note) == ERR_FORMAT && error.message[0]);
    }
    CHECK_CASE("lines of one's own behind the root, and signatures of another kind, are passed over");
    Note note;
    CHECK(read_note(arena_print(arena, "origin\n1\n%s\nmore\n\n\xe2\x80\x94 name AQIDBAUG\n", ROOT), &note) ==
          STATUS_OK);
    CHECK_NUMBER(note.signature_count, 1);
    CHECK(!note.signatures[0].is_known);
    CHECK_CASE("what is no key is refused");
    static const char *const keys[] = {
        "", "name", "name+00000000+AQID", "na me+00000000+AQID", "PRIVATE+KEY+", "++"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        NoteKey key;
        CHECK(evidence_note_read_key(text_from(keys[i]), &key, &error) == ERR_FORMAT);
    }
    CHECK_CASE("a key's id is that of its bytes");
    Text secret, public_half;
    NoteKey key;
    CHECK(evidence_note_make_key(arena, TEXT("owl"), &secret, &public_half, &error) == STATUS_OK);
    char *copy = arena_print(arena, "%.*s", TEXT_ARGS(public_half)).bytes
                     ? ARENA_ARRAY(arena, char, public_half.length)
                     : NULL;
    memcpy(copy, public_half.bytes, public_half.length);
    copy[4] = copy[4] == '0' ? '1' : '0';
    CHECK(evidence_note_read_key((Text){copy, public_half.length}, &key, &error) == ERR_FORMAT);
    CHECK(evidence_note_make_key(arena, TEXT("two words"), &secret, &public_half, &error) == ERR_USAGE);
}

static Status run_all(Arena *given, void *context, Error *unused)
{
    (void)given;
    (void)context;
    (void)unused;
    test_the_tree_is_that_of_rfc_6962();
    test_the_tree_grows_as_it_is_defined();
    test_a_checkpoint_comes_out_as_it_went_in();
    test_what_is_no_checkpoint_is_refused();
    return STATUS_OK;
}

int main(void)
{
    arena = arena_new(0);
    if (!arena || door_open(arena, run_all, NULL, &error) != STATUS_OK)
        return 2;
    arena_free(arena);
    return check_end();
}
