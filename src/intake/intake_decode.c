#include "intake/intake_decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "core/utf8.h"
#include "intake/intake_data.h"

/* Of the bytes of a text in windows-1252, at most one in this many is beyond ASCII. */
enum { WINDOWS_1252_ASCII_LEAST = 6 };

/* ---- the way back ---- */

void intake_add_point(Arena *arena, PointList *points, size_t text, uint64_t source)
{
    if (points->count) {
        const SourcePoint *last = &points->items[points->count - 1];
        if (last->source + (text - last->text) == source)
            return;
        if (last->text == text) {
            points->items[points->count - 1].source = source;
            return;
        }
    }
    *LIST_ADD(arena, points) = (SourcePoint){.text = (uint32_t)text, .source = source};
}

uint64_t intake_point_source(const SourcePoint *points, size_t count, uint32_t text_offset)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points[middle].text <= text_offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return text_offset;
    return points[low - 1].source + (text_offset - points[low - 1].text);
}

/* ---- what the bytes are ---- */

size_t intake_byte_order_mark(Text bytes, Text *out_encoding)
{
    static const struct {
        Text mark;
        Text encoding;
    } marks[] = {{{"\xEF\xBB\xBF", 3}, {"UTF-8", 5}},
                 {{"\xFF\xFE\0\0", 4}, {"UTF-32LE", 8}},
                 {{"\0\0\xFE\xFF", 4}, {"UTF-32BE", 8}},
                 {{"\xFF\xFE", 2}, {"UTF-16LE", 8}},
                 {{"\xFE\xFF", 2}, {"UTF-16BE", 8}}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts_with(bytes, marks[i].mark)) {
            *out_encoding = marks[i].encoding;
            return marks[i].mark.length;
        }
    return 0;
}

const char *intake_foreign_format(Text bytes)
{
    static const struct {
        size_t offset;
        Text mark;
        const char *what;
    } formats[] = {
        {0, {"%PDF-", 5}, "a PDF document"},
        {0, {"PK\x03\x04", 4}, "a zip archive (an office document, EPUB or WACZ is one)"},
        {0, {"PK\x05\x06", 4}, "an empty zip archive"},
        {0, {"\x1F\x8B", 2}, "gzip data"},
        {0, {"BZh", 3}, "bzip2 data"},
        {0,
         {"\xFD"
          "7zXZ",
          5},
         "xz data"},
        {0, {"7z\xBC\xAF\x27\x1C", 6}, "a 7z archive"},
        {0, {"Rar!\x1A", 5}, "a rar archive"},
        {0, {"\x28\xB5\x2F\xFD", 4}, "zstd data"},
        {257, {"ustar", 5}, "a tar archive"},
        {0, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "an old office document"},
        {0, {"{\\rtf", 5}, "a rich text (RTF) document"},
        {0, {"\x89PNG\r\n", 6}, "a PNG picture"},
        {0, {"\xFF\xD8\xFF", 3}, "a JPEG picture"},
        {0, {"GIF8", 4}, "a GIF picture"},
        {8, {"WEBP", 4}, "a WebP picture"},
        {0, {"II*\0", 4}, "a TIFF picture"},
        {0, {"MM\0*", 4}, "a TIFF picture"},
        {4, {"ftyp", 4}, "a film or sound (MP4)"},
        {0, {"OggS", 4}, "a film or sound (Ogg)"},
        {0, {"ID3", 3}, "a sound (MP3)"},
        {0, {"\x1A\x45\xDF\xA3", 4}, "a film (Matroska)"},
        {0,
         {"\x7F"
          "ELF",
          4},
         "a program (ELF)"},
        {0, {"MZ\x90", 3}, "a program (Windows)"},
        {0, {"SQLite format 3", 16}, "an SQLite database"},
        {0, {"WARC/", 5}, "a web archive (WARC)"},
        {0, {"%!PS", 4}, "a PostScript document"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (bytes.length > formats[i].offset &&
            text_starts_with(text_slice(bytes, formats[i].offset, bytes.length), formats[i].mark))
            return formats[i].what;
    if (text_starts_with(text_trim(bytes), TEXT("<?xml")) &&
        (text_find(bytes, TEXT("<rss"), 0) != SIZE_MAX || text_find(bytes, TEXT("<feed"), 0) != SIZE_MAX ||
         text_find(bytes, TEXT("<rdf:RDF"), 0) != SIZE_MAX))
        return "a feed (RSS or Atom)";
    return NULL;
}

/* True where the bytes are like a Western text of one byte a character: a few letters, quotation marks and
 * dashes beyond ASCII, never in runs, none of the five codes that windows-1252 leaves free, and nothing that
 * is valid UTF-8 beyond ASCII (then it is broken UTF-8). */
static bool looks_like_windows_1252(Text bytes)
{
    size_t high = 0;
    size_t run = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.bytes[i];
        run = c >= 0x80 ? run + 1 : 0;
        high += c >= 0x80;
        if (c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D || run > 2)
            return false;
        if (c >= 0xC2 && i + 1 < bytes.length) {
            size_t position = i;
            if (utf8_next(bytes, &position) != 0xFFFD && position > i + 1)
                return false;
        }
    }
    return high * WINDOWS_1252_ASCII_LEAST < bytes.length;
}

static Status refuse_byte(Error *error, Text bytes, size_t at)
{
    if (error)
        error->offset = at;
    unsigned char c = (unsigned char)bytes.bytes[at];
    if (c == 0)
        return error_set(
            error, ERR_FORMAT,
            "byte %zu is NUL, so this is no text (UTF-16 needs a byte order mark or --encoding UTF-16LE)",
            at);
    return error_set(
        error, ERR_FORMAT,
        "byte %zu (0x%02X) is not UTF-8; name the encoding, like --encoding EUC-KR, or mend the file", at, c);
}

/* ---- UTF-8 ---- */

/* Copies with U+FFFD for what is no UTF-8, and for NUL. */
static void replace_invalid(Arena *arena, Text bytes, size_t base, Decoded *out)
{
    Buffer buffer = buffer_in(arena);
    PointList points = {0};
    size_t position = 0;
    intake_add_point(arena, &points, 0, base);
    while (position < bytes.length) {
        Text rest = text_slice(bytes, position, bytes.length);
        size_t bad = utf8_find_invalid(rest);
        size_t nul = text_find_byte(rest, 0, 0);
        size_t stop = bad < nul ? bad : nul;
        if (stop == SIZE_MAX) {
            buffer_add(&buffer, rest);
            break;
        }
        buffer_add(&buffer, text_slice(rest, 0, stop));
        buffer_add_code_point(&buffer, 0xFFFD);
        out->replaced_count++;
        position += stop + 1;
        intake_add_point(arena, &points, buffer.length, base + position);
    }
    out->text = buffer_text(&buffer);
    out->points = points.items;
    out->point_count = points.count;
}

static void take_as_it_is(Arena *arena, Text bytes, size_t base, Decoded *out)
{
    PointList points = {0};
    intake_add_point(arena, &points, 0, base);
    out->text = bytes;
    out->points = points.items;
    out->point_count = points.count;
}

static Status decode_utf8(Arena *arena, Text bytes, size_t base, DecodeMode mode, Decoded *out, Error *error)
{
    Text rest = text_slice(bytes, base, bytes.length);
    size_t bad = utf8_find_invalid(rest);
    size_t nul = text_find_byte(rest, 0, 0);
    if (bad == SIZE_MAX && nul == SIZE_MAX) {
        take_as_it_is(arena, rest, base, out);
        return STATUS_OK;
    }
    if (mode == DECODE_STRICT)
        return refuse_byte(error, bytes, base + (bad < nul ? bad : nul));
    replace_invalid(arena, rest, base, out);
    return STATUS_OK;
}

/* ---- everything else, by iconv ---- */

static void close_iconv(void *converter) { (void)iconv_close((iconv_t)converter); }

typedef struct Conversion {
    iconv_t converter;
    Text bytes;
    size_t position;
} Conversion;

/* Converts one character into out. 0: nothing was written (a shift); -1: what stands there is no character.
 */
static int convert_one(Conversion *conversion, char out[8])
{
    union {
        const char *from;
        char *to; /* iconv's prototype has no const, and iconv writes nothing there */
    } input = {.from = conversion->bytes.bytes + conversion->position};
    size_t left = conversion->bytes.length - conversion->position;
    for (size_t room = 1; room <= 8; room++) {
        size_t room_left = room;
        char *output = out;
        size_t failed = iconv(conversion->converter, &input.to, &left, &output, &room_left);
        int error = failed == (size_t)-1 ? errno : 0;
        size_t consumed = conversion->bytes.length - conversion->position - left;
        if (output > out || (error == 0 && left == 0)) {
            conversion->position += consumed;
            return (int)(output - out);
        }
        if (error != E2BIG)
            return -1;
        conversion->position += consumed; /* a shift sequence may have been read */
    }
    return -1;
}

static Status decode_by_iconv(Arena *arena, Text bytes, size_t base, DecodeMode mode, Decoded *out,
                              Error *error)
{
    Text name = arena_copy(arena, out->encoding);
    iconv_t converter = iconv_open("UTF-8", name.bytes);
    if (converter == (iconv_t)-1)
        return error_set(error, ERR_USAGE,
                         "\"%s\" is no encoding that this machine knows (iconv -l lists them)", name.bytes);
    arena_defer(arena, close_iconv, converter);
    Conversion conversion = {.converter = converter, .bytes = bytes, .position = base};
    Buffer buffer = buffer_in(arena);
    PointList points = {0};
    while (conversion.position < bytes.length) {
        size_t at = conversion.position;
        char character[8];
        int length = convert_one(&conversion, character);
        bool is_bad = length < 0 || (length == 1 && character[0] == 0);
        if (is_bad && mode == DECODE_STRICT) {
            if (error)
                error->offset = at;
            return error_set(error, ERR_FORMAT,
                             "byte %zu (0x%02X) is no character in %s; is it another encoding?", at,
                             (unsigned char)bytes.bytes[at], name.bytes);
        }
        if (length == 0)
            continue;
        intake_add_point(arena, &points, buffer.length, at);
        if (is_bad) {
            buffer_add_code_point(&buffer, 0xFFFD);
            out->replaced_count++;
            if (length < 0)
                conversion.position = at + 1;
        } else {
            buffer_add(&buffer, (Text){character, (size_t)length});
        }
    }
    out->text = buffer_text(&buffer);
    out->points = points.items;
    out->point_count = points.count;
    return STATUS_OK;
}

/* ---- choosing ---- */

/* As browsers know it, else as it was given; letters, digits and - _ . : only. */
static Status find_encoding(Arena *arena, const IntakeData *data, Text given, Text *out, Error *error)
{
    Text label = arena_copy_lower(arena, text_trim(given));
    for (size_t i = 0; i < label.length; i++) {
        char c = label.bytes[i];
        if (!ascii_is_alpha(c) && !ascii_is_digit(c) && !strchr("-_.:", c))
            return error_set(error, ERR_USAGE, "\"%.*s\" is no name of an encoding", TEXT_ARGS(label));
    }
    const MapEntry *entry = map_find(&data->encodings, label);
    *out = entry ? *(const Text *)entry->value : arena_copy(arena, text_trim(given));
    return STATUS_OK;
}

Status intake_decode(Arena *arena, const IntakeData *data, Text bytes, Text encoding, DecodeMode mode,
                     Decoded *out, Error *error)
{
    *out = (Decoded){.encoding = TEXT("UTF-8")};
    size_t base = intake_byte_order_mark(bytes, &out->encoding);
    if (base == 0 && encoding.length) {
        Status status = find_encoding(arena, data, encoding, &out->encoding, error);
        if (status != STATUS_OK)
            return status;
    } else if (base == 0 && utf8_find_invalid(bytes) != SIZE_MAX && !memchr(bytes.bytes, 0, bytes.length) &&
               looks_like_windows_1252(bytes)) {
        out->encoding = TEXT("WINDOWS-1252");
    }
    if (text_is(out->encoding, "UTF-8"))
        return decode_utf8(arena, bytes, base, mode, out, error);
    return decode_by_iconv(arena, bytes, base, mode, out, error);
}
