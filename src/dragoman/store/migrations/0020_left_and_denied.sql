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

-- A denial answers what others said too: by the words that it denies, in the article that has it, with its day.
CREATE TABLE denied_words (
    word INTEGER NOT NULL,
    day TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (word, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX denied_words_by_article ON denied_words (article);
DROP TRIGGER statements_compare_insert;
DROP TRIGGER statements_compare_delete;
DROP TRIGGER statements_compare_update;
CREATE TRIGGER statements_compare_insert AFTER INSERT ON statements BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER statements_compare_delete AFTER DELETE ON statements BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (old.article);
END;
CREATE TRIGGER statements_compare_update AFTER UPDATE ON statements BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
INSERT INTO stale_articles SELECT DISTINCT article FROM statements
    WHERE stance IN ('affirms', 'denies') AND article NOT IN (SELECT article FROM stale_articles);
