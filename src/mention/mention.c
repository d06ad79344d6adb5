#include "mention/mention.h"

#include "mention/mention_actor.h"
#include "mention/mention_atom.h"
#include "mention/mention_count.h"
#include "mention/mention_event.h"
#include "mention/mention_happened.h"
#include "mention/mention_name.h"
#include "mention/mention_place.h"
#include "mention/mention_reference.h"
#include "mention/mention_source.h"
#include "mention/mention_status.h"
#include "mention/mention_time.h"
#include "mention/mention_time_form.h"

static Status load_words(Arena *arena, Text folder, MentionData *data, Error *error)
{
    static const char *const files[] = {"time/words", "numbers/words"};
    Lexicon *lexicon = mention_new_lexicon(arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Status status = mention_add_words(arena, lexicon, folder, files[i], error);
        if (status != STATUS_OK)
            return status;
    }
    data->lexicon = lexicon;
    return mention_load_events(arena, folder, &data->events, error);
}

Status mention_load(Arena *arena, Text english_folder, Text places_folder, MentionData **out, Error *error)
{
    MentionData *data = ARENA_NEW(arena, MentionData);
    Status status = load_words(arena, english_folder, data, error);
    if (status == STATUS_OK)
        status = mention_load_status(arena, english_folder, &data->status, error);
    if (status == STATUS_OK)
        status = mention_load_happened(arena, english_folder, &data->happened, error);
    if (status == STATUS_OK)
        status = mention_load_nouns(arena, english_folder, &data->nouns, error);
    if (status == STATUS_OK)
        status = mention_load_places(arena, english_folder, places_folder, &data->places, error);
    if (status == STATUS_OK)
        status = mention_load_speakers(arena, english_folder, &data->speakers, error);
    if (status == STATUS_OK)
        status = mention_load_names(arena, english_folder, &data->names, error);
    if (status == STATUS_OK)
        status = mention_load_reference(arena, english_folder, &data->reference, error);
    if (status == STATUS_OK)
        *out = data;
    return status;
}

/* Later finders may look at what earlier ones found: counts at times, sources at names. */
Mentions mention_find(Arena *arena, const MentionData *data, const Pack *pack, const Report *report,
                      const Sentences *sentences)
{
    Mentions mentions = {0};
    Atoms atoms = mention_cut_atoms(arena, data->lexicon, report->text, sentences);
    mention_find_times(arena, data, report, sentences, &atoms, &mentions);
    mention_find_counts(arena, sentences, &atoms, &mentions);
    mention_find_places(arena, data, report, sentences, &mentions);
    mention_find_names(arena, data, report, sentences, &mentions);
    mention_find_sources(arena, data, report, sentences, &mentions);
    if (pack)
        mention_find_actors(arena, data, pack, report, sentences, &mentions);
    return mentions;
}
