-- What people decided of claims and reports, under handles of their own choosing (docs/decisions.md). A decision
-- is never edited: undoing one is a further row that names it. claim.decision is the one that made this version
-- of a claim; null: as the program read it.

CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    verb TEXT NOT NULL,
    handle TEXT NOT NULL,
    day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    undoes INTEGER REFERENCES decision
) STRICT;

-- What it is of: ids of claims, or of reports.
CREATE TABLE decision_subject (
    decision INTEGER NOT NULL REFERENCES decision,
    position INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('claim', 'report')),
    id TEXT NOT NULL,
    PRIMARY KEY (decision, position)
) STRICT;
CREATE INDEX decision_subject_id ON decision_subject (id);

-- What a correction, or a claim that the program missed, says: field=value, in the order given.
CREATE TABLE decision_field (
    decision INTEGER NOT NULL REFERENCES decision,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (decision, position)
) STRICT;

-- sqlite:
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never edited: undo it'); END;
-- postgresql:
CREATE FUNCTION decision_is_edited() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a decision is never edited: undo it'; END $$;
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION decision_is_edited();
-- both:

ALTER TABLE claim ADD COLUMN decision INTEGER REFERENCES decision;

INSERT INTO column_class VALUES
    ('decision', 'number', 'protected'),
    ('decision', 'verb', 'public'),
    ('decision', 'handle', 'protected'),
    ('decision', 'day', 'protected'),
    ('decision', 'reason', 'protected'),
    ('decision', 'undoes', 'protected'),
    ('decision_subject', 'decision', 'protected'),
    ('decision_subject', 'position', 'public'),
    ('decision_subject', 'what', 'public'),
    ('decision_subject', 'id', 'public'),
    ('decision_field', 'decision', 'protected'),
    ('decision_field', 'position', 'public'),
    ('decision_field', 'field', 'public'),
    ('decision_field', 'value', 'protected'),
    ('claim', 'decision', 'protected');
