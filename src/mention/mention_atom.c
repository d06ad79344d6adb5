#include "mention/mention_atom.h"

#include "core/list.h"
#include "core/map.h"
#include "core/utf8.h"

enum { WORD_MAX = 48, PHRASE_MAX = 8 };

struct Lexicon {
    Arena *arena;
    Map words; /* first word, lower case: its entries, longest first */
};

static const char *const class_names[] = {
#define X(constant, name) name,
    LEXICON_LIST(X)
#undef X
};

/* The next atom of text at or after *position; false at the end. */
static bool next_atom(Text text, size_t *position, size_t end, Atom *out);

Lexicon *mention_new_lexicon(Arena *arena)
{
    Lexicon *lexicon = ARENA_NEW(arena, Lexicon);
    lexicon->arena = arena;
    lexicon->words = map_in(arena);
    return lexicon;
}

static bool class_from(Text name, LexiconClass *out)
{
    for (size_t i = 0; i < LEXICON_COUNT; i++)
        if (text_is(name, class_names[i])) {
            *out = (LexiconClass)i;
            return true;
        }
    return false;
}

/* Puts the entry behind those that are as long or longer. */
static void insert_entry(MapEntry *slot, LexiconEntry *entry)
{
    LexiconEntry *before = NULL;
    LexiconEntry *behind = slot->value;
    while (behind && behind->word_count >= entry->word_count) {
        before = behind;
        behind = behind->next;
    }
    entry->next = behind;
    if (before)
        before->next = entry;
    else
        slot->value = entry;
    for (LexiconEntry *each = slot->value; each; each = each == entry ? NULL : each->next) {
        each->classes[entry->class / 64] |= (uint64_t)1 << (entry->class % 64);
        for (size_t i = 0; each == entry && behind && i < 2; i++)
            each->classes[i] |= behind->classes[i];
    }
}

void mention_add_phrase(Lexicon *lexicon, LexiconClass class, Text value, Text phrase)
{
    LexiconEntry *entry = ARENA_NEW(lexicon->arena, LexiconEntry);
    Text lower = arena_copy_lower(lexicon->arena, phrase);
    entry->class = class;
    entry->words = ARENA_ARRAY(lexicon->arena, Text, PHRASE_MAX);
    entry->needs_capital = phrase.length && ascii_is_upper(phrase.bytes[0]);
    if (!text_to_int64(value, &entry->number))
        entry->name = arena_copy(lexicon->arena, value);
    Atom atom = {0};
    size_t position = 0;
    while (entry->word_count < PHRASE_MAX && next_atom(lower, &position, lower.length, &atom))
        entry->words[entry->word_count++] = text_of_span(lower, atom.span);
    if (entry->word_count)
        insert_entry(map_put(&lexicon->words, entry->words[0]), entry);
}

Status mention_add_words(Arena *arena, Lexicon *lexicon, Text folder, const char *name, Error *error)
{
    Text rest;
    Status status = data_file_read(arena, folder, name, &rest, error);
    if (status != STATUS_OK)
        return status;
    uint32_t line = 0;
    Text fields[3];
    while (mention_next_line(&rest, &line, fields, 3)) {
        LexiconClass class = LEXICON_COUNT;
        if (!class_from(fields[0], &class))
            return error_at(error, ERR_PACK, text_from(name), line, "\"%.*s\" is no class of words",
                            TEXT_ARGS(fields[0]));
        if (fields[2].length == 0)
            return error_at(error, ERR_PACK, text_from(name), line, "class, value and words are wanted");
        mention_add_phrase(lexicon, class, fields[1], fields[2]);
    }
    return STATUS_OK;
}

/* ASCII form of the signs that texts write in several ways; 0 where it has none. */
static char plain_sign(uint32_t code_point)
{
    if (code_point < 0x80)
        return (char)code_point;
    if ((code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212)
        return '-';
    if (code_point == 0x2018 || code_point == 0x2019 || code_point == 0x02bc)
        return '\'';
    if (code_point == 0x201c || code_point == 0x201d)
        return '"';
    return 0;
}

static bool is_digit_at(Text text, size_t at, size_t end)
{
    return at < end && ascii_is_digit(text.bytes[at]);
}

/* Three digits behind a comma and no fourth: "1,000" but not "4,2017". */
static bool is_group_at(Text text, size_t at, size_t end)
{
    return at < end && text.bytes[at] == ',' && is_digit_at(text, at + 1, end) &&
           is_digit_at(text, at + 2, end) && is_digit_at(text, at + 3, end) &&
           !is_digit_at(text, at + 4, end);
}

static size_t cut_number(Text text, size_t at, size_t end, Atom *out)
{
    out->kind = ATOM_NUMBER;
    for (; at < end; at++) {
        if (ascii_is_digit(text.bytes[at])) {
            out->number = out->number * 10 + (text.bytes[at] - '0');
            out->digits = out->digits < UINT8_MAX ? (uint8_t)(out->digits + 1) : out->digits;
        } else if ((out->has_comma || out->digits <= 3) && is_group_at(text, at, end)) {
            out->has_comma = true;
        } else {
            break;
        }
    }
    if (at < end && text.bytes[at] == '.' && is_digit_at(text, at + 1, end)) {
        double unit = 0.1;
        for (at++; is_digit_at(text, at, end); at++, unit /= 10)
            out->number += unit * (text.bytes[at] - '0');
    }
    return at;
}

static size_t cut_word(Text text, size_t at, size_t end)
{
    while (at < end) {
        size_t next = at;
        if (!utf8_is_letter(utf8_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

static bool next_atom(Text text, size_t *position, size_t end, Atom *out)
{
    Atom atom = {0};
    size_t at = *position;
    while (at < end) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (!utf8_is_space(c))
            break;
        atom.space_before = true;
        at = next;
    }
    if (at >= end)
        return false;
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    if (c < 0x80 && ascii_is_digit((char)c)) {
        next = cut_number(text, at, end, &atom);
    } else if (utf8_is_letter(c)) {
        atom.kind = ATOM_WORD;
        atom.is_capital = utf8_is_upper(c);
        next = cut_word(text, next, end);
    } else {
        atom.kind = ATOM_SIGN;
        atom.sign = plain_sign(c);
    }
    atom.span = (Span){(uint32_t)at, (uint32_t)(next < end ? next : end)};
    *position = next;
    *out = atom;
    return true;
}

static const LexiconEntry *entries_of(const Lexicon *lexicon, Text word)
{
    if (word.length == 0 || word.length > WORD_MAX)
        return NULL;
    char lower[WORD_MAX];
    for (size_t i = 0; i < word.length; i++)
        lower[i] = ascii_lower(word.bytes[i]);
    const MapEntry *slot = map_find(&lexicon->words, (Text){lower, word.length});
    return slot ? slot->value : NULL;
}

Atoms mention_cut_atoms(Arena *arena, const Lexicon *lexicon, Text text, const Sentences *sentences)
{
    LIST_OF(Atom) list = {0};
    Atoms atoms = {.text = text, .begins = ARENA_ARRAY(arena, size_t, sentences->count + 1)};
    for (size_t i = 0; i < sentences->count; i++) {
        const Sentence *sentence = &sentences->items[i];
        uint32_t token = sentence->token_begin;
        size_t position = sentence->span.begin;
        Atom atom;
        atoms.begins[i] = list.count;
        while (next_atom(text, &position, sentence->span.end, &atom)) {
            while (token + 1 < sentence->token_end && sentences->tokens[token].span.end <= atom.span.begin)
                token++;
            atom.token = token;
            atom.entries = entries_of(lexicon, text_of_span(text, atom.span));
            *LIST_ADD(arena, &list) = atom;
        }
    }
    atoms.begins[sentences->count] = list.count;
    atoms.items = list.items;
    atoms.count = list.count;
    return atoms;
}

AtomRange mention_atoms_of(const Atoms *atoms, size_t sentence)
{
    return (AtomRange){atoms->text, atoms->items, atoms->begins[sentence], atoms->begins[sentence + 1]};
}

Text mention_atom_text(const AtomRange *range, size_t at)
{
    return text_of_span(range->text, range->items[at].span);
}

bool mention_is_sign(const AtomRange *range, size_t at, char sign)
{
    return at >= range->begin && at < range->end && range->items[at].kind == ATOM_SIGN &&
           range->items[at].sign == sign;
}

static bool matches(const AtomRange *range, size_t at, const LexiconEntry *entry)
{
    if (at + entry->word_count > range->end)
        return false;
    for (size_t i = 1; i < entry->word_count; i++) {
        const Atom *atom = &range->items[at + i];
        Text word = entry->words[i];
        bool same = atom->kind == ATOM_SIGN
                        ? word.length == 1 && atom->sign == word.bytes[0]
                        : text_equals_ignoring_case(mention_atom_text(range, at + i), word);
        if (!same)
            return false;
    }
    return true;
}

static const LexiconEntry *find_lexeme(const AtomRange *range, size_t at, const LexiconEntry *entry,
                                       LexiconClass class)
{
    bool may_be = entry && (entry->classes[class / 64] >> (class % 64) & 1);
    for (; may_be && entry; entry = entry->next)
        if (entry->class == class && (!entry->needs_capital || range->items[at].is_capital) &&
            matches(range, at, entry))
            return entry;
    return NULL;
}

const LexiconEntry *mention_find_lexeme(const AtomRange *range, size_t at, LexiconClass class)
{
    return find_lexeme(range, at, range->items[at].entries, class);
}

const LexiconEntry *mention_lexeme_of(const Lexicon *lexicon, const AtomRange *range, size_t at,
                                      LexiconClass class)
{
    if (at < range->begin || at >= range->end)
        return NULL;
    return find_lexeme(range, at, entries_of(lexicon, mention_atom_text(range, at)), class);
}

const LexiconEntry *mention_word_entry(const Lexicon *lexicon, Text word, LexiconClass class)
{
    for (const LexiconEntry *entry = entries_of(lexicon, word); entry; entry = entry->next)
        if (entry->class == class && entry->word_count == 1 &&
            (!entry->needs_capital || ascii_is_upper(word.bytes[0])))
            return entry;
    return NULL;
}

MentionAt mention_at(const AtomRange *range, size_t sentence, size_t begin, size_t end)
{
    const Atom *first = &range->items[begin];
    const Atom *last = &range->items[end - 1];
    return (MentionAt){.span = {first->span.begin, last->span.end},
                       .sentence = (uint32_t)sentence,
                       .token_begin = first->token,
                       .token_end = last->token + 1};
}
