/* The address of a base in PostgreSQL, read with care: a password that holds a sign of the address's own ends
 * up as a host, a port or a database, and would be told to everybody who sees the message. */
#include "evidence/evidence_postgres.h"

static Status refuse(Error *error, const char *why)
{
    /* Nothing of the address is quoted. */
    return error_at(
        error, ERR_USAGE, TEXT("--base"), 0,
        "%s: write postgresql://USER@HOST/DATABASE, with every sign of a password but letters and "
        "digits as %%XX, or better the password in ~/.pgpass",
        why);
}

/* Between the scheme and the settings stands at most one @, and before the first slash. */
static bool is_clear(Text location)
{
    size_t begin = text_find(location, TEXT("://"), 0) + 3;
    Text rest = text_slice(location, begin, location.length);
    Text authority = text_slice(rest, 0, text_find_byte(rest, '?', 0));
    size_t sign = text_find_byte(authority, '@', 0);
    size_t slash = text_find_byte(authority, '/', 0);
    return sign == SIZE_MAX || (sign < slash && text_find_byte(authority, '@', sign + 1) == SIZE_MAX);
}

static const char *setting(const PQconninfoOption *settings, const char *keyword)
{
    for (const PQconninfoOption *one = settings; one->keyword; one++)
        if (strcmp(one->keyword, keyword) == 0)
            return one->val && *one->val ? one->val : NULL;
    return NULL;
}

/* Digits and commas, or nothing. */
static bool is_port(const char *port)
{
    for (const char *c = port ? port : ""; *c; c++)
        if (!ascii_is_digit(*c) && *c != ',')
            return false;
    return true;
}

static bool is_local(Text host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "::1"};
    bool is_socket = text_starts_with(host, TEXT("/")) || text_starts_with(host, TEXT("@"));
    for (size_t i = 0; i < sizeof names / sizeof *names && !is_socket; i++)
        is_socket = text_is(host, names[i]);
    return is_socket;
}

/* Of a list of hosts, whether one lies elsewhere. */
static bool is_remote(const char *hosts)
{
    Text rest = text_from(hosts);
    Text host;
    while (text_split(&rest, ',', &host))
        if (host.length > 0 && !is_local(host))
            return true;
    return false;
}

static void add_escaped(Buffer *name, const char *value)
{
    for (const char *c = value; *c; c++)
        if (ascii_is_alpha(*c) || ascii_is_digit(*c) || (*c & 0x80) || strchr("-._~,:", *c))
            buffer_add_byte(name, *c);
        else
            buffer_print(name, "%%%02X", (unsigned char)*c);
}

static Text name_of(Arena *arena, const PQconninfoOption *settings)
{
    Buffer name = buffer_in(arena);
    const char *user = setting(settings, "user");
    const char *host = setting(settings, "host");
    const char *port = setting(settings, "port");
    const char *database = setting(settings, "dbname");
    buffer_add_string(&name, "postgresql://");
    if (user) {
        add_escaped(&name, user);
        buffer_add_byte(&name, '@');
    }
    bool is_number = host && strchr(host, ':') && !strchr(host, ',');
    buffer_add_string(&name, is_number ? "[" : "");
    add_escaped(&name, host ? host : "");
    buffer_add_string(&name, is_number ? "]" : "");
    if (port && port[strspn(port, ",")]) {
        buffer_add_byte(&name, ':');
        add_escaped(&name, port);
    }
    buffer_add_byte(&name, '/');
    add_escaped(&name, database ? database : "");
    return buffer_text(&name);
}

static void free_settings(void *settings) { PQconninfoFree(settings); }

Status evidence_postgres_locate(Arena *arena, Text location, PostgresPlace *out, Error *error)
{
    for (size_t i = 0; i < location.length; i++)
        if ((unsigned char)location.bytes[i] <= ' ' || location.bytes[i] == 0x7f)
            return refuse(error, "the address of the base holds a blank or a control character");
    if (!is_clear(location))
        return refuse(error, "the address of the base holds an @ that is none of its own");
    char *reason = NULL; /* quotes the address */
    PQconninfoOption *settings = PQconninfoParse(arena_copy(arena, location).bytes, &reason);
    PQfreemem(reason);
    if (!settings)
        return refuse(error, "the address of the base cannot be read");
    arena_defer(arena, free_settings, settings);
    if (!is_port(setting(settings, "port")))
        return refuse(error, "the port in the address of the base is no number");
    const char *address = setting(settings, "hostaddr");
    out->is_remote = is_remote(address ? address : setting(settings, "host"));
    out->names_encryption = setting(settings, "sslmode") != NULL;
    out->name = name_of(arena, settings);
    return STATUS_OK;
}
