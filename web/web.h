/* The evidence base over HTTP, read-only, and the page that shows it: what stands behind "hearsay serve". */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "hearsay.h"

typedef struct WebOptions {
    const Hearsay *hearsay;  /* must outlive the server */
    HearsayBaseOptions base; /* its texts, too; opened for reading alone */
    const char *address;     /* NULL: 127.0.0.1. Any other one needs a token */
    uint16_t port;           /* 0: any free one */
    const char *token;       /* at least WEB_TOKEN_LEAST bytes, asked of every request for data; NULL: none */
} WebOptions;

enum { WEB_TOKEN_LEAST = 32 };

typedef struct Web Web;

/* Opens the base and begins to listen; answers from threads of its own until it is closed. On failure error
 * says why. */
HEARSAY_MUST_USE HearsayStatus web_open(const WebOptions *options, Web **out, HearsayError *error);
/* Where the page is: "http://127.0.0.1:8471/"; lives as long as the server. */
const char *web_address(const Web *web);
void web_close(Web *web); /* takes NULL */

#endif
