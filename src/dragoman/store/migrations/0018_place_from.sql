-- What gave an event its place, as `date_from` says of its date. Events at a venue are found by its city too.
ALTER TABLE events ADD COLUMN place_from TEXT;
CREATE INDEX events_by_city ON events (lower(json_extract(place, '$.city')), first_day, id) WHERE place IS NOT NULL;
