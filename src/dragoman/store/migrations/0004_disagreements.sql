-- Where accounts differ: computed from events, statements and figures; everything here can be computed anew.
-- A subject is a happening, the id of an event that was brought together with no other, or two articles of one story.

CREATE TABLE disagreements (
    id TEXT PRIMARY KEY NOT NULL,
    subject TEXT NOT NULL,
    matter TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('spread', 'update', 'conflict')),
    accounts TEXT NOT NULL,
    parties TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    why TEXT NOT NULL
) STRICT;
CREATE INDEX disagreements_by_subject ON disagreements (subject);
CREATE INDEX disagreements_by_day ON disagreements (first_day IS NULL, first_day, id);

CREATE TABLE disagreement_parties (
    party TEXT NOT NULL,
    day TEXT NOT NULL, -- its first day, '9999' where there is none: a party's newest or oldest are read off the index
    disagreement TEXT NOT NULL REFERENCES disagreements (id) ON DELETE CASCADE,
    PRIMARY KEY (party, day, disagreement)
) STRICT, WITHOUT ROWID;
CREATE INDEX disagreement_parties_by_disagreement ON disagreement_parties (disagreement);

CREATE TABLE disagreement_articles (
    article TEXT NOT NULL,
    disagreement TEXT NOT NULL REFERENCES disagreements (id) ON DELETE CASCADE,
    PRIMARY KEY (article, disagreement)
) STRICT, WITHOUT ROWID;
CREATE INDEX disagreement_articles_by_disagreement ON disagreement_articles (disagreement);

-- What must be compared again: kept by triggers, so that whoever writes events need not know.
CREATE TABLE stale_subjects (subject TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stale_articles (article TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

INSERT INTO stale_subjects SELECT DISTINCT coalesce(happening, id) FROM events;
INSERT INTO stale_articles SELECT id FROM articles;

CREATE TRIGGER events_compare_insert AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO stale_subjects VALUES (coalesce(new.happening, new.id));
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER events_compare_delete AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO stale_subjects VALUES (coalesce(old.happening, old.id));
    INSERT OR IGNORE INTO stale_articles VALUES (old.article);
END;
CREATE TRIGGER events_compare_update AFTER UPDATE ON events BEGIN
    INSERT OR IGNORE INTO stale_subjects VALUES (coalesce(old.happening, old.id));
    INSERT OR IGNORE INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE article = new.article;
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER statements_compare_insert AFTER INSERT ON statements WHEN new.stance = 'denies' BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER statements_compare_delete AFTER DELETE ON statements WHEN old.stance = 'denies' BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (old.article);
END;
CREATE TRIGGER statements_compare_update AFTER UPDATE ON statements WHEN 'denies' IN (old.stance, new.stance) BEGIN
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER articles_compare_copy AFTER UPDATE OF duplicate_of ON articles BEGIN
    INSERT OR IGNORE INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE article = new.id;
    INSERT OR IGNORE INTO stale_articles VALUES (new.id);
END;

-- By what reports of one story are found: hashes of what their leads name, with the day they were printed.
CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_keys_by_article ON story_keys (article);

-- Who denies something in which article, with the day it was printed.
CREATE TABLE denying (
    party TEXT NOT NULL,
    day TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (party, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX denying_by_article ON denying (article);
