-- The evidence base, version 1. docs/base.md describes it.
-- Days are counted from 1970-01-01 (date(day * 86400, 'unixepoch')); -2147483647 is open towards the past,
-- 2147483647 towards the future. A date is its EDTF string and four days: it holds on every day of all and
-- on at least one day of some. first_byte and end_byte lie in report.text, start and stop are the same in code
-- points; ends are exclusive. claim.happens is the claim's when; number_ columns are its count.
-- NULL is "not said". Truth values are 0 and 1. number columns are for joins and mean nothing outside.

CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL UNIQUE,
    text_sha256 TEXT NOT NULL,
    name TEXT,
    format TEXT,
    extractor TEXT,
    container_name TEXT,
    container_sha256 TEXT,
    container_offset INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    language TEXT,
    translated INTEGER NOT NULL,
    retold INTEGER NOT NULL,
    is_protected INTEGER NOT NULL,
    published TEXT,
    published_all_first INTEGER,
    published_all_last INTEGER,
    published_some_first INTEGER,
    published_some_last INTEGER,
    published_basis TEXT,
    recorded INTEGER,
    sentence_count INTEGER NOT NULL,
    claim_count INTEGER NOT NULL,
    unread_count INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- What the user's metadata says besides.
CREATE TABLE report_note (
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    key TEXT,
    value TEXT,
    PRIMARY KEY (report, position)
) STRICT;

-- Places that a report names, whether a claim rests on them or not.
CREATE TABLE report_place (
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    as_words TEXT,
    name TEXT,
    country TEXT,
    admin1 TEXT,
    accuracy TEXT,
    geonames INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (report, position)
) STRICT;

-- Sentences that hold a trigger word or name a place, and yielded no claim.
CREATE TABLE unread (
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    words TEXT,
    cue TEXT,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (report, position)
) STRICT;

-- Who speaks, within one report: the id means nothing outside it, and no index leads from one report's
-- sources to another's.
CREATE TABLE source (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    id TEXT NOT NULL,
    as_words TEXT,
    type TEXT,
    where_words TEXT,
    knows TEXT,
    said TEXT,
    voices_low INTEGER,
    voices_high INTEGER,
    UNIQUE (report, id)
) STRICT;

CREATE TABLE source_maybe (
    source INTEGER NOT NULL REFERENCES source,
    position INTEGER NOT NULL,
    id TEXT,
    PRIMARY KEY (source, position)
) STRICT;

-- The relaying outlets, nearest to the first-hand source first.
CREATE TABLE source_via (
    source INTEGER NOT NULL REFERENCES source,
    position INTEGER NOT NULL,
    id TEXT,
    as_words TEXT,
    type TEXT,
    where_words TEXT,
    knows TEXT,
    said TEXT,
    voices_low INTEGER,
    voices_high INTEGER,
    PRIMARY KEY (source, position)
) STRICT;

-- A claim is never edited: a correction is a further version of the id, and the one before is superseded.
CREATE TABLE claim (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    is_event INTEGER NOT NULL,
    is_coarse INTEGER NOT NULL,
    status TEXT NOT NULL,
    part TEXT,
    happens TEXT,
    all_first INTEGER,
    all_last INTEGER,
    some_first INTEGER,
    some_last INTEGER,
    starts TEXT,
    has_end INTEGER NOT NULL,
    asof TEXT,
    number_is_given INTEGER NOT NULL,
    number_low INTEGER,
    number_high INTEGER,
    number_unit TEXT,
    number_of TEXT,
    number_as TEXT,
    number_is_approximate INTEGER NOT NULL,
    number_is_vague INTEGER NOT NULL,
    source INTEGER REFERENCES source,
    rule TEXT,
    sure REAL NOT NULL,
    checked TEXT,
    pack TEXT,
    recorded INTEGER,
    superseded INTEGER,
    UNIQUE (id, version)
) STRICT;
CREATE INDEX claim_report ON claim (report, position);

CREATE TABLE claim_role (
    claim INTEGER NOT NULL REFERENCES claim,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT,
    as_words TEXT,
    PRIMARY KEY (claim, side, position)
) STRICT;

CREATE TABLE claim_name (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    as_words TEXT,
    is_what TEXT,
    PRIMARY KEY (claim, position)
) STRICT;

-- Lists of words: work, papers, when.
CREATE TABLE claim_words (
    claim INTEGER NOT NULL REFERENCES claim,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    words TEXT,
    PRIMARY KEY (claim, field, position)
) STRICT;

CREATE TABLE claim_place (
    claim INTEGER NOT NULL REFERENCES claim,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    as_words TEXT,
    name TEXT,
    country TEXT,
    admin1 TEXT,
    accuracy TEXT,
    geonames INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    PRIMARY KEY (claim, side, position)
) STRICT;

CREATE TABLE claim_evidence (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    exact TEXT NOT NULL,
    prefix TEXT,
    suffix TEXT,
    PRIMARY KEY (claim, position)
) STRICT;

-- The words that each field rests on.
CREATE TABLE claim_field (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT;

-- What entered, was decided and was purged: digests, handles and days, no words. Rows are only ever added.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    day INTEGER,
    act TEXT NOT NULL,
    digest TEXT NOT NULL,
    handle TEXT
) STRICT;
-- sqlite:
CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
-- postgresql:
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the % is only added to', TG_TABLE_NAME; END $$;
CREATE TRIGGER journal_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
-- both:

-- The class of every column: public may leave the base with a public report, protected never leaves it, and
-- secret is nowhere but in the vault. A row of a protected report is protected whatever its columns are.
CREATE TABLE column_class (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('public', 'protected', 'secret')),
    PRIMARY KEY (table_name, column_name)
) STRICT;
INSERT INTO column_class VALUES
    ('report', 'number', 'protected'),
    ('report', 'id', 'public'),
    ('report', 'sha256', 'public'),
    ('report', 'text_sha256', 'public'),
    ('report', 'name', 'protected'),
    ('report', 'format', 'public'),
    ('report', 'extractor', 'public'),
    ('report', 'container_name', 'protected'),
    ('report', 'container_sha256', 'protected'),
    ('report', 'container_offset', 'protected'),
    ('report', 'byte_count', 'public'),
    ('report', 'title', 'public'),
    ('report', 'outlet', 'public'),
    ('report', 'url', 'public'),
    ('report', 'language', 'public'),
    ('report', 'translated', 'public'),
    ('report', 'retold', 'public'),
    ('report', 'is_protected', 'protected'),
    ('report', 'published', 'public'),
    ('report', 'published_all_first', 'public'),
    ('report', 'published_all_last', 'public'),
    ('report', 'published_some_first', 'public'),
    ('report', 'published_some_last', 'public'),
    ('report', 'published_basis', 'public'),
    ('report', 'recorded', 'protected'),
    ('report', 'sentence_count', 'public'),
    ('report', 'claim_count', 'public'),
    ('report', 'unread_count', 'public'),
    ('report', 'text', 'protected'),
    ('report_note', 'report', 'protected'),
    ('report_note', 'position', 'protected'),
    ('report_note', 'key', 'protected'),
    ('report_note', 'value', 'protected'),
    ('report_place', 'report', 'protected'),
    ('report_place', 'position', 'public'),
    ('report_place', 'as_words', 'public'),
    ('report_place', 'name', 'public'),
    ('report_place', 'country', 'public'),
    ('report_place', 'admin1', 'public'),
    ('report_place', 'accuracy', 'public'),
    ('report_place', 'geonames', 'public'),
    ('report_place', 'latitude', 'public'),
    ('report_place', 'longitude', 'public'),
    ('report_place', 'first_byte', 'public'),
    ('report_place', 'end_byte', 'public'),
    ('report_place', 'start', 'public'),
    ('report_place', 'stop', 'public'),
    ('unread', 'report', 'protected'),
    ('unread', 'position', 'public'),
    ('unread', 'words', 'protected'),
    ('unread', 'cue', 'protected'),
    ('unread', 'first_byte', 'public'),
    ('unread', 'end_byte', 'public'),
    ('unread', 'start', 'public'),
    ('unread', 'stop', 'public'),
    ('source', 'number', 'protected'),
    ('source', 'report', 'protected'),
    ('source', 'id', 'public'),
    ('source', 'as_words', 'public'),
    ('source', 'type', 'public'),
    ('source', 'where_words', 'public'),
    ('source', 'knows', 'public'),
    ('source', 'said', 'public'),
    ('source', 'voices_low', 'public'),
    ('source', 'voices_high', 'public'),
    ('source_maybe', 'source', 'protected'),
    ('source_maybe', 'position', 'public'),
    ('source_maybe', 'id', 'public'),
    ('source_via', 'source', 'protected'),
    ('source_via', 'position', 'public'),
    ('source_via', 'id', 'public'),
    ('source_via', 'as_words', 'public'),
    ('source_via', 'type', 'public'),
    ('source_via', 'where_words', 'public'),
    ('source_via', 'knows', 'public'),
    ('source_via', 'said', 'public'),
    ('source_via', 'voices_low', 'public'),
    ('source_via', 'voices_high', 'public'),
    ('claim', 'number', 'protected'),
    ('claim', 'id', 'public'),
    ('claim', 'version', 'public'),
    ('claim', 'report', 'protected'),
    ('claim', 'position', 'public'),
    ('claim', 'kind', 'public'),
    ('claim', 'is_event', 'public'),
    ('claim', 'is_coarse', 'public'),
    ('claim', 'status', 'public'),
    ('claim', 'part', 'public'),
    ('claim', 'happens', 'public'),
    ('claim', 'all_first', 'public'),
    ('claim', 'all_last', 'public'),
    ('claim', 'some_first', 'public'),
    ('claim', 'some_last', 'public'),
    ('claim', 'starts', 'public'),
    ('claim', 'has_end', 'public'),
    ('claim', 'asof', 'public'),
    ('claim', 'number_is_given', 'public'),
    ('claim', 'number_low', 'public'),
    ('claim', 'number_high', 'public'),
    ('claim', 'number_unit', 'public'),
    ('claim', 'number_of', 'public'),
    ('claim', 'number_as', 'public'),
    ('claim', 'number_is_approximate', 'public'),
    ('claim', 'number_is_vague', 'public'),
    ('claim', 'source', 'protected'),
    ('claim', 'rule', 'public'),
    ('claim', 'sure', 'public'),
    ('claim', 'checked', 'protected'),
    ('claim', 'pack', 'public'),
    ('claim', 'recorded', 'protected'),
    ('claim', 'superseded', 'protected'),
    ('claim_role', 'claim', 'protected'),
    ('claim_role', 'side', 'public'),
    ('claim_role', 'position', 'public'),
    ('claim_role', 'role', 'public'),
    ('claim_role', 'as_words', 'public'),
    ('claim_name', 'claim', 'protected'),
    ('claim_name', 'position', 'public'),
    ('claim_name', 'as_words', 'public'),
    ('claim_name', 'is_what', 'public'),
    ('claim_words', 'claim', 'protected'),
    ('claim_words', 'field', 'public'),
    ('claim_words', 'position', 'public'),
    ('claim_words', 'words', 'public'),
    ('claim_place', 'claim', 'protected'),
    ('claim_place', 'side', 'public'),
    ('claim_place', 'position', 'public'),
    ('claim_place', 'as_words', 'public'),
    ('claim_place', 'name', 'public'),
    ('claim_place', 'country', 'public'),
    ('claim_place', 'admin1', 'public'),
    ('claim_place', 'accuracy', 'public'),
    ('claim_place', 'geonames', 'public'),
    ('claim_place', 'latitude', 'public'),
    ('claim_place', 'longitude', 'public'),
    ('claim_evidence', 'claim', 'protected'),
    ('claim_evidence', 'position', 'public'),
    ('claim_evidence', 'first_byte', 'public'),
    ('claim_evidence', 'end_byte', 'public'),
    ('claim_evidence', 'start', 'public'),
    ('claim_evidence', 'stop', 'public'),
    ('claim_evidence', 'exact', 'public'),
    ('claim_evidence', 'prefix', 'public'),
    ('claim_evidence', 'suffix', 'public'),
    ('claim_field', 'claim', 'protected'),
    ('claim_field', 'position', 'public'),
    ('claim_field', 'field', 'public'),
    ('claim_field', 'first_byte', 'public'),
    ('claim_field', 'end_byte', 'public'),
    ('claim_field', 'start', 'public'),
    ('claim_field', 'stop', 'public'),
    ('journal', 'number', 'protected'),
    ('journal', 'day', 'protected'),
    ('journal', 'act', 'protected'),
    ('journal', 'digest', 'protected'),
    ('journal', 'handle', 'protected'),
    ('column_class', 'table_name', 'protected'),
    ('column_class', 'column_name', 'protected'),
    ('column_class', 'class', 'protected');
