#include "mention/mention_status_words.h"

/* own terms: of docs/claim-format.md, and of data/english/status/words */
static const char *const status_words[] = {"said", "planned", "possible", "ended", "said-not"};
static const char *const place_words[] = {"near",  "over",      "subject", "behind",
                                          "front", "condition", "content", "cause"};

const char *mention_status_word(ClaimStatus status) { return status_words[status]; }

static bool read_status(Text word, Marker *marker)
{
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++)
        if (text_is(word, status_words[i])) {
            marker->status = (ClaimStatus)i;
            return true;
        }
    marker->place = MARKER_BREAK;
    return text_is(word, "break");
}

static bool read_place(Text word, Marker *marker)
{
    if (marker->place == MARKER_BREAK)
        return true;
    for (size_t i = 0; i < sizeof place_words / sizeof *place_words; i++)
        if (text_is(word, place_words[i])) {
            marker->place = (MarkerPlace)i;
            return true;
        }
    return false;
}

static void add_marker(Arena *arena, StatusWords *words, Marker *marker, Text phrase)
{
    Text rest = arena_copy_lower(arena, phrase);
    Text word;
    while (marker->word_count < STATUS_PHRASE_MAX && rest.length && text_split(&rest, ' ', &word))
        marker->words[marker->word_count++] = word;
    MapEntry *slot = map_put(&words->markers, marker->words[0]);
    Marker *last = slot->value;
    if (!last) {
        slot->value = marker;
        return;
    }
    while (last->next)
        last = last->next;
    last->next = marker;
}

Status mention_load_status(Arena *arena, Text folder, const StatusWords **out, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, "status/words", &rest, error);
    if (status != STATUS_OK)
        return status;
    StatusWords *words = ARENA_NEW(arena, StatusWords);
    words->markers = map_in(arena);
    Text fields[5];
    uint32_t line = 0;
    while (mention_next_line(&rest, &line, fields, 5)) {
        Marker *marker = ARENA_NEW(arena, Marker);
        int64_t reach = 0;
        if (!read_status(fields[0], marker) || !read_place(fields[1], marker) ||
            !text_to_int64(fields[2], &reach) || reach < 0 || reach > STATUS_LOOK_BACK || !fields[3].length)
            return error_at(error, ERR_PACK, TEXT("status/words"), line,
                            "status, where, reach and words are wanted");
        marker->reach = (uint32_t)reach;
        marker->is_settled = text_is(fields[4], "settled");
        add_marker(arena, words, marker, fields[3]);
    }
    *out = words;
    return STATUS_OK;
}
