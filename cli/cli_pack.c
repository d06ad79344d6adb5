#include "cli/cli.h"

int pack_run(const Arguments *arguments)
{
    (void)arguments;
    return tell_usage("pack: not yet");
}
