-- A happening of one telling has no link that leads to it: what left says itself which happening it was of.
ALTER TABLE tellings_left ADD COLUMN happening TEXT;
DROP TRIGGER events_leave;
CREATE TRIGGER events_leave AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO tellings_left (event, happening) VALUES (old.id, old.happening);
END;
-- Happenings that were left behind before: the next update looks at them again.
INSERT INTO tellings_left (event, happening)
    SELECT min(event), id FROM happenings WHERE event NOT IN (SELECT id FROM events)
    AND event NOT IN (SELECT event FROM tellings_left) GROUP BY id;
