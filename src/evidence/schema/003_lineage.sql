-- Which report derives from which (docs/evidence.md), as it was traced when the base held lineage_state.report_count
-- reports; where it holds another number by now, the lineage is traced anew.
CREATE TABLE derivation (
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    parent INTEGER NOT NULL REFERENCES report,
    how TEXT NOT NULL,
    reasons TEXT,
    PRIMARY KEY (report, position)
) STRICT;
CREATE TABLE lineage_state (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    report_count INTEGER NOT NULL
) STRICT;
INSERT INTO column_class VALUES
    ('derivation', 'report', 'protected'),
    ('derivation', 'position', 'public'),
    ('derivation', 'parent', 'protected'),
    ('derivation', 'how', 'public'),
    ('derivation', 'reasons', 'public'),
    ('lineage_state', 'number', 'protected'),
    ('lineage_state', 'report_count', 'protected');
