/* The log: its entries, its end, and the checkpoint that it must go on from. */
#include <inttypes.h>
#include <sodium.h>

#include "evidence/evidence_verify.h"

static const char FIND_ENTRIES[] =
    "SELECT number, act, day, digest, follows, handle, reason, leaf FROM journal ORDER BY number";
static const char FIND_STATE[] = "SELECT origin, size, peaks, salt FROM log_state ORDER BY number";
/* What nothing follows must be told of by a seal, or be the end of it. */
static const char FIND_LOST[] =
    "SELECT j.number, j.act, j.day FROM journal j WHERE j.act <> 'purge'"
    " AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.follows = j.number)"
    " AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.entry = j.number) ORDER BY j.number";
static const char FIND_SEALS[] =
    "SELECT s.subject, s.number, s.id, s.entry FROM seal s WHERE NOT (s.subject = 'lineage' AND s.number = "
    "0) AND NOT"
    " (s.subject = 'report' AND EXISTS (SELECT 1 FROM report r WHERE r.number = s.number)) AND NOT"
    " (s.subject = 'decision' AND EXISTS (SELECT 1 FROM decision d WHERE d.number = s.number))"
    " ORDER BY s.subject, s.number";

typedef struct LogPass {
    Verify *verify;
    Note note; /* the checkpoint */
    bool has_note;
    Merkle tree;
    int64_t expected; /* number of the next entry */
    Day last_day;
    bool is_whole; /* no entry was altered, missing or added */
    bool is_met;   /* the checkpoint's root came by */
} LogPass;

static void meet_checkpoint(LogPass *pass)
{
    unsigned char root[DIGEST_SIZE];
    if (!pass->has_note || pass->tree.size != pass->note.size)
        return;
    pass->is_met = true;
    evidence_merkle_root(&pass->tree, root);
    if (memcmp(root, pass->note.root, DIGEST_SIZE) != 0)
        evidence_tell(pass->verify, (EvidenceFinding){.fault = FAULT_FORKED},
                      "the first %" PRIu64 " entries of the log are not those of the checkpoint",
                      pass->note.size);
}

static void tell_gap(LogPass *pass, int64_t number)
{
    pass->is_whole = false;
    EvidenceFinding finding = {.fault = FAULT_MISSING, .table = TEXT("journal"), .entry = pass->expected};
    if (number - 1 == pass->expected)
        evidence_tell(pass->verify, finding, "entry %" PRId64 " of the log", pass->expected);
    else
        evidence_tell(pass->verify, finding, "entries %" PRId64 " to %" PRId64 " of the log", pass->expected,
                      number - 1);
}

static void note_day(LogPass *pass, int64_t number, Day day)
{
    if (day == DAY_NONE)
        return;
    if (pass->last_day != DAY_NONE && day < pass->last_day) {
        Arena *arena = pass->verify->arena;
        evidence_tell(pass->verify, (EvidenceFinding){.fault = FAULT_NONE, .entry = number},
                      "entry %" PRId64 " is of %s, the one before it of %s: a clock, or --now, ran back",
                      number, day_print(arena, day).bytes, day_print(arena, pass->last_day).bytes);
    }
    pass->last_day = day;
}

static void take_entry(LogPass *pass, EvidenceRow *row)
{
    char bytes[LOG_LEAF_SIZE], hex[2 * DIGEST_SIZE + 1];
    unsigned char leaf[DIGEST_SIZE];
    LogEntry entry;
    int64_t number = evidence_take_integer(row);
    entry.act = evidence_take_text(row);
    entry.day = evidence_take_day(row);
    entry.digest = evidence_take_text(row);
    entry.follows = evidence_take_integer(row);
    entry.handle = evidence_take_text(row);
    entry.reason = evidence_take_text(row);
    Text kept = evidence_take_text(row);
    EvidenceFinding finding = {.fault = FAULT_ALTERED, .table = TEXT("journal"), .entry = number};
    if (number < pass->expected) {
        pass->is_whole = false;
        finding.fault = FAULT_ADDED;
        evidence_tell(pass->verify, finding, "entry %" PRId64 " of the log", number);
        return;
    }
    if (number > pass->expected)
        tell_gap(pass, number);
    evidence_merkle_leaf(evidence_log_leaf(&entry, bytes), leaf);
    sodium_bin2hex(hex, sizeof hex, leaf, sizeof leaf);
    if (!text_is(kept, hex)) {
        pass->is_whole = false;
        evidence_tell(pass->verify, finding, "entry %" PRId64 " of the log", number);
    }
    evidence_merkle_add(&pass->tree, leaf);
    pass->expected = number + 1;
    meet_checkpoint(pass);
    note_day(pass, number, entry.day);
}

static void tell_cut(LogPass *pass, int64_t size)
{
    EvidenceFinding finding = {.fault = FAULT_CUT, .table = TEXT("journal"), .entry = pass->expected};
    evidence_tell(pass->verify, finding, "the log has %" PRId64 " entries and had %" PRId64,
                  pass->expected - 1, size);
}

/* The state may stay behind, ahead, or be of another tree; where entries are wrong, it cannot fit and says
 * nothing more. */
static void check_state(LogPass *pass, int64_t size, Text peaks, Text salt)
{
    char written[MERKLE_TEXT_SIZE];
    EvidenceFinding finding = {.fault = FAULT_ALTERED, .table = TEXT("log_state")};
    if (salt.length != 2 * SALT_SIZE || !pass->verify->evidence->has_log)
        evidence_tell(pass->verify, finding, "the salt of the log's digests is none");
    if (size >= pass->expected)
        tell_cut(pass, size);
    else if (size < pass->expected - 1) {
        finding.fault = FAULT_ADDED;
        finding.table = TEXT("journal");
        evidence_tell(pass->verify, finding, "the log has %" PRId64 " entries, and its state knows %" PRId64,
                      pass->expected - 1, size);
    } else if (pass->is_whole && !text_equals(peaks, evidence_merkle_write(&pass->tree, written)))
        evidence_tell(pass->verify, finding, "the log's state is of another tree than its entries");
}

static void check_origin(LogPass *pass, Text origin)
{
    char ours[LOG_ORIGIN_SIZE];
    const Evidence *evidence = pass->verify->evidence;
    if (evidence->has_log && !text_equals(origin, evidence_log_origin(evidence->salt, ours)))
        evidence_tell(pass->verify, (EvidenceFinding){.fault = FAULT_ALTERED, .table = TEXT("log_state")},
                      "the log's name does not come from its salt");
    if (pass->has_note && !text_equals(origin, pass->note.origin))
        evidence_tell(pass->verify, (EvidenceFinding){.fault = FAULT_FORKED},
                      "the checkpoint is of another log (%.*s, this one is %.*s)",
                      TEXT_ARGS(pass->note.origin), TEXT_ARGS(origin));
}

static Status read_state(LogPass *pass)
{
    int count = 0;
    EvidenceRow row = evidence_row(pass->verify->evidence, NULL, pass->verify->error);
    evidence_row_begin(&row, FIND_STATE);
    while (evidence_row_next(&row)) {
        Text origin = evidence_take_text(&row);
        int64_t size = evidence_take_integer(&row);
        Text peaks = evidence_take_text(&row);
        Text salt = evidence_take_text(&row);
        check_origin(pass, origin);
        check_state(pass, size, peaks, salt);
        count++;
    }
    if (count == 0 && row.status == STATUS_OK && pass->expected > 1)
        evidence_tell(pass->verify, (EvidenceFinding){.fault = FAULT_MISSING, .table = TEXT("log_state")},
                      "the state of the log");
    return row.status;
}

static Status find_lost(Verify *verify)
{
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    evidence_row_begin(&row, FIND_LOST);
    while (evidence_row_next(&row)) {
        EvidenceFinding finding = {.fault = FAULT_MISSING, .entry = evidence_take_integer(&row)};
        Text act = evidence_take_text(&row);
        Text day = day_print(verify->arena, evidence_take_day(&row));
        evidence_tell(verify, finding, "what entry %" PRId64 " (%.*s%s%.*s) tells of", finding.entry,
                      TEXT_ARGS(act), day.length > 0 ? " " : "", TEXT_ARGS(day));
    }
    evidence_row_begin(&row, FIND_SEALS);
    while (evidence_row_next(&row)) {
        Text subject = evidence_take_text(&row);
        int64_t number = evidence_take_integer(&row);
        EvidenceFinding finding = {.fault = FAULT_MISSING, .is_protected = true, .table = subject};
        finding.report_id = evidence_take_text(&row);
        finding.entry = evidence_take_integer(&row);
        evidence_tell(verify, finding, "row %" PRId64 " of %.*s, which entry %" PRId64 " tells of", number,
                      TEXT_ARGS(subject), finding.entry);
    }
    return row.status;
}

/* The checkpoint and its signature. A file that is none is the caller's mistake, a wrong signature a finding.
 */
static Status read_checkpoint(LogPass *pass)
{
    Verify *verify = pass->verify;
    const EvidenceVerifyOptions *options = verify->options;
    verify->out->checkpoint_size = -1;
    if (options->checkpoint.length == 0)
        return STATUS_OK;
    Status status = evidence_note_read(verify->arena, options->checkpoint, &pass->note, verify->error);
    if (status != STATUS_OK) {
        error_name(verify->error, options->checkpoint_name);
        return status;
    }
    pass->has_note = true;
    verify->out->checkpoint_size = (int64_t)pass->note.size;
    if (options->key.length == 0)
        return STATUS_OK;
    NoteKey key;
    bool is_wrong = false;
    status = evidence_note_read_key(options->key, &key, verify->error);
    if (status != STATUS_OK) {
        error_name(verify->error, options->key_name);
        return status;
    }
    verify->out->is_signed = evidence_note_is_signed(&pass->note, &key, &is_wrong);
    if (is_wrong || !verify->out->is_signed)
        evidence_tell(verify, (EvidenceFinding){.fault = FAULT_FORKED},
                      is_wrong ? "a signature of the checkpoint is not that of the key"
                               : "the checkpoint is not signed with the key");
    return STATUS_OK;
}

Status evidence_verify_log(Verify *verify)
{
    LogPass pass = {.verify = verify, .expected = 1, .last_day = DAY_NONE, .is_whole = true};
    Status status = read_checkpoint(&pass);
    if (status != STATUS_OK)
        return status;
    meet_checkpoint(&pass);
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    evidence_row_begin(&row, FIND_ENTRIES);
    while (evidence_row_next(&row))
        take_entry(&pass, &row);
    if (row.status == STATUS_OK)
        row.status = read_state(&pass);
    if (row.status != STATUS_OK)
        return row.status;
    if (pass.has_note && !pass.is_met)
        evidence_tell(verify, (EvidenceFinding){.fault = FAULT_CUT},
                      "the checkpoint knows %" PRIu64 " entries of the log, and it has %" PRId64,
                      pass.note.size, pass.expected - 1);
    verify->out->entry_count = pass.expected - 1;
    evidence_merkle_root(&pass.tree, verify->out->root);
    return find_lost(verify);
}
