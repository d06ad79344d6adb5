#include "intake/intake_refuse.h"

#include "core/utf8.h"
#include "intake/intake_data.h"
#include "intake/intake_metadata.h"

enum { KEY_MOST = 40, CARD_VALUE_MOST = 80, CARDS_LEAST = 3, HEADER_BLOCKS = 2, LINES_MOST = 200000 };

/* ---- lines ---- */

/* Rules between the rows of a table are no lines: "+---+", "|:--|". */
static bool is_written(Text line)
{
    for (size_t i = 0; i < line.length; i++)
        if (ascii_is_alpha(line.bytes[i]) || ascii_is_digit(line.bytes[i]) ||
            (unsigned char)line.bytes[i] >= 0x80)
            return true;
    return false;
}

static void cut_written(Arena *arena, Text text, WrittenLines *out)
{
    uint32_t number = 0;
    bool begins_block = true;
    size_t begin = 0;
    for (size_t i = 0; i <= text.length && out->count < LINES_MOST; i++) {
        if (i < text.length && text.bytes[i] != '\n' && text.bytes[i] != '\r')
            continue;
        Text line = text_trim(text_slice(text, begin, i));
        if (i < text.length && text.bytes[i] == '\r' && i + 1 < text.length && text.bytes[i + 1] == '\n')
            i++;
        begin = i + 1;
        number++;
        if (is_written(line))
            *LIST_ADD(arena, out) = (WrittenLine){line, number, begins_block};
        begins_block = line.length == 0;
    }
}

/* "Key: value" */
static bool cut_key(Text line, Text *out_key, Text *out_value)
{
    size_t colon = text_find_byte(line, ':', 0);
    if (colon == SIZE_MAX || colon == 0 || colon > KEY_MOST)
        return false;
    *out_key = text_trim(text_slice(line, 0, colon));
    *out_value = text_trim(text_slice(line, colon + 1, line.length));
    return out_key->length > 0;
}

/* ---- mail ---- */

static int64_t find_log_word(const IntakeData *data, Text word)
{
    char lower[KEY_MOST];
    if (word.length > sizeof lower)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    const MapEntry *entry = map_find(&data->log_words, (Text){lower, word.length});
    return entry ? entry->number : 0;
}

/* "From kim@host Thu Mar 12 10:22:00 2020" */
static bool is_mailbox_line(Text line)
{
    size_t sign = text_find_byte(line, '@', 0);
    size_t colon = text_find_byte(line, ':', 0);
    return text_starts_with(line, TEXT("From ")) && line.length < 200 && sign != SIZE_MAX &&
           colon != SIZE_MAX && ascii_is_digit(line.bytes[line.length - 1]);
}

/* The block is a mail's header: three of its keys, or one that only mails have, or one with an address. */
static bool is_mail_header(const IntakeData *data, const WrittenLines *lines, size_t begin)
{
    size_t keys = 0;
    bool is_sure = false;
    for (size_t i = begin; i < lines->count && (i == begin || !lines->items[i].begins_block); i++) {
        Text line = lines->items[i].words;
        Text key;
        Text value;
        int64_t word = cut_key(line, &key, &value) ? find_log_word(data, key) : 0;
        if (word != LOG_WORD_MAIL && word != LOG_WORD_SURE_MAIL)
            continue;
        keys++;
        is_sure = is_sure || word == LOG_WORD_SURE_MAIL || text_find_byte(value, '@', 0) != SIZE_MAX;
    }
    return keys >= 3 || (keys == 2 && is_sure);
}

static Status refuse_mail(const IntakeData *data, const WrittenLines *lines, Error *error)
{
    size_t blocks = 0;
    for (size_t i = 0; i < lines->count && blocks < HEADER_BLOCKS; i++) {
        if (i > 0 && !lines->items[i].begins_block)
            continue;
        blocks++;
        if (!is_mailbox_line(lines->items[i].words) && !is_mail_header(data, lines, i))
            continue;
        if (error)
            error->line = lines->items[i].number;
        return error_set(error, ERR_UNSUPPORTED, "mail is not read yet; give its text, without the headers");
    }
    return STATUS_OK;
}

/* ---- cards ---- */

/* "Name: …, Passport: …" in a block each is a table that was turned on its side. */
static Status refuse_cards(Arena *arena, const IntakeData *data, const WrittenLines *lines, Error *error)
{
    size_t keyed = 0;
    size_t sure = 0;
    size_t same = 0;
    Text first = TEXT_EMPTY;
    uint32_t first_line = 0;
    for (size_t i = 0; i < lines->count; i++) {
        Text key;
        Text value;
        bool is_sure;
        if (!cut_key(lines->items[i].words, &key, &value) || value.length > CARD_VALUE_MOST)
            continue;
        keyed++;
        if (!intake_is_person_column(arena, data, key, &is_sure) || !is_sure)
            continue;
        if (sure++ == 0) {
            first = key;
            first_line = lines->items[i].number;
        }
        same += text_equals_ignoring_case(key, first);
    }
    if (sure < CARDS_LEAST || same < 2 || sure * 4 < lines->count || keyed * 5 < lines->count * 3)
        return STATUS_OK;
    if (error)
        error->line = first_line;
    return error_set(error, ERR_UNSUPPORTED,
                     "\"%.*s\" makes this a list with an entry a person; such lists are refused",
                     TEXT_ARGS(first));
}

Status intake_refuse(Arena *arena, const IntakeData *data, Text text, Error *error)
{
    WrittenLines lines = {0};
    cut_written(arena, text, &lines);
    Status status = refuse_mail(data, &lines, error);
    if (status == STATUS_OK)
        status = intake_refuse_logs(arena, data, &lines, error);
    if (status == STATUS_OK)
        status = intake_refuse_tables(arena, data, &lines, error);
    if (status == STATUS_OK)
        status = refuse_cards(arena, data, &lines, error);
    return status;
}
