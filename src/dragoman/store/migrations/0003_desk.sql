-- What the pages of the desk are read by: lines in order of their days, the lines of a party or a person, what passed between
-- two parties, copies. Counting over many events reads the indexes alone, for an event's row is ten times as long as what
-- is counted of it.

CREATE INDEX events_in_order ON events (first_day, id, last_day, type, status, basis, article);
CREATE INDEX events_in_short ON events (id, first_day, type, quad, status, basis, article);
CREATE INDEX events_of_type ON events (type, first_day, id, last_day);
DROP INDEX events_by_type;
CREATE INDEX statements_in_order ON statements (first_day, id, last_day, stance, act, article);
CREATE INDEX statements_in_short ON statements (id, first_day, stance, act, topics);
DROP INDEX events_by_day;
DROP INDEX statements_by_day;
CREATE INDEX participants_of_party ON participants (party, event, side, statement);
CREATE INDEX participants_of_event ON participants (event, party, side) WHERE event IS NOT NULL;
CREATE INDEX participants_of_statement ON participants (statement, party) WHERE statement IS NOT NULL;
DROP INDEX participants_by_party;
CREATE INDEX participants_by_id ON participants (id, event, statement);
CREATE INDEX articles_by_publisher ON articles (publisher, published, id);
CREATE INDEX articles_of_run ON articles (run);
CREATE INDEX articles_that_copy ON articles (id) WHERE duplicate_of IS NOT NULL;

-- The pairs of parties that each event puts across from each other, or that act together in it upon nobody else; `one` stands
-- before `other` in the alphabet. Computed from participants and events, and kept by the triggers below.
CREATE TABLE dealings (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    day TEXT NOT NULL, -- '' where the event is not dated
    event TEXT NOT NULL,
    PRIMARY KEY (one, other, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX dealings_of_event ON dealings (event);

CREATE VIEW dealt (one, other, day, event) AS
    SELECT DISTINCT a.party, b.party, coalesce(events.first_day, ''), events.id
    FROM events JOIN participants a ON a.event = events.id JOIN participants b ON b.event = events.id
    WHERE a.party < b.party AND (a.side <> b.side OR NOT EXISTS (
        SELECT 1 FROM participants r WHERE r.event = events.id AND r.side = 'recipients'));
INSERT INTO dealings SELECT one, other, day, event FROM dealt;

CREATE TRIGGER dealings_come AFTER INSERT ON participants WHEN new.event IS NOT NULL BEGIN
    DELETE FROM dealings WHERE event = new.event;
    INSERT INTO dealings SELECT one, other, day, event FROM dealt WHERE event = new.event;
END;
CREATE TRIGGER dealings_go AFTER DELETE ON participants WHEN old.event IS NOT NULL BEGIN
    DELETE FROM dealings WHERE event = old.event;
    INSERT INTO dealings SELECT one, other, day, event FROM dealt WHERE event = old.event;
END;
CREATE TRIGGER dealings_change AFTER UPDATE OF event, party, side ON participants WHEN new.event IS NOT NULL BEGIN
    DELETE FROM dealings WHERE event = new.event;
    INSERT INTO dealings SELECT one, other, day, event FROM dealt WHERE event = new.event;
END;
CREATE TRIGGER dealings_move AFTER UPDATE OF "when", counted_on ON events BEGIN
    DELETE FROM dealings WHERE event = new.id;
    INSERT INTO dealings SELECT one, other, day, event FROM dealt WHERE event = new.id;
END;
CREATE TRIGGER dealings_end AFTER DELETE ON events BEGIN
    DELETE FROM dealings WHERE event = old.id;
END;
