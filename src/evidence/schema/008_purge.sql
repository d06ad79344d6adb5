-- Version 8: what a purge that was interrupted has still to do: the rows are gone, but the original (sha256, where one was
-- kept) may still lie beside the base, and their bytes in its free pages and journals. Empty but while a purge runs.
CREATE TABLE purge_pending (
    number INTEGER PRIMARY KEY,
    sha256 TEXT
) STRICT;

INSERT INTO column_class VALUES
    ('purge_pending', 'number', 'protected'),
    ('purge_pending', 'sha256', 'protected');
