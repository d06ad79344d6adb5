-- Version 2: how each field of a claim was filled, in a word ("clause", "paragraph"; docs/claim-format.md).
-- Claims that entered before have none.

CREATE TABLE claim_way (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    way TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT;

INSERT INTO column_class VALUES
    ('claim_way', 'claim', 'protected'),
    ('claim_way', 'position', 'public'),
    ('claim_way', 'field', 'public'),
    ('claim_way', 'way', 'public');
