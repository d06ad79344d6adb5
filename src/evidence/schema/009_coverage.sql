-- Version 9: what the base covers (how many reports, of which outlets and languages) is counted from an index alone,
-- past the reports' texts.
CREATE INDEX report_coverage ON report (outlet, language, retold, published, published_some_first, published_some_last,
    recorded);
