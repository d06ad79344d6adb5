#include <signal.h>
#include <string.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
    /* A reader that goes away shows as an error of writing, which is quiet success. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_all(argc < 2 ? stderr : stdout);
        return argc < 2 ? EXIT_ERROR : close_stdout(EXIT_ANSWERED);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("hearsay %s; dates are EDTF (ISO 8601-2) level 1, with the sets of level 2\n",
               hearsay_version());
        return close_stdout(EXIT_ANSWERED);
    }
    const Command *command = command_find(argv[1]);
    if (!command)
        return tell_usage("'%s' is no command: hearsay help lists them", argv[1]);
    Arguments arguments;
    int status = flags_read(command, argc - 1, argv + 1, &arguments);
    if (status != EXIT_ANSWERED) {
        flags_free(&arguments);
        return status;
    }
    if (arguments.flags[FLAG_HELP]) {
        help_command(stdout, command);
        status = close_stdout(EXIT_ANSWERED);
    } else {
        status = command->run(&arguments);
    }
    flags_free(&arguments);
    return status;
}
