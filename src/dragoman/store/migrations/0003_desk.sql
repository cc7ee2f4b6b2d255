-- What the pages of the desk are read by: lines in order of their days, the lines of a party or a person, copies.

CREATE INDEX events_in_order ON events (first_day, id, last_day);
CREATE INDEX statements_in_order ON statements (first_day, id, last_day);
DROP INDEX events_by_day;
DROP INDEX statements_by_day;
CREATE INDEX participants_of_party ON participants (party, event, statement);
DROP INDEX participants_by_party;
CREATE INDEX participants_by_id ON participants (id, event, statement);
CREATE INDEX articles_by_publisher ON articles (publisher, published, id);
CREATE INDEX articles_that_copy ON articles (id) WHERE duplicate_of IS NOT NULL;
