#include "language/language_model.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "language/language_parse.h"
#include "language/language_tag.h"

static inline uint64_t mix_word(uint64_t lane, const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    lane = (lane ^ word) * 0x9E3779B97F4A7C15ULL;
    return lane << 29 | lane >> 35;
}

/* Eight lanes, each in a register of its own, so that it runs at the speed of memory: from lanes in an array
 * gcc makes vectors, which have no product of 64 bits. What lies half a page ahead is fetched, because the
 * machine itself looks no further than to the end of a page. */
uint64_t language_model_digest(Text bytes)
{
    enum { AHEAD = 2048 };
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
    size_t at = 0;

    for (; at + 64 <= bytes.length; at += 64) {
        const char *from = bytes.bytes + at;
        if (bytes.length - at > AHEAD)
            __builtin_prefetch(from + AHEAD);
        a = mix_word(a, from);
        b = mix_word(b, from + 8);
        c = mix_word(c, from + 16);
        d = mix_word(d, from + 24);
        e = mix_word(e, from + 32);
        f = mix_word(f, from + 40);
        g = mix_word(g, from + 48);
        h = mix_word(h, from + 56);
    }
    for (; at < bytes.length; at++)
        a = (a ^ (unsigned char)bytes.bytes[at]) * 0x100000001B3ULL;

    const uint64_t lanes[8] = {a, b, c, d, e, f, g, h};
    uint64_t digest = bytes.length;
    for (int k = 0; k < 8; k++)
        digest = (digest ^ lanes[k] ^ lanes[k] >> 32) * 0xD6E8FEB86659FD93ULL;
    return digest ^ digest >> 32;
}

static const size_t item_sizes[SECTION_COUNT] = {
    sizeof(ModelTag),   sizeof(ModelWord), sizeof(ModelClass), sizeof(ModelRule), sizeof(uint64_t),
    sizeof(ModelGuess), sizeof(uint8_t),   sizeof(uint32_t),   sizeof(uint8_t),
};

static const char remedy[] = "run make, or install the data again";

static Status check_header(Text bytes, const ModelHeader *header, Error *error)
{
    ModelHeader plain = *header;

    if (memcmp(header->magic, MODEL_MAGIC, sizeof header->magic) != 0)
        return error_set(error, ERR_PACK, "it is no language model; %s", remedy);
    if (header->version != MODEL_VERSION)
        return error_set(error, ERR_PACK, "its format is %u, this program reads %d; %s", header->version,
                         MODEL_VERSION, remedy);
    if (header->section_count != SECTION_COUNT || header->length != bytes.length)
        return error_set(error, ERR_PACK, "it has %zu bytes, not %llu as it says: cut off or damaged; %s",
                         bytes.length, (unsigned long long)header->length, remedy);
    plain.about_digest = 0;
    if (header->about[MODEL_ABOUT_SIZE - 1] != 0 ||
        language_model_digest((Text){(const char *)&plain, sizeof plain}) != header->about_digest ||
        language_model_digest(text_slice(bytes, sizeof *header, bytes.length)) != header->digest)
        return error_set(error, ERR_PACK, "it is damaged: its digest does not agree; %s", remedy);
    for (int i = 0; i < SECTION_COUNT; i++)
        if (header->sections[i].begin > bytes.length || header->sections[i].begin % 64 ||
            header->sections[i].count > (bytes.length - header->sections[i].begin) / item_sizes[i])
            return error_set(error, ERR_PACK, "its section %d does not lie in it; %s", i, remedy);
    return STATUS_OK;
}

static bool is_power_of_two(uint64_t n) { return n && !(n & (n - 1)) && n <= UINT32_MAX; }

static bool weights_hold(const ModelHeader *header)
{
    return header->sections[SECTION_TAGGER].count == (uint64_t)TAG_WIDTH << TAG_BITS &&
           header->sections[SECTION_MOVES].count == 1ULL << MOVE_BITS &&
           header->sections[SECTION_LABELS].count == (uint64_t)LABEL_WIDTH << LABEL_BITS;
}

/* Every number that is used as an index is one: then no bytes can lead reading astray. */
static bool indices_hold(const Model *model)
{
    for (uint32_t i = 0; i < model->tag_count; i++)
        if (model->tags[i].upos >= UPOS_COUNT || model->tags[i].xpos >= XPOS_COUNT ||
            model->tags[i].bundle >= model->bundle_count)
            return false;

    uint32_t filled = 0;
    for (uint32_t i = 0; i <= model->lexicon_mask; i++) {
        filled += model->lexicon[i].word != 0;
        if (model->lexicon[i].only_tag != MODEL_NO_TAG && model->lexicon[i].only_tag >= model->tag_count)
            return false;
    }
    if (filled > model->lexicon_mask)
        return false;
    filled = 0;
    for (uint32_t i = 0; i <= model->class_mask; i++)
        filled += model->classes[i].word != 0;
    if (filled > model->class_mask)
        return false;
    filled = 0;
    for (uint32_t i = 0; i <= model->guess_mask; i++) {
        filled += model->guesses[i].key != 0;
        if (model->guesses[i].rule >= model->rule_count || model->guesses[i].bundle >= model->bundle_count)
            return false;
    }
    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].added_length > MODEL_ADDED_SIZE)
            return false;
    return filled <= model->guess_mask;
}

Status language_model_read(Text bytes, Model *out, Error *error)
{
    const ModelHeader *header = (const ModelHeader *)(const void *)bytes.bytes;
    const void *parts[SECTION_COUNT];

    if (bytes.length < sizeof *header)
        return error_set(error, ERR_PACK, "it is too short for a language model; %s", remedy);

    Status status = check_header(bytes, header, error);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < SECTION_COUNT; i++)
        parts[i] = bytes.bytes + header->sections[i].begin;
    *out = (Model){.tags = parts[SECTION_TAGS],
                   .tag_count = (uint32_t)header->sections[SECTION_TAGS].count,
                   .lexicon = parts[SECTION_LEXICON],
                   .lexicon_mask = (uint32_t)header->sections[SECTION_LEXICON].count - 1,
                   .classes = parts[SECTION_CLASSES],
                   .class_mask = (uint32_t)header->sections[SECTION_CLASSES].count - 1,
                   .rules = parts[SECTION_RULES],
                   .rule_count = (uint32_t)header->sections[SECTION_RULES].count,
                   .bundles = parts[SECTION_BUNDLES],
                   .bundle_count = (uint32_t)header->sections[SECTION_BUNDLES].count,
                   .guesses = parts[SECTION_GUESSES],
                   .guess_mask = (uint32_t)header->sections[SECTION_GUESSES].count - 1,
                   .tagger = parts[SECTION_TAGGER],
                   .moves = parts[SECTION_MOVES],
                   .labels = parts[SECTION_LABELS],
                   .about = text_from(header->about)};
    if (!is_power_of_two(header->sections[SECTION_LEXICON].count) ||
        !is_power_of_two(header->sections[SECTION_CLASSES].count) ||
        !is_power_of_two(header->sections[SECTION_GUESSES].count) ||
        header->sections[SECTION_TAGS].count > MODEL_MOST_TAGS || !out->tag_count || !weights_hold(header) ||
        !indices_hold(out))
        return error_set(error, ERR_PACK, "its tables do not agree with each other; %s", remedy);
    return STATUS_OK;
}

typedef struct Mapping {
    void *bytes;
    size_t length;
} Mapping;

static void unmap(void *resource)
{
    Mapping *mapping = resource;

    (void)munmap(mapping->bytes, mapping->length);
}

Status language_model_open(Arena *arena, Text path, Model *out, Error *error)
{
    Mapping *mapping = ARENA_NEW(arena, Mapping);
    const char *name = arena_copy(arena, path).bytes;
    int file = open(name, O_RDONLY | O_CLOEXEC);
    struct stat about = {0};

    if (file < 0)
        return error_at(error, ERR_SYSTEM, path, 0, "cannot open the language model: %s; %s", strerror(errno),
                        remedy);
    if (fstat(file, &about) != 0 || about.st_size < (off_t)sizeof(ModelHeader)) {
        (void)close(file);
        return error_at(error, ERR_PACK, path, 0, "it is too short for a language model; %s", remedy);
    }
    mapping->length = (size_t)about.st_size;
    mapping->bytes = mmap(NULL, mapping->length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    (void)close(file);
    if (mapping->bytes == MAP_FAILED)
        return error_at(error, ERR_SYSTEM, path, 0, "cannot map the language model: %s", strerror(errno));
    arena_defer(arena, unmap, mapping);

    Status status = language_model_read((Text){mapping->bytes, mapping->length}, out, error);
    if (status != STATUS_OK)
        error_name(error, path);
    return status;
}

const ModelWord *language_model_word(const Model *model, uint32_t word)
{
    for (uint32_t at = word & model->lexicon_mask; model->lexicon[at].word;
         at = (at + 1) & model->lexicon_mask)
        if (model->lexicon[at].word == word)
            return &model->lexicon[at];
    return NULL;
}

const ModelClass *language_model_class(const Model *model, uint32_t word)
{
    for (uint32_t at = word & model->class_mask; model->classes[at].word; at = (at + 1) & model->class_mask)
        if (model->classes[at].word == word)
            return &model->classes[at];
    return NULL;
}

uint32_t language_guess_key(Text form, int kind, uint32_t tag)
{
    uint32_t hash = feature_mix(tag * 16 + (uint32_t)kind);
    size_t begin = kind == GUESS_WORD || form.length < (size_t)kind ? 0 : form.length - (size_t)kind;

    for (size_t i = begin; i < form.length; i++)
        hash = (hash ^ (unsigned char)ascii_lower(form.bytes[i])) * 0x01000193U;
    return feature_mix(hash) | 1;
}

const ModelGuess *language_model_find_guess(const Model *model, uint32_t key)
{
    for (uint32_t at = key & model->guess_mask; model->guesses[at].key; at = (at + 1) & model->guess_mask)
        if (model->guesses[at].key == key)
            return &model->guesses[at];
    return NULL;
}
