-- What lists of the desk are walked by: disagreements by day without a sort, and the events of one place.
CREATE INDEX disagreements_in_days ON disagreements (first_day, id);
CREATE INDEX events_by_place ON events (json_extract(place, '$.name'), first_day, id) WHERE place IS NOT NULL;
