#include "intake/intake_element.h"

static const struct {
    const char *word;
    int64_t value;
} classes[] =
    {
        {"void", ELEMENT_VOID},
        {"raw", ELEMENT_RAW},
        {"rcdata", ELEMENT_RCDATA},
        {"drop", ELEMENT_DROP},
        {"block", ELEMENT_BLOCK},
        {"heading", ELEMENT_BLOCK | ELEMENT_HEADING},
        {"title", ELEMENT_BLOCK | ELEMENT_TITLE},
        {"caption", ELEMENT_BLOCK | ELEMENT_CAPTION},
        {"cell", ELEMENT_BLOCK | ELEMENT_CELL},
        {"break", ELEMENT_BREAK},
        {"article", ELEMENT_BLOCK | ELEMENT_ARTICLE},
        {"furniture", ELEMENT_BLOCK | ELEMENT_FURNITURE},
        {"implied", ELEMENT_IMPLIED},
        {"item", ELEMENT_ITEM},
},
  hints[] = {
      {"furniture", HINT_FURNITURE}, {"article", HINT_ARTICLE}, {"caption", HINT_CAPTION},
      {"byline", HINT_BYLINE},       {"hidden", HINT_HIDDEN},
};

int64_t intake_element_class(Text word)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (text_is(word, classes[i].word))
            return classes[i].value;
    return 0;
}

int64_t intake_element_hint(Text word)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (text_is(word, hints[i].word))
            return hints[i].value;
    return 0;
}
