-- Version 4: which pack each kind of the base's claims is of. Two packs that have a kind of one name would be
-- mixed up in every answer, so that the second one is refused.

CREATE TABLE pack_kind (
    kind TEXT PRIMARY KEY NOT NULL,
    pack TEXT NOT NULL
) STRICT;

-- No base in PostgreSQL is as old as the versions before this one.
-- sqlite:
INSERT INTO pack_kind (kind, pack)
    SELECT kind, min(substr(pack, 1, instr(pack, ' ') - 1)) FROM claim WHERE instr(pack, ' ') > 1 GROUP BY kind;
-- both:

INSERT INTO column_class VALUES
    ('pack_kind', 'kind', 'public'),
    ('pack_kind', 'pack', 'public');
