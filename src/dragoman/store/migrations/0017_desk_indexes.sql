-- Events of a place are found by its name in any case; the log of fetches from a day on.
DROP INDEX events_by_place;
CREATE INDEX events_by_place ON events (lower(json_extract(place, '$.name')), first_day, id) WHERE place IS NOT NULL;
CREATE INDEX fetches_by_time ON fetches (at);
