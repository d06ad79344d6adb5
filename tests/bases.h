/* Where the bases of a unit test lie: SQLite files in the test's folder, or, where HEARSAY_TEST_SERVER gives
 * the address of a server with %s for the database (tests/postgres does), a database of that server each. */
#ifndef BASES_H
#define BASES_H

#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/arena.h"

static inline const char *bases_server(void)
{
    const char *server = getenv("HEARSAY_TEST_SERVER");
    return server && *server ? server : NULL;
}

static inline Text bases_address(Arena *arena, const char *database)
{
    Text server = text_from(bases_server());
    size_t mark = text_find(server, TEXT("%s"), 0);
    return arena_print(arena, "%.*s%s%.*s", (int)mark, server.bytes, database,
                       (int)(server.length - mark - 2), server.bytes + mark + 2);
}

/* Runs SQL on the server's own database; false where it is refused. */
static inline bool bases_run(Arena *arena, const char *database, const char *sql)
{
    PGconn *connection = PQconnectdb(bases_address(arena, database).bytes);
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    bool is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    PQclear(result);
    PQfinish(connection);
    return is_done;
}

/* The base of that name, made empty when it is first named. */
static inline Text bases_location(Arena *arena, Text folder, const char *name)
{
    if (!bases_server())
        return arena_print(arena, "%.*s/%s", TEXT_ARGS(folder), name);
    char *database = ARENA_ARRAY(arena, char, strlen(name) + 32);
    int at = snprintf(database, 32, "test%ld_", (long)getpid());
    for (const char *c = name; *c; c++)
        database[at++] = ascii_is_alpha(*c) || ascii_is_digit(*c) ? *c : '_';
    bases_run(arena, "postgres",
              arena_print(arena, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'", database).bytes);
    return bases_address(arena, database);
}

#endif
