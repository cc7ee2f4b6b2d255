-- Sentences that tell a happening without an event of their own. Everything here is computed from the articles and can
-- be made anew.

-- By what articles of one story are found: hashes of what they name, with the days they were printed on or look back to.
CREATE TABLE paper_keys (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_keys_by_article ON paper_keys (article);

-- A sentence, and an event of another article that it may tell too; of several events the best score counts.
CREATE TABLE retellings (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    event TEXT NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (article, start, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX retellings_by_event ON retellings (event);

-- Articles whose sentences and events were not compared yet.
CREATE TABLE papers_open (article TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO papers_open SELECT id FROM articles;

CREATE TRIGGER papers_come AFTER INSERT ON articles BEGIN
    INSERT OR IGNORE INTO papers_open VALUES (new.id);
END;
CREATE TRIGGER papers_take_along BEFORE DELETE ON articles BEGIN
    INSERT OR IGNORE INTO articles_recounted
        SELECT e.article FROM retellings r JOIN events e ON e.id = r.event WHERE r.article = old.id;
END;
CREATE TRIGGER papers_leave AFTER DELETE ON articles BEGIN
    INSERT OR IGNORE INTO papers_open VALUES (old.id);
END;
CREATE TRIGGER papers_told AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO papers_open VALUES (new.article);
END;
CREATE TRIGGER papers_retold AFTER UPDATE OF type, status, text, "when", first_day, last_day, place ON events BEGIN
    INSERT OR IGNORE INTO papers_open VALUES (new.article);
END;
CREATE TRIGGER papers_untold AFTER DELETE ON events BEGIN
    INSERT OR IGNORE INTO papers_open VALUES (old.article);
    INSERT OR IGNORE INTO articles_recounted SELECT article FROM retellings WHERE event = old.id;
    DELETE FROM retellings WHERE event = old.id;
END;

-- What a happening is told to be changes with its retellings: its accounts are compared again.
CREATE TRIGGER retellings_compare_insert AFTER INSERT ON retellings BEGIN
    INSERT OR IGNORE INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE id = new.event;
    INSERT OR IGNORE INTO stale_articles VALUES (new.article);
END;
CREATE TRIGGER retellings_compare_delete AFTER DELETE ON retellings BEGIN
    INSERT OR IGNORE INTO stale_subjects SELECT coalesce(happening, id) FROM events WHERE id = old.event;
END;

-- What a person decided of a plan and what came of it. By event ids, which survive a new reading.
DROP TABLE happening_ties; -- was never filled: ties are computed when they are asked for
CREATE TABLE tie_decisions (
    plan TEXT NOT NULL,
    deed TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'refused')),
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    why TEXT NOT NULL CHECK (why <> ''),
    made_at TEXT NOT NULL,
    PRIMARY KEY (plan, deed, made_at, made_by)
) STRICT, WITHOUT ROWID;
