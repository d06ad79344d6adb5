/* A document as it lies in a file becomes the listing of what intake makes of it. The first line may set the
 * name and options: "#name=a.html encoding=… class=public hex". */
#include "core/buffer.h"
#include "golden/golden.h"
#include "intake/intake.h"

typedef struct Given {
    IntakeOptions options;
    Text name;
    bool is_hex; /* the document is written as hexadecimal digits */
} Given;

static int hex_digit(char c)
{
    c = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static Text from_hex(Arena *arena, Text text)
{
    Buffer out = buffer_in(arena);
    int high = -1;
    for (size_t i = 0; i < text.length; i++) {
        int digit = hex_digit(text.bytes[i]);
        if (digit >= 0 && high >= 0)
            buffer_add_byte(&out, (char)(high * 16 + digit));
        high = digit < 0 || high >= 0 ? -1 : digit;
    }
    return buffer_text(&out);
}

static Text read_given(Text input, Given *given)
{
    if (!text_starts_with(input, TEXT("#name=")))
        return input;
    Text line;
    Text word;
    text_split(&input, '\n', &line);
    line = text_slice(line, 1, line.length);
    while (line.length && text_split(&line, ' ', &word)) {
        Text value = text_slice(word, text_find_byte(word, '=', 0) + 1, word.length);
        if (text_starts_with(word, TEXT("name=")))
            given->name = value;
        else if (text_starts_with(word, TEXT("encoding=")))
            given->options.encoding = value;
        else if (text_starts_with(word, TEXT("format=")))
            given->options.format = value;
        else if (text_starts_with(word, TEXT("limit=")))
            given->options.limit = 64;
        else if (text_is(word, "class=public"))
            given->options.class = CLASS_OPTION_PUBLIC;
        else if (text_is(word, "hex"))
            given->is_hex = true;
    }
    return input;
}

static void write_field(Buffer *out, const char *name, Text value)
{
    if (value.length)
        buffer_print(out, "%s: %.*s\n", name, TEXT_ARGS(value));
}

static void write_report(Buffer *out, const Report *report)
{
    write_field(out, "title", report->title);
    write_field(out, "outlet", report->outlet);
    write_field(out, "url", report->url);
    write_field(out, "language", report->language);
    if (report->published.edtf.length)
        buffer_print(out, "published: %.*s (%.*s)\n", TEXT_ARGS(report->published.edtf),
                     TEXT_ARGS(report->published_basis));
    if (report->translated)
        buffer_add_string(out, "translated\n");
    if (report->retold)
        buffer_add_string(out, "retold\n");
    if (report->class == CLASS_PUBLIC)
        buffer_add_string(out, "public\n");
    for (size_t i = 0; i < report->note_count; i++)
        buffer_print(out, "note %.*s: %.*s\n", TEXT_ARGS(report->notes[i].key),
                     TEXT_ARGS(report->notes[i].value));
    for (size_t i = 0; i < report->part_count; i++)
        buffer_print(out, "%s [%.*s]\n", intake_part_word(report->parts[i].kind),
                     TEXT_ARGS(text_of_span(report->text, report->parts[i].span)));
}

typedef struct Memory {
    Text rest;
} Memory;

static ptrdiff_t read_memory(void *context, void *bytes, size_t length)
{
    Memory *memory = context;
    size_t taken = memory->rest.length < length ? memory->rest.length : length;
    if (taken)
        memcpy(bytes, memory->rest.bytes, taken);
    memory->rest = text_slice(memory->rest, taken, memory->rest.length);
    return (ptrdiff_t)taken;
}

static void write_error(Buffer *out, const Error *error)
{
    buffer_print(out, "error %s: %s", status_word(error->status), error->name);
    if (error->line)
        buffer_print(out, ":%u", (unsigned)error->line);
    buffer_print(out, ": %s\n", error->message);
}

static void read_all(Arena *arena, const Given *given, Text bytes, Buffer *out)
{
    Memory memory = {bytes};
    IntakeInput input = {.read = read_memory, .context = &memory, .name = given->name};
    Intake *intake;
    Error error = {0};
    if (intake_open(arena, &given->options, input, &intake, &error) != STATUS_OK) {
        write_error(out, &error);
        return;
    }
    bool more = true;
    for (int count = 0; more; count++) {
        Report report;
        error = (Error){0};
        Status status = intake_next(intake, arena, &report, &more, &error);
        if (status == STATUS_OK && !more)
            break;
        if (count)
            buffer_add_string(out, "\n");
        if (status != STATUS_OK)
            write_error(out, &error);
        else
            write_report(out, &report);
    }
}

void golden_intake(Arena *arena, Text input, Buffer *out)
{
    Given given = {.name = TEXT("report.txt")};
    Text bytes = read_given(input, &given);
    if (given.is_hex)
        bytes = from_hex(arena, bytes);
    IntakeData *data;
    Error error = {0};
    if (intake_load(arena, TEXT("data"), &data, &error) != STATUS_OK) {
        write_error(out, &error);
        return;
    }
    given.options.data = data;
    read_all(arena, &given, bytes, out);
}
