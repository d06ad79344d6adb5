-- Version 11: what a row of an imported table says besides its claim: its own id, and columns that are no fields
-- (docs/import.md).
CREATE TABLE claim_own (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO column_class VALUES
    ('claim_own', 'claim', 'protected'),
    ('claim_own', 'position', 'public'),
    ('claim_own', 'key', 'public'),
    ('claim_own', 'value', 'public');
