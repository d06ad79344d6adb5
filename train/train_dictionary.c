#include "train.h"

static uint8_t class_bits(Text letters)
{
    uint8_t bits = 0;

    for (size_t i = 0; i < letters.length; i++)
        bits |= letters.bytes[i] == 'N'   ? CLASS_NOUN
                : letters.bytes[i] == 'V' ? CLASS_VERB
                : letters.bytes[i] == 'A' ? CLASS_ADJECTIVE
                : letters.bytes[i] == 'R' ? CLASS_ADVERB
                                          : 0;
    return bits;
}

static ModelClass *find_slot(Dictionary *dictionary, Text word)
{
    uint32_t key = language_word(word);
    uint32_t at = key & dictionary->mask;

    while (dictionary->slots[at].word && dictionary->slots[at].word != key)
        at = (at + 1) & dictionary->mask;
    dictionary->slots[at].word = key;
    return &dictionary->slots[at];
}

Status train_read_dictionary(Arena *arena, const char *folder, Dictionary *out, Error *error)
{
    enum { SLOTS = 1 << 17 };
    Text rest = TEXT_EMPTY;
    Text line = TEXT_EMPTY;
    Text word = TEXT_EMPTY;
    Status status = train_read_file(arena, arena_print(arena, "%s/lexicon", folder), &rest, error);

    *out = (Dictionary){.slots = ARENA_ARRAY(arena, ModelClass, SLOTS), .mask = SLOTS - 1};
    while (status == STATUS_OK && text_split(&rest, '\n', &line))
        if (line.length && line.bytes[0] != '#' && text_split(&line, '\t', &word))
            find_slot(out, word)->base |= class_bits(line);
    if (status == STATUS_OK)
        status = train_read_file(arena, arena_print(arena, "%s/irregular", folder), &out->irregular, error);
    rest = out->irregular;
    while (status == STATUS_OK && text_split(&rest, '\n', &line)) {
        Text class_letter = TEXT_EMPTY;
        if (line.length && line.bytes[0] != '#' && text_split(&line, '\t', &word) &&
            text_split(&line, '\t', &class_letter))
            find_slot(out, word)->irregular |= class_bits(class_letter);
    }
    return status;
}
