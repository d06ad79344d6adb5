#include <pthread.h>
#include <stdlib.h>

#include "web/web_parts.h"

/* The bases that wait stand on a stack, so that the one asked last, whose pages are in memory, is asked next.
 */
struct WebBases {
    HearsayBaseOptions options;
    pthread_mutex_t lock;
    pthread_cond_t given;
    HearsayBase *waiting[WEB_BASES_MOST];
    size_t waiting_count, open_count;
};

HearsayStatus web_bases_open(const HearsayBaseOptions *options, WebBases **out, HearsayError *error)
{
    WebBases *bases = calloc(1, sizeof *bases);
    if (!bases) {
        *error = (HearsayError){.status = HEARSAY_ERROR_SYSTEM, .message = "out of memory"};
        return HEARSAY_ERROR_SYSTEM;
    }
    bases->options = *options;
    bases->options.writable = false;
    pthread_mutex_init(&bases->lock, NULL);
    pthread_cond_init(&bases->given, NULL);
    HearsayBase *first = web_bases_take(bases, error);
    if (!first) {
        web_bases_close(bases);
        return error->status;
    }
    web_bases_give(bases, first, true);
    *out = bases;
    return HEARSAY_OK;
}

void web_bases_close(WebBases *bases)
{
    if (!bases)
        return;
    for (size_t i = 0; i < bases->waiting_count; i++)
        hearsay_base_close(bases->waiting[i]);
    pthread_cond_destroy(&bases->given);
    pthread_mutex_destroy(&bases->lock);
    free(bases);
}

HearsayBase *web_bases_take(WebBases *bases, HearsayError *error)
{
    HearsayBase *base = NULL;
    pthread_mutex_lock(&bases->lock);
    while (bases->waiting_count == 0 && bases->open_count == WEB_BASES_MOST)
        pthread_cond_wait(&bases->given, &bases->lock);
    if (bases->waiting_count > 0)
        base = bases->waiting[--bases->waiting_count];
    else
        bases->open_count++;
    pthread_mutex_unlock(&bases->lock);
    if (!base && hearsay_base_open(&bases->options, &base, error) != HEARSAY_OK) {
        web_bases_give(bases, NULL, false);
        return NULL;
    }
    return base;
}

void web_bases_give(WebBases *bases, HearsayBase *base, bool is_sound)
{
    if (!is_sound)
        hearsay_base_close(base);
    pthread_mutex_lock(&bases->lock);
    if (is_sound)
        bases->waiting[bases->waiting_count++] = base;
    else
        bases->open_count--;
    pthread_cond_signal(&bases->given);
    pthread_mutex_unlock(&bases->lock);
}
