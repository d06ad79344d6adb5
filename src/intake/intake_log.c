/* Line after line with a time and a speaker, a number or a place is a log of what persons did. */
#include <string.h>

#include "core/map.h"
#include "intake/intake_data.h"
#include "intake/intake_refuse.h"

enum { LINES_LEAST = 3, SPEAKER_MOST = 48, SPEAKER_SPACES_MOST = 4, LOOKED_AT = 300, NUMBER_LEAST = 9 };

typedef struct Log {
    const IntakeData *data;
    Map speakers;
    size_t said_count;   /* "10:22 - Kim: hello" */
    size_t dated_count;  /* of them, with a day as well */
    size_t headed_count; /* "Kim, [12.03.20 10:22]" with the words below it */
    size_t called_count;
    size_t placed_count;
    uint32_t first; /* line */
} Log;

/* ---- chats ---- */

/* A name or a number, no part of an interview or programme. */
static bool is_speaker(const Log *log, Text speaker)
{
    if (speaker.length == 0 || speaker.length > SPEAKER_MOST)
        return false;
    size_t spaces = 0;
    bool has_letter = false;
    for (size_t i = 0; i < speaker.length; i++) {
        char c = speaker.bytes[i];
        spaces += c == ' ';
        has_letter = has_letter || ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
        if (strchr(".,;!?\"", c))
            return false;
    }
    if (!has_letter || spaces > SPEAKER_SPACES_MOST)
        return false;
    char lower[SPEAKER_MOST];
    size_t length = 0;
    for (size_t i = 0; i < speaker.length && speaker.bytes[i] != ' '; i++)
        lower[length++] = ascii_lower(speaker.bytes[i]);
    const MapEntry *entry = map_find(&log->data->log_words, (Text){lower, length});
    return !entry || entry->number != LOG_WORD_ROLE;
}

static Text skip_marks(Text text)
{
    size_t at = 0;
    while (at < text.length && strchr(" -,|~\t", text.bytes[at]))
        at++;
    while (at + 3 <= text.length && text.bytes[at] == '\xE2' && text.bytes[at + 1] == '\x80')
        at += 3; /* a dash or an invisible mark of direction */
    return text_trim(text_slice(text, at, text.length));
}

static void note_speaker(Log *log, Text speaker)
{
    if (log->speakers.count < LOOKED_AT)
        map_put(&log->speakers, speaker);
}

/* "[12/03/2020, 10:22] Kim: hello", "10:22 - Kim: hello", "2020-03-12 10:22 Kim" with the words below */
static bool begins_with_stamp(Log *log, Text line)
{
    bool has_date;
    bool has_time;
    size_t length = intake_stamp_length(line, &has_date, &has_time);
    if (length == 0 || !has_time)
        return false;
    Text rest = skip_marks(text_slice(line, length, line.length));
    size_t colon = text_find_byte(rest, ':', 0);
    Text speaker = text_trim(text_slice(rest, 0, colon == SIZE_MAX ? rest.length : colon));
    if (!is_speaker(log, speaker) || (colon == SIZE_MAX && !has_date))
        return false;
    log->said_count += colon != SIZE_MAX;
    log->dated_count += colon != SIZE_MAX && has_date;
    log->headed_count += colon == SIZE_MAX;
    note_speaker(log, speaker);
    return true;
}

/* "Kim (10:22): hello", "Kim, [12.03.20 10:22]" */
static bool has_stamp_behind_speaker(Log *log, Text line)
{
    size_t at = 0;
    while (at < line.length && at < SPEAKER_MOST && line.bytes[at] != '[' && line.bytes[at] != '(')
        at++;
    if (at == 0 || at >= line.length || at == SPEAKER_MOST)
        return false;
    size_t end = at;
    while (end > 0 && (line.bytes[end - 1] == ' ' || line.bytes[end - 1] == ','))
        end--;
    bool has_date;
    bool has_time;
    size_t length = intake_stamp_length(text_slice(line, at, line.length), &has_date, &has_time);
    Text rest = text_trim(text_slice(line, at + length, line.length));
    Text speaker = text_slice(line, 0, end);
    bool is_said = text_starts_with(rest, TEXT(":"));
    if (length == 0 || !has_time || (!is_said && rest.length) || !is_speaker(log, speaker))
        return false;
    log->said_count += is_said;
    log->dated_count += is_said && has_date;
    log->headed_count += !is_said;
    note_speaker(log, speaker);
    return true;
}

/* ---- calls and places ---- */

static size_t phone_length(Text text)
{
    bool is_foreign = text.bytes[0] == '+';
    size_t digits = 0;
    size_t at = is_foreign;
    for (; at < text.length; at++) {
        if (ascii_is_digit(text.bytes[at]))
            digits++;
        else if (!(text.bytes[at] == '-' || (is_foreign && text.bytes[at] == ' ')))
            break;
    }
    bool is_over = at == text.length || !strchr(".:/", text.bytes[at]);
    return digits >= NUMBER_LEAST && digits <= 20 && is_over ? at : 0;
}

/* A degree with three decimals or more: "43.1298" */
static size_t degree_length(Text text)
{
    size_t at = text.bytes[0] == '-' || text.bytes[0] == '+';
    size_t whole = 0;
    size_t decimals = 0;
    while (at < text.length && ascii_is_digit(text.bytes[at]))
        at++, whole++;
    if (whole == 0 || whole > 3 || at >= text.length || text.bytes[at] != '.')
        return 0;
    at++;
    while (at < text.length && ascii_is_digit(text.bytes[at]))
        at++, decimals++;
    return decimals >= 3 ? at : 0;
}

static void look_for_numbers(Log *log, Text line)
{
    bool is_timed = false;
    size_t phones = 0;
    size_t degrees = 0;
    line = text_slice(line, 0, line.length < LOOKED_AT ? line.length : LOOKED_AT);
    for (size_t at = 0; at < line.length;) {
        Text rest = text_slice(line, at, line.length);
        bool has_date;
        bool has_time;
        size_t length = intake_stamp_length(rest, &has_date, &has_time);
        is_timed = is_timed || length;
        if (length == 0) {
            length = phone_length(rest);
            phones += length > 0;
        }
        if (length == 0) {
            length = degree_length(rest);
            degrees += length > 0;
        }
        at += length;
        while (at < line.length && !strchr(" ,;\t|\"'([", line.bytes[at]))
            at++;
        while (at < line.length && strchr(" ,;\t|\"'", line.bytes[at]))
            at++;
        if (at < line.length && strchr("([", line.bytes[at]) && length == 0)
            at++;
    }
    log->called_count += is_timed && phones;
    log->placed_count += is_timed && degrees >= 2;
}

/* ---- the text as a whole ---- */

static Status refuse_log(const Log *log, const char *what, Error *error)
{
    if (error)
        error->line = log->first;
    return error_set(error, ERR_UNSUPPORTED, "this is a log of %s, line after line; such logs are refused",
                     what);
}

Status intake_refuse_logs(Arena *arena, const IntakeData *data, const WrittenLines *lines, Error *error)
{
    Log log = {.data = data, .speakers = map_in(arena)};
    for (size_t i = 0; i < lines->count; i++) {
        Text line = lines->items[i].words;
        size_t before = log.said_count + log.headed_count + log.called_count + log.placed_count;
        if (!begins_with_stamp(&log, line))
            (void)has_stamp_behind_speaker(&log, line);
        look_for_numbers(&log, line);
        if (before == 0 && log.said_count + log.headed_count + log.called_count + log.placed_count)
            log.first = lines->items[i].number;
    }
    size_t chats = log.said_count + log.headed_count;
    bool is_repeated = log.speakers.count * 4 <= chats * 3;
    bool is_dated = log.dated_count * 2 > log.said_count;
    if (log.said_count >= LINES_LEAST && log.said_count * 5 >= lines->count * 2 && (is_repeated || is_dated))
        return refuse_log(&log, "a chat", error);
    if (log.called_count >= LINES_LEAST && log.called_count * 5 >= lines->count * 3)
        return refuse_log(&log, "calls", error);
    if (log.placed_count >= LINES_LEAST && log.placed_count * 5 >= lines->count * 3)
        return refuse_log(&log, "places and times", error);
    if (log.headed_count >= LINES_LEAST && log.headed_count * 10 >= lines->count * 3 && is_repeated)
        return refuse_log(&log, "a chat", error);
    return STATUS_OK;
}
