/* The base against its log: every report's rows, every original, and what the base keeps beside. */
#include "evidence/evidence_verify.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdarg.h>

#include "core/map.h"

static const char NEXT_REPORT[] =
    "SELECT r.number, r.id, r.sha256, r.is_protected, s.entry, s.original, s.id, s.tables, s.claims, "
    "j.digest,"
    " (SELECT count(*) FROM journal n WHERE n.follows = s.entry OR (n.number = s.entry AND n.act = 'purge'))"
    " FROM report r LEFT JOIN seal s ON s.subject = 'report' AND s.number = r.number"
    " LEFT JOIN journal j ON j.number = s.entry WHERE r.number > $1 ORDER BY r.number LIMIT 1";
static const char NEXT_DECISION[] =
    "SELECT d.number, NULL, NULL, 1, s.entry, s.original, s.id, s.tables, s.claims, j.digest,"
    " (SELECT count(*) FROM journal n WHERE n.follows = s.entry OR (n.number = s.entry AND n.act = 'purge'))"
    " FROM decision d LEFT JOIN seal s ON s.subject = 'decision' AND s.number = d.number"
    " LEFT JOIN journal j ON j.number = s.entry WHERE d.number > $1 ORDER BY d.number LIMIT 1";
static const char FIND_LINEAGE[] =
    "SELECT s.entry, s.tables, j.digest FROM seal s JOIN journal j ON j.number = s.entry"
    " WHERE s.subject = 'lineage' AND s.number = 0 AND s.id IS NULL AND s.original = 0 AND s.claims = ''";
static const char FIND_KINDS[] =
    "SELECT k.kind FROM pack_kind k WHERE NOT EXISTS (SELECT 1 FROM claim c"
    " WHERE c.kind = k.kind AND substr(c.pack, 1, length(k.pack) + 1) = k.pack || ' ')"
    " ORDER BY k.kind";
static const char FIND_OTHER_KINDS[] =
    "SELECT DISTINCT c.kind FROM claim c WHERE replace(c.pack, ' ', '') <> c.pack AND NOT EXISTS"
    " (SELECT 1 FROM pack_kind k WHERE k.kind = c.kind) ORDER BY c.kind";
static const char FIND_UNUSED_PLACES[] =
    "SELECT p.number FROM place p WHERE NOT EXISTS (SELECT 1 FROM claim_place c WHERE c.place = p.number)"
    " AND NOT EXISTS (SELECT 1 FROM report_place r WHERE r.place = p.number) ORDER BY p.number";
static const char HAS_ORIGINAL[] = "SELECT s.original FROM report r JOIN seal s ON s.subject = 'report' AND "
                                   "s.number = r.number WHERE r.sha256 = $1";

const char *evidence_fault_word(EvidenceFault fault)
{
    switch (fault) {
    case FAULT_ALTERED:
        return "altered";
    case FAULT_MISSING:
        return "missing";
    case FAULT_ADDED:
        return "added";
    case FAULT_CUT:
        return "cut";
    case FAULT_FORKED:
        return "forked";
    case FAULT_DAMAGED:
        return "damaged";
    case FAULT_NONE:
        break;
    }
    return "note";
}

void evidence_tell(Verify *verify, EvidenceFinding finding, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    finding.text = text_from(text);
    verify->out->finding_count += finding.fault != FAULT_NONE;
    verify->options->tell(verify->options->context, &finding);
}

/* ---- reports ---- */

/* A report or decision and its seal; the texts lie in buffers that are used again. */
typedef struct Sealed {
    int64_t number, entry;
    bool is_protected, is_sealed, has_original;
    bool is_followed; /* by another entry, or it is no seal that was ever written */
    Text id, sha256, sealed_id, tables, claims, digest;
    Buffer bytes;
} Sealed;

static void keep(Sealed *sealed, Text text, size_t *at)
{
    *at = sealed->bytes.length;
    buffer_add(&sealed->bytes, text);
}

/* sql gives the columns of NEXT_REPORT. */
static bool next_sealed(EvidenceRow *row, const char *sql, int64_t last, Sealed *out)
{
    size_t at[7] = {0};
    bool has_row = false;
    Buffer bytes = out->bytes;
    buffer_clear(&bytes);
    *out = (Sealed){.bytes = bytes};
    evidence_row_begin(row, sql);
    evidence_put_integer(row, last);
    while (evidence_row_next(row)) {
        has_row = true;
        out->number = evidence_take_integer(row);
        keep(out, evidence_take_text(row), &at[0]);
        keep(out, evidence_take_text(row), &at[1]);
        out->is_protected = evidence_take_bool(row);
        out->entry = evidence_take_integer(row);
        out->is_sealed = out->entry != 0;
        int64_t original = evidence_take_integer(row);
        out->has_original = original == 1;
        out->is_followed = original != 0 && original != 1;
        keep(out, evidence_take_text(row), &at[2]);
        keep(out, evidence_take_text(row), &at[3]);
        keep(out, evidence_take_text(row), &at[4]);
        keep(out, evidence_take_text(row), &at[5]);
        at[6] = out->bytes.length;
        out->is_followed |= evidence_take_integer(row) != 0;
    }
    Text *texts[] = {&out->id, &out->sha256, &out->sealed_id, &out->tables, &out->claims, &out->digest};
    for (size_t i = 0; has_row && i < 6; i++)
        *texts[i] = text_slice(buffer_text(&out->bytes), at[i], at[i + 1]);
    return has_row;
}

static EvidenceFinding of_report(const Sealed *sealed, EvidenceFault fault)
{
    return (EvidenceFinding){.fault = fault,
                             .report_id = sealed->id,
                             .entry = sealed->entry,
                             .is_protected = sealed->is_protected};
}

/* The line of a list of lines that begins with key and a space; what stands behind it. */
static Text line_of(Text lines, const char *key)
{
    Text line, name = text_from(key);
    while (text_split(&lines, '\n', &line))
        if (line.length > name.length && text_starts_with(line, name) && line.bytes[name.length] == ' ')
            return text_slice(line, name.length + 1, line.length);
    return TEXT_EMPTY;
}

static int64_t count_of(Text counts)
{
    Text digits;
    int64_t count = 0;
    bool is_count = text_split(&counts, ' ', &digits) && text_to_int64(digits, &count);
    return is_count ? count : 0;
}

/* Which tables came to something else than the seal says. */
static bool tell_tables(Verify *verify, const EvidenceSeal *seal, Text now, Text then,
                        EvidenceFinding finding)
{
    bool is_told = false;
    for (size_t i = 0; i < seal->table_count; i++) {
        const char *name = seal->tables[i].name;
        Text before = line_of(then, name), after = line_of(now, name);
        if (text_equals(before, after))
            continue;
        int64_t was = count_of(before), is = count_of(after);
        finding.table = text_from(name);
        finding.fault = is < was ? FAULT_MISSING : is > was ? FAULT_ADDED : FAULT_ALTERED;
        if (is == was)
            evidence_tell(verify, finding, "a row of %s%s", name,
                          strstr(name, "_place") ? ", or the place that it leads to" : "");
        else
            evidence_tell(verify, finding,
                          "%" PRId64 " of %s: there are %" PRId64 " rows, %" PRId64 " were sealed",
                          is < was ? was - is : is - was, name, is, was);
        is_told = true;
    }
    return is_told;
}

/* "id version sum": what stands before the last space, and the id alone. */
static Text claim_key(Text line, Text *out_id)
{
    size_t end = line.length;
    while (end > 0 && line.bytes[end - 1] != ' ')
        end--;
    Text key = text_slice(line, 0, end > 0 ? end - 1 : line.length);
    Text rest = key;
    if (!text_split(&rest, ' ', out_id))
        *out_id = key;
    return key;
}

/* The lines by their claims; value is the whole line. */
static Map claims_of(Arena *arena, Text lines)
{
    Map map = map_in(arena);
    Text line, id;
    while (text_split(&lines, '\n', &line))
        if (line.length > 0) {
            Text *kept = ARENA_NEW(arena, Text);
            *kept = line;
            map_put(&map, claim_key(line, &id))->value = kept;
        }
    return map;
}

static void tell_claims(Verify *verify, Text now, Text then, EvidenceFinding finding)
{
    Map before = claims_of(verify->arena, then), after = claims_of(verify->arena, now);
    finding.table = TEXT("claim");
    for (size_t i = 0; i < after.count; i++) {
        const Text *line = after.entries[i].value;
        const MapEntry *entry = map_find(&before, after.entries[i].key);
        if (entry && text_equals(*line, *(const Text *)entry->value))
            continue;
        claim_key(*line, &finding.claim_id);
        finding.fault = entry ? FAULT_ALTERED : FAULT_ADDED;
        evidence_tell(verify, finding, entry ? "the claim, or a row that belongs to it" : "the claim");
    }
    finding.fault = FAULT_MISSING;
    for (size_t i = 0; i < before.count; i++)
        if (!map_find(&after, before.entries[i].key)) {
            claim_key(*(const Text *)before.entries[i].value, &finding.claim_id);
            evidence_tell(verify, finding, "the claim");
        }
}

static void check_seal(Verify *verify, EvidenceSeal *seal, const Sealed *sealed)
{
    unsigned char digest[DIGEST_SIZE];
    char hex[2 * DIGEST_SIZE + 1];
    evidence_seal_digest(seal, verify->evidence->salt, sealed->has_original, digest);
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    Text tables = evidence_seal_tables(seal), claims = evidence_seal_claims(seal);
    bool is_right = text_is(sealed->digest, hex) && !sealed->is_followed;
    bool is_same = text_equals(sealed->id, sealed->sealed_id) && text_equals(tables, sealed->tables) &&
                   text_equals(claims, sealed->claims);
    if (is_right && is_same)
        return;
    EvidenceFinding finding = of_report(sealed, FAULT_ALTERED);
    bool is_told = !is_right && tell_tables(verify, seal, tables, sealed->tables, finding);
    if (!is_right)
        tell_claims(verify, claims, sealed->claims, finding);
    if (is_told)
        return;
    finding.table = TEXT("seal");
    evidence_tell(verify, finding, "its seal does not fit entry %" PRId64 " of the log", sealed->entry);
}

static Status check_original(Verify *verify, const Sealed *sealed)
{
    bool is_there = false, is_right = false;
    if (!sealed->has_original || verify->options->skip_originals)
        return STATUS_OK;
    Status status =
        evidence_blob_check(verify->evidence->files, sealed->sha256, &is_there, &is_right, verify->error);
    if (status != STATUS_OK)
        return status;
    verify->out->original_count++;
    if (!is_right)
        evidence_tell(
            verify, of_report(sealed, is_there ? FAULT_ALTERED : FAULT_MISSING), "the original, %.2s/%.*s",
            sealed->sha256.bytes ? sealed->sha256.bytes : "",
            TEXT_ARGS(text_slice(sealed->sha256, sealed->sha256.length < 2 ? sealed->sha256.length : 2,
                                 sealed->sha256.length)));
    return STATUS_OK;
}

static Status verify_reports(Verify *verify)
{
    EvidenceSeal seal = evidence_seal_in(verify->arena, evidence_report_tables, evidence_report_table_count);
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    Sealed sealed = {.bytes = buffer_in(verify->arena)};
    for (int64_t last = INT64_MIN; next_sealed(&row, NEXT_REPORT, last, &sealed); last = sealed.number) {
        evidence_log_take(&row, &seal, sealed.number);
        if (row.status != STATUS_OK)
            break;
        verify->out->report_count++;
        verify->out->claim_count += (int64_t)seal.claims.count;
        if (!sealed.is_sealed)
            evidence_tell(verify, of_report(&sealed, FAULT_ADDED), "the report has no entry in the log");
        else if (sealed.digest.length == 0)
            evidence_tell(verify, of_report(&sealed, FAULT_ADDED), "its entry %" PRId64 " is not in the log",
                          sealed.entry);
        else
            check_seal(verify, &seal, &sealed);
        row.status = check_original(verify, &sealed);
    }
    return row.status;
}

/* ---- what the base keeps beside ---- */

static Status verify_decisions(Verify *verify)
{
    EvidenceSeal seal =
        evidence_seal_in(verify->arena, evidence_decision_tables, evidence_decision_table_count);
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    Sealed sealed = {.bytes = buffer_in(verify->arena)};
    for (int64_t last = INT64_MIN; next_sealed(&row, NEXT_DECISION, last, &sealed); last = sealed.number) {
        evidence_log_take(&row, &seal, sealed.number);
        if (row.status != STATUS_OK)
            break;
        EvidenceFinding finding = {.fault = FAULT_ADDED, .table = TEXT("decision"), .entry = sealed.entry};
        if (!sealed.is_sealed || sealed.digest.length == 0)
            evidence_tell(verify, finding, "decision %" PRId64 " has no entry in the log", sealed.number);
        else
            check_seal(verify, &seal, &sealed);
    }
    return row.status;
}

static Status verify_lineage(Verify *verify)
{
    char hex[2 * DIGEST_SIZE + 1];
    unsigned char digest[DIGEST_SIZE];
    EvidenceSeal seal =
        evidence_seal_in(verify->arena, evidence_lineage_tables, evidence_lineage_table_count);
    EvidenceRow row = evidence_row(verify->evidence, verify->arena, verify->error);
    EvidenceFinding finding = {.fault = FAULT_ALTERED};
    Text tables = TEXT_EMPTY, kept = TEXT_EMPTY;
    evidence_row_begin(&row, FIND_LINEAGE);
    while (evidence_row_next(&row)) {
        finding.entry = evidence_take_integer(&row);
        tables = evidence_take_text(&row);
        kept = evidence_take_text(&row);
    }
    evidence_log_take(&row, &seal, 0);
    if (row.status != STATUS_OK)
        return row.status;
    evidence_seal_digest(&seal, verify->evidence->salt, false, digest);
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    Text now = evidence_seal_tables(&seal);
    bool is_right = kept.length > 0 ? text_is(kept, hex) && text_equals(now, tables) : now.length == 0;
    if (!is_right && !tell_tables(verify, &seal, now, tables, finding)) {
        finding.table = TEXT("seal");
        evidence_tell(verify, finding, "the seal of the lineage does not fit entry %" PRId64 " of the log",
                      finding.entry);
    }
    return row.status;
}

/* Both lists are in the order of table and column: what only one of them has is missing or added. */
typedef struct ColumnClass {
    Text table, column, class;
} ColumnClass;

/* The earlier of the model's class and the base's is told where they differ; below 0: the model's alone. */
static int compare_class(Verify *verify, const Text *ours, const ColumnClass *theirs)
{
    EvidenceFinding finding = {.table = TEXT("column_class")};
    int order = !ours ? 1 : theirs->table.length == 0 ? -1 : text_compare(ours[0], theirs->table);
    if (order == 0)
        order = text_compare(ours[1], theirs->column);
    finding.fault = order < 0 ? FAULT_MISSING : order > 0 ? FAULT_ADDED : FAULT_ALTERED;
    Text table = order < 0 ? ours[0] : theirs->table;
    Text column = order < 0 ? ours[1] : theirs->column;
    if (order != 0 || !text_equals(ours[2], theirs->class))
        evidence_tell(verify, finding, "the class of %.*s.%.*s", TEXT_ARGS(table), TEXT_ARGS(column));
    return order;
}

static Status verify_classes(Verify *verify)
{
    TextList model;
    Status status = evidence_model_classes(verify->arena, &model, verify->error);
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    evidence_row_begin(&row, EVIDENCE_LIST_CLASSES);
    bool has_row = evidence_row_next(&row);
    for (size_t i = 0; (has_row || i < model.count) && row.status == STATUS_OK;) {
        ColumnClass theirs = {TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY};
        if (has_row) {
            row.next = 0;
            theirs.table = evidence_take_text(&row);
            theirs.column = evidence_take_text(&row);
            theirs.class = evidence_take_text(&row);
        }
        int order = compare_class(verify, i < model.count ? &model.items[i] : NULL, &theirs);
        i += order <= 0 ? 3 : 0;
        if (order >= 0)
            has_row = evidence_row_next(&row);
    }
    return row.status;
}

static Status verify_kinds(Verify *verify)
{
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    EvidenceFinding finding = {.fault = FAULT_ADDED, .table = TEXT("pack_kind")};
    evidence_row_begin(&row, FIND_KINDS);
    while (evidence_row_next(&row)) {
        Text kind = evidence_take_text(&row);
        evidence_tell(verify, finding, "kind %.*s: no claim of that pack is of it", TEXT_ARGS(kind));
    }
    finding.fault = FAULT_MISSING;
    evidence_row_begin(&row, FIND_OTHER_KINDS);
    while (evidence_row_next(&row)) {
        Text kind = evidence_take_text(&row);
        evidence_tell(verify, finding, "kind %.*s: claims are of it", TEXT_ARGS(kind));
    }
    return row.status;
}

static Status verify_places(Verify *verify)
{
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    EvidenceFinding finding = {.fault = FAULT_ADDED, .is_protected = true, .table = TEXT("place")};
    evidence_row_begin(&row, FIND_UNUSED_PLACES);
    while (evidence_row_next(&row))
        evidence_tell(verify, finding, "place %" PRId64 ", which nothing names", evidence_take_integer(&row));
    return row.status;
}

/* An original that no report has: somebody put it there, or a read was killed behind it. */
static Status visit_original(void *context, Text sha256)
{
    Verify *verify = context;
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    evidence_row_begin(&row, HAS_ORIGINAL);
    evidence_put_text(&row, sha256);
    if (evidence_row_run(&row) == 0 && row.status == STATUS_OK)
        evidence_tell(verify, (EvidenceFinding){.fault = FAULT_ADDED, .is_protected = true},
                      "the original %.2s/%.*s is of no report: a read was killed, or is under way",
                      sha256.bytes, TEXT_ARGS(text_slice(sha256, 2, sha256.length)));
    return row.status;
}

static void tell_problem(void *context, EvidenceFault fault, Text table, Text text)
{
    evidence_tell(context, (EvidenceFinding){.fault = fault, .table = table}, "%.*s", TEXT_ARGS(text));
}

/* A purge that waits to be ended, and a log that was never begun: a migration was killed, or somebody took
 * all of it. */
static Status verify_state(Verify *verify, bool *out_has_log)
{
    EvidenceRow row = evidence_row(verify->evidence, NULL, verify->error);
    evidence_row_begin(&row, "SELECT count(*) FROM purge_pending");
    if (evidence_row_run(&row) > 0)
        evidence_tell(verify, (EvidenceFinding){.fault = FAULT_ADDED, .table = TEXT("purge_pending")},
                      "a purge was interrupted: hearsay purge ends it");
    evidence_row_begin(&row, "SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM log_state)"
                             " + (SELECT count(*) FROM seal)");
    *out_has_log = evidence_row_run(&row) > 0;
    if (!*out_has_log && row.status == STATUS_OK)
        evidence_tell(verify, (EvidenceFinding){.fault = FAULT_MISSING, .table = TEXT("log_state")},
                      "the log was not begun, or was taken out as a whole: the next read begins it");
    return row.status;
}

static Status verify_all(Verify *verify)
{
    Evidence *evidence = verify->evidence;
    bool has_log = false;
    Status status =
        evidence->functions->check(evidence->store, verify->arena, tell_problem, verify, verify->error);
    if (status == STATUS_OK)
        status = verify_state(verify, &has_log);
    if (status != STATUS_OK || !has_log)
        return status;
    status = evidence_verify_log(verify);
    if (status == STATUS_OK)
        status = verify_reports(verify);
    if (status == STATUS_OK)
        status = verify_lineage(verify);
    if (status == STATUS_OK)
        status = verify_decisions(verify);
    if (status == STATUS_OK)
        status = verify_classes(verify);
    if (status == STATUS_OK)
        status = verify_kinds(verify);
    if (status == STATUS_OK)
        status = verify_places(verify);
    /* In a view of its own: a report that came in meanwhile has its original there. */
    evidence_settle(evidence);
    if (status == STATUS_OK && !verify->options->skip_originals)
        status = evidence_blob_visit(evidence->files, visit_original, verify, verify->error);
    return status;
}

Status evidence_verify(Evidence *evidence, Arena *arena, const EvidenceVerifyOptions *options,
                       EvidenceVerified *out, Error *error)
{
    evidence_settle(evidence);
    *out = (EvidenceVerified){.checkpoint_size = -1, .has_log = evidence->has_log};
    Verify verify = {evidence, arena, options, out, error};
    Status status = evidence_begin_reading(evidence, error);
    if (status == STATUS_OK)
        status = verify_all(&verify);
    /* A base that cannot be read to its end is what was looked for. */
    if (status == ERR_STORE) {
        evidence_tell(&verify, (EvidenceFinding){.fault = FAULT_DAMAGED}, "%s", error->message);
        error_clear(error);
        status = STATUS_OK;
    }
    evidence_settle(evidence);
    return status;
}

/* ---- checkpoints ---- */

Status evidence_checkpoint(Evidence *evidence, Arena *arena, Text key_line, Text *out, Error *error)
{
    evidence_settle(evidence);
    NoteKey key;
    Merkle tree = {0};
    unsigned char root[DIGEST_SIZE];
    Text origin = TEXT_EMPTY;
    bool is_whole = false;
    Status status = key_line.length > 0 ? evidence_note_read_key(key_line, &key, error) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    EvidenceRow row = evidence_row(evidence, arena, error);
    evidence_row_begin(&row, "SELECT origin, size, peaks FROM log_state WHERE number = 1");
    while (evidence_row_next(&row)) {
        origin = evidence_take_text(&row);
        int64_t size = evidence_take_integer(&row);
        is_whole = size >= 0 && evidence_merkle_read((uint64_t)size, evidence_take_text(&row), &tree);
    }
    if (row.status == STATUS_OK && !is_whole)
        return error_at(
            error, ERR_STORE, evidence->location, 0,
            "the base was altered: the state of its log is no tree; hearsay verify says what stands");
    if (row.status != STATUS_OK)
        return row.status;
    evidence_merkle_root(&tree, root);
    status =
        evidence_note_write(arena, origin, tree.size, root, key_line.length > 0 ? &key : NULL, out, error);
    sodium_memzero(&key, sizeof key);
    return status;
}

Status evidence_new_key(Arena *arena, Text name, Text *out_secret, Text *out_public, Error *error)
{
    return evidence_note_make_key(arena, name, out_secret, out_public, error);
}

Status evidence_last_day(Evidence *evidence, Day *out, Error *error)
{
    evidence_settle(evidence);
    EvidenceRow row = evidence_row(evidence, NULL, error);
    *out = DAY_NONE;
    evidence_row_begin(&row, "SELECT day FROM journal WHERE day IS NOT NULL ORDER BY number DESC LIMIT 1");
    while (evidence_row_next(&row))
        *out = evidence_take_day(&row);
    return row.status;
}
