-- Version 5: a place stands once in the base, whatever names it, so that a question looks at each place once and
-- finds what lies there by an index. Lists are kept in the order of their owner, one tree each.

CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    as_words TEXT,
    name TEXT,
    country TEXT,
    admin1 TEXT,
    accuracy TEXT,
    geonames INTEGER NOT NULL,
    latitude REAL,
    longitude REAL
) STRICT;
-- The coordinates of what has none are out of the world, so that nothing is there twice.
CREATE UNIQUE INDEX place_whole ON place (coalesce(as_words, ''), coalesce(name, ''), geonames, coalesce(country, ''),
    coalesce(admin1, ''), coalesce(accuracy, ''), coalesce(latitude, 999), coalesce(longitude, 999));
INSERT INTO place (as_words, name, country, admin1, accuracy, geonames, latitude, longitude)
    SELECT as_words, name, country, admin1, accuracy, geonames, latitude, longitude FROM claim_place
    UNION SELECT as_words, name, country, admin1, accuracy, geonames, latitude, longitude FROM report_place
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8;

CREATE TABLE claim_place_next (
    claim INTEGER NOT NULL REFERENCES claim,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    place INTEGER NOT NULL REFERENCES place,
    PRIMARY KEY (claim, side, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_place_next
    SELECT c.claim, c.side, c.position, p.number FROM claim_place c JOIN place p
    ON coalesce(p.as_words, '') = coalesce(c.as_words, '') AND coalesce(p.name, '') = coalesce(c.name, '')
    AND p.geonames = c.geonames AND coalesce(p.country, '') = coalesce(c.country, '')
    AND coalesce(p.admin1, '') = coalesce(c.admin1, '') AND coalesce(p.accuracy, '') = coalesce(c.accuracy, '')
    AND coalesce(p.latitude, 999) = coalesce(c.latitude, 999)
    AND coalesce(p.longitude, 999) = coalesce(c.longitude, 999);
DROP TABLE claim_place;
ALTER TABLE claim_place_next RENAME TO claim_place;
CREATE INDEX claim_place_place ON claim_place (place, claim, side);

CREATE TABLE report_place_next (
    report INTEGER NOT NULL REFERENCES report,
    position INTEGER NOT NULL,
    place INTEGER NOT NULL REFERENCES place,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;
INSERT INTO report_place_next
    SELECT c.report, c.position, p.number, c.first_byte, c.end_byte, c.start, c.stop FROM report_place c JOIN place p
    ON coalesce(p.as_words, '') = coalesce(c.as_words, '') AND coalesce(p.name, '') = coalesce(c.name, '')
    AND p.geonames = c.geonames AND coalesce(p.country, '') = coalesce(c.country, '')
    AND coalesce(p.admin1, '') = coalesce(c.admin1, '') AND coalesce(p.accuracy, '') = coalesce(c.accuracy, '')
    AND coalesce(p.latitude, 999) = coalesce(c.latitude, 999)
    AND coalesce(p.longitude, 999) = coalesce(c.longitude, 999);
DROP TABLE report_place;
ALTER TABLE report_place_next RENAME TO report_place;
CREATE INDEX report_place_place ON report_place (place, report);

CREATE TABLE claim_role_next (
    claim INTEGER NOT NULL REFERENCES claim,
    side TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT,
    as_words TEXT,
    PRIMARY KEY (claim, side, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_role_next SELECT claim, side, position, role, as_words FROM claim_role;
DROP TABLE claim_role;
ALTER TABLE claim_role_next RENAME TO claim_role;

CREATE TABLE claim_name_next (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    as_words TEXT,
    is_what TEXT,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_name_next SELECT claim, position, as_words, is_what FROM claim_name;
DROP TABLE claim_name;
ALTER TABLE claim_name_next RENAME TO claim_name;

CREATE TABLE claim_words_next (
    claim INTEGER NOT NULL REFERENCES claim,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    words TEXT,
    PRIMARY KEY (claim, field, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_words_next SELECT claim, field, position, words FROM claim_words;
DROP TABLE claim_words;
ALTER TABLE claim_words_next RENAME TO claim_words;

CREATE TABLE claim_evidence_next (
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
) STRICT, WITHOUT ROWID;
INSERT INTO claim_evidence_next
    SELECT claim, position, first_byte, end_byte, start, stop, exact, prefix, suffix FROM claim_evidence;
DROP TABLE claim_evidence;
ALTER TABLE claim_evidence_next RENAME TO claim_evidence;

CREATE TABLE claim_field_next (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_field_next SELECT claim, position, field, first_byte, end_byte, start, stop FROM claim_field;
DROP TABLE claim_field;
ALTER TABLE claim_field_next RENAME TO claim_field;

CREATE TABLE claim_way_next (
    claim INTEGER NOT NULL REFERENCES claim,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    way TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_way_next SELECT claim, position, field, way FROM claim_way;
DROP TABLE claim_way;
ALTER TABLE claim_way_next RENAME TO claim_way;

CREATE INDEX claim_kind ON claim (kind);
CREATE INDEX derivation_parent ON derivation (parent, report);

DELETE FROM column_class WHERE table_name IN ('claim_place', 'report_place') AND column_name IN
    ('as_words', 'name', 'country', 'admin1', 'accuracy', 'geonames', 'latitude', 'longitude');
INSERT INTO column_class VALUES
    ('place', 'number', 'protected'),
    ('place', 'as_words', 'public'),
    ('place', 'name', 'public'),
    ('place', 'country', 'public'),
    ('place', 'admin1', 'public'),
    ('place', 'accuracy', 'public'),
    ('place', 'geonames', 'public'),
    ('place', 'latitude', 'public'),
    ('place', 'longitude', 'public'),
    ('claim_place', 'place', 'protected'),
    ('report_place', 'place', 'protected');
