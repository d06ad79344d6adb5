/* Buffers, maps and lists that grow; digests; errors. */
#include "check.h"
#include "core/buffer.h"
#include "core/digest.h"
#include "core/error.h"
#include "core/list.h"
#include "core/map.h"

static Arena *arena;

static void buffers_hold_what_was_added(void)
{
    Buffer buffer = buffer_in(arena);
    CHECK_NUMBER(buffer_text(&buffer).length, 0);
    buffer_add(&buffer, TEXT("a\0b"));
    buffer_add_byte(&buffer, 'c');
    buffer_add_string(&buffer, "de");
    buffer_add_code_point(&buffer, 0x20ac);
    buffer_print(&buffer, "%03d", 7);
    CHECK(text_equals(buffer_text(&buffer), TEXT("a\0b"
                                                 "cde\xe2\x82\xac"
                                                 "007")));
    CHECK(buffer.bytes[buffer.length] == '\0');
    for (int i = 0; i < 5000; i++)
        buffer_print(&buffer, "%s", "0123456789");
    CHECK_NUMBER(buffer.length, 12 + 50000);
    buffer_clear(&buffer);
    buffer_add(&buffer, TEXT_EMPTY);
    CHECK_NUMBER(buffer_text(&buffer).length, 0);
}

static void maps_find_what_was_put_and_keep_the_order(void)
{
    Map map = map_in(arena);
    CHECK(map_find(&map, TEXT("a")) == NULL);
    for (int i = 0; i < 3000; i++)
        map_put(&map, arena_print(arena, "%d", i))->number = i;
    map_put(&map, TEXT("7"))->number = 70;
    map_put(&map, TEXT_EMPTY)->number = -1;
    CHECK_NUMBER(map.count, 3001);
    bool found = true;
    for (int i = 0; i < 3000; i++) {
        const MapEntry *entry = map_find(&map, arena_print(arena, "%d", i));
        found = found && entry && entry->number == (i == 7 ? 70 : i) && entry == &map.entries[i];
    }
    CHECK(found);
    CHECK(map_find(&map, TEXT("3000")) == NULL);
    CHECK(map_find(&map, TEXT_EMPTY) && map_find(&map, TEXT_EMPTY)->number == -1);
    CHECK(map_hash(TEXT("a")) != map_hash(TEXT("b")));
}

static void lists_grow(void)
{
    LIST_OF(uint16_t) list = {0};
    for (int i = 0; i < 1000; i++)
        *LIST_ADD(arena, &list) = (uint16_t)i;
    CHECK_NUMBER(list.count, 1000);
    bool same = true;
    for (size_t i = 0; i < list.count; i++)
        same = same && list.items[i] == i;
    CHECK(same);
}

static void digests_are_sha256(void)
{
    CHECK_TEXT(digest_hex(arena, TEXT("abc")),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_TEXT(digest_hex(arena, TEXT_EMPTY),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Digest digest;
    unsigned char bytes[DIGEST_SIZE];
    digest_init(&digest);
    digest_update(&digest, TEXT("a"));
    digest_update(&digest, TEXT_EMPTY);
    digest_update(&digest, TEXT("bc"));
    digest_finish(&digest, bytes);
    CHECK_TEXT(digest_to_hex(arena, bytes),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void errors_keep_the_first_name_and_fit(void)
{
    Error error = {0};
    CHECK(error_at(&error, ERR_PACK, TEXT("travel.rules"), 41, "no kind \"%s\"", "ban") == ERR_PACK);
    CHECK_TEXT(text_from(error.name), "travel.rules");
    CHECK_TEXT(text_from(error.message), "no kind \"ban\"");
    CHECK_NUMBER(error.line, 41);
    error_name(&error, TEXT("packs"));
    CHECK_TEXT(text_from(error.name), "travel.rules");
    error_clear(&error);
    CHECK(error.status == STATUS_OK && error.name[0] == '\0' && error.message[0] == '\0');
    error_name(&error, TEXT("packs"));
    CHECK_TEXT(text_from(error.name), "packs");
    CHECK(error_set(NULL, ERR_STORE, "nobody listens") == ERR_STORE);
    CHECK(error_set(&error, ERR_FORMAT, "%2000d", 1) == ERR_FORMAT);
    CHECK(strlen(error.message) < ERROR_MESSAGE_SIZE);
    CHECK_TEXT(text_from(status_word(ERR_LIMIT)), "limit");
}

int main(void)
{
    arena = arena_new(0);
    buffers_hold_what_was_added();
    maps_find_what_was_put_and_keep_the_order();
    lists_grow();
    digests_are_sha256();
    errors_keep_the_first_name_and_fit();
    arena_free(arena);
    return check_end();
}
