-- What the pages of the desk are read by: lines in order of their days, the lines of a party or a person, copies. Counting
-- over many events reads the indexes alone, for an event's row is ten times as long as what is counted of it.

CREATE INDEX events_in_order ON events (first_day, id, last_day, type, status, basis, article);
CREATE INDEX events_in_short ON events (id, first_day, type, quad, status, basis, article);
CREATE INDEX events_of_type ON events (type, first_day, id, last_day);
CREATE INDEX statements_in_order ON statements (first_day, id, last_day, stance, act, article);
CREATE INDEX statements_in_short ON statements (id, first_day, stance, act, topics);
DROP INDEX events_by_day;
DROP INDEX events_by_type;
DROP INDEX statements_by_day;
CREATE INDEX participants_of_party ON participants (party, event, side, statement);
CREATE INDEX participants_of_event ON participants (event, party, side) WHERE event IS NOT NULL;
CREATE INDEX participants_of_statement ON participants (statement, party) WHERE statement IS NOT NULL;
DROP INDEX participants_by_party;
CREATE INDEX participants_by_id ON participants (id, event, statement);
CREATE INDEX articles_by_publisher ON articles (publisher, published, id);
CREATE INDEX articles_that_copy ON articles (id) WHERE duplicate_of IS NOT NULL;
