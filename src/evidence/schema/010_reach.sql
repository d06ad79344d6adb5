-- Version 10: what a question of a place and a day asks for by index: places by country, the words that are on no map,
-- and points; the outlets of the reports that the days of knowledge let be seen.
CREATE INDEX place_country ON place (country);
CREATE INDEX place_geonames ON place (geonames);
CREATE INDEX place_point ON place (latitude, longitude);
CREATE INDEX report_outlet ON report (outlet, language, retold, recorded, published_some_first, published_some_last);
CREATE INDEX report_recorded ON report (recorded);
