/* Files of a pack: read whole, checked, cut into lines; errors that name the place and the nearest word. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "core/utf8.h"
#include "pack/pack_parts.h"

enum { FILE_NAME_SIZE = 64, NEAREST_LENGTH = 48 };

static uint32_t line_at(Text bytes, size_t position)
{
    uint32_t line = 1;
    for (size_t i = 0; i < position && i < bytes.length; i++)
        line += bytes.bytes[i] == '\n';
    return line;
}

Status pack_check_file(const PackFile *file, Error *error)
{
    size_t bad = utf8_find_invalid(file->bytes);
    if (bad != SIZE_MAX)
        return error_at(error, ERR_PACK, file->path, line_at(file->bytes, bad), "this is no valid UTF-8");
    size_t nul = text_find_byte(file->bytes, '\0', 0);
    if (nul != SIZE_MAX)
        return error_at(error, ERR_PACK, file->path, line_at(file->bytes, nul), "a NUL byte stands here");
    if (file->bytes.length && file->bytes.bytes[file->bytes.length - 1] != '\n')
        return error_at(
            error, ERR_PACK, file->path, line_at(file->bytes, file->bytes.length),
            "the file is cut off: its last line has no end (add a newline, or fetch the file again)");
    return STATUS_OK;
}

Status pack_read_file(Arena *arena, Text folder, Text name, PackFile *out, Error *error)
{
    Text path = arena_print(arena, "%.*s/%.*s", TEXT_ARGS(folder), TEXT_ARGS(name));
    *out = (PackFile){.path = path, .name = arena_copy(arena, name)};
    struct stat facts;
    if (stat(path.bytes, &facts) != 0)
        return error_at(error, errno == ENOENT ? ERR_PACK : ERR_SYSTEM, path, 0, "%s",
                        errno == ENOENT ? "the pack has no such file" : strerror(errno));
    if (!S_ISREG(facts.st_mode))
        return error_at(error, ERR_PACK, path, 0, "this is no file");
    if (facts.st_size > PACK_FILE_BYTES)
        return error_at(error, ERR_LIMIT, path, 0,
                        "the file has more than %d bytes: cut it into several, each a list of its own",
                        PACK_FILE_BYTES);
    size_t size = (size_t)facts.st_size;
    char *bytes = arena_alloc(arena, size + 1);
    FILE *stream = fopen(path.bytes, "rb");
    if (!stream)
        return error_at(error, ERR_SYSTEM, path, 0, "could not be opened: %s", strerror(errno));
    size_t length = fread(bytes, 1, size, stream);
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed)
        return error_at(error, ERR_SYSTEM, path, 0, "could not be read");
    out->bytes = (Text){bytes, length};
    return STATUS_OK;
}

bool pack_has_file(Arena *arena, Text folder, const char *name)
{
    struct stat facts;
    return stat(arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name).bytes, &facts) == 0;
}

typedef struct FolderNames {
    char names[PACK_FOLDER_FILES][FILE_NAME_SIZE];
    size_t count;
} FolderNames;

static int compare_names(const void *a, const void *b) { return strcmp(a, b); }

/* No arena is used while the folder is open, so that nothing can leave it so. */
static Status list_folder(const char *path, Text suffix, FolderNames *out, Error *error)
{
    DIR *folder = opendir(path);
    if (!folder)
        return errno == ENOENT ? STATUS_OK
                               : error_at(error, ERR_SYSTEM, text_from(path), 0, "could not be read: %s",
                                          strerror(errno));
    Status status = STATUS_OK;
    const struct dirent *entry;
    while (!status && (entry = readdir(folder))) {
        Text name = text_from(entry->d_name);
        if (name.bytes[0] == '.' || !text_ends_with(name, suffix))
            continue;
        if (name.length >= FILE_NAME_SIZE || out->count == PACK_FOLDER_FILES)
            status = error_at(error, ERR_LIMIT, text_from(path), 0,
                              "more than %d files, or a file name of more than %d bytes", PACK_FOLDER_FILES,
                              FILE_NAME_SIZE - 1);
        else
            memcpy(out->names[out->count++], entry->d_name, name.length + 1);
    }
    closedir(folder);
    qsort(out->names, out->count, sizeof out->names[0], compare_names);
    return status;
}

Status pack_read_folder(Arena *arena, Text folder, Text sub, Text suffix, PackFileList *out, Error *error)
{
    Text path = arena_print(arena, "%.*s/%.*s", TEXT_ARGS(folder), TEXT_ARGS(sub));
    FolderNames *found = ARENA_NEW(arena, FolderNames);
    Status status = list_folder(path.bytes, suffix, found, error);
    for (size_t i = 0; !status && i < found->count; i++)
        status = pack_read_file(arena, folder, arena_print(arena, "%.*s/%s", TEXT_ARGS(sub), found->names[i]),
                                LIST_ADD(arena, out), error);
    return status;
}

Text pack_file_stem(const PackFile *file)
{
    size_t slash = text_find_byte(file->name, '/', 0);
    Text name = text_slice(file->name, slash == SIZE_MAX ? 0 : slash + 1, file->name.length);
    size_t dot = name.length;
    for (size_t i = 1; i < name.length; i++)
        if (name.bytes[i] == '.')
            dot = i;
    return text_slice(name, 0, dot);
}

PackLines pack_lines(const PackFile *file) { return (PackLines){.file = file, .rest = file->bytes}; }

static bool is_comment(Text text)
{
    return text.length && text.bytes[0] == '#' && (text.length == 1 || ascii_is_space(text.bytes[1]));
}

bool pack_next_line(PackLines *lines, PackLine *out)
{
    bool after_break = lines->number == 0;
    Text whole;
    while (lines->rest.length && text_split(&lines->rest, '\n', &whole)) {
        lines->number++;
        Text text = text_trim(whole);
        if (!text.length || is_comment(text)) {
            after_break = true;
            continue;
        }
        *out = (PackLine){lines->file, lines->number, after_break, whole, text};
        return true;
    }
    return false;
}

static int column_of(const PackLine *line, Text word)
{
    if (!word.bytes || word.bytes < line->whole.bytes || word.bytes > line->whole.bytes + line->whole.length)
        return 1;
    Text before = {line->whole.bytes, (size_t)(word.bytes - line->whole.bytes)};
    return (int)utf8_count(before) + 1;
}

Status pack_error(Error *error, const PackLine *line, Text word, const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE - 32];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_at(error, ERR_PACK, line->file->path, line->number, "column %d: %s", column_of(line, word),
                    message);
}

/* Changes of one letter that make a into b; both are at most NEAREST_LENGTH long. */
static size_t edit_distance(Text a, Text b)
{
    size_t row[NEAREST_LENGTH + 1];
    for (size_t j = 0; j <= b.length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t change = diagonal + (a.bytes[i - 1] != b.bytes[j - 1]);
            size_t drop = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < drop ? change : drop;
        }
    }
    return row[b.length];
}

Text pack_nearest(TextList valid, Text word)
{
    Text best = TEXT_EMPTY;
    size_t least = word.length / 2 + 1;
    for (size_t i = 0; i < valid.count && word.length && word.length <= NEAREST_LENGTH; i++) {
        if (valid.items[i].length > NEAREST_LENGTH)
            continue;
        size_t distance = edit_distance(word, valid.items[i]);
        if (distance < least) {
            least = distance;
            best = valid.items[i];
        }
    }
    return best;
}

Status pack_unknown(Error *error, const PackLine *line, Text word, TextList valid, const char *what)
{
    Text nearest = pack_nearest(valid, word);
    if (nearest.length)
        return pack_error(error, line, word, "\"%.*s\" is no %s; the nearest is \"%.*s\"", TEXT_ARGS(word),
                          what, TEXT_ARGS(nearest));
    return pack_error(error, line, word, "\"%.*s\" is no %s", TEXT_ARGS(word), what);
}

Text pack_next_word(Text *rest)
{
    size_t begin = 0;
    while (begin < rest->length && ascii_is_space(rest->bytes[begin]))
        begin++;
    size_t end = begin;
    while (end < rest->length && !ascii_is_space(rest->bytes[end]))
        end++;
    Text word = text_slice(*rest, begin, end);
    *rest = text_slice(*rest, end, rest->length);
    return word;
}
