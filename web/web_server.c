/* Listens, holds every request against what may be asked here, and sends answers. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/web_parts.h"

enum {
    CONNECTIONS_MOST = 256,
    SECONDS_IDLE = 20,
    REQUEST_BYTES = 32 * 1024, /* of one request's head; longer ones are refused */
    THREADS = 4
};

struct Web {
    WebOptions options;
    WebBases *bases;
    struct MHD_Daemon *daemon;
    char authority[80]; /* "127.0.0.1:8471" */
    char address[96];
};

static const char SECURITY_POLICY[] =
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self'; img-src 'self' data: "
    "blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static enum MHD_Result send_answer(struct MHD_Connection *connection, unsigned status, const char *type,
                                   struct MHD_Response *response)
{
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "Content-Security-Policy", SECURITY_POLICY);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    if (status == MHD_HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_data(struct MHD_Connection *connection, WebAnswer *answer)
{
    if (answer->body.is_full)
        web_problem(answer, MHD_HTTP_CONTENT_TOO_LARGE, "The answer is too large",
                    "narrow the question down, or ask for fewer rows with limit");
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->body.length, answer->body.bytes, MHD_RESPMEM_MUST_FREE);
    if (response)
        MHD_add_response_header(response, "Cache-Control", "no-store");
    else
        free(answer->body.bytes);
    return send_answer(connection, answer->status, answer->type, response);
}

static enum MHD_Result send_problem(struct MHD_Connection *connection, unsigned status, const char *title,
                                    const char *detail)
{
    WebAnswer answer = {0};
    web_problem(&answer, status, title, detail);
    return send_data(connection, &answer);
}

/* A browser keeps the file and asks whether it is still the same. */
static enum MHD_Result send_file(struct MHD_Connection *connection, const WebFile *file)
{
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
    bool is_known = known && strstr(known, file->etag);
    struct MHD_Response *response = MHD_create_response_from_buffer(
        is_known ? 0 : file->length, (void *)(uintptr_t)file->bytes, MHD_RESPMEM_PERSISTENT);
    if (response) {
        MHD_add_response_header(response, "ETag", file->etag);
        MHD_add_response_header(response, "Cache-Control", "no-cache");
        if (!is_known)
            MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    return send_answer(connection, is_known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, file->type, response);
}

/* The host by which a browser may call us: a page of another name that points here is not let in. */
static bool is_own_authority(const Web *web, const char *authority)
{
    if (strcmp(authority, web->authority) == 0)
        return true;
    const char *port = strrchr(web->authority, ':');
    const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(authority, names[i], length) == 0 && strcmp(authority + length, port) == 0)
            return true;
    }
    return false;
}

static bool is_own_origin(const Web *web, const char *origin)
{
    static const char scheme[] = "http://";
    return strncmp(origin, scheme, sizeof scheme - 1) == 0 &&
           is_own_authority(web, origin + sizeof scheme - 1);
}

static bool is_called_by_us(const Web *web, struct MHD_Connection *connection)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    const char *origin = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin");
    const char *site = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Sec-Fetch-Site");
    return host && is_own_authority(web, host) && (!origin || is_own_origin(web, origin)) &&
           (!site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0);
}

/* As long for a token that is wrong in the first byte as for one that is wrong in the last. */
static bool has_token(const Web *web, struct MHD_Connection *connection)
{
    static const char scheme[] = "Bearer ";
    const char *given = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
    if (!web->options.token)
        return true;
    if (!given || strncmp(given, scheme, sizeof scheme - 1) != 0)
        return false;
    given += sizeof scheme - 1;
    size_t length = strlen(web->options.token);
    unsigned difference = strlen(given) != length;
    for (size_t i = 0; i < length && given[i]; i++)
        difference |= (unsigned)(given[i] ^ web->options.token[i]);
    return difference == 0;
}

static enum MHD_Result answer_request(void *context, struct MHD_Connection *connection, const char *path,
                                      const char *method, const char *version, const char *body,
                                      size_t *body_length, void **seen)
{
    static const char api[] = "/api/v1/";
    static int once;
    Web *web = context;
    (void)version, (void)body;
    if (!*seen) { /* the head alone: what follows is looked at when it is whole */
        *seen = &once;
        return MHD_YES;
    }
    if (*body_length > 0) {
        *body_length = 0; /* nothing that is sent here is kept */
        return MHD_YES;
    }
    if (!is_called_by_us(web, connection))
        return send_problem(connection, MHD_HTTP_FORBIDDEN, "Not for this host or origin",
                            "this server answers its own page, under the address that it was started with");
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return send_problem(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET",
                            "the base is only read here");
    const WebFile *file = web_file(path);
    if (file)
        return send_file(connection, file);
    if (strncmp(path, api, sizeof api - 1) != 0)
        return send_problem(connection, MHD_HTTP_NOT_FOUND, "No such page", "the page is at /");
    if (!has_token(web, connection))
        return send_problem(connection, MHD_HTTP_UNAUTHORIZED, "A token is needed",
                            "open the page with the address that hearsay serve printed");
    WebAnswer answer = {.status = MHD_HTTP_OK, .type = "application/json"};
    web_api(web->options.hearsay, web->bases, connection, path + sizeof api - 1, &answer);
    return send_data(connection, &answer);
}

static HearsayStatus refuse(HearsayError *error, HearsayStatus status, const char *what, const char *why)
{
    *error = (HearsayError){.status = status};
    snprintf(error->message, sizeof error->message, "%s: %s", what, why);
    return status;
}

static HearsayStatus listen_on(Web *web, HearsayError *error)
{
    const char *address = web->options.address ? web->options.address : "127.0.0.1";
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(web->options.port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(web->options.port)};
    bool is_six = inet_pton(AF_INET6, address, &six.sin6_addr) == 1;
    if (!is_six && inet_pton(AF_INET, address, &four.sin_addr) != 1)
        return refuse(error, HEARSAY_ERROR_USAGE, address, "this is no IP address");
    bool is_any = is_six ? IN6_IS_ADDR_UNSPECIFIED(&six.sin6_addr) : four.sin_addr.s_addr == INADDR_ANY;
    if (is_any) /* whoever calls names an address, and only one that was named is answered */
        return refuse(error, HEARSAY_ERROR_USAGE, address, "name one address of this machine");
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | (is_six ? MHD_USE_IPv6 : MHD_NO_FLAG);
    const struct sockaddr *socket_address =
        is_six ? (const struct sockaddr *)&six : (const struct sockaddr *)&four;
    errno = 0;
    web->daemon = MHD_start_daemon(
        flags, web->options.port, NULL, NULL, answer_request, web, MHD_OPTION_SOCK_ADDR, socket_address,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SECONDS_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
    if (!web->daemon)
        return refuse(error, HEARSAY_ERROR_SYSTEM, address,
                      errno ? strerror(errno) : "could not listen there: another program may, try --port");
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT);
    unsigned port = info ? info->port : web->options.port;
    snprintf(web->authority, sizeof web->authority, is_six ? "[%s]:%u" : "%s:%u", address, port);
    snprintf(web->address, sizeof web->address, "http://%s/", web->authority);
    return HEARSAY_OK;
}

HearsayStatus web_open(const WebOptions *options, Web **out, HearsayError *error)
{
    bool is_loopback = !options->address || strcmp(options->address, "127.0.0.1") == 0 ||
                       strcmp(options->address, "::1") == 0;
    if (!is_loopback && !options->token)
        return refuse(error, HEARSAY_ERROR_USAGE, options->address,
                      "others can reach this address: it is served with --token FILE alone");
    if (options->token && strlen(options->token) < WEB_TOKEN_LEAST)
        return refuse(error, HEARSAY_ERROR_USAGE, "--token", "a token has at least 32 characters");
    Web *web = calloc(1, sizeof *web);
    if (!web)
        return refuse(error, HEARSAY_ERROR_SYSTEM, "serve", "out of memory");
    web->options = *options;
    HearsayStatus status = web_bases_open(&options->base, &web->bases, error);
    if (status == HEARSAY_OK)
        status = listen_on(web, error);
    if (status != HEARSAY_OK) {
        web_close(web);
        return status;
    }
    *out = web;
    return HEARSAY_OK;
}

const char *web_address(const Web *web) { return web->address; }

void web_close(Web *web)
{
    if (!web)
        return;
    if (web->daemon)
        MHD_stop_daemon(web->daemon);
    web_bases_close(web->bases);
    free(web);
}
