/* Any bytes as a checkpoint and as a key: refused with a reason, or what is written again is the same. */
#include "core/door.h"
#include "evidence/evidence_note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Status read_both(Arena *arena, void *context, Error *error)
{
    const Text *bytes = context;
    Note note;
    NoteKey key;
    bool is_wrong = false;
    bool is_key = evidence_note_read_key(*bytes, &key, error) == STATUS_OK;
    if (!is_key && error->message[0] == '\0')
        abort(); /* an error says what it is */
    if (evidence_note_read(arena, *bytes, &note, error) != STATUS_OK)
        return STATUS_OK;
    if (is_key && evidence_note_is_signed(&note, &key, &is_wrong))
        abort(); /* nothing is a key and signed by it */
    Text again;
    Status status = evidence_note_write(arena, note.origin, note.size, note.root, NULL, &again, error);
    if (status == STATUS_OK && !text_starts_with(note.text, again))
        abort();
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Error error = {0};
    Text bytes = {(const char *)data, size};
    Arena *arena = arena_new(16U << 20);
    if (arena && door_open(arena, read_both, &bytes, &error) != STATUS_OK && error.message[0] == '\0')
        abort();
    arena_free(arena);
    return 0;
}
