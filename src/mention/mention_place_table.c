#include "mention/mention_place_table.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buffer.h"
#include "core/utf8.h"

static void unmap_file(void *resource)
{
    const Text *text = resource;
    union {
        const char *constant;
        void *plain;
    } bytes = {.constant = text->bytes};
    munmap(bytes.plain, text->length);
}

static Status map_file(Arena *arena, Text folder, const char *name, Text *out, Error *error)
{
    Text path = arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name);
    Text *mapped = ARENA_NEW(arena, Text);
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return error_at(error, ERR_SYSTEM, path, 0, "could not open it: %s", strerror(errno));
    struct stat status;
    void *bytes = MAP_FAILED;
    if (fstat(file, &status) == 0 && status.st_size > 0)
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (bytes == MAP_FAILED)
        return error_at(error, ERR_PACK, path, 0, "is empty or cannot be mapped; build it anew");
    *mapped = (Text){bytes, (size_t)status.st_size};
    arena_defer(arena, unmap_file, mapped);
    Text end = TEXT("\n# end\n");
    if (!text_ends_with(*mapped, end))
        return error_at(error, ERR_PACK, path, 0, "is cut short; build it anew");
    *out = text_slice(*mapped, 0, mapped->length - end.length + 1);
    return STATUS_OK;
}

Status mention_open_place_table(Arena *arena, Text folder, PlaceTable *out, Error *error)
{
    Status status = map_file(arena, folder, "places.tsv", &out->places, error);
    if (status == STATUS_OK)
        status = map_file(arena, folder, "names.tsv", &out->names, error);
    return status;
}

/* Apostrophes and stops, which romanisations set or leave out: U+2018, U+2019, U+02BC and ASCII's. */
static bool is_dropped(uint32_t c)
{
    return c == '\'' || c == '.' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x2bc || c == 0xb4;
}

static bool is_blank(uint32_t c)
{
    return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2015) || utf8_is_space(c);
}

Text mention_fold_name(Arena *arena, Text name)
{
    Text folded = utf8_fold(arena, name);
    Buffer buffer = buffer_in(arena);
    for (size_t at = 0; at < folded.length;) {
        uint32_t c = utf8_next(folded, &at);
        if (is_blank(c)) {
            if (buffer.length > 0 && buffer.bytes[buffer.length - 1] != ' ')
                buffer_add_byte(&buffer, ' ');
        } else if (!is_dropped(c)) {
            buffer_add_code_point(&buffer, c);
        }
    }
    return text_trim(buffer_text(&buffer));
}

/* The line that holds the byte. */
static Text line_at(Text text, size_t at)
{
    size_t begin = at;
    while (begin > 0 && text.bytes[begin - 1] != '\n')
        begin--;
    return text_slice(text, begin, text_find_byte(text, '\n', at));
}

/* The name of the line that begins here is below the key. A line without a tab is below none. */
static bool is_name_below(Text names, size_t begin, Text key)
{
    for (size_t i = 0; begin + i < names.length && names.bytes[begin + i] != '\n'; i++) {
        char c = names.bytes[begin + i];
        if (c == '\t' || i == key.length)
            return c == '\t' && i < key.length;
        if (c != key.bytes[i])
            return (unsigned char)c < (unsigned char)key.bytes[i];
    }
    return false;
}

/* Begin of the first line whose name is not below the key. */
static size_t lower_bound(Text names, Text key)
{
    size_t low = 0;
    size_t high = names.length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t begin = middle;
        while (begin > low && names.bytes[begin - 1] != '\n')
            begin--;
        if (!is_name_below(names, begin, key)) {
            high = begin;
            continue;
        }
        const char *end = memchr(names.bytes + middle, '\n', names.length - middle);
        low = end ? (size_t)(end - names.bytes) + 1 : names.length;
    }
    return low;
}

Text mention_find_name(const PlaceTable *table, Text folded, bool *out_longer)
{
    Text refs = TEXT_EMPTY;
    if (out_longer)
        *out_longer = false;
    if (folded.length == 0)
        return refs;
    size_t at = lower_bound(table->names, folded);
    for (int i = 0; i < 2 && at < table->names.length; i++) {
        Text line = line_at(table->names, at);
        at += line.length + 1;
        Text rest = line;
        Text name;
        if (!text_split(&rest, '\t', &name))
            break;
        if (text_equals(name, folded)) {
            refs = rest;
            continue;
        }
        if (out_longer)
            *out_longer = text_starts_with(name, folded) && name.bytes[folded.length] == ' ';
        break;
    }
    return refs;
}

bool mention_next_ref(Text *refs, PlaceRef *out)
{
    Text item;
    if (!text_split(refs, ' ', &item) || item.length < 2)
        return false;
    *out = (PlaceRef){.is_word = item.bytes[0] == 'W'};
    item = text_slice(item, out->is_word, item.length);
    switch (item.bytes[0]) {
    case 'a':
        out->kind = PLACE_ADJECTIVE;
        break;
    case 'p':
        out->kind = PLACE_PEOPLE;
        break;
    case 'g':
        out->kind = PLACE_SEAT;
        break;
    case 'm':
        out->kind = PLACE_OTHER;
        break;
    default:
        out->kind = PLACE_NAME;
    }
    Text number;
    int64_t offset = 0;
    item = text_slice(item, 1, item.length);
    if (!text_split(&item, ':', &number) || !text_to_int64(number, &offset) || offset < 0)
        return false;
    out->offset = (size_t)offset;
    out->needs = item;
    return true;
}

static PlacePrecision precision_from(Text word)
{
    static const PlacePrecision all[] = {PRECISION_SITE,     PRECISION_TOWN,   PRECISION_COUNTY,
                                         PRECISION_PROVINCE, PRECISION_REGION, PRECISION_COUNTRY};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (text_is(word, mention_precision_word(all[i])))
            return all[i];
    return PRECISION_NONE;
}

Place mention_read_place(const PlaceTable *table, size_t offset, bool *out_capital)
{
    Place place = {.precision = PRECISION_NONE};
    Text fields[9] = {TEXT_EMPTY};
    if (offset < table->places.length) {
        Text line = line_at(table->places, offset);
        for (size_t i = 0; i < sizeof fields / sizeof *fields && text_split(&line, '\t', &fields[i]); i++) {
        }
    }
    place.name = fields[1];
    place.country = fields[4];
    place.admin1 = fields[5];
    place.precision = precision_from(fields[6]);
    if (!text_to_int64(fields[0], &place.geonames))
        place.geonames = 0;
    if (!text_to_double(fields[2], &place.latitude) || !text_to_double(fields[3], &place.longitude))
        place.latitude = place.longitude = 0;
    if (!text_to_int64(fields[7], &place.population))
        place.population = 0;
    if (out_capital)
        *out_capital = text_is(fields[8], "capital");
    return place;
}
