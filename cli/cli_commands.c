#include <string.h>

#include "cli/cli.h"

#define F(flag) (FLAG_##flag + 1)
#define ASKING                                                                                               \
    F(BASE), F(IN), F(KIND), F(WHOM), F(BY), F(SOURCE), F(CHECKED), F(STATUS), F(KNOWN_BY), F(RECORDED_BY),  \
        F(MIN_SURE), F(WIDE), F(NEAR), F(UNREAD), F(ALL), F(FORMAT), F(PROTECTED), F(PACK), F(EXIT_STATUS)

const Command command_table[] = {
    {"read",
     "PATH…",
     "reports into the base, or claims to standard output",
     "Reads text, HTML and JSON Lines files, directories with all that lies in them, and - for standard "
     "input. A text "
     "file may begin with lines Title:, Outlet:, Published:, URL:. A publication date that nobody gives is "
     "inferred "
     "from the address, the page or the text and marked so, or stays unknown; it is never the file's own "
     "time.\n"
     "A report is published if it has an address, or an outlet with a date; every other one is protected: it "
     "can be "
     "read and asked, but nothing of it leaves the base. --class decides otherwise.\n"
     "A file that cannot be read is named with the reason, and all others are read. What was read stays: an "
     "interrupted read goes on where it stopped when it is called again.\n"
     "Refused: tables, above all with a row a person, and logs of chats, calls and places. This version "
     "reads "
     "no PDF, mail, feeds or web archives.",
     "hearsay read my-reports/",
     {F(BASE), F(JSONL), F(METADATA), F(CLASS), F(PROTECTED), F(ENCODING), F(AS), F(LIMIT), F(FILES),
      F(NO_FILES), F(WITH_SAMPLES), F(AGAIN), F(MIN_SURE), F(NOW), F(PACK), F(QUIET)},
     read_run},
    {"ask",
     "",
     "what reports say was in force: where, when, on whose word",
     "Each row is a statement about reports: reported (it is said to hold on every day asked), vague (on "
     "some day of a "
     "bracket that the day lies in), last reported (so many days before, no end said), announced end passed, "
     "no "
     "report. Nothing is verified, counted twice as two voices, or carried forward in silence; the last "
     "lines say what "
     "the base covers, for \"no report\" speaks of the base and not of the world.\n"
     "A report on a town says nothing of one factory in it: this is no screening of a supplier, a site or a "
     "person.",
     "hearsay ask --in Dandong --on 2022-02-10",
     {F(ON), F(FROM), F(TO), F(OLD), ASKING},
     ask_run},
    {"timeline",
     "",
     "measures and events over time",
     "Claims in the order of their first day, those without a date behind them. --measures puts the claims "
     "on "
     "one measure together: the days on which reports say that it held, and each step with its claim: "
     "announced, "
     "reported in force, extended or moved (a later report gives another end), denied, reported ended. A "
     "step "
     "marked * is inferred: that nothing later was reported, or that an announced end passed.",
     "hearsay timeline --in Dandong --from 2019-01-01 --to 2019-12-31",
     {F(MEASURES), F(SVG), F(FROM), F(TO), F(ON), F(OLD), ASKING},
     timeline_run},
    {"count",
     "",
     "reported numbers side by side, never summed",
     "Each number as it was said, with its bounds, what is counted, who says so and when. Entries are not "
     "people and a "
     "permit is not a person: no two rows are added up.",
     "hearsay count --in Hunchun",
     {F(SVG), F(FROM), F(TO), F(ON), F(OLD), ASKING},
     count_run},
    {"show",
     "ID…",
     "one claim or report: every field with the words it rests on",
     "The id of a claim or a report, or a beginning of it of at least four characters. A claim comes with "
     "the words of "
     "each field and the rule that read it; a report with its text and its claims. --why tells how a claim "
     "came about: the rule and its patterns, how "
     "each "
     "field was filled (by words of the same clause, by a sentence before it …), and the tree of its "
     "sentence.",
     "hearsay show c1a2b3c4",
     {F(BASE), F(WHY), F(FORMAT), F(PROTECTED), F(PACK)},
     show_run},
    {"sources",
     "[ID…]",
     "which report comes from which, and how many first-hand voices there are",
     "Five articles on one source are one voice. Reports are compared by their words, the outlets that they "
     "credit, "
     "names, numbers and dates: a copy has the words of another, a credit names the outlet that it comes "
     "from, a "
     "follow-up is the same outlet's, a retelling has the same numbers without a credit. Voices are counted "
     "as a "
     "range, since sources that the texts do not tell apart may be one; no source is recognised. Without ID "
     "every report; with that of a report what it comes from and what comes from it; with that of a claim "
     "the "
     "reports that carry the same, each below the one that it comes from.",
     "hearsay sources",
     {F(BASE), F(FORMAT), F(PROTECTED), F(PACK)},
     sources_run},
    {"export",
     "",
     "reports and claims for other programs",
     "Writes what the base holds, or what the options of ask let through, for other programs: JSON Lines, "
     "CSV, "
     "GeoJSON, W3C Web Annotations, entities and statements of FollowTheMoney. Each row carries the answer's "
     "word, who says so, how many voices its report gives for it, the outlet, the date of publication and "
     "where that date is from, the words, and whether a person checked it. Rows must not be added up: five "
     "reports of one source are five rows (hearsay sources).\n"
     "Reports that were not published, and what is protected in others (file names, notes, texts, days of "
     "recording), stay in the base. --protected lets them out, says so in the file's head, and asks first; "
     "where it cannot ask, --yes is needed. Escapes and protests are told no finer than a town and a month "
     "in any case.",
     "hearsay export --format csv --in Dandong --out dandong.csv",
     {F(EXPORT_FORMAT), F(OUT),  F(UNCHECKED), F(YES),  F(BASE),   F(IN),        F(ON),
      F(FROM),          F(TO),   F(KIND),      F(WHOM), F(STATUS), F(KNOWN_BY),  F(RECORDED_BY),
      F(MIN_SURE),      F(WIDE), F(NEAR),      F(OLD),  F(ALL),    F(PROTECTED), F(PACK),
      F(EXIT_STATUS)},
     export_run},
    {"decide",
     "VERB ID…",
     "what you decide of claims and reports: same, echo, mistaken …",
     "same and not-same: these claims say the same thing, or different ones. independent and echo: these "
     "reports, "
     "or claims, come from different voices, or go back to one, that of the first published. mistaken: the "
     "words do "
     "not say what was read, and the claim leaves every answer, which counts it. right: you held the claim "
     "against "
     "its words. A decision changes answers, and each says by whose decision; it is kept under a handle of "
     "your "
     "choosing with the day and the reason, never edited, and undone by --undo N, which is kept likewise. "
     "Nothing "
     "is decided of persons, and no source of one report is said to be one of another.",
     "hearsay decide echo c1a2b3c4 c5d6e7f8 --handle ana --reason \"both quote the notice\"",
     {F(HANDLE), F(REASON), F(UNDO), F(LIST), F(NOW), F(RECORDED_BY), F(FORMAT), F(PROTECTED), F(BASE),
      F(PACK)},
     decide_run},
    {"review",
     "",
     "claims to be gone through, the least sure first",
     "Offers claims that nobody has checked or decided on, with their words and fields, the least sure "
     "first. Then "
     "decide right, decide mistaken or correct.",
     "hearsay review --count 20 --kind travel-ban",
     {F(COUNT_OF), F(KIND), F(FORMAT), F(PROTECTED), F(BASE), F(PACK), F(EXIT_STATUS)},
     review_run},
    {"correct",
     "ID FIELD=VALUE…",
     "fields of a claim, told anew by you",
     "Makes a new version of the claim; the one before stays in the base and answers --recorded-by. Fields: "
     "kind, "
     "status, by, whom, where, to, when, starts, asof, count, source, names, work, papers; docs/decisions.md "
     "has "
     "the form of each. Several values are parted by ';', none empties the field. Words must stand in the "
     "report; a "
     "place is looked up on the map. It is kept and undone like any decision.",
     "hearsay correct c1a2b3c4 whom=trader where=\"Dandong, Liaoning\" --handle ana --reason \"see line 3\"",
     {F(HANDLE), F(REASON), F(NOW), F(BASE), F(PACK)},
     correct_run},
    {"add",
     "REPORT \"WORDS\" FIELD=VALUE…",
     "a claim that the program missed, by its words",
     "The words must stand in the report's text; where they stand more than once, --at says which are meant. "
     "kind=KIND is needed, every other field may be told as for correct. It is kept and undone like any "
     "decision.",
     "hearsay add r1a2b3c4 \"nobody may go out\" kind=confinement whom=worker --handle ana --reason "
     "\"missed\"",
     {F(AT), F(HANDLE), F(REASON), F(NOW), F(BASE), F(PACK)},
     add_run},
    {"import",
     "EXPORT | TABLE --map MAP.tsv",
     "a base made again from an export; or a table of your own, a row a claim",
     "Reads what hearsay export --protected has written in JSON Lines, or - for standard input, into a base "
     "that "
     "holds no reports yet: the same reports, claims, decisions and ids, so that every question has the same "
     "answer. "
     "Every text is held against its digest and every claim's words against its text; all of it enters, or "
     "nothing. Originals are in no export: copy the folder BASE.files for them.\n"
     "With --map a table, CSV or tab-separated, whose first line names the columns: the map says which "
     "column is "
     "what, and what every row has (docs/import.md). The table is one report, each row a claim on its own "
     "words; own "
     "ids and columns that are no fields are kept and told again. A wrong cell is named with file, line and "
     "column, and "
     "nothing of the table enters. A table with a row a person is refused.",
     "hearsay import headcounts.csv --map headcounts.tsv",
     {F(MAP), F(BASE), F(CLASS), F(FILES), F(NO_FILES), F(NOW), F(PACK), F(QUIET)},
     import_run},
    {"parse",
     "FILE",
     "sentences, tags, lemmas and trees of a plain text, as CoNLL-U",
     "Takes the file as plain text in UTF-8: a blank line parts paragraphs, nothing is left out.",
     "hearsay parse note.txt",
     {F(PACK)},
     parse_run},
    {"times",
     "FILE",
     "dates, periods, durations and repetitions in a plain text, as TIMEX3",
     "Takes the file as plain text in UTF-8 and writes it with TimeML's TIMEX3 tags in it. What is said "
     "relative to the day of writing (\"last month\") is counted from --published and has no value "
     "without it.",
     "hearsay times --published 2022-02-10 note.txt",
     {F(PUBLISHED), F(OUTLET), F(PACK)},
     times_run},
    {"places",
     "FILE",
     "places in a plain text, as GeoJSON",
     "Takes the file as plain text in UTF-8 and writes a feature for each place that it names, with its "
     "words and what they were resolved to; a name that is on no map or stays ambiguous has no geometry.",
     "hearsay places note.txt",
     {F(PUBLISHED), F(OUTLET), F(PACK)},
     places_run},
    {"quotes",
     "FILE",
     "who says what in a plain text, as JSON Lines",
     "Takes the file as plain text in UTF-8 and writes a line for each time that somebody is told to have "
     "said "
     "or thought something: the words for the source, the cue, the content, its form (direct, mixed, "
     "indirect, "
     "thought, credit), the source's number, words and type, and who passed it on.",
     "hearsay quotes note.txt",
     {F(PUBLISHED), F(OUTLET), F(PACK)},
     quotes_run},
    {"events",
     "FILE",
     "predicates of a plain text and how each is put, as JSON Lines",
     "Takes the file as plain text in UTF-8 and writes a line for each predicate: said, planned, possible, "
     "ended or said-not, and the word that decides it; how certain and positive it is put, and whether it "
     "happened, with what weighs most for that.",
     "hearsay events note.txt",
     {F(PUBLISHED), F(OUTLET), F(PACK)},
     events_run},
    {"pack",
     "check|try|kinds|roles|law [SENTENCE…]",
     "check a domain pack; see what its rules make of a sentence",
     "check loads the pack and runs every example of every rule; try tells which rules match a sentence, and "
     "which "
     "nearly did; kinds and roles list what may stand behind --kind and --whom; law tells what each kind "
     "touches: "
     "indicators of the "
     "ILO (* at the core), dimension, instruments, HURIDOCS codes (~ the nearest). Touching proves nothing.",
     "hearsay pack try \"The guards keep the men inside the compound.\"",
     {F(PACK)},
     pack_run},
    {"score",
     "CODING PATH…",
     "hold what is read against what people coded",
     "Reads the reports at PATH as read does and compares their claims with those of CODING, JSON Lines with "
     "an object a "
     "report: how many were found, missed and made up, and which fields are right. A claim matches a coded "
     "one of its "
     "kind when their words share at least 30% of the characters of the shorter and 15% of the longer; "
     "fields are "
     "compared on claims that match. Reports that CODING does not name are read and not counted.",
     "hearsay score --by-kind --metadata corpus/metadata.tsv corpus/coding.jsonl corpus/reports",
     {F(BY_KIND), F(BY_SURENESS), F(MISSES), F(MIN_SURE), F(METADATA), F(ENCODING), F(AS), F(PACK)},
     score_run},
    {"verify",
     "",
     "hold every row and original against the log of what entered",
     "Finds what was altered, is missing or was added: a row of any table, a report, a claim, an original, "
     "an "
     "entry of the log, its end; and what SQLite itself finds damaged. Each is named on a line. With "
     "--checkpoint the log must go on from that checkpoint, too, which shows a log that was made anew; with "
     "--key the checkpoint must be signed by it.\n"
     "Exit status: 0 nothing found, 1 something found, 2 it could not be verified.",
     "hearsay verify --checkpoint kept-elsewhere --key public-key",
     {F(BASE), F(CHECKPOINT), F(KEY), F(FILES), F(NO_FILES), F(FORMAT), F(PROTECTED)},
     verify_run},
    {"purge",
     "REPORT…",
     "remove reports for good",
     "Takes the reports out of the base with their text, their claims, what was decided of them and their "
     "originals, "
     "and leaves no byte of them in its free pages and journals. The log keeps only that something was "
     "purged, "
     "when, under which handle and for which reason: consent (it was withdrawn), risk, mistake, law or "
     "other. What "
     "was exported or copied before is out of its reach.\n"
     "Asks on a terminal; elsewhere --yes has to say so. A purge that was interrupted is done by the same "
     "command, "
     "or by purge alone. The same bytes are not read again, unless read --again says so.",
     "hearsay purge r0a1b2c3d4e5f --handle falcon --reason consent",
     {F(BASE), F(HANDLE), F(REASON), F(YES), F(FILES), F(NO_FILES), F(NOW), F(PACK)},
     purge_run},
    {"checkpoint",
     "",
     "what the log comes to today, to keep elsewhere",
     "Writes a signed note (C2SP tlog-checkpoint) to standard output: the log's name, how many entries it "
     "has, "
     "the root of their tree. Keep it where the base is not: verify --checkpoint later shows whether the log "
     "was cut or made anew since. Without --key it is unsigned, which is said.\n"
     "--new-key makes an Ed25519 key under the name that --handle gives: the secret half into a new file "
     "that "
     "nobody else may read, the public half to standard output. Keep neither in the base's folder.",
     "hearsay checkpoint --key ~/.hearsay-key > kept-elsewhere",
     {F(BASE), F(KEY), F(NEW_KEY), F(HANDLE)},
     checkpoint_run},
    {"serve",
     "",
     "the base as a page in the browser, and as an HTTP API",
     "Serves one page on this machine alone: what was in force where and since when as a list, a timeline "
     "and "
     "a map, each mark with the sentence that it rests on. The base is only read, nothing is loaded from "
     "elsewhere, no question is written down, and what a protected report says does not leave the base. The "
     "API behind the page is described at /api/v1/openapi.json. Ctrl-C ends it.",
     "hearsay serve --port 8471",
     {F(BASE), F(PORT), F(ADDRESS), F(TOKEN), F(PACK)},
     serve_run},
    {"help",
     "[COMMAND|man]",
     "this list, a command's help, or the manual page",
     "",
     "hearsay help ask",
     {0},
     help_run},
    {"completion",
     "bash",
     "words for the shell to complete",
     "",
     "hearsay completion bash >> ~/.bash_completion",
     {0},
     completion_run},
};
const size_t command_count = sizeof command_table / sizeof *command_table;

const Command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(command_table[i].name, name) == 0)
            return &command_table[i];
    return NULL;
}
