/* The features say of a predicate how its verb group is put together, who it is said of, what marks it, and
 * the same of the two words above it. */
#include "mention/mention_happened.h"

enum { NAME_MAX = 96, LEVELS = 2, AUXILIARIES = 4 };

/* The name of a feature while it is put together; what does not fit is cut off. */
typedef struct Name {
    char bytes[NAME_MAX];
    size_t length;
} Name;

typedef struct Maker {
    const Sentences *sentences;
    const Token *tokens;
    Text text;
    const Sentence *sentence;
    MentionFeature *take;
    void *context;
    Name group; /* of the predicate */
} Maker;

static void add_byte(Name *name, char byte)
{
    if (name->length < NAME_MAX)
        name->bytes[name->length++] = byte;
}

static void add_string(Name *name, const char *string)
{
    for (; *string; string++)
        add_byte(name, *string);
}

/* In lower case, with a plain apostrophe. */
static void add_lower(Name *name, Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        bool is_apostrophe = i + 2 < text.length && memcmp(text.bytes + i, "\xe2\x80\x99", 3) == 0;
        add_byte(name, is_apostrophe ? '\'' : ascii_lower(text.bytes[i]));
        i += is_apostrophe ? 2 : 0;
    }
}

static void add_name(Name *name, const Name *other)
{
    for (size_t i = 0; i < other->length; i++)
        add_byte(name, other->bytes[i]);
}

static Name named(const char *prefix)
{
    Name name = {.length = 0};
    add_string(&name, prefix);
    return name;
}

static void emit(const Maker *maker, const Name *name)
{
    maker->take(maker->context, (Text){name->bytes, name->length});
}

/* The name itself, and together with the predicate's verb group. */
static void emit_with_group(const Maker *maker, Name name)
{
    emit(maker, &name);
    add_byte(&name, '|');
    add_name(&name, &maker->group);
    emit(maker, &name);
}

static void emit_lower(const Maker *maker, const char *prefix, Text value)
{
    Name name = named(prefix);
    add_lower(&name, value);
    emit(maker, &name);
}

static Text form(const Maker *maker, size_t token)
{
    return text_of_span(maker->text, maker->tokens[token].span);
}

static Deprel base_of(const Maker *maker, size_t token)
{
    return language_deprel_base(maker->tokens[token].deprel);
}

static const char *xpos(const Maker *maker, size_t token)
{
    return language_xpos_word(maker->tokens[token].xpos);
}

static int32_t child(const Maker *maker, size_t token, Deprel base)
{
    return language_child(maker->sentences, token, base);
}

/* "cj:" for a conjunct that shares the first one's auxiliaries; the token whose group it is. */
static size_t group_owner(const Maker *maker, size_t token, Name *name)
{
    for (int up = 0; up < 3; up++) {
        const Token *word = &maker->tokens[token];
        bool is_own = base_of(maker, token) != DEPREL_CONJ || child(maker, token, DEPREL_AUX) >= 0 ||
                      child(maker, token, DEPREL_COP) >= 0 || child(maker, token, DEPREL_MARK) >= 0 ||
                      child(maker, token, DEPREL_NSUBJ) >= 0;
        if (is_own || word->head < 0 || maker->tokens[word->head].xpos != word->xpos)
            return token;
        add_string(name, "cj:");
        token = (size_t)word->head;
    }
    return token;
}

/* "have+be/VBZ/VBN": the auxiliaries before it by lemma, modals by form, the first one's tag, its own. */
static void add_group(const Maker *maker, size_t token, Name *name)
{
    token = group_owner(maker, token, name);
    int32_t mark = child(maker, token, DEPREL_MARK);
    if (mark >= 0 && maker->tokens[mark].xpos == XPOS_TO)
        add_string(name, "to+");

    size_t count = 0;
    const char *first_tag = "";
    for (int32_t aux = maker->tokens[token].first_child; aux >= 0 && (size_t)aux < token;
         aux = maker->tokens[aux].next_sibling) {
        Deprel base = base_of(maker, (size_t)aux);
        if ((base != DEPREL_AUX && base != DEPREL_COP) || count == AUXILIARIES)
            continue;
        bool is_modal = maker->tokens[aux].xpos == XPOS_MD;
        if (count++)
            add_byte(name, '+');
        else if (!is_modal)
            first_tag = xpos(maker, (size_t)aux);
        add_lower(name, is_modal ? form(maker, (size_t)aux) : maker->tokens[aux].lemma);
    }
    if (*first_tag)
        add_byte(name, '/');
    add_string(name, first_tag);
    add_byte(name, '/');
    add_string(name, xpos(maker, token));
}

/* A pronoun itself; a noun by its tag and determiner: "NNS/0" are any, "NN/the" is this one. */
static void add_people(const Maker *maker, int32_t token, Name *name)
{
    if (token < 0) {
        add_byte(name, '0');
        return;
    }
    const Token *word = &maker->tokens[token];
    if (word->upos == UPOS_PRON || word->upos == UPOS_DET) {
        add_lower(name, word->lemma);
        return;
    }
    add_string(name, xpos(maker, (size_t)token));
    add_byte(name, '/');
    int32_t determiner = child(maker, (size_t)token, DEPREL_DET);
    if (determiner >= 0)
        add_lower(name, maker->tokens[determiner].lemma);
    else
        add_string(name, child(maker, (size_t)token, DEPREL_NMOD) >= 0 ? "nmod" : "0");
}

static void emit_itself(Maker *maker, size_t token)
{
    const Token *word = &maker->tokens[token];
    const char *relation = language_deprel_word(word->deprel);
    maker->group = named("");
    add_group(maker, token, &maker->group);

    Name name = named("group=");
    add_name(&name, &maker->group);
    emit(maker, &name);
    name = named("relation=");
    add_string(&name, relation);
    emit_with_group(maker, name);
    add_byte(&name, '|');
    add_string(&name, xpos(maker, token));
    emit(maker, &name);
    name = named("tag=");
    add_string(&name, xpos(maker, token));
    emit(maker, &name);
    name = named("lemma=");
    add_lower(&name, word->lemma);
    emit(maker, &name);
    add_byte(&name, '|');
    add_string(&name, xpos(maker, token));
    emit(maker, &name);
    if (language_is_negated(maker->sentences, token))
        emit_with_group(maker, named("negated"));
}

static void emit_people(const Maker *maker, size_t token)
{
    int32_t subject = language_subject(maker->sentences, token);
    Name name = named("subject=");
    add_people(maker, subject, &name);
    emit_with_group(maker, name);
    if (subject >= 0)
        emit_lower(maker, "subject-lemma=", maker->tokens[subject].lemma);
    if (child(maker, token, DEPREL_NSUBJ) >= 0)
        emit_with_group(maker, named("own-subject"));
    int32_t object = child(maker, token, DEPREL_OBJ);
    if (object >= 0) {
        name = named("object=");
        add_people(maker, object, &name);
        emit(maker, &name);
    }
}

/* "nearly" of "nearly always" says more than either. */
static void emit_adverb(const Maker *maker, size_t adverb)
{
    emit_lower(maker, "adverb=", maker->tokens[adverb].lemma);
    int32_t inner = child(maker, adverb, DEPREL_ADVMOD);
    if (inner < 0)
        return;
    Name name = named("adverbs=");
    add_lower(&name, maker->tokens[inner].lemma);
    add_byte(&name, '+');
    add_lower(&name, maker->tokens[adverb].lemma);
    emit(maker, &name);
}

/* "if" of a clause that hangs on the predicate. */
static void emit_condition(const Maker *maker, size_t clause)
{
    int32_t mark = child(maker, clause, DEPREL_MARK);
    if (mark < 0)
        return;
    Name name = named("clause=");
    add_lower(&name, form(maker, (size_t)mark));
    emit_with_group(maker, name);
}

static void emit_children(const Maker *maker, size_t token)
{
    for (int32_t at = maker->tokens[token].first_child; at >= 0; at = maker->tokens[at].next_sibling) {
        Deprel base = base_of(maker, (size_t)at);
        Name name = named("mark=");
        if (base == DEPREL_MARK || base == DEPREL_CASE) {
            add_lower(&name, form(maker, (size_t)at));
            emit_with_group(maker, name);
        } else if (base == DEPREL_ADVMOD) {
            emit_adverb(maker, (size_t)at);
        } else if (base == DEPREL_CC) {
            emit_lower(maker, "and=", maker->tokens[at].lemma);
        } else if (base == DEPREL_ADVCL) {
            emit_condition(maker, (size_t)at);
        }
    }
}

static void emit_at(const Maker *maker, const Name *path, const char *what, Text value)
{
    Name name = *path;
    add_string(&name, what);
    add_lower(&name, value);
    emit(maker, &name);
}

/* What stands above, by the way to it: "over<xcomp". */
static void emit_above(const Maker *maker, size_t head, size_t below, const Name *path, bool is_next)
{
    const Token *word = &maker->tokens[head];
    Name group = *path;
    add_string(&group, " group=");
    add_group(maker, head, &group);
    emit(maker, &group);
    emit_at(maker, path, "=", word->lemma);
    if (language_is_negated(maker->sentences, head)) {
        emit_at(maker, path, " negated", TEXT_EMPTY);
        emit_at(maker, path, " negated=", word->lemma);
    }
    for (int32_t at = word->first_child; at >= 0; at = maker->tokens[at].next_sibling) {
        Deprel base = base_of(maker, (size_t)at);
        if (base == DEPREL_MARK)
            emit_at(maker, path, " mark=", form(maker, (size_t)at));
        else if (base == DEPREL_ADVMOD)
            emit_at(maker, path, " adverb=", maker->tokens[at].lemma);
        else if (base == DEPREL_COP)
            emit_at(maker, path, " is=", word->lemma);
    }
    if (!is_next)
        return;
    add_byte(&group, '|');
    add_name(&group, &maker->group);
    emit(maker, &group);
    Name name = *path;
    add_byte(&name, '=');
    add_lower(&name, word->lemma);
    add_byte(&name, '|');
    add_string(&name, xpos(maker, below));
    emit(maker, &name);
    name = *path;
    add_string(&name, " subject=");
    add_people(maker, language_subject(maker->sentences, head), &name);
    emit(maker, &name);
}

static void emit_levels(const Maker *maker, size_t token)
{
    Name path = named("over");
    for (int level = 0; level < LEVELS && maker->tokens[token].head >= 0; level++) {
        size_t head = (size_t)maker->tokens[token].head;
        Deprel deprel = maker->tokens[token].deprel;
        add_byte(&path, '<');
        add_string(&path, language_deprel_word(deprel == DEPREL_ACL_RELCL ? deprel : base_of(maker, token)));
        emit_above(maker, head, token, &path, level == 0);
        token = head;
    }
}

static void emit_sentence(const Maker *maker, size_t token)
{
    const Sentence *sentence = maker->sentence;
    Name name = named("root=");
    add_group(maker, sentence->root, &name);
    emit(maker, &name);
    emit_lower(maker, "first=", form(maker, sentence->token_begin));
    for (size_t last = sentence->token_end, i = 0; i < 2 && last > sentence->token_begin; i++) {
        Text mark = form(maker, --last);
        if (text_find_byte(mark, '?', 0) == SIZE_MAX && text_find_byte(mark, '!', 0) == SIZE_MAX)
            continue;
        name = named(text_find_byte(mark, '?', 0) == SIZE_MAX ? "exclaimed" : "asked");
        emit(maker, &name);
        add_byte(&name, '|');
        add_string(&name, language_deprel_word(base_of(maker, token)));
        emit(maker, &name);
        break;
    }
    if (token > sentence->token_begin) {
        emit_lower(maker, "before=", form(maker, token - 1));
        if (token > sentence->token_begin + 1) {
            name = named("before=");
            add_lower(&name, form(maker, token - 2));
            add_byte(&name, ' ');
            add_lower(&name, form(maker, token - 1));
            emit(maker, &name);
        }
    }
    if (token + 1 < sentence->token_end)
        emit_lower(maker, "after=", form(maker, token + 1));
}

/* What the hand rules make of it. */
static void emit_status(const Maker *maker, const HappenedPredicate *predicate)
{
    if (predicate->status == CLAIM_SAID)
        return;
    Name name = named("status=");
    add_string(&name, mention_status_word(predicate->status));
    emit_with_group(maker, name);
    emit_lower(maker, "word=", text_of_span(predicate->text, predicate->word));
}

void mention_happened_features(const HappenedPredicate *predicate, MentionFeature *take, void *context)
{
    Maker maker = {.sentences = predicate->sentences,
                   .tokens = predicate->sentences->tokens,
                   .text = predicate->text,
                   .sentence = &predicate->sentences->items[predicate->sentence],
                   .take = take,
                   .context = context};
    take(context, TEXT("always"));
    emit_itself(&maker, predicate->token);
    emit_people(&maker, predicate->token);
    emit_children(&maker, predicate->token);
    emit_levels(&maker, predicate->token);
    emit_sentence(&maker, predicate->token);
    emit_status(&maker, predicate);
}
