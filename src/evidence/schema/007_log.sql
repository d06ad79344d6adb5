-- Version 7: the log of what entered, was decided and was purged becomes a hash chain (docs/base.md), and every report
-- is sealed by an entry of it. The journal of before held nothing that does not stand in the reports themselves; what
-- they hold is entered anew when the base is next opened for writing.
DROP TABLE journal;

-- Digests, handles and days, no words. follows: the entry before this one on the same thing. leaf: what this row comes
-- to in the tree. Rows are only ever added.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    act TEXT NOT NULL,
    day INTEGER,
    digest TEXT NOT NULL,
    follows INTEGER UNIQUE REFERENCES journal,
    handle TEXT,
    reason TEXT,
    leaf TEXT NOT NULL
) STRICT;
CREATE INDEX journal_purged ON journal (digest) WHERE act = 'purge';
-- sqlite:
CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
-- postgresql:
CREATE TRIGGER journal_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
-- both:

-- The log's name in its checkpoints, what its digests are salted with, how many entries it has, and the roots of its
-- tree's whole subtrees.
CREATE TABLE log_state (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    origin TEXT NOT NULL,
    salt TEXT NOT NULL,
    size INTEGER NOT NULL,
    peaks TEXT NOT NULL
) STRICT;

-- The entry that holds for a report, a decision, or what the base traced of all reports, as it stands. tables and claims say what its
-- rows came to, so that an altered one can be named: the entry's digest alone binds. original: whether one is kept.
CREATE TABLE seal (
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    entry INTEGER NOT NULL UNIQUE REFERENCES journal,
    id TEXT,
    original INTEGER NOT NULL,
    tables TEXT NOT NULL,
    claims TEXT NOT NULL,
    PRIMARY KEY (subject, number)
) STRICT;

DELETE FROM column_class WHERE table_name = 'journal';
INSERT INTO column_class VALUES
    ('journal', 'number', 'protected'),
    ('journal', 'act', 'protected'),
    ('journal', 'day', 'protected'),
    ('journal', 'digest', 'protected'),
    ('journal', 'follows', 'protected'),
    ('journal', 'handle', 'protected'),
    ('journal', 'reason', 'protected'),
    ('journal', 'leaf', 'protected'),
    ('log_state', 'number', 'protected'),
    ('log_state', 'origin', 'protected'),
    ('log_state', 'salt', 'protected'),
    ('log_state', 'size', 'protected'),
    ('log_state', 'peaks', 'protected'),
    ('seal', 'subject', 'protected'),
    ('seal', 'number', 'protected'),
    ('seal', 'entry', 'protected'),
    ('seal', 'id', 'protected'),
    ('seal', 'original', 'protected'),
    ('seal', 'tables', 'protected'),
    ('seal', 'claims', 'protected');
