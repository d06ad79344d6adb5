#include "evidence/evidence_seal.h"

#include <inttypes.h>
#include <sodium.h>

#define CLAIM_ROWS(columns, table, order)                                                                    \
    "SELECT " columns " FROM claim c JOIN " table                                                            \
    " x ON x.claim = c.number WHERE c.report = $1 ORDER BY x.claim, " order

/* A place stands in the base once: what it says is sealed with each row that leads to it. */
#define PLACE_COLUMNS                                                                                        \
    "p.as_words, p.name, p.country, p.admin1, p.accuracy, p.geonames, p.latitude, p.longitude"

/* The columns are those that evidence_add.c writes, in its order; a later column goes to the end, so that
 * what was sealed without it stays as it is. A row's own number is told by the rows that name it. */
const SealTable evidence_report_tables[] = {
    {"report", "ttttttttiittttiiitiiiitiiiit",
     "SELECT id, sha256, text_sha256, name, format, extractor, container_name, container_sha256, "
     "container_offset,"
     " byte_count, title, outlet, url, language, translated, retold, is_protected, published,"
     " published_all_first, published_all_last, published_some_first, published_some_last, published_basis,"
     " recorded, sentence_count, claim_count, unread_count, text FROM report WHERE number = $1",
     false, false},
    {"report_note", "iitt",
     "SELECT report, position, key, value FROM report_note WHERE report = $1 ORDER BY position", false,
     false},
    {"report_place", "iiiiiiitttttirr",
     "SELECT n.report, n.position, n.place, n.first_byte, n.end_byte, n.start, n.stop, " PLACE_COLUMNS
     " FROM report_place n LEFT JOIN place p ON p.number = n.place WHERE n.report = $1 ORDER BY n.position",
     false, false},
    {"unread", "iittiiii",
     "SELECT report, position, words, cue, first_byte, end_byte, start, stop FROM unread WHERE report = $1"
     " ORDER BY position",
     false, false},
    {"source", "ittttttii",
     "SELECT report, id, as_words, type, where_words, knows, said, voices_low, voices_high FROM source"
     " WHERE report = $1 ORDER BY number",
     false, false},
    {"source_maybe", "iit",
     "SELECT x.source, x.position, x.id FROM source s JOIN source_maybe x ON x.source = s.number"
     " WHERE s.report = $1 ORDER BY x.source, x.position",
     false, false},
    {"source_via", "iittttttii",
     "SELECT x.source, x.position, x.id, x.as_words, x.type, x.where_words, x.knows, x.said, x.voices_low,"
     " x.voices_high FROM source s JOIN source_via x ON x.source = s.number"
     " WHERE s.report = $1 ORDER BY x.source, x.position",
     false, false},
    {"claim", "tiiitiitttiiiititiiitttiiitrttiii",
     "SELECT id, version, report, position, kind, is_event, is_coarse, status, part, happens, all_first, "
     "all_last,"
     " some_first, some_last, starts, has_end, asof, number_is_given, number_low, number_high, number_unit,"
     " number_of, number_as, number_is_approximate, number_is_vague, source, rule, sure, checked, pack, "
     "recorded,"
     " superseded, decision, number FROM claim WHERE report = $1 ORDER BY number",
     true, true},
    {"claim_role", "ititt",
     CLAIM_ROWS("x.claim, x.side, x.position, x.role, x.as_words", "claim_role", "x.side, x.position"), false,
     true},
    {"claim_name", "iitt",
     CLAIM_ROWS("x.claim, x.position, x.as_words, x.is_what", "claim_name", "x.position"), false, true},
    {"claim_words", "itit",
     CLAIM_ROWS("x.claim, x.field, x.position, x.words", "claim_words", "x.field, x.position"), false, true},
    {"claim_place", "itiitttttirr",
     "SELECT x.claim, x.side, x.position, x.place, " PLACE_COLUMNS
     " FROM claim c JOIN claim_place x ON x.claim = c.number LEFT JOIN place p ON p.number = x.place"
     " WHERE c.report = $1 ORDER BY x.claim, x.side, x.position",
     false, true},
    {"claim_evidence", "iiiiiittt",
     CLAIM_ROWS("x.claim, x.position, x.first_byte, x.end_byte, x.start, x.stop, x.exact, x.prefix, x.suffix",
                "claim_evidence", "x.position"),
     false, true},
    {"claim_field", "iitiiii",
     CLAIM_ROWS("x.claim, x.position, x.field, x.first_byte, x.end_byte, x.start, x.stop", "claim_field",
                "x.position"),
     false, true},
    {"claim_way", "iitt", CLAIM_ROWS("x.claim, x.position, x.field, x.way", "claim_way", "x.position"), false,
     true},
    {"claim_own", "iitt", CLAIM_ROWS("x.claim, x.position, x.key, x.value", "claim_own", "x.position"), false,
     true},
};
const size_t evidence_report_table_count = sizeof evidence_report_tables / sizeof *evidence_report_tables;

const SealTable evidence_decision_tables[] = {
    {"decision", "ttiti", "SELECT verb, handle, day, reason, undoes FROM decision WHERE number = $1", false,
     false},
    {"decision_subject", "iitt",
     "SELECT decision, position, what, id FROM decision_subject WHERE decision = $1 ORDER BY position", false,
     false},
    {"decision_field", "iitt",
     "SELECT decision, position, field, value FROM decision_field WHERE decision = $1 ORDER BY position",
     false, false},
};
const size_t evidence_decision_table_count =
    sizeof evidence_decision_tables / sizeof *evidence_decision_tables;

const SealTable evidence_lineage_tables[] = {
    {"derivation", "iiitt",
     "SELECT report, position, parent, how, reasons FROM derivation WHERE CAST($1 AS BIGINT) = 0"
     " ORDER BY report, position",
     false, false},
    {"lineage_state", "ii",
     "SELECT number, report_count FROM lineage_state WHERE CAST($1 AS BIGINT) = 0 ORDER BY number", false,
     false},
};
const size_t evidence_lineage_table_count = sizeof evidence_lineage_tables / sizeof *evidence_lineage_tables;

EvidenceSeal evidence_seal_in(Arena *arena, const SealTable *tables, size_t count)
{
    EvidenceSeal seal = {.arena = arena, .tables = tables, .table_count = count, .table = SEAL_TABLES};
    for (size_t i = 0; i < count; i++)
        seal.rows[i] = buffer_in(arena);
    seal.ids = seal.out_tables = seal.out_claims = buffer_in(arena);
    return seal;
}

void evidence_seal_clear(EvidenceSeal *seal)
{
    for (size_t i = 0; i < seal->table_count; i++) {
        buffer_clear(&seal->rows[i]);
        seal->counts[i] = seal->sums[i] = 0;
    }
    seal->claims.count = 0;
    buffer_clear(&seal->ids);
    seal->table = SEAL_TABLES;
}

/* Names a row that was altered; it binds nothing, so it need not resist anybody. */
static uint64_t sum_of(Text bytes, uint64_t sum)
{
    while (bytes.length > 0) {
        uint64_t word = 0;
        size_t length = bytes.length < sizeof word ? bytes.length : sizeof word;
        memcpy(&word, bytes.bytes, length);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
        sum ^= sum >> 29;
        bytes = text_slice(bytes, length, bytes.length);
    }
    return sum;
}

/* The claim that a row belongs to: on the way in the last one, later that of its number. */
static SealedClaim *claim_of(EvidenceSeal *seal)
{
    size_t low = 0, high = seal->claims.count;
    if (high > 0 && seal->claims.items[high - 1].number == 0)
        return &seal->claims.items[high - 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (seal->claims.items[middle].number < seal->owner)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < seal->claims.count && seal->claims.items[low].number == seal->owner;
    return is_found ? &seal->claims.items[low] : NULL;
}

void evidence_seal_end(EvidenceSeal *seal, int64_t number)
{
    if (seal->table == SEAL_TABLES)
        return;
    const SealTable *table = &seal->tables[seal->table];
    Text row =
        text_slice(buffer_text(&seal->rows[seal->table]), seal->row_begin, seal->rows[seal->table].length);
    uint64_t sum = sum_of(row, seal->table + 1);
    seal->counts[seal->table]++;
    seal->sums[seal->table] = (seal->sums[seal->table] ^ sum) * 0x9e3779b97f4a7c15u;
    if (table->is_claim)
        *LIST_ADD(seal->arena, &seal->claims) =
            (SealedClaim){number, seal->id_begin, seal->ids.length - seal->id_begin, seal->version, sum};
    else if (table->is_of_claim) {
        SealedClaim *claim = claim_of(seal);
        if (claim)
            claim->sum += sum;
    }
    seal->table = SEAL_TABLES;
}

void evidence_seal_begin_table(EvidenceSeal *seal, size_t table)
{
    evidence_seal_end(seal, 0);
    seal->table = table;
    seal->row_begin = seal->rows[table].length;
    seal->column = seal->null_count = 0;
    seal->id_begin = seal->ids.length;
    seal->owner = seal->version = 0;
    buffer_add_byte(&seal->rows[table], 'R');
}

void evidence_seal_begin(EvidenceSeal *seal, const char *sql)
{
    static const char INSERT[] = "INSERT INTO ";
    evidence_seal_end(seal, 0);
    if (strncmp(sql, INSERT, sizeof INSERT - 1) != 0)
        return;
    const char *name = sql + sizeof INSERT - 1;
    size_t length = strcspn(name, " (");
    for (size_t i = 0; i < seal->table_count; i++)
        if (strlen(seal->tables[i].name) == length && memcmp(seal->tables[i].name, name, length) == 0) {
            evidence_seal_begin_table(seal, i);
            return;
        }
}

void evidence_seal_null(EvidenceSeal *seal)
{
    seal->null_count += seal->table != SEAL_TABLES;
    seal->column++;
}

static Buffer *value_begins(EvidenceSeal *seal, char type)
{
    Buffer *rows = &seal->rows[seal->table];
    for (; seal->null_count > 0; seal->null_count--)
        buffer_add_byte(rows, 'n');
    buffer_add_byte(rows, type);
    return rows;
}

static void add_word(Buffer *out, uint64_t value)
{
    char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(value >> (8 * i) & 0xff);
    buffer_add(out, (Text){bytes, sizeof bytes});
}

void evidence_seal_integer(EvidenceSeal *seal, int64_t value)
{
    if (seal->table == SEAL_TABLES)
        return;
    add_word(value_begins(seal, 'i'), (uint64_t)value);
    const SealTable *table = &seal->tables[seal->table];
    if (table->is_claim && seal->column == 1)
        seal->version = value;
    if (seal->column == 0)
        seal->owner = value;
    seal->column++;
}

void evidence_seal_real(EvidenceSeal *seal, double value)
{
    if (seal->table == SEAL_TABLES)
        return;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    add_word(value_begins(seal, 'r'), bits);
    seal->column++;
}

void evidence_seal_text(EvidenceSeal *seal, Text value)
{
    if (seal->table == SEAL_TABLES)
        return;
    Buffer *rows = value_begins(seal, 't');
    add_word(rows, value.length);
    buffer_add(rows, value);
    if (seal->tables[seal->table].is_claim && seal->column == 0)
        buffer_add(&seal->ids, value);
    seal->column++;
}

static void seal_optional(EvidenceSeal *seal, Text value)
{
    if (value.length == 0)
        evidence_seal_null(seal);
    else
        evidence_seal_text(seal, value);
}

void evidence_seal_place(EvidenceSeal *seal, const PlaceRow *place)
{
    seal_optional(seal, place->as);
    seal_optional(seal, place->name);
    seal_optional(seal, place->country);
    seal_optional(seal, place->admin1);
    seal_optional(seal, place->precision);
    evidence_seal_integer(seal, place->geonames);
    if (place->is_located) {
        evidence_seal_real(seal, place->latitude);
        evidence_seal_real(seal, place->longitude);
    }
}

static void hash(crypto_generichash_state *state, Text bytes)
{
    if (bytes.length > 0)
        crypto_generichash_update(state, (const unsigned char *)bytes.bytes, bytes.length);
}

void evidence_seal_digest(const EvidenceSeal *seal, const unsigned char salt[SALT_SIZE], bool has_original,
                          unsigned char out[DIGEST_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, salt, SALT_SIZE, DIGEST_SIZE);
    hash(&state, TEXT("hearsay rows 1\n"));
    for (size_t i = 0; i < seal->table_count; i++) {
        if (seal->rows[i].length == 0)
            continue;
        char head[96];
        int length = snprintf(head, sizeof head, "%s %zu\n", seal->tables[i].name, seal->rows[i].length);
        hash(&state, (Text){head, (size_t)length});
        hash(&state, buffer_text(&seal->rows[i]));
    }
    hash(&state, has_original ? TEXT("original\n") : TEXT_EMPTY);
    crypto_generichash_final(&state, out, DIGEST_SIZE);
}

Text evidence_seal_tables(EvidenceSeal *seal)
{
    buffer_clear(&seal->out_tables);
    for (size_t i = 0; i < seal->table_count; i++)
        if (seal->counts[i] > 0)
            buffer_print(&seal->out_tables, "%s %" PRIu64 " %08" PRIx32 "\n", seal->tables[i].name,
                         seal->counts[i], (uint32_t)(seal->sums[i] >> 32));
    return buffer_text(&seal->out_tables);
}

Text evidence_seal_claims(EvidenceSeal *seal)
{
    buffer_clear(&seal->out_claims);
    for (size_t i = 0; i < seal->claims.count; i++) {
        const SealedClaim *claim = &seal->claims.items[i];
        Text id = text_slice(buffer_text(&seal->ids), claim->id_begin, claim->id_begin + claim->id_length);
        buffer_print(&seal->out_claims, "%.*s %" PRId64 " %08" PRIx32 "\n", TEXT_ARGS(id), claim->version,
                     (uint32_t)(claim->sum >> 32));
    }
    return buffer_text(&seal->out_claims);
}
