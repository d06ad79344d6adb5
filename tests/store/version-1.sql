-- Rows as version 1 of the base knew them: what tests/unit/store_test.c brings up to date from every version.
INSERT INTO report (number, id, sha256, text_sha256, container_offset, byte_count, translated, retold, is_protected,
    published, published_some_first, published_some_last, sentence_count, claim_count, unread_count, text)
    VALUES (1, 'r1', 'aa', 'bb', 0, 20, 0, 0, 0, '2022-02', 19024, 19051, 1, 2, 1, 'Sumy, Sumy, the mill'),
           (2, 'r2', 'ab', 'bc', 0, 10, 0, 0, 1, NULL, NULL, NULL, 1, 0, 0, 'ten others');
INSERT INTO report_note VALUES (1, 0, 'desk', 'east');
INSERT INTO report_place VALUES
    (1, 0, 'Sumy', 'Sumy', 'UA', 'Sumy', 'town', 692194, 50.9, 34.8, 0, 4, 0, 4),
    (1, 1, 'Sumy', 'Sumy', 'UA', 'Sumy', 'town', 692194, 50.9, 34.8, 6, 10, 6, 10),
    (1, 2, 'the mill', NULL, NULL, NULL, 'unknown', 0, NULL, NULL, 12, 20, 12, 20),
    (2, 0, 'Sumy', 'Sumy', 'UA', 'Sumy', 'county', 0, NULL, NULL, 0, 3, 0, 3);
INSERT INTO unread VALUES (1, 0, 'the mill', 'mill', 12, 20, 12, 20);
INSERT INTO source (number, report, id, as_words, voices_low) VALUES (1, 1, 's1', 'a weaver', 1);
INSERT INTO source_maybe VALUES (1, 0, 's2');
INSERT INTO source_via (source, position, id, as_words) VALUES (1, 0, 's3', 'the Post');
INSERT INTO claim (number, id, version, report, position, kind, is_event, is_coarse, status, has_end, number_is_given,
    number_is_approximate, number_is_vague, source, sure, pack)
    VALUES (1, 'c1', 1, 1, 0, 'escort', 0, 0, 'said', 0, 0, 0, 0, 1, 0.5, 'games 1'),
           (2, 'c2', 1, 1, 1, 'escort', 0, 0, 'said', 0, 0, 0, 0, NULL, 1, 'games 1');
INSERT INTO claim_role VALUES (1, 'by', 0, 'employer', NULL), (1, 'whom', 0, 'worker', 'weavers');
INSERT INTO claim_name VALUES (1, 0, 'Orlen', 'employer');
INSERT INTO claim_words VALUES (2, 'when', 0, NULL), (2, 'work', 0, 'wool');
INSERT INTO claim_place VALUES
    (1, 'where', 0, 'Sumy', 'Sumy', 'UA', 'Sumy', 'town', 692194, 50.9, 34.8),
    (1, 'where', 1, 'the mill', NULL, NULL, NULL, 'unknown', 0, NULL, NULL),
    (2, 'to', 0, 'Sumy', 'Sumy', 'UA', 'Sumy', 'town', 692194, 50.9, 34.9);
INSERT INTO claim_evidence VALUES (1, 0, 0, 4, 0, 4, 'Sumy', NULL, ', Sumy'), (2, 0, 12, 20, 12, 20, 'the mill', 'x', NULL);
INSERT INTO claim_field VALUES (1, 0, 'where', 0, 4, 0, 4);
INSERT INTO journal (day, act, digest) VALUES (19024, 'report', 'aa');
