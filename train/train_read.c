#include <errno.h>
#include <stdio.h>

#include "core/buffer.h"
#include "train.h"

typedef LIST_OF(TrainSentence) SentenceList;
typedef LIST_OF(TrainWord) WordList;

enum { COLUMN_COUNT = 10, C_FORM = 1, C_LEMMA, C_UPOS, C_XPOS, C_FEATS, C_HEAD, C_DEPREL };

static const struct {
    const char *name;
    unsigned shift;
} features[] = {
#define X(constant, name, shift, bits) {name, (shift)},
    LANGUAGE_FEATURE_LIST(X)
#undef X
};

static const struct {
    Feature feature;
    unsigned value;
    const char *name;
} values[] = {
#define X(feature, constant, value, name) {FEATURE_##feature, (value), name},
    LANGUAGE_VALUE_LIST(X)
#undef X
};

static uint64_t parse_features(Text column)
{
    uint64_t found = 0;
    Text item = TEXT_EMPTY;

    while (text_split(&column, '|', &item)) {
        Text name = TEXT_EMPTY;
        if (!text_split(&item, '=', &name))
            continue;
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            if (text_is(name, features[values[i].feature].name) && text_is(item, values[i].name))
                found |= (uint64_t)values[i].value << features[values[i].feature].shift;
    }
    return found;
}

static Deprel parse_deprel(Text column)
{
    Deprel found = DEPREL_DEP;
    Text base = TEXT_EMPTY;

    if (!language_deprel_from(column, &found) && text_split(&column, ':', &base))
        (void)language_deprel_from(base, &found);
    return found;
}

Status train_read_word(Text line, TrainWord *out, Error *error)
{
    Text columns[COLUMN_COUNT] = {{0}};
    int64_t head = 0;
    int count = 1;

    while (count < COLUMN_COUNT && text_split(&line, '\t', &columns[count]))
        count++;
    if (count < COLUMN_COUNT)
        return error_set(error, ERR_FORMAT, "a line of CoNLL-U has ten columns");
    out->form = columns[C_FORM];
    out->lemma = columns[C_LEMMA];
    out->features = parse_features(columns[C_FEATS]);
    out->deprel = parse_deprel(columns[C_DEPREL]);
    if (!language_upos_from(columns[C_UPOS], &out->upos) || !language_xpos_from(columns[C_XPOS], &out->xpos))
        return error_set(error, ERR_FORMAT, "unknown tags '%.*s' and '%.*s'", TEXT_ARGS(columns[C_UPOS]),
                         TEXT_ARGS(columns[C_XPOS]));
    if (!text_to_int64(columns[C_HEAD], &head) || head < 0 || head > INT16_MAX)
        return error_set(error, ERR_FORMAT, "'%.*s' is no head", TEXT_ARGS(columns[C_HEAD]));
    out->head = (int16_t)head;
    return STATUS_OK;
}

static void add_sentence(Arena *arena, SentenceList *sentences, WordList *words)
{
    if (words->count && words->count <= LANGUAGE_WINDOW) {
        TrainSentence *added = LIST_ADD(arena, sentences);
        added->count = (int)words->count;
        added->words = ARENA_ARRAY(arena, TrainWord, words->count);
        memcpy(added->words, words->items, words->count * sizeof *words->items);
        added->forms = ARENA_ARRAY(arena, WordForm, words->count + 4) + 2;
    }
    words->count = 0;
}

Status train_read_file(Arena *arena, Text path, Text *out, Error *error)
{
    FILE *file = fopen(path.bytes, "rb");
    Buffer buffer = buffer_in(arena);
    static char block[1 << 16];
    size_t length = 0;

    if (!file)
        return error_at(error, ERR_SYSTEM, path, 0, "cannot open it: %s", strerror(errno));
    while ((length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&buffer, (Text){block, length});
    (void)fclose(file);
    *out = buffer_text(&buffer);
    return STATUS_OK;
}

Status train_read(Arena *arena, Text path, Treebank *bank, Error *error)
{
    Text rest = TEXT_EMPTY;
    Text line = TEXT_EMPTY;
    Status status = train_read_file(arena, path, &rest, error);
    SentenceList sentences = {bank->items, bank->count, bank->count};
    WordList words = {0};
    uint32_t number = 0;

    while (status == STATUS_OK && text_split(&rest, '\n', &line)) {
        Text id = TEXT_EMPTY;
        number++;
        if (!line.length)
            add_sentence(arena, &sentences, &words);
        if (!line.length || line.bytes[0] == '#' || !text_split(&line, '\t', &id))
            continue;
        if (text_find_byte(id, '-', 0) != SIZE_MAX || text_find_byte(id, '.', 0) != SIZE_MAX)
            continue;
        status = train_read_word(line, LIST_ADD(arena, &words), error);
        if (status != STATUS_OK && error) {
            error->line = number;
            error_name(error, path);
        }
    }
    add_sentence(arena, &sentences, &words);
    for (size_t i = bank->count; i < sentences.count; i++)
        bank->word_count += (size_t)sentences.items[i].count;
    bank->items = sentences.items;
    bank->count = sentences.count;
    return status;
}
