/* What the parts of the server share: a request, what may be answered, and bases to ask. */
#ifndef WEB_WEB_PARTS_H
#define WEB_WEB_PARTS_H

#include <microhttpd.h>

#include "web/web.h"

enum {
    WEB_BASES_MOST = 8, /* questions answered at a time; the others wait */
    WEB_ROWS = 100,     /* a page of rows, unless "limit" says otherwise */
    WEB_ROWS_MOST = 1000,
    WEB_ANSWER_MOST = 64 << 20 /* bytes of one answer */
};

/* Bytes on their way out; once an allocation failed, or more than its limit came, is_full stays. */
typedef struct WebBuffer {
    char *bytes;
    size_t length, room;
    bool is_full;
} WebBuffer;
int web_buffer_sink(void *context, const char *bytes, size_t length);
void web_buffer_add(WebBuffer *buffer, const char *text);
/* As a JSON string, with its quotes. */
void web_buffer_add_string(WebBuffer *buffer, const char *text);

/* ---- bases ---- */

typedef struct WebBases WebBases;
/* Bases are opened when they are first needed, WEB_BASES_MOST at most. */
HearsayStatus web_bases_open(const HearsayBaseOptions *options, WebBases **out, HearsayError *error);
void web_bases_close(WebBases *bases);
/* Waits for a base that nobody asks; NULL after it filled error. */
HearsayBase *web_bases_take(WebBases *bases, HearsayError *error);
/* is_sound: may be asked again; another one is closed. */
void web_bases_give(WebBases *bases, HearsayBase *base, bool is_sound);

/* ---- one request ---- */

typedef struct WebAnswer {
    unsigned status; /* of HTTP */
    const char *type;
    WebBuffer body; /* owned */
} WebAnswer;

/* Problem details of RFC 9457: what is wrong with the request, or here. */
void web_problem(WebAnswer *answer, unsigned status, const char *title, const char *detail);

/* Answers what stands behind "/api/v1/". */
void web_api(const Hearsay *hearsay, WebBases *bases, struct MHD_Connection *connection, const char *path,
             WebAnswer *answer);

/* A file of the page: gzipped bytes. */
typedef struct WebFile {
    const char *path, *type, *etag;
    const unsigned char *bytes;
    size_t length;
} WebFile;
const WebFile *web_file(const char *path); /* NULL: there is none */

#endif
