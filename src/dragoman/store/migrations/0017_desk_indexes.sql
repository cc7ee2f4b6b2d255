-- Events of a place are found by its name in any case; the log of fetches from a day on.
DROP INDEX events_by_place;
CREATE INDEX events_by_place ON events (lower(json_extract(place, '$.name')), first_day, id) WHERE place IS NOT NULL;
CREATE INDEX fetches_by_time ON fetches (at);
-- A party's events in order of their days, as lists and the map walk them, with what they are filtered by.
CREATE INDEX pair_days_of_party ON pair_days (
    party, (CASE WHEN dated = 1 THEN first_day END), event, last_day, status, basis, copy, type
) WHERE other = '';
-- What a map has of an event, for a row of events is ten times as long.
CREATE INDEX events_with_place ON events (id, place, type, first_day, happening) WHERE place IS NOT NULL;
