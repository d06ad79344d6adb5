#include <string.h>

#include "cli/cli.h"

static const char what_it_is[] = "hearsay reads reports on restricted and forced labour and keeps account of "
                                 "who said what: claims with their kind, "
                                 "people, place, time, number, source and exact words, in a base that "
                                 "answers what was in force where and when, on "
                                 "whose word.";

static const char what_it_is_not[] =
    "It verifies nothing. It keeps no register of workers, scores nobody, identifies no source and screens "
    "no supplier: "
    "a report on a town says nothing of one factory in it. This version reads English plain text, HTML and "
    "JSON Lines. "
    "Independent voices are told as a range, mostly too low, and what speaks against a claim only where it "
    "was "
    "read.";

/* A paragraph set in lines of at most width columns. Bytes of UTF-8 characters behind their first count
 * nothing. */
static void print_wrapped(FILE *out, const char *text, int indent, int width)
{
    int column = 0;
    while (*text) {
        size_t length = strcspn(text, " \n");
        int columns = 0;
        for (size_t i = 0; i < length; i++)
            columns += ((unsigned char)text[i] & 0xc0) != 0x80;
        if (column > 0 && column + 1 + columns > width) {
            fputc('\n', out);
            column = 0;
        }
        if (column == 0)
            column += fprintf(out, "%*s", indent, "");
        else
            column += fprintf(out, " ");
        fwrite(text, 1, length, out);
        column += columns;
        text += length;
        if (*text == '\n') {
            fputc('\n', out);
            column = 0;
        }
        if (*text)
            text++;
    }
    fputc('\n', out);
}

enum { WIDTH = 90, FLAG_COLUMN = 28 };

static void print_flag(FILE *out, const FlagInfo *flag)
{
    int column =
        fprintf(out, "  --%s%s%s", flag->name, flag->value ? " " : "", flag->value ? flag->value : "");
    if (flag->value && strstr(flag->value, "…"))
        column -= 2;
    if (column >= FLAG_COLUMN) {
        fputc('\n', out);
        column = 0;
    }
    fprintf(out, "%*s%s\n", FLAG_COLUMN - column, "", flag->help);
}

void help_command(FILE *out, const Command *command)
{
    fprintf(out, "hearsay %s%s%s%s\n\n", command->name, command->flags[0] ? " [OPTION…]" : "",
            *command->words ? " " : "", command->words);
    print_wrapped(out, command->summary, 0, WIDTH);
    if (*command->text) {
        fputc('\n', out);
        print_wrapped(out, command->text, 0, WIDTH);
    }
    if (command->flags[0])
        fputs("\nOptions\n", out);
    for (size_t i = 0; command->flags[i]; i++)
        print_flag(out, &flag_table[command->flags[i] - 1]);
    fprintf(out, "\nExample\n  %s\n", command->example);
}

void help_all(FILE *out)
{
    print_wrapped(out, what_it_is, 0, WIDTH);
    fputs("\nCommands (hearsay COMMAND --help tells more)\n", out);
    for (size_t i = 0; i < command_count; i++)
        fprintf(out, "  %-11s %s\n", command_table[i].name, command_table[i].summary);
    fputc('\n', out);
    print_wrapped(out, what_it_is_not, 0, WIDTH);
    fputs("\nAn argument @FILE stands for the lines of FILE, @- for those of standard input.\n"
          "Exit status: 0 answered (\"no report\" is an answer), 1 nothing matched (with --exit-status), 2 "
          "error.\n",
          out);
}

/* roff takes a line that begins with a point or quote for a request, and a minus for a hyphen. */
static void print_roff(const char *text)
{
    bool at_line_begin = true;
    for (; *text; text++) {
        if (at_line_begin && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '\n')
            fputs("\n.PP\n", stdout);
        else
            fputc(*text, stdout);
        at_line_begin = *text == '\n';
    }
    fputc('\n', stdout);
}

static void print_manual_flag(Flag flag)
{
    fputs(".TP\n.B \\-\\-", stdout);
    for (const char *c = flag_table[flag].name; *c; c++)
        fputs(*c == '-' ? "\\-" : (char[]){*c, '\0'}, stdout);
    if (flag_table[flag].value)
        printf(" \\fI%s\\fR", flag_table[flag].value);
    fputc('\n', stdout);
    print_roff(flag_table[flag].help);
}

static void print_manual_command(const Command *command)
{
    printf(".SS hearsay %s %s\n", command->name, command->words);
    print_roff(command->summary);
    if (*command->text) {
        fputs(".PP\n", stdout);
        print_roff(command->text);
    }
    if (command->flags[0]) {
        fputs(".PP\nOptions:", stdout);
        for (size_t i = 0; command->flags[i]; i++) {
            printf("%s \\-\\-", i > 0 ? "," : "");
            for (const char *c = flag_table[command->flags[i] - 1].name; *c; c++)
                fputs(*c == '-' ? "\\-" : (char[]){*c, '\0'}, stdout);
        }
        fputs(".\n", stdout);
    }
    fputs(".PP\n.nf\n", stdout);
    print_roff(command->example);
    fputs(".fi\n", stdout);
}

static void print_manual(void)
{
    printf(".\\\" Made by hearsay help man from the table of commands.\n.TH HEARSAY 1 \"\" \"hearsay %s\" "
           "\"hearsay\"\n",
           hearsay_version());
    fputs(".SH NAME\nhearsay \\- reads reports and keeps account of who said what\n"
          ".SH SYNOPSIS\n.B hearsay\n.I COMMAND\n[\\fIOPTION\\fR…] [\\fIARGUMENT\\fR…]\n.SH DESCRIPTION\n",
          stdout);
    print_roff(what_it_is);
    fputs(".PP\n", stdout);
    print_roff(what_it_is_not);
    fputs(".SH COMMANDS\n", stdout);
    for (size_t i = 0; i < command_count; i++)
        print_manual_command(&command_table[i]);
    fputs(".SH OPTIONS\nAn argument @FILE stands for the lines of FILE, @\\- for those of standard input.\n",
          stdout);
    for (Flag flag = FLAG_BASE; flag < FLAG_COUNT; flag++)
        print_manual_flag(flag);
    fputs(
        ".SH EXIT STATUS\n0 answered (\"no report\" is an answer), 1 nothing matched (with "
        "\\-\\-exit\\-status), 2 error.\n"
        ".SH ENVIRONMENT\n.TP\n.B HEARSAY_DATA\nthe folder of data/ and packs/, where they do not lie "
        "beside the program\n"
        ".TP\n.B PGPASSFILE, PGPASSWORD, PGSSLMODE\nand others of PostgreSQL's, for a base in PostgreSQL; a "
        "password is best kept in ~/.pgpass, for an address on the command line is seen by everybody on the "
        "machine\n"
        ".SH FILES\n.TP\n.B hearsay.db\nthe evidence base in the current folder, an SQLite file, with the "
        "originals of "
        "published reports in hearsay.db.files/; \\-\\-base postgresql://USER@HOST/DATABASE keeps it in the "
        "schema hearsay of a PostgreSQL database, and the originals where \\-\\-files says\n",
        stdout);
}

int help_run(const Arguments *arguments)
{
    if (arguments->word_count == 0) {
        help_all(stdout);
        return close_stdout(EXIT_ANSWERED);
    }
    if (strcmp(arguments->words[0], "man") == 0) {
        print_manual();
        return close_stdout(EXIT_ANSWERED);
    }
    const Command *command = command_find(arguments->words[0]);
    if (!command)
        return tell_usage("'%s' is no command: hearsay help lists them", arguments->words[0]);
    help_command(stdout, command);
    return close_stdout(EXIT_ANSWERED);
}

int completion_run(const Arguments *arguments)
{
    if (arguments->word_count != 1 || strcmp(arguments->words[0], "bash") != 0)
        return tell_usage("completion is made for bash: hearsay completion bash");
    fputs("_hearsay()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} words=\n    if [ \"$COMP_CWORD\" -eq 1 ]; "
          "then\n"
          "        words='",
          stdout);
    for (size_t i = 0; i < command_count; i++)
        printf("%s%s", i > 0 ? " " : "", command_table[i].name);
    fputs("'\n    else\n        case ${COMP_WORDS[1]} in\n", stdout);
    for (size_t i = 0; i < command_count; i++) {
        printf("        %s) words='--help", command_table[i].name);
        for (size_t k = 0; command_table[i].flags[k]; k++)
            printf(" --%s", flag_table[command_table[i].flags[k] - 1].name);
        fputs("' ;;\n", stdout);
    }
    fputs("        esac\n    fi\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
          "complete -o default -F _hearsay hearsay\n",
          stdout);
    return close_stdout(EXIT_ANSWERED);
}
